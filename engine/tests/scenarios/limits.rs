//! Limits before the trade: which one binds, what it counts, and what a refusal says. A unit of USD is a dollar, and a
//! limit of a dollar is a million.

use super::check_refused;
use crate::common::{
    ANA, BOB, CY, Command, DAN, Event, Exchange, Order, Rules, buy, buy_for, cancel_order, header, lines,
    quotes, replace, sell, sell_for,
};
use tapebook_schema as wire;
use tapebook_schema::{AccountStatus, Amount, InstrumentStatus, LimitScope as Scope, PlannedPhase};

const DAY: u64 = 86_400_000_000_000;

/// Limits of a scope, all but those that `change` sets off.
pub(super) fn limits(
    exchange: &mut Exchange,
    scope: Scope,
    id: u32,
    change: impl Fn(&mut wire::SetLimits),
) -> Vec<String> {
    let mut request = wire::SetLimits::default();
    request.set_request(&header(&exchange.fresh()));
    request.set_scope(scope);
    request.set_id(id);
    change(&mut request);
    lines(&exchange.operate(&request))
}

pub(super) fn dollars(amount: i64) -> Amount {
    Amount::from(i128::from(amount) * 1_000_000)
}

/// A unit of USD is a dollar.
pub(super) fn exchange() -> Exchange {
    exchange_with(Rules::default())
}

fn exchange_with(rules: Rules) -> Exchange {
    let mut exchange = Exchange::with(rules);
    exchange.operated(&wire::SetReferenceRate::new(&header("rate"), 1, 0, 1_000_000_000_000_000));
    exchange
}

#[track_caller]
fn check_taken(exchange: &mut Exchange, account: u32, order: Order) {
    let events = exchange.enter(account, order);
    assert!(matches!(events[0], Event::Accepted { .. }), "{:?}", lines(&events));
}

// req: VR-13 VR-16
#[test]
fn the_narrowest_limit_that_is_set_holds() {
    let mut exchange = Exchange::with(Rules::default());
    limits(&mut exchange, Scope::Instrument, 0, |it| it.set_max_order_value(&dollars(1_000)));
    check_refused(&mut exchange, ANA, buy(1).at(100), "refused: NoReferencePrice");
    exchange.operated(&wire::SetReferenceRate::new(&header("rate"), 1, 0, 1_000_000_000_000_000));
    check_refused(&mut exchange, ANA, buy(11).at(100), "refused: OrderTooLarge 1000000000");
    check_taken(&mut exchange, ANA, buy(10).at(100));
    limits(&mut exchange, Scope::Tier, 0, |it| it.set_max_order_value(&dollars(900)));
    check_refused(&mut exchange, ANA, buy(10).at(100), "refused: OrderTooLarge 900000000");
    limits(&mut exchange, Scope::Account, ANA, |it| {
        it.set_max_order_value(&dollars(2_000));
        it.set_max_open_orders(2);
    });
    check_taken(&mut exchange, ANA, buy(20).at(100));
    check_refused(&mut exchange, ANA, buy(1).at(100), "refused: TooManyOpenOrders 2");
    check_refused(&mut exchange, BOB, buy(10).at(100), "refused: OrderTooLarge 900000000");
    exchange.restart();
    check_refused(&mut exchange, BOB, buy(10).at(100), "refused: OrderTooLarge 900000000");
    exchange.operated(&wire::SetAccountTier::new(&header("tier"), BOB, 1));
    check_taken(&mut exchange, BOB, buy(10).at(100));
    limits(&mut exchange, Scope::Account, ANA, |_| {});
    check_refused(&mut exchange, ANA, buy(10).at(100), "refused: OrderTooLarge 900000000");
}

// req: VR-16
#[test]
fn limits_that_make_no_sense_are_refused() {
    let mut exchange = exchange();
    let minus = Amount::from(-1);
    let refused = |exchange: &mut Exchange, scope, id, change: &dyn Fn(&mut wire::SetLimits)| {
        limits(exchange, scope, id, change).concat()
    };
    let invalid = "refused: InvalidParameter";
    assert_eq!(refused(&mut exchange, Scope::Tier, 16, &|_| {}), invalid);
    assert_eq!(refused(&mut exchange, Scope::Account, 99, &|_| {}), "refused: UnknownAccount");
    assert_eq!(refused(&mut exchange, Scope::Instrument, 9, &|_| {}), "refused: UnknownInstrument");
    assert_eq!(refused(&mut exchange, Scope::Tier, 1, &|it| it.set_max_order_value(&minus)), invalid);
    assert_eq!(refused(&mut exchange, Scope::Tier, 1, &|it| it.set_max_position(&minus)), invalid);
    assert_eq!(refused(&mut exchange, Scope::Tier, 1, &|it| it.set_max_daily_volume(&minus)), invalid);
    assert_eq!(refused(&mut exchange, Scope::Tier, 1, &|it| it.set_max_orders(5)), invalid);
    assert_eq!(refused(&mut exchange, Scope::Tier, 1, &|it| it.set_rate_window_ms(5)), invalid);
}

