//! Whole-journal tests, over the disk in memory unless they say otherwise.

mod committing;
mod damage;
mod events;
mod golden;
mod property;
mod snapshots;
mod writing;

use crate::format::Tag;
use crate::{
    GroupBuffer, JournalError, Lineage, MemStorage, Policy, Prepare, ScanOptions, Settings, Storage, Tail,
    Visitor, Writer, open_journal, scan,
};

const LINEAGE: Lineage = *b"lineage of tests";

/// Segments that hold a handful of small groups.
const SMALL: Settings =
    Settings { segment_bytes: 8 * 512, group_bytes: 2 * 512, policy: Policy::Disk, prepare: Prepare::Inline };

fn tag(number: u64) -> Tag {
    let mut tag = [0xA5; 16];
    tag[..8].copy_from_slice(&number.to_le_bytes());
    tag
}

/// Everything that a scan shows.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Seen {
    records: Vec<(u64, Vec<u8>)>,
    groups: Vec<(u64, Tag)>,
}

impl Visitor for Seen {
    fn record(&mut self, sequence: u64, payload: &[u8]) -> Result<(), String> {
        self.records.push((sequence, payload.to_vec()));
        Ok(())
    }
    fn group_end(&mut self, last_sequence: u64, tag: &Tag) -> Result<(), String> {
        self.groups.push((last_sequence, *tag));
        Ok(())
    }
}

fn read<S: Storage>(storage: &S) -> Result<(Seen, Option<Tail>), JournalError> {
    read_with(storage, &ScanOptions::default())
}

fn read_with<S: Storage>(storage: &S, options: &ScanOptions) -> Result<(Seen, Option<Tail>), JournalError> {
    let mut seen = Seen::default();
    let tail = scan(storage, options, &mut seen)?;
    Ok((seen, tail))
}

fn open<S: Storage>(storage: &S, settings: Settings) -> (Writer<S>, Seen, Option<Tail>) {
    let mut seen = Seen::default();
    let options = ScanOptions::default();
    let (writer, tail) = open_journal(storage.clone(), settings, LINEAGE, &options, &mut seen).unwrap();
    (writer, seen, tail)
}

/// Fills a group with one record for each payload, following the writer's last.
fn fill<S: Storage>(writer: &Writer<S>, group: &mut GroupBuffer, payloads: &[&[u8]]) {
    for (number, payload) in payloads.iter().enumerate() {
        let (left, right) = payload.split_at(payload.len() / 2);
        let sequence = writer.next_sequence() + number as u64;
        group.push(sequence, &[left, right]).unwrap();
    }
}

/// Commits one group with a tag of its last sequence.
fn put<S: Storage>(writer: &mut Writer<S>, payloads: &[&[u8]]) -> Result<u64, JournalError> {
    let mut group = writer.group_buffer();
    fill(writer, &mut group, payloads);
    let tag = tag(group.last_sequence());
    writer.commit(&mut group, tag)
}

/// A journal of two segments, watermark at the end, and what it holds.
fn two_segments() -> (MemStorage, Seen) {
    let storage = MemStorage::default();
    let (mut writer, _, _) = open(&storage, SMALL);
    for number in 0..7_u8 {
        put(&mut writer, &[&[number; 21], b"", &[number; 150]]).unwrap();
    }
    writer.commit_watermark().unwrap();
    drop(writer);
    let (seen, tail) = read(&storage).unwrap();
    let tail = tail.unwrap();
    assert_eq!((tail.segment_index, tail.protected, tail.last_sequence), (1, true, 21));
    assert_eq!(storage.list().unwrap().len(), 2);
    (storage, seen)
}
