// What the gateway to liquidity providers is told, and what it tells.

export interface LpSettings {
  /** File of the sessions (see `config.ts`). */
  readonly config: string
  /** Folder of the exchange: the control socket, the sessions' numbers and, where no database is named, the orders. */
  readonly folder: string
  /** Database of orders: `postgres://…`, else a file; left out, a file in the folder. */
  readonly database?: string
}

/** What it tells the one that started it. */
export type FromLp =
  | { readonly type: 'listening'; readonly socket: string }
  | { readonly type: 'gauges'; readonly gauges: Readonly<Record<string, number>> }
