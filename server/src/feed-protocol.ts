// What the server and the process of its feed port tell each other.

import type { TlsFiles } from '@tapebook/sockets'
import type { GatewayLimits } from './options.ts'

/** What the process is started with, as JSON in its environment. */
export interface FeedSettings extends GatewayLimits {
  host: string
  port: number
  tls?: TlsFiles | undefined
  /** Number of its first connection: odd, and above those of a process that ended. */
  firstConnection: number
}

/** Environment variable of the settings, and the file descriptor that market data come in by. */
export const SETTINGS = 'TAPEBOOK_FEED_PORT'
export const FEED_FD = 4

export type ToFeedProcess =
  | { type: 'send'; id: number; bytes: Uint8Array }
  | { type: 'end'; id: number; code: number; reason: string }
  | { type: 'close'; id: number }
  /** The core knows that the connection closed: its number may be taken again. */
  | { type: 'free'; id: number }
  /** Takes no new connections any more. */
  | { type: 'stopListening' }

export type FromFeedProcess =
  | { type: 'listening'; port: number }
  | { type: 'failed'; why: string }
  | { type: 'open'; id: number }
  /** What connections sent, one after another in `bytes`. */
  | { type: 'messages'; ids: number[]; lengths: number[]; bytes: Uint8Array }
  | { type: 'congested'; id: number; is: boolean }
  | { type: 'closed'; id: number }
  | { type: 'counts'; counts: FeedProcessCounts }

/** Counters and gauges of the process, for metrics. */
export interface FeedProcessCounts {
  connections: number
  congested: number
  messages_sent_total: number
  bytes_sent_total: number
  sends_dropped_total: number
  refused_total: number
}
