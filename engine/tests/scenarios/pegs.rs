//! Pegged orders: where they stand, what they meet, how they move.

use crate::balances;
use crate::common::{
    ANA, BOB, CY, DAN, Event, Exchange, Peg, Rules, buy, cancel_order, header, lines, peg_buy, peg_sell,
    quotes, replace, sell,
};
use tapebook_engine::book::Side;
use tapebook_schema as wire;
use tapebook_schema::{InstrumentStatus, PegKind, StpMode, TimeInForce};

/// Bob's 10 at 95 and 10 at 105.
fn market() -> Exchange {
    let mut exchange = Exchange::with(Rules::default());
    exchange.enter(BOB, buy(10).at(95));
    exchange.enter(BOB, sell(10).at(105));
    exchange
}

fn enter(exchange: &mut Exchange, account: u32, peg: Peg) -> Vec<Event> {
    let id = exchange.fresh();
    exchange.ask(account, &peg.message(&id))
}

fn status(exchange: &mut Exchange, status: InstrumentStatus, cancels: u8) -> Vec<String> {
    let id = exchange.fresh();
    lines(&exchange.operate(&wire::SetInstrumentStatus::new(&header(&id), 0, status, cancels, 0)))
}

fn depth(exchange: &Exchange, side: Side) -> Vec<(i64, u64)> {
    exchange.engine.books().depth(0, side).collect()
}

#[test]
fn stands_by_what_it_follows_and_moves_with_it() {
    let mut exchange = market();
    assert_eq!(
        lines(&enter(&mut exchange, ANA, peg_buy(5, PegKind::BestBid, 1, 100))),
        ["#3 accepted: buy 5 @ 100, holds 500", "#3 follows BestBid +1", "#3 rests 5 @ 96"]
    );
    assert_eq!(
        lines(&exchange.enter(CY, buy(1).at(97))),
        ["#4 accepted: buy 1 @ 97, holds 97, rests 1", "buy BestBid +1 moves: 5 from 96 to 98"]
    );
    assert_eq!(
        lines(&exchange.enter(CY, buy(1).at(103)))[1..],
        ["buy BestBid +1 moves: 5 from 98 to 100"],
        "never beyond its limit"
    );
    assert_eq!(
        lines(&exchange.ask(CY, &cancel_order("c", 5)))[1..],
        ["buy BestBid +1 moves: 5 from 100 to 98"]
    );
    assert_eq!(exchange.balance(ANA, 1), (1_000_000 - 500, 500), "its hold is for its limit");
    assert_eq!(
        lines(&exchange.enter(DAN, sell(3).at(97))),
        ["#6 accepted: sell 3 @ 97, holds 3", "trade 1: 3 @ 98, maker #3 leaves 2, taker #6 leaves 0"]
    );
    assert_eq!(exchange.balance(ANA, 1), (1_000_000 - 3 * 98 - 200, 200));
}

#[test]
fn orders_of_one_kind_stand_as_one_and_trade_in_the_order_they_came() {
    let mut exchange = market();
    for account in [ANA, CY, ANA] {
        enter(&mut exchange, account, peg_sell(2, PegKind::BestAsk, -1, 0));
    }
    exchange.enter(BOB, sell(4).at(104));
    // Bob's own 104 moved them in front of it.
    assert_eq!(depth(&exchange, Side::Sell), [(103, 6), (104, 4), (105, 10)]);
    exchange.restart();
    assert_eq!(
        lines(&exchange.enter(DAN, buy(3).at(104)))[1..],
        [
            "trade 1: 2 @ 103, maker #3 leaves 0, taker #7 leaves 1",
            "trade 2: 1 @ 103, maker #4 leaves 1, taker #7 leaves 0",
        ]
    );
    assert_eq!(lines(&exchange.ask(ANA, &cancel_order("c1", 5))), ["#5 canceled (User): 2 open, 0 filled"]);
    assert_eq!(depth(&exchange, Side::Sell), [(103, 1), (104, 4), (105, 10)]);
}

#[test]
fn the_middle_is_rounded_away_from_the_other_side() {
    let mut exchange = market();
    exchange.enter(BOB, buy(1).at(96));
    enter(&mut exchange, ANA, peg_buy(1, PegKind::Mid, 0, 200));
    assert_eq!(depth(&exchange, Side::Buy)[0], (100, 1));
    let mut exchange = market();
    exchange.enter(BOB, buy(1).at(96));
    enter(&mut exchange, ANA, peg_sell(1, PegKind::Mid, 0, 0));
    assert_eq!(depth(&exchange, Side::Sell)[0], (101, 1));
}

