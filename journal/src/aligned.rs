//! Memory that begins at a multiple of a block, as writes past the operating system's cache need it.

use crate::format::BLOCK_BYTES;
use std::ops::{Deref, DerefMut};

/// One block.
#[repr(align(512))]
pub(crate) struct Block(pub [u8; BLOCK_BYTES]);

/// A growing row of bytes whose first one is aligned, while it stays within the capacity it was made with or, later,
/// had when it was last cleared.
#[derive(Debug)]
pub(crate) struct AlignedBytes {
    bytes: Vec<u8>,
    start: usize,
}

impl AlignedBytes {
    pub fn with_capacity(capacity: usize) -> Self {
        let mut it = AlignedBytes { bytes: Vec::with_capacity(capacity + BLOCK_BYTES), start: 0 };
        it.clear();
        it
    }

    /// Forgets all bytes. The memory may have moved since it was last aligned.
    pub fn clear(&mut self) {
        let address = self.bytes.as_ptr().addr();
        self.start = address.next_multiple_of(BLOCK_BYTES) - address;
        self.bytes.clear();
        self.bytes.resize(self.start, 0);
    }

    pub fn truncate(&mut self, length: usize) {
        self.bytes.truncate(self.start + length);
    }

    pub fn resize(&mut self, length: usize, value: u8) {
        self.bytes.resize(self.start + length, value);
    }

    pub fn extend_from_slice(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }
}

impl Deref for AlignedBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[self.start..]
    }
}

impl DerefMut for AlignedBytes {
    fn deref_mut(&mut self) -> &mut [u8] {
        &mut self.bytes[self.start..]
    }
}

/// Whether a disk can take these bytes for this place straight from memory.
pub(crate) fn is_aligned(bytes: &[u8], offset: u64) -> bool {
    let block = BLOCK_BYTES;
    bytes.as_ptr().addr().is_multiple_of(block)
        && bytes.len().is_multiple_of(block)
        && offset.is_multiple_of(block as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_cleared_begins_at_a_block_again() {
        let mut bytes = AlignedBytes::with_capacity(1024);
        for length in [1024, 100_000, 3_000_000] {
            bytes.resize(length, 7);
            assert_eq!(bytes.len(), length);
            bytes.clear();
            assert!(bytes.is_empty());
            bytes.extend_from_slice(&[1; BLOCK_BYTES]);
            assert!(is_aligned(&bytes, 512));
            assert!(!is_aligned(&bytes, 8));
            assert!(!is_aligned(&bytes[..100], 512));
            assert!(!is_aligned(&bytes[8..], 512));
            bytes.truncate(0);
        }
        assert!(is_aligned(&Block([0; BLOCK_BYTES]).0, 0));
    }
}
