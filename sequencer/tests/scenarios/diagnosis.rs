//! What the doctor says of a folder is what a start then does, and each refusal has its entry in the runbook.

use crate::requests::{Flow, buy};
use crate::world::{World, small, start};
use std::collections::BTreeSet;
use std::path::Path;
use tapebook_journal::{DiskStorage, MemStorage, Storage, snapshot};
use tapebook_sequencer::doctor::{Diagnosis, Level, examine};
use tapebook_sequencer::refusals::Refusal;
use tapebook_sequencer::{OpenError, tools};

/// Several segments, a snapshot, and a tail after it; ended in order.
fn exchange() -> (World, MemStorage) {
    let mut world = World::with(2);
    let mut flow = Flow::new(3, 'd');
    let connection = world.traders[0].connection;
    while names(&world.storage, "journal-").len() < 3 {
        let bytes: Vec<u8> = (0..5).flat_map(|_| flow.frame()).collect();
        world.send(connection, &bytes);
        world.settle();
    }
    tools::make_snapshot(&world.storage, 3, &mut |_, _| true).unwrap().expect("a snapshot");
    for at in 0..5 {
        world.trade(0, &buy(&format!("tail{at}"), 80, 1));
    }
    let disk = world.storage.fork();
    world.core.close_down().unwrap();
    let world = World::over(disk.fork(), small(), world.clock.clone());
    let disk = world.storage.fork();
    (world, disk)
}

fn look(disk: &MemStorage) -> Diagnosis {
    let before: Vec<_> =
        disk.list().unwrap().into_iter().map(|it| (it.clone(), disk.contents(&it))).collect();
    let found = examine(disk, None, None).expect("it can be listed");
    let after: Vec<_> = disk.list().unwrap().into_iter().map(|it| (it.clone(), disk.contents(&it))).collect();
    assert!(before == after, "it changes nothing");
    found
}

fn kinds_of(found: &Diagnosis, level: Level) -> Vec<(&'static str, &'static str)> {
    found.findings.iter().filter(|it| it.level == level).map(|it| (it.part, it.kind)).collect()
}

fn names(disk: &MemStorage, start: &str) -> Vec<String> {
    disk.list().unwrap().into_iter().filter(|name| name.starts_with(start)).collect()
}

fn flip(disk: &MemStorage, name: &str, byte: usize) {
    let mut bytes = disk.contents(name).unwrap();
    bytes[byte] ^= 1;
    disk.put(name, bytes);
}

#[test]
fn a_whole_folder_is_good_and_what_it_says_happens() {
    let (world, disk) = exchange();
    let found = look(&disk);
    assert!(found.level() <= Level::Note, "{found:?}");
    let said = &found.findings.last().expect("the start").what;
    let (core, recovery) = start(disk.fork(), &world.settings, &world.clock).unwrap();
    core.close_down().unwrap();
    let done = format!(
        "go on after command {}: snapshot after command {}, {} commands replayed",
        recovery.last_sequence, recovery.snapshot, recovery.commands_replayed
    );
    assert!(said.contains(&done), "{said}, but {done}");
    let nothing = look(&MemStorage::default());
    assert_eq!(nothing.level(), Level::Note, "{nothing:?}");
    assert!(nothing.findings.iter().any(|it| it.what.contains("would begin one")), "{nothing:?}");
}

#[test]
fn a_torn_tail_is_told_and_is_what_a_start_cuts() {
    let (world, disk) = exchange();
    let journal = names(&disk, "journal-").pop().unwrap();
    let mut bytes = disk.contents(&journal).unwrap();
    let end = bytes.iter().rposition(|&byte| byte != 0).unwrap().next_multiple_of(512);
    bytes[end..end + 40].fill(0xEE);
    disk.put(&journal, bytes);
    let found = look(&disk);
    assert_eq!(found.level(), Level::Note, "{found:?}");
    let said = &found.findings.last().unwrap().what;
    let (core, recovery) = start(disk.fork(), &world.settings, &world.clock).unwrap();
    core.close_down().unwrap();
    let cut = recovery.cut.expect("a tail that is cut");
    assert!(said.contains(&cut) && cut.contains("40 bytes"), "{said}, but {cut}");
}

/// Changes a folder, and gives what the doctor and then a start say of it.
fn refused(
    world: &World,
    disk: &MemStorage,
    change: impl FnOnce(&MemStorage),
) -> (&'static str, &'static str) {
    let disk = disk.fork();
    change(&disk);
    let found = look(&disk);
    let last = found.findings.last().expect("the start").clone();
    assert_eq!((last.part, last.level), ("start", Level::Refusal), "{found:?}");
    let error = start(disk, &world.settings, &world.clock).err().expect("a start refuses too");
    assert_eq!(last.what, error.to_string(), "what the doctor says is what a start says");
    assert_eq!(last.kind, Refusal::of(&error).name);
    (last.kind, last.action)
}

