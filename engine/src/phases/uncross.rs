//! The end of an auction: its price, who trades how much of it, and what becomes of the rest (rules section 4).

use super::auction::{self, Equilibrium, Level};
use super::offers::{Offers, Owner};
use crate::book::{Side, Slot};
use crate::clearing::{self, Execution, HoldKind};
use crate::engine::{Engine, Sink};
use crate::limits::value_of;
use crate::lists::LISTED;
use crate::trading::{QUOTE, count_trade, emit_refreshed};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use tapebook_schema as wire;
use tapebook_schema::{Amount, EndReason, Liquidity, OrderState, OrderType, ReportHeader, TradeSide};

/// Who would trade with whom.
#[derive(Default)]
struct Pairs {
    /// Buy, sell, lots.
    trades: Vec<(Slot, Slot, u64)>,
    /// The first of each side that have something left and would meet, but are one owner's.
    left: (Option<Slot>, Option<Slot>),
    /// Reduce-only orders that would sell more than they may, as they were met.
    beyond: Vec<Slot>,
    /// Lots that each of them, by its slot, would sell.
    sold: BTreeMap<u32, u64>,
}

impl Pairs {
    /// Notes a reduce-only order that would sell more than it may. O(log of them).
    fn note_beyond(&mut self, sell: Slot) {
        if let Entry::Vacant(place) = self.sold.entry(sell.raw()) {
            place.insert(0);
            self.beyond.push(sell);
        }
    }

    /// Adds up what those would sell. O(trades x log of them), nothing where there are none.
    fn add_up(&mut self) {
        if self.beyond.is_empty() {
            return;
        }
        for &(_, sell, quantity) in &self.trades {
            if let Some(sum) = self.sold.get_mut(&sell.raw()) {
                *sum += quantity;
            }
        }
    }
}

impl Engine {
    /// The prices that the instrument's auction may have.
    pub(super) fn auction_band(&self, instrument: u32) -> (i64, i64) {
        let ppm = self.phases.get(instrument).rules.auction_band_ppm;
        self.instruments[instrument as usize].auction_band(ppm)
    }

    /// What the auction would do if it ended now, between two prices. O(levels that cross).
    pub(super) fn equilibrium(&self, instrument: u32, (low, high): (i64, i64)) -> Equilibrium {
        let best = |side| self.books.best_of_all(instrument, side);
        let (Some(bid), Some(ask)) = (best(Side::Buy), best(Side::Sell)) else {
            return Equilibrium::default();
        };
        if bid < ask {
            return Equilibrium::default();
        }
        let rules = &self.instruments[instrument as usize];
        let bids = self.levels_from(instrument, Side::Buy, ask);
        let asks = self.levels_from(instrument, Side::Sell, bid);
        auction::find(&bids, &asks, low, high, rules)
    }

    /// The levels of a side that reach `to`, and those after them up to the first where a limit order stands.
    fn levels_from(&self, instrument: u32, side: Side, to: i64) -> Vec<Level> {
        let mut markets: BTreeMap<i64, u64> = BTreeMap::new();
        for order in self.waiting(instrument).map(|slot| self.orders.get(slot)) {
            if order.side == side {
                *markets.entry(order.price).or_default() += order.leaves();
            }
        }
        let mut levels = Vec::new();
        for (price, quantity) in self.books.whole_depth(instrument, side) {
            let is_limit = quantity > markets.get(&price).copied().unwrap_or(0);
            levels.push(Level { price, quantity, is_limit });
            if is_limit && !side.admits(price, to) {
                break;
            }
        }
        levels
    }

    /// Orders that only an auction may fill, oldest first.
    fn waiting(&self, instrument: u32) -> impl Iterator<Item = Slot> {
        let ids = self.phases.get(instrument).waiting.iter();
        ids.map(|&id| self.orders.slot(id).expect("what left the book does not wait"))
    }

    /// Makes the auction's trades. Where reduce-only orders would sell more than their positions then are, they are
    /// trimmed first, so that one price holds. Where own orders pass each other by, the younger of two that are left
    /// ends, and what still crosses trades anew. O(orders that the price admits), and as much again for each order that
    /// ends or is trimmed so: without it the price may be another.
    pub(super) fn uncross(&mut self, instrument: u32, sink: &mut impl Sink) {
        self.uncross_all(instrument, sink);
        if self.orders.reducing.has_shrunk() {
            self.follow_positions(sink);
        }
    }

