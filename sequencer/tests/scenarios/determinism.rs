//! The same journal gives the same state and the same events, and a journal that says otherwise is refused.

use crate::requests::{Flow, buy};
use crate::world::{World, start};
use tapebook_journal::snapshot::{self, SnapshotMeta, SnapshotWriter};
use tapebook_journal::{
    GroupBuffer, MemStorage, Prepare, Records, Settings, Storage, Tag, Visitor, Writer, scan,
};
use tapebook_schema::{Envelope, Message};
use tapebook_sequencer::{PAYLOAD_VERSION, State, tools};

fn never(_: u64, _: u64) -> bool {
    true
}

/// An exchange after a busy day.
fn busy(seed: u64, steps: u64) -> World {
    let mut world = World::with(3);
    let mut flows: Vec<Flow> =
        ['a', 'b', 'c'].into_iter().map(|tag| Flow::new(seed + tag as u64, tag)).collect();
    for step in 0..steps {
        let seat = (step % 3) as usize;
        let bytes: Vec<u8> = (0..5).flat_map(|_| flows[seat].frame()).collect();
        let connection = world.traders[seat].connection;
        world.send(connection, &bytes);
        world.clock.advance(1_000_003);
        if step % 10 == 0 {
            world.settle();
        }
    }
    world.settle();
    world
}

// req: EV-02 EV-03 EV-04
#[test]
fn the_same_journal_gives_the_same_state_and_events() {
    let world = busy(1, 300);
    let (live, digest) = (world.hash(), world.core.state().digest);
    for _ in 0..2 {
        let (state, report) = tools::replay(&world.storage.fork(), 0, &mut never).unwrap();
        assert_eq!((report.state_hash.as_str(), state.digest), (live.as_str(), digest));
        state.engine.check_invariants().unwrap();
    }
    // A restart adds its Start; where it stopped, all agree.
    let stop = world.sequence() / 2;
    let (half, _) = tools::replay(&world.storage.fork(), stop, &mut never).unwrap();
    assert_eq!(half.engine.sequence(), stop);
}

// req: EV-03
#[test]
fn a_snapshot_and_the_tail_give_the_same_state() {
    let world = busy(2, 300);
    let disk = world.storage.fork();
    let (name, made) = tools::make_snapshot(&disk, 3, &mut never).unwrap().expect("sealed segments to take");
    assert!(tools::make_snapshot(&disk, 3, &mut never).unwrap().is_none(), "nothing new");
    let (at, _) = tools::replay(&disk, made.last_sequence, &mut never).unwrap();
    assert_eq!(at.hash(), made.state_hash);
    let (_, restored) = tools::restore(&disk, &mut never).unwrap();
    assert_eq!(restored.state_hash, world.hash());
    assert!(restored.commands < world.sequence());
    let verdict = tools::verify(&disk, Some((world.sequence(), world.hash())), &mut never).unwrap();
    assert!(verdict.is_ok, "{verdict:?}");
    assert_eq!(verdict.full.checkpoints.len(), 2);
    let again = world.reopened(disk.fork());
    assert_eq!(again.recovery.snapshot, made.last_sequence);
    let (_, full) = tools::replay(&again.storage.fork(), 0, &mut never).unwrap();
    assert_eq!(full.state_hash, again.hash());
    // I10: written again, byte for byte.
    let mut bytes = Vec::new();
    snapshot::read(&disk, &name, &mut |part| bytes.extend_from_slice(part)).unwrap();
    let mut written = Vec::new();
    State::read(&bytes).unwrap().write(&mut |part| written.extend_from_slice(part));
    assert_eq!(written, bytes);
}

/// Puts a snapshot of these bytes in the place of another.
fn put_snapshot(disk: &MemStorage, meta: &SnapshotMeta, payload: &[u8]) {
    for name in snapshot::candidates(disk).unwrap() {
        disk.remove(&name).unwrap();
    }
    let mut writer = SnapshotWriter::create(disk.clone(), meta).unwrap();
    writer.write(payload).unwrap();
    writer.finish().unwrap();
}

