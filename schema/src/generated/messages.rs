// Generated from wire.fbs; do not edit.

use super::wire::tapebook::wire::*;
use crate::client_id;

/// A struct that is the body of a frame.
pub trait Message: Copy + core::fmt::Debug {
    const TYPE: MessageType;
    /// Bytes of the struct, without header or entries.
    const SIZE: usize;
    /// A copy, if the length is right: exactly `SIZE`, or at least `SIZE` where entries follow
    /// (Applied, BookSnapshot, BookUpdate, OrdersSnapshot, OrdersUpdate). Checks nothing else; see `verify`.
    fn from_bytes(bytes: &[u8]) -> Option<Self>;
    fn bytes(&self) -> &[u8];
}

/// Bytes of the struct of a message type; 0 if there is no such type.
pub const fn body_size(message_type: MessageType) -> usize {
    match message_type {
        MessageType::Genesis => 64,
        MessageType::Start => 8,
        MessageType::Tick => 8,
        MessageType::SessionStarted => 8,
        MessageType::SessionLost => 8,
        MessageType::EndPhase => 8,
        MessageType::Challenge => 48,
        MessageType::Logon => 120,
        MessageType::LogonAccepted => 48,
        MessageType::Heartbeat => 16,
        MessageType::Logout => 8,
        MessageType::SessionReject => 48,
        MessageType::ResumeComplete => 16,
        MessageType::NewOrder => 104,
        MessageType::CancelOrder => 104,
        MessageType::ReplaceOrder => 136,
        MessageType::CancelAll => 64,
        MessageType::NewAdvancedOrder => 168,
        MessageType::MassQuote => 336,
        MessageType::CancelQuotes => 64,
        MessageType::CancelAfter => 64,
        MessageType::NewOrderList => 448,
        MessageType::CancelOrderList => 104,
        MessageType::AddAsset => 80,
        MessageType::AddInstrument => 312,
        MessageType::SetInstrumentStatus => 64,
        MessageType::SetPriceRules => 200,
        MessageType::SetReferencePrice => 72,
        MessageType::OpenAccounts => 64,
        MessageType::SetAccountStatus => 64,
        MessageType::SetAccountTier => 64,
        MessageType::SetStpGroup => 64,
        MessageType::Deposit => 80,
        MessageType::Withdraw => 80,
        MessageType::Transfer => 88,
        MessageType::SetFees => 72,
        MessageType::SetLimits => 136,
        MessageType::SetReferenceRate => 72,
        MessageType::SetRequestWindow => 64,
        MessageType::RegisterKey => 104,
        MessageType::RevokeKey => 64,
        MessageType::BindAccount => 72,
        MessageType::BustTrade => 152,
        MessageType::CorrectTrade => 168,
        MessageType::SetTriggerLimit => 64,
        MessageType::SetSchedule => 320,
        MessageType::SetTradingRules => 96,
        MessageType::SetKillSwitch => 64,
        MessageType::SetRiskGroup => 64,
        MessageType::SetGroupOwner => 64,
        MessageType::OrderAccepted => 168,
        MessageType::OrderRested => 72,
        MessageType::OrderReduced => 120,
        MessageType::OrderCanceled => 176,
        MessageType::OrderReplaced => 192,
        MessageType::Trade => 256,
        MessageType::Fill => 176,
        MessageType::RequestRejected => 128,
        MessageType::RequestRepeated => 104,
        MessageType::Applied => 48,
        MessageType::TradeAmended => 144,
        MessageType::OrderTerms => 120,
        MessageType::OrderTriggered => 128,
        MessageType::OrderRefreshed => 80,
        MessageType::PhaseChanged => 64,
        MessageType::AuctionIndication => 64,
        MessageType::AuctionTrade => 288,
        MessageType::PegsMoved => 88,
        MessageType::ListStatus => 128,
        MessageType::ListLegStarted => 136,
        MessageType::Subscribe => 24,
        MessageType::Unsubscribe => 8,
        MessageType::TopOfBook => 80,
        MessageType::BookSnapshot => 40,
        MessageType::BookUpdate => 40,
        MessageType::TradeTick => 56,
        MessageType::OrdersSnapshot => 40,
        MessageType::OrdersUpdate => 40,
        MessageType::InstrumentState => 64,
        MessageType::Ticker => 128,
        MessageType::Candle => 104,
        MessageType::FeedResumed => 16,
        MessageType::QuoteCandle => 112,
        MessageType::QueryAssets => 8,
        MessageType::QueryInstruments => 8,
        MessageType::QueryBalances => 16,
        MessageType::QueryOrders => 24,
        MessageType::QueryPositions => 16,
        MessageType::SimulateOrder => 112,
        MessageType::QueryTrade => 24,
        MessageType::QueryOrderLists => 24,
        MessageType::QueryLimits => 16,
        MessageType::AssetReport => 32,
        MessageType::InstrumentReport => 104,
        MessageType::BalanceReport => 48,
        MessageType::OrderReport => 144,
        MessageType::PositionReport => 40,
        MessageType::SimulationReport => 64,
        MessageType::SettlementReport => 24,
        MessageType::QueryDone => 24,
        MessageType::OrderListReport => 104,
        MessageType::LimitsReport => 112,
        _ => 0,
    }
}

/// Whether entries follow the struct, so that `body_size` is the least length and not the exact one.
pub const fn is_variable(message_type: MessageType) -> bool {
    matches!(
        message_type,
        MessageType::Applied | MessageType::BookSnapshot | MessageType::BookUpdate | MessageType::OrdersSnapshot | MessageType::OrdersUpdate
    )
}

/// Whether it is journaled as a request: an order request or an operator request.
#[inline]
pub const fn is_request(message_type: MessageType) -> bool {
    body_size(message_type) > 0 && matches!(message_type.0 >> 8, 0x02 | 0x03)
}

