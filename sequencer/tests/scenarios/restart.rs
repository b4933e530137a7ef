//! Stopped at any moment: what was acknowledged is there, and nothing happens twice.

use crate::requests::{Flow, Random, buy, bytes_of, sell};
use crate::world::{Frame, Gate, World, frames, inbox, kinds, start};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};
use tapebook_journal::{JournalError, MemStorage, Records, Storage, StorageFile, events};
use tapebook_schema as wire;
use tapebook_schema::{Envelope, MessageType as T};
use tapebook_sequencer::{OpenError, tools};

fn never(_: u64, _: u64) -> bool {
    true
}

/// An acknowledged order: its command, client id and order id.
type Acked = BTreeMap<u64, ([u8; 36], u64)>;

fn acked_orders(world: &World) -> Acked {
    let frames = world.network.peers.values().flat_map(|peer| &peer.frames);
    let accepted = frames.filter(|it| it.kind == T::OrderAccepted && !it.is_again());
    accepted
        .map(|it| {
            let accepted: wire::OrderAccepted = it.read();
            (it.report().sequence(), (*accepted.request().client_id_bytes(), accepted.order_id()))
        })
        .collect()
}

/// Recovers from a disk as a stopped process left it.
fn recovers(world: &World, storage: &MemStorage, acked: u64, orders: &Acked) -> World {
    let verdict = tools::verify(&storage.fork(), None, &mut never).expect("it can be read");
    assert!(verdict.is_ok, "{verdict:?}");
    let last = verdict.full.last_sequence;
    assert!(last >= acked, "command {acked} was acknowledged, the disk ends at {last}");
    let records: BTreeMap<u64, Vec<u8>> = Records::open(storage.fork())
        .unwrap()
        .map(|record| record.map(|it| (it.sequence, it.payload)).expect("it can be read"))
        .collect();
    for (sequence, (client_id, _)) in orders.iter().filter(|(sequence, _)| **sequence <= acked) {
        assert_eq!(records[sequence][Envelope::SIZE..][..36], client_id[..], "command {sequence}");
    }
    let again = world.reopened(storage.fork());
    assert_eq!(again.recovery.last_sequence, last);
    again.core.state().engine.check_invariants().unwrap();
    let (_, replayed) = tools::replay(&again.storage.fork(), 0, &mut never).unwrap();
    assert_eq!(replayed.state_hash, again.hash(), "live = full replay");
    let (_, restored) = tools::restore(&again.storage.fork(), &mut never).unwrap();
    assert_eq!(restored.state_hash, again.hash(), "live = snapshot and tail");
    let mut digests = [replayed.event_digest, restored.event_digest];
    digests.sort_unstable();
    assert_eq!(digests[0], digests[1]);
    again
}

/// A busy day: each step sends some requests of one trader.
fn trade(world: &mut World, flows: &mut [Flow], steps: u64, mut each: impl FnMut(&mut World)) {
    for _ in 0..steps {
        let seat = flows[0].random.below(flows.len() as u64) as usize;
        let count = 1 + flows[0].random.below(6);
        let message: Vec<u8> = (0..count).flat_map(|_| flows[seat].frame()).collect();
        let connection = world.traders[seat].connection;
        world.send(connection, &message);
        each(world);
    }
}

fn flows(seed: u64) -> Vec<Flow> {
    ['a', 'b', 'c'].into_iter().enumerate().map(|(at, tag)| Flow::new(seed + at as u64, tag)).collect()
}

// req: EV-01 EV-02 EV-03 DP-08
#[test]
fn killed_under_load_at_many_points() {
    let mut world = World::with(3);
    let mut flows = flows(1);
    let mut random = Random(77);
    for round in 0..12 {
        trade(&mut world, &mut flows, 60, |_| ());
        if round == 5 {
            tools::make_snapshot(&world.storage, 3, &mut never)
                .expect("a snapshot beside the running exchange");
        }
        // At this very moment, with whatever is in flight.
        let (orders, acked) = (acked_orders(&world), world.acked());
        let disk = world.storage.fork();
        drop(recovers(&world, &disk, acked, &orders));
        if random.one_in(3) {
            world.settle();
        }
    }
    assert!(world.core.committer().stats().rotations > 1, "more than one segment");
    let snapshots = world.storage.list().unwrap().iter().filter(|name| name.starts_with("snapshot")).count();
    assert_eq!(snapshots, 1);
}

