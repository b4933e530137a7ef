//! The one hash table of the engine, for keys chosen outside: open addressing over 32-bit hashes.
//!
//! It maps a hash to an index of the caller's, who keeps the keys and compares them. It cannot be iterated,
//! so no outcome can depend on its order; its hash is keyed from the journal's first record, so nobody can
//! choose keys that collide; it grows in steps, a few entries at each insertion, so no single command pays
//! for a rehash.

/// Entries moved at each insertion while the table grows. Growth is done before the next one is due as long
/// as this is above 2 / MAX_LOAD.
const MOVED_PER_INSERT: usize = 16;
const FIRST_BITS: u32 = 10;
/// An entry of the old half that is gone: probing goes on past it.
const MOVED: u32 = u32::MAX;

#[derive(Clone, Copy, Default)]
struct Entry {
    hash: u32,
    /// The caller's index plus one; 0 is free.
    value: u32,
}

struct Half {
    entries: Vec<Entry>,
    bits: u32,
}

impl Half {
    fn new(bits: u32) -> Self {
        Self { entries: vec![Entry::default(); 1 << bits], bits }
    }

    fn home(&self, hash: u32) -> usize {
        (hash >> (32 - self.bits)) as usize
    }

    fn mask(&self) -> usize {
        self.entries.len() - 1
    }

    fn find(&self, hash: u32, mut is_it: impl FnMut(u32) -> bool) -> Option<usize> {
        let mut at = self.home(hash);
        loop {
            let entry = self.entries[at];
            if entry.value == 0 {
                return None;
            }
            if entry.hash == hash && entry.value != MOVED && is_it(entry.value - 1) {
                return Some(at);
            }
            at = (at + 1) & self.mask();
        }
    }

    fn insert(&mut self, entry: Entry) {
        let mut at = self.home(entry.hash);
        while self.entries[at].value != 0 {
            at = (at + 1) & self.mask();
        }
        self.entries[at] = entry;
    }

    /// Frees a place and moves later entries of the run back over it, so that no marks of the dead remain.
    fn remove(&mut self, mut hole: usize) {
        let mask = self.mask();
        let mut at = hole;
        loop {
            at = (at + 1) & mask;
            let entry = self.entries[at];
            if entry.value == 0 {
                break;
            }
            let home = self.home(entry.hash);
            let distance_from_home = at.wrapping_sub(home) & mask;
            let distance_from_hole = at.wrapping_sub(hole) & mask;
            if distance_from_home >= distance_from_hole {
                self.entries[hole] = entry;
                hole = at;
            }
        }
        self.entries[hole] = Entry::default();
    }
}

/// Maps hashes to the caller's indices. See the module's description.
pub struct Table {
    now: Half,
    old: Option<Half>,
    /// Entries of `old` below this are moved.
    moved: usize,
    len: usize,
}

impl Default for Table {
    fn default() -> Self {
        Self::new()
    }
}

