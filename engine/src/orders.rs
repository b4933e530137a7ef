//! Open orders: what the engine knows of each beyond its place in the book.
//!
//! Records run beside the book's slots; each account's are linked in the order they were accepted.

use crate::book::{Side, Slot};
use crate::order_index::OrderIndex;
use tapebook_schema::{OrderType, StpMode, TimeInForce};

const NONE: u32 = 0;

/// An order's terms and progress. What is open of it is `quantity - cumulative`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    pub id: u64,
    /// Limit in ticks; a market order's protection price.
    pub price: i64,
    /// Total in lots; a reduction lowers it.
    pub quantity: u64,
    pub cumulative: u64,
    /// Sum of its fills' price x quantity, in quote units.
    pub notional: i128,
    /// The client id that reports carry: that of the last request that shaped it.
    pub client_id: [u8; 36],
    pub account: u32,
    /// The row that holds its money: quote for a buy, base for a sell. Names its hold.
    pub hold_row: u32,
    /// The row that its fills credit.
    pub credit_row: u32,
    pub position: u32,
    /// Fixed at acceptance.
    pub maker_ppm: i32,
    pub taker_ppm: i32,
    /// Millionths of a unit that were charged ahead by rounding up; below 1,000,000.
    pub fee_slack: u32,
    pub instrument: u32,
    /// Session it came by.
    pub session: u32,
    pub side: Side,
    pub order_type: OrderType,
    pub time_in_force: TimeInForce,
    pub stp: StpMode,
    pub flags: u32,
    pub time: u64,
    /// First of its requests that outlived the window.
    pub parked: u32,
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
            hold_row: 0,
            credit_row: 0,
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
            parked: u32::MAX,
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

/// Neighbours among an account's open orders. Apart from the records, so that linking touches 8 bytes of a
/// neighbour and not its record.
#[derive(Clone, Copy, Default)]
struct Links {
    prev: u32,
    next: u32,
}

/// Every open order.
#[derive(Default)]
pub struct Orders {
    records: Vec<Option<Order>>,
    links: Vec<Links>,
    index: OrderIndex,
    count: usize,
}

impl Orders {
    pub fn new() -> Self {
        Self::default()
    }

    /// Open orders of all accounts.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Slot of an open order. O(1).
    pub fn slot(&self, id: u64) -> Option<Slot> {
        self.index.get(id)
    }

    /// Touches the lines that ending this order will need.
    pub fn touch(&self, slot: Slot) -> u64 {
        let Some(Some(order)) = self.records.get(slot.index()) else { return 0 };
        let links = self.links[slot.index()];
        order.quantity ^ order.time ^ u64::from(links.next)
    }

    /// # Panics
    /// If no order rests in the slot.
    pub fn get(&self, slot: Slot) -> &Order {
        self.records[slot.index()].as_ref().expect("the slot holds an order")
    }

    pub fn get_mut(&mut self, slot: Slot) -> &mut Order {
        self.records[slot.index()].as_mut().expect("the slot holds an order")
    }

    /// Keeps an order that came to rest. O(1).
    pub fn insert(&mut self, slot: Slot, order: &Order, list: &mut OpenOrders) {
        if self.records.len() <= slot.index() {
            self.records.resize_with(slot.index() + 1, || None);
            self.links.resize(slot.index() + 1, Links::default());
        }
        self.links[slot.index()] = Links { prev: list.last, next: NONE };
        match list.last {
            NONE => list.first = slot.raw(),
            last => self.links[last as usize].next = slot.raw(),
        }
        list.last = slot.raw();
        list.count += 1;
        self.count += 1;
        self.index.insert(order.id, slot);
        self.records[slot.index()] = Some(*order);
    }

    /// Forgets an order that ended. O(1).
    pub fn remove(&mut self, slot: Slot, list: &mut OpenOrders) {
        let Links { prev, next } = self.links[slot.index()];
        self.link(prev, next, list);
        list.count -= 1;
        self.count -= 1;
        let id = self.get(slot).id;
        self.index.remove(id);
        self.records[slot.index()] = None;
    }

    /// Makes two places neighbours; `NONE` stands for the list's end.
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
        if from != to {
            if self.records.len() <= to.index() {
                self.records.resize_with(to.index() + 1, || None);
                self.links.resize(to.index() + 1, Links::default());
            }
            self.records[from.index()] = None;
            let Links { prev, next } = self.links[from.index()];
            self.links[to.index()] = Links { prev, next };
            self.link(prev, to.raw(), list);
            self.link(to.raw(), next, list);
            self.index.insert(order.id, to);
        }
        self.records[to.index()] = Some(*order);
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
            orders.insert(Slot(id as u32), &order(id), &mut list);
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
