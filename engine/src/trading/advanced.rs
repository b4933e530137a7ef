//! Orders with attributes that a plain order does not have: taken or refused, replaced, ended.

use super::expiring::check_expiry;
use super::*;
use crate::advanced::{ADVANCED, Attributes, Waits};
use crate::triggers::trailing_trigger;
use tapebook_schema::{ListKind, PegKind, TriggerSource};

/// Flags that an order may have on its way to its trigger.
const WAITING_FLAGS: u32 = REUSE_WHEN_DONE | HIDDEN | REDUCE_ONLY;
/// A trailing stop's trigger is below the price it follows by less than all of it.
const MAX_BASIS_POINTS: u32 = 9_999;

/// What an advanced order adds to the plain one that it becomes.
pub(super) struct Extra {
    pub failures: Failures,
    /// It trades some at once, or nothing: no phase collects it.
    pub is_at_once: bool,
    /// It waits for its trigger, and holds funds at this price unless it has a limit of its own.
    pub waits_at: Option<i64>,
    /// Orders that the same request enters before it.
    pub ahead: i64,
    /// Lots of its side in those.
    pub lots_ahead: i64,
}

/// A leg of a list, on its way in.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Legs before it.
    pub ahead: i64,
    /// Lots of its side in those.
    pub lots_ahead: i64,
    /// It waits for the first leg.
    pub is_pending: bool,
}

/// Which way a price has to go for an order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Against it.
    Stop,
    /// Its way.
    Profit,
    /// Against it, from the best it was.
    Trailing,
}

/// The plain type that an order has or becomes, and what it waits for until then; `None` if this is no business of
/// this module.
pub(super) fn plain_type(order_type: OrderType) -> Option<(OrderType, Option<Way>)> {
    Some(match order_type {
        OrderType::Market | OrderType::Limit => (order_type, None),
        OrderType::Stop => (OrderType::Market, Some(Way::Stop)),
        OrderType::StopLimit => (OrderType::Limit, Some(Way::Stop)),
        OrderType::TakeProfit => (OrderType::Market, Some(Way::Profit)),
        OrderType::TakeProfitLimit => (OrderType::Limit, Some(Way::Profit)),
        OrderType::TrailingStop => (OrderType::Market, Some(Way::Trailing)),
        OrderType::TrailingStopLimit => (OrderType::Limit, Some(Way::Trailing)),
        _ => return None,
    })
}

/// What an order becomes at its trigger.
pub(crate) fn becomes(order_type: OrderType) -> OrderType {
    plain_type(order_type).map_or(order_type, |(plain, _)| plain)
}

/// The price of an order's trigger, and whether it is reached from below.
pub(super) fn trigger(side: Side, way: Way, price: i64) -> Waits {
    if (side == Side::Buy) == (way == Way::Stop) { Waits::Up(price) } else { Waits::Down(price) }
}

/// Does a replaced order keep its turn among equals? One that waits for an auction loses it by its price too.
fn keeps_turn(it: &Attributes, old: &Order, new: &Order, moves: bool) -> bool {
    !moves && new.quantity <= old.quantity && (it.waits != Waits::Close || new.price == old.price)
}

impl Waits {
    /// Is what is waited for there already?
    pub(super) fn is_reached(self, price: i64) -> bool {
        match self {
            Waits::Up(at) | Waits::ActivateUp(at) => price >= at,
            Waits::Down(at) | Waits::ActivateDown(at) => price <= at,
            Waits::Trailing { .. } | Waits::Turn(_) | Waits::Close | Waits::Pending => false,
        }
    }
}

