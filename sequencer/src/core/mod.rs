//! The live sequencer of one thread: messages in, messages out.

mod ahead;
mod feeds;
mod release;
mod reserve;
mod rights;
mod time;

use crate::clock::Clock;
use crate::helpers::{AnswerJob, EventBatch, EventsMessage, FeedMessage, Found, Helpers, ResumeJob};
use crate::links::{Links, Sent};
use crate::queries;
use crate::routing::{self, Part};
use crate::state::{HEADER, Route, State};
use crate::traffic::SAMPLED;
use ahead::Coming;
use reserve::reduces_risk;
use rights::Members;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::{Duration, Instant};
use tapebook_engine::{Context, ENGINE_VERSION};
use tapebook_feed::Subscriber;
use tapebook_journal::{Committer, GroupBuffer, Storage};
use tapebook_schema as wire;
use tapebook_schema::client_id::is_client_id;
use tapebook_schema::{Envelope, Message, MessageType, Policy, RejectReason, RequestHeader, write_frame};
use tapebook_session::{Logon, Member, Outcome, Rights, Sessions, Settings};

/// Most bytes and readers of one call of [`Output::publish`]: a deep book goes in several.
const MAX_PUBLISHED: (usize, usize) = (65_536, 1024);
/// Most commands that are written and synced on the calling thread.
const MAX_INLINE: u32 = 8;
/// How long an orderly end waits for a full disk.
const FULL_DISK_WAIT: Duration = Duration::from_secs(1);
/// A clock that jumps further than this between two looks is not believed (fault 39).
const MAX_JUMP_NS: u64 = 3600 * 1_000_000_000;

/// How a core works.
#[derive(Clone, Copy, Debug)]
pub struct CoreSettings {
    pub policy: Policy,
    /// Longest message taken, told in the Challenge.
    pub max_message: u32,
    /// Between a lost connection and SessionLost.
    pub grace_ns: u64,
    /// A journal silent for longer than this refuses new requests.
    pub stall_ns: u64,
    /// Few commands are written and synced on the calling thread, without the journal thread's two wake-ups, while
    /// the last sync took at most this long; 0 for never.
    pub inline_sync_ns: u64,
    /// Most bytes of events and replies that may be on their way, held for the disk or in the helpers' hands.
    pub max_backlog: u64,
    pub sessions: Settings,
}

impl Default for CoreSettings {
    fn default() -> Self {
        Self {
            policy: Policy::Disk,
            max_message: 65_536,
            grace_ns: 0,
            stall_ns: 5_000_000_000,
            inline_sync_ns: 0,
            max_backlog: 256 << 20,
            sessions: Settings::default(),
        }
    }
}

/// What a core is given.
pub struct Ports<S: Storage, C: Clock> {
    pub committer: Committer<S>,
    pub group: GroupBuffer,
    pub helpers: Helpers,
    pub clock: C,
    /// 32 bytes that nobody can guess.
    pub random: fn() -> [u8; 32],
}

enum Item {
    /// A numbered report; the frame stands at the offset in the batch's events.
    Report {
        who: Subscriber,
        session: u32,
        number: u64,
        offset: usize,
        part: Part,
    },
    /// Bytes of `replies`.
    Reply {
        who: Subscriber,
        from: usize,
        to: usize,
    },
    Close {
        who: Subscriber,
        reason: RejectReason,
    },
    Resume(Box<ResumeJob>),
}

/// What one run made; leaves when its last command is durable.
#[derive(Default)]
struct Batch {
    first: u64,
    last: u64,
    since_ns: u64,
    /// See [`EventBatch`].
    timed: Option<(u64, u64)>,
    events: Vec<u8>,
    replies: Vec<u8>,
    items: Vec<Item>,
}

impl Batch {
    fn bytes(&self) -> u64 {
        (self.events.len() + self.replies.len()) as u64
    }
}

/// Market data that found no room in the output, and how far it got: it goes in parts of whole frames.
struct Unsent {
    message: tapebook_feed::Message,
    from: usize,
    reader: usize,
}

