// Candles of every interval that clients ask for, made of those that are kept. Pure.
import { type Bar, both, type Market } from '@tapebook/service'
import { amountText, priceText, quantityText, type TimeUnit, timeIn } from './decimals.ts'
import { errorOf } from './errors.ts'

const SECOND = 1_000_000_000n
const DAY_S = 86_400

/** Intervals in seconds; weeks begin on Mondays, months on their first days. */
export const INTERVALS = {
  '1s': 1,
  '1m': 60,
  '3m': 180,
  '5m': 300,
  '15m': 900,
  '30m': 1_800,
  '1h': 3_600,
  '2h': 7_200,
  '4h': 14_400,
  '6h': 21_600,
  '8h': 28_800,
  '12h': 43_200,
  '1d': DAY_S,
  '3d': 3 * DAY_S,
  '1w': 7 * DAY_S,
  '1M': 0,
} as const
export type KlineInterval = keyof typeof INTERVALS

/** Intervals that are kept, in seconds, the longest first. */
export const KEPT = [86_400, 14_400, 3_600, 900, 300, 60] as const
/** 1970 began on a Thursday: so many seconds before the first Monday. */
const MONDAY_S = 4 * DAY_S

export const intervalOf = (text: string): KlineInterval => {
  if (!Object.hasOwn(INTERVALS, text)) throw errorOf(-1120)
  return text as KlineInterval
}

/** The largest candle kept of which those of an interval are made; undefined where only trades do. */
export function keptFor(interval: KlineInterval, offset: bigint): number | undefined {
  const seconds = INTERVALS[interval] || DAY_S
  const shift = Number(offset / SECOND)
  return KEPT.find((kept) => seconds % kept === 0 && shift % kept === 0)
}

/** When the interval began that a time is in, in ns. `offset` is that of the time zone in which days begin. */
export function startOf(interval: KlineInterval, time: bigint, offset = 0n): bigint {
  if (interval === '1M') return monthOf(time + offset, 0) - offset
  const length = BigInt(INTERVALS[interval]) * SECOND
  const since = interval === '1w' ? BigInt(MONDAY_S) * SECOND : 0n
  const local = time + offset - since
  return local - (((local % length) + length) % length) - offset + since
}

/** When the next interval begins. */
export function nextOf(interval: KlineInterval, start: bigint, offset = 0n): bigint {
  if (interval === '1M') return monthOf(start + offset, 1) - offset
  return start + BigInt(INTERVALS[interval]) * SECOND
}

/** So many intervals before one that begins at `start`. */
export function backFrom(interval: KlineInterval, start: bigint, count: number, offset = 0n): bigint {
  if (interval === '1M') return monthOf(start + offset, -count) - offset
  return start - BigInt(INTERVALS[interval]) * SECOND * BigInt(count)
}

function monthOf(time: bigint, more: number): bigint {
  const date = new Date(Number(time / 1_000_000n))
  return BigInt(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + more, 1)) * 1_000_000n
}

/** `+05:45` in ns. Throws -1130 for what is no time zone that days are counted in. */
export function zoneOffset(text: string | undefined, otherwise: () => Error): bigint {
  if (text === undefined) return 0n
  const [, sign, hours = '', minutes = '0'] = /^([+-]?)(\d{1,2})(?::(\d{2}))?$/.exec(text) ?? []
  const total = Number(hours) * 60 + Number(minutes)
  const signed = sign === '-' ? -total : total
  const isTaken = hours !== '' && Number(minutes) < 60 && signed >= -12 * 60 && signed <= 14 * 60
  if (!isTaken || signed % 15 !== 0) throw otherwise()
  return BigInt(signed) * 60n * SECOND
}

/** Bars of a longer interval out of shorter ones, oldest first. */
export function joined(bars: readonly Bar[], interval: KlineInterval, offset = 0n): Bar[] {
  const out: Bar[] = []
  for (const bar of bars) {
    const openTime = startOf(interval, bar.openTime, offset)
    const last = out.at(-1)
    if (last?.openTime !== openTime) out.push({ ...bar, openTime })
    else out[out.length - 1] = both(last, bar)
  }
  return out
}

/** A bar in which nothing was traded, at the price of the last one before. */
export const emptyBar = (openTime: bigint, close: bigint): Bar => ({
  openTime,
  open: close,
  high: close,
  low: close,
  close,
  volume: 0n,
  quoteVolume: 0n,
  trades: 0,
  takerVolume: 0n,
  takerQuoteVolume: 0n,
})

/** Every interval from `from` to before `to`, those without a trade too once there was one (`before` is the last close). */
export function withoutGaps(
  bars: readonly Bar[],
  interval: KlineInterval,
  {
    from,
    to,
    before,
    offset = 0n,
  }: { from: bigint; to: bigint; before: bigint | undefined; offset?: bigint },
): Bar[] {
  const byTime = new Map(bars.map((bar) => [bar.openTime, bar]))
  const out: Bar[] = []
  let close = before
  for (let at = startOf(interval, from, offset); at < to; at = nextOf(interval, at, offset)) {
    const bar = byTime.get(at) ?? (close === undefined ? undefined : emptyBar(at, close))
    if (bar === undefined) continue
    close = bar.close
    if (at >= from) out.push(bar)
  }
  return out
}

export type Kline = readonly [
  openTime: number,
  open: string,
  high: string,
  low: string,
  close: string,
  volume: string,
  closeTime: number,
  quoteVolume: string,
  trades: number,
  takerVolume: string,
  takerQuoteVolume: string,
  unused: string,
]

/** A bar as clients get it. */
export function klineView(
  bar: Bar,
  interval: KlineInterval,
  { instrument, quote }: Market,
  unit: TimeUnit,
  offset = 0n,
): Kline {
  const price = (ticks: bigint): string => priceText(instrument, ticks)
  return [
    timeIn(unit, bar.openTime),
    price(bar.open),
    price(bar.high),
    price(bar.low),
    price(bar.close),
    quantityText(instrument, bar.volume),
    timeIn(unit, nextOf(interval, bar.openTime, offset)) - 1,
    amountText(quote, bar.quoteVolume),
    bar.trades,
    quantityText(instrument, bar.takerVolume),
    amountText(quote, bar.takerQuoteVolume),
    '0',
  ]
}
