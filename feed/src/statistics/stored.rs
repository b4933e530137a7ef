//! Statistics as bytes, little endian, to go on from after a restart.

use super::{Bar, INTERVALS, Printed, Quotes, Statistics, TAPE};
use std::collections::VecDeque;

/// Takes a number of `N` bytes off the front.
fn take<const N: usize>(from: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = from.split_first_chunk()?;
    *from = rest;
    Some(*first)
}

pub(super) fn take_u64(from: &mut &[u8]) -> Option<u64> {
    take(from).map(u64::from_le_bytes)
}

pub(super) fn take_i64(from: &mut &[u8]) -> Option<i64> {
    take(from).map(i64::from_le_bytes)
}

fn take_i128(from: &mut &[u8]) -> Option<i128> {
    take(from).map(i128::from_le_bytes)
}

/// A row of at most so many entries.
pub(super) fn take_row<T>(
    from: &mut &[u8],
    most: usize,
    one: impl Fn(&mut &[u8]) -> Option<T>,
) -> Option<VecDeque<T>> {
    let count = take_u64(from).filter(|count| *count <= most as u64)?;
    (0..count).map(|_| one(from)).collect()
}

impl Bar {
    fn write(&self, out: &mut Vec<u8>) {
        for it in [self.open_time, self.volume, self.trades, self.first_id, self.last_id] {
            out.extend_from_slice(&it.to_le_bytes());
        }
        for it in [self.open, self.high, self.low, self.close] {
            out.extend_from_slice(&it.to_le_bytes());
        }
        out.extend_from_slice(&self.quote_volume.to_le_bytes());
    }

    fn read(from: &mut &[u8]) -> Option<Self> {
        Some(Self {
            open_time: take_u64(from)?,
            volume: take_u64(from)?,
            trades: take_u64(from)?,
            first_id: take_u64(from)?,
            last_id: take_u64(from)?,
            open: take_i64(from)?,
            high: take_i64(from)?,
            low: take_i64(from)?,
            close: take_i64(from)?,
            quote_volume: take_i128(from)?,
        })
    }
}

impl Statistics {
    /// Appends all of it. O(candles and trades kept).
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.unit.to_le_bytes());
        out.extend_from_slice(&self.last_price.to_le_bytes());
        out.extend_from_slice(&self.last_quantity.to_le_bytes());
        for series in &self.series {
            out.extend_from_slice(&(series.len() as u64).to_le_bytes());
            series.iter().for_each(|bar| bar.write(out));
        }
        out.extend_from_slice(&(self.tape.len() as u64).to_le_bytes());
        for it in &self.tape {
            out.extend_from_slice(&it.id.to_le_bytes());
            out.extend_from_slice(&it.price.to_le_bytes());
            out.extend_from_slice(&it.quantity.to_le_bytes());
        }
        self.quotes.write(out);
    }

    /// Takes it off the front of what [`Statistics::write`] wrote; nothing if it is anything else.
    pub(crate) fn read(from: &mut &[u8]) -> Option<Self> {
        let unit = take_i128(from)?;
        let (last_price, last_quantity) = (take_i64(from)?, take_u64(from)?);
        let mut statistics = Self { unit, last_price, last_quantity, ..Self::default() };
        for (series, (_, kept)) in statistics.series.iter_mut().zip(INTERVALS) {
            *series = take_row(from, kept, Bar::read)?;
        }
        statistics.tape = take_row(from, TAPE, |from| {
            Some(Printed { id: take_u64(from)?, price: take_i64(from)?, quantity: take_u64(from)? })
        })?;
        statistics.quotes = Quotes::read(from)?;
        Some(statistics)
    }
}
