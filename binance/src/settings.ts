import type { Settings as AccessSettings } from '@tapebook/access'
import type { TlsFiles } from '@tapebook/sockets'
import type { Counts } from './counts.ts'
import type { Limits } from './limits.ts'
import type { Limits as ApiLimits } from './rest/limits.ts'

/** What the process of streams and the WebSocket API is told. */
export interface StreamsSettings {
  /** Binary port of the exchange. */
  readonly url: string
  /** Files with the Ed25519 keys of its two sessions: one acts for accounts, the other binds them to it. */
  readonly keys: { readonly streams: string; readonly binder: string }
  /** Where the tables are: `postgres://…`, else a file; left out, there is no history. */
  readonly tables?: string
  /** The identity database, the folder of its master key, and what an operator set; left out, nobody can log on. */
  readonly access?: {
    readonly url: string
    readonly folder: string
    readonly settings?: Partial<AccessSettings>
  }
  /** Proxies whose word on who asks counts: addresses and networks. */
  readonly trustedProxies: readonly string[]
  /** Folder of an exchange that is opened as a sandbox; left out, nothing of one is there. */
  readonly sandbox?: string
  readonly host: string
  /** 0 for a free one. */
  readonly port: number
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
