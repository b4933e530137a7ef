//! A busy little market: random requests applied one by one, with the events of each.

use crate::requests::{Random, asset, deposit, header_for, instrument, open_accounts, register};
use tapebook_engine::Context;
use tapebook_feed::itch::Spec;
use tapebook_feed::{BookImage, Feed};
use tapebook_schema as wire;
use tapebook_schema::{
    Amount, InstrumentStatus, Message, MessageType, OrderType, ReportHeader, Side, SideFilter, StpMode,
    TimeInForce,
};
use tapebook_sequencer::market::{images, listed};
use tapebook_sequencer::{State, routing};

pub const FIRST_ACCOUNT: u32 = 16;
const ACCOUNTS: u64 = 5;
pub const INSTRUMENTS: u32 = 2;
const SECOND: u64 = 1_000_000_000;
/// Orders that cancels and replaces pick from.
const REMEMBERED: usize = 64;

/// How often what is not plain happened.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// Moves of pegged orders.
    pub moves: u64,
    /// Slices that followed one that was taken.
    pub slices: u64,
    /// Trades that the book did not show.
    pub hidden: u64,
    /// Stops that fired.
    pub fired: u64,
    /// Mass quotes that were taken.
    pub quoted: u64,
    /// Changes of lists.
    pub lists: u64,
    /// Trades of auctions.
    pub auctioned: u64,
}

impl Seen {
    fn take(&mut self, command: MessageType, kind: MessageType, body: &[u8]) {
        use MessageType as M;
        self.moves += u64::from(kind == M::PegsMoved);
        self.slices += u64::from(kind == M::OrderRefreshed);
        self.fired += u64::from(kind == M::OrderTriggered);
        self.quoted += u64::from(kind == M::Applied && command == M::MassQuote);
        self.lists += u64::from(kind == M::ListStatus);
        self.auctioned += u64::from(kind == M::AuctionTrade);
        if kind == M::Trade {
            self.hidden += u64::from(wire::Trade::from_bytes(body).unwrap().hidden());
        }
    }
}

pub struct Market {
    pub state: State,
    pub random: Random,
    /// Events of the last command, as frames.
    pub events: Vec<u8>,
    pub event_count: u64,
    pub seen: Seen,
    has_pegs: bool,
    live: Vec<(u32, u64)>,
    requests: u64,
    time: u64,
}

impl Market {
    /// A market, with pegged orders or without.
    pub fn new(seed: u64, has_pegs: bool) -> Self {
        let mut market = Self {
            state: State::new(),
            random: Random(seed),
            events: Vec::new(),
            event_count: 0,
            seen: Seen::default(),
            has_pegs,
            live: Vec::new(),
            requests: 0,
            time: 1_767_225_600 * SECOND,
        };
        market.apply(0, 0, &wire::Genesis::new(&[7; 16], &[3, 5], &[1; 32]));
        market.apply(0, 0, &wire::Start::new(1));
        market.apply(1, 0, &asset("a0", "AAPL"));
        market.apply(1, 0, &asset("a1", "USD"));
        market.apply(1, 0, &open_accounts("o", ACCOUNTS as u32));
        for (at, symbol) in ["AAPL", "MSFT"].into_iter().enumerate() {
            market.apply(1, 0, &instrument(&format!("i{at}"), symbol));
        }
        for seat in 0..ACCOUNTS as u32 {
            let account = FIRST_ACCOUNT + seat;
            for asset in [0, 1] {
                market.apply(1, 0, &deposit(&format!("d{seat}-{asset}"), account, asset, 1 << 80));
            }
            market.apply(1, 0, &register(&format!("k{seat}"), &[10 + seat as u8; 32], account, 1, 0));
        }
        market
    }

    pub fn listed(&self) -> Vec<(BookImage, Spec)> {
        listed(&self.state)
    }

    pub fn time(&self) -> u64 {
        self.time
    }

    /// A feed that begins with what stands.
    pub fn feed(&self) -> Feed {
        Feed::new(&images(&self.state), self.state.engine.sequence(), self.time)
    }

    pub fn sequence(&self) -> u64 {
        self.state.engine.sequence()
    }

    /// Each event of the last command: type, body, sequence and time.
    pub fn each_event(&self, mut each: impl FnMut(MessageType, &[u8], u64, u64)) {
        for (_, header, body) in routing::frames(&self.events) {
            let report = ReportHeader(body[..ReportHeader::SIZE].try_into().unwrap());
            each(header.type_(), body, report.sequence(), report.time());
        }
    }

