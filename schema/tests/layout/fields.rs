// Generated from wire.fbs; do not edit.

use tapebook_schema::*;

use super::only;

#[test]
fn message_table() {
    assert_eq!((MessageType::Genesis.0, Genesis::TYPE.0, Genesis::SIZE, body_size(Genesis::TYPE)), (1, 1, 64, 64));
    assert_eq!((MessageType::Start.0, Start::TYPE.0, Start::SIZE, body_size(Start::TYPE)), (2, 2, 8, 8));
    assert_eq!((MessageType::Tick.0, Tick::TYPE.0, Tick::SIZE, body_size(Tick::TYPE)), (3, 3, 8, 8));
    assert_eq!((MessageType::SessionStarted.0, SessionStarted::TYPE.0, SessionStarted::SIZE, body_size(SessionStarted::TYPE)), (4, 4, 8, 8));
    assert_eq!((MessageType::SessionLost.0, SessionLost::TYPE.0, SessionLost::SIZE, body_size(SessionLost::TYPE)), (5, 5, 8, 8));
    assert_eq!((MessageType::EndPhase.0, EndPhase::TYPE.0, EndPhase::SIZE, body_size(EndPhase::TYPE)), (6, 6, 8, 8));
    assert_eq!((MessageType::Challenge.0, Challenge::TYPE.0, Challenge::SIZE, body_size(Challenge::TYPE)), (257, 257, 48, 48));
    assert_eq!((MessageType::Logon.0, Logon::TYPE.0, Logon::SIZE, body_size(Logon::TYPE)), (258, 258, 120, 120));
    assert_eq!((MessageType::LogonAccepted.0, LogonAccepted::TYPE.0, LogonAccepted::SIZE, body_size(LogonAccepted::TYPE)), (259, 259, 48, 48));
    assert_eq!((MessageType::Heartbeat.0, Heartbeat::TYPE.0, Heartbeat::SIZE, body_size(Heartbeat::TYPE)), (260, 260, 16, 16));
    assert_eq!((MessageType::Logout.0, Logout::TYPE.0, Logout::SIZE, body_size(Logout::TYPE)), (261, 261, 8, 8));
    assert_eq!((MessageType::SessionReject.0, SessionReject::TYPE.0, SessionReject::SIZE, body_size(SessionReject::TYPE)), (262, 262, 48, 48));
    assert_eq!((MessageType::ResumeComplete.0, ResumeComplete::TYPE.0, ResumeComplete::SIZE, body_size(ResumeComplete::TYPE)), (263, 263, 16, 16));
    assert_eq!((MessageType::NewOrder.0, NewOrder::TYPE.0, NewOrder::SIZE, body_size(NewOrder::TYPE)), (513, 513, 104, 104));
    assert_eq!((MessageType::CancelOrder.0, CancelOrder::TYPE.0, CancelOrder::SIZE, body_size(CancelOrder::TYPE)), (514, 514, 104, 104));
    assert_eq!((MessageType::ReplaceOrder.0, ReplaceOrder::TYPE.0, ReplaceOrder::SIZE, body_size(ReplaceOrder::TYPE)), (515, 515, 136, 136));
    assert_eq!((MessageType::CancelAll.0, CancelAll::TYPE.0, CancelAll::SIZE, body_size(CancelAll::TYPE)), (516, 516, 64, 64));
    assert_eq!((MessageType::NewAdvancedOrder.0, NewAdvancedOrder::TYPE.0, NewAdvancedOrder::SIZE, body_size(NewAdvancedOrder::TYPE)), (517, 517, 168, 168));
    assert_eq!((MessageType::MassQuote.0, MassQuote::TYPE.0, MassQuote::SIZE, body_size(MassQuote::TYPE)), (519, 519, 336, 336));
    assert_eq!((MessageType::CancelQuotes.0, CancelQuotes::TYPE.0, CancelQuotes::SIZE, body_size(CancelQuotes::TYPE)), (520, 520, 64, 64));
    assert_eq!((MessageType::CancelAfter.0, CancelAfter::TYPE.0, CancelAfter::SIZE, body_size(CancelAfter::TYPE)), (521, 521, 64, 64));
    assert_eq!((MessageType::NewOrderList.0, NewOrderList::TYPE.0, NewOrderList::SIZE, body_size(NewOrderList::TYPE)), (522, 522, 448, 448));
    assert_eq!((MessageType::CancelOrderList.0, CancelOrderList::TYPE.0, CancelOrderList::SIZE, body_size(CancelOrderList::TYPE)), (523, 523, 104, 104));
    assert_eq!((MessageType::AddAsset.0, AddAsset::TYPE.0, AddAsset::SIZE, body_size(AddAsset::TYPE)), (769, 769, 80, 80));
    assert_eq!((MessageType::AddInstrument.0, AddInstrument::TYPE.0, AddInstrument::SIZE, body_size(AddInstrument::TYPE)), (770, 770, 312, 312));
    assert_eq!((MessageType::SetInstrumentStatus.0, SetInstrumentStatus::TYPE.0, SetInstrumentStatus::SIZE, body_size(SetInstrumentStatus::TYPE)), (771, 771, 64, 64));
    assert_eq!((MessageType::SetPriceRules.0, SetPriceRules::TYPE.0, SetPriceRules::SIZE, body_size(SetPriceRules::TYPE)), (772, 772, 200, 200));
    assert_eq!((MessageType::SetReferencePrice.0, SetReferencePrice::TYPE.0, SetReferencePrice::SIZE, body_size(SetReferencePrice::TYPE)), (773, 773, 72, 72));
    assert_eq!((MessageType::OpenAccounts.0, OpenAccounts::TYPE.0, OpenAccounts::SIZE, body_size(OpenAccounts::TYPE)), (774, 774, 64, 64));
    assert_eq!((MessageType::SetAccountStatus.0, SetAccountStatus::TYPE.0, SetAccountStatus::SIZE, body_size(SetAccountStatus::TYPE)), (775, 775, 64, 64));
    assert_eq!((MessageType::SetAccountTier.0, SetAccountTier::TYPE.0, SetAccountTier::SIZE, body_size(SetAccountTier::TYPE)), (776, 776, 64, 64));
    assert_eq!((MessageType::SetStpGroup.0, SetStpGroup::TYPE.0, SetStpGroup::SIZE, body_size(SetStpGroup::TYPE)), (777, 777, 64, 64));
    assert_eq!((MessageType::Deposit.0, Deposit::TYPE.0, Deposit::SIZE, body_size(Deposit::TYPE)), (778, 778, 80, 80));
    assert_eq!((MessageType::Withdraw.0, Withdraw::TYPE.0, Withdraw::SIZE, body_size(Withdraw::TYPE)), (779, 779, 80, 80));
    assert_eq!((MessageType::Transfer.0, Transfer::TYPE.0, Transfer::SIZE, body_size(Transfer::TYPE)), (780, 780, 88, 88));
    assert_eq!((MessageType::SetFees.0, SetFees::TYPE.0, SetFees::SIZE, body_size(SetFees::TYPE)), (781, 781, 72, 72));
    assert_eq!((MessageType::SetLimits.0, SetLimits::TYPE.0, SetLimits::SIZE, body_size(SetLimits::TYPE)), (782, 782, 136, 136));
    assert_eq!((MessageType::SetReferenceRate.0, SetReferenceRate::TYPE.0, SetReferenceRate::SIZE, body_size(SetReferenceRate::TYPE)), (783, 783, 72, 72));
    assert_eq!((MessageType::SetRequestWindow.0, SetRequestWindow::TYPE.0, SetRequestWindow::SIZE, body_size(SetRequestWindow::TYPE)), (784, 784, 64, 64));
    assert_eq!((MessageType::RegisterKey.0, RegisterKey::TYPE.0, RegisterKey::SIZE, body_size(RegisterKey::TYPE)), (785, 785, 104, 104));
    assert_eq!((MessageType::RevokeKey.0, RevokeKey::TYPE.0, RevokeKey::SIZE, body_size(RevokeKey::TYPE)), (786, 786, 64, 64));
    assert_eq!((MessageType::BindAccount.0, BindAccount::TYPE.0, BindAccount::SIZE, body_size(BindAccount::TYPE)), (787, 787, 72, 72));
    assert_eq!((MessageType::BustTrade.0, BustTrade::TYPE.0, BustTrade::SIZE, body_size(BustTrade::TYPE)), (788, 788, 152, 152));
    assert_eq!((MessageType::CorrectTrade.0, CorrectTrade::TYPE.0, CorrectTrade::SIZE, body_size(CorrectTrade::TYPE)), (789, 789, 168, 168));
    assert_eq!((MessageType::SetTriggerLimit.0, SetTriggerLimit::TYPE.0, SetTriggerLimit::SIZE, body_size(SetTriggerLimit::TYPE)), (790, 790, 64, 64));
    assert_eq!((MessageType::SetSchedule.0, SetSchedule::TYPE.0, SetSchedule::SIZE, body_size(SetSchedule::TYPE)), (800, 800, 320, 320));
    assert_eq!((MessageType::SetTradingRules.0, SetTradingRules::TYPE.0, SetTradingRules::SIZE, body_size(SetTradingRules::TYPE)), (801, 801, 96, 96));
    assert_eq!((MessageType::SetKillSwitch.0, SetKillSwitch::TYPE.0, SetKillSwitch::SIZE, body_size(SetKillSwitch::TYPE)), (816, 816, 64, 64));
    assert_eq!((MessageType::SetRiskGroup.0, SetRiskGroup::TYPE.0, SetRiskGroup::SIZE, body_size(SetRiskGroup::TYPE)), (817, 817, 64, 64));
    assert_eq!((MessageType::SetGroupOwner.0, SetGroupOwner::TYPE.0, SetGroupOwner::SIZE, body_size(SetGroupOwner::TYPE)), (818, 818, 64, 64));
    assert_eq!((MessageType::OrderAccepted.0, OrderAccepted::TYPE.0, OrderAccepted::SIZE, body_size(OrderAccepted::TYPE)), (1025, 1025, 168, 168));
    assert_eq!((MessageType::OrderRested.0, OrderRested::TYPE.0, OrderRested::SIZE, body_size(OrderRested::TYPE)), (1026, 1026, 72, 72));
    assert_eq!((MessageType::OrderReduced.0, OrderReduced::TYPE.0, OrderReduced::SIZE, body_size(OrderReduced::TYPE)), (1027, 1027, 120, 120));
    assert_eq!((MessageType::OrderCanceled.0, OrderCanceled::TYPE.0, OrderCanceled::SIZE, body_size(OrderCanceled::TYPE)), (1028, 1028, 176, 176));
    assert_eq!((MessageType::OrderReplaced.0, OrderReplaced::TYPE.0, OrderReplaced::SIZE, body_size(OrderReplaced::TYPE)), (1029, 1029, 192, 192));
    assert_eq!((MessageType::Trade.0, Trade::TYPE.0, Trade::SIZE, body_size(Trade::TYPE)), (1030, 1030, 256, 256));
    assert_eq!((MessageType::Fill.0, Fill::TYPE.0, Fill::SIZE, body_size(Fill::TYPE)), (1031, 1031, 176, 176));
    assert_eq!((MessageType::RequestRejected.0, RequestRejected::TYPE.0, RequestRejected::SIZE, body_size(RequestRejected::TYPE)), (1032, 1032, 128, 128));
    assert_eq!((MessageType::RequestRepeated.0, RequestRepeated::TYPE.0, RequestRepeated::SIZE, body_size(RequestRepeated::TYPE)), (1033, 1033, 104, 104));
    assert_eq!((MessageType::Applied.0, Applied::TYPE.0, Applied::SIZE, body_size(Applied::TYPE)), (1034, 1034, 48, 48));
    assert_eq!((MessageType::TradeAmended.0, TradeAmended::TYPE.0, TradeAmended::SIZE, body_size(TradeAmended::TYPE)), (1035, 1035, 144, 144));
    assert_eq!((MessageType::OrderTerms.0, OrderTerms::TYPE.0, OrderTerms::SIZE, body_size(OrderTerms::TYPE)), (1036, 1036, 120, 120));
    assert_eq!((MessageType::OrderTriggered.0, OrderTriggered::TYPE.0, OrderTriggered::SIZE, body_size(OrderTriggered::TYPE)), (1037, 1037, 128, 128));
    assert_eq!((MessageType::OrderRefreshed.0, OrderRefreshed::TYPE.0, OrderRefreshed::SIZE, body_size(OrderRefreshed::TYPE)), (1038, 1038, 80, 80));
    assert_eq!((MessageType::PhaseChanged.0, PhaseChanged::TYPE.0, PhaseChanged::SIZE, body_size(PhaseChanged::TYPE)), (1040, 1040, 64, 64));
    assert_eq!((MessageType::AuctionIndication.0, AuctionIndication::TYPE.0, AuctionIndication::SIZE, body_size(AuctionIndication::TYPE)), (1041, 1041, 64, 64));
    assert_eq!((MessageType::AuctionTrade.0, AuctionTrade::TYPE.0, AuctionTrade::SIZE, body_size(AuctionTrade::TYPE)), (1042, 1042, 288, 288));
    assert_eq!((MessageType::PegsMoved.0, PegsMoved::TYPE.0, PegsMoved::SIZE, body_size(PegsMoved::TYPE)), (1048, 1048, 88, 88));
    assert_eq!((MessageType::ListStatus.0, ListStatus::TYPE.0, ListStatus::SIZE, body_size(ListStatus::TYPE)), (1049, 1049, 128, 128));
    assert_eq!((MessageType::ListLegStarted.0, ListLegStarted::TYPE.0, ListLegStarted::SIZE, body_size(ListLegStarted::TYPE)), (1050, 1050, 136, 136));
    assert_eq!((MessageType::Subscribe.0, Subscribe::TYPE.0, Subscribe::SIZE, body_size(Subscribe::TYPE)), (1281, 1281, 24, 24));
    assert_eq!((MessageType::Unsubscribe.0, Unsubscribe::TYPE.0, Unsubscribe::SIZE, body_size(Unsubscribe::TYPE)), (1282, 1282, 8, 8));
    assert_eq!((MessageType::TopOfBook.0, TopOfBook::TYPE.0, TopOfBook::SIZE, body_size(TopOfBook::TYPE)), (1283, 1283, 80, 80));
    assert_eq!((MessageType::BookSnapshot.0, BookSnapshot::TYPE.0, BookSnapshot::SIZE, body_size(BookSnapshot::TYPE)), (1284, 1284, 40, 40));
    assert_eq!((MessageType::BookUpdate.0, BookUpdate::TYPE.0, BookUpdate::SIZE, body_size(BookUpdate::TYPE)), (1285, 1285, 40, 40));
    assert_eq!((MessageType::TradeTick.0, TradeTick::TYPE.0, TradeTick::SIZE, body_size(TradeTick::TYPE)), (1286, 1286, 56, 56));
    assert_eq!((MessageType::OrdersSnapshot.0, OrdersSnapshot::TYPE.0, OrdersSnapshot::SIZE, body_size(OrdersSnapshot::TYPE)), (1287, 1287, 40, 40));
    assert_eq!((MessageType::OrdersUpdate.0, OrdersUpdate::TYPE.0, OrdersUpdate::SIZE, body_size(OrdersUpdate::TYPE)), (1288, 1288, 40, 40));
    assert_eq!((MessageType::InstrumentState.0, InstrumentState::TYPE.0, InstrumentState::SIZE, body_size(InstrumentState::TYPE)), (1289, 1289, 64, 64));
    assert_eq!((MessageType::Ticker.0, Ticker::TYPE.0, Ticker::SIZE, body_size(Ticker::TYPE)), (1290, 1290, 128, 128));
    assert_eq!((MessageType::Candle.0, Candle::TYPE.0, Candle::SIZE, body_size(Candle::TYPE)), (1291, 1291, 104, 104));
    assert_eq!((MessageType::FeedResumed.0, FeedResumed::TYPE.0, FeedResumed::SIZE, body_size(FeedResumed::TYPE)), (1292, 1292, 16, 16));
    assert_eq!((MessageType::QuoteCandle.0, QuoteCandle::TYPE.0, QuoteCandle::SIZE, body_size(QuoteCandle::TYPE)), (1293, 1293, 112, 112));
    assert_eq!((MessageType::QueryAssets.0, QueryAssets::TYPE.0, QueryAssets::SIZE, body_size(QueryAssets::TYPE)), (1537, 1537, 8, 8));
    assert_eq!((MessageType::QueryInstruments.0, QueryInstruments::TYPE.0, QueryInstruments::SIZE, body_size(QueryInstruments::TYPE)), (1538, 1538, 8, 8));
    assert_eq!((MessageType::QueryBalances.0, QueryBalances::TYPE.0, QueryBalances::SIZE, body_size(QueryBalances::TYPE)), (1539, 1539, 16, 16));
    assert_eq!((MessageType::QueryOrders.0, QueryOrders::TYPE.0, QueryOrders::SIZE, body_size(QueryOrders::TYPE)), (1540, 1540, 24, 24));
    assert_eq!((MessageType::QueryPositions.0, QueryPositions::TYPE.0, QueryPositions::SIZE, body_size(QueryPositions::TYPE)), (1541, 1541, 16, 16));
    assert_eq!((MessageType::SimulateOrder.0, SimulateOrder::TYPE.0, SimulateOrder::SIZE, body_size(SimulateOrder::TYPE)), (1542, 1542, 112, 112));
    assert_eq!((MessageType::QueryTrade.0, QueryTrade::TYPE.0, QueryTrade::SIZE, body_size(QueryTrade::TYPE)), (1543, 1543, 24, 24));
    assert_eq!((MessageType::QueryOrderLists.0, QueryOrderLists::TYPE.0, QueryOrderLists::SIZE, body_size(QueryOrderLists::TYPE)), (1544, 1544, 24, 24));
    assert_eq!((MessageType::QueryLimits.0, QueryLimits::TYPE.0, QueryLimits::SIZE, body_size(QueryLimits::TYPE)), (1545, 1545, 16, 16));
    assert_eq!((MessageType::AssetReport.0, AssetReport::TYPE.0, AssetReport::SIZE, body_size(AssetReport::TYPE)), (1793, 1793, 32, 32));
    assert_eq!((MessageType::InstrumentReport.0, InstrumentReport::TYPE.0, InstrumentReport::SIZE, body_size(InstrumentReport::TYPE)), (1794, 1794, 104, 104));
    assert_eq!((MessageType::BalanceReport.0, BalanceReport::TYPE.0, BalanceReport::SIZE, body_size(BalanceReport::TYPE)), (1795, 1795, 48, 48));
    assert_eq!((MessageType::OrderReport.0, OrderReport::TYPE.0, OrderReport::SIZE, body_size(OrderReport::TYPE)), (1796, 1796, 144, 144));
    assert_eq!((MessageType::PositionReport.0, PositionReport::TYPE.0, PositionReport::SIZE, body_size(PositionReport::TYPE)), (1797, 1797, 40, 40));
    assert_eq!((MessageType::SimulationReport.0, SimulationReport::TYPE.0, SimulationReport::SIZE, body_size(SimulationReport::TYPE)), (1798, 1798, 64, 64));
    assert_eq!((MessageType::SettlementReport.0, SettlementReport::TYPE.0, SettlementReport::SIZE, body_size(SettlementReport::TYPE)), (1799, 1799, 24, 24));
    assert_eq!((MessageType::QueryDone.0, QueryDone::TYPE.0, QueryDone::SIZE, body_size(QueryDone::TYPE)), (1800, 1800, 24, 24));
    assert_eq!((MessageType::OrderListReport.0, OrderListReport::TYPE.0, OrderListReport::SIZE, body_size(OrderListReport::TYPE)), (1801, 1801, 104, 104));
    assert_eq!((MessageType::LimitsReport.0, LimitsReport::TYPE.0, LimitsReport::SIZE, body_size(LimitsReport::TYPE)), (1802, 1802, 112, 112));
}

#[test]
#[allow(non_snake_case)]
fn FrameHeader_layout() {
    assert_eq!(size_of::<FrameHeader>(), 8);
    let mut s = FrameHeader::default();
    s.set_length(!0);
    assert!(only(&s.0, 0..2), "FrameHeader.length");
    assert!(s.length() == !0, "FrameHeader.length");
    let mut s = FrameHeader::default();
    s.set_type_(MessageType(!0));
    assert!(only(&s.0, 2..4), "FrameHeader.type");
    assert!(s.type_() == MessageType(!0), "FrameHeader.type");
    let mut s = FrameHeader::default();
    s.set_version(!0);
    assert!(only(&s.0, 4..5), "FrameHeader.version");
    assert!(s.version() == !0, "FrameHeader.version");
    let mut s = FrameHeader::default();
    s.set_flags(!0);
    assert!(only(&s.0, 5..6), "FrameHeader.flags");
    assert!(s.flags() == !0, "FrameHeader.flags");
    let mut s = FrameHeader::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 6..8), "FrameHeader.reserved");
    assert!(s.reserved() == !0, "FrameHeader.reserved");
}

#[test]
#[allow(non_snake_case)]
fn Amount_layout() {
    assert_eq!(size_of::<Amount>(), 16);
    let mut s = Amount::default();
    s.set_lo(!0);
    assert!(only(&s.0, 0..8), "Amount.lo");
    assert!(s.lo() == !0, "Amount.lo");
    let mut s = Amount::default();
    s.set_hi(!0);
    assert!(only(&s.0, 8..16), "Amount.hi");
    assert!(s.hi() == !0, "Amount.hi");
}

#[test]
#[allow(non_snake_case)]
fn RequestHeader_layout() {
    assert_eq!(size_of::<RequestHeader>(), 56);
    let mut s = RequestHeader::default();
    s.set_client_id(&[!0; 36]);
    assert!(only(&s.0, 0..36), "RequestHeader.client_id");
    assert!(s.client_id().iter().all(|item| item == !0), "RequestHeader.client_id");
    let mut s = RequestHeader::default();
    s.set_account(!0);
    assert!(only(&s.0, 36..40), "RequestHeader.account");
    assert!(s.account() == !0, "RequestHeader.account");
    let mut s = RequestHeader::default();
    s.set_origin_session(!0);
    assert!(only(&s.0, 40..48), "RequestHeader.origin_session");
    assert!(s.origin_session() == !0, "RequestHeader.origin_session");
    let mut s = RequestHeader::default();
    s.set_origin_sequence(!0);
    assert!(only(&s.0, 48..56), "RequestHeader.origin_sequence");
    assert!(s.origin_sequence() == !0, "RequestHeader.origin_sequence");
}

#[test]
#[allow(non_snake_case)]
fn ReportHeader_layout() {
    assert_eq!(size_of::<ReportHeader>(), 32);
    let mut s = ReportHeader::default();
    s.set_session_sequence(!0);
    assert!(only(&s.0, 0..8), "ReportHeader.session_sequence");
    assert!(s.session_sequence() == !0, "ReportHeader.session_sequence");
    let mut s = ReportHeader::default();
    s.set_sequence(!0);
    assert!(only(&s.0, 8..16), "ReportHeader.sequence");
    assert!(s.sequence() == !0, "ReportHeader.sequence");
    let mut s = ReportHeader::default();
    s.set_time(!0);
    assert!(only(&s.0, 16..24), "ReportHeader.time");
    assert!(s.time() == !0, "ReportHeader.time");
    let mut s = ReportHeader::default();
    s.set_index(!0);
    assert!(only(&s.0, 24..28), "ReportHeader.index");
    assert!(s.index() == !0, "ReportHeader.index");
    let mut s = ReportHeader::default();
    s.set_session(!0);
    assert!(only(&s.0, 28..32), "ReportHeader.session");
    assert!(s.session() == !0, "ReportHeader.session");
}

#[test]
#[allow(non_snake_case)]
fn Envelope_layout() {
    assert_eq!(size_of::<Envelope>(), 56);
    let mut s = Envelope::default();
    s.set_length(!0);
    assert!(only(&s.0, 0..4), "Envelope.length");
    assert!(s.length() == !0, "Envelope.length");
    let mut s = Envelope::default();
    s.set_type_(MessageType(!0));
    assert!(only(&s.0, 4..6), "Envelope.type");
    assert!(s.type_() == MessageType(!0), "Envelope.type");
    let mut s = Envelope::default();
    s.set_type_version(!0);
    assert!(only(&s.0, 6..7), "Envelope.type_version");
    assert!(s.type_version() == !0, "Envelope.type_version");
    let mut s = Envelope::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 7..8), "Envelope.reserved");
    assert!(s.reserved() == !0, "Envelope.reserved");
    let mut s = Envelope::default();
    s.set_engine_version(!0);
    assert!(only(&s.0, 8..12), "Envelope.engine_version");
    assert!(s.engine_version() == !0, "Envelope.engine_version");
    let mut s = Envelope::default();
    s.set_session(!0);
    assert!(only(&s.0, 12..16), "Envelope.session");
    assert!(s.session() == !0, "Envelope.session");
    let mut s = Envelope::default();
    s.set_sequence(!0);
    assert!(only(&s.0, 16..24), "Envelope.sequence");
    assert!(s.sequence() == !0, "Envelope.sequence");
    let mut s = Envelope::default();
    s.set_time(!0);
    assert!(only(&s.0, 24..32), "Envelope.time");
    assert!(s.time() == !0, "Envelope.time");
    let mut s = Envelope::default();
    s.set_account(!0);
    assert!(only(&s.0, 32..36), "Envelope.account");
    assert!(s.account() == !0, "Envelope.account");
    let mut s = Envelope::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 36..40), "Envelope.reserved2");
    assert!(s.reserved2() == !0, "Envelope.reserved2");
    let mut s = Envelope::default();
    s.set_origin_session(!0);
    assert!(only(&s.0, 40..48), "Envelope.origin_session");
    assert!(s.origin_session() == !0, "Envelope.origin_session");
    let mut s = Envelope::default();
    s.set_origin_sequence(!0);
    assert!(only(&s.0, 48..56), "Envelope.origin_sequence");
    assert!(s.origin_sequence() == !0, "Envelope.origin_sequence");
}

