// A folder of a test, and what has to end before it goes.
import type { TestContext } from 'node:test'
import { newDirectory } from '@tapebook/testing'

/** Made before what a test starts otherwise: it ends first. */
export class Stops {
  readonly folder: string
  readonly #stops: (() => unknown)[] = []

  constructor(t: TestContext) {
    this.folder = newDirectory(t, async () => {
      for (const stop of this.#stops.reverse()) await stop()
    })
  }

  /** Has it stopped when the test ends; what was started last goes first. */
  add(stop: () => unknown): void {
    this.#stops.push(stop)
  }
}
