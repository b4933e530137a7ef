//! What can be done with a folder without running it: snapshots, verification, replay, reading. All but
//! [`make_snapshot`] change nothing; none takes the writer's lock.

use crate::history;
use crate::recovery::{compare_digest, load_snapshot, scan_from};
use crate::routing;
use crate::state::{PAYLOAD_VERSION, State, open_record};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use tapebook_engine::ahead::Lookahead;
use tapebook_feed::Feed;
use tapebook_journal::{
    JournalError, Records, ScanOptions, Storage, Tag, Visitor, events, scan,
    snapshot::{self, SnapshotMeta, SnapshotWriter},
};
use tapebook_schema::{MessageType, ReportHeader};

/// Told of progress in commands (total 0: not known); false stops the job.
pub type Progress<'a> = &'a mut dyn FnMut(u64, u64) -> bool;

/// A replay and what it was compared with.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub last_sequence: u64,
    pub state_hash: String,
    pub event_digest: String,
    pub commands: u64,
    pub groups: u64,
    /// Checkpoints (snapshots, orderly ends) by name, each with whether its state hash agrees.
    pub checkpoints: Vec<(String, u64, bool)>,
    /// Bytes cut off the end as a torn write, if any.
    pub cut: Option<String>,
}

struct Replaying<'a> {
    state: State,
    /// Is told of every event, where candles and statistics are asked for.
    feed: Option<Feed>,
    events: Vec<u8>,
    groups: u64,
    commands: u64,
    stop_at: u64,
    expected: BTreeMap<u64, Vec<(String, String)>>,
    checkpoints: Vec<(String, u64, bool)>,
    lookahead: Lookahead,
    progress: Progress<'a>,
    total: u64,
    stopped: bool,
}

impl Replaying<'_> {
    fn check_here(&mut self) {
        let sequence = self.state.engine.sequence();
        let Some(expected) = self.expected.remove(&sequence) else { return };
        let hash = self.state.hash();
        for (name, wanted) in expected {
            self.checkpoints.push((name, sequence, wanted == hash));
        }
    }
}

impl Visitor for Replaying<'_> {
    fn record(&mut self, sequence: u64, payload: &[u8]) -> Result<(), String> {
        if sequence <= self.state.engine.sequence() || (self.stop_at != 0 && sequence > self.stop_at) {
            return Ok(());
        }
        self.events.clear();
        self.state.apply_record(sequence, payload, &mut self.events, |_| ())?;
        if let Some(feed) = &mut self.feed {
            history::follow(feed, &self.events);
        }
        self.commands += 1;
        self.check_here();
        if self.commands.is_multiple_of(16_384) && !(self.progress)(sequence, self.total) {
            self.stopped = true;
            return Err("stopped".to_owned());
        }
        Ok(())
    }

    fn group_end(&mut self, last_sequence: u64, tag: &Tag) -> Result<(), String> {
        self.groups += 1;
        compare_digest(&self.state, last_sequence, tag)
    }

    fn lookahead(&self) -> usize {
        Lookahead::DISTANCE
    }

    fn coming(&mut self, record: Option<&[u8]>) {
        self.state.announce(&mut self.lookahead, record);
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Is a server writing to this folder? Then the segment it writes to is left alone.
pub(crate) fn is_live<S: Storage>(storage: &S) -> bool {
    storage.lock().is_err()
}

/// Last sequence as far as names tell, for progress: the newest snapshot's or segment's.
fn rough_total<S: Storage>(storage: &S) -> u64 {
    let names = storage.list().unwrap_or_default();
    let number = |name: &String| name.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok();
    names
        .iter()
        .filter(|name| {
            name.starts_with("journal-") || name.starts_with("snapshot-") || name.starts_with("events-")
        })
        .filter_map(number)
        .max()
        .unwrap_or(0)
}

fn run<S: Storage>(
    storage: &S,
    state: State,
    options: ScanOptions,
    stop_at: u64,
    expected: BTreeMap<u64, Vec<(String, String)>>,
    progress: Progress<'_>,
) -> Result<(State, Report), JournalError> {
    let mut replaying = Replaying {
        state,
        feed: None,
        events: Vec::new(),
        groups: 0,
        commands: 0,
        stop_at,
        expected,
        checkpoints: Vec::new(),
        lookahead: Lookahead::default(),
        progress,
        total: rough_total(storage),
        stopped: false,
    };
    replaying.check_here();
    let options = ScanOptions {
        sealed_only: is_live(storage),
        stop_at_sequence: (stop_at != 0).then_some(stop_at),
        ..options
    };
    let tail = scan(storage, &options, &mut replaying)?;
    let cut = tail
        .and_then(|tail| tail.cut)
        .map(|cut| format!("{} bytes of {} from {}", cut.bytes, cut.file, cut.offset));
    let report = Report {
        last_sequence: replaying.state.engine.sequence(),
        state_hash: replaying.state.hash(),
        event_digest: hex(&replaying.state.digest.to_tag()),
        commands: replaying.commands,
        groups: replaying.groups,
        checkpoints: replaying.checkpoints,
        cut,
    };
    Ok((replaying.state, report))
}

/// Replays from the beginning, up to a command (0 for all), comparing every group's events.
pub fn replay<S: Storage>(
    storage: &S,
    to: u64,
    progress: Progress<'_>,
) -> Result<(State, Report), JournalError> {
    run(storage, State::new(), ScanOptions::default(), to, BTreeMap::new(), progress)
}

/// The state after the newest snapshot and the tail.
pub fn restore<S: Storage>(storage: &S, progress: Progress<'_>) -> Result<(State, Report), JournalError> {
    let (state, meta) = load_snapshot(storage, u64::MAX, &mut Vec::new())?;
    run(storage, state, scan_from(meta.as_ref()), 0, BTreeMap::new(), progress)
}

/// What [`verify`] found.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    pub full: Report,
    /// State hash by the newest snapshot and the tail.
    pub snapshot_and_tail: String,
    pub snapshots_passed_over: Vec<String>,
    pub invariants: Option<String>,
    pub is_ok: bool,
}

