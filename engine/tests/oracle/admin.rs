//! The requests of operators that change what traders meet, and sessions.

use super::{FIRST_ACCOUNT, Faults, Oracle, read, request};
use crate::common::{Command, Event};
use std::collections::BTreeSet;
use tapebook_schema as wire;
use tapebook_schema::KillScope;
use tapebook_schema::{
    AccountStatus, Amount, EndReason, MessageType, RejectReason as R, TickBand, TimeInForce,
};

type Outcome = Result<(u64, u32), Faults>;

fn refuse(reason: R) -> Outcome {
    Err(reason.into())
}

impl Oracle {
    pub(super) fn session(&mut self, command: &Command) {
        let started = command.kind == MessageType::SessionStarted;
        let (session, options, logged_out) = if started {
            let it: wire::SessionStarted = read(command);
            (it.session(), it.options(), false)
        } else {
            let it: wire::SessionLost = read(command);
            (it.session(), 0, it.logged_out() == 1)
        };
        let Some(it) = self.sessions.get_mut(&session) else { return };
        if !started && !it.live {
            return;
        }
        self.events.push(Event::Applied { kind: command.kind, account: 0, id: u64::from(session) });
        it.live = started;
        if started {
            it.options = options;
            for market in &mut self.markets {
                market.trading.lost.remove(&session);
            }
        } else {
            self.lose(session, logged_out);
        }
    }

    /// A new process: every session that was live is lost.
    pub(super) fn start(&mut self, command: &Command) {
        let generation = read::<wire::Start>(command).generation();
        self.events.push(Event::Applied { kind: command.kind, account: 0, id: generation });
        let live: Vec<u32> = self.sessions.iter().filter(|it| it.1.live).map(|it| *it.0).collect();
        for session in live {
            self.lose(session, false);
        }
    }

    fn lose(&mut self, session: u32, logged_out: bool) {
        let Some(it) = self.sessions.get_mut(&session) else { return };
        it.live = false;
        if it.options & 1 == 0 || (logged_out && it.options & 16 != 0) {
            return;
        }
        let (options, bound) = (it.options, it.bound.clone());
        let markets = 0..self.markets.len() as u32;
        let (spared, hit): (Vec<u32>, Vec<u32>) = markets.partition(|&it| self.is_guarded(it));
        self.cancel_lost(session, options, &bound, &hit);
        let has_orders = |instrument: &u32| {
            let mut open = bound.iter().flat_map(|&account| &self.people[account as usize].open);
            open.any(|id| self.orders[id].session == session && self.orders[id].instrument == *instrument)
        };
        for instrument in spared.into_iter().filter(has_orders).collect::<Vec<_>>() {
            self.markets[instrument as usize].trading.lost.insert(session);
        }
    }

    fn cancel_lost(&mut self, session: u32, options: u32, bound: &[u32], markets: &[u32]) {
        for &account in bound {
            for id in self.people[account as usize].open.clone() {
                let order = &self.orders[&id];
                let kept = match order.tif {
                    TimeInForce::Gtc => options & 4 != 0 && !order.is_quote,
                    TimeInForce::Gtd => options & 8 != 0,
                    _ => false,
                };
                if order.session == session && !kept && markets.contains(&order.instrument) {
                    self.end(id, EndReason::Disconnect, None);
                }
            }
        }
    }

    /// An auction ended: those whose sessions were lost shortly before it.
    pub(super) fn end_lost(&mut self, instrument: u32) {
        for session in std::mem::take(&mut self.markets[instrument as usize].trading.lost) {
            let it = self.sessions[&session].clone();
            self.cancel_lost(session, it.options, &it.bound, &[instrument]);
        }
    }

