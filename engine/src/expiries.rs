//! Orders that are good till a time (FIX 59=6), the first to expire at hand. Nobody else's order costs anything here.

use crate::orders::hash_of;
use crate::table::Table;
use crate::timers::NEVER;

/// One order's end, and its place in the heap.
#[derive(Clone, Copy, Debug)]
struct Row {
    at: u64,
    order_id: u64,
    place: u32,
}

/// Every open order that expires at a time. A binary heap whose entries know their places: nothing is allocated while
/// as many come as go.
pub struct Expiries {
    rows: Vec<Row>,
    free: Vec<u32>,
    /// Rows, the first to expire at the top; those of one time by order id, so in the order they came.
    heap: Vec<u32>,
    table: Table,
    next: u64,
}

impl Default for Expiries {
    fn default() -> Self {
        Self { rows: Vec::new(), free: Vec::new(), heap: Vec::new(), table: Table::default(), next: NEVER }
    }
}

impl Expiries {
    /// When the next order expires; [`NEVER`] if none does. O(1).
    #[inline]
    pub fn next(&self) -> u64 {
        self.next
    }

    /// Orders that expire.
    pub fn len(&self) -> usize {
        self.heap.len()
    }

    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }

    /// The first order to expire. O(1).
    pub fn first(&self) -> Option<u64> {
        self.heap.first().map(|&row| self.rows[row as usize].order_id)
    }

    fn row(&self, order_id: u64) -> Option<u32> {
        self.table.find(hash_of(order_id), |row| self.rows[row as usize].order_id == order_id)
    }

    /// When an order expires; 0 for never. O(1).
    pub fn of(&self, order_id: u64) -> u64 {
        self.row(order_id).map_or(0, |row| self.rows[row as usize].at)
    }

    /// Notes when an order expires; it is not known yet. O(log n).
    pub fn insert(&mut self, order_id: u64, at: u64) {
        let it = Row { at, order_id, place: self.heap.len() as u32 };
        let row = match self.free.pop() {
            Some(row) => {
                self.rows[row as usize] = it;
                row
            }
            None => {
                self.rows.push(it);
                (self.rows.len() - 1) as u32
            }
        };
        self.table.insert(hash_of(order_id), row);
        self.heap.push(row);
        self.rise(self.heap.len() - 1);
        self.look();
    }

    /// Forgets an order that ended; nothing happens if it would not have expired. O(log n).
    pub fn forget(&mut self, order_id: u64) {
        let Some(row) = self.row(order_id) else { return };
        let place = self.rows[row as usize].place as usize;
        self.table.remove(hash_of(order_id), row);
        self.free.push(row);
        let last = self.heap.pop().expect("it is in the heap");
        if last != row {
            self.put(place, last);
            self.sink(place);
            self.rise(place);
        }
        self.look();
    }

    fn look(&mut self) {
        self.next = self.heap.first().map_or(NEVER, |&row| self.rows[row as usize].at);
    }

    fn key(&self, place: usize) -> (u64, u64) {
        let it = &self.rows[self.heap[place] as usize];
        (it.at, it.order_id)
    }

    fn put(&mut self, place: usize, row: u32) {
        self.heap[place] = row;
        self.rows[row as usize].place = place as u32;
    }

    fn swap(&mut self, a: usize, b: usize) {
        let (row_a, row_b) = (self.heap[a], self.heap[b]);
        self.put(a, row_b);
        self.put(b, row_a);
    }

    fn rise(&mut self, mut place: usize) {
        while place > 0 && self.key(place) < self.key((place - 1) / 2) {
            self.swap(place, (place - 1) / 2);
            place = (place - 1) / 2;
        }
    }

    fn sink(&mut self, mut place: usize) {
        loop {
            let children = (2 * place + 1..2 * place + 3).take_while(|&child| child < self.heap.len());
            let Some(first) = children.min_by_key(|&child| self.key(child)) else { return };
            if self.key(place) < self.key(first) {
                return;
            }
            self.swap(place, first);
            place = first;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drain(expiries: &mut Expiries) -> Vec<(u64, u64)> {
        let mut out = Vec::new();
        while let Some(id) = expiries.first() {
            out.push((expiries.next(), id));
            expiries.forget(id);
        }
        out
    }

    #[test]
    fn the_first_to_expire_comes_first_and_of_one_time_the_oldest() {
        let mut expiries = Expiries::default();
        assert_eq!((expiries.next(), expiries.first(), expiries.of(1)), (NEVER, None, 0));
        for (id, at) in [(1, 30), (2, 10), (3, 30), (4, 20), (5, 10), (6, 10)] {
            expiries.insert(id, at);
        }
        assert_eq!((expiries.len(), expiries.of(4)), (6, 20));
        expiries.forget(5);
        expiries.forget(5);
        assert_eq!(drain(&mut expiries), [(10, 2), (10, 6), (20, 4), (30, 1), (30, 3)]);
        assert!(expiries.is_empty() && expiries.next() == NEVER);
    }

    #[test]
    fn leave_in_any_order_and_their_places_are_used_again() {
        let mut expiries = Expiries::default();
        let at = |id: u64| id.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 60;
        for round in 0..20u64 {
            for id in round * 100..round * 100 + 100 {
                expiries.insert(id, at(id));
            }
            // All but every seventh of the round before leaves again.
            for id in (round * 100..round * 100 + 100).filter(|id| id % 7 != 0) {
                expiries.forget(id);
            }
        }
        assert!(expiries.rows.len() < 400, "{}", expiries.rows.len());
        let mut wanted: Vec<_> = (0..2000).filter(|id| id % 7 == 0).map(|id| (at(id), id)).collect();
        wanted.sort_unstable();
        assert_eq!(drain(&mut expiries), wanted);
    }
}
