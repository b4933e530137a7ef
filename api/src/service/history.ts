// What has passed, from the tables. Whatever is wrong with them becomes one error: no query is told to anybody.
import { CANDLES, type Row, type Table, type Tables, TRADES, type Value } from '@tapebook/projections'
import { ApiError } from '../http/errors.ts'

/** Tables where none are kept. */
export const NO_TABLES: Tables = {
  load: () => Promise.reject(new Error('there are no tables')),
  query: () => Promise.reject(new Error('there are no tables')),
  place: () => Promise.reject(new Error('there are no tables')),
}

export type TradeRow = Row<typeof TRADES>
export type CandleRow = Row<typeof CANDLES>

const LAST = Number.MAX_SAFE_INTEGER

/** Queries over tables. */
export function history(tables: Tables) {
  const load = async <T extends Table>(
    table: T,
    condition: string,
    values: readonly Value[],
  ): Promise<Row<T>[]> => {
    try {
      return await tables.load({ ...table, key: [] }, condition, values)
    } catch {
      throw new ApiError('TABLES_UNAVAILABLE')
    }
  }
  return {
    /** Newest first. O(rows shown). */
    trades: (instrument: number, limit: number, before = LAST): Promise<TradeRow[]> =>
      load(TRADES, 'instrument = ? AND trade_id < ? ORDER BY trade_id DESC LIMIT ?', [
        instrument,
        before,
        limit,
      ]),

    /** The newest of those that begin at `from` or later and before `to`, oldest first. O(rows shown). */
    candles: async (
      instrument: number,
      seconds: number,
      limit: number,
      from = 0n,
      to = 2n ** 63n - 1n,
    ): Promise<CandleRow[]> => {
      const condition =
        'instrument = ? AND interval_s = ? AND open_time >= ? AND open_time < ? ORDER BY open_time DESC LIMIT ?'
      return (await load(CANDLES, condition, [instrument, seconds, from, to, limit])).reverse()
    },
  }
}
