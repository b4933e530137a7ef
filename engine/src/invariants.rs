//! What must hold after every command, checked whole: by tests, by the simulator, and on demand in production.

use crate::advanced::ADVANCED;
use crate::book::{Side, Slot};
use crate::clearing::hold_of;
use crate::engine::Engine;
use crate::ledger::FIRST_ACCOUNT;
use crate::lists::{LISTED, List, SHARED};
use crate::orders::Order;
use crate::phases::{is_auction, is_collecting};
use crate::reducing::{REDUCE_ONLY, fits_position};
use crate::timers::Timer;
use crate::trading::{AT_CLOSE, AT_OPEN, AUCTION_ONLY, HIDDEN, QUOTE, UNSHOWN};
use std::collections::{BTreeMap, BTreeSet};
use tapebook_schema::{InstrumentStatus, OrderType, TimeInForce};

impl Engine {
    /// Checks the invariants of the state by itself; the first one broken, named. O(state).
    ///
    /// - `conserves_every_asset` (I1, ST-09): available + held over all accounts = deposits - withdrawals.
    /// - `nobody_owes` (I2): no balance below zero but the house's.
    /// - `holds_match_orders` (I3): each held balance equals the sum over its open orders and, for each list, the largest
    ///   of its legs that share a hold.
    /// - `never_crossed` (I4): best bid below best ask in continuous trading.
    /// - `queues_and_orders_agree` (I5): every open order stands in one queue with what is open of it.
    /// - `quotes_are_named`: every open quote is named by its account's mass quote, and windows add up.
    /// - `pegs_follow`: every group of pegged orders stands where its market is.
    /// - `phases_hold`: market orders rest only where an auction will end them, DAY orders have an end, and what is
    ///   planned lies ahead.
    /// - `waiting_orders_are_watched`: every order that waits for its trigger is watched, and its trigger not crossed.
    /// - `orders_expire`: every order good till a time, and no other, is known to expire, at a time to come.
    /// - `killed_have_no_orders`: no switch that is on covers an open order.
    /// - `open_lots_add_up`: the lots that each position's open orders are known to have are those that they have.
    /// - `sums_add_up`: what is summed over the accounts of a risk group or a member is the sum over them.
    /// - `lists_hold`: every leg that is open is one of a list, no two that share stand in a book, and nothing that a list
    ///   has to act on is left.
    /// - `reducing_orders_have_positions` (OT-10): every reduce-only order, and no other, is known by its position, sells,
    ///   and is no more than that.
    /// - `timers_are_set`: what the state waits for is in the queue of timers, and nothing in it is overdue.
    pub fn check_invariants(&self) -> Result<(), String> {
        self.conserves_every_asset()?;
        self.nobody_owes()?;
        self.holds_match_orders()?;
        self.never_crossed()?;
        self.queues_and_orders_agree()?;
        self.quotes_are_named()?;
        self.pegs_follow()?;
        self.phases_hold()?;
        self.waiting_orders_are_watched()?;
        self.orders_expire()?;
        self.killed_have_no_orders()?;
        self.open_lots_add_up()?;
        self.sums_add_up()?;
        self.lists_hold()?;
        self.reducing_orders_have_positions()?;
        self.timers_are_set()
    }

    fn quotes_are_named(&self) -> Result<(), String> {
        let rows = self.quotes.rows().iter();
        let named =
            rows.flat_map(|row| row.orders.iter()).filter(|&&id| self.orders.slot(id).is_some()).count();
        let open = self.accounts.iter().flat_map(|account| self.orders.of_account(&account.open));
        let flagged = open.filter(|(_, order)| order.flags & QUOTE != 0).count();
        if named != flagged {
            return Err(format!("quotes_are_named: {named} named, {flagged} open"));
        }
        if self.quotes.rows().iter().any(|row| row.fills.iter().map(|it| it.1).sum::<u64>() != row.filled) {
            return Err("quotes_are_named: the fills of a window do not add up".to_string());
        }
        Ok(())
    }

    fn pegs_follow(&self) -> Result<(), String> {
        match self.misplaced_pegs() {
            Some(key) => Err(format!("pegs_follow: {key:?} stands elsewhere, or has no orders")),
            None => Ok(()),
        }
    }

