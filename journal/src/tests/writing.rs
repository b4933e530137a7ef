use super::*;
use crate::format::segment_name;
use crate::{DiskStorage, NoVisitor, Records, StorageFile};

#[test]
fn round_trip_on_a_real_disk_over_many_opens() {
    let directory = tempfile::tempdir().unwrap();
    let storage = DiskStorage::open(directory.path().join("a/b")).unwrap();
    let settings = Settings { prepare: Prepare::Background, ..SMALL };
    let mut expected = Seen::default();
    for round in 0..20_u8 {
        let (mut writer, seen, _) = open(&storage, settings);
        assert_eq!(seen, expected);
        for group in 0..round % 4 {
            let first = writer.next_sequence();
            let payload = vec![round; usize::from(group) * 90];
            put(&mut writer, &[&payload, b"x"]).unwrap();
            expected.records.push((first, payload));
            expected.records.push((first + 1, b"x".to_vec()));
            expected.groups.push((first + 1, tag(first + 1)));
        }
        if round % 3 == 0 {
            writer.commit_watermark().unwrap();
        }
    }
    let (seen, tail) = read(&storage).unwrap();
    assert_eq!(seen, expected);
    assert!(tail.unwrap().segment_index > 3);
    let pulled: Vec<_> = Records::open(storage.clone())
        .unwrap()
        .map(|record| record.map(|record| (record.sequence, record.payload)).unwrap())
        .collect();
    assert_eq!(pulled, expected.records);
    let leftovers = storage.list().unwrap();
    assert!(!leftovers.iter().any(|name| name.ends_with(".tmp")), "{leftovers:?}");
}

#[test]
fn an_empty_directory_is_no_journal_and_a_new_one_has_no_record() {
    let storage = MemStorage::default();
    assert_eq!(read(&storage).unwrap().1, None);
    let (writer, _, tail) = open(&storage, SMALL);
    assert_eq!((tail, writer.durable(), writer.next_sequence()), (None, 0, 1));
    drop(writer);
    let (_, _, tail) = open(&storage, SMALL);
    assert_eq!(tail.unwrap().last_sequence, 0);
}

#[test]
fn every_power_cut_keeps_what_was_acknowledged() {
    // Cuts after every write and sync of a run with rotations, with three kinds of luck.
    for steps in 0..60 {
        for luck in 0..3_u64 {
            let storage = MemStorage::default();
            let (mut writer, _, _) = open(&storage, SMALL);
            storage.fail_writes_after(Some(steps / 2));
            storage.fail_syncs_after(Some(steps - steps / 2));
            let mut acknowledged = 0;
            for number in 0..12_u8 {
                match put(&mut writer, &[&[number; 300]]) {
                    Ok(durable) => acknowledged = durable,
                    Err(_) => break,
                }
            }
            drop(writer);
            let mut state = steps * 7 + luck;
            let after = storage.after_power_cut(&mut || {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                luck == 1 || (luck == 2 && state >> 63 == 1)
            });
            let (mut writer, seen, _) = open(&after, SMALL);
            let last = seen.records.len() as u64;
            assert!(last >= acknowledged && last <= acknowledged + 1, "step {steps} luck {luck}");
            for (number, (sequence, payload)) in seen.records.iter().enumerate() {
                assert_eq!(*sequence, number as u64 + 1);
                assert_eq!(*payload, vec![number as u8; 300]);
            }
            put(&mut writer, &[b"more"]).unwrap();
            drop(writer);
            assert_eq!(read(&after).unwrap().0.records.len() as u64, last + 1);
        }
    }
}

#[test]
fn a_failed_sync_poisons_for_good() {
    let storage = MemStorage::default();
    let (mut writer, _, _) = open(&storage, SMALL);
    put(&mut writer, &[b"one"]).unwrap();
    storage.fail_syncs_after(Some(0));
    let error = put(&mut writer, &[b"two"]).unwrap_err();
    assert!(error.to_string().contains("sync memory/journal-"), "{error}");
    storage.fail_syncs_after(None);
    for _ in 0..3 {
        let error = put(&mut writer, &[b"two"]).unwrap_err();
        assert!(matches!(error, JournalError::Poisoned { .. }), "{error}");
        assert!(writer.commit_watermark().is_err());
    }
    assert_eq!(writer.durable(), 1);
}

