//! Balances as a bookkeeper has them who reads trades, deposits and withdrawals, and knows no engine.

use crate::common::{Command, Event, Party, Rules};
use crate::violation::{Verdict, holds, name};
use std::collections::BTreeMap;
use tapebook_engine::Engine;
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType, Side};

/// Who pays rebates, and where fees are booked.
const HOUSE: u32 = 0;
const FEES: u32 = 1;

pub struct Ledger {
    instruments: Vec<Rules>,
    /// Of each account and asset.
    balances: BTreeMap<(u32, u32), i128>,
}

impl Ledger {
    /// Accounts `from..to` begin with so much of each of the three assets.
    pub fn new(instruments: Vec<Rules>, from: u32, to: u32, funds: i128) -> Self {
        let accounts = (from..to).flat_map(|account| (0..3).map(move |asset| ((account, asset), funds)));
        Self { instruments, balances: accounts.collect() }
    }

    fn add(&mut self, account: u32, asset: u32, amount: i128) {
        *self.balances.entry((account, asset)).or_default() += amount;
    }

    pub fn event(&mut self, command: &Command, event: &Event) {
        match *event {
            Event::Traded { instrument, taker_side, quantity, notional, maker, taker, .. } => {
                let sides = if taker_side == Side::Buy { [taker, maker] } else { [maker, taker] };
                self.traded(instrument, quantity, notional, sides);
            }
            Event::Auctioned { instrument, quantity, notional, parties, .. } => {
                self.traded(instrument, quantity, notional, parties);
            }
            Event::Applied { kind, .. } => self.moved(kind, &command.body),
            _ => {}
        }
    }

    fn traded(&mut self, instrument: u32, quantity: u64, notional: i128, [buyer, seller]: [Party; 2]) {
        let rules = &self.instruments[instrument as usize];
        let lots = i128::from(quantity) * i128::from(rules.lot_size);
        let (base, quote) = (rules.base, rules.quote);
        self.add(buyer.account, base, lots);
        self.add(buyer.account, quote, -notional);
        self.add(seller.account, base, -lots);
        self.add(seller.account, quote, notional);
        self.fee(&buyer);
        self.fee(&seller);
    }

    fn fee(&mut self, party: &Party) {
        self.add(party.account, party.fee_asset, -party.fee);
        let other = if party.fee < 0 { HOUSE } else { FEES };
        self.add(other, party.fee_asset, party.fee);
    }

    fn moved(&mut self, kind: MessageType, body: &[u8]) {
        match kind {
            MessageType::Deposit => {
                let Some(it) = wire::Deposit::from_bytes(body) else { return };
                self.add(it.target(), it.asset(), it.amount().into());
            }
            MessageType::Withdraw => {
                let Some(it) = wire::Withdraw::from_bytes(body) else { return };
                self.add(it.target(), it.asset(), -i128::from(it.amount()));
            }
            MessageType::Transfer => {
                let Some(it) = wire::Transfer::from_bytes(body) else { return };
                self.add(it.source(), it.asset(), -i128::from(it.amount()));
                self.add(it.destination(), it.asset(), it.amount().into());
            }
            _ => {}
        }
    }

    /// The engine's balances are these, no more and no fewer.
    pub fn compare(&self, engine: &Engine) -> Verdict {
        let mut seen = 0;
        for row in engine.ledger().rows() {
            let mine = self.balances.get(&(row.account, row.asset)).copied().unwrap_or(0);
            holds(row.available + row.held == mine, name::ONE_STORY, || {
                format!("trades and movements leave {mine}, the engine has {row:?}")
            })?;
            seen += i128::from(mine != 0);
        }
        let mine = self.balances.values().filter(|it| **it != 0).count() as i128;
        holds(seen == mine, name::ONE_STORY, || format!("{mine} balances by trades, {seen} in the engine"))
    }
}
