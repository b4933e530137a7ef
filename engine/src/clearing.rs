//! What a fill costs whom: a trade becomes postings, fees and positions. A fill moves money here and nowhere else.

use crate::book::Side;
use crate::instrument::Instrument;
use crate::ledger::Ledger;
use crate::orders::Order;
use crate::positions::Positions;
use tapebook_schema::{FeeAsset, Liquidity};

const MILLION: i128 = 1_000_000;

/// Division rounded up, for a numerator of any sign: fees up, rebates toward zero.
#[inline]
fn ceil_million(amount: i128) -> i128 {
    // A 128-bit division costs ten times a 64-bit one by a constant.
    match i64::try_from(amount) {
        Ok(amount) => i128::from(amount.div_euclid(1_000_000) + i64::from(amount.rem_euclid(1_000_000) != 0)),
        Err(_) => amount.div_euclid(MILLION) + i128::from(amount.rem_euclid(MILLION) != 0),
    }
}

/// Charges a share of a fee. Over an order's life the charges add up to the rounded-up fee of the sum of its
/// fills (rules: a hundred small fills cost what one large fill costs): what earlier charges rounded up too far
/// stands in `slack`, in millionths.
#[inline]
fn charge(slack: &mut u32, amount: i128, ppm: i32) -> i128 {
    // Almost every fill fits 64 bits, where this costs a tenth.
    if let Ok(amount) = i64::try_from(amount)
        && let Some(product) = amount.checked_mul(i64::from(ppm))
        && let Some(owed) = product.checked_sub(i64::from(*slack))
    {
        let fee = owed.div_euclid(1_000_000) + i64::from(owed.rem_euclid(1_000_000) != 0);
        *slack = (fee * 1_000_000 - owed) as u32;
        return i128::from(fee);
    }
    let owed = amount * i128::from(ppm) - i128::from(*slack);
    let fee = ceil_million(owed);
    *slack = (fee * MILLION - owed) as u32;
    fee
}

/// The fee that may still be charged if `amount` more trades at this rate.
fn fee_reserve(order: &Order, amount: i128, ppm: i32) -> i128 {
    ceil_million(amount * i128::from(ppm.max(0)) - i128::from(order.fee_slack)).max(0)
}

/// What an order must hold for its open quantity: base for a sell; for a buy quote at its limit, and the fee where
/// that is taken from quote. An order's hold is this at every moment (invariant I3).
pub fn hold_of(order: &Order, instrument: &Instrument) -> i128 {
    hold_for(order, instrument, order.leaves())
}

fn hold_for(order: &Order, instrument: &Instrument, leaves: u64) -> i128 {
    match order.side {
        Side::Sell => i128::from(leaves) * instrument.lot_units,
        Side::Buy => {
            let notional = instrument.notional(order.price, leaves);
            match instrument.fee_asset {
                FeeAsset::Quote => {
                    notional + fee_reserve(order, notional, order.maker_ppm.max(order.taker_ppm))
                }
                _ => notional,
            }
        }
    }
}

/// What a market order by quote amount must hold. It only takes, so its reserve is exact.
pub fn hold_of_amount(order: &Order, instrument: &Instrument, amount: i128) -> i128 {
    match instrument.fee_asset {
        FeeAsset::Quote => amount + fee_reserve(order, amount, order.taker_ppm),
        _ => amount,
    }
}

/// A fill as both sides see it.
#[derive(Clone, Copy)]
pub struct Execution {
    pub price: i64,
    pub quantity: u64,
    /// Quote units.
    pub notional: i128,
}

/// What one side of a fill was charged.
#[derive(Clone, Copy)]
pub struct Charged {
    pub fee: i128,
    pub asset: u32,
}

/// How the hold of a side shrinks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum HoldKind {
    /// For its open quantity at its limit; what a better price saves is free at once.
    AtLimit,
    /// For an amount of quote: only what is spent leaves it.
    ByAmount,
}

