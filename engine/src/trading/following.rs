//! What a list does about its legs: one that trades ends, starts or sizes the others.
//!
//! Nothing of this happens while orders match. A command, or a triggered order of its rounds, notes which lists it met;
//! once it is completely matched they are followed in the order in which they were met, the legs of each in their
//! order. The funds of legs that end are free then. Legs that start trade in the rounds of the command, in turn with
//! those that were triggered, and within the same bound.

use super::advanced::{Way, plain_type, trigger};
use super::*;
use crate::advanced::{ADVANCED, Attributes, Waits};
use crate::lists::MAX_LEGS;
use crate::triggers::{Fired, trailing_trigger};
use tapebook_schema::{ListKind, ListState, TriggerSource};

/// How a leg starts.
enum Start {
    /// It waits for its trigger.
    Waits(Attributes),
    /// It stands in the book.
    Rests,
    /// It takes its turn among the triggered orders.
    Runs,
}

/// Why a leg cannot start or grow.
enum Failure {
    /// By itself.
    NotStarted(RejectReason),
    /// A limit, or its account, does not take it any more.
    Broken(RejectReason),
}

use Failure::{Broken, NotStarted};

impl Engine {
    /// Acts on what the legs of lists met: first whatever ends or shrinks legs, then what each list holds, then, one
    /// list after the other, whatever starts legs or lets them grow. O(lists met, log waiting for each leg that ends or
    /// starts).
    #[cold]
    pub(crate) fn follow_lists(&mut self, sink: &mut impl Sink) {
        loop {
            while let Some(row) = self.lists.take_touched() {
                for at in 0..MAX_LEGS {
                    self.follow_leg(row, at, sink);
                }
            }
            self.level_holds(sink);
            if self.lists.is_touched() {
                continue;
            }
            let Some(row) = self.lists.take_starting() else { return };
            self.start_pending(row, sink);
        }
    }

    /// Does what a leg's news ends or shrinks.
    fn follow_leg(&mut self, row: u32, at: usize, sink: &mut impl Sink) {
        let list = self.lists.get_mut(row);
        let (kind, is_entry) = (list.kind, list.has_entry() && at == 0);
        let leg = &mut list.legs[at];
        let is_complete = leg.is_complete;
        if is_entry && leg.filled > 0 && (kind == ListKind::Bracket || is_complete) {
            return self.lists.will_start(row);
        }
        let filled = std::mem::take(&mut leg.filled);
        let has_ended = std::mem::take(&mut leg.has_ended);
        let was_hit = std::mem::take(&mut leg.was_hit);
        match kind {
            ListKind::Bracket if is_entry && has_ended => self.end_pending(row, sink),
            ListKind::Bracket if !is_entry && filled > 0 && is_complete => self.end_others(row, at, sink),
            ListKind::Bracket if !is_entry && filled > 0 => self.shrink_other(row, at, filled, sink),
            ListKind::Bracket => {}
            _ if has_ended => self.end_others(row, at, sink),
            _ if !is_entry && (filled > 0 || was_hit) => self.end_pair(row, at, sink),
            _ => {}
        }
    }

    /// Every list that was acted on holds what the largest of its open legs needs. Funds that are free now may serve the
    /// next; one that is done is told of and forgotten.
    fn level_holds(&mut self, sink: &mut impl Sink) {
        let rows = self.lists.take_acted_on();
        for &row in &rows {
            let needed = self.needed(row, None);
            if needed < self.lists.get(row).held {
                self.hold_for_list(row, needed).expect("less than before");
            }
        }
        for &row in &rows {
            self.lists.get_mut(row).set_levelled();
            self.level_hold(row, sink);
            if self.lists.get(row).is_done() {
                let list = self.lists.remove(row);
                sink.event(&wire::ListStatus::new(
                    &ReportHeader::default(),
                    &RequestHeader::new(&list.client_id, list.account, 0, 0),
                    list.id,
                    &list.orders(),
                    list.instrument,
                    list.kind,
                    ListState::Done,
                    0,
                ));
            }
        }
        self.lists.put_acted_on(rows);
    }

