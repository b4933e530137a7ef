//! What advanced orders carry beyond a plain one. Only they have an entry here, so that a plain order stays short.

use crate::orders::hash_of;
use crate::table::Table;
use tapebook_schema::TriggerSource;

/// Set in an order's flags: it has an entry here. No request may set it.
pub const ADVANCED: u32 = 1 << 17;

/// What an order waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// A price at or above this one.
    Up(i64),
    /// A price at or below this one.
    Down(i64),
    /// A price at or above this one, to begin trailing.
    ActivateUp(i64),
    /// A price at or below this one, to begin trailing.
    ActivateDown(i64),
    /// The price turning back from the best one of its group.
    Trailing { group: u32 },
    /// The closing auction.
    Close,
    /// Its turn among the triggered ones of its instrument.
    Turn(u64),
    /// The first leg of its list.
    Pending,
}

/// An advanced order's attributes and state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attributes {
    pub order_id: u64,
    pub waits: Waits,
    pub source: TriggerSource,
    /// Trigger asked for; a trailing stop's once it is triggered.
    pub trigger_price: i64,
    pub activation_price: i64,
    /// Ticks; 0 if it trails by basis points or not at all.
    pub trail_ticks: i64,
    pub trail_basis_points: u32,
    /// Lots that the order it becomes shows at a time; 0 if it is no iceberg.
    pub display: u64,
    /// Least lots to trade at the trigger; 0 for none.
    pub min_quantity: u64,
    /// Sequence of the command that it waits since.
    pub since: u64,
}

impl Attributes {
    /// Does it follow the price at a distance?
    pub fn is_trailing(&self) -> bool {
        self.trail_ticks != 0 || self.trail_basis_points != 0
    }
}

/// Attributes of every advanced order, by order id.
#[derive(Default)]
pub struct Advanced {
    rows: Vec<Option<Attributes>>,
    free: Vec<u32>,
    table: Table,
}

impl Advanced {
    /// Advanced orders that are open.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    fn place(&self, order_id: u64) -> Option<u32> {
        let is_it = |at: u32| self.rows[at as usize].is_some_and(|it| it.order_id == order_id);
        self.table.find(hash_of(order_id), is_it)
    }

    /// An order's attributes, if it has some. O(1).
    pub fn find(&self, order_id: u64) -> Option<&Attributes> {
        self.rows[self.place(order_id)? as usize].as_ref()
    }

    /// # Panics
    /// If the order has no attributes.
    pub fn get(&self, order_id: u64) -> &Attributes {
        self.find(order_id).expect("an advanced order has attributes")
    }

    /// # Panics
    /// As [`Advanced::get`].
    pub fn get_mut(&mut self, order_id: u64) -> &mut Attributes {
        let place = self.place(order_id).expect("an advanced order has attributes");
        self.rows[place as usize].as_mut().expect("the place is taken")
    }

    /// Keeps an order's attributes. O(1).
    pub fn insert(&mut self, attributes: Attributes) {
        let place = self.free.pop().unwrap_or_else(|| {
            self.rows.push(None);
            (self.rows.len() - 1) as u32
        });
        self.rows[place as usize] = Some(attributes);
        self.table.insert(hash_of(attributes.order_id), place);
    }

    /// Forgets an order that ended, or has become a plain one. O(1).
    ///
    /// # Panics
    /// As [`Advanced::get`].
    pub fn forget(&mut self, order_id: u64) -> Attributes {
        let place = self.place(order_id).expect("an advanced order has attributes");
        self.table.remove(hash_of(order_id), place);
        self.free.push(place);
        self.rows[place as usize].take().expect("the place is taken")
    }
}
