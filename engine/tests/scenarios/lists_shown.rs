//! Legs of lists that the book does not show whole, or that want a least quantity at once. The last trade was at 100.

use crate::balances;
use crate::common::{
    ANA, BOB, CY, DAN, Exchange, Order, Rules, Special, buy, cancel_order, header, lines, list, peg_buy, sell,
};
use tapebook_engine::book::Side;
use tapebook_schema as wire;
use tapebook_schema::{InstrumentStatus, ListKind, PegKind, TimeInForce};

fn exchange() -> Exchange {
    let mut exchange = Exchange::with(Rules::default());
    exchange.enter(CY, sell(1).at(100));
    exchange.enter(DAN, buy(1).at(100).ioc());
    exchange
}

fn enter(exchange: &mut Exchange, kind: ListKind, legs: &[Special]) -> Vec<String> {
    let id = exchange.fresh();
    lines(&exchange.ask(ANA, &list(&id, kind, legs)))
}

fn trade(exchange: &mut Exchange, account: u32, order: Order) -> Vec<String> {
    lines(&exchange.enter(account, order))[1..].to_vec()
}

// req: OT-08 OT-09
#[test]
fn an_exit_may_be_an_iceberg() {
    let mut exchange = exchange();
    let legs = [sell(10).at(110).showing(3), sell(10).at(94).stop(95).hidden()];
    assert_eq!(
        enter(&mut exchange, ListKind::Oco, &legs),
        [
            "list 1 accepted (Oco)",
            "#3 accepted: sell 10 @ 110, holds 10, rests 3",
            "#3 stands, shows 3 at a time",
            "#4 accepted: sell 10 @ 94, holds 0",
            "#4 waits for 95, hidden",
        ]
    );
    exchange.restart();
    assert_eq!(
        trade(&mut exchange, BOB, buy(4).at(110)),
        [
            "trade 2: 3 @ 110, maker #3 leaves 7, taker #5 leaves 1",
            "#3 shows 3 more of 7 @ 110",
            "trade 3: 1 @ 110, maker #3 leaves 6, taker #5 leaves 0",
            "#4 canceled (List): 10 open, 0 filled",
        ]
    );
    assert_eq!(exchange.balance(ANA, 0), (999_990, 6));
    exchange.ask(ANA, &cancel_order("c", 3));
    assert_eq!(exchange.balance(ANA, 0), (999_996, 0));
}

// req: OT-08 OT-09
#[test]
fn exits_that_are_icebergs_grow_and_shrink_behind_their_slices() {
    let mut exchange = exchange();
    let legs = [buy(10).at(99).showing(4), sell(10).at(110).showing(2), sell(10).at(94).stop(95).showing(2)];
    enter(&mut exchange, ListKind::Bracket, &legs);
    assert_eq!(
        trade(&mut exchange, BOB, sell(3).at(99)),
        [
            "trade 2: 3 @ 99, maker #3 leaves 7, taker #6 leaves 0",
            "#4 of list 1 starts: 3 @ 110, holds 3 more",
            "#4 rests 2 @ 110",
            "#5 of list 1 starts: 3 @ 94 at 95, holds 0 more",
        ]
    );
    exchange.restart();
    assert_eq!(
        trade(&mut exchange, BOB, sell(4).at(99)),
        [
            "trade 3: 1 @ 99, maker #3 leaves 6, taker #7 leaves 3",
            "#3 shows 4 more of 6 @ 99",
            "trade 4: 3 @ 99, maker #3 leaves 3, taker #7 leaves 0",
            "#4 replaced: 2 @ 110 -> total 7 @ 110, loses its place, rests 2",
            "#5 replaced: 0 @ 94 -> total 7 @ 94, keeps its place, rests 0",
        ]
    );
    assert_eq!(exchange.engine.books().depth(0, Side::Sell).collect::<Vec<_>>(), [(110, 2)]);
    assert_eq!(
        trade(&mut exchange, CY, buy(3).at(110)),
        [
            "trade 5: 2 @ 110, maker #4 leaves 5, taker #8 leaves 1",
            "#4 shows 2 more of 5 @ 110",
            "trade 6: 1 @ 110, maker #4 leaves 4, taker #8 leaves 0",
            "#5 reduced by 3 to 4 (List)",
        ]
    );
    exchange.enter(BOB, sell(3).at(99));
    exchange.enter(BOB, buy(5).at(94));
    exchange.enter(BOB, buy(1).at(95));
    assert_eq!(
        trade(&mut exchange, CY, sell(1).at(95)),
        [
            "trade 9: 1 @ 95, maker #11 leaves 0, taker #12 leaves 0",
            "#4 canceled (List): 7 open, 3 filled",
            "#5 triggered at 95: limit 7 @ 94, holds 7",
            "trade 10: 5 @ 94, maker #10 leaves 0, taker #5 leaves 2",
            "#5 rests 2 @ 94",
        ]
    );
}

