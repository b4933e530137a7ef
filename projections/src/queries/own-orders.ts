// An account's orders, lists and trades in one market, by the ids and times that clients ask for.
import type { Tables } from '../database/reader.ts'
import type { Row } from '../database/tables.ts'
import { ORDER_LISTS, type OrderListRow } from '../market/lists.ts'
import { AMENDMENTS, ORDERS, type Order } from '../market/orders.ts'

export type Amendment = Row<typeof AMENDMENTS>

const LAST = Number.MAX_SAFE_INTEGER
const NEVER = 2n ** 63n - 1n

/** What a page of something with ids and times may be asked by; times in ns, `to` not included. */
export interface Asked {
  /** The lowest id; with it the oldest come first. */
  readonly fromId?: number | undefined
  readonly from?: bigint | undefined
  readonly to?: bigint | undefined
  readonly limit: number
}

/** The newest order that has a client id; undefined if none has. O(orders of that id). */
export async function orderOfClient(
  tables: Tables,
  account: number,
  clientId: string,
): Promise<Order | undefined> {
  const condition = 'account = ? AND client_id = ? ORDER BY order_id DESC LIMIT 1'
  const [row] = await tables.load({ ...ORDERS, key: [] }, condition, [account, clientId])
  return row
}

/** Orders of a market, oldest first: from an id or a time on, else the newest. O(rows shown) by ids. */
export async function ordersOf(
  tables: Tables,
  account: number,
  instrument: number,
  asked: Asked,
): Promise<Order[]> {
  const { fromId = 0, from = 0n, to = NEVER, limit } = asked
  const isForward = asked.fromId !== undefined || asked.from !== undefined
  const condition = `account = ? AND instrument = ? AND order_id >= ? AND created_at >= ? AND created_at < ?
 ORDER BY order_id ${isForward ? 'ASC' : 'DESC'} LIMIT ?`
  const rows = await tables.load({ ...ORDERS, key: [] }, condition, [
    account,
    instrument,
    fromId,
    from,
    to,
    limit,
  ])
  return isForward ? rows : rows.reverse()
}

/** Open orders, of one market or of all, oldest first. O(open orders of the account). */
export async function openOrdersOf(tables: Tables, account: number, instrument?: number): Promise<Order[]> {
  const market = instrument === undefined ? '' : ' AND instrument = ?'
  const values = instrument === undefined ? [account] : [account, instrument]
  return await tables.load(ORDERS, `account = ? AND is_open = 1${market}`, values)
}

/** Legs of lists, by their ids. */
export async function legsOf(tables: Tables, lists: readonly number[]): Promise<Order[]> {
  if (lists.length === 0) return []
  const marks = lists.map(() => '?').join(', ')
  return await tables.load(ORDERS, `list_id > 0 AND list_id IN (${marks})`, lists)
}

/** A list of an account by its id, or by its client id (the newest of that one). */
export async function listOf(
  tables: Tables,
  account: number,
  by: { listId: number } | { clientId: string },
): Promise<OrderListRow | undefined> {
  const isId = 'listId' in by
  const condition = `account = ? AND ${isId ? 'list_id' : 'client_id'} = ? ORDER BY list_id DESC LIMIT 1`
  const [row] = await tables.load({ ...ORDER_LISTS, key: [] }, condition, [
    account,
    isId ? by.listId : by.clientId,
  ])
  return row
}

/** Lists of an account, oldest first: from an id or a time on, else the newest. */
export async function listsOf(
  tables: Tables,
  account: number,
  asked: Asked & { readonly openOnly?: boolean },
): Promise<OrderListRow[]> {
  const { fromId = 0, from = 0n, to = NEVER, limit, openOnly = false } = asked
  const isForward = asked.fromId !== undefined || asked.from !== undefined
  const condition = `account = ? AND list_id >= ? AND created_at >= ? AND created_at < ?${openOnly ? ' AND is_open = 1' : ''}
 ORDER BY list_id ${isForward ? 'ASC' : 'DESC'} LIMIT ?`
  const rows = await tables.load({ ...ORDER_LISTS, key: [] }, condition, [account, fromId, from, to, limit])
  return isForward ? rows : rows.reverse()
}