    /// The first leg traded: those that wait for it start, or grow.
    fn start_pending(&mut self, row: u32, sink: &mut impl Sink) {
        let list = self.lists.get_mut(row);
        let kind = list.kind;
        let entry = &mut list.legs[0];
        let filled = std::mem::take(&mut entry.filled);
        let has_ended = std::mem::take(&mut entry.has_ended);
        // What the command's prices reached so far is no business of legs that start now.
        self.wake();
        for at in 1..MAX_LEGS {
            let leg = self.lists.get(row).legs[at];
            if leg.is_done {
                continue;
            }
            match (kind, self.is_pending(leg.order_id)) {
                (ListKind::Bracket, true) => self.start_leg(row, at, Some(filled), sink),
                (ListKind::Bracket, false) => self.grow_leg(row, at, filled, sink),
                _ => self.start_leg(row, at, None, sink),
            }
        }
        if has_ended && kind == ListKind::Bracket {
            self.end_pending(row, sink);
        }
    }

    /// Ends the open legs of a list but one, in their order.
    pub(super) fn end_legs(
        &mut self,
        row: u32,
        but: Option<usize>,
        reason: EndReason,
        request: Option<&RequestHeader>,
        sink: &mut impl Sink,
    ) {
        for at in (0..MAX_LEGS).filter(|&at| Some(at) != but) {
            self.end_leg(row, at, reason, request, sink);
        }
    }

    fn end_leg(
        &mut self,
        row: u32,
        at: usize,
        reason: EndReason,
        request: Option<&RequestHeader>,
        sink: &mut impl Sink,
    ) {
        let leg = &mut self.lists.get_mut(row).legs[at];
        if !std::mem::replace(&mut leg.is_done, true) {
            let slot = self.orders.slot(leg.order_id).expect("a leg that did not end is open");
            self.end_order(slot, reason, request, sink);
        }
    }

    fn end_others(&mut self, row: u32, at: usize, sink: &mut impl Sink) {
        self.end_legs(row, Some(at), EndReason::List, None, sink);
    }

    /// Ends the leg that stands for this one.
    fn end_pair(&mut self, row: u32, at: usize, sink: &mut impl Sink) {
        let first = usize::from(self.lists.get(row).has_entry());
        for other in (first..MAX_LEGS).filter(|&other| other != at) {
            self.end_leg(row, other, EndReason::List, None, sink);
        }
    }

    /// Ends exits that no fill of their entry started.
    fn end_pending(&mut self, row: u32, sink: &mut impl Sink) {
        for at in 1..MAX_LEGS {
            if self.is_pending(self.lists.get(row).legs[at].order_id) {
                self.end_leg(row, at, EndReason::List, None, sink);
            }
        }
    }

    /// Does an open order wait for the first leg of its list?
    pub(crate) fn is_pending(&self, order_id: u64) -> bool {
        self.advanced.find(order_id).is_some_and(|it| it.waits == Waits::Pending)
    }

    /// A leg is about to trade: where it shares, the others end and it holds by itself. A limit order that started and
    /// has nobody to trade with rests and shares on.
    pub(super) fn single_out(&mut self, slot: Slot, sink: &mut impl Sink) {
        let order = *self.orders.get(slot);
        let waits_for_price = becomes(order.order_type) != order.order_type;
        let takes = waits_for_price
            || matches!(order.time_in_force, TimeInForce::Ioc | TimeInForce::Fok)
            || self.books.crosses(order.instrument, order.side, order.price);
        if order.flags & SHARED == 0 || !takes {
            return;
        }
        let (row, at) = self.lists.of_order(order.id).expect("a leg has a list");
        self.end_others(row, at, sink);
        let own = clearing::hold_of(&order, &self.instruments[order.instrument as usize]);
        let list = self.lists.get_mut(row);
        let rest = std::mem::take(&mut list.held) - own;
        list.legs[at].hold = 0;
        risk::release_amount(&mut self.ledger, &self.positions, &order, rest);
        self.orders.get_mut(slot).flags &= !SHARED;
    }

