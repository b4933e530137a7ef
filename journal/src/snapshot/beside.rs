//! Bytes of the caller beside a snapshot: `statistics-<sequence, 20 digits>.stat`.
//!
//! Magic `TAPESIDE` (8), the snapshot's header (128), length of the bytes (8), the bytes, BLAKE3 of
//! all before (32). Written before its snapshot, so that a snapshot is never without it; whoever
//! finds it missing or damaged does without.

use super::{HEADER_BYTES, SnapshotMeta, candidates, snapshot_name};
use crate::error::JournalError;
use crate::format::{array_at, sequence_in, u64_at};
use crate::storage::{Storage, StorageFile};

const PREFIX: &str = "statistics-";
const SUFFIX: &str = ".stat";
const TEMPORARY: &str = ".stat.tmp";
const MAGIC: [u8; 8] = *b"TAPESIDE";
const BEFORE: usize = 8 + HEADER_BYTES + 8;
const HASH_BYTES: usize = 32;

fn name_of(sequence: u64) -> String {
    format!("{PREFIX}{sequence:020}{SUFFIX}")
}

/// Makes bytes durable beside the snapshot of this header, which is not there yet.
///
/// # Errors
/// [`JournalError::Io`].
pub fn write_beside<S: Storage>(storage: &S, meta: &SnapshotMeta, bytes: &[u8]) -> Result<(), JournalError> {
    let name = name_of(meta.sequence);
    let path = storage.locate(&name);
    let failed = |action, error| JournalError::io(&path, action, error);
    for old in storage.list().map_err(|error| failed("list", error))? {
        if old == name || (old.starts_with(PREFIX) && old.ends_with(TEMPORARY)) {
            storage.remove(&old).map_err(|error| failed("remove", error))?;
        }
    }
    let mut whole = Vec::with_capacity(BEFORE + bytes.len() + HASH_BYTES);
    whole.extend_from_slice(&MAGIC);
    whole.extend_from_slice(&meta.encode());
    whole.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    whole.extend_from_slice(bytes);
    let hash = blake3::hash(&whole);
    whole.extend_from_slice(hash.as_bytes());
    let temporary = format!("{name}.tmp");
    let file = storage.create_new(&temporary).map_err(|error| failed("create", error))?;
    file.write_all_at(&whole, 0).map_err(|error| failed("write", error))?;
    file.sync_data().map_err(|error| failed("sync", error))?;
    storage.rename(&temporary, &name).map_err(|error| failed("rename", error))
}

/// What was written beside a snapshot; nothing if there is no such file.
///
/// # Errors
/// [`JournalError::Corrupt`], also if it is another snapshot's; [`JournalError::Io`].
pub fn read_beside<S: Storage>(storage: &S, meta: &SnapshotMeta) -> Result<Option<Vec<u8>>, JournalError> {
    let name = name_of(meta.sequence);
    let path = storage.locate(&name);
    let file = match storage.open_read(&name) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(|error| JournalError::io(&path, "open", error))?,
    };
    let length = file.len().map_err(|error| JournalError::io(&path, "measure", error))? as usize;
    let mut whole = vec![0; length];
    let read = file.read_at(&mut whole, 0).map_err(|error| JournalError::io(&path, "read", error))?;
    whole.truncate(read);
    let Some(end) = whole.len().checked_sub(HASH_BYTES).filter(|end| *end >= BEFORE) else {
        return Err(JournalError::corrupt(&path, 0, "it is cut short"));
    };
    let is_whole = blake3::hash(&whole[..end]).as_bytes()[..] == whole[end..]
        && whole[..8] == MAGIC
        && u64_at(&whole, 8 + HEADER_BYTES) == (end - BEFORE) as u64;
    if !is_whole {
        return Err(JournalError::corrupt(&path, 0, "its hash"));
    }
    let found = SnapshotMeta::decode(&path, &array_at(&whole, 8))?;
    if found != *meta {
        return Err(JournalError::corrupt(&path, 0, "it is another snapshot's"));
    }
    whole.truncate(end);
    whole.drain(..BEFORE);
    Ok(Some(whole))
}

/// Removes what is beside no snapshot that is kept.
pub(super) fn prune<S: Storage>(storage: &S) -> Result<(), JournalError> {
    let failed = |action, error| JournalError::io(storage.locate(""), action, error);
    let kept = candidates(storage)?;
    for name in storage.list().map_err(|error| failed("list", error))? {
        let is_old = sequence_in(&name, PREFIX, SUFFIX).is_some_and(|it| !kept.contains(&snapshot_name(it)));
        if is_old {
            storage.remove(&name).map_err(|error| failed("remove", error))?;
        }
    }
    Ok(())
}
