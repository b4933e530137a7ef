//! What lists do about their legs once a command is matched.

use super::*;

impl Oracle {
    /// First all that ends or shrinks, then the sums, then, list by list, all that starts or grows.
    pub(in crate::oracle) fn follow_lists(&mut self) {
        let mut starting: Vec<u64> = Vec::new();
        loop {
            let mut acted = Vec::new();
            while !self.met.is_empty() {
                let id = self.met.remove(0);
                for at in 0..self.lists[&id].legs.len() {
                    self.release_by(id, at, &mut starting);
                }
                if !acted.contains(&id) {
                    acted.push(id);
                }
            }
            for id in acted {
                self.afford(id);
                if self.lists[&id].legs.iter().all(|leg| !leg.open) {
                    let list = self.lists.remove(&id).expect("there");
                    let own = Request { id: list.client, account: list.account, origin: (0, 0) };
                    self.tell_list(id, &list, own, ListState::Done);
                    starting.retain(|&it| it != id);
                    self.met.retain(|&it| it != id);
                }
            }
            if !self.met.is_empty() {
                continue;
            }
            if starting.is_empty() {
                return;
            }
            let id = starting.remove(0);
            self.begin_legs(id);
        }
    }

    fn release_by(&mut self, id: u64, at: usize, starting: &mut Vec<u64>) {
        let list = self.lists.get_mut(&id).expect("met");
        let (kind, is_entry) = (list.kind, list.is_entry(at));
        let leg = &mut list.legs[at];
        if is_entry && leg.news.filled > 0 && (leg.complete || kind == ListKind::Bracket) {
            if !starting.contains(&id) {
                starting.push(id);
            }
            return;
        }
        let (news, complete) = (std::mem::take(&mut leg.news), leg.complete);
        let others: Vec<usize> = (0..list.legs.len()).filter(|&it| it != at).collect();
        if kind == ListKind::Bracket {
            if is_entry && news.ended {
                self.end_unstarted(id);
            } else if !is_entry && news.filled > 0 && complete {
                self.end_by_list(id, &others);
            } else if !is_entry && news.filled > 0 {
                self.shrink(id, 3 - at, news.filled);
            }
        } else if news.ended {
            self.end_by_list(id, &others);
        } else if !is_entry && (news.filled > 0 || news.hit) {
            let pair: Vec<usize> = others.into_iter().filter(|&it| !self.lists[&id].is_entry(it)).collect();
            self.end_by_list(id, &pair);
        }
    }

    fn end_by_list(&mut self, id: u64, legs: &[usize]) {
        for &at in legs {
            let leg = self.lists[&id].legs[at].clone();
            if leg.open {
                self.silence(leg.order);
                self.end(leg.order, EndReason::List, None);
            }
        }
    }

    fn end_unstarted(&mut self, id: u64) {
        let legs = &self.lists[&id].legs;
        let pending = |at: &usize| self.orders.get(&legs[*at].order).is_some_and(Order::is_pending);
        let pending: Vec<usize> = (1..legs.len()).filter(pending).collect();
        self.end_by_list(id, &pending);
    }

    /// Takes lots off an exit.
    fn shrink(&mut self, id: u64, at: usize, lots: u64) {
        let leg = self.lists[&id].legs[at].clone();
        if !leg.open {
            return;
        }
        if self.orders[&leg.order].leaves() <= lots {
            return self.end_by_list(id, &[at]);
        }
        self.lower_in_place(leg.order, lots, EndReason::List);
    }

    /// Where a list needs more than there is, what needs most ends.
    fn afford(&mut self, id: u64) {
        loop {
            let list = &self.lists[&id];
            let Some((asset, _)) = self.held_by(list) else { return };
            if self.balance(list.account, asset).0 >= 0 {
                return;
            }
            let open = list.legs.iter().filter_map(|leg| self.orders.get(&leg.order));
            let dearest = open.filter(|it| it.shares && !it.is_pending()).max_by_key(|it| self.hold(it));
            let dearest = dearest.expect("it holds").id;
            self.cannot(id, dearest, R::InsufficientBalance);
        }
    }

