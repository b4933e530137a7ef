//! Advanced orders written shortly.

use super::make::{Order, header};
use tapebook_schema as wire;
use tapebook_schema::{Amount, OrderType, PegKind, RequestHeader, TimeInForce, TriggerSource};

/// An advanced order, before it has a client id: a plain one, and what it adds.
#[derive(Clone, Copy, Debug)]
pub struct Special {
    pub order: Order,
    pub trigger: i64,
    pub activation: i64,
    pub ticks: i64,
    pub points: u32,
    pub display: u64,
    pub minimum: u64,
    pub expires: u64,
    pub source: TriggerSource,
}

impl Order {
    /// The same as an advanced order that adds nothing.
    pub fn special(self) -> Special {
        Special {
            order: self,
            trigger: 0,
            activation: 0,
            ticks: 0,
            points: 0,
            display: 0,
            minimum: 0,
            expires: 0,
            source: TriggerSource::LastTrade,
        }
    }

    fn becomes(self, market: OrderType, limit: OrderType) -> Special {
        let kind = if self.kind == OrderType::Market { market } else { limit };
        Order { kind, ..self }.special()
    }

    /// An iceberg that shows so many lots at a time.
    pub fn showing(self, display: u64) -> Special {
        self.special().showing(display)
    }

    /// An order that the book does not show.
    pub fn hidden(self) -> Special {
        self.special().hidden()
    }

    /// An order that trades so many lots at once, or nothing.
    pub fn at_least(self, minimum: u64) -> Special {
        self.special().at_least(minimum)
    }

    /// A stop, or a stop-limit where it has a limit.
    pub fn stop(self, trigger: i64) -> Special {
        Special { trigger, ..self.becomes(OrderType::Stop, OrderType::StopLimit) }
    }

    pub fn take_profit(self, trigger: i64) -> Special {
        Special { trigger, ..self.becomes(OrderType::TakeProfit, OrderType::TakeProfitLimit) }
    }

    /// A trailing stop at a distance in ticks.
    pub fn trail(self, ticks: i64) -> Special {
        Special { ticks, ..self.becomes(OrderType::TrailingStop, OrderType::TrailingStopLimit) }
    }

    /// A trailing stop at a distance in basis points.
    pub fn trail_points(self, points: u32) -> Special {
        Special { points, ..self.trail(0) }
    }
}

impl Special {
    pub fn from(self, activation: i64) -> Self {
        Special { activation, ..self }
    }

    /// Good till a time.
    pub fn until(self, expires: u64) -> Self {
        Special { expires, order: Order { tif: TimeInForce::Gtd, ..self.order }, ..self }
    }

    fn one_auction(self, flag: u32) -> Self {
        let order = Order { tif: TimeInForce::Day, flags: self.order.flags | flag, ..self.order };
        Special { order, ..self }
    }

    /// At the open.
    pub fn at_open(self) -> Self {
        self.one_auction(32)
    }

    /// At the close.
    pub fn at_close(self) -> Self {
        self.one_auction(64)
    }

    pub fn showing(self, display: u64) -> Self {
        Special { display, ..self }
    }

    pub fn hidden(self) -> Self {
        Special { order: self.order.flags(self.order.flags | 16), ..self }
    }

    pub fn at_least(self, minimum: u64) -> Self {
        Special { minimum, ..self }
    }

    pub fn watching(self, source: TriggerSource) -> Self {
        Special { source, ..self }
    }

    pub fn message(&self, id: &str) -> wire::NewAdvancedOrder {
        self.message_with(&header(id))
    }

    pub fn message_with(&self, request: &RequestHeader) -> wire::NewAdvancedOrder {
        wire::NewAdvancedOrder::new(
            request,
            self.order.instrument,
            self.order.side,
            self.order.kind,
            self.order.tif,
            self.order.stp,
            self.order.price,
            self.order.quantity,
            &Amount::from(self.order.amount),
            self.trigger,
            self.activation,
            self.ticks,
            self.display,
            self.minimum,
            self.expires,
            0,
            self.points,
            self.order.flags,
            self.source,
            PegKind::None,
            0,
            0,
        )
    }
}
