//! Events in words, as scenarios expect them.

use super::event::Event;
use std::fmt;
use tapebook_schema::{OrderState, RejectReason};

/// Short text, one line an event, as the scenarios write it down. Fees are shown where there are any.
impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Event::Accepted { order, side, price, quantity, amount, hold, resting, .. } => {
                let side = format!("{side:?}").to_lowercase();
                match amount {
                    0 => write!(f, "#{order} accepted: {side} {quantity} @ {price}, holds {hold}")?,
                    _ => write!(f, "#{order} accepted: {side} for {amount}, worst {price}, holds {hold}")?,
                }
                if *resting > 0 { write!(f, ", rests {resting}") } else { Ok(()) }
            }
            Event::Terms { order, trigger, activation, display, minimum, flags, expires, state, .. } => {
                match (*state, trigger, activation) {
                    (OrderState::New, ..) => write!(f, "#{order} stands")?,
                    (OrderState::Pending, ..) => write!(f, "#{order} is pending")?,
                    (_, 0, 0) => write!(f, "#{order} waits for its auction")?,
                    (_, 0, at) => write!(f, "#{order} waits to trail from {at}")?,
                    (_, at, _) => write!(f, "#{order} waits for {at}")?,
                }
                if *display > 0 {
                    write!(f, ", shows {display} at a time")?;
                }
                if flags & 16 != 0 {
                    write!(f, ", hidden")?;
                }
                if *minimum > 0 {
                    write!(f, ", trades {minimum} at once or nothing")?;
                }
                if *expires > 0 { write!(f, " until {expires}") } else { Ok(()) }
            }
            Event::Triggered { order, kind, trigger, price, leaves, hold, .. } => {
                let kind = format!("{kind:?}").to_lowercase();
                write!(f, "#{order} triggered at {trigger}: {kind} {leaves} @ {price}, holds {hold}")
            }
            Event::Rested { order, price, resting, .. } => write!(f, "#{order} rests {resting} @ {price}"),
            Event::Reduced { order, reduced, leaves, reason, .. } => {
                write!(f, "#{order} reduced by {reduced} to {leaves} ({reason:?})")
            }
            Event::Canceled { order, canceled, cumulative, reason, state, .. } => {
                let state = format!("{state:?}").to_lowercase();
                write!(f, "#{order} {state} ({reason:?}): {canceled} open, {cumulative} filled")
            }
            Event::Refreshed { order, displayed, price, leaves, .. } => {
                write!(f, "#{order} shows {displayed} more of {leaves} @ {price}")
            }
            Event::Replaced { order, kept, old_price, old_resting, price, quantity, resting, .. } => {
                let place = if *kept { "keeps" } else { "loses" };
                write!(f, "#{order} replaced: {old_resting} @ {old_price} -> total {quantity} @ {price}")?;
                write!(f, ", {place} its place, rests {resting}")
            }
            Event::Traded { trade, price, quantity, hidden, maker, taker, .. } => {
                write!(f, "trade {trade}: {quantity} @ {price}")?;
                if *hidden {
                    write!(f, " hidden")?;
                }
                write!(
                    f,
                    ", maker #{} leaves {}, taker #{} leaves {}",
                    maker.order, maker.leaves, taker.order, taker.leaves
                )?;
                if maker.fee != 0 || taker.fee != 0 {
                    write!(f, ", fees {} of asset {}", maker.fee, maker.fee_asset)?;
                    write!(f, " and {} of asset {}", taker.fee, taker.fee_asset)?;
                }
                Ok(())
            }
            Event::Rejected { reason, detail, failed, .. } => {
                write!(f, "refused: {reason:?}")?;
                if *detail != 0 {
                    write!(f, " {detail}")?;
                }
                let others: Vec<_> = (0..128u8)
                    .filter(|&bit| failed >> bit & 1 == 1 && bit != reason.0)
                    .map(|bit| format!("{:?}", RejectReason(bit)))
                    .collect();
                if others.is_empty() { Ok(()) } else { write!(f, ", also {}", others.join(" ")) }
            }
            Event::Repeated { first, .. } => write!(f, "repeats {first}"),
            Event::Applied { kind, id, .. } => write!(f, "{kind:?} applied: {id}"),
            Event::Phase { status, previous, cause, .. } => {
                write!(f, "{previous:?} -> {status:?} ({cause:?})")
            }
            Event::Indicated { price, volume, surplus, surplus_side, .. } => {
                let side = if *surplus == 0 { String::new() } else { format!(" to {surplus_side:?}") };
                write!(f, "would trade {volume} @ {price}, {surplus} left{}", side.to_lowercase())
            }
            Event::Auctioned { trade, price, quantity, parties: [buy, sell], .. } => {
                write!(f, "auction trade {trade}: {quantity} @ {price}")?;
                write!(
                    f,
                    ", buy #{} leaves {}, sell #{} leaves {}",
                    buy.order, buy.leaves, sell.order, sell.leaves
                )?;
                if buy.fee != 0 || sell.fee != 0 {
                    write!(f, ", fees {} of asset {}", buy.fee, buy.fee_asset)?;
                    write!(f, " and {} of asset {}", sell.fee, sell.fee_asset)?;
                }
                Ok(())
            }
            Event::PegTerms { order, peg, offset, expires, .. } => {
                write!(f, "#{order} follows {peg:?} {offset:+}")?;
                if *expires > 0 { write!(f, " until {expires}") } else { Ok(()) }
            }
            Event::PegsMoved { peg, offset, old_price, price, quantity, side, .. } => {
                let side = format!("{side:?}").to_lowercase();
                write!(f, "{side} {peg:?} {offset:+} moves: {quantity} from {old_price} to {price}")
            }
            Event::List(it) => it.fmt(f),
            Event::Amended { trade, status, .. } => {
                write!(f, "trade {trade} {}", format!("{status:?}").to_lowercase())
            }
        }
    }
}
