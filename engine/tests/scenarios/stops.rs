//! Orders that wait for a price: stops, take-profits, trailing stops.

use crate::balances;
use crate::common::{
    ANA, BOB, CY, Command, DAN, Event, Exchange, Rules, Special, buy, cancel_order, header, lines, sell,
};
use tapebook_schema as wire;
use tapebook_schema::{InstrumentStatus, StpMode, TimeInForce, TriggerSource};

/// The last trade was at 100.
fn exchange() -> Exchange {
    traded_at(100)
}

fn traded_at(price: i64) -> Exchange {
    let mut exchange = Exchange::with(Rules::default());
    trade(&mut exchange, price);
    exchange
}

/// A trade of one lot between Cy and Dan, who leave nothing behind.
fn trade(exchange: &mut Exchange, price: i64) -> Vec<Event> {
    exchange.enter(CY, sell(1).at(price));
    exchange.enter(DAN, buy(1).at(price).ioc())
}

#[track_caller]
fn refused(exchange: &mut Exchange, order: Special, expected: &str) {
    let before = (balances(exchange), exchange.engine.orders().count());
    assert_eq!(lines(&exchange.enter_special(ANA, order)), [expected]);
    let after = (balances(exchange), exchange.engine.orders().count());
    assert_eq!(after, before, "a refusal moves nothing");
}

// req: OT-09
#[test]
fn a_stop_sale_becomes_a_market_order_at_its_trigger() {
    let mut exchange = exchange();
    exchange.enter(BOB, buy(3).at(95));
    exchange.enter(BOB, buy(9).at(94));
    assert_eq!(
        lines(&exchange.enter_special(ANA, sell(5).stop(95))),
        ["#5 accepted: sell 5 @ 76, holds 5", "#5 waits for 95"]
    );
    assert_eq!(exchange.balance(ANA, 0), (999_995, 5));
    assert_eq!(
        lines(&exchange.enter(DAN, sell(1).at(95))),
        [
            "#6 accepted: sell 1 @ 95, holds 1",
            "trade 2: 1 @ 95, maker #3 leaves 2, taker #6 leaves 0",
            "#5 triggered at 95: market 5 @ 76, holds 5",
            "trade 3: 2 @ 95, maker #3 leaves 0, taker #5 leaves 3",
            "trade 4: 3 @ 94, maker #4 leaves 6, taker #5 leaves 0",
        ]
    );
}

// req: OT-09
#[test]
fn a_stop_buy_holds_its_protection_price_and_finds_it_again_when_triggered() {
    let mut exchange = exchange();
    exchange.enter(BOB, sell(4).at(112));
    assert_eq!(
        lines(&exchange.enter_special(ANA, buy(5).stop(105))),
        ["#4 accepted: buy 5 @ 126, holds 630", "#4 waits for 105"]
    );
    assert_eq!(
        lines(&exchange.enter(DAN, buy(1).at(112))),
        [
            "#5 accepted: buy 1 @ 112, holds 112",
            "trade 2: 1 @ 112, maker #3 leaves 3, taker #5 leaves 0",
            "#4 triggered at 105: market 5 @ 134, holds 670",
            "trade 3: 3 @ 112, maker #3 leaves 0, taker #4 leaves 2",
            "#4 canceled (NoLiquidity): 2 open, 3 filled",
        ]
    );
    assert_eq!(exchange.balance(ANA, 1), (1_000_000 - 336, 0));
}

#[test]
fn without_more_money_a_triggered_buy_goes_as_far_as_it_holds() {
    let mut exchange = exchange();
    exchange.enter(BOB, sell(9_000).at(130));
    exchange.enter_special(ANA, buy(7_900).stop(105));
    assert_eq!(exchange.balance(ANA, 1), (1_000_000 - 7_900 * 126, 7_900 * 126));
    assert_eq!(
        lines(&exchange.enter(DAN, buy(1).at(130)))[2..],
        [
            "#4 triggered at 105: market 7900 @ 126, holds 995400",
            "#4 canceled (Protection): 7900 open, 0 filled",
        ]
    );
}

