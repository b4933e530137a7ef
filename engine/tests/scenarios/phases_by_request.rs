//! Every phase against every kind of request, cell by cell, asked of the engine.

use crate::balances;
use crate::common::{
    ANA, BOB, CY, Event, Exchange, Order, Rules, Special, buy, buy_for, cancel_order, header, peg_buy,
    quotes, replace, sell,
};
use tapebook_engine::trading::REDUCE_ONLY;
use tapebook_schema as wire;
use tapebook_schema::{
    InstrumentStatus as S, Message, OrderState, PegKind, PlannedPhase, RejectReason as R, SideFilter,
    TimeInForce,
};

const PHASES: [S; 9] = [
    S::PreOpen,
    S::OpeningAuction,
    S::Continuous,
    S::VolatilityAuction,
    S::ClosingAuction,
    S::Halted,
    S::Suspended,
    S::Closed,
    S::Delisted,
];

/// Ana bids 5 at 95 (order 1), Bob offers 5 at 101 (order 2), what is asked happens, a closing auction is planned, and
/// the phase begins.
fn exchange_in(phase: S, happens: fn(&mut Exchange)) -> Exchange {
    let mut exchange = Exchange::with(Rules::default());
    exchange.enter(ANA, buy(5).at(95));
    exchange.enter(BOB, sell(5).at(101));
    happens(&mut exchange);
    let mut planned = [PlannedPhase::default(); 16];
    planned[0] = PlannedPhase::new(u64::MAX / 2, S::ClosingAuction, 0, 0, 0);
    let id = exchange.fresh();
    exchange.operate(&wire::SetSchedule::new(&header(&id), 0, 1, 0, 0, &planned));
    let id = exchange.fresh();
    exchange.operate(&wire::SetInstrumentStatus::new(&header(&id), 0, phase, 0, 0));
    assert_eq!(exchange.engine.instruments()[0].status, phase);
    exchange
}

/// What became of a request: T traded, c waits in the book, s outside it, r replaced, d done, and else why it was refused.
fn outcome(events: &[Event]) -> &'static str {
    if events.iter().any(|event| matches!(event, Event::Traded { .. })) {
        return "T";
    }
    match &events[events.len() - 1] {
        Event::Rejected { reason: R::NotInPhase, .. } => "n",
        Event::Rejected { reason: R::InstrumentNotTrading, .. } => "-",
        Event::Rejected { reason: R::WouldTake, .. } => "w",
        Event::Rejected { reason: R::UnknownOrder, .. } => "o",
        Event::Replaced { .. } => "r",
        Event::Terms { state: OrderState::Untriggered, .. } => "s",
        Event::Terms { .. } => "c",
        Event::Canceled { .. } => "d",
        Event::Accepted { .. } | Event::Rested { .. } => "c",
        Event::Applied { .. } if events.len() > 1 && matches!(events[0], Event::Accepted { .. }) => "c",
        Event::Applied { .. } => "d",
        other => panic!("{other:?}"),
    }
}

#[track_caller]
fn row<M: Message>(what: &str, request: &M, expected: &str) {
    row_after(|_| (), what, request, expected);
}

#[track_caller]
fn row_after<M: Message>(happens: fn(&mut Exchange), what: &str, request: &M, expected: &str) {
    let mut found = Vec::new();
    for phase in PHASES {
        let mut exchange = exchange_in(phase, happens);
        let before = (balances(&exchange), exchange.engine.books().resting());
        let cell = outcome(&exchange.ask(ANA, request));
        if ["n", "-", "w", "o"].contains(&cell) {
            let after = (balances(&exchange), exchange.engine.books().resting());
            assert_eq!(before, after, "{what} in {phase:?} is refused and changes nothing");
        }
        // What waits is in the state: a snapshot has it.
        exchange.restart();
        found.push(cell);
    }
    assert_eq!(found.join(" "), expected, "{what}");
}

