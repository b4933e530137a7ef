//! Instruments: what may be traded in which steps, and the prices orders are measured against (OB-13).

use crate::book::{MAX_PRICE, MAX_TOTAL, Side};
use crate::reject::Failures;
use tapebook_schema::{FeeAsset, InstrumentStatus, RejectReason, TickBand};

/// Highest quantity of one order, in lots.
pub const MAX_QUANTITY: u64 = 1 << 48;
/// Largest price x quantity x unit: a tenth of it in millionths, the highest fee, still fits 128 bits.
pub const MAX_NOTIONAL: i128 = 1 << 108;

/// Prices from `from_price` on are multiples of `step`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Band {
    pub from_price: i64,
    pub step: i64,
}

/// Rules and state of one instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instrument {
    pub symbol: [u8; 24],
    pub base_asset: u32,
    pub quote_asset: u32,
    pub tick_size: u64,
    pub lot_size: u64,
    pub price_scale: u8,
    pub quantity_scale: u8,
    pub fee_asset: FeeAsset,
    pub status: InstrumentStatus,
    /// Base units of one lot.
    pub lot_units: i128,
    /// Quote units of one lot at a price of one tick.
    pub quote_units: i128,
    pub min_quantity: u64,
    pub max_quantity: u64,
    pub quantity_step: u64,
    pub min_notional: i128,
    pub max_price: i64,
    pub collar_ppm: u32,
    pub band_ppm: u32,
    pub protection_ppm: u32,
    /// The last trade's price, or what an operator set; 0 for none.
    pub reference_price: i64,
    pub last_trade_id: u64,
    /// Greatest distance of a trade from `static_reference`, in ppm of it; 0 for none.
    pub static_band_ppm: u32,
    /// The last auction's price, or what an operator set; 0 for none.
    pub static_reference: i64,
    /// Price of the last trade; 0 for none.
    pub last_price: i64,
    /// What an operator set last as reference; 0 for none.
    pub set_reference: i64,
    /// Do orders wait for prices of its trades? Follows from the triggers, and is in no snapshot.
    pub is_watched: bool,
    pub ticks: [Band; 8],
    /// Maker and taker ppm by tier.
    pub fees: [(i32, i32); 16],
    /// Tiers whose fees were set for this instrument.
    pub own_fees: u16,
    /// Where its limits stand in `limits::Limits`; derived.
    pub limits: u32,
}

/// 10^exponent; `None` above 10^36.
fn power_of_ten(exponent: u32) -> Option<i128> {
    if exponent > 36 { None } else { Some(10i128.pow(exponent)) }
}

/// `size / 10^scale` of something whose smallest unit is `10^-unit_scale`, in that unit, if it is whole.
fn whole_units(size: i128, scale: u32, unit_scale: u32) -> Option<i128> {
    if unit_scale >= scale {
        size.checked_mul(power_of_ten(unit_scale - scale)?)
    } else {
        let divisor = power_of_ten(scale - unit_scale)?;
        (size % divisor == 0).then(|| size / divisor)
    }
}

/// Exact, and in 64 bits: a price is below 2^47.
fn share_of(price: i64, ppm: u32) -> i64 {
    let (price, ppm) = (price as u64, u64::from(ppm));
    (price / 1_000_000 * ppm + price % 1_000_000 * ppm / 1_000_000) as i64
}

impl Instrument {
    /// Base units of a lot and quote units of a tick and lot, or `None` where they are not whole (design rule:
    /// such an instrument is refused).
    pub fn units(
        tick_size: u64,
        price_scale: u8,
        lot_size: u64,
        quantity_scale: u8,
        base_scale: u8,
        quote_scale: u8,
    ) -> Option<(i128, i128)> {
        let lot_units = whole_units(i128::from(lot_size), u32::from(quantity_scale), u32::from(base_scale))?;
        let quote_units = whole_units(
            i128::from(tick_size).checked_mul(i128::from(lot_size))?,
            u32::from(price_scale) + u32::from(quantity_scale),
            u32::from(quote_scale),
        )?;
        (lot_units > 0 && quote_units > 0).then_some((lot_units, quote_units))
    }

