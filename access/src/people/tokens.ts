// Access tokens: JWTs signed by HMAC-SHA256 with keys of this store, named by `kid`. No other algorithm, key or audience is
// taken, and each token is looked up: it ends with its session, its person's epoch, and by its own id.
import { randomBytes, randomUUID } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import type { Core } from '../core.ts'
import type { Queries } from '../database/database.ts'
import type { Actor, OwnAccount, Principal } from '../principal.ts'
import { Refusal } from '../refusals.ts'
import { isOperator, type Role, SCOPES } from '../rights/permissions.ts'
import { hashOfToken } from './one-way.ts'

const ISSUER = 'tapebook'
const AUDIENCE = 'tapebook'
const ALGORITHM = 'HS256'
const TYPE = 'at+jwt'
const LENGTH_MAX = 2_048
const KID = /^[0-9a-f-]{36}$/

/** What a token is made for. */
export interface TokenSubject {
  readonly userId: string
  readonly tenantId: string
  readonly role: Role
  readonly epoch: number
  readonly sessionId: string
}

export interface AccessToken {
  readonly accessToken: string
  /** In ms. */
  readonly expiresAt: number
}

interface SessionRow {
  user_id: string
  tenant_id: string
  role: Role
  status: string
  epoch: number
  second_factor: number
  ended_at: number | null
  expires_at: number
}

interface Claims {
  readonly sid: string
  readonly jti: string
  readonly epoch: number
  /** In seconds. */
  readonly exp: number
}

interface SigningKey {
  readonly id: string
  readonly secret: Uint8Array
  readonly retiredAt: number | null
}

/** What a signing key's secret is sealed for. */
export const signingKeyPlace = (id: string): string => `signing key ${id}`

/** Accounts of a person that may be traded on. */
export async function ownAccounts(queries: Queries, userId: string): Promise<OwnAccount[]> {
  const rows = await queries.all<{ uuid: string; number: number; frozen: number }>(
    `SELECT uuid, number, frozen FROM accounts WHERE user_id = ? AND number IS NOT NULL AND closed_at IS NULL
 ORDER BY created_at, uuid`,
    [userId],
  )
  return rows.map(({ uuid, number, frozen }) => ({ uuid, account: number, frozen: frozen === 1 }))
}

export class Tokens {
  readonly #core: Core
  #keys: readonly SigningKey[] = []
  #loadedAt = Number.NEGATIVE_INFINITY

  constructor(core: Core) {
    this.#core = core
  }

