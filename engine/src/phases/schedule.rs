//! What operators and the sequencer say about phases.

use super::{MAX_PLANNED, NS_PER_MS, Planned, Rules};
use crate::engine::{Engine, Sink};
use crate::operator::{Outcome, done, refuse};
use tapebook_schema as wire;
use tapebook_schema::{EndReason, InstrumentStatus as Status, PhaseCause, PlannedPhase, RejectReason as R};

/// A day: the longest time that rules may name.
const MAX_MS: u32 = 86_400_000;

impl Engine {
    pub(crate) fn set_instrument_status(
        &mut self,
        it: &wire::SetInstrumentStatus,
        sink: &mut impl Sink,
    ) -> Outcome {
        let instrument = self.instrument_mut(it.instrument())?;
        if it.cancel_orders() > 1 || instrument.status == Status::Delisted {
            return refuse(R::InvalidParameter);
        }
        if it.cancel_orders() == 1 && it.status() != Status::Delisted {
            self.end_orders_in(it.instrument(), EndReason::Halt, |_, _| true, sink);
        }
        self.change_phase(it.instrument(), it.status(), PhaseCause::Operator, sink);
        done(u64::from(it.instrument()), 0)
    }

    pub(crate) fn set_schedule(&mut self, it: &wire::SetSchedule) -> Outcome {
        let instrument = self.instrument_mut(it.instrument())?;
        if it.replace() > 1 || instrument.status == Status::Delisted {
            return refuse(R::InvalidParameter);
        }
        let mut planned: Vec<Planned> = Vec::new();
        let entries = it.phases();
        let used = entries.iter().take_while(|phase| phase.time() != 0).count();
        if entries.iter().skip(used).any(|phase| *phase != PlannedPhase::default()) {
            return refuse(R::InvalidParameter);
        }
        for phase in entries.iter().take(used) {
            let after = planned.last().map_or(self.time, |last: &Planned| last.latest());
            if phase.time() <= after || phase.random_ms() > MAX_MS {
                return refuse(R::InvalidParameter);
            }
            let random_ns = u64::from(phase.random_ms()) * NS_PER_MS;
            planned.push(Planned { time: phase.time(), random_ns, status: phase.status() });
        }
        let plan = &mut self.phases.get_mut(it.instrument()).plan;
        let kept = if it.replace() == 1 { 0 } else { plan.len() };
        if kept + planned.len() > MAX_PLANNED {
            return refuse(R::LimitExceeded);
        }
        plan.truncate(kept);
        plan.retain(|old| planned.iter().all(|new| new.time != old.time));
        plan.extend(planned);
        plan.sort_by_key(|phase| phase.time);
        self.arm_phase(it.instrument());
        done(u64::from(it.instrument()), 0)
    }

    pub(crate) fn set_trading_rules(&mut self, it: &wire::SetTradingRules) -> Outcome {
        let instrument = self.instrument_mut(it.instrument())?;
        let fits = it.auction_stp() <= 1
            && (1..=MAX_MS).contains(&it.volatility_ms())
            && it.extension_ms() <= MAX_MS
            && it.random_ms() <= MAX_MS
            && it.halt_ms() <= MAX_MS
            && (10..=60_000).contains(&it.indication_ms())
            && it.guard_ms() <= MAX_MS;
        if !fits {
            return refuse(R::InvalidParameter);
        }
        instrument.static_band_ppm = it.static_band_ppm();
        let ns = |ms: u32| u64::from(ms) * NS_PER_MS;
        self.phases.get_mut(it.instrument()).rules = Rules {
            breach: it.breach(),
            auction_stp: it.auction_stp() == 1,
            auction_band_ppm: it.auction_band_ppm(),
            volatility_ns: ns(it.volatility_ms()),
            extension_ns: ns(it.extension_ms()),
            random_ns: ns(it.random_ms()),
            halt_ns: ns(it.halt_ms()),
            indication_ns: ns(it.indication_ms()),
            guard_ns: ns(it.guard_ms()),
        };
        done(u64::from(it.instrument()), 0)
    }

    /// Ends a phase within the window of its random end; outside it nothing happens.
    pub(crate) fn end_phase(&mut self, it: &wire::EndPhase, sink: &mut impl Sink) {
        if it.instrument() as usize >= self.instruments.len() {
            return;
        }
        let next = self.phases.get(it.instrument()).next();
        if let Some(next) = next.filter(|next| next.random_ns > 0 && next.time <= self.time) {
            self.next_phase(it.instrument(), next, sink);
            self.arm_phase(it.instrument());
            // What follows may have been due within the window.
            self.fire_timers(self.time, sink);
        }
    }
}
