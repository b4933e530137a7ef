//! Market data for the binary port: books rebuilt from released events, published as snapshots and conflated
//! updates. Knows events, not the engine; no thread, no clock, no socket.
#![forbid(unsafe_code)]

mod mirror;
mod publish;

pub use mirror::{BookImage, Mirror};
pub use publish::{Feed, Message, Subscriber};