    fn uncross_all(&mut self, instrument: u32, sink: &mut impl Sink) {
        let band = self.auction_band(instrument);
        loop {
            let found = self.equilibrium(instrument, band);
            if found.volume == 0 {
                return;
            }
            let skips_own = self.phases.get(instrument).rules.auction_stp;
            let serves_all = skips_own || self.orders.reducing.are_in(instrument);
            let most = if serves_all { u64::MAX } else { found.volume };
            let buys = self.eligible(instrument, Side::Buy, found.price, most);
            let sells = self.eligible(instrument, Side::Sell, found.price, most);
            let pairs = self.pair(instrument, &buys, &sells);
            if !pairs.beyond.is_empty() {
                // They counted for the price, and would not trade: it is found anew without them.
                for &slot in &pairs.beyond {
                    self.trim(slot, pairs.sold[&slot.raw()], sink);
                }
                continue;
            }
            for &(buy, sell, quantity) in &pairs.trades {
                self.auction_trade(instrument, buy, sell, found.price, quantity, sink);
            }
            let (Some(buy), Some(sell)) = pairs.left else { continue };
            let younger = if self.orders.get(buy).id > self.orders.get(sell).id { buy } else { sell };
            self.end_order(younger, EndReason::Stp, None, sink);
        }
    }

    /// The orders of a side that trade at a price, with what trades of them, in the order they are served, until they
    /// are `most` lots: market orders, then better limits; at a limit what is shown by time, then what is behind slices,
    /// then hidden orders.
    fn eligible(&self, instrument: u32, side: Side, price: i64, most: u64) -> Vec<(Slot, u64)> {
        let admits = |slot: &Slot| side.admits(self.orders.get(*slot).price, price);
        let is_market = |slot: &Slot| self.orders.get(*slot).order_type == OrderType::Market;
        let of_side = |slot: &Slot| self.orders.get(*slot).side == side;
        let markets = self.waiting(instrument).filter(of_side).filter(admits);
        let markets = markets.map(|slot| (slot, self.books.leaves(slot)));
        let queue = self.books.auction_meetings(instrument, side).map(|it| (it.slot, it.quantity));
        let limits = queue.take_while(|(slot, _)| admits(slot)).filter(|(slot, _)| !is_market(slot));
        let mut sum = 0;
        let mut parts = Vec::new();
        for part in markets.chain(limits) {
            if sum >= most {
                break;
            }
            sum += part.1;
            parts.push(part);
        }
        parts
    }

    /// Pairs each buy with the sells in turn, at one price, and changes nothing. O(buys + sells), also where own orders
    /// pass each other by; O(log) more for each sell where reduce-only orders would sell more than they may.
    fn pair(&self, instrument: u32, buys: &[(Slot, u64)], sells: &[(Slot, u64)]) -> Pairs {
        let skips_own = self.phases.get(instrument).rules.auction_stp;
        let owner = |slot: Slot| skips_own.then(|| self.owner_of(slot));
        let mut offers = Offers::default();
        for &(sell, quantity) in sells {
            offers.add(owner(sell), quantity);
        }
        let mut trial = self.trial(instrument);
        let mut pairs = Pairs::default();
        for &(buy, mut wanted) in buys {
            let by = owner(buy);
            let mut place = offers.begin();
            while let Some((at, mut quantity)) = offers.take(&mut place, by, wanted) {
                let sell = sells[at].0;
                let seller = self.orders.get(sell);
                let may = self.may_sell(&trial, seller, quantity);
                if may < quantity {
                    // No more of it has a position to reduce.
                    offers.end(at);
                    quantity = may;
                    pairs.note_beyond(sell);
                }
                wanted -= quantity;
                self.moves(&mut trial, Some(self.orders.get(buy).position), quantity as i64);
                self.moves(&mut trial, Some(seller.position), -(quantity as i64));
                if quantity > 0 {
                    pairs.trades.push((buy, sell, quantity));
                }
            }
            pairs.left.0 = pairs.left.0.or((wanted > 0).then_some(buy));
        }
        pairs.add_up();
        pairs.left.1 = offers.first().map(|at| sells[at].0);
        pairs
    }

