//! A backup taken beside a running exchange, brought up to date, restored, and refused where it is damaged.

use crate::requests::{Flow, buy};
use crate::world::{World, kinds, start};
use tapebook_journal::{JournalError, MemStorage, NoVisitor, ScanOptions, Storage, scan};
use tapebook_schema::MessageType as T;
use tapebook_sequencer::backup::{back_up, restore};
use tapebook_sequencer::{OpenError, tools};

fn never(_: u64, _: u64) -> bool {
    true
}

fn names(disk: &MemStorage, start: &str) -> Vec<String> {
    disk.list().unwrap().into_iter().filter(|name| name.starts_with(start)).collect()
}

/// Trades until so many segments are there.
fn trade(world: &mut World, flow: &mut Flow, segments: usize) {
    let connection = world.traders[0].connection;
    while names(&world.storage, "journal-").len() < segments {
        let bytes: Vec<u8> = (0..5).flat_map(|_| flow.frame()).collect();
        world.send(connection, &bytes);
        world.settle();
    }
}

fn hash_at(disk: &MemStorage, sequence: u64) -> String {
    tools::replay(&disk.fork(), sequence, &mut never).unwrap().1.state_hash
}

// req: DP-03 DP-04 DP-08
#[test]
fn a_backup_beside_a_running_exchange_restores_to_the_same_state() {
    let mut world = World::with(2);
    let mut flow = Flow::new(8, 'b');
    trade(&mut world, &mut flow, 3);
    let backup = MemStorage::default();
    let first = back_up(&world.storage, &backup, true, &mut never).unwrap();
    assert_eq!((first.segments.copied, first.segments.kept), (3, 0));
    assert_eq!(first.state_hash, hash_at(&world.storage, first.last_sequence));

    trade(&mut world, &mut flow, 5);
    world.trade(0, &buy("last", 80, 1));
    let sequence = world.sequence();
    // A watermark proves the last group durable soon; until then it is not for the backup.
    let second = loop {
        let second = back_up(&world.storage, &backup, true, &mut never).unwrap();
        if second.last_sequence == sequence {
            break second;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    };
    assert!(second.segments.kept >= 2, "sealed segments are copied once: {second:?}");
    assert_eq!(second.state_hash, world.hash());
    assert!(!names(&backup, "snapshot-").is_empty());

    let folder = MemStorage::default();
    let made = restore(&backup, &folder).unwrap();
    assert_eq!((made.last_sequence, &made.state_hash), (sequence, &world.hash()));
    assert!(tools::verify(&folder, None, &mut never).unwrap().is_ok);
    assert_eq!(names(&folder, "statistics-"), names(&backup, "statistics-"));
    let mut again = world.reopened(folder);
    again.log_on_trader(0, 0);
    assert_eq!(kinds(&again.trade(0, &buy("after", 80, 1)))[..1], [T::OrderAccepted]);
    let answer = again.trade(0, &buy("last", 80, 1));
    assert_eq!(kinds(&answer)[..1], [T::RequestRepeated], "what was taken before the loss is still known");

    // The exchange that goes on from a copy is not the one that the backup is of.
    let shorter = backup.fork();
    let newest = names(&shorter, "journal-").pop().unwrap();
    shorter.remove(&newest).unwrap();
    let behind = back_up(&shorter, &backup, false, &mut never).expect_err("the backup reaches further");
    assert!(matches!(behind, OpenError::Journal(JournalError::JournalBehind { .. })), "{behind}");
}

#[test]
fn a_backup_is_taken_at_any_moment_of_a_write() {
    let mut world = World::with(2);
    let mut flow = Flow::new(9, 'm');
    trade(&mut world, &mut flow, 2);
    let name = names(&world.storage, "journal-").pop().unwrap();
    let whole = world.storage.contents(&name).unwrap();
    let tail = scan(&world.storage, &ScanOptions::default(), &mut NoVisitor).unwrap().expect("a journal");
    let (at, length) = tail.last_group.expect("a group");
    let known = world.storage.fork();
    for cut in (0..length).step_by(37) {
        let mut bytes = whole.clone();
        bytes[at as usize + cut..].fill(0);
        known.put(&name, bytes);
        let backup = MemStorage::default();
        let made = back_up(&known, &backup, true, &mut never).unwrap();
        assert_eq!(made.state_hash, hash_at(&world.storage, made.last_sequence), "cut after {cut} bytes");
    }
}

#[test]
fn what_is_damaged_is_neither_backed_up_nor_restored() {
    let mut world = World::with(2);
    let mut flow = Flow::new(10, 'x');
    trade(&mut world, &mut flow, 3);
    let storage = world.close_down();
    let backup = MemStorage::default();
    back_up(&storage, &backup, false, &mut never).unwrap();
    let files = ["journal-", "snapshot-", "statistics-"].map(|start| names(&backup, start)).concat();
    assert!(files.len() >= 5, "{files:?}");
    for name in &files {
        let damaged = backup.fork();
        let mut bytes = damaged.contents(name).unwrap();
        let middle = bytes.len().min(1200) / 2;
        bytes[middle] ^= 1;
        damaged.put(name, bytes);
        let target = MemStorage::default();
        let why = restore(&damaged, &target).expect_err("a damaged backup").to_string();
        assert!(why.contains(name.as_str()) && why.contains("damaged at byte"), "{why}");
        assert_eq!(target.list().unwrap(), Vec::<String>::new(), "nothing is made of it");
    }
    for name in names(&storage, "journal-") {
        for is_live in [false, true] {
            let damaged = storage.fork();
            let mut bytes = damaged.contents(&name).unwrap();
            bytes[600] ^= 1;
            damaged.put(&name, bytes);
            let why = back_up(&damaged, &MemStorage::default(), is_live, &mut never).expect_err("damage");
            assert!(why.to_string().contains(&name), "{why}");
        }
    }
    let full = storage.fork();
    let why = restore(&backup, &full).expect_err("a folder in use").to_string();
    assert!(why.contains("empty folder only"), "{why}");
    let other = World::with(1).close_down();
    let why = back_up(&other, &backup.fork(), false, &mut never).expect_err("another exchange").to_string();
    assert!(why.contains("belongs to journal"), "{why}");
    let folder = MemStorage::default();
    restore(&backup, &folder).unwrap();
    assert!(start(folder, &crate::world::small(), &crate::world::TestClock::default()).is_ok());
}