#[test]
fn resuming_writes_the_last_group_again_so_that_its_sync_means_something() {
    // After a failed sync the kernel calls pages clean that never reached the disk, and so does
    // the fake disk. What a resumed writer reports as durable has to outlive a power cut.
    let storage = MemStorage::default();
    let (mut writer, _, _) = open(&storage, SMALL);
    put(&mut writer, &[b"one"]).unwrap();
    storage.fail_syncs_after(Some(0));
    put(&mut writer, &[b"two"]).unwrap_err();
    drop(writer);
    storage.fail_syncs_after(None);
    let (writer, seen, _) = open(&storage, SMALL);
    assert_eq!((seen.records.len(), writer.durable()), (2, 2));
    let after = storage.after_power_cut(&mut || false);
    assert_eq!(read(&after).unwrap().0.records.len(), 2);
}

#[test]
fn the_second_writer_is_refused_and_a_reader_is_not() {
    let directory = tempfile::tempdir().unwrap();
    let storage = DiskStorage::open(directory.path()).unwrap();
    let (mut writer, _, _) = open(&storage, SMALL);
    put(&mut writer, &[b"one"]).unwrap();
    let second = open_journal(
        DiskStorage::open(directory.path()).unwrap(),
        SMALL,
        LINEAGE,
        &ScanOptions::default(),
        &mut NoVisitor,
    );
    let error = second.err().unwrap();
    let process = std::process::id().to_string();
    assert!(error.to_string().contains(&process), "{error}");
    assert_eq!(read(&storage).unwrap().0.records.len(), 1);
    drop(writer);
    open(&storage, SMALL);
}

#[test]
fn a_full_disk_changes_nothing_and_is_over_when_there_is_room() {
    let storage = MemStorage::default();
    let (mut writer, _, _) = open(&storage, SMALL);
    // Room for the two segments there are, not for a third.
    storage.set_space(Some(2 * SMALL.segment_bytes + 600));
    let mut group = writer.group_buffer();
    let mut sequence = 0;
    let error = loop {
        fill(&writer, &mut group, &[&[1; 700]]);
        match writer.commit(&mut group, tag(0)) {
            Ok(durable) => sequence = durable,
            Err(error) => break error,
        }
        assert_eq!(writer.low_space(), writer.segments_ready() == 0);
    };
    assert!(matches!(error, JournalError::DiskFull { .. }), "{error}");
    assert!(sequence >= 4 && writer.low_space() && writer.durable() == sequence);
    assert_eq!(read(&storage).unwrap().0.records.len() as u64, sequence);
    storage.set_space(None);
    writer.retry_prepare();
    assert!(!writer.low_space());
    assert_eq!(writer.commit(&mut group, tag(0)).unwrap(), sequence + 1);
}

#[test]
fn a_sequence_out_of_order_is_refused_without_poison() {
    let (mut writer, _, _) = open(&MemStorage::default(), SMALL);
    let mut group = writer.group_buffer();
    group.push(2, &[b"x"]).unwrap();
    let error = writer.commit(&mut group, tag(0)).unwrap_err();
    assert!(matches!(error, JournalError::OutOfSequence { expected: 1, found: 2 }));
    assert_eq!(put(&mut writer, &[b"x"]).unwrap(), 1);
}

#[test]
fn settings_out_of_range_are_refused() {
    for settings in [
        Settings { segment_bytes: 4000, ..SMALL },
        Settings { group_bytes: 100, ..SMALL },
        Settings { segment_bytes: 4 * 512, ..SMALL },
    ] {
        let storage = MemStorage::default();
        let lock = storage.lock().unwrap();
        let error = Writer::create(storage, settings, LINEAGE, lock).err().unwrap();
        assert!(matches!(error, JournalError::Setting { .. }), "{error}");
    }
}

#[test]
fn larger_groups_after_a_change_of_settings_still_fit() {
    let storage = MemStorage::default();
    drop(open(&storage, SMALL));
    let large = Settings { segment_bytes: 64 * 512, group_bytes: 40 * 512, ..SMALL };
    let (mut writer, _, _) = open(&storage, large);
    for _ in 0..5 {
        put(&mut writer, &[&[9; 18_000]]).unwrap();
    }
    drop(writer);
    assert_eq!(read(&storage).unwrap().0.records.len(), 5);
    // And back: small segments behind a large one.
    let (mut writer, seen, _) = open(&storage, SMALL);
    assert_eq!(seen.records.len(), 5);
    put(&mut writer, &[b"x"]).unwrap();
    assert_eq!(read(&storage).unwrap().0.records.len(), 6);
}

