//! The requests of traders.

use super::book::Taker;
use super::limits::Ask;
use super::phases::collects;
use super::{FIRST_ACCOUNT, Faults, Oracle, Order, read, request};
use crate::common::{Command, Event, Id, Request};
use tapebook_schema as wire;
use tapebook_schema::{
    AccountStatus, EndReason, InstrumentStatus, OrderState, OrderType, RejectReason as R, Side, SideFilter,
    TimeInForce,
};

const POST_ONLY: u32 = 1;
const REDUCE_ONLY: u32 = 2;
const BY_AMOUNT: u32 = 4;
const REUSE: u32 = 8;
/// No order is worth more quote units.
const LARGEST: i128 = 1 << 108;

/// A new order that breaks no rule so far.
pub(super) struct Wish {
    pub order: Order,
    pub amount: Option<i128>,
    pub hold: i128,
}

impl Oracle {
    pub(super) fn is_person(&self, account: u32) -> bool {
        (FIRST_ACCOUNT as usize..self.people.len()).contains(&(account as usize))
    }

    /// May the account trade, and does the phase take this? What `waits` may wait for an auction.
    pub(super) fn may_trade(&self, account: u32, instrument: u32, waits: bool, faults: &mut Faults) {
        match self.people[account as usize].status {
            AccountStatus::Frozen => faults.add(R::AccountFrozen, 0),
            AccountStatus::Closed => faults.add(R::AccountClosed, 0),
            _ => {}
        }
        if self.markets.len() > instrument as usize
            && let Some(scope) = self.covered(&self.kills, account, instrument)
        {
            faults.add(R::Killed, i64::from(scope));
        }
        match self.markets.get(instrument as usize) {
            None => faults.add(R::UnknownInstrument, 0),
            Some(market) if market.status == InstrumentStatus::Continuous => {}
            Some(market) if collects(market.status) => {
                faults.when(!waits, R::NotInPhase, i64::from(market.status.0));
            }
            Some(_) => faults.add(R::InstrumentNotTrading, 0),
        }
    }

    pub(super) fn new_order(&mut self, command: &Command) {
        let it: wire::NewOrder = read(command);
        let account = command.account;
        if !self.is_person(account) {
            return self.reject(command, account, it.instrument(), 0, R::UnknownAccount);
        }
        if self.is_answered(command, account, false, it.flags() & REUSE != 0) {
            return;
        }
        match self.wish(command, &it, Faults::default(), None, false) {
            Err(faults) => {
                self.remember(command, account, 0, false, false);
                self.reject(command, account, it.instrument(), 0, faults);
            }
            Ok(wish) => {
                self.next_order += 1;
                self.remember(command, account, wish.order.id, false, false);
                self.count_order(account, it.instrument());
                self.enter(command, wish, it.flags());
            }
        }
    }

