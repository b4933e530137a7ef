//! Events decoded, for comparing and for reading.

use super::lists::{self, ListEvent};
use std::fmt;
use tapebook_engine::Sink;
use tapebook_schema as wire;
use tapebook_schema::{
    EndReason, InstrumentStatus, Message, MessageType, OrderState, OrderType, PegKind, PhaseCause,
    RejectReason, ReportHeader, RequestHeader, SettlementStatus, Side, StpMode, TimeInForce, TriggerSource,
    client_id,
};

/// A client id that prints as its text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id(pub [u8; 36]);

impl Id {
    pub fn new(text: &str) -> Self {
        Id(client_id::from_text(text).expect("a client id"))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(client_id::to_text(&self.0))
    }
}

/// The request an event answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Request {
    pub id: Id,
    pub account: u32,
    pub origin: (u64, u64),
}

impl From<&RequestHeader> for Request {
    fn from(it: &RequestHeader) -> Self {
        Request {
            id: Id(*it.client_id_bytes()),
            account: it.account(),
            origin: (it.origin_session(), it.origin_sequence()),
        }
    }
}

/// One side of a trade.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Party {
    pub order: u64,
    pub account: u32,
    pub fee_asset: u32,
    pub fee: i128,
    pub leaves: u64,
    pub cumulative: u64,
    pub id: Id,
    pub state: OrderState,
}

impl From<&wire::TradeSide> for Party {
    fn from(it: &wire::TradeSide) -> Self {
        Party {
            order: it.order_id(),
            account: it.account(),
            fee_asset: it.fee_asset(),
            fee: it.fee().into(),
            leaves: it.leaves(),
            cumulative: it.cumulative(),
            id: Id(*it.client_id_bytes()),
            state: it.state(),
        }
    }
}

/// What happened, every field of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    Accepted {
        request: Request,
        order: u64,
        instrument: u32,
        side: Side,
        kind: OrderType,
        tif: TimeInForce,
        stp: StpMode,
        price: i64,
        quantity: u64,
        resting: u64,
        amount: i128,
        hold: i128,
        flags: u32,
        session: u32,
    },
    /// What an advanced order adds.
    Terms {
        order: u64,
        account: u32,
        instrument: u32,
        trigger: i64,
        activation: i64,
        ticks: i64,
        points: u32,
        expires: u64,
        flags: u32,
        display: u64,
        minimum: u64,
        source: TriggerSource,
        state: OrderState,
    },
    Triggered {
        order: u64,
        id: Id,
        account: u32,
        instrument: u32,
        side: Side,
        kind: OrderType,
        trigger: i64,
        price: i64,
        leaves: u64,
        hold: i128,
    },
    Rested {
        order: u64,
        instrument: u32,
        account: u32,
        price: i64,
        resting: u64,
        side: Side,
        group: u32,
    },
    Reduced {
        order: u64,
        id: Id,
        account: u32,
        instrument: u32,
        side: Side,
        reason: EndReason,
        resting: bool,
        price: i64,
        reduced: u64,
        leaves: u64,
        cumulative: u64,
    },
    Canceled {
        request: Request,
        order: u64,
        id: Id,
        instrument: u32,
        side: Side,
        reason: EndReason,
        state: OrderState,
        resting: bool,
        price: i64,
        canceled: u64,
        cumulative: u64,
        displayed: u64,
    },
    /// An iceberg shows its next slice.
    Refreshed {
        order: u64,
        instrument: u32,
        account: u32,
        price: i64,
        displayed: u64,
        leaves: u64,
        side: Side,
    },
    Replaced {
        request: Request,
        order: u64,
        id: Id,
        instrument: u32,
        side: Side,
        kept: bool,
        old_price: i64,
        price: i64,
        old_resting: u64,
        quantity: u64,
        cumulative: u64,
        resting: u64,
    },
    Traded {
        trade: u64,
        instrument: u32,
        taker_side: Side,
        /// The book did not show the maker.
        hidden: bool,
        price: i64,
        quantity: u64,
        notional: i128,
        maker: Party,
        taker: Party,
    },
    Rejected {
        request: Request,
        kind: MessageType,
        reason: RejectReason,
        instrument: u32,
        order: u64,
        detail: i64,
        failed: u128,
    },
    Repeated {
        request: Request,
        kind: MessageType,
        first: u64,
    },
    Applied {
        kind: MessageType,
        account: u32,
        id: u64,
    },
    Phase {
        instrument: u32,
        status: InstrumentStatus,
        previous: InstrumentStatus,
        cause: PhaseCause,
        until: u64,
        reference: i64,
        static_reference: i64,
    },
    Indicated {
        instrument: u32,
        status: InstrumentStatus,
        price: i64,
        volume: u64,
        surplus: u64,
        surplus_side: Side,
    },
    /// Buyer and seller stand in `parties`, with where they stood in the book.
    Auctioned {
        trade: u64,
        instrument: u32,
        status: InstrumentStatus,
        price: i64,
        quantity: u64,
        notional: i128,
        prices: [i64; 2],
        shown: [u64; 2],
        parties: [Party; 2],
    },
    PegTerms {
        order: u64,
        account: u32,
        instrument: u32,
        peg: PegKind,
        offset: i64,
        expires: u64,
        flags: u32,
        state: OrderState,
    },
    PegsMoved {
        instrument: u32,
        side: Side,
        peg: PegKind,
        offset: i64,
        limit: i64,
        old_price: i64,
        price: i64,
        quantity: u64,
        group: u32,
    },
    /// About a list of orders.
    List(ListEvent),
    Amended {
        trade: u64,
        instrument: u32,
        status: SettlementStatus,
        price: i64,
        quantity: u64,
        new_price: i64,
        new_quantity: u64,
    },
}

