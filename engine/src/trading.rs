//! New, cancel, replace, cancel all: a request becomes an order, meets the book, and ends or rests (VR-14).

use crate::accounts::Account;
use crate::amend::Amendments;
use crate::book::{Action, Maker, Matcher, Side, Slot};
use crate::clearing::{self, Execution, HoldKind};
use crate::engine::{Context, Engine, Gate, Sink, client_id, echo};
use crate::instrument::{Instrument, MAX_NOTIONAL};
use crate::ledger::Ledger;
use crate::orders::{Order, Orders};
use crate::positions::{MAX_POSITION, Positions};
use crate::reject::Failures;
use crate::requests::{Key, Known, Requests};
use crate::risk::{self, Hold, Limit, Need};
use tapebook_schema as wire;
use tapebook_schema::{
    AccountStatus, Amount, EndReason, InstrumentStatus, Liquidity, MessageType, OrderState, OrderType,
    RejectReason, ReportHeader, RequestHeader, SideFilter, StpMode, TimeInForce, TradeSide,
};

pub const POST_ONLY: u32 = 1;
pub const REDUCE_ONLY: u32 = 2;
pub const BY_QUOTE_AMOUNT: u32 = 4;
pub const REUSE_WHEN_DONE: u32 = 8;
const KNOWN_FLAGS: u32 = POST_ONLY | BY_QUOTE_AMOUNT | REUSE_WHEN_DONE;

/// A replace keeps its place or is refused.
pub const KEEP_PRIORITY: u32 = 1;
/// A replaced order is post-only from now on.
pub const REPLACE_POST_ONLY: u32 = 2;

/// Means every instrument.
pub const ALL_INSTRUMENTS: u32 = u32::MAX;

pub(crate) fn wire_side(side: Side) -> wire::Side {
    wire::Side(side as u8)
}

pub(crate) fn book_side(side: wire::Side) -> Side {
    if side == wire::Side::Buy { Side::Buy } else { Side::Sell }
}

/// What a new order would need and meet, found without changing anything.
struct Proposal {
    order: Order,
    /// Quote left to spend or raise, for a market order by quote amount.
    quote_amount: Option<i128>,
    /// Reserved from the account; 0 where nothing was asked to be.
    hold: i128,
    flags: u32,
}

/// The arriving order while it meets the book.
struct Taking<'a, S> {
    orders: &'a mut Orders,
    accounts: &'a mut [Account],
    ledger: &'a mut Ledger,
    positions: &'a mut Positions,
    requests: &'a mut Requests,
    instrument: &'a mut Instrument,
    sink: &'a mut S,
    taker: Order,
    /// Lots it may still trade; unused while `quote_left` counts.
    leaves: u64,
    quote_left: Option<i128>,
    /// Self-trade prevention ended it.
    stopped: bool,
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
        let taker_paid = clearing::settle(
            ledger,
            positions,
            instrument,
            &mut self.taker,
            execution,
            Liquidity::Taker,
            hold,
        );
        self.leaves -= quantity;
        if let Some(left) = &mut self.quote_left {
            *left -= notional;
        }
        instrument.last_trade_id += 1;
        instrument.reference_price = price;
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
            0,
            0,
            price,
            quantity,
            &Amount::from(notional),
            &side(resting, maker_paid, resting.leaves(), resting.leaves() > 0),
            &side(&self.taker, taker_paid, taker_leaves, taker_leaves > 0 || by_amount),
        ));
        if resting.leaves() == 0 {
            self.forget(maker.slot);
        }
    }

    /// An order left the book by a fill or by self-trade prevention: its slot will be reused.
    fn forget(&mut self, slot: Slot) {
        let order = self.orders.get(slot);
        let (account, parked) = (order.account as usize, order.parked);
        self.orders.remove(slot, &mut self.accounts[account].open);
        self.requests.forget_parked(parked);
    }

    /// Takes a resting order of the taker's own side out.
    fn cancel_maker(&mut self, slot: Slot) {
        let order = self.orders.get(slot);
        risk::release(self.ledger, self.instrument, order);
        emit_canceled(self.sink, None, order, order.leaves(), EndReason::Stp, true);
        self.forget(slot);
    }

    fn reduced(&mut self, order: &Order, by: u64, leaves: u64, resting: bool) {
        self.sink.event(&wire::OrderReduced::new(
            &ReportHeader::default(),
            order.id,
            &order.client_id,
            order.account,
            order.instrument,
            wire_side(order.side),
            EndReason::Stp,
            u8::from(resting),
            0,
            order.price,
            by,
            leaves,
            order.cumulative,
        ));
    }

    /// Both sides lose the smaller quantity without a trade; an emptied one ends.
    fn decrement(&mut self, maker: &Maker, price: i64, quantity: u64) -> Action {
        let before = clearing::hold_of(self.orders.get(maker.slot), self.instrument);
        if quantity == maker.leaves {
            self.cancel_maker(maker.slot);
        } else {
            let order = self.orders.get_mut(maker.slot);
            order.quantity -= quantity;
            let order = *order;
            let released = before - clearing::hold_of(&order, self.instrument);
            self.ledger.unhold(order.hold_row, released, 0);
            self.reduced(&order, quantity, order.leaves(), true);
        }
        match &mut self.quote_left {
            Some(left) => {
                let notional = self.instrument.notional(price, quantity);
                *left -= notional;
                self.stopped = *left <= 0;
                if self.taker.side == Side::Buy {
                    // The money of this part will not be spent.
                    let fee_part = clearing::hold_of_amount(&self.taker, self.instrument, *left + notional)
                        - clearing::hold_of_amount(&self.taker, self.instrument, *left);
                    self.ledger.unhold(self.taker.hold_row, fee_part, 0);
                }
            }
            None => self.shrink_taker(quantity),
        }
        if !self.stopped && self.quote_left.is_none() {
            let taker = self.taker;
            self.reduced(&taker, quantity, self.leaves, false);
        }
        Action::Take(quantity)
    }

    fn shrink_taker(&mut self, quantity: u64) {
        let before = clearing::hold_of(&self.taker, self.instrument);
        self.leaves -= quantity;
        if self.leaves == 0 {
            // What is left is canceled whole, so that its report names the quantity.
            self.leaves = quantity;
            self.stopped = true;
            return;
        }
        self.taker.quantity -= quantity;
        let released = before - clearing::hold_of(&self.taker, self.instrument);
        self.ledger.unhold(self.taker.hold_row, released, 0);
    }
}