impl Engine {
    /// Takes or refuses an advanced order.
    pub(crate) fn new_advanced_order(
        &mut self,
        context: &Context,
        it: &wire::NewAdvancedOrder,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        if it.type_() == OrderType::Pegged {
            return self.new_pegged_order(context, it, body, sink);
        }
        let (kind, request) = (MessageType::NewAdvancedOrder, it.request());
        let (account, instrument) = (context.account, it.instrument());
        if self.account(account).is_none() {
            let failures = RejectReason::UnknownAccount.into();
            return self.reject(context, account, request, kind, instrument, 0, failures, sink);
        }
        let reuse = it.flags() & REUSE_WHEN_DONE != 0;
        let gate = self.gate(context, account, request, kind, reuse, body, sink);
        let Gate::Go(key, digest) = gate else { return };
        let mut order = Order::default();
        match self.propose_advanced(context, it, None, &mut order) {
            Err(failures) => {
                self.remember(context, &key, digest, 0);
                self.reject(context, account, request, kind, instrument, 0, failures, sink);
            }
            Ok((terms, attributes, showing)) => {
                self.next_order_id += 1;
                self.remember(context, &key, digest, order.id);
                self.expires_at(&order, it.expire_time());
                match attributes {
                    None if showing == Showing::default() && order.flags & HIDDEN == 0 => {
                        self.enter(&mut order, &terms, request, sink);
                    }
                    None => self.enter_showing(order, showing, terms.hold, request, sink),
                    Some(attributes) => self.start_waiting(order, terms.hold, attributes, request, sink),
                }
            }
        }
    }

    /// As [`Engine::propose`], and the attributes of an order that waits. The hold is taken, but of a leg of a list.
    pub(super) fn propose_advanced(
        &mut self,
        context: &Context,
        it: &wire::NewAdvancedOrder,
        leg: Option<Place>,
        order: &mut Order,
    ) -> Result<(Terms, Option<Attributes>, Showing), Failures> {
        let (ahead, lots_ahead) = leg.map_or((0, 0), |leg| (leg.ahead, leg.lots_ahead));
        let is_pending = leg.is_some_and(|leg| leg.is_pending);
        let mut extra =
            Extra { failures: Failures::default(), is_at_once: false, waits_at: None, ahead, lots_ahead };
        let failures = &mut extra.failures;
        let known = plain_type(it.type_());
        if known.is_none() {
            failures.add(RejectReason::UnsupportedOrderType, 0);
        }
        let (plain, way) = known.unwrap_or((OrderType::Limit, None));
        let unused = it.peg_offset() != 0
            || it.peg() != PegKind::None
            || it.trail_basis_points() != 0 && way != Some(Way::Trailing)
            || it.trail_ticks() != 0 && way != Some(Way::Trailing)
            || it.activation_price() != 0 && way != Some(Way::Trailing)
            || it.trigger_price() != 0 && matches!(way, None | Some(Way::Trailing))
            || it.trigger_source() != TriggerSource::LastTrade && way.is_none();
        if unused || (way.is_some() && it.flags() & !WAITING_FLAGS != 0) {
            failures.add(RejectReason::InvalidFlags, 0);
        }
        check_expiry(context, it, failures);
        let rules = self.instruments.get(it.instrument() as usize);
        let (showing, flags) = Showing::check(it, plain, rules, failures);
        extra.is_at_once = showing.min_quantity != 0 && way.is_none();
        let mut attributes = None;
        if it.flags() & AUCTION_ONLY != 0 {
            attributes = self.check_auction_only(context, it, &mut extra);
        } else if let Some(way) = way {
            let mut price = 0;
            attributes = self.check_trigger(context, it, way, is_pending, &mut price, failures);
            extra.waits_at = Some(price);
        } else if is_pending {
            extra.waits_at = Some(self.price_of_pending(it, plain, failures));
        }
        let plain = wire::NewOrder::new(
            it.request(),
            it.instrument(),
            it.side(),
            plain,
            it.time_in_force(),
            it.stp(),
            it.price(),
            it.quantity(),
            it.quote_amount(),
            it.flags() & !(AUCTION_ONLY | HIDDEN),
            0,
        );
        let funds = if leg.is_some() { Funds::Ignore } else { Funds::Reserve };
        let terms = self.propose_with(context, &plain, Some(&extra), funds, order)?;
        order.flags |= flags;
        if it.flags() & AUCTION_ONLY != 0 {
            (order.flags, order.time_in_force) = (it.flags(), it.time_in_force());
        }
        if let Some(attributes) = &mut attributes {
            attributes.order_id = order.id;
            (attributes.display, attributes.min_quantity) = (showing.display, showing.min_quantity);
            order.order_type = it.type_();
            order.time_in_force = it.time_in_force();
            order.flags |= ADVANCED;
        }
        Ok((terms, attributes, showing))
    }

