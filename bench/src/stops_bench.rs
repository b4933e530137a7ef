//! What stops that wait cost the flow of others: the engine on one flow, alone and with a hundred thousand of them.

use crate::beside::Flow;
use crate::core_bench::{ACCOUNTS, Command, FIRST, header};
use crate::flow;
use crate::measure::{Subject, interleave};
use crate::report::{Options, Reporter};
use tapebook_engine::Engine;
use tapebook_schema as wire;
use tapebook_schema::{OrderType, Side, TimeInForce, TriggerSource};

const STOPS: u32 = 100_000;
/// Farther from the market than any of the flows goes: none of them is triggered, all of them are watched.
const BELOW: i64 = 30_000;
const ABOVE: i64 = 170_000;

/// Stop-limit orders of both sides, on some thousand trigger prices.
fn stops(source: TriggerSource) -> Vec<Command> {
    let order = |number: u32| {
        let account = FIRST + number % ACCOUNTS;
        let away = i64::from(number.wrapping_mul(2_654_435_761) % 20_000);
        let side = if number.is_multiple_of(2) { Side::Buy } else { Side::Sell };
        let trigger = if side == Side::Buy { ABOVE + away } else { BELOW - away };
        let mut it = wire::NewAdvancedOrder::default();
        it.set_request(&header(2_000_000_000 + u64::from(number), account));
        it.set_side(side);
        it.set_type_(OrderType::StopLimit);
        it.set_time_in_force(TimeInForce::Gtc);
        it.set_price(trigger);
        it.set_quantity(1 + u64::from(number % 100));
        it.set_trigger_price(trigger);
        it.set_trigger_source(source);
        Command::new(account, &it)
    };
    (0..STOPS).map(order).collect()
}

pub fn run(options: &Options, reporter: &mut Reporter) {
    for kind in options.kinds() {
        let flow = Flow::new(&flow::generate(kind, options.orders, options.seed), STOPS);
        let flow = &flow;
        let mut subjects = vec![Subject::new("core alone", || flow.run_alone())];
        let sources =
            [("last trade", TriggerSource::LastTrade), ("best opposite", TriggerSource::BestOpposite)];
        // One of them is enough to count instructions.
        for (name, source) in sources.into_iter().take(if options.is_once { 1 } else { 2 }) {
            let resting = stops(source);
            let check = |engine: &Engine| {
                assert_eq!(engine.advanced().len(), STOPS as usize, "every stop waits");
            };
            let name = format!("{STOPS} stops by {name}");
            subjects.push(Subject::new(name, move || flow.run_beside(&resting, check)));
        }
        let measured = interleave(flow.measured(), options.rounds(), !options.is_once, subjects);
        for it in &measured {
            reporter.speed("stops", kind.name(), it);
        }
        for it in &measured[1..] {
            reporter.ratio("stops", kind.name(), &format!("{}/alone", it.name), it, &measured[0]);
        }
    }
}
