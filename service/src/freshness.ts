// Are the tables as far as what a client was told? One look at a time, however many wait.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Tables } from '@tapebook/projections'

const LOOK_MS = 5
/** How long a reader waits for the tables at most. */
const WAIT_MS = 1_000

export class Freshness {
  readonly #tables: Tables
  #at = 0
  #looking: Promise<void> | undefined

  constructor(tables: Tables) {
    this.#tables = tables
  }

  /** True once the tables have that command, false if they have not in time or cannot be read. */
  async upTo(sequence: number): Promise<boolean> {
    const end = performance.now() + WAIT_MS
    try {
      while (this.#at < sequence) {
        await this.#look()
        if (this.#at >= sequence) return true
        if (performance.now() > end) return false
        await sleep(LOOK_MS)
      }
      return true
    } catch {
      return false
    }
  }

  #look(): Promise<void> {
    this.#looking ??= this.#tables
      .place()
      .then(({ sequence }) => {
        // After a rebuild they begin anew.
        this.#at = sequence
      })
      .finally(() => {
        this.#looking = undefined
      })
    return this.#looking
  }
}
