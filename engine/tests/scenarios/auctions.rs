//! Phases: what is collected, at which price it trades, what the close and the band do.

use crate::common::{
    ANA, BOB, CY, Command, DAN, Event, Exchange, Order, Rules, buy, cancel_order, header, lines, replace,
    sell,
};
use tapebook_schema as wire;
use tapebook_schema::{BreachAction, InstrumentStatus as S, PlannedPhase, TimeInForce};

const MS: u64 = 1_000_000;

fn set(exchange: &mut Exchange, status: S) -> Vec<String> {
    let id = exchange.fresh();
    let events = exchange.operate(&wire::SetInstrumentStatus::new(&header(&id), 0, status, 0, 0));
    let told = lines(&events);
    assert_eq!(told.last().map(String::as_str), Some("SetInstrumentStatus applied: 0"));
    told[..told.len() - 1].to_vec()
}

fn pass(exchange: &mut Exchange, ms: u64) -> Vec<String> {
    lines(&exchange.apply(&Command::new(0, 0, &wire::Tick::new(0)).after(ms * MS)))
}

/// Auction band, volatility, extension, random and halt times in ms.
fn rules(exchange: &mut Exchange, breach: BreachAction, stp: u8, fixed: u32, band: u32, times: [u32; 4]) {
    let id = exchange.fresh();
    let [volatility, extension, random, halt] = times;
    exchange.operated(&wire::SetTradingRules::new(
        &header(&id),
        0,
        breach,
        stp,
        0,
        fixed,
        band,
        volatility,
        extension,
        random,
        halt,
        1_000,
        0,
    ));
}

fn plan(exchange: &mut Exchange, phases: &[(u64, S, u32)]) -> Vec<Event> {
    let mut planned = [PlannedPhase::default(); 16];
    for (place, &(time, status, random)) in planned.iter_mut().zip(phases) {
        *place = PlannedPhase::new(time, status, 0, 0, random);
    }
    let id = exchange.fresh();
    exchange.operate(&wire::SetSchedule::new(&header(&id), 0, 1, 0, 0, &planned))
}

#[test]
fn orders_are_collected_and_trade_at_one_price() {
    let mut exchange = Exchange::with(Rules::default());
    assert_eq!(set(&mut exchange, S::PreOpen), ["Continuous -> PreOpen (Operator)"]);
    exchange.enter(ANA, buy(10).at(104));
    assert_eq!(set(&mut exchange, S::OpeningAuction), ["PreOpen -> OpeningAuction (Operator)"]);
    exchange.enter(BOB, sell(6).at(99));
    assert_eq!(exchange.enter(CY, sell(8).at(102)).len(), 1, "nothing trades yet");
    exchange.enter(DAN, buy(3));
    assert_eq!(pass(&mut exchange, 1_000), ["would trade 13 @ 102, 1 left to sell"]);
    assert_eq!(pass(&mut exchange, 1_000), [""; 0], "nothing changed");
    assert_eq!(
        set(&mut exchange, S::Continuous),
        [
            "auction trade 1: 3 @ 102, buy #4 leaves 0, sell #2 leaves 3",
            "auction trade 2: 3 @ 102, buy #1 leaves 7, sell #2 leaves 0",
            "auction trade 3: 7 @ 102, buy #1 leaves 0, sell #3 leaves 1",
            "OpeningAuction -> Continuous (Operator)",
        ]
    );
    assert_eq!(exchange.position(ANA, 0), (10, 1020));
    assert_eq!(exchange.balance(ANA, 1), (1_000_000 - 1020, 0), "what the limit held too much is free");
}

#[test]
fn both_sides_of_an_auction_pay_as_takers() {
    let mut exchange = Exchange::with(Rules::default());
    exchange.set_fees(0, 0, 10_000);
    set(&mut exchange, S::OpeningAuction);
    exchange.enter(ANA, buy(10).at(100));
    exchange.enter(BOB, sell(10).at(100));
    assert_eq!(
        set(&mut exchange, S::Continuous)[0],
        "auction trade 1: 10 @ 100, buy #1 leaves 0, sell #2 leaves 0, fees 1 of asset 0 and 10 of asset 1"
    );
}

