//! Orders at the open and at the close.

use crate::balances;
use crate::common::{
    ANA, BOB, CY, Command, DAN, Exchange, Rules, Special, buy, buy_for, cancel_order, header, lines, replace,
    sell,
};
use tapebook_schema as wire;
use tapebook_schema::{InstrumentStatus as S, PlannedPhase, TimeInForce};

const MS: u64 = 1_000_000;

fn set(exchange: &mut Exchange, status: S) -> Vec<String> {
    let id = exchange.fresh();
    let events = exchange.operate(&wire::SetInstrumentStatus::new(&header(&id), 0, status, 0, 0));
    let told = lines(&events);
    told[..told.len() - 1].to_vec()
}

/// After 10 ms the closing auction begins, after 20 the day ends.
fn plan(exchange: &mut Exchange) {
    let mut planned = [PlannedPhase::default(); 16];
    let now = exchange.engine.time();
    planned[0] = PlannedPhase::new(now + 10 * MS, S::ClosingAuction, 0, 0, 0);
    planned[1] = PlannedPhase::new(now + 20 * MS, S::Closed, 0, 0, 0);
    let id = exchange.fresh();
    exchange.operate(&wire::SetSchedule::new(&header(&id), 0, 1, 0, 0, &planned));
}

fn pass(exchange: &mut Exchange, ms: u64) -> Vec<String> {
    lines(&exchange.apply(&Command::new(0, 0, &wire::Tick::new(0)).after(ms * MS)))
}

fn enter(exchange: &mut Exchange, account: u32, order: Special) -> Vec<String> {
    lines(&exchange.enter_special(account, order))
}

// req: OT-12
#[test]
fn at_the_open_they_trade_in_the_opening_auction_and_end_with_it() {
    let mut exchange = Exchange::with(Rules::default());
    set(&mut exchange, S::PreOpen);
    assert_eq!(
        enter(&mut exchange, ANA, buy(10).at(104).special().at_open()),
        ["#1 accepted: buy 10 @ 104, holds 1040, rests 10"]
    );
    set(&mut exchange, S::OpeningAuction);
    enter(&mut exchange, CY, buy(4).special().at_open());
    enter(&mut exchange, CY, sell(4).at(120).special().at_open());
    exchange.enter(BOB, sell(6).at(99));
    exchange.enter(DAN, buy(1).at(90));
    exchange.restart();
    assert_eq!(
        pass(&mut exchange, 1_000)[..1],
        ["would trade 6 @ 104, 8 left to buy"],
        "what is shown counts them"
    );
    assert_eq!(
        set(&mut exchange, S::Continuous),
        [
            "auction trade 1: 4 @ 104, buy #2 leaves 0, sell #4 leaves 2",
            "auction trade 2: 2 @ 104, buy #1 leaves 8, sell #4 leaves 0",
            "#1 expired (AuctionOver): 8 open, 2 filled",
            "#3 expired (AuctionOver): 4 open, 0 filled",
            "OpeningAuction -> Continuous (Operator)",
        ]
    );
    assert_eq!(exchange.engine.books().resting(), 1, "Dan's order goes on");
}

// req: OT-12
#[test]
fn at_the_close_they_wait_unseen_and_join_the_closing_auction_in_the_order_they_came() {
    let mut exchange = Exchange::with(Rules::default());
    plan(&mut exchange);
    assert_eq!(
        enter(&mut exchange, ANA, buy(10).at(104).special().at_close()),
        ["#1 accepted: buy 10 @ 104, holds 1040", "#1 waits for its auction"]
    );
    enter(&mut exchange, BOB, sell(6).special().at_close());
    enter(&mut exchange, CY, sell(6).at(104).special().at_close());
    assert_eq!(exchange.engine.books().resting(), 0);
    // A trade at 110 moves what the market order is protected at.
    exchange.enter(DAN, sell(1).at(110));
    exchange.enter(CY, buy(1).at(110));
    exchange.restart();
    assert_eq!(
        pass(&mut exchange, 10),
        [
            "Continuous -> ClosingAuction (Schedule)",
            "#1 triggered at 0: limit 10 @ 104, holds 1040",
            "#1 rests 10 @ 104",
            "#2 triggered at 0: market 6 @ 88, holds 6",
            "#2 rests 6 @ 88",
            "#3 triggered at 0: limit 6 @ 104, holds 6",
            "#3 rests 6 @ 104",
        ]
    );
    assert_eq!(
        enter(&mut exchange, DAN, buy(5).at(80).special().at_close()),
        ["#6 accepted: buy 5 @ 80, holds 400, rests 5"],
        "while it collects they stand in the book at once"
    );
    assert_eq!(
        pass(&mut exchange, 10),
        [
            "auction trade 2: 6 @ 104, buy #1 leaves 4, sell #2 leaves 0",
            "auction trade 3: 4 @ 104, buy #1 leaves 0, sell #3 leaves 2",
            "#3 expired (AuctionOver): 2 open, 4 filled",
            "#6 expired (AuctionOver): 5 open, 0 filled",
            "ClosingAuction -> Closed (Schedule)",
        ]
    );
    assert_eq!(exchange.engine.orders().count(), 0);
}

