//! Sums over the accounts of risk groups and members that have limits, so that an order is checked without looking at
//! each of them. They follow from accounts, orders and positions: no snapshot has them.
//!
//! Whatever changes a position or its open orders leaves a note where the position is watched
//! ([`crate::orders::Orders::touch`]); the notes of a command are added up before somebody asks, O(log sums) each.

use super::activity::day_of;
use crate::engine::Engine;
use std::collections::{BTreeMap, BTreeSet};
use tapebook_schema::LimitScope;

/// A risk group or a member: scope and number.
pub type Key = (u8, u32);

/// What is held and open of one instrument.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Lots {
    /// Bought less sold.
    position: i128,
    /// In bids and asks.
    open: [i128; 2],
}

impl Lots {
    fn change(&mut self, from: &Lots, to: &Lots) {
        self.position += to.position - from.position;
        for (sum, (from, to)) in self.open.iter_mut().zip(from.open.iter().zip(to.open)) {
            *sum += to - from;
        }
    }
}

/// What an account did that its sums count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Share {
    /// Open orders.
    open: u32,
    /// Traded on a day since 1970, in millionths of a US dollar.
    day: u32,
    volume: i128,
}

/// A sum of volumes, each of which may be all that 128 bits hold: in parts of 2^64 and what is below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Wide {
    high: i128,
    low: i128,
}

impl Wide {
    fn change(&mut self, from: i128, to: i128) {
        let low = |value: i128| value & i128::from(u64::MAX);
        self.high += (to >> 64) - (from >> 64);
        self.low += low(to) - low(from);
    }

