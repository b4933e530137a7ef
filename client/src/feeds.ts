import { EventEmitter } from 'node:events'
import {
  BookSnapshot,
  BookUpdate,
  Depth,
  MessageType,
  type Subscribe,
  TopOfBook,
  TradeTick,
} from '@tapebook/schema'
import { Book } from './book.ts'

interface TopEvents {
  update: [top: TopOfBook]
  stale: [why: string]
}

interface TradeEvents {
  trade: [trade: TradeTick]
  stale: [why: string]
}

/** Best bid and offer of one instrument. */
export class TopFeed extends EventEmitter<TopEvents> {
  readonly instrument: number
  /** The newest one; undefined until the first arrives. */
  top: TopOfBook | undefined

  constructor(instrument: number) {
    super()
    this.instrument = instrument
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
}

/** One subscription: asks for its feed, watches its numbers, asks again when they do not fit. */
interface Subscription {
  readonly instrument: number
  readonly depth: Depth
  rate: number
  readonly feed: TopFeed | Book | TradeFeed
  /** Number of the last frame; undefined until the first arrives. */
  last: bigint | undefined
}

/** Sends a Subscribe or Unsubscribe, where a connection stands. */
type Send = (type: typeof MessageType.Subscribe | typeof MessageType.Unsubscribe, body: Subscribe) => void

const DEPTH_OF: { readonly [type: number]: Depth } = {
  [MessageType.TopOfBook]: Depth.L1,
  [MessageType.BookSnapshot]: Depth.L2,
  [MessageType.BookUpdate]: Depth.L2,
  [MessageType.TradeTick]: Depth.Trades,
}

const keyOf = (instrument: number, depth: Depth): number => instrument * 4 + depth

/** All subscriptions of a client. */
export class Feeds {
  readonly #subscriptions = new Map<number, Subscription>()
  readonly #send: Send

  constructor(send: Send) {
    this.#send = send
  }

  subscribe<D extends Depth>(instrument: number, depth: D, rate: number): FeedOf[D] {
    const key = keyOf(instrument, depth)
    const known = this.#subscriptions.get(key)
    if (known) return known.feed as FeedOf[D]
    const feed = makeFeed(instrument, depth)
    const subscription: Subscription = { instrument, depth, rate, feed, last: undefined }
    this.#subscriptions.set(key, subscription)
    this.#ask(subscription)
    return feed as FeedOf[D]
  }

  unsubscribe(instrument: number, depth: Depth): void {
    if (this.#subscriptions.delete(keyOf(instrument, depth))) {
      this.#send(MessageType.Unsubscribe, { instrument, depth, rate: 0 })
    }
  }

  /** The connection is gone: nothing stands. */
  lost(): void {
    for (const { feed } of this.#subscriptions.values()) stale(feed, 'disconnected')
  }

  /** A connection stands: ask for everything. */
  askAgain(): void {
    for (const subscription of this.#subscriptions.values()) this.#ask(subscription)
  }

  frame(type: number, view: DataView, body: number, end: number): void {
    const depth = DEPTH_OF[type]
    if (depth === undefined) return
    const instrument = view.getUint32(body + TopOfBook.offsets.instrument, true)
    const subscription = this.#subscriptions.get(keyOf(instrument, depth))
    if (!subscription) return
    const why = take(subscription, type, view, body, end)
    if (why === null) return
    stale(subscription.feed, why)
    // A server refuses what is subscribed already.
    this.#send(MessageType.Unsubscribe, { instrument, depth, rate: 0 })
    this.#ask(subscription)
  }

  #ask(subscription: Subscription): void {
    const { instrument, depth, rate } = subscription
    subscription.last = undefined
    this.#send(MessageType.Subscribe, { instrument, depth, rate })
  }
}

function makeFeed(instrument: number, depth: Depth): TopFeed | Book | TradeFeed {
  if (depth === Depth.L1) return new TopFeed(instrument)
  return depth === Depth.L2 ? new Book(instrument) : new TradeFeed(instrument)
}

function stale(feed: TopFeed | Book | TradeFeed, why: string): void {
  if (feed instanceof Book) feed.invalidate(why)
  else feed.emit('stale', why)
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
  if (feed instanceof Book) {
    const layout = type === MessageType.BookSnapshot ? BookSnapshot : BookUpdate
    const from = body + layout.SIZE
    const entries = new Uint8Array(view.buffer, view.byteOffset + from, end - from)
    if (layout === BookSnapshot) return feed.snapshot(BookSnapshot.read(view, body), entries)
    return feed.update(BookUpdate.read(view, body), entries)
  }
  const value = feed instanceof TopFeed ? TopOfBook.read(view, body) : TradeTick.read(view, body)
  const { last } = subscription
  if (last !== undefined && value.feedSequence !== last + 1n)
    return `feed sequence ${value.feedSequence} after ${last}`
  subscription.last = value.feedSequence
  if (feed instanceof TopFeed) {
    feed.top = value as TopOfBook
    feed.emit('update', feed.top)
  } else feed.emit('trade', value as TradeTick)
  return null
}
