//! Market data beside the core: what it begins from.

use crate::state::State;
use tapebook_engine::book::Side;
use tapebook_feed::itch::Spec;
use tapebook_feed::{BookImage, ImageOrder, Indication};

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
            let told = engine.phases().get(book).told;
            BookImage {
                bids: orders(book, Side::Buy).collect(),
                asks: orders(book, Side::Sell).collect(),
                last_price: if it.last_trade_id == 0 { 0 } else { it.reference_price },
                reference_price: it.reference_price,
                status: it.status,
                indication: Indication { price: told.price, quantity: told.volume, surplus: told.surplus },
            }
        })
        .collect()
}

/// The books with what decides whether ITCH can tell them, for the stock venue's feed to begin from.
pub fn listed(state: &State) -> Vec<(BookImage, Spec)> {
    let spec = |it: &tapebook_engine::instrument::Instrument| Spec {
        symbol: it.symbol,
        tick_size: it.tick_size,
        price_scale: it.price_scale,
        lot_size: it.lot_size,
        quantity_scale: it.quantity_scale,
        quantity_step: it.quantity_step,
    };
    images(state).into_iter().zip(state.engine.instruments().iter().map(spec)).collect()
}
