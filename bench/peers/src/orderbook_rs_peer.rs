//! Crate `orderbook-rs`: fills come through its trade listener, which is the only way that has them all.

use crate::Peer;
use orderbook_rs::{OrderBook, TradeResult};
use pricelevel::{Id, OrderUpdate, Price, Quantity, Side as TheirSide, TimeInForce};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tapebook_bench::flow::Message;
use tapebook_bench::measure::{Outcome, timed};
use tapebook_bench::prepare::{FillDigest, Step};
use tapebook_engine::book::Side;

pub struct OrderbookRs<'a> {
    steps: &'a [Step],
}

impl<'a> OrderbookRs<'a> {
    pub fn new(steps: &'a [Step]) -> Self {
        Self { steps }
    }

    fn execute(
        &self,
        listener: impl Fn(&TradeResult) + Send + Sync + 'static,
    ) -> Result<OrderBook<()>, String> {
        let mut book: OrderBook<()> = OrderBook::new("BTC/USD");
        book.set_trade_listener(Arc::new(listener));
        for step in self.steps {
            match step.message {
                Message::New { id, price, quantity, is_immediate, .. } => {
                    let side = if step.side == Side::Buy { TheirSide::Buy } else { TheirSide::Sell };
                    let tif = if is_immediate { TimeInForce::Ioc } else { TimeInForce::Gtc };
                    let result = book.add_limit_order(
                        Id::sequential(u64::from(id)),
                        price as u128,
                        quantity,
                        side,
                        tif,
                        None,
                    );
                    if let Err(why) = result
                        && !is_immediate
                    {
                        return Err(format!("refuses order {id}: {why}"));
                    }
                }
                Message::Cancel { id } => {
                    book.cancel_order(Id::sequential(u64::from(id)))
                        .map_err(|why| format!("cancel {id}: {why}"))?;
                }
                Message::Replace { id, price, quantity, .. } => {
                    let order_id = Id::sequential(u64::from(id));
                    let update = if step.keeps_place {
                        OrderUpdate::UpdateQuantity { order_id, new_quantity: Quantity::new(quantity) }
                    } else {
                        OrderUpdate::UpdatePriceAndQuantity {
                            order_id,
                            new_price: Price::new(price as u128),
                            new_quantity: Quantity::new(quantity),
                        }
                    };
                    book.update_order(update).map_err(|why| format!("replace {id}: {why}"))?;
                }
            }
        }
        Ok(book)
    }
}

impl Peer for OrderbookRs<'_> {
    fn name(&self) -> &'static str {
        "orderbook-rs"
    }

    fn emulated(&self) -> Vec<(&'static str, u64)> {
        Vec::new()
    }

    fn check(&mut self) -> Result<FillDigest, String> {
        let digest = Arc::new(Mutex::new(FillDigest::default()));
        let shared = Arc::clone(&digest);
        let number = |id: Id| match id {
            Id::Sequential(number) => number,
            _ => u64::MAX,
        };
        self.execute(move |result| {
            let mut digest = shared.lock().expect("one thread");
            for trade in result.match_result.trades().as_vec() {
                digest.add(
                    number(trade.taker_order_id()),
                    number(trade.maker_order_id()),
                    trade.price().as_u128() as u64,
                    trade.quantity().as_u64(),
                );
            }
        })?;
        let digest = *digest.lock().expect("one thread");
        Ok(digest)
    }

    fn run(&mut self) -> (f64, Outcome) {
        let counts = Arc::new([AtomicU64::new(0), AtomicU64::new(0)]);
        let shared = Arc::clone(&counts);
        let (ns, book) = timed(|| {
            self.execute(move |result| {
                for trade in result.match_result.trades().as_vec() {
                    shared[0].fetch_add(1, Ordering::Relaxed);
                    shared[1].fetch_add(trade.quantity().as_u64(), Ordering::Relaxed);
                }
            })
        });
        drop(book);
        let [fills, quantity] = [&counts[0], &counts[1]].map(|count| count.load(Ordering::Relaxed));
        (ns, Outcome { fills, quantity, resting: 0 })
    }
}
