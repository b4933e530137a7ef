// What the gateway's process is given, and what it tells the one that started it.

export interface FixSettings {
  /** The exchange's binary port. */
  readonly url: string
  /** Authority of its certificate, in PEM. */
  readonly ca?: string
  /** Counterparties, their keys, sequence numbers, logs and status. */
  readonly folder: string
  /** Dotted. */
  readonly host: string
  /** 0 for a free one. */
  readonly port: number
  /** With these files (PEM) the port speaks TLS; with authorities it asks for certificates of counterparties. */
  readonly tls?: { readonly certificate: string; readonly key: string; readonly authorities?: string }
}

/** How a counterparty's session stands. */
export interface SessionFigures {
  readonly name: string
  readonly isLoggedOn: boolean
  /** Whether its session with the exchange is live. */
  readonly isLive: boolean
  readonly nextSender: number
  readonly nextTarget: number
  readonly waitingBytes: number
  readonly openOrders: number
  readonly sent: number
  readonly received: number
  readonly refused: number
}

/** From a message's arrival to its answer's way out, in microseconds. */
export interface Latency {
  readonly count: number
  readonly p50: number
  readonly p99: number
  readonly most: number
}

export interface FixFigures {
  readonly sessions: readonly SessionFigures[]
  readonly logons: number
  readonly refusedLogons: number
  readonly resets: number
  readonly latency: Latency
}

/** What the process tells. */
export type FromFix =
  | { readonly type: 'listening'; readonly host: string; readonly port: number }
  | { readonly type: 'figures'; readonly figures: FixFigures }
