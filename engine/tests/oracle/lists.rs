//! Orders bound to each other. A list keeps the ids of its legs and what it heard of them; what it holds is made anew
//! from its open legs whenever money is asked for.

mod acting;

use super::triggers::{beyond, plain, takes_profit, trails};
use super::{Faults, Oracle, Order, read, request};
use crate::common::{Command, Event, Id, ListEvent, Request};
use tapebook_schema as wire;
use tapebook_schema::{
    Amount, EndReason, InstrumentStatus, ListKind, ListState, OrderState, OrderType, PegKind,
    RejectReason as R, RequestHeader, Side, TimeInForce, TriggerSource,
};

const REUSE: u32 = 8;
const POST_ONLY: u32 = 1;
/// Told in the flags of every leg.
pub const LISTED: u32 = 1 << 19;

/// What a list heard of a leg and did not act on.
#[derive(Clone, Debug, Default, PartialEq)]
struct News {
    filled: u64,
    ended: bool,
    hit: bool,
}

#[derive(Clone, Debug)]
struct Leg {
    order: u64,
    news: News,
    complete: bool,
    open: bool,
}

/// A list.
#[derive(Clone, Debug)]
pub struct List {
    client: Id,
    account: u32,
    instrument: u32,
    kind: ListKind,
    legs: Vec<Leg>,
}

/// A leg on its way in.
#[derive(Clone)]
pub struct Entering {
    pub before: Vec<Order>,
    pub pending: bool,
}

impl List {
    /// Is it this account's?
    pub fn is_of(&self, account: u32) -> bool {
        self.account == account
    }

    fn orders(&self) -> [u64; 3] {
        let id = |at: usize| self.legs.get(at).map_or(0, |leg| leg.order);
        [id(0), id(1), id(2)]
    }

    fn is_entry(&self, at: usize) -> bool {
        at == 0 && self.kind != ListKind::Oco
    }
}

/// The request of a leg, as if it came alone.
fn alone(leg: &wire::ListLeg, request: &RequestHeader) -> wire::NewAdvancedOrder {
    let mut it = wire::NewAdvancedOrder::default();
    let (session, sequence) = (request.origin_session(), request.origin_sequence());
    it.set_request(&RequestHeader::new(leg.client_id_bytes(), 0, session, sequence));
    it.set_instrument(leg.instrument());
    it.set_side(leg.side());
    it.set_type_(leg.type_());
    it.set_time_in_force(leg.time_in_force());
    it.set_stp(leg.stp());
    it.set_price(leg.price());
    it.set_quantity(leg.quantity());
    it.set_quote_amount(&Amount::from(0));
    it.set_trigger_price(leg.trigger_price());
    it.set_activation_price(leg.activation_price());
    it.set_trail_ticks(leg.trail_ticks());
    it.set_display_quantity(leg.display_quantity());
    it.set_min_quantity(leg.min_quantity());
    it.set_expire_time(leg.expire_time());
    it.set_trail_basis_points(leg.trail_basis_points());
    it.set_flags(leg.flags());
    it.set_trigger_source(leg.trigger_source());
    it.set_peg(PegKind::None);
    it
}

impl Oracle {
    fn list_of(&self, order: u64) -> Option<u64> {
        self.lists.iter().find(|(_, it)| it.legs.iter().any(|leg| leg.order == order)).map(|(&id, _)| id)
    }

    pub(super) fn kind_of_list(&self, order: u64) -> Option<ListKind> {
        Some(self.lists[&self.list_of(order)?].kind)
    }

    /// What a list holds: the most of what its open legs need that started and stand for each other.
    pub(super) fn held_by(&self, list: &List) -> Option<(u32, i128)> {
        let legs = list.legs.iter().filter_map(|leg| self.orders.get(&leg.order));
        legs.filter(|it| it.shares && !it.is_pending()).map(|it| (self.hold_asset(it), self.hold(it))).max()
    }

