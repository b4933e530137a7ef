// The projector beside an exchange, kept running.
import { entryOf, Supervisor } from '@tapebook/supervisor'
import type { Retention } from './market/retention.ts'
import type { ProcessSettings } from './process-settings.ts'
import type { Progress } from './projector.ts'

/** How long it may take to catch up once the exchange has stopped. */
const FINISH_MS = 10_000

export interface SupervisorOptions {
  /** Folder of the exchange. */
  readonly directory: string
  /** Where the tables are: `postgres://…`, else a file. */
  readonly url: string
  readonly retention?: Retention
  readonly onTrouble: (why: string) => void
}

export class ProjectorSupervisor {
  readonly #process: Supervisor<Progress>
  #progress: Progress | undefined

  constructor({ directory, url, retention, onTrouble }: SupervisorOptions) {
    const settings: ProcessSettings = { directory, url, ...(retention && { retention }) }
    this.#process = new Supervisor<Progress>({
      name: 'the projector',
      entry: entryOf(import.meta.url, './process.ts'),
      settings,
      finishMs: FINISH_MS,
      onTrouble,
      onMessage: (progress) => {
        const isFurther = progress.sequence > (this.#progress?.sequence ?? 0)
        this.#progress = progress
        return isFurther
      },
    })
  }

  /** For metrics. `durable` is the last command that the exchange has on disk. */
  gauges(durable: number): Record<string, number> {
    const { sequence = 0, series = {}, ...rest } = this.#progress ?? {}
    const gauges: Record<string, number> = {
      projection_up: this.#process.isUp ? 1 : 0,
      projection_sequence: sequence,
      projection_commands_behind: Math.max(0, durable - sequence),
      projection_restarts_total: this.#process.restarts,
    }
    for (const [name, value] of Object.entries({ ...rest, ...series })) gauges[`projection_${name}`] = value
    return gauges
  }

  /** Lets it catch up with an exchange that has stopped, and ends it. */
  async stop(): Promise<void> {
    await this.#process.stop()
  }
}
