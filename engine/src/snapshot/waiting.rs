//! Orders that wait for their trigger in a snapshot.

use super::*;
use crate::advanced::{ADVANCED, Attributes, Waits};
use crate::book::Slot;
use crate::lists::LISTED;
use crate::reducing::REDUCE_ONLY;
use crate::timers::Timer;
use crate::trading::{AT_CLOSE, ICEBERG, MAX_SLICES, becomes};
use crate::triggers::MAX_LIMIT;

/// How an order waits: its price is that of the trigger, the activation, or the best one a trailing stop saw.
const UP: u8 = 0;
const DOWN: u8 = 1;
const ACTIVATE_UP: u8 = 2;
const ACTIVATE_DOWN: u8 = 3;
const TRAILING: u8 = 4;
/// Its price is its place among the triggered orders of its instrument.
const TURN: u8 = 5;
/// It waits for the closing auction.
const CLOSE: u8 = 6;
/// A leg that waits for the first one of its list.
const PENDING: u8 = 7;

/// Attributes with the best price that a trailing stop saw.
pub(super) type Waiting = (Attributes, i64);

impl Engine {
    /// By order id.
    pub(super) fn write_waiting<F: FnMut(&[u8])>(&self, to: &mut Writer<'_, F>) {
        to.put(self.triggers.limit);
        let mut waiting: Vec<_> = self.untriggered().collect();
        waiting.sort_unstable_by_key(|(order, _)| order.id);
        let mut places = vec![0; waiting.len()];
        for instrument in self.triggers.turning() {
            for (place, id) in self.triggers.turns(instrument).enumerate() {
                let at = waiting.binary_search_by_key(&id, |(order, _)| order.id).expect("it waits");
                places[at] = place as i64;
            }
        }
        to.list(waiting.into_iter().zip(places), |to, ((order, it), place)| {
            let (how, at) = match it.waits {
                Waits::Up(at) => (UP, at),
                Waits::Down(at) => (DOWN, at),
                Waits::ActivateUp(at) => (ACTIVATE_UP, at),
                Waits::ActivateDown(at) => (ACTIVATE_DOWN, at),
                Waits::Trailing { .. } => {
                    let best = self.triggers.best_of(order.instrument, order.side, it);
                    (TRAILING, best.expect("a trailing order saw a price"))
                }
                Waits::Turn(_) => (TURN, place),
                Waits::Close => (CLOSE, 0),
                Waits::Pending => (PENDING, 0),
            };
            to.put((it.order_id, it.since));
            to.put((how, at));
            to.put((it.source, it.trigger_price));
            to.put((it.activation_price, it.trail_ticks));
            to.put((it.trail_basis_points, (it.display, it.min_quantity)));
        });
    }

    /// Orders that wait, with their attributes. O(open orders).
    fn untriggered(&self) -> impl Iterator<Item = (&Order, &Attributes)> {
        let open = self.accounts.iter().flat_map(|account| self.orders.of_account(&account.open));
        open.filter_map(|(_, order)| Some((order, self.advanced.find(order.id)?)))
    }

