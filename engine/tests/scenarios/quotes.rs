//! Mass quotes, their protection, and the dead man's switch.

use super::limits::limits;
use crate::balances;
use crate::common::{
    ANA, BOB, CY, Command, Event, Exchange, Rules, buy, cancel, header, lines, quotes, sell,
};
use tapebook_engine::trading::{CANCEL_RESET, QUOTE_POST_ONLY, QUOTE_RESET};
use tapebook_schema as wire;
use tapebook_schema::{LimitScope, StpMode};

const NONE: (u32, u32, u64) = (0, 0, 0);

fn exchange() -> Exchange {
    Exchange::with(Rules::default())
}

fn wait(exchange: &mut Exchange, milliseconds: u64) -> Vec<Event> {
    exchange.apply(&Command::new(0, 0, &wire::Tick::new(0)).after(milliseconds * 1_000_000))
}

#[track_caller]
fn refused(exchange: &mut Exchange, request: &wire::MassQuote, expected: &str) {
    let before = balances(exchange);
    let resting = exchange.engine.books().resting();
    assert_eq!(lines(&exchange.ask(ANA, request)), [expected]);
    assert_eq!((balances(exchange), exchange.engine.books().resting()), (before, resting));
}

#[test]
fn new_quotes_replace_all_that_stood() {
    let mut exchange = exchange();
    assert_eq!(
        lines(&exchange.ask(ANA, &quotes("q1", 0, NONE, &[(99, 5), (98, 6)], &[(101, 7)]))),
        [
            "#1 accepted: buy 5 @ 99, holds 495, rests 5",
            "#2 accepted: buy 6 @ 98, holds 588, rests 6",
            "#3 accepted: sell 7 @ 101, holds 7, rests 7",
            "MassQuote applied: 3",
        ]
    );
    exchange.enter(ANA, buy(1).at(90));
    assert_eq!(
        lines(&exchange.ask(ANA, &quotes("q2", 0, NONE, &[(100, 1)], &[]))),
        [
            "#1 canceled (User): 5 open, 0 filled",
            "#2 canceled (User): 6 open, 0 filled",
            "#3 canceled (User): 7 open, 0 filled",
            "#5 accepted: buy 1 @ 100, holds 100, rests 1",
            "MassQuote applied: 1",
        ]
    );
    assert_eq!(lines(&exchange.ask(ANA, &quotes("q2", 0, NONE, &[(100, 1)], &[]))), ["repeats 17"]);
    let all = wire::CancelQuotes::new(&header("c1"), u32::MAX, 0);
    assert_eq!(
        lines(&exchange.ask(ANA, &all)),
        ["#5 canceled (User): 1 open, 0 filled", "CancelQuotes applied: 1"]
    );
    assert_eq!(exchange.balance(ANA, 1), (1_000_000 - 90, 90), "an order that is no quote stays");
}

#[test]
fn the_money_of_the_old_quotes_pays_for_the_new_ones() {
    let mut exchange = exchange();
    exchange.ask(ANA, &quotes("q1", 0, NONE, &[(100, 9_000)], &[(101, 900_000)]));
    let events = exchange.ask(ANA, &quotes("q2", 0, NONE, &[(100, 5_000), (99, 5_000)], &[(101, 1_000_000)]));
    assert_eq!(lines(&events).last().unwrap(), "MassQuote applied: 3");
    assert_eq!(exchange.balance(ANA, 1), (5_000, 995_000));
    refused(
        &mut exchange,
        &quotes("q3", 0, NONE, &[(100, 5_000), (99, 5_051)], &[]),
        "refused: InsufficientBalance",
    );
}

