//! Appends groups: one write and one sync each, one at a time.

use std::io;
use std::time::Instant;

use crate::aligned::Block;
use crate::error::JournalError;
use crate::format::{
    BLOCK_BYTES, Chain, GROUP_HEADER_BYTES, GroupHeader, GroupKind, Lineage, SegmentHeader, Tag, segment_name,
};
use crate::group::GroupBuffer;
use crate::prepare::{Prepared, Preparer};
use crate::recover::Tail;
use crate::settings::{Policy, RESERVE, Settings, WriterStats};
use crate::storage::{Storage, StorageFile};

const BLOCK: u64 = BLOCK_BYTES as u64;

/// The one appender of a journal. Holds the writer's lock.
pub struct Writer<S: Storage> {
    storage: S,
    settings: Settings,
    lineage: Lineage,
    file: S::File,
    path: String,
    segment_index: u64,
    capacity: u64,
    offset: u64,
    next_sequence: u64,
    durable: u64,
    chain: Chain,
    protected: bool,
    failure: Option<String>,
    stats: WriterStats,
    // Declared before the lock, so that its thread has ended before the lock is free.
    preparer: Preparer<S>,
    _lock: S::Lock,
}

impl<S: Storage> Writer<S> {
    /// Starts a journal whose first record will have sequence 1, in a directory without one.
    /// `lineage` is sixteen random bytes.
    ///
    /// # Errors
    /// [`JournalError::Setting`], [`JournalError::DiskFull`] or [`JournalError::Io`].
    pub fn create(
        storage: S,
        settings: Settings,
        lineage: Lineage,
        lock: S::Lock,
    ) -> Result<Self, JournalError> {
        settings.check()?;
        let mut preparer = Preparer::new(storage.clone(), &settings)?;
        let prepared = preparer.take()?;
        let header = SegmentHeader {
            lineage,
            index: 0,
            first_sequence: 1,
            capacity: settings.segment_bytes,
            chain: [0; 32],
        };
        let (file, path) = install(&storage, prepared, &header, settings.policy)?;
        preparer.request();
        Ok(Writer {
            storage,
            settings,
            lineage,
            file,
            path,
            segment_index: 0,
            capacity: settings.segment_bytes,
            offset: BLOCK,
            next_sequence: 1,
            durable: 0,
            chain: [0; 32],
            protected: true,
            failure: None,
            stats: WriterStats::default(),
            preparer,
            _lock: lock,
        })
    }

    /// Goes on after `tail`, as a complete scan under the same `lock` found it: zeroes what is
    /// cut and makes the last group durable before anything is appended.
    ///
    /// # Errors
    /// [`JournalError::Setting`] if the tail is of a partial scan or a setting is out of range;
    /// [`JournalError::DiskFull`]; [`JournalError::Io`].
    pub fn resume(storage: S, settings: Settings, tail: &Tail, lock: S::Lock) -> Result<Self, JournalError> {
        settings.check()?;
        if !tail.complete {
            let what = "a writer resumes only from a scan of the whole journal".to_owned();
            return Err(JournalError::Setting { what });
        }
        let path = storage.locate(&tail.segment);
        let file = storage.open(&tail.segment).map_err(|error| JournalError::io(&path, "open", error))?;
        repair_tail(&file, tail).map_err(|error| JournalError::io(&path, "repair", error))?;
        // The segment's name may not have been durable when the process before ended.
        storage.sync_dir().map_err(|error| JournalError::io(storage.locate(""), "sync", error))?;
        if settings.policy == Policy::Disk {
            file.bypass_cache().map_err(|error| JournalError::io(&path, "open", error))?;
        }
        let preparer = Preparer::new(storage.clone(), &settings)?;
        let mut writer = Writer {
            storage,
            settings,
            lineage: tail.lineage,
            file,
            path,
            segment_index: tail.segment_index,
            capacity: tail.capacity,
            offset: tail.offset,
            next_sequence: tail.last_sequence + 1,
            durable: tail.last_sequence,
            chain: tail.chain,
            protected: tail.protected,
            failure: None,
            stats: WriterStats::default(),
            preparer,
            _lock: lock,
        };
        if tail.sealed {
            let prepared = writer.preparer.take()?;
            writer.start_segment(prepared)?;
        }
        writer.preparer.request();
        Ok(writer)
    }

