// Orders as clients send them, made into orders of the exchange. Pure: what it needs is given.
import { randomBytes } from 'node:crypto'
import type { AdvancedInput, OrderInput } from '@tapebook/client'
import type { Market } from '@tapebook/service'
import { lotsOf, ticksOf, unitsOf } from './decimals.ts'
import { BinanceError, errorOf, filter, invalid, missing, neither, notRequired } from './errors.ts'
import {
  type BinanceOrderType,
  type BinanceSide,
  type BinanceStpMode,
  type BinanceTimeInForce,
  DEFAULT_STP,
  hasPrice,
  ORDER_TYPES,
  SIDE_WORDS,
  SIDES,
  STP_MODES,
  STP_WORDS,
  TIF_WORDS,
  TIMES_IN_FORCE,
} from './order-words.ts'
import type { Params } from './params.ts'

/** What the ids of this process begin with, of its own: random letters and digits. */
const WORD = Array.from(randomBytes(14), (byte) => (byte % 36).toString(36)).join('')
let idsMade = 0

/** An order in a client's words; numbers are decimal strings. */
export interface OrderRequest {
  readonly side: BinanceSide
  readonly type: BinanceOrderType
  readonly timeInForce: BinanceTimeInForce | undefined
  readonly quantity: string | undefined
  readonly quoteOrderQty: string | undefined
  readonly price: string | undefined
  readonly stopPrice: string | undefined
  /** In hundredths of a per cent. */
  readonly trailingDelta: number | undefined
  readonly icebergQty: string | undefined
  readonly clientOrderId: string | undefined
  readonly stp: BinanceStpMode
}

/** An order of the exchange, and whether the plain request is enough for it. */
export interface ExchangeOrder {
  readonly order: OrderInput | AdvancedInput
  readonly isPlain: boolean
}

/** How many parts an iceberg may come in; in exchangeInfo too. */
export const ICEBERG_PARTS = 100
/** Bounds of trailingDelta; in exchangeInfo too. */
export const TRAILING_DELTA = { least: 10, most: 2_000 } as const
const STRATEGY_TYPE_LEAST = 1_000_000

/** A client id as Binance makes them: 22 letters and digits. */
export function newClientOrderId(): string {
  return WORD + (++idsMade).toString(36).padStart(8, '0')
}

/** `workingPrice` of `price` and `working`; a name alone where there is no prefix. */
export const named = (prefix: string, name: string): string =>
  prefix === '' ? name : prefix + name[0]!.toUpperCase() + name.slice(1)

export const selfTradeMode = (params: Params): BinanceStpMode =>
  params.word('selfTradePreventionMode', STP_WORDS, () => invalid('selfTradePreventionMode')) ?? DEFAULT_STP

export const sideOf = (params: Params, name: string): BinanceSide =>
  params.needWord(name, SIDE_WORDS, () => errorOf(-1117))

/** What a leg's own parameters do not say, because the list does. */
export interface Given {
  readonly side?: BinanceSide
  readonly quantity?: string
  readonly stp?: BinanceStpMode
}

/** Reads an order out of parameters, whose names may have a prefix; says what is missing and what does not belong. */
export function readOrder(params: Params, prefix = '', given: Given = {}): OrderRequest {
  const at = (name: string): string => named(prefix, name)
  const side = given.side ?? sideOf(params, at('side'))
  const type = params.needWord(at('type'), ORDER_TYPES, () => errorOf(-1116))
  const strategy = params.integer(at('strategyType'))
  if (strategy !== undefined && strategy < STRATEGY_TYPE_LEAST) throw errorOf(-1134)
  params.integer(at('strategyId'))
  const idName = prefix === '' ? 'newClientOrderId' : at('clientOrderId')
  const order: OrderRequest = {
    side,
    type,
    timeInForce: params.word(at('timeInForce'), TIF_WORDS, () => errorOf(-1115)),
    quantity: given.quantity ?? params.decimal(at('quantity')),
    quoteOrderQty: prefix === '' ? params.decimal('quoteOrderQty') : undefined,
    price: params.decimal(at('price')),
    stopPrice: params.decimal(at('stopPrice')),
    trailingDelta: params.integer(at('trailingDelta')),
    icebergQty: nonZero(params.decimal(at('icebergQty'))),
    clientOrderId: params.id(idName),
    stp: given.stp ?? selfTradeMode(params),
  }
  checkFields(order, at)
  return order
}

/** Clients send `icebergQty=0` where they mean none. */
const nonZero = (text: string | undefined): string | undefined =>
  text === undefined || /^0+(\.0+)?$/.test(text) ? undefined : text

