// What anybody may see of the markets: from the feeds of the exchange, and from the tables what has passed.
import { type Book, Depth, InstrumentStatusName, Side, type TickerFeed, type wire } from '@tapebook/client'
import type { Tables } from '@tapebook/projections'
import { ApiError } from './errors.ts'
import { barOfCandle, candlesOf, tradesOf } from './history.ts'
import type { Market, Reference } from './reference.ts'
import type { Bars } from './sandbox/bars.ts'
import { beforeTape } from './sandbox/before-tape.ts'
import type { Session } from './session.ts'

/** Updates of a feed a second that are asked for: MD-14 lets a ticker be a second old. */
const RATE = 10
/** How long the first frame of a feed may take, in ms. */
const FIRST_MS = 2_000

const NS_PER_MS = 1_000_000n
const LAST_TIME = 2n ** 63n - 1n

/** A time of the wire, in ns, as an ISO text of six decimals (MD-01). */
export function isoTime(time: bigint): string {
  const micros = ((time / 1_000n) % 1_000n).toString().padStart(3, '0')
  return new Date(Number(time / NS_PER_MS)).toISOString().replace('Z', `${micros}Z`)
}

/** Candle intervals by name, in seconds. */
export const INTERVALS = { '1m': 60, '5m': 300, '15m': 900, '1h': 3_600, '4h': 14_400, '1d': 86_400 } as const
export type Interval = keyof typeof INTERVALS

/** `StopLimit` as `stop_limit`. */
export const snake = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()

export function pairOf({ instrument, base, quote }: Market) {
  return {
    pair: instrument.symbol,
    base: base.code,
    quote: quote.code,
    status: snake(InstrumentStatusName[instrument.status] ?? 'unknown'),
    tick_size: instrument.ticksToPrice(1n),
    lot_size: instrument.lotsToQuantity(1n),
    min_quantity: instrument.lotsToQuantity(instrument.minQuantity),
    max_quantity: instrument.lotsToQuantity(instrument.maxQuantity),
    quantity_step: instrument.lotsToQuantity(instrument.quantityStep),
    reference_price: orNull(instrument.referencePrice, (ticks) => instrument.ticksToPrice(ticks)),
  }
}

const orNull = (value: bigint, format: (value: bigint) => string): string | null =>
  value === 0n ? null : format(value)

export class MarketService {
  readonly #session: Session
  readonly #reference: Reference
  readonly #tables: Tables
  readonly #imported: Bars | undefined

  /** `imported` is history of before the tape, of a sandbox. */
  constructor(session: Session, reference: Reference, tables: Tables, imported?: Bars) {
    this.#session = session
    this.#reference = reference
    this.#tables = tables
    this.#imported = imported
  }

  async pairs() {
    return (await this.#reference.markets()).map(pairOf)
  }

  /** Last price, best bid and offer, and 24 hours (MD-01). */
  async ticker(symbol: string) {
    return await this.#ticker(await this.#reference.market(symbol))
  }

  async tickers() {
    const markets = await this.#reference.markets()
    return await Promise.all(markets.map((market) => this.#ticker(market)))
  }

  async #ticker(market: Market) {
    const { instrument, quote } = market
    const price = (ticks: bigint): string | null => orNull(ticks, (it) => instrument.ticksToPrice(it))
    const it = await this.tickerOf(market)
    return {
      pair: instrument.symbol,
      price: price(it.lastPrice),
      bid: price(it.bidPrice),
      ask: price(it.askPrice),
      open_24h: price(it.openPrice),
      high_24h: price(it.highPrice),
      low_24h: price(it.lowPrice),
      volume_24h: instrument.lotsToQuantity(it.volume),
      quote_volume_24h: quote.format(it.quoteVolume),
      trades_24h: it.trades,
      timestamp: isoTime(it.time),
      source: 'tapebook',
    }
  }

  /** The feed's statistics of a market, once they are there. */
  async tickerOf({ instrument }: Market): Promise<wire.Ticker> {
    const feed: TickerFeed = this.#session.client.subscribe(instrument, Depth.Ticker, RATE)
    if (feed.value !== undefined) return feed.value
    return await within((resolve) => feed.once('update', resolve))
  }

  /** The best levels of each side. */
  async depth(symbol: string, most: number) {
    const { instrument } = await this.#reference.market(symbol)
    const book = await this.book(instrument.id)
    const levels = (side: Book['bids']): [string, string][] =>
      side
        .slice(0, most)
        .map(({ price, quantity }) => [instrument.ticksToPrice(price), instrument.lotsToQuantity(quantity)])
    return {
      pair: instrument.symbol,
      sequence: Number(book.sequence),
      timestamp: isoTime(book.time),
      bids: levels(book.bids),
      asks: levels(book.asks),
    }
  }

  /** The book of an instrument, once it stands. */
  async book(instrument: number): Promise<Book> {
    const book = this.#session.client.subscribe(instrument, Depth.L2, RATE)
    return book.ready ? book : await within((resolve) => book.once('update', resolve))
  }

  /** Trades, newest first; `before` is the number of the last one of the page before. */
  async trades(symbol: string, limit: number, before?: number) {
    const { instrument, quote } = await this.#reference.market(symbol)
    const rows = await tradesOf(this.#tables, instrument.id, limit, before)
    return rows.map((row) => ({
      id: row.trade_id,
      price: instrument.ticksToPrice(BigInt(row.price)),
      quantity: instrument.lotsToQuantity(BigInt(row.quantity)),
      quote_quantity: quote.format(row.notional),
      taker_side: row.taker_side === Side.Buy ? ('buy' as const) : ('sell' as const),
      kind: row.is_auction === 1 ? ('auction' as const) : ('continuous' as const),
      timestamp: isoTime(row.executed_at),
    }))
  }

  /** Candles, oldest first: the newest of a span that begins at `from` and ends before `to`, in ms. */
  async candles(symbol: string, interval: Interval, limit: number, from?: number, to?: number) {
    const { instrument, quote } = await this.#reference.market(symbol)
    const intervalS = INTERVALS[interval]
    const span = {
      from: from === undefined ? 0n : nanoseconds(from),
      to: to === undefined ? LAST_TIME : nanoseconds(to),
    }
    const rows = await candlesOf(this.#tables, instrument.id, intervalS, { limit, ...span })
    const asked = { instrument: instrument.id, intervalS, ...span, limit, isNewest: true }
    return beforeTape(this.#imported, rows.map(barOfCandle), asked).map((bar) => ({
      open_time: Number(bar.openTime / NS_PER_MS),
      open: instrument.ticksToPrice(bar.open),
      high: instrument.ticksToPrice(bar.high),
      low: instrument.ticksToPrice(bar.low),
      close: instrument.ticksToPrice(bar.close),
      volume: instrument.lotsToQuantity(bar.volume),
      quote_volume: quote.format(bar.quoteVolume),
      trades: bar.trades,
    }))
  }
}

/** Milliseconds as nanoseconds; what 63 bits do not hold is later than any candle, as their largest number is. */
function nanoseconds(ms: number): bigint {
  const value = BigInt(ms) * NS_PER_MS
  return value < LAST_TIME ? value : LAST_TIME
}

/** The first value of a feed, or an error where none comes. */
function within<T>(listen: (resolve: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new ApiError('EXCHANGE_UNAVAILABLE')), FIRST_MS)
    listen((value) => {
      clearTimeout(late)
      resolve(value)
    })
  })
}
