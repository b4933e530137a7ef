//! Reads a journal back: verifies it, shows its records, finds where to go on.

use crate::cursor::{GroupCursor, Step, records};
use crate::error::JournalError;
use crate::format::{Chain, GroupHeader, GroupKind, Lineage, Tag};
use crate::segments::{Segment, list_segments};
use crate::settings::Settings;
use crate::storage::{Storage, StorageFile};
use crate::writer::Writer;

/// Receives what a scan reads, in order.
pub trait Visitor {
    /// One record.
    ///
    /// # Errors
    /// A reason to stop the scan; it comes back as [`JournalError::Refused`].
    fn record(&mut self, sequence: u64, payload: &[u8]) -> Result<(), String>;

    /// The end of a group of records, with the tag it was written with.
    ///
    /// # Errors
    /// As for a record.
    fn group_end(&mut self, last_sequence: u64, tag: &Tag) -> Result<(), String>;

    /// How many records ahead it wants to be told what comes.
    fn lookahead(&self) -> usize {
        0
    }

    /// What comes so many records later, `None` past the end of the group. It may never come, if the scan stops before.
    fn coming(&mut self, _payload: Option<&[u8]>) {}
}

/// Verifies and looks at nothing.
pub struct NoVisitor;

impl Visitor for NoVisitor {
    fn record(&mut self, _sequence: u64, _payload: &[u8]) -> Result<(), String> {
        Ok(())
    }
    fn group_end(&mut self, _last_sequence: u64, _tag: &Tag) -> Result<(), String> {
        Ok(())
    }
}

/// What a scan reads.
#[derive(Debug, Clone, Default)]
pub struct ScanOptions {
    /// First sequence to show; 0 and 1 mean the beginning. Earlier segments are skipped but for
    /// their headers; the segment that holds it is verified from its start.
    pub from_sequence: u64,
    /// Last sequence to show. A tool that reads while a writer runs sets this to a durable
    /// sequence: the scan then stops before it meets a group that is being written.
    pub stop_at_sequence: Option<u64>,
    /// Leave out the last segment, which a writer may be filling.
    pub sealed_only: bool,
    /// The journal it has to be; nothing for whichever is found.
    pub lineage: Option<Lineage>,
    /// Chain hash after the group that ends at this sequence, as a snapshot recorded it.
    pub known_chain: Option<(u64, Chain)>,
    /// Accept that the oldest segments have been moved away.
    pub trimmed_start: bool,
}

/// Bytes after the last good group that are of no group: a write that a crash cut short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutTail {
    /// The last segment.
    pub file: String,
    /// Where the cut starts, in bytes.
    pub offset: u64,
    /// Bytes from there to the last one that is not zero.
    pub bytes: u64,
    /// What is wrong with the first of them.
    pub what: String,
}

/// Where a journal ends, or where a scan stopped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tail {
    /// Sequence of the last record; 0 if there is none.
    pub last_sequence: u64,
    /// Chain hash after the last group read.
    pub chain: Chain,
    /// Name of the segment read last.
    pub segment: String,
    /// Its index, from 0.
    pub segment_index: u64,
    /// Its preallocated length in bytes.
    pub capacity: u64,
    /// Where in it the next group goes, in bytes.
    pub offset: u64,
    /// The journal.
    pub lineage: Lineage,
    /// Whether it ends with a seal, so that the next segment is to be started.
    pub sealed: bool,
    /// Whether a group without records follows the last record.
    pub protected: bool,
    /// Offset and length of the last group in this segment, padding excluded.
    pub last_group: Option<(u64, usize)>,
    /// What a writer will zero before it appends.
    pub cut: Option<CutTail>,
    /// Whether the scan reached the end of the journal.
    pub complete: bool,
}

/// Opens the journal for writing: takes the lock, scans, and resumes; in a directory without a
/// journal creates one of lineage `new_lineage` (sixteen random bytes) and returns no tail.
///
/// # Errors
/// [`JournalError::Locked`] if another writer runs; otherwise as [`scan`] and [`Writer::resume`].
pub fn open_journal<S: Storage, V: Visitor + ?Sized>(
    storage: S,
    settings: Settings,
    new_lineage: Lineage,
    options: &ScanOptions,
    visitor: &mut V,
) -> Result<(Writer<S>, Option<Tail>), JournalError> {
    let lock = storage.lock()?;
    match scan(&storage, options, visitor)? {
        Some(tail) => {
            let writer = Writer::resume(storage, settings, &tail, lock)?;
            Ok((writer, Some(tail)))
        }
        None => {
            let writer = Writer::create(storage, settings, new_lineage, lock)?;
            Ok((writer, None))
        }
    }
}