impl<S: Sink> Matcher for Taking<'_, S> {
    fn wants_more(&self) -> bool {
        self.leaves > 0 && !self.stopped && self.quote_left.is_none_or(|left| left > 0)
    }

    fn meet(&mut self, price: i64, maker: Maker) -> Action {
        let quantity = self.quantity_at(price, maker.leaves);
        if quantity == 0 {
            // By quote amount, and the rest does not buy one lot: it is done before it meets anyone, itself included.
            self.leaves = 0;
            return Action::Stop;
        }
        let taker = &self.accounts[self.taker.account as usize];
        let own = self.taker.stp != StpMode::None
            && taker.is_self(self.taker.account, &self.accounts[maker.owner as usize], maker.owner);
        if own {
            match self.taker.stp {
                StpMode::CancelMaker => {
                    self.cancel_maker(maker.slot);
                    return Action::Remove;
                }
                StpMode::CancelBoth => {
                    self.cancel_maker(maker.slot);
                    self.stopped = true;
                    return Action::Remove;
                }
                StpMode::Decrement => return self.decrement(&maker, price, quantity),
                _ => {
                    self.stopped = true;
                    return Action::Stop;
                }
            }
        }
        self.trade(price, &maker, quantity);
        Action::Take(quantity)
    }
}

pub(crate) fn emit_canceled(
    sink: &mut impl Sink,
    request: Option<&RequestHeader>,
    order: &Order,
    canceled: u64,
    reason: EndReason,
    resting: bool,
) {
    let own = RequestHeader::new(&order.client_id, order.account, 0, 0);
    let state = match reason {
        EndReason::None => OrderState::Filled,
        EndReason::ExpiredDay | EndReason::ExpiredGtd => OrderState::Expired,
        _ => OrderState::Canceled,
    };
    sink.event(&wire::OrderCanceled::new(
        &ReportHeader::default(),
        request.unwrap_or(&own),
        order.id,
        &order.client_id,
        order.instrument,
        wire_side(order.side),
        reason,
        state,
        u8::from(resting),
        0,
        order.price,
        canceled,
        order.cumulative,
    ));
}

impl Engine {
    pub(crate) fn new_order(
        &mut self,
        context: &Context,
        it: &wire::NewOrder,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        let request = it.request();
        if self.account(context.account).is_none() {
            let reason = RejectReason::UnknownAccount.into();
            return self.reject(
                context,
                context.account,
                request,
                MessageType::NewOrder,
                it.instrument(),
                0,
                reason,
                sink,
            );
        }
        let reuse = it.flags() & REUSE_WHEN_DONE != 0;
        let gate = self.gate(context, context.account, request, MessageType::NewOrder, reuse, body, sink);
        let Gate::Go(key, digest) = gate else { return };
        match self.propose(context, it, true) {
            Err(failures) => {
                self.remember(context, &key, digest, 0);
                let kind = MessageType::NewOrder;
                self.reject(context, context.account, request, kind, it.instrument(), 0, failures, sink);
            }
            Ok(proposal) => {
                self.next_order_id += 1;
                self.remember(context, &key, digest, proposal.order.id);
                self.enter(proposal, request, sink);
            }
        }
    }

