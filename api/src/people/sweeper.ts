/** Calls `sweep` at once and then again and again, one at a time; what it throws is told, and it goes on. */
export class Sweeper {
  readonly #sweep: () => Promise<void>
  readonly #everyMs: number
  readonly #onTrouble: (why: string) => void
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void>
  #isClosed = false

  constructor(sweep: () => Promise<void>, everyMs: number, onTrouble: (why: string) => void) {
    this.#sweep = sweep
    this.#everyMs = everyMs
    this.#onTrouble = onTrouble
    this.#running = this.#run()
  }

  /** Waits for the one that is under way. */
  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#timer)
    await this.#running
  }

  async #run(): Promise<void> {
    try {
      await this.#sweep()
    } catch (error) {
      this.#onTrouble(`what has expired was not thrown away: ${(error as Error).message}`)
    }
    if (this.#isClosed) return
    this.#timer = setTimeout(() => {
      this.#running = this.#run()
    }, this.#everyMs)
  }
}
