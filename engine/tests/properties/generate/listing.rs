//! Lists of orders.

use super::*;
use crate::common::{Special, leg};
use tapebook_schema::{ListKind, TriggerSource};

const PROFITS: &[OrderType] =
    &[OrderType::Limit, OrderType::Limit, OrderType::TakeProfit, OrderType::TakeProfitLimit];
const STOPS: &[OrderType] = &[
    OrderType::Stop,
    OrderType::Stop,
    OrderType::StopLimit,
    OrderType::TrailingStop,
    OrderType::TrailingStopLimit,
];
const SINGLES: &[OrderType] = &[
    OrderType::Limit,
    OrderType::Limit,
    OrderType::Limit,
    OrderType::Market,
    OrderType::Stop,
    OrderType::StopLimit,
    OrderType::TakeProfit,
    OrderType::TrailingStop,
];

fn opposite(side: Side) -> Side {
    if side == Side::Buy { Side::Sell } else { Side::Buy }
}

fn is_market(kind: OrderType) -> bool {
    matches!(kind, OrderType::Market | OrderType::Stop | OrderType::TakeProfit | OrderType::TrailingStop)
}

impl Generator {
    pub(super) fn listing(&mut self, oracle: &Oracle, session: u32, account: u32) -> Command {
        if self.random.chance(15) {
            return self.cancel_list(oracle, session, account);
        }
        let instrument = self.instrument();
        let kinds = [ListKind::Oco, ListKind::Oto, ListKind::Otoco, ListKind::Bracket, ListKind::Bracket];
        let kind = self.random.pick(&kinds);
        let side = self.random.pick(&[Side::Buy, Side::Sell]);
        let quantity = self.quantity(instrument);
        let at = oracle.markets.get(instrument as usize).map_or(100, |it| it.reference.clamp(1, 9_000));
        let mut legs = Vec::new();
        let mut exits = side;
        if kind != ListKind::Oco {
            let mut entry = self.single(oracle, instrument, side, quantity, at);
            if kind == ListKind::Bracket && self.random.chance(70) {
                entry.order.kind = OrderType::Limit;
                entry.order.price = self.near(oracle, instrument, at, 0);
                (entry.trigger, entry.ticks) = (0, 0);
            }
            exits = if kind == ListKind::Bracket {
                opposite(side)
            } else {
                self.random.pick(&[side, opposite(side)])
            };
            legs.push(entry);
        }
        if kind == ListKind::Oto {
            let quantity = if self.random.chance(50) { quantity } else { self.quantity(instrument) };
            legs.push(self.single(oracle, instrument, exits, quantity, at));
        } else {
            legs.extend(self.pair(oracle, instrument, exits, quantity, at));
        }
        for (at, it) in legs.iter_mut().enumerate() {
            if self.random.chance(12) {
                self.show(it);
                let is_exit = kind == ListKind::Oco || (kind != ListKind::Oto && at > 0);
                // Mostly as an exit may be.
                if is_exit && self.random.chance(90) {
                    it.minimum = 0;
                    it.order.flags &= if it.order.kind == OrderType::Limit { !16 } else { !0 };
                }
            }
        }
        // Now and then a leg that does not fit.
        match self.random.below(60) {
            0 => legs.reverse(),
            1 => legs[0].order.quantity = legs[0].order.quantity.saturating_add(2),
            2 => legs[1].order.side = opposite(legs[1].order.side),
            3 => legs[1].order.tif = TimeInForce::Ioc,
            4 => legs[0].order.flags |= 4,
            5 => legs[1].order.kind = OrderType::Pegged,
            _ => {}
        }
        let mut all = [wire::ListLeg::default(); 3];
        for (place, it) in all.iter_mut().zip(&legs) {
            let id = Id(*self.header(account).client_id_bytes());
            *place = leg(it, tapebook_schema::client_id::to_text(&id.0));
        }
        match self.random.below(120) {
            0 => all[1].set_account(FIRST + self.random.below(4) as u32),
            1 => all[1].set_instrument(3),
            2 => all[0].set_client_id(&[0; 36]),
            _ => {}
        }
        let count = if self.random.below(100) == 0 { self.random.below(4) as u8 } else { legs.len() as u8 };
        let flags = if self.random.chance(30) { 8 } else { u16::from(self.random.below(100) == 0) };
        let header = self.header(account);
        Command::new(
            session,
            account,
            &wire::NewOrderList::new(&header, instrument, kind, count, flags, &all),
        )
    }

    /// A price so far from another, on a tick mostly.
    fn near(&mut self, oracle: &Oracle, instrument: u32, at: i64, distance: i64) -> i64 {
        let price = (at + distance + self.random.range(-1, 1)).max(1);
        let step = oracle.markets.get(instrument as usize).map_or(1, |it| it.step(price));
        if self.random.chance(95) { (price / step * step).max(1) } else { price }
    }

