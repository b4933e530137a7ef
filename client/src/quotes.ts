import type { Bodies, MessageType, QuoteEntry } from '@tapebook/schema'
import { StpMode } from '@tapebook/schema'
import type { Instrument } from './instrument.ts'
import { type Price, type Quantity, type RequestOptions, toLots, toTicks } from './requests.ts'
import { ALL_INSTRUMENTS, idOf } from './support.ts'

/** Price and quantity of one quote. */
export type QuoteInput = readonly [price: Price, quantity: Quantity]

/** All quotes of the account in an instrument: what stood before is canceled, or nothing changes. */
export interface MassQuoteInput extends RequestOptions {
  instrument: Instrument | number
  /** At most eight, from the best down. */
  bids?: readonly QuoteInput[]
  /** At most eight, from the best up. */
  asks?: readonly QuoteInput[]
  /** Self-trade prevention; CancelTaker by default. */
  stp?: StpMode
  postOnly?: boolean
  /** Take quotes again after protection pulled them, and count from zero. */
  reset?: boolean
  /** Pull the quotes once so many were met, or so many lots filled, within the window. */
  protection?: { maxFills: number; windowMs: number; maxQuantity?: Quantity }
}

export interface CancelQuotesInput extends RequestOptions {
  /** All instruments where left out. */
  instrument?: Instrument | number
  /** Reset the protection too. */
  reset?: boolean
}

const POST_ONLY = 1
const RESET = 2
const CANCEL_RESET = 1
const MAX_QUOTES = 8

function side(quotes: readonly QuoteInput[], instrument: Instrument | number): QuoteEntry[] {
  if (quotes.length > MAX_QUOTES) throw new RangeError(`a side has at most ${MAX_QUOTES} quotes`)
  return Array.from({ length: MAX_QUOTES }, (_, at) => {
    const [price, quantity] = quotes[at] ?? [0n, 0n]
    return { price: BigInt(toTicks(price, instrument)), quantity: BigInt(toLots(quantity, instrument)) }
  })
}

export function massQuoteBody(input: MassQuoteInput): Omit<Bodies[typeof MessageType.MassQuote], 'request'> {
  const { instrument, protection } = input
  return {
    instrument: idOf(instrument),
    stp: input.stp ?? StpMode.CancelTaker,
    flags: (input.postOnly ? POST_ONLY : 0) | (input.reset ? RESET : 0),
    maxFills: protection?.maxFills ?? 0,
    windowMs: protection?.windowMs ?? 0,
    maxQuantity: BigInt(toLots(protection?.maxQuantity ?? 0n, instrument)),
    bids: side(input.bids ?? [], instrument),
    asks: side(input.asks ?? [], instrument),
  }
}

export function cancelQuotesBody(
  input: CancelQuotesInput,
): Omit<Bodies[typeof MessageType.CancelQuotes], 'request'> {
  return { instrument: idOf(input.instrument ?? ALL_INSTRUMENTS), flags: input.reset ? CANCEL_RESET : 0 }
}