/// Reads the journal and shows each group's records once the whole group is verified. Changes
/// nothing and takes no lock. Returns nothing if the directory holds no journal.
///
/// # Errors
/// Any damage that is not a torn last group is refused with the file and offset:
/// [`JournalError::Corrupt`], [`JournalError::UnsupportedVersion`], [`JournalError::Foreign`],
/// [`JournalError::MissingSegment`], [`JournalError::Misplaced`];
/// [`JournalError::JournalBehind`] if `from_sequence` lies beyond the end by more than one;
/// [`JournalError::ChainMismatch`]; [`JournalError::Refused`]; [`JournalError::Io`].
pub fn scan<S: Storage, V: Visitor + ?Sized>(
    storage: &S,
    options: &ScanOptions,
    visitor: &mut V,
) -> Result<Option<Tail>, JournalError> {
    let mut segments = list_segments(storage, options.lineage, options.trimmed_start)?;
    if segments.is_empty() {
        return empty_directory(storage, options);
    }
    if options.sealed_only {
        segments.pop();
    }
    let Some(start) = starting_segment(storage, &segments, options)? else {
        return Ok(None);
    };
    let mut scan = Scan {
        options,
        visitor,
        known_chain: options.known_chain.filter(|(sequence, _)| *sequence > 0),
        last_chain_seen: None,
    };
    let mut tail = None;
    let mut window = Vec::new();
    for (number, segment) in segments.iter().enumerate().skip(start) {
        check_link(storage, tail.as_ref(), segment)?;
        let last = number + 1 == segments.len();
        let may_end = last && !options.sealed_only;
        let mut cursor = GroupCursor::open(storage, segment, window)?;
        let segment_tail = scan.segment(&mut cursor, segment, may_end)?;
        let stopped = !segment_tail.complete && !segment_tail.sealed;
        tail = Some(segment_tail);
        window = cursor.into_window();
        if stopped {
            break;
        }
    }
    let Some(mut tail) = tail else {
        return Ok(None);
    };
    tail.complete &= !options.sealed_only && scan.options.stop_at_sequence.is_none();
    scan.check_known_chain(u64::MAX)?;
    if tail.complete && options.from_sequence > tail.last_sequence.saturating_add(1) {
        return Err(JournalError::JournalBehind {
            known: options.from_sequence - 1,
            last: tail.last_sequence,
        });
    }
    Ok(Some(tail))
}

fn empty_directory<S: Storage>(storage: &S, options: &ScanOptions) -> Result<Option<Tail>, JournalError> {
    // A snapshot without a journal means that the journal is lost, not that there was none.
    if let Some(snapshot) = crate::snapshot::candidates(storage)?.first() {
        return Err(JournalError::MissingSegment { index: 0, before: storage.locate(snapshot) });
    }
    if options.from_sequence > 1 {
        return Err(JournalError::JournalBehind { known: options.from_sequence - 1, last: 0 });
    }
    Ok(None)
}

/// The last segment that starts at or before what is asked for.
fn starting_segment<S: Storage>(
    storage: &S,
    segments: &[Segment],
    options: &ScanOptions,
) -> Result<Option<usize>, JournalError> {
    let Some(first) = segments.first() else {
        return Ok(None);
    };
    let mut from = options.from_sequence.max(1);
    if let Some((sequence, _)) = options.known_chain {
        from = from.min(sequence.max(1));
    }
    if from < first.header.first_sequence {
        return Err(JournalError::MissingSegment {
            index: first.header.index.saturating_sub(1),
            before: storage.locate(&first.name),
        });
    }
    let after = segments.partition_point(|segment| segment.header.first_sequence <= from);
    Ok(Some(after - 1))
}

fn check_link<S: Storage>(
    storage: &S,
    previous: Option<&Tail>,
    segment: &Segment,
) -> Result<(), JournalError> {
    let Some(previous) = previous else {
        return Ok(());
    };
    if segment.header.first_sequence != previous.last_sequence + 1 || segment.header.chain != previous.chain {
        let what = format!("the segment does not follow {} (chain)", previous.segment);
        return Err(JournalError::corrupt(storage.locate(&segment.name), 0, what));
    }
    Ok(())
}

struct Scan<'a, V: ?Sized> {
    options: &'a ScanOptions,
    visitor: &'a mut V,
    known_chain: Option<(u64, Chain)>,
    last_chain_seen: Option<bool>,
}

