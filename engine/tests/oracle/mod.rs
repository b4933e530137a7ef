//! A second exchange, written from the rules of the market and from nothing else: sorted lists for the books, maps
//! for the money, every sum made anew when it is asked for. Slow, and obviously right.
#![allow(dead_code, reason = "each test binary uses its own part")]

mod admin;
mod book;
mod limits;
mod lists;
mod pegs;
mod phases;
mod quotes;
mod reducing;
mod rules;
mod showing;
mod trading;
mod triggers;

use crate::common::{Command, Event, Id, Request, Rules};
use std::collections::{BTreeMap, BTreeSet};
use tapebook_schema::{
    AccountStatus, FeeAsset, InstrumentStatus, Message, MessageType, OrderType, RejectReason as R,
    RequestHeader, Side, StpMode, TimeInForce,
};

pub const HOUSE: u32 = 0;
pub const FEES: u32 = 1;
const FIRST_ACCOUNT: u32 = 16;
const MILLION: i128 = 1_000_000;

/// An instrument: its terms, its state, its book.
pub struct Market {
    pub rules: Rules,
    pub status: InstrumentStatus,
    pub reference: i64,
    pub trades: u64,
    pub trading: phases::Trading,
    pub fees: BTreeMap<u8, (i32, i32)>,
    /// Order ids, best first: bids, asks.
    pub queues: [Vec<u64>; 2],
    /// Price of the last trade; 0 for none.
    pub last: i64,
    /// What an operator set as reference last.
    pub set_reference: i64,
    /// Prices of the trades since orders were last woken.
    pub trades_now: Vec<i64>,
    /// Triggered orders, in the order they run.
    pub turns: Vec<u64>,
}

pub struct Person {
    pub status: AccountStatus,
    pub tier: u8,
    pub group: u32,
    pub risk_group: u32,
    /// Open orders, oldest first.
    pub open: Vec<u64>,
    /// When their orders are canceled; 0 for never.
    pub cancel_at: u64,
    log: Log,
}