    /// Can the largest order at the highest price be booked without overflow?
    pub fn fits(&self) -> bool {
        let quantity = i128::from(self.max_quantity);
        let notional =
            i128::from(self.max_price).checked_mul(quantity).and_then(|it| it.checked_mul(self.quote_units));
        notional.is_some_and(|it| it <= MAX_NOTIONAL)
            && quantity.checked_mul(self.lot_units).is_some_and(|it| it <= MAX_NOTIONAL)
            && (1..=MAX_PRICE).contains(&self.max_price)
            && (1..=MAX_QUANTITY).contains(&self.max_quantity)
            && (1..=self.max_quantity).contains(&self.min_quantity)
            && (1..=self.max_quantity).contains(&self.quantity_step)
            && self.protection_ppm > 0
            && (0..=self.max_price).contains(&self.reference_price)
            && (0..=self.max_price).contains(&self.static_reference)
            && (0..=self.max_price).contains(&self.last_price)
            && (0..=self.max_price).contains(&self.set_reference)
            && (0..=MAX_NOTIONAL).contains(&self.min_notional)
    }

    /// What an order of this side pays with.
    pub fn paid_asset(&self, side: Side) -> u32 {
        match side {
            Side::Buy => self.quote_asset,
            Side::Sell => self.base_asset,
        }
    }

    /// Price times quantity in quote units. Both are within the instrument's bounds, for which [`Instrument::fits`]
    /// showed that the product does not overflow; checking it again at each use would cost more than the product.
    #[inline]
    pub fn notional(&self, price: i64, quantity: u64) -> i128 {
        debug_assert!(price >= 0 && price <= self.max_price && quantity <= MAX_TOTAL);
        let lots = u128::from(price as u64).wrapping_mul(u128::from(quantity));
        lots.wrapping_mul(self.quote_units as u128) as i128
    }

