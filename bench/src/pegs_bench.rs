//! What pegged orders cost the flow of others: the engine on one flow, alone and with ten thousand of them resting.

use crate::beside::Flow;
use crate::core_bench::{Command, FIRST, header};
use crate::flow;
use crate::measure::{Subject, interleave};
use crate::report::{Options, Reporter};
use tapebook_schema as wire;
use tapebook_schema::{OrderType, PegKind, Side, TimeInForce};

const PEGGED: u32 = 10_000;
/// Lots of a pegged order: so many that none of them is ever filled.
const QUANTITY: u64 = 1 << 32;
/// Groups that the pegged orders are in.
const GROUPS: [u32; 3] = [2, 8, 64];

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
        Command::new(account, &it)
    };
    (0..PEGGED).map(order).collect()
}

pub fn run(options: &Options, reporter: &mut Reporter) {
    for kind in options.kinds() {
        let flow = Flow::new(&flow::generate(kind, options.orders, options.seed), PEGGED);
        let flow = &flow;
        let mut subjects = vec![Subject::new("core alone", || flow.run_alone())];
        subjects.extend(GROUPS.map(|groups| {
            let name = format!("{PEGGED} pegged, {groups} groups");
            let resting = pegged(groups);
            let check = move |engine: &tapebook_engine::Engine| {
                assert_eq!(engine.pegs().all().len(), groups as usize, "every pegged order was taken");
            };
            Subject::new(name, move || flow.run_beside(&resting, check))
        }));
        let measured = interleave(flow.measured(), options.rounds(), !options.is_once, subjects);
        for it in &measured {
            reporter.speed("pegs", kind.name(), it);
        }
        for it in &measured[1..] {
            reporter.ratio("pegs", kind.name(), &format!("{}/alone", it.name), it, &measured[0]);
        }
    }
}
