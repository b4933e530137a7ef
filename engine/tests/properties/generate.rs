//! Random commands, heavy on what is hard: few prices, few accounts, ids used again, orders that end at the moment
//! they are asked about.

mod kills;
mod limiting;
mod listing;
mod quoting;
mod showing;
mod special;

use crate::common::{Command, Id, Order, Rules, Special, padded, tick_table};
use crate::oracle::Oracle;
use tapebook_schema as wire;
use tapebook_schema::KillScope;
use tapebook_schema::{
    AccountStatus, Amount, BreachAction, FeeAsset, InstrumentStatus, Message, OrderType, PlannedPhase,
    RejectReason, RequestHeader, Side, SideFilter, StpMode, TimeInForce,
};

/// SplitMix64.
#[derive(Clone)]
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut it = self.0;
        it = (it ^ it >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        it = (it ^ it >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        it ^ it >> 31
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    pub fn range(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as u64) as i64
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len() as u64) as usize]
    }
}

/// What a run is about.
#[derive(Clone, Copy, Debug)]
pub struct Mix {
    pub accounts: u32,
    /// Each account starts with so much of each asset.
    pub funds: i128,
    /// Requests an account's window remembers.
    pub window: u32,
    /// Prices are so far from 100.
    pub spread: i64,
    pub most_lots: u64,
    /// Per cent of commands.
    pub operators: u64,
    pub cancels: u64,
    pub replaces: u64,
    /// Per cent of new orders.
    pub markets: u64,
    /// Per cent of requests that name an id used before.
    pub repeats: u64,
    /// Per cent of commands: mass quotes, and what belongs to them.
    pub quotes: u64,
    /// Per cent of commands: pegged orders.
    pub pegs: u64,
    /// Per cent of new orders: those that wait for a trigger.
    pub stops: u64,
    /// Per cent of new orders: those that are not shown whole, or want a least quantity at once.
    pub shows: u64,
    /// Per cent of new orders: lists of orders, and cancels of them.
    pub lists: u64,
    /// Per cent of orders that are reduce-only.
    pub reduces: u64,
    /// Per cent of commands that come up to 2 ms late.
    pub late: u64,
    /// Per cent of commands that are about phases.
    pub phases: u64,
    /// Per cent of commands that set limits, or what they are measured by.
    pub limits: u64,
    /// Per cent of commands that turn kill switches on and off.
    pub kills: u64,
    /// Modes that orders use.
    pub stp: &'static [StpMode],
    /// Commands between restarts, about.
    pub restarts: u64,
    /// Send every command twice.
    pub twice: bool,
    /// Run a second engine that never restarts.
    pub straight: bool,
    /// Ticks and lots are so many times larger: sums of 64 bits, and beyond.
    pub tick_size: u64,
    pub lot_size: u64,
}

impl Mix {
    /// What a lot costs at a price of one, where it is 1 by default.
    pub fn unit(&self) -> i128 {
        i128::from(self.tick_size) * i128::from(self.lot_size)
    }
}

pub const ALL_STP: &[StpMode] =
    &[StpMode::CancelTaker, StpMode::CancelMaker, StpMode::CancelBoth, StpMode::Decrement, StpMode::None];

impl Default for Mix {
    fn default() -> Self {
        Mix {
            accounts: 6,
            funds: 20_000,
            window: 65_536,
            spread: 8,
            most_lots: 20,
            operators: 4,
            cancels: 12,
            replaces: 12,
            markets: 15,
            repeats: 6,
            quotes: 4,
            pegs: 5,
            stops: 8,
            shows: 8,
            lists: 8,
            reduces: 4,
            late: 3,
            phases: 1,
            limits: 0,
            kills: 0,
            stp: ALL_STP,
            restarts: 400,
            twice: false,
            straight: false,
            tick_size: 1,
            lot_size: 1,
        }
    }
}

/// The instruments of every run: fees from what is received, fees from quote, and one with every price rule.
pub fn instruments(mix: &Mix) -> Vec<Rules> {
    let plain = Rules {
        protection_ppm: 60_000,
        max_quantity: 10_000,
        max_price: 10_000,
        tick_size: mix.tick_size,
        lot_size: mix.lot_size,
        ..Rules::default()
    };
    vec![
        plain.clone(),
        Rules {
            base: 0,
            quote: 2,
            fee_asset: FeeAsset::Quote,
            lot_size: 3 * mix.lot_size,
            tick_size: 2 * mix.tick_size,
            ..plain.clone()
        },
        Rules {
            base: 2,
            quote: 1,
            quantity_step: 2,
            min_quantity: 4,
            max_quantity: 60,
            min_notional: 450 * mix.unit(),
            collar_ppm: 500_000,
            band_ppm: 50_000,
            ticks: vec![(0, 1), (100, 2), (106, 3)],
            ..plain.clone()
        },
        Rules { reference_price: 0, fee_asset: FeeAsset::Quote, band_ppm: 80_000, ..plain },
    ]
}

