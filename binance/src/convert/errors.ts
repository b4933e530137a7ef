// Errors as clients of Binance's Spot API know them: a code, a sentence, and a status of HTTP. Clients tell errors apart by
// their codes and some by the very words, so both are kept as they are documented.
import { Refusal, type RefusalCode } from '@tapebook/access'
import { ApiError, OutcomeUnknownError } from '@tapebook/service'

/** Codes that a sentence goes with always. */
const SENTENCES = {
  '-1000': 'An unknown error occurred while processing the request.',
  '-1001': 'Internal error; unable to process your request. Please try again.',
  '-1002': 'You are not authorized to execute this request.',
  '-1006': 'An unexpected response was received from the message bus. Execution status unknown.',
  '-1007': 'Timeout waiting for response from backend server. Send status unknown; execution status unknown.',
  '-1008': 'Server is currently overloaded with other requests. Please try again in a few minutes.',
  '-1014': 'Unsupported order combination.',
  '-1020': 'This operation is not supported.',
  '-1022': 'Signature for this request is not valid.',
  '-1101': 'Duplicate values for a parameter detected.',
  '-1115': 'Invalid timeInForce.',
  '-1116': 'Invalid orderType.',
  '-1117': 'Invalid side.',
  '-1120': 'Invalid interval.',
  '-1121': 'Invalid symbol.',
  '-1122': 'Invalid symbolStatus.',
  '-1131': 'recvWindow must be less than 60000.',
  '-1134': '`strategyType` was less than 1000000.',
  '-1139': 'Invalid ticker type.',
  '-1145': 'Invalid cancelRestrictions',
  '-1151': 'Symbol is present multiple times in the list.',
  '-1158': 'Order type not supported in OCO.',
  '-1165': 'A limit order in a buy OCO must be below.',
  '-1166': 'A limit order in a sell OCO must be above.',
  '-1168': 'At least one OCO order must be contingent.',
  '-1194': 'Invalid value for time unit; expected either MICROSECOND or MILLISECOND.',
  '-1196': 'A stop loss order in a buy OCO must be above.',
  '-1197': 'A stop loss order in a sell OCO must be below.',
  '-1198': 'A take profit order in a buy OCO must be below.',
  '-1199': 'A take profit order in a sell OCO must be above.',
  '-2013': 'Order does not exist.',
  '-2014': 'API-key format invalid.',
  '-2015': 'Invalid API-key, IP, or permissions for action.',
  '-2021': 'Order cancel-replace partially failed.',
  '-2022': 'Order cancel-replace failed.',
} as const

type KnownCode = keyof typeof SENTENCES extends `${infer N extends number}` ? N : never

/** Statuses of HTTP that are not 400. */
const STATUSES: Readonly<Record<number, number>> = {
  [-1000]: 500,
  [-1001]: 503,
  [-1002]: 403,
  [-1006]: 500,
  [-1007]: 504,
  [-1008]: 503,
  [-2014]: 401,
  [-2015]: 401,
}

/** What a client gets. */
export interface BinanceErrorBody {
  readonly code: number
  readonly msg: string
  /** What became of the halves of a cancel-replace. */
  readonly data?: unknown
}

/** An answer that is not what was asked for. */
export class BinanceError extends Error {
  override readonly name = 'BinanceError'
  readonly code: number
  /** Of HTTP, and of the WebSocket API. */
  readonly status: number
  readonly data: unknown

  constructor(code: number, message: string, { status = STATUSES[code] ?? 400, data }: Extras = {}) {
    super(message)
    this.code = code
    this.status = status
    this.data = data
  }

  body(): BinanceErrorBody {
    const { code, message, data } = this
    return { code, msg: message, ...(data !== undefined && { data }) }
  }
}

interface Extras {
  readonly status?: number
  readonly data?: unknown
}

/** The error of a code whose sentence is always the same. */
export const errorOf = (code: KnownCode, extras?: Extras): BinanceError =>
  new BinanceError(code, SENTENCES[`${code}`], extras)

