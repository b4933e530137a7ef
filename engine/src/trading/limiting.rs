//! Limits of what a request would enter (VR-07, VR-11, VR-12): asked where its account, the account's tier or the
//! instrument has some, and nowhere else.

use super::*;
use crate::limits::activity::Counted;
use crate::limits::{Bounds, MAX_LEVELS, value_of};
use tapebook_schema::LimitScope;

/// An order that a request would enter, as limits look at it.
pub(super) struct Ask {
    pub account: u32,
    pub instrument: u32,
    pub side: Side,
    /// Its limit, or a market order's protection price.
    pub price: i64,
    /// Did the request name the price?
    pub is_limit: bool,
    /// Lots; of a market order by quote amount the most it may trade.
    pub lots: u64,
    /// Quote units.
    pub notional: i128,
    /// Quote units of a market order by quote amount.
    pub amount: Option<i128>,
    /// Does it meet the book at once?
    pub meets: bool,
    /// It is one of a mass quote, for which the account's standing ones leave.
    pub is_quote: bool,
    /// Does a request bring it now, which counts for the rate?
    pub is_request: bool,
    /// Will it be one open order more?
    pub is_new: bool,
    /// Does it ask for more than what it replaces, or is it new?
    pub grows: bool,
    /// Open orders of the account that come before it or leave for it, against those of now.
    pub orders_beside: i64,
    /// The same in lots of its side.
    pub lots_beside: i64,
}

impl Ask {
    /// A new order.
    pub fn new(account: u32, instrument: u32, side: Side, price: i64, lots: u64, notional: i128) -> Self {
        Self {
            account,
            instrument,
            side,
            price,
            is_limit: true,
            lots,
            notional,
            amount: None,
            meets: true,
            is_quote: false,
            is_request: true,
            is_new: true,
            grows: true,
            orders_beside: 0,
            lots_beside: 0,
        }
    }

    /// An order as a replace would make it.
    pub fn replacing(old: &Order, new: &Order, notional: i128) -> Self {
        Self {
            is_new: false,
            grows: new.leaves() > old.leaves(),
            lots_beside: -(old.leaves() as i64),
            ..Self::new(new.account, new.instrument, new.side, new.price, new.leaves(), notional)
        }
    }
}

impl Engine {
    /// Has anybody set a limit that might bind an account in an instrument? Most often nobody has.
    #[inline]
    pub(super) fn is_limited(&self, account: &Account, instrument: &Instrument) -> bool {
        account.limits | instrument.limits | account.risk_group != 0 || self.limits.has_tier(account.tier)
    }

    fn bounds_of(&self, account: u32, instrument: u32) -> Bounds {
        let it = &self.accounts[account as usize];
        self.limits.of(it.limits, it.tier, self.instruments[instrument as usize].limits)
    }

    /// Notes the limits that an order would break. O(1); O(levels that it would meet), at most [`MAX_LEVELS`], where
    /// its price impact is limited; O(log sums) where its risk group or that group's member has limits.
    #[cold]
    pub(super) fn check_limits(&self, ask: &Ask, failures: &mut Failures) {
        let bounds = self.bounds_of(ask.account, ask.instrument);
        let instrument = &self.instruments[ask.instrument as usize];
        let account = &self.accounts[ask.account as usize];
        let open = i64::from(account.open.count) + ask.orders_beside;
        if ask.is_new && bounds.max_open_orders != 0 && open >= i64::from(bounds.max_open_orders) {
            failures.add(RejectReason::TooManyOpenOrders, i64::from(bounds.max_open_orders));
        }
        if bounds.has_values() {
            let traded = self.limits.activities.volume(ask.account, self.time);
            let lots = self.lots_toward(ask.account, ask);
            self.check_values(ask, &bounds, (traded, lots), instrument, failures);
        }
        for (scope, id, bounds) in self.limits.groups.limits_of(account.risk_group) {
            self.check_together(ask, scope, id, bounds, failures);
        }
        let reference = instrument.reference_price;
        let distance = i128::from((ask.price - reference).unsigned_abs()) * MILLION;
        if ask.is_limit
            && bounds.max_deviation_ppm != 0
            && reference != 0
            && distance > i128::from(reference) * i128::from(bounds.max_deviation_ppm)
        {
            failures.add(RejectReason::PriceDeviationExceeded, i64::from(bounds.max_deviation_ppm));
        }
        if bounds.max_impact_ppm != 0
            && ask.meets
            && self.moves_market(ask, instrument, bounds.max_impact_ppm)
        {
            failures.add(RejectReason::HighPriceImpact, i64::from(bounds.max_impact_ppm));
        }
        if bounds.max_day_trades != 0
            && ask.grows
            && self.limits.activities.day_trades(ask.account, self.time) >= bounds.max_day_trades
            && self.opens(ask, instrument)
        {
            failures.add(RejectReason::DayTradeLimitExceeded, i64::from(bounds.max_day_trades));
        }
        let (most, window) = (bounds.max_orders, bounds.rate_window_ms);
        if most != 0
            && ask.is_request
            && !self.limits.activities.may_order(ask.account, self.time, most, window)
        {
            failures.add(RejectReason::OrderRateExceeded, i64::from(most));
        }
    }

