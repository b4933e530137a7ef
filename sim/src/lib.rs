//! A simulator of the whole core: the real engine, journal, sequencer and sessions over a disk that fails, clocks
//! that jump and clients that never give up, all on one thread, so that one number repeats a run.
//!
//! A seed draws the settings ([`config`]); a plan chooses steps ([`plan`]); the world does them ([`world`]); a judge
//! compares every event with a naive oracle and keeps what clients were told ([`judge`]). A run that breaks an
//! invariant is shortened to the few steps that matter ([`run`]).

// The naive exchange, the random commands and the reader of events are those of the engine's tests.
#[path = "../../engine/tests/common/mod.rs"]
mod common;
#[path = "../../engine/tests/oracle/mod.rs"]
mod oracle;
#[path = "../../engine/tests/properties"]
mod properties {
    pub mod audit;
    pub mod generate;
    pub mod setup;
}
use properties::{audit, generate, setup};

pub mod client;
pub mod clock;
pub mod config;
mod damage;
pub mod disk;
mod judge;
mod ledger;
mod plan;
pub mod random;
pub mod run;
pub mod step;
pub mod violation;
pub mod world;