    /// Whose an order is for self-trade prevention: a group's, or an account's.
    fn owner_of(&self, slot: Slot) -> Owner {
        let account = self.orders.get(slot).account;
        match self.accounts[account as usize].stp_group {
            0 => (false, account),
            group => (true, group),
        }
    }

    /// Books a trade of two resting orders; both pay the fee of a taker.
    fn auction_trade(
        &mut self,
        instrument: u32,
        buy: Slot,
        sell: Slot,
        price: i64,
        quantity: u64,
        sink: &mut impl Sink,
    ) {
        let rules = &mut self.instruments[instrument as usize];
        rules.last_trade_id += 1;
        rules.reference_price = price;
        rules.last_price = price;
        if rules.is_watched {
            self.triggers.traded(instrument, price);
        }
        rules.static_reference = price;
        let trade_id = rules.last_trade_id;
        let notional = rules.notional(price, quantity);
        let execution = Execution { price, quantity, notional };
        let mut side = |slot: Slot| {
            let order = self.orders.get_mut(slot);
            let paid = clearing::settle(
                &mut self.ledger,
                &mut self.positions,
                rules,
                order,
                execution,
                Liquidity::Auction,
                HoldKind::AtLimit,
            );
            let open = order.leaves() > 0;
            let side = TradeSide::new(
                order.id,
                order.account,
                paid.asset,
                &Amount::from(paid.fee),
                order.leaves(),
                order.cumulative,
                &order.client_id,
                if open { OrderState::PartiallyFilled } else { OrderState::Filled },
                0,
                0,
            );
            (order.price, side)
        };
        let (buy_price, buyer) = side(buy);
        let (sell_price, seller) = side(sell);
        let filled = [buy, sell].map(|slot| (slot, self.books.fill(slot, quantity)));
        let [buy_shown, sell_shown] = filled.map(|(_, filled)| filled.shown);
        sink.event(&wire::AuctionTrade::new(
            &ReportHeader::default(),
            trade_id,
            instrument,
            rules.status,
            0,
            0,
            price,
            quantity,
            &Amount::from(notional),
            buy_price,
            sell_price,
            buy_shown,
            sell_shown,
            &buyer,
            &seller,
        ));
        if self.limits.activities.is_counting {
            self.count_auction_trade([buy, sell], quantity, notional);
        }
        if self.orders.reducing.are_in(instrument) {
            let seller = self.orders.get(sell).position;
            self.orders.reducing.note(seller);
        }
        for (slot, filled) in filled {
            self.orders.lost(slot, quantity);
            let order = self.orders.get(slot);
            if order.flags & QUOTE != 0 {
                self.quotes.filled(order.account, instrument, self.time, quantity);
            }
            if order.flags & LISTED != 0 {
                let hold = clearing::hold_of(order, &self.instruments[instrument as usize]);
                self.lists.filled(order.id, order.cumulative, order.leaves(), hold);
            }
            if let Some(slice) = filled.slice {
                emit_refreshed(sink, order, order.price, slice);
            }
            if order.leaves() == 0 {
                self.forget_order(slot);
            }
        }
    }

    /// Counts a trade for limits.
    #[cold]
    fn count_auction_trade(&mut self, slots: [Slot; 2], quantity: u64, notional: i128) {
        let orders = slots.map(|slot| self.orders.get(slot));
        let sides = orders.map(|it| (it.account, it.position, it.side.sign() * quantity as i64));
        let book = orders[0].instrument;
        let quote = self.instruments[book as usize].quote_asset;
        let value = value_of(notional, self.ledger.assets()[quote as usize].reference_rate);
        let day_began = self.day_began(book);
        count_trade(&mut self.limits, &self.positions, sides, value, self.time, day_began);
    }

    /// Ends what only an auction may fill, after it.
    pub(super) fn end_waiting(&mut self, instrument: u32, sink: &mut impl Sink) {
        while let Some(&id) = self.phases.get(instrument).waiting.first() {
            let slot = self.orders.slot(id).expect("what left the book does not wait");
            let side = self.orders.get(slot).side;
            let reason = match self.books.best_of_all(instrument, side.opposite()) {
                None => EndReason::NoLiquidity,
                Some(_) => EndReason::Protection,
            };
            self.end_order(slot, reason, None, sink);
        }
    }
}
