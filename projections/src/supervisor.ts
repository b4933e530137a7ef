// Keeps a projector's process running beside an exchange. Whatever becomes of it, nobody who trades waits for it.
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Retention } from './market/retention.ts'
import { type FromProcess, type ProcessSettings, SETTINGS, type ToProcess } from './process-protocol.ts'
import type { Progress } from './projector.ts'

/** Before a process that ended is started again: twice as long after each end without progress. */
const AGAIN_MS: Readonly<Record<'first' | 'most', number>> = { first: 1_000, most: 30_000 }
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
  readonly #options: SupervisorOptions
  #child: ChildProcess | undefined
  #again: NodeJS.Timeout | undefined
  #pause = AGAIN_MS.first
  #progress: Progress | undefined
  #restarts = 0
  #isStopped = false

  constructor(options: SupervisorOptions) {
    this.#options = options
    this.#start()
  }

  /** For metrics. `durable` is the last command that the exchange has on disk. */
  gauges(durable: number): Record<string, number> {
    const { sequence = 0, ...rest } = this.#progress ?? {}
    const gauges: Record<string, number> = {
      projection_up: this.#child === undefined ? 0 : 1,
      projection_sequence: sequence,
      projection_commands_behind: Math.max(0, durable - sequence),
      projection_restarts_total: this.#restarts,
    }
    for (const [name, value] of Object.entries(rest)) gauges[`projection_${name}`] = value
    return gauges
  }

  /** Lets it catch up with an exchange that has stopped, and ends it. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#again)
    const child = this.#child
    if (child === undefined) return
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const late = setTimeout(() => child.kill('SIGKILL'), FINISH_MS)
    child.send({ type: 'finish' } satisfies ToProcess, () => {})
    await ended
    clearTimeout(late)
  }

  #start(): void {
    const isSource = import.meta.url.endsWith('.ts')
    const entry = fileURLToPath(new URL(isSource ? './process.ts' : './process.js', import.meta.url))
    const { directory, url, retention } = this.#options
    const child = fork(entry, [], {
      ...(isSource && { execArgv: ['--import', 'tsx'] }),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: {
        ...process.env,
        [SETTINGS]: JSON.stringify({
          directory,
          url,
          ...(retention && { retention }),
        } satisfies ProcessSettings),
      },
    })
    this.#child = child
    let why = ''
    child.on('message', (message: FromProcess) => {
      if (message.type === 'progress') {
        if (message.progress.sequence > (this.#progress?.sequence ?? 0)) this.#pause = AGAIN_MS.first
        this.#progress = message.progress
      } else {
        why = message.why
        this.#options.onTrouble(why)
      }
    })
    child.on('error', (error) => this.#options.onTrouble(error.message))
    child.on('exit', (code, signal) => {
      this.#child = undefined
      if (this.#isStopped) return
      if (why === '') this.#options.onTrouble(`the projector ended (${code ?? signal})`)
      this.#restarts++
      this.#again = setTimeout(() => this.#start(), this.#pause)
      this.#pause = Math.min(this.#pause * 2, AGAIN_MS.most)
    })
  }
}
