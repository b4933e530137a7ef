// Codes of an authenticator (RFC 6238), each taken once, and recovery codes for who has lost it.
import { randomBytes } from 'node:crypto'
import { generateSecret, generateURI, verify } from 'otplib'
import type { Core } from '../core.ts'
import type { Queries } from '../database/database.ts'
import type { Actor } from '../principal.ts'
import { Refusal } from '../refusals.ts'
import { Buckets } from '../rights/buckets.ts'
import { hashOfToken } from './one-way.ts'
import type { Passwords } from './passwords.ts'
import type { UserRow } from './users.ts'

const RECOVERY_CODES = 10
/** 80 bits: too many to try, even for who has read the hashes. */
const RECOVERY_BYTES = 10
/** Codes of the step before and the one after are taken too: clocks differ. */
const TOLERANCE_S = 30
/** Wrong codes in a row, then one more a minute: of 10^6 codes, three are good at a time. */
const GUESSES = { capacity: 5, perSecond: 1 / 60 }

export interface TotpEnrollment {
  /** Base32, for typing in. */
  readonly secret: string
  /** otpauth://, for a QR code. */
  readonly uri: string
}

/** What a person's TOTP secret is sealed for. */
export const totpPlace = (userId: string): string => `totp ${userId}`

const recoveryCode = (): string =>
  randomBytes(RECOVERY_BYTES)
    .toString('hex')
    .replace(/.{4}(?=.)/g, '$&-')

/** However it is typed. */
const hashOfCode = (userId: string, code: string): string =>
  hashOfToken(`${userId} ${code.toLowerCase().replace(/[^0-9a-f]/g, '')}`)

export class Totp {
  readonly #core: Core
  readonly #passwords: Passwords
  readonly #guesses: Buckets

  constructor(core: Core, passwords: Passwords) {
    this.#core = core
    this.#passwords = passwords
    this.#guesses = new Buckets(GUESSES, core.now)
  }

  /** Begins with a new secret, which counts once a code of it was shown. Throws CONFLICT if there is one. */
  async begin(actor: Actor, password: string): Promise<TotpEnrollment> {
    const user = await this.#owner(actor, password)
    if (user.totp_sealed !== null) throw new Refusal('CONFLICT', 'An authenticator is set up already.')
    const secret = generateSecret()
    const sealed = this.#core.master.seal(secret, totpPlace(user.id))
    await this.#core.db.run('UPDATE users SET totp_pending_sealed = ? WHERE id = ?', [sealed, user.id])
    const { name } = this.#core.settings.site
    return { secret, uri: generateURI({ issuer: name, label: user.email, secret }) }
  }

  /** Ends the set-up with a first code; gives recovery codes, which are shown this once. */
  async confirm(actor: Actor, code: string): Promise<{ recoveryCodes: string[] }> {
    const user = await this.#owner(actor)
    const pending = user.totp_pending_sealed
    if (pending === null) throw new Refusal('CONFLICT', 'No authenticator is being set up.')
    const step = await this.#step(user, pending, code)
    if (step === undefined) throw new Refusal('INVALID_CODE')
    const recoveryCodes = Array.from({ length: RECOVERY_CODES }, recoveryCode)
    await this.#core.db.transaction(async (queries) => {
      const set = `UPDATE users SET totp_sealed = ?, totp_pending_sealed = NULL, totp_step = ?, updated_at = ?
 WHERE id = ? AND totp_pending_sealed = ?`
      const changed = await queries.run(set, [pending, step, this.#core.now(), user.id, pending])
      if (changed === 0) throw new Refusal('CONFLICT')
      await queries.run('DELETE FROM recovery_codes WHERE user_id = ?', [user.id])
      for (const it of recoveryCodes) {
        await queries.run('INSERT INTO recovery_codes VALUES (?, ?, NULL)', [
          user.id,
          hashOfCode(user.id, it),
        ])
      }
      await this.#markSession(queries, actor)
      await this.#audited(queries, actor, 'TOTP_ENABLED')
    })
    this.#core.changed()
    return { recoveryCodes }
  }

