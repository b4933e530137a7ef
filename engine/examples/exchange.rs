//! The engine in one process, without journal or sockets: `cargo run -p tapebook-engine --example exchange`.

use tapebook_engine::{Context, Engine, Sink};
use tapebook_schema::{
    AddAsset, AddInstrument, Amount, Deposit, FeeAsset, Genesis, Message, NewOrder, OpenAccounts, OrderType,
    RequestHeader, Side, StpMode, TickBand, TimeInForce, client_id,
};

/// Prints each event as it happens.
struct Print;

impl Sink for Print {
    fn event<M: Message>(&mut self, event: &M) {
        println!("  {event:?}");
    }
}

/// Numbers the commands, as the sequencer does.
struct Exchange(Engine);

impl Exchange {
    fn send<M: Message>(&mut self, session: u32, account: u32, command: &M) {
        let context = Context { sequence: self.0.sequence() + 1, time: self.0.time() + 1, session, account };
        println!("{:?}", M::TYPE);
        self.0.apply(&context, M::TYPE, command.bytes(), &mut Print);
    }
}

fn request(id: &str) -> RequestHeader {
    RequestHeader::new(&client_id::from_text(id).expect("a client id"), 0, 0, 0)
}

fn name<const N: usize>(text: &str) -> [u8; N] {
    std::array::from_fn(|at| text.as_bytes().get(at).copied().unwrap_or(0))
}

fn order(id: &str, side: Side, price: i64, quantity: u64) -> NewOrder {
    let (kind, tif, stp) = (OrderType::Limit, TimeInForce::Gtc, StpMode::CancelTaker);
    NewOrder::new(&request(id), 0, side, kind, tif, stp, price, quantity, &Amount::from(0), 0, 0)
}

fn main() {
    let mut exchange = Exchange(Engine::new());
    let operator = 1;
    exchange.send(0, 0, &Genesis::new(&[1; 16], &[2, 3], &[4; 32]));
    exchange.send(operator, 0, &AddAsset::new(&request("btc"), &name("BTC"), 8, 8, 0, 0));
    exchange.send(operator, 0, &AddAsset::new(&request("usd"), &name("USD"), 6, 2, 0, 0));
    // A tick is 0.01 USD, a lot 0.0001 BTC, the reference price 60,000.
    let any_tick = [TickBand::default(); 8];
    let instrument = AddInstrument::new(
        &request("btcusd"),
        &name("BTCUSD"),
        0,
        1,
        1,
        1,
        2,
        4,
        FeeAsset::Received,
        0,
        0,
        1,
        1_000_000,
        1,
        &Amount::from(0),
        1_000_000_000,
        500_000,
        0,
        20_000,
        0,
        6_000_000,
        &any_tick,
    );
    exchange.send(operator, 0, &instrument);
    exchange.send(operator, 0, &OpenAccounts::new(&request("open"), 2, 0));
    exchange.send(operator, 0, &Deposit::new(&request("coins"), 16, 0, &Amount::from(100_000_000)));
    exchange.send(operator, 0, &Deposit::new(&request("dollars"), 17, 1, &Amount::from(50_000_000_000)));

    exchange.send(2, 16, &order("sell", Side::Sell, 6_000_500, 4_000));
    exchange.send(3, 17, &order("buy", Side::Buy, 6_001_000, 2_500));

    let engine = &exchange.0;
    println!("best ask: {:?}", engine.books().best(0, tapebook_engine::book::Side::Sell));
    for row in engine.ledger().rows().iter().filter(|row| row.account >= 16) {
        println!(
            "account {} has {} available and {} held of asset {}",
            row.account, row.available, row.held, row.asset
        );
    }
    engine.check_invariants().expect("the books and the ledger agree");
}
