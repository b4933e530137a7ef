//! A flow as an exchange meets it: among plain orders, cancels and replaces there are stops that fire, mass quotes,
//! pegged orders, icebergs, hidden orders, lists, orders good till a time, and mass cancels. Beside the same plain flow
//! without them.

use crate::core_bench::{Command, Counting, FIRST, apply_all, exchange, header};
use crate::flow::{self, Message, Random};
use crate::measure::{Outcome, Subject, interleave, timed};
use crate::report::{Options, Reporter};
use std::cell::Cell;
use tapebook_schema as wire;
use tapebook_schema::{
    Amount, ListKind, ListLeg, OrderType, PegKind, QuoteEntry, Side, SideFilter, StpMode, TimeInForce,
    TriggerSource,
};

/// Accounts of the plain flow, and those of the others after them.
const PLAIN: u32 = 900;
const OTHERS: u32 = 90;
const MAKERS: u32 = 10;
/// One in so many messages is none of the plain flow.
const EVERY: usize = 10;
/// NewAdvancedOrder.flags of an order that the book never shows.
const HIDDEN: u32 = 16;
/// Where the flow begins, in ticks.
const START: i64 = 100_000;

/// The plain flow with its orders named by client id: how many others came between does not matter then.
fn plain(messages: &[Message]) -> Vec<Command> {
    let owner = |id: u32| FIRST + id.wrapping_mul(2_654_435_761) % PLAIN;
    let name_of = |id: u32| *header(u64::from(id), owner(id)).client_id_bytes();
    let others = 1_000_000_000u64;
    let command = |(at, message): (usize, &Message)| {
        let number = others + at as u64;
        match *message {
            Message::New { id, side, price, quantity, is_immediate } => {
                let tif = if is_immediate { TimeInForce::Ioc } else { TimeInForce::Gtc };
                let (head, none) = (header(u64::from(id), owner(id)), Amount::from(0));
                let (side, stp) = (Side(side as u8), StpMode::None);
                let kind = OrderType::Limit;
                let body = wire::NewOrder::new(&head, 0, side, kind, tif, stp, price, quantity, &none, 0, 0);
                Command::new(owner(id), &body)
            }
            Message::Cancel { id } => {
                let head = header(number, owner(id));
                Command::new(owner(id), &wire::CancelOrder::new(&head, 0, &name_of(id), 0))
            }
            Message::Replace { id, price, quantity, filled } => {
                let (head, total) = (header(number, owner(id)), filled + quantity);
                let body = wire::ReplaceOrder::new(&head, 0, &name_of(id), 0, price, total, 0, 0);
                Command::new(owner(id), &body)
            }
        }
    };
    messages.iter().enumerate().map(command).collect()
}

/// What comes between, around the price of the flow.
struct Others {
    random: Random,
    number: u64,
    mid: i64,
}

impl Others {
    fn header(&mut self, account: u32) -> wire::RequestHeader {
        self.number += 1;
        header(3_000_000_000 + self.number, account)
    }

    /// An order with attributes, of somebody who is not in the plain flow.
    fn order(&mut self, kind: OrderType, side: Side) -> wire::NewAdvancedOrder {
        let account = FIRST + PLAIN + self.random.below(u64::from(OTHERS)) as u32;
        let mut it = wire::NewAdvancedOrder::default();
        it.set_request(&self.header(account));
        it.set_side(side);
        it.set_type_(kind);
        it.set_time_in_force(TimeInForce::Gtc);
        it.set_quantity(1 + self.random.below(100));
        it
    }

