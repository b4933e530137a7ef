//! Books rebuilt from the feed are the engine's.

use crate::requests::{Flow, Random, buy, bytes_of, cancel_all, sell};
use crate::world::{Frame, World, kinds, refusals};
use std::collections::BTreeMap;
use tapebook_engine::book;
use tapebook_schema as wire;
use tapebook_schema::{CandleInterval, Depth, MessageType as T, RejectReason as R, Side};

const M1: CandleInterval = CandleInterval::Minute1;

/// A book as a client keeps it.
#[derive(Default)]
struct Book {
    bids: BTreeMap<i64, u64>,
    asks: BTreeMap<i64, u64>,
    feed_sequence: Option<u64>,
    sequence: u64,
    part: Option<u16>,
    snapshots: usize,
    updates: usize,
}

fn levels<M>(frame: &Frame, size: usize, length: usize, read: impl Fn(&[u8]) -> M) -> Vec<M> {
    frame.body[size..].chunks(length).map(read).collect()
}

impl Book {
    fn checksum(&self) -> u32 {
        let mut bytes = Vec::new();
        let top = self.bids.iter().rev().take(10).chain(self.asks.iter().take(10));
        for (price, quantity) in top {
            bytes.extend_from_slice(&price.to_le_bytes());
            bytes.extend_from_slice(&quantity.to_le_bytes());
        }
        crc32c::crc32c(&bytes)
    }

    fn take(&mut self, frames: &[Frame]) {
        for frame in frames {
            match frame.kind {
                T::BookSnapshot => self.snapshot(frame),
                T::BookUpdate => self.update(frame),
                _ => {}
            }
        }
    }

    fn snapshot(&mut self, frame: &Frame) {
        let it: wire::BookSnapshot = frame.read();
        if it.part() == 0 {
            self.bids.clear();
            self.asks.clear();
            self.snapshots += 1;
        } else {
            assert_eq!(Some(it.part() - 1), self.part, "parts follow");
            assert_eq!(self.feed_sequence, Some(it.feed_sequence()));
        }
        let entries = levels(frame, 40, 16, |bytes| wire::Level(bytes.try_into().unwrap()));
        assert_eq!(entries.len(), usize::from(it.bids()) + usize::from(it.asks()));
        for (at, level) in entries.iter().enumerate() {
            let side = if at < usize::from(it.bids()) { &mut self.bids } else { &mut self.asks };
            assert!(level.quantity() > 0 && side.insert(level.price(), level.quantity()).is_none());
        }
        self.feed_sequence = Some(it.feed_sequence());
        self.sequence = it.sequence();
        self.part = (it.last() == 0).then_some(it.part());
        if it.last() == 1 {
            assert_eq!(it.checksum(), self.checksum());
        }
    }

    fn update(&mut self, frame: &Frame) {
        let it: wire::BookUpdate = frame.read();
        assert_eq!(self.part, None, "a snapshot is whole before it is changed");
        assert_eq!(Some(it.feed_sequence()), self.feed_sequence.map(|before| before + 1), "without gaps");
        assert!(it.sequence() >= self.sequence);
        self.updates += 1;
        let changes = levels(frame, 40, 24, |bytes| wire::LevelChange(bytes.try_into().unwrap()));
        assert_eq!(changes.len(), it.count() as usize);
        for change in changes {
            let side = if change.side() == Side::Buy { &mut self.bids } else { &mut self.asks };
            match change.quantity() {
                0 => drop(side.remove(&change.price())),
                quantity => drop(side.insert(change.price(), quantity)),
            }
        }
        (self.feed_sequence, self.sequence) = (Some(it.feed_sequence()), it.sequence());
        if it.more() == 0 {
            assert_eq!(it.checksum(), self.checksum(), "after {it:?}");
        }
    }

