//! A disk that fails, fills up, or comes back with other bytes.

use crate::requests::{buy, bytes_of, cancel, sell};
use crate::world::{MS, World, kinds, refusals, small, start};
use tapebook_journal::{DiskStorage, JournalError, Storage};
use tapebook_schema::{MessageType as T, RejectReason as R};
use tapebook_sequencer::{OpenError, tools};

/// Fault 25.
#[test]
fn a_failed_sync_is_the_last_thing_that_is_confirmed() {
    let mut world = World::with(1);
    world.trade(0, &buy("good", 90, 1));
    let acked = world.acked();
    world.storage.fail_syncs_after(Some(0));
    let connection = world.traders[0].connection;
    world.peer_mut(connection).take();
    world.send(connection, &bytes_of(&buy("bad", 90, 1)));
    world.until("the failure", |world| world.core.failure().is_some());
    assert!(world.core.failure().unwrap().contains("sync"), "{:?}", world.core.failure());
    // The disk would work again; nothing is tried.
    world.storage.fail_syncs_after(None);
    for at in 0..20 {
        world.send(connection, &bytes_of(&buy(&format!("more{at}"), 90, 1)));
        world.tick(MS);
    }
    let answer = world.peer_mut(connection).take();
    assert!(answer.iter().all(|it| !it.is_report()), "nothing is acknowledged any more: {answer:?}");
    assert_eq!(refusals(&answer), [R::JournalStalled; 20], "and what comes now is refused");
    assert_eq!(world.acked(), acked);
    let mut again = world.reopened(world.storage.after_power_cut(&mut || false));
    assert!(again.recovery.last_sequence >= acked);
    again.log_on_trader(0, 0);
    assert_eq!(kinds(&again.trade(0, &buy("bad", 90, 1)))[..1], [T::OrderAccepted]);
}

#[test]
fn few_commands_wait_for_their_sync_and_for_no_other_thread() {
    let mut settings = small();
    settings.core.inline_sync_ns = u64::MAX;
    let mut world = World::with_settings(1, settings);
    let connection = world.traders[0].connection;
    for at in 0..200 {
        world.send(connection, &bytes_of(&buy(&format!("b{at}"), 90, 1)));
        world.pump();
        let answer = world.peer_mut(connection).take();
        assert_eq!(kinds(&answer), [T::OrderAccepted], "order {at} is answered at once");
        let disk = world.storage.after_power_cut(&mut || false);
        if at % 50 == 0 {
            assert!(world.reopened(disk).recovery.last_sequence >= world.acked());
        }
    }
    let acked = world.acked();
    world.storage.fail_syncs_after(Some(0));
    world.send(connection, &bytes_of(&buy("bad", 90, 1)));
    world.pump();
    assert!(world.core.failure().unwrap().contains("sync"), "{:?}", world.core.failure());
    world.storage.fail_syncs_after(None);
    world.send(connection, &bytes_of(&buy("later", 90, 1)));
    world.pump();
    let answer = world.peer_mut(connection).take();
    assert!(answer.iter().all(|it| !it.is_report()), "nothing is acknowledged any more: {answer:?}");
    assert_eq!(refusals(&answer), [R::JournalStalled]);
    assert_eq!(world.acked(), acked);
}

#[test]
fn a_failed_write_poisons_too() {
    let mut world = World::with(1);
    world.storage.fail_writes_after(Some(0));
    let connection = world.traders[0].connection;
    world.send(connection, &bytes_of(&buy("bad", 90, 1)));
    world.until("the failure", |world| world.core.failure().is_some());
    let acked = world.acked();
    world.storage.fail_writes_after(None);
    world.tick(MS);
    assert_eq!(world.acked(), acked);
    assert!(world.core.close_down().is_err(), "the end is not an orderly one");
}

/// Fault 23.
#[test]
fn a_full_disk_takes_cancels_and_refuses_orders_until_it_has_room() {
    let mut world = World::with(1);
    for at in 0..20 {
        world.trade(0, &buy(&format!("b{at}"), 90, 1));
    }
    let used: u64 = world
        .storage
        .list()
        .unwrap()
        .iter()
        .map(|name| world.storage.contents(name).map_or(0, |bytes| bytes.len() as u64))
        .sum();
    // Room for events, none for another journal segment.
    world.storage.set_space(Some(used + (200 << 10)));
    let connection = world.traders[0].connection;
    let mut at = 0;
    while !world.core.committer().low_space() {
        world.trade(0, &sell(&format!("s{at}"), 110, 1));
        world.trade(0, &cancel(&format!("x{at}"), &format!("s{at}")));
        at += 1;
        assert!(at < 5000, "the disk is full at some time");
    }
    let sequence = world.sequence();
    assert_eq!(refusals(&world.trade(0, &buy("no", 90, 1))), [R::JournalStalled]);
    assert_eq!(world.sequence(), sequence, "nothing was taken");
    assert_eq!(kinds(&world.trade(0, &cancel("out", "b0"))), [T::OrderCanceled], "from the reserve");
    assert_eq!(world.core.failure(), None);
    world.storage.set_space(None);
    world.until("room", |world| !world.core.committer().low_space());
    assert_eq!(kinds(&world.trade(0, &buy("no", 90, 1))), [T::OrderAccepted]);
    assert_eq!(world.peer(connection).closed, None);
    assert!(tools::verify(&world.killed().storage.fork(), None, &mut |_, _| true).unwrap().is_ok);
}

