//! Open orders: what the engine knows of each beyond its place in the book.
//!
//! Records run beside the book's slots; each account's are linked in the order they were accepted.

use crate::book::{Side, Slot};
use crate::expiries::Expiries;
use crate::prefetch::prefetch;
use crate::reducing::{REDUCE_ONLY, Reducing};
use crate::requests::NO_ENTRY;
use crate::table::Table;
use tapebook_schema::{OrderType, StpMode, TimeInForce};

const NONE: u32 = 0;

/// An order's terms and progress. What is open of it is `quantity - cumulative`. Two cache lines: what a fill changes
/// stands in the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, align(64))]
pub struct Order {
    pub id: u64,
    /// Limit in ticks; a market order's protection price.
    pub price: i64,
    /// Total in lots; a reduction lowers it.
    pub quantity: u64,
    pub cumulative: u64,
    /// Sum of its fills' price x quantity, in quote units.
    pub notional: i128,
    /// Millionths of a unit that were charged ahead by rounding up; below 1,000,000.
    pub fee_slack: u32,
    /// Its account's position in its instrument, which names the rows that hold its money and take what it brings.
    pub position: u32,
    pub account: u32,
    pub instrument: u32,
    /// Fixed at acceptance.
    pub maker_ppm: i32,
    pub taker_ppm: i32,
    pub time: u64,
    /// The client id that reports carry: that of the last request that shaped it.
    pub client_id: [u8; 36],
    /// Session it came by.
    pub session: u32,
    pub flags: u32,
    pub side: Side,
    pub order_type: OrderType,
    pub time_in_force: TimeInForce,
    pub stp: StpMode,
}

const _: () = assert!(size_of::<Option<Order>>() == 128);

impl Default for Order {
    fn default() -> Self {
        Self::new(0, 0, 0, Side::Buy, OrderType::Limit, 0, 0, 0)
    }
}

impl Order {
    #[expect(clippy::too_many_arguments, reason = "every field has a meaning of its own")]
    pub fn new(
        id: u64,
        account: u32,
        instrument: u32,
        side: Side,
        order_type: OrderType,
        price: i64,
        quantity: u64,
        time: u64,
    ) -> Self {
        Self {
            id,
            price,
            quantity,
            cumulative: 0,
            notional: 0,
            client_id: [0; 36],
            account,
            position: 0,
            maker_ppm: 0,
            taker_ppm: 0,
            fee_slack: 0,
            instrument,
            session: 0,
            side,
            order_type,
            time_in_force: TimeInForce::Gtc,
            stp: StpMode::CancelTaker,
            flags: 0,
            time,
        }
    }

    /// Open quantity (OB-19).
    pub fn leaves(&self) -> u64 {
        self.quantity - self.cumulative
    }
}

/// First and last of an account's open orders, oldest first, and how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenOrders {
    first: u32,
    last: u32,
    pub count: u32,
}

/// Neighbours among an account's open orders, and the first of its requests that outlived the window. Apart from the
/// records, so that linking touches a few bytes of a neighbour and not its record.
#[derive(Clone, Copy)]
struct Links {
    prev: u32,
    next: u32,
    parked: u32,
}

const NO_LINKS: Links = Links { prev: NONE, next: NONE, parked: NO_ENTRY };