    /// What an account's lists hold of an asset.
    pub(super) fn held_by_lists(&self, account: u32, asset: u32) -> i128 {
        let lists = self.lists.values().filter(|it| it.account == account);
        lists.filter_map(|it| self.held_by(it)).filter(|it| it.0 == asset).map(|it| it.1).sum()
    }

    /// How much more is held once an order is replaced.
    pub(super) fn needs_more(&self, old: &Order, new: &Order) -> i128 {
        if !old.shares {
            return self.hold(new) - self.hold(old);
        }
        if old.is_pending() {
            return 0;
        }
        let list = &self.lists[&self.list_of(old.id).expect("a leg")];
        let others = list.legs.iter().filter(|it| it.order != old.id);
        let others = others.filter_map(|it| self.orders.get(&it.order));
        let others =
            others.filter(|it| it.shares && !it.is_pending()).map(|it| self.hold(it)).max().unwrap_or(0);
        self.hold(new).max(others) - self.hold(old).max(others)
    }

    // ------------------------------------------------------------ entering

    pub(super) fn new_order_list(&mut self, command: &Command) {
        let it: wire::NewOrderList = read(command);
        let account = command.account;
        if !self.is_person(account) {
            return self.reject(command, account, it.instrument(), 0, R::UnknownAccount);
        }
        let names_live = self.lists.values().any(|list| {
            (list.account, list.client) == (account, request(command).id)
                && self.latest(account, list.client).is_some_and(|(order, _)| order == list.legs[0].order)
        });
        let reuse = u32::from(it.flags()) & REUSE != 0 && !names_live;
        if self.is_answered(command, account, false, reuse) {
            return;
        }
        let orders = match self.list_wishes(command, &it) {
            Ok(orders) => orders,
            Err(faults) => {
                self.remember(command, account, 0, false, false);
                return self.reject(command, account, it.instrument(), 0, faults);
            }
        };
        self.count_order(account, it.instrument());
        let first = self.next_order;
        self.enter_list(command, &it, orders);
        for at in 0..usize::from(it.count()) {
            let leg = self.leg_command(command, &it, at);
            self.remember(&leg, account, first + at as u64, false, false);
        }
        self.remember(command, account, first, false, false);
    }

    fn leg_command(&self, command: &Command, it: &wire::NewOrderList, at: usize) -> Command {
        let mut leg = Command::new(command.session, command.account, &alone(it.legs().get(at), it.request()));
        // No request has these bytes: a leg's id is taken, and never repeated.
        leg.body.push(0);
        leg.kind = wire::MessageType::NewOrderList;
        leg
    }

    fn id_is_free(&self, account: u32, id: Id, reuse: bool) -> bool {
        match self.latest(account, id) {
            None => true,
            Some((order, _)) => reuse && !self.orders.contains_key(&order) && self.list_of(order).is_none(),
        }
    }