function checkFields(it: OrderRequest, at: (name: string) => string): void {
  const { type } = it
  const isMarket = type === 'MARKET'
  const isTrigger = type.startsWith('STOP_LOSS') || type.startsWith('TAKE_PROFIT')
  const need = (name: keyof OrderRequest): void => {
    if (it[name] === undefined) throw missing(at(name))
  }
  const forbid = (name: keyof OrderRequest): void => {
    if (it[name] !== undefined) throw notRequired(at(name))
  }
  // A maker, and what becomes a market order, has no time in force.
  if (hasPrice(type) && type !== 'LIMIT_MAKER') need('timeInForce')
  else if (type !== 'LIMIT_MAKER' || it.timeInForce !== 'GTC') forbid('timeInForce')
  if (hasPrice(type)) need('price')
  else forbid('price')
  if (isMarket) {
    if (it.quantity === undefined && it.quoteOrderQty === undefined)
      throw neither('quantity', 'quoteOrderQty')
    if (it.quantity !== undefined) forbid('quoteOrderQty')
  } else {
    need('quantity')
    forbid('quoteOrderQty')
  }
  if (isTrigger) {
    if (it.stopPrice === undefined && it.trailingDelta === undefined)
      throw neither(at('stopPrice'), at('trailingDelta'))
  } else {
    forbid('stopPrice')
    forbid('trailingDelta')
  }
  if (it.icebergQty !== undefined) {
    if (!hasPrice(type)) throw notRequired(at('icebergQty'))
    if (type !== 'LIMIT_MAKER' && it.timeInForce !== 'GTC') throw errorOf(-1014)
  }
}

/** The order in steps of its market, for an account. Throws -1111, and -1013 for what no filter of the market takes. */
export function exchangeOrder(it: OrderRequest, market: Market, account: number): ExchangeOrder {
  const { instrument, quote } = market
  const price = it.price === undefined ? undefined : ticksOf(instrument, 'price', it.price)
  const quantity = it.quantity === undefined ? undefined : lotsOf(instrument, 'quantity', it.quantity)
  const common = {
    instrument,
    account,
    side: SIDES[it.side],
    clientId: it.clientOrderId ?? newClientOrderId(),
    stp: STP_MODES[it.stp],
    reuseWhenDone: true,
    ...(price !== undefined && { price }),
    ...(it.timeInForce !== undefined && { timeInForce: TIMES_IN_FORCE[it.timeInForce] }),
    ...(it.type === 'LIMIT_MAKER' && { postOnly: true }),
  }
  if (quantity === undefined) {
    const quoteAmount = unitsOf(quote, 'quoteOrderQty', it.quoteOrderQty ?? '')
    return { order: { ...common, quoteAmount }, isPlain: true }
  }
  const display = it.icebergQty === undefined ? undefined : lotsOf(instrument, 'icebergQty', it.icebergQty)
  if (it.stopPrice === undefined && it.trailingDelta === undefined && display === undefined) {
    return { order: { ...common, quantity }, isPlain: true }
  }
  if (display !== undefined) checkIceberg(display, quantity)
  const shown = display === undefined || display === quantity ? {} : { display }
  return { order: { ...common, quantity, ...shown, ...triggerOf(it, market) }, isPlain: false }
}

function checkIceberg(display: bigint, quantity: bigint): void {
  if (display > quantity) throw new BinanceError(-2010, 'IcebergQty exceeds QTY.')
  if (display === 0n || (quantity + display - 1n) / display > BigInt(ICEBERG_PARTS))
    throw filter('ICEBERG_PARTS')
}

function triggerOf(
  { type, stopPrice, trailingDelta }: OrderRequest,
  { instrument }: Market,
): Partial<AdvancedInput> {
  const stop = stopPrice === undefined ? undefined : ticksOf(instrument, 'stopPrice', stopPrice)
  if (trailingDelta !== undefined) {
    // A take-profit that trails is none that the exchange has.
    if (type.startsWith('TAKE_PROFIT')) {
      throw new BinanceError(-2010, 'Trailing stop orders are not supported for this symbol.')
    }
    if (trailingDelta < TRAILING_DELTA.least || trailingDelta > TRAILING_DELTA.most)
      throw filter('TRAILING_DELTA')
    return { trail: { by: { basisPoints: trailingDelta }, ...(stop !== undefined && { from: stop }) } }
  }
  if (stop === undefined) return {}
  return type.startsWith('STOP_LOSS') ? { stop } : { takeProfit: stop }
}
