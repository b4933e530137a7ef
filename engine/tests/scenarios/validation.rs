//! What is refused, with which reason, and that a refusal moves nothing (faults C 47, 48, 51, 58).

use crate::common::{ANA, BOB, Exchange, Rules, buy, buy_for, header, lines, sell};
use crate::{check_by, check_refused};
use tapebook_schema as wire;
use tapebook_schema::TimeInForce;

fn narrow() -> Exchange {
    Exchange::with(Rules {
        min_quantity: 10,
        max_quantity: 1000,
        quantity_step: 5,
        min_notional: 1200,
        max_price: 10_000,
        collar_ppm: 500_000,
        ticks: vec![(0, 1), (110, 5)],
        ..Rules::default()
    })
}

// req: VR-01 VR-02 VR-06
#[test]
fn prices() {
    let mut exchange = narrow();
    for (price, reason) in [
        (0, "refused: PriceNotPositive"),
        (-1, "refused: PriceNotPositive"),
        (i64::MIN, "refused: PriceNotPositive"),
        (i64::MAX, "refused: PriceOutOfRange 10000"),
        (10_001, "refused: PriceOutOfRange 10000"),
        (111, "refused: PriceOffTick 5"),
        (155, "refused: PriceOutsideCollar 150"),
        (49, "refused: PriceOutsideCollar 50"),
        (10_000, "refused: PriceOutsideCollar 150"),
        (151, "refused: PriceOffTick 5, also PriceOutsideCollar"),
    ] {
        check_refused(&mut exchange, ANA, buy(50).at(price), reason);
        check_refused(&mut exchange, ANA, sell(50).at(price), reason);
    }
    let rests = |price| format!("#1 accepted: sell 50 @ {price}, holds 50, rests 50");
    for price in [50, 150, 109, 110] {
        assert_eq!(
            lines(&narrow().enter(ANA, sell(50).at(price))),
            [rests(price)],
            "exactly a half away passes"
        );
    }
}

// req: VR-03 VR-06 OB-13
#[test]
fn quantities() {
    let mut exchange = narrow();
    for (quantity, reason) in [
        (0, "refused: QuantityZero"),
        (9, "refused: QuantityBelowMinimum 10, also QuantityOffStep"),
        (5, "refused: QuantityBelowMinimum 10"),
        (12, "refused: QuantityOffStep 5"),
        (1005, "refused: QuantityAboveMaximum 1000"),
        (u64::MAX, "refused: QuantityAboveMaximum 1000"),
        (1 << 63, "refused: QuantityAboveMaximum 1000, also QuantityOffStep"),
        (10, "refused: NotionalBelowMinimum 1200"),
    ] {
        check_refused(&mut exchange, ANA, buy(quantity).at(100), reason);
    }
    assert_eq!(
        lines(&exchange.enter(ANA, buy(15).at(80))),
        ["#1 accepted: buy 15 @ 80, holds 1200, rests 15"]
    );
}

// req: VR-05
#[test]
fn every_broken_rule_is_named_and_the_first_is_the_answer() {
    let mut exchange = narrow();
    let order = buy(3).at(-7).flags(32).tif(TimeInForce::Gtd);
    let reason = "refused: InvalidTimeInForce, also InvalidFlags PriceNotPositive QuantityBelowMinimum QuantityOffStep";
    check_refused(&mut exchange, ANA, order, reason);
}

// req: VR-06
#[test]
fn an_unknown_instrument_or_account_is_refused() {
    let mut exchange = narrow();
    check_refused(&mut exchange, ANA, buy(50).at(100).of(1), "refused: UnknownInstrument");
    check_refused(&mut exchange, ANA, buy(50).at(100).of(u32::MAX), "refused: UnknownInstrument");
    for account in [0, 1, 15, 20, u32::MAX] {
        check_refused(&mut exchange, account, buy(50).at(100), "refused: UnknownAccount");
    }
}

