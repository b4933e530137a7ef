//! Registered keys: each is a session that may log on, with its rights and the accounts it acts for. Knows no
//! connection.

use crate::accounts::{Account, NO_BINDING};

/// May enter orders.
pub const TRADE: u32 = 1;
/// May send operator requests.
pub const OPERATOR: u32 = 2;
/// May act for every account bound to it.
pub const GATEWAY: u32 = 4;
/// Hears reports and asks queries only (drop copy).
pub const READ_ONLY: u32 = 8;
/// Market data tiers, which only limit how often it is sent (MD-09).
pub const PRO: u32 = 16;
pub const RETAIL: u32 = 32;

/// Cancel this session's orders when it is lost.
pub const CANCEL_ON_DISCONNECT: u32 = 1;
/// But not those good till canceled.
pub const KEEP_GTC: u32 = 4;
/// But not those good till a time.
pub const KEEP_GTD: u32 = 8;
/// But not when it logs out.
pub const KEEP_ON_LOGOUT: u32 = 16;

/// One registered key. Sessions are numbered from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Ed25519 public key.
    pub key: [u8; 32],
    /// Its own account; 0 for none.
    pub account: u32,
    pub permissions: u32,
    /// Messages a second; 0 for no limit.
    pub rate_limit: u32,
    pub revoked: bool,
    /// Logged on, as far as the journal knows.
    pub live: bool,
    pub options: u32,
    /// Accounts bound to it, oldest first, each with the command that bound it.
    pub bound: Vec<(u32, u64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Binding {
    session: u32,
    next: u32,
}

/// All registered keys.
#[derive(Default)]
pub struct Members {
    members: Vec<Member>,
    bindings: Vec<Binding>,
}

impl Members {
    pub fn get(&self, session: u32) -> Option<&Member> {
        self.members.get((session as usize).checked_sub(1)?)
    }

    pub fn get_mut(&mut self, session: u32) -> Option<&mut Member> {
        self.members.get_mut((session as usize).checked_sub(1)?)
    }

    pub fn all(&self) -> &[Member] {
        &self.members
    }

    /// Session of a key. O(members): asked at log-on only, where the gateway keeps its own map.
    pub fn by_key(&self, key: &[u8; 32]) -> Option<u32> {
        self.members.iter().position(|member| member.key == *key).map(|at| at as u32 + 1)
    }

    pub fn register(&mut self, key: [u8; 32], account: u32, permissions: u32, rate_limit: u32) -> u32 {
        self.members.push(Member {
            key,
            account,
            permissions,
            rate_limit,
            revoked: false,
            live: false,
            options: 0,
            bound: Vec::new(),
        });
        self.members.len() as u32
    }

    /// Binds a session to an account from a command on; false if it was bound.
    pub fn bind(&mut self, session: u32, index: u32, since: u64, account: &mut Account) -> bool {
        if self.hearing(account).any(|it| it == session) {
            return false;
        }
        self.members[session as usize - 1].bound.push((index, since));
        let binding = Binding { session, next: account.binding };
        account.binding = self.bindings.len() as u32;
        self.bindings.push(binding);
        true
    }

    /// Ends a binding; false if there was none.
    pub fn unbind(&mut self, session: u32, index: u32, account: &mut Account) -> bool {
        let member = &mut self.members[session as usize - 1];
        let Some(at) = member.bound.iter().position(|&(bound, _)| bound == index) else { return false };
        member.bound.remove(at);
        let mut link = account.binding;
        let mut before = NO_BINDING;
        while self.bindings[link as usize].session != session {
            before = link;
            link = self.bindings[link as usize].next;
        }
        let next = self.bindings[link as usize].next;
        if before == NO_BINDING {
            account.binding = next;
        } else {
            self.bindings[before as usize].next = next;
        }
        true
    }

    /// May a session act for an account, or ask about it? O(sessions that hear of the account).
    pub fn acts_for(&self, session: u32, index: u32, account: &Account) -> bool {
        self.get(session).is_some_and(|member| {
            (member.account == index && index != 0)
                || (member.permissions & (GATEWAY | READ_ONLY) != 0
                    && self.hearing(account).any(|it| it == session))
        })
    }

    /// Sessions that hear of an account. O(their number).
    pub fn hearing(&self, account: &Account) -> impl Iterator<Item = u32> + '_ {
        let at = |link: u32| self.bindings.get(link as usize);
        std::iter::successors(at(account.binding), move |binding| at(binding.next))
            .map(|binding| binding.session)
    }
}
