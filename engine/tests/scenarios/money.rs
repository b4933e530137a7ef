//! Holds, fees, settlement, positions, movements of money.

use crate::common::{ANA, BOB, CY, DAN, Event, Exchange, Rules, buy, cancel_order, header, lines, sell};
use crate::{balances, check};
use tapebook_schema as wire;
use tapebook_schema::{AccountStatus, Amount, FeeAsset, SettlementStatus, TradeParty};

const HOUSE: u32 = 0;
const FEES: u32 = 1;

fn deposit(id: &str, account: u32, asset: u32, amount: i128) -> wire::Deposit {
    wire::Deposit::new(&header(id), account, asset, &Amount::from(amount))
}

fn withdraw(id: &str, account: u32, asset: u32, amount: i128) -> wire::Withdraw {
    wire::Withdraw::new(&header(id), account, asset, &Amount::from(amount))
}

fn transfer(id: &str, source: u32, destination: u32, amount: i128) -> wire::Transfer {
    wire::Transfer::new(&header(id), source, destination, 1, 0, &Amount::from(amount))
}

// req: AL-11 AL-12 VR-14
#[test]
fn a_hold_is_made_consumed_and_released() {
    let mut exchange = check(
        &[(ANA, sell(4).at(99))],
        (BOB, buy(10).at(100)),
        &[
            "#2 accepted: buy 10 @ 100, holds 1000",
            "trade 1: 4 @ 99, maker #1 leaves 0, taker #2 leaves 6",
            "#2 rests 6 @ 100",
        ],
    );
    // A better price is free at once.
    assert_eq!(exchange.balance(BOB, 1), (1_000_000 - 396 - 600, 600));
    exchange.ask(BOB, &cancel_order("b1", 2));
    assert_eq!(exchange.balance(BOB, 1), (1_000_000 - 396, 0));
    assert_eq!(exchange.balance(BOB, 0), (1_000_004, 0));
}

// req: ST-02 ST-03 ST-08 ST-09 EV-18
#[test]
fn a_trade_moves_both_legs_and_the_fees_in_one_step() {
    let mut exchange = Exchange::with(Rules::default());
    exchange.set_fees(0, 1_000, 2_000);
    exchange.enter(ANA, sell(3000).at(100));
    exchange.enter(BOB, buy(3000).at(100));
    assert_eq!(exchange.balance(ANA, 0), (997_000, 0));
    assert_eq!(exchange.balance(ANA, 1), (1_000_000 + 300_000 - 300, 0));
    assert_eq!(exchange.balance(BOB, 0), (1_003_000 - 6, 0));
    assert_eq!(exchange.balance(BOB, 1), (700_000, 0));
    assert_eq!((exchange.balance(FEES, 0), exchange.balance(FEES, 1)), ((6, 0), (300, 0)));
    assert_eq!((exchange.position(ANA, 0), exchange.position(BOB, 0)), ((-3000, 300_000), (3000, 300_000)));
    for asset in [0, 1] {
        let sum: i128 = (0..20).map(|account| exchange.balance(account, asset).0).sum();
        assert_eq!(sum, 4_000_000);
    }
}

// req: AL-13
#[test]
fn a_hundred_small_fills_cost_what_one_large_fill_costs() {
    // Fault D 65.
    let fees = |sizes: &[u64]| {
        let mut exchange = Exchange::with(Rules::default());
        exchange.set_fees(0, 1_234, 2_345);
        exchange.enter(BOB, buy(600).at(100));
        for &size in sizes {
            exchange.enter(ANA, sell(size).at(100));
        }
        let charged = exchange.balance(FEES, 0).0;
        assert_eq!(exchange.balance(BOB, 0).0, 1_000_600 - charged);
        charged
    };
    assert_eq!(fees(&[600]), 1);
    assert_eq!(fees(&[1; 600]), 1);
    assert_eq!(fees(&[7, 93, 250, 249, 1]), 1);
}

