//! Kill switches: who is stopped, what ends, and what goes on.

use crate::common::{ANA, BOB, CY, Exchange, Rules, buy, header, lines, quotes, sell};
use tapebook_schema as wire;
use tapebook_schema::KillScope as Scope;

fn switch(exchange: &mut Exchange, scope: Scope, id: u32, engaged: u8) -> Vec<String> {
    let request = header(&exchange.fresh());
    lines(&exchange.operate(&wire::SetKillSwitch::new(&request, scope, engaged, 0, id)))
}

/// Ana and Bob have an order each.
fn market() -> Exchange {
    let mut exchange = Exchange::with(Rules::default());
    exchange.ask(ANA, &buy(5).at(99).message("a1"));
    exchange.ask(BOB, &sell(5).at(101).message("b1"));
    exchange
}

// req: VR-18
#[test]
fn who_is_stopped_loses_his_orders_and_may_enter_none() {
    let mut exchange = market();
    assert_eq!(
        switch(&mut exchange, Scope::Account, ANA, 1),
        ["#1 canceled (Kill): 5 open, 0 filled", "SetKillSwitch applied: 16"]
    );
    assert_eq!(lines(&exchange.enter(ANA, buy(5).at(99))), ["refused: Killed"]);
    let quoted = exchange.ask(ANA, &quotes("q1", 0, (0, 0, 0), &[(99, 1)], &[(102, 1)]));
    assert_eq!(lines(&quoted), ["refused: Killed"]);
    assert_eq!(lines(&exchange.enter(BOB, buy(1).at(98)))[0], "#3 accepted: buy 1 @ 98, holds 98, rests 1");
    assert_eq!(
        switch(&mut exchange, Scope::Account, ANA, 1),
        ["SetKillSwitch applied: 16"],
        "again: nothing is left"
    );
    exchange.restart();
    assert_eq!(lines(&exchange.enter(ANA, buy(5).at(99))), ["refused: Killed"], "a restart forgets nothing");
    assert_eq!(switch(&mut exchange, Scope::Account, ANA, 0), ["SetKillSwitch applied: 16"]);
    assert_eq!(lines(&exchange.enter(ANA, buy(5).at(99)))[0], "#4 accepted: buy 5 @ 99, holds 495, rests 5");
}

// req: VR-18
#[test]
fn who_joins_what_is_stopped_is_stopped_and_loses_his_orders() {
    let mut exchange = market();
    let member = exchange.operated(&wire::RegisterKey::new(&header("k"), &[1; 32], 0, 1 | 4, 0, 0)) as u32;
    exchange.enter_special(ANA, sell(5).stop(95));
    switch(&mut exchange, Scope::Tier, 3, 1);
    switch(&mut exchange, Scope::Group, 7, 1);
    switch(&mut exchange, Scope::Member, member, 1);
    assert_eq!(
        lines(&exchange.operate(&wire::SetAccountTier::new(&header("t"), ANA, 3))),
        [
            "#1 canceled (Kill): 5 open, 0 filled",
            "#3 canceled (Kill): 5 open, 0 filled",
            "SetAccountTier applied: 16"
        ]
    );
    assert_eq!(lines(&exchange.enter(ANA, buy(5).at(99))), ["refused: Killed 1"]);
    assert_eq!(
        lines(&exchange.operate(&wire::SetStpGroup::new(&header("g"), BOB, 7))),
        ["#2 canceled (Kill): 5 open, 0 filled", "SetStpGroup applied: 17"]
    );
    exchange.enter(CY, buy(5).at(98));
    let bound = exchange.operate(&wire::BindAccount::new(&header("b"), member, CY, 1, 0, 0, 0));
    assert_eq!(lines(&bound)[0], "#4 canceled (Kill): 5 open, 0 filled");
    assert_eq!(lines(&exchange.enter(CY, buy(5).at(98))), ["refused: Killed 3"]);
}

#[test]
fn an_instrument_is_stopped_for_everybody() {
    let mut exchange = market();
    assert_eq!(
        switch(&mut exchange, Scope::Instrument, 0, 1),
        [
            "#1 canceled (Kill): 5 open, 0 filled",
            "#2 canceled (Kill): 5 open, 0 filled",
            "SetKillSwitch applied: 0"
        ]
    );
    assert_eq!(lines(&exchange.enter(CY, buy(1).at(99))), ["refused: Killed 2"]);
}

#[test]
fn a_group_and_a_member_are_stopped_with_all_their_accounts() {
    let mut exchange = market();
    exchange.operated(&wire::SetStpGroup::new(&header("g"), BOB, 7));
    assert_eq!(
        switch(&mut exchange, Scope::Group, 7, 1),
        ["#2 canceled (Kill): 5 open, 0 filled", "SetKillSwitch applied: 7"]
    );
    assert_eq!(lines(&exchange.enter(BOB, buy(1).at(90))), ["refused: Killed 4"]);
    let key = wire::RegisterKey::new(&header("k"), &[1; 32], 0, 1 | 4, 0, 0);
    let member = exchange.operated(&key) as u32;
    exchange.operated(&wire::BindAccount::new(&header("b"), member, ANA, 1, 0, 0, 0));
    assert_eq!(
        switch(&mut exchange, Scope::Member, member, 1),
        ["#1 canceled (Kill): 5 open, 0 filled".to_string(), format!("SetKillSwitch applied: {member}")]
    );
    assert_eq!(lines(&exchange.enter(ANA, buy(1).at(90))), ["refused: Killed 3"]);
    assert_eq!(lines(&exchange.enter(CY, buy(1).at(90))).len(), 1, "others go on");
}

#[test]
fn a_switch_for_nobody_is_refused() {
    let mut exchange = market();
    let hears = wire::RegisterKey::new(&header("k"), &[1; 32], ANA, 8, 0, 0);
    let hears = exchange.operated(&hears) as u32;
    for (scope, id, engaged, reason) in [
        (Scope::Account, 9_999, 1, "UnknownAccount"),
        (Scope::Account, 3, 1, "UnknownAccount"),
        (Scope::Tier, 16, 1, "InvalidParameter"),
        (Scope::Instrument, 9, 1, "UnknownInstrument"),
        (Scope::Member, 99, 1, "UnknownKey"),
        (Scope::Member, hears, 1, "InvalidParameter"),
        (Scope::Group, 0, 1, "InvalidParameter"),
        (Scope::Account, ANA, 2, "InvalidParameter"),
    ] {
        assert_eq!(switch(&mut exchange, scope, id, engaged), [format!("refused: {reason}")]);
    }
    assert_eq!(exchange.engine.kills().all().len(), 0);
}