    /// A buffer for groups of the largest size.
    #[must_use]
    pub fn group_buffer(&self) -> GroupBuffer {
        GroupBuffer::new(self.settings.group_bytes)
    }

    /// Appends the group, makes it durable as the policy says, and clears it. Returns the last
    /// durable sequence. An empty group does nothing.
    ///
    /// # Errors
    /// [`JournalError::DiskFull`], [`JournalError::OutOfSequence`] and
    /// [`JournalError::GroupTooLarge`] change nothing and leave the group filled; a failed write
    /// or sync is [`JournalError::Io`] once and [`JournalError::Poisoned`] ever after.
    pub fn commit(&mut self, group: &mut GroupBuffer, tag: Tag) -> Result<u64, JournalError> {
        self.check_alive()?;
        if group.is_empty() {
            return Ok(self.durable);
        }
        if group.first_sequence() != self.next_sequence {
            return Err(JournalError::OutOfSequence {
                expected: self.next_sequence,
                found: group.first_sequence(),
            });
        }
        if group.padded_bytes() > self.settings.group_bytes {
            return Err(JournalError::GroupTooLarge {
                bytes: group.padded_bytes(),
                limit: self.settings.group_bytes,
            });
        }
        self.make_room(group.padded_bytes() as u64)?;
        let mut header = self.bare_header(GroupKind::Records);
        header.total_length = group.length() as u32;
        header.record_count = group.record_count();
        header.tag = tag;
        let chain = group.seal(&header);
        self.append(group.sealed_bytes(), chain)?;
        self.next_sequence = header.last_sequence() + 1;
        self.durable = header.last_sequence();
        self.protected = false;
        self.stats.groups += 1;
        group.clear();
        Ok(self.durable)
    }

    /// Writes a group without records if the last one has records, so that damage to those can
    /// no longer be taken for a torn tail. Returns whether it wrote.
    ///
    /// # Errors
    /// As [`Writer::commit`].
    pub fn commit_watermark(&mut self) -> Result<bool, JournalError> {
        self.check_alive()?;
        if self.protected {
            return Ok(false);
        }
        self.append_bare(GroupKind::Watermark)?;
        Ok(true)
    }

    /// Last durable sequence; 0 if there is none.
    #[must_use]
    pub fn durable(&self) -> u64 {
        self.durable
    }

    /// Sequence that the next group starts at.
    #[must_use]
    pub fn next_sequence(&self) -> u64 {
        self.next_sequence
    }

    /// Chain hash after the last group.
    #[must_use]
    pub fn chain(&self) -> Chain {
        self.chain
    }

    /// The journal's sixteen random bytes.
    #[must_use]
    pub fn lineage(&self) -> Lineage {
        self.lineage
    }

    /// How the writer works.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether every record stands below a valid later group.
    #[must_use]
    pub fn is_protected(&self) -> bool {
        self.protected
    }

    /// The first failure, after which nothing is written any more.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// What was done so far.
    #[must_use]
    pub fn stats(&self) -> WriterStats {
        self.stats
    }

    /// Segments prepared ahead: 0 or 1.
    pub fn segments_ready(&mut self) -> usize {
        self.preparer.ready()
    }

    /// Whether the disk was full when the next segment was last prepared. New work should be
    /// refused; what reduces risk may still use [`Writer::remaining_bytes`].
    pub fn low_space(&mut self) -> bool {
        self.preparer.low_space()
    }

    /// Tries again to prepare the next segment if there is none; cheap if there is.
    pub fn retry_prepare(&mut self) {
        self.preparer.request();
    }

    /// Bytes that groups may still take in the current segment.
    #[must_use]
    pub fn remaining_bytes(&self) -> u64 {
        self.capacity.saturating_sub(self.offset + RESERVE)
    }

    fn check_alive(&self) -> Result<(), JournalError> {
        match &self.failure {
            Some(reason) => Err(JournalError::Poisoned { reason: reason.clone() }),
            None => Ok(()),
        }
    }

    /// A segment without groups takes any group, because two segments can't share a first
    /// sequence; it then grows past its capacity.
    fn make_room(&mut self, bytes: u64) -> Result<(), JournalError> {
        if self.offset == BLOCK || self.offset + bytes + RESERVE <= self.capacity {
            return Ok(());
        }
        // Prepared before the seal, so that a full disk changes nothing.
        let prepared = self.preparer.take()?;
        self.append_bare(GroupKind::Seal)?;
        self.start_segment(prepared)?;
        self.stats.rotations += 1;
        self.preparer.request();
        Ok(())
    }

