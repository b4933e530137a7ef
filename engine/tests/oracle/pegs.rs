//! Orders whose price follows the market.

use super::book::{Taker, admits};
use super::limits::Ask;
use super::{Faults, Market, Oracle, Order, read, request};
use crate::common::{Command, Event, Request};
use std::collections::BTreeMap;
use tapebook_schema as wire;
use tapebook_schema::{
    EndReason, InstrumentStatus, OrderState, OrderType, PegKind, RejectReason as R, Side, TimeInForce,
};

/// What orders that move together have in common, in the order in which they are placed: instrument, side, what they
/// follow, offset, limit.
pub type Key = (u32, u8, u8, i64, i64);

/// What an order follows, and at what distance.
#[derive(Clone, Copy, Debug)]
pub struct Peg {
    pub kind: PegKind,
    pub offset: i64,
}

fn side_of(key: &Key) -> Side {
    Side(key.1)
}

fn better(side: Side, a: i64, b: i64) -> bool {
    if side == Side::Buy { a > b } else { a < b }
}

impl Market {
    fn on_tick(&self, side: Side, price: i64) -> Option<i64> {
        let step = self.step(price);
        let on = if side == Side::Buy { price / step * step } else { (price + step - 1) / step * step };
        (1..=self.rules.max_price).contains(&on).then_some(on)
    }

    /// The price followed, with its offset, on a tick, no worse than the limit.
    fn target(&self, key: &Key, bid: Option<i64>, ask: Option<i64>) -> Option<i64> {
        let side = side_of(key);
        let followed = match PegKind(key.2) {
            PegKind::BestBid => bid?,
            PegKind::BestAsk => ask?,
            _ => (bid? + ask? + i64::from(side == Side::Sell)) / 2,
        };
        let price = followed + key.3;
        if price < 1 || price > self.rules.max_price {
            return None;
        }
        let price = self.on_tick(side, price)?;
        Some(if side == Side::Buy { price.min(key.4) } else { price.max(key.4) })
    }

    /// A tick short of the other side.
    fn short_of(&self, side: Side, price: i64, other: Option<i64>) -> Option<i64> {
        match other {
            Some(other) if admits(side, price, other) => {
                self.on_tick(side, if side == Side::Buy { other - 1 } else { other + 1 })
            }
            _ => Some(price),
        }
    }
}

impl Oracle {
    /// Best prices shown of orders that are not pegged, while the instrument trades.
    fn touch(&self, instrument: u32) -> [Option<i64>; 2] {
        self.fixed(instrument, false)
    }

    /// The same, with hidden orders too.
    fn fixed(&self, instrument: u32, with_hidden: bool) -> [Option<i64>; 2] {
        let market = &self.markets[instrument as usize];
        if market.status != InstrumentStatus::Continuous {
            return [None, None];
        }
        [0, 1].map(|side: usize| {
            let mut queue = market.queues[side].iter().map(|id| &self.orders[id]);
            queue.find(|order| order.peg.is_none() && (with_hidden || !order.hidden)).map(|order| order.price)
        })
    }

    fn key_of(order: &Order) -> Option<Key> {
        let peg = order.peg?;
        Some((order.instrument, order.side.0, peg.kind.0, peg.offset, order.price))
    }

    pub(super) fn new_pegged(&mut self, command: &Command) {
        let it: wire::NewAdvancedOrder = read(command);
        let account = command.account;
        if !self.is_person(account) {
            return self.reject(command, account, it.instrument(), 0, R::UnknownAccount);
        }
        if self.is_answered(command, account, false, it.flags() & 8 != 0) {
            return;
        }
        match self.pegged(command, &it) {
            Err(faults) => {
                self.remember(command, account, 0, false, false);
                self.reject(command, account, it.instrument(), 0, faults);
            }
            Ok((order, target)) => {
                self.next_order += 1;
                self.remember(command, account, order.id, false, false);
                self.count_order(account, it.instrument());
                self.enter_pegged(command, order, target, &it);
            }
        }
    }

