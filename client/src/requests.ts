import { randomInt } from 'node:crypto'
import {
  Amount,
  Applied,
  type Bodies,
  type BodyType,
  FrameHeader,
  HEADER_SIZE,
  type ListStatus,
  MessageType,
  messages,
  NewOrder,
  OrderAccepted,
  type OrderCanceled,
  type OrderReplaced,
  OrderType,
  type ReportHeader,
  RequestHeader,
  type Side,
  StpMode,
  TimeInForce,
  writeFrame,
} from '@tapebook/schema'
import { orderFlags } from './flags.ts'
import type { Instrument } from './instrument.ts'

/** Types of events and reports: what carries a ReportHeader. */
export type ReportType = {
  [T in BodyType]: Bodies[T] extends { report: ReportHeader } ? T : never
}[BodyType]

/** Types a client may send with a client id: order entry and operators' requests. */
export type RequestType = Exclude<
  { [T in BodyType]: Bodies[T] extends { request: RequestHeader } ? T : never }[BodyType],
  ReportType
>

/** What every request may set; the SDK makes the client id where none is given. */
export interface RequestOptions {
  /** 1 to 36 of [A-Za-z0-9._:/-]; the same id with the same content takes effect once. */
  clientId?: string
  /** The account acted for; 0, the default, is the session's own. */
  account?: number
  originSession?: bigint
  originSequence?: bigint
}

export type RequestBody<T extends RequestType> = Omit<Bodies[T], 'request'> & RequestOptions

/** The first answer to a request that was not refused. */
export interface Answers {
  513: OrderAccepted
  514: OrderCanceled
  515: OrderReplaced | OrderCanceled
  517: OrderAccepted
  522: ListStatus
  523: OrderCanceled
}
export type AnswerTo<T extends RequestType> = T extends keyof Answers ? Answers[T] : Applied

/** Ticks as an integer, or a decimal string where the instrument is given as an Instrument. */
export type Price = bigint | number | string
/** Lots as an integer, or a decimal string where the instrument is given as an Instrument. */
export type Quantity = bigint | number | string

/** An order to enter. A price makes it a limit order, none a market order. */
export interface OrderInput extends RequestOptions {
  instrument: Instrument | number
  side: Side
  price?: Price
  quantity?: Quantity
  /** For a market order: quote units to spend or to raise, in place of a quantity. */
  quoteAmount?: bigint
  timeInForce?: TimeInForce
  /** Self-trade prevention; CancelTaker by default. */
  stp?: StpMode
  postOnly?: boolean
  /** May the client id be taken again once its earlier order is done? */
  reuseWhenDone?: boolean
}

/** Which order: by its id, or by any of its live client ids. */
export type OrderTarget = { orderId: bigint | number } | { targetClientId: string }

export type CancelInput = RequestOptions & OrderTarget

export type ReplaceInput = RequestOptions &
  OrderTarget & {
    /** Needed for decimal strings only. */
    instrument?: Instrument
    /** New limit price; left out, it stays. */
    price?: Price
    /** New total, fills included; left out, it stays. */
    quantity?: Quantity
    /** New trigger of an order that waits for one; left out, it stays. */
    triggerPrice?: Price
    /** New display quantity of an order that has one; left out, it stays. */
    displayQuantity?: Quantity
    /** Refuse unless the place in the queue is kept. */
    keepPriority?: boolean
    postOnly?: boolean
  }

const REPLACE_KEEP_PRIORITY = 1
const REPLACE_POST_ONLY = 2

const CLIENT_ID = /^[A-Za-z0-9._:/-]{1,36}$/
const CLIENT_ID_BYTES = RequestHeader.offsets.account - RequestHeader.offsets.clientId

export function checkClientId(clientId: string): string {
  if (!CLIENT_ID.test(clientId)) {
    throw new RangeError(`client id ${JSON.stringify(clientId)} is not 1 to 36 of [A-Za-z0-9._:/-]`)
  }
  return clientId
}

/** Makes client ids that no other client of the account makes: a random word, then a count. */
export function clientIdSource(): () => string {
  const word = Array.from({ length: 2 }, () => randomInt(36 ** 6, 36 ** 7).toString(36)).join('')
  let count = 0
  return () => `${word}-${(++count).toString(36)}`
}

/** Bytes of a request's frame. */
export function frameSize(type: RequestType): number {
  return HEADER_SIZE + messages[type].size
}

export function writeHeader(view: DataView, at: number, type: RequestType): void {
  view.setUint16(at + FrameHeader.offsets.length, frameSize(type), true)
  view.setUint16(at + FrameHeader.offsets.type, type, true)
  view.setUint8(at + FrameHeader.offsets.version, 1)
}

function writeRequest(view: DataView, at: number, clientId: string, options: RequestOptions): void {
  const { clientId: id, account, originSession, originSequence } = RequestHeader.offsets
  for (let index = 0; index < clientId.length; index++)
    view.setUint8(at + id + index, clientId.charCodeAt(index))
  if (options.account) view.setUint32(at + account, options.account, true)
  if (options.originSession) view.setBigUint64(at + originSession, options.originSession, true)
  if (options.originSequence) view.setBigUint64(at + originSequence, options.originSequence, true)
}

/** Writes 64 bits; numbers without the cost of a bigint. */
function writeInteger(view: DataView, at: number, value: bigint | number, what: string): void {
  if (typeof value === 'bigint') {
    if (value < 0n || value > 0x7fff_ffff_ffff_ffffn) throw new RangeError(`${what} ${value} is out of range`)
    view.setBigUint64(at, value, true)
    return
  }
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`${what} ${value} is not a whole number of steps`)
  view.setUint32(at, value >>> 0, true)
  view.setUint32(at + 4, Math.floor(value / 0x1_0000_0000), true)
}