#[test]
#[allow(non_snake_case)]
fn Genesis_layout() {
    assert_eq!(size_of::<Genesis>(), 64);
    let mut s = Genesis::default();
    s.set_lineage(&[!0; 16]);
    assert!(only(&s.0, 0..16), "Genesis.lineage");
    assert!(s.lineage().iter().all(|item| item == !0), "Genesis.lineage");
    let mut s = Genesis::default();
    s.set_hash_seed(&[!0; 2]);
    assert!(only(&s.0, 16..32), "Genesis.hash_seed");
    assert!(s.hash_seed().iter().all(|item| item == !0), "Genesis.hash_seed");
    let mut s = Genesis::default();
    s.set_operator_key(&[!0; 32]);
    assert!(only(&s.0, 32..64), "Genesis.operator_key");
    assert!(s.operator_key().iter().all(|item| item == !0), "Genesis.operator_key");
}

#[test]
#[allow(non_snake_case)]
fn Start_layout() {
    assert_eq!(size_of::<Start>(), 8);
    let mut s = Start::default();
    s.set_generation(!0);
    assert!(only(&s.0, 0..8), "Start.generation");
    assert!(s.generation() == !0, "Start.generation");
}

#[test]
#[allow(non_snake_case)]
fn Tick_layout() {
    assert_eq!(size_of::<Tick>(), 8);
    let mut s = Tick::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 0..8), "Tick.reserved");
    assert!(s.reserved() == !0, "Tick.reserved");
}

#[test]
#[allow(non_snake_case)]
fn EndPhase_layout() {
    assert_eq!(size_of::<EndPhase>(), 8);
    let mut s = EndPhase::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 0..4), "EndPhase.instrument");
    assert!(s.instrument() == !0, "EndPhase.instrument");
    let mut s = EndPhase::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 4..8), "EndPhase.reserved");
    assert!(s.reserved() == !0, "EndPhase.reserved");
}

#[test]
#[allow(non_snake_case)]
fn SessionStarted_layout() {
    assert_eq!(size_of::<SessionStarted>(), 8);
    let mut s = SessionStarted::default();
    s.set_session(!0);
    assert!(only(&s.0, 0..4), "SessionStarted.session");
    assert!(s.session() == !0, "SessionStarted.session");
    let mut s = SessionStarted::default();
    s.set_options(!0);
    assert!(only(&s.0, 4..8), "SessionStarted.options");
    assert!(s.options() == !0, "SessionStarted.options");
}

#[test]
#[allow(non_snake_case)]
fn SessionLost_layout() {
    assert_eq!(size_of::<SessionLost>(), 8);
    let mut s = SessionLost::default();
    s.set_session(!0);
    assert!(only(&s.0, 0..4), "SessionLost.session");
    assert!(s.session() == !0, "SessionLost.session");
    let mut s = SessionLost::default();
    s.set_reason(RejectReason(!0));
    assert!(only(&s.0, 4..5), "SessionLost.reason");
    assert!(s.reason() == RejectReason(!0), "SessionLost.reason");
    let mut s = SessionLost::default();
    s.set_logged_out(!0);
    assert!(only(&s.0, 5..6), "SessionLost.logged_out");
    assert!(s.logged_out() == !0, "SessionLost.logged_out");
    let mut s = SessionLost::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 6..8), "SessionLost.reserved2");
    assert!(s.reserved2() == !0, "SessionLost.reserved2");
}

#[test]
#[allow(non_snake_case)]
fn Challenge_layout() {
    assert_eq!(size_of::<Challenge>(), 48);
    let mut s = Challenge::default();
    s.set_nonce(&[!0; 32]);
    assert!(only(&s.0, 0..32), "Challenge.nonce");
    assert!(s.nonce().iter().all(|item| item == !0), "Challenge.nonce");
    let mut s = Challenge::default();
    s.set_time(!0);
    assert!(only(&s.0, 32..40), "Challenge.time");
    assert!(s.time() == !0, "Challenge.time");
    let mut s = Challenge::default();
    s.set_policy(Policy(!0));
    assert!(only(&s.0, 40..41), "Challenge.policy");
    assert!(s.policy() == Policy(!0), "Challenge.policy");
    let mut s = Challenge::default();
    s.set_protocol(!0);
    assert!(only(&s.0, 41..42), "Challenge.protocol");
    assert!(s.protocol() == !0, "Challenge.protocol");
    let mut s = Challenge::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 42..44), "Challenge.reserved");
    assert!(s.reserved() == !0, "Challenge.reserved");
    let mut s = Challenge::default();
    s.set_max_message(!0);
    assert!(only(&s.0, 44..48), "Challenge.max_message");
    assert!(s.max_message() == !0, "Challenge.max_message");
}

#[test]
#[allow(non_snake_case)]
fn Logon_layout() {
    assert_eq!(size_of::<Logon>(), 120);
    let mut s = Logon::default();
    s.set_public_key(&[!0; 32]);
    assert!(only(&s.0, 0..32), "Logon.public_key");
    assert!(s.public_key().iter().all(|item| item == !0), "Logon.public_key");
    let mut s = Logon::default();
    s.set_signature(&[!0; 64]);
    assert!(only(&s.0, 32..96), "Logon.signature");
    assert!(s.signature().iter().all(|item| item == !0), "Logon.signature");
    let mut s = Logon::default();
    s.set_options(!0);
    assert!(only(&s.0, 96..100), "Logon.options");
    assert!(s.options() == !0, "Logon.options");
    let mut s = Logon::default();
    s.set_heartbeat_ms(!0);
    assert!(only(&s.0, 100..104), "Logon.heartbeat_ms");
    assert!(s.heartbeat_ms() == !0, "Logon.heartbeat_ms");
    let mut s = Logon::default();
    s.set_last_session_sequence(!0);
    assert!(only(&s.0, 104..112), "Logon.last_session_sequence");
    assert!(s.last_session_sequence() == !0, "Logon.last_session_sequence");
    let mut s = Logon::default();
    s.set_last_sequence(!0);
    assert!(only(&s.0, 112..120), "Logon.last_sequence");
    assert!(s.last_sequence() == !0, "Logon.last_sequence");
}

#[test]
#[allow(non_snake_case)]
fn LogonAccepted_layout() {
    assert_eq!(size_of::<LogonAccepted>(), 48);
    let mut s = LogonAccepted::default();
    s.set_session(!0);
    assert!(only(&s.0, 0..4), "LogonAccepted.session");
    assert!(s.session() == !0, "LogonAccepted.session");
    let mut s = LogonAccepted::default();
    s.set_account(!0);
    assert!(only(&s.0, 4..8), "LogonAccepted.account");
    assert!(s.account() == !0, "LogonAccepted.account");
    let mut s = LogonAccepted::default();
    s.set_permissions(!0);
    assert!(only(&s.0, 8..12), "LogonAccepted.permissions");
    assert!(s.permissions() == !0, "LogonAccepted.permissions");
    let mut s = LogonAccepted::default();
    s.set_heartbeat_ms(!0);
    assert!(only(&s.0, 12..16), "LogonAccepted.heartbeat_ms");
    assert!(s.heartbeat_ms() == !0, "LogonAccepted.heartbeat_ms");
    let mut s = LogonAccepted::default();
    s.set_session_sequence(!0);
    assert!(only(&s.0, 16..24), "LogonAccepted.session_sequence");
    assert!(s.session_sequence() == !0, "LogonAccepted.session_sequence");
    let mut s = LogonAccepted::default();
    s.set_sequence(!0);
    assert!(only(&s.0, 24..32), "LogonAccepted.sequence");
    assert!(s.sequence() == !0, "LogonAccepted.sequence");
    let mut s = LogonAccepted::default();
    s.set_lineage(&[!0; 16]);
    assert!(only(&s.0, 32..48), "LogonAccepted.lineage");
    assert!(s.lineage().iter().all(|item| item == !0), "LogonAccepted.lineage");
}

#[test]
#[allow(non_snake_case)]
fn Heartbeat_layout() {
    assert_eq!(size_of::<Heartbeat>(), 16);
    let mut s = Heartbeat::default();
    s.set_nonce(!0);
    assert!(only(&s.0, 0..8), "Heartbeat.nonce");
    assert!(s.nonce() == !0, "Heartbeat.nonce");
    let mut s = Heartbeat::default();
    s.set_time(!0);
    assert!(only(&s.0, 8..16), "Heartbeat.time");
    assert!(s.time() == !0, "Heartbeat.time");
}

#[test]
#[allow(non_snake_case)]
fn Logout_layout() {
    assert_eq!(size_of::<Logout>(), 8);
    let mut s = Logout::default();
    s.set_reason(RejectReason(!0));
    assert!(only(&s.0, 0..1), "Logout.reason");
    assert!(s.reason() == RejectReason(!0), "Logout.reason");
    let mut s = Logout::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 1..2), "Logout.reserved");
    assert!(s.reserved() == !0, "Logout.reserved");
    let mut s = Logout::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 2..4), "Logout.reserved2");
    assert!(s.reserved2() == !0, "Logout.reserved2");
    let mut s = Logout::default();
    s.set_reserved3(!0);
    assert!(only(&s.0, 4..8), "Logout.reserved3");
    assert!(s.reserved3() == !0, "Logout.reserved3");
}

#[test]
#[allow(non_snake_case)]
fn SessionReject_layout() {
    assert_eq!(size_of::<SessionReject>(), 48);
    let mut s = SessionReject::default();
    s.set_type_(MessageType(!0));
    assert!(only(&s.0, 0..2), "SessionReject.type");
    assert!(s.type_() == MessageType(!0), "SessionReject.type");
    let mut s = SessionReject::default();
    s.set_reason(RejectReason(!0));
    assert!(only(&s.0, 2..3), "SessionReject.reason");
    assert!(s.reason() == RejectReason(!0), "SessionReject.reason");
    let mut s = SessionReject::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 3..4), "SessionReject.reserved");
    assert!(s.reserved() == !0, "SessionReject.reserved");
    let mut s = SessionReject::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 4..8), "SessionReject.reserved2");
    assert!(s.reserved2() == !0, "SessionReject.reserved2");
    let mut s = SessionReject::default();
    s.set_client_id(&[!0; 36]);
    assert!(only(&s.0, 8..44), "SessionReject.client_id");
    assert!(s.client_id().iter().all(|item| item == !0), "SessionReject.client_id");
    let mut s = SessionReject::default();
    s.set_reserved3(!0);
    assert!(only(&s.0, 44..48), "SessionReject.reserved3");
    assert!(s.reserved3() == !0, "SessionReject.reserved3");
}

#[test]
#[allow(non_snake_case)]
fn ResumeComplete_layout() {
    assert_eq!(size_of::<ResumeComplete>(), 16);
    let mut s = ResumeComplete::default();
    s.set_count(!0);
    assert!(only(&s.0, 0..8), "ResumeComplete.count");
    assert!(s.count() == !0, "ResumeComplete.count");
    let mut s = ResumeComplete::default();
    s.set_session_sequence(!0);
    assert!(only(&s.0, 8..16), "ResumeComplete.session_sequence");
    assert!(s.session_sequence() == !0, "ResumeComplete.session_sequence");
}

#[test]
#[allow(non_snake_case)]
fn NewOrder_layout() {
    assert_eq!(size_of::<NewOrder>(), 104);
    let mut s = NewOrder::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "NewOrder.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "NewOrder.request");
    let mut s = NewOrder::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 56..60), "NewOrder.instrument");
    assert!(s.instrument() == !0, "NewOrder.instrument");
    let mut s = NewOrder::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 60..61), "NewOrder.side");
    assert!(s.side() == Side(!0), "NewOrder.side");
    let mut s = NewOrder::default();
    s.set_type_(OrderType(!0));
    assert!(only(&s.0, 61..62), "NewOrder.type");
    assert!(s.type_() == OrderType(!0), "NewOrder.type");
    let mut s = NewOrder::default();
    s.set_time_in_force(TimeInForce(!0));
    assert!(only(&s.0, 62..63), "NewOrder.time_in_force");
    assert!(s.time_in_force() == TimeInForce(!0), "NewOrder.time_in_force");
    let mut s = NewOrder::default();
    s.set_stp(StpMode(!0));
    assert!(only(&s.0, 63..64), "NewOrder.stp");
    assert!(s.stp() == StpMode(!0), "NewOrder.stp");
    let mut s = NewOrder::default();
    s.set_price(!0);
    assert!(only(&s.0, 64..72), "NewOrder.price");
    assert!(s.price() == !0, "NewOrder.price");
    let mut s = NewOrder::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 72..80), "NewOrder.quantity");
    assert!(s.quantity() == !0, "NewOrder.quantity");
    let mut s = NewOrder::default();
    s.set_quote_amount(&Amount([0xff; 16]));
    assert!(only(&s.0, 80..96), "NewOrder.quote_amount");
    assert!(*s.quote_amount() == Amount([0xff; 16]), "NewOrder.quote_amount");
    let mut s = NewOrder::default();
    s.set_flags(!0);
    assert!(only(&s.0, 96..100), "NewOrder.flags");
    assert!(s.flags() == !0, "NewOrder.flags");
    let mut s = NewOrder::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 100..104), "NewOrder.reserved");
    assert!(s.reserved() == !0, "NewOrder.reserved");
}

#[test]
#[allow(non_snake_case)]
fn NewAdvancedOrder_layout() {
    assert_eq!(size_of::<NewAdvancedOrder>(), 168);
    let mut s = NewAdvancedOrder::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "NewAdvancedOrder.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "NewAdvancedOrder.request");
    let mut s = NewAdvancedOrder::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 56..60), "NewAdvancedOrder.instrument");
    assert!(s.instrument() == !0, "NewAdvancedOrder.instrument");
    let mut s = NewAdvancedOrder::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 60..61), "NewAdvancedOrder.side");
    assert!(s.side() == Side(!0), "NewAdvancedOrder.side");
    let mut s = NewAdvancedOrder::default();
    s.set_type_(OrderType(!0));
    assert!(only(&s.0, 61..62), "NewAdvancedOrder.type");
    assert!(s.type_() == OrderType(!0), "NewAdvancedOrder.type");
    let mut s = NewAdvancedOrder::default();
    s.set_time_in_force(TimeInForce(!0));
    assert!(only(&s.0, 62..63), "NewAdvancedOrder.time_in_force");
    assert!(s.time_in_force() == TimeInForce(!0), "NewAdvancedOrder.time_in_force");
    let mut s = NewAdvancedOrder::default();
    s.set_stp(StpMode(!0));
    assert!(only(&s.0, 63..64), "NewAdvancedOrder.stp");
    assert!(s.stp() == StpMode(!0), "NewAdvancedOrder.stp");
    let mut s = NewAdvancedOrder::default();
    s.set_price(!0);
    assert!(only(&s.0, 64..72), "NewAdvancedOrder.price");
    assert!(s.price() == !0, "NewAdvancedOrder.price");
    let mut s = NewAdvancedOrder::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 72..80), "NewAdvancedOrder.quantity");
    assert!(s.quantity() == !0, "NewAdvancedOrder.quantity");
    let mut s = NewAdvancedOrder::default();
    s.set_quote_amount(&Amount([0xff; 16]));
    assert!(only(&s.0, 80..96), "NewAdvancedOrder.quote_amount");
    assert!(*s.quote_amount() == Amount([0xff; 16]), "NewAdvancedOrder.quote_amount");
    let mut s = NewAdvancedOrder::default();
    s.set_trigger_price(!0);
    assert!(only(&s.0, 96..104), "NewAdvancedOrder.trigger_price");
    assert!(s.trigger_price() == !0, "NewAdvancedOrder.trigger_price");
    let mut s = NewAdvancedOrder::default();
    s.set_activation_price(!0);
    assert!(only(&s.0, 104..112), "NewAdvancedOrder.activation_price");
    assert!(s.activation_price() == !0, "NewAdvancedOrder.activation_price");
    let mut s = NewAdvancedOrder::default();
    s.set_trail_ticks(!0);
    assert!(only(&s.0, 112..120), "NewAdvancedOrder.trail_ticks");
    assert!(s.trail_ticks() == !0, "NewAdvancedOrder.trail_ticks");
    let mut s = NewAdvancedOrder::default();
    s.set_display_quantity(!0);
    assert!(only(&s.0, 120..128), "NewAdvancedOrder.display_quantity");
    assert!(s.display_quantity() == !0, "NewAdvancedOrder.display_quantity");
    let mut s = NewAdvancedOrder::default();
    s.set_min_quantity(!0);
    assert!(only(&s.0, 128..136), "NewAdvancedOrder.min_quantity");
    assert!(s.min_quantity() == !0, "NewAdvancedOrder.min_quantity");
    let mut s = NewAdvancedOrder::default();
    s.set_expire_time(!0);
    assert!(only(&s.0, 136..144), "NewAdvancedOrder.expire_time");
    assert!(s.expire_time() == !0, "NewAdvancedOrder.expire_time");
    let mut s = NewAdvancedOrder::default();
    s.set_peg_offset(!0);
    assert!(only(&s.0, 144..152), "NewAdvancedOrder.peg_offset");
    assert!(s.peg_offset() == !0, "NewAdvancedOrder.peg_offset");
    let mut s = NewAdvancedOrder::default();
    s.set_trail_basis_points(!0);
    assert!(only(&s.0, 152..156), "NewAdvancedOrder.trail_basis_points");
    assert!(s.trail_basis_points() == !0, "NewAdvancedOrder.trail_basis_points");
    let mut s = NewAdvancedOrder::default();
    s.set_flags(!0);
    assert!(only(&s.0, 156..160), "NewAdvancedOrder.flags");
    assert!(s.flags() == !0, "NewAdvancedOrder.flags");
    let mut s = NewAdvancedOrder::default();
    s.set_trigger_source(TriggerSource(!0));
    assert!(only(&s.0, 160..161), "NewAdvancedOrder.trigger_source");
    assert!(s.trigger_source() == TriggerSource(!0), "NewAdvancedOrder.trigger_source");
    let mut s = NewAdvancedOrder::default();
    s.set_peg(PegKind(!0));
    assert!(only(&s.0, 161..162), "NewAdvancedOrder.peg");
    assert!(s.peg() == PegKind(!0), "NewAdvancedOrder.peg");
    let mut s = NewAdvancedOrder::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 162..164), "NewAdvancedOrder.reserved");
    assert!(s.reserved() == !0, "NewAdvancedOrder.reserved");
    let mut s = NewAdvancedOrder::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 164..168), "NewAdvancedOrder.reserved2");
    assert!(s.reserved2() == !0, "NewAdvancedOrder.reserved2");
}

#[test]
#[allow(non_snake_case)]
fn CancelOrder_layout() {
    assert_eq!(size_of::<CancelOrder>(), 104);
    let mut s = CancelOrder::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "CancelOrder.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "CancelOrder.request");
    let mut s = CancelOrder::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 56..64), "CancelOrder.order_id");
    assert!(s.order_id() == !0, "CancelOrder.order_id");
    let mut s = CancelOrder::default();
    s.set_target_client_id(&[!0; 36]);
    assert!(only(&s.0, 64..100), "CancelOrder.target_client_id");
    assert!(s.target_client_id().iter().all(|item| item == !0), "CancelOrder.target_client_id");
    let mut s = CancelOrder::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 100..104), "CancelOrder.reserved");
    assert!(s.reserved() == !0, "CancelOrder.reserved");
}

#[test]
#[allow(non_snake_case)]
fn ReplaceOrder_layout() {
    assert_eq!(size_of::<ReplaceOrder>(), 136);
    let mut s = ReplaceOrder::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "ReplaceOrder.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "ReplaceOrder.request");
    let mut s = ReplaceOrder::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 56..64), "ReplaceOrder.order_id");
    assert!(s.order_id() == !0, "ReplaceOrder.order_id");
    let mut s = ReplaceOrder::default();
    s.set_target_client_id(&[!0; 36]);
    assert!(only(&s.0, 64..100), "ReplaceOrder.target_client_id");
    assert!(s.target_client_id().iter().all(|item| item == !0), "ReplaceOrder.target_client_id");
    let mut s = ReplaceOrder::default();
    s.set_flags(!0);
    assert!(only(&s.0, 100..104), "ReplaceOrder.flags");
    assert!(s.flags() == !0, "ReplaceOrder.flags");
    let mut s = ReplaceOrder::default();
    s.set_price(!0);
    assert!(only(&s.0, 104..112), "ReplaceOrder.price");
    assert!(s.price() == !0, "ReplaceOrder.price");
    let mut s = ReplaceOrder::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 112..120), "ReplaceOrder.quantity");
    assert!(s.quantity() == !0, "ReplaceOrder.quantity");
    let mut s = ReplaceOrder::default();
    s.set_trigger_price(!0);
    assert!(only(&s.0, 120..128), "ReplaceOrder.trigger_price");
    assert!(s.trigger_price() == !0, "ReplaceOrder.trigger_price");
    let mut s = ReplaceOrder::default();
    s.set_display_quantity(!0);
    assert!(only(&s.0, 128..136), "ReplaceOrder.display_quantity");
    assert!(s.display_quantity() == !0, "ReplaceOrder.display_quantity");
}

#[test]
#[allow(non_snake_case)]
fn CancelAll_layout() {
    assert_eq!(size_of::<CancelAll>(), 64);
    let mut s = CancelAll::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "CancelAll.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "CancelAll.request");
    let mut s = CancelAll::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 56..60), "CancelAll.instrument");
    assert!(s.instrument() == !0, "CancelAll.instrument");
    let mut s = CancelAll::default();
    s.set_side(SideFilter(!0));
    assert!(only(&s.0, 60..61), "CancelAll.side");
    assert!(s.side() == SideFilter(!0), "CancelAll.side");
    let mut s = CancelAll::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 61..62), "CancelAll.reserved");
    assert!(s.reserved() == !0, "CancelAll.reserved");
    let mut s = CancelAll::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 62..64), "CancelAll.reserved2");
    assert!(s.reserved2() == !0, "CancelAll.reserved2");
}

#[test]
#[allow(non_snake_case)]
fn QuoteEntry_layout() {
    assert_eq!(size_of::<QuoteEntry>(), 16);
    let mut s = QuoteEntry::default();
    s.set_price(!0);
    assert!(only(&s.0, 0..8), "QuoteEntry.price");
    assert!(s.price() == !0, "QuoteEntry.price");
    let mut s = QuoteEntry::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 8..16), "QuoteEntry.quantity");
    assert!(s.quantity() == !0, "QuoteEntry.quantity");
}

#[test]
#[allow(non_snake_case)]
fn MassQuote_layout() {
    assert_eq!(size_of::<MassQuote>(), 336);
    let mut s = MassQuote::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "MassQuote.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "MassQuote.request");
    let mut s = MassQuote::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 56..60), "MassQuote.instrument");
    assert!(s.instrument() == !0, "MassQuote.instrument");
    let mut s = MassQuote::default();
    s.set_stp(StpMode(!0));
    assert!(only(&s.0, 60..61), "MassQuote.stp");
    assert!(s.stp() == StpMode(!0), "MassQuote.stp");
    let mut s = MassQuote::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 61..62), "MassQuote.reserved");
    assert!(s.reserved() == !0, "MassQuote.reserved");
    let mut s = MassQuote::default();
    s.set_flags(!0);
    assert!(only(&s.0, 62..64), "MassQuote.flags");
    assert!(s.flags() == !0, "MassQuote.flags");
    let mut s = MassQuote::default();
    s.set_max_fills(!0);
    assert!(only(&s.0, 64..68), "MassQuote.max_fills");
    assert!(s.max_fills() == !0, "MassQuote.max_fills");
    let mut s = MassQuote::default();
    s.set_window_ms(!0);
    assert!(only(&s.0, 68..72), "MassQuote.window_ms");
    assert!(s.window_ms() == !0, "MassQuote.window_ms");
    let mut s = MassQuote::default();
    s.set_max_quantity(!0);
    assert!(only(&s.0, 72..80), "MassQuote.max_quantity");
    assert!(s.max_quantity() == !0, "MassQuote.max_quantity");
    let mut s = MassQuote::default();
    s.set_bids(&[QuoteEntry([0xff; 16]); 8]);
    assert!(only(&s.0, 80..208), "MassQuote.bids");
    assert!(s.bids().iter().all(|item| *item == QuoteEntry([0xff; 16])), "MassQuote.bids");
    let mut s = MassQuote::default();
    s.set_asks(&[QuoteEntry([0xff; 16]); 8]);
    assert!(only(&s.0, 208..336), "MassQuote.asks");
    assert!(s.asks().iter().all(|item| *item == QuoteEntry([0xff; 16])), "MassQuote.asks");
}

#[test]
#[allow(non_snake_case)]
fn CancelQuotes_layout() {
    assert_eq!(size_of::<CancelQuotes>(), 64);
    let mut s = CancelQuotes::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "CancelQuotes.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "CancelQuotes.request");
    let mut s = CancelQuotes::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 56..60), "CancelQuotes.instrument");
    assert!(s.instrument() == !0, "CancelQuotes.instrument");
    let mut s = CancelQuotes::default();
    s.set_flags(!0);
    assert!(only(&s.0, 60..64), "CancelQuotes.flags");
    assert!(s.flags() == !0, "CancelQuotes.flags");
}

