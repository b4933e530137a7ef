//! The exchange, its disk, its clients and its judge, and what each step does to them.

use crate::client::{Client, RESUME, key};
use crate::clock::{MS, SimClock, begin_random, random_bytes};
use crate::common::header;
use crate::config::Config;
use crate::damage;
use crate::disk::{End, Faults, SimDisk};
use crate::judge::Judge;
use crate::random::Random;
use crate::setup;
use crate::step::{Step, work};
use crate::violation::{Verdict, Violation, broken, guarded, holds, name};
use std::collections::BTreeMap;
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType, RejectReason};
use tapebook_sequencer::{
    CoreSettings, OpenError, OpenSettings, Output, State, Stepped, open_stepped, tools,
};

/// How often each thing was done.
pub type Tally = BTreeMap<&'static str, u64>;

/// Rounds after which everybody must have every answer.
const PATIENCE: u32 = 3_000;

/// What the exchange sent and clients have not received.
#[derive(Default)]
struct Network {
    arrived: Vec<(u32, Vec<u8>, Option<RejectReason>)>,
    /// Messages it still takes; none for no limit.
    room: Option<usize>,
}

impl Network {
    fn is_full(&mut self) -> bool {
        match &mut self.room {
            Some(0) => true,
            Some(room) => {
                *room -= 1;
                false
            }
            None => false,
        }
    }
}

impl Output for Network {
    fn send(&mut self, connection: u32, bytes: &[u8], close: Option<RejectReason>) -> usize {
        if self.is_full() {
            return 0;
        }
        self.arrived.push((connection, bytes.to_vec(), close));
        bytes.len()
    }

    fn publish(&mut self, to: &[u32], bytes: &[u8]) -> bool {
        if self.is_full() {
            return false;
        }
        self.arrived.extend(to.iter().map(|&connection| (connection, bytes.to_vec(), None)));
        true
    }
}

pub struct World {
    pub config: Config,
    pub disk: SimDisk,
    pub clock: SimClock,
    pub server: Option<Stepped<SimDisk, SimClock>>,
    /// The operator, the gateway, and one for each account.
    pub clients: Vec<Client>,
    pub judge: Judge,
    pub tally: Tally,
    network: Network,
    next_connection: u32,
    faults: Faults,
    /// Whether a failure of the process would have a reason.
    has_reason: bool,
    /// Since the last start.
    lost_power: bool,
    inbox: Vec<u8>,
}

pub fn open_settings(config: &Config) -> OpenSettings {
    OpenSettings {
        core: CoreSettings {
            max_backlog: config.max_backlog,
            stall_ns: config.stall_ns,
            grace_ns: config.grace_ns,
            ..CoreSettings::default()
        },
        segment_bytes: config.segment_bytes,
        group_bytes: config.group_bytes,
        event_retention_bytes: config.event_retention_bytes,
        event_segment_bytes: config.event_segment_bytes,
        operator_key: Some(key(1).verifying_key().to_bytes()),
    }
}

impl World {
    /// An exchange with instruments and accounts, where nobody but the operator is logged on.
    pub fn new(config: Config) -> Result<Self, Violation> {
        begin_random(config.seed);
        let disk = SimDisk::default();
        disk.set_lying(config.is_canary());
        let mut world = World {
            config,
            disk,
            clock: SimClock::default(),
            server: None,
            clients: (1..=2 + config.mix.accounts).map(Client::new).collect(),
            judge: Judge::new(&config),
            tally: Tally::new(),
            network: Network::default(),
            next_connection: 1,
            faults: Faults::default(),
            has_reason: false,
            lost_power: false,
            inbox: Vec::new(),
        };
        world.start()?;
        world.connect(1, 0);
        world.turn(work::ALL, MS)?;
        world.turn(work::ALL, MS)?;
        for command in setup::requests(&config.mix, |session| key(session).verifying_key().to_bytes()) {
            world.clients[0].request(command.kind, &command.body);
        }
        let window = wire::SetRequestWindow::new(&header("window"), config.mix.window, 0);
        world.clients[0].request(MessageType::SetRequestWindow, window.bytes());
        for round in 0..PATIENCE {
            world.turn(work::ALL, MS)?;
            if world.clients[0].unanswered() == 0 {
                break;
            }
            // A small group is soon full.
            if round % 2 == 1 {
                world.clients[0].retry();
            }
        }
        holds(world.clients[0].is_live && world.clients[0].unanswered() == 0, name::ANSWERED, || {
            format!("setting up ended with {} unanswered", world.clients[0].unanswered())
        })?;
        world.rest()?;
        if let Some(server) = &world.server {
            world.judge.begin(&world.config, &server.core.state().engine);
        }
        Ok(world)
    }