// req: OT-09
#[test]
fn a_stop_limit_rests_at_its_limit() {
    let mut exchange = exchange();
    assert_eq!(
        lines(&exchange.enter_special(ANA, buy(5).at(104).stop(103))),
        ["#3 accepted: buy 5 @ 104, holds 520", "#3 waits for 103"]
    );
    assert_eq!(
        lines(&trade(&mut exchange, 103))[2..],
        ["#3 triggered at 103: limit 5 @ 104, holds 520", "#3 rests 5 @ 104"]
    );
    assert_eq!(
        lines(&exchange.enter(BOB, sell(5).at(104)))[1..],
        ["trade 3: 5 @ 104, maker #3 leaves 0, taker #6 leaves 0"]
    );
}

#[test]
fn a_take_profit_fires_the_other_way() {
    let mut exchange = exchange();
    exchange.enter_special(ANA, sell(5).take_profit(110));
    exchange.enter_special(BOB, buy(5).at(90).take_profit(91));
    assert_eq!(trade(&mut exchange, 105).len(), 2);
    assert_eq!(
        lines(&trade(&mut exchange, 110))[2..],
        ["#3 triggered at 110: market 5 @ 88, holds 5", "#3 canceled (NoLiquidity): 5 open, 0 filled"]
    );
    assert_eq!(
        lines(&trade(&mut exchange, 90))[2..],
        ["#4 triggered at 91: limit 5 @ 90, holds 450", "#4 rests 5 @ 90"]
    );
}

#[test]
fn an_order_fires_once() {
    let mut exchange = exchange();
    exchange.enter_special(ANA, buy(5).at(104).stop(103));
    trade(&mut exchange, 103);
    assert_eq!(lines(&exchange.ask(ANA, &cancel_order("c", 3))), ["#3 canceled (User): 5 open, 0 filled"]);
    assert_eq!(trade(&mut exchange, 103).len(), 2);
}

// req: OT-09
#[test]
fn a_trailing_stop_follows_the_best_price_and_never_loosens() {
    let mut exchange = exchange();
    assert_eq!(
        lines(&exchange.enter_special(ANA, sell(5).trail(4))),
        ["#3 accepted: sell 5 @ 77, holds 5", "#3 waits for 96"]
    );
    exchange.enter_special(BOB, buy(5).trail_points(251));
    let trigger = |exchange: &Exchange, id| {
        let orders = exchange.engine.orders();
        exchange.engine.trigger_price(orders.get(orders.slot(id).unwrap()))
    };
    assert_eq!(trigger(&exchange, 4), 103, "2.51 % above 100, up to a tick");
    for (price, sale, purchase) in [(102, 98, 103), (101, 98, 103), (99, 98, 102)] {
        trade(&mut exchange, price);
        assert_eq!((trigger(&exchange, 3), trigger(&exchange, 4)), (sale, purchase), "after {price}");
    }
    exchange.restart();
    assert_eq!(trigger(&exchange, 3), 98);
    assert_eq!(
        lines(&trade(&mut exchange, 97))[2..],
        ["#3 triggered at 98: market 5 @ 78, holds 5", "#3 canceled (NoLiquidity): 5 open, 0 filled"]
    );
    assert_eq!(trigger(&exchange, 4), 100, "97 x 1.0251, up to a tick");
}

#[test]
fn a_trailing_stop_may_begin_later() {
    let mut exchange = exchange();
    assert_eq!(
        lines(&exchange.enter_special(ANA, sell(5).trail(4).from(110))),
        ["#3 accepted: sell 5 @ 85, holds 5", "#3 waits to trail from 110"]
    );
    trade(&mut exchange, 90);
    trade(&mut exchange, 109);
    exchange.restart();
    trade(&mut exchange, 112);
    assert_eq!(
        lines(&trade(&mut exchange, 108))[2..],
        ["#3 triggered at 108: market 5 @ 87, holds 5", "#3 canceled (NoLiquidity): 5 open, 0 filled"]
    );
    // The price is there already: it begins at once.
    assert_eq!(lines(&exchange.enter_special(ANA, sell(5).trail(4).from(105)))[1..], ["#12 waits for 104"]);
}

