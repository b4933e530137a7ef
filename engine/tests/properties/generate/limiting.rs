//! Random limits, near what the other commands come to.

use super::*;
use tapebook_schema::LimitScope;

impl Generator {
    /// Limits of somebody, mostly of a few kinds only; often they are taken away.
    pub(super) fn limits(&mut self, session: u32, target: u32, instrument: u32) -> Command {
        let header = self.header(0);
        let alone = [LimitScope::Account, LimitScope::Tier, LimitScope::Instrument];
        let together = [LimitScope::RiskGroup, LimitScope::Member];
        let is_together = self.random.chance(25);
        let scope = if is_together { self.random.pick(&together) } else { self.random.pick(&alone) };
        let id = match scope {
            LimitScope::Account => target,
            LimitScope::Tier => self.random.below(4) as u32 + 13 * u32::from(self.random.below(60) == 0),
            LimitScope::RiskGroup => self.random.below(4) as u32,
            LimitScope::Member => {
                GATEWAY + self.random.below(3) as u32 + 90 * u32::from(self.random.below(60) == 0)
            }
            _ => instrument,
        };
        // Runs that are about other things are to reach them.
        let [rare, common] = if self.mix.limits > 0 { [70, 70] } else { [95, 60] };
        let mut value = |low: i64, high: i64, none: u64| match self.random.chance(none) {
            true => 0,
            false => {
                i128::from(self.random.range(low, high)) - i128::from(self.random.below(60) == 0) * 9_000
            }
        };
        let amounts = [value(200, 3_000, common), value(500, 6_000, rare), value(1_000, 20_000, rare)]
            .map(Amount::from);
        let mut count = |most: i64, none: u64| match self.random.chance(none) {
            true => 0,
            false => self.random.range(1, most) as u32,
        };
        let (open, impact, deviation, day_trades, orders) =
            (count(30, common), count(25_000, rare), count(60_000, rare), count(6, rare), count(5, rare));
        let window = match orders {
            0 => u32::from(self.random.below(60) == 0),
            _ => self.random.pick(&[1, 1, 2, 3, 3, 0]),
        };
        let few = is_together && self.random.chance(95);
        let [impact, deviation, day_trades, orders, window] =
            if few { [0; 5] } else { [impact, deviation, day_trades, orders, window] };
        let [value, position, volume] = &amounts;
        let limits = wire::SetLimits::new(
            &header, scope, 0, 0, id, value, position, volume, open, impact, deviation, day_trades, orders,
            window,
        );
        command(session, &limits)
    }

    /// Limits, the rates that they are measured by, and time passing by.
    pub(super) fn limiting(&mut self) -> Command {
        let header = self.header(0);
        let target = FIRST + self.random.below(u64::from(self.mix.accounts)) as u32;
        let instrument = self.instrument();
        match self.random.below(12) {
            0..2 => {
                let rate = self.random.pick(&[0, 1_000_000_000, 1_000_000_000, 2_500_000_000]);
                command(1, &wire::SetReferenceRate::new(&header, self.random.below(3) as u32, 0, rate))
            }
            2 => Command::new(0, 0, &wire::Tick::new(0)).after(self.random.below(30 * 3_600_000_000_000)),
            4..6 => command(1, &wire::SetRiskGroup::new(&header, target, self.random.below(4) as u32)),
            6 => {
                let group = self.random.below(4) as u32;
                let member = self.random.pick(&[0, GATEWAY, GATEWAY + 1, GATEWAY + 2, 90]);
                command(1, &wire::SetGroupOwner::new(&header, group, member))
            }
            3 => command(1, &wire::SetAccountTier::new(&header, target, self.random.below(4) as u32)),
            _ => self.limits(1, target, instrument),
        }
    }
}
