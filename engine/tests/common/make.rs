//! Requests written shortly.

use super::event::Id;
use tapebook_engine::trading::{BY_QUOTE_AMOUNT, POST_ONLY, REUSE_WHEN_DONE};
use tapebook_schema as wire;
use tapebook_schema::{
    Amount, FeeAsset, OrderType, PegKind, RequestHeader, Side, StpMode, TickBand, TimeInForce,
};

pub fn header(id: &str) -> RequestHeader {
    RequestHeader::new(&Id::new(id).0, 0, 0, 0)
}

pub fn padded<const N: usize>(text: &str) -> [u8; N] {
    let mut bytes = [0; N];
    bytes[..text.len()].copy_from_slice(text.as_bytes());
    bytes
}

/// A new order, before it has a client id.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    pub instrument: u32,
    pub side: Side,
    pub kind: OrderType,
    pub tif: TimeInForce,
    pub stp: StpMode,
    pub price: i64,
    pub quantity: u64,
    pub amount: i128,
    pub flags: u32,
}

fn market(side: Side, quantity: u64) -> Order {
    Order {
        instrument: 0,
        side,
        kind: OrderType::Market,
        tif: TimeInForce::Gtc,
        stp: StpMode::CancelTaker,
        price: 0,
        quantity,
        amount: 0,
        flags: 0,
    }
}

/// A market order to buy, until `at` gives it a limit.
pub fn buy(quantity: u64) -> Order {
    market(Side::Buy, quantity)
}

/// A market order to sell, until `at` gives it a limit.
pub fn sell(quantity: u64) -> Order {
    market(Side::Sell, quantity)
}

/// A market order that spends an amount of quote.
pub fn buy_for(amount: i128) -> Order {
    Order { amount, flags: BY_QUOTE_AMOUNT, ..buy(0) }
}

/// A market order that raises an amount of quote.
pub fn sell_for(amount: i128) -> Order {
    Order { amount, flags: BY_QUOTE_AMOUNT, ..sell(0) }
}

impl Order {
    pub fn at(self, price: i64) -> Self {
        Order { kind: OrderType::Limit, price, ..self }
    }

    pub fn of(self, instrument: u32) -> Self {
        Order { instrument, ..self }
    }

    pub fn tif(self, tif: TimeInForce) -> Self {
        Order { tif, ..self }
    }

    pub fn ioc(self) -> Self {
        self.tif(TimeInForce::Ioc)
    }

    pub fn fok(self) -> Self {
        self.tif(TimeInForce::Fok)
    }

    pub fn stp(self, stp: StpMode) -> Self {
        Order { stp, ..self }
    }

    pub fn flags(self, flags: u32) -> Self {
        Order { flags: self.flags | flags, ..self }
    }

    pub fn post_only(self) -> Self {
        self.flags(POST_ONLY)
    }

    pub fn reuse(self) -> Self {
        self.flags(REUSE_WHEN_DONE)
    }

    pub fn message(&self, id: &str) -> wire::NewOrder {
        self.message_with(&header(id))
    }

    pub fn message_with(&self, request: &RequestHeader) -> wire::NewOrder {
        wire::NewOrder::new(
            request,
            self.instrument,
            self.side,
            self.kind,
            self.tif,
            self.stp,
            self.price,
            self.quantity,
            &Amount::from(self.amount),
            self.flags,
            0,
        )
    }
}

/// An instrument's terms. One lot is one unit of base and one tick one unit of quote unless told otherwise.
#[derive(Clone, Debug)]
pub struct Rules {
    pub base: u32,
    pub quote: u32,
    pub tick_size: u64,
    pub lot_size: u64,
    pub price_scale: u8,
    pub quantity_scale: u8,
    pub fee_asset: FeeAsset,
    pub min_quantity: u64,
    pub max_quantity: u64,
    pub quantity_step: u64,
    pub min_notional: i128,
    pub max_price: i64,
    pub collar_ppm: u32,
    pub band_ppm: u32,
    pub protection_ppm: u32,
    pub reference_price: i64,
    pub ticks: Vec<(i64, i64)>,
}

impl Default for Rules {
    fn default() -> Self {
        Rules {
            base: 0,
            quote: 1,
            tick_size: 1,
            lot_size: 1,
            price_scale: 0,
            quantity_scale: 0,
            fee_asset: FeeAsset::Received,
            min_quantity: 1,
            max_quantity: 1_000_000,
            quantity_step: 1,
            min_notional: 0,
            max_price: 1_000_000,
            collar_ppm: 0,
            band_ppm: 0,
            protection_ppm: 200_000,
            reference_price: 100,
            ticks: Vec::new(),
        }
    }
}