    fn count(&mut self, what: &'static str) {
        *self.tally.entry(what).or_default() += 1;
    }

    pub fn step(&mut self, step: &Step) -> Verdict {
        match *step {
            Step::Send { client, kind, ref body } => self.clients[client as usize - 1].request(kind, body),
            Step::Turn { work, ns } => {
                if work & work::NARROW != 0 {
                    self.count("network congested");
                }
                if work & work::ALL != work::ALL {
                    self.count("part of the work stalled");
                }
                self.turn(work, ns)?;
            }
            Step::Jump { ns } => {
                self.count("clock jumped");
                self.clock.jump(ns);
            }
            Step::Cut { client } => self.cut(client),
            Step::Connect { client, options } => self.connect(client, options),
            Step::Retry { client } => {
                self.count("requests sent again");
                self.clients[client as usize - 1].retry();
            }
            Step::End { end } => self.end(end)?,
            Step::EndAt { operations, end } => self.disk.end_after(operations, end),
            Step::Start => self.start()?,
            Step::Snapshot => self.snapshot()?,
            Step::Room { bytes } => {
                if bytes.is_some() {
                    self.count("disk filled up");
                }
                self.faults.space = bytes.map(|bytes| self.disk.used() + bytes);
                self.disk.set_faults(self.faults);
            }
            Step::FailWrites { after } => {
                self.count("writes fail");
                self.faults.writes_left = Some(after);
                self.has_reason = true;
                self.disk.set_faults(self.faults);
            }
            Step::FailSyncs { after } => {
                self.count("syncs fail");
                self.faults.syncs_left = Some(after);
                self.has_reason = true;
                self.disk.set_faults(self.faults);
            }
            Step::Damage { seed } => self.damage(seed)?,
            Step::Second => self.second()?,
            Step::Check => self.check()?,
            Step::Heal => self.heal()?,
            Step::Replay => self.replay()?,
        }
        self.look_at_process()
    }

    /// Ends a process that the disk ended, or that failed for a reason.
    fn look_at_process(&mut self) -> Verdict {
        if self.disk.has_ended() {
            return self.end(End::Kill);
        }
        let failure = self.server.as_ref().and_then(|server| server.core.failure());
        if let Some(what) = failure {
            holds(self.has_reason, name::ALIVE, || what)?;
            self.count("process failed");
            self.end(End::Kill)?;
        }
        Ok(())
    }

    // ------------------------------------------------------------ process

    fn end(&mut self, end: End) -> Verdict {
        if self.server.is_none() && !self.disk.has_ended() {
            return Ok(());
        }
        let end = self.disk.ended().unwrap_or(end);
        self.count(if end == End::Kill { "process killed" } else { "power cut" });
        self.leave_disk(end)?;
        self.server = None;
        self.network.arrived.clear();
        for client in &mut self.clients {
            client.disconnect();
        }
        Ok(())
    }

    /// The next process gets the disk, which works again, unless it is full.
    fn leave_disk(&mut self, end: End) -> Verdict {
        self.lost_power |= end != End::Kill;
        self.disk = self.disk.reborn(end);
        // What was written before the end may come back, or not.
        let fresh = self.disk.fresh_groups();
        if self.server.is_some() {
            self.judge.written(&fresh)?;
        } else {
            self.judge.written_while_starting(&fresh)?;
        }
        (self.faults.writes_left, self.faults.syncs_left) = (None, None);
        self.disk.set_faults(self.faults);
        self.has_reason = false;
        Ok(())
    }

    fn start(&mut self) -> Verdict {
        if self.server.is_some() {
            return Ok(());
        }
        let settings = open_settings(&self.config);
        let opened = guarded(name::NO_PANIC, || {
            open_stepped(self.disk.clone(), &settings, self.clock.clone(), random_bytes)
        })?;
        match opened {
            Ok(opened) => {
                let now = opened.core.state().engine.sequence();
                let last = opened.recovery.last_sequence;
                if opened.recovery.cut.is_some() {
                    self.count("torn end cut");
                }
                let snapshot = self.lost_power.then_some(opened.recovery.snapshot);
                let unheard = self.judge.unheard;
                self.judge.recovered(&self.disk, last, now, snapshot)?;
                self.lost_power = false;
                if self.judge.unheard > unheard {
                    self.count("events lost with the power");
                }
                self.server = Some(opened);
                self.count("started");
                Ok(())
            }
            Err(_) if self.disk.has_ended() => {
                self.count("ended while starting");
                Ok(())
            }
            Err(OpenError::Journal(_)) if self.faults.space.is_some() || self.has_reason => {
                self.count("no room or no luck to start");
                self.faults.space = None;
                self.leave_disk(End::Kill)
            }
            Err(error) => broken(name::STARTS, error.to_string()),
        }
    }