export const missing = (name: string): BinanceError =>
  new BinanceError(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`)

export const neither = (one: string, other: string): BinanceError =>
  new BinanceError(-1102, `Param '${one}' or '${other}' must be sent, but both were empty/null!`)

export const notRequired = (name: string): BinanceError =>
  new BinanceError(-1106, `Parameter '${name}' sent when not required.`)

export const illegal = (name: string, range: string): BinanceError =>
  new BinanceError(-1100, `Illegal characters found in parameter '${name}'; legal range is '${range}'.`)

export const invalid = (name: string): BinanceError =>
  new BinanceError(-1130, `Data sent for parameter '${name}' is not valid.`)

export const filter = (name: string): BinanceError => new BinanceError(-1013, `Filter failure: ${name}`)

const rejected = (message: string): readonly [number, string] => [-2010, message]
const filtered = (name: string): readonly [number, string] => [-1013, `Filter failure: ${name}`]

export const INSUFFICIENT = 'Account has insufficient balance for requested action.'
export const DUPLICATE = 'Duplicate order sent.'
export const UNKNOWN_ORDER = 'Unknown order sent.'
const MAY_NOT = 'This account may not place or cancel orders.'

/** Refusals of the exchange by their names. */
const BY_REASON: Readonly<Record<string, readonly [number, string]>> = {
  DUPLICATE_ID: rejected(DUPLICATE),
  REPEATED: rejected(DUPLICATE),
  REQUEST_WINDOW_FULL: [-1015, 'Too many new orders.'],
  INSUFFICIENT_BALANCE: rejected(INSUFFICIENT),
  BALANCE_OVERFLOW: rejected(INSUFFICIENT),
  UNKNOWN_ACCOUNT: rejected(MAY_NOT),
  ACCOUNT_FROZEN: rejected('This action is disabled on this account.'),
  ACCOUNT_CLOSED: rejected(MAY_NOT),
  KILLED: rejected(MAY_NOT),
  UNKNOWN_INSTRUMENT: [-1121, SENTENCES['-1121']],
  INSTRUMENT_NOT_TRADING: [-1013, 'Market is closed.'],
  NOT_IN_PHASE: [-1013, 'Market is closed.'],
  UNSUPPORTED_ORDER_TYPE: rejected('Unsupported order combination'),
  INVALID_TIME_IN_FORCE: [-1115, SENTENCES['-1115']],
  INVALID_FLAGS: rejected('Unsupported order combination'),
  PRICE_NOT_POSITIVE: filtered('PRICE_FILTER'),
  PRICE_OFF_TICK: filtered('PRICE_FILTER'),
  PRICE_OUT_OF_RANGE: filtered('PRICE_FILTER'),
  PRICE_OUTSIDE_COLLAR: filtered('PERCENT_PRICE_BY_SIDE'),
  PRICE_DEVIATION_EXCEEDED: filtered('PERCENT_PRICE_BY_SIDE'),
  HIGH_PRICE_IMPACT: filtered('PERCENT_PRICE_BY_SIDE'),
  QUANTITY_ZERO: filtered('LOT_SIZE'),
  QUANTITY_BELOW_MINIMUM: filtered('LOT_SIZE'),
  QUANTITY_ABOVE_MAXIMUM: filtered('LOT_SIZE'),
  QUANTITY_OFF_STEP: filtered('LOT_SIZE'),
  NOTIONAL_BELOW_MINIMUM: filtered('NOTIONAL'),
  AMOUNT_NOT_POSITIVE: rejected('Price * QTY is zero or less.'),
  ORDER_TOO_LARGE: filtered('NOTIONAL'),
  POSITION_LIMIT_EXCEEDED: filtered('MAX_POSITION'),
  DAILY_LIMIT_EXCEEDED: rejected('This action is disabled on this account.'),
  DAY_TRADE_LIMIT_EXCEEDED: rejected('This action is disabled on this account.'),
  ORDER_RATE_EXCEEDED: [-1015, 'Too many new orders.'],
  TOO_MANY_OPEN_ORDERS: filtered('EXCHANGE_MAX_NUM_ORDERS'),
  BOOK_FULL: filtered('EXCHANGE_MAX_NUM_ORDERS'),
  LIMIT_EXCEEDED: filtered('EXCHANGE_MAX_NUM_ORDERS'),
  NO_REFERENCE_PRICE: rejected('Market orders are not supported for this symbol.'),
  UNKNOWN_ORDER: [-2011, UNKNOWN_ORDER],
  ORDER_DONE: [-2011, UNKNOWN_ORDER],
  UNKNOWN_LIST: [-2011, UNKNOWN_ORDER],
  INVALID_REPLACE: [-2038, 'The requested action would change no state; rejecting.'],
  WOULD_TAKE: rejected('Order would immediately match and take.'),
  TRIGGER_CROSSED: rejected('Order would trigger immediately.'),
  INVALID_TRAIL: filtered('TRAILING_DELTA'),
  INVALID_DISPLAY_QUANTITY: rejected('IcebergQty exceeds QTY.'),
  INVALID_LIST: rejected('Unsupported order combination'),
  LIST_PRICES_CONTRADICT: rejected('The relationship of the prices for the orders is not correct.'),
}

/** What the API itself answers. */
const BY_CODE: Readonly<Record<string, KnownCode>> = {
  NOT_FOUND: -1121,
  EXCHANGE_UNAVAILABLE: -1001,
  TABLES_UNAVAILABLE: -1008,
  FORBIDDEN: -2015,
  UNAUTHENTICATED: -2014,
  ORIGIN_NOT_ALLOWED: -1002,
  CONFLICT: -2015,
}

const BY_ACCESS: Readonly<Partial<Record<RefusalCode, KnownCode>>> = {
  INVALID_KEY: -2015,
  ADDRESS_NOT_ALLOWED: -2015,
  SECOND_FACTOR_NEEDED: -2015,
  FORBIDDEN: -2015,
  NOT_FOUND: -2015,
}

/** Whatever went wrong, in a client's words. What nobody foresaw says nothing of itself. */
export function binanceError(error: unknown): BinanceError {
  if (error instanceof BinanceError) return error
  if (error instanceof OutcomeUnknownError) return errorOf(error.isLate ? -1007 : -1006)
  if (error instanceof ApiError) {
    const known = BY_REASON[error.code]
    if (known !== undefined) return new BinanceError(...known, known[0] === -1015 ? { status: 429 } : {})
    if (error.code === 'RATE_LIMITED')
      return new BinanceError(-1003, 'Too many requests queued.', { status: 429 })
    return errorOf(BY_CODE[error.code] ?? -1000)
  }
  if (error instanceof Refusal) {
    if (error.code === 'OUTSIDE_WINDOW' || error.code === 'STARTING') return outsideWindow()
    if (error.code === 'REPLAYED') {
      return new BinanceError(-1021, 'Timestamp for this request was used before, by the same request.')
    }
    return errorOf(BY_ACCESS[error.code] ?? -1000)
  }
  return errorOf(-1000)
}

export const outsideWindow = (): BinanceError =>
  new BinanceError(-1021, 'Timestamp for this request is outside of the recvWindow.')

export const aheadOfTime = (): BinanceError =>
  new BinanceError(-1021, "Timestamp for this request was 1000ms ahead of the server's time.")
