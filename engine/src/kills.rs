//! Kill switches that are on (VR-18): who may not trade until an operator lets them.

use std::collections::BTreeSet;
use tapebook_schema::KillScope;

/// Every switch that is on, by scope and then by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kills {
    on: BTreeSet<(u8, u32)>,
}

impl Kills {
    /// Is any switch on? Most often none is.
    #[inline]
    pub fn any(&self) -> bool {
        !self.on.is_empty()
    }

    /// Turns a switch on or off. O(log switches that are on).
    pub fn set(&mut self, scope: KillScope, id: u32, is_on: bool) {
        if is_on {
            self.on.insert((scope.0, id));
        } else {
            self.on.remove(&(scope.0, id));
        }
    }

    pub fn is_on(&self, scope: KillScope, id: u32) -> bool {
        self.on.contains(&(scope.0, id))
    }

    /// Numbers of the switches of a scope that are on, rising.
    pub fn of(&self, scope: KillScope) -> impl Iterator<Item = u32> + '_ {
        self.on.range((scope.0, 0)..=(scope.0, u32::MAX)).map(|&(_, id)| id)
    }

    /// Every switch that is on.
    pub fn all(&self) -> impl ExactSizeIterator<Item = (u8, u32)> + '_ {
        self.on.iter().copied()
    }
}
