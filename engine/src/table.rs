//! The one hash table of the engine, for keys chosen outside: open addressing over 32-bit hashes, in groups of
//! eight places with one byte of marks each.
//!
//! It maps a hash to an index of the caller's, who keeps the keys and compares them. It cannot be iterated,
//! so no outcome can depend on its order; its hash is keyed from the journal's first record, so nobody can
//! choose keys that collide; it grows in steps, a few entries at each insertion, so no single command pays
//! for a rehash.
//!
//! A look-up reads the eight marks of a group as one word: a key that is not there, which is what a new request
//! brings, costs that word and no more. The marks of four million places are four megabytes, and stay in the cache
//! where the places themselves do not.

use crate::prefetch::prefetch;

/// Places of a group.
const GROUP: usize = 8;
/// Groups moved at each insertion while the table grows. Growth is done before the next one is due.
const MOVED_PER_INSERT: usize = 2;
const FIRST_BITS: u32 = 7;

/// Marks: 0 is free, 1 was freed in a full group (probing goes on past it), with the high bit taken.
const GONE: u64 = 1;
const TAKEN: u64 = 0x80;
const EACH: u64 = 0x0101_0101_0101_0101;

/// Bits at the high end of the bytes that are zero. The lowest one is right, those above it may not be.
#[inline]
fn zero_bytes(word: u64) -> u64 {
    word.wrapping_sub(EACH) & !word & (EACH << 7)
}

/// A group's marks if all were this hash's.
#[inline]
fn like(hash: u32) -> u64 {
    (TAKEN | u64::from(hash & 0x7f)) * EACH
}

/// One array of places.
struct Half {
    /// A word of marks for each group.
    marks: Vec<u64>,
    /// Hash above, the caller's index below.
    places: Vec<u64>,
    /// What a hash is shifted right by to pick the group: 32 less the bits that pick it, of which there are some.
    shift: u32,
    /// Free marks that may still be taken before the next array is due: three of four places are used, those of the gone
    /// included.
    left: usize,
}

impl Half {
    fn new(bits: u32) -> Self {
        let places = GROUP << bits;
        Self { marks: vec![0; 1 << bits], places: vec![0; places], shift: 32 - bits, left: places / 4 * 3 }
    }

    fn bits(&self) -> u32 {
        32 - self.shift
    }

    #[inline]
    fn home(&self, hash: u32) -> usize {
        // Below 32, so that nothing wraps.
        hash.wrapping_shr(self.shift) as usize
    }

    /// Is it plain from the marks of its group that nothing stands under this hash? False where that needs a search.
    #[inline]
    fn lacks(&self, hash: u32) -> bool {
        let marks = self.marks[self.home(hash)];
        zero_bytes(marks ^ like(hash)) == 0 && zero_bytes(marks) != 0
    }

    #[inline]
    fn mask(&self) -> usize {
        self.marks.len() - 1
    }

    #[inline]
    fn find(&self, hash: u32, mut is_it: impl FnMut(u32) -> bool) -> Option<usize> {
        let mark = like(hash);
        let mut group = self.home(hash);
        loop {
            let marks = self.marks[group];
            let mut alike = zero_bytes(marks ^ mark);
            while alike != 0 {
                let at = group * GROUP + (alike.trailing_zeros() / 8) as usize;
                let place = self.places[at];
                if (place >> 32) as u32 == hash && is_it(place as u32) {
                    return Some(at);
                }
                alike &= alike - 1;
            }
            if zero_bytes(marks) != 0 {
                return None;
            }
            group = (group + 1) & self.mask();
        }
    }

    #[inline]
    fn insert(&mut self, hash: u32, index: u32) {
        let mut group = self.home(hash);
        loop {
            let marks = &mut self.marks[group];
            let open = !*marks & (EACH << 7);
            if open != 0 {
                // Where the byte begins. What is not taken is free or gone, which the lowest bit tells.
                let shift = open.trailing_zeros() & 0x38;
                let gone = marks.wrapping_shr(shift) & GONE;
                self.left -= (gone ^ GONE) as usize;
                *marks ^= (gone ^ TAKEN ^ u64::from(hash & 0x7f)).wrapping_shl(shift);
                self.places[(group * GROUP) | (shift / 8) as usize] =
                    u64::from(hash) << 32 | u64::from(index);
                return;
            }
            group = (group + 1) & self.mask();
        }
    }

    /// Frees a place. In a group that always had a free one nobody probed past it, and no mark of the dead remains.
    #[inline]
    fn remove(&mut self, at: usize) {
        let (group, shift) = (at / GROUP, 8 * (at % GROUP));
        let marks = &mut self.marks[group];
        let rest = if zero_bytes(*marks) != 0 { 0 } else { GONE };
        self.left += usize::from(rest == 0);
        *marks = *marks & !(0xff << shift) | rest << shift;
    }
}

/// Maps hashes to the caller's indices. See the module's description.
pub struct Table {
    now: Half,
    old: Option<Half>,
    /// Groups of `old` below this are moved.
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
    #[inline]
    pub fn find(&self, hash: u32, mut is_it: impl FnMut(u32) -> bool) -> Option<u32> {
        if let Some(at) = self.now.find(hash, &mut is_it) {
            return Some(self.now.places[at] as u32);
        }
        let old = self.old.as_ref()?;
        old.find(hash, is_it).map(|at| old.places[at] as u32)
    }

