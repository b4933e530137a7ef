//! The engine with ledger, risk and fees on the same flow.

use crate::book_bench::{self, run_book};
use crate::flow::{self, Message};
use crate::measure::{Outcome, Subject, interleave, timed};
use crate::report::{Options, Reporter};
use tapebook_engine::ahead::{Ahead, Lookahead};
use tapebook_engine::{Context, Engine, Sink};
use tapebook_schema as wire;
use tapebook_schema::{
    Amount, FeeAsset, Message as _, MessageType, OrderType, RequestHeader, Side, StpMode, TickBand,
    TimeInForce,
};

pub const ACCOUNTS: u32 = 1000;
pub const FIRST: u32 = 16;
/// Commands of a batch that has arrived together.
const BATCH: usize = 64;

/// Counts trades and looks at every event, as the sequencer would.
#[derive(Default)]
pub struct Counting {
    pub outcome: Outcome,
    /// Requests that were refused.
    pub refused: u64,
    bytes: u64,
}

impl Sink for Counting {
    fn event<M: wire::Message>(&mut self, event: &M) {
        if M::TYPE == MessageType::Trade
            && let Some(trade) = wire::Trade::from_bytes(event.bytes())
        {
            self.outcome.fills += 1;
            self.outcome.quantity += trade.quantity();
        }
        self.refused += u64::from(M::TYPE == MessageType::RequestRejected);
        self.bytes += u64::from(std::hint::black_box(event).bytes()[event.bytes().len() - 1]);
    }
}

/// A request as it arrives: body and who sent it.
pub struct Command {
    pub kind: MessageType,
    pub account: u32,
    pub body: Vec<u8>,
}

impl Command {
    pub fn new<M: wire::Message>(account: u32, body: &M) -> Self {
        Self { kind: M::TYPE, account, body: body.bytes().to_vec() }
    }
}

pub fn header(number: u64, account: u32) -> RequestHeader {
    let mut id = [0; 36];
    let text = format!("c{number}");
    id[..text.len()].copy_from_slice(text.as_bytes());
    RequestHeader::new(&id, account, 0, 0)
}

/// What opens an exchange with one instrument, funded accounts and fees.
pub fn opening() -> Vec<Command> {
    let mut commands = vec![Command::new(0, &wire::Genesis::new(&[1; 16], &[3, 5], &[7; 32]))];
    commands.extend(market(ACCOUNTS));
    commands
}

/// What an operator sends to a new exchange: two assets, an instrument, fees, accounts and their money.
pub fn market(accounts: u32) -> Vec<Command> {
    let mut commands = Vec::new();
    let mut number = 1_000_000_000;
    let mut next = || {
        number += 1;
        header(number, 0)
    };
    for code in [b"BTC", b"USD"] {
        let mut bytes = [0; 16];
        bytes[..3].copy_from_slice(code);
        commands.push(Command::new(0, &wire::AddAsset::new(&next(), &bytes, 8, 2, 0, 0)));
    }
    let mut symbol = [0; 24];
    symbol[..6].copy_from_slice(b"BTCUSD");
    let none = Amount::from(0);
    let instrument = wire::AddInstrument::new(
        &next(),
        &symbol,
        0,
        1,
        1,
        1,
        2,
        4,
        FeeAsset::Received,
        0,
        0,
        1,
        1 << 40,
        1,
        &none,
        1 << 40,
        0,
        0,
        500_000,
        0,
        100_000,
        &[TickBand::default(); 8],
    );
    commands.push(Command::new(0, &instrument));
    commands.push(Command::new(0, &wire::SetFees::new(&next(), 0, u32::MAX, 1000, 2000)));
    commands.push(Command::new(0, &wire::OpenAccounts::new(&next(), accounts, 0)));
    for account in FIRST..FIRST + accounts {
        for asset in 0..2 {
            let amount = Amount::from(1i128 << 90);
            commands.push(Command::new(0, &wire::Deposit::new(&next(), account, asset, &amount)));
        }
    }
    commands
}

/// An exchange after its opening, and the last sequence.
pub fn exchange() -> (Engine, u64) {
    let mut engine = Engine::new();
    let mut sequence = 0;
    for command in opening() {
        sequence += 1;
        let context = Context { sequence, time: sequence, session: 0, account: 0 };
        engine.apply(&context, command.kind, &command.body, &mut Counting::default());
    }
    (engine, sequence)
}

/// The flow as requests. The engine gives order ids in sequence, as the flow does.
pub fn commands(messages: &[Message]) -> Vec<Command> {
    commands_of(messages, ACCOUNTS)
}

