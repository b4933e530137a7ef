//! Reads the groups of one segment in order, each verified whole before it is shown.

use crate::error::JournalError;
use crate::format::{
    BLOCK_BYTES, Chain, FORMAT_VERSION, GROUP_HEADER_BYTES, GroupHeader, GroupKind, HeaderFault, Lineage,
    RECORD_HEADER_BYTES, chain_of, is_group_at, padded, record_bytes, u32_at, u64_at,
};
use crate::segments::Segment;
use crate::storage::{Storage, StorageFile};

/// Large enough to keep the disk busy, small enough to stay in the last-level cache.
const READ_BYTES: usize = 2 << 20;

/// What stands at the cursor.
pub(crate) enum Step {
    /// A verified group; its bytes are in [`GroupCursor::group`].
    Group(GroupHeader),
    /// Zeros or the end of the file.
    End,
    /// Bytes that are no intact group of this place: torn, stale or damaged.
    Bad(String),
}

/// What the rest of a segment holds where no group starts.
pub(crate) struct Rest {
    /// Offset of the first intact group header, which proves all before it durable.
    pub later_group: Option<u64>,
    /// Bytes up to and with the last one that is not zero.
    pub bytes: u64,
}

pub(crate) struct GroupCursor<F> {
    file: F,
    pub path: String,
    pub offset: u64,
    pub chain: Chain,
    pub next_sequence: u64,
    lineage: Lineage,
    segment_index: u64,
    length: u64,
    window: Vec<u8>,
    window_at: u64,
    window_filled: usize,
    group_at: u64,
    group_length: usize,
}

impl<F: StorageFile> GroupCursor<F> {
    /// Starts at the first group of `segment`, trusting the chain hash in its header.
    pub fn open<S: Storage<File = F>>(
        storage: &S,
        segment: &Segment,
        window: Vec<u8>,
    ) -> Result<Self, JournalError> {
        let path = storage.locate(&segment.name);
        let file =
            storage.open_read(&segment.name).map_err(|error| JournalError::io(&path, "open", error))?;
        let length = file.len().map_err(|error| JournalError::io(&path, "measure", error))?;
        Ok(GroupCursor {
            file,
            path,
            offset: BLOCK_BYTES as u64,
            chain: segment.header.chain,
            next_sequence: segment.header.first_sequence,
            lineage: segment.header.lineage,
            segment_index: segment.header.index,
            length,
            window,
            window_at: 0,
            window_filled: 0,
            group_at: 0,
            group_length: 0,
        })
    }

    /// The read buffer, for the next cursor.
    pub fn into_window(self) -> Vec<u8> {
        self.window
    }

    /// Header and records of the last group shown.
    pub fn group(&self) -> &[u8] {
        let start = (self.group_at - self.window_at) as usize;
        &self.window[start..start + self.group_length]
    }

    /// Offset of the last group shown.
    pub fn group_offset(&self) -> u64 {
        self.group_at
    }

    /// Moves to the next group.
    ///
    /// # Errors
    /// [`JournalError::Corrupt`] for a group that was certainly written here and yet is wrong;
    /// [`JournalError::UnsupportedVersion`]; [`JournalError::Io`].
    pub fn step(&mut self) -> Result<Step, JournalError> {
        let (at, lineage, segment_index) = (self.offset, self.lineage, self.segment_index);
        let block = self.bytes_at(at, BLOCK_BYTES)?;
        if is_zero(block) {
            return Ok(Step::End);
        }
        let header = match GroupHeader::decode(block) {
            Ok(header) => header,
            Err(HeaderFault::Bad(what)) => return Ok(Step::Bad(what.to_owned())),
            Err(HeaderFault::Version(found)) => {
                if !is_group_at(block, &lineage, segment_index, at) {
                    return Ok(Step::Bad("a group from elsewhere".to_owned()));
                }
                return Err(JournalError::UnsupportedVersion {
                    file: self.path.clone(),
                    offset: at,
                    found,
                    supported: FORMAT_VERSION,
                });
            }
        };
        if header.lineage != self.lineage || header.segment_index != self.segment_index || header.offset != at
        {
            return Ok(Step::Bad("a group from elsewhere".to_owned()));
        }
        // From here on the header is known to have been written at this very place.
        self.check_header(&header, at)?;
        let total = header.total_length as usize;
        if total as u64 > self.length - at {
            return Ok(Step::Bad("the group is longer than the file".to_owned()));
        }
        let group = self.bytes_at(at, total)?;
        if group.len() < total {
            return Ok(Step::Bad("the file became shorter while read".to_owned()));
        }
        if chain_of(group) != header.chain {
            return Ok(Step::Bad(describe_damage(group, &header, at)));
        }
        if let Err((record, what)) = check_records(group, &header) {
            return Err(JournalError::corrupt(&self.path, at + record as u64, what));
        }
        self.group_at = at;
        self.group_length = total;
        self.offset = at + padded(total) as u64;
        self.chain = header.chain;
        self.next_sequence = header.last_sequence() + 1;
        Ok(Step::Group(header))
    }

    fn check_header(&self, header: &GroupHeader, at: u64) -> Result<(), JournalError> {
        let corrupt = |what: String| Err(JournalError::corrupt(&self.path, at, what));
        if header.previous != self.chain {
            return corrupt("the group does not follow the one before it (chain)".to_owned());
        }
        if header.first_sequence != self.next_sequence {
            return corrupt(format!(
                "the group starts at sequence {}, {} is next",
                header.first_sequence, self.next_sequence
            ));
        }
        let has_records = header.record_count > 0;
        let bare = header.total_length as usize == GROUP_HEADER_BYTES;
        if (header.total_length as usize) < GROUP_HEADER_BYTES
            || has_records != (header.kind == GroupKind::Records)
            || bare == has_records
            || header.durable_before >= header.first_sequence
            || header.first_sequence > u64::MAX - (1 << 33)
        {
            return corrupt("the fields of the group header contradict each other".to_owned());
        }
        Ok(())
    }