impl Table {
    pub fn new() -> Self {
        Self { now: Half::new(FIRST_BITS), old: None, moved: 0, len: 0 }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The index under this hash for which `is_it` holds. O(1).
    pub fn find(&self, hash: u32, mut is_it: impl FnMut(u32) -> bool) -> Option<u32> {
        if let Some(at) = self.now.find(hash, &mut is_it) {
            return Some(self.now.entries[at].value - 1);
        }
        let old = self.old.as_ref()?;
        old.find(hash, is_it).map(|at| old.entries[at].value - 1)
    }

    /// Adds an index under a hash; the caller knows that its key is not there. O(1), with up to 16 entries
    /// moved while the table grows.
    pub fn insert(&mut self, hash: u32, index: u32) {
        assert!(index < MOVED - 1);
        self.step();
        if self.old.is_none() && (self.len + 1) * 8 > self.now.entries.len() * 5 {
            let bits = self.now.bits + 1;
            assert!(bits <= 31, "a table holds at most 2^30 keys");
            self.old = Some(std::mem::replace(&mut self.now, Half::new(bits)));
            self.moved = 0;
        }
        self.now.insert(Entry { hash, value: index + 1 });
        self.len += 1;
    }

    fn step(&mut self) {
        let Some(old) = &mut self.old else { return };
        let end = (self.moved + MOVED_PER_INSERT).min(old.entries.len());
        for entry in &mut old.entries[self.moved..end] {
            if entry.value != 0 && entry.value != MOVED {
                self.now.insert(*entry);
                entry.value = MOVED;
            }
        }
        self.moved = end;
        if end == old.entries.len() {
            self.old = None;
        }
    }

    /// Removes the index under this hash; false if it is not there. O(1).
    pub fn remove(&mut self, hash: u32, index: u32) -> bool {
        if let Some(at) = self.now.find(hash, |it| it == index) {
            self.now.remove(at);
        } else {
            let Some(old) = &mut self.old else { return false };
            let Some(at) = old.find(hash, |it| it == index) else { return false };
            old.entries[at].value = MOVED;
        }
        self.len -= 1;
        true
    }

    /// Puts another index in the place of one that is there; false if it is not.
    pub fn replace(&mut self, hash: u32, index: u32, with: u32) -> bool {
        let place = match self.now.find(hash, |it| it == index) {
            Some(at) => &mut self.now.entries[at],
            None => {
                let Some(old) = &mut self.old else { return false };
                let Some(at) = old.find(hash, |it| it == index) else { return false };
                &mut old.entries[at]
            }
        };
        place.value = with + 1;
        true
    }

    /// Touches the line where a hash will be looked for.
    pub fn touch(&self, hash: u32) -> u64 {
        u64::from(self.now.entries[self.now.home(hash)].value)
    }
}

/// Keyed 32-bit hash of some 64-bit words.
#[derive(Clone, Copy, Default)]
pub struct Hasher {
    seed: [u64; 2],
}

impl Hasher {
    pub fn new(seed: [u64; 2]) -> Self {
        // Odd, so that no seed, zero included, folds everything to nothing.
        Self { seed: [seed[0] | 1, seed[1] | 1] }
    }

    pub fn seed(&self) -> [u64; 2] {
        self.seed
    }

    fn fold(a: u64, b: u64) -> u64 {
        let product = u128::from(a) * u128::from(b);
        product as u64 ^ (product >> 64) as u64
    }

    /// One step of a keyed digest.
    pub fn mix(&self, a: u64, b: u64) -> u64 {
        Self::fold(a ^ self.seed[1] ^ 0x9E37_79B9_7F4A_7C15, b ^ self.seed[0]).wrapping_add(b.rotate_left(17))
    }

    fn hash64<const N: usize>(&self, words: [u64; N]) -> u64 {
        let mut hash = self.seed[0] ^ 0x9E37_79B9_7F4A_7C15;
        for word in words {
            hash = Self::fold(hash ^ word, self.seed[1] ^ 0xD6E8_FEB8_6659_FD93)
                .wrapping_add(word.rotate_left(32));
        }
        Self::fold(hash ^ self.seed[0], 0xE703_7ED1_A0B4_28DB ^ self.seed[1])
    }

    pub fn hash<const N: usize>(&self, words: [u64; N]) -> u32 {
        (self.hash64(words) >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn holds_what_a_map_holds_through_growth_and_removal() {
        let hasher = Hasher::new([7, 9]);
        let mut table = Table::new();
        let mut model = BTreeMap::new();
        let mut keys: Vec<u64> = Vec::new();
        let mut random = 1u64;
        for step in 0..200_000u64 {
            random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let key = random >> 33 & 0xffff;
            let hash = hasher.hash([key]);
            match model.get(&key).copied() {
                None => {
                    keys.push(key);
                    let index = (keys.len() - 1) as u32;
                    table.insert(hash, index);
                    model.insert(key, index);
                }
                Some(index) if step % 3 == 0 => {
                    assert!(table.remove(hash, index));
                    model.remove(&key);
                }
                Some(index) => assert_eq!(table.find(hash, |it| keys[it as usize] == key), Some(index)),
            }
            assert_eq!(table.len(), model.len());
        }
        for key in 0..=0xffff {
            let hash = hasher.hash([key]);
            assert_eq!(table.find(hash, |it| keys[it as usize] == key), model.get(&key).copied());
        }
    }

    #[test]
    fn spreads_neighbouring_keys() {
        let hasher = Hasher::new([0, 0]);
        let mut homes: Vec<u32> = (0..1000u64).map(|key| hasher.hash([key]) >> 22).collect();
        homes.sort_unstable();
        homes.dedup();
        assert!(homes.len() > 550, "{} of 1024 homes used by 1000 keys", homes.len());
    }
}