fn snapshot_of(disk: &MemStorage) -> (SnapshotMeta, Vec<u8>) {
    let name = snapshot::candidates(disk).unwrap().remove(0);
    let mut payload = Vec::new();
    let meta = snapshot::read(disk, &name, &mut |part| payload.extend_from_slice(part)).unwrap();
    (meta, payload)
}

#[test]
fn an_altered_snapshot_is_found_by_verify() {
    let world = busy(3, 300);
    let disk = world.storage.fork();
    tools::make_snapshot(&disk, 3, &mut never).unwrap().expect("a snapshot");
    let (meta, payload) = snapshot_of(&disk);
    let mut found = 0;
    for at in (0..payload.len()).step_by(payload.len() / 40) {
        let altered = disk.fork();
        let mut bytes = payload.clone();
        bytes[at] ^= 4;
        put_snapshot(&altered, &meta, &bytes);
        match tools::verify(&altered, None, &mut never) {
            Ok(verdict) => assert!(!verdict.is_ok, "byte {at}: {verdict:?}"),
            // It is so wrong that the tail does not even apply.
            Err(why) => println!("byte {at}: {why}"),
        }
        found += 1;
    }
    assert!(found >= 40);
    // Damage that the file's own checksums show is passed over, and told.
    let damaged = disk.fork();
    let name = snapshot::candidates(&damaged).unwrap().remove(0);
    let mut bytes = damaged.contents(&name).unwrap();
    bytes[500] ^= 1;
    damaged.put(&name, bytes);
    let verdict = tools::verify(&damaged, None, &mut never).unwrap();
    assert!(!verdict.is_ok && verdict.snapshots_passed_over.len() == 1);
    let again = world.reopened(damaged);
    assert_eq!(
        (again.recovery.snapshot, again.recovery.snapshots_passed_over.len()),
        (0, 1),
        "a longer replay"
    );
    assert_eq!(again.recovery.last_sequence, world.sequence());
}

#[test]
fn a_snapshot_of_another_payload_version_is_passed_over() {
    let world = busy(4, 200);
    let disk = world.storage.fork();
    tools::make_snapshot(&disk, 3, &mut never).unwrap().expect("a snapshot");
    let (meta, payload) = snapshot_of(&disk);
    put_snapshot(&disk, &SnapshotMeta { payload_version: PAYLOAD_VERSION + 1, ..meta }, &payload);
    let again = world.reopened(disk);
    assert_eq!(again.recovery.snapshot, 0, "its bytes mean something else");
    assert_eq!(again.recovery.snapshots_passed_over.len(), 1);
}

/// Records of a journal with their groups' tags.
#[derive(Default)]
struct Copy {
    records: Vec<(u64, Vec<u8>)>,
    groups: Vec<(u64, Tag)>,
}

impl Visitor for Copy {
    fn record(&mut self, sequence: u64, payload: &[u8]) -> Result<(), String> {
        self.records.push((sequence, payload.to_vec()));
        Ok(())
    }
    fn group_end(&mut self, last_sequence: u64, tag: &Tag) -> Result<(), String> {
        self.groups.push((last_sequence, *tag));
        Ok(())
    }
}

/// A journal written anew, with every checksum right, after some change to its content.
fn rewritten(disk: &MemStorage, change: impl FnOnce(&mut Copy)) -> MemStorage {
    let mut copy = Copy::default();
    let tail = scan(disk, &Default::default(), &mut copy).unwrap().unwrap();
    change(&mut copy);
    let new = MemStorage::default();
    let settings = Settings {
        segment_bytes: 1 << 20,
        group_bytes: 256 << 10,
        prepare: Prepare::Inline,
        ..Settings::default()
    };
    let lock = new.lock().unwrap();
    let mut writer = Writer::create(new.clone(), settings, tail.lineage, lock).unwrap();
    let mut records = copy.records.iter();
    let mut group: GroupBuffer = writer.group_buffer();
    for (last, tag) in copy.groups {
        for (sequence, payload) in records.by_ref() {
            group.push(*sequence, &[payload]).unwrap();
            if *sequence == last {
                break;
            }
        }
        writer.commit(&mut group, tag).unwrap();
    }
    writer.commit_watermark().unwrap();
    new
}