#[test]
#[allow(non_snake_case)]
fn CancelAfter_layout() {
    assert_eq!(size_of::<CancelAfter>(), 64);
    let mut s = CancelAfter::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "CancelAfter.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "CancelAfter.request");
    let mut s = CancelAfter::default();
    s.set_timeout_ms(!0);
    assert!(only(&s.0, 56..60), "CancelAfter.timeout_ms");
    assert!(s.timeout_ms() == !0, "CancelAfter.timeout_ms");
    let mut s = CancelAfter::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 60..64), "CancelAfter.reserved");
    assert!(s.reserved() == !0, "CancelAfter.reserved");
}

#[test]
#[allow(non_snake_case)]
fn ListLeg_layout() {
    assert_eq!(size_of::<ListLeg>(), 128);
    let mut s = ListLeg::default();
    s.set_client_id(&[!0; 36]);
    assert!(only(&s.0, 0..36), "ListLeg.client_id");
    assert!(s.client_id().iter().all(|item| item == !0), "ListLeg.client_id");
    let mut s = ListLeg::default();
    s.set_account(!0);
    assert!(only(&s.0, 36..40), "ListLeg.account");
    assert!(s.account() == !0, "ListLeg.account");
    let mut s = ListLeg::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 40..44), "ListLeg.instrument");
    assert!(s.instrument() == !0, "ListLeg.instrument");
    let mut s = ListLeg::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 44..45), "ListLeg.side");
    assert!(s.side() == Side(!0), "ListLeg.side");
    let mut s = ListLeg::default();
    s.set_type_(OrderType(!0));
    assert!(only(&s.0, 45..46), "ListLeg.type");
    assert!(s.type_() == OrderType(!0), "ListLeg.type");
    let mut s = ListLeg::default();
    s.set_time_in_force(TimeInForce(!0));
    assert!(only(&s.0, 46..47), "ListLeg.time_in_force");
    assert!(s.time_in_force() == TimeInForce(!0), "ListLeg.time_in_force");
    let mut s = ListLeg::default();
    s.set_stp(StpMode(!0));
    assert!(only(&s.0, 47..48), "ListLeg.stp");
    assert!(s.stp() == StpMode(!0), "ListLeg.stp");
    let mut s = ListLeg::default();
    s.set_price(!0);
    assert!(only(&s.0, 48..56), "ListLeg.price");
    assert!(s.price() == !0, "ListLeg.price");
    let mut s = ListLeg::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 56..64), "ListLeg.quantity");
    assert!(s.quantity() == !0, "ListLeg.quantity");
    let mut s = ListLeg::default();
    s.set_trigger_price(!0);
    assert!(only(&s.0, 64..72), "ListLeg.trigger_price");
    assert!(s.trigger_price() == !0, "ListLeg.trigger_price");
    let mut s = ListLeg::default();
    s.set_activation_price(!0);
    assert!(only(&s.0, 72..80), "ListLeg.activation_price");
    assert!(s.activation_price() == !0, "ListLeg.activation_price");
    let mut s = ListLeg::default();
    s.set_trail_ticks(!0);
    assert!(only(&s.0, 80..88), "ListLeg.trail_ticks");
    assert!(s.trail_ticks() == !0, "ListLeg.trail_ticks");
    let mut s = ListLeg::default();
    s.set_display_quantity(!0);
    assert!(only(&s.0, 88..96), "ListLeg.display_quantity");
    assert!(s.display_quantity() == !0, "ListLeg.display_quantity");
    let mut s = ListLeg::default();
    s.set_min_quantity(!0);
    assert!(only(&s.0, 96..104), "ListLeg.min_quantity");
    assert!(s.min_quantity() == !0, "ListLeg.min_quantity");
    let mut s = ListLeg::default();
    s.set_expire_time(!0);
    assert!(only(&s.0, 104..112), "ListLeg.expire_time");
    assert!(s.expire_time() == !0, "ListLeg.expire_time");
    let mut s = ListLeg::default();
    s.set_trail_basis_points(!0);
    assert!(only(&s.0, 112..116), "ListLeg.trail_basis_points");
    assert!(s.trail_basis_points() == !0, "ListLeg.trail_basis_points");
    let mut s = ListLeg::default();
    s.set_flags(!0);
    assert!(only(&s.0, 116..120), "ListLeg.flags");
    assert!(s.flags() == !0, "ListLeg.flags");
    let mut s = ListLeg::default();
    s.set_trigger_source(TriggerSource(!0));
    assert!(only(&s.0, 120..121), "ListLeg.trigger_source");
    assert!(s.trigger_source() == TriggerSource(!0), "ListLeg.trigger_source");
    let mut s = ListLeg::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 121..122), "ListLeg.reserved");
    assert!(s.reserved() == !0, "ListLeg.reserved");
    let mut s = ListLeg::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 122..124), "ListLeg.reserved2");
    assert!(s.reserved2() == !0, "ListLeg.reserved2");
    let mut s = ListLeg::default();
    s.set_reserved3(!0);
    assert!(only(&s.0, 124..128), "ListLeg.reserved3");
    assert!(s.reserved3() == !0, "ListLeg.reserved3");
}

#[test]
#[allow(non_snake_case)]
fn NewOrderList_layout() {
    assert_eq!(size_of::<NewOrderList>(), 448);
    let mut s = NewOrderList::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "NewOrderList.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "NewOrderList.request");
    let mut s = NewOrderList::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 56..60), "NewOrderList.instrument");
    assert!(s.instrument() == !0, "NewOrderList.instrument");
    let mut s = NewOrderList::default();
    s.set_kind(ListKind(!0));
    assert!(only(&s.0, 60..61), "NewOrderList.kind");
    assert!(s.kind() == ListKind(!0), "NewOrderList.kind");
    let mut s = NewOrderList::default();
    s.set_count(!0);
    assert!(only(&s.0, 61..62), "NewOrderList.count");
    assert!(s.count() == !0, "NewOrderList.count");
    let mut s = NewOrderList::default();
    s.set_flags(!0);
    assert!(only(&s.0, 62..64), "NewOrderList.flags");
    assert!(s.flags() == !0, "NewOrderList.flags");
    let mut s = NewOrderList::default();
    s.set_legs(&[ListLeg([0xff; 128]); 3]);
    assert!(only(&s.0, 64..448), "NewOrderList.legs");
    assert!(s.legs().iter().all(|item| *item == ListLeg([0xff; 128])), "NewOrderList.legs");
}

#[test]
#[allow(non_snake_case)]
fn CancelOrderList_layout() {
    assert_eq!(size_of::<CancelOrderList>(), 104);
    let mut s = CancelOrderList::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "CancelOrderList.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "CancelOrderList.request");
    let mut s = CancelOrderList::default();
    s.set_list_id(!0);
    assert!(only(&s.0, 56..64), "CancelOrderList.list_id");
    assert!(s.list_id() == !0, "CancelOrderList.list_id");
    let mut s = CancelOrderList::default();
    s.set_target_client_id(&[!0; 36]);
    assert!(only(&s.0, 64..100), "CancelOrderList.target_client_id");
    assert!(s.target_client_id().iter().all(|item| item == !0), "CancelOrderList.target_client_id");
    let mut s = CancelOrderList::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 100..104), "CancelOrderList.reserved");
    assert!(s.reserved() == !0, "CancelOrderList.reserved");
}

#[test]
#[allow(non_snake_case)]
fn AddAsset_layout() {
    assert_eq!(size_of::<AddAsset>(), 80);
    let mut s = AddAsset::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "AddAsset.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "AddAsset.request");
    let mut s = AddAsset::default();
    s.set_code(&[!0; 16]);
    assert!(only(&s.0, 56..72), "AddAsset.code");
    assert!(s.code().iter().all(|item| item == !0), "AddAsset.code");
    let mut s = AddAsset::default();
    s.set_scale(!0);
    assert!(only(&s.0, 72..73), "AddAsset.scale");
    assert!(s.scale() == !0, "AddAsset.scale");
    let mut s = AddAsset::default();
    s.set_display_scale(!0);
    assert!(only(&s.0, 73..74), "AddAsset.display_scale");
    assert!(s.display_scale() == !0, "AddAsset.display_scale");
    let mut s = AddAsset::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 74..76), "AddAsset.reserved");
    assert!(s.reserved() == !0, "AddAsset.reserved");
    let mut s = AddAsset::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 76..80), "AddAsset.reserved2");
    assert!(s.reserved2() == !0, "AddAsset.reserved2");
}

#[test]
#[allow(non_snake_case)]
fn TickBand_layout() {
    assert_eq!(size_of::<TickBand>(), 16);
    let mut s = TickBand::default();
    s.set_from_price(!0);
    assert!(only(&s.0, 0..8), "TickBand.from_price");
    assert!(s.from_price() == !0, "TickBand.from_price");
    let mut s = TickBand::default();
    s.set_step(!0);
    assert!(only(&s.0, 8..16), "TickBand.step");
    assert!(s.step() == !0, "TickBand.step");
}

#[test]
#[allow(non_snake_case)]
fn AddInstrument_layout() {
    assert_eq!(size_of::<AddInstrument>(), 312);
    let mut s = AddInstrument::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "AddInstrument.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "AddInstrument.request");
    let mut s = AddInstrument::default();
    s.set_symbol(&[!0; 24]);
    assert!(only(&s.0, 56..80), "AddInstrument.symbol");
    assert!(s.symbol().iter().all(|item| item == !0), "AddInstrument.symbol");
    let mut s = AddInstrument::default();
    s.set_base_asset(!0);
    assert!(only(&s.0, 80..84), "AddInstrument.base_asset");
    assert!(s.base_asset() == !0, "AddInstrument.base_asset");
    let mut s = AddInstrument::default();
    s.set_quote_asset(!0);
    assert!(only(&s.0, 84..88), "AddInstrument.quote_asset");
    assert!(s.quote_asset() == !0, "AddInstrument.quote_asset");
    let mut s = AddInstrument::default();
    s.set_tick_size(!0);
    assert!(only(&s.0, 88..96), "AddInstrument.tick_size");
    assert!(s.tick_size() == !0, "AddInstrument.tick_size");
    let mut s = AddInstrument::default();
    s.set_lot_size(!0);
    assert!(only(&s.0, 96..104), "AddInstrument.lot_size");
    assert!(s.lot_size() == !0, "AddInstrument.lot_size");
    let mut s = AddInstrument::default();
    s.set_price_scale(!0);
    assert!(only(&s.0, 104..105), "AddInstrument.price_scale");
    assert!(s.price_scale() == !0, "AddInstrument.price_scale");
    let mut s = AddInstrument::default();
    s.set_quantity_scale(!0);
    assert!(only(&s.0, 105..106), "AddInstrument.quantity_scale");
    assert!(s.quantity_scale() == !0, "AddInstrument.quantity_scale");
    let mut s = AddInstrument::default();
    s.set_fee_asset(FeeAsset(!0));
    assert!(only(&s.0, 106..107), "AddInstrument.fee_asset");
    assert!(s.fee_asset() == FeeAsset(!0), "AddInstrument.fee_asset");
    let mut s = AddInstrument::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 107..108), "AddInstrument.reserved");
    assert!(s.reserved() == !0, "AddInstrument.reserved");
    let mut s = AddInstrument::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 108..112), "AddInstrument.reserved2");
    assert!(s.reserved2() == !0, "AddInstrument.reserved2");
    let mut s = AddInstrument::default();
    s.set_min_quantity(!0);
    assert!(only(&s.0, 112..120), "AddInstrument.min_quantity");
    assert!(s.min_quantity() == !0, "AddInstrument.min_quantity");
    let mut s = AddInstrument::default();
    s.set_max_quantity(!0);
    assert!(only(&s.0, 120..128), "AddInstrument.max_quantity");
    assert!(s.max_quantity() == !0, "AddInstrument.max_quantity");
    let mut s = AddInstrument::default();
    s.set_quantity_step(!0);
    assert!(only(&s.0, 128..136), "AddInstrument.quantity_step");
    assert!(s.quantity_step() == !0, "AddInstrument.quantity_step");
    let mut s = AddInstrument::default();
    s.set_min_notional(&Amount([0xff; 16]));
    assert!(only(&s.0, 136..152), "AddInstrument.min_notional");
    assert!(*s.min_notional() == Amount([0xff; 16]), "AddInstrument.min_notional");
    let mut s = AddInstrument::default();
    s.set_max_price(!0);
    assert!(only(&s.0, 152..160), "AddInstrument.max_price");
    assert!(s.max_price() == !0, "AddInstrument.max_price");
    let mut s = AddInstrument::default();
    s.set_collar_ppm(!0);
    assert!(only(&s.0, 160..164), "AddInstrument.collar_ppm");
    assert!(s.collar_ppm() == !0, "AddInstrument.collar_ppm");
    let mut s = AddInstrument::default();
    s.set_band_ppm(!0);
    assert!(only(&s.0, 164..168), "AddInstrument.band_ppm");
    assert!(s.band_ppm() == !0, "AddInstrument.band_ppm");
    let mut s = AddInstrument::default();
    s.set_protection_ppm(!0);
    assert!(only(&s.0, 168..172), "AddInstrument.protection_ppm");
    assert!(s.protection_ppm() == !0, "AddInstrument.protection_ppm");
    let mut s = AddInstrument::default();
    s.set_reserved3(!0);
    assert!(only(&s.0, 172..176), "AddInstrument.reserved3");
    assert!(s.reserved3() == !0, "AddInstrument.reserved3");
    let mut s = AddInstrument::default();
    s.set_reference_price(!0);
    assert!(only(&s.0, 176..184), "AddInstrument.reference_price");
    assert!(s.reference_price() == !0, "AddInstrument.reference_price");
    let mut s = AddInstrument::default();
    s.set_tick_table(&[TickBand([0xff; 16]); 8]);
    assert!(only(&s.0, 184..312), "AddInstrument.tick_table");
    assert!(s.tick_table().iter().all(|item| *item == TickBand([0xff; 16])), "AddInstrument.tick_table");
}

#[test]
#[allow(non_snake_case)]
fn SetInstrumentStatus_layout() {
    assert_eq!(size_of::<SetInstrumentStatus>(), 64);
    let mut s = SetInstrumentStatus::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetInstrumentStatus.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetInstrumentStatus.request");
    let mut s = SetInstrumentStatus::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 56..60), "SetInstrumentStatus.instrument");
    assert!(s.instrument() == !0, "SetInstrumentStatus.instrument");
    let mut s = SetInstrumentStatus::default();
    s.set_status(InstrumentStatus(!0));
    assert!(only(&s.0, 60..61), "SetInstrumentStatus.status");
    assert!(s.status() == InstrumentStatus(!0), "SetInstrumentStatus.status");
    let mut s = SetInstrumentStatus::default();
    s.set_cancel_orders(!0);
    assert!(only(&s.0, 61..62), "SetInstrumentStatus.cancel_orders");
    assert!(s.cancel_orders() == !0, "SetInstrumentStatus.cancel_orders");
    let mut s = SetInstrumentStatus::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 62..64), "SetInstrumentStatus.reserved");
    assert!(s.reserved() == !0, "SetInstrumentStatus.reserved");
}

#[test]
#[allow(non_snake_case)]
fn SetPriceRules_layout() {
    assert_eq!(size_of::<SetPriceRules>(), 200);
    let mut s = SetPriceRules::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetPriceRules.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetPriceRules.request");
    let mut s = SetPriceRules::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 56..60), "SetPriceRules.instrument");
    assert!(s.instrument() == !0, "SetPriceRules.instrument");
    let mut s = SetPriceRules::default();
    s.set_collar_ppm(!0);
    assert!(only(&s.0, 60..64), "SetPriceRules.collar_ppm");
    assert!(s.collar_ppm() == !0, "SetPriceRules.collar_ppm");
    let mut s = SetPriceRules::default();
    s.set_band_ppm(!0);
    assert!(only(&s.0, 64..68), "SetPriceRules.band_ppm");
    assert!(s.band_ppm() == !0, "SetPriceRules.band_ppm");
    let mut s = SetPriceRules::default();
    s.set_protection_ppm(!0);
    assert!(only(&s.0, 68..72), "SetPriceRules.protection_ppm");
    assert!(s.protection_ppm() == !0, "SetPriceRules.protection_ppm");
    let mut s = SetPriceRules::default();
    s.set_tick_table(&[TickBand([0xff; 16]); 8]);
    assert!(only(&s.0, 72..200), "SetPriceRules.tick_table");
    assert!(s.tick_table().iter().all(|item| *item == TickBand([0xff; 16])), "SetPriceRules.tick_table");
}

#[test]
#[allow(non_snake_case)]
fn SetReferencePrice_layout() {
    assert_eq!(size_of::<SetReferencePrice>(), 72);
    let mut s = SetReferencePrice::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetReferencePrice.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetReferencePrice.request");
    let mut s = SetReferencePrice::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 56..60), "SetReferencePrice.instrument");
    assert!(s.instrument() == !0, "SetReferencePrice.instrument");
    let mut s = SetReferencePrice::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 60..64), "SetReferencePrice.reserved");
    assert!(s.reserved() == !0, "SetReferencePrice.reserved");
    let mut s = SetReferencePrice::default();
    s.set_price(!0);
    assert!(only(&s.0, 64..72), "SetReferencePrice.price");
    assert!(s.price() == !0, "SetReferencePrice.price");
}

#[test]
#[allow(non_snake_case)]
fn OpenAccounts_layout() {
    assert_eq!(size_of::<OpenAccounts>(), 64);
    let mut s = OpenAccounts::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "OpenAccounts.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "OpenAccounts.request");
    let mut s = OpenAccounts::default();
    s.set_count(!0);
    assert!(only(&s.0, 56..60), "OpenAccounts.count");
    assert!(s.count() == !0, "OpenAccounts.count");
    let mut s = OpenAccounts::default();
    s.set_tier(!0);
    assert!(only(&s.0, 60..64), "OpenAccounts.tier");
    assert!(s.tier() == !0, "OpenAccounts.tier");
}

#[test]
#[allow(non_snake_case)]
fn SetAccountStatus_layout() {
    assert_eq!(size_of::<SetAccountStatus>(), 64);
    let mut s = SetAccountStatus::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetAccountStatus.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetAccountStatus.request");
    let mut s = SetAccountStatus::default();
    s.set_target(!0);
    assert!(only(&s.0, 56..60), "SetAccountStatus.target");
    assert!(s.target() == !0, "SetAccountStatus.target");
    let mut s = SetAccountStatus::default();
    s.set_status(AccountStatus(!0));
    assert!(only(&s.0, 60..61), "SetAccountStatus.status");
    assert!(s.status() == AccountStatus(!0), "SetAccountStatus.status");
    let mut s = SetAccountStatus::default();
    s.set_cancel_orders(!0);
    assert!(only(&s.0, 61..62), "SetAccountStatus.cancel_orders");
    assert!(s.cancel_orders() == !0, "SetAccountStatus.cancel_orders");
    let mut s = SetAccountStatus::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 62..64), "SetAccountStatus.reserved");
    assert!(s.reserved() == !0, "SetAccountStatus.reserved");
}

#[test]
#[allow(non_snake_case)]
fn SetAccountTier_layout() {
    assert_eq!(size_of::<SetAccountTier>(), 64);
    let mut s = SetAccountTier::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetAccountTier.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetAccountTier.request");
    let mut s = SetAccountTier::default();
    s.set_target(!0);
    assert!(only(&s.0, 56..60), "SetAccountTier.target");
    assert!(s.target() == !0, "SetAccountTier.target");
    let mut s = SetAccountTier::default();
    s.set_tier(!0);
    assert!(only(&s.0, 60..64), "SetAccountTier.tier");
    assert!(s.tier() == !0, "SetAccountTier.tier");
}

#[test]
#[allow(non_snake_case)]
fn SetStpGroup_layout() {
    assert_eq!(size_of::<SetStpGroup>(), 64);
    let mut s = SetStpGroup::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetStpGroup.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetStpGroup.request");
    let mut s = SetStpGroup::default();
    s.set_target(!0);
    assert!(only(&s.0, 56..60), "SetStpGroup.target");
    assert!(s.target() == !0, "SetStpGroup.target");
    let mut s = SetStpGroup::default();
    s.set_group(!0);
    assert!(only(&s.0, 60..64), "SetStpGroup.group");
    assert!(s.group() == !0, "SetStpGroup.group");
}

#[test]
#[allow(non_snake_case)]
fn Deposit_layout() {
    assert_eq!(size_of::<Deposit>(), 80);
    let mut s = Deposit::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "Deposit.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "Deposit.request");
    let mut s = Deposit::default();
    s.set_target(!0);
    assert!(only(&s.0, 56..60), "Deposit.target");
    assert!(s.target() == !0, "Deposit.target");
    let mut s = Deposit::default();
    s.set_asset(!0);
    assert!(only(&s.0, 60..64), "Deposit.asset");
    assert!(s.asset() == !0, "Deposit.asset");
    let mut s = Deposit::default();
    s.set_amount(&Amount([0xff; 16]));
    assert!(only(&s.0, 64..80), "Deposit.amount");
    assert!(*s.amount() == Amount([0xff; 16]), "Deposit.amount");
}

#[test]
#[allow(non_snake_case)]
fn Withdraw_layout() {
    assert_eq!(size_of::<Withdraw>(), 80);
    let mut s = Withdraw::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "Withdraw.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "Withdraw.request");
    let mut s = Withdraw::default();
    s.set_target(!0);
    assert!(only(&s.0, 56..60), "Withdraw.target");
    assert!(s.target() == !0, "Withdraw.target");
    let mut s = Withdraw::default();
    s.set_asset(!0);
    assert!(only(&s.0, 60..64), "Withdraw.asset");
    assert!(s.asset() == !0, "Withdraw.asset");
    let mut s = Withdraw::default();
    s.set_amount(&Amount([0xff; 16]));
    assert!(only(&s.0, 64..80), "Withdraw.amount");
    assert!(*s.amount() == Amount([0xff; 16]), "Withdraw.amount");
}

#[test]
#[allow(non_snake_case)]
fn Transfer_layout() {
    assert_eq!(size_of::<Transfer>(), 88);
    let mut s = Transfer::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "Transfer.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "Transfer.request");
    let mut s = Transfer::default();
    s.set_source(!0);
    assert!(only(&s.0, 56..60), "Transfer.source");
    assert!(s.source() == !0, "Transfer.source");
    let mut s = Transfer::default();
    s.set_destination(!0);
    assert!(only(&s.0, 60..64), "Transfer.destination");
    assert!(s.destination() == !0, "Transfer.destination");
    let mut s = Transfer::default();
    s.set_asset(!0);
    assert!(only(&s.0, 64..68), "Transfer.asset");
    assert!(s.asset() == !0, "Transfer.asset");
    let mut s = Transfer::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 68..72), "Transfer.reserved");
    assert!(s.reserved() == !0, "Transfer.reserved");
    let mut s = Transfer::default();
    s.set_amount(&Amount([0xff; 16]));
    assert!(only(&s.0, 72..88), "Transfer.amount");
    assert!(*s.amount() == Amount([0xff; 16]), "Transfer.amount");
}

#[test]
#[allow(non_snake_case)]
fn SetFees_layout() {
    assert_eq!(size_of::<SetFees>(), 72);
    let mut s = SetFees::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetFees.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetFees.request");
    let mut s = SetFees::default();
    s.set_tier(!0);
    assert!(only(&s.0, 56..60), "SetFees.tier");
    assert!(s.tier() == !0, "SetFees.tier");
    let mut s = SetFees::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 60..64), "SetFees.instrument");
    assert!(s.instrument() == !0, "SetFees.instrument");
    let mut s = SetFees::default();
    s.set_maker_ppm(!0);
    assert!(only(&s.0, 64..68), "SetFees.maker_ppm");
    assert!(s.maker_ppm() == !0, "SetFees.maker_ppm");
    let mut s = SetFees::default();
    s.set_taker_ppm(!0);
    assert!(only(&s.0, 68..72), "SetFees.taker_ppm");
    assert!(s.taker_ppm() == !0, "SetFees.taker_ppm");
}

