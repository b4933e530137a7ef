//! Folders as each format version wrote them, committed: they stay readable, or are refused by the name of the
//! version. `UPDATE_GOLDEN=1 cargo test -p tapebook-journal golden` writes the one of this version, for a new one only.

use super::*;
use crate::format::{FORMAT_VERSION, segment_name};
use crate::snapshot::{self, SnapshotMeta, SnapshotWriter, read_beside, write_beside};
use crate::{DiskStorage, events};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

fn folder(version: u16) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("golden/format-{version}"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Segments, a snapshot with statistics beside it, and events, the same each time.
fn write_folder(storage: &MemStorage) {
    let (mut writer, _, _) = open(storage, SMALL);
    for number in 0..9_u8 {
        put(&mut writer, &[&[number; 33], b"", &[number ^ 0xFF; 170]]).unwrap();
    }
    let meta = SnapshotMeta {
        lineage: writer.lineage(),
        sequence: 27,
        chain: writer.chain(),
        payload_version: 1,
        tag: tag(27),
    };
    writer.commit_watermark().unwrap();
    put(&mut writer, &[b"after the snapshot"]).unwrap();
    writer.commit_watermark().unwrap();
    write_beside(storage, &meta, b"statistics").unwrap();
    let mut snapshot = SnapshotWriter::create(storage.clone(), &meta).unwrap();
    snapshot.write(b"a state").unwrap();
    snapshot.finish().unwrap();
    let mut events = events::EventWriter::open(storage.clone(), 1 << 20, 1 << 20).unwrap();
    events.append(1, 27, &[7; 300]).unwrap();
    events.append(28, 28, &[8; 70_000]).unwrap();
}

/// All that a reader finds in a folder, in lines.
fn contents<S: Storage>(storage: &S) -> Result<String, JournalError> {
    let (seen, tail) = read(storage)?;
    let tail = tail.expect("a journal");
    let mut hasher = blake3::Hasher::new();
    for (sequence, payload) in &seen.records {
        hasher.update(&sequence.to_le_bytes());
        hasher.update(payload);
    }
    let newest = snapshot::newest(storage, Some(tail.lineage), Some(tail.last_sequence), u64::MAX)?;
    assert!(newest.passed_over.is_empty(), "{:?}", newest.passed_over);
    let found = newest.snapshot.expect("a snapshot");
    let beside = read_beside(storage, &found.meta)?.expect("statistics");
    let mut all = blake3::Hasher::new();
    events::read_from(storage, 1, &mut |first, last, bytes| {
        all.update(&[first.to_le_bytes(), last.to_le_bytes()].concat());
        all.update(bytes);
        ControlFlow::Continue(())
    })?;
    Ok(format!(
        "records {} to {}: {}\nchain {}\ncut {}\nsnapshot at {}: {}\nstatistics {}\nevents {}\n",
        seen.records.len(),
        tail.last_sequence,
        hasher.finalize().to_hex(),
        hex(&tail.chain),
        tail.cut.is_some(),
        found.meta.sequence,
        hex(&found.payload),
        hex(&beside),
        all.finalize().to_hex()
    ))
}

#[test]
fn golden_folders_of_each_format_version_are_read_or_refused_by_name() {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let storage = MemStorage::default();
        write_folder(&storage);
        std::fs::create_dir_all(folder(FORMAT_VERSION)).unwrap();
        for name in storage.list().unwrap() {
            std::fs::write(folder(FORMAT_VERSION).join(&name), storage.contents(&name).unwrap()).unwrap();
        }
        let expected = folder(FORMAT_VERSION).join("contents.txt");
        std::fs::write(expected, contents(&storage).unwrap()).unwrap();
    }
    for version in 1..=FORMAT_VERSION {
        let golden = DiskStorage::open(folder(version)).unwrap();
        let expected = std::fs::read_to_string(folder(version).join("contents.txt")).expect("committed");
        match contents(&golden) {
            Ok(found) => assert_eq!(found, expected, "format {version}"),
            Err(JournalError::UnsupportedVersion { found, .. }) => assert_eq!(found, version),
            Err(error) => panic!("format {version}: {error}"),
        }
    }
    assert!(contents(&DiskStorage::open(folder(FORMAT_VERSION)).unwrap()).is_ok(), "its own is read");
}

/// What this version writes is what it wrote when its folder was committed, byte for byte.
#[test]
fn a_format_does_not_change_without_a_new_version() {
    let storage = MemStorage::default();
    write_folder(&storage);
    for name in storage.list().unwrap() {
        let golden = std::fs::read(folder(FORMAT_VERSION).join(&name)).expect("committed");
        assert!(storage.contents(&name).unwrap() == golden, "{name}");
    }
}

/// Changes the version at an offset, with the checksum of the bytes before `crc_at` made good.
fn of_version(bytes: &[u8], start: usize, at: usize, crc_at: usize, version: u16) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    changed[start + at..start + at + 2].copy_from_slice(&version.to_le_bytes());
    let crc = crc32c::crc32c(&changed[start..start + crc_at]);
    changed[start + crc_at..start + crc_at + 4].copy_from_slice(&crc.to_le_bytes());
    changed
}

#[test]
fn a_future_format_is_refused_by_name_and_place() {
    let storage = MemStorage::default();
    write_folder(&storage);
    let segment = segment_name(1);
    let snapshot = snapshot::snapshot_name(27);
    let cases = [(&segment, 0, 8, 508), (&segment, 512, 4, 144), (&snapshot, 0, 8, 124)];
    for (name, start, at, crc_at) in cases {
        let disk = storage.fork();
        disk.put(name, of_version(&storage.contents(name).unwrap(), start, at, crc_at, FORMAT_VERSION + 1));
        let error = contents(&disk).expect_err("a version that nobody has written");
        let text = error.to_string();
        assert!(
            matches!(error, JournalError::UnsupportedVersion { offset, found, supported, .. }
                if (offset, found, supported) == (start as u64, FORMAT_VERSION + 1, FORMAT_VERSION)),
            "{text}"
        );
        assert!(text.contains(name.as_str()) && text.contains("start the build that wrote it"), "{text}");
    }
}