/** Changes of an order's quantity, oldest first. */
export async function amendmentsOf(
  tables: Tables,
  order: number,
  { fromId = 0, limit }: { fromId?: number | undefined; limit: number },
): Promise<Amendment[]> {
  const condition = 'order_id = ? AND sequence >= ? ORDER BY sequence LIMIT ?'
  return await tables.load({ ...AMENDMENTS, key: [] }, condition, [order, fromId, limit])
}

/** An account's side of a trade. */
export interface MarketTrade {
  readonly trade_id: number
  readonly order_id: number
  readonly list_id: number
  /** 0 buy, 1 sell. */
  readonly side: number
  readonly isMaker: boolean
  readonly price: number
  readonly quantity: number
  readonly notional: bigint
  readonly fee: bigint
  readonly fee_asset: number
  readonly executed_at: bigint
}

const CORRECTED = 'new_quantity > 0'
const BUSTED = 2

const sideOf = (role: 'maker' | 'taker', order: 'ASC' | 'DESC', more: string): string => `
SELECT trade_id, ${role}_order_id AS order_id, taker_side, ${role === 'taker' ? 0 : 1} AS made, is_auction,
  CASE WHEN ${CORRECTED} THEN new_price ELSE price END AS price,
  CASE WHEN ${CORRECTED} THEN new_quantity ELSE quantity END AS quantity,
  CASE WHEN ${CORRECTED} THEN new_notional ELSE notional END AS notional,
  ${role}_fee AS fee, ${role}_fee_asset AS fee_asset, executed_at
FROM trades
WHERE ${role}_account = ? AND instrument = ? AND trade_id >= ? AND executed_at >= ? AND executed_at < ?
  AND status <> ${BUSTED}${more === '' ? '' : ` AND ${role}_order_id = ?`}
ORDER BY trade_id ${order} LIMIT ?`

/** An account's trades in a market that stand, oldest first: from an id or a time on, else the newest. */
export async function marketTrades(
  tables: Tables,
  account: number,
  instrument: number,
  asked: Asked & { readonly orderId?: number | undefined },
): Promise<MarketTrade[]> {
  const { fromId = 0, from = 0n, to = NEVER, limit, orderId } = asked
  const isForward = asked.fromId !== undefined || asked.from !== undefined
  const order = isForward ? 'ASC' : 'DESC'
  const one = orderId === undefined ? '' : 'one'
  const values = [
    account,
    instrument,
    Math.min(fromId, LAST),
    from,
    to,
    ...(orderId === undefined ? [] : [orderId]),
  ]
  const sql = `SELECT own.*, coalesce(o.list_id, 0) AS list_id
FROM (SELECT * FROM (${sideOf('taker', order, one)}) AS taken
UNION ALL SELECT * FROM (${sideOf('maker', order, one)}) AS made) AS own
LEFT JOIN orders o ON o.order_id = own.order_id
ORDER BY trade_id ${order}, made ${order} LIMIT ?`
  const rows = await tables.query(sql, [...values, limit, ...values, limit, limit])
  const trades = rows.map((row) => {
    const isMaker = Number(row.made) === 1
    const takerSide = Number(row.taker_side)
    return {
      trade_id: Number(row.trade_id),
      order_id: Number(row.order_id),
      list_id: Number(row.list_id),
      side: isMaker ? 1 - takerSide : takerSide,
      isMaker: isMaker && Number(row.is_auction) === 0,
      price: Number(row.price),
      quantity: Number(row.quantity),
      notional: BigInt(row.notional!),
      fee: BigInt(row.fee!),
      fee_asset: Number(row.fee_asset),
      executed_at: BigInt(row.executed_at!),
    }
  })
  return isForward ? trades : trades.reverse()
}