#[test]
#[allow(non_snake_case)]
fn SetLimits_layout() {
    assert_eq!(size_of::<SetLimits>(), 136);
    let mut s = SetLimits::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetLimits.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetLimits.request");
    let mut s = SetLimits::default();
    s.set_scope(LimitScope(!0));
    assert!(only(&s.0, 56..57), "SetLimits.scope");
    assert!(s.scope() == LimitScope(!0), "SetLimits.scope");
    let mut s = SetLimits::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 57..58), "SetLimits.reserved");
    assert!(s.reserved() == !0, "SetLimits.reserved");
    let mut s = SetLimits::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 58..60), "SetLimits.reserved2");
    assert!(s.reserved2() == !0, "SetLimits.reserved2");
    let mut s = SetLimits::default();
    s.set_id(!0);
    assert!(only(&s.0, 60..64), "SetLimits.id");
    assert!(s.id() == !0, "SetLimits.id");
    let mut s = SetLimits::default();
    s.set_max_order_value(&Amount([0xff; 16]));
    assert!(only(&s.0, 64..80), "SetLimits.max_order_value");
    assert!(*s.max_order_value() == Amount([0xff; 16]), "SetLimits.max_order_value");
    let mut s = SetLimits::default();
    s.set_max_position(&Amount([0xff; 16]));
    assert!(only(&s.0, 80..96), "SetLimits.max_position");
    assert!(*s.max_position() == Amount([0xff; 16]), "SetLimits.max_position");
    let mut s = SetLimits::default();
    s.set_max_daily_volume(&Amount([0xff; 16]));
    assert!(only(&s.0, 96..112), "SetLimits.max_daily_volume");
    assert!(*s.max_daily_volume() == Amount([0xff; 16]), "SetLimits.max_daily_volume");
    let mut s = SetLimits::default();
    s.set_max_open_orders(!0);
    assert!(only(&s.0, 112..116), "SetLimits.max_open_orders");
    assert!(s.max_open_orders() == !0, "SetLimits.max_open_orders");
    let mut s = SetLimits::default();
    s.set_max_impact_ppm(!0);
    assert!(only(&s.0, 116..120), "SetLimits.max_impact_ppm");
    assert!(s.max_impact_ppm() == !0, "SetLimits.max_impact_ppm");
    let mut s = SetLimits::default();
    s.set_max_deviation_ppm(!0);
    assert!(only(&s.0, 120..124), "SetLimits.max_deviation_ppm");
    assert!(s.max_deviation_ppm() == !0, "SetLimits.max_deviation_ppm");
    let mut s = SetLimits::default();
    s.set_max_day_trades(!0);
    assert!(only(&s.0, 124..128), "SetLimits.max_day_trades");
    assert!(s.max_day_trades() == !0, "SetLimits.max_day_trades");
    let mut s = SetLimits::default();
    s.set_max_orders(!0);
    assert!(only(&s.0, 128..132), "SetLimits.max_orders");
    assert!(s.max_orders() == !0, "SetLimits.max_orders");
    let mut s = SetLimits::default();
    s.set_rate_window_ms(!0);
    assert!(only(&s.0, 132..136), "SetLimits.rate_window_ms");
    assert!(s.rate_window_ms() == !0, "SetLimits.rate_window_ms");
}

#[test]
#[allow(non_snake_case)]
fn SetRiskGroup_layout() {
    assert_eq!(size_of::<SetRiskGroup>(), 64);
    let mut s = SetRiskGroup::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetRiskGroup.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetRiskGroup.request");
    let mut s = SetRiskGroup::default();
    s.set_target(!0);
    assert!(only(&s.0, 56..60), "SetRiskGroup.target");
    assert!(s.target() == !0, "SetRiskGroup.target");
    let mut s = SetRiskGroup::default();
    s.set_group(!0);
    assert!(only(&s.0, 60..64), "SetRiskGroup.group");
    assert!(s.group() == !0, "SetRiskGroup.group");
}

#[test]
#[allow(non_snake_case)]
fn SetGroupOwner_layout() {
    assert_eq!(size_of::<SetGroupOwner>(), 64);
    let mut s = SetGroupOwner::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetGroupOwner.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetGroupOwner.request");
    let mut s = SetGroupOwner::default();
    s.set_group(!0);
    assert!(only(&s.0, 56..60), "SetGroupOwner.group");
    assert!(s.group() == !0, "SetGroupOwner.group");
    let mut s = SetGroupOwner::default();
    s.set_member(!0);
    assert!(only(&s.0, 60..64), "SetGroupOwner.member");
    assert!(s.member() == !0, "SetGroupOwner.member");
}

#[test]
#[allow(non_snake_case)]
fn SetKillSwitch_layout() {
    assert_eq!(size_of::<SetKillSwitch>(), 64);
    let mut s = SetKillSwitch::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetKillSwitch.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetKillSwitch.request");
    let mut s = SetKillSwitch::default();
    s.set_scope(KillScope(!0));
    assert!(only(&s.0, 56..57), "SetKillSwitch.scope");
    assert!(s.scope() == KillScope(!0), "SetKillSwitch.scope");
    let mut s = SetKillSwitch::default();
    s.set_engaged(!0);
    assert!(only(&s.0, 57..58), "SetKillSwitch.engaged");
    assert!(s.engaged() == !0, "SetKillSwitch.engaged");
    let mut s = SetKillSwitch::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 58..60), "SetKillSwitch.reserved");
    assert!(s.reserved() == !0, "SetKillSwitch.reserved");
    let mut s = SetKillSwitch::default();
    s.set_id(!0);
    assert!(only(&s.0, 60..64), "SetKillSwitch.id");
    assert!(s.id() == !0, "SetKillSwitch.id");
}

#[test]
#[allow(non_snake_case)]
fn SetReferenceRate_layout() {
    assert_eq!(size_of::<SetReferenceRate>(), 72);
    let mut s = SetReferenceRate::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetReferenceRate.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetReferenceRate.request");
    let mut s = SetReferenceRate::default();
    s.set_asset(!0);
    assert!(only(&s.0, 56..60), "SetReferenceRate.asset");
    assert!(s.asset() == !0, "SetReferenceRate.asset");
    let mut s = SetReferenceRate::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 60..64), "SetReferenceRate.reserved");
    assert!(s.reserved() == !0, "SetReferenceRate.reserved");
    let mut s = SetReferenceRate::default();
    s.set_rate(!0);
    assert!(only(&s.0, 64..72), "SetReferenceRate.rate");
    assert!(s.rate() == !0, "SetReferenceRate.rate");
}

#[test]
#[allow(non_snake_case)]
fn SetRequestWindow_layout() {
    assert_eq!(size_of::<SetRequestWindow>(), 64);
    let mut s = SetRequestWindow::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetRequestWindow.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetRequestWindow.request");
    let mut s = SetRequestWindow::default();
    s.set_requests(!0);
    assert!(only(&s.0, 56..60), "SetRequestWindow.requests");
    assert!(s.requests() == !0, "SetRequestWindow.requests");
    let mut s = SetRequestWindow::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 60..64), "SetRequestWindow.reserved");
    assert!(s.reserved() == !0, "SetRequestWindow.reserved");
}

#[test]
#[allow(non_snake_case)]
fn RegisterKey_layout() {
    assert_eq!(size_of::<RegisterKey>(), 104);
    let mut s = RegisterKey::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "RegisterKey.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "RegisterKey.request");
    let mut s = RegisterKey::default();
    s.set_public_key(&[!0; 32]);
    assert!(only(&s.0, 56..88), "RegisterKey.public_key");
    assert!(s.public_key().iter().all(|item| item == !0), "RegisterKey.public_key");
    let mut s = RegisterKey::default();
    s.set_target(!0);
    assert!(only(&s.0, 88..92), "RegisterKey.target");
    assert!(s.target() == !0, "RegisterKey.target");
    let mut s = RegisterKey::default();
    s.set_permissions(!0);
    assert!(only(&s.0, 92..96), "RegisterKey.permissions");
    assert!(s.permissions() == !0, "RegisterKey.permissions");
    let mut s = RegisterKey::default();
    s.set_rate_limit(!0);
    assert!(only(&s.0, 96..100), "RegisterKey.rate_limit");
    assert!(s.rate_limit() == !0, "RegisterKey.rate_limit");
    let mut s = RegisterKey::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 100..104), "RegisterKey.reserved");
    assert!(s.reserved() == !0, "RegisterKey.reserved");
}

#[test]
#[allow(non_snake_case)]
fn RevokeKey_layout() {
    assert_eq!(size_of::<RevokeKey>(), 64);
    let mut s = RevokeKey::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "RevokeKey.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "RevokeKey.request");
    let mut s = RevokeKey::default();
    s.set_session(!0);
    assert!(only(&s.0, 56..60), "RevokeKey.session");
    assert!(s.session() == !0, "RevokeKey.session");
    let mut s = RevokeKey::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 60..64), "RevokeKey.reserved");
    assert!(s.reserved() == !0, "RevokeKey.reserved");
}

#[test]
#[allow(non_snake_case)]
fn BindAccount_layout() {
    assert_eq!(size_of::<BindAccount>(), 72);
    let mut s = BindAccount::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "BindAccount.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "BindAccount.request");
    let mut s = BindAccount::default();
    s.set_session(!0);
    assert!(only(&s.0, 56..60), "BindAccount.session");
    assert!(s.session() == !0, "BindAccount.session");
    let mut s = BindAccount::default();
    s.set_target(!0);
    assert!(only(&s.0, 60..64), "BindAccount.target");
    assert!(s.target() == !0, "BindAccount.target");
    let mut s = BindAccount::default();
    s.set_bound(!0);
    assert!(only(&s.0, 64..65), "BindAccount.bound");
    assert!(s.bound() == !0, "BindAccount.bound");
    let mut s = BindAccount::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 65..66), "BindAccount.reserved");
    assert!(s.reserved() == !0, "BindAccount.reserved");
    let mut s = BindAccount::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 66..68), "BindAccount.reserved2");
    assert!(s.reserved2() == !0, "BindAccount.reserved2");
    let mut s = BindAccount::default();
    s.set_reserved3(!0);
    assert!(only(&s.0, 68..72), "BindAccount.reserved3");
    assert!(s.reserved3() == !0, "BindAccount.reserved3");
}

#[test]
#[allow(non_snake_case)]
fn TradeParty_layout() {
    assert_eq!(size_of::<TradeParty>(), 32);
    let mut s = TradeParty::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 0..8), "TradeParty.order_id");
    assert!(s.order_id() == !0, "TradeParty.order_id");
    let mut s = TradeParty::default();
    s.set_account(!0);
    assert!(only(&s.0, 8..12), "TradeParty.account");
    assert!(s.account() == !0, "TradeParty.account");
    let mut s = TradeParty::default();
    s.set_fee_asset(!0);
    assert!(only(&s.0, 12..16), "TradeParty.fee_asset");
    assert!(s.fee_asset() == !0, "TradeParty.fee_asset");
    let mut s = TradeParty::default();
    s.set_fee(&Amount([0xff; 16]));
    assert!(only(&s.0, 16..32), "TradeParty.fee");
    assert!(*s.fee() == Amount([0xff; 16]), "TradeParty.fee");
}

#[test]
#[allow(non_snake_case)]
fn BustTrade_layout() {
    assert_eq!(size_of::<BustTrade>(), 152);
    let mut s = BustTrade::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "BustTrade.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "BustTrade.request");
    let mut s = BustTrade::default();
    s.set_trade_id(!0);
    assert!(only(&s.0, 56..64), "BustTrade.trade_id");
    assert!(s.trade_id() == !0, "BustTrade.trade_id");
    let mut s = BustTrade::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 64..68), "BustTrade.instrument");
    assert!(s.instrument() == !0, "BustTrade.instrument");
    let mut s = BustTrade::default();
    s.set_taker_side(Side(!0));
    assert!(only(&s.0, 68..69), "BustTrade.taker_side");
    assert!(s.taker_side() == Side(!0), "BustTrade.taker_side");
    let mut s = BustTrade::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 69..70), "BustTrade.reserved");
    assert!(s.reserved() == !0, "BustTrade.reserved");
    let mut s = BustTrade::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 70..72), "BustTrade.reserved2");
    assert!(s.reserved2() == !0, "BustTrade.reserved2");
    let mut s = BustTrade::default();
    s.set_price(!0);
    assert!(only(&s.0, 72..80), "BustTrade.price");
    assert!(s.price() == !0, "BustTrade.price");
    let mut s = BustTrade::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 80..88), "BustTrade.quantity");
    assert!(s.quantity() == !0, "BustTrade.quantity");
    let mut s = BustTrade::default();
    s.set_maker(&TradeParty([0xff; 32]));
    assert!(only(&s.0, 88..120), "BustTrade.maker");
    assert!(*s.maker() == TradeParty([0xff; 32]), "BustTrade.maker");
    let mut s = BustTrade::default();
    s.set_taker(&TradeParty([0xff; 32]));
    assert!(only(&s.0, 120..152), "BustTrade.taker");
    assert!(*s.taker() == TradeParty([0xff; 32]), "BustTrade.taker");
}

#[test]
#[allow(non_snake_case)]
fn CorrectTrade_layout() {
    assert_eq!(size_of::<CorrectTrade>(), 168);
    let mut s = CorrectTrade::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "CorrectTrade.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "CorrectTrade.request");
    let mut s = CorrectTrade::default();
    s.set_trade_id(!0);
    assert!(only(&s.0, 56..64), "CorrectTrade.trade_id");
    assert!(s.trade_id() == !0, "CorrectTrade.trade_id");
    let mut s = CorrectTrade::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 64..68), "CorrectTrade.instrument");
    assert!(s.instrument() == !0, "CorrectTrade.instrument");
    let mut s = CorrectTrade::default();
    s.set_taker_side(Side(!0));
    assert!(only(&s.0, 68..69), "CorrectTrade.taker_side");
    assert!(s.taker_side() == Side(!0), "CorrectTrade.taker_side");
    let mut s = CorrectTrade::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 69..70), "CorrectTrade.reserved");
    assert!(s.reserved() == !0, "CorrectTrade.reserved");
    let mut s = CorrectTrade::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 70..72), "CorrectTrade.reserved2");
    assert!(s.reserved2() == !0, "CorrectTrade.reserved2");
    let mut s = CorrectTrade::default();
    s.set_price(!0);
    assert!(only(&s.0, 72..80), "CorrectTrade.price");
    assert!(s.price() == !0, "CorrectTrade.price");
    let mut s = CorrectTrade::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 80..88), "CorrectTrade.quantity");
    assert!(s.quantity() == !0, "CorrectTrade.quantity");
    let mut s = CorrectTrade::default();
    s.set_maker(&TradeParty([0xff; 32]));
    assert!(only(&s.0, 88..120), "CorrectTrade.maker");
    assert!(*s.maker() == TradeParty([0xff; 32]), "CorrectTrade.maker");
    let mut s = CorrectTrade::default();
    s.set_taker(&TradeParty([0xff; 32]));
    assert!(only(&s.0, 120..152), "CorrectTrade.taker");
    assert!(*s.taker() == TradeParty([0xff; 32]), "CorrectTrade.taker");
    let mut s = CorrectTrade::default();
    s.set_new_price(!0);
    assert!(only(&s.0, 152..160), "CorrectTrade.new_price");
    assert!(s.new_price() == !0, "CorrectTrade.new_price");
    let mut s = CorrectTrade::default();
    s.set_new_quantity(!0);
    assert!(only(&s.0, 160..168), "CorrectTrade.new_quantity");
    assert!(s.new_quantity() == !0, "CorrectTrade.new_quantity");
}

#[test]
#[allow(non_snake_case)]
fn SetTriggerLimit_layout() {
    assert_eq!(size_of::<SetTriggerLimit>(), 64);
    let mut s = SetTriggerLimit::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetTriggerLimit.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetTriggerLimit.request");
    let mut s = SetTriggerLimit::default();
    s.set_orders(!0);
    assert!(only(&s.0, 56..60), "SetTriggerLimit.orders");
    assert!(s.orders() == !0, "SetTriggerLimit.orders");
    let mut s = SetTriggerLimit::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 60..64), "SetTriggerLimit.reserved");
    assert!(s.reserved() == !0, "SetTriggerLimit.reserved");
}

#[test]
#[allow(non_snake_case)]
fn PlannedPhase_layout() {
    assert_eq!(size_of::<PlannedPhase>(), 16);
    let mut s = PlannedPhase::default();
    s.set_time(!0);
    assert!(only(&s.0, 0..8), "PlannedPhase.time");
    assert!(s.time() == !0, "PlannedPhase.time");
    let mut s = PlannedPhase::default();
    s.set_status(InstrumentStatus(!0));
    assert!(only(&s.0, 8..9), "PlannedPhase.status");
    assert!(s.status() == InstrumentStatus(!0), "PlannedPhase.status");
    let mut s = PlannedPhase::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 9..10), "PlannedPhase.reserved");
    assert!(s.reserved() == !0, "PlannedPhase.reserved");
    let mut s = PlannedPhase::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 10..12), "PlannedPhase.reserved2");
    assert!(s.reserved2() == !0, "PlannedPhase.reserved2");
    let mut s = PlannedPhase::default();
    s.set_random_ms(!0);
    assert!(only(&s.0, 12..16), "PlannedPhase.random_ms");
    assert!(s.random_ms() == !0, "PlannedPhase.random_ms");
}

#[test]
#[allow(non_snake_case)]
fn SetSchedule_layout() {
    assert_eq!(size_of::<SetSchedule>(), 320);
    let mut s = SetSchedule::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetSchedule.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetSchedule.request");
    let mut s = SetSchedule::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 56..60), "SetSchedule.instrument");
    assert!(s.instrument() == !0, "SetSchedule.instrument");
    let mut s = SetSchedule::default();
    s.set_replace(!0);
    assert!(only(&s.0, 60..61), "SetSchedule.replace");
    assert!(s.replace() == !0, "SetSchedule.replace");
    let mut s = SetSchedule::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 61..62), "SetSchedule.reserved");
    assert!(s.reserved() == !0, "SetSchedule.reserved");
    let mut s = SetSchedule::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 62..64), "SetSchedule.reserved2");
    assert!(s.reserved2() == !0, "SetSchedule.reserved2");
    let mut s = SetSchedule::default();
    s.set_phases(&[PlannedPhase([0xff; 16]); 16]);
    assert!(only(&s.0, 64..320), "SetSchedule.phases");
    assert!(s.phases().iter().all(|item| *item == PlannedPhase([0xff; 16])), "SetSchedule.phases");
}

#[test]
#[allow(non_snake_case)]
fn SetTradingRules_layout() {
    assert_eq!(size_of::<SetTradingRules>(), 96);
    let mut s = SetTradingRules::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 0..56), "SetTradingRules.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "SetTradingRules.request");
    let mut s = SetTradingRules::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 56..60), "SetTradingRules.instrument");
    assert!(s.instrument() == !0, "SetTradingRules.instrument");
    let mut s = SetTradingRules::default();
    s.set_breach(BreachAction(!0));
    assert!(only(&s.0, 60..61), "SetTradingRules.breach");
    assert!(s.breach() == BreachAction(!0), "SetTradingRules.breach");
    let mut s = SetTradingRules::default();
    s.set_auction_stp(!0);
    assert!(only(&s.0, 61..62), "SetTradingRules.auction_stp");
    assert!(s.auction_stp() == !0, "SetTradingRules.auction_stp");
    let mut s = SetTradingRules::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 62..64), "SetTradingRules.reserved");
    assert!(s.reserved() == !0, "SetTradingRules.reserved");
    let mut s = SetTradingRules::default();
    s.set_static_band_ppm(!0);
    assert!(only(&s.0, 64..68), "SetTradingRules.static_band_ppm");
    assert!(s.static_band_ppm() == !0, "SetTradingRules.static_band_ppm");
    let mut s = SetTradingRules::default();
    s.set_auction_band_ppm(!0);
    assert!(only(&s.0, 68..72), "SetTradingRules.auction_band_ppm");
    assert!(s.auction_band_ppm() == !0, "SetTradingRules.auction_band_ppm");
    let mut s = SetTradingRules::default();
    s.set_volatility_ms(!0);
    assert!(only(&s.0, 72..76), "SetTradingRules.volatility_ms");
    assert!(s.volatility_ms() == !0, "SetTradingRules.volatility_ms");
    let mut s = SetTradingRules::default();
    s.set_extension_ms(!0);
    assert!(only(&s.0, 76..80), "SetTradingRules.extension_ms");
    assert!(s.extension_ms() == !0, "SetTradingRules.extension_ms");
    let mut s = SetTradingRules::default();
    s.set_random_ms(!0);
    assert!(only(&s.0, 80..84), "SetTradingRules.random_ms");
    assert!(s.random_ms() == !0, "SetTradingRules.random_ms");
    let mut s = SetTradingRules::default();
    s.set_halt_ms(!0);
    assert!(only(&s.0, 84..88), "SetTradingRules.halt_ms");
    assert!(s.halt_ms() == !0, "SetTradingRules.halt_ms");
    let mut s = SetTradingRules::default();
    s.set_indication_ms(!0);
    assert!(only(&s.0, 88..92), "SetTradingRules.indication_ms");
    assert!(s.indication_ms() == !0, "SetTradingRules.indication_ms");
    let mut s = SetTradingRules::default();
    s.set_guard_ms(!0);
    assert!(only(&s.0, 92..96), "SetTradingRules.guard_ms");
    assert!(s.guard_ms() == !0, "SetTradingRules.guard_ms");
}

#[test]
#[allow(non_snake_case)]
fn OrderAccepted_layout() {
    assert_eq!(size_of::<OrderAccepted>(), 168);
    let mut s = OrderAccepted::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "OrderAccepted.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "OrderAccepted.report");
    let mut s = OrderAccepted::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 32..88), "OrderAccepted.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "OrderAccepted.request");
    let mut s = OrderAccepted::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 88..96), "OrderAccepted.order_id");
    assert!(s.order_id() == !0, "OrderAccepted.order_id");
    let mut s = OrderAccepted::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 96..100), "OrderAccepted.instrument");
    assert!(s.instrument() == !0, "OrderAccepted.instrument");
    let mut s = OrderAccepted::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 100..101), "OrderAccepted.side");
    assert!(s.side() == Side(!0), "OrderAccepted.side");
    let mut s = OrderAccepted::default();
    s.set_type_(OrderType(!0));
    assert!(only(&s.0, 101..102), "OrderAccepted.type");
    assert!(s.type_() == OrderType(!0), "OrderAccepted.type");
    let mut s = OrderAccepted::default();
    s.set_time_in_force(TimeInForce(!0));
    assert!(only(&s.0, 102..103), "OrderAccepted.time_in_force");
    assert!(s.time_in_force() == TimeInForce(!0), "OrderAccepted.time_in_force");
    let mut s = OrderAccepted::default();
    s.set_stp(StpMode(!0));
    assert!(only(&s.0, 103..104), "OrderAccepted.stp");
    assert!(s.stp() == StpMode(!0), "OrderAccepted.stp");
    let mut s = OrderAccepted::default();
    s.set_price(!0);
    assert!(only(&s.0, 104..112), "OrderAccepted.price");
    assert!(s.price() == !0, "OrderAccepted.price");
    let mut s = OrderAccepted::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 112..120), "OrderAccepted.quantity");
    assert!(s.quantity() == !0, "OrderAccepted.quantity");
    let mut s = OrderAccepted::default();
    s.set_resting(!0);
    assert!(only(&s.0, 120..128), "OrderAccepted.resting");
    assert!(s.resting() == !0, "OrderAccepted.resting");
    let mut s = OrderAccepted::default();
    s.set_quote_amount(&Amount([0xff; 16]));
    assert!(only(&s.0, 128..144), "OrderAccepted.quote_amount");
    assert!(*s.quote_amount() == Amount([0xff; 16]), "OrderAccepted.quote_amount");
    let mut s = OrderAccepted::default();
    s.set_hold(&Amount([0xff; 16]));
    assert!(only(&s.0, 144..160), "OrderAccepted.hold");
    assert!(*s.hold() == Amount([0xff; 16]), "OrderAccepted.hold");
    let mut s = OrderAccepted::default();
    s.set_flags(!0);
    assert!(only(&s.0, 160..164), "OrderAccepted.flags");
    assert!(s.flags() == !0, "OrderAccepted.flags");
    let mut s = OrderAccepted::default();
    s.set_session(!0);
    assert!(only(&s.0, 164..168), "OrderAccepted.session");
    assert!(s.session() == !0, "OrderAccepted.session");
}

#[test]
#[allow(non_snake_case)]
fn OrderRested_layout() {
    assert_eq!(size_of::<OrderRested>(), 72);
    let mut s = OrderRested::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "OrderRested.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "OrderRested.report");
    let mut s = OrderRested::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 32..40), "OrderRested.order_id");
    assert!(s.order_id() == !0, "OrderRested.order_id");
    let mut s = OrderRested::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 40..44), "OrderRested.instrument");
    assert!(s.instrument() == !0, "OrderRested.instrument");
    let mut s = OrderRested::default();
    s.set_account(!0);
    assert!(only(&s.0, 44..48), "OrderRested.account");
    assert!(s.account() == !0, "OrderRested.account");
    let mut s = OrderRested::default();
    s.set_price(!0);
    assert!(only(&s.0, 48..56), "OrderRested.price");
    assert!(s.price() == !0, "OrderRested.price");
    let mut s = OrderRested::default();
    s.set_resting(!0);
    assert!(only(&s.0, 56..64), "OrderRested.resting");
    assert!(s.resting() == !0, "OrderRested.resting");
    let mut s = OrderRested::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 64..65), "OrderRested.side");
    assert!(s.side() == Side(!0), "OrderRested.side");
    let mut s = OrderRested::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 65..66), "OrderRested.reserved");
    assert!(s.reserved() == !0, "OrderRested.reserved");
    let mut s = OrderRested::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 66..68), "OrderRested.reserved2");
    assert!(s.reserved2() == !0, "OrderRested.reserved2");
    let mut s = OrderRested::default();
    s.set_group(!0);
    assert!(only(&s.0, 68..72), "OrderRested.group");
    assert!(s.group() == !0, "OrderRested.group");
}

