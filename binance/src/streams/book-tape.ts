// The depth of one market as its readers are told it: every event begins where the one before ended, counted by the
// exchange's commands, as REST's lastUpdateId is.

import { crc32 } from 'node:zlib'
import { type Book, type BookChange, Side } from '@tapebook/client'
import type { Market } from '@tapebook/service'
import { priceText, quantityText } from '../convert/decimals.ts'
import { symbolOf } from '../symbols.ts'
import type { Outlet } from './market-source.ts'
import type { StreamName } from './names.ts'
import { bookSnapshotText, bookUpdateText, type DepthChange, depthText, msOf, partialText } from './texts.ts'

/** Levels of each side that the checksum of `@book` covers. */
const SUMMED = 10

/** CRC-32 over the best ten bids and then asks, as `price:quantity`, joined by commas. */
export function checksumOf({ instrument }: Market, { bids, asks }: Pick<Book, 'bids' | 'asks'>): number {
  const words = [bids, asks].flatMap((side) =>
    side
      .slice(0, SUMMED)
      .map(({ price, quantity }) => `${priceText(instrument, price)}:${quantityText(instrument, quantity)}`),
  )
  return crc32(words.join(','))
}

/**
 * Who begins to read is told again what was told within this time, in ms: the book that a client asks REST for may be as old
 * as that process's newest update, and an event that begins behind it would be a gap.
 */
const REACH_MS = 1_000
/** How long a series has to be there before a book of REST's is as new as its beginning, in ms. */
const SETTLE_MS = 250

/** A series of events, each after the one before. */
interface Series {
  /** What changed since it was last told, by side and price. */
  readonly changes: Map<string, BookChange>
  /** The newest events, oldest first, each with when it was told. */
  readonly told: { readonly at: number; readonly change: DepthChange }[]
  last: number
}

const newSeries = (last: number): Series => ({ changes: new Map(), told: [], last })

const keyOf = ({ side, price }: BookChange): string => `${side}${price}`

export class BookTape {
  readonly symbol: string
  readonly #market: Market
  readonly #outlet: Outlet
  readonly #streams = new Map<string, StreamName>()
  #book: Book | undefined
  #fast: Series | undefined
  #slow: Series | undefined
  /** When they began. */
  #since = 0
  /** Was the book told to the partial streams of a second since it changed? */
  #isPartialDue = false

  constructor(market: Market, outlet: Outlet) {
    this.symbol = symbolOf(market).toLowerCase()
    this.#market = market
    this.#outlet = outlet
  }

  add(stream: StreamName): void {
    this.#streams.set(stream.name, stream)
  }

  remove(name: string): void {
    this.#streams.delete(name)
  }

  /** The book is read no more: what it becomes is not known from here on. */
  forget(): void {
    this.#book = undefined
    this.#fast = undefined
    this.#slow = undefined
  }

