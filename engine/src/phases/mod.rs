//! Trading phases: what is taken when, what is planned, and how each instrument's auctions work (rules section 4).

pub mod auction;
mod offers;
mod schedule;
mod transitions;
mod uncross;

pub(crate) use transitions::no_longer_fits;

use crate::orders::Order;
use crate::reject::Failures;
use crate::trading::AUCTION_ONLY;
use auction::Equilibrium;
use std::collections::{BTreeMap, BTreeSet};
use tapebook_schema::{BreachAction, InstrumentStatus, OrderType, RejectReason, TimeInForce};

pub(crate) const NS_PER_MS: u64 = 1_000_000;
/// Days without a close end at 00:00 UTC.
pub(crate) const DAY_NS: u64 = 86_400_000 * NS_PER_MS;
/// Most phases planned ahead for one instrument.
pub const MAX_PLANNED: usize = 128;

/// What becomes of a request in a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It meets the book.
    Trade,
    /// It waits in the book for the auction.
    Collect,
    /// It waits outside the book for its auction.
    Wait,
    /// It is refused.
    Refuse(RejectReason),
}

/// Kinds of requests as phases tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RequestKind {
    /// A limit order that may rest, post-only or not.
    Limit,
    /// A market order by quantity.
    Market,
    /// A market order by quote amount.
    ByAmount,
    /// Immediate or cancel, fill or kill.
    Immediate,
    /// Follows a market, which only continuous trading has.
    Pegged,
    /// An order that waits for its trigger.
    Waiting,
    /// For the opening auction only.
    AtOpen,
    /// For the closing auction only, where one is planned.
    AtClose,
    Replace,
    /// Quotes of a market maker.
    Quote,
    Cancel,
}

impl RequestKind {
    /// The kind of a new order.
    pub fn of(order_type: OrderType, time_in_force: TimeInForce, by_amount: bool) -> Self {
        match (order_type, time_in_force) {
            _ if by_amount => RequestKind::ByAmount,
            (OrderType::Market, TimeInForce::Fok) => RequestKind::Immediate,
            (OrderType::Market, _) => RequestKind::Market,
            (_, TimeInForce::Ioc | TimeInForce::Fok) => RequestKind::Immediate,
            _ => RequestKind::Limit,
        }
    }
}

/// Does a phase end in trades at one price, and show which meanwhile?
pub fn is_auction(status: InstrumentStatus) -> bool {
    use InstrumentStatus as S;
    matches!(status, S::OpeningAuction | S::VolatilityAuction | S::ClosingAuction)
}

/// Do orders wait in the book, which may be crossed?
pub fn is_collecting(status: InstrumentStatus) -> bool {
    is_auction(status) || status == InstrumentStatus::PreOpen
}

/// The table of what is taken in which phase.
pub fn admit(status: InstrumentStatus, kind: RequestKind) -> Admission {
    use InstrumentStatus as S;
    use RequestKind as K;
    match (status, kind) {
        (_, K::Cancel) => Admission::Trade,
        (S::PreOpen | S::OpeningAuction, K::AtOpen) | (S::ClosingAuction, K::AtClose) => Admission::Collect,
        (S::PreOpen | S::OpeningAuction | S::Continuous | S::VolatilityAuction, K::AtClose) => {
            Admission::Wait
        }
        (S::Continuous, K::AtOpen) => Admission::Refuse(RejectReason::NotInPhase),
        (S::Continuous, _) => Admission::Trade,
        (status, K::Limit | K::Market | K::Waiting | K::Replace | K::Quote) if is_collecting(status) => {
            Admission::Collect
        }
        (status, _) if is_collecting(status) => Admission::Refuse(RejectReason::NotInPhase),
        _ => Admission::Refuse(RejectReason::InstrumentNotTrading),
    }
}

/// Notes a request that the phase does not take.
pub(crate) fn check(status: InstrumentStatus, kind: RequestKind, failures: &mut Failures) {
    match admit(status, kind) {
        Admission::Refuse(RejectReason::NotInPhase) => {
            failures.add(RejectReason::NotInPhase, i64::from(status.0));
        }
        Admission::Refuse(reason) => failures.add(reason, 0),
        Admission::Trade | Admission::Collect | Admission::Wait => {}
    }
}

