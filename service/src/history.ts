// What has passed, from the tables. Whatever is wrong with them becomes one error: no query is told to anybody.

import { SettlementStatus } from '@tapebook/client'
import { CANDLES, type Row, type Tables, TRADES } from '@tapebook/projections'
import { ApiError } from './errors.ts'
import type { Bar } from './sandbox/bars.ts'

/** Tables where none are kept. */
export const NO_TABLES: Tables = {
  load: () => Promise.reject(new Error('there are no tables')),
  query: () => Promise.reject(new Error('there are no tables')),
  place: () => Promise.reject(new Error('there are no tables')),
}

export type TradeRow = Row<typeof TRADES>
export type CandleRow = Row<typeof CANDLES>

const LAST = Number.MAX_SAFE_INTEGER
const NEVER = 2n ** 63n - 1n

/** Asks the tables; whatever goes wrong there is no business of who asked. */
export async function fromTables<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch {
    throw new ApiError('TABLES_UNAVAILABLE')
  }
}

/** Trades that stand, newest first. O(rows shown). */
export async function tradesOf(
  tables: Tables,
  instrument: number,
  limit: number,
  before = LAST,
): Promise<TradeRow[]> {
  const condition = 'instrument = ? AND trade_id < ? AND status <> ? ORDER BY trade_id DESC LIMIT ?'
  const values = [instrument, before, SettlementStatus.Busted, limit]
  return await fromTables(() => tables.load(TRADES, condition, values))
}

/** A candle as its row tells it. */
export const barOfCandle = (row: CandleRow): Bar => ({
  openTime: row.open_time,
  open: BigInt(row.open),
  high: BigInt(row.high),
  low: BigInt(row.low),
  close: BigInt(row.close),
  volume: row.volume,
  quoteVolume: row.quote_volume,
  trades: row.trades,
  takerVolume: row.taker_volume,
  takerQuoteVolume: row.taker_quote_volume,
})

/** The newest of those that begin at `from` or later and before `to`, oldest first. O(rows shown). */
export async function candlesOf(
  tables: Tables,
  instrument: number,
  seconds: number,
  { limit, from = 0n, to = NEVER }: { limit: number; from?: bigint; to?: bigint },
): Promise<CandleRow[]> {
  const condition =
    'instrument = ? AND interval_s = ? AND open_time >= ? AND open_time < ? ORDER BY open_time DESC LIMIT ?'
  const values = [instrument, seconds, from, to, limit]
  return (await fromTables(() => tables.load({ ...CANDLES, key: [] }, condition, values))).reverse()
}
