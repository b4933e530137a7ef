//! The state machine of the exchange: `apply(command) -> events`.
//!
//! No clock, no I/O, no thread, no float, no random number, no unordered iteration, no unsafe code: the same
//! commands give the same events and the same state on any machine. [`book`] is usable by itself.
#![forbid(unsafe_code)]

pub mod accounts;
pub mod amend;
pub mod book;
pub mod clearing;
pub mod engine;
pub mod instrument;
pub mod invariants;
pub mod ledger;
pub mod members;
mod operator;
mod order_index;
pub mod orders;
pub mod positions;
pub mod quotes;
pub mod reject;
pub mod requests;
pub mod risk;
pub mod snapshot;
pub mod table;
pub mod timers;
pub mod trading;

pub use engine::{Context, ENGINE_VERSION, Engine, Sink};