    fn cannot(&mut self, id: u64, order: u64, reason: R) {
        let order = self.orders[&order].clone();
        self.tell_start(id, &order, OrderState::Rejected, reason, 0, 0);
        self.end(order.id, EndReason::NotStarted, None);
    }

    fn tell_start(
        &mut self,
        list: u64,
        order: &Order,
        state: OrderState,
        reason: R,
        trigger: i64,
        hold: i128,
    ) {
        self.events.push(Event::List(ListEvent::Started {
            list,
            order: order.id,
            id: order.client,
            account: order.account,
            instrument: order.instrument,
            side: order.side,
            kind: order.kind,
            state,
            reason,
            price: order.price,
            trigger,
            quantity: order.quantity,
            hold,
        }));
    }

    fn begin_legs(&mut self, id: u64) {
        let list = self.lists.get_mut(&id).expect("there");
        let kind = list.kind;
        let news = std::mem::take(&mut list.legs[0].news);
        self.wake();
        for at in 1..self.lists[&id].legs.len() {
            let leg = self.lists[&id].legs[at].clone();
            if !leg.open {
                continue;
            }
            match (kind == ListKind::Bracket, self.orders[&leg.order].is_pending()) {
                (true, false) => self.grow(id, leg.order, news.filled),
                (true, true) => self.begin_leg(id, leg.order, Some(news.filled)),
                _ => self.begin_leg(id, leg.order, None),
            }
        }
        if kind == ListKind::Bracket && news.ended {
            self.end_unstarted(id);
        }
    }

    /// Would the account have the funds if this leg were so? What it adds to what its list holds.
    fn affordable(&mut self, id: u64, leg: &Order) -> Result<i128, R> {
        let before = self.held_by(&self.lists[&id]).map_or(0, |it| it.1);
        let asset = self.hold_asset(leg);
        let own = self.hold(leg);
        let others = self.lists[&id].legs.iter().filter(|it| it.order != leg.id);
        let others = others.filter_map(|it| self.orders.get(&it.order));
        let others = others.filter(|it| it.shares && !it.is_pending()).map(|it| self.hold(it)).max();
        let after = own.max(others.unwrap_or(0));
        if after - before > self.balance(leg.account, asset).0.max(0) {
            return Err(R::InsufficientBalance);
        }
        Ok(after - before)
    }

    fn begin_leg(&mut self, id: u64, leg: u64, lots: Option<u64>) {
        let mut order = self.orders[&leg].clone();
        order.quantity = lots.unwrap_or(order.quantity);
        let begun = self.how_it_begins(&mut order);
        let stands = matches!(begun, Ok(false)) && plain(order.kind) == order.kind;
        let forbidden = if stands { self.forbids(&order) } else { None };
        let begun = match forbidden {
            Some(reason) => Err(reason),
            None => begun.and_then(|runs| Ok((runs, self.affordable(id, &order)?))),
        };
        let (runs, more) = match begun {
            Ok(begun) => begun,
            Err(reason) => {
                let shown = Order { quantity: order.quantity, price: order.price, ..order.clone() };
                let told =
                    Order { price: self.orders[&leg].price, quantity: self.orders[&leg].quantity, ..shown };
                self.tell_start(id, &told, OrderState::Rejected, reason, 0, 0);
                let end = if forbidden.is_some() { EndReason::Limit } else { EndReason::NotStarted };
                return self.end(leg, end, None);
            }
        };
        let waits = plain(order.kind) != order.kind;
        let state = if waits { OrderState::Untriggered } else { OrderState::New };
        let asked = order.waits.as_ref().map_or(0, |it| it.asked());
        self.tell_start(id, &order, state, R::None, if waits { asked } else { 0 }, more);
        let instrument = order.instrument;
        if waits {
            let waiting = order.waits.as_mut().expect("it waits");
            waiting.pending = false;
            let (source, side, kind) = (waiting.source, order.side, order.kind);
            self.orders.insert(leg, order);
            let shown = source == TriggerSource::LastTrade
                || self.markets[instrument as usize].status == InstrumentStatus::Continuous;
            let now = self.looked_at(instrument, source, side).filter(|_| shown && !trails(kind));
            let upward = (side == Side::Buy) != takes_profit(kind);
            if now.is_some_and(|price| beyond(price, asked, upward)) {
                self.fire_at_once(leg);
            }
        } else if runs {
            order.waits.as_mut().expect("it waits").pending = false;
            self.orders.insert(leg, order);
            self.fire_at_once(leg);
        } else {
            order.waits = None;
            order.show();
            self.rested(&order);
            self.orders.insert(leg, order);
            self.stand(leg);
        }
    }

