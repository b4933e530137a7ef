//! Start-up is recovery: newest good snapshot, then the tail of the journal, every event's digest compared.

use crate::clock::Clock;
use crate::core::{Core, CoreSettings, Ports};
use crate::digest::EventDigest;
use crate::helpers::{EventBatch, Helpers, Wake, append};
use crate::history;
use crate::state::{PAYLOAD_VERSION, State};
use std::time::Instant;
use tapebook_engine::ahead::Lookahead;
use tapebook_engine::{Context, ENGINE_VERSION};
use tapebook_feed::Feed;
use tapebook_journal::events::EventWriter;
use tapebook_journal::{
    Committer, CommitterSettings, GroupBuffer, JournalError, Prepare, ScanOptions, Settings, Storage, Tag,
    Tail, Visitor, Writer, scan, snapshot,
};
use tapebook_schema as wire;
use tapebook_schema::{Envelope, Message, MessageType, Policy};

/// How a folder is opened.
#[derive(Clone, Copy, Debug)]
pub struct OpenSettings {
    pub core: CoreSettings,
    /// Bytes of a journal segment.
    pub segment_bytes: u64,
    /// Largest group, in bytes.
    pub group_bytes: usize,
    /// Bytes of event segments kept, and of one of them.
    pub event_retention_bytes: u64,
    pub event_segment_bytes: u64,
    /// First operator's key: what a new journal needs. Ignored where there is a journal.
    pub operator_key: Option<[u8; 32]>,
}

impl Default for OpenSettings {
    fn default() -> Self {
        Self {
            core: CoreSettings::default(),
            segment_bytes: 64 << 20,
            group_bytes: 8 << 20,
            event_retention_bytes: 4 << 30,
            event_segment_bytes: 64 << 20,
            operator_key: None,
        }
    }
}

/// Why a folder could not be opened.
#[derive(Debug)]
pub enum OpenError {
    Journal(JournalError),
    /// There is no journal, and no operator key to begin one.
    NoJournal,
    /// The replay disagrees with what the journal says was answered.
    Diverged(String),
    Thread(std::io::Error),
}

impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Journal(error) => write!(f, "{error}"),
            Self::NoJournal => write!(f, "there is no journal here, and no operator key to begin one with"),
            Self::Diverged(what) => write!(f, "{what}"),
            Self::Thread(error) => write!(f, "a thread could not be started: {error}"),
        }
    }
}

impl std::error::Error for OpenError {}

impl From<JournalError> for OpenError {
    fn from(error: JournalError) -> Self {
        Self::Journal(error)
    }
}

/// What recovery did.
#[derive(Clone, Debug, Default)]
pub struct Recovery {
    pub created: bool,
    /// Sequence of the snapshot used; 0 for none.
    pub snapshot: u64,
    /// Snapshots that were damaged, each with the reason: they deserve an alert.
    pub snapshots_passed_over: Vec<String>,
    pub commands_replayed: u64,
    pub last_sequence: u64,
    /// What was cut off the journal's end as a torn write, in words.
    pub cut: Option<String>,
    pub generation: u64,
    pub load_ms: u64,
    pub replay_ms: u64,
}

/// Loads a state: the newest good snapshot up to `limit`, or an empty one.
pub fn load_snapshot<S: Storage>(
    storage: &S,
    limit: u64,
    passed_over: &mut Vec<String>,
) -> Result<(State, Option<snapshot::SnapshotMeta>), JournalError> {
    let newest = snapshot::newest(storage, None, None, limit)?;
    passed_over.extend(newest.passed_over.into_iter().map(|(name, why)| format!("{name}: {why}")));
    if let Some(found) = newest.snapshot {
        let version = found.meta.payload_version;
        match State::read(&found.payload) {
            _ if version != PAYLOAD_VERSION => {
                passed_over.push(format!("{}: payload version {version}, not {PAYLOAD_VERSION}", found.name));
            }
            Ok(state) => return Ok((state, Some(found.meta))),
            Err(why) => passed_over.push(format!("{}: {why}", found.name)),
        }
    }
    Ok((State::new(), None))
}

