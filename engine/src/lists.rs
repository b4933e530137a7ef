//! Orders that are bound to each other: which orders are legs of which list, what each list holds for those that share
//! a hold, and which lists a command met.
//!
//! A list knows of its legs what their orders do not: the fills that it has not acted on yet, and, once a leg ended,
//! that it did. Everything here is O(1) but where a doc comment says otherwise; a list has at most three legs.

use crate::book::Side;
use crate::orders::hash_of;
use crate::table::Table;
use std::collections::VecDeque;
use tapebook_schema::ListKind;

/// Set in an order's flags: it is a leg of a list. No request may set it.
pub const LISTED: u32 = 1 << 19;
/// Set in a leg's flags: its list holds its funds, as much as the largest of those that share. No request may set it.
pub const SHARED: u32 = 1 << 20;

/// Most legs of a list.
pub const MAX_LEGS: usize = 3;

/// A leg, as its list knows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leg {
    /// 0 for a leg that the list does not have.
    pub order_id: u64,
    /// What it needs of the list's hold; 0 unless it shares it.
    pub hold: i128,
    /// Fills that were counted, in lots.
    seen: u64,
    /// Fills that the list has not acted on, in lots.
    pub filled: u64,
    /// It ended.
    pub is_done: bool,
    /// Its last fill completed it.
    pub is_complete: bool,
    /// It ended by something else than a fill or its list, and the list has not acted on it.
    pub has_ended: bool,
    /// Self-trade prevention took something off it, and the list has not acted on it.
    pub was_hit: bool,
}

impl Leg {
    fn new(order_id: u64) -> Self {
        Self { order_id, is_done: order_id == 0, ..Self::default() }
    }

    /// Counts what it filled before, after a restore.
    pub fn set_seen(&mut self, cumulative: u64) {
        self.seen = cumulative;
    }

    /// Is there anything that its list has to act on?
    pub fn is_marked(&self) -> bool {
        self.filled > 0 || self.has_ended || self.was_hit
    }
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    pub id: u64,
    pub client_id: [u8; 36],
    pub account: u32,
    pub instrument: u32,
    pub kind: ListKind,
    pub legs: [Leg; MAX_LEGS],
    /// Reserved for the legs that share.
    pub held: i128,
    /// Side of those.
    pub side: Side,
    is_touched: bool,
    /// Acted on, and its hold is to be levelled.
    is_acted_on: bool,
}

impl List {
    pub fn new(
        id: u64,
        client_id: [u8; 36],
        account: u32,
        instrument: u32,
        kind: ListKind,
        side: Side,
        orders: [u64; MAX_LEGS],
    ) -> Self {
        Self {
            id,
            client_id,
            account,
            instrument,
            kind,
            legs: orders.map(Leg::new),
            held: 0,
            side,
            is_touched: false,
            is_acted_on: false,
        }
    }

    pub fn orders(&self) -> [u64; MAX_LEGS] {
        self.legs.map(|leg| leg.order_id)
    }

    /// Does the first leg work, while the others wait for it?
    pub fn has_entry(&self) -> bool {
        self.kind != ListKind::Oco
    }

    pub fn is_done(&self) -> bool {
        self.legs.iter().all(|leg| leg.is_done)
    }

    /// Legs that did not end, in their order.
    pub fn open(&self) -> impl Iterator<Item = usize> {
        (0..MAX_LEGS).filter(|&at| !self.legs[at].is_done)
    }
}

/// How many legs a list of this kind has.
pub fn legs_of(kind: ListKind) -> usize {
    if matches!(kind, ListKind::Oco | ListKind::Oto) { 2 } else { 3 }
}

/// Every list with an open leg.
#[derive(Default)]
pub struct Lists {
    rows: Vec<Option<List>>,
    free: Vec<u32>,
    by_id: Table,
    /// Rows by the order ids of their legs, ended ones included.
    by_order: Table,
    /// Rows that the command met, in that order.
    touched: VecDeque<u32>,
    /// Of those, the ones that were acted on, and whose hold is to be levelled.
    acted_on: Vec<u32>,
    /// Rows whose entry makes legs start or grow.
    starting: VecDeque<u32>,
    /// Id of the last list.
    pub last_id: u64,
}

impl Lists {
    /// Lists with an open leg.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// Did the command meet a list that has not been followed?
    #[inline]
    pub fn is_touched(&self) -> bool {
        !self.touched.is_empty()
    }

    /// The row of a list by its id.
    pub fn find(&self, id: u64) -> Option<u32> {
        self.by_id.find(hash_of(id), |row| self.rows[row as usize].as_ref().is_some_and(|it| it.id == id))
    }

    /// The list that an order is a leg of, and which one.
    pub fn of_order(&self, order_id: u64) -> Option<(u32, usize)> {
        if order_id == 0 {
            return None;
        }
        let place =
            |row: u32| self.rows[row as usize].as_ref()?.orders().iter().position(|&it| it == order_id);
        let row = self.by_order.find(hash_of(order_id), |row| place(row).is_some())?;
        Some((row, place(row)?))
    }

    /// # Panics
    /// If there is no list in the row.
    pub fn get(&self, row: u32) -> &List {
        self.rows[row as usize].as_ref().expect("the row has a list")
    }

    /// # Panics
    /// As [`Lists::get`].
    pub fn get_mut(&mut self, row: u32) -> &mut List {
        self.rows[row as usize].as_mut().expect("the row has a list")
    }

