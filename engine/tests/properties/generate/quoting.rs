//! Random mass quotes, and timers that run out.

use super::*;
use tapebook_schema::{PegKind, TriggerSource};

impl Generator {
    pub(super) fn quoting(&mut self, oracle: &Oracle, session: u32, account: u32) -> Command {
        let instrument = self.instrument();
        let header = self.header(account);
        match self.random.below(10) {
            0 => {
                let instrument = self.random.pick(&[instrument, instrument, u32::MAX]);
                let flags = self.random.pick(&[0, 0, 1, 1, 2]);
                Command::new(session, account, &wire::CancelQuotes::new(&header, instrument, flags))
            }
            1 | 2 => {
                let timeout = self.random.pick(&[0, 1, 1, 2, 3, 86_400_000, 86_400_001, u32::MAX]);
                Command::new(session, account, &wire::CancelAfter::new(&header, timeout, 0))
            }
            _ => {
                let middle = self.random.range(97, 103);
                let (mut bids, mut asks) =
                    ([wire::QuoteEntry::default(); 8], [wire::QuoteEntry::default(); 8]);
                for (side, away) in [(&mut bids, -1), (&mut asks, 1)] {
                    let mut price = middle;
                    for entry in side.iter_mut().take(self.random.below(5) as usize) {
                        let least = i64::from(self.random.chance(97));
                        let step = self.random.range(least, 3);
                        price += away * step;
                        let tick = oracle.markets.get(instrument as usize).map_or(1, |it| it.step(price));
                        let price = if self.random.chance(97) { price / tick * tick } else { price };
                        *entry = wire::QuoteEntry::new(price, self.quantity(instrument));
                    }
                }
                if self.random.chance(2) {
                    bids[self.random.below(8) as usize] =
                        wire::QuoteEntry::new(self.price(oracle, instrument), 0);
                }
                let flags = self.random.pick(&[0, 0, 0, 1, 2, 2, 2, 3, 4]);
                let (fills, window) = self.random.pick(&[
                    (0, 0),
                    (1, 1),
                    (2, 1),
                    (3, 5),
                    (1_000, 3_600_000),
                    (2, 0),
                    (1_001, 1),
                ]);
                let most = if window == 0 { 0 } else { self.random.pick(&[0, 5, 20]) };
                let stp = self.random.pick(self.mix.stp);
                let it = wire::MassQuote::new(
                    &header, instrument, stp, 0, flags, fills, window, most, &bids, &asks,
                );
                Command::new(session, account, &it)
            }
        }
    }

    /// A pegged order; few kinds of them, so that they meet in groups.
    pub(super) fn pegged(&mut self, oracle: &Oracle, session: u32, account: u32) -> Command {
        let instrument = self.instrument();
        let header = self.header(account);
        let side = self.random.pick(&[Side::Buy, Side::Sell]);
        let peg = self.random.pick(&[PegKind::BestBid, PegKind::BestAsk, PegKind::Mid, PegKind::Mid]);
        let peg = if self.random.chance(98) { peg } else { PegKind::None };
        let offset = match self.random.below(60) {
            0 => self.random.pick(&[i64::MIN, i64::MAX, 10_001, -10_000, -98]),
            _ => self.random.pick(&[-2, -1, 0, 0, 0, 1, 3]),
        };
        let limit = match (self.random.below(10), side) {
            (0..3, Side::Sell) => 0,
            (0..8, Side::Buy) => 108,
            (0..8, _) => 92,
            _ => self.price(oracle, instrument),
        };
        let tif = match self.random.below(100) {
            0 => TimeInForce::Ioc,
            1..15 => TimeInForce::Gtd,
            15..30 => TimeInForce::Day,
            _ => TimeInForce::Gtc,
        };
        let expires = if tif == TimeInForce::Gtd { self.expiry(oracle) } else { 0 };
        let flags = self.random.pick(&[0, 0, 0, 0, 0, 8, 8, 1, 2, 16]);
        let quantity = self.quantity(instrument);
        let stp = self.random.pick(self.mix.stp);
        let odd = u64::from(self.random.below(100) == 0);
        let source = TriggerSource::LastTrade;
        let it = wire::NewAdvancedOrder::new(
            &header,
            instrument,
            side,
            OrderType::Pegged,
            tif,
            stp,
            limit,
            quantity,
            &Amount::from(0),
            0,
            0,
            0,
            0,
            odd,
            expires,
            offset,
            0,
            flags,
            source,
            peg,
            0,
            0,
        );
        Command::new(session, account, &it)
    }
}
