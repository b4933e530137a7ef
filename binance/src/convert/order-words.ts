// Words for orders: types, times in force, sides, states and self-trade modes, each in one table.
import { EndReason, OrderState, OrderType, Side, StpMode, TimeInForce } from '@tapebook/client'

export const ORDER_TYPES = [
  'LIMIT',
  'LIMIT_MAKER',
  'MARKET',
  'STOP_LOSS',
  'STOP_LOSS_LIMIT',
  'TAKE_PROFIT',
  'TAKE_PROFIT_LIMIT',
] as const
export type BinanceOrderType = (typeof ORDER_TYPES)[number]

export const SIDES = { BUY: Side.Buy, SELL: Side.Sell } as const
export type BinanceSide = keyof typeof SIDES
export const SIDE_WORDS = ['BUY', 'SELL'] as const

export const TIMES_IN_FORCE = { GTC: TimeInForce.Gtc, IOC: TimeInForce.Ioc, FOK: TimeInForce.Fok } as const
export type BinanceTimeInForce = keyof typeof TIMES_IN_FORCE
export const TIF_WORDS = ['GTC', 'IOC', 'FOK'] as const

/** Of orders that were entered in other ways too. */
const TIF_NAMES: Readonly<Record<number, string>> = {
  [TimeInForce.Gtc]: 'GTC',
  [TimeInForce.Ioc]: 'IOC',
  [TimeInForce.Fok]: 'FOK',
  [TimeInForce.Day]: 'DAY',
  [TimeInForce.Gtd]: 'GTD',
}

export const STP_MODES = {
  NONE: StpMode.None,
  EXPIRE_TAKER: StpMode.CancelTaker,
  EXPIRE_MAKER: StpMode.CancelMaker,
  EXPIRE_BOTH: StpMode.CancelBoth,
  DECREMENT: StpMode.Decrement,
} as const
export type BinanceStpMode = keyof typeof STP_MODES
export const STP_WORDS = ['NONE', 'EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH', 'DECREMENT'] as const
export const DEFAULT_STP: BinanceStpMode = 'EXPIRE_MAKER'

const POST_ONLY = 1

export const sideWord = (side: number): BinanceSide => (side === Side.Buy ? 'BUY' : 'SELL')

export const timeInForceWord = (timeInForce: number): string => TIF_NAMES[timeInForce] ?? 'GTC'

export const stpWord = (stp: number | undefined): BinanceStpMode =>
  STP_WORDS.find((word) => STP_MODES[word] === stp) ?? DEFAULT_STP

/** `flags` as in NewAdvancedOrder. */
export function typeWord(type: number, flags: number): BinanceOrderType {
  switch (type) {
    case OrderType.Market:
      return 'MARKET'
    case OrderType.Stop:
    case OrderType.TrailingStop:
      return 'STOP_LOSS'
    case OrderType.StopLimit:
    case OrderType.TrailingStopLimit:
      return 'STOP_LOSS_LIMIT'
    case OrderType.TakeProfit:
      return 'TAKE_PROFIT'
    case OrderType.TakeProfitLimit:
      return 'TAKE_PROFIT_LIMIT'
    default:
      return (flags & POST_ONLY) !== 0 ? 'LIMIT_MAKER' : 'LIMIT'
  }
}

/** Does it have a limit price of its own? */
export const hasPrice = (word: BinanceOrderType): boolean =>
  word !== 'MARKET' && word !== 'STOP_LOSS' && word !== 'TAKE_PROFIT'

/** Reasons by which an order that ended was canceled because somebody asked for it. */
const ASKED_FOR: ReadonlySet<number> = new Set([EndReason.User, EndReason.Disconnect, EndReason.Timer])

export type BinanceStatus =
  | 'NEW'
  | 'PENDING_NEW'
  | 'PARTIALLY_FILLED'
  | 'FILLED'
  | 'CANCELED'
  | 'REJECTED'
  | 'EXPIRED'
  | 'EXPIRED_IN_MATCH'

/** What an order's state and the reason of its end are called. */
export function statusWord(state: number, reason: number): BinanceStatus {
  switch (state) {
    case OrderState.PartiallyFilled:
      return 'PARTIALLY_FILLED'
    case OrderState.Filled:
      return 'FILLED'
    case OrderState.Pending:
      return 'PENDING_NEW'
    case OrderState.Rejected:
      return 'REJECTED'
    case OrderState.Canceled:
    case OrderState.Expired:
      if (reason === EndReason.Stp) return 'EXPIRED_IN_MATCH'
      return ASKED_FOR.has(reason) ? 'CANCELED' : 'EXPIRED'
    default:
      return 'NEW'
  }
}

/** Is it in the book, or was it? Not while it waits for a trigger or another order. */
export const isWorking = (state: number): boolean =>
  state !== OrderState.Untriggered && state !== OrderState.Pending