#[test]
fn an_auction_takes_what_can_wait() {
    let mut exchange = Exchange::with(Rules::default());
    set(&mut exchange, S::ClosingAuction);
    for order in [buy(5).at(100).ioc(), buy(5).at(100).fok(), buy(5).fok(), crate::common::buy_for(100)] {
        assert_eq!(lines(&exchange.enter(ANA, order)), ["refused: NotInPhase 6"]);
    }
    exchange.enter(ANA, buy(5));
    assert_eq!(lines(&exchange.ask(ANA, &replace("r1", 1, 100, 0))), ["refused: InvalidReplace"]);
    assert_eq!(lines(&exchange.ask(ANA, &replace("r2", 1, 0, 6))), ["refused: InvalidReplace"]);
    assert_eq!(exchange.ask(ANA, &replace("r3", 1, 0, 4)).len(), 1, "less is always taken");
    assert_eq!(lines(&exchange.ask(ANA, &cancel_order("x", 1))), ["#1 canceled (User): 4 open, 0 filled"]);
    exchange.enter(ANA, buy(5).at(101).post_only());
    exchange.enter(BOB, sell(5).at(99).post_only());
    assert_eq!(set(&mut exchange, S::Closed).len(), 2, "nobody takes: post-only orders meet");
}

#[test]
fn market_orders_that_found_nobody_end_with_the_auction() {
    let mut exchange = Exchange::with(Rules::default());
    set(&mut exchange, S::OpeningAuction);
    exchange.enter(ANA, buy(5));
    exchange.enter(BOB, sell(2));
    exchange.enter(CY, sell(1).at(150));
    exchange.restart();
    assert_eq!(
        set(&mut exchange, S::Continuous),
        [
            "auction trade 1: 2 @ 100, buy #1 leaves 3, sell #2 leaves 0",
            "#1 canceled (Protection): 3 open, 2 filled",
            "OpeningAuction -> Continuous (Operator)",
        ]
    );
}

// req: OT-12
#[test]
fn the_schedule_moves_phases_by_journaled_time() {
    let mut exchange = Exchange::with(Rules::default());
    let now = exchange.engine.time();
    let (open, close) = (now + 10 * MS, now + 30 * MS);
    let events = plan(
        &mut exchange,
        &[(open, S::OpeningAuction, 0), (open + MS, S::Continuous, 0), (close, S::Closed, 0)],
    );
    assert_eq!(lines(&events), ["SetSchedule applied: 0"]);
    assert_eq!(exchange.engine.next_due(), open);
    assert_eq!(pass(&mut exchange, 10), ["Continuous -> OpeningAuction (Schedule)"]);
    exchange.restart();
    exchange.enter(ANA, buy(5).at(90));
    // A command stamped later finds the phase changed.
    let late = Command::new(2, BOB, &sell(5).at(90).message("late")).after(2 * MS);
    assert_eq!(
        lines(&exchange.apply(&late)),
        [
            "OpeningAuction -> Continuous (Schedule)",
            "#2 accepted: sell 5 @ 90, holds 5",
            "trade 1: 5 @ 90, maker #1 leaves 0, taker #2 leaves 0",
        ]
    );
    exchange.enter(ANA, buy(5).at(89));
    assert_eq!(pass(&mut exchange, 30), ["Continuous -> Closed (Schedule)"]);
    assert_eq!(lines(&exchange.enter(BOB, sell(1).at(100))), ["refused: InstrumentNotTrading"]);
    assert_eq!(exchange.balance(ANA, 1).1, 445, "good till canceled: carried over with its hold");
    for bad in [&[(now, S::Closed, 0)][..], &[(close * 2, S::Closed, 5), (close * 2 + MS, S::PreOpen, 0)]] {
        assert_eq!(lines(&plan(&mut exchange, bad)), ["refused: InvalidParameter"]);
    }
}

