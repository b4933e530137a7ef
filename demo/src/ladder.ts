// What a spread maker quotes (LQ-04): pure arithmetic in ticks and lots, so that the same data give the same quotes.
import type { QuoteInput } from '@tapebook/client'

/** Millionths in one. */
const PPM = 1_000_000n

/** Quotes that one account may have on a side. */
export const MOST_LEVELS = 8

export interface MakerSettings {
  /** Millionths of the mid: see `spreadOf`. 1 to 100,000. */
  targetSpread: bigint
  /**
   * What the target spread is of: the whole width between the best bid and the best ask, or the distance of each
   * side from the mid, as LQ-04 writes its formula, with which twice the target is quoted. Default: full width.
   */
  spreadOf?: 'full width' | 'each side'
  /** Lots of the first level; the levels behind it have more. At least 1. */
  minDepth: bigint
  /** Levels a side, 1 to 8. */
  levels: number
  /** Millionths of the mid that the quotes are moved by at a full position. 0 for none. */
  skew: bigint
  /** Lots of a full position; beyond it only the side that brings it down is quoted. At least 1. */
  maxPosition: bigint
}

/** What is known of a market when it is quoted. */
export interface QuoteData {
  /** What it is worth, in ticks. */
  mid: bigint
  /** Lots held; below 0 is short. */
  position: bigint
}

/** Quotes of both sides, from the best away, in ticks and lots. */
export interface Ladder {
  bids: QuoteInput[]
  asks: QuoteInput[]
}

export function checkSettings(it: MakerSettings): void {
  const isWithin = (value: bigint, least: bigint, most: bigint): boolean => value >= least && value <= most
  if (!isWithin(it.targetSpread, 1n, 100_000n))
    throw new RangeError('a target spread is 1 to 100000 millionths')
  if (!Number.isInteger(it.levels) || it.levels < 1 || it.levels > MOST_LEVELS)
    throw new RangeError(`a maker has 1 to ${MOST_LEVELS} levels`)
  if (it.minDepth < 1n || it.maxPosition < 1n) throw new RangeError('depth and position are one lot at least')
  if (!isWithin(it.skew, 0n, 100_000n)) throw new RangeError('a skew is 0 to 100000 millionths')
}

/** Lots of a level, 1 for the best: half of the first level's more for each step away from the mid. */
export function calculateQuantity(minDepth: bigint, level: number): bigint {
  return (minDepth * BigInt(level + 1)) / 2n
}

/**
 * With each side as far away as the target spread, or half of it, level i bids mid x (1 - away x i) and asks
 * mid x (1 + away x i), bids rounded down and asks up to
 * ticks. A mid of a long position is lower, so that others buy from it, and of a short one higher.
 */
export function ladder(settings: MakerSettings, { mid, position }: QuoteData): Ladder {
  const { targetSpread, spreadOf = 'full width', minDepth, levels, skew, maxPosition } = settings
  const lean = position > maxPosition ? maxPosition : position < -maxPosition ? -maxPosition : position
  // All in one fraction, so that it is rounded once.
  const unit = PPM * maxPosition
  const leaned = mid * (unit - skew * lean)
  const share = spreadOf === 'each side' ? 2n : 1n
  const [bids, asks]: [QuoteInput[], QuoteInput[]] = [[], []]
  for (let level = 1; level <= levels; level++) {
    const away = targetSpread * share * BigInt(level)
    const quantity = calculateQuantity(minDepth, level)
    const whole = unit * 2n * PPM
    const bid = (leaned * (2n * PPM - away)) / whole
    const ask = (leaned * (2n * PPM + away) + whole - 1n) / whole
    // Where ticks are coarse, two levels may come to one price: a ladder has each once.
    if (position < maxPosition && bid > 0n && bid < lastOf(bids, ask)) bids.push([bid, quantity])
    if (position > -maxPosition && ask > lastOf(asks, bid)) asks.push([ask, quantity])
  }
  return { bids, asks }
}

const lastOf = (quotes: readonly QuoteInput[], otherwise: bigint): bigint =>
  quotes.length === 0 ? otherwise : BigInt(quotes[quotes.length - 1]![0])
