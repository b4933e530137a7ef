//! Lists of orders: taken whole or refused, canceled whole.
//!
//! A leg is an order like any other. One that waits for the first leg of its list is an order that waits, so whatever
//! reaches open orders reaches it; it holds nothing. Legs that stand for each other share a hold: their list reserves
//! what the largest of them needs, and the flag on the order says that it holds nothing by itself.

use super::advanced::Place;
use super::*;
use crate::advanced::{ADVANCED, Attributes, Waits};
use crate::lists::{List, MAX_LEGS, legs_of};
use tapebook_schema::{ListKind, ListState, PegKind, TriggerSource};

/// A leg as it would enter: the order, what it waits for, and how it is shown.
type Proposed = (Order, Option<Attributes>, Showing);

/// The request that a leg would be by itself.
fn alone(leg: &wire::ListLeg, request: &RequestHeader) -> wire::NewAdvancedOrder {
    let (session, sequence) = (request.origin_session(), request.origin_sequence());
    wire::NewAdvancedOrder::new(
        &RequestHeader::new(leg.client_id_bytes(), 0, session, sequence),
        leg.instrument(),
        leg.side(),
        leg.type_(),
        leg.time_in_force(),
        leg.stp(),
        leg.price(),
        leg.quantity(),
        &Amount::from(0),
        leg.trigger_price(),
        leg.activation_price(),
        leg.trail_ticks(),
        leg.display_quantity(),
        leg.min_quantity(),
        leg.expire_time(),
        0,
        leg.trail_basis_points(),
        leg.flags(),
        leg.trigger_source(),
        PegKind::None,
        0,
        0,
    )
}

/// Do two legs make one-cancels-the-other: a limit or take-profit order, and a stop of the same side and size?
fn is_pair(profit: &wire::ListLeg, stop: &wire::ListLeg) -> bool {
    let takes_profit =
        matches!(profit.type_(), OrderType::Limit | OrderType::TakeProfit | OrderType::TakeProfitLimit);
    let stops = matches!(
        stop.type_(),
        OrderType::Stop | OrderType::StopLimit | OrderType::TrailingStop | OrderType::TrailingStopLimit
    );
    let rests = profit.type_() != OrderType::Limit
        || !matches!(profit.time_in_force(), TimeInForce::Ioc | TimeInForce::Fok);
    let same = (profit.side(), profit.quantity()) == (stop.side(), stop.quantity());
    // A limit exit only makes: nobody could see that a hidden one looks for what is hidden.
    let is_seen = profit.type_() != OrderType::Limit || profit.flags() & HIDDEN == 0;
    // How large an exit is, is not known before it starts.
    let takes_any = (profit.min_quantity(), stop.min_quantity()) == (0, 0);
    takes_profit && stops && rests && same && is_seen && takes_any
}

/// Where a leg trades or is triggered; 0 if that moves.
fn price_of(leg: &wire::ListLeg) -> i64 {
    if leg.type_() == OrderType::Limit { leg.price() } else { leg.trigger_price() }
}

/// Where an entry expects to trade; 0 if anywhere.
fn price_of_entry(leg: &wire::ListLeg) -> i64 {
    if leg.price() != 0 { leg.price() } else { leg.trigger_price() }
}

/// Notes prices that contradict each other: on a sale profit is above, and the stop below; on a purchase the other way
/// round. A bracket's entry is between its exits.
fn check_prices(it: &wire::NewOrderList, failures: &mut Failures) {
    let legs = it.legs();
    let (profit, stop) = match it.kind() {
        ListKind::Oto => return,
        ListKind::Oco => (legs.get(0), legs.get(1)),
        _ => (legs.get(1), legs.get(2)),
    };
    let is_beyond = |price: i64, than: i64| {
        price == 0 || than == 0 || if profit.side() == wire::Side::Sell { price > than } else { price < than }
    };
    if !is_beyond(price_of(profit), price_of(stop)) {
        failures.add(RejectReason::ListPricesContradict, price_of(stop));
    }
    if it.kind() == ListKind::Bracket {
        let entry = price_of_entry(legs.get(0));
        if !is_beyond(price_of(profit), entry) || !is_beyond(entry, price_of(stop)) {
            failures.add(RejectReason::ListPricesContradict, entry);
        }
    }
}

