//! The arriving order while it meets the book: trades, and what self-trade prevention does instead.

use super::*;
use crate::limits::value_of;
use crate::lists::{LISTED, SHARED};
use crate::reducing::REDUCE_ONLY;

/// The arriving order while it meets the book.
pub(super) struct Taking<'a, S> {
    pub orders: &'a mut Orders,
    pub accounts: &'a mut [Account],
    pub ledger: &'a mut Ledger,
    pub positions: &'a mut Positions,
    pub requests: &'a mut Requests,
    pub quotes: &'a mut Quotes,
    pub triggers: &'a mut Triggers,
    pub limits: &'a mut Limits,
    /// When the instrument's trading day began; unset unless fills are counted.
    pub day_began: u64,
    pub lists: &'a mut Lists,
    /// Journaled time of the command.
    pub now: u64,
    pub instrument: &'a mut Instrument,
    pub sink: &'a mut S,
    pub taker: &'a mut Order,
    /// Lots it may still trade; unused while `quote_left` counts.
    pub leaves: u64,
    pub quote_left: Option<i128>,
    /// Self-trade prevention ended it.
    pub stopped: bool,
}

impl<S: Sink> Taking<'_, S> {
    /// Lots to trade with a maker at this price.
    fn quantity_at(&self, price: i64, maker_leaves: u64) -> u64 {
        let wanted = match self.quote_left {
            None => self.leaves,
            Some(left) => {
                lots_for(self.taker.side, left, self.instrument.notional(price, 1)).min(self.leaves)
            }
        };
        wanted.min(maker_leaves)
    }

    fn trade(&mut self, price: i64, maker: &Maker, quantity: u64) {
        let instrument = &mut *self.instrument;
        let notional = instrument.notional(price, quantity);
        let execution = Execution { price, quantity, notional };
        let hold = if self.quote_left.is_some() && self.taker.side == Side::Buy {
            HoldKind::ByAmount
        } else {
            HoldKind::AtLimit
        };
        let resting = self.orders.get_mut(maker.slot);
        let (ledger, positions) = (&mut *self.ledger, &mut *self.positions);
        let maker_paid = clearing::settle(
            ledger,
            positions,
            instrument,
            resting,
            execution,
            Liquidity::Maker,
            HoldKind::AtLimit,
        );
        let taker_paid =
            clearing::settle(ledger, positions, instrument, self.taker, execution, Liquidity::Taker, hold);
        self.leaves -= quantity;
        if let Some(left) = &mut self.quote_left {
            *left -= notional;
        }
        instrument.last_trade_id += 1;
        instrument.reference_price = price;
        instrument.last_price = price;
        if instrument.is_watched {
            self.triggers.traded(resting.instrument, price);
        }
        let by_amount = self.quote_left.is_some();
        let taker_leaves = if by_amount { 0 } else { self.leaves };
        let side = |order: &Order, paid: clearing::Charged, leaves: u64, open: bool| {
            TradeSide::new(
                order.id,
                order.account,
                paid.asset,
                &Amount::from(paid.fee),
                leaves,
                order.cumulative,
                &order.client_id,
                if open { OrderState::PartiallyFilled } else { OrderState::Filled },
                0,
                0,
            )
        };
        self.sink.event(&wire::Trade::new(
            &ReportHeader::default(),
            instrument.last_trade_id,
            resting.instrument,
            wire_side(self.taker.side),
            u8::from(resting.flags & HIDDEN != 0),
            0,
            price,
            quantity,
            &Amount::from(notional),
            &side(resting, maker_paid, resting.leaves(), resting.leaves() > 0),
            &side(self.taker, taker_paid, taker_leaves, taker_leaves > 0 || by_amount),
        ));
        let is_filled = resting.leaves() == 0;
        if resting.flags & (QUOTE | LISTED) != 0 {
            self.note(maker.slot, quantity);
        }
        self.orders.lost(maker.slot, quantity);
        self.orders.touch(self.taker.position);
        if self.limits.activities.is_counting {
            self.count(maker.slot, quantity, notional);
        }
        if !self.orders.reducing.is_empty() {
            self.note_shrunk(maker.slot);
        }
        if is_filled {
            self.forget(maker.slot);
        }
    }

    /// Counts a trade for limits.
    #[cold]
    fn count(&mut self, maker: Slot, quantity: u64, notional: i128) {
        let rate = self.ledger.assets()[self.instrument.quote_asset as usize].reference_rate;
        let side = |order: &Order| (order.account, order.position, order.side.sign() * quantity as i64);
        let sides = [side(self.orders.get(maker)), side(self.taker)];
        let value = value_of(notional, rate);
        count_trade(self.limits, self.positions, sides, value, self.now, self.day_began);
    }

    /// What a maker may trade now: a reduce-only one what its position still is.
    #[cold]
    fn bounded(&self, maker: Slot, leaves: u64) -> u64 {
        let order = self.orders.get(maker);
        match order.flags & REDUCE_ONLY {
            0 => leaves,
            _ => leaves.min(self.positions.get(order.position).sellable()),
        }
    }

    /// A maker of which nothing may trade, or a taker by quote amount whose rest does not buy one lot, which is done
    /// before it meets anyone, itself included.
    #[cold]
    fn meet_nobody(&mut self, price: i64, maker: Maker) -> Action {
        if self.quantity_at(price, maker.leaves) == 0 {
            self.leaves = 0;
            return Action::Stop;
        }
        self.cancel_maker(&maker, price, EndReason::ReduceOnly);
        Action::Remove
    }

    /// The seller's position is smaller now.
    #[cold]
    fn note_shrunk(&mut self, maker: Slot) {
        let seller = match self.taker.side {
            Side::Buy => self.orders.get(maker).position,
            Side::Sell => self.taker.position,
        };
        self.orders.reducing.note(seller);
    }

    /// A quote or a leg of a list was met.
    #[cold]
    fn note(&mut self, slot: Slot, quantity: u64) {
        let order = self.orders.get(slot);
        if order.flags & QUOTE != 0 {
            self.quotes.filled(order.account, order.instrument, self.now, quantity);
        }
        if order.flags & LISTED != 0 {
            let hold = clearing::hold_of(order, self.instrument);
            self.lists.filled(order.id, order.cumulative, order.leaves(), hold);
        }
    }

    /// An order left the book by a fill or by self-trade prevention: its slot will be reused.
    fn forget(&mut self, slot: Slot) {
        let order = self.orders.get(slot);
        let account = order.account as usize;
        let parked = self.orders.remove(slot, &mut self.accounts[account].open);
        self.requests.forget_parked(parked);
    }

    /// Takes a resting order out that may not trade.
    fn cancel_maker(&mut self, maker: &Maker, price: i64, reason: EndReason) {
        let order = self.orders.get(maker.slot);
        if order.flags & SHARED == 0 {
            risk::release(self.ledger, self.positions, self.instrument, order);
        }
        // A pegged order stands elsewhere than at its limit.
        let told = Order { price, ..*order };
        let shown = if order.flags & HIDDEN == 0 { maker.leaves } else { 0 };
        emit_canceled_of(self.sink, None, &told, order.leaves(), shown, reason, true);
        if order.flags & LISTED != 0 {
            self.lists.ended(order.id);
        }
        self.forget(maker.slot);
    }

    /// Both sides lose the smaller quantity without a trade, an iceberg first what is not shown; an emptied one ends.
    fn decrement(&mut self, maker: &Maker, price: i64) -> Action {
        let leaves = self.orders.get(maker.slot).leaves();
        let quantity = self.quantity_at(price, leaves);
        let before = clearing::hold_of(self.orders.get(maker.slot), self.instrument);
        let action = if quantity == leaves { Action::Remove } else { Action::Shrink(quantity) };
        if quantity == leaves {
            self.cancel_maker(maker, price, EndReason::Stp);
        } else {
            let order = self.orders.get_mut(maker.slot);
            order.quantity -= quantity;
            let order = *order;
            self.orders.lost(maker.slot, quantity);
            let after = clearing::hold_of(&order, self.instrument);
            self.unhold(&order, before - after);
            if order.flags & LISTED != 0 {
                self.lists.shrunk(order.id, after);
            }
            self.shrunk(&Order { price, ..order }, maker, quantity);
        }
        match &mut self.quote_left {
            Some(left) => {
                let notional = self.instrument.notional(price, quantity);
                *left -= notional;
                self.stopped = *left <= 0;
                if self.taker.side == Side::Buy {
                    // The money of this part will not be spent.
                    let fee_part = clearing::hold_of_amount(self.taker, self.instrument, *left + notional)
                        - clearing::hold_of_amount(self.taker, self.instrument, *left);
                    let taker = *self.taker;
                    self.unhold(&taker, fee_part);
                }
            }
            None => self.shrink_taker(quantity),
        }
        if !self.stopped && self.quote_left.is_none() {
            let taker = *self.taker;
            emit_reduced(self.sink, &taker, quantity, self.leaves, EndReason::Stp, false);
        }
        action
    }

    /// Tells what a maker lost: apart what the book showed of it and what it did not.
    fn shrunk(&mut self, order: &Order, maker: &Maker, quantity: u64) {
        let unshown = if order.flags & HIDDEN != 0 {
            quantity
        } else {
            quantity.min(order.leaves() + quantity - maker.leaves)
        };
        if unshown > 0 {
            emit_reduced(
                self.sink,
                order,
                unshown,
                order.leaves() + quantity - unshown,
                EndReason::Stp,
                false,
            );
        }
        if quantity > unshown {
            emit_reduced(self.sink, order, quantity - unshown, order.leaves(), EndReason::Stp, true);
        }
    }

    fn shrink_taker(&mut self, quantity: u64) {
        let before = clearing::hold_of(self.taker, self.instrument);
        self.leaves -= quantity;
        if self.leaves == 0 {
            // What is left is canceled whole, so that its report names the quantity.
            self.leaves = quantity;
            self.stopped = true;
            return;
        }
        self.taker.quantity -= quantity;
        let released = before - clearing::hold_of(self.taker, self.instrument);
        let taker = *self.taker;
        self.unhold(&taker, released);
    }

    fn unhold(&mut self, order: &Order, released: i128) {
        risk::release_amount(self.ledger, self.positions, order, released);
    }
}