pub fn tick_table(ticks: &[(i64, i64)]) -> [TickBand; 8] {
    let mut table = [TickBand::default(); 8];
    for (place, &(from_price, step)) in table.iter_mut().zip(ticks) {
        *place = TickBand::new(from_price, step);
    }
    table
}

impl Rules {
    pub fn message(&self, id: &str, symbol: &str) -> wire::AddInstrument {
        wire::AddInstrument::new(
            &header(id),
            &padded(symbol),
            self.base,
            self.quote,
            self.tick_size,
            self.lot_size,
            self.price_scale,
            self.quantity_scale,
            self.fee_asset,
            0,
            0,
            self.min_quantity,
            self.max_quantity,
            self.quantity_step,
            &Amount::from(self.min_notional),
            self.max_price,
            self.collar_ppm,
            self.band_ppm,
            self.protection_ppm,
            0,
            self.reference_price,
            &tick_table(&self.ticks),
        )
    }
}

/// A cancel by client id.
pub fn cancel(id: &str, target: &str) -> wire::CancelOrder {
    wire::CancelOrder::new(&header(id), 0, &Id::new(target).0, 0)
}

/// A cancel by order id.
pub fn cancel_order(id: &str, order: u64) -> wire::CancelOrder {
    wire::CancelOrder::new(&header(id), order, &[0; 36], 0)
}

/// A replace by order id; 0 keeps price or quantity.
pub fn replace(id: &str, order: u64, price: i64, quantity: u64) -> wire::ReplaceOrder {
    replace_with(id, order, price, quantity, 0)
}

pub fn replace_with(id: &str, order: u64, price: i64, quantity: u64, flags: u32) -> wire::ReplaceOrder {
    wire::ReplaceOrder::new(&header(id), order, &[0; 36], flags, price, quantity, 0, 0)
}

/// A mass quote in instrument 0: most fills, milliseconds and lots of the protection, then bids and asks from the best
/// on.
pub fn quotes(
    id: &str,
    flags: u16,
    protection: (u32, u32, u64),
    bids: &[(i64, u64)],
    asks: &[(i64, u64)],
) -> wire::MassQuote {
    let side = |entries: &[(i64, u64)]| {
        let mut side = [wire::QuoteEntry::default(); 8];
        for (place, &(price, quantity)) in side.iter_mut().zip(entries) {
            *place = wire::QuoteEntry::new(price, quantity);
        }
        side
    };
    let (fills, window, lots) = protection;
    let stp = StpMode::CancelTaker;
    wire::MassQuote::new(&header(id), 0, stp, 0, flags, fills, window, lots, &side(bids), &side(asks))
}

/// A pegged order, before it has a client id.
#[derive(Clone, Copy, Debug)]
pub struct Peg {
    pub side: Side,
    pub quantity: u64,
    pub kind: PegKind,
    pub offset: i64,
    /// 0 for none.
    pub limit: i64,
    pub flags: u32,
    pub tif: TimeInForce,
}

pub fn peg_buy(quantity: u64, kind: PegKind, offset: i64, limit: i64) -> Peg {
    Peg { side: Side::Buy, quantity, kind, offset, limit, flags: 0, tif: TimeInForce::Gtc }
}

pub fn peg_sell(quantity: u64, kind: PegKind, offset: i64, limit: i64) -> Peg {
    Peg { side: Side::Sell, ..peg_buy(quantity, kind, offset, limit) }
}

impl Peg {
    pub fn flags(self, flags: u32) -> Self {
        Peg { flags, ..self }
    }

    pub fn tif(self, tif: TimeInForce) -> Self {
        Peg { tif, ..self }
    }

    pub fn message(&self, id: &str) -> wire::NewAdvancedOrder {
        let mut it = wire::NewAdvancedOrder::default();
        it.set_request(&header(id));
        it.set_side(self.side);
        it.set_type_(OrderType::Pegged);
        it.set_time_in_force(self.tif);
        it.set_price(self.limit);
        it.set_quantity(self.quantity);
        it.set_flags(self.flags);
        it.set_peg(self.kind);
        it.set_peg_offset(self.offset);
        it
    }
}
