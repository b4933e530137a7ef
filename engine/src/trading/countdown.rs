//! The dead man's switch: an account's orders are canceled unless it says in time that it is still there.

use super::*;
use crate::timers::Timer;

/// Longest time that may be asked for: a day.
const MAX_TIMEOUT_MS: u32 = 86_400_000;
const NS_PER_MS: u64 = 1_000_000;

impl Engine {
    pub(crate) fn cancel_after(
        &mut self,
        context: &Context,
        it: &wire::CancelAfter,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        let (kind, request) = (MessageType::CancelAfter, it.request());
        let Some((key, digest)) = self.open_gate(context, request, kind, body, sink) else { return };
        self.remember(context, &key, digest, 0);
        if it.timeout_ms() > MAX_TIMEOUT_MS {
            let mut failures = Failures::default();
            failures.add(RejectReason::InvalidParameter, i64::from(MAX_TIMEOUT_MS));
            return self.reject(context, context.account, request, kind, 0, 0, failures, sink);
        }
        let at = match it.timeout_ms() {
            0 => 0,
            timeout => context.time.saturating_add(u64::from(timeout) * NS_PER_MS),
        };
        self.set_cancel_at(context.account, at);
        sink.event(&wire::Applied::new(&ReportHeader::default(), kind, 0, context.account, at));
    }

    /// Sets when an account's orders are canceled; 0 for never.
    pub(crate) fn set_cancel_at(&mut self, account: u32, at: u64) {
        let owner = &mut self.accounts[account as usize];
        let before = std::mem::replace(&mut owner.cancel_at, at);
        if before != 0 {
            self.timers.unset(before, Timer::CancelAfter(account));
        }
        if at != 0 {
            self.timers.set(at, Timer::CancelAfter(account));
        }
    }

    /// Fires what is due now, in order. O(timers due and what they end).
    pub(crate) fn fire_timers(&mut self, now: u64, sink: &mut impl Sink) {
        loop {
            // What expires at a time is gone before anything else happens then.
            let expiry = self.orders.expiries.next();
            if expiry <= now && expiry <= self.timers.next() {
                self.expire_first(sink);
            } else if let Some(timer) = self.timers.take_due(now) {
                self.fire(timer, sink);
            } else {
                break;
            }
            if self.lists.is_touched() {
                self.follow_lists(sink);
            }
        }
        // The command meets what they left, and not the other way round.
        self.follow_matches(sink);
        if self.triggers.is_awake() {
            self.run_rounds(sink);
        }
    }

    fn fire(&mut self, timer: Timer, sink: &mut impl Sink) {
        match timer {
            Timer::Triggers => self.run_rounds(sink),
            Timer::Phase(instrument) => self.run_phase(instrument, sink),
            Timer::DayEnd(instrument) => self.end_open_day(instrument, sink),
            Timer::Indication(instrument) => self.tell_indication(instrument, sink),
            Timer::CancelAfter(account) => {
                self.accounts[account as usize].cancel_at = 0;
                self.end_orders_of(account, EndReason::Timer, None, |_| true, sink);
            }
        }
    }

    /// When the engine next has something to do by itself, in nanoseconds; `timers::NEVER` if nothing waits. A Tick
    /// stamped then makes it act.
    pub fn next_due(&self) -> u64 {
        self.timers.next().min(self.orders.expiries.next())
    }

    /// Would a Tick at `now` do anything? Of timers those due from `from` on are looked at. An indication that is due tells
    /// nothing unless its auction changed: that it is looked at needs no command, and the next one brings it.
    /// O(timers due), O(levels that cross) for each indication.
    pub fn has_due(&self, from: u64, now: u64) -> bool {
        let is_something = |timer| match timer {
            Timer::Indication(instrument) => self.has_news(instrument),
            _ => true,
        };
        self.orders.expiries.next() <= now || self.timers.due(from, now).any(is_something)
    }
}
