//! One order book by itself, with ids chosen by the caller. The names are those of OB-03 and OB-04.

use super::matching::{Action, Maker, Matcher};
use super::{Books, MAX_PRICE, Side, Slot};
use crate::table::{Hasher, Table};

/// What happened in the book. Every report is complete in itself; nothing is allocated for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Report {
    /// Two orders met, at the resting one's price (OB-10).
    Fill { taker: u64, maker: u64, price: i64, quantity: u64, taker_leaves: u64, maker_leaves: u64 },
    /// The rest of an order stands in the book.
    Rested { id: u64, price: i64, quantity: u64 },
    /// An order left the book with this quantity open.
    Canceled { id: u64, quantity: u64 },
}

/// Why an order was not taken; the book is unchanged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AddError {
    /// The price is not 1 to [`MAX_PRICE`].
    PriceOutOfRange,
    QuantityZero,
    /// An order with this id rests in the book.
    DuplicateId,
    /// The side's quantities would pass [`MAX_TOTAL`](super::MAX_TOTAL), or four billion orders.
    BookFull,
    UnknownId,
}

/// Levels from the best on, as (price, quantity).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Depth {
    pub bids: Vec<(i64, u64)>,
    pub asks: Vec<(i64, u64)>,
}

/// A best price and the quantity there; `None` on an empty side.
pub type Best = Option<(i64, u64)>;

/// An order book. Reports go to the sink of each call; pass `|_| ()` to ignore them.
///
/// ```
/// use tapebook_engine::book::{OrderBook, Report, Side};
/// let mut book = OrderBook::new();
/// book.add_ask(1, 101, 5, |_| ()).unwrap();
/// let mut fills = Vec::new();
/// book.add_bid(2, 102, 3, |report| fills.push(report)).unwrap();
/// assert_eq!(
///     fills,
///     [Report::Fill { taker: 2, maker: 1, price: 101, quantity: 3, taker_leaves: 0, maker_leaves: 2 }]
/// );
/// assert_eq!(book.best_ask(), Some((101, 2)));
/// ```
pub struct OrderBook {
    books: Books,
    ids: Table,
    hasher: Hasher,
}

struct Trading<'a, S> {
    ids: &'a mut Table,
    hasher: Hasher,
    taker: u64,
    leaves: u64,
    sink: S,
}

impl<S: FnMut(Report)> Matcher for Trading<'_, S> {
    fn wants_more(&self) -> bool {
        self.leaves > 0
    }

    fn meet(&mut self, price: i64, maker: Maker) -> Action {
        let quantity = self.leaves.min(maker.leaves);
        self.leaves -= quantity;
        let maker_leaves = maker.leaves - quantity;
        if maker_leaves == 0 {
            self.ids.remove(self.hasher.hash([maker.id]), maker.slot.raw());
        }
        (self.sink)(Report::Fill {
            taker: self.taker,
            maker: maker.id,
            price,
            quantity,
            taker_leaves: self.leaves,
            maker_leaves,
        });
        Action::Take(quantity)
    }
}

impl Default for OrderBook {
    fn default() -> Self {
        Self::new()
    }
}

impl OrderBook {
    pub fn new() -> Self {
        Self::with_seed([0x7461_7065, 0x626F_6F6B])
    }

    /// A book whose id table is keyed: use a secret seed where ids come from people who may wish it harm.
    pub fn with_seed(seed: [u64; 2]) -> Self {
        let mut books = Books::new();
        books.add_book();
        Self { books, ids: Table::new(), hasher: Hasher::new(seed) }
    }

    fn slot(&self, hash: u32, id: u64) -> Option<Slot> {
        let found = self.ids.find(hash, |slot| self.books.slots[slot].id == id)?;
        Slot::from_index(found)
    }

    fn check(&self, side: Side, price: i64, quantity: u64) -> Result<(), AddError> {
        if !(1..=MAX_PRICE).contains(&price) {
            return Err(AddError::PriceOutOfRange);
        }
        if quantity == 0 {
            return Err(AddError::QuantityZero);
        }
        if !self.books.has_room(0, side, quantity) {
            return Err(AddError::BookFull);
        }
        Ok(())
    }

    /// Matches a limit order and lets its rest stand (OB-06, OB-09). Returns the quantity that rests.
    /// O(orders met + height of the price trie).
    pub fn add_order(
        &mut self,
        id: u64,
        side: Side,
        price: i64,
        quantity: u64,
        mut sink: impl FnMut(Report),
    ) -> Result<u64, AddError> {
        self.check(side, price, quantity)?;
        let hash = self.hasher.hash([id]);
        if self.ids.find(hash, |slot| self.books.slots[slot].id == id).is_some() {
            return Err(AddError::DuplicateId);
        }
        let (leaves, slot) = self.arrive(id, side, price, quantity, &mut sink);
        if let Some(slot) = slot {
            self.ids.insert(hash, slot.raw());
        }
        Ok(leaves)
    }

    /// Matches a checked limit order and lets its rest stand; the table of ids is the caller's to keep.
    #[inline]
    fn arrive(
        &mut self,
        id: u64,
        side: Side,
        price: i64,
        quantity: u64,
        sink: &mut impl FnMut(Report),
    ) -> (u64, Option<Slot>) {
        let leaves = if self.books.crosses_shown(0, side, price) {
            self.trade(id, side, price, quantity, &mut *sink)
        } else {
            quantity
        };
        if leaves == 0 {
            return (0, None);
        }
        let slot = self.books.rest(0, side, price, leaves, 0, id);
        sink(Report::Rested { id, price, quantity: leaves });
        (leaves, Some(slot))
    }

