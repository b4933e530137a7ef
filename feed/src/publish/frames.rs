//! Frames of each feed, from a book and its statistics.

use super::Instrument;
use super::topic::{ChangedLevel, Key};
use crate::book::{Action, Book, Changed, Indication};
use crate::statistics::{Bar, INTERVALS, QuoteBar, interval_ns};
use tapebook_schema as wire;
use tapebook_schema::{CandleInterval, OrderAction, Side, write_frame, write_frame_with};

/// Entries in one frame, which is at most 65,528 bytes.
const LEVELS_PER_FRAME: usize = 4000;
const CHANGES_PER_FRAME: usize = 2500;
const ORDERS_PER_FRAME: usize = 2000;
/// Bytes of an OrderChange.
const ORDER_CHANGE: usize = 32;

/// Where a feed stands.
#[derive(Clone, Copy)]
pub(super) struct Now {
    pub sequence: u64,
    pub time: u64,
}

const fn side(is_sell: bool) -> Side {
    if is_sell { Side::Sell } else { Side::Buy }
}

/// Best bid and offer; none of them while they cross, which they do where orders are collected only.
fn best(it: &Instrument) -> [(i64, u64); 2] {
    let [bid, ask] = [false, true].map(|is_sell| it.book.best(is_sell).unwrap_or_default());
    if bid.0 >= ask.0 && ask.0 > 0 { [(0, 0); 2] } else { [bid, ask] }
}

pub(super) fn top_of_book(key: Key, number: u64, now: Now, it: &Instrument) -> wire::TopOfBook {
    let [(bid_price, bid_quantity), (ask_price, ask_quantity)] = best(it);
    wire::TopOfBook::new(
        key.instrument,
        0,
        number,
        now.sequence,
        now.time,
        bid_price,
        bid_quantity,
        ask_price,
        ask_quantity,
        it.statistics.last_price,
        it.statistics.last_quantity,
    )
}

pub(super) fn instrument_state(key: Key, number: u64, now: Now, it: &Instrument) -> wire::InstrumentState {
    let Indication { price, quantity, surplus } = it.indication;
    let imbalance = match surplus.signum() {
        1 => wire::SideFilter::Buy,
        -1 => wire::SideFilter::Sell,
        _ => wire::SideFilter::Both,
    };
    wire::InstrumentState::new(
        key.instrument,
        it.status,
        imbalance,
        0,
        number,
        now.sequence,
        now.time,
        it.reference_price,
        price,
        quantity,
        surplus.unsigned_abs(),
    )
}

pub(super) fn ticker(key: Key, number: u64, now: Now, it: &Instrument) -> wire::Ticker {
    let [(bid_price, bid_quantity), (ask_price, ask_quantity)] = best(it);
    let day = it.statistics.day(now.time);
    wire::Ticker::new(
        key.instrument,
        u32::try_from(day.trades).unwrap_or(u32::MAX),
        number,
        now.sequence,
        now.time,
        bid_price,
        bid_quantity,
        ask_price,
        ask_quantity,
        it.statistics.last_price,
        it.statistics.last_quantity,
        day.open,
        day.high,
        day.low,
        day.volume,
        &wire::Amount::from(day.quote_volume),
    )
}

/// Appends a candle's frame.
pub(super) fn candle(out: &mut Vec<u8>, key: Key, number: u64, now: Now, bar: &Bar) {
    let interval = CandleInterval(key.interval);
    let is_closed = now.time >= bar.open_time + interval_ns(interval);
    let candle = wire::Candle::new(
        key.instrument,
        interval,
        u8::from(is_closed),
        0,
        number,
        now.sequence,
        now.time,
        bar.open_time,
        bar.open,
        bar.high,
        bar.low,
        bar.close,
        bar.volume,
        &wire::Amount::from(bar.quote_volume),
        bar.trades,
    );
    write_frame(out, &candle, 0);
}

/// Appends a candle of quotes.
pub(super) fn quote_candle(out: &mut Vec<u8>, key: Key, number: u64, now: Now, bar: &QuoteBar) {
    let interval = CandleInterval(key.interval);
    let is_closed = now.time >= bar.open_time + interval_ns(interval);
    let QuoteBar { open_time, bid, ask, changes } = *bar;
    let candle = wire::QuoteCandle::new(
        key.instrument,
        interval,
        u8::from(is_closed),
        0,
        number,
        now.sequence,
        now.time,
        open_time,
        bid.open,
        bid.high,
        bid.low,
        bid.close,
        ask.open,
        ask.high,
        ask.low,
        ask.close,
        changes,
    );
    write_frame(out, &candle, 0);
}

/// Is this one of the intervals that are kept?
pub(super) fn is_interval(interval: u8) -> bool {
    usize::from(interval) < INTERVALS.len()
}

