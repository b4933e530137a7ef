//! Order books: who stands where in which queue, and who meets whom. Knows no money, no account, no rule
//! beyond price-time priority (OB-02).
//!
//! [`Books`] keeps the books of many instruments in shared arenas and names resting orders by slot; it is
//! what the engine uses. [`OrderBook`] is one book by itself with ids chosen outside, for use as a library.
//!
//! What a message touches, in cache lines, beyond the caller's own data (`height` is that of the trie, 1 or 2 in
//! usual books):
//!
//! | message | lines |
//! |---|---|
//! | new resting order | head, `height` nodes, leaf header, level, slot, last order of the queue: 5 + `height` |
//! | the same on a new level | one less, there is no order before it |
//! | cancel | slot, level, leaf header, head, up to two neighbours: 4 to 6 |
//! | fill | maker's slot, level, head; the next maker's slot where this one goes: 3 or 4 |
//!
//! Branches that depend on the message and not on a pattern: on a new order whether it trades, whether its level is
//! there and whether it is a new best; on a cancel whether it was first and whether it was last; on a fill whether
//! the maker and whether the taker is done. On the flow `static` callgrind's predictor misses 1.9 of them a message,
//! and another 3.1 in the table of ids of [`OrderBook`], which brings 1.3 of the 3.6 lines that come from beyond the
//! first cache.

mod groups;
mod hidden;
mod levels;
mod library;
mod matching;
mod meetings;
mod parked;
mod slots;

pub use hidden::Filled;
pub use library::{AddError, Best, Depth, OrderBook, Report};
pub use matching::{Action, Maker, Matcher};
pub use meetings::{Meeting, Meetings};

use groups::{GROUP, Groups, IN_GROUP};
use hidden::{ICEBERG, Unshown};
use levels::{Levels, NONE, Tree};
use slots::{Resting, Slots};

/// Buy or sell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Side {
    Buy = 0,
    Sell = 1,
}

impl Side {
    pub const BOTH: [Side; 2] = [Side::Buy, Side::Sell];

    /// What a lot of it adds to a position.
    pub fn sign(self) -> i64 {
        match self {
            Side::Buy => 1,
            Side::Sell => -1,
        }
    }

    pub fn opposite(self) -> Self {
        match self {
            Side::Buy => Side::Sell,
            Side::Sell => Side::Buy,
        }
    }

    /// Is `price` better for a resting order of this side than `than`: a higher bid, a lower ask?
    pub fn is_better(self, price: i64, than: i64) -> bool {
        match self {
            Side::Buy => price > than,
            Side::Sell => price < than,
        }
    }

    /// May an order of this side with `limit` trade at `price` (OB-07)?
    pub fn admits(self, limit: i64, price: i64) -> bool {
        match self {
            Side::Buy => price <= limit,
            Side::Sell => price >= limit,
        }
    }

    /// Of two limits the one that admits less.
    pub fn nearer(self, a: i64, b: i64) -> i64 {
        match self {
            Side::Buy => a.min(b),
            Side::Sell => a.max(b),
        }
    }

    /// The limit that admits every price.
    pub fn no_limit(self) -> i64 {
        match self {
            Side::Buy => i64::MAX,
            Side::Sell => i64::MIN,
        }
    }
}

/// Highest price a book takes, in ticks; the lowest is 1.
pub const MAX_PRICE: i64 = 1 << 47;

/// Most that may rest on one side of a book.
pub const MAX_TOTAL: u64 = 1 << 62;

/// Where an order rests: its index in the slots of [`Books`]. Never 0. Reused after the order leaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Slot(pub(crate) u32);

impl Slot {
    /// Index for arrays that run beside the slots.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    pub fn from_index(index: u32) -> Option<Self> {
        (index != NONE).then_some(Slot(index))
    }

    pub fn raw(self) -> u32 {
        self.0
    }
}

/// Both sides of one book. One cache line.
#[derive(Clone, Copy, Default)]
#[repr(C, align(64))]
struct Head {
    sides: [Tree; 2],
}

/// Every book of the engine.
pub struct Books {
    heads: Vec<Head>,
    levels: Levels,
    slots: Slots,
    groups: Groups,
    unshown: Unshown,
    parked: usize,
    /// Groups, hidden orders and icebergs there are: where there are none, nothing looks for them.
    unusual: usize,
}

impl Default for Books {
    fn default() -> Self {
        Self::new()
    }
}

impl Books {
    pub fn new() -> Self {
        let (levels, slots, groups) = (Levels::new(), Slots::new(), Groups::default());
        let unshown = Unshown::default();
        Self { heads: Vec::new(), levels, slots, groups, unshown, parked: 0, unusual: 0 }
    }