    /// First what can be said of each field; then, of fields that are sound, what they come to; then the money.
    /// `faults` are known already; `worst` is where an order that waits holds its funds if it has no limit.
    pub(super) fn wish(
        &self,
        command: &Command,
        it: &wire::NewOrder,
        mut faults: Faults,
        worst: Option<i64>,
        advanced: bool,
    ) -> Result<Wish, Faults> {
        let (account, flags) = (command.account, it.flags());
        let now = matches!(it.time_in_force(), TimeInForce::Ioc | TimeInForce::Fok);
        let market_now = it.time_in_force() == TimeInForce::Fok || flags & BY_AMOUNT != 0;
        let waits =
            if it.type_() == OrderType::Market { !market_now } else { !now && flags & BY_AMOUNT == 0 };
        self.may_trade(account, it.instrument(), waits || worst.is_some(), &mut faults);
        let Some(market) = self.markets.get(it.instrument() as usize) else { return Err(faults) };
        let person = &self.people[account as usize];
        let is_market = it.type_() == OrderType::Market;
        let by_amount = flags & BY_AMOUNT != 0;
        let amount: i128 = it.quote_amount().into();
        let immediate = is_market || matches!(it.time_in_force(), TimeInForce::Ioc | TimeInForce::Fok);
        let contradicts = flags > 15
            || (flags & REDUCE_ONLY != 0 && (by_amount || !advanced))
            || (flags & POST_ONLY != 0 && immediate)
            || (by_amount && (!is_market || it.quantity() != 0))
            || (!by_amount && amount != 0)
            || (is_market && it.price() != 0);
        faults.when(contradicts, R::InvalidFlags, 0);
        let tif = it.time_in_force();
        let no_such_tif = (tif == TimeInForce::Gtd && !advanced) || (by_amount && tif == TimeInForce::Fok);
        faults.when(no_such_tif, R::InvalidTimeInForce, 0);
        if is_market {
            faults.when(market.reference == 0 && worst.is_none(), R::NoReferencePrice, 0);
        } else {
            market.check_price(it.price(), &mut faults);
        }
        if by_amount {
            faults.when(amount <= 0, R::AmountNotPositive, 0);
            faults.when(amount > LARGEST, R::LimitExceeded, i64::MAX);
        } else {
            market.check_quantity(it.quantity(), &mut faults);
        }
        if !faults.0.is_empty() {
            return Err(faults);
        }

        let price = match worst {
            _ if !is_market => it.price(),
            Some(worst) => worst,
            None => market.protection(it.side()),
        };
        let mut quantity = if by_amount { market.rules.max_quantity } else { it.quantity() };
        let mut notional = if by_amount { amount } else { market.notional(price, quantity) };
        market.check_notional(notional, &mut faults);
        if flags & REDUCE_ONLY != 0 {
            quantity = self.reduce(account, it.instrument(), it.side(), quantity, &mut faults);
            notional = market.notional(price, quantity);
        }
        let mut ask = Ask::new(account, it.instrument(), it.side(), price, quantity, notional);
        ask.before = self.entering.as_ref().map_or_else(Vec::new, |it| it.before.clone());
        ask.is_limit = !is_market;
        ask.amount = by_amount.then_some(amount);
        ask.meets = worst.is_none() && market.status == InstrumentStatus::Continuous;
        self.check_limits(&ask, &mut faults);
        let continuous = market.status == InstrumentStatus::Continuous;
        let crosses = continuous && worst.is_none() && self.crosses(it.instrument(), it.side(), price);
        faults.when(flags & POST_ONLY != 0 && crosses, R::WouldTake, 0);
        faults.when(market.reference == 0 && crosses, R::NoReferencePrice, 0);
        if !faults.0.is_empty() {
            return Err(faults);
        }

        if by_amount && it.side() == Side::Sell {
            let lot = market.notional(price, 1);
            quantity = quantity.min(u64::try_from((amount + lot - 1) / lot).unwrap_or(u64::MAX));
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
            kind: it.type_(),
            tif: if is_market && tif != TimeInForce::Fok { TimeInForce::Ioc } else { tif },
            stp: it.stp(),
            post_only: flags & POST_ONLY != 0,
            display: 0,
            slice: 0,
            hidden: false,
            minimum: 0,
            is_quote: false,
            peg: None,
            at: 0,
            flags,
            price,
            quantity,
            cumulative: 0,
            maker_ppm,
            taker_ppm,
            fee_millionths: 0,
            charged: 0,
            shares: false,
            waits: None,
            expires: 0,
        };
        let hold = match it.side() {
            Side::Buy if by_amount => amount + self.fee_ahead(&order, amount, taker_ppm),
            _ => self.hold(&order),
        };
        if self.entering.is_none() && self.balance(account, self.hold_asset(&order)).0 < hold {
            return Err(R::InsufficientBalance.into());
        }
        Ok(Wish { order, amount: by_amount.then_some(amount), hold })
    }

    pub(super) fn enter(&mut self, command: &Command, wish: Wish, flags: u32) {
        let Wish { order, amount, hold } = wish;
        let immediate = matches!(order.tif, TimeInForce::Ioc | TimeInForce::Fok);
        let waits = self.markets[order.instrument as usize].status != InstrumentStatus::Continuous;
        let crosses = self.crosses(order.instrument, order.side, order.price);
        let rests = order.minimum == 0 && (waits || (!immediate && !crosses));
        self.events.push(Event::Accepted {
            request: Request { account: order.account, ..request(command) },
            order: order.id,
            instrument: order.instrument,
            side: order.side,
            kind: order.kind,
            tif: order.tif,
            stp: order.stp,
            price: order.price,
            quantity: if amount.is_some() { 0 } else { order.quantity },
            resting: if rests { order.will_show() } else { 0 },
            amount: amount.unwrap_or(0),
            hold,
            flags,
            session: order.session,
        });
        if order.tif == TimeInForce::Day {
            let now = self.time;
            self.markets[order.instrument as usize].trading.day_order(now);
        }
        if order.expires != 0 || order.display != 0 || order.hidden || order.minimum != 0 {
            self.tell_terms(&order, OrderState::New);
        }
        if rests {
            if order.hidden {
                self.rested(&order);
            }
            return self.rest(order);
        }
        if order.tif == TimeInForce::Fok && !self.can_fill(&order) {
            self.canceled(None, &order, order.quantity, EndReason::FokUnfillable, false);
            return self.leg_ended(order.id);
        }
        if !self.is_there(&order, order.minimum) {
            self.canceled(None, &order, order.quantity, EndReason::MinimumQuantity, false);
            return self.leg_ended(order.id);
        }
        let mut taker = Taker { order, rest: amount, stopped: false };
        self.take(&mut taker);
        if amount.is_some() { self.finish_amount(taker) } else { self.finish(taker) }
    }