// req: OT-09
#[test]
fn a_leg_that_wants_a_least_quantity_looks_for_it_when_it_starts() {
    let mut exchange = exchange();
    exchange.enter(BOB, buy(3).at(90));
    exchange.enter(BOB, buy(2).at(98));
    let legs = [buy(5).at(99).special(), sell(6).at(90).at_least(5)];
    enter(&mut exchange, ListKind::Oto, &legs);
    assert_eq!(
        trade(&mut exchange, CY, sell(5).at(99)),
        [
            "trade 2: 5 @ 99, maker #5 leaves 0, taker #7 leaves 0",
            "#6 of list 1 starts: 6 @ 90, holds 6 more",
            "#6 triggered at 0: limit 6 @ 90, holds 6",
            "trade 3: 2 @ 98, maker #4 leaves 0, taker #6 leaves 4",
            "trade 4: 3 @ 90, maker #3 leaves 0, taker #6 leaves 1",
            "#6 rests 1 @ 90",
        ]
    );
    exchange.ask(ANA, &cancel_order("c", 6));
    let legs = [buy(5).at(80).special(), sell(5).at(79).at_least(5)];
    enter(&mut exchange, ListKind::Oto, &legs);
    exchange.restart();
    assert_eq!(
        trade(&mut exchange, CY, sell(5).at(80)),
        [
            "trade 5: 5 @ 80, maker #8 leaves 0, taker #10 leaves 0",
            "#9 of list 2 starts: 5 @ 79, holds 5 more",
            "#9 triggered at 0: limit 5 @ 79, holds 5",
            "#9 canceled (MinimumQuantity): 5 open, 0 filled",
            "list 2 done (Oto)",
        ]
    );
    assert_eq!(exchange.balance(ANA, 0).1, 0);
}

// req: OT-09
#[test]
fn a_working_leg_that_does_not_find_its_least_quantity_takes_its_list_with_it() {
    let mut exchange = exchange();
    exchange.enter(BOB, sell(3).at(101));
    let legs = [buy(5).at(101).at_least(5), sell(5).at(110).special()];
    assert_eq!(
        enter(&mut exchange, ListKind::Oto, &legs),
        [
            "list 1 accepted (Oto)",
            "#4 accepted: buy 5 @ 101, holds 505",
            "#4 stands, trades 5 at once or nothing",
            "#4 canceled (MinimumQuantity): 5 open, 0 filled",
            "#5 accepted: sell 5 @ 110, holds 0",
            "#5 is pending",
            "#5 canceled (List): 5 open, 0 filled",
            "list 1 done (Oto)",
        ]
    );
    assert_eq!((exchange.balance(ANA, 0).1, exchange.balance(ANA, 1).1), (0, 0));
}

// req: OT-09
#[test]
fn an_exit_is_no_way_to_look_for_what_is_hidden() {
    let mut exchange = exchange();
    let before = balances(&exchange);
    let (profit, stop) = (sell(5).at(110), sell(5).stop(95));
    for legs in [
        [profit.hidden(), stop],
        [profit.at_least(2), stop],
        [profit.special(), stop.at_least(2)],
        [profit.special().at_open(), stop],
    ] {
        assert_eq!(enter(&mut exchange, ListKind::Oco, &legs), ["refused: InvalidList"]);
    }
    assert_eq!(balances(&exchange), before);
}

// req: OT-12
#[test]
fn a_pegged_order_of_the_day_ends_with_it() {
    let mut exchange = exchange();
    exchange.enter(BOB, buy(1).at(95));
    let told = exchange.ask(ANA, &peg_buy(5, PegKind::BestBid, 0, 99).tif(TimeInForce::Day).message("p"));
    assert_eq!(lines(&told)[0], "#4 accepted: buy 5 @ 99, holds 495");
    exchange.restart();
    let id = exchange.fresh();
    let closed = wire::SetInstrumentStatus::new(&header(&id), 0, InstrumentStatus::Closed, 0, 0);
    let told = lines(&exchange.operate(&closed));
    assert_eq!(told[0], "#4 expired (ExpiredDay): 5 open, 0 filled");
    assert_eq!((exchange.engine.orders().count(), exchange.balance(ANA, 1).1), (1, 0));
}
