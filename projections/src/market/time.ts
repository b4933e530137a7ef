// Times of the tape: nanoseconds since 1970 UTC.

export const SECOND = 1_000_000_000n
export const DAY = 86_400n * SECOND

/** The beginning of the interval of that length in which a time is. */
export const startOf = (time: bigint, length: bigint): bigint => time - (time % length)

/** 00:00 UTC on the first of a time's month. */
export function startOfMonth(time: bigint): bigint {
  const date = new Date(Number(time / 1_000_000n))
  return BigInt(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)) * 1_000_000n
}
