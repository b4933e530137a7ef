//! The caller's output stream, kept for slow readers: `events-<first sequence, 20 digits>.evt`.
//!
//! A file is a row of blocks, each a header of 32 bytes and the caller's bytes, little endian:
//! magic `TEVT` (4), length of the bytes (4), first sequence (8), last sequence (8), CRC32C of
//! the header's first 24 bytes and the bytes (4), zero (4). Nothing here is ever synced and
//! nothing rests on it: after a crash the tail is cut at the first bad block and the caller
//! writes it again. A large block starts at the next multiple of 512, so that it can go past the
//! operating system's cache: up to 511 zeros may stand before it.

mod write;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

pub use write::EventWriter;

use crate::error::JournalError;
use crate::format::{BLOCK_BYTES, sequence_in, u32_at, u64_at};
use crate::storage::{Storage, StorageFile};

const PREFIX: &str = "events-";
const SUFFIX: &str = ".evt";
const MAGIC: [u8; 4] = *b"TEVT";
const HEADER_BYTES: usize = 32;
/// Largest block in bytes: bounds what a damaged length can make a reader allocate.
pub const BLOCK_BYTES_MAX: usize = 64 << 20;
/// A block of this many bytes is a large one.
const LARGE_BYTES: usize = 64 << 10;
/// Distance between the places that a reader remembers in a file.
const INDEX_STEP: u64 = 32 << 10;
/// Bytes read at a time: few at first, for who wants one block, then ever more.
const FIRST_READ_BYTES: usize = 32 << 10;
const READ_BYTES: usize = 1 << 20;

fn file_name(first_sequence: u64) -> String {
    format!("{PREFIX}{first_sequence:020}{SUFFIX}")
}

/// Where a large block goes, at or after `offset`.
fn aligned(offset: u64) -> u64 {
    offset.next_multiple_of(BLOCK_BYTES as u64)
}

/// First sequences of all files, ascending.
fn list_files<S: Storage>(storage: &S) -> Result<Vec<u64>, JournalError> {
    let names = storage.list().map_err(|error| JournalError::io(storage.locate(""), "list", error))?;
    let mut files: Vec<u64> = names.iter().filter_map(|name| sequence_in(name, PREFIX, SUFFIX)).collect();
    files.sort_unstable();
    Ok(files)
}

/// Reads the stream while a writer appends; remembers places, so that going on where it
/// stopped costs only what is new.
pub struct EventReader<S: Storage> {
    storage: S,
    /// For each file, sequences that start at an offset, at least [`INDEX_STEP`] bytes apart.
    index: BTreeMap<u64, BTreeMap<u64, u64>>,
    /// Next sequence after the last block shown, with its file and offset.
    cursor: Option<(u64, u64, u64)>,
}

/// Gets first sequence, last sequence and bytes of a block, and says whether to go on.
pub type BlockVisitor<'a> = dyn FnMut(u64, u64, &[u8]) -> ControlFlow<()> + 'a;

/// How a read ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadEnd {
    /// Last sequence shown; 0 if none was.
    pub last_sequence: u64,
    /// Whether the visitor stopped it before the end.
    pub stopped: bool,
}

impl<S: Storage> EventReader<S> {
    /// A reader with nothing remembered.
    pub fn new(storage: S) -> Self {
        EventReader { storage, index: BTreeMap::new(), cursor: None }
    }

    /// First sequence of the oldest block kept; 0 if there is none.
    ///
    /// # Errors
    /// [`JournalError::Io`].
    pub fn oldest_sequence(&self) -> Result<u64, JournalError> {
        Ok(list_files(&self.storage)?.first().copied().unwrap_or(0))
    }