/// Books one side of a fill: consumes its hold, credits what it receives less its fee, books the fee, moves its
/// position, and counts the fill on the order (ST-02, ST-03). O(1).
pub fn settle(
    ledger: &mut Ledger,
    positions: &mut Positions,
    instrument: &Instrument,
    order: &mut Order,
    execution: Execution,
    liquidity: Liquidity,
    hold: HoldKind,
) -> Charged {
    let Execution { quantity, notional, .. } = execution;
    let base = i128::from(quantity) * instrument.lot_units;
    let ppm = if liquidity == Liquidity::Maker { order.maker_ppm } else { order.taker_ppm };
    // Only where the hold includes a fee does it shrink by more than the part that was executed.
    let has_fee_in_hold = order.side == Side::Buy && instrument.fee_asset == FeeAsset::Quote;
    let before = if has_fee_in_hold { hold_of(order, instrument) } else { 0 };
    let (fee, asset, spent, received, lots) = match (order.side, instrument.fee_asset) {
        (Side::Buy, FeeAsset::Quote) => {
            let fee = charge(&mut order.fee_slack, notional, ppm);
            (fee, instrument.quote_asset, notional + fee, base, quantity as i64)
        }
        (Side::Buy, _) => {
            let fee = charge(&mut order.fee_slack, base, ppm);
            (fee, instrument.base_asset, notional, base - fee, quantity as i64)
        }
        (Side::Sell, _) => {
            let fee = charge(&mut order.fee_slack, notional, ppm);
            (fee, instrument.quote_asset, base, notional - fee, -(quantity as i64))
        }
    };
    order.cumulative += quantity;
    order.notional += notional;
    let released = match (hold, order.side) {
        (HoldKind::ByAmount, _) => spent,
        (HoldKind::AtLimit, _) if has_fee_in_hold => before - hold_of(order, instrument),
        (HoldKind::AtLimit, Side::Buy) => instrument.notional(order.price, quantity),
        (HoldKind::AtLimit, Side::Sell) => base,
    };
    let position = positions.get_mut(order.position);
    position.fill(lots, notional);
    ledger.unhold(position.hold_row(order.side), released, spent);
    ledger.credit(position.credit_row(order.side), received);
    if fee != 0 {
        ledger.book_fee(asset, fee);
    }
    Charged { fee, asset }
}

/// One side of a trade that is booked again by an operator, or booked backwards.
#[derive(Clone, Copy)]
pub struct Entry {
    pub account: u32,
    pub side: Side,
    pub fee: i128,
    pub fee_asset: u32,
}

/// The changes of one side's balances by a trade, as (base, quote): what [`settle`] moved, fee included.
pub fn net_change(instrument: &Instrument, entry: &Entry, price: i64, quantity: u64) -> (i128, i128) {
    let base = i128::from(quantity) * instrument.lot_units;
    let quote = instrument.notional(price, quantity);
    let (base, quote) = match entry.side {
        Side::Buy => (base, -quote),
        Side::Sell => (-base, quote),
    };
    if entry.fee_asset == instrument.base_asset {
        (base - entry.fee, quote)
    } else {
        (base, quote - entry.fee)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // req: AL-13
    #[test]
    fn many_small_fills_cost_what_one_large_fill_costs() {
        for ppm in [1000, 1, 999_999, -250, -1] {
            let mut slack = 0;
            let many: i128 = (0..100).map(|k| charge(&mut slack, 7 + k, ppm)).sum();
            let sum: i128 = (0..100).map(|k| 7 + k).sum();
            let mut slack = 0;
            assert_eq!(many, charge(&mut slack, sum, ppm), "at {ppm} ppm");
        }
    }

    #[test]
    fn fees_round_up_and_rebates_toward_zero() {
        let mut slack = 0;
        assert_eq!(charge(&mut slack, 1, 1000), 1);
        assert_eq!(slack, 999_000);
        let mut slack = 0;
        assert_eq!(charge(&mut slack, 1, -1000), 0);
        assert_eq!(ceil_million(i128::from(i64::MAX) * 1_000_000 + 1), i128::from(i64::MAX) + 1);
    }
}
