//! Market makers' quotes and the dead man's switch.

use super::limits::Ask;
use super::trading::Wish;
use super::{Faults, Oracle, Order, read, request};
use crate::common::{Command, Event, Request};
use tapebook_schema as wire;
use tapebook_schema::{EndReason, InstrumentStatus, OrderType, RejectReason as R, Side, TimeInForce};

const QUOTE: u32 = 1 << 16;
const MS: u64 = 1_000_000;

/// What an account quotes in an instrument.
#[derive(Default)]
pub struct Quoting {
    orders: Vec<u64>,
    window: u64,
    max_fills: u32,
    max_quantity: u64,
    pulled: bool,
    /// Time and lots.
    fills: Vec<(u64, u64)>,
    /// The how many-th instrument the account quoted.
    number: usize,
}

/// Side, price, lots of the entries in use.
fn used(it: &wire::MassQuote) -> Vec<(Side, i64, u64)> {
    let bids = it.bids().iter().map(|entry| (Side::Buy, entry.price(), entry.quantity()));
    let asks = it.asks().iter().map(|entry| (Side::Sell, entry.price(), entry.quantity()));
    bids.chain(asks).filter(|&(_, price, quantity)| price != 0 || quantity != 0).collect()
}

fn in_order(it: &wire::MassQuote) -> bool {
    let entries = used(it);
    let prices = |side| entries.iter().filter(|it| it.0 == side).map(|it| it.1).collect::<Vec<_>>();
    let (bids, asks) = (prices(Side::Buy), prices(Side::Sell));
    let first = |side: &[wire::QuoteEntry], count: usize| {
        side[count..].iter().all(|entry| *entry == wire::QuoteEntry::default())
    };
    let tables: [Vec<_>; 2] = [it.bids().iter().copied().collect(), it.asks().iter().copied().collect()];
    first(&tables[0], bids.len())
        && first(&tables[1], asks.len())
        && bids.windows(2).all(|pair| pair[0] > pair[1])
        && asks.windows(2).all(|pair| pair[0] < pair[1])
        && bids.first().is_none_or(|bid| asks.first().is_none_or(|ask| bid < ask))
}

impl Oracle {
    pub(super) fn mass_quote(&mut self, command: &Command) {
        let it: wire::MassQuote = read(command);
        if !self.is_new(command) {
            return;
        }
        let (account, instrument) = (command.account, it.instrument());
        self.remember(command, account, 0, false, false);
        let orders = match self.quoted(command, &it) {
            Ok(orders) => orders,
            Err(faults) => return self.reject(command, account, instrument, 0, faults),
        };
        self.end_quotes(account, instrument, EndReason::User, Some(Request { account, ..request(command) }));
        let number = self.quotes.keys().filter(|it| it.0 == account).count();
        let first = Quoting { number, ..Quoting::default() };
        if !orders.is_empty() {
            self.count_order(account, instrument);
        }
        let quoting = self.quotes.entry((account, instrument)).or_insert(first);
        if it.flags() & 2 != 0 {
            quoting.pulled = false;
            quoting.fills.clear();
        }
        quoting.window = u64::from(it.window_ms()) * MS;
        (quoting.max_fills, quoting.max_quantity) = (it.max_fills(), it.max_quantity());
        quoting.fills.retain(|fill| self.time - fill.0 < quoting.window);
        quoting.orders = orders.iter().map(|order| order.id).collect();
        self.next_order += orders.len() as u64;
        let ids: Vec<u64> = orders.iter().map(|order| order.id).collect();
        let flags = QUOTE | u32::from(it.flags()) & 1;
        for order in orders {
            let hold = self.hold(&order);
            self.enter(command, Wish { order, amount: None, hold }, flags);
        }
        let resting = ids.iter().filter(|id| self.orders.contains_key(id)).count();
        self.events.push(Event::Applied { kind: command.kind, account, id: resting as u64 });
    }

