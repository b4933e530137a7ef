//! Limits: who is bound by which, and all that everybody did, kept whole and summed anew at each question.

use super::{FIRST_ACCOUNT, Faults, Oracle, Order};
use tapebook_schema as wire;
use tapebook_schema::{AccountStatus, InstrumentStatus, LimitScope, OrderType, RejectReason as R, Side};

const DAY: u64 = 86_400_000_000_000;

/// A side of a trade that was counted.
pub struct Fill {
    account: u32,
    instrument: u32,
    before: i64,
    lots: i64,
    value: i128,
    time: u64,
    /// When the instrument's trading day began.
    day_began: u64,
}

/// What was set, and what was done.
#[derive(Default)]
pub struct Limits {
    pub set: std::collections::BTreeMap<(u8, u32), wire::SetLimits>,
    /// Members by risk group; 0 for none.
    pub owners: std::collections::BTreeMap<u32, u32>,
    counting: bool,
    fills: Vec<Fill>,
    /// By account: unused orders times the window, and when that was.
    buckets: std::collections::BTreeMap<u32, (i128, u64)>,
}

/// What would be entered.
pub struct Ask {
    pub account: u32,
    pub instrument: u32,
    pub side: Side,
    pub price: i64,
    /// The request names its price.
    pub is_limit: bool,
    pub lots: u64,
    pub notional: i128,
    pub amount: Option<i128>,
    /// Could it trade now?
    pub meets: bool,
    /// Open orders that leave for it, and those of the request that come before it.
    pub leaving: Vec<u64>,
    pub before: Vec<Order>,
    /// Quotes step aside.
    pub is_quote: bool,
    /// It is entered now, and not triggered.
    pub is_request: bool,
    /// It is a leg that begins to stand.
    pub starts: bool,
}

impl Ask {
    pub fn new(account: u32, instrument: u32, side: Side, price: i64, lots: u64, notional: i128) -> Self {
        Ask {
            account,
            instrument,
            side,
            price,
            is_limit: true,
            lots,
            notional,
            amount: None,
            meets: true,
            leaving: Vec::new(),
            before: Vec::new(),
            is_quote: false,
            is_request: true,
            starts: false,
        }
    }

    /// In the place of an open order, and not at the book yet.
    pub fn replacing(new: &Order, notional: i128) -> Self {
        let ask = Ask::new(new.account, new.instrument, new.side, new.price, new.leaves(), notional);
        Ask { leaving: vec![new.id], meets: false, ..ask }
    }
}

impl Oracle {
    pub(super) fn set_limits(&mut self, it: &wire::SetLimits) -> Result<(u64, u32), Faults> {
        let money = [it.max_order_value(), it.max_position(), it.max_daily_volume()].map(i128::from);
        let rate = (it.max_orders(), it.rate_window_ms());
        let rate_fits =
            rate == (0, 0) || ((1..=1_000_000).contains(&rate.0) && (1..=3_600_000).contains(&rate.1));
        if money.iter().any(|it| *it < 0) || !rate_fits {
            return Err(R::InvalidParameter.into());
        }
        match it.scope() {
            LimitScope::Account => self.person(it.id())?,
            LimitScope::Tier if it.id() > 15 => return Err(R::InvalidParameter.into()),
            LimitScope::Tier => {}
            LimitScope::RiskGroup | LimitScope::Member => {
                let others =
                    [it.max_impact_ppm(), it.max_deviation_ppm(), it.max_day_trades(), it.max_orders()];
                if it.scope() == LimitScope::Member && !self.sessions.contains_key(&it.id()) {
                    return Err(R::UnknownKey.into());
                }
                if it.id() == 0 || others.iter().any(|it| *it != 0) {
                    return Err(R::InvalidParameter.into());
                }
            }
            _ if it.id() as usize >= self.markets.len() => return Err(R::UnknownInstrument.into()),
            _ => {}
        }
        self.limits.counting |= money[2] != 0 || it.max_day_trades() != 0;
        self.limits.set.insert((it.scope().0, it.id()), *it);
        Ok((u64::from(it.id()), 0))
    }

