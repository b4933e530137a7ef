//! Who may log on, when a session ends, and what ends with it.

use crate::requests::{self, bind, buy, cancel, cancel_all, sell};
use crate::world::{CANCEL, EPOCH, MS, SECOND, World, frame, inbox, key, kinds, refusals, signed, small};
use tapebook_journal::Records;
use tapebook_schema as wire;
use tapebook_schema::{EndReason, Envelope, MessageType as T, RejectReason as R};

fn ends_of(world: &mut World, connection: u32) -> Vec<EndReason> {
    let frames = world.peer_mut(connection).take();
    frames
        .iter()
        .filter(|it| it.kind == T::OrderCanceled)
        .map(|it| it.read::<wire::OrderCanceled>().reason())
        .collect()
}

/// Kinds of the journal's commands, and their times.
pub fn commands(world: &World) -> Vec<(T, u64)> {
    Records::open(world.storage.fork())
        .unwrap()
        .map(|record| {
            let envelope = Envelope::from_bytes_of(&record.unwrap().payload);
            (envelope.type_(), envelope.time())
        })
        .collect()
}

trait FromPayload {
    fn from_bytes_of(payload: &[u8]) -> Self;
}

impl FromPayload for Envelope {
    fn from_bytes_of(payload: &[u8]) -> Self {
        Envelope(payload[..Self::SIZE].try_into().unwrap())
    }
}

#[test]
fn log_ons_that_are_refused() {
    let mut world = World::with(1);
    let known = world.traders[0].key.clone();
    assert_eq!(world.try_log_on(&known, 0, (0, 0)), Err(R::SessionInUse));
    world.disconnect(world.traders[0].connection);
    assert_eq!(world.try_log_on(&key(99), 0, (0, 0)), Err(R::UnknownKey));
    assert_eq!(
        world.try_log_on(&known, 32, (0, 0)),
        Err(R::FieldOutOfRange),
        "an option that does not exist"
    );
    type Alter = fn(&mut wire::Logon);
    let cases: [(&str, Alter); 3] = [
        ("another signature", |it| it.0[40] ^= 1),
        ("other fields than were signed", |it| it.set_last_sequence(7)),
        ("another heartbeat than was signed", |it| it.set_heartbeat_ms(2_000)),
    ];
    for (what, alter) in cases {
        let connection = world.connect();
        let mut logon = signed(&known, &world.challenge(connection), 0, 0, (0, 0));
        alter(&mut logon);
        world.send(connection, &frame(&logon));
        world.until(what, |world| world.peer(connection).closed.is_some());
        assert_eq!(world.peer(connection).closed, Some(R::BadSignature), "{what}");
        let last = world.peer(connection).frames.last().unwrap();
        assert_eq!(last.read::<wire::Logout>().reason(), R::BadSignature, "{what}: it is told why");
    }
    for heartbeat in [1, 999, 60_001] {
        let connection = world.connect();
        let logon = signed(&known, &world.challenge(connection), 0, heartbeat, (0, 0));
        world.send(connection, &frame(&logon));
        assert_eq!(world.until_closed(connection), R::FieldOutOfRange);
    }
    assert!(world.try_log_on(&known, 0, (0, 0)).is_ok(), "none of it was held against the key");
}

impl World {
    fn until_closed(&mut self, connection: u32) -> R {
        self.until("the end", |world| world.peer(connection).closed.is_some());
        self.peer(connection).closed.unwrap()
    }
}

#[test]
fn a_signature_of_another_challenge_is_worth_nothing() {
    let mut world = World::with(1);
    world.disconnect(world.traders[0].connection);
    let known = world.traders[0].key.clone();
    let first = world.connect();
    let logon = world.logon_frame(first, &known, 0, (0, 0));
    world.send(first, &logon);
    world.until("the log-on", |world| world.peer(first).frames.len() == 2);
    world.disconnect(first);
    let second = world.connect();
    world.send(second, &logon);
    assert_eq!(world.until_closed(second), R::BadSignature);
}