// req: AL-13
#[test]
fn a_buyers_hold_includes_a_fee_taken_from_quote() {
    let mut exchange = Exchange::with(Rules { fee_asset: FeeAsset::Quote, ..Rules::default() });
    exchange.set_fees(0, 1_000, 2_000);
    assert_eq!(
        lines(&exchange.enter(BOB, buy(50).at(100))),
        ["#1 accepted: buy 50 @ 100, holds 5010, rests 50"]
    );
    exchange.enter(ANA, sell(20).at(100));
    assert_eq!(
        exchange.balance(BOB, 1),
        (1_000_000 - 2002 - 3006, 3006),
        "charged 2, and 3000 with 6 still held"
    );
    exchange.enter(ANA, sell(30).at(100));
    assert_eq!(exchange.balance(BOB, 1), (1_000_000 - 5005, 0));
    assert_eq!(exchange.balance(FEES, 1), (5 + 10, 0));
}

#[test]
fn a_rebate_comes_from_the_house_which_alone_may_owe() {
    let mut exchange = Exchange::with(Rules::default());
    exchange.set_fees(0, -1_000, 1_000);
    exchange.enter(ANA, sell(29).at(100));
    exchange.enter(BOB, buy(29).at(100));
    assert_eq!(exchange.balance(ANA, 1), (1_000_000 + 2900 + 2, 0), "2.9 toward zero");
    assert_eq!(exchange.balance(HOUSE, 1), (-2, 0));
    exchange.engine.check_invariants().unwrap();
}

// req: AL-13
#[test]
fn rates_are_fixed_when_an_order_is_accepted() {
    let mut exchange = Exchange::with(Rules::default());
    exchange.set_fees(u32::MAX, 10_000, 10_000);
    exchange.enter(ANA, sell(100).at(100));
    exchange.set_fees(0, 0, 0);
    exchange.enter(BOB, buy(100).at(100));
    assert_eq!((exchange.balance(FEES, 0).0, exchange.balance(FEES, 1).0), (0, 100));
}

// req: ST-01 ST-03
#[test]
fn a_trade_is_settled_in_the_command_that_made_it() {
    let exchange = check(
        &[(ANA, sell(4).at(99))],
        (BOB, buy(4).at(99)),
        &["#2 accepted: buy 4 @ 99, holds 396", "trade 1: 4 @ 99, maker #1 leaves 0, taker #2 leaves 0"],
    );
    assert_eq!(exchange.engine.settlement_status(0, 1), SettlementStatus::Settled);
    for (instrument, trade) in [(0, 0), (0, 2), (1, 1)] {
        assert_eq!(exchange.engine.settlement_status(instrument, trade), SettlementStatus::Unknown);
    }
}

// req: AL-05 AL-04
#[test]
fn a_debit_beyond_what_is_available_is_refused() {
    let mut exchange = Exchange::with(Rules::default());
    assert_eq!(
        lines(&exchange.operate(&withdraw("w1", ANA, 1, 1_000_001))),
        ["refused: InsufficientBalance"]
    );
    assert_eq!(lines(&exchange.operate(&withdraw("w2", ANA, 1, 0))), ["refused: AmountNotPositive"]);
    assert_eq!(lines(&exchange.operate(&withdraw("w3", ANA, 1, -5))), ["refused: AmountNotPositive"]);
    assert_eq!(lines(&exchange.operate(&withdraw("w4", ANA, 9, 5))), ["refused: UnknownAsset"]);
    assert_eq!(lines(&exchange.operate(&withdraw("w5", 99, 1, 5))), ["refused: UnknownAccount"]);
    assert_eq!(lines(&exchange.operate(&withdraw("w6", ANA, 1, 1_000_000))), ["Withdraw applied: 0"]);
    assert_eq!(exchange.balance(ANA, 1), (0, 0));
}

