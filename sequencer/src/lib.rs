//! The sequencer: the only place that joins engine, session and journal. It stamps sequence and time, journals,
//! applies, and releases events once their commands are durable.
//!
//! [`Core`] is the live sequencer of one thread; [`tools`] read a journal offline; [`State`] is what both replay.
#![forbid(unsafe_code)]

pub mod backup;
pub mod clock;
mod core;
mod digest;
pub mod doctor;
mod helpers;
mod history;
pub mod itch;
mod links;
pub mod market;
mod moves;
pub mod outlet;
mod queries;
pub mod recovery;
pub mod refusals;
pub mod routing;
mod state;
pub mod tape;
pub mod tools;
mod traffic;

pub use crate::core::{Core, CoreSettings, Output, Ports};
pub use clock::{Clock, SystemClock};
pub use digest::EventDigest;
pub use helpers::{EventBatch, Hands, Helpers, Wake};
pub use moves::{Moves, Uncrosses};
pub use recovery::{OpenError, OpenSettings, Recovery, open};
#[cfg(feature = "stepped")]
pub use recovery::{Stepped, open_stepped};
pub use state::{PAYLOAD_VERSION, Route, State, open_record};
pub use traffic::{BOUNDS_NS, OWN_ROWS, Row, Traffic};
