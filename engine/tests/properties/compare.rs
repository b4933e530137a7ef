//! Drives the engine and the oracle with the same commands, and compares all that can be seen of both.

use crate::audit::Audit;
use crate::common::{Command, Event, Exchange, ListEvent, lines, restore, snapshot};
use crate::generate::{FIRST, Generator, Mix, Random, key};
use crate::oracle::Oracle;
use crate::setup;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;
use tapebook_engine::book::Side;
use tapebook_schema as wire;
use tapebook_schema::is_request;

/// Both exchanges after the same beginning.
pub struct Pair {
    pub exchange: Exchange,
    pub oracle: Oracle,
    pub audit: Audit,
    mix: Mix,
    /// Never restarted, if it is kept.
    straight: Option<Exchange>,
}

fn world(mix: &Mix) -> Exchange {
    let mut exchange = Exchange::new();
    exchange.checks = false;
    for command in setup::requests(mix, key) {
        let events = exchange.apply(&command);
        assert!(matches!(events.last(), Some(Event::Applied { .. })), "{command:?} gave {events:?}");
    }
    if mix.window != 65_536 {
        exchange.shrink_window(mix.window);
    }
    exchange
}

impl Pair {
    pub fn new(mix: Mix, keep_straight: bool) -> Self {
        let exchange = world(&mix);
        let mut oracle = setup::oracle(&mix, exchange.engine.sequence());
        oracle.time = exchange.engine.time();
        let straight = keep_straight.then(|| world(&mix));
        let audit = Audit::new(mix.accounts, mix.funds * mix.unit());
        Pair { exchange, oracle, audit, mix, straight }
    }

    /// One command through both.
    pub fn step(&mut self, at: usize, command: &Command) -> Vec<Event> {
        let events = self.exchange.apply(command);
        let wanted = self.oracle.apply(command);
        assert_eq!(events, wanted, "command {at} gave other events (left: engine, right: oracle)");
        self.audit.events(command, &events);
        if let Some(straight) = &mut self.straight {
            assert_eq!(straight.apply(command), events, "a_restart_changes_no_outcome: command {at}");
        }
        self.compare_state(at);
        if at.is_multiple_of(8) {
            let broken = self.exchange.engine.check_invariants().err();
            assert_eq!(broken, None, "after {:?}", lines(&events));
            self.audit.compare(&self.exchange.engine);
        }
        events
    }

    fn compare_state(&self, at: usize) {
        for account in [0, 1].into_iter().chain(FIRST..FIRST + self.mix.accounts) {
            for asset in 0..3 {
                let (engine, oracle) =
                    (self.exchange.balance(account, asset), self.oracle.balance(account, asset));
                assert_eq!(engine, oracle, "balance of {account} in asset {asset} after command {at}");
            }
            for instrument in 0..self.oracle.markets.len() as u32 {
                let engine = self.exchange.position(account, instrument);
                let oracle = self.oracle.positions.get(&(account, instrument)).copied().unwrap_or((0, 0));
                assert_eq!(
                    engine, oracle,
                    "position of {account} in instrument {instrument} after command {at}"
                );
            }
        }
        let orders = self.exchange.engine.orders();
        for order in self.oracle.orders.values() {
            let wanted = order.waits.as_ref().map_or(0, |it| it.trigger(order.side));
            let found =
                orders.slot(order.id).map(|slot| self.exchange.engine.trigger_price(orders.get(slot)));
            assert_eq!(found, Some(wanted), "trigger of {order:?} after command {at}");
            if order.waits.is_none() {
                let slot = orders.slot(order.id).expect("compared above");
                let shown = self.exchange.engine.books().shown(slot);
                assert_eq!(shown, order.shown(), "shown of {order:?} after command {at}");
            }
        }
        for (instrument, market) in self.oracle.markets.iter().enumerate() {
            let it = &self.exchange.engine.instruments()[instrument];
            let engine = (it.status, it.reference_price, it.last_trade_id);
            assert_eq!(engine, (market.status, market.reference, market.trades), "instrument {instrument}");
            for side in Side::BOTH {
                let books = self.exchange.engine.books();
                let queue = books.whole_queue(instrument as u32, side).map(|(_, slot)| books.id(slot));
                assert!(
                    queue.eq(market.queues[side as usize].iter().copied()),
                    "queue of {instrument} after {at}"
                );
            }
        }
    }

    /// Snapshot, restore, snapshot: the same bytes; goes on with the restored one.
    pub fn restart(&mut self) {
        let bytes = self.exchange.snapshot();
        let engine = restore(&bytes).unwrap();
        assert!(snapshot(&engine) == bytes, "a snapshot of the restored engine is byte-identical");
        engine.check_invariants().unwrap();
        if let Some(straight) = &self.straight {
            assert!(straight.snapshot() == bytes, "a_restart_leaves_no_trace");
        }
        self.exchange.engine = engine;
    }
}

