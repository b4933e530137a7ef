//! Market data for the binary port: books rebuilt from released events, published as snapshots and conflated
//! updates; candles and statistics from trades. Knows events, not the engine; no thread, no clock, no socket.
#![forbid(unsafe_code)]

mod book;
mod ids;
pub mod itch;
mod publish;
mod statistics;

pub use book::{
    Action, Book, BookImage, Changed, Displayed, ImageOrder, Indication, group_id, instrument_of,
};
pub use publish::{Feed, FeedCounts, Message, Subscriber};
pub use statistics::{Bar, Day, INTERVALS, QuoteBar, Quotes, Span, Statistics, interval_ns};