    fn second(&mut self) -> Verdict {
        if self.server.is_none() || self.disk.has_ended() {
            return Ok(());
        }
        let settings = open_settings(&self.config);
        let second = open_stepped(self.disk.clone(), &settings, self.clock.clone(), random_bytes);
        if self.disk.has_ended() {
            return Ok(());
        }
        self.count("second process");
        match second {
            Ok(_) => broken(name::REFUSES_SECOND, "it started"),
            Err(OpenError::Journal(tapebook_journal::JournalError::Locked { .. })) => Ok(()),
            Err(error) => broken(name::REFUSES_SECOND, format!("refused for another reason: {error}")),
        }
    }

    fn snapshot(&mut self) -> Verdict {
        let made = guarded(name::NO_PANIC, || tools::make_snapshot(&self.disk, 2, &mut |_, _| true))?;
        match made {
            Ok(Some(_)) => self.count("snapshot"),
            Ok(None) => self.count("nothing to make a snapshot of"),
            // The one that trades is not hurt by it.
            Err(_) if self.has_reason || self.faults.space.is_some() || self.disk.has_ended() => {
                self.count("snapshot failed");
            }
            Err(error) => return broken(name::ALIVE, format!("a snapshot failed: {error}")),
        }
        Ok(())
    }

    fn damage(&mut self, seed: u64) -> Verdict {
        if self.server.is_some() || self.disk.has_ended() {
            return Ok(());
        }
        for what in damage::try_one(self, &mut Random::new(seed))? {
            self.count(what);
        }
        Ok(())
    }

    // ------------------------------------------------------------ connections

    fn connect(&mut self, client: u32, options: u32) {
        let Some(server) = &mut self.server else { return };
        let client = &mut self.clients[client as usize - 1];
        if client.connection == 0 {
            client.connect(self.next_connection, options);
            server.core.connect(self.next_connection);
            self.next_connection += 1;
        }
    }

    fn cut(&mut self, client: u32) {
        let client = &mut self.clients[client as usize - 1];
        let connection = std::mem::take(&mut client.connection);
        client.disconnect();
        if connection != 0
            && let Some(server) = &mut self.server
        {
            server.core.disconnect(connection);
            self.count("connection broke");
        }
    }

    // ------------------------------------------------------------ work

    fn turn(&mut self, work: u16, ns: u64) -> Verdict {
        self.clock.advance(ns);
        if self.server.is_none() {
            return Ok(());
        }
        self.network.room = (work & work::NARROW != 0).then_some(3);
        guarded(name::NO_PANIC, || self.work(work))??;
        self.judge.written(&self.disk.fresh_groups())?;
        // What left before the process ended has left.
        self.deliver()?;
        self.look_at_process()
    }

    fn work(&mut self, work: u16) -> Verdict {
        let Some(Stepped { core, hands, .. }) = &mut self.server else { return Ok(()) };
        if work & work::TICK != 0 {
            core.tick();
        }
        if work & work::RUN != 0 {
            self.inbox.clear();
            for client in &mut self.clients {
                for message in client.outbox.drain(..) {
                    self.inbox.extend_from_slice(&client.connection.to_le_bytes());
                    self.inbox.extend_from_slice(&(message.len() as u32).to_le_bytes());
                    self.inbox.extend_from_slice(&message);
                    self.inbox.resize(self.inbox.len().next_multiple_of(8), 0);
                }
            }
            core.run(&self.inbox);
        }
        if work & (work::COMMIT | work::IDLE) != 0 {
            core.committer().step(work & work::IDLE != 0);
        }
        self.judge.written(&self.disk.fresh_groups())?;
        if work & work::RELEASE != 0 {
            core.release(&mut self.network);
        }
        if work & work::LOGONS != 0 {
            while hands.logons.step() {}
        }
        if work & work::EVENTS != 0 {
            while let Some(batch) = hands.events.step() {
                if let Some(batch) = batch {
                    self.judge.released(batch.first, batch.last, &batch.bytes)?;
                }
            }
        }
        if work & work::FEED != 0 {
            while hands.feed.step(self.clock.monotonic() / MS) {}
        }
        Ok(())
    }

    fn deliver(&mut self) -> Verdict {
        for (connection, bytes, close) in std::mem::take(&mut self.network.arrived) {
            let Some(client) = self.clients.iter_mut().find(|it| it.connection == connection) else {
                continue;
            };
            client.receive(&bytes, &mut self.judge)?;
            if close.is_some() {
                client.disconnect();
                if let Some(server) = &mut self.server {
                    server.core.disconnect(connection);
                }
            }
        }
        Ok(())
    }

