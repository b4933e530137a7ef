//! One book as events tell it: every displayed order in its queue, and quantity by level.

use crate::ids::Ids;
use std::collections::BTreeMap;
use tapebook_schema as wire;
use tapebook_schema::{InstrumentStatus, Message, MessageType, Side};

/// A displayed order, to begin from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageOrder {
    pub order_id: u64,
    /// Ticks.
    pub price: i64,
    /// Displayed lots, above 0.
    pub quantity: u64,
}

/// Groups of pegged orders are shown as one order with an id from here on.
pub const GROUP_ID: u64 = 1 << 52;
const GROUPS: u32 = 64;

/// Id under which the group of this number, 1 to 64, is shown.
pub fn group_id(instrument: u32, number: u32) -> u64 {
    GROUP_ID + u64::from(group_index(instrument, number))
}

/// The same in 32 bits. Instruments are fewer than 2^26.
fn group_index(instrument: u32, number: u32) -> u32 {
    instrument * GROUPS + number - 1
}

/// One instrument's book and state, to begin from.
#[derive(Clone, Debug, Default)]
pub struct BookImage {
    /// Displayed orders in the order they would trade.
    pub bids: Vec<ImageOrder>,
    pub asks: Vec<ImageOrder>,
    /// Pegged orders, those that wait for a market too, each with its group's [`group_id`].
    pub pegged: Vec<(u64, u64)>,
    /// Ticks; 0 before the first trade.
    pub last_price: i64,
    /// Ticks; 0 for none.
    pub reference_price: i64,
    pub status: InstrumentStatus,
    pub indication: Indication,
}

/// What an auction would do if it ended now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Indication {
    /// Ticks; 0 if nothing would trade.
    pub price: i64,
    /// Lots.
    pub quantity: u64,
    /// Lots left over at the price: above 0 of buyers, below 0 of sellers.
    pub surplus: i64,
}

/// What became of an order.
///
/// A group of pegged orders is shown as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It stands at the end of its queue; a group that stood already grew in its place.
    Add,
    /// It traded.
    Execute,
    /// It shrank without a trade and keeps its place.
    Reduce,
    /// It left without a trade.
    Remove,
}

/// An order's change: how it stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed {
    pub order_id: u64,
    pub is_sell: bool,
    pub price: i64,
    /// Displayed lots from now on; 0 where it left.
    pub quantity: u64,
    /// Lots that came or went.
    pub by: u64,
    pub action: Action,
}

/// An order as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Displayed {
    pub order_id: u64,
    pub is_sell: bool,
    pub price: i64,
    pub quantity: u64,
}

const NONE: u32 = u32::MAX;

#[derive(Clone, Copy, Debug)]
struct Node {
    order: Displayed,
    next: u32,
    prev: u32,
}

#[derive(Clone, Copy, Debug)]
struct Level {
    total: u64,
    first: u32,
    last: u32,
}

/// One book. Every change is O(log levels).
#[derive(Default)]
pub struct Book {
    sides: [BTreeMap<i64, Level>; 2],
    nodes: Vec<Node>,
    free: Vec<u32>,
    by_id: Ids,
    /// Each pegged order's group, by [`group_index`].
    pegged: Ids,
}

impl Book {
    /// A book that holds the image's orders.
    pub fn from_image(image: &BookImage) -> Self {
        let mut book = Self::default();
        for (is_sell, orders) in [(false, &image.bids), (true, &image.asks)] {
            for it in orders {
                let ImageOrder { order_id, price, quantity } = *it;
                book.push(Displayed { order_id, is_sell, price, quantity });
            }
        }
        for &(order_id, group) in &image.pegged {
            book.pegged.insert(order_id, (group - GROUP_ID) as u32);
        }
        book
    }

    /// Displayed quantity at a price. O(log levels).
    pub fn quantity(&self, is_sell: bool, price: i64) -> u64 {
        self.sides[usize::from(is_sell)].get(&price).map_or(0, |level| level.total)
    }