#[test]
fn what_waits_for_the_close_can_be_changed_and_taken_back() {
    let mut exchange = Exchange::with(Rules::default());
    plan(&mut exchange);
    for account in [ANA, BOB, CY] {
        enter(&mut exchange, account, sell(5).at(104).special().at_close());
    }
    let changed = lines(&exchange.ask(ANA, &replace("r1", 1, 0, 8)));
    assert_eq!(changed[0], "#1 replaced: 0 @ 104 -> total 8 @ 104, loses its place, rests 0");
    let changed = lines(&exchange.ask(BOB, &replace("r2", 2, 0, 4)));
    assert_eq!(changed[0], "#2 replaced: 0 @ 104 -> total 4 @ 104, keeps its place, rests 0");
    assert_eq!(lines(&exchange.ask(CY, &cancel_order("c", 3))), ["#3 canceled (User): 5 open, 0 filled"]);
    exchange.restart();
    let joined = pass(&mut exchange, 10);
    assert_eq!((joined[2].as_str(), joined[4].as_str()), ("#2 rests 4 @ 104", "#1 rests 8 @ 104"));
}

#[test]
fn without_a_closing_auction_they_end_with_the_day() {
    let mut exchange = Exchange::with(Rules::default());
    plan(&mut exchange);
    enter(&mut exchange, ANA, buy(10).at(104).special().at_close());
    enter(&mut exchange, ANA, buy(10).special().at_close());
    assert_eq!(
        set(&mut exchange, S::Closed),
        [
            "#1 expired (ExpiredDay): 10 open, 0 filled",
            "#2 expired (ExpiredDay): 10 open, 0 filled",
            "Continuous -> Closed (Operator)",
        ]
    );
    assert_eq!(exchange.balance(ANA, 1), (1_000_000, 0));
}

#[test]
fn a_halt_keeps_them_and_another_auction_does_not() {
    let mut exchange = Exchange::with(Rules::default());
    set(&mut exchange, S::OpeningAuction);
    enter(&mut exchange, ANA, buy(10).at(104).special().at_open());
    set(&mut exchange, S::Halted);
    exchange.restart();
    assert_eq!(set(&mut exchange, S::OpeningAuction), ["Halted -> OpeningAuction (Operator)"]);
    assert_eq!(
        set(&mut exchange, S::ClosingAuction),
        ["#1 expired (AuctionOver): 10 open, 0 filled", "OpeningAuction -> ClosingAuction (Operator)"]
    );
}

#[test]
fn what_asks_for_no_auction_that_can_be_is_refused() {
    let at_close = |order: crate::common::Order| order.special().at_close();
    let mut exchange = Exchange::with(Rules::default());
    let refused = |exchange: &mut Exchange, order: Special, expected: &str| {
        let before = (balances(exchange), exchange.engine.orders().count());
        assert_eq!(enter(exchange, ANA, order), [expected]);
        assert_eq!((balances(exchange), exchange.engine.orders().count()), before);
    };
    refused(&mut exchange, at_close(buy(5).at(100)), "refused: NotInPhase");
    refused(&mut exchange, buy(5).at(100).special().at_open(), "refused: NotInPhase");
    plan(&mut exchange);
    let gtc = |order: Special, tif| Special { order: crate::common::Order { tif, ..order.order }, ..order };
    for (order, expected) in [
        (buy(5).at(100).special().at_open().at_close(), "refused: InvalidFlags"),
        (at_close(buy(5).at(100).post_only()), "refused: InvalidFlags"),
        (at_close(buy_for(500)), "refused: InvalidFlags"),
        (Special { trigger: 5, ..at_close(buy(5).at(100)) }, "refused: InvalidFlags"),
        (buy(5).stop(120).at_close(), "refused: InvalidFlags"),
        (gtc(at_close(buy(5).at(100)), TimeInForce::Gtc), "refused: InvalidTimeInForce"),
        (gtc(at_close(buy(5).at(100)), TimeInForce::Ioc), "refused: InvalidTimeInForce"),
        (at_close(buy(50_000).at(100)), "refused: InsufficientBalance"),
    ] {
        refused(&mut exchange, order, expected);
    }
    set(&mut exchange, S::VolatilityAuction);
    refused(&mut exchange, buy(5).at(100).special().at_open(), "refused: NotInPhase 5");
    assert_eq!(enter(&mut exchange, ANA, at_close(buy(5).at(100))).len(), 2);
}
