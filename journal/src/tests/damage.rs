use super::*;
use crate::Records;
use crate::format::segment_name;

/// A journal of one segment: two groups, then one more whose place and length are returned.
fn with_last_group() -> (MemStorage, String, usize, usize) {
    let storage = MemStorage::default();
    let (mut writer, _, _) = open(&storage, SMALL);
    put(&mut writer, &[b"first", &[1; 100]]).unwrap();
    put(&mut writer, &[&[2; 400]]).unwrap();
    let at = read(&storage).unwrap().1.unwrap().offset as usize;
    put(&mut writer, &[&[0x33; 500], &[0x44; 200]]).unwrap();
    drop(writer);
    let (_, length) = read(&storage).unwrap().1.unwrap().last_group.unwrap();
    (storage, segment_name(1), at, length)
}

fn check_cut(storage: &MemStorage, context: &str) {
    let (mut writer, seen, tail) = open(storage, SMALL);
    assert_eq!(seen.records.len(), 3, "{context}");
    assert_eq!(seen.groups.len(), 2, "{context}");
    assert_eq!(tail.unwrap().last_sequence, 3);
    // What was cut must not come back, whatever follows.
    put(&mut writer, &[b"4"]).unwrap();
    drop(writer);
    let (seen, tail) = read(storage).unwrap();
    assert_eq!((seen.records.len(), seen.groups.len()), (4, 3), "{context}");
    assert_eq!(tail.unwrap().cut, None, "{context}");
}

#[test]
fn a_group_torn_at_any_byte_is_cut_and_nothing_else() {
    let (storage, name, at, length) = with_last_group();
    let whole = storage.contents(&name).unwrap();
    for kept in 0..length {
        for garbage in [0_u8, 0xEE] {
            let mut torn = whole.clone();
            torn[at + kept..at + length].fill(garbage);
            if torn == whole {
                continue;
            }
            // The last bytes may be padding of the last record, zero already.
            let disk = MemStorage::default();
            disk.put(&name, torn);
            let cut = read(&disk).unwrap().1.unwrap().cut;
            assert_eq!(cut.is_some(), garbage != 0 || kept > 0, "{kept}");
            check_cut(&disk, &format!("kept {kept} then {garbage:x}"));
        }
    }
}

#[test]
fn a_group_that_lost_any_of_its_sectors_is_cut() {
    let (storage, name, at, length) = with_last_group();
    let whole = storage.contents(&name).unwrap();
    let sectors = length.div_ceil(512);
    for kept in 0..(1_u32 << sectors) - 1 {
        let mut torn = whole.clone();
        for sector in 0..sectors {
            if kept >> sector & 1 == 0 {
                torn[at + sector * 512..at + (sector + 1) * 512].fill(0);
            }
        }
        let disk = MemStorage::default();
        disk.put(&name, torn);
        check_cut(&disk, &format!("sectors {kept:b}"));
    }
}

#[test]
fn stale_bytes_after_the_end_are_no_groups() {
    let (storage, name, at, length) = with_last_group();
    let whole = storage.contents(&name).unwrap();
    // Groups of the same segment at another place, and of another journal at the same place.
    let mut shifted = whole.clone();
    shifted.copy_within(at..at + length, at + 1024);
    shifted[at..at + length].fill(0);
    let other = MemStorage::default();
    let lineage = *b"another journal!";
    let options = ScanOptions::default();
    let (mut writer, _) =
        open_journal(other.clone(), SMALL, lineage, &options, &mut Seen::default()).unwrap();
    for payload in [&[5; 200][..], &[6; 400], &[7; 700]] {
        put(&mut writer, &[payload]).unwrap();
    }
    let mut foreign = whole.clone();
    foreign[at..].copy_from_slice(&other.contents(&name).unwrap()[at..]);
    for bytes in [shifted, foreign] {
        let disk = MemStorage::default();
        disk.put(&name, bytes);
        check_cut(&disk, "stale");
    }
}

