//! Orders that are taken back: by their owner, one or all, or by the engine.

use super::*;
use crate::advanced::ADVANCED;

impl Engine {
    pub(crate) fn cancel_order(
        &mut self,
        context: &Context,
        it: &wire::CancelOrder,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        let (kind, request) = (MessageType::CancelOrder, it.request());
        let Some(key) = self.open_gate(context, request, kind, body, sink) else { return };
        self.remember(context, &key.0, key.1, 0);
        match self.find_order(context.account, it.order_id(), it.target_client_id_bytes()) {
            Ok(slot) => {
                let header = echo(request, context.account);
                self.end_order(slot, EndReason::User, Some(&header), sink);
            }
            Err(reason) => {
                self.reject(context, context.account, request, kind, 0, it.order_id(), reason.into(), sink);
            }
        }
    }

    /// The gate for requests about orders that exist.
    pub(super) fn open_gate<'a>(
        &mut self,
        context: &Context,
        request: &'a RequestHeader,
        kind: MessageType,
        body: &[u8],
        sink: &mut impl Sink,
    ) -> Option<(Key<'a>, u32)> {
        if self.account(context.account).is_none() {
            let failures = RejectReason::UnknownAccount.into();
            self.reject(context, context.account, request, kind, 0, 0, failures, sink);
            return None;
        }
        match self.gate_at_once(context, context.account, request, kind, false, body, sink) {
            Gate::Answered => None,
            Gate::Go(key, digest) => {
                if self.requests.has_room() {
                    return Some((key, digest));
                }
                let failures = RejectReason::RequestWindowFull.into();
                self.reject(context, context.account, request, kind, 0, 0, failures, sink);
                None
            }
        }
    }

    /// An open order of this account, by its id or by any of its client ids. Others' orders are unknown.
    pub(super) fn find_order(
        &self,
        account: u32,
        order_id: u64,
        target: &[u8; 36],
    ) -> Result<Slot, RejectReason> {
        if order_id != 0 {
            let slot = self.orders.slot(order_id).ok_or(RejectReason::UnknownOrder)?;
            let order = self.orders.get(slot);
            return if order.account == account { Ok(slot) } else { Err(RejectReason::UnknownOrder) };
        }
        let key = self.requests.key(account, target);
        let Known::Entry(entry) = self.requests.find(&key) else { return Err(RejectReason::UnknownOrder) };
        match self.requests.get(entry).order_id {
            0 => Err(RejectReason::UnknownOrder),
            order_id => self.orders.slot(order_id).ok_or(RejectReason::OrderDone),
        }
    }

    /// Ends a resting order: out of the book, its hold back, its owner told.
    pub(crate) fn end_order(
        &mut self,
        slot: Slot,
        reason: EndReason,
        request: Option<&RequestHeader>,
        sink: &mut impl Sink,
    ) {
        let order = self.orders.get(slot);
        if order.order_type == OrderType::Pegged {
            return self.end_pegged(slot, reason, request, sink);
        }
        if order.flags & (ADVANCED | UNSHOWN | LISTED) != 0 {
            return self.end_special(slot, reason, request, sink);
        }
        self.books.remove(slot);
        risk::release(&mut self.ledger, &self.positions, &self.instruments[order.instrument as usize], order);
        emit_canceled(sink, request, order, order.leaves(), reason, true);
        self.forget_order(slot);
    }

    /// An order is done and out of the book: its slot will be reused.
    pub(crate) fn forget_order(&mut self, slot: Slot) {
        let order = self.orders.get(slot);
        let account = order.account as usize;
        // Only in auctions do market orders rest, and those of one auction.
        if order.order_type == OrderType::Market || order.flags & AUCTION_ONLY != 0 {
            self.phases.forget(order);
        }
        let parked = self.orders.remove(slot, &mut self.accounts[account].open);
        self.requests.forget_parked(parked);
    }

    pub(crate) fn cancel_all(
        &mut self,
        context: &Context,
        it: &wire::CancelAll,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        let (kind, request) = (MessageType::CancelAll, it.request());
        let Some((key, digest)) = self.open_gate(context, request, kind, body, sink) else { return };
        self.remember(context, &key, digest, 0);
        if it.instrument() != ALL_INSTRUMENTS && it.instrument() as usize >= self.instruments.len() {
            let failures = RejectReason::UnknownInstrument.into();
            return self.reject(context, context.account, request, kind, it.instrument(), 0, failures, sink);
        }
        let header = echo(request, context.account);
        let side = it.side();
        let fits = |order: &Order| {
            (it.instrument() == ALL_INSTRUMENTS || order.instrument == it.instrument())
                && (side == SideFilter::Both || side.0 == order.side as u8)
        };
        let count = self.end_orders_of(context.account, EndReason::User, Some(&header), fits, sink);
        sink.event(&wire::Applied::new(&ReportHeader::default(), kind, 0, context.account, u64::from(count)));
    }

    /// Ends an account's open orders that fit, oldest first. O(open orders of the account).
    pub(crate) fn end_orders_of(
        &mut self,
        account: u32,
        reason: EndReason,
        request: Option<&RequestHeader>,
        fits: impl Fn(&Order) -> bool,
        sink: &mut impl Sink,
    ) -> u32 {
        let mut count = 0;
        let mut at = self.orders.first(&self.accounts[account as usize].open);
        while let Some(slot) = at {
            at = self.orders.next(slot);
            if fits(self.orders.get(slot)) {
                self.end_order(slot, reason, request, sink);
                count += 1;
            }
        }
        count
    }
}