/// Replays from the beginning, compares the state at every snapshot and at the last orderly end, then restores
/// from the newest snapshot and compares again; checks the invariants of the result.
pub fn verify<S: Storage>(
    storage: &S,
    ended: Option<(u64, String)>,
    progress: Progress<'_>,
) -> Result<Verdict, JournalError> {
    let mut expected: BTreeMap<u64, Vec<(String, String)>> = BTreeMap::new();
    let mut passed_over = Vec::new();
    for name in snapshot::candidates(storage)? {
        let mut hasher = blake3::Hasher::new();
        match snapshot::read(storage, &name, &mut |bytes| {
            hasher.update(bytes);
        }) {
            Ok(meta) => {
                let hash = hasher.finalize().to_hex().to_string();
                expected.entry(meta.sequence).or_default().push((name, hash));
            }
            Err(why) => passed_over.push(format!("{name}: {why}")),
        }
    }
    if let Some((sequence, hash)) = ended {
        expected.entry(sequence).or_default().push(("live at its last orderly end".to_owned(), hash));
    }
    let wanted: usize = expected.values().map(Vec::len).sum();
    let (state, full) = run(storage, State::new(), ScanOptions::default(), 0, expected, progress)?;
    let (_, tail) = restore(storage, progress)?;
    let invariants = state.engine.check_invariants().err();
    let is_ok = full.checkpoints.len() == wanted
        && full.checkpoints.iter().all(|&(_, _, agrees)| agrees)
        && tail.state_hash == full.state_hash
        && passed_over.is_empty()
        && invariants.is_none();
    Ok(Verdict {
        full,
        snapshot_and_tail: tail.state_hash,
        snapshots_passed_over: passed_over,
        invariants,
        is_ok,
    })
}

