use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Storage, StorageFile};
use crate::error::JournalError;

/// What a power cut keeps or loses as one.
const SECTOR: usize = 512;

/// A directory in memory, for tests, fuzzers and simulators: deterministic, with faults on
/// request and power cuts that keep any chosen part of what was not synced.
#[derive(Clone, Default)]
pub struct MemStorage(Arc<Mutex<Disk>>);

#[derive(Default)]
struct Disk {
    files: BTreeMap<u64, FileState>,
    names: BTreeMap<String, u64>,
    durable_names: BTreeMap<String, u64>,
    next_file: u64,
    locked: bool,
    space: Option<u64>,
    syncs_until_failure: Option<u64>,
    writes_until_failure: Option<u64>,
    unreadable: Option<String>,
    before_sync: Option<Arc<dyn Fn() + Send + Sync>>,
}

#[derive(Default, Clone)]
struct FileState {
    bytes: Vec<u8>,
    /// What stood in each sector at the last sync, for sectors written since.
    unsynced: BTreeMap<usize, [u8; SECTOR]>,
    /// The same for sectors that a failed sync dropped: they read as written, no later sync
    /// writes them, and a power cut takes them back, as Linux does it.
    dropped: BTreeMap<usize, [u8; SECTOR]>,
}

/// A file in a [`MemStorage`].
pub struct MemFile {
    storage: MemStorage,
    file: u64,
    writable: bool,
}

/// The writer's lock of a [`MemStorage`].
pub struct MemLock(MemStorage);

impl MemStorage {
    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The content of a file, or nothing if there is none of that name.
    #[must_use]
    pub fn contents(&self, name: &str) -> Option<Vec<u8>> {
        let disk = self.disk();
        let file = disk.names.get(name)?;
        Some(disk.files[file].bytes.clone())
    }

    /// Puts a file there, durable, replacing any of that name.
    pub fn put(&self, name: &str, bytes: Vec<u8>) {
        let mut disk = self.disk();
        let file = disk.add(bytes);
        disk.names.insert(name.to_owned(), file);
        disk.durable_names.insert(name.to_owned(), file);
    }

    /// An independent copy of all files; no faults, no lock.
    #[must_use]
    pub fn fork(&self) -> MemStorage {
        let disk = self.disk();
        MemStorage(Arc::new(Mutex::new(Disk {
            files: disk.files.clone(),
            names: disk.names.clone(),
            durable_names: disk.durable_names.clone(),
            next_file: disk.next_file,
            ..Disk::default()
        })))
    }

    /// The directory after a power cut: what was synced, and of each unsynced sector and of the
    /// unsynced directory changes those for which `keep` says so, asked in a fixed order.
    #[must_use]
    pub fn after_power_cut(&self, keep: &mut dyn FnMut() -> bool) -> MemStorage {
        let after = self.fork();
        let mut disk = after.disk();
        for state in disk.files.values_mut() {
            for (sector, old) in std::mem::take(&mut state.unsynced) {
                if !keep() {
                    state.take_back(sector, &old);
                }
            }
            for (sector, old) in std::mem::take(&mut state.dropped) {
                state.take_back(sector, &old);
            }
        }
        if disk.names != disk.durable_names {
            if keep() {
                disk.durable_names = disk.names.clone();
            } else {
                disk.names = disk.durable_names.clone();
            }
        }
        drop(disk);
        after
    }

    /// Bytes that all files together may have; nothing for no limit.
    pub fn set_space(&self, bytes: Option<u64>) {
        self.disk().space = bytes;
    }

    /// Lets `count` syncs succeed and every later one fail; nothing heals.
    pub fn fail_syncs_after(&self, count: Option<u64>) {
        self.disk().syncs_until_failure = count;
    }

    /// Lets `count` writes succeed and every later one fail half-way; nothing heals.
    pub fn fail_writes_after(&self, count: Option<u64>) {
        self.disk().writes_until_failure = count;
    }

    /// Makes reads of a file fail with an I/O error.
    pub fn fail_reads_of(&self, name: Option<&str>) {
        self.disk().unreadable = name.map(str::to_owned);
    }

    /// Runs `action` before each sync of a file: a slow disk.
    pub fn before_sync(&self, action: impl Fn() + Send + Sync + 'static) {
        self.disk().before_sync = Some(Arc::new(action));
    }

    fn file(&self, name: &str, writable: bool) -> io::Result<MemFile> {
        let file = *self.disk().names.get(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(MemFile { storage: self.clone(), file, writable })
    }
}

impl FileState {
    fn take_back(&mut self, sector: usize, old: &[u8; SECTOR]) {
        let start = (sector * SECTOR).min(self.bytes.len());
        let end = (start + SECTOR).min(self.bytes.len());
        self.bytes[start..end].copy_from_slice(&old[..end - start]);
    }
}

impl Disk {
    fn add(&mut self, bytes: Vec<u8>) -> u64 {
        let file = self.next_file;
        self.next_file += 1;
        self.files.insert(file, FileState { bytes, ..FileState::default() });
        file
    }

