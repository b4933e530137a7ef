//! Structures a book could have, on the flows a book may meet: what the choice of ours stands on. All of them number
//! orders and link queues alike; what differs is how the level at a price, and the best one, is found.

mod levels;
mod queues;

use crate::flow::{self, Message};
use crate::measure::{Outcome, Subject, interleave, timed};
use crate::prepare::FillDigest;
use crate::report::{Options, Reporter};
use levels::{HashAndHeap, Ladder, Sorted, Tree};
use queues::{Linked, Ours};
use tapebook_engine::book::Side;

/// One meeting.
pub struct Fill {
    pub maker: u32,
    pub price: i64,
    pub quantity: u64,
}

/// Books of one structure; orders are named by slots that it gives out.
pub trait Structure {
    fn new(books: u32) -> Self;
    /// Puts an order at the end of the queue at its price.
    fn rest(&mut self, book: u32, side: Side, price: i64, quantity: u64, id: u32) -> u32;
    fn remove(&mut self, slot: u32);
    /// Takes less than all off an order, which keeps its place.
    fn reduce(&mut self, slot: u32, by: u64);
    /// Trades at `limit` or better; returns what is left.
    fn take(&mut self, book: u32, side: Side, limit: i64, quantity: u64, fill: impl FnMut(Fill)) -> u64;
}

/// A message with what a caller knows of the order it names.
#[derive(Clone, Copy)]
enum Step {
    Enter { book: u32, side: Side, price: i64, quantity: u64, id: u32, is_immediate: bool },
    Cancel { id: u32 },
    Reduce { id: u32, by: u64 },
    Move { book: u32, side: Side, price: i64, quantity: u64, id: u32 },
}

/// The flow over so many books, messages of orders that are gone left out, and the fills that must come.
fn plan(messages: &[Message], books: u32) -> (Vec<Step>, FillDigest) {
    // Side, price and open quantity of each order.
    let mut orders: Vec<(Side, i64, u64)> = vec![(Side::Buy, 0, 0)];
    let mut ours = Ours::new(books);
    let (mut slots, mut digest) = (vec![0; messages.len() + 1], FillDigest::default());
    let mut steps = Vec::with_capacity(messages.len());
    for message in messages {
        let step = match *message {
            Message::New { id, side, price, quantity, is_immediate } => {
                orders.push((side, price, quantity));
                Step::Enter { book: book_of(id, books), side, price, quantity, id, is_immediate }
            }
            Message::Cancel { id } | Message::Replace { id, .. } if orders[id as usize].2 == 0 => continue,
            Message::Cancel { id } => {
                orders[id as usize].2 = 0;
                Step::Cancel { id }
            }
            Message::Replace { id, price, quantity, .. } => {
                let (side, before, open) = orders[id as usize];
                orders[id as usize] = (side, price, quantity);
                match quantity.cmp(&open) {
                    std::cmp::Ordering::Equal if price == before => continue,
                    std::cmp::Ordering::Less if price == before => Step::Reduce { id, by: open - quantity },
                    _ => Step::Move { book: book_of(id, books), side, price, quantity, id },
                }
            }
        };
        steps.push(step);
        apply(&mut ours, step, &mut slots, |taker, fill| {
            digest.add(u64::from(taker), u64::from(fill.maker), fill.price as u64, fill.quantity);
            orders[fill.maker as usize].2 -= fill.quantity;
            orders[taker as usize].2 -= fill.quantity;
        });
        if let Step::Enter { id, is_immediate: true, .. } = step {
            orders[id as usize].2 = 0;
        }
    }
    (steps, digest)
}

fn book_of(id: u32, books: u32) -> u32 {
    id.wrapping_mul(2_654_435_761) % books
}

/// One message; slots are found by the order's number, at the same cost for all.
fn apply<S: Structure>(structure: &mut S, step: Step, slots: &mut [u32], mut fill: impl FnMut(u32, Fill)) {
    match step {
        Step::Enter { book, side, price, quantity, id, is_immediate } => {
            let left = structure.take(book, side, price, quantity, |it| fill(id, it));
            if left > 0 && !is_immediate {
                slots[id as usize] = structure.rest(book, side, price, left, id);
            }
        }
        Step::Cancel { id } => structure.remove(slots[id as usize]),
        Step::Reduce { id, by } => structure.reduce(slots[id as usize], by),
        Step::Move { book, side, price, quantity, id } => {
            structure.remove(slots[id as usize]);
            let left = structure.take(book, side, price, quantity, |it| fill(id, it));
            if left > 0 {
                slots[id as usize] = structure.rest(book, side, price, left, id);
            }
        }
    }
}