    /// What the open legs that share need, but one: the largest.
    fn needed(&self, row: u32, but: Option<usize>) -> i128 {
        let list = self.lists.get(row);
        let legs = list.open().filter(|&at| Some(at) != but);
        legs.map(|at| list.legs[at].hold).max().unwrap_or(0)
    }

    /// Reserves so much in all for the legs that share, or nothing changes; what that adds.
    fn hold_for_list(&mut self, row: u32, amount: i128) -> Result<i128, RejectReason> {
        let list = self.lists.get_mut(row);
        let more = amount - list.held;
        let position = self.positions.find(list.account, list.instrument);
        let position = self.positions.get(position.expect("its first leg made a position"));
        risk::reserve_difference(&mut self.ledger, position.hold_row(list.side), more)?;
        list.held = amount;
        Ok(more)
    }

    /// Reserves for a leg that shares what it needs once it is replaced.
    pub(super) fn reserve_shared(&mut self, old: &Order, new: &Order) -> Result<(), RejectReason> {
        let (row, at) = self.lists.of_order(old.id).expect("a leg has a list");
        if self.is_pending(old.id) {
            return Ok(());
        }
        let own = clearing::hold_of(new, &self.instruments[new.instrument as usize]);
        self.hold_for_list(row, own.max(self.needed(row, Some(at))))?;
        self.lists.get_mut(row).legs[at].hold = own;
        Ok(())
    }

    /// A list holds what the largest of its open legs needs, no more. Where a fee that was rounded up leaves too little
    /// for that one, it ends.
    fn level_hold(&mut self, row: u32, sink: &mut impl Sink) {
        while let Err(reason) = self.hold_for_list(row, self.needed(row, None)) {
            let list = self.lists.get(row);
            let largest =
                list.open().max_by_key(|&at| list.legs[at].hold).expect("it needs more than nothing");
            self.fail_leg(row, largest, NotStarted(reason), sink);
        }
    }

    /// An exit of a bracket traded: the other loses as much.
    fn shrink_other(&mut self, row: u32, at: usize, lots: u64, sink: &mut impl Sink) {
        let other = 3 - at;
        let leg = self.lists.get(row).legs[other];
        if leg.is_done {
            return;
        }
        let slot = self.orders.slot(leg.order_id).expect("a leg that did not end is open");
        if self.orders.get(slot).leaves() <= lots {
            return self.end_leg(row, other, EndReason::List, None, sink);
        }
        let old = *self.orders.get(slot);
        let order = Order { quantity: old.quantity - lots, ..old };
        self.lists.get_mut(row).legs[other].hold =
            clearing::hold_of(&order, &self.instruments[order.instrument as usize]);
        self.lower(slot, &order, EndReason::List, sink);
    }

    /// Starts a leg that waits for the first one, with so many lots if it is an exit of a bracket.
    fn start_leg(&mut self, row: u32, at: usize, lots: Option<u64>, sink: &mut impl Sink) {
        let id = self.lists.get(row).legs[at].order_id;
        let slot = self.orders.slot(id).expect("a leg that did not end is open");
        let mut order = *self.orders.get(slot);
        order.quantity = lots.unwrap_or(order.quantity);
        self.settle_sums();
        let started = self.check_start(slot, &mut order).and_then(|start| {
            let own = clearing::hold_of(&order, &self.instruments[order.instrument as usize]);
            let more = self.hold_for_list(row, own.max(self.needed(row, None))).map_err(NotStarted)?;
            self.lists.get_mut(row).legs[at].hold = own;
            Ok((start, more))
        });
        let (start, more) = match started {
            Ok(started) => started,
            Err(failure) => return self.fail_leg(row, at, failure, sink),
        };
        let (state, trigger_price) = match &start {
            Start::Waits(attributes) => (OrderState::Untriggered, attributes.trigger_price),
            Start::Rests | Start::Runs => (OrderState::New, 0),
        };
        self.tell_start(row, &order, state, RejectReason::None, trigger_price, more, sink);
        self.orders.change(slot, &order);
        self.unwatch(&order);
        match start {
            Start::Waits(attributes) => {
                *self.advanced.get_mut(id) = attributes;
                self.watch(&order);
                self.fire_if_reached(&order);
            }
            Start::Rests => {
                let Attributes { display, .. } = self.advanced.forget(id);
                order.flags &= !ADVANCED;
                self.books.unpark(order.instrument, slot);
                let shown = self.stand_leg(slot, &order, display);
                emit_rested(sink, &order, shown);
            }
            Start::Runs => self.queue_leg(&order),
        }
        self.triggers.changed(order.instrument);
    }