    fn waiting_orders_are_watched(&self) -> Result<(), String> {
        let open = self.accounts.iter().flat_map(|account| self.orders.of_account(&account.open));
        let marked: Vec<_> = open.filter(|(_, order)| order.flags & ADVANCED != 0).collect();
        let mut watched = 0;
        for instrument in 0..self.books.book_count() {
            for id in self.triggers.of_instrument(instrument) {
                watched += 1;
                let order = self.orders.slot(id).map(|slot| self.orders.get(slot));
                if order.is_none_or(|it| it.instrument != instrument || it.flags & ADVANCED == 0) {
                    return Err(format!("waiting_orders_are_watched: {id} in {instrument} is {order:?}"));
                }
            }
            if let Some(what) = self.crossed_trigger(instrument) {
                return Err(format!("waiting_orders_are_watched: {what} in {instrument}"));
            }
        }
        if (watched, watched) != (marked.len(), self.books.parked()) || watched != self.advanced.len() {
            return Err(format!("waiting_orders_are_watched: {watched} watched, {} marked", marked.len()));
        }
        Ok(())
    }

    fn orders_expire(&self) -> Result<(), String> {
        let expiries = &self.orders.expiries;
        let open = self.accounts.iter().flat_map(|account| self.orders.of_account(&account.open));
        let mut known = 0;
        for (_, order) in open.filter(|(_, order)| order.time_in_force == TimeInForce::Gtd) {
            known += 1;
            if expiries.of(order.id) < expiries.next().max(self.time + 1) {
                return Err(format!("orders_expire: {} at {}", order.id, expiries.of(order.id)));
            }
        }
        if known != expiries.len() {
            return Err(format!("orders_expire: {known} open, {} expire", expiries.len()));
        }
        Ok(())
    }

    fn killed_have_no_orders(&self) -> Result<(), String> {
        let open = self.accounts.iter().flat_map(|account| self.orders.of_account(&account.open));
        for (_, order) in open.filter(|_| self.kills.any()) {
            if let Some(scope) = self.killed_by(order.account, Some(order.instrument)) {
                return Err(format!("killed_have_no_orders: {scope:?} covers {order:?}"));
            }
        }
        Ok(())
    }

    fn reducing_orders_have_positions(&self) -> Result<(), String> {
        let reducing = &self.orders.reducing;
        let mut known = 0;
        for account in &self.accounts {
            let mut last: BTreeMap<u32, u64> = BTreeMap::new();
            for (_, order) in self.orders.of_account(&account.open) {
                if order.flags & REDUCE_ONLY == 0 {
                    continue;
                }
                known += 1;
                let expected = match last.insert(order.position, order.id) {
                    None => reducing.first(order.position),
                    Some(before) => reducing.after(before),
                };
                let sellable = self.positions.get(order.position).sellable();
                if expected != Some(order.id) || !fits_position(order, sellable) {
                    return Err(format!("reducing_orders_have_positions: {order:?} of {sellable}"));
                }
            }
        }
        if known != reducing.len() || reducing.has_shrunk() {
            return Err(format!("reducing_orders_have_positions: {known} open, {} known", reducing.len()));
        }
        Ok(())
    }

    fn open_lots_add_up(&self) -> Result<(), String> {
        let mut sums = vec![[0; 2]; self.positions.rows().len()];
        for account in &self.accounts {
            for (_, order) in self.orders.of_account(&account.open) {
                sums[order.position as usize][order.side as usize] += order.leaves();
            }
        }
        for (position, sum) in (0..).zip(sums) {
            let known = self.orders.open_lots(position);
            if known != sum {
                return Err(format!(
                    "open_lots_add_up: position {position} has {sum:?}, {known:?} are known"
                ));
            }
        }
        Ok(())
    }

    fn legs_of<'a>(&'a self, list: &'a List) -> impl Iterator<Item = &'a Order> {
        list.open().filter_map(|at| Some(self.orders.get(self.orders.slot(list.legs[at].order_id)?)))
    }

    fn lists_hold(&self) -> Result<(), String> {
        let mut legs = 0;
        for list in self.lists.all() {
            let open: Vec<_> = self.legs_of(list).collect();
            let ours = |order: &&Order| {
                (order.account, order.instrument) == (list.account, list.instrument)
                    && order.flags & LISTED != 0
            };
            let resting = open.iter().filter(|order| order.flags & (SHARED | ADVANCED) == SHARED);
            let is_settled = list.legs.iter().all(|leg| !leg.is_marked());
            if open.is_empty()
                || open.len() != list.open().count()
                || !open.iter().all(ours)
                || resting.count() > 1
                || !is_settled
            {
                return Err(format!("lists_hold: {list:?} has {open:?}"));
            }
            legs += open.len();
        }
        let open = self.accounts.iter().flat_map(|account| self.orders.of_account(&account.open));
        let marked = open.filter(|(_, order)| order.flags & (LISTED | SHARED) != 0).count();
        if legs != marked || self.lists.is_touched() {
            return Err(format!("lists_hold: {legs} legs of lists, {marked} marked"));
        }
        Ok(())
    }

