//! What tests of the engine share: an exchange in memory that records its events, and short words for requests.
#![allow(dead_code, unused_imports, reason = "each test binary uses its own part")]

mod event;
mod lists;
mod make;
mod show;
mod special;

pub use event::{Event, Id, Party, Recorder, Request, decode};
pub use lists::{ListEvent, cancel_list, cancel_list_of, leg, list};
pub use make::*;
pub use special::*;

use tapebook_engine::snapshot::SnapshotError;
use tapebook_engine::{Context, Engine};
use tapebook_schema as wire;
use tapebook_schema::{Amount, Message, MessageType};

pub const OPERATOR_SESSION: u32 = 1;
/// Who trades in the scenarios.
pub const ANA: u32 = 16;
pub const BOB: u32 = 17;
pub const CY: u32 = 18;
pub const DAN: u32 = 19;

pub const SEED: [u64; 2] = [0x1234_5678_9ABC_DEF0, 0x0FED_CBA9_8765_4321];

/// A command as the sequencer hands it over.
#[derive(Clone, Debug)]
pub struct Command {
    pub session: u32,
    pub account: u32,
    pub kind: MessageType,
    pub body: Vec<u8>,
    /// Nanoseconds since the command before.
    pub after: u64,
}

impl Command {
    pub fn new<M: Message>(session: u32, account: u32, message: &M) -> Self {
        Command { session, account, kind: M::TYPE, body: message.bytes().to_vec(), after: 1 }
    }

    /// The same, so long after the command before.
    pub fn after(self, nanoseconds: u64) -> Self {
        Command { after: nanoseconds, ..self }
    }
}

/// An engine, numbered commands, recorded events.
pub struct Exchange {
    pub engine: Engine,
    /// Check the invariants after every command.
    pub checks: bool,
    /// Checks the whole state before and after: a refusal changes nothing.
    next_id: u64,
}

impl Exchange {
    /// After Genesis and Start.
    pub fn new() -> Self {
        let mut exchange = Exchange { engine: Engine::new(), checks: true, next_id: 1 };
        exchange.send(0, 0, &wire::Genesis::new(&[7; 16], &SEED, &[9; 32]));
        exchange.send(0, 0, &wire::Start::new(1));
        exchange
    }

    /// BTC (asset 0) against USD (asset 1), both without decimals; instrument 0 by `rules`; Ana, Bob, Cy and Dan
    /// with a million of each.
    pub fn with(rules: Rules) -> Self {
        let mut exchange = Exchange::new();
        exchange.asset("BTC", 0);
        exchange.asset("USD", 0);
        exchange.instrument("BTCUSD", &rules);
        exchange.open_accounts(4);
        for account in ANA..=DAN {
            exchange.deposit(account, 0, 1_000_000);
            exchange.deposit(account, 1, 1_000_000);
        }
        exchange
    }

    /// A client id nobody used.
    pub fn fresh(&mut self) -> String {
        self.next_id += 1;
        format!("t{}", self.next_id)
    }

    /// Applies a command and returns its events.
    pub fn apply(&mut self, command: &Command) -> Vec<Event> {
        let verified = wire::verify(command.kind.0, 1, &command.body);
        assert_eq!(verified, Ok(command.kind), "only well-formed commands are journaled");
        let context = Context {
            sequence: self.engine.sequence() + 1,
            time: self.engine.time() + command.after,
            session: command.session,
            account: command.account,
        };
        let mut recorder = Recorder::default();
        self.engine.apply(&context, command.kind, &command.body, &mut recorder);
        if self.checks {
            self.engine.check_invariants().unwrap();
        }
        recorder.events
    }

    pub fn send<M: Message>(&mut self, session: u32, account: u32, message: &M) -> Vec<Event> {
        self.apply(&Command::new(session, account, message))
    }

    /// A request of a customer, by a session of no interest.
    pub fn ask<M: Message>(&mut self, account: u32, message: &M) -> Vec<Event> {
        self.send(2, account, message)
    }

