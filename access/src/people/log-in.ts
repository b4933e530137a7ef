// Log-in, log-out, and the refresh tokens between them.
import { randomUUID } from 'node:crypto'
import { visitorEntry } from '../audit.ts'
import type { Core } from '../core.ts'
import type { Queries } from '../database/database.ts'
import type { Actor, Visitor } from '../principal.ts'
import { Refusal } from '../refusals.ts'
import { isOperator } from '../rights/permissions.ts'
import type { Throttle } from '../rights/throttle.ts'
import { printable } from '../text.ts'
import { hashOfToken, newToken } from './one-way.ts'
import type { Passwords } from './passwords.ts'
import type { AccessToken, Tokens } from './tokens.ts'
import type { Totp } from './totp.ts'
import { emailKey, MAIN_TENANT, type UserRow, type Users } from './users.ts'

export interface Credentials {
  readonly email: string
  readonly password: string
  /** A code of the authenticator, or a recovery code. */
  readonly code?: string
  readonly tenant?: string
}

export interface LoggedIn extends AccessToken {
  readonly refreshToken: string
  readonly userId: string
  readonly sessionId: string
  /** Was a second factor shown? */
  readonly secondFactor: boolean
}

/** A session of a person: where they are logged on. */
export interface Session {
  readonly id: string
  readonly peer: string
  readonly agent: string
  readonly createdAt: number
  readonly usedAt: number
  readonly isThis: boolean
}

interface RefreshRow {
  session_id: string
  used_at: number | null
  expires_at: number
  ended_at: number | null
  user_id: string
}

/** How long an address from which somebody logged on counts as known to be theirs. */
const KNOWN_PEER_MS = 30 * 24 * 3_600_000

export class LogIn {
  readonly #core: Core
  readonly #users: Users
  readonly #passwords: Passwords
  readonly #tokens: Tokens
  readonly #totp: Totp
  readonly #throttle: Throttle

  constructor(
    core: Core,
    users: Users,
    passwords: Passwords,
    tokens: Tokens,
    totp: Totp,
    throttle: Throttle,
  ) {
    this.#core = core
    this.#users = users
    this.#passwords = passwords
    this.#tokens = tokens
    this.#totp = totp
    this.#throttle = throttle
  }

