// FIX's codes for our enumerations and reasons, both ways.
import {
  EndReason,
  InstrumentStatus,
  Liquidity,
  ListKind,
  OrderState,
  OrderType,
  PegKind,
  RejectReason,
  Side,
  StpMode,
  TimeInForce,
  TriggerSource,
} from '@tapebook/client'
import { isFrom, type Version } from './fields.ts'

export const SIDES = { 1: Side.Buy, 2: Side.Sell } as const
export const TIMES = {
  0: TimeInForce.Day,
  1: TimeInForce.Gtc,
  3: TimeInForce.Ioc,
  4: TimeInForce.Fok,
  6: TimeInForce.Gtd,
} as const
/** Of FIX 2964; 100 and 101 are ours. */
export const STP_MODES = {
  1: StpMode.CancelTaker,
  2: StpMode.CancelMaker,
  3: StpMode.CancelBoth,
  100: StpMode.Decrement,
  101: StpMode.None,
} as const
/** Of FIX 1385; those above 100 are ours. */
export const LIST_KINDS = {
  1: ListKind.Oco,
  2: ListKind.Oto,
  101: ListKind.Otoco,
  102: ListKind.Bracket,
} as const

/** Types by FIX 40: those that become market orders, and those that become limit orders. */
export const TYPE_CODES: Readonly<Record<OrderType, string>> = {
  [OrderType.Market]: '1',
  [OrderType.Limit]: '2',
  [OrderType.Stop]: '3',
  [OrderType.StopLimit]: '4',
  [OrderType.TakeProfit]: 'J',
  [OrderType.TakeProfitLimit]: 'J',
  [OrderType.TrailingStop]: '3',
  [OrderType.TrailingStopLimit]: '4',
  [OrderType.Pegged]: 'P',
}

/** What of 18, 1094 and 388 says which price a pegged order follows: its own side's best, the other side's, or the middle. */
export const PEGS = {
  primary: { 18: 'R', 1094: '5', 388: '2' },
  market: { 18: 'P', 1094: '4', 388: '1' },
  mid: { 18: 'M', 1094: '2', 388: '4' },
} as const
export type PegWord = keyof typeof PEGS
export const PEG_WORDS: readonly PegWord[] = ['primary', 'market', 'mid']
export const pegKind = (word: PegWord, side: Side): PegKind =>
  word === 'mid'
    ? PegKind.Mid
    : (word === 'primary') === (side === Side.Buy)
      ? PegKind.BestBid
      : PegKind.BestAsk
export const pegWord = (peg: number, side: number): PegWord =>
  peg === PegKind.Mid ? 'mid' : (peg === PegKind.BestBid) === (side === Side.Buy) ? 'primary' : 'market'

/** FIX 1107 of what a trigger watches. */
export function watchCode(source: number, side: number): string {
  if (source === TriggerSource.Reference) return 'R'
  if (source === TriggerSource.LastTrade) return '2'
  return side === Side.Buy ? '1' : '3'
}
/** What a trigger watches by FIX 1107; undefined where it is the best price of the order's own side. */
export function watchOf(code: string, side: Side): TriggerSource | undefined {
  const sources = [TriggerSource.LastTrade, TriggerSource.BestOpposite, TriggerSource.Reference]
  return sources.find((source) => watchCode(source, side) === code)
}

/** The code that stands for a value. */
export function codeOf(codes: Readonly<Record<string, number>>, value: number): string | undefined {
  for (const code in codes) if (codes[code] === value) return code
  return undefined
}

/** FIX 39 of a state. FIX knows no state for one that waits for its trigger: it is New, and 636=N. */
export const STATE_CODES: Readonly<Record<OrderState, string>> = {
  [OrderState.New]: '0',
  [OrderState.PartiallyFilled]: '1',
  [OrderState.Filled]: '2',
  [OrderState.Canceled]: '4',
  [OrderState.Rejected]: '8',
  [OrderState.Expired]: 'C',
  [OrderState.Untriggered]: '0',
  [OrderState.Pending]: 'A',
}