    /// An open order of the account, by its id or one of its client ids.
    fn find(&self, account: u32, order: u64, target: &[u8; 36]) -> Result<u64, R> {
        if order != 0 {
            let open = self.orders.get(&order).filter(|it| it.account == account);
            return open.map(|it| it.id).ok_or(R::UnknownOrder);
        }
        let log = &self.people[account as usize].log;
        let Some(&at) = log.latest.get(&(false, Id(*target))) else { return Err(R::UnknownOrder) };
        let entry = &log.entries[at];
        match self.orders.contains_key(&entry.order) {
            true => Ok(entry.order),
            false if entry.order != 0 && at >= log.floor => Err(R::OrderDone),
            false => Err(R::UnknownOrder),
        }
    }

    /// Refuses what is no customer's, answers what was asked before; true if the request is to be carried out.
    pub(super) fn is_new(&mut self, command: &Command) -> bool {
        if !self.is_person(command.account) {
            self.reject(command, command.account, 0, 0, R::UnknownAccount);
            return false;
        }
        !self.is_answered(command, command.account, false, false)
    }

    pub(super) fn cancel_order(&mut self, command: &Command) {
        let it: wire::CancelOrder = read(command);
        if !self.is_new(command) {
            return;
        }
        self.remember(command, command.account, 0, false, false);
        match self.find(command.account, it.order_id(), it.target_client_id_bytes()) {
            Ok(id) => {
                let request = Request { account: command.account, ..request(command) };
                self.end(id, EndReason::User, Some(request));
            }
            Err(reason) => self.reject(command, command.account, 0, it.order_id(), reason),
        }
    }

    pub(super) fn cancel_all(&mut self, command: &Command) {
        let it: wire::CancelAll = read(command);
        if !self.is_new(command) {
            return;
        }
        let account = command.account;
        self.remember(command, account, 0, false, false);
        let every = it.instrument() == u32::MAX;
        if !every && it.instrument() as usize >= self.markets.len() {
            return self.reject(command, account, it.instrument(), 0, R::UnknownInstrument);
        }
        let open = self.people[account as usize].open.clone();
        let fits = |id: &u64| {
            let order = &self.orders[id];
            (every || order.instrument == it.instrument())
                && (it.side() == SideFilter::Both || it.side().0 == order.side.0)
        };
        let ended: Vec<u64> = open.into_iter().filter(fits).collect();
        for &id in &ended {
            self.end(id, EndReason::User, Some(Request { account, ..request(command) }));
        }
        self.events.push(Event::Applied { kind: command.kind, account, id: ended.len() as u64 });
    }

