// Imported candles in their table: of the time before the exchange began, and never of its own tape.
import type { SqliteFile } from '@tapebook/database'

export const BARS = `CREATE TABLE bars (instrument INTEGER NOT NULL, interval_s INTEGER NOT NULL, open_time INTEGER NOT NULL,
  open INTEGER NOT NULL, high INTEGER NOT NULL, low INTEGER NOT NULL, close INTEGER NOT NULL, volume TEXT NOT NULL,
  quote_volume TEXT NOT NULL, trades INTEGER NOT NULL, taker_volume TEXT NOT NULL, taker_quote_volume TEXT NOT NULL,
  PRIMARY KEY (instrument, interval_s, open_time)) STRICT, WITHOUT ROWID;
CREATE TABLE files (id INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, instrument INTEGER NOT NULL,
  interval_s INTEGER NOT NULL, bars INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
  imported_at INTEGER NOT NULL, UNIQUE (instrument, sha256)) STRICT;`

/** Prices in ticks, volumes in lots and units of the quote asset, times in ns. */
export interface Bar {
  readonly openTime: bigint
  readonly open: bigint
  readonly high: bigint
  readonly low: bigint
  readonly close: bigint
  readonly volume: bigint
  readonly quoteVolume: bigint
  readonly trades: number
  /** What buyers took of it. */
  readonly takerVolume: bigint
  readonly takerQuoteVolume: bigint
}

/** A file that was imported. */
export interface FileRow {
  readonly name: string
  readonly sha256: string
  readonly instrument: number
  readonly intervalS: number
  readonly bars: number
  /** Times of its first and last bar in ns. */
  readonly firstAt: bigint
  readonly lastAt: bigint
  /** In ms. */
  readonly importedAt: number
}

/** A span of bars, its end not included; the oldest of them, or where `isNewest` the newest, in their order. */
export interface BarsAsked {
  readonly from: bigint
  readonly to: bigint
  readonly limit: number
  readonly isNewest?: boolean
}

interface Row {
  open_time: bigint
  open: bigint
  high: bigint
  low: bigint
  close: bigint
  volume: string
  quote_volume: string
  trades: bigint
  taker_volume: string
  taker_quote_volume: string
}

/** Intervals that are kept, in seconds: those of the tables that are made from the tape. */
export const KEPT = [60, 300, 900, 3_600, 14_400, 86_400] as const

const NS_PER_S = 1_000_000_000n
const FIELDS =
  'open_time, open, high, low, close, volume, quote_volume, trades, taker_volume, taker_quote_volume'

const barOf = (row: Row): Bar => ({
  openTime: row.open_time,
  open: row.open,
  high: row.high,
  low: row.low,
  close: row.close,
  volume: BigInt(row.volume),
  quoteVolume: BigInt(row.quote_volume),
  trades: Number(row.trades),
  takerVolume: BigInt(row.taker_volume),
  takerQuoteVolume: BigInt(row.taker_quote_volume),
})

/** Start of the interval that a time is in; both in ns. */
export const startOf = (time: bigint, intervalS: number): bigint =>
  time - (time % (BigInt(intervalS) * NS_PER_S))

function most(one: bigint, other: bigint): bigint {
  if (one > other) return one
  return other
}

/** Two spans of which the second follows the first. */
export const both = (first: Bar, second: Bar): Bar => ({
  ...first,
  high: most(first.high, second.high),
  low: -most(-first.low, -second.low),
  close: second.close,
  volume: first.volume + second.volume,
  quoteVolume: first.quoteVolume + second.quoteVolume,
  trades: first.trades + second.trades,
  takerVolume: first.takerVolume + second.takerVolume,
  takerQuoteVolume: first.takerQuoteVolume + second.takerQuoteVolume,
})

/** Bars of a longer interval. */
export function inLonger(bars: readonly Bar[], intervalS: number): Bar[] {
  const out: Bar[] = []
  for (const bar of bars) {
    const openTime = startOf(bar.openTime, intervalS)
    const last = out.at(-1)
    if (last?.openTime === openTime) out[out.length - 1] = both(last, bar)
    else out.push({ ...bar, openTime })
  }
  return out
}