/// Appends a topic's changed levels, numbered from the one after `number`; returns the last number.
pub(super) fn book_update(
    out: &mut Vec<u8>,
    key: Key,
    mut number: u64,
    now: Now,
    book: &Book,
    changes: &[ChangedLevel],
) -> u64 {
    let parts = changes.len().div_ceil(CHANGES_PER_FRAME);
    for (part, changes) in changes.chunks(CHANGES_PER_FRAME).enumerate() {
        number += 1;
        let is_last = part + 1 == parts;
        let checksum = if is_last { book.levels_checksum() } else { 0 };
        let Now { sequence, time } = now;
        let count = changes.len() as u32;
        let update = wire::BookUpdate::new(
            key.instrument,
            checksum,
            number,
            sequence,
            time,
            count,
            u32::from(!is_last),
        );
        let mut entries = Vec::with_capacity(changes.len() * 24);
        for it in changes {
            let quantity = book.quantity(it.is_sell, it.price);
            entries
                .extend_from_slice(&wire::LevelChange::new(it.price, quantity, side(it.is_sell), 0, 0, 0).0);
        }
        write_frame_with(out, &update, &entries, 0);
    }
    number
}

pub(super) fn book_snapshot(out: &mut Vec<u8>, key: Key, number: u64, now: Now, book: &Book) {
    let levels: Vec<(bool, i64, u64)> = [false, true]
        .into_iter()
        .flat_map(|is_sell| book.levels(is_sell).map(move |(price, quantity)| (is_sell, price, quantity)))
        .collect();
    let parts = levels.len().div_ceil(LEVELS_PER_FRAME).max(1);
    for part in 0..parts {
        let end = levels.len().min((part + 1) * LEVELS_PER_FRAME);
        let levels = &levels[part * LEVELS_PER_FRAME..end];
        let asks = levels.iter().filter(|(is_sell, ..)| *is_sell).count();
        let snapshot = wire::BookSnapshot::new(
            key.instrument,
            book.levels_checksum(),
            number,
            now.sequence,
            now.time,
            (levels.len() - asks) as u16,
            asks as u16,
            part as u16,
            u16::from(part + 1 == parts),
        );
        let mut entries = Vec::with_capacity(levels.len() * 16);
        for &(_, price, quantity) in levels {
            entries.extend_from_slice(&wire::Level::new(price, quantity).0);
        }
        write_frame_with(out, &snapshot, &entries, 0);
    }
}

pub(super) fn orders_snapshot(out: &mut Vec<u8>, key: Key, number: u64, now: Now, book: &Book) {
    let mut orders = book.orders(false).chain(book.orders(true)).peekable();
    let parts = book.order_count().div_ceil(ORDERS_PER_FRAME).max(1);
    for part in 0..parts {
        let mut entries = Vec::new();
        for it in orders.by_ref().take(ORDERS_PER_FRAME) {
            let order = wire::BookOrder::new(it.order_id, it.price, it.quantity, side(it.is_sell), 0, 0, 0);
            entries.extend_from_slice(&order.0);
        }
        let snapshot = wire::OrdersSnapshot::new(
            key.instrument,
            book.orders_checksum(),
            number,
            now.sequence,
            now.time,
            (entries.len() / ORDER_CHANGE) as u32,
            part as u16,
            u16::from(part + 1 == parts),
        );
        write_frame_with(out, &snapshot, &entries, 0);
    }
}

/// Appends an order's change to those of its command.
pub(super) fn order_change(out: &mut Vec<u8>, it: &Changed) {
    let action = match it.action {
        Action::Add => OrderAction::Add,
        Action::Execute => OrderAction::Execute,
        Action::Reduce => OrderAction::Reduce,
        Action::Remove => OrderAction::Remove,
    };
    let change = wire::OrderChange::new(it.order_id, it.price, it.quantity, side(it.is_sell), action, 0, 0);
    out.extend_from_slice(&change.0);
}

/// The frames of one command's changes, each handed over with its number from the one after `number` on.
pub(super) fn orders_updates(
    instrument: u32,
    mut number: u64,
    now: Now,
    book: &Book,
    changes: &[u8],
    mut each: impl FnMut(&[u8]),
) {
    let length = ORDERS_PER_FRAME * ORDER_CHANGE;
    let parts = changes.len().div_ceil(length);
    let mut frame = Vec::with_capacity(changes.len().min(length) + 48);
    for (part, changes) in changes.chunks(length).enumerate() {
        number += 1;
        let is_last = part + 1 == parts;
        let checksum = if is_last { book.orders_checksum() } else { 0 };
        let Now { sequence, time } = now;
        let count = (changes.len() / ORDER_CHANGE) as u32;
        let update =
            wire::OrdersUpdate::new(instrument, checksum, number, sequence, time, count, u32::from(!is_last));
        frame.clear();
        write_frame_with(&mut frame, &update, changes, 0);
        each(&frame);
    }
}