// req: VR-10 VR-11 VR-12
#[test]
fn a_position_counts_with_all_that_is_open_on_its_side() {
    let mut exchange = exchange();
    limits(&mut exchange, Scope::Account, ANA, |it| it.set_max_position(&dollars(5_000)));
    check_taken(&mut exchange, ANA, buy(30).at(90));
    check_taken(&mut exchange, ANA, buy(20).at(80));
    check_refused(&mut exchange, ANA, buy(1).at(80), "refused: PositionLimitExceeded 5000000000");
    check_taken(&mut exchange, ANA, sell(50).at(120));
    check_refused(&mut exchange, ANA, sell_for(101), "refused: PositionLimitExceeded 5000000000");
    // What is bought goes on counting, and makes room on the other side. The last price is 90 now.
    exchange.enter(BOB, sell(30).at(90));
    check_refused(&mut exchange, ANA, buy(6).at(80), "refused: PositionLimitExceeded 5000000000");
    check_taken(&mut exchange, ANA, buy(5).at(80));
    check_taken(&mut exchange, ANA, sell(35).at(130));
    check_refused(&mut exchange, ANA, sell(1).at(130), "refused: PositionLimitExceeded 5000000000");
    // A replace counts in the place of what it replaces; where it asks for no more, a full position does not matter.
    let id = exchange.fresh();
    assert_eq!(
        lines(&exchange.ask(ANA, &replace(&id, 2, 80, 21))),
        ["refused: PositionLimitExceeded 5000000000"]
    );
    assert_eq!(exchange.ask(ANA, &replace("r", 2, 79, 20)).len(), 1);
    exchange.restart();
    exchange.ask(ANA, &cancel_order("c", 2));
    check_taken(&mut exchange, ANA, buy(20).at(80));
    check_refused(&mut exchange, ANA, buy(1).at(80), "refused: PositionLimitExceeded 5000000000");
}

// req: VR-11 VR-12
#[test]
fn volume_counts_both_sides_and_begins_anew_at_midnight() {
    let mut exchange = exchange();
    limits(&mut exchange, Scope::Tier, 0, |it| it.set_max_daily_volume(&dollars(1_000)));
    exchange.enter(BOB, sell(6).at(100));
    exchange.enter(ANA, buy(6).at(100));
    for account in [ANA, BOB] {
        check_refused(&mut exchange, account, buy(5).at(99), "refused: DailyLimitExceeded 1000000000");
        check_taken(&mut exchange, account, buy(4).at(99));
    }
    check_taken(&mut exchange, CY, buy(10).at(98));
    exchange.restart();
    check_refused(&mut exchange, ANA, buy_for(401), "refused: DailyLimitExceeded 1000000000");
    let until_midnight = DAY - exchange.engine.time() % DAY;
    let request = buy(5).at(99).message("late");
    let refused = exchange.apply(&Command::new(2, ANA, &request).after(until_midnight - 1));
    assert_eq!(lines(&refused), ["refused: DailyLimitExceeded 1000000000"]);
    check_taken(&mut exchange, ANA, buy(10).at(99));
}

// req: VR-11 VR-12
#[test]
fn impact_is_how_far_from_the_best_price_an_order_would_trade() {
    let mut exchange = exchange();
    for (price, lots) in [(100, 5), (102, 5), (103, 5)] {
        exchange.enter(BOB, sell(lots).at(price));
    }
    exchange.enter(BOB, buy(5).at(95));
    exchange.enter(BOB, buy(5).at(93));
    limits(&mut exchange, Scope::Account, ANA, |it| it.set_max_impact_ppm(20_000));
    let refused = "refused: HighPriceImpact 20000";
    check_refused(&mut exchange, ANA, buy(11).at(110), refused);
    check_refused(&mut exchange, ANA, buy(11), refused);
    check_refused(&mut exchange, ANA, buy_for(1_010 + 103), refused);
    check_taken(&mut exchange, ANA, buy(11).at(102).fok());
    check_taken(&mut exchange, ANA, buy_for(1_010 + 102));
    assert_eq!(exchange.position(ANA, 0).0, 10, "what is left does not buy a lot");
    check_refused(&mut exchange, ANA, sell(6).at(90), refused);
    check_taken(&mut exchange, ANA, sell(6).at(94));
}

