import type { EdgeSettings } from '@tapebook/service'
import type { TlsFiles } from '@tapebook/sockets'
import type { Counts } from './counts.ts'
import type { Limits } from './limits.ts'
import type { Limits as ApiLimits } from './rest/limits.ts'

/** What the process of streams and the WebSocket API is told. */
export interface StreamsSettings extends EdgeSettings {
  /** Files with the Ed25519 keys of its two sessions: one acts for accounts, the other binds them to it. */
  readonly keys: { readonly streams: string; readonly binder: string }
  /** With a certificate it speaks TLS only. */
  readonly tls?: TlsFiles
  /** Other limits of connections than Binance's. */
  readonly limits?: Partial<Limits>
  /** Other limits of requests and orders. */
  readonly apiLimits?: Partial<ApiLimits>
}

/** What it tells: where it listens, and now and then what it counted. */
export type FromStreams =
  | { readonly type: 'listening'; readonly host: string; readonly port: number }
  | { readonly type: 'counts'; readonly counts: Readonly<Counts> }
