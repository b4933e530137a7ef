//! Pegged orders: they arrive at the price that they follow, rest in a group, and move with it.

use super::expiring::check_expiry;
use super::*;
use crate::pegs::{Group, Key, MAX_GROUPS, Market, Placing};
use tapebook_schema::PegKind;

/// Flags that a pegged order may have.
const PEG_FLAGS: u32 = POST_ONLY | REUSE_WHEN_DONE;

impl Engine {
    pub(crate) fn new_pegged_order(
        &mut self,
        context: &Context,
        it: &wire::NewAdvancedOrder,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        let (kind, request) = (MessageType::NewAdvancedOrder, it.request());
        let (account, instrument) = (context.account, it.instrument());
        if self.account(account).is_none() {
            let failures = RejectReason::UnknownAccount.into();
            return self.reject(context, account, request, kind, instrument, 0, failures, sink);
        }
        let reuse = it.flags() & REUSE_WHEN_DONE != 0;
        let gate = self.gate(context, account, request, kind, reuse, body, sink);
        let Gate::Go(key, digest) = gate else { return };
        let checked = self.check_pegged(context, it).and_then(|(order, peg, target)| {
            let mut order = order;
            let hold = self.reserve(&mut order, Need::AtLimit).map_err(Failures::from)?;
            Ok((order, hold, peg, target))
        });
        match checked {
            Err(failures) => {
                self.remember(context, &key, digest, 0);
                self.reject(context, account, request, kind, instrument, 0, failures, sink);
            }
            Ok((order, hold, peg, target)) => {
                self.next_order_id += 1;
                self.remember(context, &key, digest, order.id);
                self.expires_at(&order, it.expire_time());
                self.count_entered(&order);
                self.enter_pegged(order, hold, &peg, target, it, sink);
            }
        }
    }

    /// The order with its limit as price, its group, and the price that it follows now.
    fn check_pegged(
        &self,
        context: &Context,
        it: &wire::NewAdvancedOrder,
    ) -> Result<(Order, Key, i64), Failures> {
        let mut failures = Failures::default();
        let account = &self.accounts[context.account as usize];
        account.check_active(&mut failures);
        let Some(instrument) = self.instruments.get(it.instrument() as usize) else {
            failures.add(RejectReason::UnknownInstrument, 0);
            return Err(failures);
        };
        phases::check(instrument.status, RequestKind::Pegged, &mut failures);
        self.check_kills(context.account, it.instrument(), &mut failures);
        if matches!(it.time_in_force(), TimeInForce::Ioc | TimeInForce::Fok) {
            failures.add(RejectReason::InvalidTimeInForce, 0);
        }
        check_expiry(context, it, &mut failures);
        let unused = i128::from(it.quote_amount()) != 0
            || (it.trigger_price(), it.activation_price(), it.trail_ticks()) != (0, 0, 0)
            || (it.display_quantity(), it.min_quantity(), it.trail_basis_points()) != (0, 0, 0);
        if unused || it.peg() == PegKind::None || it.flags() & !PEG_FLAGS != 0 {
            failures.add(RejectReason::InvalidFlags, 0);
        }
        let side = book_side(it.side());
        // A sale needs no worst price: what it holds does not depend on one.
        let limit = match (side, it.price()) {
            (Side::Sell, 0) => instrument.step_at(1),
            (_, price) => price,
        };
        if it.price() != 0 || side == Side::Buy {
            instrument.check_price(limit, &mut failures);
        } else if limit > instrument.max_price {
            failures.add(RejectReason::PriceOutOfRange, instrument.max_price);
        }
        instrument.check_quantity(it.quantity(), &mut failures);
        if it.peg_offset().unsigned_abs() > instrument.max_price.unsigned_abs() {
            failures.add(RejectReason::PriceOutOfRange, instrument.max_price);
        }
        if !failures.is_empty() {
            return Err(failures);
        }

        let key = Key {
            instrument: it.instrument(),
            side: side as u8,
            peg: it.peg().0,
            offset: it.peg_offset(),
            limit,
        };
        let target = key.target(instrument, self.market_of(it.instrument()).shown);
        let at = target.unwrap_or(limit);
        let notional = instrument.notional(at, it.quantity());
        instrument.check_notional(notional, &mut failures);
        if self.is_limited(account, instrument) {
            let new = Ask::new(context.account, it.instrument(), side, at, it.quantity(), notional);
            let ask = Ask { is_limit: false, meets: target.is_some(), ..new };
            self.check_limits(&ask, &mut failures);
        }
        if target.is_none() {
            failures.add(RejectReason::NoMarketForPeg, 0);
        }
        let crosses = target.is_some() && self.books.crosses(it.instrument(), side, at);
        if crosses && it.flags() & POST_ONLY != 0 {
            failures.add(RejectReason::WouldTake, 0);
        }
        if crosses && instrument.reference_price == 0 {
            failures.add(RejectReason::NoReferencePrice, 0);
        }
        let is_full = self.pegs.group(&key).is_none() && self.pegs.of(it.instrument()).count() >= MAX_GROUPS;
        if is_full || !self.books.has_room(it.instrument(), side, it.quantity()) {
            failures.add(RejectReason::BookFull, 0);
        }
        if !self.requests.has_room() {
            failures.add(RejectReason::RequestWindowFull, 0);
        }
        if !failures.is_empty() {
            return Err(failures);
        }
        let (id, account) = (self.next_order_id, context.account);
        let (quantity, kind) = (it.quantity(), OrderType::Pegged);
        let mut order = Order::new(id, account, it.instrument(), side, kind, limit, quantity, context.time);
        (order.maker_ppm, order.taker_ppm) = self.fees_of(account, it.instrument());
        order.client_id = client_id(it.request());
        order.session = context.session;
        (order.stp, order.time_in_force) = (it.stp(), it.time_in_force());
        order.flags = it.flags();
        Ok((order, key, at))
    }

