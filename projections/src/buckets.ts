/** How many values were at most each bound, and their sum: a histogram as Prometheus reads it. */
export class Buckets {
  readonly #bounds: readonly number[]
  readonly #counts: number[]
  #sum = 0

  /** `bounds` grow; what is beyond the last one is counted as well. */
  constructor(bounds: readonly number[]) {
    this.#bounds = bounds
    this.#counts = new Array<number>(bounds.length + 1).fill(0)
  }

  add(value: number): void {
    const at = this.#bounds.findIndex((bound) => value <= bound)
    this.#counts[at < 0 ? this.#bounds.length : at]!++
    this.#sum += value
  }

  /** Names of its series with their values; `labels` such as `type="TRADE"`, empty for none. */
  series(name: string, labels: string): Record<string, number> {
    const series: Record<string, number> = {}
    const before = labels === '' ? '' : `${labels},`
    let upto = 0
    for (const [at, count] of this.#counts.entries()) {
      upto += count
      series[`${name}_bucket{${before}le="${this.#bounds[at] ?? '+Inf'}"}`] = upto
    }
    const own = labels === '' ? '' : `{${labels}}`
    series[`${name}_sum${own}`] = this.#sum
    series[`${name}_count${own}`] = upto
    return series
  }
}