    /// Validates an order and, with `reserve`, takes its hold. Nothing has changed where this fails.
    fn propose(
        &mut self,
        context: &Context,
        it: &wire::NewOrder,
        reserve: bool,
    ) -> Result<Proposal, Failures> {
        let mut failures = Failures::default();
        let account = &self.accounts[context.account as usize];
        match account.status {
            AccountStatus::Active => {}
            AccountStatus::Frozen => failures.add(RejectReason::AccountFrozen, 0),
            _ => failures.add(RejectReason::AccountClosed, 0),
        }
        let Some(instrument) = self.instruments.get(it.instrument() as usize) else {
            failures.add(RejectReason::UnknownInstrument, 0);
            return Err(failures);
        };
        if instrument.status != InstrumentStatus::Continuous {
            failures.add(RejectReason::InstrumentNotTrading, 0);
        }
        let side = book_side(it.side());
        let is_market = it.type_() == OrderType::Market;
        let flags = it.flags();
        let by_amount = flags & BY_QUOTE_AMOUNT != 0;
        let amount = i128::from(it.quote_amount());
        let time_in_force = it.time_in_force();
        let immediate = is_market || matches!(time_in_force, TimeInForce::Ioc | TimeInForce::Fok);
        if flags & !KNOWN_FLAGS != 0
            || (flags & POST_ONLY != 0 && immediate)
            || (by_amount && (!is_market || it.quantity() != 0))
            || (!by_amount && amount != 0)
        {
            failures.add(RejectReason::InvalidFlags, 0);
        }
        // A market order never rests (OB-09); DAY waits for trading days.
        if time_in_force == TimeInForce::Day || (by_amount && time_in_force == TimeInForce::Fok) {
            failures.add(RejectReason::InvalidTimeInForce, 0);
        }
        let mut price = it.price();
        if is_market {
            if price != 0 {
                failures.add(RejectReason::InvalidFlags, 0);
            }
            if instrument.reference_price == 0 {
                failures.add(RejectReason::NoReferencePrice, 0);
            }
            price = instrument.protection(side);
        } else {
            instrument.check_price(price, &mut failures);
        }
        let mut quantity = it.quantity();
        if by_amount {
            if amount <= 0 {
                failures.add(RejectReason::AmountNotPositive, 0);
            } else if amount > MAX_NOTIONAL {
                failures.add(RejectReason::LimitExceeded, i64::MAX);
            }
            quantity = instrument.max_quantity;
        } else {
            instrument.check_quantity(quantity, &mut failures);
        }
        let tier = &self.tier_limits[usize::from(account.tier)];
        if failures.is_empty() {
            let notional = if by_amount { amount } else { instrument.notional(price, quantity) };
            instrument.check_notional(notional, &mut failures);
            let rate = self.ledger.assets()[instrument.quote_asset as usize].reference_rate;
            Limit::of(account, tier, instrument).check(account.open.count, notional, rate, &mut failures);
            if !self.books.has_room(it.instrument(), side, quantity) {
                failures.add(RejectReason::BookFull, 0);
            }
            let crosses = self.books.crosses(it.instrument(), side, price);
            if flags & POST_ONLY != 0 && crosses {
                failures.add(RejectReason::WouldTake, 0);
            }
            if crosses && instrument.reference_price == 0 {
                // No first trade without a reference: nothing would bound it.
                failures.add(RejectReason::NoReferencePrice, 0);
            }
        }
        if !self.requests.has_room() {
            failures.add(RejectReason::RequestWindowFull, 0);
        }
        if !failures.is_empty() {
            return Err(failures);
        }

        let instrument = &self.instruments[it.instrument() as usize];
        let mut order = Order::new(
            self.next_order_id,
            context.account,
            it.instrument(),
            side,
            it.type_(),
            price,
            quantity,
            context.time,
        );
        let tier = usize::from(account.tier);
        let (maker_ppm, taker_ppm) =
            if instrument.own_fees >> tier & 1 == 1 { instrument.fees[tier] } else { self.fees[tier] };
        order.maker_ppm = maker_ppm;
        order.taker_ppm = taker_ppm;
        order.client_id = client_id(it.request());
        order.session = context.session;
        order.time_in_force =
            if is_market && time_in_force != TimeInForce::Fok { TimeInForce::Ioc } else { time_in_force };
        order.stp = it.stp();
        order.flags = flags;
        let quote_amount = by_amount.then_some(amount);
        let need = fix_need(instrument, &mut order, quote_amount);
        let mut hold = 0;
        if reserve {
            hold = self.reserve(&mut order, need).map_err(Failures::from)?.amount;
        } else {
            let row = self.ledger.find(order.account, instrument.paid_asset(side));
            if !row.is_some_and(|row| risk::can_reserve(&self.ledger, row, instrument, &order, need)) {
                return Err(RejectReason::InsufficientBalance.into());
            }
        }
        Ok(Proposal { order, quote_amount, hold, flags })
    }