    /// An accepted pegged order meets the book at the price that it follows; what is left joins its group.
    fn enter_pegged(
        &mut self,
        mut order: Order,
        hold: Hold,
        key: &Key,
        target: i64,
        it: &wire::NewAdvancedOrder,
        sink: &mut impl Sink,
    ) {
        let flags = it.flags();
        emit_accepted(sink, it.request(), &order, 0, None, hold.amount);
        sink.event(&wire::OrderTerms::new(
            &ReportHeader::default(),
            order.id,
            order.account,
            order.instrument,
            0,
            0,
            0,
            0,
            0,
            it.expire_time(),
            it.peg_offset(),
            0,
            flags,
            it.trigger_source(),
            it.peg(),
            OrderState::New,
            0,
            0,
        ));
        if order.time_in_force == TimeInForce::Day {
            self.expect_day_end(order.instrument);
        }
        if self.books.crosses(order.instrument, order.side, target) {
            let limit = order.side.nearer(target, self.trade_limit(&order));
            let stopped = self.take(&mut order, limit, None, sink);
            // Where the band stopped it short, it would stand across the book.
            let crosses = self.books.crosses(order.instrument, order.side, target);
            if order.leaves() == 0 || stopped.by_stp || crosses {
                if order.leaves() > 0 {
                    let instrument = &self.instruments[order.instrument as usize];
                    risk::release(&mut self.ledger, &self.positions, instrument, &order);
                    let reason = if stopped.by_stp { EndReason::Stp } else { EndReason::Protection };
                    emit_canceled(sink, None, &order, order.leaves(), reason, false);
                    if !stopped.by_stp {
                        self.breach_band(order.instrument, sink);
                    }
                }
                self.expires_no_more(&order);
                return;
            }
        }
        let slot = self.join_pegged(key, &order, sink);
        self.orders.insert(slot, &order, NO_ENTRY, &mut self.accounts[order.account as usize].open);
    }

    /// Puts what is open of an order at the end of its group, and tells where that stands; 0 if it waits.
    fn join_pegged(&mut self, key: &Key, order: &Order, sink: &mut impl Sink) -> Slot {
        let Group { index: group, number } = match self.pegs.group(key) {
            Some(group) => group,
            None => {
                let index = self.books.add_group(key.instrument, key.side());
                let group = Group { index, number: self.pegs.free_number(key.instrument) };
                self.pegs.add(*key, group);
                group
            }
        };
        let slot = self.books.join(group, order.leaves(), order.account, order.id);
        if self.books.group_total(group) == order.leaves() {
            // It is alone: the group comes to stand where the market is now.
            let price = self.price_alone(key);
            self.books.place(group, price);
        }
        let price = self.books.group_price(group);
        sink.event(&wire::OrderRested::new(
            &ReportHeader::default(),
            order.id,
            order.instrument,
            order.account,
            price.unwrap_or(0),
            if price.is_some() { order.leaves() } else { 0 },
            wire_side(order.side),
            0,
            0,
            number,
        ));
        slot
    }

    /// Where one group stands now, short of everything on the other side.
    fn price_alone(&self, key: &Key) -> Option<i64> {
        let instrument = &self.instruments[key.instrument as usize];
        let other = self.books.best_of_all(key.instrument, key.side().opposite());
        Placing::new(instrument, self.market_of(key.instrument)).alone(key, other)
    }

