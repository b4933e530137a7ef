//! Triggers: which orders a command's prices wake, and the orders that then run.
//!
//! The order is this. When a command is completely matched, the orders that watch its instruments see the highest and
//! the lowest trade, whichever came first first, then the last one, and then the best price and the reference price as they are now. All
//! that fire queue behind those that fired before: buys by rising trigger price, then sells by falling one, each then
//! by arrival. The queue as it stands is a round; each order of it meets the book as a new arrival, and what their
//! trades wake queues for the next round. After each of them the lists that it met are followed, so that a leg it ended
//! is out of the round. A command runs at most `Triggers::limit` of them; those left over run
//! first thing at the next command, a Tick if nothing else comes.

use super::advanced::becomes;
use super::*;
use crate::advanced::Attributes;
use crate::lists::{LISTED, SHARED};
use crate::timers::Timer;
use tapebook_schema::TriggerSource;

impl Engine {
    /// Wakes and runs what the command's prices reached. O(orders woken and run, log waiting each).
    #[cold]
    pub(crate) fn run_triggers(&mut self, sink: &mut impl Sink) {
        self.run_rounds(sink);
        self.triggers.sleep();
        if self.next_running().is_some() {
            self.timers.set(self.time, Timer::Triggers);
        }
    }

    /// Runs what is queued, round by round, as far as the command may.
    pub(crate) fn run_rounds(&mut self, sink: &mut impl Sink) {
        self.wake();
        while let Some(instrument) = self.next_running() {
            let last = self.triggers.last_turn(instrument).expect("a triggered order runs");
            while let Some(order_id) = self.triggers.next_turn(instrument, last) {
                // A trade of a round may halt the instrument.
                if !self.is_continuous(instrument) {
                    break;
                }
                if !self.triggers.may_run() {
                    return self.wake();
                }
                self.run_triggered(order_id, sink);
                self.follow_matches(sink);
            }
            self.wake();
        }
    }

    /// Are triggered orders left that may run?
    pub(crate) fn has_backlog(&self) -> bool {
        self.next_running().is_some()
    }

    /// For the invariants: a price that orders should have woken at.
    pub(crate) fn crossed_trigger(&self, instrument: u32) -> Option<String> {
        let it = &self.instruments[instrument as usize];
        let watches = self.triggers.watches(instrument, TriggerSource::LastTrade);
        if it.is_watched != watches {
            return Some(format!("trades are noted: {}", it.is_watched));
        }
        let sources = [TriggerSource::LastTrade, TriggerSource::BestOpposite, TriggerSource::Reference];
        for (source, side) in sources.into_iter().flat_map(|source| Side::BOTH.map(|side| (source, side))) {
            let (low, high) = self.triggers.quiet_of(instrument, source, side);
            let price = self.watched_price(instrument, source, side);
            if let Some(price) =
                price.filter(|price| self.is_continuous(instrument) && !(low..=high).contains(price))
            {
                return Some(format!("{source:?} at {price} is not between {low} and {high}"));
            }
        }
        None
    }

    /// Best bid and ask that an instrument's book shows.
    pub(super) fn shown_best(&self, instrument: u32) -> [Option<i64>; 2] {
        Side::BOTH.map(|side| self.books.best(instrument, side).map(|(price, _)| price))
    }

    fn is_continuous(&self, instrument: u32) -> bool {
        self.instruments[instrument as usize].status == InstrumentStatus::Continuous
    }

    /// The first instrument with triggered orders that may run. O(instruments that are stopped with such).
    fn next_running(&self) -> Option<u32> {
        self.triggers.turning().find(|&instrument| self.is_continuous(instrument))
    }

    /// Queues the orders that are reached by what happened since they were last looked at.
    pub(super) fn wake(&mut self) {
        let mut fired = Vec::new();
        // Pegged orders may have yet to follow these: then they are looked at again.
        for &instrument in self.books.touched() {
            self.triggers.touched(instrument, self.shown_best(instrument));
        }
        while let Some(range) = self.triggers.take_range() {
            let (first, second) =
                if range.low_is_later { (range.high, range.low) } else { (range.low, range.high) };
            let source = TriggerSource::LastTrade;
            for price in [first, second, range.last] {
                for side in Side::BOTH {
                    self.triggers.step(range.instrument, source, side, price, &mut self.advanced, &mut fired);
                }
            }
            self.wake_by_state(range.instrument, &mut fired);
        }
        for instrument in self.triggers.take_changed() {
            self.wake_by_state(instrument, &mut fired);
        }
    }

