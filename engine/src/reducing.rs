//! Reduce-only orders (OT-10): which are open, by position, and whose positions shrank under them.
//!
//! Nobody else has anything here: one test says whether there are any.

use crate::book::Side;
use crate::orders::{Order, hash_of};
use crate::table::Table;

/// In an order's flags: it only sells what its account's position still is.
pub const REDUCE_ONLY: u32 = 2;

const NONE: u32 = u32::MAX;

/// May a reduce-only order be open while its position can sell so many lots?
pub(crate) fn fits_position(order: &Order, sellable: u64) -> bool {
    order.side == Side::Sell && order.leaves() <= sellable
}

/// An open reduce-only order, among those of its position.
#[derive(Clone, Copy)]
struct Row {
    order_id: u64,
    prev: u32,
    next: u32,
}

/// Those of one position, in the order in which they stand among their account's open orders.
#[derive(Clone, Copy)]
struct Queue {
    first: u32,
    last: u32,
    has_shrunk: bool,
}

const EMPTY: Queue = Queue { first: NONE, last: NONE, has_shrunk: false };

/// Every open reduce-only order.
#[derive(Default)]
pub struct Reducing {
    rows: Vec<Row>,
    free: Vec<u32>,
    table: Table,
    /// By position, as far as there ever were some.
    queues: Vec<Queue>,
    /// By instrument, as far as there ever were some: how many are open.
    counts: Vec<u32>,
    /// Positions that shrank since this was last looked at, in the order in which they did.
    shrunk: Vec<u32>,
}

impl Reducing {
    /// How many are open.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// Are there any in an instrument? O(1).
    pub fn are_in(&self, instrument: u32) -> bool {
        self.counts.get(instrument as usize).is_some_and(|&count| count > 0)
    }

    fn place(&self, order_id: u64) -> u32 {
        let is_it = |at: u32| self.rows[at as usize].order_id == order_id;
        self.table.find(hash_of(order_id), is_it).expect("a reduce-only order is known")
    }

    /// Does a position have some? O(1).
    pub fn has(&self, position: u32) -> bool {
        self.queues.get(position as usize).is_some_and(|queue| queue.first != NONE)
    }

    /// The first order of a position. O(1).
    pub fn first(&self, position: u32) -> Option<u64> {
        let first = self.queues.get(position as usize)?.first;
        (first != NONE).then(|| self.rows[first as usize].order_id)
    }

    /// The order after this one. O(1).
    ///
    /// # Panics
    /// If the order is not one of these.
    pub fn after(&self, order_id: u64) -> Option<u64> {
        let next = self.rows[self.place(order_id) as usize].next;
        (next != NONE).then(|| self.rows[next as usize].order_id)
    }

    /// Keeps an order that came to be open. O(1).
    #[cold]
    pub(crate) fn insert(&mut self, instrument: u32, position: u32, order_id: u64) {
        let (at, instrument) = (position as usize, instrument as usize);
        if self.queues.len() <= at {
            self.queues.resize(at + 1, EMPTY);
        }
        if self.counts.len() <= instrument {
            self.counts.resize(instrument + 1, 0);
        }
        self.counts[instrument] += 1;
        let prev = self.queues[at].last;
        let row = Row { order_id, prev, next: NONE };
        let place = match self.free.pop() {
            Some(place) => {
                self.rows[place as usize] = row;
                place
            }
            None => {
                self.rows.push(row);
                (self.rows.len() - 1) as u32
            }
        };
        self.queues[at].last = place;
        match prev {
            NONE => self.queues[at].first = place,
            prev => self.rows[prev as usize].next = place,
        }
        self.table.insert(hash_of(order_id), place);
    }

    /// Forgets an order that ended, or meets the book. O(1).
    ///
    /// # Panics
    /// If the order is not one of these.
    #[cold]
    pub(crate) fn remove(&mut self, instrument: u32, position: u32, order_id: u64) {
        let place = self.place(order_id);
        let Row { prev, next, .. } = self.rows[place as usize];
        let queue = &mut self.queues[position as usize];
        match prev {
            NONE => queue.first = next,
            prev => self.rows[prev as usize].next = next,
        }
        match next {
            NONE => queue.last = prev,
            next => self.rows[next as usize].prev = prev,
        }
        self.counts[instrument as usize] -= 1;
        self.table.remove(hash_of(order_id), place);
        self.free.push(place);
    }

    /// Notes that a position shrank, if there are orders that mind.
    #[cold]
    pub(crate) fn note(&mut self, position: u32) {
        if self.has(position) && !std::mem::replace(&mut self.queues[position as usize].has_shrunk, true) {
            self.shrunk.push(position);
        }
    }

    /// Did positions shrink that have such orders?
    #[inline]
    pub(crate) fn has_shrunk(&self) -> bool {
        !self.shrunk.is_empty()
    }

    /// The positions that shrank, to be given back.
    pub(crate) fn take_shrunk(&mut self) -> Vec<u32> {
        let shrunk = std::mem::take(&mut self.shrunk);
        for &position in &shrunk {
            self.queues[position as usize].has_shrunk = false;
        }
        shrunk
    }

    /// Gives back what [`Reducing::take_shrunk`] gave, for its memory.
    pub(crate) fn put_shrunk(&mut self, mut shrunk: Vec<u32>) {
        shrunk.clear();
        self.shrunk = shrunk;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_those_of_a_position_in_the_order_they_came() {
        let mut it = Reducing::default();
        let all = |it: &Reducing, position| {
            std::iter::successors(it.first(position), |&id| it.after(id)).collect::<Vec<_>>()
        };
        for id in 1..=6 {
            it.insert(id as u32 % 3, 4, id);
        }
        it.insert(0, 2, 7);
        for id in [1, 4, 6] {
            it.remove(id as u32 % 3, 4, id);
        }
        it.insert(1, 4, 4);
        assert_eq!((all(&it, 4), all(&it, 2), it.len()), (vec![2, 3, 5, 4], vec![7], 5));
        assert!(it.are_in(1) && it.has(2) && !it.has(0) && !it.has(9));
        it.note(4);
        it.note(9);
        it.note(4);
        assert_eq!(it.take_shrunk(), [4]);
        for id in [2, 3, 4, 5] {
            it.remove(id as u32 % 3, 4, id);
        }
        it.note(4);
        assert!(!it.has_shrunk() && !it.has(4) && !it.are_in(1));
    }
}