    fn trade(&mut self, id: u64, side: Side, limit: i64, quantity: u64, sink: impl FnMut(Report)) -> u64 {
        let mut trading =
            Trading { ids: &mut self.ids, hasher: self.hasher, taker: id, leaves: quantity, sink };
        self.books.take(0, side, limit, &mut trading);
        trading.leaves
    }

    /// [`OrderBook::add_order`] to buy.
    pub fn add_bid(
        &mut self,
        id: u64,
        price: i64,
        quantity: u64,
        sink: impl FnMut(Report),
    ) -> Result<u64, AddError> {
        self.add_order(id, Side::Buy, price, quantity, sink)
    }

    /// [`OrderBook::add_order`] to sell.
    pub fn add_ask(
        &mut self,
        id: u64,
        price: i64,
        quantity: u64,
        sink: impl FnMut(Report),
    ) -> Result<u64, AddError> {
        self.add_order(id, Side::Sell, price, quantity, sink)
    }

    /// Trades what it can at `limit` or better (`None`: at any price) and lets nothing rest: an
    /// immediate-or-cancel or a market order. Returns the quantity that found nobody.
    pub fn execute(
        &mut self,
        id: u64,
        side: Side,
        limit: Option<i64>,
        quantity: u64,
        sink: impl FnMut(Report),
    ) -> Result<u64, AddError> {
        if quantity == 0 {
            return Err(AddError::QuantityZero);
        }
        Ok(self.trade(id, side, limit.unwrap_or(side.no_limit()), quantity, sink))
    }

    /// Takes an order out; an unknown id changes nothing (OB-05). Returns what was open. O(1).
    pub fn cancel_order(&mut self, id: u64, mut sink: impl FnMut(Report)) -> Option<u64> {
        let hash = self.hasher.hash([id]);
        let slots = &self.books.slots;
        let slot = self.ids.take(hash, |slot| slots[slot].id == id)?;
        let quantity = self.books.remove(Slot(slot));
        sink(Report::Canceled { id, quantity });
        Some(quantity)
    }

    /// [`OrderBook::cancel_order`] under its name in OB-04, without reports.
    pub fn remove_order(&mut self, id: u64) -> bool {
        self.cancel_order(id, |_| ()).is_some()
    }

    /// Changes price and open quantity. A lower quantity at the same price keeps the place in the queue;
    /// anything else is a new arrival. Returns what rests.
    pub fn replace_order(
        &mut self,
        id: u64,
        price: i64,
        quantity: u64,
        mut sink: impl FnMut(Report),
    ) -> Result<u64, AddError> {
        let hash = self.hasher.hash([id]);
        let slot = self.slot(hash, id).ok_or(AddError::UnknownId)?;
        let level = self.books.slots[slot.raw()].level;
        let owner = self.books.levels.leaves[super::levels::leaf_of(level)].owner;
        let side = if owner & 1 == 0 { Side::Buy } else { Side::Sell };
        self.check(side, price, quantity)?;
        let open = self.books.leaves(slot);
        if price == self.books.levels.price(level) && quantity <= open {
            if quantity < open {
                self.books.reduce(slot, open - quantity);
            }
            return Ok(quantity);
        }
        self.books.remove(slot);
        let (leaves, stands) = self.arrive(id, side, price, quantity, &mut sink);
        match stands {
            // As a rule the slot that it left.
            Some(now) if now == slot => {}
            Some(now) => {
                self.ids.replace(hash, slot.raw(), now.raw());
            }
            None => {
                self.ids.remove(hash, slot.raw());
            }
        }
        Ok(leaves)
    }

    /// Best bid and the quantity there; `None` on an empty side.
    pub fn best_bid(&self) -> Option<(i64, u64)> {
        self.books.best(0, Side::Buy)
    }

    /// Best ask and the quantity there; `None` on an empty side.
    pub fn best_ask(&self) -> Option<(i64, u64)> {
        self.books.best(0, Side::Sell)
    }

    /// Both best prices.
    pub fn best_bid_ask(&self) -> (Best, Best) {
        (self.best_bid(), self.best_ask())
    }

    /// The best `levels` levels of each side.
    pub fn market_depth(&self, levels: usize) -> Depth {
        let side = |side| self.books.depth(0, side).take(levels).collect();
        Depth { bids: side(Side::Buy), asks: side(Side::Sell) }
    }

    /// Every level.
    pub fn order_book(&self) -> Depth {
        self.market_depth(usize::MAX)
    }

    /// Quantity resting at a price.
    pub fn quantity_at(&self, side: Side, price: i64) -> u64 {
        self.books.quantity_at(0, side, price)
    }

    /// Would a limit order trade at once (OB-11)?
    pub fn can_match(&self, side: Side, price: i64) -> bool {
        self.books.crosses_shown(0, side, price)
    }

    /// What an order would trade, as (price, quantity), the book untouched (OB-11).
    pub fn simulate_match(&self, side: Side, limit: Option<i64>, quantity: u64) -> Vec<(i64, u64)> {
        let limit = limit.unwrap_or(side.no_limit());
        let mut left = quantity;
        let mut fills = Vec::new();
        for (price, there) in self.books.depth(0, side.opposite()) {
            if left == 0 || !side.admits(limit, price) {
                break;
            }
            let traded = left.min(there);
            fills.push((price, traded));
            left -= traded;
        }
        fills
    }

    /// Open quantity of an order, if it rests here.
    pub fn leaves(&self, id: u64) -> Option<u64> {
        self.slot(self.hasher.hash([id]), id).map(|slot| self.books.leaves(slot))
    }

    /// Orders resting here.
    pub fn len(&self) -> usize {
        self.books.resting()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
