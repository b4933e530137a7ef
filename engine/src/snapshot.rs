//! The whole state as bytes, in one canonical form: the same state gives the same bytes, whether it grew by
//! commands or was restored. Slots, free lists and table layouts, which no outcome depends on, are left out.
//! The state hash is the hash of these bytes.

use crate::accounts::Account;
use crate::book::Side;
use crate::engine::Engine;
use crate::instrument::{Band, Instrument};
use crate::ledger::{Asset, MAX_SUPPLY, NO_ROW, Row};
use crate::limits::NO_BOUNDS;
use crate::orders::{Order, hash_of};
use crate::reducing::{REDUCE_ONLY, fits_position};
use crate::requests::{Entry, NO_ENTRY, Requests};
use crate::table::{Hasher, Table};
use crate::timers::Timer;
use code::Code;
use tapebook_schema::KillScope;
use tapebook_schema::{
    AccountStatus, BreachAction, FeeAsset, InstrumentStatus, ListKind, OrderType, SettlementStatus, StpMode,
    TimeInForce, TriggerSource,
};

/// Version of this form.
pub const SNAPSHOT_VERSION: u32 = 8;
const MAGIC: u32 = 0x4E53_4254;
/// No fee or rebate is above this.
const MAX_PPM: u32 = 100_000;
/// Lists are read in steps, so that a wrong count asks for no more memory than there are bytes.
const STEP: u64 = 4096;

/// Why bytes are no snapshot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SnapshotError {
    /// They end too early, or the reader failed.
    Short,
    /// Not a snapshot, or of a version this build does not read.
    Version(u32),
    /// A value or a reference that no engine writes; names the part.
    Invalid(&'static str),
}

impl std::fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Short => write!(f, "the snapshot ends too early"),
            Self::Version(found) => {
                write!(
                    f,
                    "snapshot version {found} is not read by this build, which reads {SNAPSHOT_VERSION}"
                )
            }
            Self::Invalid(part) => write!(f, "the snapshot's {part} are not what an engine writes"),
        }
    }
}

/// Gives a snapshot's bytes in order.
pub trait Source {
    /// Fills the buffer whole, or fails.
    fn take(&mut self, buffer: &mut [u8]) -> Result<(), SnapshotError>;
}

impl Source for &[u8] {
    fn take(&mut self, buffer: &mut [u8]) -> Result<(), SnapshotError> {
        let (head, rest) = self.split_at_checked(buffer.len()).ok_or(SnapshotError::Short)?;
        buffer.copy_from_slice(head);
        *self = rest;
        Ok(())
    }
}

struct Writer<'a, F: FnMut(&[u8])> {
    buffer: Vec<u8>,
    out: &'a mut F,
}

impl<F: FnMut(&[u8])> Writer<'_, F> {
    fn put(&mut self, value: impl Code) {
        value.put(&mut self.buffer);
        if self.buffer.len() >= 1 << 16 {
            (self.out)(&self.buffer);
            self.buffer.clear();
        }
    }

    fn list<T>(&mut self, items: impl ExactSizeIterator<Item = T>, mut each: impl FnMut(&mut Self, T)) {
        self.put(items.len() as u64);
        for item in items {
            each(self, item);
        }
    }
}

macro_rules! code_integers {
    ($($integer:ty),*) => {$(
        impl Code for $integer {
            fn put(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
            fn get(from: &mut impl Source) -> Result<Self, SnapshotError> {
                let mut bytes = [0; size_of::<$integer>()];
                from.take(&mut bytes)?;
                Ok(<$integer>::from_le_bytes(bytes))
            }
        }
    )*};
}
code_integers!(u16, u32, u64, i32, i64, i128);

macro_rules! code_enums {
    ($($name:ident up to $last:ident),*) => {$(
        impl Code for $name {
            fn put(&self, out: &mut Vec<u8>) {
                out.push(self.0);
            }
            fn get(from: &mut impl Source) -> Result<Self, SnapshotError> {
                let value = u8::get(from)?;
                if value > $name::$last.0 {
                    return Err(SnapshotError::Invalid(stringify!($name)));
                }
                Ok($name(value))
            }
        }
    )*};
}
code_enums!(
    AccountStatus up to Closed,
    FeeAsset up to Quote,
    InstrumentStatus up to Suspended,
    BreachAction up to Halt,
    OrderType up to Pegged,
    TimeInForce up to Gtd,
    StpMode up to None,
    TriggerSource up to Reference,
    ListKind up to Bracket,
    SettlementStatus up to Corrected
);

impl Code for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }
    fn get(from: &mut impl Source) -> Result<Self, SnapshotError> {
        match u8::get(from)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(SnapshotError::Invalid("flags")),
        }
    }
}

