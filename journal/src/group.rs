//! A group of records being filled, laid out as it will stand on disk.

use std::fmt;

use crate::aligned::AlignedBytes;
use crate::format::{
    Chain, GROUP_HEADER_BYTES, GroupHeader, RECORD_HEADER_BYTES, padded, record_bytes, u32_at,
};

/// Why a record was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PushError {
    /// The group has no room left: commit it and push the record into an empty one.
    Full,
    /// The record alone is larger than a group may be; no buffer of this size will ever take it.
    TooLarge {
        /// Bytes of the payload.
        bytes: usize,
    },
}

impl fmt::Display for PushError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => write!(f, "the group is full"),
            Self::TooLarge { bytes } => {
                write!(f, "a record of {bytes} bytes is larger than a whole group")
            }
        }
    }
}

impl std::error::Error for PushError {}

/// Records with contiguous sequences, written together. Allocates once, when made; clearing and
/// filling it again costs no memory. The header's place is kept free, so that the group is one
/// write; checksums are left to the commit, so that pushing is a copy.
#[derive(Debug)]
pub struct GroupBuffer {
    bytes: AlignedBytes,
    limit: usize,
    first_sequence: u64,
    record_count: u32,
    length: usize,
}

impl GroupBuffer {
    /// An empty buffer for groups of up to `limit` bytes on disk, header and padding included
    /// (rounded down to whole blocks, at least one). [`crate::Writer::group_buffer`] knows the limit.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        let limit = (limit.min(1 << 30) / crate::format::BLOCK_BYTES).max(1) * crate::format::BLOCK_BYTES;
        let mut bytes = AlignedBytes::with_capacity(limit);
        bytes.resize(GROUP_HEADER_BYTES, 0);
        GroupBuffer { bytes, limit, first_sequence: 0, record_count: 0, length: GROUP_HEADER_BYTES }
    }

    /// Appends one record whose payload is `parts` joined. On a refusal nothing has changed.
    ///
    /// # Errors
    /// [`PushError::Full`] if the group has no room left, [`PushError::TooLarge`] if the record
    /// fits in no group of this size.
    ///
    /// # Panics
    /// If `sequence` is 0 or does not follow the record before.
    pub fn push(&mut self, sequence: u64, parts: &[&[u8]]) -> Result<(), PushError> {
        assert!(sequence > 0, "sequences start at 1");
        assert!(
            self.record_count == 0 || sequence == self.last_sequence() + 1,
            "sequence {sequence} does not follow {}",
            self.last_sequence()
        );
        let payload: usize = parts.iter().map(|part| part.len()).sum();
        let needed = record_bytes(payload);
        // A seal whose write was refused leaves padding behind.
        self.bytes.truncate(self.length);
        if needed > self.limit - GROUP_HEADER_BYTES {
            return Err(PushError::TooLarge { bytes: payload });
        }
        if needed > self.limit - self.bytes.len() {
            return Err(PushError::Full);
        }
        if self.record_count == 0 {
            self.first_sequence = sequence;
        }
        let end = self.bytes.len() + needed;
        self.bytes.extend_from_slice(&[0; 4]);
        self.bytes.extend_from_slice(&(payload as u32).to_le_bytes());
        self.bytes.extend_from_slice(&sequence.to_le_bytes());
        for part in parts {
            self.bytes.extend_from_slice(part);
        }
        self.bytes.resize(end, 0);
        self.length = end;
        self.record_count += 1;
        Ok(())
    }

    /// Forgets all records.
    pub fn clear(&mut self) {
        self.bytes.truncate(GROUP_HEADER_BYTES);
        self.length = GROUP_HEADER_BYTES;
        self.record_count = 0;
        self.first_sequence = 0;
    }

    /// Whether there is no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.record_count == 0
    }

    /// Number of records.
    #[must_use]
    pub fn record_count(&self) -> u32 {
        self.record_count
    }

    /// Sequence of the first record; 0 if there is none.
    #[must_use]
    pub fn first_sequence(&self) -> u64 {
        self.first_sequence
    }

    /// Sequence of the last record; 0 if there is none.
    #[must_use]
    pub fn last_sequence(&self) -> u64 {
        (self.first_sequence + u64::from(self.record_count)).saturating_sub(1)
    }

    /// Bytes that the group takes on disk, padding included.
    #[must_use]
    pub fn padded_bytes(&self) -> usize {
        padded(self.length)
    }

    /// Bytes of header and records.
    pub(crate) fn length(&self) -> usize {
        self.length
    }

    /// Fills in checksums and header; returns the chain hash. May be repeated with another header.
    pub(crate) fn seal(&mut self, header: &GroupHeader) -> Chain {
        self.bytes.resize(self.length, 0);
        let mut at = GROUP_HEADER_BYTES;
        while at < self.length {
            let payload = u32_at(&self.bytes, at + 4) as usize;
            let crc = crc32c::crc32c(&self.bytes[at + 4..at + RECORD_HEADER_BYTES + payload]);
            self.bytes[at..at + 4].copy_from_slice(&crc.to_le_bytes());
            at += record_bytes(payload);
        }
        let chain = header.seal_into(&mut self.bytes);
        self.bytes.resize(padded(self.length), 0);
        chain
    }

    /// The group as sealed, padding included.
    pub(crate) fn sealed_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn push_refuses_what_does_not_fit_and_changes_nothing() {
        let mut group = GroupBuffer::new(1024);
        assert_eq!(group.push(1, &[&[0; 2000]]), Err(PushError::TooLarge { bytes: 2000 }));
        assert!(group.is_empty());
        group.push(1, &[&[1; 300], &[2; 300]]).unwrap();
        assert_eq!(group.push(2, &[&[3; 400]]), Err(PushError::Full));
        assert_eq!((group.record_count(), group.last_sequence()), (1, 1));
        assert_eq!(group.padded_bytes(), 1024);
        group.push(2, &[b"small"]).unwrap();
    }

    #[test]
    fn clearing_and_refilling_allocates_nothing() {
        let mut group = GroupBuffer::new(4096);
        let place = group.bytes.as_ptr();
        for round in 0..100 {
            let mut sequence = round + 1;
            while group.push(sequence, &[&[7; 50]]).is_ok() {
                sequence += 1;
            }
            group.clear();
        }
        assert_eq!(group.bytes.as_ptr(), place);
    }

    #[test]
    #[should_panic(expected = "does not follow")]
    fn push_panics_on_a_gap() {
        let mut group = GroupBuffer::new(4096);
        group.push(1, &[b"a"]).unwrap();
        let _ = group.push(3, &[b"b"]);
    }
}
