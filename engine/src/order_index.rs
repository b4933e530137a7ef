//! From order id to slot. Ids are given out in sequence, so recent ones share cache lines; an order that stays
//! for long keeps only the 64 ids around it in memory, not all that came since.

use crate::book::Slot;
use std::collections::VecDeque;

const LEAF_BITS: u32 = 6;
const MIDDLE_BITS: u32 = 10;
const TOP_SHIFT: u32 = LEAF_BITS + MIDDLE_BITS;
const NONE: u32 = 0;

#[derive(Clone, Copy)]
struct Page<const N: usize> {
    live: u32,
    entries: [u32; N],
}

/// Pages of one size, reused last in, first out.
struct Arena<const N: usize> {
    pages: Vec<Page<N>>,
    free: Vec<u32>,
}

impl<const N: usize> Arena<N> {
    fn new() -> Self {
        Self { pages: vec![Page { live: 0, entries: [NONE; N] }], free: Vec::new() }
    }

    fn take(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.pages.push(Page { live: 0, entries: [NONE; N] });
            (self.pages.len() - 1) as u32
        })
    }

    /// Sets an entry; true if the page became empty and was freed.
    fn set(&mut self, page: u32, at: usize, value: u32) -> bool {
        let it = &mut self.pages[page as usize];
        it.live = it.live + u32::from(value != NONE) - u32::from(it.entries[at] != NONE);
        it.entries[at] = value;
        if it.live == 0 {
            self.free.push(page);
        }
        it.live == 0
    }

    fn get(&self, page: u32, at: usize) -> u32 {
        self.pages[page as usize].entries[at]
    }
}

/// A sparse array from order id to slot. Every call is O(1).
pub struct OrderIndex {
    leaves: Arena<64>,
    middles: Arena<1024>,
    /// One entry for 65,536 ids.
    top: VecDeque<u32>,
    first: u64,
}

impl Default for OrderIndex {
    fn default() -> Self {
        Self { leaves: Arena::new(), middles: Arena::new(), top: VecDeque::new(), first: 0 }
    }
}

fn middle_at(id: u64) -> usize {
    (id >> LEAF_BITS & ((1 << MIDDLE_BITS) - 1)) as usize
}

fn leaf_at(id: u64) -> usize {
    (id & ((1 << LEAF_BITS) - 1)) as usize
}

impl OrderIndex {
    pub fn get(&self, id: u64) -> Option<Slot> {
        let at = usize::try_from((id >> TOP_SHIFT).checked_sub(self.first)?).ok()?;
        // Page 0 of both arenas stays empty, so a missing page reads as no slot.
        let middle = *self.top.get(at)?;
        let leaf = self.middles.get(middle, middle_at(id));
        Slot::from_index(self.leaves.get(leaf, leaf_at(id)))
    }

    pub fn insert(&mut self, id: u64, slot: Slot) {
        let number = id >> TOP_SHIFT;
        if self.top.is_empty() {
            self.first = number;
        }
        // Only a restore meets ids below the first.
        while number < self.first {
            self.top.push_front(NONE);
            self.first -= 1;
        }
        let at = (number - self.first) as usize;
        while self.top.len() <= at {
            self.top.push_back(NONE);
        }
        if self.top[at] == NONE {
            self.top[at] = self.middles.take();
        }
        let middle = self.top[at];
        let mut leaf = self.middles.get(middle, middle_at(id));
        if leaf == NONE {
            leaf = self.leaves.take();
            self.middles.set(middle, middle_at(id), leaf);
        }
        self.leaves.set(leaf, leaf_at(id), slot.raw());
    }

    /// Forgets an id that is there.
    pub fn remove(&mut self, id: u64) {
        let at = ((id >> TOP_SHIFT) - self.first) as usize;
        let middle = self.top[at];
        let leaf = self.middles.get(middle, middle_at(id));
        if self.leaves.set(leaf, leaf_at(id), NONE) && self.middles.set(middle, middle_at(id), NONE) {
            self.top[at] = NONE;
            while let Some(&NONE) = self.top.front() {
                self.top.pop_front();
                self.first += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_open_ids_only() {
        let mut index = OrderIndex::default();
        for id in 1..=300_000u64 {
            index.insert(id, Slot(id as u32));
            if id > 10 {
                index.remove(id - 1);
            }
        }
        assert_eq!(index.get(9), Some(Slot(9)));
        assert_eq!(index.get(10), None);
        assert_eq!(index.get(300_000), Some(Slot(300_000)));
        assert_eq!(index.get(u64::MAX), None);
        assert!(index.leaves.pages.len() < 10, "one page for the first ids and a few for the last");
        for id in (1..10).chain([300_000]) {
            index.remove(id);
        }
        assert!(index.top.is_empty());
        index.insert(5, Slot(1));
        assert_eq!(index.get(5), Some(Slot(1)));
    }
}
