//! What is fuzzed. Each entry takes any bytes and panics where something that must hold does not.

pub mod seeds;

use std::ops::ControlFlow;
use tapebook_engine::{Context, ENGINE_VERSION};
use tapebook_feed::{Book, instrument_of};
use tapebook_journal::events::{EventReader, EventWriter};
use tapebook_journal::{MemStorage, Storage, parse_segment, snapshot as snapshots};
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType, RejectReason};
use tapebook_sequencer::market::images;
use tapebook_sequencer::{State, routing};
use tapebook_session::{Member, Outcome, Rights, Sessions, Settings, permission};

/// Session 1 trades for account 16, 2 is an operator, 3 a gateway for 17, 4 a drop copy of 16, 5 was revoked.
pub struct FixedRights;

impl Rights for FixedRights {
    fn by_key(&self, key: &[u8; 32]) -> Option<Member> {
        self.member(u32::from(key[0]))
    }

    fn member(&self, session: u32) -> Option<Member> {
        let (account, permissions) = match session {
            1 => (16, permission::TRADE),
            2 => (0, permission::OPERATOR),
            3 => (0, permission::GATEWAY),
            4 => (0, permission::READ_ONLY),
            5 => (18, permission::TRADE),
            _ => return None,
        };
        Some(Member { session, account, permissions, rate_limit: 0, revoked: session == 5 })
    }

    fn acts_for(&self, session: u32, account: u32) -> bool {
        matches!((session, account), (1, 16) | (3, 17) | (4, 16) | (5, 18))
    }
}

/// Bytes of a client: taken apart and judged as the sequencer does it, on a connection of each kind.
pub fn frame(bytes: &[u8]) {
    let mut rest = bytes;
    let mut sessions = Sessions::new(Settings { max_subscriptions: 4, ..Settings::default() });
    for connection in 1..=6 {
        sessions.open(connection, [7; 32], 0);
        if connection <= 4 {
            let mut key = [0; 32];
            key[0] = connection as u8;
            let logon = wire::Logon::new(&key, &[0; 64], 0, 0, 0, 0);
            let outcome = sessions.receive(connection, MessageType::Logon, logon.bytes(), 0, &FixedRights);
            let Outcome::Verify(logon) = outcome else { panic!("a log-on is verified, not {outcome:?}") };
            sessions.verified(&logon, true, 0, &FixedRights).expect("the log-on stands");
        }
    }
    let mut now = 0;
    while !rest.is_empty() {
        let Ok((header, body, after)) = wire::parse_frame(rest) else { return };
        assert_eq!(body.len() + 8 + after.len(), rest.len(), "a frame and what follows it");
        rest = after;
        let kind = match wire::verify(header.type_().0, header.version(), body) {
            Ok(kind) => kind,
            Err(reason) => {
                assert!((1..32).contains(&reason.0), "{reason:?} is decided before the journal");
                continue;
            }
        };
        assert!(body.len() == wire::body_size(kind) || wire::is_variable(kind));
        if !wire::is_client_message(kind) {
            continue;
        }
        for connection in 1..=6 {
            now += 1_000_000;
            let outcome = sessions.receive(connection, kind, body, now, &FixedRights);
            check_outcome(connection, kind, &outcome);
            if let Outcome::Close(_) = outcome {
                sessions.close(connection);
            }
        }
    }
    sessions.tick(now, |_, _| (), |_| ());
}

fn check_outcome(connection: u32, kind: MessageType, outcome: &Outcome) {
    match outcome {
        Outcome::Request { session, account } => {
            assert_eq!(*session, connection, "the sender is who logged on");
            let operates = kind.0 >> 8 == 3;
            assert!(operates == (connection == 2), "{kind:?} by session {session}");
            assert!(operates || FixedRights.acts_for(*session, *account), "for nobody else's account");
            assert!(connection != 4, "a drop copy does not trade");
        }
        Outcome::Query { account } => {
            let may = *account == 0 || connection == 2 || FixedRights.acts_for(connection, *account);
            assert!(may, "session {connection} asked about account {account}");
        }
        Outcome::Verify(logon) => assert_eq!(logon.connection, connection),
        Outcome::Reject(reason) => assert!((1..32).contains(&reason.0)),
        Outcome::Done
        | Outcome::Heartbeat(_)
        | Outcome::Subscribe(_)
        | Outcome::Unsubscribe
        | Outcome::Close(_) => {}
    }
    if connection > 4 {
        let waits = matches!(outcome, Outcome::Verify(_) | Outcome::Close(_) | Outcome::Done);
        assert!(waits, "nothing but a log-on before the log-on: {outcome:?}");
    }
}