impl Code for Side {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(*self as u8);
    }
    fn get(from: &mut impl Source) -> Result<Self, SnapshotError> {
        Ok(if bool::get(from)? { Side::Sell } else { Side::Buy })
    }
}

impl<A: Code, B: Code> Code for (A, B) {
    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
        self.1.put(out);
    }
    fn get(from: &mut impl Source) -> Result<Self, SnapshotError> {
        Ok((A::get(from)?, B::get(from)?))
    }
}

/// Puts and gets the named fields in the order given; the rest come from `..`.
macro_rules! code_struct {
    ($name:ident { $($field:ident),* $(,)? } $(.. { $($rest:ident: $value:expr),* $(,)? })?) => {
        impl Code for $name {
            fn put(&self, out: &mut Vec<u8>) {
                $(self.$field.put(out);)*
            }
            fn get(from: &mut impl Source) -> Result<Self, SnapshotError> {
                Ok(Self { $($field: Code::get(from)?,)* $($($rest: $value,)*)? })
            }
        }
    };
}

code_struct!(Asset { code, scale, display_scale, deposited, withdrawn, reference_rate }
    .. { fee_row: NO_ROW, house_row: NO_ROW });
code_struct!(Row { account, asset, available, held } .. { next: NO_ROW });
code_struct!(Band { from_price, step });
code_struct!(Instrument {
    symbol,
    base_asset,
    quote_asset,
    tick_size,
    lot_size,
    price_scale,
    quantity_scale,
    fee_asset,
    status,
    lot_units,
    quote_units,
    min_quantity,
    max_quantity,
    quantity_step,
    min_notional,
    max_price,
    collar_ppm,
    band_ppm,
    protection_ppm,
    reference_price,
    last_trade_id,
    static_band_ppm,
    static_reference,
    last_price,
    set_reference,
    ticks,
    fees,
    own_fees,
} .. { is_watched: false, limits: NO_BOUNDS });

impl Code for Entry {
    fn put(&self, out: &mut Vec<u8>) {
        (self.client_id, self.account).put(out);
        (self.digest, self.sequence).put(out);
        self.order_id.put(out);
    }
    fn get(from: &mut impl Source) -> Result<Self, SnapshotError> {
        let (client_id, account) = Code::get(from)?;
        let (digest, sequence) = Code::get(from)?;
        Ok(Requests::entry(client_id, account, digest, sequence, u64::get(from)?))
    }
}

mod code;
mod expiries;
mod limits;
mod lists;
mod pegs;
mod quotes;
mod unshown;
mod waiting;

fn get<T: Code>(from: &mut impl Source) -> Result<T, SnapshotError> {
    T::get(from)
}

fn get_list<T: Code>(from: &mut impl Source) -> Result<Vec<T>, SnapshotError> {
    let count: u64 = get(from)?;
    let mut items = Vec::with_capacity(count.min(STEP) as usize);
    for _ in 0..count {
        items.push(get(from)?);
    }
    Ok(items)
}

mod phases;

fn check(holds: bool, part: &'static str) -> Result<(), SnapshotError> {
    if holds { Ok(()) } else { Err(SnapshotError::Invalid(part)) }
}

/// An order's own fields; its rows and its place in the book are found again.
struct SavedOrder {
    order: Order,
    parked: Vec<(Entry, bool)>,
}

/// Place of an order among those read, by its id.
fn find_saved(by_id: &Table, saved: &[SavedOrder], id: u64) -> Option<usize> {
    by_id.find(hash_of(id), |at| saved[at as usize].order.id == id).map(|at| at as usize)
}

