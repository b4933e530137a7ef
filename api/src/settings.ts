import type { Limits as BinanceLimits } from '@tapebook/binance'
import type { EdgeSettings } from '@tapebook/service'

/** Files in PEM: the certificate with those between it and its authority, and its private key. */
export interface TlsFiles {
  readonly cert: string
  readonly key: string
}

export interface OperatorListener extends TlsFiles {
  /** The authority whose certificates operators show. */
  readonly ca: string
  /** 0 for a free one. */
  readonly port: number
}

/** Mails of sign-ups and passwords. */
export interface MailSettings {
  /** `smtp://USER:PASSWORD@HOST:587`, or `smtps://…` for TLS from the first byte. */
  readonly url: string
  /** Address that they come from. */
  readonly from: string
}

/** What the API's process is told. */
export interface ApiSettings extends EdgeSettings {
  readonly access?: NonNullable<EdgeSettings['access']> & {
    /** How mails leave; left out, none are sent, and an address need not be confirmed. */
    readonly mail?: MailSettings
  }
  /** Files with the Ed25519 keys of its sessions; the approver is the second operator that a bust needs. */
  readonly keys: { readonly gateway: string; readonly operator: string; readonly approver: string }
  /** Account that holds withdrawals until they are decided; left out, none are taken. */
  readonly withdrawals?: number
  /** Control socket of the gateway to liquidity providers; left out, there is none. */
  readonly lp?: string
  /** Speak TLS 1.3, with these files in PEM. */
  readonly tls?: TlsFiles
  /**
   * Where operators are served, by TLS 1.3 alone and to nobody without a certificate of this authority. What is theirs is
   * then not served anywhere else.
   */
  readonly operators?: OperatorListener
  /** Other limits than Binance's for its clients. */
  readonly binanceLimits?: Partial<BinanceLimits>
  /** Connections of one address at once; of a trusted proxy as many as there are. */
  readonly connectionsPerPeer?: number
  /** Origins whose pages may use the API; its own may always. */
  readonly allowedOrigins: readonly string[]
  /** Of pino. */
  readonly logLevel: string
}

/** What it tells: where it listens. */
export interface Listening {
  readonly host: string
  readonly port: number
  /** Of the listener for operators; undefined without one. */
  readonly operatorPort?: number
}

/** Bounds of every request. */
export const LIMITS = {
  /** Bytes of a body. */
  body: 64 * 1_024,
  /** Bytes of all headers together. */
  headers: 16 * 1_024,
  /** Headers of a request. */
  headerCount: 64,
  /** Bytes of a path with its query. */
  path: 2_048,
  /** Until all headers, and the whole request, have come, in ms. */
  headersMs: 10_000,
  requestMs: 20_000,
  /** A connection without a request is closed, in ms. */
  keepAliveMs: 30_000,
  /** Requests of one connection; then it is made anew. */
  requestsPerSocket: 100_000,
  connections: 10_000,
} as const

/** Rows on a page where nobody says how many (RA-05), and at most. */
export const PAGE = 15
export const PAGE_MAX = 500