/// Whether a client may send it.
#[inline]
pub const fn is_client_message(message_type: MessageType) -> bool {
    let named = matches!(
        message_type,
        MessageType::Logon | MessageType::Heartbeat | MessageType::Logout | MessageType::Subscribe | MessageType::Unsubscribe
    );
    named || (body_size(message_type) > 0 && matches!(message_type.0 >> 8, 0x02 | 0x03 | 0x06))
}

/// Takes the first frame off `bytes`: its header, its body and what follows it. Checks the header's length and
/// reserved field; type, version and body are for `verify`.
#[inline]
pub fn parse_frame(bytes: &[u8]) -> Result<(FrameHeader, &[u8], &[u8]), RejectReason> {
    let Some((head, after)) = bytes.split_first_chunk::<8>() else {
        return Err(RejectReason::MalformedFrame);
    };
    let length = usize::from(u16::from_le_bytes([head[0], head[1]]));
    if length < 8 || !length.is_multiple_of(8) || head[6..8] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    let Some((body, rest)) = after.split_at_checked(length - 8) else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok((FrameHeader(*head), body, rest))
}

/// Checks a body before any of its fields is used: type, version, length, reserved fields, enumerations, client ids,
/// in this order (the length belongs to a version, so an unknown version is named before a wrong length).
#[inline]
pub fn verify(message_type: u16, version: u8, body: &[u8]) -> Result<MessageType, RejectReason> {
    let message_type = MessageType(message_type);
    if version != 1 {
        return Err(if body_size(message_type) == 0 {
            RejectReason::UnknownMessageType
        } else {
            RejectReason::UnsupportedVersion
        });
    }
    match message_type {
        MessageType::Genesis => verify_genesis(body)?,
        MessageType::Start => verify_start(body)?,
        MessageType::Tick => verify_tick(body)?,
        MessageType::SessionStarted => verify_session_started(body)?,
        MessageType::SessionLost => verify_session_lost(body)?,
        MessageType::EndPhase => verify_end_phase(body)?,
        MessageType::Challenge => verify_challenge(body)?,
        MessageType::Logon => verify_logon(body)?,
        MessageType::LogonAccepted => verify_logon_accepted(body)?,
        MessageType::Heartbeat => verify_heartbeat(body)?,
        MessageType::Logout => verify_logout(body)?,
        MessageType::SessionReject => verify_session_reject(body)?,
        MessageType::ResumeComplete => verify_resume_complete(body)?,
        MessageType::NewOrder => verify_new_order(body)?,
        MessageType::CancelOrder => verify_cancel_order(body)?,
        MessageType::ReplaceOrder => verify_replace_order(body)?,
        MessageType::CancelAll => verify_cancel_all(body)?,
        MessageType::NewAdvancedOrder => verify_new_advanced_order(body)?,
        MessageType::MassQuote => verify_mass_quote(body)?,
        MessageType::CancelQuotes => verify_cancel_quotes(body)?,
        MessageType::CancelAfter => verify_cancel_after(body)?,
        MessageType::NewOrderList => verify_new_order_list(body)?,
        MessageType::CancelOrderList => verify_cancel_order_list(body)?,
        MessageType::AddAsset => verify_add_asset(body)?,
        MessageType::AddInstrument => verify_add_instrument(body)?,
        MessageType::SetInstrumentStatus => verify_set_instrument_status(body)?,
        MessageType::SetPriceRules => verify_set_price_rules(body)?,
        MessageType::SetReferencePrice => verify_set_reference_price(body)?,
        MessageType::OpenAccounts => verify_open_accounts(body)?,
        MessageType::SetAccountStatus => verify_set_account_status(body)?,
        MessageType::SetAccountTier => verify_set_account_tier(body)?,
        MessageType::SetStpGroup => verify_set_stp_group(body)?,
        MessageType::Deposit => verify_deposit(body)?,
        MessageType::Withdraw => verify_withdraw(body)?,
        MessageType::Transfer => verify_transfer(body)?,
        MessageType::SetFees => verify_set_fees(body)?,
        MessageType::SetLimits => verify_set_limits(body)?,
        MessageType::SetReferenceRate => verify_set_reference_rate(body)?,
        MessageType::SetRequestWindow => verify_set_request_window(body)?,
        MessageType::RegisterKey => verify_register_key(body)?,
        MessageType::RevokeKey => verify_revoke_key(body)?,
        MessageType::BindAccount => verify_bind_account(body)?,
        MessageType::BustTrade => verify_bust_trade(body)?,
        MessageType::CorrectTrade => verify_correct_trade(body)?,
        MessageType::SetTriggerLimit => verify_set_trigger_limit(body)?,
        MessageType::SetSchedule => verify_set_schedule(body)?,
        MessageType::SetTradingRules => verify_set_trading_rules(body)?,
        MessageType::SetKillSwitch => verify_set_kill_switch(body)?,
        MessageType::SetRiskGroup => verify_set_risk_group(body)?,
        MessageType::SetGroupOwner => verify_set_group_owner(body)?,
        MessageType::OrderAccepted => verify_order_accepted(body)?,
        MessageType::OrderRested => verify_order_rested(body)?,
        MessageType::OrderReduced => verify_order_reduced(body)?,
        MessageType::OrderCanceled => verify_order_canceled(body)?,
        MessageType::OrderReplaced => verify_order_replaced(body)?,
        MessageType::Trade => verify_trade(body)?,
        MessageType::Fill => verify_fill(body)?,
        MessageType::RequestRejected => verify_request_rejected(body)?,
        MessageType::RequestRepeated => verify_request_repeated(body)?,
        MessageType::Applied => verify_applied(body)?,
        MessageType::TradeAmended => verify_trade_amended(body)?,
        MessageType::OrderTerms => verify_order_terms(body)?,
        MessageType::OrderTriggered => verify_order_triggered(body)?,
        MessageType::OrderRefreshed => verify_order_refreshed(body)?,
        MessageType::PhaseChanged => verify_phase_changed(body)?,
        MessageType::AuctionIndication => verify_auction_indication(body)?,
        MessageType::AuctionTrade => verify_auction_trade(body)?,
        MessageType::PegsMoved => verify_pegs_moved(body)?,
        MessageType::ListStatus => verify_list_status(body)?,
        MessageType::ListLegStarted => verify_list_leg_started(body)?,
        MessageType::Subscribe => verify_subscribe(body)?,
        MessageType::Unsubscribe => verify_unsubscribe(body)?,
        MessageType::TopOfBook => verify_top_of_book(body)?,
        MessageType::BookSnapshot => verify_book_snapshot(body)?,
        MessageType::BookUpdate => verify_book_update(body)?,
        MessageType::TradeTick => verify_trade_tick(body)?,
        MessageType::OrdersSnapshot => verify_orders_snapshot(body)?,
        MessageType::OrdersUpdate => verify_orders_update(body)?,
        MessageType::InstrumentState => verify_instrument_state(body)?,
        MessageType::Ticker => verify_ticker(body)?,
        MessageType::Candle => verify_candle(body)?,
        MessageType::FeedResumed => verify_feed_resumed(body)?,
        MessageType::QuoteCandle => verify_quote_candle(body)?,
        MessageType::QueryAssets => verify_query_assets(body)?,
        MessageType::QueryInstruments => verify_query_instruments(body)?,
        MessageType::QueryBalances => verify_query_balances(body)?,
        MessageType::QueryOrders => verify_query_orders(body)?,
        MessageType::QueryPositions => verify_query_positions(body)?,
        MessageType::SimulateOrder => verify_simulate_order(body)?,
        MessageType::QueryTrade => verify_query_trade(body)?,
        MessageType::QueryOrderLists => verify_query_order_lists(body)?,
        MessageType::QueryLimits => verify_query_limits(body)?,
        MessageType::AssetReport => verify_asset_report(body)?,
        MessageType::InstrumentReport => verify_instrument_report(body)?,
        MessageType::BalanceReport => verify_balance_report(body)?,
        MessageType::OrderReport => verify_order_report(body)?,
        MessageType::PositionReport => verify_position_report(body)?,
        MessageType::SimulationReport => verify_simulation_report(body)?,
        MessageType::SettlementReport => verify_settlement_report(body)?,
        MessageType::QueryDone => verify_query_done(body)?,
        MessageType::OrderListReport => verify_order_list_report(body)?,
        MessageType::LimitsReport => verify_limits_report(body)?,
        _ => return Err(RejectReason::UnknownMessageType),
    }
    Ok(message_type)
}

