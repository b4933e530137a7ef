//! Orders that the book does not show whole: icebergs and hidden orders. At one price what is shown trades first.

use crate::balances;
use crate::common::{
    ANA, BOB, CY, DAN, Event, Exchange, Order, Rules, Special, buy, cancel_order, header, lines, peg_buy,
    sell,
};
use tapebook_engine::book::Side;
use tapebook_schema as wire;
use tapebook_schema::{InstrumentStatus, PegKind, StpMode};

fn exchange() -> Exchange {
    Exchange::with(Rules::default())
}

/// What a side shows.
fn shown(exchange: &Exchange, side: Side) -> Vec<(i64, u64)> {
    exchange.engine.books().depth(0, side).collect()
}

#[track_caller]
fn refused(exchange: &mut Exchange, order: Special, expected: &str) {
    let before = (balances(exchange), exchange.engine.orders().count());
    assert_eq!(lines(&exchange.enter_special(ANA, order)), [expected]);
    let after = (balances(exchange), exchange.engine.orders().count());
    assert_eq!(after, before, "a refusal moves nothing");
}

fn replace(
    exchange: &mut Exchange,
    account: u32,
    order: u64,
    price: i64,
    quantity: u64,
    display: u64,
) -> Vec<String> {
    let id = exchange.fresh();
    let it = wire::ReplaceOrder::new(&header(&id), order, &[0; 36], 0, price, quantity, 0, display);
    lines(&exchange.ask(account, &it))
}

// req: OT-08
#[test]
fn a_slice_that_is_taken_is_followed_by_the_next_one_at_the_end_of_the_queue() {
    let mut exchange = exchange();
    assert_eq!(
        lines(&exchange.enter_special(ANA, sell(10).at(100).showing(3))),
        ["#1 accepted: sell 10 @ 100, holds 10, rests 3", "#1 stands, shows 3 at a time"]
    );
    exchange.enter(BOB, sell(4).at(100));
    assert_eq!(shown(&exchange, Side::Sell), [(100, 7)]);
    assert_eq!(
        lines(&exchange.enter(CY, buy(12).at(100))),
        [
            "#3 accepted: buy 12 @ 100, holds 1200",
            "trade 1: 3 @ 100, maker #1 leaves 7, taker #3 leaves 9",
            "#1 shows 3 more of 7 @ 100",
            "trade 2: 4 @ 100, maker #2 leaves 0, taker #3 leaves 5",
            "trade 3: 3 @ 100, maker #1 leaves 4, taker #3 leaves 2",
            "#1 shows 3 more of 4 @ 100",
            "trade 4: 2 @ 100, maker #1 leaves 2, taker #3 leaves 0",
        ]
    );
    assert_eq!(shown(&exchange, Side::Sell), [(100, 1)]);
    exchange.restart();
    assert_eq!(
        lines(&exchange.enter(CY, buy(5).at(100))),
        [
            "#4 accepted: buy 5 @ 100, holds 500",
            "trade 5: 1 @ 100, maker #1 leaves 1, taker #4 leaves 4",
            "#1 shows 1 more of 1 @ 100",
            "trade 6: 1 @ 100, maker #1 leaves 0, taker #4 leaves 3",
            "#4 rests 3 @ 100",
        ]
    );
}

// req: OT-08 OB-02
#[test]
fn hidden_orders_trade_after_what_is_shown_at_their_price_and_before_what_is_worse() {
    let mut exchange = exchange();
    exchange.enter_special(ANA, sell(5).at(100).hidden());
    exchange.enter_special(BOB, sell(6).at(100).showing(2));
    exchange.enter(CY, sell(3).at(101));
    assert_eq!(shown(&exchange, Side::Sell), [(100, 2), (101, 3)]);
    assert_eq!(
        lines(&exchange.enter(DAN, buy(12).at(101))),
        [
            "#4 accepted: buy 12 @ 101, holds 1212",
            "trade 1: 2 @ 100, maker #2 leaves 4, taker #4 leaves 10",
            "#2 shows 2 more of 4 @ 100",
            "trade 2: 2 @ 100, maker #2 leaves 2, taker #4 leaves 8",
            "#2 shows 2 more of 2 @ 100",
            "trade 3: 2 @ 100, maker #2 leaves 0, taker #4 leaves 6",
            "trade 4: 5 @ 100 hidden, maker #1 leaves 0, taker #4 leaves 1",
            "trade 5: 1 @ 101, maker #3 leaves 2, taker #4 leaves 0",
        ]
    );
}

