//! Orders that a book does not show whole: icebergs, which show a slice of what is behind it, and hidden orders.
//!
//! An iceberg's slice stands in the queue of its level like any order. When it is taken whole the next slice comes to
//! stand last there. Hidden orders stand in a trie of their own beside the side's, whose levels are met after what is
//! shown at the same price; what is behind slices counts in the totals of those levels and in no queue. So what is
//! shown is where it always was, no plain order pays for what is not, and every cost grows with what is touched.

use super::groups::{GROUP, IN_GROUP};
use super::levels::{NONE, Tree, leaf_of};
use super::matching::{Action, Maker, Matcher};
use super::slots::Resting;
use super::{Books, Head, Side, Slot};

/// In the owner of an order that shows a slice; its id is its row's.
pub(super) const ICEBERG: u32 = 1 << 31;
/// In the owner of an order that is not shown. Owners from here on are no plain order's; callers' are below.
pub(super) const HIDDEN: u32 = 1 << 30;
const ACCOUNT: u32 = HIDDEN - 1;

/// What an iceberg is beyond its slice.
#[derive(Clone, Copy, Default)]
struct Row {
    id: u64,
    /// Most that is shown at a time.
    display: u64,
    /// What is behind the slice.
    reserve: u64,
}

/// What books do not show.
#[derive(Default)]
pub(super) struct Unshown {
    /// Tries of each book's hidden orders, as far as there ever were some.
    heads: Vec<Head>,
    rows: Vec<Row>,
    free: Vec<u32>,
}

impl Unshown {
    fn add(&mut self, row: Row) -> u32 {
        match self.free.pop() {
            Some(at) => {
                self.rows[at as usize] = row;
                at
            }
            None => {
                self.rows.push(row);
                (self.rows.len() - 1) as u32
            }
        }
    }

    fn tree(&self, book: u32, side: Side) -> Option<&Tree> {
        self.heads.get(book as usize).map(|head| &head.sides[side as usize]).filter(|tree| tree.best != NONE)
    }

    fn row(&self, resting: &Resting) -> Option<&Row> {
        (resting.owner & ICEBERG != 0 && resting.owner != GROUP).then(|| &self.rows[resting.id as usize])
    }

    /// What is behind the slice of an iceberg; 0 for any other order.
    pub fn reserve(&self, resting: &Resting) -> u64 {
        self.row(resting).map_or(0, |row| row.reserve)
    }

    /// The caller's id of an iceberg.
    pub fn id(&self, resting: &Resting) -> u64 {
        self.row(resting).map_or(0, |row| row.id)
    }
}

/// What a trade outside of the match loop took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Lots that the book shows less.
    pub shown: u64,
    /// The iceberg's next slice, which stands last at its price.
    pub slice: Option<u64>,
}

/// Icebergs and hidden orders.
impl Books {
    /// Puts a hidden order at the end of its queue. As [`Books::rest`].
    pub fn rest_hidden(
        &mut self,
        book: u32,
        side: Side,
        price: i64,
        quantity: u64,
        owner: u32,
        id: u64,
    ) -> Slot {
        self.unusual += 1;
        self.mark_if_followed(book);
        let level = self.hidden_level(book, side, price);
        let slot = self.slots.take(book);
        self.append(slot, level, quantity, owner | HIDDEN, id);
        self.heads[book as usize].sides[side as usize].total += quantity;
        Slot(slot)
    }

    /// Puts an iceberg at the end of its queue: `quantity` in all, of which it shows `slice` now and `display` at
    /// most. As [`Books::rest`].
    #[expect(clippy::too_many_arguments, reason = "every part of an iceberg has a meaning of its own")]
    pub fn rest_iceberg(
        &mut self,
        book: u32,
        side: Side,
        price: i64,
        quantity: u64,
        slice: u64,
        display: u64,
        owner: u32,
        id: u64,
    ) -> Slot {
        self.unusual += 1;
        let row = self.unshown.add(Row { id, display, reserve: 0 });
        let slot = self.rest(book, side, price, slice, owner | ICEBERG, u64::from(row));
        self.heads[book as usize].sides[side as usize].total += quantity - slice;
        self.set_reserve(slot, quantity - slice);
        slot
    }

    /// The hidden orders' level at a price.
    #[cold]
    #[inline(never)]
    fn hidden_level(&mut self, book: u32, side: Side, price: i64) -> u32 {
        if self.unshown.heads.len() <= book as usize {
            self.unshown.heads.resize_with(self.heads.len(), Head::default);
        }
        let tree = &mut self.unshown.heads[book as usize].sides[side as usize];
        self.levels.find_or_make(tree, book << 1 | side as u32, price)
    }

    /// Drops a level of hidden orders at which nothing is left.
    fn tidy_hidden(&mut self, level: u32) {
        let it = self.levels.level(level);
        if it.first == NONE && it.total == 0 {
            let owner = self.levels.leaves[leaf_of(level)].owner;
            let tree = &mut self.unshown.heads[(owner >> 1) as usize].sides[(owner & 1) as usize];
            self.levels.drop_level(tree, level);
        }
    }

