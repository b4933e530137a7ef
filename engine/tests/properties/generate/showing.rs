//! Icebergs, hidden orders, and orders that want a least quantity at once.

use super::*;

impl Generator {
    pub(super) fn showing(&mut self, oracle: &Oracle, session: u32, account: u32) -> Command {
        let instrument = self.instrument();
        let tif = self.random.pick(&[TimeInForce::Gtc, TimeInForce::Gtc, TimeInForce::Gtc, TimeInForce::Day]);
        let order = Order {
            instrument,
            side: self.random.pick(&[Side::Buy, Side::Sell]),
            kind: OrderType::Limit,
            tif: if self.random.chance(6) {
                self.random.pick(&[TimeInForce::Ioc, TimeInForce::Fok])
            } else {
                tif
            },
            stp: self.random.pick(self.mix.stp),
            price: self.price(oracle, instrument),
            quantity: self.quantity(instrument),
            amount: 0,
            flags: if self.random.chance(6) { 1 } else { 0 },
        };
        let mut order = order;
        self.reduce(&mut order);
        let mut it = order.special();
        self.show(&mut it);
        let header = self.header(account);
        Command::new(session, account, &it.message_with(&header))
    }

    /// Lets an order show less than all, or want a least quantity, or both.
    pub(super) fn show(&mut self, it: &mut Special) {
        match self.random.below(10) {
            0..4 => it.display = self.slice(it.order.instrument, it.order.quantity),
            4..7 => it.order.flags |= 16,
            _ => {}
        }
        if it.display == 0 && it.order.flags & 16 == 0 || self.random.chance(10) {
            it.minimum = 1 + self.random.below(it.order.quantity.clamp(1, 12));
        }
        match self.random.below(60) {
            0 => it.display = self.random.pick(&[it.order.quantity.saturating_add(1), u64::MAX]),
            1 => it.minimum = it.order.quantity.saturating_add(1),
            2 => it.order.flags |= 16,
            _ => {}
        }
    }

    /// A few lots, mostly ones that the instrument takes.
    pub(super) fn slice(&mut self, instrument: u32, quantity: u64) -> u64 {
        let few = 1 + self.random.below(quantity.clamp(1, 6));
        if instrument == 2 && self.random.chance(85) { 4 + 2 * self.random.below(3) } else { few }
    }
}
