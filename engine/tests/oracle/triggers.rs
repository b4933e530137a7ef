//! Orders that wait for a price. Each keeps its own state, and is looked at whenever a price comes.

mod entering;
mod replaced;

use super::book::Taker;
use super::limits::Ask;
use super::phases::collects;
use super::showing::contradicts;
use super::trading::Wish;
use super::{Faults, Oracle, read, request};
use crate::common::{Command, Event, Request};
use tapebook_schema as wire;
use tapebook_schema::{
    InstrumentStatus, OrderState, OrderType, RejectReason as R, Side, TimeInForce, TriggerSource,
};

const REUSE: u32 = 8;
pub const AT_OPEN: u32 = 32;
pub const AT_CLOSE: u32 = 64;
pub const AUCTION_ONLY: u32 = AT_OPEN | AT_CLOSE;

/// What an order waits for.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub source: TriggerSource,
    /// Asked for; of a trailing stop 0 until it fires.
    trigger: i64,
    activation: i64,
    ticks: i64,
    points: u32,
    /// Of a trailing stop that is active: the best price since.
    best: Option<i64>,
    /// Sequence of the command that it waits since.
    pub since: u64,
    has_fired: bool,
    /// It waits for the closing auction, and for no price.
    pub for_close: bool,
    /// It waits for the first leg of its list.
    pub pending: bool,
}

pub(super) fn trails(kind: OrderType) -> bool {
    matches!(kind, OrderType::TrailingStop | OrderType::TrailingStopLimit)
}

pub(super) fn takes_profit(kind: OrderType) -> bool {
    matches!(kind, OrderType::TakeProfit | OrderType::TakeProfitLimit)
}

/// What an order becomes when its trigger is reached.
pub(super) fn plain(kind: OrderType) -> OrderType {
    match kind {
        OrderType::Stop | OrderType::TakeProfit | OrderType::TrailingStop => OrderType::Market,
        OrderType::StopLimit | OrderType::TakeProfitLimit | OrderType::TrailingStopLimit => OrderType::Limit,
        other => other,
    }
}

/// Is a price at or beyond another, upward or downward?
pub(super) fn beyond(price: i64, at: i64, upward: bool) -> bool {
    if upward { price >= at } else { price <= at }
}

impl Waiting {
    fn blank(since: u64) -> Self {
        Waiting {
            source: TriggerSource::LastTrade,
            trigger: 0,
            activation: 0,
            ticks: 0,
            points: 0,
            best: None,
            since,
            has_fired: false,
            for_close: false,
            pending: false,
        }
    }

    /// Where the trigger is now; 0 where there is none yet.
    pub fn trigger(&self, side: Side) -> i64 {
        match self.best {
            Some(best) if !self.has_fired => self.trail(side, best),
            _ => self.trigger,
        }
    }

    /// The trigger that was asked for.
    pub fn asked(&self) -> i64 {
        self.trigger
    }

    pub fn fire(&mut self) {
        self.has_fired = true;
    }

    /// A trailing stop follows from the price there is now, if it is active; from where.
    pub fn trail_from_now(&mut self, side: Side, now: Option<i64>) -> Result<i64, R> {
        let at = self.activation;
        let is_active = at == 0 || now.is_some_and(|price| beyond(price, at, side == Side::Sell));
        let from = match (is_active, now) {
            (false, _) => at,
            (true, None) => return Err(R::NoReferencePrice),
            (true, Some(price)) => {
                self.best = now;
                price
            }
        };
        if self.ticks >= from.max(1) { Err(R::InvalidTrail) } else { Ok(from) }
    }

    pub fn trail(&self, side: Side, best: i64) -> i64 {
        let points = i64::from(self.points);
        match side {
            Side::Buy if self.ticks != 0 => best + self.ticks,
            _ if self.ticks != 0 => best - self.ticks,
            Side::Buy => (best * (10_000 + points) + 9_999) / 10_000,
            _ => best * (10_000 - points) / 10_000,
        }
    }
}

impl Oracle {
    /// Orders of an instrument that wait, by id.
    pub(super) fn waiting_in(&self, instrument: u32) -> Vec<u64> {
        let waiting = self.orders.values().filter(|it| it.waits.is_some() && it.instrument == instrument);
        waiting.map(|it| it.id).collect()
    }

