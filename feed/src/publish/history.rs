//! What a feed goes on from after a restart: candles and statistics, which no book tells.

use super::Feed;
use crate::book::{instrument_of, read};
use crate::statistics::Statistics;
use tapebook_schema as wire;
use tapebook_schema::{MessageType, SettlementStatus};

/// Version of the bytes.
const VERSION: u64 = 2;

impl Statistics {
    /// Counts an event if it is a trade, or what became of one: then the beginnings of the candles that an earlier
    /// trade's change has changed. O(1); for a bust or correction O(trades kept).
    pub(super) fn count(&mut self, kind: MessageType, body: &[u8], time: u64) -> [Option<u64>; 6] {
        match kind {
            MessageType::Trade => {
                let it: wire::Trade = read(body);
                self.trade(time, it.trade_id(), it.price(), it.quantity(), it.notional().into());
            }
            MessageType::AuctionTrade => {
                let it: wire::AuctionTrade = read(body);
                self.trade(time, it.trade_id(), it.price(), it.quantity(), it.notional().into());
            }
            MessageType::TradeAmended => {
                let it: wire::TradeAmended = read(body);
                let is_bust = it.status() == SettlementStatus::Busted;
                let now = (!is_bust).then_some((it.new_price(), it.new_quantity()));
                return self.amend(it.trade_id(), (it.price(), it.quantity()), now);
            }
            _ => {}
        }
        [None; 6]
    }
}

impl Feed {
    /// All commands up to this one were told.
    pub fn told(&mut self, sequence: u64, time: u64) {
        self.seal_all();
        self.now = (sequence, time);
    }

    /// Counts an event from before the books this feed began with: trades only.
    pub fn remember(&mut self, kind: MessageType, body: &[u8], time: u64) {
        let is_print =
            matches!(kind, MessageType::Trade | MessageType::AuctionTrade | MessageType::TradeAmended);
        if let Some(instrument) = instrument_of(kind, body).filter(|_| is_print) {
            self.at(instrument).statistics.count(kind, body, time);
        }
    }

    /// Candles and statistics of all instruments as bytes. O(what is kept).
    pub fn history(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&(self.instruments.len() as u64).to_le_bytes());
        self.instruments.iter().for_each(|it| it.statistics.write(&mut bytes));
        bytes
    }

    /// Goes on from what [`Feed::history`] gave as of the same command; false, and nothing is changed, if that is not
    /// what it is.
    pub fn restore(&mut self, history: &[u8]) -> bool {
        let Some(all) = statistics_of(history).filter(|all| all.len() == self.instruments.len()) else {
            return false;
        };
        for (it, statistics) in self.instruments.iter_mut().zip(all) {
            it.statistics = statistics;
        }
        true
    }
}

fn statistics_of(mut history: &[u8]) -> Option<Vec<Statistics>> {
    let mut word = || {
        let (word, rest) = history.split_first_chunk()?;
        history = rest;
        Some(u64::from_le_bytes(*word))
    };
    word().filter(|version| *version == VERSION)?;
    let count = word()?;
    let all: Option<Vec<_>> = (0..count).map(|_| Statistics::read(&mut history)).collect();
    all.filter(|_| history.is_empty())
}
