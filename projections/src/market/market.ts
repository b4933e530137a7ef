import type { Changes } from '../changes.ts'
import type { Database } from '../database/database.ts'
import { Money } from './money.ts'
import { Orders } from './orders.ts'
import { Reference } from './reference.ts'
import { Trades } from './trades.ts'

/** All that follows the tape. */
export class Market {
  readonly reference: Reference
  readonly money: Money
  readonly orders: Orders
  readonly trades: Trades

  constructor(changes: Changes) {
    this.reference = new Reference(changes)
    this.money = new Money(changes)
    this.orders = new Orders(changes, this.reference, this.money)
    this.trades = new Trades(changes, this.reference, this.money)
  }

  /** Goes on where the tables stand. */
  async load(database: Database): Promise<void> {
    await this.reference.load(database)
    await this.money.load(database)
    await this.orders.load(database)
  }
}
