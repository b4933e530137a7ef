//! Refusals: every rule an order breaks, of which the first by precedence is the answer (VR-05).

use tapebook_schema::RejectReason;

/// The rules broken so far. Precedence is the order of `RejectReason` in the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    bits: [u64; 2],
    first: RejectReason,
    detail: i64,
}

impl Default for Failures {
    fn default() -> Self {
        Self { bits: [0; 2], first: RejectReason::None, detail: 0 }
    }
}

impl From<RejectReason> for Failures {
    fn from(reason: RejectReason) -> Self {
        let mut failures = Self::default();
        failures.add(reason, 0);
        failures
    }
}

impl Failures {
    /// Notes a broken rule; `detail` is the bound, in the unit of what it bounds.
    pub fn add(&mut self, reason: RejectReason, detail: i64) {
        self.bits[usize::from(reason.0 >> 6)] |= 1 << (reason.0 & 63);
        if self.first == RejectReason::None || reason.0 < self.first.0 {
            self.first = reason;
            self.detail = detail;
        }
    }

    /// Notes what another part of the request breaks.
    pub fn extend(&mut self, other: &Failures) {
        self.bits = [self.bits[0] | other.bits[0], self.bits[1] | other.bits[1]];
        if let Some((reason, detail)) = other.first() {
            self.add(reason, detail);
        }
    }

    /// The answer, with its detail; `None` if nothing failed.
    pub fn first(&self) -> Option<(RejectReason, i64)> {
        (self.first != RejectReason::None).then_some((self.first, self.detail))
    }

    pub fn is_empty(&self) -> bool {
        self.first == RejectReason::None
    }

    /// Bit n: the rule with number n failed.
    pub fn bits(&self) -> [u64; 2] {
        self.bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // req: VR-05
    #[test]
    fn names_every_failure_and_answers_with_the_first_by_precedence() {
        let mut failures = Failures::default();
        failures.add(RejectReason::QuantityZero, 0);
        failures.add(RejectReason::PriceOffTick, 5);
        failures.add(RejectReason::LimitExceeded, 9);
        assert_eq!(failures.first(), Some((RejectReason::PriceOffTick, 5)));
        let bit = |reason: RejectReason| 1u128 << reason.0;
        let want = bit(RejectReason::QuantityZero)
            | bit(RejectReason::PriceOffTick)
            | bit(RejectReason::LimitExceeded);
        let [low, high] = failures.bits();
        assert_eq!(u128::from(low) | u128::from(high) << 64, want);
    }
}
