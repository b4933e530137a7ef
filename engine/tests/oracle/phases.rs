//! Phases and auctions, by the rules alone: every tick is tried.

use super::{Faults, Market, Oracle, read};
use crate::common::{Command, Event, Party};
use std::collections::BTreeSet;
use tapebook_schema as wire;
use tapebook_schema::{
    BreachAction, EndReason, InstrumentStatus as S, OrderState, OrderType, PhaseCause as Cause, PlannedPhase,
    RejectReason as R, Side, TimeInForce,
};

const MS: u64 = 1_000_000;
const DAY_MS: u32 = 86_400_000;

/// A phase to come: not before, not after, which.
pub type Plan = (u64, u64, S);

/// How an instrument is traded beyond its status.
pub struct Trading {
    breach: BreachAction,
    stp: bool,
    auction_band: u32,
    volatility: u64,
    extension: u64,
    random: u64,
    halt: u64,
    indication: u64,
    guard: u64,
    /// Sessions lost shortly before the auction's end.
    pub lost: BTreeSet<u32>,
    pub plan: Vec<Plan>,
    pub elapses: Option<Plan>,
    extended: bool,
    /// Price, volume, surplus.
    told: (i64, u64, i64),
    tells_at: u64,
    pub static_band: u32,
    pub static_reference: i64,
    /// When DAY orders that wait for no close end; 0 if there are none.
    pub day_end: u64,
    /// When it was closed last.
    pub closed_at: u64,
}

impl Trading {
    pub fn new(reference: i64) -> Self {
        Trading {
            breach: BreachAction::VolatilityAuction,
            stp: false,
            auction_band: 0,
            volatility: 120_000 * MS,
            extension: 120_000 * MS,
            random: 0,
            halt: 0,
            indication: 1_000 * MS,
            guard: 0,
            lost: BTreeSet::new(),
            plan: Vec::new(),
            elapses: None,
            extended: false,
            told: (0, 0, 0),
            tells_at: 0,
            static_band: 0,
            static_reference: reference,
            day_end: 0,
            closed_at: 0,
        }
    }

    /// Auctions of a millisecond.
    pub fn hurry(&mut self) {
        (self.volatility, self.extension, self.indication) = (MS, MS, 10 * MS);
    }

    /// An order that ends with the day was accepted.
    pub fn day_order(&mut self, now: u64) {
        if self.day_end == 0 {
            let day = u64::from(DAY_MS) * MS;
            self.day_end = now - now % day + day;
        }
    }

    fn next(&self) -> Option<Plan> {
        [self.elapses, self.plan.first().copied()].into_iter().flatten().min_by_key(|it| it.1)
    }
}

pub fn in_auction(status: S) -> bool {
    [S::OpeningAuction, S::VolatilityAuction, S::ClosingAuction].contains(&status)
}

pub fn collects(status: S) -> bool {
    in_auction(status) || status == S::PreOpen
}

/// When something is due, and what: 0 the end of an order, 1 a phase, 2 the day's end, 3 an indication, 4 the timer of
/// an account.
type Due = (u64, u8, u32);

impl Oracle {
    /// Does what is due, in the order of its time.
    pub(super) fn fire_timers(&mut self) {
        loop {
            let phases =
                (0u32..).zip(&self.markets).filter_map(|(at, it)| Some((it.trading.next()?.1, 1, at)));
            let days = (0u32..).zip(&self.markets).map(|(at, it)| (it.trading.day_end, 2, at));
            let told = (0u32..).zip(&self.markets).map(|(at, it)| (it.trading.tells_at, 3, at));
            let people = (0u32..).zip(&self.people).map(|(at, it)| (it.cancel_at, 4, at));
            let orders = self.orders.values().map(|it| (it.expires, 0, it.id as u32));
            let timers = days.chain(told).chain(people).chain(orders);
            let due = phases.chain(timers.filter(|it: &Due| it.0 != 0));
            let Some((_, kind, at)) = due.filter(|it| it.0 <= self.time).min() else { return };
            match kind {
                0 => self.end(u64::from(at), EndReason::ExpiredGtd, None),
                1 => {
                    let next = self.markets[at as usize].trading.next().expect("due");
                    self.begin(at, next);
                }
                2 => self.open_day_ends(at),
                3 => self.indicate(at),
                _ => self.cancel_all_of(at),
            }
            self.follow_lists();
        }
    }