    /// Looks at the prices that are states, not moments; not while the instrument is stopped.
    fn wake_by_state(&mut self, instrument: u32, fired: &mut Vec<crate::triggers::Fired>) {
        if self.is_continuous(instrument) {
            for source in [TriggerSource::BestOpposite, TriggerSource::Reference] {
                for side in Side::BOTH {
                    if let Some(price) = self.watched_price(instrument, source, side) {
                        self.triggers.step(instrument, source, side, price, &mut self.advanced, fired);
                    }
                }
            }
        }
        self.triggers.queue(instrument, fired, &mut self.advanced);
        self.note_watched(instrument);
    }

    /// A market order that waited finds its protection price now; where its funds do not reach that far, the price that
    /// they reach stays.
    pub(super) fn protect_again(&mut self, order: &mut Order) {
        let instrument = &self.instruments[order.instrument as usize];
        if order.order_type != OrderType::Market || instrument.reference_price == 0 {
            return;
        }
        let new = Order { price: instrument.protection(order.side), ..*order };
        if risk::reserve_again(&mut self.ledger, &self.positions, instrument, order, &new).is_ok() {
            *order = new;
        }
    }

    /// Tells that what an order waited for is there.
    pub(super) fn tell_triggered(&self, order: &Order, trigger_price: i64, sink: &mut impl Sink) {
        let instrument = &self.instruments[order.instrument as usize];
        sink.event(&wire::OrderTriggered::new(
            &ReportHeader::default(),
            order.id,
            &order.client_id,
            order.account,
            order.instrument,
            wire_side(order.side),
            order.order_type,
            0,
            trigger_price,
            order.price,
            order.leaves(),
            &Amount::from(clearing::hold_of(order, instrument)),
        ));
    }

    /// A triggered order meets the book as a new arrival.
    fn run_triggered(&mut self, order_id: u64, sink: &mut impl Sink) {
        let slot = self.orders.slot(order_id).expect("a triggered order is open");
        if self.orders.get(slot).flags & LISTED != 0 {
            self.single_out(slot, sink);
        }
        let Attributes { trigger_price, display, min_quantity, .. } = *self.advanced.get(order_id);
        let (mut order, parked) = self.stop_waiting(slot);
        let old = order;
        order.order_type = becomes(old.order_type);
        if order.order_type == OrderType::Market {
            self.expires_no_more(&old);
        }
        if order.order_type == OrderType::Market && order.time_in_force != TimeInForce::Fok {
            order.time_in_force = TimeInForce::Ioc;
        }
        self.protect_again(&mut order);
        self.tell_triggered(&order, trigger_price, sink);
        self.settle_sums();
        let instrument = &self.instruments[order.instrument as usize];
        let limit = self.trade_limit(&order);
        let position = self.positions.get(order.position).quantity.unsigned_abs();
        let reason = if instrument.reference_price == 0
            || position > MAX_POSITION
            || !self.books.has_room(order.instrument, order.side, order.leaves())
        {
            // No first trade without a reference, and no order beyond what numbers hold.
            Some(EndReason::Protection)
        } else if !self.still_admits(&order) {
            Some(EndReason::Limit)
        } else if order.time_in_force == TimeInForce::Fok && !self.can_fill(&order, limit) {
            Some(EndReason::FokUnfillable)
        } else if !self.can_trade(&order, limit, min_quantity) {
            Some(EndReason::MinimumQuantity)
        } else {
            None
        };
        if let Some(reason) = reason {
            if order.flags & SHARED == 0 {
                risk::release(&mut self.ledger, &self.positions, instrument, &order);
            }
            emit_canceled(sink, None, &order, order.leaves(), reason, false);
            self.expires_no_more(&order);
            if order.flags & LISTED != 0 {
                self.lists.ended(order.id);
            }
            return self.requests.forget_parked(parked);
        }
        let mut stopped = self.take(&mut order, limit, None, sink);
        stopped.display = display;
        self.finish_taking(&order, parked, &stopped, false, sink);
    }
}
