//! Orders of the market that are not plain ones.

use crate::market::{FIRST_ACCOUNT, INSTRUMENTS, Market};
use tapebook_schema as wire;
use tapebook_schema::{ListKind, OrderType, PegKind, RequestHeader, Side, StpMode, TimeInForce, client_id};

impl Market {
    /// A pegged order of somebody, in one of few groups.
    pub fn peg(&mut self, seat: u32, request: &RequestHeader) {
        let side = Side(self.random.below(2) as u8);
        let own = if side == Side::Buy { PegKind::BestBid } else { PegKind::BestAsk };
        let away = self.random.below(3) as i64;
        let mut it = wire::NewAdvancedOrder::default();
        it.set_request(request);
        it.set_instrument(self.random.below(u64::from(INSTRUMENTS)) as u32);
        it.set_side(side);
        it.set_type_(OrderType::Pegged);
        it.set_time_in_force(TimeInForce::Gtc);
        it.set_stp(StpMode(self.random.below(5) as u8));
        it.set_price(if side == Side::Buy { 100 + away } else { 0 });
        it.set_quantity(1 + self.random.below(40));
        it.set_peg(if self.random.one_in(3) { PegKind::Mid } else { own });
        it.set_peg_offset(if side == Side::Buy { -away } else { away });
        self.apply(2 + seat, FIRST_ACCOUNT + seat, &it);
    }

    /// An iceberg or a hidden order of somebody, which may want a least quantity.
    pub fn show_less(&mut self, seat: u32, request: &RequestHeader) {
        let side = Side(self.random.below(2) as u8);
        let away = self.random.below(8) as i64;
        let quantity = 5 + self.random.below(60);
        let mut it = wire::NewAdvancedOrder::default();
        it.set_request(request);
        it.set_instrument(self.random.below(u64::from(INSTRUMENTS)) as u32);
        it.set_side(side);
        it.set_type_(OrderType::Limit);
        it.set_time_in_force(TimeInForce::Gtc);
        it.set_stp(StpMode(self.random.below(5) as u8));
        it.set_price(if side == Side::Buy { 101 - away } else { 99 + away });
        it.set_quantity(quantity);
        match self.random.below(5) {
            0 => it.set_min_quantity(1 + self.random.below(8)),
            1 | 2 => it.set_flags(16),
            _ => it.set_display_quantity(1 + self.random.below(5)),
        }
        self.apply(2 + seat, FIRST_ACCOUNT + seat, &it);
    }

    /// An order of somebody that waits for a price near the market.
    pub fn stop(&mut self, seat: u32, request: &RequestHeader) {
        use OrderType as O;
        let kinds =
            [O::Stop, O::StopLimit, O::TakeProfit, O::TakeProfitLimit, O::TrailingStop, O::TrailingStopLimit];
        let kind = kinds[self.random.below(6) as usize];
        let side = Side(self.random.below(2) as u8);
        let is_limit = matches!(kind, O::StopLimit | O::TakeProfitLimit | O::TrailingStopLimit);
        let mut it = wire::NewAdvancedOrder::default();
        it.set_request(request);
        it.set_instrument(self.random.below(u64::from(INSTRUMENTS)) as u32);
        it.set_side(side);
        it.set_type_(kind);
        it.set_time_in_force(if is_limit { TimeInForce::Gtc } else { TimeInForce::Ioc });
        it.set_stp(StpMode(self.random.below(5) as u8));
        it.set_quantity(1 + self.random.below(40));
        it.set_trigger_source(wire::TriggerSource(self.random.below(2) as u8));
        it.set_price(if is_limit { 95 + self.random.below(11) as i64 } else { 0 });
        if matches!(kind, O::TrailingStop | O::TrailingStopLimit) {
            it.set_trail_ticks(1 + self.random.below(4) as i64);
        } else {
            it.set_trigger_price(96 + self.random.below(9) as i64);
        }
        self.apply(2 + seat, FIRST_ACCOUNT + seat, &it);
    }

    /// All quotes of somebody, in the place of those before.
    pub fn quote(&mut self, seat: u32, request: &RequestHeader) {
        let mut sides = [[wire::QuoteEntry::default(); 8]; 2];
        let (mid, count) = (97 + self.random.below(7) as i64, 1 + self.random.below(8) as usize);
        for (sign, side) in [-1, 1].into_iter().zip(&mut sides) {
            for (at, entry) in side.iter_mut().take(count).enumerate() {
                *entry = wire::QuoteEntry::new(mid + sign * (1 + at as i64), 1 + self.random.below(30));
            }
        }
        let mut it = wire::MassQuote::default();
        it.set_request(request);
        it.set_instrument(self.random.below(u64::from(INSTRUMENTS)) as u32);
        it.set_stp(StpMode(self.random.below(5) as u8));
        it.set_bids(&sides[0]);
        it.set_asks(&sides[1]);
        self.apply(2 + seat, FIRST_ACCOUNT + seat, &it);
    }

    /// Orders of somebody that are bound to each other: of two that leave the position only one trades, after the one
    /// that enters it where there is one.
    pub fn list(&mut self, seat: u32, request: &RequestHeader) {
        let kinds = [ListKind::Oco, ListKind::Oto, ListKind::Otoco, ListKind::Bracket];
        let kind = kinds[self.random.below(4) as usize];
        let instrument = self.random.below(u64::from(INSTRUMENTS)) as u32;
        let (entry, exit) =
            if self.random.one_in(2) { (Side::Buy, Side::Sell) } else { (Side::Sell, Side::Buy) };
        let quantity = 1 + self.random.below(30);
        let near = self.random.below(4) as i64;
        // What a side wants is below the middle for a buy, above it for a sale.
        let better = |side, by: i64| if side == Side::Buy { 100 - by } else { 100 + by };
        let mut legs = Vec::new();
        if kind != ListKind::Oco {
            legs.push((entry, OrderType::Limit, better(entry, near - 2), 0));
        }
        legs.push((exit, OrderType::Limit, better(exit, 1 + near), 0));
        if kind != ListKind::Oto {
            legs.push((exit, OrderType::Stop, 0, better(exit, -2 - near)));
        }
        let mut all = [wire::ListLeg::default(); 3];
        let name = client_id::to_text(request.client_id_bytes()).to_owned();
        for (at, (leg, &(side, kind, price, trigger))) in all.iter_mut().zip(&legs).enumerate() {
            let id = client_id::from_text(&format!("{name}.{at}")).expect("a client id");
            leg.set_client_id(&id);
            leg.set_instrument(instrument);
            leg.set_side(side);
            leg.set_type_(kind);
            leg.set_time_in_force(if trigger == 0 { TimeInForce::Gtc } else { TimeInForce::Ioc });
            leg.set_stp(StpMode(self.random.below(5) as u8));
            leg.set_price(price);
            leg.set_quantity(quantity);
            leg.set_trigger_price(trigger);
        }
        let it = wire::NewOrderList::new(request, instrument, kind, legs.len() as u8, 0, &all);
        self.apply(2 + seat, FIRST_ACCOUNT + seat, &it);
    }
}
