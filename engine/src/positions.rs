//! Positions: what each account holds of each instrument through its fills (EV-18, PO-04), kept for limits.

use crate::book::Side;
use crate::prefetch::prefetch;
use crate::table::{Hasher, Table};

/// One account's position in one instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Lots; below 0 is short.
    pub quantity: i64,
    /// What the open quantity cost, in quote units. Average cost is cost / quantity: adding adds, reducing takes
    /// its share and leaves the average as it was (PO-05).
    pub cost: i128,
    pub account: u32,
    pub instrument: u32,
    /// The account's rows of base and quote.
    pub base_row: u32,
    pub quote_row: u32,
    /// The account's position in another instrument.
    pub next: u32,
}

/// No position.
pub const NO_POSITION: u32 = u32::MAX;

/// An account with a position beyond this, in lots, enters no more orders there: with all that rests on a side of a
/// book and one order more it still fits 64 bits.
pub const MAX_POSITION: u64 = 1 << 61;

impl Position {
    /// The row that holds the money of an order of this side.
    #[inline]
    pub fn hold_row(&self, side: Side) -> u32 {
        match side {
            Side::Buy => self.quote_row,
            Side::Sell => self.base_row,
        }
    }

    /// The row that its fills credit.
    #[inline]
    pub fn credit_row(&self, side: Side) -> u32 {
        self.hold_row(side.opposite())
    }

    /// Lots that a sale may take off it and open nothing.
    pub fn sellable(&self) -> u64 {
        u64::try_from(self.quantity).unwrap_or(0)
    }

    /// Books a fill: `quantity` lots, above 0 bought, below 0 sold, for `notional` quote units.
    pub fn fill(&mut self, quantity: i64, notional: i128) {
        let adds = self.quantity == 0 || (self.quantity > 0) == (quantity > 0);
        if adds {
            self.quantity += quantity;
            self.cost += notional;
            return;
        }
        let (open, closing) = (self.quantity.unsigned_abs(), quantity.unsigned_abs());
        if closing < open {
            self.cost -= share(self.cost, closing, open);
            self.quantity += quantity;
        } else {
            // Closed, and what goes beyond opens the other way at this fill's price.
            self.cost = share(notional, closing - open, closing);
            self.quantity += quantity;
        }
    }
}

/// `amount x part / whole`, half away from zero. `amount` is not below 0, `part` not above `whole`.
fn share(amount: i128, part: u64, whole: u64) -> i128 {
    if let Some(sum) = u64::try_from(amount)
        .ok()
        .and_then(|amount| amount.checked_mul(part))
        .and_then(|product| product.checked_add(whole / 2))
    {
        return i128::from(sum / whole);
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    // Divided first: the product of a large cost and a large quantity would not fit.
    amount / whole * part + (amount % whole * part + whole / 2) / whole
}

/// All positions.
pub struct Positions {
    rows: Vec<Position>,
    first: Vec<u32>,
    table: Table,
    hasher: Hasher,
}

impl Positions {
    pub fn new(hasher: Hasher) -> Self {
        Self { rows: Vec::new(), first: Vec::new(), table: Table::new(), hasher }
    }

    pub fn rows(&self) -> &[Position] {
        &self.rows
    }

    /// Asks for the memory of a position.
    pub(crate) fn prefetch(&self, position: u32) {
        prefetch(&self.rows, position as usize);
    }

    pub fn get(&self, position: u32) -> &Position {
        &self.rows[position as usize]
    }

    pub fn get_mut(&mut self, position: u32) -> &mut Position {
        &mut self.rows[position as usize]
    }

    fn hash(&self, account: u32, instrument: u32) -> u32 {
        self.hasher.hash([u64::from(instrument) << 32 | u64::from(account)])
    }

    /// The position of an account in an instrument, if it ever traded it. O(1).
    pub fn find(&self, account: u32, instrument: u32) -> Option<u32> {
        let rows = &self.rows;
        self.table.find(self.hash(account, instrument), |at| {
            let it = &rows[at as usize];
            it.account == account && it.instrument == instrument
        })
    }

    /// As [`Positions::find`], looking at a likely place first.
    #[inline]
    pub fn find_near(&self, account: u32, instrument: u32, likely: u32) -> Option<u32> {
        match self.rows.get(likely as usize) {
            Some(it) if it.account == account && it.instrument == instrument => Some(likely),
            _ => self.find(account, instrument),
        }
    }

    /// Adds a flat position; the caller knows it is not there.
    pub fn add(&mut self, account: u32, instrument: u32, base_row: u32, quote_row: u32) -> u32 {
        let at = self.rows.len() as u32;
        if self.first.len() <= account as usize {
            self.first.resize(account as usize + 1, NO_POSITION);
        }
        let next = std::mem::replace(&mut self.first[account as usize], at);
        self.rows.push(Position { quantity: 0, cost: 0, account, instrument, base_row, quote_row, next });
        self.table.insert(self.hash(account, instrument), at);
        at
    }

    /// An account's positions, newest first.
    pub fn of_account(&self, account: u32) -> impl Iterator<Item = &Position> {
        let at = |row: u32| self.rows.get(row as usize);
        let first = self.first.get(account as usize).copied().unwrap_or(NO_POSITION);
        std::iter::successors(at(first), move |row| at(row.next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(fills: &[(i64, i128)]) -> (i64, i128) {
        let mut it = Position {
            quantity: 0,
            cost: 0,
            account: 0,
            instrument: 0,
            base_row: 0,
            quote_row: 0,
            next: NO_POSITION,
        };
        for &(quantity, notional) in fills {
            it.fill(quantity, notional);
        }
        (it.quantity, it.cost)
    }

    // req: PO-05
    #[test]
    fn average_cost() {
        assert_eq!(after(&[(10, 1000), (10, 2000)]), (20, 3000));
        assert_eq!(
            after(&[(10, 1000), (10, 2000), (-5, 999)]),
            (15, 2250),
            "reducing leaves the average at 150"
        );
        assert_eq!(after(&[(10, 1000), (-10, 5)]), (0, 0));
        assert_eq!(after(&[(10, 1000), (-15, 3000)]), (-5, 1000), "turns short at 200");
        assert_eq!(after(&[(-10, 1000), (4, 100)]), (-6, 600));
        assert_eq!(after(&[(3, 100), (-1, 1)]), (2, 67));
    }
}