/// Where a released message goes.
pub trait Output {
    /// Bytes for one connection; 0 if there is no room now. With `close` the connection ends after them.
    fn send(&mut self, connection: u32, bytes: &[u8], close: Option<RejectReason>) -> usize;
    /// The same bytes for many connections; false if there is no room now.
    fn publish(&mut self, to: &[u32], bytes: &[u8]) -> bool;
}

/// Bytes of the whole frames within the first `room` bytes; one at least.
fn whole_frames(bytes: &[u8], room: usize) -> usize {
    let ends = routing::frames(bytes).map(|(offset, _, body)| offset + HEADER + body.len());
    ends.take_while(|&end| end <= room).last().unwrap_or(bytes.len())
}

/// Counters, for metrics.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counters {
    pub messages: u64,
    pub frames: u64,
    pub commands: u64,
    pub repeats: u64,
    pub session_rejects: u64,
    pub event_bytes: u64,
    pub reports: u64,
    pub resumes: u64,
    pub resumes_unavailable: u64,
    pub logons: u64,
    pub logons_refused: u64,
    pub clock_steps: u64,
}

/// See the module.
pub struct Core<S: Storage, C: Clock> {
    settings: CoreSettings,
    state: State,
    sessions: Sessions,
    links: Links,
    keys: HashMap<[u8; 32], u32>,
    committer: Committer<S>,
    /// Always there between calls; taken while it is handed over.
    group: Option<GroupBuffer>,
    helpers: Helpers,
    clock: C,
    random: fn() -> [u8; 32],
    current: Batch,
    held: VecDeque<Batch>,
    spare: Vec<Batch>,
    held_bytes: u64,
    /// Commands of our own that found no room in the group.
    own: VecDeque<(MessageType, Vec<u8>)>,
    guests: release::Guests,
    /// When a lost session's grace ends.
    graces: BTreeMap<u32, (u64, RejectReason)>,
    /// Random ends of phases: instrument and start of the window, and the moment drawn.
    drawn: BTreeMap<(u32, u64), u64>,
    /// After this command nothing that fell due until this time would do anything.
    nothing_due: (u64, u64),
    unsent: Option<Unsent>,
    realtime_ns: u64,
    monotonic_ns: u64,
    draining: bool,
    halted: Option<String>,
    events_failed: Option<String>,
    counters: Counters,
    rejects: Vec<u64>,
}

impl<S: Storage, C: Clock> Core<S, C> {
    /// A core over a state that recovery rebuilt; its Start command is in it already.
    pub fn new(settings: CoreSettings, state: State, ports: Ports<S, C>) -> Self {
        let guests = release::Guests::of(state.engine.sequence());
        let mut core = Self {
            settings,
            state,
            sessions: Sessions::new(settings.sessions),
            links: Links::default(),
            keys: HashMap::new(),
            committer: ports.committer,
            group: Some(ports.group),
            helpers: ports.helpers,
            clock: ports.clock,
            random: ports.random,
            current: Batch::default(),
            held: VecDeque::new(),
            spare: Vec::new(),
            held_bytes: 0,
            own: VecDeque::new(),
            guests,
            graces: BTreeMap::new(),
            drawn: BTreeMap::new(),
            nothing_due: (0, 0),
            unsent: None,
            realtime_ns: 0,
            monotonic_ns: 0,
            draining: false,
            halted: None,
            events_failed: None,
            counters: Counters::default(),
            rejects: vec![0; 128],
        };
        core.realtime_ns = core.clock.realtime_ns();
        core.monotonic_ns = core.clock.monotonic_ns();
        core.learn_keys();
        core
    }

    pub fn state(&self) -> &State {
        &self.state
    }

    pub fn counters(&self) -> &Counters {
        &self.counters
    }

    /// Journaled refusals by reason.
    pub fn rejects(&self) -> &[u64] {
        &self.rejects
    }

    pub fn committer(&self) -> &Committer<S> {
        &self.committer
    }

    pub fn connections(&self) -> usize {
        self.sessions.count()
    }

    /// Bytes of events that wait for the disk, and in the helpers' hands.
    pub fn backlogs(&self) -> [u64; 3] {
        [self.held_bytes, self.helpers.events_backlog.bytes(), self.helpers.feed_backlog.bytes()]
    }