// req: AL-11
#[test]
fn of_a_withdrawal_and_an_order_on_one_balance_one_wins() {
    // Fault D 62.
    let mut exchange = Exchange::with(Rules::default());
    exchange.enter(ANA, buy(6_000).at(100));
    assert_eq!(lines(&exchange.operate(&withdraw("w1", ANA, 1, 500_000))), ["refused: InsufficientBalance"]);
    assert_eq!(lines(&exchange.operate(&withdraw("w2", ANA, 1, 400_000))), ["Withdraw applied: 0"]);
    assert_eq!(lines(&exchange.enter(ANA, buy(1).at(1))), ["refused: InsufficientBalance"]);
    let mut exchange = Exchange::with(Rules::default());
    exchange.operate(&withdraw("w1", ANA, 1, 500_000));
    assert_eq!(lines(&exchange.enter(ANA, buy(6_000).at(100))), ["refused: InsufficientBalance"]);
}

// req: AL-03
#[test]
fn a_frozen_account_refuses_orders_and_debits_and_takes_credits_and_cancels() {
    let mut exchange = Exchange::with(Rules::default());
    exchange.enter(ANA, buy(5).at(100));
    exchange.operated(&wire::SetAccountStatus::new(&header("f1"), ANA, AccountStatus::Frozen, 0, 0));
    assert_eq!(lines(&exchange.enter(ANA, buy(5).at(100))), ["refused: AccountFrozen"]);
    let replace = crate::common::replace("r1", 1, 101, 0);
    assert_eq!(lines(&exchange.ask(ANA, &replace)), ["refused: AccountFrozen"]);
    assert_eq!(lines(&exchange.operate(&withdraw("w1", ANA, 1, 5))), ["refused: AccountFrozen"]);
    assert_eq!(lines(&exchange.operate(&transfer("t1", ANA, BOB, 5))), ["refused: AccountFrozen"]);
    assert_eq!(lines(&exchange.operate(&transfer("t2", BOB, ANA, 5))), ["Transfer applied: 0"]);
    assert_eq!(lines(&exchange.operate(&deposit("d1", ANA, 1, 5))), ["Deposit applied: 0"]);
    assert_eq!(lines(&exchange.ask(ANA, &cancel_order("x1", 1))), ["#1 canceled (User): 5 open, 0 filled"]);
    exchange.operated(&wire::SetAccountStatus::new(&header("f2"), ANA, AccountStatus::Active, 0, 0));
    assert_eq!(exchange.enter(ANA, buy(5).at(100)).len(), 1);
}

// req: ST-11 ST-10 ST-09
#[test]
fn a_transfer_moves_all_or_nothing() {
    let mut exchange = Exchange::with(Rules::default());
    let before = balances(&exchange);
    assert_eq!(lines(&exchange.operate(&transfer("t1", ANA, 99, 5))), ["refused: UnknownAccount"]);
    assert_eq!(lines(&exchange.operate(&transfer("t2", ANA, ANA, 5))), ["refused: InvalidParameter"]);
    assert_eq!(
        lines(&exchange.operate(&transfer("t3", ANA, BOB, 1_000_001))),
        ["refused: InsufficientBalance"]
    );
    assert_eq!(balances(&exchange), before);
    assert_eq!(lines(&exchange.operate(&transfer("t4", ANA, BOB, 1_000_000))), ["Transfer applied: 0"]);
    assert_eq!((exchange.balance(ANA, 1), exchange.balance(BOB, 1)), ((0, 0), (2_000_000, 0)));
}

// req: AL-03
#[test]
fn only_an_empty_account_is_closed_and_it_stays_so() {
    let mut exchange = Exchange::with(Rules::default());
    let status = |id: &str, status| wire::SetAccountStatus::new(&header(id), ANA, status, 1, 0);
    assert_eq!(lines(&exchange.operate(&status("s1", AccountStatus::Closed))), ["refused: AccountNotEmpty"]);
    for asset in [0, 1] {
        exchange.operate(&withdraw(&format!("w{asset}"), ANA, asset, 1_000_000));
    }
    assert_eq!(
        lines(&exchange.operate(&status("s2", AccountStatus::Closed))),
        ["SetAccountStatus applied: 16"]
    );
    assert_eq!(lines(&exchange.operate(&status("s3", AccountStatus::Active))), ["refused: AccountClosed"]);
    assert_eq!(lines(&exchange.operate(&deposit("d1", ANA, 1, 5))), ["refused: AccountClosed"]);
    assert_eq!(lines(&exchange.enter(ANA, buy(1).at(1))), ["refused: AccountClosed"]);
}

