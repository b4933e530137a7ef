//! Books as clients rebuild them from what they are sent.

use std::collections::{BTreeMap, HashMap, VecDeque};
use tapebook_engine::Engine;
use tapebook_engine::book::Side as BookSide;
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType, OrderAction, Side};

/// An order, and where it stands.
pub type Order = (u64, i64, u64);

/// The engine's displayed orders of a side in the order they would trade; a group of pegged orders is one.
pub fn engine_orders(engine: &Engine, book: u32, side: BookSide) -> Vec<Order> {
    let books = engine.books();
    let mut orders: Vec<Order> = Vec::new();
    for (price, slot) in books.queue(book, side) {
        let group = engine.pegs().of(book).find(|(_, it)| Some(it.index) == books.group_of(slot));
        let id = group.map_or(books.id(slot), |(_, it)| (1 << 52) + u64::from(book * 64 + it.number - 1));
        match orders.last_mut() {
            Some(last) if last.0 == id => last.2 += books.shown(slot),
            _ => orders.push((id, price, books.shown(slot))),
        }
    }
    orders
}

/// Depth by order, however it was told: queues by price.
#[derive(Default)]
pub struct OrderBook {
    sides: [BTreeMap<i64, VecDeque<(u64, u64)>>; 2],
    places: HashMap<u64, (usize, i64)>,
}

impl OrderBook {
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    pub fn add(&mut self, is_sell: bool, id: u64, price: i64, quantity: u64) {
        assert!(quantity > 0);
        let side = usize::from(is_sell);
        let queue = self.sides[side].entry(price).or_default();
        if id >> 52 != 0
            && let Some(group) = queue.iter_mut().find(|it| it.0 == id)
        {
            // A group grows in its place.
            assert!(quantity > group.1);
            group.1 = quantity;
            return;
        }
        queue.push_back((id, quantity));
        assert!(self.places.insert(id, (side, price)).is_none(), "order {id} is added twice");
    }

    /// Sets what is left of an order; 0 takes it out.
    pub fn set(&mut self, id: u64, quantity: u64) {
        let &(side, price) = self.places.get(&id).expect("an order that was added");
        let queue = self.sides[side].get_mut(&price).unwrap();
        let at = queue.iter().position(|it| it.0 == id).unwrap();
        if quantity > 0 {
            assert!(quantity < queue[at].1, "it shrinks");
            queue[at].1 = quantity;
            return;
        }
        queue.remove(at);
        if queue.is_empty() {
            self.sides[side].remove(&price);
        }
        self.places.remove(&id);
    }

    pub fn orders(&self, is_sell: bool) -> Box<dyn Iterator<Item = Order> + '_> {
        let flat = |(&price, queue): (&i64, &VecDeque<(u64, u64)>)| {
            queue.iter().map(move |&(id, quantity)| (id, price, quantity)).collect::<Vec<_>>()
        };
        let side = &self.sides[usize::from(is_sell)];
        if is_sell {
            Box::new(side.iter().flat_map(flat))
        } else {
            Box::new(side.iter().rev().flat_map(flat))
        }
    }

    fn checksum(&self) -> u32 {
        let mut bytes = Vec::new();
        for (id, price, quantity) in self.orders(false).take(10).chain(self.orders(true).take(10)) {
            bytes.extend_from_slice(&id.to_le_bytes());
            bytes.extend_from_slice(&price.to_le_bytes());
            bytes.extend_from_slice(&quantity.to_le_bytes());
        }
        crc32c::crc32c(&bytes)
    }
}

/// What a reader was told of numbers.
#[derive(Default)]
struct Numbers {
    last: Option<u64>,
    pub snapshots: u64,
    pub updates: u64,
}

impl Numbers {
    fn snapshot(&mut self, number: u64) {
        self.last = Some(number);
        self.snapshots += 1;
    }

    fn update(&mut self, number: u64) {
        assert_eq!(Some(number), self.last.map(|last| last + 1), "without gaps");
        self.last = Some(number);
        self.updates += 1;
    }
}

