//! Orders bound to each other: one cancels the other, one triggers others, a bracket around a position.

use crate::balances;
use crate::common::{
    ANA, BOB, CY, DAN, Event, Exchange, Rules, Special, buy, cancel, cancel_list, cancel_list_of,
    cancel_order, header, lines, list, replace, sell,
};
use crate::limits::limits;
use tapebook_schema::{Amount, LimitScope, ListKind};

/// The last trade was at 100.
fn exchange() -> Exchange {
    traded_at(100, Rules::default())
}

fn traded_at(price: i64, rules: Rules) -> Exchange {
    let mut exchange = Exchange::with(rules);
    exchange.enter(CY, sell(1).at(price));
    exchange.enter(DAN, buy(1).at(price).ioc());
    exchange
}

fn enter(exchange: &mut Exchange, kind: ListKind, legs: &[Special]) -> Vec<Event> {
    let id = exchange.fresh();
    exchange.ask(ANA, &list(&id, kind, legs))
}

/// Take profit at 110, stop at 95: orders 3 and 4.
fn oco(exchange: &mut Exchange) -> Vec<Event> {
    enter(exchange, ListKind::Oco, &[sell(10).at(110).special(), sell(10).stop(95)])
}

// req: OT-09
#[test]
fn two_exits_share_one_hold() {
    let mut exchange = exchange();
    assert_eq!(
        lines(&oco(&mut exchange)),
        [
            "list 1 accepted (Oco)",
            "#3 accepted: sell 10 @ 110, holds 10, rests 10",
            "#4 accepted: sell 10 @ 76, holds 0",
            "#4 waits for 95",
        ]
    );
    assert_eq!(exchange.balance(ANA, 0), (999_990, 10), "ten are sold once, whichever exit sells them");
    exchange.restart();
    assert_eq!(exchange.balance(ANA, 0), (999_990, 10));
}

#[test]
fn two_purchases_hold_the_dearer_one() {
    let mut exchange = exchange();
    let legs = [buy(10).at(90).special(), buy(10).at(108).stop(105)];
    assert_eq!(
        lines(&enter(&mut exchange, ListKind::Oco, &legs)),
        [
            "list 1 accepted (Oco)",
            "#3 accepted: buy 10 @ 90, holds 900, rests 10",
            "#4 accepted: buy 10 @ 108, holds 180",
            "#4 waits for 105",
        ]
    );
    assert_eq!(exchange.balance(ANA, 1), (1_000_000 - 1_080, 1_080));
    exchange.enter(BOB, sell(4).at(90));
    assert_eq!(exchange.balance(ANA, 1), (1_000_000 - 900, 540), "four bought at 90, six still wanted there");
}

#[test]
fn the_first_fill_even_in_part_ends_the_other_exit() {
    let mut exchange = exchange();
    oco(&mut exchange);
    assert_eq!(
        lines(&exchange.enter(BOB, buy(4).at(110))),
        [
            "#5 accepted: buy 4 @ 110, holds 440",
            "trade 2: 4 @ 110, maker #3 leaves 6, taker #5 leaves 0",
            "#4 canceled (List): 10 open, 0 filled",
        ]
    );
    assert_eq!(exchange.balance(ANA, 0), (999_990, 6));
    assert_eq!(
        lines(&exchange.enter(BOB, buy(6).at(110))),
        [
            "#6 accepted: buy 6 @ 110, holds 660",
            "trade 3: 6 @ 110, maker #3 leaves 0, taker #6 leaves 0",
            "list 1 done (Oco)",
        ]
    );
    assert!(exchange.engine.lists().is_empty());
}

#[test]
fn a_trigger_ends_the_other_exit_before_it_trades() {
    let mut exchange = exchange();
    exchange.enter(BOB, buy(1).at(95));
    exchange.enter(BOB, buy(20).at(94));
    oco(&mut exchange);
    assert_eq!(
        lines(&exchange.enter(DAN, sell(1).at(95))),
        [
            "#7 accepted: sell 1 @ 95, holds 1",
            "trade 2: 1 @ 95, maker #3 leaves 0, taker #7 leaves 0",
            "#5 canceled (List): 10 open, 0 filled",
            "#6 triggered at 95: market 10 @ 76, holds 10",
            "trade 3: 10 @ 94, maker #4 leaves 10, taker #6 leaves 0",
            "list 1 done (Oco)",
        ]
    );
    assert_eq!(exchange.balance(ANA, 0), (999_990, 0));
}

