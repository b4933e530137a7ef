//! Measures commit and scan: `cargo run --release --example throughput [directory]`.

use std::time::Instant;

use tapebook_journal::{
    Committer, CommitterSettings, DiskStorage, JournalError, NoVisitor, Policy, ScanOptions, Settings,
    open_journal, scan,
};

const GROUPS: u64 = 4096;
const GROUP_BYTES: usize = 256 << 10;
const RECORD: [u8; 184] = [0x5A; 184];

fn main() -> Result<(), JournalError> {
    let parent = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let directory = tempfile::tempdir_in(parent).map_err(|source| JournalError::Io {
        path: "temporary directory".to_owned(),
        action: "create",
        source,
    })?;
    // Rotating keeps pace with the zeros of the next segment; one segment shows the commit alone.
    for segment_bytes in [64 << 20, GROUPS * GROUP_BYTES as u64 + (1 << 20)] {
        println!("segments of {} MiB", segment_bytes >> 20);
        bulk(directory.path().join(segment_bytes.to_string()), segment_bytes)?;
    }
    for threaded in [false, true] {
        small(directory.path().join(format!("disk-{threaded}")), threaded)?;
    }
    Ok(())
}

fn report(what: &str, bytes: u64, start: Instant) {
    let seconds = start.elapsed().as_secs_f64();
    println!("{what}: {:.0} MB/s", bytes as f64 / 1e6 / seconds);
}

/// Groups of 256 KiB without syncs, then a scan of all.
fn bulk(directory: std::path::PathBuf, segment_bytes: u64) -> Result<(), JournalError> {
    let storage = DiskStorage::open(directory)?;
    let settings =
        Settings { policy: Policy::Memory, group_bytes: GROUP_BYTES, segment_bytes, ..Settings::default() };
    let options = ScanOptions::default();
    let (mut writer, _) = open_journal(storage.clone(), settings, [1; 16], &options, &mut NoVisitor)?;
    let mut group = writer.group_buffer();
    let (mut sequence, mut committing) = (1, std::time::Duration::ZERO);
    let start = Instant::now();
    for _ in 0..GROUPS {
        while group.push(sequence, &[&RECORD]).is_ok() {
            sequence += 1;
        }
        let before = Instant::now();
        writer.commit(&mut group, [0; 16])?;
        committing += before.elapsed();
    }
    let bytes = writer.stats().bytes;
    report("push and commit, policy memory", bytes, start);
    let seconds = committing.as_secs_f64();
    println!("  commit alone: {:.0} MB/s", bytes as f64 / 1e6 / seconds);
    drop(writer);
    for _ in 0..3 {
        let start = Instant::now();
        scan(&storage, &options, &mut NoVisitor)?;
        report("scan, verified", bytes, start);
    }
    Ok(())
}

/// Groups of one record, each synced, inline or by the journal thread.
fn small(directory: std::path::PathBuf, threaded: bool) -> Result<(), JournalError> {
    let storage = DiskStorage::open(directory)?;
    let options = ScanOptions::default();
    let settings = Settings::default();
    let (writer, _) = open_journal(storage, settings, [1; 16], &options, &mut NoVisitor)?;
    let mut group = writer.group_buffer();
    let caller = std::thread::current();
    let on_durable = Box::new(move || caller.unpark());
    let committer = Committer::spawn(writer, CommitterSettings::default(), on_durable)?;
    // The next segment's zeros would share the disk with the first syncs.
    std::thread::sleep(std::time::Duration::from_secs(1));
    let mut times = Vec::new();
    for sequence in 1..=2000 {
        group.push(sequence, &[&RECORD]).expect("an empty group takes a small record");
        let start = Instant::now();
        if threaded {
            group = committer.try_submit(group, [0; 16]).expect("the last group is durable");
            while committer.durable() < sequence || !committer.is_idle() {
                std::thread::park();
            }
        } else {
            committer.commit_inline(&mut group, [0; 16])?;
        }
        times.push(start.elapsed().as_nanos() / 1000);
    }
    times.sort_unstable();
    let how = if threaded { "journal thread" } else { "inline" };
    let (median, tail) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    println!("one record a group, synced, {how}: median {median} us, 99 % {tail} us");
    committer.close()?;
    Ok(())
}