    fn leg_of(
        &mut self,
        oracle: &Oracle,
        instrument: u32,
        side: Side,
        kind: OrderType,
        quantity: u64,
    ) -> Special {
        let tif = self.random.pick(&[
            TimeInForce::Gtc,
            TimeInForce::Gtc,
            TimeInForce::Gtc,
            TimeInForce::Gtc,
            TimeInForce::Day,
            TimeInForce::Ioc,
        ]);
        let tif = if kind == OrderType::Limit && tif == TimeInForce::Ioc && self.random.chance(70) {
            TimeInForce::Gtc
        } else {
            tif
        };
        let flags = if self.random.chance(20) { 8 } else { 0 };
        let post = kind == OrderType::Limit && self.random.chance(15) && tif != TimeInForce::Ioc;
        let mut it = Order {
            instrument,
            side,
            kind,
            tif,
            stp: self.random.pick(self.mix.stp),
            price: 0,
            quantity,
            amount: 0,
            flags: flags | u32::from(post),
        }
        .special();
        if !matches!(kind, OrderType::Limit | OrderType::Market) {
            it.source = self.random.pick(&[
                TriggerSource::LastTrade,
                TriggerSource::LastTrade,
                TriggerSource::LastTrade,
                TriggerSource::BestOpposite,
                TriggerSource::Reference,
            ]);
        }
        if it.order.tif == TimeInForce::Gtc && kind != OrderType::Market && self.random.chance(6) {
            it.order.tif = TimeInForce::Gtd;
            it.expires = self.expiry(oracle);
        }
        it
    }

    /// A leg by itself, near the market.
    fn single(&mut self, oracle: &Oracle, instrument: u32, side: Side, quantity: u64, at: i64) -> Special {
        let kind = self.random.pick(SINGLES);
        let mut it = self.leg_of(oracle, instrument, side, kind, quantity);
        let away = self.random.range(-2, self.mix.spread / 2);
        let sign = if side == Side::Buy { -1 } else { 1 };
        if !is_market(kind) {
            it.order.price = self.near(oracle, instrument, at, sign * away);
        }
        match kind {
            OrderType::TrailingStop => it.ticks = self.random.range(1, 5),
            OrderType::TakeProfit => it.trigger = self.near(oracle, instrument, at, sign * 3),
            OrderType::Stop | OrderType::StopLimit => {
                it.trigger = self.near(oracle, instrument, at, -sign * 3)
            }
            _ => {}
        }
        it
    }

    /// Two exits: one that takes profit, one that stops a loss.
    fn pair(&mut self, oracle: &Oracle, instrument: u32, side: Side, quantity: u64, at: i64) -> [Special; 2] {
        let (profit, stop) = (self.random.pick(PROFITS), self.random.pick(STOPS));
        let mut profit = self.leg_of(oracle, instrument, side, profit, quantity);
        let mut stop = self.leg_of(oracle, instrument, side, stop, quantity);
        let sign = if side == Side::Sell { 1 } else { -1 };
        let spread = self.mix.spread;
        let gain = self.near(oracle, instrument, at, sign * self.random.clone().range(2, spread.max(3)));
        let loss = self.near(oracle, instrument, at, -sign * self.random.clone().range(2, spread.max(3)));
        if profit.order.kind == OrderType::Limit {
            profit.order.price = gain;
        } else {
            profit.trigger = gain;
        }
        if profit.order.kind == OrderType::TakeProfitLimit {
            profit.order.price = self.near(oracle, instrument, gain, 0);
        }
        match stop.order.kind {
            OrderType::TrailingStop | OrderType::TrailingStopLimit if self.random.chance(50) => {
                stop.points = self.random.range(50, 600) as u32;
            }
            OrderType::TrailingStop | OrderType::TrailingStopLimit => stop.ticks = self.random.range(1, 5),
            _ => stop.trigger = loss,
        }
        if matches!(stop.order.kind, OrderType::StopLimit | OrderType::TrailingStopLimit) {
            stop.order.price = self.near(oracle, instrument, loss, 0);
        }
        [profit, stop]
    }

    fn cancel_list(&mut self, oracle: &Oracle, session: u32, account: u32) -> Command {
        let account = self.owner(oracle, account);
        let known: Vec<u64> =
            oracle.lists.iter().filter(|(_, it)| it.is_of(account)).map(|(&id, _)| id).collect();
        let (list, target) = match self.random.below(4) {
            0 => (1 + self.random.below(20), [0; 36]),
            1 | 2 if !known.is_empty() => (self.random.pick(&known), [0; 36]),
            _ => (0, self.target(oracle, account).1),
        };
        let target = if list == 0 && target == [0; 36] { Id::new("nobody").0 } else { target };
        let header = self.header(account);
        Command::new(session, account, &wire::CancelOrderList::new(&header, list, &target, 0))
    }
}
