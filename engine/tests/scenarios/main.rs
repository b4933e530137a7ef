//! Scenarios a trader would recognise. Ana, Bob, Cy and Dan have a million BTC and a million USD each; a lot is one
//! BTC, a tick one USD, the reference price is 100 unless a scenario says otherwise.

#[path = "../common/mod.rs"]
mod common;

mod auctions;
mod cancel_and_replace;
mod disconnect;
mod good_till;
mod icebergs;
mod instruments;
mod kills;
mod limits;
mod limits_of_numbers;
mod lists;
mod lists_shown;
mod market_orders;
mod matching;
mod money;
mod one_auction;
mod operators;
mod pegs;
mod phases_by_request;
mod quotes;
mod reducing;
mod repeats;
mod risk_groups;
mod self_trade;
mod self_trade_table;
mod simulation;
mod stops;
mod types_by_time;
mod validation;

use common::{Exchange, Order, Rules, lines};

/// Enters the given orders, then one more, and compares what that one causes. Orders are numbered from 1 as they come.
#[track_caller]
fn check(given: &[(u32, Order)], then: (u32, Order), expected: &[&str]) -> Exchange {
    check_by(Rules::default(), given, then, expected)
}

#[track_caller]
fn check_by(rules: Rules, given: &[(u32, Order)], then: (u32, Order), expected: &[&str]) -> Exchange {
    let mut exchange = Exchange::with(rules);
    check_in(&mut exchange, given, then, expected);
    exchange
}

#[track_caller]
fn check_in(exchange: &mut Exchange, given: &[(u32, Order)], then: (u32, Order), expected: &[&str]) {
    for &(account, order) in given {
        exchange.enter(account, order);
    }
    let (account, order) = then;
    assert_eq!(lines(&exchange.enter(account, order)), expected);
}

/// Is this what the order is answered, and is nothing changed by it?
#[track_caller]
fn check_refused(exchange: &mut Exchange, account: u32, order: Order, expected: &str) {
    let before = balances(exchange);
    assert_eq!(lines(&exchange.enter(account, order)), [expected]);
    assert_eq!(balances(exchange), before, "a refusal moves nothing");
}

fn balances(exchange: &Exchange) -> Vec<(i128, i128)> {
    (0..20).flat_map(|account| [exchange.balance(account, 0), exchange.balance(account, 1)]).collect()
}
