//! Pegged orders' groups: orders of one side that follow the same price at the same distance with the same limit stand
//! in the book as one, and move as one.
//!
//! What they follow are the best prices that the book shows of orders that are not pegged. A group is never better than
//! one tick from the other side, hidden orders included: it does not trade by moving.

use crate::book::Side;
use crate::instrument::Instrument;
use std::collections::BTreeMap;
use tapebook_schema::PegKind;

/// Most groups of one instrument: they bound what a move of the market costs.
pub const MAX_GROUPS: usize = 64;

/// What the orders of a group have in common. Groups are placed in this order: buys first, then by what they follow,
/// offset and limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    pub instrument: u32,
    /// As [`Side`].
    pub side: u8,
    /// As [`PegKind`].
    pub peg: u8,
    /// Ticks added to what it follows.
    pub offset: i64,
    /// Worst price in ticks.
    pub limit: i64,
}

impl Key {
    pub fn side(&self) -> Side {
        if self.side == Side::Buy as u8 { Side::Buy } else { Side::Sell }
    }

    /// The price that it follows, moved by its offset and rounded away from the other side to a tick, no worse for the
    /// order than its limit; `None` without a market, or where that is no price.
    pub fn target(&self, instrument: &Instrument, touch: Touch) -> Option<i64> {
        let (bid, ask) = touch;
        let side = self.side();
        let followed = match PegKind(self.peg) {
            PegKind::BestBid => bid?,
            PegKind::BestAsk => ask?,
            // Prices are below 2^47.
            _ if side == Side::Buy => (bid? + ask?).div_euclid(2),
            _ => (bid? + ask? + 1).div_euclid(2),
        };
        let price = followed + self.offset;
        if !(1..=instrument.max_price).contains(&price) {
            return None;
        }
        let price = round(instrument, side, price)?;
        // The limit is on a tick.
        Some(if side == Side::Buy { price.min(self.limit) } else { price.max(self.limit) })
    }
}

/// Best bid and best ask of orders that are not pegged.
pub type Touch = (Option<i64>, Option<i64>);

/// What groups are placed by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Market {
    /// Of what the book shows, which they follow.
    pub shown: Touch,
    /// Hidden orders included, which they do not meet.
    pub all: Touch,
}

/// A price on a tick, rounded down for a buy and up for a sell; `None` beyond the instrument's prices.
fn round(instrument: &Instrument, side: Side, price: i64) -> Option<i64> {
    let step = instrument.step_at(price);
    let down = price - price % step;
    let rounded = if side == Side::Buy || down == price { down } else { down + step };
    (1..=instrument.max_price).contains(&rounded).then_some(rounded)
}

/// The best price of a side that does not meet `other`, the best of the other side.
fn short_of(instrument: &Instrument, side: Side, price: i64, other: Option<i64>) -> Option<i64> {
    match other {
        Some(other) if side.admits(price, other) => match side {
            Side::Buy => round(instrument, side, other - 1),
            Side::Sell => round(instrument, side, other + 1),
        },
        _ => Some(price),
    }
}

/// A group's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its number among the books' groups, which is nobody else's business.
    pub index: u32,
    /// Its number in events: the lowest of its instrument's that was free. 1 to [`MAX_GROUPS`].
    pub number: u32,
}

/// Every group, and what each instrument's last followed.
#[derive(Default)]
pub struct Pegs {
    groups: BTreeMap<Key, Group>,
    markets: Vec<Market>,
}

impl Pegs {
    pub fn group(&self, key: &Key) -> Option<Group> {
        self.groups.get(key).copied()
    }

    /// The lowest number that no group of the instrument has. O(its groups).
    pub fn free_number(&self, instrument: u32) -> u32 {
        let taken = self.of(instrument).fold(0u64, |taken, (_, group)| taken | 1 << (group.number - 1));
        taken.trailing_ones() + 1
    }

    pub fn add(&mut self, key: Key, group: Group) {
        self.groups.insert(key, group);
    }

    pub fn remove(&mut self, key: &Key) {
        self.groups.remove(key);
    }

