//! Market makers' quotes: which orders of an account in an instrument are its quotes, and how often they were met.
//!
//! Protection counts the fills of resting quotes within a sliding window of journaled time. When they reach the bound
//! the quotes are to be pulled, and no new ones are taken until a reset.

use crate::table::{Hasher, Table};
use std::collections::VecDeque;

/// Most quotes on one side of one account in one instrument.
pub const MAX_QUOTES: usize = 8;
/// Largest bound on fills, and so the most fills that are remembered.
pub const MAX_FILLS: u32 = 1_000;

/// When protection acts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Protection {
    /// Nanoseconds; 0 for no protection.
    pub window: u64,
    pub max_fills: u32,
    /// Lots; 0 for no bound.
    pub max_quantity: u64,
}

/// The quotes of one account in one instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoting {
    pub account: u32,
    pub instrument: u32,
    /// Order ids of the last mass quote, bids first; those that ended stay named until the next. 0 for none.
    pub orders: [u64; 2 * MAX_QUOTES],
    pub protection: Protection,
    /// Protection pulled the quotes; none are taken until a reset.
    pub pulled: bool,
    /// Time and quantity of the fills within the window, oldest first.
    pub fills: VecDeque<(u64, u64)>,
    /// Sum of their quantities: at most 1,000 orders' largest quantity.
    pub filled: u64,
    /// The account's row made before this one; `u32::MAX` for none.
    next: u32,
}

/// Every account's quotes.
pub struct Quotes {
    rows: Vec<Quoting>,
    table: Table,
    hasher: Hasher,
    /// Last row of each account.
    first: Vec<u32>,
    /// Rows whose bound was reached in the command that is being applied.
    breached: Vec<u32>,
}

impl Quotes {
    pub fn new(hasher: Hasher) -> Self {
        Self { rows: Vec::new(), table: Table::new(), hasher, first: Vec::new(), breached: Vec::new() }
    }

    fn hash(&self, account: u32, instrument: u32) -> u32 {
        self.hasher.hash([u64::from(account) << 32 | u64::from(instrument)])
    }

    /// O(1).
    pub fn find(&self, account: u32, instrument: u32) -> Option<u32> {
        self.table.find(self.hash(account, instrument), |row| {
            let it = &self.rows[row as usize];
            it.account == account && it.instrument == instrument
        })
    }

    /// The row, made empty if it is missing. O(1).
    pub fn find_or_make(&mut self, account: u32, instrument: u32) -> u32 {
        if let Some(row) = self.find(account, instrument) {
            return row;
        }
        if self.first.len() <= account as usize {
            self.first.resize(account as usize + 1, u32::MAX);
        }
        let row = self.rows.len() as u32;
        let next = std::mem::replace(&mut self.first[account as usize], row);
        self.rows.push(Quoting {
            account,
            instrument,
            orders: [0; 2 * MAX_QUOTES],
            protection: Protection::default(),
            pulled: false,
            fills: VecDeque::new(),
            filled: 0,
            next,
        });
        self.table.insert(self.hash(account, instrument), row);
        row
    }

    pub fn get(&self, row: u32) -> &Quoting {
        &self.rows[row as usize]
    }

    pub fn get_mut(&mut self, row: u32) -> &mut Quoting {
        &mut self.rows[row as usize]
    }

    /// The account's row made last, or the one made before `row`. O(1).
    pub fn of_account(&self, account: u32, row: Option<u32>) -> Option<u32> {
        let next = match row {
            Some(row) => self.rows[row as usize].next,
            None => self.first.get(account as usize).copied()?,
        };
        (next != u32::MAX).then_some(next)
    }

    /// All rows, in the order they were made.
    pub fn rows(&self) -> &[Quoting] {
        &self.rows
    }

    /// Counts a fill of a resting quote. O(fills that leave the window).
    #[cold]
    pub fn filled(&mut self, account: u32, instrument: u32, time: u64, quantity: u64) {
        let Some(row) = self.find(account, instrument) else { return };
        let it = &mut self.rows[row as usize];
        if it.protection.window == 0 || it.pulled {
            return;
        }
        it.forget(time);
        it.fills.push_back((time, quantity));
        it.filled += quantity;
        let Protection { max_fills, max_quantity, .. } = it.protection;
        if it.fills.len() >= max_fills as usize || (max_quantity != 0 && it.filled >= max_quantity) {
            it.reset();
            it.pulled = true;
            self.breached.push(row);
        }
    }

    /// A row whose quotes are to be pulled, the first that reached its bound first.
    pub fn take_breached(&mut self) -> Option<u32> {
        if self.breached.is_empty() { None } else { Some(self.breached.remove(0)) }
    }

    pub fn has_breached(&self) -> bool {
        !self.breached.is_empty()
    }
}

impl Quoting {
    /// Counts anew from here; quotes are taken again.
    pub fn reset(&mut self) {
        self.pulled = false;
        self.fills.clear();
        self.filled = 0;
    }

    /// Sets the protection; what was counted under another one counts on.
    pub fn protect(&mut self, protection: Protection, time: u64) {
        self.protection = protection;
        self.forget(time);
    }

    /// Drops fills that are no longer within the window at `time`.
    fn forget(&mut self, time: u64) {
        let window = self.protection.window;
        while let Some(&(at, quantity)) = self.fills.front()
            && time - at >= window
        {
            self.fills.pop_front();
            self.filled -= quantity;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes(protection: Protection) -> Quotes {
        let mut quotes = Quotes::new(Hasher::new([3, 4]));
        let row = quotes.find_or_make(16, 2);
        quotes.get_mut(row).protect(protection, 0);
        quotes
    }

    #[test]
    fn a_window_slides() {
        let mut quotes = quotes(Protection { window: 100, max_fills: 3, max_quantity: 50 });
        for time in [0, 99, 100, 199, 200] {
            quotes.filled(16, 2, time, 24);
            assert!(!quotes.has_breached(), "two of the fills are within the window at {time}");
        }
        quotes.filled(16, 2, 200, 1);
        assert_eq!((quotes.take_breached(), quotes.take_breached()), (Some(0), None));
        assert!(quotes.get(0).pulled);
        quotes.filled(16, 2, 201, 1000);
        assert!(!quotes.has_breached(), "what is pulled counts no more");
    }

    #[test]
    fn quantity_alone_is_enough() {
        let mut quotes = quotes(Protection { window: 100, max_fills: 3, max_quantity: 50 });
        quotes.filled(16, 2, 7, 49);
        quotes.filled(16, 3, 7, 49);
        assert!(!quotes.has_breached());
        quotes.filled(16, 2, 8, 1);
        assert!(quotes.has_breached());
    }
}
