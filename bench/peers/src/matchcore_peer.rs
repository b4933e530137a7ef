//! Crate `matchcore`. Commands are built outside the measured time, order ids and all.

use crate::Peer;
use matchcore::{
    AmendCmd, AmendPatch, CancelCmd, Command, CommandKind, CommandMeta, CommandOutcome, CommandReport,
    LimitOrder, LimitOrderPatch, NewOrder, OrderBook, OrderFlags, OrderId, Price, Quantity, QuantityPolicy,
    SequenceNumber, Side as TheirSide, SubmitCmd, TimeInForce, Timestamp,
};
use tapebook_bench::flow::Message;
use tapebook_bench::measure::{Outcome, timed};
use tapebook_bench::prepare::{FillDigest, Step};
use tapebook_engine::book::Side;

pub struct Matchcore {
    commands: Vec<Command>,
    /// For each command the flow's order it acts for; its own order ids are its sequence numbers.
    order_of: Vec<u32>,
    split: u64,
    replaced: u64,
}

impl Matchcore {
    pub fn new(steps: &[Step]) -> Self {
        let mut it = Self { commands: Vec::new(), order_of: Vec::new(), split: 0, replaced: 0 };
        // The flow's order id to its latest id there.
        let mut ids: Vec<u64> = vec![0; steps.len() + 1];
        for step in steps {
            match step.message {
                Message::New { id, price, quantity, is_immediate, .. } => {
                    let tif = if is_immediate { TimeInForce::Ioc } else { TimeInForce::Gtc };
                    ids[id as usize] = it.arrive(id, step, price, quantity, tif);
                }
                Message::Cancel { id } => it.push(id, cancel(ids[id as usize])),
                Message::Replace { id, price, quantity, .. } => {
                    // A crossing amendment trades through its limit, as a new order does.
                    if step.traded > 0 {
                        it.push(id, cancel(ids[id as usize]));
                        it.replaced += 1;
                        ids[id as usize] = it.arrive(id, step, price, quantity, TimeInForce::Gtc);
                    } else {
                        let patch = LimitOrderPatch::new()
                            .with_price(Price(price as u64))
                            .with_quantity_policy(standard(quantity));
                        let order_id = OrderId(ids[id as usize]);
                        it.push(
                            id,
                            CommandKind::Amend(AmendCmd { order_id, patch: AmendPatch::Limit(patch) }),
                        );
                    }
                }
            }
        }
        it
    }

    /// An arriving order. Once an order crosses, matchcore 0.4.0 lets it trade at any price, beyond its limit: one
    /// that does not fill within its limit is sent as the part that does, and then the rest.
    fn arrive(&mut self, id: u32, step: &Step, price: i64, quantity: u64, tif: TimeInForce) -> u64 {
        if step.traded > 0 && step.traded < quantity {
            self.split += 1;
            self.push(id, submit(step.side, price, step.traded, tif));
            if step.rests == 0 {
                return self.commands.len() as u64 - 1;
            }
            self.push(id, submit(step.side, price, step.rests, tif));
        } else {
            self.push(id, submit(step.side, price, quantity, tif));
        }
        self.commands.len() as u64 - 1
    }

    fn push(&mut self, order: u32, kind: CommandKind) {
        let number = self.commands.len() as u64;
        let meta = CommandMeta { sequence_number: SequenceNumber(number), timestamp: Timestamp(number) };
        self.commands.push(Command { meta, kind });
        self.order_of.push(order);
    }

    fn execute(&self, mut fill: impl FnMut(u32, u64, u64, u64)) -> Result<OrderBook, String> {
        let mut book = OrderBook::new("BTC/USD");
        for (at, command) in self.commands.iter().enumerate() {
            match book.execute(command) {
                CommandOutcome::Applied(CommandReport::Submit(effects) | CommandReport::Amend(effects)) => {
                    if let Some(result) = effects.target_order().match_result() {
                        for trade in result.trades() {
                            fill(at as u32, trade.maker_order_id().0, trade.price().0, trade.quantity().0);
                        }
                    }
                }
                CommandOutcome::Applied(_) => {}
                CommandOutcome::Rejected(why) => return Err(format!("refuses command {at}: {why}")),
            }
        }
        Ok(book)
    }
}

fn cancel(id: u64) -> CommandKind {
    CommandKind::Cancel(CancelCmd { order_id: OrderId(id), order_kind: matchcore::OrderKind::Limit })
}

fn standard(quantity: u64) -> QuantityPolicy {
    QuantityPolicy::Standard { quantity: Quantity(quantity) }
}

fn submit(side: Side, price: i64, quantity: u64, tif: TimeInForce) -> CommandKind {
    let side = if side == Side::Buy { TheirSide::Buy } else { TheirSide::Sell };
    let order = LimitOrder::new(Price(price as u64), standard(quantity), OrderFlags::new(side, false, tif));
    CommandKind::Submit(SubmitCmd { order: NewOrder::Limit(order) })
}

impl Peer for Matchcore {
    fn name(&self) -> &'static str {
        "matchcore"
    }

    fn emulated(&self) -> Vec<(&'static str, u64)> {
        vec![
            (
                "an order past its limit is split, because 0.4.0 ignores the limit once an order crosses",
                self.split,
            ),
            ("a crossing replace is cancel and new, for the same reason", self.replaced),
        ]
    }

    fn check(&mut self) -> Result<FillDigest, String> {
        let mut digest = FillDigest::default();
        self.execute(|at, maker, price, quantity| {
            let (taker, maker) = (self.order_of[at as usize], self.order_of[maker as usize]);
            digest.add(u64::from(taker), u64::from(maker), price, quantity);
        })?;
        Ok(digest)
    }

    fn run(&mut self) -> (f64, Outcome) {
        let mut outcome = Outcome::default();
        let (ns, book) = timed(|| {
            self.execute(|_, _, _, quantity| {
                outcome.fills += 1;
                outcome.quantity += quantity;
            })
        });
        drop(book);
        (ns, outcome)
    }
}
