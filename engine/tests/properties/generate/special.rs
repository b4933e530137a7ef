//! Advanced orders.

use super::*;
use tapebook_schema::TriggerSource;

const TYPES: &[OrderType] = &[
    OrderType::Stop,
    OrderType::StopLimit,
    OrderType::TakeProfit,
    OrderType::TakeProfitLimit,
    OrderType::TrailingStop,
    OrderType::TrailingStopLimit,
    OrderType::Market,
    OrderType::Limit,
];

impl Generator {
    pub(super) fn new_special(&mut self, oracle: &Oracle, session: u32, account: u32) -> Command {
        let instrument = self.instrument();
        let side = self.random.pick(&[Side::Buy, Side::Sell]);
        let kind = if self.random.chance(1) { OrderType::Pegged } else { self.random.pick(TYPES) };
        let is_market = matches!(
            kind,
            OrderType::Market | OrderType::Stop | OrderType::TakeProfit | OrderType::TrailingStop
        );
        let tif = self.random.pick(&[
            TimeInForce::Gtc,
            TimeInForce::Gtc,
            TimeInForce::Gtc,
            TimeInForce::Gtc,
            TimeInForce::Day,
            TimeInForce::Ioc,
            TimeInForce::Fok,
        ]);
        let order = Order {
            instrument,
            side,
            kind,
            tif: if self.random.chance(20) { TimeInForce::Gtd } else { tif },
            stp: self.random.pick(self.mix.stp),
            price: if is_market { 0 } else { self.price(oracle, instrument) },
            quantity: self.quantity(instrument),
            amount: 0,
            flags: if self.random.chance(20) { 8 } else { 0 },
        };
        let mut order = order;
        self.reduce(&mut order);
        let mut it = order.special();
        if order.tif == TimeInForce::Gtd {
            it.expires = self.expiry(oracle);
        }
        if !matches!(kind, OrderType::Market | OrderType::Limit) {
            it.source = self.random.pick(&[
                TriggerSource::LastTrade,
                TriggerSource::LastTrade,
                TriggerSource::BestOpposite,
                TriggerSource::Reference,
            ]);
            self.trigger(oracle, &mut it);
        }
        if matches!(kind, OrderType::Market | OrderType::Limit) && self.random.chance(40) {
            it.order.flags |= self.random.pick(&[32, 64, 64, 64]);
            it.order.tif = if self.random.chance(95) { TimeInForce::Day } else { tif };
            it.expires = 0;
        }
        if self.random.chance(if it.order.flags & 96 == 0 { 12 } else { 1 }) {
            self.show(&mut it);
        }
        // Now and then a field that is not its type's.
        match self.random.below(300) {
            0 => it.trigger = 100,
            1 => it.activation = 100,
            2 => it.ticks = 3,
            3 => it.points = 200,
            4 => it.source = TriggerSource::Reference,
            5 => it.order.flags |= self.random.pick(&[1, 2, 4, 16, 32, 64, 96]),
            6 => it.display = 3,
            7 => it.minimum = 3,
            8 => it.expires = oracle.time + 100,
            _ => {}
        }
        let header = self.header(account);
        Command::new(session, account, &it.message_with(&header))
    }

    /// Lets an order only reduce a position, now and then one that cannot.
    pub(super) fn reduce(&mut self, order: &mut Order) {
        if self.random.chance(self.mix.reduces) {
            order.flags |= 2;
            if self.random.chance(90) {
                order.side = Side::Sell;
            }
        }
    }

    /// Mostly some commands ahead, now and then past; a command comes a nanosecond after the one before, or late.
    pub(super) fn expiry(&mut self, oracle: &Oracle) -> u64 {
        match self.random.below(20) {
            0 => 0,
            1 => oracle.time + self.random.below(3),
            2 => u64::MAX,
            3..9 => oracle.time + 2 + self.random.below(2_000_000),
            _ => oracle.time + 2 + self.random.below(40),
        }
    }

    fn trigger(&mut self, oracle: &Oracle, it: &mut Special) {
        let instrument = it.order.instrument;
        match it.order.kind {
            OrderType::TrailingStop | OrderType::TrailingStopLimit => {
                match self.random.below(40) {
                    0 => {}
                    1 => it.ticks = self.random.pick(&[-1, 100, i64::MAX]),
                    2 => it.points = self.random.pick(&[10_000, u32::MAX]),
                    3..20 => it.ticks = self.random.range(1, 6),
                    _ => it.points = self.random.range(1, 600) as u32,
                }
                if self.random.chance(40) {
                    it.activation = self.price(oracle, instrument);
                }
            }
            _ => it.trigger = self.price(oracle, instrument),
        }
    }
}