fn check<S: Structure>(steps: &[Step], books: u32) -> FillDigest {
    let (mut structure, mut slots) = (S::new(books), vec![0; steps.len() + 1]);
    let mut digest = FillDigest::default();
    for &step in steps {
        apply(&mut structure, step, &mut slots, |taker, fill| {
            digest.add(u64::from(taker), u64::from(fill.maker), fill.price as u64, fill.quantity);
        });
    }
    digest
}

fn run_one<S: Structure>(steps: &[Step], books: u32) -> (f64, Outcome) {
    let (mut structure, mut slots) = (S::new(books), vec![0; steps.len() + 1]);
    let mut outcome = Outcome::default();
    let (ns, ()) = timed(|| {
        for &step in steps {
            apply(&mut structure, step, &mut slots, |_, fill| {
                outcome.fills += 1;
                outcome.quantity += fill.quantity;
            });
        }
    });
    (ns, outcome)
}

type Check = fn(&[Step], u32) -> FillDigest;
type Run = fn(&[Step], u32) -> (f64, Outcome);

const OURS: &str = "bitmap trie (ours)";
const ALL: [(&str, Check, Run); 5] = [
    (OURS, check::<Ours>, run_one::<Ours>),
    ("B-tree", check::<Linked<Tree>>, run_one::<Linked<Tree>>),
    ("sorted array", check::<Linked<Sorted>>, run_one::<Linked<Sorted>>),
    ("hash and heap", check::<Linked<HashAndHeap>>, run_one::<Linked<HashAndHeap>>),
    ("array of ticks", check::<Linked<Ladder>>, run_one::<Linked<Ladder>>),
];

/// Books of the flow `many-books`.
const MANY: u32 = 1_000;

pub fn run(options: &Options, reporter: &mut Reporter) {
    let orders = options.orders / 2;
    for kind in options.kinds() {
        one(kind.name(), &flow::generate(kind, orders, options.seed), 1, options, reporter);
    }
    for (name, messages) in flow::extras(orders, options.seed) {
        one(name, &messages, 1, options, reporter);
    }
    let messages = flow::generate(flow::Kind::Normal, orders, options.seed);
    one("many-books", &messages, MANY, options, reporter);
}

fn one(flow: &str, messages: &[Message], books: u32, options: &Options, reporter: &mut Reporter) {
    let (steps, wanted) = plan(messages, books);
    let mut good = Vec::new();
    for (name, check, run) in ALL {
        if check(&steps, books) == wanted {
            good.push((name, run));
        } else {
            reporter.note("structures", flow, &format!("LEFT OUT: {name} gives other fills"));
        }
    }
    let steps = &steps;
    let subjects = good.iter().map(|&(name, run)| Subject::new(name, move || run(steps, books))).collect();
    let measured = interleave(steps.len(), options.rounds(), true, subjects);
    for it in &measured {
        reporter.speed("structures", flow, it);
    }
    if let Some(ours) = measured.iter().find(|it| it.name == OURS) {
        for it in measured.iter().filter(|it| it.name != OURS) {
            reporter.ratio("structures", flow, &format!("{OURS}/{}", it.name), ours, it);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, MANY, plan};
    use crate::flow::{self, Kind};

    #[test]
    fn every_structure_gives_the_same_fills() {
        let crash = flow::generate(Kind::Crash, 30_000, 3);
        let mut flows: Vec<_> = flow::extras(30_000, 3).into_iter().map(|(_, flow)| (flow, 1)).collect();
        flows.extend([(crash.clone(), 1), (crash, MANY)]);
        for (messages, books) in flows {
            let (steps, wanted) = plan(&messages, books);
            for (name, check, _) in ALL {
                assert_eq!(check(&steps, books), wanted, "{name} over {books} books");
            }
        }
    }
}