/// A verdict that comes when its connection is gone is not the next one's who got the number.
#[test]
fn a_log_on_does_not_pass_to_the_next_connection_of_its_number() {
    let mut world = World::with(1);
    world.disconnect(world.traders[0].connection);
    world.disconnect(world.operator.connection);
    world.settle();
    for _ in 0..50 {
        let connection = world.connect();
        let good = world.logon_frame(connection, &key(1), 0, (0, 0));
        world.core.run(&inbox(&[(connection, &good)]));
        world.core.disconnect(connection);
        // The newcomer has the number now. Its signature is of another challenge, so it can't stand.
        world.network.peers.insert(connection, Default::default());
        world.core.connect(connection);
        let known = world.traders[0].key.clone();
        let bad = frame(&signed(&known, &[9; 32], 0, 0, (0, 0)));
        world.core.run(&inbox(&[(connection, &bad)]));
        assert_eq!(world.until_closed(connection), R::BadSignature);
        assert_eq!(kinds(&world.peer(connection).frames), [T::Challenge, T::Logout]);
    }
}

#[test]
fn nothing_is_taken_before_the_log_on() {
    let mut world = World::with(1);
    let sequence = world.sequence();
    let connection = world.connect();
    world.send(connection, &frame(&buy("early", 99, 1)));
    assert_eq!(world.until_closed(connection), R::NotLoggedOn);
    let connection = world.connect();
    world.tick(11 * SECOND);
    assert_eq!(world.until_closed(connection), R::NotLoggedOn, "who does not log on in time is closed");
    world.settle();
    let lost =
        commands(&world).iter().skip(sequence as usize).filter(|(kind, _)| *kind != T::SessionLost).count();
    assert_eq!(lost, 0, "nothing but the others' heartbeats was lost");
}

#[test]
fn a_lost_session_cancels_its_orders_if_it_asked_for_that() {
    let mut world = World::with(2);
    for (seat, options) in [(0, CANCEL), (1, 0)] {
        world.disconnect(world.traders[seat].connection);
        world.log_on_trader(seat, options);
        world.trade(seat, &buy("bid", 90, 1));
        world.trade(seat, &sell("ask", 110, 1));
    }
    world.disconnect(world.traders[0].connection);
    world.disconnect(world.traders[1].connection);
    world.settle();
    let open: Vec<u32> = [16, 17].map(|it| world.core.state().engine.accounts()[it].open.count).to_vec();
    assert_eq!(open, [0, 2]);
    let missed = world.resume(0, (0, 0));
    let reasons: Vec<_> = missed
        .iter()
        .filter(|it| it.kind == T::OrderCanceled)
        .map(|it| it.read::<wire::OrderCanceled>().reason())
        .collect();
    assert_eq!(reasons, [EndReason::Disconnect, EndReason::Disconnect]);
    assert_eq!(
        commands(&world).iter().filter(|(kind, _)| *kind == T::SessionLost).count(),
        4,
        "it is journaled"
    );
}

#[test]
fn a_timer_fires_when_nothing_else_arrives() {
    let mut world = World::with(2);
    world.trade(0, &buy("bid", 90, 1));
    world.trade(1, &buy("bid", 90, 1));
    let armed = world.trade(0, &wire::CancelAfter::new(&requests::header("after"), 2_000, 0));
    assert_eq!(kinds(&armed), [T::Applied]);
    let due = world.clock.realtime() + 2 * SECOND;
    assert_eq!(world.core.state().engine.next_due(), due);
    world.peer_mut(world.traders[0].connection).take();
    for _ in 0..100 {
        world.tick(15 * MS);
    }
    world.settle();
    let ticks = commands(&world).iter().filter(|(kind, _)| *kind == T::Tick).count();
    assert_eq!(ticks, 0, "no time is journaled without need");
    for _ in 0..100 {
        world.tick(15 * MS);
    }
    world.settle();
    let connection = world.traders[0].connection;
    assert_eq!(ends_of(&mut world, connection), [EndReason::Timer]);
    let open: Vec<u32> = [16, 17].map(|it| world.core.state().engine.accounts()[it].open.count).to_vec();
    assert_eq!(open, [0, 1]);
    let ticks: Vec<u64> =
        commands(&world).into_iter().filter(|(kind, _)| *kind == T::Tick).map(|(_, time)| time).collect();
    assert_eq!(ticks.len(), 1);
    assert!((due..due + 20 * MS).contains(&ticks[0]));
    let again = world.killed();
    assert_eq!(again.core.state().engine.next_due(), u64::MAX);
}