    /// Checks what an order waits for, and that it is not there already. `worst` becomes the price that a market order
    /// holds funds at: its protection price if it is triggered where it would be now.
    fn check_trigger(
        &self,
        context: &Context,
        it: &wire::NewAdvancedOrder,
        way: Way,
        is_pending: bool,
        worst: &mut i64,
        failures: &mut Failures,
    ) -> Option<Attributes> {
        let instrument = self.instruments.get(it.instrument() as usize)?;
        let side = book_side(it.side());
        let now = self.watched_price(it.instrument(), it.trigger_source(), side);
        let mut attributes = Attributes {
            order_id: 0,
            waits: Waits::Trailing { group: 0 },
            source: it.trigger_source(),
            trigger_price: it.trigger_price(),
            activation_price: it.activation_price(),
            trail_ticks: it.trail_ticks(),
            trail_basis_points: it.trail_basis_points(),
            display: 0,
            min_quantity: 0,
            since: context.sequence,
        };
        let at = if way == Way::Trailing {
            let from = self.check_activation(side, now, instrument, &mut attributes, failures)?;
            trailing_trigger(side, from, attributes.trail_ticks, attributes.trail_basis_points)
        } else {
            instrument.check_tick(it.trigger_price(), failures);
            attributes.waits = trigger(side, way, it.trigger_price());
            if let Some(price) = now.filter(|&price| !is_pending && attributes.waits.is_reached(price)) {
                failures.add(RejectReason::TriggerCrossed, price);
            }
            it.trigger_price()
        };
        *worst = instrument.protection_around(side, at.clamp(1, instrument.max_price));
        Some(attributes)
    }

    /// Checks a trailing stop's distance, and finds from which price on it follows.
    pub(super) fn check_activation(
        &self,
        side: Side,
        now: Option<i64>,
        instrument: &Instrument,
        attributes: &mut Attributes,
        failures: &mut Failures,
    ) -> Option<i64> {
        let (ticks, points) = (attributes.trail_ticks, attributes.trail_basis_points);
        let at = attributes.activation_price;
        if at != 0 {
            if !instrument.check_tick(at, failures) {
                return None;
            }
            attributes.waits =
                if side == Side::Sell { Waits::ActivateUp(at) } else { Waits::ActivateDown(at) };
        }
        let from = if at != 0 && !now.is_some_and(|price| attributes.waits.is_reached(price)) {
            at
        } else {
            attributes.waits = Waits::Trailing { group: 0 };
            match now {
                Some(price) => price,
                None => {
                    failures.add(RejectReason::NoReferencePrice, 0);
                    return None;
                }
            }
        };
        if (ticks != 0) == (points != 0) || points > MAX_BASIS_POINTS {
            failures.add(RejectReason::InvalidTrail, i64::from(MAX_BASIS_POINTS));
            return None;
        }
        if ticks < 0 || ticks >= from.max(1) {
            failures.add(RejectReason::InvalidTrail, from - 1);
            return None;
        }
        Some(from)
    }

    /// The price that triggers of this source watch now.
    pub(super) fn watched_price(&self, instrument: u32, source: TriggerSource, side: Side) -> Option<i64> {
        let it = &self.instruments[instrument as usize];
        let price = match source {
            TriggerSource::BestOpposite => {
                return self.books.best(instrument, side.opposite()).map(|(price, _)| price);
            }
            TriggerSource::Reference => it.set_reference,
            _ => it.last_price,
        };
        (price != 0).then_some(price)
    }

    /// An accepted order waits for its trigger.
    pub(super) fn start_waiting(
        &mut self,
        order: Order,
        hold: i128,
        attributes: Attributes,
        request: &RequestHeader,
        sink: &mut impl Sink,
    ) {
        emit_accepted(sink, request, &order, 0, None, hold);
        if order.time_in_force == TimeInForce::Day {
            self.expect_day_end(order.instrument);
        }
        let slot = self.books.park(order.instrument, order.account, order.id);
        self.orders.insert(slot, &order, NO_ENTRY, &mut self.accounts[order.account as usize].open);
        self.advanced.insert(attributes);
        self.watch(&order);
        self.tell_terms(&order, OrderState::Untriggered, sink);
    }