impl<V: Visitor + ?Sized> Scan<'_, V> {
    /// Reads one segment to its seal, to the end of the log if it `may_end` here, or to the stop.
    fn segment<F: StorageFile>(
        &mut self,
        cursor: &mut GroupCursor<F>,
        segment: &Segment,
        may_end: bool,
    ) -> Result<Tail, JournalError> {
        let mut tail = Tail {
            last_sequence: cursor.next_sequence.saturating_sub(1),
            chain: cursor.chain,
            segment: segment.name.clone(),
            segment_index: segment.header.index,
            capacity: segment.header.capacity,
            offset: cursor.offset,
            lineage: segment.header.lineage,
            sealed: false,
            protected: true,
            last_group: None,
            cut: None,
            complete: false,
        };
        let stop = self.options.stop_at_sequence.unwrap_or(u64::MAX);
        while tail.last_sequence < stop {
            let what = match cursor.step()? {
                Step::Group(header) => {
                    let shown = self.group(cursor.group(), &header)?;
                    if !shown {
                        tail.last_sequence = stop;
                        return Ok(tail);
                    }
                    tail.last_sequence = header.last_sequence();
                    tail.chain = cursor.chain;
                    tail.offset = cursor.offset;
                    tail.protected = header.kind != GroupKind::Records;
                    tail.last_group = Some((cursor.group_offset(), cursor.group().len()));
                    if header.kind == GroupKind::Seal {
                        tail.sealed = true;
                        tail.complete = may_end;
                        return Ok(tail);
                    }
                    continue;
                }
                Step::End => "the segment ends without a seal".to_owned(),
                Step::Bad(what) => what,
            };
            tail.cut = end_of_log(cursor, may_end, what)?;
            tail.complete = true;
            return Ok(tail);
        }
        Ok(tail)
    }

    /// Shows a group's records; false if the stop lies inside it.
    fn group(&mut self, group: &[u8], header: &GroupHeader) -> Result<bool, JournalError> {
        let last = header.last_sequence();
        self.check_known_chain(last)?;
        if let Some((sequence, chain)) = self.known_chain
            && sequence == last
        {
            let seen = self.last_chain_seen.unwrap_or(false);
            self.last_chain_seen = Some(seen || chain == header.chain);
        }
        if header.kind != GroupKind::Records || last < self.options.from_sequence {
            return Ok(true);
        }
        let stop = self.options.stop_at_sequence.unwrap_or(u64::MAX);
        let refused = |sequence| move |reason| JournalError::Refused { sequence, reason };
        let from = self.options.from_sequence;
        let wanted = || records(group).skip_while(move |record| record.sequence < from);
        let distance = self.visitor.lookahead();
        let mut coming = wanted();
        for _ in 0..distance {
            self.visitor.coming(coming.next().map(|record| record.payload));
        }
        for record in wanted() {
            if record.sequence > stop {
                return Ok(false);
            }
            if distance > 0 {
                self.visitor.coming(coming.next().map(|record| record.payload));
            }
            self.visitor.record(record.sequence, record.payload).map_err(refused(record.sequence))?;
        }
        self.visitor.group_end(last, &header.tag).map_err(refused(last))?;
        Ok(true)
    }

    /// Settles the snapshot's chain hash once all groups that end at its sequence have passed.
    fn check_known_chain(&mut self, reached: u64) -> Result<(), JournalError> {
        match self.known_chain {
            Some((sequence, _)) if reached > sequence => {
                self.known_chain = None;
                // A journal that ends before the snapshot is told apart by the caller of this.
                let past = reached != u64::MAX;
                match self.last_chain_seen {
                    Some(true) => Ok(()),
                    None if !past => Ok(()),
                    _ => Err(JournalError::ChainMismatch { sequence }),
                }
            }
            _ => Ok(()),
        }
    }
}

/// Decides whether what stands at the cursor is the end of the log, and what is to be cut.
pub(crate) fn end_of_log<F: StorageFile>(
    cursor: &mut GroupCursor<F>,
    may_end: bool,
    what: String,
) -> Result<Option<CutTail>, JournalError> {
    let (file, offset) = (cursor.path.clone(), cursor.offset);
    if !may_end {
        let what = format!("{what}, though a later segment exists");
        return Err(JournalError::corrupt(file, offset, what));
    }
    let rest = cursor.inspect_rest()?;
    if let Some(later) = rest.later_group {
        let what = format!("{what}; the group at byte {later} proves that this was durable");
        return Err(JournalError::corrupt(file, offset, what));
    }
    Ok((rest.bytes > 0).then_some(CutTail { file, offset, bytes: rest.bytes, what }))
}

/// Reads bytes as a journal of one segment, for fuzzers: it may refuse them, never panic.
///
/// # Errors
/// As [`scan`].
#[cfg(any(test, feature = "fake"))]
pub fn parse_segment(bytes: &[u8]) -> Result<Option<Tail>, JournalError> {
    let first_sequence = bytes.get(40..48).map_or(1, |field| crate::format::u64_at(field, 0));
    let storage = crate::storage::MemStorage::default();
    storage.put(&crate::format::segment_name(first_sequence), bytes.to_vec());
    let options =
        ScanOptions { from_sequence: first_sequence, trimmed_start: true, ..ScanOptions::default() };
    scan(&storage, &options, &mut NoVisitor)
}
