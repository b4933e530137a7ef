//! Orders that the book does not show whole, icebergs and hidden ones, and orders that trade a least quantity at once.
//!
//! What counts is what is there: fill-or-kill, a least quantity, `simulate`, auctions, post-only and the check that a
//! book does not cross count what is not shown too. What is followed is what is seen: pegs, triggers on the best
//! opposite price and market data know only what is shown.

use super::*;
use crate::advanced::ADVANCED;
use crate::book::Meeting;

/// An order is shown in this many slices at most, so that no order costs a command without end.
pub const MAX_SLICES: u64 = 1_000;

/// What an order adds to a plain one when it arrives.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Showing {
    /// Most that an iceberg shows at a time; 0 for any other order.
    pub display: u64,
    /// Least to trade at once; 0 for none.
    pub min_quantity: u64,
}

impl Showing {
    /// What an order asks for, and the flags that it has for it. What makes no sense, or breaks a bound, is noted:
    /// only what may rest for long may be shown in part, a hidden order that may not take would only probe, and what
    /// trades nothing, all, or an amount has no least quantity. An order for one auction is shown whole.
    pub fn check(
        it: &wire::NewAdvancedOrder,
        plain: OrderType,
        instrument: Option<&Instrument>,
        failures: &mut Failures,
    ) -> (Self, u32) {
        let (display, min_quantity) = (it.display_quantity(), it.min_quantity());
        let is_hidden = it.flags() & HIDDEN != 0;
        let immediate =
            plain == OrderType::Market || matches!(it.time_in_force(), TimeInForce::Ioc | TimeInForce::Fok);
        let post_only = it.flags() & POST_ONLY != 0;
        let all_or_amount = it.time_in_force() == TimeInForce::Fok || it.flags() & BY_QUOTE_AMOUNT != 0;
        if ((display != 0 || is_hidden) && immediate)
            || (is_hidden && (display != 0 || post_only))
            || (min_quantity != 0 && (post_only || all_or_amount))
            || (it.flags() & AUCTION_ONLY != 0 && (display != 0 || is_hidden || min_quantity != 0))
        {
            failures.add(RejectReason::InvalidFlags, 0);
        }
        if display != 0
            && let Some(instrument) = instrument
        {
            check_display(instrument, display, it.quantity(), failures);
        }
        check_least(min_quantity, it.quantity(), failures);
        let flags = if display != 0 { ICEBERG } else { it.flags() & HIDDEN };
        (Self { display, min_quantity }, flags)
    }
}

/// A slice is at least the instrument's least quantity and the order's share of [`MAX_SLICES`], on a step, and at most
/// the order.
pub(super) fn check_display(instrument: &Instrument, display: u64, quantity: u64, failures: &mut Failures) {
    let step = instrument.quantity_step;
    let least = instrument.min_quantity.max(quantity.div_ceil(MAX_SLICES));
    let bound = if display < least {
        least.div_ceil(step).saturating_mul(step)
    } else if display > quantity {
        quantity
    } else {
        display - display % step
    };
    if bound != display {
        failures.add(RejectReason::InvalidDisplayQuantity, i64::try_from(bound).unwrap_or(i64::MAX));
    }
}

/// Nothing trades more than it is.
pub(super) fn check_least(min_quantity: u64, quantity: u64, failures: &mut Failures) {
    if min_quantity > quantity {
        failures.add(RejectReason::InvalidMinimumQuantity, i64::try_from(quantity).unwrap_or(i64::MAX));
    }
}

