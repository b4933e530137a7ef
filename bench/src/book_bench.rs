//! The book alone.

use crate::flow::{self, Kind, Message};
use crate::measure::{Outcome, Subject, interleave, timed};
use crate::report::{Options, Reporter};
use tapebook_engine::book::{OrderBook, Report};

/// Runs a flow on a new book; the sink counts fills, as a caller would do something with each.
pub fn run_book(messages: &[Message], id_of: impl Fn(u32) -> u64) -> (f64, Outcome) {
    let mut book = OrderBook::new();
    let (ns, mut outcome) = timed(|| run_on(&mut book, messages, id_of));
    outcome.resting = book.len() as u64;
    (ns, outcome)
}

/// The measured part: every message once. A function of its own, so that its instructions can be counted.
#[inline(never)]
pub fn run_on(book: &mut OrderBook, messages: &[Message], id_of: impl Fn(u32) -> u64) -> Outcome {
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
    outcome
}

/// Ids chosen outside are anything: every id of the flow gets one far from its neighbours.
pub fn scattered(id: u32) -> u64 {
    u64::from(id).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

pub const IN_SEQUENCE: &str = "book";
pub const AT_RANDOM: &str = "book, ids at random";

pub fn run(options: &Options, reporter: &mut Reporter) {
    for kind in options.kinds() {
        let messages = flow::generate(kind, options.orders, options.seed);
        one(kind.name(), &messages, options, reporter);
    }
    if options.is_once {
        return;
    }
    for (name, messages) in flow::extras(options.orders / 2, options.seed) {
        one(name, &messages, options, reporter);
    }
    crate::scale::instruments(options, reporter);
}

fn one(flow: &str, messages: &[Message], options: &Options, reporter: &mut Reporter) {
    let subjects = vec![
        Subject::new(IN_SEQUENCE, || run_book(messages, u64::from)),
        Subject::new(AT_RANDOM, || run_book(messages, scattered)),
    ];
    let subjects = if options.is_once { subjects.into_iter().take(1).collect() } else { subjects };
    for measured in interleave(messages.len(), options.rounds(), !options.is_once, subjects) {
        reporter.speed("book", flow, &measured);
    }
}

/// The kinds of a run: one only where instructions are counted.
impl Options {
    pub fn kinds(&self) -> impl Iterator<Item = Kind> + use<> {
        Kind::ALL.into_iter().take(if self.is_once { 1 } else { Kind::ALL.len() })
    }
}
