//! Mass quotes: all quotes of an account in an instrument are replaced at once, pulled by its protection, or canceled.

use super::*;
use crate::quotes::{MAX_FILLS, MAX_QUOTES, Protection};

/// The request is refused where an entry would take.
pub const QUOTE_POST_ONLY: u16 = 1;
/// Protection counts from zero, and quotes are taken again.
pub const QUOTE_RESET: u16 = 2;
/// As [`QUOTE_RESET`], of a CancelQuotes.
pub const CANCEL_RESET: u32 = 1;

const MAX_WINDOW_MS: u32 = 3_600_000;
const NS_PER_MS: u64 = 1_000_000;

/// The orders that a mass quote would enter: bids, then asks.
type Quoted = [Option<Order>; 2 * MAX_QUOTES];

fn entries(it: &wire::MassQuote) -> impl Iterator<Item = (Side, i64, u64)> {
    let bids = (0..MAX_QUOTES).map(|at| (Side::Buy, it.bids().get(at)));
    let asks = (0..MAX_QUOTES).map(|at| (Side::Sell, it.asks().get(at)));
    bids.chain(asks).map(|(side, entry)| (side, entry.price(), entry.quantity()))
}

/// Are the prices of each side in their order, unused entries last, and the sides apart?
fn is_in_order(it: &wire::MassQuote) -> bool {
    let mut best = [None; 2];
    let mut last: [Option<(i64, u64)>; 2] = [None; 2];
    for (side, price, quantity) in entries(it) {
        let before = last[side as usize].replace((price, quantity));
        let is_used = (price, quantity) != (0, 0);
        let follows = match before {
            None => true,
            Some((0, 0)) => !is_used,
            Some((before, _)) => !is_used || side.is_better(before, price),
        };
        if !follows {
            return false;
        }
        if before.is_none() && is_used {
            best[side as usize] = Some(price);
        }
    }
    match best {
        [Some(bid), Some(ask)] => bid < ask,
        _ => true,
    }
}

impl Engine {
    pub(crate) fn mass_quote(
        &mut self,
        context: &Context,
        it: &wire::MassQuote,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        let (kind, request) = (MessageType::MassQuote, it.request());
        let Some((key, digest)) = self.open_gate(context, request, kind, body, sink) else { return };
        self.remember(context, &key, digest, 0);
        let quoted = match self.check_quotes(context, it) {
            Ok(quoted) => quoted,
            Err(failures) => {
                let (account, instrument) = (context.account, it.instrument());
                return self.reject(context, account, request, kind, instrument, 0, failures, sink);
            }
        };
        let is_empty = quoted.iter().all(Option::is_none);
        let account = &self.accounts[context.account as usize];
        if !is_empty && self.is_limited(account, &self.instruments[it.instrument() as usize]) {
            self.count_order(context.account, it.instrument());
        }
        let row = self.quotes.find_or_make(context.account, it.instrument());
        let header = echo(request, context.account);
        self.end_quotes(row, EndReason::User, Some(&header), sink);
        let quoting = self.quotes.get_mut(row);
        if it.flags() & QUOTE_RESET != 0 {
            quoting.reset();
        }
        let window = u64::from(it.window_ms()) * NS_PER_MS;
        let (max_fills, max_quantity) = (it.max_fills(), it.max_quantity());
        quoting.protect(Protection { window, max_fills, max_quantity }, context.time);
        quoting.orders = [0; 2 * MAX_QUOTES];
        // All holds are taken before any quote may trade: what was checked stays true.
        let mut proposals = quoted.map(|order| order.map(|order| self.quote_terms(order)));
        let mut count = 0;
        for (at, proposal) in proposals.iter_mut().enumerate() {
            let Some((mut order, terms)) = proposal.take() else { continue };
            let id = order.id;
            self.quotes.get_mut(row).orders[at] = id;
            self.enter(&mut order, &terms, request, sink);
            count += u64::from(self.orders.slot(id).is_some());
        }
        sink.event(&wire::Applied::new(&ReportHeader::default(), kind, 0, context.account, count));
    }

    fn quote_terms(&mut self, mut order: Order) -> (Order, Terms) {
        order.id = self.next_order_id;
        self.next_order_id += 1;
        let hold = self.reserve(&mut order, Need::AtLimit).expect("the sum of all holds was checked");
        (order, Terms { quote_amount: None, hold: hold.amount })
    }

