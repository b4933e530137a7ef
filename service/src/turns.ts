/** One at a time for each name: a session has no two unanswered requests with one client id. */
export class Turns {
  /** Names that somebody has, each with who waits for it; most are wanted once, and then nobody does. */
  readonly #busy = new Map<string, (() => void)[] | null>()

  /** Runs once nobody else has that name; at once where nobody has. */
  take<T>(name: string, run: () => Promise<T>): Promise<T> {
    const waiting = this.#busy.get(name)
    if (waiting === undefined) {
      this.#busy.set(name, null)
      return this.#run(name, run)
    }
    return new Promise<void>((resolve) => {
      if (waiting === null) this.#busy.set(name, [resolve])
      else waiting.push(resolve)
    }).then(() => this.#run(name, run))
  }

  async #run<T>(name: string, run: () => Promise<T>): Promise<T> {
    try {
      return await run()
    } finally {
      // Whoever is next has the name from now on.
      const next = this.#busy.get(name)?.shift()
      if (next === undefined) this.#busy.delete(name)
      else next()
    }
  }
}