#[test]
fn what_arrives_and_is_not_shown_takes_first_and_rests_as_it_says() {
    let mut exchange = exchange();
    exchange.enter(BOB, sell(2).at(100));
    assert_eq!(
        lines(&exchange.enter_special(ANA, buy(9).at(100).showing(4))),
        [
            "#2 accepted: buy 9 @ 100, holds 900",
            "#2 stands, shows 4 at a time",
            "trade 1: 2 @ 100, maker #1 leaves 0, taker #2 leaves 7",
            "#2 rests 4 @ 100",
        ]
    );
    exchange.enter(BOB, sell(7).at(100));
    exchange.enter(BOB, sell(2).at(100));
    assert_eq!(
        lines(&exchange.enter_special(ANA, buy(9).at(100).hidden())),
        [
            "#5 accepted: buy 9 @ 100, holds 900",
            "#5 stands, hidden",
            "trade 4: 2 @ 100, maker #4 leaves 0, taker #5 leaves 7",
            "#5 rests 0 @ 100",
        ]
    );
    assert_eq!((shown(&exchange, Side::Buy), shown(&exchange, Side::Sell)), (vec![], vec![]));
    assert_eq!(lines(&exchange.ask(ANA, &cancel_order("c", 5))), ["#5 canceled (User): 7 open, 2 filled"],);
    assert_eq!(exchange.balance(ANA, 1).1, 0);
}

// req: OT-07
#[test]
fn a_post_only_order_does_not_take_what_is_hidden() {
    let mut exchange = exchange();
    exchange.enter_special(BOB, sell(5).at(100).hidden());
    assert_eq!(lines(&exchange.enter(ANA, buy(1).at(100).post_only())), ["refused: WouldTake"]);
    assert_eq!(
        lines(&exchange.enter(ANA, buy(1).at(99).post_only())),
        ["#2 accepted: buy 1 @ 99, holds 99, rests 1"]
    );
}

// req: OB-11 VR-13
#[test]
fn fill_or_kill_and_simulate_count_what_is_not_shown() {
    let mut exchange = exchange();
    exchange.enter_special(BOB, sell(10).at(100).showing(2));
    exchange.enter_special(CY, sell(5).at(101).hidden());
    let context = tapebook_engine::Context { account: ANA, ..Default::default() };
    let report = exchange.engine.simulate(&context, 1, &buy(12).at(101).message("s"));
    assert_eq!((report.quantity(), report.last_price(), report.makers()), (12, 101, 2));
    assert_eq!(
        lines(&exchange.enter(ANA, buy(16).at(101).fok())),
        ["#3 accepted: buy 16 @ 101, holds 1616", "#3 canceled (FokUnfillable): 16 open, 0 filled"]
    );
    let events = exchange.enter(ANA, buy(15).at(101).fok());
    assert_eq!(
        lines(&events).last().unwrap(),
        "trade 6: 5 @ 101 hidden, maker #2 leaves 0, taker #4 leaves 0"
    );
    assert_eq!(exchange.engine.orders().count(), 0);
}

#[test]
fn fill_or_kill_meets_its_own_order_between_two_slices() {
    let mut exchange = exchange();
    exchange.enter_special(BOB, sell(10).at(100).showing(2));
    exchange.enter(ANA, sell(1).at(100));
    let all = |stp| buy(3).at(100).fok().stp(stp);
    let mut says = |stp| lines(&exchange.enter(ANA, all(stp))).pop().unwrap();
    assert_eq!(says(StpMode::CancelTaker), "#3 canceled (FokUnfillable): 3 open, 0 filled");
    assert_eq!(says(StpMode::CancelMaker), "trade 2: 1 @ 100, maker #1 leaves 7, taker #4 leaves 0");
}

