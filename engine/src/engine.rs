//! The engine: one command in, its events out. Control flow only; every rule stands in the module it is about.

use crate::accounts::Account;
use crate::advanced::Advanced;
use crate::amend::Amendments;
use crate::book::Books;
use crate::instrument::Instrument;
use crate::kills::Kills;
use crate::ledger::{FIRST_ACCOUNT, Ledger};
use crate::limits::Limits;
use crate::lists::Lists;
use crate::members::{Members, OPERATOR};
use crate::orders::Orders;
use crate::pegs::{Group, Key as PegKey, Pegs};
use crate::phases::Phases;
use crate::positions::Positions;
use crate::quotes::Quotes;
use crate::reject::Failures;
use crate::requests::{Key, Known, MONEY, Requests};
use crate::table::Hasher;
use crate::timers::Timers;
use crate::triggers::Triggers;
use tapebook_schema as wire;
use tapebook_schema::{Message, MessageType, RejectReason, ReportHeader, RequestHeader};

/// Raised when the same command could have another outcome. A journal names the version it was written under.
pub const ENGINE_VERSION: u32 = 4;

/// Who sent a command, when, and which number it got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    pub sequence: u64,
    /// Nanoseconds UTC; never decreasing.
    pub time: u64,
    /// 0 for the sequencer's own commands.
    pub session: u32,
    /// Account acted for, after the session's rights were applied; 0 for none.
    pub account: u32,
}

/// Takes the events of a command as they happen. The report header of each is blank: the sink numbers it.
pub trait Sink {
    fn event<M: Message>(&mut self, event: &M);
}

/// Everything the exchange knows. `apply` is the only way to change it.
pub struct Engine {
    pub(crate) hasher: Hasher,
    pub(crate) lineage: [u8; 16],
    pub(crate) books: Books,
    pub(crate) orders: Orders,
    pub(crate) ledger: Ledger,
    pub(crate) positions: Positions,
    pub(crate) accounts: Vec<Account>,
    pub(crate) instruments: Vec<Instrument>,
    pub(crate) requests: Requests,
    pub(crate) members: Members,
    pub(crate) amendments: Amendments,
    pub(crate) quotes: Quotes,
    pub(crate) phases: Phases,
    pub(crate) kills: Kills,
    pub(crate) timers: Timers,
    pub(crate) pegs: Pegs,
    /// Groups on the move; empty between commands.
    pub(crate) peg_moves: Vec<(PegKey, Group, Option<i64>)>,
    pub(crate) advanced: Advanced,
    pub(crate) triggers: Triggers,
    pub(crate) lists: Lists,
    /// Maker and taker ppm by tier, where the instrument has none of its own.
    pub(crate) fees: [(i32, i32); 16],
    pub(crate) limits: Limits,
    pub(crate) next_order_id: u64,
    pub(crate) sequence: u64,
    pub(crate) time: u64,
    /// Starts of a process on this journal.
    pub(crate) generation: u64,
}