const DAY: u64 = 86_400_000;

/// Ms until 00:00 UTC.
fn until_midnight(exchange: &Exchange) -> u64 {
    DAY - exchange.engine.time() / MS % DAY
}

// req: OT-12
#[test]
fn day_orders_expire_at_the_close_and_others_are_carried_over() {
    let mut exchange = Exchange::with(Rules::default());
    let (day, gtc) = (buy(5).at(90).tif(TimeInForce::Day), buy(5).at(90));
    for order in [day, gtc, day.at(91)] {
        exchange.enter(ANA, order);
    }
    exchange.enter(BOB, sell(2).at(91));
    let held = exchange.balance(ANA, 1).1;
    exchange.restart();
    assert_eq!(
        set(&mut exchange, S::Closed),
        [
            "#3 expired (ExpiredDay): 3 open, 2 filled",
            "#1 expired (ExpiredDay): 5 open, 0 filled",
            "Continuous -> Closed (Operator)",
        ]
    );
    assert_eq!((held, exchange.balance(ANA, 1).1), (450 + 450 + 3 * 91, 450), "only the GTC order holds");
    set(&mut exchange, S::OpeningAuction);
    exchange.enter(BOB, sell(5).at(90));
    assert_eq!(
        set(&mut exchange, S::Continuous)[0],
        "auction trade 2: 5 @ 90, buy #2 leaves 0, sell #5 leaves 0",
        "with its id"
    );
}

// req: OT-12
#[test]
fn what_the_new_day_no_longer_admits_is_not_carried_over() {
    let mut exchange = Exchange::with(Rules { collar_ppm: 500_000, ..Rules::default() });
    exchange.enter(ANA, buy(5).at(50));
    exchange.enter(ANA, buy(5).at(60));
    let id = exchange.fresh();
    exchange.operated(&wire::SetReferencePrice::new(&header(&id), 0, 0, 110));
    assert_eq!(
        set(&mut exchange, S::Closed),
        ["#1 canceled (Halt): 5 open, 0 filled", "Continuous -> Closed (Operator)"]
    );
}

// req: OT-12
#[test]
fn where_no_close_is_planned_the_day_ends_at_midnight() {
    let mut exchange = Exchange::with(Rules::default());
    exchange.enter(ANA, buy(5).at(90).tif(TimeInForce::Day));
    exchange.enter(ANA, buy(5).at(89));
    exchange.restart();
    let left = until_midnight(&exchange);
    assert_eq!(pass(&mut exchange, left - 1), [""; 0]);
    // A trade of midnight itself comes too late.
    let late = Command::new(2, BOB, &sell(5).at(90).message("late")).after(MS);
    assert_eq!(
        lines(&exchange.apply(&late)),
        ["#1 expired (ExpiredDay): 5 open, 0 filled", "#3 accepted: sell 5 @ 90, holds 5, rests 5"]
    );
    // With a close to come the day goes on until then.
    exchange.enter(ANA, buy(5).at(88).tif(TimeInForce::Day));
    let close = exchange.engine.time() + (DAY + 10) * MS;
    plan(&mut exchange, &[(close, S::Closed, 0)]);
    let left = until_midnight(&exchange);
    assert_eq!(pass(&mut exchange, left + 9), [""; 0]);
    assert_eq!(
        pass(&mut exchange, 1),
        ["#4 expired (ExpiredDay): 5 open, 0 filled", "Continuous -> Closed (Schedule)"]
    );
}

