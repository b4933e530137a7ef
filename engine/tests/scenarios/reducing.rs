//! Reduce-only orders: they sell what was bought, and nothing else. Ana bought ten at 100 from Cy.

use crate::balances;
use crate::common::{
    ANA, BOB, CY, DAN, Exchange, Order, Rules, Special, buy, header, lines, list, peg_sell, replace, sell,
    sell_for,
};
use tapebook_engine::Context;
use tapebook_engine::trading::REDUCE_ONLY;
use tapebook_schema as wire;
use tapebook_schema::{InstrumentStatus, ListKind, PegKind, StpMode, TimeInForce};

fn exchange() -> Exchange {
    let mut exchange = Exchange::with(Rules::default());
    exchange.enter(CY, sell(10).at(100));
    exchange.enter(ANA, buy(10).at(100));
    exchange
}

fn reduce(quantity: u64) -> Order {
    sell(quantity).flags(REDUCE_ONLY)
}

fn enter(exchange: &mut Exchange, account: u32, order: Order) -> Vec<String> {
    lines(&exchange.enter_special(account, order.special()))
}

#[track_caller]
fn refused(exchange: &mut Exchange, account: u32, order: Special, expected: &str) {
    let before = balances(exchange);
    assert_eq!(lines(&exchange.enter_special(account, order)), [expected]);
    assert_eq!(balances(exchange), before, "a refusal moves nothing");
}

fn set(exchange: &mut Exchange, status: InstrumentStatus) -> Vec<String> {
    let id = exchange.fresh();
    lines(&exchange.operate(&wire::SetInstrumentStatus::new(&header(&id), 0, status, 0, 0)))
}

// req: OT-10
#[test]
fn what_would_open_is_refused() {
    let mut exchange = exchange();
    let nothing = "refused: NothingToReduce";
    for order in [reduce(5).at(105), reduce(5), reduce(5).at(90).fok()] {
        refused(&mut exchange, BOB, order.special(), nothing);
    }
    for order in [reduce(5).stop(90), reduce(5).at(105).showing(2), reduce(5).at(105).hidden()] {
        refused(&mut exchange, BOB, order, nothing);
    }
    let cover = buy(5).at(95).flags(REDUCE_ONLY).special();
    refused(&mut exchange, ANA, cover, nothing);
    // On a cash account nobody owes coins: Cy sold what was deposited.
    refused(&mut exchange, CY, cover, nothing);
    refused(&mut exchange, CY, reduce(5).at(105).special(), nothing);
    refused(&mut exchange, ANA, sell_for(500).flags(REDUCE_ONLY).special(), "refused: InvalidFlags");
    assert_eq!(lines(&exchange.enter(ANA, reduce(5).at(105))), ["refused: InvalidFlags"], "NewOrder");
}

// req: OT-10
#[test]
fn an_order_is_taken_with_what_the_position_is() {
    let mut exchange = exchange();
    assert_eq!(
        enter(&mut exchange, ANA, reduce(15).at(105)),
        ["#3 accepted: sell 10 @ 105, holds 10, rests 10"]
    );
    let grown = lines(&exchange.ask(ANA, &replace("r1", 3, 0, 20)));
    assert_eq!(grown, ["refused: InvalidReplace"], "it cannot grow");
    let lower = lines(&exchange.ask(ANA, &replace("r2", 3, 104, 20)));
    assert_eq!(lower, ["#3 replaced: 10 @ 105 -> total 10 @ 104, loses its place, rests 10"]);
    exchange.enter(BOB, buy(30).at(95));
    assert_eq!(
        enter(&mut exchange, ANA, reduce(99).fok()),
        [
            "#5 accepted: sell 10 @ 80, holds 10",
            "trade 2: 10 @ 95, maker #4 leaves 20, taker #5 leaves 0",
            "#3 canceled (ReduceOnly): 10 open, 0 filled",
        ]
    );
    assert_eq!((exchange.position(ANA, 0).0, exchange.balance(ANA, 0)), (0, (1_000_000, 0)));
}