impl Engine {
    /// Writes the state to `out`, in pieces. O(state).
    pub fn write_snapshot(&self, out: &mut impl FnMut(&[u8])) {
        let mut writer = Writer { buffer: Vec::with_capacity(1 << 17), out };
        let to = &mut writer;
        to.put((MAGIC, SNAPSHOT_VERSION));
        to.put((self.hasher.seed(), self.lineage));
        to.put((self.sequence, self.time));
        to.put((self.generation, self.next_order_id));
        to.put((self.requests.window, self.fees));
        to.list(self.ledger.assets().iter(), |to, asset| to.put(*asset));
        to.list(self.ledger.rows().iter(), |to, row| to.put(*row));
        to.list(self.instruments.iter(), |to, instrument| to.put(*instrument));
        self.write_phases(to);
        to.list(self.accounts.iter(), |to, account| {
            to.put((account.status, account.tier));
            to.put((account.stp_group, account.cancel_at));
        });
        to.list(self.members.all().iter(), |to, member| {
            to.put((member.key, member.account));
            to.put((member.permissions, member.rate_limit));
            to.put((member.revoked, member.live));
            to.put(member.options);
            to.list(member.bound.iter(), |to, &bound| to.put(bound));
        });
        to.list(self.positions.rows().iter(), |to, position| {
            to.put((position.account, position.instrument));
            to.put((position.quantity, position.cost));
        });
        self.write_limits(to);
        self.write_orders(to);
        self.write_requests(to);
        self.write_quotes(to);
        self.write_lists(to);
        to.list(self.amendments.amended(), |to, (&key, &status)| to.put((key, status)));
        to.list(self.amendments.proposals(), |to, (&key, (session, content))| {
            to.put((key, *session));
            to.list(content.iter(), |to, &byte| to.put(byte));
        });
        to.list(self.kills.all(), |to, kill| to.put(kill));
        to.put(MAGIC);
        (writer.out)(&writer.buffer);
    }

    /// Open orders by account in the order they came, then each queue as order ids.
    fn write_orders<F: FnMut(&[u8])>(&self, to: &mut Writer<'_, F>) {
        to.put(self.orders.count() as u64);
        for account in &self.accounts {
            for (slot, order) in self.orders.of_account(&account.open) {
                to.put((order.id, order.price));
                to.put((order.quantity, order.cumulative));
                to.put((order.notional, order.client_id));
                to.put((order.account, order.instrument));
                to.put((order.maker_ppm, order.taker_ppm));
                to.put((order.fee_slack, order.session));
                to.put((order.side, order.order_type));
                to.put((order.time_in_force, order.stp));
                to.put((order.flags, order.time));
                let parked: Vec<_> = self.requests.chain(self.orders.parked(slot)).collect();
                to.list(parked.into_iter(), |to, entry| to.put((*entry, self.requests.is_current(entry))));
            }
        }
        self.write_groups(to);
        self.write_waiting(to);
        self.write_expiries(to);
        self.write_icebergs(to);
        for book in 0..self.books.book_count() {
            for side in Side::BOTH {
                let queue = || self.books.whole_queue(book, side).filter(|&(_, slot)| self.is_named(slot));
                to.put(queue().count() as u64);
                for (_, slot) in queue() {
                    to.put(self.books.id(slot));
                }
            }
        }
    }

    fn write_requests<F: FnMut(&[u8])>(&self, to: &mut Writer<'_, F>) {
        for account in &self.accounts {
            let entries: Vec<_> = self.requests.of_window(&account.window).collect();
            to.list(entries.into_iter(), |to, entry| to.put((*entry, self.requests.is_current(entry))));
        }
        let entries: Vec<_> = self.requests.permanent().collect();
        to.list(entries.into_iter(), |to, entry| to.put(*entry));
    }

    /// The engine that wrote these bytes. O(state).
    pub fn read_snapshot(from: &mut impl Source) -> Result<Engine, SnapshotError> {
        let (magic, version): (u32, u32) = get(from)?;
        if magic != MAGIC || version != SNAPSHOT_VERSION {
            return Err(SnapshotError::Version(version));
        }
        let (seed, lineage): ([u64; 2], [u8; 16]) = get(from)?;
        check(Hasher::new(seed).seed() == seed, "settings")?;
        let mut engine = Engine::with_hasher(Hasher::new(seed), lineage);
        (engine.sequence, engine.time) = get(from)?;
        (engine.generation, engine.next_order_id) = get(from)?;
        (engine.requests.window, engine.fees) = get(from)?;
        check(engine.requests.window > 0 && engine.next_order_id < 1 << 53, "settings")?;
        engine.read_money(from)?;
        engine.read_members(from)?;
        engine.read_positions(from)?;
        engine.read_limits(from)?;
        engine.read_orders(from)?;
        engine.read_requests(from)?;
        engine.read_quotes(from)?;
        engine.read_lists(from)?;
        for account in 0..engine.accounts.len() as u32 {
            engine.join_sums(account);
        }
        for (key, status) in get_list::<((u32, u64), SettlementStatus)>(from)? {
            engine.amendments.set(key, status);
        }
        for _ in 0..get::<u64>(from)? {
            let (key, session) = get(from)?;
            engine.amendments.restore_proposal(key, session, get_list(from)?);
        }
        let mut last = None;
        for kill @ (scope, id) in get_list::<(u8, u32)>(from)? {
            check(last.replace(kill) < Some(kill) && engine.knows(KillScope(scope), id).is_ok(), "kills")?;
            engine.kills.set(KillScope(scope), id, true);
        }
        // A list that lost its count would end too early and leave bytes behind.
        check(get::<u32>(from)? == MAGIC, "end")?;
        Ok(engine)
    }

