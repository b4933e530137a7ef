//! Requests written shortly, and random ones.

use tapebook_schema as wire;
use tapebook_schema::{
    Amount, FeeAsset, Message, OrderType, RequestHeader, Side, SideFilter, StpMode, TickBand, TimeInForce,
    client_id, write_frame,
};

pub const TRADE: u32 = 1;
pub const GATEWAY: u32 = 4;
pub const READ_ONLY: u32 = 8;

pub fn header(id: &str) -> RequestHeader {
    header_for(id, 0)
}

pub fn header_for(id: &str, account: u32) -> RequestHeader {
    RequestHeader::new(&client_id::from_text(id).expect("a client id"), account, 0, 0)
}

fn padded<const N: usize>(text: &str) -> [u8; N] {
    let mut bytes = [0; N];
    bytes[..text.len()].copy_from_slice(text.as_bytes());
    bytes
}

pub fn asset(id: &str, code: &str) -> wire::AddAsset {
    wire::AddAsset::new(&header(id), &padded(code), 0, 0, 0, 0)
}

/// One lot is one unit of base, one tick one unit of quote; the reference is 100.
pub fn instrument(id: &str, symbol: &str) -> wire::AddInstrument {
    wire::AddInstrument::new(
        &header(id),
        &padded(symbol),
        0,
        1,
        1,
        1,
        0,
        0,
        FeeAsset::Received,
        0,
        0,
        1,
        1_000_000,
        1,
        &Amount::from(0),
        1_000_000,
        0,
        0,
        200_000,
        0,
        100,
        &[TickBand::default(); 8],
    )
}

pub fn open_accounts(id: &str, count: u32) -> wire::OpenAccounts {
    wire::OpenAccounts::new(&header(id), count, 0)
}

pub fn deposit(id: &str, account: u32, asset: u32, amount: i128) -> wire::Deposit {
    wire::Deposit::new(&header(id), account, asset, &Amount::from(amount))
}

pub fn register(
    id: &str,
    key: &[u8; 32],
    account: u32,
    permissions: u32,
    rate_limit: u32,
) -> wire::RegisterKey {
    wire::RegisterKey::new(&header(id), key, account, permissions, rate_limit, 0)
}

pub fn bind(id: &str, session: u32, account: u32, bound: u8) -> wire::BindAccount {
    wire::BindAccount::new(&header(id), session, account, bound, 0, 0, 0)
}

pub fn order(
    request: &RequestHeader,
    side: Side,
    price: i64,
    quantity: u64,
    tif: TimeInForce,
) -> wire::NewOrder {
    let kind = if price == 0 { OrderType::Market } else { OrderType::Limit };
    let none = Amount::from(0);
    wire::NewOrder::new(request, 0, side, kind, tif, StpMode::CancelTaker, price, quantity, &none, 0, 0)
}

pub fn buy(id: &str, price: i64, quantity: u64) -> wire::NewOrder {
    order(&header(id), Side::Buy, price, quantity, TimeInForce::Gtc)
}

pub fn sell(id: &str, price: i64, quantity: u64) -> wire::NewOrder {
    order(&header(id), Side::Sell, price, quantity, TimeInForce::Gtc)
}

pub fn cancel(id: &str, target: &str) -> wire::CancelOrder {
    wire::CancelOrder::new(&header(id), 0, &client_id::from_text(target).expect("a client id"), 0)
}

pub fn cancel_all(id: &str) -> wire::CancelAll {
    wire::CancelAll::new(&header(id), u32::MAX, SideFilter::Both, 0, 0)
}

/// Small, seeded, good enough.
#[derive(Clone)]
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    pub fn one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }
}

/// What traders send on a busy day: all request types, repeats, nonsense that is well formed.
pub struct Flow {
    pub random: Random,
    sent: Vec<Vec<u8>>,
    next: u64,
    tag: char,
}

impl Flow {
    pub fn new(seed: u64, tag: char) -> Self {
        Self { random: Random(seed), sent: Vec::new(), next: 0, tag }
    }

    /// The next request, as a frame.
    pub fn frame(&mut self) -> Vec<u8> {
        if !self.sent.is_empty() && self.random.one_in(25) {
            let at = self.random.below(self.sent.len() as u64) as usize;
            return self.sent[at].clone();
        }
        // An id taken twice by different requests, now and then.
        let number = if self.next > 0 && self.random.one_in(50) {
            self.random.below(self.next)
        } else {
            self.next += 1;
            self.next
        };
        let id = format!("{}{number}", self.tag);
        let mut bytes = Vec::new();
        match self.random.below(20) {
            0..=12 => write_frame(&mut bytes, &self.order(&id), 0),
            13..=15 => {
                let target = format!("{}{}", self.tag, self.random.below(self.next + 1));
                write_frame(&mut bytes, &cancel(&id, &target), 0);
            }
            16..=18 => write_frame(&mut bytes, &self.replace(&id), 0),
            _ => {
                let side = SideFilter(self.random.below(3) as u8);
                write_frame(&mut bytes, &wire::CancelAll::new(&header(&id), u32::MAX, side, 0, 0), 0);
            }
        }
        self.sent.push(bytes.clone());
        bytes
    }

    fn order(&mut self, id: &str) -> wire::NewOrder {
        let random = &mut self.random;
        let side = Side(random.below(2) as u8);
        let tif = [TimeInForce::Gtc, TimeInForce::Gtc, TimeInForce::Day, TimeInForce::Ioc, TimeInForce::Fok];
        let tif = tif[random.below(5) as usize];
        let stp = StpMode(random.below(5) as u8);
        let away = random.below(12) as i64;
        let mut price = if side == Side::Buy { 104 - away } else { 96 + away };
        let mut quantity = 1 + random.below(20);
        let (mut kind, mut amount, mut flags) = (OrderType::Limit, 0, 0);
        match random.below(16) {
            0 => (kind, price) = (OrderType::Market, 0),
            1 => {
                (kind, price, quantity, amount, flags) =
                    (OrderType::Market, 0, 0, 50 + random.below(2000) as i128, 4)
            }
            2 => flags = 1,
            3 => quantity = [0, 2_000_000, 1][random.below(3) as usize],
            4 => price = [-1, 0, 1_000_001, i64::MAX, i64::MIN][random.below(5) as usize],
            _ => {}
        }
        let instrument = if random.one_in(40) { 7 } else { 0 };
        let amount = Amount::from(amount);
        wire::NewOrder::new(&header(id), instrument, side, kind, tif, stp, price, quantity, &amount, flags, 0)
    }

    fn replace(&mut self, id: &str) -> wire::ReplaceOrder {
        let target =
            client_id::from_text(&format!("{}{}", self.tag, self.random.below(self.next + 1))).unwrap();
        let price = if self.random.one_in(2) { 0 } else { 94 + self.random.below(13) as i64 };
        let quantity = if self.random.one_in(3) { 0 } else { 1 + self.random.below(25) };
        wire::ReplaceOrder::new(
            &header(id),
            0,
            &target,
            u32::from(self.random.one_in(6)),
            price,
            quantity,
            0,
            0,
        )
    }
}

pub fn bytes_of<M: Message>(message: &M) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_frame(&mut bytes, message, 0);
    bytes
}