    fn fire_at_once(&mut self, leg: u64) {
        let order = self.orders.get_mut(&leg).expect("open");
        order.waits.as_mut().expect("it waits").fire();
        self.markets[order.instrument as usize].turns.push(leg);
    }

    /// Does a leg that waits for no trigger trade as it begins, or stand in the book?
    fn how_it_begins(&self, order: &mut Order) -> Result<bool, R> {
        let market = &self.markets[order.instrument as usize];
        if plain(order.kind) != order.kind {
            let sequence = self.sequence;
            let now = |it: &crate::oracle::triggers::Waiting| {
                self.looked_at(order.instrument, it.source, order.side)
            };
            let waiting = order.waits.as_mut().expect("it waits");
            waiting.since = sequence;
            if trails(order.kind) {
                let now = now(waiting);
                let from = waiting.trail_from_now(order.side, now)?;
                if plain(order.kind) == OrderType::Market {
                    order.price = market.worst_at(order.side, waiting.trail(order.side, from));
                }
            }
            return Ok(false);
        }
        if order.kind == OrderType::Market {
            if market.reference == 0 {
                return Err(R::NoReferencePrice);
            }
            order.price = market.protection(order.side);
            return Ok(true);
        }
        let immediate = matches!(order.tif, TimeInForce::Ioc | TimeInForce::Fok);
        let crosses = self.crosses(order.instrument, order.side, order.price);
        if !immediate && crosses && order.flags & POST_ONLY != 0 {
            return Err(R::WouldTake);
        }
        Ok(immediate || crosses || order.minimum > 0)
    }

    fn grow(&mut self, id: u64, leg: u64, lots: u64) {
        let old = self.orders[&leg].clone();
        let most = self.markets[old.instrument as usize].rules.max_quantity;
        let most = if old.display > 0 { most.min(old.display * 1_000) } else { most };
        let mut new = Order { quantity: (old.quantity + lots).min(most), ..old.clone() };
        if new.quantity <= old.quantity {
            return;
        }
        if let Err(reason) = self.affordable(id, &new) {
            return self.cannot(id, leg, reason);
        }
        let waits = old.waits.is_some();
        self.events.push(Event::Replaced {
            request: Request { id: old.client, account: old.account, origin: (0, 0) },
            order: leg,
            id: old.client,
            instrument: old.instrument,
            side: old.side,
            kept: waits,
            old_price: old.price,
            price: old.price,
            old_resting: if waits { 0 } else { old.shown() },
            quantity: new.quantity,
            cumulative: new.cumulative,
            resting: if waits { 0 } else { new.will_show() },
        });
        if waits {
            self.orders.insert(leg, new);
        } else {
            self.leave_book(leg, false);
            new.show();
            self.orders.insert(leg, new);
            self.stand(leg);
        }
    }

    /// A leg is about to meet the book: where it trades, it stands alone from now on.
    pub(in crate::oracle) fn stand_alone(&mut self, id: u64) {
        let order = self.orders[&id].clone();
        let takes = plain(order.kind) != order.kind
            || matches!(order.tif, TimeInForce::Ioc | TimeInForce::Fok)
            || self.crosses(order.instrument, order.side, order.price);
        if !order.shares || !takes {
            return;
        }
        let list = self.list_of(id).expect("a leg");
        let others: Vec<usize> =
            (0..self.lists[&list].legs.len()).filter(|&at| self.lists[&list].legs[at].order != id).collect();
        self.end_by_list(list, &others);
        self.orders.get_mut(&id).expect("open").shares = false;
    }
}
