//! The stock venue's feed: ITCH 5.0 messages from the same events as every other feed.
//!
//! An order's reference is its order id, with the number of times it lost its place (modulo 2,048) above bit 53, so
//! that an owner finds its order and a replaced order, as an iceberg's next slice, has a reference of its own. Pegged orders that move together are
//! one order here too; what ITCH cannot say is that an order grows in its place: one more in such a group is told as a
//! replacement, which stands at the end of its queue. A match number is the trade id
//! times 65,536 plus the stock locate. What ITCH has no room for (see [`Listing::of`]) is left out and counted.

mod messages;
pub mod mold;
pub mod soup;

use crate::book::{Action, Book, BookImage, Changed, GROUP_ID, instrument_of, read};
use messages::{Head, Imbalance, Writer};
use std::collections::BTreeMap;
use tapebook_schema as wire;
use tapebook_schema::{InstrumentStatus, Message as _, MessageType, SettlementStatus};

const DAY_NS: u64 = 86_400 * 1_000_000_000;
/// Order ids are below 2^53.
const ID_BITS: u32 = 53;
/// How often an order may lose its place before a reference is used again.
const PLACES: u64 = 1 << (64 - ID_BITS);

/// An instrument as ITCH tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Padded with blanks.
    stock: [u8; 8],
    /// Ten-thousandths of a quote unit in a tick.
    price_unit: u64,
    /// Shares in a lot.
    lot_unit: u64,
    round_lot: u32,
}

/// The numbers of an instrument that decide whether ITCH can tell it.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    /// Padded with zero bytes.
    pub symbol: [u8; 24],
    pub tick_size: u64,
    pub price_scale: u8,
    pub lot_size: u64,
    pub quantity_scale: u8,
    /// Lots.
    pub quantity_step: u64,
}

impl Spec {
    pub fn of(it: &wire::AddInstrument) -> Self {
        Self {
            symbol: *it.symbol_bytes(),
            tick_size: it.tick_size(),
            price_scale: it.price_scale(),
            lot_size: it.lot_size(),
            quantity_scale: it.quantity_scale(),
            quantity_step: it.quantity_step(),
        }
    }
}

impl Listing {
    /// `None` where ITCH has no room: a symbol above 8 letters, ticks finer than a ten-thousandth, lots of no whole
    /// number of shares.
    pub fn of(spec: &Spec) -> Option<Self> {
        let length = spec.symbol.iter().position(|&byte| byte == 0).unwrap_or(spec.symbol.len());
        let mut stock = [b' '; 8];
        stock.get_mut(..length)?.copy_from_slice(&spec.symbol[..length]);
        let whole = |value: u64, scale: u8| {
            let unit = 10u64.checked_pow(u32::from(scale))?;
            (value > 0 && value.is_multiple_of(unit)).then(|| value / unit)
        };
        let price_unit = whole(spec.tick_size.checked_mul(10_000)?, spec.price_scale)?;
        let lot_unit = whole(spec.lot_size, spec.quantity_scale)?;
        let round_lot = u32::try_from(lot_unit.checked_mul(spec.quantity_step.max(1))?).ok()?;
        Some(Self { stock, price_unit, lot_unit, round_lot })
    }

    fn price(&self, ticks: i64) -> Option<u32> {
        u64::try_from(ticks).ok()?.checked_mul(self.price_unit)?.try_into().ok()
    }

    fn shares(&self, lots: u64) -> Option<u32> {
        lots.checked_mul(self.lot_unit)?.try_into().ok()
    }
}

#[derive(Default)]
struct Stock {
    listing: Option<Listing>,
    status: InstrumentStatus,
    book: Book,
}

/// A cross whose single executions were told.
struct Cross {
    instrument: u32,
    price: i64,
    lots: u64,
    match_number: u64,
    /// O, C, H: of which auction.
    kind: u8,
}

/// A trade of continuous trading, or of an auction, whose letter it has.
struct Printed {
    id: u64,
    price: i64,
    lots: u64,
    cross: Option<u8>,
}

/// The feed's state: what its readers hold.
#[derive(Default)]
pub struct Itch {
    stocks: Vec<Stock>,
    /// Times that orders lost their place, for those that did.
    lost_places: BTreeMap<u64, u64>,
    cross: Option<Cross>,
    sequence: u64,
    time: u64,
    /// Orders and trades left out because their price or quantity does not fit.
    pub left_out: u64,
}

fn locate(instrument: u32) -> Option<u16> {
    u16::try_from(instrument + 1).ok()
}