    /// Looks through all that follows `offset` for signs of a later group and for what is not zero.
    pub fn inspect_rest(&mut self) -> Result<Rest, JournalError> {
        let start = self.offset;
        let mut rest = Rest { later_group: None, bytes: 0 };
        let mut at = start;
        while at < self.length {
            let (lineage, segment_index) = (self.lineage, self.segment_index);
            let chunk = self.bytes_at(at, READ_BYTES)?;
            if chunk.is_empty() {
                break;
            }
            for (number, block) in chunk.chunks(BLOCK_BYTES).enumerate() {
                if is_zero(block) {
                    continue;
                }
                let block_at = at + (number * BLOCK_BYTES) as u64;
                let used = block.iter().rposition(|byte| *byte != 0).unwrap_or(0) as u64 + 1;
                rest.bytes = block_at + used - start;
                let later = block_at > start || rest.later_group.is_some();
                if later
                    && rest.later_group.is_none()
                    && is_group_at(block, &lineage, segment_index, block_at)
                {
                    rest.later_group = Some(block_at);
                }
            }
            at += chunk.len() as u64;
        }
        Ok(rest)
    }

    /// Up to `count` bytes of the file at `at`, fewer only at its end.
    fn bytes_at(&mut self, at: u64, count: usize) -> Result<&[u8], JournalError> {
        let count = count.min(usize::try_from(self.length.saturating_sub(at)).unwrap_or(count));
        let inside = at >= self.window_at && at - self.window_at + count as u64 <= self.window_filled as u64;
        if !inside {
            self.refill(at, count)?;
        }
        let start = (at - self.window_at) as usize;
        let end = self.window_filled.min(start + count);
        Ok(&self.window[start.min(end)..end])
    }

    fn refill(&mut self, at: u64, count: usize) -> Result<(), JournalError> {
        let kept = match at.checked_sub(self.window_at) {
            Some(skip) if skip < self.window_filled as u64 => {
                self.window.copy_within(skip as usize..self.window_filled, 0);
                self.window_filled - skip as usize
            }
            _ => 0,
        };
        // No more than the file has: clearing bytes for nothing takes longer than most reads.
        let left = usize::try_from(self.length.saturating_sub(at)).unwrap_or(READ_BYTES);
        let size = count.max(left.min(READ_BYTES));
        if self.window.len() < size {
            self.window.resize(size, 0);
        }
        self.window_at = at;
        self.window_filled = kept;
        let read = self
            .file
            .read_at(&mut self.window[kept..], at + kept as u64)
            .map_err(|error| JournalError::io(&self.path, "read", error))?;
        self.window_filled = kept + read;
        Ok(())
    }
}

/// Whether all bytes are zero. No early end: the rest of a segment, mostly zeros, is looked through at every start,
/// and this way many bytes at once.
fn is_zero(block: &[u8]) -> bool {
    block.iter().fold(0, |all, byte| all | byte) == 0
}

/// One record in a verified group.
pub(crate) struct RecordAt<'a> {
    /// Offset in the group.
    pub offset: usize,
    pub sequence: u64,
    pub payload: &'a [u8],
}

/// The records of a group that [`check_records`] has passed.
pub(crate) fn records(group: &[u8]) -> impl Iterator<Item = RecordAt<'_>> {
    let mut offset = GROUP_HEADER_BYTES;
    std::iter::from_fn(move || {
        let (sequence, payload) = record_at(group, offset)?;
        let record = RecordAt { offset, sequence, payload };
        offset += record_bytes(payload.len());
        Some(record)
    })
}

fn record_at(group: &[u8], offset: usize) -> Option<(u64, &[u8])> {
    let rest = group.get(offset..)?;
    let header = rest.get(..RECORD_HEADER_BYTES)?;
    let length = u32_at(header, 4) as usize;
    if record_bytes(length) > rest.len() {
        return None;
    }
    let payload = &rest[RECORD_HEADER_BYTES..RECORD_HEADER_BYTES + length];
    Some((u64_at(header, 8), payload))
}

/// Checks every record; on failure the offset in the group and what is wrong there.
fn check_records(group: &[u8], header: &GroupHeader) -> Result<(), (usize, String)> {
    let mut offset = GROUP_HEADER_BYTES;
    for number in 0..u64::from(header.record_count) {
        let expected = header.first_sequence + number;
        let Some((sequence, payload)) = record_at(group, offset) else {
            let what = format!("the record of sequence {expected} reaches past its group");
            return Err((offset, what));
        };
        let body = &group[offset + 4..offset + RECORD_HEADER_BYTES + payload.len()];
        if crc32c::crc32c(body) != u32_at(group, offset) {
            return Err((offset, format!("checksum of the record of sequence {expected}")));
        }
        if sequence != expected {
            let what = format!("a record has sequence {sequence}, {expected} is next");
            return Err((offset, what));
        }
        offset += record_bytes(payload.len());
    }
    if offset != group.len() {
        return Err((offset, "bytes after the last record of the group".to_owned()));
    }
    Ok(())
}

/// Words for a group whose hash is wrong, naming the first bad record if there is one.
fn describe_damage(group: &[u8], header: &GroupHeader, at: u64) -> String {
    match check_records(group, header) {
        Err((record, what)) => format!("{what} (record at byte {})", at + record as u64),
        Ok(()) => "hash of the group (chain)".to_owned(),
    }
}
