//! Our book beside others on the same flows, each peer first checked to give the same fills.

#[cfg(feature = "matchcore")]
mod matchcore_peer;
mod node_peer;
#[cfg(feature = "orderbook-rs")]
mod orderbook_rs_peer;

use std::path::PathBuf;
use std::process::ExitCode;
use tapebook_bench::book_bench::{IN_SEQUENCE, run_book};
use tapebook_bench::flow::{self, Kind, Message};
use tapebook_bench::measure::{Measured, Outcome, Subject, interleave};
use tapebook_bench::prepare::{FillDigest, Step, prepare};
use tapebook_bench::report::{Options, Reporter};

/// Ours and the peers' alike.
#[global_allocator]
static ALLOCATOR: tapebook_memory::HugePages = tapebook_memory::HugePages;

/// Something that runs the flow: with a digest of its fills, or measured.
pub trait Peer {
    /// Name and version, as in the table.
    fn name(&self) -> &'static str;
    /// What of the flow it cannot do and is given otherwise, with how often.
    fn emulated(&self) -> Vec<(&'static str, u64)>;
    /// Every fill, in order.
    fn check(&mut self) -> Result<FillDigest, String>;
    /// One run, in ns.
    fn run(&mut self) -> (f64, Outcome);
}

fn main() -> ExitCode {
    let mut options = Options { orders: 1_000_000, ..Options::default() };
    let (mut only, mut flow) = (None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().unwrap_or_default();
        match argument.as_str() {
            "--quick" => (options.is_quick, options.orders) = (true, 50_000),
            "--json" => options.is_json = true,
            "--results" => options.results = Some(PathBuf::from(value())),
            "--runs" => options.runs = value().parse().ok(),
            "--orders" => options.orders = value().parse().unwrap_or(options.orders),
            "--seed" => options.seed = value().parse().unwrap_or(options.seed),
            "--only" => only = Some(value()),
            "--flow" => flow = Some(value()),
            _ => {
                eprintln!(
                    "tapebook-peers [--quick] [--json] [--results FILE] [--runs N] [--orders N] [--seed N] [--only PEER] [--flow FLOW]"
                );
                return ExitCode::from(2);
            }
        }
    }
    let mut reporter = match Reporter::new(&options) {
        Ok(reporter) => reporter,
        Err(error) => {
            eprintln!("the results file: {error}");
            return ExitCode::FAILURE;
        }
    };
    for kind in options.kinds().filter(|kind| flow.as_deref().is_none_or(|flow| flow == kind.name())) {
        let messages = flow::generate(kind, options.orders, options.seed);
        compare(kind.name(), &messages, &options, &mut reporter, only.as_deref());
    }
    ExitCode::SUCCESS
}

fn peers<'a>(steps: &'a [Step]) -> Vec<Box<dyn Peer + 'a>> {
    vec![
        #[cfg(feature = "matchcore")]
        Box::new(matchcore_peer::Matchcore::new(steps)),
        #[cfg(feature = "orderbook-rs")]
        Box::new(orderbook_rs_peer::OrderbookRs::new(steps)),
    ]
}

fn compare(flow: &str, messages: &[Message], options: &Options, reporter: &mut Reporter, only: Option<&str>) {
    let (steps, wanted) = prepare(messages);
    let mut good = Vec::new();
    for mut peer in peers(&steps) {
        if only.is_some_and(|only| !peer.name().starts_with(only)) {
            continue;
        }
        if is_right(flow, &mut *peer, wanted, reporter) {
            good.push(peer);
        }
    }
    let mut subjects = vec![Subject::new(IN_SEQUENCE, || run_book(messages, u64::from))];
    for peer in &mut good {
        let name = peer.name();
        subjects.push(Subject::new(name, move || peer.run()));
    }
    let measured = interleave(messages.len(), options.rounds(), true, subjects);
    tell(flow, &measured, reporter);
    if only.is_none_or(|only| "nodejs-order-book".starts_with(only)) {
        node(flow, messages, options, reporter);
    }
}