    fn quoted(&self, command: &Command, it: &wire::MassQuote) -> Result<Vec<Order>, Faults> {
        let (account, instrument) = (command.account, it.instrument());
        let mut faults = Faults::default();
        self.may_trade(account, instrument, true, &mut faults);
        let Some(market) = self.markets.get(instrument as usize) else { return Err(faults) };
        let person = &self.people[account as usize];
        faults.when(it.flags() > 3 || !in_order(it), R::InvalidFlags, 0);
        let off = (it.max_fills(), it.window_ms(), it.max_quantity()) == (0, 0, 0);
        let on = (1..=1_000).contains(&it.max_fills()) && (1..=3_600_000).contains(&it.window_ms());
        faults.when(!on && !off, R::InvalidParameter, 0);
        let quoting = self.quotes.get(&(account, instrument));
        let pulled = quoting.is_some_and(|quoting| quoting.pulled) && it.flags() & 2 == 0;
        faults.when(pulled, R::QuotesPulled, 0);
        for (_, price, quantity) in used(it) {
            market.check_price(price, &mut faults);
            market.check_quantity(quantity, &mut faults);
        }
        if !faults.0.is_empty() {
            return Err(faults);
        }

        let is_own = |id: &u64| quoting.is_some_and(|quoting| quoting.orders.contains(id));
        let others: Vec<u64> = person.open.iter().copied().filter(|id| !is_own(id)).collect();
        let of_market = market.fees.get(&person.tier);
        let (maker_ppm, taker_ppm) = of_market.or(self.fees.get(&person.tier)).copied().unwrap_or((0, 0));
        let mut orders: Vec<Order> = Vec::new();
        for (side, price, quantity) in used(it) {
            let notional = market.notional(price, quantity);
            market.check_notional(notional, &mut faults);
            let ask = Ask {
                meets: market.status == InstrumentStatus::Continuous,
                leaving: person.open.iter().copied().filter(is_own).collect(),
                before: orders.clone(),
                is_quote: true,
                ..Ask::new(account, instrument, side, price, quantity, notional)
            };
            self.check_limits(&ask, &mut faults);
            let mut there = market.queues[1 - side.0 as usize].iter().filter(|id| !is_own(id));
            let crosses =
                there.next().is_some_and(|id| super::book::admits(side, price, self.orders[id].stands()));
            let crosses = crosses && market.status == InstrumentStatus::Continuous;
            faults.when(crosses && it.flags() & 1 != 0, R::WouldTake, 0);
            faults.when(crosses && market.reference == 0, R::NoReferencePrice, 0);
            orders.push(Order {
                id: self.next_order + orders.len() as u64,
                client: request(command).id,
                account,
                session: command.session,
                instrument,
                side,
                kind: OrderType::Limit,
                tif: TimeInForce::Gtc,
                stp: it.stp(),
                post_only: it.flags() & 1 != 0,
                is_quote: true,
                peg: None,
                at: 0,
                flags: 0,
                price,
                quantity,
                cumulative: 0,
                maker_ppm,
                taker_ppm,
                fee_millionths: 0,
                charged: 0,
                shares: false,
                waits: None,
                expires: 0,
                display: 0,
                slice: 0,
                hidden: false,
                minimum: 0,
            });
        }
        if !faults.0.is_empty() {
            return Err(faults);
        }
        for asset in [market.rules.base, market.rules.quote] {
            let held = others.iter().map(|id| &self.orders[id]).chain(&orders);
            let held = held.filter(|it| self.hold_asset(it) == asset && !it.shares);
            let held = held.map(|it| self.hold(it)).sum::<i128>() + self.held_by_lists(account, asset);
            let needs = orders.iter().any(|it| self.hold_asset(it) == asset);
            let total = self.totals.get(&(account, asset)).copied().unwrap_or(0);
            faults.when(needs && held > total, R::InsufficientBalance, 0);
        }
        if faults.0.is_empty() { Ok(orders) } else { Err(R::InsufficientBalance.into()) }
    }

