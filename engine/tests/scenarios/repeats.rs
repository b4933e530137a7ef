//! Client ids: a repeat gets its first answer and never makes a second order (faults C 52, D 63, 64).

use crate::common::{ANA, BOB, Exchange, Rules, buy, cancel, header, lines, replace, sell};
use tapebook_schema as wire;
use tapebook_schema::Amount;

// req: OT-18
#[test]
fn a_repeated_request_gets_its_first_answer() {
    let mut exchange = Exchange::with(Rules::default());
    let order = buy(5).at(100).message("a1");
    exchange.ask(ANA, &order);
    let first = exchange.engine.sequence();
    let again = [format!("repeats {first}")];
    assert_eq!(lines(&exchange.ask(ANA, &order)), again, "live");
    exchange.restart();
    assert_eq!(lines(&exchange.ask(ANA, &order)), again, "after a restart");
    exchange.enter(BOB, sell(5).at(100));
    assert_eq!(lines(&exchange.ask(ANA, &order)), again, "done");
    assert_eq!(exchange.engine.orders().count(), 0);
    let refused = buy(0).at(100).message("a2");
    assert_eq!(lines(&exchange.ask(ANA, &refused)), ["refused: QuantityZero"]);
    let first = exchange.engine.sequence();
    assert_eq!(
        lines(&exchange.ask(ANA, &refused)),
        [format!("repeats {first}")],
        "a refusal is an answer too"
    );
}

// req: OT-18
#[test]
fn a_gateway_may_bring_the_same_request_under_another_number_of_its_own() {
    let mut exchange = Exchange::with(Rules::default());
    let mut request = header("a1");
    exchange.ask(ANA, &buy(5).at(100).message_with(&request));
    let first = exchange.engine.sequence();
    request.set_origin_session(7);
    request.set_origin_sequence(9);
    assert_eq!(
        lines(&exchange.ask(ANA, &buy(5).at(100).message_with(&request))),
        [format!("repeats {first}")]
    );
    assert_eq!(lines(&exchange.ask(ANA, &buy(6).at(100).message_with(&request))), ["refused: DuplicateId"]);
}

// req: OT-18
#[test]
fn another_request_under_the_same_id_is_refused() {
    let mut exchange = Exchange::with(Rules::default());
    exchange.ask(ANA, &buy(5).at(100).message("a1"));
    assert_eq!(lines(&exchange.ask(ANA, &buy(6).at(100).message("a1"))), ["refused: DuplicateId"]);
    assert_eq!(lines(&exchange.ask(ANA, &cancel("a1", "a1"))), ["refused: DuplicateId"]);
    assert_eq!(lines(&exchange.ask(ANA, &replace("a1", 1, 0, 3))), ["refused: DuplicateId"]);
    assert_eq!(exchange.ask(BOB, &buy(6).at(100).message("a1")).len(), 1, "ids are the account's own");
    assert_eq!(exchange.engine.orders().count(), 2);
    assert_eq!(lines(&exchange.ask(ANA, &cancel("a2", "a1"))), ["#1 canceled (User): 5 open, 0 filled"]);
    assert_eq!(
        lines(&exchange.ask(ANA, &buy(6).at(100).message("a1"))),
        ["refused: DuplicateId"],
        "done as well"
    );
}

// req: OT-18
#[test]
fn an_id_may_be_taken_again_where_the_edge_says_so_and_the_order_is_done() {
    let mut exchange = Exchange::with(Rules::default());
    exchange.ask(ANA, &buy(5).at(100).message("a1"));
    let again = buy(6).at(100).reuse().message("a1");
    assert_eq!(lines(&exchange.ask(ANA, &again)), ["refused: DuplicateId"], "the order is live");
    exchange.ask(ANA, &cancel("a2", "a1"));
    assert_eq!(lines(&exchange.ask(ANA, &again)), ["#2 accepted: buy 6 @ 100, holds 600, rests 6"]);
    let first = exchange.engine.sequence();
    assert_eq!(lines(&exchange.ask(ANA, &again)), [format!("repeats {first}")]);
    exchange.restart();
    assert_eq!(lines(&exchange.ask(ANA, &again)), [format!("repeats {first}")]);
    assert_eq!(lines(&exchange.ask(ANA, &cancel("a3", "a1"))), ["#2 canceled (User): 6 open, 0 filled"]);
}

