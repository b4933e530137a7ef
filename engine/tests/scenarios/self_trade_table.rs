//! Self-trade prevention, every mode against every kind of resting and of arriving order: the outcome is that of two
//! plain orders.

use crate::common::{ANA, BOB, CY, DAN, Event, Exchange, Rules, buy, peg_buy, peg_sell, quotes, sell};
use tapebook_engine::trading::REDUCE_ONLY;
use tapebook_schema::{EndReason, PegKind, StpMode};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    Iceberg,
    Hidden,
    Pegged,
    Quote,
    Reducing,
    Triggered,
    TriggeredIceberg,
    TriggeredHidden,
}

const KINDS: [Kind; 8] = [
    Kind::Plain,
    Kind::Iceberg,
    Kind::Hidden,
    Kind::Pegged,
    Kind::Quote,
    Kind::Triggered,
    Kind::TriggeredIceberg,
    Kind::TriggeredHidden,
];
/// Only sells reduce.
const MAKERS: [Kind; 9] = [
    Kind::Plain,
    Kind::Iceberg,
    Kind::Hidden,
    Kind::Pegged,
    Kind::Quote,
    Kind::Reducing,
    Kind::Triggered,
    Kind::TriggeredIceberg,
    Kind::TriggeredHidden,
];
const MAKER: u64 = 6;
const AT: i64 = 100;

/// Cy stands at 90 and 105, the last trade was at 99, and Bob bought as many as Bob will sell.
fn exchange() -> Exchange {
    let mut exchange = Exchange::with(Rules::default());
    exchange.enter(CY, sell(MAKER).at(99));
    exchange.enter(BOB, buy(MAKER).at(99));
    exchange.enter(CY, sell(1).at(99));
    exchange.enter(DAN, buy(1).at(99));
    exchange.enter(CY, buy(1).at(90));
    exchange.enter(CY, sell(1).at(105));
    exchange
}

/// A trade of Cy and Dan below all that Bob asks for.
fn trade(exchange: &mut Exchange, price: i64) -> Vec<Event> {
    exchange.enter(CY, buy(1).at(price));
    exchange.enter(DAN, sell(1).at(price))
}

/// Bob sells 6 at 100; the order's id.
fn rest(exchange: &mut Exchange, kind: Kind) -> u64 {
    let (order, id) = (sell(MAKER).at(AT), exchange.fresh());
    let entered = match kind {
        Kind::Plain => exchange.enter(BOB, order),
        Kind::Iceberg => exchange.enter_special(BOB, order.showing(2)),
        Kind::Hidden => exchange.enter_special(BOB, order.hidden()),
        Kind::Pegged => exchange.ask(BOB, &peg_sell(MAKER, PegKind::BestAsk, AT - 105, 0).message(&id)),
        Kind::Quote => exchange.ask(BOB, &quotes(&id, 0, (0, 0, 0), &[], &[(AT, MAKER)])),
        Kind::Reducing => exchange.enter_special(BOB, order.flags(REDUCE_ONLY).special()),
        Kind::Triggered => exchange.enter_special(BOB, order.stop(98)),
        Kind::TriggeredIceberg => exchange.enter_special(BOB, order.stop(98).showing(2)),
        Kind::TriggeredHidden => exchange.enter_special(BOB, order.stop(98).hidden()),
    };
    trade(exchange, 98);
    accepted(&entered)
}

/// Bob buys at 100; the order's id, and what came of it.
fn arrive(exchange: &mut Exchange, kind: Kind, quantity: u64, stp: StpMode) -> (u64, Vec<Event>) {
    let (order, id) = (buy(quantity).at(AT).stp(stp), exchange.fresh());
    let mut events = match kind {
        Kind::Plain | Kind::Reducing => exchange.enter(BOB, order),
        Kind::Iceberg => exchange.enter_special(BOB, order.showing(3)),
        Kind::Hidden => exchange.enter_special(BOB, order.hidden()),
        Kind::Pegged => {
            let mut it = peg_buy(quantity, PegKind::BestBid, AT - 90, 200).message(&id);
            it.set_stp(stp);
            exchange.ask(BOB, &it)
        }
        Kind::Quote => {
            let mut it = quotes(&id, 0, (0, 0, 0), &[(AT, quantity)], &[]);
            it.set_stp(stp);
            exchange.ask(BOB, &it)
        }
        Kind::Triggered => exchange.enter_special(BOB, order.take_profit(97)),
        Kind::TriggeredIceberg => exchange.enter_special(BOB, order.take_profit(97).showing(3)),
        Kind::TriggeredHidden => exchange.enter_special(BOB, order.take_profit(97).hidden()),
    };
    if matches!(kind, Kind::Triggered | Kind::TriggeredIceberg | Kind::TriggeredHidden) {
        events.extend(trade(exchange, 97));
    }
    (accepted(&events), events)
}