#[test]
fn a_random_end_comes_by_a_command_or_at_the_latest() {
    for drawn in [true, false] {
        let mut exchange = Exchange::with(Rules::default());
        set(&mut exchange, S::OpeningAuction);
        let end = exchange.engine.time() + 10 * MS;
        plan(&mut exchange, &[(end, S::Continuous, 5)]);
        assert_eq!(exchange.engine.phases().random_ends().count(), 1);
        let draw = Command::new(0, 0, &wire::EndPhase::new(0, 0));
        assert_eq!(exchange.apply(&draw), [], "too early");
        assert_eq!(pass(&mut exchange, 12), [""; 0]);
        let events = if drawn { lines(&exchange.apply(&draw)) } else { pass(&mut exchange, 3) };
        assert_eq!(events, ["OpeningAuction -> Continuous (Schedule)"]);
        assert_eq!(exchange.engine.phases().random_ends().count(), 0);
    }
}

#[test]
fn a_suspension_outlasts_the_schedule() {
    let mut exchange = Exchange::with(Rules::default());
    let now = exchange.engine.time();
    plan(&mut exchange, &[(now + 5 * MS, S::Closed, 0), (now + 6 * MS, S::PreOpen, 0)]);
    set(&mut exchange, S::Suspended);
    assert_eq!(pass(&mut exchange, 10), [""; 0]);
    assert_eq!(set(&mut exchange, S::Continuous), ["Suspended -> Continuous (Operator)"]);
    let now = exchange.engine.time();
    plan(&mut exchange, &[(now + 5 * MS, S::Delisted, 0)]);
    exchange.enter(ANA, buy(5).at(90));
    set(&mut exchange, S::Suspended);
    assert_eq!(
        pass(&mut exchange, 10),
        ["#1 canceled (Delist): 5 open, 0 filled", "Suspended -> Delisted (Schedule)"]
    );
}

fn banded() -> Exchange {
    let mut exchange = Exchange::with(Rules { band_ppm: 50_000, ..Rules::default() });
    for (price, quantity) in [(103, 5), (106, 5)] {
        exchange.enter(ANA, sell(quantity).at(price));
    }
    exchange
}

fn enter(exchange: &mut Exchange, account: u32, order: Order) -> Vec<String> {
    lines(&exchange.enter(account, order))
}

#[test]
fn beyond_the_band_an_order_waits_for_a_volatility_auction() {
    let mut exchange = banded();
    exchange.enter(ANA, sell(5).at(109));
    assert_eq!(
        enter(&mut exchange, BOB, buy(14).at(110)),
        [
            "#4 accepted: buy 14 @ 110, holds 1540",
            "trade 1: 5 @ 103, maker #1 leaves 0, taker #4 leaves 9",
            "#4 rests 9 @ 110",
            "Continuous -> VolatilityAuction (Band)",
        ]
    );
    exchange.enter(CY, sell(2).at(100));
    assert_eq!(
        pass(&mut exchange, 120_000),
        [
            "would trade 9 @ 109, 3 left to sell",
            "auction trade 2: 2 @ 109, buy #4 leaves 7, sell #5 leaves 0",
            "auction trade 3: 5 @ 109, buy #4 leaves 2, sell #2 leaves 0",
            "auction trade 4: 2 @ 109, buy #4 leaves 0, sell #3 leaves 3",
            "VolatilityAuction -> Continuous (Elapsed)",
        ]
    );
}

#[test]
fn what_does_not_wait_ends_and_begins_the_auction_too() {
    let mut exchange = banded();
    exchange.enter(ANA, sell(5).at(120));
    assert_eq!(
        enter(&mut exchange, BOB, buy(14).at(125).ioc())[2..],
        ["#4 canceled (Protection): 9 open, 5 filled", "Continuous -> VolatilityAuction (Band)"]
    );
    let mut exchange = banded();
    exchange.enter(ANA, sell(5).at(120));
    let outcome = enter(&mut exchange, BOB, buy(14).at(125).fok());
    assert_eq!(outcome[1..], ["#4 canceled (FokUnfillable): 14 open, 0 filled"]);
    // A market order never asks for more than its protection price.
    assert_eq!(
        enter(&mut exchange, BOB, buy(14)).last().unwrap(),
        "#5 canceled (Protection): 9 open, 5 filled"
    );
}

