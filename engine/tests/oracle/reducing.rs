//! Reduce-only orders: each is at most its account's position, and is looked at whenever that shrinks.

use super::{Faults, Oracle, Order};
use std::collections::BTreeMap;
use tapebook_schema::{EndReason, RejectReason as R, Side};

const REDUCE_ONLY: u32 = 2;

impl Order {
    pub fn reduces(&self) -> bool {
        self.flags & REDUCE_ONLY != 0
    }
}

/// Positions as they would be, tried on a copy.
pub(super) struct Tried(BTreeMap<(u32, u32), i64>);

impl Tried {
    /// Of so many lots of an order, those that it may trade.
    pub fn may(&self, order: &Order, lots: u64) -> u64 {
        let position = self.0.get(&(order.account, order.instrument)).copied().unwrap_or(0);
        if order.reduces() { lots.min(position.max(0) as u64) } else { lots }
    }

    pub fn trade(&mut self, order: &Order, lots: u64) {
        let lots = if order.side == Side::Buy { lots as i64 } else { -(lots as i64) };
        *self.0.entry((order.account, order.instrument)).or_default() += lots;
    }
}

impl Oracle {
    pub(super) fn tried(&self) -> Tried {
        Tried(self.positions.iter().map(|(key, it)| (*key, it.0)).collect())
    }

    /// Lots that an account may sell of its position.
    pub(super) fn sellable(&self, account: u32, instrument: u32) -> u64 {
        self.positions.get(&(account, instrument)).map_or(0, |it| it.0.max(0) as u64)
    }

    /// What is left of an order that is asked for and only reduces.
    pub(super) fn reduce(
        &self,
        account: u32,
        instrument: u32,
        side: Side,
        asked: u64,
        faults: &mut Faults,
    ) -> u64 {
        let lots = if side == Side::Buy { 0 } else { self.sellable(account, instrument) };
        faults.when(lots == 0, R::NothingToReduce, 0);
        asked.min(lots)
    }

    /// The total that a replaced order may have.
    pub(super) fn total_within(&self, order: &Order, asked: u64) -> u64 {
        let most = order.cumulative + self.sellable(order.account, order.instrument);
        if order.reduces() { asked.min(most) } else { asked }
    }

    /// Trims whoever has less to reduce than before.
    pub(super) fn trim_all(&mut self) {
        for (account, instrument) in std::mem::take(&mut self.shrank) {
            let lots = self.sellable(account, instrument);
            for id in self.people[account as usize].open.clone() {
                if self.orders[&id].reduces() && self.orders[&id].instrument == instrument {
                    self.trim(id, lots);
                }
            }
        }
    }

    /// Leaves at most so many lots open.
    pub(super) fn trim(&mut self, id: u64, lots: u64) {
        let leaves = self.orders[&id].leaves();
        if leaves <= lots {
            return;
        }
        if lots == 0 {
            return self.end(id, EndReason::ReduceOnly, None);
        }
        self.lower_in_place(id, leaves - lots, EndReason::ReduceOnly);
    }

    /// Takes lots off an open order without a trade.
    pub(super) fn lower_in_place(&mut self, id: u64, by: u64, reason: EndReason) {
        let (behind, shown) = if self.orders[&id].waits.is_some() {
            self.orders.get_mut(&id).expect("open").quantity -= by;
            (by, 0)
        } else {
            self.lower(id, by)
        };
        let order = self.orders[&id].clone();
        if behind > 0 {
            self.reduced(&order, behind, order.leaves() + shown, None, reason);
        }
        if shown > 0 {
            self.reduced(&order, shown, order.leaves(), Some(order.price), reason);
        }
    }

    /// In an auction's pairs, sells that would be more than their positions then are, with what they would be.
    pub(super) fn beyond_positions(
        &self,
        buys: &[(u64, u64)],
        sells: &[(u64, u64)],
        stp: bool,
    ) -> Vec<(u64, u64)> {
        let mut tried = self.tried();
        let mut sells = sells.to_vec();
        let (mut sold, mut beyond) = (BTreeMap::<u64, u64>::new(), Vec::new());
        for (buy, wanted) in buys {
            let mut wanted = *wanted;
            for (sell, offered) in &mut sells {
                let (buyer, seller) = (&self.orders[buy], &self.orders[sell]);
                let most = wanted.min(*offered);
                if most == 0 || (stp && self.is_self(buyer.account, seller.account)) {
                    continue;
                }
                let lots = tried.may(seller, most);
                if lots < most {
                    *offered = lots;
                    if !beyond.contains(sell) {
                        beyond.push(*sell);
                    }
                }
                tried.trade(buyer, lots);
                tried.trade(seller, lots);
                *offered -= lots;
                wanted -= lots;
                *sold.entry(*sell).or_default() += lots;
            }
        }
        beyond.into_iter().map(|id| (id, sold.get(&id).copied().unwrap_or(0))).collect()
    }
}
