// People: who there is, in which role, and what becomes of their passwords.
import { randomUUID } from 'node:crypto'
import { visitorEntry } from '../audit.ts'
import type { Core } from '../core.ts'
import { type Queries, Taken } from '../database/database.ts'
import type { ApiKeys } from '../keys/api-keys.ts'
import type { Actor, Visitor } from '../principal.ts'
import { Refusal } from '../refusals.ts'
import { Buckets } from '../rights/buckets.ts'
import { isOperator, ROLES, type Role } from '../rights/permissions.ts'
import type { Accounts } from './accounts.ts'
import { hashOfToken, newToken } from './one-way.ts'
import { checkPassword, type Passwords } from './passwords.ts'

export type UserStatus = 'UNCONFIRMED' | 'ACTIVE' | 'DISABLED'

export interface User {
  readonly id: string
  readonly tenantId: string
  readonly email: string
  readonly role: Role
  readonly status: UserStatus
  readonly hasTotp: boolean
  readonly createdAt: number
}

/** A row of `users`. */
export interface UserRow {
  id: string
  tenant_id: string
  email: string
  role: Role
  status: UserStatus
  password_hash: string
  epoch: number
  totp_sealed: string | null
  totp_pending_sealed: string | null
  totp_step: number
  created_at: number
}

export interface NewUser {
  readonly email: string
  readonly password: string
  /** The tenant's id; `main` if it is left out. */
  readonly tenant?: string
}

/** Tenant of those who name none. */
export const MAIN_TENANT = 'main'

