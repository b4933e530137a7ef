// API keys: HMAC-SHA256, whose secret is shown once and kept sealed, or Ed25519, of which only the public half is known.
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import type { Core } from '../core.ts'
import { type Queries, Taken } from '../database/database.ts'
import type { Outbox } from '../outbox.ts'
import { ownAccounts } from '../people/tokens.ts'
import type { Actor, Principal } from '../principal.ts'
import { Refusal } from '../refusals.ts'
import { Addresses } from '../rights/peer.ts'
import { isOperator, type Role, type Scope } from '../rights/permissions.ts'
import { UNPRINTABLE } from '../text.ts'
import { ReplayGuard } from './replay-guard.ts'
import { ed25519Name, hmacName, publicKeyObject, readPublicKey } from './signatures.ts'

export type KeyKind = 'HMAC' | 'ED25519'

export interface NewKey {
  readonly name: string
  readonly kind: KeyKind
  /** With ED25519: 32 bytes in hex, or PEM. */
  readonly publicKey?: string
  readonly scopes: readonly Scope[]
  /** Addresses and networks from which it may be used; everywhere if there is none. */
  readonly addresses?: readonly string[]
  /** The account that it is for; all of the person's if it is left out. */
  readonly accountUuid?: string
  /** In ms; never if it is left out. */
  readonly expiresAt?: number
  /** Registers an Ed25519 key with the engine too, for the binary port. */
  readonly engine?: boolean
}

export interface ApiKey extends Required<Omit<NewKey, 'publicKey' | 'accountUuid' | 'expiresAt'>> {
  readonly id: string
  readonly userId: string
  readonly publicKey: string | undefined
  readonly accountUuid: string | undefined
  readonly expiresAt: number | undefined
  readonly createdAt: number
  readonly revokedAt: number | undefined
}

/** A new key; the secret of one by HMAC, which nobody sees again. */
export interface MadeKey {
  readonly key: ApiKey
  readonly secret: string | undefined
}

/** A request that was signed by a key, on whichever channel. */
export interface SignedRequest {
  readonly keyId: string
  /** The bytes that were signed, as they were sent. */
  readonly payload: Uint8Array
  /** In hex or base64. */
  readonly signature: string
  /** In ms; it stands in the payload. */
  readonly timestamp: number
  /** How old it may be, if the request says so; it stands in the payload. */
  readonly windowMs?: number
  /** The real peer. */
  readonly peer: string
  /** False for what changes nothing, and may come twice. */
  readonly once?: boolean
  /**
   * Asked who it is, before a request that counts once is remembered: what it throws is thrown, and the request has had no
   * effect. So nobody who asks for more than they may fills what is remembered for all.
   */
  readonly admit?: (principal: Principal) => void
}

interface KeyRow {
  id: string
  user_id: string
  tenant_id: string
  name: string
  kind: KeyKind
  secret_sealed: string | null
  public_key: string | null
  scopes: string
  addresses: string
  account_uuid: string | null
  engine: number
  engine_session: number | null
  second_factor: number
  created_at: number
  expires_at: number | null
  revoked_at: number | null
}

interface LiveKey {
  readonly row: KeyRow
  readonly isActive: boolean
  /** A name of these bytes if it signed them. */
  readonly signed: (payload: Uint8Array, signature: string) => string | undefined
  readonly addresses: Addresses
  readonly principal: Principal
}

const ID_BYTES = 16
const SECRET_BYTES = 32
const NAME_MAX = 64
const ADDRESSES_MAX = 50
/** How long the old key still works once it was rotated. */
const OVERLAP_MS = 24 * 3_600_000
/** The last moment that a date can be, in ms. */
const LAST_TIME = 8_640_000_000_000_000
/** Bits of the schema's LogonAccepted.permissions. */
const MAY_TRADE = 1
const READ_ONLY = 8

/** What an HMAC key's secret is sealed for. */
export const keyPlace = (id: string): string => `api key ${id}`

