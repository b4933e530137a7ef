//! An exchange with hand-driven clients.

pub use crate::network::{Frame, Network, Peer, frame, frames, inbox, kinds, refusals};
use crate::requests;
use ed25519_dalek::{Signer, SigningKey};
use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};
use tapebook_journal::{MemStorage, Storage};
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType, RejectReason};
use tapebook_sequencer::{Clock, Core, OpenError, OpenSettings, Recovery, Wake, open};

pub const MS: u64 = 1_000_000;
pub const SECOND: u64 = 1000 * MS;
/// The first second of 2026.
pub const EPOCH: u64 = 1_767_225_600 * SECOND;
/// Log-on options.
pub const CANCEL: u32 = 1;
pub const RESUME: u32 = 2;
/// Longest that anything of another thread is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Two clocks that only the test moves.
#[derive(Clone, Default)]
pub struct TestClock(Arc<[AtomicU64; 2]>);

impl TestClock {
    pub fn set_realtime(&self, ns: u64) {
        self.0[0].store(ns, Ordering::Relaxed);
    }

    pub fn realtime(&self) -> u64 {
        self.0[0].load(Ordering::Relaxed)
    }

    pub fn advance(&self, ns: u64) {
        self.0[0].fetch_add(ns, Ordering::Relaxed);
        self.0[1].fetch_add(ns, Ordering::Relaxed);
    }
}

impl Clock for TestClock {
    fn realtime_ns(&mut self) -> u64 {
        self.realtime()
    }
    fn monotonic_ns(&mut self) -> u64 {
        self.0[1].load(Ordering::Relaxed)
    }
}

/// Different at every call, which is all that a test needs of it.
fn random() -> [u8; 32] {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let mut bytes = [0x5A; 32];
    bytes[8..16].copy_from_slice(&COUNT.fetch_add(1, Ordering::Relaxed).to_le_bytes());
    bytes
}

/// Holds every sync of a disk while it is shut. Opens when dropped, so that a failing test ends.
#[derive(Clone)]
pub struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    pub fn on(storage: &MemStorage) -> Self {
        let gate = Gate(Arc::new((Mutex::new(true), Condvar::new())));
        let at_sync = gate.0.clone();
        storage.before_sync(move || {
            let mut open = at_sync.0.lock().unwrap();
            while !*open {
                open = at_sync.1.wait(open).unwrap();
            }
        });
        gate
    }

    pub fn shut(&self) {
        *self.0.0.lock().unwrap() = false;
    }

    pub fn open(&self) {
        *self.0.0.lock().unwrap() = true;
        self.0.1.notify_all();
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.open();
    }
}

/// One who trades, or watches.
#[derive(Clone)]
pub struct Trader {
    pub key: SigningKey,
    pub session: u32,
    /// 0 while not logged on.
    pub connection: u32,
}

/// The exchange and its clients.
pub struct World {
    pub storage: MemStorage,
    pub settings: OpenSettings,
    pub clock: TestClock,
    pub core: Core<MemStorage, TestClock>,
    pub recovery: Recovery,
    pub network: Network,
    pub operator: Trader,
    pub traders: Vec<Trader>,
    pub next_connection: u32,
    next_id: Cell<u64>,
}

pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

/// Small files and groups, so that segments rotate and groups fill.
pub fn small() -> OpenSettings {
    OpenSettings {
        segment_bytes: 64 << 10,
        group_bytes: 32 << 10,
        event_retention_bytes: 64 << 20,
        event_segment_bytes: 128 << 10,
        operator_key: Some(key(1).verifying_key().to_bytes()),
        ..OpenSettings::default()
    }
}

pub fn start<S: Storage>(
    storage: S,
    settings: &OpenSettings,
    clock: &TestClock,
) -> Result<(Core<S, TestClock>, Recovery), OpenError> {
    let wake: Wake = Arc::new(|| ());
    open(storage, settings, clock.clone(), random, &wake)
}

impl World {
    /// An exchange where nobody but the operator is known.
    pub fn empty(settings: OpenSettings) -> Self {
        let clock = TestClock::default();
        clock.set_realtime(EPOCH);
        Self::over(MemStorage::default(), settings, clock)
    }

