import type { Settings as AccessSettings } from '@tapebook/access'

/** What every process that speaks for people is told, whatever it speaks. */
export interface EdgeSettings {
  /** Binary port of the exchange. */
  readonly url: string
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
  /** Folder of an exchange that was begun as a sandbox and is opened as one; left out, nothing of a sandbox is there. */
  readonly sandbox?: string
  readonly host: string
  /** 0 for a free one. */
  readonly port: number
}
