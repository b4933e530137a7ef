//! Answers to questions: read from the engine, told once what they show is durable.

mod limits;

use tapebook_engine::advanced::Waits;
use tapebook_engine::book::Side;
use tapebook_engine::lists::List;
use tapebook_engine::orders::Order;
use tapebook_engine::{Context, Engine};
use tapebook_schema as wire;
use tapebook_schema::{Amount, Message, MessageType, OrderState, RejectReason, write_frame};

/// Flags that a request may set; those above are the engine's own.
const REQUEST_FLAGS: u32 = 0xFFFF;
/// Most reports of one answer; an account with more asks by instrument.
const MAX_REPORTS: u32 = 100_000;

fn read<M: Message>(body: &[u8]) -> M {
    M::from_bytes(body).expect("the frame was verified")
}

/// Writes the answer to a question about `account` (0 where it is about none). O(what is reported).
pub fn answer(engine: &mut Engine, kind: MessageType, body: &[u8], account: u32, out: &mut Vec<u8>) {
    // Every question begins with the number that is echoed.
    let query = u64::from_le_bytes(body[..8].try_into().expect("verified"));
    let mut count = 0;
    let mut reason = RejectReason::None;
    match kind {
        MessageType::QueryAssets => {
            for (asset, it) in engine.ledger().assets().iter().enumerate() {
                let report =
                    wire::AssetReport::new(query, asset as u32, it.scale, it.display_scale, 0, &it.code);
                write_frame(out, &report, 0);
                count += 1;
            }
        }
        MessageType::QueryInstruments => count = instruments(engine, query, out),
        MessageType::QueryBalances => {
            for row in engine.ledger().rows_of(account) {
                let (available, held) = (Amount::from(row.available), Amount::from(row.held));
                write_frame(out, &wire::BalanceReport::new(query, account, row.asset, &available, &held), 0);
                count += 1;
            }
        }
        MessageType::QueryOrders => {
            let it: wire::QueryOrders = read(body);
            let Some(owner) = engine.accounts().get(account as usize) else {
                return done(engine, query, 0, RejectReason::UnknownAccount, out);
            };
            for (_, order) in engine.orders().of_account(&owner.open) {
                let fits = (it.instrument() == u32::MAX || it.instrument() == order.instrument)
                    && (it.order_id() == 0 || it.order_id() == order.id);
                if fits {
                    if count == MAX_REPORTS {
                        reason = RejectReason::LimitExceeded;
                        break;
                    }
                    write_frame(out, &order_report(engine, query, order), 0);
                    count += 1;
                }
            }
        }
        MessageType::QueryOrderLists => {
            let it: wire::QueryOrderLists = read(body);
            let Some(owner) = engine.accounts().get(account as usize) else {
                return done(engine, query, 0, RejectReason::UnknownAccount, out);
            };
            for (_, order) in engine.orders().of_account(&owner.open) {
                let Some((row, at)) = engine.lists().of_order(order.id) else { continue };
                let list = engine.lists().get(row);
                // Told once, by the first leg that is open.
                if list.open().next() != Some(at) || (it.list_id() != 0 && it.list_id() != list.id) {
                    continue;
                }
                if count == MAX_REPORTS {
                    reason = RejectReason::LimitExceeded;
                    break;
                }
                write_frame(out, &list_report(query, list), 0);
                count += 1;
            }
        }
        MessageType::QueryLimits => {
            (count, reason) = limits::answer(engine, &read(body), account, out);
        }
        MessageType::QueryPositions => {
            for it in engine.positions().of_account(account) {
                let cost = Amount::from(it.cost);
                let report = wire::PositionReport::new(query, account, it.instrument, it.quantity, &cost);
                write_frame(out, &report, 0);
                count += 1;
            }
        }
        MessageType::SimulateOrder => {
            let it: wire::SimulateOrder = read(body);
            let context = Context { sequence: engine.sequence(), time: engine.time(), session: 0, account };
            write_frame(out, &engine.simulate(&context, query, it.order()), 0);
            count = 1;
        }
        MessageType::QueryTrade => {
            let it: wire::QueryTrade = read(body);
            let status = engine.settlement_status(it.instrument(), it.trade_id());
            let report = wire::SettlementReport::new(query, it.trade_id(), it.instrument(), status, 0, 0);
            write_frame(out, &report, 0);
            count = 1;
        }
        _ => reason = RejectReason::UnknownMessageType,
    }
    done(engine, query, count, reason, out);
}

fn done(engine: &Engine, query: u64, count: u32, reason: RejectReason, out: &mut Vec<u8>) {
    write_frame(out, &wire::QueryDone::new(query, count, reason, 0, 0, engine.sequence()), 0);
}

fn instruments(engine: &Engine, query: u64, out: &mut Vec<u8>) -> u32 {
    for (instrument, it) in engine.instruments().iter().enumerate() {
        let report = wire::InstrumentReport::new(
            query,
            instrument as u32,
            it.base_asset,
            it.quote_asset,
            it.price_scale,
            it.quantity_scale,
            it.fee_asset,
            it.status,
            it.tick_size,
            it.lot_size,
            it.min_quantity,
            it.max_quantity,
            it.quantity_step,
            it.reference_price,
            it.last_trade_id,
            &it.symbol,
        );
        write_frame(out, &report, 0);
    }
    engine.instruments().len() as u32
}

fn list_report(query: u64, list: &List) -> wire::OrderListReport {
    wire::OrderListReport::new(
        query,
        list.id,
        &list.client_id,
        list.account,
        &list.orders(),
        &Amount::from(list.held),
        list.instrument,
        list.kind,
        list.open().fold(0, |open, at| open | 1 << at),
        0,
    )
}

fn order_report(engine: &Engine, query: u64, order: &Order) -> wire::OrderReport {
    let attributes = engine.advanced().find(order.id);
    let waits = attributes.is_some();
    let state = match order.cumulative {
        _ if attributes.is_some_and(|it| it.waits == Waits::Pending) => OrderState::Pending,
        _ if waits => OrderState::Untriggered,
        0 => OrderState::New,
        _ => OrderState::PartiallyFilled,
    };
    let side = if order.side == Side::Buy { wire::Side::Buy } else { wire::Side::Sell };
    wire::OrderReport::new(
        query,
        order.id,
        &order.client_id,
        order.account,
        order.instrument,
        side,
        order.order_type,
        order.time_in_force,
        state,
        order.price,
        order.quantity,
        order.cumulative,
        &Amount::from(order.notional),
        order.time,
        engine.trigger_price(order),
        if waits { 0 } else { order.leaves() },
        engine.orders().expires_at(order.id),
        order.flags & REQUEST_FLAGS,
        0,
    )
}
