//! Which orders a price wakes. An order waits for a price at or above its trigger, at or below it, or trails the
//! best price: then it shares a group with all that saw the same best price since they were activated, so that a
//! new best price moves one group and not its orders.
//!
//! Prices of one side of one source come as steps. A step that reaches nothing costs two comparisons; otherwise it
//! costs O(log waiting) for each order that it wakes, and, for trailing ones, for each group that it raises. Groups
//! are merged smaller into larger, so an order is moved O(log waiting) times in its life.

use crate::advanced::{Advanced, Attributes, Waits};
use crate::book::Side;
use std::collections::{BTreeMap, BTreeSet};
use tapebook_schema::TriggerSource;

/// Triggered orders one command may run, at the start.
pub const DEFAULT_LIMIT: u32 = 1_000;
pub const MAX_LIMIT: u32 = 1_000_000;

/// An order waiting for a price: that price, since when, and which.
type Entry = (i64, u64, u64);

/// Trailing orders of one side. Prices are mirrored for buys, so that the best one is always the highest and the
/// trigger below it.
#[derive(Default)]
struct Trail {
    groups: BTreeMap<u32, Group>,
    by_best: BTreeMap<i64, u32>,
    /// Groups by the trigger that is reached first, mirrored.
    by_trigger: BTreeSet<(i64, u32)>,
    next_group: u32,
}

#[derive(Default)]
struct Group {
    best: i64,
    trigger: i64,
    /// By distance: in ticks, and in basis points.
    ticks: BTreeSet<Entry>,
    points: BTreeSet<Entry>,
}

/// The trigger at a distance from a best price, both mirrored: it rounds down.
fn trail_from(best: i64, ticks: i64, basis_points: u32) -> i64 {
    if ticks != 0 {
        return best - ticks;
    }
    let best = i128::from(best);
    (best * 10_000 - best.abs() * i128::from(basis_points)).div_euclid(10_000) as i64
}

fn mirror(side: Side, price: i64) -> i64 {
    if side == Side::Sell { price } else { -price }
}

impl Group {
    fn len(&self) -> usize {
        self.ticks.len() + self.points.len()
    }

    fn set_of(&mut self, terms: &Attributes) -> (&mut BTreeSet<Entry>, Entry) {
        if terms.trail_ticks != 0 {
            (&mut self.ticks, (terms.trail_ticks, terms.since, terms.order_id))
        } else {
            (&mut self.points, (i64::from(terms.trail_basis_points), terms.since, terms.order_id))
        }
    }

    /// The first trigger that the price meets as it turns back, and whose.
    fn nearest(&self) -> Option<(i64, Entry, bool)> {
        let ticks = self.ticks.first().map(|&it| (trail_from(self.best, it.0, 0), it, true));
        let points = self.points.first().map(|&it| (trail_from(self.best, 0, it.0 as u32), it, false));
        match (ticks, points) {
            (Some(a), Some(b)) => Some(if b.0 > a.0 { b } else { a }),
            (a, b) => a.or(b),
        }
    }
}

impl Trail {
    /// Puts the group where its nearest trigger belongs, or drops it empty.
    fn place(&mut self, id: u32) {
        let Some(group) = self.groups.get_mut(&id) else { return };
        self.by_trigger.remove(&(group.trigger, id));
        match group.nearest() {
            Some((trigger, ..)) => {
                group.trigger = trigger;
                self.by_trigger.insert((trigger, id));
            }
            None => {
                self.by_best.remove(&group.best);
                self.groups.remove(&id);
            }
        }
    }

    /// The group of those whose best price is this one.
    fn group_at(&mut self, best: i64) -> u32 {
        if let Some(&id) = self.by_best.get(&best) {
            return id;
        }
        // Numbers of groups are no part of any outcome.
        while self.groups.contains_key(&self.next_group) {
            self.next_group = self.next_group.wrapping_add(1);
        }
        let id = self.next_group;
        self.groups.insert(id, Group { best, ..Group::default() });
        self.by_best.insert(best, id);
        id
    }

