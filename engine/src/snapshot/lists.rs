//! Lists of orders in a snapshot: their names and legs. What they hold, and what their legs filled, is found again from
//! the orders.

use super::*;
use crate::advanced::Waits;
use crate::clearing::hold_of;
use crate::lists::{LISTED, List, MAX_LEGS, SHARED, legs_of};
use tapebook_schema::ListKind;

impl Engine {
    /// By list id.
    pub(super) fn write_lists<F: FnMut(&[u8])>(&self, to: &mut Writer<'_, F>) {
        to.put(self.lists.last_id);
        let mut lists: Vec<_> = self.lists.all().collect();
        lists.sort_unstable_by_key(|list| list.id);
        to.list(lists.into_iter(), |to, list| {
            to.put((list.id, list.client_id));
            to.put((list.account, list.instrument));
            to.put((list.kind, list.orders()));
        });
    }

    pub(super) fn read_lists(&mut self, from: &mut impl Source) -> Result<(), SnapshotError> {
        self.lists.last_id = get(from)?;
        check(self.lists.last_id < 1 << 53, "lists")?;
        let (mut last, mut legs) = (0, 0);
        for _ in 0..get::<u64>(from)? {
            let (id, client_id) = get(from)?;
            let (account, instrument) = get(from)?;
            let (kind, orders): (ListKind, [u64; MAX_LEGS]) = get(from)?;
            check(id > last && id <= self.lists.last_id, "lists")?;
            last = id;
            legs += self.read_list(List::new(id, client_id, account, instrument, kind, Side::Buy, orders))?;
        }
        let open = self.accounts.iter().flat_map(|account| self.orders.of_account(&account.open));
        let marked = open.filter(|(_, order)| order.flags & (LISTED | SHARED) != 0).count();
        check(marked == legs, "lists")
    }

    /// Keeps a list whose legs are those of its orders that are open; their number.
    fn read_list(&mut self, mut list: List) -> Result<usize, SnapshotError> {
        let count = legs_of(list.kind);
        let (mut open, mut side) = (0, None);
        for at in 0..MAX_LEGS {
            let id = list.legs[at].order_id;
            check((id != 0) == (at < count) && id < self.next_order_id, "lists")?;
            check(
                self.lists.of_order(id).is_none() && !list.orders()[..at].contains(&id) || id == 0,
                "lists",
            )?;
            let Some(slot) = self.orders.slot(id) else {
                list.legs[at].is_done = true;
                continue;
            };
            open += 1;
            let order = self.orders.get(slot);
            let is_ours = (order.account, order.instrument) == (list.account, list.instrument);
            check(is_ours && order.flags & LISTED != 0, "lists")?;
            list.legs[at].set_seen(order.cumulative);
            let is_pending = self.advanced.find(id).is_some_and(|it| it.waits == Waits::Pending);
            let may_share = !list.has_entry() || at > 0;
            check(!is_pending || order.flags & SHARED != 0, "lists")?;
            if order.flags & SHARED != 0 {
                check(may_share && *side.get_or_insert(order.side) == order.side, "lists")?;
                list.side = order.side;
                if !is_pending {
                    list.legs[at].hold = hold_of(order, &self.instruments[order.instrument as usize]);
                    list.held = list.held.max(list.legs[at].hold);
                }
            }
        }
        check(open > 0, "lists")?;
        self.lists.insert(list);
        Ok(open)
    }
}