const ADDRESS = /^[^\s@<>"(),:;\\[\]\p{Cc}\p{Cs}]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/iu
const TENANT = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/
const PAGE_MAX = 100

/** Addresses that are the same in it belong to one person. */
export const emailKey = (email: string): string => email.normalize('NFKC').toLowerCase()

type Purpose = 'RESET' | 'CONFIRM'

/** Links that reset a password, to one person, whoever asks for them. */
const RESETS = { capacity: 3, perSecond: 1 / 600 }

export class Users {
  readonly #core: Core
  readonly #passwords: Passwords
  readonly #accounts: Accounts
  readonly #keys: ApiKeys
  readonly #resets: Buckets

  constructor(core: Core, passwords: Passwords, accounts: Accounts, keys: ApiKeys) {
    this.#keys = keys
    this.#core = core
    this.#resets = new Buckets(RESETS, core.now)
    this.#passwords = passwords
    this.#accounts = accounts
  }

  /** Makes a tenant; does nothing if it is there. */
  async createTenant(actor: Actor, id: string, name: string): Promise<void> {
    this.#core.need(actor, 'users.role')
    if (!TENANT.test(id))
      throw new Refusal('INVALID_INPUT', 'A tenant is named by small letters, digits and dashes.')
    await this.#core.db.transaction(async (queries) => {
      const added = await queries.run('INSERT INTO tenants VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
        id,
        name,
        this.#core.now(),
      ])
      if (added === 0) return
      const changes = { after: { name } }
      await this.#core.audit.by(queries, actor, {
        action: 'TENANT_CREATED',
        resource: 'TENANT',
        resourceId: id,
        changes,
      })
    })
  }

  /**
   * Signs a client up, with a first account. The answer is the same, and takes as long, whether the address was free
   * or not; where mails are sent the address has to be confirmed first, and its owner learns of a second try.
   */
  async signUp(visitor: Visitor, { email, password, tenant = MAIN_TENANT }: NewUser): Promise<void> {
    checkAddress(email)
    checkPassword(password, email)
    const hash = await this.#passwords.hash(password)
    const { mailer } = this.#core
    this.#core.later(async () => {
      const status = mailer === undefined ? 'ACTIVE' : 'UNCONFIRMED'
      const made = await this.#insert(
        { email, hash, tenant, role: 'CLIENT', status },
        async (queries, id) => {
          const entry = {
            tenantId: tenant,
            userId: id,
            action: 'USER_SIGNED_UP',
            resource: 'USER',
            resourceId: id,
          }
          await this.#core.audit.add(queries, { ...entry, ...visitorEntry(visitor) })
        },
      )
      // A row of its own, so that it takes as long.
      if (made === undefined) await this.#takenAudited(visitor, tenant)
      if (mailer === undefined) return
      if (made === undefined) await mailer({ to: email, kind: 'ADDRESS_TAKEN' })
      else await mailer({ to: email, kind: 'CONFIRM_ADDRESS', token: await this.#issue(made, 'CONFIRM') })
    })
    // Without mails the next step is a log-in, which has to find what was made here.
    if (mailer === undefined) await this.#core.settled()
  }

  async #takenAudited(visitor: Visitor, tenantId: string): Promise<void> {
    const entry = { tenantId, userId: null, action: 'SIGN_UP_REFUSED', resource: 'USER', resourceId: '' }
    await this.#core.db.transaction((queries) =>
      this.#core.audit.add(queries, { ...entry, ...visitorEntry(visitor) }),
    )
  }

  /** By the token of a mail: the address is theirs, and they may log on. */
  async confirm(visitor: Visitor, token: string): Promise<void> {
    await this.#core.db.transaction(async (queries) => {
      const user = await this.#redeem(queries, token, 'CONFIRM')
      const set = "UPDATE users SET status = 'ACTIVE', updated_at = ? WHERE id = ? AND status = 'UNCONFIRMED'"
      await queries.run(set, [this.#core.now(), user.id])
      const { tenant_id: tenantId, id } = user
      const entry = { tenantId, userId: id, action: 'USER_CONFIRMED', resource: 'USER', resourceId: id }
      await this.#core.audit.add(queries, { ...entry, ...visitorEntry(visitor) })
    })
  }

  /** Makes somebody, in any role; only who may change roles makes operators. Throws CONFLICT if the address is taken. */
  async create(
    actor: Actor,
    { email, password, role = 'CLIENT' }: Omit<NewUser, 'tenant'> & { role?: Role },
  ): Promise<User> {
    this.#core.need(actor, isOperator(role) ? 'users.role' : 'users.create')
    if (!ROLES.includes(role)) throw new Refusal('INVALID_INPUT')
    checkAddress(email)
    checkPassword(password, email)
    const hash = await this.#passwords.hash(password)
    const tenant = actor.principal.tenantId
    const id = await this.#insert({ email, hash, tenant, role, status: 'ACTIVE' }, async (queries, made) => {
      const changes = { after: { role } }
      await this.#core.audit.by(queries, actor, {
        action: 'USER_CREATED',
        resource: 'USER',
        resourceId: made,
        changes,
      })
    })
    if (id === undefined) throw new Refusal('CONFLICT', 'The address is taken.')
    return viewOf(await this.#row(this.#core.db, id, tenant))
  }

  /** People of the actor's tenant, oldest first, `limit` at most after the one named. */
  async list(
    actor: Actor,
    { after = '', limit = 15 }: { after?: string; limit?: number } = {},
  ): Promise<User[]> {
    this.#core.need(actor, 'users.read')
    const rows = await this.#core.db.all<UserRow>(
      `SELECT * FROM users WHERE tenant_id = ? AND id > ? ORDER BY id LIMIT ${Math.min(Math.max(limit, 1), PAGE_MAX)}`,
      [actor.principal.tenantId, after],
    )
    return rows.map(viewOf)
  }

  /** Somebody by id or address. Throws NOT_FOUND. Everybody sees themselves. */
  async get(actor: Actor, idOrEmail: string): Promise<User> {
    const { principal } = actor
    if (idOrEmail !== principal.userId) this.#core.need(actor, 'users.read')
    return viewOf(await this.#find(this.#core.db, idOrEmail, principal.tenantId))
  }

  /** Disables somebody, which ends all that they are logged on by, or lets them in again. */
  async setStatus(actor: Actor, idOrEmail: string, status: 'ACTIVE' | 'DISABLED'): Promise<void> {
    await this.#change(actor, idOrEmail, async (queries, user) => {
      this.#core.need(actor, isOperator(user.role) ? 'users.role' : 'users.update')
      if (user.id === actor.principal.userId) throw new Refusal('CONFLICT', 'Nobody disables themselves.')
      const set = 'UPDATE users SET status = ?, epoch = epoch + 1, updated_at = ? WHERE id = ?'
      await queries.run(set, [status, this.#core.now(), user.id])
      await this.endSessions(queries, user.id)
      // The engine does not ask us who is disabled.
      if (status === 'DISABLED') await this.#keys.revokeAll(queries, user.id, { engineOnly: true })
      return { action: 'USER_STATUS_CHANGED', before: { status: user.status }, after: { status } }
    })
  }

  /** Puts somebody into another role; they have to log on again, and their keys end. */
  async setRole(actor: Actor, idOrEmail: string, role: Role): Promise<void> {
    this.#core.need(actor, 'users.role')
    if (!ROLES.includes(role)) throw new Refusal('INVALID_INPUT')
    await this.#change(actor, idOrEmail, async (queries, user) => {
      if (user.id === actor.principal.userId) throw new Refusal('CONFLICT', 'Nobody changes their own role.')
      const set = 'UPDATE users SET role = ?, epoch = epoch + 1, updated_at = ? WHERE id = ?'
      await queries.run(set, [role, this.#core.now(), user.id])
      await this.endSessions(queries, user.id)
      await this.#keys.revokeAll(queries, user.id)
      return { action: 'USER_ROLE_CHANGED', before: { role: user.role }, after: { role } }
    })
  }

  /** Ends all sessions of somebody, and every token. */
  async logOutEverywhere(actor: Actor, idOrEmail: string = actor.principal.userId): Promise<void> {
    await this.#change(actor, idOrEmail, async (queries, user) => {
      const isOwn = user.id === actor.principal.userId
      this.#core.need(
        actor,
        isOwn ? 'own.security.manage' : isOperator(user.role) ? 'users.role' : 'users.update',
      )
      await queries.run('UPDATE users SET epoch = epoch + 1 WHERE id = ?', [user.id])
      await this.endSessions(queries, user.id)
      return { action: 'LOGOUT_EVERYWHERE', before: {}, after: {} }
    })
  }

  /** Sets another password and ends all sessions. Throws INVALID_CREDENTIALS if the present one is wrong. */
  async changePassword(actor: Actor, present: string, password: string): Promise<void> {
    this.#core.need(actor, 'own.security.manage')
    const { userId, tenantId } = actor.principal
    const user = await this.#row(this.#core.db, userId, tenantId)
    await this.#passwords.confirm(present, user)
    checkPassword(password, user.email)
    const hash = await this.#passwords.hash(password)
    await this.#change(actor, userId, async (queries) => {
      await this.#setPassword(queries, user.id, hash)
      return { action: 'PASSWORD_CHANGED', before: {}, after: {} }
    })
    this.#tell(user.email)
  }

  /** A token that resets somebody's password, for an operator who knows who asks. It is shown this once. */
  async issueReset(actor: Actor, idOrEmail: string): Promise<string> {
    const { tenantId } = actor.principal
    const user = await this.#find(this.#core.db, idOrEmail, tenantId)
    this.#core.need(actor, isOperator(user.role) ? 'users.role' : 'users.update')
    const token = await this.#issue(user.id, 'RESET')
    const entry = { action: 'PASSWORD_RESET_ISSUED', resource: 'USER', resourceId: user.id }
    await this.#core.audit.record(actor, entry)
    return token
  }

  /** Takes away somebody's authenticator, for who has lost it and the recovery codes; their sessions end. */
  async removeTotp(actor: Actor, idOrEmail: string): Promise<void> {
    await this.#change(actor, idOrEmail, async (queries, user) => {
      this.#core.need(actor, isOperator(user.role) ? 'users.role' : 'users.update')
      const set =
        'UPDATE users SET totp_sealed = NULL, totp_pending_sealed = NULL, epoch = epoch + 1 WHERE id = ?'
      await queries.run(set, [user.id])
      await queries.run('DELETE FROM recovery_codes WHERE user_id = ?', [user.id])
      await this.endSessions(queries, user.id)
      return { action: 'TOTP_REMOVED', before: {}, after: {} }
    })
  }

  /** Sends a link by which a password is set anew, if there is such a person. The answer tells nothing. */
  async requestReset(visitor: Visitor, email: string, tenant: string = MAIN_TENANT): Promise<void> {
    this.#core.later(async () => {
      const { mailer, db, audit } = this.#core
      const user = await this.#byEmail(db, email, tenant)
      if (user === undefined || user.status === 'DISABLED' || !this.#resets.take(user.id).allowed) return
      const token = await this.#issue(user.id, 'RESET')
      await db.transaction((queries) => {
        const entry = { tenantId: tenant, userId: user.id, action: 'PASSWORD_RESET_ASKED', resource: 'USER' }
        return audit.add(queries, { ...entry, resourceId: user.id, ...visitorEntry(visitor) })
      })
      await mailer?.({ to: user.email, kind: 'RESET_PASSWORD', token })
    })
  }

  /** Sets a password by the token of a mail, once, and ends all sessions. Throws INVALID_TOKEN. */
  async resetPassword(visitor: Visitor, token: string, password: string): Promise<void> {
    const known = await this.#core.db.one<{ email: string }>(
      'SELECT email FROM users JOIN one_time_tokens ON user_id = id WHERE hash = ? AND used_at IS NULL',
      [hashOfToken(token)],
    )
    // Nobody guesses one: a made-up token is not worth the cost of a hash.
    if (known === undefined) throw new Refusal('INVALID_TOKEN')
    checkPassword(password, known.email)
    const hash = await this.#passwords.hash(password)
    const email = await this.#core.db.transaction(async (queries) => {
      const user = await this.#redeem(queries, token, 'RESET')
      await this.#setPassword(queries, user.id, hash)
      // A link in a mail shows that the address is theirs.
      await queries.run("UPDATE users SET status = 'ACTIVE' WHERE id = ? AND status = 'UNCONFIRMED'", [
        user.id,
      ])
      const { tenant_id: tenantId, id } = user
      const entry = { tenantId, userId: id, action: 'PASSWORD_RESET', resource: 'USER', resourceId: id }
      await this.#core.audit.add(queries, { ...entry, ...visitorEntry(visitor) })
      return user.email
    })
    this.#core.changed()
    this.#tell(email)
  }

  /** Somebody's row by address and tenant. */
  async #byEmail(queries: Queries, email: string, tenant: string): Promise<UserRow | undefined> {
    const sql = 'SELECT * FROM users WHERE tenant_id = ? AND email_key = ?'
    return await queries.one<UserRow>(sql, [tenant, emailKey(email)])
  }

  /** For a log-in: the row of an address. */
  async lookUp(email: string, tenant: string): Promise<UserRow | undefined> {
    return await this.#byEmail(this.#core.db, email, tenant)
  }

  /** Ends all sessions of somebody. */
  async endSessions(queries: Queries, userId: string): Promise<void> {
    const set = 'UPDATE sessions SET ended_at = ? WHERE user_id = ? AND ended_at IS NULL'
    await queries.run(set, [this.#core.now(), userId])
  }

  async #setPassword(queries: Queries, userId: string, hash: string): Promise<void> {
    const now = this.#core.now()
    const set = `UPDATE users SET password_hash = ?, password_changed_at = ?, epoch = epoch + 1, updated_at = ?
 WHERE id = ?`
    await queries.run(set, [hash, now, now, userId])
    // A link that was asked for before is not good any more.
    await queries.run('UPDATE one_time_tokens SET used_at = ? WHERE user_id = ? AND used_at IS NULL', [
      now,
      userId,
    ])
    await this.endSessions(queries, userId)
  }

  #tell(email: string): void {
    const { mailer } = this.#core
    if (mailer !== undefined) this.#core.later(() => mailer({ to: email, kind: 'PASSWORD_CHANGED' }))
  }

  /** Undefined if the address is taken. */
  async #insert(
    user: { email: string; hash: string; tenant: string; role: Role; status: UserStatus },
    audited: (queries: Queries, id: string) => Promise<void>,
  ): Promise<string | undefined> {
    const { email, hash, tenant, role, status } = user
    const id = randomUUID()
    const now = this.#core.now()
    try {
      await this.#core.db.transaction(async (queries) => {
        const known = await queries.one('SELECT id FROM tenants WHERE id = ?', [tenant])
        if (known === undefined) throw new Taken('no such tenant')
        await queries.run('INSERT INTO users VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, NULL, NULL, 0, ?, ?)', [
          id,
          tenant,
          email,
          emailKey(email),
          role,
          status,
          hash,
          now,
          now,
          now,
        ])
        if (role === 'CLIENT')
          await this.#accounts.open(queries, { userId: id, tenantId: tenant, name: 'Main' })
        await audited(queries, id)
      })
      this.#core.changed()
      return id
    } catch (error) {
      if (error instanceof Taken) return undefined
      throw error
    }
  }

  /** A token for a link; what stands in the database is its hash. */
  async #issue(userId: string, purpose: Purpose): Promise<string> {
    const { db, now, settings } = this.#core
    const token = newToken()
    const expires = now() + (purpose === 'RESET' ? settings.resetMs : settings.confirmMs)
    await db.run('INSERT INTO one_time_tokens VALUES (?, ?, ?, ?, NULL)', [
      hashOfToken(token),
      userId,
      purpose,
      expires,
    ])
    return token
  }

  async #redeem(queries: Queries, token: string, purpose: Purpose): Promise<UserRow> {
    const now = this.#core.now()
    const hash = hashOfToken(token)
    const used = await queries.run(
      'UPDATE one_time_tokens SET used_at = ? WHERE hash = ? AND purpose = ? AND used_at IS NULL AND expires_at > ?',
      [now, hash, purpose, now],
    )
    const sql = 'SELECT users.* FROM users JOIN one_time_tokens ON user_id = users.id WHERE hash = ?'
    const user = used === 1 ? await queries.one<UserRow>(sql, [hash]) : undefined
    if (user === undefined || user.status === 'DISABLED') throw new Refusal('INVALID_TOKEN')
    return user
  }

  async #change(
    actor: Actor,
    idOrEmail: string,
    work: (
      queries: Queries,
      user: UserRow,
    ) => Promise<{ action: string; before: Record<string, string>; after: Record<string, string> }>,
  ): Promise<void> {
    await this.#core.db.transaction(async (queries) => {
      const user = await this.#find(queries, idOrEmail, actor.principal.tenantId)
      const { action, before, after } = await work(queries, user)
      const changes = { before, after }
      await this.#core.audit.by(queries, actor, { action, resource: 'USER', resourceId: user.id, changes })
    })
    this.#core.changed()
  }

  async #find(queries: Queries, idOrEmail: string, tenantId: string): Promise<UserRow> {
    if (!idOrEmail.includes('@')) return await this.#row(queries, idOrEmail, tenantId)
    const found = await this.#byEmail(queries, idOrEmail, tenantId)
    if (found === undefined) throw new Refusal('NOT_FOUND')
    return found
  }

  async #row(queries: Queries, id: string, tenantId: string): Promise<UserRow> {
    const sql = 'SELECT * FROM users WHERE id = ? AND tenant_id = ?'
    const row = await queries.one<UserRow>(sql, [id, tenantId])
    if (row === undefined) throw new Refusal('NOT_FOUND')
    return row
  }
}

function checkAddress(email: string): void {
  if (email.length > 254 || !ADDRESS.test(email))
    throw new Refusal('INVALID_INPUT', 'This is no address of mail.')
}

const viewOf = (row: UserRow): User => ({
  id: row.id,
  tenantId: row.tenant_id,
  email: row.email,
  role: row.role,
  status: row.status,
  hasTotp: row.totp_sealed !== null,
  createdAt: row.created_at,
})