    pub fn events_failure(&self) -> Option<&str> {
        self.events_failed.as_deref()
    }

    /// Why nothing will be acknowledged any more, if so.
    pub fn failure(&self) -> Option<String> {
        self.halted.clone().or_else(|| self.committer.failure())
    }

    fn who(&self, connection: u32) -> Subscriber {
        Subscriber { connection, generation: self.links.generation(connection) }
    }

    // ------------------------------------------------------------ connections

    /// A connection opened: it is challenged.
    pub fn connect(&mut self, connection: u32) {
        self.look_at_clocks();
        let nonce = (self.random)();
        self.links.open(connection);
        self.sessions.open(connection, nonce, self.monotonic_ns);
        let challenge = wire::Challenge::new(
            &nonce,
            self.realtime_ns,
            self.settings.policy,
            1,
            0,
            self.settings.max_message,
        );
        let who = self.who(connection);
        self.links.push(who, |out| write_frame(out, &challenge, 0));
    }

    /// The reader of a connection is slow, or keeps up again.
    pub fn congested(&mut self, connection: u32, is: bool) {
        let who = self.who(connection);
        if self.links.is_open(who) {
            self.helpers.feed(FeedMessage::Congested(who, is));
        }
    }

    // ------------------------------------------------------------ in

    /// Takes messages: for each a connection, a length, and bytes padded to 8.
    pub fn run(&mut self, inbox: &[u8]) {
        self.look_at_clocks();
        self.look_at_findings();
        let mut coming = Coming::new(inbox, self);
        let mut rest = inbox;
        while let Some((connection, message, after)) = first_message(rest) {
            self.message(connection, message, &mut coming);
            rest = after;
        }
        self.finish_run();
    }

    fn message(&mut self, connection: u32, message: &[u8], coming: &mut Coming<'_>) {
        self.counters.messages += 1;
        let who = self.who(connection);
        if !self.links.is_open(who) {
            return;
        }
        if message.is_empty() {
            return self.close(who, RejectReason::MalformedFrame);
        }
        let mut rest = message;
        while !rest.is_empty() {
            coming.step(self);
            let (header, body, after) = match wire::parse_frame(rest) {
                Ok(parts) => parts,
                // What follows cannot be told from this frame any more.
                Err(reason) => return self.close(who, reason),
            };
            self.counters.frames += 1;
            rest = after;
            match wire::verify(header.type_().0, header.version(), body) {
                Ok(kind) if wire::is_client_message(kind) => self.frame(who, kind, body),
                Ok(_) => self.reject(who, header.type_(), body, RejectReason::UnknownMessageType),
                Err(reason) => self.reject(who, header.type_(), body, reason),
            }
            if !self.links.is_open(who) {
                return;
            }
        }
    }

    fn frame(&mut self, who: Subscriber, kind: MessageType, body: &[u8]) {
        let rights = Members { state: &self.state, keys: &self.keys };
        match self.sessions.receive(who.connection, kind, body, self.monotonic_ns, &rights) {
            Outcome::Request { session, account } => self.request(who, session, account, kind, body),
            Outcome::Done => {}
            Outcome::Heartbeat(beat) => {
                let answer = wire::Heartbeat::new(beat.nonce(), self.realtime_ns);
                self.links.push_now(who, |out| write_frame(out, &answer, 0));
            }
            Outcome::Reject(reason) => self.reject(who, kind, body, reason),
            Outcome::Verify(logon) => self.helpers.verify(logon),
            Outcome::Query { .. } if self.backlog() > self.settings.max_backlog => {
                self.reject(who, kind, body, RejectReason::Busy);
            }
            Outcome::Query { account } => {
                let from = self.current.replies.len();
                queries::answer(&mut self.state.engine, kind, body, account, &mut self.current.replies);
                self.reply_from(who, from);
            }
            Outcome::Subscribe(it) => {
                if it.instrument() as usize >= self.state.engine.instruments().len() {
                    self.sessions.unsubscribe(who.connection, &it);
                    return self.reject(who, kind, body, RejectReason::UnknownInstrument);
                }
                self.helpers.feed(FeedMessage::Subscribe(who, it));
            }
            Outcome::Unsubscribe => {
                let it = wire::Unsubscribe::from_bytes(body).expect("verified");
                self.helpers.feed(FeedMessage::Unsubscribe(who, it));
            }
            Outcome::Close(reason) => self.close(who, reason),
        }
    }

