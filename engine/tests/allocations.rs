//! After it is warm, the engine trades without asking for memory.

#[path = "common/mod.rs"]
mod common;
// The file alone: the engine names no crate with unsafe code in its manifest.
#[path = "../../memory/src/counting.rs"]
mod counting;

use common::{ANA, BOB, CY, Command, DAN, Exchange, Rules, buy, cancel, header, replace, sell};
use counting::{CountingAllocator, allocations};
use tapebook_engine::{Context, Sink};
use tapebook_schema as wire;
use tapebook_schema::Message;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// Counts events by kind, so that the run is known to do what it is meant to.
#[derive(Default)]
struct Counter {
    trades: u64,
    replaced: u64,
    canceled: u64,
    refused: u64,
}

impl Sink for Counter {
    fn event<M: Message>(&mut self, _: &M) {
        match M::TYPE {
            wire::MessageType::Trade => self.trades += 1,
            wire::MessageType::OrderReplaced => self.replaced += 1,
            wire::MessageType::OrderCanceled => self.canceled += 1,
            wire::MessageType::RequestRejected => self.refused += 1,
            _ => {}
        }
    }
}

/// A round of trading: rests at several prices, replaces that keep and lose their place and cross, partial fills,
/// immediate orders, cancels by both names, a cancel of all. Ends with an empty book.
fn round(number: u64) -> Vec<Command> {
    let id = |name: &str| format!("{name}-{number}");
    let price = 95 + (number % 11) as i64 * 100;
    let mut commands = Vec::new();
    let mut send = |account, command: Command| commands.push(Command { account, ..command });
    send(ANA, Command::new(2, 0, &sell(20).at(price).message(&id("a1"))));
    send(BOB, Command::new(2, 0, &sell(20).at(price + 1).message(&id("b1"))));
    send(
        ANA,
        Command::new(2, 0, &wire::ReplaceOrder::new(&header(&id("a2")), 0, &text(&id("a1")), 0, 0, 15, 0, 0)),
    );
    send(CY, Command::new(2, 0, &buy(10).at(price + 1).message(&id("c1"))));
    send(CY, Command::new(2, 0, &buy(9).at(price - 3).message(&id("c2"))));
    send(
        CY,
        Command::new(
            2,
            0,
            &wire::ReplaceOrder::new(&header(&id("c3")), 0, &text(&id("c2")), 0, price - 1, 0, 0, 0),
        ),
    );
    send(
        CY,
        Command::new(
            2,
            0,
            &wire::ReplaceOrder::new(&header(&id("c4")), 0, &text(&id("c3")), 0, price + 1, 0, 0, 0),
        ),
    );
    send(DAN, Command::new(2, 0, &buy(50).at(price + 1).ioc().message(&id("d1"))));
    send(DAN, Command::new(2, 0, &buy(5).at(price).fok().message(&id("d2"))));
    send(DAN, Command::new(2, 0, &buy(5).at(0).message(&id("d3"))));
    send(DAN, Command::new(2, 0, &buy(5).at(price).message(&id("d4"))));
    send(DAN, Command::new(2, 0, &cancel(&id("d5"), &id("d4"))));
    send(BOB, Command::new(2, 0, &sell(5).at(price + 40).message(&id("b2"))));
    // Good till a time: two of them wait side by side, and end with all others.
    let far = u64::MAX - number;
    send(BOB, Command::new(2, 0, &sell(5).at(price + 41).special().until(far).message(&id("b6"))));
    send(BOB, Command::new(2, 0, &sell(5).at(price + 42).special().until(far).message(&id("b7"))));
    send(BOB, Command::new(2, 0, &replace(&id("b3"), 1, 5, 5)));
    let all = wire::SideFilter::Both;
    send(BOB, Command::new(2, 0, &wire::CancelAll::new(&header(&id("b4")), u32::MAX, all, 0, 0)));
    // What was bought goes back, so that nobody runs dry.
    send(CY, Command::new(2, 0, &sell(19).at(price).message(&id("c5"))));
    send(ANA, Command::new(2, 0, &buy(15).at(price).message(&id("a3"))));
    send(DAN, Command::new(2, 0, &sell(16).at(price).message(&id("d6"))));
    send(BOB, Command::new(2, 0, &buy(20).at(price).message(&id("b5"))));
    for account in [ANA, BOB, CY, DAN] {
        let name = id(&format!("x{account}"));
        send(account, Command::new(2, 0, &wire::CancelAll::new(&header(&name), u32::MAX, all, 0, 0)));
    }
    commands
}

fn text(id: &str) -> [u8; 36] {
    common::Id::new(id).0
}

fn run(exchange: &mut Exchange, commands: &[Command]) -> Counter {
    let mut counter = Counter::default();
    for command in commands {
        let context = Context {
            sequence: exchange.engine.sequence() + 1,
            time: exchange.engine.time() + 1,
            session: command.session,
            account: command.account,
        };
        exchange.engine.apply(&context, command.kind, &command.body, &mut counter);
    }
    counter
}

#[test]
fn warm_trading_allocates_nothing() {
    const ROUNDS: u64 = 2_000;
    let mut exchange = Exchange::with(Rules::default());
    exchange.checks = false;
    exchange.set_fees(0, -1_000, 2_000);
    exchange.shrink_window(1024);
    let warm: Vec<Command> = (0..ROUNDS).flat_map(round).collect();
    let measured: Vec<Command> = (ROUNDS..2 * ROUNDS).flat_map(round).collect();
    run(&mut exchange, &warm);
    let before = allocations();
    let counter = run(&mut exchange, &measured);
    let allocations = allocations() - before;
    exchange.engine.check_invariants().unwrap();
    assert!(counter.trades >= 5 * ROUNDS && counter.replaced >= 3 * ROUNDS, "{} trades", counter.trades);
    assert!(counter.canceled >= 5 * ROUNDS && counter.refused == 2 * ROUNDS, "{} refused", counter.refused);
    assert_eq!(allocations, 0, "of {} commands", measured.len());
}
