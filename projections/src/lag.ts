/** Batches that percentiles look back over. */
const WINDOW = 1_024

/** How far behind the tape the tables were when each batch was written, in seconds. */
export class Lag {
  readonly #seconds: number[] = []
  #next = 0

  add(seconds: number): void {
    this.#seconds[this.#next] = seconds
    this.#next = (this.#next + 1) % WINDOW
  }

  /** The lag that this share of the last batches did not pass; 0 before the first. */
  quantile(share: number): number {
    const sorted = [...this.#seconds].sort((a, b) => a - b)
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  }
}
