//! The price of an auction (rules section 4), found from the levels that meet. Knows no order and no money.

use crate::instrument::Instrument;

/// One price of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    pub price: i64,
    pub quantity: u64,
    /// Does a limit order stand there? Market orders stand at their protection price and bound no range.
    pub is_limit: bool,
}

/// What an auction would do at its price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Equilibrium {
    /// Ticks; 0 where nothing would trade.
    pub price: i64,
    /// Lots.
    pub volume: u64,
    /// Lots that the price admits and nobody would meet; above 0 of buyers, below 0 of sellers.
    pub surplus: i64,
}

/// Demand and supply of a run of prices at which both are the same.
#[derive(Clone, Copy)]
struct Run {
    low: i64,
    high: i64,
    volume: u64,
    surplus: i64,
}

/// Finds the price: among the ticks between the lowest and the highest limit, and between `low` and `high`, that with
/// the largest volume, then the least surplus; of those left the highest if all have a surplus of buyers, the lowest
/// if all of sellers; else the nearest to the reference, the lower of two; the middle, rounded down, where there is
/// no reference. If only market orders meet, the reference.
///
/// `bids` fall and `asks` rise in price; those that no order of the other side reaches may be left out, but for the
/// first of each side that is a limit. O(levels).
pub fn find(bids: &[Level], asks: &[Level], low: i64, high: i64, instrument: &Instrument) -> Equilibrium {
    let (Some(best_bid), Some(best_ask)) = (bids.first(), asks.first()) else {
        return Equilibrium::default();
    };
    let limits = || bids.iter().chain(asks).filter(|level| level.is_limit).map(|level| level.price);
    if let (Some(lowest), Some(highest)) = (limits().min(), limits().max()) {
        let from = lowest.max(low).max(best_ask.price);
        let to = highest.min(high).min(best_bid.price);
        if let Some(found) = best_between(bids, asks, from, to, instrument) {
            return found;
        }
    }
    at_reference(bids, asks, low, high, instrument)
}

fn at_reference(bids: &[Level], asks: &[Level], low: i64, high: i64, instrument: &Instrument) -> Equilibrium {
    let price = instrument.tick_at_or_below(instrument.reference_price);
    if instrument.reference_price == 0 || price < low.max(1) || price > high {
        return Equilibrium::default();
    }
    let demand = bids.iter().take_while(|level| level.price >= price).map(|level| level.quantity).sum();
    let supply = asks.iter().take_while(|level| level.price <= price).map(|level| level.quantity).sum();
    match volume_of(demand, supply) {
        (0, _) => Equilibrium::default(),
        (volume, surplus) => Equilibrium { price, volume, surplus },
    }
}

/// Sums of one side of a book are at most 2^62.
fn volume_of(demand: u64, supply: u64) -> (u64, i64) {
    (demand.min(supply), demand as i64 - supply as i64)
}

fn best_between(
    bids: &[Level],
    asks: &[Level],
    from: i64,
    to: i64,
    instrument: &Instrument,
) -> Option<Equilibrium> {
    let (mut low, mut high) = (0, 0);
    let (mut volume, mut surplus) = (0, u64::MAX);
    let (mut all_buy, mut all_sell) = (true, true);
    for_each_run(bids, asks, from, to, |run| {
        // The first and last ticks of the run.
        let (first, last) = (instrument.tick_at_or_above(run.low), instrument.tick_at_or_below(run.high));
        if first > last || run.volume == 0 {
            return;
        }
        let better = (run.volume, u64::MAX - run.surplus.unsigned_abs()) > (volume, u64::MAX - surplus);
        let same = (run.volume, run.surplus.unsigned_abs()) == (volume, surplus);
        if better {
            (low, volume, surplus) = (first, run.volume, run.surplus.unsigned_abs());
            (all_buy, all_sell) = (true, true);
        }
        if better || same {
            high = last;
            all_buy &= run.surplus > 0;
            all_sell &= run.surplus < 0;
        }
    });
    if volume == 0 {
        return None;
    }
    let price = if all_buy {
        high
    } else if all_sell {
        low
    } else if instrument.reference_price != 0 {
        nearest(low, high, instrument)
    } else {
        // Of the ticks from `low` to `high` the middle one by price; `low` itself is a tick.
        instrument.tick_at_or_below(low + (high - low) / 2).max(low)
    };
    let demand = bids.iter().take_while(|level| level.price >= price).map(|level| level.quantity).sum();
    let supply = asks.iter().take_while(|level| level.price <= price).map(|level| level.quantity).sum();
    let (volume, surplus) = volume_of(demand, supply);
    Some(Equilibrium { price, volume, surplus })
}

/// The tick between two ticks that is nearest to the reference.
fn nearest(low: i64, high: i64, instrument: &Instrument) -> i64 {
    let reference = instrument.reference_price.clamp(low, high);
    let (below, above) = (instrument.tick_at_or_below(reference), instrument.tick_at_or_above(reference));
    if above <= high && above - reference < reference - below { above } else { below }
}

