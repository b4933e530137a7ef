//! Who trades with whom, at which price, and what rests.

use crate::check;
use crate::common::{ANA, BOB, CY, DAN, Event, Exchange, Rules, buy, lines, sell};
use tapebook_engine::book::Side;
use tapebook_schema::StpMode;

// req: OB-07 OB-02 OB-06 OB-10
#[test]
fn a_buy_takes_the_lowest_asks_first_at_their_prices() {
    check(
        &[(ANA, sell(5).at(103)), (ANA, sell(5).at(101)), (ANA, sell(5).at(102))],
        (BOB, buy(12).at(102)),
        &[
            "#4 accepted: buy 12 @ 102, holds 1224",
            "trade 1: 5 @ 101, maker #2 leaves 0, taker #4 leaves 7",
            "trade 2: 5 @ 102, maker #3 leaves 0, taker #4 leaves 2",
            "#4 rests 2 @ 102",
        ],
    );
}

// req: OB-07 OB-02
#[test]
fn a_sell_takes_the_highest_bids_first_at_their_prices() {
    check(
        &[(ANA, buy(5).at(97)), (ANA, buy(5).at(99)), (ANA, buy(5).at(98))],
        (BOB, sell(12).at(98)),
        &[
            "#4 accepted: sell 12 @ 98, holds 12",
            "trade 1: 5 @ 99, maker #2 leaves 0, taker #4 leaves 7",
            "trade 2: 5 @ 98, maker #3 leaves 0, taker #4 leaves 2",
            "#4 rests 2 @ 98",
        ],
    );
}

// req: OB-02
#[test]
fn first_come_first_served_at_one_price() {
    check(
        &[(ANA, sell(3).at(101)), (CY, sell(3).at(101)), (DAN, sell(3).at(101))],
        (BOB, buy(7).at(101)),
        &[
            "#4 accepted: buy 7 @ 101, holds 707",
            "trade 1: 3 @ 101, maker #1 leaves 0, taker #4 leaves 4",
            "trade 2: 3 @ 101, maker #2 leaves 0, taker #4 leaves 1",
            "trade 3: 1 @ 101, maker #3 leaves 2, taker #4 leaves 0",
        ],
    );
}

// req: OB-02 OB-08
#[test]
fn a_partly_filled_order_keeps_its_place() {
    check(
        &[(ANA, sell(5).at(101)), (CY, sell(5).at(101)), (BOB, buy(2).at(101))],
        (DAN, buy(4).at(101)),
        &[
            "#4 accepted: buy 4 @ 101, holds 404",
            "trade 2: 3 @ 101, maker #1 leaves 0, taker #4 leaves 1",
            "trade 3: 1 @ 101, maker #2 leaves 4, taker #4 leaves 0",
        ],
    );
}

// req: OB-08 OB-19 OT-05
#[test]
fn both_lose_what_traded_and_a_filled_order_is_gone() {
    let exchange = check(
        &[(ANA, sell(5).at(101))],
        (BOB, buy(5).at(101)),
        &["#2 accepted: buy 5 @ 101, holds 505", "trade 1: 5 @ 101, maker #1 leaves 0, taker #2 leaves 0"],
    );
    assert_eq!(exchange.engine.orders().count(), 0);
    assert_eq!(exchange.engine.books().best(0, Side::Sell), None);
}

// req: OB-09
#[test]
fn orders_that_do_not_cross_rest() {
    let exchange = check(
        &[(ANA, sell(5).at(101))],
        (BOB, buy(5).at(100)),
        &["#2 accepted: buy 5 @ 100, holds 500, rests 5"],
    );
    let books = exchange.engine.books();
    assert_eq!((books.best(0, Side::Buy), books.best(0, Side::Sell)), (Some((100, 5)), Some((101, 5))));
}

// req: OB-09 OB-06
#[test]
fn the_rest_of_an_immediate_order_is_canceled() {
    check(
        &[(ANA, sell(5).at(101)), (ANA, sell(5).at(103))],
        (BOB, buy(8).at(102).ioc()),
        &[
            "#3 accepted: buy 8 @ 102, holds 816",
            "trade 1: 5 @ 101, maker #1 leaves 0, taker #3 leaves 3",
            "#3 canceled (IocRest): 3 open, 5 filled",
        ],
    );
}

// req: OB-06
#[test]
fn fill_or_kill_is_all_or_nothing() {
    let book = [(ANA, sell(5).at(101)), (CY, sell(5).at(102)), (CY, sell(5).at(103))];
    check(
        &book,
        (BOB, buy(11).at(102).fok()),
        &["#4 accepted: buy 11 @ 102, holds 1122", "#4 canceled (FokUnfillable): 11 open, 0 filled"],
    );
    check(
        &book,
        (BOB, buy(10).at(102).fok()),
        &[
            "#4 accepted: buy 10 @ 102, holds 1020",
            "trade 1: 5 @ 101, maker #1 leaves 0, taker #4 leaves 5",
            "trade 2: 5 @ 102, maker #2 leaves 0, taker #4 leaves 0",
        ],
    );
}

