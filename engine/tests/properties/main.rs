//! Properties of the exchange over random commands. Every run compares each event, balance, position and queue with
//! the oracle's, and what the events tell with what the engine holds; each property below turns to another side of it.
//! `LONG=1` runs ten million commands; a failure names its seed (`SEED=n` repeats it) and the few commands left after
//! shrinking.

#[path = "../common/mod.rs"]
mod common;
#[path = "../oracle/mod.rs"]
mod oracle;

mod audit;
mod compare;
mod generate;
mod setup;

use compare::{Tally, check};
use generate::Mix;
use tapebook_schema::{EndReason, RejectReason as R, StpMode};

fn seen(tally: &Tally, name: &str) -> usize {
    tally.get(name).copied().unwrap_or(0)
}

// req: OB-06 OB-07 OB-10 OB-21 VR-15
#[test]
fn every_event_and_balance_is_the_oracles() {
    let tally = check("every_event_and_balance_is_the_oracles", Mix::default(), 240_000);
    // The commands reach what they are meant to reach.
    use EndReason as E;
    for reason in [
        E::User,
        E::IocRest,
        E::FokUnfillable,
        E::NoLiquidity,
        E::Protection,
        E::Stp,
        E::Disconnect,
        E::Halt,
        E::ExpiredGtd,
    ] {
        assert!(seen(&tally, &format!("ended {reason:?}")) > 50, "{reason:?}");
    }
    for reason in [
        R::DuplicateId,
        R::UnknownAccount,
        R::AccountFrozen,
        R::UnknownInstrument,
        R::InstrumentNotTrading,
        R::InvalidTimeInForce,
        R::InvalidFlags,
        R::PriceNotPositive,
        R::PriceOffTick,
        R::PriceOutOfRange,
        R::PriceOutsideCollar,
        R::QuantityZero,
        R::QuantityBelowMinimum,
        R::QuantityAboveMaximum,
        R::QuantityOffStep,
        R::NotionalBelowMinimum,
        R::NoReferencePrice,
        R::UnknownOrder,
        R::OrderDone,
        R::InvalidReplace,
        R::TooManyOpenOrders,
        R::WouldTake,
        R::InsufficientBalance,
        R::ExpireTimePassed,
        R::OrderTooLarge,
    ] {
        assert!(seen(&tally, &format!("refused {reason:?}")) > 20, "{reason:?}");
    }
    assert!(seen(&tally, "traded rebate true fee true") > 500);
}

// req: ST-09 AL-05 ST-02
#[test]
fn conserves_every_asset() {
    check("conserves_every_asset", Mix { operators: 30, funds: 3_000, ..Mix::default() }, 120_000);
}

// req: AL-11
#[test]
fn never_crosses_itself() {
    let mix = Mix { accounts: 2, operators: 2, spread: 3, ..Mix::default() };
    let tally = check("never_crosses_itself", mix, 160_000);
    assert!(seen(&tally, "ended Stp") > 3_000 && seen(&tally, "reduced resting true") > 200);
}

// req: OT-18
#[test]
fn a_repeat_never_makes_a_second_order() {
    check("a_repeat_never_makes_a_second_order", Mix { twice: true, repeats: 25, ..Mix::default() }, 80_000);
}

// req: OT-18
#[test]
fn a_small_window_forgets_what_is_done_and_nothing_that_is_open() {
    for window in [1, 2, 5, 30] {
        let mix = Mix { window, repeats: 30, cancels: 20, replaces: 25, restarts: 100, ..Mix::default() };
        check("a_small_window_forgets_what_is_done_and_nothing_that_is_open", mix, 50_000);
    }
}

// req: VR-04 AL-11
#[test]
fn nobody_spends_what_is_held() {
    let mix = Mix { funds: 1_500, operators: 8, replaces: 20, ..Mix::default() };
    let tally = check("nobody_spends_what_is_held", mix, 120_000);
    assert!(seen(&tally, "refused InsufficientBalance") > 8_000);
}

#[test]
fn quotes_stand_and_fall_together() {
    let mix = Mix { quotes: 40, late: 10, operators: 3, ..Mix::default() };
    let tally = check("quotes_stand_and_fall_together", mix, 120_000);
    for name in ["applied MassQuote", "applied CancelQuotes", "refused QuotesPulled", "ended Timer"] {
        assert!(seen(&tally, name) > 200, "{name}");
    }
}