#[test]
fn of_two_exits_reached_at_once_one_trades() {
    let mut exchange = exchange();
    exchange.enter(BOB, buy(2).at(94));
    exchange.enter(BOB, sell(2).at(112));
    enter(&mut exchange, ListKind::Oco, &[sell(10).take_profit(110), sell(10).stop(95)]);
    // Dan's stop and Ana's are reached by the same trade; what Dan's trades at would reach her take-profit.
    exchange.enter_special(DAN, buy(1).stop(111));
    let events = lines(&exchange.enter(CY, buy(1).at(112)));
    assert_eq!(
        events[1..],
        [
            "trade 2: 1 @ 112, maker #4 leaves 1, taker #8 leaves 0",
            "#7 triggered at 111: market 1 @ 134, holds 134",
            "trade 3: 1 @ 112, maker #4 leaves 0, taker #7 leaves 0",
            "#6 canceled (List): 10 open, 0 filled",
            "#5 triggered at 110: market 10 @ 90, holds 10",
            "trade 4: 2 @ 94, maker #3 leaves 0, taker #5 leaves 8",
            "#5 canceled (NoLiquidity): 8 open, 2 filled",
            "list 1 done (Oco)",
        ]
    );
}

#[test]
fn who_cancels_an_exit_cancels_both() {
    let mut exchange = exchange();
    oco(&mut exchange);
    assert_eq!(
        lines(&exchange.ask(ANA, &cancel_order("c", 4))),
        [
            "#4 canceled (User): 10 open, 0 filled",
            "#3 canceled (List): 10 open, 0 filled",
            "list 1 done (Oco)"
        ]
    );
    assert_eq!(exchange.balance(ANA, 0), (1_000_000, 0));
}

#[test]
fn a_list_is_canceled_by_its_id_or_a_client_id() {
    for target in ["a", "a.1", "a.2"] {
        let mut exchange = exchange();
        exchange.ask(ANA, &list("a", ListKind::Oco, &[sell(10).at(110).special(), sell(10).stop(95)]));
        assert_eq!(
            lines(&exchange.ask(BOB, &cancel_list("x", 1))),
            ["refused: UnknownList"],
            "others' lists are unknown"
        );
        assert_eq!(
            lines(&exchange.ask(ANA, &cancel_list_of("c", target))),
            [
                "#3 canceled (User): 10 open, 0 filled",
                "#4 canceled (User): 10 open, 0 filled",
                "list 1 done (Oco)"
            ]
        );
        assert_eq!(lines(&exchange.ask(ANA, &cancel_list("d", 1))), ["refused: UnknownList"]);
    }
}

#[test]
fn a_repeat_gets_the_first_answer_and_a_legs_id_is_taken() {
    let mut exchange = exchange();
    let it = list("a", ListKind::Oco, &[sell(10).at(110).special(), sell(10).stop(95)]);
    exchange.ask(ANA, &it);
    let first = exchange.engine.sequence();
    assert_eq!(lines(&exchange.ask(ANA, &it)), [format!("repeats {first}")]);
    assert_eq!(lines(&exchange.ask(ANA, &sell(1).at(110).message("a.2"))), ["refused: DuplicateId"]);
    exchange.ask(ANA, &sell(1).at(120).message("b.1"));
    let it = list("b", ListKind::Oco, &[sell(10).at(110).special(), sell(10).stop(95)]);
    assert_eq!(lines(&exchange.ask(ANA, &it)), ["refused: DuplicateId"]);
    assert_eq!(lines(&exchange.ask(ANA, &cancel("c", "a.2")))[0], "#4 canceled (User): 10 open, 0 filled");
}

/// Is a list refused so, and is nothing changed?
#[track_caller]
fn refused(exchange: &mut Exchange, kind: ListKind, legs: &[Special], expected: &str) {
    let before = (balances(exchange), exchange.engine.orders().count(), exchange.engine.lists().len());
    assert_eq!(lines(&enter(exchange, kind, legs)), [expected]);
    let after = (balances(exchange), exchange.engine.orders().count(), exchange.engine.lists().len());
    assert_eq!(after, before, "a refusal moves nothing");
}

