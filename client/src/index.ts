export * as wire from '@tapebook/schema'
export {
  AccountStatus,
  BreachAction,
  CandleInterval,
  Depth,
  EndReason,
  EndReasonName,
  FeeAsset,
  InstrumentStatus,
  InstrumentStatusName,
  LimitScope,
  LimitScopeName,
  Liquidity,
  LiquidityName,
  ListKind,
  ListKindName,
  ListState,
  MessageType,
  MessageTypeName,
  OrderAction,
  OrderState,
  OrderStateName,
  OrderType,
  PegKind,
  Policy,
  PolicyName,
  RejectReason,
  RejectReasonName,
  SettlementStatus,
  SettlementStatusName,
  Side,
  SideFilter,
  SideName,
  StpMode,
  TickKind,
  TimeInForce,
  TimeInForceName,
  TriggerSource,
} from '@tapebook/schema'
export type { AdvancedInput, Trail } from './advanced.ts'
export { type AmendedTrade, bustTrade, correctTrade } from './amendments.ts'
export { Book, type BookChange } from './book.ts'
export { type Calendar, CalendarError, type CalendarPhase, phasesOf } from './calendar.ts'
export { Client } from './client.ts'
export { crc32c } from './crc32c.ts'
export { DecimalError, formatDecimal, parseDecimal } from './decimal.ts'
export { ConnectionError, RejectedError, reasonName } from './errors.ts'
export type { ClientEvents, ReportInfo } from './events.ts'
export {
  CandleFeed,
  type FeedOf,
  QuoteCandleFeed,
  StatusFeed,
  TickerFeed,
  TopFeed,
  TradeFeed,
  ValueFeed,
} from './feeds.ts'
export { Asset, Instrument } from './instrument.ts'
export { generateKey, type PrivateKey, publicKeyOf, toKeyObject } from './keys.ts'
export { type KillTarget, kill, release } from './kills.ts'
export {
  type Limits,
  type LimitsInForce,
  type LimitsQuestion,
  type LimitTarget,
  STANDARD_LIMITS,
  setGroupOwner,
  setLimits,
  setReferenceRate,
  setRiskGroup,
} from './limits.ts'
export {
  listInstrument,
  type NewInstrument,
  type PriceRules,
  setPriceRules,
  type TickStep,
} from './listing.ts'
export {
  type LegInput,
  type ListTarget,
  ListTracker,
  type OrderListInput,
  type TrackedList,
} from './lists.ts'
export type { ClientOptions, KeptOnDisconnect, StreamPosition } from './options.ts'
export { type DisplayedOrder, OrderBook } from './order-book.ts'
export { type PeggedInput, peggedOrder } from './pegs.ts'
export { RepeatedError } from './pending.ts'
export {
  PHASE_WORDS,
  type PhaseInput,
  type PhaseWord,
  PLANNED_MAX,
  type PlanPhasesInput,
  planPhases,
  type SetPhaseInput,
  setPhase,
  setTradingRules,
  type TradingRulesInput,
} from './phases.ts'
export type { CancelQuotesInput, MassQuoteInput, QuoteInput } from './quotes.ts'
export type {
  AnswerTo,
  CancelInput,
  OrderInput,
  OrderTarget,
  Price,
  Quantity,
  ReplaceInput,
  ReportType,
  RequestBody,
  RequestOptions,
  RequestType,
} from './requests.ts'
export {
  LIMIT_SCOPE_WORDS,
  type LimitScopeWord,
  SCOPE_WORDS,
  type ScopeWord,
  scopeTarget,
} from './scopes.ts'
export { ALL_INSTRUMENTS } from './support.ts'
