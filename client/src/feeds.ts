import { EventEmitter } from 'node:events'
import {
  BookSnapshot,
  BookUpdate,
  Candle,
  CandleInterval,
  Depth,
  FeedResumed,
  HEADER_SIZE,
  InstrumentState,
  type Layout,
  MessageType,
  OrdersSnapshot,
  OrdersUpdate,
  QuoteCandle,
  Subscribe,
  Ticker,
  TopOfBook,
  TradeTick,
  Unsubscribe,
  writeFrame,
} from '@tapebook/schema'
import { Book } from './book.ts'
import { OrderBook } from './order-book.ts'

interface ValueEvents<T> {
  update: [value: T]
  stale: [why: string]
}

interface TradeEvents {
  trade: [trade: TradeTick]
  /** Why the feed stopped, or that trades were missed. */
  stale: [why: string]
}

/** A feed whose every message is its whole state. */
export class ValueFeed<T> extends EventEmitter<ValueEvents<T>> {
  readonly instrument: number
  /** The newest one; undefined until the first arrives. */
  value: T | undefined

  constructor(instrument: number) {
    super()
    this.instrument = instrument
  }

  take(value: T): void {
    this.value = value
    ;(this as ValueFeed<unknown>).emit('update', value)
  }
}

/** Best bid and offer of one instrument. */
export class TopFeed extends ValueFeed<TopOfBook> {
  get top(): TopOfBook | undefined {
    return this.value
  }
}

/** Trading status and auction of one instrument. */
export class StatusFeed extends ValueFeed<InstrumentState> {}

/** Statistics of one instrument's last 24 hours. */
export class TickerFeed extends ValueFeed<Ticker> {}

/** Candles of one instrument and interval, by the nanosecond they begin at. */
export class CandleFeed extends ValueFeed<Candle> {
  readonly candles = new Map<bigint, Candle>()

  override take(candle: Candle): void {
    this.candles.set(candle.openTime, candle)
    super.take(candle)
  }
}

/** Candles of best bid and offer of one instrument and interval, by the nanosecond they begin at. */
export class QuoteCandleFeed extends ValueFeed<QuoteCandle> {
  readonly candles = new Map<bigint, QuoteCandle>()

  override take(candle: QuoteCandle): void {
    this.candles.set(candle.openTime, candle)
    super.take(candle)
  }
}

/** Trades of one instrument as they print. */
export class TradeFeed extends EventEmitter<TradeEvents> {
  readonly instrument: number

  constructor(instrument: number) {
    super()
    this.instrument = instrument
  }
}

export interface FeedOf {
  0: TopFeed
  1: Book
  2: TradeFeed
  3: OrderBook
  4: StatusFeed
  5: TickerFeed
  6: CandleFeed
  7: QuoteCandleFeed
}

type AnyFeed = FeedOf[keyof FeedOf]

/** One subscription: asks for its feed, watches its numbers, asks again when they do not fit. */
interface Subscription {
  readonly instrument: number
  readonly depth: Depth
  readonly interval: CandleInterval
  readonly rate: number
  readonly feed: AnyFeed
  /** The last frame of a feed that does not count by itself; undefined until the first arrives. */
  last: { feedSequence: bigint; sequence: bigint } | undefined
  /** Was a resume asked for, and not answered yet? */
  isResuming: boolean
}

/** Sends a frame, where a connection stands. */
type Send = (frame: Buffer) => void

const DEPTH_OF: { readonly [type: number]: Depth } = {
  [MessageType.TopOfBook]: Depth.L1,
  [MessageType.BookSnapshot]: Depth.L2,
  [MessageType.BookUpdate]: Depth.L2,
  [MessageType.TradeTick]: Depth.Trades,
  [MessageType.OrdersSnapshot]: Depth.L3,
  [MessageType.OrdersUpdate]: Depth.L3,
  [MessageType.InstrumentState]: Depth.Status,
  [MessageType.Ticker]: Depth.Ticker,
  [MessageType.Candle]: Depth.Candles,
  [MessageType.QuoteCandle]: Depth.QuoteCandles,
}

const VALUES: { readonly [type: number]: Layout<{ feedSequence: bigint; sequence: bigint }> } = {
  [MessageType.TopOfBook]: TopOfBook,
  [MessageType.TradeTick]: TradeTick,
  [MessageType.InstrumentState]: InstrumentState,
  [MessageType.Ticker]: Ticker,
  [MessageType.Candle]: Candle,
  [MessageType.QuoteCandle]: QuoteCandle,
}

const keyOf = (instrument: number, depth: Depth, interval: CandleInterval): number =>
  (instrument * 8 + depth) * 8 + interval

/** All subscriptions of a client. */
export class Feeds {
  readonly #subscriptions = new Map<number, Subscription>()
  readonly #send: Send

  constructor(send: Send) {
    this.#send = send
  }

  subscribe<D extends Depth>(
    instrument: number,
    depth: D,
    rate: number,
    interval: CandleInterval = CandleInterval.Minute1,
  ): FeedOf[D] {
    const key = keyOf(instrument, depth, interval)
    const known = this.#subscriptions.get(key)
    if (known) return known.feed as FeedOf[D]
    const feed = makeFeed(instrument, depth)
    const subscription: Subscription = {
      instrument,
      depth,
      interval,
      rate,
      feed,
      last: undefined,
      isResuming: false,
    }
    this.#subscriptions.set(key, subscription)
    this.#ask(subscription)
    return feed as FeedOf[D]
  }