/** FIX 851. */
export const LIQUIDITY_CODES: Readonly<Record<Liquidity, string>> = {
  [Liquidity.Maker]: '1',
  [Liquidity.Taker]: '2',
  [Liquidity.Auction]: '4',
}

/** How an order's end without a fill is told: 150 and 39, and from 4.4 on 378 where its owner did not ask. */
interface Ending {
  readonly code: '4' | 'C'
  readonly restatement?: string
}
const canceled = (restatement?: string): Ending =>
  restatement === undefined ? { code: '4' } : { code: '4', restatement }
const expired: Ending = { code: 'C' }

/** An order's end by its reason. What is Expired here ran out of time; everything else was canceled. */
export const ENDINGS: Readonly<Record<EndReason, Ending>> = {
  [EndReason.None]: canceled(),
  [EndReason.User]: canceled(),
  [EndReason.IocRest]: canceled(),
  [EndReason.FokUnfillable]: canceled(),
  [EndReason.NoLiquidity]: canceled(),
  [EndReason.Protection]: canceled('8'),
  [EndReason.Stp]: canceled('8'),
  [EndReason.ExpiredDay]: expired,
  [EndReason.ExpiredGtd]: expired,
  [EndReason.List]: canceled('8'),
  [EndReason.Disconnect]: canceled('8'),
  [EndReason.Timer]: canceled('8'),
  [EndReason.Kill]: canceled('8'),
  [EndReason.Halt]: canceled('6'),
  [EndReason.Delist]: canceled('8'),
  [EndReason.Liquidation]: canceled('8'),
  [EndReason.ReduceOnly]: canceled('8'),
  [EndReason.MinimumQuantity]: canceled(),
  [EndReason.AuctionOver]: expired,
  [EndReason.Limit]: canceled('8'),
  [EndReason.NotStarted]: canceled('8'),
}

/** FIX 103 and 102 of a refusal: in all versions, or in 4.2 and later, or in 4.2, 4.4 and 5.0SP2. */
type Codes = readonly [in42: string, in44?: string, in50?: string]
interface Rejection {
  readonly order: Codes
  readonly cancel: Codes
  /** FIX 300, for quotes; 4.2 has no 99. */
  readonly quote?: string
}
const OTHER: Rejection = { order: ['0', '99'], cancel: ['2', '99'] }
const order = (...codes: Codes): Rejection => ({ ...OTHER, order: codes })
const priced = (...codes: Codes): Rejection => ({ order: codes, cancel: ['2', '99', codes[2]!], quote: '8' })
const limited: Rejection = { ...OTHER, order: ['3'], quote: '3' }
const halted: Rejection = { order: ['2'], cancel: ['2', '99'], quote: '2' }
const characteristic = order('0', '11')
const quantity = order('0', '13')

