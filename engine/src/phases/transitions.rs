//! From one phase to the next, and what that does to orders.

use super::auction::Equilibrium;
use super::{DAY_NS, Planned, is_auction};
use crate::advanced::ADVANCED;
use crate::engine::{Engine, Sink};
use crate::instrument::Instrument;
use crate::orders::Order;
use crate::reject::Failures;
use crate::timers::Timer;
use crate::trading::becomes;
use tapebook_schema as wire;
use tapebook_schema::{
    BreachAction, EndReason, InstrumentStatus as Status, OrderType, PhaseCause, ReportHeader, TimeInForce,
};

impl Engine {
    /// Changes an instrument's phase. An auction ends in trades where continuous trading or the close follows; orders
    /// end at the close and at delisting. O(1), O(orders met) after an auction, O(orders of the instrument) at the
    /// close and at delisting.
    pub(crate) fn change_phase(
        &mut self,
        instrument: u32,
        to: Status,
        cause: PhaseCause,
        sink: &mut impl Sink,
    ) {
        let from = self.instruments[instrument as usize].status;
        let (mut to, mut cause) = (to, cause);
        if to == Status::Continuous || (to == Status::Closed && is_auction(from)) {
            if cause != PhaseCause::Operator && self.extends(instrument) {
                return self.extend(instrument, to, sink);
            }
            self.uncross(instrument, sink);
            self.end_auction_only(instrument, to, sink);
            self.end_waiting(instrument, sink);
            self.pull_quotes(sink);
            if to == Status::Continuous && self.is_crossed(instrument) {
                (to, cause) = (Status::Halted, PhaseCause::Unresolved);
            }
        } else {
            self.end_auction_only(instrument, to, sink);
        }
        self.end_lost(instrument, sink);
        match to {
            Status::Closed => self.end_day(instrument, sink),
            Status::Delisted => self.end_orders_in(instrument, EndReason::Delist, |_, _| true, sink),
            _ => {}
        }
        let phase = self.phases.get_mut(instrument);
        phase.elapses = None;
        phase.is_extended = false;
        if to == Status::Delisted {
            phase.plan.clear();
        }
        let rules = phase.rules;
        let after =
            |ns| Planned { time: self.time.saturating_add(ns), random_ns: 0, status: Status::Continuous };
        match (to, cause) {
            (Status::VolatilityAuction, _) => {
                phase.elapses = Some(Planned { random_ns: rules.random_ns, ..after(rules.volatility_ns) });
            }
            (Status::Halted, PhaseCause::Band) if rules.halt_ns > 0 => {
                phase.elapses = Some(after(rules.halt_ns))
            }
            _ => {}
        }
        self.instruments[instrument as usize].status = to;
        self.triggers.changed(instrument);
        self.tell_from_now(instrument, is_auction(to));
        self.arm_phase(instrument);
        if from != to {
            self.emit_phase(instrument, from, cause, sink);
        }
        if to == Status::ClosingAuction {
            self.join_close(instrument, sink);
        }
        if to == Status::Continuous {
            self.books.mark_if_followed(instrument);
        } else {
            self.park_pegs(instrument, sink);
        }
    }

    fn emit_phase(&self, instrument: u32, previous: Status, cause: PhaseCause, sink: &mut impl Sink) {
        let it = &self.instruments[instrument as usize];
        let until = self.phases.get(instrument).next().map_or(0, |next| next.time);
        sink.event(&wire::PhaseChanged::new(
            &ReportHeader::default(),
            instrument,
            it.status,
            previous,
            cause,
            0,
            until,
            it.reference_price,
            it.static_reference,
        ));
    }

    fn is_crossed(&self, instrument: u32) -> bool {
        use crate::book::Side;
        let best = |side| self.books.best_of_all(instrument, side);
        matches!((best(Side::Buy), best(Side::Sell)), (Some(bid), Some(ask)) if bid >= ask)
    }

    /// Would the auction's price be outside its band, and may it go on for once?
    fn extends(&self, instrument: u32) -> bool {
        let rules = &self.instruments[instrument as usize];
        let phase = self.phases.get(instrument);
        if !is_auction(rules.status) || phase.is_extended || phase.rules.extension_ns == 0 {
            return false;
        }
        let (low, high) = self.auction_band(instrument);
        let found = self.equilibrium(instrument, (1, rules.max_price));
        found.volume > 0 && !(low..=high).contains(&found.price)
    }

    fn extend(&mut self, instrument: u32, then: Status, sink: &mut impl Sink) {
        let now = self.time;
        let phase = self.phases.get_mut(instrument);
        phase.is_extended = true;
        phase.elapses = Some(Planned {
            time: now.saturating_add(phase.rules.extension_ns),
            random_ns: phase.rules.random_ns,
            status: then,
        });
        self.arm_phase(instrument);
        let status = self.instruments[instrument as usize].status;
        self.emit_phase(instrument, status, PhaseCause::Extension, sink);
    }

    /// A trade would have been outside the price band.
    pub(crate) fn breach_band(&mut self, instrument: u32, sink: &mut impl Sink) {
        let to = match self.phases.get(instrument).rules.breach {
            BreachAction::Halt => Status::Halted,
            _ => Status::VolatilityAuction,
        };
        self.change_phase(instrument, to, PhaseCause::Band, sink);
    }

