import { join } from 'node:path'
import type { ProjectorSupervisor } from '@tapebook/projections'
import { TABLES } from './options.ts'

/** The database that a command means. */
export const databaseOf = (directory: string, database: string | undefined): string =>
  database ?? join(directory, TABLES)

interface TablesOptions {
  data: string
  projections: boolean
  database?: string
}

/** The projector beside an exchange, where one is wanted. */
export class Tables {
  readonly #options: TablesOptions
  #projector: ProjectorSupervisor | undefined

  constructor(options: TablesOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    const { data: directory, projections, database } = this.#options
    if (!projections) return
    const { ProjectorSupervisor } = await import('@tapebook/projections')
    const url = databaseOf(directory, database)
    const onTrouble = (why: string): void => void process.stderr.write(`tapebook: projections: ${why}\n`)
    this.#projector = new ProjectorSupervisor({ directory, url, onTrouble })
  }

  gauges(durable: number): Record<string, number> {
    return this.#projector?.gauges(durable) ?? {}
  }

  async stop(): Promise<void> {
    await this.#projector?.stop()
  }
}
