// How long something took, in buckets as Prometheus reads them.

/** Upper bounds, in seconds. */
const BOUNDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

export class LatencyHistogram {
  readonly #counts = new Array<number>(BOUNDS.length).fill(0)
  #count = 0
  #sum = 0
  #last = 0

  add(seconds: number): void {
    const at = BOUNDS.findIndex((bound) => seconds <= bound)
    if (at >= 0) this.#counts[at]!++
    this.#count++
    this.#sum += seconds
    this.#last = seconds
  }

  /** The last one, in seconds. */
  get last(): number {
    return this.#last
  }

  /** Lines of a metric; `labels` as `session="A"`, or empty. */
  lines(name: string, labels: string): string[] {
    const more = labels === '' ? '' : `${labels},`
    const ends = labels === '' ? '' : `{${labels}}`
    let below = 0
    const buckets = BOUNDS.map((bound, at) => {
      below += this.#counts[at]!
      return `${name}_bucket{${more}le="${bound}"} ${below}`
    })
    return [
      ...buckets,
      `${name}_bucket{${more}le="+Inf"} ${this.#count}`,
      `${name}_sum${ends} ${this.#sum}`,
      `${name}_count${ends} ${this.#count}`,
    ]
  }
}
