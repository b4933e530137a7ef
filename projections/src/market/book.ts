// Books as the tape shows them, by the rules of feed/src/book.rs: quantity by level, the best of it for the tickers, and
// snapshots with a sequence at whole intervals (EV-11). What an order shows stands on its row.
import { Side } from '@tapebook/schema'
import type { Changes, Writer } from '../changes.ts'
import type { Database } from '../database/database.ts'
import { type Row, table } from '../database/tables.ts'
import type { Order } from './orders.ts'
import { SECOND, startOf } from './time.ts'

/** Between two snapshots of a book that changes. */
export const SNAPSHOT_EVERY = 10n * SECOND
/** Levels a side in a snapshot. */
const DEPTH = 20

export const TICKERS = table(
  'tickers',
  {
    instrument: 'int',
    // Of the last trade that stands; 0 before the first.
    last_price: 'int',
    last_quantity: 'int',
    // Best prices that the book shows; 0 for none.
    bid: 'int',
    bid_quantity: 'long',
    ask: 'int',
    ask_quantity: 'long',
    // The last command that changed the book, and the last one that a snapshot has.
    book_sequence: 'int',
    snapshot_sequence: 'int',
    updated_at: 'long',
  },
  ['instrument'],
)

export const PEG_GROUPS = table(
  'peg_groups',
  { instrument: 'int', number: 'int', side: 'int', price: 'int', quantity: 'long' },
  ['instrument', 'number'],
)

export const BOOK_SNAPSHOTS = table(
  'book_snapshots',
  {
    instrument: 'int',
    time: 'long',
    // The last command before that time.
    sequence: 'int',
    // JSON: [price, quantity] from the best on.
    bids: 'text',
    asks: 'text',
  },
  [],
)

type Ticker = Row<typeof TICKERS>
type Group = Row<typeof PEG_GROUPS>
type Levels = Map<number, bigint>

class Book {
  readonly ticker: Ticker
  readonly sides: readonly [bids: Levels, asks: Levels] = [new Map(), new Map()]
  readonly groups = new Map<number, Group>()
  isTouched = false

  constructor(ticker: Ticker) {
    this.ticker = ticker
  }

  add(side: number, price: number, lots: bigint): void {
    if (lots === 0n) return
    const levels = this.sides[side === Side.Buy ? 0 : 1]
    const total = (levels.get(price) ?? 0n) + lots
    if (total < 0n)
      throw new Error(`the book of instrument ${this.ticker.instrument} has less than nothing at ${price}`)
    if (total === 0n) levels.delete(price)
    else levels.set(price, total)
    this.isTouched = true
  }

  best(side: Side): readonly [price: number, quantity: bigint] {
    const levels = this.sides[side === Side.Buy ? 0 : 1]
    let best = 0
    for (const price of levels.keys()) {
      if (best === 0 || (side === Side.Buy ? price > best : price < best)) best = price
    }
    return [best, levels.get(best) ?? 0n]
  }

  /** The best levels, as JSON. */
  text(side: Side): string {
    const levels = [...this.sides[side === Side.Buy ? 0 : 1]]
    const sign = side === Side.Buy ? -1 : 1
    levels.sort(([a], [b]) => sign * (a - b))
    return `[${levels
      .slice(0, DEPTH)
      .map(([price, lots]) => `[${price},${lots}]`)
      .join(',')}]`
  }
}

export class Books {
  readonly #books: Book[] = []
  readonly #toTickers: Writer<typeof TICKERS>
  readonly #toGroups: Writer<typeof PEG_GROUPS>
  readonly #toSnapshots: Writer<typeof BOOK_SNAPSHOTS>
  /** The last command so far. */
  #sequence = 0
  #time = 0n

  constructor(changes: Changes) {
    this.#toTickers = changes.writer(TICKERS)
    this.#toGroups = changes.writer(PEG_GROUPS)
    this.#toSnapshots = changes.writer(BOOK_SNAPSHOTS)
  }

