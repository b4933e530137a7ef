// Streams and the WebSocket API beside an exchange, kept running.
import { Supervisor } from '@tapebook/supervisor'
import { type Counts, newCounts } from './counts.ts'
import type { FromStreams, StreamsSettings } from './settings.ts'

/** How long it may take to say goodbye. */
const FINISH_MS = 5_000

type Place = Extract<FromStreams, { type: 'listening' }>

export class StreamsSupervisor {
  readonly #process: Supervisor<FromStreams>
  #place: Place | undefined
  #counts: Readonly<Counts> = newCounts()
  #onListening: (() => void) | undefined

  constructor(settings: StreamsSettings, onTrouble: (why: string) => void) {
    const isSource = import.meta.url.endsWith('.ts')
    this.#process = new Supervisor<FromStreams>({
      name: "the streams' process",
      entry: new URL(isSource ? './streams-process.ts' : './streams-process.js', import.meta.url),
      settings,
      finishMs: FINISH_MS,
      onTrouble,
      onMessage: (message) => {
        if (message.type === 'counts') this.#counts = message.counts
        else {
          this.#place = message
          this.#onListening?.()
        }
        return true
      },
      onEnd: () => {
        this.#place = undefined
        this.#counts = newCounts()
      },
    })
  }

  /** Number of its process; undefined while there is none. */
  get pid(): number | undefined {
    return this.#process.pid
  }

  /** Where it listens; undefined where it did not get to it in that time. */
  async listening(withinMs: number): Promise<Place | undefined> {
    if (this.#place !== undefined) return this.#place
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, withinMs)
      this.#onListening = () => {
        clearTimeout(late)
        resolve()
      }
    })
    return this.#place
  }

  /** For metrics of the exchange. */
  gauges(): Record<string, number> {
    const counts = this.#counts
    return {
      streams_up: this.#place === undefined ? 0 : 1,
      streams_restarts_total: this.#process.restarts,
      streams_connections: counts.connections,
      streams_read: counts.streams,
      streams_published_total: counts.published,
      streams_sent_total: counts.sent,
      streams_refused_total: counts.refused,
      streams_disconnected_total: counts.disconnected,
      streams_requests_total: counts.requests,
      streams_sessions: counts.sessions,
    }
  }

  /** Lets it say goodbye, and ends it. */
  async stop(): Promise<void> {
    await this.#process.stop()
  }
}
