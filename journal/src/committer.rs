//! The journal thread: commits one group at a time and tells when it is durable.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crate::error::JournalError;
use crate::format::Tag;
use crate::group::GroupBuffer;
use crate::settings::WriterStats;
use crate::storage::Storage;
use crate::writer::Writer;

/// How often a full disk is tried again. A try may write a whole segment of zeros.
const SPACE_RETRY: Duration = Duration::from_millis(500);

/// How the journal thread works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommitterSettings {
    /// Time without a new group after which a watermark protects the last one.
    pub idle: Duration,
}

impl Default for CommitterSettings {
    /// 20 ms.
    fn default() -> Self {
        CommitterSettings { idle: Duration::from_millis(20) }
    }
}

/// What the committer has done; see [`WriterStats`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CommitterStats {
    /// Groups with records.
    pub groups: u64,
    /// Bytes written, padding included.
    pub bytes: u64,
    /// All syncs, in nanoseconds.
    pub sync_ns_total: u64,
    /// The longest sync, in nanoseconds.
    pub sync_ns_max: u64,
    /// Segments sealed.
    pub rotations: u64,
}

/// Runs a [`Writer`] on a thread of its own. All calls return at once but
/// [`Committer::commit_inline`] and [`Committer::close`].
pub struct Committer<S: Storage> {
    shared: Arc<Shared<S>>,
    thread: Option<JoinHandle<()>>,
}

struct Shared<S: Storage> {
    settings: CommitterSettings,
    slot: Mutex<Slot>,
    wake: Condvar,
    writer: Mutex<Writer<S>>,
    durable: AtomicU64,
    failed: AtomicBool,
    low_space: AtomicBool,
    segment_ready: AtomicBool,
    groups: AtomicU64,
    bytes: AtomicU64,
    sync_ns_last: AtomicU64,
    sync_ns_total: AtomicU64,
    sync_ns_max: AtomicU64,
    rotations: AtomicU64,
    started: Instant,
    /// When a full disk was last tried again, in milliseconds since the start.
    space_tried_ms: AtomicU64,
}

struct Slot {
    pending: Option<(GroupBuffer, Tag)>,
    spare: Option<GroupBuffer>,
    /// A group of records is being committed.
    in_flight: bool,
    /// Groups taken so far, so that the thread sees whether it was idle.
    taken: u64,
    /// The last group may still need its watermark.
    unprotected: bool,
    /// The thread sleeps without a time limit.
    asleep: bool,
    closing: bool,
    failure: Option<String>,
}

enum Work {
    Group(GroupBuffer, Tag),
    Watermark,
    Space,
    Close,
}