    /// Shows all blocks that reach `sequence` or beyond, in order, to the end or until the
    /// visitor breaks. The visitor gets first sequence, last sequence and bytes; the first block
    /// may start before `sequence`.
    ///
    /// # Errors
    /// [`JournalError::BeforeRetention`] if the oldest block kept starts after `sequence`;
    /// [`JournalError::Corrupt`] for a bad block in any file but the last, where it is taken
    /// for the end; [`JournalError::Io`].
    pub fn read_from(
        &mut self,
        sequence: u64,
        visitor: &mut BlockVisitor<'_>,
    ) -> Result<ReadEnd, JournalError> {
        let files = list_files(&self.storage)?;
        let mut end = ReadEnd { last_sequence: 0, stopped: false };
        let oldest = files.first().copied().unwrap_or(0);
        self.index.retain(|first, _| *first >= oldest);
        let Some(start) = files.partition_point(|first| *first <= sequence).checked_sub(1) else {
            if files.is_empty() && sequence <= 1 {
                return Ok(end);
            }
            return Err(JournalError::BeforeRetention { sequence, oldest });
        };
        for (number, &first) in files.iter().enumerate().skip(start) {
            let last_file = number + 1 == files.len();
            if self.read_file(first, sequence, last_file, visitor, &mut end)?.is_break() {
                end.stopped = true;
                break;
            }
        }
        Ok(end)
    }

    fn read_file(
        &mut self,
        first: u64,
        sequence: u64,
        last_file: bool,
        visitor: &mut BlockVisitor<'_>,
        end: &mut ReadEnd,
    ) -> Result<ControlFlow<()>, JournalError> {
        let name = file_name(first);
        let path = self.storage.locate(&name);
        let file = self.storage.open_read(&name).map_err(|error| {
            // The writer may have dropped it since the listing.
            if error.kind() == std::io::ErrorKind::NotFound {
                let oldest = self.oldest_sequence().unwrap_or(0);
                return JournalError::BeforeRetention { sequence, oldest };
            }
            JournalError::io(&path, "open", error)
        })?;
        let places = self.index.entry(first).or_default();
        let mut start = places.range(..=sequence).next_back().map_or(0, |(_, offset)| *offset);
        if let Some((next, file_first, offset)) = self.cursor
            && file_first == first
            && next <= sequence
        {
            start = start.max(offset);
        }
        let mut blocks = Blocks::new(&file, &path, start);
        loop {
            let at = blocks.offset;
            let Some(block) = blocks.next()? else {
                let length = file.len().map_err(|error| JournalError::io(&path, "measure", error))?;
                if !last_file && aligned(at) < length {
                    return Err(JournalError::corrupt(path, at, "a block of events"));
                }
                return Ok(ControlFlow::Continue(()));
            };
            let (block_first, block_last) = (block.first_sequence, block.last_sequence);
            let indexed = places.range(..=block_first).next_back();
            if indexed.map_or(0, |(_, offset)| *offset) + INDEX_STEP <= at {
                places.insert(block_first, at);
            }
            if block_last < sequence {
                continue;
            }
            let flow = visitor(block_first, block_last, block.bytes);
            end.last_sequence = block_last;
            self.cursor = Some((block_last.saturating_add(1), first, blocks.offset));
            if flow.is_break() {
                return Ok(flow);
            }
        }
    }
}

/// [`EventReader::read_from`] for one read.
///
/// # Errors
/// As there.
pub fn read_from<S: Storage>(
    storage: &S,
    sequence: u64,
    visitor: &mut BlockVisitor<'_>,
) -> Result<ReadEnd, JournalError> {
    EventReader::new(storage.clone()).read_from(sequence, visitor)
}

/// Where the stream ends, as [`EventWriter::open`] would find it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StreamEnd {
    /// First sequence of the oldest block kept; 0 if there is none.
    pub oldest_sequence: u64,
    /// Last sequence; 0 if there is none.
    pub last_sequence: u64,
    /// Path of each file whose end is of no block, with the offset where a writer would cut it.
    pub cuts: Vec<(String, u64)>,
}

