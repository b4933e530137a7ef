//! Groups of accounts and the members that own them, whose limits bind the sum over their accounts.

use super::Bounds;
use std::collections::{BTreeMap, BTreeSet};
use tapebook_schema::LimitScope;

/// Who belongs to whom, and what they are limited to.
#[derive(Default)]
pub struct Groups {
    accounts: BTreeMap<u32, BTreeSet<u32>>,
    /// Sessions, by group.
    owners: BTreeMap<u32, u32>,
    bounds: BTreeMap<(u8, u32), Bounds>,
}

impl Groups {
    /// Moves an account from one group to another; 0 is none. O(log accounts).
    pub fn put(&mut self, account: u32, from: u32, to: u32) {
        if let Some(accounts) = self.accounts.get_mut(&from) {
            accounts.remove(&account);
        }
        if to != 0 {
            self.accounts.entry(to).or_default().insert(account);
        }
    }

    /// Gives a group to a member; 0 is none.
    pub fn own(&mut self, group: u32, member: u32) {
        match member {
            0 => self.owners.remove(&group),
            _ => self.owners.insert(group, member),
        };
    }

    /// The member that owns a group; 0 for none.
    pub fn owner(&self, group: u32) -> u32 {
        self.owners.get(&group).copied().unwrap_or(0)
    }

    /// Groups that are owned, rising, with their members.
    pub fn owners(&self) -> impl ExactSizeIterator<Item = (u32, u32)> + '_ {
        self.owners.iter().map(|(&group, &member)| (group, member))
    }

    /// Accounts of a group, rising.
    pub fn of_group(&self, group: u32) -> impl Iterator<Item = u32> + '_ {
        self.accounts.get(&group).into_iter().flatten().copied()
    }

    /// Accounts that a group's or a member's limits add up over.
    pub fn of(&self, scope: LimitScope, id: u32) -> impl Iterator<Item = u32> + '_ {
        let by_member = self.owners.iter().filter(move |&(_, &member)| member == id).map(|(&group, _)| group);
        let is_member = scope == LimitScope::Member;
        let groups = by_member.filter(move |_| is_member).chain((!is_member).then_some(id));
        groups.flat_map(|group| self.of_group(group))
    }

    pub fn set(&mut self, scope: LimitScope, id: u32, bounds: Bounds) {
        match bounds == Bounds::NONE {
            true => self.bounds.remove(&(scope.0, id)),
            false => self.bounds.insert((scope.0, id), bounds),
        };
    }

    /// Does a group or a member have limits?
    pub fn has(&self, key: (u8, u32)) -> bool {
        self.bounds.contains_key(&key)
    }

    /// Limits of a group or a member; none where they have none.
    pub fn get(&self, key: (u8, u32)) -> Bounds {
        self.bounds.get(&key).copied().unwrap_or(Bounds::NONE)
    }

    /// Limits of a group and of the member that owns it, where they have some.
    pub fn limits_of(&self, group: u32) -> impl Iterator<Item = (LimitScope, u32, &Bounds)> {
        let scopes = [(LimitScope::RiskGroup, group), (LimitScope::Member, self.owner(group))];
        scopes.into_iter().filter_map(|(scope, id)| Some((scope, id, self.bounds.get(&(scope.0, id))?)))
    }

    /// All limits, by scope and number.
    pub fn all(&self) -> impl ExactSizeIterator<Item = ((u8, u32), Bounds)> + '_ {
        self.bounds.iter().map(|(&key, &bounds)| (key, bounds))
    }
}