    fn is_the_engines(&self, world: &World) -> bool {
        let books = world.core.state().engine.books();
        let depth = |side| books.depth(0, side).collect::<BTreeMap<i64, u64>>();
        self.bids == depth(book::Side::Buy) && self.asks == depth(book::Side::Sell)
    }
}

fn subscribe(world: &mut World, connection: u32, depth: Depth, rate: u16) {
    world.send(connection, &bytes_of(&wire::Subscribe::new(0, depth, M1, rate, 0, 0)));
}

fn agrees(world: &mut World, connection: u32, book: &mut Book) {
    let began = std::time::Instant::now();
    loop {
        world.settle();
        let frames = world.peer_mut(connection).take();
        book.take(&frames);
        if book.is_the_engines(world) {
            return;
        }
        assert!(began.elapsed().as_secs() < 30, "the book does not become the engine's");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

#[test]
fn a_book_rebuilt_from_the_feed_is_the_engines() {
    let mut world = World::with(4);
    let mut flows: Vec<Flow> =
        ['a', 'b', 'c'].into_iter().map(|tag| Flow::new(40 + tag as u64, tag)).collect();
    let (fast, slow) = (world.traders[3].connection, world.operator.connection);
    subscribe(&mut world, fast, Depth::L2, 0);
    subscribe(&mut world, slow, Depth::L2, 20);
    subscribe(&mut world, fast, Depth::L1, 0);
    subscribe(&mut world, fast, Depth::Trades, 0);
    let (mut first, mut second) = (Book::default(), Book::default());
    let (mut trades, mut top): (Vec<wire::TradeTick>, Option<wire::TopOfBook>) = (Vec::new(), None);
    let mut random = Random(4);
    for round in 0..60 {
        for _ in 0..20 {
            let seat = random.below(3) as usize;
            let bytes = flows[seat].frame();
            let connection = world.traders[seat].connection;
            world.send(connection, &bytes);
        }
        let frames = world.peer_mut(fast).take();
        first.take(&frames);
        for frame in &frames {
            match frame.kind {
                T::TradeTick => trades.push(frame.read()),
                T::TopOfBook => {
                    let it: wire::TopOfBook = frame.read();
                    let before = top.as_ref().map_or(0, wire::TopOfBook::feed_sequence);
                    assert!(top.is_none() || it.feed_sequence() == before + 1);
                    top = Some(it);
                }
                _ => {}
            }
        }
        second.take(&world.peer_mut(slow).take());
        if round % 15 == 14 {
            agrees(&mut world, slow, &mut second);
        } else if round % 3 == 0 {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }
    agrees(&mut world, slow, &mut second);
    let traded = world.core.state().engine.instruments()[0].last_trade_id;
    let books = world.core.state().engine.books();
    let best = |side| books.best(0, side).unwrap_or((0, 0));
    let (bid, ask) = (best(book::Side::Buy), best(book::Side::Sell));
    world.until("the rest", |world| {
        let frames = &world.peer(fast).frames;
        let ticks = frames.iter().filter(|it| it.kind == T::TradeTick).count() as u64;
        let last = frames.iter().rfind(|it| it.kind == T::TopOfBook).map(|it| it.read::<wire::TopOfBook>());
        let tops = last.map(|it| ((it.bid_price(), it.bid_quantity()), (it.ask_price(), it.ask_quantity())));
        ticks == traded && tops == Some((bid, ask))
    });
    agrees(&mut world, fast, &mut first);
    trades.clear();
    let ticks = world.peer(fast).frames.iter().filter(|it| it.kind == T::TradeTick);
    trades.extend(ticks.map(|it| it.read::<wire::TradeTick>()));
    let ids: Vec<u64> = trades.iter().map(wire::TradeTick::trade_id).collect();
    assert_eq!(ids, (1..=traded).collect::<Vec<_>>(), "every trade prints once");
    assert!(trades.windows(2).all(|it| it[1].feed_sequence() == it[0].feed_sequence() + 1));
    assert!(traded > 50 && first.updates > second.updates && first.snapshots == 1);
}

#[test]
fn a_reader_that_fell_behind_goes_on_from_a_snapshot() {
    let mut world = World::with(3);
    let mut flow = Flow::new(90, 'a');
    let connection = world.traders[2].connection;
    subscribe(&mut world, connection, Depth::L2, 0);
    let mut book = Book::default();
    for round in 0..6 {
        for _ in 0..30 {
            let bytes = flow.frame();
            let sender = world.traders[0].connection;
            world.send(sender, &bytes);
        }
        agrees(&mut world, connection, &mut book);
        world.core.congested(connection, true);
        world.settle();
        std::thread::sleep(std::time::Duration::from_millis(30));
        world.pump();
        book.take(&world.peer_mut(connection).take());
        let id = format!("congested{round}");
        let seat = world.traders[1].connection;
        for at in 0..10 {
            world.send(seat, &bytes_of(&sell(&format!("{id}-{at}"), 200 + round * 10 + at, 1)));
        }
        world.settle();
        std::thread::sleep(std::time::Duration::from_millis(30));
        world.pump();
        let sent = world.peer_mut(connection).take();
        assert!(!kinds(&sent).contains(&T::BookUpdate), "a slow reader is sent nothing meanwhile");
        world.core.congested(connection, false);
        agrees(&mut world, connection, &mut book);
    }
    assert_eq!(book.snapshots, 7);
}

#[test]
fn a_book_deeper_than_a_frame_and_than_the_network_takes_at_once() {
    let mut world = World::with(3);
    let maker = world.traders[0].connection;
    for from in (0..9000).step_by(100) {
        let some: Vec<u8> =
            (from..from + 100).flat_map(|at| bytes_of(&sell(&format!("s{at}"), 101 + at, 1))).collect();
        world.send(maker, &some);
        world.settle();
    }
    // Less than the snapshot, which is 144,000 bytes.
    world.network.room = Some((16, 100_000));
    let (reader, newcomer) = (world.traders[1].connection, world.traders[2].connection);
    let mut book = Book::default();
    subscribe(&mut world, reader, Depth::L2, 0);
    agrees(&mut world, reader, &mut book);
    assert_eq!((book.asks.len(), book.snapshots), (9000, 1));
    // And it keeps nobody else from logging on or trading.
    world.disconnect(newcomer);
    world.log_on_trader(2, 0);
    world.trade(0, &cancel_all("all"));
    agrees(&mut world, reader, &mut book);
    assert!(book.asks.is_empty());
}

#[test]
fn subscriptions_that_are_refused_and_ended() {
    let mut world = World::with(1);
    let connection = world.traders[0].connection;
    let ask = |world: &mut World, instrument, rate| {
        let answer = world.trade(0, &wire::Subscribe::new(instrument, Depth::L2, M1, rate, 0, 0));
        refusals(&answer)
    };
    assert_eq!(ask(&mut world, 9, 0), [R::UnknownInstrument]);
    assert_eq!(ask(&mut world, 0, 101), [R::FieldOutOfRange]);
    assert_eq!(ask(&mut world, 0, 100), [], "what was refused is not held against it");
    assert_eq!(ask(&mut world, 0, 100), [R::SubscriptionLimit], "once is enough");
    world.until("a snapshot", |world| kinds(&world.peer(connection).frames).contains(&T::BookSnapshot));
    assert_eq!(
        refusals(&world.trade(0, &wire::Unsubscribe::new(0, Depth::L1, M1, 0))),
        [R::SubscriptionLimit]
    );
    assert_eq!(refusals(&world.trade(0, &wire::Unsubscribe::new(0, Depth::L2, M1, 0))), []);
    world.forget_frames();
    world.trade(0, &buy("b", 90, 1));
    std::thread::sleep(std::time::Duration::from_millis(40));
    world.pump();
    assert_eq!(kinds(&world.peer(connection).frames), [T::OrderAccepted], "an ended feed is silent");
    // An instrument that was not there is taken once it is.
    world.operate(&crate::requests::instrument("second", "XBTUSD"));
    assert_eq!(ask(&mut world, 1, 0), []);
    let answer = world.trade(0, &wire::Subscribe::new(9, Depth::L2, M1, 0, 0, 0));
    assert_eq!(refusals(&answer), [R::UnknownInstrument], "and asked again: the same answer");
}

#[test]
fn a_feed_goes_on_after_a_restart() {
    let mut world = World::with(3);
    let mut flow = Flow::new(91, 'a');
    let sender = world.traders[0].connection;
    for _ in 0..200 {
        let bytes = flow.frame();
        world.send(sender, &bytes);
    }
    world.settle();
    let mut again = world.killed();
    again.log_on_trader(0, 0);
    let reader = again.log_on_trader(1, 0);
    subscribe(&mut again, reader, Depth::L2, 0);
    let mut book = Book::default();
    agrees(&mut again, reader, &mut book);
    let sender = again.traders[0].connection;
    for _ in 0..100 {
        let bytes = flow.frame();
        again.send(sender, &bytes);
    }
    agrees(&mut again, reader, &mut book);
    assert!(book.updates > 0);
}

// req: MD-09
#[test]
fn a_key_of_a_tier_gets_what_its_tier_allows() {
    let mut world = World::with(2);
    let retail = world.register(90, 16, 1 | 32, 0);
    let connection = world.log_on(&retail.key, 0);
    let ask = |depth| bytes_of(&wire::Subscribe::new(0, depth, M1, 0, 0, 0));
    world.send(connection, &ask(Depth::L3));
    world.settle();
    assert_eq!(refusals(&world.peer_mut(connection).take()), [R::NotPermitted]);
    world.send(connection, &ask(Depth::L1));
    world.until("a snapshot", |world| kinds(&world.peer(connection).frames).contains(&T::TopOfBook));
    world.forget_frames();
    let began = std::time::Instant::now();
    for at in 0..20 {
        world.trade(0, &buy(&format!("b{at}"), 80 + at, 1));
        std::thread::sleep(std::time::Duration::from_millis(20));
        world.pump();
    }
    let tops = world.peer(connection).frames.iter().filter(|it| it.kind == T::TopOfBook).count() as u64;
    assert!(tops <= 1 + began.elapsed().as_secs(), "{tops} in {:?}", began.elapsed());
}

#[test]
fn depth_by_order_is_resumed_after_a_disconnect() {
    let mut world = World::with(2);
    let reader = world.traders[1].connection;
    let ask = |held, of| bytes_of(&wire::Subscribe::new(0, Depth::L3, M1, 0, held, of));
    world.send(reader, &ask(0, 0));
    world.trade(0, &buy("b1", 80, 1));
    let is_last = |world: &World, connection, number| {
        let frames = &world.peer(connection).frames;
        let last = frames.iter().rfind(|it| it.kind == T::OrdersUpdate);
        last.is_some_and(|it| it.read::<wire::OrdersUpdate>().feed_sequence() == number)
    };
    world.until("an update", |world| is_last(world, reader, 1));
    let held: wire::OrdersUpdate =
        world.peer(reader).frames.iter().rfind(|it| it.kind == T::OrdersUpdate).unwrap().read();
    world.disconnect(reader);
    world.trade(0, &buy("b2", 81, 1));
    let reader = world.log_on_trader(1, 0);
    world.trade(0, &buy("b3", 82, 1));
    world.send(reader, &ask(held.feed_sequence(), held.sequence()));
    world.until("the rest", |world| is_last(world, reader, 3));
    let sent = kinds(&world.peer(reader).frames);
    assert!(sent.contains(&T::FeedResumed) && !sent.contains(&T::OrdersSnapshot), "{sent:?}");
}