    /// The sum, or the most that 128 bits hold.
    fn value(&self) -> i128 {
        let high = self.high + (self.low >> 64);
        match i64::try_from(high) {
            Ok(high) => (i128::from(high) << 64) | (self.low & i128::from(u64::MAX)),
            Err(_) => i128::MAX,
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Total {
    open: i64,
    /// The day of the volume; what is of an earlier one is not in it.
    day: u32,
    volume: Wide,
}

/// See the module.
#[derive(Default)]
pub struct Sums {
    totals: BTreeMap<Key, Total>,
    lots: BTreeMap<(Key, u32), Lots>,
    /// What the sums have of each position and account.
    positions: Vec<Lots>,
    accounts: Vec<Share>,
}

impl Sums {
    /// Open orders of all accounts. O(log sums), as all that is asked here.
    pub fn open(&self, key: Key) -> i64 {
        self.totals.get(&key).map_or(0, |it| it.open)
    }

    /// Traded on the day of `now`, in millionths of a US dollar.
    pub fn volume(&self, key: Key, now: u64) -> i128 {
        self.totals.get(&key).filter(|it| it.day == day_of(now)).map_or(0, |it| it.volume.value())
    }

    /// Lots bought less sold, and lots of open bids and asks.
    pub fn lots(&self, key: Key, instrument: u32) -> (i128, [i128; 2]) {
        self.lots.get(&(key, instrument)).map_or((0, [0; 2]), |it| (it.position, it.open))
    }

    fn change_position(&mut self, keys: &[Key], instrument: u32, position: u32, to: Lots) {
        let from = std::mem::replace(at(&mut self.positions, position), to);
        for &key in keys {
            self.lots.entry((key, instrument)).or_default().change(&from, &to);
        }
    }

    fn change_account(&mut self, keys: &[Key], account: u32, to: Share) {
        let from = std::mem::replace(at(&mut self.accounts, account), to);
        for &key in keys {
            let total = self.totals.entry(key).or_default();
            if to.day > total.day {
                (total.day, total.volume) = (to.day, Wide::default());
            }
            let counted = |share: &Share| if share.day == total.day { share.volume } else { 0 };
            total.open += i64::from(to.open) - i64::from(from.open);
            total.volume.change(counted(&from), counted(&to));
        }
    }

    fn forget(&mut self, key: Key) {
        self.totals.remove(&key);
        self.lots.retain(|it, _| it.0 != key);
    }
}

fn at<T: Clone + Default>(items: &mut Vec<T>, index: u32) -> &mut T {
    let index = index as usize;
    if items.len() <= index {
        items.resize(index + 1, T::default());
    }
    &mut items[index]
}

impl Engine {
    /// Whose limits an account adds to: its risk group's and that group's member's, where they have some.
    fn keys_of(&self, account: u32) -> ([Key; 2], usize) {
        let mut keys = ([(0, 0); 2], 0);
        for (scope, id, _) in self.limits.groups.limits_of(self.accounts[account as usize].risk_group) {
            keys.0[keys.1] = (scope.0, id);
            keys.1 += 1;
        }
        keys
    }

    fn lots_at(&self, position: u32) -> Lots {
        let open = self.orders.open_lots(position).map(i128::from);
        Lots { position: i128::from(self.positions.get(position).quantity), open }
    }

    fn share_of(&self, account: u32) -> Share {
        let did = self.limits.activities.of(account);
        Share { open: self.accounts[account as usize].open.count, day: did.day, volume: did.volume }
    }

    /// Where an account's positions stand, with their instruments.
    fn positions_of(&self, account: u32) -> Vec<(u32, u32)> {
        let instruments = self.positions.of_account(account).map(|it| it.instrument);
        instruments.filter_map(|it| Some((self.positions.find(account, it)?, it))).collect()
    }

    /// Takes an account out of all sums, before what binds it changes. O(its positions x log sums).
    pub(crate) fn leave_sums(&mut self, account: u32) {
        let (keys, count) = self.keys_of(account);
        if count == 0 {
            return;
        }
        for (position, instrument) in self.positions_of(account) {
            self.orders.watch(position, false);
            self.limits.sums.change_position(&keys[..count], instrument, position, Lots::default());
        }
        self.limits.sums.change_account(&keys[..count], account, Share::default());
    }

    /// Adds an account to the sums of those whose limits bind it now. O(its positions x log sums).
    pub(crate) fn join_sums(&mut self, account: u32) {
        let (keys, count) = self.keys_of(account);
        if count == 0 {
            return;
        }
        for (position, instrument) in self.positions_of(account) {
            self.orders.watch(position, true);
            let lots = self.lots_at(position);
            self.limits.sums.change_position(&keys[..count], instrument, position, lots);
        }
        let share = self.share_of(account);
        self.limits.sums.change_account(&keys[..count], account, share);
    }

    /// Limits of a risk group or a member were set: its sums begin or end with them. O(its accounts x their positions)
    /// where they do.
    pub(crate) fn set_together(&mut self, scope: LimitScope, id: u32, bounds: super::Bounds) {
        let key = (scope.0, id);
        if self.limits.groups.has(key) == (bounds != super::Bounds::NONE) {
            return self.limits.groups.set(scope, id, bounds);
        }
        let accounts: Vec<u32> = self.limits.groups.of(scope, id).collect();
        for &account in &accounts {
            self.leave_sums(account);
        }
        self.limits.groups.set(scope, id, bounds);
        self.limits.sums.forget(key);
        for account in accounts {
            self.join_sums(account);
        }
    }

    /// Adds up what was noted. O(log sums) a note.
    #[cold]
    pub(crate) fn settle_sums(&mut self) {
        while let Some(position) = self.orders.take_touched() {
            let it = self.positions.get(position);
            let (account, instrument) = (it.account, it.instrument);
            let (keys, count) = self.keys_of(account);
            // Its account left meanwhile.
            if count == 0 {
                continue;
            }
            let (lots, share) = (self.lots_at(position), self.share_of(account));
            self.limits.sums.change_position(&keys[..count], instrument, position, lots);
            self.limits.sums.change_account(&keys[..count], account, share);
        }
    }

    /// Invariant `sums_add_up`: what is kept is what the accounts have, and no note is left. O(accounts of groups).
    pub(crate) fn sums_add_up(&self) -> Result<(), String> {
        let mut wanted: BTreeMap<(Key, u32), Lots> = BTreeMap::new();
        let keys: BTreeSet<Key> = self.limits.groups.all().map(|(key, _)| key).collect();
        for &key in &keys {
            let (mut open, mut volume) = (0, Wide::default());
            for account in self.limits.groups.of(LimitScope(key.0), key.1) {
                open += i64::from(self.accounts[account as usize].open.count);
                volume.change(0, self.limits.activities.volume(account, self.time));
                for (position, instrument) in self.positions_of(account) {
                    let lots = self.lots_at(position);
                    wanted.entry((key, instrument)).or_default().change(&Lots::default(), &lots);
                    if !self.orders.is_watched(position) {
                        return Err(format!("sums_add_up: position {position} of {account} is not watched"));
                    }
                }
            }
            let sums = &self.limits.sums;
            if (sums.open(key), sums.volume(key, self.time)) != (open, volume.value()) {
                return Err(format!(
                    "sums_add_up: {key:?} has {open} and {volume:?}, {:?} known",
                    sums.totals.get(&key)
                ));
            }
        }
        let mut known = self.limits.sums.lots.clone();
        known.retain(|_, lots| *lots != Lots::default());
        wanted.retain(|_, lots| *lots != Lots::default());
        if known != wanted || self.orders.has_touched() {
            return Err(format!("sums_add_up: {wanted:?} wanted, {known:?} known"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_of_volumes_never_overflows() {
        let mut sum = Wide::default();
        for _ in 0..3 {
            sum.change(0, i128::MAX);
        }
        assert_eq!(sum.value(), i128::MAX);
        sum.change(i128::MAX, 5);
        sum.change(i128::MAX, 7);
        assert_eq!(sum.value(), i128::MAX);
        sum.change(i128::MAX, 1 << 70);
        assert_eq!(sum.value(), (1 << 70) + 12);
    }

    #[test]
    fn a_day_that_is_over_counts_no_more() {
        let mut sums = Sums::default();
        let keys = [(3, 5)];
        let did = |day, volume| Share { open: 1, day, volume };
        sums.change_account(&keys, 20, did(0, 70));
        sums.change_account(&keys, 21, did(1, 5));
        let at = |day: u64| day * crate::phases::DAY_NS;
        assert_eq!((sums.volume(keys[0], at(0)), sums.volume(keys[0], at(1))), (0, 5));
        sums.change_account(&keys, 20, did(1, 2));
        sums.change_account(&keys, 21, Share::default());
        assert_eq!((sums.volume(keys[0], at(1)), sums.open(keys[0])), (2, 1));
    }
}
