//! The engine with ledger, risk and fees on the same flow.

use crate::flow::{Kind, Message};
use crate::{Options, Outcome, report};
use tapebook_engine::{Context, Engine, Sink};
use tapebook_schema as wire;
use tapebook_schema::{Amount, FeeAsset, MessageType, OrderType, RequestHeader, Side, StpMode, TickBand, TimeInForce};

const ACCOUNTS: u32 = 1000;
const FIRST: u32 = 16;

/// Counts trades and looks at every event, as the sequencer would.
#[derive(Default)]
struct Counting {
    outcome: Outcome,
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
        self.bytes += u64::from(std::hint::black_box(event).bytes()[event.bytes().len() - 1]);
    }
}

use tapebook_schema::Message as _;

struct Command {
    kind: MessageType,
    account: u32,
    body: Vec<u8>,
}

fn header(number: u64, account: u32) -> RequestHeader {
    let mut id = [0; 36];
    let text = format!("c{number}");
    id[..text.len()].copy_from_slice(text.as_bytes());
    RequestHeader::new(&id, account, 0, 0)
}

/// An exchange with one instrument, funded accounts and fees.
fn exchange() -> (Engine, u64) {
    let mut engine = Engine::new();
    let mut sequence = 0;
    let mut apply = |kind, body: &[u8]| {
        sequence += 1;
        let context = Context { sequence, time: sequence, session: 0, account: 0 };
        engine.apply(&context, kind, body, &mut Counting::default());
    };
    apply(MessageType::Genesis, wire::Genesis::new(&[1; 16], &[3, 5], &[7; 32]).bytes());
    let mut number = 1_000_000_000;
    let mut next = || {
        number += 1;
        header(number, 0)
    };
    for code in [b"BTC", b"USD"] {
        let mut bytes = [0; 16];
        bytes[..3].copy_from_slice(code);
        apply(MessageType::AddAsset, wire::AddAsset::new(&next(), &bytes, 8, 2, 0, 0).bytes());
    }
    let mut symbol = [0; 24];
    symbol[..6].copy_from_slice(b"BTCUSD");
    let none = Amount::from(0);
    let instrument = wire::AddInstrument::new(
        &next(), &symbol, 0, 1, 1, 1, 2, 4, FeeAsset::Received, 0, 0, 1, 1 << 40, 1, &none, 1 << 40, 0, 0, 500_000, 0,
        100_000, &[TickBand::default(); 8],
    );
    apply(MessageType::AddInstrument, instrument.bytes());
    apply(MessageType::SetFees, wire::SetFees::new(&next(), 0, u32::MAX, 1000, 2000).bytes());
    apply(MessageType::OpenAccounts, wire::OpenAccounts::new(&next(), ACCOUNTS, 0).bytes());
    for account in FIRST..FIRST + ACCOUNTS {
        for asset in 0..2 {
            let amount = Amount::from(1i128 << 90);
            apply(MessageType::Deposit, wire::Deposit::new(&next(), account, asset, &amount).bytes());
        }
    }
    (engine, sequence)
}

/// The flow as requests. The engine gives order ids in sequence, as the flow does.
fn commands(messages: &[Message]) -> Vec<Command> {
    let owner = |id: u32| FIRST + id.wrapping_mul(2_654_435_761) % ACCOUNTS;
    let none = Amount::from(0);
    let mut numbered = 0;
    messages
        .iter()
        .map(|message| {
            numbered += 1;
            match *message {
                Message::New { id, side, price, quantity, is_immediate } => {
                    let tif = if is_immediate { TimeInForce::Ioc } else { TimeInForce::Gtc };
                    let body = wire::NewOrder::new(
                        &header(numbered, owner(id)),
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
                    Command { kind: MessageType::NewOrder, account: owner(id), body: body.bytes().to_vec() }
                }
                Message::Cancel { id } => {
                    let body = wire::CancelOrder::new(&header(numbered, owner(id)), u64::from(id), &[0; 36], 0);
                    Command { kind: MessageType::CancelOrder, account: owner(id), body: body.bytes().to_vec() }
                }
                Message::Replace { id, price, quantity, filled } => {
                    let head = header(numbered, owner(id));
                    let body = wire::ReplaceOrder::new(&head, u64::from(id), &[0; 36], 0, price, filled + quantity);
                    Command { kind: MessageType::ReplaceOrder, account: owner(id), body: body.bytes().to_vec() }
                }
            }
        })
        .collect()
}

pub fn run(kind: Kind, messages: &[Message], options: &Options) {
    let commands = commands(messages);
    let mut times = Vec::new();
    let mut outcome = Outcome::default();
    let runs = if options.is_once { 1 } else { 4 };
    for _ in 0..runs {
        let (mut engine, mut sequence) = exchange();
        let mut sink = Counting::default();
        let start = std::time::Instant::now();
        for command in &commands {
            sequence += 1;
            let context = Context { sequence, time: sequence, session: 0, account: command.account };
            engine.apply(&context, command.kind, &command.body, &mut sink);
        }
        times.push(start.elapsed().as_nanos() as f64 / commands.len() as f64);
        outcome = sink.outcome;
        outcome.resting = engine.orders().count() as u64;
        engine.check_invariants().expect("the invariants hold after the flow");
    }
    if times.len() > 1 {
        // The first warms the machine up.
        times.remove(0);
    }
    times.sort_by(f64::total_cmp);
    let median = times[times.len() / 2];
    let spread = (times[times.len() - 1] - times[0]) / median;
    report("core", kind, "engine, 1,000 accounts", commands.len(), (median, spread, outcome), options);
}
