//! Market makers' quotes in a snapshot.

use super::*;
use crate::instrument::MAX_QUANTITY;
use crate::quotes::{MAX_FILLS, MAX_QUOTES, Protection};
use crate::trading::QUOTE;
use std::collections::VecDeque;

code_struct!(Protection { window, max_fills, max_quantity });

impl Engine {
    pub(super) fn write_quotes<F: FnMut(&[u8])>(&self, to: &mut Writer<'_, F>) {
        to.list(self.quotes.rows().iter(), |to, it| {
            to.put((it.account, it.instrument));
            // Those that ended are named by no other state.
            to.put(it.orders.map(|id| if self.orders.slot(id).is_some() { id } else { 0 }));
            to.put((it.protection, it.pulled));
            to.list(it.fills.iter(), |to, &fill| to.put(fill));
        });
    }

    pub(super) fn read_quotes(&mut self, from: &mut impl Source) -> Result<(), SnapshotError> {
        for _ in 0..get::<u64>(from)? {
            let (account, instrument): (u32, u32) = get(from)?;
            let known =
                (account as usize) < self.accounts.len() && (instrument as usize) < self.instruments.len();
            check(known && self.quotes.find(account, instrument).is_none(), "quotes")?;
            let orders: [u64; 2 * MAX_QUOTES] = get(from)?;
            for id in orders.into_iter().filter(|&id| id != 0) {
                let slot = self.orders.slot(id).ok_or(SnapshotError::Invalid("quotes"))?;
                let order = self.orders.get(slot);
                let is_quote = order.flags & QUOTE != 0;
                check(is_quote && (order.account, order.instrument) == (account, instrument), "quotes")?;
            }
            let (protection, pulled): (Protection, bool) = get(from)?;
            let fills: VecDeque<(u64, u64)> = get_list(from)?.into();
            let sound = fills.iter().all(|&(at, quantity)| at <= self.time && quantity <= MAX_QUANTITY);
            let sorted = fills.iter().is_sorted_by_key(|&(at, _)| at);
            check(sound && sorted && fills.len() < MAX_FILLS as usize, "quotes")?;
            let row = self.quotes.find_or_make(account, instrument);
            let it = self.quotes.get_mut(row);
            (it.orders, it.protection, it.pulled) = (orders, protection, pulled);
            it.filled = fills.iter().map(|&(_, quantity)| quantity).sum();
            it.fills = fills;
        }
        Ok(())
    }
}