export class ApiKeys {
  readonly #core: Core
  readonly #outbox: Outbox
  readonly #guard: ReplayGuard
  /** Stands for a key that is not there, so that looking takes as long. */
  readonly #nobody = createSecretKey(randomBytes(SECRET_BYTES))

  constructor(core: Core, outbox: Outbox) {
    this.#core = core
    this.#outbox = outbox
    this.#guard = new ReplayGuard(core.now(), core.settings.aheadMs)
  }

  /** Makes a key for the actor, who has to be logged on. */
  async create(actor: Actor, asked: NewKey): Promise<MadeKey> {
    this.#check(actor, asked)
    const made = await this.#insert(actor, asked, async (queries, id) => {
      const after = {
        name: asked.name,
        kind: asked.kind,
        scopes: asked.scopes,
        addresses: asked.addresses ?? [],
      }
      await this.#audited(queries, actor, 'KEY_CREATED', id, { after })
    })
    this.#core.changed()
    return made
  }

  /** One's own keys, or somebody's with the permission for it. */
  async list(actor: Actor, userId: string = actor.principal.userId): Promise<ApiKey[]> {
    this.#core.need(actor, userId === actor.principal.userId ? 'own.keys.manage' : 'keys.revoke')
    const sql = 'SELECT * FROM api_keys WHERE user_id = ? AND tenant_id = ? ORDER BY created_at, id'
    const rows = await this.#core.db.all<KeyRow>(sql, [userId, actor.principal.tenantId])
    return rows.map(viewOf)
  }

  /** Ends a key for good. Throws NOT_FOUND. */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.#core.db.transaction(async (queries) => {
      const row = await this.#manageable(queries, actor, id)
      if (row.revoked_at !== null) return
      await this.#end(queries, row)
      await this.#audited(queries, actor, 'KEY_REVOKED', id, { before: { name: row.name } })
    })
    this.#core.changed()
  }

  /** Another key with the same rights; the old one works for `overlapMs` more. */
  async rotate(
    actor: Actor,
    id: string,
    { publicKey, overlapMs = OVERLAP_MS }: { publicKey?: string; overlapMs?: number } = {},
  ): Promise<MadeKey> {
    const old = await this.#manageable(this.#core.db, actor, id)
    const now = this.#core.now()
    if (old.user_id !== actor.principal.userId) throw new Refusal('NOT_FOUND')
    if (old.revoked_at !== null || (old.expires_at ?? now + 1) <= now) throw new Refusal('CONFLICT')
    const { name, kind, scopes, addresses, accountUuid, expiresAt, engine } = viewOf(old)
    const asked: NewKey = {
      ...{ name, kind, scopes, addresses, engine },
      ...(publicKey === undefined ? {} : { publicKey }),
      ...(accountUuid === undefined ? {} : { accountUuid }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    }
    this.#check(actor, asked)
    const ends = Math.min(old.expires_at ?? Number.MAX_SAFE_INTEGER, now + Math.max(overlapMs, 0))
    const made = await this.#insert(actor, asked, async (queries, newId) => {
      await queries.run('UPDATE api_keys SET expires_at = ? WHERE id = ?', [ends, id])
      await queries.run('UPDATE api_keys SET replaces = ? WHERE id = ?', [id, newId])
      await this.#audited(queries, actor, 'KEY_ROTATED', id, { after: { successor: newId, expiresAt: ends } })
    })
    this.#core.changed()
    return made
  }

  /**
   * Whose signature it is. Throws OUTSIDE_WINDOW; STARTING right after the start, with how long that will be so; INVALID_KEY for a key that is unknown, revoked or expired, or did not
   * sign these bytes; ADDRESS_NOT_ALLOWED; REPLAYED; TOO_MANY if no more requests can be remembered.
   */
  async verify(request: SignedRequest): Promise<Principal> {
    const { keyId, payload, signature, timestamp, peer, once = true, admit } = request
    const { settings } = this.#core
    const now = this.#core.now()
    const windowMs = request.windowMs ?? settings.windowMs
    const isSane = Number.isSafeInteger(timestamp) && Number.isSafeInteger(windowMs)
    if (!isSane || windowMs < 0 || windowMs > settings.windowMsMax) throw new Refusal('OUTSIDE_WINDOW')
    if (timestamp > now + settings.aheadMs || timestamp < now - windowMs) throw new Refusal('OUTSIDE_WINDOW')
    const key = await this.#live(keyId)
    const name =
      key === undefined ? hmacName(this.#nobody, payload, signature) : key.signed(payload, signature)
    if (key === undefined || name === undefined || !key.isActive) throw new Refusal('INVALID_KEY')
    if (key.row.expires_at !== null && key.row.expires_at <= now) throw new Refusal('INVALID_KEY')
    if (!key.addresses.isEmpty && !key.addresses.has(peer)) throw new Refusal('ADDRESS_NOT_ALLOWED')
    if (once) {
      // A process before this one may have taken it.
      const until = timestamp + windowMs
      if (!this.#guard.knows(timestamp, until)) {
        const blindFor = this.#guard.blindFor(now)
        throw blindFor > 0 ? new Refusal('STARTING', undefined, blindFor) : new Refusal('OUTSIDE_WINDOW')
      }
      if (this.#guard.has(keyId + name)) throw new Refusal('REPLAYED')
      admit?.(key.principal)
      if (!this.#guard.take(keyId + name, until, now)) throw new Refusal('TOO_MANY')
    } else {
      admit?.(key.principal)
    }
    return key.principal
  }

  /** Is there a key with this id that works? */
  async isLive(id: string): Promise<boolean> {
    const key = await this.#live(id)
    return key?.isActive === true && (key.row.expires_at ?? Number.MAX_SAFE_INTEGER) > this.#core.now()
  }

  /** Rights of a key as they are now, for who showed it before; undefined for one that does not work. */
  async principal(id: string): Promise<Principal | undefined> {
    if (!(await this.isLive(id))) return undefined
    return (await this.#live(id))?.principal
  }

  /** Ends somebody's keys, in the transaction of what it belongs to. */
  async revokeAll(queries: Queries, userId: string, { engineOnly = false } = {}): Promise<void> {
    const sql = `SELECT * FROM api_keys WHERE user_id = ? AND revoked_at IS NULL ${engineOnly ? 'AND engine = 1' : ''}`
    for (const row of await queries.all<KeyRow>(sql, [userId])) await this.#end(queries, row)
  }

  /** Ends keys at the engine whose time is over: it does not know when that is. */
  async sweep(): Promise<void> {
    const ended = await this.#core.db.transaction(async (queries) => {
      const sql = 'SELECT * FROM api_keys WHERE engine = 1 AND revoked_at IS NULL AND expires_at <= ?'
      const rows = await queries.all<KeyRow>(sql, [this.#core.now()])
      for (const row of rows) await this.#end(queries, row)
      return rows.length
    })
    if (ended > 0) this.#core.changed()
  }

  #check(actor: Actor, asked: NewKey): void {
    const { principal } = actor
    this.#core.need(actor, 'own.keys.manage')
    const invalid = (detail: string): Refusal => new Refusal('INVALID_INPUT', detail)
    if (asked.name.trim() === '' || asked.name.length > NAME_MAX || UNPRINTABLE.test(asked.name)) {
      throw invalid(`A name has 1 to ${NAME_MAX} signs.`)
    }
    const may: readonly Scope[] = isOperator(principal.role)
      ? ['read', 'manage']
      : ['read', 'trade', 'withdraw']
    const all: readonly Scope[] =
      principal.role === 'SUPER_ADMIN' ? ['read', 'trade', 'withdraw', 'manage'] : may
    if (asked.scopes.length === 0 || asked.scopes.some((scope) => !all.includes(scope))) {
      throw invalid(`Scopes of a key are some of ${all.join(', ')}.`)
    }
    const isStrong = asked.scopes.some((scope) => scope !== 'read')
    if (isStrong && this.#core.settings.secondFactor === 'required' && !principal.secondFactor) {
      throw new Refusal('SECOND_FACTOR_NEEDED')
    }
    const addresses = asked.addresses ?? []
    if (addresses.length > ADDRESSES_MAX) throw invalid(`A key has at most ${ADDRESSES_MAX} addresses.`)
    try {
      new Addresses(addresses)
    } catch {
      throw invalid('An address is an IP address, or a network as 192.0.2.0/24.')
    }
    if (asked.scopes.includes('withdraw') && addresses.length === 0) {
      throw invalid('A key that may withdraw needs a list of addresses.')
    }
    if (asked.expiresAt !== undefined && !(asked.expiresAt > this.#core.now()))
      throw invalid('It has expired already.')
    if (
      asked.expiresAt !== undefined &&
      !(Number.isSafeInteger(asked.expiresAt) && asked.expiresAt <= LAST_TIME)
    )
      throw invalid('There is no such time.')
    if ((asked.kind === 'ED25519') !== (asked.publicKey !== undefined)) {
      throw invalid('A public key belongs to a key of kind ED25519, and to no other.')
    }
    if (asked.publicKey !== undefined && readPublicKey(asked.publicKey) === undefined) {
      throw invalid('A public key is an Ed25519 key, as 64 hexadecimal digits or PEM.')
    }
    const account = principal.accounts.find(({ uuid }) => uuid === asked.accountUuid)
    if (asked.accountUuid !== undefined && account === undefined) throw new Refusal('NOT_FOUND')
    if (asked.engine === true) {
      if (asked.kind !== 'ED25519' || account === undefined || addresses.length > 0) {
        throw invalid(
          'A key for the binary port is an Ed25519 key of one account, without a list of addresses.',
        )
      }
    }
  }

  async #insert(
    { principal }: Actor,
    asked: NewKey,
    also: (queries: Queries, id: string) => Promise<void>,
  ): Promise<MadeKey> {
    const { userId, tenantId, secondFactor } = principal
    const id = randomBytes(ID_BYTES).toString('hex')
    const secret = asked.kind === 'HMAC' ? randomBytes(SECRET_BYTES).toString('base64url') : undefined
    const publicKey = asked.publicKey === undefined ? null : readPublicKey(asked.publicKey)!.toString('hex')
    const row: KeyRow = {
      id,
      user_id: userId,
      tenant_id: tenantId,
      name: asked.name.trim(),
      kind: asked.kind,
      secret_sealed: secret === undefined ? null : this.#core.master.seal(secret, keyPlace(id)),
      public_key: publicKey,
      scopes: [...new Set(asked.scopes)].join(' '),
      addresses: (asked.addresses ?? []).join(' '),
      account_uuid: asked.accountUuid ?? null,
      engine: asked.engine === true ? 1 : 0,
      engine_session: null,
      second_factor: secondFactor ? 1 : 0,
      created_at: this.#core.now(),
      expires_at: asked.expiresAt ?? null,
      revoked_at: null,
    }
    try {
      await this.#core.db.transaction(async (queries) => {
        // Locks the person's row, so that two requests count each other's key.
        await queries.run('UPDATE users SET updated_at = updated_at WHERE id = ?', [userId])
        const count = 'SELECT count(*) AS live FROM api_keys WHERE user_id = ? AND revoked_at IS NULL'
        const found = await queries.one<{ live: number }>(count, [userId])
        if ((found?.live ?? 0) >= this.#core.settings.keysMax) {
          throw new Refusal('CONFLICT', 'There are as many keys as a person may have.')
        }
        const marks = Object.keys(row)
          .map(() => '?')
          .join(', ')
        const columns = Object.keys(row).join(', ')
        await queries.run(`INSERT INTO api_keys (${columns}) VALUES (${marks})`, Object.values(row) as never)
        if (row.engine === 1 && row.account_uuid !== null && publicKey !== null) {
          const permissions = asked.scopes.includes('trade') ? MAY_TRADE : READ_ONLY
          const command = {
            kind: 'REGISTER_KEY',
            accountUuid: row.account_uuid,
            keyId: id,
            publicKey,
            permissions,
          } as const
          await this.#outbox.add(queries, command)
        }
        await also(queries, id)
      })
    } catch (error) {
      if (error instanceof Taken) throw new Refusal('CONFLICT', 'The public key is used by another key.')
      throw error
    }
    return { key: viewOf(row), secret }
  }

  async #end(queries: Queries, row: KeyRow): Promise<void> {
    await queries.run('UPDATE api_keys SET revoked_at = ? WHERE id = ?', [this.#core.now(), row.id])
    if (row.engine === 1 && row.account_uuid !== null) {
      await this.#outbox.add(queries, { kind: 'REVOKE_KEY', accountUuid: row.account_uuid, keyId: row.id })
    }
  }

  async #manageable(queries: Queries, actor: Actor, id: string): Promise<KeyRow> {
    const sql = 'SELECT * FROM api_keys WHERE id = ? AND tenant_id = ?'
    const row = await queries.one<KeyRow>(sql, [id, actor.principal.tenantId])
    const isOwn = row?.user_id === actor.principal.userId
    if (row !== undefined && isOwn) this.#core.need(actor, 'own.keys.manage')
    if (row === undefined || !(isOwn || this.#mayRevoke(actor))) throw new Refusal('NOT_FOUND')
    return row
  }

  #mayRevoke(actor: Actor): boolean {
    try {
      this.#core.need(actor, 'keys.revoke')
      return true
    } catch {
      return false
    }
  }

  async #live(id: string): Promise<LiveKey | undefined> {
    if (!/^[0-9a-f]{32}$/.test(id)) return undefined
    return await this.#core.cached(`key ${id}`, () => this.#load(id))
  }

  async #load(id: string): Promise<LiveKey | undefined> {
    const { db, master } = this.#core
    const row = await db.one<KeyRow>('SELECT * FROM api_keys WHERE id = ?', [id])
    if (row === undefined) return undefined
    const user = await db.one<{ role: Role; status: string }>('SELECT role, status FROM users WHERE id = ?', [
      row.user_id,
    ])
    const accounts = await ownAccounts(db, row.user_id)
    const isFor = (uuid: string): boolean => row.account_uuid === null || row.account_uuid === uuid
    const principal: Principal = {
      userId: row.user_id,
      tenantId: row.tenant_id,
      role: user?.role ?? 'CLIENT',
      accounts: accounts.filter(({ uuid }) => isFor(uuid)),
      scopes: row.scopes.split(' ') as Scope[],
      secondFactor: row.second_factor === 1,
      keyId: id,
    }
    return {
      row,
      isActive: row.revoked_at === null && user?.status === 'ACTIVE',
      signed: signatureCheck(row, (sealed) => master.unseal(sealed, keyPlace(id))),
      addresses: new Addresses(row.addresses === '' ? [] : row.addresses.split(' ')),
      principal,
    }
  }

  async #audited(
    queries: Queries,
    actor: Actor,
    action: string,
    resourceId: string,
    changes: Parameters<Core['audit']['by']>[2]['changes'],
  ): Promise<void> {
    const entry = { action, resource: 'KEY', resourceId }
    await this.#core.audit.by(queries, actor, changes === undefined ? entry : { ...entry, changes })
  }
}

function signatureCheck(row: KeyRow, unseal: (sealed: string) => string): LiveKey['signed'] {
  if (row.secret_sealed !== null) {
    const secret = createSecretKey(unseal(row.secret_sealed), 'utf8')
    return (payload, signature) => hmacName(secret, payload, signature)
  }
  const key: KeyObject = publicKeyObject(Buffer.from(row.public_key ?? '', 'hex'))
  return (payload, signature) => ed25519Name(key, payload, signature)
}

const viewOf = (row: KeyRow): ApiKey => ({
  id: row.id,
  userId: row.user_id,
  name: row.name,
  kind: row.kind,
  publicKey: row.public_key ?? undefined,
  scopes: row.scopes.split(' ') as Scope[],
  addresses: row.addresses === '' ? [] : row.addresses.split(' '),
  accountUuid: row.account_uuid ?? undefined,
  expiresAt: row.expires_at ?? undefined,
  engine: row.engine === 1,
  createdAt: row.created_at,
  revokedAt: row.revoked_at ?? undefined,
})
