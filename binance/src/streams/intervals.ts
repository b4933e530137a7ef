// Intervals of klines: those that the exchange counts, and those that are put together from them.
import { CandleInterval } from '@tapebook/client'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** 1970-01-01 was a Thursday; weeks begin on Mondays. */
const MONDAY = 4 * DAY

interface Part {
  /** What the exchange counts: a kline is one or more of these. */
  readonly base: CandleInterval
  readonly baseMs: number
  /** Length; 0 for months. */
  readonly ms: number
}

const of = (base: CandleInterval, baseMs: number, ms: number): Part => ({ base, baseMs, ms })
const minutes = (count: number): Part => of(CandleInterval.Minute1, MINUTE, count * MINUTE)
const hours = (count: number): Part => of(CandleInterval.Hour1, HOUR, count * HOUR)
const days = (count: number): Part => of(CandleInterval.Day1, DAY, count * DAY)

const PARTS = {
  '1m': minutes(1),
  '3m': minutes(3),
  '5m': of(CandleInterval.Minute5, 5 * MINUTE, 5 * MINUTE),
  '15m': of(CandleInterval.Minute15, 15 * MINUTE, 15 * MINUTE),
  '30m': of(CandleInterval.Minute15, 15 * MINUTE, 30 * MINUTE),
  '1h': hours(1),
  '2h': hours(2),
  '4h': of(CandleInterval.Hour4, 4 * HOUR, 4 * HOUR),
  '6h': hours(6),
  '8h': hours(8),
  '12h': hours(12),
  '1d': days(1),
  '3d': days(3),
  '1w': days(7),
  '1M': days(0),
} as const satisfies Record<string, Part>

/** `1s` is counted here, from trades. */
export type Interval = keyof typeof PARTS | '1s'
export type CountedInterval = Exclude<Interval, '1s'>

export const isInterval = (text: string): text is Interval => text === '1s' || Object.hasOwn(PARTS, text)

export const partOf = (interval: CountedInterval): Part => PARTS[interval]

/** Beginning of the kline that a time is in, and of the next one; all in ms. */
export function boundsOf(interval: Interval, time: number): { from: number; to: number } {
  if (interval === '1M') {
    const date = new Date(time)
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
    return { from: Date.UTC(year, month), to: Date.UTC(year, month + 1) }
  }
  const ms = interval === '1s' ? 1_000 : PARTS[interval].ms
  const shift = interval === '1w' ? MONDAY : 0
  const from = Math.floor((time - shift) / ms) * ms + shift
  return { from, to: from + ms }
}
