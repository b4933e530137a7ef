//! Orders that are good till a time.

use crate::common::{
    ANA, BOB, CY, Command, DAN, Exchange, Rules, Special, buy, cancel_order, header, lines, peg_buy, replace,
    sell,
};
use tapebook_schema as wire;
use tapebook_schema::{InstrumentStatus, PegKind, TimeInForce};

fn exchange() -> Exchange {
    let mut exchange = Exchange::with(Rules::default());
    exchange.enter(CY, sell(1).at(100));
    exchange.enter(DAN, buy(1).at(100).ioc());
    exchange
}

/// A Tick, so long after the command before.
fn tick(exchange: &mut Exchange, after: u64) -> Vec<String> {
    lines(&exchange.apply(&Command::new(0, 0, &wire::Tick::new(0)).after(after)))
}

fn enter(exchange: &mut Exchange, account: u32, order: Special) -> Vec<String> {
    lines(&exchange.enter_special(account, order))
}

// req: OT-11
#[test]
fn an_order_is_gone_at_its_time_and_stands_until_then() {
    let mut exchange = exchange();
    let now = exchange.engine.time();
    let until = now + 1_000;
    assert_eq!(
        enter(&mut exchange, ANA, sell(5).at(105).special().until(until)),
        ["#3 accepted: sell 5 @ 105, holds 5, rests 5".into(), format!("#3 stands until {until}")]
    );
    assert_eq!(exchange.engine.next_due(), until, "a Tick is due");
    let late = Command::new(2, BOB, &buy(2).at(105).message("b1")).after(998);
    assert_eq!(exchange.apply(&late).len(), 2, "a nanosecond before it trades");
    let order = sell(5).at(105).message("b2");
    let taken = exchange.apply(
        &Command::new(2, BOB, &wire::CancelAll::new(&header("b3"), 0, wire::SideFilter::Both, 0, 0)).after(1),
    );
    assert_eq!(lines(&taken), ["#3 expired (ExpiredGtd): 3 open, 2 filled", "CancelAll applied: 0"]);
    assert_eq!(exchange.balance(ANA, 0), (999_998, 0));
    assert_eq!(lines(&exchange.ask(BOB, &order)).len(), 1);
    assert_eq!(exchange.engine.next_due(), u64::MAX);
}

// req: OT-11
#[test]
fn a_tick_is_enough_and_those_of_one_time_go_in_the_order_they_came() {
    let mut exchange = exchange();
    let until = exchange.engine.time() + 1_000;
    for (account, expires) in [(ANA, until), (BOB, until + 1), (CY, until), (DAN, until)] {
        enter(&mut exchange, account, buy(1).at(90).special().until(expires));
    }
    exchange.ask(CY, &cancel_order("c", 5));
    let gone = |id| format!("#{id} expired (ExpiredGtd): 1 open, 0 filled");
    assert_eq!(tick(&mut exchange, 1_000), [gone(3), gone(6), gone(4)]);
}

// req: OT-11
#[test]
fn every_type_that_may_wait_expires() {
    let mut exchange = exchange();
    exchange.enter(BOB, sell(9).at(110));
    exchange.enter(BOB, buy(9).at(90));
    let until = exchange.engine.time() + 1_000;
    for order in [sell(1).stop(95), sell(1).at(94).stop(95), sell(1).take_profit(108), sell(1).trail(7)] {
        enter(&mut exchange, ANA, order.until(until));
    }
    let mut peg = peg_buy(5, PegKind::BestBid, 0, 100).message("peg");
    peg.set_time_in_force(TimeInForce::Gtd);
    peg.set_expire_time(until);
    assert_eq!(lines(&exchange.ask(ANA, &peg))[1], format!("#9 follows BestBid +0 until {until}"));
    exchange.restart();
    let gone: Vec<String> = (5..10)
        .map(|id| format!("#{id} expired (ExpiredGtd): {} open, 0 filled", if id == 9 { 5 } else { 1 }))
        .collect();
    assert_eq!(tick(&mut exchange, 1_000), gone);
    assert_eq!(exchange.balance(ANA, 0).1 + exchange.balance(ANA, 1).1, 0);
}

#[test]
fn a_triggered_limit_keeps_its_time_and_a_market_order_has_none() {
    let mut exchange = exchange();
    exchange.enter(BOB, buy(2).at(95));
    let until = exchange.engine.time() + 1_000;
    enter(&mut exchange, ANA, sell(5).at(94).stop(95).until(until));
    enter(&mut exchange, ANA, sell(5).stop(95).until(until));
    let fired = lines(&exchange.enter(DAN, sell(1).at(95)));
    assert!(fired.contains(&"#4 rests 4 @ 94".into()), "{fired:?}");
    assert!(fired.contains(&"#5 canceled (NoLiquidity): 5 open, 0 filled".into()), "{fired:?}");
    assert_eq!(tick(&mut exchange, 1_000), ["#4 expired (ExpiredGtd): 4 open, 1 filled"]);
}

#[test]
fn a_replace_leaves_its_time_as_it_was() {
    let mut exchange = exchange();
    exchange.enter(BOB, sell(1).at(104));
    let until = exchange.engine.time() + 1_000;
    enter(&mut exchange, ANA, buy(5).at(90).special().until(until));
    exchange.ask(ANA, &replace("r1", 4, 103, 5));
    exchange.ask(ANA, &replace("r2", 4, 104, 5));
    exchange.restart();
    assert_eq!(tick(&mut exchange, 1_000), ["#4 expired (ExpiredGtd): 4 open, 1 filled"]);
}

#[test]
fn it_expires_in_every_phase_and_before_the_auction_of_that_time() {
    for phase in [
        InstrumentStatus::Halted,
        InstrumentStatus::Suspended,
        InstrumentStatus::PreOpen,
        InstrumentStatus::VolatilityAuction,
        InstrumentStatus::Closed,
    ] {
        let mut exchange = exchange();
        let until = exchange.engine.time() + 120_000_000_000;
        enter(&mut exchange, ANA, buy(5).at(90).special().until(until + 2));
        exchange.operate(&wire::SetInstrumentStatus::new(&header("p"), 0, phase, 0, 0));
        let gone = tick(&mut exchange, 120_000_000_000);
        assert_eq!(gone[0], "#3 expired (ExpiredGtd): 5 open, 0 filled", "{phase:?}");
    }
}

#[test]
fn a_time_that_is_not_to_come_is_refused() {
    let mut exchange = exchange();
    let now = exchange.engine.time();
    let gtd = |at: u64| buy(5).at(90).special().until(at);
    let gtc = |at: u64| Special { expires: at, ..buy(5).at(90).special() };
    for (order, expected) in [
        (gtd(0), format!("refused: ExpireTimePassed {}", now + 1)),
        (gtd(now), format!("refused: ExpireTimePassed {}", now + 2)),
        (gtd(now + 3), format!("refused: ExpireTimePassed {}", now + 3)),
        (gtc(now + 900), "refused: InvalidTimeInForce".into()),
        (buy(5).special().until(now + 900), "refused: InvalidTimeInForce".into()),
    ] {
        assert_eq!(enter(&mut exchange, ANA, order), [expected]);
    }
    assert_eq!(
        lines(&exchange.enter(ANA, buy(5).at(90).tif(TimeInForce::Gtd))),
        ["refused: InvalidTimeInForce"]
    );
    assert_eq!(enter(&mut exchange, ANA, gtd(u64::MAX)).len(), 2, "the last of all times is one");
}