#[test]
fn legs_that_contradict_each_other_are_refused() {
    let mut exchange = exchange();
    exchange.enter(BOB, buy(1).at(97));
    let oco = |exchange: &mut Exchange, a: Special, b: Special, expected: &str| {
        refused(exchange, ListKind::Oco, &[a, b], expected);
    };
    let it = &mut exchange;
    oco(it, sell(10).at(110).special(), buy(10).stop(105), "refused: InvalidList");
    oco(it, sell(10).at(110).special(), sell(9).stop(95), "refused: InvalidList");
    oco(it, sell(10).stop(95), sell(10).at(110).special(), "refused: InvalidList");
    oco(it, sell(10).at(110).ioc().special(), sell(10).stop(95), "refused: InvalidList");
    oco(it, sell(10).at(110).special(), sell(10).at(120).special(), "refused: InvalidList");
    oco(it, sell(10).at(98).special(), sell(10).stop(99), "refused: ListPricesContradict 99");
    oco(it, sell(10).at(97).special(), sell(10).stop(95), "refused: WouldTake");
    oco(it, sell(10).at(110).special(), sell(10).stop(100), "refused: TriggerCrossed 100");
    oco(
        it,
        sell(2_000_000).at(110).special(),
        sell(2_000_000).stop(95),
        "refused: QuantityAboveMaximum 1000000",
    );
    exchange.enter(ANA, sell(999_995).at(110));
    refused(
        &mut exchange,
        ListKind::Oco,
        &[sell(10).at(110).special(), sell(10).stop(95)],
        "refused: InsufficientBalance",
    );
    let mut other = list("z", ListKind::Oco, &[sell(1).at(110).special(), sell(1).stop(95)]);
    let mut legs = [*other.legs().get(0), *other.legs().get(1), *other.legs().get(2)];
    legs[1].set_account(BOB);
    other.set_legs(&legs);
    assert_eq!(lines(&exchange.ask(ANA, &other)), ["refused: ListMismatch 17"]);
}

#[test]
fn a_leg_is_replaced_alone_and_the_list_holds_what_is_needed() {
    let mut exchange = exchange();
    oco(&mut exchange);
    exchange.ask(ANA, &replace("r1", 3, 0, 15));
    assert_eq!(exchange.balance(ANA, 0), (999_985, 15));
    exchange.ask(ANA, &replace("r2", 3, 0, 5));
    assert_eq!(exchange.balance(ANA, 0), (999_990, 10));
    exchange.enter(BOB, buy(1).at(99));
    assert_eq!(lines(&exchange.ask(ANA, &replace("r3", 3, 99, 0))), ["refused: WouldTake"]);
    exchange.restart();
    assert_eq!(exchange.balance(ANA, 0), (999_990, 10));
}

// ---------------------------------------------------------------- one triggers the other

#[test]
fn a_pending_order_starts_when_the_working_one_is_completely_filled() {
    let mut exchange = exchange();
    assert_eq!(
        lines(&enter(&mut exchange, ListKind::Oto, &[buy(10).at(98).special(), sell(10).at(105).special()])),
        [
            "list 1 accepted (Oto)",
            "#3 accepted: buy 10 @ 98, holds 980, rests 10",
            "#4 accepted: sell 10 @ 105, holds 0",
            "#4 is pending",
        ]
    );
    assert_eq!(exchange.balance(ANA, 0), (1_000_000, 0), "a pending order holds nothing");
    exchange.enter(BOB, sell(4).at(98));
    exchange.restart();
    assert_eq!(
        lines(&exchange.enter(BOB, sell(6).at(98))),
        [
            "#6 accepted: sell 6 @ 98, holds 6",
            "trade 3: 6 @ 98, maker #3 leaves 0, taker #6 leaves 0",
            "#4 of list 1 starts: 10 @ 105, holds 10 more",
            "#4 rests 10 @ 105",
        ]
    );
    assert_eq!(
        lines(&exchange.enter(BOB, buy(10).at(105))),
        [
            "#7 accepted: buy 10 @ 105, holds 1050",
            "trade 4: 10 @ 105, maker #4 leaves 0, taker #7 leaves 0",
            "list 1 done (Oto)",
        ]
    );
}

