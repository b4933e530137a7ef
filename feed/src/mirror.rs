//! The books as events tell them: price and quantity by level.

use std::collections::BTreeMap;
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType, Side};

/// One book's levels, to begin from.
#[derive(Clone, Debug, Default)]
pub struct BookImage {
    /// Price and quantity, in any order.
    pub bids: Vec<(i64, u64)>,
    pub asks: Vec<(i64, u64)>,
    pub last_price: i64,
}

/// One book's levels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mirror {
    sides: [BTreeMap<i64, u64>; 2],
    pub last_price: i64,
    pub last_quantity: u64,
}

/// A level that changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Changed {
    pub is_sell: bool,
    pub price: i64,
}

impl Mirror {
    pub fn from_image(image: &BookImage) -> Self {
        Self {
            sides: [image.bids.iter().copied().collect(), image.asks.iter().copied().collect()],
            last_price: image.last_price,
            last_quantity: 0,
        }
    }

    pub fn quantity(&self, level: Changed) -> u64 {
        self.sides[usize::from(level.is_sell)].get(&level.price).copied().unwrap_or(0)
    }

    /// Bids from the highest, asks from the lowest.
    pub fn levels(&self, is_sell: bool) -> Box<dyn Iterator<Item = (i64, u64)> + '_> {
        let side = self.sides[usize::from(is_sell)].iter().map(|(&price, &quantity)| (price, quantity));
        if is_sell { Box::new(side) } else { Box::new(side.rev()) }
    }

    pub fn best(&self, is_sell: bool) -> Option<(i64, u64)> {
        self.levels(is_sell).next()
    }

    pub fn depth(&self, is_sell: bool) -> usize {
        self.sides[usize::from(is_sell)].len()
    }

    /// CRC-32C over price and quantity, little endian, of the top ten bids and then the top ten asks.
    pub fn checksum(&self) -> u32 {
        let mut bytes = Vec::with_capacity(320);
        for is_sell in [false, true] {
            for (price, quantity) in self.levels(is_sell).take(10) {
                bytes.extend_from_slice(&price.to_le_bytes());
                bytes.extend_from_slice(&quantity.to_le_bytes());
            }
        }
        crc32c::crc32c(&bytes)
    }

    fn add(&mut self, side: Side, price: i64, quantity: u64, changed: &mut impl FnMut(Changed)) {
        if quantity == 0 {
            return;
        }
        let is_sell = side == Side::Sell;
        *self.sides[usize::from(is_sell)].entry(price).or_insert(0) += quantity;
        changed(Changed { is_sell, price });
    }

    fn take(&mut self, side: Side, price: i64, quantity: u64, changed: &mut impl FnMut(Changed)) {
        if quantity == 0 {
            return;
        }
        let is_sell = side == Side::Sell;
        let levels = &mut self.sides[usize::from(is_sell)];
        let level = levels.get_mut(&price).expect("events take off a level what they put there");
        *level -= quantity;
        if *level == 0 {
            levels.remove(&price);
        }
        changed(Changed { is_sell, price });
    }

    /// Applies an event of this instrument, naming the levels that changed.
    pub fn apply(&mut self, kind: MessageType, body: &[u8], mut changed: impl FnMut(Changed)) {
        let changed = &mut changed;
        match kind {
            MessageType::OrderAccepted => {
                let it: wire::OrderAccepted = read(body);
                self.add(it.side(), it.price(), it.resting(), changed);
            }
            MessageType::OrderRested => {
                let it: wire::OrderRested = read(body);
                self.add(it.side(), it.price(), it.resting(), changed);
            }
            MessageType::OrderRefreshed => {
                let it: wire::OrderRefreshed = read(body);
                self.add(it.side(), it.price(), it.displayed(), changed);
            }
            MessageType::OrderReduced => {
                let it: wire::OrderReduced = read(body);
                if it.resting() == 1 {
                    self.take(it.side(), it.price(), it.reduced(), changed);
                }
            }
            MessageType::OrderCanceled => {
                let it: wire::OrderCanceled = read(body);
                self.take(it.side(), it.price(), it.displayed(), changed);
            }
            MessageType::OrderReplaced => {
                let it: wire::OrderReplaced = read(body);
                self.take(it.side(), it.old_price(), it.old_resting(), changed);
                self.add(it.side(), it.price(), it.resting(), changed);
            }
            MessageType::Trade => {
                let it: wire::Trade = read(body);
                let maker_side = if it.taker_side() == Side::Buy { Side::Sell } else { Side::Buy };
                if it.hidden() == 0 {
                    self.take(maker_side, it.price(), it.quantity(), changed);
                }
                self.last_price = it.price();
                self.last_quantity = it.quantity();
            }
            _ => {}
        }
    }
}

/// The instrument of an event that changes a book.
pub fn instrument_of(kind: MessageType, body: &[u8]) -> Option<u32> {
    Some(match kind {
        MessageType::OrderAccepted => read::<wire::OrderAccepted>(body).instrument(),
        MessageType::OrderRested => read::<wire::OrderRested>(body).instrument(),
        MessageType::OrderRefreshed => read::<wire::OrderRefreshed>(body).instrument(),
        MessageType::OrderReduced => read::<wire::OrderReduced>(body).instrument(),
        MessageType::OrderCanceled => read::<wire::OrderCanceled>(body).instrument(),
        MessageType::OrderReplaced => read::<wire::OrderReplaced>(body).instrument(),
        MessageType::Trade => read::<wire::Trade>(body).instrument(),
        _ => return None,
    })
}

pub(crate) fn read<M: Message>(body: &[u8]) -> M {
    M::from_bytes(body).expect("events come from the sequencer")
}
