//! The seed corpus, generated: well-formed inputs that mutations start from.

use std::collections::BTreeMap;
use tapebook_engine::Context;
use tapebook_journal::events::EventWriter;
use tapebook_journal::snapshot::{SnapshotMeta, SnapshotWriter};
use tapebook_journal::{MemStorage, Prepare, Settings, Storage, Writer};
use tapebook_schema as wire;
use tapebook_schema::{
    Amount, Depth, FeeAsset, Message, MessageType, OrderType, PegKind, RequestHeader, Side, SideFilter,
    StpMode, TickBand, TimeInForce, TriggerSource, client_id, write_frame,
};
use tapebook_sequencer::State;

type Seeds = Vec<(String, Vec<u8>)>;

/// Every target's seeds.
pub fn all() -> BTreeMap<&'static str, Seeds> {
    BTreeMap::from([
        ("frame", frames()),
        ("journal", files()),
        ("snapshot", snapshots()),
        ("commands", commands()),
    ])
}

fn header(id: &str) -> RequestHeader {
    RequestHeader::new(&client_id::from_text(id).expect("a client id"), 0, 0, 0)
}

fn padded<const N: usize>(text: &str) -> [u8; N] {
    let mut bytes = [0; N];
    bytes[..text.len()].copy_from_slice(text.as_bytes());
    bytes
}

fn order(id: &str, side: Side, price: i64, quantity: u64, tif: TimeInForce) -> wire::NewOrder {
    let kind = if price == 0 { OrderType::Market } else { OrderType::Limit };
    let none = Amount::from(0);
    wire::NewOrder::new(&header(id), 0, side, kind, tif, StpMode::CancelTaker, price, quantity, &none, 0, 0)
}

/// An order that waits for a trigger, or trails by basis points with a limit of 90.
fn waiting(id: &str, kind: OrderType, side: Side, trigger: i64, points: u32) -> wire::NewAdvancedOrder {
    let price = if kind == OrderType::TrailingStopLimit { 90 } else { 0 };
    wire::NewAdvancedOrder::new(
        &header(id),
        0,
        side,
        kind,
        TimeInForce::Gtc,
        StpMode::CancelTaker,
        price,
        5,
        &Amount::from(0),
        trigger,
        0,
        0,
        0,
        0,
        0,
        0,
        points,
        0,
        TriggerSource::LastTrade,
        PegKind::None,
        0,
        0,
    )
}

fn instrument(id: &str, symbol: &str) -> wire::AddInstrument {
    let none = Amount::from(0);
    let table = [TickBand::default(); 8];
    wire::AddInstrument::new(
        &header(id),
        &padded(symbol),
        0,
        1,
        1,
        1,
        0,
        0,
        FeeAsset::Received,
        0,
        0,
        1,
        1_000_000,
        1,
        &none,
        1_000_000,
        0,
        0,
        200_000,
        0,
        100,
        &table,
    )
}

/// What comes before fuzzed commands: two assets, an instrument, four accounts with money, keys for them.
pub fn opening() -> Vec<(MessageType, u32, Vec<u8>)> {
    fn command<M: Message>(session: u32, message: &M) -> (MessageType, u32, Vec<u8>) {
        (M::TYPE, session, message.bytes().to_vec())
    }
    let mut commands = vec![
        command(0, &wire::Genesis::new(&[7; 16], &[3, 5], &[1; 32])),
        command(0, &wire::Start::new(1)),
        command(1, &wire::AddAsset::new(&header("o1"), &padded("BTC"), 0, 0, 0, 0)),
        command(1, &wire::AddAsset::new(&header("o2"), &padded("USD"), 0, 0, 0, 0)),
        command(1, &instrument("o3", "BTCUSD")),
        command(1, &wire::OpenAccounts::new(&header("o4"), 4, 0)),
        command(1, &wire::SetFees::new(&header("o5"), 0, u32::MAX, -100, 1000)),
    ];
    for seat in 0..4u8 {
        let account = 16 + u32::from(seat);
        for asset in [0, 1] {
            let amount = Amount::from(100_000);
            let id = format!("d{seat}{asset}");
            commands.push(command(1, &wire::Deposit::new(&header(&id), account, asset, &amount)));
        }
        let id = format!("k{seat}");
        commands.push(command(1, &wire::RegisterKey::new(&header(&id), &[10 + seat; 32], account, 1, 0, 0)));
    }
    commands
}

