//! `tapebook-bench book|core|all [--quick|--once] [--json]`: throughput of the matching core on this machine.

mod core_bench;
mod flow;

use flow::{Kind, Message};
use std::process::ExitCode;
use std::time::Instant;
use tapebook_engine::book::{OrderBook, Report};

/// Runs of each subject; the median is quoted.
const RUNS: usize = 5;

pub struct Options {
    is_quick: bool,
    is_json: bool,
    /// New orders in a flow.
    orders: u32,
    /// One run of the first flow only, for instruction counts.
    is_once: bool,
}

fn main() -> ExitCode {
    let mut what = None;
    let mut options = Options { is_quick: false, is_json: false, orders: 1_000_000, is_once: false };
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--quick" => {
                options.is_quick = true;
                options.orders = 200_000;
            }
            "--once" => {
                options.is_once = true;
                options.orders = 50_000;
            }
            "--json" => options.is_json = true,
            "book" | "core" | "all" => what = Some(argument),
            other => {
                eprintln!("{other:?} is none of: book, core, all, --quick, --once, --json");
                return ExitCode::from(2);
            }
        }
    }
    let what = what.unwrap_or_else(|| "all".to_owned());
    for kind in Kind::ALL {
        let messages = flow::generate(kind, options.orders, 1);
        if what != "core" {
            book(kind, &messages, &options);
        }
        if what != "book" {
            core_bench::run(kind, &messages, &options);
        }
        if options.is_once {
            break;
        }
    }
    ExitCode::SUCCESS
}

/// What a subject did with a flow: the same for every right one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    pub fills: u64,
    pub quantity: u64,
    pub resting: u64,
}

fn run_book(messages: &[Message], id_of: impl Fn(u32) -> u64) -> Outcome {
    let mut book = OrderBook::new();
    let mut outcome = Outcome::default();
    for message in messages {
        let sink = |report| {
            if let Report::Fill { quantity, .. } = report {
                outcome.fills += 1;
                outcome.quantity += quantity;
            }
        };
        match *message {
            Message::New { id, side, price, quantity, is_immediate: true } => {
                let _ = book.execute(id_of(id), side, Some(price), quantity, sink);
            }
            Message::New { id, side, price, quantity, .. } => {
                let _ = book.add_order(id_of(id), side, price, quantity, sink);
            }
            Message::Cancel { id } => {
                book.cancel_order(id_of(id), sink);
            }
            Message::Replace { id, price, quantity, .. } => {
                let _ = book.replace_order(id_of(id), price, quantity, sink);
            }
        }
    }
    outcome.resting = book.len() as u64;
    outcome
}

/// Median and spread of some runs, in ns a message.
pub fn measure(messages: usize, mut run: impl FnMut() -> Outcome) -> (f64, f64, Outcome) {
    let mut outcome = run();
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            outcome = run();
            start.elapsed().as_nanos() as f64 / messages as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[RUNS / 2], (times[RUNS - 1] - times[0]) / times[RUNS / 2], outcome)
}

fn book(kind: Kind, messages: &[Message], options: &Options) {
    // Ids of ours come in sequence; ids chosen outside are anything.
    let scattered = |id: u32| u64::from(id).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for (subject, ns) in [
        ("book, ids in sequence", measure(messages.len(), || run_book(messages, u64::from))),
        ("book, ids at random", measure(messages.len(), || run_book(messages, scattered))),
    ] {
        report("book", kind, subject, messages.len(), ns, options);
    }
}

pub fn report(
    bench: &str,
    kind: Kind,
    subject: &str,
    messages: usize,
    (ns, spread, outcome): (f64, f64, Outcome),
    options: &Options,
) {
    let rate = 1e9 / ns;
    if options.is_json {
        println!(
            "{{\"bench\":\"{bench}\",\"flow\":\"{}\",\"subject\":\"{subject}\",\"value\":{rate:.0},\
             \"unit\":\"messages/s\",\"ns_per_message\":{ns:.1},\"spread\":{spread:.3},\"messages\":{messages},\
             \"fills\":{},\"traded\":{},\"resting\":{},\"commit\":\"{}\"}}",
            kind.name(),
            outcome.fills,
            outcome.quantity,
            outcome.resting,
            option_env!("TAPEBOOK_COMMIT").unwrap_or("unknown"),
        );
    } else {
        println!(
            "{bench:<6} {:<8} {subject:<24} {:>8.2} M/s {ns:>7.1} ns a message  spread {:>4.0} %  {} fills",
            kind.name(),
            rate / 1e6,
            spread * 100.0,
            outcome.fills
        );
    }
}