/// Where a scan begins so that it continues a snapshot.
pub fn scan_from(meta: Option<&snapshot::SnapshotMeta>) -> ScanOptions {
    match meta {
        None => ScanOptions::default(),
        Some(meta) => ScanOptions {
            from_sequence: meta.sequence + 1,
            lineage: Some(meta.lineage),
            known_chain: (meta.chain != [0; 32]).then_some((meta.sequence, meta.chain)),
            ..ScanOptions::default()
        },
    }
}

/// Compares the events of a group with those that were made when it was journaled.
pub fn compare_digest(state: &State, last_sequence: u64, tag: &Tag) -> Result<(), String> {
    if state.engine.sequence() == last_sequence && state.digest != EventDigest::from_tag(*tag) {
        return Err(format!(
            "the events of the commands up to {last_sequence} are not those that were made when they were journaled"
        ));
    }
    Ok(())
}

/// Applies a journal's records to a state and writes the events that are missing from the event segments.
struct Replay<'a, S: Storage> {
    state: &'a mut State,
    /// Is told of every event.
    feed: &'a mut Feed,
    events: Vec<u8>,
    first: u64,
    writer: Option<&'a mut EventWriter<S>>,
    commands: u64,
    lookahead: Lookahead,
}

impl<S: Storage> Visitor for Replay<'_, S> {
    fn record(&mut self, sequence: u64, payload: &[u8]) -> Result<(), String> {
        if sequence <= self.state.engine.sequence() {
            return Ok(());
        }
        let from = self.events.len();
        self.state.apply_record(sequence, payload, &mut self.events, |_| ())?;
        self.commands += 1;
        history::follow(self.feed, &self.events[from..]);
        match &self.writer {
            Some(writer) if sequence > writer.last_sequence() => {
                if self.first == 0 {
                    self.first = sequence;
                }
            }
            _ => self.events.truncate(from),
        }
        Ok(())
    }

    fn group_end(&mut self, last_sequence: u64, tag: &Tag) -> Result<(), String> {
        compare_digest(self.state, last_sequence, tag)?;
        if self.first != 0 && self.events.len() >= 1 << 20 {
            self.write(last_sequence).map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    fn lookahead(&self) -> usize {
        Lookahead::DISTANCE
    }

    fn coming(&mut self, record: Option<&[u8]>) {
        self.state.announce(&mut self.lookahead, record);
    }
}

impl<S: Storage> Replay<'_, S> {
    fn write(&mut self, last: u64) -> Result<(), JournalError> {
        if let Some(writer) = &mut self.writer
            && self.first != 0
        {
            let bytes = std::mem::take(&mut self.events);
            append(writer, &EventBatch { first: self.first, last, bytes, released_ns: 0, timed: None })?;
            self.first = 0;
        }
        Ok(())
    }
}

/// Opens a folder: takes its lock, recovers, journals the start, and starts the threads.
pub fn open<S: Storage, C: Clock>(
    storage: S,
    settings: &OpenSettings,
    mut clock: C,
    random: fn() -> [u8; 32],
    wake: &Wake,
) -> Result<(Core<S, C>, Recovery), OpenError> {
    let wake_it = wake.clone();
    let commit = |writer| Committer::spawn(writer, CommitterSettings::default(), Box::new(move || wake_it()));
    let opened = recover(storage.clone(), settings, Prepare::Background, &mut clock, random, commit)?;
    let Opened { state, recovery, committer, group, events, feed } = opened;
    let helpers = Helpers::spawn(storage, events, feed, wake).map_err(OpenError::Thread)?;
    let core = Core::new(settings.core, state, Ports { committer, group, helpers, clock, random });
    Ok((core, recovery))
}

/// A core, and the hands of its helpers.
#[cfg(feature = "stepped")]
pub struct Stepped<S: Storage, C: Clock> {
    pub core: Core<S, C>,
    pub recovery: Recovery,
    pub hands: crate::helpers::Hands<S>,
}

