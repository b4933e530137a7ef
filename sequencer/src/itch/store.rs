//! Every message of a session, in a file, for those who come late or missed some.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

/// Messages between two places that are remembered.
const STRIDE: u64 = 256;
/// Bytes gathered before they are written.
const BLOCK: usize = 1 << 16;

#[derive(Default)]
struct Index {
    /// Where message 1, 1 + STRIDE, 1 + 2 STRIDE ... begin.
    places: Vec<u64>,
    /// Messages written, and their bytes.
    count: u64,
    bytes: u64,
    has_ended: bool,
}

/// The messages, each with its length before it, numbered from 1.
pub(super) struct Store {
    file: File,
    index: Mutex<Index>,
    grown: Condvar,
}

/// What the one who writes has gathered.
#[derive(Default)]
pub(super) struct Gathered {
    bytes: Vec<u8>,
    starts: Vec<u64>,
    count: u64,
}

impl Store {
    /// A new session's file; an earlier one's is gone.
    pub fn create(path: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(path)?;
        Ok(Self { file, index: Mutex::default(), grown: Condvar::new() })
    }

    fn index(&self) -> std::sync::MutexGuard<'_, Index> {
        self.index.lock().expect("nobody panics with it")
    }

    pub fn count(&self) -> u64 {
        self.index().count
    }

    /// Gathers a message; writes when there are many.
    pub fn push(&self, gathered: &mut Gathered, message: &[u8]) -> io::Result<()> {
        gathered.starts.push(gathered.bytes.len() as u64);
        gathered.bytes.extend_from_slice(&(message.len() as u16).to_be_bytes());
        gathered.bytes.extend_from_slice(message);
        gathered.count += 1;
        if gathered.bytes.len() >= BLOCK { self.write(gathered) } else { Ok(()) }
    }

    /// Writes what is gathered and tells those who wait.
    pub fn write(&self, gathered: &mut Gathered) -> io::Result<()> {
        if gathered.count == 0 {
            return Ok(());
        }
        let (count, bytes) = {
            let index = self.index();
            (index.count, index.bytes)
        };
        self.file.write_all_at(&gathered.bytes, bytes)?;
        let mut index = self.index();
        for (at, start) in gathered.starts.drain(..).enumerate() {
            if (count + at as u64).is_multiple_of(STRIDE) {
                index.places.push(bytes + start);
            }
        }
        index.count += gathered.count;
        index.bytes += gathered.bytes.len() as u64;
        drop(index);
        gathered.bytes.clear();
        gathered.count = 0;
        self.grown.notify_all();
        Ok(())
    }

    /// No message follows.
    pub fn end(&self) {
        self.index().has_ended = true;
        self.grown.notify_all();
    }

    /// Waits until there are more messages than `count`, or a time has passed; how many there are, and whether no
    /// more follow.
    pub fn wait(&self, count: u64, time: Duration) -> (u64, bool) {
        let more = |index: &mut Index| index.count <= count && !index.has_ended;
        let (index, _) =
            self.grown.wait_timeout_while(self.index(), time, more).expect("nobody panics with it");
        (index.count, index.has_ended)
    }

    /// Hands out messages from one on, `limit` at most, until `each` says that it has enough.
    pub fn read(&self, from: u64, limit: u64, mut each: impl FnMut(u64, &[u8]) -> bool) -> io::Result<()> {
        let (mut at, end, count) = {
            let index = self.index();
            let Some(&place) = index.places.get((from.saturating_sub(1) / STRIDE) as usize) else {
                return Ok(());
            };
            (place, index.bytes, index.count)
        };
        let mut sequence = (from - 1) / STRIDE * STRIDE + 1;
        let until = count.min(from.saturating_add(limit).saturating_sub(1));
        let mut buffer = vec![0; BLOCK];
        while at < end && sequence <= until {
            let length = buffer.len().min((end - at) as usize);
            self.file.read_exact_at(&mut buffer[..length], at)?;
            let mut used = 0;
            while let Some(head) = buffer[used..length].first_chunk::<2>() {
                let size = usize::from(u16::from_be_bytes(*head));
                let Some(message) = buffer[..length].get(used + 2..used + 2 + size) else { break };
                if sequence > until || (sequence >= from && !each(sequence, message)) {
                    return Ok(());
                }
                sequence += 1;
                used += 2 + size;
            }
            at += used as u64;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_read_back_from_any_number_on() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(&folder.path().join("itch.bin")).unwrap();
        let mut gathered = Gathered::default();
        let message = |number: u64| vec![number as u8; 12 + (number % 30) as usize];
        for number in 1..=10_000 {
            store.push(&mut gathered, &message(number)).unwrap();
        }
        store.write(&mut gathered).unwrap();
        assert_eq!(store.count(), 10_000);
        for (from, limit) in [(1, 3), (256, 2), (257, 600), (9_999, 50), (10_001, 5), (5_000, 1), (20_000, 1)]
        {
            let mut read = Vec::new();
            store
                .read(from, limit, |number, bytes| {
                    assert_eq!(bytes, message(number));
                    read.push(number);
                    true
                })
                .unwrap();
            let expected: Vec<u64> = (from..from + limit).filter(|&it| it <= 10_000).collect();
            assert_eq!(read, expected);
        }
        assert_eq!(store.wait(9_999, Duration::ZERO), (10_000, false));
        assert_eq!(store.wait(10_000, Duration::from_millis(1)), (10_000, false));
        store.end();
        assert_eq!(store.wait(10_000, Duration::from_secs(60)), (10_000, true));
    }
}
