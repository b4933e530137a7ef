use super::*;
use std::collections::BTreeMap;
use tapebook_schema::{ReportHeader, Side};

fn rested(order_id: u64, price: i64, resting: u64, side: Side) -> wire::OrderRested {
    wire::OrderRested::new(&ReportHeader::default(), order_id, 0, 16, price, resting, side, 0, 0, 0)
}

fn subscription(depth: Depth, rate: u16) -> wire::Subscribe {
    wire::Subscribe::new(0, depth, CandleInterval::Minute1, rate, 0, 0)
}

const WHO: Subscriber = Subscriber { connection: 1, generation: 1 };
const OTHER: Subscriber = Subscriber { connection: 2, generation: 1 };

fn kinds(bytes: &[u8]) -> Vec<(MessageType, u64)> {
    let mut kinds = Vec::new();
    let mut bytes = bytes;
    while !bytes.is_empty() {
        let (header, body, rest) = wire::parse_frame(bytes).unwrap();
        let sequence = match header.type_() {
            MessageType::BookSnapshot => wire::BookSnapshot::from_bytes(body).unwrap().feed_sequence(),
            MessageType::BookUpdate => wire::BookUpdate::from_bytes(body).unwrap().feed_sequence(),
            MessageType::OrdersSnapshot => wire::OrdersSnapshot::from_bytes(body).unwrap().feed_sequence(),
            MessageType::OrdersUpdate => wire::OrdersUpdate::from_bytes(body).unwrap().feed_sequence(),
            MessageType::FeedResumed => wire::FeedResumed::from_bytes(body).unwrap().feed_sequence(),
            MessageType::Candle => wire::Candle::from_bytes(body).unwrap().open_time(),
            MessageType::QuoteCandle => wire::QuoteCandle::from_bytes(body).unwrap().open_time(),
            _ => 0,
        };
        kinds.push((header.type_(), sequence));
        bytes = rest;
    }
    kinds
}

/// A feed, and what each reader was sent.
#[derive(Default)]
struct Bed {
    feed: Feed,
    sent: BTreeMap<Subscriber, Vec<u8>>,
}

impl Bed {
    fn subscribe(&mut self, who: Subscriber, it: wire::Subscribe, now_ms: u64) {
        let sent = &mut self.sent;
        self.feed.subscribe(who, &it, now_ms, &mut |it| deliver(sent, it));
    }

    fn publish(&mut self, now_ms: u64) {
        let sent = &mut self.sent;
        self.feed.publish(now_ms, &mut |it| deliver(sent, it));
    }

    fn congested(&mut self, who: Subscriber, is: bool, now_ms: u64) {
        let sent = &mut self.sent;
        self.feed.congested(who, is, now_ms, &mut |it| deliver(sent, it));
    }

    fn rest(&mut self, sequence: u64, order_id: u64, price: i64, side: Side) {
        self.feed.event(
            MessageType::OrderRested,
            rested(order_id, price, 5, side).bytes(),
            sequence,
            sequence,
        );
    }

    fn trade(&mut self, sequence: u64, time: u64, id: u64, maker: u64) {
        let side = |order_id| {
            let (none, new) = (wire::Amount::from(0), wire::OrderState::New);
            wire::TradeSide::new(order_id, 16, 0, &none, 0, 1, &[0; 36], new, 0, 0)
        };
        let amount = wire::Amount::from(100);
        let trade = wire::Trade::new(
            &ReportHeader::default(),
            id,
            0,
            Side::Buy,
            0,
            0,
            100,
            1,
            &amount,
            &side(maker),
            &side(999),
        );
        self.feed.event(MessageType::Trade, trade.bytes(), sequence, time);
    }

    fn take(&mut self, who: Subscriber) -> Vec<(MessageType, u64)> {
        kinds(&self.sent.remove(&who).unwrap_or_default())
    }
}

fn deliver(sent: &mut BTreeMap<Subscriber, Vec<u8>>, message: Message) {
    for who in message.to {
        sent.entry(who).or_default().extend_from_slice(&message.bytes);
    }
}