    fn reply_from(&mut self, who: Subscriber, from: usize) {
        let to = self.current.replies.len();
        self.current.items.push(Item::Reply { who, from, to });
    }

    /// Ends a connection after telling it why.
    fn close(&mut self, who: Subscriber, reason: RejectReason) {
        if self.sessions.get(who.connection).is_some_and(|it| !it.is_active()) {
            self.counters.logons_refused += u64::from(reason != RejectReason::None);
        }
        self.current.items.push(Item::Close { who, reason });
        // Whatever else it sent is not looked at. Only a goodbye has no reason.
        if reason == RejectReason::None {
            self.log_out(who.connection);
        } else {
            self.lose(who.connection, reason);
        }
    }

    /// A refusal that is not journaled, and so waits for nothing: a stalled journal is told of at once.
    fn reject(&mut self, who: Subscriber, kind: MessageType, body: &[u8], reason: RejectReason) {
        self.counters.session_rejects += 1;
        self.rejects[usize::from(reason.0 & 127)] += 1;
        let legible = if wire::body_size(kind) == 0 { MessageType::None } else { kind };
        let client_id =
            body.first_chunk().filter(|it| wire::is_request(kind) && is_client_id(it)).unwrap_or(&[0; 36]);
        let reject = wire::SessionReject::new(legible, reason, 0, 0, client_id, 0);
        self.links.push_now(who, |out| write_frame(out, &reject, 0));
    }

    fn request(&mut self, who: Subscriber, session: u32, account: u32, kind: MessageType, body: &[u8]) {
        if let Some(reason) = self.cannot_take(kind) {
            return self.reject(who, kind, body, reason);
        }
        if !self.submit(session, account, kind, body) {
            self.reject(who, kind, body, RejectReason::Busy);
        }
    }

    /// Bytes that wait for the disk or are in the helpers' hands.
    fn backlog(&self) -> u64 {
        let helpers = self.helpers.events_backlog.bytes().max(self.helpers.feed_backlog.bytes());
        self.held_bytes + self.current.bytes() + helpers
    }

    /// Why no request of this kind is taken now.
    fn cannot_take(&self, kind: MessageType) -> Option<RejectReason> {
        if self.draining {
            return Some(RejectReason::ShuttingDown);
        }
        if self.halted.is_some() || self.committer.failure().is_some() {
            return Some(RejectReason::JournalStalled);
        }
        if self.backlog() > self.settings.max_backlog || !self.own.is_empty() {
            return Some(RejectReason::Busy);
        }
        // The rest of the segment is a reserve then (fault 23).
        if self.committer.low_space() && !reduces_risk(kind) {
            return Some(RejectReason::JournalStalled);
        }
        let oldest = self.held.front()?;
        let is_waiting = oldest.last > self.committer.durable();
        (is_waiting && self.monotonic_ns.saturating_sub(oldest.since_ns) > self.settings.stall_ns)
            .then_some(RejectReason::JournalStalled)
    }

    // ------------------------------------------------------------ commands

