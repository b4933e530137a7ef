// Events of an account as JSON: executionReport, listStatus, outboundAccountPosition, balanceUpdate.
import { type Asset, ListKind, ListState, type wire } from '@tapebook/client'
import type { KnownOrder, Market } from '@tapebook/service'
import { amountText, priceText, quantityText } from '../convert/decimals.ts'
import {
  hasPrice,
  isWorking,
  sideWord,
  statusWord,
  stpWord,
  timeInForceWord,
  typeWord,
} from '../convert/order-words.ts'
import { msOf } from '../streams/texts.ts'

/** An order that is followed. */
export type Followed = { -readonly [K in keyof KnownOrder]: KnownOrder[K] }

export type Execution = 'NEW' | 'CANCELED' | 'REPLACED' | 'TRADE' | 'EXPIRED' | 'TRADE_PREVENTION'

/** What happened to an order. */
export interface Happened {
  readonly execution: Execution
  readonly report: wire.ReportHeader
  /** The request that asked for it, where one did: its client id. */
  readonly requestId?: string
  readonly fill?: wire.Fill
}

const FIRST_MAKER = 0

export function executionText(
  { instrument, quote }: Market,
  order: Followed,
  { execution, report, requestId, fill }: Happened,
  feeAsset: Asset | undefined,
  now: number,
): string {
  const type = typeWord(order.type, order.flags)
  const time = msOf(report.time)
  const quantity = (lots: bigint): string => quantityText(instrument, lots)
  const price = (ticks: bigint): string => priceText(instrument, ticks)
  return JSON.stringify({
    e: 'executionReport',
    E: now,
    s: instrument.symbol,
    c: requestId ?? order.clientId,
    S: sideWord(order.side),
    o: type,
    f: hasPrice(type) ? timeInForceWord(order.timeInForce) : 'GTC',
    q: quantity(order.quantity === 0n ? order.cumulative : order.quantity),
    p: price(hasPrice(type) ? order.price : 0n),
    P: price(order.triggerPrice),
    ...(order.trailBasisPoints !== 0 && { d: order.trailBasisPoints }),
    F: quantity(order.displayQuantity),
    g: order.listId === 0n ? -1 : Number(order.listId),
    C: requestId === undefined ? '' : order.clientId,
    x: execution,
    X: statusWord(order.state, order.reason),
    r: 'NONE',
    i: Number(order.orderId),
    l: quantity(fill?.quantity ?? 0n),
    z: quantity(order.cumulative),
    L: price(fill?.price ?? 0n),
    n: fill === undefined ? '0' : amountText(feeAsset ?? quote, fill.fee),
    N: fill === undefined ? null : (feeAsset ?? quote).code,
    T: time,
    t: fill === undefined ? -1 : Number(fill.tradeId),
    I: Number(report.sequence),
    w: isWorking(order.state) && !hasEnded(order.state),
    m: fill?.liquidity === FIRST_MAKER,
    M: false,
    O: msOf(order.createdAt),
    Z: amountText(quote, order.notional),
    Y: amountText(quote, fill?.notional ?? 0n),
    Q: amountText(quote, order.quoteAmount),
    ...(isWorking(order.state) && order.workingAt > 0n && { W: msOf(order.workingAt) }),
    V: stpWord(order.stp),
  })
}

/** States that an order does not leave. */
const ENDED: ReadonlySet<number> = new Set([2, 3, 4, 5])
export const hasEnded = (state: number): boolean => ENDED.has(state)

export function listText(
  { instrument: { symbol } }: Market,
  it: wire.ListStatus,
  clientIdOf: (order: bigint) => string,
  now: number,
): string {
  const isOpen = it.state === ListState.Executing
  const orders = it.orders.filter((order) => order !== 0n)
  return JSON.stringify({
    e: 'listStatus',
    E: now,
    s: symbol,
    g: Number(it.listId),
    c: it.kind === ListKind.Oco ? 'OCO' : 'OTO',
    l: isOpen ? 'EXEC_STARTED' : 'ALL_DONE',
    L: isOpen ? 'EXECUTING' : 'ALL_DONE',
    r: 'NONE',
    C: it.request.clientId,
    T: msOf(it.report.time),
    O: orders.map((order) => ({ s: symbol, i: Number(order), c: clientIdOf(order) })),
  })
}

/** What an account has of an asset. */
export interface Holding {
  readonly asset: Asset
  readonly free: bigint
  readonly locked: bigint
}

export const positionText = (holdings: readonly Holding[], time: number, now: number): string =>
  JSON.stringify({
    e: 'outboundAccountPosition',
    E: now,
    u: time,
    B: holdings.map(({ asset, free, locked }) => ({
      a: asset.code,
      f: amountText(asset, free),
      l: amountText(asset, locked),
    })),
  })

export const balanceText = (asset: Asset, change: bigint, time: number, now: number): string =>
  JSON.stringify({ e: 'balanceUpdate', E: now, a: asset.code, d: amountText(asset, change), T: time })