fn read<M: Message>(bytes: &[u8]) -> M {
    M::from_bytes(bytes).expect("an event has its length")
}

/// Keeps the events of a command.
#[derive(Default)]
pub struct Recorder {
    pub events: Vec<Event>,
}

impl Sink for Recorder {
    fn event<M: Message>(&mut self, event: &M) {
        let bytes = event.bytes();
        assert_eq!(wire::verify(M::TYPE.0, 1, bytes), Ok(M::TYPE), "an event is well formed: {event:?}");
        assert!(
            bytes[..ReportHeader::SIZE].iter().all(|&byte| byte == 0),
            "the sink numbers events, not the engine"
        );
        self.events.push(decode(M::TYPE, bytes));
    }
}

/// An event from its bytes.
pub fn decode(kind: MessageType, bytes: &[u8]) -> Event {
    match kind {
        MessageType::OrderAccepted => {
            let it: wire::OrderAccepted = read(bytes);
            Event::Accepted {
                request: it.request().into(),
                order: it.order_id(),
                instrument: it.instrument(),
                side: it.side(),
                kind: it.type_(),
                tif: it.time_in_force(),
                stp: it.stp(),
                price: it.price(),
                quantity: it.quantity(),
                resting: it.resting(),
                amount: it.quote_amount().into(),
                hold: it.hold().into(),
                flags: it.flags(),
                session: it.session(),
            }
        }
        MessageType::OrderTerms if read::<wire::OrderTerms>(bytes).peg() == PegKind::None => {
            let it: wire::OrderTerms = read(bytes);
            Event::Terms {
                order: it.order_id(),
                account: it.account(),
                instrument: it.instrument(),
                trigger: it.trigger_price(),
                activation: it.activation_price(),
                ticks: it.trail_ticks(),
                points: it.trail_basis_points(),
                expires: it.expire_time(),
                flags: it.flags(),
                display: it.display_quantity(),
                minimum: it.min_quantity(),
                source: it.trigger_source(),
                state: it.state(),
            }
        }
        MessageType::OrderTriggered => {
            let it: wire::OrderTriggered = read(bytes);
            Event::Triggered {
                order: it.order_id(),
                id: Id(*it.client_id_bytes()),
                account: it.account(),
                instrument: it.instrument(),
                side: it.side(),
                kind: it.type_(),
                trigger: it.trigger_price(),
                price: it.price(),
                leaves: it.leaves(),
                hold: it.hold().into(),
            }
        }
        MessageType::OrderRested => {
            let it: wire::OrderRested = read(bytes);
            Event::Rested {
                order: it.order_id(),
                instrument: it.instrument(),
                account: it.account(),
                price: it.price(),
                resting: it.resting(),
                side: it.side(),
                group: it.group(),
            }
        }
        MessageType::OrderReduced => {
            let it: wire::OrderReduced = read(bytes);
            Event::Reduced {
                order: it.order_id(),
                id: Id(*it.client_id_bytes()),
                account: it.account(),
                instrument: it.instrument(),
                side: it.side(),
                reason: it.reason(),
                resting: it.resting() == 1,
                price: it.price(),
                reduced: it.reduced(),
                leaves: it.leaves(),
                cumulative: it.cumulative(),
            }
        }
        MessageType::OrderCanceled => {
            let it: wire::OrderCanceled = read(bytes);
            Event::Canceled {
                request: it.request().into(),
                order: it.order_id(),
                id: Id(*it.client_id_bytes()),
                instrument: it.instrument(),
                side: it.side(),
                reason: it.reason(),
                state: it.state(),
                resting: it.resting() == 1,
                price: it.price(),
                canceled: it.canceled(),
                cumulative: it.cumulative(),
                displayed: it.displayed(),
            }
        }
        MessageType::OrderRefreshed => {
            let it: wire::OrderRefreshed = read(bytes);
            Event::Refreshed {
                order: it.order_id(),
                instrument: it.instrument(),
                account: it.account(),
                price: it.price(),
                displayed: it.displayed(),
                leaves: it.leaves(),
                side: it.side(),
            }
        }
        MessageType::OrderReplaced => {
            let it: wire::OrderReplaced = read(bytes);
            Event::Replaced {
                request: it.request().into(),
                order: it.order_id(),
                id: Id(*it.client_id_bytes()),
                instrument: it.instrument(),
                side: it.side(),
                kept: it.priority_kept() == 1,
                old_price: it.old_price(),
                price: it.price(),
                old_resting: it.old_resting(),
                quantity: it.quantity(),
                cumulative: it.cumulative(),
                resting: it.resting(),
            }
        }
        MessageType::Trade => {
            let it: wire::Trade = read(bytes);
            Event::Traded {
                trade: it.trade_id(),
                instrument: it.instrument(),
                taker_side: it.taker_side(),
                hidden: it.hidden() == 1,
                price: it.price(),
                quantity: it.quantity(),
                notional: it.notional().into(),
                maker: it.maker().into(),
                taker: it.taker().into(),
            }
        }
        MessageType::RequestRejected => {
            let it: wire::RequestRejected = read(bytes);
            Event::Rejected {
                request: it.request().into(),
                kind: it.type_(),
                reason: it.reason(),
                instrument: it.instrument(),
                order: it.order_id(),
                detail: it.detail(),
                failed: u128::from(it.failed().get(0)) | u128::from(it.failed().get(1)) << 64,
            }
        }
        MessageType::RequestRepeated => {
            let it: wire::RequestRepeated = read(bytes);
            Event::Repeated { request: it.request().into(), kind: it.type_(), first: it.first_sequence() }
        }
        MessageType::Applied => {
            let it: wire::Applied = read(bytes);
            Event::Applied { kind: it.type_(), account: it.account(), id: it.id() }
        }
        MessageType::PhaseChanged => {
            let it: wire::PhaseChanged = read(bytes);
            Event::Phase {
                instrument: it.instrument(),
                status: it.status(),
                previous: it.previous(),
                cause: it.cause(),
                until: it.until(),
                reference: it.reference_price(),
                static_reference: it.static_reference(),
            }
        }
        MessageType::AuctionIndication => {
            let it: wire::AuctionIndication = read(bytes);
            Event::Indicated {
                instrument: it.instrument(),
                status: it.status(),
                price: it.price(),
                volume: it.volume(),
                surplus: it.surplus(),
                surplus_side: it.surplus_side(),
            }
        }
        MessageType::AuctionTrade => {
            let it: wire::AuctionTrade = read(bytes);
            Event::Auctioned {
                trade: it.trade_id(),
                instrument: it.instrument(),
                status: it.status(),
                price: it.price(),
                quantity: it.quantity(),
                notional: it.notional().into(),
                prices: [it.buy_price(), it.sell_price()],
                shown: [it.buy_shown(), it.sell_shown()],
                parties: [it.buy().into(), it.sell().into()],
            }
        }
        MessageType::OrderTerms => {
            let it: wire::OrderTerms = read(bytes);
            Event::PegTerms {
                order: it.order_id(),
                account: it.account(),
                instrument: it.instrument(),
                peg: it.peg(),
                offset: it.peg_offset(),
                expires: it.expire_time(),
                flags: it.flags(),
                state: it.state(),
            }
        }
        MessageType::PegsMoved => {
            let it: wire::PegsMoved = read(bytes);
            Event::PegsMoved {
                instrument: it.instrument(),
                side: it.side(),
                peg: it.peg(),
                offset: it.peg_offset(),
                limit: it.limit_price(),
                old_price: it.old_price(),
                price: it.price(),
                quantity: it.quantity(),
                group: it.group(),
            }
        }
        MessageType::TradeAmended => {
            let it: wire::TradeAmended = read(bytes);
            Event::Amended {
                trade: it.trade_id(),
                instrument: it.instrument(),
                status: it.status(),
                price: it.price(),
                quantity: it.quantity(),
                new_price: it.new_price(),
                new_quantity: it.new_quantity(),
            }
        }
        other => Event::List(lists::decode(other, bytes)),
    }
}
