//! Risk groups and the members that own them: limits over all their accounts, and one switch for all of them.

use super::check_refused;
use super::limits::{dollars, exchange, limits};
use crate::common::{ANA, BOB, CY, DAN, Event, Exchange, Order, buy, header, lines, sell};
use tapebook_schema as wire;
use tapebook_schema::{KillScope, LimitScope as Scope};

/// Ana and Bob are group 5, Cy group 6, and both groups the member's.
fn grouped() -> (Exchange, u32) {
    let mut exchange = exchange();
    let member = exchange.operated(&wire::RegisterKey::new(&header("k"), &[1; 32], 0, 1 | 4, 0, 0)) as u32;
    for (account, group) in [(ANA, 5), (BOB, 5), (CY, 6)] {
        let request = header(&exchange.fresh());
        exchange.operated(&wire::SetRiskGroup::new(&request, account, group));
    }
    for group in [5, 6] {
        let request = header(&exchange.fresh());
        exchange.operated(&wire::SetGroupOwner::new(&request, group, member));
    }
    (exchange, member)
}

#[track_caller]
fn check_taken(exchange: &mut Exchange, account: u32, order: Order) {
    let events = exchange.enter(account, order);
    assert!(matches!(events[0], Event::Accepted { .. }), "{:?}", lines(&events));
}

// req: VR-10 VR-16
#[test]
fn open_orders_and_positions_add_up_over_a_group_and_over_its_member() {
    let (mut exchange, member) = grouped();
    limits(&mut exchange, Scope::RiskGroup, 5, |it| {
        it.set_max_open_orders(3);
        it.set_max_position(&dollars(2_000));
    });
    limits(&mut exchange, Scope::Member, member, |it| it.set_max_position(&dollars(2_500)));
    check_taken(&mut exchange, ANA, buy(10).at(90));
    check_taken(&mut exchange, BOB, buy(10).at(90));
    check_refused(&mut exchange, BOB, buy(1).at(90), "refused: PositionLimitExceeded 2000000000");
    check_taken(&mut exchange, CY, buy(5).at(90));
    check_refused(&mut exchange, CY, buy(1).at(90), "refused: PositionLimitExceeded 2500000000");
    exchange.restart();
    check_refused(&mut exchange, CY, buy(1).at(90), "refused: PositionLimitExceeded 2500000000");
    check_taken(&mut exchange, DAN, buy(60).at(90));
    // What one account sold makes room for another.
    check_taken(&mut exchange, ANA, sell(10).at(110));
    check_refused(&mut exchange, BOB, sell(1).at(110), "refused: TooManyOpenOrders 3");
    check_taken(&mut exchange, DAN, buy(10).at(110));
    let id = exchange.fresh();
    exchange.operated(&wire::SetReferencePrice::new(&header(&id), 0, 0, 100));
    check_taken(&mut exchange, CY, buy(10).at(90));
    check_refused(&mut exchange, CY, buy(1).at(90), "refused: PositionLimitExceeded 2500000000");
    // Who leaves the group takes what is his along.
    exchange.operated(&wire::SetRiskGroup::new(&header("out"), ANA, 0));
    check_refused(&mut exchange, CY, buy(1).at(90), "refused: PositionLimitExceeded 2500000000");
    check_taken(&mut exchange, ANA, buy(50).at(90));
}

// req: VR-12 VR-16
#[test]
fn volume_adds_up_and_one_order_is_held_to_the_largest_value_of_each_level() {
    let (mut exchange, member) = grouped();
    limits(&mut exchange, Scope::RiskGroup, 5, |it| it.set_max_order_value(&dollars(500)));
    limits(&mut exchange, Scope::Member, member, |it| it.set_max_daily_volume(&dollars(1_000)));
    check_refused(&mut exchange, ANA, buy(6).at(100), "refused: OrderTooLarge 500000000");
    check_taken(&mut exchange, CY, sell(6).at(100));
    exchange.enter(DAN, buy(6).at(100));
    check_refused(&mut exchange, ANA, buy(5).at(100), "refused: DailyLimitExceeded 1000000000");
    check_taken(&mut exchange, ANA, buy(4).at(100));
    let own = |exchange: &mut Exchange, group, member| {
        let request = header(&exchange.fresh());
        lines(&exchange.operate(&wire::SetGroupOwner::new(&request, group, member))).concat()
    };
    assert_eq!(own(&mut exchange, 5, 0), "SetGroupOwner applied: 5");
    check_taken(&mut exchange, ANA, buy(5).at(99));
    assert_eq!(own(&mut exchange, 0, member), "refused: InvalidParameter");
    assert_eq!(own(&mut exchange, 5, 99), "refused: UnknownKey");
}

// req: VR-16
#[test]
fn a_group_has_no_limits_that_do_not_add_up() {
    let (mut exchange, member) = grouped();
    for (scope, id) in [(Scope::RiskGroup, 5), (Scope::Member, member)] {
        for change in [
            |it: &mut wire::SetLimits| it.set_max_impact_ppm(1),
            |it: &mut wire::SetLimits| it.set_max_deviation_ppm(1),
            |it: &mut wire::SetLimits| it.set_max_day_trades(1),
        ] {
            assert_eq!(limits(&mut exchange, scope, id, change), ["refused: InvalidParameter"]);
        }
    }
    assert_eq!(limits(&mut exchange, Scope::RiskGroup, 0, |_| {}), ["refused: InvalidParameter"]);
    assert_eq!(limits(&mut exchange, Scope::Member, 77, |_| {}), ["refused: UnknownKey"]);
}

// req: VR-18
#[test]
fn a_risk_group_and_its_member_are_stopped_with_all_their_accounts() {
    let (mut exchange, member) = grouped();
    for account in [ANA, BOB, CY, DAN] {
        exchange.enter(account, buy(1).at(90));
    }
    let switch = |exchange: &mut Exchange, scope, id, engaged| {
        let request = header(&exchange.fresh());
        lines(&exchange.operate(&wire::SetKillSwitch::new(&request, scope, engaged, 0, id)))
    };
    assert_eq!(switch(&mut exchange, KillScope::RiskGroup, 5, 1).len(), 3);
    check_refused(&mut exchange, BOB, buy(1).at(90), "refused: Killed 5");
    assert_eq!(switch(&mut exchange, KillScope::Member, member, 1).len(), 2);
    check_refused(&mut exchange, CY, buy(1).at(90), "refused: Killed 3");
    let joined = lines(&exchange.operate(&wire::SetRiskGroup::new(&header("in"), DAN, 5)));
    assert_eq!(joined[0], "#4 canceled (Kill): 1 open, 0 filled");
    exchange.restart();
    check_refused(&mut exchange, DAN, buy(1).at(90), "refused: Killed 3");
    switch(&mut exchange, KillScope::Member, member, 0);
    check_taken(&mut exchange, CY, buy(1).at(90));
    let given = exchange.operate(&wire::SetGroupOwner::new(&header("own"), 6, 0));
    assert_eq!(lines(&given), ["SetGroupOwner applied: 6"]);
    switch(&mut exchange, KillScope::Member, member, 1);
    check_taken(&mut exchange, CY, buy(1).at(90));
    let given = lines(&exchange.operate(&wire::SetGroupOwner::new(&header("own2"), 6, member)));
    assert_eq!(given.len(), 3, "two orders end: {given:?}");
}