#[inline(always)]
fn u16_at(b: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(*bytes_at(b, at))
}

/// Offsets are constants inside the struct, so the check folds away.
#[inline(always)]
fn bytes_at<const N: usize>(b: &[u8], at: usize) -> &[u8; N] {
    b[at..].first_chunk().expect("the field lies in the struct")
}

impl FrameHeader {
    pub const SIZE: usize = 8;
    /// The struct at the start of `bytes`.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Amount {
    pub const SIZE: usize = 16;
    /// The struct at the start of `bytes`.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl RequestHeader {
    pub const SIZE: usize = 56;
    /// The struct at the start of `bytes`.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
    #[inline]
    pub fn client_id_bytes(&self) -> &[u8; 36] {
        bytes_at(&self.0, 0)
    }
}

impl ReportHeader {
    pub const SIZE: usize = 32;
    /// The struct at the start of `bytes`.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Envelope {
    pub const SIZE: usize = 56;
    /// The struct at the start of `bytes`.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Genesis {
    #[inline]
    pub fn lineage_bytes(&self) -> &[u8; 16] {
        bytes_at(&self.0, 0)
    }
    #[inline]
    pub fn operator_key_bytes(&self) -> &[u8; 32] {
        bytes_at(&self.0, 32)
    }
}

impl Challenge {
    #[inline]
    pub fn nonce_bytes(&self) -> &[u8; 32] {
        bytes_at(&self.0, 0)
    }
}

impl Logon {
    #[inline]
    pub fn public_key_bytes(&self) -> &[u8; 32] {
        bytes_at(&self.0, 0)
    }
    #[inline]
    pub fn signature_bytes(&self) -> &[u8; 64] {
        bytes_at(&self.0, 32)
    }
}

impl LogonAccepted {
    #[inline]
    pub fn lineage_bytes(&self) -> &[u8; 16] {
        bytes_at(&self.0, 32)
    }
}

impl SessionReject {
    #[inline]
    pub fn client_id_bytes(&self) -> &[u8; 36] {
        bytes_at(&self.0, 8)
    }
}

impl CancelOrder {
    #[inline]
    pub fn target_client_id_bytes(&self) -> &[u8; 36] {
        bytes_at(&self.0, 64)
    }
}

impl ReplaceOrder {
    #[inline]
    pub fn target_client_id_bytes(&self) -> &[u8; 36] {
        bytes_at(&self.0, 64)
    }
}

impl QuoteEntry {
    pub const SIZE: usize = 16;
    /// The struct at the start of `bytes`.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl ListLeg {
    pub const SIZE: usize = 128;
    /// The struct at the start of `bytes`.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
    #[inline]
    pub fn client_id_bytes(&self) -> &[u8; 36] {
        bytes_at(&self.0, 0)
    }
}

impl CancelOrderList {
    #[inline]
    pub fn target_client_id_bytes(&self) -> &[u8; 36] {
        bytes_at(&self.0, 64)
    }
}

impl AddAsset {
    #[inline]
    pub fn code_bytes(&self) -> &[u8; 16] {
        bytes_at(&self.0, 56)
    }
}

impl TickBand {
    pub const SIZE: usize = 16;
    /// The struct at the start of `bytes`.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl AddInstrument {
    #[inline]
    pub fn symbol_bytes(&self) -> &[u8; 24] {
        bytes_at(&self.0, 56)
    }
}