impl Person {
    fn new() -> Self {
        Person {
            status: AccountStatus::Active,
            tier: 0,
            group: 0,
            risk_group: 0,
            open: Vec::new(),
            cancel_at: 0,
            log: Log::default(),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Order {
    pub id: u64,
    pub client: Id,
    pub account: u32,
    pub session: u32,
    pub instrument: u32,
    pub side: Side,
    pub kind: OrderType,
    pub tif: TimeInForce,
    pub stp: StpMode,
    pub post_only: bool,
    pub is_quote: bool,
    /// What a pegged order follows.
    pub peg: Option<pegs::Peg>,
    /// Where a pegged order stands; 0 if it waits.
    pub at: i64,
    /// As the request had them.
    pub flags: u32,
    pub price: i64,
    pub quantity: u64,
    pub cumulative: u64,
    pub maker_ppm: i32,
    pub taker_ppm: i32,
    /// Sum of received x ppm over its fills.
    pub fee_millionths: i128,
    /// Fees charged so far.
    pub charged: i128,
    /// Most of an iceberg that is shown at a time; 0 of any other order.
    pub display: u64,
    /// What an iceberg shows.
    pub slice: u64,
    pub hidden: bool,
    /// Least to trade on arrival or at the trigger.
    pub minimum: u64,
    /// Its list holds for it, if it started.
    pub shares: bool,
    /// Until its trigger is reached and it had its turn.
    pub waits: Option<triggers::Waiting>,
    /// When it expires; 0 for never.
    pub expires: u64,
}

impl Order {
    pub fn leaves(&self) -> u64 {
        self.quantity - self.cumulative
    }

    /// Does it wait for the first leg of its list?
    pub fn is_pending(&self) -> bool {
        self.waits.as_ref().is_some_and(|it| it.pending)
    }

    /// The price at which it stands in the book.
    pub fn stands(&self) -> i64 {
        if self.peg.is_some() { self.at } else { self.price }
    }
}

/// Every request an account ever made, and which of them are still in its window.
#[derive(Default)]
struct Log {
    entries: Vec<Entry>,
    latest: BTreeMap<(bool, Id), usize>,
    /// Entries below this fell out of the window.
    floor: usize,
    /// How many are no movement of money.
    windowed: usize,
}

struct Entry {
    sequence: u64,
    kind: MessageType,
    body: Vec<u8>,
    order: u64,
    for_good: bool,
}

/// What the rules say of a session.
#[derive(Default, Clone)]
pub struct Session {
    pub operator: bool,
    pub live: bool,
    /// As it logged on.
    pub options: u32,
    pub bound: Vec<u32>,
}

pub struct Oracle {
    pub markets: Vec<Market>,
    pub people: Vec<Person>,
    /// What each account has of each asset, held or not.
    pub totals: BTreeMap<(u32, u32), i128>,
    pub positions: BTreeMap<(u32, u32), (i64, i128)>,
    pub orders: BTreeMap<u64, Order>,
    pub sessions: BTreeMap<u32, Session>,
    pub fees: BTreeMap<u8, (i32, i32)>,
    pub limits: limits::Limits,
    /// Kill switches that are on: scope and number.
    pub kills: BTreeSet<(u8, u32)>,
    pub rates: BTreeMap<u32, u64>,
    pub assets: u32,
    pub window: usize,
    pub quotes: BTreeMap<(u32, u32), quotes::Quoting>,
    /// Pegged orders that move together, oldest first.
    pub groups: BTreeMap<pegs::Key, Vec<u64>>,
    pub group_numbers: BTreeMap<pegs::Key, u32>,
    /// Account and instrument of positions that shrank since reduce-only orders were looked at.
    shrank: Vec<(u32, u32)>,
    /// Whose quotes are to be pulled.
    breached: Vec<(u32, u32)>,
    pub lists: BTreeMap<u64, lists::List>,
    last_list: u64,
    /// Lists that the command met.
    met: Vec<u64>,
    /// The leg of a list that is being checked.
    entering: Option<lists::Entering>,
    pub trigger_limit: u32,
    /// Triggered orders that the command has run.
    ran: u32,
    pub time: u64,
    next_order: u64,
    sequence: u64,
    events: Vec<Event>,
}

/// Reasons found, with their details.
#[derive(Default)]
struct Faults(Vec<(R, i64)>);

impl Faults {
    fn add(&mut self, reason: R, detail: i64) {
        self.0.push((reason, detail));
    }

    fn when(&mut self, broken: bool, reason: R, detail: i64) {
        if broken {
            self.add(reason, detail);
        }
    }
}

impl From<R> for Faults {
    fn from(reason: R) -> Self {
        Faults(vec![(reason, 0)])
    }
}

/// Has a request a first answer already?
enum Known {
    New,
    Repeat(u64),
    Taken { done: bool },
}

impl Oracle {
    /// After the commands that set an exchange up, `sequence` of them.
    pub fn new(sequence: u64, assets: u32, people: u32, window: usize) -> Self {
        Oracle {
            markets: Vec::new(),
            people: (0..FIRST_ACCOUNT + people).map(|_| Person::new()).collect(),
            totals: BTreeMap::new(),
            positions: BTreeMap::new(),
            orders: BTreeMap::new(),
            sessions: BTreeMap::new(),
            fees: BTreeMap::new(),
            limits: limits::Limits::default(),
            kills: BTreeSet::new(),
            rates: BTreeMap::new(),
            assets,
            window,
            quotes: BTreeMap::new(),
            groups: BTreeMap::new(),
            group_numbers: BTreeMap::new(),
            shrank: Vec::new(),
            breached: Vec::new(),
            lists: BTreeMap::new(),
            last_list: 0,
            met: Vec::new(),
            entering: None,
            trigger_limit: 1_000,
            ran: 0,
            time: 0,
            next_order: 1,
            sequence,
            events: Vec::new(),
        }
    }

    pub fn add_market(&mut self, rules: &Rules) {
        self.markets.push(Market {
            rules: rules.clone(),
            status: InstrumentStatus::Continuous,
            reference: rules.reference_price,
            trades: 0,
            trading: phases::Trading::new(rules.reference_price),
            fees: BTreeMap::new(),
            queues: [Vec::new(), Vec::new()],
            last: 0,
            set_reference: rules.reference_price,
            trades_now: Vec::new(),
            turns: Vec::new(),
        });
    }

    pub fn credit(&mut self, account: u32, asset: u32, amount: i128) {
        *self.totals.entry((account, asset)).or_default() += amount;
    }

    /// Available and held.
    pub fn balance(&self, account: u32, asset: u32) -> (i128, i128) {
        let total = self.totals.get(&(account, asset)).copied().unwrap_or(0);
        let open = &self.people[account as usize].open;
        let held = open.iter().map(|id| &self.orders[id]).filter(|it| self.hold_asset(it) == asset);
        let held: i128 = held.filter(|it| !it.shares).map(|it| self.hold(it)).sum();
        let held = held + self.held_by_lists(account, asset);
        (total - held, held)
    }

    fn hold_asset(&self, order: &Order) -> u32 {
        let rules = &self.markets[order.instrument as usize].rules;
        if order.side == Side::Buy { rules.quote } else { rules.base }
    }

    /// What an order holds: base for a sell; for a buy quote at its limit, with the fee where it is taken from quote.
    pub fn hold(&self, order: &Order) -> i128 {
        let market = &self.markets[order.instrument as usize];
        if order.side == Side::Sell {
            return i128::from(order.leaves()) * market.lot();
        }
        let notional = market.notional(order.price, order.leaves());
        let dearest = order.maker_ppm.max(order.taker_ppm).max(0);
        notional + self.fee_ahead(order, notional, dearest)
    }

    /// The fee that an order may still be charged if it trades `notional` more.
    fn fee_ahead(&self, order: &Order, notional: i128, ppm: i32) -> i128 {
        if self.markets[order.instrument as usize].rules.fee_asset != FeeAsset::Quote {
            return 0;
        }
        round_up(order.fee_millionths + notional * i128::from(ppm)) - order.charged
    }

    pub fn apply(&mut self, command: &Command) -> Vec<Event> {
        self.sequence += 1;
        self.time += command.after;
        self.ran = 0;
        self.run_left_over();
        self.fire_timers();
        self.follow();
        self.run_triggers();
        match command.kind {
            MessageType::NewOrder => self.new_order(command),
            MessageType::NewAdvancedOrder => self.new_advanced_order(command),
            MessageType::NewOrderList => self.new_order_list(command),
            MessageType::CancelOrderList => self.cancel_order_list(command),
            MessageType::CancelOrder => self.cancel_order(command),
            MessageType::ReplaceOrder => self.replace_order(command),
            MessageType::CancelAll => self.cancel_all(command),
            MessageType::MassQuote => self.mass_quote(command),
            MessageType::CancelQuotes => self.cancel_quotes(command),
            MessageType::CancelAfter => self.cancel_after(command),
            MessageType::Tick => {}
            MessageType::EndPhase => self.end_phase(command),
            MessageType::Start => self.start(command),
            MessageType::SessionStarted | MessageType::SessionLost => self.session(command),
            _ => self.operate(command),
        }
        self.after_matching();
        self.run_triggers();
        std::mem::take(&mut self.events)
    }

    /// What follows from matches at once.
    fn after_matching(&mut self) {
        self.trim_all();
        self.pull_quotes();
        self.follow();
        self.follow_lists();
        self.follow();
    }

    /// The order that a client id names, and when it was told.
    fn latest(&self, account: u32, id: Id) -> Option<(u64, u64)> {
        let log = &self.people[account as usize].log;
        let &at = log.latest.get(&(false, id))?;
        let entry = &log.entries[at];
        let is_known = at >= log.floor || self.orders.contains_key(&entry.order);
        is_known.then_some((entry.order, entry.sequence))
    }

    fn known(&self, command: &Command, account: u32, for_good: bool) -> Known {
        let log = &self.people[account as usize].log;
        let Some(&at) = log.latest.get(&(for_good, request(command).id)) else { return Known::New };
        let entry = &log.entries[at];
        let is_open = self.orders.contains_key(&entry.order);
        if at < log.floor && !is_open && !entry.for_good {
            return Known::New;
        }
        if entry.kind == command.kind
            && entry.body[RequestHeader::SIZE..] == command.body[RequestHeader::SIZE..]
        {
            Known::Repeat(entry.sequence)
        } else {
            Known::Taken { done: !is_open }
        }
    }

    /// Answers a request that was made before; false if it is new.
    fn is_answered(&mut self, command: &Command, account: u32, for_good: bool, reuse: bool) -> bool {
        let request = Request { account, ..request(command) };
        match self.known(command, account, for_good) {
            Known::New => false,
            Known::Repeat(first) => {
                self.events.push(Event::Repeated { request, kind: command.kind, first });
                true
            }
            Known::Taken { done } if reuse && done => false,
            Known::Taken { .. } => {
                self.reject(command, account, 0, 0, R::DuplicateId);
                true
            }
        }
    }

    fn remember(&mut self, command: &Command, account: u32, order: u64, money: bool, for_good: bool) {
        let (sequence, window) = (self.sequence, self.window);
        let log = &mut self.people[account as usize].log;
        log.latest.insert((money, request(command).id), log.entries.len());
        let (kind, body) = (command.kind, command.body.clone());
        log.entries.push(Entry { sequence, kind, body, order, for_good });
        if for_good {
            return;
        }
        log.windowed += 1;
        while log.windowed > window {
            log.windowed -= usize::from(!log.entries[log.floor].for_good);
            log.floor += 1;
        }
    }

    fn reject(
        &mut self,
        command: &Command,
        account: u32,
        instrument: u32,
        order: u64,
        faults: impl Into<Faults>,
    ) {
        let Faults(faults) = faults.into();
        let &(reason, detail) = faults.iter().min_by_key(|(reason, _)| reason.0).expect("a fault");
        self.events.push(Event::Rejected {
            request: Request { account, ..request(command) },
            kind: command.kind,
            reason,
            instrument,
            order,
            detail,
            failed: faults.iter().fold(0, |bits, (reason, _)| bits | 1 << reason.0),
        });
    }
}

/// The header with which every request begins.
fn request(command: &Command) -> Request {
    (&RequestHeader::from_bytes(&command.body[..RequestHeader::SIZE]).expect("a header")).into()
}

fn read<M: Message>(command: &Command) -> M {
    M::from_bytes(&command.body).expect("its length")
}

/// Millionths rounded up: fees up, rebates toward zero.
fn round_up(millionths: i128) -> i128 {
    if millionths <= 0 { millionths / MILLION } else { (millionths + MILLION - 1) / MILLION }
}
