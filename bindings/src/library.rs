//! Engine and book in this process, without a server.

use crate::failed;
use napi::bindgen_prelude::{BigInt, Uint8Array};
use napi_derive::napi;
use tapebook_engine::Context;
use tapebook_engine::book::{OrderBook as Book, Report, Side};
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType};
use tapebook_sequencer::State;

#[napi]
pub struct Engine {
    state: State,
}

#[napi]
impl Engine {
    #[napi(constructor)]
    pub fn new(operator_key: Uint8Array) -> napi::Result<Self> {
        let key: [u8; 32] =
            operator_key.as_ref().try_into().map_err(|_| failed("an operator key has 32 bytes"))?;
        let mut state = State::new();
        let genesis = wire::Genesis::new(&[0; 16], &[1, 2], &key);
        let context = Context { sequence: 1, ..Context::default() };
        state.apply(&context, MessageType::Genesis, genesis.bytes(), &mut Vec::new(), |_| ());
        Ok(Self { state })
    }

    #[napi]
    pub fn apply(&mut self, frame: Uint8Array, account: u32, time: BigInt) -> napi::Result<Uint8Array> {
        let refused = |reason: wire::RejectReason| failed(format!("the frame is refused: {reason:?}"));
        let (header, body, rest) = wire::parse_frame(&frame).map_err(refused)?;
        let kind = wire::verify(header.type_().0, header.version(), body).map_err(refused)?;
        if !wire::is_request(kind) || !rest.is_empty() {
            return Err(failed("one request frame at a time"));
        }
        let (_, time, _) = time.get_u64();
        let engine = &self.state.engine;
        if time < engine.time() {
            return Err(failed("time never goes back"));
        }
        let context = Context { sequence: engine.sequence() + 1, time, session: 0, account };
        let mut events = Vec::new();
        self.state.apply(&context, kind, body, &mut events, |_| ());
        Ok(events.into())
    }

    #[napi]
    pub fn state_hash(&self) -> String {
        self.state.hash()
    }
}

#[napi(object)]
pub struct Fill {
    pub taker: f64,
    pub maker: f64,
    pub price: f64,
    pub quantity: f64,
}

#[napi(object)]
pub struct Depth {
    pub bids: Vec<Vec<f64>>,
    pub asks: Vec<Vec<f64>>,
}

#[napi]
#[derive(Default)]
pub struct OrderBook {
    book: Book,
}

/// An integer of JavaScript's, or a refusal.
fn whole(value: f64, what: &str) -> napi::Result<u64> {
    if value.fract() != 0.0 || !(1.0..=9_007_199_254_740_992.0).contains(&value) {
        return Err(failed(format!("{what} is a whole number from 1 to 2^53, not {value}")));
    }
    Ok(value as u64)
}

#[napi]
impl OrderBook {
    #[napi(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    fn add(&mut self, side: Side, id: f64, price: f64, quantity: f64) -> napi::Result<Vec<Fill>> {
        let (id, price, quantity) =
            (whole(id, "an id")?, whole(price, "a price")?, whole(quantity, "a quantity")?);
        let mut fills = Vec::new();
        let sink = |report| {
            if let Report::Fill { taker, maker, price, quantity, .. } = report {
                fills.push(Fill {
                    taker: taker as f64,
                    maker: maker as f64,
                    price: price as f64,
                    quantity: quantity as f64,
                });
            }
        };
        let added = self.book.add_order(id, side, price as i64, quantity, sink);
        added.map_err(|why| failed(format!("the order is refused: {why:?}")))?;
        Ok(fills)
    }

    #[napi]
    pub fn add_bid(&mut self, id: f64, price: f64, quantity: f64) -> napi::Result<Vec<Fill>> {
        self.add(Side::Buy, id, price, quantity)
    }

    #[napi]
    pub fn add_ask(&mut self, id: f64, price: f64, quantity: f64) -> napi::Result<Vec<Fill>> {
        self.add(Side::Sell, id, price, quantity)
    }

    #[napi]
    pub fn remove_order(&mut self, id: f64) -> napi::Result<bool> {
        Ok(self.book.remove_order(whole(id, "an id")?))
    }

    #[napi]
    pub fn get_best_bid(&self) -> Option<Vec<f64>> {
        self.book.best_bid().map(|(price, quantity)| vec![price as f64, quantity as f64])
    }

    #[napi]
    pub fn get_best_ask(&self) -> Option<Vec<f64>> {
        self.book.best_ask().map(|(price, quantity)| vec![price as f64, quantity as f64])
    }

    #[napi]
    pub fn get_market_depth(&self, levels: u32) -> Depth {
        let depth = self.book.market_depth(levels as usize);
        let plain = |side: Vec<(i64, u64)>| {
            side.into_iter().map(|(price, quantity)| vec![price as f64, quantity as f64]).collect()
        };
        Depth { bids: plain(depth.bids), asks: plain(depth.asks) }
    }
}
