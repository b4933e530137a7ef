//! Who hears of which event, and what they are told of it.

use crate::state::HEADER;
use tapebook_engine::Engine;
use tapebook_schema as wire;
use tapebook_schema::{FrameHeader, Liquidity, Message, MessageType, ReportHeader, put_frame};

/// Which part of an event a session is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// The resting side of a trade, as a Fill; of an auction's the seller.
    Maker,
    /// The arriving side of a trade, as a Fill; of an auction's the buyer.
    Taker,
}

/// Longest report frame but for Applied.
const REPORT_MAX: usize = 512;

/// The frames in a buffer of events, with their offsets.
pub fn frames(events: &[u8]) -> impl Iterator<Item = (usize, FrameHeader, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let header = FrameHeader::from_bytes(events.get(at..at + HEADER)?)?;
        let end = at + usize::from(header.length()).max(HEADER);
        let body = events.get(at + HEADER..end)?;
        let offset = at;
        at = end;
        Some((offset, header, body))
    })
}

/// The accounts an event is about, each with its part; `by_sender` if the sender hears of it in any case.
pub struct About {
    pub accounts: [Option<(u32, Part)>; 2],
    pub by_sender: bool,
}

fn read<M: Message>(body: &[u8]) -> M {
    M::from_bytes(body).expect("events are written by this process or checked when read")
}

/// Whom an event is about.
pub fn about(kind: MessageType, body: &[u8]) -> About {
    let whole = |account: u32, by_sender| About { accounts: [Some((account, Part::Whole)), None], by_sender };
    match kind {
        MessageType::OrderAccepted => whole(read::<wire::OrderAccepted>(body).request().account(), false),
        MessageType::OrderReduced => whole(read::<wire::OrderReduced>(body).account(), false),
        MessageType::OrderCanceled => whole(read::<wire::OrderCanceled>(body).request().account(), false),
        MessageType::OrderReplaced => whole(read::<wire::OrderReplaced>(body).request().account(), false),
        MessageType::OrderTerms => whole(read::<wire::OrderTerms>(body).account(), false),
        MessageType::OrderTriggered => whole(read::<wire::OrderTriggered>(body).account(), false),
        MessageType::ListStatus => whole(read::<wire::ListStatus>(body).request().account(), false),
        MessageType::ListLegStarted => whole(read::<wire::ListLegStarted>(body).account(), false),
        MessageType::OrderRefreshed => whole(read::<wire::OrderRefreshed>(body).account(), false),
        MessageType::OrderRested => whole(read::<wire::OrderRested>(body).account(), false),
        MessageType::Trade => {
            let trade: wire::Trade = read(body);
            About {
                accounts: [
                    Some((trade.maker().account(), Part::Maker)),
                    Some((trade.taker().account(), Part::Taker)),
                ],
                by_sender: false,
            }
        }
        MessageType::AuctionTrade => {
            let trade: wire::AuctionTrade = read(body);
            About {
                accounts: [
                    Some((trade.sell().account(), Part::Maker)),
                    Some((trade.buy().account(), Part::Taker)),
                ],
                by_sender: false,
            }
        }
        MessageType::RequestRejected => whole(read::<wire::RequestRejected>(body).request().account(), true),
        MessageType::RequestRepeated => whole(read::<wire::RequestRepeated>(body).request().account(), true),
        MessageType::Applied => {
            let applied: wire::Applied =
                wire::Applied(body[..wire::Applied::SIZE].try_into().expect("checked"));
            // Genesis, starts and sessions are nobody's report.
            whole(applied.account(), applied.type_().0 >= 0x0200)
        }
        MessageType::TradeAmended => {
            let amended: wire::TradeAmended = read(body);
            let parties = [amended.maker().account(), amended.taker().account()];
            let second = (parties[1] != parties[0]).then_some((parties[1], Part::Whole));
            About { accounts: [Some((parties[0], Part::Whole)), second], by_sender: false }
        }
        _ => About { accounts: [None, None], by_sender: false },
    }
}

