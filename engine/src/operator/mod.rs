//! Commands of operators and of the sequencer: assets, instruments, accounts, money from outside, fees, limits,
//! keys, sessions, amendments.

mod amendments;
mod disconnect;
mod kill;
mod limiting;

use crate::accounts::Account;
use crate::amend::Proposal;
use crate::book::{MAX_PRICE, Side};
use crate::clearing::{self, Entry};
use crate::engine::{Context, Engine, Gate, Sink};
use crate::instrument::{Instrument, MAX_NOTIONAL};
use crate::ledger::FIRST_ACCOUNT;
use crate::limits::NO_BOUNDS;
use crate::members::{GATEWAY, OPERATOR, PRO, READ_ONLY, RETAIL, TRADE};
use crate::orders::Order;
use crate::phases::{Phase, no_longer_fits};
use crate::reject::Failures;
use crate::table::Hasher;
use crate::trading::{ALL_INSTRUMENTS, book_side};
use crate::triggers::MAX_LIMIT;
use tapebook_schema as wire;
use tapebook_schema::{
    AccountStatus, Amount, EndReason, InstrumentStatus, Message, MessageType, RejectReason as R,
    ReportHeader, RequestHeader, SettlementStatus,
};

/// Most assets and instruments.
const MAX_ASSETS: usize = 1 << 16;
const MAX_INSTRUMENTS: usize = 1 << 20;
const MAX_ACCOUNTS: usize = 1 << 28;
const MAX_SESSIONS: usize = 1 << 20;

/// What a command gave a number, and the account whose sessions hear of it.
#[derive(Default)]
pub(crate) struct Done {
    id: u64,
    account: u32,
}

pub(crate) type Outcome = Result<Done, Failures>;

pub(crate) fn refuse(reason: R) -> Outcome {
    Err(reason.into())
}

pub(crate) fn done(id: u64, account: u32) -> Outcome {
    Ok(Done { id, account })
}

/// A code or symbol: upper-case letters, digits and a few marks, zero padded, not empty.
fn is_name(bytes: &[u8]) -> bool {
    let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    let fits = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"-_./".contains(byte);
    end > 0 && bytes[..end].iter().all(fits) && bytes[end..].iter().all(|&byte| byte == 0)
}

impl Engine {
    pub(crate) fn genesis(&mut self, it: &wire::Genesis, sink: &mut impl Sink) {
        assert_eq!(self.sequence, 1, "Genesis is the first command");
        let seed = it.hash_seed();
        let hasher = Hasher::new([seed.get(0), seed.get(1)]);
        let (sequence, time) = (self.sequence, self.time);
        *self = Engine::with_hasher(hasher, *it.lineage_bytes());
        (self.sequence, self.time) = (sequence, time);
        self.members.register(*it.operator_key_bytes(), 0, OPERATOR, 0);
        sink.event(&wire::Applied::new(&ReportHeader::default(), MessageType::Genesis, 0, 0, 1));
    }

    /// A new process: every session counts as lost (rules section 5).
    pub(crate) fn start(&mut self, it: &wire::Start, sink: &mut impl Sink) {
        self.generation = it.generation();
        sink.event(&wire::Applied::new(&ReportHeader::default(), MessageType::Start, 0, 0, it.generation()));
        for session in 1..=self.members.all().len() as u32 {
            if self.members.get(session).is_some_and(|member| member.live) {
                self.lose(session, false, sink);
            }
        }
    }