/// How an instrument's auctions and bands work. Times are in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    pub breach: BreachAction,
    /// Do orders of one account or self-trade group pass each other by in an auction?
    pub auction_stp: bool,
    pub auction_band_ppm: u32,
    pub volatility_ns: u64,
    pub extension_ns: u64,
    /// An extension and a volatility auction end at a random moment of this time more.
    pub random_ns: u64,
    /// 0: until somebody ends it.
    pub halt_ns: u64,
    pub indication_ns: u64,
    /// So long before an auction may end nothing is canceled because a session is lost; 0 for not at all.
    pub guard_ns: u64,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            breach: BreachAction::VolatilityAuction,
            auction_stp: false,
            auction_band_ppm: 0,
            volatility_ns: 120_000 * NS_PER_MS,
            extension_ns: 120_000 * NS_PER_MS,
            random_ns: 0,
            halt_ns: 0,
            indication_ns: 1_000 * NS_PER_MS,
            guard_ns: 0,
        }
    }
}

/// A change to come: at a random moment of `random_ns` from `time` on, at the latest when they are over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    pub time: u64,
    pub random_ns: u64,
    pub status: InstrumentStatus,
}

impl Planned {
    /// When it happens if nobody drew an earlier moment.
    pub fn latest(&self) -> u64 {
        self.time.saturating_add(self.random_ns)
    }
}

/// What an instrument's phases need beyond its status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phase {
    pub rules: Rules,
    /// The schedule, by ascending time.
    pub plan: Vec<Planned>,
    /// When the phase is over by itself, and what follows: a volatility auction, a halt, an extension.
    pub elapses: Option<Planned>,
    /// This auction was extended.
    pub is_extended: bool,
    /// Resting orders that only an auction may fill: market orders. By order id, which is by time.
    pub waiting: BTreeSet<u64>,
    /// Resting orders at the open or at the close, which end with their auction. By order id.
    pub auction_only: BTreeSet<u64>,
    /// Sessions that were lost shortly before the auction's end: what is left of their orders is canceled after it.
    pub lost: BTreeSet<u32>,
    /// When DAY orders end if no close is planned; 0 if none came since they last ended.
    pub day_ends_at: u64,
    /// When it was closed last; 0 for never.
    pub closed_at: u64,
    /// What was told last.
    pub told: Equilibrium,
    /// When the price is told next; 0 if it is not told.
    pub tells_at: u64,
    /// Its timer is set to this; 0 if none is.
    armed: u64,
}

impl Phase {
    /// Is a closing auction planned before the day ends?
    pub fn expects_close(&self) -> bool {
        let ends = |it: &&Planned| matches!(it.status, InstrumentStatus::Closed | InstrumentStatus::Delisted);
        let mut day = self.plan.iter().take_while(|it| !ends(it));
        day.any(|it| it.status == InstrumentStatus::ClosingAuction)
    }

    /// The next change: what elapses before what is planned for the same time.
    pub fn next(&self) -> Option<Planned> {
        let planned = self.plan.first().copied();
        match (self.elapses, planned) {
            (Some(own), Some(planned)) if planned.latest() < own.latest() => Some(planned),
            (None, planned) => planned,
            (own, _) => own,
        }
    }

    /// When the trading day of `now` began: at the last close; where none is planned at 00:00 UTC, if that is later.
    /// O(planned phases).
    pub fn day_began(&self, now: u64) -> u64 {
        let closes = self.plan.iter().any(|planned| planned.status == InstrumentStatus::Closed);
        if closes { self.closed_at } else { self.closed_at.max(now / DAY_NS * DAY_NS) }
    }
}

/// Phases of all instruments, beside them.
#[derive(Debug, Default)]
pub struct Phases {
    all: Vec<Phase>,
    /// Next changes at a random moment, by instrument: for who draws it.
    random: BTreeMap<u32, Planned>,
    /// Every session of every `Phase::lost`, by session and instrument.
    held_back: BTreeSet<(u32, u32)>,
}

impl Phases {
    /// A new instrument's, which is traded continuously and has no plan.
    pub(crate) fn add(&mut self, phase: Phase) {
        let instrument = self.all.len() as u32;
        self.held_back.extend(phase.lost.iter().map(|&session| (session, instrument)));
        self.all.push(phase);
    }

    pub fn get(&self, instrument: u32) -> &Phase {
        &self.all[instrument as usize]
    }

    pub(crate) fn get_mut(&mut self, instrument: u32) -> &mut Phase {
        &mut self.all[instrument as usize]
    }

    /// Notes a resting order, if only an auction may fill it.
    pub(crate) fn wait(&mut self, order: &Order) {
        let phase = self.get_mut(order.instrument);
        if order.order_type == OrderType::Market {
            phase.waiting.insert(order.id);
        }
        if order.flags & AUCTION_ONLY != 0 {
            phase.auction_only.insert(order.id);
        }
    }