    fn add(&mut self, best: i64, terms: &mut Attributes) {
        let id = self.group_at(best);
        let group = self.groups.get_mut(&id).expect("found or made");
        let (set, entry) = group.set_of(terms);
        set.insert(entry);
        terms.waits = Waits::Trailing { group: id };
        self.place(id);
    }

    fn remove(&mut self, id: u32, terms: &Attributes) {
        let group = self.groups.get_mut(&id).expect("a trailing order has a group");
        let (set, entry) = group.set_of(terms);
        set.remove(&entry);
        self.place(id);
    }

    /// A price above the best of some: they share it from now on.
    fn raise(&mut self, price: i64, advanced: &mut Advanced) {
        while let Some((&best, &id)) = self.by_best.first_key_value()
            && best < price
        {
            self.by_best.remove(&best);
            let Some(&other) = self.by_best.get(&price) else {
                self.groups.get_mut(&id).expect("named").best = price;
                self.by_best.insert(price, id);
                self.place(id);
                continue;
            };
            let (mut from, mut to) = (id, other);
            if self.groups[&from].len() > self.groups[&to].len() {
                (from, to) = (to, from);
            }
            let moved = self.groups.remove(&from).expect("named");
            self.by_trigger.remove(&(moved.trigger, from));
            let into = self.groups.get_mut(&to).expect("named");
            into.best = price;
            for &entry in moved.ticks.iter().chain(&moved.points) {
                advanced.get_mut(entry.2).waits = Waits::Trailing { group: to };
            }
            into.ticks.extend(moved.ticks);
            into.points.extend(moved.points);
            self.by_best.insert(price, to);
            self.place(to);
        }
    }
}

/// Orders of one side that watch one source.
#[derive(Default)]
struct Watch {
    up: BTreeSet<Entry>,
    down: BTreeSet<Entry>,
    trail: Trail,
}

/// An order whose trigger was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fired {
    pub side: Side,
    pub trigger_price: i64,
    pub since: u64,
    pub order_id: u64,
}

impl Watch {
    fn is_empty(&self) -> bool {
        self.up.is_empty() && self.down.is_empty() && self.trail.groups.is_empty()
    }

    /// The prices strictly between which nothing happens.
    fn quiet(&self, side: Side) -> (i64, i64) {
        let mut low = self.down.last().map_or(i64::MIN, |it| it.0);
        let mut high = self.up.first().map_or(i64::MAX, |it| it.0);
        let turn = self.trail.by_trigger.last().map(|it| mirror(side, it.0));
        let further = self.trail.by_best.first_key_value().map(|(&best, _)| mirror(side, best + 1));
        match side {
            Side::Sell => {
                low = low.max(turn.unwrap_or(i64::MIN));
                high = high.min(further.unwrap_or(i64::MAX));
            }
            Side::Buy => {
                low = low.max(further.unwrap_or(i64::MIN));
                high = high.min(turn.unwrap_or(i64::MAX));
            }
        }
        (low, high)
    }

    fn step(&mut self, side: Side, price: i64, advanced: &mut Advanced, fired: &mut Vec<Fired>) {
        let mirrored = mirror(side, price);
        self.trail.raise(mirrored, advanced);
        while let Some(&entry) = self.up.first()
            && entry.0 <= price
        {
            self.up.pop_first();
            self.reached(side, entry, mirrored, advanced, fired);
        }
        while let Some(&entry) = self.down.last()
            && entry.0 >= price
        {
            self.down.pop_last();
            self.reached(side, entry, mirrored, advanced, fired);
        }
        while let Some(&(trigger, id)) = self.trail.by_trigger.last()
            && trigger >= mirrored
        {
            let group = self.trail.groups.get_mut(&id).expect("named");
            let (_, entry, in_ticks) = group.nearest().expect("a group has orders");
            if in_ticks { &mut group.ticks } else { &mut group.points }.remove(&entry);
            fired.push(Fired {
                side,
                trigger_price: mirror(side, trigger),
                since: entry.1,
                order_id: entry.2,
            });
            self.trail.place(id);
        }
    }