    /// Would the account and the limits still take an order that was triggered, as a new one? Its rate was counted when
    /// it was entered. No kill switch covers it: it would have ended the order.
    pub(super) fn still_admits(&self, order: &Order) -> bool {
        self.check_again(order, 0, 0).is_empty()
    }

    /// What keeps the account and the limits from taking a leg that stands from now on, as a new order; it counts among
    /// the open ones as it was.
    pub(super) fn broken_by_leg(&self, slot: Slot, order: &Order) -> Option<RejectReason> {
        let lots = self.orders.get(slot).leaves() as i64;
        self.check_again(order, -1, -lots).first().map(|(reason, _)| reason)
    }

    /// Checks an order that goes on as a new one, with what its account has besides its open orders. What the command
    /// did so far has to be added up before.
    fn check_again(&self, order: &Order, orders_beside: i64, lots_beside: i64) -> Failures {
        let mut failures = Failures::default();
        let account = &self.accounts[order.account as usize];
        account.check_active(&mut failures);
        let instrument = &self.instruments[order.instrument as usize];
        if self.is_limited(account, instrument) {
            let notional = instrument.notional(order.price, order.leaves());
            let (book, side, lots) = (order.instrument, order.side, order.leaves());
            let ask = Ask {
                is_limit: order.order_type == OrderType::Limit,
                is_request: false,
                orders_beside,
                lots_beside,
                ..Ask::new(order.account, book, side, order.price, lots, notional)
            };
            self.check_limits(&ask, &mut failures);
        }
        failures
    }

    /// Limits of a risk group or a member, over all its accounts. O(log sums).
    fn check_together(
        &self,
        ask: &Ask,
        scope: LimitScope,
        id: u32,
        bounds: &Bounds,
        failures: &mut Failures,
    ) {
        let (key, sums) = ((scope.0, id), &self.limits.sums);
        let open = sums.open(key) + ask.orders_beside;
        let traded = sums.volume(key, self.time);
        let (position, lots) = sums.lots(key, ask.instrument);
        let lots = position * i128::from(ask.side.sign()) + lots[ask.side as usize];
        if ask.is_new && bounds.max_open_orders != 0 && open >= i64::from(bounds.max_open_orders) {
            failures.add(RejectReason::TooManyOpenOrders, i64::from(bounds.max_open_orders));
        }
        if bounds.has_values() {
            let instrument = &self.instruments[ask.instrument as usize];
            self.check_values(ask, bounds, (traded, lots), instrument, failures);
        }
    }

    /// Limits in US dollars, of accounts that traded and hold so much: volume, and lots to the order's side with its
    /// open orders.
    fn check_values(
        &self,
        ask: &Ask,
        bounds: &Bounds,
        (traded, held): (i128, i128),
        instrument: &Instrument,
        failures: &mut Failures,
    ) {
        let rate = self.ledger.assets()[instrument.quote_asset as usize].reference_rate;
        if rate == 0 {
            return failures.add(RejectReason::NoReferencePrice, 0);
        }
        let mut check = |value: Option<i128>, bound: i128, reason| {
            if bound != 0 && value.is_none_or(|value| value > bound) {
                failures.add(reason, i64::try_from(bound).unwrap_or(i64::MAX));
            }
        };
        let value = value_of(ask.notional, rate);
        check(value, bounds.max_order_value, RejectReason::OrderTooLarge);
        if !ask.grows {
            return;
        }
        let volume = value.and_then(|value| value.checked_add(traded));
        check(volume, bounds.max_daily_volume, RejectReason::DailyLimitExceeded);
        if bounds.max_position != 0 {
            let price = match instrument.reference_price {
                0 => ask.price,
                reference => reference,
            };
            let lots = held + i128::from(ask.lots_beside) + i128::from(self.lots_of(ask, instrument));
            let lots = lots.max(0);
            let notional = lots.checked_mul(i128::from(price));
            let notional = notional.and_then(|it| it.checked_mul(instrument.quote_units));
            let value = notional.and_then(|notional| value_of(notional, rate));
            check(value, bounds.max_position, RejectReason::PositionLimitExceeded);
        }
    }

    /// Lots of an account's position to the order's side once all open orders of that side are filled.
    fn lots_toward(&self, account: u32, ask: &Ask) -> i128 {
        let (position, open) = match self.positions.find(account, ask.instrument) {
            Some(at) => (self.positions.get(at).quantity, self.orders.open_lots(at)[ask.side as usize]),
            None => (0, 0),
        };
        i128::from(position) * i128::from(ask.side.sign()) + i128::from(open)
    }

