//! What is due when. A timer fires with the first command stamped at or after its time, before that command; the
//! sequencer journals a Tick where nothing else arrives.

use std::collections::BTreeSet;

/// What a timer does when it fires. Those due at one time fire in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timer {
    /// Runs triggered orders that the command before left over.
    Triggers,
    /// Begins or ends phases of the instrument.
    Phase(u32),
    /// Ends the instrument's day, where no close is planned.
    DayEnd(u32),
    /// Tells the indicative price of the instrument's auction.
    Indication(u32),
    /// Cancels every open order of the account (CancelAfter).
    CancelAfter(u32),
}

/// No timer is set.
pub const NEVER: u64 = u64::MAX;

/// Every timer that is set, by time.
pub struct Timers {
    queue: BTreeSet<(u64, Timer)>,
    next: u64,
}

impl Default for Timers {
    fn default() -> Self {
        Self { queue: BTreeSet::new(), next: NEVER }
    }
}

impl Timers {
    /// When the next timer is due; [`NEVER`] if none is set. O(1).
    pub fn next(&self) -> u64 {
        self.next
    }

    /// Sets a timer. O(log timers).
    pub fn set(&mut self, at: u64, timer: Timer) {
        self.queue.insert((at, timer));
        self.next = self.next.min(at);
    }

    /// Takes a timer back. O(log timers).
    pub fn unset(&mut self, at: u64, timer: Timer) {
        self.queue.remove(&(at, timer));
        self.look();
    }

    /// Timers due from `from` on and until `now`, in the order they fire. O(log timers), and O(1) each.
    pub fn due(&self, from: u64, now: u64) -> impl Iterator<Item = Timer> {
        let until = now.saturating_add(1);
        let first = Timer::Triggers;
        let from = from.min(until);
        self.queue.range((from, first)..(until, first)).map(|&(_, timer)| timer)
    }

    /// Takes out the first timer due at `now`. O(log timers).
    pub fn take_due(&mut self, now: u64) -> Option<Timer> {
        if self.next > now {
            return None;
        }
        let first = self.queue.pop_first();
        self.look();
        first.map(|(_, timer)| timer)
    }

    /// Timers set, with their times, in the order they fire.
    pub fn all(&self) -> impl ExactSizeIterator<Item = (u64, Timer)> {
        self.queue.iter().copied()
    }

    fn look(&mut self) {
        self.next = self.queue.first().map_or(NEVER, |&(at, _)| at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fire_in_order_of_time_once() {
        let mut timers = Timers::default();
        assert_eq!((timers.next(), timers.take_due(u64::MAX - 1)), (NEVER, None));
        timers.set(20, Timer::CancelAfter(16));
        timers.set(10, Timer::CancelAfter(18));
        timers.set(10, Timer::CancelAfter(17));
        timers.unset(10, Timer::CancelAfter(18));
        assert_eq!(timers.next(), 10);
        assert_eq!(timers.take_due(9), None);
        let due = |from, now| timers.due(from, now).collect::<Vec<_>>();
        assert_eq!(due(0, 9), []);
        assert_eq!(due(10, 20), [Timer::CancelAfter(17), Timer::CancelAfter(16)]);
        assert_eq!((due(11, 19), due(30, 20)), (vec![], vec![]));
        assert_eq!(timers.take_due(10), Some(Timer::CancelAfter(17)));
        assert_eq!(timers.take_due(10), None);
        assert_eq!(timers.next(), 20);
        assert_eq!(timers.take_due(25), Some(Timer::CancelAfter(16)));
        assert_eq!(timers.next(), NEVER);
    }
}