#[test]
fn a_flip_of_any_bit_is_refused_with_its_place_or_harmless() {
    let (storage, all) = two_segments();
    let names = storage.list().unwrap();
    let (mut refused, mut harmless, mut cut) = (0, 0, 0);
    for name in &names {
        let whole = storage.contents(name).unwrap();
        for byte in 0..whole.len() {
            for bit in 0..8 {
                // All bits of headers and records; one bit in the zeros, which are all alike.
                if bit > 0 && whole[byte & !511..][..512].iter().all(|byte| *byte == 0) {
                    continue;
                }
                let mut flipped = whole.clone();
                flipped[byte] ^= 1 << bit;
                let disk = storage.fork();
                disk.put(name, flipped);
                match read(&disk) {
                    Ok((seen, tail)) => {
                        assert_eq!(seen, all, "{name} byte {byte} bit {bit}");
                        harmless += 1;
                        cut += usize::from(tail.unwrap().cut.is_some());
                    }
                    Err(error) => {
                        let text = error.to_string();
                        assert!(text.contains(name.as_str()), "{text}");
                        if let JournalError::Corrupt { offset, .. } = &error {
                            // It names the group that holds the byte, or the record in it.
                            let reach = *offset & !511..*offset + 1024;
                            assert!(reach.contains(&(byte as u64)), "{text}, flipped {byte}");
                        }
                        refused += 1;
                    }
                }
                let pulled: Result<Vec<_>, _> = Records::open(disk).and_then(Iterator::collect);
                if let Ok(pulled) = pulled {
                    assert_eq!(pulled.len(), all.records.len());
                }
            }
        }
    }
    assert!(refused > 10_000 && harmless > 100 && cut > 100, "{refused} {harmless} {cut}");
}

#[test]
fn damage_below_the_watermark_names_the_record() {
    let (storage, name, at, _) = with_last_group();
    let (mut writer, _, _) = open(&storage, SMALL);
    writer.commit_watermark().unwrap();
    drop(writer);
    let mut bytes = storage.contents(&name).unwrap();
    bytes[at + 160 + 16 + 3] ^= 1;
    storage.put(&name, bytes);
    let error = read(&storage).unwrap_err();
    let text = error.to_string();
    let place = format!("{name} is damaged at byte {at}");
    assert!(text.contains(&place), "{text}");
    assert!(text.contains("record of sequence 4"), "{text}");
    assert!(text.contains("proves that this was durable"), "{text}");
}

#[test]
fn swapped_and_repeated_groups_are_refused() {
    let storage = MemStorage::default();
    let (mut writer, _, _) = open(&storage, SMALL);
    for number in 1..=3_u8 {
        put(&mut writer, &[&[number; 100]]).unwrap();
    }
    writer.commit_watermark().unwrap();
    drop(writer);
    let name = segment_name(1);
    let whole = storage.contents(&name).unwrap();
    let mut swapped = whole.clone();
    swapped[512..1024].copy_from_slice(&whole[1024..1536]);
    swapped[1024..1536].copy_from_slice(&whole[512..1024]);
    let mut repeated = whole.clone();
    repeated[1024..1536].copy_from_slice(&whole[512..1024]);
    let mut lost = whole.clone();
    lost[1024..1536].fill(0);
    for (bytes, at) in [(swapped, 512), (repeated, 1024), (lost, 1024)] {
        storage.put(&name, bytes);
        match read(&storage).unwrap_err() {
            JournalError::Corrupt { offset, .. } => assert_eq!(offset, at),
            error => panic!("{error}"),
        }
    }
}

/// The journal of seven groups in three segments or more.
fn many_segments() -> (MemStorage, Vec<String>) {
    let storage = MemStorage::default();
    let (mut writer, _, _) = open(&storage, SMALL);
    for number in 0..12_u8 {
        put(&mut writer, &[&[number; 600]]).unwrap();
    }
    drop(writer);
    let names = storage.list().unwrap();
    assert!(names.len() >= 4);
    (storage, names)
}