    /// Gives those that wait their slots.
    pub(super) fn read_waiting(
        &mut self,
        from: &mut impl Source,
        saved: &[SavedOrder],
        by_id: &Table,
        slots: &mut [Option<Slot>],
    ) -> Result<Vec<Waiting>, SnapshotError> {
        self.triggers.limit = get(from)?;
        check((1..=MAX_LIMIT).contains(&self.triggers.limit), "settings")?;
        let count: u64 = get(from)?;
        let mut waiting = Vec::with_capacity(count.min(STEP) as usize);
        let mut last = 0;
        for _ in 0..count {
            let it = self.read_attributes(from, &mut last)?;
            let id = it.0.order_id;
            let at = find_saved(by_id, saved, id).ok_or(SnapshotError::Invalid("triggers"))?;
            let order = &saved[at].order;
            let is_plain = becomes(order.order_type) == order.order_type;
            let starts = matches!(it.0.waits, Waits::Turn(_) | Waits::Pending);
            let is_leg = order.flags & LISTED != 0 && starts;
            check(it.0.waits != Waits::Pending || is_leg, "triggers")?;
            let fits = (is_leg || is_plain == (it.0.waits == Waits::Close))
                && (order.flags & AT_CLOSE != 0) == (it.0.waits == Waits::Close)
                && order.order_type != OrderType::Pegged;
            check(fits && order.flags & ADVANCED != 0 && order.cumulative == 0, "triggers")?;
            let shown = (it.0.display != 0) == (order.flags & ICEBERG != 0);
            let slices = order.quantity <= it.0.display.saturating_mul(MAX_SLICES);
            check(shown && (slices || it.0.display == 0), "triggers")?;
            // A reduce-only order that was trimmed may be less than it wants at once.
            let can = it.0.min_quantity <= order.quantity || order.flags & REDUCE_ONLY != 0;
            check(can, "triggers")?;
            let most = self.instruments[order.instrument as usize].max_price;
            let far = [it.0.trigger_price, it.0.activation_price, it.0.trail_ticks, it.1];
            // A trailing buy's trigger may be beyond the highest price, by no more than the distance.
            check(far.iter().all(|&price| price.unsigned_abs() <= 2 * most.unsigned_abs()), "triggers")?;
            slots[at] = Some(self.books.park(order.instrument, order.account, id));
            waiting.push(it);
        }
        let marked = saved.iter().filter(|it| it.order.flags & ADVANCED != 0).count();
        check(marked == waiting.len(), "triggers")?;
        Ok(waiting)
    }

    fn read_attributes(&self, from: &mut impl Source, last: &mut u64) -> Result<Waiting, SnapshotError> {
        let (order_id, since): (u64, u64) = get(from)?;
        let (how, at): (u8, i64) = get(from)?;
        let (source, trigger_price) = get(from)?;
        let (activation_price, trail_ticks) = get(from)?;
        let (trail_basis_points, (display, min_quantity)) = get(from)?;
        check(order_id > *last && since <= self.sequence, "triggers")?;
        *last = order_id;
        let (waits, best) = match how {
            UP => (Waits::Up(at), 0),
            DOWN => (Waits::Down(at), 0),
            ACTIVATE_UP => (Waits::ActivateUp(at), 0),
            ACTIVATE_DOWN => (Waits::ActivateDown(at), 0),
            TRAILING => (Waits::Trailing { group: 0 }, at),
            TURN => (Waits::Turn(at as u64), 0),
            CLOSE => (Waits::Close, 0),
            PENDING => (Waits::Pending, 0),
            _ => return Err(SnapshotError::Invalid("triggers")),
        };
        let it = Attributes {
            order_id,
            waits,
            source,
            trigger_price,
            activation_price,
            trail_ticks,
            trail_basis_points,
            display,
            min_quantity,
            since,
        };
        let trails = matches!(waits, Waits::Trailing { .. } | Waits::ActivateUp(_) | Waits::ActivateDown(_));
        let distance = (1..10_000).contains(&trail_basis_points) != (trail_ticks > 0);
        check(matches!(waits, Waits::Turn(_) | Waits::Pending) || trails == it.is_trailing(), "triggers")?;
        check((!it.is_trailing() || distance) && at >= 0, "triggers")?;
        Ok((it, best))
    }

    /// Lets them wait again, the orders being in their places.
    pub(super) fn restore_waiting(&mut self, waiting: Vec<Waiting>) -> Result<(), SnapshotError> {
        for (attributes, best) in waiting {
            let slot = self.orders.slot(attributes.order_id).ok_or(SnapshotError::Invalid("triggers"))?;
            let order = *self.orders.get(slot);
            if let Waits::Turn(turn) = attributes.waits {
                let is_taken = self.triggers.turn_is_taken(order.instrument, turn);
                check(!is_taken && turn < u64::from(u32::MAX), "triggers")?;
            }
            self.advanced.insert(attributes);
            self.watch_from(&order, best);
        }
        if self.has_backlog() {
            self.timers.set(self.time, Timer::Triggers);
        }
        Ok(())
    }
}
