//! The flow as a peer needs it: each message with what our book made of it, so that a peer which lacks a request
//! can be given others that come to the same, prepared outside the measured time.

use crate::flow::Message;
use tapebook_engine::book::{OrderBook, Report, Side};

/// One message and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub message: Message,
    pub side: Side,
    /// Quantity that traded on arrival.
    pub traded: u64,
    /// Quantity that rests afterwards.
    pub rests: u64,
    /// A replace that keeps its place in the queue.
    pub keeps_place: bool,
}

/// Folds every fill into two words, alike in every language that has 32-bit integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FillDigest {
    pub lanes: [u32; 2],
    pub fills: u64,
}

impl Default for FillDigest {
    fn default() -> Self {
        Self { lanes: [0x811C_9DC5, 0x9E37_79B9], fills: 0 }
    }
}

impl FillDigest {
    pub fn add(&mut self, taker: u64, maker: u64, price: u64, quantity: u64) {
        for word in [taker, maker, price, quantity] {
            let word = word as u32;
            self.lanes[0] = (self.lanes[0] ^ word).wrapping_mul(0x0100_0193);
            self.lanes[1] = (self.lanes[1] ^ word).wrapping_mul(0x85EB_CA6B).rotate_left(13);
        }
        self.fills += 1;
    }
}

/// Runs the flow on our book and notes what became of each message; the digest is what a peer must reach.
pub fn prepare(messages: &[Message]) -> (Vec<Step>, FillDigest) {
    let mut book = OrderBook::new();
    let mut digest = FillDigest::default();
    let mut sides = vec![Side::Buy];
    let mut prices = vec![0];
    let steps = messages
        .iter()
        .map(|&message| {
            let mut traded = 0;
            let sink = |report| {
                if let Report::Fill { taker, maker, price, quantity, .. } = report {
                    digest.add(taker, maker, price as u64, quantity);
                    traded += quantity;
                }
            };
            let (mut rests, mut keeps_place) = (0, false);
            let side = match message {
                Message::New { id, side, price, quantity, is_immediate } => {
                    debug_assert_eq!(id as usize, sides.len());
                    sides.push(side);
                    prices.push(price);
                    if is_immediate {
                        let _ = book.execute(u64::from(id), side, Some(price), quantity, sink);
                    } else {
                        rests = book.add_order(u64::from(id), side, price, quantity, sink).unwrap_or(0);
                    }
                    side
                }
                Message::Cancel { id } => {
                    assert!(
                        book.cancel_order(u64::from(id), sink).is_some(),
                        "the flow cancels live orders only"
                    );
                    sides[id as usize]
                }
                Message::Replace { id, price, quantity, .. } => {
                    let open = book.leaves(u64::from(id)).expect("the flow replaces live orders only");
                    keeps_place = prices[id as usize] == price && quantity <= open;
                    prices[id as usize] = price;
                    rests = book.replace_order(u64::from(id), price, quantity, sink).unwrap_or(0);
                    sides[id as usize]
                }
            };
            Step { message, side, traded, rests, keeps_place }
        })
        .collect();
    (steps, digest)
}
