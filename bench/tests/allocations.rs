//! Allocations a message in steady state, against those committed in `guard/allocations.json`.

use tapebook_bench::book_bench::{run_on, scattered};
use tapebook_bench::core_bench::{Command, Counting, apply_all, commands_of, exchange, header};
use tapebook_bench::flow::{self, Kind, Message};
use tapebook_engine::book::OrderBook;
use tapebook_memory::{CountingAllocator, allocations};
use tapebook_schema::Message as _;
use tapebook_schema::{self as wire, MessageType};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator;

/// Allocations while it runs. Other tests of this file would be counted too, so there is one.
fn counted(run: impl FnOnce()) -> u64 {
    let before = allocations();
    run();
    allocations() - before
}

/// What the file says for a part: `"part": number`.
fn committed(part: &str) -> f64 {
    let text = include_str!("../guard/allocations.json");
    let (_, rest) = text.split_once(&format!("\"{part}\":")).expect("the part is in the file");
    let number: String =
        rest.trim_start().chars().take_while(|it| it.is_ascii_digit() || *it == '.').collect();
    number.parse().expect("a number")
}

fn check(part: &str, allocations: u64, messages: usize) {
    let each = (allocations as f64 / messages as f64 * 1000.0).round() / 1000.0;
    let wanted = committed(part);
    assert!(
        each == wanted,
        "{part}: {each} allocations a message, committed {wanted} ({allocations} in {messages})"
    );
    println!("{part}: {allocations} allocations in {messages} messages");
}

/// The part of a flow that comes after its book is as full as it gets.
fn steady(messages: &[Message]) -> (&[Message], &[Message]) {
    messages.split_at(messages.len() * 6 / 10)
}

fn book(id_of: impl Fn(u32) -> u64 + Copy) -> (u64, usize) {
    let messages = flow::generate(Kind::Normal, 200_000, 1);
    let (warm, measured) = steady(&messages);
    let mut book = OrderBook::new();
    run_on(&mut book, warm, id_of);
    let allocations = counted(|| {
        run_on(&mut book, measured, id_of);
    });
    (allocations, measured.len())
}

/// Few enough that the warm part fills every account's window of requests.
const FEW_ACCOUNTS: u32 = 100;
/// The smallest there is.
const WINDOW: u32 = 1024;

/// Requests are remembered up to each account's window, so memory grows until that is full: it is made small here.
fn core(in_batches: bool) -> (u64, usize) {
    let messages = flow::generate(Kind::Normal, 200_000, 1);
    let commands = commands_of(&messages, FEW_ACCOUNTS);
    let (warm, measured) = commands.split_at(commands.len() * 6 / 10);
    let (mut engine, mut sequence) = exchange();
    let window = wire::SetRequestWindow::new(&header(4_000_000_000, 0), WINDOW, 0);
    let set = [Command { kind: MessageType::SetRequestWindow, account: 0, body: window.bytes().to_vec() }];
    let mut sink = Counting::default();
    apply_all(&mut engine, &mut sequence, &set, false, &mut sink);
    apply_all(&mut engine, &mut sequence, warm, in_batches, &mut sink);
    let before = sink.outcome.fills;
    let allocations = counted(|| apply_all(&mut engine, &mut sequence, measured, in_batches, &mut sink));
    assert!(sink.outcome.fills > before, "the measured part trades");
    (allocations, measured.len())
}

#[test]
fn allocations_are_those_committed() {
    for (allocations, messages) in [book(u64::from), book(scattered)] {
        check("book", allocations, messages);
    }
    for (allocations, messages) in [core(false), core(true)] {
        check("core", allocations, messages);
    }
}