    pub fn apply<M: Message>(&mut self, session: u32, account: u32, body: &M) {
        let sequence = self.sequence() + 1;
        let context = Context { sequence, time: self.time, session, account };
        self.events.clear();
        self.state.apply(&context, M::TYPE, body.bytes(), &mut self.events, |_| ());
        let mut found = Vec::new();
        let mut seen = self.seen;
        self.each_event(|kind, body, _, _| {
            seen.take(M::TYPE, kind, body);
            if kind == MessageType::OrderAccepted {
                found.push(wire::OrderAccepted::from_bytes(body).unwrap().order_id());
            }
            if kind == MessageType::RequestRejected && session == 1 {
                panic!("refused: {:?}", wire::RequestRejected::from_bytes(body).unwrap());
            }
        });
        self.seen = seen;
        self.event_count += routing::frames(&self.events).count() as u64;
        for order_id in found {
            if self.live.len() < REMEMBERED {
                self.live.push((account, order_id));
            } else {
                let at = self.random.below(REMEMBERED as u64) as usize;
                self.live[at] = (account, order_id);
            }
        }
    }

    /// An operator begins or ends an auction, or a halt.
    fn change_phase(&mut self) {
        use InstrumentStatus as S;
        let instrument = self.random.below(u64::from(INSTRUMENTS)) as u32;
        let others = [S::PreOpen, S::OpeningAuction, S::ClosingAuction, S::Halted];
        let is_open = self.state.engine.instruments()[instrument as usize].status == S::Continuous;
        let status = if is_open { others[self.random.below(4) as usize] } else { S::Continuous };
        let header = header_for(&format!("p{}", self.requests), 0);
        self.apply(1, 0, &wire::SetInstrumentStatus::new(&header, instrument, status, 0, 0));
    }

    /// One request of somebody.
    pub fn step(&mut self) {
        self.time += self.random.below(SECOND / 10);
        self.requests += 1;
        if self.random.one_in(120) {
            return self.change_phase();
        }
        let seat = self.random.below(ACCOUNTS) as u32;
        let account = FIRST_ACCOUNT + seat;
        let request = header_for(&format!("r{}", self.requests), account);
        let picked = self.random.below(self.live.len().max(1) as u64) as usize;
        let target = self.live.get(picked).copied().filter(|_| self.random.below(100) < 45);
        match target {
            Some((owner, order_id)) => {
                let request = header_for(&format!("r{}", self.requests), owner);
                let session = 2 + owner - FIRST_ACCOUNT;
                let none = [0; 36];
                if self.random.below(3) == 0 {
                    let price = if self.random.one_in(2) { 0 } else { 90 + self.random.below(21) as i64 };
                    let quantity = if self.random.one_in(3) { 0 } else { 1 + self.random.below(60) };
                    let display = if self.random.one_in(3) { 1 + self.random.below(6) } else { 0 };
                    let body =
                        wire::ReplaceOrder::new(&request, order_id, &none, 0, price, quantity, 0, display);
                    self.apply(session, owner, &body);
                } else {
                    self.apply(session, owner, &wire::CancelOrder::new(&request, order_id, &none, 0));
                }
            }
            None if self.has_pegs && self.random.one_in(25) => self.peg(seat, &request),
            None if self.random.one_in(8) => self.show_less(seat, &request),
            None if self.random.one_in(12) => self.stop(seat, &request),
            None if self.random.one_in(20) => self.quote(seat, &request),
            None if self.random.one_in(30) => self.list(seat, &request),
            None if self.random.one_in(400) => {
                let side = SideFilter(self.random.below(3) as u8);
                self.apply(2 + seat, account, &wire::CancelAll::new(&request, u32::MAX, side, 0, 0));
            }
            None => {
                let side = Side(self.random.below(2) as u8);
                let away = self.random.below(14) as i64;
                let price = if side == Side::Buy { 102 - away } else { 98 + away };
                let is_market = self.random.one_in(12);
                let (kind, price) =
                    if is_market { (OrderType::Market, 0) } else { (OrderType::Limit, price) };
                let tif = [TimeInForce::Gtc, TimeInForce::Gtc, TimeInForce::Gtc, TimeInForce::Ioc];
                let tif = if is_market { TimeInForce::Ioc } else { tif[self.random.below(4) as usize] };
                let stp = StpMode(self.random.below(5) as u8);
                let quantity = 1 + self.random.below(40);
                let instrument = self.random.below(u64::from(INSTRUMENTS)) as u32;
                let none = Amount::from(0);
                let order = wire::NewOrder::new(
                    &request, instrument, side, kind, tif, stp, price, quantity, &none, 0, 0,
                );
                self.apply(2 + seat, account, &order);
            }
        }
    }
}
