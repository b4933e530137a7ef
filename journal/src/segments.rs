//! The row of segments in a directory, checked by name and header before any group is read.

use std::io;

use crate::error::JournalError;
use crate::format::{
    BLOCK_BYTES, FORMAT_VERSION, HeaderFault, Lineage, SegmentHeader, segment_name, sequence_in,
};
use crate::storage::{Storage, StorageFile};

const PREFIX: &str = "journal-";
const SUFFIX: &str = ".seg";

/// A segment that is where and what its name says.
#[derive(Debug, Clone)]
pub(crate) struct Segment {
    pub name: String,
    pub header: SegmentHeader,
}

/// All segments in order. Refuses missing, renamed, copied, truncated and foreign ones; the
/// first may be any if `trimmed_start`.
pub(crate) fn list_segments<S: Storage>(
    storage: &S,
    lineage: Option<Lineage>,
    trimmed_start: bool,
) -> Result<Vec<Segment>, JournalError> {
    let mut found = Vec::new();
    let names = storage.list().map_err(|error| JournalError::io(storage.locate(""), "list", error))?;
    for name in names {
        if !(name.starts_with(PREFIX) && name.ends_with(SUFFIX)) {
            continue;
        }
        let Some(first_sequence) = sequence_in(&name, PREFIX, SUFFIX) else {
            return Err(JournalError::Misplaced {
                file: storage.locate(&name),
                what: "a segment's name has 20 digits".to_owned(),
            });
        };
        found.push((first_sequence, name));
    }
    found.sort_unstable();

    let mut segments: Vec<Segment> = Vec::with_capacity(found.len());
    for (first_sequence, name) in found {
        let header = read_header(storage, &name)?;
        let file = storage.locate(&name);
        let expected = lineage.or(segments.first().map(|first| first.header.lineage));
        if let Some(expected) = expected
            && header.lineage != expected
        {
            return Err(JournalError::Foreign { file, found: header.lineage, expected });
        }
        if header.first_sequence != first_sequence {
            return Err(JournalError::Misplaced {
                file,
                what: format!("its header says {}; renamed or copied", segment_name(header.first_sequence)),
            });
        }
        let index = match segments.last() {
            Some(previous) => previous.header.index.saturating_add(1),
            None if trimmed_start => header.index,
            None => 0,
        };
        if header.index > index {
            return Err(JournalError::MissingSegment { index, before: file });
        }
        if header.index < index {
            return Err(JournalError::Misplaced {
                file,
                what: format!("it is segment number {} again", header.index),
            });
        }
        segments.push(Segment { name, header });
    }
    Ok(segments)
}

fn read_header<S: Storage>(storage: &S, name: &str) -> Result<SegmentHeader, JournalError> {
    let path = storage.locate(name);
    let failed = |action, error: io::Error| JournalError::io(path.clone(), action, error);
    let file = storage.open_read(name).map_err(|error| failed("open", error))?;
    let length = file.len().map_err(|error| failed("measure", error))?;
    let mut block = [0; BLOCK_BYTES];
    let read = file.read_at(&mut block, 0).map_err(|error| failed("read", error))?;
    if read < BLOCK_BYTES {
        let what = format!("the file has only {length} bytes, less than its header");
        return Err(JournalError::corrupt(path, 0, what));
    }
    let header = SegmentHeader::decode(&block).map_err(|fault| match fault {
        HeaderFault::Bad(what) => JournalError::corrupt(path.clone(), 0, what),
        HeaderFault::Version(found) => JournalError::UnsupportedVersion {
            file: path.clone(),
            offset: 0,
            found,
            supported: FORMAT_VERSION,
        },
    })?;
    if length < header.capacity {
        let what =
            format!("the file ends here but was made with {} bytes; someone truncated it", header.capacity);
        return Err(JournalError::corrupt(path, length, what));
    }
    Ok(header)
}