/// The same from so many accounts.
pub fn commands_of(messages: &[Message], accounts: u32) -> Vec<Command> {
    let owner = |id: u32| FIRST + id.wrapping_mul(2_654_435_761) % accounts;
    let none = Amount::from(0);
    let mut numbered = 0;
    messages
        .iter()
        .map(|message| {
            numbered += 1;
            match *message {
                Message::New { id, side, price, quantity, is_immediate } => {
                    let tif = if is_immediate { TimeInForce::Ioc } else { TimeInForce::Gtc };
                    let account = owner(id);
                    let body = wire::NewOrder::new(
                        &header(numbered, account),
                        0,
                        Side(side as u8),
                        OrderType::Limit,
                        tif,
                        StpMode::None,
                        price,
                        quantity,
                        &none,
                        0,
                        0,
                    );
                    Command::new(account, &body)
                }
                Message::Cancel { id } => {
                    let head = header(numbered, owner(id));
                    Command::new(owner(id), &wire::CancelOrder::new(&head, u64::from(id), &[0; 36], 0))
                }
                Message::Replace { id, price, quantity, filled } => {
                    let head = header(numbered, owner(id));
                    let total = filled + quantity;
                    Command::new(
                        owner(id),
                        &wire::ReplaceOrder::new(&head, u64::from(id), &[0; 36], 0, price, total, 0, 0),
                    )
                }
            }
        })
        .collect()
}

/// Runs the commands on a new exchange, one at a time or as batches whose memory is touched ahead.
fn run_core(commands: &[Command], in_batches: bool) -> (f64, Outcome) {
    let (mut engine, mut sequence) = exchange();
    let mut sink = Counting::default();
    let (ns, ()) = timed(|| apply_all(&mut engine, &mut sequence, commands, in_batches, &mut sink));
    let mut outcome = sink.outcome;
    outcome.resting = engine.orders().count() as u64;
    engine.check_invariants().expect("the invariants hold after the flow");
    (ns, outcome)
}

/// The measured part. A function of its own, so that its instructions can be counted.
#[inline(never)]
pub fn apply_all(
    engine: &mut Engine,
    sequence: &mut u64,
    commands: &[Command],
    in_batches: bool,
    sink: &mut Counting,
) {
    let mut apply = |engine: &mut Engine, command: &Command| {
        *sequence += 1;
        let context = Context { sequence: *sequence, time: *sequence, session: 0, account: command.account };
        engine.apply(&context, command.kind, &command.body, sink);
    };
    if !in_batches {
        for command in commands {
            apply(engine, command);
        }
        return;
    }
    for batch in commands.chunks(BATCH) {
        let ahead = |at: usize| {
            let command: &Command = batch.get(at)?;
            Some(Ahead { message_type: command.kind, body: &command.body, account: command.account })
        };
        let mut lookahead = Lookahead::begin(engine, ahead);
        for (at, command) in batch.iter().enumerate() {
            lookahead.announce(engine, ahead(at + Lookahead::DISTANCE));
            apply(engine, command);
        }
    }
}

pub const ONE_AT_A_TIME: &str = "core";
pub const IN_BATCHES: &str = "core, batches of 64";

pub fn run(options: &Options, reporter: &mut Reporter) {
    for kind in options.kinds() {
        let messages = flow::generate(kind, options.orders, options.seed);
        let commands = commands(&messages);
        if options.is_once {
            let subjects = vec![Subject::new(ONE_AT_A_TIME, || run_core(&commands, false))];
            for measured in interleave(messages.len(), 1, false, subjects) {
                reporter.speed("core", kind.name(), &measured);
            }
            continue;
        }
        let subjects = vec![
            Subject::new(book_bench::IN_SEQUENCE, || run_book(&messages, u64::from)),
            Subject::new(ONE_AT_A_TIME, || run_core(&commands, false)),
            Subject::new(IN_BATCHES, || run_core(&commands, true)),
        ];
        let measured = interleave(messages.len(), options.rounds(), true, subjects);
        let [book, one, batch] = &measured[..] else { unreachable!("three subjects") };
        for core in [one, batch] {
            if (core.outcome.fills, core.outcome.quantity) != (book.outcome.fills, book.outcome.quantity) {
                let text = format!("LEFT OUT: {} gives other fills than the book", core.name);
                reporter.note("core", kind.name(), &text);
                return;
            }
        }
        for it in &measured {
            reporter.speed("core", kind.name(), it);
        }
        reporter.ratio("core", kind.name(), "core/book", one, book);
        reporter.ratio("core", kind.name(), "core, batches of 64/book", batch, book);
    }
}
