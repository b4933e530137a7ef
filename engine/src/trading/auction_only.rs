//! Orders at the open and at the close (FIX 59=2, 7): they take part in one auction only, and end with it. One at the
//! close may be entered all day: it waits outside the book, unseen, and joins the auction when that begins.

use super::*;
use crate::advanced::{ADVANCED, Attributes, Waits};
use tapebook_schema::TriggerSource;

/// Takes part in the opening auction only.
pub const AT_OPEN: u32 = 32;
/// Takes part in the closing auction only.
pub const AT_CLOSE: u32 = 64;
pub(crate) const AUCTION_ONLY: u32 = AT_OPEN | AT_CLOSE;

/// The kind of request that flags make of an order; `None` for an order of every phase.
fn kind_of(flags: u32) -> Option<RequestKind> {
    match flags & AUCTION_ONLY {
        0 => None,
        AT_OPEN => Some(RequestKind::AtOpen),
        _ => Some(RequestKind::AtClose),
    }
}

impl Engine {
    /// Checks an order that asks for one auction. Where it has to wait for it, its price if it has no limit becomes
    /// `waits_at`, and it gets attributes.
    pub(super) fn check_auction_only(
        &self,
        context: &Context,
        it: &wire::NewAdvancedOrder,
        extra: &mut Extra,
    ) -> Option<Attributes> {
        let Extra { failures, waits_at, .. } = extra;
        let kind = kind_of(it.flags())?;
        let is_plain = it.type_().0 <= OrderType::Limit.0;
        let odd = it.flags() & (POST_ONLY | BY_QUOTE_AMOUNT) != 0;
        if !is_plain || odd || it.flags() & AUCTION_ONLY == AUCTION_ONLY {
            failures.add(RejectReason::InvalidFlags, 0);
        }
        // It ends with its auction, and with the day where that does not come.
        if it.time_in_force() != TimeInForce::Day {
            failures.add(RejectReason::InvalidTimeInForce, 0);
        }
        let instrument = self.instruments.get(it.instrument() as usize)?;
        phases::check(instrument.status, kind, failures);
        if phases::admit(instrument.status, kind) != phases::Admission::Wait {
            return None;
        }
        if !self.phases.get(it.instrument()).expects_close() {
            failures.add(RejectReason::NotInPhase, i64::from(instrument.status.0));
        }
        if it.type_() == OrderType::Market && instrument.reference_price == 0 {
            failures.add(RejectReason::NoReferencePrice, 0);
        }
        *waits_at = Some(instrument.protection(book_side(it.side())));
        Some(Attributes {
            order_id: 0,
            waits: Waits::Close,
            source: TriggerSource::LastTrade,
            trigger_price: 0,
            activation_price: 0,
            trail_ticks: 0,
            trail_basis_points: 0,
            display: 0,
            min_quantity: 0,
            since: context.sequence,
        })
    }

    /// The closing auction begins: those that wait for it come into the book, the oldest first. O(those that wait).
    pub(crate) fn join_close(&mut self, instrument: u32, sink: &mut impl Sink) {
        while let Some(order_id) = self.triggers.first_closing(instrument) {
            let slot = self.orders.slot(order_id).expect("a waiting order is open");
            self.join_auction(slot, sink);
        }
    }

    fn join_auction(&mut self, slot: Slot, sink: &mut impl Sink) {
        let (mut order, parked) = self.stop_waiting(slot);
        self.protect_again(&mut order);
        self.tell_triggered(&order, 0, sink);
        if !self.books.has_room(order.instrument, order.side, order.leaves()) {
            let instrument = &self.instruments[order.instrument as usize];
            risk::release(&mut self.ledger, &self.positions, instrument, &order);
            emit_canceled(sink, None, &order, order.leaves(), EndReason::Protection, false);
            return self.requests.forget_parked(parked);
        }
        self.rest_or_end(&order, parked, true, &Stopped::default(), sink);
        self.phases.wait(&order);
    }

    /// Ends what takes part in no auction but one that is over. O(such orders).
    pub(crate) fn end_auction_only(&mut self, instrument: u32, to: InstrumentStatus, sink: &mut impl Sink) {
        let stays = match to {
            // A halt goes on with what it interrupted.
            InstrumentStatus::Halted | InstrumentStatus::Suspended => return,
            InstrumentStatus::PreOpen | InstrumentStatus::OpeningAuction => AT_OPEN,
            InstrumentStatus::ClosingAuction => AT_CLOSE,
            _ => 0,
        };
        let resting: Vec<u64> = self.phases.get(instrument).auction_only.iter().copied().collect();
        for id in resting {
            let slot = self.orders.slot(id).expect("what left the book is forgotten");
            if self.orders.get(slot).flags & stays == 0 {
                self.end_order(slot, EndReason::AuctionOver, None, sink);
            }
        }
    }

    /// Does an order of the book wait for an auction that may fill it?
    pub(crate) fn waits_for_auction(order: &Order) -> bool {
        let is_one = order.order_type == OrderType::Market || order.flags & AUCTION_ONLY != 0;
        is_one && order.flags & ADVANCED == 0
    }
}
