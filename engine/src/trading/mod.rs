//! New, cancel, replace, cancel all: a request becomes an order, meets the book, and ends or rests (VR-14).

mod advanced;
mod auction_only;
mod cancel;
mod countdown;
mod expiring;
mod finishing;
mod following;
mod limiting;
mod listing;
mod pegging;
mod quoting;
mod reducing;
mod replace;
mod showing;
mod simulate;
mod taking;
mod telling;
mod triggering;

use crate::accounts::Account;
use crate::amend::Amendments;
use crate::book::{Action, Maker, Matcher, Side, Slot};
use crate::clearing::{self, Execution, HoldKind};
use crate::engine::{Context, Engine, Gate, Sink, client_id, echo};
use crate::instrument::{Instrument, MAX_NOTIONAL};
use crate::ledger::Ledger;
use crate::limits::Limits;
use crate::lists::{LISTED, Lists, SHARED};
use crate::orders::{Order, Orders};
use crate::phases::{self, RequestKind};
use crate::positions::{MAX_POSITION, NO_POSITION, Positions};
use crate::quotes::Quotes;
pub use crate::reducing::REDUCE_ONLY;
use crate::reject::Failures;
use crate::requests::{Key, Known, NO_ENTRY, Requests};
use crate::risk::{self, Hold, Need};
use crate::triggers::Triggers;
use advanced::Extra;
pub(crate) use advanced::becomes;
pub(crate) use auction_only::AUCTION_ONLY;
pub use auction_only::{AT_CLOSE, AT_OPEN};
use finishing::Stopped;
use limiting::Ask;
pub(crate) use limiting::count_trade;
pub use quoting::{CANCEL_RESET, QUOTE_POST_ONLY, QUOTE_RESET};
pub use showing::MAX_SLICES;
use showing::Showing;
use taking::Taking;
use tapebook_schema as wire;
use tapebook_schema::{
    Amount, EndReason, InstrumentStatus, Liquidity, MessageType, OrderState, OrderType, RejectReason,
    ReportHeader, RequestHeader, SideFilter, StpMode, TimeInForce, TradeSide,
};
use telling::{Standing, emit_accepted, emit_canceled_of, emit_reduced, emit_replaced, emit_rested};
pub(crate) use telling::{emit_canceled, emit_refreshed};

pub const POST_ONLY: u32 = 1;
pub const BY_QUOTE_AMOUNT: u32 = 4;
pub const REUSE_WHEN_DONE: u32 = 8;
/// The book does not show the order. Advanced orders only.
pub const HIDDEN: u32 = 16;
/// An order of a mass quote. No request may set it.
pub const QUOTE: u32 = 1 << 16;
/// The book shows the order slice by slice. No request may set it.
pub const ICEBERG: u32 = 1 << 18;
/// The book does not show the order whole.
pub const UNSHOWN: u32 = HIDDEN | ICEBERG;
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

/// What a new order would need, found without changing anything.
struct Terms {
    /// Quote left to spend or raise, for a market order by quote amount.
    quote_amount: Option<i128>,
    /// Reserved from the account; 0 where nothing was asked to be.
    hold: i128,
}

