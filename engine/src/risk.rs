//! Checks before the trade, and the only gate to funds.

use crate::accounts::Account;
use crate::clearing;
use crate::instrument::Instrument;
use crate::ledger::Ledger;
use crate::orders::Order;
use crate::positions::Positions;
use crate::reject::Failures;
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
    if difference > 0 {
        ledger.hold(hold_row(positions, old), difference)
    } else {
        ledger.unhold(hold_row(positions, old), -difference, 0);
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

/// Limits of an account, its tier and the instrument; the narrowest one that is set holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limit {
    /// Millionths of a US dollar; 0 for none.
    pub max_order_value: i128,
    /// 0 for none.
    pub max_open_orders: u32,
}

impl Limit {
    /// Is any limit set? Most often none is.
    #[inline]
    pub fn any(account: &Account, tier: &Limit, instrument: &Instrument) -> bool {
        account.max_order_value | tier.max_order_value | instrument.max_order_value != 0
            || account.max_open_orders | tier.max_open_orders | instrument.max_open_orders != 0
    }

    /// The limit that binds.
    pub fn of(account: &Account, tier: &Limit, instrument: &Instrument) -> Limit {
        let pick = |values: [i128; 3]| values.into_iter().find(|&value| value != 0).unwrap_or(0);
        Limit {
            max_order_value: pick([
                account.max_order_value,
                tier.max_order_value,
                instrument.max_order_value,
            ]),
            max_open_orders: pick([
                i128::from(account.max_open_orders),
                i128::from(tier.max_open_orders),
                i128::from(instrument.max_open_orders),
            ]) as u32,
        }
    }

    /// Checks an order of this notional, for an account with so many open orders (VR-13).
    pub fn check(&self, open_orders: u32, notional: i128, quote_rate: u64, failures: &mut Failures) {
        if self.max_open_orders != 0 && open_orders >= self.max_open_orders {
            failures.add(RejectReason::TooManyOpenOrders, i64::from(self.max_open_orders));
        }
        if self.max_order_value != 0 {
            if quote_rate == 0 {
                failures.add(RejectReason::NoReferencePrice, 0);
            } else {
                let rate = i128::from(quote_rate);
                // Divided first where the product would not fit; beyond 128 bits it is above every limit.
                let value = match notional.checked_mul(rate) {
                    Some(product) => Some(product / 1_000_000_000),
                    None => (notional / 1_000_000_000).checked_mul(rate),
                };
                if value.is_none_or(|value| value > self.max_order_value) {
                    let bound = i64::try_from(self.max_order_value).unwrap_or(i64::MAX);
                    failures.add(RejectReason::LimitExceeded, bound);
                }
            }
        }
    }
}
