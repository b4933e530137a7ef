// What all parts of this package share.
import { Audit } from './audit.ts'
import type { Database } from './database/database.ts'
import { type Actor, need } from './principal.ts'
import type { Permission } from './rights/permissions.ts'
import type { MasterKey } from './secrets/master-key.ts'
import type { Settings } from './settings.ts'

/** A message to a person; `token` is what its link holds. */
export interface Mail {
  readonly to: string
  readonly kind: 'CONFIRM_ADDRESS' | 'ADDRESS_TAKEN' | 'RESET_PASSWORD' | 'PASSWORD_CHANGED'
  readonly token?: string
}

/** Sends a message; what it throws is told to nobody who could learn from it. */
export type Mailer = (mail: Mail) => Promise<void>

interface Parts {
  readonly db: Database
  readonly master: MasterKey
  readonly now: () => number
  readonly settings: Settings
  readonly mailer?: Mailer | undefined
}

/** Answers of the database that may be as old as `cacheMs`; all are forgotten at each change made here. */
class Cache {
  readonly #entries = new Map<string, { value: unknown; until: number }>()
  static readonly SIZE_MAX = 20_000

  async get<T>(key: string, now: number, forMs: number, load: () => Promise<T>): Promise<T> {
    const found = this.#entries.get(key)
    // One from a time that is yet to come is none: the clock was set back.
    if (found !== undefined && found.until > now && found.until <= now + forMs) return found.value as T
    const value = await load()
    if (this.#entries.size >= Cache.SIZE_MAX) this.#entries.clear()
    this.#entries.set(key, { value, until: now + forMs })
    return value
  }

  clear(): void {
    this.#entries.clear()
  }
}

export class Core {
  readonly db: Database
  readonly now: () => number
  readonly settings: Settings
  readonly audit: Audit
  /** The key that seals now; a rotation puts another in its place. */
  master: MasterKey
  readonly mailer: Mailer | undefined
  /** Called after each change. */
  readonly listeners = new Set<() => void>()
  readonly #cache = new Cache()
  readonly #background = new Set<Promise<void>>()
  /** Counts changes: what was read before one is not kept after it. */
  #changes = 0

  constructor({ db, master, now, settings, mailer }: Parts) {
    this.db = db
    this.master = master
    this.now = now
    this.settings = settings
    this.mailer = mailer
    this.audit = new Audit(this)
  }

  /** Throws unless the actor may do it. */
  need({ principal }: Actor, permission: Permission): void {
    need(principal, permission, this.settings.secondFactor === 'required')
  }

  /** What `load` gives, or gave at most `cacheMs` ago. */
  async cached<T>(key: string, load: () => Promise<T>): Promise<T> {
    const before = this.#changes
    const value = await this.#cache.get(key, this.now(), this.settings.cacheMs, load)
    if (before !== this.#changes) this.#cache.clear()
    return value
  }

  /** After each change of what `cached` may hold. */
  changed(): void {
    this.#changes++
    this.#cache.clear()
    for (const listener of this.listeners) listener()
  }

  /** Work that an answer does not wait for, so that its time tells nothing. */
  later(work: () => Promise<void>): void {
    const running = work()
      .catch(() => undefined)
      .finally(() => this.#background.delete(running))
    this.#background.add(running)
  }

  /** When all that was put off is done. */
  async settled(): Promise<void> {
    while (this.#background.size > 0) await Promise.all(this.#background)
  }
}