pub const FIRST: u32 = 16;
pub const GATEWAY: u32 = 2;
const RECENT: usize = 40;

pub struct Generator {
    pub random: Random,
    mix: Mix,
    next_id: u64,
    /// Client ids lately used, with their accounts.
    recent: Vec<(u32, Id)>,
    last: Vec<Command>,
}

impl Generator {
    pub fn new(seed: u64, mix: Mix) -> Self {
        Generator { random: Random(seed), mix, next_id: 0, recent: Vec::new(), last: Vec::new() }
    }

    pub fn next(&mut self, oracle: &Oracle) -> Command {
        let mix = self.mix;
        if self.random.chance(mix.repeats) && !self.last.is_empty() {
            let at = self.random.below(self.last.len() as u64) as usize;
            return self.last[at].clone();
        }
        let account = FIRST + self.random.below(u64::from(mix.accounts)) as u32;
        let session = if self.random.chance(50) { GATEWAY } else { account - FIRST + 3 };
        let choice = self.random.below(100);
        let command = if choice < mix.operators {
            self.operator(oracle)
        } else if choice < mix.operators + mix.cancels {
            let account = self.owner(oracle, account);
            self.cancel(oracle, session, account)
        } else if choice < mix.operators + mix.cancels + mix.replaces {
            let account = self.owner(oracle, account);
            self.replace(oracle, session, account)
        } else if choice < mix.operators + mix.cancels + mix.replaces + 2 {
            self.session_or_all(session, account)
        } else if choice < mix.operators + mix.cancels + mix.replaces + 2 + mix.quotes {
            self.quoting(oracle, session, account)
        } else if choice < mix.operators + mix.cancels + mix.replaces + 2 + mix.quotes + mix.pegs {
            self.pegged(oracle, session, account)
        } else if self.random.chance(mix.lists) {
            self.listing(oracle, session, account)
        } else if self.random.chance(mix.stops) {
            self.new_special(oracle, session, account)
        } else if self.random.chance(mix.shows) {
            self.showing(oracle, session, account)
        } else {
            self.new_order(oracle, session, account)
        };
        let command = if self.random.chance(mix.phases) { self.phases(oracle) } else { command };
        let kills = mix.kills > 0 && self.random.chance(mix.kills);
        let command = if kills { self.kill(oracle) } else { command };
        let limits = mix.limits > 0 && self.random.chance(mix.limits);
        let command = if limits { self.limiting() } else { command };
        let late = self.random.chance(mix.late);
        let command = if late { command.after(self.random.below(2_000_000)) } else { command };
        self.last.push(command.clone());
        if self.last.len() > RECENT {
            self.last.remove(0);
        }
        command
    }

    /// Mostly somebody with an open order.
    fn owner(&mut self, oracle: &Oracle, account: u32) -> u32 {
        if oracle.orders.is_empty() || self.random.chance(10) {
            return account;
        }
        let at = self.random.below(oracle.orders.len() as u64) as usize;
        oracle.orders.values().nth(at).map_or(account, |it| it.account)
    }

    fn header(&mut self, account: u32) -> RequestHeader {
        let repeats = self.random.chance(self.mix.repeats) && !self.recent.is_empty();
        let id = if repeats {
            let at = self.random.below(self.recent.len() as u64) as usize;
            self.recent[at].1
        } else {
            self.next_id += 1;
            Id::new(&format!("c{}", self.next_id))
        };
        self.recent.push((account, id));
        if self.recent.len() > RECENT {
            self.recent.remove(0);
        }
        let origin = if self.random.chance(5) { (self.random.next(), self.random.next()) } else { (0, 0) };
        RequestHeader::new(&id.0, 0, origin.0, origin.1)
    }

    fn price(&mut self, oracle: &Oracle, instrument: u32) -> i64 {
        match self.random.below(300) {
            0 => 0,
            1 => -1,
            2 => i64::MIN,
            3 => i64::MAX,
            4 => 10_001,
            5 => self.random.range(1, 10_000),
            // Odd, so often off the tick.
            6..=40 => self.random.range(100 - self.mix.spread, 100 + self.mix.spread),
            _ => {
                let price = self.random.range(100 - self.mix.spread, 100 + self.mix.spread);
                let step = oracle.markets.get(instrument as usize).map_or(1, |it| it.step(price));
                (price / step * step).max(1)
            }
        }
    }

