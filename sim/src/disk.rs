//! A disk that keeps what was synced and loses, tears or reorders the rest, that fills up and fails, and that can
//! lose its power at any operation.

use crate::random::Random;
use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tapebook_journal::{JournalError, Storage, StorageFile};

/// What a power cut keeps or loses as one.
pub const SECTOR: usize = 512;

/// A handle of one life of a process: once that has ended, every call fails and changes nothing.
#[derive(Clone, Default)]
pub struct SimDisk {
    shared: Arc<Mutex<Disk>>,
    life: u64,
}

/// The life of a handle that looks on from outside.
const ONLOOKER: u64 = u64::MAX;

/// How a process ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The process alone: the system keeps what was written.
    Kill,
    /// The machine: of what was not synced, a random part is kept; the number draws it.
    Power(u64),
}

/// A write of a group to the journal, as the disk saw it.
#[derive(Clone, Debug)]
pub struct GroupWrite {
    pub file: Arc<str>,
    pub offset: usize,
    pub length: usize,
}

/// Names are copied with every sync of the directory.
type Name = Arc<str>;

#[derive(Clone)]
enum Change {
    Create(Name, u64),
    Rename(Name, Name),
    Remove(Name),
}

#[derive(Clone, Default)]
struct File {
    bytes: Vec<u8>,
    /// Bytes that are durable in number; sectors beyond were never synced.
    synced: usize,
    /// What stood in each durable sector that was written since.
    old: BTreeMap<usize, [u8; SECTOR]>,
    /// The same for sectors that a failed sync dropped: they read as written, no later sync writes them.
    dropped: BTreeMap<usize, [u8; SECTOR]>,
}

#[derive(Clone, Default)]
struct Disk {
    files: BTreeMap<u64, File>,
    names: BTreeMap<Name, u64>,
    durable_names: BTreeMap<Name, u64>,
    changes: Vec<Change>,
    next_file: u64,
    life: u64,
    locked: bool,
    used: u64,
    faults: Faults,
    /// Operations so far, and the one at which the process ends.
    operations: u64,
    ends_at: Option<(u64, End)>,
    ended: Option<End>,
    /// Syncs are confirmed and not made.
    is_lying: bool,
    groups: Vec<GroupWrite>,
    /// Their bytes, until somebody takes them.
    fresh: Vec<Vec<u8>>,
}

/// What is wrong with the disk now.
#[derive(Clone, Copy, Debug, Default)]
pub struct Faults {
    /// Bytes that all files together may have.
    pub space: Option<u64>,
    /// Writes, and syncs, until one fails; later ones fail too.
    pub writes_left: Option<u64>,
    pub syncs_left: Option<u64>,
}

/// An open file.
pub struct SimFile {
    disk: SimDisk,
    file: u64,
    writable: bool,
}

/// The writer's lock.
pub struct SimLock(SimDisk);

fn ended() -> io::Error {
    io::Error::other("the process has ended")
}

fn broken(what: &str) -> io::Error {
    io::Error::other(format!("injected {what} failure"))
}

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

