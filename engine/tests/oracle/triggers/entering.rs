//! Advanced orders on their way in.

use super::*;

impl Oracle {
    pub(in crate::oracle) fn new_advanced_order(&mut self, command: &Command) {
        let it: wire::NewAdvancedOrder = read(command);
        if it.type_() == OrderType::Pegged {
            return self.new_pegged(command);
        }
        let account = command.account;
        if !self.is_person(account) {
            return self.reject(command, account, it.instrument(), 0, R::UnknownAccount);
        }
        if self.is_answered(command, account, false, it.flags() & REUSE != 0) {
            return;
        }
        match self.advanced_wish(command) {
            Err(faults) => {
                self.remember(command, account, 0, false, false);
                self.reject(command, account, it.instrument(), 0, faults);
            }
            Ok(wish) => {
                self.next_order += 1;
                self.remember(command, account, wish.order.id, false, false);
                self.count_order(account, it.instrument());
                if wish.order.waits.is_none() {
                    self.enter(command, wish, it.flags());
                } else {
                    self.begin_waiting(command, wish.order, wish.hold);
                }
            }
        }
    }

    /// As `wish`, of an advanced order.
    pub(in crate::oracle) fn advanced_wish(&self, command: &Command) -> Result<Wish, Faults> {
        let it: wire::NewAdvancedOrder = read(command);
        let mut faults = Faults::default();
        let (waits, worst) = self.waiting(&it, &mut faults);
        let plain_kind = plain(it.type_());
        faults.when(contradicts(&it, plain_kind), R::InvalidFlags, 0);
        let (display, minimum) = (it.display_quantity(), it.min_quantity());
        faults.when(minimum > it.quantity(), R::InvalidMinimumQuantity, it.quantity() as i64);
        if let Some(market) = self.markets.get(it.instrument() as usize)
            && display != 0
        {
            market.check_display(display, it.quantity(), &mut faults);
        }
        let request_of = wire::NewOrder::new(
            it.request(),
            it.instrument(),
            it.side(),
            plain(it.type_()),
            it.time_in_force(),
            it.stp(),
            it.price(),
            it.quantity(),
            it.quote_amount(),
            it.flags() & !(AUCTION_ONLY | 16),
            0,
        );
        let is_pending = self.entering.as_ref().is_some_and(|it| it.pending);
        let at_once = minimum != 0 && !is_pending && waits.is_none() && plain(it.type_()) == it.type_();
        if let Some(market) = self.markets.get(it.instrument() as usize)
            && at_once
            && collects(market.status)
        {
            faults.add(R::NotInPhase, i64::from(market.status.0));
        }
        let worst = match (&waits, self.markets.get(it.instrument() as usize)) {
            (Some(_), _) => Some(worst),
            (None, Some(market)) if is_pending => {
                let has_none = it.type_() == OrderType::Market && market.reference == 0;
                faults.when(has_none, R::NoReferencePrice, 0);
                Some(if has_none { 1 } else { market.protection(it.side()) })
            }
            (None, _) => is_pending.then_some(0),
        };
        let mut wish = self.wish(command, &request_of, faults, worst, true)?;
        wish.order.expires = it.expire_time();
        (wish.order.display, wish.order.minimum) = (display, minimum);
        (wish.order.hidden, wish.order.flags) = (it.flags() & 16 != 0, it.flags());
        if it.flags() & AUCTION_ONLY != 0 {
            (wish.order.flags, wish.order.tif) = (it.flags(), it.time_in_force());
        }
        if waits.is_some() {
            let order = &mut wish.order;
            (order.kind, order.tif, order.waits) = (it.type_(), it.time_in_force(), waits);
        } else if is_pending {
            wish.order.waits = Some(Waiting { pending: true, ..Waiting::blank(self.sequence) });
        }
        Ok(wish)
    }

    /// An accepted order waits.
    pub(in crate::oracle) fn begin_waiting(
        &mut self,
        command: &Command,
        order: crate::oracle::Order,
        hold: i128,
    ) {
        let account = order.account;
        self.events.push(Event::Accepted {
            request: Request { account, ..request(command) },
            order: order.id,
            instrument: order.instrument,
            side: order.side,
            kind: order.kind,
            tif: order.tif,
            stp: order.stp,
            price: order.price,
            quantity: order.quantity,
            resting: 0,
            amount: 0,
            hold,
            flags: order.flags,
            session: order.session,
        });
        if order.tif == TimeInForce::Day {
            self.markets[order.instrument as usize].trading.day_order(self.time);
        }
        self.people[account as usize].open.push(order.id);
        self.tell_terms(&order, OrderState::Untriggered);
        self.orders.insert(order.id, order);
    }

    pub(in crate::oracle) fn tell_terms(&mut self, order: &crate::oracle::Order, state: OrderState) {
        let waits = order.waits.as_ref();
        self.events.push(Event::Terms {
            order: order.id,
            account: order.account,
            instrument: order.instrument,
            trigger: waits.map_or(0, |it| it.trigger(order.side)),
            activation: waits.map_or(0, |it| it.activation),
            ticks: waits.map_or(0, |it| it.ticks),
            points: waits.map_or(0, |it| it.points),
            expires: order.expires,
            flags: order.flags,
            display: order.display,
            minimum: order.minimum,
            source: waits.map_or(TriggerSource::LastTrade, |it| it.source),
            state: if waits.is_some_and(|it| it.pending) { OrderState::Pending } else { state },
        });
    }

    pub(in crate::oracle) fn check_expiry(&self, it: &wire::NewAdvancedOrder, faults: &mut Faults) {
        if it.time_in_force() == TimeInForce::Gtd {
            faults.when(it.type_() == OrderType::Market, R::InvalidTimeInForce, 0);
            faults.when(it.expire_time() <= self.time, R::ExpireTimePassed, self.time as i64);
        } else {
            faults.when(it.expire_time() != 0, R::InvalidTimeInForce, 0);
        }
    }
}
