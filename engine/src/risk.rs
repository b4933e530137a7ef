//! The only gate to funds for orders.

use crate::clearing;
use crate::instrument::Instrument;
use crate::ledger::Ledger;
use crate::orders::Order;
use crate::positions::Positions;
use tapebook_schema::RejectReason;

/// Funds reserved for an order, in the row that its position names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    pub amount: i128,
}

/// What an order is reserved for.
#[derive(Clone, Copy)]
pub enum Need {
    /// Its open quantity at its limit.
    AtLimit,
    /// An amount of quote, for a market order by quote amount.
    Amount(i128),
}

impl Need {
    fn amount(self, instrument: &Instrument, order: &Order) -> i128 {
        match self {
            Need::AtLimit => clearing::hold_of(order, instrument),
            Need::Amount(amount) => clearing::hold_of_amount(order, instrument, amount),
        }
    }
}

/// Reserves an order's funds (VR-04, VR-14). With `reserve_again` and [`release`] the only way to money for orders;
/// margin accounts will branch here.
pub fn reserve(
    ledger: &mut Ledger,
    positions: &Positions,
    instrument: &Instrument,
    order: &Order,
    need: Need,
) -> Result<Hold, RejectReason> {
    let amount = need.amount(instrument, order);
    ledger.hold(hold_row(positions, order), amount)?;
    Ok(Hold { amount })
}

/// Would [`reserve`] find the funds in this row?
pub fn can_reserve(ledger: &Ledger, row: u32, instrument: &Instrument, order: &Order, need: Need) -> bool {
    ledger.row(row).available >= need.amount(instrument, order)
}

/// Changes an order's reservation from what `old` needs to what `new` needs; refused where the difference is not
/// available, and then nothing changed.
pub fn reserve_again(
    ledger: &mut Ledger,
    positions: &Positions,
    instrument: &Instrument,
    old: &Order,
    new: &Order,
) -> Result<(), RejectReason> {
    let difference = clearing::hold_of(new, instrument) - clearing::hold_of(old, instrument);
    reserve_difference(ledger, hold_row(positions, old), difference)
}

/// Changes what a list of orders reserves in a row; refused where the difference is not available, and then nothing
/// changed.
pub fn reserve_difference(ledger: &mut Ledger, row: u32, difference: i128) -> Result<(), RejectReason> {
    if difference > 0 {
        ledger.hold(row, difference)
    } else {
        ledger.unhold(row, -difference, 0);
        Ok(())
    }
}

/// Gives back what an order still holds (VR-15).
#[inline]
pub fn release(ledger: &mut Ledger, positions: &Positions, instrument: &Instrument, order: &Order) {
    ledger.unhold(hold_row(positions, order), clearing::hold_of(order, instrument), 0);
}

/// Gives back the rest of a hold by amount.
pub fn release_amount(ledger: &mut Ledger, positions: &Positions, order: &Order, rest: i128) {
    ledger.unhold(hold_row(positions, order), rest, 0);
}

/// The row that an order's money stands in.
#[inline]
fn hold_row(positions: &Positions, order: &Order) -> u32 {
    positions.get(order.position).hold_row(order.side)
}
