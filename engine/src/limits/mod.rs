//! Limits before the trade (VR-07, VR-11, VR-12, VR-16): what was set for whom, and what accounts did today.
//!
//! Of an account's limits, its tier's and the instrument's the narrowest one that is set holds, each limit for itself.
//! Limits of a risk group and of the member that owns it bind the sum over their accounts besides. Where nothing is set
//! for an order's account, tier and instrument, and the account is in no group, nothing here is asked.

pub mod activity;
pub mod groups;
pub mod sums;

use activity::Activities;
use groups::Groups;
use sums::Sums;

/// Most levels that are looked at for the price impact of one order; a deeper one exceeds every limit.
pub const MAX_LEVELS: usize = 1_024;
/// Most orders in a rate's window, and its longest, an hour: their product fits 64 bits.
pub const MAX_ORDERS: u32 = 1_000_000;
pub const MAX_WINDOW_MS: u32 = 3_600_000;

/// What one scope is limited to; 0 for no limit. Values are in millionths of a US dollar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Of one order.
    pub max_order_value: i128,
    /// Of a position with every open order of the side filled, at the reference price.
    pub max_position: i128,
    /// Traded from 00:00 UTC on.
    pub max_daily_volume: i128,
    pub max_open_orders: u32,
    /// Millionths of the best price.
    pub max_impact_ppm: u32,
    /// Millionths of the reference price.
    pub max_deviation_ppm: u32,
    pub max_day_trades: u32,
    /// Orders at once, and in `rate_window_ms`.
    pub max_orders: u32,
    pub rate_window_ms: u32,
}

impl Bounds {
    /// No limit at all.
    pub const NONE: Self = Self {
        max_order_value: 0,
        max_position: 0,
        max_daily_volume: 0,
        max_open_orders: 0,
        max_impact_ppm: 0,
        max_deviation_ppm: 0,
        max_day_trades: 0,
        max_orders: 0,
        rate_window_ms: 0,
    };

    /// The limits that bind where these are narrower than `wider`.
    fn or(&self, wider: &Bounds) -> Bounds {
        let value = |own: i128, wider: i128| if own != 0 { own } else { wider };
        let count = |own: u32, wider: u32| if own != 0 { own } else { wider };
        // A rate is two numbers, and one setting.
        let rate = if self.max_orders != 0 { self } else { wider };
        Bounds {
            max_order_value: value(self.max_order_value, wider.max_order_value),
            max_position: value(self.max_position, wider.max_position),
            max_daily_volume: value(self.max_daily_volume, wider.max_daily_volume),
            max_open_orders: count(self.max_open_orders, wider.max_open_orders),
            max_impact_ppm: count(self.max_impact_ppm, wider.max_impact_ppm),
            max_deviation_ppm: count(self.max_deviation_ppm, wider.max_deviation_ppm),
            max_day_trades: count(self.max_day_trades, wider.max_day_trades),
            max_orders: rate.max_orders,
            rate_window_ms: rate.rate_window_ms,
        }
    }

    /// Are these limits that may be set?
    pub fn fits(&self) -> bool {
        let has_rate = self.max_orders != 0;
        let window = if has_rate { 1..=MAX_WINDOW_MS } else { 0..=0 };
        self.max_order_value >= 0
            && self.max_position >= 0
            && self.max_daily_volume >= 0
            && self.max_orders <= MAX_ORDERS
            && window.contains(&self.rate_window_ms)
    }

    /// May they be set for several accounts together?
    pub fn add_up(&self) -> bool {
        let others = self.max_impact_ppm | self.max_deviation_ppm | self.max_day_trades | self.max_orders;
        others == 0
    }

    /// Is any of them about money, so that an order's value has to be known?
    pub fn has_values(&self) -> bool {
        self.max_order_value | self.max_position | self.max_daily_volume != 0
    }

    /// Does any of them count what happened today?
    pub fn counts_days(&self) -> bool {
        self.max_daily_volume != 0 || self.max_day_trades != 0
    }
}

/// What an amount of quote units is worth at a rate (worth of 10^9 units), in millionths of a US dollar; `None` if
/// that is beyond 128 bits, and so above every limit.
pub fn value_of(amount: i128, rate: u64) -> Option<i128> {
    let rate = i128::from(rate);
    // Divided first where the product would not fit.
    match amount.checked_mul(rate) {
        Some(product) => Some(product / 1_000_000_000),
        None => (amount / 1_000_000_000).checked_mul(rate),
    }
}

