//! What becomes of an order that met the book: it rests, or ends for a reason.

use super::*;

/// How the match loop ended.
#[derive(Default)]
pub(super) struct Stopped {
    pub by_stp: bool,
    pub quote_left: i128,
    /// Most that the book shows of what rests of an iceberg.
    pub display: u64,
}

impl Engine {
    /// What is left of an order that met the book rests, with its parked requests, or is canceled.
    pub(super) fn finish_taking(
        &mut self,
        order: &Order,
        parked: u32,
        stopped: &Stopped,
        by_amount: bool,
        sink: &mut impl Sink,
    ) {
        if by_amount {
            return self.finish_by_amount(order, stopped, sink);
        }
        let leaves = order.leaves();
        let is_stopped = leaves == 0 || stopped.by_stp;
        // Only the price band keeps an order from a price that its limit admits.
        let is_breach = !is_stopped && self.books.crosses(order.instrument, order.side, order.price);
        let rests = !is_stopped && !matches!(order.time_in_force, TimeInForce::Ioc | TimeInForce::Fok);
        let instrument = order.instrument;
        self.rest_or_end(order, parked, rests, stopped, sink);
        if is_breach {
            self.breach_band(instrument, sink);
        }
    }

    pub(super) fn rest_or_end(
        &mut self,
        order: &Order,
        parked: u32,
        rests: bool,
        stopped: &Stopped,
        sink: &mut impl Sink,
    ) {
        let leaves = order.leaves();
        if rests {
            let (slot, shown) = if order.flags & UNSHOWN == 0 {
                let (book, side) = (order.instrument, order.side);
                (self.books.rest(book, side, order.price, leaves, order.account, order.id), leaves)
            } else {
                self.rest_unshown(order, stopped.display)
            };
            self.orders.insert(slot, order, parked, &mut self.accounts[order.account as usize].open);
            emit_rested(sink, order, shown);
            return;
        }
        self.expires_no_more(order);
        self.requests.forget_parked(parked);
        if leaves > 0 {
            risk::release(
                &mut self.ledger,
                &self.positions,
                &self.instruments[order.instrument as usize],
                order,
            );
            let reason = self.end_reason(order, stopped.by_stp);
            emit_canceled(sink, None, order, leaves, reason, false);
            if order.flags & LISTED != 0 {
                self.lists.ended(order.id);
            }
        }
    }

    /// Why the rest of an order that did not rest ended.
    pub(super) fn end_reason(&self, order: &Order, by_stp: bool) -> EndReason {
        if by_stp {
            EndReason::Stp
        } else if order.order_type == OrderType::Market {
            match self.books.best_of_all(order.instrument, order.side.opposite()) {
                None => EndReason::NoLiquidity,
                Some(_) => EndReason::Protection,
            }
        } else if self.books.crosses(order.instrument, order.side, order.price) {
            // The band stopped it short of its limit.
            EndReason::Protection
        } else {
            EndReason::IocRest
        }
    }

    /// A market order by quote amount is filled once the rest does not buy or bring one more lot.
    pub(super) fn finish_by_amount(&mut self, order: &Order, stopped: &Stopped, sink: &mut impl Sink) {
        let instrument = &self.instruments[order.instrument as usize];
        let rest = stopped.quote_left;
        match order.side {
            Side::Buy => {
                let held = clearing::hold_of_amount(order, instrument, rest);
                // What the fee reserve of the spent part left over is free too.
                risk::release_amount(&mut self.ledger, &self.positions, order, held);
            }
            Side::Sell => risk::release(&mut self.ledger, &self.positions, instrument, order),
        }
        let best = self.books.best_of_all(order.instrument, order.side.opposite());
        let cannot_buy_more = best.is_some_and(|price| rest < instrument.notional(price, 1));
        let filled = order.cumulative > 0 && (rest <= 0 || (order.side == Side::Buy && cannot_buy_more));
        let reason =
            if filled && !stopped.by_stp { EndReason::None } else { self.end_reason(order, stopped.by_stp) };
        emit_canceled(sink, None, order, 0, reason, false);
    }
}