#[test]
fn triggers_watch_what_they_were_told_to() {
    let mut exchange = exchange();
    exchange.enter(BOB, buy(5).at(98));
    exchange.enter_special(ANA, sell(1).stop(95).watching(TriggerSource::BestOpposite));
    exchange.enter_special(ANA, sell(1).stop(95).watching(TriggerSource::Reference));
    exchange.enter_special(ANA, sell(1).stop(95));
    exchange.enter(BOB, buy(1).at(94));
    assert_eq!(
        lines(&exchange.ask(BOB, &cancel_order("c", 3)))[..2],
        ["#3 canceled (User): 5 open, 0 filled", "#4 triggered at 95: market 1 @ 80, holds 1"]
    );
    // That sale traded at 94, which the third one watched.
    assert_eq!(exchange.engine.orders().slot(6), None);
    assert!(exchange.engine.orders().slot(5).is_some());
    let events = exchange.operate(&wire::SetReferencePrice::new(&header("r"), 0, 0, 95));
    assert_eq!(
        lines(&events),
        [
            "SetReferencePrice applied: 0",
            "#5 triggered at 95: market 1 @ 76, holds 1",
            "#5 canceled (NoLiquidity): 1 open, 0 filled",
        ]
    );
}

#[test]
fn a_cascade_runs_by_side_trigger_and_arrival() {
    let mut exchange = exchange();
    exchange.enter(BOB, buy(9).at(92));
    exchange.enter(BOB, sell(9).at(108));
    for order in [sell(1).stop(95), sell(1).stop(97), sell(1).stop(97), sell(1).stop(92)] {
        exchange.enter_special(ANA, order);
    }
    let events = trade(&mut exchange, 94);
    let fired: Vec<u64> = events
        .iter()
        .filter_map(|event| match event {
            Event::Triggered { order, .. } => Some(*order),
            _ => None,
        })
        .collect();
    // The last one is woken by the trades of the first three.
    assert_eq!(fired, [6, 7, 5, 8]);
}

#[test]
fn a_command_runs_no_more_than_the_limit_and_the_next_ones_run_the_rest() {
    let mut exchange = exchange();
    exchange.operated(&wire::SetTriggerLimit::new(&header("l"), 2, 0));
    for _ in 0..5 {
        exchange.enter_special(ANA, sell(1).at(90).stop(95));
    }
    let fired = |events: &[Event]| events.iter().filter(|it| matches!(it, Event::Triggered { .. })).count();
    assert_eq!(fired(&trade(&mut exchange, 95)), 2);
    assert_eq!(exchange.engine.next_due(), exchange.engine.time(), "a Tick is due");
    exchange.restart();
    // A canceled one runs no more.
    assert_eq!(
        lines(&exchange.ask(ANA, &cancel_order("c", 7)))[4..],
        ["#7 canceled (User): 1 open, 0 filled"]
    );
    assert_eq!(exchange.engine.next_due(), u64::MAX);
    let refused = exchange.operate(&wire::SetTriggerLimit::new(&header("m"), 0, 0));
    assert_eq!(lines(&refused), ["refused: InvalidParameter"]);
}