/// Finds the end of the stream and changes nothing. Reads the last file that holds a good block.
///
/// # Errors
/// [`JournalError::Io`].
pub fn end<S: Storage>(storage: &S) -> Result<StreamEnd, JournalError> {
    let mut end = StreamEnd::default();
    let files = list_files(storage)?;
    for first in files.iter().rev() {
        let path = storage.locate(&file_name(*first));
        let failed = |action, error| JournalError::io(&path, action, error);
        let file = storage.open_read(&file_name(*first)).map_err(|error| failed("open", error))?;
        let length = file.len().map_err(|error| failed("measure", error))?;
        let mut blocks = Blocks::new(&file, &path, 0);
        while let Some(block) = blocks.next()? {
            end.last_sequence = block.last_sequence;
        }
        if blocks.offset < length {
            end.cuts.push((path.clone(), blocks.offset));
        }
        if end.last_sequence > 0 {
            end.oldest_sequence = files[0];
            break;
        }
    }
    Ok(end)
}

struct Block<'a> {
    first_sequence: u64,
    last_sequence: u64,
    bytes: &'a [u8],
}

/// Reads the blocks of a file from an offset to the first that is not whole.
struct Blocks<'a, F> {
    file: &'a F,
    path: &'a str,
    /// Where the next block starts.
    offset: u64,
    window: Vec<u8>,
    window_at: u64,
    /// Bytes of the next read.
    ahead: usize,
}

impl<'a, F: StorageFile> Blocks<'a, F> {
    fn new(file: &'a F, path: &'a str, offset: u64) -> Self {
        Blocks { file, path, offset, window: Vec::new(), window_at: offset, ahead: FIRST_READ_BYTES }
    }

    fn next(&mut self) -> Result<Option<Block<'_>>, JournalError> {
        let is_block = |header: Option<&[u8]>| header.is_some_and(|header| header[..4] == MAGIC);
        let mut gap = 0;
        if !is_block(self.bytes(0, HEADER_BYTES)?) {
            gap = (aligned(self.offset) - self.offset) as usize;
            // A block that is damaged here is the end, though another may begin at that place.
            if self.bytes(0, gap)?.is_some_and(|bytes| bytes.iter().any(|byte| *byte != 0)) {
                return Ok(None);
            }
        }
        let Some(header) = self.bytes(gap, HEADER_BYTES)? else {
            return Ok(None);
        };
        let length = u32_at(header, 4) as usize;
        if header[..4] != MAGIC || length > BLOCK_BYTES_MAX {
            return Ok(None);
        }
        let Some(block) = self.bytes(gap, HEADER_BYTES + length)? else {
            return Ok(None);
        };
        let crc = crc32c::crc32c_append(crc32c::crc32c(&block[..24]), &block[HEADER_BYTES..]);
        if crc != u32_at(block, 24) || u32_at(block, 28) != 0 {
            return Ok(None);
        }
        let start = (self.offset - self.window_at) as usize + gap;
        self.offset += (gap + HEADER_BYTES + length) as u64;
        let block = &self.window[start..start + HEADER_BYTES + length];
        Ok(Some(Block {
            first_sequence: u64_at(block, 8),
            last_sequence: u64_at(block, 16),
            bytes: &block[HEADER_BYTES..],
        }))
    }

    /// `count` bytes at `gap` bytes after the offset, or nothing if the file ends before.
    fn bytes(&mut self, gap: usize, count: usize) -> Result<Option<&[u8]>, JournalError> {
        let mut start = (self.offset - self.window_at) as usize;
        let count = gap + count;
        if start + count > self.window.len() {
            self.window.drain(..start.min(self.window.len()));
            self.window_at = self.offset;
            start = 0;
            let kept = self.window.len();
            // No more than the file has: clearing bytes for nothing takes longer than most reads.
            let length = self.file.len().map_err(|error| JournalError::io(self.path, "measure", error))?;
            let left = usize::try_from(length.saturating_sub(self.window_at)).unwrap_or(self.ahead);
            self.window.resize(count.max(left.min(self.ahead)), 0);
            self.ahead = (2 * self.ahead).min(READ_BYTES);
            let read = self
                .file
                .read_at(&mut self.window[kept..], self.window_at + kept as u64)
                .map_err(|error| JournalError::io(self.path, "read", error))?;
            self.window.truncate(kept + read);
        }
        Ok(self.window.get(start + gap..start + count))
    }
}
