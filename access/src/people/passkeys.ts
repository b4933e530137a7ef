// Passkeys (WebAuthn): a log-in without a password, which counts as one with a second factor, for the authenticator
// verifies its owner. Challenges carry their own end and mark, so asking for one writes nothing; each is taken once.
import { randomBytes } from 'node:crypto'
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Core } from '../core.ts'
import { Taken } from '../database/database.ts'
import type { Actor, Visitor } from '../principal.ts'
import { Refusal } from '../refusals.ts'
import { isOperator } from '../rights/permissions.ts'
import { UNPRINTABLE } from '../text.ts'
import type { LoggedIn, LogIn } from './log-in.ts'
import { hashOfToken } from './one-way.ts'
import type { Passwords } from './passwords.ts'
import type { UserRow } from './users.ts'

export interface Passkey {
  readonly id: string
  readonly name: string
  readonly createdAt: number
  readonly usedAt: number | undefined
}

interface PasskeyRow {
  id: string
  user_id: string
  name: string
  public_key: string
  counter: number
  transports: string
  created_at: number
  used_at: number | null
}

const CHALLENGE_MS = 5 * 60_000
const RANDOM_BYTES = 18
const PASSKEYS_MAX = 20
const NAME_MAX = 64

const invalid = (): Refusal => new Refusal('INVALID_CREDENTIALS', 'The passkey is not valid.')

export class Passkeys {
  readonly #core: Core
  readonly #passwords: Passwords
  readonly #logIn: LogIn

  constructor(core: Core, passwords: Passwords, logIn: LogIn) {
    this.#core = core
    this.#passwords = passwords
    this.#logIn = logIn
  }