    fn reserve(&mut self, order: &mut Order, need: Need) -> Result<Hold, RejectReason> {
        let instrument = &self.instruments[order.instrument as usize];
        order.position = match self.positions.find(order.account, order.instrument) {
            Some(position) => position,
            None => {
                // An account without the money gets no rows: a refusal costs no memory.
                let paid = instrument.paid_asset(order.side);
                self.ledger.find(order.account, paid).ok_or(RejectReason::InsufficientBalance)?;
                let base_row = self.ledger.row_or_make(order.account, instrument.base_asset);
                let quote_row = self.ledger.row_or_make(order.account, instrument.quote_asset);
                self.positions.add(order.account, order.instrument, base_row, quote_row)
            }
        };
        let position = self.positions.get(order.position);
        if position.quantity.unsigned_abs() > MAX_POSITION {
            return Err(RejectReason::LimitExceeded);
        }
        (order.hold_row, order.credit_row) = match order.side {
            Side::Buy => (position.quote_row, position.base_row),
            Side::Sell => (position.base_row, position.quote_row),
        };
        risk::reserve(&mut self.ledger, instrument, order, need)
    }

    /// The worst price an order may trade at now: the nearer of its own and the band's edge. Where the best price
    /// is outside the band on the far side, a limit that admits no price.
    fn trade_limit(&self, order: &Order) -> i64 {
        let instrument = &self.instruments[order.instrument as usize];
        if instrument.band_ppm == 0 {
            return order.price;
        }
        let opposite = order.side.opposite();
        let far_edge = instrument.band_edge(opposite);
        match self.books.best(order.instrument, opposite) {
            Some((best, _)) if !opposite.admits(far_edge, best) => opposite.no_limit(),
            _ => nearer(order.side, order.price, instrument.band_edge(order.side)),
        }
    }

    /// An accepted order meets the book.
    fn enter(&mut self, proposal: Proposal, request: &RequestHeader, sink: &mut impl Sink) {
        let Proposal { order, quote_amount, hold, flags } = proposal;
        let immediate = matches!(order.time_in_force, TimeInForce::Ioc | TimeInForce::Fok);
        let rests_at_once = !immediate && !self.books.crosses(order.instrument, order.side, order.price);
        sink.event(&wire::OrderAccepted::new(
            &ReportHeader::default(),
            &echo(request, order.account),
            order.id,
            order.instrument,
            wire_side(order.side),
            order.order_type,
            order.time_in_force,
            order.stp,
            order.price,
            if quote_amount.is_some() { 0 } else { order.quantity },
            if rests_at_once { order.quantity } else { 0 },
            &Amount::from(quote_amount.unwrap_or(0)),
            &Amount::from(hold),
            flags,
            order.session,
        ));
        if rests_at_once {
            let slot = self.books.rest(
                order.instrument,
                order.side,
                order.price,
                order.quantity,
                order.account,
                order.id,
            );
            self.orders.insert(slot, &order, &mut self.accounts[order.account as usize].open);
            return;
        }
        let limit = self.trade_limit(&order);
        if order.time_in_force == TimeInForce::Fok && !self.can_fill(&order, limit) {
            risk::release(&mut self.ledger, &self.instruments[order.instrument as usize], &order);
            emit_canceled(sink, None, &order, order.quantity, EndReason::FokUnfillable, false);
            return;
        }
        let (order, stopped) = self.take(order, limit, quote_amount, sink);
        self.finish_taking(order, &stopped, quote_amount.is_some(), sink);
    }

    /// Matches an order; returns it with its fills, and whether self-trade prevention stopped it.
    fn take(
        &mut self,
        order: Order,
        limit: i64,
        quote_amount: Option<i128>,
        sink: &mut impl Sink,
    ) -> (Order, Stopped) {
        let instrument = &mut self.instruments[order.instrument as usize];
        let mut taking = Taking {
            orders: &mut self.orders,
            accounts: &mut self.accounts,
            ledger: &mut self.ledger,
            positions: &mut self.positions,
            requests: &mut self.requests,
            instrument,
            sink,
            leaves: order.leaves(),
            taker: order,
            quote_left: quote_amount,
            stopped: false,
        };
        self.books.take(order.instrument, order.side, limit, &mut taking);
        let stopped = Stopped { by_stp: taking.stopped, quote_left: taking.quote_left.unwrap_or(0) };
        (taking.taker, stopped)
    }