    /// A lost session's orders in an instrument are canceled after its auction.
    pub(crate) fn hold_back(&mut self, instrument: u32, session: u32) {
        self.held_back.insert((session, instrument));
        self.get_mut(instrument).lost.insert(session);
    }

    /// Takes out the first lost session whose orders were held back.
    pub(crate) fn take_lost(&mut self, instrument: u32) -> Option<u32> {
        let session = self.get_mut(instrument).lost.pop_first()?;
        self.held_back.remove(&(session, instrument));
        Some(session)
    }

    /// A session is back: what auctions held back does not happen. O(such auctions).
    pub(crate) fn spare(&mut self, session: u32) {
        while let Some(&(_, instrument)) = self.held_back.range((session, 0)..=(session, u32::MAX)).next() {
            self.held_back.remove(&(session, instrument));
            self.get_mut(instrument).lost.remove(&session);
        }
    }

    /// An order left the book.
    pub(crate) fn forget(&mut self, order: &Order) {
        let phase = self.get_mut(order.instrument);
        phase.waiting.remove(&order.id);
        phase.auction_only.remove(&order.id);
    }

    /// Notes when the next change is due: when it was before, and when it is now; 0 for never.
    pub(crate) fn arm(&mut self, instrument: u32) -> (u64, u64) {
        let phase = self.get_mut(instrument);
        let next = phase.next();
        let after = next.map_or(0, |next| next.latest());
        let before = std::mem::replace(&mut phase.armed, after);
        match next.filter(|next| next.random_ns > 0) {
            Some(next) => self.random.insert(instrument, next),
            None => self.random.remove(&instrument),
        };
        (before, after)
    }

    /// Its timer has run.
    pub(crate) fn disarm(&mut self, instrument: u32) {
        self.get_mut(instrument).armed = 0;
    }

    /// The instruments whose next change comes at a random moment, with its window. A command EndPhase within the
    /// window makes it then.
    pub fn random_ends(&self) -> impl Iterator<Item = (u32, &Planned)> {
        self.random.iter().map(|(&instrument, planned)| (instrument, planned))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every phase against every kind of request. T trades, c is collected, w waits outside the book, n is not in this phase, - is refused as
    /// not trading.
    // req: VR-06
    #[test]
    fn what_is_taken_in_which_phase() {
        use InstrumentStatus as S;
        use RequestKind as K;
        let kinds = [
            K::Limit,
            K::Market,
            K::ByAmount,
            K::Immediate,
            K::Pegged,
            K::Waiting,
            K::AtOpen,
            K::AtClose,
            K::Replace,
            K::Quote,
            K::Cancel,
        ];
        let table = [
            (S::PreOpen, "c c n n n c c w c c T"),
            (S::OpeningAuction, "c c n n n c c w c c T"),
            (S::Continuous, "T T T T T T n w T T T"),
            (S::VolatilityAuction, "c c n n n c n w c c T"),
            (S::ClosingAuction, "c c n n n c n c c c T"),
            (S::Halted, "- - - - - - - - - - T"),
            (S::Suspended, "- - - - - - - - - - T"),
            (S::Closed, "- - - - - - - - - - T"),
            (S::Delisted, "- - - - - - - - - - T"),
        ];
        for (status, row) in table {
            for (kind, cell) in kinds.into_iter().zip(row.split(' ')) {
                let found = match admit(status, kind) {
                    Admission::Trade => "T",
                    Admission::Collect => "c",
                    Admission::Wait => "w",
                    Admission::Refuse(RejectReason::NotInPhase) => "n",
                    Admission::Refuse(_) => "-",
                };
                assert_eq!(found, cell, "{status:?} x {kind:?}");
            }
        }
    }

    #[test]
    fn an_end_of_its_own_comes_before_a_plan_for_the_same_time() {
        let planned = |time, random_ns, status| Planned { time, random_ns, status };
        let mut it = Phase::default();
        assert_eq!(it.next(), None);
        it.plan.push(planned(10, 5, InstrumentStatus::Closed));
        assert_eq!(it.next(), Some(it.plan[0]));
        it.elapses = Some(planned(15, 0, InstrumentStatus::Continuous));
        assert_eq!(it.next(), it.elapses);
        it.elapses = Some(planned(15, 1, InstrumentStatus::Continuous));
        assert_eq!(it.next(), Some(it.plan[0]));
    }
}
