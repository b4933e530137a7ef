//! Readers of market data: one thread, one epoll, everything counted and nothing kept.

use super::logon::{HEARTBEAT_MS, frames, key, log_on, send};
use super::socket::Socket;
use rustix::buffer::spare_capacity;
use rustix::event::epoll;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tapebook_schema as wire;
use tapebook_schema::{CandleInterval, Depth, MessageType};

/// Key of the first reader; see [`super::logon::open_readers`].
pub const FIRST_READER: u32 = 100_000;

/// What all readers of a thread were sent so far.
#[derive(Default)]
pub struct Read {
    messages: AtomicU64,
    frames: AtomicU64,
    bytes: AtomicU64,
}

/// Messages, frames in them, and bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Count {
    pub messages: u64,
    pub frames: u64,
    pub bytes: u64,
}

/// A thread that reads.
pub struct Readers {
    read: Arc<Read>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<Result<(), String>>>,
    /// Connections that are open and never read.
    _mute: Vec<Socket>,
}

impl Readers {
    /// Sessions logged on with keys from `first` on, one for each list of feeds; the first `mute` of them never read.
    pub fn log_on(port: u16, first: u32, feeds: &[&[Depth]], mute: usize) -> Result<Self, String> {
        let mut sockets = Vec::new();
        for (at, depths) in feeds.iter().enumerate() {
            let mut socket = log_on(port, &key(FIRST_READER + first + at as u32))?;
            for &depth in *depths {
                send(&mut socket, &wire::Subscribe::new(0, depth, CandleInterval::Minute1, 0, 0, 0));
            }
            socket.flush()?;
            sockets.push(socket);
        }
        let reading = sockets.split_off(mute);
        Self::spawn(reading, sockets, true)
    }

    /// Bare connections, to a peer that needs no log-on.
    pub fn connect(port: u16, count: usize) -> Result<Self, String> {
        let sockets = (0..count).map(|_| Socket::connect(port)).collect::<Result<_, _>>()?;
        Self::spawn(sockets, Vec::new(), false)
    }

    fn spawn(mut sockets: Vec<Socket>, mute: Vec<Socket>, are_sessions: bool) -> Result<Self, String> {
        let (read, stop) = (Arc::new(Read::default()), Arc::new(AtomicBool::new(false)));
        let (count, end) = (read.clone(), stop.clone());
        let thread = std::thread::spawn(move || {
            let failed = |error: rustix::io::Errno| error.to_string();
            let epoll = epoll::create(epoll::CreateFlags::CLOEXEC).map_err(failed)?;
            for (at, socket) in sockets.iter().enumerate() {
                let data = epoll::EventData::new_u64(at as u64);
                epoll::add(&epoll, socket.stream(), data, epoll::EventFlags::IN).map_err(failed)?;
            }
            let mut spoke = Instant::now();
            while !end.load(Ordering::Relaxed) {
                let timeout = wire_timeout();
                let mut events: Vec<epoll::Event> = Vec::with_capacity(1024);
                match epoll::wait(&epoll, spare_capacity(&mut events), Some(&timeout)) {
                    Ok(_) | Err(rustix::io::Errno::INTR) => {}
                    Err(error) => return Err(error.to_string()),
                }
                let mut sum = Count::default();
                for event in &events {
                    sockets[event.data.u64() as usize].receive(|message| {
                        sum.messages += 1;
                        sum.bytes += message.len() as u64;
                        if are_sessions {
                            frames(message, |kind, _| {
                                sum.frames += u64::from(kind != MessageType::Heartbeat)
                            });
                        }
                    })?;
                }
                count.messages.fetch_add(sum.messages, Ordering::Relaxed);
                count.frames.fetch_add(sum.frames, Ordering::Relaxed);
                count.bytes.fetch_add(sum.bytes, Ordering::Relaxed);
                if are_sessions && spoke.elapsed() > Duration::from_millis(u64::from(HEARTBEAT_MS) / 3) {
                    spoke = Instant::now();
                    for socket in &mut sockets {
                        send(socket, &wire::Heartbeat::new(0, 0));
                        socket.flush()?;
                    }
                }
            }
            Ok(())
        });
        Ok(Self { read, stop, thread: Some(thread), _mute: mute })
    }

    pub fn count(&self) -> Count {
        let get = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Count {
            messages: get(&self.read.messages),
            frames: get(&self.read.frames),
            bytes: get(&self.read.bytes),
        }
    }

    /// Ends the thread and its connections; why it ended before, if it did.
    pub fn close(mut self) -> Result<(), String> {
        self.stop.store(true, Ordering::Relaxed);
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(result)) => result,
            _ => Err("the readers' thread panicked".to_owned()),
        }
    }
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

fn wire_timeout() -> rustix::time::Timespec {
    rustix::time::Timespec { tv_sec: 0, tv_nsec: 20_000_000 }
}