    /// The first of the account's, its tier's and the instrument's limits that is set.
    fn narrowest<T: Default + PartialEq>(
        &self,
        (account, instrument): (u32, u32),
        of: impl Fn(&wire::SetLimits) -> T,
    ) -> T {
        let tier = u32::from(self.people[account as usize].tier);
        let scopes = [(0, account), (1, tier), (2, instrument)];
        let set = scopes.iter().filter_map(|scope| self.limits.set.get(scope)).map(of);
        set.into_iter().find(|it| *it != T::default()).unwrap_or_default()
    }

    /// The member that a risk group belongs to.
    pub(super) fn owner(&self, group: u32) -> Option<u32> {
        self.limits.owners.get(&group).copied().filter(|&member| group != 0 && member != 0)
    }

    /// The accounts that limits of an account's risk group, and of its member, add up over.
    fn together(&self, account: u32) -> Vec<(wire::SetLimits, Vec<u32>)> {
        let group = self.people[account as usize].risk_group;
        let owner = self.owner(group);
        let all = || FIRST_ACCOUNT..self.people.len() as u32;
        let group_of = |it: &u32| self.people[*it as usize].risk_group;
        let of_group: Vec<u32> = all().filter(|it| group_of(it) == group).collect();
        let of_owner: Vec<u32> = all().filter(|it| self.owner(group_of(it)) == owner).collect();
        let mut found = Vec::new();
        if let Some(limits) = self.limits.set.get(&(3, group)).filter(|_| group != 0) {
            found.push((*limits, of_group));
        }
        if let Some(limits) = owner.and_then(|owner| self.limits.set.get(&(4, owner))) {
            found.push((*limits, of_owner));
        }
        found
    }

    /// What is beyond 128 bits is above every limit.
    fn value(&self, instrument: u32, notional: i128) -> i128 {
        let quote = self.markets[instrument as usize].rules.quote;
        let rate = i128::from(self.rates.get(&quote).copied().unwrap_or(0));
        match notional.checked_mul(rate) {
            Some(product) => product / 1_000_000_000,
            None => (notional / 1_000_000_000).saturating_mul(rate),
        }
    }

