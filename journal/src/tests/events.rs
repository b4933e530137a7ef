use std::ops::ControlFlow;

use super::*;
use crate::events::{EventReader, EventWriter, read_from};

fn block(first: u64) -> Vec<u8> {
    vec![first as u8; 40 + first as usize % 30]
}

/// Appends blocks of three sequences up to `last`.
fn append(writer: &mut EventWriter<MemStorage>, last: u64) {
    while writer.last_sequence() < last {
        let first = writer.last_sequence() + 1;
        writer.append(first, first + 2, &block(first)).unwrap();
    }
}

fn firsts(storage: &MemStorage, from: u64) -> Vec<u64> {
    let mut seen = Vec::new();
    read_from(storage, from, &mut |first, last, bytes| {
        assert_eq!((last, bytes), (first + 2, &block(first)[..]));
        seen.push(first);
        ControlFlow::Continue(())
    })
    .unwrap();
    seen
}

#[test]
fn reads_from_any_sequence_over_files_and_opens() {
    let storage = MemStorage::default();
    for last in [30, 31, 90, 150] {
        let mut writer = EventWriter::open(storage.clone(), u64::MAX, 300).unwrap();
        append(&mut writer, last);
    }
    assert!(storage.list().unwrap().len() > 5);
    for from in 0..=150 {
        let expected: Vec<u64> = (1..=150).step_by(3).filter(|first| first + 2 >= from).collect();
        if from == 0 {
            assert!(read_from(&storage, 0, &mut |_, _, _| ControlFlow::Break(())).is_err());
        } else {
            assert_eq!(firsts(&storage, from), expected, "from {from}");
        }
    }
    assert!(firsts(&storage, 151).is_empty());
}

#[test]
fn a_reader_goes_on_where_it_stopped() {
    let storage = MemStorage::default();
    let mut writer = EventWriter::open(storage.clone(), u64::MAX, 300).unwrap();
    let mut reader = EventReader::new(storage.clone());
    let mut next = 1;
    for last in (3..=120).step_by(3) {
        append(&mut writer, last);
        let end = reader
            .read_from(next, &mut |first, _, _| {
                assert_eq!(first, next);
                ControlFlow::Continue(())
            })
            .unwrap();
        assert_eq!((end.last_sequence, end.stopped), (last, false));
        next = last + 1;
    }
    let end = reader.read_from(50, &mut |_, _, _| ControlFlow::Break(())).unwrap();
    assert_eq!((end.last_sequence, end.stopped), (51, true));
}

#[test]
fn the_tail_is_cut_at_the_first_bad_block() {
    let storage = MemStorage::default();
    let mut writer = EventWriter::open(storage.clone(), u64::MAX, 1 << 20).unwrap();
    append(&mut writer, 12);
    let name = storage.list().unwrap().remove(0);
    let whole = storage.contents(&name).unwrap();
    for byte in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[byte] ^= 0x10;
        for bytes in [flipped, whole[..byte].to_vec()] {
            let disk = MemStorage::default();
            disk.put(&name, bytes);
            let mut writer = EventWriter::open(disk.clone(), u64::MAX, 1 << 20).unwrap();
            let last = writer.last_sequence();
            assert!(last < 12 && last % 3 == 0, "byte {byte}: {last}");
            append(&mut writer, 12);
            assert_eq!(firsts(&disk, 1), [1, 4, 7, 10], "byte {byte}");
            assert_eq!(disk.contents(&name).unwrap(), whole);
        }
    }
}

#[test]
fn large_blocks_start_at_a_multiple_of_512_among_small_ones() {
    let storage = MemStorage::default();
    let bytes =
        |at: u64| vec![at as u8 | 1; if at.is_multiple_of(3) { 70_000 + at as usize } else { at as usize }];
    let read = |storage: &MemStorage, from: u64| {
        let mut next = from;
        read_from(storage, from, &mut |first, last, found| {
            assert_eq!((first, last), (next, next));
            assert_eq!(found, bytes(first), "block {first}");
            next += 1;
            ControlFlow::Continue(())
        })
        .unwrap();
        next - 1
    };
    for last in [20, 21, 22, 40] {
        let mut writer = EventWriter::open(storage.clone(), u64::MAX, 300_000).unwrap();
        while writer.last_sequence() < last {
            let at = writer.last_sequence() + 1;
            writer.append(at, at, &bytes(at)).unwrap();
            assert_eq!(read(&storage, at), at);
        }
    }
    assert!(storage.list().unwrap().len() > 2);
    assert_eq!(read(&storage, 1), 40);
    assert_eq!(read(&storage, 17), 40);
    // Whatever a crash leaves of the last file, the writer goes on after what is whole.
    let name = storage.list().unwrap().pop().unwrap();
    let whole = storage.contents(&name).unwrap();
    for length in (0..whole.len()).rev().step_by(997) {
        let disk = storage.fork();
        disk.put(&name, whole[..length].to_vec());
        let mut writer = EventWriter::open(disk.clone(), u64::MAX, 300_000).unwrap();
        while writer.last_sequence() < 40 {
            let at = writer.last_sequence() + 1;
            writer.append(at, at, &bytes(at)).unwrap();
        }
        assert_eq!(read(&disk, 1), 40, "cut to {length}");
    }
}

#[test]
fn damage_in_an_older_file_is_refused() {
    let storage = MemStorage::default();
    let mut writer = EventWriter::open(storage.clone(), u64::MAX, 300).unwrap();
    append(&mut writer, 90);
    let name = storage.list().unwrap().remove(1);
    let mut bytes = storage.contents(&name).unwrap();
    bytes[50] ^= 1;
    storage.put(&name, bytes);
    let error = read_from(&storage, 1, &mut |_, _, _| ControlFlow::Continue(())).unwrap_err();
    assert!(error.to_string().contains(&name), "{error}");
}

#[test]
fn retention_drops_the_oldest_and_says_so() {
    let storage = MemStorage::default();
    let mut writer = EventWriter::open(storage.clone(), 1000, 300).unwrap();
    append(&mut writer, 300);
    assert!(writer.total_bytes() < 1000 + 2 * 400, "{}", writer.total_bytes());
    let oldest = writer.oldest_sequence();
    assert!(oldest > 1);
    assert_eq!(firsts(&storage, oldest)[0], oldest);
    let error = read_from(&storage, 1, &mut |_, _, _| ControlFlow::Continue(())).unwrap_err();
    assert!(matches!(error, JournalError::BeforeRetention { sequence: 1, .. }), "{error}");
    let reopened = EventWriter::open(storage, 1000, 300).unwrap();
    assert_eq!((reopened.oldest_sequence(), reopened.last_sequence()), (oldest, 300));
}

#[test]
fn sequences_only_rise() {
    let mut writer = EventWriter::open(MemStorage::default(), 1000, 300).unwrap();
    writer.append(5, 5, b"x").unwrap();
    for (first, last) in [(5, 6), (4, 4), (8, 7)] {
        let error = writer.append(first, last, b"x").unwrap_err();
        assert!(matches!(error, JournalError::OutOfSequence { .. }), "{error}");
    }
    writer.append(9, 12, b"").unwrap();
}
