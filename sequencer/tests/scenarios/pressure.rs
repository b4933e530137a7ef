//! More than it can take, for a while.

use crate::requests::{Flow, buy, bytes_of, cancel, sell};
use crate::world::{Gate, MS, SECOND, World, frame, inbox, kinds, refusals, small};
use tapebook_schema as wire;
use tapebook_schema::{MessageType as T, RejectReason as R};
use tapebook_sequencer::tools;

#[test]
fn a_full_group_and_a_held_disk_refuse_and_lose_nothing() {
    let mut world = World::with(1);
    let gate = Gate::on(&world.storage);
    gate.shut();
    let connection = world.traders[0].connection;
    let mut sent = 0;
    // Two groups: one at the disk, one filling. What comes then is refused, and told at once.
    while refusals(&world.peer(connection).frames).is_empty() {
        let some: Vec<u8> =
            (sent..sent + 10).flat_map(|at| bytes_of(&buy(&format!("b{at}"), 90, 1))).collect();
        sent += 10;
        world.send(connection, &some);
        assert!(sent < 10_000, "it is refused at some time");
    }
    assert!(refusals(&world.peer(connection).frames).iter().all(|&it| it == R::Busy));
    assert!(world.peer(connection).frames.iter().all(|it| !it.is_report()), "nothing is acknowledged");
    let taken = world.core.state().engine.orders().count() as u64;
    gate.open();
    world.settle();
    let frames = world.peer_mut(connection).take();
    let accepted = frames.iter().filter(|it| it.kind == T::OrderAccepted).count() as u64;
    assert_eq!(accepted, taken);
    assert_eq!(accepted + refusals(&frames).len() as u64, sent, "every request has its answer");
    assert_eq!(kinds(&world.trade(0, &buy("later", 90, 1))), [T::OrderAccepted], "it recovers");
    let refused = frames.iter().find(|it| it.kind == T::SessionReject).unwrap();
    let id = wire::client_id::to_text(refused.read::<wire::SessionReject>().client_id_bytes()).to_owned();
    assert_eq!(
        kinds(&world.trade(0, &buy(&id, 90, 1))),
        [T::OrderAccepted],
        "what was refused was not taken"
    );
}

#[test]
fn a_stalled_journal_refuses_new_requests_at_once() {
    let mut settings = small();
    settings.core.stall_ns = SECOND;
    let mut world = World::with_settings(1, settings);
    let gate = Gate::on(&world.storage);
    gate.shut();
    let connection = world.traders[0].connection;
    world.send(connection, &bytes_of(&buy("held", 90, 1)));
    world.tick(500 * MS);
    world.send(connection, &bytes_of(&buy("held2", 90, 1)));
    assert_eq!(kinds(&world.peer(connection).frames), [], "half a second is no stall");
    world.tick(600 * MS);
    world.send(connection, &bytes_of(&buy("late", 90, 1)));
    assert_eq!(refusals(&world.peer(connection).frames), [R::JournalStalled]);
    gate.open();
    world.settle();
    let frames = world.peer(connection).frames.clone();
    assert_eq!(frames.iter().filter(|it| it.kind == T::OrderAccepted).count(), 2);
    assert_eq!(kinds(&world.trade(0, &buy("late", 90, 1))), [T::OrderAccepted]);
}

/// Fault 28: refusals, questions and garbage cost memory too.
#[test]
fn memory_is_bounded_while_the_journal_stalls() {
    let mut settings = small();
    settings.core.max_backlog = 1 << 20;
    let mut world = World::with_settings(1, settings);
    for at in 0..300 {
        let connection = world.traders[0].connection;
        world.send(connection, &bytes_of(&buy(&format!("b{at}"), 90, 1)));
    }
    world.settle();
    let gate = Gate::on(&world.storage);
    gate.shut();
    let connection = world.traders[0].connection;
    world.send(connection, &bytes_of(&buy("held", 90, 1)));
    let questions: Vec<u8> =
        (0..20).flat_map(|at| bytes_of(&wire::QueryOrders::new(at, 0, u32::MAX, 0))).collect();
    let mut most = 0;
    for _ in 0..50 {
        world.send(connection, &questions);
        most = most.max(world.core.backlogs()[0]);
    }
    assert!(most > 1 << 19, "questions count: {most}");
    assert!(most < 2 << 20, "{most} bytes wait");
    assert!(refusals(&world.peer(connection).frames).contains(&R::Busy));
    // Garbage that is answered one by one does not pile up.
    let garbage = [8, 0, 0xFF, 0xFF, 1, 0, 0, 0].repeat(1000);
    let before = world.core.backlogs()[0];
    for _ in 0..20 {
        world.send(connection, &garbage);
    }
    assert_eq!(world.core.backlogs()[0], before);
    gate.open();
    world.settle();
    assert_eq!(world.core.backlogs(), [0, 0, 0]);
    assert_eq!(kinds(&world.trade(0, &buy("after", 90, 1))), [T::OrderAccepted]);
}