    fn list_wishes(&mut self, command: &Command, it: &wire::NewOrderList) -> Result<Vec<Order>, Faults> {
        let legs: Vec<wire::ListLeg> = (0..3).map(|at| *it.legs().get(at)).collect();
        let mut faults = Faults::default();
        let count = if matches!(it.kind(), ListKind::Oco | ListKind::Oto) { 2 } else { 3 };
        let blank = |leg: &wire::ListLeg| *leg == wire::ListLeg::default();
        let mut sound = usize::from(it.count()) == count && matches!(it.flags(), 0 | 8);
        sound &= legs[..count].iter().all(|leg| !blank(leg) && leg.client_id_bytes() != &[0; 36]);
        sound &= legs[count..].iter().all(blank);
        sound &= legs.iter().all(|leg| leg.flags() & (2 | 32 | 64) == 0);
        for (at, leg) in legs[..count].iter().enumerate() {
            let other = leg.account() != 0 && leg.account() != command.account;
            faults.when(other, R::ListMismatch, i64::from(leg.account()));
            let elsewhere = leg.instrument() != it.instrument();
            faults.when(elsewhere, R::ListMismatch, i64::from(leg.instrument()));
            let id = leg.client_id_bytes();
            let twice = legs[..at].iter().any(|it| it.client_id_bytes() == id)
                || id == it.request().client_id_bytes();
            let free = self.id_is_free(command.account, Id(*id), leg.flags() & REUSE != 0);
            faults.when(twice || !free, R::DuplicateId, 0);
        }
        let pair = |a: &wire::ListLeg, b: &wire::ListLeg| {
            let profit = a.type_() == OrderType::Limit || takes_profit(a.type_());
            let stop = trails(b.type_()) || matches!(b.type_(), OrderType::Stop | OrderType::StopLimit);
            let now = matches!(a.time_in_force(), TimeInForce::Ioc | TimeInForce::Fok);
            profit
                && stop
                && !(a.type_() == OrderType::Limit && now)
                && !(a.type_() == OrderType::Limit && a.flags() & 16 != 0)
                && (a.min_quantity(), b.min_quantity()) == (0, 0)
                && a.side() == b.side()
                && a.quantity() == b.quantity()
        };
        sound &= match it.kind() {
            ListKind::Oto => true,
            ListKind::Oco => pair(&legs[0], &legs[1]),
            ListKind::Otoco => pair(&legs[1], &legs[2]),
            _ => {
                pair(&legs[1], &legs[2])
                    && legs[0].side() != legs[1].side()
                    && legs[0].quantity() == legs[1].quantity()
            }
        };
        faults.when(!sound, R::InvalidList, 0);
        if !faults.0.is_empty() {
            return Err(faults);
        }
        let mut orders = Vec::new();
        for (at, leg) in legs.iter().enumerate().take(count) {
            let pending = at > 0 && it.kind() != ListKind::Oco;
            self.entering = Some(Entering { before: orders.clone(), pending });
            let leg = Command::new(command.session, command.account, &alone(leg, it.request()));
            match self.advanced_wish(&leg) {
                Ok(wish) => orders.push(wish.order),
                Err(more) => faults.0.extend(more.0),
            }
            self.entering = None;
        }
        if !faults.0.is_empty() {
            return Err(faults);
        }
        self.check_prices(it.kind(), &legs, &mut faults);
        let limit = &orders[0];
        if it.kind() == ListKind::Oco
            && limit.waits.is_none()
            && self.markets[limit.instrument as usize].status == InstrumentStatus::Continuous
        {
            let crosses = self.crosses(limit.instrument, limit.side, limit.price);
            faults.when(crosses, R::WouldTake, 0);
        }
        if !faults.0.is_empty() {
            return Err(faults);
        }
        let needed = match it.kind() {
            ListKind::Oco => self.hold(&orders[0]).max(self.hold(&orders[1])),
            _ => self.hold(&orders[0]),
        };
        if self.balance(command.account, self.hold_asset(&orders[0])).0 < needed {
            return Err(R::InsufficientBalance.into());
        }
        Ok(orders)
    }

    fn check_prices(&self, kind: ListKind, legs: &[wire::ListLeg], faults: &mut Faults) {
        let (profit, stop) = match kind {
            ListKind::Oto => return,
            ListKind::Oco => (&legs[0], &legs[1]),
            _ => (&legs[1], &legs[2]),
        };
        let at = if profit.type_() == OrderType::Limit { profit.price() } else { profit.trigger_price() };
        let below = stop.trigger_price();
        let wrong = |far: i64, near: i64| {
            far != 0 && near != 0 && if profit.side() == Side::Sell { far <= near } else { far >= near }
        };
        faults.when(wrong(at, below), R::ListPricesContradict, below);
        if kind == ListKind::Bracket {
            let entry =
                [legs[0].price(), legs[0].trigger_price()].into_iter().find(|&it| it != 0).unwrap_or(0);
            faults.when(wrong(at, entry) || wrong(entry, below), R::ListPricesContradict, entry);
        }
    }

