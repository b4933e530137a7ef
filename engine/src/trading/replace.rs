//! Replace: changed in place, or a new arrival under the same order id.

use super::*;
use crate::advanced::ADVANCED;
use crate::lists::SHARED;

impl Engine {
    pub(crate) fn replace_order(
        &mut self,
        context: &Context,
        it: &wire::ReplaceOrder,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        let (kind, request) = (MessageType::ReplaceOrder, it.request());
        let Some((key, digest)) = self.open_gate(context, request, kind, body, sink) else { return };
        let found = self.find_order(context.account, it.order_id(), it.target_client_id_bytes());
        let checked =
            found.map_err(Failures::from).and_then(|slot| Ok((slot, self.check_replace(slot, it)?)));
        match checked {
            Err(failures) => {
                self.remember(context, &key, digest, 0);
                self.reject(context, context.account, request, kind, 0, it.order_id(), failures, sink);
            }
            Ok((slot, new)) => {
                let order = *self.orders.get(slot);
                if new.quantity <= order.cumulative {
                    self.remember(context, &key, digest, order.id);
                    self.end_order(slot, EndReason::User, Some(&echo(request, context.account)), sink);
                    return;
                }
                let instrument = &self.instruments[order.instrument as usize];
                let reserved = if order.flags & SHARED == 0 {
                    risk::reserve_again(&mut self.ledger, &self.positions, instrument, &order, &new)
                } else {
                    self.reserve_shared(&order, &new)
                };
                if let Err(reason) = reserved {
                    self.remember(context, &key, digest, 0);
                    self.reject(
                        context,
                        context.account,
                        request,
                        kind,
                        0,
                        it.order_id(),
                        reason.into(),
                        sink,
                    );
                    return;
                }
                self.remember(context, &key, digest, order.id);
                self.replace(slot, new, it, sink);
            }
        }
    }

    /// The order as a replace would make it, or why it may not.
    fn check_replace(&self, slot: Slot, it: &wire::ReplaceOrder) -> Result<Order, Failures> {
        let order = self.orders.get(slot);
        if order.order_type == OrderType::Pegged {
            return self.check_replace_pegged(slot, it);
        }
        if order.flags & ADVANCED != 0 {
            return self.check_replace_waiting(slot, it);
        }
        let instrument = &self.instruments[order.instrument as usize];
        let account = &self.accounts[order.account as usize];
        let mut new = *order;
        let mut failures = Failures::default();
        account.check_active(&mut failures);
        let collects = instrument.status != InstrumentStatus::Continuous;
        if collects {
            phases::check(instrument.status, RequestKind::Replace, &mut failures);
        }
        self.check_kills(order.account, order.instrument, &mut failures);
        if it.flags() & !(KEEP_PRIORITY | REPLACE_POST_ONLY) != 0
            || it.trigger_price() != 0
            || (it.display_quantity() != 0 && order.flags & UNSHOWN == 0)
        {
            failures.add(RejectReason::InvalidFlags, 0);
        }
        if it.price() != 0 {
            new.price = it.price();
            if new.price != order.price {
                instrument.check_price(new.price, &mut failures);
            }
        }
        if it.quantity() != 0 {
            new.quantity = it.quantity();
            if new.quantity > order.cumulative && new.quantity != order.quantity {
                instrument.check_quantity(new.quantity, &mut failures);
            }
            new.quantity = self.bounded_total(order, new.quantity);
        }
        if it.flags() & REPLACE_POST_ONLY != 0 {
            new.flags |= POST_ONLY;
        }
        new.client_id = client_id(it.request());
        let (is_shown_so, may_keep) = match order.flags & UNSHOWN {
            0 => (true, true),
            _ => self.check_replace_unshown(slot, &new, it, &mut failures),
        };
        if new.price == order.price && new.quantity == order.quantity && is_shown_so {
            failures.add(RejectReason::InvalidReplace, 0);
        }
        let keeps = new.price == order.price && new.quantity <= order.quantity && may_keep;
        // A market order that waits for an auction has no price of its own, and one place.
        let must_keep = it.flags() & KEEP_PRIORITY != 0 || order.order_type == OrderType::Market;
        if must_keep && !keeps {
            failures.add(RejectReason::InvalidReplace, 0);
        }
        if failures.is_empty() && new.quantity > order.cumulative && !keeps {
            let notional = instrument.notional(new.price, new.leaves());
            instrument.check_notional(notional, &mut failures);
            if self.is_limited(account, instrument) {
                let ask = Ask { meets: !collects, ..Ask::replacing(order, &new, notional) };
                self.check_limits(&ask, &mut failures);
            }
            if !self.books.has_room(order.instrument, order.side, new.leaves()) {
                failures.add(RejectReason::BookFull, 0);
            }
            let crosses = !collects && self.books.crosses(order.instrument, order.side, new.price);
            if new.flags & (POST_ONLY | SHARED) != 0 && crosses {
                failures.add(RejectReason::WouldTake, 0);
            }
            if crosses && instrument.reference_price == 0 {
                failures.add(RejectReason::NoReferencePrice, 0);
            }
        }
        if failures.is_empty() { Ok(new) } else { Err(failures) }
    }

    /// Carries out a replace whose funds are reserved.
    fn replace(&mut self, slot: Slot, new: Order, it: &wire::ReplaceOrder, sink: &mut impl Sink) {
        if new.order_type == OrderType::Pegged {
            return self.replace_pegged(slot, &new, it.request(), sink);
        }
        if new.flags & ADVANCED != 0 {
            return self.replace_waiting(slot, &new, it, sink);
        }
        if new.flags & UNSHOWN != 0 {
            return self.replace_unshown(slot, new, it, sink);
        }
        let old = *self.orders.get(slot);
        let keeps = new.price == old.price && new.quantity < old.quantity;
        let limit = self.trade_limit(&new);
        let collects = self.instruments[new.instrument as usize].status != InstrumentStatus::Continuous;
        let trades = !keeps && !collects && self.books.crosses(new.instrument, new.side, new.price);
        let was = Standing { price: old.price, shown: old.leaves() };
        let is = Standing { price: new.price, shown: if trades { 0 } else { new.leaves() } };
        emit_replaced(sink, it.request(), (&old, was), (&new, is), keeps);
        if keeps {
            self.books.reduce(slot, old.quantity - new.quantity);
            self.orders.change(slot, &new);
            return;
        }
        self.count_entered(&new);
        self.books.remove(slot);
        let open = &mut self.accounts[new.account as usize].open;
        if trades {
            let parked = self.orders.take_out(slot, open);
            let mut new = new;
            let stopped = self.take(&mut new, limit, None, sink);
            self.finish_taking(&new, parked, &stopped, false, sink);
        } else {
            let to = self.books.rest(new.instrument, new.side, new.price, new.leaves(), new.account, new.id);
            self.orders.move_to(slot, to, &new, open);
        }
    }
}