impl<S: Storage> Committer<S> {
    /// Starts the thread. `on_durable` is called on it after each group and after a failure; it
    /// must not block nor call back into the committer.
    ///
    /// # Errors
    /// [`JournalError::Io`] if the thread can't be started.
    pub fn spawn(
        writer: Writer<S>,
        settings: CommitterSettings,
        on_durable: Box<dyn Fn() + Send>,
    ) -> Result<Self, JournalError> {
        let shared = Arc::new(Shared::new(writer, settings));
        let worker = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || {
                let guard = PanicGuard(&worker);
                worker.run(&*on_durable);
                std::mem::forget(guard);
            })
            .map_err(|error| JournalError::io("journal", "start the thread of the", error))?;
        Ok(Committer { shared, thread: Some(thread) })
    }

    /// A committer without a thread, for simulators: nothing is committed but by [`Committer::step`].
    #[cfg(any(test, feature = "fake"))]
    pub fn stepped(writer: Writer<S>) -> Self {
        let shared = Shared::new(writer, CommitterSettings::default());
        // By the machine's clock nothing is tried again: only by steps.
        shared.space_tried_ms.store(u64::MAX, Ordering::Relaxed);
        Committer { shared: Arc::new(shared), thread: None }
    }

    /// What the thread would do next: commits the group that waits, else, if `idle`, writes the watermark that is
    /// due or tries a full disk again. Returns whether a group was committed.
    #[cfg(any(test, feature = "fake"))]
    pub fn step(&self, idle: bool) -> bool {
        let mut slot = self.shared.slot();
        if slot.failure.is_some() {
            return false;
        }
        if let Some((mut group, tag)) = slot.pending.take() {
            slot.in_flight = true;
            drop(slot);
            if self.shared.try_commit(&mut group, tag) {
                self.shared.committed(group);
                return true;
            }
            let mut slot = self.shared.slot();
            slot.in_flight = false;
            slot.pending = Some((group, tag));
            return false;
        }
        let unprotected = slot.unprotected;
        drop(slot);
        if idle && unprotected {
            self.shared.watermark(&|| ());
        }
        if idle {
            let mut writer = self.shared.writer();
            writer.retry_prepare();
            self.shared.publish(&mut writer);
        }
        false
    }

    /// Hands a group over and gets an empty buffer of the largest size back. The first sequence
    /// must follow the last group's.
    ///
    /// # Errors
    /// The group itself, unchanged, while another is in flight, after a failure (see
    /// [`Committer::failure`]), or if it is empty.
    pub fn try_submit(&self, group: GroupBuffer, tag: Tag) -> Result<GroupBuffer, GroupBuffer> {
        let mut slot = self.shared.slot();
        if slot.pending.is_some() || slot.in_flight || slot.failure.is_some() || group.is_empty() {
            return Err(group);
        }
        let Some(spare) = slot.spare.take() else {
            return Err(group);
        };
        slot.pending = Some((group, tag));
        slot.taken += 1;
        drop(slot);
        self.shared.wake.notify_one();
        Ok(spare)
    }

    /// Commits a group on the caller's thread and clears it. Returns the last durable sequence.
    /// May wait for a watermark that is being written; does not call `on_durable`.
    ///
    /// # Errors
    /// [`JournalError::Busy`] while a submitted group is in flight; otherwise as [`Writer::commit`].
    pub fn commit_inline(&self, group: &mut GroupBuffer, tag: Tag) -> Result<u64, JournalError> {
        let mut slot = self.shared.slot();
        if slot.pending.is_some() || slot.in_flight {
            return Err(JournalError::Busy);
        }
        slot.in_flight = true;
        slot.taken += 1;
        drop(slot);
        let mut writer = self.shared.writer();
        let result = writer.commit(group, tag);
        self.shared.publish(&mut writer);
        let protected = writer.is_protected();
        drop(writer);
        let mut slot = self.shared.slot();
        slot.in_flight = false;
        slot.unprotected |= !protected;
        // The thread only has to learn that there is something to watch over; once it watches,
        // its own timer finds the later groups.
        let rouse = slot.asleep && !protected;
        drop(slot);
        if rouse {
            self.shared.wake.notify_one();
        }
        result
    }

    /// Last durable sequence; never decreases.
    #[must_use]
    pub fn durable(&self) -> u64 {
        self.shared.durable.load(Ordering::Acquire)
    }

    /// The first failure, after which nothing becomes durable any more. One atomic load while
    /// there is none.
    #[must_use]
    pub fn failure(&self) -> Option<String> {
        if !self.shared.failed.load(Ordering::Acquire) {
            return None;
        }
        self.shared.slot().failure.clone()
    }

    /// Whether a group can be submitted now.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        let slot = self.shared.slot();
        slot.pending.is_none() && !slot.in_flight && slot.failure.is_none()
    }

    /// Time of the last sync of a group in nanoseconds; 0 before the first.
    #[must_use]
    pub fn last_sync_ns(&self) -> u64 {
        self.shared.sync_ns_last.load(Ordering::Relaxed)
    }

    /// Whether the disk was full when the next segment was last prepared; cleared once there is
    /// room again. New work should be refused while it is so.
    #[must_use]
    pub fn low_space(&self) -> bool {
        self.shared.low_space.load(Ordering::Acquire)
    }

    /// Segments prepared ahead: 0 or 1, as of the last commit.
    #[must_use]
    pub fn segments_ready(&self) -> usize {
        usize::from(self.shared.segment_ready.load(Ordering::Relaxed))
    }

    /// What was done so far.
    #[must_use]
    pub fn stats(&self) -> CommitterStats {
        CommitterStats {
            groups: self.shared.groups.load(Ordering::Relaxed),
            bytes: self.shared.bytes.load(Ordering::Relaxed),
            sync_ns_total: self.shared.sync_ns_total.load(Ordering::Relaxed),
            sync_ns_max: self.shared.sync_ns_max.load(Ordering::Relaxed),
            rotations: self.shared.rotations.load(Ordering::Relaxed),
        }
    }

    /// Commits what was submitted, writes the watermark, ends the thread and frees the lock.
    /// Returns the last durable sequence.
    ///
    /// # Errors
    /// [`JournalError::Poisoned`] if anything failed, now or earlier.
    pub fn close(mut self) -> Result<u64, JournalError> {
        self.join();
        match self.failure() {
            Some(reason) => Err(JournalError::Poisoned { reason }),
            None => Ok(self.durable()),
        }
    }

    fn join(&mut self) {
        self.shared.slot().closing = true;
        self.shared.wake.notify_one();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            self.shared.fail("the journal thread panicked".to_owned());
        }
    }
}