    fn reached(
        &mut self,
        side: Side,
        entry: Entry,
        mirrored: i64,
        advanced: &mut Advanced,
        fired: &mut Vec<Fired>,
    ) {
        let (price, since, order_id) = entry;
        let terms = advanced.get_mut(order_id);
        if matches!(terms.waits, Waits::ActivateUp(_) | Waits::ActivateDown(_)) {
            self.trail.add(mirrored, terms);
        } else {
            fired.push(Fired { side, trigger_price: price, since, order_id });
        }
    }
}

/// The trades of an instrument since its orders were last looked at: highest, lowest, which of them was later, and the
/// last one.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    pub instrument: u32,
    pub high: i64,
    pub low: i64,
    pub low_is_later: bool,
    pub last: i64,
}

/// Waiting and triggered orders of one instrument.
#[derive(Default)]
struct Row {
    /// By source, then side.
    watches: [[Watch; 2]; 3],
    /// Triggered orders in the order they run.
    turns: BTreeMap<u64, u64>,
    /// Orders that wait for the closing auction: since when, and which.
    closing: BTreeSet<(u64, u64)>,
    next_turn: u64,
    /// Legs that wait for the first one of their list.
    pending: BTreeSet<u64>,
    /// Best bid and ask when the book was touched last while orders watched them; none if it was not.
    best: [Option<i64>; 2],
}

impl Row {
    fn is_empty(&self) -> bool {
        self.turns.is_empty()
            && self.closing.is_empty()
            && self.pending.is_empty()
            && self.watches.iter().flatten().all(Watch::is_empty)
    }
}

/// Every order that waits for a price, by instrument.
pub struct Triggers {
    rows: BTreeMap<u32, Row>,
    /// Of a command: one for each instrument that traded while orders watched its trades.
    ranges: Vec<Range>,
    /// Instruments whose best price, reference price or phase may have changed.
    changed: BTreeSet<u32>,
    /// Instruments with orders that watch best prices.
    watching_best: BTreeSet<u32>,
    /// Instruments with triggered orders.
    turning: BTreeSet<u32>,
    /// There is something to look at after this command.
    is_awake: bool,
    /// Triggered orders that this command has run.
    ran: u32,
    /// Triggered orders one command may run.
    pub limit: u32,
}

impl Default for Triggers {
    fn default() -> Self {
        Self {
            rows: BTreeMap::new(),
            ranges: Vec::new(),
            changed: BTreeSet::new(),
            watching_best: BTreeSet::new(),
            turning: BTreeSet::new(),
            is_awake: false,
            ran: 0,
            limit: DEFAULT_LIMIT,
        }
    }
}

impl Triggers {
    /// Is there anything to look at after this command? O(1).
    #[inline]
    pub fn is_awake(&self) -> bool {
        self.is_awake
    }

    /// The command is over.
    pub fn sleep(&mut self) {
        (self.is_awake, self.ran) = (false, 0);
    }

    /// May the command run another triggered order? Counts it.
    pub fn may_run(&mut self) -> bool {
        self.is_awake = true;
        let may = self.ran < self.limit;
        self.ran += u32::from(may);
        may
    }

    /// Does an order of this instrument watch this source?
    pub fn watches(&self, instrument: u32, source: TriggerSource) -> bool {
        let row = self.rows.get(&instrument);
        row.is_some_and(|row| row.watches[usize::from(source.0)].iter().any(|it| !it.is_empty()))
    }

    /// A trade of an instrument whose trades are watched. O(1).
    pub fn traded(&mut self, instrument: u32, price: i64) {
        let last = self.ranges.iter_mut().rev().find(|range| range.instrument == instrument);
        let Some(range) = last else {
            self.is_awake = true;
            return self.ranges.push(Range {
                instrument,
                high: price,
                low: price,
                low_is_later: false,
                last: price,
            });
        };
        range.last = price;
        if price > range.high {
            (range.high, range.low_is_later) = (price, false);
        } else if price < range.low {
            (range.low, range.low_is_later) = (price, true);
        }
    }

    pub fn take_range(&mut self) -> Option<Range> {
        self.ranges.pop()
    }

    /// The reference price or the phase of an instrument changed: its orders are looked at.
    pub fn changed(&mut self, instrument: u32) {
        if self.rows.contains_key(&instrument) {
            self.is_awake = true;
            self.changed.insert(instrument);
        }
    }