    fn begin(&mut self, instrument: u32, next: Plan) {
        let market = &mut self.markets[instrument as usize];
        if market.trading.elapses == Some(next) {
            market.trading.elapses = None;
            return self.change(instrument, next.2, Cause::Elapsed);
        }
        market.trading.plan.remove(0);
        match market.status {
            S::Suspended if next.2 == S::Closed => self.end_day(instrument),
            S::Suspended if next.2 != S::Delisted => {}
            _ => self.change(instrument, next.2, Cause::Schedule),
        }
    }

    pub(super) fn end_phase(&mut self, command: &Command) {
        let it: wire::EndPhase = read(command);
        let Some(market) = self.markets.get(it.instrument() as usize) else { return };
        match market.trading.next() {
            Some(next) if next.0 <= self.time && next.1 > next.0 => {
                self.begin(it.instrument(), next);
                self.fire_timers();
            }
            _ => {}
        }
    }

    pub(super) fn change(&mut self, instrument: u32, to: S, cause: Cause) {
        let (mut to, mut cause) = (to, cause);
        let from = self.markets[instrument as usize].status;
        if to == S::Continuous || (to == S::Closed && in_auction(from)) {
            let trading = &self.markets[instrument as usize].trading;
            let (low, high) = self.auction_band(instrument);
            let free = self.price_of(instrument, 1, i64::MAX).0;
            if cause != Cause::Operator
                && in_auction(from)
                && !trading.extended
                && trading.extension > 0
                && free != 0
                && !(low..=high).contains(&free)
            {
                let time = self.time + trading.extension;
                let elapses = (time, time + trading.random, to);
                let trading = &mut self.markets[instrument as usize].trading;
                (trading.extended, trading.elapses) = (true, Some(elapses));
                return self.told_phase(instrument, from, Cause::Extension);
            }
            self.uncross(instrument);
            self.end_auction_only(instrument, to);
            self.end_markets(instrument);
            self.pull_quotes();
            if to == S::Continuous && self.first_two(instrument).is_some_and(|[bid, ask]| bid >= ask) {
                (to, cause) = (S::Halted, Cause::Unresolved);
            }
        } else {
            self.end_auction_only(instrument, to);
        }
        self.end_lost(instrument);
        match to {
            S::Closed => self.end_day(instrument),
            S::Delisted => {
                self.markets[instrument as usize].trading.plan.clear();
                self.end_in(instrument, EndReason::Delist);
            }
            _ => {}
        }
        let now = self.time;
        let market = &mut self.markets[instrument as usize];
        market.status = to;
        let trading = &mut market.trading;
        trading.extended = false;
        let after = |time: u64, random| Some((now + time, now + time + random, S::Continuous));
        trading.elapses = match (to, cause) {
            (S::VolatilityAuction, _) => after(trading.volatility, trading.random),
            (S::Halted, Cause::Band) if trading.halt > 0 => after(trading.halt, 0),
            _ => None,
        };
        trading.tells_at = if in_auction(to) { now + trading.indication } else { 0 };
        if !in_auction(to) {
            trading.told = (0, 0, 0);
        }
        if to != from {
            self.told_phase(instrument, from, cause);
        }
        if to == S::ClosingAuction {
            self.join_close(instrument);
        }
        if to != S::Continuous {
            self.park(instrument);
        }
    }

    fn told_phase(&mut self, instrument: u32, previous: S, cause: Cause) {
        let market = &self.markets[instrument as usize];
        self.events.push(Event::Phase {
            instrument,
            status: market.status,
            previous,
            cause,
            until: market.trading.next().map_or(0, |it| it.0),
            reference: market.reference,
            static_reference: market.trading.static_reference,
        });
    }

    pub(super) fn breach(&mut self, instrument: u32) {
        let halts = self.markets[instrument as usize].trading.breach == BreachAction::Halt;
        self.change(instrument, if halts { S::Halted } else { S::VolatilityAuction }, Cause::Band);
    }

    fn end_day(&mut self, instrument: u32) {
        self.markets[instrument as usize].trading.closed_at = self.time;
        self.end_markets(instrument);
        self.end_day_orders(instrument);
        self.end_misfits(instrument);
    }

