// How long answers take, since the gateway began.
import { build } from 'hdr-histogram-js'
import type { Latency } from './settings.ts'

const NS_PER_US = 1_000
/** Longer ones count as this, in us. */
const LONGEST_US = 60_000_000

export class Latencies {
  readonly #histogram = build({
    bitBucketSize: 32,
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST_US,
    numberOfSignificantValueDigits: 2,
  })

  /** Takes one up, in ns. */
  add(ns: bigint): void {
    this.#histogram.recordValue(Math.min(LONGEST_US, Math.max(1, Math.round(Number(ns) / NS_PER_US))))
  }

  /** In us, to 1 %. */
  figures(): Latency {
    const { totalCount: count, maxValue: most } = this.#histogram
    const at = (share: number): number => (count === 0 ? 0 : this.#histogram.getValueAtPercentile(share))
    return { count, p50: at(50), p99: at(99), most: count === 0 ? 0 : most }
  }
}
