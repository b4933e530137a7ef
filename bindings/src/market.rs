//! What happened in the markets, as names of metrics with their labels.

use std::collections::HashMap;
use tapebook_sequencer::{BOUNDS_NS, Clock, Core, OWN_ROWS};

/// Phases of the instruments as they are, and counts since the start; what never happened is left out.
/// O(instruments).
pub fn counts<S: tapebook_journal::Storage, C: Clock>(core: &Core<S, C>) -> HashMap<String, f64> {
    let instruments = core.state().engine.instruments();
    let symbol = |at: u32| {
        let symbol = &instruments[at as usize].symbol;
        let length = symbol.iter().position(|&byte| byte == 0).unwrap_or(symbol.len());
        String::from_utf8_lossy(&symbol[..length]).into_owned()
    };
    let mut counts = HashMap::new();
    let mut put = |name: String, count: u64| {
        counts.insert(name, count as f64);
    };
    for (at, instrument) in (0..).zip(instruments) {
        let phase = instrument.status.variant_name().unwrap_or_default();
        put(format!("instrument_phase{{instrument=\"{}\",phase=\"{phase}\"}}", symbol(at)), 1);
    }
    let moves = core.moves();
    for (order_type, count) in moves.taken() {
        put(format!("orders_taken_total{{type=\"{order_type}\"}}"), count);
    }
    for (reason, count) in moves.ended() {
        put(format!("orders_ended_total{{reason=\"{reason}\"}}"), count);
    }
    for (order_type, count) in moves.triggered() {
        put(format!("triggers_fired_total{{becomes=\"{order_type}\"}}"), count);
    }
    for (phase, cause, count) in moves.phases() {
        put(format!("phase_changes_total{{phase=\"{phase}\",cause=\"{cause}\"}}"), count);
    }
    for (kind, state, count) in moves.lists() {
        put(format!("order_lists_total{{kind=\"{kind}\",state=\"{state}\"}}"), count);
    }
    for (instrument, its) in moves.uncrosses() {
        let symbol = symbol(instrument);
        put(format!("uncrosses_total{{instrument=\"{symbol}\"}}"), its.count);
        put(format!("auction_volume_lots_total{{instrument=\"{symbol}\"}}"), its.volume);
    }
    traffic(core, symbol, |name, value| _ = counts.insert(name, value));
    counts
}

/// How long orders took, and what became of them. O(instruments that traded).
fn traffic<S: tapebook_journal::Storage, C: Clock>(
    core: &Core<S, C>,
    symbol: impl Fn(u32) -> String,
    mut put: impl FnMut(String, f64),
) {
    let instruments = core.state().engine.instruments();
    let (rows, (orders, orders_ns)) = core.traffic(|traffic| (traffic.rows(), traffic.orders()));
    for (at, row) in rows {
        let name = if at as usize == OWN_ROWS { "other".to_owned() } else { symbol(at) };
        put(format!("orders_accepted_total{{instrument=\"{name}\"}}"), row.accepted as f64);
        put(format!("orders_filled_total{{instrument=\"{name}\"}}"), row.filled as f64);
        put(format!("instrument_trades_total{{instrument=\"{name}\"}}"), row.trades as f64);
        for (what, percentiles) in [("order_ack", row.ack), ("matching", row.matching)] {
            for (quantile, ns) in [0.5, 0.95, 0.99].into_iter().zip(percentiles.into_iter().flatten()) {
                let labels = format!("{{instrument=\"{name}\",quantile=\"{quantile}\"}}");
                put(format!("{what}_seconds{labels}"), ns as f64 / 1e9);
            }
        }
        if let Some(it) = instruments.get(at as usize).filter(|_| (at as usize) < OWN_ROWS) {
            let base = 10f64.powi(i32::from(it.quantity_scale));
            let volume = row.day_lots as f64 * it.lot_size as f64 / base;
            put(format!("daily_volume{{instrument=\"{name}\"}}"), volume);
        }
    }
    for (bound, count) in BOUNDS_NS.into_iter().zip(orders) {
        let le = if bound == u64::MAX { "+Inf".to_owned() } else { (bound as f64 / 1e9).to_string() };
        put(format!("order_execution_seconds_bucket{{le=\"{le}\"}}"), count as f64);
    }
    put("order_execution_seconds_sum".to_owned(), orders_ns as f64 / 1e9);
    put("order_execution_seconds_count".to_owned(), orders[orders.len() - 1] as f64);
}
