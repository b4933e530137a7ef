// Transactions by type, counted since the projector began (OP-04): metrics, and in no table.
import { Buckets } from '../buckets.ts'

/** What money moves for. */
export type TransactionType = 'DEPOSIT' | 'WITHDRAWAL' | 'TRANSFER' | 'TRADE'

const MILLION = 1_000_000
const DOLLARS = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000]

export class Transactions {
  readonly #types = new Map<TransactionType, { count: number; dollars: Buckets }>()

  /** `usd` in millionths of a dollar, by the reference rate of the moment; 0 where there is none. */
  add(type: TransactionType, usd: bigint): void {
    let its = this.#types.get(type)
    if (its === undefined) {
      its = { count: 0, dollars: new Buckets(DOLLARS) }
      this.#types.set(type, its)
    }
    its.count++
    if (usd !== 0n) its.dollars.add(Math.abs(Number(usd)) / MILLION)
  }

  /** Names of its series with their values. */
  series(): Record<string, number> {
    const series: Record<string, number> = {}
    for (const [type, { count }] of this.#types) series[`transactions_total{type="${type}"}`] = count
    for (const [type, { dollars }] of this.#types) {
      Object.assign(series, dollars.series('transaction_dollars', `type="${type}"`))
    }
    return series
  }
}