  unsubscribe(instrument: number, depth: Depth, interval: CandleInterval = CandleInterval.Minute1): void {
    if (this.#subscriptions.delete(keyOf(instrument, depth, interval))) this.#end(instrument, depth, interval)
  }

  /** The connection is gone: nothing stands. */
  lost(): void {
    for (const { feed } of this.#subscriptions.values()) stale(feed, 'disconnected', true)
  }

  /** A connection stands: ask for everything. */
  askAgain(): void {
    for (const subscription of this.#subscriptions.values()) this.#ask(subscription)
  }

  frame(type: number, view: DataView, body: number, end: number): void {
    if (type === MessageType.FeedResumed) return this.#resumed(FeedResumed.read(view, body))
    const depth = DEPTH_OF[type]
    if (depth === undefined) return
    const instrument = view.getUint32(body + TopOfBook.offsets.instrument, true)
    // Both kinds of candles have it in the same place.
    const isCandle = type === MessageType.Candle || type === MessageType.QuoteCandle
    const interval = isCandle
      ? (view.getUint8(body + Candle.offsets.interval) as CandleInterval)
      : CandleInterval.Minute1
    const subscription = this.#subscriptions.get(keyOf(instrument, depth, interval))
    if (!subscription) return
    const why = take(subscription, type, view, body, end)
    if (why === null) return
    stale(subscription.feed, why, false)
    // A server refuses what is subscribed already.
    this.#end(instrument, depth, interval)
    subscription.last = undefined
    this.#ask(subscription)
  }

  #resumed({ instrument, depth, interval }: FeedResumed): void {
    const subscription = this.#subscriptions.get(keyOf(instrument, depth, interval))
    if (!subscription) return
    subscription.isResuming = false
    if (subscription.feed instanceof OrderBook) subscription.feed.resumed()
  }

  #end(instrument: number, depth: Depth, interval: CandleInterval): void {
    const frame = Buffer.alloc(HEADER_SIZE + Unsubscribe.SIZE)
    writeFrame(viewOf(frame), 0, MessageType.Unsubscribe, { instrument, depth, interval })
    this.#send(frame)
  }

  #ask(subscription: Subscription): void {
    const { instrument, depth, interval, rate, feed, last } = subscription
    const none = { feedSequence: 0n, sequence: 0n }
    let from = none
    if (feed instanceof OrderBook) from = feed.position
    else if (feed instanceof TradeFeed) from = last ?? none
    else subscription.last = undefined
    subscription.isResuming = from.sequence !== 0n
    const frame = Buffer.alloc(HEADER_SIZE + Subscribe.SIZE)
    const { feedSequence, sequence } = from
    const body = { instrument, depth, interval, rate, feedSequence, sequence }
    writeFrame(viewOf(frame), 0, MessageType.Subscribe, body)
    this.#send(frame)
  }
}

const viewOf = (frame: Buffer): DataView => new DataView(frame.buffer, frame.byteOffset, frame.byteLength)

function makeFeed(instrument: number, depth: Depth): AnyFeed {
  switch (depth) {
    case Depth.L1:
      return new TopFeed(instrument)
    case Depth.L2:
      return new Book(instrument)
    case Depth.L3:
      return new OrderBook(instrument)
    case Depth.Status:
      return new StatusFeed(instrument)
    case Depth.Ticker:
      return new TickerFeed(instrument)
    case Depth.Candles:
      return new CandleFeed(instrument)
    case Depth.QuoteCandles:
      return new QuoteCandleFeed(instrument)
    default:
      return new TradeFeed(instrument)
  }
}

function stale(feed: AnyFeed, why: string, keep: boolean): void {
  if (feed instanceof OrderBook) feed.invalidate(why, keep)
  else if (feed instanceof Book) feed.invalidate(why)
  else (feed as TradeFeed).emit('stale', why)
}

/** Gives a frame to its feed; says what is wrong with it, or null. */
function take(
  subscription: Subscription,
  type: number,
  view: DataView,
  body: number,
  end: number,
): string | null {
  const { feed } = subscription
  const entriesAfter = (size: number): Uint8Array =>
    new Uint8Array(view.buffer, view.byteOffset + body + size, end - body - size)
  if (feed instanceof Book) {
    if (type === MessageType.BookSnapshot)
      return feed.snapshot(BookSnapshot.read(view, body), entriesAfter(BookSnapshot.SIZE))
    return feed.update(BookUpdate.read(view, body), entriesAfter(BookUpdate.SIZE))
  }
  if (feed instanceof OrderBook) {
    if (type === MessageType.OrdersSnapshot)
      return feed.snapshot(OrdersSnapshot.read(view, body), entriesAfter(OrdersSnapshot.SIZE))
    return feed.update(OrdersUpdate.read(view, body), entriesAfter(OrdersUpdate.SIZE))
  }
  const value = VALUES[type]!.read(view, body)
  const { last } = subscription
  const { feedSequence, sequence } = value
  subscription.last = { feedSequence, sequence }
  if (feed instanceof TradeFeed) {
    const missed = last !== undefined && feedSequence !== last.feedSequence + 1n
    // Whether the server starts its numbers anew or no longer keeps those trades: they are gone, and the rest goes on.
    if (missed || subscription.isResuming) feed.emit('stale', 'trades were missed')
    subscription.isResuming = false
    feed.emit('trade', value as TradeTick)
    return null
  }
  // The candles of a snapshot have one number.
  const isCandles = feed instanceof CandleFeed || feed instanceof QuoteCandleFeed
  const isSame = isCandles && feedSequence === last?.feedSequence
  if (last !== undefined && feedSequence !== last.feedSequence + 1n && !isSame)
    return `feed sequence ${feedSequence} after ${last.feedSequence}`
  ;(feed as ValueFeed<unknown>).take(value)
  return null
}
