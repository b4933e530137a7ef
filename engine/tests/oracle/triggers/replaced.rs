//! Replaces of orders that wait for a price.

use super::*;

impl Oracle {
    pub(in crate::oracle) fn replace_waiting(&mut self, command: &Command, id: u64, it: &wire::ReplaceOrder) {
        let account = command.account;
        let old = self.orders[&id].clone();
        let changed = self.changed_waiting(&old, command, it);
        let (new, keeps) = match changed {
            Ok(changed) => changed,
            Err(faults) => {
                self.remember(command, account, 0, false, false);
                return self.reject(command, account, 0, it.order_id(), faults);
            }
        };
        self.remember(command, account, id, false, false);
        self.events.push(Event::Replaced {
            request: Request { account, ..request(command) },
            order: id,
            id: old.client,
            instrument: old.instrument,
            side: old.side,
            kept: keeps,
            old_price: old.price,
            price: new.price,
            old_resting: 0,
            quantity: new.quantity,
            cumulative: 0,
            resting: 0,
        });
        if !keeps || new.price != old.price {
            self.count_order(account, old.instrument);
        }
        self.tell_terms(&new, OrderState::Untriggered);
        self.orders.insert(id, new);
    }

    fn changed_waiting(
        &self,
        old: &crate::oracle::Order,
        command: &Command,
        it: &wire::ReplaceOrder,
    ) -> Result<(crate::oracle::Order, bool), Faults> {
        let market = &self.markets[old.instrument as usize];
        let mut faults = Faults::default();
        self.may_trade(old.account, old.instrument, true, &mut faults);
        let is_market = plain(old.kind) == OrderType::Market;
        let shows = it.display_quantity() != 0;
        let odd = it.flags() & !1 != 0 || (shows && old.display == 0) || (is_market && it.price() != 0);
        faults.when(odd, R::InvalidFlags, 0);
        let mut new = old.clone();
        new.client = request(command).id;
        if !is_market && it.price() != 0 && it.price() != old.price {
            new.price = it.price();
            market.check_price(new.price, &mut faults);
        }
        if it.quantity() != 0 && it.quantity() != old.quantity {
            market.check_quantity(it.quantity(), &mut faults);
            new.quantity = self.total_within(old, it.quantity());
        }
        if old.display != 0 {
            if shows {
                new.display = it.display_quantity();
            }
            if shows || new.quantity > old.quantity {
                market.check_display(new.display, new.quantity, &mut faults);
            }
        }
        faults.when(old.minimum > new.quantity, R::InvalidMinimumQuantity, new.quantity as i64);
        let waits = new.waits.as_mut().expect("it waits");
        let for_close = waits.for_close;
        let moves = it.trigger_price() != 0 && it.trigger_price() != waits.trigger;
        let is_pending = waits.pending;
        let is_exit = is_pending && self.kind_of_list(old.id) == Some(wire::ListKind::Bracket);
        let mut cannot = waits.has_fired || (is_exit && new.quantity != old.quantity);
        if moves {
            cannot |= trails(old.kind) || for_close || plain(old.kind) == old.kind;
            market.check_tick(it.trigger_price(), &mut faults);
            let upward = (old.side == Side::Buy) != takes_profit(old.kind);
            let now = self.looked_at(old.instrument, waits.source, old.side).filter(|_| !is_pending);
            if let Some(price) = now.filter(|&price| beyond(price, it.trigger_price(), upward) && !cannot) {
                faults.add(R::TriggerCrossed, price);
            }
            waits.trigger = it.trigger_price();
            if is_market {
                new.price = market.worst_at(old.side, it.trigger_price());
            }
        }
        let keeps = !moves && new.quantity <= old.quantity && (!for_close || new.price == old.price);
        if !keeps {
            new.waits.as_mut().expect("it waits").since = self.sequence;
        }
        let terms = |it: &crate::oracle::Order| (it.price, it.quantity, it.display);
        let same = !moves && terms(&new) == terms(old);
        faults.when(same || cannot || (it.flags() & 1 != 0 && !keeps), R::InvalidReplace, 0);
        if faults.0.is_empty() {
            let notional = market.notional(new.price, new.leaves());
            market.check_notional(notional, &mut faults);
            let shrinks = !moves && new.price == old.price && new.quantity < old.quantity;
            if !shrinks {
                let ask = Ask { is_limit: !is_market, ..Ask::replacing(&new, notional) };
                self.check_limits(&ask, &mut faults);
            }
        }
        if faults.0.is_empty() {
            let more = self.needs_more(old, &new);
            let there = self.balance(old.account, self.hold_asset(old)).0.max(0);
            faults.when(more > there, R::InsufficientBalance, 0);
        }
        if faults.0.is_empty() { Ok((new, keeps)) } else { Err(faults) }
    }
}
