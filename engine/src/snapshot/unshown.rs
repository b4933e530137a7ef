//! Icebergs in a snapshot; hidden orders are known by their flags.

use super::*;
use crate::advanced::ADVANCED;
use crate::book::Slot;
use crate::trading::{HIDDEN, ICEBERG, MAX_SLICES, UNSHOWN};
use std::collections::BTreeMap;

/// Most that an iceberg shows at a time, and what it shows now, by order id.
pub(super) type Icebergs = BTreeMap<u64, (u64, u64)>;

impl Engine {
    /// Every iceberg in the book by order id: what it shows at most and now.
    pub(super) fn write_icebergs<F: FnMut(&[u8])>(&self, to: &mut Writer<'_, F>) {
        let open = self.accounts.iter().flat_map(|account| self.orders.of_account(&account.open));
        let icebergs = open.filter(|(_, order)| order.flags & (ICEBERG | ADVANCED) == ICEBERG);
        let all: Icebergs =
            icebergs.map(|(slot, it)| (it.id, (self.books.display(slot), self.books.shown(slot)))).collect();
        to.list(all.into_iter(), |to, row| to.put(row));
    }

    /// Reads the icebergs among the orders read before.
    pub(super) fn read_icebergs(
        from: &mut impl Source,
        saved: &[SavedOrder],
    ) -> Result<Icebergs, SnapshotError> {
        let mut all = Icebergs::new();
        for (id, it) in get_list::<(u64, (u64, u64))>(from)? {
            check(all.last_key_value().is_none_or(|(&last, _)| last < id), "icebergs")?;
            all.insert(id, it);
        }
        let mut found = 0;
        for SavedOrder { order, .. } in saved {
            let plain = order.flags & UNSHOWN == 0;
            check(order.flags & UNSHOWN != UNSHOWN, "icebergs")?;
            check(plain || order.order_type != OrderType::Pegged, "icebergs")?;
            if order.flags & (ICEBERG | ADVANCED) == ICEBERG {
                let &(display, shown) = all.get(&order.id).ok_or(SnapshotError::Invalid("icebergs"))?;
                let slices = order.leaves() <= display.saturating_mul(MAX_SLICES);
                check(slices && (1..=order.leaves().min(display)).contains(&shown), "icebergs")?;
                found += 1;
            }
        }
        check(found == all.len(), "icebergs")?;
        Ok(all)
    }

    /// Lets an order that was read rest at the end of its queue.
    pub(super) fn restore_resting(&mut self, order: &Order, icebergs: &Icebergs) -> Slot {
        let (book, side, leaves) = (order.instrument, order.side, order.leaves());
        let (price, owner, id) = (order.price, order.account, order.id);
        if order.flags & HIDDEN != 0 {
            return self.books.rest_hidden(book, side, price, leaves, owner, id);
        }
        match icebergs.get(&id) {
            Some(&(display, shown)) => {
                self.books.rest_iceberg(book, side, price, leaves, shown, display, owner, id)
            }
            None => self.books.rest(book, side, price, leaves, owner, id),
        }
    }
}