    /// An operator's request: rights, repeats, then its own rules; answered by Applied or RequestRejected.
    pub(crate) fn operate(
        &mut self,
        context: &Context,
        kind: MessageType,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        let request = RequestHeader::from_bytes(&body[..RequestHeader::SIZE])
            .expect("requests begin with their header");
        // A movement of money is remembered with the account it moves, for good.
        let (window, for_good) = match kind {
            MessageType::Deposit => (read::<wire::Deposit>(body).target(), true),
            MessageType::Withdraw => (read::<wire::Withdraw>(body).target(), true),
            MessageType::Transfer => (read::<wire::Transfer>(body).source(), true),
            _ => (context.account, false),
        };
        if context.session != 0 && !self.is_operator(context.session) {
            return self.reject(context, context.account, &request, kind, 0, 0, R::NotPermitted.into(), sink);
        }
        if window as usize >= self.accounts.len() {
            return self.reject(context, window, &request, kind, 0, 0, R::UnknownAccount.into(), sink);
        }
        let gate = self.gate(context, window, &request, kind, false, body, sink);
        let Gate::Go(key, digest) = gate else { return };
        if !self.requests.has_room() {
            return self.reject(context, window, &request, kind, 0, 0, R::RequestWindowFull.into(), sink);
        }
        let outcome = self.carry_out(context, kind, body, sink);
        self.mark_pegs();
        // A refused movement may be tried again under its reference only as the same request: it stays refused.
        if for_good && outcome.is_ok() {
            self.requests.remember_for_good(&key, digest, context.sequence);
        } else {
            self.remember(context, &key, digest, 0);
        }
        match outcome {
            Ok(Done { id, account }) => {
                sink.event(&wire::Applied::new(&ReportHeader::default(), kind, 0, account, id));
            }
            Err(failures) => self.reject(context, window, &request, kind, 0, 0, failures, sink),
        }
    }

    fn carry_out(
        &mut self,
        context: &Context,
        kind: MessageType,
        body: &[u8],
        sink: &mut impl Sink,
    ) -> Outcome {
        match kind {
            MessageType::AddAsset => self.add_asset(&read(body)),
            MessageType::AddInstrument => self.add_instrument(&read(body)),
            MessageType::SetInstrumentStatus => self.set_instrument_status(&read(body), sink),
            MessageType::SetSchedule => self.set_schedule(&read(body)),
            MessageType::SetTradingRules => self.set_trading_rules(&read(body)),
            MessageType::SetPriceRules => self.set_price_rules(&read(body), sink),
            MessageType::SetReferencePrice => self.set_reference_price(&read(body)),
            MessageType::OpenAccounts => self.open_accounts(&read(body)),
            MessageType::SetAccountStatus => self.set_account_status(&read(body), sink),
            MessageType::SetAccountTier => self.set_account_tier(&read(body), sink),
            MessageType::SetStpGroup => self.set_stp_group(&read(body), sink),
            MessageType::Deposit => self.deposit(&read(body)),
            MessageType::Withdraw => self.withdraw(&read(body)),
            MessageType::Transfer => self.transfer(&read(body)),
            MessageType::SetFees => self.set_fees(&read(body)),
            MessageType::SetLimits => self.set_limits(&read(body)),
            MessageType::SetKillSwitch => self.set_kill_switch(&read(body), sink),
            MessageType::SetRiskGroup => self.set_risk_group(&read(body), sink),
            MessageType::SetGroupOwner => self.set_group_owner(&read(body), sink),
            MessageType::SetReferenceRate => self.set_reference_rate(&read(body)),
            MessageType::SetRequestWindow => self.set_request_window(&read(body)),
            MessageType::SetTriggerLimit => self.set_trigger_limit(&read(body)),
            MessageType::RegisterKey => self.register_key(&read(body)),
            MessageType::RevokeKey => self.revoke_key(&read(body), sink),
            MessageType::BindAccount => self.bind_account(&read(body), sink),
            MessageType::BustTrade => self.bust_trade(context, &read(body), sink),
            MessageType::CorrectTrade => self.correct_trade(context, &read(body), sink),
            _ => refuse(R::UnknownMessageType),
        }
    }

    fn add_asset(&mut self, it: &wire::AddAsset) -> Outcome {
        let code = *it.code_bytes();
        if !is_name(&code) || it.scale() > 18 || it.display_scale() > it.scale() {
            return refuse(R::InvalidParameter);
        }
        if self.ledger.asset_by_code(&code).is_some() {
            return refuse(R::AlreadyExists);
        }
        if self.ledger.assets().len() >= MAX_ASSETS {
            return refuse(R::LimitExceeded);
        }
        done(u64::from(self.ledger.add_asset(code, it.scale(), it.display_scale())), 0)
    }

