// A signed request has its effect once: its bytes are remembered for as long as its time is inside of the window. What was
// seen before this process began is not known, so requests from before then are refused; and so are those whose like was
// forgotten, should the clock be set back.

const REMEMBERED_MAX = 400_000

export class ReplayGuard {
  /** Names of requests with the time at which they are refused anyway, oldest first in each. */
  readonly #seen = new Map<string, number>()
  /** Requests up to this time may have been seen by a process before. */
  readonly #blindUntil: number
  /** The latest end of a window whose requests were forgotten. */
  #forgottenUntil = 0

  constructor(now: number, aheadMs: number) {
    this.#blindUntil = now + aheadMs
  }

  get size(): number {
    return this.#seen.size
  }

  /** Is its time, and the end of its window, one of which all requests are known? */
  knows(timestamp: number, until: number): boolean {
    return timestamp > this.#blindUntil && until > this.#forgottenUntil
  }

  /** How many ms from now on requests that are signed then are known again; 0 where they are already. */
  blindFor(now: number): number {
    return Math.max(0, this.#blindUntil + 1 - now)
  }

  /** Was it taken? */
  has(name: string): boolean {
    return this.#seen.has(name)
  }

  /** True the first time; `until` is when its time leaves the window. False too if no more can be remembered. */
  take(name: string, until: number, now: number): boolean {
    if (this.#seen.has(name)) return false
    if (this.#seen.size >= REMEMBERED_MAX) this.#forget(now)
    if (this.#seen.size >= REMEMBERED_MAX) return false
    this.#seen.set(name, until)
    // Those at the front are the oldest: two a call keep it as small as it can be.
    let looked = 0
    for (const [old, its] of this.#seen) {
      if (its >= now || ++looked > 2) break
      this.#drop(old, its)
    }
    return true
  }

  #forget(now: number): void {
    for (const [old, its] of this.#seen) if (its < now) this.#drop(old, its)
  }

  #drop(name: string, until: number): void {
    this.#seen.delete(name)
    if (until > this.#forgottenUntil) this.#forgottenUntil = until
  }
}
