// Streams and the WebSocket API beside an exchange, kept running.
import { entryOf, ListeningProcess } from '@tapebook/supervisor'
import { type Counts, newCounts } from './counts.ts'
import type { FromStreams, StreamsSettings } from './settings.ts'

/** How long it may take to say goodbye. */
const FINISH_MS = 5_000

/** Room for what lives as long as an order is under way: a quarter of the collector's work where orders are many. */
const NODE_OPTIONS = ['--max-semi-space-size=64']

type Place = Extract<FromStreams, { type: 'listening' }>

export class StreamsSupervisor extends ListeningProcess<FromStreams, Place> {
  #counts: Readonly<Counts> = newCounts()

  constructor(settings: StreamsSettings, onTrouble: (why: string) => void) {
    super({
      name: "the streams' process",
      entry: entryOf(import.meta.url, './streams-process.ts'),
      settings,
      nodeOptions: NODE_OPTIONS,
      finishMs: FINISH_MS,
      onTrouble,
      placeOf: (message) => {
        if (message.type === 'listening') return message
        this.#counts = message.counts
        return undefined
      },
      onEnd: () => {
        this.#counts = newCounts()
      },
    })
  }

  /** For metrics of the exchange. */
  gauges(): Record<string, number> {
    const counts = this.#counts
    return {
      streams_up: this.isListening ? 1 : 0,
      streams_restarts_total: this.restarts,
      streams_connections: counts.connections,
      streams_read: counts.streams,
      streams_published_total: counts.published,
      streams_sent_total: counts.sent,
      streams_refused_total: counts.refused,
      streams_disconnected_total: counts.disconnected,
      streams_lost_total: counts.lost,
      streams_requests_total: counts.requests,
      streams_sessions: counts.sessions,
      streams_sandbox_refused_total: counts.troubles.refused,
      streams_sandbox_banned_total: counts.troubles.banned,
      streams_sandbox_delayed_total: counts.troubles.delayed,
      streams_sandbox_disconnected_total: counts.troubles.disconnected,
    }
  }
}
