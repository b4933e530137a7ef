//! What a run can find.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A broken invariant, by its name, and what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub invariant: &'static str,
    pub detail: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.invariant, self.detail)
    }
}

/// All is well, or what is not.
pub type Verdict = Result<(), Violation>;

pub fn broken<T>(invariant: &'static str, detail: impl Into<String>) -> Result<T, Violation> {
    Err(Violation { invariant, detail: detail.into() })
}

/// Fails with the invariant's name unless it holds.
pub fn holds(is: bool, invariant: &'static str, detail: impl FnOnce() -> String) -> Verdict {
    if is { Ok(()) } else { broken(invariant, detail()) }
}

/// Runs a check that panics where something is wrong.
pub fn guarded<T>(invariant: &'static str, check: impl FnOnce() -> T) -> Result<T, Violation> {
    catch_unwind(AssertUnwindSafe(check)).map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        let text = text.or(panic.downcast_ref::<&str>().map(|it| (*it).to_owned()));
        Violation { invariant, detail: text.unwrap_or_default() }
    })
}

/// Names of what is checked. docs/internals/simulator.md says what each means.
pub mod name {
    pub const CONSERVED: &str = "I1 every asset is conserved";
    pub const NOBODY_OWES: &str = "I2 nothing available or held is negative";
    pub const HOLDS: &str = "I3 each hold is the sum over its open orders";
    pub const NOT_CROSSED: &str = "I4 the best bid is below the best ask";
    pub const QUEUES: &str = "I5 queues and orders agree";
    pub const ACKED_DURABLE: &str = "I6 what was acknowledged is durable";
    pub const AT_MOST_ONCE: &str = "I7 a request takes effect at most once";
    pub const NO_GAPS: &str = "I8 sequences have no gaps and time never decreases";
    pub const SAME_HASH: &str = "I9 live, snapshot and tail, and full replay agree";
    pub const SNAPSHOT_EXACT: &str = "I10 snapshot, restore, snapshot: the same bytes";
    pub const FEED: &str = "I12 a book rebuilt from the feed is the engine's";
    pub const ONE_STORY: &str = "I13 trades, postings and fees tell one story";
    pub const STATES_STAY: &str = "I16 lives of orders are told without contradiction";
    pub const ANSWERED: &str = "I17 once faults stop, everything is answered";
    pub const BASELINE: &str = "I18 buffers and connections return to nothing";
    pub const DAMAGE: &str = "I19 damage is refused, harmless or repaired";
    pub const ORACLE: &str = "O1 every event is the oracle's";
    pub const STARTS: &str = "O2 a disk that kept its promises can be started from";
    pub const ALIVE: &str = "O3 nothing fails without a fault";
    pub const REFUSES_SECOND: &str = "O4 a second writer is refused";
    pub const NO_PANIC: &str = "O5 nothing panics";
}
