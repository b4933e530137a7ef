//! How long orders take and what becomes of them, by instrument (OP-01, OP-03), counted from released events on the
//! feed's thread. O(1) an event; memory is bounded by [`OWN_ROWS`].

use crate::helpers::EventBatch;
use crate::routing;
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType, OrderState, TradeSide};

/// Instruments that have a row of their own; those listed later share one more, so that names of metrics are bounded.
pub const OWN_ROWS: usize = 256;
/// One command in so many is timed while it is applied.
pub const SAMPLED: u64 = 16;
/// Percentiles are of this long, and of what is under way of the next.
const WINDOW_NS: u64 = 60_000_000_000;
const DAY_NS: u64 = 86_400_000_000_000;
/// Bounds of the histogram of all orders, in nanoseconds.
pub const BOUNDS_NS: [u64; 14] = [
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    25_000_000,
    50_000_000,
    100_000_000,
    250_000_000,
    1_000_000_000,
    u64::MAX,
];

/// Steps within a doubling: a percentile is at most an eighth too high.
const STEPS: usize = 8;
const BUCKETS: usize = 41 * STEPS;

/// Times by size, without their order.
#[derive(Clone)]
struct Times(Box<[u32; BUCKETS]>);

impl Default for Times {
    fn default() -> Self {
        Self(Box::new([0; BUCKETS]))
    }
}

impl Times {
    fn bucket(ns: u64) -> usize {
        if ns < STEPS as u64 {
            return ns as usize;
        }
        let power = ns.ilog2() as usize;
        let step = (ns >> (power - 3)) as usize & (STEPS - 1);
        ((power - 2) * STEPS + step).min(BUCKETS - 1)
    }

    /// The greatest time of a bucket.
    fn most(bucket: usize) -> u64 {
        if bucket < STEPS {
            return bucket as u64;
        }
        let (power, step) = (bucket / STEPS + 2, (bucket % STEPS) as u64);
        ((STEPS as u64 + step + 1) << (power - 3)) - 1
    }
}

/// Percentiles of the last minute or two: what is older is forgotten.
#[derive(Clone, Default)]
struct Recent {
    now: Times,
    before: Times,
    began: u64,
}

impl Recent {
    fn record(&mut self, ns: u64, at: u64) {
        if at.saturating_sub(self.began) >= WINDOW_NS {
            let is_next = at.saturating_sub(self.began) < 2 * WINDOW_NS;
            let old = std::mem::take(&mut self.now);
            self.before = if is_next { old } else { Times::default() };
            self.began = at;
        }
        let count = &mut self.now.0[Times::bucket(ns)];
        *count = count.saturating_add(1);
    }

    /// p50, p95 and p99 in nanoseconds; none without a time.
    fn percentiles(&self) -> Option<[u64; 3]> {
        let sum: Vec<u64> =
            self.now.0.iter().zip(self.before.0.iter()).map(|(&a, &b)| u64::from(a) + u64::from(b)).collect();
        let total: u64 = sum.iter().sum();
        (total > 0).then(|| {
            [50, 95, 99].map(|percent| {
                let mut left = (total * percent).div_ceil(100);
                let at = sum.iter().position(|&count| {
                    let is_there = count >= left;
                    left = left.saturating_sub(count);
                    is_there
                });
                Times::most(at.unwrap_or(BUCKETS - 1))
            })
        })
    }
}

/// What happened to one instrument's orders since the start of the process.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Orders accepted.
    pub accepted: u64,
    /// Orders that were filled to their end.
    pub filled: u64,
    /// Trades.
    pub trades: u64,
    /// Lots traded on the day of the last trade, in UTC by the tape's time.
    pub day_lots: u128,
    /// p50, p95 and p99 of the last minutes, in ns: from the command's time to its release, which is after it is durable.
    pub ack: Option<[u64; 3]>,
    /// The same of one command in [`SAMPLED`]: what applying it took.
    pub matching: Option<[u64; 3]>,
}

#[derive(Clone, Default)]
struct Instrument {
    row: Row,
    day: u64,
    ack: Recent,
    matching: Recent,
}

/// Counts by instrument, and of all orders.
#[derive(Default)]
pub struct Traffic {
    rows: Vec<Instrument>,
    /// Accepted orders by [`BOUNDS_NS`], not summed up.
    orders: [u64; BOUNDS_NS.len()],
    orders_ns: u64,
}