#[test]
fn nothing_runs_while_the_instrument_is_halted() {
    let mut exchange = exchange();
    exchange.operated(&wire::SetTriggerLimit::new(&header("l"), 1, 0));
    exchange.enter_special(ANA, sell(1).at(90).stop(95));
    exchange.enter_special(ANA, sell(1).at(90).stop(95));
    exchange.enter_special(ANA, sell(1).at(89).stop(91).watching(TriggerSource::Reference));
    trade(&mut exchange, 95);
    let status = |id: &str, status| wire::SetInstrumentStatus::new(&header(id), 0, status, 0, 0);
    let halted = exchange.operate(&status("h", InstrumentStatus::Halted));
    assert_eq!(lines(&halted).last().unwrap(), "SetInstrumentStatus applied: 0");
    exchange.operate(&wire::SetReferencePrice::new(&header("r"), 0, 0, 91));
    exchange.restart();
    exchange.operated(&wire::SetTriggerLimit::new(&header("n"), 9, 0));
    assert_eq!(
        lines(&exchange.operate(&status("o", InstrumentStatus::Continuous))),
        [
            "Halted -> Continuous (Operator)",
            "SetInstrumentStatus applied: 0",
            "#5 triggered at 91: limit 1 @ 89, holds 1",
            "#5 rests 1 @ 89"
        ]
    );
}

#[test]
fn a_halt_with_cancel_ends_what_waits_and_new_ticks_end_limits() {
    let mut exchange = exchange();
    exchange.enter_special(ANA, sell(1).stop(95));
    exchange.enter_special(ANA, sell(1).at(94).stop(96));
    exchange.enter_special(ANA, sell(1).at(93).stop(96));
    exchange.enter_special(ANA, sell(1).trail(3));
    let table = crate::common::tick_table(&[(0, 2)]);
    let rules = wire::SetPriceRules::new(&header("p"), 0, 0, 0, 200_000, &table);
    assert_eq!(
        lines(&exchange.operate(&rules)),
        ["#5 canceled (Halt): 1 open, 0 filled", "SetPriceRules applied: 0",]
    );
    let halt = wire::SetInstrumentStatus::new(&header("h"), 0, InstrumentStatus::Halted, 1, 0);
    let events = lines(&exchange.operate(&halt));
    assert_eq!(events.iter().filter(|line| line.contains("canceled (Halt)")).count(), 3);
    assert_eq!(exchange.engine.orders().count(), 0);
}

// req: OT-17
#[test]
fn the_trigger_of_a_waiting_order_may_be_moved() {
    let mut exchange = exchange();
    exchange.enter_special(ANA, buy(5).stop(105));
    exchange.enter_special(ANA, buy(5).at(120).stop(105));
    exchange.enter_special(ANA, buy(5).trail(5));
    let replace = |id: &str, order, price, quantity, trigger, flags| {
        wire::ReplaceOrder::new(&header(id), order, &[0; 36], flags, price, quantity, trigger, 0)
    };
    assert_eq!(
        lines(&exchange.ask(ANA, &replace("a", 3, 0, 4, 110, 0))),
        ["#3 replaced: 0 @ 126 -> total 4 @ 132, loses its place, rests 0", "#3 waits for 110"]
    );
    assert_eq!(
        lines(&exchange.ask(ANA, &replace("b", 4, 119, 0, 0, 1))),
        ["#4 replaced: 0 @ 120 -> total 5 @ 119, keeps its place, rests 0", "#4 waits for 105"]
    );
    for (at, (request, expected)) in [
        (replace("e0", 3, 0, 0, 100, 0), "refused: TriggerCrossed 100"),
        (replace("e1", 3, 0, 0, 0, 0), "refused: InvalidReplace"),
        (replace("e2", 3, 101, 0, 0, 0), "refused: InvalidFlags, also InvalidReplace"),
        (replace("e3", 5, 0, 0, 111, 0), "refused: InvalidReplace"),
        (replace("e4", 3, 0, 0, -1, 0), "refused: PriceNotPositive, also TriggerCrossed"),
        (replace("e5", 3, 0, 0, 111, 1), "refused: InvalidReplace"),
        (replace("e6", 3, 0, 999_999, 0, 0), "refused: InsufficientBalance"),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(lines(&exchange.ask(ANA, &request)), [expected], "case {at}");
    }
    let plain = exchange.enter(ANA, buy(1).at(50));
    assert_eq!(plain.len(), 1);
    let request = replace("f", 6, 51, 0, 55, 0);
    assert_eq!(lines(&exchange.ask(ANA, &request)), ["refused: InvalidFlags"]);
}

