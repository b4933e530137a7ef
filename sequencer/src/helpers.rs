//! The threads beside the hot one: events to disk and back for those who missed some, market data, signatures.

mod feed;

use crate::itch::ItchFeed;
use crate::moves::Moves;
use crate::outlet::Outlet;
use crate::routing::{self, Part};
use crate::state::HEADER;
use crate::traffic::Traffic;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tapebook_feed::{Feed, FeedCounts, Message, Subscriber};
use tapebook_journal::events::{EventReader, EventWriter};
use tapebook_journal::{JournalError, Storage};
use tapebook_schema as wire;
use tapebook_schema::{Message as _, MessageType, ReportHeader, Subscribe, Unsubscribe};
use tapebook_session::Logon;

pub use feed::FeedHand;

/// Called when there is something to release; coalesced by the receiver.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Events of released commands.
pub struct EventBatch {
    pub first: u64,
    pub last: u64,
    pub bytes: Vec<u8>,
    /// When they were released, by the clock that stamps commands.
    pub released_ns: u64,
    /// A command that was timed while it was applied, and what it took in nanoseconds.
    pub timed: Option<(u64, u64)>,
}

/// Reports to read back for a session.
#[derive(Clone, Debug)]
pub struct ResumeJob {
    pub who: Subscriber,
    pub session: u32,
    /// Accounts it hears of, each with the first command it hears of.
    pub bound: Vec<(u32, u64)>,
    /// The last report and command the client holds.
    pub last_session_sequence: u64,
    pub last_sequence: u64,
    /// Number of the last report, and last command, that are read back; later ones are live.
    pub until_session_sequence: u64,
    pub until_sequence: u64,
}

/// First answer of a repeated request.
#[derive(Clone, Debug)]
pub struct AnswerJob {
    pub who: Subscriber,
    pub session: u32,
    pub account: u32,
    pub sequence: u64,
}

pub enum EventsMessage {
    Batch(Arc<EventBatch>),
    Resume(Box<ResumeJob>),
    Answer(AnswerJob),
    Stop,
}

pub enum FeedMessage {
    Batch(Arc<EventBatch>),
    Subscribe(Subscriber, Subscribe),
    Unsubscribe(Subscriber, Unsubscribe),
    Leave(Subscriber),
    Congested(Subscriber, bool),
    /// From now on connections with odd numbers are served through this.
    Outlet(Outlet),
    Stop,
}

/// What the helpers found.
pub enum Found {
    Verified(Box<Logon>, bool),
    /// Frames, and how many; `None` if they are not kept any more.
    Resumed(Box<ResumeJob>, Option<(Vec<u8>, u64)>),
    Answered(AnswerJob, Vec<u8>),
    Feed(Message),
    /// Events could not be written; the exchange goes on without them.
    EventsFailed(String),
}

/// Bytes of batches on their way through the helpers: the hot thread takes nothing new while they are too many.
#[derive(Default)]
pub struct Backlog(AtomicU64);