    /// A new empty book; books are numbered from 0.
    pub fn add_book(&mut self) -> u32 {
        self.heads.push(Head::default());
        self.slots.add_book();
        (self.heads.len() - 1) as u32
    }

    pub fn book_count(&self) -> u32 {
        self.heads.len() as u32
    }

    /// Orders resting in all books, those of groups that do not stand included.
    pub fn resting(&self) -> usize {
        self.slots.taken() - self.groups.standing - self.parked
    }

    /// Slots ever used: arrays that run beside the slots need this length.
    pub fn slot_count(&self) -> usize {
        self.slots.len()
    }

    fn tree(&self, book: u32, side: Side) -> &Tree {
        &self.heads[book as usize].sides[side as usize]
    }

    /// Best price that a side shows and the quantity shown there (OB-04). O(1).
    pub fn best(&self, book: u32, side: Side) -> Option<(i64, u64)> {
        let tree = self.tree(book, side);
        (tree.best != NONE).then(|| (tree.best_price, self.levels.level(tree.best).total))
    }

    /// Would an order of `side` at `limit` trade at once (OB-11), with what is shown or with what is not? O(1).
    pub fn crosses(&self, book: u32, side: Side, limit: i64) -> bool {
        self.crosses_shown(book, side, limit) || (self.unusual != 0 && self.crosses_hidden(book, side, limit))
    }

    /// The same where all is shown. O(1).
    fn crosses_shown(&self, book: u32, side: Side, limit: i64) -> bool {
        let tree = self.tree(book, side.opposite());
        tree.best != NONE && side.admits(limit, tree.best_price)
    }

    /// Can another order of this quantity rest on the side? A side holds at most [`MAX_TOTAL`], and slots and
    /// levels have 32-bit numbers.
    pub fn has_room(&self, book: u32, side: Side, quantity: u64) -> bool {
        self.tree(book, side).total.saturating_add(quantity) <= MAX_TOTAL
            && self.slots.has_room()
            && !self.levels.is_full()
    }

    /// Puts an order at the end of the queue at its price. `price` is 1 to [`MAX_PRICE`]; `id` and `owner` are
    /// the caller's. O(height of the trie).
    ///
    /// # Panics
    /// Where [`Books::has_room`] is false.
    pub fn rest(&mut self, book: u32, side: Side, price: i64, quantity: u64, owner: u32, id: u64) -> Slot {
        if self.unusual != 0 {
            self.groups.mark_if_followed(book);
        }
        debug_assert!(quantity > 0 && (1..=MAX_PRICE).contains(&price));
        let tree = &mut self.heads[book as usize].sides[side as usize];
        tree.total += quantity;
        let level_id = self.levels.find_or_make(tree, book << 1 | side as u32, price);
        let slot = self.slots.take(book);
        self.append(slot, level_id, quantity, owner, id);
        Slot(slot)
    }

    /// Lets a slot stand at the end of a level's queue.
    #[inline(always)]
    fn append(&mut self, slot: u32, level_id: u32, quantity: u64, owner: u32, id: u64) {
        let level = self.levels.level_mut(level_id);
        level.total += quantity;
        let last = level.last;
        level.last = slot;
        if last == NONE {
            level.first = slot;
        } else {
            self.slots[last].next = slot;
        }
        self.slots[slot] = Resting { next: NONE, prev: last, level: level_id, owner, id, leaves: quantity };
    }

    /// Takes an order out, wherever it stands in its queue (OB-05). O(1), O(height) where its level empties.
    /// Returns the quantity that was open.
    pub fn remove(&mut self, slot: Slot) -> u64 {
        if self.unusual != 0
            && let Some(open) = self.remove_unusual(slot)
        {
            return open;
        }
        self.remove_plain(slot)
    }

    /// Takes an order out whose quantity is all shown.
    #[inline(always)]
    fn remove_plain(&mut self, slot: Slot) -> u64 {
        let resting = self.slots[slot.raw()];
        let emptied = self.unlink(&resting);
        let owner = self.levels.leaves[levels::leaf_of(resting.level)].owner;
        let tree = &mut self.heads[(owner >> 1) as usize].sides[(owner & 1) as usize];
        tree.total -= resting.leaves;
        if emptied {
            self.levels.drop_level(tree, resting.level);
        }
        self.slots.free(owner >> 1, slot.0);
        resting.leaves
    }

    /// Takes an order out of its level's queue; true if nobody is left there.
    #[inline(always)]
    fn unlink(&mut self, resting: &Resting) -> bool {
        let level = self.levels.level_mut(resting.level);
        level.total -= resting.leaves;
        if resting.prev == NONE {
            level.first = resting.next;
        } else {
            self.slots[resting.prev].next = resting.next;
        }
        let level = self.levels.level_mut(resting.level);
        if resting.next == NONE {
            level.last = resting.prev;
        } else {
            self.slots[resting.next].prev = resting.prev;
        }
        self.levels.level(resting.level).first == NONE
    }