    /// A stop or its opposite near the market, which soon reaches it.
    fn stop(&mut self, side: Side) -> wire::NewAdvancedOrder {
        use OrderType as O;
        let kinds = [O::Stop, O::StopLimit, O::TakeProfit, O::TakeProfitLimit, O::TrailingStop];
        let kind = kinds[self.random.below(5) as usize];
        let away = 1 + self.random.below(40) as i64;
        let with_the_price = matches!(kind, O::TakeProfit | O::TakeProfitLimit);
        let sign = if (side == Side::Buy) == with_the_price { -1 } else { 1 };
        let mut it = self.order(kind, side);
        it.set_trigger_source(TriggerSource(self.random.below(2) as u8));
        if kind == O::TrailingStop {
            it.set_trail_ticks(away);
        } else {
            it.set_trigger_price(self.mid + sign * away);
        }
        if matches!(kind, O::StopLimit | O::TakeProfitLimit) {
            it.set_price(self.mid + if side == Side::Buy { 2 * away } else { -2 * away });
        } else {
            it.set_time_in_force(TimeInForce::Ioc);
        }
        it
    }

    fn quotes(&mut self) -> Command {
        let account = FIRST + PLAIN + OTHERS + self.random.below(u64::from(MAKERS)) as u32;
        let mut it = wire::MassQuote::default();
        it.set_request(&self.header(account));
        let mut sides = [[QuoteEntry::default(); 8]; 2];
        let from = 1 + self.random.below(3) as i64;
        for (sign, side) in [-1, 1].into_iter().zip(&mut sides) {
            for (at, entry) in side.iter_mut().take(4).enumerate() {
                *entry = QuoteEntry::new(self.mid + sign * (from + at as i64), 1 + self.random.below(50));
            }
        }
        it.set_bids(&sides[0]);
        it.set_asks(&sides[1]);
        Command::new(account, &it)
    }

    /// A leg: a limit order at a price, or one that waits for its trigger and takes the market.
    fn leg(&mut self, side: Side, quantity: u64, price: i64, trigger: i64) -> ListLeg {
        let mut leg = ListLeg::default();
        leg.set_client_id(self.header(0).client_id_bytes());
        leg.set_side(side);
        leg.set_type_(if trigger == 0 { OrderType::Limit } else { OrderType::Stop });
        leg.set_time_in_force(TimeInForce::Gtc);
        leg.set_quantity(quantity);
        leg.set_price(price);
        leg.set_trigger_price(trigger);
        leg
    }

    /// Two exits, an order with one that it triggers, with two, or a bracket: near the market, which soon reaches them.
    fn list(&mut self, side: Side) -> Command {
        let account = FIRST + PLAIN + self.random.below(u64::from(OTHERS)) as u32;
        let kind = ListKind(self.random.below(4) as u8);
        let sign = if side == Side::Buy { 1 } else { -1 };
        let (near, far) = (1 + self.random.below(5) as i64, 6 + self.random.below(30) as i64);
        let quantity = 1 + self.random.below(100);
        let away = if side == Side::Buy { Side::Sell } else { Side::Buy };
        let entry = self.leg(side, quantity, self.mid - sign * near, 0);
        let profit = self.leg(away, quantity, self.mid + sign * far, 0);
        let stop = self.leg(away, quantity, 0, self.mid - sign * far);
        let legs = match kind {
            ListKind::Oco => vec![profit, stop],
            ListKind::Oto => vec![entry, profit],
            _ => vec![entry, profit, stop],
        };
        let mut it = wire::NewOrderList::default();
        it.set_request(&self.header(account));
        it.set_kind(kind);
        it.set_count(legs.len() as u8);
        let leg = |at: usize| legs.get(at).copied().unwrap_or_default();
        it.set_legs(&[leg(0), leg(1), leg(2)]);
        Command::new(account, &it)
    }

