use std::collections::BTreeMap;

use super::{BLOCK_BYTES_MAX, Blocks, LARGE_BYTES, MAGIC, aligned, file_name, list_files};
use crate::aligned::AlignedBytes;
use crate::error::JournalError;
use crate::storage::{Storage, StorageFile};

/// Appends blocks and keeps the total within a retention. One at a time, under the journal's
/// writer lock.
pub struct EventWriter<S: Storage> {
    storage: S,
    retention_bytes: u64,
    segment_bytes: u64,
    /// First sequence and length of each file, oldest first.
    files: BTreeMap<u64, u64>,
    current: Option<S::File>,
    last_sequence: u64,
    block: AlignedBytes,
}

impl<S: Storage> EventWriter<S> {
    /// Opens the stream, cutting the last file at its first bad block. Files are of about
    /// `segment_bytes`; the oldest are dropped while all together exceed `retention_bytes`.
    ///
    /// # Errors
    /// [`JournalError::Io`].
    pub fn open(storage: S, retention_bytes: u64, segment_bytes: u64) -> Result<Self, JournalError> {
        let mut writer = EventWriter {
            files: BTreeMap::new(),
            current: None,
            last_sequence: 0,
            block: AlignedBytes::with_capacity(0),
            storage,
            retention_bytes,
            segment_bytes,
        };
        for first in list_files(&writer.storage)? {
            let name = file_name(first);
            let length = writer
                .storage
                .open_read(&name)
                .and_then(|file| file.len())
                .map_err(|error| JournalError::io(writer.storage.locate(&name), "open", error))?;
            writer.files.insert(first, length);
        }
        while let Some((&first, &length)) = writer.files.last_key_value() {
            if writer.reopen(first, length)? {
                break;
            }
        }
        Ok(writer)
    }

    /// Opens the last file for appending after its last good block; false if it had none and
    /// is gone.
    fn reopen(&mut self, first: u64, length: u64) -> Result<bool, JournalError> {
        let name = file_name(first);
        let path = self.storage.locate(&name);
        let failed = |action, error| JournalError::io(&path, action, error);
        let file = self.storage.open(&name).map_err(|error| failed("open", error))?;
        let mut blocks = Blocks::new(&file, &path, 0);
        let mut last = None;
        while let Some(block) = blocks.next()? {
            last = Some(block.last_sequence);
        }
        let end = blocks.offset;
        let Some(last) = last else {
            drop(file);
            self.storage.remove(&name).map_err(|error| failed("remove", error))?;
            self.files.remove(&first);
            return Ok(false);
        };
        if end < length {
            file.set_len(end).map_err(|error| failed("cut", error))?;
        }
        file.bypass_cache().map_err(|error| failed("open", error))?;
        self.files.insert(first, end);
        self.last_sequence = last;
        self.current = Some(file);
        Ok(true)
    }

    /// Last sequence in the stream; 0 if it is empty.
    #[must_use]
    pub fn last_sequence(&self) -> u64 {
        self.last_sequence
    }

    /// First sequence of the oldest block kept; 0 if the stream is empty.
    #[must_use]
    pub fn oldest_sequence(&self) -> u64 {
        self.files.keys().next().copied().unwrap_or(0)
    }

    /// Bytes of all files.
    #[must_use]
    pub fn total_bytes(&self) -> u64 {
        self.files.values().sum()
    }

    /// Appends one block with the events of sequences `first` to `last`, and drops the oldest
    /// files that the retention no longer covers. Not synced.
    ///
    /// # Errors
    /// [`JournalError::OutOfSequence`] if `first` is not above the last sequence or above `last`;
    /// [`JournalError::GroupTooLarge`] over [`BLOCK_BYTES_MAX`]; [`JournalError::Io`], after
    /// which the call may be repeated.
    pub fn append(&mut self, first: u64, last: u64, bytes: &[u8]) -> Result<(), JournalError> {
        if first <= self.last_sequence || first > last {
            return Err(JournalError::OutOfSequence {
                expected: self.last_sequence.saturating_add(1),
                found: first,
            });
        }
        if bytes.len() > BLOCK_BYTES_MAX {
            return Err(JournalError::GroupTooLarge { bytes: bytes.len(), limit: BLOCK_BYTES_MAX });
        }
        self.block.clear();
        self.block.extend_from_slice(&MAGIC);
        self.block.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        self.block.extend_from_slice(&first.to_le_bytes());
        self.block.extend_from_slice(&last.to_le_bytes());
        let crc = crc32c::crc32c_append(crc32c::crc32c(&self.block), bytes);
        self.block.extend_from_slice(&crc.to_le_bytes());
        self.block.extend_from_slice(&[0; 4]);
        self.block.extend_from_slice(bytes);

        let full = self
            .files
            .last_key_value()
            .is_none_or(|(_, length)| *length > 0 && *length >= self.segment_bytes);
        if full || self.current.is_none() {
            self.start_file(first)?;
        }
        let (Some(file), Some(mut entry)) = (&self.current, self.files.last_entry()) else {
            return Ok(());
        };
        let mut offset = *entry.get();
        let length = self.block.len();
        if length >= LARGE_BYTES {
            offset = aligned(offset);
            self.block.resize(aligned(length as u64) as usize, 0);
        }
        file.write_all_at(&self.block, offset).map_err(|error| {
            JournalError::io(self.storage.locate(&file_name(*entry.key())), "write", error)
        })?;
        *entry.get_mut() = offset + length as u64;
        self.last_sequence = last;
        Ok(())
    }

    fn start_file(&mut self, first: u64) -> Result<(), JournalError> {
        while self.files.len() > 1 && self.total_bytes() > self.retention_bytes {
            let Some((&oldest, _)) = self.files.first_key_value() else {
                break;
            };
            let name = file_name(oldest);
            self.storage
                .remove(&name)
                .map_err(|error| JournalError::io(self.storage.locate(&name), "remove", error))?;
            self.files.remove(&oldest);
        }
        let name = file_name(first);
        let file = self
            .storage
            .create_new(&name)
            .and_then(|file| file.bypass_cache().map(|()| file))
            .map_err(|error| JournalError::io(self.storage.locate(&name), "create", error))?;
        self.files.insert(first, 0);
        self.current = Some(file);
        Ok(())
    }
}
