import { Assets } from './assets.ts'
import type { Audit } from './audit.ts'
import { Core, type Mailer } from './core.ts'
import { openDatabase } from './database/database.ts'
import { Deeds } from './deeds.ts'
import { ApiKeys } from './keys/api-keys.ts'
import { Outbox } from './outbox.ts'
import { Accounts } from './people/accounts.ts'
import { LogIn } from './people/log-in.ts'
import { Passkeys } from './people/passkeys.ts'
import { Passwords } from './people/passwords.ts'
import { Tokens } from './people/tokens.ts'
import { Totp } from './people/totp.ts'
import { MAIN_TENANT, Users } from './people/users.ts'
import { type Actor, need, type Principal } from './principal.ts'
import { Proposals } from './proposals.ts'
import type { Permission } from './rights/permissions.ts'
import { RateLimits } from './rights/rate-limits.ts'
import { Throttle } from './rights/throttle.ts'
import type { MasterKey } from './secrets/master-key.ts'
import { checkMasterKey, rotateMasterKey } from './secrets/rotation.ts'
import { DEFAULTS, type Settings } from './settings.ts'

export interface AccessOptions {
  /** `postgres://…`, else a file of SQLite. */
  readonly url: string
  readonly masterKey: MasterKey
  /** Milliseconds since 1970 UTC. */
  readonly clock?: () => number
  /** Without it nobody has to confirm an address, and passwords are reset by operators. */
  readonly mailer?: Mailer
  readonly settings?: Partial<Settings>
}

/** People, credentials and rights of a venue. */
export class Access {
  readonly users: Users
  readonly accounts: Accounts
  readonly logIn: LogIn
  readonly tokens: Tokens
  readonly totp: Totp
  readonly passkeys: Passkeys
  readonly keys: ApiKeys
  readonly audit: Audit
  readonly outbox: Outbox
  readonly deeds: Deeds
  readonly proposals: Proposals
  readonly assets: Assets
  readonly limits: RateLimits
  readonly #core: Core

  private constructor(core: Core) {
    const passwords = new Passwords(core.settings.passwords, core.now)
    this.#core = core
    this.audit = core.audit
    this.outbox = new Outbox(core)
    this.deeds = new Deeds(core)
    this.proposals = new Proposals(core)
    this.assets = new Assets(core)
    this.accounts = new Accounts(core, this.outbox)
    this.keys = new ApiKeys(core, this.outbox)
    this.users = new Users(core, passwords, this.accounts, this.keys)
    this.tokens = new Tokens(core)
    this.totp = new Totp(core, passwords)
    this.logIn = new LogIn(core, this.users, passwords, this.tokens, this.totp, new Throttle(core.now))
    this.passkeys = new Passkeys(core, passwords, this.logIn)
    this.limits = new RateLimits(core.settings.limits, core.now)
  }

  static async open({ url, masterKey, clock = Date.now, mailer, settings }: AccessOptions): Promise<Access> {
    const db = await openDatabase(url)
    try {
      await db.migrate()
      const core = new Core({
        db,
        master: masterKey,
        now: clock,
        settings: { ...DEFAULTS, ...settings },
        mailer,
      })
      await db.transaction(async (queries) => {
        await checkMasterKey(core, queries)
        const tenant = 'INSERT INTO tenants VALUES (?, ?, ?) ON CONFLICT DO NOTHING'
        await queries.run(tenant, [MAIN_TENANT, 'Main', core.now()])
        await core.audit.prepare(queries)
      })
      const access = new Access(core)
      await access.tokens.prepare()
      return access
    } catch (error) {
      await db.close()
      throw error
    }
  }

  /** Database and place, for a log; no password. */
  get description(): string {
    return this.#core.db.description
  }

  /** Throws FORBIDDEN or SECOND_FACTOR_NEEDED unless they may do it. */
  need(principal: Principal, permission: Permission): void {
    need(principal, permission, this.#core.settings.secondFactor === 'required')
  }

  /** Encrypts all secrets anew under the newest key of `master`, which has to have the present one behind it. */
  async rotateMasterKey(actor: Actor, master: MasterKey): Promise<void> {
    this.#core.need(actor, 'secrets.rotate')
    await rotateMasterKey(this.#core, actor, master)
  }

  /** Throws away what has expired. Once an hour is enough. */
  async sweep(): Promise<void> {
    const { db, now } = this.#core
    const at = now()
    await db.run('DELETE FROM sessions WHERE expires_at < ?', [at])
    await db.run('DELETE FROM one_time_tokens WHERE expires_at < ?', [at])
    await db.run('DELETE FROM challenges WHERE expires_at < ?', [at])
    await this.tokens.sweep()
    await this.keys.sweep()
    await this.deeds.sweep()
  }

  /** When work is done that no answer waited for, as sending a mail. */
  async settled(): Promise<void> {
    await this.#core.settled()
  }

  async close(): Promise<void> {
    await this.#core.settled()
    await this.#core.db.close()
  }
}

/** Opens the identity database, and makes it at the first start. Throws if the master key is not the one it was made with. */
export const openAccess = (options: AccessOptions): Promise<Access> => Access.open(options)