/// As [`open`], with no thread at all: the committer and the helpers work when they are told to. For simulators.
#[cfg(feature = "stepped")]
pub fn open_stepped<S: Storage, C: Clock>(
    storage: S,
    settings: &OpenSettings,
    mut clock: C,
    random: fn() -> [u8; 32],
) -> Result<Stepped<S, C>, OpenError> {
    let commit = |writer| Ok(Committer::stepped(writer));
    let opened = recover(storage.clone(), settings, Prepare::Inline, &mut clock, random, commit)?;
    let Opened { state, recovery, committer, group, events, feed } = opened;
    let (helpers, hands) = Helpers::stepped(storage, events, feed);
    let core = Core::new(settings.core, state, Ports { committer, group, helpers, clock, random });
    Ok(Stepped { core, recovery, hands })
}

/// What a start would find, by the same reading; changes nothing and takes no lock.
pub fn dry_run<S: Storage>(storage: &S) -> Result<(State, Recovery), OpenError> {
    let mut recovery = Recovery::default();
    let reached = tapebook_journal::events::end(storage)?.last_sequence;
    let (state, ..) = rebuild(storage, reached, None, &mut recovery)?;
    Ok((state, recovery))
}

/// What recovery hands to a core.
struct Opened<S: Storage> {
    state: State,
    recovery: Recovery,
    committer: Committer<S>,
    group: GroupBuffer,
    events: EventWriter<S>,
    feed: Feed,
}

/// Is there neither a journal nor a snapshot?
pub(crate) fn is_new<S: Storage>(storage: &S) -> Result<bool, JournalError> {
    let names = storage.list().map_err(|error| JournalError::io(storage.locate(""), "list", error))?;
    Ok(!names.iter().any(|name| name.starts_with("journal-") || name.starts_with("snapshot-")))
}

/// The state that a folder's files give, what market data go on from, and where its journal ends; all that a start can
/// refuse for is refused here.
/// `reached` is the last command whose events are kept; missing ones go to `events`, without which nothing is changed.
fn rebuild<S: Storage>(
    storage: &S,
    reached: u64,
    events: Option<&mut EventWriter<S>>,
    recovery: &mut Recovery,
) -> Result<(State, Feed, Option<Tail>), OpenError> {
    let began = Instant::now();
    let (mut state, mut meta) = load_snapshot(storage, u64::MAX, &mut recovery.snapshots_passed_over)?;
    let reach = meta.as_ref().map_or(0, |meta| meta.sequence);
    // Whoever missed events is owed them: those that the snapshot covers and the event segments lack are made again,
    // from an older one. Without any event segment nothing older is owed.
    if (1..reach).contains(&reached) {
        (state, meta) = load_snapshot(storage, reached, &mut recovery.snapshots_passed_over)?;
    }
    recovery.load_ms = began.elapsed().as_millis() as u64;
    let began = Instant::now();
    recovery.snapshot = meta.as_ref().map_or(0, |meta| meta.sequence);
    let options = scan_from(meta.as_ref());
    let mut feed = history::begin(storage, &state, meta.as_ref(), &mut recovery.snapshots_passed_over);
    let mut replay = Replay {
        state: &mut state,
        feed: &mut feed,
        events: Vec::new(),
        first: 0,
        writer: events,
        commands: 0,
        lookahead: Lookahead::default(),
    };
    let tail = scan(storage, &options, &mut replay)?;
    let last = replay.state.engine.sequence();
    replay.write(last)?;
    if tail.is_some() && last < reach {
        return Err(JournalError::JournalBehind { known: reach, last }.into());
    }
    recovery.commands_replayed = replay.commands;
    recovery.replay_ms = began.elapsed().as_millis() as u64;
    recovery.created = tail.is_none();
    recovery.last_sequence = last;
    if recovery.created && !is_new(storage)? {
        return Err(OpenError::Diverged(
            "snapshots are here, but no journal: restore it from a copy".to_owned(),
        ));
    }
    if let Some(cut) = tail.as_ref().and_then(|tail| tail.cut.as_ref()) {
        recovery.cut =
            Some(format!("{} bytes of {} from offset {}: {}", cut.bytes, cut.file, cut.offset, cut.what));
    }
    if reached > last {
        return Err(OpenError::Diverged(format!(
            "the event segments end at command {reached}, but the journal at {last}: acknowledged commands are missing \
             from this disk. Restore the journal from a copy that has them, or, if it ran under policy memory, remove \
             the event segments and start again"
        )));
    }
    Ok((state, feed, tail))
}