/// No limits of its own.
pub const NO_BOUNDS: u32 = 0;

/// All limits, and what accounts did that they count.
#[derive(Default)]
pub struct Limits {
    /// Of accounts and instruments, which name their place here, counted from 1.
    rows: Vec<Bounds>,
    free: Vec<u32>,
    tiers: [Bounds; 16],
    /// Bit n: tier n has limits.
    tier_bits: u16,
    pub activities: Activities,
    pub groups: Groups,
    pub sums: Sums,
}

impl Limits {
    /// Does a tier have limits?
    #[inline]
    pub fn has_tier(&self, tier: u8) -> bool {
        self.tier_bits >> tier & 1 == 1
    }

    pub fn tier(&self, tier: u8) -> &Bounds {
        &self.tiers[usize::from(tier)]
    }

    /// Limits at a place; none at [`NO_BOUNDS`].
    pub fn get(&self, place: u32) -> &Bounds {
        match place {
            NO_BOUNDS => &Bounds::NONE,
            place => &self.rows[place as usize - 1],
        }
    }

    pub fn set_tier(&mut self, tier: u8, bounds: Bounds) {
        self.tiers[usize::from(tier)] = bounds;
        self.tier_bits &= !(1 << tier);
        self.tier_bits |= u16::from(bounds != Bounds::NONE) << tier;
        self.activities.is_counting |= bounds.counts_days();
    }

    /// Sets the limits of an account or an instrument that stand at `place`; where they stand now. O(1).
    pub fn set(&mut self, place: u32, bounds: Bounds) -> u32 {
        self.activities.is_counting |= bounds.counts_days();
        match (place, bounds == Bounds::NONE) {
            (NO_BOUNDS, true) => NO_BOUNDS,
            (NO_BOUNDS, false) => match self.free.pop() {
                Some(place) => {
                    self.rows[place as usize - 1] = bounds;
                    place
                }
                None => {
                    self.rows.push(bounds);
                    self.rows.len() as u32
                }
            },
            (place, true) => {
                self.free.push(place);
                NO_BOUNDS
            }
            (place, false) => {
                self.rows[place as usize - 1] = bounds;
                place
            }
        }
    }

    /// The limits that bind an account of a tier in an instrument, by their places.
    pub fn of(&self, account: u32, tier: u8, instrument: u32) -> Bounds {
        self.get(account).or(&self.tier(tier).or(self.get(instrument)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // req: VR-16
    #[test]
    fn each_limit_is_the_narrowest_that_is_set() {
        let mut limits = Limits::default();
        let account = limits
            .set(NO_BOUNDS, Bounds { max_order_value: 5, max_orders: 2, rate_window_ms: 9, ..Bounds::NONE });
        let instrument = limits.set(
            NO_BOUNDS,
            Bounds { max_order_value: 7, max_position: 8, max_orders: 1, rate_window_ms: 3, ..Bounds::NONE },
        );
        limits.set_tier(3, Bounds { max_position: 6, max_open_orders: 4, ..Bounds::NONE });
        let bound = limits.of(account, 3, instrument);
        let want = Bounds {
            max_order_value: 5,
            max_position: 6,
            max_open_orders: 4,
            max_orders: 2,
            rate_window_ms: 9,
            ..Bounds::NONE
        };
        assert_eq!(bound, want);
        assert!(limits.has_tier(3) && !limits.has_tier(2));
        limits.set_tier(3, Bounds::NONE);
        assert!(!limits.has_tier(3));
        assert_eq!(limits.set(account, Bounds::NONE), NO_BOUNDS);
        assert_eq!(limits.of(NO_BOUNDS, 3, instrument).max_order_value, 7);
    }

    #[test]
    fn values_beyond_128_bits_are_above_every_limit() {
        assert_eq!(value_of(3_000, 2_500_000_000), Some(7_500));
        assert_eq!(value_of(i128::MAX, 1_000_000_000), Some(i128::MAX / 1_000_000_000 * 1_000_000_000));
        assert_eq!(value_of(i128::MAX, u64::MAX), None);
    }
}
