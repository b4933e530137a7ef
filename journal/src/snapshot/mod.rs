//! Snapshots of the caller's state: `snapshot-<sequence, 20 digits>.snap`. Numbers are little endian.
//!
//! A header of 128 bytes: magic `TAPESNAP` (8), format version (2), 2 zero, payload version (4),
//! lineage (16), sequence (8), chain hash (32), tag (16), zeros, and at 124 the CRC32C of what
//! is before. Then chunks: length (4, up to 1 MiB), CRC32C of length and bytes (4), bytes. Then
//! a chunk of length 0, and a trailer: magic `TAPEDONE` (8), total length of the payload (8),
//! BLAKE3 of the payload (32), CRC32C of these 48 bytes (4). Then nothing.

mod beside;
mod write;

use std::io;

pub use beside::{read_beside, write_beside};
pub use write::SnapshotWriter;

use crate::error::JournalError;
use crate::format::{Chain, FORMAT_VERSION, Lineage, Tag, array_at, sequence_in, u16_at, u32_at, u64_at};
use crate::storage::{Storage, StorageFile};

const PREFIX: &str = "snapshot-";
const SUFFIX: &str = ".snap";
const TEMPORARY: &str = ".snap.tmp";
const MAGIC: [u8; 8] = *b"TAPESNAP";
const TRAILER_MAGIC: [u8; 8] = *b"TAPEDONE";
const HEADER_BYTES: usize = 128;
const HEADER_CRC_AT: usize = 124;
const CHUNK_HEADER_BYTES: usize = 8;
const TRAILER_BYTES: usize = 52;
const CHUNK_BYTES: usize = 1 << 20;

/// What a snapshot is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SnapshotMeta {
    /// The journal.
    pub lineage: Lineage,
    /// Last sequence whose effects are in it.
    pub sequence: u64,
    /// Chain hash after the group that ends at that sequence; zero if not known.
    pub chain: Chain,
    /// The caller's version of the payload.
    pub payload_version: u32,
    /// The caller's bytes, as written with the group.
    pub tag: Tag,
}

/// File name of the snapshot at `sequence`.
#[must_use]
pub fn snapshot_name(sequence: u64) -> String {
    format!("{PREFIX}{sequence:020}{SUFFIX}")
}

impl SnapshotMeta {
    fn encode(&self) -> [u8; HEADER_BYTES] {
        let mut header = [0; HEADER_BYTES];
        header[..8].copy_from_slice(&MAGIC);
        header[8..10].copy_from_slice(&FORMAT_VERSION.to_le_bytes());
        header[12..16].copy_from_slice(&self.payload_version.to_le_bytes());
        header[16..32].copy_from_slice(&self.lineage);
        header[32..40].copy_from_slice(&self.sequence.to_le_bytes());
        header[40..72].copy_from_slice(&self.chain);
        header[72..88].copy_from_slice(&self.tag);
        let crc = crc32c::crc32c(&header[..HEADER_CRC_AT]);
        header[HEADER_CRC_AT..].copy_from_slice(&crc.to_le_bytes());
        header
    }

    fn decode(path: &str, header: &[u8; HEADER_BYTES]) -> Result<Self, JournalError> {
        let corrupt = |what| Err(JournalError::corrupt(path, 0, what));
        if header[..8] != MAGIC {
            return corrupt("not a snapshot (magic)");
        }
        if crc32c::crc32c(&header[..HEADER_CRC_AT]) != u32_at(header, HEADER_CRC_AT) {
            return corrupt("checksum of the snapshot header");
        }
        let found = u16_at(header, 8);
        if found != FORMAT_VERSION {
            return Err(JournalError::UnsupportedVersion {
                file: path.to_owned(),
                offset: 0,
                found,
                supported: FORMAT_VERSION,
            });
        }
        Ok(SnapshotMeta {
            payload_version: u32_at(header, 12),
            lineage: array_at(header, 16),
            sequence: u64_at(header, 32),
            chain: array_at(header, 40),
            tag: array_at(header, 72),
        })
    }
}

fn chunk_crc(length: &[u8], bytes: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(length), bytes)
}

/// Names of all snapshots, newest first, none of them looked into.
///
/// # Errors
/// [`JournalError::Io`] if the directory can't be listed.
pub fn candidates<S: Storage>(storage: &S) -> Result<Vec<String>, JournalError> {
    let mut names = storage.list().map_err(|error| JournalError::io(storage.locate(""), "list", error))?;
    names.retain(|name| sequence_in(name, PREFIX, SUFFIX).is_some());
    names.sort_unstable_by(|left, right| right.cmp(left));
    Ok(names)
}