    /// An operator's request.
    pub fn operate<M: Message>(&mut self, message: &M) -> Vec<Event> {
        self.send(OPERATOR_SESSION, 0, message)
    }

    /// An operator's request that must take effect; returns the index it was given.
    pub fn operated<M: Message>(&mut self, message: &M) -> u64 {
        let events = self.operate(message);
        match events.last() {
            Some(Event::Applied { id, .. }) => *id,
            other => panic!("{message:?} gave {other:?}"),
        }
    }

    /// Enters an order under a fresh client id.
    pub fn enter(&mut self, account: u32, order: Order) -> Vec<Event> {
        let id = self.fresh();
        self.ask(account, &order.message(&id))
    }

    /// Enters an advanced order under a fresh client id.
    pub fn enter_special(&mut self, account: u32, order: Special) -> Vec<Event> {
        let id = self.fresh();
        self.ask(account, &order.message(&id))
    }

    pub fn asset(&mut self, code: &str, scale: u8) -> u32 {
        let id = self.fresh();
        self.operated(&wire::AddAsset::new(&header(&id), &padded(code), scale, scale, 0, 0)) as u32
    }

    pub fn instrument(&mut self, symbol: &str, rules: &Rules) -> u32 {
        let id = self.fresh();
        self.operated(&rules.message(&id, symbol)) as u32
    }

    pub fn open_accounts(&mut self, count: u32) -> u32 {
        let id = self.fresh();
        self.operated(&wire::OpenAccounts::new(&header(&id), count, 0)) as u32
    }

    pub fn deposit(&mut self, account: u32, asset: u32, amount: i128) {
        let id = self.fresh();
        self.operated(&wire::Deposit::new(&header(&id), account, asset, &Amount::from(amount)));
    }

    pub fn set_fees(&mut self, instrument: u32, maker_ppm: i32, taker_ppm: i32) {
        let id = self.fresh();
        self.operated(&wire::SetFees::new(&header(&id), 0, instrument, maker_ppm, taker_ppm));
    }

    /// Available and held.
    pub fn balance(&self, account: u32, asset: u32) -> (i128, i128) {
        let ledger = self.engine.ledger();
        ledger.find(account, asset).map_or((0, 0), |row| (ledger.row(row).available, ledger.row(row).held))
    }

    /// Lots and cost.
    pub fn position(&self, account: u32, instrument: u32) -> (i64, i128) {
        let positions = self.engine.positions();
        positions
            .find(account, instrument)
            .map_or((0, 0), |at| (positions.get(at).quantity, positions.get(at).cost))
    }

    pub fn snapshot(&self) -> Vec<u8> {
        snapshot(&self.engine)
    }

    /// Starts again from a snapshot.
    pub fn restart(&mut self) {
        self.engine = restore(&self.snapshot()).unwrap();
    }

    /// Starts again with room for this many requests an account, fewer than an operator may set.
    pub fn shrink_window(&mut self, requests: u32) {
        let mut bytes = self.snapshot();
        bytes[WINDOW_AT..WINDOW_AT + 4].copy_from_slice(&requests.to_le_bytes());
        self.engine = restore(&bytes).unwrap();
        assert_eq!(self.snapshot(), bytes);
    }
}

/// Where a snapshot keeps the request window: after magic, version, seed, lineage, sequence, time, generation and the
/// next order id.
const WINDOW_AT: usize = 72;

pub fn snapshot(engine: &Engine) -> Vec<u8> {
    let mut bytes = Vec::new();
    engine.write_snapshot(&mut |piece| bytes.extend_from_slice(piece));
    bytes
}

pub fn restore(mut bytes: &[u8]) -> Result<Engine, SnapshotError> {
    Engine::read_snapshot(&mut bytes)
}

/// Events as lines.
pub fn lines(events: &[Event]) -> Vec<String> {
    events.iter().map(Event::to_string).collect()
}