impl RegisterKey {
    #[inline]
    pub fn public_key_bytes(&self) -> &[u8; 32] {
        bytes_at(&self.0, 56)
    }
}

impl TradeParty {
    pub const SIZE: usize = 32;
    /// The struct at the start of `bytes`.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl PlannedPhase {
    pub const SIZE: usize = 16;
    /// The struct at the start of `bytes`.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl OrderReduced {
    #[inline]
    pub fn client_id_bytes(&self) -> &[u8; 36] {
        bytes_at(&self.0, 40)
    }
}

impl OrderCanceled {
    #[inline]
    pub fn client_id_bytes(&self) -> &[u8; 36] {
        bytes_at(&self.0, 96)
    }
}

impl OrderReplaced {
    #[inline]
    pub fn client_id_bytes(&self) -> &[u8; 36] {
        bytes_at(&self.0, 96)
    }
}

impl TradeSide {
    pub const SIZE: usize = 88;
    /// The struct at the start of `bytes`.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
    #[inline]
    pub fn client_id_bytes(&self) -> &[u8; 36] {
        bytes_at(&self.0, 48)
    }
}

impl Fill {
    #[inline]
    pub fn client_id_bytes(&self) -> &[u8; 36] {
        bytes_at(&self.0, 64)
    }
}

impl OrderTriggered {
    #[inline]
    pub fn client_id_bytes(&self) -> &[u8; 36] {
        bytes_at(&self.0, 40)
    }
}

impl ListLegStarted {
    #[inline]
    pub fn client_id_bytes(&self) -> &[u8; 36] {
        bytes_at(&self.0, 48)
    }
}

impl Level {
    pub const SIZE: usize = 16;
    /// The struct at the start of `bytes`.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl LevelChange {
    pub const SIZE: usize = 24;
    /// The struct at the start of `bytes`.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl BookOrder {
    pub const SIZE: usize = 32;
    /// The struct at the start of `bytes`.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl OrderChange {
    pub const SIZE: usize = 32;
    /// The struct at the start of `bytes`.
    #[inline]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl AssetReport {
    #[inline]
    pub fn code_bytes(&self) -> &[u8; 16] {
        bytes_at(&self.0, 16)
    }
}

impl InstrumentReport {
    #[inline]
    pub fn symbol_bytes(&self) -> &[u8; 24] {
        bytes_at(&self.0, 80)
    }
}

impl OrderReport {
    #[inline]
    pub fn client_id_bytes(&self) -> &[u8; 36] {
        bytes_at(&self.0, 16)
    }
}

impl OrderListReport {
    #[inline]
    pub fn client_id_bytes(&self) -> &[u8; 36] {
        bytes_at(&self.0, 16)
    }
}

