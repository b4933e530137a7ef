//! What sessions may do, as the journal says.

use super::*;

/// Rights as the engine's members have them, with a map for keys.
pub(super) struct Members<'a> {
    pub state: &'a State,
    pub keys: &'a HashMap<[u8; 32], u32>,
}

impl Rights for Members<'_> {
    fn by_key(&self, key: &[u8; 32]) -> Option<Member> {
        self.member(*self.keys.get(key)?)
    }

    fn member(&self, session: u32) -> Option<Member> {
        let it = self.state.engine.members().get(session)?;
        Some(Member {
            session,
            account: it.account,
            permissions: it.permissions,
            rate_limit: it.rate_limit,
            revoked: it.revoked,
        })
    }

    fn acts_for(&self, session: u32, account: u32) -> bool {
        let engine = &self.state.engine;
        let it = engine.accounts().get(account as usize);
        it.is_some_and(|it| engine.members().acts_for(session, account, it))
    }
}

impl<S: Storage, C: Clock> Core<S, C> {
    pub(super) fn learn_keys(&mut self) {
        let members = self.state.engine.members().all().iter().zip(1u32..);
        for (member, session) in members.skip(self.keys.len()) {
            self.keys.insert(member.key, session);
        }
    }

    pub(super) fn end_revoked(&mut self) {
        let members = self.state.engine.members().all();
        let revoked: Vec<u32> = (1..=members.len() as u32)
            .filter(|&session| members[session as usize - 1].revoked)
            .filter_map(|session| self.sessions.connection_of(session))
            .collect();
        for connection in revoked {
            let who = self.who(connection);
            self.close(who, RejectReason::UnknownKey);
        }
    }
}