    fn enter_list(&mut self, command: &Command, it: &wire::NewOrderList, orders: Vec<Order>) {
        self.last_list += 1;
        let first = self.next_order;
        self.next_order += orders.len() as u64;
        let legs = (0..orders.len() as u64)
            .map(|at| Leg { order: first + at, news: News::default(), complete: false, open: true })
            .collect();
        let list = List {
            client: request(command).id,
            account: command.account,
            instrument: it.instrument(),
            kind: it.kind(),
            legs,
        };
        self.tell_list(self.last_list, &list, request(command), ListState::Executing);
        let is_oco = list.kind == ListKind::Oco;
        self.lists.insert(self.last_list, list);
        let largest = orders[..2].iter().map(|it| self.hold(it)).max().unwrap_or(0);
        let mut told = 0;
        for (at, mut order) in orders.into_iter().enumerate() {
            order.id = first + at as u64;
            order.flags |= LISTED;
            order.shares = is_oco || at > 0;
            let flags = order.flags;
            let leg = Command::new(command.session, command.account, &alone(it.legs().get(at), it.request()));
            let hold = match (is_oco, at) {
                (_, 0) => self.hold(&order),
                (true, _) => largest - told,
                _ => 0,
            };
            told = hold;
            if order.waits.is_some() {
                self.begin_waiting(&leg, order, hold);
            } else {
                self.enter(&leg, super::trading::Wish { order, amount: None, hold }, flags);
            }
        }
    }

    fn tell_list(&mut self, id: u64, list: &List, request: Request, state: ListState) {
        let event = ListEvent::Status {
            request: Request { account: list.account, ..request },
            list: id,
            orders: list.orders(),
            instrument: list.instrument,
            kind: list.kind,
            state,
        };
        self.events.push(Event::List(event));
    }

    pub(super) fn cancel_order_list(&mut self, command: &Command) {
        let it: wire::CancelOrderList = read(command);
        if !self.is_new(command) {
            return;
        }
        let account = command.account;
        self.remember(command, account, 0, false, false);
        let id = match it.list_id() {
            0 => {
                let named = self.latest(account, Id(*it.target_client_id_bytes()));
                named.and_then(|(order, _)| self.list_of(order))
            }
            id => self.lists.get(&id).filter(|it| it.account == account).map(|_| id),
        };
        let Some(id) = id else { return self.reject(command, account, 0, 0, R::UnknownList) };
        let open: Vec<u64> = self.lists[&id].legs.iter().filter(|it| it.open).map(|it| it.order).collect();
        for order in open {
            self.silence(order);
            self.end(order, EndReason::User, Some(Request { account, ..request(command) }));
        }
    }

    // ------------------------------------------------------------ hearing

    fn leg_mut(&mut self, order: u64) -> Option<&mut Leg> {
        let list = self.list_of(order)?;
        if !self.met.contains(&list) {
            self.met.push(list);
        }
        self.lists.get_mut(&list)?.legs.iter_mut().find(|leg| leg.order == order)
    }

    pub(super) fn leg_filled(&mut self, order: &Order, lots: u64) {
        let is_done = order.leaves() == 0;
        if let Some(leg) = self.leg_mut(order.id) {
            leg.news.filled += lots;
            (leg.complete, leg.open) = (is_done, !is_done);
        }
    }

    pub(super) fn leg_hit(&mut self, order: u64) {
        if let Some(leg) = self.leg_mut(order) {
            leg.news.hit = true;
        }
    }

    pub(super) fn leg_ended(&mut self, order: u64) {
        if let Some(leg) = self.leg_mut(order)
            && std::mem::take(&mut leg.open)
        {
            leg.news.ended = true;
        }
    }

    /// The list ends the leg itself.
    fn silence(&mut self, order: u64) {
        if let Some(leg) = self.leg_mut(order) {
            leg.open = false;
        }
    }
}