    /// 00:00 UTC of an instrument with DAY orders.
    fn open_day_ends(&mut self, instrument: u32) {
        let trading = &mut self.markets[instrument as usize].trading;
        trading.day_end = 0;
        if trading.plan.iter().any(|it| it.2 == S::Closed) {
            return trading.day_order(self.time);
        }
        self.end_day_orders(instrument);
    }

    fn end_day_orders(&mut self, instrument: u32) {
        for id in self.all_in(instrument) {
            if self.orders[&id].tif == TimeInForce::Day {
                self.end(id, EndReason::ExpiredDay, None);
            }
        }
        for id in self.waiting_in(instrument) {
            if self.orders[&id].tif == TimeInForce::Day {
                self.end(id, EndReason::ExpiredDay, None);
            }
        }
    }

    fn end_markets(&mut self, instrument: u32) {
        let mut ids: Vec<u64> = self.markets[instrument as usize].queues.concat();
        ids.retain(|id| self.orders[id].kind == OrderType::Market);
        ids.sort_unstable();
        for id in ids {
            let order = self.orders[&id].clone();
            let reason = match self.best(instrument, order.side) {
                None => EndReason::NoLiquidity,
                Some(_) => EndReason::Protection,
            };
            self.end(id, reason, None);
        }
    }

    /// Does an auction end soon, so that nothing is canceled under it?
    pub(super) fn is_guarded(&self, instrument: u32) -> bool {
        let market = &self.markets[instrument as usize];
        let Some((time, _, to)) = market.trading.next() else { return false };
        let ends =
            collects(market.status) && to == S::Continuous || in_auction(market.status) && to == S::Closed;
        ends && market.trading.guard > 0 && time <= self.time + market.trading.guard
    }

    fn first_two(&self, instrument: u32) -> Option<[i64; 2]> {
        let [bids, asks] = &self.markets[instrument as usize].queues;
        Some([self.orders[bids.first()?].stands(), self.orders[asks.first()?].stands()])
    }

    fn auction_band(&self, instrument: u32) -> (i64, i64) {
        let market = &self.markets[instrument as usize];
        market.band_around(market.trading.static_reference, market.trading.auction_band)
    }

    /// Lots of a side that trade at a price.
    fn lots_at(&self, instrument: u32, side: Side, price: i64) -> u64 {
        let queue = &self.markets[instrument as usize].queues[side.0 as usize];
        let orders = queue.iter().map(|id| &self.orders[id]);
        orders.filter(|it| super::book::admits(side, it.stands(), price)).map(|it| it.leaves()).sum()
    }

    /// Price, volume and surplus of an auction between two prices: every tick between the limits is tried.
    fn price_of(&self, instrument: u32, low: i64, high: i64) -> (i64, u64, i64) {
        let market = &self.markets[instrument as usize];
        let limits = market.queues.iter().flatten().map(|id| &self.orders[id]);
        let limits: Vec<i64> = limits.filter(|it| it.kind == OrderType::Limit).map(|it| it.price).collect();
        let at = |price: i64| {
            let (buys, sells) =
                (self.lots_at(instrument, Side::Buy, price), self.lots_at(instrument, Side::Sell, price));
            (price, buys.min(sells), buys as i64 - sells as i64)
        };
        let is_tick = |price: &i64| *price > 0 && price % market.step(*price) == 0;
        let first = limits.iter().min().map_or(1, |&it| it.max(low));
        let last = limits.iter().max().map_or(0, |&it| it.min(high));
        let mut found: Vec<_> = (first..=last).filter(is_tick).map(at).filter(|it| it.1 > 0).collect();
        let most = found.iter().map(|it| it.1).max().unwrap_or(0);
        found.retain(|it| it.1 == most);
        let least = found.iter().map(|it| it.2.abs()).min().unwrap_or(0);
        found.retain(|it| it.2.abs() == least);
        if found.is_empty() {
            let price = (1..=market.reference).rev().find(is_tick).unwrap_or(0);
            let found = at(price);
            let fits = price > 0 && (low..=high).contains(&price) && found.1 > 0;
            return if fits { found } else { (0, 0, 0) };
        }
        if found.iter().all(|it| it.2 > 0) {
            return found[found.len() - 1];
        }
        if found.iter().all(|it| it.2 < 0) {
            return found[0];
        }
        if market.reference > 0 {
            return *found.iter().min_by_key(|it| (it.0 - market.reference).abs()).expect("not empty");
        }
        let (from, to) = (found[0].0, found[found.len() - 1].0);
        let middle = from + (to - from) / 2;
        *found.iter().rfind(|it| it.0 <= middle).expect("the first is below the middle")
    }