#[test]
fn a_network_without_room_loses_nothing() {
    let mut world = World::with(2);
    let (maker, taker) = (world.traders[0].connection, world.traders[1].connection);
    for at in 0..50 {
        world.send(maker, &bytes_of(&sell(&format!("s{at}"), 105, 1)));
        world.send(taker, &bytes_of(&buy(&format!("b{at}"), 105, 1)));
        world.settle();
    }
    world.network.room = Some((0, 0));
    for at in 50..100 {
        world.send(maker, &bytes_of(&sell(&format!("s{at}"), 105, 1)));
        world.send(taker, &bytes_of(&buy(&format!("b{at}"), 105, 1)));
        world.settle();
    }
    world.settle();
    world.send(taker, &frame(&wire::Logout::new(R::None, 0, 0, 0)));
    world.settle();
    assert_eq!(world.peer(taker).closed, None);
    world.network.room = Some((1, 1 << 20));
    for _ in 0..10 {
        world.pump();
    }
    world.network.room = None;
    world.pump();
    assert_eq!(world.peer(taker).closed, Some(R::None));
    for connection in [maker, taker] {
        let fills = world.peer(connection).frames.iter().filter(|it| it.kind == T::Fill).count();
        assert_eq!(fills, 100);
        let numbers: Vec<u64> =
            world.peer(connection).reports().iter().map(|it| it.report().session_sequence()).collect();
        assert!(numbers.windows(2).all(|pair| pair[1] == pair[0] + 1), "in order, without gaps");
    }
}

#[test]
fn a_drain_says_goodbye_after_the_last_answer() {
    let mut world = World::with(2);
    let gate = Gate::on(&world.storage);
    gate.shut();
    let connection = world.traders[0].connection;
    world.send(connection, &bytes_of(&buy("last", 90, 1)));
    world.core.drain();
    world.send(connection, &bytes_of(&buy("late", 90, 1)));
    assert!(!world.core.is_drained());
    gate.open();
    world.settle();
    assert!(world.core.is_drained());
    assert_eq!(kinds(&world.peer(connection).frames), [T::OrderAccepted, T::Logout]);
    assert!(world.network.peers.values().all(|peer| peer.closed == Some(R::ShuttingDown)));
    world.connect();
    let hash = world.hash();
    let storage = world.close_down();
    let (_, report) = tools::replay(&storage, 0, &mut |_, _| true).unwrap();
    assert_eq!(report.state_hash, hash, "what an orderly end leaves is what was live");
    assert_eq!(report.cut, None);
}

#[test]
fn answers_match_requests_under_constant_refusals() {
    let mut settings = small();
    settings.group_bytes = 4 << 10;
    let mut world = World::with_settings(1, settings);
    let connection = world.traders[0].connection;
    let mut flow = Flow::new(8, 'f');
    let mut requests = 0;
    for _ in 0..100 {
        let some: Vec<u8> = (0..40).flat_map(|_| flow.frame()).collect();
        requests += 40;
        world.core.run(&inbox(&[(connection, &some)]));
        world.pump();
    }
    world.settle();
    let frames = world.peer(connection).frames.clone();
    let refused = refusals(&frames).len();
    assert!(refused > 0 && refusals(&frames).iter().all(|&it| it == R::Busy));
    let commands: std::collections::BTreeSet<u64> = frames
        .iter()
        .filter(|it| it.is_report() && it.report().session() != 0)
        .map(|it| it.report().sequence())
        .collect();
    // A cancel-all without open orders changes nothing and is told nothing.
    assert!(commands.len() + refused <= requests && commands.len() + refused > requests * 9 / 10);
    world.core.state().engine.check_invariants().unwrap();
    assert_eq!(kinds(&world.trade(0, &cancel("x", "never-was"))).last(), Some(&T::RequestRejected));
}
