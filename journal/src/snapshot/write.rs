use super::{
    CHUNK_BYTES, CHUNK_HEADER_BYTES, PREFIX, SnapshotMeta, TEMPORARY, TRAILER_BYTES, TRAILER_MAGIC,
    chunk_crc, snapshot_name,
};
use crate::error::JournalError;
use crate::storage::{Storage, StorageFile};

/// Writes one snapshot under a temporary name; only [`SnapshotWriter::finish`] makes it a
/// candidate. Dropping it unfinished removes it.
pub struct SnapshotWriter<S: Storage> {
    storage: S,
    file: S::File,
    temporary: String,
    name: String,
    chunk: Vec<u8>,
    offset: u64,
    total: u64,
    hasher: blake3::Hasher,
    finished: bool,
}

impl<S: Storage> SnapshotWriter<S> {
    /// Starts a snapshot, removing what an earlier process left unfinished. One snapshotter
    /// runs at a time.
    ///
    /// # Errors
    /// [`JournalError::Io`].
    pub fn create(storage: S, meta: &SnapshotMeta) -> Result<Self, JournalError> {
        let names = storage.list().map_err(|error| JournalError::io(storage.locate(""), "list", error))?;
        for name in names {
            if name.starts_with(PREFIX) && name.ends_with(TEMPORARY) {
                storage
                    .remove(&name)
                    .map_err(|error| JournalError::io(storage.locate(&name), "remove", error))?;
            }
        }
        let name = snapshot_name(meta.sequence);
        let temporary = format!("{name}.tmp");
        let file = storage
            .create_new(&temporary)
            .map_err(|error| JournalError::io(storage.locate(&temporary), "create", error))?;
        let mut writer = SnapshotWriter {
            storage,
            file,
            temporary,
            name,
            chunk: Vec::with_capacity(CHUNK_HEADER_BYTES + CHUNK_BYTES),
            offset: 0,
            total: 0,
            hasher: blake3::Hasher::new(),
            finished: false,
        };
        writer.put(&meta.encode())?;
        writer.chunk.resize(CHUNK_HEADER_BYTES, 0);
        Ok(writer)
    }

    /// Appends to the payload.
    ///
    /// # Errors
    /// [`JournalError::Io`]; the snapshot is then to be dropped.
    pub fn write(&mut self, mut bytes: &[u8]) -> Result<(), JournalError> {
        while !bytes.is_empty() {
            let room = CHUNK_HEADER_BYTES + CHUNK_BYTES - self.chunk.len();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.chunk.extend_from_slice(now);
            bytes = later;
            if self.chunk.len() == CHUNK_HEADER_BYTES + CHUNK_BYTES {
                self.flush()?;
            }
        }
        Ok(())
    }

    /// Makes the snapshot durable and gives it its name, which is returned.
    ///
    /// # Errors
    /// [`JournalError::Io`]; there is then no new snapshot, or a complete one.
    pub fn finish(mut self) -> Result<String, JournalError> {
        if self.chunk.len() > CHUNK_HEADER_BYTES {
            self.flush()?;
        }
        // The chunk of length 0.
        self.flush()?;
        let mut trailer = [0; TRAILER_BYTES];
        trailer[..8].copy_from_slice(&TRAILER_MAGIC);
        trailer[8..16].copy_from_slice(&self.total.to_le_bytes());
        trailer[16..48].copy_from_slice(self.hasher.finalize().as_bytes());
        let crc = crc32c::crc32c(&trailer[..48]);
        trailer[48..].copy_from_slice(&crc.to_le_bytes());
        self.put(&trailer)?;
        let path = self.storage.locate(&self.name);
        let failed = |action, error| JournalError::io(&path, action, error);
        self.file.sync_data().map_err(|error| failed("sync", error))?;
        self.storage.rename(&self.temporary, &self.name).map_err(|error| failed("rename", error))?;
        self.finished = true;
        self.storage.sync_dir().map_err(|error| failed("sync the directory of", error))?;
        Ok(std::mem::take(&mut self.name))
    }

    fn flush(&mut self) -> Result<(), JournalError> {
        let length = self.chunk.len() - CHUNK_HEADER_BYTES;
        self.chunk[..4].copy_from_slice(&(length as u32).to_le_bytes());
        let crc = chunk_crc(&self.chunk[..4], &self.chunk[CHUNK_HEADER_BYTES..]);
        self.chunk[4..8].copy_from_slice(&crc.to_le_bytes());
        self.hasher.update(&self.chunk[CHUNK_HEADER_BYTES..]);
        self.total += length as u64;
        let mut chunk = std::mem::take(&mut self.chunk);
        let result = self.put(&chunk);
        chunk.truncate(CHUNK_HEADER_BYTES);
        self.chunk = chunk;
        result
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), JournalError> {
        self.file
            .write_all_at(bytes, self.offset)
            .map_err(|error| JournalError::io(self.storage.locate(&self.temporary), "write", error))?;
        self.offset += bytes.len() as u64;
        Ok(())
    }
}

impl<S: Storage> Drop for SnapshotWriter<S> {
    fn drop(&mut self) {
        if !self.finished {
            // Only tidiness: the next snapshot removes what is left.
            let _ = self.storage.remove(&self.temporary);
        }
    }
}
