//! Every way the journal can refuse, each with a message a person can act on.

use std::fmt;
use std::io;

use crate::format::Lineage;

/// A refusal of the journal. `file` and `path` are full paths where the storage has them.
#[derive(Debug)]
pub enum JournalError {
    /// The operating system refused `action` on `path`.
    Io {
        /// File or directory.
        path: String,
        /// What was tried, as a verb: "read", "write", "sync".
        action: &'static str,
        /// The system's answer.
        source: io::Error,
    },
    /// Bytes that were once durable are no longer what was written. Nothing is cut or repaired.
    Corrupt {
        /// The damaged file.
        file: String,
        /// Byte offset of the damaged block, group or record in that file.
        offset: u64,
        /// What is wrong there.
        what: String,
    },
    /// A file written in a format that this build does not read.
    UnsupportedVersion {
        /// The file.
        file: String,
        /// Byte offset of the header that says so.
        offset: u64,
        /// Format version found.
        found: u16,
        /// The one version this build reads.
        supported: u16,
    },
    /// A file that belongs to another journal.
    Foreign {
        /// The file.
        file: String,
        /// Lineage found in it.
        found: Lineage,
        /// Lineage of this journal.
        expected: Lineage,
    },
    /// A segment is not there.
    MissingSegment {
        /// Index of the missing segment, counted from 0.
        index: u64,
        /// The segment found where the missing one should be, or the snapshot that needs it.
        before: String,
    },
    /// A segment or snapshot stands under a name that is not its own: renamed or copied.
    Misplaced {
        /// The file.
        file: String,
        /// How name and content disagree.
        what: String,
    },
    /// Another process (or another writer in this one) holds the writer's lock.
    Locked {
        /// The lock file.
        path: String,
        /// What the holder wrote in it, usually its process id; empty if unreadable.
        holder: String,
    },
    /// An earlier write or sync failed. What reached the disk is unknown until recovery.
    Poisoned {
        /// The first failure.
        reason: String,
    },
    /// No room for the next segment, on the disk or among the process's descriptors. Nothing was written; the call may be repeated later.
    DiskFull {
        /// Directory of the journal.
        path: String,
    },
    /// A group does not start at the sequence that comes next.
    OutOfSequence {
        /// The sequence that comes next.
        expected: u64,
        /// The first sequence given.
        found: u64,
    },
    /// A group larger than the writer's bound.
    GroupTooLarge {
        /// Bytes of the group, padding included.
        bytes: usize,
        /// Largest group that the settings allow, in bytes.
        limit: usize,
    },
    /// A group is in flight on the journal thread.
    Busy,
    /// The reader's visitor refused a record.
    Refused {
        /// Sequence of the record, or the last one of the group.
        sequence: u64,
        /// The visitor's words.
        reason: String,
    },
    /// The journal ends before the place asked for: it lost its tail, or the snapshot is not its own.
    JournalBehind {
        /// Last sequence that the caller knows to exist.
        known: u64,
        /// Last sequence found in the journal.
        last: u64,
    },
    /// The journal holds another history than the snapshot was taken from.
    ChainMismatch {
        /// Sequence at which the hashes differ.
        sequence: u64,
    },
    /// A setting is out of its range.
    Setting {
        /// Which one and why.
        what: String,
    },
    /// Events before the oldest kept were asked for.
    BeforeRetention {
        /// First sequence asked for.
        sequence: u64,
        /// Oldest sequence kept; 0 if there is none.
        oldest: u64,
    },
}

impl JournalError {
    /// An error of the system while `action` was done to `path`.
    pub fn io(path: impl Into<String>, action: &'static str, source: io::Error) -> Self {
        JournalError::Io { path: path.into(), action, source }
    }

    pub(crate) fn corrupt(file: impl Into<String>, offset: u64, what: impl Into<String>) -> Self {
        JournalError::Corrupt { file: file.into(), offset, what: what.into() }
    }
}

/// Sixteen bytes as hexadecimal, for messages.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { path, action, source } => write!(f, "cannot {action} {path}: {source}"),
            Self::Corrupt { file, offset, what } => write!(
                f,
                "{file} is damaged at byte {offset}: {what}; nothing was changed, restore this file from a copy or a replica"
            ),
            Self::UnsupportedVersion { file, offset, found, supported } => write!(
                f,
                "{file} at byte {offset} has format version {found}, this build reads {supported}; start the build that wrote it"
            ),
            Self::Foreign { file, found, expected } => write!(
                f,
                "{file} belongs to journal {}, not to {}; move it out of this directory",
                hex(found),
                hex(expected)
            ),
            Self::MissingSegment { index, before } => {
                write!(f, "journal segment number {index} is missing before {before}; put it back")
            }
            Self::Misplaced { file, what } => {
                write!(f, "{file} is not where it was written: {what}; restore its name or remove the copy")
            }
            Self::Locked { path, holder } => write!(
                f,
                "{path} is locked by another writer (process {}); stop it first",
                if holder.is_empty() { "unknown" } else { holder }
            ),
            Self::Poisoned { reason } => write!(
                f,
                "the journal stopped at its first failed write or sync: {reason}; restart to recover"
            ),
            Self::DiskFull { path } => {
                write!(
                    f,
                    "no space in {path} for the next journal segment, or no descriptor; free some, nothing was lost"
                )
            }
            Self::OutOfSequence { expected, found } => {
                write!(f, "group starts at sequence {found}, the journal expects {expected}")
            }
            Self::GroupTooLarge { bytes, limit } => {
                write!(f, "a group of {bytes} bytes is over the limit of {limit}")
            }
            Self::Busy => write!(f, "a group is in flight on the journal thread"),
            Self::Refused { sequence, reason } => {
                write!(f, "the record at sequence {sequence} was refused: {reason}")
            }
            Self::JournalBehind { known, last } => write!(
                f,
                "the journal ends at sequence {last} but sequence {known} is known to have existed; its tail is lost or the snapshot is from elsewhere"
            ),
            Self::ChainMismatch { sequence } => write!(
                f,
                "the journal's hash at sequence {sequence} is not the one that the snapshot recorded; one of them is from another history"
            ),
            Self::Setting { what } => write!(f, "bad journal setting: {what}"),
            Self::BeforeRetention { sequence, oldest } => write!(
                f,
                "events from sequence {sequence} are no longer kept, the oldest is {oldest}; start from a snapshot"
            ),
        }
    }
}

impl std::error::Error for JournalError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
