//! Orders that stand in no queue but have a slot: those that wait for their trigger.

use super::levels::NONE;
use super::{Books, Resting, Slot};

impl Books {
    /// Orders that have a slot and stand in no queue. O(1).
    pub fn parked(&self) -> usize {
        self.parked
    }

    /// Takes a slot of a book for an order that stands in no queue. O(1).
    pub fn park(&mut self, book: u32, owner: u32, id: u64) -> Slot {
        let slot = self.slots.take(book);
        self.slots[slot] = Resting { owner, id, ..Resting::default() };
        self.parked += 1;
        Slot(slot)
    }

    /// Gives back a slot of [`Books::park`]. O(1).
    pub fn unpark(&mut self, book: u32, slot: Slot) {
        debug_assert_eq!(self.slots[slot.raw()].level, NONE, "the order stands in no queue");
        self.parked -= 1;
        self.slots.free(book, slot.0);
    }
}