/// Calls `each` with every run of prices from `from` to `to` that shares demand and supply, rising.
fn for_each_run(bids: &[Level], asks: &[Level], from: i64, to: i64, mut each: impl FnMut(Run)) {
    let mut demand: u64 =
        bids.iter().take_while(|level| level.price >= from).map(|level| level.quantity).sum();
    let mut supply = 0;
    let mut asks = asks.iter().peekable();
    // Bids rising: those below `from` count nowhere.
    let mut bids = bids.iter().rev().skip_while(|level| level.price < from).peekable();
    let mut at = from;
    while at <= to {
        while let Some(ask) = asks.next_if(|ask| ask.price <= at) {
            supply += ask.quantity;
        }
        // Demand falls after the next bid, supply rises with the next ask.
        let until_bid = bids.peek().map_or(to, |bid| bid.price.min(to));
        let until_ask = asks.peek().map_or(to, |ask| (ask.price - 1).min(to));
        let end = until_bid.min(until_ask);
        let (volume, surplus) = volume_of(demand, supply);
        each(Run { low: at, high: end, volume, surplus });
        while let Some(bid) = bids.next_if(|bid| bid.price <= end) {
            demand -= bid.quantity;
        }
        at = end + 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instrument::{Band, tests::instrument};

    fn levels(items: &[(i64, u64)]) -> Vec<Level> {
        items.iter().map(|&(price, quantity)| Level { price, quantity, is_limit: true }).collect()
    }

    fn price(bids: &[(i64, u64)], asks: &[(i64, u64)], reference: i64) -> (i64, u64, i64) {
        let it = Instrument { reference_price: reference, ..instrument() };
        let found = find(&levels(bids), &levels(asks), 1, i64::MAX, &it);
        (found.price, found.volume, found.surplus)
    }

    #[test]
    fn the_largest_volume_then_the_least_surplus() {
        assert_eq!(price(&[(105, 10), (103, 5)], &[(100, 8), (102, 9)], 50), (102, 15, -2));
        assert_eq!(price(&[(105, 10)], &[(100, 4), (103, 6)], 50), (103, 10, 0));
        assert_eq!(price(&[(99, 10)], &[(100, 4)], 50), (0, 0, 0), "nobody meets");
        assert_eq!(price(&[], &[(100, 4)], 50), (0, 0, 0));
    }

    #[test]
    fn a_surplus_of_one_side_moves_the_price_to_it() {
        assert_eq!(price(&[(105, 10)], &[(100, 4)], 101), (105, 4, 6));
        assert_eq!(price(&[(105, 4)], &[(100, 10)], 104), (100, 4, -6));
    }

    #[test]
    fn else_the_nearest_to_the_reference_or_the_middle() {
        assert_eq!(price(&[(105, 4)], &[(100, 4)], 103), (103, 4, 0));
        assert_eq!(price(&[(105, 4)], &[(100, 4)], 90), (100, 4, 0));
        assert_eq!(price(&[(105, 4)], &[(100, 4)], 190), (105, 4, 0));
        assert_eq!(price(&[(105, 4)], &[(100, 4)], 0), (102, 4, 0));
        assert_eq!(price(&[(105, 4), (102, 2)], &[(100, 4), (104, 2)], 190), (103, 4, 0));
        // Surpluses of both signs and the same size.
        let (bids, asks) = ([(105, 4), (102, 4)], [(100, 4), (103, 4)]);
        assert_eq!(price(&bids, &asks, 101), (101, 4, 4));
        assert_eq!(price(&bids, &asks, 104), (104, 4, -4));
        assert_eq!(price(&bids, &asks, 0), (102, 4, 4));
    }

    #[test]
    fn market_orders_bound_no_range_and_meet_at_the_reference() {
        let it = Instrument { reference_price: 103, ..instrument() };
        let market = |price| Level { price, quantity: 4, is_limit: false };
        let limit = |price| Level { price, quantity: 4, is_limit: true };
        let at = |bids: &[Level], asks: &[Level]| find(bids, asks, 1, i64::MAX, &it).price;
        assert_eq!(at(&[market(110)], &[limit(100)]), 100, "the only limit");
        assert_eq!(at(&[market(110)], &[market(96)]), 103);
        assert_eq!(at(&[market(110), limit(50)], &[market(96)]), 103, "a limit that nobody reaches");
        assert_eq!(at(&[market(102)], &[market(96)]), 0, "protected below the reference");
        let none = Instrument { reference_price: 0, ..instrument() };
        assert_eq!(find(&[market(110)], &[market(96)], 1, i64::MAX, &none).price, 0);
    }

    #[test]
    fn prices_are_ticks_within_the_band() {
        let mut it = Instrument { reference_price: 103, ..instrument() };
        it.ticks[0] = Band { from_price: 0, step: 1 };
        it.ticks[1] = Band { from_price: 101, step: 5 };
        let bids = levels(&[(115, 4)]);
        let asks = levels(&[(100, 4)]);
        let at = |low, high, it: &Instrument| find(&bids, &asks, low, high, it).price;
        assert_eq!(at(1, 999, &it), 105, "of 100, 105, 110, 115");
        assert_eq!(at(106, 112, &it), 110);
        assert_eq!(at(111, 114, &it), 0, "no tick in the band");
        it.reference_price = 0;
        assert_eq!(at(1, 999, &it), 105, "107 rounded down");
    }
}