    /// Puts a leg at the end of the queue at its price, an iceberg with at most `display` lots; it keeps its place among
    /// its account's orders. What the book shows of it.
    fn stand_leg(&mut self, slot: Slot, order: &Order, display: u64) -> u64 {
        let (to, shown) = self.rest_unshown(order, display);
        self.orders.move_to(slot, to, order, &mut self.accounts[order.account as usize].open);
        shown
    }

    /// How a leg starts, or why it cannot. Its price may be found now.
    fn check_start(&self, slot: Slot, order: &mut Order) -> Result<Start, Failure> {
        let rules = &self.instruments[order.instrument as usize];
        if self.positions.get(order.position).quantity.unsigned_abs() > MAX_POSITION {
            return Err(NotStarted(RejectReason::LimitExceeded));
        }
        let (plain, way) = plain_type(order.order_type).expect("a leg is not pegged");
        if let Some(way) = way {
            return self.check_waiting(order, plain, way).map_err(NotStarted);
        }
        if !self.books.has_room(order.instrument, order.side, order.leaves()) {
            return Err(NotStarted(RejectReason::BookFull));
        }
        if plain == OrderType::Market {
            if rules.reference_price == 0 {
                return Err(NotStarted(RejectReason::NoReferencePrice));
            }
            order.price = rules.protection(order.side);
            return Ok(Start::Runs);
        }
        let immediate = matches!(order.time_in_force, TimeInForce::Ioc | TimeInForce::Fok);
        if immediate || self.advanced.get(order.id).min_quantity != 0 {
            return Ok(Start::Runs);
        }
        match self.books.crosses(order.instrument, order.side, order.price) {
            true if order.flags & POST_ONLY != 0 => Err(NotStarted(RejectReason::WouldTake)),
            true => Ok(Start::Runs),
            // One that runs is checked when it has its turn, one that waits when it is triggered.
            false => self.broken_by_leg(slot, order).map_or(Ok(Start::Rests), |reason| Err(Broken(reason))),
        }
    }

    /// What a leg waits for from now on. A trailing stop follows from here.
    fn check_waiting(&self, order: &mut Order, plain: OrderType, way: Way) -> Result<Start, RejectReason> {
        let rules = &self.instruments[order.instrument as usize];
        let mut attributes = *self.advanced.get(order.id);
        attributes.since = self.sequence;
        if way != Way::Trailing {
            attributes.waits = trigger(order.side, way, attributes.trigger_price);
            return Ok(Start::Waits(attributes));
        }
        let now = self.watched_price(order.instrument, attributes.source, order.side);
        let mut failures = Failures::default();
        let from = self.check_activation(order.side, now, rules, &mut attributes, &mut failures);
        let Some(from) = from else {
            return Err(failures.first().map_or(RejectReason::InvalidTrail, |(reason, _)| reason));
        };
        if plain == OrderType::Market {
            let distance = (attributes.trail_ticks, attributes.trail_basis_points);
            let at = trailing_trigger(order.side, from, distance.0, distance.1);
            order.price = rules.protection_around(order.side, at.clamp(1, rules.max_price));
        }
        Ok(Start::Waits(attributes))
    }