    fn pegged(&self, command: &Command, it: &wire::NewAdvancedOrder) -> Result<(Order, i64), Faults> {
        let mut faults = Faults::default();
        let account = command.account;
        self.may_trade(account, it.instrument(), false, &mut faults);
        let Some(market) = self.markets.get(it.instrument() as usize) else { return Err(faults) };
        let person = &self.people[account as usize];
        let may = ![TimeInForce::Ioc, TimeInForce::Fok].contains(&it.time_in_force());
        faults.when(!may, R::InvalidTimeInForce, 0);
        self.check_expiry(it, &mut faults);
        let others = [
            i128::from(it.quote_amount()),
            it.trigger_price().into(),
            it.activation_price().into(),
            it.trail_ticks().into(),
            it.display_quantity().into(),
            it.min_quantity().into(),
            it.trail_basis_points().into(),
        ];
        let odd = others.iter().any(|&other| other != 0) || it.peg() == PegKind::None;
        faults.when(odd || it.flags() & !9 != 0, R::InvalidFlags, 0);
        let boundless = it.side() == Side::Sell && it.price() == 0;
        let limit = if boundless { market.step(1) } else { it.price() };
        if boundless {
            faults.when(limit > market.rules.max_price, R::PriceOutOfRange, market.rules.max_price);
        } else {
            market.check_price(limit, &mut faults);
        }
        market.check_quantity(it.quantity(), &mut faults);
        let far = i128::from(it.peg_offset()).abs() > i128::from(market.rules.max_price);
        faults.when(far, R::PriceOutOfRange, market.rules.max_price);
        if !faults.0.is_empty() {
            return Err(faults);
        }

        let key = (it.instrument(), it.side().0, it.peg().0, it.peg_offset(), limit);
        let [bid, ask] = self.touch(it.instrument());
        let target = market.target(&key, bid, ask);
        let notional = market.notional(target.unwrap_or(limit), it.quantity());
        market.check_notional(notional, &mut faults);
        let (price, lots) = (target.unwrap_or(limit), it.quantity());
        let new = Ask::new(account, it.instrument(), it.side(), price, lots, notional);
        let ask = Ask { is_limit: false, meets: target.is_some(), ..new };
        self.check_limits(&ask, &mut faults);
        faults.when(target.is_none(), R::NoMarketForPeg, 0);
        let crosses = target.is_some_and(|target| self.crosses(it.instrument(), it.side(), target));
        faults.when(crosses && it.flags() & 1 != 0, R::WouldTake, 0);
        faults.when(crosses && market.reference == 0, R::NoReferencePrice, 0);
        let known = self.groups.keys().filter(|group| group.0 == key.0).count();
        faults.when(!self.groups.contains_key(&key) && known >= 64, R::BookFull, 0);
        if !faults.0.is_empty() {
            return Err(faults);
        }
        let of_market = market.fees.get(&person.tier);
        let (maker_ppm, taker_ppm) = of_market.or(self.fees.get(&person.tier)).copied().unwrap_or((0, 0));
        let order = Order {
            id: self.next_order,
            client: request(command).id,
            account,
            session: command.session,
            instrument: it.instrument(),
            side: it.side(),
            kind: OrderType::Pegged,
            tif: it.time_in_force(),
            stp: it.stp(),
            post_only: it.flags() & 1 != 0,
            is_quote: false,
            peg: Some(Peg { kind: it.peg(), offset: it.peg_offset() }),
            price: limit,
            at: 0,
            quantity: it.quantity(),
            cumulative: 0,
            maker_ppm,
            taker_ppm,
            fee_millionths: 0,
            charged: 0,
            shares: false,
            waits: None,
            expires: it.expire_time(),
            display: 0,
            slice: 0,
            hidden: false,
            minimum: 0,
            flags: it.flags(),
        };
        if self.balance(account, self.hold_asset(&order)).0 < self.hold(&order) {
            return Err(R::InsufficientBalance.into());
        }
        Ok((order, target.expect("checked")))
    }