impl<S: Storage> Drop for Committer<S> {
    fn drop(&mut self) {
        self.join();
    }
}

/// Tells of a panic on the journal thread, where the process goes on unwinding.
struct PanicGuard<'a, S: Storage>(&'a Shared<S>);

impl<S: Storage> Drop for PanicGuard<'_, S> {
    fn drop(&mut self) {
        self.0.fail("the journal thread panicked".to_owned());
    }
}

impl<S: Storage> Shared<S> {
    fn new(writer: Writer<S>, settings: CommitterSettings) -> Self {
        Shared {
            settings,
            slot: Mutex::new(Slot {
                pending: None,
                spare: Some(writer.group_buffer()),
                in_flight: false,
                taken: 0,
                unprotected: !writer.is_protected(),
                asleep: false,
                closing: false,
                failure: writer.failure().map(str::to_owned),
            }),
            wake: Condvar::new(),
            durable: AtomicU64::new(writer.durable()),
            failed: AtomicBool::new(writer.failure().is_some()),
            low_space: AtomicBool::new(false),
            segment_ready: AtomicBool::new(false),
            groups: AtomicU64::new(0),
            bytes: AtomicU64::new(0),
            sync_ns_last: AtomicU64::new(0),
            sync_ns_total: AtomicU64::new(0),
            sync_ns_max: AtomicU64::new(0),
            rotations: AtomicU64::new(0),
            started: Instant::now(),
            space_tried_ms: AtomicU64::new(0),
            writer: Mutex::new(writer),
        }
    }

    fn slot(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn writer(&self) -> MutexGuard<'_, Writer<S>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fail(&self, reason: String) {
        let mut slot = self.slot();
        slot.failure.get_or_insert(reason);
        self.failed.store(true, Ordering::Release);
    }

    fn publish(&self, writer: &mut Writer<S>) {
        self.retry_space(writer);
        let WriterStats { groups, bytes, sync_ns_last, sync_ns_total, sync_ns_max, rotations, .. } =
            writer.stats();
        self.groups.store(groups, Ordering::Relaxed);
        self.bytes.store(bytes, Ordering::Relaxed);
        self.sync_ns_last.store(sync_ns_last, Ordering::Relaxed);
        self.sync_ns_total.store(sync_ns_total, Ordering::Relaxed);
        self.sync_ns_max.store(sync_ns_max, Ordering::Relaxed);
        self.rotations.store(rotations, Ordering::Relaxed);
        let ready = writer.segments_ready() > 0;
        self.segment_ready.store(ready, Ordering::Relaxed);
        self.low_space.store(writer.low_space(), Ordering::Release);
        self.durable.store(writer.durable(), Ordering::Release);
        if let Some(reason) = writer.failure() {
            self.fail(reason.to_owned());
        }
    }