// req: DP-08
#[test]
fn each_refusal_is_foretold_by_its_kind() {
    let (world, disk) = exchange();
    let journals = names(&disk, "journal-");
    let newest = journals.last().unwrap().clone();
    let snapshot = names(&disk, "snapshot-").pop().unwrap();
    let (_, other) = exchange();
    let theirs = names(&other, "journal-");

    let damaged = refused(&world, &disk, |disk| flip(disk, &newest, 700));
    assert_eq!(damaged.0, "damaged");
    assert!(damaged.1.contains("backup"), "{damaged:?}");
    assert_eq!(refused(&world, &disk, |disk| disk.remove(&journals[1]).unwrap()).0, "missing-segment");
    let copy = |disk: &MemStorage| disk.put("journal-copy.seg", vec![]);
    assert_eq!(refused(&world, &disk, copy).0, "misplaced");
    let foreign = |disk: &MemStorage| disk.put(&newest, other.contents(theirs.last().unwrap()).unwrap());
    assert_eq!(refused(&world, &disk, foreign).0, "foreign");
    let all_gone = |disk: &MemStorage| {
        for name in &journals {
            disk.remove(name).unwrap();
        }
    };
    assert_eq!(refused(&world, &disk, all_gone).0, "missing-segment");
    let no_end = |disk: &MemStorage| {
        disk.remove(&newest).unwrap();
        for name in names(disk, "events-") {
            disk.remove(&name).unwrap();
        }
    };
    let lost = disk.fork();
    tools::make_snapshot(&lost, 3, &mut |_, _| true).unwrap().expect("a snapshot of all of it");
    assert_eq!(refused(&world, &lost, no_end).0, "journal-behind");
    assert_eq!(refused(&world, &disk, |disk| disk.remove(&newest).unwrap()).0, "diverged");
    let unreadable = |disk: &MemStorage| disk.fail_reads_of(Some(&newest));
    assert_eq!(refused(&world, &disk, unreadable).0, "io");
    let future = |disk: &MemStorage| {
        let mut bytes = disk.contents(&newest).unwrap();
        bytes[8] = 9;
        let crc = crc32c::crc32c(&bytes[..508]).to_le_bytes();
        bytes[508..512].copy_from_slice(&crc);
        disk.put(&newest, bytes);
    };
    assert_eq!(refused(&world, &disk, future).0, "other-format");
    let altered = |disk: &MemStorage| {
        let mut payload = Vec::new();
        let meta = snapshot::read(disk, &snapshot, &mut |part| payload.extend_from_slice(part)).unwrap();
        disk.remove(&snapshot).unwrap();
        let meta = snapshot::SnapshotMeta { chain: [7; 32], ..meta };
        let mut writer = snapshot::SnapshotWriter::create(disk.clone(), &meta).unwrap();
        writer.write(&payload).unwrap();
        writer.finish().unwrap();
    };
    assert_eq!(refused(&world, &disk, altered).0, "other-history");
}

#[test]
fn damage_that_a_start_does_not_meet_is_told_too() {
    let (world, disk) = exchange();
    let oldest = names(&disk, "journal-").remove(0);
    flip(&disk, &oldest, 700);
    let found = look(&disk);
    assert_eq!(kinds_of(&found, Level::Attention), [("journal", "damaged")], "{found:?}");
    flip(&disk, &oldest, 700);
    let snapshot = names(&disk, "snapshot-").pop().unwrap();
    flip(&disk, &snapshot, 300);
    let found = look(&disk);
    assert_eq!(kinds_of(&found, Level::Attention), [("snapshots", "damaged")], "{found:?}");
    let (core, recovery) = start(disk.fork(), &world.settings, &world.clock).expect("it starts");
    core.close_down().unwrap();
    assert_eq!(recovery.snapshots_passed_over.len(), 1);
    // A folder whose end was lost with everything that knew of it, but for the note of its orderly end.
    let found = examine(&exchange().1, None, Some((u64::MAX, String::new()))).unwrap();
    assert_eq!(kinds_of(&found, Level::Attention), [("start", "journal-behind")], "{found:?}");
}

#[test]
fn a_folder_in_use_is_looked_at_without_a_touch() {
    let folder = tempfile::tempdir().unwrap();
    let storage = DiskStorage::open(folder.path()).unwrap();
    assert_eq!(storage.holder().unwrap(), None);
    let clock = World::empty(small()).clock;
    let (core, _) = start(storage.clone(), &small(), &clock).unwrap();
    let holder = storage.holder().unwrap();
    assert_eq!(holder, Some(std::process::id().to_string()));
    let found = examine(&storage, holder, None).unwrap();
    let last = found.findings.last().unwrap();
    assert_eq!((last.kind, last.level), ("locked", Level::Refusal), "{found:?}");
    core.close_down().unwrap();
    assert_eq!(storage.holder().unwrap(), None);
    assert!(examine(&storage, None, None).unwrap().level() <= Level::Note);
}

/// The headings of a section of the runbook that stand in backquotes.
fn headings(text: &str) -> BTreeSet<String> {
    let heads = text.lines().filter_map(|line| line.strip_prefix("### `"));
    heads.filter_map(|line| Some(line.split_once('`')?.0.to_owned())).collect()
}

#[test]
fn the_runbook_has_an_entry_for_each_refusal_and_no_other() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/operating/runbook.md");
    let text = std::fs::read_to_string(path).expect("the runbook");
    let kinds: BTreeSet<String> = Refusal::all().map(|it| it.name.to_owned()).collect();
    assert_eq!(headings(&text), kinds);
    assert_eq!(kinds.len(), Refusal::all().count(), "each kind has a name of its own");
    let of = Refusal::of(&OpenError::NoJournal);
    assert!(Refusal::all().any(|it| it == of), "{of:?}");
}
