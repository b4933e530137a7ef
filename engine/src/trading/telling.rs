//! What is told of an order, from its own fields and what only the caller knows.

use super::*;
use crate::advanced::ADVANCED;
use crate::lists::SHARED;

/// Flags that the engine sets for itself.
const INTERNAL: u32 = ADVANCED | ICEBERG | SHARED;

/// Tells that an order was accepted, with so much reserved for it; the book shows `shown` of it from now on.
#[inline(always)]
pub(super) fn emit_accepted(
    sink: &mut impl Sink,
    request: &RequestHeader,
    order: &Order,
    shown: u64,
    quote_amount: Option<i128>,
    hold: i128,
) {
    sink.event(&wire::OrderAccepted::new(
        &ReportHeader::default(),
        &echo(request, order.account),
        order.id,
        order.instrument,
        wire_side(order.side),
        order.order_type,
        order.time_in_force,
        order.stp,
        order.price,
        if quote_amount.is_some() { 0 } else { order.quantity },
        shown,
        &Amount::from(quote_amount.unwrap_or(0)),
        &Amount::from(hold),
        order.flags & !INTERNAL,
        order.session,
    ));
}

/// Where an order stands in the book, and how much the book shows of it.
#[derive(Clone, Copy)]
pub(super) struct Standing {
    pub price: i64,
    pub shown: u64,
}

/// Tells that `new` is in the place of `old`; `keeps` its turn or goes to the end of its queue.
#[inline]
pub(super) fn emit_replaced(
    sink: &mut impl Sink,
    request: &RequestHeader,
    (old, was): (&Order, Standing),
    (new, is): (&Order, Standing),
    keeps: bool,
) {
    sink.event(&wire::OrderReplaced::new(
        &ReportHeader::default(),
        &echo(request, new.account),
        new.id,
        &old.client_id,
        new.instrument,
        wire_side(new.side),
        u8::from(keeps),
        0,
        0,
        was.price,
        is.price,
        was.shown,
        new.quantity,
        new.cumulative,
        is.shown,
    ));
}

/// Tells that an order lost `by` lots and has `leaves` open.
#[inline]
pub(super) fn emit_reduced(
    sink: &mut impl Sink,
    order: &Order,
    by: u64,
    leaves: u64,
    reason: EndReason,
    resting: bool,
) {
    sink.event(&wire::OrderReduced::new(
        &ReportHeader::default(),
        order.id,
        &order.client_id,
        order.account,
        order.instrument,
        wire_side(order.side),
        reason,
        u8::from(resting),
        0,
        order.price,
        by,
        leaves,
        order.cumulative,
    ));
}

/// Tells that an order went into the book, which shows so much of it.
#[inline]
pub(super) fn emit_rested(sink: &mut impl Sink, order: &Order, shown: u64) {
    sink.event(&wire::OrderRested::new(
        &ReportHeader::default(),
        order.id,
        order.instrument,
        order.account,
        order.price,
        shown,
        wire_side(order.side),
        0,
        0,
        0,
    ));
}

/// Tells that an iceberg shows its next slice.
pub(crate) fn emit_refreshed(sink: &mut impl Sink, order: &Order, price: i64, slice: u64) {
    sink.event(&wire::OrderRefreshed::new(
        &ReportHeader::default(),
        order.id,
        order.instrument,
        order.account,
        price,
        slice,
        order.leaves(),
        wire_side(order.side),
        0,
        0,
        0,
    ));
}

#[inline]
pub(crate) fn emit_canceled(
    sink: &mut impl Sink,
    request: Option<&RequestHeader>,
    order: &Order,
    canceled: u64,
    reason: EndReason,
    resting: bool,
) {
    emit_canceled_of(sink, request, order, canceled, if resting { canceled } else { 0 }, reason, resting);
}

/// As [`emit_canceled`], where the book showed `displayed` of the order.
pub(crate) fn emit_canceled_of(
    sink: &mut impl Sink,
    request: Option<&RequestHeader>,
    order: &Order,
    canceled: u64,
    displayed: u64,
    reason: EndReason,
    resting: bool,
) {
    let own = RequestHeader::new(&order.client_id, order.account, 0, 0);
    let state = match reason {
        EndReason::None => OrderState::Filled,
        EndReason::ExpiredDay | EndReason::ExpiredGtd | EndReason::AuctionOver => OrderState::Expired,
        _ => OrderState::Canceled,
    };
    sink.event(&wire::OrderCanceled::new(
        &ReportHeader::default(),
        request.unwrap_or(&own),
        order.id,
        &order.client_id,
        order.instrument,
        wire_side(order.side),
        reason,
        state,
        u8::from(resting),
        0,
        order.price,
        canceled,
        order.cumulative,
        displayed,
    ));
}
