// When requests came, until they are answered. Those that are answered by no order's report are let go in their turn.

/** Requests that are remembered at once; the oldest goes first. */
const MOST = 16_384

export class Arrivals {
  readonly #times = new Map<string, bigint>()
  readonly #most: number

  constructor(most = MOST) {
    this.#most = most
  }

  /** How many wait. */
  get size(): number {
    return this.#times.size
  }

  /** A request with that client id came, at that time of the clock of `process.hrtime`, in ns. */
  came(clientId: string, at: bigint): void {
    this.#times.set(clientId, at)
    if (this.#times.size <= this.#most) return
    const [oldest] = this.#times.keys()
    if (oldest !== undefined) this.#times.delete(oldest)
  }

  /** It is answered: when it came; undefined where it was told before, or is forgotten. */
  answered(clientId: string): bigint | undefined {
    const at = this.#times.get(clientId)
    this.#times.delete(clientId)
    return at
  }
}
