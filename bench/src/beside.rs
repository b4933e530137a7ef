//! The engine on one flow, alone and beside orders that rest from its first tenth on.

use crate::core_bench::{Command, Counting, apply_all, commands, exchange};
use crate::flow::Message;
use crate::measure::{Outcome, timed};
use tapebook_engine::Engine;

/// A flow in two parts: what brings the market, and what is measured, for orders that came alone and for orders after
/// `resting` others came between the two.
pub struct Flow {
    alone: Vec<Command>,
    beside: Vec<Command>,
    before: usize,
}

/// The flow with its order ids moved up from `first` on: others came before them.
fn moved(messages: &[Message], first: u32, by: u32) -> Vec<Message> {
    let up = |id: u32| if id < first { id } else { id + by };
    let moved = |message: &Message| match *message {
        Message::New { id, side, price, quantity, is_immediate } => {
            Message::New { id: up(id), side, price, quantity, is_immediate }
        }
        Message::Cancel { id } => Message::Cancel { id: up(id) },
        Message::Replace { id, price, quantity, filled } => {
            Message::Replace { id: up(id), price, quantity, filled }
        }
    };
    messages.iter().map(moved).collect()
}

impl Flow {
    /// `resting` orders come after the first tenth, which brings the market that they follow.
    pub fn new(messages: &[Message], resting: u32) -> Self {
        let before = messages.len() / 10;
        let is_new = |message: &&Message| matches!(message, Message::New { .. });
        let first = messages[..before].iter().filter(is_new).count() as u32 + 1;
        Self { alone: commands(messages), beside: commands(&moved(messages, first, resting)), before }
    }

    /// Messages of the measured part.
    pub fn measured(&self) -> usize {
        self.alone.len() - self.before
    }

    /// The measured part with nothing else there.
    pub fn run_alone(&self) -> (f64, Outcome) {
        let (mut engine, mut sequence) = exchange();
        let (mut sink, (before, after)) = (Counting::default(), self.alone.split_at(self.before));
        apply_all(&mut engine, &mut sequence, before, true, &mut sink);
        let (ns, ()) = timed(|| measure_alone(&mut engine, &mut sequence, after, &mut sink));
        (ns, outcome_of(&engine, &sink))
    }

    /// The measured part with these resting, of which `check` sees that they are.
    pub fn run_beside(&self, resting: &[Command], check: impl Fn(&Engine)) -> (f64, Outcome) {
        let (mut engine, mut sequence) = exchange();
        let (mut sink, (before, after)) = (Counting::default(), self.beside.split_at(self.before));
        apply_all(&mut engine, &mut sequence, before, true, &mut sink);
        apply_all(&mut engine, &mut sequence, resting, true, &mut sink);
        check(&engine);
        let (ns, ()) = timed(|| measure_beside(&mut engine, &mut sequence, after, &mut sink));
        check(&engine);
        (ns, outcome_of(&engine, &sink))
    }
}

/// A function of its own, so that its instructions can be counted.
#[inline(never)]
fn measure_alone(engine: &mut Engine, sequence: &mut u64, commands: &[Command], sink: &mut Counting) {
    apply_all(engine, sequence, commands, true, sink);
}

/// As [`measure_alone`].
#[inline(never)]
fn measure_beside(engine: &mut Engine, sequence: &mut u64, commands: &[Command], sink: &mut Counting) {
    apply_all(engine, sequence, std::hint::black_box(commands), true, sink);
}

fn outcome_of(engine: &Engine, sink: &Counting) -> Outcome {
    engine.check_invariants().expect("the invariants hold after the flow");
    Outcome { resting: engine.orders().count() as u64, ..sink.outcome }
}