// req: VR-04 VR-14
#[test]
fn an_order_needs_its_funds() {
    let mut exchange = Exchange::with(Rules::default());
    check_refused(&mut exchange, ANA, buy(10_001).at(100), "refused: InsufficientBalance");
    assert_eq!(
        lines(&exchange.enter(ANA, buy(10_000).at(100))),
        ["#1 accepted: buy 10000 @ 100, holds 1000000, rests 10000"]
    );
    check_refused(&mut exchange, ANA, buy(1).at(1), "refused: InsufficientBalance");
    check_refused(&mut exchange, ANA, buy(1), "refused: InsufficientBalance");
    check_refused(&mut exchange, ANA, buy_for(1), "refused: InsufficientBalance");
    let nobody = exchange.open_accounts(1);
    check_refused(&mut exchange, nobody, buy(1).at(1), "refused: InsufficientBalance");
    check_refused(&mut exchange, nobody, sell(1).at(1), "refused: InsufficientBalance");
}

// req: VR-02
#[test]
fn no_first_trade_without_a_reference() {
    // Fault C 58.
    let rules = Rules { reference_price: 0, ..Rules::default() };
    for order in [buy(5).at(100), buy(5).at(100).ioc(), buy(5).at(100).fok(), buy(1).at(900_000)] {
        check_by(rules.clone(), &[(ANA, sell(5).at(100))], (BOB, order), &["refused: NoReferencePrice"]);
    }
    let mut exchange = check_by(
        rules,
        &[(ANA, sell(5).at(100))],
        (BOB, buy(5).at(99)),
        &["#2 accepted: buy 5 @ 99, holds 495, rests 5"],
    );
    let id = exchange.fresh();
    let replace = crate::common::replace(&id, 2, 100, 0);
    assert_eq!(lines(&exchange.ask(BOB, &replace)), ["refused: NoReferencePrice"]);
    let id = exchange.fresh();
    exchange.operated(&wire::SetReferencePrice::new(&header(&id), 0, 0, 100));
    let id = exchange.fresh();
    assert_eq!(
        lines(&exchange.ask(BOB, &crate::common::replace(&id, 2, 100, 0))),
        [
            "#2 replaced: 5 @ 99 -> total 5 @ 100, loses its place, rests 0",
            "trade 1: 5 @ 100, maker #1 leaves 0, taker #2 leaves 0",
        ]
    );
}

// req: VR-02
#[test]
fn no_trade_is_made_outside_the_band() {
    let rules = Rules { band_ppm: 50_000, ..Rules::default() };
    let asks = [(ANA, sell(5).at(105)), (ANA, sell(5).at(106))];
    check_by(
        rules.clone(),
        &asks,
        (BOB, buy(8).at(110)),
        &[
            "#3 accepted: buy 8 @ 110, holds 880",
            "trade 1: 5 @ 105, maker #1 leaves 0, taker #3 leaves 3",
            "#3 rests 3 @ 110",
            "Continuous -> VolatilityAuction (Band)",
        ],
    );
    check_by(
        rules.clone(),
        &asks,
        (BOB, buy(8).at(110).fok()),
        &["#3 accepted: buy 8 @ 110, holds 880", "#3 canceled (FokUnfillable): 8 open, 0 filled"],
    );
    // A bid above the band is no bargain for sellers either: the trade would print outside.
    let canceled = "#2 canceled (Protection): 5 open, 0 filled";
    let outcomes =
        [(sell(5).at(90), "#2 rests 5 @ 90"), (sell(5).at(90).ioc(), canceled), (sell(5), canceled)];
    for (order, outcome) in outcomes {
        let mut exchange = Exchange::with(rules.clone());
        exchange.enter(ANA, buy(5).at(120));
        let events = lines(&exchange.enter(BOB, order));
        assert_eq!(events[1..], [outcome, "Continuous -> VolatilityAuction (Band)"]);
    }
}

#[test]
fn a_replace_is_held_to_the_limits_too() {
    let mut exchange = Exchange::with(Rules { collar_ppm: 100_000, ..Rules::default() });
    exchange.enter(ANA, buy(10).at(100));
    for (price, quantity, reason) in [
        (111, 0, "refused: PriceOutsideCollar 110"),
        (-1, 0, "refused: PriceNotPositive"),
        (0, u64::MAX, "refused: QuantityAboveMaximum 1000000"),
        (0, 10_001, "refused: InsufficientBalance"),
        (0, 0, "refused: InvalidReplace"),
        (100, 10, "refused: InvalidReplace"),
    ] {
        let id = exchange.fresh();
        let events = exchange.ask(ANA, &crate::common::replace(&id, 1, price, quantity));
        assert_eq!(lines(&events), [reason]);
    }
    assert_eq!(exchange.balance(ANA, 1), (999_000, 1000), "a refused replace leaves the original untouched");
}