    /// Book and side of an order that is in no group.
    fn book_of(&self, resting: &Resting) -> (u32, Side) {
        let owner = self.levels.leaves[leaf_of(resting.level)].owner;
        (owner >> 1, if owner & 1 == 0 { Side::Buy } else { Side::Sell })
    }

    /// Changes what is behind an iceberg's slice. O(height).
    fn set_reserve(&mut self, slot: Slot, reserve: u64) {
        let resting = self.slots[slot.raw()];
        let row = &mut self.unshown.rows[resting.id as usize];
        let before = std::mem::replace(&mut row.reserve, reserve);
        if before == reserve {
            return;
        }
        let (book, side) = self.book_of(&resting);
        let level = self.hidden_level(book, side, self.levels.price(resting.level));
        let it = self.levels.level_mut(level);
        it.total = it.total - before + reserve;
        self.tidy_hidden(level);
    }

    /// Takes out an order in a group, an iceberg or a hidden order; notes the touched book of any other.
    #[cold]
    pub(super) fn remove_unusual(&mut self, slot: Slot) -> Option<u64> {
        let resting = self.slots[slot.raw()];
        if resting.level & IN_GROUP != 0 {
            return Some(self.leave(slot));
        }
        let (book, side) = self.book_of(&resting);
        self.mark_if_followed(book);
        if resting.owner < HIDDEN || resting.owner == GROUP {
            return None;
        }
        self.unusual -= 1;
        if resting.owner & ICEBERG != 0 {
            let reserve = self.unshown.reserve(&resting);
            self.set_reserve(slot, 0);
            self.unshown.free.push(resting.id as u32);
            self.heads[book as usize].sides[side as usize].total -= reserve;
            return Some(reserve + self.remove_plain(slot));
        }
        self.unlink(&resting);
        self.heads[book as usize].sides[side as usize].total -= resting.leaves;
        self.tidy_hidden(resting.level);
        self.slots.free(book, slot.raw());
        Some(resting.leaves)
    }

    /// [`Books::reduce`] of an iceberg or a hidden order.
    #[cold]
    pub(super) fn reduce_unshown(&mut self, slot: Slot, by: u64) {
        assert!(by < self.leaves(slot), "a reduction leaves something open");
        let resting = self.slots[slot.raw()];
        let reserve = self.unshown.reserve(&resting);
        let from_reserve = by.min(reserve);
        if from_reserve > 0 {
            self.set_reserve(slot, reserve - from_reserve);
        }
        let (book, side) = self.book_of(&resting);
        self.mark_if_followed(book);
        self.heads[book as usize].sides[side as usize].total -= by;
        self.slots[slot.raw()].leaves -= by - from_reserve;
        self.levels.level_mut(resting.level).total -= by - from_reserve;
    }

    /// Takes what a trade outside of the match loop took off an order, what is shown first; the order leaves the book
    /// where nothing is left. O(height).
    pub fn fill(&mut self, slot: Slot, by: u64) -> Filled {
        let shown = self.shown(slot).min(by);
        if by == self.leaves(slot) {
            self.remove(slot);
            return Filled { shown, slice: None };
        }
        let resting = self.slots[slot.raw()];
        if resting.owner & ICEBERG == 0 || by < resting.leaves {
            self.lower_front(slot, by);
            return Filled { shown, slice: None };
        }
        self.lower_front(slot, shown);
        let (book, side) = self.book_of(&resting);
        self.heads[book as usize].sides[side as usize].total -= by - shown;
        let reserve = self.unshown.reserve(&resting);
        self.set_reserve(slot, reserve - (by - shown));
        Filled { shown, slice: Some(self.refresh(slot)) }
    }

    /// Takes lots off what stands in a queue.
    fn lower_front(&mut self, slot: Slot, by: u64) {
        let resting = self.slots[slot.raw()];
        if resting.owner < HIDDEN {
            return self.reduce(slot, by);
        }
        let (book, side) = self.book_of(&resting);
        self.mark_if_followed(book);
        self.slots[slot.raw()].leaves -= by;
        self.levels.level_mut(resting.level).total -= by;
        self.heads[book as usize].sides[side as usize].total -= by;
    }

    /// Shows an iceberg's next slice, last in its queue; the one before is taken whole. O(height).
    fn refresh(&mut self, slot: Slot) -> u64 {
        let resting = self.slots[slot.raw()];
        let Row { display, reserve, .. } = self.unshown.rows[resting.id as usize];
        let slice = display.min(reserve);
        self.set_reserve(slot, reserve - slice);
        self.unlink(&resting);
        self.append(slot.raw(), resting.level, slice, resting.owner, resting.id);
        slice
    }

    /// Most of an iceberg that is shown at a time; 0 for any other order.
    pub fn display(&self, slot: Slot) -> u64 {
        self.unshown.row(&self.slots[slot.raw()]).map_or(0, |row| row.display)
    }