    pub fn over(storage: MemStorage, settings: OpenSettings, clock: TestClock) -> Self {
        let (core, recovery) = start(storage.clone(), &settings, &clock).expect("it opens");
        let operator = Trader { key: key(1), session: 1, connection: 0 };
        Self {
            storage,
            settings,
            clock,
            core,
            recovery,
            network: Network::default(),
            operator,
            traders: Vec::new(),
            next_connection: 1,
            next_id: Cell::new(1),
        }
    }

    /// BTC against USD, and as many traders with a million of each, logged on.
    pub fn with(traders: u8) -> Self {
        Self::with_settings(traders, small())
    }

    pub fn with_settings(traders: u8, settings: OpenSettings) -> Self {
        let mut world = Self::empty(settings);
        world.operator.connection = world.log_on(&key(1), 0);
        world.operate(&requests::asset(&world.id(), "BTC"));
        world.operate(&requests::asset(&world.id(), "USD"));
        world.operate(&requests::instrument(&world.id(), "BTCUSD"));
        world.operate(&requests::open_accounts(&world.id(), 8));
        for seat in 0..traders {
            let account = 16 + u32::from(seat);
            for asset in [0, 1] {
                world.operate(&requests::deposit(&world.id(), account, asset, 1_000_000));
            }
            let trader = world.register(10 + seat, account, requests::TRADE, 0);
            world.traders.push(trader);
            world.log_on_trader(usize::from(seat), 0);
        }
        world.settle();
        world.forget_frames();
        world
    }

    /// A client id nobody used.
    pub fn id(&self) -> String {
        self.next_id.set(self.next_id.get() + 1);
        format!("w{}", self.next_id.get())
    }

    /// The same exchange as another process finds it on this disk.
    pub fn reopened(&self, storage: MemStorage) -> Self {
        let mut world = Self::over(storage, self.settings, self.clock.clone());
        world.traders.clone_from(&self.traders);
        world.next_id.set(self.next_id.get() + 1_000_000);
        for trader in &mut world.traders {
            trader.connection = 0;
        }
        world
    }

    /// Stopped without warning, and started on what the disk had.
    pub fn killed(&self) -> Self {
        self.reopened(self.storage.fork())
    }

    // ------------------------------------------------------------ connections

    pub fn connect(&mut self) -> u32 {
        let connection = self.next_connection;
        self.next_connection += 1;
        self.network.peers.insert(connection, Peer::default());
        self.core.connect(connection);
        self.pump();
        connection
    }

    pub fn challenge(&self, connection: u32) -> [u8; 32] {
        *self.peer(connection).frames[0].read::<wire::Challenge>().nonce_bytes()
    }

    pub fn logon_frame(&self, connection: u32, key: &SigningKey, options: u32, last: (u64, u64)) -> Vec<u8> {
        frame(&signed(key, &self.challenge(connection), options, 0, last))
    }

    /// Connects and logs on; the connection, or the reason it was closed with.
    pub fn try_log_on(
        &mut self,
        key: &SigningKey,
        options: u32,
        last: (u64, u64),
    ) -> Result<u32, RejectReason> {
        let connection = self.connect();
        let bytes = self.logon_frame(connection, key, options, last);
        self.send(connection, &bytes);
        self.until("the log-on's answer", |world| {
            let peer = world.peer(connection);
            peer.closed.is_some() || peer.frames.iter().any(|it| it.kind == MessageType::LogonAccepted)
        });
        match self.peer(connection).closed {
            Some(reason) => Err(reason),
            None => Ok(connection),
        }
    }

    pub fn log_on(&mut self, key: &SigningKey, options: u32) -> u32 {
        self.try_log_on(key, options, (0, 0)).expect("the log-on stands")
    }

    pub fn log_on_trader(&mut self, seat: usize, options: u32) -> u32 {
        let key = self.traders[seat].key.clone();
        self.traders[seat].connection = self.log_on(&key, options);
        self.traders[seat].connection
    }

    /// Logs a trader on where its stream stood, and waits until it has caught up.
    pub fn resume(&mut self, seat: usize, last: (u64, u64)) -> Vec<Frame> {
        let key = self.traders[seat].key.clone();
        let connection = self.try_log_on(&key, RESUME, last).expect("the log-on stands");
        self.traders[seat].connection = connection;
        self.until("the resume", |world| {
            world.peer(connection).frames.iter().any(|it| it.kind == MessageType::ResumeComplete)
        });
        self.peer(connection).frames[2..].to_vec()
    }