#[test]
fn a_snapshot_first_then_conflated_changes_without_gaps() {
    let mut bed = Bed::default();
    bed.subscribe(WHO, subscription(Depth::L2, 0), 0);
    assert_eq!(bed.take(WHO), [(MessageType::BookSnapshot, 0)]);
    for (at, price) in [10, 11, 10].into_iter().enumerate() {
        bed.rest(1, at as u64 + 1, price, Side::Buy);
    }
    assert_eq!(bed.feed.next_due_ms(), Some(10));
    bed.publish(10);
    assert_eq!(bed.take(WHO), [(MessageType::BookUpdate, 1)]);
    bed.publish(20);
    assert_eq!(bed.take(WHO), [], "nothing changed");
    assert_eq!(bed.feed.book(0).unwrap().best(false), Some((11, 5)));
}

// req: MD-09
#[test]
fn a_slow_reader_gets_a_snapshot_instead_of_what_it_missed() {
    let mut bed = Bed::default();
    bed.subscribe(WHO, subscription(Depth::L2, 0), 0);
    bed.subscribe(OTHER, subscription(Depth::L2, 0), 0);
    bed.congested(WHO, true, 0);
    bed.sent.clear();
    for step in 1..=3 {
        bed.rest(step, step, 10, Side::Sell);
        bed.publish(step * 10);
    }
    assert_eq!((bed.take(WHO).len(), bed.take(OTHER).len()), (0, 3), "it costs nobody but itself");
    bed.congested(WHO, false, 40);
    assert_eq!(bed.take(WHO), [(MessageType::BookSnapshot, 3)]);
    bed.rest(4, 4, 11, Side::Sell);
    bed.publish(60);
    assert_eq!(bed.take(WHO), [(MessageType::BookUpdate, 4)]);
}

// req: MD-09
#[test]
fn each_rate_is_kept_to() {
    let mut bed = Bed::default();
    let readers: Vec<(Subscriber, u16)> = [1, 10, 0]
        .into_iter()
        .map(|rate| (Subscriber { connection: 9 + u32::from(rate), generation: 1 }, rate))
        .collect();
    for &(who, rate) in &readers {
        bed.subscribe(who, subscription(Depth::L1, rate), 0);
        bed.take(who);
    }
    for ms in 1..=3000 {
        bed.rest(ms, ms, 1000 + ms as i64, Side::Buy);
        bed.publish(ms);
    }
    let counts: Vec<usize> = readers.iter().map(|&(who, _)| bed.take(who).len()).collect();
    assert_eq!(counts, [3, 30, 300]);
}

