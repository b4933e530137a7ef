//! Market data for connections that another process serves: they go to it through a socket, past the hot thread.
//!
//! Such connections have odd numbers. A record is the length of what follows, the number of readers, for each of them
//! its connection and generation, all u32, little endian; then the frames.

use std::io::{self, Write};
use std::net::Shutdown;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use tapebook_feed::Message;

/// Bytes that may wait for the other process; beyond that it is given up.
const MAX_WAITING: u64 = 64 << 20;
/// Bytes that may wait before everything is conflated more.
const BEHIND: u64 = 512 << 10;
/// Bytes written at once.
const BLOCK: usize = 256 << 10;

/// The near end of the socket, with the thread that writes to it.
pub struct Outlet {
    to: Sender<Message>,
    socket: UnixStream,
    waiting: Arc<AtomicU64>,
}

impl Outlet {
    /// Starts the thread. It ends when the outlet is dropped or the other side is gone.
    ///
    /// # Errors
    /// If the thread or a copy of the socket cannot be had.
    pub fn start(socket: UnixStream) -> io::Result<Self> {
        let (to, from) = channel();
        let waiting = Arc::new(AtomicU64::new(0));
        let (mut out, counter) = (socket.try_clone()?, waiting.clone());
        let run = move || {
            // The other side is gone; who serves it starts it again.
            let _ = write_all(&from, &mut out, &counter);
        };
        std::thread::Builder::new().name("outlet".to_owned()).spawn(run)?;
        Ok(Self { to, socket, waiting })
    }

    /// Does the other process take less than it is given? Then the feeds wait, and tell less often.
    pub fn is_behind(&self) -> bool {
        self.waiting.load(Ordering::Relaxed) > BEHIND
    }

    /// Passes a message on; false once the other process is too slow, or gone.
    pub fn send(&self, message: Message) -> bool {
        let bytes = size(&message) as u64;
        if self.waiting.fetch_add(bytes, Ordering::Relaxed) > MAX_WAITING {
            let _ = self.socket.shutdown(Shutdown::Both);
            return false;
        }
        self.to.send(message).is_ok()
    }
}

fn size(message: &Message) -> usize {
    8 + 8 * message.to.len() + message.bytes.len()
}

fn write_all(from: &Receiver<Message>, out: &mut UnixStream, waiting: &AtomicU64) -> io::Result<()> {
    let mut bytes = Vec::new();
    while let Ok(first) = from.recv() {
        append(&mut bytes, &first);
        while bytes.len() < BLOCK
            && let Ok(next) = from.try_recv()
        {
            append(&mut bytes, &next);
        }
        out.write_all(&bytes)?;
        waiting.fetch_sub(bytes.len() as u64, Ordering::Relaxed);
        bytes.clear();
    }
    Ok(())
}

fn append(out: &mut Vec<u8>, message: &Message) {
    out.extend_from_slice(&((size(message) - 4) as u32).to_le_bytes());
    out.extend_from_slice(&(message.to.len() as u32).to_le_bytes());
    for who in &message.to {
        out.extend_from_slice(&who.connection.to_le_bytes());
        out.extend_from_slice(&who.generation.to_le_bytes());
    }
    out.extend_from_slice(&message.bytes);
}

/// A message in two: what the hot thread sends, and what goes through the outlet. O(readers).
pub fn split(mut message: Message) -> [Option<Message>; 2] {
    let Some(first) = message.to.first() else { return [None, None] };
    let is_remote = first.connection % 2 == 1;
    if message.to.iter().all(|who| (who.connection % 2 == 1) == is_remote) {
        return if is_remote { [None, Some(message)] } else { [Some(message), None] };
    }
    let (remote, own) = message.to.iter().partition(|who| who.connection % 2 == 1);
    let bytes = message.bytes.clone();
    message.to = own;
    [Some(message), Some(Message { to: remote, bytes })]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;
    use tapebook_feed::Subscriber;

    fn message(readers: &[u32], bytes: &[u8]) -> Message {
        let to = readers.iter().map(|&connection| Subscriber { connection, generation: 7 }).collect();
        Message { to, bytes: bytes.to_vec() }
    }

    #[test]
    fn odd_connections_are_the_other_process() {
        assert_eq!(split(message(&[], b"a")), [None, None]);
        assert_eq!(split(message(&[2, 4], b"a")), [Some(message(&[2, 4], b"a")), None]);
        assert_eq!(split(message(&[3], b"a")), [None, Some(message(&[3], b"a"))]);
        let both = [Some(message(&[2], b"a")), Some(message(&[1, 3], b"a"))];
        assert_eq!(split(message(&[1, 2, 3], b"a")), both);
    }

    #[test]
    fn records_arrive_whole_and_a_stuck_reader_is_given_up() {
        let (near, mut far) = UnixStream::pair().unwrap();
        let outlet = Outlet::start(near).unwrap();
        assert!(outlet.send(message(&[1, 5], b"frames")));
        let mut record = [0; 30];
        far.read_exact(&mut record).unwrap();
        let words = [26u32, 2, 1, 7, 5, 7].map(u32::to_le_bytes).concat();
        assert_eq!(record[..], [&words[..], b"frames"].concat());
        assert!(!outlet.is_behind());
        let large = vec![1; 1 << 20];
        let sent = (0..200).take_while(|_| outlet.send(message(&[1], &large))).count();
        assert!((64..100).contains(&sent), "{sent} MiB wait at most");
        assert!(outlet.is_behind());
        let mut rest = Vec::new();
        assert!(far.read_to_end(&mut rest).is_ok(), "and it sees the end");
    }
}