    /// Lets an order watch for what its attributes say, from the price that is watched now.
    pub(super) fn watch(&mut self, order: &Order) {
        let attributes = self.advanced.get(order.id);
        let best = self.watched_price(order.instrument, attributes.source, order.side).unwrap_or(0);
        self.watch_from(order, best);
    }

    /// As [`Engine::watch`], with the best price a trailing stop saw.
    pub(crate) fn watch_from(&mut self, order: &Order, best: i64) {
        let attributes = self.advanced.get_mut(order.id);
        self.triggers.insert(order.instrument, order.side, attributes, best);
        self.note_watched(order.instrument);
    }

    pub(super) fn unwatch(&mut self, order: &Order) {
        self.triggers.remove(order.instrument, order.side, self.advanced.get(order.id));
        self.note_watched(order.instrument);
    }

    /// Trades of an instrument are noted only where orders watch them, and touched books only while any order watches
    /// best prices.
    pub(super) fn note_watched(&mut self, instrument: u32) {
        let is_watched = self.triggers.watches(instrument, TriggerSource::LastTrade);
        self.instruments[instrument as usize].is_watched = is_watched;
        self.books.note_touches(self.triggers.watches_best());
    }

    /// Where an order's trigger is now; 0 for none.
    pub fn trigger_price(&self, order: &Order) -> i64 {
        let Some(it) = self.advanced.find(order.id) else { return 0 };
        match self.triggers.best_of(order.instrument, order.side, it) {
            Some(best) => trailing_trigger(order.side, best, it.trail_ticks, it.trail_basis_points),
            None => it.trigger_price,
        }
    }

    /// Ends an order that waits.
    #[cold]
    pub(super) fn end_untriggered(
        &mut self,
        slot: Slot,
        reason: EndReason,
        request: Option<&RequestHeader>,
        sink: &mut impl Sink,
    ) {
        let (order, parked) = self.stop_waiting(slot);
        if order.flags & SHARED == 0 {
            let instrument = &self.instruments[order.instrument as usize];
            risk::release(&mut self.ledger, &self.positions, instrument, &order);
        }
        emit_canceled(sink, request, &order, order.leaves(), reason, false);
        self.expires_no_more(&order);
        self.requests.forget_parked(parked);
    }

    /// Takes an order out from among those that wait, as a plain one; its parked requests.
    pub(super) fn stop_waiting(&mut self, slot: Slot) -> (Order, u32) {
        let mut order = *self.orders.get(slot);
        self.unwatch(&order);
        self.advanced.forget(order.id);
        self.books.unpark(order.instrument, slot);
        let parked = self.orders.take_out(slot, &mut self.accounts[order.account as usize].open);
        order.flags &= !ADVANCED;
        (order, parked)
    }