export class Bars {
  readonly #file: SqliteFile

  constructor(file: SqliteFile) {
    this.#file = file
  }

  /** Bars of an interval, oldest first. O(bars told). */
  read(instrument: number, intervalS: number, { from, to, limit, isNewest = false }: BarsAsked): Bar[] {
    const order = isNewest ? 'DESC' : 'ASC'
    const sql = `SELECT ${FIELDS} FROM bars WHERE instrument = ? AND interval_s = ? AND open_time >= ? AND open_time < ?
 ORDER BY open_time ${order} LIMIT ?`
    const rows = this.#file.statement(sql).safeIntegers().all(instrument, intervalS, from, to, limit) as Row[]
    const bars = rows.map(barOf)
    return isNewest ? bars.reverse() : bars
  }

  /** How many bars of an interval are kept. */
  count(instrument: number, intervalS: number): number {
    const sql = 'SELECT count(*) FROM bars WHERE instrument = ? AND interval_s = ?'
    return this.#file.statement(sql).pluck().get(instrument, intervalS) as number
  }

  files(): FileRow[] {
    const sql = `SELECT name, sha256, instrument, interval_s AS intervalS, bars, first_at AS firstAt, last_at AS lastAt,
 imported_at AS importedAt FROM files ORDER BY id`
    const rows = this.#file.statement(sql).safeIntegers().all() as Record<keyof FileRow, bigint | string>[]
    return rows.map((row) => ({
      name: String(row.name),
      sha256: String(row.sha256),
      instrument: Number(row.instrument),
      intervalS: Number(row.intervalS),
      bars: Number(row.bars),
      firstAt: BigInt(row.firstAt),
      lastAt: BigInt(row.lastAt),
      importedAt: Number(row.importedAt),
    }))
  }

  isImported(instrument: number, sha256: string): boolean {
    const sql = 'SELECT 1 FROM files WHERE instrument = ? AND sha256 = ?'
    return this.#file.statement(sql).get(instrument, sha256) !== undefined
  }

  /**
   * Keeps the bars of a file, in one transaction, and makes the longer ones that they belong to anew. Gives the time of a
   * bar that is there already, and keeps nothing then.
   */
  add(file: FileRow, bars: readonly Bar[]): bigint | undefined {
    const { instrument, intervalS } = file
    const there = new Set(
      this.read(instrument, intervalS, { from: file.firstAt, to: file.lastAt + 1n, limit: bars.length }).map(
        ({ openTime }) => openTime,
      ),
    )
    const twice = bars.find(({ openTime }) => there.has(openTime))
    if (twice !== undefined) return twice.openTime
    this.#file.db
      .transaction(() => {
        for (const bar of bars) this.#put(instrument, intervalS, bar)
        for (const longer of KEPT) if (longer > intervalS) this.#remake(instrument, intervalS, longer, file)
        this.#file
          .statement('INSERT INTO files VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)')
          .run(
            file.name,
            file.sha256,
            instrument,
            intervalS,
            file.bars,
            file.firstAt,
            file.lastAt,
            file.importedAt,
          )
      })
      .immediate()
    return undefined
  }

  /** Longer bars of the span of a file, from all shorter ones that are there. */
  #remake(instrument: number, shorterS: number, longerS: number, { firstAt, lastAt }: FileRow): void {
    const from = startOf(firstAt, longerS)
    const to = startOf(lastAt, longerS) + BigInt(longerS) * NS_PER_S
    const shorter = this.read(instrument, shorterS, { from, to, limit: Number.MAX_SAFE_INTEGER })
    for (const bar of inLonger(shorter, longerS)) this.#put(instrument, longerS, bar)
  }

  #put(instrument: number, intervalS: number, bar: Bar): void {
    this.#file
      .statement(`INSERT OR REPLACE INTO bars VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
      .run(
        instrument,
        intervalS,
        bar.openTime,
        bar.open,
        bar.high,
        bar.low,
        bar.close,
        String(bar.volume),
        String(bar.quoteVolume),
        bar.trades,
        String(bar.takerVolume),
        String(bar.takerQuoteVolume),
      )
  }
}