    /// A book was touched, whose best bid and ask are these now: where they are others than those before, orders that
    /// watch them are looked at. O(log instruments).
    pub fn touched(&mut self, instrument: u32, best: [Option<i64>; 2]) {
        let Some(row) = self.rows.get_mut(&instrument) else { return };
        if std::mem::replace(&mut row.best, best) != best && self.watching_best.contains(&instrument) {
            self.is_awake = true;
            self.changed.insert(instrument);
        }
    }

    /// Does any order watch a best price?
    pub fn watches_best(&self) -> bool {
        !self.watching_best.is_empty()
    }

    /// The instruments to look at that did not trade.
    pub fn take_changed(&mut self) -> BTreeSet<u32> {
        std::mem::take(&mut self.changed)
    }

    /// Puts an order among those that wait, as its terms say. O(log waiting).
    pub fn insert(&mut self, instrument: u32, side: Side, terms: &mut Attributes, best: i64) {
        let row = self.rows.entry(instrument).or_default();
        if terms.source == TriggerSource::BestOpposite
            && !matches!(terms.waits, Waits::Turn(_) | Waits::Pending)
        {
            if self.watching_best.insert(instrument) {
                // What moved while nobody watched is not known.
                row.best = [None; 2];
            }
            self.changed.insert(instrument);
            self.is_awake = true;
        }
        let watch = &mut row.watches[usize::from(terms.source.0)][side as usize];
        match terms.waits {
            Waits::Up(price) | Waits::ActivateUp(price) => {
                watch.up.insert((price, terms.since, terms.order_id));
            }
            Waits::Down(price) | Waits::ActivateDown(price) => {
                watch.down.insert((price, terms.since, terms.order_id));
            }
            Waits::Trailing { .. } => watch.trail.add(mirror(side, best), terms),
            Waits::Close => {
                row.closing.insert((terms.since, terms.order_id));
            }
            Waits::Turn(turn) => {
                row.turns.insert(turn, terms.order_id);
                row.next_turn = row.next_turn.max(turn + 1);
                self.turning.insert(instrument);
            }
            Waits::Pending => {
                row.pending.insert(terms.order_id);
            }
        }
    }

    /// Takes an order out from among those that wait. O(log waiting).
    pub fn remove(&mut self, instrument: u32, side: Side, terms: &Attributes) {
        let Some(row) = self.rows.get_mut(&instrument) else { return };
        let watch = &mut row.watches[usize::from(terms.source.0)][side as usize];
        match terms.waits {
            Waits::Up(price) | Waits::ActivateUp(price) => {
                watch.up.remove(&(price, terms.since, terms.order_id));
            }
            Waits::Down(price) | Waits::ActivateDown(price) => {
                watch.down.remove(&(price, terms.since, terms.order_id));
            }
            Waits::Trailing { group } => watch.trail.remove(group, terms),
            Waits::Close => {
                row.closing.remove(&(terms.since, terms.order_id));
            }
            Waits::Turn(turn) => {
                row.turns.remove(&turn);
                if row.turns.is_empty() {
                    self.turning.remove(&instrument);
                }
            }
            Waits::Pending => {
                row.pending.remove(&terms.order_id);
            }
        }
        if row.watches[usize::from(TriggerSource::BestOpposite.0)].iter().all(Watch::is_empty) {
            self.watching_best.remove(&instrument);
        }
        if row.is_empty() {
            self.rows.remove(&instrument);
        }
    }

    /// The lowest and the highest price at which no order of the source and side wakes. O(1).
    pub fn quiet_of(&self, instrument: u32, source: TriggerSource, side: Side) -> (i64, i64) {
        let Some(row) = self.rows.get(&instrument) else { return (i64::MIN, i64::MAX) };
        let (low, high) = row.watches[usize::from(source.0)][side as usize].quiet(side);
        (low.saturating_add(1), high.saturating_sub(1))
    }