impl<S: Sink> Matcher for Taking<'_, S> {
    fn wants_more(&self) -> bool {
        self.leaves > 0 && !self.stopped && self.quote_left.is_none_or(|left| left > 0)
    }

    fn meet(&mut self, price: i64, maker: Maker) -> Action {
        let mut there = maker.leaves;
        if !self.orders.reducing.is_empty() {
            there = self.bounded(maker.slot, there);
        }
        let quantity = self.quantity_at(price, there);
        if quantity == 0 {
            return self.meet_nobody(price, maker);
        }
        let taker = &self.accounts[self.taker.account as usize];
        let own = self.taker.stp != StpMode::None
            && taker.is_self(self.taker.account, &self.accounts[maker.owner as usize], maker.owner);
        if own {
            match self.taker.stp {
                StpMode::CancelMaker => {
                    self.cancel_maker(&maker, price, EndReason::Stp);
                    return Action::Remove;
                }
                StpMode::CancelBoth => {
                    self.cancel_maker(&maker, price, EndReason::Stp);
                    self.stopped = true;
                    return Action::Remove;
                }
                StpMode::Decrement => return self.decrement(&maker, price),
                _ => {
                    self.stopped = true;
                    return Action::Stop;
                }
            }
        }
        self.trade(price, &maker, quantity);
        Action::Take(quantity)
    }

    fn refreshed(&mut self, price: i64, maker: Maker) {
        emit_refreshed(self.sink, self.orders.get(maker.slot), price, maker.leaves);
    }
}
