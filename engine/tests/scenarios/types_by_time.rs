//! Every order type with every time in force, cell by cell, asked of the engine. The page for readers,
//! docs/reference/order-types.md, is this table: `WRITE=1` writes it, else it is compared.

use crate::balances;
use crate::common::{ANA, BOB, CY, Event, Exchange, Rules, buy, header, sell};
use tapebook_schema as wire;
use tapebook_schema::{
    Amount, InstrumentStatus as S, OrderType as T, PegKind, PlannedPhase, Side, TimeInForce as F,
};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reference/order-types.md");
const AT_OPEN: u32 = 32;
const AT_CLOSE: u32 = 64;
const BY_AMOUNT: u32 = 4;
const POST_ONLY: u32 = 1;
const REDUCE_ONLY: u32 = 2;

/// Bob bids 95 and asks 101, the last trade was at 100, Ana bought five, a closing auction is planned, and the phase begins.
fn exchange(phase: S) -> Exchange {
    let mut exchange = Exchange::with(Rules::default());
    exchange.enter(CY, sell(5).at(100));
    exchange.enter(ANA, buy(5).at(100));
    exchange.enter(BOB, buy(9).at(95));
    exchange.enter(BOB, sell(9).at(101));
    let mut planned = [PlannedPhase::default(); 16];
    planned[0] = PlannedPhase::new(u64::MAX / 2, S::ClosingAuction, 0, 0, 0);
    let id = exchange.fresh();
    exchange.operate(&wire::SetSchedule::new(&header(&id), 0, 1, 0, 0, &planned));
    let id = exchange.fresh();
    exchange.operate(&wire::SetInstrumentStatus::new(&header(&id), 0, phase, 0, 0));
    exchange
}

/// A buy of five lots of a type, as simple as it can be, or a sale of them that is reduce-only.
fn of_type(kind: T, flags: u32) -> wire::NewAdvancedOrder {
    let mut it = wire::NewAdvancedOrder::default();
    it.set_request(&header("x"));
    let sells = flags & REDUCE_ONLY != 0;
    it.set_side(if sells { Side::Sell } else { Side::Buy });
    it.set_type_(kind);
    it.set_flags(flags);
    if flags & BY_AMOUNT != 0 {
        it.set_quote_amount(&Amount::from(500));
    } else {
        it.set_quantity(5);
    }
    if matches!(kind, T::Limit | T::StopLimit | T::TakeProfitLimit | T::TrailingStopLimit | T::Pegged) {
        it.set_price(98);
    }
    match kind {
        T::Stop | T::StopLimit => it.set_trigger_price(if sells { 90 } else { 110 }),
        T::TakeProfit | T::TakeProfitLimit => it.set_trigger_price(if sells { 110 } else { 90 }),
        T::TrailingStop | T::TrailingStopLimit => it.set_trail_ticks(5),
        T::Pegged => it.set_peg(PegKind::BestBid),
        _ => {}
    }
    it
}

/// What becomes of it: taken, or why not.
fn cell(mut order: wire::NewAdvancedOrder, tif: F, flags: u32, phase: S) -> String {
    let mut exchange = exchange(phase);
    order.set_time_in_force(tif);
    order.set_flags(order.flags() | flags);
    if tif == F::Gtd {
        order.set_expire_time(u64::MAX);
    }
    let before = (balances(&exchange), exchange.engine.orders().count());
    let events = exchange.ask(ANA, &order);
    match &events[0] {
        Event::Accepted { .. } => {
            // What was taken is in the state.
            exchange.restart();
            "taken".to_string()
        }
        Event::Rejected { reason, .. } => {
            assert_eq!((balances(&exchange), exchange.engine.orders().count()), before);
            format!("{reason:?}")
        }
        other => panic!("{other:?}"),
    }
}