    fn start_segment(&mut self, prepared: Prepared<S::File>) -> Result<(), JournalError> {
        let header = SegmentHeader {
            lineage: self.lineage,
            index: self.segment_index + 1,
            first_sequence: self.next_sequence,
            capacity: self.settings.segment_bytes,
            chain: self.chain,
        };
        match install(&self.storage, prepared, &header, self.settings.policy) {
            Ok((file, path)) => {
                self.file = file;
                self.path = path;
            }
            Err(error) => {
                self.failure = Some(error.to_string());
                return Err(error);
            }
        }
        self.segment_index = header.index;
        self.capacity = header.capacity;
        self.offset = BLOCK;
        Ok(())
    }

    fn bare_header(&self, kind: GroupKind) -> GroupHeader {
        GroupHeader {
            kind,
            total_length: GROUP_HEADER_BYTES as u32,
            record_count: 0,
            first_sequence: self.next_sequence,
            durable_before: self.durable,
            segment_index: self.segment_index,
            offset: self.offset,
            tag: [0; 16],
            lineage: self.lineage,
            previous: self.chain,
            chain: [0; 32],
        }
    }

    fn append_bare(&mut self, kind: GroupKind) -> Result<(), JournalError> {
        let mut block = Block([0; BLOCK_BYTES]);
        let chain = self.bare_header(kind).seal_into(&mut block.0[..GROUP_HEADER_BYTES]);
        self.append(&block.0, chain)?;
        self.protected = true;
        Ok(())
    }

    fn append(&mut self, bytes: &[u8], chain: Chain) -> Result<(), JournalError> {
        if let Err(error) = self.file.write_all_at(bytes, self.offset) {
            return Err(self.poison("write", error));
        }
        if self.settings.policy == Policy::Disk {
            let start = Instant::now();
            if let Err(error) = self.file.sync_data() {
                return Err(self.poison("sync", error));
            }
            let took = u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX);
            self.stats.syncs += 1;
            self.stats.sync_ns_last = took;
            self.stats.sync_ns_total = self.stats.sync_ns_total.saturating_add(took);
            self.stats.sync_ns_max = self.stats.sync_ns_max.max(took);
        }
        self.offset += bytes.len() as u64;
        self.chain = chain;
        self.stats.bytes += bytes.len() as u64;
        Ok(())
    }

    fn poison(&mut self, action: &'static str, error: io::Error) -> JournalError {
        let error = JournalError::io(&self.path, action, error);
        self.failure = Some(error.to_string());
        error
    }
}

/// Gives a prepared file its header, then its name: a segment under its name is always whole.
fn install<S: Storage>(
    storage: &S,
    prepared: Prepared<S::File>,
    header: &SegmentHeader,
    policy: Policy,
) -> Result<(S::File, String), JournalError> {
    let name = segment_name(header.first_sequence);
    let path = storage.locate(&name);
    let Prepared { name: from, file } = prepared;
    let failed = |action, error| JournalError::io(&path, action, error);
    file.write_all_at(&Block(header.encode()).0, 0).map_err(|error| failed("write", error))?;
    if policy == Policy::Disk {
        file.sync_data().map_err(|error| failed("sync", error))?;
    }
    storage.rename(&from, &name).map_err(|error| failed("rename", error))?;
    if policy == Policy::Disk {
        storage.sync_dir().map_err(|error| failed("sync the directory of", error))?;
    }
    Ok((file, path))
}

/// Zeroes what recovery cut, and writes the last group again: if the process before ended at a
/// failed sync, the kernel may hold its pages as clean without their being on disk, and a sync
/// alone would not write them.
fn repair_tail<F: StorageFile>(file: &F, tail: &Tail) -> io::Result<()> {
    if let Some((offset, length)) = tail.last_group {
        let mut group = vec![0; length];
        if file.read_at(&mut group, offset)? != length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        file.write_all_at(&group, offset)?;
    }
    if let Some(cut) = &tail.cut {
        let zeros = vec![0; 1 << 20];
        let end = cut.offset + cut.bytes.next_multiple_of(BLOCK);
        let mut at = cut.offset;
        while at < end {
            let step = (end - at).min(zeros.len() as u64);
            file.write_all_at(&zeros[..step as usize], at)?;
            at += step;
        }
    }
    file.sync_data()
}