    fn uncross(&mut self, instrument: u32) {
        let (low, high) = self.auction_band(instrument);
        loop {
            let (price, volume, _) = self.price_of(instrument, low, high);
            if volume == 0 {
                return self.trim_all();
            }
            let stp = self.markets[instrument as usize].trading.stp;
            let of = |side: Side| {
                let queue = &self.markets[instrument as usize].queues[side.0 as usize];
                let mut ids = queue.clone();
                ids.retain(|id| super::book::admits(side, self.orders[id].stands(), price));
                // Market orders first, by time; the queue is by price, then time.
                let is_market = |id: &u64| self.orders[id].kind == OrderType::Market;
                ids.sort_by_key(|id| if is_market(id) { (0, *id) } else { (1, 0) });
                self.parts(ids)
            };
            let (buys, sells) = (of(Side::Buy), of(Side::Sell));
            let beyond = self.beyond_positions(&buys, &sells, stp);
            for &(id, sold) in &beyond {
                self.trim(id, sold);
            }
            if !beyond.is_empty() {
                continue;
            }
            let (mut buys, mut sells) = (buys, sells);
            for (buy, wanted) in &mut buys {
                for (sell, offered) in &mut sells {
                    let quantity = (*wanted).min(*offered);
                    if quantity == 0 {
                        continue;
                    }
                    let (a, b) = (&self.orders[buy], &self.orders[sell]);
                    if !(stp && self.is_self(a.account, b.account)) {
                        self.auction_trade(*buy, *sell, price, quantity);
                        *wanted -= quantity;
                        *offered -= quantity;
                    }
                }
            }
            let first = |parts: &[(u64, u64)]| parts.iter().find(|part| part.1 > 0).map(|part| part.0);
            if let (Some(buy), Some(sell)) = (first(&buys), first(&sells)) {
                self.end(buy.max(sell), EndReason::Stp, None);
            }
        }
    }

    /// What trades of orders in an auction, in turn: at each price what is shown, what is behind slices, what is hidden.
    fn parts(&self, ids: Vec<u64>) -> Vec<(u64, u64)> {
        let mut parts: Vec<(u64, u64)> = ids.iter().map(|id| (*id, self.orders[id].front())).collect();
        for id in ids {
            let order = &self.orders[&id];
            let behind = order.leaves() - order.front();
            let is_before = |part: &(u64, u64)| {
                let other = &self.orders[&part.0];
                other.kind == OrderType::Market
                    || super::book::admits(order.side, other.stands(), order.stands())
                        && !(other.hidden && other.stands() == order.stands())
            };
            if behind > 0 {
                let at = parts.iter().position(|part| !is_before(part)).unwrap_or(parts.len());
                parts.insert(at, (id, behind));
            }
        }
        parts
    }

    fn auction_trade(&mut self, buy: u64, sell: u64, price: i64, quantity: u64) {
        let (mut buyer, mut seller) = (self.orders[&buy].clone(), self.orders[&sell].clone());
        let instrument = buyer.instrument;
        let market = &mut self.markets[instrument as usize];
        market.trades += 1;
        (market.reference, market.trading.static_reference) = (price, price);
        market.last = price;
        market.trades_now.push(price);
        let (trade, status, notional) = (market.trades, market.status, market.notional(price, quantity));
        let parties = [&mut buyer, &mut seller].map(|order| {
            let (fee_asset, fee) = self.settle(order, price, quantity, false);
            Party {
                order: order.id,
                account: order.account,
                fee_asset,
                fee,
                leaves: order.leaves(),
                cumulative: order.cumulative,
                id: order.client,
                state: if order.leaves() > 0 { OrderState::PartiallyFilled } else { OrderState::Filled },
            }
        });
        let prices = [buyer.price, seller.price];
        // Before the trade, which comes off what is shown first.
        let shown = [buy, sell].map(|id| self.orders[&id].shown().min(quantity));
        self.events.push(Event::Auctioned {
            trade,
            instrument,
            status,
            price,
            quantity,
            notional,
            prices,
            shown,
            parties,
        });
        for order in [buyer, seller] {
            self.note_quote(&order, quantity);
            self.leg_filled(&order, quantity);
            let (id, done) = (order.id, order.leaves() == 0);
            self.orders.insert(id, order);
            self.refresh(id, quantity);
            if done {
                self.leave_book(id, true);
            }
        }
    }

