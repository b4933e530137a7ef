//! How orders end by time: with their day, or at a time of their own (FIX 59=0, 6; OT-12).

use super::*;
use crate::advanced::ADVANCED;
use tapebook_schema::{PegKind, TriggerSource};

/// Checks that an order good till a time names one that is to come, and that no other names one. A market order ends
/// at once.
pub(super) fn check_expiry(context: &Context, it: &wire::NewAdvancedOrder, failures: &mut Failures) {
    let is_gtd = it.time_in_force() == TimeInForce::Gtd;
    if if is_gtd { it.type_() == OrderType::Market } else { it.expire_time() != 0 } {
        failures.add(RejectReason::InvalidTimeInForce, 0);
    }
    if is_gtd && it.expire_time() <= context.time {
        failures.add(RejectReason::ExpireTimePassed, context.time as i64);
    }
}

impl Engine {
    /// An accepted order expires at a time, if it is one of those. O(log n) of them.
    pub(super) fn expires_at(&mut self, order: &Order, at: u64) {
        if order.time_in_force == TimeInForce::Gtd {
            self.orders.expiries.insert(order.id, at);
        }
    }

    /// An order ended outside the book, or became one that ends at once.
    #[inline]
    pub(super) fn expires_no_more(&mut self, order: &Order) {
        if order.time_in_force == TimeInForce::Gtd {
            self.orders.expiries.forget(order.id);
        }
    }

    /// The first order whose time has come ends.
    pub(super) fn expire_first(&mut self, sink: &mut impl Sink) {
        let id = self.orders.expiries.first().expect("one is due");
        let slot = self.orders.slot(id).expect("what ended does not expire");
        self.end_order(slot, EndReason::ExpiredGtd, None, sink);
    }

    /// An order was accepted that ends with its day, or at its time, which its owner is told.
    pub(super) fn note_end(&mut self, order: &Order, sink: &mut impl Sink) {
        match order.time_in_force {
            TimeInForce::Day => self.expect_day_end(order.instrument),
            _ => self.tell_terms(order, OrderState::New, sink),
        }
    }

    /// Tells what an order has beyond a plain one.
    pub(super) fn tell_terms(&self, order: &Order, state: OrderState, sink: &mut impl Sink) {
        let it = self.advanced.find(order.id);
        let showing = it
            .map_or(Showing::default(), |it| Showing { display: it.display, min_quantity: it.min_quantity });
        self.tell_terms_of(order, showing, state, sink);
    }

    /// The same with how it arrives.
    pub(super) fn tell_terms_of(
        &self,
        order: &Order,
        showing: Showing,
        state: OrderState,
        sink: &mut impl Sink,
    ) {
        let it = self.advanced.find(order.id);
        let state = if self.is_pending(order.id) { OrderState::Pending } else { state };
        sink.event(&wire::OrderTerms::new(
            &ReportHeader::default(),
            order.id,
            order.account,
            order.instrument,
            self.trigger_price(order),
            it.map_or(0, |it| it.activation_price),
            it.map_or(0, |it| it.trail_ticks),
            showing.display,
            showing.min_quantity,
            self.orders.expiries.of(order.id),
            0,
            it.map_or(0, |it| it.trail_basis_points),
            order.flags & !(ADVANCED | ICEBERG | SHARED),
            it.map_or(TriggerSource::LastTrade, |it| it.source),
            PegKind::None,
            state,
            0,
            0,
        ));
    }
}
