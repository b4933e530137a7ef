//! Commands that have arrived but are not yet due: their memory is asked for ahead, so that the cache misses of some
//! commands overlap instead of following one another. Changes nothing: the commands are applied in their order.

use crate::engine::Engine;
use crate::trading::book_side;
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType};

/// How many commands ahead each stage is asked for: what a later stage follows was asked for by the one before.
const STAGES: [usize; 3] = [12, 8, 4];

/// A command that has arrived.
#[derive(Clone, Copy, Debug)]
pub struct Ahead<'a> {
    pub message_type: MessageType,
    /// The struct of that type, as for [`Engine::apply`].
    pub body: &'a [u8],
    /// The account that it acts for.
    pub account: u32,
}

/// What a command is about, as far as memory goes.
enum About {
    Price { book: u32, side: crate::book::Side, price: i64 },
    Order(u64),
    Nothing,
}

impl Engine {
    /// To be called before command number `at` of a batch is applied. `command` gives the command at a place of the
    /// batch, `None` beyond its end. O(1).
    #[inline]
    pub fn prefetch<'a>(&self, at: usize, command: impl Fn(usize) -> Option<Ahead<'a>>) {
        // Before the first command the first ones of the batch are caught up with.
        let from = if at == 0 { 0 } else { usize::MAX };
        for (stage, distance) in STAGES.into_iter().enumerate() {
            for place in from.min(at + distance)..=at + distance {
                let Some(ahead) = command(place) else { break };
                match stage {
                    0 => self.prefetch_names(&ahead),
                    1 => self.prefetch_orders(&ahead),
                    _ => self.prefetch_neighbours(&ahead),
                }
            }
        }
    }

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
    fn prefetch_orders(&self, ahead: &Ahead<'_>) {
        let Some(account) = self.accounts.get(ahead.account as usize) else { return };
        self.requests.prefetch_window(&account.window);
        self.positions.prefetch(account.last_position);
        match ahead.about() {
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
    fn prefetch_neighbours(&self, ahead: &Ahead<'_>) {
        let Some(account) = self.accounts.get(ahead.account as usize) else { return };
        if let Some(position) = self.positions.rows().get(account.last_position as usize) {
            self.ledger.prefetch(position.base_row);
            self.ledger.prefetch(position.quote_row);
        }
        match ahead.about() {
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