// req: OT-12
#[test]
fn auctions_find_the_price_of_the_rules() {
    let mix = Mix {
        phases: 12,
        late: 25,
        lists: 0,
        operators: 3,
        spread: 6,
        most_lots: 40,
        stops: 32,
        ..Mix::default()
    };
    let tally = check("auctions_find_the_price_of_the_rules", mix, 240_000);
    for name in [
        "auctioned OpeningAuction",
        "auctioned VolatilityAuction",
        "auctioned ClosingAuction",
        "indicated true",
        "phase VolatilityAuction Band",
        "phase Halted Band",
        "phase Continuous Elapsed",
        "phase Continuous Schedule",
        "phase Closed Schedule",
        "refused NotInPhase",
        "ended ExpiredDay",
        "ended AuctionOver",
    ] {
        assert!(seen(&tally, name) > 100, "{name}");
    }
    let extended = tally.iter().filter(|(name, _)| name.ends_with("Extension")).map(|(_, count)| count);
    assert!(extended.sum::<usize>() > 50);
    assert!(seen(&tally, "phase Halted Unresolved") > 20);
}

// req: VR-18
#[test]
fn kill_switches_stop_and_cancel() {
    let mix = Mix { kills: 3, operators: 6, ..Mix::default() };
    let tally = check("kill_switches_stop_and_cancel", mix, 80_000);
    for name in ["applied SetKillSwitch", "refused Killed", "ended Kill"] {
        assert!(seen(&tally, name) > 300, "{name}");
    }
}

#[test]
fn pegged_orders_follow_their_market() {
    let mix =
        Mix { pegs: 35, phases: 4, replaces: 20, operators: 4, spread: 4, markets: 8, ..Mix::default() };
    let tally = check("pegged_orders_follow_their_market", mix, 160_000);
    for (waits, waited) in [(false, false), (true, false), (false, true)] {
        assert!(seen(&tally, &format!("pegs moved waits {waits} waited {waited}")) > 500);
    }
    assert!(seen(&tally, "refused NoMarketForPeg") > 200);
}

// req: OT-08 OB-11
#[test]
fn what_is_not_shown_trades_after_what_is() {
    let mix = Mix { shows: 60, replaces: 20, spread: 4, phases: 3, pegs: 8, most_lots: 40, ..Mix::default() };
    let tally = check("what_is_not_shown_trades_after_what_is", mix, 160_000);
    for name in ["refreshed", "hidden rebate true fee true", "ended MinimumQuantity"] {
        assert!(seen(&tally, name) > 100, "{name}");
    }
    for reason in [R::InvalidDisplayQuantity, R::InvalidMinimumQuantity, R::InvalidFlags, R::WouldTake] {
        assert!(seen(&tally, &format!("refused {reason:?}")) > 100, "{reason:?}");
    }
}

// req: OB-02 OB-08
#[test]
fn a_replace_keeps_or_loses_its_place_as_the_rules_say() {
    let mix = Mix {
        replaces: 50,
        operators: 1,
        markets: 5,
        stp: &[StpMode::None, StpMode::CancelMaker],
        ..Mix::default()
    };
    let tally = check("a_replace_keeps_or_loses_its_place_as_the_rules_say", mix, 120_000);
    assert!(seen(&tally, "replaced kept true trades false") > 2_000);
    assert!(seen(&tally, "replaced kept false trades true") > 500);
}

// req: OB-09 OT-03
#[test]
fn a_market_order_never_rests_and_stays_within_its_protection() {
    let mix = Mix { markets: 60, operators: 2, most_lots: 60, ..Mix::default() };
    let tally = check("a_market_order_never_rests_and_stays_within_its_protection", mix, 120_000);
    assert!(seen(&tally, "accepted Market Ioc amount true") > 4_000);
}

// req: VR-02
#[test]
fn nothing_trades_outside_its_band() {
    let mix = Mix { spread: 60, markets: 25, operators: 6, ..Mix::default() };
    check("nothing_trades_outside_its_band", mix, 80_000);
}

// req: EV-04 EV-14
#[test]
fn a_restart_changes_no_outcome_and_leaves_no_trace() {
    let mix = Mix { restarts: 60, straight: true, ..Mix::default() };
    check("a_restart_changes_no_outcome_and_leaves_no_trace", mix, 80_000);
}

// req: ST-09 AL-13 AL-04
#[test]
fn sums_of_any_size_are_exact() {
    for (tick_size, lot_size) in
        [(1_000_000, 1_000_000_000), (1_000_000, 1_000_000_000_000_000), (1, 1 << 50)]
    {
        check("sums_of_any_size_are_exact", Mix { tick_size, lot_size, ..Mix::default() }, 60_000);
    }
}

