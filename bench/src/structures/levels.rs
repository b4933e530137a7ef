//! Ways to find the level at a price and the best one. Prices are turned so that the best is always the greatest.

use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// The levels of one side, each a queue's number.
pub trait Levels: Default {
    /// The greatest price there is, and its queue.
    fn best(&mut self) -> Option<(i64, u32)>;
    /// The queue at a price; if there is none yet, the one that `make` gives.
    fn find_or_make(&mut self, price: i64, make: impl FnOnce() -> u32) -> u32;
    /// Forgets a price that is there.
    fn remove(&mut self, price: i64);
}

/// The tree of the standard library.
#[derive(Default)]
pub struct Tree(BTreeMap<i64, u32>);

impl Levels for Tree {
    fn best(&mut self) -> Option<(i64, u32)> {
        self.0.last_key_value().map(|(&price, &queue)| (price, queue))
    }

    fn find_or_make(&mut self, price: i64, make: impl FnOnce() -> u32) -> u32 {
        *self.0.entry(price).or_insert_with(make)
    }

    fn remove(&mut self, price: i64) {
        self.0.remove(&price);
    }
}

/// A sorted array whose end is the best, so that most changes move little.
#[derive(Default)]
pub struct Sorted(Vec<(i64, u32)>);

impl Levels for Sorted {
    fn best(&mut self) -> Option<(i64, u32)> {
        self.0.last().copied()
    }

    fn find_or_make(&mut self, price: i64, make: impl FnOnce() -> u32) -> u32 {
        match self.0.binary_search_by_key(&price, |level| level.0) {
            Ok(at) => self.0[at].1,
            Err(at) => {
                let queue = make();
                self.0.insert(at, (price, queue));
                queue
            }
        }
    }

    fn remove(&mut self, price: i64) {
        if let Ok(at) = self.0.binary_search_by_key(&price, |level| level.0) {
            self.0.remove(at);
        }
    }
}

/// A hash of prices for the level, and a heap for the best. A price that empties stays in the heap until it comes up.
#[derive(Default)]
pub struct HashAndHeap {
    queues: HashMap<i64, u32, BuildHasherDefault<Multiply>>,
    heap: BinaryHeap<i64>,
}

/// One multiplication: the cheapest hash that spreads neighbouring prices.
#[derive(Default)]
pub struct Multiply(u64);

impl Hasher for Multiply {
    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_i64(i64::from(byte));
        }
    }

    fn write_i64(&mut self, number: i64) {
        self.0 = (self.0 ^ number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl Levels for HashAndHeap {
    fn best(&mut self) -> Option<(i64, u32)> {
        while let Some(&price) = self.heap.peek() {
            if let Some(&queue) = self.queues.get(&price) {
                return Some((price, queue));
            }
            self.heap.pop();
        }
        None
    }

    fn find_or_make(&mut self, price: i64, make: impl FnOnce() -> u32) -> u32 {
        *self.queues.entry(price).or_insert_with(|| {
            self.heap.push(price);
            make()
        })
    }

    fn remove(&mut self, price: i64) {
        self.queues.remove(&price);
    }
}

/// A queue for every tick between the lowest and the highest price there ever was; the next best is walked to.
#[derive(Default)]
pub struct Ladder {
    /// Queue's number plus one, from `first` on.
    ticks: Vec<u32>,
    first: i64,
    /// Index of the best where `count` is not 0.
    best: usize,
    count: usize,
}

/// Ticks that a ladder grows by at least.
const GROWTH: usize = 1024;

impl Ladder {
    fn index_of(&mut self, price: i64) -> usize {
        if self.ticks.is_empty() {
            self.first = price - GROWTH as i64;
            self.ticks = vec![0; 2 * GROWTH];
        }
        let growth = self.ticks.len().max(GROWTH);
        if price < self.first {
            let more = ((self.first - price) as usize).max(growth);
            self.ticks.splice(0..0, std::iter::repeat_n(0, more));
            self.first -= more as i64;
            self.best += more;
        }
        let at = (price - self.first) as usize;
        if at >= self.ticks.len() {
            self.ticks.resize((at + 1).max(self.ticks.len() + growth), 0);
        }
        at
    }
}

impl Levels for Ladder {
    fn best(&mut self) -> Option<(i64, u32)> {
        (self.count > 0).then(|| (self.first + self.best as i64, self.ticks[self.best] - 1))
    }

    fn find_or_make(&mut self, price: i64, make: impl FnOnce() -> u32) -> u32 {
        let at = self.index_of(price);
        if self.ticks[at] == 0 {
            self.ticks[at] = make() + 1;
            self.best = if self.count == 0 { at } else { self.best.max(at) };
            self.count += 1;
        }
        self.ticks[at] - 1
    }

    fn remove(&mut self, price: i64) {
        let at = (price - self.first) as usize;
        self.ticks[at] = 0;
        self.count -= 1;
        while self.count > 0 && self.ticks[self.best] == 0 {
            self.best -= 1;
        }
    }
}
