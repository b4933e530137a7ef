//! Where resting orders stand in memory. Each book takes slots in blocks of its own and uses again first what it freed
//! itself, so that what is active together lies together: the orders of one busy book share pages and lines, however
//! many millions rest elsewhere.

use super::levels::NONE;
use crate::prefetch::prefetch;
use std::ops::{Index, IndexMut};

/// A resting order. 32 bytes, two to a cache line.
#[derive(Clone, Copy, Default)]
#[repr(C)]
pub(super) struct Resting {
    /// Who stands behind it; in a free slot, the next free one.
    pub next: u32,
    pub prev: u32,
    pub level: u32,
    pub owner: u32,
    pub id: u64,
    pub leaves: u64,
}

/// Slots of a block.
const BLOCK: u32 = 16;

/// What a book may keep free beyond what it uses; more goes to whichever book needs it.
const SPARE: u32 = 64;

/// A book's slots.
#[derive(Clone, Copy)]
struct Pool {
    /// First of its free slots, linked by `next`.
    free: u32,
    /// How many more it may keep free: those in use, and [`SPARE`], less those it keeps.
    room: u32,
}

/// All slots of all books. Number 0 is never given.
///
/// Memory: books keep at most as many slots free as they use, and [`SPARE`] more each.
pub(super) struct Slots {
    slots: Vec<Resting>,
    pools: Vec<Pool>,
    /// First of the free slots that are no book's.
    shared: u32,
    taken: usize,
}

impl Slots {
    pub fn new() -> Self {
        Self { slots: vec![Resting::default()], pools: Vec::new(), shared: NONE, taken: 0 }
    }

    pub fn add_book(&mut self) {
        self.pools.push(Pool { free: NONE, room: SPARE });
    }

    /// Slots in use.
    pub fn taken(&self) -> usize {
        self.taken
    }

    /// How long an array beside the slots is.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Can another slot be taken, by whichever book?
    pub fn has_room(&self) -> bool {
        self.slots.len() < (u32::MAX - BLOCK) as usize
    }

    /// A slot for a new order of a book: one it freed, one that is no book's, or the first of a new block. O(1).
    #[inline]
    pub fn take(&mut self, book: u32) -> u32 {
        self.taken += 1;
        let pool = &mut self.pools[book as usize];
        let slot = pool.free;
        if slot != NONE {
            pool.free = self.slots[slot as usize].next;
            pool.room += 2;
            return slot;
        }
        self.take_new(book)
    }

    #[cold]
    fn take_new(&mut self, book: u32) -> u32 {
        let pool = &mut self.pools[book as usize];
        pool.room += 1;
        if self.shared != NONE {
            let slot = self.shared;
            self.shared = self.slots[slot as usize].next;
            return slot;
        }
        let first = self.slots.len() as u32;
        self.slots.extend((1..=BLOCK).map(|at| Resting { next: first + at, ..Resting::default() }));
        self.slots[(first + BLOCK - 1) as usize].next = NONE;
        pool.free = first + 1;
        pool.room -= BLOCK - 1;
        first
    }

    /// Gives a slot back. O(1).
    #[inline]
    pub fn free(&mut self, book: u32, slot: u32) {
        self.taken -= 1;
        let pool = &mut self.pools[book as usize];
        if pool.room >= 2 {
            pool.room -= 2;
            self.slots[slot as usize].next = pool.free;
            pool.free = slot;
        } else {
            self.share(book, slot);
        }
    }

    /// A book that shrinks gives up two slots for each order that leaves: the order's, and one that it kept.
    #[cold]
    fn share(&mut self, book: u32, slot: u32) {
        let pool = &mut self.pools[book as usize];
        let kept = pool.free;
        pool.free = self.slots[kept as usize].next;
        self.slots[kept as usize].next = self.shared;
        self.slots[slot as usize].next = kept;
        self.shared = slot;
    }

    pub fn get(&self, slot: u32) -> Option<&Resting> {
        self.slots.get(slot as usize)
    }

    pub fn prefetch(&self, slot: u32) {
        prefetch(&self.slots, slot as usize);
    }

    /// Asks for the memory of the slot that the book takes next.
    pub fn prefetch_free(&self, book: u32) {
        if let Some(pool) = self.pools.get(book as usize) {
            self.prefetch(pool.free);
        }
    }
}

impl Index<u32> for Slots {
    type Output = Resting;

    #[inline]
    fn index(&self, slot: u32) -> &Resting {
        &self.slots[slot as usize]
    }
}

impl IndexMut<u32> for Slots {
    #[inline]
    fn index_mut(&mut self, slot: u32) -> &mut Resting {
        &mut self.slots[slot as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A book's free slots, and those that are no book's.
    fn free(slots: &Slots, book: u32) -> (usize, usize) {
        let count = |first| {
            std::iter::successors(Some(first), |&at| Some(slots[at].next))
                .take_while(|&at| at != NONE)
                .count()
        };
        (count(slots.pools[book as usize].free), count(slots.shared))
    }

    #[test]
    fn a_book_uses_its_own_block_and_what_it_freed() {
        let mut slots = Slots::new();
        slots.add_book();
        slots.add_book();
        let taken: Vec<u32> = (0..32).map(|at| slots.take(at & 1)).collect();
        assert!(taken.iter().all(|&slot| slot != NONE));
        let blocks = |book: usize| taken.iter().skip(book).step_by(2).map(|slot| (slot - 1) / BLOCK).max();
        assert_eq!((blocks(0), blocks(1)), (Some(0), Some(1)));
        slots.free(0, taken[4]);
        slots.free(1, taken[7]);
        assert_eq!((slots.take(0), slots.take(1)), (taken[4], taken[7]));
    }

    #[test]
    fn a_book_that_shrinks_gives_its_slots_to_others() {
        let mut slots = Slots::new();
        slots.add_book();
        slots.add_book();
        let taken: Vec<u32> = (0..10_000).map(|_| slots.take(0)).collect();
        for (left, &slot) in (0..10_000).rev().zip(&taken) {
            slots.free(0, slot);
            let (own, shared) = free(&slots, 0);
            assert!(left % 1_000 != 0 || own <= left + SPARE as usize, "{own} kept by {left}");
            assert!(left % 1_000 != 0 || own + shared + left == 10_000);
        }
        assert_eq!(slots.taken(), 0);
        let length = slots.len();
        for _ in 0..9_000 {
            slots.take(1);
        }
        assert_eq!((slots.taken(), slots.len()), (9_000, length));
    }
}
