//! Answers about orders and trades that change nothing.

use super::*;
use crate::book::Meeting;

impl Engine {
    /// What an order would do now (OB-11, VR-13): nothing changes.
    pub fn simulate(&mut self, context: &Context, query: u64, it: &wire::NewOrder) -> wire::SimulationReport {
        let report = |failures: Failures, quantity, notional: i128, last, makers| {
            let reason = failures.first().map_or(RejectReason::None, |(reason, _)| reason);
            wire::SimulationReport::new(
                query,
                quantity,
                &Amount::from(notional),
                last,
                reason,
                u8::from(quantity > 0),
                0,
                makers,
                &failures.bits(),
            )
        };
        if self.account(context.account).is_none() {
            return report(RejectReason::UnknownAccount.into(), 0, 0, 0, 0);
        }
        let mut order = Order::default();
        let quote_amount = match self.propose(context, it, Funds::Check, &mut order) {
            Ok(terms) => terms.quote_amount,
            Err(failures) => return report(failures, 0, 0, 0, 0),
        };
        let instrument = &self.instruments[order.instrument as usize];
        if instrument.status != InstrumentStatus::Continuous {
            // It waits for the auction.
            return report(Failures::default(), 0, 0, 0, 0);
        }
        let limit = self.trade_limit(&order);
        if order.time_in_force == TimeInForce::Fok && !self.can_fill(&order, limit) {
            return report(Failures::default(), 0, 0, 0, 0);
        }
        let taker = &self.accounts[order.account as usize];
        let (mut lots_left, mut quote_left) = (order.quantity, quote_amount);
        let (mut quantity, mut notional, mut last, mut makers) = (0, 0i128, 0, 0);
        let mut trial = self.trial(order.instrument);
        let mut meetings = self.books.meetings(order.instrument, order.side.opposite());
        while let Some(Meeting { price, slot, quantity: there, is_next }) = meetings.next() {
            let wanted = match quote_left {
                None => lots_left,
                Some(left) => lots_for(order.side, left, instrument.notional(price, 1)).min(lots_left),
            };
            if wanted == 0 || !order.side.admits(limit, price) {
                break;
            }
            let resting = self.orders.get(slot);
            let maker = resting.account;
            let mut lots = wanted.min(self.may_sell(&trial, resting, there));
            if lots == 0 {
                meetings.drop_last();
                continue;
            }
            if order.stp != StpMode::None
                && taker.is_self(order.account, &self.accounts[maker as usize], maker)
            {
                // An own one is gone, whatever is behind it.
                meetings.drop_last();
                match order.stp {
                    StpMode::CancelMaker => continue,
                    StpMode::Decrement => lots = wanted.min(resting.leaves()),
                    _ => break,
                }
            } else {
                quantity += lots;
                notional += instrument.notional(price, lots);
                last = price;
                makers += u32::from(!is_next);
                self.moves(&mut trial, Some(resting.position), resting.side.sign() * lots as i64);
            }
            lots_left -= lots;
            if let Some(left) = &mut quote_left {
                *left -= instrument.notional(price, lots);
            }
        }
        report(Failures::default(), quantity, notional, last, makers)
    }

    /// Settlement of a trade (ST-01): every trade settles in the command that made it (ST-03).
    pub fn settlement_status(&self, instrument: u32, trade_id: u64) -> wire::SettlementStatus {
        match self.instruments.get(instrument as usize) {
            Some(it) if (1..=it.last_trade_id).contains(&trade_id) => {
                Amendments::status(&self.amendments, instrument, trade_id)
            }
            _ => wire::SettlementStatus::Unknown,
        }
    }
}