#[test]
fn at_a_start_every_session_counts_as_lost() {
    let mut world = World::with(2);
    for (seat, options) in [(0, CANCEL), (1, 0)] {
        world.disconnect(world.traders[seat].connection);
        world.log_on_trader(seat, options);
        world.trade(seat, &buy("bid", 90, 1));
    }
    let mut again = world.killed();
    let open: Vec<u32> = [16, 17].map(|it| again.core.state().engine.accounts()[it].open.count).to_vec();
    assert_eq!(open, [0, 1]);
    let last = world.peer(world.traders[0].connection).last;
    let missed = again.resume(0, last);
    assert_eq!(kinds(&missed), [T::OrderCanceled, T::ResumeComplete]);
    assert_eq!(missed[0].report().time(), again.clock.realtime(), "at the journaled time of the start");
}

#[test]
fn a_grace_lets_a_client_come_back() {
    let mut settings = small();
    settings.core.grace_ns = 2 * SECOND;
    let mut world = World::with_settings(1, settings);
    world.disconnect(world.traders[0].connection);
    world.log_on_trader(0, CANCEL);
    world.trade(0, &buy("bid", 90, 1));
    world.disconnect(world.traders[0].connection);
    world.tick(1_900 * MS);
    world.log_on_trader(0, CANCEL);
    world.tick(10 * SECOND);
    world.settle();
    assert_eq!(world.core.state().engine.orders().count(), 1, "it was back in time");
    let connection = world.traders[0].connection;
    world.disconnect(connection);
    world.tick(2_100 * MS);
    world.settle();
    assert_eq!(world.core.state().engine.orders().count(), 0);
}

#[test]
fn silence_is_a_lost_session() {
    let mut world = World::with(2);
    world.disconnect(world.traders[0].connection);
    let silent = world.log_on_trader(0, CANCEL);
    world.trade(0, &buy("bid", 90, 1));
    let alive = world.traders[1].connection;
    for beat in 0..4 {
        world.tick(7 * SECOND);
        let answer = world.ask(alive, &wire::Heartbeat::new(beat, 0));
        let echoed = answer.iter().filter(|it| it.kind == T::Heartbeat).any(|it| {
            let it: wire::Heartbeat = it.read();
            it.nonce() == beat && it.time() == world.clock.realtime()
        });
        assert!(echoed, "{answer:?}");
    }
    assert_eq!(world.until_closed(silent), R::HeartbeatLost);
    assert_eq!(world.peer(alive).closed, None);
    world.settle();
    assert_eq!(world.core.state().engine.orders().count(), 0, "and its orders are gone");
    assert!(world.peer(silent).frames.iter().any(|it| it.kind == T::Heartbeat), "it was asked");
}

#[test]
fn a_revoked_key_is_out_at_once_and_for_good() {
    let mut world = World::with(1);
    world.disconnect(world.traders[0].connection);
    let connection = world.log_on_trader(0, CANCEL);
    world.trade(0, &buy("bid", 90, 1));
    let id = world.id();
    let session = world.traders[0].session;
    world.operate(&wire::RevokeKey::new(&requests::header(&id), session, 0));
    assert_eq!(world.until_closed(connection), R::UnknownKey);
    world.settle();
    assert_eq!(world.core.state().engine.orders().count(), 0, "its orders are canceled");
    assert_eq!(ends_of(&mut world, connection), [EndReason::Disconnect], "and it was told");
    let known = world.traders[0].key.clone();
    assert_eq!(world.try_log_on(&known, 0, (0, 0)), Err(R::UnknownKey));
    let mut again = world.killed();
    assert_eq!(again.try_log_on(&known, 0, (0, 0)), Err(R::UnknownKey), "after a restart too");
}

