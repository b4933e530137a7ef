/** One at a time for each name: a session has no two unanswered requests with one client id. */
export class Turns {
  readonly #busy = new Map<string, Promise<void>>()

  /** Runs once nobody else has that name. */
  async take<T>(name: string, run: () => Promise<T>): Promise<T> {
    while (this.#busy.has(name)) await this.#busy.get(name)
    let free = (): void => undefined
    this.#busy.set(
      name,
      new Promise((resolve) => {
        free = resolve
      }),
    )
    try {
      return await run()
    } finally {
      this.#busy.delete(name)
      free()
    }
  }
}