    fn is_at_rest(&self) -> bool {
        self.server.as_ref().is_none_or(|server| {
            server.core.is_drained()
                && server.core.committer().is_idle()
                && server.core.backlogs() == [0; 3]
                && self.clients.iter().all(|it| it.outbox.is_empty())
        })
    }

    /// Works until nothing is left to do, or the process ends.
    fn rest(&mut self) -> Verdict {
        for _ in 0..PATIENCE {
            if self.server.is_none() || self.is_at_rest() {
                return Ok(());
            }
            self.turn(work::ALL, MS)?;
            if self.faults.space.is_some() {
                // A full disk may hold a group for good.
                return Ok(());
            }
        }
        broken(name::BASELINE, "the exchange does not come to rest")
    }

    fn check(&mut self) -> Verdict {
        // What found no room in the network leaves first.
        self.turn(work::ALL, MS)?;
        self.turn(work::ALL, MS)?;
        self.rest()?;
        if !self.is_at_rest() {
            return Ok(());
        }
        let Some(Stepped { core, hands, .. }) = &self.server else { return Ok(()) };
        let engine = &core.state().engine;
        holds(self.judge.judged == engine.sequence(), name::NO_GAPS, || {
            format!("events end at {}, the engine is at {}", self.judge.judged, engine.sequence())
        })?;
        let connected = self.clients.iter().filter(|it| it.connection != 0).count();
        holds(core.connections() == connected, name::BASELINE, || {
            format!("{} connections are open, {connected} clients connected", core.connections())
        })?;
        self.judge.compare(engine, hands.feed.feed())?;
        self.count("whole state compared");
        Ok(())
    }

    /// Faults end; everybody reconnects and gets an answer to everything.
    fn heal(&mut self) -> Verdict {
        self.faults = Faults::default();
        self.disk.set_faults(self.faults);
        self.has_reason = false;
        for round in 0..PATIENCE {
            self.start()?;
            // An end that was to come may have met the start.
            self.look_at_process()?;
            for client in 1..=self.clients.len() as u32 {
                self.connect(client, RESUME);
                let it = &mut self.clients[client as usize - 1];
                if round % 2 == 1 {
                    it.retry();
                }
                if round % 1000 == 0 {
                    it.heartbeat();
                }
            }
            // An auction has something to tell every few milliseconds: time stands still in between.
            self.turn(work::ALL | work::IDLE, if round % 2 == 0 { 10 * MS } else { 0 })?;
            let is_done = self.clients.iter().all(|it| it.is_live && it.unanswered() == 0);
            if is_done && self.is_at_rest() {
                self.count("healed");
                return self.check();
            }
        }
        let waits = self.clients.iter().find(|it| it.unanswered() > 0 || !it.is_live);
        let which = waits.map_or_else(|| "the exchange does not come to rest".to_owned(), Client::state);
        broken(name::ANSWERED, format!("after {PATIENCE} rounds without a fault, one waits: {which}"))
    }

    /// Kills the process at rest; the journal alone, and with its snapshot, must give the state that was live.
    fn replay(&mut self) -> Verdict {
        self.rest()?;
        let Some(server) = self.server.as_ref().filter(|_| self.is_at_rest()) else { return Ok(()) };
        let state = server.core.state();
        let live = state.hash();
        let mut bytes = Vec::new();
        state.write(&mut |part| bytes.extend_from_slice(part));
        let again = State::read(&bytes).map(|it| it.hash());
        holds(again.as_ref().ok() == Some(&live), name::SNAPSHOT_EXACT, || format!("{again:?}, not {live}"))?;
        let last = state.engine.sequence();
        self.end(End::Kill)?;
        for (what, replayed) in [
            ("from the beginning", tools::replay(&self.disk, 0, &mut |_, _| true)),
            ("from the newest snapshot", tools::restore(&self.disk, &mut |_, _| true)),
        ] {
            match replayed {
                Ok((_, report)) => {
                    let is_same = report.state_hash == live && report.last_sequence == last;
                    holds(is_same, name::SAME_HASH, || {
                        format!(
                            "{what}: command {} instead of {last}, or another state",
                            report.last_sequence
                        )
                    })?;
                }
                Err(error) => return broken(name::SAME_HASH, format!("{what}: {error}")),
            }
        }
        let records = tapebook_journal::Records::open(self.disk.clone());
        let mut at = 0;
        for record in records.into_iter().flatten().flatten() {
            let same = self.judge.tape.get(at).is_some_and(|it| *it == record.payload);
            holds(same, name::ACKED_DURABLE, || {
                format!("command {} is not as it was written", record.sequence)
            })?;
            at += 1;
        }
        holds(at as u64 == last, name::ACKED_DURABLE, || {
            format!("{at} commands of {last} are in the journal")
        })?;
        self.count("replayed");
        Ok(())
    }
}
