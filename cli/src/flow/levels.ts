import { Side } from '@tapebook/schema'

export type Level = readonly [price: number, quantity: number]

/** Quantity by price of one side. Prices and quantities of an instrument are below 2^48, so numbers are exact. */
export class Levels {
  readonly side: Side
  readonly #quantities = new Map<number, number>()
  /** From the worst price to the best, so that the best one costs nothing to find, add or remove. */
  readonly #prices: number[] = []

  constructor(side: Side) {
    this.side = side
  }

  get size(): number {
    return this.#prices.length
  }

  at(price: number): number {
    return this.#quantities.get(price) ?? 0
  }

  /** Adds a quantity, which may be below 0. Throws when a level would hold less than nothing. */
  change(price: number, by: number): void {
    if (by === 0) return
    const before = this.#quantities.get(price)
    const after = (before ?? 0) + by
    if (after < 0) throw new RangeError(`the level ${price} holds ${before ?? 0} and would lose ${-by}`)
    if (after === 0) {
      this.#quantities.delete(price)
      this.#prices.splice(this.#rank(price), 1)
      return
    }
    this.#quantities.set(price, after)
    if (before === undefined) this.#prices.splice(this.#rank(price), 0, price)
  }

  best(): Level | undefined {
    const price = this.#prices.at(-1)
    return price === undefined ? undefined : [price, this.at(price)]
  }

  /** From the best down. */
  top(count: number): Level[] {
    const levels: Level[] = []
    for (let at = this.#prices.length - 1; at >= 0 && levels.length < count; at--) {
      const price = this.#prices[at] as number
      levels.push([price, this.at(price)])
    }
    return levels
  }

  /** Is `price` as good for the other side as `limit`, or better? A bid at or above it, an ask at or below. */
  static reaches(side: Side, price: number, limit: number): boolean {
    return side === Side.Buy ? price >= limit : price <= limit
  }

  /** Where `price` stands, or belongs. */
  #rank(price: number): number {
    const sign = this.side === Side.Buy ? 1 : -1
    let low = 0
    let high = this.#prices.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (sign * (this.#prices[middle] as number) < sign * price) low = middle + 1
      else high = middle
    }
    return low
  }
}

export interface BookSides {
  readonly bids: Levels
  readonly asks: Levels
}

export const emptyBook = (): BookSides => ({ bids: new Levels(Side.Buy), asks: new Levels(Side.Sell) })

export const sideOf = (book: BookSides, side: Side): Levels => (side === Side.Buy ? book.bids : book.asks)

export const opposite = (side: Side): Side => (side === Side.Buy ? Side.Sell : Side.Buy)

/** The first level in which two sides differ, in words; undefined if there is none. */
export function firstDifference(
  what: string,
  left: readonly Level[],
  right: readonly Level[],
): string | undefined {
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [a, b] = [left[at], right[at]]
    if (a?.[0] === b?.[0] && a?.[1] === b?.[1]) continue
    const text = (level: Level | undefined): string => (level ? `${level[1]} at ${level[0]}` : 'nothing')
    return `${what} level ${at + 1}: ${text(a)} against ${text(b)}`
  }
  return undefined
}