    /// The quotes as orders, without ids and holds, or why none of them is taken.
    fn check_quotes(&self, context: &Context, it: &wire::MassQuote) -> Result<Quoted, Failures> {
        let mut failures = Failures::default();
        let account = &self.accounts[context.account as usize];
        account.check_active(&mut failures);
        let Some(instrument) = self.instruments.get(it.instrument() as usize) else {
            failures.add(RejectReason::UnknownInstrument, 0);
            return Err(failures);
        };
        let collects = instrument.status != InstrumentStatus::Continuous;
        if collects {
            phases::check(instrument.status, RequestKind::Quote, &mut failures);
        }
        self.check_kills(context.account, it.instrument(), &mut failures);
        if it.flags() & !(QUOTE_POST_ONLY | QUOTE_RESET) != 0 || !is_in_order(it) {
            failures.add(RejectReason::InvalidFlags, 0);
        }
        let protects = it.max_fills() != 0 && it.window_ms() != 0;
        let is_off = it.max_fills() == 0 && it.window_ms() == 0 && it.max_quantity() == 0;
        if (!protects && !is_off) || it.max_fills() > MAX_FILLS || it.window_ms() > MAX_WINDOW_MS {
            failures.add(RejectReason::InvalidParameter, 0);
        }
        let row = self.quotes.find(context.account, it.instrument());
        if it.flags() & QUOTE_RESET == 0 && row.is_some_and(|row| self.quotes.get(row).pulled) {
            failures.add(RejectReason::QuotesPulled, 0);
        }
        let used = || entries(it).filter(|&(_, price, quantity)| (price, quantity) != (0, 0));
        for (_, price, quantity) in used() {
            instrument.check_price(price, &mut failures);
            instrument.check_quantity(quantity, &mut failures);
        }
        if !failures.is_empty() {
            return Err(failures);
        }

        let (old, old_lots, freed) = self.standing_quotes(row);
        let is_limited = self.is_limited(account, instrument);
        let mut quoted: Quoted = [None; 2 * MAX_QUOTES];
        let (mut open, mut needed, mut lots) = (0, [0i128; 2], [0u64; 2]);
        for (at, (side, price, quantity)) in entries(it).enumerate() {
            if (price, quantity) == (0, 0) {
                continue;
            }
            let notional = instrument.notional(price, quantity);
            instrument.check_notional(notional, &mut failures);
            if is_limited {
                let ask = Ask {
                    meets: !collects,
                    is_quote: true,
                    orders_beside: open - i64::from(old),
                    lots_beside: lots[side as usize] as i64 - old_lots[side as usize] as i64,
                    ..Ask::new(context.account, it.instrument(), side, price, quantity, notional)
                };
                self.check_limits(&ask, &mut failures);
            }
            let crosses = !collects && self.quote_would_take(context.account, it.instrument(), side, price);
            if crosses && it.flags() & QUOTE_POST_ONLY != 0 {
                failures.add(RejectReason::WouldTake, 0);
            }
            if crosses && instrument.reference_price == 0 {
                failures.add(RejectReason::NoReferencePrice, 0);
            }
            let order = self.quote_order(context, it, side, price, quantity);
            needed[side as usize] += clearing::hold_of(&order, instrument);
            lots[side as usize] += quantity;
            open += 1;
            quoted[at] = Some(order);
        }
        for side in Side::BOTH {
            if !self.books.has_room(it.instrument(), side, lots[side as usize]) {
                failures.add(RejectReason::BookFull, 0);
            }
        }
        if !failures.is_empty() {
            return Err(failures);
        }
        let position = self.positions.find(context.account, it.instrument());
        if position.is_some_and(|at| self.positions.get(at).quantity.unsigned_abs() > MAX_POSITION) {
            return Err(RejectReason::LimitExceeded.into());
        }
        for side in Side::BOTH {
            let row = self.ledger.find(context.account, instrument.paid_asset(side));
            let available = row.map_or(0, |row| self.ledger.row(row).available);
            if needed[side as usize] > available + freed[side as usize] {
                return Err(RejectReason::InsufficientBalance.into());
            }
        }
        Ok(quoted)
    }