#[test]
fn one_bad_entry_refuses_all() {
    let mut exchange =
        Exchange::with(Rules { ticks: vec![(0, 1), (200, 5)], max_quantity: 50, ..Rules::default() });
    exchange.ask(ANA, &quotes("q", 0, NONE, &[(99, 5)], &[(101, 5)]));
    exchange.enter(BOB, sell(5).at(103));
    for (request, expected) in [
        (quotes("r1", 0, NONE, &[(99, 5), (98, 0)], &[]), "refused: QuantityZero"),
        (quotes("r2", 0, NONE, &[(99, 5)], &[(201, 5)]), "refused: PriceOffTick 5"),
        (quotes("r3", 0, NONE, &[(99, 51)], &[]), "refused: QuantityAboveMaximum 50"),
        (quotes("r4", 0, NONE, &[(98, 1), (99, 1)], &[]), "refused: InvalidFlags"),
        (quotes("r5", 0, NONE, &[(99, 1), (99, 1)], &[]), "refused: InvalidFlags"),
        (quotes("r6", 0, NONE, &[(100, 1)], &[(100, 1)]), "refused: InvalidFlags"),
        (quotes("r7", 0, NONE, &[(0, 0), (99, 1)], &[]), "refused: InvalidFlags"),
        (quotes("r8", 4, NONE, &[(99, 1)], &[]), "refused: InvalidFlags"),
        (quotes("r9", 0, (5, 0, 0), &[(99, 1)], &[]), "refused: InvalidParameter"),
        (quotes("r10", 0, (0, 0, 9), &[(99, 1)], &[]), "refused: InvalidParameter"),
        (quotes("r11", 0, (1_001, 5, 0), &[(99, 1)], &[]), "refused: InvalidParameter"),
        (quotes("r12", 0, (5, 3_600_001, 0), &[(99, 1)], &[]), "refused: InvalidParameter"),
        (quotes("r13", QUOTE_POST_ONLY, NONE, &[(103, 1)], &[]), "refused: WouldTake"),
    ] {
        refused(&mut exchange, &request, expected);
    }
    let crossing_its_own_old_ask = quotes("s", QUOTE_POST_ONLY, NONE, &[(102, 5)], &[(104, 5)]);
    let events = exchange.ask(ANA, &crossing_its_own_old_ask);
    assert_eq!(lines(&events).last().unwrap(), "MassQuote applied: 2");
}

#[test]
fn quotes_count_as_open_orders() {
    let mut exchange = exchange();
    limits(&mut exchange, LimitScope::Account, ANA, |it| it.set_max_open_orders(3));
    exchange.ask(ANA, &quotes("q1", 0, NONE, &[(99, 5), (98, 5)], &[(101, 5)]));
    exchange.ask(ANA, &quotes("q2", 0, NONE, &[(99, 5), (97, 5)], &[(101, 5)]));
    assert_eq!(exchange.engine.books().resting(), 3);
    let request = quotes("q3", 0, NONE, &[(99, 5), (97, 5)], &[(101, 5), (102, 5)]);
    refused(&mut exchange, &request, "refused: TooManyOpenOrders 3");
}

#[test]
fn a_quote_takes_what_it_crosses() {
    let mut exchange = exchange();
    exchange.enter(BOB, sell(3).at(100));
    assert_eq!(
        lines(&exchange.ask(ANA, &quotes("q", 0, (1, 1_000, 0), &[(100, 5)], &[(101, 2)]))),
        [
            "#2 accepted: buy 5 @ 100, holds 500",
            "trade 1: 3 @ 100, maker #1 leaves 0, taker #2 leaves 2",
            "#2 rests 2 @ 100",
            "#3 accepted: sell 2 @ 101, holds 2, rests 2",
            "MassQuote applied: 2",
        ],
        "protection is against being met, not against taking"
    );
}

#[test]
fn protection_pulls_the_quotes_until_it_is_reset() {
    let mut exchange = exchange();
    let request = quotes("q1", 0, (2, 1_000, 0), &[(99, 5)], &[(101, 5), (102, 5), (103, 5)]);
    exchange.ask(ANA, &request);
    assert_eq!(
        lines(&exchange.enter(BOB, buy(11).at(103))),
        [
            "#5 accepted: buy 11 @ 103, holds 1133",
            "trade 1: 5 @ 101, maker #2 leaves 0, taker #5 leaves 6",
            "trade 2: 5 @ 102, maker #3 leaves 0, taker #5 leaves 1",
            "trade 3: 1 @ 103, maker #4 leaves 4, taker #5 leaves 0",
            "#1 canceled (Protection): 5 open, 0 filled",
            "#4 canceled (Protection): 4 open, 1 filled",
        ],
        "the command that met them is matched first"
    );
    refused(&mut exchange, &quotes("q2", 0, (2, 1_000, 0), &[(99, 5)], &[]), "refused: QuotesPulled");
    wait(&mut exchange, 2_000);
    refused(&mut exchange, &quotes("q3", 0, (2, 1_000, 0), &[(99, 5)], &[]), "refused: QuotesPulled");
    let request = quotes("q4", QUOTE_RESET, (2, 1_000, 0), &[(99, 5)], &[]);
    assert_eq!(lines(&exchange.ask(ANA, &request)).last().unwrap(), "MassQuote applied: 1");
}

#[test]
fn protection_counts_lots_too_and_a_cancel_may_reset_it() {
    let mut exchange = exchange();
    exchange.ask(ANA, &quotes("q1", 0, (1_000, 1_000, 6), &[(99, 5)], &[(101, 9)]));
    assert_eq!(exchange.enter(BOB, buy(5).at(101)).len(), 2);
    assert_eq!(
        lines(&exchange.enter(BOB, buy(1).at(101)))[2..],
        ["#1 canceled (Protection): 5 open, 0 filled", "#2 canceled (Protection): 3 open, 6 filled"]
    );
    let cancel = wire::CancelQuotes::new(&header("c"), 0, CANCEL_RESET);
    assert_eq!(lines(&exchange.ask(ANA, &cancel)), ["CancelQuotes applied: 0"]);
    let request = quotes("q2", 0, (1_000, 1_000, 6), &[(99, 5)], &[]);
    assert_eq!(lines(&exchange.ask(ANA, &request)).last().unwrap(), "MassQuote applied: 1");
}