// req: EV-18
#[test]
fn no_share_appears_without_a_fill() {
    check(
        "no_share_appears_without_a_fill",
        Mix { accounts: 3, spread: 2, cancels: 5, ..Mix::default() },
        80_000,
    );
}

// req: OT-09
#[test]
fn triggers_fire_as_the_rules_say() {
    let mix = Mix { stops: 60, operators: 6, spread: 6, markets: 30, ..Mix::default() };
    let tally = check("triggers_fire_as_the_rules_say", mix, 200_000);
    for kind in ["Market Buy", "Market Sell", "Limit Buy", "Limit Sell"] {
        assert!(seen(&tally, &format!("triggered {kind}")) > 300, "{kind}");
    }
    for reason in [R::TriggerCrossed, R::InvalidTrail, R::InvalidReplace] {
        assert!(seen(&tally, &format!("refused {reason:?}")) > 100, "{reason:?}");
    }
}

// req: OT-09
#[test]
fn legs_of_a_list_end_start_and_grow_as_the_rules_say() {
    let mix = Mix { lists: 70, stops: 20, operators: 3, spread: 6, markets: 25, ..Mix::default() };
    let tally = check("legs_of_a_list_end_start_and_grow_as_the_rules_say", mix, 200_000);
    for kind in ["Oco", "Oto", "Otoco", "Bracket"] {
        assert!(seen(&tally, &format!("list {kind} Done")) > 300, "{kind}");
    }
    for name in ["leg started Untriggered None", "leg started New None", "ended List", "ended NotStarted"] {
        assert!(seen(&tally, name) > 50, "{name}");
    }
    assert!(seen(&tally, "refreshed") > 100 && seen(&tally, "ended MinimumQuantity") > 100);
    for reason in [R::InvalidList, R::ListMismatch, R::ListPricesContradict, R::UnknownList] {
        assert!(seen(&tally, &format!("refused {reason:?}")) > 20, "{reason:?}");
    }
}

// req: OT-10
#[test]
fn reduce_only_orders_only_reduce() {
    let mix = Mix {
        reduces: 30,
        shows: 20,
        stops: 15,
        phases: 1,
        operators: 2,
        lists: 2,
        funds: 60_000,
        restarts: 80,
        straight: true,
        ..Mix::default()
    };
    let tally = check("reduce_only_orders_only_reduce", mix, 200_000);
    for (name, least) in [
        ("refused NothingToReduce", 1_000),
        ("ended ReduceOnly", 200),
        ("trimmed resting true", 100),
        ("trimmed resting false", 50),
    ] {
        assert!(seen(&tally, name) > least, "{name}");
    }
    let auctioned = tally.iter().filter(|(name, _)| name.starts_with("auctioned")).map(|(_, count)| count);
    assert!(auctioned.sum::<usize>() > 500);
}

// req: AL-11
#[test]
fn a_list_holds_what_its_largest_leg_needs() {
    let mix = Mix { lists: 70, funds: 1_500, replaces: 20, restarts: 60, straight: true, ..Mix::default() };
    check("a_list_holds_what_its_largest_leg_needs", mix, 120_000);
}

#[test]
fn lists_outlast_phases_and_small_windows() {
    let mix = Mix { lists: 60, phases: 8, late: 20, kills: 2, window: 3, ..Mix::default() };
    check("lists_outlast_phases_and_small_windows", mix, 120_000);
}

// req: OT-09 EV-14
#[test]
fn a_restart_loses_no_trigger() {
    let mix = Mix { stops: 60, restarts: 40, straight: true, ..Mix::default() };
    check("a_restart_loses_no_trigger", mix, 60_000);
}

// req: VR-10 VR-11 VR-12 VR-16
#[test]
fn limits_bind_what_they_say() {
    let mix = Mix { limits: 7, operators: 6, funds: 60_000, late: 10, quotes: 6, ..Mix::default() };
    let tally = check("limits_bind_what_they_say", mix, 160_000);
    for reason in [
        R::OrderTooLarge,
        R::PositionLimitExceeded,
        R::DailyLimitExceeded,
        R::HighPriceImpact,
        R::PriceDeviationExceeded,
        R::DayTradeLimitExceeded,
        R::OrderRateExceeded,
        R::TooManyOpenOrders,
    ] {
        assert!(seen(&tally, &format!("refused {reason:?}")) > 50, "{reason:?}");
    }
}