    fn add_instrument(&mut self, it: &wire::AddInstrument) -> Outcome {
        let symbol = *it.symbol_bytes();
        if !is_name(&symbol) {
            return refuse(R::InvalidParameter);
        }
        if self.instruments.iter().any(|other| other.symbol == symbol) {
            return refuse(R::AlreadyExists);
        }
        if self.instruments.len() >= MAX_INSTRUMENTS {
            return refuse(R::LimitExceeded);
        }
        let assets = self.ledger.assets();
        let (Some(base), Some(quote)) =
            (assets.get(it.base_asset() as usize), assets.get(it.quote_asset() as usize))
        else {
            return refuse(R::UnknownAsset);
        };
        let units = Instrument::units(
            it.tick_size(),
            it.price_scale(),
            it.lot_size(),
            it.quantity_scale(),
            base.scale,
            quote.scale,
        );
        let table = Instrument::tick_table(it.tick_table().iter());
        let (Some((lot_units, quote_units)), Some(ticks)) = (units, table) else {
            return refuse(R::InvalidParameter);
        };
        let instrument = Instrument {
            symbol,
            base_asset: it.base_asset(),
            quote_asset: it.quote_asset(),
            tick_size: it.tick_size(),
            lot_size: it.lot_size(),
            price_scale: it.price_scale(),
            quantity_scale: it.quantity_scale(),
            fee_asset: it.fee_asset(),
            status: InstrumentStatus::Continuous,
            lot_units,
            quote_units,
            min_quantity: it.min_quantity(),
            max_quantity: it.max_quantity(),
            quantity_step: it.quantity_step(),
            min_notional: i128::from(it.min_notional()),
            max_price: it.max_price(),
            collar_ppm: it.collar_ppm(),
            band_ppm: it.band_ppm(),
            protection_ppm: it.protection_ppm(),
            reference_price: it.reference_price(),
            last_trade_id: 0,
            static_band_ppm: 0,
            static_reference: it.reference_price(),
            last_price: 0,
            set_reference: it.reference_price(),
            is_watched: false,
            ticks,
            fees: [(0, 0); 16],
            own_fees: 0,
            limits: NO_BOUNDS,
        };
        if it.base_asset() == it.quote_asset()
            || !instrument.fits()
            || it.price_scale() > 18
            || it.quantity_scale() > 18
        {
            return refuse(R::InvalidParameter);
        }
        self.instruments.push(instrument);
        self.phases.add(Phase::default());
        done(u64::from(self.books.add_book()), 0)
    }

    pub(crate) fn instrument_mut(&mut self, index: u32) -> Result<&mut Instrument, Failures> {
        self.instruments.get_mut(index as usize).ok_or_else(|| R::UnknownInstrument.into())
    }

    /// Ends an instrument's open orders that fit: bids first, best first, then pegged ones that wait, and last, by id, those
    /// that wait for a trigger.
    pub(crate) fn end_orders_in(
        &mut self,
        instrument: u32,
        reason: EndReason,
        ends: impl Fn(&Instrument, &Order) -> bool,
        sink: &mut impl Sink,
    ) {
        for side in Side::BOTH {
            let rules = &self.instruments[instrument as usize];
            let queue = self.books.whole_queue(instrument, side);
            let groups = self.pegs.of(instrument).filter(|(key, _)| key.side() == side);
            let waiting = groups.filter(|(_, group)| self.books.group_price(group.index).is_none());
            let waiting = waiting.flat_map(|(_, group)| self.books.members(group.index));
            let slots = queue.map(|(_, slot)| slot).chain(waiting);
            let slots: Vec<_> = slots.filter(|&slot| ends(rules, self.orders.get(slot))).collect();
            for slot in slots {
                self.end_order(slot, reason, None, sink);
            }
        }
        for order_id in self.triggers.of_instrument(instrument) {
            let slot = self.orders.slot(order_id).expect("a waiting order is open");
            if ends(&self.instruments[instrument as usize], self.orders.get(slot)) {
                self.end_order(slot, reason, None, sink);
            }
        }
    }

    fn set_price_rules(&mut self, it: &wire::SetPriceRules, sink: &mut impl Sink) -> Outcome {
        let ticks = Instrument::tick_table(it.tick_table().iter());
        let instrument = self.instrument_mut(it.instrument())?;
        let Some(ticks) = ticks else { return refuse(R::InvalidParameter) };
        if it.protection_ppm() == 0 {
            return refuse(R::InvalidParameter);
        }
        instrument.collar_ppm = it.collar_ppm();
        instrument.band_ppm = it.band_ppm();
        instrument.protection_ppm = it.protection_ppm();
        instrument.ticks = ticks;
        self.end_orders_in(it.instrument(), EndReason::Halt, no_longer_fits, sink);
        done(u64::from(it.instrument()), 0)
    }

