//! Who may do what, and sessions that are lost.

use crate::common::{ANA, BOB, Event, Exchange, Rules, buy, header, lines, sell};
use tapebook_schema as wire;
use tapebook_schema::{Amount, RejectReason};

fn started(session: u32, options: u32) -> wire::SessionStarted {
    wire::SessionStarted::new(session, options)
}

fn lost(session: u32) -> wire::SessionLost {
    wire::SessionLost::new(session, RejectReason::HeartbeatLost, 0, 0)
}

#[test]
fn only_operators_operate() {
    let mut exchange = Exchange::with(Rules::default());
    let key = |id: &str, key: u8, permissions| {
        wire::RegisterKey::new(&header(id), &[key; 32], ANA, permissions, 0, 0)
    };
    let session = exchange.operated(&key("k1", 1, 1)) as u32;
    let deposit = wire::Deposit::new(&header("d1"), ANA, 1, &Amount::from(5));
    assert_eq!(lines(&exchange.send(session, ANA, &deposit)), ["refused: NotPermitted"]);
    assert_eq!(lines(&exchange.send(77, 0, &deposit)), ["refused: NotPermitted"]);
    assert_eq!(lines(&exchange.operate(&deposit)), ["Deposit applied: 0"]);
    assert_eq!(lines(&exchange.operate(&key("k2", 1, 1))), ["refused: KeyInUse"]);
    assert_eq!(lines(&exchange.operate(&key("k3", 2, 64))), ["refused: InvalidParameter"]);
    assert_eq!(
        lines(&exchange.operate(&wire::RevokeKey::new(&header("k4"), 99, 0))),
        ["refused: UnknownKey"]
    );
}

/// A session of Ana's, and Bob's orders that are not to be touched.
fn live(options: u32) -> (Exchange, u32) {
    let mut exchange = Exchange::with(Rules::default());
    let session = exchange.operated(&wire::RegisterKey::new(&header("k1"), &[1; 32], ANA, 1, 0, 0)) as u32;
    exchange.send(0, 0, &started(session, options));
    exchange.send(session, ANA, &buy(5).at(100).message("a1"));
    exchange.send(session, ANA, &sell(5).at(101).message("a2"));
    exchange.send(session + 1, ANA, &buy(5).at(99).message("a3"));
    exchange.enter(BOB, buy(5).at(98));
    (exchange, session)
}

#[test]
fn a_lost_session_takes_its_own_orders_with_it_if_it_asked_for_that() {
    // Fault C 60.
    let (mut exchange, session) = live(1);
    assert_eq!(
        lines(&exchange.send(0, 0, &lost(session))),
        [
            format!("SessionLost applied: {session}"),
            "#1 canceled (Disconnect): 5 open, 0 filled".to_string(),
            "#2 canceled (Disconnect): 5 open, 0 filled".to_string(),
        ]
    );
    assert_eq!(exchange.engine.orders().count(), 2);
    assert_eq!(lines(&exchange.send(0, 0, &lost(session))), [""; 0], "it is lost already");
    let (mut exchange, session) = live(0);
    assert_eq!(exchange.send(0, 0, &lost(session)).len(), 1);
    assert_eq!(exchange.engine.orders().count(), 4);
}

#[test]
fn at_a_start_every_session_counts_as_lost() {
    let (mut exchange, _) = live(1);
    exchange.restart();
    assert_eq!(
        lines(&exchange.send(0, 0, &wire::Start::new(2))),
        [
            "Start applied: 2",
            "#1 canceled (Disconnect): 5 open, 0 filled",
            "#2 canceled (Disconnect): 5 open, 0 filled",
        ]
    );
    assert_eq!(exchange.engine.generation(), 2);
}

#[test]
fn a_revoked_key_is_a_lost_session() {
    let (mut exchange, session) = live(1);
    let events = exchange.operate(&wire::RevokeKey::new(&header("r"), session, 0));
    assert_eq!(events.iter().filter(|event| matches!(event, Event::Canceled { .. })).count(), 2);
    assert!(exchange.engine.members().get(session).unwrap().revoked);
}

// req: AL-03
#[test]
fn the_kill_switch_blocks_and_cancels_at_once() {
    // Fault C 60.
    let (mut exchange, session) = live(0);
    let kill = wire::SetAccountStatus::new(&header("kill"), ANA, wire::AccountStatus::Frozen, 1, 0);
    assert_eq!(
        lines(&exchange.operate(&kill)),
        [
            "#1 canceled (User): 5 open, 0 filled",
            "#2 canceled (User): 5 open, 0 filled",
            "#3 canceled (User): 5 open, 0 filled",
            "SetAccountStatus applied: 16",
        ]
    );
    let events = exchange.send(session, ANA, &buy(1).at(100).message("a9"));
    assert_eq!(lines(&events), ["refused: AccountFrozen"]);
}

#[test]
fn sessions_act_for_their_own_and_gateways_for_those_bound_to_them() {
    let mut exchange = Exchange::with(Rules::default());
    let key = |exchange: &mut Exchange, number: u8, target, permissions| {
        let id = exchange.fresh();
        exchange.operated(&wire::RegisterKey::new(&header(&id), &[number; 32], target, permissions, 0, 0))
            as u32
    };
    let (own, gateway) = (key(&mut exchange, 1, ANA, 1), key(&mut exchange, 2, 0, 1 | 4));
    let bind = |exchange: &mut Exchange, bound| {
        let id = exchange.fresh();
        lines(&exchange.operate(&wire::BindAccount::new(&header(&id), gateway, BOB, bound, 0, 0, 0)))[0]
            .clone()
    };
    assert_eq!(bind(&mut exchange, 1), format!("BindAccount applied: {gateway}"));
    assert_eq!(bind(&mut exchange, 1), "refused: InvalidParameter");
    let acts = |exchange: &Exchange, session, account: u32| {
        let engine = &exchange.engine;
        engine.members().acts_for(session, account, &engine.accounts()[account as usize])
    };
    assert!(acts(&exchange, own, ANA) && !acts(&exchange, own, BOB));
    assert!(acts(&exchange, gateway, BOB) && !acts(&exchange, gateway, ANA));
    assert_eq!(bind(&mut exchange, 0), format!("BindAccount applied: {gateway}"));
    assert!(!acts(&exchange, gateway, BOB));
    assert_eq!(bind(&mut exchange, 0), "refused: InvalidParameter");
}
