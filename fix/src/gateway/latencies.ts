// How long answers take, in buckets that grow by an eighth: no allocation for each, and an error of 12 % at most.
import type { Latency } from './settings.ts'

const PER_OCTAVE = 8
const BUCKETS = 40 * PER_OCTAVE

export class Latencies {
  readonly #counts = new Uint32Array(BUCKETS)
  #count = 0
  #most = 0

  /** Takes one up, in ns. */
  add(ns: bigint): void {
    const us = Math.max(1, Number(ns) / 1_000)
    const bucket = Math.min(BUCKETS - 1, Math.floor(Math.log2(us) * PER_OCTAVE))
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1
    this.#count++
    this.#most = Math.max(this.#most, us)
  }

  figures(): Latency {
    return { count: this.#count, p50: this.#at(0.5), p99: this.#at(0.99), most: Math.round(this.#most) }
  }

  /** The upper edge of the bucket below which that share lies. */
  #at(share: number): number {
    let left = this.#count * share
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      left -= this.#counts[bucket] ?? 0
      if (left <= 0 && this.#count > 0) return Math.round(2 ** ((bucket + 1) / PER_OCTAVE))
    }
    return 0
  }
}