/// What a run does: commands, restarts between them.
#[derive(Clone, Debug)]
enum Move {
    Send(Command),
    Restart,
}

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Only the first failure and the shrunk one are worth reading.
fn be_quiet(quiet: bool) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let loud = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                loud(info);
            }
        }));
    });
    QUIET.set(quiet);
}

fn run_moves(mix: Mix, moves: &[Move]) -> Result<(), (usize, String)> {
    let mut at = 0;
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut pair = Pair::new(mix, true);
        for (number, it) in moves.iter().enumerate() {
            at = number;
            match it {
                Move::Send(command) => drop(pair.step(number, command)),
                Move::Restart => pair.restart(),
            }
        }
        pair.exchange.engine.check_invariants().unwrap();
        pair.restart();
    }));
    outcome.map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        (at, text.or(panic.downcast_ref::<&str>().map(|it| it.to_string())).unwrap_or_default())
    })
}

/// Takes moves away as long as it still fails.
fn shrink(mix: Mix, mut moves: Vec<Move>) -> (Vec<Move>, String) {
    let (mut at, mut message) = run_moves(mix, &moves).expect_err("it failed before");
    moves.truncate(at + 1);
    let mut chunk = moves.len() / 2;
    while chunk > 0 {
        let mut from = 0;
        while from < moves.len() {
            let mut fewer = moves.clone();
            fewer.drain(from..(from + chunk).min(fewer.len()));
            match run_moves(mix, &fewer) {
                Err(failed) => {
                    (at, message) = failed;
                    fewer.truncate(at + 1);
                    moves = fewer;
                }
                Ok(()) => from += chunk,
            }
        }
        chunk /= 2;
    }
    (moves, message)
}

fn show(moves: &[Move]) -> String {
    let mut text = String::new();
    for (at, it) in moves.iter().enumerate() {
        let line = match it {
            Move::Restart => "restart".to_string(),
            Move::Send(it) => {
                let body = describe(it);
                format!("+{} session {} account {}: {body}", it.after, it.session, it.account)
            }
        };
        text += &format!("{at:3} {line}\n");
    }
    text
}

fn describe(command: &Command) -> String {
    fn it<M: wire::Message>(command: &Command) -> String {
        let text = format!("{:?}", M::from_bytes(&command.body).expect("its length"));
        let id = wire::client_id::to_text(&command.body[..36].try_into().expect("36 bytes")).to_string();
        // The header's bytes say nothing to the eye; its id does.
        match (text.find("request: "), text.find("}, ")) {
            (Some(from), Some(to)) => format!("{}{id:?}{}", &text[..from], &text[to + 1..]),
            _ => text,
        }
    }
    match command.kind {
        wire::MessageType::NewOrder => it::<wire::NewOrder>(command),
        wire::MessageType::NewAdvancedOrder => it::<wire::NewAdvancedOrder>(command),
        wire::MessageType::NewOrderList => it::<wire::NewOrderList>(command),
        wire::MessageType::CancelOrderList => it::<wire::CancelOrderList>(command),
        wire::MessageType::SetTriggerLimit => it::<wire::SetTriggerLimit>(command),
        wire::MessageType::CancelOrder => it::<wire::CancelOrder>(command),
        wire::MessageType::ReplaceOrder => it::<wire::ReplaceOrder>(command),
        wire::MessageType::CancelAll => it::<wire::CancelAll>(command),
        wire::MessageType::MassQuote => it::<wire::MassQuote>(command),
        wire::MessageType::CancelQuotes => it::<wire::CancelQuotes>(command),
        wire::MessageType::CancelAfter => it::<wire::CancelAfter>(command),
        wire::MessageType::SetFees => it::<wire::SetFees>(command),
        wire::MessageType::SetLimits => it::<wire::SetLimits>(command),
        wire::MessageType::SetKillSwitch => it::<wire::SetKillSwitch>(command),
        wire::MessageType::SetPriceRules => it::<wire::SetPriceRules>(command),
        wire::MessageType::SetReferencePrice => it::<wire::SetReferencePrice>(command),
        wire::MessageType::SetAccountStatus => it::<wire::SetAccountStatus>(command),
        wire::MessageType::SetInstrumentStatus => it::<wire::SetInstrumentStatus>(command),
        wire::MessageType::SetStpGroup => it::<wire::SetStpGroup>(command),
        wire::MessageType::SetReferenceRate => it::<wire::SetReferenceRate>(command),
        wire::MessageType::Deposit => it::<wire::Deposit>(command),
        wire::MessageType::Withdraw => it::<wire::Withdraw>(command),
        wire::MessageType::Transfer => it::<wire::Transfer>(command),
        other => format!("{other:?} {:?}", command.body),
    }
}

const RUN: usize = 2_500;