    /// What pegged orders of an instrument are placed by; nothing but in continuous trading.
    fn market_of(&self, instrument: u32) -> Market {
        if self.instruments[instrument as usize].status != InstrumentStatus::Continuous {
            return Market::default();
        }
        let [bid, ask] = Side::BOTH.map(|side| self.books.best_fixed(instrument, side));
        let all = |side, shown| self.books.with_hidden(instrument, side, shown);
        Market { shown: (bid, ask), all: (all(Side::Buy, bid), all(Side::Sell, ask)) }
    }

    /// The group of a pegged order that is open.
    pub(crate) fn peg_key(&self, slot: Slot) -> Option<Key> {
        let group = self.books.group_of(slot)?;
        let instrument = self.orders.get(slot).instrument;
        self.pegs.of(instrument).find(|(_, it)| it.index == group).map(|(key, _)| key)
    }

    /// The price at which an open order stands in the book; `None` if it waits.
    pub fn standing_price(&self, slot: Slot) -> Option<i64> {
        match self.books.group_of(slot) {
            Some(group) => self.books.group_price(group),
            None => Some(self.orders.get(slot).price),
        }
    }

    /// After a command: pegged orders follow the books that it touched, and triggers of best prices hear of them.
    /// Groups without orders are dropped; where the touch moved, groups that retreat move first and those that advance
    /// last, so that the book never crosses.
    /// O(groups of the instruments touched).
    pub(crate) fn follow_touches(&mut self, sink: &mut impl Sink) {
        let reshaped = self.books.take_reshaped();
        while let Some(instrument) = self.books.take_changed() {
            if self.books.has_groups() {
                let market = self.market_of(instrument);
                if reshaped || market != self.pegs.market(instrument) {
                    self.follow_market(instrument, market, sink);
                }
            }
            self.triggers.touched(instrument, self.shown_best(instrument));
        }
    }

    /// Continuous trading is over: what is pegged waits from now on. O(groups of the instrument).
    pub(crate) fn park_pegs(&mut self, instrument: u32, sink: &mut impl Sink) {
        if self.books.has_groups() {
            self.follow_market(instrument, Market::default(), sink);
        }
    }

    fn follow_market(&mut self, instrument: u32, market: Market, sink: &mut impl Sink) {
        let mut placing = Placing::new(&self.instruments[instrument as usize], market);
        let mut moves = std::mem::take(&mut self.peg_moves);
        moves.clear();
        let mut empty = false;
        for (key, group) in self.pegs.of(instrument) {
            if self.books.group_total(group.index) == 0 {
                empty = true;
                continue;
            }
            let (before, price) = (self.books.group_price(group.index), placing.next(&key));
            if before != price {
                moves.push((key, group, price));
            }
        }
        self.pegs.set_market(instrument, market);
        for advances in [false, true] {
            for &(key, group, price) in &moves {
                let before = self.books.group_price(group.index);
                let is_advance = match (before, price) {
                    (Some(before), Some(price)) => key.side().is_better(price, before),
                    (before, _) => before.is_none(),
                };
                if is_advance == advances && before != price {
                    self.books.place(group.index, price);
                    sink.event(&wire::PegsMoved::new(
                        &ReportHeader::default(),
                        instrument,
                        wire_side(key.side()),
                        PegKind(key.peg),
                        0,
                        key.offset,
                        key.limit,
                        before.unwrap_or(0),
                        price.unwrap_or(0),
                        self.books.group_total(group.index),
                        group.number,
                        0,
                    ));
                }
            }
        }
        self.peg_moves = moves;
        if empty {
            let groups = self.pegs.of(instrument);
            let gone: Vec<_> = groups.filter(|(_, group)| self.books.group_total(group.index) == 0).collect();
            for (key, group) in gone {
                self.pegs.remove(&key);
                self.books.drop_group(group.index);
            }
        }
    }