    fn read_money(&mut self, from: &mut impl Source) -> Result<(), SnapshotError> {
        let assets: Vec<Asset> = get_list(from)?;
        let rows: Vec<Row> = get_list(from)?;
        let count = assets.len() as u32;
        // More may be withdrawn than was deposited: the house owes what rebates took it below zero.
        let adds_up = |asset: &Asset| asset.deposited >= 0 && asset.withdrawn >= 0;
        check(assets.iter().all(adds_up), "assets")?;
        // Beyond the supply by what the house may owe.
        let fits = |amount: i128| amount.unsigned_abs() <= 2 * MAX_SUPPLY.unsigned_abs();
        check(rows.iter().all(|row| fits(row.available) && fits(row.held)), "balances")?;
        self.instruments = get_list(from)?;
        for instrument in &self.instruments {
            let known = instrument.base_asset < count && instrument.quote_asset < count;
            check(
                known && instrument.fits() && instrument.lot_units > 0 && instrument.quote_units > 0,
                "instruments",
            )?;
            self.books.add_book();
        }
        self.read_phases(from)?;
        self.accounts.clear();
        for _ in 0..get::<u64>(from)? {
            let mut account = Account::new(0);
            (account.status, account.tier) = get(from)?;
            (account.stp_group, account.cancel_at) = get(from)?;
            // What was due has fired.
            check(
                account.tier < 16 && (account.cancel_at == 0 || account.cancel_at > self.time),
                "accounts",
            )?;
            if account.cancel_at != 0 {
                self.timers.set(account.cancel_at, Timer::CancelAfter(self.accounts.len() as u32));
            }
            self.accounts.push(account);
        }
        let known = |row: &Row| row.asset < count && (row.account as usize) < self.accounts.len();
        check(rows.iter().all(known) && self.ledger.restore(assets, &rows), "balances")
    }

    fn read_members(&mut self, from: &mut impl Source) -> Result<(), SnapshotError> {
        for _ in 0..get::<u64>(from)? {
            let (key, account) = get(from)?;
            let (permissions, rate_limit) = get(from)?;
            let session = self.members.register(key, account, permissions, rate_limit);
            let (revoked, live) = get(from)?;
            let options = get(from)?;
            let member = self.members.get_mut(session).expect("registered above");
            (member.revoked, member.live, member.options) = (revoked, live, options);
            for (account, since) in get_list::<(u32, u64)>(from)? {
                let it = self.accounts.get_mut(account as usize).ok_or(SnapshotError::Invalid("bindings"))?;
                check(self.members.bind(session, account, since, it), "bindings")?;
            }
        }
        let is_lost = |&session: &u32| self.members.get(session).is_some_and(|member| !member.live);
        let all = (0..self.instruments.len() as u32).all(|it| self.phases.get(it).lost.iter().all(is_lost));
        check(all, "phases")?;
        Ok(())
    }

    fn read_positions(&mut self, from: &mut impl Source) -> Result<(), SnapshotError> {
        for _ in 0..get::<u64>(from)? {
            let (account, instrument): (u32, u32) = get(from)?;
            let (quantity, cost) = get(from)?;
            let it = self.instruments.get(instrument as usize).ok_or(SnapshotError::Invalid("positions"))?;
            let base_row = self.ledger.find(account, it.base_asset);
            let quote_row = self.ledger.find(account, it.quote_asset);
            let (Some(base_row), Some(quote_row)) = (base_row, quote_row) else {
                return Err(SnapshotError::Invalid("positions"));
            };
            check(self.positions.find(account, instrument).is_none(), "positions")?;
            let at = self.positions.add(account, instrument, base_row, quote_row);
            let position = self.positions.get_mut(at);
            (position.quantity, position.cost) = (quantity, cost);
        }
        Ok(())
    }

