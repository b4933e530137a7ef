//! What pegged orders cost the flow of others: the engine on one flow, alone and with ten thousand of them resting.

use crate::core_bench::{Command, Counting, FIRST, apply_all, commands, exchange, header};
use crate::flow::{self, Message};
use crate::measure::{Outcome, Subject, interleave, timed};
use crate::report::{Options, Reporter};
use tapebook_schema as wire;
use tapebook_schema::{Message as _, MessageType, OrderType, PegKind, Side, TimeInForce};

const PEGGED: u32 = 10_000;
/// Lots of a pegged order: so many that none of them is ever filled.
const QUANTITY: u64 = 1 << 32;
/// Groups that the pegged orders are in.
const GROUPS: [u32; 3] = [2, 8, 64];

/// The flow with its order ids moved up where pegged orders came before: those of the first tenth, which brings the
/// market that they follow, stay.
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

/// Pegged orders of both sides in so many groups, from the best price of their own side on.
fn pegged(groups: u32) -> Vec<Command> {
    let order = |number: u32| {
        let group = number % groups;
        let (side, kind, away) = match group % 2 {
            0 => (Side::Buy, PegKind::BestBid, -1),
            _ => (Side::Sell, PegKind::BestAsk, 1),
        };
        let account = FIRST + number % 1000;
        let mut it = wire::NewAdvancedOrder::default();
        it.set_request(&header(2_000_000_000 + u64::from(number), account));
        it.set_side(side);
        it.set_type_(OrderType::Pegged);
        it.set_time_in_force(TimeInForce::Gtc);
        it.set_price(if side == Side::Buy { 200_000 } else { 0 });
        it.set_quantity(QUANTITY);
        it.set_peg(kind);
        it.set_peg_offset(away * i64::from(1 + group / 2));
        Command { kind: MessageType::NewAdvancedOrder, account, body: it.bytes().to_vec() }
    };
    (0..PEGGED).map(order).collect()
}

/// Runs the last nine tenths of the flow, with pegged orders in so many groups.
fn run_flow(before: &[Command], groups: u32, after: &[Command]) -> (f64, Outcome) {
    let (mut engine, mut sequence) = exchange();
    let mut sink = Counting::default();
    apply_all(&mut engine, &mut sequence, before, true, &mut sink);
    if groups > 0 {
        apply_all(&mut engine, &mut sequence, &pegged(groups), true, &mut sink);
        assert_eq!(engine.pegs().all().len(), groups as usize, "every pegged order was taken");
    }
    let (ns, ()) = timed(|| apply_all(&mut engine, &mut sequence, after, true, &mut sink));
    engine.check_invariants().expect("the invariants hold after the flow");
    let mut outcome = sink.outcome;
    outcome.resting = engine.orders().count() as u64;
    (ns, outcome)
}

pub fn run(options: &Options, reporter: &mut Reporter) {
    for kind in options.kinds() {
        let messages = flow::generate(kind, options.orders, options.seed);
        let (before, after) = messages.split_at(messages.len() / 10);
        let is_new = |message: &&Message| matches!(message, Message::New { .. });
        let first = before.iter().filter(is_new).count() as u32 + 1;
        let plain = commands(&messages);
        let others = commands(&moved(&messages, first, PEGGED));
        let (before, alone) = plain.split_at(before.len());
        let beside = &others[before.len()..];
        let mut subjects = vec![Subject::new("core alone", || run_flow(before, 0, alone))];
        subjects.extend(GROUPS.map(|groups| {
            let name = format!("{PEGGED} pegged, {groups} groups");
            Subject::new(name, move || run_flow(before, groups, beside))
        }));
        let measured = interleave(after.len(), options.rounds(), !options.is_once, subjects);
        for it in &measured {
            reporter.speed("pegs", kind.name(), it);
        }
        for it in &measured[1..] {
            reporter.ratio("pegs", kind.name(), &format!("{}/alone", it.name), it, &measured[0]);
        }
    }
}