/// One instrument by all feeds that tell of its book.
#[derive(Default)]
pub struct Reader {
    pub l3: OrderBook,
    pub levels: [BTreeMap<i64, u64>; 2],
    pub top: Option<wire::TopOfBook>,
    l2: Numbers,
    l3_numbers: Numbers,
}

impl Reader {
    pub fn counts(&self) -> (u64, u64) {
        (self.l2.updates, self.l3_numbers.updates)
    }

    pub fn take(&mut self, message: &[u8]) {
        let mut rest = message;
        while !rest.is_empty() {
            let (header, body, after) = wire::parse_frame(rest).unwrap();
            rest = after;
            match header.type_() {
                MessageType::BookSnapshot => self.book_snapshot(body),
                MessageType::BookUpdate => self.book_update(body),
                MessageType::OrdersSnapshot => self.orders_snapshot(body),
                MessageType::OrdersUpdate => self.orders_update(body),
                MessageType::TopOfBook => self.top = wire::TopOfBook::from_bytes(body),
                other => panic!("not asked for: {other:?}"),
            }
        }
    }

    fn book_snapshot(&mut self, body: &[u8]) {
        let it = wire::BookSnapshot::from_bytes(body).unwrap();
        assert_eq!((it.part(), it.last()), (0, 1), "the books here are small");
        self.l2.snapshot(it.feed_sequence());
        self.levels = Default::default();
        for (at, level) in body[wire::BookSnapshot::SIZE..].chunks(16).enumerate() {
            let level = wire::Level(level.try_into().unwrap());
            self.levels[usize::from(at >= usize::from(it.bids()))].insert(level.price(), level.quantity());
        }
        assert_eq!(it.checksum(), self.levels_checksum());
    }

    fn book_update(&mut self, body: &[u8]) {
        let it = wire::BookUpdate::from_bytes(body).unwrap();
        self.l2.update(it.feed_sequence());
        for change in body[wire::BookUpdate::SIZE..].chunks(24) {
            let change = wire::LevelChange(change.try_into().unwrap());
            let side = &mut self.levels[usize::from(change.side() == Side::Sell)];
            match change.quantity() {
                0 => drop(side.remove(&change.price())),
                quantity => drop(side.insert(change.price(), quantity)),
            }
        }
        assert_eq!(it.checksum(), self.levels_checksum());
    }

    fn levels_checksum(&self) -> u32 {
        let mut bytes = Vec::new();
        for (price, quantity) in self.levels[0].iter().rev().take(10).chain(self.levels[1].iter().take(10)) {
            bytes.extend_from_slice(&price.to_le_bytes());
            bytes.extend_from_slice(&quantity.to_le_bytes());
        }
        crc32c::crc32c(&bytes)
    }

    fn orders_snapshot(&mut self, body: &[u8]) {
        let it = wire::OrdersSnapshot::from_bytes(body).unwrap();
        assert_eq!((it.part(), it.last()), (0, 1), "the books here are small");
        self.l3_numbers.snapshot(it.feed_sequence());
        self.l3.clear();
        for order in body[wire::OrdersSnapshot::SIZE..].chunks(32) {
            let order = wire::BookOrder(order.try_into().unwrap());
            self.l3.add(order.side() == Side::Sell, order.order_id(), order.price(), order.quantity());
        }
        assert_eq!(it.checksum(), self.l3.checksum());
    }

    fn orders_update(&mut self, body: &[u8]) {
        let it = wire::OrdersUpdate::from_bytes(body).unwrap();
        self.l3_numbers.update(it.feed_sequence());
        for change in body[wire::OrdersUpdate::SIZE..].chunks(32) {
            let it = wire::OrderChange(change.try_into().unwrap());
            match it.action() {
                OrderAction::Add => {
                    self.l3.add(it.side() == Side::Sell, it.order_id(), it.price(), it.quantity());
                }
                _ => self.l3.set(it.order_id(), it.quantity()),
            }
        }
        assert_eq!(it.checksum(), self.l3.checksum());
    }
}