#[test]
fn one_command_is_one_update_by_order() {
    let mut bed = Bed::default();
    bed.subscribe(WHO, subscription(Depth::L3, 0), 0);
    assert_eq!(bed.take(WHO), [(MessageType::OrdersSnapshot, 0)]);
    bed.rest(1, 1, 10, Side::Buy);
    bed.rest(1, 2, 10, Side::Buy);
    bed.rest(2, 3, 10, Side::Buy);
    bed.publish(10);
    assert_eq!(bed.take(WHO), [(MessageType::OrdersUpdate, 1), (MessageType::OrdersUpdate, 2)]);
    assert_eq!(bed.feed.book(0).unwrap().orders(false).map(|it| it.order_id).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn readers_of_levels_are_told_one_number_for_one_book_whenever_they_came() {
    let sequences = |bytes: &[u8]| -> Vec<u64> {
        let mut bytes = bytes;
        let mut found = Vec::new();
        while let Some((header, body, rest)) = wire::parse_frame(bytes).ok().filter(|_| !bytes.is_empty()) {
            found.push(match header.type_() {
                MessageType::BookSnapshot => wire::BookSnapshot::from_bytes(body).unwrap().sequence(),
                _ => wire::BookUpdate::from_bytes(body).unwrap().sequence(),
            });
            bytes = rest;
        }
        found
    };
    let mut bed = Bed::default();
    bed.subscribe(WHO, subscription(Depth::L2, 10), 0);
    bed.rest(5, 1, 10, Side::Buy);
    // A trade of nothing that is shown moves the command on, not the book.
    bed.trade(8, 8, 1, 77);
    bed.publish(100);
    bed.subscribe(OTHER, subscription(Depth::L2, 100), 110);
    assert_eq!(sequences(&bed.sent[&WHO]), [0, 5]);
    assert_eq!(sequences(&bed.sent[&OTHER]), [5]);
    bed.rest(9, 2, 11, Side::Buy);
    bed.publish(220);
    assert_eq!(sequences(&bed.sent[&WHO]), [0, 5, 9]);
    assert_eq!(sequences(&bed.sent[&OTHER]), [5, 9]);
}

#[test]
fn a_reader_by_order_resumes_where_it_stopped() {
    let mut bed = Bed::default();
    bed.subscribe(WHO, subscription(Depth::L3, 0), 0);
    for sequence in 1..=5 {
        bed.rest(sequence, sequence, 10, Side::Buy);
        bed.publish(sequence * 10);
    }
    bed.feed.leave(WHO, 60);
    bed.rest(6, 6, 10, Side::Buy);
    bed.sent.clear();
    let resume = |held, of| wire::Subscribe::new(0, Depth::L3, CandleInterval::Minute1, 0, held, of);
    bed.subscribe(WHO, resume(3, 3), 70);
    let mut sent = bed.take(WHO).into_iter();
    assert_eq!(sent.next(), Some((MessageType::FeedResumed, 3)));
    assert!(sent.eq((4..=6).map(|number| (MessageType::OrdersUpdate, number))));
    // A number of another life of this server: the command does not fit.
    bed.subscribe(OTHER, resume(3, 2), 80);
    assert_eq!(bed.take(OTHER), [(MessageType::OrdersSnapshot, 6)]);
    // A minute after the last has left nothing is kept.
    bed.feed.leave(WHO, 90);
    bed.feed.leave(OTHER, 100);
    bed.publish(100 + STREAM_KEPT_MS);
    bed.subscribe(WHO, resume(6, 6), 61_000);
    assert_eq!(bed.take(WHO), [(MessageType::OrdersSnapshot, 0)]);
}

#[test]
fn a_slow_reader_by_order_gets_what_it_missed() {
    let mut bed = Bed::default();
    bed.subscribe(WHO, subscription(Depth::L3, 0), 0);
    bed.congested(WHO, true, 0);
    bed.sent.clear();
    for sequence in 1..=4 {
        bed.rest(sequence, sequence, 10, Side::Buy);
        bed.publish(sequence * 10);
    }
    assert_eq!(bed.take(WHO), []);
    bed.congested(WHO, false, 50);
    assert_eq!(bed.take(WHO).len(), 4);
    // Unless it is more than is kept.
    bed.congested(WHO, true, 60);
    for sequence in 5..=2000 {
        bed.rest(sequence, sequence, 10, Side::Buy);
        bed.publish(sequence * 10);
    }
    bed.congested(WHO, false, 30_000);
    assert_eq!(bed.take(WHO), [(MessageType::OrdersSnapshot, 2000)]);
}

#[test]
fn who_subscribes_while_it_is_slow_waits_for_its_snapshot() {
    let mut bed = Bed::default();
    bed.congested(WHO, true, 0);
    bed.subscribe(WHO, subscription(Depth::L3, 0), 0);
    assert_eq!(bed.take(WHO), []);
    bed.rest(1, 1, 10, Side::Buy);
    bed.publish(10);
    bed.congested(WHO, false, 20);
    assert_eq!(bed.take(WHO), [(MessageType::OrdersSnapshot, 1)]);
}

// req: MD-03
#[test]
fn candles_are_kept_then_the_open_one_changes() {
    let mut bed = Bed::default();
    for id in 1..=20 {
        bed.rest(id, id, 100, Side::Sell);
    }
    bed.trade(30, MINUTE, 1, 1);
    bed.trade(31, 2 * MINUTE, 2, 2);
    let minutes = |sent: Vec<(MessageType, u64)>| sent.iter().map(|it| it.1 / MINUTE).collect::<Vec<_>>();
    bed.subscribe(WHO, subscription(Depth::Candles, 0), 0);
    assert_eq!(minutes(bed.take(WHO)), [1, 2]);
    bed.trade(32, 2 * MINUTE + 5, 3, 3);
    bed.publish(10);
    assert_eq!(minutes(bed.take(WHO)), [2]);
    bed.trade(33, 2 * MINUTE + 6, 4, 4);
    bed.trade(34, 4 * MINUTE, 5, 5);
    bed.publish(20);
    assert_eq!(minutes(bed.take(WHO)), [2, 4]);
}

// req: MD-03
#[test]
fn candles_of_quotes_count_whole_commands_of_continuous_trading() {
    let mut bed = Bed::default();
    bed.subscribe(WHO, subscription(Depth::QuoteCandles, 0), 0);
    let at_minute = |bed: &mut Bed, minute: u64, id: u64, price: i64, side| {
        let body = rested(id, price, 5, side);
        bed.feed.event(MessageType::OrderRested, body.bytes(), minute * 10 + id % 10, minute * MINUTE);
        bed.publish(minute * 10);
        bed.take(WHO).into_iter().map(|it| it.1 / MINUTE).collect::<Vec<_>>()
    };
    assert_eq!(at_minute(&mut bed, 1, 11, 100, Side::Buy), [], "one side is no quote");
    assert_eq!(at_minute(&mut bed, 2, 12, 103, Side::Sell), [2]);
    assert_eq!(at_minute(&mut bed, 2, 13, 99, Side::Buy), [], "not the best");
    assert_eq!(at_minute(&mut bed, 3, 14, 101, Side::Buy), [2, 3], "one is over");
    let report = ReportHeader::default();
    let phase =
        |to, from| wire::PhaseChanged::new(&report, 0, to, from, wire::PhaseCause::Schedule, 0, 0, 99, 0);
    let (open, auction) = (InstrumentStatus::Continuous, InstrumentStatus::OpeningAuction);
    bed.feed.event(MessageType::PhaseChanged, phase(auction, open).bytes(), 40, 4 * MINUTE);
    assert_eq!(
        at_minute(&mut bed, 4, 15, 102, Side::Buy),
        [3],
        "no quote in an auction, but a minute is over"
    );
    bed.feed.event(MessageType::PhaseChanged, phase(open, auction).bytes(), 50, 5 * MINUTE);
    bed.publish(60);
    assert_eq!(bed.take(WHO).last().map(|it| it.1 / MINUTE), Some(5), "what stands counts from its end on");
    let bar = *bed.feed.statistics(0).unwrap().quotes.bars(CandleInterval::Minute1).next_back().unwrap();
    assert_eq!((bar.bid.open, bar.ask.close, bar.changes), (102, 103, 1));
}

fn state_of(bed: &mut Bed) -> wire::InstrumentState {
    let sent = bed.sent.remove(&WHO).unwrap();
    wire::InstrumentState::from_bytes(&sent[8..]).unwrap()
}

// req: MD-08
#[test]
fn status_follows_the_phases_and_tells_what_an_auction_would_do() {
    use InstrumentStatus as S;
    let report = ReportHeader::default();
    let mut bed = Bed::default();
    bed.subscribe(WHO, subscription(Depth::Status, 0), 0);
    assert_eq!(bed.take(WHO), [(MessageType::InstrumentState, 0)]);
    let begun =
        |to, from| wire::PhaseChanged::new(&report, 0, to, from, wire::PhaseCause::Schedule, 0, 0, 99, 0);
    let auction = begun(S::OpeningAuction, S::PreOpen);
    bed.feed.event(MessageType::PhaseChanged, auction.bytes(), 1, 1);
    bed.publish(10);
    let state = state_of(&mut bed);
    assert_eq!((state.status(), state.feed_sequence()), (S::OpeningAuction, 1));
    assert_eq!((state.reference_price(), state.indicative_price()), (99, 0));
    let told = wire::AuctionIndication::new(&report, 0, S::OpeningAuction, Side::Sell, 0, 101, 30, 7);
    bed.feed.event(MessageType::AuctionIndication, told.bytes(), 2, 2);
    bed.publish(20);
    let state = state_of(&mut bed);
    assert_eq!((state.indicative_price(), state.indicative_quantity()), (101, 30));
    assert_eq!((state.imbalance_side(), state.imbalance_quantity()), (wire::SideFilter::Sell, 7));
    bed.feed.event(MessageType::PhaseChanged, begun(S::Continuous, S::OpeningAuction).bytes(), 3, 3);
    bed.publish(30);
    let state = state_of(&mut bed);
    assert_eq!((state.status(), state.indicative_quantity()), (S::Continuous, 0));
}

#[test]
fn while_orders_are_collected_there_is_no_best_price() {
    let mut bed = Bed::default();
    bed.subscribe(WHO, subscription(Depth::L1, 0), 0);
    bed.take(WHO);
    let top = |bed: &mut Bed| {
        let sent = bed.sent.remove(&WHO).unwrap();
        let it = wire::TopOfBook::from_bytes(&sent[8..]).unwrap();
        (it.bid_price(), it.ask_price())
    };
    bed.rest(1, 1, 105, Side::Buy);
    bed.publish(10);
    assert_eq!(top(&mut bed), (105, 0));
    bed.rest(2, 2, 105, Side::Sell);
    bed.publish(20);
    assert_eq!(top(&mut bed), (0, 0), "they cross");
}