#[test]
fn impact_looks_at_so_many_levels_only() {
    let mut exchange = exchange_with(Rules { reference_price: 500_000, ..Rules::default() });
    exchange.checks = false;
    for level in 0..1_025 {
        exchange.enter([BOB, CY, DAN][level as usize % 3], sell(1).at(500_000 + level));
    }
    limits(&mut exchange, Scope::Account, ANA, |it| it.set_max_impact_ppm(900_000));
    exchange.deposit(ANA, 1, 1 << 40);
    check_refused(&mut exchange, ANA, buy(1_025).at(600_000), "refused: HighPriceImpact 900000");
    check_taken(&mut exchange, ANA, buy(1_024).at(600_000));
}

// req: VR-06
#[test]
fn a_limit_price_keeps_near_the_reference() {
    let mut exchange = exchange();
    limits(&mut exchange, Scope::Instrument, 0, |it| it.set_max_deviation_ppm(100_000));
    check_taken(&mut exchange, ANA, buy(1).at(90));
    check_refused(&mut exchange, ANA, buy(1).at(89), "refused: PriceDeviationExceeded 100000");
    check_taken(&mut exchange, BOB, sell(1).at(110));
    check_refused(&mut exchange, BOB, sell(1).at(111), "refused: PriceDeviationExceeded 100000");
    assert_eq!(
        lines(&exchange.ask(ANA, &replace("r", 1, 89, 1))),
        ["refused: PriceDeviationExceeded 100000"]
    );
    // A market order has no price of its own.
    check_taken(&mut exchange, ANA, buy(1));
}

// req: VR-07
#[test]
fn the_next_opening_order_after_the_last_day_trade_is_refused() {
    let mut exchange = exchange();
    exchange.enter(BOB, sell(20).at(100));
    exchange.enter(BOB, buy(20).at(99));
    limits(&mut exchange, Scope::Account, ANA, |it| it.set_max_day_trades(2));
    for _ in 0..2 {
        check_taken(&mut exchange, ANA, buy(3).at(100));
        check_taken(&mut exchange, ANA, sell(1).at(99));
        check_taken(&mut exchange, ANA, sell(1).at(99));
    }
    let refused = "refused: DayTradeLimitExceeded 2";
    check_refused(&mut exchange, ANA, buy(1).at(100), refused);
    check_refused(&mut exchange, ANA, sell(3).at(99), refused);
    exchange.restart();
    check_taken(&mut exchange, ANA, sell(2).at(99));
    check_refused(&mut exchange, ANA, sell(1).at(99), refused);
    let until_midnight = DAY - exchange.engine.time() % DAY;
    exchange.apply(&Command::new(0, 0, &wire::Tick::new(0)).after(until_midnight));
    check_taken(&mut exchange, ANA, buy(1).at(100));
}

// req: VR-07
#[test]
fn what_was_opened_before_the_close_is_no_day_trade_after_it() {
    let mut exchange = exchange();
    exchange.enter(BOB, sell(20).at(100));
    exchange.enter(BOB, buy(20).at(99));
    limits(&mut exchange, Scope::Account, ANA, |it| it.set_max_day_trades(1));
    exchange.enter(ANA, buy(2).at(100));
    for status in [InstrumentStatus::Closed, InstrumentStatus::Continuous] {
        let request = header(&exchange.fresh());
        exchange.operated(&wire::SetInstrumentStatus::new(&request, 0, status, 0, 0));
    }
    let mut planned = [PlannedPhase::default(); 16];
    planned[0] = PlannedPhase::new(3 * DAY, InstrumentStatus::Closed, 0, 0, 0);
    exchange.operated(&wire::SetSchedule::new(&header("plan"), 0, 1, 0, 0, &planned));
    exchange.enter(ANA, sell(1).at(99));
    check_taken(&mut exchange, ANA, buy(1).at(100));
    // The day lasts until the close that is planned, over midnight.
    exchange.apply(&Command::new(0, 0, &wire::Tick::new(0)).after(DAY));
    exchange.enter(ANA, sell(1).at(99));
    check_refused(&mut exchange, ANA, buy(1).at(100), "refused: DayTradeLimitExceeded 1");
}

