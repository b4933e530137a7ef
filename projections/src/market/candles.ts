// Candles from trades, by the rules of feed/src/statistics: an interval without a trade has none, one begins at a whole
// multiple of its length in UTC, and busts and corrections change it (MD-06).
import { SettlementStatus } from '@tapebook/schema'
import type { Changes, Writer } from '../changes.ts'
import type { Database } from '../database/database.ts'
import { type Row, table } from '../database/tables.ts'
import { SECOND, startOf } from './time.ts'

export const CANDLES = table(
  'candles',
  {
    instrument: 'int',
    interval_s: 'int',
    open_time: 'long',
    open: 'int',
    high: 'int',
    low: 'int',
    close: 'int',
    volume: 'long',
    quote_volume: 'amount',
    trades: 'int',
    // What buyers took.
    taker_volume: 'long',
    taker_quote_volume: 'amount',
  },
  ['instrument', 'interval_s', 'open_time'],
)

/** 1m, 5m, 15m, 1h, 4h, 1d. */
export const INTERVALS_S = [60, 300, 900, 3_600, 14_400, 86_400] as const

type Candle = Row<typeof CANDLES>

/** A trade, as far as candles look at it. */
interface Traded {
  readonly instrument: number
  readonly price: number
  readonly quantity: bigint
  readonly notional: bigint
}

/** A trade's column as it is after a correction. */
function standing(column: string): string {
  return `CASE WHEN status = ${SettlementStatus.Corrected} THEN new_${column} ELSE ${column} END`
}

/** The candle of an amended trade, made again from the trades that stand. */
const AGAIN = `
WITH bar AS (SELECT executed_at - executed_at % ? AS start FROM trades WHERE instrument = ? AND trade_id = ?),
standing AS (
  SELECT trade_id, CASE WHEN taker_side = 0 AND is_auction = 0 THEN 1 ELSE 0 END AS bought, ${standing('price')} AS price, ${standing('quantity')} AS quantity, ${standing('notional')} AS notional
  FROM trades, bar
  WHERE instrument = ? AND executed_at >= bar.start AND executed_at < bar.start + ?
    AND status <> ${SettlementStatus.Busted}
)
UPDATE candles SET
  open = coalesce((SELECT price FROM standing ORDER BY trade_id LIMIT 1), 0),
  high = coalesce((SELECT max(price) FROM standing), 0),
  low = coalesce((SELECT min(price) FROM standing), 0),
  close = coalesce((SELECT price FROM standing ORDER BY trade_id DESC LIMIT 1), 0),
  volume = coalesce((SELECT sum(quantity) FROM standing), 0),
  quote_volume = coalesce((SELECT sum_amount(notional) FROM standing), '0'),
  trades = (SELECT count(*) FROM standing),
  taker_volume = coalesce((SELECT sum(quantity) FROM standing WHERE bought = 1), 0),
  taker_quote_volume = coalesce((SELECT sum_amount(notional) FROM standing WHERE bought = 1), '0')
WHERE instrument = ? AND interval_s = ? AND open_time = (SELECT start FROM bar)`

const WITHOUT_TRADES = 'DELETE FROM candles WHERE instrument = ? AND trades = 0'

export class Candles {
  readonly #changes: Changes
  readonly #open = new Map<number, Candle>()
  readonly #to: Writer<typeof CANDLES>
  /** Trades were amended: what is in memory of candles under way may be wrong until it is read again. */
  isStale = false

  constructor(changes: Changes) {
    this.#changes = changes
    this.#to = changes.writer(CANDLES)
  }

  /** The candles under way at a time. */
  async load(database: Database, time: bigint): Promise<void> {
    this.#open.clear()
    for (const interval of INTERVALS_S) {
      const start = startOf(time, BigInt(interval) * SECOND)
      const rows = await database.load(CANDLES, 'interval_s = ? AND open_time = ?', [interval, start])
      for (const row of rows) this.#open.set(keyOf(row.instrument, interval), row)
    }
    this.isStale = false
  }

  /** `isBought`: a buyer took it. */
  traded({ instrument, price, quantity, notional }: Traded, time: bigint, isBought: boolean): void {
    const takerVolume = isBought ? quantity : 0n
    const takerQuoteVolume = isBought ? notional : 0n
    for (const interval of INTERVALS_S) {
      const key = keyOf(instrument, interval)
      const last = this.#open.get(key)
      const length = BigInt(interval) * SECOND
      if (last !== undefined && time < last.open_time + length) {
        if (price > last.high) last.high = price
        if (price < last.low) last.low = price
        last.close = price
        last.volume += quantity
        last.quote_volume += notional
        last.trades++
        last.taker_volume += takerVolume
        last.taker_quote_volume += takerQuoteVolume
        this.#to.put(last)
        continue
      }
      const candle: Candle = {
        instrument,
        interval_s: interval,
        open_time: startOf(time, length),
        open: price,
        high: price,
        low: price,
        close: price,
        volume: quantity,
        quote_volume: notional,
        trades: 1,
        taker_volume: takerVolume,
        taker_quote_volume: takerQuoteVolume,
      }
      this.#open.set(key, candle)
      this.#to.put(candle)
    }
  }

  /** A trade was busted or corrected: its candles are made again once the batch's trades are written. */
  amended(instrument: number, tradeId: bigint): void {
    for (const interval of INTERVALS_S) {
      const length = BigInt(interval) * SECOND
      this.#changes.run(AGAIN, length, instrument, tradeId, instrument, length, instrument, interval)
    }
    this.#changes.run(WITHOUT_TRADES, instrument)
    this.isStale = true
  }
}

const keyOf = (instrument: number, interval: number): number => instrument * 100_000 + interval