  /** Makes the first signing key, and reads all. */
  async prepare(): Promise<void> {
    await this.#load()
    if (this.#keys.some(({ retiredAt }) => retiredAt === null)) return
    await this.#core.db.transaction(async (queries) => {
      const live = 'SELECT id FROM signing_keys WHERE retired_at IS NULL'
      if ((await queries.one(live)) === undefined) await this.#add(queries)
    })
    await this.#load()
  }

  /** Signs with a new key from now on; what the old ones signed is good until it expires. */
  async rotate(actor: Actor): Promise<void> {
    this.#core.need(actor, 'secrets.rotate')
    await this.#core.db.transaction(async (queries) => {
      const retire = 'UPDATE signing_keys SET retired_at = ? WHERE retired_at IS NULL'
      await queries.run(retire, [this.#core.now()])
      const id = await this.#add(queries)
      const entry = { action: 'SIGNING_KEY_ROTATED', resource: 'SIGNING_KEY', resourceId: id }
      await this.#core.audit.by(queries, actor, entry)
    })
    await this.#load()
  }

  async issue({ userId, tenantId, role, epoch, sessionId }: TokenSubject): Promise<AccessToken> {
    const key = this.#keys.find(({ retiredAt }) => retiredAt === null)
    if (key === undefined) throw new Error('there is no key to sign tokens with')
    const [account] = await ownAccounts(this.#core.db, userId)
    const now = this.#core.now()
    const expiresAt = now + this.#lifeMs(role)
    const claims = { userId, accountId: account?.uuid ?? null, role, tenantId, sid: sessionId, epoch }
    const accessToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: key.id })
      .setSubject(userId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setJti(randomUUID())
      .setIssuedAt(Math.floor(now / 1_000))
      .setExpirationTime(Math.floor(expiresAt / 1_000))
      .sign(key.secret)
    return { accessToken, expiresAt }
  }

  /** Whose token it is. Throws INVALID_TOKEN, whatever is wrong with it. */
  async verify(token: string): Promise<Principal> {
    if (token.length > LENGTH_MAX) throw new Refusal('INVALID_TOKEN')
    // The same token comes with each request of a person: its signature is checked once in a while, its end each time.
    const checked = await this.#core.cached(`claims ${hashOfToken(token)}`, () => this.#claims(token))
    const { sid, jti, epoch, exp } = checked
    const row = await this.#core.cached(`token ${jti} ${sid}`, () => this.#look(jti, sid))
    const now = this.#core.now()
    if (row === undefined || row.epoch !== epoch || row.expires_at <= now || exp * 1_000 <= now) {
      throw new Refusal('INVALID_TOKEN')
    }
    return row.principal
  }

  /** Ends this one token; its session goes on. */
  async revoke(actor: Actor): Promise<void> {
    const { tokenId } = actor.principal
    if (tokenId === undefined) throw new Refusal('INVALID_INPUT', 'There is no token that could be revoked.')
    const { db, now, settings, audit } = this.#core
    const longest = Math.max(settings.clientTokenMs, settings.operatorTokenMs)
    await db.transaction(async (queries) => {
      const insert = 'INSERT INTO revoked_tokens VALUES (?, ?) ON CONFLICT DO NOTHING'
      await queries.run(insert, [tokenId, now() + longest])
      await audit.by(queries, actor, { action: 'TOKEN_REVOKED', resource: 'TOKEN', resourceId: tokenId })
    })
    this.#core.changed()
  }

  /** Forgets keys that signed nothing which is still good. */
  async sweep(): Promise<void> {
    const { settings, now, db } = this.#core
    const longest = Math.max(settings.clientTokenMs, settings.operatorTokenMs)
    await db.run('DELETE FROM signing_keys WHERE retired_at < ?', [now() - longest])
    await db.run('DELETE FROM revoked_tokens WHERE expires_at < ?', [now()])
    await this.#load()
  }

  #lifeMs(role: Role): number {
    const { clientTokenMs, operatorTokenMs } = this.#core.settings
    return isOperator(role) ? operatorTokenMs : clientTokenMs
  }

  async #claims(token: string): Promise<Claims> {
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.#keyNamed(kid), {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: ISSUER,
        audience: AUDIENCE,
        currentDate: new Date(this.#core.now()),
        requiredClaims: ['sub', 'jti', 'exp', 'sid', 'epoch'],
      })
      const { sid, jti, epoch, exp } = payload
      if (
        typeof sid !== 'string' ||
        typeof jti !== 'string' ||
        typeof epoch !== 'number' ||
        exp === undefined
      ) {
        throw new Refusal('INVALID_TOKEN')
      }
      return { sid, jti, epoch, exp }
    } catch (error) {
      if (error instanceof errors.JOSEError) throw new Refusal('INVALID_TOKEN')
      throw error
    }
  }

  /** A kid is looked for among the keys and nowhere else. */
  async #keyNamed(kid: string | undefined): Promise<Uint8Array> {
    if (kid === undefined || !KID.test(kid)) throw new Refusal('INVALID_TOKEN')
    let key = this.#keys.find(({ id }) => id === kid)
    // Another process may have made it just now; made-up names are not worth more than one look in a while.
    const age = Math.abs(this.#core.now() - this.#loadedAt)
    if (key === undefined && age >= this.#core.settings.cacheMs) {
      await this.#load()
      key = this.#keys.find(({ id }) => id === kid)
    }
    if (key === undefined) throw new Refusal('INVALID_TOKEN')
    return key.secret
  }

  async #look(
    jti: string,
    sid: string,
  ): Promise<{ epoch: number; expires_at: number; principal: Principal } | undefined> {
    const { db } = this.#core
    if (await db.one('SELECT id FROM revoked_tokens WHERE id = ?', [jti])) return undefined
    const row = await db.one<SessionRow>(
      `SELECT user_id, tenant_id, role, status, epoch, second_factor, ended_at, expires_at
 FROM sessions JOIN users ON users.id = user_id WHERE sessions.id = ?`,
      [sid],
    )
    if (row === undefined || row.ended_at !== null || row.status !== 'ACTIVE') return undefined
    const { user_id: userId, tenant_id: tenantId, role, epoch, expires_at, second_factor } = row
    const principal: Principal = {
      userId,
      tenantId,
      role,
      accounts: await ownAccounts(db, userId),
      scopes: SCOPES,
      secondFactor: second_factor === 1,
      tokenId: jti,
      sessionId: sid,
    }
    return { epoch, expires_at, principal }
  }

  async #add(queries: Queries): Promise<string> {
    const id = randomUUID()
    const sealed = this.#core.master.seal(randomBytes(32).toString('base64'), signingKeyPlace(id))
    await queries.run('INSERT INTO signing_keys VALUES (?, ?, ?, NULL)', [id, sealed, this.#core.now()])
    return id
  }

  async #load(): Promise<void> {
    const { db, master } = this.#core
    this.#loadedAt = this.#core.now()
    const rows = await db.all<{ id: string; secret_sealed: string; retired_at: number | null }>(
      'SELECT id, secret_sealed, retired_at FROM signing_keys ORDER BY created_at DESC',
    )
    this.#keys = rows.map(({ id, secret_sealed, retired_at }) => ({
      id,
      secret: Buffer.from(master.unseal(secret_sealed, signingKeyPlace(id)), 'base64'),
      retiredAt: retired_at,
    }))
  }
}