export function toTicks(price: Price, instrument: Instrument | number | undefined): bigint | number {
  if (typeof price !== 'string') return price
  if (typeof instrument !== 'object') throw new TypeError('a price in decimals needs an Instrument')
  return instrument.priceToTicks(price)
}

export function toLots(quantity: Quantity, instrument: Instrument | number | undefined): bigint | number {
  if (typeof quantity !== 'string') return quantity
  if (typeof instrument !== 'object') throw new TypeError('a quantity in decimals needs an Instrument')
  return instrument.quantityToLots(quantity)
}

/** Writes the body of a NewOrder into zeroed memory. */
export function writeNewOrder(view: DataView, at: number, clientId: string, order: OrderInput): void {
  const offsets = NewOrder.offsets
  const { instrument, price, quantity, quoteAmount } = order
  const type = price === undefined ? OrderType.Market : OrderType.Limit
  if ((quantity === undefined) === (quoteAmount === undefined)) {
    throw new TypeError('an order has either a quantity or a quote amount')
  }
  writeRequest(view, at, clientId, order)
  view.setUint32(at + offsets.instrument, typeof instrument === 'number' ? instrument : instrument.id, true)
  view.setUint8(at + offsets.side, order.side)
  view.setUint8(at + offsets.type, type)
  view.setUint8(at + offsets.timeInForce, order.timeInForce ?? TimeInForce.Gtc)
  view.setUint8(at + offsets.stp, order.stp ?? StpMode.CancelTaker)
  if (price !== undefined) writeInteger(view, at + offsets.price, toTicks(price, instrument), 'price')
  if (quantity !== undefined)
    writeInteger(view, at + offsets.quantity, toLots(quantity, instrument), 'quantity')
  if (quoteAmount !== undefined) Amount.write(view, at + offsets.quoteAmount, quoteAmount)
  view.setUint32(at + offsets.flags, orderFlags(order), true)
}

function requestHeader(clientId: string, options: RequestOptions): RequestHeader {
  return {
    clientId,
    account: options.account ?? 0,
    originSession: options.originSession ?? 0n,
    originSequence: options.originSequence ?? 0n,
  }
}

function target(of: OrderTarget): { orderId: bigint; targetClientId: string } {
  if ('orderId' in of) return { orderId: BigInt(of.orderId), targetClientId: '' }
  return { orderId: 0n, targetClientId: checkClientId(of.targetClientId) }
}

export function cancelBody(input: CancelInput): Omit<Bodies[typeof MessageType.CancelOrder], 'request'> {
  return target(input)
}

export function replaceBody(input: ReplaceInput): Omit<Bodies[typeof MessageType.ReplaceOrder], 'request'> {
  const { instrument, price = 0n, quantity = 0n, triggerPrice = 0n, displayQuantity = 0n } = input
  return {
    ...target(input),
    flags: (input.keepPriority ? REPLACE_KEEP_PRIORITY : 0) | (input.postOnly ? REPLACE_POST_ONLY : 0),
    price: BigInt(toTicks(price, instrument)),
    quantity: BigInt(toLots(quantity, instrument)),
    triggerPrice: BigInt(toTicks(triggerPrice, instrument)),
    displayQuantity: BigInt(toLots(displayQuantity, instrument)),
  }
}

/** Writes any request's whole frame. */
export function writeRequestFrame<T extends RequestType>(
  view: DataView,
  at: number,
  type: T,
  clientId: string,
  body: RequestBody<T>,
): void {
  const value = { ...body, request: requestHeader(clientId, body) } as unknown as Bodies[T]
  writeFrame(view, at, type, value)
}

/** Is a report of this type the answer to a request of that type? Refusals answer all. */
export function answers(request: RequestType, report: number): boolean {
  if (report === MessageType.RequestRejected || report === MessageType.RequestRepeated) return true
  if (request === MessageType.NewOrder || request === MessageType.NewAdvancedOrder)
    return report === MessageType.OrderAccepted
  if (request === MessageType.NewOrderList) return report === MessageType.ListStatus
  if (request === MessageType.CancelOrder || request === MessageType.CancelOrderList)
    return report === MessageType.OrderCanceled
  if (request === MessageType.ReplaceOrder) {
    return report === MessageType.OrderReplaced || report === MessageType.OrderCanceled
  }
  return report === MessageType.Applied
}

// Every report that answers a request has the request's header right after its own.
const ECHOED_AT = HEADER_SIZE + OrderAccepted.offsets.request + RequestHeader.offsets.clientId
// Applied has the whole request behind it; the requests begin with their headers.
const APPLIED_AT = HEADER_SIZE + Applied.SIZE + RequestHeader.offsets.clientId
const ECHOING: ReadonlySet<number> = new Set([
  MessageType.OrderAccepted,
  MessageType.OrderCanceled,
  MessageType.OrderReplaced,
  MessageType.ListStatus,
  MessageType.RequestRejected,
  MessageType.RequestRepeated,
])

/** Where in a report's frame the client id of its request stands, or 0 if it echoes none. */
export function clientIdAt(type: number, length: number): number {
  if (ECHOING.has(type)) return ECHOED_AT
  return type === MessageType.Applied && length >= APPLIED_AT + CLIENT_ID_BYTES ? APPLIED_AT : 0
}

/** A client id out of a frame. */
export function readClientId(bytes: Buffer, at: number): string {
  let end = at
  while (end < at + CLIENT_ID_BYTES && bytes[end] !== 0) end++
  return bytes.toString('latin1', at, end)
}