/// Runs of 2,500 commands each, `LONG=1` nine times as many; `SEED=n` for that one alone.
pub fn check(name: &str, mix: Mix, commands: usize) -> Tally {
    let commands = if std::env::var_os("LONG").is_some() { commands * 9 } else { commands };
    let one: Option<u64> = std::env::var("SEED").ok().and_then(|it| it.parse().ok());
    let runs = if one.is_some() { 1 } else { commands.div_ceil(RUN) };
    let mut seen = Tally::default();
    for run in 0..runs as u64 {
        let seed = one.unwrap_or(run);
        if let Err(moves) = generated(mix, seed, &mut seen) {
            be_quiet(true);
            let (moves, message) = shrink(mix, moves);
            be_quiet(false);
            panic!("{name}, SEED={seed}: {message}\nafter these {} moves:\n{}", moves.len(), show(&moves));
        }
    }
    println!("{name}: {} commands, seeds 0 to {}: {seen:?}", runs * RUN, runs - 1);
    seen
}

/// How often each kind of event was seen.
pub type Tally = BTreeMap<String, usize>;

fn count(seen: &mut Tally, event: &Event) {
    let name = match event {
        Event::Accepted { kind, amount, tif, .. } => {
            format!("accepted {kind:?} {tif:?} amount {}", *amount != 0)
        }
        Event::Rested { .. } => "rested".to_string(),
        Event::Terms { source, display, minimum, flags, .. } => {
            let (iceberg, hidden, least) = (*display != 0, flags & 16 != 0, *minimum != 0);
            format!("terms {source:?} iceberg {iceberg} hidden {hidden} least {least}")
        }
        Event::Refreshed { .. } => "refreshed".to_string(),
        Event::Triggered { kind, side, .. } => format!("triggered {kind:?} {side:?}"),
        Event::Reduced { resting, reason: wire::EndReason::ReduceOnly, .. } => {
            format!("trimmed resting {resting}")
        }
        Event::Reduced { resting, .. } => format!("reduced resting {resting}"),
        Event::Canceled { reason, .. } => format!("ended {reason:?}"),
        Event::Replaced { kept, resting, .. } => format!("replaced kept {kept} trades {}", *resting == 0),
        Event::Traded { maker, taker, hidden, .. } => {
            let what = if *hidden { "hidden" } else { "traded" };
            format!("{what} rebate {} fee {}", maker.fee < 0, taker.fee > 0)
        }
        Event::Rejected { reason, .. } => format!("refused {reason:?}"),
        Event::Repeated { .. } => "repeated".to_string(),
        Event::Applied { kind, .. } => format!("applied {kind:?}"),
        Event::Phase { status, cause, .. } => format!("phase {status:?} {cause:?}"),
        Event::Indicated { volume, .. } => format!("indicated {}", *volume > 0),
        Event::Auctioned { status, .. } => format!("auctioned {status:?}"),
        Event::PegTerms { .. } => "pegged".to_string(),
        Event::PegsMoved { price, old_price, .. } => {
            format!("pegs moved waits {} waited {}", *price == 0, *old_price == 0)
        }
        Event::List(ListEvent::Status { kind, state, .. }) => format!("list {kind:?} {state:?}"),
        Event::List(ListEvent::Started { state, reason, .. }) => format!("leg started {state:?} {reason:?}"),
        Event::Amended { .. } => "amended".to_string(),
    };
    *seen.entry(name).or_default() += 1;
}

/// One run; what was sent if it failed.
fn generated(mix: Mix, seed: u64, seen: &mut Tally) -> Result<(), Vec<Move>> {
    let mut moves = Vec::with_capacity(RUN + 16);
    let mut restarts = Random(!seed);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut pair = Pair::new(mix, mix.straight);
        let mut generator = Generator::new(seed, mix);
        for at in 0..RUN {
            if restarts.below(mix.restarts) == 0 {
                moves.push(Move::Restart);
                pair.restart();
            }
            let command = generator.next(&pair.oracle);
            moves.push(Move::Send(command.clone()));
            let first = pair.step(at, &command);
            first.iter().for_each(|event| count(seen, event));
            if mix.twice && is_request(command.kind) {
                moves.push(Move::Send(command.clone()));
                let second = pair.step(at, &command);
                let answers = |it: &Event| match it {
                    Event::Repeated { request, .. } | Event::Rejected { request, .. } => {
                        Some((request.account, request.id))
                    }
                    _ => None,
                };
                let answered = second.iter().find_map(answers);
                // Timers that fire first may start or change other orders.
                let makes = |it: &Event| {
                    matches!(it, Event::Accepted { request, .. } | Event::Replaced { request, .. }
                        if answered == Some((request.account, request.id)))
                };
                // The id of a refused duplicate may be free by now: a timer ended the order that had it.
                let is_duplicate = |it: &Event| {
                    matches!(it, Event::Rejected { reason: wire::RejectReason::DuplicateId, .. })
                };
                let is_answered = answered.is_some() || first.iter().any(is_duplicate);
                let twice = first.iter().any(makes) && second.iter().any(makes);
                assert!(is_answered && !twice, "a_repeat_never_makes_a_second_order: {second:?}");
            }
        }
        pair.exchange.engine.check_invariants().unwrap();
        pair.restart();
    }));
    outcome.map_err(|_| moves)
}
