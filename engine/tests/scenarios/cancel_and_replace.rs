//! Cancels and replaces, and their races with fills.

use crate::common::{
    ANA, BOB, CY, Exchange, Rules, buy, cancel, cancel_order, header, lines, replace, replace_with, sell,
};
use tapebook_engine::book::Side;
use tapebook_engine::trading::{ALL_INSTRUMENTS, KEEP_PRIORITY, REPLACE_POST_ONLY};
use tapebook_schema as wire;
use tapebook_schema::{SideFilter, StpMode};

/// Ana's 5 (#1) before Cy's 5 (#2), both offered at 101.
fn queue() -> Exchange {
    let mut exchange = Exchange::with(Rules::default());
    exchange.ask(ANA, &sell(5).at(101).message("a1"));
    exchange.ask(CY, &sell(5).at(101).message("c1"));
    exchange
}

/// Which order does the next buyer meet?
fn first_in_line(exchange: &mut Exchange) -> String {
    lines(&exchange.enter(BOB, buy(1).at(200).ioc()))[1].clone()
}

// req: OB-05 OB-03 VR-15
#[test]
fn a_cancel_gives_the_hold_back() {
    let mut exchange = queue();
    assert_eq!(exchange.balance(ANA, 0), (999_995, 5));
    assert_eq!(lines(&exchange.ask(ANA, &cancel("a2", "a1"))), ["#1 canceled (User): 5 open, 0 filled"]);
    assert_eq!(exchange.balance(ANA, 0), (1_000_000, 0));
    assert_eq!(exchange.engine.books().quantity_at(0, Side::Sell, 101), 5);
    assert_eq!(lines(&exchange.ask(CY, &cancel_order("c2", 2))), ["#2 canceled (User): 5 open, 0 filled"]);
    assert_eq!(exchange.engine.books().best(0, Side::Sell), None);
}

// req: OB-05
#[test]
fn what_cannot_be_canceled() {
    // Fault C 54: a cancel that comes after the fill finds the order done, and nothing more happens to it.
    let mut exchange = queue();
    exchange.enter(BOB, buy(7).at(101));
    assert_eq!(lines(&exchange.ask(ANA, &cancel("a2", "a1"))), ["refused: OrderDone"]);
    assert_eq!(lines(&exchange.ask(ANA, &cancel_order("a3", 1))), ["refused: UnknownOrder"]);
    assert_eq!(lines(&exchange.ask(ANA, &replace("a4", 1, 0, 3))), ["refused: UnknownOrder"]);
    assert_eq!(lines(&exchange.ask(ANA, &cancel("a5", "nothing"))), ["refused: UnknownOrder"]);
    assert_eq!(lines(&exchange.ask(ANA, &cancel_order("a6", 2))), ["refused: UnknownOrder"], "that is Cy's");
    assert_eq!(lines(&exchange.ask(ANA, &cancel("a7", "c1"))), ["refused: UnknownOrder"]);
    assert_eq!(lines(&exchange.ask(CY, &cancel("c2", "c1"))), ["#2 canceled (User): 3 open, 2 filled"]);
    assert_eq!(lines(&exchange.ask(CY, &cancel("c3", "c1"))), ["refused: OrderDone"]);
}

#[test]
fn an_order_answers_to_every_client_id_it_had() {
    let mut exchange = queue();
    exchange.ask(ANA, &replace("a2", 1, 0, 4));
    exchange.ask(ANA, &wire::ReplaceOrder::new(&header("a3"), 0, &id("a1"), 0, 0, 3, 0, 0));
    assert_eq!(lines(&exchange.ask(ANA, &cancel("a4", "a2"))), ["#1 canceled (User): 3 open, 0 filled"]);
}

fn id(text: &str) -> [u8; 36] {
    crate::common::Id::new(text).0
}

// req: OB-02
#[test]
fn quantity_down_keeps_the_place() {
    let mut exchange = queue();
    assert_eq!(
        lines(&exchange.ask(ANA, &replace("a2", 1, 0, 3))),
        ["#1 replaced: 5 @ 101 -> total 3 @ 101, keeps its place, rests 3"]
    );
    assert_eq!(exchange.balance(ANA, 0), (999_997, 3));
    assert_eq!(first_in_line(&mut exchange), "trade 1: 1 @ 101, maker #1 leaves 2, taker #3 leaves 0");
}

// req: OB-02
#[test]
fn quantity_up_and_price_changes_lose_the_place() {
    let mut exchange = queue();
    assert_eq!(
        lines(&exchange.ask(ANA, &replace("a2", 1, 0, 6))),
        ["#1 replaced: 5 @ 101 -> total 6 @ 101, loses its place, rests 6"]
    );
    assert_eq!(first_in_line(&mut exchange), "trade 1: 1 @ 101, maker #2 leaves 4, taker #3 leaves 0");
    let mut exchange = queue();
    exchange.ask(ANA, &replace("a2", 1, 102, 0));
    exchange.ask(ANA, &replace("a3", 1, 101, 0));
    assert_eq!(first_in_line(&mut exchange), "trade 1: 1 @ 101, maker #2 leaves 4, taker #3 leaves 0");
}

