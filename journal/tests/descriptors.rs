//! Want of file descriptors, in a process of its own: what others open there would be missed by tests beside it.
#![cfg(target_os = "linux")]

use std::fs::File;
use std::process::Command;
use tapebook_journal::{
    DiskStorage, JournalError, NoVisitor, Policy, Prepare, ScanOptions, Settings, Storage, Tag, Writer,
    open_journal,
};

const NAME: &str = "segments_turn_over_without_descriptors";
const MARK: &str = "TAPEBOOK_TEST_OF_DESCRIPTORS";
const SETTINGS: Settings =
    Settings { segment_bytes: 8 * 512, group_bytes: 2 * 512, policy: Policy::Disk, prepare: Prepare::Inline };

// req: EV-02
#[test]
fn segments_turn_over_without_descriptors() {
    if std::env::var_os(MARK).is_some() {
        return without_descriptors();
    }
    let this = std::env::current_exe().unwrap();
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -n 40 && exec \"$0\" --exact \"$1\" --nocapture"]).arg(this).arg(NAME);
    let done = shell.env(MARK, "1").output().unwrap();
    let told = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
    assert!(done.status.success() && told.contains("1 passed"), "{told}");
}

fn put(writer: &mut Writer<DiskStorage>) -> Result<u64, JournalError> {
    let mut group = writer.group_buffer();
    group.push(writer.next_sequence(), &[&[7; 700]]).unwrap();
    writer.commit(&mut group, Tag::default())
}

/// Opens files until it is refused.
fn eat<T>(open: impl Fn() -> std::io::Result<T>) -> Vec<T> {
    let all: Vec<T> = std::iter::from_fn(|| open().ok()).take(1_000).collect();
    assert!(all.len() < 1_000, "there is no limit");
    all
}

fn open(storage: &DiskStorage) -> Result<Writer<DiskStorage>, JournalError> {
    let opened = open_journal(storage.clone(), SETTINGS, [1; 16], &ScanOptions::default(), &mut NoVisitor);
    opened.map(|(writer, _)| writer)
}

fn without_descriptors() {
    let folder = tempfile::tempdir().unwrap();
    let storage = DiskStorage::open(folder.path()).unwrap();
    std::fs::write(folder.path().join("any"), "").unwrap();
    // With no more than the first segment takes, there is none for the second.
    let mut eaten = eat(|| File::open("/dev/null"));
    let readers = eat(|| storage.open_read("any"));
    let mut writer = loop {
        drop(eaten.pop().expect("a journal is opened before all are given back"));
        if let Ok(writer) = open(&storage) {
            break writer;
        }
    };
    let refused = (0..100).find_map(|_| put(&mut writer).err()).expect("no segment can be prepared");
    assert!(matches!(refused, JournalError::DiskFull { .. }), "{refused}");
    assert!(writer.low_space() && writer.failure().is_none());
    let durable = writer.durable();
    drop(readers);
    assert_eq!(put(&mut writer).unwrap(), durable + 1);
    // Those that are kept back are enough to go on with.
    for _ in 0..100 {
        put(&mut writer).unwrap();
    }
    assert!(!writer.low_space());
    let turned = writer.stats().rotations;
    assert!(turned > 10, "{turned} segments");
    drop(writer);
    assert_eq!(open(&storage).unwrap().durable(), durable + 101);
}
