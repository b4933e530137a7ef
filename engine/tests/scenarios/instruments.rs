//! Halts, delisting, changes of rules.

use crate::common::{ANA, BOB, Exchange, Rules, buy, cancel_order, header, lines, replace, sell, tick_table};
use tapebook_schema as wire;
use tapebook_schema::InstrumentStatus;

fn set(id: &str, status: InstrumentStatus, cancels: u8) -> wire::SetInstrumentStatus {
    wire::SetInstrumentStatus::new(&header(id), 0, status, cancels, 0)
}

fn book() -> Exchange {
    let mut exchange = Exchange::with(Rules::default());
    exchange.enter(ANA, sell(5).at(101));
    exchange.enter(ANA, sell(5).at(103));
    exchange.enter(BOB, buy(5).at(99));
    exchange
}

// req: VR-06
#[test]
fn a_halted_instrument_takes_cancels_only() {
    let mut exchange = book();
    assert_eq!(
        lines(&exchange.operate(&set("h1", InstrumentStatus::Halted, 0))),
        ["Continuous -> Halted (Operator)", "SetInstrumentStatus applied: 0"]
    );
    for order in [buy(5).at(101), buy(5).at(90), buy(5), buy(5).at(101).ioc()] {
        assert_eq!(lines(&exchange.enter(BOB, order)), ["refused: InstrumentNotTrading"]);
    }
    assert_eq!(lines(&exchange.ask(ANA, &replace("r1", 1, 100, 0))), ["refused: InstrumentNotTrading"]);
    assert_eq!(lines(&exchange.ask(ANA, &cancel_order("x1", 1))), ["#1 canceled (User): 5 open, 0 filled"]);
    exchange.operated(&set("h2", InstrumentStatus::Continuous, 0));
    assert_eq!(exchange.enter(BOB, buy(5).at(103)).len(), 2);
}

#[test]
fn a_halt_may_cancel_everything() {
    let mut exchange = book();
    assert_eq!(
        lines(&exchange.operate(&set("h1", InstrumentStatus::Halted, 1))),
        [
            "#3 canceled (Halt): 5 open, 0 filled",
            "#1 canceled (Halt): 5 open, 0 filled",
            "#2 canceled (Halt): 5 open, 0 filled",
            "Continuous -> Halted (Operator)",
            "SetInstrumentStatus applied: 0",
        ]
    );
    assert_eq!((exchange.balance(ANA, 0), exchange.balance(BOB, 1)), ((1_000_000, 0), (1_000_000, 0)));
}

#[test]
fn delisting_cancels_and_releases_for_good() {
    // Fault C 61.
    let mut exchange = book();
    assert_eq!(
        lines(&exchange.operate(&set("h1", InstrumentStatus::Delisted, 0))),
        [
            "#3 canceled (Delist): 5 open, 0 filled",
            "#1 canceled (Delist): 5 open, 0 filled",
            "#2 canceled (Delist): 5 open, 0 filled",
            "Continuous -> Delisted (Operator)",
            "SetInstrumentStatus applied: 0",
        ]
    );
    assert_eq!((exchange.balance(ANA, 0), exchange.balance(BOB, 1)), ((1_000_000, 0), (1_000_000, 0)));
    assert_eq!(lines(&exchange.enter(BOB, buy(5).at(101))), ["refused: InstrumentNotTrading"]);
    assert_eq!(
        lines(&exchange.operate(&set("h2", InstrumentStatus::Continuous, 0))),
        ["refused: InvalidParameter"]
    );
}

// req: OB-13
#[test]
fn orders_that_new_price_rules_do_not_admit_are_canceled() {
    let mut exchange = book();
    let rules = |id: &str, collar, ticks: &[(i64, i64)]| {
        wire::SetPriceRules::new(&header(id), 0, collar, 0, 200_000, &tick_table(ticks))
    };
    assert_eq!(
        lines(&exchange.operate(&rules("p1", 20_000, &[]))),
        ["#2 canceled (Halt): 5 open, 0 filled", "SetPriceRules applied: 0"]
    );
    assert_eq!(
        lines(&exchange.operate(&rules("p2", 20_000, &[(0, 3)]))),
        ["#1 canceled (Halt): 5 open, 0 filled", "SetPriceRules applied: 0"]
    );
    assert_eq!(lines(&exchange.operate(&rules("p3", 0, &[(5, 1)]))), ["refused: InvalidParameter"]);
    assert_eq!(lines(&exchange.operate(&rules("p4", 0, &[(0, 5), (0, 1)]))), ["refused: InvalidParameter"]);
    assert_eq!(lines(&exchange.operate(&rules("p5", 0, &[(0, 0), (5, 1)]))), ["refused: InvalidParameter"]);
}

#[test]
fn instruments_that_cannot_be() {
    let mut exchange = Exchange::with(Rules::default());
    let refused = |exchange: &mut Exchange, rules: Rules, reason: &str| {
        let id = exchange.fresh();
        assert_eq!(lines(&exchange.operate(&rules.message(&id, "NEW"))), [reason]);
    };
    let plain = Rules::default;
    for rules in [
        Rules { tick_size: 0, ..plain() },
        Rules { lot_size: 0, ..plain() },
        Rules { price_scale: 1, ..plain() },
        Rules { price_scale: 255, quantity_scale: 255, ..plain() },
        Rules { min_quantity: 0, ..plain() },
        Rules { min_quantity: 1_000_001, ..plain() },
        Rules { max_quantity: (1 << 48) + 1, ..plain() },
        Rules { max_price: (1 << 47) + 1, ..plain() },
        Rules { max_price: 0, ..plain() },
        Rules { quantity_step: 0, ..plain() },
        Rules { min_notional: -1, ..plain() },
        Rules { protection_ppm: 0, ..plain() },
        Rules { reference_price: -1, ..plain() },
        Rules { reference_price: 1_000_001, ..plain() },
        Rules { quote: 0, ..plain() },
        Rules { tick_size: u64::MAX, lot_size: u64::MAX, ..plain() },
        Rules { ticks: vec![(1, 1)], ..plain() },
        Rules { ticks: vec![(0, -1)], ..plain() },
    ] {
        refused(&mut exchange, rules, "refused: InvalidParameter");
    }
    refused(&mut exchange, Rules { base: 9, ..plain() }, "refused: UnknownAsset");
    let id = exchange.fresh();
    assert_eq!(lines(&exchange.operate(&plain().message(&id, "BTCUSD"))), ["refused: AlreadyExists"]);
    for symbol in ["", "btc", "BTC USD", "A\0B"] {
        let id = exchange.fresh();
        assert_eq!(lines(&exchange.operate(&plain().message(&id, symbol))), ["refused: InvalidParameter"]);
    }
}
