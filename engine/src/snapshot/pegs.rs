//! Groups of pegged orders in a snapshot.

use super::*;
use crate::book::Slot;
use crate::pegs::{Group, Key, MAX_GROUPS};
use tapebook_schema::PegKind;

code_struct!(Key { instrument, side, peg, offset, limit });

impl Engine {
    /// Every group: what its orders follow, where it stands (0: it waits), its number, their ids.
    pub(super) fn write_groups<F: FnMut(&[u8])>(&self, to: &mut Writer<'_, F>) {
        to.list(self.pegs.all(), |to, (key, group)| {
            to.put((key, self.books.group_price(group.index).unwrap_or(0)));
            to.put(group.number);
            let members: Vec<u64> = self.books.members(group.index).map(|slot| self.books.id(slot)).collect();
            to.list(members.into_iter(), |to, id| to.put(id));
        });
    }

    /// Does a queue name this order? A group is named by the first of its orders.
    pub(super) fn is_named(&self, slot: Slot) -> bool {
        self.books.group_of(slot).is_none_or(|group| self.books.members(group).next() == Some(slot))
    }

    /// Reads the groups; gives the price of each, by its number, and fills in the slots of their orders.
    pub(super) fn read_groups(
        &mut self,
        from: &mut impl Source,
        saved: &[SavedOrder],
        by_id: &Table,
        slots: &mut [Option<Slot>],
    ) -> Result<Vec<i64>, SnapshotError> {
        let mut prices = Vec::new();
        let mut last = None;
        for _ in 0..get::<u64>(from)? {
            let (key, price): (Key, i64) = get(from)?;
            let number: u32 = get(from)?;
            let is_free = self.pegs.of(key.instrument).all(|(_, group)| group.number != number);
            check((1..=MAX_GROUPS as u32).contains(&number) && is_free, "groups")?;
            check(last.replace(key) < Some(key), "groups")?;
            let it = self.instruments.get(key.instrument as usize).ok_or(SnapshotError::Invalid("groups"))?;
            let sound = key.side <= 1
                && (1..=PegKind::Mid.0).contains(&key.peg)
                && key.offset.unsigned_abs() <= it.max_price.unsigned_abs()
                && (0..=it.max_price).contains(&price);
            check(sound, "groups")?;
            let group = self.books.add_group(key.instrument, key.side());
            self.pegs.add(key, Group { index: group, number });
            let members: Vec<u64> = get_list(from)?;
            check(!members.is_empty(), "groups")?;
            let mut total = 0u64;
            for id in members {
                let at = find_saved(by_id, saved, id).ok_or(SnapshotError::Invalid("groups"))?;
                let order = &saved[at].order;
                let fits = order.order_type == OrderType::Pegged
                    && (order.instrument, order.side) == (key.instrument, key.side())
                    && order.price == key.limit
                    && slots[at].is_none();
                total = total.saturating_add(order.leaves());
                check(fits && self.books.has_room(key.instrument, key.side(), total), "groups")?;
                slots[at] = Some(self.books.join(group, order.leaves(), order.account, id));
            }
            prices.push(price);
        }
        Ok(prices)
    }

    /// Lets the group that a queue names stand there; gives its price.
    pub(super) fn restore_standing(
        &mut self,
        slot: Option<Slot>,
        prices: &mut [i64],
    ) -> Result<i64, SnapshotError> {
        let group =
            slot.and_then(|slot| self.books.group_of(slot)).ok_or(SnapshotError::Invalid("groups"))?;
        let first = self.books.members(group).next();
        // Each stands once.
        let price = std::mem::take(&mut prices[group as usize]);
        check(price > 0 && first == slot, "groups")?;
        self.books.place(group, Some(price));
        Ok(price)
    }
}