#[test]
fn a_throttled_message_is_not_journaled() {
    let mut world = World::with(0);
    let slow = world.register(50, 16, requests::TRADE, 3);
    world.operate(&requests::deposit("money", 16, 1, 1000));
    let connection = world.log_on(&slow.key, 0);
    world.settle();
    world.peer_mut(connection).take();
    let sequence = world.sequence();
    let five: Vec<u8> = (0..5).flat_map(|at| frame(&buy(&format!("t{at}"), 90, 1))).collect();
    world.send(connection, &five);
    world.settle();
    let answer = world.peer_mut(connection).take();
    assert_eq!(answer.iter().filter(|it| it.kind == T::OrderAccepted).count(), 3);
    assert_eq!(refusals(&answer), [R::Throttled, R::Throttled]);
    let ids: Vec<String> = answer
        .iter()
        .filter(|it| it.kind == T::SessionReject)
        .map(|it| wire::client_id::to_text(it.read::<wire::SessionReject>().client_id_bytes()).to_owned())
        .collect();
    assert_eq!(ids, ["t3", "t4"], "a refusal names the request");
    assert_eq!(world.sequence(), sequence + 3);
    world.tick(SECOND);
    assert_eq!(kinds(&world.ask(connection, &buy("t3", 90, 1))), [T::OrderAccepted], "later it is taken");
}

#[test]
fn a_gateway_acts_for_the_accounts_bound_to_it_only() {
    let mut world = World::with(3);
    let gateway = world.register(60, 0, requests::GATEWAY, 0);
    let connection = world.log_on(&gateway.key, 0);
    for account in [16, 17] {
        let id = world.id();
        world.operate(&bind(&id, gateway.session, account, 1));
    }
    let mut order = |account: u32, id: &str| {
        let it = requests::order(
            &requests::header_for(id, account),
            wire::Side::Buy,
            90,
            1,
            wire::TimeInForce::Gtc,
        );
        world.ask(connection, &it)
    };
    let mine = order(16, "g1");
    assert_eq!(kinds(&mine), [T::OrderAccepted]);
    assert_eq!(mine[0].read::<wire::OrderAccepted>().request().account(), 16);
    assert_eq!(kinds(&order(17, "g2")), [T::OrderAccepted]);
    assert_eq!(refusals(&order(18, "g3")), [R::NotPermitted], "not bound");
    assert_eq!(refusals(&order(0, "g4")), [R::NotPermitted], "it has no account of its own");
    let id = world.id();
    world.operate(&bind(&id, gateway.session, 17, 0));
    let it = requests::order(&requests::header_for("g5", 17), wire::Side::Buy, 90, 1, wire::TimeInForce::Gtc);
    assert_eq!(refusals(&world.ask(connection, &it)), [R::NotPermitted], "unbound");
    // A trader names another's account, and its own.
    let it = requests::order(&requests::header_for("t1", 16), wire::Side::Buy, 90, 1, wire::TimeInForce::Gtc);
    assert_eq!(refusals(&world.trade(1, &it)), [R::NotPermitted]);
    assert_eq!(kinds(&world.trade(0, &it)), [T::OrderAccepted]);
    let refused = world.trade(1, &wire::QueryOrders::new(3, 16, u32::MAX, 0));
    assert_eq!(refusals(&refused), [R::NotPermitted], "nor may it ask about another's orders");
    let refused = world.trade(1, &requests::open_accounts("no", 5));
    assert_eq!(refusals(&refused), [R::NotPermitted], "a trader is no operator");
}

