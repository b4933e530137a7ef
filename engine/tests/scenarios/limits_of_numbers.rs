//! The ends of the numbers: a command is refused or carried out exactly, and the engine never stops (faults C 47, 48,
//! D 68).

use super::limits::limits;
use crate::common::{ANA, BOB, CY, Exchange, Rules, buy, buy_for, header, lines, sell, sell_for, tick_table};
use tapebook_schema as wire;
use tapebook_schema::{Amount, FeeAsset, LimitScope};

const SUPPLY: i128 = 1 << 120;

/// An instrument with the largest prices, quantities and units, or `None` if it is refused.
fn giant(tick_size: u64, fee_asset: FeeAsset) -> Option<Exchange> {
    let mut exchange = Exchange::new();
    exchange.asset("BASE", 0);
    exchange.asset("QUOTE", 0);
    exchange.open_accounts(4);
    for account in [ANA, BOB] {
        exchange.deposit(account, 0, SUPPLY / 2);
        exchange.deposit(account, 1, SUPPLY / 2);
    }
    let rules = Rules {
        tick_size,
        fee_asset,
        max_quantity: 1 << 48,
        max_price: 1 << 47,
        reference_price: 1 << 46,
        protection_ppm: u32::MAX,
        collar_ppm: u32::MAX,
        band_ppm: u32::MAX,
        ..Rules::default()
    };
    let id = exchange.fresh();
    let events = exchange.operate(&rules.message(&id, "GIANT"));
    exchange.set_fees(u32::MAX, 100_000, 100_000);
    lines(&events)[0].contains("applied").then_some(exchange)
}

// req: VR-06
#[test]
fn the_largest_orders_are_booked_exactly_or_the_instrument_is_refused() {
    let mut taken = 0;
    for power in (0..64).step_by(1) {
        for fee_asset in [FeeAsset::Received, FeeAsset::Quote] {
            let Some(mut exchange) = giant(1 << power, fee_asset) else { continue };
            taken += 1;
            let (most, top) = (1u64 << 48, 1i64 << 47);
            for order in
                [buy(most).at(top), buy(most), sell(most).at(1), sell(most), buy(1).at(top), sell(1).at(top)]
            {
                exchange.enter(CY, order);
                exchange.enter(ANA, order);
                exchange.enter(BOB, order);
            }
            for amount in [1, i128::MAX, SUPPLY, SUPPLY - 1, SUPPLY / 4, 1 << 108, (1 << 108) + 1] {
                exchange.enter(CY, buy_for(amount));
                exchange.enter(ANA, buy_for(amount));
                exchange.enter(BOB, sell_for(amount));
            }
        }
    }
    assert!(taken > 10, "{taken} instruments were taken");
}

#[test]
fn a_large_position_is_reduced_exactly() {
    let mut exchange = giant(1 << 10, FeeAsset::Received).unwrap();
    let (lots, price) = (1u64 << 48, 1i64 << 46);
    exchange.set_fees(u32::MAX, 0, 0);
    for _ in 0..4 {
        exchange.enter(ANA, sell(lots).at(price));
        exchange.enter(BOB, buy(lots).at(price));
    }
    let whole = i128::from(lots) * i128::from(price) * 1024;
    assert_eq!(exchange.position(BOB, 0), (4 * lots as i64, 4 * whole));
    exchange.enter(ANA, buy(lots - 1).at(price));
    exchange.enter(BOB, sell(lots - 1).at(price));
    let left = 3 * lots as i64 + 1;
    assert_eq!(exchange.position(BOB, 0), (left, i128::from(left) * i128::from(price) * 1024));
}

