export { type Database, NeedsRebuild, OtherWriter, openDatabase } from './database/database.ts'
export { openReader, type Tables, type TablesReader } from './database/reader.ts'
export type { AnyRow, Row, Table, Value } from './database/tables.ts'
export { UnknownEvent } from './events.ts'
export { CANDLES } from './market/candles.ts'
export type { OrderListRow } from './market/lists.ts'
export type { Order } from './market/orders.ts'
export { INSTRUMENTS } from './market/reference.ts'
export { DEFAULT_RETENTION, type Retention, readRetention } from './market/retention.ts'
export { SETTING_KINDS, type SettingKind } from './market/settings.ts'
export { TRADES } from './market/trades.ts'
export { type Progress, Projector, type ProjectorOptions } from './projector.ts'
export {
  type FeeTier,
  feeTiers,
  TIER_VOLUMES_USD,
  type Transaction,
  transactionHistory,
} from './queries/money.ts'
export { listOrders, type OrderList, STATUS_WORDS, type StatusWords, type Which } from './queries/orders.ts'
export {
  type FeeSchedule,
  feeSchedule,
  type LedgerPlace,
  type LedgerRow,
  type LedgerType,
  ledgerOf,
  type OwnTrade,
  ownLedger,
  ownOrder,
  ownTrades,
  type TradePlace,
} from './queries/own.ts'
export {
  type Amendment,
  type Asked,
  amendmentsOf,
  legsOf,
  listOf,
  listsOf,
  type MarketTrade,
  marketTrades,
  openOrdersOf,
  orderOfClient,
  ordersOf,
} from './queries/own-orders.ts'
export { type PreventedAsked, type PreventedMatch, preventedMatches } from './queries/prevented.ts'
export {
  type AccountState,
  accountState,
  type SettingInForce,
  settingOf,
  settingsOf,
  type TierFees,
  tierFees,
} from './queries/settings.ts'
export { type DayStatistics, dayStatistics } from './queries/tickers.ts'
export { type Rebuilding, rebuild, type Status, statusOf } from './rebuild.ts'
export { ProjectorSupervisor, type SupervisorOptions } from './supervisor.ts'
