//! Order flows, from a seed: what arrives, not what becomes of it. Every subject is given the same messages.

use std::f64::consts::TAU;
use tapebook_engine::book::{OrderBook, Side};

/// One message. Orders are numbered from 1 in the order they are entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Message {
    New {
        id: u32,
        side: Side,
        price: i64,
        quantity: u64,
        is_immediate: bool,
    },
    Cancel {
        id: u32,
    },
    /// `quantity` is what shall be open, `filled` what was filled before.
    Replace {
        id: u32,
        price: i64,
        quantity: u64,
        filled: u64,
    },
}

/// How the mid price moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Static,
    Normal,
    Swing25,
    Swing40,
    Crash,
}

impl Kind {
    pub const ALL: [Kind; 5] = [Kind::Static, Kind::Normal, Kind::Swing25, Kind::Swing40, Kind::Crash];

    pub fn name(self) -> &'static str {
        match self {
            Kind::Static => "static",
            Kind::Normal => "normal",
            Kind::Swing25 => "swing25",
            Kind::Swing40 => "swing40",
            Kind::Crash => "crash",
        }
    }

    /// The mid at a share of the flow, relative to its start; `walk` is a random walk of its own.
    fn mid(self, at: f64, walk: f64) -> f64 {
        match self {
            Kind::Static => 1.0,
            Kind::Normal => 1.0 + 0.01 * walk,
            Kind::Swing25 => 1.0 + 0.25 * (TAU * 3.0 * at).sin(),
            Kind::Swing40 => 1.0 + 0.40 * (TAU * 3.0 * at).sin(),
            // Two per cent of the time down by 60 %, then back within the next ten.
            Kind::Crash if (0.50..0.52).contains(&at) => 1.0 - 0.60 * (at - 0.50) / 0.02,
            Kind::Crash if (0.52..0.62).contains(&at) => 0.40 + 0.60 * (at - 0.52) / 0.10,
            Kind::Crash => 1.0 + 0.01 * walk,
        }
    }
}

/// A small generator: the flows must be the same on every machine and in every build.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn draw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.draw()) * u128::from(bound)) >> 64) as u64
    }

    pub fn unit(&mut self) -> f64 {
        (self.draw() >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Start of the mid, in ticks.
const MID: f64 = 100_000.0;
/// Orders that rest before the measured part begins to cancel as many as it enters.
const TARGET_RESTING: usize = 20_000;

/// Where orders stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// By a power law around the mid, both sides.
    Usual,
    /// On four levels a side: thousands of orders in each queue.
    Deep,
    /// Anywhere in a million ticks: a level of its own for almost every order.
    Wide,
    /// Bids only; nothing ever trades.
    OneSided,
}

impl Shape {
    /// Distance from the mid in ticks; by a power law most orders stand near, some far.
    fn distance(self, random: &mut Random) -> f64 {
        match self {
            Shape::Usual | Shape::OneSided => {
                let u = random.unit().max(1e-9);
                (2.0 * (u.powf(-0.7) - 1.0)).min(MID * 0.3)
            }
            Shape::Deep => random.below(4) as f64,
            Shape::Wide => random.below(1_000_000) as f64,
        }
    }

    fn mid(self) -> f64 {
        if self == Shape::Wide { 20.0 * MID } else { MID }
    }
}

/// Flows beside the five, for what else a book may meet.
pub fn extras(orders: u32, seed: u64) -> Vec<(&'static str, Vec<Message>)> {
    [("deep", Shape::Deep), ("wide", Shape::Wide), ("one-sided", Shape::OneSided)]
        .map(|(name, shape)| (name, generate_shape(Kind::Static, shape, orders, seed)))
        .into()
}

/// A flow of about `orders` new orders: 15 % immediate, a replace for one in five, and cancels that hit any live
/// order, old ones as likely as new ones.
pub fn generate(kind: Kind, orders: u32, seed: u64) -> Vec<Message> {
    generate_shape(kind, Shape::Usual, orders, seed)
}

fn generate_shape(kind: Kind, shape: Shape, orders: u32, seed: u64) -> Vec<Message> {
    let mut random = Random::new(seed);
    let mut book = OrderBook::new();
    let mut live: Vec<u32> = Vec::new();
    // Side and total quantity of each order.
    let mut entered: Vec<(Side, u64)> = vec![(Side::Buy, 0)];
    let mut messages = Vec::with_capacity(orders as usize * 3);
    let mut walk = 0.0f64;
    for id in 1..=orders {
        let at = f64::from(id) / f64::from(orders);
        walk = (walk + (random.unit() - 0.5) * 0.02).clamp(-3.0, 3.0);
        let mid = shape.mid() * kind.mid(at, walk);
        let is_buy = random.draw() & 1 == 0 || shape == Shape::OneSided;
        let side = if is_buy { Side::Buy } else { Side::Sell };
        let is_immediate = random.below(100) < 15;
        let away = shape.distance(&mut random);
        // An immediate order reaches into the other side; a resting one stands off the mid on its own.
        let sign = if (side == Side::Buy) == is_immediate { 1.0 } else { -1.0 };
        let price = (mid + sign * (away + 1.0)).round().max(1.0) as i64;
        let quantity = 1 + random.below(100);
        entered.push((side, quantity));
        messages.push(Message::New { id, side, price, quantity, is_immediate });
        if is_immediate {
            let _ = book.execute(u64::from(id), side, Some(price), quantity, |_| ());
        } else if book.add_order(u64::from(id), side, price, quantity, |_| ()).is_ok_and(|rests| rests > 0) {
            live.push(id);
        }
        if random.below(100) < 20 {
            replace(&mut random, shape, &mut book, &mut live, &mut entered, mid, &mut messages);
        }
        while live.len() > TARGET_RESTING {
            let at = random.below(live.len() as u64) as usize;
            let id = live.swap_remove(at);
            // Orders that were filled meanwhile are not canceled: the flow knows, as their owner would.
            if book.remove_order(u64::from(id)) {
                messages.push(Message::Cancel { id });
                break;
            }
        }
    }
    messages
}

fn replace(
    random: &mut Random,
    shape: Shape,
    book: &mut OrderBook,
    live: &mut Vec<u32>,
    entered: &mut [(Side, u64)],
    mid: f64,
    messages: &mut Vec<Message>,
) {
    while !live.is_empty() {
        let at = random.below(live.len() as u64) as usize;
        let id = live[at];
        let Some(leaves) = book.leaves(u64::from(id)) else {
            live.swap_remove(at);
            continue;
        };
        let (side, total) = entered[id as usize];
        let sign = if side == Side::Buy { -1.0 } else { 1.0 };
        let price = (mid + sign * (shape.distance(random) + 1.0)).round().max(1.0) as i64;
        let quantity = 1 + random.below(100);
        let filled = total - leaves;
        entered[id as usize].1 = filled + quantity;
        messages.push(Message::Replace { id, price, quantity, filled });
        if book.replace_order(u64::from(id), price, quantity, |_| ()) == Ok(0) {
            live.swap_remove(at);
        }
        return;
    }
}
