//! The network between clients and the exchange: messages in memory, frames taken apart, room on request.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType, RejectReason, ReportHeader, write_frame};
use tapebook_sequencer::Output;

/// A frame that a client received.
#[derive(Clone, PartialEq, Eq)]
pub struct Frame {
    pub kind: MessageType,
    pub flags: u8,
    pub body: Vec<u8>,
}

impl Frame {
    pub fn read<M: Message>(&self) -> M {
        assert_eq!(self.kind, M::TYPE, "{self:?}");
        // Some carry entries after the struct.
        M::from_bytes(&self.body).expect("its length was checked")
    }

    /// The header that all events begin with.
    pub fn report(&self) -> ReportHeader {
        assert!(self.is_report(), "{self:?}");
        ReportHeader(self.body[..ReportHeader::SIZE].try_into().unwrap())
    }

    pub fn is_report(&self) -> bool {
        self.kind.0 >> 8 == 4
    }

    /// Sent before.
    pub fn is_again(&self) -> bool {
        self.flags & 1 != 0
    }
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.kind)?;
        if self.is_report() {
            let it = self.report();
            write!(f, "#{} of {}.{}", it.session_sequence(), it.sequence(), it.index())?;
        }
        match self.kind {
            MessageType::SessionReject => write!(f, " {:?}", self.read::<wire::SessionReject>().reason()),
            MessageType::RequestRejected => write!(f, " {:?}", self.read::<wire::RequestRejected>().reason()),
            MessageType::Logout => write!(f, " {:?}", self.read::<wire::Logout>().reason()),
            _ => Ok(()),
        }
    }
}

pub fn frames(mut bytes: &[u8]) -> Vec<Frame> {
    let mut frames = Vec::new();
    while !bytes.is_empty() {
        let (header, body, rest) = wire::parse_frame(bytes).expect("a server sends whole frames");
        let kind =
            wire::verify(header.type_().0, header.version(), body).expect("a server sends valid frames");
        frames.push(Frame { kind, flags: header.flags(), body: body.to_vec() });
        bytes = rest;
    }
    frames
}

pub fn frame<M: Message>(message: &M) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_frame(&mut bytes, message, 0);
    bytes
}

/// What one connection was sent.
#[derive(Default)]
pub struct Peer {
    /// Frames of each message.
    pub messages: Vec<Vec<Frame>>,
    pub frames: Vec<Frame>,
    taken: usize,
    pub closed: Option<RejectReason>,
    /// The numbered report and the command it would resume after.
    pub last: (u64, u64),
}

impl Peer {
    fn receive(&mut self, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        assert!(self.closed.is_none(), "nothing is sent after the end");
        let message = frames(bytes);
        for it in &message {
            if !it.is_report() {
                continue;
            }
            let number = it.report().session_sequence();
            if number != 0 {
                self.last = (number, it.report().sequence());
            }
        }
        self.frames.extend(message.iter().cloned());
        self.messages.push(message);
    }

    pub fn reports(&self) -> Vec<Frame> {
        self.frames.iter().filter(|it| it.is_report()).cloned().collect()
    }
}

/// The other end of every connection.
#[derive(Default)]
pub struct Network {
    pub peers: BTreeMap<u32, Peer>,
    /// Highest command that any client was told of.
    pub acked: Arc<AtomicU64>,
    /// Entries and bytes that one release may hand out; none for no limit.
    pub room: Option<(usize, usize)>,
    pub used: (usize, usize),
}

impl Network {
    fn has_room(&self, entries: usize, bytes: usize) -> bool {
        self.room.is_none_or(|room| self.used.0 + entries <= room.0 && self.used.1 + bytes <= room.1)
    }

    fn hand_over(&mut self, connection: u32, bytes: &[u8]) {
        let peer = self.peers.get_mut(&connection).expect("only to open connections");
        peer.receive(bytes);
        self.acked.fetch_max(peer.last.1, Ordering::SeqCst);
    }
}

impl Output for Network {
    fn send(&mut self, connection: u32, bytes: &[u8], close: Option<RejectReason>) -> usize {
        if !self.has_room(1, bytes.len()) {
            return 0;
        }
        self.used = (self.used.0 + 1, self.used.1 + bytes.len());
        self.hand_over(connection, bytes);
        if close.is_some() {
            self.peers.get_mut(&connection).unwrap().closed = close;
        }
        bytes.len()
    }

    fn publish(&mut self, to: &[u32], bytes: &[u8]) -> bool {
        if !self.has_room(to.len(), bytes.len()) {
            return false;
        }
        self.used = (self.used.0 + to.len(), self.used.1 + bytes.len());
        for &connection in to {
            self.hand_over(connection, bytes);
        }
        true
    }
}

impl Peer {
    pub fn forget(&mut self) {
        self.frames.clear();
        self.messages.clear();
        self.taken = 0;
    }

    /// Frames since the last take.
    pub fn take(&mut self) -> Vec<Frame> {
        let new = self.frames[self.taken..].to_vec();
        self.taken = self.frames.len();
        new
    }
}

/// The block in which messages come: connection, length, bytes padded to 8.
pub fn inbox(messages: &[(u32, &[u8])]) -> Vec<u8> {
    let mut block = Vec::new();
    for (connection, message) in messages {
        block.extend_from_slice(&connection.to_le_bytes());
        block.extend_from_slice(&(message.len() as u32).to_le_bytes());
        block.extend_from_slice(message);
        block.resize(block.len().next_multiple_of(8), 0);
    }
    block
}

/// The kinds of some frames.
pub fn kinds(frames: &[Frame]) -> Vec<MessageType> {
    frames.iter().map(|it| it.kind).collect()
}

/// Reasons of the session rejects among some frames.
pub fn refusals(frames: &[Frame]) -> Vec<RejectReason> {
    let rejects = frames.iter().filter(|it| it.kind == MessageType::SessionReject);
    rejects.map(|it| it.read::<wire::SessionReject>().reason()).collect()
}