/// Ids are ours and in sequence, so that nobody can choose them to collide.
#[inline]
pub(crate) fn hash_of(id: u64) -> u32 {
    (id.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

/// Every open order.
#[derive(Default)]
pub struct Orders {
    records: Vec<Option<Order>>,
    links: Vec<Links>,
    index: Table,
    /// Those that are good till a time, from acceptance on: also while they meet the book.
    pub(crate) expiries: Expiries,
    /// Those that are reduce-only.
    pub(crate) reducing: Reducing,
    /// By position: lots of its open orders, bids and asks. For limits on positions.
    open_lots: Vec<[u64; 2]>,
    /// By position: does somebody add up what changes there? Empty where nobody does.
    watches: Vec<Watch>,
    watched: usize,
    touched: Vec<u32>,
}

/// Whether sums count a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Watch {
    No,
    Yes,
    /// It is among those that changed.
    Touched,
}

impl Orders {
    pub fn new() -> Self {
        Self::default()
    }

    /// Open orders of all accounts.
    pub fn count(&self) -> usize {
        self.index.len()
    }

    /// Slot of an open order. O(1).
    #[inline]
    pub fn slot(&self, id: u64) -> Option<Slot> {
        let is_it = |slot: u32| matches!(&self.records[slot as usize], Some(order) if order.id == id);
        self.index.find(hash_of(id), is_it).map(Slot)
    }

    /// Asks for the memory where an id is looked up.
    pub(crate) fn prefetch_id(&self, id: u64) {
        self.index.prefetch(hash_of(id));
    }

    /// Asks for the memory of the order that an id seems to name; its slot.
    pub(crate) fn prefetch(&self, id: u64) -> Option<Slot> {
        let slot = self.index.guess(hash_of(id))? as usize;
        prefetch(&self.records, slot);
        prefetch(&self.links, slot);
        Some(Slot(slot as u32))
    }

    /// # Panics
    /// If no order rests in the slot.
    #[inline]
    pub fn get(&self, slot: Slot) -> &Order {
        self.records[slot.index()].as_ref().expect("the slot holds an order")
    }

    #[inline]
    pub fn get_mut(&mut self, slot: Slot) -> &mut Order {
        self.records[slot.index()].as_mut().expect("the slot holds an order")
    }

    /// When an order expires; 0 for never. O(1).
    pub fn expires_at(&self, id: u64) -> u64 {
        self.expiries.of(id)
    }

    /// First of an order's requests that outlived the window.
    pub fn parked(&self, slot: Slot) -> u32 {
        self.links[slot.index()].parked
    }

    /// Sets the first of an order's parked requests; the one before it.
    pub fn park(&mut self, slot: Slot, entry: u32) -> u32 {
        std::mem::replace(&mut self.links[slot.index()].parked, entry)
    }

    /// Keeps an order that came to rest, with its parked requests. O(1).
    #[inline]
    pub fn insert(&mut self, slot: Slot, order: &Order, parked: u32, list: &mut OpenOrders) {
        self.reach(slot);
        self.links[slot.index()] = Links { prev: list.last, next: NONE, parked };
        match list.last {
            NONE => list.first = slot.raw(),
            last => self.links[last as usize].next = slot.raw(),
        }
        list.last = slot.raw();
        list.count += 1;
        self.index.insert(hash_of(order.id), slot.raw());
        self.add_lots(order);
        if order.flags & REDUCE_ONLY != 0 {
            self.reducing.insert(order.instrument, order.position, order.id);
        }
        self.records[slot.index()] = Some(*order);
    }

    #[inline]
    fn reach(&mut self, slot: Slot) {
        if self.records.len() <= slot.index() {
            self.records.resize_with(slot.index() + 1, || None);
            self.links.resize(slot.index() + 1, NO_LINKS);
        }
    }

    /// Forgets an order that ended; its parked requests. O(1), O(log n) of those good till a time.
    #[inline]
    pub fn remove(&mut self, slot: Slot, list: &mut OpenOrders) -> u32 {
        let order = self.get(slot);
        if order.time_in_force == TimeInForce::Gtd {
            self.expiries.forget(order.id);
        }
        self.take_out(slot, list)
    }

    /// Takes out an order that goes on; its parked requests. O(1).
    #[inline]
    pub fn take_out(&mut self, slot: Slot, list: &mut OpenOrders) -> u32 {
        let Links { prev, next, parked } = self.links[slot.index()];
        self.link(prev, next, list);
        list.count -= 1;
        let record = &mut self.records[slot.index()];
        let order = record.as_ref().expect("an order that is taken out is there");
        let Order { id, position, side, flags, instrument, .. } = *order;
        let leaves = order.leaves();
        *record = None;
        self.open_lots[position as usize][side as usize] -= leaves;
        self.touch(position);
        if flags & REDUCE_ONLY != 0 {
            self.reducing.remove(instrument, position, id);
        }
        self.index.remove(hash_of(id), slot.raw());
        parked
    }

    /// Makes two places neighbours; `NONE` stands for the list's end.
    #[inline]
    fn link(&mut self, prev: u32, next: u32, list: &mut OpenOrders) {
        match prev {
            NONE => list.first = next,
            prev => self.links[prev as usize].next = next,
        }
        match next {
            NONE => list.last = prev,
            next => self.links[next as usize].prev = prev,
        }
    }

    /// An order moved to another slot and kept its place among its account's orders.
    pub fn move_to(&mut self, from: Slot, to: Slot, order: &Order, list: &mut OpenOrders) {
        self.lost(from, self.get(from).leaves());
        self.add_lots(order);
        if from != to {
            self.reach(to);
            self.records[from.index()] = None;
            let links = self.links[from.index()];
            self.links[to.index()] = links;
            self.link(links.prev, to.raw(), list);
            self.link(to.raw(), links.next, list);
            self.index.replace(hash_of(order.id), from.raw(), to.raw());
        }
        self.records[to.index()] = Some(*order);
    }

    #[inline]
    fn add_lots(&mut self, order: &Order) {
        let at = order.position as usize;
        if self.open_lots.len() <= at {
            self.open_lots.resize(at + 1, [0; 2]);
        }
        self.open_lots[at][order.side as usize] += order.leaves();
        self.touch(order.position);
    }

    /// A position changed, or what is open of it. One comparison where nobody adds up.
    #[inline]
    pub(crate) fn touch(&mut self, position: u32) {
        if (position as usize) < self.watches.len() {
            self.note(position);
        }
    }

    #[cold]
    fn note(&mut self, position: u32) {
        let watch = &mut self.watches[position as usize];
        if *watch == Watch::Yes {
            *watch = Watch::Touched;
            self.touched.push(position);
        }
    }

    /// Has a watched position changed since it was looked at?
    #[inline]
    pub(crate) fn has_touched(&self) -> bool {
        !self.touched.is_empty()
    }

    /// A position that changed, and is looked at now. Its watch may have ended.
    pub(crate) fn take_touched(&mut self) -> Option<u32> {
        let position = self.touched.pop()?;
        if let Some(watch) = self.watches.get_mut(position as usize).filter(|it| **it == Watch::Touched) {
            *watch = Watch::Yes;
        }
        Some(position)
    }

    /// Begins or ends to watch a position. O(1).
    pub(crate) fn watch(&mut self, position: u32, is_watched: bool) {
        let at = position as usize;
        if is_watched && self.watches.len() <= at {
            self.watches.resize(at + 1, Watch::No);
        }
        let Some(watch) = self.watches.get_mut(at) else { return };
        match (*watch, is_watched) {
            (Watch::No, true) => self.watched += 1,
            (Watch::Yes | Watch::Touched, false) => self.watched -= 1,
            _ => return,
        }
        *watch = if is_watched { Watch::Yes } else { Watch::No };
        if self.watched == 0 {
            self.watches.clear();
        }
    }

    /// Is a position watched?
    pub(crate) fn is_watched(&self, position: u32) -> bool {
        self.watches.get(position as usize).is_some_and(|it| *it != Watch::No)
    }

    /// An open order lost lots by a fill, or was reduced in its place.
    #[inline]
    pub fn lost(&mut self, slot: Slot, lots: u64) {
        let order = self.get(slot);
        let (at, side) = (order.position as usize, order.side as usize);
        self.open_lots[at][side] -= lots;
        self.touch(at as u32);
    }

    /// Lots of a position's open orders: bids, asks.
    pub fn open_lots(&self, position: u32) -> [u64; 2] {
        self.open_lots.get(position as usize).copied().unwrap_or_default()
    }

    /// Changes an open order in its place. O(1).
    pub fn change(&mut self, slot: Slot, order: &Order) {
        self.lost(slot, self.get(slot).leaves());
        self.add_lots(order);
        self.records[slot.index()] = Some(*order);
    }

    /// An account's open orders, oldest first. O(its open orders).
    pub fn of_account(&self, list: &OpenOrders) -> impl Iterator<Item = (Slot, &Order)> {
        let at = |slot: u32| Slot::from_index(slot).map(|slot| (slot, self.get(slot)));
        std::iter::successors(at(list.first), move |(slot, _)| at(self.links[slot.index()].next))
    }

    /// The open order after this one in its account's list.
    pub fn next(&self, slot: Slot) -> Option<Slot> {
        Slot::from_index(self.links[slot.index()].next)
    }

    pub fn first(&self, list: &OpenOrders) -> Option<Slot> {
        Slot::from_index(list.first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_an_accounts_orders_in_the_order_they_came() {
        let mut orders = Orders::new();
        let mut list = OpenOrders::default();
        let order = |id| Order::new(id, 16, 0, Side::Buy, OrderType::Limit, 1, 1, 0);
        for id in 1..=10_000u64 {
            orders.insert(Slot(id as u32), &order(id), NO_ENTRY, &mut list);
        }
        for id in (1..=10_000u64).filter(|id| id % 3 != 0) {
            orders.remove(Slot(id as u32), &mut list);
        }
        assert_eq!(orders.slot(3), Slot::from_index(3));
        assert_eq!(orders.slot(4), None);
        assert!(orders.of_account(&list).map(|(_, order)| order.id).eq((1..=3333).map(|k| k * 3)));
        for id in (1..=3333).map(|k| k * 3) {
            orders.remove(Slot(id as u32), &mut list);
        }
        assert_eq!(list, OpenOrders::default());
        assert_eq!(orders.slot(u64::MAX), None);
    }
}