    /// Lowers an order's open quantity, of an iceberg first what is not shown; it keeps its place. `by` is below what is
    /// open. O(1).
    pub fn reduce(&mut self, slot: Slot, by: u64) {
        let resting = &mut self.slots[slot.raw()];
        if resting.owner >= hidden::HIDDEN {
            return self.reduce_unshown(slot, by);
        }
        assert!(by < resting.leaves, "a reduction leaves something open");
        resting.leaves -= by;
        let level = resting.level;
        if level & IN_GROUP != 0 {
            return self.reduce_member(slot, by);
        }
        self.levels.level_mut(level).total -= by;
        let owner = self.levels.leaves[levels::leaf_of(level)].owner;
        self.heads[(owner >> 1) as usize].sides[(owner & 1) as usize].total -= by;
    }

    /// Open quantity of a resting order, shown or not.
    pub fn leaves(&self, slot: Slot) -> u64 {
        let resting = &self.slots[slot.raw()];
        resting.leaves + self.unshown.reserve(resting)
    }

    /// The caller's id of a resting order.
    pub fn id(&self, slot: Slot) -> u64 {
        let resting = &self.slots[slot.raw()];
        if resting.owner & ICEBERG == 0 { resting.id } else { self.unshown.id(resting) }
    }

    /// Levels that a side shows from the best on, as (price, quantity).
    pub fn depth(&self, book: u32, side: Side) -> impl Iterator<Item = (i64, u64)> + '_ {
        self.level_ids(book, side).map(|level| (self.levels.price(level), self.levels.level(level).total))
    }

    /// Orders that a side shows in the order they would trade, as (price, slot).
    pub fn queue(&self, book: u32, side: Side) -> impl Iterator<Item = (i64, Slot)> + '_ {
        self.level_ids(book, side).flat_map(move |level| {
            let price = self.levels.price(level);
            self.at_level(level)
                .flat_map(move |slot| {
                    let entry = &self.slots[slot.raw()];
                    let group = (entry.owner == GROUP).then_some(entry.id as u32);
                    let alone = group.is_none().then_some(slot);
                    alone.into_iter().chain(group.into_iter().flat_map(|group| self.members(group)))
                })
                .map(move |slot| (price, slot))
        })
    }

    /// Entries of a level's queue.
    fn at_level(&self, level: u32) -> impl Iterator<Item = Slot> + '_ {
        let first = self.levels.level(level).first;
        std::iter::successors(Slot::from_index(first), |slot| Slot::from_index(self.slots[slot.raw()].next))
    }

    /// Quantity shown at a price. O(height).
    pub fn quantity_at(&self, book: u32, side: Side, price: i64) -> u64 {
        match self.levels.find(self.tree(book, side), price) {
            NONE => 0,
            level => self.levels.level(level).total,
        }
    }

    fn level_ids(&self, book: u32, side: Side) -> impl Iterator<Item = u32> + '_ {
        self.levels_of(self.tree(book, side))
    }

    fn levels_of<'a>(&'a self, tree: &'a Tree) -> impl Iterator<Item = u32> + 'a {
        std::iter::successors((tree.best != NONE).then_some(tree.best), |&level| {
            match self.levels.next(tree, level) {
                NONE => None,
                next => Some(next),
            }
        })
    }

    /// Asks for the memory of a resting order.
    pub fn prefetch(&self, slot: Slot) {
        self.slots.prefetch(slot.raw());
    }

    /// Asks for what its cancellation touches beside it: the level and both neighbours.
    pub fn prefetch_neighbours(&self, slot: Slot) {
        let Some(&resting) = self.slots.get(slot.raw()) else { return };
        self.slots.prefetch(resting.prev);
        self.slots.prefetch(resting.next);
        if resting.level & IN_GROUP == 0 {
            self.levels.prefetch(resting.level);
        }
    }

    /// Asks for the level at a price, if there is one. O(height).
    pub fn prefetch_level(&self, book: u32, side: Side, price: i64) {
        let Some(head) = self.heads.get(book as usize) else { return };
        self.levels.prefetch(self.levels.find(&head.sides[side as usize], price));
    }

    /// Asks for the last order at a price, behind which the next one rests.
    pub fn prefetch_last(&self, book: u32, side: Side, price: i64) {
        let Some(head) = self.heads.get(book as usize) else { return };
        let level = self.levels.find(&head.sides[side as usize], price);
        self.slots.prefetch(self.levels.level(level).last);
        self.slots.prefetch_free(book);
    }
}