    fn set_trigger_limit(&mut self, it: &wire::SetTriggerLimit) -> Outcome {
        if !(1..=MAX_LIMIT).contains(&it.orders()) {
            return refuse(R::InvalidParameter);
        }
        self.triggers.limit = it.orders();
        done(u64::from(it.orders()), 0)
    }

    fn set_reference_price(&mut self, it: &wire::SetReferencePrice) -> Outcome {
        let instrument = self.instrument_mut(it.instrument())?;
        if !(1..=instrument.max_price).contains(&it.price()) {
            return refuse(R::InvalidParameter);
        }
        instrument.reference_price = it.price();
        instrument.static_reference = it.price();
        instrument.set_reference = it.price();
        self.triggers.changed(it.instrument());
        done(u64::from(it.instrument()), 0)
    }

    fn open_accounts(&mut self, it: &wire::OpenAccounts) -> Outcome {
        if !(1..=1_000_000).contains(&it.count()) || it.tier() > 15 {
            return refuse(R::InvalidParameter);
        }
        if self.accounts.len() + it.count() as usize > MAX_ACCOUNTS {
            return refuse(R::LimitExceeded);
        }
        let first = self.accounts.len() as u64;
        let account = Account::new(it.tier() as u8);
        self.accounts.extend(std::iter::repeat_n(account, it.count() as usize));
        done(first, 0)
    }

    fn person(&mut self, index: u32) -> Result<&mut Account, Failures> {
        if index < FIRST_ACCOUNT {
            return Err(R::UnknownAccount.into());
        }
        self.accounts.get_mut(index as usize).ok_or_else(|| R::UnknownAccount.into())
    }

    fn set_account_status(&mut self, it: &wire::SetAccountStatus, sink: &mut impl Sink) -> Outcome {
        let open = self.person(it.target())?.open.count;
        if self.person(it.target())?.status == AccountStatus::Closed {
            return refuse(R::AccountClosed);
        }
        if it.cancel_orders() > 1 {
            return refuse(R::InvalidParameter);
        }
        let cancels = it.cancel_orders() == 1;
        if it.status() == AccountStatus::Closed {
            // Holds count, so what open orders reserve keeps the account open too.
            if (open > 0 && !cancels) || !self.ledger.is_empty(it.target()) {
                return refuse(R::AccountNotEmpty);
            }
        }
        self.person(it.target())?.status = it.status();
        if cancels {
            self.end_orders_of(it.target(), EndReason::User, None, |_| true, sink);
        }
        done(u64::from(it.target()), it.target())
    }

    fn set_account_tier(&mut self, it: &wire::SetAccountTier, sink: &mut impl Sink) -> Outcome {
        if it.tier() > 15 {
            return refuse(R::InvalidParameter);
        }
        self.person(it.target())?.tier = it.tier() as u8;
        self.end_if_killed(it.target(), sink);
        done(u64::from(it.target()), it.target())
    }

    fn set_stp_group(&mut self, it: &wire::SetStpGroup, sink: &mut impl Sink) -> Outcome {
        self.person(it.target())?.stp_group = it.group();
        self.end_if_killed(it.target(), sink);
        done(u64::from(it.target()), it.target())
    }

    /// Checks of every movement of money: a known account that is not closed, a known asset, an amount above 0.
    fn check_money(&self, index: u32, asset: u32, amount: &Amount) -> Result<i128, Failures> {
        let mut failures = Failures::default();
        match self.accounts.get(index as usize) {
            None => failures.add(R::UnknownAccount, 0),
            Some(account) if account.status == AccountStatus::Closed => failures.add(R::AccountClosed, 0),
            Some(_) => {}
        }
        if asset as usize >= self.ledger.assets().len() {
            failures.add(R::UnknownAsset, 0);
        }
        let amount = i128::from(amount);
        if amount <= 0 {
            failures.add(R::AmountNotPositive, 0);
        }
        if failures.is_empty() { Ok(amount) } else { Err(failures) }
    }

    /// A frozen account refuses debits (AL-03).
    fn check_debit(&self, index: u32) -> Result<(), Failures> {
        if self.accounts[index as usize].status == AccountStatus::Frozen {
            return Err(R::AccountFrozen.into());
        }
        Ok(())
    }