#[test]
#[allow(non_snake_case)]
fn OrderReduced_layout() {
    assert_eq!(size_of::<OrderReduced>(), 120);
    let mut s = OrderReduced::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "OrderReduced.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "OrderReduced.report");
    let mut s = OrderReduced::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 32..40), "OrderReduced.order_id");
    assert!(s.order_id() == !0, "OrderReduced.order_id");
    let mut s = OrderReduced::default();
    s.set_client_id(&[!0; 36]);
    assert!(only(&s.0, 40..76), "OrderReduced.client_id");
    assert!(s.client_id().iter().all(|item| item == !0), "OrderReduced.client_id");
    let mut s = OrderReduced::default();
    s.set_account(!0);
    assert!(only(&s.0, 76..80), "OrderReduced.account");
    assert!(s.account() == !0, "OrderReduced.account");
    let mut s = OrderReduced::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 80..84), "OrderReduced.instrument");
    assert!(s.instrument() == !0, "OrderReduced.instrument");
    let mut s = OrderReduced::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 84..85), "OrderReduced.side");
    assert!(s.side() == Side(!0), "OrderReduced.side");
    let mut s = OrderReduced::default();
    s.set_reason(EndReason(!0));
    assert!(only(&s.0, 85..86), "OrderReduced.reason");
    assert!(s.reason() == EndReason(!0), "OrderReduced.reason");
    let mut s = OrderReduced::default();
    s.set_resting(!0);
    assert!(only(&s.0, 86..87), "OrderReduced.resting");
    assert!(s.resting() == !0, "OrderReduced.resting");
    let mut s = OrderReduced::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 87..88), "OrderReduced.reserved");
    assert!(s.reserved() == !0, "OrderReduced.reserved");
    let mut s = OrderReduced::default();
    s.set_price(!0);
    assert!(only(&s.0, 88..96), "OrderReduced.price");
    assert!(s.price() == !0, "OrderReduced.price");
    let mut s = OrderReduced::default();
    s.set_reduced(!0);
    assert!(only(&s.0, 96..104), "OrderReduced.reduced");
    assert!(s.reduced() == !0, "OrderReduced.reduced");
    let mut s = OrderReduced::default();
    s.set_leaves(!0);
    assert!(only(&s.0, 104..112), "OrderReduced.leaves");
    assert!(s.leaves() == !0, "OrderReduced.leaves");
    let mut s = OrderReduced::default();
    s.set_cumulative(!0);
    assert!(only(&s.0, 112..120), "OrderReduced.cumulative");
    assert!(s.cumulative() == !0, "OrderReduced.cumulative");
}

#[test]
#[allow(non_snake_case)]
fn OrderCanceled_layout() {
    assert_eq!(size_of::<OrderCanceled>(), 176);
    let mut s = OrderCanceled::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "OrderCanceled.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "OrderCanceled.report");
    let mut s = OrderCanceled::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 32..88), "OrderCanceled.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "OrderCanceled.request");
    let mut s = OrderCanceled::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 88..96), "OrderCanceled.order_id");
    assert!(s.order_id() == !0, "OrderCanceled.order_id");
    let mut s = OrderCanceled::default();
    s.set_client_id(&[!0; 36]);
    assert!(only(&s.0, 96..132), "OrderCanceled.client_id");
    assert!(s.client_id().iter().all(|item| item == !0), "OrderCanceled.client_id");
    let mut s = OrderCanceled::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 132..136), "OrderCanceled.instrument");
    assert!(s.instrument() == !0, "OrderCanceled.instrument");
    let mut s = OrderCanceled::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 136..137), "OrderCanceled.side");
    assert!(s.side() == Side(!0), "OrderCanceled.side");
    let mut s = OrderCanceled::default();
    s.set_reason(EndReason(!0));
    assert!(only(&s.0, 137..138), "OrderCanceled.reason");
    assert!(s.reason() == EndReason(!0), "OrderCanceled.reason");
    let mut s = OrderCanceled::default();
    s.set_state(OrderState(!0));
    assert!(only(&s.0, 138..139), "OrderCanceled.state");
    assert!(s.state() == OrderState(!0), "OrderCanceled.state");
    let mut s = OrderCanceled::default();
    s.set_resting(!0);
    assert!(only(&s.0, 139..140), "OrderCanceled.resting");
    assert!(s.resting() == !0, "OrderCanceled.resting");
    let mut s = OrderCanceled::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 140..144), "OrderCanceled.reserved");
    assert!(s.reserved() == !0, "OrderCanceled.reserved");
    let mut s = OrderCanceled::default();
    s.set_price(!0);
    assert!(only(&s.0, 144..152), "OrderCanceled.price");
    assert!(s.price() == !0, "OrderCanceled.price");
    let mut s = OrderCanceled::default();
    s.set_canceled(!0);
    assert!(only(&s.0, 152..160), "OrderCanceled.canceled");
    assert!(s.canceled() == !0, "OrderCanceled.canceled");
    let mut s = OrderCanceled::default();
    s.set_cumulative(!0);
    assert!(only(&s.0, 160..168), "OrderCanceled.cumulative");
    assert!(s.cumulative() == !0, "OrderCanceled.cumulative");
    let mut s = OrderCanceled::default();
    s.set_displayed(!0);
    assert!(only(&s.0, 168..176), "OrderCanceled.displayed");
    assert!(s.displayed() == !0, "OrderCanceled.displayed");
}

#[test]
#[allow(non_snake_case)]
fn OrderReplaced_layout() {
    assert_eq!(size_of::<OrderReplaced>(), 192);
    let mut s = OrderReplaced::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "OrderReplaced.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "OrderReplaced.report");
    let mut s = OrderReplaced::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 32..88), "OrderReplaced.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "OrderReplaced.request");
    let mut s = OrderReplaced::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 88..96), "OrderReplaced.order_id");
    assert!(s.order_id() == !0, "OrderReplaced.order_id");
    let mut s = OrderReplaced::default();
    s.set_client_id(&[!0; 36]);
    assert!(only(&s.0, 96..132), "OrderReplaced.client_id");
    assert!(s.client_id().iter().all(|item| item == !0), "OrderReplaced.client_id");
    let mut s = OrderReplaced::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 132..136), "OrderReplaced.instrument");
    assert!(s.instrument() == !0, "OrderReplaced.instrument");
    let mut s = OrderReplaced::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 136..137), "OrderReplaced.side");
    assert!(s.side() == Side(!0), "OrderReplaced.side");
    let mut s = OrderReplaced::default();
    s.set_priority_kept(!0);
    assert!(only(&s.0, 137..138), "OrderReplaced.priority_kept");
    assert!(s.priority_kept() == !0, "OrderReplaced.priority_kept");
    let mut s = OrderReplaced::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 138..140), "OrderReplaced.reserved");
    assert!(s.reserved() == !0, "OrderReplaced.reserved");
    let mut s = OrderReplaced::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 140..144), "OrderReplaced.reserved2");
    assert!(s.reserved2() == !0, "OrderReplaced.reserved2");
    let mut s = OrderReplaced::default();
    s.set_old_price(!0);
    assert!(only(&s.0, 144..152), "OrderReplaced.old_price");
    assert!(s.old_price() == !0, "OrderReplaced.old_price");
    let mut s = OrderReplaced::default();
    s.set_price(!0);
    assert!(only(&s.0, 152..160), "OrderReplaced.price");
    assert!(s.price() == !0, "OrderReplaced.price");
    let mut s = OrderReplaced::default();
    s.set_old_resting(!0);
    assert!(only(&s.0, 160..168), "OrderReplaced.old_resting");
    assert!(s.old_resting() == !0, "OrderReplaced.old_resting");
    let mut s = OrderReplaced::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 168..176), "OrderReplaced.quantity");
    assert!(s.quantity() == !0, "OrderReplaced.quantity");
    let mut s = OrderReplaced::default();
    s.set_cumulative(!0);
    assert!(only(&s.0, 176..184), "OrderReplaced.cumulative");
    assert!(s.cumulative() == !0, "OrderReplaced.cumulative");
    let mut s = OrderReplaced::default();
    s.set_resting(!0);
    assert!(only(&s.0, 184..192), "OrderReplaced.resting");
    assert!(s.resting() == !0, "OrderReplaced.resting");
}

#[test]
#[allow(non_snake_case)]
fn TradeSide_layout() {
    assert_eq!(size_of::<TradeSide>(), 88);
    let mut s = TradeSide::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 0..8), "TradeSide.order_id");
    assert!(s.order_id() == !0, "TradeSide.order_id");
    let mut s = TradeSide::default();
    s.set_account(!0);
    assert!(only(&s.0, 8..12), "TradeSide.account");
    assert!(s.account() == !0, "TradeSide.account");
    let mut s = TradeSide::default();
    s.set_fee_asset(!0);
    assert!(only(&s.0, 12..16), "TradeSide.fee_asset");
    assert!(s.fee_asset() == !0, "TradeSide.fee_asset");
    let mut s = TradeSide::default();
    s.set_fee(&Amount([0xff; 16]));
    assert!(only(&s.0, 16..32), "TradeSide.fee");
    assert!(*s.fee() == Amount([0xff; 16]), "TradeSide.fee");
    let mut s = TradeSide::default();
    s.set_leaves(!0);
    assert!(only(&s.0, 32..40), "TradeSide.leaves");
    assert!(s.leaves() == !0, "TradeSide.leaves");
    let mut s = TradeSide::default();
    s.set_cumulative(!0);
    assert!(only(&s.0, 40..48), "TradeSide.cumulative");
    assert!(s.cumulative() == !0, "TradeSide.cumulative");
    let mut s = TradeSide::default();
    s.set_client_id(&[!0; 36]);
    assert!(only(&s.0, 48..84), "TradeSide.client_id");
    assert!(s.client_id().iter().all(|item| item == !0), "TradeSide.client_id");
    let mut s = TradeSide::default();
    s.set_state(OrderState(!0));
    assert!(only(&s.0, 84..85), "TradeSide.state");
    assert!(s.state() == OrderState(!0), "TradeSide.state");
    let mut s = TradeSide::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 85..86), "TradeSide.reserved");
    assert!(s.reserved() == !0, "TradeSide.reserved");
    let mut s = TradeSide::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 86..88), "TradeSide.reserved2");
    assert!(s.reserved2() == !0, "TradeSide.reserved2");
}

#[test]
#[allow(non_snake_case)]
fn Trade_layout() {
    assert_eq!(size_of::<Trade>(), 256);
    let mut s = Trade::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "Trade.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "Trade.report");
    let mut s = Trade::default();
    s.set_trade_id(!0);
    assert!(only(&s.0, 32..40), "Trade.trade_id");
    assert!(s.trade_id() == !0, "Trade.trade_id");
    let mut s = Trade::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 40..44), "Trade.instrument");
    assert!(s.instrument() == !0, "Trade.instrument");
    let mut s = Trade::default();
    s.set_taker_side(Side(!0));
    assert!(only(&s.0, 44..45), "Trade.taker_side");
    assert!(s.taker_side() == Side(!0), "Trade.taker_side");
    let mut s = Trade::default();
    s.set_hidden(!0);
    assert!(only(&s.0, 45..46), "Trade.hidden");
    assert!(s.hidden() == !0, "Trade.hidden");
    let mut s = Trade::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 46..48), "Trade.reserved");
    assert!(s.reserved() == !0, "Trade.reserved");
    let mut s = Trade::default();
    s.set_price(!0);
    assert!(only(&s.0, 48..56), "Trade.price");
    assert!(s.price() == !0, "Trade.price");
    let mut s = Trade::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 56..64), "Trade.quantity");
    assert!(s.quantity() == !0, "Trade.quantity");
    let mut s = Trade::default();
    s.set_notional(&Amount([0xff; 16]));
    assert!(only(&s.0, 64..80), "Trade.notional");
    assert!(*s.notional() == Amount([0xff; 16]), "Trade.notional");
    let mut s = Trade::default();
    s.set_maker(&TradeSide([0xff; 88]));
    assert!(only(&s.0, 80..168), "Trade.maker");
    assert!(*s.maker() == TradeSide([0xff; 88]), "Trade.maker");
    let mut s = Trade::default();
    s.set_taker(&TradeSide([0xff; 88]));
    assert!(only(&s.0, 168..256), "Trade.taker");
    assert!(*s.taker() == TradeSide([0xff; 88]), "Trade.taker");
}

#[test]
#[allow(non_snake_case)]
fn Fill_layout() {
    assert_eq!(size_of::<Fill>(), 176);
    let mut s = Fill::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "Fill.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "Fill.report");
    let mut s = Fill::default();
    s.set_trade_id(!0);
    assert!(only(&s.0, 32..40), "Fill.trade_id");
    assert!(s.trade_id() == !0, "Fill.trade_id");
    let mut s = Fill::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 40..48), "Fill.order_id");
    assert!(s.order_id() == !0, "Fill.order_id");
    let mut s = Fill::default();
    s.set_counterparty_order_id(!0);
    assert!(only(&s.0, 48..56), "Fill.counterparty_order_id");
    assert!(s.counterparty_order_id() == !0, "Fill.counterparty_order_id");
    let mut s = Fill::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 56..60), "Fill.instrument");
    assert!(s.instrument() == !0, "Fill.instrument");
    let mut s = Fill::default();
    s.set_account(!0);
    assert!(only(&s.0, 60..64), "Fill.account");
    assert!(s.account() == !0, "Fill.account");
    let mut s = Fill::default();
    s.set_client_id(&[!0; 36]);
    assert!(only(&s.0, 64..100), "Fill.client_id");
    assert!(s.client_id().iter().all(|item| item == !0), "Fill.client_id");
    let mut s = Fill::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 100..101), "Fill.side");
    assert!(s.side() == Side(!0), "Fill.side");
    let mut s = Fill::default();
    s.set_liquidity(Liquidity(!0));
    assert!(only(&s.0, 101..102), "Fill.liquidity");
    assert!(s.liquidity() == Liquidity(!0), "Fill.liquidity");
    let mut s = Fill::default();
    s.set_state(OrderState(!0));
    assert!(only(&s.0, 102..103), "Fill.state");
    assert!(s.state() == OrderState(!0), "Fill.state");
    let mut s = Fill::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 103..104), "Fill.reserved");
    assert!(s.reserved() == !0, "Fill.reserved");
    let mut s = Fill::default();
    s.set_price(!0);
    assert!(only(&s.0, 104..112), "Fill.price");
    assert!(s.price() == !0, "Fill.price");
    let mut s = Fill::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 112..120), "Fill.quantity");
    assert!(s.quantity() == !0, "Fill.quantity");
    let mut s = Fill::default();
    s.set_leaves(!0);
    assert!(only(&s.0, 120..128), "Fill.leaves");
    assert!(s.leaves() == !0, "Fill.leaves");
    let mut s = Fill::default();
    s.set_cumulative(!0);
    assert!(only(&s.0, 128..136), "Fill.cumulative");
    assert!(s.cumulative() == !0, "Fill.cumulative");
    let mut s = Fill::default();
    s.set_notional(&Amount([0xff; 16]));
    assert!(only(&s.0, 136..152), "Fill.notional");
    assert!(*s.notional() == Amount([0xff; 16]), "Fill.notional");
    let mut s = Fill::default();
    s.set_fee(&Amount([0xff; 16]));
    assert!(only(&s.0, 152..168), "Fill.fee");
    assert!(*s.fee() == Amount([0xff; 16]), "Fill.fee");
    let mut s = Fill::default();
    s.set_fee_asset(!0);
    assert!(only(&s.0, 168..172), "Fill.fee_asset");
    assert!(s.fee_asset() == !0, "Fill.fee_asset");
    let mut s = Fill::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 172..176), "Fill.reserved2");
    assert!(s.reserved2() == !0, "Fill.reserved2");
}

#[test]
#[allow(non_snake_case)]
fn RequestRejected_layout() {
    assert_eq!(size_of::<RequestRejected>(), 128);
    let mut s = RequestRejected::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "RequestRejected.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "RequestRejected.report");
    let mut s = RequestRejected::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 32..88), "RequestRejected.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "RequestRejected.request");
    let mut s = RequestRejected::default();
    s.set_type_(MessageType(!0));
    assert!(only(&s.0, 88..90), "RequestRejected.type");
    assert!(s.type_() == MessageType(!0), "RequestRejected.type");
    let mut s = RequestRejected::default();
    s.set_reason(RejectReason(!0));
    assert!(only(&s.0, 90..91), "RequestRejected.reason");
    assert!(s.reason() == RejectReason(!0), "RequestRejected.reason");
    let mut s = RequestRejected::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 91..92), "RequestRejected.reserved");
    assert!(s.reserved() == !0, "RequestRejected.reserved");
    let mut s = RequestRejected::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 92..96), "RequestRejected.instrument");
    assert!(s.instrument() == !0, "RequestRejected.instrument");
    let mut s = RequestRejected::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 96..104), "RequestRejected.order_id");
    assert!(s.order_id() == !0, "RequestRejected.order_id");
    let mut s = RequestRejected::default();
    s.set_detail(!0);
    assert!(only(&s.0, 104..112), "RequestRejected.detail");
    assert!(s.detail() == !0, "RequestRejected.detail");
    let mut s = RequestRejected::default();
    s.set_failed(&[!0; 2]);
    assert!(only(&s.0, 112..128), "RequestRejected.failed");
    assert!(s.failed().iter().all(|item| item == !0), "RequestRejected.failed");
}

#[test]
#[allow(non_snake_case)]
fn RequestRepeated_layout() {
    assert_eq!(size_of::<RequestRepeated>(), 104);
    let mut s = RequestRepeated::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "RequestRepeated.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "RequestRepeated.report");
    let mut s = RequestRepeated::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 32..88), "RequestRepeated.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "RequestRepeated.request");
    let mut s = RequestRepeated::default();
    s.set_type_(MessageType(!0));
    assert!(only(&s.0, 88..90), "RequestRepeated.type");
    assert!(s.type_() == MessageType(!0), "RequestRepeated.type");
    let mut s = RequestRepeated::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 90..92), "RequestRepeated.reserved");
    assert!(s.reserved() == !0, "RequestRepeated.reserved");
    let mut s = RequestRepeated::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 92..96), "RequestRepeated.reserved2");
    assert!(s.reserved2() == !0, "RequestRepeated.reserved2");
    let mut s = RequestRepeated::default();
    s.set_first_sequence(!0);
    assert!(only(&s.0, 96..104), "RequestRepeated.first_sequence");
    assert!(s.first_sequence() == !0, "RequestRepeated.first_sequence");
}

#[test]
#[allow(non_snake_case)]
fn Applied_layout() {
    assert_eq!(size_of::<Applied>(), 48);
    let mut s = Applied::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "Applied.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "Applied.report");
    let mut s = Applied::default();
    s.set_type_(MessageType(!0));
    assert!(only(&s.0, 32..34), "Applied.type");
    assert!(s.type_() == MessageType(!0), "Applied.type");
    let mut s = Applied::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 34..36), "Applied.reserved");
    assert!(s.reserved() == !0, "Applied.reserved");
    let mut s = Applied::default();
    s.set_account(!0);
    assert!(only(&s.0, 36..40), "Applied.account");
    assert!(s.account() == !0, "Applied.account");
    let mut s = Applied::default();
    s.set_id(!0);
    assert!(only(&s.0, 40..48), "Applied.id");
    assert!(s.id() == !0, "Applied.id");
}

#[test]
#[allow(non_snake_case)]
fn TradeAmended_layout() {
    assert_eq!(size_of::<TradeAmended>(), 144);
    let mut s = TradeAmended::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "TradeAmended.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "TradeAmended.report");
    let mut s = TradeAmended::default();
    s.set_trade_id(!0);
    assert!(only(&s.0, 32..40), "TradeAmended.trade_id");
    assert!(s.trade_id() == !0, "TradeAmended.trade_id");
    let mut s = TradeAmended::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 40..44), "TradeAmended.instrument");
    assert!(s.instrument() == !0, "TradeAmended.instrument");
    let mut s = TradeAmended::default();
    s.set_status(SettlementStatus(!0));
    assert!(only(&s.0, 44..45), "TradeAmended.status");
    assert!(s.status() == SettlementStatus(!0), "TradeAmended.status");
    let mut s = TradeAmended::default();
    s.set_taker_side(Side(!0));
    assert!(only(&s.0, 45..46), "TradeAmended.taker_side");
    assert!(s.taker_side() == Side(!0), "TradeAmended.taker_side");
    let mut s = TradeAmended::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 46..48), "TradeAmended.reserved");
    assert!(s.reserved() == !0, "TradeAmended.reserved");
    let mut s = TradeAmended::default();
    s.set_price(!0);
    assert!(only(&s.0, 48..56), "TradeAmended.price");
    assert!(s.price() == !0, "TradeAmended.price");
    let mut s = TradeAmended::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 56..64), "TradeAmended.quantity");
    assert!(s.quantity() == !0, "TradeAmended.quantity");
    let mut s = TradeAmended::default();
    s.set_new_price(!0);
    assert!(only(&s.0, 64..72), "TradeAmended.new_price");
    assert!(s.new_price() == !0, "TradeAmended.new_price");
    let mut s = TradeAmended::default();
    s.set_new_quantity(!0);
    assert!(only(&s.0, 72..80), "TradeAmended.new_quantity");
    assert!(s.new_quantity() == !0, "TradeAmended.new_quantity");
    let mut s = TradeAmended::default();
    s.set_maker(&TradeParty([0xff; 32]));
    assert!(only(&s.0, 80..112), "TradeAmended.maker");
    assert!(*s.maker() == TradeParty([0xff; 32]), "TradeAmended.maker");
    let mut s = TradeAmended::default();
    s.set_taker(&TradeParty([0xff; 32]));
    assert!(only(&s.0, 112..144), "TradeAmended.taker");
    assert!(*s.taker() == TradeParty([0xff; 32]), "TradeAmended.taker");
}

#[test]
#[allow(non_snake_case)]
fn OrderTerms_layout() {
    assert_eq!(size_of::<OrderTerms>(), 120);
    let mut s = OrderTerms::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "OrderTerms.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "OrderTerms.report");
    let mut s = OrderTerms::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 32..40), "OrderTerms.order_id");
    assert!(s.order_id() == !0, "OrderTerms.order_id");
    let mut s = OrderTerms::default();
    s.set_account(!0);
    assert!(only(&s.0, 40..44), "OrderTerms.account");
    assert!(s.account() == !0, "OrderTerms.account");
    let mut s = OrderTerms::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 44..48), "OrderTerms.instrument");
    assert!(s.instrument() == !0, "OrderTerms.instrument");
    let mut s = OrderTerms::default();
    s.set_trigger_price(!0);
    assert!(only(&s.0, 48..56), "OrderTerms.trigger_price");
    assert!(s.trigger_price() == !0, "OrderTerms.trigger_price");
    let mut s = OrderTerms::default();
    s.set_activation_price(!0);
    assert!(only(&s.0, 56..64), "OrderTerms.activation_price");
    assert!(s.activation_price() == !0, "OrderTerms.activation_price");
    let mut s = OrderTerms::default();
    s.set_trail_ticks(!0);
    assert!(only(&s.0, 64..72), "OrderTerms.trail_ticks");
    assert!(s.trail_ticks() == !0, "OrderTerms.trail_ticks");
    let mut s = OrderTerms::default();
    s.set_display_quantity(!0);
    assert!(only(&s.0, 72..80), "OrderTerms.display_quantity");
    assert!(s.display_quantity() == !0, "OrderTerms.display_quantity");
    let mut s = OrderTerms::default();
    s.set_min_quantity(!0);
    assert!(only(&s.0, 80..88), "OrderTerms.min_quantity");
    assert!(s.min_quantity() == !0, "OrderTerms.min_quantity");
    let mut s = OrderTerms::default();
    s.set_expire_time(!0);
    assert!(only(&s.0, 88..96), "OrderTerms.expire_time");
    assert!(s.expire_time() == !0, "OrderTerms.expire_time");
    let mut s = OrderTerms::default();
    s.set_peg_offset(!0);
    assert!(only(&s.0, 96..104), "OrderTerms.peg_offset");
    assert!(s.peg_offset() == !0, "OrderTerms.peg_offset");
    let mut s = OrderTerms::default();
    s.set_trail_basis_points(!0);
    assert!(only(&s.0, 104..108), "OrderTerms.trail_basis_points");
    assert!(s.trail_basis_points() == !0, "OrderTerms.trail_basis_points");
    let mut s = OrderTerms::default();
    s.set_flags(!0);
    assert!(only(&s.0, 108..112), "OrderTerms.flags");
    assert!(s.flags() == !0, "OrderTerms.flags");
    let mut s = OrderTerms::default();
    s.set_trigger_source(TriggerSource(!0));
    assert!(only(&s.0, 112..113), "OrderTerms.trigger_source");
    assert!(s.trigger_source() == TriggerSource(!0), "OrderTerms.trigger_source");
    let mut s = OrderTerms::default();
    s.set_peg(PegKind(!0));
    assert!(only(&s.0, 113..114), "OrderTerms.peg");
    assert!(s.peg() == PegKind(!0), "OrderTerms.peg");
    let mut s = OrderTerms::default();
    s.set_state(OrderState(!0));
    assert!(only(&s.0, 114..115), "OrderTerms.state");
    assert!(s.state() == OrderState(!0), "OrderTerms.state");
    let mut s = OrderTerms::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 115..116), "OrderTerms.reserved");
    assert!(s.reserved() == !0, "OrderTerms.reserved");
    let mut s = OrderTerms::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 116..120), "OrderTerms.reserved2");
    assert!(s.reserved2() == !0, "OrderTerms.reserved2");
}