impl Engine {
    pub(crate) fn new_order_list(
        &mut self,
        context: &Context,
        it: &wire::NewOrderList,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        let (kind, request) = (MessageType::NewOrderList, it.request());
        let (account, instrument) = (context.account, it.instrument());
        if self.account(account).is_none() {
            let failures = RejectReason::UnknownAccount.into();
            return self.reject(context, account, request, kind, instrument, 0, failures, sink);
        }
        let reuse = u32::from(it.flags()) & REUSE_WHEN_DONE != 0;
        let may_reuse = reuse && !self.names_list(account, request.client_id_bytes());
        let gate = self.gate(context, account, request, kind, may_reuse, body, sink);
        let Gate::Go(key, digest) = gate else { return };
        match self.propose_list(context, it) {
            Err(failures) => {
                self.remember(context, &key, digest, 0);
                self.reject(context, account, request, kind, instrument, 0, failures, sink);
            }
            Ok(legs) => {
                let first = self.next_order_id;
                self.enter_list(it, legs, account, sink);
                for at in 0..usize::from(it.count()) {
                    let leg = it.legs().get(at);
                    let id = *leg.client_id_bytes();
                    let key = self.leg_key(account, &id, leg.flags()).expect("the id was free");
                    let number = at as u32 + 1;
                    self.remember(context, &key, digest.wrapping_add(number), first + at as u64);
                }
                // Last, so that it is the last to be forgotten.
                self.remember(context, &key, digest, first);
            }
        }
    }

    /// Does a client id name a list that is not done?
    fn names_list(&self, account: u32, client_id: &[u8; 36]) -> bool {
        self.named_list(account, client_id).is_some_and(|row| self.lists.get(row).client_id == *client_id)
    }

    /// The list that the order of a client id is a leg of.
    fn named_list(&self, account: u32, client_id: &[u8; 36]) -> Option<u32> {
        let Known::Entry(at) = self.requests.find(&self.requests.key(account, client_id)) else {
            return None;
        };
        self.lists.of_order(self.requests.get(at).order_id).map(|(row, _)| row)
    }

