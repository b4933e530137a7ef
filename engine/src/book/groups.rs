//! Orders whose price moves together: a group is a queue of its own that stands in a level's queue as one entry.
//!
//! Moving a group costs one entry out of its level and one into another, however many orders it has. At its price a
//! group stands where it came to stand; an order that joins stands at the group's end. A group that does not stand is
//! in no level: nobody meets its orders.

use super::levels::NONE;
use super::matching::{Action, Maker, Matcher};
use super::{Books, Resting, Side, Slot};

/// Owner of the entry that stands for a group in a level; its id is the group's number.
pub(super) const GROUP: u32 = u32::MAX;
/// Set in the level of an order that is in a group; the rest is the group's number.
pub(super) const IN_GROUP: u32 = 1 << 31;

/// One group.
#[derive(Clone, Copy, Default)]
pub(super) struct Group {
    first: u32,
    last: u32,
    /// The entry in a level; `NONE` if it does not stand.
    entry: u32,
    /// Book times two plus the side.
    owner: u32,
    total: u64,
    price: i64,
}

/// All groups of all books.
#[derive(Default)]
pub(super) struct Groups {
    groups: Vec<Group>,
    free: Vec<u32>,
    /// Groups there are.
    pub count: usize,
    /// Entries that stand for groups.
    pub standing: usize,
    /// Are touches asked for besides?
    is_asked: bool,
    /// Books that were touched, each once.
    changed: Vec<u32>,
    marks: Vec<bool>,
    /// A group was made, or has no orders any more.
    reshaped: bool,
}

impl Groups {
    /// Notes that a book was touched, where there are groups or somebody asks.
    #[cold]
    pub fn mark_if_followed(&mut self, book: u32) {
        if self.count != 0 || self.is_asked {
            self.mark(book);
        }
    }

    /// Notes that a book was touched. Called only where that matters.
    #[cold]
    pub fn mark(&mut self, book: u32) {
        if self.marks.len() <= book as usize {
            self.marks.resize(book as usize + 1, false);
        }
        if !std::mem::replace(&mut self.marks[book as usize], true) {
            self.changed.push(book);
        }
    }
}

/// Groups of orders whose price moves together.
impl Books {
    /// A new group of a side of a book, which does not stand yet. Groups are numbered, and numbers used again.
    pub fn add_group(&mut self, book: u32, side: Side) -> u32 {
        let it = Group { owner: book << 1 | side as u32, ..Group::default() };
        self.groups.count += 1;
        self.unusual += 1;
        self.groups.reshaped = true;
        match self.groups.free.pop() {
            Some(group) => {
                self.groups.groups[group as usize] = it;
                group
            }
            None => {
                self.groups.groups.push(it);
                (self.groups.groups.len() - 1) as u32
            }
        }
    }

    /// Forgets a group without orders.
    pub fn drop_group(&mut self, group: u32) {
        debug_assert!(self.groups.groups[group as usize].first == NONE);
        self.groups.free.push(group);
        self.groups.count -= 1;
        self.unusual -= 1;
    }

    /// Price at which a group stands, if it does.
    pub fn group_price(&self, group: u32) -> Option<i64> {
        let it = &self.groups.groups[group as usize];
        (it.entry != NONE).then_some(it.price)
    }

    /// What is open in a group.
    pub fn group_total(&self, group: u32) -> u64 {
        self.groups.groups[group as usize].total
    }

    /// The group an order is in.
    pub fn group_of(&self, slot: Slot) -> Option<u32> {
        let level = self.slots[slot.raw()].level;
        (level & IN_GROUP != 0).then_some(level & !IN_GROUP)
    }