    fn indicate(&mut self, instrument: u32) {
        let (low, high) = self.auction_band(instrument);
        let found = self.price_of(instrument, low, high);
        let market = &mut self.markets[instrument as usize];
        market.trading.tells_at = self.time + market.trading.indication;
        if market.trading.told == found {
            return;
        }
        market.trading.told = found;
        let (price, volume, surplus) = found;
        self.events.push(Event::Indicated {
            instrument,
            status: market.status,
            price,
            volume,
            surplus: surplus.unsigned_abs(),
            surplus_side: if surplus < 0 { Side::Sell } else { Side::Buy },
        });
    }

    // ------------------------------------------------------------ what operators say

    pub(super) fn set_status(&mut self, it: &wire::SetInstrumentStatus) -> Result<(u64, u32), Faults> {
        self.living(it.instrument())?;
        if it.cancel_orders() == 1 && it.status() != S::Delisted {
            self.end_in(it.instrument(), EndReason::Halt);
        }
        self.change(it.instrument(), it.status(), Cause::Operator);
        Ok((u64::from(it.instrument()), 0))
    }

    /// An instrument that is listed.
    fn living(&mut self, instrument: u32) -> Result<&mut Market, Faults> {
        let market = self.markets.get_mut(instrument as usize).ok_or(R::UnknownInstrument)?;
        if market.status == S::Delisted { Err(R::InvalidParameter.into()) } else { Ok(market) }
    }

    pub(super) fn set_schedule(&mut self, it: &wire::SetSchedule) -> Result<(u64, u32), Faults> {
        let now = self.time;
        let trading = &mut self.living(it.instrument())?.trading;
        let mut phases: Vec<PlannedPhase> = it.phases().iter().copied().collect();
        while phases.last() == Some(&PlannedPhase::default()) {
            phases.pop();
        }
        let latest = |it: &PlannedPhase| it.time() + u64::from(it.random_ms()) * MS;
        let rises = phases.windows(2).all(|two| two[1].time() > latest(&two[0]));
        let ahead = phases.iter().all(|it| it.time() > now && it.random_ms() <= DAY_MS);
        if !rises || !ahead || it.replace() > 1 {
            return Err(R::InvalidParameter.into());
        }
        let kept = if it.replace() == 1 { Vec::new() } else { trading.plan.clone() };
        if kept.len() + phases.len() > 128 {
            return Err(R::LimitExceeded.into());
        }
        let planned = phases.iter().map(|it| (it.time(), latest(it), it.status()));
        // Of two for one time the later holds.
        let plan = kept.into_iter().chain(planned).map(|it| (it.0, it));
        trading.plan = plan.collect::<std::collections::BTreeMap<_, _>>().into_values().collect();
        Ok((u64::from(it.instrument()), 0))
    }

    pub(super) fn set_trading_rules(&mut self, it: &wire::SetTradingRules) -> Result<(u64, u32), Faults> {
        let market = self.markets.get_mut(it.instrument() as usize).ok_or(R::UnknownInstrument)?;
        let times = [it.volatility_ms(), it.extension_ms(), it.random_ms(), it.halt_ms()];
        let fits = times.iter().all(|&ms| ms <= DAY_MS) && it.volatility_ms() > 0;
        if !fits
            || it.guard_ms() > DAY_MS
            || it.auction_stp() > 1
            || !(10..=60_000).contains(&it.indication_ms())
        {
            return Err(R::InvalidParameter.into());
        }
        let trading = &mut market.trading;
        trading.breach = it.breach();
        trading.stp = it.auction_stp() == 1;
        trading.auction_band = it.auction_band_ppm();
        trading.static_band = it.static_band_ppm();
        let of = |ms: u32| u64::from(ms) * MS;
        [trading.volatility, trading.extension, trading.random, trading.halt] = times.map(of);
        trading.indication = of(it.indication_ms());
        trading.guard = of(it.guard_ms());
        Ok((u64::from(it.instrument()), 0))
    }
}