    /// Fires a leg whose trigger is passed already as it starts to wait.
    fn fire_if_reached(&mut self, order: &Order) {
        let it = *self.advanced.get(order.id);
        let is_shown = it.source == TriggerSource::LastTrade
            || self.instruments[order.instrument as usize].status == InstrumentStatus::Continuous;
        let now = self.watched_price(order.instrument, it.source, order.side);
        if is_shown && now.is_some_and(|price| it.waits.is_reached(price)) {
            self.unwatch(order);
            self.queue_leg(order);
        }
    }

    /// Queues a leg behind the triggered orders.
    fn queue_leg(&mut self, order: &Order) {
        let it = self.advanced.get(order.id);
        let (trigger_price, since) = (it.trigger_price, it.since);
        let fired = Fired { side: order.side, trigger_price, since, order_id: order.id };
        self.triggers.queue(order.instrument, &mut vec![fired], &mut self.advanced);
    }

    /// Lets an exit of a bracket grow with its entry: in the book it goes to the end of its queue, else it keeps its
    /// turn.
    fn grow_leg(&mut self, row: u32, at: usize, lots: u64, sink: &mut impl Sink) {
        let id = self.lists.get(row).legs[at].order_id;
        let slot = self.orders.slot(id).expect("a leg that did not end is open");
        let old = *self.orders.get(slot);
        let rules = &self.instruments[old.instrument as usize];
        let waits = old.flags & ADVANCED != 0;
        let display = if waits { self.advanced.get(id).display } else { self.books.display(slot) };
        // An iceberg is shown in so many slices at most.
        let most = if display == 0 { u64::MAX } else { display.saturating_mul(MAX_SLICES) };
        let new = Order { quantity: (old.quantity + lots).min(rules.max_quantity).min(most), ..old };
        let own = clearing::hold_of(&new, rules);
        if new.quantity <= old.quantity {
            return;
        }
        let held = if self.books.has_room(old.instrument, old.side, lots) {
            self.hold_for_list(row, own.max(self.needed(row, Some(at))))
        } else {
            Err(RejectReason::BookFull)
        };
        if let Err(reason) = held {
            return self.fail_leg(row, at, NotStarted(reason), sink);
        }
        self.lists.get_mut(row).legs[at].hold = own;
        let shown = if waits { 0 } else { self.books.shown(slot) };
        let will_show = match new.flags & UNSHOWN {
            _ if waits => 0,
            0 => new.leaves(),
            HIDDEN => 0,
            _ => new.leaves().min(display),
        };
        let at = |shown: u64| Standing { price: old.price, shown };
        let request = RequestHeader::new(&old.client_id, old.account, 0, 0);
        emit_replaced(sink, &request, (&old, at(shown)), (&new, at(will_show)), waits);
        if waits {
            self.orders.change(slot, &new);
        } else {
            self.books.remove(slot);
            self.stand_leg(slot, &new, display);
        }
    }

    /// Ends a leg that cannot start or grow, and says why.
    fn fail_leg(&mut self, row: u32, at: usize, failure: Failure, sink: &mut impl Sink) {
        let (reason, end) = match failure {
            NotStarted(reason) => (reason, EndReason::NotStarted),
            Broken(reason) => (reason, EndReason::Limit),
        };
        let id = self.lists.get(row).legs[at].order_id;
        let slot = self.orders.slot(id).expect("a leg that did not end is open");
        let order = *self.orders.get(slot);
        self.tell_start(row, &order, OrderState::Rejected, reason, 0, 0, sink);
        self.end_order(slot, end, None, sink);
    }

    #[expect(clippy::too_many_arguments, reason = "a report names all that changed")]
    fn tell_start(
        &self,
        row: u32,
        order: &Order,
        state: OrderState,
        reason: RejectReason,
        trigger_price: i64,
        hold: i128,
        sink: &mut impl Sink,
    ) {
        sink.event(&wire::ListLegStarted::new(
            &ReportHeader::default(),
            self.lists.get(row).id,
            order.id,
            &order.client_id,
            order.account,
            order.instrument,
            wire_side(order.side),
            order.order_type,
            state,
            reason,
            order.price,
            trigger_price,
            order.quantity,
            &Amount::from(hold),
        ));
    }
}
