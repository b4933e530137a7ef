//! Commands that have arrived but are not yet due: their memory is asked for ahead, so that the cache misses of some
//! commands overlap instead of following one another. Changes nothing: the commands are applied in their order.

use crate::engine::Engine;
use crate::trading::book_side;
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType};

/// A command that has arrived.
#[derive(Clone, Copy, Debug)]
pub struct Ahead<'a> {
    pub message_type: MessageType,
    /// The struct of that type, as for [`Engine::apply`]; not verified yet.
    pub body: &'a [u8],
    /// The account that it seems to act for; 0 if that is not known.
    pub account: u32,
}

/// What a command is about, as far as memory goes.
#[derive(Clone, Copy, Debug)]
enum About {
    Price { book: u32, side: crate::book::Side, price: i64 },
    Order(u64),
    Nothing,
}

/// The commands that come next. Each is announced [`Lookahead::DISTANCE`] commands before it is applied; what it names
/// is asked for in three stages on the way, each following what the one before brought.
#[derive(Clone, Copy, Debug)]
pub struct Lookahead {
    coming: [(u32, About); Lookahead::SIZE],
    announced: usize,
}

impl Default for Lookahead {
    fn default() -> Self {
        Self { coming: [(0, About::Nothing); Self::SIZE], announced: 0 }
    }
}

impl Lookahead {
    /// How many commands before it is applied a command should be announced.
    pub const DISTANCE: usize = 12;
    const SIZE: usize = 16;
    /// Commands between two stages.
    const STEP: usize = 4;

    /// The beginning of a batch: its first commands are announced, each given by its place.
    pub fn begin<'a>(engine: &Engine, command: impl Fn(usize) -> Option<Ahead<'a>>) -> Self {
        let mut it = Self::default();
        for at in 0..Self::DISTANCE {
            it.announce(engine, command(at));
        }
        it
    }

    /// Announces the next command; `None` beyond the end of what has arrived, so that what was announced goes on
    /// through its stages. O(1).
    #[inline]
    pub fn announce(&mut self, engine: &Engine, command: Option<Ahead<'_>>) {
        let at = self.announced;
        self.announced = at.wrapping_add(1);
        self.coming[at % Self::SIZE] = (0, About::Nothing);
        if let Some(command) = command {
            engine.prefetch_names(&command);
            self.coming[at % Self::SIZE] = (command.account, command.about());
        }
        let earlier = |steps: usize| self.coming[at.wrapping_sub(steps * Self::STEP) % Self::SIZE];
        let (account, about) = earlier(1);
        engine.prefetch_orders(account, about);
        let (account, about) = earlier(2);
        engine.prefetch_neighbours(account, about);
    }
}

impl Engine {
    /// Where its names are looked up.
    fn prefetch_names(&self, ahead: &Ahead<'_>) {
        // A request begins with its client id.
        let Some(client_id) = ahead.body.first_chunk() else { return };
        self.requests.prefetch(&self.requests.key(ahead.account, client_id));
        crate::prefetch::prefetch(&self.accounts, ahead.account as usize);
        if let About::Order(id) = ahead.about() {
            self.orders.prefetch_id(id);
        }
    }

    /// What its names stand for.
    fn prefetch_orders(&self, account: u32, about: About) {
        let Some(account) = self.accounts.get(account as usize) else { return };
        self.requests.prefetch_window(&account.window);
        self.positions.prefetch(account.last_position);
        match about {
            About::Order(id) => {
                if let Some(slot) = self.orders.prefetch(id) {
                    self.books.prefetch(slot);
                }
            }
            About::Price { book, side, price } => self.books.prefetch_level(book, side, price),
            About::Nothing => {}
        }
    }

    /// What stands beside those.
    fn prefetch_neighbours(&self, account: u32, about: About) {
        let Some(account) = self.accounts.get(account as usize) else { return };
        if let Some(position) = self.positions.rows().get(account.last_position as usize) {
            self.ledger.prefetch(position.base_row);
            self.ledger.prefetch(position.quote_row);
        }
        match about {
            About::Order(id) => {
                if let Some(slot) = self.orders.prefetch(id) {
                    self.books.prefetch_neighbours(slot);
                }
            }
            About::Price { book, side, price } => self.books.prefetch_last(book, side, price),
            About::Nothing => {}
        }
    }
}

impl Ahead<'_> {
    fn about(&self) -> About {
        match self.message_type {
            MessageType::NewOrder => wire::NewOrder::from_bytes(self.body).map_or(About::Nothing, |it| {
                About::Price { book: it.instrument(), side: book_side(it.side()), price: it.price() }
            }),
            MessageType::CancelOrder => wire::CancelOrder::from_bytes(self.body)
                .map_or(About::Nothing, |it| About::Order(it.order_id())),
            MessageType::ReplaceOrder => wire::ReplaceOrder::from_bytes(self.body)
                .map_or(About::Nothing, |it| About::Order(it.order_id())),
            _ => About::Nothing,
        }
    }
}