impl SimDisk {
    fn lock_all(&self) -> MutexGuard<'_, Disk> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The disk, for an operation of this life; it may be the one at which the life ends.
    fn operate(&self) -> io::Result<MutexGuard<'_, Disk>> {
        let mut disk = self.lock_all();
        if self.life == ONLOOKER {
            return Ok(disk);
        }
        if disk.life != self.life || disk.ended.is_some() {
            return Err(ended());
        }
        disk.operations += 1;
        if let Some((at, end)) = disk.ends_at
            && disk.operations >= at
        {
            disk.end(end);
            return Err(ended());
        }
        Ok(disk)
    }

    pub fn set_lying(&self, is: bool) {
        self.lock_all().is_lying = is;
    }

    /// A handle for who looks on from outside: no process, and no operation that counts.
    #[must_use]
    pub fn onlooker(&self) -> SimDisk {
        SimDisk { shared: self.shared.clone(), life: ONLOOKER }
    }

    pub fn set_faults(&self, faults: Faults) {
        self.lock_all().faults = faults;
    }

    pub fn used(&self) -> u64 {
        self.lock_all().used
    }

    /// Ends the process at the operation that many from now.
    pub fn end_after(&self, operations: u64, end: End) {
        let mut disk = self.lock_all();
        disk.ends_at = Some((disk.operations + operations.max(1), end));
    }

    /// Has the process ended at an operation?
    pub fn has_ended(&self) -> bool {
        self.ended().is_some()
    }

    /// How the process ended, if it did at an operation.
    pub fn ended(&self) -> Option<End> {
        self.lock_all().ended
    }

    /// Ends the process, if it has not ended, and gives the next one its handle.
    #[must_use]
    pub fn reborn(&self, end: End) -> SimDisk {
        let mut disk = self.lock_all();
        if disk.ended.is_none() {
            disk.end(end);
        }
        disk.life += 1;
        disk.ended = None;
        disk.ends_at = None;
        disk.locked = false;
        SimDisk { shared: self.shared.clone(), life: disk.life }
    }

    /// An independent copy, healthy and nobody's.
    #[must_use]
    pub fn fork(&self) -> SimDisk {
        let disk = self.lock_all();
        let copy = Disk {
            files: disk.files.clone(),
            names: disk.names.clone(),
            durable_names: disk.durable_names.clone(),
            changes: disk.changes.clone(),
            next_file: disk.next_file,
            used: disk.used,
            groups: disk.groups.clone(),
            ..Disk::default()
        };
        SimDisk { shared: Arc::new(Mutex::new(copy)), life: 0 }
    }

    /// Groups written to the journal and not cut since, oldest first.
    pub fn groups(&self) -> Vec<GroupWrite> {
        self.lock_all().groups.clone()
    }

    /// Bytes of the groups written since this was last called.
    pub fn fresh_groups(&self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.lock_all().fresh)
    }

    /// Names and lengths.
    pub fn files(&self) -> Vec<(String, usize)> {
        let disk = self.lock_all();
        disk.names.iter().map(|(name, file)| (name.to_string(), disk.files[file].bytes.len())).collect()
    }

    /// Changes a file behind everybody's back.
    pub fn tamper(&self, name: &str, change: impl FnOnce(&mut Vec<u8>)) {
        let mut disk = self.lock_all();
        let Some(&file) = disk.names.get(name) else { return };
        if let Some(file) = disk.files.get_mut(&file) {
            change(&mut file.bytes);
            file.synced = file.bytes.len();
            file.old.clear();
            file.dropped.clear();
        }
    }

    /// Takes a file away, puts one there, or moves it, behind everybody's back.
    pub fn take(&self, name: &str) -> Option<Vec<u8>> {
        let mut disk = self.lock_all();
        disk.durable_names.remove(name);
        let file = disk.names.remove(name)?;
        Some(disk.files[&file].bytes.clone())
    }

    pub fn put(&self, name: &str, bytes: Vec<u8>) {
        let mut disk = self.lock_all();
        let file = disk.add();
        let synced = bytes.len();
        disk.files.insert(file, File { bytes, synced, ..File::default() });
        disk.names.insert(name.into(), file);
        disk.durable_names.insert(name.into(), file);
    }

    fn open_file(&self, name: &str, writable: bool) -> io::Result<SimFile> {
        let file = *self.operate()?.names.get(name).ok_or(io::ErrorKind::NotFound)?;
        Ok(SimFile { disk: self.clone(), file, writable })
    }
}

impl Disk {
    fn add(&mut self) -> u64 {
        let file = self.next_file;
        self.next_file += 1;
        self.files.insert(file, File::default());
        file
    }

    fn end(&mut self, end: End) {
        self.ended = Some(end);
        if let End::Power(seed) = end {
            let mut random = Random::new(seed);
            // A cut takes all, nothing, or a share of what was not synced.
            let keep = random.pick(&[0, 0, 50, 50, 90, 100]);
            for file in self.files.values_mut() {
                file.power_cut(&mut random, keep);
            }
            self.cut_names(&mut random, keep);
        }
        self.forget_unnamed();
    }

    /// Of the directory's changes since its last sync, keeps a prefix, or any that are possible.
    fn cut_names(&mut self, random: &mut Random, keep: u64) {
        let mut names = std::mem::take(&mut self.durable_names);
        let in_order = random.chance(50);
        for change in std::mem::take(&mut self.changes) {
            if !random.chance(keep) {
                if in_order {
                    break;
                }
                continue;
            }
            match change {
                Change::Create(name, file) => {
                    names.insert(name, file);
                }
                Change::Rename(from, to) => {
                    if let Some(file) = names.remove(&from) {
                        names.insert(to, file);
                    }
                }
                Change::Remove(name) => {
                    names.remove(&name);
                }
            }
        }
        self.durable_names = names.clone();
        self.names = names;
    }

    fn forget_unnamed(&mut self) {
        // One that was made and removed since the directory was synced may come back with a power cut.
        let made = self.changes.iter().filter_map(|change| match change {
            Change::Create(_, file) => Some(file),
            _ => None,
        });
        let named: Vec<u64> =
            self.names.values().chain(self.durable_names.values()).chain(made).copied().collect();
        self.files.retain(|file, _| named.contains(file));
        self.used = self.names.values().map(|file| self.files[file].bytes.len() as u64).sum();
    }