    /// What is left of an order that met the book rests, or is canceled.
    fn finish_taking(&mut self, order: Order, stopped: &Stopped, by_amount: bool, sink: &mut impl Sink) {
        if by_amount {
            return self.finish_by_amount(order, stopped, sink);
        }
        let leaves = order.leaves();
        let rests = leaves > 0
            && !stopped.by_stp
            && !matches!(order.time_in_force, TimeInForce::Ioc | TimeInForce::Fok)
            && !self.books.crosses(order.instrument, order.side, order.price);
        if rests {
            let slot =
                self.books.rest(order.instrument, order.side, order.price, leaves, order.account, order.id);
            self.orders.insert(slot, &order, &mut self.accounts[order.account as usize].open);
            sink.event(&wire::OrderRested::new(
                &ReportHeader::default(),
                order.id,
                order.instrument,
                order.account,
                order.price,
                leaves,
                wire_side(order.side),
                0,
                0,
                0,
            ));
            return;
        }
        self.requests.forget_parked(order.parked);
        if leaves > 0 {
            risk::release(&mut self.ledger, &self.instruments[order.instrument as usize], &order);
            let reason = self.end_reason(&order, stopped.by_stp);
            emit_canceled(sink, None, &order, leaves, reason, false);
        }
    }

    /// Why the rest of an order that did not rest ended.
    fn end_reason(&self, order: &Order, by_stp: bool) -> EndReason {
        if by_stp {
            EndReason::Stp
        } else if order.order_type == OrderType::Market {
            match self.books.best(order.instrument, order.side.opposite()) {
                None => EndReason::NoLiquidity,
                Some(_) => EndReason::Protection,
            }
        } else if self.books.crosses(order.instrument, order.side, order.price) {
            // The band stopped it short of its limit.
            EndReason::Protection
        } else {
            EndReason::IocRest
        }
    }

    /// A market order by quote amount is filled once the rest does not buy or bring one more lot.
    fn finish_by_amount(&mut self, order: Order, stopped: &Stopped, sink: &mut impl Sink) {
        let instrument = &self.instruments[order.instrument as usize];
        let rest = stopped.quote_left;
        match order.side {
            Side::Buy => {
                let held = clearing::hold_of_amount(&order, instrument, rest);
                // What the fee reserve of the spent part left over is free too.
                risk::release_amount(&mut self.ledger, &order, held);
            }
            Side::Sell => risk::release(&mut self.ledger, instrument, &order),
        }
        let best = self.books.best(order.instrument, order.side.opposite());
        let cannot_buy_more = best.is_some_and(|(price, _)| rest < instrument.notional(price, 1));
        let filled = order.cumulative > 0 && (rest <= 0 || (order.side == Side::Buy && cannot_buy_more));
        let reason =
            if filled && !stopped.by_stp { EndReason::None } else { self.end_reason(&order, stopped.by_stp) };
        emit_canceled(sink, None, &order, 0, reason, false);
    }

    /// Does the book hold enough for a fill-or-kill order, not counting what self-trade prevention would take
    /// away (rules section 3)? O(orders it would meet).
    fn can_fill(&self, order: &Order, limit: i64) -> bool {
        let taker = &self.accounts[order.account as usize];
        let own_may_rest = order.stp != StpMode::None && (taker.open.count > 0 || taker.stp_group != 0);
        let mut wanted = order.leaves();
        if !own_may_rest {
            for (price, quantity) in self.books.depth(order.instrument, order.side.opposite()) {
                if wanted == 0 || !order.side.admits(limit, price) {
                    break;
                }
                wanted -= wanted.min(quantity);
            }
            return wanted == 0;
        }
        for (price, slot) in self.books.queue(order.instrument, order.side.opposite()) {
            if wanted == 0 || !order.side.admits(limit, price) {
                break;
            }
            let maker = self.orders.get(slot).account;
            if !taker.is_self(order.account, &self.accounts[maker as usize], maker) {
                wanted -= wanted.min(self.books.leaves(slot));
            } else if order.stp != StpMode::CancelMaker {
                return false;
            }
        }
        wanted == 0
    }

    pub(crate) fn cancel_order(
        &mut self,
        context: &Context,
        it: &wire::CancelOrder,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        let (kind, request) = (MessageType::CancelOrder, it.request());
        let Some(key) = self.open_gate(context, request, kind, body, sink) else { return };
        self.remember(context, &key.0, key.1, 0);
        match self.find_order(context.account, it.order_id(), it.target_client_id_bytes()) {
            Ok(slot) => {
                let header = echo(request, context.account);
                self.end_order(slot, EndReason::User, Some(&header), sink);
            }
            Err(reason) => {
                self.reject(context, context.account, request, kind, 0, it.order_id(), reason.into(), sink);
            }
        }
    }

