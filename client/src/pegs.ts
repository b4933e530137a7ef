import type { MessageType } from '@tapebook/schema'
import { OrderType, PegKind, type Side, StpMode, TimeInForce, TriggerSource } from '@tapebook/schema'
import { expireTime } from './advanced.ts'
import { orderFlags } from './flags.ts'
import type { Instrument } from './instrument.ts'
import {
  type Price,
  type Quantity,
  type RequestBody,
  type RequestOptions,
  toLots,
  toTicks,
} from './requests.ts'
import { idOf, requestOptions } from './support.ts'

/** A limit order whose price follows the market. */
export interface PeggedInput extends RequestOptions {
  instrument: Instrument | number
  side: Side
  quantity: Quantity
  follows: PegKind
  /** Ticks added to what it follows; 0 by default. */
  offset?: bigint | number
  /** Worst price. A buy needs one: its funds are held at it. */
  limit?: Price
  /** Gtc by default; Day, or Gtd with `expires`. */
  timeInForce?: TimeInForce
  /** Good till a time, as AdvancedInput.expires. Gtd is its time in force then. */
  expires?: bigint | Date
  stp?: StpMode
  postOnly?: boolean
  reuseWhenDone?: boolean
}

/** The body of a pegged order, for `request` or `send` with MessageType.NewAdvancedOrder. */
export function peggedOrder(input: PeggedInput): RequestBody<typeof MessageType.NewAdvancedOrder> {
  const { instrument, limit = 0n, follows } = input
  if (follows === PegKind.None) throw new TypeError('a pegged order follows something')
  return {
    ...requestOptions(input),
    instrument: idOf(instrument),
    side: input.side,
    type: OrderType.Pegged,
    timeInForce: input.timeInForce ?? (input.expires === undefined ? TimeInForce.Gtc : TimeInForce.Gtd),
    stp: input.stp ?? StpMode.CancelTaker,
    price: BigInt(toTicks(limit, instrument)),
    quantity: BigInt(toLots(input.quantity, instrument)),
    quoteAmount: 0n,
    triggerPrice: 0n,
    activationPrice: 0n,
    trailTicks: 0n,
    displayQuantity: 0n,
    minQuantity: 0n,
    expireTime: expireTime(input.expires),
    pegOffset: BigInt(input.offset ?? 0),
    trailBasisPoints: 0,
    flags: orderFlags(input),
    triggerSource: TriggerSource.LastTrade,
    peg: follows,
  }
}