// req: EV-01 DP-08
#[test]
fn power_cuts_at_syncs_lose_nothing_acknowledged() {
    for seed in 0..3 {
        let mut world = World::with(3);
        type Cut = (MemStorage, u64, &'static str);
        let cuts: Arc<Mutex<Vec<Cut>>> = Arc::default();
        let (kept, disk, acked) = (cuts.clone(), world.storage.clone(), world.network.acked.clone());
        let random = Mutex::new(Random(seed));
        world.storage.before_sync(move || {
            let mut random = random.lock().unwrap();
            if !random.one_in(3) {
                return;
            }
            // Read before the cut: what was told by now must survive it.
            let acked = acked.load(std::sync::atomic::Ordering::SeqCst);
            let (how, chances) =
                [("nothing kept", 0), ("some kept", 2), ("all kept", 1)][random.below(3) as usize];
            let after = disk.after_power_cut(&mut || chances != 0 && random.one_in(chances));
            kept.lock().unwrap().push((after, acked, how));
        });
        let mut flows = flows(100 + seed);
        for _ in 0..40 {
            trade(&mut world, &mut flows, 6, |_| ());
            world.settle();
        }
        world.storage.before_sync(|| ());
        let orders = acked_orders(&world);
        let cuts = std::mem::take(&mut *cuts.lock().unwrap());
        assert!(cuts.len() >= 5, "{} cuts", cuts.len());
        for (disk, acked, how) in cuts {
            println!("a cut with {how} after command {acked}");
            drop(recovers(&world, &disk, acked, &orders));
        }
    }
}

// req: DP-08
#[test]
fn recovery_stopped_and_run_again_comes_to_the_same() {
    let mut world = World::with(3);
    trade(&mut world, &mut flows(5), 60, |_| ());
    world.settle();
    // No orders of a session that would be canceled by a start, so that only Start follows.
    let mut disk = world.storage.fork();
    let mut hashes = BTreeSet::new();
    for start in 0..5 {
        // Each start goes on from what the one before had on disk when it was stopped.
        let again = world.reopened(disk.fork());
        assert_eq!(again.recovery.generation, 2 + start);
        let (state, _) = tools::replay(&again.storage.fork(), world.sequence(), &mut never).unwrap();
        hashes.insert(state.hash());
        disk = again.storage.fork();
    }
    assert_eq!(hashes.len(), 1);
    assert_eq!(hashes.into_iter().next(), Some(world.hash()));
}

/// Name, start and end of the last group of records on a disk.
fn last_segment(storage: &MemStorage) -> (String, Vec<u8>) {
    let mut names = storage.list().unwrap();
    names.retain(|name| name.starts_with("journal-"));
    names.sort();
    let name = names.pop().unwrap();
    let bytes = storage.contents(&name).unwrap();
    (name, bytes)
}

#[test]
fn a_torn_tail_is_cut_and_nothing_acknowledged_with_it() {
    let mut world = World::with(3);
    trade(&mut world, &mut flows(9), 20, |_| ());
    world.settle();
    let orders = acked_orders(&world);
    let acked = world.acked();
    let (name, before) = last_segment(&world.storage);
    let gate = Gate::on(&world.storage);
    gate.shut();
    let connection = world.traders[0].connection;
    let group: Vec<u8> = (0..20).flat_map(|at| bytes_of(&buy(&format!("torn{at}"), 90, 1))).collect();
    let mut sequence = 0;
    for _ in 0..2000 {
        world.send(connection, &group[..group.len().min(2000)]);
        let (now, after) = last_segment(&world.storage);
        if now == name && after != before {
            sequence = world.sequence();
            break;
        }
        std::thread::sleep(std::time::Duration::from_micros(200));
    }
    assert!(sequence > 0, "a group is written and not synced");
    let disk = world.storage.fork();
    gate.open();
    let (_, after) = last_segment(&disk);
    let start = before.iter().zip(&after).position(|(a, b)| a != b).expect("something was written");
    let end = after.iter().rposition(|&byte| byte != 0).unwrap() + 1;
    assert!(end > start);
    let mut cuts = 0;
    for at in (start..end).step_by(61) {
        let torn = disk.fork();
        let mut bytes = after.clone();
        bytes[at..].fill(0);
        torn.put(&name, bytes);
        let again = recovers(&world, &torn, acked, &orders);
        cuts += usize::from(again.recovery.cut.is_some());
    }
    assert!(cuts > 0, "some ends were torn");
}

fn ack_of(frames: &[Frame]) -> (u64, u64) {
    let it: wire::OrderAccepted =
        frames.iter().find(|it| it.kind == T::OrderAccepted).expect("accepted").read();
    (it.report().sequence(), it.order_id())
}

// req: OT-18
#[test]
fn a_repeat_gets_the_first_answer_and_never_a_second_order() {
    let mut world = World::with(2);
    world.trade(0, &sell("ask", 105, 3));
    let first = world.trade(1, &buy("bid", 105, 5));
    assert_eq!(kinds(&first), [T::OrderAccepted, T::Fill, T::OrderRested]);
    for round in 0..3 {
        let connection = world.traders[1].connection;
        world.peer_mut(connection).take();
        let count = world.core.state().engine.orders().count();
        world.send(connection, &bytes_of(&buy("bid", 105, 5)));
        world.until("the first answer", |world| world.peer(connection).frames.iter().any(Frame::is_again));
        let answer = world.peer_mut(connection).take();
        assert_eq!(
            kinds(&answer),
            [T::RequestRepeated, T::OrderAccepted, T::Fill, T::OrderRested],
            "round {round}"
        );
        let repeated: wire::RequestRepeated = answer[0].read();
        assert_eq!(repeated.first_sequence(), ack_of(&first).0);
        assert_eq!(ack_of(&answer), ack_of(&first));
        for (again, first) in answer[1..].iter().zip(&first) {
            assert!(again.is_again());
            assert_eq!(again.report().session_sequence(), 0, "what was sent before is not numbered again");
            assert_eq!(again.body[8..], first.body[8..], "the same report");
        }
        assert_eq!(world.core.state().engine.orders().count(), count);
        world = world.killed();
        world.log_on_trader(0, 0);
        world.log_on_trader(1, 0);
    }
    let other = world.trade(1, &buy("bid", 104, 5));
    assert_eq!(other[0].read::<wire::RequestRejected>().reason(), wire::RejectReason::DuplicateId);
}

/// Every event on a disk.
fn events_of(storage: &MemStorage) -> Vec<Frame> {
    let mut all = Vec::new();
    events::read_from(storage, 1, &mut |_, _, bytes| {
        all.extend(frames(bytes));
        ControlFlow::Continue(())
    })
    .unwrap();
    all
}

// req: OT-18 EV-14
#[test]
fn everything_sent_again_after_a_kill_is_taken_at_most_once() {
    let mut world = World::with(3);
    let mut flow = Flow::new(31, 'x');
    let connection = world.traders[0].connection;
    let sent: Vec<Vec<u8>> = (0..400).map(|_| flow.frame()).collect();
    for part in sent.chunks(10) {
        world.core.run(&inbox(&[(connection, &part.concat())]));
        world.pump();
    }
    // Not settled: the disk has some prefix.
    let mut world = world.killed();
    world.log_on_trader(0, 0);
    let connection = world.traders[0].connection;
    for part in sent.chunks(10) {
        world.send(connection, &part.concat());
    }
    world.settle();
    let mut orders = BTreeMap::new();
    for event in events_of(&world.storage).iter().filter(|it| it.kind == T::OrderAccepted) {
        let it: wire::OrderAccepted = event.read();
        let before = orders.insert(*it.request().client_id_bytes(), it.order_id());
        assert_eq!(
            before,
            None,
            "{:?} made two orders",
            wire::client_id::to_text(it.request().client_id_bytes())
        );
    }
    assert!(orders.len() > 50);
    world.core.state().engine.check_invariants().unwrap();
}

#[test]
fn a_journal_without_what_a_client_holds_halts() {
    let mut world = World::with(1);
    let before = world.storage.fork();
    for id in ["one", "two", "three"] {
        world.trade(0, &buy(id, 99, 5));
    }
    let last = world.peer(world.traders[0].connection).last;
    // The disk lies: what was acknowledged is gone.
    let mut world = world.reopened(before);
    let key = world.traders[0].key.clone();
    assert!(last.1 > world.sequence());
    let refused = world.try_log_on(&key, 0, last);
    assert_eq!(refused, Err(wire::RejectReason::SequenceAhead));
    let why = world.core.failure().expect("it halts");
    assert!(why.contains("missing from this disk"), "{why}");
}

/// The last block of the event segments was never written.
fn lose_last_events(disk: &MemStorage) -> u64 {
    let names = disk.list().unwrap();
    let file = disk.open(names.iter().rfind(|name| name.starts_with("events-")).expect("events")).unwrap();
    file.set_len(file.len().unwrap() - 1).unwrap();
    events_of(disk).last().expect("events").report().sequence()
}

/// Events are written after their commands are durable, and never synced: a snapshot may cover some that are not there.
// req: EV-14
#[test]
fn a_snapshot_hides_no_events_that_were_never_written() {
    let mut world = World::with(1);
    world.trade(0, &buy("one", 99, 5));
    let early = world.storage.fork();
    tools::make_snapshot(&early, 2, &mut never).unwrap().expect("a snapshot");
    let mut world = world.reopened(early);
    world.log_on_trader(0, 0);
    let short = world.storage.fork();
    world.trade(0, &buy("two", 99, 5));
    let disk = world.storage.fork();
    let written = lose_last_events(&disk);
    let (name, made) = tools::make_snapshot(&disk, 2, &mut never).unwrap().expect("another");
    assert!(made.last_sequence > written, "it covers what was not written");
    let again = world.reopened(disk.fork());
    let mut sequences: Vec<u64> = events_of(&again.storage).iter().map(|it| it.report().sequence()).collect();
    sequences.dedup();
    assert!(sequences.contains(&made.last_sequence), "{sequences:?}");
    // Though an older one is used, the newest says how far the journal must reach.
    let snapshot = disk.open_read(&name).unwrap();
    let mut bytes = vec![0; snapshot.len().unwrap() as usize];
    snapshot.read_at(&mut bytes, 0).unwrap();
    short.create_new(&name).unwrap().write_all_at(&bytes, 0).unwrap();
    lose_last_events(&short);
    let refused = start(short, &world.settings, &world.clock).err().expect("it is refused");
    assert!(matches!(refused, OpenError::Journal(JournalError::JournalBehind { .. })), "{refused}");
}

/// Fault 29: what the new process itself journals takes the numbers of what was lost.
#[test]
fn a_loss_is_seen_though_its_numbers_were_given_again() {
    let mut world = World::with(2);
    let before = world.storage.fork();
    world.trade(0, &buy("lost", 90, 1));
    let last = world.peer(world.traders[0].connection).last;
    let mut again = world.reopened(before);
    // The start and the other's log-on are commands too.
    again.log_on_trader(1, 0);
    assert!(again.sequence() >= last.1, "nothing is missing by number");
    let key = again.traders[0].key.clone();
    let refused = again.try_log_on(&key, 0, (0, last.1));
    assert_eq!(refused, Err(wire::RejectReason::SequenceAhead));
    assert!(again.core.failure().unwrap().contains("missing from this disk"));
    // Who was here since the start may know of what came after it.
    let mut fine = world.killed();
    fine.log_on_trader(0, 0);
    fine.trade(0, &buy("more", 90, 1));
    let last = fine.peer(fine.traders[0].connection).last;
    fine.disconnect(fine.traders[0].connection);
    let key = fine.traders[0].key.clone();
    assert!(fine.try_log_on(&key, 0, (0, last.1)).is_ok());
}

/// Fault 29 again: under one key a program that remembers nothing comes before the one that knows.
#[test]
fn a_report_that_was_never_made_is_a_loss() {
    let mut world = World::with(1);
    let before = world.storage.fork();
    world.trade(0, &buy("lost", 90, 1));
    let last = world.peer(world.traders[0].connection).last;
    let mut again = world.reopened(before);
    let key = again.traders[0].key.clone();
    let connection = again.try_log_on(&key, 0, (0, 0)).expect("who knows nothing may log on");
    again.disconnect(connection);
    again.settle();
    assert!(again.sequence() >= last.1, "nothing is missing by number");
    let refused = again.try_log_on(&key, 0, last);
    assert_eq!(refused, Err(wire::RejectReason::SequenceAhead));
    assert!(again.core.failure().unwrap().contains("missing from this disk"));
}
