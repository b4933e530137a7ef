import type { Changes } from '../changes.ts'
import type { Database } from '../database/database.ts'
import type { Place } from '../database/tables.ts'
import { Audit } from './audit.ts'
import { Books } from './book.ts'
import { Candles } from './candles.ts'
import { Lists } from './lists.ts'
import { Money } from './money.ts'
import { Orders } from './orders.ts'
import { Positions } from './positions.ts'
import { Reference } from './reference.ts'
import { Pruner, type Retention } from './retention.ts'
import { Settings } from './settings.ts'
import { StoredEvents } from './stored-events.ts'
import { Trades } from './trades.ts'
import { Transactions } from './transactions.ts'
import { Turnover } from './turnover.ts'

/** All that follows the tape. */
export class Market {
  readonly reference: Reference
  readonly turnover: Turnover
  readonly money: Money
  readonly books: Books
  readonly orders: Orders
  readonly lists: Lists
  readonly positions: Positions
  readonly candles: Candles
  readonly trades: Trades
  readonly stored: StoredEvents
  readonly audit: Audit
  readonly transactions = new Transactions()
  readonly settings: Settings
  readonly #pruner: Pruner

  constructor(changes: Changes, retention: Retention) {
    this.#pruner = new Pruner(changes, retention)
    this.reference = new Reference(changes)
    this.turnover = new Turnover(changes)
    this.money = new Money(changes, this.turnover)
    this.books = new Books(changes)
    this.orders = new Orders(changes, this.reference, this.money, this.books)
    this.lists = new Lists(changes)
    this.positions = new Positions(changes)
    this.candles = new Candles(changes)
    this.trades = new Trades(changes, this.reference, this.money, this)
    this.stored = new StoredEvents(changes)
    this.audit = new Audit(changes)
    this.settings = new Settings(changes)
  }

  /** Goes on where the tables stand. */
  async load(database: Database, { sequence, time }: Place): Promise<void> {
    await this.reference.load(database)
    await this.turnover.load(database, time)
    await this.money.load(database)
    await this.orders.load(database)
    await this.books.load(database, sequence, time, this.orders.open)
    await this.positions.load(database)
    await this.candles.load(database, time)
    await this.stored.load(database)
    await this.settings.load(database)
    this.#pruner.load(time)
  }

  /** A command begins: its first event follows. */
  begins(sequence: number, time: bigint): void {
    this.books.begins(sequence, time)
    this.turnover.begins(time)
    this.#pruner.begins(time)
  }

  /** The batch is about to be written. */
  settle(): void {
    this.books.settle()
  }

  /** Was something changed in the database that memory does not know? */
  get isStale(): boolean {
    return this.candles.isStale
  }

  /** Reads that again. */
  async refresh(database: Database, { time }: Place): Promise<void> {
    await this.candles.load(database, time)
    await this.books.loadTickers(database)
  }
}
