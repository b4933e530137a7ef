//! The tape for readers beside the exchange: all events in order, from the event segments, or from the journal,
//! replayed, where they are no longer kept there. Takes no lock and tells the writer nothing.

use crate::recovery::{compare_digest, load_snapshot, scan_from};
use crate::routing;
use crate::state::State;
use crate::tools::is_live;
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use tapebook_engine::ahead::Lookahead;
use tapebook_journal::events::EventReader;
use tapebook_journal::{JournalError, ScanOptions, Storage, Tag, Visitor, scan};
use tapebook_schema::ReportHeader;

/// Bytes that a replay gathers before it hands them over.
const BATCH: usize = 1 << 20;
/// Batches that a replay is ahead of its reader.
const AHEAD: usize = 4;

/// Events of the commands up to `last`.
struct Batch {
    last: u64,
    bytes: Vec<u8>,
}

/// Reads all events of a folder in order, also while a server writes to it.
pub struct Tape<S: Storage> {
    storage: S,
    reader: EventReader<S>,
    /// A replay under way, for events that the segments do not have.
    replay: Option<Receiver<Result<Batch, JournalError>>>,
}

impl<S: Storage> Tape<S> {
    /// A tape with nothing read.
    pub fn new(storage: S) -> Self {
        Tape { reader: EventReader::new(storage.clone()), storage, replay: None }
    }

    /// Appends the events of the commands from `from` on, whole commands, until about `max` bytes; gives the last
    /// command read, `from - 1` if there is nothing new. Where the segments have a gap the journal is replayed, from
    /// the newest snapshot before it: the first call then takes as long as that; of a running server's journal every
    /// sealed segment can be replayed.
    ///
    /// # Errors
    /// [`JournalError`] where neither the segments nor the journal have these events, or they cannot be read.
    pub fn read(&mut self, from: u64, max: usize, out: &mut Vec<u8>) -> Result<u64, JournalError> {
        if self.replay.is_none() {
            match self.read_segments(from, max, out)? {
                Found::Up(last) => return Ok(last),
                Found::GapUntil(next) => self.start_replay(from, next),
            }
        }
        match self.replay.as_ref().and_then(|replay| replay.recv().ok()) {
            Some(Ok(batch)) => {
                out.extend_from_slice(&batch.bytes);
                Ok(batch.last)
            }
            Some(Err(error)) => {
                self.replay = None;
                Err(error)
            }
            None => {
                // It is over: the segments go on.
                self.replay = None;
                match self.read_segments(from, max, out)? {
                    Found::Up(last) => Ok(last),
                    Found::GapUntil(0) => Ok(from - 1),
                    Found::GapUntil(oldest) => Err(JournalError::BeforeRetention { sequence: from, oldest }),
                }
            }
        }
    }

    fn read_segments(&mut self, from: u64, max: usize, out: &mut Vec<u8>) -> Result<Found, JournalError> {
        let mut last = from - 1;
        let mut gap = None;
        let read = self.reader.read_from(from, &mut |block_first, block_last, bytes| {
            if block_first > last + 1 {
                gap = Some(block_first);
                return ControlFlow::Break(());
            }
            let start = if block_first == last + 1 { 0 } else { offset_after(bytes, last) };
            out.extend_from_slice(&bytes[start..]);
            last = block_last;
            if out.len() >= max { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        match read {
            Ok(_) => {}
            Err(JournalError::BeforeRetention { oldest, .. }) => gap = Some(oldest),
            Err(error) => return Err(error),
        }
        Ok(match gap {
            Some(next) if last < from => Found::GapUntil(next),
            None if last < from && self.reader.oldest_sequence()? == 0 => Found::GapUntil(0),
            _ => Found::Up(last),
        })
    }

    /// Replays the journal on a thread of its own up to `next`, where the segments go on; 0 for its end.
    fn start_replay(&mut self, from: u64, next: u64) {
        let (tell, replay) = sync_channel(AHEAD);
        let storage = self.storage.clone();
        std::thread::spawn(move || {
            if let Err(error) = replay_into(&storage, from, next, &tell) {
                let _ = tell.send(Err(error));
            }
        });
        self.replay = Some(replay);
    }
}

enum Found {
    Up(u64),
    /// Nothing before this command; 0 if there is nothing at all.
    GapUntil(u64),
}

/// Where the events after a command begin.
fn offset_after(bytes: &[u8], sequence: u64) -> usize {
    routing::frames(bytes)
        .find(|(_, _, body)| {
            let report = ReportHeader(body[..ReportHeader::SIZE].try_into().expect("checked by its block"));
            report.sequence() > sequence
        })
        .map_or(bytes.len(), |(offset, _, _)| offset)
}

struct Replay<'a> {
    state: State,
    lookahead: Lookahead,
    from: u64,
    batch: Batch,
    /// Events of a command that is not wanted.
    unwanted: Vec<u8>,
    tell: &'a SyncSender<Result<Batch, JournalError>>,
}

impl Replay<'_> {
    fn hand_over(&mut self) -> Result<(), String> {
        let batch = std::mem::replace(&mut self.batch, Batch { last: 0, bytes: Vec::new() });
        self.tell.send(Ok(batch)).map_err(|_| "nobody reads any more".to_owned())
    }
}

impl Visitor for Replay<'_> {
    fn record(&mut self, sequence: u64, payload: &[u8]) -> Result<(), String> {
        if sequence <= self.state.engine.sequence() {
            return Ok(());
        }
        if sequence < self.from {
            self.unwanted.clear();
            return self.state.apply_record(sequence, payload, &mut self.unwanted, |_| ());
        }
        self.state.apply_record(sequence, payload, &mut self.batch.bytes, |_| ())?;
        self.batch.last = sequence;
        if self.batch.bytes.len() >= BATCH { self.hand_over() } else { Ok(()) }
    }

    fn group_end(&mut self, last_sequence: u64, tag: &Tag) -> Result<(), String> {
        compare_digest(&self.state, last_sequence, tag)
    }

    fn lookahead(&self) -> usize {
        Lookahead::DISTANCE
    }

    fn coming(&mut self, record: Option<&[u8]>) {
        self.state.announce(&mut self.lookahead, record);
    }
}

fn replay_into<S: Storage>(
    storage: &S,
    from: u64,
    next: u64,
    tell: &SyncSender<Result<Batch, JournalError>>,
) -> Result<(), JournalError> {
    let (state, meta) = load_snapshot(storage, from - 1, &mut Vec::new())?;
    let options = ScanOptions {
        sealed_only: is_live(storage),
        stop_at_sequence: next.checked_sub(1).filter(|&last| last > 0),
        ..scan_from(meta.as_ref())
    };
    let mut replay = Replay {
        state,
        lookahead: Lookahead::default(),
        from,
        batch: Batch { last: 0, bytes: Vec::new() },
        unwanted: Vec::new(),
        tell,
    };
    scan(storage, &options, &mut replay)?;
    if replay.batch.last > 0 {
        let _ = replay.hand_over();
    }
    Ok(())
}