#[test]
fn a_working_order_that_ends_takes_the_pending_one_with_it() {
    let mut exchange = exchange();
    enter(&mut exchange, ListKind::Oto, &[buy(10).at(98).special(), sell(10).at(105).special()]);
    exchange.enter(BOB, sell(4).at(98));
    assert_eq!(
        lines(&exchange.ask(ANA, &cancel_order("c", 3))),
        [
            "#3 canceled (User): 6 open, 4 filled",
            "#4 canceled (List): 10 open, 0 filled",
            "list 1 done (Oto)"
        ]
    );
    enter(&mut exchange, ListKind::Oto, &[buy(10).at(98).ioc().special(), sell(10).at(105).special()]);
    assert!(exchange.engine.lists().is_empty(), "it could not rest");
}

#[test]
fn a_leg_without_funds_to_start_says_so() {
    let mut exchange = exchange();
    enter(&mut exchange, ListKind::Oto, &[buy(10).at(98).special(), buy(1_000).at(97).special()]);
    exchange.enter(ANA, buy(9_900).at(97));
    assert_eq!(
        lines(&exchange.enter(BOB, sell(10).at(98)))[2..],
        [
            "#4 of list 1 cannot start with 1000: InsufficientBalance",
            "#4 canceled (NotStarted): 1000 open, 0 filled",
            "list 1 done (Oto)",
        ]
    );
}

#[test]
fn a_pending_market_order_runs_when_its_turn_comes() {
    let mut exchange = exchange();
    exchange.enter(BOB, sell(5).at(101));
    enter(&mut exchange, ListKind::Oto, &[sell(5).at(103).special(), buy(5).special()]);
    exchange.enter(BOB, sell(5).at(104));
    assert_eq!(
        lines(&exchange.enter(CY, buy(10).at(103)))[2..],
        [
            "trade 3: 5 @ 103, maker #4 leaves 0, taker #7 leaves 0",
            "#5 of list 1 starts: 5 @ 123, holds 615 more",
            "#5 triggered at 0: market 5 @ 123, holds 615",
            "trade 4: 5 @ 104, maker #6 leaves 0, taker #5 leaves 0",
            "list 1 done (Oto)",
        ]
    );
}

#[test]
fn legs_that_start_stay_within_the_bound_of_a_command() {
    let mut exchange = exchange();
    exchange.operated(&tapebook_schema::SetTriggerLimit::new(&header("limit"), 1, 0));
    exchange.enter(DAN, buy(10).at(90));
    for at in 0..3 {
        enter(&mut exchange, ListKind::Oto, &[buy(1).at(99 - at).special(), sell(1).special()]);
    }
    let ran = |events: &[Event]| events.iter().filter(|it| matches!(it, Event::Triggered { .. })).count();
    // One sale fills all three; what they start runs one in this command and one in each of the next.
    assert_eq!(ran(&exchange.enter(BOB, sell(3).at(97))), 1);
    exchange.restart();
    for _ in 0..2 {
        assert_eq!(exchange.engine.next_due(), exchange.engine.time());
        assert_eq!(ran(&exchange.send(0, 0, &tapebook_schema::Tick::new(0))), 1);
    }
    assert!(exchange.engine.lists().is_empty());
}

#[test]
fn two_exits_start_as_one_cancels_the_other() {
    let mut exchange = exchange();
    enter(
        &mut exchange,
        ListKind::Otoco,
        &[buy(10).at(98).special(), sell(10).at(105).special(), sell(10).stop(95)],
    );
    assert_eq!(
        lines(&exchange.enter(BOB, sell(10).at(98)))[2..],
        [
            "#4 of list 1 starts: 10 @ 105, holds 10 more",
            "#4 rests 10 @ 105",
            "#5 of list 1 starts: 10 @ 76 at 95, holds 0 more",
        ]
    );
    assert_eq!(lines(&exchange.enter(BOB, buy(1).at(105)))[2..], ["#5 canceled (List): 10 open, 0 filled"]);
}

// ---------------------------------------------------------------- brackets

/// Buy 10 at 98, profit at 105, stop at 95: orders 3, 4 and 5.
fn bracket(exchange: &mut Exchange) -> Vec<Event> {
    enter(
        exchange,
        ListKind::Bracket,
        &[buy(10).at(98).special(), sell(10).at(105).special(), sell(10).stop(95)],
    )
}