/// Reads and verifies a snapshot, giving the payload to `sink` piece by piece. What `sink` got
/// may be used only once this has returned without an error.
///
/// # Errors
/// [`JournalError::Corrupt`], [`JournalError::UnsupportedVersion`],
/// [`JournalError::Misplaced`] if renamed, [`JournalError::Io`].
pub fn read<S: Storage>(
    storage: &S,
    name: &str,
    sink: &mut dyn FnMut(&[u8]),
) -> Result<SnapshotMeta, JournalError> {
    let path = storage.locate(name);
    let file = storage.open_read(name).map_err(|error| JournalError::io(&path, "open", error))?;
    let mut input = Input { file: &file, path: &path, offset: 0 };
    let mut header = [0; HEADER_BYTES];
    input.fill(&mut header, "the snapshot header is cut short")?;
    let meta = SnapshotMeta::decode(&path, &header)?;
    if name != snapshot_name(meta.sequence) {
        return Err(JournalError::Misplaced {
            file: path.clone(),
            what: format!("its header says sequence {}", meta.sequence),
        });
    }
    let mut hasher = blake3::Hasher::new();
    let mut total = 0;
    let mut chunk = Vec::new();
    loop {
        let at = input.offset;
        let mut head = [0; CHUNK_HEADER_BYTES];
        input.fill(&mut head, "the snapshot ends without a trailer")?;
        let length = u32_at(&head, 0) as usize;
        if length > CHUNK_BYTES {
            return Err(JournalError::corrupt(&path, at, "length of a chunk"));
        }
        chunk.resize(length, 0);
        input.fill(&mut chunk, "a chunk is cut short")?;
        if chunk_crc(&head[..4], &chunk) != u32_at(&head, 4) {
            return Err(JournalError::corrupt(&path, at, "checksum of a chunk"));
        }
        if length == 0 {
            break;
        }
        hasher.update(&chunk);
        total += length as u64;
        sink(&chunk);
    }
    let at = input.offset;
    let corrupt = |what| Err(JournalError::corrupt(&path, at, what));
    let mut trailer = [0; TRAILER_BYTES];
    input.fill(&mut trailer, "the trailer is cut short")?;
    if trailer[..8] != TRAILER_MAGIC || crc32c::crc32c(&trailer[..48]) != u32_at(&trailer, 48) {
        return corrupt("checksum of the trailer");
    }
    if u64_at(&trailer, 8) != total || trailer[16..48] != *hasher.finalize().as_bytes() {
        return corrupt("length or hash of the payload");
    }
    let mut more = [0; 1];
    if input.read(&mut more)? != 0 {
        return corrupt("bytes after the trailer");
    }
    Ok(meta)
}

struct Input<'a, F> {
    file: &'a F,
    path: &'a str,
    offset: u64,
}

impl<F: StorageFile> Input<'_, F> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize, JournalError> {
        let read: io::Result<usize> = self.file.read_at(buffer, self.offset);
        let read = read.map_err(|error| JournalError::io(self.path, "read", error))?;
        self.offset += read as u64;
        Ok(read)
    }

    fn fill(&mut self, buffer: &mut [u8], what: &str) -> Result<(), JournalError> {
        let at = self.offset;
        if self.read(buffer)? < buffer.len() {
            return Err(JournalError::corrupt(self.path, at, what));
        }
        Ok(())
    }
}

/// A verified snapshot.
#[derive(Debug)]
pub struct Snapshot {
    /// Its file name.
    pub name: String,
    /// What it is of.
    pub meta: SnapshotMeta,
    /// The caller's bytes.
    pub payload: Vec<u8>,
}

/// The newest good snapshot, and the damaged newer ones with the reason each was passed over.
#[derive(Debug)]
pub struct Newest {
    /// Nothing if there is no good one: replay from the beginning, if the journal has it.
    pub snapshot: Option<Snapshot>,
    /// Name and reason; each deserves an alert.
    pub passed_over: Vec<(String, JournalError)>,
}

/// Loads the newest good snapshot of sequence up to `limit`.
///
/// Damage makes it pass to the one before; a snapshot of another journal does not, because
/// then the directory is not what it seems.
///
/// # Errors
/// [`JournalError::Foreign`] for another lineage than `lineage` (nothing accepts any);
/// [`JournalError::JournalBehind`] if a good snapshot is newer than `last_sequence`, the
/// journal's last (nothing skips the check; [`crate::scan`] from the snapshot makes it too);
/// [`JournalError::Io`].
pub fn newest<S: Storage>(
    storage: &S,
    lineage: Option<Lineage>,
    last_sequence: Option<u64>,
    limit: u64,
) -> Result<Newest, JournalError> {
    let mut passed_over = Vec::new();
    for name in candidates(storage)? {
        if sequence_in(&name, PREFIX, SUFFIX).is_some_and(|sequence| sequence > limit) {
            continue;
        }
        let mut payload = Vec::new();
        let meta = match read(storage, &name, &mut |bytes| payload.extend_from_slice(bytes)) {
            Ok(meta) => meta,
            Err(error @ (JournalError::Corrupt { .. } | JournalError::Io { .. })) => {
                passed_over.push((name, error));
                continue;
            }
            Err(error) => return Err(error),
        };
        if let Some(expected) = lineage
            && meta.lineage != expected
        {
            return Err(JournalError::Foreign { file: storage.locate(&name), found: meta.lineage, expected });
        }
        if let Some(last) = last_sequence
            && meta.sequence > last
        {
            return Err(JournalError::JournalBehind { known: meta.sequence, last });
        }
        let snapshot = Some(Snapshot { name, meta, payload });
        return Ok(Newest { snapshot, passed_over });
    }
    Ok(Newest { snapshot: None, passed_over })
}

/// Removes all but the newest `keep` snapshots (at least one stays), and what is beside none that stays; returns the
/// names of the removed snapshots.
///
/// # Errors
/// [`JournalError::Io`].
pub fn prune<S: Storage>(storage: &S, keep: usize) -> Result<Vec<String>, JournalError> {
    let mut names = candidates(storage)?;
    let removed = names.split_off(keep.max(1).min(names.len()));
    for name in &removed {
        storage.remove(name).map_err(|error| JournalError::io(storage.locate(name), "remove", error))?;
    }
    beside::prune(storage)?;
    if !removed.is_empty() {
        storage.sync_dir().map_err(|error| JournalError::io(storage.locate(""), "sync", error))?;
    }
    Ok(removed)
}