    /// A price of a source came, for the orders of one side.
    pub fn step(
        &mut self,
        instrument: u32,
        source: TriggerSource,
        side: Side,
        price: i64,
        advanced: &mut Advanced,
        fired: &mut Vec<Fired>,
    ) {
        if let Some(row) = self.rows.get_mut(&instrument) {
            row.watches[usize::from(source.0)][side as usize].step(side, price, advanced, fired);
        }
    }

    /// Queues what fired: buys by rising, sells by falling trigger, then by arrival; buys first.
    pub fn queue(&mut self, instrument: u32, fired: &mut Vec<Fired>, advanced: &mut Advanced) {
        if fired.is_empty() {
            return;
        }
        fired.sort_unstable_by_key(|it| {
            (it.side as u8, -mirror(it.side, it.trigger_price), it.since, it.order_id)
        });
        let row = self.rows.entry(instrument).or_default();
        for it in fired.drain(..) {
            let turn = row.next_turn;
            row.next_turn += 1;
            row.turns.insert(turn, it.order_id);
            let terms = advanced.get_mut(it.order_id);
            (terms.waits, terms.trigger_price) = (Waits::Turn(turn), it.trigger_price);
        }
        self.turning.insert(instrument);
        if row.watches[usize::from(TriggerSource::BestOpposite.0)].iter().all(Watch::is_empty) {
            self.watching_best.remove(&instrument);
        }
    }

    /// Triggered orders of an instrument in the order they run.
    pub fn turns(&self, instrument: u32) -> impl ExactSizeIterator<Item = u64> {
        self.rows.get(&instrument).map(|row| row.turns.values().copied()).unwrap_or_default()
    }

    /// The last turn that is taken in an instrument: the end of a round that begins now.
    pub fn last_turn(&self, instrument: u32) -> Option<u64> {
        self.rows.get(&instrument)?.turns.last_key_value().map(|(&turn, _)| turn)
    }

    /// The order that runs next, if its turn is not after `last`.
    pub fn next_turn(&self, instrument: u32, last: u64) -> Option<u64> {
        let (&turn, &order_id) = self.rows.get(&instrument)?.turns.first_key_value()?;
        (turn <= last).then_some(order_id)
    }

    /// Is there a triggered order with this turn?
    pub fn turn_is_taken(&self, instrument: u32, turn: u64) -> bool {
        self.rows.get(&instrument).is_some_and(|row| row.turns.contains_key(&turn))
    }

    /// The first of an instrument's orders that wait for the closing auction.
    pub fn first_closing(&self, instrument: u32) -> Option<u64> {
        self.rows.get(&instrument)?.closing.first().map(|it| it.1)
    }

    /// Instruments with triggered orders.
    pub fn turning(&self) -> impl Iterator<Item = u32> {
        self.turning.iter().copied()
    }

    /// The best price of a trailing order since it was activated.
    pub fn best_of(&self, instrument: u32, side: Side, terms: &Attributes) -> Option<i64> {
        let Waits::Trailing { group } = terms.waits else { return None };
        let watch = &self.rows.get(&instrument)?.watches[usize::from(terms.source.0)][side as usize];
        watch.trail.groups.get(&group).map(|it| mirror(side, it.best))
    }

    /// Orders of an instrument that wait, by id. O(waiting log waiting).
    pub fn of_instrument(&self, instrument: u32) -> Vec<u64> {
        let Some(row) = self.rows.get(&instrument) else { return Vec::new() };
        let mut orders: Vec<u64> = row.turns.values().chain(&row.pending).copied().collect();
        orders.extend(row.closing.iter().map(|it| it.1));
        for watch in row.watches.iter().flatten() {
            orders.extend(watch.up.iter().chain(&watch.down).map(|it| it.2));
            let groups = watch.trail.groups.values();
            orders.extend(groups.flat_map(|it| it.ticks.iter().chain(&it.points)).map(|it| it.2));
        }
        orders.sort_unstable();
        orders
    }
}

/// The trigger of a trailing stop of this side at its distance from a price: a sell's rounds down, a buy's up.
pub fn trailing_trigger(side: Side, best: i64, ticks: i64, basis_points: u32) -> i64 {
    mirror(side, trail_from(mirror(side, best), ticks, basis_points))
}
