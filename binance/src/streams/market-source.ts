// What the streams of one market tell: takes the feeds that somebody reads, and builds each payload once.
import {
  type Book,
  type CandleFeed,
  CandleInterval,
  type Client,
  Depth,
  type OrderBook,
  Side,
  type TickerFeed,
  TickKind,
  type TopFeed,
  type TradeFeed,
  type wire,
} from '@tapebook/client'
import type { Market } from '@tapebook/service'
import { BookTape } from './book-tape.ts'
import { boundsOf, type CountedInterval, type Interval, partOf } from './intervals.ts'
import { type Kline, klineAt, Second, TakerVolume } from './klines.ts'
import type { StreamName, WindowMinutes } from './names.ts'
import {
  type Aggregate,
  aggregateText,
  averageText,
  klineText,
  meanPrice,
  miniTickerText,
  msOf,
  ordersSnapshotText,
  ordersUpdateText,
  rollingText,
  type Statistics,
  tickerText,
  topText,
  tradeText,
} from './texts.ts'

/** Updates of a feed a second: of books every 100 ms, of what is told every second one, of the best prices all. */
const RATE = { book: 10, top: 100, slow: 1 } as const
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** Minutes that @avgPrice is the mean of. */
const MEAN_MINUTES = 5
/** How long after an interval's end its last candle may come, in ms. */
const LATE_MS = 1_500

/** Where payloads go, by the name of their stream. */
export interface Outlet {
  publish(name: string, text: string): void
}

/** A kline that somebody reads. */
interface Chart {
  readonly name: string
  readonly interval: CountedInterval
  readonly taker: TakerVolume
  /** The last one told, while it is open. */
  open: Kline | undefined
}

export class MarketSource {
  readonly market: Market
  readonly #outlet: Outlet
  readonly #depth: BookTape
  /** Streams that somebody reads, by what they tell. */
  readonly #streams = new Map<string, StreamName>()
  readonly #charts = new Map<string, Chart>()
  readonly #heard = new WeakSet<object>()
  #client: Client | undefined
  #orders: OrderBook | undefined
  #ordersAt = 0
  #second: Second | undefined
  #aggregate: Aggregate | undefined
  /** Number of the newest trade; undefined until the exchange has said. */
  #lastTrade: number | undefined
  #lastTradeTime = 0
  /** Of the last 24 hours, where the ticker is read; told each second where it changed. */
  #day: wire.Ticker | undefined
  #hasNewDay = false
  #hasNewMinute = false

  constructor(market: Market, outlet: Outlet) {
    this.market = market
    this.#outlet = outlet
    this.#depth = new BookTape(market, outlet)
  }

  /** Has nobody a stream of it? */
  get isIdle(): boolean {
    return this.#streams.size === 0
  }

  /** Streams that are told. */
  get names(): Iterable<string> {
    return this.#streams.keys()
  }

