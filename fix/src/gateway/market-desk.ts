// Market data for one session (FIX V, W, X, Y): books by price and trades, as the client's feeds have them.
import {
  type Book,
  type Client,
  Depth,
  type FeedOf,
  type Instrument,
  Side,
  type TradeFeed,
  type wire,
} from '@tapebook/client'
import type { FixMessage } from '../message.ts'
import type { Counterparty } from '../table/counterparty.ts'
import {
  type LevelAction,
  type MarketDataAsked,
  marketDataChanges,
  marketDataReject,
  marketDataSnapshot,
  marketDataTrade,
  readMarketData,
  type TellLevel,
} from '../table/market-data.ts'

/** What a desk needs of the session that it works for. */
export interface DeskContext {
  readonly client: Client
  readonly feeds: SharedFeeds
  readonly party: Counterparty
  give(message: FixMessage): void
  /** Does so much wait for the counterparty that a book is better told later, as it is then? */
  isBusy(): boolean
}

/** Books of one session at a time. */
const MOST_FEEDS = 400
/** Before a busy session is tried again, in ms. */
const AGAIN_MS = 50
/** Entries of one message at most. */
const MOST_ENTRIES = 500

const keyOf = (side: Side, price: bigint): string => `${side}${price}`

/** Feeds of the client by how many use them: the last one ends its subscription. */
export class SharedFeeds {
  readonly #client: Client
  readonly #users = new Map<string, number>()

  constructor(client: Client) {
    this.#client = client
  }

  use<D extends Depth>(instrument: Instrument, depth: D): FeedOf[D] {
    const key = `${instrument.id} ${depth}`
    this.#users.set(key, (this.#users.get(key) ?? 0) + 1)
    return this.#client.subscribe(instrument, depth)
  }

