//! Candles and 24-hour statistics of one instrument, from its trades. The one place that computes them: what is
//! published, and what projections will store.
//!
//! Times are journaled nanoseconds. An interval without a trade has no candle.

mod quotes;
mod stored;

use std::cell::Cell;
use std::collections::VecDeque;
use tapebook_schema::CandleInterval;

pub use quotes::{QuoteBar, Quotes, Span};

/// Intervals from the shortest on (MD-06), with how many candles of each are kept.
pub const INTERVALS: [(CandleInterval, usize); 6] = [
    (CandleInterval::Minute1, 1440),
    (CandleInterval::Minute5, 288),
    (CandleInterval::Minute15, 96),
    (CandleInterval::Hour1, 168),
    (CandleInterval::Hour4, 42),
    (CandleInterval::Day1, 31),
];

const MINUTE: u64 = 60 * 1_000_000_000;
const DAY: u64 = 1440 * MINUTE;
/// Trades whose price is remembered, so that a bust can take it out of its candles.
const TAPE: usize = 4096;

/// Nanoseconds of an interval.
pub fn interval_ns(interval: CandleInterval) -> u64 {
    MINUTE
        * match interval {
            CandleInterval::Minute5 => 5,
            CandleInterval::Minute15 => 15,
            CandleInterval::Hour1 => 60,
            CandleInterval::Hour4 => 240,
            CandleInterval::Day1 => 1440,
            _ => 1,
        }
}

/// Trades of one interval. Prices in ticks, volume in lots, quote volume in quote units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    pub open_time: u64,
    pub open: i64,
    pub high: i64,
    pub low: i64,
    pub close: i64,
    pub volume: u64,
    pub quote_volume: i128,
    /// Trades that stand.
    pub trades: u64,
    /// Ids of its first and last trade: ids have no gaps.
    first_id: u64,
    last_id: u64,
}

impl Bar {
    fn begin(open_time: u64, trade: &Printed) -> Self {
        let Printed { id, price, .. } = *trade;
        let empty = Self { open_time, first_id: id, last_id: id, ..Self::default() };
        Self { open: price, high: price, low: price, close: price, ..empty }
    }

    fn add(&mut self, trade: &Printed, notional: i128) {
        self.high = self.high.max(trade.price);
        self.low = self.low.min(trade.price);
        self.close = trade.price;
        self.last_id = trade.id;
        self.count(trade.quantity, notional);
    }

    fn count(&mut self, quantity: u64, notional: i128) {
        self.volume = self.volume.saturating_add(quantity);
        self.quote_volume += notional;
        self.trades += 1;
    }
}

/// What was traded within 24 hours; see the wire's Ticker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Day {
    pub open: i64,
    pub high: i64,
    pub low: i64,
    pub volume: u64,
    pub quote_volume: i128,
    pub trades: u64,
}

impl Day {
    fn add(&mut self, bar: &Bar) {
        if self.trades == 0 {
            *self = Self { open: bar.open, high: bar.high, low: bar.low, ..*self };
        }
        self.high = self.high.max(bar.high);
        self.low = self.low.min(bar.low);
        self.volume = self.volume.saturating_add(bar.volume);
        self.quote_volume += bar.quote_volume;
        self.trades += bar.trades;
    }
}

/// A trade as it stands: 0 lots if it was busted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Printed {
    id: u64,
    price: i64,
    quantity: u64,
}

/// One instrument's statistics.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    series: [VecDeque<Bar>; 6],
    tape: VecDeque<Printed>,
    /// Quote units of one lot at one tick: a constant of the instrument, known from its first trade on.
    unit: i128,
    pub last_price: i64,
    pub last_quantity: u64,
    pub quotes: Quotes,
    /// The whole minutes of the 24 hours, and of which minute's; see [`Statistics::day`].
    before: Cell<Option<(u64, Day)>>,
}

impl PartialEq for Statistics {
    /// Everything that is told of them.
    fn eq(&self, other: &Self) -> bool {
        let told = |it: &Self| (it.unit, it.last_price, it.last_quantity);
        told(self) == told(other)
            && self.series == other.series
            && self.tape == other.tape
            && self.quotes == other.quotes
    }
}

