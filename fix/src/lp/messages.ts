// The messages of FIX 4.4 that go to a liquidity provider and come from one.
import { formatDecimal, parseDecimal } from '@tapebook/client'
import { Fields, FixMessage, type GroupShapes } from '../message.ts'

/** Digits behind the point of every price and quantity here. */
export const DIGITS = 8

/** A price or quantity of a message, in units of 10^-8; undefined where it is missing, below zero or no number. */
export function unitsOf(text: string | undefined): bigint | undefined {
  try {
    return text === undefined ? undefined : parseDecimal(text, DIGITS)
  } catch {
    return undefined
  }
}
export const textOf = (units: bigint): string => formatDecimal(units, DIGITS)

export type OrderSide = 'buy' | 'sell'
/** A limit order keeps to its price or better; both are immediate or canceled. */
export type OrderKind = 'market' | 'limit'

/** FIX 60. */
export function utc(ms: number): string {
  const text = new Date(ms).toISOString()
  return `${text.slice(0, 10).replaceAll('-', '')}-${text.slice(11, 23)}`
}

/** Levels that are asked for on each side. */
export const DEPTH = 5

/** 35=V: snapshot and updates of these symbols, of bids and offers. */
export function subscribe(request: string, symbols: Iterable<string>): FixMessage {
  const pairs: [number, string | number | Fields[]][] = [
    [262, request],
    [263, 1],
    [264, DEPTH],
    [265, 1],
    [267, ['0', '1'].map((type) => Fields.of([[269, type]]))],
    [146, [...symbols].map((symbol) => Fields.of([[55, symbol]]))],
  ]
  return new FixMessage('V', Fields.of(pairs))
}

/** What an order says to the provider. */
export interface OrderWords {
  readonly id: string
  readonly lpSymbol: string
  readonly side: OrderSide
  readonly kind: OrderKind
  readonly quantity: string
  readonly price: string | null
}

const sideOf = (side: OrderSide): string => (side === 'buy' ? '1' : '2')

/** 35=D, immediate or canceled. */
export function newOrder(order: OrderWords, now: number): FixMessage {
  const pairs: [number, string | undefined][] = [
    [11, order.id],
    [21, '1'],
    [55, order.lpSymbol],
    [54, sideOf(order.side)],
    [60, utc(now)],
    [38, order.quantity],
    [40, order.kind === 'market' ? '1' : '2'],
    [44, order.price ?? undefined],
    [59, '3'],
  ]
  return new FixMessage('D', Fields.of(pairs))
}

/** Between an order's id and the number of a cancel of it. */
const CANCEL_MARK = '~'

/** 35=F; `count` tells one from another. */
export function cancelOrder(order: OrderWords, count: number, now: number): FixMessage {
  const pairs: [number, string][] = [
    [41, order.id],
    [11, `${order.id}${CANCEL_MARK}${count}`],
    [55, order.lpSymbol],
    [54, sideOf(order.side)],
    [60, utc(now)],
    [38, order.quantity],
  ]
  return new FixMessage('F', Fields.of(pairs))
}

/** 35=H: how does it stand? */
export function askStatus(order: OrderWords): FixMessage {
  const pairs: [number, string][] = [
    [11, order.id],
    [55, order.lpSymbol],
    [54, sideOf(order.side)],
  ]
  return new FixMessage('H', Fields.of(pairs))
}

/** What a report tells. Quantities in units of 10^-8. */
export interface Report {
  /** Of our order, whatever it reports about. */
  readonly orderId: string
  readonly lpOrderId: string | undefined
  readonly execId: string | undefined
  /** FIX 150 and 39. */
  readonly execType: string
  readonly status: string
  /** FIX 32 and 31: of this fill. */
  readonly last: bigint | undefined
  readonly lastPrice: bigint | undefined
  /** FIX 14 and 6: of all fills so far. */
  readonly executed: bigint | undefined
  readonly average: bigint | undefined
  readonly text: string | undefined
}

const orderIdOf = (message: FixMessage): string | undefined => {
  const own = message.get(11)
  const told = own?.includes(CANCEL_MARK) ? (message.get(41) ?? own) : own
  return told?.split(CANCEL_MARK, 1)[0]
}

/** What 35=8, 35=9 (cancel refused) and 35=j (message refused) tell; undefined where they name no order. */
export function readReport(message: FixMessage): Report | undefined {
  const isBusinessReject = message.type === 'j'
  const orderId = isBusinessReject ? message.get(379)?.split(CANCEL_MARK, 1)[0] : orderIdOf(message)
  if (orderId === undefined) return undefined
  const rejected = isBusinessReject && message.get(372) === 'D'
  return {
    orderId,
    lpOrderId: isBusinessReject || message.get(37) === 'NONE' ? undefined : message.get(37),
    execId: message.get(17),
    execType: message.get(150) ?? (rejected ? '8' : ''),
    status: message.get(39) ?? (rejected ? '8' : ''),
    last: unitsOf(message.get(32)),
    lastPrice: unitsOf(message.get(31)),
    executed: unitsOf(message.get(14)),
    average: unitsOf(message.get(6)),
    text: message.get(58),
  }
}

/** FIX 102=1: the cancel names an order that the provider does not have. */
export const isUnknownThere = (message: FixMessage): boolean =>
  message.type === '9' && message.get(102) === '1'

const shape = (first: number, members: readonly number[], groups: GroupShapes = new Map()) => ({
  first,
  members: new Set([first, ...members, ...groups.keys()]),
  groups,
})
const PARTIES: GroupShapes = new Map([[453, shape(448, [447, 452], new Map([[802, shape(523, [803])]]))]])
const REPORT: GroupShapes = new Map([
  ...PARTIES,
  [382, shape(375, [337, 437, 438, 655])],
  [136, shape(137, [138, 139, 891])],
  [232, shape(233, [234])],
  [518, shape(519, [520, 521])],
  [454, shape(455, [456])],
])
const ENTRY = [278, 280, 55, 48, 22, 270, 15, 271, 272, 273, 274, 275, 336, 625, 276, 277, 282, 283, 284]
const ENTRY_MORE = [286, 59, 432, 126, 110, 18, 287, 37, 299, 288, 289, 346, 290, 546, 811, 58, 354, 355]
const ENTRIES = [...ENTRY, ...ENTRY_MORE]
const SHAPES: ReadonlyMap<string, GroupShapes> = new Map([
  ['8', REPORT],
  ['V', new Map([...PARTIES, [267, shape(269, [])], [146, shape(55, [48, 22, 460, 461, 167, 200, 207])]])],
  ['W', new Map([[268, shape(269, ENTRIES)]])],
  ['X', new Map([[268, shape(279, [285, 269, ...ENTRIES])]])],
  ['Y', new Map([[816, shape(817, [])]])],
  ['D', PARTIES],
  ['F', PARTIES],
  ['H', PARTIES],
])
const NONE: GroupShapes = new Map()

/** Groups of the messages that are spoken with providers. */
export const lpShapes = (type: string): GroupShapes => SHAPES.get(type) ?? NONE
