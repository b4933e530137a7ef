//! The layout on disk, format version 1. All numbers are little endian.
//!
//! # Segment
//! A journal is a row of files `journal-<first sequence, 20 digits>.seg`. Each is preallocated
//! and filled with zeros, and starts with one block of 512 bytes:
//!
//! | offset | bytes | field |
//! |---|---|---|
//! | 0 | 8 | magic `TAPEJRNL` |
//! | 8 | 2 | format version |
//! | 10 | 6 | zero |
//! | 16 | 16 | lineage: random at creation, the same in every segment of a journal |
//! | 32 | 8 | segment index, from 0, without gaps |
//! | 40 | 8 | first sequence: of the first record that this segment can hold |
//! | 48 | 8 | capacity: length of the preallocated file; a shorter file was truncated |
//! | 56 | 32 | chain hash at the start: that of the seal before, zero in segment 0 |
//! | 88 | 420 | zero |
//! | 508 | 4 | CRC32C of the bytes before |
//!
//! Magic, version and CRC keep these places in every later version.
//!
//! # Group
//! Groups follow, each starting at a multiple of 512 and padded with zeros to the next. Segment
//! index and offset stand in the header so that bytes left from elsewhere never look valid.
//!
//! | offset | bytes | field |
//! |---|---|---|
//! | 0 | 4 | magic `TGRP` |
//! | 4 | 2 | format version |
//! | 6 | 2 | kind: 1 records, 2 watermark, 3 seal |
//! | 8 | 4 | total length: header and records, without the padding to 512 |
//! | 12 | 4 | record count; 0 unless the kind is records |
//! | 16 | 8 | first sequence; for a watermark or seal, the next record's |
//! | 24 | 8 | durable before: last sequence that was durable when this group was written |
//! | 32 | 8 | index of the segment |
//! | 40 | 8 | offset of this header in the segment |
//! | 48 | 16 | tag: the caller's bytes, zero for watermark and seal |
//! | 64 | 16 | lineage |
//! | 80 | 32 | chain hash of the group before |
//! | 112 | 32 | chain hash of this group: BLAKE3 of bytes 0..112 and 160..total length |
//! | 144 | 4 | CRC32C of bytes 0..144 |
//! | 148 | 12 | zero |
//!
//! The chain hash of the group before is among the hashed bytes, which makes the chain. A
//! watermark says that all before it is durable; a seal says so too and ends its segment.
//!
//! # Record
//! | offset | bytes | field |
//! |---|---|---|
//! | 0 | 4 | CRC32C of bytes 4..16 + length |
//! | 4 | 4 | length of the payload |
//! | 8 | 8 | sequence |
//! | 16 | length | payload, padded with zeros to a multiple of 8 |

/// Alignment of groups and size of a segment's header, in bytes: the sector that a disk writes whole.
pub const BLOCK_BYTES: usize = 512;
/// The format version that this build writes and reads.
pub const FORMAT_VERSION: u16 = 1;
/// Size of a group's header in bytes.
pub const GROUP_HEADER_BYTES: usize = 160;
/// Size of a record's header in bytes.
pub const RECORD_HEADER_BYTES: usize = 16;

const SEGMENT_MAGIC: [u8; 8] = *b"TAPEJRNL";
const SEGMENT_CRC_AT: usize = 508;
const GROUP_MAGIC: [u8; 4] = *b"TGRP";
const CHAIN_AT: usize = 112;
const GROUP_CRC_AT: usize = 144;

/// Sixteen random bytes that name one journal.
pub type Lineage = [u8; 16];
/// A chain hash (BLAKE3).
pub type Chain = [u8; 32];
/// Opaque bytes that the caller attaches to a group.
pub type Tag = [u8; 16];

/// Why a header is not valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderFault {
    /// Not the bytes of a header, or damaged ones.
    Bad(&'static str),
    /// An intact header of another format version.
    Version(u16),
}

/// The first block of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SegmentHeader {
    /// The journal that this segment belongs to.
    pub lineage: Lineage,
    /// Position in the row of segments, from 0.
    pub index: u64,
    /// Sequence of the first record that this segment can hold, from 1.
    pub first_sequence: u64,
    /// Length of the preallocated file in bytes.
    pub capacity: u64,
    /// Chain hash at the start.
    pub chain: Chain,
}

