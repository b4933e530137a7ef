//! Balances. The only place where they change; knows no book, no order, no price.
//!
//! A row holds what one account has of one asset: available and held. Every change is a posting between
//! rows, or a deposit or withdrawal that the asset's totals count, so that for each asset the sum of all rows
//! equals deposits less withdrawals (ST-09). Amounts are in the asset's smallest unit (AL-04).

use crate::prefetch::prefetch;
use crate::table::{Hasher, Table};
use tapebook_schema::RejectReason;

/// The house's own money; pays rebates. Only the house's accounts may go below zero.
pub const HOUSE: u32 = 0;
/// Collects fees.
pub const FEES: u32 = 1;
/// Keeps what rounding leaves over.
pub const ROUNDING: u32 = 2;
/// The first account that belongs to a person.
pub const FIRST_ACCOUNT: u32 = 16;

/// Largest amount of one asset that may exist: sums of 128-bit balances never overflow below it.
pub const MAX_SUPPLY: i128 = 1 << 120;

/// End of a chain of rows.
pub const NO_ROW: u32 = u32::MAX;

/// What one account has of one asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Free to use.
    pub available: i128,
    /// Reserved for open orders (AL-11).
    pub held: i128,
    pub account: u32,
    pub asset: u32,
    /// The account's row of another asset.
    pub next: u32,
}

/// One asset and its totals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    pub code: [u8; 16],
    /// Decimal digits of the smallest unit.
    pub scale: u8,
    pub display_scale: u8,
    pub deposited: i128,
    pub withdrawn: i128,
    /// Millionths of a US dollar for 10^9 units; 0 while not set.
    pub reference_rate: u64,
    pub fee_row: u32,
    pub house_row: u32,
}

/// All assets and balances.
pub struct Ledger {
    assets: Vec<Asset>,
    rows: Vec<Row>,
    table: Table,
    hasher: Hasher,
    /// First row of each account.
    first: Vec<u32>,
}

impl Ledger {
    pub fn new(hasher: Hasher) -> Self {
        Self { assets: Vec::new(), rows: Vec::new(), table: Table::new(), hasher, first: Vec::new() }
    }

    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub fn row(&self, row: u32) -> &Row {
        &self.rows[row as usize]
    }

    /// Asks for the memory of a row.
    pub(crate) fn prefetch(&self, row: u32) {
        prefetch(&self.rows, row as usize);
    }

    pub fn asset_by_code(&self, code: &[u8; 16]) -> Option<u32> {
        self.assets.iter().position(|asset| asset.code == *code).map(|at| at as u32)
    }

    pub fn add_asset(&mut self, code: [u8; 16], scale: u8, display_scale: u8) -> u32 {
        let asset = self.assets.len() as u32;
        self.assets.push(Asset {
            code,
            scale,
            display_scale,
            deposited: 0,
            withdrawn: 0,
            reference_rate: 0,
            fee_row: NO_ROW,
            house_row: NO_ROW,
        });
        let house_row = self.row_or_make(HOUSE, asset);
        let fee_row = self.row_or_make(FEES, asset);
        let it = &mut self.assets[asset as usize];
        it.house_row = house_row;
        it.fee_row = fee_row;
        asset
    }

    pub fn set_reference_rate(&mut self, asset: u32, rate: u64) {
        self.assets[asset as usize].reference_rate = rate;
    }

    fn hash(&self, account: u32, asset: u32) -> u32 {
        self.hasher.hash([u64::from(account) << 32 | u64::from(asset)])
    }

    /// An account's row of an asset; a missing one reads as zero (AL-02). O(1).
    pub fn find(&self, account: u32, asset: u32) -> Option<u32> {
        let rows = &self.rows;
        self.table.find(self.hash(account, asset), |row| {
            let it = &rows[row as usize];
            it.account == account && it.asset == asset
        })
    }

    /// The row, made with zero if it is missing. O(1).
    pub fn row_or_make(&mut self, account: u32, asset: u32) -> u32 {
        if let Some(row) = self.find(account, asset) {
            return row;
        }
        let row = self.rows.len() as u32;
        if self.first.len() <= account as usize {
            self.first.resize(account as usize + 1, NO_ROW);
        }
        let next = std::mem::replace(&mut self.first[account as usize], row);
        self.rows.push(Row { available: 0, held: 0, account, asset, next });
        self.table.insert(self.hash(account, asset), row);
        row
    }

    /// The rows of an account, newest first. O(rows of the account).
    pub fn rows_of(&self, account: u32) -> impl Iterator<Item = &Row> {
        let at = |row: u32| self.rows.get(row as usize);
        let first = self.first.get(account as usize).copied().unwrap_or(NO_ROW);
        std::iter::successors(at(first), move |row| at(row.next))
    }

    /// Is there anything left in an account?
    pub fn is_empty(&self, account: u32) -> bool {
        self.rows_of(account).all(|row| row.available == 0 && row.held == 0)
    }

    /// Money from outside (AL-05: MoneyAdded).
    pub fn deposit(&mut self, account: u32, asset: u32, amount: i128) -> Result<(), RejectReason> {
        let it = &mut self.assets[asset as usize];
        // Below 2^120 each, so the sums cannot overflow.
        if amount > MAX_SUPPLY
            || it.deposited - it.withdrawn + amount > MAX_SUPPLY
            || it.deposited > i128::MAX / 2
        {
            return Err(RejectReason::BalanceOverflow);
        }
        it.deposited += amount;
        let row = self.row_or_make(account, asset);
        self.rows[row as usize].available += amount;
        Ok(())
    }

