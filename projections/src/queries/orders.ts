// Orders as lists ask for them, and the words that each API has for a state.
import { OrderState } from '@tapebook/schema'
import type { Tables } from '../database/reader.ts'
import { ORDERS, type Order } from '../market/orders.ts'

/** Rows on a page where nobody says how many. */
export const PAGE = 15

/** All orders, those that can still trade, or those that are done (OT-19). */
export type Which = 'all' | 'open' | 'history'

export interface OrderList {
  readonly account: number
  readonly which: Which
  /** Only orders with a lower id: the last one of the page before. */
  readonly before?: number
  readonly limit?: number
}

/** An account's orders, newest first. O(rows shown). */
export async function listOrders(database: Tables, list: OrderList): Promise<Order[]> {
  const { account, which, before = Number.MAX_SAFE_INTEGER, limit = PAGE } = list
  const open = which === 'all' ? '' : ` AND is_open = ${which === 'open' ? 1 : 0}`
  const condition = `account = ? AND order_id < ?${open} ORDER BY order_id DESC LIMIT ?`
  return await database.load({ ...ORDERS, key: [] }, condition, [account, before, limit])
}

/** Words for a state: those of the crypto exchange's queue (OT-13), and of the stock venue (OT-14). */
export interface StatusWords {
  readonly exchange: 'pending' | 'open' | 'partially_filled' | 'filled' | 'cancelled' | 'rejected'
  readonly venue: 'open' | 'partial' | 'filled' | 'canceled'
}

/** The one table of them. A refused order has no row: it is in the audit. */
export const STATUS_WORDS: Readonly<Record<OrderState, StatusWords>> = {
  [OrderState.New]: { exchange: 'open', venue: 'open' },
  [OrderState.PartiallyFilled]: { exchange: 'partially_filled', venue: 'partial' },
  [OrderState.Filled]: { exchange: 'filled', venue: 'filled' },
  [OrderState.Canceled]: { exchange: 'cancelled', venue: 'canceled' },
  [OrderState.Rejected]: { exchange: 'rejected', venue: 'canceled' },
  [OrderState.Expired]: { exchange: 'cancelled', venue: 'canceled' },
  // It waits for its trigger.
  [OrderState.Untriggered]: { exchange: 'pending', venue: 'open' },
  // It waits for the first leg of its list.
  [OrderState.Pending]: { exchange: 'pending', venue: 'open' },
}
