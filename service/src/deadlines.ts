// Deadlines of many that all come after the same time: one timer for all of them.

type Reject = (error: Error) => void

export class Deadlines {
  readonly #afterMs: number
  readonly #error: () => Error
  /** When each is due, the oldest first. */
  readonly #due = new Map<Reject, number>()
  #timer: NodeJS.Timeout | undefined

  /** `error` is what who is late is told. */
  constructor(afterMs: number, error: () => Error) {
    this.#afterMs = afterMs
    this.#error = error
  }

  /** Calls it unless it is deleted in time. O(1). */
  add(reject: Reject): void {
    const now = performance.now()
    this.#due.set(reject, now + this.#afterMs)
    this.#timer ??= setTimeout(() => this.#look(), this.#afterMs)
  }

  delete(reject: Reject): void {
    this.#due.delete(reject)
  }

  /** Calls none of those that are left. */
  clear(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#due.clear()
  }

  #look(): void {
    this.#timer = undefined
    const now = performance.now()
    for (const [reject, at] of this.#due) {
      if (at > now) {
        this.#timer = setTimeout(() => this.#look(), at - now)
        return
      }
      this.#due.delete(reject)
      reject(this.#error())
    }
  }
}