    /// Do the rules of its instrument still admit a waiting order's limit?
    pub(super) fn still_fits(&self, id: u64) -> bool {
        let order = &self.orders[&id];
        let market = &self.markets[order.instrument as usize];
        let mut faults = Faults::default();
        if plain(order.kind) == OrderType::Limit {
            market.check_price(order.price, &mut faults);
        }
        faults.0.is_empty()
    }

    /// The price that triggers of a source look at.
    pub(super) fn looked_at(&self, instrument: u32, source: TriggerSource, side: Side) -> Option<i64> {
        let market = &self.markets[instrument as usize];
        let price = match source {
            TriggerSource::LastTrade => market.last,
            TriggerSource::Reference => market.set_reference,
            _ => self.best_shown(instrument, side).unwrap_or(0),
        };
        Some(price).filter(|&price| price != 0)
    }

    /// What an order will wait for, and where it holds its funds if it has no limit.
    fn waiting(&self, it: &wire::NewAdvancedOrder, faults: &mut Faults) -> (Option<Waiting>, i64) {
        let kind = it.type_();
        faults.when(kind == OrderType::Pegged, R::UnsupportedOrderType, 0);
        self.check_expiry(it, faults);
        let (waits, follows) = (plain(kind) != kind, trails(kind));
        let has = [
            (it.trigger_price() != 0, waits && !follows),
            (it.activation_price() != 0, follows),
            (it.trail_ticks() != 0, follows),
            (it.trail_basis_points() != 0, follows),
            (it.trigger_source() != TriggerSource::LastTrade, waits),
            (it.peg_offset() != 0, false),
            (waits && it.flags() & !(REUSE | 16 | 2) != 0, false),
        ];
        faults.when(has.iter().any(|&(is_set, may)| is_set && !may), R::InvalidFlags, 0);
        if it.flags() & AUCTION_ONLY != 0 {
            return self.one_auction(it, faults);
        }
        if !waits {
            return (None, 0);
        }
        let mut waiting = Waiting {
            source: it.trigger_source(),
            trigger: it.trigger_price(),
            activation: it.activation_price(),
            ticks: it.trail_ticks(),
            points: it.trail_basis_points(),
            pending: self.entering.as_ref().is_some_and(|it| it.pending),
            ..Waiting::blank(self.sequence)
        };
        let Some(market) = self.markets.get(it.instrument() as usize) else { return (Some(waiting), 0) };
        let now = self.looked_at(it.instrument(), it.trigger_source(), it.side());
        if !follows {
            market.check_tick(waiting.trigger, faults);
            let upward = (it.side() == Side::Buy) != takes_profit(kind);
            let now = now.filter(|_| !waiting.pending);
            if let Some(price) = now.filter(|&price| beyond(price, waiting.trigger, upward)) {
                faults.add(R::TriggerCrossed, price);
            }
            return (Some(waiting.clone()), market.worst_at(it.side(), waiting.trigger));
        }
        let at = waiting.activation;
        if at != 0 && !market.check_tick(at, faults) {
            return (Some(waiting), 0);
        }
        let is_active = at == 0 || now.is_some_and(|price| beyond(price, at, it.side() == Side::Sell));
        if is_active && now.is_none() {
            faults.add(R::NoReferencePrice, 0);
            return (Some(waiting), 0);
        }
        if is_active && !waiting.pending {
            waiting.best = now;
        }
        let from = if is_active { now.unwrap_or(0) } else { at };
        let (ticks, points) = (waiting.ticks, waiting.points);
        if (ticks != 0) == (points != 0) || points > 9_999 {
            faults.add(R::InvalidTrail, 9_999);
            return (Some(waiting), 0);
        }
        if ticks < 0 || ticks >= from.max(1) {
            faults.add(R::InvalidTrail, from - 1);
            return (Some(waiting), 0);
        }
        let worst = market.worst_at(it.side(), waiting.trail(it.side(), from));
        (Some(waiting), worst)
    }

