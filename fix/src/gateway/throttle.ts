// How many messages a second somebody may send.

export class Throttle {
  readonly #rate: number
  #left: number
  #at = 0

  /** As many at once as in a second. */
  constructor(rate: number) {
    this.#rate = rate
    this.#left = rate
  }

  /** Is there room for one more? `now` in ms. */
  take(now: number): boolean {
    this.#left = Math.min(this.#rate, this.#left + ((now - this.#at) * this.#rate) / 1_000)
    this.#at = now
    if (this.#left < 1) return false
    this.#left--
    return true
  }
}