  leave(instrument: Instrument, depth: Depth): void {
    const key = `${instrument.id} ${depth}`
    const left = (this.#users.get(key) ?? 1) - 1
    if (left > 0) this.#users.set(key, left)
    else if (this.#users.delete(key)) this.#client.unsubscribe(instrument, depth)
  }
}

/** One book, or one row of trades, of one request. */
class Feed {
  readonly #context: DeskContext
  readonly #asked: MarketDataAsked
  readonly #instrument: Instrument
  readonly #book: Book | undefined
  readonly #trades: TradeFeed | undefined
  /** What the counterparty holds; undefined before its snapshot. */
  #told: Map<string, TellLevel> | undefined
  #sequence = 0
  #again: NodeJS.Timeout | undefined
  #isClosed = false

  constructor(context: DeskContext, asked: MarketDataAsked, instrument: Instrument) {
    this.#context = context
    this.#asked = asked
    this.#instrument = instrument
    const { feeds } = context
    if (asked.hasBids || asked.hasOffers) this.#book = feeds.use(instrument, Depth.L2)
    if (asked.isStream && asked.hasTrades) this.#trades = feeds.use(instrument, Depth.Trades)
  }

  /** Tells the snapshot as soon as it is known, then what changes. */
  async start(): Promise<void> {
    const { hasTrades } = this.#asked
    await this.#book?.whenReady()
    const last = hasTrades ? await lastTrade(this.#context.feeds, this.#instrument) : undefined
    if (this.#isClosed) return
    this.#snapshot(last)
    if (!this.#asked.isStream) return
    this.#book?.on('update', this.#onUpdate)
    this.#trades?.on('trade', this.#onTrade)
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#again)
    this.#book?.off('update', this.#onUpdate)
    this.#trades?.off('trade', this.#onTrade)
    if (this.#book) this.#context.feeds.leave(this.#instrument, Depth.L2)
    if (this.#trades) this.#context.feeds.leave(this.#instrument, Depth.Trades)
  }

  readonly #onUpdate = (): void => {
    if (this.#again !== undefined) return
    if (this.#context.isBusy()) {
      this.#again = setTimeout(() => {
        this.#again = undefined
        if (this.#book?.ready) this.#onUpdate()
      }, AGAIN_MS)
      return
    }
    if (this.#asked.isIncremental) this.#changes()
    else if (this.#isChanged()) this.#snapshot(undefined)
  }

  readonly #onTrade = (trade: wire.TradeTick): void => {
    const { party } = this.#context
    const it = marketDataTrade(this.#asked.id, this.#instrument, trade, ++this.#sequence, party.version)
    this.#context.give(it)
  }

  /** Levels that are asked for, best first. */
  #levels(): TellLevel[] {
    const { depth, hasBids, hasOffers } = this.#asked
    const book = this.#book
    if (book === undefined) return []
    const some = (levels: Book['bids'], side: Side): TellLevel[] =>
      (depth === 0 ? levels : levels.slice(0, depth)).map(({ price, quantity }) => ({
        side,
        price,
        quantity,
      }))
    return [...(hasBids ? some(book.bids, Side.Buy) : []), ...(hasOffers ? some(book.asks, Side.Sell) : [])]
  }

  #snapshot(last: { price: bigint; quantity: bigint } | undefined): void {
    const levels = this.#levels()
    this.#told = new Map(levels.map((level) => [keyOf(level.side, level.price), level]))
    const { version } = this.#context.party
    const { id } = this.#asked
    this.#context.give(marketDataSnapshot(id, this.#instrument, levels, last, ++this.#sequence, version))
  }

  #isChanged(): boolean {
    const levels = this.#levels()
    const told = this.#told
    return (
      told?.size !== levels.length ||
      levels.some((it) => told.get(keyOf(it.side, it.price))?.quantity !== it.quantity)
    )
  }

  /** Tells how what is asked for differs from what was told. The cost grows with the levels asked for. */
  #changes(): void {
    const before = this.#told ?? new Map<string, TellLevel>()
    const now = new Map<string, TellLevel>()
    const changes: (TellLevel & { action: LevelAction })[] = []
    for (const level of this.#levels()) {
      const key = keyOf(level.side, level.price)
      now.set(key, level)
      const was = before.get(key)
      if (was === undefined) changes.push({ ...level, action: 'new' })
      else if (was.quantity !== level.quantity) changes.push({ ...level, action: 'change' })
    }
    for (const [key, level] of before)
      if (!now.has(key)) changes.unshift({ ...level, quantity: 0n, action: 'delete' })
    this.#told = now
    for (let at = 0; at < changes.length; at += MOST_ENTRIES) {
      const some = changes.slice(at, at + MOST_ENTRIES)
      this.#context.give(marketDataChanges(this.#asked.id, this.#instrument, some, ++this.#sequence))
    }
  }
}

/** The last trade that the best prices name, once they come. */
async function lastTrade(
  feeds: SharedFeeds,
  instrument: Instrument,
): Promise<{ price: bigint; quantity: bigint }> {
  const feed = feeds.use(instrument, Depth.L1)
  const top = feed.value ?? (await new Promise<wire.TopOfBook>((resolve) => feed.once('update', resolve)))
  feeds.leave(instrument, Depth.L1)
  return { price: top.lastPrice, quantity: top.lastQuantity }
}

export class MarketDesk {
  readonly #context: DeskContext
  readonly #requests = new Map<string, Feed[]>()
  #feeds = 0

  constructor(context: DeskContext) {
    this.#context = context
  }

  take(message: FixMessage): void {
    const id = message.get(262) ?? ''
    if (message.get(263) === '2') return this.#end(id)
    const asked = readMarketData(message)
    if (typeof asked === 'string') return this.#reject(id, asked, 'this is not told here')
    if (this.#requests.has(id)) return this.#reject(id, '1', 'this id is in use')
    const instruments: Instrument[] = []
    for (const symbol of asked.symbols) {
      const instrument = this.#context.party.instrument(symbol)
      if (instrument === undefined) return this.#reject(id, '0', `${symbol} is no symbol of this exchange`)
      instruments.push(instrument)
    }
    if (this.#feeds + instruments.length > MOST_FEEDS)
      return this.#reject(id, '2', `a session has ${MOST_FEEDS} feeds at most`)
    const feeds = instruments.map((instrument) => new Feed(this.#context, asked, instrument))
    this.#requests.set(id, feeds)
    this.#feeds += feeds.length
    const starts = feeds.map((feed) => feed.start())
    // What is asked for once is over once it is told.
    if (!asked.isStream) void Promise.all(starts).then(() => this.#end(id))
  }

  close(): void {
    for (const id of [...this.#requests.keys()]) this.#end(id)
  }

  #end(id: string): void {
    const feeds = this.#requests.get(id) ?? []
    this.#requests.delete(id)
    this.#feeds -= feeds.length
    for (const feed of feeds) feed.close()
  }

  #reject(id: string, code: string, text: string): void {
    this.#context.give(marketDataReject(id, code, text))
  }
}
