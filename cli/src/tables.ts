import { join } from 'node:path'
import type { ProjectorSupervisor } from '@tapebook/projections'
import { sentenceOf, usageError } from './exit-codes.ts'
import { TABLES } from './options.ts'

/** The database that a command means. */
export const databaseOf = (directory: string, database: string | undefined): string =>
  database ?? join(directory, TABLES)

interface TablesOptions {
  data: string
  projections: boolean
  database?: string
  retain?: string
}

/** The projector beside an exchange, where one is wanted. */
export class Tables {
  readonly #start: () => ProjectorSupervisor | undefined
  #projector: ProjectorSupervisor | undefined

  private constructor(start: () => ProjectorSupervisor | undefined) {
    this.#start = start
  }

  /** Reads the options; throws a sentence about one that is wrong. */
  static async of({ data: directory, projections, database, retain }: TablesOptions): Promise<Tables> {
    if (!projections) return new Tables(() => undefined)
    const { ProjectorSupervisor, readRetention } = await import('@tapebook/projections')
    const url = databaseOf(directory, database)
    const onTrouble = (why: string): void => void process.stderr.write(`tapebook: projections: ${why}\n`)
    try {
      const retention = readRetention(retain ?? '')
      return new Tables(() => new ProjectorSupervisor({ directory, url, retention, onTrouble }))
    } catch (error) {
      throw usageError(sentenceOf(error))
    }
  }

  start(): void {
    this.#projector = this.#start()
  }

  gauges(durable: number): Record<string, number> {
    return this.#projector?.gauges(durable) ?? {}
  }

  async stop(): Promise<void> {
    await this.#projector?.stop()
  }
}