  async load(database: Database, sequence: number, time: bigint, open: Iterable<Order>): Promise<void> {
    await this.loadTickers(database)
    for (const group of await database.load(PEG_GROUPS)) {
      const book = this.#book(group.instrument)
      book.groups.set(group.number, group)
      book.add(group.side, group.price, group.quantity)
    }
    for (const order of open) {
      this.#book(order.instrument).add(order.side, order.shown_price, BigInt(order.shown))
    }
    for (const book of this.#books) book.isTouched = false
    this.#sequence = sequence
    this.#time = time
  }

  /** Last prices as the database has them: amendments are worked in there. */
  async loadTickers(database: Database): Promise<void> {
    for (const row of await database.load(TICKERS)) {
      const known = this.#books[row.instrument]
      if (known === undefined) this.#books[row.instrument] = new Book(row)
      else Object.assign(known.ticker, { last_price: row.last_price, last_quantity: row.last_quantity })
    }
  }

  opened(instrument: number): void {
    this.#toTickers.put(this.#book(instrument).ticker)
  }

  /** A command begins: books that changed since are kept as they were at each whole interval that passed. */
  begins(sequence: number, time: bigint): void {
    const boundary = startOf(time, SNAPSHOT_EVERY)
    if (this.#time !== 0n && boundary > this.#time) {
      for (const book of this.#books) this.#snapshot(book, boundary)
    }
    this.#sequence = sequence
    this.#time = time
  }

  #snapshot(book: Book, time: bigint): void {
    const { ticker } = book
    if (ticker.book_sequence <= ticker.snapshot_sequence) return
    ticker.snapshot_sequence = this.#sequence
    this.#toTickers.put(ticker)
    this.#toSnapshots.put({
      instrument: ticker.instrument,
      time,
      sequence: this.#sequence,
      bids: book.text(Side.Buy),
      asks: book.text(Side.Sell),
    })
  }

  traded(instrument: number, price: bigint, quantity: bigint): void {
    const { ticker } = this.#book(instrument)
    ticker.last_price = Number(price)
    ticker.last_quantity = Number(quantity)
    ticker.updated_at = this.#time
    this.#toTickers.put(ticker)
  }

  /** An order stands at the end of its queue and shows so many lots; 0 if it shows nothing. */
  place(order: Order, price: bigint, lots: bigint): void {
    if (lots === 0n) return
    const book = this.#book(order.instrument)
    book.add(order.side, order.shown_price, -BigInt(order.shown))
    order.shown = Number(lots)
    order.shown_price = Number(price)
    book.add(order.side, order.shown_price, lots)
    this.#changed(book)
  }

  /** An order shows so many lots less; one that shows fewer has no more to lose here. */
  take(order: Order, lots: bigint): void {
    if (lots === 0n) return
    const book = this.#book(order.instrument)
    if (order.peg_group !== 0) {
      this.#grow(book, this.#group(book, order.peg_group), -lots)
    } else {
      const less = Math.min(order.shown, Number(lots))
      order.shown -= less
      book.add(order.side, order.shown_price, -BigInt(less))
    }
    this.#changed(book)
  }

  /** An order came to the end of its group of pegged orders, at this price; both are 0 where that waits. */
  join(order: Order, number: number, price: bigint, lots: bigint): void {
    const book = this.#book(order.instrument)
    let group = book.groups.get(number)
    if (group === undefined) {
      group = { instrument: order.instrument, number, side: order.side, price: 0, quantity: 0n }
      book.groups.set(number, group)
    }
    order.peg_group = number
    if (group.quantity === 0n) {
      group.side = order.side
      group.price = Number(price)
    }
    this.#grow(book, group, lots)
    this.#changed(book)
  }

  /** A group moved, with all its lots; it waits at price 0. */
  moved(instrument: number, number: number, side: Side, price: bigint, lots: bigint): void {
    const book = this.#book(instrument)
    const group = this.#group(book, number)
    book.add(group.side, group.price, -group.quantity)
    group.side = side
    group.price = Number(price)
    group.quantity = price > 0n ? lots : 0n
    book.add(side, group.price, group.quantity)
    this.#toGroups.put(group)
    this.#changed(book)
  }

  #group(book: Book, number: number): Group {
    const group = book.groups.get(number)
    if (group === undefined)
      throw new Error(`the tape names group ${number} of pegged orders, which has none`)
    return group
  }

  #grow(book: Book, group: Group, lots: bigint): void {
    group.quantity += lots
    book.add(group.side, group.price, lots)
    this.#toGroups.put(group)
  }

  #changed({ ticker }: Book): void {
    ticker.book_sequence = this.#sequence
    ticker.updated_at = this.#time
    this.#toTickers.put(ticker)
  }

  /** Best prices of the books that changed, before the batch is written. */
  settle(): void {
    for (const book of this.#books) {
      if (!book.isTouched) continue
      book.isTouched = false
      const { ticker } = book
      ;[ticker.bid, ticker.bid_quantity] = book.best(Side.Buy)
      ;[ticker.ask, ticker.ask_quantity] = book.best(Side.Sell)
      this.#toTickers.put(ticker)
    }
  }

  #book(instrument: number): Book {
    let book = this.#books[instrument]
    if (book === undefined) {
      book = new Book({ ...EMPTY, instrument })
      this.#books[instrument] = book
    }
    return book
  }
}

const EMPTY: Omit<Ticker, 'instrument'> = {
  last_price: 0,
  last_quantity: 0,
  bid: 0,
  bid_quantity: 0n,
  ask: 0,
  ask_quantity: 0n,
  book_sequence: 0,
  snapshot_sequence: 0,
  updated_at: 0n,
}
