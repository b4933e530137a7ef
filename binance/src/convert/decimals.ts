// Numbers and times as Binance writes them.
import { type Asset, DecimalError, formatDecimal, type Instrument } from '@tapebook/client'
import { BinanceError, filter } from './errors.ts'

/** Decimals of every price, quantity and amount, at least. */
export const DIGITS = 8

const MOST = 2n ** 63n - 1n
const MOST_AMOUNT = 2n ** 127n - 1n

/** Eight decimals, or as many as it has. */
export const fixed = (units: bigint, scale: number): string =>
  scale >= DIGITS
    ? formatDecimal(units, scale, DIGITS)
    : formatDecimal(units * 10n ** BigInt(DIGITS - scale), DIGITS, DIGITS)

export const priceText = (it: Instrument, ticks: bigint): string => fixed(ticks * it.tickSize, it.priceScale)

export const quantityText = (it: Instrument, lots: bigint): string =>
  fixed(lots * it.lotSize, it.quantityScale)

export const amountText = (it: Asset, units: bigint): string => fixed(units, it.scale)

/** A rate in millionths, as `0.00100000`. */
export const rateText = (ppm: number): string => fixed(BigInt(ppm), 6)

/** `part` of `whole` with eight decimals, cut off; `0.00000000` of nothing. */
export function ratioText(part: bigint, partScale: number, whole: bigint, wholeScale: number): string {
  if (whole === 0n) return fixed(0n, 0)
  return fixed((part * 10n ** BigInt(DIGITS + wholeScale)) / (whole * 10n ** BigInt(partScale)), DIGITS)
}

function steps(
  name: string,
  text: string,
  scale: number,
  most: bigint,
  filtered: string,
  parse: () => bigint,
): bigint {
  const decimals = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0
  if (decimals > Math.max(DIGITS, scale)) {
    throw new BinanceError(-1111, `Parameter '${name}' has too much precision.`)
  }
  try {
    const value = parse()
    if (value > most) throw filter(filtered)
    return value
  } catch (error) {
    throw error instanceof DecimalError ? filter(filtered) : error
  }
}

/** Zeros behind the last digit say nothing. */
const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

/** In ticks. Throws -1111, and -1013 where it is on no tick. */
export const ticksOf = (it: Instrument, name: string, text: string): bigint =>
  steps(name, text, it.priceScale, MOST, 'PRICE_FILTER', () => it.priceToTicks(trimmed(text)))

/** In lots. Throws -1111, and -1013 where it is no whole number of them. */
export const lotsOf = (it: Instrument, name: string, text: string): bigint =>
  steps(name, text, it.quantityScale, MOST, 'LOT_SIZE', () => it.quantityToLots(trimmed(text)))

/** In smallest units. */
export const unitsOf = (it: Asset, name: string, text: string): bigint =>
  steps(name, text, it.scale, MOST_AMOUNT, 'NOTIONAL', () => it.toUnits(trimmed(text)))

/** In which unit times are told: header X-MBX-TIME-UNIT, or parameter timeUnit of streams. */
export type TimeUnit = 'MILLISECOND' | 'MICROSECOND'

const NS_PER = { MILLISECOND: 1_000_000n, MICROSECOND: 1_000n } as const

/** A time of the wire, in ns. */
export const timeIn = (unit: TimeUnit, time: bigint): number => Number(time / NS_PER[unit])

/** A time of a request in ns: milliseconds, or microseconds where it is too large for those. */
export function timeOf(value: number): bigint {
  // Milliseconds reach this in the year 5138, microseconds in 1973.
  return value < 1e14 ? BigInt(value) * 1_000_000n : BigInt(value) * 1_000n
}
