//! What an order may be: prices and quantities.

use super::{Faults, MILLION, Market};
use tapebook_schema::{RejectReason as R, Side};

fn share(price: i64, ppm: u32) -> i64 {
    (i128::from(price) * i128::from(ppm) / MILLION) as i64
}

impl Market {
    /// Base units of a lot. The oracle's instruments have scales of 0.
    pub fn lot(&self) -> i128 {
        i128::from(self.rules.lot_size)
    }

    pub fn notional(&self, price: i64, quantity: u64) -> i128 {
        i128::from(price)
            * i128::from(quantity)
            * i128::from(self.rules.tick_size)
            * i128::from(self.rules.lot_size)
    }

    pub fn step(&self, price: i64) -> i64 {
        self.rules
            .ticks
            .iter()
            .filter(|(from, _)| *from <= price)
            .map(|&(_, step)| step)
            .next_back()
            .unwrap_or(1)
    }

    fn distance(&self, ppm: u32) -> i64 {
        share(self.reference, ppm)
    }

    fn up(&self, price: i64) -> i64 {
        let step = self.step(price);
        (price + step - 1) / step * step
    }

    fn down(&self, price: i64) -> i64 {
        price - price % self.step(price)
    }

    /// Where a market order holds its funds that would be triggered at this price.
    pub fn worst_at(&self, side: Side, price: i64) -> i64 {
        let (low, high) = self.around(price.clamp(1, self.rules.max_price), self.rules.protection_ppm);
        if side == Side::Buy { high } else { low }
    }

    /// The prices at most so far from a price, rounded inward to ticks.
    fn around(&self, center: i64, ppm: u32) -> (i64, i64) {
        let low = (center - share(center, ppm)).max(1);
        let high = (center + share(center, ppm)).min(self.rules.max_price);
        (self.up(low).min(self.rules.max_price), self.down(high))
    }

    /// The prices so near to a price that there is; all where there is no band.
    pub(super) fn band_around(&self, center: i64, ppm: u32) -> (i64, i64) {
        if ppm == 0 || center == 0 { (1, i64::MAX) } else { self.around(center, ppm) }
    }

    /// The prices at which trades may be made: near the last trade, and near the last auction.
    pub fn band(&self) -> (i64, i64) {
        let dynamic = self.band_around(self.reference, self.rules.band_ppm);
        let fixed = self.band_around(self.trading.static_reference, self.trading.static_band);
        (dynamic.0.max(fixed.0), dynamic.1.min(fixed.1))
    }

    /// The worst price of a market order: the nearer of the band's edge and the greatest impact.
    pub fn protection(&self, side: Side) -> i64 {
        let (low, high) = self.around(self.reference, self.rules.protection_ppm);
        let (band_low, band_high) = self.band();
        if side == Side::Buy { high.min(band_high) } else { low.max(band_low) }
    }

    /// A price that need not be near the reference; false if it is none at all.
    pub(super) fn check_tick(&self, price: i64, faults: &mut Faults) -> bool {
        if price <= 0 {
            faults.add(R::PriceNotPositive, 0);
        } else if price > self.rules.max_price {
            faults.add(R::PriceOutOfRange, self.rules.max_price);
        } else {
            let step = self.step(price);
            faults.when(price % step != 0, R::PriceOffTick, step);
        }
        price > 0 && price <= self.rules.max_price
    }

    pub(super) fn check_price(&self, price: i64, faults: &mut Faults) {
        if !self.check_tick(price, faults) {
            return;
        }
        if self.rules.collar_ppm > 0 && self.reference > 0 {
            let distance = self.distance(self.rules.collar_ppm);
            faults.when(price < self.reference - distance, R::PriceOutsideCollar, self.reference - distance);
            faults.when(price > self.reference + distance, R::PriceOutsideCollar, self.reference + distance);
        }
    }

    pub(super) fn check_quantity(&self, quantity: u64, faults: &mut Faults) {
        let rules = &self.rules;
        if quantity == 0 {
            return faults.add(R::QuantityZero, 0);
        }
        faults.when(quantity < rules.min_quantity, R::QuantityBelowMinimum, rules.min_quantity as i64);
        faults.when(quantity > rules.max_quantity, R::QuantityAboveMaximum, rules.max_quantity as i64);
        faults.when(
            !quantity.is_multiple_of(rules.quantity_step),
            R::QuantityOffStep,
            rules.quantity_step as i64,
        );
    }

    pub(super) fn check_notional(&self, notional: i128, faults: &mut Faults) {
        faults.when(
            notional < self.rules.min_notional,
            R::NotionalBelowMinimum,
            i64::try_from(self.rules.min_notional).unwrap_or(i64::MAX),
        );
    }
}
