//! Looking ahead in what arrived, so that the engine's memory is asked for before a request is due. Nothing here is
//! verified, and nothing follows from it but which memory is in the cache.

use super::*;
use tapebook_engine::ahead::{Ahead, Lookahead};

/// The frames of an inbox, each with its connection, as far as they can be told apart.
struct Frames<'a> {
    inbox: &'a [u8],
    message: &'a [u8],
    connection: u32,
}

impl<'a> Iterator for Frames<'a> {
    type Item = (u32, MessageType, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        if self.message.is_empty() {
            (self.connection, self.message, self.inbox) = first_message(self.inbox)?;
        }
        // The rest of a message whose frames cannot be told apart is not looked at.
        let message = std::mem::take(&mut self.message);
        match wire::parse_frame(message) {
            Ok((header, body, after)) => {
                self.message = after;
                Some((self.connection, header.type_(), body))
            }
            Err(_) => Some((self.connection, MessageType::None, &[])),
        }
    }
}

/// What an inbox brings.
pub(super) struct Coming<'a> {
    frames: Frames<'a>,
    lookahead: Lookahead,
}

impl<'a> Coming<'a> {
    pub fn new<S: Storage, C: Clock>(inbox: &'a [u8], core: &Core<S, C>) -> Self {
        let frames = Frames { inbox, message: &[], connection: 0 };
        let mut it = Self { frames, lookahead: Lookahead::default() };
        for _ in 0..Lookahead::DISTANCE {
            it.step(core);
        }
        it
    }

    /// To be called before each frame is looked at. O(1).
    pub fn step<S: Storage, C: Clock>(&mut self, core: &Core<S, C>) {
        let ahead = self.frames.next().map(|(connection, message_type, body)| {
            let header = body.first_chunk().filter(|_| wire::is_request(message_type));
            let account = match header.map_or(0, |header| RequestHeader(*header).account()) {
                0 => core.account_of(connection),
                named => named,
            };
            Ahead { message_type, body, account }
        });
        self.lookahead.announce(&core.state.engine, ahead);
    }
}

impl<S: Storage, C: Clock> Core<S, C> {
    /// The account that a connection's requests are for if they name none; 0 if there is none.
    fn account_of(&self, connection: u32) -> u32 {
        let session = self.sessions.get(connection).map_or(0, |it| it.session);
        self.state.engine.members().get(session).map_or(0, |member| member.account)
    }
}