    fn end_quotes(
        &mut self,
        account: u32,
        instrument: u32,
        reason: EndReason,
        request: Option<Request>,
    ) -> usize {
        let Some(quoting) = self.quotes.get_mut(&(account, instrument)) else { return 0 };
        let open: Vec<u64> = std::mem::take(&mut quoting.orders);
        let open: Vec<u64> = open.into_iter().filter(|id| self.orders.contains_key(id)).collect();
        for &id in &open {
            self.end(id, reason, request);
        }
        open.len()
    }

    pub(super) fn cancel_quotes(&mut self, command: &Command) {
        let it: wire::CancelQuotes = read(command);
        if !self.is_new(command) {
            return;
        }
        let account = command.account;
        self.remember(command, account, 0, false, false);
        let every = it.instrument() == u32::MAX;
        let mut faults = Faults::default();
        faults.when(!every && it.instrument() as usize >= self.markets.len(), R::UnknownInstrument, 0);
        faults.when(it.flags() > 1, R::InvalidFlags, 0);
        if !faults.0.is_empty() {
            return self.reject(command, account, it.instrument(), 0, faults);
        }
        let own =
            self.quotes.iter().filter(|(key, _)| key.0 == account && (every || key.1 == it.instrument()));
        let mut own: Vec<_> = own.map(|(key, quoting)| (quoting.number, key.1)).collect();
        own.sort_unstable();
        let mut count = 0;
        for &(_, instrument) in own.iter().rev() {
            let request = Request { account, ..request(command) };
            count += self.end_quotes(account, instrument, EndReason::User, Some(request));
            if it.flags() == 1 {
                let quoting = self.quotes.get_mut(&(account, instrument)).expect("there");
                quoting.pulled = false;
                quoting.fills.clear();
            }
        }
        self.events.push(Event::Applied { kind: command.kind, account, id: count as u64 });
    }

    /// A resting quote was met.
    pub(super) fn quote_filled(&mut self, account: u32, instrument: u32, quantity: u64) {
        let quoting = self.quotes.get_mut(&(account, instrument)).expect("a quote");
        if quoting.window == 0 || quoting.pulled {
            return;
        }
        quoting.fills.push((self.time, quantity));
        quoting.fills.retain(|fill| self.time - fill.0 < quoting.window);
        let lots: u64 = quoting.fills.iter().map(|fill| fill.1).sum();
        if quoting.fills.len() >= quoting.max_fills as usize
            || (quoting.max_quantity > 0 && lots >= quoting.max_quantity)
        {
            quoting.pulled = true;
            quoting.fills.clear();
            self.breached.push((account, instrument));
        }
    }

    pub(super) fn pull_quotes(&mut self) {
        for (account, instrument) in std::mem::take(&mut self.breached) {
            self.end_quotes(account, instrument, EndReason::Protection, None);
        }
    }

    pub(super) fn cancel_after(&mut self, command: &Command) {
        let it: wire::CancelAfter = read(command);
        if !self.is_new(command) {
            return;
        }
        self.remember(command, command.account, 0, false, false);
        if it.timeout_ms() > 86_400_000 {
            let mut faults = Faults::default();
            faults.add(R::InvalidParameter, 86_400_000);
            return self.reject(command, command.account, 0, 0, faults);
        }
        let at = if it.timeout_ms() == 0 { 0 } else { self.time + u64::from(it.timeout_ms()) * MS };
        self.people[command.account as usize].cancel_at = at;
        self.events.push(Event::Applied { kind: command.kind, account: command.account, id: at });
    }

    /// Cancels the orders of those who did not say in time that they are still there.
    /// The timer of an account ran out.
    pub(super) fn cancel_all_of(&mut self, account: u32) {
        self.people[account as usize].cancel_at = 0;
        for id in self.people[account as usize].open.clone() {
            self.end(id, EndReason::Timer, None);
        }
    }

    /// A trade met this order: its owner's protection counts, if it is a quote.
    pub(super) fn note_quote(&mut self, order: &Order, quantity: u64) {
        if order.is_quote {
            self.quote_filled(order.account, order.instrument, quantity);
        }
    }
}
