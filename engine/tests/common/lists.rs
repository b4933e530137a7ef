//! Lists of orders: their events, and requests written shortly.

use super::event::{Id, Request};
use super::make::header;
use super::special::Special;
use std::fmt;
use tapebook_schema as wire;
use tapebook_schema::{ListKind, ListState, Message, MessageType, OrderState, OrderType, RejectReason, Side};

/// What happened to a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ListEvent {
    Status {
        request: Request,
        list: u64,
        orders: [u64; 3],
        instrument: u32,
        kind: ListKind,
        state: ListState,
    },
    Started {
        list: u64,
        order: u64,
        id: Id,
        account: u32,
        instrument: u32,
        side: Side,
        kind: OrderType,
        state: OrderState,
        reason: RejectReason,
        price: i64,
        trigger: i64,
        quantity: u64,
        hold: i128,
    },
}

pub fn decode(kind: MessageType, bytes: &[u8]) -> ListEvent {
    match kind {
        MessageType::ListStatus => {
            let it = wire::ListStatus::from_bytes(bytes).expect("its length");
            let orders = it.orders();
            ListEvent::Status {
                request: it.request().into(),
                list: it.list_id(),
                orders: [orders.get(0), orders.get(1), orders.get(2)],
                instrument: it.instrument(),
                kind: it.kind(),
                state: it.state(),
            }
        }
        MessageType::ListLegStarted => {
            let it = wire::ListLegStarted::from_bytes(bytes).expect("its length");
            ListEvent::Started {
                list: it.list_id(),
                order: it.order_id(),
                id: Id(*it.client_id_bytes()),
                account: it.account(),
                instrument: it.instrument(),
                side: it.side(),
                kind: it.type_(),
                state: it.state(),
                reason: it.reason(),
                price: it.price(),
                trigger: it.trigger_price(),
                quantity: it.quantity(),
                hold: it.hold().into(),
            }
        }
        other => panic!("{other:?} is no event of the engine"),
    }
}

impl fmt::Display for ListEvent {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            ListEvent::Status { list, kind, state: ListState::Done, .. } => {
                write!(f, "list {list} done ({kind:?})")
            }
            ListEvent::Status { list, kind, .. } => write!(f, "list {list} accepted ({kind:?})"),
            ListEvent::Started { list, order, reason, state: OrderState::Rejected, quantity, .. } => {
                write!(f, "#{order} of list {list} cannot start with {quantity}: {reason:?}")
            }
            ListEvent::Started { list, order, price, trigger, quantity, hold, .. } => {
                write!(f, "#{order} of list {list} starts: {quantity} @ {price}")?;
                if *trigger != 0 {
                    write!(f, " at {trigger}")?;
                }
                write!(f, ", holds {hold} more")
            }
        }
    }
}

/// A leg under a client id.
pub fn leg(it: &Special, id: &str) -> wire::ListLeg {
    wire::ListLeg::new(
        &Id::new(id).0,
        0,
        it.order.instrument,
        it.order.side,
        it.order.kind,
        it.order.tif,
        it.order.stp,
        it.order.price,
        it.order.quantity,
        it.trigger,
        it.activation,
        it.ticks,
        it.display,
        it.minimum,
        it.expires,
        it.points,
        it.order.flags,
        it.source,
        0,
        0,
        0,
    )
}

/// A list whose legs are named after it: its id and the leg's number.
pub fn list(id: &str, kind: ListKind, legs: &[Special]) -> wire::NewOrderList {
    let mut all = [wire::ListLeg::default(); 3];
    for (at, it) in legs.iter().enumerate() {
        all[at] = leg(it, &format!("{id}.{}", at + 1));
    }
    let instrument = legs[0].order.instrument;
    wire::NewOrderList::new(&header(id), instrument, kind, legs.len() as u8, 0, &all)
}

/// A cancel of a list by its id.
pub fn cancel_list(id: &str, list: u64) -> wire::CancelOrderList {
    wire::CancelOrderList::new(&header(id), list, &[0; 36], 0)
}

/// A cancel of a list by a client id.
pub fn cancel_list_of(id: &str, target: &str) -> wire::CancelOrderList {
    wire::CancelOrderList::new(&header(id), 0, &Id::new(target).0, 0)
}
