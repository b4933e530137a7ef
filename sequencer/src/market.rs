//! Market data beside the core: what it begins from.

use crate::state::State;
use tapebook_engine::book::Side;
use tapebook_feed::{BookImage, ImageOrder};

/// The books, for market data to begin from.
pub fn images(state: &State) -> Vec<BookImage> {
    let engine = &state.engine;
    let books = engine.books();
    let orders = |book, side| {
        let queue = books.queue(book, side);
        queue.map(|(price, slot)| ImageOrder {
            order_id: books.id(slot),
            price,
            quantity: books.leaves(slot),
        })
    };
    (0..books.book_count())
        .map(|book| {
            let it = &engine.instruments()[book as usize];
            BookImage {
                bids: orders(book, Side::Buy).collect(),
                asks: orders(book, Side::Sell).collect(),
                last_price: if it.last_trade_id == 0 { 0 } else { it.reference_price },
                reference_price: it.reference_price,
                status: it.status,
            }
        })
        .collect()
}
