//! What happened in the markets, as names of metrics with their labels.

use std::collections::HashMap;
use tapebook_sequencer::{Clock, Core};

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
    counts
}