#[test]
#[allow(non_snake_case)]
fn OrderTriggered_layout() {
    assert_eq!(size_of::<OrderTriggered>(), 128);
    let mut s = OrderTriggered::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "OrderTriggered.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "OrderTriggered.report");
    let mut s = OrderTriggered::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 32..40), "OrderTriggered.order_id");
    assert!(s.order_id() == !0, "OrderTriggered.order_id");
    let mut s = OrderTriggered::default();
    s.set_client_id(&[!0; 36]);
    assert!(only(&s.0, 40..76), "OrderTriggered.client_id");
    assert!(s.client_id().iter().all(|item| item == !0), "OrderTriggered.client_id");
    let mut s = OrderTriggered::default();
    s.set_account(!0);
    assert!(only(&s.0, 76..80), "OrderTriggered.account");
    assert!(s.account() == !0, "OrderTriggered.account");
    let mut s = OrderTriggered::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 80..84), "OrderTriggered.instrument");
    assert!(s.instrument() == !0, "OrderTriggered.instrument");
    let mut s = OrderTriggered::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 84..85), "OrderTriggered.side");
    assert!(s.side() == Side(!0), "OrderTriggered.side");
    let mut s = OrderTriggered::default();
    s.set_type_(OrderType(!0));
    assert!(only(&s.0, 85..86), "OrderTriggered.type");
    assert!(s.type_() == OrderType(!0), "OrderTriggered.type");
    let mut s = OrderTriggered::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 86..88), "OrderTriggered.reserved");
    assert!(s.reserved() == !0, "OrderTriggered.reserved");
    let mut s = OrderTriggered::default();
    s.set_trigger_price(!0);
    assert!(only(&s.0, 88..96), "OrderTriggered.trigger_price");
    assert!(s.trigger_price() == !0, "OrderTriggered.trigger_price");
    let mut s = OrderTriggered::default();
    s.set_price(!0);
    assert!(only(&s.0, 96..104), "OrderTriggered.price");
    assert!(s.price() == !0, "OrderTriggered.price");
    let mut s = OrderTriggered::default();
    s.set_leaves(!0);
    assert!(only(&s.0, 104..112), "OrderTriggered.leaves");
    assert!(s.leaves() == !0, "OrderTriggered.leaves");
    let mut s = OrderTriggered::default();
    s.set_hold(&Amount([0xff; 16]));
    assert!(only(&s.0, 112..128), "OrderTriggered.hold");
    assert!(*s.hold() == Amount([0xff; 16]), "OrderTriggered.hold");
}

#[test]
#[allow(non_snake_case)]
fn OrderRefreshed_layout() {
    assert_eq!(size_of::<OrderRefreshed>(), 80);
    let mut s = OrderRefreshed::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "OrderRefreshed.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "OrderRefreshed.report");
    let mut s = OrderRefreshed::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 32..40), "OrderRefreshed.order_id");
    assert!(s.order_id() == !0, "OrderRefreshed.order_id");
    let mut s = OrderRefreshed::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 40..44), "OrderRefreshed.instrument");
    assert!(s.instrument() == !0, "OrderRefreshed.instrument");
    let mut s = OrderRefreshed::default();
    s.set_account(!0);
    assert!(only(&s.0, 44..48), "OrderRefreshed.account");
    assert!(s.account() == !0, "OrderRefreshed.account");
    let mut s = OrderRefreshed::default();
    s.set_price(!0);
    assert!(only(&s.0, 48..56), "OrderRefreshed.price");
    assert!(s.price() == !0, "OrderRefreshed.price");
    let mut s = OrderRefreshed::default();
    s.set_displayed(!0);
    assert!(only(&s.0, 56..64), "OrderRefreshed.displayed");
    assert!(s.displayed() == !0, "OrderRefreshed.displayed");
    let mut s = OrderRefreshed::default();
    s.set_leaves(!0);
    assert!(only(&s.0, 64..72), "OrderRefreshed.leaves");
    assert!(s.leaves() == !0, "OrderRefreshed.leaves");
    let mut s = OrderRefreshed::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 72..73), "OrderRefreshed.side");
    assert!(s.side() == Side(!0), "OrderRefreshed.side");
    let mut s = OrderRefreshed::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 73..74), "OrderRefreshed.reserved");
    assert!(s.reserved() == !0, "OrderRefreshed.reserved");
    let mut s = OrderRefreshed::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 74..76), "OrderRefreshed.reserved2");
    assert!(s.reserved2() == !0, "OrderRefreshed.reserved2");
    let mut s = OrderRefreshed::default();
    s.set_reserved3(!0);
    assert!(only(&s.0, 76..80), "OrderRefreshed.reserved3");
    assert!(s.reserved3() == !0, "OrderRefreshed.reserved3");
}

#[test]
#[allow(non_snake_case)]
fn PhaseChanged_layout() {
    assert_eq!(size_of::<PhaseChanged>(), 64);
    let mut s = PhaseChanged::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "PhaseChanged.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "PhaseChanged.report");
    let mut s = PhaseChanged::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 32..36), "PhaseChanged.instrument");
    assert!(s.instrument() == !0, "PhaseChanged.instrument");
    let mut s = PhaseChanged::default();
    s.set_status(InstrumentStatus(!0));
    assert!(only(&s.0, 36..37), "PhaseChanged.status");
    assert!(s.status() == InstrumentStatus(!0), "PhaseChanged.status");
    let mut s = PhaseChanged::default();
    s.set_previous(InstrumentStatus(!0));
    assert!(only(&s.0, 37..38), "PhaseChanged.previous");
    assert!(s.previous() == InstrumentStatus(!0), "PhaseChanged.previous");
    let mut s = PhaseChanged::default();
    s.set_cause(PhaseCause(!0));
    assert!(only(&s.0, 38..39), "PhaseChanged.cause");
    assert!(s.cause() == PhaseCause(!0), "PhaseChanged.cause");
    let mut s = PhaseChanged::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 39..40), "PhaseChanged.reserved");
    assert!(s.reserved() == !0, "PhaseChanged.reserved");
    let mut s = PhaseChanged::default();
    s.set_until(!0);
    assert!(only(&s.0, 40..48), "PhaseChanged.until");
    assert!(s.until() == !0, "PhaseChanged.until");
    let mut s = PhaseChanged::default();
    s.set_reference_price(!0);
    assert!(only(&s.0, 48..56), "PhaseChanged.reference_price");
    assert!(s.reference_price() == !0, "PhaseChanged.reference_price");
    let mut s = PhaseChanged::default();
    s.set_static_reference(!0);
    assert!(only(&s.0, 56..64), "PhaseChanged.static_reference");
    assert!(s.static_reference() == !0, "PhaseChanged.static_reference");
}

#[test]
#[allow(non_snake_case)]
fn AuctionIndication_layout() {
    assert_eq!(size_of::<AuctionIndication>(), 64);
    let mut s = AuctionIndication::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "AuctionIndication.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "AuctionIndication.report");
    let mut s = AuctionIndication::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 32..36), "AuctionIndication.instrument");
    assert!(s.instrument() == !0, "AuctionIndication.instrument");
    let mut s = AuctionIndication::default();
    s.set_status(InstrumentStatus(!0));
    assert!(only(&s.0, 36..37), "AuctionIndication.status");
    assert!(s.status() == InstrumentStatus(!0), "AuctionIndication.status");
    let mut s = AuctionIndication::default();
    s.set_surplus_side(Side(!0));
    assert!(only(&s.0, 37..38), "AuctionIndication.surplus_side");
    assert!(s.surplus_side() == Side(!0), "AuctionIndication.surplus_side");
    let mut s = AuctionIndication::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 38..40), "AuctionIndication.reserved");
    assert!(s.reserved() == !0, "AuctionIndication.reserved");
    let mut s = AuctionIndication::default();
    s.set_price(!0);
    assert!(only(&s.0, 40..48), "AuctionIndication.price");
    assert!(s.price() == !0, "AuctionIndication.price");
    let mut s = AuctionIndication::default();
    s.set_volume(!0);
    assert!(only(&s.0, 48..56), "AuctionIndication.volume");
    assert!(s.volume() == !0, "AuctionIndication.volume");
    let mut s = AuctionIndication::default();
    s.set_surplus(!0);
    assert!(only(&s.0, 56..64), "AuctionIndication.surplus");
    assert!(s.surplus() == !0, "AuctionIndication.surplus");
}

#[test]
#[allow(non_snake_case)]
fn AuctionTrade_layout() {
    assert_eq!(size_of::<AuctionTrade>(), 288);
    let mut s = AuctionTrade::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "AuctionTrade.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "AuctionTrade.report");
    let mut s = AuctionTrade::default();
    s.set_trade_id(!0);
    assert!(only(&s.0, 32..40), "AuctionTrade.trade_id");
    assert!(s.trade_id() == !0, "AuctionTrade.trade_id");
    let mut s = AuctionTrade::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 40..44), "AuctionTrade.instrument");
    assert!(s.instrument() == !0, "AuctionTrade.instrument");
    let mut s = AuctionTrade::default();
    s.set_status(InstrumentStatus(!0));
    assert!(only(&s.0, 44..45), "AuctionTrade.status");
    assert!(s.status() == InstrumentStatus(!0), "AuctionTrade.status");
    let mut s = AuctionTrade::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 45..46), "AuctionTrade.reserved");
    assert!(s.reserved() == !0, "AuctionTrade.reserved");
    let mut s = AuctionTrade::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 46..48), "AuctionTrade.reserved2");
    assert!(s.reserved2() == !0, "AuctionTrade.reserved2");
    let mut s = AuctionTrade::default();
    s.set_price(!0);
    assert!(only(&s.0, 48..56), "AuctionTrade.price");
    assert!(s.price() == !0, "AuctionTrade.price");
    let mut s = AuctionTrade::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 56..64), "AuctionTrade.quantity");
    assert!(s.quantity() == !0, "AuctionTrade.quantity");
    let mut s = AuctionTrade::default();
    s.set_notional(&Amount([0xff; 16]));
    assert!(only(&s.0, 64..80), "AuctionTrade.notional");
    assert!(*s.notional() == Amount([0xff; 16]), "AuctionTrade.notional");
    let mut s = AuctionTrade::default();
    s.set_buy_price(!0);
    assert!(only(&s.0, 80..88), "AuctionTrade.buy_price");
    assert!(s.buy_price() == !0, "AuctionTrade.buy_price");
    let mut s = AuctionTrade::default();
    s.set_sell_price(!0);
    assert!(only(&s.0, 88..96), "AuctionTrade.sell_price");
    assert!(s.sell_price() == !0, "AuctionTrade.sell_price");
    let mut s = AuctionTrade::default();
    s.set_buy_shown(!0);
    assert!(only(&s.0, 96..104), "AuctionTrade.buy_shown");
    assert!(s.buy_shown() == !0, "AuctionTrade.buy_shown");
    let mut s = AuctionTrade::default();
    s.set_sell_shown(!0);
    assert!(only(&s.0, 104..112), "AuctionTrade.sell_shown");
    assert!(s.sell_shown() == !0, "AuctionTrade.sell_shown");
    let mut s = AuctionTrade::default();
    s.set_buy(&TradeSide([0xff; 88]));
    assert!(only(&s.0, 112..200), "AuctionTrade.buy");
    assert!(*s.buy() == TradeSide([0xff; 88]), "AuctionTrade.buy");
    let mut s = AuctionTrade::default();
    s.set_sell(&TradeSide([0xff; 88]));
    assert!(only(&s.0, 200..288), "AuctionTrade.sell");
    assert!(*s.sell() == TradeSide([0xff; 88]), "AuctionTrade.sell");
}

#[test]
#[allow(non_snake_case)]
fn PegsMoved_layout() {
    assert_eq!(size_of::<PegsMoved>(), 88);
    let mut s = PegsMoved::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "PegsMoved.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "PegsMoved.report");
    let mut s = PegsMoved::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 32..36), "PegsMoved.instrument");
    assert!(s.instrument() == !0, "PegsMoved.instrument");
    let mut s = PegsMoved::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 36..37), "PegsMoved.side");
    assert!(s.side() == Side(!0), "PegsMoved.side");
    let mut s = PegsMoved::default();
    s.set_peg(PegKind(!0));
    assert!(only(&s.0, 37..38), "PegsMoved.peg");
    assert!(s.peg() == PegKind(!0), "PegsMoved.peg");
    let mut s = PegsMoved::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 38..40), "PegsMoved.reserved");
    assert!(s.reserved() == !0, "PegsMoved.reserved");
    let mut s = PegsMoved::default();
    s.set_peg_offset(!0);
    assert!(only(&s.0, 40..48), "PegsMoved.peg_offset");
    assert!(s.peg_offset() == !0, "PegsMoved.peg_offset");
    let mut s = PegsMoved::default();
    s.set_limit_price(!0);
    assert!(only(&s.0, 48..56), "PegsMoved.limit_price");
    assert!(s.limit_price() == !0, "PegsMoved.limit_price");
    let mut s = PegsMoved::default();
    s.set_old_price(!0);
    assert!(only(&s.0, 56..64), "PegsMoved.old_price");
    assert!(s.old_price() == !0, "PegsMoved.old_price");
    let mut s = PegsMoved::default();
    s.set_price(!0);
    assert!(only(&s.0, 64..72), "PegsMoved.price");
    assert!(s.price() == !0, "PegsMoved.price");
    let mut s = PegsMoved::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 72..80), "PegsMoved.quantity");
    assert!(s.quantity() == !0, "PegsMoved.quantity");
    let mut s = PegsMoved::default();
    s.set_group(!0);
    assert!(only(&s.0, 80..84), "PegsMoved.group");
    assert!(s.group() == !0, "PegsMoved.group");
    let mut s = PegsMoved::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 84..88), "PegsMoved.reserved2");
    assert!(s.reserved2() == !0, "PegsMoved.reserved2");
}

#[test]
#[allow(non_snake_case)]
fn ListStatus_layout() {
    assert_eq!(size_of::<ListStatus>(), 128);
    let mut s = ListStatus::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "ListStatus.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "ListStatus.report");
    let mut s = ListStatus::default();
    s.set_request(&RequestHeader([0xff; 56]));
    assert!(only(&s.0, 32..88), "ListStatus.request");
    assert!(*s.request() == RequestHeader([0xff; 56]), "ListStatus.request");
    let mut s = ListStatus::default();
    s.set_list_id(!0);
    assert!(only(&s.0, 88..96), "ListStatus.list_id");
    assert!(s.list_id() == !0, "ListStatus.list_id");
    let mut s = ListStatus::default();
    s.set_orders(&[!0; 3]);
    assert!(only(&s.0, 96..120), "ListStatus.orders");
    assert!(s.orders().iter().all(|item| item == !0), "ListStatus.orders");
    let mut s = ListStatus::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 120..124), "ListStatus.instrument");
    assert!(s.instrument() == !0, "ListStatus.instrument");
    let mut s = ListStatus::default();
    s.set_kind(ListKind(!0));
    assert!(only(&s.0, 124..125), "ListStatus.kind");
    assert!(s.kind() == ListKind(!0), "ListStatus.kind");
    let mut s = ListStatus::default();
    s.set_state(ListState(!0));
    assert!(only(&s.0, 125..126), "ListStatus.state");
    assert!(s.state() == ListState(!0), "ListStatus.state");
    let mut s = ListStatus::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 126..128), "ListStatus.reserved");
    assert!(s.reserved() == !0, "ListStatus.reserved");
}

#[test]
#[allow(non_snake_case)]
fn ListLegStarted_layout() {
    assert_eq!(size_of::<ListLegStarted>(), 136);
    let mut s = ListLegStarted::default();
    s.set_report(&ReportHeader([0xff; 32]));
    assert!(only(&s.0, 0..32), "ListLegStarted.report");
    assert!(*s.report() == ReportHeader([0xff; 32]), "ListLegStarted.report");
    let mut s = ListLegStarted::default();
    s.set_list_id(!0);
    assert!(only(&s.0, 32..40), "ListLegStarted.list_id");
    assert!(s.list_id() == !0, "ListLegStarted.list_id");
    let mut s = ListLegStarted::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 40..48), "ListLegStarted.order_id");
    assert!(s.order_id() == !0, "ListLegStarted.order_id");
    let mut s = ListLegStarted::default();
    s.set_client_id(&[!0; 36]);
    assert!(only(&s.0, 48..84), "ListLegStarted.client_id");
    assert!(s.client_id().iter().all(|item| item == !0), "ListLegStarted.client_id");
    let mut s = ListLegStarted::default();
    s.set_account(!0);
    assert!(only(&s.0, 84..88), "ListLegStarted.account");
    assert!(s.account() == !0, "ListLegStarted.account");
    let mut s = ListLegStarted::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 88..92), "ListLegStarted.instrument");
    assert!(s.instrument() == !0, "ListLegStarted.instrument");
    let mut s = ListLegStarted::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 92..93), "ListLegStarted.side");
    assert!(s.side() == Side(!0), "ListLegStarted.side");
    let mut s = ListLegStarted::default();
    s.set_type_(OrderType(!0));
    assert!(only(&s.0, 93..94), "ListLegStarted.type");
    assert!(s.type_() == OrderType(!0), "ListLegStarted.type");
    let mut s = ListLegStarted::default();
    s.set_state(OrderState(!0));
    assert!(only(&s.0, 94..95), "ListLegStarted.state");
    assert!(s.state() == OrderState(!0), "ListLegStarted.state");
    let mut s = ListLegStarted::default();
    s.set_reason(RejectReason(!0));
    assert!(only(&s.0, 95..96), "ListLegStarted.reason");
    assert!(s.reason() == RejectReason(!0), "ListLegStarted.reason");
    let mut s = ListLegStarted::default();
    s.set_price(!0);
    assert!(only(&s.0, 96..104), "ListLegStarted.price");
    assert!(s.price() == !0, "ListLegStarted.price");
    let mut s = ListLegStarted::default();
    s.set_trigger_price(!0);
    assert!(only(&s.0, 104..112), "ListLegStarted.trigger_price");
    assert!(s.trigger_price() == !0, "ListLegStarted.trigger_price");
    let mut s = ListLegStarted::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 112..120), "ListLegStarted.quantity");
    assert!(s.quantity() == !0, "ListLegStarted.quantity");
    let mut s = ListLegStarted::default();
    s.set_hold(&Amount([0xff; 16]));
    assert!(only(&s.0, 120..136), "ListLegStarted.hold");
    assert!(*s.hold() == Amount([0xff; 16]), "ListLegStarted.hold");
}

#[test]
#[allow(non_snake_case)]
fn Subscribe_layout() {
    assert_eq!(size_of::<Subscribe>(), 24);
    let mut s = Subscribe::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 0..4), "Subscribe.instrument");
    assert!(s.instrument() == !0, "Subscribe.instrument");
    let mut s = Subscribe::default();
    s.set_depth(Depth(!0));
    assert!(only(&s.0, 4..5), "Subscribe.depth");
    assert!(s.depth() == Depth(!0), "Subscribe.depth");
    let mut s = Subscribe::default();
    s.set_interval(CandleInterval(!0));
    assert!(only(&s.0, 5..6), "Subscribe.interval");
    assert!(s.interval() == CandleInterval(!0), "Subscribe.interval");
    let mut s = Subscribe::default();
    s.set_rate(!0);
    assert!(only(&s.0, 6..8), "Subscribe.rate");
    assert!(s.rate() == !0, "Subscribe.rate");
    let mut s = Subscribe::default();
    s.set_feed_sequence(!0);
    assert!(only(&s.0, 8..16), "Subscribe.feed_sequence");
    assert!(s.feed_sequence() == !0, "Subscribe.feed_sequence");
    let mut s = Subscribe::default();
    s.set_sequence(!0);
    assert!(only(&s.0, 16..24), "Subscribe.sequence");
    assert!(s.sequence() == !0, "Subscribe.sequence");
}

#[test]
#[allow(non_snake_case)]
fn Unsubscribe_layout() {
    assert_eq!(size_of::<Unsubscribe>(), 8);
    let mut s = Unsubscribe::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 0..4), "Unsubscribe.instrument");
    assert!(s.instrument() == !0, "Unsubscribe.instrument");
    let mut s = Unsubscribe::default();
    s.set_depth(Depth(!0));
    assert!(only(&s.0, 4..5), "Unsubscribe.depth");
    assert!(s.depth() == Depth(!0), "Unsubscribe.depth");
    let mut s = Unsubscribe::default();
    s.set_interval(CandleInterval(!0));
    assert!(only(&s.0, 5..6), "Unsubscribe.interval");
    assert!(s.interval() == CandleInterval(!0), "Unsubscribe.interval");
    let mut s = Unsubscribe::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 6..8), "Unsubscribe.reserved");
    assert!(s.reserved() == !0, "Unsubscribe.reserved");
}

#[test]
#[allow(non_snake_case)]
fn TopOfBook_layout() {
    assert_eq!(size_of::<TopOfBook>(), 80);
    let mut s = TopOfBook::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 0..4), "TopOfBook.instrument");
    assert!(s.instrument() == !0, "TopOfBook.instrument");
    let mut s = TopOfBook::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 4..8), "TopOfBook.reserved");
    assert!(s.reserved() == !0, "TopOfBook.reserved");
    let mut s = TopOfBook::default();
    s.set_feed_sequence(!0);
    assert!(only(&s.0, 8..16), "TopOfBook.feed_sequence");
    assert!(s.feed_sequence() == !0, "TopOfBook.feed_sequence");
    let mut s = TopOfBook::default();
    s.set_sequence(!0);
    assert!(only(&s.0, 16..24), "TopOfBook.sequence");
    assert!(s.sequence() == !0, "TopOfBook.sequence");
    let mut s = TopOfBook::default();
    s.set_time(!0);
    assert!(only(&s.0, 24..32), "TopOfBook.time");
    assert!(s.time() == !0, "TopOfBook.time");
    let mut s = TopOfBook::default();
    s.set_bid_price(!0);
    assert!(only(&s.0, 32..40), "TopOfBook.bid_price");
    assert!(s.bid_price() == !0, "TopOfBook.bid_price");
    let mut s = TopOfBook::default();
    s.set_bid_quantity(!0);
    assert!(only(&s.0, 40..48), "TopOfBook.bid_quantity");
    assert!(s.bid_quantity() == !0, "TopOfBook.bid_quantity");
    let mut s = TopOfBook::default();
    s.set_ask_price(!0);
    assert!(only(&s.0, 48..56), "TopOfBook.ask_price");
    assert!(s.ask_price() == !0, "TopOfBook.ask_price");
    let mut s = TopOfBook::default();
    s.set_ask_quantity(!0);
    assert!(only(&s.0, 56..64), "TopOfBook.ask_quantity");
    assert!(s.ask_quantity() == !0, "TopOfBook.ask_quantity");
    let mut s = TopOfBook::default();
    s.set_last_price(!0);
    assert!(only(&s.0, 64..72), "TopOfBook.last_price");
    assert!(s.last_price() == !0, "TopOfBook.last_price");
    let mut s = TopOfBook::default();
    s.set_last_quantity(!0);
    assert!(only(&s.0, 72..80), "TopOfBook.last_quantity");
    assert!(s.last_quantity() == !0, "TopOfBook.last_quantity");
}

#[test]
#[allow(non_snake_case)]
fn Level_layout() {
    assert_eq!(size_of::<Level>(), 16);
    let mut s = Level::default();
    s.set_price(!0);
    assert!(only(&s.0, 0..8), "Level.price");
    assert!(s.price() == !0, "Level.price");
    let mut s = Level::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 8..16), "Level.quantity");
    assert!(s.quantity() == !0, "Level.quantity");
}

#[test]
#[allow(non_snake_case)]
fn BookSnapshot_layout() {
    assert_eq!(size_of::<BookSnapshot>(), 40);
    let mut s = BookSnapshot::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 0..4), "BookSnapshot.instrument");
    assert!(s.instrument() == !0, "BookSnapshot.instrument");
    let mut s = BookSnapshot::default();
    s.set_checksum(!0);
    assert!(only(&s.0, 4..8), "BookSnapshot.checksum");
    assert!(s.checksum() == !0, "BookSnapshot.checksum");
    let mut s = BookSnapshot::default();
    s.set_feed_sequence(!0);
    assert!(only(&s.0, 8..16), "BookSnapshot.feed_sequence");
    assert!(s.feed_sequence() == !0, "BookSnapshot.feed_sequence");
    let mut s = BookSnapshot::default();
    s.set_sequence(!0);
    assert!(only(&s.0, 16..24), "BookSnapshot.sequence");
    assert!(s.sequence() == !0, "BookSnapshot.sequence");
    let mut s = BookSnapshot::default();
    s.set_time(!0);
    assert!(only(&s.0, 24..32), "BookSnapshot.time");
    assert!(s.time() == !0, "BookSnapshot.time");
    let mut s = BookSnapshot::default();
    s.set_bids(!0);
    assert!(only(&s.0, 32..34), "BookSnapshot.bids");
    assert!(s.bids() == !0, "BookSnapshot.bids");
    let mut s = BookSnapshot::default();
    s.set_asks(!0);
    assert!(only(&s.0, 34..36), "BookSnapshot.asks");
    assert!(s.asks() == !0, "BookSnapshot.asks");
    let mut s = BookSnapshot::default();
    s.set_part(!0);
    assert!(only(&s.0, 36..38), "BookSnapshot.part");
    assert!(s.part() == !0, "BookSnapshot.part");
    let mut s = BookSnapshot::default();
    s.set_last(!0);
    assert!(only(&s.0, 38..40), "BookSnapshot.last");
    assert!(s.last() == !0, "BookSnapshot.last");
}

#[test]
#[allow(non_snake_case)]
fn LevelChange_layout() {
    assert_eq!(size_of::<LevelChange>(), 24);
    let mut s = LevelChange::default();
    s.set_price(!0);
    assert!(only(&s.0, 0..8), "LevelChange.price");
    assert!(s.price() == !0, "LevelChange.price");
    let mut s = LevelChange::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 8..16), "LevelChange.quantity");
    assert!(s.quantity() == !0, "LevelChange.quantity");
    let mut s = LevelChange::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 16..17), "LevelChange.side");
    assert!(s.side() == Side(!0), "LevelChange.side");
    let mut s = LevelChange::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 17..18), "LevelChange.reserved");
    assert!(s.reserved() == !0, "LevelChange.reserved");
    let mut s = LevelChange::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 18..20), "LevelChange.reserved2");
    assert!(s.reserved2() == !0, "LevelChange.reserved2");
    let mut s = LevelChange::default();
    s.set_reserved3(!0);
    assert!(only(&s.0, 20..24), "LevelChange.reserved3");
    assert!(s.reserved3() == !0, "LevelChange.reserved3");
}