impl Engine {
    /// [`Engine::enter`] for an order that is not shown whole or trades a least quantity.
    #[cold]
    pub(super) fn enter_showing(
        &mut self,
        mut order: Order,
        showing: Showing,
        hold: i128,
        request: &RequestHeader,
        sink: &mut impl Sink,
    ) {
        let Showing { display, min_quantity } = showing;
        let immediate = matches!(order.time_in_force, TimeInForce::Ioc | TimeInForce::Fok);
        let collects = self.instruments[order.instrument as usize].status != InstrumentStatus::Continuous;
        let trades = !collects && self.books.crosses(order.instrument, order.side, order.price);
        let rests_at_once = !trades && !immediate && min_quantity == 0;
        let slice = if display == 0 { order.quantity } else { order.quantity.min(display) };
        let shown = if rests_at_once && order.flags & HIDDEN == 0 { slice } else { 0 };
        emit_accepted(sink, request, &order, shown, None, hold);
        self.tell_terms_of(&order, showing, OrderState::New, sink);
        if order.time_in_force == TimeInForce::Day {
            self.expect_day_end(order.instrument);
        }
        if rests_at_once {
            let (slot, shown) = self.rest_unshown(&order, display);
            if shown == 0 {
                // Its acceptance could not tell.
                emit_rested(sink, &order, 0);
            }
            self.orders.insert(slot, &order, NO_ENTRY, &mut self.accounts[order.account as usize].open);
            return;
        }
        let limit = self.trade_limit(&order);
        if !self.can_trade(&order, limit, min_quantity) {
            let instrument = &self.instruments[order.instrument as usize];
            risk::release(&mut self.ledger, &self.positions, instrument, &order);
            emit_canceled(sink, None, &order, order.quantity, EndReason::MinimumQuantity, false);
            if order.flags & LISTED != 0 {
                self.lists.ended(order.id);
            }
            return self.expires_no_more(&order);
        }
        let mut stopped = self.take(&mut order, limit, None, sink);
        stopped.display = display;
        self.finish_taking(&order, NO_ENTRY, &stopped, false, sink);
    }

    /// Lets an order rest that may not be shown whole: what is open of it, at most `display` of an iceberg at a time.
    /// Returns what the book shows too.
    #[cold]
    pub(super) fn rest_unshown(&mut self, order: &Order, display: u64) -> (Slot, u64) {
        let (book, side, leaves) = (order.instrument, order.side, order.leaves());
        let (price, owner, id) = (order.price, order.account, order.id);
        if order.flags & HIDDEN != 0 {
            return (self.books.rest_hidden(book, side, price, leaves, owner, id), 0);
        }
        if order.flags & ICEBERG == 0 {
            return (self.books.rest(book, side, price, leaves, owner, id), leaves);
        }
        let slice = leaves.min(display);
        (self.books.rest_iceberg(book, side, price, leaves, slice, display, owner, id), slice)
    }

    /// Does the book hold enough for a fill-or-kill order, not counting what self-trade prevention would take
    /// away (rules section 3), nor what reduce-only orders will not sell? O(levels), O(orders and slices it would meet)
    /// where own ones or reduce-only ones may be among them.
    pub(super) fn can_fill(&self, order: &Order, limit: i64) -> bool {
        let taker = &self.accounts[order.account as usize];
        let reduces = order.side == Side::Buy && self.orders.reducing.are_in(order.instrument);
        if reduces || (order.stp != StpMode::None && (taker.open.count > 0 || taker.stp_group != 0)) {
            return self.can_trade(order, limit, order.leaves());
        }
        let mut wanted = order.leaves();
        for (price, quantity) in self.books.whole_depth(order.instrument, order.side.opposite()) {
            if wanted == 0 || !order.side.admits(limit, price) {
                break;
            }
            wanted -= wanted.min(quantity);
        }
        wanted == 0
    }

    /// Would an order trade so much at once, without what self-trade prevention and shrinking positions take away?
    /// O(orders and slices met).
    pub(super) fn can_trade(&self, order: &Order, limit: i64, wanted: u64) -> bool {
        let taker = &self.accounts[order.account as usize];
        let (mut left, mut traded) = (order.leaves(), 0);
        let mut trial = self.trial(order.instrument);
        let own = self.positions.find(order.account, order.instrument);
        let mut meetings = self.books.meetings(order.instrument, order.side.opposite());
        while traded < wanted && left > 0 {
            let Some(Meeting { price, slot, quantity, .. }) = meetings.next() else { return false };
            if !order.side.admits(limit, price) {
                return false;
            }
            let maker = self.orders.get(slot);
            if self.may_sell(&trial, maker, quantity) == 0 {
                meetings.drop_last();
                continue;
            }
            if order.stp == StpMode::None
                || !taker.is_self(order.account, &self.accounts[maker.account as usize], maker.account)
            {
                let mut rest = quantity.min(left);
                while rest > 0 {
                    let lots = self.may_sell(&trial, maker, rest);
                    if lots == 0 {
                        meetings.drop_last();
                        break;
                    }
                    let moved = order.side.sign() * lots as i64;
                    self.moves(&mut trial, own, moved);
                    self.moves(&mut trial, Some(maker.position), -moved);
                    (left, traded, rest) = (left - lots, traded + lots, rest - lots);
                }
                continue;
            }
            match order.stp {
                StpMode::CancelMaker => {}
                StpMode::Decrement => left -= left.min(maker.leaves()),
                _ => return false,
            }
            meetings.drop_last();
        }
        traded >= wanted
    }