    pub(super) fn check_limits(&self, ask: &Ask, faults: &mut Faults) {
        let who = (ask.account, ask.instrument);
        let market = &self.markets[ask.instrument as usize];
        let person = &self.people[ask.account as usize];
        let staying: Vec<&Order> =
            person.open.iter().filter(|id| !ask.leaving.contains(id)).map(|id| &self.orders[id]).collect();
        // A replace takes its own place, and asks for no more than the difference.
        let replaced =
            if ask.is_quote || ask.starts { None } else { ask.leaving.first().map(|id| &self.orders[id]) };
        let grows = replaced.is_none_or(|old| ask.lots > old.leaves());
        let most = self.narrowest(who, |it| it.max_open_orders());
        let open = staying.len() + ask.before.len();
        faults.when(
            most != 0 && replaced.is_none() && open >= most as usize,
            R::TooManyOpenOrders,
            i64::from(most),
        );

        let value = self.value(ask.instrument, ask.notional);
        let best = self.best(ask.instrument, ask.side).map(|(_, price)| price);
        let lots = match (ask.amount, ask.side) {
            (None, _) => ask.lots,
            (Some(amount), side) => {
                let price = if side == Side::Buy { best.unwrap_or(ask.price) } else { ask.price };
                let lot = market.notional(price, 1);
                let lots = if side == Side::Buy { amount / lot } else { (amount + lot - 1) / lot };
                ask.lots.min(u64::try_from(lots).unwrap_or(u64::MAX))
            }
        };
        let position = self.positions.get(&who).map_or(0, |it| i128::from(it.0));
        let held = if ask.side == Side::Buy { position } else { -position };
        let same = |it: &&Order| (it.instrument, it.side) == (ask.instrument, ask.side);
        let others = staying.iter().copied().chain(&ask.before).filter(same);
        let others: i128 = others.map(|it| i128::from(it.leaves())).sum();
        let price = if market.reference == 0 { ask.price } else { market.reference };
        let after = (held + others + i128::from(lots)).max(0);
        let position_value = self.value(ask.instrument, after.saturating_mul(market.notional(price, 1)));
        let bounds = [
            (self.narrowest(who, |it| it.max_order_value().into()), value, R::OrderTooLarge, true),
            (
                self.narrowest(who, |it| it.max_daily_volume().into()),
                value.saturating_add(self.volume_today(ask.account)),
                R::DailyLimitExceeded,
                grows,
            ),
            (
                self.narrowest(who, |it| it.max_position().into()),
                position_value,
                R::PositionLimitExceeded,
                grows,
            ),
        ];
        let has_rate = self.rates.get(&market.rules.quote).copied().unwrap_or(0) != 0;
        for (most, it, reason, applies) in bounds {
            let most: i128 = most;
            faults.when(most != 0 && !has_rate, R::NoReferencePrice, 0);
            faults.when(
                most != 0 && has_rate && applies && it > most,
                reason,
                i64::try_from(most).unwrap_or(i64::MAX),
            );
        }

        for (limits, accounts) in self.together(ask.account) {
            let people = || accounts.iter().map(|&it| (it, &self.people[it as usize]));
            let open: usize = people().map(|(_, it)| it.open.len()).sum();
            let staying = open - person.open.len() + staying.len() + ask.before.len();
            let most = limits.max_open_orders();
            faults.when(
                most != 0 && replaced.is_none() && staying >= most as usize,
                R::TooManyOpenOrders,
                i64::from(most),
            );
            let mut lots_held: i128 = held + others;
            for (account, it) in people().filter(|it| it.0 != ask.account) {
                let position =
                    self.positions.get(&(account, ask.instrument)).map_or(0, |it| i128::from(it.0));
                lots_held += if ask.side == Side::Buy { position } else { -position };
                let open = it.open.iter().map(|id| &self.orders[id]).filter(same);
                lots_held += open.map(|it| i128::from(it.leaves())).sum::<i128>();
            }
            let after = (lots_held + i128::from(lots)).max(0);
            let position_value = self.value(ask.instrument, after.saturating_mul(market.notional(price, 1)));
            let volume = accounts.iter().map(|&it| self.volume_today(it)).fold(0, i128::saturating_add);
            for (most, it, reason, applies) in [
                (i128::from(limits.max_order_value()), value, R::OrderTooLarge, true),
                (
                    limits.max_daily_volume().into(),
                    value.saturating_add(volume),
                    R::DailyLimitExceeded,
                    grows,
                ),
                (limits.max_position().into(), position_value, R::PositionLimitExceeded, grows),
            ] {
                faults.when(most != 0 && !has_rate, R::NoReferencePrice, 0);
                let broken = most != 0 && has_rate && applies && it > most;
                faults.when(broken, reason, i64::try_from(most).unwrap_or(i64::MAX));
            }
        }
        let most = self.narrowest(who, |it| it.max_deviation_ppm());
        let distance = i128::from((ask.price - market.reference).abs()) * 1_000_000;
        let is_far = distance > i128::from(market.reference) * i128::from(most);
        faults.when(
            most != 0 && ask.is_limit && market.reference != 0 && is_far,
            R::PriceDeviationExceeded,
            i64::from(most),
        );
        let most = self.narrowest(who, |it| it.max_impact_ppm());
        faults.when(
            most != 0 && ask.meets && self.moves_market(ask, most),
            R::HighPriceImpact,
            i64::from(most),
        );
        let most = self.narrowest(who, |it| it.max_day_trades());
        let opens = i128::from(lots) > (-held).max(0);
        faults.when(
            most != 0 && grows && opens && self.day_trades(ask.account) >= most,
            R::DayTradeLimitExceeded,
            i64::from(most),
        );
        let (most, window) = self.narrowest(who, |it| (it.max_orders(), it.rate_window_ms()));
        let unused = self.unused(ask.account, most, window);
        faults.when(
            most != 0 && ask.is_request && unused < i128::from(window) * 1_000_000,
            R::OrderRateExceeded,
            i64::from(most),
        );
    }

    /// Why a leg that begins to stand could not be entered now.
    pub(super) fn forbids(&self, leg: &Order) -> Option<R> {
        let mut faults = Faults::default();
        match self.people[leg.account as usize].status {
            AccountStatus::Frozen => faults.add(R::AccountFrozen, 0),
            AccountStatus::Closed => faults.add(R::AccountClosed, 0),
            _ => {}
        }
        let notional = self.markets[leg.instrument as usize].notional(leg.price, leg.leaves());
        let ask = Ask { starts: true, is_request: false, meets: true, ..Ask::replacing(leg, notional) };
        self.check_limits(&ask, &mut faults);
        faults.0.into_iter().map(|(reason, _)| reason).min_by_key(|reason| reason.0)
    }

