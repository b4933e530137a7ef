//! Orders that are not shown whole, and orders that want a least quantity at once.

use super::book::admits;
use super::{Faults, Market, Oracle, Order};
use crate::common::Event;
use tapebook_schema as wire;
use tapebook_schema::{OrderType, RejectReason as R, Side, StpMode, TimeInForce};

/// A slice is at least a thousandth of its order.
const SLICES: u64 = 1_000;

impl Order {
    /// What the book shows of it.
    pub fn shown(&self) -> u64 {
        match self.display {
            _ if self.hidden => 0,
            0 => self.leaves(),
            _ => self.slice,
        }
    }

    /// What is traded of it before others have their turn.
    pub fn front(&self) -> u64 {
        if self.hidden { self.leaves() } else { self.shown() }
    }

    /// What the book will show of it when it rests.
    pub fn will_show(&self) -> u64 {
        match self.display {
            _ if self.hidden => 0,
            0 => self.leaves(),
            display => display.min(self.leaves()),
        }
    }

    /// It comes to the end of a queue, with a new slice.
    pub fn show(&mut self) {
        self.slice = self.display.min(self.leaves());
    }
}

impl Market {
    /// The rules for a slice of an order of so many lots.
    pub(super) fn check_display(&self, display: u64, quantity: u64, faults: &mut Faults) {
        let step = self.rules.quantity_step;
        let least = self.rules.min_quantity.max(quantity.div_ceil(SLICES));
        let next_step = (least..).find(|it| it % step == 0).expect("steps do not end");
        let wrong = R::InvalidDisplayQuantity;
        faults.when(display < least, wrong, next_step as i64);
        faults.when(display >= least && display > quantity, wrong, quantity as i64);
        let off = display % step;
        faults.when(display >= least && display <= quantity && off != 0, wrong, (display - off) as i64);
    }
}

/// Faults of what an advanced order asks for, whatever its instrument.
pub(super) fn contradicts(it: &wire::NewAdvancedOrder, plain: OrderType) -> bool {
    let (post_only, amount, hidden) = (it.flags() & 1 != 0, it.flags() & 4 != 0, it.flags() & 16 != 0);
    let tif = it.time_in_force();
    let rests = plain != OrderType::Market && tif != TimeInForce::Ioc && tif != TimeInForce::Fok;
    let unshown = hidden || it.display_quantity() != 0;
    let both = hidden && it.display_quantity() != 0;
    let no_least = post_only || amount || tif == TimeInForce::Fok;
    let one_auction = it.flags() & 96 != 0 && (unshown || it.min_quantity() != 0);
    one_auction
        || both
        || (unshown && !rests)
        || (hidden && post_only)
        || (it.min_quantity() != 0 && no_least)
}

impl Oracle {
    /// Best price that the other side of a side shows.
    pub(super) fn best_shown(&self, instrument: u32, side: Side) -> Option<i64> {
        let queue = &self.markets[instrument as usize].queues[1 - side.0 as usize];
        queue.iter().map(|id| &self.orders[id]).find(|it| !it.hidden).map(|it| it.stands())
    }

    /// An order was lowered in its place: what is not shown goes first.
    pub(super) fn lower(&mut self, id: u64, by: u64) -> (u64, u64) {
        let order = self.orders.get_mut(&id).expect("open");
        let behind = if order.hidden { by } else { by.min(order.leaves() - order.shown()) };
        order.quantity -= by;
        order.slice -= if order.display > 0 { by - behind } else { 0 };
        (behind, by - behind)
    }

    /// What is open of an order was taken, its slice first: a new slice goes to the end of the queue.
    pub(super) fn refresh(&mut self, id: u64, taken: u64) {
        let order = self.orders.get_mut(&id).expect("open");
        if order.display == 0 || order.leaves() == 0 {
            return;
        }
        order.slice -= taken.min(order.slice);
        if order.slice > 0 {
            return;
        }
        order.show();
        let order = order.clone();
        self.markets[order.instrument as usize].queues[order.side.0 as usize].retain(|&it| it != id);
        self.stand(id);
        self.events.push(Event::Refreshed {
            order: id,
            instrument: order.instrument,
            account: order.account,
            price: order.price,
            displayed: order.slice,
            leaves: order.leaves(),
            side: order.side,
        });
    }

    /// Is so much there for an order at once, not counting what self-trade prevention takes away? Tried on a copy of
    /// the queue.
    pub(super) fn is_there(&self, order: &Order, wanted: u64) -> bool {
        let market = &self.markets[order.instrument as usize];
        let (low, high) = market.band();
        let mut queue: Vec<Order> =
            market.queues[1 - order.side.0 as usize].iter().map(|id| self.orders[id].clone()).collect();
        let (mut left, mut traded) = (order.leaves(), 0);
        let mut tried = self.tried();
        while traded < wanted && left > 0 {
            let Some(first) = queue.first().cloned() else { return false };
            let price = first.stands();
            if !admits(order.side, order.price, price) || !(low..=high).contains(&price) {
                return false;
            }
            queue.remove(0);
            let there = tried.may(&first, first.front());
            if there == 0 {
                continue;
            }
            if order.stp != StpMode::None && self.is_self(order.account, first.account) {
                match order.stp {
                    StpMode::CancelMaker => {}
                    StpMode::Decrement => left -= left.min(first.leaves()),
                    _ => return false,
                }
                continue;
            }
            let lots = there.min(left);
            (left, traded) = (left - lots, traded + lots);
            tried.trade(order, lots);
            tried.trade(&first, lots);
            let mut rest = first;
            let is_slice_done = lots == rest.front();
            rest.cumulative += lots;
            rest.slice -= if rest.display > 0 { lots } else { 0 };
            if !is_slice_done {
                queue.insert(0, rest);
            } else if rest.leaves() > 0 {
                rest.show();
                let behind = |it: &Order| it.stands() == price && !it.hidden;
                let at = queue.iter().position(|it| !behind(it)).unwrap_or(queue.len());
                queue.insert(at, rest);
            }
        }
        traded >= wanted
    }
}