    fn enter_pegged(&mut self, command: &Command, order: Order, target: i64, it: &wire::NewAdvancedOrder) {
        let limit = order.price;
        self.events.push(Event::Accepted {
            request: Request { account: order.account, ..request(command) },
            order: order.id,
            instrument: order.instrument,
            side: order.side,
            kind: order.kind,
            tif: order.tif,
            stp: order.stp,
            price: limit,
            quantity: order.quantity,
            resting: 0,
            amount: 0,
            hold: self.hold(&order),
            flags: it.flags(),
            session: order.session,
        });
        self.events.push(Event::PegTerms {
            order: order.id,
            account: order.account,
            instrument: order.instrument,
            peg: it.peg(),
            offset: it.peg_offset(),
            expires: it.expire_time(),
            flags: it.flags(),
            state: OrderState::New,
        });
        if order.tif == TimeInForce::Day {
            let now = self.time;
            self.markets[order.instrument as usize].trading.day_order(now);
        }
        let mut taker = Taker { order, rest: None, stopped: false };
        if self.crosses(taker.order.instrument, taker.order.side, target) {
            self.take_to(&mut taker, target);
        }
        let Taker { order, stopped, .. } = taker;
        if order.leaves() == 0 {
            return;
        }
        if stopped || self.crosses(order.instrument, order.side, target) {
            let reason = if stopped { EndReason::Stp } else { EndReason::Protection };
            self.canceled(None, &order, order.leaves(), reason, false);
            if !stopped {
                self.breach(order.instrument);
            }
            return;
        }
        self.people[order.account as usize].open.push(order.id);
        self.join(order);
    }

    /// An order becomes the last of its group.
    pub(super) fn join(&mut self, mut order: Order) {
        let key = Self::key_of(&order).expect("pegged");
        let [bid, ask] = self.touch(order.instrument);
        let others = self.groups.get(&key).filter(|ids| !ids.is_empty());
        order.at = match others.and_then(|ids| ids.last()) {
            Some(last) => self.orders[last].at,
            None => {
                let market = &self.markets[order.instrument as usize];
                let other = self.best(order.instrument, order.side).map(|(_, price)| price);
                let target = market.target(&key, bid, ask);
                target.and_then(|it| market.short_of(order.side, it, other)).unwrap_or(0)
            }
        };
        let (id, at, leaves) = (order.id, order.at, order.leaves());
        let group = self.group_number(&key);
        self.events.push(Event::Rested {
            order: id,
            instrument: order.instrument,
            account: order.account,
            price: at,
            resting: if at == 0 { 0 } else { leaves },
            side: order.side,
            group,
        });
        let last = self.groups.get(&key).and_then(|ids| ids.last()).copied();
        self.orders.insert(id, order);
        self.groups.entry(key).or_default().push(id);
        if at != 0 {
            match last {
                Some(last) => {
                    let queue = &mut self.markets[key.0 as usize].queues[key.1 as usize];
                    let place = queue.iter().position(|&it| it == last).expect("it stands");
                    queue.insert(place + 1, id);
                }
                None => self.stand(id),
            }
        }
    }

    /// The lowest number that no other group of the instrument has.
    fn group_number(&mut self, key: &Key) -> u32 {
        if let Some(&number) = self.group_numbers.get(key) {
            return number;
        }
        let taken = |number: &u32| self.group_numbers.iter().any(|(it, at)| it.0 == key.0 && at == number);
        let number = (1..).find(|number| !taken(number)).expect("numbers do not end");
        self.group_numbers.insert(*key, number);
        number
    }

    /// Takes an order out of its group.
    pub(super) fn leave_group(&mut self, order: &Order) {
        if let Some(key) = Self::key_of(order) {
            let ids = self.groups.get_mut(&key).expect("it was in one");
            ids.retain(|&id| id != order.id);
        }
    }

    /// Pegged orders follow their markets, after every command.
    pub(super) fn follow(&mut self) {
        self.groups.retain(|_, ids| !ids.is_empty());
        self.group_numbers.retain(|key, _| self.groups.contains_key(key));
        for instrument in 0..self.markets.len() as u32 {
            if !self.groups.keys().any(|key| key.0 == instrument) {
                continue;
            }
            let [bid, ask] = self.touch(instrument);
            let market = &self.markets[instrument as usize];
            let [best_bid, best_ask] = self.fixed(instrument, true);
            let mut best_buy = best_bid;
            let mut wanted: BTreeMap<Key, i64> = BTreeMap::new();
            for key in self.groups.keys().filter(|key| key.0 == instrument) {
                let side = side_of(key);
                let other = if side == Side::Buy { best_ask } else { best_buy };
                let target = market.target(key, bid, ask);
                let price = target.and_then(|it| market.short_of(side, it, other));
                if side == Side::Buy {
                    best_buy = best_buy.max(price);
                }
                wanted.insert(*key, price.unwrap_or(0));
            }
            // First those that make room, then those that need it.
            for advances in [false, true] {
                for (key, &price) in &wanted {
                    let ids = self.groups[key].clone();
                    let before = self.orders[&ids[0]].at;
                    let side = side_of(key);
                    let is_advance = before == 0 || (price != 0 && better(side, price, before));
                    if price != before && is_advance == advances {
                        self.move_group(key, &ids, before, price);
                    }
                }
            }
        }
    }