/// Bytes of files on disk: a journal segment, an event segment, a snapshot.
pub fn journal(bytes: &[u8]) {
    if let Ok(Some(tail)) = parse_segment(bytes) {
        assert!(tail.offset <= bytes.len() as u64, "it ends within itself");
    }
    let storage = MemStorage::default();
    storage.put("events-00000000000000000001.evt", bytes.to_vec());
    let mut read = 0;
    let whole = EventReader::new(storage.clone()).read_from(1, &mut |first, last, events| {
        read = last;
        let frames: usize = routing::frames(events).map(|(_, _, body)| 8 + body.len()).sum();
        assert!(frames <= events.len() && (first <= last || events.is_empty() || last < first));
        ControlFlow::Continue(())
    });
    if whole.is_ok()
        && let Ok(writer) = EventWriter::open(storage.clone(), 1 << 20, 1 << 16)
    {
        assert_eq!(writer.last_sequence(), read, "what is read is what is gone on after");
    }
    let sequence = bytes.get(32..40).map_or(0, |it| u64::from_le_bytes(it.try_into().expect("eight bytes")));
    let name = snapshots::snapshot_name(sequence);
    storage.put(&name, bytes.to_vec());
    let mut payload = Vec::new();
    if snapshots::read(&storage, &name, &mut |part| payload.extend_from_slice(part)).is_ok() {
        snapshot(&payload);
    }
    let _ = storage.remove(&name);
}

/// A snapshot's payload: refused, or written again byte for byte.
pub fn snapshot(bytes: &[u8]) {
    let Ok(state) = State::read(bytes) else { return };
    let mut written = Vec::with_capacity(bytes.len());
    state.write(&mut |part| written.extend_from_slice(part));
    assert!(written == bytes, "a snapshot that was taken is written again as it was");
}

/// Requests that can be sent at all, by number.
fn kinds() -> Vec<MessageType> {
    let own = [MessageType::Tick, MessageType::SessionStarted, MessageType::SessionLost, MessageType::Start];
    (0x0200..0x0400).map(MessageType).filter(|&kind| wire::is_request(kind)).chain(own).collect()
}

/// Commands against an exchange that has something to trade. A command is a byte that chooses the type, one that
/// chooses the sender, one that moves time, then the body from the client id's second byte on.
pub fn commands(bytes: &[u8]) {
    let kinds = kinds();
    let mut exchange = Exchange::new();
    let mut rest = bytes;
    for _ in 0..200 {
        let Some((head, after)) = rest.split_first_chunk::<4>() else { break };
        let kind = kinds[usize::from(head[0]) % kinds.len()];
        let size = wire::body_size(kind);
        let mut body = vec![0; size];
        let is_request = wire::is_request(kind);
        // A client id of one letter leaves the bytes to what matters.
        let from = if is_request { 44 } else { 0 };
        let given = after.len().min(size - from);
        body[from..from + given].copy_from_slice(&after[..given]);
        rest = &after[given..];
        if is_request {
            body[0] = b'A' + head[3] % 26;
            body[1] = b'A' + head[3] / 26;
        }
        if wire::verify(kind.0, 1, &body).is_err() || is_expensive(kind, &body) {
            continue;
        }
        exchange.command(kind, &body, head[1], u64::from(head[2]));
    }
    exchange.finish();
}

/// Opens no million of accounts, which would only cost time.
fn is_expensive(kind: MessageType, body: &[u8]) -> bool {
    kind == MessageType::OpenAccounts
        && wire::OpenAccounts::from_bytes(body).is_some_and(|it| it.count() > 100)
}

/// An exchange, another that follows by its journal records, and the books as its events tell them.
struct Exchange {
    state: State,
    follower: State,
    books: Vec<Book>,
    numbers: Vec<u64>,
}