    fn next(&mut self, sequence: u64) -> Command {
        let side = Side(self.random.below(2) as u8);
        let it = match self.random.below(14) {
            0..4 => self.stop(side),
            4 | 5 => return self.quotes(),
            6 => {
                let mut it = self.order(OrderType::Pegged, side);
                let away = 1 + self.random.below(3) as i64;
                let is_buy = side == Side::Buy;
                it.set_peg(if is_buy { PegKind::BestBid } else { PegKind::BestAsk });
                it.set_peg_offset(if is_buy { -away } else { away });
                it.set_price(if is_buy { 3 * START } else { 0 });
                it
            }
            7 | 8 => {
                let mut it = self.order(OrderType::Limit, side);
                let away = self.random.below(10) as i64;
                it.set_price(self.mid + if side == Side::Buy { -away } else { away });
                it.set_time_in_force(TimeInForce::Gtd);
                it.set_expire_time(sequence + 100 + self.random.below(20_000));
                it
            }
            9 | 10 => {
                let mut it = self.order(OrderType::Limit, side);
                let away = self.random.below(5) as i64;
                it.set_price(self.mid + if side == Side::Buy { -away } else { away });
                it.set_quantity(20 + self.random.below(400));
                it.set_display_quantity(1 + self.random.below(20));
                it
            }
            11 => {
                let mut it = self.order(OrderType::Limit, side);
                let away = self.random.below(5) as i64;
                it.set_price(self.mid + if side == Side::Buy { -away } else { away });
                it.set_flags(HIDDEN);
                it
            }
            12 => return self.list(side),
            _ => {
                let account = FIRST + PLAIN + self.random.below(u64::from(OTHERS)) as u32;
                let all = wire::CancelAll::new(&self.header(account), u32::MAX, SideFilter::Both, 0, 0);
                return Command::new(account, &all);
            }
        };
        Command::new(it.request().account(), &it)
    }
}

/// The plain flow with one message in [`EVERY`] put between.
fn mixed(messages: &[Message], seed: u64) -> Vec<Command> {
    let mut others = Others { random: Random::new(seed ^ 0x5A5A), number: 0, mid: START };
    let mut all = Vec::with_capacity(messages.len() + messages.len() / EVERY);
    for (at, command) in plain(messages).into_iter().enumerate() {
        all.push(command);
        if let Message::New { price, is_immediate: true, .. } = messages[at] {
            others.mid = price;
        }
        if at % (EVERY - 1) == EVERY - 2 {
            let it = others.next(all.len() as u64);
            all.push(it);
        }
    }
    all
}

fn run_flow(commands: &[Command], refused: &Cell<u64>) -> (f64, Outcome) {
    let (mut engine, mut sequence) = exchange();
    let mut sink = Counting::default();
    let (ns, ()) = timed(|| apply_all(&mut engine, &mut sequence, commands, true, &mut sink));
    engine.check_invariants().expect("the invariants hold after the flow");
    refused.set(sink.refused);
    (ns, Outcome { resting: engine.orders().count() as u64, ..sink.outcome })
}

pub fn run(options: &Options, reporter: &mut Reporter) {
    for kind in options.kinds() {
        let messages = flow::generate(kind, options.orders, options.seed);
        let (alone, all) = (plain(&messages), mixed(&messages, options.seed));
        // Time counts by the message, of which the mixed flow has more.
        let share = alone.len() as f64 / all.len() as f64;
        let refused = [Cell::new(0), Cell::new(0)];
        let [alone, all] = [(&alone, &refused[0]), (&all, &refused[1])];
        let subjects = vec![
            Subject::new("plain, by client id", || run_flow(alone.0, alone.1)),
            Subject::new("mixed", || {
                let (ns, outcome) = run_flow(all.0, all.1);
                (ns * share, outcome)
            }),
        ];
        let measured = interleave(messages.len(), options.rounds(), !options.is_once, subjects);
        for it in &measured {
            reporter.speed("mixed", kind.name(), it);
        }
        reporter.ratio("mixed", kind.name(), "mixed/plain", &measured[1], &measured[0]);
        // Orders of the plain flow that others filled first, and what the market moved away from.
        let others = (all.0.len() - alone.0.len()) as u64;
        let more = refused[1].get().saturating_sub(refused[0].get());
        reporter.note(
            "mixed",
            kind.name(),
            &format!("{others} others put between, {more} requests more refused"),
        );
    }
}
