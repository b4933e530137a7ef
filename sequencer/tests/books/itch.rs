//! The stock venue's feed, read by a parser of others: crate `itchy`.

use crate::events;
use crate::market::{INSTRUMENTS, Market};
use crate::readers::{Order, OrderBook, engine_orders};
use itchy::{Body, MessageStream, Side};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io::Read;
use std::rc::Rc;
use tapebook_engine::book::Side as BookSide;
use tapebook_feed::itch::Itch;
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType};

/// Bytes on their way from the feed to the parser.
#[derive(Clone, Default)]
struct Pipe(Rc<RefCell<VecDeque<u8>>>);

impl Pipe {
    fn put(&self, message: &[u8]) {
        let mut bytes = self.0.borrow_mut();
        bytes.extend((message.len() as u16).to_be_bytes());
        bytes.extend(message);
    }
}

impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().read(buffer)
    }
}

/// One tick of 1, told in ten-thousandths.
const TICK: i64 = 10_000;

/// Books as ITCH tells them. An order's number is its reference below 2^53.
#[derive(Default)]
struct ItchReader {
    books: BTreeMap<u16, OrderBook>,
    orders: HashMap<u64, (u16, bool, u64)>,
    kinds: BTreeMap<u8, u64>,
    executed: u64,
    /// Shares of orders that the book did not show.
    hidden: u64,
    crossed: u64,
    /// Paired shares and price of the last imbalance.
    indicated: (u64, u32),
}

const ID: u64 = (1 << 53) - 1;

impl ItchReader {
    fn book(&mut self, locate: u16) -> &mut OrderBook {
        self.books.entry(locate).or_default()
    }

    fn less(&mut self, reference: u64, shares: u32) {
        let it = self.orders.get_mut(&reference).expect("an order that was added");
        it.2 -= u64::from(shares);
        let (locate, _, left) = *it;
        if left == 0 {
            self.orders.remove(&reference);
        }
        self.book(locate).set(reference & ID, left);
    }

    fn take(&mut self, message: itchy::Message) {
        *self.kinds.entry(message.tag).or_default() += 1;
        let locate = message.stock_locate;
        match message.body {
            Body::AddOrder(it) => {
                let (is_sell, shares) = (it.side == Side::Sell, u64::from(it.shares));
                assert!(self.orders.insert(it.reference, (locate, is_sell, shares)).is_none());
                let price = i64::from(it.price.raw()) / TICK;
                self.book(locate).add(is_sell, it.reference & ID, price, shares);
            }
            Body::OrderExecuted { reference, executed, .. } => {
                self.executed += u64::from(executed);
                self.less(reference, executed);
            }
            Body::Imbalance(it) => self.indicated = (it.paired_shares, it.near_price.raw()),
            Body::NonCrossTrade(it) => self.hidden += u64::from(it.shares),
            Body::CrossTrade(it) => self.crossed += it.shares,
            Body::OrderExecutedWithPrice { reference, executed, .. } => self.less(reference, executed),
            Body::OrderCancelled { reference, cancelled } => self.less(reference, cancelled),
            Body::DeleteOrder { reference } => {
                self.orders.remove(&reference).expect("an order that was added");
                self.book(locate).set(reference & ID, 0);
            }
            Body::ReplaceOrder(it) => {
                let (_, is_sell, _) = self.orders.remove(&it.old_reference).expect("an order that was added");
                let shares = u64::from(it.shares);
                assert!(self.orders.insert(it.new_reference, (locate, is_sell, shares)).is_none());
                let book = self.book(locate);
                book.set(it.old_reference & ID, 0);
                book.add(is_sell, it.new_reference & ID, i64::from(it.price.raw()) / TICK, shares);
            }
            _ => {}
        }
    }
}

/// Quantity by price.
fn totals(orders: impl Iterator<Item = Order>) -> BTreeMap<i64, u64> {
    let mut totals = BTreeMap::new();
    for (_, price, quantity) in orders {
        *totals.entry(price).or_default() += quantity;
    }
    totals
}

// req: MD-17
#[test]
fn books_by_itch_are_the_engines_after_every_command() {
    follow(Market::new(12, false), |ours, engines| ours.eq(engines));
}

#[test]
fn pegged_orders_stand_where_the_engine_has_them() {
    follow(Market::new(13, true), |ours, engines| totals(ours).eq(&totals(engines.into_iter())));
}

/// Follows a market by ITCH alone, comparing a side's orders with the engine's after every command.
fn follow(mut market: Market, agree: impl Fn(Box<dyn Iterator<Item = Order> + '_>, Vec<Order>) -> bool) {
    for _ in 0..500 {
        market.step();
    }
    // Readers begin with what stands.
    let mut itch = Itch::new(&market.listed(), market.time());
    let pipe = Pipe::default();
    let mut stream = MessageStream::from_reader(pipe.clone());
    let mut reader = ItchReader::default();
    itch.begin(&mut |message| pipe.put(message));
    let (mut traded, mut hidden, mut auctioned, mut indicated) = (0, 0, 0, (0, 0));
    while market.event_count < events() {
        for message in stream.by_ref() {
            reader.take(message.expect("a message as the specification has it"));
        }
        for instrument in 0..INSTRUMENTS {
            let book = reader.books.entry(instrument as u16 + 1).or_default();
            for (is_sell, side) in [(false, BookSide::Buy), (true, BookSide::Sell)] {
                assert!(agree(book.orders(is_sell), engine_orders(&market.state.engine, instrument, side)));
            }
        }
        assert_eq!((reader.executed, reader.hidden, reader.crossed), (traded, hidden, auctioned));
        assert_eq!(reader.indicated, indicated);
        market.step();
        market.each_event(|kind, body, sequence, time| {
            itch.event(kind, body, sequence, time, &mut |message| pipe.put(message));
            match kind {
                MessageType::Trade => {
                    let it = wire::Trade::from_bytes(body).unwrap();
                    let sum = if it.hidden() == 1 { &mut hidden } else { &mut traded };
                    *sum += it.quantity();
                }
                MessageType::AuctionTrade => {
                    auctioned += wire::AuctionTrade::from_bytes(body).unwrap().quantity();
                }
                MessageType::AuctionIndication => {
                    let it = wire::AuctionIndication::from_bytes(body).unwrap();
                    indicated = (it.volume(), (it.price() * TICK) as u32);
                }
                _ => {}
            }
        });
        itch.finish(&mut |message| pipe.put(message));
    }
    assert_eq!(itch.left_out, 0);
    for kind in *b"SRHAECPQIXDU" {
        assert!(reader.kinds[&kind] > 0, "no {}", char::from(kind));
    }
}