    /// A pegged order as a replace would make it, or why it may not: it never trades by being replaced.
    pub(super) fn check_replace_pegged(
        &self,
        slot: Slot,
        it: &wire::ReplaceOrder,
    ) -> Result<Order, Failures> {
        let order = self.orders.get(slot);
        let instrument = &self.instruments[order.instrument as usize];
        let account = &self.accounts[order.account as usize];
        let mut new = *order;
        let mut failures = Failures::default();
        account.check_active(&mut failures);
        phases::check(instrument.status, RequestKind::Replace, &mut failures);
        self.check_kills(order.account, order.instrument, &mut failures);
        if it.flags() & !KEEP_PRIORITY != 0 || (it.trigger_price(), it.display_quantity()) != (0, 0) {
            failures.add(RejectReason::InvalidFlags, 0);
        }
        if it.price() != 0 && it.price() != order.price {
            new.price = it.price();
            instrument.check_price(new.price, &mut failures);
        }
        if it.quantity() != 0 && it.quantity() != order.quantity {
            new.quantity = it.quantity();
            if new.quantity > order.cumulative {
                instrument.check_quantity(new.quantity, &mut failures);
            }
        }
        new.client_id = client_id(it.request());
        let keeps = new.price == order.price && new.quantity < order.quantity;
        let is_same = new.price == order.price && new.quantity == order.quantity;
        if is_same || (it.flags() & KEEP_PRIORITY != 0 && !keeps) {
            failures.add(RejectReason::InvalidReplace, 0);
        }
        if failures.is_empty() && new.quantity > order.cumulative && !keeps {
            let notional = instrument.notional(new.price, new.leaves());
            let at = self.standing_price(slot).unwrap_or(new.price);
            instrument.check_notional(instrument.notional(at, new.leaves()), &mut failures);
            if self.is_limited(account, instrument) {
                let ask = Ask { is_limit: false, meets: false, ..Ask::replacing(order, &new, notional) };
                self.check_limits(&ask, &mut failures);
            }
            let is_full = new.price != order.price && self.pegs.of(order.instrument).count() >= MAX_GROUPS;
            if is_full || !self.books.has_room(order.instrument, order.side, new.leaves()) {
                failures.add(RejectReason::BookFull, 0);
            }
        }
        if failures.is_empty() { Ok(new) } else { Err(failures) }
    }

    /// Carries out a replace of a pegged order: it shrinks in its place, or goes to the end of its new group.
    pub(super) fn replace_pegged(
        &mut self,
        slot: Slot,
        new: &Order,
        request: &RequestHeader,
        sink: &mut impl Sink,
    ) {
        let old = *self.orders.get(slot);
        let keeps = new.price == old.price && new.quantity < old.quantity;
        let at = self.standing_price(slot);
        let shown = |order: &Order| if at.is_some() { order.leaves() } else { 0 };
        let was = Standing { price: at.unwrap_or(0), shown: shown(&old) };
        // Where it goes to the end of a group it tells its limit first, and then where it rests.
        let is = if keeps {
            Standing { shown: shown(new), ..was }
        } else {
            Standing { price: new.price, shown: 0 }
        };
        emit_replaced(sink, request, (&old, was), (new, is), keeps);
        if keeps {
            self.books.reduce(slot, old.quantity - new.quantity);
            self.orders.change(slot, new);
            return;
        }
        self.count_entered(new);
        let key = self.peg_key(slot).expect("a pegged order is in a group");
        self.books.remove(slot);
        let to = self.join_pegged(&Key { limit: new.price, ..key }, new, sink);
        self.orders.move_to(slot, to, new, &mut self.accounts[new.account as usize].open);
    }

    /// Ends a pegged order; its owner is told where it stood.
    #[cold]
    pub(super) fn end_pegged(
        &mut self,
        slot: Slot,
        reason: EndReason,
        request: Option<&RequestHeader>,
        sink: &mut impl Sink,
    ) {
        let order = *self.orders.get(slot);
        let price = self.standing_price(slot);
        self.books.remove(slot);
        let instrument = &self.instruments[order.instrument as usize];
        risk::release(&mut self.ledger, &self.positions, instrument, &order);
        let shown = Order { price: price.unwrap_or(0), ..order };
        emit_canceled(sink, request, &shown, order.leaves(), reason, price.is_some());
        let parked = self.orders.remove(slot, &mut self.accounts[order.account as usize].open);
        self.requests.forget_parked(parked);
    }

    /// Lets every pegged order look at its market again: an operator may have changed rules.
    pub(crate) fn mark_pegs(&mut self) {
        if self.books.has_groups() {
            for (key, _) in self.pegs.all() {
                self.books.mark_changed(key.instrument);
            }
        }
    }

    /// After a restore: what groups stand by is what they follow.
    pub(crate) fn restore_touches(&mut self) {
        let instruments: Vec<u32> = self.pegs.all().map(|(key, _)| key.instrument).collect();
        for instrument in instruments {
            self.pegs.set_market(instrument, self.market_of(instrument));
        }
        self.books.take_reshaped();
        while self.books.take_changed().is_some() {}
    }

    /// Groups that do not stand where they should, for the invariants. O(groups).
    pub(crate) fn misplaced_pegs(&self) -> Option<Key> {
        let mut placing: Option<(u32, Placing<'_>)> = None;
        let mut all = self.pegs.all();
        all.find(|(key, group)| {
            if placing.as_ref().is_none_or(|(instrument, _)| *instrument != key.instrument) {
                let rules = &self.instruments[key.instrument as usize];
                placing = Some((key.instrument, Placing::new(rules, self.market_of(key.instrument))));
            }
            let wanted = placing.as_mut().and_then(|(_, placing)| placing.next(key));
            self.books.group_total(group.index) == 0 || self.books.group_price(group.index) != wanted
        })
        .map(|(key, _)| key)
    }
}
