// Passwords: argon2id for all that are set now; bcrypt hashes of older systems are still read (AU-09).
import { hash, parseOptions, verify } from '@node-rs/argon2'
import { verify as verifyBcrypt } from '@node-rs/bcrypt'
import { Refusal } from '../refusals.ts'
import { Buckets } from '../rights/buckets.ts'
import type { Settings } from '../settings.ts'

const LENGTH_MIN = 10
const LENGTH_MAX = 128
/** Two of this many signs that differ at least, so that aaaaaaaaaa is none. */
const SIGNS_MIN = 5
/** Number that the package gives argon2id; its enumeration is not there at run time. */
const ARGON2ID = 2
/** Wrong passwords of somebody who is logged on, then one more a minute: who has a token has no password yet. */
const GUESSES = { capacity: 5, perSecond: 1 / 60 }

/** Beginnings of what people take first. */
const COMMON =
  /^(pass(word|wort|phrase)?|qwert[yz]\w*|admin(istrator)?|welcome|letmein|iloveyou|tapebook|changeme|trustno|abc|asdf\w*|\d+)?[\d!@#$%^&*._-]*$/i

/** One password has one form. */
const normal = (password: string): string => password.normalize('NFKC')

/** Throws unless it is fit to be set. */
export function checkPassword(password: string, email: string): void {
  const text = normal(password)
  const name = email.split('@')[0] ?? ''
  const isWeak =
    text.length < LENGTH_MIN ||
    text.length > LENGTH_MAX ||
    new Set(text).size < SIGNS_MIN ||
    COMMON.test(text) ||
    (name.length >= 4 && text.toLowerCase().includes(name.toLowerCase()))
  if (isWeak) throw new Refusal('WEAK_PASSWORD')
}

export class Passwords {
  readonly #costs: Settings['passwords']
  #running = 0
  readonly #waiting: (() => void)[] = []
  /** Stands for the hash of somebody who is not there, so that looking takes as long. */
  readonly #nobody: Promise<string>
  readonly #guesses: Buckets

  constructor(costs: Settings['passwords'], now: () => number) {
    this.#costs = costs
    this.#guesses = new Buckets(GUESSES, now)
    this.#nobody = this.hash('the password of nobody')
    this.#nobody.catch(() => undefined)
  }

  hash(password: string): Promise<string> {
    const { memoryKib, passes } = this.#costs
    return this.#inTurn(() =>
      hash(normal(password), {
        algorithm: ARGON2ID,
        memoryCost: memoryKib,
        timeCost: passes,
        parallelism: 1,
      }),
    )
  }

  /** Is it the password? Takes the same time where there is no hash. */
  async verify(password: string, stored: string | undefined): Promise<boolean> {
    const against = stored ?? (await this.#nobody)
    const isRight = await this.#inTurn(() => check(password, against))
    return isRight && stored !== undefined
  }

  /** Throws INVALID_CREDENTIALS unless it is the password of somebody who is logged on; TOO_MANY after wrong ones. */
  async confirm(
    password: string,
    user: { readonly id: string; readonly password_hash: string },
  ): Promise<void> {
    // Taken at the beginning, so that tries at the same time count each other.
    const { allowed, retryAfterMs } = this.#guesses.take(user.id)
    if (!allowed) throw new Refusal('TOO_MANY', undefined, retryAfterMs)
    if (!(await this.verify(password, user.password_hash))) throw new Refusal('INVALID_CREDENTIALS')
    this.#guesses.refill(user.id)
  }

  /** Was it made by an older system, or at a lower cost? */
  isOld(stored: string): boolean {
    if (!stored.startsWith('$argon2id$')) return true
    const { memoryCost, timeCost } = parseOptions(stored)
    return memoryCost < this.#costs.memoryKib || timeCost < this.#costs.passes
  }

  /** So many at once, so many waiting: a flood of log-ins takes neither all processors nor all memory. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#costs.atOnce) {
      if (this.#waiting.length >= this.#costs.waitingMax) throw new Refusal('TOO_MANY', undefined, 1_000)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else {
      this.#running++
    }
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next === undefined) this.#running--
      else next()
    }
  }
}

async function check(password: string, stored: string): Promise<boolean> {
  try {
    if (stored.startsWith('$argon2')) return await verify(stored, normal(password))
    if (/^\$2[aby]\$/.test(stored)) return await verifyBcrypt(password, stored)
  } catch {
    // A damaged hash fits no password.
  }
  return false
}