#[test]
fn a_breach_halts_by_setting() {
    let mut exchange = banded();
    rules(&mut exchange, BreachAction::Halt, 0, 0, 0, [1_000, 0, 0, 500]);
    exchange.enter(ANA, sell(5).at(130));
    let outcome = enter(&mut exchange, BOB, buy(11).at(130));
    assert_eq!(outcome.last().unwrap(), "Continuous -> Halted (Band)");
    assert_eq!(enter(&mut exchange, BOB, buy(1).at(90)), ["refused: InstrumentNotTrading"]);
    assert_eq!(
        pass(&mut exchange, 500),
        [
            "auction trade 2: 5 @ 130, buy #4 leaves 1, sell #2 leaves 0",
            "auction trade 3: 1 @ 130, buy #4 leaves 0, sell #3 leaves 4",
            "Halted -> Continuous (Elapsed)"
        ]
    );
}

#[test]
fn the_static_band_is_around_the_last_auction() {
    let mut exchange = Exchange::with(Rules::default());
    rules(&mut exchange, BreachAction::VolatilityAuction, 0, 40_000, 0, [1_000, 0, 0, 0]);
    for price in [102, 104, 105] {
        exchange.enter(ANA, sell(1).at(price));
    }
    assert_eq!(enter(&mut exchange, BOB, buy(1).at(102)).len(), 2);
    assert_eq!(enter(&mut exchange, BOB, buy(1).at(104)).len(), 2, "104 is 2 % from the last trade");
    assert_eq!(enter(&mut exchange, BOB, buy(1).at(105))[2], "Continuous -> VolatilityAuction (Band)");
}

#[test]
fn an_auction_beyond_its_band_goes_on_once_and_then_halts() {
    let mut exchange = Exchange::with(Rules::default());
    rules(&mut exchange, BreachAction::VolatilityAuction, 0, 0, 50_000, [1_000, 700, 0, 0]);
    set(&mut exchange, S::VolatilityAuction);
    exchange.enter(ANA, buy(5).at(110));
    exchange.enter(BOB, sell(5).at(108));
    assert_eq!(pass(&mut exchange, 1_000), ["VolatilityAuction -> VolatilityAuction (Extension)"]);
    exchange.enter(BOB, sell(2).at(104));
    assert_eq!(
        pass(&mut exchange, 700),
        [
            "auction trade 1: 2 @ 105, buy #1 leaves 3, sell #3 leaves 0",
            "VolatilityAuction -> Halted (Unresolved)",
        ]
    );
    // Whoever cancels, or an operator by another reference price, resolves it.
    exchange.ask(ANA, &cancel_order("x", 1));
    assert_eq!(set(&mut exchange, S::Continuous), ["Halted -> Continuous (Operator)"]);
}

#[test]
fn own_orders_pass_each_other_by_setting() {
    let trade = |stp: u8| {
        let mut exchange = Exchange::with(Rules::default());
        rules(&mut exchange, BreachAction::VolatilityAuction, stp, 0, 0, [1_000, 0, 0, 0]);
        set(&mut exchange, S::OpeningAuction);
        exchange.enter(ANA, buy(5).at(100));
        exchange.enter(ANA, sell(5).at(99));
        exchange.enter(BOB, sell(3).at(100));
        set(&mut exchange, S::Continuous)
    };
    assert_eq!(
        trade(0),
        [
            "auction trade 1: 5 @ 99, buy #1 leaves 0, sell #2 leaves 0",
            "OpeningAuction -> Continuous (Operator)"
        ]
    );
    assert_eq!(
        trade(1),
        [
            "#2 canceled (Stp): 5 open, 0 filled",
            "auction trade 1: 3 @ 100, buy #1 leaves 2, sell #3 leaves 0",
            "OpeningAuction -> Continuous (Operator)"
        ]
    );
}