#[test]
fn a_position_never_passes_64_bits() {
    let mut exchange = giant(1, FeeAsset::Received).unwrap();
    exchange.checks = false;
    let name = exchange.fresh();
    exchange.operated(&wire::SetPriceRules::new(&header(&name), 0, 0, 0, u32::MAX, &tick_table(&[])));
    let lots = 1u64 << 48;
    let mut last = String::new();
    for _ in 0..9_000 {
        exchange.enter(ANA, sell(lots).at(1));
        last = lines(&exchange.enter(BOB, buy(lots).at(1)))[0].clone();
        if last.contains("refused") {
            break;
        }
    }
    assert_eq!(last, "refused: LimitExceeded");
    assert_eq!(exchange.position(BOB, 0).0, (1 << 61) + lots as i64);
    exchange.engine.check_invariants().unwrap();
}

#[test]
fn a_reference_rate_of_any_size_is_no_overflow() {
    let mut exchange = giant(1 << 10, FeeAsset::Received).unwrap();
    let name = exchange.fresh();
    exchange.operated(&wire::SetReferenceRate::new(&header(&name), 1, 0, u64::MAX));
    let limit = Amount::from(i128::MAX - 1);
    limits(&mut exchange, LimitScope::Account, ANA, |it| {
        it.set_max_order_value(&limit);
        it.set_max_position(&limit);
        it.set_max_daily_volume(&limit);
    });
    let refused = lines(&exchange.enter(ANA, buy(1 << 48).at(1 << 47)));
    assert_eq!(
        refused,
        [format!("refused: OrderTooLarge {}, also PositionLimitExceeded DailyLimitExceeded", i64::MAX)]
    );
}

#[test]
fn a_tick_step_of_any_size_is_no_overflow() {
    for step in [i64::MAX, i64::MAX / 2, 1 << 62, (1 << 47) + 1, 1 << 47, 1_000_001] {
        let mut exchange = Exchange::new();
        exchange.asset("BASE", 0);
        exchange.asset("QUOTE", 0);
        exchange.open_accounts(1);
        exchange.deposit(ANA, 0, 1000);
        exchange.deposit(ANA, 1, 1_000_000);
        let id = exchange.fresh();
        exchange.operate(&Rules { ticks: vec![(0, step)], ..Rules::default() }.message(&id, "WIDE"));
        exchange.instrument("NARROW", &Rules::default());
        for instrument in [0, 1] {
            let id = exchange.fresh();
            let table = tick_table(&[(0, step)]);
            exchange.operate(&wire::SetPriceRules::new(&header(&id), instrument, 0, 0, 1, &table));
            for order in [sell(1), buy(1), sell_for(5), buy_for(5), sell(1).at(step), buy(1).at(step)] {
                exchange.enter(ANA, order.of(instrument));
            }
        }
    }
}

// req: AL-04
#[test]
fn a_credit_beyond_the_largest_balance_is_refused() {
    let mut exchange = Exchange::new();
    exchange.asset("BASE", 0);
    exchange.open_accounts(2);
    exchange.deposit(ANA, 0, SUPPLY - 5);
    for (account, amount, expected) in [
        (BOB, 6, "refused: BalanceOverflow"),
        (ANA, 6, "refused: BalanceOverflow"),
        (BOB, i128::MAX, "refused: BalanceOverflow"),
        (BOB, i128::MIN, "refused: AmountNotPositive"),
        (BOB, 5, "Deposit applied: 0"),
        (BOB, 1, "refused: BalanceOverflow"),
    ] {
        let id = exchange.fresh();
        let events = exchange.operate(&wire::Deposit::new(&header(&id), account, 0, &Amount::from(amount)));
        assert_eq!(lines(&events), [expected]);
    }
    assert_eq!((exchange.balance(ANA, 0), exchange.balance(BOB, 0)), ((SUPPLY - 5, 0), (5, 0)));
}

#[test]
fn a_side_of_the_book_never_holds_more_than_64_bits() {
    let mut exchange = giant(1, FeeAsset::Received).unwrap();
    let mut last = String::new();
    for _ in 0..70_000 {
        exchange.checks = false;
        last = lines(&exchange.enter(ANA, sell(1 << 48).at(1 << 47)))[0].clone();
        if last.contains("refused") {
            break;
        }
    }
    assert_eq!(last, "refused: BookFull");
    exchange.engine.check_invariants().unwrap();
}