// req: OB-08
#[test]
fn a_replace_takes_what_is_not_shown_first_and_loses_its_place_for_showing_more() {
    let mut exchange = exchange();
    exchange.enter_special(ANA, sell(10).at(100).showing(4));
    exchange.enter(BOB, sell(1).at(100));
    assert_eq!(
        replace(&mut exchange, ANA, 1, 0, 5, 0),
        ["#1 replaced: 4 @ 100 -> total 5 @ 100, keeps its place, rests 4"]
    );
    assert_eq!(
        replace(&mut exchange, ANA, 1, 0, 3, 0),
        ["#1 replaced: 4 @ 100 -> total 3 @ 100, keeps its place, rests 3"]
    );
    assert_eq!(
        replace(&mut exchange, ANA, 1, 0, 0, 2),
        ["#1 replaced: 3 @ 100 -> total 3 @ 100, keeps its place, rests 2"]
    );
    assert_eq!(shown(&exchange, Side::Sell), [(100, 3)]);
    assert_eq!(
        replace(&mut exchange, ANA, 1, 0, 0, 3),
        ["#1 replaced: 2 @ 100 -> total 3 @ 100, loses its place, rests 3"]
    );
    assert_eq!(
        replace(&mut exchange, ANA, 1, 0, 8, 0),
        ["#1 replaced: 3 @ 100 -> total 8 @ 100, loses its place, rests 3"]
    );
    assert_eq!(
        replace(&mut exchange, ANA, 1, 101, 0, 0),
        ["#1 replaced: 3 @ 100 -> total 8 @ 101, loses its place, rests 3"]
    );
    assert_eq!(replace(&mut exchange, ANA, 1, 0, 0, 3), ["refused: InvalidReplace"], "nothing changes");
    assert_eq!(replace(&mut exchange, ANA, 1, 0, 0, 9), ["refused: InvalidDisplayQuantity 8"]);
    assert_eq!(replace(&mut exchange, BOB, 2, 0, 0, 1), ["refused: InvalidFlags, also InvalidReplace"]);
}

#[test]
fn a_hidden_order_keeps_its_place_among_the_hidden_when_it_shrinks() {
    let mut exchange = exchange();
    exchange.enter_special(ANA, sell(5).at(100).hidden());
    exchange.enter_special(BOB, sell(5).at(100).hidden());
    assert_eq!(
        replace(&mut exchange, ANA, 1, 0, 2, 0),
        ["#1 replaced: 0 @ 100 -> total 2 @ 100, keeps its place, rests 0"]
    );
    assert_eq!(
        lines(&exchange.enter(CY, buy(3).at(100))),
        [
            "#3 accepted: buy 3 @ 100, holds 300",
            "trade 1: 2 @ 100 hidden, maker #1 leaves 0, taker #3 leaves 1",
            "trade 2: 1 @ 100 hidden, maker #2 leaves 4, taker #3 leaves 0",
        ]
    );
    exchange.enter(CY, buy(3).at(99));
    assert_eq!(
        replace(&mut exchange, BOB, 2, 99, 0, 0),
        [
            "#2 replaced: 0 @ 100 -> total 5 @ 99, loses its place, rests 0",
            "trade 3: 3 @ 99, maker #4 leaves 0, taker #2 leaves 1",
            "#2 rests 0 @ 99",
        ]
    );
}

// req: VR-05
#[test]
fn what_makes_no_sense_is_refused() {
    let mut exchange = Exchange::with(Rules { min_quantity: 4, quantity_step: 2, ..Rules::default() });
    for order in [
        sell(10).at(100).ioc().showing(4),
        sell(10).at(100).fok().showing(4),
        sell(10).showing(4),
        sell(10).stop(90).showing(4),
        sell(10).at(100).hidden().showing(4),
        sell(10).at(100).ioc().hidden(),
        sell(10).at(100).post_only().hidden(),
        sell(10).at(100).post_only().at_least(4),
        sell(10).at(100).fok().at_least(4),
    ] {
        refused(&mut exchange, order, "refused: InvalidFlags");
    }
    refused(&mut exchange, sell(10).at(100).showing(2), "refused: InvalidDisplayQuantity 4");
    refused(&mut exchange, sell(10).at(100).showing(5), "refused: InvalidDisplayQuantity 4");
    refused(&mut exchange, sell(10).at(100).showing(12), "refused: InvalidDisplayQuantity 10");
    refused(&mut exchange, sell(10).at(100).at_least(11), "refused: InvalidMinimumQuantity 10");
    let most = buy(1_000_000).at(1);
    refused(&mut exchange, most.showing(998), "refused: InvalidDisplayQuantity 1000");
    let accepted = exchange.enter_special(BOB, most.showing(1_000));
    assert_eq!(lines(&accepted)[1], "#1 stands, shows 1000 at a time");
    let id = exchange.fresh();
    let hidden = Order { flags: 16, ..buy(10).at(100) };
    assert_eq!(lines(&exchange.ask(ANA, &hidden.message(&id))), ["refused: InvalidFlags"]);
}