    fn quantity(&mut self, instrument: u32) -> u64 {
        match self.random.below(200) {
            0 => 0,
            1 => u64::MAX,
            2 => 10_001,
            3 => 1 << 48,
            4 => 10_000,
            5..=20 => 1 + self.random.below(self.mix.most_lots),
            _ if instrument == 2 => 2 * (2 + self.random.below(self.mix.most_lots / 2)),
            _ => 1 + self.random.below(self.mix.most_lots),
        }
    }

    fn instrument(&mut self) -> u32 {
        self.random.pick(&[0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3]) + u32::from(self.random.below(400) == 0)
    }

    fn new_order(&mut self, oracle: &Oracle, session: u32, account: u32) -> Command {
        let instrument = self.instrument();
        let side = self.random.pick(&[Side::Buy, Side::Sell]);
        let is_market = self.random.chance(self.mix.markets);
        let tif = match self.random.below(100) {
            0..74 => TimeInForce::Gtc,
            74..80 => TimeInForce::Day,
            80..90 => TimeInForce::Ioc,
            90..99 => TimeInForce::Fok,
            _ => TimeInForce::Gtd,
        };
        let mut order = Order {
            instrument,
            side,
            kind: if is_market { OrderType::Market } else { OrderType::Limit },
            tif,
            stp: self.random.pick(self.mix.stp),
            price: if is_market { 0 } else { self.price(oracle, instrument) },
            quantity: self.quantity(instrument),
            amount: 0,
            flags: 0,
        };
        if is_market && self.random.chance(40) {
            order.quantity = 0;
            order.amount = i128::from(self.random.range(-2, 110 * self.mix.most_lots as i64))
                * self.mix.unit()
                + i128::from(self.random.range(-1, 1));
            order.tif = if self.random.chance(95) { TimeInForce::Gtc } else { TimeInForce::Fok };
            order.flags |= 4;
        }
        if !is_market && self.random.chance(12) {
            order.flags |= 1;
        }
        if self.random.chance(30) {
            order.flags |= 8;
        }
        self.reduce(&mut order);
        if self.random.chance(1) {
            order.flags = self.random.below(40) as u32;
        }
        if self.random.below(300) == 0 {
            order.amount = self.random.pick(&[1, -1, i128::MAX, i128::MIN]);
        }
        let account = if self.random.below(500) == 0 { self.random.pick(&[0, 15, 900]) } else { account };
        let header = self.header(account);
        if order.flags & 2 != 0 && self.random.chance(95) {
            return Command::new(session, account, &order.special().message_with(&header));
        }
        Command::new(session, account, &order.message_with(&header))
    }

    /// An order id and a client id, one of them zero: mostly of an open order, else of some order, or of none.
    fn target(&mut self, oracle: &Oracle, account: u32) -> (u64, [u8; 36]) {
        let open = &oracle.people[account as usize].open;
        let known = if open.is_empty() || self.random.chance(15) {
            oracle.orders.keys().next_back().copied().unwrap_or(1)
        } else {
            open[self.random.below(open.len() as u64) as usize]
        };
        match self.random.below(10) {
            0 => (1 + self.random.below(known + 3), [0; 36]),
            1..=5 => (known, [0; 36]),
            6..=8 if oracle.orders.contains_key(&known) => (0, oracle.orders[&known].client.0),
            _ if self.recent.is_empty() => (0, Id::new("nobody").0),
            _ => {
                let at = self.random.below(self.recent.len() as u64) as usize;
                (0, self.recent[at].1.0)
            }
        }
    }

    fn cancel(&mut self, oracle: &Oracle, session: u32, account: u32) -> Command {
        let (order, target) = self.target(oracle, account);
        let header = self.header(account);
        Command::new(session, account, &wire::CancelOrder::new(&header, order, &target, 0))
    }