#[test]
fn the_window_slides_over_new_quotes_and_restarts() {
    let mut exchange = exchange();
    let request = |id: &str| quotes(id, 0, (3, 10, 0), &[(99, 5)], &[(101, 5)]);
    exchange.ask(ANA, &request("q1"));
    exchange.enter(BOB, buy(1).at(101));
    wait(&mut exchange, 6);
    exchange.enter(BOB, sell(1).at(99));
    exchange.ask(ANA, &request("q2"));
    exchange.restart();
    wait(&mut exchange, 6);
    // The first fill is 12 ms old now: two within the window.
    assert_eq!(exchange.enter(BOB, buy(1).at(101)).len(), 2);
    assert_eq!(exchange.enter(BOB, sell(1).at(99)).len(), 4, "the third pulls both quotes");
}

#[test]
fn one_client_id_names_no_single_quote_but_an_order_id_does() {
    let mut exchange = exchange();
    exchange.ask(ANA, &quotes("q1", 0, NONE, &[(99, 5)], &[(101, 5)]));
    assert_eq!(lines(&exchange.ask(ANA, &cancel("c1", "q1"))), ["refused: UnknownOrder"]);
    let by_id = wire::CancelOrder::new(&header("c2"), 1, &[0; 36], 0);
    assert_eq!(lines(&exchange.ask(ANA, &by_id)), ["#1 canceled (User): 5 open, 0 filled"]);
    let unknown = wire::CancelQuotes::new(&header("c3"), 7, 0);
    assert_eq!(lines(&exchange.ask(ANA, &unknown)), ["refused: UnknownInstrument"]);
    let flags = wire::CancelQuotes::new(&header("c4"), 0, 2);
    assert_eq!(lines(&exchange.ask(ANA, &flags)), ["refused: InvalidFlags"]);
}

#[test]
fn self_trade_prevention_acts_on_quotes() {
    let mut exchange = exchange();
    exchange.enter(ANA, sell(3).at(100));
    let mut request = quotes("q", 0, NONE, &[(100, 5)], &[]);
    request.set_stp(StpMode::CancelMaker);
    assert_eq!(
        lines(&exchange.ask(ANA, &request)),
        [
            "#2 accepted: buy 5 @ 100, holds 500",
            "#1 canceled (Stp): 3 open, 0 filled",
            "#2 rests 5 @ 100",
            "MassQuote applied: 1",
        ]
    );
}

#[test]
fn a_timer_cancels_all_unless_it_is_renewed() {
    let mut exchange = exchange();
    let after = |id: &str, timeout| wire::CancelAfter::new(&header(id), timeout, 0);
    exchange.enter(ANA, buy(1).at(90));
    exchange.enter(BOB, buy(1).at(90));
    exchange.ask(ANA, &quotes("q1", 0, NONE, &[(99, 5)], &[]));
    let armed = exchange.ask(ANA, &after("w1", 100));
    let due = exchange.engine.time() + 100_000_000;
    assert_eq!(lines(&armed), [format!("CancelAfter applied: {due}")]);
    assert_eq!(exchange.engine.next_due(), due);
    assert_eq!(wait(&mut exchange, 60), []);
    exchange.ask(ANA, &after("w2", 100));
    assert_eq!(wait(&mut exchange, 60), []);
    exchange.restart();
    let late = Command::new(2, CY, &buy(1).at(80).message("late")).after(41_000_000);
    assert_eq!(
        lines(&exchange.apply(&late)),
        [
            "#1 canceled (Timer): 1 open, 0 filled",
            "#3 canceled (Timer): 5 open, 0 filled",
            "#4 accepted: buy 1 @ 80, holds 80, rests 1",
        ],
        "before the command that came late"
    );
    assert_eq!(exchange.engine.next_due(), u64::MAX, "it fires once");
    exchange.enter(ANA, buy(1).at(90));
    exchange.ask(ANA, &after("w3", 1));
    assert_eq!(lines(&exchange.ask(ANA, &after("w4", 0))), ["CancelAfter applied: 0"]);
    assert_eq!(wait(&mut exchange, 10), []);
    assert_eq!(lines(&exchange.ask(ANA, &after("w5", 86_400_001))), ["refused: InvalidParameter 86400000"]);
}
