//! Limits before the trade, set at run time (VR-16).

use super::{Outcome, done, refuse};
use crate::engine::Engine;
use crate::limits::Bounds;
use tapebook_schema as wire;
use tapebook_schema::{LimitScope, RejectReason as R};

impl Engine {
    /// Sets all limits of a scope. They bind what comes from then on; what is open stays. O(1).
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
            _ => {
                let place = self.instrument_mut(it.id())?.limits;
                self.instruments[it.id() as usize].limits = self.limits.set(place, bounds);
            }
        }
        done(u64::from(it.id()), 0)
    }
}