impl Statistics {
    /// A trade printed. O(1).
    pub fn trade(&mut self, time: u64, id: u64, price: i64, quantity: u64, notional: i128) {
        let trade = Printed { id, price, quantity };
        if self.unit == 0 && price != 0 && quantity != 0 {
            self.unit = notional / (i128::from(price) * i128::from(quantity));
        }
        (self.last_price, self.last_quantity) = (price, quantity);
        for (series, (interval, kept)) in self.series.iter_mut().zip(INTERVALS) {
            let open_time = time - time % interval_ns(interval);
            match series.back_mut().filter(|bar| bar.open_time >= open_time) {
                Some(bar) if bar.trades > 0 => bar.add(&trade, notional),
                Some(bar) => {
                    // All its trades so far were busted.
                    let first_id = bar.first_id;
                    *bar = Bar { first_id, ..Bar::begin(bar.open_time, &trade) };
                    bar.count(quantity, notional);
                }
                None => {
                    series.push_back(Bar::begin(open_time, &trade));
                    series.back_mut().expect("just made").count(quantity, notional);
                    if series.len() > kept {
                        series.pop_front();
                    }
                }
            }
        }
        self.tape.push_back(trade);
        if self.tape.len() > TAPE {
            self.tape.pop_front();
        }
    }

    /// A trade was busted (`now` none) or corrected. Sums are exact while its candles are kept; open, high, low and
    /// close too while all trades of a candle are among the last 4,096. Gives the beginnings of the candles that
    /// changed, by interval. O(trades kept).
    pub fn amend(&mut self, id: u64, before: (i64, u64), now: Option<(i64, u64)>) -> [Option<u64>; 6] {
        let notional_of =
            |(price, quantity): (i64, u64), unit: i128| i128::from(price) * i128::from(quantity) * unit;
        let unit = self.unit;
        let gone = notional_of(before, unit);
        if let Ok(at) = self.tape.binary_search_by_key(&id, |it| it.id) {
            let it = &mut self.tape[at];
            (it.price, it.quantity) = now.unwrap_or((0, 0));
        }
        self.before.set(None);
        let oldest = self.tape.front().map_or(u64::MAX, |it| it.id);
        let mut changed = [None; 6];
        for (series, changed) in self.series.iter_mut().zip(&mut changed) {
            let Some(bar) = series.iter_mut().rfind(|bar| (bar.first_id..=bar.last_id).contains(&id)) else {
                continue;
            };
            *changed = Some(bar.open_time);
            bar.volume = bar.volume.saturating_sub(before.1);
            bar.quote_volume -= gone;
            bar.trades = bar.trades.saturating_sub(1);
            if let Some(now) = now {
                bar.count(now.1, notional_of(now, unit));
            }
            if bar.first_id >= oldest {
                let ids = bar.first_id..=bar.last_id;
                let mut prices =
                    self.tape.iter().filter(|it| ids.contains(&it.id) && it.quantity > 0).map(|it| it.price);
                let first = prices.next().unwrap_or(0);
                (bar.open, bar.high, bar.low, bar.close) = (first, first, first, first);
                for price in prices {
                    bar.high = bar.high.max(price);
                    bar.low = bar.low.min(price);
                    bar.close = price;
                }
            }
        }
        if let Some(last) = self.tape.iter().rfind(|it| it.quantity > 0) {
            (self.last_price, self.last_quantity) = (last.price, last.quantity);
        }
        changed
    }

    /// Candles that are kept, oldest first; those whose trades were all busted are left out.
    pub fn bars(&self, interval: CandleInterval) -> impl DoubleEndedIterator<Item = &Bar> {
        self.series[usize::from(interval.0).min(INTERVALS.len() - 1)].iter().filter(|bar| bar.trades > 0)
    }