    /// What is pegged waits where there is no continuous trading.
    pub(super) fn park(&mut self, instrument: u32) {
        self.groups.retain(|key, ids| key.0 != instrument || !ids.is_empty());
        self.group_numbers.retain(|key, _| self.groups.contains_key(key));
        let groups = self.groups.clone().into_iter().filter(|(key, _)| key.0 == instrument);
        for (key, ids) in groups {
            let before = self.orders[&ids[0]].at;
            if before != 0 {
                self.move_group(&key, &ids, before, 0);
            }
        }
    }

    fn move_group(&mut self, key: &Key, ids: &[u64], before: i64, price: i64) {
        let queue = &mut self.markets[key.0 as usize].queues[key.1 as usize];
        queue.retain(|id| !ids.contains(id));
        let quantity = ids.iter().map(|id| self.orders[id].leaves()).sum();
        for id in ids {
            self.orders.get_mut(id).expect("open").at = price;
            if price != 0 {
                self.stand(*id);
            }
        }
        self.events.push(Event::PegsMoved {
            instrument: key.0,
            side: side_of(key),
            peg: PegKind(key.2),
            offset: key.3,
            limit: key.4,
            old_price: before,
            price,
            quantity,
            group: self.group_numbers[key],
        });
    }

    /// A pegged order as a replace would make it.
    pub(super) fn changed_pegged(
        &self,
        id: u64,
        command: &Command,
        it: &wire::ReplaceOrder,
    ) -> Result<Order, Faults> {
        let old = &self.orders[&id];
        let market = &self.markets[old.instrument as usize];
        let mut faults = Faults::default();
        self.may_trade(old.account, old.instrument, true, &mut faults);
        let odd = it.flags() & !1 != 0 || it.trigger_price() != 0 || it.display_quantity() != 0;
        faults.when(odd, R::InvalidFlags, 0);
        let mut new = old.clone();
        new.client = request(command).id;
        if it.price() != 0 && it.price() != old.price {
            new.price = it.price();
            market.check_price(new.price, &mut faults);
        }
        if it.quantity() != 0 && it.quantity() != old.quantity {
            new.quantity = it.quantity();
            if new.quantity > old.cumulative {
                market.check_quantity(new.quantity, &mut faults);
            }
        }
        let keeps = new.price == old.price && new.quantity < old.quantity;
        let same = (new.price, new.quantity) == (old.price, old.quantity);
        faults.when(same || (it.flags() & 1 != 0 && !keeps), R::InvalidReplace, 0);
        if faults.0.is_empty() && !keeps && new.quantity > new.cumulative {
            let at = if old.at == 0 { new.price } else { old.at };
            market.check_notional(market.notional(at, new.leaves()), &mut faults);
            let notional = market.notional(new.price, new.leaves());
            let ask = Ask { is_limit: false, ..Ask::replacing(&new, notional) };
            self.check_limits(&ask, &mut faults);
            let known = self.groups.keys().filter(|key| key.0 == old.instrument).count();
            faults.when(new.price != old.price && known >= 64, R::BookFull, 0);
        }
        if faults.0.is_empty() && new.quantity > new.cumulative {
            let more = self.hold(&new) - self.hold(old);
            let available = self.balance(old.account, self.hold_asset(old)).0.max(0);
            faults.when(more > available, R::InsufficientBalance, 0);
        }
        if faults.0.is_empty() { Ok(new) } else { Err(faults) }
    }

    pub(super) fn replace_pegged(&mut self, new: Order, request: Request) {
        let old = self.orders[&new.id].clone();
        let kept = new.price == old.price && new.quantity < old.quantity;
        let shown = |order: &Order| if old.at == 0 { 0 } else { order.leaves() };
        self.events.push(Event::Replaced {
            request,
            order: new.id,
            id: old.client,
            instrument: new.instrument,
            side: new.side,
            kept,
            old_price: old.at,
            price: if kept { old.at } else { new.price },
            old_resting: shown(&old),
            quantity: new.quantity,
            cumulative: new.cumulative,
            resting: if kept { shown(&new) } else { 0 },
        });
        if kept {
            self.orders.insert(new.id, new);
        } else {
            self.leave_book(old.id, false);
            self.join(new);
        }
    }
}
