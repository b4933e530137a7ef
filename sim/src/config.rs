//! What a run is like, all of it drawn from its seed: some runs have few faults of one kind, some have all at once.

use crate::clock::{MS, SECOND};
use crate::generate::Mix;
use crate::random::Random;

/// One in so many turns; 0 for never.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rates {
    /// A client's connection breaks.
    pub cut: u64,
    /// The process, or the machine, ends: between two steps, or at an operation of the disk.
    pub end: u64,
    pub end_at: u64,
    /// Per cent of ends that take the power.
    pub power: u64,
    pub snapshot: u64,
    /// The disk fills up for a while.
    pub full: u64,
    /// A write or sync fails.
    pub failure: u64,
    /// Per cent of starts before which a copy of the disk is damaged, to see what becomes of it.
    pub damage: u64,
    /// A second process is started beside the first.
    pub second: u64,
    /// Time passes in a leap, or goes back.
    pub leap: u64,
    pub back: u64,
    /// Requests are sent again before they are answered.
    pub retry: u64,
    /// Everything is brought to rest and compared.
    pub check: u64,
    /// Per cent of turns in which a part of the work is not done.
    pub lazy: u64,
    /// Per cent of releases that meet a full network.
    pub congested: u64,
}

/// The settings of a run.
#[derive(Clone, Copy, Debug)]
pub struct Config {
    pub seed: u64,
    pub mix: Mix,
    /// Requests sent before faults end.
    pub requests: u64,
    /// Most requests sent in one turn.
    pub burst: u64,
    pub group_bytes: usize,
    pub segment_bytes: u64,
    pub event_segment_bytes: u64,
    pub event_retention_bytes: u64,
    pub max_backlog: u64,
    pub stall_ns: u64,
    pub grace_ns: u64,
    pub rates: Rates,
}

/// The seed whose disk confirms syncs and makes none: it must be found out, or the simulator finds nothing.
pub const CANARY: u64 = 0;

impl Config {
    pub fn is_canary(&self) -> bool {
        self.seed == CANARY
    }

    pub fn from_seed(seed: u64) -> Self {
        let config = Self::drawn(seed);
        if !config.is_canary() {
            return config;
        }
        let rates = Rates { end: 40, power: 100, ..config.rates };
        Self { requests: 4_000, burst: 8, rates, ..config }
    }

    fn drawn(seed: u64) -> Self {
        let mut random = Random::new(seed ^ 0x7461_7065_626F_6F6B);
        let mix = Mix {
            accounts: random.pick(&[2, 3, 6, 6, 12]),
            funds: random.pick(&[1_500, 20_000, 20_000, 1_000_000]),
            window: random.pick(&[1_024, 1_024, 65_536]),
            spread: random.pick(&[2, 4, 8, 8, 40]),
            most_lots: random.pick(&[6, 20, 20, 60]),
            operators: random.pick(&[1, 2, 4, 10]),
            cancels: random.pick(&[5, 12, 25]),
            replaces: random.pick(&[5, 12, 30]),
            markets: random.pick(&[5, 15, 40]),
            repeats: random.pick(&[1, 1, 3, 10]),
            quotes: random.pick(&[1, 4, 15]),
            pegs: random.pick(&[1, 5, 15]),
            stops: random.pick(&[2, 8, 30]),
            phases: random.pick(&[0, 1, 1, 4]),
            kills: random.pick(&[0, 0, 1, 2]),
            tick_size: random.pick(&[1, 1, 1, 1_000_000]),
            lot_size: random.pick(&[1, 1, 1, 1_000_000_000]),
            ..Mix::default()
        };
        let burst = random.pick(&[1, 8, 40, 60, 150, 150]);
        let most = random.pick(&[4_000, 10_000, 20_000, 30_000, 40_000]);
        let requests = if burst < 8 { most / 8 } else { most };
        let turns = 2 * requests / (burst + 1);
        // Each kind of fault comes about so often in a run, or more seldom, or not at all.
        let mut some = |often: u64| {
            let times = random.pick(&[often, often, often.div_ceil(4)]);
            if random.chance(60) { turns / times + 1 } else { 0 }
        };
        let rates = Rates {
            cut: some(60),
            end: some(4),
            end_at: some(6),
            snapshot: some(4),
            full: some(4),
            failure: some(2),
            second: some(3),
            leap: some(6),
            back: some(4),
            retry: some(60),
            power: random.pick(&[0, 25, 60, 100]),
            damage: random.pick(&[0, 15, 40]),
            check: turns / (1 + requests / 5_000) + 1,
            lazy: random.pick(&[0, 15, 60]),
            congested: random.pick(&[0, 10, 40]),
        };
        let group_bytes = random.pick(&[4 << 10, 16 << 10, 64 << 10]);
        Config {
            seed,
            mix,
            requests,
            burst,
            group_bytes,
            segment_bytes: group_bytes as u64 + random.pick(&[32 << 10, 128 << 10, 512 << 10]),
            event_segment_bytes: random.pick(&[32 << 10, 128 << 10]),
            event_retention_bytes: random.pick(&[256 << 10, 64 << 20]),
            max_backlog: random.pick(&[256 << 10, 256 << 20]),
            stall_ns: random.pick(&[50 * MS, 5 * SECOND]),
            grace_ns: random.pick(&[0, 0, 20 * MS]),
            rates,
        }
    }
}