    pub(super) fn operate(&mut self, command: &Command) {
        // Movements of money are remembered for good, under the account they take from or give to.
        let (account, money) = match command.kind {
            MessageType::Deposit => (read::<wire::Deposit>(command).target(), true),
            MessageType::Withdraw => (read::<wire::Withdraw>(command).target(), true),
            MessageType::Transfer => (read::<wire::Transfer>(command).source(), true),
            _ => (command.account, false),
        };
        if !self.sessions.get(&command.session).is_some_and(|it| it.operator) {
            return self.reject(command, command.account, 0, 0, R::NotPermitted);
        }
        if account as usize >= self.people.len() {
            return self.reject(command, account, 0, 0, R::UnknownAccount);
        }
        if self.is_answered(command, account, money, false) {
            return;
        }
        let outcome = self.carry_out(command);
        self.remember(command, account, 0, money, money && outcome.is_ok());
        match outcome {
            Ok((id, account)) => self.events.push(Event::Applied { kind: command.kind, account, id }),
            Err(faults) => self.reject(command, account, 0, 0, faults),
        }
    }

    fn carry_out(&mut self, command: &Command) -> Outcome {
        match command.kind {
            MessageType::SetInstrumentStatus => self.set_status(&read(command)),
            MessageType::SetSchedule => self.set_schedule(&read(command)),
            MessageType::SetTradingRules => self.set_trading_rules(&read(command)),
            MessageType::SetPriceRules => self.set_price_rules(&read(command)),
            MessageType::SetReferencePrice => {
                let it: wire::SetReferencePrice = read(command);
                let Some(market) = self.markets.get_mut(it.instrument() as usize) else {
                    return refuse(R::UnknownInstrument);
                };
                if it.price() < 1 || it.price() > market.rules.max_price {
                    return refuse(R::InvalidParameter);
                }
                (market.reference, market.trading.static_reference) = (it.price(), it.price());
                market.set_reference = it.price();
                Ok((u64::from(it.instrument()), 0))
            }
            MessageType::SetAccountStatus => self.set_account_status(&read(command)),
            MessageType::SetAccountTier => {
                let it: wire::SetAccountTier = read(command);
                if it.tier() > 15 {
                    return refuse(R::InvalidParameter);
                }
                self.person(it.target())?;
                self.people[it.target() as usize].tier = it.tier() as u8;
                self.end_if_killed(it.target());
                Ok((u64::from(it.target()), it.target()))
            }
            MessageType::SetStpGroup => {
                let it: wire::SetStpGroup = read(command);
                self.person(it.target())?;
                self.people[it.target() as usize].group = it.group();
                self.end_if_killed(it.target());
                Ok((u64::from(it.target()), it.target()))
            }
            MessageType::Deposit => {
                let it: wire::Deposit = read(command);
                let amount = self.money(it.target(), it.asset(), it.amount())?;
                self.credit(it.target(), it.asset(), amount);
                Ok((0, it.target()))
            }
            MessageType::Withdraw => {
                let it: wire::Withdraw = read(command);
                let amount = self.money(it.target(), it.asset(), it.amount())?;
                self.debit(it.target(), it.asset(), amount)?;
                Ok((0, it.target()))
            }
            MessageType::Transfer => {
                let it: wire::Transfer = read(command);
                let amount = self.money(it.source(), it.asset(), it.amount())?;
                self.money(it.destination(), it.asset(), it.amount())?;
                if it.source() == it.destination()
                    && self.people[it.source() as usize].status != AccountStatus::Frozen
                {
                    return refuse(R::InvalidParameter);
                }
                self.debit(it.source(), it.asset(), amount)?;
                self.credit(it.destination(), it.asset(), amount);
                Ok((0, it.source()))
            }
            MessageType::SetFees => self.set_fees(&read(command)),
            MessageType::SetLimits => self.set_limits(&read(command)),
            MessageType::SetKillSwitch => self.set_kill(&read(command)),
            MessageType::SetRiskGroup => {
                let it: wire::SetRiskGroup = read(command);
                self.person(it.target())?;
                self.people[it.target() as usize].risk_group = it.group();
                self.end_if_killed(it.target());
                Ok((u64::from(it.target()), it.target()))
            }
            MessageType::SetGroupOwner => {
                let it: wire::SetGroupOwner = read(command);
                if it.group() == 0 {
                    return refuse(R::InvalidParameter);
                }
                if it.member() != 0 && !self.sessions.contains_key(&it.member()) {
                    return refuse(R::UnknownKey);
                }
                self.limits.owners.insert(it.group(), it.member());
                for account in FIRST_ACCOUNT..self.people.len() as u32 {
                    if self.people[account as usize].risk_group == it.group() {
                        self.end_if_killed(account);
                    }
                }
                Ok((u64::from(it.group()), 0))
            }
            MessageType::SetTriggerLimit => {
                let it: wire::SetTriggerLimit = read(command);
                if it.orders() == 0 || it.orders() > 1_000_000 {
                    return refuse(R::InvalidParameter);
                }
                self.trigger_limit = it.orders();
                Ok((u64::from(it.orders()), 0))
            }
            MessageType::SetReferenceRate => {
                let it: wire::SetReferenceRate = read(command);
                if it.asset() >= self.assets {
                    return refuse(R::UnknownAsset);
                }
                self.rates.insert(it.asset(), it.rate());
                Ok((u64::from(it.asset()), 0))
            }
            other => panic!("the oracle knows no {other:?}: {:?}", request(command)),
        }
    }