/// Restores the newest snapshot, applies what the journal has after it (of a running server's, every sealed segment)
/// and writes a snapshot; `None` if there was nothing new. Run by a second process: the one that trades never copies its state.
pub fn make_snapshot<S: Storage>(
    storage: &S,
    keep: usize,
    progress: Progress<'_>,
) -> Result<Option<(String, Report)>, JournalError> {
    let (state, meta) = load_snapshot(storage, u64::MAX, &mut Vec::new())?;
    let before = state.engine.sequence();
    let feed = history::begin(storage, &state, meta.as_ref(), &mut Vec::new());
    let mut replaying = Replaying {
        state,
        feed: Some(feed),
        events: Vec::new(),
        groups: 0,
        commands: 0,
        stop_at: 0,
        expected: BTreeMap::new(),
        checkpoints: Vec::new(),
        lookahead: Lookahead::default(),
        total: rough_total(storage),
        progress,
        stopped: false,
    };
    let options = ScanOptions { sealed_only: is_live(storage), ..scan_from(meta.as_ref()) };
    let Some(tail) = scan(storage, &options, &mut replaying)? else { return Ok(None) };
    let (state, feed) = (replaying.state, replaying.feed);
    if state.engine.sequence() == before {
        return Ok(None);
    }
    let meta = SnapshotMeta {
        lineage: tail.lineage,
        sequence: state.engine.sequence(),
        chain: if tail.last_sequence == state.engine.sequence() && !tail.sealed && !tail.protected {
            tail.chain
        } else {
            [0; 32]
        },
        payload_version: PAYLOAD_VERSION,
        tag: state.digest.to_tag(),
    };
    if let Some(mut feed) = feed {
        feed.told(state.engine.sequence(), state.engine.time());
        snapshot::write_beside(storage, &meta, &feed.history())?;
    }
    let mut writer = SnapshotWriter::create(storage.clone(), &meta)?;
    let mut failed = None;
    let mut hasher = blake3::Hasher::new();
    state.write(&mut |bytes| {
        hasher.update(bytes);
        if failed.is_none()
            && let Err(error) = writer.write(bytes)
        {
            failed = Some(error);
        }
    });
    if let Some(error) = failed {
        return Err(error);
    }
    let name = writer.finish()?;
    snapshot::prune(storage, keep)?;
    let report = Report {
        last_sequence: state.engine.sequence(),
        state_hash: hasher.finalize().to_hex().to_string(),
        event_digest: hex(&state.digest.to_tag()),
        commands: replaying.commands,
        groups: replaying.groups,
        ..Report::default()
    };
    Ok(Some((name, report)))
}

/// Journal records in words, one JSON object each.
pub fn journal_records<S: Storage>(
    storage: &S,
    from: u64,
    count: usize,
) -> Result<Vec<String>, JournalError> {
    let mut lines = Vec::new();
    for record in Records::open(storage.clone())? {
        let record = record?;
        if record.sequence < from {
            continue;
        }
        if lines.len() == count {
            break;
        }
        let line = match open_record(record.sequence, &record.payload) {
            Ok((envelope, body)) => format!(
                "{{\"sequence\":{},\"type\":\"{}\",\"time\":{},\"session\":{},\"account\":{},\"file\":{:?},\"offset\":{},\"body\":{:?}}}",
                record.sequence,
                name_of(envelope.type_()),
                envelope.time(),
                envelope.session(),
                envelope.account(),
                record.file,
                record.offset,
                hex(body),
            ),
            Err(why) => format!("{{\"sequence\":{},\"error\":{why:?}}}", record.sequence),
        };
        lines.push(line);
    }
    Ok(lines)
}

/// Events in words, one JSON object each.
pub fn event_records<S: Storage>(storage: &S, from: u64, count: usize) -> Result<Vec<String>, JournalError> {
    let mut lines = Vec::new();
    events::read_from(storage, from.max(1), &mut |_, _, bytes| {
        for (_, header, body) in routing::frames(bytes) {
            let report = ReportHeader(body[..ReportHeader::SIZE].try_into().expect("checked by its block"));
            if report.sequence() < from {
                continue;
            }
            if lines.len() == count {
                return ControlFlow::Break(());
            }
            lines.push(format!(
                "{{\"sequence\":{},\"index\":{},\"type\":\"{}\",\"time\":{},\"session\":{},\"frame\":{:?}}}",
                report.sequence(),
                report.index(),
                name_of(header.type_()),
                report.time(),
                report.session(),
                hex(body),
            ));
        }
        ControlFlow::Continue(())
    })?;
    Ok(lines)
}

fn name_of(kind: MessageType) -> String {
    format!("{kind:?}")
}
