//! Reduce-only orders (OT-10). Each is at most what its account's position is: it is taken with so much, met with so
//! much, and trimmed in the command in which the position shrinks. On a cash account a position is what was bought
//! and not sold since, so only a sale reduces one.

use super::*;
use crate::advanced::ADVANCED;
use std::collections::BTreeMap;

/// What reduce-only orders would still trade while one sale after the other is tried, without making them.
#[derive(Default)]
pub(crate) struct Trial {
    /// Are there any in the instrument?
    is_on: bool,
    /// By position that has such orders: lots bought less those sold so far.
    moved: BTreeMap<u32, i64>,
}

impl Engine {
    /// Begins a trial in an instrument.
    pub(crate) fn trial(&self, instrument: u32) -> Trial {
        Trial { is_on: self.orders.reducing.are_in(instrument), moved: BTreeMap::new() }
    }

    /// Of so many lots of a resting order those that it would trade now, in a trial.
    pub(crate) fn may_sell(&self, trial: &Trial, order: &Order, lots: u64) -> u64 {
        if !trial.is_on || order.flags & REDUCE_ONLY == 0 {
            return lots;
        }
        let moved = trial.moved.get(&order.position).copied().unwrap_or(0);
        let position = self.positions.get(order.position).quantity + moved;
        lots.min(u64::try_from(position).unwrap_or(0))
    }

    /// Counts lots that a position bought (above 0) or sold, in a trial.
    pub(crate) fn moves(&self, trial: &mut Trial, position: Option<u32>, lots: i64) {
        if trial.is_on
            && let Some(position) = position.filter(|&position| self.orders.reducing.has(position))
        {
            *trial.moved.entry(position).or_default() += lots;
        }
    }

    /// Lots that a reduce-only order of an account may have: its position. What is asked for beyond is left out; where
    /// there is nothing to reduce, that is noted.
    #[cold]
    pub(super) fn reducible(
        &self,
        account: u32,
        instrument: u32,
        side: Side,
        asked: u64,
        failures: &mut Failures,
    ) -> u64 {
        let position = self.positions.find(account, instrument).filter(|_| side == Side::Sell);
        let lots = position.map_or(0, |at| self.positions.get(at).sellable());
        if lots == 0 {
            failures.add(RejectReason::NothingToReduce, 0);
        }
        asked.min(lots)
    }

    /// The total that a replace may give an order: a reduce-only one's is bounded by its position.
    pub(super) fn bounded_total(&self, order: &Order, asked: u64) -> u64 {
        if order.flags & REDUCE_ONLY == 0 {
            return asked;
        }
        asked.min(order.cumulative + self.positions.get(order.position).sellable())
    }

    /// Trims the reduce-only orders of positions that shrank, in the order in which those did; one with nothing left to
    /// reduce ends. O(reduce-only orders of those positions).
    #[cold]
    pub(crate) fn follow_positions(&mut self, sink: &mut impl Sink) {
        let shrunk = self.orders.reducing.take_shrunk();
        for &position in &shrunk {
            let lots = self.positions.get(position).sellable();
            let mut next = self.orders.reducing.first(position);
            while let Some(id) = next {
                next = self.orders.reducing.after(id);
                let slot = self.orders.slot(id).expect("a reduce-only order is open");
                self.trim(slot, lots, sink);
            }
        }
        self.orders.reducing.put_shrunk(shrunk);
    }

    /// Leaves at most so many lots of a reduce-only order open.
    pub(crate) fn trim(&mut self, slot: Slot, lots: u64, sink: &mut impl Sink) {
        let old = *self.orders.get(slot);
        if old.leaves() <= lots {
            return;
        }
        if lots == 0 {
            return self.end_order(slot, EndReason::ReduceOnly, None, sink);
        }
        let new = Order { quantity: old.cumulative + lots, ..old };
        let instrument = &self.instruments[new.instrument as usize];
        let released = clearing::hold_of(&old, instrument) - clearing::hold_of(&new, instrument);
        risk::release_amount(&mut self.ledger, &self.positions, &new, released);
        self.lower(slot, &new, EndReason::ReduceOnly, sink);
    }

    /// Lowers an open order in its place to `new`, what is not shown first, and tells it.
    pub(super) fn lower(&mut self, slot: Slot, new: &Order, reason: EndReason, sink: &mut impl Sink) {
        let by = self.orders.get(slot).quantity - new.quantity;
        let leaves = new.leaves();
        self.orders.change(slot, new);
        let mut shown = 0;
        if new.flags & ADVANCED == 0 {
            let before = self.books.shown(slot);
            self.books.reduce(slot, by);
            shown = before - self.books.shown(slot);
        }
        if by > shown {
            emit_reduced(sink, new, by - shown, leaves + shown, reason, false);
        }
        if shown > 0 {
            emit_reduced(sink, new, shown, leaves, reason, true);
        }
    }
}
