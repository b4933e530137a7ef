//! A client that never gives up: it keeps every request until it is answered, reconnects, resumes, sends again, and
//! checks that what it is told has no gap.

use crate::judge::Judge;
use crate::violation::{Verdict, broken, holds, name};
use ed25519_dalek::{Signer, SigningKey};
use tapebook_engine::lists::LISTED;
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType, RejectReason, ReportHeader, write_frame};

/// Send what was missed (Logon.options).
pub const RESUME: u32 = 2;

/// Requests that a client has open at most, and sends again at once.
const MOST_WAITING: usize = 256;
const MOST_AGAIN: usize = 20;

/// A request that has no answer yet.
#[derive(Clone)]
struct Waiting {
    id: [u8; 36],
    /// What most others differ in, compared first.
    short: u64,
    kind: MessageType,
    frame: Vec<u8>,
}

pub struct Client {
    key: SigningKey,
    pub session: u32,
    /// 0 while not connected.
    pub connection: u32,
    pub is_live: bool,
    options: u32,
    /// Number of the last report held, and highest command heard of.
    pub last: (u64, u64),
    /// Reports were missed for good: the next may have any number.
    has_hole: bool,
    waiting: Vec<Waiting>,
    /// Messages on their way to the exchange.
    pub outbox: Vec<Vec<u8>>,
    /// Requests answered.
    pub answered: u64,
}

/// The words of an id, folded to one.
fn shorten(id: &[u8; 36]) -> u64 {
    let (words, rest) = id.as_chunks::<8>();
    let rest = rest.iter().fold(0, |word, &byte| word << 8 | u64::from(byte));
    words.iter().fold(rest, |word, it| word.rotate_left(7) ^ u64::from_le_bytes(*it))
}

fn header_of(body: &[u8]) -> ReportHeader {
    ReportHeader(body[..ReportHeader::SIZE].try_into().expect("events begin with it"))
}

fn read<M: Message>(body: &[u8]) -> M {
    M::from_bytes(body).expect("its length was checked")
}

impl Client {
    pub fn new(session: u32) -> Self {
        Self {
            key: key(session),
            session,
            connection: 0,
            is_live: false,
            options: 0,
            last: (0, 0),
            has_hole: false,
            waiting: Vec::new(),
            outbox: Vec::new(),
            answered: 0,
        }
    }

    pub fn connect(&mut self, connection: u32, options: u32) {
        self.connection = connection;
        self.is_live = false;
        self.options = options;
        self.outbox.clear();
    }

    /// The connection is gone, and what was on its way with it.
    pub fn disconnect(&mut self) {
        self.connection = 0;
        self.is_live = false;
        self.outbox.clear();
    }

    pub fn unanswered(&self) -> usize {
        self.waiting.len()
    }

    /// How it stands, in words.
    pub fn state(&self) -> String {
        let first = self
            .waiting
            .first()
            .map_or_else(String::new, |it| format!("{:?} {}", it.kind, wire::client_id::to_text(&it.id)));
        let place = if self.is_live { "logged on" } else { "not logged on" };
        format!("session {}, {place}, {} unanswered: {first}", self.session, self.waiting.len())
    }

    /// Sends a request, and keeps it until it is answered; not while too many wait.
    pub fn request(&mut self, kind: MessageType, body: &[u8]) {
        if self.waiting.len() >= MOST_WAITING {
            return;
        }
        let mut frame = Vec::with_capacity(body.len() + 8);
        let length = (body.len() + 8) as u16;
        frame.extend_from_slice(wire::FrameHeader::new(length, kind, 1, 0, 0).bytes());
        frame.extend_from_slice(body);
        let id = *body.first_chunk().expect("requests begin with their id");
        let short = shorten(&id);
        let is_new = !self.waiting.iter().any(|it| it.short == short && it.id == id && it.frame == frame);
        if is_new {
            self.waiting.push(Waiting { id, short, kind, frame: frame.clone() });
        }
        if self.is_live {
            self.outbox.push(frame);
        }
    }

    /// Sends again what waits for an answer, the oldest first.
    pub fn retry(&mut self) {
        if self.is_live {
            self.outbox.extend(self.waiting.iter().take(MOST_AGAIN).map(|it| it.frame.clone()));
        }
    }

    pub fn heartbeat(&mut self) {
        if self.is_live {
            let mut frame = Vec::new();
            write_frame(&mut frame, &wire::Heartbeat::new(1, 0), 0);
            self.outbox.push(frame);
        }
    }

    /// A message of the exchange.
    pub fn receive(&mut self, mut bytes: &[u8], judge: &mut Judge) -> Verdict {
        while !bytes.is_empty() {
            let Ok((header, body, rest)) = wire::parse_frame(bytes) else {
                return broken(name::NO_GAPS, "a client was sent bytes that are no frame");
            };
            bytes = rest;
            let Ok(kind) = wire::verify(header.type_().0, header.version(), body) else {
                return broken(name::NO_GAPS, format!("a client was sent a broken {:?}", header.type_()));
            };
            if kind.0 >> 8 == 4 {
                self.report(kind, header.flags() & 1 != 0, body, judge)?;
            } else {
                self.other(kind, body)?;
            }
        }
        Ok(())
    }