    fn deposit(&mut self, it: &wire::Deposit) -> Outcome {
        let amount = self.check_money(it.target(), it.asset(), it.amount())?;
        self.ledger.deposit(it.target(), it.asset(), amount)?;
        done(0, it.target())
    }

    fn withdraw(&mut self, it: &wire::Withdraw) -> Outcome {
        let amount = self.check_money(it.target(), it.asset(), it.amount())?;
        self.check_debit(it.target())?;
        self.ledger.withdraw(it.target(), it.asset(), amount)?;
        done(0, it.target())
    }

    fn transfer(&mut self, it: &wire::Transfer) -> Outcome {
        let amount = self.check_money(it.source(), it.asset(), it.amount())?;
        self.check_money(it.destination(), it.asset(), it.amount())?;
        self.check_debit(it.source())?;
        if it.source() == it.destination() {
            return refuse(R::InvalidParameter);
        }
        self.ledger.transfer(it.source(), it.destination(), it.asset(), amount)?;
        done(0, it.source())
    }

    fn set_fees(&mut self, it: &wire::SetFees) -> Outcome {
        let fits = it.tier() <= 15
            && (-100_000..=100_000).contains(&it.maker_ppm())
            && (0..=100_000).contains(&it.taker_ppm())
            && it.maker_ppm() + it.taker_ppm() >= 0;
        if !fits {
            return refuse(R::InvalidParameter);
        }
        let fees = (it.maker_ppm(), it.taker_ppm());
        let tier = it.tier() as usize;
        if it.instrument() == ALL_INSTRUMENTS {
            self.fees[tier] = fees;
        } else {
            let instrument = self.instrument_mut(it.instrument())?;
            instrument.fees[tier] = fees;
            instrument.own_fees |= 1 << tier;
        }
        done(0, 0)
    }

    fn set_reference_rate(&mut self, it: &wire::SetReferenceRate) -> Outcome {
        if it.asset() as usize >= self.ledger.assets().len() {
            return refuse(R::UnknownAsset);
        }
        self.ledger.set_reference_rate(it.asset(), it.rate());
        done(u64::from(it.asset()), 0)
    }

    fn set_request_window(&mut self, it: &wire::SetRequestWindow) -> Outcome {
        if !(1024..=1_048_576).contains(&it.requests()) {
            return refuse(R::InvalidParameter);
        }
        self.requests.window = it.requests();
        done(0, 0)
    }

    fn register_key(&mut self, it: &wire::RegisterKey) -> Outcome {
        if it.target() != 0 {
            self.person(it.target())?;
        }
        if it.permissions() & !(TRADE | OPERATOR | GATEWAY | READ_ONLY | PRO | RETAIL) != 0 {
            return refuse(R::InvalidParameter);
        }
        let key = *it.public_key_bytes();
        if self.members.by_key(&key).is_some() {
            return refuse(R::KeyInUse);
        }
        if self.members.all().len() >= MAX_SESSIONS {
            return refuse(R::LimitExceeded);
        }
        let session = self.members.register(key, it.target(), it.permissions(), it.rate_limit());
        if it.target() != 0 {
            let since = self.sequence;
            self.members.bind(session, it.target(), since, &mut self.accounts[it.target() as usize]);
        }
        done(u64::from(session), it.target())
    }

    fn revoke_key(&mut self, it: &wire::RevokeKey, sink: &mut impl Sink) -> Outcome {
        let Some(member) = self.members.get_mut(it.session()) else { return refuse(R::UnknownKey) };
        member.revoked = true;
        if member.live {
            self.lose(it.session(), false, sink);
        }
        done(u64::from(it.session()), 0)
    }

    fn bind_account(&mut self, it: &wire::BindAccount, sink: &mut impl Sink) -> Outcome {
        self.person(it.target())?;
        if self.members.get(it.session()).is_none() {
            return refuse(R::UnknownKey);
        }
        let account = &mut self.accounts[it.target() as usize];
        let changed = match it.bound() {
            1 => self.members.bind(it.session(), it.target(), self.sequence, account),
            0 => self.members.unbind(it.session(), it.target(), account),
            _ => false,
        };
        self.end_if_killed(it.target(), sink);
        if changed { done(u64::from(it.session()), it.target()) } else { refuse(R::InvalidParameter) }
    }
}

fn read<M: Message>(body: &[u8]) -> M {
    M::from_bytes(body).expect("the body was verified before it was journaled")
}