#[test]
fn missing_copied_renamed_and_foreign_segments_are_refused_by_name() {
    let (whole, names) = many_segments();
    let refusal = |change: &dyn Fn(&MemStorage)| {
        let storage = whole.fork();
        change(&storage);
        read(&storage).unwrap_err()
    };

    let error = refusal(&|disk| disk.remove(&names[0]).unwrap());
    assert!(matches!(error, JournalError::MissingSegment { index: 0, .. }), "{error}");
    assert!(error.to_string().contains(&names[1]), "{error}");
    let error = refusal(&|disk| disk.remove(&names[2]).unwrap());
    assert!(matches!(error, JournalError::MissingSegment { index: 2, .. }), "{error}");

    let error = refusal(&|disk| disk.put(&segment_name(999), disk.contents(&names[1]).unwrap()));
    assert!(matches!(error, JournalError::Misplaced { .. }), "{error}");
    let error = refusal(&|disk| disk.rename(&names[1], &segment_name(2)).unwrap());
    assert!(error.to_string().contains("renamed or copied"), "{error}");
    let error = refusal(&|disk| disk.put("journal-copy.seg", vec![]));
    assert!(error.to_string().contains("journal-copy.seg"), "{error}");

    let other = MemStorage::default();
    let options = ScanOptions::default();
    let (mut writer, _) =
        open_journal(other.clone(), SMALL, [9; 16], &options, &mut Seen::default()).unwrap();
    for number in 0..12_u8 {
        put(&mut writer, &[&[number; 600]]).unwrap();
    }
    let error = refusal(&|disk| disk.put(&names[1], other.contents(&names[1]).unwrap()));
    assert!(matches!(error, JournalError::Foreign { .. }), "{error}");
    let of_this = ScanOptions { lineage: Some(LINEAGE), ..ScanOptions::default() };
    let error = read_with(&other, &of_this).unwrap_err();
    assert!(matches!(error, JournalError::Foreign { .. }), "{error}");

    // Of the same journal before a restore: same lineage and index, another history.
    let twin = MemStorage::default();
    let (mut writer, _, _) = open(&twin, SMALL);
    for number in 0..12_u8 {
        put(&mut writer, &[&[number ^ 1; 600]]).unwrap();
    }
    let error = refusal(&|disk| disk.put(&names[1], twin.contents(&names[1]).unwrap()));
    assert!(error.to_string().contains("does not follow"), "{error}");
}

#[test]
fn a_truncated_file_is_refused() {
    let (storage, names) = many_segments();
    for name in &names {
        let whole = storage.contents(name).unwrap();
        for length in [0, 511, 512, 600, whole.len() - 512, whole.len() - 1] {
            let disk = storage.fork();
            disk.put(name, whole[..length].to_vec());
            let error = read(&disk).unwrap_err();
            assert!(matches!(error, JournalError::Corrupt { .. }), "{error}");
            assert!(error.to_string().contains(name.as_str()), "{error}");
        }
    }
}

#[test]
fn a_moved_away_start_is_accepted_only_when_said_so() {
    let (storage, names) = many_segments();
    let all = read(&storage).unwrap().0;
    storage.remove(&names[0]).unwrap();
    let mut options = ScanOptions { trimmed_start: true, from_sequence: 4, ..ScanOptions::default() };
    let (seen, _) = read_with(&storage, &options).unwrap();
    assert_eq!(seen.records[..], all.records[3..]);
    options.from_sequence = 1;
    let error = read_with(&storage, &options).unwrap_err();
    assert!(matches!(error, JournalError::MissingSegment { index: 0, .. }), "{error}");
}

#[test]
fn another_format_version_is_refused_as_such() {
    let (storage, names) = many_segments();
    let rewrite = |name: &str, at: usize, version_at: usize, covered: usize| {
        let disk = storage.fork();
        let mut bytes = disk.contents(name).unwrap();
        bytes[at + version_at..at + version_at + 2].copy_from_slice(&2_u16.to_le_bytes());
        let crc = crc32c::crc32c(&bytes[at..at + covered]);
        bytes[at + covered..at + covered + 4].copy_from_slice(&crc.to_le_bytes());
        disk.put(name, bytes);
        read(&disk).unwrap_err()
    };
    for error in [rewrite(&names[1], 0, 8, 508), rewrite(&names[1], 512, 4, 144)] {
        assert!(matches!(error, JournalError::UnsupportedVersion { found: 2, .. }), "{error}");
        assert!(error.to_string().contains(&names[1]), "{error}");
    }
}

#[test]
fn an_unreadable_segment_is_refused_with_its_path() {
    let (storage, names) = many_segments();
    storage.fail_reads_of(Some(&names[2]));
    let error = read(&storage).unwrap_err();
    assert_eq!(error.to_string(), format!("cannot read memory/{}: injected read failure", names[2]));
}
