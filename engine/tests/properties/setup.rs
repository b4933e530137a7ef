//! The same beginning for an exchange and for its oracle.

use crate::common::{Command, OPERATOR_SESSION, header, padded};
use crate::generate::{FIRST, GATEWAY, Mix, instruments};
use crate::oracle::{Oracle, Session};
use tapebook_schema as wire;
use tapebook_schema::{Amount, BreachAction, Message};

/// What an operator sends until random commands may begin; `key` is the key of a session.
pub fn requests(mix: &Mix, key: impl Fn(u32) -> [u8; 32]) -> Vec<Command> {
    let mut list = List(Vec::new());
    for code in ["BTC", "USD", "EUR"] {
        list.push(|id| wire::AddAsset::new(&header(id), &padded(code), 0, 0, 0, 0));
    }
    for (at, rules) in instruments(mix).iter().enumerate() {
        list.push(|id| rules.message(id, &format!("I{at}")));
    }
    for at in 0..instruments(mix).len() as u32 {
        // Short, since little time passes.
        let breach = BreachAction::VolatilityAuction;
        list.push(|id| wire::SetTradingRules::new(&header(id), at, breach, 0, 0, 0, 0, 1, 1, 0, 0, 10, 0));
    }
    list.push(|id| wire::OpenAccounts::new(&header(id), mix.accounts, 0));
    list.push(|id| wire::RegisterKey::new(&header(id), &key(GATEWAY), 0, 1 | 4, 0, 0));
    for number in 0..mix.accounts {
        let key = key(GATEWAY + 1 + number);
        list.push(|id| wire::RegisterKey::new(&header(id), &key, FIRST + number, 1, 0, 0));
    }
    for account in FIRST..FIRST + mix.accounts {
        list.push(|id| wire::BindAccount::new(&header(id), GATEWAY, account, 1, 0, 0, 0));
        for asset in 0..3 {
            let amount = Amount::from(mix.funds * mix.unit());
            list.push(|id| wire::Deposit::new(&header(id), account, asset, &amount));
        }
    }
    for (tier, instrument, maker, taker) in FEES {
        list.push(|id| wire::SetFees::new(&header(id), tier, instrument, maker, taker));
    }
    list.0
}

/// Tier, instrument, maker's and taker's parts per million.
const FEES: [(u32, u32, i32, i32); 3] =
    [(0, u32::MAX, -4_000, 9_000), (1, 1, 2_000, 3_000), (0, 1, 30_000, 1_000)];

struct List(Vec<Command>);

impl List {
    fn push<M: Message>(&mut self, message: impl FnOnce(&str) -> M) {
        let id = format!("s{}", self.0.len());
        self.0.push(Command::new(OPERATOR_SESSION, 0, &message(&id)));
    }
}

/// The oracle after these requests, `sequence` of them with what came before.
pub fn oracle(mix: &Mix, sequence: u64) -> Oracle {
    let mut oracle = Oracle::new(sequence, 3, mix.accounts, mix.window as usize);
    for rules in instruments(mix) {
        oracle.add_market(&rules);
    }
    for market in &mut oracle.markets {
        market.trading.hurry();
    }
    for (tier, instrument, maker, taker) in FEES {
        let fees = match oracle.markets.get_mut(instrument as usize) {
            Some(market) => &mut market.fees,
            None => &mut oracle.fees,
        };
        fees.insert(tier as u8, (maker, taker));
    }
    oracle.sessions.insert(OPERATOR_SESSION, Session { operator: true, ..Session::default() });
    let everyone: Vec<u32> = (FIRST..FIRST + mix.accounts).collect();
    oracle.sessions.insert(GATEWAY, Session { bound: everyone.clone(), ..Session::default() });
    for account in everyone {
        let session = account - FIRST + GATEWAY + 1;
        oracle.sessions.insert(session, Session { bound: vec![account], ..Session::default() });
        for asset in 0..3 {
            oracle.credit(account, asset, mix.funds * mix.unit());
        }
    }
    oracle
}