    /// The key of a leg's client id, if it is free.
    fn leg_key<'a>(&self, account: u32, id: &'a [u8; 36], flags: u32) -> Option<Key<'a>> {
        let mut key = self.requests.key(account, id);
        if let Known::Entry(at) = self.requests.find(&key) {
            let order_id = self.requests.get(at).order_id;
            let is_done = self.orders.slot(order_id).is_none() && self.lists.of_order(order_id).is_none();
            if flags & REUSE_WHEN_DONE == 0 || !is_done {
                return None;
            }
            key.replaces = Some(at);
        }
        Some(key)
    }

    /// Checks the legs, each by itself and against each other, and reserves what the list needs now. Nothing else has
    /// changed where this fails.
    fn propose_list(
        &mut self,
        context: &Context,
        it: &wire::NewOrderList,
    ) -> Result<[Option<Proposed>; MAX_LEGS], Failures> {
        let mut failures = Failures::default();
        self.check_shape(context, it, &mut failures);
        if !failures.is_empty() {
            return Err(failures);
        }
        let mut legs = [None; MAX_LEGS];
        let (mut ahead, mut lots) = (0, [0; 2]);
        let has_entry = it.kind() != ListKind::Oco;
        for (at, place) in legs.iter_mut().enumerate().take(usize::from(it.count())) {
            let leg = alone(it.legs().get(at), it.request());
            let mut order = Order::default();
            let in_list = Place {
                ahead,
                lots_ahead: lots[book_side(leg.side()) as usize],
                is_pending: has_entry && at > 0,
            };
            match self.propose_advanced(context, &leg, Some(in_list), &mut order) {
                Ok((_, attributes, showing)) => {
                    ahead += 1;
                    lots[order.side as usize] += order.leaves() as i64;
                    *place = Some((order, attributes, showing));
                }
                Err(broken) => failures.extend(&broken),
            }
        }
        if failures.is_empty() {
            check_prices(it, &mut failures);
            // The limit leg of an oco only makes: where it would take, there is nothing to wait for.
            if let (false, Some((order, None, _))) = (has_entry, &legs[0])
                && self.instruments[order.instrument as usize].status == InstrumentStatus::Continuous
                && self.books.crosses(order.instrument, order.side, order.price)
            {
                failures.add(RejectReason::WouldTake, 0);
            }
        }
        if !failures.is_empty() {
            return Err(failures);
        }
        self.reserve_legs(&mut legs, has_entry)?;
        Ok(legs)
    }

    /// What can be said of the legs without asking each for its own rules.
    fn check_shape(&self, context: &Context, it: &wire::NewOrderList, failures: &mut Failures) {
        let legs = it.legs();
        let count = legs_of(it.kind());
        let is_used = |at: usize| *legs.get(at) != wire::ListLeg::default();
        let mut is_shaped = usize::from(it.count()) == count
            && u32::from(it.flags()) & !REUSE_WHEN_DONE == 0
            && (0..MAX_LEGS).all(|at| is_used(at) == (at < count));
        for (at, leg) in legs.iter().enumerate().take(count) {
            let id = *leg.client_id_bytes();
            if leg.account() != 0 && leg.account() != context.account {
                failures.add(RejectReason::ListMismatch, i64::from(leg.account()));
            }
            if leg.instrument() != it.instrument() {
                failures.add(RejectReason::ListMismatch, i64::from(leg.instrument()));
            }
            is_shaped &= id != [0; 36] && leg.flags() & (AUCTION_ONLY | REDUCE_ONLY) == 0;
            let is_double = id == *it.request().client_id_bytes()
                || legs.iter().take(at).any(|other| *other.client_id_bytes() == id);
            if is_double || self.leg_key(context.account, &id, leg.flags()).is_none() {
                failures.add(RejectReason::DuplicateId, 0);
            }
        }
        let (entry, profit, stop) = (legs.get(0), legs.get(1), legs.get(2));
        is_shaped &= match it.kind() {
            ListKind::Oco => is_pair(entry, profit),
            ListKind::Oto => true,
            ListKind::Otoco => is_pair(profit, stop),
            _ => {
                let closes = profit.side() != entry.side() && profit.quantity() == entry.quantity();
                closes && is_pair(profit, stop)
            }
        };
        if !is_shaped {
            failures.add(RejectReason::InvalidList, 0);
        }
    }

    /// The price at which a leg is checked that waits for another one, and for no trigger.
    pub(super) fn price_of_pending(
        &self,
        it: &wire::NewAdvancedOrder,
        plain: OrderType,
        failures: &mut Failures,
    ) -> i64 {
        match self.instruments.get(it.instrument() as usize) {
            Some(rules) if plain == OrderType::Market => {
                if rules.reference_price == 0 {
                    failures.add(RejectReason::NoReferencePrice, 0);
                    return 0;
                }
                rules.protection(book_side(it.side()))
            }
            _ => it.price(),
        }
    }

    /// Reserves what the first leg needs, or the larger of two that share.
    fn reserve_legs(
        &mut self,
        legs: &mut [Option<Proposed>; MAX_LEGS],
        has_entry: bool,
    ) -> Result<(), Failures> {
        let hold = |leg: &Option<Proposed>| {
            let rules = leg.map(|(order, ..)| &self.instruments[order.instrument as usize]);
            leg.zip(rules).map_or(0, |((order, ..), rules)| clearing::hold_of(&order, rules))
        };
        let largest = usize::from(!has_entry && hold(&legs[1]) > hold(&legs[0]));
        let (mut order, ..) = legs[largest].expect("a list has two legs");
        self.reserve(&mut order, Need::AtLimit)?;
        for (leg, ..) in legs.iter_mut().flatten() {
            leg.position = order.position;
        }
        Ok(())
    }

    /// An accepted list: its legs enter in their order.
    fn enter_list(
        &mut self,
        it: &wire::NewOrderList,
        legs: [Option<Proposed>; MAX_LEGS],
        account: u32,
        sink: &mut impl Sink,
    ) {
        if let Some((order, ..)) = &legs[0] {
            self.count_entered(order);
        }
        let first = self.next_order_id;
        let count = u64::from(it.count());
        self.next_order_id += count;
        self.lists.last_id += 1;
        let orders = [0, 1, 2].map(|at| if at < count { first + at } else { 0 });
        let client_id = client_id(it.request());
        let rules = &self.instruments[it.instrument() as usize];
        let side = book_side(it.legs().get(1).side());
        let mut list =
            List::new(self.lists.last_id, client_id, account, it.instrument(), it.kind(), side, orders);
        let has_entry = list.has_entry();
        let holds = legs.map(|leg| leg.map_or(0, |(order, ..)| clearing::hold_of(&order, rules)));
        if !has_entry {
            (list.legs[0].hold, list.legs[1].hold) = (holds[0], holds[1]);
            list.held = holds[0].max(holds[1]);
        }
        sink.event(&wire::ListStatus::new(
            &ReportHeader::default(),
            &echo(it.request(), account),
            list.id,
            &orders,
            list.instrument,
            list.kind,
            ListState::Executing,
            0,
        ));
        let more = list.held - holds[0];
        self.lists.insert(list);
        for (at, (mut order, attributes, showing)) in legs.into_iter().flatten().enumerate() {
            order.id = orders[at];
            order.flags |= LISTED;
            let leg = it.legs().get(at);
            let header = *alone(leg, it.request()).request();
            self.expires_at(&order, leg.expire_time());
            if has_entry && at > 0 {
                order.flags |= SHARED | ADVANCED;
                let Showing { display, min_quantity } = showing;
                let plain = Attributes { display, min_quantity, ..PLAIN };
                let pending =
                    Attributes { order_id: order.id, waits: Waits::Pending, ..attributes.unwrap_or(plain) };
                self.start_waiting(order, 0, pending, &header, sink);
                continue;
            }
            let hold = if at == 0 { holds[0] } else { more };
            if !has_entry {
                order.flags |= SHARED;
            }
            match attributes {
                Some(waits) => {
                    let waits = Attributes { order_id: order.id, ..waits };
                    self.start_waiting(order, hold, waits, &header, sink);
                }
                None if showing == Showing::default() && order.flags & HIDDEN == 0 => {
                    self.enter(&mut order, &Terms { quote_amount: None, hold }, &header, sink);
                }
                None => self.enter_showing(order, showing, hold, &header, sink),
            }
        }
    }

    pub(crate) fn cancel_order_list(
        &mut self,
        context: &Context,
        it: &wire::CancelOrderList,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        let (kind, request) = (MessageType::CancelOrderList, it.request());
        let Some((key, digest)) = self.open_gate(context, request, kind, body, sink) else { return };
        self.remember(context, &key, digest, 0);
        let row = match it.list_id() {
            0 => self.named_list(context.account, it.target_client_id_bytes()),
            id => self.lists.find(id).filter(|&row| self.lists.get(row).account == context.account),
        };
        let Some(row) = row else {
            let failures = RejectReason::UnknownList.into();
            return self.reject(context, context.account, request, kind, 0, 0, failures, sink);
        };
        let header = echo(request, context.account);
        self.end_legs(row, None, EndReason::User, Some(&header), sink);
    }

    /// The kind of the list that an order is a leg of.
    pub(super) fn list_kind(&self, order_id: u64) -> Option<ListKind> {
        self.lists.of_order(order_id).map(|(row, _)| self.lists.get(row).kind)
    }
}

/// A leg that waits for another one, and for no trigger.
const PLAIN: Attributes = Attributes {
    order_id: 0,
    waits: Waits::Pending,
    source: TriggerSource::LastTrade,
    trigger_price: 0,
    activation_price: 0,
    trail_ticks: 0,
    trail_basis_points: 0,
    since: 0,
    display: 0,
    min_quantity: 0,
};
