//! Where an order stands, by its id: an open table with linear probing. Ids are the engine's own, in sequence, so
//! nobody can choose them to collide.

const EMPTY: u32 = u32::MAX;
const SMALLEST: usize = 16;

/// Slots by order id. Every call is O(1) on average.
#[derive(Default)]
pub(crate) struct Ids {
    /// A power of two of entries, at most half of them used.
    entries: Vec<(u64, u32)>,
    used: usize,
}

impl Ids {
    pub fn len(&self) -> usize {
        self.used
    }

    fn home(&self, id: u64) -> usize {
        (id.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20) as usize & (self.entries.len() - 1)
    }

    fn next(&self, at: usize) -> usize {
        (at + 1) & (self.entries.len() - 1)
    }

    fn find(&self, id: u64) -> Option<usize> {
        if self.entries.is_empty() {
            return None;
        }
        let mut at = self.home(id);
        while self.entries[at].1 != EMPTY {
            if self.entries[at].0 == id {
                return Some(at);
            }
            at = self.next(at);
        }
        None
    }

    pub fn get(&self, id: u64) -> Option<u32> {
        self.find(id).map(|at| self.entries[at].1)
    }

    /// Adds an id that is not there.
    ///
    /// # Panics
    /// If it is.
    pub fn insert(&mut self, id: u64, slot: u32) {
        if (self.used + 1) * 2 > self.entries.len() {
            let longer = (self.entries.len() * 2).max(SMALLEST);
            let before = std::mem::replace(&mut self.entries, vec![(0, EMPTY); longer]);
            self.used = 0;
            before.into_iter().filter(|it| it.1 != EMPTY).for_each(|(id, slot)| self.insert(id, slot));
        }
        let mut at = self.home(id);
        while self.entries[at].1 != EMPTY {
            assert!(self.entries[at].0 != id, "order {id} is in the book already");
            at = self.next(at);
        }
        self.entries[at] = (id, slot);
        self.used += 1;
    }

    pub fn remove(&mut self, id: u64) {
        let Some(mut hole) = self.find(id) else { return };
        self.used -= 1;
        let mut at = self.next(hole);
        while self.entries[at].1 != EMPTY {
            // An entry may move back to the hole unless its home lies between the two.
            let home = self.home(self.entries[at].0);
            let is_between = if hole <= at { hole < home && home <= at } else { hole < home || home <= at };
            if !is_between {
                self.entries[hole] = self.entries[at];
                hole = at;
            }
            at = self.next(at);
        }
        self.entries[hole] = (0, EMPTY);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn is_a_map() {
        let (mut ids, mut naive) = (Ids::default(), BTreeMap::new());
        let mut seed = 5u64;
        for step in 0..200_000u32 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let id = (seed >> 33) % 700;
            let has_gone = naive.remove(&id).is_some();
            ids.remove(id);
            if !has_gone && !(seed >> 20).is_multiple_of(3) {
                naive.insert(id, step);
                ids.insert(id, step);
            }
            assert_eq!((ids.get(id), ids.len()), (naive.get(&id).copied(), naive.len()));
            if step % 1000 == 0 {
                assert!((0..700).all(|id| ids.get(id) == naive.get(&id).copied()));
            }
        }
    }
}
