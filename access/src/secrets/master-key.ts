// The master key: encrypts what the identity database must keep secret, and marks the end of the audit trail.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

interface Key {
  /** Names it in what it sealed. */
  readonly id: string
  readonly secret: Buffer
  readonly sealing: Buffer
  readonly marking: Buffer
}

const derived = (secret: Buffer, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `tapebook ${use}`, KEY_BYTES))

function keyOf(secret: Buffer): Key {
  const id = createHash('sha256').update('tapebook master key').update(secret).digest('hex').slice(0, 12)
  return { id, secret, sealing: derived(secret, 'seal'), marking: derived(secret, 'mark') }
}

/** A text was sealed under a key that is not here, or for another place, or was changed. */
export class CannotUnseal extends Error {}

/** The key that seals, and older ones that still unseal while a rotation is under way. */
export class MasterKey {
  readonly #keys: readonly Key[]

  /** Throws unless each is 32 bytes. The first one seals. */
  constructor(secrets: readonly Uint8Array[]) {
    if (secrets.length === 0 || secrets.some((secret) => secret.length !== KEY_BYTES)) {
      throw new Error(`a master key is ${KEY_BYTES} bytes`)
    }
    this.#keys = secrets.map((secret) => keyOf(Buffer.from(secret)))
  }

  static random(): MasterKey {
    return new MasterKey([randomBytes(KEY_BYTES)])
  }

  /** From lines or a comma-separated list in base64, newest first. The message of what it throws holds none of it. */
  static parse(text: string): MasterKey {
    const words = text.split(/[\s,]+/).filter((word) => word !== '')
    const secrets = words.map((word) => Buffer.from(word, 'base64'))
    if (words.some((word) => !/^[A-Za-z0-9+/]{43}=$/.test(word))) {
      throw new Error(`a master key is ${KEY_BYTES} bytes in base64`)
    }
    return new MasterKey(secrets)
  }

  /** What `parse` reads: for the key file alone. */
  serialize(): string {
    return this.#keys.map(({ secret }) => `${secret.toString('base64')}\n`).join('')
  }

  /** Names of the keys, newest first; they tell nothing of them. */
  get ids(): readonly string[] {
    return this.#keys.map(({ id }) => id)
  }

  /** With a new key in front. */
  withNew(): MasterKey {
    return new MasterKey([randomBytes(KEY_BYTES), ...this.#keys.map(({ secret }) => secret)])
  }

  /** The newest one alone. */
  newestOnly(): MasterKey {
    return new MasterKey([this.#keys[0]!.secret])
  }

  /** Encrypts with AES-256-GCM. `place` is bound to it: elsewhere it does not unseal. */
  seal(text: string, place: string): string {
    const { id, sealing } = this.#keys[0]!
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(place))
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `1.${id}.${sealed.toString('base64url')}`
  }

  unseal(text: string, place: string): string {
    const [version, id, body = ''] = text.split('.')
    const key = this.#keys.find((it) => it.id === id)
    if (version !== '1' || key === undefined) {
      throw new CannotUnseal('a secret was sealed under another master key')
    }
    const bytes = Buffer.from(body, 'base64url')
    if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new CannotUnseal('a sealed secret is damaged')
    const decipher = createDecipheriv('aes-256-gcm', key.sealing, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
    decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-TAG_BYTES))
    try {
      const plain = [decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]
      return Buffer.concat(plain).toString('utf8')
    } catch {
      throw new CannotUnseal('a sealed secret is damaged or stands in another place')
    }
  }

  /** Was it sealed under the newest key? */
  isNewest(text: string): boolean {
    return text.split('.')[1] === this.#keys[0]!.id
  }

  /** A mark that only who has the key can make. */
  mark(text: string): string {
    return this.#markBy(this.#keys[0]!, text)
  }

  /** Was it made by one of the keys? */
  isMark(mark: string, text: string): boolean {
    return this.#keys.some((key) => equalText(this.#markBy(key, text), mark))
  }

  #markBy({ marking }: Key, text: string): string {
    return createHmac('sha256', marking).update(text).digest('hex')
  }

  /** Shown wherever the object is printed. */
  toJSON(): string {
    return 'MasterKey'
  }
}

/** Compares in a time that depends on nothing but the length. */
export function equalText(a: string, b: string): boolean {
  return equalBytes(Buffer.from(a), Buffer.from(b))
}

/** Compares in a time that depends on nothing but the length. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
