//! Engine and journal together: commands stamped, journaled in groups, applied, and released once they are durable,
//! as the sequencer does it, without sockets. And the way back: replay and restart.

use crate::core_bench::{ACCOUNTS, Command, commands, opening};
use crate::flow::{self, Kind};
use crate::measure::{Outcome, Subject, cpu_ns, interleave};
use crate::report::{Line, Options, Reporter};
use crate::snapshots::{self, LINEAGE};
use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use tapebook_engine::ahead::{Ahead, Lookahead};
use tapebook_engine::{Context, ENGINE_VERSION};
use tapebook_journal::{
    Committer, CommitterSettings, DiskStorage, GroupBuffer, Policy, Prepare, PushError, Settings,
    Storage as _, Writer,
};
use tapebook_schema as wire;
use tapebook_schema::{Envelope, Message as _, MessageType};
use tapebook_sequencer::{OpenSettings, State, SystemClock, tools};

/// Commands that one turn of the server's event loop brings where it is saturated.
const RUN: usize = 512;

/// Events of a run, held until its last command is durable.
#[derive(Default)]
struct Held {
    last: u64,
    events: Vec<u8>,
    routes: u64,
}

/// A state and its journal.
struct Pipe {
    state: State,
    storage: DiskStorage,
    committer: Committer<DiskStorage>,
    group: Option<GroupBuffer>,
    held: VecDeque<Held>,
    spare: Vec<Held>,
    released: u64,
    outcome: Outcome,
}

