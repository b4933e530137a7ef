//! Two clocks that only the simulation moves, and random bytes that a seed repeats.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tapebook_sequencer::Clock;

pub const MS: u64 = 1_000_000;
pub const SECOND: u64 = 1000 * MS;
/// The first second of 2026.
pub const EPOCH: u64 = 1_767_225_600 * SECOND;

/// Real time and monotonic time, in nanoseconds.
#[derive(Clone)]
pub struct SimClock(Arc<[AtomicU64; 2]>);

impl Default for SimClock {
    fn default() -> Self {
        Self(Arc::new([AtomicU64::new(EPOCH), AtomicU64::new(SECOND)]))
    }
}

impl SimClock {
    pub fn advance(&self, ns: u64) {
        self.0[0].fetch_add(ns, Ordering::Relaxed);
        self.0[1].fetch_add(ns, Ordering::Relaxed);
    }

    /// Real time alone jumps, back or forth.
    pub fn jump(&self, ns: i64) {
        self.0[0].store(self.realtime().saturating_add_signed(ns), Ordering::Relaxed);
    }

    pub fn realtime(&self) -> u64 {
        self.0[0].load(Ordering::Relaxed)
    }

    pub fn monotonic(&self) -> u64 {
        self.0[1].load(Ordering::Relaxed)
    }
}

impl Clock for SimClock {
    fn realtime_ns(&mut self) -> u64 {
        self.realtime()
    }
    fn monotonic_ns(&mut self) -> u64 {
        self.monotonic()
    }
}

thread_local! {
    static DRAWN: Cell<u64> = const { Cell::new(0) };
}

/// Begins the random bytes anew, for a run of this thread.
pub fn begin_random(seed: u64) {
    DRAWN.set(seed);
}

/// 32 bytes for the core, different at every call.
pub fn random_bytes() -> [u8; 32] {
    let mut random = crate::random::Random::new(DRAWN.get());
    DRAWN.set(DRAWN.get().wrapping_add(0x5851_F42D_4C95_7F2D));
    let mut bytes = [0; 32];
    for word in bytes.chunks_exact_mut(8) {
        word.copy_from_slice(&random.draw().to_le_bytes());
    }
    bytes
}