#[test]
fn a_bracket_protects_what_was_bought_at_once() {
    let mut exchange = exchange();
    bracket(&mut exchange);
    assert_eq!(
        lines(&exchange.enter(BOB, sell(4).at(98))),
        [
            "#6 accepted: sell 4 @ 98, holds 4",
            "trade 2: 4 @ 98, maker #3 leaves 6, taker #6 leaves 0",
            "#4 of list 1 starts: 4 @ 105, holds 4 more",
            "#4 rests 4 @ 105",
            "#5 of list 1 starts: 4 @ 76 at 95, holds 0 more",
        ]
    );
    assert_eq!(
        lines(&exchange.enter(BOB, sell(3).at(98)))[2..],
        [
            "#4 replaced: 4 @ 105 -> total 7 @ 105, loses its place, rests 7",
            "#5 replaced: 0 @ 76 -> total 7 @ 76, keeps its place, rests 0",
        ]
    );
    assert_eq!(exchange.balance(ANA, 0), (1_000_000, 7));
    assert_eq!(
        lines(&exchange.enter(BOB, buy(2).at(105)))[2..],
        ["#5 reduced by 2 to 5 (List)"],
        "what was sold with profit needs no stop"
    );
    exchange.restart();
    assert_eq!(
        lines(&exchange.enter(BOB, buy(5).at(105)))[1..],
        [
            "trade 5: 5 @ 105, maker #4 leaves 0, taker #9 leaves 0",
            "#3 canceled (List): 3 open, 7 filled",
            "#5 canceled (List): 5 open, 0 filled",
            "list 1 done (Bracket)",
        ],
        "a complete exit ends the bracket with its entry"
    );
    assert_eq!(exchange.balance(ANA, 0), (1_000_000, 0));
}

#[test]
fn a_stop_ends_the_profit_target_and_the_entry() {
    let mut exchange = exchange();
    exchange.enter(DAN, buy(20).at(94));
    enter(
        &mut exchange,
        ListKind::Bracket,
        &[buy(10).at(98).special(), sell(10).at(105).special(), sell(10).stop(97)],
    );
    exchange.enter(BOB, sell(4).at(98));
    exchange.enter_special(CY, sell(1).stop(96));
    // A sale through Ana's entry reaches her stop with its last trade.
    let events = lines(&exchange.enter(BOB, sell(8).at(94)));
    assert_eq!(
        events[1..],
        [
            "trade 3: 6 @ 98, maker #4 leaves 0, taker #9 leaves 2",
            "trade 4: 2 @ 94, maker #3 leaves 18, taker #9 leaves 0",
            "#5 replaced: 4 @ 105 -> total 10 @ 105, loses its place, rests 10",
            "#6 replaced: 0 @ 78 -> total 10 @ 78, keeps its place, rests 0",
            "#5 canceled (List): 10 open, 0 filled",
            "#6 triggered at 97: market 10 @ 76, holds 10",
            "trade 5: 10 @ 94, maker #3 leaves 8, taker #6 leaves 0",
            "list 1 done (Bracket)",
            "#8 triggered at 96: market 1 @ 76, holds 1",
            "trade 6: 1 @ 94, maker #3 leaves 7, taker #8 leaves 0",
        ]
    );
}

#[test]
fn a_canceled_entry_leaves_its_exits_for_what_was_bought() {
    let mut exchange = exchange();
    bracket(&mut exchange);
    exchange.enter(BOB, sell(4).at(98));
    assert_eq!(lines(&exchange.ask(ANA, &cancel_order("c", 3))), ["#3 canceled (User): 6 open, 4 filled"]);
    assert_eq!(exchange.balance(ANA, 0), (1_000_000, 4), "both exits share what was bought");
    assert_eq!(lines(&exchange.ask(ANA, &cancel_order("d", 4))), ["#4 canceled (User): 4 open, 0 filled"]);
    assert_eq!(
        lines(&exchange.ask(ANA, &cancel_list("e", 1))),
        ["#5 canceled (User): 4 open, 0 filled", "list 1 done (Bracket)"]
    );
}

#[test]
fn an_entry_that_buys_nothing_takes_its_exits_with_it() {
    let mut exchange = exchange();
    bracket(&mut exchange);
    assert_eq!(
        lines(&exchange.ask(ANA, &cancel_order("c", 3))),
        [
            "#3 canceled (User): 10 open, 0 filled",
            "#4 canceled (List): 10 open, 0 filled",
            "#5 canceled (List): 10 open, 0 filled",
            "list 1 done (Bracket)"
        ]
    );
    refused(
        &mut exchange,
        ListKind::Bracket,
        &[buy(10).at(98).special(), sell(10).at(97).special(), sell(10).stop(95)],
        "refused: ListPricesContradict 98",
    );
    refused(
        &mut exchange,
        ListKind::Bracket,
        &[buy(10).at(98).special(), buy(10).at(105).special(), buy(10).stop(95)],
        "refused: InvalidList",
    );
}

