//! What would happen, without its happening (OB-11, VR-13).

use crate::common::{ANA, BOB, CY, Exchange, Order, Rules, buy, buy_for, sell, sell_for};
use tapebook_engine::Context;
use tapebook_schema::{Message, RejectReason, SimulationReport, StpMode};

fn simulate(exchange: &mut Exchange, account: u32, order: Order) -> SimulationReport {
    let before = exchange.snapshot();
    let context = Context { account, ..Context::default() };
    let report = exchange.engine.simulate(&context, 5, &order.message("simulated"));
    assert_eq!(exchange.snapshot(), before, "nothing changes");
    assert_eq!(
        tapebook_schema::verify(SimulationReport::TYPE.0, 1, report.bytes()),
        Ok(SimulationReport::TYPE)
    );
    report
}

/// Is the report what then happens?
#[track_caller]
fn check_simulation(order: Order) {
    let mut exchange = Exchange::with(Rules::default());
    for (account, order) in [
        (ANA, sell(3).at(101)),
        (BOB, sell(4).at(101)),
        (CY, sell(5).at(103)),
        (ANA, buy(3).at(99)),
        (BOB, buy(4).at(98)),
        (CY, buy(5).at(97)),
    ] {
        exchange.enter(account, order);
    }
    let report = simulate(&mut exchange, BOB, order);
    let (mut quantity, mut notional, mut last, mut makers, mut reason) = (0, 0, 0, 0, RejectReason::None);
    for event in exchange.enter(BOB, order) {
        use crate::common::Event;
        match event {
            Event::Traded { quantity: lots, notional: quote, price, .. } => {
                quantity += lots;
                notional += quote;
                last = price;
                makers += 1;
            }
            Event::Rejected { reason: why, .. } => reason = why,
            _ => {}
        }
    }
    let simulated = (report.quantity(), i128::from(report.notional()), report.last_price(), report.makers());
    assert_eq!(simulated, (quantity, notional, last, makers), "{order:?}");
    assert_eq!((report.reason(), report.matches() == 1), (reason, quantity > 0), "{order:?}");
}

// req: OB-11 VR-13
#[test]
fn a_simulation_tells_what_then_happens() {
    for stp in
        [StpMode::CancelTaker, StpMode::CancelMaker, StpMode::CancelBoth, StpMode::Decrement, StpMode::None]
    {
        for quantity in [1, 2, 3, 5, 8, 20, 2_000_000] {
            for order in [buy(quantity), sell(quantity)] {
                check_simulation(order.stp(stp));
                check_simulation(order.stp(stp).fok());
            }
            for price in [90, 97, 98, 101, 102, 103, 110] {
                for order in [buy(quantity).at(price), sell(quantity).at(price)] {
                    check_simulation(order.stp(stp));
                    check_simulation(order.stp(stp).fok());
                    check_simulation(order.stp(stp).post_only());
                }
            }
        }
        for amount in [1, 98, 99, 100, 202, 303, 350, 704, 810, 5000, 1_000_000, 1_000_001, 100_000_000] {
            check_simulation(buy_for(amount).stp(stp));
            check_simulation(sell_for(amount).stp(stp));
        }
    }
}

// req: OB-11
#[test]
fn a_simulation_names_the_refusal() {
    let mut exchange = Exchange::with(Rules::default());
    let mut reason = |order| simulate(&mut exchange, BOB, order).reason();
    assert_eq!(reason(buy(0).at(100)), RejectReason::QuantityZero);
    assert_eq!(reason(buy(10_001).at(100)), RejectReason::InsufficientBalance);
    assert_eq!(reason(sell(1_000_001).at(100)), RejectReason::QuantityAboveMaximum);
    assert_eq!(reason(buy(5).at(100)), RejectReason::None);
    assert_eq!(simulate(&mut exchange, 3, buy(5).at(100)).reason(), RejectReason::UnknownAccount);
}