    /// A tick table from the wire: ascending from 0, steps above 0 and no larger than a price.
    pub fn tick_table<'a>(bands: impl Iterator<Item = &'a TickBand>) -> Option<[Band; 8]> {
        let mut table = [Band::default(); 8];
        let mut last: Option<Band> = None;
        for (at, band) in bands.enumerate() {
            let band = Band { from_price: band.from_price(), step: band.step() };
            if band == Band::default() {
                last = Some(Band { from_price: i64::MAX, step: 0 });
                continue;
            }
            let ascends = match last {
                None => band.from_price == 0,
                Some(before) => band.from_price > before.from_price,
            };
            if !ascends || !(1..=MAX_PRICE).contains(&band.step) || band.from_price > MAX_PRICE {
                return None;
            }
            table[at] = band;
            last = Some(band);
        }
        Some(table)
    }

    /// The step that a price must be a multiple of.
    pub fn step_at(&self, price: i64) -> i64 {
        if self.ticks[0].step <= 1 && self.ticks[1].step == 0 {
            return 1;
        }
        let fits = self.ticks.iter().rev().find(|band| band.step > 0 && band.from_price <= price);
        fits.map_or(1, |band| band.step)
    }

    /// Where the steps of this price begin.
    fn steps_from(&self, price: i64) -> i64 {
        let fits = self.ticks.iter().rev().find(|band| band.step > 0 && band.from_price <= price);
        fits.map_or(0, |band| band.from_price)
    }

    /// The lowest tick that is not below a price. O(bands of the tick table).
    pub fn tick_at_or_above(&self, price: i64) -> i64 {
        let mut price = price;
        loop {
            let step = self.step_at(price);
            let tick = (price + step - 1) / step * step;
            let from = self.steps_from(tick);
            if from <= price {
                return tick;
            }
            // Steps change on the way.
            price = from;
        }
    }

    /// The highest tick that is not above a price; 0 where there is none. O(bands of the tick table).
    pub fn tick_at_or_below(&self, price: i64) -> i64 {
        let mut price = price;
        loop {
            let tick = price - price % self.step_at(price);
            let from = self.steps_from(price);
            if tick >= from {
                return tick;
            }
            price = from - 1;
        }
    }

    /// Is any trade bound to a band?
    #[inline]
    pub fn is_banded(&self) -> bool {
        self.band_ppm != 0 || self.static_band_ppm != 0
    }

    fn share(&self, ppm: u32) -> i64 {
        share_of(self.reference_price, ppm)
    }

    /// The worst price a limit of this side may have (VR-02): exactly at the collar passes.
    fn collar(&self) -> Option<(i64, i64)> {
        if self.collar_ppm == 0 || self.reference_price == 0 {
            return None;
        }
        let share = self.share(self.collar_ppm);
        Some((self.reference_price - share, self.reference_price + share))
    }

    /// The worst price a trade of a taker of this side may have: the nearer edge of the dynamic band, around the last
    /// trade, and the static one, around the last auction; rounded inward to a tick.
    pub fn band_edge(&self, side: Side) -> i64 {
        let dynamic = match self.band_ppm != 0 && self.reference_price != 0 {
            true => self.edge(side, self.reference_price, self.band_ppm),
            false => side.no_limit(),
        };
        if self.static_band_ppm == 0 || self.static_reference == 0 {
            return dynamic;
        }
        side.nearer(dynamic, self.edge(side, self.static_reference, self.static_band_ppm))
    }

    /// The prices so near to the last auction's; every price where there is no such.
    pub fn auction_band(&self, ppm: u32) -> (i64, i64) {
        if ppm == 0 || self.static_reference == 0 {
            return (1, self.max_price);
        }
        let edge = |side| self.edge(side, self.static_reference, ppm);
        (edge(Side::Sell), edge(Side::Buy))
    }

    /// Protection price of a market order: the nearer of the band's edge and the greatest impact.
    pub fn protection(&self, side: Side) -> i64 {
        side.nearer(self.edge(side, self.reference_price, self.protection_ppm), self.band_edge(side))
    }

    /// Protection price of a market order that is triggered at a price, before the band of that moment is known.
    pub fn protection_around(&self, side: Side, price: i64) -> i64 {
        self.edge(side, price, self.protection_ppm)
    }

    fn edge(&self, side: Side, reference: i64, ppm: u32) -> i64 {
        let share = share_of(reference, ppm);
        match side {
            Side::Buy => {
                let price = (reference + share).min(self.max_price);
                price - price % self.step_at(price)
            }
            Side::Sell => {
                let price = (reference - share).max(1);
                let step = self.step_at(price);
                // A step above the highest price leaves no tick on this side: then only that price is near enough.
                ((price + step - 1) / step * step).min(self.max_price)
            }
        }
    }

    /// Checks a price that is no limit: above 0, in range, a multiple of its step.
    /// False if it is no price at all.
    pub fn check_tick(&self, price: i64, failures: &mut Failures) -> bool {
        if price <= 0 {
            failures.add(RejectReason::PriceNotPositive, 0);
            return false;
        }
        if price > self.max_price {
            failures.add(RejectReason::PriceOutOfRange, self.max_price);
            return false;
        }
        let step = self.step_at(price);
        if step != 1 && price % step != 0 {
            failures.add(RejectReason::PriceOffTick, step);
        }
        true
    }

    /// Checks a limit price (VR-01, VR-02, VR-06).
    pub fn check_price(&self, price: i64, failures: &mut Failures) {
        if !self.check_tick(price, failures) {
            return;
        }
        if let Some((low, high)) = self.collar() {
            if price < low {
                failures.add(RejectReason::PriceOutsideCollar, low);
            } else if price > high {
                failures.add(RejectReason::PriceOutsideCollar, high);
            }
        }
    }

    /// Checks a quantity (VR-03, VR-06).
    pub fn check_quantity(&self, quantity: u64, failures: &mut Failures) {
        if quantity == 0 {
            failures.add(RejectReason::QuantityZero, 0);
            return;
        }
        if quantity < self.min_quantity {
            failures.add(RejectReason::QuantityBelowMinimum, self.min_quantity as i64);
        }
        if quantity > self.max_quantity {
            failures.add(RejectReason::QuantityAboveMaximum, self.max_quantity as i64);
        }
        if self.quantity_step != 1 && !quantity.is_multiple_of(self.quantity_step) {
            failures.add(RejectReason::QuantityOffStep, self.quantity_step as i64);
        }
    }

    /// Checks the notional of an order whose price and quantity passed.
    pub fn check_notional(&self, notional: i128, failures: &mut Failures) {
        if notional < self.min_notional {
            failures.add(
                RejectReason::NotionalBelowMinimum,
                i64::try_from(self.min_notional).unwrap_or(i64::MAX),
            );
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn instrument() -> Instrument {
        Instrument {
            symbol: [0; 24],
            base_asset: 0,
            quote_asset: 1,
            tick_size: 1,
            lot_size: 1,
            price_scale: 2,
            quantity_scale: 4,
            fee_asset: FeeAsset::Received,
            status: InstrumentStatus::Continuous,
            lot_units: 1,
            quote_units: 1,
            min_quantity: 10,
            max_quantity: 1000,
            quantity_step: 1,
            min_notional: 0,
            max_price: MAX_PRICE,
            collar_ppm: 500_000,
            band_ppm: 0,
            protection_ppm: 50_000,
            reference_price: 1000,
            last_trade_id: 0,
            static_band_ppm: 0,
            static_reference: 0,
            last_price: 0,
            set_reference: 1000,
            is_watched: false,
            ticks: [Band::default(); 8],
            fees: [(0, 0); 16],
            own_fees: 0,
            limits: 0,
        }
    }

    fn reasons(check: impl Fn(&mut Failures)) -> Option<(RejectReason, i64)> {
        let mut failures = Failures::default();
        check(&mut failures);
        failures.first()
    }

    // req: VR-01 VR-02
    #[test]
    fn prices_are_positive_and_within_the_collar() {
        let it = instrument();
        let check = |price| reasons(|failures| it.check_price(price, failures));
        assert_eq!(check(0), Some((RejectReason::PriceNotPositive, 0)));
        assert_eq!(check(-5), Some((RejectReason::PriceNotPositive, 0)));
        assert_eq!(check(1500), None, "exactly a half away passes");
        assert_eq!(check(1501), Some((RejectReason::PriceOutsideCollar, 1500)));
        assert_eq!(check(500), None);
        assert_eq!(check(499), Some((RejectReason::PriceOutsideCollar, 500)));
        assert_eq!(check(i64::MAX), Some((RejectReason::PriceOutOfRange, MAX_PRICE)));
        assert_eq!(check(i64::MIN), Some((RejectReason::PriceNotPositive, 0)));
    }

    // req: VR-03
    #[test]
    fn the_refusal_names_the_minimum() {
        let it = instrument();
        let check = |quantity| reasons(|failures| it.check_quantity(quantity, failures));
        assert_eq!(check(9), Some((RejectReason::QuantityBelowMinimum, 10)));
        assert_eq!(check(10), None);
        assert_eq!(check(1001), Some((RejectReason::QuantityAboveMaximum, 1000)));
        assert_eq!(check(u64::MAX), Some((RejectReason::QuantityAboveMaximum, 1000)));
        assert_eq!(check(0), Some((RejectReason::QuantityZero, 0)));
    }

    #[test]
    fn protection_rounds_inward_to_a_tick() {
        let mut it = instrument();
        it.ticks[0] = Band { from_price: 0, step: 1 };
        it.ticks[1] = Band { from_price: 500, step: 20 };
        it.protection_ppm = 55_000;
        assert_eq!(it.protection(Side::Buy), 1040);
        assert_eq!(it.protection(Side::Sell), 960);
        it.band_ppm = 10_000;
        assert_eq!(it.protection(Side::Buy), 1000);
    }

    #[test]
    fn ticks_next_to_a_price_where_steps_change() {
        let mut it = instrument();
        it.ticks[0] = Band { from_price: 0, step: 1 };
        it.ticks[1] = Band { from_price: 100, step: 2 };
        it.ticks[2] = Band { from_price: 106, step: 4 };
        let at = |price| (it.tick_at_or_below(price), it.tick_at_or_above(price));
        assert_eq!(at(99), (99, 99));
        assert_eq!(at(101), (100, 102));
        assert_eq!(at(105), (104, 108), "106 is no multiple of 4");
        assert_eq!(at(106), (104, 108));
        assert_eq!(at(109), (108, 112));
    }

    #[test]
    fn units_are_whole_or_refused() {
        assert_eq!(Instrument::units(1, 2, 1, 8, 8, 10), Some((1, 1)));
        assert_eq!(Instrument::units(1, 2, 1, 8, 8, 9), None);
        assert_eq!(Instrument::units(1, 4, 1, 0, 0, 6), Some((1, 100)));
    }
}
