import type { Rate } from './rights/buckets.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** What an operator may set; times in ms. */
export interface Settings {
  /** Is a second factor needed where the table of permissions says so (AU-03)? */
  readonly secondFactor: 'required' | 'off'
  /** Life of an access token (AU-04). */
  readonly clientTokenMs: number
  readonly operatorTokenMs: number
  /** Life of a refresh token; each use gives a new one. */
  readonly refreshMs: number
  /** Life of a link that resets a password, and of one that confirms an address. */
  readonly resetMs: number
  readonly confirmMs: number
  /** How long what another process revoked may still be taken here. */
  readonly cacheMs: number
  /** Window of a signed request: the default, the most that a request may ask for, and how far ahead its time may be. */
  readonly windowMs: number
  readonly windowMsMax: number
  readonly aheadMs: number
  /** How long the audit trail is kept (CO-01). */
  readonly auditMs: number
  readonly keysMax: number
  readonly accountsMax: number
  /** Cost of argon2id, how many run at once, and how many may wait. */
  readonly passwords: {
    readonly memoryKib: number
    readonly passes: number
    readonly atOnce: number
    readonly waitingMax: number
  }
  /** Requests from one real peer, before anybody is known; of one person, one account and one key, after. */
  readonly limits: {
    readonly peer: Rate
    readonly user: Rate
    readonly account: Rate
    readonly key: Rate
    /** Of one person at one place, by its name (AU-07). */
    readonly endpoints: Readonly<Record<string, Rate>>
  }
  /** Who asks for passkeys and codes: host name, name shown, and the pages' origins. */
  readonly site: { readonly host: string; readonly name: string; readonly origins: readonly string[] }
}

export const DEFAULTS: Settings = {
  secondFactor: 'required',
  clientTokenMs: 24 * HOUR,
  operatorTokenMs: 8 * HOUR,
  refreshMs: 30 * DAY,
  resetMs: 30 * MINUTE,
  confirmMs: 2 * DAY,
  cacheMs: SECOND,
  windowMs: 5 * SECOND,
  windowMsMax: MINUTE,
  aheadMs: SECOND,
  auditMs: 7 * 365.25 * DAY,
  keysMax: 50,
  accountsMax: 20,
  passwords: { memoryKib: 19_456, passes: 2, atOnce: 2, waitingMax: 64 },
  limits: {
    peer: { capacity: 400, perSecond: 200 },
    user: { capacity: 200, perSecond: 100 },
    account: { capacity: 200, perSecond: 100 },
    key: { capacity: 200, perSecond: 100 },
    endpoints: { 'deposits.create': { capacity: 10, perSecond: 10 / 60 } },
  },
  site: { host: 'localhost', name: 'Tapebook', origins: ['http://localhost:8080'] },
}