impl SegmentHeader {
    /// The block as written.
    #[must_use]
    pub fn encode(&self) -> [u8; BLOCK_BYTES] {
        let mut block = [0; BLOCK_BYTES];
        block[..8].copy_from_slice(&SEGMENT_MAGIC);
        block[8..10].copy_from_slice(&FORMAT_VERSION.to_le_bytes());
        block[16..32].copy_from_slice(&self.lineage);
        block[32..40].copy_from_slice(&self.index.to_le_bytes());
        block[40..48].copy_from_slice(&self.first_sequence.to_le_bytes());
        block[48..56].copy_from_slice(&self.capacity.to_le_bytes());
        block[56..88].copy_from_slice(&self.chain);
        let crc = crc32c::crc32c(&block[..SEGMENT_CRC_AT]);
        block[SEGMENT_CRC_AT..].copy_from_slice(&crc.to_le_bytes());
        block
    }

    /// Reads a block.
    ///
    /// # Errors
    /// [`HeaderFault`] if it is not an intact header of this format version.
    pub fn decode(block: &[u8; BLOCK_BYTES]) -> Result<Self, HeaderFault> {
        if block[..8] != SEGMENT_MAGIC {
            return Err(HeaderFault::Bad("not a journal segment (magic)"));
        }
        if crc32c::crc32c(&block[..SEGMENT_CRC_AT]) != u32_at(block, SEGMENT_CRC_AT) {
            return Err(HeaderFault::Bad("checksum of the segment header"));
        }
        let version = u16_at(block, 8);
        if version != FORMAT_VERSION {
            return Err(HeaderFault::Version(version));
        }
        Ok(SegmentHeader {
            lineage: array_at(block, 16),
            index: u64_at(block, 32),
            first_sequence: u64_at(block, 40),
            capacity: u64_at(block, 48),
            chain: array_at(block, 56),
        })
    }
}

/// What a group is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKind {
    /// Carries records.
    Records,
    /// Written when idle, so that the last records stand below a valid later group.
    Watermark,
    /// The last group of a segment.
    Seal,
}

/// The header of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupHeader {
    /// What the group is for.
    pub kind: GroupKind,
    /// Bytes of header and records.
    pub total_length: u32,
    /// Records in the group.
    pub record_count: u32,
    /// Sequence of its first record, or of the next one if it has none.
    pub first_sequence: u64,
    /// Last sequence durable before this group was written.
    pub durable_before: u64,
    /// Index of the segment that it stands in.
    pub segment_index: u64,
    /// Its offset in that segment, in bytes.
    pub offset: u64,
    /// The caller's bytes.
    pub tag: Tag,
    /// The journal.
    pub lineage: Lineage,
    /// Chain hash of the group before.
    pub previous: Chain,
    /// Chain hash of this group; computed by [`GroupHeader::seal_into`].
    pub chain: Chain,
}

impl GroupHeader {
    /// Sequence of the last record once this group is in the journal.
    #[must_use]
    pub fn last_sequence(&self) -> u64 {
        self.first_sequence.saturating_add(u64::from(self.record_count)).saturating_sub(1)
    }

    /// Writes the header over the first bytes of `group` (header and records, no padding), with
    /// the chain hash and CRC computed; returns the chain hash.
    ///
    /// # Panics
    /// If `group` is shorter than a header.
    pub fn seal_into(&self, group: &mut [u8]) -> Chain {
        let kind: u16 = match self.kind {
            GroupKind::Records => 1,
            GroupKind::Watermark => 2,
            GroupKind::Seal => 3,
        };
        group[..4].copy_from_slice(&GROUP_MAGIC);
        group[4..6].copy_from_slice(&FORMAT_VERSION.to_le_bytes());
        group[6..8].copy_from_slice(&kind.to_le_bytes());
        group[8..12].copy_from_slice(&self.total_length.to_le_bytes());
        group[12..16].copy_from_slice(&self.record_count.to_le_bytes());
        group[16..24].copy_from_slice(&self.first_sequence.to_le_bytes());
        group[24..32].copy_from_slice(&self.durable_before.to_le_bytes());
        group[32..40].copy_from_slice(&self.segment_index.to_le_bytes());
        group[40..48].copy_from_slice(&self.offset.to_le_bytes());
        group[48..64].copy_from_slice(&self.tag);
        group[64..80].copy_from_slice(&self.lineage);
        group[80..112].copy_from_slice(&self.previous);
        let chain = chain_of(group);
        group[CHAIN_AT..GROUP_CRC_AT].copy_from_slice(&chain);
        let crc = crc32c::crc32c(&group[..GROUP_CRC_AT]);
        group[GROUP_CRC_AT..GROUP_CRC_AT + 4].copy_from_slice(&crc.to_le_bytes());
        group[GROUP_CRC_AT + 4..GROUP_HEADER_BYTES].fill(0);
        chain
    }

