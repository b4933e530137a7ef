//! The stock venue's feed on its sockets: datagrams to one address, a server that sends some of them again, and
//! connections. Threads of their own, fed with the same batches as every other feed; nobody waits for them.

mod soup;
mod store;

use crate::helpers::EventBatch;
use crate::routing;
use soup::Readers;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream, UdpSocket};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use store::{Gathered, Store};
use tapebook_feed::BookImage;
use tapebook_feed::itch::mold::{self, Packer, SessionName};
use tapebook_feed::itch::{Itch, Spec};
use tapebook_schema::ReportHeader;

/// Silence after which a heartbeat tells the next number.
const HEARTBEAT: Duration = Duration::from_secs(1);
/// Heartbeats that end a session.
const GOODBYES: usize = 3;
/// Bytes of batches that wait at most.
const MAX_BACKLOG: u64 = 256 << 20;
const LOOK: Duration = Duration::from_millis(200);

/// Where the feed goes.
#[derive(Clone, Debug)]
pub struct ItchSettings {
    /// File of the session's messages; made anew at every start.
    pub file: PathBuf,
    /// Address that datagrams are sent to, a multicast group or one host; none without.
    pub datagrams_to: Option<SocketAddr>,
    /// Address that takes requests for datagrams; port 0 for a free one.
    pub requests_at: Option<SocketAddr>,
    /// Address of the SoupBinTCP server; port 0 for a free one.
    pub connections_at: Option<SocketAddr>,
}

/// What the feed did, for metrics.
#[derive(Default)]
pub struct ItchCounters {
    pub messages: AtomicU64,
    pub datagrams: AtomicU64,
    pub datagrams_failed: AtomicU64,
    pub requests: AtomicU64,
    pub left_out: AtomicU64,
    /// Bytes of batches that wait.
    pub backlog: AtomicU64,
    /// 1 once the feed has stopped: its file could not be written, or it was too slow.
    pub failed: AtomicU64,
}

/// A feed that runs.
pub struct ItchFeed {
    batches: Sender<Option<Arc<EventBatch>>>,
    pub counters: Arc<ItchCounters>,
    pub readers: Arc<AtomicU64>,
    /// Name of the session.
    pub session: String,
    pub requests_at: Option<SocketAddr>,
    pub connections_at: Option<SocketAddr>,
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl ItchFeed {
    /// Starts a session that begins with these books; `generation` names it.
    ///
    /// # Errors
    /// In words: an address or the file cannot be had.
    pub fn start(
        settings: &ItchSettings,
        images: &[(BookImage, Spec)],
        time: u64,
        generation: u64,
    ) -> Result<Self, String> {
        let session: SessionName =
            *format!("{:>10}", generation % 10_000_000_000).as_bytes().first_chunk().expect("ten");
        let store = Store::create(&settings.file)
            .map_err(|error| format!("{} cannot be made: {error}", settings.file.display()))?;
        let store = Arc::new(store);
        let datagrams = settings.datagrams_to.map(|to| taken(to, sender)).transpose()?;
        let requests = settings.requests_at.map(|at| taken(at, answerer)).transpose()?;
        let listener = settings.connections_at.map(|at| taken(at, listener)).transpose()?;
        let (requests, requests_at) = requests.unzip();
        let (listener, connections_at) = listener.unzip();
        let (stop, readers) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let counters = Arc::new(ItchCounters::default());
        let (batches, from) = channel();
        let mut threads = Vec::new();
        let mut spawn = |name: &str, run: Box<dyn FnOnce() + Send>| -> Result<(), String> {
            let thread = std::thread::Builder::new().name(name.to_owned()).spawn(run);
            threads.push(thread.map_err(|error| format!("a thread could not be started: {error}"))?);
            Ok(())
        };
        let publisher = Publisher {
            itch: Itch::new(images, time),
            store: store.clone(),
            gathered: Gathered::default(),
            packer: Packer::new(session),
            session,
            datagrams,
            next: 1,
            counters: counters.clone(),
        };
        spawn("itch", Box::new(move || publisher.run(&from)))?;
        if let Some(listener) = listener {
            let (store, stop, count) = (store.clone(), stop.clone(), readers.clone());
            let all = Readers { session, store, stop, count };
            spawn("itch-accept", Box::new(move || all.accept(&listener)))?;
        }
        if let Some(socket) = requests {
            let (stop, counters) = (stop.clone(), counters.clone());
            spawn(
                "itch-requests",
                Box::new(move || serve_requests(&socket, session, &store, &stop, &counters)),
            )?;
        }
        let session = String::from_utf8_lossy(&session).trim().to_owned();
        Ok(Self { batches, counters, readers, session, requests_at, connections_at, stop, threads })
    }

    /// Events of released commands, in their order. A feed that cannot keep up ends: trading does not wait for it.
    pub fn batch(&self, batch: &Arc<EventBatch>) {
        if self.counters.backlog.load(Ordering::Relaxed) > MAX_BACKLOG {
            self.counters.failed.store(1, Ordering::Relaxed);
        }
        if self.counters.failed.load(Ordering::Relaxed) != 0 {
            return;
        }
        self.counters.backlog.fetch_add(batch.bytes.len() as u64, Ordering::Relaxed);
        let _ = self.batches.send(Some(batch.clone()));
    }

    /// Tells readers that the session is over, and ends the threads.
    pub fn stop(self) {
        let _ = self.batches.send(None);
        let mut threads = self.threads.into_iter();
        if let Some(publisher) = threads.next() {
            let _ = publisher.join();
        }
        self.stop.store(true, Ordering::Release);
        if let Some(address) = self.connections_at {
            // It waits for a reader to look up.
            let _ = TcpStream::connect_timeout(&address, HEARTBEAT);
        }
        threads.for_each(|it| drop(it.join()));
    }
}

/// A socket for an address, or why there is none.
fn taken<T>(address: SocketAddr, make: fn(SocketAddr) -> io::Result<T>) -> Result<T, String> {
    make(address).map_err(|error| format!("the ITCH address {address} cannot be had: {error}"))
}

fn sender(to: SocketAddr) -> io::Result<UdpSocket> {
    let any = if to.is_ipv4() { IpAddr::from(Ipv4Addr::UNSPECIFIED) } else { Ipv6Addr::UNSPECIFIED.into() };
    let socket = UdpSocket::bind((any, 0))?;
    socket.connect(to)?;
    Ok(socket)
}

fn answerer(at: SocketAddr) -> io::Result<(UdpSocket, SocketAddr)> {
    let socket = UdpSocket::bind(at)?;
    socket.set_read_timeout(Some(LOOK))?;
    let at = socket.local_addr()?;
    Ok((socket, at))
}

fn listener(at: SocketAddr) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(at)?;
    let at = listener.local_addr()?;
    Ok((listener, at))
}