// req: OT-07
#[test]
fn post_only_never_takes() {
    check(&[(ANA, sell(5).at(101))], (BOB, buy(5).at(101).post_only()), &["refused: WouldTake"]);
    check(
        &[(ANA, sell(5).at(101))],
        (BOB, buy(5).at(100).post_only()),
        &["#2 accepted: buy 5 @ 100, holds 500, rests 5"],
    );
    check(&[], (BOB, buy(5).at(100).post_only().ioc()), &["refused: InvalidFlags"]);
    check(&[], (BOB, buy(5).post_only()), &["refused: InvalidFlags"]);
}

// req: OB-01 OB-18
#[test]
fn each_instrument_has_a_book_of_its_own() {
    let mut exchange = Exchange::with(Rules::default());
    let euro = exchange.asset("EUR", 0);
    exchange.deposit(BOB, euro, 1000);
    let currencies = exchange.instrument("EURUSD", &Rules { base: euro, ..Rules::default() });
    exchange.enter(ANA, sell(5).at(101));
    let events = exchange.enter(BOB, sell(7).at(101).of(currencies));
    assert_eq!(lines(&events), ["#2 accepted: sell 7 @ 101, holds 7, rests 7"]);
    let events = exchange.enter(CY, buy(9).at(101).of(currencies));
    assert_eq!(
        lines(&events)[1..],
        [
            "trade 1: 7 @ 101, maker #2 leaves 0, taker #3 leaves 2".to_string(),
            "#3 rests 2 @ 101".to_string()
        ]
    );
    assert_eq!(exchange.engine.books().best(0, Side::Sell), Some((101, 5)), "the other book is as it was");
}

// req: OB-14 OB-15 OB-16 OT-20
#[test]
fn a_trade_names_both_orders_and_what_each_paid() {
    let mut exchange = Exchange::with(Rules::default());
    exchange.set_fees(0, 10_000, 20_000);
    exchange.enter(ANA, sell(50).at(101));
    let time = exchange.engine.time() + 1;
    let events = exchange.enter(BOB, buy(60).at(101));
    assert!(matches!(events[0], Event::Accepted { order: 2, .. }), "an order has its id before it matches");
    let Event::Traded {
        trade,
        instrument,
        taker_side,
        hidden: false,
        price,
        quantity,
        notional,
        maker,
        taker,
    } = events[1]
    else {
        panic!("{events:?}")
    };
    assert_eq!((trade, instrument, taker_side.0, price, quantity, notional), (1, 0, 0, 101, 50, 5050));
    // The seller's fee is taken from quote, the buyer's from base, each rounded up.
    assert_eq!((maker.order, maker.account, maker.fee_asset, maker.fee), (1, ANA, 1, 51));
    assert_eq!((taker.order, taker.account, taker.fee_asset, taker.fee), (2, BOB, 0, 1));
    let slot = exchange.engine.orders().slot(2).unwrap();
    let order = exchange.engine.orders().get(slot);
    assert_eq!((order.instrument, order.side, order.price, order.leaves()), (0, Side::Buy, 101, 10));
    assert_eq!((order.id, order.time), (2, time));
}

// req: OB-12 EV-04
#[test]
fn the_same_commands_give_the_same_events_and_state() {
    let run = || {
        let mut exchange = Exchange::with(Rules::default());
        let mut events = Vec::new();
        for round in 0..50 {
            events.extend(exchange.enter(ANA, sell(3).at(100 + round % 7)));
            events.extend(exchange.enter(BOB, buy(2).at(104 - round % 5).stp(StpMode::Decrement)));
        }
        (events, exchange.snapshot())
    };
    assert_eq!(run(), run());
}

// req: OB-05 OB-02
#[test]
fn an_emptied_level_is_gone_and_the_next_one_is_best() {
    let exchange = check(
        &[(ANA, sell(5).at(101)), (ANA, sell(4).at(105))],
        (BOB, buy(5).at(101)),
        &["#3 accepted: buy 5 @ 101, holds 505", "trade 1: 5 @ 101, maker #1 leaves 0, taker #3 leaves 0"],
    );
    assert_eq!(exchange.engine.books().best(0, Side::Sell), Some((105, 4)));
    assert_eq!(exchange.engine.books().quantity_at(0, Side::Sell, 101), 0);
}
