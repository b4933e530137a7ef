//! The SoupBinTCP server: a thread for each reader, so that a slow one costs only itself.

use super::store::Store;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tapebook_feed::itch::mold::SessionName;
use tapebook_feed::itch::soup::{self, FromClient, Refusal};

/// Readers at the same time; more are turned away.
const MAX_READERS: u64 = 64;
const LOGIN_WAIT: Duration = Duration::from_secs(5);
/// Either side says something at least this often.
const HEARTBEAT: Duration = Duration::from_secs(1);
/// A client silent for longer is gone.
const SILENCE: Duration = Duration::from_secs(15);
/// A reader that takes nothing for longer is closed.
const STALL: Duration = Duration::from_secs(5);
/// Messages read from the store at once.
const SOME: u64 = 1024;

pub(super) struct Readers {
    pub session: SessionName,
    pub store: Arc<Store>,
    pub stop: Arc<AtomicBool>,
    pub count: Arc<AtomicU64>,
}

impl Readers {
    /// Takes readers until the end.
    pub fn accept(self, listener: &TcpListener) {
        let readers = Arc::new(self);
        for socket in listener.incoming() {
            if readers.stop.load(Ordering::Acquire) {
                return;
            }
            let Ok(socket) = socket else { continue };
            if readers.count.fetch_add(1, Ordering::AcqRel) >= MAX_READERS {
                readers.count.fetch_sub(1, Ordering::AcqRel);
                continue;
            }
            let one = readers.clone();
            let run = move || {
                // A reader that is gone or misbehaves is no fault of ours.
                let _ = one.serve(socket);
                one.count.fetch_sub(1, Ordering::AcqRel);
            };
            if std::thread::Builder::new().name("itch-reader".to_owned()).spawn(run).is_err() {
                readers.count.fetch_sub(1, Ordering::AcqRel);
            }
        }
    }

    fn serve(&self, mut socket: TcpStream) -> std::io::Result<()> {
        socket.set_nodelay(true)?;
        socket.set_write_timeout(Some(STALL))?;
        socket.set_read_timeout(Some(Duration::from_millis(1)))?;
        let mut inbox = Inbox::default();
        let began = Instant::now();
        let login = loop {
            inbox.fill(&mut socket)?;
            if let Some(packet) = inbox.next() {
                break packet;
            }
            if began.elapsed() > LOGIN_WAIT || self.stop.load(Ordering::Acquire) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        let FromClient::Login { session, sequence, .. } = login else {
            return socket.write_all(&soup::rejected(Refusal::NotAuthorised));
        };
        let own = String::from_utf8_lossy(&self.session).trim().to_owned();
        let next = if sequence == 0 { self.store.count() + 1 } else { sequence };
        if !(session.is_empty() || session == own) || next > self.store.count() + 1 {
            return socket.write_all(&soup::rejected(Refusal::NoSuchSession));
        }
        socket.write_all(&soup::accepted(&self.session, next))?;
        self.stream(&mut socket, &mut inbox, next)
    }

    fn stream(&self, socket: &mut TcpStream, inbox: &mut Inbox, mut next: u64) -> std::io::Result<()> {
        let (mut heard, mut spoke) = (Instant::now(), Instant::now());
        let mut out = Vec::new();
        loop {
            let (count, has_ended) = self.store.wait(next - 1, Duration::from_millis(200));
            if count >= next {
                out.clear();
                self.store.read(next, SOME, |sequence, message| {
                    soup::sequenced(&mut out, message);
                    next = sequence + 1;
                    true
                })?;
                socket.write_all(&out)?;
                spoke = Instant::now();
            } else if has_ended || self.stop.load(Ordering::Acquire) {
                return socket.write_all(&soup::end_of_session());
            } else if spoke.elapsed() >= HEARTBEAT {
                socket.write_all(&soup::heartbeat())?;
                spoke = Instant::now();
            }
            if inbox.fill(socket)? {
                heard = Instant::now();
            }
            while let Some(packet) = inbox.next() {
                if packet == FromClient::Logout {
                    return Ok(());
                }
            }
            if heard.elapsed() > SILENCE {
                return Ok(());
            }
        }
    }
}

/// What a client sent and was not looked at yet.
#[derive(Default)]
struct Inbox {
    bytes: Vec<u8>,
}

/// Most bytes of a client that wait to be a whole packet.
const MAX_INBOX: usize = 4096;

impl Inbox {
    /// Takes what has come; true if something has. The end of the connection is an error.
    fn fill(&mut self, socket: &mut TcpStream) -> std::io::Result<bool> {
        let mut some = [0; 512];
        match socket.read(&mut some) {
            Ok(0) => Err(ErrorKind::UnexpectedEof.into()),
            Ok(_) if self.bytes.len() > MAX_INBOX => Err(ErrorKind::InvalidData.into()),
            Ok(count) => {
                self.bytes.extend_from_slice(&some[..count]);
                Ok(true)
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn next(&mut self) -> Option<FromClient> {
        let (packet, length) = soup::from_client(&self.bytes)?;
        self.bytes.drain(..length);
        Some(packet)
    }
}
