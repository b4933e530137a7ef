import { type Applied, FeeAsset, MessageType, type TickBand } from '@tapebook/schema'
import type { Client } from './client.ts'
import { DecimalError, formatDecimal, parseDecimal } from './decimal.ts'
import type { Asset, Instrument } from './instrument.ts'
import type { RequestOptions } from './requests.ts'
import { requestOptions } from './support.ts'

/** From this price on, prices are multiples of this step; both decimals. The first band begins at 0. */
export interface TickStep {
  from: string
  step: string
}

/** How far prices may go, in millionths, and which of them are taken. */
export interface PriceRules {
  /** Greatest distance of a limit price from the reference; 0 for none. */
  collarPpm: number
  /** Greatest distance of a trade from the reference; 0 for none. */
  bandPpm: number
  /** Greatest impact of a market order; above 0. */
  protectionPpm: number
  /** At most 8, by ascending price; none: every tick is allowed. */
  ticks: readonly TickStep[]
}

/** An instrument to list; numbers are decimals of prices, quantities and money. */
export interface NewInstrument extends PriceRules {
  symbol: string
  base: Asset
  quote: Asset
  /** Price of one tick, such as 0.01. */
  tickSize: string
  /** Quantity of one lot, such as 0.0001. */
  lotSize: string
  minQuantity: string
  maxQuantity: string
  /** Quantities are multiples of it; a lot where left out. */
  quantityStep?: string
  /** Least value of an order; none where left out. */
  minNotional?: string
  maxPrice: string
  /** Until the first trade; none where left out. */
  referencePrice?: string
  feeAsset?: FeeAsset
}

/** Entries of a tick table on the wire. */
const TICK_BANDS = 8
const UNUSED: TickBand = { fromPrice: 0n, step: 0n }
const DIGITS_MAX = 18

/** A size such as 0.25 as a whole number with its digits. */
function sizeOf(text: string, what: string): { size: bigint; scale: number } {
  const scale = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0
  if (scale > DIGITS_MAX) throw new DecimalError(`${what} has more than ${DIGITS_MAX} digits`)
  const size = parseDecimal(text, scale, what)
  if (size === 0n) throw new DecimalError(`${what} must be above zero`)
  return { size, scale }
}

/** A decimal as a whole number of such sizes. */
function countOf(text: string, { size, scale }: { size: bigint; scale: number }, what: string): bigint {
  const units = parseDecimal(text, scale, what)
  if (units % size !== 0n)
    throw new DecimalError(
      `${what} ${JSON.stringify(text)} is not a multiple of ${formatDecimal(size, scale)}`,
    )
  return units / size
}

function tickTable(ticks: readonly TickStep[], toTicks: (price: string) => bigint): TickBand[] {
  if (ticks.length > TICK_BANDS) throw new DecimalError(`there are at most ${TICK_BANDS} steps of prices`)
  const bands = ticks.map(({ from, step }) => ({ fromPrice: toTicks(from), step: toTicks(step) }))
  return Array.from({ length: TICK_BANDS }, (_, at) => bands[at] ?? UNUSED)
}

/** Lists an instrument, as an operator; it takes orders at once. The answer's id is its number. */
export function listInstrument(operator: Client, it: NewInstrument & RequestOptions): Promise<Applied> {
  const tick = sizeOf(it.tickSize, 'tick')
  const lot = sizeOf(it.lotSize, 'lot')
  const ticks = (price: string): bigint => countOf(price, tick, 'price')
  const lots = (quantity: string): bigint => countOf(quantity, lot, 'quantity')
  return operator.request(MessageType.AddInstrument, {
    ...requestOptions(it),
    symbol: it.symbol,
    baseAsset: it.base.id,
    quoteAsset: it.quote.id,
    tickSize: tick.size,
    lotSize: lot.size,
    priceScale: tick.scale,
    quantityScale: lot.scale,
    feeAsset: it.feeAsset ?? FeeAsset.Received,
    minQuantity: lots(it.minQuantity),
    maxQuantity: lots(it.maxQuantity),
    quantityStep: it.quantityStep === undefined ? 1n : lots(it.quantityStep),
    minNotional: it.quote.toUnits(it.minNotional ?? '0'),
    maxPrice: ticks(it.maxPrice),
    collarPpm: it.collarPpm,
    bandPpm: it.bandPpm,
    protectionPpm: it.protectionPpm,
    referencePrice: it.referencePrice === undefined ? 0n : ticks(it.referencePrice),
    tickTable: tickTable(it.ticks, ticks),
  })
}

/** Sets collar, band, protection and steps of prices, as an operator; orders that no longer fit are canceled. */
export function setPriceRules(
  operator: Client,
  input: PriceRules & RequestOptions & { instrument: Instrument },
): Promise<Applied> {
  const { instrument, collarPpm, bandPpm, protectionPpm } = input
  return operator.request(MessageType.SetPriceRules, {
    ...requestOptions(input),
    instrument: instrument.id,
    collarPpm,
    bandPpm,
    protectionPpm,
    tickTable: tickTable(input.ticks, (price) => instrument.priceToTicks(price)),
  })
}
