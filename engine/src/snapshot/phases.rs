//! Phases in a snapshot. Timers are set anew from them, and the orders that wait for an auction are known by their
//! type.

use super::{Code, SnapshotError, Source, Writer, check, get, get_list};
use crate::engine::Engine;
use crate::phases::auction::Equilibrium;
use crate::phases::{MAX_PLANNED, Phase, Planned, Rules, is_auction};
use crate::timers::Timer;

code_struct!(Planned { time, random_ns, status });
code_struct!(Equilibrium { price, volume, surplus });
code_struct!(Rules {
    breach,
    auction_stp,
    auction_band_ppm,
    volatility_ns,
    extension_ns,
    random_ns,
    halt_ns,
    indication_ns,
    guard_ns,
});

impl Engine {
    pub(super) fn write_phases<F: FnMut(&[u8])>(&self, to: &mut Writer<'_, F>) {
        for instrument in 0..self.instruments.len() as u32 {
            let phase = self.phases.get(instrument);
            to.put(phase.rules);
            to.list(phase.plan.iter(), |to, planned| to.put(*planned));
            to.list(phase.elapses.iter(), |to, planned| to.put(*planned));
            to.put((phase.is_extended, phase.told));
            to.put((phase.tells_at, phase.closed_at));
            to.list(phase.lost.iter(), |to, &session| to.put(session));
        }
    }

    /// Reads them after the instruments, before the orders.
    pub(super) fn read_phases(&mut self, from: &mut impl Source) -> Result<(), SnapshotError> {
        for instrument in 0..self.instruments.len() as u32 {
            let mut phase = Phase::default();
            phase.rules = get(from)?;
            phase.plan = read_plan(from, MAX_PLANNED)?;
            phase.elapses = read_plan(from, 1)?.pop();
            (phase.is_extended, phase.told) = get(from)?;
            (phase.tells_at, phase.closed_at) = get(from)?;
            let lost: Vec<u32> = get_list(from)?;
            check(lost.is_sorted_by(|a, b| a < b), "phases")?;
            phase.lost = lost.into_iter().collect();
            let status = self.instruments[instrument as usize].status;
            let tells = phase.tells_at != 0;
            check(tells == is_auction(status) && (!tells || phase.tells_at > self.time), "phases")?;
            let is_ahead = phase.next().is_none_or(|next| next.latest() > self.time);
            let was_closed = phase.closed_at <= self.time;
            check(phase.rules.indication_ns > 0 && is_ahead && was_closed, "phases")?;
            if tells {
                self.timers.set(phase.tells_at, Timer::Indication(instrument));
            }
            self.phases.add(phase);
            self.arm_phase(instrument);
        }
        Ok(())
    }
}

/// Changes to come, by ascending time.
fn read_plan(from: &mut impl Source, most: usize) -> Result<Vec<Planned>, SnapshotError> {
    let count: u64 = get(from)?;
    check(count <= most as u64, "phases")?;
    let mut plan: Vec<Planned> = Vec::new();
    for _ in 0..count {
        let planned: Planned = get(from)?;
        check(plan.last().is_none_or(|last| last.time < planned.time), "phases")?;
        plan.push(planned);
    }
    Ok(plan)
}