#[test]
fn a_journal_whose_answers_were_others_is_refused() {
    let world = busy(5, 60);
    let same = rewritten(&world.storage.fork(), |_| ());
    assert_eq!(tools::replay(&same, 0, &mut never).unwrap().1.state_hash, world.hash());
    let refused = |what: &str, change: &dyn Fn(&mut Copy)| {
        let disk = rewritten(&world.storage.fork(), change);
        let why = tools::replay(&disk, 0, &mut never).map(|_| ()).expect_err(what).to_string();
        let open = start(disk, &world.settings, &world.clock).map(|_| ()).expect_err(what).to_string();
        assert_eq!(why, open, "the server says what the tool says");
        why
    };
    let middle = world.sequence() as usize / 2;
    let why = refused("a tag", &|copy| {
        let at = copy.groups.len() / 2;
        copy.groups[at].1[3] ^= 1;
    });
    assert!(why.contains("are not those that were made"), "{why}");
    refused("a price", &|copy| {
        // The last byte before the flags of some new order's price and quantity.
        let order = copy.records.iter_mut().filter(|(_, payload)| payload[4..6] == [1, 2]).nth(5).unwrap();
        order.1[Envelope::SIZE + 64] ^= 1;
    });
    let why = refused("an engine version", &|copy| copy.records[middle].1[8] = 9);
    assert!(why.contains("engine version 9"), "{why}");
    let why = refused("a type", &|copy| copy.records[middle].1[4] = 0xEE);
    assert!(why.contains("is not one this build reads"), "{why}");
    let why = refused("a type version", &|copy| copy.records[middle].1[6] = 2);
    assert!(why.contains("is not one this build reads"), "{why}");
    refused("a length", &|copy| copy.records[middle].1[0] ^= 8);
    refused("a body cut short", &|copy| {
        copy.records[middle].1.pop();
    });
    refused("no envelope", &|copy| copy.records[middle].1.truncate(20));
    refused("another sequence", &|copy| copy.records[middle].1[16] ^= 1);
    let why = refused("time that goes back", &|copy| copy.records[middle].1[24..32].fill(0));
    assert!(why.contains("does not follow"), "{why}");
}

// req: EV-14
#[test]
fn what_is_in_the_log_stays_as_it_was() {
    let world = busy(6, 100);
    let read = |disk: &MemStorage| -> Vec<Vec<u8>> {
        Records::open(disk.fork()).unwrap().map(|record| record.unwrap().payload).collect()
    };
    let before = read(&world.storage);
    let mut again = world.killed();
    for seat in 0..3 {
        again.log_on_trader(seat, 0);
    }
    again.trade(0, &buy("one-more", 90, 1));
    let after = read(&again.close_down());
    assert_eq!(after[..before.len()], before);
    let start = Envelope(after[before.len()][..Envelope::SIZE].try_into().unwrap());
    assert_eq!(start.type_(), tapebook_schema::Start::TYPE);
}

#[test]
fn the_tools_read_a_live_folder_without_disturbing_it() {
    let mut world = busy(7, 300);
    assert!(
        tools::replay(&world.storage, 0, &mut never).unwrap().1.last_sequence < world.sequence(),
        "sealed only"
    );
    assert!(tools::verify(&world.storage, None, &mut never).unwrap().is_ok);
    let lines = tools::journal_records(&world.storage.fork(), 5, 3).unwrap();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].contains("\"sequence\":5,\"type\":\"AddAsset\""), "{}", lines[0]);
    let lines = tools::event_records(&world.storage, 5, 3).unwrap();
    assert!(lines[0].contains("\"sequence\":5,\"index\":0,\"type\":\"Applied\""), "{}", lines[0]);
    let mut asked = 0;
    let mut stop = |_: u64, _: u64| {
        asked += 1;
        false
    };
    let _ = tools::replay(&world.storage.fork(), 0, &mut stop);
    world.trade(0, &buy("still", 90, 1));
    world.close_down();
}