// req: AL-11
#[test]
fn self_trade_prevention_reaches_a_triggered_order() {
    let mut exchange = exchange();
    exchange.enter(ANA, buy(3).at(94));
    exchange.enter_special(ANA, sell(5).stp(StpMode::CancelMaker).stop(95));
    assert_eq!(
        lines(&trade(&mut exchange, 95))[2..],
        [
            "#4 triggered at 95: market 5 @ 76, holds 5",
            "#3 canceled (Stp): 3 open, 0 filled",
            "#4 canceled (NoLiquidity): 5 open, 0 filled",
        ]
    );
}

#[test]
fn bad_input_is_refused() {
    let mut exchange = exchange();
    let source = TriggerSource::BestOpposite;
    for (order, expected) in [
        (buy(5).stop(100), "refused: TriggerCrossed 100"),
        (buy(5).stop(99), "refused: TriggerCrossed 100"),
        (sell(5).stop(101), "refused: TriggerCrossed 100"),
        (buy(5).take_profit(101), "refused: TriggerCrossed 100"),
        (sell(5).at(90).take_profit(99), "refused: TriggerCrossed 100"),
        (buy(5).stop(0), "refused: PriceNotPositive, also TriggerCrossed"),
        (buy(5).stop(2_000_000), "refused: PriceOutOfRange 1000000"),
        (buy(0).stop(105), "refused: QuantityZero"),
        (buy(5).at(0).stop(105), "refused: PriceNotPositive"),
        (buy(5).post_only().stop(105), "refused: InvalidFlags"),
        (buy(9_000).stop(105), "refused: InsufficientBalance"),
        (buy(5).tif(TimeInForce::Gtd).stop(105), "refused: ExpireTimePassed 28"),
        (sell(5).trail(0), "refused: InvalidTrail 9999"),
        (sell(5).trail(-1), "refused: InvalidTrail 99"),
        (sell(5).trail(100), "refused: InvalidTrail 99"),
        (sell(5).trail_points(10_000), "refused: InvalidTrail 9999"),
        (Special { points: 5, ..sell(5).trail(5) }, "refused: InvalidTrail 9999"),
        (Special { trigger: 5, ..sell(5).trail(5) }, "refused: InvalidFlags"),
        (Special { activation: 5, ..sell(5).stop(90) }, "refused: InvalidFlags"),
        (Special { trigger: 90, ..sell(5).at(100).special() }, "refused: InvalidFlags"),
        (sell(5).trail(5).watching(source), "refused: NoReferencePrice"),
        (sell(5).of(9).stop(90), "refused: UnknownInstrument"),
    ] {
        refused(&mut exchange, order, expected);
    }
    // What is not known does not cross.
    assert_eq!(exchange.enter_special(ANA, sell(5).stop(101).watching(source)).len(), 2);
}

#[test]
fn an_advanced_order_without_attributes_is_a_plain_one() {
    let mut exchange = exchange();
    assert_eq!(
        lines(&exchange.enter_special(ANA, sell(5).at(101).special())),
        ["#3 accepted: sell 5 @ 101, holds 5, rests 5"]
    );
    assert_eq!(
        lines(&exchange.enter_special(BOB, buy(2).special()))[1..],
        ["trade 2: 2 @ 101, maker #3 leaves 3, taker #4 leaves 0"]
    );
}

// req: OT-17
#[test]
fn waiting_orders_are_canceled_with_all_others() {
    let mut exchange = exchange();
    exchange.enter(ANA, buy(1).at(90));
    exchange.enter_special(ANA, sell(5).stop(90));
    let wait =
        |exchange: &mut Exchange| exchange.apply(&Command::new(0, 0, &wire::Tick::new(0)).after(2_000_000));
    exchange.ask(ANA, &wire::CancelAfter::new(&header("a"), 1, 0));
    assert_eq!(
        lines(&wait(&mut exchange)),
        ["#3 canceled (Timer): 1 open, 0 filled", "#4 canceled (Timer): 5 open, 0 filled"]
    );
    assert_eq!(exchange.balance(ANA, 0), (1_000_000, 0));
}