fn failed(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Session of an account's own key; the operator's is 1.
fn session(account: u32) -> u32 {
    if account == 0 { 1 } else { account - 14 }
}

impl Pipe {
    fn create(directory: &Path, policy: Policy) -> Result<Self, String> {
        let storage = DiskStorage::open(directory).map_err(failed)?;
        let lock = storage.lock().map_err(failed)?;
        let settings =
            Settings { segment_bytes: 64 << 20, group_bytes: 8 << 20, policy, prepare: Prepare::Background };
        let writer = Writer::create(storage.clone(), settings, LINEAGE, lock).map_err(failed)?;
        let group = writer.group_buffer();
        let caller = std::thread::current();
        let on_durable = Box::new(move || caller.unpark());
        let committer = Committer::spawn(writer, CommitterSettings::default(), on_durable).map_err(failed)?;
        let mut pipe = Self {
            state: State::new(),
            storage,
            committer,
            group: Some(group),
            held: VecDeque::new(),
            spare: Vec::new(),
            released: 0,
            outcome: Outcome::default(),
        };
        let mut first = opening();
        for account in 0..ACCOUNTS {
            let request = crate::core_bench::header(2_000_000_000 + u64::from(account), 0);
            let mut key = [9; 32];
            key[..4].copy_from_slice(&account.to_le_bytes());
            let register = wire::RegisterKey::new(&request, &key, account + 16, 1, 0, 0);
            first.push(Command {
                kind: MessageType::RegisterKey,
                account: 0,
                body: register.bytes().to_vec(),
            });
        }
        pipe.run(&first)?;
        pipe.outcome = Outcome::default();
        Ok(pipe)
    }

    /// Every command, until the last is durable and released.
    fn run(&mut self, commands: &[Command]) -> Result<(), String> {
        for run in commands.chunks(RUN) {
            let mut held = self.spare.pop().unwrap_or_default();
            let ahead = |at: usize| {
                let command: &Command = run.get(at)?;
                Some(Ahead { message_type: command.kind, body: &command.body, account: command.account })
            };
            let mut lookahead = Lookahead::begin(&self.state.engine, ahead);
            for (at, command) in run.iter().enumerate() {
                lookahead.announce(&self.state.engine, ahead(at + Lookahead::DISTANCE));
                self.submit(command, &mut held)?;
            }
            held.last = self.state.engine.sequence();
            self.held.push_back(held);
            self.hand_over()?;
            self.release();
        }
        while !self.held.is_empty() {
            self.hand_over()?;
            self.release();
            if !self.held.is_empty() {
                std::thread::park_timeout(std::time::Duration::from_millis(1));
            }
        }
        Ok(())
    }

    fn submit(&mut self, command: &Command, held: &mut Held) -> Result<(), String> {
        // As the sequencer checks whatever comes from outside.
        wire::verify(command.kind.0, 1, &command.body)
            .map_err(|reason| format!("the flow's own request: {reason:?}"))?;
        let sequence = self.state.engine.sequence() + 1;
        let (time, session) = (sequence, session(command.account));
        let length = (Envelope::SIZE + command.body.len()) as u32;
        let (kind, account) = (command.kind, command.account);
        let envelope =
            Envelope::new(length, kind, 1, 0, ENGINE_VERSION, session, sequence, time, account, 0, 0, 0);
        loop {
            let group = self.group.as_mut().expect("there between calls");
            match group.push(sequence, &[envelope.bytes(), &command.body]) {
                Ok(()) => break,
                Err(PushError::Full) => {
                    self.hand_over()?;
                    if !self.group.as_ref().is_some_and(GroupBuffer::is_empty) {
                        std::thread::park_timeout(std::time::Duration::from_millis(1));
                    }
                }
                Err(error) => return Err(error.to_string()),
            }
        }
        let context = Context { sequence, time, session, account };
        let routes = &mut held.routes;
        self.state.apply(&context, kind, &command.body, &mut held.events, |_| *routes += 1);
        Ok(())
    }

    /// Gives the group to the journal if none is in flight.
    fn hand_over(&mut self) -> Result<(), String> {
        if let Some(why) = self.committer.failure() {
            return Err(why);
        }
        let tag = self.state.digest.to_tag();
        if let Some(group) = self.group.take() {
            let (Ok(group) | Err(group)) = self.committer.try_submit(group, tag);
            self.group = Some(group);
        }
        Ok(())
    }

    /// Lets go of what is durable: every event is read once more, as routing to sockets would.
    fn release(&mut self) {
        let durable = self.committer.durable();
        while self.held.front().is_some_and(|held| held.last <= durable) {
            let Some(mut held) = self.held.pop_front() else { return };
            let mut at = 0;
            while at < held.events.len() {
                let length = usize::from(u16::from_le_bytes([held.events[at], held.events[at + 1]]));
                if held.events[at + 2..at + 4] == MessageType::Trade.0.to_le_bytes()
                    && let Some(trade) = wire::Trade::from_bytes(&held.events[at + 8..at + length])
                {
                    self.outcome.fills += 1;
                    self.outcome.quantity += trade.quantity();
                }
                at += length;
            }
            self.released += held.routes;
            held.events.clear();
            (held.routes, held.last) = (0, 0);
            self.spare.push(held);
        }
    }

    fn close(self) -> Result<(State, DiskStorage), String> {
        self.committer.close().map_err(failed)?;
        Ok((self.state, self.storage))
    }
}

fn folder(options: &Options) -> Result<tempfile::TempDir, String> {
    tempfile::Builder::new()
        .prefix("tapebook-bench-")
        .tempdir_in(&options.data)
        .map_err(|error| format!("{}: {error}", options.data.display()))
}

/// One run: wall-clock nanoseconds, because the journal's thread and the disk are part of it.
fn run_once(
    options: &Options,
    commands: &[Command],
    policy: Policy,
    hot: &mut Vec<f64>,
) -> Result<(f64, Outcome), String> {
    let directory = folder(options)?;
    let mut pipe = Pipe::create(directory.path(), policy)?;
    let (start, cpu) = (Instant::now(), cpu_ns());
    pipe.run(commands)?;
    let ns = start.elapsed().as_nanos() as f64;
    hot.push((cpu_ns() - cpu) as f64 / commands.len() as f64);
    let mut outcome = pipe.outcome;
    outcome.resting = pipe.state.engine.orders().count() as u64;
    pipe.close()?;
    Ok((ns, outcome))
}

pub fn run(options: &Options, reporter: &mut Reporter) -> Result<(), String> {
    for kind in options.kinds() {
        let commands = commands(&flow::generate(kind, options.orders, options.seed));
        let mut errors = Vec::new();
        let failures = std::cell::RefCell::new(&mut errors);
        let mut hot = [Vec::new(), Vec::new()];
        let [hot_disk, hot_memory] = &mut hot;
        let go = |policy, hot: &mut Vec<f64>| {
            run_once(options, &commands, policy, hot).unwrap_or_else(|why| {
                failures.borrow_mut().push(why);
                (f64::NAN, Outcome::default())
            })
        };
        let subjects = vec![
            Subject::new("disk", || go(Policy::Disk, hot_disk)),
            Subject::new("memory", || go(Policy::Memory, hot_memory)),
        ];
        let rounds = options.runs.unwrap_or(if options.is_quick { 3 } else { 5 });
        let measured = interleave(commands.len(), rounds, true, subjects);
        if let Some(why) = errors.first() {
            return Err(format!("pipeline, {}: {why}", kind.name()));
        }
        for (it, hot) in measured.iter().zip(&hot) {
            reporter.speed("pipeline", kind.name(), it);
            reporter.line(Line {
                bench: "pipeline".to_owned(),
                flow: kind.name().to_owned(),
                subject: format!("{}, CPU of the hot thread", it.name),
                value: crate::measure::median(hot),
                unit: "ns",
                ..Line::default()
            });
        }
    }
    Ok(())
}

/// Replays a journal of each flow, then restarts with a million commands since the snapshot.
pub fn run_replay(options: &Options, reporter: &mut Reporter) -> Result<(), String> {
    for kind in options.kinds() {
        let commands = commands(&flow::generate(kind, options.orders, options.seed));
        let directory = folder(options)?;
        let mut pipe = Pipe::create(directory.path(), Policy::Memory)?;
        pipe.run(&commands)?;
        let digest = pipe.state.digest;
        let (_, storage) = pipe.close()?;
        let rounds = options.runs.unwrap_or(if options.is_quick { 2 } else { 4 });
        let mut count = 0;
        let mut replay = || -> Result<f64, String> {
            let start = cpu_ns();
            let (state, report) = tools::replay(&storage, 0, &mut |_, _| true).map_err(failed)?;
            let ns = (cpu_ns() - start) as f64;
            count = report.commands as usize;
            if state.digest == digest { Ok(ns) } else { Err("a replay gave other events".to_owned()) }
        };
        replay()?;
        let mut times = Vec::new();
        for _ in 0..rounds {
            times.push(replay()?);
        }
        let ns = times.iter().map(|ns| ns / count as f64).collect();
        let measured = crate::measure::Measured {
            name: "replay".to_owned(),
            ns,
            messages: count,
            outcome: Outcome::default(),
        };
        reporter.speed("replay", kind.name(), &measured);
    }
    restart(options, reporter)
}

/// Commands since the snapshot.
const SINCE: usize = 1_000_000;

fn restart(options: &Options, reporter: &mut Reporter) -> Result<(), String> {
    let since = if options.is_quick { SINCE / 4 } else { SINCE };
    let messages = flow::generate(Kind::Normal, (since as u32).max(options.orders), options.seed);
    let commands = commands(&messages);
    let (before, after) = commands.split_at(commands.len() - since);
    let directory = folder(options)?;
    let mut pipe = Pipe::create(directory.path(), Policy::Memory)?;
    pipe.run(before)?;
    snapshots::write(&pipe.state, &pipe.storage)?;
    pipe.run(after)?;
    let (live, storage) = pipe.close()?;
    // The first start writes the event segments that this bench did not; later ones find them.
    for what in ["events written again", "events there"] {
        let start = Instant::now();
        let settings = OpenSettings::default();
        let wake: tapebook_sequencer::Wake = Arc::new(|| ());
        let (core, recovery) =
            tapebook_sequencer::open(storage.clone(), &settings, SystemClock::default(), || [5; 32], &wake)
                .map_err(failed)?;
        let seconds = start.elapsed().as_secs_f64();
        if recovery.last_sequence < live.engine.sequence() || (recovery.commands_replayed as usize) < since {
            return Err(format!("the restart replayed {} commands only", recovery.commands_replayed));
        }
        core.close_down()?;
        reporter.line(Line {
            bench: "restart".to_owned(),
            flow: "normal".to_owned(),
            subject: what.to_owned(),
            value: seconds * SINCE as f64 / since as f64,
            unit: "s",
            spread: None,
            more: vec![("commands", recovery.commands_replayed.to_string())],
        });
    }
    Ok(())
}
