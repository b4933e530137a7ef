//! Busts and corrections of trades: proposed by one operator, done when a second sends the same, booked as new
//! entries. Orders are never reopened (rules section 5).

use std::collections::BTreeMap;
use tapebook_schema::SettlementStatus;

/// Proposals that wait for a second person at the same time.
const MAX_PROPOSALS: usize = 1024;

/// A trade: its instrument and its id there.
pub type TradeKey = (u32, u64);

/// What became of amended trades, and what is proposed.
#[derive(Default)]
pub struct Amendments {
    amended: BTreeMap<TradeKey, SettlementStatus>,
    /// First operator's session and the content, request header excluded.
    proposals: BTreeMap<TradeKey, (u32, Vec<u8>)>,
}

/// What a proposal is now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Proposal {
    /// Recorded, or changed, and waiting.
    Waiting,
    /// A second operator agreed.
    Agreed,
    /// Too many wait.
    Full,
}

impl Amendments {
    pub fn status(&self, instrument: u32, trade_id: u64) -> SettlementStatus {
        self.amended.get(&(instrument, trade_id)).copied().unwrap_or(SettlementStatus::Settled)
    }

    pub fn set(&mut self, key: TradeKey, status: SettlementStatus) {
        self.amended.insert(key, status);
        self.proposals.remove(&key);
    }

    /// Notes what an operator wants done to a trade. Another operator's same wish agrees; a different one takes
    /// its place.
    pub fn propose(&mut self, key: TradeKey, session: u32, content: &[u8]) -> Proposal {
        if let Some((first, wanted)) = self.proposals.get(&key)
            && *first != session
            && wanted == content
        {
            return Proposal::Agreed;
        }
        if self.proposals.len() >= MAX_PROPOSALS && !self.proposals.contains_key(&key) {
            return Proposal::Full;
        }
        self.proposals.insert(key, (session, content.to_vec()));
        Proposal::Waiting
    }

    pub fn amended(&self) -> impl ExactSizeIterator<Item = (&TradeKey, &SettlementStatus)> {
        self.amended.iter()
    }

    pub fn proposals(&self) -> impl ExactSizeIterator<Item = (&TradeKey, &(u32, Vec<u8>))> {
        self.proposals.iter()
    }

    pub fn restore_proposal(&mut self, key: TradeKey, session: u32, content: Vec<u8>) {
        self.proposals.insert(key, (session, content));
    }
}