#[test]
fn a_drop_copy_hears_but_can_not_trade() {
    let mut world = World::with(2);
    let copy = world.register(70, 0, requests::READ_ONLY, 0);
    let connection = world.log_on(&copy.key, 0);
    for account in [16, 17] {
        let id = world.id();
        world.operate(&bind(&id, copy.session, account, 1));
    }
    world.peer_mut(connection).take();
    world.trade(0, &sell("ask", 105, 2));
    world.trade(1, &buy("bid", 105, 2));
    world.trade(0, &buy("bid", 90, 1));
    world.trade(0, &cancel("away", "bid"));
    let heard = world.peer_mut(connection).take();
    let expected = [T::OrderAccepted, T::OrderAccepted, T::Fill, T::Fill, T::OrderAccepted, T::OrderCanceled];
    assert_eq!(kinds(&heard), expected, "both sides of a trade between accounts of its own");
    let sides: Vec<_> = heard[2..4].iter().map(|it| it.read::<wire::Fill>().account()).collect();
    assert_eq!(sides, [16, 17]);
    for account in [0, 16] {
        let it = requests::order(
            &requests::header_for("no", account),
            wire::Side::Buy,
            90,
            1,
            wire::TimeInForce::Gtc,
        );
        assert_eq!(refusals(&world.ask(connection, &it)), [R::NotPermitted]);
    }
    let open = world.ask(connection, &wire::QueryOrders::new(1, 16, u32::MAX, 0));
    assert_eq!(kinds(&open), [T::QueryDone], "it may ask about what it hears of");
}

#[test]
fn a_sender_hears_of_its_request_though_it_is_not_bound() {
    let mut world = World::with(1);
    let operator = world.operator.connection;
    let frozen =
        wire::SetAccountStatus::new(&requests::header("freeze"), 16, wire::AccountStatus::Frozen, 0, 0);
    assert_eq!(kinds(&world.ask(operator, &frozen)), [T::Applied]);
    let trader = world.traders[0].connection;
    assert_eq!(kinds(&world.peer_mut(trader).take()), [T::Applied], "and so does the account's session");
    let refused = world.ask(operator, &requests::deposit("d", 16, 9, 5));
    assert_eq!(refused[0].read::<wire::RequestRejected>().reason(), R::UnknownAsset);
    // An account that it loses between the request and the answer is none of its affair; its own refusal is.
    let gateway = world.register(60, 0, requests::GATEWAY, 0);
    let connection = world.log_on(&gateway.key, 0);
    world.operate(&bind("b1", gateway.session, 17, 1));
    world.peer_mut(connection).take();
    let it = requests::order(&requests::header_for("x", 17), wire::Side::Buy, -5, 1, wire::TimeInForce::Gtc);
    let refused = world.ask(connection, &it);
    assert_eq!(kinds(&refused), [T::RequestRejected]);
    assert_eq!(refused[0].report().session(), gateway.session);
}

// req: EV-04
#[test]
fn time_is_journaled_and_never_goes_back() {
    let mut world = World::with(1);
    world.trade(0, &buy("now", 90, 1));
    world.clock.set_realtime(EPOCH - 3600 * SECOND);
    world.trade(0, &buy("back", 90, 1));
    world.clock.advance(5 * SECOND);
    world.trade(0, &cancel_all("all"));
    assert!(world.core.counters().clock_steps > 0);
    assert_eq!(world.core.failure(), None);
    let times: Vec<u64> = commands(&world).iter().map(|it| it.1).collect();
    assert!(times.is_sorted());
    assert_eq!(*times.last().unwrap(), EPOCH);
    let again = world.killed();
    assert!(again.core.state().engine.time() >= EPOCH, "nor over a restart");
}

/// Fault 39.
#[test]
fn a_clock_a_year_ahead_halts_before_it_reaches_the_journal() {
    let mut world = World::with(1);
    world.disconnect(world.traders[0].connection);
    world.log_on_trader(0, CANCEL);
    world.trade(0, &buy("now", 90, 1));
    let before = world.clock.realtime();
    world.clock.set_realtime(before + 365 * 86_400 * SECOND);
    let refused = world.trade(0, &buy("then", 90, 1));
    assert_eq!(refusals(&refused), [R::JournalStalled]);
    assert!(world.core.failure().expect("it halts").contains("clock jumped"));
    world.disconnect(world.traders[0].connection);
    world.tick(MS);
    world.settle();
    let latest = commands(&world).last().unwrap().1;
    assert!(
        latest <= before + 3600 * SECOND,
        "the journal was told of a time {} s ahead",
        (latest - before) / SECOND
    );
}