#[test]
#[allow(non_snake_case)]
fn BookUpdate_layout() {
    assert_eq!(size_of::<BookUpdate>(), 40);
    let mut s = BookUpdate::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 0..4), "BookUpdate.instrument");
    assert!(s.instrument() == !0, "BookUpdate.instrument");
    let mut s = BookUpdate::default();
    s.set_checksum(!0);
    assert!(only(&s.0, 4..8), "BookUpdate.checksum");
    assert!(s.checksum() == !0, "BookUpdate.checksum");
    let mut s = BookUpdate::default();
    s.set_feed_sequence(!0);
    assert!(only(&s.0, 8..16), "BookUpdate.feed_sequence");
    assert!(s.feed_sequence() == !0, "BookUpdate.feed_sequence");
    let mut s = BookUpdate::default();
    s.set_sequence(!0);
    assert!(only(&s.0, 16..24), "BookUpdate.sequence");
    assert!(s.sequence() == !0, "BookUpdate.sequence");
    let mut s = BookUpdate::default();
    s.set_time(!0);
    assert!(only(&s.0, 24..32), "BookUpdate.time");
    assert!(s.time() == !0, "BookUpdate.time");
    let mut s = BookUpdate::default();
    s.set_count(!0);
    assert!(only(&s.0, 32..36), "BookUpdate.count");
    assert!(s.count() == !0, "BookUpdate.count");
    let mut s = BookUpdate::default();
    s.set_more(!0);
    assert!(only(&s.0, 36..40), "BookUpdate.more");
    assert!(s.more() == !0, "BookUpdate.more");
}

#[test]
#[allow(non_snake_case)]
fn TradeTick_layout() {
    assert_eq!(size_of::<TradeTick>(), 56);
    let mut s = TradeTick::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 0..4), "TradeTick.instrument");
    assert!(s.instrument() == !0, "TradeTick.instrument");
    let mut s = TradeTick::default();
    s.set_taker_side(Side(!0));
    assert!(only(&s.0, 4..5), "TradeTick.taker_side");
    assert!(s.taker_side() == Side(!0), "TradeTick.taker_side");
    let mut s = TradeTick::default();
    s.set_kind(TickKind(!0));
    assert!(only(&s.0, 5..6), "TradeTick.kind");
    assert!(s.kind() == TickKind(!0), "TradeTick.kind");
    let mut s = TradeTick::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 6..8), "TradeTick.reserved");
    assert!(s.reserved() == !0, "TradeTick.reserved");
    let mut s = TradeTick::default();
    s.set_feed_sequence(!0);
    assert!(only(&s.0, 8..16), "TradeTick.feed_sequence");
    assert!(s.feed_sequence() == !0, "TradeTick.feed_sequence");
    let mut s = TradeTick::default();
    s.set_sequence(!0);
    assert!(only(&s.0, 16..24), "TradeTick.sequence");
    assert!(s.sequence() == !0, "TradeTick.sequence");
    let mut s = TradeTick::default();
    s.set_time(!0);
    assert!(only(&s.0, 24..32), "TradeTick.time");
    assert!(s.time() == !0, "TradeTick.time");
    let mut s = TradeTick::default();
    s.set_trade_id(!0);
    assert!(only(&s.0, 32..40), "TradeTick.trade_id");
    assert!(s.trade_id() == !0, "TradeTick.trade_id");
    let mut s = TradeTick::default();
    s.set_price(!0);
    assert!(only(&s.0, 40..48), "TradeTick.price");
    assert!(s.price() == !0, "TradeTick.price");
    let mut s = TradeTick::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 48..56), "TradeTick.quantity");
    assert!(s.quantity() == !0, "TradeTick.quantity");
}

#[test]
#[allow(non_snake_case)]
fn BookOrder_layout() {
    assert_eq!(size_of::<BookOrder>(), 32);
    let mut s = BookOrder::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 0..8), "BookOrder.order_id");
    assert!(s.order_id() == !0, "BookOrder.order_id");
    let mut s = BookOrder::default();
    s.set_price(!0);
    assert!(only(&s.0, 8..16), "BookOrder.price");
    assert!(s.price() == !0, "BookOrder.price");
    let mut s = BookOrder::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 16..24), "BookOrder.quantity");
    assert!(s.quantity() == !0, "BookOrder.quantity");
    let mut s = BookOrder::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 24..25), "BookOrder.side");
    assert!(s.side() == Side(!0), "BookOrder.side");
    let mut s = BookOrder::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 25..26), "BookOrder.reserved");
    assert!(s.reserved() == !0, "BookOrder.reserved");
    let mut s = BookOrder::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 26..28), "BookOrder.reserved2");
    assert!(s.reserved2() == !0, "BookOrder.reserved2");
    let mut s = BookOrder::default();
    s.set_reserved3(!0);
    assert!(only(&s.0, 28..32), "BookOrder.reserved3");
    assert!(s.reserved3() == !0, "BookOrder.reserved3");
}

#[test]
#[allow(non_snake_case)]
fn OrdersSnapshot_layout() {
    assert_eq!(size_of::<OrdersSnapshot>(), 40);
    let mut s = OrdersSnapshot::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 0..4), "OrdersSnapshot.instrument");
    assert!(s.instrument() == !0, "OrdersSnapshot.instrument");
    let mut s = OrdersSnapshot::default();
    s.set_checksum(!0);
    assert!(only(&s.0, 4..8), "OrdersSnapshot.checksum");
    assert!(s.checksum() == !0, "OrdersSnapshot.checksum");
    let mut s = OrdersSnapshot::default();
    s.set_feed_sequence(!0);
    assert!(only(&s.0, 8..16), "OrdersSnapshot.feed_sequence");
    assert!(s.feed_sequence() == !0, "OrdersSnapshot.feed_sequence");
    let mut s = OrdersSnapshot::default();
    s.set_sequence(!0);
    assert!(only(&s.0, 16..24), "OrdersSnapshot.sequence");
    assert!(s.sequence() == !0, "OrdersSnapshot.sequence");
    let mut s = OrdersSnapshot::default();
    s.set_time(!0);
    assert!(only(&s.0, 24..32), "OrdersSnapshot.time");
    assert!(s.time() == !0, "OrdersSnapshot.time");
    let mut s = OrdersSnapshot::default();
    s.set_count(!0);
    assert!(only(&s.0, 32..36), "OrdersSnapshot.count");
    assert!(s.count() == !0, "OrdersSnapshot.count");
    let mut s = OrdersSnapshot::default();
    s.set_part(!0);
    assert!(only(&s.0, 36..38), "OrdersSnapshot.part");
    assert!(s.part() == !0, "OrdersSnapshot.part");
    let mut s = OrdersSnapshot::default();
    s.set_last(!0);
    assert!(only(&s.0, 38..40), "OrdersSnapshot.last");
    assert!(s.last() == !0, "OrdersSnapshot.last");
}

#[test]
#[allow(non_snake_case)]
fn OrderChange_layout() {
    assert_eq!(size_of::<OrderChange>(), 32);
    let mut s = OrderChange::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 0..8), "OrderChange.order_id");
    assert!(s.order_id() == !0, "OrderChange.order_id");
    let mut s = OrderChange::default();
    s.set_price(!0);
    assert!(only(&s.0, 8..16), "OrderChange.price");
    assert!(s.price() == !0, "OrderChange.price");
    let mut s = OrderChange::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 16..24), "OrderChange.quantity");
    assert!(s.quantity() == !0, "OrderChange.quantity");
    let mut s = OrderChange::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 24..25), "OrderChange.side");
    assert!(s.side() == Side(!0), "OrderChange.side");
    let mut s = OrderChange::default();
    s.set_action(OrderAction(!0));
    assert!(only(&s.0, 25..26), "OrderChange.action");
    assert!(s.action() == OrderAction(!0), "OrderChange.action");
    let mut s = OrderChange::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 26..28), "OrderChange.reserved");
    assert!(s.reserved() == !0, "OrderChange.reserved");
    let mut s = OrderChange::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 28..32), "OrderChange.reserved2");
    assert!(s.reserved2() == !0, "OrderChange.reserved2");
}

#[test]
#[allow(non_snake_case)]
fn OrdersUpdate_layout() {
    assert_eq!(size_of::<OrdersUpdate>(), 40);
    let mut s = OrdersUpdate::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 0..4), "OrdersUpdate.instrument");
    assert!(s.instrument() == !0, "OrdersUpdate.instrument");
    let mut s = OrdersUpdate::default();
    s.set_checksum(!0);
    assert!(only(&s.0, 4..8), "OrdersUpdate.checksum");
    assert!(s.checksum() == !0, "OrdersUpdate.checksum");
    let mut s = OrdersUpdate::default();
    s.set_feed_sequence(!0);
    assert!(only(&s.0, 8..16), "OrdersUpdate.feed_sequence");
    assert!(s.feed_sequence() == !0, "OrdersUpdate.feed_sequence");
    let mut s = OrdersUpdate::default();
    s.set_sequence(!0);
    assert!(only(&s.0, 16..24), "OrdersUpdate.sequence");
    assert!(s.sequence() == !0, "OrdersUpdate.sequence");
    let mut s = OrdersUpdate::default();
    s.set_time(!0);
    assert!(only(&s.0, 24..32), "OrdersUpdate.time");
    assert!(s.time() == !0, "OrdersUpdate.time");
    let mut s = OrdersUpdate::default();
    s.set_count(!0);
    assert!(only(&s.0, 32..36), "OrdersUpdate.count");
    assert!(s.count() == !0, "OrdersUpdate.count");
    let mut s = OrdersUpdate::default();
    s.set_more(!0);
    assert!(only(&s.0, 36..40), "OrdersUpdate.more");
    assert!(s.more() == !0, "OrdersUpdate.more");
}

#[test]
#[allow(non_snake_case)]
fn InstrumentState_layout() {
    assert_eq!(size_of::<InstrumentState>(), 64);
    let mut s = InstrumentState::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 0..4), "InstrumentState.instrument");
    assert!(s.instrument() == !0, "InstrumentState.instrument");
    let mut s = InstrumentState::default();
    s.set_status(InstrumentStatus(!0));
    assert!(only(&s.0, 4..5), "InstrumentState.status");
    assert!(s.status() == InstrumentStatus(!0), "InstrumentState.status");
    let mut s = InstrumentState::default();
    s.set_imbalance_side(SideFilter(!0));
    assert!(only(&s.0, 5..6), "InstrumentState.imbalance_side");
    assert!(s.imbalance_side() == SideFilter(!0), "InstrumentState.imbalance_side");
    let mut s = InstrumentState::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 6..8), "InstrumentState.reserved");
    assert!(s.reserved() == !0, "InstrumentState.reserved");
    let mut s = InstrumentState::default();
    s.set_feed_sequence(!0);
    assert!(only(&s.0, 8..16), "InstrumentState.feed_sequence");
    assert!(s.feed_sequence() == !0, "InstrumentState.feed_sequence");
    let mut s = InstrumentState::default();
    s.set_sequence(!0);
    assert!(only(&s.0, 16..24), "InstrumentState.sequence");
    assert!(s.sequence() == !0, "InstrumentState.sequence");
    let mut s = InstrumentState::default();
    s.set_time(!0);
    assert!(only(&s.0, 24..32), "InstrumentState.time");
    assert!(s.time() == !0, "InstrumentState.time");
    let mut s = InstrumentState::default();
    s.set_reference_price(!0);
    assert!(only(&s.0, 32..40), "InstrumentState.reference_price");
    assert!(s.reference_price() == !0, "InstrumentState.reference_price");
    let mut s = InstrumentState::default();
    s.set_indicative_price(!0);
    assert!(only(&s.0, 40..48), "InstrumentState.indicative_price");
    assert!(s.indicative_price() == !0, "InstrumentState.indicative_price");
    let mut s = InstrumentState::default();
    s.set_indicative_quantity(!0);
    assert!(only(&s.0, 48..56), "InstrumentState.indicative_quantity");
    assert!(s.indicative_quantity() == !0, "InstrumentState.indicative_quantity");
    let mut s = InstrumentState::default();
    s.set_imbalance_quantity(!0);
    assert!(only(&s.0, 56..64), "InstrumentState.imbalance_quantity");
    assert!(s.imbalance_quantity() == !0, "InstrumentState.imbalance_quantity");
}

#[test]
#[allow(non_snake_case)]
fn Ticker_layout() {
    assert_eq!(size_of::<Ticker>(), 128);
    let mut s = Ticker::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 0..4), "Ticker.instrument");
    assert!(s.instrument() == !0, "Ticker.instrument");
    let mut s = Ticker::default();
    s.set_trades(!0);
    assert!(only(&s.0, 4..8), "Ticker.trades");
    assert!(s.trades() == !0, "Ticker.trades");
    let mut s = Ticker::default();
    s.set_feed_sequence(!0);
    assert!(only(&s.0, 8..16), "Ticker.feed_sequence");
    assert!(s.feed_sequence() == !0, "Ticker.feed_sequence");
    let mut s = Ticker::default();
    s.set_sequence(!0);
    assert!(only(&s.0, 16..24), "Ticker.sequence");
    assert!(s.sequence() == !0, "Ticker.sequence");
    let mut s = Ticker::default();
    s.set_time(!0);
    assert!(only(&s.0, 24..32), "Ticker.time");
    assert!(s.time() == !0, "Ticker.time");
    let mut s = Ticker::default();
    s.set_bid_price(!0);
    assert!(only(&s.0, 32..40), "Ticker.bid_price");
    assert!(s.bid_price() == !0, "Ticker.bid_price");
    let mut s = Ticker::default();
    s.set_bid_quantity(!0);
    assert!(only(&s.0, 40..48), "Ticker.bid_quantity");
    assert!(s.bid_quantity() == !0, "Ticker.bid_quantity");
    let mut s = Ticker::default();
    s.set_ask_price(!0);
    assert!(only(&s.0, 48..56), "Ticker.ask_price");
    assert!(s.ask_price() == !0, "Ticker.ask_price");
    let mut s = Ticker::default();
    s.set_ask_quantity(!0);
    assert!(only(&s.0, 56..64), "Ticker.ask_quantity");
    assert!(s.ask_quantity() == !0, "Ticker.ask_quantity");
    let mut s = Ticker::default();
    s.set_last_price(!0);
    assert!(only(&s.0, 64..72), "Ticker.last_price");
    assert!(s.last_price() == !0, "Ticker.last_price");
    let mut s = Ticker::default();
    s.set_last_quantity(!0);
    assert!(only(&s.0, 72..80), "Ticker.last_quantity");
    assert!(s.last_quantity() == !0, "Ticker.last_quantity");
    let mut s = Ticker::default();
    s.set_open_price(!0);
    assert!(only(&s.0, 80..88), "Ticker.open_price");
    assert!(s.open_price() == !0, "Ticker.open_price");
    let mut s = Ticker::default();
    s.set_high_price(!0);
    assert!(only(&s.0, 88..96), "Ticker.high_price");
    assert!(s.high_price() == !0, "Ticker.high_price");
    let mut s = Ticker::default();
    s.set_low_price(!0);
    assert!(only(&s.0, 96..104), "Ticker.low_price");
    assert!(s.low_price() == !0, "Ticker.low_price");
    let mut s = Ticker::default();
    s.set_volume(!0);
    assert!(only(&s.0, 104..112), "Ticker.volume");
    assert!(s.volume() == !0, "Ticker.volume");
    let mut s = Ticker::default();
    s.set_quote_volume(&Amount([0xff; 16]));
    assert!(only(&s.0, 112..128), "Ticker.quote_volume");
    assert!(*s.quote_volume() == Amount([0xff; 16]), "Ticker.quote_volume");
}

#[test]
#[allow(non_snake_case)]
fn Candle_layout() {
    assert_eq!(size_of::<Candle>(), 104);
    let mut s = Candle::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 0..4), "Candle.instrument");
    assert!(s.instrument() == !0, "Candle.instrument");
    let mut s = Candle::default();
    s.set_interval(CandleInterval(!0));
    assert!(only(&s.0, 4..5), "Candle.interval");
    assert!(s.interval() == CandleInterval(!0), "Candle.interval");
    let mut s = Candle::default();
    s.set_closed(!0);
    assert!(only(&s.0, 5..6), "Candle.closed");
    assert!(s.closed() == !0, "Candle.closed");
    let mut s = Candle::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 6..8), "Candle.reserved");
    assert!(s.reserved() == !0, "Candle.reserved");
    let mut s = Candle::default();
    s.set_feed_sequence(!0);
    assert!(only(&s.0, 8..16), "Candle.feed_sequence");
    assert!(s.feed_sequence() == !0, "Candle.feed_sequence");
    let mut s = Candle::default();
    s.set_sequence(!0);
    assert!(only(&s.0, 16..24), "Candle.sequence");
    assert!(s.sequence() == !0, "Candle.sequence");
    let mut s = Candle::default();
    s.set_time(!0);
    assert!(only(&s.0, 24..32), "Candle.time");
    assert!(s.time() == !0, "Candle.time");
    let mut s = Candle::default();
    s.set_open_time(!0);
    assert!(only(&s.0, 32..40), "Candle.open_time");
    assert!(s.open_time() == !0, "Candle.open_time");
    let mut s = Candle::default();
    s.set_open(!0);
    assert!(only(&s.0, 40..48), "Candle.open");
    assert!(s.open() == !0, "Candle.open");
    let mut s = Candle::default();
    s.set_high(!0);
    assert!(only(&s.0, 48..56), "Candle.high");
    assert!(s.high() == !0, "Candle.high");
    let mut s = Candle::default();
    s.set_low(!0);
    assert!(only(&s.0, 56..64), "Candle.low");
    assert!(s.low() == !0, "Candle.low");
    let mut s = Candle::default();
    s.set_close(!0);
    assert!(only(&s.0, 64..72), "Candle.close");
    assert!(s.close() == !0, "Candle.close");
    let mut s = Candle::default();
    s.set_volume(!0);
    assert!(only(&s.0, 72..80), "Candle.volume");
    assert!(s.volume() == !0, "Candle.volume");
    let mut s = Candle::default();
    s.set_quote_volume(&Amount([0xff; 16]));
    assert!(only(&s.0, 80..96), "Candle.quote_volume");
    assert!(*s.quote_volume() == Amount([0xff; 16]), "Candle.quote_volume");
    let mut s = Candle::default();
    s.set_trades(!0);
    assert!(only(&s.0, 96..104), "Candle.trades");
    assert!(s.trades() == !0, "Candle.trades");
}

#[test]
#[allow(non_snake_case)]
fn QuoteCandle_layout() {
    assert_eq!(size_of::<QuoteCandle>(), 112);
    let mut s = QuoteCandle::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 0..4), "QuoteCandle.instrument");
    assert!(s.instrument() == !0, "QuoteCandle.instrument");
    let mut s = QuoteCandle::default();
    s.set_interval(CandleInterval(!0));
    assert!(only(&s.0, 4..5), "QuoteCandle.interval");
    assert!(s.interval() == CandleInterval(!0), "QuoteCandle.interval");
    let mut s = QuoteCandle::default();
    s.set_closed(!0);
    assert!(only(&s.0, 5..6), "QuoteCandle.closed");
    assert!(s.closed() == !0, "QuoteCandle.closed");
    let mut s = QuoteCandle::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 6..8), "QuoteCandle.reserved");
    assert!(s.reserved() == !0, "QuoteCandle.reserved");
    let mut s = QuoteCandle::default();
    s.set_feed_sequence(!0);
    assert!(only(&s.0, 8..16), "QuoteCandle.feed_sequence");
    assert!(s.feed_sequence() == !0, "QuoteCandle.feed_sequence");
    let mut s = QuoteCandle::default();
    s.set_sequence(!0);
    assert!(only(&s.0, 16..24), "QuoteCandle.sequence");
    assert!(s.sequence() == !0, "QuoteCandle.sequence");
    let mut s = QuoteCandle::default();
    s.set_time(!0);
    assert!(only(&s.0, 24..32), "QuoteCandle.time");
    assert!(s.time() == !0, "QuoteCandle.time");
    let mut s = QuoteCandle::default();
    s.set_open_time(!0);
    assert!(only(&s.0, 32..40), "QuoteCandle.open_time");
    assert!(s.open_time() == !0, "QuoteCandle.open_time");
    let mut s = QuoteCandle::default();
    s.set_bid_open(!0);
    assert!(only(&s.0, 40..48), "QuoteCandle.bid_open");
    assert!(s.bid_open() == !0, "QuoteCandle.bid_open");
    let mut s = QuoteCandle::default();
    s.set_bid_high(!0);
    assert!(only(&s.0, 48..56), "QuoteCandle.bid_high");
    assert!(s.bid_high() == !0, "QuoteCandle.bid_high");
    let mut s = QuoteCandle::default();
    s.set_bid_low(!0);
    assert!(only(&s.0, 56..64), "QuoteCandle.bid_low");
    assert!(s.bid_low() == !0, "QuoteCandle.bid_low");
    let mut s = QuoteCandle::default();
    s.set_bid_close(!0);
    assert!(only(&s.0, 64..72), "QuoteCandle.bid_close");
    assert!(s.bid_close() == !0, "QuoteCandle.bid_close");
    let mut s = QuoteCandle::default();
    s.set_ask_open(!0);
    assert!(only(&s.0, 72..80), "QuoteCandle.ask_open");
    assert!(s.ask_open() == !0, "QuoteCandle.ask_open");
    let mut s = QuoteCandle::default();
    s.set_ask_high(!0);
    assert!(only(&s.0, 80..88), "QuoteCandle.ask_high");
    assert!(s.ask_high() == !0, "QuoteCandle.ask_high");
    let mut s = QuoteCandle::default();
    s.set_ask_low(!0);
    assert!(only(&s.0, 88..96), "QuoteCandle.ask_low");
    assert!(s.ask_low() == !0, "QuoteCandle.ask_low");
    let mut s = QuoteCandle::default();
    s.set_ask_close(!0);
    assert!(only(&s.0, 96..104), "QuoteCandle.ask_close");
    assert!(s.ask_close() == !0, "QuoteCandle.ask_close");
    let mut s = QuoteCandle::default();
    s.set_changes(!0);
    assert!(only(&s.0, 104..112), "QuoteCandle.changes");
    assert!(s.changes() == !0, "QuoteCandle.changes");
}

#[test]
#[allow(non_snake_case)]
fn FeedResumed_layout() {
    assert_eq!(size_of::<FeedResumed>(), 16);
    let mut s = FeedResumed::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 0..4), "FeedResumed.instrument");
    assert!(s.instrument() == !0, "FeedResumed.instrument");
    let mut s = FeedResumed::default();
    s.set_depth(Depth(!0));
    assert!(only(&s.0, 4..5), "FeedResumed.depth");
    assert!(s.depth() == Depth(!0), "FeedResumed.depth");
    let mut s = FeedResumed::default();
    s.set_interval(CandleInterval(!0));
    assert!(only(&s.0, 5..6), "FeedResumed.interval");
    assert!(s.interval() == CandleInterval(!0), "FeedResumed.interval");
    let mut s = FeedResumed::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 6..8), "FeedResumed.reserved");
    assert!(s.reserved() == !0, "FeedResumed.reserved");
    let mut s = FeedResumed::default();
    s.set_feed_sequence(!0);
    assert!(only(&s.0, 8..16), "FeedResumed.feed_sequence");
    assert!(s.feed_sequence() == !0, "FeedResumed.feed_sequence");
}

#[test]
#[allow(non_snake_case)]
fn QueryAssets_layout() {
    assert_eq!(size_of::<QueryAssets>(), 8);
    let mut s = QueryAssets::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "QueryAssets.query");
    assert!(s.query() == !0, "QueryAssets.query");
}

#[test]
#[allow(non_snake_case)]
fn QueryInstruments_layout() {
    assert_eq!(size_of::<QueryInstruments>(), 8);
    let mut s = QueryInstruments::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "QueryInstruments.query");
    assert!(s.query() == !0, "QueryInstruments.query");
}

#[test]
#[allow(non_snake_case)]
fn QueryBalances_layout() {
    assert_eq!(size_of::<QueryBalances>(), 16);
    let mut s = QueryBalances::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "QueryBalances.query");
    assert!(s.query() == !0, "QueryBalances.query");
    let mut s = QueryBalances::default();
    s.set_account(!0);
    assert!(only(&s.0, 8..12), "QueryBalances.account");
    assert!(s.account() == !0, "QueryBalances.account");
    let mut s = QueryBalances::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 12..16), "QueryBalances.reserved");
    assert!(s.reserved() == !0, "QueryBalances.reserved");
}

#[test]
#[allow(non_snake_case)]
fn QueryOrders_layout() {
    assert_eq!(size_of::<QueryOrders>(), 24);
    let mut s = QueryOrders::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "QueryOrders.query");
    assert!(s.query() == !0, "QueryOrders.query");
    let mut s = QueryOrders::default();
    s.set_account(!0);
    assert!(only(&s.0, 8..12), "QueryOrders.account");
    assert!(s.account() == !0, "QueryOrders.account");
    let mut s = QueryOrders::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 12..16), "QueryOrders.instrument");
    assert!(s.instrument() == !0, "QueryOrders.instrument");
    let mut s = QueryOrders::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 16..24), "QueryOrders.order_id");
    assert!(s.order_id() == !0, "QueryOrders.order_id");
}