    /// An order of one auction: what it waits for outside the book, if it does, and where it holds its funds then.
    fn one_auction(&self, it: &wire::NewAdvancedOrder, faults: &mut Faults) -> (Option<Waiting>, i64) {
        let odd = plain(it.type_()) != it.type_() || it.flags() & (AUCTION_ONLY | 5) & !AUCTION_ONLY != 0;
        faults.when(odd || it.flags() & AUCTION_ONLY == AUCTION_ONLY, R::InvalidFlags, 0);
        faults.when(it.time_in_force() != TimeInForce::Day, R::InvalidTimeInForce, 0);
        let Some(market) = self.markets.get(it.instrument() as usize) else { return (None, 0) };
        use InstrumentStatus as S;
        let is_open = [S::PreOpen, S::OpeningAuction].contains(&market.status);
        let trades_or_collects =
            is_open || [S::Continuous, S::VolatilityAuction, S::ClosingAuction].contains(&market.status);
        let status = i64::from(market.status.0);
        if it.flags() & AUCTION_ONLY == AT_OPEN {
            faults.when(trades_or_collects && !is_open, R::NotInPhase, status);
            return (None, 0);
        }
        if market.status == S::ClosingAuction || !trades_or_collects {
            return (None, 0);
        }
        let day = market.trading.plan.iter().map(|it| it.2);
        let mut day = day.take_while(|it| ![S::Closed, S::Delisted].contains(it));
        faults.when(!day.any(|it| it == S::ClosingAuction), R::NotInPhase, status);
        faults.when(it.type_() == OrderType::Market && market.reference == 0, R::NoReferencePrice, 0);
        let waiting = Waiting {
            source: TriggerSource::LastTrade,
            trigger: 0,
            activation: 0,
            ticks: 0,
            points: 0,
            best: None,
            since: self.sequence,
            has_fired: false,
            for_close: true,
            pending: false,
        };
        (Some(waiting), market.protection(it.side()))
    }

    /// The closing auction begins.
    pub(super) fn join_close(&mut self, instrument: u32) {
        let mut ids = self.waiting_in(instrument);
        ids.retain(|id| self.orders[id].waits.as_ref().is_some_and(|it| it.for_close));
        ids.sort_by_key(|id| (self.orders[id].waits.as_ref().map(|it| it.since), *id));
        for id in ids {
            let mut order = self.leave_book(id, true);
            order.waits = None;
            self.protect_again(&mut order);
            self.tell_triggered(&order, 0);
            self.events.push(Event::Rested {
                order: id,
                instrument,
                account: order.account,
                price: order.price,
                resting: order.leaves(),
                side: order.side,
                group: 0,
            });
            self.rest(order);
        }
    }

    /// Orders of one auction end where another phase begins than theirs.
    pub(super) fn end_auction_only(&mut self, instrument: u32, to: InstrumentStatus) {
        use InstrumentStatus as S;
        let stays = match to {
            S::Halted | S::Suspended => return,
            S::PreOpen | S::OpeningAuction => AT_OPEN,
            S::ClosingAuction => AT_CLOSE,
            _ => 0,
        };
        let of = |it: &&super::Order| it.instrument == instrument && it.waits.is_none();
        let ends = |it: &&super::Order| it.flags & AUCTION_ONLY & !stays != 0;
        for id in self.orders.values().filter(of).filter(ends).map(|it| it.id).collect::<Vec<_>>() {
            self.end(id, wire::EndReason::AuctionOver, None);
        }
    }

    /// A command's trades, then what is to be seen when it is over: who fires queues.
    pub(super) fn wake(&mut self) {
        let waiting: Vec<(u32, u64)> =
            self.orders.values().filter(|it| it.waits.is_some()).map(|it| (it.instrument, it.id)).collect();
        for instrument in 0..self.markets.len() as u32 {
            let trades = std::mem::take(&mut self.markets[instrument as usize].trades_now);
            let mut seen = Vec::new();
            if let (Some(&low), Some(&high)) = (trades.iter().min(), trades.iter().max()) {
                let first = |price| trades.iter().position(|&it| it == price);
                let ends = if first(high) < first(low) { [high, low] } else { [low, high] };
                let last = trades[trades.len() - 1];
                let shown = ends.into_iter().chain([last]);
                seen.extend(shown.map(|price| (TriggerSource::LastTrade, Some(price))));
            }
            if self.markets[instrument as usize].status == InstrumentStatus::Continuous {
                seen.push((TriggerSource::BestOpposite, None));
                seen.push((TriggerSource::Reference, None));
            }
            let mut fired = Vec::new();
            for (source, price) in seen {
                for &(_, id) in waiting.iter().filter(|it| it.0 == instrument) {
                    let side = self.orders[&id].side;
                    let price = price.or_else(|| self.looked_at(instrument, source, side));
                    if let Some(price) = price
                        && self.orders[&id].waits.as_ref().is_some_and(|it| it.source == source)
                    {
                        fired.extend(self.shown(id, price));
                    }
                }
            }
            fired.sort();
            self.markets[instrument as usize].turns.extend(fired.into_iter().map(|it| it.3));
        }
    }

