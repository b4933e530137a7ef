//! Market orders: by quantity, by quote amount, and how far they may go.

use crate::common::{ANA, BOB, CY, Exchange, Rules, buy, buy_for, lines, sell, sell_for};
use crate::{check, check_by};
use tapebook_schema::{FeeAsset, StpMode};

// req: OT-03 OB-09
#[test]
fn a_market_order_never_rests() {
    check(
        &[(ANA, sell(5).at(101)), (ANA, sell(5).at(130))],
        (BOB, buy(8)),
        &[
            "#3 accepted: buy 8 @ 120, holds 960",
            "trade 1: 5 @ 101, maker #1 leaves 0, taker #3 leaves 3",
            "#3 canceled (Protection): 3 open, 5 filled",
        ],
    );
}

// req: OB-09 VR-15
#[test]
fn a_market_order_in_an_empty_book_is_canceled_and_its_hold_released() {
    // Fault C 56.
    let exchange = check(
        &[],
        (BOB, buy(8)),
        &["#1 accepted: buy 8 @ 120, holds 960", "#1 canceled (NoLiquidity): 8 open, 0 filled"],
    );
    assert_eq!(exchange.balance(BOB, 1), (1_000_000, 0));
    let exchange = check(
        &[],
        (BOB, sell(8)),
        &["#1 accepted: sell 8 @ 80, holds 8", "#1 canceled (NoLiquidity): 8 open, 0 filled"],
    );
    assert_eq!(exchange.balance(BOB, 0), (1_000_000, 0));
}

// req: OB-09
#[test]
fn a_market_order_that_empties_the_book_ends_for_want_of_liquidity() {
    check(
        &[(ANA, sell(5).at(101))],
        (BOB, buy(8)),
        &[
            "#2 accepted: buy 8 @ 120, holds 960",
            "trade 1: 5 @ 101, maker #1 leaves 0, taker #2 leaves 3",
            "#2 canceled (NoLiquidity): 3 open, 5 filled",
        ],
    );
}

// req: OT-03
#[test]
fn the_protection_price_is_the_nearer_of_the_band_and_the_greatest_impact() {
    let rules = Rules { band_ppm: 50_000, ..Rules::default() };
    check_by(
        rules,
        &[(ANA, sell(5).at(105)), (ANA, sell(5).at(106))],
        (BOB, buy(8)),
        &[
            "#3 accepted: buy 8 @ 105, holds 840",
            "trade 1: 5 @ 105, maker #1 leaves 0, taker #3 leaves 3",
            "#3 canceled (Protection): 3 open, 5 filled",
        ],
    );
}

// req: VR-06
#[test]
fn no_market_order_without_a_reference() {
    let rules = Rules { reference_price: 0, ..Rules::default() };
    check_by(rules.clone(), &[(ANA, sell(5).at(105))], (BOB, buy(8)), &["refused: NoReferencePrice"]);
    check_by(rules, &[(ANA, sell(5).at(105))], (BOB, buy_for(800)), &["refused: NoReferencePrice"]);
}

#[test]
fn a_market_order_may_be_fill_or_kill() {
    check(
        &[(ANA, sell(5).at(101)), (ANA, sell(5).at(130))],
        (BOB, buy(8).fok()),
        &["#3 accepted: buy 8 @ 120, holds 960", "#3 canceled (FokUnfillable): 8 open, 0 filled"],
    );
}

// req: OB-06
#[test]
fn an_amount_buys_as_many_lots_as_it_pays_for_at_each_price() {
    let exchange = check(
        &[(ANA, sell(3).at(100)), (ANA, sell(9).at(110))],
        (BOB, buy_for(730)),
        &[
            "#3 accepted: buy for 730, worst 120, holds 730",
            "trade 1: 3 @ 100, maker #1 leaves 0, taker #3 leaves 0",
            "trade 2: 3 @ 110, maker #2 leaves 6, taker #3 leaves 0",
            "#3 filled (None): 0 open, 6 filled",
        ],
    );
    assert_eq!(exchange.balance(BOB, 1), (1_000_000 - 630, 0));
}

// req: OB-06
#[test]
fn selling_for_an_amount_takes_the_fewest_lots_that_reach_it() {
    let exchange = check(
        &[(ANA, buy(3).at(100)), (ANA, buy(9).at(90))],
        (BOB, sell_for(350)),
        &[
            "#3 accepted: sell for 350, worst 80, holds 5",
            "trade 1: 3 @ 100, maker #1 leaves 0, taker #3 leaves 0",
            "trade 2: 1 @ 90, maker #2 leaves 8, taker #3 leaves 0",
            "#3 filled (None): 0 open, 4 filled",
        ],
    );
    assert_eq!(exchange.balance(BOB, 0), (1_000_000 - 4, 0));
}