impl Traffic {
    /// Counts the events of whole commands.
    pub(crate) fn count(&mut self, batch: &EventBatch) {
        for (_, header, body) in routing::frames(&batch.bytes) {
            match header.type_() {
                MessageType::OrderAccepted => {
                    let it = wire::OrderAccepted::from_bytes(body).expect("its own event");
                    self.accepted(it.instrument(), it.report(), batch);
                }
                MessageType::Trade => {
                    let it = wire::Trade::from_bytes(body).expect("its own event");
                    let lots = it.quantity();
                    self.traded(it.instrument(), it.report(), lots, [it.maker(), it.taker()]);
                }
                MessageType::AuctionTrade => {
                    let it = wire::AuctionTrade::from_bytes(body).expect("its own event");
                    let lots = it.quantity();
                    self.traded(it.instrument(), it.report(), lots, [it.buy(), it.sell()]);
                }
                _ => {}
            }
        }
    }

    fn row(&mut self, instrument: u32) -> &mut Instrument {
        let at = (instrument as usize).min(OWN_ROWS);
        if at >= self.rows.len() {
            self.rows.resize_with(at + 1, Instrument::default);
        }
        &mut self.rows[at]
    }

    fn accepted(&mut self, instrument: u32, report: &wire::ReportHeader, batch: &EventBatch) {
        let row = self.row(instrument);
        row.row.accepted += 1;
        if let Some((sequence, ns)) = batch.timed
            && sequence == report.sequence()
        {
            row.matching.record(ns, batch.released_ns);
        }
        let ns = batch.released_ns.saturating_sub(report.time());
        row.ack.record(ns, batch.released_ns);
        let bound = BOUNDS_NS.iter().position(|&bound| ns <= bound).expect("the last has no end");
        self.orders[bound] += 1;
        self.orders_ns = self.orders_ns.saturating_add(ns);
    }

    fn traded(&mut self, instrument: u32, report: &wire::ReportHeader, lots: u64, sides: [&TradeSide; 2]) {
        let it = self.row(instrument);
        it.row.trades += 1;
        it.row.filled += sides.iter().filter(|side| side.state() == OrderState::Filled).count() as u64;
        let day = report.time() / DAY_NS;
        if std::mem::replace(&mut it.day, day) != day {
            it.row.day_lots = 0;
        }
        it.row.day_lots += u128::from(lots);
    }

    /// Rows with something in them by instrument; [`OWN_ROWS`] stands for all from there on. O(rows).
    pub fn rows(&self) -> Vec<(u32, Row)> {
        let rows = (0..).zip(&self.rows).filter(|(_, it)| it.row.accepted + it.row.trades > 0);
        let of = |it: &Instrument| Row {
            ack: it.ack.percentiles(),
            matching: it.matching.percentiles(),
            ..it.row.clone()
        };
        rows.map(|(at, it)| (at, of(it))).collect()
    }

    /// Accepted orders that took at most each of [`BOUNDS_NS`], and the sum of what they took in ns.
    pub fn orders(&self) -> ([u64; BOUNDS_NS.len()], u64) {
        let mut sum = 0;
        let upto = self.orders.map(|count| {
            sum += count;
            sum
        });
        (upto, self.orders_ns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // req: OP-01
    #[test]
    fn percentiles_are_at_most_an_eighth_too_high() {
        let mut recent = Recent::default();
        assert_eq!(recent.percentiles(), None);
        for ns in 1..=1_000u64 {
            recent.record(ns * 1_000, 1);
        }
        let found = recent.percentiles().expect("there are times");
        for (percent, got) in [500_000u64, 950_000, 990_000].into_iter().zip(found) {
            assert!(got >= percent && got <= percent + percent / 8, "{percent}: {got}");
        }
        let greatest = Times::bucket(u64::MAX);
        assert_eq!(greatest, BUCKETS - 1);
        for ns in [0, 1, 7, 8, 9, 15, 16, 1_000, 123_456_789] {
            let most = Times::most(Times::bucket(ns));
            assert!(ns <= most && most <= ns + ns / 8, "{ns}: {most}");
        }
    }

    // req: OP-01
    #[test]
    fn percentiles_forget_what_is_older_than_two_windows() {
        let mut recent = Recent::default();
        recent.record(1_000_000, 1);
        recent.record(10, WINDOW_NS + 1);
        let [p50, _, p99] = recent.percentiles().expect("there are times");
        assert!(p50 < 100 && p99 >= 1_000_000, "the window before still counts: {p50} {p99}");
        recent.record(10, 3 * WINDOW_NS + 2);
        let [_, _, p99] = recent.percentiles().expect("there are times");
        assert!(p99 < 100, "{p99}");
    }
}