#[test]
fn two_that_follow_the_middle_trade_with_each_other() {
    let mut exchange = market();
    enter(&mut exchange, ANA, peg_buy(3, PegKind::Mid, 0, 200));
    assert_eq!(
        lines(&enter(&mut exchange, CY, peg_sell(5, PegKind::Mid, 0, 0))),
        [
            "#4 accepted: sell 5 @ 1, holds 5",
            "#4 follows Mid +0",
            "trade 1: 3 @ 100, maker #3 leaves 0, taker #4 leaves 2",
            "#4 rests 2 @ 100",
        ]
    );
}

#[test]
fn moving_never_trades() {
    let mut exchange = market();
    enter(&mut exchange, ANA, peg_buy(5, PegKind::BestBid, 3, 200));
    enter(&mut exchange, CY, peg_sell(5, PegKind::BestAsk, -3, 0));
    assert_eq!((depth(&exchange, Side::Buy)[0], depth(&exchange, Side::Sell)[0]), ((98, 5), (102, 5)));
    let events = lines(&exchange.enter(BOB, buy(1).at(101)));
    assert_eq!(
        events[1..],
        ["sell BestAsk -3 moves: 5 from 102 to 105", "buy BestBid +3 moves: 5 from 98 to 104"],
        "who makes room moves first; the sell stands a tick beyond the buy"
    );
    assert_eq!(depth(&exchange, Side::Sell), [(105, 15)]);
}

#[test]
fn without_a_market_it_is_refused_and_later_it_waits() {
    let mut exchange = Exchange::with(Rules::default());
    exchange.enter(BOB, buy(10).at(95));
    let before = balances(&exchange);
    for peg in [PegKind::BestAsk, PegKind::Mid] {
        assert_eq!(lines(&enter(&mut exchange, ANA, peg_buy(5, peg, 0, 100))), ["refused: NoMarketForPeg"]);
    }
    assert_eq!(
        lines(&enter(&mut exchange, ANA, peg_sell(5, PegKind::BestBid, -95, 0))),
        ["refused: NoMarketForPeg"]
    );
    assert_eq!(balances(&exchange), before);
    enter(&mut exchange, ANA, peg_buy(5, PegKind::BestBid, -1, 100));
    assert_eq!(
        lines(&exchange.ask(BOB, &cancel_order("c1", 1)))[1..],
        ["buy BestBid -1 moves: 5 from 94 to 0"]
    );
    assert_eq!(depth(&exchange, Side::Buy), [], "it follows no pegged order, itself least of all");
    exchange.restart();
    assert_eq!(lines(&exchange.enter(BOB, buy(1).at(90)))[1..], ["buy BestBid -1 moves: 5 from 0 to 89"]);
    exchange.ask(BOB, &cancel_order("c2", 3));
    assert_eq!(
        lines(&exchange.ask(ANA, &cancel_order("c3", 2))),
        ["#2 canceled (User): 5 open, 0 filled"],
        "while it waits it can be canceled"
    );
    assert_eq!(exchange.balance(ANA, 1), (1_000_000, 0));
}

#[test]
fn a_halt_takes_them_out_of_the_book_and_a_delisting_ends_them() {
    let mut exchange = market();
    enter(&mut exchange, ANA, peg_buy(5, PegKind::BestBid, 0, 100));
    assert_eq!(
        status(&mut exchange, InstrumentStatus::Halted, 0),
        [
            "Continuous -> Halted (Operator)",
            "buy BestBid +0 moves: 5 from 95 to 0",
            "SetInstrumentStatus applied: 0",
        ]
    );
    assert_eq!(
        status(&mut exchange, InstrumentStatus::Continuous, 0),
        [
            "Halted -> Continuous (Operator)",
            "SetInstrumentStatus applied: 0",
            "buy BestBid +0 moves: 5 from 0 to 95",
        ]
    );
    status(&mut exchange, InstrumentStatus::Halted, 0);
    assert_eq!(
        status(&mut exchange, InstrumentStatus::Delisted, 0),
        [
            "#1 canceled (Delist): 10 open, 0 filled",
            "#3 canceled (Delist): 5 open, 0 filled",
            "#2 canceled (Delist): 10 open, 0 filled",
            "Halted -> Delisted (Operator)",
            "SetInstrumentStatus applied: 0",
        ]
    );
}

#[test]
fn quotes_of_a_mass_quote_lead_pegged_orders_too() {
    let mut exchange = market();
    enter(&mut exchange, ANA, peg_buy(5, PegKind::BestBid, 0, 200));
    let events = exchange.ask(CY, &quotes("q", 0, (0, 0, 0), &[(99, 1)], &[(101, 1)]));
    assert_eq!(lines(&events)[3..], ["buy BestBid +0 moves: 5 from 95 to 99"], "once, after the command");
}