    /// Orders of a group in the order they would trade.
    pub fn members(&self, group: u32) -> impl Iterator<Item = Slot> + '_ {
        let first = self.groups.groups[group as usize].first;
        std::iter::successors(Slot::from_index(first), |slot| Slot::from_index(self.slots[slot.raw()].next))
    }

    /// Puts an order at the end of a group. O(1).
    ///
    /// # Panics
    /// Where [`Books::has_room`] is false.
    pub fn join(&mut self, group: u32, quantity: u64, owner: u32, id: u64) -> Slot {
        let book = self.groups.groups[group as usize].owner >> 1;
        let slot = self.slots.take(book);
        let it = &mut self.groups.groups[group as usize];
        let last = std::mem::replace(&mut it.last, slot);
        it.total += quantity;
        let entry = it.entry;
        match last {
            NONE => it.first = slot,
            last => self.slots[last].next = slot,
        }
        let level = IN_GROUP | group;
        self.slots[slot] = Resting { next: NONE, prev: last, level, owner, id, leaves: quantity };
        if entry != NONE {
            self.change(entry, quantity as i64);
        }
        self.groups.mark(book);
        Slot(slot)
    }

    /// Lets a group stand at a price, at the end of the queue there, or in no level. O(height of the trie).
    ///
    /// # Panics
    /// If it is to stand and nothing is open in it, or where [`Books::has_room`] is false.
    pub fn place(&mut self, group: u32, price: Option<i64>) {
        let Group { entry, owner, total, .. } = self.groups.groups[group as usize];
        if entry != NONE {
            self.remove(Slot(entry));
            self.groups.standing -= 1;
            self.groups.groups[group as usize].entry = NONE;
        }
        if let Some(price) = price {
            let side = if owner & 1 == 0 { Side::Buy } else { Side::Sell };
            let entry = self.rest(owner >> 1, side, price, total, GROUP, u64::from(group));
            self.groups.standing += 1;
            let it = &mut self.groups.groups[group as usize];
            (it.entry, it.price) = (entry.raw(), price);
        }
    }

    /// The taker meets the first order of a group that stands; false if it stops there.
    #[cold]
    pub(super) fn meet_group(&mut self, group: u32, price: i64, matcher: &mut impl Matcher) -> bool {
        let first = Slot(self.groups.groups[group as usize].first);
        let member = self.slots[first.raw()];
        let maker = Maker { slot: first, id: member.id, owner: member.owner, leaves: member.leaves };
        let taken = match matcher.meet(price, maker) {
            Action::Take(quantity) | Action::Shrink(quantity) => quantity,
            Action::Remove => maker.leaves,
            Action::Stop => return false,
        };
        if taken == maker.leaves {
            self.leave(first);
        } else {
            self.slots[first.raw()].leaves -= taken;
            self.reduce_member(first, taken);
        }
        true
    }

    /// Takes an order out of its group. O(1), O(height) where nothing is left that stands.
    #[cold]
    pub(super) fn leave(&mut self, slot: Slot) -> u64 {
        let member = self.slots[slot.raw()];
        let group = member.level & !IN_GROUP;
        let it = &mut self.groups.groups[group as usize];
        it.total -= member.leaves;
        match member.prev {
            NONE => it.first = member.next,
            prev => self.slots[prev].next = member.next,
        }
        match member.next {
            NONE => it.last = member.prev,
            next => self.slots[next].prev = member.prev,
        }
        let Group { entry, owner, total, .. } = *it;
        self.groups.reshaped |= total == 0;
        if entry != NONE {
            if total == 0 {
                self.place(group, None);
            } else {
                self.change(entry, -(member.leaves as i64));
            }
        }
        self.slots.free(owner >> 1, slot.0);
        self.groups.mark(owner >> 1);
        member.leaves
    }

    /// Lowers what is open of an order in a group.
    #[cold]
    pub(super) fn reduce_member(&mut self, slot: Slot, by: u64) {
        let group = self.slots[slot.raw()].level & !IN_GROUP;
        let it = &mut self.groups.groups[group as usize];
        it.total -= by;
        if it.entry != NONE {
            let entry = it.entry;
            self.change(entry, -(by as i64));
        }
    }

    /// Changes the open quantity of an entry.
    fn change(&mut self, entry: u32, by: i64) {
        let resting = &mut self.slots[entry];
        resting.leaves = resting.leaves.wrapping_add_signed(by);
        let level_id = resting.level;
        let level = self.levels.level_mut(level_id);
        level.total = level.total.wrapping_add_signed(by);
        let owner = self.levels.leaves[super::levels::leaf_of(level_id)].owner;
        let tree = &mut self.heads[(owner >> 1) as usize].sides[(owner & 1) as usize];
        tree.total = tree.total.wrapping_add_signed(by);
    }

    /// Best price of a side at which an order stands that is in no group. O(groups that are better).
    pub fn best_fixed(&self, book: u32, side: Side) -> Option<i64> {
        // Mostly one of them is the very first.
        let tree = self.tree(book, side);
        if tree.best == NONE || self.slots[self.levels.level(tree.best).first].owner != GROUP {
            return (tree.best != NONE).then_some(tree.best_price);
        }
        self.level_ids(book, side).find_map(|level| {
            let mut at = self.levels.level(level).first;
            while at != NONE && self.slots[at].owner == GROUP {
                at = self.slots[at].next;
            }
            (at != NONE).then(|| self.levels.price(level))
        })
    }

    /// Are there groups anywhere?
    pub fn has_groups(&self) -> bool {
        self.groups.count > 0
    }

    /// Was a book touched since it was last asked, while that was noted?
    pub fn has_changed(&self) -> bool {
        !self.groups.changed.is_empty()
    }

    /// The books that [`Books::take_changed`] has yet to give.
    pub fn touched(&self) -> &[u32] {
        &self.groups.changed
    }

    /// The book of lowest number that was touched since it was last asked, while that was noted.
    pub fn take_changed(&mut self) -> Option<u32> {
        let at = (0..self.groups.changed.len()).min_by_key(|&at| self.groups.changed[at])?;
        let book = self.groups.changed.swap_remove(at);
        self.groups.marks[book as usize] = false;
        Some(book)
    }

    /// Was a group made, or did one lose its last order, since it was last asked?
    pub fn take_reshaped(&mut self) -> bool {
        std::mem::take(&mut self.groups.reshaped)
    }

    /// Notes touches even where there are no groups, or no longer.
    pub fn note_touches(&mut self, is_asked: bool) {
        if self.groups.is_asked != is_asked {
            self.groups.is_asked = is_asked;
            self.unusual = if is_asked { self.unusual + 1 } else { self.unusual - 1 };
        }
    }

    /// Notes that what a book's groups and triggers follow may have changed.
    pub fn mark_if_followed(&mut self, book: u32) {
        self.groups.mark_if_followed(book);
    }

    /// Counts a book and its groups as changed.
    pub fn mark_changed(&mut self, book: u32) {
        self.groups.reshaped = true;
        self.groups.mark(book);
    }
}