/// Whether a proposal reserves funds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Funds {
    Reserve,
    /// They have to be there, and stay there.
    Check,
    /// Somebody else sees to it.
    Ignore,
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
        let kind = MessageType::NewOrder;
        let gate = self.gate_at_once(context, context.account, request, kind, reuse, body, sink);
        let Gate::Go(key, digest) = gate else { return };
        let mut order = Order::default();
        match self.propose(context, it, Funds::Reserve, &mut order) {
            Err(failures) => {
                self.remember(context, &key, digest, 0);
                self.reject(context, context.account, request, kind, it.instrument(), 0, failures, sink);
            }
            Ok(terms) => {
                self.next_order_id += 1;
                self.remember(context, &key, digest, order.id);
                self.enter(&mut order, &terms, request, sink);
            }
        }
    }

    /// Validates an order and takes its hold, as `funds` says; `order` becomes it. Nothing else has changed where this
    /// fails.
    fn propose(
        &mut self,
        context: &Context,
        it: &wire::NewOrder,
        funds: Funds,
        order: &mut Order,
    ) -> Result<Terms, Failures> {
        self.propose_with(context, it, None, funds, order)
    }

    /// The same with what an advanced order has beside. Inlined, so that a plain order's way knows that it has nothing.
    #[inline(always)]
    fn propose_with(
        &mut self,
        context: &Context,
        it: &wire::NewOrder,
        extra: Option<&Extra>,
        funds: Funds,
        order: &mut Order,
    ) -> Result<Terms, Failures> {
        let mut failures = extra.map_or(Failures::default(), |extra| extra.failures);
        let waits_at = extra.and_then(|extra| extra.waits_at);
        let account = &self.accounts[context.account as usize];
        account.check_active(&mut failures);
        let Some(instrument) = self.instruments.get(it.instrument() as usize) else {
            failures.add(RejectReason::UnknownInstrument, 0);
            return Err(failures);
        };
        let collects = instrument.status != InstrumentStatus::Continuous;
        if it.type_().0 > OrderType::Limit.0 {
            failures.add(RejectReason::UnsupportedOrderType, 0);
        }
        let side = book_side(it.side());
        let is_market = it.type_() == OrderType::Market;
        let flags = it.flags();
        let by_amount = flags & BY_QUOTE_AMOUNT != 0;
        let amount = i128::from(it.quote_amount());
        let time_in_force = it.time_in_force();
        let immediate = is_market || matches!(time_in_force, TimeInForce::Ioc | TimeInForce::Fok);
        let only_reduces = extra.is_some() && flags & REDUCE_ONLY != 0;
        let known = if extra.is_some() { KNOWN_FLAGS | REDUCE_ONLY } else { KNOWN_FLAGS };
        if flags & !known != 0
            || (flags & POST_ONLY != 0 && immediate)
            || (by_amount && (!is_market || it.quantity() != 0 || only_reduces))
            || (!by_amount && amount != 0)
        {
            failures.add(RejectReason::InvalidFlags, 0);
        }
        // A market order never rests (OB-09); what expires at a time needs an advanced order.
        let last = if extra.is_some() { TimeInForce::Gtd } else { TimeInForce::Day };
        if time_in_force.0 > last.0 || (by_amount && time_in_force == TimeInForce::Fok) {
            failures.add(RejectReason::InvalidTimeInForce, 0);
        }
        if collects {
            let kind = match waits_at {
                Some(_) => RequestKind::Waiting,
                None if extra.is_some_and(|extra| extra.is_at_once) => RequestKind::Immediate,
                None => RequestKind::of(it.type_(), time_in_force, by_amount),
            };
            phases::check(instrument.status, kind, &mut failures);
        }
        self.check_kills(context.account, it.instrument(), &mut failures);
        let mut price = it.price();
        if is_market {
            if price != 0 {
                failures.add(RejectReason::InvalidFlags, 0);
            }
            if waits_at.is_none() && instrument.reference_price == 0 {
                failures.add(RejectReason::NoReferencePrice, 0);
            }
            price = waits_at.unwrap_or_else(|| instrument.protection(side));
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
        let tier = usize::from(account.tier);
        let is_limited = self.is_limited(account, instrument);
        if failures.is_empty() {
            let mut notional = if by_amount { amount } else { instrument.notional(price, quantity) };
            instrument.check_notional(notional, &mut failures);
            if only_reduces {
                quantity = self.reducible(context.account, it.instrument(), side, quantity, &mut failures);
                notional = instrument.notional(price, quantity);
            }
            if is_limited {
                let ask = Ask {
                    is_limit: !is_market,
                    amount: by_amount.then_some(amount),
                    meets: !collects && waits_at.is_none(),
                    orders_beside: extra.map_or(0, |extra| extra.ahead),
                    lots_beside: extra.map_or(0, |extra| extra.lots_ahead),
                    ..Ask::new(context.account, it.instrument(), side, price, quantity, notional)
                };
                self.check_limits(&ask, &mut failures);
            }
            if !self.books.has_room(it.instrument(), side, quantity) {
                failures.add(RejectReason::BookFull, 0);
            }
            if (flags & POST_ONLY != 0 || instrument.reference_price == 0)
                && !collects
                && waits_at.is_none()
                && self.books.crosses(it.instrument(), side, price)
            {
                if flags & POST_ONLY != 0 {
                    failures.add(RejectReason::WouldTake, 0);
                }
                if instrument.reference_price == 0 {
                    // No first trade without a reference: nothing would bound it.
                    failures.add(RejectReason::NoReferencePrice, 0);
                }
            }
        }
        if !self.requests.has_room() {
            failures.add(RejectReason::RequestWindowFull, 0);
        }
        if !failures.is_empty() {
            return Err(failures);
        }

        let (maker_ppm, taker_ppm) =
            if instrument.own_fees >> tier & 1 == 1 { instrument.fees[tier] } else { self.fees[tier] };
        *order = Order {
            id: self.next_order_id,
            price,
            quantity,
            cumulative: 0,
            notional: 0,
            fee_slack: 0,
            position: NO_POSITION,
            account: context.account,
            instrument: it.instrument(),
            maker_ppm,
            taker_ppm,
            time: context.time,
            client_id: *it.request().client_id_bytes(),
            session: context.session,
            flags,
            side,
            order_type: it.type_(),
            time_in_force: if is_market && time_in_force != TimeInForce::Fok {
                TimeInForce::Ioc
            } else {
                time_in_force
            },
            stp: it.stp(),
        };
        let quote_amount = by_amount.then_some(amount);
        let need = fix_need(instrument, order, quote_amount);
        let mut hold = 0;
        if funds == Funds::Reserve {
            hold = self.reserve(order, need).map_err(Failures::from)?.amount;
            if is_limited {
                self.count_order(order.account, order.instrument);
            }
        } else if funds == Funds::Check {
            let row = self.ledger.find(order.account, instrument.paid_asset(side));
            if !row.is_some_and(|row| risk::can_reserve(&self.ledger, row, instrument, order, need)) {
                return Err(RejectReason::InsufficientBalance.into());
            }
        }
        Ok(Terms { quote_amount, hold })
    }

    fn reserve(&mut self, order: &mut Order, need: Need) -> Result<Hold, RejectReason> {
        let instrument = &self.instruments[order.instrument as usize];
        let owner = &mut self.accounts[order.account as usize];
        order.position = match self.positions.find_near(order.account, order.instrument, owner.last_position)
        {
            Some(position) => position,
            None => {
                // An account without the money gets no rows: a refusal costs no memory.
                let paid = instrument.paid_asset(order.side);
                self.ledger.find(order.account, paid).ok_or(RejectReason::InsufficientBalance)?;
                let base_row = self.ledger.row_or_make(order.account, instrument.base_asset);
                let quote_row = self.ledger.row_or_make(order.account, instrument.quote_asset);
                let position = self.positions.add(order.account, order.instrument, base_row, quote_row);
                let is_summed = self.limits.groups.limits_of(owner.risk_group).next().is_some();
                self.orders.watch(position, is_summed);
                position
            }
        };
        owner.last_position = order.position;
        if self.positions.get(order.position).quantity.unsigned_abs() > MAX_POSITION {
            return Err(RejectReason::LimitExceeded);
        }
        risk::reserve(&mut self.ledger, &self.positions, instrument, order, need)
    }

    /// The worst price an order may trade at now: the nearer of its own and the band's edge. Where the best price
    /// is outside the band on the far side, a limit that admits no price.
    fn trade_limit(&self, order: &Order) -> i64 {
        let instrument = &self.instruments[order.instrument as usize];
        if !instrument.is_banded() {
            return order.price;
        }
        let opposite = order.side.opposite();
        let far_edge = instrument.band_edge(opposite);
        match self.books.best_of_all(order.instrument, opposite) {
            Some(best) if !opposite.admits(far_edge, best) => opposite.no_limit(),
            _ => order.side.nearer(order.price, instrument.band_edge(order.side)),
        }
    }

    /// An accepted order meets the book.
    fn enter(&mut self, order: &mut Order, terms: &Terms, request: &RequestHeader, sink: &mut impl Sink) {
        let Terms { quote_amount, hold } = *terms;
        let immediate = matches!(order.time_in_force, TimeInForce::Ioc | TimeInForce::Fok);
        let collects = self.instruments[order.instrument as usize].status != InstrumentStatus::Continuous;
        let rests_at_once =
            collects || (!immediate && !self.books.crosses(order.instrument, order.side, order.price));
        let shown = if rests_at_once { order.quantity } else { 0 };
        emit_accepted(sink, request, order, shown, quote_amount, hold);
        if order.time_in_force.0 >= TimeInForce::Day.0 {
            self.note_end(order, sink);
        }
        if rests_at_once {
            let slot = self.books.rest(
                order.instrument,
                order.side,
                order.price,
                order.quantity,
                order.account,
                order.id,
            );
            self.orders.insert(slot, order, NO_ENTRY, &mut self.accounts[order.account as usize].open);
            if order.order_type == OrderType::Market || order.flags & AUCTION_ONLY != 0 {
                self.phases.wait(order);
            }
            return;
        }
        let limit = self.trade_limit(order);
        if order.time_in_force == TimeInForce::Fok && !self.can_fill(order, limit) {
            risk::release(
                &mut self.ledger,
                &self.positions,
                &self.instruments[order.instrument as usize],
                order,
            );
            emit_canceled(sink, None, order, order.quantity, EndReason::FokUnfillable, false);
            if order.flags & LISTED != 0 {
                self.lists.ended(order.id);
            }
            return;
        }
        let stopped = self.take(order, limit, quote_amount, sink);
        self.finish_taking(order, NO_ENTRY, &stopped, quote_amount.is_some(), sink);
    }

    /// Matches an order, which counts its fills.
    fn take(
        &mut self,
        order: &mut Order,
        limit: i64,
        quote_amount: Option<i128>,
        sink: &mut impl Sink,
    ) -> Stopped {
        let (book, side) = (order.instrument, order.side);
        let day_began = if self.limits.activities.is_counting { self.day_began(book) } else { 0 };
        let instrument = &mut self.instruments[order.instrument as usize];
        let mut taking = Taking {
            orders: &mut self.orders,
            accounts: &mut self.accounts,
            ledger: &mut self.ledger,
            positions: &mut self.positions,
            requests: &mut self.requests,
            quotes: &mut self.quotes,
            triggers: &mut self.triggers,
            limits: &mut self.limits,
            day_began,
            lists: &mut self.lists,
            now: self.time,
            instrument,
            sink,
            leaves: order.leaves(),
            taker: order,
            quote_left: quote_amount,
            stopped: false,
        };
        self.books.take(book, side, limit, &mut taking);
        let stopped =
            Stopped { by_stp: taking.stopped, quote_left: taking.quote_left.unwrap_or(0), display: 0 };
        if order.flags & LISTED != 0 {
            let hold = clearing::hold_of(order, &self.instruments[order.instrument as usize]);
            self.lists.filled(order.id, order.cumulative, order.leaves(), hold);
        }
        stopped
    }
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