    /// An order that waits, as a replace would make it, or why it may not. What it waits for changes afterwards.
    pub(super) fn check_replace_waiting(
        &self,
        slot: Slot,
        it: &wire::ReplaceOrder,
    ) -> Result<Order, Failures> {
        let order = self.orders.get(slot);
        let attributes = self.advanced.get(order.id);
        let instrument = &self.instruments[order.instrument as usize];
        let account = &self.accounts[order.account as usize];
        let mut new = *order;
        let mut failures = Failures::default();
        account.check_active(&mut failures);
        phases::check(instrument.status, RequestKind::Replace, &mut failures);
        self.check_kills(order.account, order.instrument, &mut failures);
        let is_market = becomes(order.order_type) == OrderType::Market;
        let has_price = it.price() != 0 && is_market;
        let has_display = it.display_quantity() != 0 && attributes.display == 0;
        if it.flags() & !KEEP_PRIORITY != 0 || has_price || has_display {
            failures.add(RejectReason::InvalidFlags, 0);
        }
        if it.price() != 0 && !is_market && it.price() != order.price {
            new.price = it.price();
            instrument.check_price(new.price, &mut failures);
        }
        if it.quantity() != 0 && it.quantity() != order.quantity {
            instrument.check_quantity(it.quantity(), &mut failures);
            new.quantity = self.bounded_total(order, it.quantity());
        }
        let asks = it.display_quantity() != 0 && !has_display;
        let display = if asks { it.display_quantity() } else { attributes.display };
        if attributes.display != 0 && (asks || new.quantity > order.quantity) {
            showing::check_display(instrument, display, new.quantity, &mut failures);
        }
        showing::check_least(attributes.min_quantity, new.quantity, &mut failures);
        let mut moves = false;
        if it.trigger_price() != 0 && it.trigger_price() != attributes.trigger_price {
            moves = true;
            let waits = match attributes.waits {
                Waits::Up(_) => Some(Waits::Up(it.trigger_price())),
                Waits::Down(_) => Some(Waits::Down(it.trigger_price())),
                Waits::Pending if attributes.trigger_price != 0 => Some(Waits::Pending),
                _ => None,
            };
            if waits.is_none() {
                failures.add(RejectReason::InvalidReplace, 0);
            }
            instrument.check_tick(it.trigger_price(), &mut failures);
            let now = self.watched_price(order.instrument, attributes.source, order.side);
            if let Some(price) = now.filter(|&price| waits.is_some_and(|waits| waits.is_reached(price))) {
                failures.add(RejectReason::TriggerCrossed, price);
            }
            if is_market {
                let at = it.trigger_price().clamp(1, instrument.max_price);
                new.price = instrument.protection_around(order.side, at);
            }
        }
        new.client_id = client_id(it.request());
        let is_same =
            !moves && (new.price, new.quantity, display) == (order.price, order.quantity, attributes.display);
        let keeps = keeps_turn(attributes, order, &new, moves);
        // Its entry's fills say how large a pending exit will be.
        let is_sized = attributes.waits == Waits::Pending
            && new.quantity != order.quantity
            && self.list_kind(order.id) == Some(ListKind::Bracket);
        if is_same
            || is_sized
            || (it.flags() & KEEP_PRIORITY != 0 && !keeps)
            || matches!(attributes.waits, Waits::Turn(_))
        {
            failures.add(RejectReason::InvalidReplace, 0);
        }
        if failures.is_empty() {
            let notional = instrument.notional(new.price, new.leaves());
            instrument.check_notional(notional, &mut failures);
            let shrinks = !moves && new.price == order.price && new.quantity < order.quantity;
            if self.is_limited(account, instrument) && !shrinks {
                let ask = Ask { is_limit: !is_market, meets: false, ..Ask::replacing(order, &new, notional) };
                self.check_limits(&ask, &mut failures);
            }
        }
        if failures.is_empty() { Ok(new) } else { Err(failures) }
    }

    /// Carries out a replace of an order that waits. It keeps its turn among equals unless its trigger moves or it
    /// grows.
    pub(super) fn replace_waiting(
        &mut self,
        slot: Slot,
        new: &Order,
        it: &wire::ReplaceOrder,
        sink: &mut impl Sink,
    ) {
        let old = *self.orders.get(slot);
        let attributes = *self.advanced.get(old.id);
        let moves = it.trigger_price() != 0 && it.trigger_price() != attributes.trigger_price;
        let keeps = keeps_turn(&attributes, &old, new, moves);
        let was = Standing { price: old.price, shown: 0 };
        let is = Standing { price: new.price, shown: 0 };
        emit_replaced(sink, it.request(), (&old, was), (new, is), keeps);
        if it.display_quantity() != 0 {
            self.advanced.get_mut(old.id).display = it.display_quantity();
        }
        self.orders.change(slot, new);
        if !(keeps && new.price == old.price) {
            self.count_entered(new);
        }
        if !keeps {
            let best = self.triggers.best_of(old.instrument, old.side, &attributes).unwrap_or(0);
            self.unwatch(&old);
            let changed = self.advanced.get_mut(old.id);
            changed.since = self.sequence;
            if moves {
                changed.trigger_price = it.trigger_price();
                changed.waits = match changed.waits {
                    Waits::Up(_) => Waits::Up(it.trigger_price()),
                    Waits::Pending => Waits::Pending,
                    _ => Waits::Down(it.trigger_price()),
                };
            }
            self.watch_from(new, best);
        }
        self.tell_terms(new, OrderState::Untriggered, sink);
    }
}
