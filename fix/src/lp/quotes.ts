// What a liquidity provider quotes: the best prices of each symbol, from 35=W and 35=X. Bounded by what was subscribed.
import type { Fields, FixMessage } from '../message.ts'
import { textOf, unitsOf } from './messages.ts'

/** A quote older than that is stale, in ms (LP-05). */
export const STALE_MS = 5_000
/** Levels kept on each side of a symbol; more are not taken. */
const LEVELS_MAX = 32
/** One for each second of the last minute. */
const SECONDS = 60

/** The best prices of a symbol with their quantities; null where that side is empty. */
export interface Quote {
  readonly symbol: string
  readonly bid: string | null
  readonly ask: string | null
  readonly bidQuantity: string | null
  readonly askQuantity: string | null
  /** When it last changed, in ms since 1970 UTC. */
  readonly at: number
  readonly isStale: boolean
}

interface Level {
  readonly price: bigint
  readonly quantity: bigint | undefined
}

/** Bids (FIX 269=0) and offers (269=1) by the id of their entry. */
type Sides = Readonly<Record<'0' | '1', Map<string, Level>>>

const isSide = (type: string | undefined): type is '0' | '1' => type === '0' || type === '1'

export class Quotes {
  readonly #ours: ReadonlyMap<string, string>
  readonly #books = new Map<string, { sides: Sides; at: number }>()
  readonly #now: () => number
  readonly #seconds = new Array<number>(SECONDS).fill(0)
  #second = 0
  #lastAt: number | undefined
  #total = 0
  #passedOver = 0

  /** `symbols` gives the provider's name of each of ours. */
  constructor(symbols: ReadonlyMap<string, string>, now: () => number) {
    this.#ours = new Map([...symbols].map(([ours, theirs]) => [theirs, ours]))
    this.#now = now
  }

  /** Forgets all prices: the session is gone, and what comes next is a snapshot. */
  clear(): void {
    this.#books.clear()
  }

  /** Takes a snapshot (35=W) or updates (35=X). Entries that make no sense are passed over and counted. */
  take(message: FixMessage): void {
    if (message.type === 'W') this.#snapshot(message)
    else for (const entry of message.group(268)) this.#update(entry, message.get(55))
  }

  /** Entries that named no symbol of ours, no price, or more levels than are kept. */
  get passedOver(): number {
    return this.#passedOver
  }

  /** Changes of prices in the last minute (LP-08). */
  get perMinute(): number {
    this.#roll()
    return this.#seconds.reduce((sum, count) => sum + count, 0)
  }

  /** Changes of prices since the start. */
  get total(): number {
    return this.#total
  }

  /** Symbols with a price that is not stale. */
  get active(): number {
    return [...this.#books.values()].filter(({ at }) => this.#now() - at < STALE_MS).length
  }

  /** Time of the last price, in ms since 1970 UTC. */
  get lastAt(): number | undefined {
    return this.#lastAt
  }

  /** All symbols that have been quoted since the log-on, in their order of first arrival. */
  all(): Quote[] {
    return [...this.#books].map(([symbol, { sides, at }]) => {
      const [bid, ask] = [best(sides[0], (a, b) => a > b), best(sides[1], (a, b) => a < b)]
      return {
        symbol,
        bid: bid === undefined ? null : textOf(bid.price),
        ask: ask === undefined ? null : textOf(ask.price),
        bidQuantity: bid?.quantity === undefined ? null : textOf(bid.quantity),
        askQuantity: ask?.quantity === undefined ? null : textOf(ask.quantity),
        at,
        isStale: this.#now() - at >= STALE_MS,
      }
    })
  }

  #snapshot(message: FixMessage): void {
    const symbol = this.#ours.get(message.get(55) ?? '')
    if (symbol === undefined) return void this.#passedOver++
    const sides: Sides = { 0: new Map(), 1: new Map() }
    for (const entry of message.group(268)) this.#put(sides, entry)
    this.#books.set(symbol, { sides, at: this.#now() })
    this.#count()
  }

  #update(entry: Fields, ofMessage: string | undefined): void {
    const symbol = this.#ours.get(entry.get(55) ?? ofMessage ?? '')
    const book = symbol === undefined ? undefined : this.#books.get(symbol)
    // Updates before a snapshot say nothing about what they change.
    if (book === undefined) return void this.#passedOver++
    const type = entry.get(269)
    if (entry.get(279) !== '2') this.#put(book.sides, entry)
    else if (isSide(type)) book.sides[type].delete(keyOf(entry))
    else for (const side of [book.sides[0], book.sides[1]]) side.delete(keyOf(entry))
    book.at = this.#now()
    this.#count()
  }

  #put(sides: Sides, entry: Fields): void {
    const [type, price] = [entry.get(269), unitsOf(entry.get(270))]
    if (!isSide(type) || price === undefined || price === 0n) return void this.#passedOver++
    const side = sides[type]
    const key = keyOf(entry)
    const quantity = unitsOf(entry.get(271))
    if (quantity === 0n) return void side.delete(key)
    if (side.size >= LEVELS_MAX && !side.has(key)) return void this.#passedOver++
    side.set(key, { price, quantity })
  }

  #count(): void {
    this.#roll()
    this.#seconds[this.#second % SECONDS]!++
    this.#total++
    this.#lastAt = this.#now()
  }

  /** Seconds without quotes count nothing. */
  #roll(): void {
    const second = Math.floor(this.#now() / 1_000)
    const from = Math.max(this.#second + 1, second - SECONDS + 1)
    for (let at = from; at <= second; at++) this.#seconds[at % SECONDS] = 0
    this.#second = Math.max(this.#second, second)
  }
}

/** What tells entries of a side apart: the provider's id, else the price. */
const keyOf = (entry: Fields): string => entry.get(278) ?? `@${entry.get(270) ?? ''}`

function best(side: Map<string, Level>, isBetter: (a: bigint, b: bigint) => boolean): Level | undefined {
  let found: Level | undefined
  for (const level of side.values()) {
    if (found === undefined || isBetter(level.price, found.price)) found = level
  }
  return found
}