  /**
   * Logs somebody on (AU-12). Throws INVALID_CREDENTIALS whatever is wrong with address, password or person, in the same
   * time; SECOND_FACTOR_NEEDED if they are right and a code is missing; INVALID_CODE; TOO_MANY.
   */
  async logIn(
    visitor: Visitor,
    { email, password, code, tenant = MAIN_TENANT }: Credentials,
  ): Promise<LoggedIn> {
    const user = await this.#users.lookUp(email, tenant)
    const isKnown = await this.#isKnownPeer(user?.id ?? '', visitor.peer)
    const attempt = this.#throttle.begin(`${tenant} ${emailKey(email)}`, visitor.peer, isKnown)
    const isRight = await this.#passwords.verify(password, user?.password_hash)
    const isElsewhere = visitor.clientsOnly === true && user !== undefined && isOperator(user.role)
    if (user === undefined || !isRight || user.status !== 'ACTIVE' || isElsewhere) {
      attempt.failed()
      await this.#refused(visitor, tenant, user, 'LOGIN_FAILED')
      throw new Refusal('INVALID_CREDENTIALS')
    }
    const hasSecond = user.totp_sealed !== null
    if (hasSecond && code === undefined) {
      attempt.passed()
      throw new Refusal('SECOND_FACTOR_NEEDED')
    }
    if (hasSecond && !(await this.#totp.take(user, code ?? ''))) {
      attempt.failed()
      await this.#refused(visitor, tenant, user, 'LOGIN_CODE_FAILED')
      throw new Refusal('INVALID_CODE')
    }
    attempt.passed()
    const rehashed = this.#passwords.isOld(user.password_hash)
      ? await this.#passwords.hash(password)
      : undefined
    return await this.open(visitor, user, hasSecond, async (queries) => {
      if (rehashed === undefined) return
      const set = 'UPDATE users SET password_hash = ? WHERE id = ? AND password_hash = ?'
      await queries.run(set, [rehashed, user.id, user.password_hash])
    })
  }

  /** A session with its first tokens, for somebody whose credentials were checked. */
  async open(
    visitor: Visitor,
    user: UserRow,
    secondFactor: boolean,
    also: (queries: Queries) => Promise<void> = async () => undefined,
  ): Promise<LoggedIn> {
    const { db, now, settings, audit } = this.#core
    const sessionId = randomUUID()
    const refreshToken = newToken()
    await db.transaction(async (queries) => {
      await also(queries)
      const at = now()
      const expires = at + settings.refreshMs
      await queries.run('INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)', [
        sessionId,
        user.id,
        secondFactor ? 1 : 0,
        printable(visitor.peer.slice(0, 64)),
        printable(visitor.agent.slice(0, 256)),
        at,
        at,
        expires,
      ])
      const insert = 'INSERT INTO refresh_tokens VALUES (?, ?, ?, ?, NULL)'
      await queries.run(insert, [hashOfToken(refreshToken), sessionId, at, expires])
      const { tenant_id: tenantId, id: userId } = user
      const entry = { tenantId, userId, action: 'LOGIN', resource: 'SESSION', resourceId: sessionId }
      await audit.add(queries, { ...entry, changes: { after: { secondFactor } }, ...visitorEntry(visitor) })
    })
    const token = await this.#tokens.issue(subjectOf(user, sessionId))
    return { ...token, refreshToken, userId: user.id, sessionId, secondFactor }
  }

  /**
   * New tokens for a refresh token, which is used up by it. One that comes a second time was stolen, or its successor
   * was: the whole session ends. Throws INVALID_TOKEN.
   */
  async refresh(visitor: Visitor, refreshToken: string): Promise<LoggedIn> {
    const hash = hashOfToken(refreshToken)
    const next = newToken()
    const found = await this.#core.db.transaction(async (queries) => {
      const now = this.#core.now()
      const row = await queries.one<RefreshRow>(
        `SELECT session_id, refresh_tokens.used_at, refresh_tokens.expires_at, ended_at, user_id
 FROM refresh_tokens JOIN sessions ON sessions.id = session_id WHERE hash = ?`,
        [hash],
      )
      const user = await queries.one<UserRow>('SELECT * FROM users WHERE id = ?', [row?.user_id ?? ''])
      if (row === undefined || user === undefined || row.ended_at !== null) return undefined
      const used = await queries.run(
        'UPDATE refresh_tokens SET used_at = ? WHERE hash = ? AND used_at IS NULL',
        [now, hash],
      )
      const { tenant_id: tenantId, id: userId } = user
      const entry = {
        tenantId,
        userId,
        resource: 'SESSION',
        resourceId: row.session_id,
        ...visitorEntry(visitor),
      }
      if (used === 0) {
        await queries.run('UPDATE sessions SET ended_at = ? WHERE id = ?', [now, row.session_id])
        await this.#core.audit.add(queries, { ...entry, action: 'REFRESH_TOKEN_REUSED' })
        return 'reused' as const
      }
      if (row.expires_at <= now || user.status !== 'ACTIVE') return undefined
      const expires = now + this.#core.settings.refreshMs
      const insert = 'INSERT INTO refresh_tokens VALUES (?, ?, ?, ?, NULL)'
      await queries.run(insert, [hashOfToken(next), row.session_id, now, expires])
      const session = await queries.one<{ second_factor: number }>(
        'UPDATE sessions SET used_at = ?, expires_at = ? WHERE id = ? RETURNING second_factor',
        [now, expires, row.session_id],
      )
      return { user, sessionId: row.session_id, secondFactor: session?.second_factor === 1 }
    })
    if (found === 'reused') this.#core.changed()
    if (found === undefined || found === 'reused') throw new Refusal('INVALID_TOKEN')
    const { user, sessionId, secondFactor } = found
    const token = await this.#tokens.issue(subjectOf(user, sessionId))
    return { ...token, refreshToken: next, userId: user.id, sessionId, secondFactor }
  }

  /** Ends the actor's session, with all its tokens (AU-12). */
  async logOut(actor: Actor): Promise<void> {
    const { sessionId } = actor.principal
    if (sessionId === undefined) throw new Refusal('INVALID_INPUT', 'A key is not logged on: revoke it.')
    await this.endSession(actor, sessionId)
  }

  /** Where the actor is logged on. */
  async sessions(actor: Actor): Promise<Session[]> {
    this.#core.need(actor, 'own.security.manage')
    const { userId, sessionId } = actor.principal
    const rows = await this.#core.db.all<{
      id: string
      peer: string
      agent: string
      created_at: number
      used_at: number
    }>(
      `SELECT id, peer, agent, created_at, used_at FROM sessions
 WHERE user_id = ? AND ended_at IS NULL AND expires_at > ? ORDER BY created_at, id`,
      [userId, this.#core.now()],
    )
    return rows.map(({ id, peer, agent, created_at, used_at }) => ({
      id,
      peer,
      agent,
      createdAt: created_at,
      usedAt: used_at,
      isThis: id === sessionId,
    }))
  }

  /** Ends one of the actor's sessions. Throws NOT_FOUND. */
  async endSession(actor: Actor, sessionId: string): Promise<void> {
    this.#core.need(actor, 'own.security.manage')
    await this.#core.db.transaction(async (queries) => {
      const ended = await queries.run(
        'UPDATE sessions SET ended_at = ? WHERE id = ? AND user_id = ? AND ended_at IS NULL',
        [this.#core.now(), sessionId, actor.principal.userId],
      )
      if (ended === 0) throw new Refusal('NOT_FOUND')
      await this.#core.audit.by(queries, actor, {
        action: 'LOGOUT',
        resource: 'SESSION',
        resourceId: sessionId,
      })
    })
    this.#core.changed()
  }

  async #isKnownPeer(userId: string, peer: string): Promise<boolean> {
    const sql = 'SELECT id FROM sessions WHERE user_id = ? AND peer = ? AND created_at > ? LIMIT 1'
    return (await this.#core.db.one(sql, [userId, peer, this.#core.now() - KNOWN_PEER_MS])) !== undefined
  }

  /** The same row, and so the same time, for somebody who is not there. What was typed in is not kept. */
  async #refused(
    visitor: Visitor,
    tenantId: string,
    user: UserRow | undefined,
    action: string,
  ): Promise<void> {
    const entry = { tenantId, userId: user?.id ?? null, action, resource: 'USER', resourceId: user?.id ?? '' }
    await this.#core.db.transaction((queries) =>
      this.#core.audit.add(queries, { ...entry, ...visitorEntry(visitor) }),
    )
  }
}

const subjectOf = (user: UserRow, sessionId: string) => ({
  userId: user.id,
  tenantId: user.tenant_id,
  role: user.role,
  epoch: user.epoch,
  sessionId,
})