    /// Sets the most of an iceberg that is shown at a time; where its slice is more, it shrinks in its place. O(height).
    pub fn set_display(&mut self, slot: Slot, display: u64) {
        let resting = self.slots[slot.raw()];
        self.unshown.rows[resting.id as usize].display = display;
        let less = resting.leaves.saturating_sub(display);
        if less > 0 {
            self.slots[slot.raw()].leaves = display;
            self.levels.level_mut(resting.level).total -= less;
            self.set_reserve(slot, self.unshown.reserve(&resting) + less);
        }
    }

    /// What a book shows of a resting order.
    pub fn shown(&self, slot: Slot) -> u64 {
        let resting = &self.slots[slot.raw()];
        if resting.owner >= HIDDEN && resting.owner & ICEBERG == 0 { 0 } else { resting.leaves }
    }

    /// Best price at which a side would trade, shown or not. O(1).
    pub fn best_of_all(&self, book: u32, side: Side) -> Option<i64> {
        let shown = self.best(book, side).map(|(price, _)| price);
        if self.unusual == 0 { shown } else { self.with_hidden(book, side, shown) }
    }

    /// The better of a price of a side and the best one of what is not shown there. O(1).
    pub fn with_hidden(&self, book: u32, side: Side, shown: Option<i64>) -> Option<i64> {
        match (shown, self.best_hidden(book, side)) {
            (Some(shown), Some(hidden)) if !side.is_better(hidden, shown) => Some(shown),
            (shown, hidden) => hidden.or(shown),
        }
    }

    /// Best price of a side at which something is not shown. O(1).
    fn best_hidden(&self, book: u32, side: Side) -> Option<i64> {
        self.unshown.tree(book, side).map(|tree| tree.best_price)
    }

    #[cold]
    pub(super) fn crosses_hidden(&self, book: u32, side: Side, limit: i64) -> bool {
        self.best_hidden(book, side.opposite()).is_some_and(|price| side.admits(limit, price))
    }

    /// Levels of a side from the best on, as (price, quantity that is not shown there).
    pub fn hidden_depth(&self, book: u32, side: Side) -> impl Iterator<Item = (i64, u64)> + '_ {
        let levels = self.unshown.tree(book, side).into_iter().flat_map(|tree| self.levels_of(tree));
        levels.map(|level| (self.levels.price(level), self.levels.level(level).total))
    }

    /// Hidden orders of a side in the order they would trade, as (price, slot).
    pub fn hidden_queue(&self, book: u32, side: Side) -> impl Iterator<Item = (i64, Slot)> + '_ {
        let levels = self.unshown.tree(book, side).into_iter().flat_map(|tree| self.levels_of(tree));
        levels.flat_map(|level| {
            let price = self.levels.price(level);
            self.at_level(level).map(move |slot| (price, slot))
        })
    }

    /// Where something is not shown: [`Books::take`], true if that is all of it.
    #[cold]
    pub(super) fn take_unusual(
        &mut self,
        book: u32,
        side: Side,
        limit: i64,
        matcher: &mut impl Matcher,
    ) -> bool {
        self.mark_if_followed(book);
        let makers = side.opposite();
        while let Some(&Tree { best, best_price: price, .. }) = self.unshown.tree(book, makers) {
            if !matcher.wants_more() {
                return true;
            }
            if !side.admits(limit, price) {
                return false;
            }
            // What is shown goes first, at this price too. It takes with it what is behind slices.
            let shown = self.tree(book, makers);
            if shown.best != NONE && side.admits(price, shown.best_price) {
                if !self.sweep(book, side, price, matcher) {
                    return true;
                }
                continue;
            }
            let slot = Slot(self.levels.level(best).first);
            let resting = self.slots[slot.raw()];
            let maker =
                Maker { slot, id: resting.id, owner: resting.owner & ACCOUNT, leaves: resting.leaves };
            let taken = match matcher.meet(price, maker) {
                Action::Take(quantity) | Action::Shrink(quantity) => quantity,
                Action::Remove => maker.leaves,
                Action::Stop => return true,
            };
            self.fill(slot, taken);
        }
        false
    }

    /// The taker meets the first order of a group, or an iceberg's slice; false if it stops there.
    #[cold]
    pub(super) fn meet_unusual(&mut self, maker: Maker, price: i64, matcher: &mut impl Matcher) -> bool {
        if maker.owner == GROUP {
            return self.meet_group(maker.id as u32, price, matcher);
        }
        let id = self.unshown.rows[maker.id as usize].id;
        let maker = Maker { id, owner: maker.owner & ACCOUNT, ..maker };
        match matcher.meet(price, maker) {
            Action::Take(quantity) => {
                if let Some(slice) = self.fill(maker.slot, quantity).slice {
                    matcher.refreshed(price, Maker { leaves: slice, ..maker });
                }
            }
            Action::Shrink(quantity) => self.reduce(maker.slot, quantity),
            Action::Remove => {
                self.remove(maker.slot);
            }
            Action::Stop => return false,
        }
        true
    }
}
