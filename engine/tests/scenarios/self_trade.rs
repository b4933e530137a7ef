//! Self-trade prevention: no self print, holds exact (fault C 55).

use crate::check;
use crate::common::{ANA, BOB, CY, Exchange, Order, Rules, buy, header, lines, sell};
use tapebook_schema as wire;
use tapebook_schema::StpMode;

/// Cy's 2 at 100, then Bob's own 4 at 101, then Ana's 6 at 101.
const BOOK: fn() -> [(u32, Order); 3] =
    || [(CY, sell(2).at(100)), (BOB, sell(4).at(101)), (ANA, sell(6).at(101))];

// req: OB-06
#[test]
fn cancel_taker_ends_the_arriving_order() {
    let exchange = check(
        &BOOK(),
        (BOB, buy(9).at(101).stp(StpMode::CancelTaker)),
        &[
            "#4 accepted: buy 9 @ 101, holds 909",
            "trade 1: 2 @ 100, maker #1 leaves 0, taker #4 leaves 7",
            "#4 canceled (Stp): 7 open, 2 filled",
        ],
    );
    assert_eq!(exchange.balance(BOB, 1), (1_000_000 - 200, 0));
    assert_eq!(exchange.balance(BOB, 0), (1_000_000 + 2 - 4, 4));
}

#[test]
fn cancel_maker_takes_the_resting_order_out_and_goes_on() {
    let exchange = check(
        &BOOK(),
        (BOB, buy(9).at(101).stp(StpMode::CancelMaker)),
        &[
            "#4 accepted: buy 9 @ 101, holds 909",
            "trade 1: 2 @ 100, maker #1 leaves 0, taker #4 leaves 7",
            "#2 canceled (Stp): 4 open, 0 filled",
            "trade 2: 6 @ 101, maker #3 leaves 0, taker #4 leaves 1",
            "#4 rests 1 @ 101",
        ],
    );
    assert_eq!(exchange.balance(BOB, 1), (1_000_000 - 200 - 606 - 101, 101));
    assert_eq!(exchange.balance(BOB, 0), (1_000_000 + 8, 0));
}

#[test]
fn cancel_both_ends_both() {
    check(
        &BOOK(),
        (BOB, buy(9).at(101).stp(StpMode::CancelBoth)),
        &[
            "#4 accepted: buy 9 @ 101, holds 909",
            "trade 1: 2 @ 100, maker #1 leaves 0, taker #4 leaves 7",
            "#2 canceled (Stp): 4 open, 0 filled",
            "#4 canceled (Stp): 7 open, 2 filled",
        ],
    );
}

#[test]
fn decrement_takes_the_smaller_quantity_off_both() {
    check(
        &BOOK(),
        (BOB, buy(9).at(101).stp(StpMode::Decrement)),
        &[
            "#4 accepted: buy 9 @ 101, holds 909",
            "trade 1: 2 @ 100, maker #1 leaves 0, taker #4 leaves 7",
            "#2 canceled (Stp): 4 open, 0 filled",
            "#4 reduced by 4 to 3 (Stp)",
            "trade 2: 3 @ 101, maker #3 leaves 3, taker #4 leaves 0",
        ],
    );
    let exchange = check(
        &BOOK(),
        (BOB, buy(5).at(101).stp(StpMode::Decrement)),
        &[
            "#4 accepted: buy 5 @ 101, holds 505",
            "trade 1: 2 @ 100, maker #1 leaves 0, taker #4 leaves 3",
            "#2 reduced by 3 to 1 (Stp)",
            "#4 canceled (Stp): 3 open, 2 filled",
        ],
    );
    assert_eq!(exchange.balance(BOB, 0), (1_000_000 + 2 - 1, 1));
}

#[test]
fn decrement_of_equals_ends_both() {
    check(
        &[(BOB, sell(4).at(101))],
        (BOB, buy(4).at(101).stp(StpMode::Decrement)),
        &[
            "#2 accepted: buy 4 @ 101, holds 404",
            "#1 canceled (Stp): 4 open, 0 filled",
            "#2 canceled (Stp): 4 open, 0 filled",
        ],
    );
}

#[test]
fn none_lets_an_account_trade_with_itself() {
    check(
        &[(BOB, sell(4).at(101))],
        (BOB, buy(4).at(101).stp(StpMode::None)),
        &["#2 accepted: buy 4 @ 101, holds 404", "trade 1: 4 @ 101, maker #1 leaves 0, taker #2 leaves 0"],
    );
}

#[test]
fn the_takers_mode_decides() {
    let own = sell(4).at(101).stp(StpMode::CancelMaker);
    check(
        &[(BOB, own)],
        (BOB, buy(4).at(101).stp(StpMode::CancelTaker)),
        &["#2 accepted: buy 4 @ 101, holds 404", "#2 canceled (Stp): 4 open, 0 filled"],
    );
}

// req: AL-11
#[test]
fn accounts_of_one_group_do_not_trade_with_each_other() {
    let mut exchange = Exchange::with(Rules::default());
    for account in [ANA, BOB] {
        let id = exchange.fresh();
        exchange.operated(&wire::SetStpGroup::new(&header(&id), account, 7));
    }
    exchange.enter(ANA, sell(4).at(101));
    exchange.enter(CY, sell(4).at(101));
    assert_eq!(
        lines(&exchange.enter(BOB, buy(6).at(101).stp(StpMode::CancelMaker))),
        [
            "#3 accepted: buy 6 @ 101, holds 606",
            "#1 canceled (Stp): 4 open, 0 filled",
            "trade 1: 4 @ 101, maker #2 leaves 0, taker #3 leaves 2",
            "#3 rests 2 @ 101",
        ]
    );
}

#[test]
fn fill_or_kill_does_not_count_what_self_trade_prevention_takes_away() {
    for stp in [StpMode::CancelTaker, StpMode::CancelMaker, StpMode::CancelBoth, StpMode::Decrement] {
        check(
            &BOOK(),
            (BOB, buy(9).at(101).fok().stp(stp)),
            &["#4 accepted: buy 9 @ 101, holds 909", "#4 canceled (FokUnfillable): 9 open, 0 filled"],
        );
    }
    check(
        &BOOK(),
        (BOB, buy(8).at(101).fok().stp(StpMode::CancelMaker)),
        &[
            "#4 accepted: buy 8 @ 101, holds 808",
            "trade 1: 2 @ 100, maker #1 leaves 0, taker #4 leaves 6",
            "#2 canceled (Stp): 4 open, 0 filled",
            "trade 2: 6 @ 101, maker #3 leaves 0, taker #4 leaves 0",
        ],
    );
}