// req: OT-09
#[test]
fn an_order_may_be_an_iceberg_or_hidden_once_it_is_triggered() {
    let mut exchange = exchange();
    exchange.enter(CY, sell(1).at(100));
    exchange.enter(DAN, buy(1).at(100).ioc());
    assert_eq!(
        lines(&exchange.enter_special(ANA, sell(9).at(98).stop(99).showing(2))),
        ["#3 accepted: sell 9 @ 98, holds 9", "#3 waits for 99, shows 2 at a time"]
    );
    exchange.enter_special(BOB, sell(5).at(99).stop(99).hidden());
    assert_eq!(
        replace(&mut exchange, ANA, 3, 0, 0, 4),
        [
            "#3 replaced: 0 @ 98 -> total 9 @ 98, keeps its place, rests 0",
            "#3 waits for 99, shows 4 at a time"
        ]
    );
    exchange.restart();
    exchange.enter(CY, sell(1).at(99));
    assert_eq!(
        lines(&exchange.enter(DAN, buy(1).at(99))),
        [
            "#6 accepted: buy 1 @ 99, holds 99",
            "trade 2: 1 @ 99, maker #5 leaves 0, taker #6 leaves 0",
            "#3 triggered at 99: limit 9 @ 98, holds 9",
            "#3 rests 4 @ 98",
            "#4 triggered at 99: limit 5 @ 99, holds 5",
            "#4 rests 0 @ 99",
        ]
    );
    assert_eq!(shown(&exchange, Side::Sell), [(98, 4)]);
}

#[test]
fn a_trigger_looks_at_the_best_price_shown() {
    let mut exchange = exchange();
    exchange.enter(CY, sell(1).at(110));
    let stop = buy(1).at(120).stop(105).watching(wire::TriggerSource::BestOpposite);
    assert_eq!(lines(&exchange.enter_special(ANA, stop)), ["refused: TriggerCrossed 110"]);
    let profit = buy(1).at(120).take_profit(105).watching(wire::TriggerSource::BestOpposite);
    exchange.enter_special(ANA, profit);
    assert_eq!(exchange.enter_special(BOB, sell(3).at(104).hidden()).len(), 3, "nobody sees it");
    let seen = lines(&exchange.enter(CY, sell(1).at(105)));
    assert_eq!(
        seen[1..],
        [
            "#2 triggered at 105: limit 1 @ 120, holds 120",
            "trade 1: 1 @ 104 hidden, maker #3 leaves 2, taker #2 leaves 0"
        ]
    );
}

#[test]
fn pegged_orders_follow_what_is_shown_and_stop_short_of_what_is_not() {
    let mut exchange = exchange();
    exchange.enter(CY, buy(1).at(90));
    exchange.enter(CY, sell(1).at(110));
    let id = exchange.fresh();
    let peg = peg_buy(4, PegKind::BestAsk, -2, 200);
    assert_eq!(lines(&exchange.ask(ANA, &peg.message(&id))).pop().unwrap(), "#3 rests 4 @ 108");
    // A hidden sale at 108 would trade; at 109 it stands, and the group has room.
    exchange.enter_special(BOB, sell(2).at(109).hidden());
    exchange.enter(CY, sell(1).at(112));
    let seen = lines(&exchange.ask(CY, &cancel_order("c", 2)));
    assert_eq!(seen.len(), 1, "two below 112 is beyond what is hidden at 109: it stays at 108");
    let freed = lines(&exchange.ask(BOB, &cancel_order("c", 4)));
    assert_eq!(freed[1..], ["buy BestAsk -2 moves: 4 from 108 to 110"]);
    let hidden_bid = exchange.enter_special(DAN, buy(1).at(95).hidden());
    assert_eq!(hidden_bid.len(), 3, "the best bid shown is what pegs follow");
    for (odd, expected) in [
        (wire::NewAdvancedOrder::set_display_quantity as fn(&mut wire::NewAdvancedOrder, u64), "display"),
        (wire::NewAdvancedOrder::set_min_quantity, "least"),
    ] {
        let mut it = peg.message(&exchange.fresh());
        odd(&mut it, 2);
        assert_eq!(lines(&exchange.ask(ANA, &it)), ["refused: InvalidFlags"], "{expected}");
    }
    let hidden = peg.flags(16).message(&exchange.fresh());
    assert_eq!(lines(&exchange.ask(ANA, &hidden)), ["refused: InvalidFlags"]);
}

// req: OT-12
#[test]
fn an_auction_counts_all_and_serves_what_is_shown_first() {
    let mut exchange = exchange();
    set_status(&mut exchange, InstrumentStatus::OpeningAuction);
    exchange.enter_special(ANA, sell(3).at(100).hidden());
    exchange.enter_special(BOB, sell(6).at(100).showing(2));
    exchange.enter(CY, sell(3).at(100));
    exchange.enter(DAN, buy(10).at(100));
    assert_eq!(
        lines(&set_status(&mut exchange, InstrumentStatus::Continuous)),
        [
            "auction trade 1: 2 @ 100, buy #4 leaves 8, sell #2 leaves 4",
            "#2 shows 2 more of 4 @ 100",
            "auction trade 2: 3 @ 100, buy #4 leaves 5, sell #3 leaves 0",
            "auction trade 3: 4 @ 100, buy #4 leaves 1, sell #2 leaves 0",
            "auction trade 4: 1 @ 100, buy #4 leaves 0, sell #1 leaves 2",
            "OpeningAuction -> Continuous (Operator)",
            "SetInstrumentStatus applied: 0",
        ]
    );
    assert_eq!(shown(&exchange, Side::Sell), []);
}

