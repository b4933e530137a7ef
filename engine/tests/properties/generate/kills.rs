//! Kill switches.

use super::*;

impl Generator {
    /// Turns off a switch that is on, mostly; else one on.
    pub(super) fn kill(&mut self, oracle: &Oracle) -> Command {
        let header = self.header(0);
        let on = oracle.kills.iter().next().copied().filter(|_| self.random.chance(80));
        let scope = self.random.below(6) as u8;
        let account = FIRST + self.random.below(u64::from(self.mix.accounts) + 1) as u32;
        let (scope, id) = on.unwrap_or(match KillScope(scope) {
            KillScope::Account => (scope, account),
            KillScope::Instrument => (scope, self.instrument()),
            KillScope::Member => (scope, GATEWAY + 1 + self.random.below(9) as u32),
            _ => (scope, self.random.below(3) as u32),
        });
        let engaged = if on.is_some() { 0 } else { self.random.pick(&[0, 1, 1, 1, 2]) };
        command(1, &wire::SetKillSwitch::new(&header, KillScope(scope), engaged, 0, id))
    }
}