    fn grow(&mut self, file: u64, length: usize) -> io::Result<()> {
        let used: u64 = self.names.values().map(|f| self.files[f].bytes.len() as u64).sum();
        let bytes = &mut self.files.get_mut(&file).ok_or(io::ErrorKind::NotFound)?.bytes;
        let more = length.saturating_sub(bytes.len());
        if more > 0 {
            if self.space.is_some_and(|space| used + more as u64 > space) {
                return Err(io::ErrorKind::StorageFull.into());
            }
            bytes.resize(length, 0);
        }
        Ok(())
    }
}

/// Counts down to a failure that then stays.
fn spend(budget: &mut Option<u64>) -> bool {
    match budget {
        Some(0) => true,
        Some(left) => {
            *left -= 1;
            false
        }
        None => false,
    }
}

fn broken(what: &str) -> io::Error {
    io::Error::other(format!("injected {what} failure"))
}

impl Storage for MemStorage {
    type File = MemFile;
    type Lock = MemLock;

    fn list(&self) -> io::Result<Vec<String>> {
        Ok(self.disk().names.keys().cloned().collect())
    }

    fn create_new(&self, name: &str) -> io::Result<MemFile> {
        let mut disk = self.disk();
        if disk.names.contains_key(name) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let file = disk.add(Vec::new());
        disk.names.insert(name.to_owned(), file);
        drop(disk);
        self.file(name, true)
    }

    fn open(&self, name: &str) -> io::Result<MemFile> {
        self.file(name, true)
    }

    fn open_read(&self, name: &str) -> io::Result<MemFile> {
        self.file(name, false)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let mut disk = self.disk();
        let file = disk.names.remove(from).ok_or(io::ErrorKind::NotFound)?;
        disk.names.insert(to.to_owned(), file);
        Ok(())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        let mut disk = self.disk();
        disk.names.remove(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(())
    }

    fn sync_dir(&self) -> io::Result<()> {
        let mut disk = self.disk();
        disk.durable_names = disk.names.clone();
        Ok(())
    }

    fn lock(&self) -> Result<MemLock, JournalError> {
        let mut disk = self.disk();
        if disk.locked {
            return Err(JournalError::Locked { path: "memory/LOCK".to_owned(), holder: String::new() });
        }
        disk.locked = true;
        drop(disk);
        Ok(MemLock(self.clone()))
    }

    fn locate(&self, name: &str) -> String {
        format!("memory/{name}")
    }
}

impl Drop for MemLock {
    fn drop(&mut self) {
        self.0.disk().locked = false;
    }
}

impl StorageFile for MemFile {
    fn write_all_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        if !self.writable {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let mut disk = self.storage.disk();
        let fails = spend(&mut disk.writes_until_failure);
        let bytes = if fails { &bytes[..bytes.len() / 2] } else { bytes };
        let start = offset as usize;
        let end = start + bytes.len();
        disk.grow(self.file, end)?;
        let state = disk.files.get_mut(&self.file).ok_or(io::ErrorKind::NotFound)?;
        if !bytes.is_empty() {
            for sector in start / SECTOR..=(end - 1) / SECTOR {
                let from = sector * SECTOR;
                let to = (from + SECTOR).min(state.bytes.len());
                let mut old = [0; SECTOR];
                old[..to - from].copy_from_slice(&state.bytes[from..to]);
                let old = state.dropped.remove(&sector).unwrap_or(old);
                state.unsynced.entry(sector).or_insert(old);
            }
        }
        state.bytes[start..end].copy_from_slice(bytes);
        if fails { Err(broken("write")) } else { Ok(()) }
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let disk = self.storage.disk();
        if let Some(name) = &disk.unreadable
            && disk.names.get(name) == Some(&self.file)
        {
            return Err(broken("read"));
        }
        let bytes = &disk.files[&self.file].bytes;
        let start = (offset.min(bytes.len() as u64)) as usize;
        let count = buffer.len().min(bytes.len() - start);
        buffer[..count].copy_from_slice(&bytes[start..start + count]);
        Ok(count)
    }

    fn sync_data(&self) -> io::Result<()> {
        let before_sync = self.storage.disk().before_sync.clone();
        if let Some(action) = before_sync {
            action();
        }
        let mut disk = self.storage.disk();
        let fails = spend(&mut disk.syncs_until_failure);
        let Some(state) = disk.files.get_mut(&self.file) else {
            return Ok(());
        };
        let written = std::mem::take(&mut state.unsynced);
        if fails {
            state.dropped.extend(written);
            return Err(broken("sync"));
        }
        Ok(())
    }

    fn len(&self) -> io::Result<u64> {
        Ok(self.storage.disk().files[&self.file].bytes.len() as u64)
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let mut disk = self.storage.disk();
        disk.grow(self.file, length as usize)?;
        if let Some(state) = disk.files.get_mut(&self.file) {
            state.bytes.truncate(length as usize);
            state.unsynced.retain(|sector, _| sector * SECTOR < length as usize);
        }
        Ok(())
    }

    fn preallocate(&self, length: u64, sync: bool) -> io::Result<()> {
        self.write_all_at(&vec![0; length as usize], 0)?;
        if sync { self.sync_data() } else { Ok(()) }
    }
}