// req: EV-18 AL-12
#[test]
fn a_position_has_its_average_cost_and_turns_around() {
    let mut exchange = Exchange::with(Rules::default());
    let trade = |exchange: &mut Exchange, bob: crate::common::Order, price: i64| {
        let other = if bob.side.0 == 0 { sell(bob.quantity) } else { buy(bob.quantity) };
        exchange.enter(CY, other.at(price));
        exchange.enter(BOB, bob.at(price));
        exchange.position(BOB, 0)
    };
    assert_eq!(trade(&mut exchange, buy(10), 100), (10, 1000));
    assert_eq!(trade(&mut exchange, buy(10), 110), (20, 2100));
    assert_eq!(trade(&mut exchange, sell(5), 120), (15, 1575), "selling leaves the average at 105");
    assert_eq!(trade(&mut exchange, sell(20), 120), (-5, 600), "short at 120");
    assert_eq!(trade(&mut exchange, buy(5), 100), (0, 0));
}

fn bust(id: &str, price: i64, quantity: u64, fee: i128) -> wire::BustTrade {
    let maker = TradeParty::new(1, ANA, 1, &Amount::from(0));
    let taker = TradeParty::new(2, BOB, 0, &Amount::from(fee));
    wire::BustTrade::new(&header(id), 1, 0, wire::Side::Buy, 0, 0, price, quantity, &maker, &taker)
}

// req: ST-01 ST-09
#[test]
fn a_bust_takes_two_people_and_reverses_every_entry() {
    let mut exchange = Exchange::with(Rules::default());
    let second = exchange.operated(&wire::RegisterKey::new(&header("k"), &[3; 32], 0, 2, 0, 0)) as u32;
    let before = balances(&exchange);
    exchange.set_fees(0, 0, 1_000);
    exchange.enter(ANA, sell(4).at(99));
    exchange.enter(BOB, buy(4).at(99));
    assert_eq!(lines(&exchange.operate(&bust("b1", 99, 4, 1))), ["refused: SecondPersonRequired"]);
    assert_eq!(
        lines(&exchange.operate(&bust("b2", 99, 4, 1))),
        ["refused: SecondPersonRequired"],
        "the same person"
    );
    let other = exchange.send(second, 0, &bust("c1", 99, 3, 1));
    assert_eq!(lines(&other), ["refused: SecondPersonRequired"], "not the same wish");
    exchange.operate(&bust("b3", 99, 4, 1));
    exchange.restart();
    assert_eq!(
        lines(&exchange.send(second, 0, &bust("c2", 99, 4, 1))),
        ["trade 1 busted", "BustTrade applied: 1"]
    );
    assert_eq!(balances(&exchange), before);
    assert_eq!((exchange.position(ANA, 0).0, exchange.position(BOB, 0).0), (0, 0));
    assert_eq!(exchange.engine.settlement_status(0, 1), SettlementStatus::Busted);
    assert_eq!(lines(&exchange.operate(&bust("b4", 99, 4, 1))), ["refused: TradeAlreadyAmended"]);
}