impl Message for Genesis {
    const TYPE: MessageType = MessageType::Genesis;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Start {
    const TYPE: MessageType = MessageType::Start;
    const SIZE: usize = 8;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Tick {
    const TYPE: MessageType = MessageType::Tick;
    const SIZE: usize = 8;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SessionStarted {
    const TYPE: MessageType = MessageType::SessionStarted;
    const SIZE: usize = 8;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SessionLost {
    const TYPE: MessageType = MessageType::SessionLost;
    const SIZE: usize = 8;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for EndPhase {
    const TYPE: MessageType = MessageType::EndPhase;
    const SIZE: usize = 8;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Challenge {
    const TYPE: MessageType = MessageType::Challenge;
    const SIZE: usize = 48;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Logon {
    const TYPE: MessageType = MessageType::Logon;
    const SIZE: usize = 120;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for LogonAccepted {
    const TYPE: MessageType = MessageType::LogonAccepted;
    const SIZE: usize = 48;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Heartbeat {
    const TYPE: MessageType = MessageType::Heartbeat;
    const SIZE: usize = 16;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Logout {
    const TYPE: MessageType = MessageType::Logout;
    const SIZE: usize = 8;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SessionReject {
    const TYPE: MessageType = MessageType::SessionReject;
    const SIZE: usize = 48;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for ResumeComplete {
    const TYPE: MessageType = MessageType::ResumeComplete;
    const SIZE: usize = 16;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for NewOrder {
    const TYPE: MessageType = MessageType::NewOrder;
    const SIZE: usize = 104;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for CancelOrder {
    const TYPE: MessageType = MessageType::CancelOrder;
    const SIZE: usize = 104;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for ReplaceOrder {
    const TYPE: MessageType = MessageType::ReplaceOrder;
    const SIZE: usize = 136;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for CancelAll {
    const TYPE: MessageType = MessageType::CancelAll;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for NewAdvancedOrder {
    const TYPE: MessageType = MessageType::NewAdvancedOrder;
    const SIZE: usize = 168;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for MassQuote {
    const TYPE: MessageType = MessageType::MassQuote;
    const SIZE: usize = 336;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for CancelQuotes {
    const TYPE: MessageType = MessageType::CancelQuotes;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for CancelAfter {
    const TYPE: MessageType = MessageType::CancelAfter;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for NewOrderList {
    const TYPE: MessageType = MessageType::NewOrderList;
    const SIZE: usize = 448;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for CancelOrderList {
    const TYPE: MessageType = MessageType::CancelOrderList;
    const SIZE: usize = 104;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for AddAsset {
    const TYPE: MessageType = MessageType::AddAsset;
    const SIZE: usize = 80;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for AddInstrument {
    const TYPE: MessageType = MessageType::AddInstrument;
    const SIZE: usize = 312;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetInstrumentStatus {
    const TYPE: MessageType = MessageType::SetInstrumentStatus;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetPriceRules {
    const TYPE: MessageType = MessageType::SetPriceRules;
    const SIZE: usize = 200;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetReferencePrice {
    const TYPE: MessageType = MessageType::SetReferencePrice;
    const SIZE: usize = 72;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for OpenAccounts {
    const TYPE: MessageType = MessageType::OpenAccounts;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetAccountStatus {
    const TYPE: MessageType = MessageType::SetAccountStatus;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetAccountTier {
    const TYPE: MessageType = MessageType::SetAccountTier;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetStpGroup {
    const TYPE: MessageType = MessageType::SetStpGroup;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Deposit {
    const TYPE: MessageType = MessageType::Deposit;
    const SIZE: usize = 80;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Withdraw {
    const TYPE: MessageType = MessageType::Withdraw;
    const SIZE: usize = 80;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Transfer {
    const TYPE: MessageType = MessageType::Transfer;
    const SIZE: usize = 88;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetFees {
    const TYPE: MessageType = MessageType::SetFees;
    const SIZE: usize = 72;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetLimits {
    const TYPE: MessageType = MessageType::SetLimits;
    const SIZE: usize = 136;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetReferenceRate {
    const TYPE: MessageType = MessageType::SetReferenceRate;
    const SIZE: usize = 72;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetRequestWindow {
    const TYPE: MessageType = MessageType::SetRequestWindow;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for RegisterKey {
    const TYPE: MessageType = MessageType::RegisterKey;
    const SIZE: usize = 104;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for RevokeKey {
    const TYPE: MessageType = MessageType::RevokeKey;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for BindAccount {
    const TYPE: MessageType = MessageType::BindAccount;
    const SIZE: usize = 72;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for BustTrade {
    const TYPE: MessageType = MessageType::BustTrade;
    const SIZE: usize = 152;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for CorrectTrade {
    const TYPE: MessageType = MessageType::CorrectTrade;
    const SIZE: usize = 168;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetTriggerLimit {
    const TYPE: MessageType = MessageType::SetTriggerLimit;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetSchedule {
    const TYPE: MessageType = MessageType::SetSchedule;
    const SIZE: usize = 320;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetTradingRules {
    const TYPE: MessageType = MessageType::SetTradingRules;
    const SIZE: usize = 96;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetKillSwitch {
    const TYPE: MessageType = MessageType::SetKillSwitch;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetRiskGroup {
    const TYPE: MessageType = MessageType::SetRiskGroup;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SetGroupOwner {
    const TYPE: MessageType = MessageType::SetGroupOwner;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for OrderAccepted {
    const TYPE: MessageType = MessageType::OrderAccepted;
    const SIZE: usize = 168;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for OrderRested {
    const TYPE: MessageType = MessageType::OrderRested;
    const SIZE: usize = 72;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for OrderReduced {
    const TYPE: MessageType = MessageType::OrderReduced;
    const SIZE: usize = 120;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for OrderCanceled {
    const TYPE: MessageType = MessageType::OrderCanceled;
    const SIZE: usize = 176;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for OrderReplaced {
    const TYPE: MessageType = MessageType::OrderReplaced;
    const SIZE: usize = 192;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Trade {
    const TYPE: MessageType = MessageType::Trade;
    const SIZE: usize = 256;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Fill {
    const TYPE: MessageType = MessageType::Fill;
    const SIZE: usize = 176;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for RequestRejected {
    const TYPE: MessageType = MessageType::RequestRejected;
    const SIZE: usize = 128;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for RequestRepeated {
    const TYPE: MessageType = MessageType::RequestRepeated;
    const SIZE: usize = 104;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Applied {
    const TYPE: MessageType = MessageType::Applied;
    const SIZE: usize = 48;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for TradeAmended {
    const TYPE: MessageType = MessageType::TradeAmended;
    const SIZE: usize = 144;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for OrderTerms {
    const TYPE: MessageType = MessageType::OrderTerms;
    const SIZE: usize = 120;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for OrderTriggered {
    const TYPE: MessageType = MessageType::OrderTriggered;
    const SIZE: usize = 128;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for OrderRefreshed {
    const TYPE: MessageType = MessageType::OrderRefreshed;
    const SIZE: usize = 80;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for PhaseChanged {
    const TYPE: MessageType = MessageType::PhaseChanged;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for AuctionIndication {
    const TYPE: MessageType = MessageType::AuctionIndication;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for AuctionTrade {
    const TYPE: MessageType = MessageType::AuctionTrade;
    const SIZE: usize = 288;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for PegsMoved {
    const TYPE: MessageType = MessageType::PegsMoved;
    const SIZE: usize = 88;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for ListStatus {
    const TYPE: MessageType = MessageType::ListStatus;
    const SIZE: usize = 128;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for ListLegStarted {
    const TYPE: MessageType = MessageType::ListLegStarted;
    const SIZE: usize = 136;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Subscribe {
    const TYPE: MessageType = MessageType::Subscribe;
    const SIZE: usize = 24;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Unsubscribe {
    const TYPE: MessageType = MessageType::Unsubscribe;
    const SIZE: usize = 8;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for TopOfBook {
    const TYPE: MessageType = MessageType::TopOfBook;
    const SIZE: usize = 80;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for BookSnapshot {
    const TYPE: MessageType = MessageType::BookSnapshot;
    const SIZE: usize = 40;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for BookUpdate {
    const TYPE: MessageType = MessageType::BookUpdate;
    const SIZE: usize = 40;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for TradeTick {
    const TYPE: MessageType = MessageType::TradeTick;
    const SIZE: usize = 56;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for OrdersSnapshot {
    const TYPE: MessageType = MessageType::OrdersSnapshot;
    const SIZE: usize = 40;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for OrdersUpdate {
    const TYPE: MessageType = MessageType::OrdersUpdate;
    const SIZE: usize = 40;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.first_chunk().copied().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for InstrumentState {
    const TYPE: MessageType = MessageType::InstrumentState;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Ticker {
    const TYPE: MessageType = MessageType::Ticker;
    const SIZE: usize = 128;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for Candle {
    const TYPE: MessageType = MessageType::Candle;
    const SIZE: usize = 104;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for FeedResumed {
    const TYPE: MessageType = MessageType::FeedResumed;
    const SIZE: usize = 16;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for QuoteCandle {
    const TYPE: MessageType = MessageType::QuoteCandle;
    const SIZE: usize = 112;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for QueryAssets {
    const TYPE: MessageType = MessageType::QueryAssets;
    const SIZE: usize = 8;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for QueryInstruments {
    const TYPE: MessageType = MessageType::QueryInstruments;
    const SIZE: usize = 8;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for QueryBalances {
    const TYPE: MessageType = MessageType::QueryBalances;
    const SIZE: usize = 16;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for QueryOrders {
    const TYPE: MessageType = MessageType::QueryOrders;
    const SIZE: usize = 24;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for QueryPositions {
    const TYPE: MessageType = MessageType::QueryPositions;
    const SIZE: usize = 16;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SimulateOrder {
    const TYPE: MessageType = MessageType::SimulateOrder;
    const SIZE: usize = 112;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for QueryTrade {
    const TYPE: MessageType = MessageType::QueryTrade;
    const SIZE: usize = 24;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for QueryOrderLists {
    const TYPE: MessageType = MessageType::QueryOrderLists;
    const SIZE: usize = 24;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for QueryLimits {
    const TYPE: MessageType = MessageType::QueryLimits;
    const SIZE: usize = 16;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for AssetReport {
    const TYPE: MessageType = MessageType::AssetReport;
    const SIZE: usize = 32;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for InstrumentReport {
    const TYPE: MessageType = MessageType::InstrumentReport;
    const SIZE: usize = 104;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for BalanceReport {
    const TYPE: MessageType = MessageType::BalanceReport;
    const SIZE: usize = 48;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for OrderReport {
    const TYPE: MessageType = MessageType::OrderReport;
    const SIZE: usize = 144;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for PositionReport {
    const TYPE: MessageType = MessageType::PositionReport;
    const SIZE: usize = 40;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SimulationReport {
    const TYPE: MessageType = MessageType::SimulationReport;
    const SIZE: usize = 64;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for SettlementReport {
    const TYPE: MessageType = MessageType::SettlementReport;
    const SIZE: usize = 24;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for QueryDone {
    const TYPE: MessageType = MessageType::QueryDone;
    const SIZE: usize = 24;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for OrderListReport {
    const TYPE: MessageType = MessageType::OrderListReport;
    const SIZE: usize = 104;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Message for LimitsReport {
    const TYPE: MessageType = MessageType::LimitsReport;
    const SIZE: usize = 112;
    #[inline]
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
    #[inline]
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}

#[inline]
fn verify_genesis(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_start(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = <&[u8; 8]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_tick(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 8]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[0..8] != [0; 8] {
        return Err(RejectReason::MalformedFrame);
    }
    Ok(())
}

#[inline]
fn verify_session_started(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = <&[u8; 8]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_session_lost(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 8]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[6..8] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if !matches!(b[4], 0..=18 | 32..=76 | 80 | 90 | 100 | 110..=116 | 120..=123) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_end_phase(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 8]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[4..8] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    Ok(())
}

#[inline]
fn verify_challenge(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 48]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[42..44] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if b[40] > 1 {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_logon(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = <&[u8; 120]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_logon_accepted(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = <&[u8; 48]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_heartbeat(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = <&[u8; 16]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_logout(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 8]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[1] != 0
        || b[2..4] != [0; 2]
        || b[4..8] != [0; 4]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !matches!(b[0], 0..=18 | 32..=76 | 80 | 90 | 100 | 110..=116 | 120..=123) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_session_reject(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 48]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[3] != 0
        || b[4..8] != [0; 4]
        || b[44..48] != [0; 4]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !matches!(u16_at(b, 0), 0..=6 | 257..=263 | 513..=517 | 519..=523 | 769..=790 | 800..=801 | 816..=818 | 1025..=1038 | 1040..=1042 | 1048..=1050 | 1281..=1293 | 1537..=1545 | 1793..=1802)
        || !matches!(b[2], 0..=18 | 32..=76 | 80 | 90 | 100 | 110..=116 | 120..=123)
        || !client_id::is_client_id_or_empty(bytes_at(b, 8))
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_resume_complete(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = <&[u8; 16]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_new_order(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 104]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[100..104] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || b[60] > 1
        || b[61] > 8
        || b[62] > 4
        || b[63] > 4
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_cancel_order(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 104]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[100..104] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || !client_id::is_client_id_or_empty(bytes_at(b, 64))
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_replace_order(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 136]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if !client_id::is_client_id(bytes_at(b, 0))
        || !client_id::is_client_id_or_empty(bytes_at(b, 64))
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_cancel_all(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[61] != 0
        || b[62..64] != [0; 2]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || b[60] > 2
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_new_advanced_order(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 168]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[162..164] != [0; 2]
        || b[164..168] != [0; 4]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || b[60] > 1
        || b[61] > 8
        || b[62] > 4
        || b[63] > 4
        || b[160] > 2
        || b[161] > 3
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_mass_quote(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 336]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[61] != 0 {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || b[60] > 4
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_cancel_quotes(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_cancel_after(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[60..64] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_new_order_list(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 448]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[185] != 0
        || b[186..188] != [0; 2]
        || b[188..192] != [0; 4]
        || b[313] != 0
        || b[314..316] != [0; 2]
        || b[316..320] != [0; 4]
        || b[441] != 0
        || b[442..444] != [0; 2]
        || b[444..448] != [0; 4]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || b[60] > 3
        || !client_id::is_client_id_or_empty(bytes_at(b, 64))
        || b[108] > 1
        || b[109] > 8
        || b[110] > 4
        || b[111] > 4
        || b[184] > 2
        || !client_id::is_client_id_or_empty(bytes_at(b, 192))
        || b[236] > 1
        || b[237] > 8
        || b[238] > 4
        || b[239] > 4
        || b[312] > 2
        || !client_id::is_client_id_or_empty(bytes_at(b, 320))
        || b[364] > 1
        || b[365] > 8
        || b[366] > 4
        || b[367] > 4
        || b[440] > 2
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_cancel_order_list(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 104]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[100..104] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || !client_id::is_client_id_or_empty(bytes_at(b, 64))
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_add_asset(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 80]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[74..76] != [0; 2]
        || b[76..80] != [0; 4]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_add_instrument(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 312]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[107] != 0
        || b[108..112] != [0; 4]
        || b[172..176] != [0; 4]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || b[106] > 1
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_instrument_status(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[62..64] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || b[60] > 8
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_price_rules(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 200]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_reference_price(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 72]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[60..64] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_open_accounts(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_account_status(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[62..64] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || b[60] > 2
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_account_tier(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_stp_group(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_deposit(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 80]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_withdraw(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 80]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_transfer(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 88]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[68..72] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_fees(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 72]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_limits(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 136]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[57] != 0
        || b[58..60] != [0; 2]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || b[56] > 4
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_reference_rate(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 72]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[60..64] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_request_window(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[60..64] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_register_key(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 104]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[100..104] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_revoke_key(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[60..64] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_bind_account(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 72]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[65] != 0
        || b[66..68] != [0; 2]
        || b[68..72] != [0; 4]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_bust_trade(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 152]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[69] != 0
        || b[70..72] != [0; 2]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || b[68] > 1
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_correct_trade(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 168]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[69] != 0
        || b[70..72] != [0; 2]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || b[68] > 1
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_trigger_limit(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[60..64] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_schedule(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 320]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[61] != 0
        || b[62..64] != [0; 2]
        || b[73] != 0
        || b[74..76] != [0; 2]
        || b[89] != 0
        || b[90..92] != [0; 2]
        || b[105] != 0
        || b[106..108] != [0; 2]
        || b[121] != 0
        || b[122..124] != [0; 2]
        || b[137] != 0
        || b[138..140] != [0; 2]
        || b[153] != 0
        || b[154..156] != [0; 2]
        || b[169] != 0
        || b[170..172] != [0; 2]
        || b[185] != 0
        || b[186..188] != [0; 2]
        || b[201] != 0
        || b[202..204] != [0; 2]
        || b[217] != 0
        || b[218..220] != [0; 2]
        || b[233] != 0
        || b[234..236] != [0; 2]
        || b[249] != 0
        || b[250..252] != [0; 2]
        || b[265] != 0
        || b[266..268] != [0; 2]
        || b[281] != 0
        || b[282..284] != [0; 2]
        || b[297] != 0
        || b[298..300] != [0; 2]
        || b[313] != 0
        || b[314..316] != [0; 2]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || b[72] > 8
        || b[88] > 8
        || b[104] > 8
        || b[120] > 8
        || b[136] > 8
        || b[152] > 8
        || b[168] > 8
        || b[184] > 8
        || b[200] > 8
        || b[216] > 8
        || b[232] > 8
        || b[248] > 8
        || b[264] > 8
        || b[280] > 8
        || b[296] > 8
        || b[312] > 8
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_trading_rules(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 96]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[62..64] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || b[60] > 1
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_kill_switch(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[58..60] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 0))
        || b[56] > 5
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_risk_group(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_set_group_owner(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if !client_id::is_client_id(bytes_at(b, 0)) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_order_accepted(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 168]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if !client_id::is_client_id(bytes_at(b, 32))
        || b[100] > 1
        || b[101] > 8
        || b[102] > 4
        || b[103] > 4
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_order_rested(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 72]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[65] != 0
        || b[66..68] != [0; 2]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if b[64] > 1 {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_order_reduced(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 120]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[87] != 0 {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id_or_empty(bytes_at(b, 40))
        || b[84] > 1
        || !matches!(b[85], 0..=18 | 25..=26)
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_order_canceled(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 176]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[140..144] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 32))
        || !client_id::is_client_id_or_empty(bytes_at(b, 96))
        || b[136] > 1
        || !matches!(b[137], 0..=18 | 25..=26)
        || b[138] > 7
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_order_replaced(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 192]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[138..140] != [0; 2]
        || b[140..144] != [0; 4]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 32))
        || !client_id::is_client_id_or_empty(bytes_at(b, 96))
        || b[136] > 1
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_trade(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 256]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[46..48] != [0; 2]
        || b[165] != 0
        || b[166..168] != [0; 2]
        || b[253] != 0
        || b[254..256] != [0; 2]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if b[44] > 1
        || !client_id::is_client_id_or_empty(bytes_at(b, 128))
        || b[164] > 7
        || !client_id::is_client_id_or_empty(bytes_at(b, 216))
        || b[252] > 7
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_fill(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 176]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[103] != 0
        || b[172..176] != [0; 4]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id_or_empty(bytes_at(b, 64))
        || b[100] > 1
        || b[101] > 2
        || b[102] > 7
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_request_rejected(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 128]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[91] != 0 {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 32))
        || !matches!(u16_at(b, 88), 0..=6 | 257..=263 | 513..=517 | 519..=523 | 769..=790 | 800..=801 | 816..=818 | 1025..=1038 | 1040..=1042 | 1048..=1050 | 1281..=1293 | 1537..=1545 | 1793..=1802)
        || !matches!(b[90], 0..=18 | 32..=76 | 80 | 90 | 100 | 110..=116 | 120..=123)
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_request_repeated(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 104]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[90..92] != [0; 2]
        || b[92..96] != [0; 4]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 32))
        || !matches!(u16_at(b, 88), 0..=6 | 257..=263 | 513..=517 | 519..=523 | 769..=790 | 800..=801 | 816..=818 | 1025..=1038 | 1040..=1042 | 1048..=1050 | 1281..=1293 | 1537..=1545 | 1793..=1802)
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_applied(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = body.first_chunk::<48>().filter(|_| body.len().is_multiple_of(8)) else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[34..36] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if !matches!(u16_at(b, 32), 0..=6 | 257..=263 | 513..=517 | 519..=523 | 769..=790 | 800..=801 | 816..=818 | 1025..=1038 | 1040..=1042 | 1048..=1050 | 1281..=1293 | 1537..=1545 | 1793..=1802) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_trade_amended(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 144]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[46..48] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if b[44] > 3
        || b[45] > 1
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_order_terms(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 120]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[115] != 0
        || b[116..120] != [0; 4]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if b[112] > 2
        || b[113] > 3
        || b[114] > 7
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_order_triggered(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 128]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[86..88] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id_or_empty(bytes_at(b, 40))
        || b[84] > 1
        || b[85] > 8
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_order_refreshed(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 80]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[73] != 0
        || b[74..76] != [0; 2]
        || b[76..80] != [0; 4]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if b[72] > 1 {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_phase_changed(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[39] != 0 {
        return Err(RejectReason::MalformedFrame);
    }
    if b[36] > 8
        || b[37] > 8
        || b[38] > 5
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_auction_indication(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[38..40] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if b[36] > 8
        || b[37] > 1
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_auction_trade(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 288]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[45] != 0
        || b[46..48] != [0; 2]
        || b[197] != 0
        || b[198..200] != [0; 2]
        || b[285] != 0
        || b[286..288] != [0; 2]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if b[44] > 8
        || !client_id::is_client_id_or_empty(bytes_at(b, 160))
        || b[196] > 7
        || !client_id::is_client_id_or_empty(bytes_at(b, 248))
        || b[284] > 7
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_pegs_moved(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 88]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[38..40] != [0; 2]
        || b[84..88] != [0; 4]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if b[36] > 1
        || b[37] > 3
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_list_status(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 128]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[126..128] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 32))
        || b[124] > 3
        || b[125] > 1
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_list_leg_started(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 136]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if !client_id::is_client_id_or_empty(bytes_at(b, 48))
        || b[92] > 1
        || b[93] > 8
        || b[94] > 7
        || !matches!(b[95], 0..=18 | 32..=76 | 80 | 90 | 100 | 110..=116 | 120..=123)
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_subscribe(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 24]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[4] > 7
        || b[5] > 5
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_unsubscribe(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 8]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[6..8] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if b[4] > 7
        || b[5] > 5
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_top_of_book(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 80]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[4..8] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    Ok(())
}

#[inline]
fn verify_book_snapshot(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = body.first_chunk::<40>().filter(|_| body.len().is_multiple_of(8)) else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_book_update(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = body.first_chunk::<40>().filter(|_| body.len().is_multiple_of(8)) else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_trade_tick(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 56]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[6..8] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if b[4] > 1
        || b[5] > 3
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_orders_snapshot(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = body.first_chunk::<40>().filter(|_| body.len().is_multiple_of(8)) else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_orders_update(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = body.first_chunk::<40>().filter(|_| body.len().is_multiple_of(8)) else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_instrument_state(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[6..8] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if b[4] > 8
        || b[5] > 2
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_ticker(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = <&[u8; 128]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_candle(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 104]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[6..8] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if b[4] > 5 {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_feed_resumed(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 16]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[6..8] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if b[4] > 7
        || b[5] > 5
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_quote_candle(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 112]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[6..8] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if b[4] > 5 {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_query_assets(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = <&[u8; 8]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_query_instruments(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = <&[u8; 8]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_query_balances(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 16]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[12..16] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    Ok(())
}

#[inline]
fn verify_query_orders(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = <&[u8; 24]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_query_positions(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 16]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[12..16] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    Ok(())
}

#[inline]
fn verify_simulate_order(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 112]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[108..112] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id(bytes_at(b, 8))
        || b[68] > 1
        || b[69] > 8
        || b[70] > 4
        || b[71] > 4
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_query_trade(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 24]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[20..24] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    Ok(())
}

#[inline]
fn verify_query_order_lists(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 24]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[12..16] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    Ok(())
}

#[inline]
fn verify_query_limits(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 16]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[14..16] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if b[12] > 2
        || b[13] > 4
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_asset_report(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 32]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[14..16] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    Ok(())
}

#[inline]
fn verify_instrument_report(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 104]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[22] > 1
        || b[23] > 8
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_balance_report(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = <&[u8; 48]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_order_report(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 144]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[140..144] != [0; 4] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id_or_empty(bytes_at(b, 16))
        || b[60] > 1
        || b[61] > 8
        || b[62] > 4
        || b[63] > 7
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_position_report(body: &[u8]) -> Result<(), RejectReason> {
    let Some(_) = <&[u8; 40]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    Ok(())
}

#[inline]
fn verify_simulation_report(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 64]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[42..44] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if !matches!(b[40], 0..=18 | 32..=76 | 80 | 90 | 100 | 110..=116 | 120..=123) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_settlement_report(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 24]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[21] != 0
        || b[22..24] != [0; 2]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if b[20] > 3 {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_query_done(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 24]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[13] != 0
        || b[14..16] != [0; 2]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if !matches!(b[12], 0..=18 | 32..=76 | 80 | 90 | 100 | 110..=116 | 120..=123) {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_order_list_report(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 104]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[102..104] != [0; 2] {
        return Err(RejectReason::MalformedFrame);
    }
    if !client_id::is_client_id_or_empty(bytes_at(b, 16))
        || b[100] > 3
    {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}

#[inline]
fn verify_limits_report(body: &[u8]) -> Result<(), RejectReason> {
    let Some(b) = <&[u8; 112]>::try_from(body).ok() else {
        return Err(RejectReason::MalformedFrame);
    };
    if b[9] != 0
        || b[10..12] != [0; 2]
    {
        return Err(RejectReason::MalformedFrame);
    }
    if b[8] > 4 {
        return Err(RejectReason::FieldOutOfRange);
    }
    Ok(())
}