fn page() -> String {
    let rows = [
        ("market", T::Market, 0),
        ("market by quote amount", T::Market, BY_AMOUNT),
        ("limit", T::Limit, 0),
        ("limit, post-only", T::Limit, POST_ONLY),
        ("stop", T::Stop, 0),
        ("stop-limit", T::StopLimit, 0),
        ("take-profit", T::TakeProfit, 0),
        ("take-profit-limit", T::TakeProfitLimit, 0),
        ("trailing stop", T::TrailingStop, 0),
        ("trailing stop-limit", T::TrailingStopLimit, 0),
        ("pegged", T::Pegged, 0),
        ("market, reduce-only", T::Market, REDUCE_ONLY),
        ("market by quote amount, reduce-only", T::Market, BY_AMOUNT | REDUCE_ONLY),
        ("limit, reduce-only", T::Limit, REDUCE_ONLY),
        ("limit, post-only and reduce-only", T::Limit, POST_ONLY | REDUCE_ONLY),
        ("stop, reduce-only", T::Stop, REDUCE_ONLY),
        ("stop-limit, reduce-only", T::StopLimit, REDUCE_ONLY),
        ("take-profit, reduce-only", T::TakeProfit, REDUCE_ONLY),
        ("take-profit-limit, reduce-only", T::TakeProfitLimit, REDUCE_ONLY),
        ("trailing stop, reduce-only", T::TrailingStop, REDUCE_ONLY),
        ("trailing stop-limit, reduce-only", T::TrailingStopLimit, REDUCE_ONLY),
        ("pegged, reduce-only", T::Pegged, REDUCE_ONLY),
    ];
    let mut text = String::from(
        "# Order types and times in force\n\n\
         Which order type goes with which time in force (FIX 40 and 59), asked of the engine by\n\
         `engine/tests/scenarios/types_by_time.rs`, which compares this page (`WRITE=1` writes it). What is not taken is\n\
         refused with the reason that the cell names. Each order is sent as a NewAdvancedOrder in continuous trading, one at\n\
         the open in pre-open; what is taken in which phase is in [internals/phases.md](../internals/phases.md). IOC, FOK and\n\
         DAY of an order that waits for a price count from the moment that it is triggered, DAY and GTD also until then. A\n\
         market order is immediate in continuous trading, whatever it says, and waits where an auction is collected. A\n\
         NewOrder takes market and limit with GTC, IOC, FOK and DAY alike.\n\n\
         | type | GTC | IOC | FOK | DAY | GTD | at the open | at the close |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for (name, kind, flags) in rows {
        let mut cells = vec![name.to_string()];
        for tif in [F::Gtc, F::Ioc, F::Fok, F::Day, F::Gtd] {
            cells.push(cell(of_type(kind, flags), tif, 0, S::Continuous));
        }
        cells.push(cell(of_type(kind, flags), F::Day, AT_OPEN, S::PreOpen));
        cells.push(cell(of_type(kind, flags), F::Day, AT_CLOSE, S::Continuous));
        text += &format!("| {} |\n", cells.join(" | "));
    }
    text += "\n## Reduce-only\n\n\
        Flag bit 1 of a NewAdvancedOrder (FIX 18=E, Binance `reduceOnly`): it only sells what the account bought of the instrument and did\n\
        not sell since, its position. On a cash account nobody is short: a purchase is refused, and so is a sale without a\n\
        position, with NothingToReduce. An order for more than the position is taken with what the position is; `quantity` in\n\
        OrderAccepted and OrderReplaced says how much. No reduce-only order is ever more than its position: in the command in\n\
        which that shrinks, by another order's fill or a busted trade, it is reduced (OrderReduced with reason ReduceOnly), and\n\
        ends with that reason where nothing is left. This holds for orders that wait for a trigger too, and for each by\n\
        itself: two of them may stand for one position, where funds for both are there. Where one meets an arriving order\n\
        after others of its account, or trades in an auction, it sells what is left of the position at that moment, and the\n\
        rest is canceled. Icebergs, hidden orders, least quantities and orders for one auction may be reduce-only; orders by\n\
        quote amount, pegged orders, quotes and legs of lists may not. FOK, least quantities and `simulate` count what would\n\
        trade.\n";
    text
}

// req: OT-01 OT-11
#[test]
fn every_type_with_every_time_in_force_is_as_the_page_says() {
    let page = page();
    if std::env::var_os("WRITE").is_some() {
        std::fs::write(PAGE, &page).unwrap();
    }
    let written = std::fs::read_to_string(PAGE).unwrap();
    assert!(written == page, "docs/reference/order-types.md is not this:\n{page}");
}