    fn timers_are_set(&self) -> Result<(), String> {
        let owners = (0u32..).zip(&self.accounts).filter(|(_, account)| account.cancel_at != 0);
        let mut wanted: Vec<_> = owners.map(|(at, it)| (it.cancel_at, Timer::CancelAfter(at))).collect();
        for instrument in 0..self.books.book_count() {
            let phase = self.phases.get(instrument);
            wanted.extend(phase.next().map(|next| (next.latest(), Timer::Phase(instrument))));
            let day = Some(phase.day_ends_at).filter(|&at| at != 0);
            wanted.extend(day.map(|at| (at, Timer::DayEnd(instrument))));
            let tells = Some(phase.tells_at).filter(|&at| at != 0);
            wanted.extend(tells.map(|at| (at, Timer::Indication(instrument))));
        }
        if self.has_backlog() {
            wanted.push((self.time, Timer::Triggers));
        }
        wanted.sort_unstable();
        let overdue = |&(at, timer): &(u64, Timer)| at <= self.time && timer != Timer::Triggers;
        if !self.timers.all().eq(wanted.iter().copied()) || wanted.iter().any(overdue) {
            return Err(format!("timers_are_set: {wanted:?} wanted after {}", self.time));
        }
        Ok(())
    }

    fn conserves_every_asset(&self) -> Result<(), String> {
        let mut sums = vec![0i128; self.ledger.assets().len()];
        for row in self.ledger.rows() {
            sums[row.asset as usize] += row.available + row.held;
        }
        for (asset, (it, sum)) in self.ledger.assets().iter().zip(sums).enumerate() {
            let supply = it.deposited - it.withdrawn;
            if sum != supply {
                return Err(format!("conserves_every_asset: asset {asset} sums to {sum}, not to {supply}"));
            }
        }
        Ok(())
    }

    fn nobody_owes(&self) -> Result<(), String> {
        for row in self.ledger.rows() {
            if row.held < 0 || (row.available < 0 && row.account >= FIRST_ACCOUNT) {
                return Err(format!("nobody_owes: {row:?}"));
            }
        }
        Ok(())
    }

    fn holds_match_orders(&self) -> Result<(), String> {
        let mut holds = vec![0i128; self.ledger.rows().len()];
        for account in &self.accounts {
            for (_, order) in self.orders.of_account(&account.open) {
                if order.flags & SHARED == 0 {
                    let instrument = &self.instruments[order.instrument as usize];
                    let row = self.positions.get(order.position).hold_row(order.side);
                    holds[row as usize] += hold_of(order, instrument);
                }
            }
        }
        for list in self.lists.all() {
            let shared = self.legs_of(list).filter(|order| order.flags & SHARED != 0);
            let started = shared.filter(|order| !self.is_pending(order.id));
            let needs = started.map(|order| {
                let row = self.positions.get(order.position).hold_row(order.side);
                (hold_of(order, &self.instruments[order.instrument as usize]), row)
            });
            let largest = needs.max().unwrap_or((0, 0));
            if largest.0 != list.held {
                return Err(format!("holds_match_orders: legs need {largest:?}, but {list:?}"));
            }
            holds[largest.1 as usize] += largest.0;
        }
        for (row, hold) in self.ledger.rows().iter().zip(holds) {
            if row.held != hold {
                return Err(format!("holds_match_orders: orders need {hold}, but {row:?}"));
            }
        }
        Ok(())
    }

    fn never_crossed(&self) -> Result<(), String> {
        for book in 0..self.books.book_count() {
            let trading = self.instruments[book as usize].status == InstrumentStatus::Continuous;
            let best = (self.books.best_of_all(book, Side::Buy), self.books.best_of_all(book, Side::Sell));
            if let (Some(bid), Some(ask)) = best
                && trading
                && bid >= ask
            {
                return Err(format!("never_crossed: instrument {book} has bid {bid} and ask {ask}"));
            }
        }
        Ok(())
    }