const fn state_of(status: InstrumentStatus) -> u8 {
    match status {
        InstrumentStatus::Continuous => b'T',
        InstrumentStatus::VolatilityAuction => b'P',
        InstrumentStatus::PreOpen | InstrumentStatus::OpeningAuction | InstrumentStatus::ClosingAuction => {
            b'Q'
        }
        _ => b'H',
    }
}

/// Letter of an auction: O opening, C closing, H after a halt or a pause.
const fn cross_of(status: InstrumentStatus) -> u8 {
    match status {
        InstrumentStatus::OpeningAuction => b'O',
        InstrumentStatus::ClosingAuction => b'C',
        _ => b'H',
    }
}

/// Did a trade take what an order showed, and not all of it?
fn slice_follows(kind: MessageType, body: &[u8], order_id: u64) -> bool {
    let parties = match kind {
        MessageType::Trade => {
            let it: wire::Trade = read(body);
            [*it.maker(), *it.taker()]
        }
        MessageType::AuctionTrade => {
            let it: wire::AuctionTrade = read(body);
            [*it.buy(), *it.sell()]
        }
        _ => return false,
    };
    parties.iter().any(|it| it.order_id() == order_id && it.leaves() > 0)
}

impl Itch {
    /// A feed that begins with these books.
    pub fn new(images: &[(BookImage, Spec)], time: u64) -> Self {
        let stocks = images.iter().map(|(image, spec)| Stock {
            listing: Listing::of(spec),
            status: image.status,
            book: Book::from_image(image),
        });
        Self { stocks: stocks.collect(), time, ..Self::default() }
    }

    /// Tells a new session's readers all there is: O, each stock, each order, S and Q.
    pub fn begin(&mut self, out: &mut dyn FnMut(&[u8])) {
        self.lost_places.clear();
        let time = self.time % DAY_NS;
        out(messages::system_event(time, b'O').bytes());
        for instrument in 0..self.stocks.len() as u32 {
            self.tell_stock(instrument, out);
        }
        for instrument in 0..self.stocks.len() as u32 {
            let book = std::mem::take(&mut self.stocks[instrument as usize].book);
            for order in [false, true].into_iter().flat_map(|is_sell| book.orders(is_sell)) {
                self.add(instrument, order.order_id, order.is_sell, order.price, order.quantity, out);
            }
            self.stocks[instrument as usize].book = book;
        }
        out(messages::system_event(time, b'S').bytes());
        out(messages::system_event(time, b'Q').bytes());
    }

    /// Tells them that it is over: M, E and C.
    pub fn end(&mut self, out: &mut dyn FnMut(&[u8])) {
        self.finish(out);
        for event in [b'M', b'E', b'C'] {
            out(messages::system_event(self.time % DAY_NS, event).bytes());
        }
    }

    fn head(&self, instrument: u32) -> Head {
        Head { locate: locate(instrument).unwrap_or(0), time: self.time % DAY_NS }
    }

    fn listing(&self, instrument: u32) -> Option<&Listing> {
        locate(instrument)?;
        self.stocks.get(instrument as usize)?.listing.as_ref()
    }

    fn tell_stock(&self, instrument: u32, out: &mut dyn FnMut(&[u8])) {
        let Some(listing) = self.listing(instrument) else { return };
        let head = self.head(instrument);
        out(messages::stock_directory(head, &listing.stock, listing.round_lot).bytes());
        self.tell_status(instrument, out);
    }

    fn tell_status(&self, instrument: u32, out: &mut dyn FnMut(&[u8])) {
        let Some(listing) = self.listing(instrument) else { return };
        let state = state_of(self.stocks[instrument as usize].status);
        out(messages::trading_action(self.head(instrument), &listing.stock, state).bytes());
    }

    fn reference(&self, order_id: u64) -> u64 {
        order_id | (self.lost_places.get(&order_id).copied().unwrap_or(0) << ID_BITS)
    }

    fn lose_place(&mut self, order_id: u64) {
        let places = self.lost_places.entry(order_id).or_insert(0);
        *places = (*places + 1) % PLACES;
    }

    fn tell(&mut self, message: Option<Writer>, out: &mut dyn FnMut(&[u8])) {
        match message {
            Some(message) => out(message.bytes()),
            None => self.left_out += 1,
        }
    }

    fn add(
        &mut self,
        instrument: u32,
        order_id: u64,
        is_sell: bool,
        price: i64,
        lots: u64,
        out: &mut dyn FnMut(&[u8]),
    ) {
        let Some(listing) = self.listing(instrument) else { return };
        let message = listing.shares(lots).zip(listing.price(price)).map(|(shares, price)| {
            let (head, reference) = (self.head(instrument), self.reference(order_id));
            messages::add_order(head, reference, is_sell, shares, &listing.stock, price)
        });
        self.tell(message, out);
    }