    fn side(&self, is_sell: bool) -> Box<dyn Iterator<Item = (i64, &Level)> + '_> {
        let side = self.sides[usize::from(is_sell)].iter().map(|(&price, level)| (price, level));
        if is_sell { Box::new(side) } else { Box::new(side.rev()) }
    }

    /// Price and displayed quantity: bids from the highest, asks from the lowest.
    pub fn levels(&self, is_sell: bool) -> impl Iterator<Item = (i64, u64)> + '_ {
        self.side(is_sell).map(|(price, level)| (price, level.total))
    }

    /// Displayed orders of a side in the order they would trade.
    pub fn orders(&self, is_sell: bool) -> impl Iterator<Item = Displayed> + '_ {
        self.side(is_sell).flat_map(|(_, level)| {
            let at = |node: u32| self.nodes.get(node as usize);
            std::iter::successors(at(level.first), move |node| at(node.next)).map(|node| node.order)
        })
    }

    /// Displayed orders; a group counts as one.
    pub fn order_count(&self) -> usize {
        self.by_id.len()
    }

    pub fn best(&self, is_sell: bool) -> Option<(i64, u64)> {
        let side = &self.sides[usize::from(is_sell)];
        let best = if is_sell { side.first_key_value() } else { side.last_key_value() };
        best.map(|(&price, level)| (price, level.total))
    }

    /// CRC-32C over price and quantity, little endian, of the top ten bids and then the top ten asks.
    pub fn levels_checksum(&self) -> u32 {
        let mut bytes = [0; 320];
        let mut at = 0;
        for is_sell in [false, true] {
            for (price, quantity) in self.levels(is_sell).take(10) {
                bytes[at..at + 8].copy_from_slice(&price.to_le_bytes());
                bytes[at + 8..at + 16].copy_from_slice(&quantity.to_le_bytes());
                at += 16;
            }
        }
        crc32c::crc32c(&bytes[..at])
    }

    /// CRC-32C over id, price and quantity, little endian, of the first ten bids and then the first ten asks.
    pub fn orders_checksum(&self) -> u32 {
        let mut bytes = [0; 480];
        let mut at = 0;
        for is_sell in [false, true] {
            for it in self.orders(is_sell).take(10) {
                bytes[at..at + 8].copy_from_slice(&it.order_id.to_le_bytes());
                bytes[at + 8..at + 16].copy_from_slice(&it.price.to_le_bytes());
                bytes[at + 16..at + 24].copy_from_slice(&it.quantity.to_le_bytes());
                at += 24;
            }
        }
        crc32c::crc32c(&bytes[..at])
    }

    fn push(&mut self, order: Displayed) {
        let node = Node { order, next: NONE, prev: NONE };
        let slot = match self.free.pop() {
            Some(slot) => {
                self.nodes[slot as usize] = node;
                slot
            }
            None => {
                self.nodes.push(node);
                (self.nodes.len() - 1) as u32
            }
        };
        self.by_id.insert(order.order_id, slot);
        let empty = Level { total: 0, first: slot, last: NONE };
        let level = self.sides[usize::from(order.is_sell)].entry(order.price).or_insert(empty);
        level.total += order.quantity;
        if level.last != NONE {
            self.nodes[level.last as usize].next = slot;
            self.nodes[slot as usize].prev = level.last;
        }
        level.last = slot;
    }

    fn add(&mut self, order_id: u64, side: Side, price: i64, quantity: u64, tell: &mut impl FnMut(Changed)) {
        if quantity > 0 {
            let is_sell = side == Side::Sell;
            self.push(Displayed { order_id, is_sell, price, quantity });
            tell(Changed { order_id, is_sell, price, quantity, by: quantity, action: Action::Add });
        }
    }

    /// Takes lots off an order that is displayed; one that is not has nothing to be taken off here.
    fn take(&mut self, order_id: u64, lots: u64, action: Action, tell: &mut impl FnMut(Changed)) {
        let Some(slot) = self.by_id.get(self.shown(order_id)) else { return };
        let node = &mut self.nodes[slot as usize];
        let lots = lots.min(node.order.quantity);
        if lots == 0 {
            return;
        }
        node.order.quantity -= lots;
        let Node { order, next, prev } = *node;
        let Displayed { order_id, is_sell, price, quantity } = order;
        let side = &mut self.sides[usize::from(is_sell)];
        let level = side.get_mut(&price).expect("an order has a level");
        level.total -= lots;
        if quantity == 0 {
            if level.first == slot {
                level.first = next;
            }
            if level.last == slot {
                level.last = prev;
            }
            if level.first == NONE {
                side.remove(&price);
            }
            if prev != NONE {
                self.nodes[prev as usize].next = next;
            }
            if next != NONE {
                self.nodes[next as usize].prev = prev;
            }
            self.by_id.remove(order_id);
            self.free.push(slot);
        }
        // A group that lost an order stays.
        let action = if action == Action::Remove && quantity > 0 { Action::Reduce } else { action };
        tell(Changed { order_id, is_sell, price, quantity, by: lots, action });
    }

    /// Takes an order out of which so many lots are displayed.
    fn take_out(&mut self, order_id: u64, displayed: u64, tell: &mut impl FnMut(Changed)) {
        let is_pegged = self.shown(order_id) != order_id;
        self.take(order_id, if is_pegged { displayed } else { u64::MAX }, Action::Remove, tell);
        self.pegged.remove(order_id);
    }

    /// The id under which an order is shown.
    fn shown(&self, order_id: u64) -> u64 {
        if self.pegged.len() == 0 {
            return order_id;
        }
        self.pegged.get(order_id).map_or(order_id, |group| GROUP_ID + u64::from(group))
    }

    /// A pegged order came to the end of its group; `quantity` is 0 where that waits.
    fn join(&mut self, it: &wire::OrderRested, tell: &mut impl FnMut(Changed)) {
        self.pegged.insert(it.order_id(), group_index(it.instrument(), it.group()));
        let order_id = group_id(it.instrument(), it.group());
        let (is_sell, price, lots) = (it.side() == Side::Sell, it.price(), it.resting());
        match self.by_id.get(order_id) {
            Some(slot) if lots > 0 => {
                let order = &mut self.nodes[slot as usize].order;
                order.quantity += lots;
                let quantity = order.quantity;
                let level = self.sides[usize::from(is_sell)].get_mut(&price).expect("an order has a level");
                level.total += lots;
                tell(Changed { order_id, is_sell, price, quantity, by: lots, action: Action::Add });
            }
            _ => self.add(order_id, it.side(), price, lots, tell),
        }
    }

    /// Applies an event of this instrument, telling what became of each order it changed.
    pub fn apply(&mut self, kind: MessageType, body: &[u8], mut tell: impl FnMut(Changed)) {
        let tell = &mut tell;
        match kind {
            MessageType::OrderAccepted => {
                let it: wire::OrderAccepted = read(body);
                self.add(it.order_id(), it.side(), it.price(), it.resting(), tell);
            }
            MessageType::OrderRested => {
                let it: wire::OrderRested = read(body);
                match it.group() {
                    0 => self.add(it.order_id(), it.side(), it.price(), it.resting(), tell),
                    _ => self.join(&it, tell),
                }
            }
            MessageType::PegsMoved => {
                let it: wire::PegsMoved = read(body);
                let group = group_id(it.instrument(), it.group());
                self.take(group, u64::MAX, Action::Remove, tell);
                if it.price() > 0 {
                    self.add(group, it.side(), it.price(), it.quantity(), tell);
                }
            }
            MessageType::OrderRefreshed => {
                let it: wire::OrderRefreshed = read(body);
                self.add(it.order_id(), it.side(), it.price(), it.displayed(), tell);
            }
            MessageType::OrderReduced => {
                let it: wire::OrderReduced = read(body);
                if it.resting() == 1 {
                    self.take(it.order_id(), it.reduced(), Action::Reduce, tell);
                }
            }
            MessageType::OrderCanceled => {
                let it: wire::OrderCanceled = read(body);
                if it.displayed() > 0 {
                    self.take_out(it.order_id(), it.displayed(), tell);
                }
                self.pegged.remove(it.order_id());
            }
            MessageType::OrderReplaced => {
                let it: wire::OrderReplaced = read(body);
                let is_pegged = self.shown(it.order_id()) != it.order_id();
                if it.priority_kept() == 1 && (it.old_resting() > 0 || is_pegged) {
                    let less = it.old_resting().saturating_sub(it.resting());
                    self.take(it.order_id(), less, Action::Reduce, tell);
                } else {
                    self.take_out(it.order_id(), it.old_resting(), tell);
                    self.add(it.order_id(), it.side(), it.price(), it.resting(), tell);
                }
            }
            MessageType::Trade => {
                let it: wire::Trade = read(body);
                if it.hidden() == 0 {
                    self.take(it.maker().order_id(), it.quantity(), Action::Execute, tell);
                }
                if it.maker().leaves() == 0 {
                    self.pegged.remove(it.maker().order_id());
                }
            }
            MessageType::AuctionTrade => {
                let it: wire::AuctionTrade = read(body);
                self.take(it.buy().order_id(), it.buy_shown(), Action::Execute, tell);
                self.take(it.sell().order_id(), it.sell_shown(), Action::Execute, tell);
            }
            _ => {}
        }
    }
}

/// The instrument of an event that is about one.
pub fn instrument_of(kind: MessageType, body: &[u8]) -> Option<u32> {
    Some(match kind {
        MessageType::OrderAccepted => read::<wire::OrderAccepted>(body).instrument(),
        MessageType::OrderRested => read::<wire::OrderRested>(body).instrument(),
        MessageType::OrderRefreshed => read::<wire::OrderRefreshed>(body).instrument(),
        MessageType::PegsMoved => read::<wire::PegsMoved>(body).instrument(),
        MessageType::OrderReduced => read::<wire::OrderReduced>(body).instrument(),
        MessageType::OrderCanceled => read::<wire::OrderCanceled>(body).instrument(),
        MessageType::OrderReplaced => read::<wire::OrderReplaced>(body).instrument(),
        MessageType::Trade => read::<wire::Trade>(body).instrument(),
        MessageType::AuctionTrade => read::<wire::AuctionTrade>(body).instrument(),
        MessageType::TradeAmended => read::<wire::TradeAmended>(body).instrument(),
        _ => return None,
    })
}

pub(crate) fn read<M: Message>(body: &[u8]) -> M {
    M::from_bytes(body).expect("events come from the sequencer")
}
