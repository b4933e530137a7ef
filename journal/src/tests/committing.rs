use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use super::*;
use crate::{Committer, CommitterSettings};

const PATIENCE: Duration = Duration::from_secs(10);

fn spawn(storage: &MemStorage, idle_ms: u64) -> (Committer<MemStorage>, Arc<AtomicU64>) {
    let (writer, _, _) = open(storage, SMALL);
    let calls = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&calls);
    let settings = CommitterSettings { idle: Duration::from_millis(idle_ms) };
    let on_durable = Box::new(move || {
        counter.fetch_add(1, Ordering::SeqCst);
    });
    (Committer::spawn(writer, settings, on_durable).unwrap(), calls)
}

fn wait_until(what: &str, done: impl Fn() -> bool) {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < PATIENCE, "waited too long for {what}");
        std::thread::sleep(Duration::from_micros(200));
    }
}

#[test]
fn under_load_durable_only_rises_and_tags_come_back() {
    let storage = MemStorage::default();
    let (committer, calls) = spawn(&storage, 1);
    storage.before_sync(|| std::thread::sleep(Duration::from_micros(300)));
    let mut group = GroupBuffer::new(SMALL.group_bytes);
    let (mut next, mut durable, mut busy, mut groups) = (1, 0, 0, 0);
    while groups < 150 {
        if group.push(next, &[&[7; 40]]).is_ok() {
            next += 1;
        }
        let tag = tag(group.last_sequence());
        match committer.try_submit(group, tag) {
            Ok(empty) => {
                assert!(empty.is_empty());
                group = empty;
                groups += 1;
            }
            Err(same) => {
                busy += 1;
                group = same;
                std::thread::sleep(Duration::from_micros(50));
            }
        }
        let now = committer.durable();
        assert!(now >= durable && now < next);
        durable = now;
    }
    let last = committer.close().unwrap();
    assert!(busy > 0 && calls.load(Ordering::SeqCst) >= 150);
    let (seen, tail) = read(&storage).unwrap();
    assert!(tail.unwrap().protected);
    assert_eq!((seen.records.len() as u64, seen.groups.len()), (last, 150));
    for (last, found) in seen.groups {
        assert_eq!(found, tag(last));
    }
}

#[test]
fn an_idle_journal_protects_its_last_group() {
    let storage = MemStorage::default();
    let (committer, _) = spawn(&storage, 5);
    let mut group = GroupBuffer::new(SMALL.group_bytes);
    group.push(1, &[b"x"]).unwrap();
    committer.try_submit(group, tag(1)).unwrap();
    let protected = || {
        read(&storage)
            .is_ok_and(|(_, tail)| tail.is_some_and(|tail| tail.protected && tail.last_sequence == 1))
    };
    wait_until("the watermark", protected);
    // Inline groups rouse the thread too.
    let mut group = GroupBuffer::new(SMALL.group_bytes);
    group.push(2, &[b"y"]).unwrap();
    assert_eq!(committer.commit_inline(&mut group, tag(2)).unwrap(), 2);
    assert!(group.is_empty());
    assert_eq!(committer.durable(), 2);
    let protected = || {
        read(&storage)
            .is_ok_and(|(_, tail)| tail.is_some_and(|tail| tail.protected && tail.last_sequence == 2))
    };
    wait_until("the second watermark", protected);
    let (bytes, stats) = (storage.contents(&crate::format::segment_name(1)), committer.stats());
    std::thread::sleep(Duration::from_millis(30));
    assert_eq!(storage.contents(&crate::format::segment_name(1)), bytes, "one watermark is enough");
    assert_eq!(stats.groups, 2);
    committer.close().unwrap();
}

#[test]
fn a_failed_sync_is_told_and_nothing_is_taken_after() {
    let storage = MemStorage::default();
    let (committer, calls) = spawn(&storage, 1000);
    storage.fail_syncs_after(Some(0));
    let mut group = GroupBuffer::new(SMALL.group_bytes);
    group.push(1, &[b"x"]).unwrap();
    let mut group = committer.try_submit(group, tag(1)).unwrap();
    wait_until("the failure", || committer.failure().is_some());
    wait_until("the call", || calls.load(Ordering::SeqCst) > 0);
    storage.fail_syncs_after(None);
    group.push(2, &[b"y"]).unwrap();
    let group = committer.try_submit(group, tag(2)).unwrap_err();
    assert_eq!((group.record_count(), committer.durable()), (1, 0));
    assert!(committer.failure().unwrap().contains("injected sync failure"));
    assert!(matches!(committer.close(), Err(JournalError::Poisoned { .. })));
}

#[test]
fn a_full_disk_holds_the_group_until_there_is_room() {
    let storage = MemStorage::default();
    let (committer, _) = spawn(&storage, 1000);
    storage.set_space(Some(2 * SMALL.segment_bytes));
    let mut group = GroupBuffer::new(SMALL.group_bytes);
    let mut next = 1;
    while !committer.low_space() || committer.is_idle() {
        if group.is_empty() {
            group.push(next, &[&[1; 700]]).unwrap();
            next += 1;
        }
        group = match committer.try_submit(group, tag(0)) {
            Ok(empty) => empty,
            Err(same) => same,
        };
        std::thread::sleep(Duration::from_millis(1));
        assert!(next < 100);
    }
    std::thread::sleep(Duration::from_millis(20));
    assert_eq!(committer.failure(), None);
    storage.set_space(None);
    wait_until("room", || committer.is_idle() && !committer.low_space());
    let durable = committer.close().unwrap();
    assert_eq!(read(&storage).unwrap().0.records.len() as u64, durable);
}

#[test]
fn room_is_noticed_while_groups_keep_coming() {
    let storage = MemStorage::default();
    let settings = Settings { segment_bytes: 4096 * 512, ..SMALL };
    let (writer, _, _) = open(&storage, settings);
    let idle = CommitterSettings { idle: Duration::from_secs(100) };
    let committer = Committer::spawn(writer, idle, Box::new(|| {})).unwrap();
    storage.set_space(Some(2 * settings.segment_bytes));
    let (mut group, mut next) = (GroupBuffer::new(SMALL.group_bytes), 1);
    let mut commit = || {
        group.push(next, &[&[1; 700]]).unwrap();
        next += 1;
        committer.commit_inline(&mut group, tag(0)).unwrap();
    };
    while !committer.low_space() {
        commit();
    }
    storage.set_space(None);
    let start = Instant::now();
    while committer.low_space() {
        assert!(start.elapsed() < PATIENCE);
        commit();
        std::thread::sleep(Duration::from_millis(1));
    }
}