// req: OT-10
#[test]
fn orders_shrink_with_the_position_and_end_with_it() {
    let mut exchange = exchange();
    enter(&mut exchange, ANA, reduce(10).at(105));
    exchange.enter_special(ANA, reduce(8).at(104).showing(3));
    exchange.enter_special(ANA, reduce(8).stop(70));
    exchange.enter_special(ANA, reduce(3).at(103).hidden());
    exchange.restart();
    exchange.enter(BOB, buy(30).at(95));
    assert_eq!(
        enter(&mut exchange, ANA, sell(4).at(95)),
        [
            "#8 accepted: sell 4 @ 95, holds 4",
            "trade 2: 4 @ 95, maker #7 leaves 26, taker #8 leaves 0",
            "#3 reduced by 4 to 6 (ReduceOnly)",
            "#4 reduced by 2 to 6 (ReduceOnly)",
            "#5 reduced by 2 to 6 (ReduceOnly)",
        ]
    );
    assert_eq!(exchange.balance(ANA, 0), (1_000_006 - 21, 21));
    exchange.restart();
    assert_eq!(
        enter(&mut exchange, ANA, sell(4).at(95)),
        [
            "#9 accepted: sell 4 @ 95, holds 4",
            "trade 3: 4 @ 95, maker #7 leaves 22, taker #9 leaves 0",
            "#3 reduced by 4 to 2 (ReduceOnly)",
            "#4 reduced by 3 to 3 (ReduceOnly)",
            "#4 reduced by 1 to 2 (ReduceOnly)",
            "#5 reduced by 4 to 2 (ReduceOnly)",
            "#6 reduced by 1 to 2 (ReduceOnly)",
        ],
        "of an iceberg first what is behind its slice"
    );
    assert_eq!(
        enter(&mut exchange, ANA, reduce(2)),
        [
            "#10 accepted: sell 2 @ 76, holds 2",
            "trade 4: 2 @ 95, maker #7 leaves 20, taker #10 leaves 0",
            "#3 canceled (ReduceOnly): 2 open, 0 filled",
            "#4 canceled (ReduceOnly): 2 open, 0 filled",
            "#5 canceled (ReduceOnly): 2 open, 0 filled",
            "#6 canceled (ReduceOnly): 2 open, 0 filled",
        ]
    );
    assert_eq!(exchange.balance(ANA, 0), (1_000_000, 0));
}

// req: OT-10
#[test]
fn one_sweep_never_sells_more_than_the_position() {
    let mut exchange = exchange();
    exchange.enter(ANA, sell(7).at(101));
    enter(&mut exchange, ANA, reduce(10).at(102));
    exchange.enter(DAN, sell(2).at(102));
    assert_eq!(
        enter(&mut exchange, BOB, buy(20).at(102)),
        [
            "#6 accepted: buy 20 @ 102, holds 2040",
            "trade 2: 7 @ 101, maker #3 leaves 0, taker #6 leaves 13",
            "trade 3: 3 @ 102, maker #4 leaves 7, taker #6 leaves 10",
            "#4 canceled (ReduceOnly): 7 open, 3 filled",
            "trade 4: 2 @ 102, maker #5 leaves 0, taker #6 leaves 8",
            "#6 rests 8 @ 102",
        ]
    );
    assert_eq!((exchange.position(ANA, 0).0, exchange.balance(ANA, 0).1), (0, 0));
}

// req: OT-10
#[test]
fn slices_stop_where_the_position_does() {
    let mut exchange = exchange();
    exchange.enter(ANA, sell(5).at(101));
    exchange.enter_special(ANA, reduce(10).at(102).showing(3));
    assert_eq!(
        enter(&mut exchange, BOB, buy(20).at(102).ioc())[1..],
        [
            "trade 2: 5 @ 101, maker #3 leaves 0, taker #5 leaves 15",
            "trade 3: 3 @ 102, maker #4 leaves 7, taker #5 leaves 12",
            "#4 shows 3 more of 7 @ 102",
            "trade 4: 2 @ 102, maker #4 leaves 5, taker #5 leaves 10",
            "#4 canceled (ReduceOnly): 5 open, 5 filled",
            "#5 canceled (IocRest): 10 open, 10 filled",
        ]
    );
}

// req: OT-10
#[test]
fn all_or_nothing_and_answers_count_what_would_trade() {
    let mut exchange = exchange();
    exchange.enter(ANA, sell(7).at(101));
    enter(&mut exchange, ANA, reduce(10).at(102));
    let order = buy(11).at(102);
    assert_eq!(
        enter(&mut exchange, BOB, order.fok())[1..],
        ["#5 canceled (FokUnfillable): 11 open, 0 filled"]
    );
    let least = lines(&exchange.enter_special(BOB, order.at_least(11)));
    assert_eq!(least[2..], ["#6 canceled (MinimumQuantity): 11 open, 0 filled"]);
    let context = Context { sequence: 0, time: 0, session: 2, account: BOB };
    let answer = exchange.engine.simulate(&context, 1, &order.message("s"));
    assert_eq!((answer.quantity(), i128::from(answer.notional())), (10, 7 * 101 + 3 * 102));
    assert_eq!(enter(&mut exchange, BOB, buy(10).at(102).fok()).len(), 4);
}

// req: OT-10
#[test]
fn a_triggered_order_sells_what_is_left() {
    let mut exchange = exchange();
    exchange.enter(BOB, buy(30).at(90));
    exchange.enter_special(ANA, reduce(10).stop(95));
    exchange.enter_special(ANA, reduce(10).at(90).stop(95));
    assert_eq!(
        enter(&mut exchange, ANA, sell(4).at(90)),
        [
            "#6 accepted: sell 4 @ 90, holds 4",
            "trade 2: 4 @ 90, maker #3 leaves 26, taker #6 leaves 0",
            "#4 reduced by 4 to 6 (ReduceOnly)",
            "#5 reduced by 4 to 6 (ReduceOnly)",
            "#4 triggered at 95: market 6 @ 72, holds 6",
            "trade 3: 6 @ 90, maker #3 leaves 20, taker #4 leaves 0",
            "#5 canceled (ReduceOnly): 6 open, 0 filled",
        ]
    );
}