    /// Keeps a list; its row.
    pub fn insert(&mut self, list: List) -> u32 {
        let row = self.free.pop().unwrap_or_else(|| {
            self.rows.push(None);
            (self.rows.len() - 1) as u32
        });
        self.by_id.insert(hash_of(list.id), row);
        for order_id in list.orders().into_iter().filter(|&id| id != 0) {
            self.by_order.insert(hash_of(order_id), row);
        }
        self.rows[row as usize] = Some(list);
        row
    }

    /// Forgets a list that is done.
    ///
    /// # Panics
    /// As [`Lists::get`].
    pub fn remove(&mut self, row: u32) -> List {
        let list = self.rows[row as usize].take().expect("the row has a list");
        self.by_id.remove(hash_of(list.id), row);
        for order_id in list.orders().into_iter().filter(|&id| id != 0) {
            self.by_order.remove(hash_of(order_id), row);
        }
        self.touched.retain(|&it| it != row);
        self.starting.retain(|&it| it != row);
        self.free.push(row);
        list
    }

    /// Every list, by row. O(rows).
    pub fn all(&self) -> impl Iterator<Item = &List> {
        self.rows.iter().flatten()
    }

    fn touch(&mut self, row: u32) {
        let list = self.rows[row as usize].as_mut().expect("the row has a list");
        if !std::mem::replace(&mut list.is_touched, true) {
            self.touched.push_back(row);
        }
    }

    /// The list that the command met first, of those that it met and that were not acted on.
    pub fn take_touched(&mut self) -> Option<u32> {
        let row = self.touched.pop_front()?;
        let list = self.rows[row as usize].as_mut().expect("the row has a list");
        list.is_touched = false;
        if !std::mem::replace(&mut list.is_acted_on, true) {
            self.acted_on.push(row);
        }
        Some(row)
    }

    /// The lists that were acted on, in that order, with room to be handed back.
    pub fn take_acted_on(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.acted_on)
    }

    /// Hands the room back.
    pub fn put_acted_on(&mut self, mut rows: Vec<u32>) {
        rows.clear();
        rows.append(&mut self.acted_on);
        self.acted_on = rows;
    }

    /// A list's entry traded: its legs start or grow once all that frees funds is done.
    pub fn will_start(&mut self, row: u32) {
        if !self.starting.contains(&row) {
            self.starting.push_back(row);
        }
    }

    pub fn take_starting(&mut self) -> Option<u32> {
        self.starting.pop_front()
    }

    /// A leg traded: its fills so far in lots, what is left of it, and what it holds now.
    #[cold]
    pub fn filled(&mut self, order_id: u64, cumulative: u64, leaves: u64, hold: i128) {
        let Some((row, at)) = self.of_order(order_id) else { return };
        let list = self.get_mut(row);
        let leg = &mut list.legs[at];
        leg.filled += cumulative - leg.seen;
        leg.seen = cumulative;
        leg.is_complete = leaves == 0;
        leg.is_done = leaves == 0;
        list.consume(at, hold);
        self.touch(row);
    }

    /// Self-trade prevention took something off a leg: what it holds now.
    #[cold]
    pub fn shrunk(&mut self, order_id: u64, hold: i128) {
        let Some((row, at)) = self.of_order(order_id) else { return };
        let list = self.get_mut(row);
        list.legs[at].was_hit = true;
        list.consume(at, hold);
        self.touch(row);
    }

    /// A leg ended without a fill. Where its list did not end it, the list acts on it.
    #[cold]
    pub fn ended(&mut self, order_id: u64) {
        let Some((row, at)) = self.of_order(order_id) else { return };
        let leg = &mut self.get_mut(row).legs[at];
        leg.has_ended |= !leg.is_done;
        leg.is_done = true;
        self.touch(row);
    }
}

impl List {
    /// Its hold is levelled.
    pub fn set_levelled(&mut self) {
        self.is_acted_on = false;
    }

    /// A leg that shares needs less than before: by so much the list holds less, because it was spent or released.
    fn consume(&mut self, at: usize, hold: i128) {
        let leg = &mut self.legs[at];
        // What does not share has 0 here, and holds by itself.
        if leg.hold != 0 {
            self.held -= leg.hold - hold;
            leg.hold = hold;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legs_are_found_until_their_list_is_forgotten() {
        let mut lists = Lists::default();
        let first = lists.insert(List::new(1, [1; 36], 16, 0, ListKind::Oto, Side::Sell, [5, 6, 0]));
        lists.insert(List::new(2, [2; 36], 16, 0, ListKind::Bracket, Side::Sell, [7, 8, 9]));
        assert_eq!(lists.of_order(6), Some((first, 1)));
        assert_eq!(lists.of_order(0), None);
        lists.ended(5);
        lists.filled(9, 3, 4, 0);
        lists.ended(5);
        assert!(lists.get(first).legs[0].has_ended);
        assert_eq!(lists.take_touched(), Some(first));
        assert_eq!(lists.take_touched(), lists.find(2));
        assert_eq!(lists.take_touched(), None);
        lists.remove(first);
        assert_eq!((lists.of_order(6), lists.find(1), lists.len()), (None, None, 1));
    }

    #[test]
    fn a_fill_of_a_leg_that_shares_leaves_the_hold() {
        let mut lists = Lists::default();
        let mut list = List::new(1, [1; 36], 16, 0, ListKind::Oco, Side::Sell, [5, 6, 0]);
        (list.legs[0].hold, list.legs[1].hold, list.held) = (100, 130, 130);
        let row = lists.insert(list);
        lists.filled(5, 4, 6, 60);
        assert_eq!((lists.get(row).held, lists.get(row).legs[0].filled), (90, 4));
        lists.filled(5, 10, 0, 0);
        assert_eq!((lists.get(row).held, lists.get(row).legs[0].is_complete), (30, true));
    }
}