    pub(super) fn replace_order(&mut self, command: &Command) {
        let it: wire::ReplaceOrder = read(command);
        if !self.is_new(command) {
            return;
        }
        let account = command.account;
        let found = self.find(account, it.order_id(), it.target_client_id_bytes());
        if let Ok(id) = found
            && self.orders[&id].waits.is_some()
        {
            return self.replace_waiting(command, id, &it);
        }
        let checked = found.map_err(Faults::from).and_then(|id| self.changed(id, command, &it));
        let new = match checked {
            Ok(new) => new,
            Err(faults) => {
                self.remember(command, account, 0, false, false);
                return self.reject(command, account, 0, it.order_id(), faults);
            }
        };
        let old = self.orders[&new.id].clone();
        self.remember(command, account, new.id, false, false);
        let request = Request { account, ..request(command) };
        if new.quantity <= old.cumulative {
            return self.end(old.id, EndReason::User, Some(request));
        }
        let may_keep = new.quantity < old.quantity || new.display < old.display;
        let grows = new.quantity > old.quantity || new.display > old.display;
        let kept = new.price == old.price && may_keep && !grows;
        if !kept {
            self.count_order(new.account, new.instrument);
        }
        if new.peg.is_some() {
            return self.replace_pegged(new, request);
        }
        let waits = self.markets[new.instrument as usize].status != InstrumentStatus::Continuous;
        let trades = !kept && !waits && self.crosses(new.instrument, new.side, new.price);
        self.events.push(Event::Replaced {
            request,
            order: new.id,
            id: old.client,
            instrument: new.instrument,
            side: new.side,
            kept,
            old_price: old.price,
            price: new.price,
            old_resting: old.shown(),
            quantity: new.quantity,
            cumulative: new.cumulative,
            resting: match kept {
                _ if trades => 0,
                false => new.will_show(),
                // Only what is behind the slice is less, as far as it goes.
                true if new.display == 0 => new.shown(),
                true => old.shown().min(new.will_show()),
            },
        });
        if kept {
            let slice = old.shown().min(new.will_show());
            self.orders.insert(new.id, Order { slice, ..new });
            return;
        }
        self.leave_book(old.id, trades);
        if trades {
            let mut taker = Taker { order: new, rest: None, stopped: false };
            self.take(&mut taker);
            self.finish(taker);
        } else {
            self.rest(new);
        }
    }

    /// An order as a replace would make it, or why it may not.
    pub(super) fn changed(
        &self,
        id: u64,
        command: &Command,
        it: &wire::ReplaceOrder,
    ) -> Result<Order, Faults> {
        let old = &self.orders[&id];
        if old.peg.is_some() {
            return self.changed_pegged(id, command, it);
        }
        let market = &self.markets[old.instrument as usize];
        let mut faults = Faults::default();
        self.may_trade(old.account, old.instrument, true, &mut faults);
        let mut new = old.clone();
        new.client = request(command).id;
        new.post_only |= it.flags() & 2 != 0;
        if it.price() != 0 && it.price() != old.price {
            new.price = it.price();
            market.check_price(new.price, &mut faults);
        }
        if it.quantity() != 0 && it.quantity() != old.quantity {
            new.quantity = it.quantity();
            if new.quantity > old.cumulative {
                market.check_quantity(new.quantity, &mut faults);
            }
            new.quantity = self.total_within(old, new.quantity);
        }
        let asks = it.display_quantity() != 0;
        if old.display != 0 {
            if asks {
                new.display = it.display_quantity();
            }
            if (asks || new.quantity > old.quantity) && new.quantity > new.cumulative {
                market.check_display(new.display, new.quantity, &mut faults);
            }
        }
        let same = (new.price, new.quantity, new.display) == (old.price, old.quantity, old.display);
        let grows = new.quantity > old.quantity || new.display > old.display;
        let keeps = new.price == old.price && !grows && !same;
        let for_others =
            it.trigger_price() != 0 || (asks && old.display == 0) || (old.hidden && it.flags() & 2 != 0);
        faults.when(it.flags() > 3 || for_others, R::InvalidFlags, 0);
        let may_move = it.flags() & 1 == 0 && old.kind == OrderType::Limit;
        faults.when(same || (!may_move && !keeps), R::InvalidReplace, 0);
        if faults.0.is_empty() && !keeps && new.quantity > new.cumulative {
            let notional = market.notional(new.price, new.leaves());
            market.check_notional(notional, &mut faults);
            let ask = Ask {
                meets: market.status == InstrumentStatus::Continuous,
                ..Ask::replacing(&new, notional)
            };
            self.check_limits(&ask, &mut faults);
            let continuous = market.status == InstrumentStatus::Continuous;
            let crosses = continuous && self.crosses(new.instrument, new.side, new.price);
            faults.when((new.post_only || new.shares) && crosses, R::WouldTake, 0);
            faults.when(market.reference == 0 && crosses, R::NoReferencePrice, 0);
        }
        if faults.0.is_empty() && new.quantity > new.cumulative {
            let more = self.needs_more(old, &new);
            faults.when(
                more > self.balance(old.account, self.hold_asset(old)).0.max(0),
                R::InsufficientBalance,
                0,
            );
        }
        if faults.0.is_empty() { Ok(new) } else { Err(faults) }
    }
}