    /// The gate for requests about orders that exist.
    fn open_gate(
        &mut self,
        context: &Context,
        request: &RequestHeader,
        kind: MessageType,
        body: &[u8],
        sink: &mut impl Sink,
    ) -> Option<(Key, u32)> {
        if self.account(context.account).is_none() {
            let failures = RejectReason::UnknownAccount.into();
            self.reject(context, context.account, request, kind, 0, 0, failures, sink);
            return None;
        }
        match self.gate(context, context.account, request, kind, false, body, sink) {
            Gate::Answered => None,
            Gate::Go(key, digest) => {
                if self.requests.has_room() {
                    return Some((key, digest));
                }
                let failures = RejectReason::RequestWindowFull.into();
                self.reject(context, context.account, request, kind, 0, 0, failures, sink);
                None
            }
        }
    }

    /// An open order of this account, by its id or by any of its client ids. Others' orders are unknown.
    fn find_order(&self, account: u32, order_id: u64, target: &[u8; 36]) -> Result<Slot, RejectReason> {
        if order_id != 0 {
            let slot = self.orders.slot(order_id).ok_or(RejectReason::UnknownOrder)?;
            let order = self.orders.get(slot);
            return if order.account == account { Ok(slot) } else { Err(RejectReason::UnknownOrder) };
        }
        let key = self.requests.key(account, target);
        let Known::Entry(entry) = self.requests.find(&key) else { return Err(RejectReason::UnknownOrder) };
        match self.requests.get(entry).order_id {
            0 => Err(RejectReason::UnknownOrder),
            order_id => self.orders.slot(order_id).ok_or(RejectReason::OrderDone),
        }
    }

    /// Ends a resting order: out of the book, its hold back, its owner told.
    pub(crate) fn end_order(
        &mut self,
        slot: Slot,
        reason: EndReason,
        request: Option<&RequestHeader>,
        sink: &mut impl Sink,
    ) {
        let order = self.orders.get(slot);
        let (account, parked) = (order.account as usize, order.parked);
        self.books.remove(slot);
        risk::release(&mut self.ledger, &self.instruments[order.instrument as usize], order);
        emit_canceled(sink, request, order, order.leaves(), reason, true);
        self.orders.remove(slot, &mut self.accounts[account].open);
        self.requests.forget_parked(parked);
    }

    pub(crate) fn replace_order(
        &mut self,
        context: &Context,
        it: &wire::ReplaceOrder,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        let (kind, request) = (MessageType::ReplaceOrder, it.request());
        let Some((key, digest)) = self.open_gate(context, request, kind, body, sink) else { return };
        let found = self.find_order(context.account, it.order_id(), it.target_client_id_bytes());
        let checked =
            found.map_err(Failures::from).and_then(|slot| Ok((slot, self.check_replace(slot, it)?)));
        match checked {
            Err(failures) => {
                self.remember(context, &key, digest, 0);
                self.reject(context, context.account, request, kind, 0, it.order_id(), failures, sink);
            }
            Ok((slot, new)) => {
                let order = *self.orders.get(slot);
                if new.quantity <= order.cumulative {
                    self.remember(context, &key, digest, order.id);
                    self.end_order(slot, EndReason::User, Some(&echo(request, context.account)), sink);
                    return;
                }
                let instrument = &self.instruments[order.instrument as usize];
                if let Err(reason) = risk::reserve_again(&mut self.ledger, instrument, &order, &new) {
                    self.remember(context, &key, digest, 0);
                    self.reject(
                        context,
                        context.account,
                        request,
                        kind,
                        0,
                        it.order_id(),
                        reason.into(),
                        sink,
                    );
                    return;
                }
                self.remember(context, &key, digest, order.id);
                // The window may have parked an older request with this order just now.
                let parked = self.orders.get(slot).parked;
                let mut new = new;
                new.parked = parked;
                self.replace(slot, new, request, sink);
            }
        }
    }