    /// The trading day is over: DAY orders expire, and what tick or collar admit no longer ends (OT-12).
    fn end_day(&mut self, instrument: u32, sink: &mut impl Sink) {
        self.phases.get_mut(instrument).closed_at = self.time;
        self.end_waiting(instrument, sink);
        self.expire_day(instrument, sink);
        self.end_orders_in(instrument, EndReason::Halt, no_longer_fits, sink);
    }

    fn expire_day(&mut self, instrument: u32, sink: &mut impl Sink) {
        let is_day = |_: &Instrument, order: &Order| order.time_in_force == TimeInForce::Day;
        self.end_orders_in(instrument, EndReason::ExpiredDay, is_day, sink);
    }

    /// A DAY order came: if no close ends it, 00:00 UTC does.
    pub(crate) fn expect_day_end(&mut self, instrument: u32) {
        let phase = self.phases.get_mut(instrument);
        if phase.day_ends_at == 0 {
            phase.day_ends_at = (self.time / DAY_NS + 1).saturating_mul(DAY_NS);
            self.timers.set(phase.day_ends_at, Timer::DayEnd(instrument));
        }
    }

    /// It is 00:00 UTC. O(orders of the instrument) if DAY orders came and no close is planned.
    pub(crate) fn end_open_day(&mut self, instrument: u32, sink: &mut impl Sink) {
        let phase = self.phases.get_mut(instrument);
        phase.day_ends_at = 0;
        if phase.plan.iter().any(|planned| planned.status == Status::Closed) {
            self.expect_day_end(instrument);
        } else {
            self.expire_day(instrument, sink);
        }
    }

    // ------------------------------------------------------------ time

    /// Sets the instrument's timer to its next change.
    pub(crate) fn arm_phase(&mut self, instrument: u32) {
        let (before, after) = self.phases.arm(instrument);
        if before != after {
            if before != 0 {
                self.timers.unset(before, Timer::Phase(instrument));
            }
            if after != 0 {
                self.timers.set(after, Timer::Phase(instrument));
            }
        }
    }

    /// Makes the next change if its latest moment has come.
    pub(crate) fn run_phase(&mut self, instrument: u32, sink: &mut impl Sink) {
        self.phases.disarm(instrument);
        if let Some(next) = self.phases.get(instrument).next().filter(|it| it.latest() <= self.time) {
            self.next_phase(instrument, next, sink);
        }
        self.arm_phase(instrument);
    }

    /// Makes an instrument's next change.
    pub(super) fn next_phase(&mut self, instrument: u32, next: Planned, sink: &mut impl Sink) {
        let phase = self.phases.get_mut(instrument);
        let status = self.instruments[instrument as usize].status;
        if phase.elapses == Some(next) {
            phase.elapses = None;
            let cause = PhaseCause::Elapsed;
            return self.change_phase(instrument, next.status, cause, sink);
        }
        phase.plan.remove(0);
        match (status, next.status) {
            // A suspension outlasts the day, but the day ends.
            (Status::Suspended, Status::Closed) => self.end_day(instrument, sink),
            (Status::Suspended, to) if to != Status::Delisted => {}
            (Status::Delisted, _) => {}
            (_, to) => self.change_phase(instrument, to, PhaseCause::Schedule, sink),
        }
    }

    fn tell_from_now(&mut self, instrument: u32, tells: bool) {
        let interval = self.phases.get(instrument).rules.indication_ns;
        let at = if tells { self.time.saturating_add(interval) } else { 0 };
        let phase = self.phases.get_mut(instrument);
        if !tells {
            phase.told = Equilibrium::default();
        }
        let before = std::mem::replace(&mut phase.tells_at, at);
        if before != 0 {
            self.timers.unset(before, Timer::Indication(instrument));
        }
        if at != 0 {
            self.timers.set(at, Timer::Indication(instrument));
        }
    }

    /// Is an auction's price, volume or imbalance another than was told? O(levels that cross).
    pub(crate) fn has_news(&self, instrument: u32) -> bool {
        self.equilibrium(instrument, self.auction_band(instrument)) != self.phases.get(instrument).told
    }

    /// Tells an auction's price, volume and imbalance if they changed. O(levels that cross).
    pub(crate) fn tell_indication(&mut self, instrument: u32, sink: &mut impl Sink) {
        self.phases.get_mut(instrument).tells_at = 0;
        self.tell_from_now(instrument, true);
        let found = self.equilibrium(instrument, self.auction_band(instrument));
        if std::mem::replace(&mut self.phases.get_mut(instrument).told, found) == found {
            return;
        }
        let side = if found.surplus < 0 { wire::Side::Sell } else { wire::Side::Buy };
        sink.event(&wire::AuctionIndication::new(
            &ReportHeader::default(),
            instrument,
            self.instruments[instrument as usize].status,
            side,
            0,
            found.price,
            found.volume,
            found.surplus.unsigned_abs(),
        ));
    }
}

/// Do tick, collar or quantity rules refuse this order today?
pub(crate) fn no_longer_fits(rules: &Instrument, order: &Order) -> bool {
    if order.order_type == OrderType::Pegged {
        // Its price follows the rules; its limit is on a tick.
        return order.price % rules.step_at(order.price) != 0;
    }
    // What becomes a market order has no price of its own while it waits for its trigger.
    if order.flags & ADVANCED != 0 && becomes(order.order_type) == OrderType::Market {
        return false;
    }
    let mut failures = Failures::default();
    rules.check_price(order.price, &mut failures);
    !failures.is_empty()
}