    /// Reads a header; says nothing of the records after it.
    ///
    /// # Errors
    /// [`HeaderFault`] if the bytes are too short or not an intact header of this version.
    pub fn decode(bytes: &[u8]) -> Result<Self, HeaderFault> {
        let Some(bytes) = bytes.first_chunk::<GROUP_HEADER_BYTES>() else {
            return Err(HeaderFault::Bad("group header is cut short"));
        };
        if bytes[..4] != GROUP_MAGIC {
            return Err(HeaderFault::Bad("not a group header (magic)"));
        }
        if crc32c::crc32c(&bytes[..GROUP_CRC_AT]) != u32_at(bytes, GROUP_CRC_AT)
            || bytes[GROUP_CRC_AT + 4..].iter().any(|byte| *byte != 0)
        {
            return Err(HeaderFault::Bad("checksum of the group header"));
        }
        let version = u16_at(bytes, 4);
        if version != FORMAT_VERSION {
            return Err(HeaderFault::Version(version));
        }
        let kind = match u16_at(bytes, 6) {
            1 => GroupKind::Records,
            2 => GroupKind::Watermark,
            3 => GroupKind::Seal,
            _ => return Err(HeaderFault::Bad("unknown kind of group")),
        };
        Ok(GroupHeader {
            kind,
            total_length: u32_at(bytes, 8),
            record_count: u32_at(bytes, 12),
            first_sequence: u64_at(bytes, 16),
            durable_before: u64_at(bytes, 24),
            segment_index: u64_at(bytes, 32),
            offset: u64_at(bytes, 40),
            tag: array_at(bytes, 48),
            lineage: array_at(bytes, 64),
            previous: array_at(bytes, 80),
            chain: array_at(bytes, CHAIN_AT),
        })
    }
}

/// Chain hash of a group: all of it but the chain hash itself and what follows in the header.
pub(crate) fn chain_of(group: &[u8]) -> Chain {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&group[..CHAIN_AT]);
    hasher.update(&group[GROUP_HEADER_BYTES..]);
    *hasher.finalize().as_bytes()
}

/// Whether the block at `offset` starts with an intact group header written there for this
/// journal and segment, in whatever version.
pub(crate) fn is_group_at(block: &[u8], lineage: &Lineage, segment: u64, offset: u64) -> bool {
    block.len() >= GROUP_HEADER_BYTES
        && block[..4] == GROUP_MAGIC
        && u64_at(block, 32) == segment
        && u64_at(block, 40) == offset
        && block[64..80] == *lineage
        && crc32c::crc32c(&block[..GROUP_CRC_AT]) == u32_at(block, GROUP_CRC_AT)
}

/// `length` rounded up to whole blocks.
pub(crate) fn padded(length: usize) -> usize {
    length.next_multiple_of(BLOCK_BYTES)
}

/// Bytes of a record whose payload has `length` bytes.
pub(crate) fn record_bytes(length: usize) -> usize {
    RECORD_HEADER_BYTES + length.next_multiple_of(8)
}

/// File name of the segment that starts at `first_sequence`.
#[must_use]
pub fn segment_name(first_sequence: u64) -> String {
    format!("journal-{first_sequence:020}.seg")
}

/// The number in `<prefix><20 digits><suffix>`, or nothing if `name` has another shape.
pub(crate) fn sequence_in(name: &str, prefix: &str, suffix: &str) -> Option<u64> {
    let digits = name.strip_prefix(prefix)?.strip_suffix(suffix)?;
    let all_digits = digits.len() == 20 && digits.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| digits.parse().ok()).flatten()
}

pub(crate) fn array_at<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut array = [0; N];
    array.copy_from_slice(&bytes[at..at + N]);
    array
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(array_at(bytes, at))
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(array_at(bytes, at))
}

pub(crate) fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(array_at(bytes, at))
}
