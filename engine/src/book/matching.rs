//! The match loop: an arriving order meets the other side from the best price on (OB-06).

use super::hidden::HIDDEN;
use super::levels::{self, NONE};
use super::{Books, Side, Slot};

/// A resting order as the arriving one meets it.
#[derive(Clone, Copy, Debug)]
pub struct Maker {
    pub slot: Slot,
    pub id: u64,
    pub owner: u32,
    /// What may be taken of it now: an iceberg's slice, all of any other.
    pub leaves: u64,
}

/// What becomes of the maker just met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// Take this quantity off it, at most its leaves; at zero it leaves the book.
    Take(u64),
    /// Take this quantity off it without a trade, at most what is open of it: of an iceberg first what is not shown.
    Shrink(u64),
    /// Take it out whole, without a trade.
    Remove,
    /// Leave it and stop matching.
    Stop,
}

/// The arriving order's side of the loop: decides at each meeting, and books what it decided.
pub trait Matcher {
    /// Is there anything left to trade? Asked before each meeting.
    fn wants_more(&self) -> bool;
    /// A maker at `price`. What this returns is done to the maker at once.
    fn meet(&mut self, price: i64, maker: Maker) -> Action;
    /// The slice of the maker just met was taken whole: its next one, `maker.leaves`, stands last at its price.
    fn refreshed(&mut self, _price: i64, _maker: Maker) {}
}

impl Books {
    /// Lets an arriving order of `side` meet every resting order that `limit` admits, best price first and
    /// first come first served at a price (OB-02), what is shown before what is not. O(orders and slices met).
    pub fn take(&mut self, book: u32, side: Side, limit: i64, matcher: &mut impl Matcher) {
        if self.unusual != 0 && self.take_unusual(book, side, limit, matcher) {
            return;
        }
        self.sweep(book, side, limit, matcher);
    }

    /// The same with what is shown alone; false if the matcher stopped it.
    #[inline(always)]
    pub(super) fn sweep(&mut self, book: u32, side: Side, limit: i64, matcher: &mut impl Matcher) -> bool {
        let maker_side = side.opposite();
        'levels: while matcher.wants_more() {
            let tree = &mut self.heads[book as usize].sides[maker_side as usize];
            if tree.best == NONE || !side.admits(limit, tree.best_price) {
                return true;
            }
            let (level_id, price) = (tree.best, tree.best_price);
            let level = &mut self.levels.leaves[levels::leaf_of(level_id)].levels[levels::bit_of(level_id)];
            while level.first != NONE && matcher.wants_more() {
                let first = level.first;
                let resting = &mut self.slots[first];
                let maker =
                    Maker { slot: Slot(first), id: resting.id, owner: resting.owner, leaves: resting.leaves };
                if maker.owner >= HIDDEN {
                    if self.meet_unusual(maker, price, matcher) {
                        // The level may be gone.
                        continue 'levels;
                    }
                    return false;
                }
                let taken = match matcher.meet(price, maker) {
                    Action::Take(quantity) | Action::Shrink(quantity) => quantity,
                    Action::Remove => maker.leaves,
                    Action::Stop => return false,
                };
                resting.leaves -= taken;
                level.total -= taken;
                tree.total -= taken;
                if resting.leaves == 0 {
                    level.first = resting.next;
                    self.slots.free(book, first);
                    if level.first == NONE {
                        level.last = NONE;
                    } else {
                        self.slots[level.first].prev = NONE;
                    }
                }
            }
            if level.first == NONE {
                self.levels.drop_level(tree, level_id);
            }
        }
        true
    }
}