/// One of each message that a client may send, then all in one.
fn frames() -> Seeds {
    let mut seeds = Seeds::new();
    let mut all = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>| {
        all.extend_from_slice(&bytes);
        seeds.push((name.to_owned(), bytes));
    };
    fn framed<M: Message>(message: &M) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_frame(&mut bytes, message, 0);
        bytes
    }
    for (name, bytes) in requests() {
        add(name, bytes);
    }
    add("subscribe", framed(&wire::Subscribe::new(0, Depth::L2, wire::CandleInterval::Minute1, 10, 0, 0)));
    add("unsubscribe", framed(&wire::Unsubscribe::new(0, Depth::L2, wire::CandleInterval::Minute1, 0)));
    add("heartbeat", framed(&wire::Heartbeat::new(5, 6)));
    add("query-assets", framed(&wire::QueryAssets::new(1)));
    add("query-instruments", framed(&wire::QueryInstruments::new(2)));
    add("query-balances", framed(&wire::QueryBalances::new(3, 16, 0)));
    add("query-orders", framed(&wire::QueryOrders::new(4, 0, u32::MAX, 0)));
    add("query-positions", framed(&wire::QueryPositions::new(5, 17, 0)));
    add("query-trade", framed(&wire::QueryTrade::new(6, 1, 0, 0)));
    add("simulate", framed(&wire::SimulateOrder::new(7, &order("s", Side::Buy, 0, 5, TimeInForce::Ioc))));
    let mut key = [0; 32];
    key[0] = 5;
    add("logon-revoked", framed(&wire::Logon::new(&key, &[1; 64], 1, 2000, 3, 4)));
    key[0] = 1;
    add("logon", framed(&wire::Logon::new(&key, &[1; 64], 3, 0, 3, 4)));
    add("logout", framed(&wire::Logout::new(wire::RejectReason::None, 0, 0, 0)));
    seeds.push(("everything".to_owned(), all));
    seeds
}