#[test]
fn an_amount_that_the_book_cannot_take_ends_unfilled() {
    check(
        &[(ANA, sell(3).at(100))],
        (BOB, buy_for(730)),
        &[
            "#2 accepted: buy for 730, worst 120, holds 730",
            "trade 1: 3 @ 100, maker #1 leaves 0, taker #2 leaves 0",
            "#2 canceled (NoLiquidity): 0 open, 3 filled",
        ],
    );
    check(
        &[(ANA, sell(3).at(100)), (ANA, sell(3).at(121))],
        (BOB, buy_for(730)),
        &[
            "#3 accepted: buy for 730, worst 120, holds 730",
            "trade 1: 3 @ 100, maker #1 leaves 0, taker #3 leaves 0",
            "#3 canceled (Protection): 0 open, 3 filled",
        ],
    );
}

// req: AL-11
#[test]
fn an_amount_holds_its_fee_where_that_is_taken_from_quote() {
    let mut exchange = Exchange::with(Rules { fee_asset: FeeAsset::Quote, ..Rules::default() });
    exchange.set_fees(0, 0, 10_000);
    exchange.enter(ANA, sell(3).at(100));
    exchange.enter(ANA, sell(9).at(110));
    assert_eq!(
        lines(&exchange.enter(BOB, buy_for(730))),
        [
            "#3 accepted: buy for 730, worst 120, holds 738",
            "trade 1: 3 @ 100, maker #1 leaves 0, taker #3 leaves 0, fees 0 of asset 1 and 3 of asset 1",
            "trade 2: 3 @ 110, maker #2 leaves 6, taker #3 leaves 0, fees 0 of asset 1 and 4 of asset 1",
            "#3 filled (None): 0 open, 6 filled",
        ]
    );
    assert_eq!(exchange.balance(BOB, 1), (1_000_000 - 637, 0));
}

// An amount that buys no more lot is done before self-trade prevention has a say.
#[test]
fn an_amount_that_is_spent_leaves_its_own_orders_alone() {
    for stp in [StpMode::CancelTaker, StpMode::CancelMaker, StpMode::CancelBoth, StpMode::Decrement] {
        let exchange = check(
            &[(ANA, sell(3).at(100)), (BOB, sell(9).at(110))],
            (BOB, buy_for(350).stp(stp)),
            &[
                "#3 accepted: buy for 350, worst 120, holds 350",
                "trade 1: 3 @ 100, maker #1 leaves 0, taker #3 leaves 0",
                "#3 filled (None): 0 open, 3 filled",
            ],
        );
        assert_eq!(exchange.engine.orders().count(), 1, "Bob's own offer stands under {stp:?}");
    }
}

#[test]
fn an_amount_that_decrement_takes_away_ends_by_self_trade_prevention() {
    let exchange = check(
        &[(BOB, sell(9).at(100))],
        (BOB, buy_for(300).stp(StpMode::Decrement)),
        &[
            "#2 accepted: buy for 300, worst 120, holds 300",
            "#1 reduced by 3 to 6 (Stp)",
            "#2 canceled (Stp): 0 open, 0 filled",
        ],
    );
    assert_eq!(exchange.balance(BOB, 1), (1_000_000, 0));
    check(
        &[(CY, sell(1).at(99)), (BOB, sell(1).at(100))],
        (BOB, buy_for(199).stp(StpMode::Decrement)),
        &[
            "#3 accepted: buy for 199, worst 120, holds 199",
            "trade 1: 1 @ 99, maker #1 leaves 0, taker #3 leaves 0",
            "#2 canceled (Stp): 1 open, 0 filled",
            "#3 canceled (Stp): 0 open, 1 filled",
        ],
    );
}

#[test]
fn fields_that_contradict_each_other_are_refused() {
    for (order, reason) in [
        (crate::common::Order { price: 100, ..buy(5) }, "refused: InvalidFlags"),
        (crate::common::Order { quantity: 5, ..buy_for(100) }, "refused: InvalidFlags"),
        (crate::common::Order { amount: 5, ..buy(5) }, "refused: InvalidFlags"),
        (buy_for(100).fok(), "refused: InvalidTimeInForce"),
        (buy_for(0), "refused: AmountNotPositive"),
        (buy_for(-1), "refused: AmountNotPositive"),
        (buy(0), "refused: QuantityZero"),
        (buy(5).at(100).flags(16), "refused: InvalidFlags"),
        (buy(5).at(100).flags(2), "refused: InvalidFlags"),
    ] {
        check(&[(ANA, sell(5).at(100))], (BOB, order), &[reason]);
    }
}