#[test]
fn a_window_forgets_the_oldest_but_not_what_is_open() {
    // Fault C 53.
    let mut exchange = Exchange::with(Rules::default());
    exchange.shrink_window(3);
    let (open, done) = (buy(5).at(90).message("open"), buy(5).at(80).message("done"));
    exchange.ask(ANA, &open);
    let first = exchange.engine.sequence();
    exchange.ask(ANA, &done);
    exchange.ask(ANA, &cancel("x1", "done"));
    exchange.ask(ANA, &cancel("x2", "done"));
    exchange.ask(ANA, &cancel("x3", "done"));
    assert_eq!(lines(&exchange.ask(ANA, &open)), [format!("repeats {first}")], "its order is open");
    exchange.restart();
    assert_eq!(lines(&exchange.ask(ANA, &open)), [format!("repeats {first}")]);
    assert_eq!(
        lines(&exchange.ask(ANA, &done)),
        ["#3 accepted: buy 5 @ 80, holds 400, rests 5"],
        "forgotten"
    );
    exchange.ask(ANA, &cancel("x4", "open"));
    assert_eq!(
        lines(&exchange.ask(ANA, &open)),
        ["#4 accepted: buy 5 @ 90, holds 450, rests 5"],
        "done, so forgotten"
    );
}

fn deposit(id: &str, amount: i128) -> wire::Deposit {
    wire::Deposit::new(&header(id), ANA, 1, &Amount::from(amount))
}

// req: AL-05 OT-18
#[test]
fn money_is_moved_once_for_one_reference() {
    let mut exchange = Exchange::with(Rules::default());
    let withdrawal = |amount: i128| wire::Withdraw::new(&header("w1"), ANA, 1, &Amount::from(amount));
    assert_eq!(lines(&exchange.operate(&deposit("tx1:0", 70))), ["Deposit applied: 0"]);
    let first = exchange.engine.sequence();
    assert_eq!(lines(&exchange.operate(&deposit("tx1:0", 70))), [format!("repeats {first}")]);
    assert_eq!(lines(&exchange.operate(&deposit("tx1:0", 71))), ["refused: DuplicateId"]);
    assert_eq!(lines(&exchange.operate(&deposit("tx1:1", 5))), ["Deposit applied: 0"]);
    assert_eq!(lines(&exchange.operate(&withdrawal(75))), ["Withdraw applied: 0"]);
    assert!(lines(&exchange.operate(&withdrawal(75)))[0].starts_with("repeats"));
    exchange.restart();
    assert!(lines(&exchange.operate(&deposit("tx1:0", 70)))[0].starts_with("repeats"));
    assert_eq!(exchange.balance(ANA, 1), (1_000_000, 0));
}

// A customer who knows the reference of a deposit can neither block it nor make it credited twice.
#[test]
fn references_of_money_are_not_the_customers_ids() {
    let mut exchange = Exchange::with(Rules::default());
    exchange.shrink_window(2);
    exchange.ask(ANA, &buy(1).at(90).message("tx1"));
    assert_eq!(lines(&exchange.operate(&deposit("tx1", 70))), ["Deposit applied: 0"]);
    let first = exchange.engine.sequence();
    exchange.operate(&deposit("tx2", 70));
    let order = exchange.ask(ANA, &buy(1).at(91).reuse().message("tx2"));
    assert_eq!(lines(&order), ["#2 accepted: buy 1 @ 91, holds 91, rests 1"]);
    exchange.ask(ANA, &cancel("x1", "tx2"));
    exchange.ask(ANA, &cancel("x2", "nothing"));
    exchange.ask(ANA, &cancel("x3", "nothing"));
    exchange.restart();
    assert!(
        lines(&exchange.operate(&deposit("tx2", 70)))[0].starts_with("repeats"),
        "credited once, for good"
    );
    assert_eq!(lines(&exchange.operate(&deposit("tx1", 70))), [format!("repeats {first}")]);
    let (available, held) = exchange.balance(ANA, 1);
    assert_eq!(available + held, 1_000_140);
}

#[test]
fn operators_requests_are_repeated_too() {
    let mut exchange = Exchange::with(Rules::default());
    let open = wire::OpenAccounts::new(&header("o1"), 1, 0);
    assert_eq!(lines(&exchange.operate(&open)), ["OpenAccounts applied: 20"]);
    let first = exchange.engine.sequence();
    assert_eq!(lines(&exchange.operate(&open)), [format!("repeats {first}")]);
    let more = wire::OpenAccounts::new(&header("o1"), 2, 0);
    assert_eq!(lines(&exchange.operate(&more)), ["refused: DuplicateId"]);
}