const REJECTIONS: Readonly<Partial<Record<RejectReason, Rejection>>> = {
  [RejectReason.NotPermitted]: { order: ['0', '15'], cancel: ['2', '99'], quote: '9' },
  [RejectReason.Throttled]: limited,
  [RejectReason.DuplicateId]: { order: ['6'], cancel: ['2', '6'], quote: '6' },
  [RejectReason.UnknownAccount]: { order: ['0', '15'], cancel: ['2', '99'], quote: '9' },
  [RejectReason.AccountFrozen]: order('0', '15'),
  [RejectReason.AccountClosed]: order('0', '15'),
  [RejectReason.UnknownInstrument]: { ...OTHER, order: ['1'], quote: '1' },
  [RejectReason.InstrumentNotTrading]: halted,
  [RejectReason.UnsupportedOrderType]: characteristic,
  [RejectReason.InvalidTimeInForce]: characteristic,
  [RejectReason.InvalidFlags]: characteristic,
  [RejectReason.PriceNotPositive]: priced('0', '99', '99'),
  [RejectReason.PriceOffTick]: priced('0', '99', '18'),
  [RejectReason.PriceOutOfRange]: priced('0', '99', '99'),
  [RejectReason.PriceOutsideCollar]: { order: ['0', '99', '16'], cancel: ['2', '99', '8'], quote: '8' },
  [RejectReason.QuantityZero]: quantity,
  [RejectReason.QuantityBelowMinimum]: quantity,
  [RejectReason.QuantityAboveMaximum]: quantity,
  [RejectReason.QuantityOffStep]: quantity,
  [RejectReason.NotionalBelowMinimum]: quantity,
  [RejectReason.UnknownOrder]: { order: ['5'], cancel: ['1'] },
  [RejectReason.OrderDone]: { order: ['4'], cancel: ['0'] },
  [RejectReason.TooManyOpenOrders]: limited,
  [RejectReason.InsufficientBalance]: limited,
  [RejectReason.LimitExceeded]: limited,
  [RejectReason.TriggerCrossed]: priced('0', '99', '99'),
  [RejectReason.InvalidTrail]: characteristic,
  [RejectReason.InvalidDisplayQuantity]: quantity,
  [RejectReason.InvalidMinimumQuantity]: quantity,
  [RejectReason.ExpireTimePassed]: order('4'),
  [RejectReason.NotInPhase]: halted,
  [RejectReason.OrderTooLarge]: limited,
  [RejectReason.PositionLimitExceeded]: limited,
  [RejectReason.DailyLimitExceeded]: limited,
  [RejectReason.DayTradeLimitExceeded]: limited,
  [RejectReason.OrderRateExceeded]: limited,
  [RejectReason.HighPriceImpact]: { order: ['0', '99', '16'], cancel: ['2', '99', '8'], quote: '8' },
  [RejectReason.PriceDeviationExceeded]: { order: ['0', '99', '16'], cancel: ['2', '99', '8'], quote: '8' },
  [RejectReason.UnknownList]: { order: ['5'], cancel: ['1'] },
}

function inVersion([in42, in44 = in42, in50 = in44]: Codes, version: Version): string {
  if (version === '4.2') return in42
  // 102=18 and others are of 5.0SP2; a cancel has no code for what is wrong with a list or a type.
  return version === '4.4' ? in44 : in50
}

const rejection = (reason: number): Rejection => REJECTIONS[reason as RejectReason] ?? OTHER

/** FIX 103 of a refused order. */
export const orderRejectCode = (reason: number, version: Version): string =>
  inVersion(rejection(reason).order, version)
/** FIX 102 of a refused cancel or replace. */
export const cancelRejectCode = (reason: number, version: Version): string =>
  inVersion(rejection(reason).cancel, version)
/** FIX 300 of refused quotes; nothing where 4.2 has none. */
export const quoteRejectCode = (reason: number, version: Version): string | undefined =>
  rejection(reason).quote ?? (isFrom(version, '4.4') ? '99' : undefined)

/** FIX 326 and 340 of a phase. 4.2 has the same codes for those used here. */
export const PHASE_CODES: Readonly<Record<InstrumentStatus, readonly [status: string, session: string]>> = {
  [InstrumentStatus.Continuous]: ['17', '2'],
  [InstrumentStatus.Halted]: ['2', '1'],
  [InstrumentStatus.Delisted]: ['18', '3'],
  [InstrumentStatus.PreOpen]: ['21', '4'],
  [InstrumentStatus.OpeningAuction]: ['15', '4'],
  [InstrumentStatus.VolatilityAuction]: ['15', '1'],
  [InstrumentStatus.ClosingAuction]: ['15', '5'],
  [InstrumentStatus.Closed]: ['18', '3'],
  [InstrumentStatus.Suspended]: ['2', '1'],
}