fn recover<S: Storage, C: Clock>(
    storage: S,
    settings: &OpenSettings,
    prepare: Prepare,
    clock: &mut C,
    random: fn() -> [u8; 32],
    commit: impl FnOnce(Writer<S>) -> Result<Committer<S>, JournalError>,
) -> Result<Opened<S>, OpenError> {
    let mut recovery = Recovery::default();
    let journal = Settings {
        segment_bytes: settings.segment_bytes,
        group_bytes: settings.group_bytes,
        policy: if settings.core.policy == Policy::Memory {
            tapebook_journal::Policy::Memory
        } else {
            tapebook_journal::Policy::Disk
        },
        prepare,
    };
    let random_bytes = random();
    let mut lineage = [0; 16];
    lineage.copy_from_slice(&random_bytes[..16]);
    if is_new(&storage)? && settings.operator_key.is_none() {
        return Err(OpenError::NoJournal);
    }
    // Everything below changes the folder, the torn end of the event segments first.
    let lock = storage.lock()?;
    let mut events =
        EventWriter::open(storage.clone(), settings.event_retention_bytes, settings.event_segment_bytes)?;
    let reached = events.last_sequence();
    let (mut state, mut feed, tail) = rebuild(&storage, reached, Some(&mut events), &mut recovery)?;
    let writer = match &tail {
        Some(tail) => Writer::resume(storage.clone(), journal, tail, lock)?,
        None => Writer::create(storage.clone(), journal, lineage, lock)?,
    };
    let mut group = writer.group_buffer();
    let committer = commit(writer)?;
    let mut opening = Vec::new();
    if recovery.created {
        let operator = settings.operator_key.ok_or(OpenError::NoJournal)?;
        let word = |at: usize| u64::from_le_bytes(random_bytes[at..at + 8].try_into().expect("eight bytes"));
        opening.push((
            MessageType::Genesis,
            wire::Genesis::new(&lineage, &[word(16), word(24)], &operator).bytes().to_vec(),
        ));
    }
    recovery.generation = if recovery.created { 1 } else { state.engine.generation() + 1 };
    opening.push((MessageType::Start, wire::Start::new(recovery.generation).bytes().to_vec()));
    let time = clock.realtime_ns().max(state.engine.time());
    let mut batch = EventBatch {
        first: state.engine.sequence() + 1,
        last: 0,
        bytes: Vec::new(),
        released_ns: 0,
        timed: None,
    };
    for (kind, body) in opening {
        let sequence = state.engine.sequence() + 1;
        let length = (Envelope::SIZE + body.len()) as u32;
        let envelope = Envelope::new(length, kind, 1, 0, ENGINE_VERSION, 0, sequence, time, 0, 0, 0, 0);
        group.push(sequence, &[envelope.bytes(), &body]).expect("an empty group takes two commands");
        let context = Context { sequence, time, session: 0, account: 0 };
        state.apply(&context, kind, &body, &mut batch.bytes, |_| ());
        batch.last = sequence;
    }
    committer.commit_inline(&mut group, state.digest.to_tag())?;
    append(&mut events, &batch)?;
    history::follow(&mut feed, &batch.bytes);
    feed.told(state.engine.sequence(), time);
    Ok(Opened { state, recovery, committer, group, events, feed })
}