  /** Tells the changes of a book from now on; of another one than before, the differences first. */
  follow(book: Book): void {
    const before = this.#book
    const stood = before === undefined ? undefined : [before.bids, before.asks]
    this.#book = book
    let isFirst = true
    book.on('changes', (changes) => {
      if (this.#book !== book) return
      const gone = isFirst && stood !== undefined ? missing(stood, book) : []
      isFirst = false
      this.#changed(book, [...changes, ...gone])
    })
    if (book.ready) this.#begin(book)
    else book.once('update', () => this.#begin(book))
  }

  /** The whole book, for who begins to read `@book`. */
  snapshotText(): string | undefined {
    const book = this.#book
    if (book?.ready !== true || this.#fast === undefined) return undefined
    return bookSnapshotText(
      this.#market,
      this.#fast.last,
      msOf(book.time),
      book,
      checksumOf(this.#market, book),
    )
  }

  /** What was told lately, as one event that the next one follows. O(changes of that time). */
  reachText(isFast: boolean): string | undefined {
    const [book, series] = [this.#book, isFast ? this.#fast : this.#slow]
    if (book === undefined || series === undefined) return undefined
    drop(series, performance.now())
    const [oldest] = series.told
    if (oldest === undefined) return undefined
    const changes = new Map<string, BookChange>()
    for (const { change } of series.told) for (const it of change.changes) changes.set(keyOf(it), it)
    const { last } = series
    const all = { first: oldest.change.first, last, time: msOf(book.time), changes: [...changes.values()] }
    return depthText(this.#market, all)
  }

  /** How long until a book that REST gives is as new as what is told here, in ms. */
  settlesIn(): number {
    if (this.#fast === undefined) return SETTLE_MS
    return Math.max(0, this.#since + SETTLE_MS - performance.now())
  }

  /** Each second. */
  tick(): void {
    const [book, slow] = [this.#book, this.#slow]
    if (book === undefined || !book.ready || slow === undefined) return
    this.#tell(book, slow, [`${this.symbol}@depth`, `${this.symbol}@depth@1000ms`])
    if (!this.#isPartialDue) return
    this.#isPartialDue = false
    this.#tellPartial(book, false)
  }

  #begin(book: Book): void {
    const last = Number(book.sequence)
    if (this.#book !== book) return
    this.#slow ??= newSeries(last)
    if (this.#fast !== undefined) return
    this.#fast = newSeries(last)
    this.#since = performance.now()
    const snapshot = this.snapshotText()
    if (snapshot !== undefined && this.#streams.has(`${this.symbol}@book`)) {
      this.#outlet.publish(`${this.symbol}@book`, snapshot)
    }
    this.#tellPartial(book, true)
    this.#tellPartial(book, false)
  }

  #changed(book: Book, changes: readonly BookChange[]): void {
    const [fast, slow] = [this.#fast, this.#slow]
    // Before the first book stands there is nothing that it could have changed from.
    if (fast === undefined || slow === undefined) return
    this.#isPartialDue = true
    for (const change of changes) {
      const key = keyOf(change)
      fast.changes.set(key, change)
      slow.changes.set(key, change)
    }
    this.#tell(book, fast, [`${this.symbol}@depth@100ms`], `${this.symbol}@book`)
    this.#tellPartial(book, true)
  }

  #tell(book: Book, series: Series, names: readonly string[], withSum?: string): void {
    const last = Number(book.sequence)
    if (series.changes.size === 0 || last <= series.last) return
    const changes = [...series.changes.values()]
    const change: DepthChange = { first: series.last + 1, last, time: msOf(book.time), changes }
    series.changes.clear()
    series.last = last
    const at = performance.now()
    drop(series, at)
    series.told.push({ at, change })
    const read = names.filter((name) => this.#streams.has(name))
    if (read.length > 0) {
      const text = depthText(this.#market, change)
      for (const name of read) this.#outlet.publish(name, text)
    }
    if (withSum === undefined || !this.#streams.has(withSum)) return
    this.#outlet.publish(withSum, bookUpdateText(this.#market, change, checksumOf(this.#market, book)))
  }

  #tellPartial(book: Book, isFast: boolean): void {
    for (const { name, topic } of this.#streams.values()) {
      if (topic.kind !== 'partial' || topic.isFast !== isFast) continue
      this.#outlet.publish(name, partialText(this.#market, Number(book.sequence), book, topic.levels))
    }
  }
}

/** Lets go of events that were told longer ago than anybody is told again. */
function drop({ told }: Series, now: number): void {
  const from = told.findIndex(({ at }) => at >= now - REACH_MS)
  told.splice(0, from < 0 ? told.length : from)
}

/** Levels that a book had before and does not have now. */
function missing(before: readonly (readonly { price: bigint }[])[], now: Book): BookChange[] {
  return [Side.Buy, Side.Sell].flatMap((side, index) => {
    const prices = new Set((side === Side.Buy ? now.bids : now.asks).map(({ price }) => price))
    const gone = (before[index] ?? []).filter(({ price }) => !prices.has(price))
    return gone.map(({ price }) => ({ side, price, quantity: 0n }))
  })
}
