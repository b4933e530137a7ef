//! The kill switch: it stops accounts, a tier, a group, a member or an instrument, and ends their open orders.

use super::{Outcome, done, refuse};
use crate::engine::{Engine, Sink};
use crate::ledger::FIRST_ACCOUNT;
use crate::members::READ_ONLY;
use crate::reject::Failures;
use tapebook_schema as wire;
use tapebook_schema::{EndReason, KillScope as Scope, RejectReason as R};

impl Engine {
    /// O(open orders that it covers), and O(accounts) for tiers and groups.
    pub(super) fn set_kill_switch(&mut self, it: &wire::SetKillSwitch, sink: &mut impl Sink) -> Outcome {
        let (scope, id) = (it.scope(), it.id());
        if it.engaged() > 1 {
            return refuse(R::InvalidParameter);
        }
        self.knows(scope, id)?;
        self.kills.set(scope, id, it.engaged() == 1);
        if it.engaged() == 1 {
            if scope == Scope::Instrument {
                self.end_orders_in(id, EndReason::Kill, |_, _| true, sink);
            } else {
                for account in self.accounts_of(scope, id) {
                    self.end_orders_of(account, EndReason::Kill, None, |_| true, sink);
                }
            }
        }
        done(u64::from(id), 0)
    }

    /// Is there what a switch would stop? A group may have no account yet; a session that only hears stops nobody.
    pub(crate) fn knows(&self, scope: Scope, id: u32) -> Result<(), R> {
        let known = |is_known, reason| if is_known { Ok(()) } else { Err(reason) };
        match scope {
            Scope::Account => {
                known((FIRST_ACCOUNT..self.accounts.len() as u32).contains(&id), R::UnknownAccount)
            }
            Scope::Tier => known((id as usize) < self.fees.len(), R::InvalidParameter),
            Scope::Instrument => known((id as usize) < self.instruments.len(), R::UnknownInstrument),
            Scope::Member => {
                let member = self.members.get(id).ok_or(R::UnknownKey)?;
                known(member.permissions & READ_ONLY == 0, R::InvalidParameter)
            }
            Scope::Group | Scope::RiskGroup => known(id != 0, R::InvalidParameter),
            _ => Err(R::InvalidParameter),
        }
    }

    /// Accounts that a switch covers, rising.
    fn accounts_of(&self, scope: Scope, id: u32) -> Vec<u32> {
        match scope {
            Scope::Account => vec![id],
            _ => {
                let all = FIRST_ACCOUNT..self.accounts.len() as u32;
                all.filter(|&account| self.covers(scope, id, account)).collect()
            }
        }
    }

    /// Does a switch of this scope cover an account?
    fn covers(&self, scope: Scope, id: u32, account: u32) -> bool {
        let it = &self.accounts[account as usize];
        match scope {
            Scope::Account => id == account,
            Scope::Tier => id == u32::from(it.tier),
            Scope::Group => id == it.stp_group,
            Scope::RiskGroup => id == it.risk_group,
            Scope::Member => {
                self.members.acts_for(id, account, it)
                    || (it.risk_group != 0 && self.limits.groups.owner(it.risk_group) == id)
            }
            _ => false,
        }
    }

    /// Notes a switch that stops an account or an instrument. O(switches on members), where any is on at all.
    #[inline]
    pub(crate) fn check_kills(&self, account: u32, instrument: u32, failures: &mut Failures) {
        if self.kills.any()
            && let Some(scope) = self.killed_by(account, Some(instrument))
        {
            failures.add(R::Killed, i64::from(scope.0));
        }
    }

    /// Ends the open orders of an account that came to be covered by a switch. O(its open orders).
    pub(super) fn end_if_killed(&mut self, account: u32, sink: &mut impl Sink) {
        if self.kills.any() && self.killed_by(account, None).is_some() {
            self.end_orders_of(account, EndReason::Kill, None, |_| true, sink);
        }
    }

    /// The first switch on an account, or on an instrument where one is given.
    #[cold]
    pub(crate) fn killed_by(&self, account: u32, instrument: Option<u32>) -> Option<Scope> {
        let it = &self.accounts[account as usize];
        let kills = &self.kills;
        let is_on = |scope| match scope {
            Scope::Account => kills.is_on(scope, account),
            Scope::Tier => kills.is_on(scope, it.tier.into()),
            Scope::Instrument => instrument.is_some_and(|instrument| kills.is_on(scope, instrument)),
            Scope::Member => kills.of(scope).any(|id| self.covers(scope, id, account)),
            Scope::RiskGroup => kills.is_on(scope, it.risk_group),
            _ => kills.is_on(scope, it.stp_group),
        };
        let accounts = [Scope::Account, Scope::Tier, Scope::Instrument];
        let together = [Scope::Member, Scope::Group, Scope::RiskGroup];
        let scopes = accounts.into_iter().chain(together);
        let mut scopes = scopes;
        scopes.find(|&scope| is_on(scope))
    }
}