    /// The order as a replace would make it, or why it may not.
    fn check_replace(&self, slot: Slot, it: &wire::ReplaceOrder) -> Result<Order, Failures> {
        let order = self.orders.get(slot);
        let instrument = &self.instruments[order.instrument as usize];
        let account = &self.accounts[order.account as usize];
        let mut new = *order;
        let mut failures = Failures::default();
        match account.status {
            AccountStatus::Active => {}
            AccountStatus::Frozen => failures.add(RejectReason::AccountFrozen, 0),
            _ => failures.add(RejectReason::AccountClosed, 0),
        }
        if instrument.status != InstrumentStatus::Continuous {
            failures.add(RejectReason::InstrumentNotTrading, 0);
        }
        if it.flags() & !(KEEP_PRIORITY | REPLACE_POST_ONLY) != 0 {
            failures.add(RejectReason::InvalidFlags, 0);
        }
        if it.price() != 0 {
            new.price = it.price();
            if new.price != order.price {
                instrument.check_price(new.price, &mut failures);
            }
        }
        if it.quantity() != 0 {
            new.quantity = it.quantity();
            if new.quantity > order.cumulative && new.quantity != order.quantity {
                instrument.check_quantity(new.quantity, &mut failures);
            }
        }
        if it.flags() & REPLACE_POST_ONLY != 0 {
            new.flags |= POST_ONLY;
        }
        new.client_id = client_id(it.request());
        if new.price == order.price && new.quantity == order.quantity {
            failures.add(RejectReason::InvalidReplace, 0);
        }
        let keeps = new.price == order.price && new.quantity < order.quantity;
        if it.flags() & KEEP_PRIORITY != 0 && !keeps {
            failures.add(RejectReason::InvalidReplace, 0);
        }
        if failures.is_empty() && new.quantity > order.cumulative && !keeps {
            let notional = instrument.notional(new.price, new.leaves());
            instrument.check_notional(notional, &mut failures);
            let rate = self.ledger.assets()[instrument.quote_asset as usize].reference_rate;
            let limit = Limit::of(account, &self.tier_limits[usize::from(account.tier)], instrument);
            // It takes its own place, so the number of open orders does not change.
            limit.check(0, notional, rate, &mut failures);
            if !self.books.has_room(order.instrument, order.side, new.leaves()) {
                failures.add(RejectReason::BookFull, 0);
            }
            let crosses = self.books.crosses(order.instrument, order.side, new.price);
            if new.flags & POST_ONLY != 0 && crosses {
                failures.add(RejectReason::WouldTake, 0);
            }
            if crosses && instrument.reference_price == 0 {
                failures.add(RejectReason::NoReferencePrice, 0);
            }
        }
        if failures.is_empty() { Ok(new) } else { Err(failures) }
    }

    /// Carries out a replace whose funds are reserved.
    fn replace(&mut self, slot: Slot, new: Order, request: &RequestHeader, sink: &mut impl Sink) {
        let old = *self.orders.get(slot);
        let keeps = new.price == old.price && new.quantity < old.quantity;
        let limit = self.trade_limit(&new);
        let trades = !keeps && self.books.crosses(new.instrument, new.side, new.price);
        sink.event(&wire::OrderReplaced::new(
            &ReportHeader::default(),
            &echo(request, new.account),
            new.id,
            &old.client_id,
            new.instrument,
            wire_side(new.side),
            u8::from(keeps),
            0,
            0,
            old.price,
            new.price,
            old.leaves(),
            new.quantity,
            new.cumulative,
            if trades { 0 } else { new.leaves() },
        ));
        if keeps {
            self.books.reduce(slot, old.quantity - new.quantity);
            *self.orders.get_mut(slot) = new;
            return;
        }
        self.books.remove(slot);
        let open = &mut self.accounts[new.account as usize].open;
        if trades {
            self.orders.remove(slot, open);
            let (taken, stopped) = self.take(new, limit, None, sink);
            self.finish_taking(taken, &stopped, false, sink);
        } else {
            let to = self.books.rest(new.instrument, new.side, new.price, new.leaves(), new.account, new.id);
            self.orders.move_to(slot, to, &new, open);
        }
    }

    pub(crate) fn cancel_all(
        &mut self,
        context: &Context,
        it: &wire::CancelAll,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        let (kind, request) = (MessageType::CancelAll, it.request());
        let Some((key, digest)) = self.open_gate(context, request, kind, body, sink) else { return };
        self.remember(context, &key, digest, 0);
        if it.instrument() != ALL_INSTRUMENTS && it.instrument() as usize >= self.instruments.len() {
            let failures = RejectReason::UnknownInstrument.into();
            return self.reject(context, context.account, request, kind, it.instrument(), 0, failures, sink);
        }
        let header = echo(request, context.account);
        let side = it.side();
        let fits = |order: &Order| {
            (it.instrument() == ALL_INSTRUMENTS || order.instrument == it.instrument())
                && (side == SideFilter::Both || side.0 == order.side as u8)
        };
        let count = self.end_orders_of(context.account, EndReason::User, Some(&header), fits, sink);
        sink.event(&wire::Applied::new(&ReportHeader::default(), kind, 0, context.account, u64::from(count)));
    }