    fn other(&mut self, kind: MessageType, body: &[u8]) -> Verdict {
        match kind {
            MessageType::Challenge => {
                let challenge: wire::Challenge = read(body);
                let logon = self.logon(challenge.nonce_bytes());
                let mut frame = Vec::new();
                write_frame(&mut frame, &logon, 0);
                self.outbox.push(frame);
            }
            MessageType::LogonAccepted => {
                let it: wire::LogonAccepted = read(body);
                self.is_live = true;
                holds(it.session_sequence() >= self.last.0, name::ACKED_DURABLE, || {
                    format!(
                        "session {} holds report {}, the exchange made {}",
                        self.session,
                        self.last.0,
                        it.session_sequence()
                    )
                })?;
                holds(it.sequence() >= self.last.1, name::ACKED_DURABLE, || {
                    format!("a log-on is told of command {} after {}", it.sequence(), self.last.1)
                })?;
                if self.options & RESUME == 0 {
                    self.last.0 = it.session_sequence();
                    self.retry();
                }
            }
            MessageType::ResumeComplete => self.retry(),
            MessageType::SessionReject => self.refused(&read(body)),
            MessageType::Logout => self.disconnect(),
            _ => {}
        }
        Ok(())
    }

    fn refused(&mut self, it: &wire::SessionReject) {
        use RejectReason as R;
        match it.reason() {
            R::ResumeUnavailable => self.has_hole = true,
            // It may be sent again.
            R::Busy | R::JournalStalled | R::Throttled | R::ShuttingDown => {}
            _ => self.answer(it.client_id_bytes(), it.type_()),
        }
    }

    /// A log-on that answers this challenge.
    pub fn logon(&self, nonce: &[u8; 32]) -> wire::Logon {
        let public = self.key.verifying_key().to_bytes();
        // Told also by one that does not resume: it may know of what the exchange has lost.
        let last = self.last;
        let unsigned = wire::Logon::new(&public, &[0; 64], self.options, 60_000, last.0, last.1);
        let mut message = b"tapebook logon 1".to_vec();
        message.extend_from_slice(nonce);
        message.extend_from_slice(&unsigned.bytes()[96..]);
        let signature = self.key.sign(&message).to_bytes();
        wire::Logon::new(&public, &signature, self.options, 60_000, last.0, last.1)
    }

    fn report(&mut self, kind: MessageType, is_again: bool, body: &[u8], judge: &mut Judge) -> Verdict {
        let report = header_of(body);
        let number = report.session_sequence();
        if number != 0 {
            let follows = number == self.last.0 + 1;
            holds(follows || self.has_hole, name::NO_GAPS, || {
                format!("session {} got report {number} after {}", self.session, self.last.0)
            })?;
            holds(report.sequence() >= self.last.1 || is_again, name::NO_GAPS, || {
                format!(
                    "session {} heard of command {} after {}",
                    self.session,
                    report.sequence(),
                    self.last.1
                )
            })?;
            self.has_hole = false;
            self.last = (number, self.last.1.max(report.sequence()));
            judge.acked = judge.acked.max(report.sequence());
        }
        if report.session() == self.session
            && let Some((id, of)) = answered_by(kind, body)
        {
            let first = match kind {
                MessageType::RequestRepeated => read::<wire::RequestRepeated>(body).first_sequence(),
                _ => report.sequence(),
            };
            judge.acknowledged(first, &id)?;
            self.answer(&id, of);
        }
        Ok(())
    }

    fn answer(&mut self, id: &[u8; 36], kind: MessageType) {
        let short = shorten(id);
        let is_it = |it: &Waiting| it.short == short && it.id == *id;
        let fits = |it: &Waiting| is_it(it) && (kind == MessageType::None || it.kind == kind);
        if let Some(at) = self.waiting.iter().position(fits) {
            self.waiting.remove(at);
            self.answered += 1;
        }
    }
}

/// The request that an event answers, if it is the answer to one: its id, and its type where that is known.
fn answered_by(kind: MessageType, body: &[u8]) -> Option<([u8; 36], MessageType)> {
    let (id, of) = match kind {
        MessageType::OrderAccepted => {
            let it: wire::OrderAccepted = read(body);
            // The legs of a list are told by their own ids; their list answers the request.
            (it.flags() & LISTED == 0).then(|| (*it.request().client_id_bytes(), MessageType::NewOrder))?
        }
        MessageType::ListStatus => {
            let it: wire::ListStatus = read(body);
            (it.state() == wire::ListState::Executing)
                .then(|| (*it.request().client_id_bytes(), MessageType::NewOrderList))?
        }
        // Other ends are told under the request that caused them, or under none.
        MessageType::OrderCanceled => {
            let it: wire::OrderCanceled = read(body);
            (it.reason() == wire::EndReason::User)
                .then(|| (*it.request().client_id_bytes(), MessageType::None))?
        }
        MessageType::OrderReplaced => {
            let it: wire::OrderReplaced = read(body);
            // A list that lets a leg grow does so in the leg's own name.
            (it.request().client_id_bytes() != it.client_id_bytes())
                .then(|| (*it.request().client_id_bytes(), MessageType::ReplaceOrder))?
        }
        MessageType::RequestRejected => {
            let it: wire::RequestRejected = read(body);
            (*it.request().client_id_bytes(), it.type_())
        }
        MessageType::RequestRepeated => {
            let it: wire::RequestRepeated = read(body);
            (*it.request().client_id_bytes(), it.type_())
        }
        MessageType::Applied => {
            let (applied, command) = body.split_at_checked(wire::Applied::SIZE)?;
            (*command.first_chunk()?, read::<wire::Applied>(applied).type_())
        }
        _ => return None,
    };
    (id[0] != 0).then_some((id, of))
}

/// The key of a session.
pub fn key(session: u32) -> SigningKey {
    let mut seed = [0x42; 32];
    seed[..4].copy_from_slice(&session.to_le_bytes());
    SigningKey::from_bytes(&seed)
}