    fn quote_order(
        &self,
        context: &Context,
        it: &wire::MassQuote,
        side: Side,
        price: i64,
        quantity: u64,
    ) -> Order {
        let kind = OrderType::Limit;
        let account = context.account;
        let mut order = Order::new(0, account, it.instrument(), side, kind, price, quantity, context.time);
        (order.maker_ppm, order.taker_ppm) = self.fees_of(account, it.instrument());
        order.client_id = client_id(it.request());
        order.session = context.session;
        order.stp = it.stp();
        order.flags = QUOTE | u32::from(it.flags() & QUOTE_POST_ONLY);
        order
    }

    /// Maker and taker ppm of an account in an instrument.
    pub(super) fn fees_of(&self, account: u32, instrument: u32) -> (i32, i32) {
        let tier = usize::from(self.accounts[account as usize].tier);
        let it = &self.instruments[instrument as usize];
        if it.own_fees >> tier & 1 == 1 { it.fees[tier] } else { self.fees[tier] }
    }

    /// How many quotes of a row stand, their lots and what they hold: bids, asks.
    fn standing_quotes(&self, row: Option<u32>) -> (u32, [u64; 2], [i128; 2]) {
        let (mut count, mut lots, mut held) = (0, [0; 2], [0; 2]);
        let Some(row) = row else { return (count, lots, held) };
        let quoting = self.quotes.get(row);
        let instrument = &self.instruments[quoting.instrument as usize];
        for slot in quoting.orders.iter().filter_map(|&id| self.orders.slot(id)) {
            let order = self.orders.get(slot);
            held[order.side as usize] += clearing::hold_of(order, instrument);
            lots[order.side as usize] += order.leaves();
            count += 1;
        }
        (count, lots, held)
    }

    /// Would a quote meet anything but the account's own quotes, which leave first? O(own quotes met).
    fn quote_would_take(&self, account: u32, instrument: u32, side: Side, price: i64) -> bool {
        let is_own = |slot: Slot| {
            let order = self.orders.get(slot);
            order.account == account && order.flags & QUOTE != 0
        };
        let mut others =
            self.books.whole_queue(instrument, side.opposite()).filter(|&(_, slot)| !is_own(slot));
        others.next().is_some_and(|(best, _)| side.admits(price, best))
    }

    /// Ends a row's quotes that still stand, bids first. Returns their number.
    fn end_quotes(
        &mut self,
        row: u32,
        reason: EndReason,
        request: Option<&RequestHeader>,
        sink: &mut impl Sink,
    ) -> u64 {
        let orders = std::mem::take(&mut self.quotes.get_mut(row).orders);
        let mut count = 0;
        for id in orders {
            if let Some(slot) = self.orders.slot(id) {
                self.end_order(slot, reason, request, sink);
                count += 1;
            }
        }
        count
    }

    /// Pulls the quotes whose protection was reached, after the command that met them is matched.
    pub(crate) fn pull_quotes(&mut self, sink: &mut impl Sink) {
        while let Some(row) = self.quotes.take_breached() {
            self.end_quotes(row, EndReason::Protection, None, sink);
        }
    }

    /// Cancels an account's quotes, of the instrument it quoted first last.
    pub(crate) fn cancel_quotes(
        &mut self,
        context: &Context,
        it: &wire::CancelQuotes,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        let (kind, request) = (MessageType::CancelQuotes, it.request());
        let Some((key, digest)) = self.open_gate(context, request, kind, body, sink) else { return };
        self.remember(context, &key, digest, 0);
        let every = it.instrument() == ALL_INSTRUMENTS;
        let mut failures = Failures::default();
        if !every && it.instrument() as usize >= self.instruments.len() {
            failures.add(RejectReason::UnknownInstrument, 0);
        }
        if it.flags() & !CANCEL_RESET != 0 {
            failures.add(RejectReason::InvalidFlags, 0);
        }
        if !failures.is_empty() {
            let (account, instrument) = (context.account, it.instrument());
            return self.reject(context, account, request, kind, instrument, 0, failures, sink);
        }
        let header = echo(request, context.account);
        let mut count = 0;
        let mut at = match every {
            true => self.quotes.of_account(context.account, None),
            false => self.quotes.find(context.account, it.instrument()),
        };
        while let Some(row) = at {
            count += self.end_quotes(row, EndReason::User, Some(&header), sink);
            if it.flags() & CANCEL_RESET != 0 {
                self.quotes.get_mut(row).reset();
            }
            at = if every { self.quotes.of_account(context.account, Some(row)) } else { None };
        }
        sink.event(&wire::Applied::new(&ReportHeader::default(), kind, 0, context.account, count));
    }
}