    /// The 24 hours before `time`, to the minute. O(1), but for the first time in a minute or after a bust or
    /// correction: O(minutes with a trade).
    pub fn day(&self, time: u64) -> Day {
        let this_minute = time - time % MINUTE;
        let mut day = match self.before.get() {
            Some((minute, day)) if minute == this_minute => day,
            _ => {
                let from = this_minute.saturating_sub(DAY - MINUTE);
                let mut day = Day::default();
                let within = from..this_minute;
                self.bars(CandleInterval::Minute1)
                    .filter(|bar| within.contains(&bar.open_time))
                    .for_each(|bar| day.add(bar));
                self.before.set(Some((this_minute, day)));
                day
            }
        };
        let newest = self.bars(CandleInterval::Minute1).next_back();
        newest.filter(|bar| bar.open_time >= this_minute).into_iter().for_each(|bar| day.add(bar));
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything by its definition, from all trades: (time, id, price, quantity, stands).
    fn naive(trades: &[(u64, u64, i64, u64, bool)], from: u64, until: u64) -> Option<Bar> {
        let within: Vec<_> =
            trades.iter().filter(|it| it.0 >= from && it.0 < until && it.4).copied().collect();
        let (first, last) = (within.first()?, within.last()?);
        Some(Bar {
            open_time: from,
            open: first.2,
            high: within.iter().map(|it| it.2).max()?,
            low: within.iter().map(|it| it.2).min()?,
            close: last.2,
            volume: within.iter().map(|it| it.3).sum(),
            quote_volume: within.iter().map(|it| i128::from(it.2) * i128::from(it.3) * 7).sum(),
            trades: within.len() as u64,
            first_id: 0,
            last_id: 0,
        })
    }

    fn kept_and_read(statistics: &Statistics) -> Statistics {
        let mut bytes = Vec::new();
        statistics.write(&mut bytes);
        let mut rest = &bytes[..];
        let read = Statistics::read(&mut rest).expect("what was written");
        assert!(rest.is_empty());
        for length in (0..bytes.len()).step_by(97) {
            assert_eq!(Statistics::read(&mut &bytes[..length]), None, "cut short");
        }
        read
    }

    // req: MD-03 MD-06
    #[test]
    fn candles_and_the_day_are_what_their_trades_say() {
        let mut statistics = Statistics::default();
        let mut trades = Vec::new();
        let (mut time, mut seed) = (1_767_225_600 * 1_000_000_000u64 + 17, 9u64);
        for id in 1..=3000u64 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let random = seed >> 33;
            time += random % 50_000_000_000;
            let (price, quantity) = (1000 + (random % 90) as i64, 1 + random % 7);
            statistics.trade(time, id, price, quantity, i128::from(price) * i128::from(quantity) * 7);
            trades.push((time, id, price, quantity, true));
            if id % 40 == 0 {
                let at = trades.len() - 1 - (random % 30) as usize;
                if trades[at].4 {
                    let (_, id, price, quantity, _) = trades[at];
                    if id % 80 == 0 {
                        (trades[at].2, trades[at].3) = (price + 200, quantity + 1);
                        statistics.amend(id, (price, quantity), Some((price + 200, quantity + 1)));
                    } else {
                        trades[at].4 = false;
                        statistics.amend(id, (price, quantity), None);
                    }
                }
            }
            if id % 100 != 0 {
                continue;
            }
            for (interval, _) in INTERVALS {
                let length = interval_ns(interval);
                for bar in statistics.bars(interval) {
                    let plain = Bar { first_id: 0, last_id: 0, ..*bar };
                    assert_eq!(Some(plain), naive(&trades, bar.open_time, bar.open_time + length));
                }
                let kept: u64 = statistics.bars(interval).map(|bar| bar.trades).sum();
                let from = statistics.bars(interval).next().map_or(0, |bar| bar.open_time);
                let standing = trades.iter().filter(|it| it.4 && it.0 >= from).count() as u64;
                assert_eq!(kept, standing);
            }
            assert_eq!(kept_and_read(&statistics), statistics);
            let minute = time - time % MINUTE;
            let day = statistics.day(time);
            let expected = naive(&trades, minute - (DAY - MINUTE), time + 1).unwrap();
            let Bar { open, high, low, volume, quote_volume, trades, .. } = expected;
            assert_eq!(day, Day { open, high, low, volume, quote_volume, trades });
        }
    }

    #[test]
    fn a_day_without_trades_is_empty() {
        let mut statistics = Statistics::default();
        assert_eq!(statistics.day(5), Day::default());
        statistics.trade(MINUTE, 1, 5, 2, 10);
        assert_eq!(statistics.day(MINUTE + DAY), Day::default());
        assert_eq!(statistics.day(DAY).trades, 1);
    }
}