    pub fn disconnect(&mut self, connection: u32) {
        self.core.disconnect(connection);
        self.pump();
    }

    // ------------------------------------------------------------ in and out

    pub fn send(&mut self, connection: u32, message: &[u8]) {
        self.core.run(&inbox(&[(connection, message)]));
        self.pump();
    }

    /// Sends a frame and takes what it brought.
    pub fn ask<M: Message>(&mut self, connection: u32, message: &M) -> Vec<Frame> {
        self.peer_mut(connection).take();
        self.send(connection, &frame(message));
        self.settle();
        self.peer_mut(connection).take()
    }

    /// As [`World::ask`], for a trader.
    pub fn trade<M: Message>(&mut self, seat: usize, message: &M) -> Vec<Frame> {
        self.ask(self.traders[seat].connection, message)
    }

    /// An operator's request that must take effect; the number it was given.
    pub fn operate<M: Message>(&mut self, message: &M) -> u64 {
        let answer = self.ask(self.operator.connection, message);
        answer
            .iter()
            .find(|it| it.kind == MessageType::Applied)
            .unwrap_or_else(|| panic!("{message:?}: {answer:?}"));
        answer.iter().find(|it| it.kind == MessageType::Applied).unwrap().read::<wire::Applied>().id()
    }

    pub fn register(&mut self, seed: u8, account: u32, permissions: u32, rate_limit: u32) -> Trader {
        let key = key(seed);
        let it =
            requests::register(&self.id(), &key.verifying_key().to_bytes(), account, permissions, rate_limit);
        let session = self.operate(&it) as u32;
        Trader { key, session, connection: 0 }
    }

    /// Releases what may leave; true if the network took all of it.
    pub fn pump(&mut self) -> bool {
        self.network.used = (0, 0);
        self.core.release(&mut self.network)
    }

    /// Pumps until a condition holds.
    pub fn until(&mut self, what: &str, mut holds: impl FnMut(&World) -> bool) {
        let began = Instant::now();
        loop {
            self.pump();
            if holds(self) {
                return;
            }
            assert!(began.elapsed() < PATIENCE, "{what} does not come; failure: {:?}", self.core.failure());
            std::thread::sleep(Duration::from_micros(50));
        }
    }

    /// Pumps until all that was taken is durable and released.
    pub fn settle(&mut self) {
        self.until("durability", |world| {
            let [held, events, feed] = world.core.backlogs();
            world.core.is_drained() && held + events + feed == 0
        });
    }

    /// Moves the clocks and lets the core look at them.
    pub fn tick(&mut self, ns: u64) {
        self.clock.advance(ns);
        self.core.tick();
        self.pump();
    }

    pub fn peer(&self, connection: u32) -> &Peer {
        &self.network.peers[&connection]
    }

    pub fn peer_mut(&mut self, connection: u32) -> &mut Peer {
        self.network.peers.get_mut(&connection).expect("a connection")
    }

    pub fn forget_frames(&mut self) {
        self.network.peers.values_mut().for_each(Peer::forget);
    }

    pub fn sequence(&self) -> u64 {
        self.core.state().engine.sequence()
    }

    pub fn hash(&self) -> String {
        self.core.state().hash()
    }

    pub fn acked(&self) -> u64 {
        self.network.acked.load(Ordering::SeqCst)
    }

    /// Ends it in order and gives its disk back.
    pub fn close_down(mut self) -> MemStorage {
        self.settle();
        self.core.close_down().expect("an orderly end");
        self.storage
    }
}

/// A log-on, signed over its challenge.
pub fn signed(
    key: &SigningKey,
    nonce: &[u8; 32],
    options: u32,
    heartbeat_ms: u32,
    last: (u64, u64),
) -> wire::Logon {
    let public = key.verifying_key().to_bytes();
    let logon = wire::Logon::new(&public, &[0; 64], options, heartbeat_ms, last.0, last.1);
    let mut message = b"tapebook logon 1".to_vec();
    message.extend_from_slice(nonce);
    message.extend_from_slice(&logon.bytes()[96..]);
    wire::Logon::new(&public, &key.sign(&message).to_bytes(), options, heartbeat_ms, last.0, last.1)
}
