//! Copies a journal to another directory, also while a writer appends to it.

use crate::cursor::{GroupCursor, Step};
use crate::error::JournalError;
use crate::recover::{NoVisitor, ScanOptions, end_of_log, scan};
use crate::segments::{Segment, list_segments};
use crate::storage::{Storage, StorageFile};

const PIECE_BYTES: usize = 1 << 20;
const TEMPORARY: &str = "copy.tmp";

/// What a copy did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copied {
    /// Segments copied now.
    pub copied: u64,
    /// Sealed segments that were there already.
    pub kept: u64,
    /// Last sequence of the copy.
    pub last_sequence: u64,
}

/// Copies every segment of `from` that `to` has not, and of the one that is being written what is durable. All that
/// is copied is verified before, and the whole copy after. Takes no lock and changes nothing in `from`. `is_live` says
/// that a writer may be at work there. A second copy to the same place costs what is new, and a reading of all of it.
///
/// # Errors
/// As [`scan`], for either directory; [`JournalError::Foreign`] if `to` has another journal;
/// [`JournalError::MissingSegment`] if `from` has none; [`JournalError::Io`].
pub fn copy_journal<S: Storage, D: Storage>(from: &S, to: &D, is_live: bool) -> Result<Copied, JournalError> {
    let segments = list_segments(from, None, false)?;
    let Some(first) = segments.first() else {
        return Err(JournalError::MissingSegment { index: 0, before: from.locate("") });
    };
    let there = list_segments(to, Some(first.header.lineage), false)?;
    if there.len() > segments.len() {
        // The copy knows more than what it is a copy of.
        let known = there[segments.len()].header.first_sequence;
        let last = segments[segments.len() - 1].header.first_sequence;
        return Err(JournalError::JournalBehind { known, last });
    }
    let mut done = Copied::default();
    for (number, segment) in segments.iter().enumerate() {
        // Only the last one there can have been copied before it was sealed.
        if number + 1 < there.len() {
            done.kept += 1;
            continue;
        }
        let may_end = number + 1 == segments.len();
        let end = whole_groups(from, segment, may_end, is_live)?;
        copy_segment(from, to, segment, end)?;
        done.copied += 1;
    }
    let tail = scan(to, &ScanOptions::default(), &mut NoVisitor)?;
    done.last_sequence = tail.map_or(0, |tail| tail.last_sequence);
    Ok(done)
}

/// Where the verified groups of a segment end; of a live one, those that a later group proves durable.
fn whole_groups<S: Storage>(
    storage: &S,
    segment: &Segment,
    may_end: bool,
    is_live: bool,
) -> Result<u64, JournalError> {
    let mut bad_before = None;
    loop {
        let mut cursor = GroupCursor::open(storage, segment, Vec::new())?;
        let mut durable = cursor.offset;
        let what = loop {
            match cursor.step()? {
                Step::Group(header) if header.kind == crate::format::GroupKind::Seal => {
                    return Ok(cursor.offset);
                }
                Step::Group(_) => durable = cursor.group_offset(),
                Step::End => break "the segment ends without a seal".to_owned(),
                Step::Bad(what) => break what,
            }
        };
        let end = cursor.offset;
        if !(is_live && may_end) {
            end_of_log(&mut cursor, may_end, what)?;
            return Ok(end);
        }
        // A group that is being written looks torn. One that a later group follows is not being written any more: so
        // it is whole when it is read again, or it is damaged.
        if cursor.inspect_rest()?.later_group.is_none() {
            return Ok(durable);
        }
        if bad_before == Some(end) {
            end_of_log(&mut cursor, may_end, what)?;
            return Ok(durable);
        }
        bad_before = Some(end);
    }
}

/// Copies the first `end` bytes, zeros after them, under a temporary name first.
fn copy_segment<S: Storage, D: Storage>(
    from: &S,
    to: &D,
    segment: &Segment,
    end: u64,
) -> Result<(), JournalError> {
    let name = &segment.name;
    let read = |error| JournalError::io(from.locate(name), "read", error);
    let write = |error| JournalError::io(to.locate(name), "write", error);
    let source = from.open_read(name).map_err(read)?;
    if to.list().map_err(write)?.iter().any(|it| it == TEMPORARY) {
        to.remove(TEMPORARY).map_err(write)?;
    }
    let copy = to.create_new(TEMPORARY).map_err(write)?;
    let mut piece = vec![0; PIECE_BYTES];
    let mut at = 0;
    while at < end {
        let wanted = (end - at).min(PIECE_BYTES as u64) as usize;
        let count = source.read_at(&mut piece[..wanted], at).map_err(read)?;
        if count < wanted {
            let what = "the file became shorter while read";
            return Err(JournalError::corrupt(from.locate(name), at, what));
        }
        copy.write_all_at(&piece[..count], at).map_err(write)?;
        at += count as u64;
    }
    copy.set_len(segment.header.capacity.max(end)).map_err(write)?;
    copy.sync_data().map_err(write)?;
    drop(copy);
    to.rename(TEMPORARY, name).map_err(write)?;
    to.sync_dir().map_err(write)
}
