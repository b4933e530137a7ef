//! Market data beside the core: what it begins from.

use crate::state::State;
use tapebook_engine::book::Side;
use tapebook_feed::itch::Spec;
use tapebook_feed::{BookImage, ImageOrder, Indication, group_id};

/// The books, for market data to begin from.
pub fn images(state: &State) -> Vec<BookImage> {
    let engine = &state.engine;
    let books = engine.books();
    // A group of pegged orders is shown as one order.
    let orders = |book, side| {
        let groups: Vec<_> = engine.pegs().of(book).map(|(_, group)| group).collect();
        let mut shown: Vec<ImageOrder> = Vec::new();
        for (price, slot) in books.queue(book, side) {
            let group = books.group_of(slot).and_then(|at| groups.iter().find(|it| it.index == at));
            let order_id = group.map_or(books.id(slot), |group| group_id(book, group.number));
            match shown.last_mut() {
                Some(last) if last.order_id == order_id => last.quantity += books.shown(slot),
                _ => shown.push(ImageOrder { order_id, price, quantity: books.shown(slot) }),
            }
        }
        shown
    };
    let pegged = |book| {
        let groups = engine.pegs().of(book);
        groups.flat_map(move |(_, group)| {
            books.members(group.index).map(move |slot| (books.id(slot), group_id(book, group.number)))
        })
    };
    (0..books.book_count())
        .map(|book| {
            let it = &engine.instruments()[book as usize];
            let told = engine.phases().get(book).told;
            BookImage {
                bids: orders(book, Side::Buy),
                asks: orders(book, Side::Sell),
                pegged: pegged(book).collect(),
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
