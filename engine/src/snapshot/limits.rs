//! Limits in a snapshot, and what accounts did that they count. What stands where follows from the accounts and
//! instruments, and how much is open from the orders.

use super::{Code, SnapshotError, Source, Writer, check, get, get_list};
use crate::engine::Engine;
use crate::limits::activity::Activity;
use crate::limits::{Bounds, NO_BOUNDS};
use tapebook_schema::{KillScope, LimitScope};

code_struct!(Bounds {
    max_order_value,
    max_position,
    max_daily_volume,
    max_open_orders,
    max_impact_ppm,
    max_deviation_ppm,
    max_day_trades,
    max_orders,
    rate_window_ms,
});
code_struct!(Activity { day, day_trades, volume, level, filled_at });

fn read_bounds(from: &mut impl Source) -> Result<Bounds, SnapshotError> {
    let bounds: Bounds = get(from)?;
    check(bounds.fits(), "limits")?;
    Ok(bounds)
}

impl Engine {
    pub(super) fn write_limits<F: FnMut(&[u8])>(&self, to: &mut Writer<'_, F>) {
        for tier in 0..16 {
            to.put(*self.limits.tier(tier));
        }
        let places = self.accounts.iter().map(|it| it.limits).collect::<Vec<_>>();
        self.write_bounds(&places, to);
        let places = self.instruments.iter().map(|it| it.limits).collect::<Vec<_>>();
        self.write_bounds(&places, to);
        let grouped = (0u32..).zip(&self.accounts).filter(|(_, it)| it.risk_group != 0);
        let grouped: Vec<_> = grouped.map(|(account, it)| (account, it.risk_group)).collect();
        to.list(grouped.into_iter(), |to, it| to.put(it));
        to.list(self.limits.groups.owners(), |to, it| to.put(it));
        to.list(self.limits.groups.all(), |to, it| to.put(it));
        let activities = &self.limits.activities;
        to.put(activities.is_counting);
        let accounts: Vec<_> = activities.accounts().collect();
        to.list(accounts.into_iter(), |to, it| to.put(it));
        let opened: Vec<_> = activities.opened().collect();
        to.list(opened.into_iter(), |to, it| to.put(it));
    }

    /// Those that are limited, by number.
    fn write_bounds<F: FnMut(&[u8])>(&self, places: &[u32], to: &mut Writer<'_, F>) {
        let limited: Vec<_> = (0u32..).zip(places).filter(|(_, place)| **place != NO_BOUNDS).collect();
        to.list(limited.into_iter(), |to, (owner, &place)| to.put((owner, *self.limits.get(place))));
    }

    /// Reads them after accounts, instruments and positions.
    pub(super) fn read_limits(&mut self, from: &mut impl Source) -> Result<(), SnapshotError> {
        for tier in 0..16 {
            let bounds = read_bounds(from)?;
            self.limits.set_tier(tier, bounds);
        }
        for (owner, place) in self.read_places(from)? {
            let it = self.accounts.get_mut(owner as usize).ok_or(SnapshotError::Invalid("limits"))?;
            it.limits = place;
        }
        for (owner, place) in self.read_places(from)? {
            let it = self.instruments.get_mut(owner as usize).ok_or(SnapshotError::Invalid("limits"))?;
            it.limits = place;
        }
        self.read_risk_groups(from)?;
        let is_counting: bool = get(from)?;
        // It stays on once it is.
        check(is_counting || !self.limits.activities.is_counting, "limits")?;
        self.limits.activities.is_counting = is_counting;
        let mut last = None;
        for (account, it) in get_list::<(u32, Activity)>(from)? {
            let is_known = (account as usize) < self.accounts.len() && last.replace(account) < Some(account);
            check(is_known && it != Activity::default() && it.filled_at <= self.time, "limits")?;
            self.limits.activities.restore(account, it);
        }
        let mut last = None;
        for (position, at) in get_list::<(u32, u64)>(from)? {
            let is_known =
                (position as usize) < self.positions.rows().len() && last.replace(position) < Some(position);
            check(is_known && (1..=self.time).contains(&at), "limits")?;
            self.limits.activities.restore_opened(position, at);
        }
        Ok(())
    }

    fn read_risk_groups(&mut self, from: &mut impl Source) -> Result<(), SnapshotError> {
        for (account, group) in get_list::<(u32, u32)>(from)? {
            let it = self.accounts.get_mut(account as usize).ok_or(SnapshotError::Invalid("groups"))?;
            check(it.risk_group == 0 && group != 0, "groups")?;
            it.risk_group = group;
            self.limits.groups.put(account, 0, group);
        }
        for (group, member) in get_list::<(u32, u32)>(from)? {
            check(group != 0 && self.knows(KillScope::Member, member).is_ok(), "groups")?;
            self.limits.groups.own(group, member);
        }
        for ((scope, id), bounds) in get_list::<((u8, u32), Bounds)>(from)? {
            let scope = LimitScope(scope);
            let is_known = match scope {
                LimitScope::RiskGroup => id != 0,
                LimitScope::Member => self.knows(KillScope::Member, id).is_ok(),
                _ => false,
            };
            check(is_known && bounds.fits() && bounds.add_up() && bounds != Bounds::NONE, "groups")?;
            self.limits.groups.set(scope, id, bounds);
        }
        Ok(())
    }

    /// Who has limits of their own, rising, and where they stand now.
    fn read_places(&mut self, from: &mut impl Source) -> Result<Vec<(u32, u32)>, SnapshotError> {
        let mut places: Vec<(u32, u32)> = Vec::new();
        for _ in 0..get::<u64>(from)? {
            let owner: u32 = get(from)?;
            let bounds = read_bounds(from)?;
            let is_new = places.last().is_none_or(|last| last.0 < owner);
            check(is_new && bounds != Bounds::NONE, "limits")?;
            places.push((owner, self.limits.set(NO_BOUNDS, bounds)));
        }
        Ok(places)
    }
}