/// What became of a request before its own rules are asked.
pub(crate) enum Gate<'a> {
    Go(Key<'a>, u32),
    Answered,
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl Engine {
    /// An engine before its first command, which must be Genesis.
    pub fn new() -> Self {
        Self::with_hasher(Hasher::default(), [0; 16])
    }

    pub(crate) fn with_hasher(hasher: Hasher, lineage: [u8; 16]) -> Self {
        Self {
            hasher,
            lineage,
            books: Books::new(),
            orders: Orders::new(),
            ledger: Ledger::new(hasher),
            positions: Positions::new(hasher),
            accounts: (0..FIRST_ACCOUNT).map(|_| Account::new(0)).collect(),
            instruments: Vec::new(),
            requests: Requests::new(hasher),
            members: Members::default(),
            amendments: Amendments::default(),
            quotes: Quotes::new(hasher),
            phases: Phases::default(),
            kills: Kills::default(),
            timers: Timers::default(),
            pegs: Pegs::default(),
            peg_moves: Vec::new(),
            advanced: Advanced::default(),
            triggers: Triggers::default(),
            lists: Lists::default(),
            fees: [(0, 0); 16],
            limits: Limits::default(),
            next_order_id: 1,
            sequence: 0,
            time: 0,
            generation: 0,
        }
    }

    /// Applies one journaled command: `body` is the struct of `message_type`, as `tapebook_schema::verify` admits
    /// it. Every request is answered by exactly one RequestRejected or RequestRepeated, or by its effects.
    ///
    /// # Panics
    /// On a sequence that does not follow, a time before the last, or a body `verify` would refuse: the journal is
    /// not what it says, and the process must not go on.
    pub fn apply(&mut self, context: &Context, message_type: MessageType, body: &[u8], sink: &mut impl Sink) {
        assert_eq!(context.sequence, self.sequence + 1, "commands follow without gaps");
        assert!(context.time >= self.time, "time never goes back");
        self.sequence = context.sequence;
        self.time = context.time;
        if context.time >= self.next_due() {
            self.fire_timers(context.time, sink);
            self.settle_sums();
        }
        match message_type {
            MessageType::NewOrder => self.new_order(context, &read(body), body, sink),
            MessageType::CancelOrder => self.cancel_order(context, &read(body), body, sink),
            MessageType::ReplaceOrder => self.replace_order(context, &read(body), body, sink),
            _ => self.apply_rarer(context, message_type, body, sink),
        }
        self.follow_matches(sink);
        if self.triggers.is_awake() {
            self.run_triggers(sink);
        }
        if self.orders.has_touched() {
            self.settle_sums();
        }
    }

    /// The commands that a busy flow is not made of. Apart, so that what they keep on the stack is not made room for at
    /// every order.
    #[inline(never)]
    fn apply_rarer(
        &mut self,
        context: &Context,
        message_type: MessageType,
        body: &[u8],
        sink: &mut impl Sink,
    ) {
        match message_type {
            MessageType::CancelAll => self.cancel_all(context, &read(body), body, sink),
            MessageType::MassQuote => self.mass_quote(context, &read(body), body, sink),
            MessageType::CancelQuotes => self.cancel_quotes(context, &read(body), body, sink),
            MessageType::CancelAfter => self.cancel_after(context, &read(body), body, sink),
            MessageType::NewAdvancedOrder => self.new_advanced_order(context, &read(body), body, sink),
            MessageType::NewOrderList => self.new_order_list(context, &read(body), body, sink),
            MessageType::CancelOrderList => self.cancel_order_list(context, &read(body), body, sink),
            MessageType::Genesis => self.genesis(&read(body), sink),
            MessageType::Start => self.start(&read(body), sink),
            MessageType::Tick => {}
            MessageType::SessionStarted => self.session_started(&read(body), sink),
            MessageType::SessionLost => self.session_lost(&read(body), sink),
            MessageType::EndPhase => self.end_phase(&read(body), sink),
            _ => self.operate(context, message_type, body, sink),
        }
    }

    /// What follows from matches at once: reduce-only orders whose position shrank, quotes that protection pulls, pegged
    /// orders that follow their market, lists whose legs traded or ended, and what pegged orders follow then.
    #[inline]
    pub(crate) fn follow_matches(&mut self, sink: &mut impl Sink) {
        if self.orders.reducing.has_shrunk() {
            self.follow_positions(sink);
        }
        if self.quotes.has_breached() {
            self.pull_quotes(sink);
        }
        if self.books.has_changed() {
            self.follow_touches(sink);
        }
        if self.lists.is_touched() {
            self.follow_lists(sink);
            if self.books.has_changed() {
                self.follow_touches(sink);
            }
        }
    }

    /// Is this request new? If not it is answered here: by its first answer, or DUPLICATE_ID (rules section 1).
    #[expect(clippy::too_many_arguments, reason = "an answer names all that was asked")]
    pub(crate) fn gate<'a>(
        &mut self,
        context: &Context,
        account: u32,
        request: &'a RequestHeader,
        message_type: MessageType,
        reuse_when_done: bool,
        body: &[u8],
        sink: &mut impl Sink,
    ) -> Gate<'a> {
        self.gate_at_once(context, account, request, message_type, reuse_when_done, body, sink)
    }

    /// The same, inlined where most requests come through.
    #[expect(clippy::too_many_arguments, reason = "an answer names all that was asked")]
    #[inline(always)]
    pub(crate) fn gate_at_once<'a>(
        &mut self,
        context: &Context,
        account: u32,
        request: &'a RequestHeader,
        message_type: MessageType,
        reuse_when_done: bool,
        body: &[u8],
        sink: &mut impl Sink,
    ) -> Gate<'a> {
        let is_money =
            matches!(message_type, MessageType::Deposit | MessageType::Withdraw | MessageType::Transfer);
        let owner = if is_money { account | MONEY } else { account };
        let mut key = self.requests.key(owner, request.client_id_bytes());
        // The header is key and origin: a gateway may bring the same request again under another number of its own.
        let digest = self.requests.digest(message_type.0, &body[RequestHeader::SIZE..]);
        let at = match self.requests.find(&key) {
            Known::New => return Gate::Go(key, digest),
            Known::Entry(at) => at,
        };
        let is_repeat = self.requests.get(at).digest == digest;
        if reuse_when_done && !is_repeat && self.orders.slot(self.requests.get(at).order_id).is_none() {
            key.replaces = Some(at);
            return Gate::Go(key, digest);
        }
        self.answer_known(context, account, request, message_type, (at, is_repeat), sink);
        Gate::Answered
    }

    /// Answers a request whose name is taken: again, where it is the same.
    #[cold]
    fn answer_known(
        &mut self,
        context: &Context,
        account: u32,
        request: &RequestHeader,
        message_type: MessageType,
        (at, is_repeat): (u32, bool),
        sink: &mut impl Sink,
    ) {
        if is_repeat {
            sink.event(&wire::RequestRepeated::new(
                &ReportHeader::default(),
                &echo(request, account),
                message_type,
                0,
                0,
                self.requests.get(at).sequence,
            ));
        } else {
            // The first request keeps the id: this one is answered, and not remembered.
            let reason = RejectReason::DuplicateId.into();
            self.reject(context, account, request, message_type, 0, 0, reason, sink);
        }
    }

    /// Refuses a request.
    #[expect(clippy::too_many_arguments, reason = "a refusal names all that was asked")]
    pub(crate) fn reject(
        &mut self,
        _context: &Context,
        account: u32,
        request: &RequestHeader,
        message_type: MessageType,
        instrument: u32,
        order_id: u64,
        failures: Failures,
        sink: &mut impl Sink,
    ) {
        let (reason, detail) = failures.first().expect("a refusal has a reason");
        sink.event(&wire::RequestRejected::new(
            &ReportHeader::default(),
            &echo(request, account),
            message_type,
            reason,
            0,
            instrument,
            order_id,
            detail,
            &failures.bits(),
        ));
    }

    /// Remembers a request that was answered.
    pub(crate) fn remember(&mut self, context: &Context, key: &Key<'_>, digest: u32, order_id: u64) {
        let orders = &mut self.orders;
        let window = &mut self.accounts[(key.account & !MONEY) as usize].window;
        self.requests.remember(key, digest, context.sequence, order_id, window, |order_id, entry| {
            let slot = orders.slot(order_id)?;
            Some(orders.park(slot, entry))
        });
    }

    /// An account that requests may name.
    pub(crate) fn account(&self, index: u32) -> Option<&Account> {
        if index < FIRST_ACCOUNT { None } else { self.accounts.get(index as usize) }
    }

    pub(crate) fn is_operator(&self, session: u32) -> bool {
        self.members.get(session).is_some_and(|member| member.permissions & OPERATOR != 0)
    }

    // ------------------------------------------------------------ reading

    pub fn sequence(&self) -> u64 {
        self.sequence
    }

    pub fn time(&self) -> u64 {
        self.time
    }

    pub fn lineage(&self) -> [u8; 16] {
        self.lineage
    }

    pub fn generation(&self) -> u64 {
        self.generation
    }

    pub fn books(&self) -> &Books {
        &self.books
    }

    pub fn orders(&self) -> &Orders {
        &self.orders
    }

    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    pub fn positions(&self) -> &Positions {
        &self.positions
    }

    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    pub fn instruments(&self) -> &[Instrument] {
        &self.instruments
    }

    pub fn members(&self) -> &Members {
        &self.members
    }

    pub fn quotes(&self) -> &Quotes {
        &self.quotes
    }

    pub fn pegs(&self) -> &Pegs {
        &self.pegs
    }

    pub fn phases(&self) -> &Phases {
        &self.phases
    }

    pub fn kills(&self) -> &Kills {
        &self.kills
    }

    pub fn advanced(&self) -> &Advanced {
        &self.advanced
    }

    pub fn triggers(&self) -> &Triggers {
        &self.triggers
    }

    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    pub fn timers(&self) -> &Timers {
        &self.timers
    }

    pub fn amendments(&self) -> &Amendments {
        &self.amendments
    }
}

/// A verified body as its struct.
fn read<M: Message>(body: &[u8]) -> M {
    M::from_bytes(body).expect("the body was verified before it was journaled")
}

pub(crate) fn client_id(request: &RequestHeader) -> [u8; 36] {
    let mut id = [0; 36];
    id.copy_from_slice(&request.0[..36]);
    id
}

/// The request's header as its answers carry it: with the account that was acted for.
pub(crate) fn echo(request: &RequestHeader, account: u32) -> RequestHeader {
    let mut header = *request;
    header.set_account(account);
    header
}