  /** Takes the authenticator away; needs the password and a code of it, or a recovery code. */
  async disable(actor: Actor, password: string, code: string): Promise<void> {
    const user = await this.#owner(actor, password)
    if (!(await this.take(user, code))) throw new Refusal('INVALID_CODE')
    await this.#core.db.transaction(async (queries) => {
      const set =
        'UPDATE users SET totp_sealed = NULL, totp_pending_sealed = NULL, updated_at = ? WHERE id = ?'
      await queries.run(set, [this.#core.now(), user.id])
      await queries.run('DELETE FROM recovery_codes WHERE user_id = ?', [user.id])
      await queries.run('UPDATE sessions SET second_factor = 0 WHERE user_id = ?', [user.id])
      await this.#audited(queries, actor, 'TOTP_DISABLED')
    })
    this.#core.changed()
  }

  /** Shows a code for the session that there is, which has a second factor from then on. */
  async stepUp(actor: Actor, code: string): Promise<void> {
    const user = await this.#owner(actor)
    if (!(await this.take(user, code))) throw new Refusal('INVALID_CODE')
    await this.#core.db.transaction(async (queries) => {
      await this.#markSession(queries, actor)
      await this.#audited(queries, actor, 'SECOND_FACTOR_SHOWN')
    })
    this.#core.changed()
  }

  /** Is it a good code of the person, and not taken before? Takes it. Throws TOO_MANY after wrong ones. */
  async take(user: UserRow, code: string): Promise<boolean> {
    if (user.totp_sealed === null) return false
    const { allowed, retryAfterMs } = this.#guesses.take(user.id)
    if (!allowed) throw new Refusal('TOO_MANY', undefined, retryAfterMs)
    const isTaken = /^\d{6}$/.test(code)
      ? await this.#takeStep(user, await this.#step(user, user.totp_sealed, code))
      : await this.#takeRecovery(user, code)
    if (isTaken) this.#guesses.refill(user.id)
    return isTaken
  }

  /** The time step whose code it is. */
  async #step(user: UserRow, sealed: string, code: string): Promise<number | undefined> {
    if (!/^\d{6}$/.test(code)) return undefined
    const secret = this.#core.master.unseal(sealed, totpPlace(user.id))
    const epoch = Math.floor(this.#core.now() / 1_000)
    const result = await verify({ secret, token: code, epoch, epochTolerance: TOLERANCE_S })
    return result.valid ? (result as { timeStep: number }).timeStep : undefined
  }

  /** Later steps only: the same code is taken once, however often and from wherever it comes. */
  async #takeStep(user: UserRow, step: number | undefined): Promise<boolean> {
    if (step === undefined) return false
    const set = 'UPDATE users SET totp_step = ? WHERE id = ? AND totp_step < ? AND totp_sealed = ?'
    return (await this.#core.db.run(set, [step, user.id, step, user.totp_sealed])) === 1
  }

  async #takeRecovery(user: UserRow, code: string): Promise<boolean> {
    const set = 'UPDATE recovery_codes SET used_at = ? WHERE user_id = ? AND hash = ? AND used_at IS NULL'
    return (await this.#core.db.run(set, [this.#core.now(), user.id, hashOfCode(user.id, code)])) === 1
  }

  async #owner(actor: Actor, password?: string): Promise<UserRow> {
    this.#core.need(actor, 'own.security.manage')
    const { userId } = actor.principal
    const user = await this.#core.db.one<UserRow>('SELECT * FROM users WHERE id = ?', [userId])
    if (user === undefined) throw new Refusal('NOT_FOUND')
    if (password !== undefined) await this.#passwords.confirm(password, user)
    return user
  }

  async #markSession(queries: Queries, { principal }: Actor): Promise<void> {
    if (principal.sessionId === undefined) return
    await queries.run('UPDATE sessions SET second_factor = 1 WHERE id = ?', [principal.sessionId])
  }

  async #audited(queries: Queries, actor: Actor, action: string): Promise<void> {
    await this.#core.audit.by(queries, actor, {
      action,
      resource: 'USER',
      resourceId: actor.principal.userId,
    })
  }
}