    /// Could an order that was triggered be entered now?
    pub(super) fn still_admits(&self, order: &Order) -> bool {
        let mut faults = Faults::default();
        self.may_trade(order.account, order.instrument, true, &mut faults);
        let notional = self.markets[order.instrument as usize].notional(order.price, order.leaves());
        let (account, book) = (order.account, order.instrument);
        let new = Ask::new(account, book, order.side, order.price, order.leaves(), notional);
        let ask = Ask { is_limit: order.kind == OrderType::Limit, is_request: false, ..new };
        self.check_limits(&ask, &mut faults);
        faults.0.is_empty()
    }

    /// Does the last order that it would trade with stand too far from the first?
    fn moves_market(&self, ask: &Ask, most: u32) -> bool {
        let market = &self.markets[ask.instrument as usize];
        let (mut lots, mut rest) = (ask.lots, ask.amount);
        let mut first = None;
        for id in &market.queues[1 - ask.side.0 as usize] {
            if ask.is_quote && ask.leaving.contains(id) {
                continue;
            }
            let maker = &self.orders[id];
            let price = maker.stands();
            let lot = market.notional(price, 1);
            let wanted = match rest {
                None => lots,
                Some(rest) => {
                    let most = if ask.side == Side::Buy { rest / lot } else { (rest + lot - 1) / lot };
                    lots.min(u64::try_from(most).unwrap_or(0))
                }
            };
            if wanted == 0 || !super::book::admits(ask.side, ask.price, price) {
                return false;
            }
            let best = *first.get_or_insert(price);
            if i128::from((price - best).abs()) * 1_000_000 > i128::from(best) * i128::from(most) {
                return true;
            }
            let taken = wanted.min(maker.leaves());
            lots -= taken;
            rest = rest.map(|rest| rest - lot * i128::from(taken));
        }
        false
    }

    pub(super) fn count_fill(&mut self, order: &Order, before: i64, lots: i64, notional: i128) {
        if !self.limits.counting {
            return;
        }
        let (account, instrument) = (order.account, order.instrument);
        let value = self.value(instrument, notional);
        let trading = &self.markets[instrument as usize].trading;
        let midnight = self.time - self.time % DAY;
        let closes = trading.plan.iter().any(|it| it.2 == InstrumentStatus::Closed);
        let day_began = if closes { trading.closed_at } else { trading.closed_at.max(midnight) };
        let time = self.time;
        self.limits.fills.push(Fill { account, instrument, before, lots, value, time, day_began });
    }

    fn volume_today(&self, account: u32) -> i128 {
        let fills = self.limits.fills.iter().filter(|it| it.account == account);
        fills.filter(|it| it.time / DAY == self.time / DAY).map(|it| it.value).fold(0, i128::saturating_add)
    }

    /// Pairs each opening with the first close that follows on the same trading day.
    fn day_trades(&self, account: u32) -> u32 {
        let mut count = 0;
        for instrument in 0..self.markets.len() as u32 {
            let mut opened = None;
            let whose = |it: &&Fill| (it.account, it.instrument) == (account, instrument);
            for fill in self.limits.fills.iter().filter(whose) {
                let closes = (fill.before > 0 && fill.lots < 0) || (fill.before < 0 && fill.lots > 0);
                if closes && opened.is_some_and(|at| at >= fill.day_began) {
                    count += u32::from(fill.time / DAY == self.time / DAY);
                    opened = None;
                }
                if !closes || fill.lots.abs() > fill.before.abs() {
                    opened = Some(fill.time);
                }
            }
        }
        count
    }

    /// What is in an account's bucket: each nanosecond adds as many as there may be orders.
    fn unused(&self, account: u32, most: u32, window: u32) -> i128 {
        let full = i128::from(most) * i128::from(window) * 1_000_000;
        let (missing, at) = self.limits.buckets.get(&account).copied().unwrap_or((0, 0));
        full - (missing - i128::from(self.time - at) * i128::from(most)).max(0)
    }

    /// An order was entered.
    pub(super) fn count_order(&mut self, account: u32, instrument: u32) {
        let (most, window) =
            self.narrowest((account, instrument), |it| (it.max_orders(), it.rate_window_ms()));
        if most != 0 {
            let full = i128::from(most) * i128::from(window) * 1_000_000;
            let missing = full - self.unused(account, most, window) + i128::from(window) * 1_000_000;
            self.limits.buckets.insert(account, (missing, self.time));
        }
    }
}
