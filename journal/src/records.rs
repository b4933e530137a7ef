//! The records of a journal one by one, for tools that inspect it.

use std::collections::VecDeque;

use crate::cursor::{GroupCursor, Step, records};
use crate::error::JournalError;
use crate::format::{Chain, GroupKind};
use crate::recover::end_of_log;
use crate::segments::{Segment, list_segments};
use crate::storage::Storage;

/// One record, for tools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Path of the segment.
    pub file: String,
    /// Offset of the record in it, in bytes.
    pub offset: u64,
    /// Sequence of the record.
    pub sequence: u64,
    /// The caller's bytes.
    pub payload: Vec<u8>,
}

/// All records one by one, verified as [`crate::scan`] does; ends after the first error. Meant for a
/// journal without a running writer: beside one, the end may look damaged while it is written.
pub struct Records<S: Storage> {
    storage: S,
    segments: Vec<Segment>,
    next_segment: usize,
    cursor: Option<GroupCursor<S::File>>,
    ready: VecDeque<Record>,
    previous: Option<(u64, Chain, String)>,
    done: bool,
}

impl<S: Storage> Records<S> {
    /// Opens the journal for reading from its first record.
    ///
    /// # Errors
    /// As [`crate::scan`] for the names and headers of segments.
    pub fn open(storage: S) -> Result<Self, JournalError> {
        let segments = list_segments(&storage, None, true)?;
        Ok(Records {
            storage,
            segments,
            next_segment: 0,
            cursor: None,
            ready: VecDeque::new(),
            previous: None,
            done: false,
        })
    }

    fn advance(&mut self) -> Result<bool, JournalError> {
        let Some(cursor) = &mut self.cursor else {
            let Some(segment) = self.segments.get(self.next_segment) else {
                return Ok(false);
            };
            let cursor = GroupCursor::open(&self.storage, segment, Vec::new())?;
            if let Some((next_sequence, chain, name)) = &self.previous
                && (cursor.next_sequence != *next_sequence || cursor.chain != *chain)
            {
                let what = format!("the segment does not follow {name} (chain)");
                return Err(JournalError::corrupt(cursor.path, 0, what));
            }
            self.cursor = Some(cursor);
            self.next_segment += 1;
            return Ok(true);
        };
        let may_end = self.next_segment == self.segments.len();
        let what = match cursor.step()? {
            Step::Group(header) => {
                for record in records(cursor.group()) {
                    self.ready.push_back(Record {
                        file: cursor.path.clone(),
                        offset: cursor.group_offset() + record.offset as u64,
                        sequence: record.sequence,
                        payload: record.payload.to_vec(),
                    });
                }
                if header.kind == GroupKind::Seal {
                    let path = cursor.path.clone();
                    self.previous = Some((cursor.next_sequence, cursor.chain, path));
                    self.cursor = None;
                }
                return Ok(true);
            }
            Step::End => "the segment ends without a seal".to_owned(),
            Step::Bad(what) => what,
        };
        end_of_log(cursor, may_end, what)?;
        Ok(false)
    }
}

impl<S: Storage> Iterator for Records<S> {
    type Item = Result<Record, JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.ready.pop_front() {
                return Some(Ok(record));
            }
            if self.done {
                return None;
            }
            match self.advance() {
                Ok(more) => self.done = !more,
                Err(error) => {
                    self.done = true;
                    return Some(Err(error));
                }
            }
        }
    }
}
