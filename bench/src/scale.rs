//! What a message costs when millions of orders rest: `Books` by itself, each message naming slot and book as the
//! engine would, so that nothing but the books is measured.

use crate::flow::Random;
use crate::measure::{Measured, Outcome, Subject, interleave, timed};
use crate::report::{Options, Reporter};
use std::hint::black_box;
use tapebook_engine::book::{Action, Books, Maker, Matcher, Side, Slot};

const MID: i64 = 1_000_000;
const BATCH: usize = 64;
/// Messages of one run.
const MESSAGES: usize = 500_000;

#[derive(Clone, Copy)]
enum Step {
    Rest { book: u32, side: Side, price: i64, quantity: u64, id: u64 },
    Take { book: u32, side: Side, quantity: u64 },
    Cancel { slot: Slot },
}

/// Where messages go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Activity {
    /// Books and the orders to be canceled are drawn from all.
    All,
    /// All messages go to one book of the many.
    OneBook,
    /// All messages go to a few orders of every book; the others rest and are never named.
    FewOfEach,
}

/// A population of resting orders, and what may be canceled of it.
struct Population {
    books: Books,
    random: Random,
    count: u32,
    activity: Activity,
    /// Orders that may be canceled, each with its id.
    live: Vec<(Slot, u32)>,
    /// Place in `live` by id.
    places: Vec<u32>,
    /// How many of them there should be.
    target: usize,
}

/// Collects makers that are gone.
struct Taking<'a> {
    left: u64,
    gone: &'a mut Vec<u64>,
    fills: u64,
}

impl Matcher for Taking<'_> {
    fn wants_more(&self) -> bool {
        self.left > 0
    }

    fn meet(&mut self, _: i64, maker: Maker) -> Action {
        let quantity = self.left.min(maker.leaves);
        self.left -= quantity;
        self.fills += 1;
        if quantity == maker.leaves {
            self.gone.push(maker.id);
        }
        Action::Take(quantity)
    }
}

const NOT_NAMED: u64 = u64::MAX;

impl Population {
    fn new(count: u32, resting: usize, activity: Activity, seed: u64) -> Self {
        let mut books = Books::new();
        for _ in 0..count {
            books.add_book();
        }
        let target = match activity {
            Activity::All => resting,
            Activity::OneBook | Activity::FewOfEach => 10_000,
        };
        let mut it = Self {
            books,
            random: Random::new(seed),
            count,
            activity,
            live: Vec::new(),
            places: Vec::new(),
            target,
        };
        // Orders come in any order over the books, so that neighbours in memory are strangers.
        let named_share = target as f64 / resting as f64;
        let mut named = 0;
        for at in 0..resting {
            let book = it.random.below(u64::from(count)) as u32;
            let is_named = match activity {
                Activity::All => true,
                Activity::OneBook => book == 0,
                Activity::FewOfEach => (at + 1) as f64 * named_share > f64::from(named),
            };
            let id = if is_named { it.places.len() as u64 } else { NOT_NAMED };
            let (side, price, quantity) = it.order();
            let slot = it.books.rest(book, side, price, quantity, 0, id);
            if is_named {
                named += 1;
                it.remember(slot);
            }
        }
        it.target = it.live.len();
        it
    }

    fn order(&mut self) -> (Side, i64, u64) {
        let side = if self.random.draw() & 1 == 0 { Side::Buy } else { Side::Sell };
        let away = (2.0 * (self.random.unit().max(1e-9).powf(-0.7) - 1.0)).min(300_000.0) as i64 + 1;
        let price = if side == Side::Buy { MID - away } else { MID + away };
        (side, price, 1 + self.random.below(100))
    }

    fn book(&mut self) -> u32 {
        if self.activity == Activity::OneBook { 0 } else { self.random.below(u64::from(self.count)) as u32 }
    }

    /// Messages that keep the population's size, applied here as they are made; nine in ten are cancels and new
    /// orders by turns, the others take. Cancels are drawn uniformly from what is named.
    fn steps(&mut self, count: usize) -> Vec<Step> {
        let mut steps = Vec::with_capacity(count);
        let mut gone = Vec::new();
        while steps.len() < count {
            let is_take = self.random.below(10) == 0 && self.activity != Activity::FewOfEach;
            if self.live.len() < self.target {
                let book = self.book();
                let (side, price, quantity) = self.order();
                let id = self.places.len() as u64;
                let slot = self.books.rest(book, side, price, quantity, 0, id);
                self.remember(slot);
                steps.push(Step::Rest { book, side, price, quantity, id });
            } else if is_take {
                let (book, side, quantity) = (self.book(), self.order().0, 1 + self.random.below(100));
                take(&mut self.books, book, side, quantity, &mut gone);
                steps.push(Step::Take { book, side, quantity });
            } else {
                let (slot, id) = self.live[self.random.below(self.live.len() as u64) as usize];
                steps.push(Step::Cancel { slot });
                self.books.remove(slot);
                gone.push(u64::from(id));
            }
            for id in gone.drain(..).filter(|&id| id != NOT_NAMED) {
                self.forget(id as usize);
            }
        }
        steps
    }

