// What is an account's own: its trades, its ledger, its fees. Each page costs the rows that it shows.
import type { Tables } from '../database/reader.ts'
import type { Row } from '../database/tables.ts'
import { LEDGER } from '../market/money.ts'
import { ORDERS, type Order } from '../market/orders.ts'
import { ACCOUNTS, ALL_INSTRUMENTS, FEES } from '../market/reference.ts'
import { PAGE } from './orders.ts'

/** An account's side of a trade. */
export interface OwnTrade {
  readonly instrument: number
  readonly trade_id: number
  readonly order_id: number
  /** 0 buy, 1 sell. */
  readonly side: number
  readonly role: 'taker' | 'maker' | 'auction'
  readonly isTaker: boolean
  /** As they stand, after a correction. */
  readonly price: number
  readonly quantity: number
  readonly notional: bigint
  readonly fee: bigint
  readonly fee_asset: number
  /** Of schema's SettlementStatus. */
  readonly status: number
  readonly sequence: number
  readonly executed_at: bigint
}

/** The last row of the page before; the account may stand on both sides of a trade. */
export interface TradePlace {
  readonly sequence: number
  readonly trade: number
  /** 0 maker, 1 taker. */
  readonly role: number
}

const LAST = Number.MAX_SAFE_INTEGER
const CORRECTED = 'new_quantity > 0'

const sideOf = (role: 'maker' | 'taker', number: 0 | 1): string => `
SELECT instrument, trade_id, ${role}_order_id AS order_id, taker_side, ${number} AS role, is_auction,
  CASE WHEN ${CORRECTED} THEN new_price ELSE price END AS price,
  CASE WHEN ${CORRECTED} THEN new_quantity ELSE quantity END AS quantity,
  CASE WHEN ${CORRECTED} THEN new_notional ELSE notional END AS notional,
  ${role}_fee AS fee, ${role}_fee_asset AS fee_asset, status, sequence, executed_at
FROM trades
WHERE ${role}_account = ? AND (sequence, trade_id, ${number}) < (?, ?, ?)
ORDER BY sequence DESC, trade_id DESC LIMIT ?`

const OWN_TRADES = `SELECT * FROM (SELECT * FROM (${sideOf('taker', 1)}) AS taken
UNION ALL SELECT * FROM (${sideOf('maker', 0)}) AS made) AS own
ORDER BY sequence DESC, trade_id DESC, role DESC LIMIT ?`

/** An account's trades, newest first. O(rows shown). */
export async function ownTrades(
  tables: Tables,
  account: number,
  { before, limit = PAGE }: { before?: TradePlace; limit?: number } = {},
): Promise<OwnTrade[]> {
  const { sequence, trade, role } = before ?? { sequence: LAST, trade: LAST, role: 1 }
  const part = [account, sequence, trade, role, limit]
  const rows = await tables.query(OWN_TRADES, [...part, ...part, limit])
  return rows.map((row) => {
    const isTaker = Number(row.role) === 1
    const takerSide = Number(row.taker_side)
    return {
      instrument: Number(row.instrument),
      trade_id: Number(row.trade_id),
      order_id: Number(row.order_id),
      side: isTaker ? takerSide : 1 - takerSide,
      isTaker,
      role: Number(row.is_auction) === 1 ? 'auction' : isTaker ? 'taker' : 'maker',
      price: Number(row.price),
      quantity: Number(row.quantity),
      notional: BigInt(row.notional!),
      fee: BigInt(row.fee!),
      fee_asset: Number(row.fee_asset),
      status: Number(row.status),
      sequence: Number(row.sequence),
      executed_at: BigInt(row.executed_at!),
    }
  })
}

export type LedgerRow = Row<typeof LEDGER>
export type LedgerType = 'DEPOSIT' | 'WITHDRAWAL' | 'TRANSFER'

/** The last row of the page before. */
export interface LedgerPlace {
  readonly sequence: number
  readonly asset: number
  readonly entry: number
}

/**
 * An account's ledger, newest first; of one type, or all of it. O(rows shown). With `begins` only what requests asked for
 * whose ids begin so: O(rows of the type, at worst).
 */
export async function ownLedger(
  tables: Tables,
  account: number,
  {
    type,
    begins = '',
    before,
    limit = PAGE,
  }: { type?: LedgerType; begins?: string; before?: LedgerPlace; limit?: number } = {},
): Promise<LedgerRow[]> {
  const { sequence, asset, entry } = before ?? { sequence: LAST, asset: LAST, entry: LAST }
  const ofType = type === undefined ? '' : ` AND type = '${type}'`
  const condition = `account = ?${ofType} AND reference_id LIKE ? AND (sequence, asset, entry) < (?, ?, ?)
 ORDER BY sequence DESC, asset DESC, entry DESC LIMIT ?`
  return await tables.load(LEDGER, condition, [account, `${begins}%`, sequence, asset, entry, limit])
}

/** Entries that one request of deposit, withdrawal or transfer made, on every account. */
export async function ledgerOf(tables: Tables, reference: string): Promise<LedgerRow[]> {
  const condition = "reference_type IN ('DEPOSIT', 'WITHDRAWAL', 'TRANSFER') AND reference_id = ?"
  return await tables.load(LEDGER, condition, [reference])
}

/** One order of an account; undefined if it has none with that id. */
export async function ownOrder(tables: Tables, account: number, id: number): Promise<Order | undefined> {
  const [row] = await tables.load(ORDERS, 'order_id = ? AND account = ?', [id, account])
  return row
}

/** Fee rates of an account, in millionths: by instrument, and what holds for the rest. */
export interface FeeSchedule {
  readonly tier: number
  readonly rates: readonly {
    readonly instrument?: number
    readonly maker_ppm: number
    readonly taker_ppm: number
  }[]
}

export async function feeSchedule(tables: Tables, account: number): Promise<FeeSchedule> {
  const [row] = await tables.load(ACCOUNTS, 'account = ?', [account])
  const tier = row?.tier ?? 0
  const fees = await tables.load(FEES, 'tier = ?', [tier])
  const rates = fees.map(({ instrument, maker_ppm, taker_ppm }) => ({
    ...(instrument !== ALL_INSTRUMENTS && { instrument }),
    maker_ppm,
    taker_ppm,
  }))
  return { tier, rates }
}