// req: OT-10
#[test]
fn a_position_that_a_sale_to_oneself_keeps_is_sold_on() {
    let mut exchange = exchange();
    exchange.enter(CY, sell(3).at(104));
    enter(&mut exchange, ANA, reduce(10).at(105));
    assert_eq!(
        enter(&mut exchange, ANA, buy(20).at(105).stp(StpMode::None).fok())[1..],
        ["#5 canceled (FokUnfillable): 20 open, 0 filled"]
    );
    assert_eq!(
        enter(&mut exchange, ANA, buy(13).at(105).stp(StpMode::None).fok())[1..],
        [
            "trade 2: 3 @ 104, maker #3 leaves 0, taker #6 leaves 10",
            "trade 3: 10 @ 105, maker #4 leaves 0, taker #6 leaves 0",
        ]
    );
    assert_eq!(exchange.position(ANA, 0).0, 13);
}

// req: OT-10
#[test]
fn an_auction_finds_its_price_without_what_would_not_be_sold() {
    let mut exchange = exchange();
    set(&mut exchange, InstrumentStatus::PreOpen);
    exchange.enter(ANA, sell(8).at(99));
    enter(&mut exchange, ANA, reduce(10).at(101));
    exchange.enter_special(ANA, reduce(4).at(101).showing(2));
    enter(&mut exchange, ANA, reduce(9).at(120).tif(TimeInForce::Day));
    exchange.enter(BOB, buy(12).at(103));
    exchange.enter(DAN, buy(4).at(100));
    exchange.restart();
    assert_eq!(
        set(&mut exchange, InstrumentStatus::Continuous),
        [
            "#4 reduced by 8 to 2 (ReduceOnly)",
            "#5 canceled (ReduceOnly): 4 open, 0 filled",
            "auction trade 2: 8 @ 103, buy #7 leaves 4, sell #3 leaves 0",
            "auction trade 3: 2 @ 103, buy #7 leaves 2, sell #4 leaves 0",
            "#6 canceled (ReduceOnly): 9 open, 0 filled",
            "PreOpen -> Continuous (Operator)",
            "SetInstrumentStatus applied: 0",
        ]
    );
    assert_eq!((exchange.position(ANA, 0).0, exchange.balance(ANA, 0).1), (0, 0));
}

// req: OT-10
#[test]
fn one_for_an_auction_is_trimmed_while_it_waits() {
    let mut exchange = exchange();
    set(&mut exchange, InstrumentStatus::PreOpen);
    let taken = lines(&exchange.enter_special(ANA, reduce(15).at(101).special().at_open()));
    assert_eq!(taken[0], "#3 accepted: sell 10 @ 101, holds 10, rests 10");
    enter(&mut exchange, ANA, reduce(10));
    exchange.enter(BOB, buy(5).at(102));
    assert_eq!(
        set(&mut exchange, InstrumentStatus::Continuous),
        [
            "auction trade 2: 5 @ 101, buy #5 leaves 0, sell #4 leaves 5",
            "#3 reduced by 5 to 5 (ReduceOnly)",
            "#3 expired (AuctionOver): 5 open, 0 filled",
            "#4 canceled (NoLiquidity): 5 open, 5 filled",
            "PreOpen -> Continuous (Operator)",
            "SetInstrumentStatus applied: 0",
        ]
    );
}

// req: OT-10
#[test]
fn a_busted_purchase_takes_its_orders_with_it() {
    let mut exchange = exchange();
    enter(&mut exchange, ANA, reduce(7).at(105));
    let zero = wire::Amount::from(0);
    let [maker, taker] =
        [(1, CY), (2, ANA)].map(|(order, account)| wire::TradeParty::new(order, account, 1, &zero));
    let bust =
        |id: &str| wire::BustTrade::new(&header(id), 1, 0, wire::Side::Buy, 0, 0, 100, 10, &maker, &taker);
    let id = exchange.fresh();
    let key = wire::RegisterKey::new(&header(&id), &[3; 32], 0, 2, 0, 0);
    let second = exchange.operated(&key) as u32;
    exchange.operate(&bust("b1"));
    let told = lines(&exchange.send(second, 0, &bust("b2")));
    assert_eq!(
        told,
        ["trade 1 busted", "BustTrade applied: 1", "#3 canceled (ReduceOnly): 7 open, 0 filled"]
    );
}

// req: OT-10
#[test]
fn pegs_and_legs_of_lists_do_not_reduce_only() {
    let mut exchange = exchange();
    let peg = peg_sell(5, PegKind::BestAsk, 0, 0).flags(REDUCE_ONLY).message("p");
    assert_eq!(lines(&exchange.ask(ANA, &peg)), ["refused: InvalidFlags"]);
    let oco = list("l", ListKind::Oco, &[reduce(5).at(105).special(), sell(5).stop(95)]);
    assert_eq!(lines(&exchange.ask(ANA, &oco)), ["refused: InvalidList"]);
}