    /// Money to outside (AL-05: MoneySubtracted, or InsufficientFunds).
    pub fn withdraw(&mut self, account: u32, asset: u32, amount: i128) -> Result<(), RejectReason> {
        let row = self.find(account, asset).ok_or(RejectReason::InsufficientBalance)?;
        let it = &mut self.rows[row as usize];
        if it.available < amount {
            return Err(RejectReason::InsufficientBalance);
        }
        it.available -= amount;
        self.assets[asset as usize].withdrawn += amount;
        Ok(())
    }

    /// Moves available money between accounts.
    pub fn transfer(
        &mut self,
        source: u32,
        destination: u32,
        asset: u32,
        amount: i128,
    ) -> Result<(), RejectReason> {
        let from = self.find(source, asset).ok_or(RejectReason::InsufficientBalance)?;
        if self.rows[from as usize].available < amount {
            return Err(RejectReason::InsufficientBalance);
        }
        let to = self.row_or_make(destination, asset);
        self.rows[from as usize].available -= amount;
        self.rows[to as usize].available += amount;
        Ok(())
    }

    /// Reserves available money; `risk::reserve` is the only caller.
    pub(crate) fn hold(&mut self, row: u32, amount: i128) -> Result<(), RejectReason> {
        debug_assert!(amount >= 0);
        let it = &mut self.rows[row as usize];
        if it.available < amount {
            return Err(RejectReason::InsufficientBalance);
        }
        it.available -= amount;
        it.held += amount;
        Ok(())
    }

    /// Ends `released` of a hold, of which `spent` goes to a counterparty or to fees and the rest back to
    /// available.
    pub(crate) fn unhold(&mut self, row: u32, released: i128, spent: i128) {
        let it = &mut self.rows[row as usize];
        it.held -= released;
        it.available += released - spent;
        assert!(
            it.held >= 0 && (it.available >= 0 || it.account < FIRST_ACCOUNT),
            "a hold covers what it pays"
        );
    }

    /// Credits what a counterparty or the fee schedule paid; `clearing` is the only caller.
    pub(crate) fn credit(&mut self, row: u32, amount: i128) {
        let it = &mut self.rows[row as usize];
        it.available += amount;
        assert!(it.available >= 0 || it.account < FIRST_ACCOUNT, "only the house may owe");
    }

    /// Books a fee, or pays a rebate out of the house's money where it is below zero.
    pub(crate) fn book_fee(&mut self, asset: u32, fee: i128) {
        let it = &self.assets[asset as usize];
        let row = if fee >= 0 { it.fee_row } else { it.house_row };
        self.credit(row, fee);
    }

    /// Gives a fee back, or takes a rebate back, when its trade is reversed.
    pub(crate) fn book_fee_back(&mut self, asset: u32, fee: i128) {
        let it = &self.assets[asset as usize];
        let row = if fee >= 0 { it.fee_row } else { it.house_row };
        self.rows[row as usize].available -= fee;
    }

    /// Puts back what a snapshot held; false if it does not hold together.
    pub(crate) fn restore(&mut self, assets: Vec<Asset>, rows: &[Row]) -> bool {
        self.assets = assets;
        for row in rows {
            if self.find(row.account, row.asset).is_some() {
                return false;
            }
            let at = self.row_or_make(row.account, row.asset);
            self.rows[at as usize].available = row.available;
            self.rows[at as usize].held = row.held;
        }
        for asset in 0..self.assets.len() {
            let (house, fees) = (self.find(HOUSE, asset as u32), self.find(FEES, asset as u32));
            let (Some(house_row), Some(fee_row)) = (house, fees) else { return false };
            self.assets[asset].house_row = house_row;
            self.assets[asset].fee_row = fee_row;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger() -> Ledger {
        let mut ledger = Ledger::new(Hasher::new([1, 2]));
        ledger.add_asset(*b"USD\0\0\0\0\0\0\0\0\0\0\0\0\0", 2, 2);
        ledger
    }

    // req: AL-05 AL-02
    #[test]
    fn refuses_a_debit_beyond_the_balance() {
        let mut ledger = ledger();
        assert_eq!(ledger.withdraw(16, 0, 1), Err(RejectReason::InsufficientBalance));
        ledger.deposit(16, 0, 100).unwrap();
        assert_eq!(ledger.withdraw(16, 0, 101), Err(RejectReason::InsufficientBalance));
        ledger.withdraw(16, 0, 100).unwrap();
        assert!(ledger.is_empty(16));
    }

    #[test]
    fn refuses_a_credit_beyond_the_supply() {
        let mut ledger = ledger();
        ledger.deposit(16, 0, MAX_SUPPLY).unwrap();
        assert_eq!(ledger.deposit(17, 0, 1), Err(RejectReason::BalanceOverflow));
        assert_eq!(ledger.deposit(17, 0, i128::MAX), Err(RejectReason::BalanceOverflow));
    }

    // req: AL-11
    #[test]
    fn a_hold_is_not_available() {
        let mut ledger = ledger();
        ledger.deposit(16, 0, 100).unwrap();
        let row = ledger.find(16, 0).unwrap();
        ledger.hold(row, 60).unwrap();
        assert_eq!(ledger.hold(row, 41), Err(RejectReason::InsufficientBalance));
        assert_eq!(ledger.withdraw(16, 0, 41), Err(RejectReason::InsufficientBalance));
        ledger.unhold(row, 60, 50);
        assert_eq!((ledger.row(row).available, ledger.row(row).held), (50, 0));
    }
}
