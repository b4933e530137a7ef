use super::*;
use crate::snapshot::{
    SnapshotMeta, SnapshotWriter, candidates, newest, prune, read, read_beside, snapshot_name, write_beside,
};

fn meta(sequence: u64) -> SnapshotMeta {
    SnapshotMeta { lineage: LINEAGE, sequence, chain: [3; 32], payload_version: 7, tag: tag(sequence) }
}

fn write(storage: &MemStorage, sequence: u64, payload: &[u8]) -> String {
    let mut writer = SnapshotWriter::create(storage.clone(), &meta(sequence)).unwrap();
    for part in payload.chunks(333_333) {
        writer.write(part).unwrap();
    }
    writer.finish().unwrap()
}

#[test]
fn round_trip_of_all_sizes_around_a_chunk() {
    let chunk = 1 << 20;
    for size in [0, 1, 1000, chunk - 1, chunk, chunk + 1, 2 * chunk, 2 * chunk + 5] {
        let storage = MemStorage::default();
        let payload: Vec<u8> = (0..size).map(|number| (number * 7 % 251) as u8).collect();
        let name = write(&storage, 42, &payload);
        assert_eq!(name, snapshot_name(42));
        let after = storage.after_power_cut(&mut || false);
        let found = newest(&after, Some(LINEAGE), Some(42), u64::MAX).unwrap();
        let snapshot = found.snapshot.unwrap();
        assert_eq!((snapshot.meta, snapshot.payload == payload), (meta(42), true));
    }
}

#[test]
fn every_flipped_byte_and_every_cut_is_refused() {
    let storage = MemStorage::default();
    let name = write(&storage, 9, &[0x5A; 700]);
    let whole = storage.contents(&name).unwrap();
    let refused = |bytes: Vec<u8>| {
        let disk = MemStorage::default();
        disk.put(&name, bytes);
        read(&disk, &name, &mut |_| {}).is_err()
    };
    for byte in 0..whole.len() {
        for bit in 0..8 {
            let mut flipped = whole.clone();
            flipped[byte] ^= 1 << bit;
            assert!(refused(flipped), "byte {byte} bit {bit}");
        }
        assert!(refused(whole[..byte].to_vec()), "cut at {byte}");
    }
    let mut longer = whole;
    longer.push(0);
    assert!(refused(longer));
}

#[test]
fn a_bad_newest_one_yields_to_the_one_before() {
    let storage = MemStorage::default();
    write(&storage, 5, b"five");
    let name = write(&storage, 8, b"eight");
    let mut bytes = storage.contents(&name).unwrap();
    bytes[140] ^= 1;
    storage.put(&name, bytes);
    let found = newest(&storage, Some(LINEAGE), None, u64::MAX).unwrap();
    assert_eq!(found.snapshot.unwrap().payload, b"five");
    assert_eq!(found.passed_over[0].0, name);
    assert!(found.passed_over[0].1.to_string().contains(&name));
    let found = newest(&storage, Some(LINEAGE), None, 4).unwrap();
    assert!(found.snapshot.is_none() && found.passed_over.is_empty());
}

#[test]
fn foreign_renamed_and_too_new_ones_are_refused() {
    let storage = MemStorage::default();
    let name = write(&storage, 5, b"five");
    let error = newest(&storage, Some([1; 16]), None, u64::MAX).unwrap_err();
    assert!(matches!(error, JournalError::Foreign { .. }), "{error}");
    let error = newest(&storage, Some(LINEAGE), Some(4), u64::MAX).unwrap_err();
    assert!(matches!(error, JournalError::JournalBehind { known: 5, last: 4 }), "{error}");
    storage.rename(&name, &snapshot_name(6)).unwrap();
    let error = newest(&storage, Some(LINEAGE), None, u64::MAX).unwrap_err();
    assert!(matches!(error, JournalError::Misplaced { .. }), "{error}");
}

#[test]
fn a_snapshot_without_a_journal_is_a_lost_journal() {
    let storage = MemStorage::default();
    let name = write(&storage, 5, b"five");
    let error = super::read(&storage).unwrap_err();
    assert!(matches!(error, JournalError::MissingSegment { index: 0, .. }), "{error}");
    assert!(error.to_string().contains(&name));
}

#[test]
fn an_unfinished_one_never_counts() {
    let storage = MemStorage::default();
    let mut writer = SnapshotWriter::create(storage.clone(), &meta(5)).unwrap();
    writer.write(b"half").unwrap();
    assert!(candidates(&storage).unwrap().is_empty());
    drop(writer);
    assert!(storage.list().unwrap().is_empty());
    storage.put("snapshot-00000000000000000003.snap.tmp", vec![1]);
    write(&storage, 6, b"six");
    assert_eq!(storage.list().unwrap(), [snapshot_name(6)]);
}

#[test]
fn pruning_keeps_the_newest() {
    let storage = MemStorage::default();
    for sequence in [3, 10, 200] {
        write(&storage, sequence, b"x");
    }
    assert_eq!(prune(&storage, 2).unwrap(), [snapshot_name(3)]);
    assert_eq!(prune(&storage, 0).unwrap(), [snapshot_name(10)]);
    assert_eq!(candidates(&storage).unwrap(), [snapshot_name(200)]);
}

#[test]
fn what_is_beside_a_snapshot_goes_with_it() {
    let storage = MemStorage::default();
    for sequence in [3, 10] {
        write_beside(&storage, &meta(sequence), &[sequence as u8; 5]).unwrap();
        write(&storage, sequence, b"x");
    }
    let after = storage.after_power_cut(&mut || false);
    for sequence in [3, 10] {
        assert_eq!(read_beside(&after, &meta(sequence)).unwrap(), Some(vec![sequence as u8; 5]));
    }
    assert_eq!(read_beside(&storage, &meta(4)).unwrap(), None);
    assert!(read_beside(&storage, &SnapshotMeta { tag: tag(4), ..meta(3) }).is_err(), "of other events");
    prune(&storage, 1).unwrap();
    assert_eq!(read_beside(&storage, &meta(3)).unwrap(), None);
    assert!(read_beside(&storage, &meta(10)).unwrap().is_some());
    // Once more over one that a process left without its snapshot.
    write_beside(&storage, &meta(10), b"again").unwrap();
    assert_eq!(read_beside(&storage, &meta(10)).unwrap().unwrap(), b"again");
}

#[test]
fn every_flipped_byte_beside_a_snapshot_is_found() {
    let storage = MemStorage::default();
    write_beside(&storage, &meta(9), &[7; 40]).unwrap();
    let name = storage.list().unwrap().remove(0);
    let whole = storage.contents(&name).unwrap();
    for byte in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[byte] ^= 1;
        for bytes in [flipped, whole[..byte].to_vec()] {
            let disk = MemStorage::default();
            disk.put(&name, bytes);
            assert!(read_beside(&disk, &meta(9)).is_err(), "byte {byte}");
        }
    }
}
