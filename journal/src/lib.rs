//! The journal of an exchange: an append-only sequence of opaque records on disk.
//!
//! A record is bytes with a sequence number; what they mean is the caller's affair. Records
//! travel in groups, one group is one write and one sync, and one group is in flight at a time.
//! Each record has a CRC32C, each group a BLAKE3 hash chained to the group before, so that any
//! flipped bit, lost write or swapped file is either harmless or refused by name. The layout on
//! disk is written down in [`mod@format`].
//!
//! The way in is [`open_journal`], which takes the writer's lock, reads what is there and gives
//! back a [`Writer`]; a [`Committer`] then runs that writer on its own thread. Tools that only
//! read use [`scan`] or [`Records`] and need no lock. [`snapshot`] and [`events`] keep the
//! caller's snapshots and its output stream beside the journal, in the same directory.
//!
//! Nothing here panics on bytes from outside: every length is checked before it is used.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod aligned;
mod committer;
mod copy;
mod cursor;
pub mod error;
pub mod events;
pub mod format;
pub mod group;
mod prepare;
pub mod records;
pub mod recover;
mod segments;
pub mod settings;
pub mod snapshot;
pub mod storage;
pub mod writer;

#[cfg(test)]
mod tests;

pub use committer::{Committer, CommitterSettings, CommitterStats};
pub use copy::{Copied, copy_journal};
pub use error::JournalError;
pub use format::{Chain, Lineage, Tag};
pub use group::{GroupBuffer, PushError};
pub use records::{Record, Records};
#[cfg(any(test, feature = "fake"))]
pub use recover::parse_segment;
pub use recover::{CutTail, NoVisitor, ScanOptions, Tail, Visitor, open_journal, scan};
pub use settings::{Policy, Prepare, Settings, WriterStats};
#[cfg(any(test, feature = "fake"))]
pub use storage::MemStorage;
pub use storage::{DiskStorage, Storage, StorageFile};
pub use writer::Writer;