    fn replace(&mut self, oracle: &Oracle, session: u32, account: u32) -> Command {
        let (order, target) = self.target(oracle, account);
        let known = oracle.orders.get(&order);
        let instrument = known.map_or(0, |it| it.instrument);
        let price = if self.random.chance(40) { 0 } else { self.price(oracle, instrument) };
        let quantity = match (self.random.below(10), known) {
            (0..4, _) => 0,
            (4, Some(it)) => it.cumulative,
            (5..7, Some(it)) => self.random.range(1, it.quantity as i64) as u64,
            (7, Some(it)) => it.quantity + 2 * self.random.below(6),
            _ => self.quantity(instrument),
        };
        let flags = self.random.pick(&[0, 0, 0, 0, 0, 0, 1, 2, 3, 4]);
        let waits = known.is_some_and(|it| it.waits.is_some());
        let trigger =
            if self.random.chance(if waits { 50 } else { 1 }) { self.price(oracle, instrument) } else { 0 };
        let shows = known.is_some_and(|it| it.display != 0);
        let asks = self.random.chance(if shows { 40 } else { 1 });
        let display = if asks { self.slice(instrument, known.map_or(1, |it| it.quantity)) } else { 0 };
        let header = self.header(account);
        Command::new(
            session,
            account,
            &wire::ReplaceOrder::new(&header, order, &target, flags, price, quantity, trigger, display),
        )
    }

    fn session_or_all(&mut self, session: u32, account: u32) -> Command {
        match self.random.below(10) {
            0..3 => Command::new(0, 0, &wire::SessionStarted::new(session, self.random.below(32) as u32)),
            3..5 => Command::new(
                0,
                0,
                &wire::SessionLost::new(
                    session,
                    RejectReason::HeartbeatLost,
                    u8::from(self.random.chance(30)),
                    0,
                ),
            ),
            5 => Command::new(0, 0, &wire::Tick::new(0)),
            _ => {
                let instrument = self.random.pick(&[u32::MAX, 0, 1, 2, 3, 9]);
                let side = self.random.pick(&[SideFilter::Both, SideFilter::Buy, SideFilter::Sell]);
                let header = self.header(account);
                Command::new(session, account, &wire::CancelAll::new(&header, instrument, side, 0, 0))
            }
        }
    }

    fn phase(&mut self) -> InstrumentStatus {
        use InstrumentStatus as S;
        let phases = [S::PreOpen, S::OpeningAuction, S::VolatilityAuction, S::ClosingAuction, S::Closed];
        match self.random.below(20) {
            0 => S::Halted,
            1 => S::Suspended,
            2..11 => S::Continuous,
            _ => self.random.pick(&phases),
        }
    }

    fn phases(&mut self, oracle: &Oracle) -> Command {
        let instrument = self.instrument();
        let header = self.header(0);
        match self.random.below(10) {
            0..4 => {
                let (status, cancels) = (self.phase(), u8::from(self.random.chance(3)));
                command(1, &wire::SetInstrumentStatus::new(&header, instrument, status, cancels, 0))
            }
            4..6 => {
                let mut planned = [PlannedPhase::default(); 16];
                let mut time = oracle.time;
                let count = self.random.pick(&[0, 1, 2, 3, 5, 16]);
                for phase in planned.iter_mut().take(count) {
                    time += self.random.below(3_000_000);
                    let random = if self.random.chance(20) { self.random.below(3) as u32 } else { 0 };
                    *phase = PlannedPhase::new(time, self.phase(), 0, 0, random);
                    time += u64::from(random) * 1_000_000;
                }
                let replace = u8::from(self.random.chance(60));
                command(1, &wire::SetSchedule::new(&header, instrument, replace, 0, 0, &planned))
            }
            6 => {
                let breach = self.random.pick(&[BreachAction::VolatilityAuction, BreachAction::Halt]);
                let stp = u8::from(self.random.chance(40));
                let fixed = self.random.pick(&[0, 0, 80_000]);
                let auction = self.random.pick(&[0, 20_000, 40_000]);
                let times = [1, 2].map(|_| self.random.below(3) as u32);
                let volatility = 1 + self.random.below(3) as u32 - u32::from(self.random.chance(5));
                let halt = self.random.pick(&[0, 1, 2]);
                let guard = self.random.pick(&[0, 1, 2, 5]);
                command(
                    1,
                    &wire::SetTradingRules::new(
                        &header, instrument, breach, stp, 0, fixed, auction, volatility, times[0], times[1],
                        halt, 10, guard,
                    ),
                )
            }
            7 => Command::new(0, 0, &wire::EndPhase::new(instrument, 0)),
            8 if self.random.chance(5) => {
                Command::new(0, 0, &wire::Tick::new(0)).after(self.random.below(40 * 3_600_000_000_000))
            }
            _ => Command::new(0, 0, &wire::Tick::new(0)).after(self.random.below(12_000_000)),
        }
    }

