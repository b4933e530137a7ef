//! Every byte of a small exchange flipped: each flip is refused by name, harmless, or repaired, and never silent.
//! Fault I19. One bit of each byte; with `SWEEP=all` every bit.

use crate::requests::{Flow, buy};
use crate::world::{World, small, start};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use tapebook_journal::{JournalError, MemStorage, NoVisitor, ScanOptions, Storage, Tail, events, scan};
use tapebook_sequencer::recovery::dry_run;
use tapebook_sequencer::{OpenError, OpenSettings, tools};

/// What became of a flip, the journal's order of rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// A start refuses, and names file and offset.
    Refused,
    /// A start does not read it; `verify`, or whoever does read it, refuses with file and offset.
    RefusedWhenRead,
    /// The same state, by another way, and the start says which.
    Repaired,
    /// The same state.
    Harmless,
}

/// Journal segments, two snapshots, and event segments of a few kilobytes each.
fn little_exchange() -> World {
    let settings = OpenSettings {
        segment_bytes: 6 << 10,
        group_bytes: 4 << 10,
        event_segment_bytes: 8 << 10,
        ..small()
    };
    let mut world = World::with_settings(2, settings);
    let mut flow = Flow::new(5, 's');
    for round in 0..3 {
        for _ in 0..12 {
            let connection = world.traders[0].connection;
            let bytes = flow.frame();
            world.send(connection, &bytes);
            world.settle();
        }
        if round < 2 {
            tools::make_snapshot(&world.storage, 3, &mut |_, _| true).unwrap().expect("a snapshot");
        }
    }
    world
}

/// All events as they stand, or why they cannot be read.
fn events_of(disk: &MemStorage) -> Result<Vec<(u64, Vec<u8>)>, JournalError> {
    let mut all = Vec::new();
    events::read_from(disk, 1, &mut |first, _, bytes| {
        all.push((first, bytes.to_vec()));
        ControlFlow::Continue(())
    })?;
    Ok(all)
}

/// Every event in one piece, blocks set aside: after a repair they are cut elsewhere.
fn joined(disk: &MemStorage) -> Vec<u8> {
    events_of(disk).expect("they can be read").into_iter().flat_map(|(_, bytes)| bytes).collect()
}

/// That a refusal names the file, and the block that holds the byte.
fn names_the_place(error: &JournalError, name: &str, byte: usize) {
    let text = error.to_string();
    assert!(text.contains(name), "{name} byte {byte}: {text}");
    if let JournalError::Corrupt { offset, .. } = error {
        assert!(*offset <= byte as u64 + 512, "{name} byte {byte}: {text}");
    }
}

/// What stands beside the snapshot of the same number.
fn statistics(disk: &MemStorage, name: &str) -> Result<Option<Vec<u8>>, JournalError> {
    let snapshot = name.replace("statistics-", "snapshot-").replace(".stat", ".snap");
    let meta = tapebook_journal::snapshot::read(disk, &snapshot, &mut |_| ())?;
    tapebook_journal::snapshot::read_beside(disk, &meta)
}

struct Sweep {
    disk: MemStorage,
    hash: String,
    last: u64,
    events: Vec<(u64, Vec<u8>)>,
}

impl Sweep {
    fn of(disk: MemStorage) -> Self {
        let (state, recovery) = dry_run(&disk).expect("it is whole");
        assert_eq!((recovery.cut.clone(), recovery.snapshots_passed_over.len()), (None, 0));
        assert!(recovery.snapshot > 0 && recovery.commands_replayed > 3, "{recovery:?}");
        let events = events_of(&disk).unwrap();
        Sweep { hash: state.hash(), last: recovery.last_sequence, events, disk }
    }

    fn flip(&self, name: &str, whole: &[u8], byte: usize, bit: u32) -> Outcome {
        let mut flipped = whole.to_vec();
        flipped[byte] ^= 1 << bit;
        let disk = self.disk.fork();
        disk.put(name, flipped);
        let (state, recovery) = match dry_run(&disk) {
            Ok(started) => started,
            Err(OpenError::Journal(error)) => {
                names_the_place(&error, name, byte);
                return Outcome::Refused;
            }
            Err(error) => panic!("{name} byte {byte} bit {bit}: {error}"),
        };
        assert_eq!(
            (recovery.last_sequence, state.hash()),
            (self.last, self.hash.clone()),
            "{name} byte {byte}"
        );
        if let Err(error) = scan(&disk, &ScanOptions::default(), &mut NoVisitor) {
            names_the_place(&error, name, byte);
            return Outcome::RefusedWhenRead;
        }
        if recovery.cut.as_ref().is_some_and(|cut| cut.contains(name))
            || recovery.snapshots_passed_over.iter().any(|it| it.contains(name))
        {
            return Outcome::Repaired;
        }
        if name.starts_with("statistics-") {
            let error = statistics(&disk, name).expect_err("damage");
            assert!(error.to_string().contains(name), "{name} byte {byte}: {error}");
            return Outcome::RefusedWhenRead;
        }
        if name.starts_with("snapshot-") {
            // An older snapshot, not the one that a start takes.
            if let Err(error) = tapebook_journal::snapshot::read(&disk, name, &mut |_| ()) {
                names_the_place(&error, name, byte);
                return Outcome::RefusedWhenRead;
            }
        }
        match events_of(&disk) {
            Err(error) => {
                names_the_place(&error, name, byte);
                Outcome::RefusedWhenRead
            }
            Ok(events) if events == self.events => Outcome::Harmless,
            // A start makes what is missing again.
            Ok(events) => {
                let is_prefix = events[..] == self.events[..events.len()];
                assert!(is_prefix, "{name} byte {byte}: whole blocks are shown, without a hole");
                Outcome::Repaired
            }
        }
    }