    /// Tells what an event changed; events come in their order.
    pub fn event(
        &mut self,
        kind: MessageType,
        body: &[u8],
        sequence: u64,
        time: u64,
        out: &mut dyn FnMut(&[u8]),
    ) {
        if sequence != self.sequence {
            self.finish(out);
        }
        (self.sequence, self.time) = (sequence, time);
        match kind {
            MessageType::Applied => return self.applied(body, out),
            MessageType::PhaseChanged => {
                let changed: wire::PhaseChanged = read(body);
                self.finish(out);
                if let Some(stock) = self.stocks.get_mut(changed.instrument() as usize) {
                    stock.status = changed.status();
                    self.tell_status(changed.instrument(), out);
                }
                return;
            }
            MessageType::AuctionIndication => return self.indicated(&read(body), out),
            _ => {}
        }
        let Some(instrument) = instrument_of(kind, body) else { return };
        let at = instrument as usize;
        if self.stocks.len() <= at {
            self.stocks.resize_with(at + 1, Stock::default);
        }
        // Two at most: an order that loses its place leaves and stands again; a cross takes from both sides.
        let mut changes = [None; 2];
        self.stocks[at].book.apply(kind, body, |change| {
            changes[usize::from(changes[0].is_some())] = Some(change);
        });
        match kind {
            MessageType::Trade => {
                let it: wire::Trade = read(body);
                let (id, price, lots) = (it.trade_id(), it.price(), it.quantity());
                self.traded(instrument, &Printed { id, price, lots, cross: None }, changes, out);
            }
            MessageType::AuctionTrade => {
                let it: wire::AuctionTrade = read(body);
                let (id, price, lots) = (it.trade_id(), it.price(), it.quantity());
                let cross = Some(cross_of(it.status()));
                self.traded(instrument, &Printed { id, price, lots, cross }, changes, out);
            }
            MessageType::TradeAmended => self.amended(instrument, &read(body), out),
            MessageType::OrderRefreshed => {
                self.lose_place(read::<wire::OrderRefreshed>(body).order_id());
                self.changed(instrument, changes, out);
            }
            _ => self.changed(instrument, changes, out),
        }
        for change in changes.into_iter().flatten().filter(|it| it.quantity == 0) {
            let stands = changes[1].is_some_and(|last| last.order_id == change.order_id && last.quantity > 0);
            if stands || slice_follows(kind, body, change.order_id) {
                continue;
            }
            // An order never comes back; a group's number does.
            if change.order_id < GROUP_ID {
                self.lost_places.remove(&change.order_id);
            } else {
                self.lose_place(change.order_id);
            }
        }
    }

    fn changed(&mut self, instrument: u32, changes: [Option<Changed>; 2], out: &mut dyn FnMut(&[u8])) {
        if self.listing(instrument).is_none() {
            return;
        }
        let head = self.head(instrument);
        // A group that grew is told as one that was replaced.
        let changes = match changes {
            [Some(now), None] if now.action == Action::Add && now.by < now.quantity => {
                let (quantity, by) = (0, now.quantity - now.by);
                [Some(Changed { quantity, by, action: Action::Remove, ..now }), Some(now)]
            }
            _ => changes,
        };
        match changes {
            [Some(before), Some(now)] => {
                // The order lost its place.
                let old = self.reference(before.order_id);
                self.lose_place(now.order_id);
                let new = self.reference(now.order_id);
                let listing = self.listing(instrument).expect("looked at above");
                let was_shown = listing.shares(before.by).is_some() && listing.price(before.price).is_some();
                let shown = listing.shares(now.quantity).zip(listing.price(now.price));
                let message = match shown {
                    Some((shares, price)) if was_shown => {
                        Some(messages::order_replaced(head, old, new, shares, price))
                    }
                    Some((shares, price)) => {
                        Some(messages::add_order(head, new, now.is_sell, shares, &listing.stock, price))
                    }
                    None if was_shown => Some(messages::order_deleted(head, old)),
                    None => None,
                };
                self.tell(message, out);
            }
            [Some(it), None] if it.action == Action::Add => {
                self.add(instrument, it.order_id, it.is_sell, it.price, it.quantity, out);
            }
            [Some(it), None] => {
                let listing = self.listing(instrument).expect("looked at above");
                let reference = self.reference(it.order_id);
                let fits = listing.price(it.price).and(listing.shares(it.quantity + it.by)).is_some();
                let message = fits.then(|| match listing.shares(it.by) {
                    Some(shares) if it.quantity > 0 => messages::order_reduced(head, reference, shares),
                    _ => messages::order_deleted(head, reference),
                });
                self.tell(message, out);
            }
            _ => {}
        }
    }