    pub(super) fn person(&self, account: u32) -> Result<(), Faults> {
        if account < FIRST_ACCOUNT || account as usize >= self.people.len() {
            return Err(R::UnknownAccount.into());
        }
        Ok(())
    }

    /// An amount that may be moved.
    fn money(&self, account: u32, asset: u32, amount: &Amount) -> Result<i128, Faults> {
        let mut faults = Faults::default();
        let amount: i128 = amount.into();
        match self.people.get(account as usize) {
            None => faults.add(R::UnknownAccount, 0),
            Some(person) => faults.when(person.status == AccountStatus::Closed, R::AccountClosed, 0),
        }
        faults.when(asset >= self.assets, R::UnknownAsset, 0);
        faults.when(amount <= 0, R::AmountNotPositive, 0);
        if faults.0.is_empty() { Ok(amount) } else { Err(faults) }
    }

    fn debit(&mut self, account: u32, asset: u32, amount: i128) -> Result<(), Faults> {
        if self.people[account as usize].status == AccountStatus::Frozen {
            return Err(R::AccountFrozen.into());
        }
        if self.balance(account, asset).0 < amount {
            return Err(R::InsufficientBalance.into());
        }
        self.credit(account, asset, -amount);
        Ok(())
    }

    /// Bids, then asks: those that stand, then pegged orders that wait.
    pub(super) fn all_in(&self, instrument: u32) -> Vec<u64> {
        let side = |side: u8| {
            let groups = self.groups.iter().filter(move |(key, _)| (key.0, key.1) == (instrument, side));
            let waiting = groups.flat_map(|(_, ids)| ids).filter(|id| self.orders[id].at == 0);
            self.markets[instrument as usize].queues[side as usize].iter().chain(waiting).copied()
        };
        side(0).chain(side(1)).collect()
    }

    fn set_kill(&mut self, it: &wire::SetKillSwitch) -> Outcome {
        let id = it.id();
        let fault = match it.scope() {
            _ if it.engaged() > 1 => Some(R::InvalidParameter),
            KillScope::Account if !self.is_person(id) => Some(R::UnknownAccount),
            KillScope::Tier if id > 15 => Some(R::InvalidParameter),
            KillScope::Instrument if id as usize >= self.markets.len() => Some(R::UnknownInstrument),
            KillScope::Member if !self.sessions.contains_key(&id) => Some(R::UnknownKey),
            KillScope::Group | KillScope::RiskGroup if id == 0 => Some(R::InvalidParameter),
            _ => None,
        };
        if let Some(fault) = fault {
            return refuse(fault);
        }
        let kill = (it.scope().0, id);
        if it.engaged() == 0 {
            self.kills.remove(&kill);
            return Ok((u64::from(id), 0));
        }
        self.kills.insert(kill);
        if it.scope() == KillScope::Instrument {
            self.end_in(id, EndReason::Kill);
            return Ok((u64::from(id), 0));
        }
        for account in FIRST_ACCOUNT..self.people.len() as u32 {
            if self.covered(&[kill].into(), account, u32::MAX).is_some() {
                for order in self.people[account as usize].open.clone() {
                    self.end(order, EndReason::Kill, None);
                }
            }
        }
        Ok((u64::from(id), 0))
    }

    /// Who comes to be covered by a switch that is on loses his orders.
    fn end_if_killed(&mut self, account: u32) {
        if self.covered(&self.kills, account, u32::MAX).is_some() {
            for order in self.people[account as usize].open.clone() {
                self.end(order, EndReason::Kill, None);
            }
        }
    }