    fn remember(&mut self, slot: Slot) {
        let id = self.places.len() as u32;
        self.places.push(self.live.len() as u32);
        self.live.push((slot, id));
    }

    fn forget(&mut self, id: usize) {
        let place = self.places[id] as usize;
        self.live.swap_remove(place);
        if let Some(&(_, moved)) = self.live.get(place) {
            self.places[moved as usize] = place as u32;
        }
    }
}

fn take(books: &mut Books, book: u32, side: Side, quantity: u64, gone: &mut Vec<u64>) -> u64 {
    let mut taking = Taking { left: quantity, gone, fills: 0 };
    books.take(book, side, side.no_limit(), &mut taking);
    taking.fills
}

/// The measured part.
fn apply(books: &mut Books, steps: &[Step], in_batches: bool, gone: &mut Vec<u64>) -> Outcome {
    let mut outcome = Outcome::default();
    let mut one = |books: &mut Books, step: Step| match step {
        Step::Rest { book, side, price, quantity, id } => {
            black_box(books.rest(book, side, price, quantity, 0, id));
        }
        Step::Take { book, side, quantity } => {
            gone.clear();
            outcome.fills += take(books, book, side, quantity, gone);
        }
        Step::Cancel { slot } => outcome.quantity += books.remove(slot),
    };
    if !in_batches {
        for &step in steps {
            one(books, step);
        }
        return outcome;
    }
    for batch in steps.chunks(BATCH) {
        for step in batch {
            match *step {
                Step::Cancel { slot } => books.prefetch(slot),
                Step::Rest { book, side, price, .. } => books.prefetch_level(book, side, price),
                Step::Take { .. } => {}
            }
        }
        for step in batch {
            match *step {
                Step::Cancel { slot } => books.prefetch_neighbours(slot),
                Step::Rest { book, side, price, .. } => books.prefetch_last(book, side, price),
                Step::Take { .. } => {}
            }
        }
        for &step in batch {
            one(books, step);
        }
    }
    outcome
}

/// A population and its twin: messages are made on one and measured on the other, run after run.
struct Twins {
    maker: Population,
    measured: Books,
    gone: Vec<u64>,
    in_batches: bool,
    messages: usize,
}

impl Twins {
    fn new(count: u32, resting: usize, activity: Activity, in_batches: bool, messages: usize) -> Self {
        let maker = Population::new(count, resting, activity, 7);
        let measured = Population::new(count, resting, activity, 7).books;
        Self { maker, measured, gone: Vec::new(), in_batches, messages }
    }

    fn run(&mut self) -> (f64, Outcome) {
        let steps = self.maker.steps(self.messages);
        let (ns, mut outcome) = timed(|| apply(&mut self.measured, &steps, self.in_batches, &mut self.gone));
        assert_eq!(self.measured.resting(), self.maker.books.resting(), "the twins do the same");
        outcome.resting = self.measured.resting() as u64;
        (ns / steps.len() as f64 * self.messages as f64, outcome)
    }
}

fn subject<'a>(name: &str, mut twins: Twins) -> Subject<'a> {
    Subject::new(name, move || twins.run())
}

const BASE: &str = "10 k in 1 book";

pub fn run(options: &Options, reporter: &mut Reporter) {
    let (resting, count) = (10_000_000, 1_000);
    let messages = if options.is_quick { MESSAGES / 2 } else { MESSAGES };
    for (in_batches, how) in [(false, "one at a time"), (true, "batches of 64")] {
        let twins = |count, resting, activity| Twins::new(count, resting, activity, in_batches, messages);
        let subjects = vec![
            subject(BASE, twins(1, 10_000, Activity::All)),
            subject("10 M, all active", twins(count, resting, Activity::All)),
            subject("10 M, one book active", twins(count, resting, Activity::OneBook)),
            subject("10 M, 10 k spread active, no takes", twins(count, resting, Activity::FewOfEach)),
            subject("10 k in 1,000 books, no takes", twins(count, 10_000, Activity::FewOfEach)),
            subject("10 k in 1,000 books", twins(count, 10_000, Activity::All)),
        ];
        let measured = interleave(messages, options.rounds(), true, subjects);
        for it in &measured {
            reporter.speed("scale", how, it);
        }
        let [base, all, one, few, few_base, wide_base] = &measured[..] else { unreachable!("six subjects") };
        cost(how, all, wide_base, reporter);
        cost(how, all, base, reporter);
        cost(how, one, base, reporter);
        cost(how, few, few_base, reporter);
    }
}

/// A ratio of costs: how many times as long a message takes as in the small population.
fn cost(how: &str, big: &Measured, small: &Measured, reporter: &mut Reporter) {
    reporter.ratio("scale", how, &format!("cost: {}/{}", big.name, small.name), small, big);
}

/// Thousands of instruments, a hundred orders each: part of the `book` bench.
pub fn instruments(options: &Options, reporter: &mut Reporter) {
    let messages = MESSAGES / 2;
    let subjects =
        vec![subject("books, 100 orders each", Twins::new(4_000, 400_000, Activity::All, false, messages))];
    for it in interleave(messages, options.rounds(), true, subjects) {
        reporter.speed("book", "4,000 books", &it);
    }
}
