//! Limits before the trade, set at run time (VR-16).

use super::{Outcome, done, refuse};
use crate::engine::{Engine, Sink};
use crate::limits::Bounds;
use tapebook_schema as wire;
use tapebook_schema::{KillScope, LimitScope, RejectReason as R};

impl Engine {
    /// Sets all limits of a scope. They bind what comes from then on; what is open stays. O(1); O(positions of its
    /// accounts) where a risk group or a member gets its first limits, or loses its last.
    pub(super) fn set_limits(&mut self, it: &wire::SetLimits) -> Outcome {
        let bounds = Bounds {
            max_order_value: it.max_order_value().into(),
            max_position: it.max_position().into(),
            max_daily_volume: it.max_daily_volume().into(),
            max_open_orders: it.max_open_orders(),
            max_impact_ppm: it.max_impact_ppm(),
            max_deviation_ppm: it.max_deviation_ppm(),
            max_day_trades: it.max_day_trades(),
            max_orders: it.max_orders(),
            rate_window_ms: it.rate_window_ms(),
        };
        if !bounds.fits() {
            return refuse(R::InvalidParameter);
        }
        match it.scope() {
            LimitScope::Account => {
                let place = self.person(it.id())?.limits;
                self.accounts[it.id() as usize].limits = self.limits.set(place, bounds);
            }
            LimitScope::Tier => match u8::try_from(it.id()) {
                Ok(tier) if tier < 16 => self.limits.set_tier(tier, bounds),
                _ => return refuse(R::InvalidParameter),
            },
            LimitScope::RiskGroup | LimitScope::Member => {
                if it.scope() == LimitScope::Member {
                    self.knows(KillScope::Member, it.id())?;
                }
                if it.id() == 0 || !bounds.add_up() {
                    return refuse(R::InvalidParameter);
                }
                self.limits.activities.is_counting |= bounds.counts_days();
                self.set_together(it.scope(), it.id(), bounds);
            }
            _ => {
                let place = self.instrument_mut(it.id())?.limits;
                self.instruments[it.id() as usize].limits = self.limits.set(place, bounds);
            }
        }
        done(u64::from(it.id()), 0)
    }

    /// The limits that are set for a scope, if that is there. O(1).
    pub fn limits_set(&self, scope: LimitScope, id: u32) -> Result<Bounds, R> {
        let limits = &self.limits;
        let known = match scope {
            LimitScope::Account => KillScope::Account,
            LimitScope::Tier => KillScope::Tier,
            LimitScope::Instrument => KillScope::Instrument,
            LimitScope::RiskGroup => KillScope::RiskGroup,
            _ => KillScope::Member,
        };
        self.knows(known, id)?;
        Ok(match scope {
            LimitScope::Account => *limits.get(self.accounts[id as usize].limits),
            LimitScope::Tier => *limits.tier(id as u8),
            LimitScope::Instrument => *limits.get(self.instruments[id as usize].limits),
            _ => limits.groups.get((scope.0, id)),
        })
    }

    /// Puts an account in a risk group. O(its positions) where that has limits, O(its open orders) where it is stopped.
    pub(super) fn set_risk_group(&mut self, it: &wire::SetRiskGroup, sink: &mut impl Sink) -> Outcome {
        self.person(it.target())?;
        self.leave_sums(it.target());
        let account = &mut self.accounts[it.target() as usize];
        let before = std::mem::replace(&mut account.risk_group, it.group());
        self.limits.groups.put(it.target(), before, it.group());
        self.join_sums(it.target());
        self.end_if_killed(it.target(), sink);
        done(u64::from(it.target()), it.target())
    }

    /// Gives a risk group to a member. O(accounts of the group), and their positions where one of both has limits;
    /// O(open orders of the group) where that is stopped.
    pub(super) fn set_group_owner(&mut self, it: &wire::SetGroupOwner, sink: &mut impl Sink) -> Outcome {
        if it.group() == 0 {
            return refuse(R::InvalidParameter);
        }
        if it.member() != 0 {
            self.knows(KillScope::Member, it.member())?;
        }
        let accounts: Vec<u32> = self.limits.groups.of_group(it.group()).collect();
        for &account in &accounts {
            self.leave_sums(account);
        }
        self.limits.groups.own(it.group(), it.member());
        for &account in &accounts {
            self.join_sums(account);
        }
        if self.kills.any() {
            for account in accounts {
                self.end_if_killed(account, sink);
            }
        }
        done(u64::from(it.group()), 0)
    }
}
