// Tables that grow with time, and how long their rows are kept. Pruned by the tape's time, at the first command of a day
// in UTC, so that a rebuild prunes the same.
import type { Changes } from '../changes.ts'
import { DAY, startOf } from './time.ts'

/** Days that rows are kept, by what they are; 0 for ever. */
export interface Retention {
  readonly book_snapshots: number
  /** Candles of a minute; longer ones are kept for ever. */
  readonly minute_candles: number
  readonly audit: number
}

/** Two years for prices (EV-13), a month for books. */
export const DEFAULT_RETENTION: Retention = { book_snapshots: 30, minute_candles: 730, audit: 0 }

const PRUNE: Readonly<Record<keyof Retention, string>> = {
  book_snapshots: 'DELETE FROM book_snapshots WHERE time < ?',
  minute_candles: 'DELETE FROM candles WHERE interval_s = 60 AND open_time < ?',
  audit: 'DELETE FROM audit WHERE created_at < ?',
}

/** Reads `book_snapshots=7,audit=365`; what is not named is kept as long as by default. */
export function readRetention(text: string): Retention {
  const retention: Record<keyof Retention, number> = { ...DEFAULT_RETENTION }
  for (const part of text.split(',').filter((it) => it !== '')) {
    const [name = '', days = ''] = part.split('=')
    if (!Object.hasOwn(retention, name) || !/^\d{1,5}$/.test(days)) {
      const names = Object.keys(DEFAULT_RETENTION).join(', ')
      throw new Error(`"${part}" is not one of ${names}, an equals sign and days`)
    }
    retention[name as keyof Retention] = Number(days)
  }
  return retention
}

export class Pruner {
  readonly #changes: Changes
  readonly #retention: Retention
  #day = 0n

  constructor(changes: Changes, retention: Retention) {
    this.#changes = changes
    this.#retention = retention
  }

  /** Goes on at a time of the tape. */
  load(time: bigint): void {
    this.#day = startOf(time, DAY)
  }

  begins(time: bigint): void {
    if (time < this.#day + DAY) return
    this.#day = startOf(time, DAY)
    for (const [name, days] of Object.entries(this.#retention) as [keyof Retention, number][]) {
      if (days > 0) this.#changes.run(PRUNE[name], this.#day - BigInt(days) * DAY)
    }
  }
}
