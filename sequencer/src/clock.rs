//! Time, from outside: the engine has none of its own.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// A source of time; the simulator has its own.
pub trait Clock {
    /// Nanoseconds since 1970-01-01 UTC; may jump.
    fn realtime_ns(&mut self) -> u64;
    /// Nanoseconds of a clock that never goes back.
    fn monotonic_ns(&mut self) -> u64;
}

/// The machine's clocks.
pub struct SystemClock {
    start: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { start: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn realtime_ns(&mut self) -> u64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as u64)
    }

    fn monotonic_ns(&mut self) -> u64 {
        self.start.elapsed().as_nanos() as u64
    }
}