    /// The lowest scope of these switches that stops this account or instrument.
    pub(super) fn covered(&self, kills: &BTreeSet<(u8, u32)>, account: u32, instrument: u32) -> Option<u8> {
        let person = &self.people[account as usize];
        let covers = |&&(scope, id): &&(u8, u32)| match KillScope(scope) {
            KillScope::Account => id == account,
            KillScope::Tier => id == u32::from(person.tier),
            KillScope::Instrument => id == instrument,
            KillScope::Member => {
                self.sessions[&id].bound.contains(&account) || self.owner(person.risk_group) == Some(id)
            }
            KillScope::RiskGroup => id == person.risk_group,
            _ => id == person.group,
        };
        kills.iter().find(covers).map(|kill| kill.0)
    }

    pub(super) fn end_in(&mut self, instrument: u32, reason: EndReason) {
        for id in self.all_in(instrument) {
            self.end(id, reason, None);
        }
        for id in self.waiting_in(instrument) {
            self.end(id, reason, None);
        }
    }

    /// Orders whose price is none any more end.
    pub(super) fn end_misfits(&mut self, instrument: u32) {
        for id in self.all_in(instrument) {
            let mut faults = Faults::default();
            let (order, market) = (&self.orders[&id], &self.markets[instrument as usize]);
            match order.peg {
                None => market.check_price(order.price, &mut faults),
                Some(_) => faults.when(order.price % market.step(order.price) != 0, R::PriceOffTick, 0),
            }
            if !faults.0.is_empty() {
                self.end(id, EndReason::Halt, None);
            }
        }
        for id in self.waiting_in(instrument) {
            if !self.still_fits(id) {
                self.end(id, EndReason::Halt, None);
            }
        }
    }

    fn set_price_rules(&mut self, it: &wire::SetPriceRules) -> Outcome {
        let Some(market) = self.markets.get_mut(it.instrument() as usize) else {
            return refuse(R::UnknownInstrument);
        };
        if it.protection_ppm() == 0 {
            return refuse(R::InvalidParameter);
        }
        let used = it.tick_table().iter().filter(|band| **band != TickBand::default());
        market.rules.ticks = used.map(|band| (band.from_price(), band.step())).collect();
        market.rules.collar_ppm = it.collar_ppm();
        market.rules.band_ppm = it.band_ppm();
        market.rules.protection_ppm = it.protection_ppm();
        self.end_misfits(it.instrument());
        Ok((u64::from(it.instrument()), 0))
    }

    fn set_account_status(&mut self, it: &wire::SetAccountStatus) -> Outcome {
        self.person(it.target())?;
        if self.people[it.target() as usize].status == AccountStatus::Closed {
            return refuse(R::AccountClosed);
        }
        if it.status() == AccountStatus::Closed {
            let empty = (0..self.assets).all(|asset| self.balance(it.target(), asset) == (0, 0));
            if !empty || !self.people[it.target() as usize].open.is_empty() {
                return refuse(R::AccountNotEmpty);
            }
        }
        self.people[it.target() as usize].status = it.status();
        if it.cancel_orders() == 1 {
            for id in self.people[it.target() as usize].open.clone() {
                self.end(id, EndReason::User, None);
            }
        }
        Ok((u64::from(it.target()), it.target()))
    }

    fn set_fees(&mut self, it: &wire::SetFees) -> Outcome {
        let in_range = it.tier() <= 15
            && (-100_000..=100_000).contains(&it.maker_ppm())
            && (0..=100_000).contains(&it.taker_ppm())
            && it.maker_ppm() + it.taker_ppm() >= 0;
        if !in_range {
            return refuse(R::InvalidParameter);
        }
        let tier = it.tier() as u8;
        let fees = (it.maker_ppm(), it.taker_ppm());
        if it.instrument() == u32::MAX {
            self.fees.insert(tier, fees);
        } else {
            let Some(market) = self.markets.get_mut(it.instrument() as usize) else {
                return refuse(R::UnknownInstrument);
            };
            market.fees.insert(tier, fees);
        }
        Ok((0, 0))
    }
}