impl Backlog {
    fn add(&self, bytes: usize) {
        self.0.fetch_add(bytes as u64, Ordering::Relaxed);
    }
    fn done(&self, bytes: usize) {
        self.0.fetch_sub(bytes as u64, Ordering::Relaxed);
    }
    pub fn bytes(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Ends of the channels that the hot thread holds.
pub struct Helpers {
    events: Sender<EventsMessage>,
    feed: Sender<FeedMessage>,
    logons: Sender<Option<Box<Logon>>>,
    pub found: Receiver<Found>,
    pub events_backlog: Arc<Backlog>,
    pub feed_backlog: Arc<Backlog>,
    pub feed_counts: Arc<Mutex<FeedCounts>>,
    pub moves: Arc<Mutex<Moves>>,
    pub traffic: Arc<Mutex<Traffic>>,
    threads: Vec<JoinHandle<()>>,
    /// Batches given out lately, oldest first: their memory is used again once no helper reads it.
    lent: VecDeque<Arc<EventBatch>>,
    /// The stock venue's feed, where one is asked for.
    pub itch: Option<ItchFeed>,
}

/// Most batches whose memory is waited for, and most bytes of one that is kept.
const MAX_LENT: (usize, usize) = (8, 8 << 20);

/// Most bytes of one answer to a resume; who missed more starts from queries.
const MAX_RESUME: usize = 64 << 20;

impl Helpers {
    /// Starts the threads. `feed` was told of all events so far.
    pub fn spawn<S: Storage>(
        storage: S,
        writer: EventWriter<S>,
        feed: Feed,
        wake: &Wake,
    ) -> std::io::Result<Self> {
        let (mut helpers, hands) = Self::stepped(storage, writer, feed);
        let Hands { mut events, mut feed, logons } = hands;
        let mut start = |name: &str, run: Box<dyn FnOnce() + Send>| {
            helpers.threads.push(std::thread::Builder::new().name(name.to_owned()).spawn(run)?);
            std::io::Result::Ok(())
        };
        let wake_it = wake.clone();
        start("events", Box::new(move || while events.wait(&wake_it) {}))?;
        let wake_it = wake.clone();
        start(
            "feed",
            Box::new(move || {
                let began = Instant::now();
                while feed.wait(|| began.elapsed().as_millis() as u64, &wake_it) {}
            }),
        )?;
        let wake_it = wake.clone();
        start("logons", Box::new(move || while logons.wait(&wake_it) {}))?;
        Ok(helpers)
    }

    /// The same without threads: the work waits until the hands are told to do it. For simulators.
    pub fn stepped<S: Storage>(storage: S, writer: EventWriter<S>, feed: Feed) -> (Self, Hands<S>) {
        let (found_in, found) = channel();
        let (events, events_out) = channel();
        let (to_feed, feed_out) = channel();
        let (logons, logons_out) = channel();
        let (events_backlog, feed_backlog) = (Arc::new(Backlog::default()), Arc::new(Backlog::default()));
        let feed_counts = Arc::new(Mutex::new(FeedCounts::default()));
        let moves = Arc::new(Mutex::new(Moves::default()));
        let traffic = Arc::new(Mutex::new(Traffic::default()));
        let hands = Hands {
            events: EventHand {
                reader: EventReader::new(storage),
                writer,
                has_failed: false,
                from: events_out,
                tell: found_in.clone(),
                backlog: events_backlog.clone(),
            },
            feed: FeedHand {
                feed,
                from: feed_out,
                tell: found_in.clone(),
                backlog: feed_backlog.clone(),
                outlet: None,
                counts: feed_counts.clone(),
                moves: moves.clone(),
                traffic: traffic.clone(),
            },
            logons: LogonHand { from: logons_out, tell: found_in },
        };
        (
            Self {
                events,
                feed: to_feed,
                logons,
                found,
                events_backlog,
                feed_backlog,
                feed_counts,
                moves,
                traffic,
                threads: Vec::new(),
                lent: VecDeque::new(),
                itch: None,
            },
            hands,
        )
    }

    /// Gives a batch to the helpers; returns an empty buffer for the next one's events, which has been one before:
    /// fresh memory is a page fault for every 4 KiB.
    pub fn batch(&mut self, batch: EventBatch) -> Vec<u8> {
        let batch = Arc::new(batch);
        self.events_backlog.add(batch.bytes.len());
        self.feed_backlog.add(batch.bytes.len());
        // A helper that is gone has panicked; the hot thread sees that by its silence in the metrics.
        let _ = self.events.send(EventsMessage::Batch(batch.clone()));
        let _ = self.feed.send(FeedMessage::Batch(batch.clone()));
        if let Some(itch) = &self.itch {
            itch.batch(&batch);
        }
        let free = match self.lent.front_mut() {
            Some(oldest) => Arc::get_mut(oldest).map(|it| std::mem::take(&mut it.bytes)),
            None => None,
        };
        if free.is_some() || self.lent.len() == MAX_LENT.0 {
            self.lent.pop_front();
        }
        self.lent.push_back(batch);
        let mut free = free.filter(|it| it.capacity() <= MAX_LENT.1).unwrap_or_default();
        free.clear();
        free
    }

    pub fn events(&self, message: EventsMessage) {
        let _ = self.events.send(message);
    }

    pub fn feed(&self, message: FeedMessage) {
        let _ = self.feed.send(message);
    }

    pub fn verify(&self, logon: Box<Logon>) {
        let _ = self.logons.send(Some(logon));
    }

    /// Ends the threads once they have done what they were given.
    pub fn stop(self) {
        let _ = self.events.send(EventsMessage::Stop);
        let _ = self.feed.send(FeedMessage::Stop);
        if let Some(itch) = self.itch {
            itch.stop();
        }
        let _ = self.logons.send(None);
        for thread in self.threads {
            let _ = thread.join();
        }
    }
}

/// What the helper threads are, each told to do one piece of work at a time.
pub struct Hands<S: Storage> {
    pub events: EventHand<S>,
    pub feed: FeedHand,
    pub logons: LogonHand,
}

/// Verifies signatures.
pub struct LogonHand {
    from: Receiver<Option<Box<Logon>>>,
    tell: Sender<Found>,
}

impl LogonHand {
    /// Waits for a log-on and verifies it; false at the end.
    fn wait(&self, wake: &Wake) -> bool {
        let Ok(Some(logon)) = self.from.recv() else { return false };
        self.verify(logon);
        wake();
        true
    }

    /// Verifies the next log-on, if one waits.
    pub fn step(&self) -> bool {
        let Ok(Some(logon)) = self.from.try_recv() else { return false };
        self.verify(logon);
        true
    }

    fn verify(&self, logon: Box<Logon>) {
        let is_good = ed25519_dalek::VerifyingKey::from_bytes(&logon.key).is_ok_and(|key| {
            let signature = ed25519_dalek::Signature::from_bytes(&logon.signature);
            key.verify_strict(&logon.message, &signature).is_ok()
        });
        let _ = self.tell.send(Found::Verified(logon, is_good));
    }
}

/// Writes events to their segments, and reads them back for who missed some.
pub struct EventHand<S: Storage> {
    reader: EventReader<S>,
    writer: EventWriter<S>,
    has_failed: bool,
    from: Receiver<EventsMessage>,
    tell: Sender<Found>,
    backlog: Arc<Backlog>,
}

impl<S: Storage> EventHand<S> {
    /// Waits for a message; false at the end.
    fn wait(&mut self, wake: &Wake) -> bool {
        let Ok(message) = self.from.recv() else { return false };
        if matches!(message, EventsMessage::Stop) {
            return false;
        }
        if self.take(message) {
            wake();
        }
        true
    }

    /// Takes the next message, if one waits, and says which batch it was.
    pub fn step(&mut self) -> Option<Option<Arc<EventBatch>>> {
        let message = self.from.try_recv().ok()?;
        let batch = match &message {
            EventsMessage::Batch(batch) => Some(batch.clone()),
            _ => None,
        };
        self.take(message);
        Some(batch)
    }

    /// True if there is something to tell.
    fn take(&mut self, message: EventsMessage) -> bool {
        match message {
            EventsMessage::Batch(batch) => {
                let appended = if self.has_failed { Ok(()) } else { append(&mut self.writer, &batch) };
                self.backlog.done(batch.bytes.len());
                let Err(error) = appended else { return false };
                self.has_failed = true;
                let _ = self.tell.send(Found::EventsFailed(error.to_string()));
            }
            EventsMessage::Resume(job) => {
                let frames = resume(&mut self.reader, &job).ok().flatten();
                let _ = self.tell.send(Found::Resumed(job, frames));
            }
            EventsMessage::Answer(job) => {
                let frames = first_answer(&mut self.reader, &job).unwrap_or_default();
                let _ = self.tell.send(Found::Answered(job, frames));
            }
            EventsMessage::Stop => return false,
        }
        true
    }
}

/// Appends a batch; one larger than a block goes in several, cut between commands.
pub fn append<S: Storage>(writer: &mut EventWriter<S>, batch: &EventBatch) -> Result<(), JournalError> {
    const BLOCK: usize = 4 << 20;
    if batch.bytes.len() <= BLOCK {
        return writer.append(batch.first, batch.last, &batch.bytes);
    }
    let (mut from, mut first, mut last) = (0, batch.first, batch.first);
    for (offset, _, body) in routing::frames(&batch.bytes) {
        let report = ReportHeader(body[..ReportHeader::SIZE].try_into().expect("events begin with it"));
        if offset - from >= BLOCK && report.sequence() > last {
            writer.append(first, last, &batch.bytes[from..offset])?;
            (from, first) = (offset, last + 1);
        }
        last = report.sequence();
    }
    writer.append(first, batch.last, &batch.bytes[from..])
}

/// That a session hears of an account, from a command on until before another.
#[derive(Clone, Copy)]
struct Hearing {
    account: u32,
    from: u64,
    until: u64,
}

/// Which parts of this event does a session hear of?
fn heard<'a>(
    kind: MessageType,
    body: &[u8],
    report: &ReportHeader,
    session: u32,
    hearings: &'a [Hearing],
) -> impl Iterator<Item = Part> + use<'a> {
    let about = routing::about(kind, body);
    let sequence = report.sequence();
    let hears = move |account: u32| {
        hearings.iter().any(|it| it.account == account && (it.from..it.until).contains(&sequence))
    };
    let by_account: Vec<Part> = about
        .accounts
        .into_iter()
        .flatten()
        .filter(|&(account, _)| hears(account))
        .map(|(_, part)| part)
        .collect();
    let as_sender =
        (by_account.is_empty() && about.by_sender && report.session() == session).then_some(Part::Whole);
    by_account.into_iter().chain(as_sender)
}

