//! Books rebuilt from what is published are the engine's, after every event.
//!
//! 100,000 events; LONG=1 for 1,000,000.

mod itch;
mod market;
mod orders;
mod readers;
#[allow(dead_code)]
#[path = "../scenarios/requests.rs"]
mod requests;

use market::{INSTRUMENTS, Market};
use readers::{Reader, engine_orders};
use tapebook_engine::book::Side as BookSide;
use tapebook_feed::{Feed, Message, Subscriber};
use tapebook_schema as wire;
use tapebook_schema::{CandleInterval, Depth};

fn events() -> u64 {
    if std::env::var_os("LONG").is_some() { 1_000_000 } else { 100_000 }
}

const FULL: Subscriber = Subscriber { connection: 0, generation: 1 };
const PRO: Subscriber = Subscriber { connection: 1, generation: 1 };

fn deliver(readers: &mut [[Reader; INSTRUMENTS as usize]; 2], message: &Message) {
    let (header, body, _) = wire::parse_frame(&message.bytes).unwrap();
    assert!(header.length() > 8);
    // Every one of these feeds begins with its instrument.
    let instrument = u32::from_le_bytes(body[..4].try_into().unwrap());
    for who in &message.to {
        readers[who.connection as usize][instrument as usize].take(&message.bytes);
    }
}

/// After a command: the full reader's books are the engine's, and nobody's book is crossed that trades continuously
/// (`open`: in the full reader's eyes, and since a conflated update in the other's).
fn check(
    market: &Market,
    readers: &[[Reader; INSTRUMENTS as usize]; 2],
    open: &[[bool; INSTRUMENTS as usize]; 2],
) {
    let engine = &market.state.engine;
    let books = engine.books();
    for instrument in 0..INSTRUMENTS {
        let reader = &readers[0][instrument as usize];
        for (is_sell, side) in [(false, BookSide::Buy), (true, BookSide::Sell)] {
            assert!(reader.l3.orders(is_sell).eq(engine_orders(engine, instrument, side)), "by order");
            let levels = &reader.levels[usize::from(is_sell)];
            assert_eq!(levels.len(), books.depth(instrument, side).count());
            assert!(books.depth(instrument, side).all(|(price, total)| levels.get(&price) == Some(&total)));
        }
        if let Some(top) = &reader.top {
            let best = |side| books.best(instrument, side).unwrap_or((0, 0));
            let [bid, ask] = [best(BookSide::Buy), best(BookSide::Sell)];
            let crosses = bid.0 >= ask.0 && ask.0 > 0;
            assert!(!crosses || !open[0][instrument as usize]);
            let [bid, ask] = if crosses { [(0, 0); 2] } else { [bid, ask] };
            assert_eq!((top.bid_price(), top.bid_quantity()), bid);
            assert_eq!((top.ask_price(), top.ask_quantity()), ask);
        }
        for (readers, _) in readers.iter().zip(open).filter(|(_, open)| open[instrument as usize]) {
            let reader = &readers[instrument as usize];
            let bid = reader.levels[0].last_key_value();
            let ask = reader.levels[1].first_key_value();
            assert!(bid.zip(ask).is_none_or(|(bid, ask)| bid.0 < ask.0), "never crossed");
        }
    }
}

// req: MD-08 MD-09
#[test]
fn books_by_price_and_by_order_are_the_engines_after_every_command() {
    let mut market = Market::new(11, true);
    let mut feed: Feed = market.feed();
    let mut readers: [[Reader; INSTRUMENTS as usize]; 2] = Default::default();
    let mut now_ms = 0;
    let mut closed_ms = [0; INSTRUMENTS as usize];
    let subscriptions =
        [(FULL, Depth::L1, 0), (FULL, Depth::L2, 0), (FULL, Depth::L3, 0), (PRO, Depth::L2, 10)];
    for instrument in 0..INSTRUMENTS {
        for (who, depth, rate) in subscriptions {
            let it = wire::Subscribe::new(instrument, depth, CandleInterval::Minute1, rate, 0, 0);
            feed.subscribe(who, &it, now_ms, &mut |message| deliver(&mut readers, &message));
        }
    }
    while market.event_count < events() {
        market.step();
        market.each_event(|kind, body, sequence, time| feed.event(kind, body, sequence, time));
        // The full reader is sent every command by itself.
        now_ms += 10;
        feed.publish(now_ms, &mut |message| deliver(&mut readers, &message));
        for (closed_ms, it) in closed_ms.iter_mut().zip(market.state.engine.instruments()) {
            if it.status != wire::InstrumentStatus::Continuous {
                *closed_ms = now_ms;
            }
        }
        check(&market, &readers, &[0, 100].map(|late| closed_ms.map(|it| now_ms > it + late)));
    }
    let ((full, orders), (pro, _)) = (readers[0][0].counts(), readers[1][0].counts());
    assert!(orders >= full && full > 2 * pro && pro > 0, "{orders} {full} {pro}");
    assert!(market.state.engine.instruments()[0].last_trade_id > events() / 50);
    let seen = &market.seen;
    println!("{} events of {} commands: {seen:?}", market.event_count, market.sequence());
    assert!(seen.moves > events() / 100, "{} moves of pegged orders", seen.moves);
    assert!(seen.slices > events() / 200, "{} slices", seen.slices);
    assert!(seen.hidden > events() / 1000, "{} hidden trades", seen.hidden);
    assert!(seen.fired > events() / 200, "{} stops fired", seen.fired);
    assert!(seen.quoted > events() / 200, "{} mass quotes", seen.quoted);
    assert!(seen.lists > events() / 500, "{} changes of lists", seen.lists);
    assert!(seen.auctioned > events() / 1000, "{} trades of auctions", seen.auctioned);
}