    /// Journals a command and applies it; false if the group has no room, and then nothing happened.
    fn submit(&mut self, session: u32, account: u32, kind: MessageType, body: &[u8]) -> bool {
        let sequence = self.state.engine.sequence() + 1;
        let time = self.realtime_ns.max(self.state.engine.time());
        let (mut origin_session, mut origin_sequence) = (0, 0);
        if wire::is_request(kind) {
            let header = RequestHeader(body[..RequestHeader::SIZE].try_into().expect("verified"));
            (origin_session, origin_sequence) = (header.origin_session(), header.origin_sequence());
        }
        let envelope = Envelope::new(
            (Envelope::SIZE + body.len()) as u32,
            kind,
            1,
            0,
            ENGINE_VERSION,
            session,
            sequence,
            time,
            account,
            0,
            origin_session,
            origin_sequence,
        );
        let parts: [&[u8]; 2] = [envelope.bytes(), body];
        if self.group().push(sequence, &parts).is_err() {
            self.hand_over();
            if self.group().push(sequence, &parts).is_err() {
                return false;
            }
        }
        self.counters.commands += 1;
        let batch = &mut self.current;
        if batch.first == 0 {
            batch.first = sequence;
        }
        batch.last = sequence;
        let context = Context { sequence, time, session, account };
        let began = if sequence.is_multiple_of(SAMPLED) { self.clock.monotonic_ns() } else { 0 };
        let (sessions, links, items) = (&self.sessions, &self.links, &mut batch.items);
        self.state.apply(&context, kind, body, &mut batch.events, |route| {
            let Route { session, number, offset, part } = route;
            if let Some(connection) = sessions.connection_of(session) {
                let who = Subscriber { connection, generation: links.generation(connection) };
                items.push(Item::Report { who, session, number, offset, part });
            }
        });
        if sequence.is_multiple_of(SAMPLED) {
            self.current.timed = Some((sequence, self.clock.monotonic_ns().saturating_sub(began)));
        }
        if matches!(kind, MessageType::RegisterKey | MessageType::Genesis) {
            self.learn_keys();
        }
        if kind == MessageType::RevokeKey {
            self.end_revoked();
        }
        true
    }

    /// A command of the sequencer's own; it is never refused, but may wait for room.
    fn submit_own<M: Message>(&mut self, body: &M) {
        if !self.own.is_empty() || !self.submit(0, 0, M::TYPE, body.bytes()) {
            self.own.push_back((M::TYPE, body.bytes().to_vec()));
        }
    }

    fn submit_waiting(&mut self) {
        while let Some((kind, body)) = self.own.pop_front() {
            if !self.submit(0, 0, kind, &body) {
                self.own.push_front((kind, body));
                return;
            }
        }
    }

    /// Gives the filled group to the journal, if it is free to take it.
    fn hand_over(&mut self) {
        if self.group().is_empty() {
            return;
        }
        // The digest is of all events up to the group's last command, which is the last applied.
        let tag = self.state.digest.to_tag();
        // What fails here is left to the journal thread, or has poisoned the journal, which `failure` tells.
        let is_inline = self.is_inline();
        if let Some(mut group) = self.group.take() {
            if is_inline && self.committer.commit_inline(&mut group, tag).is_ok() {
                self.group = Some(group);
                return;
            }
            let (Ok(group) | Err(group)) = self.committer.try_submit(group, tag);
            self.group = Some(group);
        }
    }

    /// Is what was taken little, and the disk quick, so that waiting for it here costs less than being woken?
    fn is_inline(&self) -> bool {
        let limit = self.settings.inline_sync_ns;
        if limit == 0 || self.group.as_ref().is_none_or(|group| group.record_count() > MAX_INLINE) {
            return false;
        }
        self.settings.policy == Policy::Memory || (1..=limit).contains(&self.committer.last_sync_ns())
    }

    fn group(&mut self) -> &mut GroupBuffer {
        self.group.as_mut().expect("there between calls")
    }

    fn finish_run(&mut self) {
        self.submit_waiting();
        self.hold_current();
        self.hand_over();
    }

    fn hold_current(&mut self) {
        if self.current.items.is_empty() && self.current.first == 0 {
            return;
        }
        let mut batch = std::mem::replace(&mut self.current, self.spare.pop().unwrap_or_default());
        if batch.last == 0 {
            batch.last = self.state.engine.sequence();
        }
        batch.since_ns = self.monotonic_ns;
        self.held_bytes += batch.bytes();
        self.held.push_back(batch);
    }
}

/// The first message of an inbox: its connection, its bytes, and what follows.
fn first_message(inbox: &[u8]) -> Option<(u32, &[u8], &[u8])> {
    let (head, after) = inbox.split_at_checked(8)?;
    let word = |at: usize| u32::from_le_bytes(head[at..at + 4].try_into().expect("four bytes"));
    let (connection, length) = (word(0), word(4) as usize);
    let (message, after) = after.split_at_checked(length)?;
    let padding = length.next_multiple_of(8) - length;
    Some((connection, message, after.get(padding..).unwrap_or(&[])))
}