    /// How an order is shown after a replace: most at a time, and may it keep its place for it?
    fn display_after(&self, slot: Slot, it: &wire::ReplaceOrder) -> (u64, bool) {
        let before = self.books.display(slot);
        let after = if it.display_quantity() != 0 { it.display_quantity() } else { before };
        (after, after <= before)
    }

    /// Checks a replace of an order that is not shown whole beyond what holds for any; is it shown as before, and may
    /// it keep its place?
    pub(super) fn check_replace_unshown(
        &self,
        slot: Slot,
        new: &Order,
        it: &wire::ReplaceOrder,
        failures: &mut Failures,
    ) -> (bool, bool) {
        let order = self.orders.get(slot);
        if order.flags & HIDDEN != 0 {
            if it.display_quantity() != 0 || it.flags() & REPLACE_POST_ONLY != 0 {
                failures.add(RejectReason::InvalidFlags, 0);
            }
            return (true, true);
        }
        let (display, keeps) = self.display_after(slot, it);
        let grows = new.quantity > order.quantity;
        if (it.display_quantity() != 0 || grows) && new.quantity > order.cumulative {
            check_display(&self.instruments[order.instrument as usize], display, new.quantity, failures);
        }
        (display == self.books.display(slot), keeps)
    }

    /// Carries out a replace of an order that is not shown whole, whose funds are reserved: it shrinks in its place,
    /// first by what is not shown, or arrives anew.
    pub(super) fn replace_unshown(
        &mut self,
        slot: Slot,
        mut new: Order,
        it: &wire::ReplaceOrder,
        sink: &mut impl Sink,
    ) {
        let old = *self.orders.get(slot);
        let (display, keeps) = self.display_after(slot, it);
        let keeps = keeps && new.price == old.price && new.quantity <= old.quantity;
        let shown = self.books.shown(slot);
        let limit = self.trade_limit(&new);
        let collects = self.instruments[new.instrument as usize].status != InstrumentStatus::Continuous;
        let trades = !keeps && !collects && self.books.crosses(new.instrument, new.side, new.price);
        if keeps {
            if new.quantity < old.quantity {
                self.books.reduce(slot, old.quantity - new.quantity);
            }
            if new.flags & ICEBERG != 0 {
                self.books.set_display(slot, display);
            }
        } else {
            self.count_entered(&new);
            self.books.remove(slot);
        }
        let to = if keeps || trades { slot } else { self.rest_unshown(&new, display).0 };
        let was = Standing { price: old.price, shown };
        let is = Standing { price: new.price, shown: if trades { 0 } else { self.books.shown(to) } };
        emit_replaced(sink, it.request(), (&old, was), (&new, is), keeps);
        let open = &mut self.accounts[new.account as usize].open;
        if trades {
            let parked = self.orders.take_out(slot, open);
            let mut stopped = self.take(&mut new, limit, None, sink);
            stopped.display = display;
            self.finish_taking(&new, parked, &stopped, false, sink);
        } else {
            self.orders.move_to(slot, to, &new, open);
        }
    }

    /// Ends an order that waits for its trigger, that the book does not show whole, or that is a leg of a list, which is
    /// told.
    #[cold]
    pub(super) fn end_special(
        &mut self,
        slot: Slot,
        reason: EndReason,
        request: Option<&RequestHeader>,
        sink: &mut impl Sink,
    ) {
        let order = *self.orders.get(slot);
        if order.flags & ADVANCED != 0 {
            self.end_untriggered(slot, reason, request, sink);
        } else {
            let shown = self.books.shown(slot);
            self.books.remove(slot);
            if order.flags & SHARED == 0 {
                let instrument = &self.instruments[order.instrument as usize];
                risk::release(&mut self.ledger, &self.positions, instrument, &order);
            }
            emit_canceled_of(sink, request, &order, order.leaves(), shown, reason, true);
            self.forget_order(slot);
        }
        if order.flags & LISTED != 0 {
            self.lists.ended(order.id);
        }
    }
}