    fn phases_hold(&self) -> Result<(), String> {
        for instrument in 0..self.books.book_count() {
            let (phase, status) = (self.phases.get(instrument), self.instruments[instrument as usize].status);
            let queues = Side::BOTH.into_iter().flat_map(|side| self.books.whole_queue(instrument, side));
            let (mut waiting, mut one_auction) = (BTreeSet::new(), BTreeSet::new());
            for order in queues.map(|(_, slot)| self.orders.get(slot)) {
                if order.order_type == OrderType::Market {
                    waiting.insert(order.id);
                }
                if order.flags & AUCTION_ONLY != 0 {
                    one_auction.insert(order.id);
                }
                let belongs = match status {
                    InstrumentStatus::PreOpen | InstrumentStatus::OpeningAuction => AT_OPEN,
                    InstrumentStatus::ClosingAuction => AT_CLOSE,
                    InstrumentStatus::Halted | InstrumentStatus::Suspended => AUCTION_ONLY,
                    _ => 0,
                };
                if order.flags & AUCTION_ONLY & !belongs != 0 {
                    return Err(format!("phases_hold: {} stands in {status:?}", order.id));
                }
                if order.time_in_force == TimeInForce::Day && phase.day_ends_at == 0 {
                    return Err(format!("phases_hold: {} would outlast its day", order.id));
                }
            }
            let may_wait = !matches!(
                status,
                InstrumentStatus::Continuous | InstrumentStatus::Closed | InstrumentStatus::Delisted
            );
            if one_auction != phase.auction_only
                || waiting != phase.waiting
                || (!may_wait && !waiting.is_empty())
            {
                return Err(format!("phases_hold: {waiting:?} rest in {instrument}, {phase:?}"));
            }
            let is_lost = |&session: &u32| self.members.get(session).is_some_and(|member| !member.live);
            if !(phase.lost.is_empty() || is_collecting(status) && phase.lost.iter().all(is_lost)) {
                return Err(format!("phases_hold: {:?} are lost in {status:?}", phase.lost));
            }
            let is_told = is_auction(status) == (phase.tells_at > 0);
            if !is_told || phase.next().is_some_and(|next| next.latest() <= self.time) {
                return Err(format!("phases_hold: {status:?} of {instrument}, {phase:?}"));
            }
        }
        Ok(())
    }

    /// Icebergs and hidden orders stand as such, and a slice is no more than may be shown.
    fn is_shown_as_it_says(&self, slot: Slot) -> bool {
        let (leaves, shown) = (self.books.leaves(slot), self.books.shown(slot));
        match self.orders.get(slot).flags & UNSHOWN {
            0 => shown == leaves,
            HIDDEN => shown == 0,
            _ => (1..=leaves.min(self.books.display(slot))).contains(&shown),
        }
    }

    /// Levels show what their orders show, and hide what their orders hide; no level is empty.
    fn levels_add_up(&self, book: u32, side: Side) -> Result<(), String> {
        let mut shown = BTreeMap::new();
        let mut hidden = BTreeMap::new();
        for (price, slot) in self.books.whole_queue(book, side) {
            let quantity = self.books.shown(slot);
            *shown.entry(price).or_insert(0) += quantity;
            *hidden.entry(price).or_insert(0) += self.books.leaves(slot) - quantity;
        }
        shown.retain(|_, total| *total > 0);
        hidden.retain(|_, total| *total > 0);
        let levels: (BTreeMap<i64, u64>, BTreeMap<i64, u64>) =
            (self.books.depth(book, side).collect(), self.books.hidden_depth(book, side).collect());
        if levels != (shown, hidden) {
            return Err(format!("queues_and_orders_agree: {side:?} levels of {book} are {levels:?}"));
        }
        Ok(())
    }

    fn queues_and_orders_agree(&self) -> Result<(), String> {
        let mut seen = 0;
        for book in 0..self.books.book_count() {
            for side in Side::BOTH {
                let mut last: Option<i64> = None;
                for (price, slot) in self.books.whole_queue(book, side) {
                    let order = self.orders.get(slot);
                    let agrees = order.leaves() == self.books.leaves(slot)
                        && self.standing_price(slot) == Some(price)
                        && order.side.admits(order.price, price)
                        && order.id == self.books.id(slot)
                        && order.instrument == book
                        && order.side == side
                        && self.is_shown_as_it_says(slot)
                        && self.orders.slot(order.id) == Some(slot);
                    let sorted = last.is_none_or(|last| last == price || side.is_better(last, price));
                    if !agrees || !sorted {
                        return Err(format!("queues_and_orders_agree: {order:?} stands at {price}"));
                    }
                    last = Some(price);
                    seen += 1;
                }
                self.levels_add_up(book, side)?;
            }
        }
        let waiting = self.pegs.all().filter(|&(_, group)| self.books.group_price(group.index).is_none());
        seen += waiting.map(|(_, group)| self.books.members(group.index).count()).sum::<usize>();
        let parked = self.books.parked();
        if seen + parked != self.orders.count() || seen != self.books.resting() {
            let known = self.orders.count();
            return Err(format!("queues_and_orders_agree: {seen} queued, {parked} wait, {known} known"));
        }
        Ok(())
    }
}