// req: ST-09
#[test]
fn a_correction_books_a_trade_again_at_another_price() {
    let mut exchange = Exchange::with(Rules::default());
    let second = exchange.operated(&wire::RegisterKey::new(&header("k"), &[3; 32], 0, 2, 0, 0)) as u32;
    exchange.enter(ANA, sell(4).at(99));
    exchange.enter(BOB, buy(4).at(99));
    let maker = TradeParty::new(1, ANA, 1, &Amount::from(0));
    let taker = TradeParty::new(2, BOB, 0, &Amount::from(0));
    let correct = |id: &str, trade, price, quantity| {
        let side = wire::Side::Buy;
        wire::CorrectTrade::new(&header(id), trade, 0, side, 0, 0, 99, 4, &maker, &taker, price, quantity)
    };
    for (id, trade, price, quantity, reason) in [
        ("x1", 2, 98, 4, "refused: UnknownTrade"),
        ("x2", 0, 98, 4, "refused: UnknownTrade"),
        ("x3", 1, 0, 4, "refused: InvalidParameter"),
        ("x4", 1, 98, 0, "refused: InvalidParameter"),
    ] {
        assert_eq!(lines(&exchange.operate(&correct(id, trade, price, quantity))), [reason]);
    }
    exchange.operate(&correct("x5", 1, 90, 3));
    assert_eq!(
        lines(&exchange.send(second, 0, &correct("y1", 1, 90, 3))),
        ["trade 1 corrected", "CorrectTrade applied: 1"]
    );
    assert_eq!((exchange.balance(ANA, 0), exchange.balance(ANA, 1)), ((999_997, 0), (1_000_270, 0)));
    assert_eq!((exchange.balance(BOB, 0), exchange.balance(BOB, 1)), ((1_000_003, 0), (999_730, 0)));
    assert_eq!(exchange.position(BOB, 0), (3, 270));
}

// req: EV-14
#[test]
fn balances_follow_from_the_events_alone() {
    let mut exchange = Exchange::with(Rules::default());
    exchange.set_fees(0, -500, 2_000);
    let mut ledger = std::collections::BTreeMap::new();
    for account in [ANA, BOB, CY] {
        for asset in [0, 1] {
            ledger.insert((account, asset), 1_000_000i128);
        }
    }
    let mut events = Vec::new();
    for round in 0..60u64 {
        events.extend(exchange.enter(ANA, sell(3 + round % 5).at(99 + (round % 4) as i64)));
        events.extend(exchange.enter(BOB, buy(2 + round % 7).at(100 + (round % 3) as i64)));
        events.extend(exchange.enter(CY, sell(1 + round % 3)));
    }
    for event in &events {
        let Event::Traded { quantity, notional, taker_side, maker, taker, .. } = event else { continue };
        let (buyer, seller) = if taker_side.0 == 0 { (taker, maker) } else { (maker, taker) };
        for (account, asset, change) in [
            (buyer.account, 0, i128::from(*quantity)),
            (buyer.account, 1, -notional),
            (seller.account, 0, -i128::from(*quantity)),
            (seller.account, 1, *notional),
            (buyer.account, buyer.fee_asset, -buyer.fee),
            (seller.account, seller.fee_asset, -seller.fee),
        ] {
            *ledger.get_mut(&(account, asset)).unwrap() += change;
        }
    }
    for ((account, asset), total) in ledger {
        let (available, held) = exchange.balance(account, asset);
        assert_eq!(available + held, total, "account {account}, asset {asset}");
    }
}

/// Rebates come from the house, which may owe: then more can be withdrawn than was ever deposited.
// req: EV-04
#[test]
fn a_snapshot_restores_a_house_that_owes_what_was_withdrawn() {
    let mut exchange = Exchange::with(Rules { fee_asset: FeeAsset::Quote, ..Rules::default() });
    exchange.set_fees(0, -10_000, 10_000);
    exchange.enter(ANA, sell(100).at(100));
    exchange.enter(BOB, buy(100).at(100));
    for account in [1, ANA, BOB, CY, DAN] {
        let all = exchange.balance(account, 1).0;
        let id = exchange.fresh();
        exchange.operated(&wire::Withdraw::new(&header(&id), account, 1, &Amount::from(all)));
    }
    let asset = &exchange.engine.ledger().assets()[1];
    assert!(asset.withdrawn > asset.deposited, "the house owes the rest");
    assert_eq!(exchange.balance(0, 1), (-100, 0));
    let before = exchange.snapshot();
    exchange.restart();
    assert_eq!(exchange.snapshot(), before);
}
