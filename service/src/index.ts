export { AccountService } from './account.ts'
export { type PageOf, pageOf, readCursor, writeCursor } from './cursors.ts'
export {
  acceptedOrder,
  type Entered,
  type EnteredOrder,
  Entry,
  type KnownFill,
  type KnownOrder,
  ORDER_TYPES,
  type OrderTypeName,
  type OrderWords,
  orderOf,
  TIMES_IN_FORCE,
} from './entry.ts'
export {
  ApiError,
  ERRORS,
  type ErrorBody,
  type ErrorCode,
  OutcomeUnknownError,
  RefusedError,
} from './errors.ts'
export { Freshness } from './freshness.ts'
export {
  barOfCandle,
  type CandleRow,
  candlesOf,
  fromTables,
  NO_TABLES,
  type TradeRow,
  tradesOf,
} from './history.ts'
export { orderOfReport, orderOfRow } from './known.ts'
export { type ByName, type KnownList, OrderLookup } from './lookup.ts'
export { INTERVALS, type Interval, isoTime, MarketService, pairOf, snake } from './market.ts'
export { lotsOf, ticksOf, unitsOf } from './numbers.ts'
export { OrderService } from './orders.ts'
export { bind, OutboxSender } from './outbox.ts'
export { type Market, Reference } from './reference.ts'
export { refusalOf } from './refusals.ts'
export { type Bar, type Bars, both, type FileRow } from './sandbox/bars.ts'
export { beforeTape } from './sandbox/before-tape.ts'
export { checkFaults, type Faults, type FaultsProblem, NO_FAULTS } from './sandbox/faults.ts'
export { type ImportAsked, ImportError, type ImportedFile, importFile } from './sandbox/import-file.ts'
export type { Steps } from './sandbox/parse.ts'
export { type AssetRule, isSandbox, NotASandboxError, openSandbox, Sandbox } from './sandbox/sandbox.ts'
export { type Allowance, type Moved, TestMoney } from './sandbox/test-money.ts'
export { type TroubleCounts, Troubles } from './sandbox/troubles.ts'
export { Session } from './session.ts'
export type { EdgeSettings } from './settings.ts'
export { WithdrawalService } from './withdrawals.ts'
