// How long something took, in buckets as Prometheus reads them.

/** Upper bounds, in seconds. */
const BOUNDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

export class LatencyHistogram {
  readonly #counts = new Array<number>(BOUNDS.length).fill(0)
  #count = 0
  #sum = 0
  #last: number | undefined

  add(seconds: number): void {
    const at = BOUNDS.findIndex((bound) => seconds <= bound)
    if (at >= 0) this.#counts[at]!++
    this.#count++
    this.#sum += seconds
    this.#last = seconds
  }

  /** The last one, in seconds; undefined where there was none. */
  get last(): number | undefined {
    return this.#last
  }

  /** Lines of a metric; `labels` as `session="A"`. */
  lines(name: string, labels: string): string[] {
    let below = 0
    const buckets = BOUNDS.map((bound, at) => {
      below += this.#counts[at]!
      return `${name}_bucket{${labels},le="${bound}"} ${below}`
    })
    return [
      ...buckets,
      `${name}_bucket{${labels},le="+Inf"} ${this.#count}`,
      `${name}_sum{${labels}} ${this.#sum}`,
      `${name}_count{${labels}} ${this.#count}`,
    ]
  }
}
