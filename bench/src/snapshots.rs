//! A snapshot of a full exchange: CPU time to write and to load one, and whether trading waits for it. It is made
//! as the server has it made, by another process of low priority, which loads the last one and writes the next.

use crate::core_bench::{Command, Counting, FIRST, header, market};
use crate::flow::Random;
use crate::measure::timed;
use crate::report::{Line, Options, Reporter};
use std::path::Path;
use std::process;
use std::time::{Duration, Instant};
use tapebook_engine::Context;
use tapebook_journal::snapshot::{SnapshotMeta, SnapshotWriter};
use tapebook_journal::{DiskStorage, Storage as _};
use tapebook_schema as wire;
use tapebook_schema::{Amount, OrderType, Side, StpMode, TimeInForce};
use tapebook_sequencer::recovery::load_snapshot;
use tapebook_sequencer::{PAYLOAD_VERSION, State};

/// Of every journal and snapshot that the benches write.
pub(crate) const LINEAGE: [u8; 16] = [1; 16];

const MID: i64 = 1_000_000;
/// Commands are applied for so long without a snapshot, for comparison.
const ALONE: Duration = Duration::from_secs(5);

fn failed(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// An exchange that only this bench trades on.
struct Full {
    state: State,
    accounts: u32,
    random: Random,
    orders: u64,
}

impl Full {
    fn new(accounts: u32, resting: u64, seed: u64) -> Self {
        let mut full = Self { state: State::new(), accounts, random: Random::new(seed), orders: 0 };
        full.apply(&Command::new(0, &wire::Genesis::new(&[1; 16], &[3, 5], &[7; 32])));
        for command in market(accounts) {
            full.apply(&command);
        }
        for _ in 0..resting {
            full.rest();
        }
        full
    }

    fn apply(&mut self, command: &Command) {
        let sequence = self.state.engine.sequence() + 1;
        let context = Context { sequence, time: sequence, session: 0, account: command.account };
        self.state.engine.apply(&context, command.kind, &command.body, &mut Counting::default());
    }

    /// An order that meets none; its account.
    fn rest(&mut self) -> u32 {
        self.orders += 1;
        let account = FIRST + (self.orders % u64::from(self.accounts)) as u32;
        let away = 1 + self.random.below(100_000) as i64;
        let (side, price) =
            if self.random.draw() & 1 == 0 { (Side::Buy, MID - away) } else { (Side::Sell, MID + away) };
        let (head, none) = (header(self.orders, account), Amount::from(0));
        let (limit, gtc) = (OrderType::Limit, TimeInForce::Gtc);
        let body = wire::NewOrder::new(&head, 0, side, limit, gtc, StpMode::None, price, 5, &none, 0, 0);
        self.apply(&Command::new(account, &body));
        account
    }

    /// Orders come and go until `is_done`; the longest command, in nanoseconds.
    fn trade(&mut self, mut is_done: impl FnMut() -> bool) -> u64 {
        let (mut longest, mut count) = (0, 0u64);
        while count % 1024 != 0 || count == 0 || !is_done() {
            let start = Instant::now();
            let account = self.rest();
            let id = self.orders;
            let mut client_id = [0; 36];
            client_id.copy_from_slice(header(id, account).client_id_bytes());
            let head = header(4_000_000_000 + id, account);
            self.apply(&Command::new(account, &wire::CancelOrder::new(&head, 0, &client_id, 0)));
            longest = longest.max(start.elapsed().as_nanos() as u64 / 2);
            count += 1;
        }
        longest
    }
}

/// Writes a state as a server does.
pub(crate) fn write(state: &State, storage: &DiskStorage) -> Result<(), String> {
    let meta = SnapshotMeta {
        lineage: LINEAGE,
        sequence: state.engine.sequence(),
        chain: [0; 32],
        payload_version: PAYLOAD_VERSION,
        tag: state.digest.to_tag(),
    };
    let mut writer = SnapshotWriter::create(storage.clone(), &meta).map_err(failed)?;
    let mut error = None;
    state.write(&mut |bytes| {
        if error.is_none() {
            error = writer.write(bytes).err();
        }
    });
    match error {
        Some(error) => Err(error.to_string()),
        None => writer.finish().map(|_| ()).map_err(failed),
    }
}

/// Loads the newest snapshot of a folder and writes it again: the process beside the one that trades.
fn again(folder: &Path) -> Result<(), String> {
    let storage = DiskStorage::open(folder).map_err(failed)?;
    let (state, _) = load_snapshot(&storage, u64::MAX, &mut Vec::new()).map_err(failed)?;
    write(&state, &storage)
}

/// Writes, loads, and trades alone and beside a process that does both. `--once` is that process, on `--data`.
///
/// # Errors
/// If the folder, or the other process, fails.
pub fn run(options: &Options, reporter: &mut Reporter) -> Result<(), String> {
    if options.is_once {
        return again(&options.data);
    }
    let (accounts, resting) = if options.is_quick { (2_000, 200_000) } else { (100_000, 10_000_000) };
    let folder = tempfile::Builder::new()
        .prefix("tapebook-bench-")
        .tempdir_in(&options.data)
        .map_err(|error| format!("{}: {error}", options.data.display()))?;
    let storage = DiskStorage::open(folder.path()).map_err(failed)?;
    let mut full = Full::new(accounts, resting, options.seed);
    let open = full.state.engine.orders().count() as u64;
    if open != resting {
        return Err(format!("{open} of {resting} orders rest"));
    }
    let flow = format!("{resting} orders, {accounts} accounts");
    let mut line = |subject: &str, value: f64, unit: &'static str| {
        reporter.line(Line {
            bench: "snapshot".to_owned(),
            flow: flow.clone(),
            subject: subject.to_owned(),
            value,
            unit,
            spread: None,
            more: Vec::new(),
        });
    };
    let (ns, written) = timed(|| write(&full.state, &storage));
    written?;
    line("written", ns / 1e9, "s");
    let names = storage.list().map_err(failed)?;
    let sizes = names.iter().filter_map(|name| std::fs::metadata(folder.path().join(name)).ok());
    line("size", sizes.map(|it| it.len()).sum::<u64>() as f64 / 1e6, "MB");
    let (ns, loaded) = timed(|| load_snapshot(&storage, u64::MAX, &mut Vec::new()));
    let (loaded, _) = loaded.map_err(failed)?;
    line("loaded", ns / 1e9, "s");
    if loaded.hash() != full.state.hash() {
        return Err("what was loaded is another state".to_owned());
    }
    drop(loaded);
    let start = Instant::now();
    let alone = full.trade(|| start.elapsed() > ALONE);
    line("longest command, no snapshot", alone as f64 / 1e6, "ms");
    let program = std::env::current_exe().map_err(failed)?;
    let mut child = process::Command::new("nice")
        .arg(program)
        .args(["snapshot", "--once", "--data"])
        .arg(folder.path())
        .spawn()
        .map_err(failed)?;
    let beside = full.trade(|| !matches!(child.try_wait(), Ok(None)));
    let ended = child.wait().map_err(failed)?;
    line("longest command beside a snapshot", beside as f64 / 1e6, "ms");
    if ended.success() { Ok(()) } else { Err(format!("the other process ended with {ended}")) }
}