    fn read_orders(&mut self, from: &mut impl Source) -> Result<(), SnapshotError> {
        let count: u64 = get(from)?;
        check(count < u64::from(u32::MAX), "orders")?;
        let mut saved = Vec::with_capacity(count.min(STEP) as usize);
        let mut by_id = Table::new();
        for at in 0..count {
            let order = self.read_order(from)?;
            let (id, account) = (order.order.id, order.order.account);
            check(id < self.next_order_id && find_saved(&by_id, &saved, id).is_none(), "orders")?;
            check(saved.last().is_none_or(|before: &SavedOrder| before.order.account <= account), "orders")?;
            by_id.insert(hash_of(id), at as u32);
            saved.push(order);
        }
        let mut slots = vec![None; saved.len()];
        let mut prices = self.read_groups(from, &saved, &by_id, &mut slots)?;
        let waiting = self.read_waiting(from, &saved, &by_id, &mut slots)?;
        self.read_expiries(from, &saved, &by_id)?;
        let icebergs = Self::read_icebergs(from, &saved)?;
        for book in 0..self.books.book_count() {
            for side in Side::BOTH {
                let mut last = None;
                for _ in 0..get::<u64>(from)? {
                    let id: u64 = get(from)?;
                    let at = find_saved(&by_id, &saved, id).ok_or(SnapshotError::Invalid("queues"))?;
                    let order = &saved[at].order;
                    let is_pegged = order.order_type == OrderType::Pegged;
                    check(order.instrument == book && order.side == side, "queues")?;
                    check(self.books.has_room(book, side, order.leaves()), "queues")?;
                    let price = if is_pegged {
                        self.restore_standing(slots[at], &mut prices)?
                    } else {
                        check(slots[at].is_none(), "queues")?;
                        slots[at] = Some(self.restore_resting(order, &icebergs));
                        order.price
                    };
                    let before = last.replace(price);
                    check(before.is_none_or(|before| !side.is_better(price, before)), "queues")?;
                }
            }
        }
        for (SavedOrder { order, parked }, slot) in saved.into_iter().zip(slots) {
            let mut head = NO_ENTRY;
            let slot = slot.ok_or(SnapshotError::Invalid("queues"))?;
            // A chain is linked from its end.
            for (entry, is_current) in parked.into_iter().rev() {
                check(self.requests.restore_parked(entry, &mut head, is_current), "requests")?;
            }
            if Engine::waits_for_auction(&order) {
                self.phases.wait(&order);
            }
            if order.time_in_force == TimeInForce::Day {
                self.expect_day_end(order.instrument);
            }
            let open = &mut self.accounts[order.account as usize].open;
            self.orders.insert(slot, &order, head, open);
        }
        check(prices.iter().all(|&price| price == 0), "groups")?;
        self.restore_touches();
        self.restore_waiting(waiting)
    }

    fn read_order(&self, from: &mut impl Source) -> Result<SavedOrder, SnapshotError> {
        let (id, price) = get(from)?;
        let (quantity, cumulative): (u64, u64) = get(from)?;
        let (notional, client_id) = get(from)?;
        let (account, instrument) = get(from)?;
        let (maker_ppm, taker_ppm) = get(from)?;
        let (fee_slack, session) = get(from)?;
        let (side, order_type) = get(from)?;
        let (time_in_force, stp) = get(from)?;
        let (flags, time) = get(from)?;
        let mut order = Order::new(id, account, instrument, side, order_type, price, quantity, time);
        check(id > 0 && cumulative < quantity && fee_slack < 1_000_000, "orders")?;
        order.cumulative = cumulative;
        order.notional = notional;
        order.client_id = client_id;
        (order.maker_ppm, order.taker_ppm) = (maker_ppm, taker_ppm);
        (order.fee_slack, order.session) = (fee_slack, session);
        (order.time_in_force, order.stp, order.flags) = (time_in_force, stp, flags);
        let it = self.instruments.get(instrument as usize).ok_or(SnapshotError::Invalid("orders"))?;
        let sized = (1..=it.max_price).contains(&price) && quantity <= it.max_quantity;
        let rated = maker_ppm.unsigned_abs().max(taker_ppm.unsigned_abs()) <= MAX_PPM;
        check(sized && rated && (account as usize) < self.accounts.len(), "orders")?;
        order.position = self.positions.find(account, instrument).ok_or(SnapshotError::Invalid("orders"))?;
        let sellable = self.positions.get(order.position).sellable();
        check(order.flags & REDUCE_ONLY == 0 || fits_position(&order, sellable), "positions")?;
        Ok(SavedOrder { order, parked: get_list(from)? })
    }

    fn read_requests(&mut self, from: &mut impl Source) -> Result<(), SnapshotError> {
        for account in &mut self.accounts {
            for (entry, is_current) in get_list::<(Entry, bool)>(from)? {
                check(self.requests.restore_windowed(entry, &mut account.window, is_current), "requests")?;
            }
        }
        for entry in get_list(from)? {
            check(self.requests.restore_permanent(entry), "requests")?;
        }
        Ok(())
    }
}