    /// Flips each byte of each file; the outcomes by kind of file.
    fn run(&self) -> BTreeMap<(String, Outcome), u32> {
        let bits = if std::env::var("SWEEP").as_deref() == Ok("all") { 8 } else { 1 };
        let mut table = BTreeMap::new();
        for name in self.disk.list().unwrap() {
            let whole = self.disk.contents(&name).unwrap();
            let kind = name.split('-').next().unwrap_or_default().to_owned();
            for byte in 0..whole.len() {
                // Blocks of zeros are all alike: one byte of each, but for the blocks next to others.
                let block = &whole[byte & !511..whole.len().min((byte & !511) + 512)];
                if bits == 1 && byte % 512 != byte / 512 % 512 && block.iter().all(|it| *it == 0) {
                    continue;
                }
                for bit in 0..bits {
                    let bit = if bits == 1 { byte as u32 % 8 } else { bit };
                    *table.entry((kind.clone(), self.flip(&name, &whole, byte, bit))).or_insert(0) += 1;
                }
            }
        }
        table
    }
}

// req: EV-03 DP-08
#[test]
fn every_flipped_byte_is_refused_harmless_or_repaired() {
    let world = little_exchange();
    let sweep = Sweep::of(world.close_down());
    let table = sweep.run();
    println!(
        "{:10} {:>10} {:>18} {:>10} {:>10}",
        "file", "refused", "refused when read", "repaired", "harmless"
    );
    let count = |kind: &str, outcome| table.get(&(kind.to_owned(), outcome)).copied().unwrap_or(0);
    for kind in ["journal", "snapshot", "statistics", "events"] {
        println!(
            "{kind:10} {:>10} {:>18} {:>10} {:>10}",
            count(kind, Outcome::Refused),
            count(kind, Outcome::RefusedWhenRead),
            count(kind, Outcome::Repaired),
            count(kind, Outcome::Harmless)
        );
    }
    let tried: u32 = table.values().sum();
    println!("byte flips, {tried}, {tried}");
    assert!(count("journal", Outcome::Refused) > 1_000, "{table:?}");
    assert!(count("journal", Outcome::RefusedWhenRead) > 1_000, "{table:?}");
    assert!(count("snapshot", Outcome::Repaired) > 1_000, "{table:?}");
    assert!(count("snapshot", Outcome::RefusedWhenRead) > 1_000, "{table:?}");
    assert_eq!(count("snapshot", Outcome::Harmless), 0, "{table:?}");
    assert_eq!(count("statistics", Outcome::Harmless), 0, "{table:?}");
    assert!(count("events", Outcome::Repaired) > 1_000, "{table:?}");
}

/// What the sweep takes for repaired is: a start writes the events again that a flip cut off.
#[test]
fn a_start_writes_events_again_that_were_damaged() {
    let world = little_exchange();
    let disk = world.storage.fork();
    let before = joined(&disk);
    let name = disk.list().unwrap().into_iter().rfind(|name| name.starts_with("events-")).expect("events");
    let whole = disk.contents(&name).unwrap();
    for byte in (0..whole.len()).step_by(whole.len() / 40 + 1) {
        let flipped = disk.fork();
        let mut bytes = whole.clone();
        bytes[byte] ^= 16;
        flipped.put(&name, bytes);
        let (core, _) = start(flipped.clone(), &world.settings, &world.clock).expect("it starts");
        core.close_down().expect("an orderly end");
        let after = joined(&flipped);
        assert!(after[..before.len()] == before[..], "byte {byte}");
    }
}

fn whole(disk: &MemStorage) -> Tail {
    scan(disk, &ScanOptions::default(), &mut NoVisitor).unwrap().expect("a journal")
}

/// The promise's one exception: the last group, killed before its watermark. What goes with it is told, and only it.
#[test]
fn only_the_last_group_before_its_watermark_can_be_taken_for_torn() {
    let mut world = little_exchange();
    world.trade(0, &buy("last", 90, 1));
    let disk = world.storage.fork();
    let mut tail = whole(&disk);
    if tail.protected {
        // As it stood when the order was acknowledged, up to 20 ms before.
        let mut bytes = disk.contents(&tail.segment).unwrap();
        bytes[tail.offset as usize - 512..].fill(0);
        disk.put(&tail.segment, bytes);
        tail = whole(&disk);
    }
    assert!(!tail.protected);
    let whole = disk.contents(&tail.segment).unwrap();
    let last_group = tail.last_group.map_or(tail.offset, |(offset, _)| offset);
    let mut cut = 0;
    for byte in 0..tail.offset as usize {
        let mut flipped = whole.clone();
        flipped[byte] ^= 1;
        let damaged = disk.fork();
        damaged.put(&tail.segment, flipped);
        match scan(&damaged, &ScanOptions::default(), &mut NoVisitor) {
            Err(error) => names_the_place(&error, &tail.segment, byte),
            Ok(after) => {
                let after = after.expect("a journal");
                let is_told = after.cut.is_some() && byte as u64 >= last_group;
                let is_same = after.last_sequence == tail.last_sequence;
                assert!(is_told || is_same, "byte {byte}: {after:?}");
                cut += usize::from(is_told);
            }
        }
    }
    assert!(cut > 100, "{cut}");
}