/// Orders of the flow on which Node's speed is tried first, and in a quick run all that it gets.
const NODE_ORDERS: u32 = 100_000;
const NODE_ORDERS_QUICK: u32 = 15_000;
/// Seconds that one run of Node may take.
const NODE_SECONDS: f64 = 30.0;

/// Node gets the whole flow where a run of it ends in time, or else one of the same kind with fewer orders; ours is
/// measured on the same.
fn node(flow: &str, messages: &[Message], options: &Options, reporter: &mut Reporter) {
    let kind = Kind::ALL.into_iter().find(|kind| kind.name() == flow).expect("one of the five");
    let count = if options.is_quick { NODE_ORDERS_QUICK } else { NODE_ORDERS }.min(options.orders);
    let few = flow::generate(kind, count, options.seed);
    let messages = if options.is_quick || is_slow(&few, options.orders) { &few } else { messages };
    if messages.len() == few.len() && options.orders > count {
        reporter.note(
            "book",
            flow,
            &format!("nodejs-order-book: on a flow of {count} orders, for time's sake"),
        );
    }
    let (steps, wanted) = prepare(messages);
    beside_node(flow, messages, &steps, wanted, options, reporter);
}

/// Would a run of Node on so many orders take too long, judged by one on a few?
fn is_slow(few: &[Message], orders: u32) -> bool {
    let (steps, _) = prepare(few);
    let seconds = node_peer::Node::new(&steps).map_or(0.0, |mut node| node.run().0 / 1e9);
    seconds * f64::from(orders) / f64::from(NODE_ORDERS) > NODE_SECONDS
}

fn is_right(flow: &str, peer: &mut dyn Peer, wanted: FillDigest, reporter: &mut Reporter) -> bool {
    let name = peer.name();
    for (what, count) in peer.emulated() {
        reporter.note("book", flow, &format!("{name}: {what}: {count} times"));
    }
    match peer.check() {
        Ok(digest) if digest == wanted => {
            reporter.note("book", flow, &format!("{name}: gives the same {} fills", wanted.fills));
            true
        }
        Ok(digest) => {
            let text = format!(
                "LEFT OUT: {name} gives other fills ({} where ours are {})",
                digest.fills, wanted.fills
            );
            reporter.note("book", flow, &text);
            false
        }
        Err(why) => {
            reporter.note("book", flow, &format!("LEFT OUT: {name}: {why}"));
            false
        }
    }
}

fn tell(flow: &str, measured: &[Measured], reporter: &mut Reporter) {
    let ours = &measured[0];
    for (at, it) in measured.iter().enumerate() {
        if at > 0 && (it.outcome.fills, it.outcome.quantity) != (ours.outcome.fills, ours.outcome.quantity) {
            reporter.note("book", flow, &format!("LEFT OUT: {} gave other fills when measured", it.name));
            continue;
        }
        if at > 0 || measured.len() > 1 {
            reporter.speed("book", flow, it);
        }
        if at > 0 {
            reporter.ratio("book", flow, &format!("{IN_SEQUENCE}/{}", it.name), ours, it);
        }
    }
}

/// Node runs in a process of its own, in turns with ours all the same.
fn beside_node(
    flow: &str,
    messages: &[Message],
    steps: &[Step],
    wanted: FillDigest,
    options: &Options,
    reporter: &mut Reporter,
) {
    let mut node = match node_peer::Node::new(steps) {
        Ok(node) => node,
        Err(why) => {
            reporter.note("book", flow, &format!("LEFT OUT: nodejs-order-book: {why}"));
            return;
        }
    };
    if !is_right(flow, &mut node, wanted, reporter) {
        return;
    }
    let rounds = options.runs.unwrap_or(if options.is_quick { 1 } else { 3 });
    let name = node.name();
    let subjects =
        vec![Subject::new(IN_SEQUENCE, || run_book(messages, u64::from)), Subject::new(name, || node.run())];
    // Node warms up inside its own process.
    let measured = interleave(messages.len(), rounds, false, subjects);
    tell(flow, &measured, reporter);
}