  /** Somebody reads a stream from now on. */
  add(stream: StreamName): void {
    if (this.#streams.has(stream.name)) return
    this.#streams.set(stream.name, stream)
    const { topic, name } = stream
    if (topic.kind === 'depth' || topic.kind === 'partial' || topic.kind === 'book') this.#depth.add(stream)
    if (topic.kind === 'kline') {
      if (topic.interval === '1s') this.#second ??= new Second()
      else this.#charts.set(name, newChart(name, topic.interval))
    }
    if (this.#client !== undefined) this.#subscribe(this.#client, stream)
  }

  /** Nobody reads a stream any more. */
  remove(name: string): void {
    const stream = this.#streams.get(name)
    if (stream === undefined) return
    this.#streams.delete(name)
    this.#charts.delete(name)
    this.#depth.remove(name)
    const { topic } = stream
    if (topic.kind === 'kline' && topic.interval === '1s') this.#second = undefined
    const kept = new Set([...this.#streams.values()].flatMap((it) => feedsOf(it)).map(keyOf))
    for (const feed of feedsOf(stream)) {
      if (!kept.has(keyOf(feed))) this.#end(feed)
    }
  }

  /** A session stands: takes its feeds. */
  attach(client: Client): void {
    this.#client = client
    for (const stream of this.#streams.values()) this.#subscribe(client, stream)
  }

  /** What who begins to read a stream is sent first; undefined where there is nothing. */
  firstText(name: string): string | undefined {
    const topic = this.#streams.get(name)?.topic
    if (topic?.kind === 'book') return this.#depth.snapshotText()
    if (topic?.kind !== 'orders' || this.#orders?.ready !== true) return undefined
    return this.#ordersText(this.#orders)
  }

  /** What who begins to read the depth is told again, so that a book of REST's joins it; undefined where nothing was told. */
  reachText(isFast: boolean): string | undefined {
    return this.#depth.reachText(isFast)
  }

  /** How long until a book of REST's joins what is told of the depth, in ms. */
  settlesIn(): number {
    return this.#depth.settlesIn()
  }

  /** Each second: what is told once a second. */
  tick(now: number): void {
    this.#depth.tick()
    if (this.#hasNewDay) this.#tellDay(now)
    if (this.#hasNewMinute) this.#tellMinutes(now)
    const second = this.#second?.take(now)
    if (second !== undefined) this.#tellSecond(second)
    for (const chart of this.#charts.values()) this.#closeChart(chart, now)
  }

  #subscribe(client: Client, stream: StreamName): void {
    for (const feed of feedsOf(stream)) this.#listen(client, feed)
  }

  #listen(client: Client, { depth, rate, interval }: FeedName): void {
    const feed = client.subscribe(this.market.instrument, depth, rate, interval)
    if (this.#heard.has(feed)) return
    this.#heard.add(feed)
    switch (depth) {
      case Depth.L2:
        return this.#depth.follow(feed as Book)
      case Depth.L1:
        ;(feed as TopFeed).on('update', (top) => this.#tellTop(top))
        return
      case Depth.Trades:
        this.#number(client)
        ;(feed as TradeFeed).on('trade', (trade) => this.#trade(trade))
        return
      case Depth.Ticker:
        ;(feed as TickerFeed).on('update', (day) => {
          this.#day = day
          this.#hasNewDay = true
        })
        return
      case Depth.Candles:
        return this.#follow(feed as CandleFeed, interval)
      case Depth.L3:
        return this.#followOrders(feed as OrderBook)
    }
  }

  #end({ depth, interval }: FeedName): void {
    const { instrument } = this.market
    if (this.#client === undefined) return
    const feed = this.#client.subscribe(instrument, depth, 1, interval)
    feed.removeAllListeners()
    this.#heard.delete(feed)
    this.#client.unsubscribe(instrument, depth, interval)
    if (depth === Depth.L2) this.#depth.forget()
    if (depth === Depth.L3) this.#orders = undefined
  }

  #publish(kind: string, text: () => string): void {
    const name = `${this.#lower}@${kind}`
    if (this.#streams.has(name)) this.#outlet.publish(name, text())
  }

  get #lower(): string {
    return this.#depth.symbol
  }

  /** Asks which trade was the last one before those of a feed that begins. */
  #number(client: Client): void {
    this.#lastTrade = undefined
    client
      .instruments()
      .then((instruments) => {
        const last = instruments.find(({ id }) => id === this.market.instrument.id)?.lastTradeId ?? 0n
        this.#lastTrade = Math.max(this.#lastTrade ?? 0, Number(last))
        for (const chart of this.#charts.values()) this.#tellNewest(chart)
      })
      // The session is gone, and asks again as it comes back.
      .catch(() => undefined)
  }

  #tellTop(top: wire.TopOfBook): void {
    this.#publish('bookTicker', () => topText(this.market, top))
  }

  #trade(trade: wire.TradeTick): void {
    // What became of an earlier trade is told by candles and statistics.
    if (trade.kind !== TickKind.Trade && trade.kind !== TickKind.Auction) return
    this.#lastTrade = Number(trade.tradeId)
    this.#lastTradeTime = msOf(trade.time)
    this.#publish('trade', () => tradeText(this.market, trade))
    this.#aggregated(trade)
    for (const chart of this.#charts.values()) {
      const { from } = boundsOf(chart.interval, this.#lastTradeTime)
      chart.taker.add(this.market, from, trade)
    }
    const second = this.#second?.add(this.market, trade)
    if (second !== undefined) this.#tellSecond(second)
  }

  /** Trades of one command at one price are one aggregate. */
  #aggregated(trade: wire.TradeTick): void {
    if (!this.#streams.has(`${this.#lower}@aggTrade`)) return
    const open = this.#aggregate
    const isSame =
      open?.first.sequence === trade.sequence &&
      open.first.price === trade.price &&
      open.first.takerSide === trade.takerSide
    if (isSame) {
      open.last = trade.tradeId
      open.quantity += trade.quantity
      return
    }
    if (open !== undefined) this.#tellAggregate()
    this.#aggregate = { first: trade, last: trade.tradeId, quantity: trade.quantity }
    // The trades of a command come together.
    setImmediate(() => this.#tellAggregate())
  }

  #tellAggregate(): void {
    const aggregate = this.#aggregate
    this.#aggregate = undefined
    if (aggregate !== undefined) this.#publish('aggTrade', () => aggregateText(this.market, aggregate))
  }

  #tellSecond(kline: Kline): void {
    this.#publish('kline_1s', () => klineText(this.market, '1s', kline, Date.now()))
  }

  #follow(feed: CandleFeed, base: CandleInterval): void {
    feed.on('update', (candle) => {
      if (base === CandleInterval.Minute1) this.#hasNewMinute = true
      const time = msOf(candle.openTime)
      for (const chart of this.#charts.values()) {
        const isOf = partOf(chart.interval).base === base && time >= (chart.open?.from ?? 0)
        // Candles of a snapshot come together, and only the newest is news.
        if (isOf) setImmediate(() => this.#tellChart(chart, time))
      }
    })
  }

  #tellNewest(chart: Chart): void {
    const newest = this.#candles(partOf(chart.interval).base)?.value
    if (newest !== undefined) this.#tellChart(chart, msOf(newest.openTime))
  }

  #tellChart(chart: Chart, time: number): void {
    const { name, interval, taker, open } = chart
    const lastTrade = this.#lastTrade
    if (lastTrade === undefined) return
    const { from } = boundsOf(interval, time)
    const feed = this.#candles(partOf(interval).base)
    if (feed === undefined || this.#charts.get(name) !== chart || from < (open?.from ?? 0)) return
    const now = Date.now()
    // A later one has begun, or it was told in this turn already.
    const newest = feed.value === undefined ? time : msOf(feed.value.openTime)
    if (newest > time && boundsOf(interval, newest).from > from) return
    const kline = klineAt(feed, interval, time, { taker, lastTrade, now })
    if (kline === undefined || isSame(kline, open)) return
    if (open !== undefined && !open.isClosed && open.from < from) {
      this.#outlet.publish(name, klineText(this.market, interval, { ...open, isClosed: true }, now))
    }
    chart.open = kline
    this.#outlet.publish(name, klineText(this.market, interval, kline, now))
  }

  /** An interval without trades behind it is over all the same. */
  #closeChart(chart: Chart, now: number): void {
    const { open, interval, name } = chart
    if (open === undefined || open.isClosed || now < open.to + LATE_MS) return
    chart.open = { ...open, isClosed: true }
    this.#outlet.publish(name, klineText(this.market, interval, chart.open, now))
  }

  #candles(base: CandleInterval): CandleFeed | undefined {
    return this.#client?.subscribe(this.market.instrument, Depth.Candles, RATE.slow, base)
  }

  #tellDay(now: number): void {
    const [day, lastTrade] = [this.#day, this.#lastTrade]
    if (day === undefined || lastTrade === undefined) return
    this.#hasNewDay = false
    const statistics = statisticsOf(day, lastTrade, now)
    for (const { name, topic } of this.#streams.values()) {
      if (topic.kind === 'ticker') this.#outlet.publish(name, tickerText(this.market, statistics, day))
      if (topic.kind === 'miniTicker') this.#outlet.publish(name, miniTickerText(this.market, statistics))
    }
  }

  /** What is computed from minutes: the mean price, and rolling windows. O(minutes of the longest one). */
  #tellMinutes(now: number): void {
    const lastTrade = this.#lastTrade
    if (lastTrade === undefined) return
    this.#hasNewMinute = false
    this.#publish('avgPrice', () => {
      const { quoteVolume, volume, last } = this.#window(MEAN_MINUTES, now, lastTrade)
      return averageText(
        this.market,
        meanPrice(this.market, quoteVolume, volume, last),
        now,
        this.#lastTradeTime,
      )
    })
    for (const { name, topic } of this.#streams.values()) {
      if (topic.kind !== 'rolling') continue
      const text = rollingText(this.market, topic.window, this.#window(topic.minutes, now, lastTrade))
      this.#outlet.publish(name, text)
    }
  }

  #window(minutes: WindowMinutes | typeof MEAN_MINUTES, now: number, lastTrade: number): Statistics {
    const from = Math.floor(now / MINUTE_MS) * MINUTE_MS - (minutes - 1) * MINUTE_MS
    const candles = this.#candles(CandleInterval.Minute1)?.candles
    let it: Statistics | undefined
    for (let at = from; at <= now; at += MINUTE_MS) {
      const candle = candles?.get(BigInt(at) * 1_000_000n)
      if (candle === undefined) continue
      it = {
        open: it?.open ?? candle.open,
        high: it === undefined || candle.high > it.high ? candle.high : it.high,
        low: it === undefined || candle.low < it.low ? candle.low : it.low,
        last: candle.close,
        volume: (it?.volume ?? 0n) + candle.volume,
        quoteVolume: (it?.quoteVolume ?? 0n) + candle.quoteVolume,
        trades: (it?.trades ?? 0) + Number(candle.trades),
        from,
        to: now,
        lastTrade,
      }
    }
    const none = { open: 0n, high: 0n, low: 0n, last: 0n, volume: 0n, quoteVolume: 0n, trades: 0 }
    return it ?? { ...none, from, to: now, lastTrade }
  }

  #followOrders(orders: OrderBook): void {
    this.#orders = orders
    this.#ordersAt = Number(orders.sequence)
    orders.on('snapshot', () => {
      this.#ordersAt = Number(orders.sequence)
      this.#publish('orders', () => this.#ordersText(orders))
    })
    orders.on('changes', (changes) => {
      const [first, last] = [this.#ordersAt + 1, Number(orders.sequence)]
      this.#ordersAt = last
      this.#publish('orders', () => ordersUpdateText(this.market, first, last, msOf(orders.time), changes))
    })
  }

  #ordersText(orders: OrderBook): string {
    function* all() {
      yield* orders.orders(Side.Buy)
      yield* orders.orders(Side.Sell)
    }
    return ordersSnapshotText(this.market, this.#ordersAt, msOf(orders.time), all())
  }
}

const statisticsOf = (day: wire.Ticker, lastTrade: number, now: number): Statistics => ({
  open: day.openPrice,
  high: day.highPrice,
  low: day.lowPrice,
  last: day.lastPrice,
  volume: day.volume,
  quoteVolume: day.quoteVolume,
  trades: day.trades,
  from: now - DAY_MS,
  to: now,
  lastTrade,
})

const newChart = (name: string, interval: CountedInterval): Chart => ({
  name,
  interval,
  taker: new TakerVolume(),
  open: undefined,
})

const isSame = (a: Kline, b: Kline | undefined): boolean =>
  a.from === b?.from && a.volume === b.volume && a.trades === b.trades && a.isClosed === b.isClosed

interface FeedName {
  readonly depth: Depth
  readonly rate: number
  readonly interval: CandleInterval
}

const keyOf = ({ depth, interval }: FeedName): string => `${depth}/${interval}`

/** Feeds that a stream is made from. */
function feedsOf({ topic }: StreamName): FeedName[] {
  const feed = (depth: Depth, rate: number, interval: CandleInterval = CandleInterval.Minute1): FeedName => ({
    depth,
    rate,
    interval,
  })
  const trades = feed(Depth.Trades, 0)
  const minutes = feed(Depth.Candles, RATE.slow)
  switch (topic.kind) {
    case 'trade':
    case 'aggTrade':
      return [trades]
    case 'bookTicker':
      return [feed(Depth.L1, RATE.top)]
    case 'ticker':
    case 'miniTicker':
      return [feed(Depth.Ticker, RATE.slow), trades]
    case 'avgPrice':
    case 'rolling':
      return [minutes, trades]
    case 'kline':
      return topic.interval === '1s'
        ? [trades]
        : [feed(Depth.Candles, RATE.slow, baseOf(topic.interval)), trades]
    case 'orders':
      return [feed(Depth.L3, 0)]
    default:
      return [feed(Depth.L2, RATE.book)]
  }
}

const baseOf = (interval: Exclude<Interval, '1s'>): CandleInterval => partOf(interval).base