/// Names the sessions that hear of each event, in a fixed order: `tell(session, offset, part)`.
pub fn routes(engine: &Engine, events: &[u8], base: usize, mut tell: impl FnMut(u32, usize, Part)) {
    for (offset, header, body) in frames(events) {
        let About { accounts, by_sender } = about(header.type_(), body);
        let sender =
            ReportHeader(body[..ReportHeader::SIZE].try_into().expect("events begin with it")).session();
        let mut sender_heard = sender == 0 || !by_sender;
        for (account, part) in accounts.into_iter().flatten() {
            let Some(account) = engine.accounts().get(account as usize) else { continue };
            for session in engine.members().hearing(account) {
                sender_heard |= session == sender;
                tell(session, base + offset, part);
            }
        }
        if !sender_heard {
            tell(sender, base + offset, Part::Whole);
        }
    }
}

/// Appends the frame that tells a session its part of an event, numbered in its stream.
pub fn write_report(out: &mut Vec<u8>, frame: &[u8], session: u32, number: u64, part: Part, flags: u8) {
    let at = out.len();
    match part {
        Part::Whole => out.extend_from_slice(frame),
        Part::Maker | Part::Taker => {
            let header = FrameHeader(frame[..HEADER].try_into().expect("eight bytes"));
            let fill = match header.type_() {
                MessageType::AuctionTrade => auction_fill_of(&read(&frame[HEADER..]), part),
                _ => fill_of(&read(&frame[HEADER..]), part),
            };
            let mut buffer = [0; REPORT_MAX];
            let length = put_frame(&mut buffer, &fill, 0).expect("a fill fits");
            out.extend_from_slice(&buffer[..length]);
        }
    }
    let frame = &mut out[at..];
    let mut header = FrameHeader(frame[..HEADER].try_into().expect("eight bytes"));
    header.set_flags(flags);
    frame[..HEADER].copy_from_slice(header.bytes());
    let place = HEADER..HEADER + ReportHeader::SIZE;
    let mut report = ReportHeader(frame[place.clone()].try_into().expect("its size"));
    report.set_session_sequence(number);
    if report.session() != session {
        report.set_session(0);
    }
    frame[place].copy_from_slice(report.bytes());
}

fn fill_of(trade: &wire::Trade, part: Part) -> wire::Fill {
    let taker_buys = trade.taker_side() == wire::Side::Buy;
    let is_maker = part == Part::Maker;
    let (own, other) = if is_maker { (trade.maker(), trade.taker()) } else { (trade.taker(), trade.maker()) };
    wire::Fill::new(
        trade.report(),
        trade.trade_id(),
        own.order_id(),
        other.order_id(),
        trade.instrument(),
        own.account(),
        own.client_id_bytes(),
        if taker_buys != is_maker { wire::Side::Buy } else { wire::Side::Sell },
        if is_maker { Liquidity::Maker } else { Liquidity::Taker },
        own.state(),
        0,
        trade.price(),
        trade.quantity(),
        own.leaves(),
        own.cumulative(),
        trade.notional(),
        own.fee(),
        own.fee_asset(),
        0,
    )
}

fn auction_fill_of(trade: &wire::AuctionTrade, part: Part) -> wire::Fill {
    let is_sell = part == Part::Maker;
    let (own, other) = if is_sell { (trade.sell(), trade.buy()) } else { (trade.buy(), trade.sell()) };
    wire::Fill::new(
        trade.report(),
        trade.trade_id(),
        own.order_id(),
        other.order_id(),
        trade.instrument(),
        own.account(),
        own.client_id_bytes(),
        if is_sell { wire::Side::Sell } else { wire::Side::Buy },
        Liquidity::Auction,
        own.state(),
        0,
        trade.price(),
        trade.quantity(),
        own.leaves(),
        own.cumulative(),
        trade.notional(),
        own.fee(),
        own.fee_asset(),
        0,
    )
}