    /// What the directory says now becomes durable.
    fn settle_names(&mut self) {
        self.durable_names = self.names.clone();
        self.changes.clear();
    }

    fn release(&mut self, file: u64) {
        if !self.names.values().any(|it| *it == file)
            && let Some(it) = self.files.get(&file)
        {
            self.used -= it.bytes.len() as u64;
        }
    }

    fn name_of(&self, file: u64) -> Option<&Name> {
        self.names.iter().find(|(_, it)| **it == file).map(|(name, _)| name)
    }

    fn note_group(&mut self, file: u64, bytes: &[u8], offset: usize) {
        if !bytes.starts_with(b"TGRP") {
            return;
        }
        let Some(name) = self.name_of(file).filter(|it| it.starts_with("journal-")).cloned() else { return };
        while self.groups.last().is_some_and(|it| *it.file == *name && it.offset >= offset) {
            self.groups.pop();
        }
        self.fresh.push(bytes.to_vec());
        self.groups.push(GroupWrite { file: name, offset, length: bytes.len() });
    }
}

impl File {
    fn remember(&mut self, start: usize, end: usize) {
        if start == end {
            return;
        }
        for sector in start / SECTOR..=(end - 1) / SECTOR {
            let from = sector * SECTOR;
            if from >= self.synced {
                break;
            }
            if self.dropped.is_empty() && self.old.contains_key(&sector) {
                continue;
            }
            let to = (from + SECTOR).min(self.synced);
            let mut old = [0; SECTOR];
            old[..to - from].copy_from_slice(&self.bytes[from..to]);
            let old = self.dropped.remove(&sector).unwrap_or(old);
            self.old.entry(sector).or_insert(old);
        }
    }

    fn take_back(&mut self, sector: usize, old: &[u8; SECTOR]) {
        let start = (sector * SECTOR).min(self.bytes.len());
        let end = (start + SECTOR).min(self.bytes.len());
        self.bytes[start..end].copy_from_slice(&old[..end - start]);
    }

    fn power_cut(&mut self, random: &mut Random, keep: u64) {
        for (sector, old) in std::mem::take(&mut self.old) {
            if !random.chance(keep) {
                self.take_back(sector, &old);
            }
        }
        for (sector, old) in std::mem::take(&mut self.dropped) {
            self.take_back(sector, &old);
        }
        if self.bytes.len() > self.synced {
            // The length may have reached the disk without the bytes.
            let sectors = (self.bytes.len() - self.synced).div_ceil(SECTOR) as u64;
            let kept = if keep == 0 { 0 } else { random.below(sectors + 1) as usize };
            let length = if kept as u64 == sectors { self.bytes.len() } else { self.synced + kept * SECTOR };
            self.bytes.truncate(length);
            let first = self.synced.div_ceil(SECTOR);
            for sector in first..length.div_ceil(SECTOR) {
                if !random.chance(keep) {
                    self.take_back(sector, &[0; SECTOR]);
                }
            }
        }
        self.synced = self.bytes.len();
    }
}

impl Storage for SimDisk {
    type File = SimFile;
    type Lock = SimLock;

    fn list(&self) -> io::Result<Vec<String>> {
        Ok(self.operate()?.names.keys().map(|name| name.to_string()).collect())
    }

    fn create_new(&self, name: &str) -> io::Result<SimFile> {
        let mut disk = self.operate()?;
        if disk.names.contains_key(name) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        let file = disk.add();
        let name = Name::from(name);
        disk.names.insert(name.clone(), file);
        disk.changes.push(Change::Create(name, file));
        drop(disk);
        Ok(SimFile { disk: self.clone(), file, writable: true })
    }

    fn open(&self, name: &str) -> io::Result<SimFile> {
        self.open_file(name, true)
    }

    fn open_read(&self, name: &str) -> io::Result<SimFile> {
        self.open_file(name, false)
    }

    fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        let mut disk = self.operate()?;
        let file = disk.names.remove(from).ok_or(io::ErrorKind::NotFound)?;
        let to = Name::from(to);
        let before = disk.names.insert(to.clone(), file);
        before.into_iter().for_each(|file| disk.release(file));
        disk.changes.push(Change::Rename(from.into(), to));
        Ok(())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        let mut disk = self.operate()?;
        let file = disk.names.remove(name).ok_or(io::ErrorKind::NotFound)?;
        disk.release(file);
        disk.changes.push(Change::Remove(name.into()));
        Ok(())
    }

    fn sync_dir(&self) -> io::Result<()> {
        self.operate()?.settle_names();
        Ok(())
    }

    fn lock(&self) -> Result<SimLock, JournalError> {
        let failed = |error| JournalError::io("sim/LOCK", "lock", error);
        let mut disk = self.operate().map_err(failed)?;
        if disk.locked {
            return Err(JournalError::Locked { path: "sim/LOCK".to_owned(), holder: String::new() });
        }
        disk.locked = true;
        drop(disk);
        Ok(SimLock(self.clone()))
    }

    fn locate(&self, name: &str) -> String {
        format!("sim/{name}")
    }
}

impl Drop for SimLock {
    fn drop(&mut self) {
        let mut disk = self.0.lock_all();
        if disk.life == self.0.life {
            disk.locked = false;
        }
    }
}

impl SimFile {
    fn grow(&self, disk: &mut Disk, length: usize) -> io::Result<()> {
        let file = disk.files.get_mut(&self.file).ok_or(io::ErrorKind::NotFound)?;
        let more = length.saturating_sub(file.bytes.len()) as u64;
        if more > 0 {
            if disk.faults.space.is_some_and(|space| disk.used + more > space) {
                return Err(io::ErrorKind::StorageFull.into());
            }
            file.bytes.resize(length, 0);
            disk.used += more;
        }
        Ok(())
    }
}

impl StorageFile for SimFile {
    fn write_all_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        if !self.writable {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let mut disk = self.disk.operate()?;
        let start = offset as usize;
        disk.note_group(self.file, bytes, start);
        let fails = spend(&mut disk.faults.writes_left);
        let bytes = if fails { &bytes[..bytes.len() / 2] } else { bytes };
        let end = start + bytes.len();
        self.grow(&mut disk, end)?;
        let file = disk.files.get_mut(&self.file).ok_or(io::ErrorKind::NotFound)?;
        file.remember(start, end);
        file.bytes[start..end].copy_from_slice(bytes);
        if fails { Err(broken("write")) } else { Ok(()) }
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let disk = self.disk.operate()?;
        let bytes = &disk.files.get(&self.file).ok_or(io::ErrorKind::NotFound)?.bytes;
        let start = offset.min(bytes.len() as u64) as usize;
        let count = buffer.len().min(bytes.len() - start);
        buffer[..count].copy_from_slice(&bytes[start..start + count]);
        Ok(count)
    }

    fn sync_data(&self) -> io::Result<()> {
        let mut disk = self.disk.operate()?;
        let fails = spend(&mut disk.faults.syncs_left);
        let is_lying = disk.is_lying;
        let file = disk.files.get_mut(&self.file).ok_or(io::ErrorKind::NotFound)?;
        if is_lying && !fails {
            // What is new reaches the disk, what is written over does not.
            file.synced = file.bytes.len();
            return Ok(());
        }
        let written = std::mem::take(&mut file.old);
        if fails {
            // What was beyond the synced length reads as written, and is lost with the power.
            file.dropped.extend(written);
            return Err(broken("sync"));
        }
        file.synced = file.bytes.len();
        Ok(())
    }

    fn len(&self) -> io::Result<u64> {
        let disk = self.disk.operate()?;
        Ok(disk.files.get(&self.file).ok_or(io::ErrorKind::NotFound)?.bytes.len() as u64)
    }

    fn set_len(&self, length: u64) -> io::Result<()> {
        let mut disk = self.disk.operate()?;
        self.grow(&mut disk, length as usize)?;
        let file = disk.files.get_mut(&self.file).ok_or(io::ErrorKind::NotFound)?;
        let less = file.bytes.len().saturating_sub(length as usize) as u64;
        file.bytes.truncate(length as usize);
        // A cut is taken as durable at once, the worst case for who relied on the bytes.
        file.synced = file.synced.min(length as usize);
        file.old.retain(|sector, _| sector * SECTOR < length as usize);
        disk.used -= less;
        Ok(())
    }

    fn preallocate(&self, length: u64, sync: bool) -> io::Result<()> {
        self.write_all_at(&vec![0; length as usize], 0)?;
        if sync { self.sync_data() } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_removed_before_a_kill_may_be_there_after_a_power_cut() {
        let mut came_back = 0;
        for seed in 0..50 {
            let disk = SimDisk::default();
            disk.create_new("prepared").unwrap();
            disk.remove("prepared").unwrap();
            let disk = disk.reborn(End::Kill).reborn(End::Power(seed));
            came_back += disk.files().len();
        }
        assert!((1..50).contains(&came_back), "{came_back} times");
    }
}
