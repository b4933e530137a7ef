// Klines of one market and interval: from the candles that the exchange counts, and for a second from its trades. What
// takers bought is counted here, from trades seen.
import { type CandleFeed, Side, type wire } from '@tapebook/client'
import type { Market } from '@tapebook/service'
import { boundsOf, type CountedInterval, partOf } from './intervals.ts'
import { msOf } from './texts.ts'

export interface Kline {
  /** Beginning, and beginning of the next one, in ms. */
  readonly from: number
  readonly to: number
  readonly open: bigint
  readonly high: bigint
  readonly low: bigint
  readonly close: bigint
  readonly volume: bigint
  readonly quoteVolume: bigint
  readonly trades: number
  readonly isClosed: boolean
  readonly firstTrade: number
  readonly lastTrade: number
  /** Of trades seen here in which a buyer took. */
  readonly takerVolume: bigint
  readonly takerQuoteVolume: bigint
}

/** Quote units of a trade. */
export function notionalOf({ instrument, quote }: Market, price: bigint, lots: bigint): bigint {
  const scale = instrument.priceScale + instrument.quantityScale - quote.scale
  const product = price * instrument.tickSize * lots * instrument.lotSize
  return scale >= 0 ? product / 10n ** BigInt(scale) : product * 10n ** BigInt(-scale)
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)
const most = (a: bigint, b: bigint): bigint => (a > b ? a : b)

/** What takers bought in the interval under way. */
export class TakerVolume {
  #from = 0
  volume = 0n
  quoteVolume = 0n

  add(market: Market, from: number, { takerSide, price, quantity }: wire.TradeTick): void {
    this.#moveTo(from)
    if (takerSide !== Side.Buy) return
    this.volume += quantity
    this.quoteVolume += notionalOf(market, price, quantity)
  }

  /** Never more than was traded in all: candles may be told a moment before their trades. */
  within(from: number, volume: bigint, quoteVolume: bigint): [volume: bigint, quoteVolume: bigint] {
    if (this.#from !== from) return [0n, 0n]
    return [least(this.volume, volume), least(this.quoteVolume, quoteVolume)]
  }

  #moveTo(from: number): void {
    if (this.#from === from) return
    this.#from = from
    this.volume = 0n
    this.quoteVolume = 0n
  }
}

type Candle = wire.Candle

/** The kline of an interval that a time is in; undefined without a trade in it. O(candles in it). */
export function klineAt(
  feed: CandleFeed,
  interval: CountedInterval,
  time: number,
  { taker, lastTrade, now }: { taker: TakerVolume; lastTrade: number; now: number },
): Kline | undefined {
  const { from, to } = boundsOf(interval, time)
  const { baseMs } = partOf(interval)
  const parts: Candle[] = []
  for (let at = from; at < to; at += baseMs) {
    const candle = feed.candles.get(BigInt(at) * 1_000_000n)
    if (candle !== undefined) parts.push(candle)
  }
  const [first] = parts
  const last = parts.at(-1)
  if (first === undefined || last === undefined) return undefined
  const sum = (field: 'volume' | 'quoteVolume' | 'trades'): bigint =>
    parts.reduce((total, candle) => total + candle[field], 0n)
  const [volume, quoteVolume, trades] = [sum('volume'), sum('quoteVolume'), Number(sum('trades'))]
  const [takerVolume, takerQuoteVolume] = taker.within(from, volume, quoteVolume)
  const isCurrent = now < to
  return {
    from,
    to,
    open: first.open,
    high: parts.map(({ high }) => high).reduce(most),
    low: parts.map(({ low }) => low).reduce(least),
    close: last.close,
    volume,
    quoteVolume,
    trades,
    isClosed: !isCurrent,
    firstTrade: lastTrade - trades + 1,
    lastTrade,
    takerVolume,
    takerQuoteVolume,
  }
}

/** The second under way, counted from trades. */
export class Second {
  #from = 0
  #open: wire.TradeTick | undefined
  #last: wire.TradeTick | undefined
  #high = 0n
  #low = 0n
  #volume = 0n
  #quoteVolume = 0n
  #trades = 0
  readonly #taker = new TakerVolume()

  /** Takes a trade in; gives the second before, where this one is over by it. */
  add(market: Market, trade: wire.TradeTick): Kline | undefined {
    const { from } = boundsOf('1s', msOf(trade.time))
    const before = from === this.#from ? undefined : this.take(from)
    const { price, quantity } = trade
    if (this.#open === undefined) {
      this.#from = from
      this.#open = trade
      this.#high = price
      this.#low = price
    }
    this.#last = trade
    if (price > this.#high) this.#high = price
    if (price < this.#low) this.#low = price
    this.#volume += quantity
    this.#quoteVolume += notionalOf(market, price, quantity)
    this.#trades++
    this.#taker.add(market, from, trade)
    return before
  }

  /** The second, where there is one that ended by then; begins anew. */
  take(now: number): Kline | undefined {
    const [open, last, from] = [this.#open, this.#last, this.#from]
    if (open === undefined || last === undefined || now < from + 1_000) return undefined
    const [takerVolume, takerQuoteVolume] = this.#taker.within(from, this.#volume, this.#quoteVolume)
    const kline: Kline = {
      from,
      to: from + 1_000,
      open: open.price,
      high: this.#high,
      low: this.#low,
      close: last.price,
      volume: this.#volume,
      quoteVolume: this.#quoteVolume,
      trades: this.#trades,
      isClosed: true,
      firstTrade: Number(open.tradeId),
      lastTrade: Number(last.tradeId),
      takerVolume,
      takerQuoteVolume,
    }
    this.#open = undefined
    this.#volume = 0n
    this.#quoteVolume = 0n
    this.#trades = 0
    return kline
  }
}