/// One of each request, as frames.
fn requests() -> Vec<(&'static str, Vec<u8>)> {
    let mut requests = Vec::new();
    fn add<M: Message>(requests: &mut Vec<(&'static str, Vec<u8>)>, name: &'static str, message: &M) {
        let mut bytes = Vec::new();
        write_frame(&mut bytes, message, 0);
        requests.push((name, bytes));
    }
    let r = &mut requests;
    let one = Amount::from(1);
    let table = [TickBand::default(); 8];
    let party = wire::TradeParty::new(1, 16, 0, &Amount::from(0));
    add(r, "new-order", &order("a", Side::Buy, 99, 5, TimeInForce::Gtc));
    add(r, "new-stop", &waiting("a1", OrderType::Stop, Side::Sell, 95, 0));
    add(r, "new-trailing-stop", &waiting("a2", OrderType::TrailingStopLimit, Side::Sell, 0, 200));
    add(r, "set-trigger-limit", &wire::SetTriggerLimit::new(&header("a3"), 2, 0));
    add(r, "cancel-order", &wire::CancelOrder::new(&header("b"), 1, &[0; 36], 0));
    add(r, "replace-order", &wire::ReplaceOrder::new(&header("c"), 1, &[0; 36], 0, 98, 7, 0, 0));
    add(r, "cancel-all", &wire::CancelAll::new(&header("d"), u32::MAX, SideFilter::Both, 0, 0));
    let mut quotes = [wire::QuoteEntry::default(); 8];
    quotes[0] = wire::QuoteEntry::new(97, 5);
    let stp = wire::StpMode::CancelTaker;
    let no_asks = [wire::QuoteEntry::default(); 8];
    add(r, "mass-quote", &wire::MassQuote::new(&header("d2"), 0, stp, 0, 2, 3, 1_000, 9, &quotes, &no_asks));
    let mut pegged = wire::NewAdvancedOrder::default();
    pegged.set_request(&header("d5"));
    pegged.set_type_(wire::OrderType::Pegged);
    pegged.set_price(105);
    pegged.set_quantity(5);
    pegged.set_peg(wire::PegKind::BestBid);
    pegged.set_peg_offset(-1);
    add(r, "pegged", &pegged);
    add(r, "cancel-quotes", &wire::CancelQuotes::new(&header("d3"), u32::MAX, 1));
    add(r, "cancel-after", &wire::CancelAfter::new(&header("d4"), 5_000, 0));
    add(r, "add-asset", &wire::AddAsset::new(&header("e"), &padded("EUR"), 2, 2, 0, 0));
    add(r, "add-instrument", &instrument("f", "EURUSD"));
    add(
        r,
        "set-instrument-status",
        &wire::SetInstrumentStatus::new(&header("g"), 0, wire::InstrumentStatus::Halted, 1, 0),
    );
    add(r, "set-price-rules", &wire::SetPriceRules::new(&header("h"), 0, 500_000, 100_000, 50_000, &table));
    add(r, "set-reference-price", &wire::SetReferencePrice::new(&header("i"), 0, 0, 101));
    add(r, "open-accounts", &wire::OpenAccounts::new(&header("j"), 2, 1));
    add(
        r,
        "set-account-status",
        &wire::SetAccountStatus::new(&header("k"), 16, wire::AccountStatus::Frozen, 1, 0),
    );
    add(r, "set-account-tier", &wire::SetAccountTier::new(&header("l"), 16, 3));
    add(r, "set-stp-group", &wire::SetStpGroup::new(&header("m"), 16, 4));
    add(r, "deposit", &wire::Deposit::new(&header("n"), 16, 1, &one));
    add(r, "withdraw", &wire::Withdraw::new(&header("o"), 16, 1, &one));
    add(r, "transfer", &wire::Transfer::new(&header("p"), 16, 17, 1, 0, &one));
    add(r, "set-fees", &wire::SetFees::new(&header("q"), 0, 0, -50, 500));
    let limit = Amount::from(1_000_000);
    add(
        r,
        "set-limits",
        &wire::SetLimits::new(
            &header("r"),
            wire::LimitScope::Account,
            0,
            0,
            16,
            &limit,
            &limit,
            &limit,
            5,
            20_000,
            50_000,
            3,
            10,
            1_000,
        ),
    );
    add(r, "set-reference-rate", &wire::SetReferenceRate::new(&header("s"), 1, 0, 1_000_000));
    add(r, "set-request-window", &wire::SetRequestWindow::new(&header("t"), 1024, 0));
    add(r, "register-key", &wire::RegisterKey::new(&header("u"), &[9; 32], 17, 1, 10, 0));
    add(r, "revoke-key", &wire::RevokeKey::new(&header("v"), 3, 0));
    add(r, "bind-account", &wire::BindAccount::new(&header("w"), 2, 17, 1, 0, 0, 0));
    add(r, "bust-trade", &wire::BustTrade::new(&header("x"), 1, 0, Side::Buy, 0, 0, 100, 1, &party, &party));
    add(
        r,
        "correct-trade",
        &wire::CorrectTrade::new(&header("y"), 1, 0, Side::Buy, 0, 0, 100, 1, &party, &party, 99, 2),
    );
    requests
}

/// A request as `commands` reads it.
fn step(kind: MessageType, sender: u8, name: u8, body: &[u8]) -> Vec<u8> {
    let kinds = super::kinds();
    let at = kinds.iter().position(|&it| it == kind).expect("a request") as u8;
    let from = if wire::is_request(kind) { 44 } else { 0 };
    [&[at, sender, 1, name], &body[from..]].concat()
}

fn commands() -> Seeds {
    let mut name = 0;
    let mut trade = |sender: u8, it: &wire::NewOrder| {
        name += 1;
        step(MessageType::NewOrder, sender, name, it.bytes())
    };
    let gtc = TimeInForce::Gtc;
    let book: Vec<u8> = [
        trade(0, &order("a", Side::Sell, 105, 10, gtc)),
        trade(1, &order("a", Side::Sell, 104, 5, gtc)),
        trade(2, &order("a", Side::Buy, 95, 10, gtc)),
        trade(3, &order("a", Side::Buy, 105, 12, TimeInForce::Ioc)),
        trade(3, &order("a", Side::Buy, 0, 2, gtc)),
        trade(0, &order("a", Side::Sell, 0, 3, gtc)),
        trade(1, &order("a", Side::Buy, 105, 900, TimeInForce::Fok)),
        trade(0, &order("a", Side::Buy, 105, 1, TimeInForce::Day)),
    ]
    .concat();
    let mut by_amount = order("a", Side::Buy, 0, 0, gtc);
    by_amount.set_quote_amount(&Amount::from(500));
    by_amount.set_flags(4);
    let mut decrement = order("a", Side::Sell, 95, 4, gtc);
    decrement.set_stp(StpMode::Decrement);
    let amended: Vec<u8> = [
        trade(0, &order("a", Side::Sell, 105, 10, gtc)),
        step(
            MessageType::ReplaceOrder,
            0,
            40,
            wire::ReplaceOrder::new(&header("r"), 1, &[0; 36], 0, 104, 20, 0, 0).bytes(),
        ),
        trade(1, &by_amount),
        trade(2, &order("a", Side::Buy, 95, 10, gtc)),
        trade(2, &decrement),
        step(
            MessageType::ReplaceOrder,
            2,
            41,
            wire::ReplaceOrder::new(&header("r"), 3, &[0; 36], 0, 0, 2, 0, 0).bytes(),
        ),
        step(MessageType::CancelOrder, 0, 42, wire::CancelOrder::new(&header("r"), 1, &[0; 36], 0).bytes()),
    ]
    .concat();
    let all: Vec<u8> = requests()
        .iter()
        .enumerate()
        .flat_map(|(at, (_, bytes))| {
            let (frame, body, _) = wire::parse_frame(bytes).expect("a seed is a frame");
            step(frame.type_(), 0, 60 + at as u8, body)
        })
        .collect();
    let started = wire::SessionStarted::new(2, 1);
    let lost = wire::SessionLost::new(2, wire::RejectReason::None, 0, 0);
    let sessions: Vec<u8> = [
        step(MessageType::SessionStarted, 0, 0, started.bytes()),
        trade(0, &order("a", Side::Sell, 105, 10, gtc)),
        step(MessageType::Tick, 0, 0, wire::Tick::new(0).bytes()),
        step(MessageType::SessionLost, 0, 0, lost.bytes()),
        step(MessageType::SessionStarted, 0, 0, started.bytes()),
        trade(0, &order("a", Side::Sell, 105, 10, gtc)),
        step(MessageType::Start, 0, 0, wire::Start::new(2).bytes()),
    ]
    .concat();
    let admin: Vec<u8> = [book.clone(), all.clone()].concat();
    vec![
        ("book".to_owned(), book),
        ("amended".to_owned(), amended),
        ("requests".to_owned(), all),
        ("sessions".to_owned(), sessions),
        ("admin".to_owned(), admin),
    ]
}

/// The state after the opening and then some orders, as snapshots hold it.
fn state_after(orders: usize) -> (State, Vec<u8>) {
    let mut state = State::new();
    let mut events = Vec::new();
    let mut apply = |kind, session, account, body: &[u8]| {
        let sequence = state.engine.sequence() + 1;
        let context = Context { sequence, time: sequence, session, account };
        state.apply(&context, kind, body, &mut events, |_| ());
    };
    for (kind, session, body) in opening() {
        apply(kind, session, 0, &body);
    }
    for at in 0..orders {
        let side = Side((at % 2) as u8);
        let price = if side == Side::Buy { 102 - at as i64 } else { 98 + at as i64 };
        let it = order(&format!("s{at}"), side, price, 3 + at as u64, TimeInForce::Gtc);
        let seat = (at % 4) as u32;
        apply(MessageType::NewOrder, 2 + seat, 16 + seat, it.bytes());
    }
    (state, events)
}

fn payload(state: &State) -> Vec<u8> {
    let mut bytes = Vec::new();
    state.write(&mut |part| bytes.extend_from_slice(part));
    bytes
}

fn snapshots() -> Seeds {
    let states = [("new", State::new()), ("opened", state_after(0).0), ("orders", state_after(12).0)];
    states.into_iter().map(|(name, state)| (name.to_owned(), payload(&state))).collect()
}

/// Files as they stand on disk.
fn files() -> Seeds {
    let storage = MemStorage::default();
    let settings =
        Settings { segment_bytes: 4096, group_bytes: 1024, prepare: Prepare::Inline, ..Settings::default() };
    let lock = storage.lock().expect("a fresh disk");
    let mut writer = Writer::create(storage.clone(), settings, [7; 16], lock).expect("a journal");
    let mut group = writer.group_buffer();
    for sequence in 1..=12 {
        group.push(sequence, &[&[sequence as u8; 24], b"body"]).expect("it fits");
        if sequence % 2 == 0 {
            writer.commit(&mut group, [sequence as u8; 16]).expect("it commits");
        }
    }
    writer.commit_watermark().expect("a watermark");
    drop(writer);
    let (state, events) = state_after(6);
    let mut stream = EventWriter::open(storage.clone(), 1 << 20, 1 << 16).expect("a stream");
    stream.append(1, 3, &events[..0]).expect("a block");
    stream.append(4, state.engine.sequence(), &events).expect("a block");
    let meta = SnapshotMeta {
        lineage: [7; 16],
        sequence: state.engine.sequence(),
        chain: [0; 32],
        payload_version: 1,
        tag: state.digest.to_tag(),
    };
    let mut snapshot = SnapshotWriter::create(storage.clone(), &meta).expect("a snapshot");
    snapshot.write(&payload(&state)).expect("it is written");
    snapshot.finish().expect("it is whole");
    let mut names = storage.list().expect("a disk");
    names.retain(|name| !name.starts_with("prepare"));
    names.sort();
    names.into_iter().map(|name| (name.clone(), storage.contents(&name).expect("it is listed"))).collect()
}
