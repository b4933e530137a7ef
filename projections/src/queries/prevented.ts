// Orders of an account that would have met each other, and did not.
import { EndReason } from '@tapebook/schema'
import type { Tables } from '../database/reader.ts'
import { ORDERS, type Order } from '../market/orders.ts'

/** A resting order that self-trade prevention ended, and the order that came in and would have met it. */
export interface PreventedMatch {
  readonly maker: Order
  readonly taker: Order
}

export interface PreventedAsked {
  /** Id of the order that ended. */
  readonly maker?: number | undefined
  /** Id of either. */
  readonly order?: number | undefined
  /** The lowest id of an order that ended. */
  readonly from?: number | undefined
  readonly limit: number
}

/**
 * By the ids of those that ended, oldest first. Known are pairs of one account of which the second was entered by the
 * command that ended the first: an event names no counter order. O(orders of the account in the market).
 */
export async function preventedMatches(
  tables: Tables,
  account: number,
  instrument: number,
  { maker, order, from = 0, limit }: PreventedAsked,
): Promise<PreventedMatch[]> {
  const table = { ...ORDERS, key: [] }
  const own = 'account = ? AND instrument = ?'
  // As a taker it is known by the command that entered it.
  const [asked] =
    order === undefined
      ? []
      : await tables.load(table, `${own} AND order_id = ?`, [account, instrument, order])
  const conditions: [string, readonly number[]][] = [
    [own, [account, instrument]],
    ['order_id >= ? AND is_open = 0 AND reason = ? AND changed_by <> opened_by', [from, EndReason.Stp]],
  ]
  if (maker !== undefined) conditions.push(['order_id = ?', [maker]])
  if (order !== undefined)
    conditions.push(['(order_id = ? OR changed_by = ?)', [order, asked?.opened_by ?? 0]])
  const makers = await tables.load(
    table,
    `${conditions.map(([text]) => text).join(' AND ')} ORDER BY order_id LIMIT ?`,
    [...conditions.flatMap(([, values]) => values), limit],
  )
  const [first] = makers
  if (first === undefined) return []
  const commands = [...new Set(makers.map(({ changed_by }) => changed_by))]
  const takers = await tables.load(
    table,
    `${own} AND order_id > ? AND opened_by IN (${commands.map(() => '?').join(', ')})`,
    [account, instrument, first.order_id, ...commands],
  )
  return makers.flatMap((it) => {
    const taker = takers.find(({ opened_by, side }) => opened_by === it.changed_by && side !== it.side)
    return taker === undefined ? [] : [{ maker: it, taker }]
  })
}