    fn traded(
        &mut self,
        instrument: u32,
        trade: &Printed,
        changes: [Option<Changed>; 2],
        out: &mut dyn FnMut(&[u8]),
    ) {
        let is_same = |it: &Cross| (it.instrument, it.price) == (instrument, trade.price);
        if trade.cross.is_some() && !self.cross.as_ref().is_none_or(is_same) {
            self.finish(out);
        }
        let Some(listing) = self.listing(instrument) else { return };
        let head = self.head(instrument);
        let match_number = trade.id << 16 | u64::from(head.locate);
        let fitting = listing.shares(trade.lots).zip(listing.price(trade.price));
        let Some((shares, price)) = fitting else {
            return self.left_out += 1;
        };
        let is_cross = trade.cross.is_some();
        if changes[0].is_none() && !is_cross {
            out(messages::hidden_trade(head, shares, &listing.stock, price, match_number).bytes());
        }
        for change in changes.into_iter().flatten() {
            let reference = self.reference(change.order_id);
            let executed = listing.shares(change.by).unwrap_or(shares);
            let message = if is_cross || change.price != trade.price {
                messages::order_executed_at(head, reference, executed, match_number, !is_cross, price)
            } else {
                messages::order_executed(head, reference, executed, match_number)
            };
            out(message.bytes());
        }
        if let Some(kind) = trade.cross {
            let begun = Cross { instrument, price: trade.price, lots: 0, match_number, kind };
            self.cross.get_or_insert(begun).lots += trade.lots;
        }
    }

    fn indicated(&mut self, it: &wire::AuctionIndication, out: &mut dyn FnMut(&[u8])) {
        let Some(listing) = self.listing(it.instrument()) else { return };
        let head = self.head(it.instrument());
        let shares = |lots: u64| lots.checked_mul(listing.lot_unit);
        let fitting = shares(it.volume()).zip(shares(it.surplus())).zip(listing.price(it.price()));
        let message = fitting.map(|((paired, left), price)| {
            let direction = match it.surplus_side() {
                _ if paired == 0 => b'O',
                _ if left == 0 => b'N',
                wire::Side::Sell => b'S',
                _ => b'B',
            };
            let kind = cross_of(it.status());
            messages::imbalance(head, &listing.stock, Imbalance { paired, left, direction, price, kind })
        });
        self.tell(message, out);
    }

    /// Prints the cross of the command that is over; to be called between commands.
    pub fn finish(&mut self, out: &mut dyn FnMut(&[u8])) {
        let Some(cross) = self.cross.take() else { return };
        let Cross { instrument, price, lots, match_number, kind } = cross;
        let Some(listing) = self.listing(instrument) else { return };
        let head = self.head(instrument);
        let message = lots.checked_mul(listing.lot_unit).zip(listing.price(price)).map(|(shares, price)| {
            messages::cross_trade(head, shares, &listing.stock, price, match_number, kind)
        });
        self.tell(message, out);
    }

    fn amended(&mut self, instrument: u32, it: &wire::TradeAmended, out: &mut dyn FnMut(&[u8])) {
        let Some(listing) = self.listing(instrument) else { return };
        let head = self.head(instrument);
        let match_number = it.trade_id() << 16 | u64::from(head.locate);
        out(messages::broken_trade(head, match_number).bytes());
        if it.status() == SettlementStatus::Corrected {
            let fitting = listing.shares(it.new_quantity()).zip(listing.price(it.new_price()));
            let message = fitting.map(|(shares, price)| {
                messages::hidden_trade(head, shares, &listing.stock, price, match_number)
            });
            self.tell(message, out);
        }
    }

    fn applied(&mut self, body: &[u8], out: &mut dyn FnMut(&[u8])) {
        let Some((applied, command)) = body.split_first_chunk().map(|(it, rest)| (wire::Applied(*it), rest))
        else {
            return;
        };
        if applied.type_() == MessageType::AddInstrument {
            let Some(added) = wire::AddInstrument::from_bytes(command) else { return };
            let instrument = applied.id() as u32;
            let at = instrument as usize;
            if self.stocks.len() <= at {
                self.stocks.resize_with(at + 1, Stock::default);
            }
            self.stocks[at].listing = Listing::of(&Spec::of(&added));
            self.tell_stock(instrument, out);
        }
    }
}