#[test]
fn a_scan_from_and_to_a_sequence_shows_just_that() {
    let (storage, all) = two_segments();
    for from in 0..=22 {
        for stop in [None, Some(0), Some(5), Some(12), Some(14), Some(21)] {
            let options =
                ScanOptions { from_sequence: from, stop_at_sequence: stop, ..ScanOptions::default() };
            let (seen, _) = read_with(&storage, &options).unwrap();
            let inside = |sequence: u64| sequence >= from && stop.is_none_or(|stop| sequence <= stop);
            let mut expected = all.clone();
            expected.records.retain(|(sequence, _)| inside(*sequence));
            expected.groups.retain(|(last, _)| inside(*last));
            assert_eq!(seen, expected, "from {from} stop {stop:?}");
        }
    }
    let beyond = ScanOptions { from_sequence: 23, ..ScanOptions::default() };
    let error = read_with(&storage, &beyond).unwrap_err();
    assert!(matches!(error, JournalError::JournalBehind { known: 22, last: 21 }));
}

#[test]
fn a_sealed_scan_leaves_the_live_segment_out() {
    let (storage, all) = two_segments();
    let options = ScanOptions { sealed_only: true, ..ScanOptions::default() };
    let (seen, tail) = read_with(&storage, &options).unwrap();
    let tail = tail.unwrap();
    assert!(tail.sealed && !tail.complete && !seen.records.is_empty());
    assert!(seen.records.len() < all.records.len());
    let lock = storage.lock().unwrap();
    assert!(Writer::resume(storage, SMALL, &tail, lock).is_err());
}

#[test]
fn the_chain_of_a_snapshot_is_checked() {
    let (storage, _) = two_segments();
    let mut chains = Vec::new();
    for stop in (3..=21).step_by(3) {
        let options = ScanOptions { stop_at_sequence: Some(stop), ..ScanOptions::default() };
        let tail = read_with(&storage, &options).unwrap().1.unwrap();
        assert_eq!(tail.last_sequence, stop);
        chains.push((stop, tail.chain));
    }
    for (sequence, chain) in chains {
        let mut options = ScanOptions {
            from_sequence: sequence + 1,
            known_chain: Some((sequence, chain)),
            ..ScanOptions::default()
        };
        read_with(&storage, &options).unwrap();
        options.known_chain = Some((sequence, [7; 32]));
        let error = read_with(&storage, &options).unwrap_err();
        assert!(matches!(error, JournalError::ChainMismatch { .. }), "{error}");
    }
}

#[test]
fn a_visitor_can_stop_the_scan_with_a_reason() {
    struct Picky;
    impl Visitor for Picky {
        fn record(&mut self, sequence: u64, _: &[u8]) -> Result<(), String> {
            if sequence == 5 { Err("unknown type 77".into()) } else { Ok(()) }
        }
        fn group_end(&mut self, _: u64, _: &Tag) -> Result<(), String> {
            Ok(())
        }
    }
    let (storage, _) = two_segments();
    let error = scan(&storage, &ScanOptions::default(), &mut Picky).unwrap_err();
    assert_eq!(error.to_string(), "the record at sequence 5 was refused: unknown type 77");
}

#[test]
fn an_unfinished_rotation_is_finished() {
    // The seal is there, the next segment is not.
    let (storage, seen) = two_segments();
    let names = storage.list().unwrap();
    storage.remove(&names[1]).unwrap();
    let (mut writer, kept, tail) = open(&storage, SMALL);
    assert!(tail.unwrap().sealed);
    assert_eq!(kept.records[..], seen.records[..kept.records.len()]);
    put(&mut writer, &[b"x"]).unwrap();
    drop(writer);
    assert_eq!(read(&storage).unwrap().0.records.len(), kept.records.len() + 1);
    assert_eq!(storage.list().unwrap()[1], segment_name(kept.records.len() as u64 + 1));
}

#[test]
fn memory_policy_never_syncs_a_group() {
    let storage = MemStorage::default();
    let settings = Settings { policy: Policy::Memory, ..SMALL };
    let (mut writer, _, _) = open(&storage, settings);
    storage.fail_syncs_after(Some(0));
    for _ in 0..20 {
        put(&mut writer, &[&[1; 600]]).unwrap();
    }
    assert_eq!(writer.stats().syncs, 0);
    drop(writer);
    assert_eq!(read(&storage).unwrap().0.records.len(), 20);
}

#[test]
fn files_are_made_with_their_full_length() {
    let storage = MemStorage::default();
    let (writer, _, _) = open(&storage, SMALL);
    let file = storage.open_read(&segment_name(1)).unwrap();
    assert_eq!(file.len().unwrap(), SMALL.segment_bytes);
    drop(writer);
}
