//! Books made of any [`Levels`]: queues and orders are linked and numbered as in our own, so that what differs is how
//! a level is found.

use super::levels::Levels;
use super::{Fill, Structure};
use tapebook_engine::book::{Action, Books, Maker, Matcher, Side, Slot};

const NONE: u32 = u32::MAX;

#[derive(Clone, Copy)]
struct Queue {
    first: u32,
    last: u32,
    total: u64,
    /// Turned price.
    price: i64,
    /// Number of the book times two plus the side.
    owner: u32,
}

#[derive(Clone, Copy)]
struct Resting {
    next: u32,
    prev: u32,
    queue: u32,
    id: u32,
    leaves: u64,
}

pub struct Linked<L> {
    sides: Vec<L>,
    queues: Vec<Queue>,
    orders: Vec<Resting>,
    free_queues: Vec<u32>,
    free_orders: Vec<u32>,
}

/// Greater is better.
fn turned(side: Side, price: i64) -> i64 {
    if side == Side::Buy { price } else { -price }
}

fn owner(book: u32, side: Side) -> u32 {
    book << 1 | side as u32
}

impl<L: Levels> Linked<L> {
    fn drop_queue(&mut self, number: u32) {
        let queue = self.queues[number as usize];
        self.sides[queue.owner as usize].remove(queue.price);
        self.free_queues.push(number);
    }
}

impl<L: Levels> Structure for Linked<L> {
    fn new(books: u32) -> Self {
        Self {
            sides: (0..2 * books).map(|_| L::default()).collect(),
            queues: Vec::new(),
            orders: Vec::new(),
            free_queues: Vec::new(),
            free_orders: Vec::new(),
        }
    }

    fn rest(&mut self, book: u32, side: Side, price: i64, quantity: u64, id: u32) -> u32 {
        let (owner, price) = (owner(book, side), turned(side, price));
        let (queues, free) = (&mut self.queues, &mut self.free_queues);
        let number = self.sides[owner as usize].find_or_make(price, || {
            let queue = Queue { first: NONE, last: NONE, total: 0, price, owner };
            match free.pop() {
                Some(number) => {
                    queues[number as usize] = queue;
                    number
                }
                None => {
                    queues.push(queue);
                    queues.len() as u32 - 1
                }
            }
        });
        let queue = &mut self.queues[number as usize];
        let order = Resting { next: NONE, prev: queue.last, queue: number, id, leaves: quantity };
        let slot = match self.free_orders.pop() {
            Some(slot) => {
                self.orders[slot as usize] = order;
                slot
            }
            None => {
                self.orders.push(order);
                self.orders.len() as u32 - 1
            }
        };
        if queue.last == NONE {
            queue.first = slot;
        } else {
            self.orders[queue.last as usize].next = slot;
        }
        queue.last = slot;
        queue.total += quantity;
        slot
    }

    fn remove(&mut self, slot: u32) {
        let Resting { next, prev, queue: number, leaves, .. } = self.orders[slot as usize];
        let queue = &mut self.queues[number as usize];
        queue.total -= leaves;
        if prev == NONE {
            queue.first = next;
        } else {
            self.orders[prev as usize].next = next;
        }
        if next == NONE {
            queue.last = prev;
        } else {
            self.orders[next as usize].prev = prev;
        }
        let is_empty = queue.first == NONE;
        self.free_orders.push(slot);
        if is_empty {
            self.drop_queue(number);
        }
    }

    fn reduce(&mut self, slot: u32, by: u64) {
        let order = &mut self.orders[slot as usize];
        order.leaves -= by;
        self.queues[order.queue as usize].total -= by;
    }

    fn take(&mut self, book: u32, side: Side, limit: i64, quantity: u64, mut fill: impl FnMut(Fill)) -> u64 {
        let maker_side = side.opposite();
        let (owner, limit) = (owner(book, maker_side), turned(maker_side, limit));
        let mut left = quantity;
        while left > 0
            && let Some((price, number)) = self.sides[owner as usize].best()
            && price >= limit
        {
            let queue = &mut self.queues[number as usize];
            while left > 0 && queue.first != NONE {
                let slot = queue.first;
                let order = &mut self.orders[slot as usize];
                let traded = left.min(order.leaves);
                left -= traded;
                order.leaves -= traded;
                queue.total -= traded;
                fill(Fill { maker: order.id, price: price.abs(), quantity: traded });
                if order.leaves == 0 {
                    queue.first = order.next;
                    self.free_orders.push(slot);
                    if queue.first == NONE {
                        queue.last = NONE;
                    } else {
                        self.orders[queue.first as usize].prev = NONE;
                    }
                }
            }
            if queue.first == NONE {
                self.drop_queue(number);
            }
        }
        left
    }
}

/// Our own.
pub struct Ours(Books);

struct Taking<F> {
    left: u64,
    fill: F,
}

impl<F: FnMut(Fill)> Matcher for Taking<F> {
    fn wants_more(&self) -> bool {
        self.left > 0
    }

    fn meet(&mut self, price: i64, maker: Maker) -> Action {
        let quantity = self.left.min(maker.leaves);
        self.left -= quantity;
        (self.fill)(Fill { maker: maker.id as u32, price, quantity });
        Action::Take(quantity)
    }
}

fn slot(raw: u32) -> Slot {
    Slot::from_index(raw).expect("a slot that rest gave")
}

impl Structure for Ours {
    fn new(books: u32) -> Self {
        let mut all = Books::new();
        for _ in 0..books {
            all.add_book();
        }
        Self(all)
    }

    fn rest(&mut self, book: u32, side: Side, price: i64, quantity: u64, id: u32) -> u32 {
        self.0.rest(book, side, price, quantity, 0, u64::from(id)).raw()
    }

    fn remove(&mut self, raw: u32) {
        self.0.remove(slot(raw));
    }

    fn reduce(&mut self, raw: u32, by: u64) {
        self.0.reduce(slot(raw), by);
    }

    fn take(&mut self, book: u32, side: Side, limit: i64, quantity: u64, fill: impl FnMut(Fill)) -> u64 {
        let mut taking = Taking { left: quantity, fill };
        self.0.take(book, side, limit, &mut taking);
        taking.left
    }
}