// req: VR-07
#[test]
fn orders_come_no_faster_than_their_rate() {
    let mut exchange = exchange();
    limits(&mut exchange, Scope::Account, ANA, |it| {
        it.set_max_orders(3);
        it.set_rate_window_ms(1_000);
    });
    check_taken(&mut exchange, ANA, buy(1).at(90));
    assert_eq!(exchange.ask(ANA, &replace("r1", 1, 91, 1)).len(), 1);
    let quote = quotes("q1", 0, (0, 0, 0), &[(90, 1), (89, 1)], &[(110, 1)]);
    assert_eq!(lines(&exchange.ask(ANA, &quote)).last().unwrap(), "MassQuote applied: 3");
    let refused = "refused: OrderRateExceeded 3";
    check_refused(&mut exchange, ANA, buy(1).at(90), refused);
    check_refused(&mut exchange, ANA, buy(0).at(90), "refused: QuantityZero");
    assert_eq!(lines(&exchange.ask(ANA, &replace("r2", 1, 92, 1))), [refused]);
    let quote = quotes("q2", 0, (0, 0, 0), &[(90, 1)], &[]);
    assert_eq!(lines(&exchange.ask(ANA, &quote)), [refused]);
    check_taken(&mut exchange, BOB, buy(1).at(90));
    exchange.restart();
    // A third of a second brings one order; sessions do not matter, and cancels are always taken.
    let request = buy(1).at(90).message("later");
    let taken = exchange.apply(&Command::new(9, ANA, &request).after(333_333_333));
    assert!(matches!(taken[0], Event::Accepted { .. }));
    check_refused(&mut exchange, ANA, buy(1).at(90), refused);
    assert_eq!(exchange.ask(ANA, &cancel_order("c", 1)).len(), 1);
}

#[test]
fn quotes_are_held_to_position_and_value() {
    let mut exchange = exchange();
    limits(&mut exchange, Scope::Account, ANA, |it| {
        it.set_max_position(&dollars(1_000));
        it.set_max_order_value(&dollars(600));
    });
    let quote = |exchange: &mut Exchange, bids: &[(i64, u64)], asks: &[(i64, u64)]| {
        let id = exchange.fresh();
        lines(&exchange.ask(ANA, &quotes(&id, 0, (0, 0, 0), bids, asks))).last().unwrap().clone()
    };
    assert_eq!(quote(&mut exchange, &[(99, 5), (98, 5)], &[(101, 5), (102, 5)]), "MassQuote applied: 4");
    assert_eq!(
        quote(&mut exchange, &[(99, 5), (98, 6)], &[(101, 5)]),
        "refused: PositionLimitExceeded 1000000000"
    );
    assert_eq!(quote(&mut exchange, &[(99, 7)], &[]), "refused: OrderTooLarge 600000000");
    // Those that stand make room for the new ones.
    assert_eq!(quote(&mut exchange, &[(99, 5), (98, 5)], &[(101, 5)]), "MassQuote applied: 3");
    check_refused(&mut exchange, ANA, buy(1).at(90), "refused: PositionLimitExceeded 1000000000");
}

#[test]
fn an_order_that_waits_counts_too() {
    let mut exchange = exchange();
    limits(&mut exchange, Scope::Account, ANA, |it| it.set_max_position(&dollars(1_000)));
    assert_eq!(exchange.enter_special(ANA, sell(8).stop(95)).len(), 2);
    check_refused(&mut exchange, ANA, sell(3).at(105), "refused: PositionLimitExceeded 1000000000");
    check_taken(&mut exchange, ANA, sell(2).at(105));
}

// req: VR-10 VR-12
#[test]
fn an_order_is_held_to_the_limits_again_when_it_is_triggered() {
    let mut exchange = exchange();
    exchange.enter(CY, buy(40).at(90));
    exchange.enter_special(ANA, sell(6).stop(95));
    exchange.enter_special(ANA, sell(4).at(80).stop(95));
    exchange.enter_special(DAN, sell(3).stop(95));
    exchange.enter_special(DAN, sell(2).stop(95));
    limits(&mut exchange, Scope::Account, ANA, |it| it.set_max_position(&dollars(540)));
    limits(&mut exchange, Scope::Account, DAN, |it| it.set_max_daily_volume(&dollars(400)));
    exchange.operated(&wire::SetAccountStatus::new(&header("f"), DAN, AccountStatus::Frozen, 0, 0));
    exchange.operated(&wire::SetAccountStatus::new(&header("a"), DAN, AccountStatus::Active, 0, 0));
    let events = lines(&exchange.enter(BOB, sell(1).at(90)));
    let ended: Vec<_> = events.iter().filter(|line| line.contains("canceled")).collect();
    assert_eq!(
        ended,
        ["#2 canceled (Limit): 6 open, 0 filled", "#5 canceled (Limit): 2 open, 0 filled",],
        "{events:?}"
    );
    assert_eq!((exchange.position(ANA, 0).0, exchange.position(DAN, 0).0), (-4, -3));
}

// req: VR-09
#[test]
fn a_frozen_account_fires_no_order() {
    let mut exchange = exchange();
    exchange.enter(CY, buy(40).at(90));
    exchange.enter_special(ANA, sell(6).stop(95));
    exchange.operated(&wire::SetAccountStatus::new(&header("f"), ANA, AccountStatus::Frozen, 0, 0));
    exchange.enter(BOB, sell(1).at(90));
    assert_eq!(exchange.position(ANA, 0).0, 0);
}
