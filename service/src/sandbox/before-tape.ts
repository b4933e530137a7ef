// Imported candles before those of the tape. Both are kept apart: they meet in an answer, and nowhere else.
import { type Bar, type Bars, both } from './bars.ts'

/** Which bars of an interval are asked for; the end is not included. */
export interface SpanAsked {
  readonly instrument: number
  readonly intervalS: number
  readonly from: bigint
  readonly to: bigint
  readonly limit: number
  /** The newest of the span, not the oldest. */
  readonly isNewest?: boolean
}

/** Bars of the tape, oldest first, with those that were imported before them. The interval in which the tape began is of both. */
export function beforeTape(
  imported: Bars | undefined,
  own: readonly Bar[],
  asked: SpanAsked,
): readonly Bar[] {
  if (imported === undefined) return own
  const { instrument, intervalS, from, to, limit, isNewest = false } = asked
  const [first] = own
  const end = first === undefined ? to : first.openTime + 1n
  const older = imported.read(instrument, intervalS, { from, to: end, limit, isNewest })
  const last = older.at(-1)
  const all =
    first !== undefined && last?.openTime === first.openTime
      ? [...older.slice(0, -1), both(last, first), ...own.slice(1)]
      : [...older, ...own]
  return isNewest ? all.slice(-limit) : all.slice(0, limit)
}