#[track_caller]
fn order(what: &str, order: Order, expected: &str) {
    row(what, &order.message("x"), expected);
}

// req: VR-06 OT-12
#[test]
fn every_request_in_every_phase() {
    //                                        pre open cont vola clos halt susp shut gone
    order("limit", buy(3).at(101), "c c T c c - - - -");
    order("limit, DAY", buy(3).at(101).tif(TimeInForce::Day), "c c T c c - - - -");
    order("limit that rests", buy(3).at(96), "c c c c c - - - -");
    order("post-only", buy(3).at(101).post_only(), "c c w c c - - - -");
    order("limit, IOC", buy(3).at(101).ioc(), "n n T n n - - - -");
    order("limit, FOK", buy(3).at(101).fok(), "n n T n n - - - -");
    order("market", buy(3), "c c T c c - - - -");
    order("market, DAY", buy(3).tif(TimeInForce::Day), "c c T c c - - - -");
    order("market, FOK", buy(3).fok(), "n n T n n - - - -");
    order("market by amount", buy_for(303), "n n T n n - - - -");
    row("pegged", &peg_buy(3, PegKind::BestBid, 0, 95).message("x"), "n n c n n - - - -");
    let special = |what: &str, order: Special, expected: &str| row(what, &order.message("x"), expected);
    special("limit, GTD", buy(3).at(101).special().until(u64::MAX), "c c T c c - - - -");
    special("stop, GTD", sell(3).stop(90).until(u64::MAX), "s s s s s - - - -");
    special("stop-limit", sell(3).at(89).stop(90), "s s s s s - - - -");
    special("limit at the open", buy(3).at(101).special().at_open(), "c c n n n - - - -");
    special("market at the open", buy(3).special().at_open(), "c c n n n - - - -");
    special("limit at the close", buy(3).at(101).special().at_close(), "s s s s c - - - -");
    special("market at the close", buy(3).special().at_close(), "s s s s c - - - -");
    // Ana bought three, and Bob bids for three above her own bid.
    let long = |exchange: &mut Exchange| {
        exchange.enter(CY, sell(3).at(97));
        exchange.enter(ANA, buy(3).at(97));
        exchange.enter(BOB, buy(3).at(96));
    };
    let reduce = |what: &str, order: Special, expected: &str| {
        row_after(long, &format!("{what}, reduce-only"), &order.message("x"), expected);
    };
    let less = || sell(3).flags(REDUCE_ONLY);
    reduce("limit", less().at(96).special(), "c c T c c - - - -");
    reduce("limit, IOC", less().at(96).ioc().special(), "n n T n n - - - -");
    reduce("limit, GTD", less().at(96).special().until(u64::MAX), "c c T c c - - - -");
    reduce("market", less().special(), "c c T c c - - - -");
    reduce("stop", less().stop(90), "s s s s s - - - -");
    reduce("stop-limit", less().at(89).stop(90), "s s s s s - - - -");
    reduce("limit at the open", less().at(96).special().at_open(), "c c n n n - - - -");
    reduce("market at the close", less().special().at_close(), "s s s s c - - - -");
    row("quotes", &quotes("x", 0, (0, 0, 0), &[(101, 3)], &[(102, 1)]), "c c T c c - - - -");
    row("replace by price", &replace("x", 1, 101, 0), "r r T r r - - - o");
    row("replace by less", &replace("x", 1, 0, 4), "r r r r r - - - o");
    row("cancel", &cancel_order("x", 1), "d d d d d d d d o");
    let all = wire::CancelAll::new(&header("x"), 0, SideFilter::Both, 0, 0);
    row("cancel all", &all, "d d d d d d d d d");
    row("cancel quotes", &wire::CancelQuotes::new(&header("x"), 0, 0), "d d d d d d d d d");
    row("cancel after", &wire::CancelAfter::new(&header("x"), 100, 0), "d d d d d d d d d");
}