    /// Shows an order a price. Where it fires: its side, its place among that side's, its arrival, its id.
    fn shown(&mut self, id: u64, price: i64) -> Option<(u8, i64, u64, u64)> {
        let order = self.orders.get_mut(&id).expect("open");
        let (side, kind) = (order.side, order.kind);
        let waits = order.waits.as_mut().expect("it waits");
        if waits.has_fired || waits.for_close || waits.pending {
            return None;
        }
        if trails(kind) {
            let better = side == Side::Sell;
            match &mut waits.best {
                None if beyond(price, waits.activation, better) => waits.best = Some(price),
                None => return None,
                Some(best) if beyond(price, *best, better) => *best = price,
                Some(_) => {}
            }
        }
        let trigger = waits.trigger(side);
        let upward = (side == Side::Buy) != takes_profit(kind);
        if !beyond(price, trigger, upward) {
            return None;
        }
        (waits.has_fired, waits.trigger) = (true, trigger);
        Some((side.0, if side == Side::Buy { trigger } else { -trigger }, waits.since, id))
    }

    fn next_running(&self) -> Option<usize> {
        let runs = |it: &super::Market| it.status == InstrumentStatus::Continuous && !it.turns.is_empty();
        self.markets.iter().position(runs)
    }

    /// Before anything else: what the commands before left over.
    pub(super) fn run_left_over(&mut self) {
        if self.next_running().is_some() {
            self.run_rounds();
        }
    }

    pub(super) fn run_triggers(&mut self) {
        self.run_rounds();
    }

    fn run_rounds(&mut self) {
        self.wake();
        while let Some(instrument) = self.next_running() {
            for id in self.markets[instrument].turns.clone() {
                if !self.markets[instrument].turns.contains(&id) {
                    continue;
                }
                if self.markets[instrument].status != InstrumentStatus::Continuous {
                    break;
                }
                if self.ran >= self.trigger_limit {
                    return self.wake();
                }
                self.ran += 1;
                self.run_triggered(id);
                self.after_matching();
            }
            self.wake();
        }
    }

    /// A market order that waited is protected anew, as far as its funds reach.
    fn protect_again(&mut self, order: &mut super::Order) {
        let market = &self.markets[order.instrument as usize];
        if order.kind != OrderType::Market || market.reference == 0 {
            return;
        }
        let (old, held) = (order.price, self.hold(order));
        order.price = market.protection(order.side);
        // Out of the book it holds nothing: what is available includes what it held.
        let asset = if order.side == Side::Buy { market.rules.quote } else { market.rules.base };
        let available = self.balance(order.account, asset).0;
        if self.hold(order) > held && self.hold(order) > available {
            order.price = old;
        }
    }

    fn tell_triggered(&mut self, order: &super::Order, trigger: i64) {
        self.events.push(Event::Triggered {
            order: order.id,
            id: order.client,
            account: order.account,
            instrument: order.instrument,
            side: order.side,
            kind: order.kind,
            trigger,
            price: order.price,
            leaves: order.leaves(),
            hold: self.hold(order),
        });
    }

    fn run_triggered(&mut self, id: u64) {
        self.stand_alone(id);
        let mut order = self.leave_book(id, true);
        let waits = order.waits.take().expect("it waits");
        let market = &mut self.markets[order.instrument as usize];
        market.turns.remove(0);
        let reference = market.reference;
        order.kind = plain(order.kind);
        if order.kind == OrderType::Market {
            if order.tif != TimeInForce::Fok {
                order.tif = TimeInForce::Ioc;
            }
            order.expires = 0;
        }
        self.protect_again(&mut order);
        self.tell_triggered(&order, waits.trigger);
        let reason = if reference == 0 {
            Some(wire::EndReason::Protection)
        } else if !self.still_admits(&order) {
            Some(wire::EndReason::Limit)
        } else if order.tif == TimeInForce::Fok && !self.can_fill(&order) {
            Some(wire::EndReason::FokUnfillable)
        } else if !self.is_there(&order, order.minimum) {
            Some(wire::EndReason::MinimumQuantity)
        } else {
            None
        };
        if let Some(reason) = reason {
            self.canceled(None, &order, order.leaves(), reason, false);
            return self.leg_ended(order.id);
        }
        let mut taker = Taker { order, rest: None, stopped: false };
        self.take(&mut taker);
        self.finish(taker);
    }
}
