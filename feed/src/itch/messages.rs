//! Bytes of the ITCH 5.0 messages (Nasdaq TotalView-ITCH 5.0): big endian, fixed length, one letter for the type.

/// Longest message.
pub const LONGEST: usize = 50;

/// What every message begins with.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// Stock locate: instrument index + 1; 0 for messages about none.
    pub locate: u16,
    /// Nanoseconds since midnight UTC.
    pub time: u64,
}

/// A message being written.
pub struct Writer {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Writer {
    pub fn new(kind: u8, head: Head) -> Self {
        let mut writer = Self { bytes: [0; LONGEST], length: 0 };
        writer.put(&[kind]);
        writer.put(&head.locate.to_be_bytes());
        // Tracking number, of no use to a reader.
        writer.put(&[0, 0]);
        writer.put(&head.time.to_be_bytes()[2..]);
        writer
    }

    pub fn put(&mut self, bytes: &[u8]) -> &mut Self {
        self.bytes[self.length..self.length + bytes.len()].copy_from_slice(bytes);
        self.length += bytes.len();
        self
    }

    pub fn u32(&mut self, value: u32) -> &mut Self {
        self.put(&value.to_be_bytes())
    }

    pub fn u64(&mut self, value: u64) -> &mut Self {
        self.put(&value.to_be_bytes())
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

const NOWHERE: u16 = 0;

/// S: O start of messages, S start of system hours, Q start of market hours, M and E their ends, C end of messages.
pub fn system_event(time: u64, event: u8) -> Writer {
    let mut it = Writer::new(b'S', Head { locate: NOWHERE, time });
    it.put(&[event]);
    it
}

/// R. What a crypto or stock instrument here has no value for is "not available".
pub fn stock_directory(head: Head, stock: &[u8; 8], round_lot: u32) -> Writer {
    let mut it = Writer::new(b'R', head);
    it.put(stock).put(b" N").u32(round_lot);
    // No round lots only; common stock, not applicable; live; short-sale, IPO, LULD tier, ETP: not available.
    it.put(b"NCZ P").put(b"N  N").u32(0).put(b"N");
    it
}

/// H: T trading, H halted, P paused, Q quotation only.
pub fn trading_action(head: Head, stock: &[u8; 8], state: u8) -> Writer {
    let mut it = Writer::new(b'H', head);
    it.put(stock).put(&[state, b' ']).put(b"    ");
    it
}

const fn side(is_sell: bool) -> u8 {
    if is_sell { b'S' } else { b'B' }
}

/// A.
pub fn add_order(
    head: Head,
    reference: u64,
    is_sell: bool,
    shares: u32,
    stock: &[u8; 8],
    price: u32,
) -> Writer {
    let mut it = Writer::new(b'A', head);
    it.u64(reference).put(&[side(is_sell)]).u32(shares).put(stock).u32(price);
    it
}

/// E.
pub fn order_executed(head: Head, reference: u64, shares: u32, match_number: u64) -> Writer {
    let mut it = Writer::new(b'E', head);
    it.u64(reference).u32(shares).u64(match_number);
    it
}

/// C: executed at another price than its own, or in a cross, which is printed as one trade of its own (Q).
pub fn order_executed_at(
    head: Head,
    reference: u64,
    shares: u32,
    match_number: u64,
    is_printed: bool,
    price: u32,
) -> Writer {
    let mut it = Writer::new(b'C', head);
    it.u64(reference).u32(shares).u64(match_number).put(if is_printed { b"Y" } else { b"N" }).u32(price);
    it
}

/// X.
pub fn order_reduced(head: Head, reference: u64, shares: u32) -> Writer {
    let mut it = Writer::new(b'X', head);
    it.u64(reference).u32(shares);
    it
}

/// D.
pub fn order_deleted(head: Head, reference: u64) -> Writer {
    let mut it = Writer::new(b'D', head);
    it.u64(reference);
    it
}

/// U.
pub fn order_replaced(head: Head, old: u64, new: u64, shares: u32, price: u32) -> Writer {
    let mut it = Writer::new(b'U', head);
    it.u64(old).u64(new).u32(shares).u32(price);
    it
}

/// P: a trade with an order that is not displayed. The side is always B, as Nasdaq's has been since 2014.
pub fn hidden_trade(head: Head, shares: u32, stock: &[u8; 8], price: u32, match_number: u64) -> Writer {
    let mut it = Writer::new(b'P', head);
    it.u64(0).put(b"B").u32(shares).put(stock).u32(price).u64(match_number);
    it
}

/// Q. `kind`: O opening, C closing, H after a halt or pause, I intraday.
pub fn cross_trade(
    head: Head,
    shares: u64,
    stock: &[u8; 8],
    price: u32,
    match_number: u64,
    kind: u8,
) -> Writer {
    let mut it = Writer::new(b'Q', head);
    it.u64(shares).put(stock).u32(price).u64(match_number).put(&[kind]);
    it
}

/// What an auction would do if it ended now.
#[derive(Clone, Copy, Debug)]
pub struct Imbalance {
    pub paired: u64,
    pub left: u64,
    /// B, S; N for none, O if nothing would trade.
    pub direction: u8,
    pub price: u32,
    pub kind: u8,
}

/// I. Far, near and reference price are one: there are no orders for the auction alone, and none beside it.
pub fn imbalance(head: Head, stock: &[u8; 8], it: Imbalance) -> Writer {
    let mut to = Writer::new(b'I', head);
    to.u64(it.paired).u64(it.left).put(&[it.direction]).put(stock);
    to.u32(it.price).u32(it.price).u32(it.price).put(&[it.kind, b' ']);
    to
}

/// B.
pub fn broken_trade(head: Head, match_number: u64) -> Writer {
    let mut it = Writer::new(b'B', head);
    it.u64(match_number);
    it
}