#[test]
fn a_disk_that_is_full_to_the_end_does_not_hang_the_end() {
    let mut world = World::with(1);
    world.trade(0, &buy("b", 90, 1));
    world.storage.set_space(Some(0));
    let connection = world.traders[0].connection;
    let mut at = 0;
    // Cancels of nothing are requests that are journaled, down to the last byte of the reserve.
    loop {
        let some: Vec<u8> =
            (0..50).flat_map(|it| bytes_of(&cancel(&format!("x{at}-{it}"), "none"))).collect();
        world.send(connection, &some);
        at += 1;
        world.clock.advance(MS);
        if world.peer(connection).frames.iter().any(|it| it.kind == T::SessionReject) {
            break;
        }
        assert!(at < 20_000);
        std::thread::sleep(std::time::Duration::from_micros(20));
    }
    assert!(world.core.close_down().is_err(), "it ends, and says that not all was kept");
}

#[test]
fn a_full_disk_for_the_events_only_does_not_stop_trading() {
    // The events of this exchange are on the same disk; a prepared segment is there before it is full.
    let mut world = World::with(1);
    world.until("a prepared segment", |world| {
        world.storage.list().unwrap().iter().any(|it| it.starts_with("prepare"))
    });
    let used: u64 = world
        .storage
        .list()
        .unwrap()
        .iter()
        .map(|name| world.storage.contents(name).map_or(0, |bytes| bytes.len() as u64))
        .sum();
    world.storage.set_space(Some(used));
    assert_eq!(kinds(&world.trade(0, &buy("b", 90, 1))), [T::OrderAccepted]);
    world.until("the alert", |world| world.core.events_failure().is_some());
    assert_eq!(kinds(&world.trade(0, &cancel("c", "b"))), [T::OrderCanceled]);
    assert_eq!(world.core.failure(), None);
    let again = world.killed();
    let mut count = 0;
    tapebook_journal::events::read_from(&again.storage, 1, &mut |first, last, _| {
        count += last - first + 1;
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(count, again.sequence(), "a restart writes the events that are missing");
}

/// Fault 34, and a real disk.
#[test]
fn two_servers_on_one_folder() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::empty(small());
    let open = || start(DiskStorage::open(folder.path()).unwrap(), &small(), &world.clock);
    let (first, recovery) = open().unwrap();
    assert!(recovery.created);
    assert!(matches!(open(), Err(OpenError::Journal(JournalError::Locked { .. }))));
    let hash = first.state().hash();
    first.close_down().unwrap();
    let storage = DiskStorage::open(folder.path()).unwrap();
    let (_, report) = tools::replay(&storage, 0, &mut |_, _| true).unwrap();
    assert_eq!(report.state_hash, hash);
    let (second, recovery) = open().unwrap();
    assert_eq!((recovery.created, recovery.generation, recovery.last_sequence), (false, 2, 2));
    drop(second);
}

#[test]
fn a_folder_that_is_not_what_it_seems_is_refused() {
    let mut world = World::with(1);
    world.trade(0, &buy("b", 90, 1));
    let disk = world.killed().close_down();
    let open = |storage| start(storage, &small(), &world.clock).map(|_| ());
    let journal = "journal-00000000000000000001.seg";
    let journal =
        disk.list().unwrap().into_iter().find(|it| it.starts_with("journal-")).unwrap_or(journal.into());

    let lost = disk.fork();
    lost.remove(&journal).unwrap();
    let why = open(lost).expect_err("events without a journal are no new exchange").to_string();
    assert!(why.contains("missing"), "{why}");

    let damaged = disk.fork();
    let mut bytes = damaged.contents(&journal).unwrap();
    bytes[1200] ^= 1;
    damaged.put(&journal, bytes);
    let why = open(damaged).expect_err("a flipped bit below a watermark").to_string();
    assert!(why.contains(&journal) && why.contains("damaged at byte"), "{why}");

    let unreadable = disk.fork();
    unreadable.fail_reads_of(Some(&journal));
    assert!(open(unreadable).is_err());

    let none = tapebook_journal::MemStorage::default();
    let nobody = tapebook_sequencer::OpenSettings { operator_key: None, ..small() };
    assert!(matches!(start(none, &nobody, &world.clock).map(|_| ()), Err(OpenError::NoJournal)));
}