    /// Would any of it open or add to a position, if it were filled now?
    fn opens(&self, ask: &Ask, instrument: &Instrument) -> bool {
        let position = self.positions.find(ask.account, ask.instrument);
        let quantity = position.map_or(0, |at| self.positions.get(at).quantity);
        let closes = -i128::from(quantity) * i128::from(ask.side.sign());
        i128::from(self.lots_of(ask, instrument)) > closes.max(0)
    }

    /// The most lots that it may trade.
    fn lots_of(&self, ask: &Ask, instrument: &Instrument) -> u64 {
        let Some(amount) = ask.amount else { return ask.lots };
        let best = self.books.best_of_all(ask.instrument, ask.side.opposite());
        let price = match ask.side {
            Side::Buy => best.unwrap_or(ask.price),
            Side::Sell => ask.price,
        };
        lots_for(ask.side, amount, instrument.notional(price, 1)).min(ask.lots)
    }

    /// Would it trade further from the best price than so many millionths of that?
    fn moves_market(&self, ask: &Ask, instrument: &Instrument, most_ppm: u32) -> bool {
        let (book, side) = (ask.instrument, ask.side.opposite());
        if !ask.is_quote {
            return walk(self.books.whole_depth(book, side), ask, instrument, most_ppm);
        }
        let is_own = |slot: Slot| {
            let order = self.orders.get(slot);
            order.account == ask.account && order.flags & QUOTE != 0
        };
        let others = self.books.whole_queue(book, side).filter(|&(_, slot)| !is_own(slot));
        walk(others.map(|(price, slot)| (price, self.books.leaves(slot))), ask, instrument, most_ppm)
    }

    /// Counts an order that was entered, where its account's rate is limited.
    #[cold]
    pub(super) fn count_order(&mut self, account: u32, instrument: u32) {
        let bounds = self.bounds_of(account, instrument);
        if bounds.max_orders != 0 {
            let (most, window) = (bounds.max_orders, bounds.rate_window_ms);
            self.limits.activities.count_order(account, self.time, most, window);
        }
    }

    /// Counts an order that was entered, or replaced without keeping its place.
    pub(super) fn count_entered(&mut self, order: &Order) {
        let account = &self.accounts[order.account as usize];
        if self.is_limited(account, &self.instruments[order.instrument as usize]) {
            self.count_order(order.account, order.instrument);
        }
    }

    /// When the trading day of an instrument began: at its last close; without a plan for the next one at 00:00 UTC, if
    /// that is later. O(its planned phases).
    pub(crate) fn day_began(&self, instrument: u32) -> u64 {
        self.phases.get(instrument).day_began(self.time)
    }
}

const MILLION: i128 = 1_000_000;

/// Does what it would take of these levels reach further than so many millionths from the first? It looks at
/// [`MAX_LEVELS`] of them.
fn walk(levels: impl Iterator<Item = (i64, u64)>, ask: &Ask, instrument: &Instrument, most_ppm: u32) -> bool {
    let (mut lots, mut amount) = (ask.lots, ask.amount);
    let mut first = None;
    for (at, (price, quantity)) in levels.enumerate() {
        let wanted = match amount {
            None => lots,
            Some(left) => lots_for(ask.side, left, instrument.notional(price, 1)).min(lots),
        };
        if wanted == 0 || !ask.side.admits(ask.price, price) {
            return false;
        }
        let best: i64 = *first.get_or_insert(price);
        let distance = i128::from((price - best).unsigned_abs()) * MILLION;
        if at >= MAX_LEVELS || distance > i128::from(best) * i128::from(most_ppm) {
            return true;
        }
        let taken = wanted.min(quantity);
        lots -= taken;
        if let Some(left) = &mut amount {
            *left -= instrument.notional(price, taken);
        }
    }
    false
}

/// A side of a trade: account, position, lots bought (above 0) or sold.
pub(crate) type Traded = (u32, u32, i64);

/// Counts a trade worth `value` for both sides, in the order in which they were booked.
#[cold]
pub(crate) fn count_trade(
    limits: &mut Limits,
    positions: &Positions,
    [first, last]: [Traded; 2],
    value: Option<i128>,
    now: u64,
    day_began: u64,
) {
    let before_last = positions.get(last.1).quantity - last.2;
    let after_first = if first.1 == last.1 { before_last } else { positions.get(first.1).quantity };
    for ((account, position, lots), before) in [(first, after_first - first.2), (last, before_last)] {
        let side = Counted { account, position, before, lots };
        limits.activities.count(side, value.unwrap_or(i128::MAX), now, day_began);
    }
}
