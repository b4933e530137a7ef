//! How a writer works and what it counts.

use crate::error::JournalError;
use crate::format::BLOCK_BYTES;

const BLOCK: u64 = BLOCK_BYTES as u64;
/// Kept free behind the records of every segment: one watermark and the seal.
pub(crate) const RESERVE: u64 = 2 * BLOCK;

/// When a group counts as durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Once a sync has returned.
    Disk,
    /// Once the operating system has the bytes: survives the process, not the machine. After a
    /// power cut recovery may refuse the journal, because the disk keeps pages in any order.
    Memory,
}

/// Where the next segment is prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prepare {
    /// On a thread of its own, so that no commit waits for it.
    Background,
    /// Inside the commit that needs it: deterministic, for simulators.
    Inline,
}

/// How a writer works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Size of a segment file in bytes; a multiple of 512, at least `group_bytes` + 1536.
    pub segment_bytes: u64,
    /// Largest group in bytes, header and padding included; a multiple of 512, 1 KiB to 1 GiB.
    pub group_bytes: usize,
    /// When a group counts as durable.
    pub policy: Policy,
    /// Where the next segment is prepared.
    pub prepare: Prepare,
}

impl Default for Settings {
    /// 64 MiB segments, groups of up to 4 MiB, durable on disk, prepared in the background.
    fn default() -> Self {
        Settings {
            segment_bytes: 64 << 20,
            group_bytes: 4 << 20,
            policy: Policy::Disk,
            prepare: Prepare::Background,
        }
    }
}

impl Settings {
    /// Refuses settings out of their range.
    pub(crate) fn check(&self) -> Result<(), JournalError> {
        let bad = |what: &str| {
            let what = what.to_owned();
            Err(JournalError::Setting { what })
        };
        if !self.segment_bytes.is_multiple_of(BLOCK) || !self.group_bytes.is_multiple_of(BLOCK_BYTES) {
            return bad("segment_bytes and group_bytes are multiples of 512");
        }
        if !(2 * BLOCK_BYTES..=1 << 30).contains(&self.group_bytes) {
            return bad("group_bytes is 1 KiB to 1 GiB");
        }
        if self.segment_bytes < self.group_bytes as u64 + BLOCK + RESERVE {
            return bad("segment_bytes is at least group_bytes + 1536");
        }
        Ok(())
    }
}

/// What a writer has done since it was opened. Times are nanoseconds in sync calls for groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WriterStats {
    /// Groups with records.
    pub groups: u64,
    /// Bytes written for groups of all kinds, padding included.
    pub bytes: u64,
    /// Groups synced, of all kinds.
    pub syncs: u64,
    /// The last sync.
    pub sync_ns_last: u64,
    /// All syncs.
    pub sync_ns_total: u64,
    /// The longest sync.
    pub sync_ns_max: u64,
    /// Segments sealed.
    pub rotations: u64,
}
