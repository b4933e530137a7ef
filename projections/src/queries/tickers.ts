// Statistics of the last 24 hours.
import type { Tables } from '../database/reader.ts'
import { CANDLES } from '../market/candles.ts'
import { DAY, SECOND, startOf } from '../market/time.ts'

/** What was traded within 24 hours. Prices in ticks, volume in lots, quote volume in quote units. */
export interface DayStatistics {
  readonly open: number
  readonly high: number
  readonly low: number
  readonly volume: bigint
  readonly quote_volume: bigint
  readonly trades: number
}

const MINUTE = 60n * SECOND

/** The 24 hours before a time, to the minute, from minute candles, as the feed's ticker; undefined without a trade. */
export async function dayStatistics(
  database: Tables,
  instrument: number,
  time: bigint,
): Promise<DayStatistics | undefined> {
  const thisMinute = startOf(time, MINUTE)
  const condition = 'instrument = ? AND interval_s = 60 AND open_time >= ? AND open_time <= ?'
  const bars = await database.load(CANDLES, condition, [instrument, thisMinute - (DAY - MINUTE), thisMinute])
  const [first] = bars
  if (first === undefined) return undefined
  return {
    open: first.open,
    high: Math.max(...bars.map(({ high }) => high)),
    low: Math.min(...bars.map(({ low }) => low)),
    volume: bars.reduce((sum, { volume }) => sum + volume, 0n),
    quote_volume: bars.reduce((sum, { quote_volume }) => sum + quote_volume, 0n),
    trades: bars.reduce((sum, { trades }) => sum + trades, 0),
  }
}