/// The binding that an event made or ended: session, account, whether it made it.
fn binding(kind: MessageType, body: &[u8]) -> Option<(u32, u32, bool)> {
    let (applied, command) = body.split_first_chunk().filter(|_| kind == MessageType::Applied)?;
    let applied = wire::Applied(*applied);
    match applied.type_() {
        MessageType::RegisterKey => Some((applied.id() as u32, applied.account(), true)),
        MessageType::BindAccount => {
            wire::BindAccount::from_bytes(command).map(|it| (it.session(), it.target(), it.bound() == 1))
        }
        _ => None,
    }
}

/// What a session missed.
#[derive(Default)]
struct Missed {
    /// Its reports, in order, not numbered yet.
    reports: Vec<Vec<u8>>,
    /// Bindings of its that ended meanwhile.
    ended: Vec<Hearing>,
}

/// Reads a session's reports from the last command it holds a report of; `None` if they are not all kept.
fn missed<S: Storage>(
    reader: &mut EventReader<S>,
    job: &ResumeJob,
    hearings: &[Hearing],
) -> Result<Option<Missed>, JournalError> {
    let first = job.last_sequence.max(1);
    let mut missed = Missed::default();
    let mut since: Vec<(u32, u64)> = Vec::new();
    let (mut next, mut total) = (0, 0);
    reader.read_from(first, &mut |block_first, block_last, bytes| {
        let follows = if next == 0 { block_first <= first } else { block_first == next };
        if !follows || total > MAX_RESUME {
            // Events are never synced: a power cut may have taken some, and then it is not for us to tell which.
            next = 0;
            return ControlFlow::Break(());
        }
        next = block_last + 1;
        for (offset, header, body) in routing::frames(bytes) {
            let report = ReportHeader(body[..ReportHeader::SIZE].try_into().expect("checked by its block"));
            if report.sequence() < job.last_sequence {
                continue;
            }
            if report.sequence() > job.until_sequence {
                return ControlFlow::Break(());
            }
            if let Some((_, account, made)) = binding(header.type_(), body).filter(|it| it.0 == job.session) {
                if made {
                    since.push((account, report.sequence()));
                } else {
                    let from = since.iter().rfind(|it| it.0 == account).map_or(0, |it| it.1);
                    missed.ended.push(Hearing { account, from, until: report.sequence() });
                }
            }
            let end = offset + HEADER + body.len();
            for part in heard(header.type_(), body, &report, job.session, hearings) {
                let mut frame = Vec::new();
                routing::write_report(&mut frame, &bytes[offset..end], job.session, 0, part, 1);
                total += frame.len();
                missed.reports.push(frame);
            }
        }
        if next > job.until_sequence { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    Ok((next > job.until_sequence && total <= MAX_RESUME).then_some(missed))
}

/// Reads back what a session missed: frames and their number, or `None` if they are not all kept.
fn resume<S: Storage>(
    reader: &mut EventReader<S>,
    job: &ResumeJob,
) -> Result<Option<(Vec<u8>, u64)>, JournalError> {
    let Some(count) = job.until_session_sequence.checked_sub(job.last_session_sequence) else {
        return Ok(None);
    };
    if count == 0 {
        return Ok(Some((Vec::new(), 0)));
    }
    let mut hearings: Vec<Hearing> =
        job.bound.iter().map(|&(account, from)| Hearing { account, from, until: u64::MAX }).collect();
    let Some(mut found) = missed(reader, job, &hearings)? else { return Ok(None) };
    if !found.ended.is_empty() {
        // It heard of other accounts too: read again, knowing which.
        hearings.append(&mut found.ended);
        let Some(again) = missed(reader, job, &hearings)? else { return Ok(None) };
        found = again;
    }
    // Reports are found in order but numbered from the end, which is known.
    let Some(known) = found.reports.len().checked_sub(count as usize) else { return Ok(None) };
    let mut frames = Vec::new();
    for (at, mut frame) in found.reports.into_iter().skip(known).enumerate() {
        let number = job.last_session_sequence + 1 + at as u64;
        frame[HEADER..HEADER + 8].copy_from_slice(&number.to_le_bytes());
        frames.extend_from_slice(&frame);
    }
    Ok(Some((frames, count)))
}

/// The reports that a command caused for an account, marked as sent before and not numbered again.
fn first_answer<S: Storage>(reader: &mut EventReader<S>, job: &AnswerJob) -> Result<Vec<u8>, JournalError> {
    let mut frames = Vec::new();
    let hearings = [Hearing { account: job.account, from: 0, until: u64::MAX }];
    reader.read_from(job.sequence, &mut |_, _, bytes| {
        for (offset, header, body) in routing::frames(bytes) {
            let report = ReportHeader(body[..ReportHeader::SIZE].try_into().expect("checked by its block"));
            if report.sequence() < job.sequence {
                continue;
            }
            if report.sequence() > job.sequence {
                return ControlFlow::Break(());
            }
            let end = offset + HEADER + body.len();
            for part in heard(header.type_(), body, &report, job.session, &hearings) {
                routing::write_report(&mut frames, &bytes[offset..end], job.session, 0, part, 1);
            }
        }
        ControlFlow::Continue(())
    })?;
    Ok(frames)
}