  /** What a browser needs to make a passkey. Needs the password, and a second factor where there is one. */
  async begin(actor: Actor, password: string): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const user = await this.#owner(actor)
    await this.#passwords.confirm(password, user)
    if (user.totp_sealed !== null && !actor.principal.secondFactor) throw new Refusal('SECOND_FACTOR_NEEDED')
    const { host, name } = this.#core.settings.site
    const own = await this.list(actor)
    if (own.length >= PASSKEYS_MAX)
      throw new Refusal('CONFLICT', 'There are as many passkeys as a person may have.')
    return await generateRegistrationOptions({
      rpID: host,
      rpName: name,
      userName: user.email,
      userID: new Uint8Array(Buffer.from(user.id)),
      challenge: this.#challenge(`REGISTER ${user.id}`),
      attestationType: 'none',
      excludeCredentials: own.map(({ id }) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
  }

  /** Keeps the passkey that the browser made. Throws INVALID_CREDENTIALS. */
  async confirm(actor: Actor, response: RegistrationResponseJSON, name: string): Promise<Passkey> {
    const user = await this.#owner(actor)
    if (name.trim() === '' || name.length > NAME_MAX || UNPRINTABLE.test(name))
      throw new Refusal('INVALID_INPUT')
    const purpose = `REGISTER ${user.id}`
    const { host, origins } = this.#core.settings.site
    let challenge = ''
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: (it) => {
        challenge = it
        return this.#isOurs(it, purpose)
      },
      expectedOrigin: [...origins],
      expectedRPID: host,
      requireUserVerification: true,
    }).catch(() => ({ verified: false as const, registrationInfo: undefined }))
    if (!verified) throw invalid()
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential
    const now = this.#core.now()
    try {
      await this.#core.db.transaction(async (queries) => {
        await queries.run(
          'INSERT INTO challenges VALUES (?, ?, ?, ?)',
          this.#used(challenge, user.id, 'REGISTER'),
        )
        await queries.run('INSERT INTO passkeys VALUES (?, ?, ?, ?, ?, ?, ?, NULL)', [
          id,
          user.id,
          name.trim(),
          Buffer.from(publicKey).toString('base64url'),
          counter,
          transports.join(' '),
          now,
        ])
        const entry = { action: 'PASSKEY_ADDED', resource: 'PASSKEY', resourceId: id }
        await this.#core.audit.by(queries, actor, { ...entry, changes: { after: { name: name.trim() } } })
      })
    } catch (error) {
      if (error instanceof Taken) throw invalid()
      throw error
    }
    return { id, name: name.trim(), createdAt: now, usedAt: undefined }
  }

  async list(actor: Actor): Promise<Passkey[]> {
    this.#core.need(actor, 'own.security.manage')
    const sql = 'SELECT * FROM passkeys WHERE user_id = ? ORDER BY created_at, id'
    const rows = await this.#core.db.all<PasskeyRow>(sql, [actor.principal.userId])
    return rows.map(({ id, name, created_at, used_at }) => ({
      id,
      name,
      createdAt: created_at,
      usedAt: used_at ?? undefined,
    }))
  }

  /** Throws NOT_FOUND. */
  async remove(actor: Actor, id: string): Promise<void> {
    this.#core.need(actor, 'own.security.manage')
    await this.#core.db.transaction(async (queries) => {
      const gone = await queries.run('DELETE FROM passkeys WHERE id = ? AND user_id = ?', [
        id,
        actor.principal.userId,
      ])
      if (gone === 0) throw new Refusal('NOT_FOUND')
      await this.#core.audit.by(queries, actor, {
        action: 'PASSKEY_REMOVED',
        resource: 'PASSKEY',
        resourceId: id,
      })
    })
  }

  /** What a browser needs to log on by any passkey that it has for this site. */
  async beginLogIn(): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return await generateAuthenticationOptions({
      rpID: this.#core.settings.site.host,
      challenge: this.#challenge('LOGIN'),
      userVerification: 'required',
    })
  }

  /** Logs the passkey's owner on. Throws INVALID_CREDENTIALS, whatever is wrong. */
  async logIn(visitor: Visitor, response: AuthenticationResponseJSON): Promise<LoggedIn> {
    const { db, settings } = this.#core
    const { host, origins } = settings.site
    const row = await db.one<PasskeyRow>('SELECT * FROM passkeys WHERE id = ?', [String(response.id)])
    const user = await db.one<UserRow>('SELECT * FROM users WHERE id = ?', [row?.user_id ?? ''])
    if (row === undefined || user === undefined || user.status !== 'ACTIVE') throw invalid()
    if (visitor.clientsOnly === true && isOperator(user.role)) throw invalid()
    let challenge = ''
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: (it) => {
        challenge = it
        return this.#isOurs(it, 'LOGIN')
      },
      expectedOrigin: [...origins],
      expectedRPID: host,
      credential: {
        id: row.id,
        publicKey: new Uint8Array(Buffer.from(row.public_key, 'base64url')),
        counter: row.counter,
      },
      requireUserVerification: true,
    }).catch(() => ({ verified: false, authenticationInfo: undefined }))
    if (!verified || authenticationInfo === undefined) throw invalid()
    const counter = authenticationInfo.newCounter
    try {
      return await this.#logIn.open(visitor, user, true, async (queries) => {
        await queries.run(
          'INSERT INTO challenges VALUES (?, ?, ?, ?)',
          this.#used(challenge, user.id, 'LOGIN'),
        )
        // A counter that does not grow is a copy's; authenticators without one say 0.
        const set =
          'UPDATE passkeys SET counter = ?, used_at = ? WHERE id = ? AND (counter < ? OR counter = 0)'
        if ((await queries.run(set, [counter, this.#core.now(), row.id, counter])) !== 1) throw invalid()
      })
    } catch (error) {
      if (error instanceof Taken) throw invalid()
      throw error
    }
  }

  /** Random, with its end, and a mark that binds both to a purpose. */
  #challenge(purpose: string): Uint8Array<ArrayBuffer> {
    const head = Buffer.alloc(RANDOM_BYTES + 8)
    randomBytes(RANDOM_BYTES).copy(head)
    head.writeDoubleBE(this.#core.now() + CHALLENGE_MS, RANDOM_BYTES)
    return new Uint8Array(Buffer.concat([head, this.#mark(head, purpose)]))
  }

  #mark(head: Buffer, purpose: string): Buffer {
    return Buffer.from(this.#core.master.mark(this.#markText(head, purpose)), 'hex')
  }

  #markText = (head: Buffer, purpose: string): string => `challenge ${purpose} ${head.toString('hex')}`

  #isOurs(challenge: string, purpose: string): boolean {
    const bytes = Buffer.from(challenge, 'base64url')
    if (bytes.length !== RANDOM_BYTES + 8 + 32) return false
    const head = bytes.subarray(0, RANDOM_BYTES + 8)
    const mark = bytes.subarray(RANDOM_BYTES + 8).toString('hex')
    const isFresh = head.readDoubleBE(RANDOM_BYTES) > this.#core.now()
    return this.#core.master.isMark(mark, this.#markText(head, purpose)) && isFresh
  }

  /** A row whose key is taken the second time. */
  #used(challenge: string, userId: string, purpose: string): (string | number)[] {
    return [hashOfToken(challenge), userId, purpose, this.#core.now() + CHALLENGE_MS]
  }

  async #owner(actor: Actor): Promise<UserRow> {
    this.#core.need(actor, 'own.security.manage')
    const { userId } = actor.principal
    const user = await this.#core.db.one<UserRow>('SELECT * FROM users WHERE id = ?', [userId])
    if (user === undefined) throw new Refusal('NOT_FOUND')
    return user
  }
}