    /// Groups of an instrument in their order. O(their number).
    pub fn of(&self, instrument: u32) -> impl Iterator<Item = (Key, Group)> + '_ {
        let from = Key { instrument, side: 0, peg: 0, offset: i64::MIN, limit: i64::MIN };
        let to = Key { instrument, side: u8::MAX, peg: u8::MAX, offset: i64::MAX, limit: i64::MAX };
        self.groups.range(from..=to).map(|(&key, &group)| (key, group))
    }

    /// All groups in their order.
    pub fn all(&self) -> impl ExactSizeIterator<Item = (Key, Group)> + '_ {
        self.groups.iter().map(|(&key, &group)| (key, group))
    }

    /// What an instrument's groups were placed by.
    pub fn market(&self, instrument: u32) -> Market {
        self.markets.get(instrument as usize).copied().unwrap_or_default()
    }

    pub fn set_market(&mut self, instrument: u32, market: Market) {
        if self.markets.len() <= instrument as usize {
            self.markets.resize(instrument as usize + 1, Market::default());
        }
        self.markets[instrument as usize] = market;
    }
}

/// Where groups stand in a market: buys short of the best ask, sells short of the best bid and of every buy. Asked in
/// the order of the groups.
pub struct Placing<'a> {
    instrument: &'a Instrument,
    market: Market,
    best_buy: Option<i64>,
}

impl<'a> Placing<'a> {
    pub fn new(instrument: &'a Instrument, market: Market) -> Self {
        Self { instrument, market, best_buy: market.all.0 }
    }

    /// The price of one group by itself, where `other` is the best of the other side.
    pub fn alone(&self, key: &Key, other: Option<i64>) -> Option<i64> {
        short_of(self.instrument, key.side(), key.target(self.instrument, self.market.shown)?, other)
    }

    /// The next group's price; `None` if it waits.
    pub fn next(&mut self, key: &Key) -> Option<i64> {
        let target = key.target(self.instrument, self.market.shown)?;
        match key.side() {
            Side::Buy => {
                let price = short_of(self.instrument, Side::Buy, target, self.market.all.1);
                self.best_buy = self.best_buy.max(price);
                price
            }
            Side::Sell => short_of(self.instrument, Side::Sell, target, self.best_buy),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::Band;
    use crate::instrument::tests::instrument;

    fn key(side: Side, peg: PegKind, offset: i64, limit: i64) -> Key {
        Key { instrument: 0, side: side as u8, peg: peg.0, offset, limit }
    }

    #[test]
    fn follow_what_they_name_and_stop_at_their_limit() {
        let it = instrument();
        let touch = (Some(100), Some(105));
        let at = |side, peg, offset, limit| key(side, peg, offset, limit).target(&it, touch);
        assert_eq!(at(Side::Buy, PegKind::BestBid, -1, 1000), Some(99));
        assert_eq!(at(Side::Buy, PegKind::BestBid, 3, 101), Some(101));
        assert_eq!(at(Side::Buy, PegKind::Mid, 0, 1000), Some(102));
        assert_eq!(at(Side::Sell, PegKind::Mid, 0, 1), Some(103));
        assert_eq!(at(Side::Sell, PegKind::BestAsk, -2, 104), Some(104));
        assert_eq!(at(Side::Buy, PegKind::BestBid, -100, 1000), None);
        assert_eq!(key(Side::Buy, PegKind::Mid, 0, 9).target(&it, (Some(100), None)), None);
        assert_eq!(key(Side::Buy, PegKind::BestBid, 0, 900).target(&it, (Some(100), None)), Some(100));
    }

    #[test]
    fn never_meet_the_other_side() {
        let mut it = instrument();
        it.ticks[0] = Band { from_price: 0, step: 1 };
        it.ticks[1] = Band { from_price: 100, step: 5 };
        let touch = (Some(95), Some(110));
        let mut placing = Placing::new(&it, Market { shown: touch, all: touch });
        assert_eq!(placing.next(&key(Side::Buy, PegKind::BestBid, 9, 1000)), Some(100), "rounded down to 5");
        assert_eq!(placing.next(&key(Side::Buy, PegKind::BestAsk, 0, 1000)), Some(105));
        assert_eq!(placing.next(&key(Side::Sell, PegKind::BestBid, 0, 1)), Some(110), "beyond the best buy");
        assert_eq!(placing.next(&key(Side::Sell, PegKind::BestAsk, 1, 1)), Some(115));
    }

    #[test]
    fn follow_what_is_shown_and_stop_short_of_what_is_not() {
        let it = instrument();
        let market = Market { shown: (Some(95), Some(110)), all: (Some(100), Some(104)) };
        let mut placing = Placing::new(&it, market);
        assert_eq!(placing.next(&key(Side::Buy, PegKind::Mid, 0, 1000)), Some(102));
        assert_eq!(
            placing.next(&key(Side::Buy, PegKind::BestAsk, -1, 1000)),
            Some(103),
            "a hidden ask at 104"
        );
        assert_eq!(placing.next(&key(Side::Sell, PegKind::BestBid, 0, 1)), Some(104), "beyond the best buy");
    }
}
