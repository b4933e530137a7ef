//! What waits to be sent, by connection: frames that leave together go in one message.

use tapebook_feed::Subscriber;
use tapebook_schema as wire;
use tapebook_schema::{RejectReason, write_frame};

/// Most bytes that may wait for a connection whose stream is still catching up.
pub const MAX_PENDING: usize = 16 << 20;

#[derive(Default)]
struct Link {
    generation: u32,
    open: bool,
    out: Vec<u8>,
    /// Live reports, kept back until the missed ones were sent.
    pending: Option<Vec<u8>>,
    close: Option<RejectReason>,
    dirty: bool,
}

/// All connections' outgoing bytes.
#[derive(Default)]
pub struct Links {
    links: Vec<Link>,
    dirty: Vec<u32>,
}

impl Links {
    /// A connection opened; the number may have been another's before.
    pub fn open(&mut self, connection: u32) -> u32 {
        let at = connection as usize;
        if self.links.len() <= at {
            self.links.resize_with(at + 1, Link::default);
        }
        let link = &mut self.links[at];
        let generation = link.generation.wrapping_add(1);
        *link = Link {
            generation,
            open: true,
            dirty: link.dirty,
            out: std::mem::take(&mut link.out),
            ..Link::default()
        };
        link.out.clear();
        generation
    }

    pub fn shut(&mut self, connection: u32) {
        if let Some(link) = self.links.get_mut(connection as usize) {
            link.open = false;
            link.out = Vec::new();
            link.pending = None;
        }
    }

    pub fn generation(&self, connection: u32) -> u32 {
        self.links.get(connection as usize).map_or(0, |link| link.generation)
    }

    pub fn is_open(&self, who: Subscriber) -> bool {
        self.links
            .get(who.connection as usize)
            .is_some_and(|link| link.open && link.generation == who.generation && link.close.is_none())
    }

    /// Appends to what a connection is sent; `write` fills the buffer.
    pub fn push(&mut self, who: Subscriber, write: impl FnOnce(&mut Vec<u8>)) {
        if !self.is_open(who) {
            return;
        }
        let link = &mut self.links[who.connection as usize];
        if let Some(pending) = &mut link.pending {
            write(pending);
            if pending.len() > MAX_PENDING {
                return self.close(who, RejectReason::Backlog);
            }
        } else {
            write(&mut link.out);
        }
        self.mark(who.connection);
    }

    /// As [`Links::push`], but past what is kept back.
    pub fn push_now(&mut self, who: Subscriber, write: impl FnOnce(&mut Vec<u8>)) {
        if self.is_open(who) {
            write(&mut self.links[who.connection as usize].out);
            self.mark(who.connection);
        }
    }

    /// Says goodbye, which is the last thing the connection is sent. What is kept back is dropped: its numbers are
    /// there to be resumed.
    pub fn close(&mut self, who: Subscriber, reason: RejectReason) {
        if self.is_open(who) {
            let link = &mut self.links[who.connection as usize];
            link.pending = None;
            write_frame(&mut link.out, &wire::Logout::new(reason, 0, 0, 0), 0);
            link.close = Some(reason);
            self.mark(who.connection);
        }
    }

    /// Keeps live reports back from now on.
    pub fn hold_back(&mut self, who: Subscriber) {
        if self.is_open(who) {
            self.links[who.connection as usize].pending.get_or_insert_default();
        }
    }

    /// Lets what was kept back follow what was sent.
    pub fn let_go(&mut self, who: Subscriber) {
        if self.is_open(who) {
            let link = &mut self.links[who.connection as usize];
            if let Some(pending) = link.pending.take() {
                link.out.extend_from_slice(&pending);
            }
            self.mark(who.connection);
        }
    }

    fn mark(&mut self, connection: u32) {
        let link = &mut self.links[connection as usize];
        if !link.dirty {
            link.dirty = true;
            self.dirty.push(connection);
        }
    }

    /// Hands out what waits, connection by connection, while `send(connection, bytes, close)` takes it; true if
    /// all was taken. A `send` that refuses is asked again at the next call.
    pub fn flush(&mut self, mut send: impl FnMut(u32, &[u8], Option<RejectReason>) -> Sent) -> bool {
        while let Some(&connection) = self.dirty.last() {
            let link = &mut self.links[connection as usize];
            if link.open {
                match send(connection, &link.out, link.close) {
                    Sent::All => {}
                    Sent::Part(bytes) => {
                        link.out.drain(..bytes);
                        return false;
                    }
                }
                link.open = link.close.is_none();
            }
            link.out.clear();
            if link.out.capacity() > 1 << 20 {
                link.out = Vec::new();
            }
            link.dirty = false;
            self.dirty.pop();
        }
        true
    }
}

/// How much of a connection's bytes was taken.
pub enum Sent {
    All,
    /// So many bytes; the rest stays.
    Part(usize),
}
