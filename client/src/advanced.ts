import type { Bodies, MessageType } from '@tapebook/schema'
import { OrderType, PegKind, type Side, StpMode, TimeInForce, TriggerSource } from '@tapebook/schema'
import { orderFlags } from './flags.ts'
import type { Instrument } from './instrument.ts'
import { type Price, type Quantity, type RequestOptions, toLots, toTicks } from './requests.ts'
import { idOf } from './support.ts'

/** How far behind the best price a trailing stop follows. */
export type Trail = {
  /** Distance: ticks, or hundredths of a per cent. */
  by: { ticks: bigint | number } | { basisPoints: number }
  /** Follow from the moment this price is reached; at once where left out. */
  from?: Price
}

/**
 * An order that waits for a price: give one of `stop`, `takeProfit` and `trail`, or none for an order that works at
 * once, such as an iceberg or a hidden order. At its trigger it becomes a limit order where it has a price, a market order where it has none.
 */
export interface AdvancedInput extends RequestOptions {
  instrument: Instrument | number
  side: Side
  quantity: Quantity
  price?: Price
  /** Trigger against the order: a buy fires at or above it, a sell at or below. */
  stop?: Price
  /** Trigger in favour of the order: a buy fires at or below it, a sell at or above. */
  takeProfit?: Price
  trail?: Trail
  /** The price that the trigger watches; the last trade by default. */
  watches?: TriggerSource
  timeInForce?: TimeInForce
  /** Good till a time: when it expires, in nanoseconds since 1970 or as a Date. Gtd is its time in force then. */
  expires?: bigint | Date
  /**
   * Take part in this auction only, and end with it: a limit or market order; Day is its time in force. At the close it
   * may be entered all day where a closing auction is planned, and waits unseen.
   */
  auction?: 'open' | 'close'
  /** Self-trade prevention; CancelTaker by default. */
  stp?: StpMode
  postOnly?: boolean
  /**
   * Only sell what the account bought of the instrument and did not sell since. It is taken with no more than that, as
   * `quantity` of its acceptance says, shrinks with it by OrderReduced reports, and ends with it.
   */
  reduceOnly?: boolean
  /**
   * An iceberg: the book shows so much at a time. The next slice comes when one is taken whole, as an OrderRefreshed
   * report, and stands last at its price.
   */
  display?: Quantity
  /** The book never shows it; at a price it trades after all that is shown. Not with `display` or `postOnly`. */
  hidden?: boolean
  /** Least to trade on arrival, or at the trigger; the order is canceled where so much is not there. */
  minQuantity?: Quantity
  /** May the client id be taken again once its earlier order is done? */
  reuseWhenDone?: boolean
}

/** Types by what they wait for: those that become market orders, and limit orders. */
const TYPES = {
  none: [OrderType.Market, OrderType.Limit],
  stop: [OrderType.Stop, OrderType.StopLimit],
  takeProfit: [OrderType.TakeProfit, OrderType.TakeProfitLimit],
  trail: [OrderType.TrailingStop, OrderType.TrailingStopLimit],
} as const

function typeOf({ stop, takeProfit, trail, price }: AdvancedInput): OrderType {
  const given = Object.entries({ stop, takeProfit, trail }).filter(([, value]) => value !== undefined)
  if (given.length > 1) throw new TypeError('an order waits for one of stop, takeProfit and trail')
  const [kind] = given[0] ?? ['none']
  return TYPES[kind as keyof typeof TYPES][price === undefined ? 0 : 1]
}

const NS_PER_MS = 1_000_000n

/** A moment as the wire has it; 0 for none. */
export function expireTime(moment: bigint | Date | undefined): bigint {
  return moment instanceof Date ? BigInt(moment.getTime()) * NS_PER_MS : (moment ?? 0n)
}

function defaultTimeInForce({ expires, auction }: AdvancedInput): TimeInForce {
  if (expires !== undefined) return TimeInForce.Gtd
  return auction === undefined ? TimeInForce.Gtc : TimeInForce.Day
}

export function advancedBody(
  input: AdvancedInput,
): Omit<Bodies[typeof MessageType.NewAdvancedOrder], 'request'> {
  const { instrument, price = 0n, stop, takeProfit, trail } = input
  const distance = trail?.by
  return {
    instrument: idOf(instrument),
    side: input.side,
    type: typeOf(input),
    timeInForce: input.timeInForce ?? defaultTimeInForce(input),
    stp: input.stp ?? StpMode.CancelTaker,
    price: BigInt(toTicks(price, instrument)),
    quantity: BigInt(toLots(input.quantity, instrument)),
    quoteAmount: 0n,
    triggerPrice: BigInt(toTicks(stop ?? takeProfit ?? 0n, instrument)),
    activationPrice: BigInt(toTicks(trail?.from ?? 0n, instrument)),
    trailTicks: distance && 'ticks' in distance ? BigInt(distance.ticks) : 0n,
    displayQuantity: BigInt(toLots(input.display ?? 0n, instrument)),
    minQuantity: BigInt(toLots(input.minQuantity ?? 0n, instrument)),
    expireTime: expireTime(input.expires),
    pegOffset: 0n,
    trailBasisPoints: distance && 'basisPoints' in distance ? distance.basisPoints : 0,
    flags: orderFlags(input),
    triggerSource: input.watches ?? TriggerSource.LastTrade,
    peg: PegKind.None,
  }
}
