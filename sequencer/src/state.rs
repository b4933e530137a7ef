//! What replay rebuilds: the engine, the sessions' stream counts, the event digest. Live, recovery and every tool
//! apply a command by the same function.

use crate::digest::EventDigest;
use crate::routing::{self, Part};
use tapebook_engine::ahead::{Ahead, Lookahead};
use tapebook_engine::snapshot::{SnapshotError, Source};
use tapebook_engine::{Context, ENGINE_VERSION, Engine, Sink};
use tapebook_schema as wire;
use tapebook_schema::{Envelope, Message, MessageType, ReportHeader, write_frame_with};
use tapebook_session::Streams;

/// Bytes before a frame's struct.
pub const HEADER: usize = wire::FrameHeader::SIZE;
/// Version of the snapshot payload.
pub const PAYLOAD_VERSION: u32 = 1;

/// Bytes of a piece of a snapshot.
const PIECE: usize = 128 << 10;

/// Everything that is a function of the journal.
pub struct State {
    pub engine: Engine,
    pub streams: Streams,
    pub digest: EventDigest,
}

/// A report for a session: which of its stream, and where the event stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    pub session: u32,
    /// Number in the session's stream.
    pub number: u64,
    /// Offset of the event's frame in the command's buffer.
    pub offset: usize,
    pub part: Part,
}

/// Writes events as frames, numbered within their command.
struct Recorder<'a> {
    events: &'a mut Vec<u8>,
    report: ReportHeader,
    /// Follows an Applied event.
    command_body: &'a [u8],
}

impl Sink for Recorder<'_> {
    fn event<M: Message>(&mut self, event: &M) {
        let at = self.events.len() + HEADER;
        let entries = if M::TYPE == MessageType::Applied { self.command_body } else { &[] };
        write_frame_with(self.events, event, entries, 0);
        self.events[at..at + ReportHeader::SIZE].copy_from_slice(self.report.bytes());
        self.report.set_index(self.report.index() + 1);
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

impl State {
    pub fn new() -> Self {
        Self { engine: Engine::new(), streams: Streams::default(), digest: EventDigest::default() }
    }

    /// Applies a command: appends its events to `events` and names who hears of each.
    pub fn apply(
        &mut self,
        context: &Context,
        kind: MessageType,
        body: &[u8],
        events: &mut Vec<u8>,
        mut route: impl FnMut(Route),
    ) {
        let from = events.len();
        let report = ReportHeader::new(0, context.sequence, context.time, 0, context.session);
        let mut recorder = Recorder { events, report, command_body: body };
        self.engine.apply(context, kind, body, &mut recorder);
        self.digest.add(&events[from..]);
        let (streams, engine) = (&mut self.streams, &self.engine);
        routing::routes(engine, &events[from..], from, |session, offset, part| {
            route(Route { session, number: streams.next(session), offset, part });
        });
    }

    /// Announces a journaled record that is to be applied soon.
    pub fn announce(&self, lookahead: &mut Lookahead, record: Option<&[u8]>) {
        let ahead = record.and_then(|record| {
            let (head, body) = record.split_first_chunk()?;
            let envelope = Envelope(*head);
            Some(Ahead { message_type: envelope.type_(), body, account: envelope.account() })
        });
        lookahead.announce(&self.engine, ahead);
    }

    /// Applies a journaled record, after checking that this build may.
    pub fn apply_record(
        &mut self,
        sequence: u64,
        record: &[u8],
        events: &mut Vec<u8>,
        route: impl FnMut(Route),
    ) -> Result<(), String> {
        let (envelope, body) = open_record(sequence, record)?;
        if envelope.engine_version() != ENGINE_VERSION {
            return Err(format!(
                "command {sequence} was decided by engine version {}; this build runs {ENGINE_VERSION} only",
                envelope.engine_version()
            ));
        }
        if sequence != self.engine.sequence() + 1 || envelope.time() < self.engine.time() {
            return Err(format!("command {sequence} does not follow {}", self.engine.sequence()));
        }
        let context = Context {
            sequence,
            time: envelope.time(),
            session: envelope.session(),
            account: envelope.account(),
        };
        self.apply(&context, envelope.type_(), body, events, route);
        Ok(())
    }

    /// The state hash: BLAKE3 over the snapshot's bytes.
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        self.write(&mut |bytes| {
            hasher.update(bytes);
        });
        hasher.finalize().to_hex().to_string()
    }

    /// Writes the snapshot's payload, in pieces large enough to be hashed at full speed.
    pub fn write(&self, out: &mut impl FnMut(&[u8])) {
        let mut piece = Vec::with_capacity(PIECE);
        self.write_parts(&mut |part| {
            if piece.len() + part.len() > PIECE {
                out(&piece);
                piece.clear();
            }
            if part.len() > PIECE {
                out(part);
            } else {
                piece.extend_from_slice(part);
            }
        });
        out(&piece);
    }

    fn write_parts(&self, out: &mut impl FnMut(&[u8])) {
        let counts = self.streams.counts();
        out(&(counts.len() as u64).to_le_bytes());
        for count in counts {
            out(&count.to_le_bytes());
        }
        out(&self.digest.to_tag());
        self.engine.write_snapshot(out);
    }

    /// Reads a snapshot's payload; only what this state would write itself is one.
    pub fn read(payload: &[u8]) -> Result<Self, SnapshotError> {
        let mut from = payload;
        let mut word = [0; 8];
        from.take(&mut word)?;
        let count = u64::from_le_bytes(word);
        let mut counts = Vec::new();
        for _ in 0..count {
            from.take(&mut word)?;
            counts.push(u64::from_le_bytes(word));
        }
        let mut tag = [0; 16];
        from.take(&mut tag)?;
        let engine = Engine::read_snapshot(&mut from)?;
        if !from.is_empty() {
            return Err(SnapshotError::Invalid("bytes after the end"));
        }
        let state = Self { engine, streams: Streams::restore(counts), digest: EventDigest::from_tag(tag) };
        if state.is_written_as(payload) {
            Ok(state)
        } else {
            Err(SnapshotError::Invalid("order of its parts"))
        }
    }

    fn is_written_as(&self, payload: &[u8]) -> bool {
        let mut rest = Some(payload);
        self.write(&mut |part| rest = rest.and_then(|it| it.strip_prefix(part)));
        rest.is_some_and(<[u8]>::is_empty)
    }
}

/// A journaled record's envelope and body, checked before any field is used.
pub fn open_record(sequence: u64, record: &[u8]) -> Result<(Envelope, &[u8]), String> {
    let envelope = record
        .get(..Envelope::SIZE)
        .and_then(Envelope::from_bytes)
        .ok_or_else(|| format!("command {sequence} is shorter than an envelope"))?;
    let body = &record[Envelope::SIZE..];
    if envelope.length() as usize != record.len() || envelope.sequence() != sequence {
        return Err(format!("command {sequence} has an envelope of another record"));
    }
    wire::verify(envelope.type_().0, envelope.type_version(), body).map_err(|reason| {
        format!(
            "command {sequence} of type {:#06x} is not one this build reads: {reason:?}",
            envelope.type_().0
        )
    })?;
    Ok((envelope, body))
}