#[test]
fn a_trailing_stop_sees_both_ends_of_a_round_and_its_last_trade() {
    let mut exchange = exchange();
    let source = TriggerSource::Reference;
    exchange.enter_special(ANA, sell(1).at(90).trail(4));
    exchange.enter(BOB, sell(1).at(102));
    exchange.enter(BOB, sell(1).at(108));
    exchange.enter_special(CY, buy(2).at(103).stop(105).watching(source));
    exchange.enter_special(CY, buy(1).at(108).stop(107).watching(source));
    exchange.enter_special(DAN, sell(1).take_profit(107).watching(source));
    let events = lines(&exchange.operate(&wire::SetReferencePrice::new(&header("r"), 0, 0, 107)));
    let trades: Vec<_> = events.iter().filter(|line| line.starts_with("trade")).collect();
    assert_eq!(trades.len(), 3);
    for (trade, price) in trades.into_iter().zip([102, 108, 103]) {
        assert!(trade.contains(&format!("1 @ {price}")), "{trade}");
    }
    assert_eq!(events[events.len() - 2..], ["#3 triggered at 104: limit 1 @ 90, holds 1", "#3 rests 1 @ 90"]);
}

// req: OT-09
#[test]
fn the_price_of_an_auction_fires_stops_when_it_is_over() {
    let mut exchange = exchange();
    let status = |id: &str, status| wire::SetInstrumentStatus::new(&header(id), 0, status, 0, 0);
    exchange.operated(&status("a", InstrumentStatus::ClosingAuction));
    assert_eq!(exchange.enter_special(ANA, sell(5).at(90).stop(95)).len(), 2, "an auction takes it");
    exchange.enter(BOB, sell(2).at(94));
    exchange.enter(CY, buy(2).at(94));
    exchange.restart();
    let events = lines(&exchange.operate(&status("c", InstrumentStatus::Continuous)));
    assert!(events.iter().any(|line| line.starts_with("auction trade 2: 2 @ 94")), "{events:?}");
    assert_eq!(events[events.len() - 2..], ["#3 triggered at 95: limit 5 @ 90, holds 5", "#3 rests 5 @ 90"]);

    exchange.enter_special(DAN, sell(1).at(80).stop(85));
    exchange.operated(&status("d", InstrumentStatus::ClosingAuction));
    exchange.enter(BOB, sell(2).at(84));
    exchange.enter(CY, buy(2).at(84));
    exchange.operated(&status("e", InstrumentStatus::Closed));
    assert_eq!(exchange.engine.next_due(), u64::MAX, "it waits for the next day");
    let opened = lines(&exchange.operate(&status("f", InstrumentStatus::Continuous)));
    assert!(opened.iter().any(|line| line.contains("triggered at 85")), "{opened:?}");
    let refused = exchange.enter_special(ANA, sell(5).of(0).stop(200));
    assert_eq!(lines(&refused).len(), 1);
}

// req: OT-12
#[test]
fn a_stop_of_the_day_expires_at_the_close() {
    let mut exchange = exchange();
    exchange.enter_special(ANA, sell(5).tif(TimeInForce::Day).stop(95));
    exchange.enter_special(ANA, sell(5).stop(95));
    exchange.restart();
    let close = wire::SetInstrumentStatus::new(&header("c"), 0, InstrumentStatus::Closed, 0, 0);
    assert_eq!(lines(&exchange.operate(&close))[0], "#3 expired (ExpiredDay): 5 open, 0 filled");
    assert_eq!(exchange.balance(ANA, 0), (999_995, 5));
}