    /// Ends an account's open orders that fit, oldest first. O(open orders of the account).
    pub(crate) fn end_orders_of(
        &mut self,
        account: u32,
        reason: EndReason,
        request: Option<&RequestHeader>,
        fits: impl Fn(&Order) -> bool,
        sink: &mut impl Sink,
    ) -> u32 {
        let mut count = 0;
        let mut at = self.orders.first(&self.accounts[account as usize].open);
        while let Some(slot) = at {
            at = self.orders.next(slot);
            if fits(self.orders.get(slot)) {
                self.end_order(slot, reason, request, sink);
                count += 1;
            }
        }
        count
    }

    /// What an order would do now (OB-11, VR-13): nothing changes.
    pub fn simulate(&mut self, context: &Context, query: u64, it: &wire::NewOrder) -> wire::SimulationReport {
        let report = |failures: Failures, quantity, notional: i128, last, makers| {
            let reason = failures.first().map_or(RejectReason::None, |(reason, _)| reason);
            wire::SimulationReport::new(
                query,
                quantity,
                &Amount::from(notional),
                last,
                reason,
                u8::from(quantity > 0),
                0,
                makers,
                &failures.bits(),
            )
        };
        if self.account(context.account).is_none() {
            return report(RejectReason::UnknownAccount.into(), 0, 0, 0, 0);
        }
        let Proposal { order, quote_amount, .. } = match self.propose(context, it, false) {
            Ok(proposal) => proposal,
            Err(failures) => return report(failures, 0, 0, 0, 0),
        };
        let instrument = &self.instruments[order.instrument as usize];
        let limit = self.trade_limit(&order);
        if order.time_in_force == TimeInForce::Fok && !self.can_fill(&order, limit) {
            return report(Failures::default(), 0, 0, 0, 0);
        }
        let taker = &self.accounts[order.account as usize];
        let (mut lots_left, mut quote_left) = (order.quantity, quote_amount);
        let (mut quantity, mut notional, mut last, mut makers) = (0, 0i128, 0, 0);
        for (price, slot) in self.books.queue(order.instrument, order.side.opposite()) {
            let wanted = match quote_left {
                None => lots_left,
                Some(left) => lots_for(order.side, left, instrument.notional(price, 1)).min(lots_left),
            };
            if wanted == 0 || !order.side.admits(limit, price) {
                break;
            }
            let lots = wanted.min(self.books.leaves(slot));
            let maker = self.orders.get(slot).account;
            if order.stp != StpMode::None
                && taker.is_self(order.account, &self.accounts[maker as usize], maker)
            {
                match order.stp {
                    StpMode::CancelMaker => continue,
                    StpMode::Decrement => {}
                    _ => break,
                }
            } else {
                quantity += lots;
                notional += instrument.notional(price, lots);
                last = price;
                makers += 1;
            }
            lots_left -= lots;
            if let Some(left) = &mut quote_left {
                *left -= instrument.notional(price, lots);
            }
        }
        report(Failures::default(), quantity, notional, last, makers)
    }

    /// Settlement of a trade (ST-01): every trade settles in the command that made it (ST-03).
    pub fn settlement_status(&self, instrument: u32, trade_id: u64) -> wire::SettlementStatus {
        match self.instruments.get(instrument as usize) {
            Some(it) if (1..=it.last_trade_id).contains(&trade_id) => {
                Amendments::status(&self.amendments, instrument, trade_id)
            }
            _ => wire::SettlementStatus::Unknown,
        }
    }
}

/// How the match loop ended.
struct Stopped {
    by_stp: bool,
    quote_left: i128,
}

/// Lots that an amount of quote still buys, or the fewest whose proceeds reach it, where one costs `lot`.
fn lots_for(side: Side, left: i128, lot: i128) -> u64 {
    let lots = match side {
        Side::Buy => left / lot,
        Side::Sell => (left + lot - 1) / lot,
    };
    u64::try_from(lots.max(0)).unwrap_or(u64::MAX)
}

/// What an order needs reserved. A sale for an amount is bounded here: as many lots as reach it at the worst price.
fn fix_need(instrument: &Instrument, order: &mut Order, quote_amount: Option<i128>) -> Need {
    match (quote_amount, order.side) {
        (Some(amount), Side::Buy) => Need::Amount(amount),
        (Some(amount), Side::Sell) => {
            let lots = lots_for(Side::Sell, amount, instrument.notional(order.price, 1));
            order.quantity = order.quantity.min(lots);
            Need::AtLimit
        }
        (None, _) => Need::AtLimit,
    }
}

/// Of two limits the one that admits less.
fn nearer(side: Side, a: i64, b: i64) -> i64 {
    match side {
        Side::Buy => a.min(b),
        Side::Sell => a.max(b),
    }
}