fn accepted(events: &[Event]) -> u64 {
    let id = |event: &Event| match event {
        Event::Accepted { order, .. } => Some(*order),
        _ => None,
    };
    events.iter().find_map(id).unwrap_or_else(|| panic!("{events:?}"))
}

/// What is open of an order; 0 if it ended.
fn open(exchange: &Exchange, order: u64) -> u64 {
    let orders = exchange.engine.orders();
    orders.slot(order).map_or(0, |slot| orders.get(slot).leaves())
}

/// What is left of both, and how many lots they traded with each other.
fn outcome(quantity: u64, stp: StpMode) -> (u64, u64, u64) {
    let both = quantity.min(MAKER);
    match stp {
        StpMode::CancelTaker => (MAKER, 0, 0),
        StpMode::CancelMaker => (0, quantity, 0),
        StpMode::CancelBoth => (0, 0, 0),
        StpMode::Decrement => (MAKER - both, quantity - both, 0),
        _ => (MAKER - both, quantity - both, both),
    }
}

// req: OB-06 AL-11
#[test]
fn every_mode_does_the_same_to_every_kind_of_order() {
    let modes =
        [StpMode::CancelTaker, StpMode::CancelMaker, StpMode::CancelBoth, StpMode::Decrement, StpMode::None];
    let mut cells = 0;
    for (maker_kind, taker_kind) in MAKERS.iter().flat_map(|maker| KINDS.map(|taker| (*maker, taker))) {
        // An account's quotes replace its quotes.
        if (maker_kind, taker_kind) == (Kind::Quote, Kind::Quote) {
            continue;
        }
        for (stp, quantity) in modes.iter().flat_map(|stp| [4, MAKER, 9].map(|quantity| (*stp, quantity))) {
            let mut exchange = exchange();
            let maker = rest(&mut exchange, maker_kind);
            assert_eq!(open(&exchange, maker), MAKER, "{maker_kind:?} stands");
            let (taker, events) = arrive(&mut exchange, taker_kind, quantity, stp);
            let (maker_left, taker_left, traded) = outcome(quantity, stp);
            let what = format!("{stp:?}, {quantity} {taker_kind:?} meet {MAKER} {maker_kind:?}: {events:?}");
            assert_eq!((open(&exchange, maker), open(&exchange, taker)), (maker_left, taker_left), "{what}");
            let own = events.iter().map(|event| match event {
                Event::Traded { quantity, maker, taker, .. } if maker.account == taker.account => *quantity,
                _ => 0,
            });
            assert_eq!(own.sum::<u64>(), traded, "{what}");
            let ended = |order: u64| {
                let of = |event: &&Event| matches!(event, Event::Canceled { order: it, .. } if *it == order);
                events.iter().find(of).map(|event| match event {
                    Event::Canceled { reason, .. } => *reason,
                    _ => unreachable!("only ends were kept"),
                })
            };
            for (order, left) in [(maker, maker_left), (taker, taker_left)] {
                let by_stp = left == 0 && traded == 0;
                assert_eq!(ended(order), by_stp.then_some(EndReason::Stp), "{what}");
            }
            if maker_left + taker_left == 0 {
                assert_eq!((exchange.balance(BOB, 0).1, exchange.balance(BOB, 1).1), (0, 0), "{what}");
            }
            cells += 1;
        }
    }
    assert_eq!(cells, (KINDS.len() * MAKERS.len() - 1) * 15);
}

// req: OB-06
#[test]
fn a_stranger_behind_is_met_as_behind_any_other_order() {
    for kind in MAKERS {
        for (stp, quantity, left) in [(StpMode::CancelMaker, 4, 0), (StpMode::Decrement, 9, 0)] {
            let mut exchange = exchange();
            rest(&mut exchange, kind);
            // Hidden too, so that it stands behind all of Bob's.
            exchange.enter_special(ANA, sell(3).at(AT).hidden());
            let (taker, events) = arrive(&mut exchange, Kind::Plain, quantity, stp);
            let with_ana = events.iter().any(
                |event| matches!(event, Event::Traded { maker, quantity: 3, .. } if maker.account == ANA),
            );
            let rest = if stp == StpMode::CancelMaker { quantity - 3 } else { left };
            assert!(with_ana && open(&exchange, taker) == rest, "{stp:?} {kind:?}: {events:?}");
        }
    }
}
