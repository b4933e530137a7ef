// Cursors: where a page ended, as a text that only this program has to read.
import { ApiError } from './errors.ts'

/** Whole numbers, to and from a text. */
export function writeCursor(...places: readonly number[]): string {
  return Buffer.from(places.join('.')).toString('base64url')
}

export function readCursor(cursor: string, count: number): number[] {
  const text = Buffer.from(cursor, 'base64url').toString('latin1')
  const places = text.split('.').map((word) => (/^\d{1,16}$/.test(word) ? Number(word) : Number.NaN))
  if (places.length !== count || !places.every(Number.isSafeInteger)) {
    throw new ApiError('INVALID_CURSOR', 'cursor')
  }
  return places
}

/** A page of a list. */
export interface PageOf<V> {
  readonly data: V[]
  readonly next_cursor: string | null
}

/** A page: one row more than shown was asked for, so that it is known whether there is a next one. */
export async function pageOf<T, V>(
  rows: readonly T[],
  limit: number,
  view: (row: T) => Promise<V>,
  cursor: (last: T) => string,
): Promise<PageOf<V>> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    data: await Promise.all(shown.map(view)),
    next_cursor: rows.length > limit && last !== undefined ? cursor(last) : null,
  }
}
