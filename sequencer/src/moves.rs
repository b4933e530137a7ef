//! What happened in the markets since the start, counted from released events, on the feed's thread. O(1) an event.

use crate::routing;
use std::collections::{BTreeMap, HashSet};
use tapebook_schema as wire;
use tapebook_schema::{
    EndReason, InstrumentStatus as Status, ListKind, ListState, Message, MessageType, OrderType, PhaseCause,
    ReportHeader,
};

/// A list of which a leg ended without a trade in the command that ended the list, in the row of [`ListState`].
const CANCELED: &str = "Canceled";
/// More canceled orders of one command than this are not kept room for.
const KEPT_ROOM: usize = 1 << 10;

/// Auctions of one instrument that traded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uncrosses {
    /// How many.
    pub count: u64,
    /// Lots matched in them.
    pub volume: u64,
}

/// Counts since the start of the process, in the rows of the wire's enumerations.
#[derive(Clone, Debug, Default)]
pub struct Moves {
    taken: [u64; 16],
    ended: [u64; 32],
    triggered: [u64; 16],
    phases: [[u64; 8]; 16],
    lists: [[u64; 3]; 4],
    uncrosses: BTreeMap<u32, Uncrosses>,
    /// The auction that the last event was a trade of: command and instrument.
    auction: (u64, u32),
    /// Orders that ended without a trade in the command under way, other than by their own list.
    canceled: HashSet<u64>,
    command: u64,
}

impl Moves {
    /// Counts the events of whole commands.
    pub(crate) fn count(&mut self, events: &[u8]) {
        for (_, header, body) in routing::frames(events) {
            match header.type_() {
                MessageType::OrderAccepted => {
                    let it: wire::OrderAccepted = read(body);
                    self.taken[usize::from(it.type_().0 & 15)] += 1;
                }
                MessageType::OrderCanceled => self.order_ended(&read(body)),
                MessageType::OrderTriggered => {
                    let it: wire::OrderTriggered = read(body);
                    // Without a trigger it waited for its auction.
                    if it.trigger_price() != 0 {
                        self.triggered[usize::from(it.type_().0 & 15)] += 1;
                    }
                }
                MessageType::PhaseChanged => {
                    let it: wire::PhaseChanged = read(body);
                    self.phases[usize::from(it.status().0 & 15)][usize::from(it.cause().0 & 7)] += 1;
                }
                MessageType::AuctionTrade => self.auction_traded(&read(body)),
                MessageType::ListStatus => self.list_changed(&read(body)),
                _ => {}
            }
        }
    }

    fn order_ended(&mut self, it: &wire::OrderCanceled) {
        self.ended[usize::from(it.reason().0 & 31)] += 1;
        self.begin(it.report());
        if !matches!(it.reason(), EndReason::None | EndReason::List) {
            self.canceled.insert(it.order_id());
        }
    }

    fn auction_traded(&mut self, it: &wire::AuctionTrade) {
        let auction = (it.report().sequence(), it.instrument());
        let its = self.uncrosses.entry(it.instrument()).or_default();
        its.count += u64::from(std::mem::replace(&mut self.auction, auction) != auction);
        its.volume += it.quantity();
    }

    fn list_changed(&mut self, it: &wire::ListStatus) {
        self.begin(it.report());
        let is_canceled = || it.orders().iter().any(|id| self.canceled.contains(&id));
        let state = match it.state() {
            ListState::Executing => 0,
            _ if is_canceled() => 2,
            _ => 1,
        };
        self.lists[usize::from(it.kind().0 & 3)][state] += 1;
    }

    fn begin(&mut self, report: &ReportHeader) {
        if std::mem::replace(&mut self.command, report.sequence()) == report.sequence() {
            return;
        }
        if self.canceled.capacity() > KEPT_ROOM {
            self.canceled = HashSet::new();
        }
        self.canceled.clear();
    }

    /// Orders accepted by type, legs of lists and quotes among them.
    pub fn taken(&self) -> impl Iterator<Item = (&'static str, u64)> {
        named(&self.taken, |at| OrderType(at).variant_name())
    }

    /// Orders that ended without a fill, by reason.
    pub fn ended(&self) -> impl Iterator<Item = (&'static str, u64)> {
        named(&self.ended, |at| EndReason(at).variant_name().filter(|_| at != EndReason::None.0))
    }

    /// Triggers that were reached, by the type that the order then has.
    pub fn triggered(&self) -> impl Iterator<Item = (&'static str, u64)> {
        named(&self.triggered, |at| OrderType(at).variant_name())
    }

    /// Phases that began or, as extensions, went on, with their causes.
    pub fn phases(&self) -> impl Iterator<Item = (&'static str, &'static str, u64)> {
        let cause = |at| PhaseCause(at).variant_name();
        (0..).zip(&self.phases).flat_map(move |(at, row)| {
            let status = Status(at).variant_name().unwrap_or_default();
            named(row, cause).map(move |(cause, count)| (status, cause, count))
        })
    }

    /// Lists by kind: entered (`Executing`), `Done`, and `Canceled`.
    pub fn lists(&self) -> impl Iterator<Item = (&'static str, &'static str, u64)> {
        let state = |at| ListState(at).variant_name().or(Some(CANCELED));
        (0..).zip(&self.lists).flat_map(move |(at, row)| {
            let kind = ListKind(at).variant_name().unwrap_or_default();
            named(row, state).map(move |(state, count)| (kind, state, count))
        })
    }

    /// Auctions that traded, by instrument.
    pub fn uncrosses(&self) -> impl Iterator<Item = (u32, Uncrosses)> {
        self.uncrosses.iter().map(|(&instrument, &its)| (instrument, its))
    }
}

/// The counts above 0 with their names.
fn named(
    counts: &[u64],
    name: impl Fn(u8) -> Option<&'static str>,
) -> impl Iterator<Item = (&'static str, u64)> {
    let counts = counts.iter().enumerate().filter(|&(_, &count)| count > 0);
    counts.filter_map(move |(at, &count)| Some((name(at as u8)?, count)))
}

/// An event's body as its struct.
fn read<M: Message>(body: &[u8]) -> M {
    M::from_bytes(body).expect("its own event")
}