#[test]
#[allow(non_snake_case)]
fn QueryOrderLists_layout() {
    assert_eq!(size_of::<QueryOrderLists>(), 24);
    let mut s = QueryOrderLists::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "QueryOrderLists.query");
    assert!(s.query() == !0, "QueryOrderLists.query");
    let mut s = QueryOrderLists::default();
    s.set_account(!0);
    assert!(only(&s.0, 8..12), "QueryOrderLists.account");
    assert!(s.account() == !0, "QueryOrderLists.account");
    let mut s = QueryOrderLists::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 12..16), "QueryOrderLists.reserved");
    assert!(s.reserved() == !0, "QueryOrderLists.reserved");
    let mut s = QueryOrderLists::default();
    s.set_list_id(!0);
    assert!(only(&s.0, 16..24), "QueryOrderLists.list_id");
    assert!(s.list_id() == !0, "QueryOrderLists.list_id");
}

#[test]
#[allow(non_snake_case)]
fn QueryLimits_layout() {
    assert_eq!(size_of::<QueryLimits>(), 16);
    let mut s = QueryLimits::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "QueryLimits.query");
    assert!(s.query() == !0, "QueryLimits.query");
    let mut s = QueryLimits::default();
    s.set_id(!0);
    assert!(only(&s.0, 8..12), "QueryLimits.id");
    assert!(s.id() == !0, "QueryLimits.id");
    let mut s = QueryLimits::default();
    s.set_of(LimitsOf(!0));
    assert!(only(&s.0, 12..13), "QueryLimits.of");
    assert!(s.of() == LimitsOf(!0), "QueryLimits.of");
    let mut s = QueryLimits::default();
    s.set_scope(LimitScope(!0));
    assert!(only(&s.0, 13..14), "QueryLimits.scope");
    assert!(s.scope() == LimitScope(!0), "QueryLimits.scope");
    let mut s = QueryLimits::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 14..16), "QueryLimits.reserved");
    assert!(s.reserved() == !0, "QueryLimits.reserved");
}

#[test]
#[allow(non_snake_case)]
fn QueryPositions_layout() {
    assert_eq!(size_of::<QueryPositions>(), 16);
    let mut s = QueryPositions::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "QueryPositions.query");
    assert!(s.query() == !0, "QueryPositions.query");
    let mut s = QueryPositions::default();
    s.set_account(!0);
    assert!(only(&s.0, 8..12), "QueryPositions.account");
    assert!(s.account() == !0, "QueryPositions.account");
    let mut s = QueryPositions::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 12..16), "QueryPositions.reserved");
    assert!(s.reserved() == !0, "QueryPositions.reserved");
}

#[test]
#[allow(non_snake_case)]
fn SimulateOrder_layout() {
    assert_eq!(size_of::<SimulateOrder>(), 112);
    let mut s = SimulateOrder::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "SimulateOrder.query");
    assert!(s.query() == !0, "SimulateOrder.query");
    let mut s = SimulateOrder::default();
    s.set_order(&NewOrder([0xff; 104]));
    assert!(only(&s.0, 8..112), "SimulateOrder.order");
    assert!(*s.order() == NewOrder([0xff; 104]), "SimulateOrder.order");
}

#[test]
#[allow(non_snake_case)]
fn QueryTrade_layout() {
    assert_eq!(size_of::<QueryTrade>(), 24);
    let mut s = QueryTrade::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "QueryTrade.query");
    assert!(s.query() == !0, "QueryTrade.query");
    let mut s = QueryTrade::default();
    s.set_trade_id(!0);
    assert!(only(&s.0, 8..16), "QueryTrade.trade_id");
    assert!(s.trade_id() == !0, "QueryTrade.trade_id");
    let mut s = QueryTrade::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 16..20), "QueryTrade.instrument");
    assert!(s.instrument() == !0, "QueryTrade.instrument");
    let mut s = QueryTrade::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 20..24), "QueryTrade.reserved");
    assert!(s.reserved() == !0, "QueryTrade.reserved");
}

#[test]
#[allow(non_snake_case)]
fn AssetReport_layout() {
    assert_eq!(size_of::<AssetReport>(), 32);
    let mut s = AssetReport::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "AssetReport.query");
    assert!(s.query() == !0, "AssetReport.query");
    let mut s = AssetReport::default();
    s.set_asset(!0);
    assert!(only(&s.0, 8..12), "AssetReport.asset");
    assert!(s.asset() == !0, "AssetReport.asset");
    let mut s = AssetReport::default();
    s.set_scale(!0);
    assert!(only(&s.0, 12..13), "AssetReport.scale");
    assert!(s.scale() == !0, "AssetReport.scale");
    let mut s = AssetReport::default();
    s.set_display_scale(!0);
    assert!(only(&s.0, 13..14), "AssetReport.display_scale");
    assert!(s.display_scale() == !0, "AssetReport.display_scale");
    let mut s = AssetReport::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 14..16), "AssetReport.reserved");
    assert!(s.reserved() == !0, "AssetReport.reserved");
    let mut s = AssetReport::default();
    s.set_code(&[!0; 16]);
    assert!(only(&s.0, 16..32), "AssetReport.code");
    assert!(s.code().iter().all(|item| item == !0), "AssetReport.code");
}

#[test]
#[allow(non_snake_case)]
fn InstrumentReport_layout() {
    assert_eq!(size_of::<InstrumentReport>(), 104);
    let mut s = InstrumentReport::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "InstrumentReport.query");
    assert!(s.query() == !0, "InstrumentReport.query");
    let mut s = InstrumentReport::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 8..12), "InstrumentReport.instrument");
    assert!(s.instrument() == !0, "InstrumentReport.instrument");
    let mut s = InstrumentReport::default();
    s.set_base_asset(!0);
    assert!(only(&s.0, 12..16), "InstrumentReport.base_asset");
    assert!(s.base_asset() == !0, "InstrumentReport.base_asset");
    let mut s = InstrumentReport::default();
    s.set_quote_asset(!0);
    assert!(only(&s.0, 16..20), "InstrumentReport.quote_asset");
    assert!(s.quote_asset() == !0, "InstrumentReport.quote_asset");
    let mut s = InstrumentReport::default();
    s.set_price_scale(!0);
    assert!(only(&s.0, 20..21), "InstrumentReport.price_scale");
    assert!(s.price_scale() == !0, "InstrumentReport.price_scale");
    let mut s = InstrumentReport::default();
    s.set_quantity_scale(!0);
    assert!(only(&s.0, 21..22), "InstrumentReport.quantity_scale");
    assert!(s.quantity_scale() == !0, "InstrumentReport.quantity_scale");
    let mut s = InstrumentReport::default();
    s.set_fee_asset(FeeAsset(!0));
    assert!(only(&s.0, 22..23), "InstrumentReport.fee_asset");
    assert!(s.fee_asset() == FeeAsset(!0), "InstrumentReport.fee_asset");
    let mut s = InstrumentReport::default();
    s.set_status(InstrumentStatus(!0));
    assert!(only(&s.0, 23..24), "InstrumentReport.status");
    assert!(s.status() == InstrumentStatus(!0), "InstrumentReport.status");
    let mut s = InstrumentReport::default();
    s.set_tick_size(!0);
    assert!(only(&s.0, 24..32), "InstrumentReport.tick_size");
    assert!(s.tick_size() == !0, "InstrumentReport.tick_size");
    let mut s = InstrumentReport::default();
    s.set_lot_size(!0);
    assert!(only(&s.0, 32..40), "InstrumentReport.lot_size");
    assert!(s.lot_size() == !0, "InstrumentReport.lot_size");
    let mut s = InstrumentReport::default();
    s.set_min_quantity(!0);
    assert!(only(&s.0, 40..48), "InstrumentReport.min_quantity");
    assert!(s.min_quantity() == !0, "InstrumentReport.min_quantity");
    let mut s = InstrumentReport::default();
    s.set_max_quantity(!0);
    assert!(only(&s.0, 48..56), "InstrumentReport.max_quantity");
    assert!(s.max_quantity() == !0, "InstrumentReport.max_quantity");
    let mut s = InstrumentReport::default();
    s.set_quantity_step(!0);
    assert!(only(&s.0, 56..64), "InstrumentReport.quantity_step");
    assert!(s.quantity_step() == !0, "InstrumentReport.quantity_step");
    let mut s = InstrumentReport::default();
    s.set_reference_price(!0);
    assert!(only(&s.0, 64..72), "InstrumentReport.reference_price");
    assert!(s.reference_price() == !0, "InstrumentReport.reference_price");
    let mut s = InstrumentReport::default();
    s.set_last_trade_id(!0);
    assert!(only(&s.0, 72..80), "InstrumentReport.last_trade_id");
    assert!(s.last_trade_id() == !0, "InstrumentReport.last_trade_id");
    let mut s = InstrumentReport::default();
    s.set_symbol(&[!0; 24]);
    assert!(only(&s.0, 80..104), "InstrumentReport.symbol");
    assert!(s.symbol().iter().all(|item| item == !0), "InstrumentReport.symbol");
}

#[test]
#[allow(non_snake_case)]
fn BalanceReport_layout() {
    assert_eq!(size_of::<BalanceReport>(), 48);
    let mut s = BalanceReport::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "BalanceReport.query");
    assert!(s.query() == !0, "BalanceReport.query");
    let mut s = BalanceReport::default();
    s.set_account(!0);
    assert!(only(&s.0, 8..12), "BalanceReport.account");
    assert!(s.account() == !0, "BalanceReport.account");
    let mut s = BalanceReport::default();
    s.set_asset(!0);
    assert!(only(&s.0, 12..16), "BalanceReport.asset");
    assert!(s.asset() == !0, "BalanceReport.asset");
    let mut s = BalanceReport::default();
    s.set_available(&Amount([0xff; 16]));
    assert!(only(&s.0, 16..32), "BalanceReport.available");
    assert!(*s.available() == Amount([0xff; 16]), "BalanceReport.available");
    let mut s = BalanceReport::default();
    s.set_held(&Amount([0xff; 16]));
    assert!(only(&s.0, 32..48), "BalanceReport.held");
    assert!(*s.held() == Amount([0xff; 16]), "BalanceReport.held");
}

#[test]
#[allow(non_snake_case)]
fn OrderReport_layout() {
    assert_eq!(size_of::<OrderReport>(), 144);
    let mut s = OrderReport::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "OrderReport.query");
    assert!(s.query() == !0, "OrderReport.query");
    let mut s = OrderReport::default();
    s.set_order_id(!0);
    assert!(only(&s.0, 8..16), "OrderReport.order_id");
    assert!(s.order_id() == !0, "OrderReport.order_id");
    let mut s = OrderReport::default();
    s.set_client_id(&[!0; 36]);
    assert!(only(&s.0, 16..52), "OrderReport.client_id");
    assert!(s.client_id().iter().all(|item| item == !0), "OrderReport.client_id");
    let mut s = OrderReport::default();
    s.set_account(!0);
    assert!(only(&s.0, 52..56), "OrderReport.account");
    assert!(s.account() == !0, "OrderReport.account");
    let mut s = OrderReport::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 56..60), "OrderReport.instrument");
    assert!(s.instrument() == !0, "OrderReport.instrument");
    let mut s = OrderReport::default();
    s.set_side(Side(!0));
    assert!(only(&s.0, 60..61), "OrderReport.side");
    assert!(s.side() == Side(!0), "OrderReport.side");
    let mut s = OrderReport::default();
    s.set_type_(OrderType(!0));
    assert!(only(&s.0, 61..62), "OrderReport.type");
    assert!(s.type_() == OrderType(!0), "OrderReport.type");
    let mut s = OrderReport::default();
    s.set_time_in_force(TimeInForce(!0));
    assert!(only(&s.0, 62..63), "OrderReport.time_in_force");
    assert!(s.time_in_force() == TimeInForce(!0), "OrderReport.time_in_force");
    let mut s = OrderReport::default();
    s.set_state(OrderState(!0));
    assert!(only(&s.0, 63..64), "OrderReport.state");
    assert!(s.state() == OrderState(!0), "OrderReport.state");
    let mut s = OrderReport::default();
    s.set_price(!0);
    assert!(only(&s.0, 64..72), "OrderReport.price");
    assert!(s.price() == !0, "OrderReport.price");
    let mut s = OrderReport::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 72..80), "OrderReport.quantity");
    assert!(s.quantity() == !0, "OrderReport.quantity");
    let mut s = OrderReport::default();
    s.set_cumulative(!0);
    assert!(only(&s.0, 80..88), "OrderReport.cumulative");
    assert!(s.cumulative() == !0, "OrderReport.cumulative");
    let mut s = OrderReport::default();
    s.set_notional(&Amount([0xff; 16]));
    assert!(only(&s.0, 88..104), "OrderReport.notional");
    assert!(*s.notional() == Amount([0xff; 16]), "OrderReport.notional");
    let mut s = OrderReport::default();
    s.set_time(!0);
    assert!(only(&s.0, 104..112), "OrderReport.time");
    assert!(s.time() == !0, "OrderReport.time");
    let mut s = OrderReport::default();
    s.set_trigger_price(!0);
    assert!(only(&s.0, 112..120), "OrderReport.trigger_price");
    assert!(s.trigger_price() == !0, "OrderReport.trigger_price");
    let mut s = OrderReport::default();
    s.set_displayed(!0);
    assert!(only(&s.0, 120..128), "OrderReport.displayed");
    assert!(s.displayed() == !0, "OrderReport.displayed");
    let mut s = OrderReport::default();
    s.set_expire_time(!0);
    assert!(only(&s.0, 128..136), "OrderReport.expire_time");
    assert!(s.expire_time() == !0, "OrderReport.expire_time");
    let mut s = OrderReport::default();
    s.set_flags(!0);
    assert!(only(&s.0, 136..140), "OrderReport.flags");
    assert!(s.flags() == !0, "OrderReport.flags");
    let mut s = OrderReport::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 140..144), "OrderReport.reserved");
    assert!(s.reserved() == !0, "OrderReport.reserved");
}

#[test]
#[allow(non_snake_case)]
fn OrderListReport_layout() {
    assert_eq!(size_of::<OrderListReport>(), 104);
    let mut s = OrderListReport::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "OrderListReport.query");
    assert!(s.query() == !0, "OrderListReport.query");
    let mut s = OrderListReport::default();
    s.set_list_id(!0);
    assert!(only(&s.0, 8..16), "OrderListReport.list_id");
    assert!(s.list_id() == !0, "OrderListReport.list_id");
    let mut s = OrderListReport::default();
    s.set_client_id(&[!0; 36]);
    assert!(only(&s.0, 16..52), "OrderListReport.client_id");
    assert!(s.client_id().iter().all(|item| item == !0), "OrderListReport.client_id");
    let mut s = OrderListReport::default();
    s.set_account(!0);
    assert!(only(&s.0, 52..56), "OrderListReport.account");
    assert!(s.account() == !0, "OrderListReport.account");
    let mut s = OrderListReport::default();
    s.set_orders(&[!0; 3]);
    assert!(only(&s.0, 56..80), "OrderListReport.orders");
    assert!(s.orders().iter().all(|item| item == !0), "OrderListReport.orders");
    let mut s = OrderListReport::default();
    s.set_held(&Amount([0xff; 16]));
    assert!(only(&s.0, 80..96), "OrderListReport.held");
    assert!(*s.held() == Amount([0xff; 16]), "OrderListReport.held");
    let mut s = OrderListReport::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 96..100), "OrderListReport.instrument");
    assert!(s.instrument() == !0, "OrderListReport.instrument");
    let mut s = OrderListReport::default();
    s.set_kind(ListKind(!0));
    assert!(only(&s.0, 100..101), "OrderListReport.kind");
    assert!(s.kind() == ListKind(!0), "OrderListReport.kind");
    let mut s = OrderListReport::default();
    s.set_open(!0);
    assert!(only(&s.0, 101..102), "OrderListReport.open");
    assert!(s.open() == !0, "OrderListReport.open");
    let mut s = OrderListReport::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 102..104), "OrderListReport.reserved");
    assert!(s.reserved() == !0, "OrderListReport.reserved");
}

#[test]
#[allow(non_snake_case)]
fn LimitsReport_layout() {
    assert_eq!(size_of::<LimitsReport>(), 112);
    let mut s = LimitsReport::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "LimitsReport.query");
    assert!(s.query() == !0, "LimitsReport.query");
    let mut s = LimitsReport::default();
    s.set_scope(LimitScope(!0));
    assert!(only(&s.0, 8..9), "LimitsReport.scope");
    assert!(s.scope() == LimitScope(!0), "LimitsReport.scope");
    let mut s = LimitsReport::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 9..10), "LimitsReport.reserved");
    assert!(s.reserved() == !0, "LimitsReport.reserved");
    let mut s = LimitsReport::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 10..12), "LimitsReport.reserved2");
    assert!(s.reserved2() == !0, "LimitsReport.reserved2");
    let mut s = LimitsReport::default();
    s.set_id(!0);
    assert!(only(&s.0, 12..16), "LimitsReport.id");
    assert!(s.id() == !0, "LimitsReport.id");
    let mut s = LimitsReport::default();
    s.set_max_order_value(&Amount([0xff; 16]));
    assert!(only(&s.0, 16..32), "LimitsReport.max_order_value");
    assert!(*s.max_order_value() == Amount([0xff; 16]), "LimitsReport.max_order_value");
    let mut s = LimitsReport::default();
    s.set_max_position(&Amount([0xff; 16]));
    assert!(only(&s.0, 32..48), "LimitsReport.max_position");
    assert!(*s.max_position() == Amount([0xff; 16]), "LimitsReport.max_position");
    let mut s = LimitsReport::default();
    s.set_max_daily_volume(&Amount([0xff; 16]));
    assert!(only(&s.0, 48..64), "LimitsReport.max_daily_volume");
    assert!(*s.max_daily_volume() == Amount([0xff; 16]), "LimitsReport.max_daily_volume");
    let mut s = LimitsReport::default();
    s.set_max_open_orders(!0);
    assert!(only(&s.0, 64..68), "LimitsReport.max_open_orders");
    assert!(s.max_open_orders() == !0, "LimitsReport.max_open_orders");
    let mut s = LimitsReport::default();
    s.set_max_impact_ppm(!0);
    assert!(only(&s.0, 68..72), "LimitsReport.max_impact_ppm");
    assert!(s.max_impact_ppm() == !0, "LimitsReport.max_impact_ppm");
    let mut s = LimitsReport::default();
    s.set_max_deviation_ppm(!0);
    assert!(only(&s.0, 72..76), "LimitsReport.max_deviation_ppm");
    assert!(s.max_deviation_ppm() == !0, "LimitsReport.max_deviation_ppm");
    let mut s = LimitsReport::default();
    s.set_max_day_trades(!0);
    assert!(only(&s.0, 76..80), "LimitsReport.max_day_trades");
    assert!(s.max_day_trades() == !0, "LimitsReport.max_day_trades");
    let mut s = LimitsReport::default();
    s.set_max_orders(!0);
    assert!(only(&s.0, 80..84), "LimitsReport.max_orders");
    assert!(s.max_orders() == !0, "LimitsReport.max_orders");
    let mut s = LimitsReport::default();
    s.set_rate_window_ms(!0);
    assert!(only(&s.0, 84..88), "LimitsReport.rate_window_ms");
    assert!(s.rate_window_ms() == !0, "LimitsReport.rate_window_ms");
    let mut s = LimitsReport::default();
    s.set_volume(&Amount([0xff; 16]));
    assert!(only(&s.0, 88..104), "LimitsReport.volume");
    assert!(*s.volume() == Amount([0xff; 16]), "LimitsReport.volume");
    let mut s = LimitsReport::default();
    s.set_day_trades(!0);
    assert!(only(&s.0, 104..108), "LimitsReport.day_trades");
    assert!(s.day_trades() == !0, "LimitsReport.day_trades");
    let mut s = LimitsReport::default();
    s.set_open_orders(!0);
    assert!(only(&s.0, 108..112), "LimitsReport.open_orders");
    assert!(s.open_orders() == !0, "LimitsReport.open_orders");
}

#[test]
#[allow(non_snake_case)]
fn PositionReport_layout() {
    assert_eq!(size_of::<PositionReport>(), 40);
    let mut s = PositionReport::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "PositionReport.query");
    assert!(s.query() == !0, "PositionReport.query");
    let mut s = PositionReport::default();
    s.set_account(!0);
    assert!(only(&s.0, 8..12), "PositionReport.account");
    assert!(s.account() == !0, "PositionReport.account");
    let mut s = PositionReport::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 12..16), "PositionReport.instrument");
    assert!(s.instrument() == !0, "PositionReport.instrument");
    let mut s = PositionReport::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 16..24), "PositionReport.quantity");
    assert!(s.quantity() == !0, "PositionReport.quantity");
    let mut s = PositionReport::default();
    s.set_cost(&Amount([0xff; 16]));
    assert!(only(&s.0, 24..40), "PositionReport.cost");
    assert!(*s.cost() == Amount([0xff; 16]), "PositionReport.cost");
}

#[test]
#[allow(non_snake_case)]
fn SimulationReport_layout() {
    assert_eq!(size_of::<SimulationReport>(), 64);
    let mut s = SimulationReport::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "SimulationReport.query");
    assert!(s.query() == !0, "SimulationReport.query");
    let mut s = SimulationReport::default();
    s.set_quantity(!0);
    assert!(only(&s.0, 8..16), "SimulationReport.quantity");
    assert!(s.quantity() == !0, "SimulationReport.quantity");
    let mut s = SimulationReport::default();
    s.set_notional(&Amount([0xff; 16]));
    assert!(only(&s.0, 16..32), "SimulationReport.notional");
    assert!(*s.notional() == Amount([0xff; 16]), "SimulationReport.notional");
    let mut s = SimulationReport::default();
    s.set_last_price(!0);
    assert!(only(&s.0, 32..40), "SimulationReport.last_price");
    assert!(s.last_price() == !0, "SimulationReport.last_price");
    let mut s = SimulationReport::default();
    s.set_reason(RejectReason(!0));
    assert!(only(&s.0, 40..41), "SimulationReport.reason");
    assert!(s.reason() == RejectReason(!0), "SimulationReport.reason");
    let mut s = SimulationReport::default();
    s.set_matches(!0);
    assert!(only(&s.0, 41..42), "SimulationReport.matches");
    assert!(s.matches() == !0, "SimulationReport.matches");
    let mut s = SimulationReport::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 42..44), "SimulationReport.reserved");
    assert!(s.reserved() == !0, "SimulationReport.reserved");
    let mut s = SimulationReport::default();
    s.set_makers(!0);
    assert!(only(&s.0, 44..48), "SimulationReport.makers");
    assert!(s.makers() == !0, "SimulationReport.makers");
    let mut s = SimulationReport::default();
    s.set_failed(&[!0; 2]);
    assert!(only(&s.0, 48..64), "SimulationReport.failed");
    assert!(s.failed().iter().all(|item| item == !0), "SimulationReport.failed");
}

#[test]
#[allow(non_snake_case)]
fn SettlementReport_layout() {
    assert_eq!(size_of::<SettlementReport>(), 24);
    let mut s = SettlementReport::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "SettlementReport.query");
    assert!(s.query() == !0, "SettlementReport.query");
    let mut s = SettlementReport::default();
    s.set_trade_id(!0);
    assert!(only(&s.0, 8..16), "SettlementReport.trade_id");
    assert!(s.trade_id() == !0, "SettlementReport.trade_id");
    let mut s = SettlementReport::default();
    s.set_instrument(!0);
    assert!(only(&s.0, 16..20), "SettlementReport.instrument");
    assert!(s.instrument() == !0, "SettlementReport.instrument");
    let mut s = SettlementReport::default();
    s.set_status(SettlementStatus(!0));
    assert!(only(&s.0, 20..21), "SettlementReport.status");
    assert!(s.status() == SettlementStatus(!0), "SettlementReport.status");
    let mut s = SettlementReport::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 21..22), "SettlementReport.reserved");
    assert!(s.reserved() == !0, "SettlementReport.reserved");
    let mut s = SettlementReport::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 22..24), "SettlementReport.reserved2");
    assert!(s.reserved2() == !0, "SettlementReport.reserved2");
}

#[test]
#[allow(non_snake_case)]
fn QueryDone_layout() {
    assert_eq!(size_of::<QueryDone>(), 24);
    let mut s = QueryDone::default();
    s.set_query(!0);
    assert!(only(&s.0, 0..8), "QueryDone.query");
    assert!(s.query() == !0, "QueryDone.query");
    let mut s = QueryDone::default();
    s.set_count(!0);
    assert!(only(&s.0, 8..12), "QueryDone.count");
    assert!(s.count() == !0, "QueryDone.count");
    let mut s = QueryDone::default();
    s.set_reason(RejectReason(!0));
    assert!(only(&s.0, 12..13), "QueryDone.reason");
    assert!(s.reason() == RejectReason(!0), "QueryDone.reason");
    let mut s = QueryDone::default();
    s.set_reserved(!0);
    assert!(only(&s.0, 13..14), "QueryDone.reserved");
    assert!(s.reserved() == !0, "QueryDone.reserved");
    let mut s = QueryDone::default();
    s.set_reserved2(!0);
    assert!(only(&s.0, 14..16), "QueryDone.reserved2");
    assert!(s.reserved2() == !0, "QueryDone.reserved2");
    let mut s = QueryDone::default();
    s.set_sequence(!0);
    assert!(only(&s.0, 16..24), "QueryDone.sequence");
    assert!(s.sequence() == !0, "QueryDone.sequence");
}