    /// Is it plain that nothing stands under this hash? What is new costs one look at its group's marks, without a
    /// search; false tells nothing. O(1).
    #[inline]
    pub fn lacks(&self, hash: u32) -> bool {
        self.now.lacks(hash) && self.old.as_ref().is_none_or(|old| old.lacks(hash))
    }

    /// Adds an index under a hash; the caller knows that its key is not there. O(1), with up to 16 entries
    /// moved while the table grows.
    #[inline]
    pub fn insert(&mut self, hash: u32, index: u32) {
        if self.old.is_some() {
            self.step();
        } else if self.now.left == 0 {
            self.grow();
        }
        self.now.insert(hash, index);
        self.len += 1;
    }

    /// Starts the move to a new array: of the same size where the dead fill this one, else of twice the size.
    #[cold]
    fn grow(&mut self) {
        let is_full = self.len * 8 > self.now.places.len() * 3;
        let bits = self.now.bits() + u32::from(is_full);
        assert!(bits <= 28, "a table holds at most 2^30 keys");
        self.old = Some(std::mem::replace(&mut self.now, Half::new(bits)));
        self.moved = 0;
    }

    fn step(&mut self) {
        let Some(old) = &mut self.old else { return };
        let end = (self.moved + MOVED_PER_INSERT).min(old.marks.len());
        for group in self.moved..end {
            let marks = &mut old.marks[group];
            let mut taken = *marks & (EACH << 7);
            *marks = (*marks & !((taken >> 7) * 0xff)) | ((taken >> 7) * GONE);
            while taken != 0 {
                let place = old.places[group * GROUP + (taken.trailing_zeros() / 8) as usize];
                self.now.insert((place >> 32) as u32, place as u32);
                taken &= taken - 1;
            }
        }
        self.moved = end;
        if end == old.marks.len() {
            self.old = None;
        }
    }

    /// Removes the index under this hash; false if it is not there. O(1).
    #[inline]
    pub fn remove(&mut self, hash: u32, index: u32) -> bool {
        self.take(hash, |it| it == index).is_some()
    }

    /// Removes the index under this hash for which `is_it` holds, and returns it. O(1).
    #[inline]
    pub fn take(&mut self, hash: u32, mut is_it: impl FnMut(u32) -> bool) -> Option<u32> {
        let (half, at) = match self.now.find(hash, &mut is_it) {
            Some(at) => (&mut self.now, at),
            None => {
                let old = self.old.as_mut()?;
                let at = old.find(hash, is_it)?;
                (old, at)
            }
        };
        let index = half.places[at] as u32;
        half.remove(at);
        self.len -= 1;
        Some(index)
    }

    /// Puts another index in the place of one that is there; false if it is not.
    pub fn replace(&mut self, hash: u32, index: u32, with: u32) -> bool {
        let place = match self.now.find(hash, |it| it == index) {
            Some(at) => &mut self.now.places[at],
            None => {
                let Some(old) = &mut self.old else { return false };
                let Some(at) = old.find(hash, |it| it == index) else { return false };
                &mut old.places[at]
            }
        };
        *place = *place >> 32 << 32 | u64::from(with);
        true
    }

    /// Asks for the lines where a hash will be looked for and put.
    #[inline]
    pub fn prefetch(&self, hash: u32) {
        let group = self.now.home(hash);
        prefetch(&self.now.marks, group);
        prefetch(&self.now.places, group * GROUP);
    }

    /// An index that stands under this hash, unless it is another key's; for prefetching what it names.
    #[inline]
    pub fn guess(&self, hash: u32) -> Option<u32> {
        self.find(hash, |_| true)
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

    #[inline]
    fn fold(a: u64, b: u64) -> u64 {
        let product = u128::from(a) * u128::from(b);
        product as u64 ^ (product >> 64) as u64
    }

    /// Two words of a message at their place, folded with the key. The places differ in what they are mixed with, so
    /// that the products of a message may be made side by side and added up.
    #[inline]
    fn pair(&self, place: u64, a: u64, b: u64) -> u64 {
        let salt = (place | 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Self::fold(a ^ self.seed[0] ^ salt, b ^ self.seed[1] ^ salt.rotate_left(29))
    }

    #[inline]
    fn close(&self, sum: u64, length: u64) -> u32 {
        let hash = Self::fold(sum ^ self.seed[0], 0xE703_7ED1_A0B4_28DB ^ self.seed[1] ^ length);
        (hash >> 32) as u32 ^ hash as u32
    }

    /// Keyed 32-bit hash of some words.
    #[inline]
    pub fn hash<const N: usize>(&self, words: [u64; N]) -> u32 {
        let mut sum = 0u64;
        let mut at = 0;
        while at < N {
            let second = if at + 1 < N { words[at + 1] } else { 0 };
            sum = sum.wrapping_add(self.pair(2 * at as u64, words[at], second));
            at += 2;
        }
        self.close(sum, N as u64)
    }

    /// Keyed 32-bit digest of bytes, which are a multiple of 8, under a tag. O(bytes).
    #[inline]
    pub fn digest(&self, tag: u64, bytes: &[u8]) -> u32 {
        let word = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().expect("eight bytes"));
        let (pairs, rest) = bytes.as_chunks::<16>();
        let mut sum = 0u64;
        for (at, pair) in pairs.iter().enumerate() {
            sum = sum.wrapping_add(self.pair(2 * at as u64, word(&pair[..8]), word(&pair[8..])));
        }
        if rest.len() == 8 {
            sum = sum.wrapping_add(self.pair(2 * pairs.len() as u64, word(rest), 0));
        }
        self.close(sum, tag << 32 | bytes.len() as u64)
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