#[test]
fn quantity_is_the_new_total() {
    let mut exchange = queue();
    exchange.enter(BOB, buy(2).at(101));
    assert_eq!(
        lines(&exchange.ask(ANA, &replace("a2", 1, 0, 4))),
        ["#1 replaced: 3 @ 101 -> total 4 @ 101, keeps its place, rests 2"]
    );
    assert_eq!(lines(&exchange.ask(ANA, &replace("a3", 1, 0, 2))), ["#1 canceled (User): 2 open, 2 filled"]);
    assert_eq!(exchange.balance(ANA, 0), (999_998, 0));
}

#[test]
fn a_total_below_what_is_filled_cancels_the_rest() {
    let mut exchange = queue();
    exchange.enter(BOB, buy(3).at(101));
    assert_eq!(lines(&exchange.ask(ANA, &replace("a2", 1, 0, 1))), ["#1 canceled (User): 2 open, 3 filled"]);
}

// req: OB-06
#[test]
fn a_replace_across_the_book_trades_and_never_rests_crossed() {
    let mut exchange = queue();
    exchange.enter(BOB, buy(7).at(100));
    assert_eq!(
        lines(&exchange.ask(BOB, &replace("b2", 3, 101, 12))),
        [
            "#3 replaced: 7 @ 100 -> total 12 @ 101, loses its place, rests 0",
            "trade 1: 5 @ 101, maker #1 leaves 0, taker #3 leaves 7",
            "trade 2: 5 @ 101, maker #2 leaves 0, taker #3 leaves 2",
            "#3 rests 2 @ 101",
        ]
    );
    assert_eq!(exchange.balance(BOB, 1), (1_000_000 - 12 * 101, 202));
}

#[test]
fn flags_of_a_replace() {
    let mut exchange = queue();
    exchange.enter(BOB, buy(7).at(100));
    let refused = |events: Vec<crate::common::Event>| assert_eq!(lines(&events), ["refused: InvalidReplace"]);
    refused(exchange.ask(BOB, &replace_with("b2", 3, 99, 0, KEEP_PRIORITY)));
    refused(exchange.ask(BOB, &replace_with("b3", 3, 0, 8, KEEP_PRIORITY)));
    assert_eq!(
        lines(&exchange.ask(BOB, &replace_with("b4", 3, 0, 6, KEEP_PRIORITY))),
        ["#3 replaced: 7 @ 100 -> total 6 @ 100, keeps its place, rests 6"]
    );
    let events = exchange.ask(BOB, &replace_with("b5", 3, 101, 0, REPLACE_POST_ONLY));
    assert_eq!(lines(&events), ["refused: WouldTake"]);
    exchange.ask(BOB, &replace_with("b6", 3, 99, 0, REPLACE_POST_ONLY));
    assert_eq!(
        lines(&exchange.ask(BOB, &replace("b7", 3, 101, 0))),
        ["refused: WouldTake"],
        "post-only from then on"
    );
}

// req: VR-04
#[test]
fn a_refused_replace_leaves_the_original_untouched() {
    let mut exchange = queue();
    exchange.enter(BOB, buy(9_900).at(100));
    assert_eq!(lines(&exchange.ask(BOB, &replace("b2", 3, 0, 10_001))), ["refused: InsufficientBalance"]);
    assert_eq!(exchange.balance(BOB, 1), (10_000, 990_000));
    assert_eq!(exchange.ask(BOB, &replace("b3", 3, 0, 10_000)).len(), 1);
    assert_eq!(exchange.balance(BOB, 1), (0, 1_000_000));
}

#[test]
fn a_replace_meets_ones_own_orders_by_the_orders_mode() {
    let mut exchange = queue();
    exchange.enter(ANA, buy(7).at(100).stp(StpMode::CancelMaker));
    assert_eq!(
        lines(&exchange.ask(ANA, &replace("a2", 3, 101, 0))),
        [
            "#3 replaced: 7 @ 100 -> total 7 @ 101, loses its place, rests 0",
            "#1 canceled (Stp): 5 open, 0 filled",
            "trade 1: 5 @ 101, maker #2 leaves 0, taker #3 leaves 2",
            "#3 rests 2 @ 101",
        ]
    );
}

// req: OB-03
#[test]
fn cancel_all_by_instrument_and_side() {
    let mut exchange = Exchange::with(Rules::default());
    exchange.instrument("BTCUSD2", &Rules::default());
    exchange.enter(ANA, buy(1).at(90));
    exchange.enter(ANA, sell(2).at(110));
    exchange.enter(ANA, buy(3).at(90).of(1));
    exchange.enter(BOB, buy(4).at(90));
    let all = |id: &str, instrument, side| wire::CancelAll::new(&header(id), instrument, side, 0, 0);
    assert_eq!(
        lines(&exchange.ask(ANA, &all("x1", 0, SideFilter::Sell))),
        ["#2 canceled (User): 2 open, 0 filled", "CancelAll applied: 1"]
    );
    assert_eq!(lines(&exchange.ask(ANA, &all("x2", 7, SideFilter::Both))), ["refused: UnknownInstrument"]);
    assert_eq!(
        lines(&exchange.ask(ANA, &all("x3", ALL_INSTRUMENTS, SideFilter::Both))),
        [
            "#1 canceled (User): 1 open, 0 filled",
            "#3 canceled (User): 3 open, 0 filled",
            "CancelAll applied: 2"
        ]
    );
    assert_eq!(
        lines(&exchange.ask(ANA, &all("x4", ALL_INSTRUMENTS, SideFilter::Both))),
        ["CancelAll applied: 0"]
    );
    assert_eq!(exchange.engine.orders().count(), 1, "Bob's order stands");
}
