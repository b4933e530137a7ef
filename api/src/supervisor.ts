// The API beside an exchange, kept running.
import { Supervisor } from '@tapebook/supervisor'
import type { ApiSettings, Listening } from './settings.ts'

/** How long it may take to answer what is under way. */
const FINISH_MS = 10_000

export class ApiSupervisor {
  readonly #process: Supervisor<Listening>
  #listening: Listening | undefined
  #onListening: (() => void) | undefined
  #listener: ((listening: Listening) => void) | undefined

  constructor(settings: ApiSettings, onTrouble: (why: string) => void) {
    const isSource = import.meta.url.endsWith('.ts')
    this.#process = new Supervisor<Listening>({
      name: 'the API',
      entry: new URL(isSource ? './process.ts' : './process.js', import.meta.url),
      settings,
      finishMs: FINISH_MS,
      onTrouble,
      onMessage: (listening) => {
        this.#listening = listening
        this.#onListening?.()
        this.#listener?.(listening)
        return true
      },
      onEnd: () => {
        this.#listening = undefined
      },
    })
  }

  /** Number of its process; undefined while there is none. */
  get pid(): number | undefined {
    return this.#process.pid
  }

  /** Where it listens; undefined where it did not get to it in that time. */
  async listening(withinMs: number): Promise<Listening | undefined> {
    if (this.#listening !== undefined) return this.#listening
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, withinMs)
      this.#onListening = () => {
        clearTimeout(late)
        resolve()
      }
    })
    return this.#listening
  }

  /** Calls back each time that it has begun to listen from now on. */
  onListening(listener: (listening: Listening) => void): void {
    this.#listener = listener
  }

  /** Certificates were renewed: connections from now on see them. */
  reload(): void {
    if (this.pid !== undefined) process.kill(this.pid, 'SIGHUP')
  }

  /** For metrics of the exchange. */
  gauges(): Record<string, number> {
    return { api_up: this.#listening === undefined ? 0 : 1, api_restarts_total: this.#process.restarts }
  }

  /** Lets it answer what is under way, and ends it. */
  async stop(): Promise<void> {
    await this.#process.stop()
  }
}