#[test]
fn a_replace_shrinks_it_in_its_place_or_sends_it_to_the_end() {
    let mut exchange = market();
    enter(&mut exchange, ANA, peg_buy(5, PegKind::BestBid, 1, 100));
    enter(&mut exchange, CY, peg_buy(5, PegKind::BestBid, 1, 100));
    assert_eq!(
        lines(&exchange.ask(ANA, &replace("r1", 3, 0, 3))),
        ["#3 replaced: 5 @ 96 -> total 3 @ 96, keeps its place, rests 3"]
    );
    assert_eq!(
        lines(&exchange.ask(ANA, &replace("r2", 3, 0, 4))),
        ["#3 replaced: 3 @ 96 -> total 4 @ 100, loses its place, rests 0", "#3 rests 4 @ 96"],
        "its limit is told, which its hold is for"
    );
    let taken = lines(&exchange.enter(DAN, sell(6).at(96)));
    assert_eq!(taken[1], "trade 1: 5 @ 96, maker #4 leaves 0, taker #5 leaves 1");
    assert_eq!(
        lines(&exchange.ask(ANA, &replace("r3", 3, 95, 0))),
        ["#3 replaced: 3 @ 96 -> total 4 @ 95, loses its place, rests 0", "#3 rests 3 @ 95"],
        "a new limit is a new group"
    );
    assert_eq!(lines(&exchange.ask(ANA, &replace("r4", 3, 0, 0))), ["refused: InvalidReplace"]);
}

#[test]
fn self_trade_prevention_reaches_the_orders_of_a_group() {
    let mut exchange = market();
    for account in [CY, ANA, CY] {
        enter(&mut exchange, account, peg_sell(2, PegKind::BestAsk, -1, 0));
    }
    assert_eq!(
        lines(&exchange.enter(ANA, buy(5).at(104).stp(StpMode::CancelMaker)))[1..],
        [
            "trade 1: 2 @ 104, maker #3 leaves 0, taker #6 leaves 3",
            "#4 canceled (Stp): 2 open, 0 filled",
            "trade 2: 2 @ 104, maker #5 leaves 0, taker #6 leaves 1",
            "#6 rests 1 @ 104",
        ]
    );
    let mut exchange = market();
    enter(&mut exchange, ANA, peg_sell(4, PegKind::BestAsk, -1, 0));
    assert_eq!(
        lines(&exchange.enter(ANA, buy(3).at(104).stp(StpMode::Decrement)))[1..],
        ["#3 reduced by 3 to 1 (Stp)", "#4 canceled (Stp): 3 open, 0 filled"]
    );
    assert_eq!(depth(&exchange, Side::Sell)[0], (104, 1));
}

#[test]
fn what_a_pegged_order_may_be() {
    let mut exchange = market();
    for (peg, expected) in [
        (peg_buy(5, PegKind::BestBid, 0, 0), "refused: PriceNotPositive"),
        (peg_buy(0, PegKind::BestBid, 0, 100), "refused: QuantityZero"),
        (peg_buy(5, PegKind::None, 0, 100), "refused: InvalidFlags"),
        (peg_buy(5, PegKind::BestBid, 0, 100).flags(2), "refused: InvalidFlags"),
        (peg_buy(5, PegKind::BestBid, 1 << 60, 100), "refused: PriceOutOfRange 1000000"),
        (peg_buy(5, PegKind::BestBid, 0, 100).tif(TimeInForce::Ioc), "refused: InvalidTimeInForce"),
        (peg_buy(5, PegKind::BestAsk, 0, 200).flags(1), "refused: WouldTake"),
        (peg_buy(20_000, PegKind::BestBid, 0, 100), "refused: InsufficientBalance"),
    ] {
        let before = balances(&exchange);
        assert_eq!(lines(&enter(&mut exchange, ANA, peg)), [expected]);
        assert_eq!(balances(&exchange), before, "a refusal moves nothing");
    }
    let taken = enter(&mut exchange, ANA, peg_buy(5, PegKind::BestAsk, 0, 200));
    assert_eq!(lines(&taken)[2], "trade 1: 5 @ 105, maker #2 leaves 5, taker #3 leaves 0");
}

#[test]
fn an_instrument_has_so_many_groups_at_most() {
    let mut exchange = market();
    for limit in 0..64 {
        enter(&mut exchange, ANA, peg_buy(1, PegKind::BestBid, 0, 200 + limit));
    }
    assert_eq!(
        lines(&enter(&mut exchange, ANA, peg_buy(1, PegKind::BestBid, 0, 500))),
        ["refused: BookFull"]
    );
    let joins = enter(&mut exchange, ANA, peg_buy(1, PegKind::BestBid, 0, 250));
    assert_eq!(lines(&joins).last().unwrap(), "#67 rests 1 @ 95");
}