#[test]
fn a_stop_that_the_market_passed_fires_as_it_starts() {
    let mut exchange = exchange();
    exchange.enter(DAN, buy(20).at(94));
    bracket(&mut exchange);
    // Sold through the entry and beyond the stop in one sweep.
    let events = lines(&exchange.enter(BOB, sell(12).at(94)));
    assert_eq!(
        events[3..],
        [
            "#5 of list 1 starts: 10 @ 105, holds 10 more",
            "#5 rests 10 @ 105",
            "#6 of list 1 starts: 10 @ 76 at 95, holds 0 more",
            "#5 canceled (List): 10 open, 0 filled",
            "#6 triggered at 95: market 10 @ 76, holds 10",
            "trade 4: 10 @ 94, maker #3 leaves 8, taker #6 leaves 0",
            "list 1 done (Bracket)",
        ]
    );
}

#[test]
fn whatever_reaches_open_orders_reaches_legs() {
    use tapebook_schema as wire;
    let day = wire::TimeInForce::Day;
    let reach = |act: &dyn Fn(&mut Exchange), reason: &str| {
        let mut exchange = exchange();
        let legs = [
            buy(10).at(98).tif(day).special(),
            sell(10).at(105).tif(day).special(),
            sell(10).tif(day).stop(95),
        ];
        enter(&mut exchange, ListKind::Bracket, &legs);
        act(&mut exchange);
        assert!(exchange.engine.lists().is_empty() && exchange.engine.orders().count() == 0, "{reason}");
        assert_eq!(exchange.balance(ANA, 1), (1_000_000, 0));
    };
    reach(
        &|it| {
            it.ask(ANA, &wire::CancelAll::new(&header("x"), u32::MAX, wire::SideFilter::Both, 0, 0));
        },
        "cancel all",
    );
    reach(
        &|it| {
            it.operate(&wire::SetKillSwitch::new(&header("x"), wire::KillScope::Instrument, 1, 0, 0));
        },
        "kill",
    );
    reach(
        &|it| {
            it.operate(&wire::SetInstrumentStatus::new(
                &header("x"),
                0,
                wire::InstrumentStatus::Delisted,
                0,
                0,
            ));
        },
        "delist",
    );
    reach(
        &|it| {
            it.ask(ANA, &wire::CancelAfter::new(&header("x"), 5, 0));
            it.apply(&crate::common::Command::new(0, 0, &wire::Tick::new(0)).after(5_000_000));
        },
        "timer",
    );
    reach(
        &|it| {
            it.apply(&crate::common::Command::new(0, 0, &wire::Tick::new(0)).after(86_400_000_000_000));
        },
        "day",
    );
}

// req: VR-07 VR-11
#[test]
fn a_leg_that_rests_as_it_starts_is_held_to_limits_set_since() {
    let mut exchange = exchange();
    let rate = tapebook_schema::SetReferenceRate::new(&header("rate"), 1, 0, 1_000_000_000);
    exchange.operated(&rate);
    let legs = [buy(10).at(99).special(), sell(10).at(110).special()];
    enter(&mut exchange, ListKind::Oto, &legs);
    let bracket = [buy(5).at(98).special(), sell(5).at(112).special(), sell(5).stop(95)];
    enter(&mut exchange, ListKind::Bracket, &bracket);
    limits(&mut exchange, LimitScope::Account, ANA, |it| it.set_max_order_value(&Amount::from(500)));
    assert_eq!(
        lines(&exchange.enter(BOB, sell(10).at(99)))[2..],
        [
            "#4 of list 1 cannot start with 10: OrderTooLarge",
            "#4 canceled (Limit): 10 open, 0 filled",
            "list 1 done (Oto)",
        ]
    );
    exchange.restart();
    assert_eq!(
        lines(&exchange.enter(BOB, sell(5).at(98)))[2..],
        [
            "#6 of list 2 cannot start with 5: OrderTooLarge",
            "#6 canceled (Limit): 5 open, 0 filled",
            "#7 of list 2 starts: 5 @ 76 at 95, holds 5 more",
        ],
        "one that waits is looked at when it is triggered"
    );
}