    fn operator(&mut self, oracle: &Oracle) -> Command {
        let mix = self.mix;
        let header = self.header(0);
        let target = if self.random.chance(97) {
            FIRST + self.random.below(u64::from(mix.accounts)) as u32
        } else {
            self.random.pick(&[0, 1, 15, 999])
        };
        let asset = if self.random.chance(98) { self.random.below(3) as u32 } else { 7 };
        let instrument = self.instrument();
        let session = if self.random.chance(97) { 1 } else { 3 };
        let amount = Amount::from(i128::from(self.random.range(-1, 400)));
        match self.random.below(25) {
            24 => {
                let orders = self.random.pick(&[0, 1, 1, 2, 3, 50, 1_000]);
                command(session, &wire::SetTriggerLimit::new(&header, orders, 0))
            }
            0..4 => command(session, &wire::Deposit::new(&header, target, asset, &amount)),
            4..8 => {
                // As much as there is, so that withdrawals race orders.
                let all = oracle
                    .people
                    .get(target as usize)
                    .map_or(0, |_| if asset < 3 { oracle.balance(target, asset).0 } else { 0 });
                let amount = if self.random.chance(30) {
                    Amount::from(all + self.random.range(0, 1) as i128)
                } else {
                    amount
                };
                command(session, &wire::Withdraw::new(&header, target, asset, &amount))
            }
            8..11 => {
                let to = FIRST + self.random.below(u64::from(mix.accounts)) as u32;
                command(session, &wire::Transfer::new(&header, target, to, asset, 0, &amount))
            }
            11 => {
                let status = match self.random.below(20) {
                    0 if instrument == 3 => InstrumentStatus::Delisted,
                    0..5 => InstrumentStatus::Halted,
                    _ => InstrumentStatus::Continuous,
                };
                let cancels = u8::from(self.random.chance(20));
                command(session, &wire::SetInstrumentStatus::new(&header, instrument, status, cancels, 0))
            }
            12 => {
                // Most of the time all goes on.
                let status = InstrumentStatus::Continuous;
                command(session, &wire::SetInstrumentStatus::new(&header, instrument, status, 0, 0))
            }
            13 => {
                let status = match self.random.below(10) {
                    0 => AccountStatus::Closed,
                    1..3 => AccountStatus::Frozen,
                    _ => AccountStatus::Active,
                };
                let cancels = u8::from(self.random.chance(30));
                command(session, &wire::SetAccountStatus::new(&header, target, status, cancels, 0))
            }
            14 => {
                command(session, &wire::SetAccountStatus::new(&header, target, AccountStatus::Active, 0, 0))
            }
            15 => command(session, &wire::SetAccountTier::new(&header, target, self.random.below(4) as u32)),
            16 => command(session, &wire::SetStpGroup::new(&header, target, self.random.below(3) as u32)),
            17 | 18 => {
                let instrument = if self.random.chance(40) { u32::MAX } else { instrument };
                let maker = self.random.pick(&[0, 1_000, -500, -2_000, 30_000, -100_000, 100_001]);
                let taker = self.random.pick(&[0, 1_500, 2_000, 40_000, 100_000]);
                command(
                    session,
                    &wire::SetFees::new(&header, self.random.below(4) as u32, instrument, maker, taker),
                )
            }
            19 => self.limits(session, target, instrument),
            20 => {
                let rate = self.random.pick(&[0, 1_000_000_000, 2_500_000_000]);
                command(session, &wire::SetReferenceRate::new(&header, asset, 0, rate))
            }
            21 | 22 => {
                let price = if self.random.chance(5) { 0 } else { self.random.range(90, 110) };
                command(session, &wire::SetReferencePrice::new(&header, instrument, 0, price))
            }
            _ => {
                let ticks: &[&[(i64, i64)]] = &[&[], &[(0, 1), (100, 2), (106, 3)], &[(0, 2)], &[(0, 1)]];
                let ticks = self.random.pick(ticks);
                let collar = self.random.pick(&[0, 500_000, 60_000]);
                let band = self.random.pick(&[0, 50_000, 20_000]);
                let protection = self.random.pick(&[0, 60_000, 60_000, 30_000]);
                let table = tick_table(ticks);
                command(
                    session,
                    &wire::SetPriceRules::new(&header, instrument, collar, band, protection, &table),
                )
            }
        }
    }
}

fn command<M: Message>(session: u32, message: &M) -> Command {
    Command::new(session, 0, message)
}

#[allow(dead_code, reason = "the simulator has keys of its own")]
pub fn key(number: u32) -> [u8; 32] {
    padded(&format!("key {number}"))
}