    /// Tries a full disk again now and then, so that a stream of cancels, which is never idle,
    /// does not keep new work refused once there is room.
    fn retry_space(&self, writer: &mut Writer<S>) {
        if !writer.low_space() {
            return;
        }
        let now_ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let tried_ms = self.space_tried_ms.load(Ordering::Relaxed);
        if u128::from(now_ms.saturating_sub(tried_ms)) >= SPACE_RETRY.as_millis() {
            self.space_tried_ms.store(now_ms, Ordering::Relaxed);
            writer.retry_prepare();
        }
    }

    fn run(&self, on_durable: &dyn Fn()) {
        loop {
            match self.next_work() {
                Work::Group(group, tag) => self.commit(group, tag, on_durable),
                Work::Watermark => self.watermark(on_durable),
                Work::Space => {
                    let mut writer = self.writer();
                    self.publish(&mut writer);
                }
                Work::Close => {
                    self.watermark(on_durable);
                    return;
                }
            }
        }
    }

    fn next_work(&self) -> Work {
        let mut slot = self.slot();
        loop {
            if slot.failure.is_none()
                && let Some((group, tag)) = slot.pending.take()
            {
                slot.in_flight = true;
                return Work::Group(group, tag);
            }
            if slot.closing {
                return Work::Close;
            }
            let (limit, work) = if slot.failure.is_some() {
                (None, Work::Close)
            } else if slot.unprotected {
                (Some(self.settings.idle), Work::Watermark)
            } else if self.low_space.load(Ordering::Relaxed) {
                (Some(SPACE_RETRY), Work::Space)
            } else {
                (None, Work::Close)
            };
            let Some(limit) = limit else {
                slot.asleep = true;
                slot = self.wake.wait(slot).unwrap_or_else(PoisonError::into_inner);
                slot.asleep = false;
                continue;
            };
            let taken = slot.taken;
            let waited = self.wake.wait_timeout(slot, limit);
            let (after, timeout) = waited.unwrap_or_else(PoisonError::into_inner);
            slot = after;
            let idle = slot.pending.is_none() && !slot.in_flight && slot.taken == taken;
            if timeout.timed_out() && idle && !slot.closing {
                return work;
            }
        }
    }

    fn commit(&self, mut group: GroupBuffer, tag: Tag, on_durable: &dyn Fn()) {
        loop {
            if self.try_commit(&mut group, tag) {
                self.committed(group);
                return on_durable();
            }
            on_durable();
            let slot = self.slot();
            if slot.failure.is_some() {
                return;
            }
            if !slot.closing {
                drop(self.wake.wait_timeout(slot, SPACE_RETRY));
            }
        }
    }

    /// One try; false after a failure, or if the group waits for room on the disk.
    fn try_commit(&self, group: &mut GroupBuffer, tag: Tag) -> bool {
        let mut writer = self.writer();
        let result = writer.commit(group, tag);
        self.publish(&mut writer);
        let protected = writer.is_protected();
        drop(writer);
        match result {
            Ok(_) => {
                self.slot().unprotected = !protected;
                true
            }
            // Nothing was written: the group waits for room, and the caller sees low_space.
            Err(JournalError::DiskFull { .. }) if !self.slot().closing => false,
            Err(error) => {
                self.fail(error.to_string());
                self.slot().in_flight = false;
                false
            }
        }
    }

    fn committed(&self, group: GroupBuffer) {
        let mut slot = self.slot();
        slot.spare = Some(group);
        slot.in_flight = false;
    }

    fn watermark(&self, on_durable: &dyn Fn()) {
        let mut writer = self.writer();
        let result = writer.commit_watermark();
        self.publish(&mut writer);
        let protected = writer.is_protected();
        // Under the writer's lock, so that an inline commit in between is not forgotten.
        self.slot().unprotected = !protected;
        drop(writer);
        if let Err(error) = result {
            self.fail(error.to_string());
            on_durable();
        }
    }
}
