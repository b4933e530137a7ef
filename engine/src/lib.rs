//! The state machine of the exchange: `apply(command) -> events`.
//!
//! No clock, no I/O, no thread, no float, no random number, no unordered iteration: the same commands give the
//! same events and the same state on any machine. Unsafe code stands in `prefetch` alone, and changes no outcome. [`book`] is usable by itself.
#![deny(unsafe_code)]

pub mod accounts;
pub mod advanced;
pub mod ahead;
pub mod amend;
pub mod book;
pub mod clearing;
pub mod engine;
pub mod expiries;
pub mod instrument;
pub mod invariants;
pub mod kills;
pub mod ledger;
pub mod limits;
pub mod lists;
pub mod members;
mod operator;
pub mod orders;
pub mod pegs;
pub mod phases;
pub mod positions;
mod prefetch;
pub mod quotes;
pub mod reducing;
pub mod reject;
pub mod requests;
pub mod risk;
pub mod snapshot;
pub mod table;
pub mod timers;
pub mod trading;
pub mod triggers;

pub use engine::{Context, ENGINE_VERSION, Engine, Sink};
