//! Cancel on disconnect: what a lost session keeps, and when.

use crate::common::{ANA, BOB, CY, Command, Exchange, Rules, Special, buy, header, lines, sell};
use tapebook_schema as wire;
use tapebook_schema::{InstrumentStatus as S, PlannedPhase, RejectReason, TimeInForce};

const MS: u64 = 1_000_000;
const CANCEL: u32 = 1;
const KEEP_GTC: u32 = 4;
const KEEP_GTD: u32 = 8;
const KEEP_ON_LOGOUT: u32 = 16;

/// Session 2 trades for Ana, logged on with these options; she has a GTC order (1), a DAY order (2), a GTD order (3)
/// and a stop (4).
fn exchange(options: u32) -> (Exchange, u32) {
    let mut exchange = Exchange::with(Rules::default());
    let id = exchange.fresh();
    let key = wire::RegisterKey::new(&header(&id), &[5; 32], ANA, 1, 0, 0);
    let session = exchange.operated(&key) as u32;
    start(&mut exchange, session, options);
    let day = buy(1).at(91).tif(TimeInForce::Day).special();
    let stop = sell(1).stop(50);
    let gtd = buy(1).at(92).special().until(u64::MAX);
    exchange.enter(CY, sell(1).at(100));
    exchange.enter(BOB, buy(1).at(100));
    for order in [buy(1).at(90).special(), day, gtd, stop] {
        enter(&mut exchange, session, order);
    }
    (exchange, session)
}

fn enter(exchange: &mut Exchange, session: u32, order: Special) {
    let id = exchange.fresh();
    exchange.send(session, ANA, &order.message(&id));
}

fn start(exchange: &mut Exchange, session: u32, options: u32) {
    exchange.send(0, 0, &wire::SessionStarted::new(session, options));
}

fn lose(exchange: &mut Exchange, session: u32, logged_out: u8) -> Vec<String> {
    let reason = if logged_out == 1 { RejectReason::None } else { RejectReason::HeartbeatLost };
    lines(&exchange.send(0, 0, &wire::SessionLost::new(session, reason, logged_out, 0)))[1..].to_vec()
}

fn gone(order: u64) -> String {
    format!("#{order} canceled (Disconnect): 1 open, 0 filled")
}

// req: OT-12
#[test]
fn a_lost_session_keeps_what_it_asked_to_keep() {
    for (options, logged_out, ended) in [
        (0, 0, vec![]),
        (CANCEL, 0, vec![3, 4, 5, 6]),
        (CANCEL, 1, vec![3, 4, 5, 6]),
        (CANCEL | KEEP_GTC, 0, vec![4, 5]),
        (CANCEL | KEEP_GTD, 0, vec![3, 4, 6]),
        (CANCEL | KEEP_GTC | KEEP_GTD, 0, vec![4]),
        (CANCEL | KEEP_ON_LOGOUT, 0, vec![3, 4, 5, 6]),
        (CANCEL | KEEP_ON_LOGOUT, 1, vec![]),
        (KEEP_GTC, 0, vec![]),
    ] {
        let (mut exchange, session) = exchange(options);
        exchange.restart();
        let expected: Vec<String> = ended.into_iter().map(gone).collect();
        assert_eq!(lose(&mut exchange, session, logged_out), expected, "{options} {logged_out}");
        assert_eq!(
            exchange.send(0, 0, &wire::SessionLost::new(session, RejectReason::None, 0, 0)),
            [],
            "once"
        );
    }
}

#[test]
fn at_a_start_every_session_counts_as_lost() {
    let (mut exchange, _) = exchange(CANCEL | KEEP_GTC | KEEP_ON_LOGOUT);
    assert_eq!(lines(&exchange.send(0, 0, &wire::Start::new(2)))[1..], [gone(4), gone(5)]);
}

/// An auction with a buyer of one lot at 100, which trades in 10 ms; its guard is 5 ms.
fn before_an_auction(random: u32) -> (Exchange, u32) {
    let (mut exchange, session) = exchange(CANCEL);
    let id = exchange.fresh();
    let breach = wire::BreachAction::VolatilityAuction;
    let rules = wire::SetTradingRules::new(&header(&id), 0, breach, 0, 0, 0, 0, 1, 0, 0, 0, 60_000, 5);
    exchange.operated(&rules);
    let id = exchange.fresh();
    exchange.operate(&wire::SetInstrumentStatus::new(&header(&id), 0, S::OpeningAuction, 0, 0));
    let mut planned = [PlannedPhase::default(); 16];
    planned[0] = PlannedPhase::new(exchange.engine.time() + 10 * MS, S::Continuous, 0, 0, random);
    let id = exchange.fresh();
    exchange.operate(&wire::SetSchedule::new(&header(&id), 0, 1, 0, 0, &planned));
    enter(&mut exchange, session, buy(3).at(100).special());
    exchange.enter(BOB, sell(1).at(100));
    (exchange, session)
}

fn pass(exchange: &mut Exchange, ms: u64) -> Vec<String> {
    lines(&exchange.apply(&Command::new(0, 0, &wire::Tick::new(0)).after(ms * MS)))
}

#[test]
fn shortly_before_an_uncross_nothing_is_canceled_until_it_is_over() {
    for random in [0, 20] {
        let (mut exchange, session) = before_an_auction(random);
        pass(&mut exchange, 6);
        assert_eq!(lose(&mut exchange, session, 0), Vec::<String>::new());
        exchange.restart();
        let ended = pass(&mut exchange, 40);
        assert_eq!(
            ended,
            [
                "auction trade 2: 1 @ 100, buy #7 leaves 2, sell #8 leaves 0".to_string(),
                gone(3),
                gone(4),
                gone(5),
                gone(6),
                "#7 canceled (Disconnect): 2 open, 1 filled".to_string(),
                "OpeningAuction -> Continuous (Schedule)".to_string(),
            ]
        );
    }
}

#[test]
fn earlier_they_are_canceled_at_once() {
    let (mut exchange, session) = before_an_auction(0);
    pass(&mut exchange, 4);
    assert_eq!(lose(&mut exchange, session, 0).len(), 5);
}

#[test]
fn a_session_that_is_back_before_the_uncross_keeps_its_orders() {
    let (mut exchange, session) = before_an_auction(0);
    pass(&mut exchange, 6);
    lose(&mut exchange, session, 0);
    start(&mut exchange, session, CANCEL);
    let ended = pass(&mut exchange, 10);
    assert_eq!(ended.len(), 2, "{ended:?}");
    assert_eq!(lose(&mut exchange, session, 0).len(), 5);
}

#[test]
fn a_halt_of_the_auction_cancels_what_was_held_back() {
    let (mut exchange, session) = before_an_auction(0);
    pass(&mut exchange, 6);
    lose(&mut exchange, session, 0);
    let id = exchange.fresh();
    let halted = exchange.operate(&wire::SetInstrumentStatus::new(&header(&id), 0, S::Halted, 0, 0));
    assert_eq!(halted.len(), 7, "five cancels, the phase, the answer: {:?}", lines(&halted));
}