impl Exchange {
    fn new() -> Self {
        let mut exchange =
            Self { state: State::new(), follower: State::new(), books: Vec::new(), numbers: Vec::new() };
        for (kind, session, body) in seeds::opening() {
            exchange.apply(kind, session, 0, &body, 1);
        }
        exchange
    }

    fn command(&mut self, kind: MessageType, body: &[u8], sender: u8, time: u64) {
        let account = match sender % 5 {
            4 => u32::from(sender),
            seat => 16 + u32::from(seat),
        };
        let (session, account) = match kind.0 >> 8 {
            0 => (0, 0),
            2 => (2 + u32::from(sender % 4), account),
            // Now and then by one who may not.
            _ => (if sender >= 250 { 2 } else { 1 }, 0),
        };
        self.apply(kind, session, account, body, time);
    }

    fn apply(&mut self, kind: MessageType, session: u32, account: u32, body: &[u8], time: u64) {
        let engine = &self.state.engine;
        let context =
            Context { sequence: engine.sequence() + 1, time: engine.time() + time, session, account };
        let mut events = Vec::new();
        let (numbers, mut told) = (&mut self.numbers, Vec::new());
        self.state.apply(&context, kind, body, &mut events, |route| {
            let at = route.session as usize;
            numbers.resize(numbers.len().max(at + 1), 0);
            numbers[at] += 1;
            assert_eq!(route.number, numbers[at], "numbered without gaps");
            told.push(route);
        });
        for route in told {
            let length = usize::from(u16::from_le_bytes([events[route.offset], events[route.offset + 1]]));
            let mut report = Vec::new();
            let event = &events[route.offset..route.offset + length];
            routing::write_report(&mut report, event, route.session, route.number, route.part, 0);
            let (header, body, rest) = wire::parse_frame(&report).expect("a report is a frame");
            assert!(rest.is_empty());
            assert!(wire::verify(header.type_().0, header.version(), body).is_ok(), "{:?}", header.type_());
        }
        let mut answers = 0;
        for (_, header, body) in routing::frames(&events) {
            let kind = header.type_();
            assert_eq!(wire::verify(kind.0, header.version(), body), Ok(kind), "an event is well formed");
            answers +=
                usize::from(matches!(kind, MessageType::RequestRejected | MessageType::RequestRepeated));
            if let Some(instrument) = instrument_of(kind, body) {
                let at = instrument as usize;
                self.books.resize_with(self.books.len().max(at + 1), Book::default);
                self.books[at].apply(kind, body, |_| ());
            }
        }
        assert!(answers <= 1, "a request has one answer");
        let body_size = (wire::Envelope::SIZE + body.len()) as u32;
        let envelope = wire::Envelope::new(
            body_size,
            kind,
            1,
            0,
            ENGINE_VERSION,
            session,
            context.sequence,
            context.time,
            account,
            0,
            0,
            0,
        );
        let record = [envelope.bytes(), body].concat();
        let mut again = Vec::new();
        self.follower.apply_record(context.sequence, &record, &mut again, |_| ()).expect("it was just taken");
        assert!(again == events, "the same events");
        self.state.engine.check_invariants().unwrap_or_else(|broken| panic!("after {kind:?}: {broken}"));
    }

    fn finish(self) {
        for (image, book) in images(&self.state).iter().zip(&self.books) {
            let engines = Book::from_image(image);
            for is_sell in [false, true] {
                assert!(book.orders(is_sell).eq(engines.orders(is_sell)), "the book as its events tell it");
            }
        }
        assert_eq!(self.follower.hash(), self.state.hash());
        let mut bytes = Vec::new();
        self.state.write(&mut |part| bytes.extend_from_slice(part));
        let read = State::read(&bytes).expect("its own snapshot");
        let mut again = Vec::new();
        read.write(&mut |part| again.extend_from_slice(part));
        assert!(bytes == again, "snapshot, restore, snapshot");
    }
}

/// Keeps the reasons that are decided before the journal in one place.
const _: () = assert!(RejectReason::SubscriptionLimit.0 < 32 && RejectReason::DuplicateId.0 == 32);