/// Turns batches into messages.
struct Publisher {
    itch: Itch,
    store: Arc<Store>,
    gathered: Gathered,
    packer: Packer,
    session: SessionName,
    datagrams: Option<UdpSocket>,
    /// Number of the next message.
    next: u64,
    counters: Arc<ItchCounters>,
}

impl Publisher {
    fn run(mut self, from: &Receiver<Option<Arc<EventBatch>>>) {
        self.tell(|itch, out| itch.begin(out));
        let mut spoke = Instant::now();
        while !self.has_failed() {
            match from.recv_timeout(HEARTBEAT.saturating_sub(spoke.elapsed())) {
                Ok(Some(batch)) => {
                    self.tell(|itch, out| {
                        for (_, header, body) in routing::frames(&batch.bytes) {
                            let report = ReportHeader(
                                body[..ReportHeader::SIZE].try_into().expect("events begin with it"),
                            );
                            itch.event(header.type_(), body, report.sequence(), report.time(), out);
                        }
                        itch.finish(out);
                    });
                    self.counters.backlog.fetch_sub(batch.bytes.len() as u64, Ordering::Relaxed);
                    self.counters.left_out.store(self.itch.left_out, Ordering::Relaxed);
                    spoke = Instant::now();
                }
                Ok(None) | Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    self.datagram(&mold::header(&self.session, self.next, 0));
                    spoke = Instant::now();
                }
            }
        }
        self.tell(|itch, out| itch.end(out));
        self.store.end();
        for _ in 0..GOODBYES {
            self.datagram(&mold::header(&self.session, self.next, mold::END_OF_SESSION));
        }
    }

    fn has_failed(&self) -> bool {
        self.counters.failed.load(Ordering::Relaxed) != 0
    }

    fn datagram(&self, packet: &[u8]) {
        send(self.datagrams.as_ref(), &self.counters, packet);
    }

    /// Stores and sends the messages that `say` makes.
    fn tell(&mut self, say: impl FnOnce(&mut Itch, &mut dyn FnMut(&[u8]))) {
        if self.has_failed() {
            return;
        }
        let Self { itch, store, gathered, packer, datagrams, next, counters, .. } = self;
        let mut packets = |packet: &[u8]| send(datagrams.as_ref(), counters, packet);
        let mut is_written = true;
        say(itch, &mut |message| {
            is_written &= store.push(gathered, message).is_ok();
            packer.push(*next, message, &mut packets);
            *next += 1;
        });
        is_written &= store.write(gathered).is_ok();
        packer.flush(&mut packets);
        counters.messages.store(*next - 1, Ordering::Relaxed);
        counters.failed.fetch_or(u64::from(!is_written), Ordering::Relaxed);
    }
}

fn send(socket: Option<&UdpSocket>, counters: &ItchCounters, packet: &[u8]) {
    let Some(socket) = socket else { return };
    match socket.send(packet) {
        Ok(_) => counters.datagrams.fetch_add(1, Ordering::Relaxed),
        // Nobody listens, or the network has no room: readers ask again.
        Err(_) => counters.datagrams_failed.fetch_add(1, Ordering::Relaxed),
    };
}

/// Answers each request with one datagram, as full as it may be.
fn serve_requests(
    socket: &UdpSocket,
    session: SessionName,
    store: &Store,
    stop: &AtomicBool,
    counters: &ItchCounters,
) {
    let mut packet = [0; 64];
    while !stop.load(Ordering::Acquire) {
        let Ok((length, who)) = socket.recv_from(&mut packet) else { continue };
        let Some((first, count)) = mold::request(&packet[..length], &session) else { continue };
        counters.requests.fetch_add(1, Ordering::Relaxed);
        let mut packer = Packer::new(session);
        let mut answer = None;
        let mut keep = |packet: &[u8]| answer = Some(packet.to_vec());
        let mut size = mold::HEADER;
        let read = store.read(first, u64::from(count), |sequence, message| {
            size += 2 + message.len();
            let fits = size <= mold::MAX_PACKET;
            if fits {
                packer.push(sequence, message, &mut keep);
            }
            fits
        });
        packer.flush(&mut keep);
        if let (Ok(()), Some(answer)) = (read, answer) {
            let _ = socket.send_to(&answer, who);
        }
    }
}