fn set_status(exchange: &mut Exchange, status: InstrumentStatus) -> Vec<Event> {
    let id = exchange.fresh();
    exchange.operate(&wire::SetInstrumentStatus::new(&header(&id), 0, status, 0, 0))
}

// req: OT-08
#[test]
fn delisting_and_cancel_all_end_what_is_not_shown_too() {
    let mut exchange = exchange();
    exchange.enter_special(ANA, sell(3).at(100).hidden());
    exchange.enter_special(BOB, sell(6).at(99).showing(2));
    let id = exchange.fresh();
    let all = wire::CancelAll::new(&header(&id), u32::MAX, wire::SideFilter::Both, 0, 0);
    assert_eq!(
        lines(&exchange.ask(ANA, &all)),
        ["#1 canceled (User): 3 open, 0 filled", "CancelAll applied: 1"]
    );
    exchange.enter_special(ANA, sell(3).at(100).hidden());
    let ended = set_status(&mut exchange, InstrumentStatus::Delisted);
    assert_eq!(
        lines(&ended)[..2],
        ["#2 canceled (Delist): 6 open, 0 filled", "#3 canceled (Delist): 3 open, 0 filled"]
    );
    let displayed = |event: &Event| match event {
        Event::Canceled { displayed, .. } => *displayed,
        other => panic!("{other:?}"),
    };
    assert_eq!((displayed(&ended[0]), displayed(&ended[1])), (2, 0));
}

#[test]
fn a_least_quantity_is_traded_at_once_or_the_order_ends() {
    let mut exchange = exchange();
    exchange.enter(BOB, sell(2).at(100));
    exchange.enter_special(CY, sell(3).at(101).hidden());
    assert_eq!(
        lines(&exchange.enter_special(ANA, buy(9).at(100).at_least(3))),
        [
            "#3 accepted: buy 9 @ 100, holds 900",
            "#3 stands, trades 3 at once or nothing",
            "#3 canceled (MinimumQuantity): 9 open, 0 filled"
        ]
    );
    assert_eq!(
        lines(&exchange.enter_special(ANA, buy(9).at(101).at_least(5))),
        [
            "#4 accepted: buy 9 @ 101, holds 909",
            "#4 stands, trades 5 at once or nothing",
            "trade 1: 2 @ 100, maker #1 leaves 0, taker #4 leaves 7",
            "trade 2: 3 @ 101 hidden, maker #2 leaves 0, taker #4 leaves 4",
            "#4 rests 4 @ 101",
        ],
        "what is left is an ordinary order"
    );
    assert_eq!(
        lines(&exchange.enter_special(DAN, sell(2).at(102).at_least(1))).pop().unwrap(),
        "#5 canceled (MinimumQuantity): 2 open, 0 filled",
        "it does not rest untraded"
    );
    assert_eq!(
        lines(&exchange.enter_special(DAN, sell(9).at_least(4).showing(0)))[2..],
        [
            "trade 3: 4 @ 101, maker #4 leaves 0, taker #6 leaves 5",
            "#6 canceled (NoLiquidity): 5 open, 4 filled"
        ]
    );
    set_status(&mut exchange, InstrumentStatus::OpeningAuction);
    let status = InstrumentStatus::OpeningAuction.0;
    refused(&mut exchange, buy(9).at(100).at_least(1), &format!("refused: NotInPhase {status}"));
}

#[test]
fn a_least_quantity_holds_at_the_trigger() {
    let mut exchange = exchange();
    exchange.enter(CY, sell(1).at(100));
    exchange.enter(DAN, buy(1).at(100).ioc());
    for least in [3, 4] {
        exchange.enter_special(ANA, sell(5).at(90).stop(95).at_least(least));
    }
    exchange.enter(BOB, buy(7).at(95));
    assert_eq!(
        lines(&exchange.enter(DAN, sell(1).at(95)))[2..],
        [
            "#3 triggered at 95: limit 5 @ 90, holds 5",
            "trade 3: 5 @ 95, maker #5 leaves 1, taker #3 leaves 0",
            "#4 triggered at 95: limit 5 @ 90, holds 5",
            "#4 canceled (MinimumQuantity): 5 open, 0 filled",
        ]
    );
}
