//! Candles of best bid and best offer, for who trades at quotes (a broker's clients).

use super::stored::{take_i64, take_row, take_u64};
use super::{INTERVALS, interval_ns};
use std::collections::VecDeque;
use tapebook_schema::CandleInterval;

/// One side's best prices of an interval, in ticks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    pub open: i64,
    pub high: i64,
    pub low: i64,
    pub close: i64,
}

impl Span {
    fn begin(price: i64) -> Self {
        Self { open: price, high: price, low: price, close: price }
    }

    fn add(&mut self, price: i64) {
        self.high = self.high.max(price);
        self.low = self.low.min(price);
        self.close = price;
    }

    fn write(&self, out: &mut Vec<u8>) {
        for it in [self.open, self.high, self.low, self.close] {
            out.extend_from_slice(&it.to_le_bytes());
        }
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Some(Self {
            open: take_i64(from)?,
            high: take_i64(from)?,
            low: take_i64(from)?,
            close: take_i64(from)?,
        })
    }
}

/// Quotes of one interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QuoteBar {
    pub open_time: u64,
    pub bid: Span,
    pub ask: Span,
    /// How often one of the two changed.
    pub changes: u64,
}

/// Candles of quotes by interval, as many kept as of trades.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotes {
    series: [VecDeque<QuoteBar>; 6],
    /// Best bid and offer that were counted last, in ticks.
    last: Option<(i64, i64)>,
}

impl Quotes {
    /// The best prices after a command; true if they are others than those before. O(1).
    pub(crate) fn see(&mut self, time: u64, bid: i64, ask: i64) -> bool {
        if self.last.replace((bid, ask)) == Some((bid, ask)) {
            return false;
        }
        for (series, (interval, kept)) in self.series.iter_mut().zip(INTERVALS) {
            let open_time = time - time % interval_ns(interval);
            match series.back_mut().filter(|bar| bar.open_time >= open_time) {
                Some(bar) => {
                    bar.bid.add(bid);
                    bar.ask.add(ask);
                    bar.changes += 1;
                }
                None => {
                    let (bid, ask) = (Span::begin(bid), Span::begin(ask));
                    series.push_back(QuoteBar { open_time, bid, ask, changes: 1 });
                    if series.len() > kept {
                        series.pop_front();
                    }
                }
            }
        }
        true
    }

    /// Candles that are kept, oldest first.
    pub fn bars(&self, interval: CandleInterval) -> impl DoubleEndedIterator<Item = &QuoteBar> {
        self.series[usize::from(interval.0).min(INTERVALS.len() - 1)].iter()
    }

    /// Appends all of it. O(candles kept).
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let (bid, ask) = self.last.unwrap_or_default();
        out.extend_from_slice(&u64::from(self.last.is_some()).to_le_bytes());
        out.extend_from_slice(&bid.to_le_bytes());
        out.extend_from_slice(&ask.to_le_bytes());
        for series in &self.series {
            out.extend_from_slice(&(series.len() as u64).to_le_bytes());
            for bar in series {
                out.extend_from_slice(&bar.open_time.to_le_bytes());
                bar.bid.write(out);
                bar.ask.write(out);
                out.extend_from_slice(&bar.changes.to_le_bytes());
            }
        }
    }

    /// Takes it off the front of what [`Quotes::write`] wrote; nothing if it is anything else.
    pub(super) fn read(from: &mut &[u8]) -> Option<Self> {
        let is_known = take_u64(from).filter(|it| *it <= 1)? == 1;
        let last = (take_i64(from)?, take_i64(from)?);
        let mut quotes = Self { last: is_known.then_some(last), ..Self::default() };
        for (series, (_, kept)) in quotes.series.iter_mut().zip(INTERVALS) {
            *series = take_row(from, kept, |from| {
                let (open_time, bid, ask) = (take_u64(from)?, Span::read(from)?, Span::read(from)?);
                Some(QuoteBar { open_time, bid, ask, changes: take_u64(from)? })
            })?;
        }
        Some(quotes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // req: MD-03
    #[test]
    fn candles_of_quotes_are_what_the_quotes_say() {
        const MINUTE: u64 = 60_000_000_000;
        let mut quotes = Quotes::default();
        let mut seen: Vec<(u64, i64, i64)> = Vec::new();
        let (mut time, mut seed) = (1_767_225_600 * 1_000_000_000u64 + 17, 5u64);
        for _ in 0..20_000 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            time += (seed >> 33) * 20;
            let bid = 100 + (seed >> 40) as i64 % 4;
            let ask = bid + 1 + (seed >> 50) as i64 % 2;
            let is_other = seen.last().is_none_or(|last| (last.1, last.2) != (bid, ask));
            assert_eq!(quotes.see(time, bid, ask), is_other);
            if is_other {
                seen.push((time, bid, ask));
            }
        }
        for (interval, kept) in INTERVALS {
            let length = interval_ns(interval);
            let mut begins: Vec<u64> = seen.iter().map(|it| it.0 - it.0 % length).collect();
            begins.dedup();
            let begins = &begins[begins.len().saturating_sub(kept)..];
            let expected = begins.iter().map(|&begin| {
                let within: Vec<_> =
                    seen.iter().filter(|it| (begin..begin + length).contains(&it.0)).collect();
                let span = |price: &dyn Fn(&(u64, i64, i64)) -> i64| {
                    let prices: Vec<i64> = within.iter().map(|it| price(it)).collect();
                    Span {
                        open: prices[0],
                        high: *prices.iter().max().unwrap(),
                        low: *prices.iter().min().unwrap(),
                        close: *prices.last().unwrap(),
                    }
                };
                let (bid, ask) = (span(&|it| it.1), span(&|it| it.2));
                QuoteBar { open_time: begin, bid, ask, changes: within.len() as u64 }
            });
            assert!(quotes.bars(interval).copied().eq(expected), "{interval:?}");
        }
        assert!(quotes.bars(CandleInterval::Minute1).count() == 1440 && time > 1440 * MINUTE);
        let mut bytes = Vec::new();
        quotes.write(&mut bytes);
        assert_eq!(Quotes::read(&mut &bytes[..]), Some(quotes));
        for length in (0..bytes.len()).step_by(97) {
            assert_eq!(Quotes::read(&mut &bytes[..length]), None, "cut short");
        }
    }
}
