import type { TroubleCounts } from '@tapebook/service'

/** What the streams' process did and holds, for metrics. */
export interface Counts {
  connections: number
  /** Streams that somebody reads. */
  streams: number
  /** Payloads built, and what was sent of them to readers. */
  published: number
  sent: number
  /** Connections that were refused, and those that broke a limit. */
  refused: number
  disconnected: number
  /** Connections that ended without a word: lost, or let go because they did not read. */
  lost: number
  /** Requests of the WebSocket API, and connections that are logged on. */
  requests: number
  sessions: number
  /** What a sandbox made go wrong. */
  troubles: Readonly<TroubleCounts>
}

export const newCounts = (): Counts => ({
  connections: 0,
  streams: 0,
  published: 0,
  sent: 0,
  refused: 0,
  disconnected: 0,
  lost: 0,
  requests: 0,
  sessions: 0,
  troubles: { refused: 0, banned: 0, delayed: 0, disconnected: 0 },
})
