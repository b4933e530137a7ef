// A file that is encrypted and authenticated while it is written: AES-256-GCM over pieces, each bound to its place and the
// last one marked, so that nothing can be changed, swapped, left out or cut off.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

const MAGIC = Buffer.from('TAPEBKP1')
const SALT_BYTES = 32
const CHECK_BYTES = 16
const HEADER_BYTES = MAGIC.length + SALT_BYTES + CHECK_BYTES
const PIECE_BYTES = 65_536
const TAG_BYTES = 16
const NONCE_BYTES = 12
export const KEY_BYTES = 32

/** A file is not what the key sealed; the message says how. */
export class CannotOpen extends Error {}

interface Keys {
  readonly sealing: Buffer
  /** Tells a wrong key from a damaged file; says nothing of the key. */
  readonly check: Buffer
}

/** Each file has a key of its own, so that no nonce comes twice under one. */
function keysOf(secret: Uint8Array, salt: Uint8Array): Keys {
  const derived = (use: string, size: number) => Buffer.from(hkdfSync('sha256', secret, salt, use, size))
  return {
    sealing: derived('tapebook backup seal', KEY_BYTES),
    check: derived('tapebook backup check', CHECK_BYTES),
  }
}

/** Place of a piece, and whether it is the last. */
function nonceOf(place: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES)
  nonce.writeUIntBE(place, 4, 6)
  nonce[NONCE_BYTES - 1] = isLast ? 1 : 0
  return nonce
}

/** Writes a sealed file, which appears once it is finished. */
export class SealedWriter {
  readonly #path: string
  readonly #file: number
  readonly #header: Buffer
  readonly #sealing: Buffer
  readonly #piece = Buffer.alloc(PIECE_BYTES)
  #used = 0
  #place = 0
  #bytes = HEADER_BYTES

  constructor(path: string, secret: Uint8Array) {
    this.#path = path
    const salt = randomBytes(SALT_BYTES)
    const { sealing, check } = keysOf(secret, salt)
    this.#sealing = sealing
    this.#header = Buffer.concat([MAGIC, salt, check])
    this.#file = openSync(`${path}.tmp`, 'w', 0o600)
    writeSync(this.#file, this.#header)
  }

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      // A full piece waits for more, for only then it is not the last.
      if (this.#used === PIECE_BYTES) this.#seal(false)
      const size = Math.min(PIECE_BYTES - this.#used, bytes.length - at)
      this.#piece.set(bytes.subarray(at, at + size), this.#used)
      this.#used += size
      at += size
    }
  }

  /** Seals the end and puts the file in its place, on the disk; its size in bytes. */
  finish(): number {
    this.#seal(true)
    fsyncSync(this.#file)
    closeSync(this.#file)
    renameSync(`${this.#path}.tmp`, this.#path)
    const folder = openSync(dirname(this.#path), 'r')
    fsyncSync(folder)
    closeSync(folder)
    return this.#bytes
  }

  /** Leaves nothing behind. */
  abort(): void {
    closeSync(this.#file)
    rmSync(`${this.#path}.tmp`, { force: true })
  }

  #seal(isLast: boolean): void {
    const cipher = createCipheriv('aes-256-gcm', this.#sealing, nonceOf(this.#place++, isLast))
    cipher.setAAD(this.#header)
    const sealed = [cipher.update(this.#piece.subarray(0, this.#used)), cipher.final(), cipher.getAuthTag()]
    const bytes = Buffer.concat(sealed)
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at)
    this.#bytes += bytes.length
    this.#used = 0
  }
}

/** Bytes of a sealed file, piece by piece, each authenticated; the whole is known to be whole when they end. */
export function* openSealed(path: string, secret: Uint8Array): Generator<Buffer, void, void> {
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const header = Buffer.alloc(HEADER_BYTES)
    const isOurs = readFully(file, header) && header.subarray(0, MAGIC.length).equals(MAGIC)
    if (!isOurs) throw new CannotOpen(`${path} is no sealed backup`)
    const salt = header.subarray(MAGIC.length, MAGIC.length + SALT_BYTES)
    const { sealing, check } = keysOf(secret, salt)
    if (!timingSafeEqual(check, header.subarray(MAGIC.length + SALT_BYTES))) {
      throw new CannotOpen(`${path} was sealed under another key`)
    }
    const most = PIECE_BYTES + TAG_BYTES
    let rest = size - HEADER_BYTES
    for (let place = 0; ; place++) {
      const bytes = Buffer.alloc(Math.min(most, rest))
      rest -= bytes.length
      const damaged = new CannotOpen(`${path} is damaged or cut off in its piece ${place}`)
      if (bytes.length < TAG_BYTES || !readFully(file, bytes)) throw damaged
      const decipher = createDecipheriv('aes-256-gcm', sealing, nonceOf(place, rest === 0), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(header).setAuthTag(bytes.subarray(-TAG_BYTES))
      const plain = decipher.update(bytes.subarray(0, -TAG_BYTES))
      try {
        decipher.final()
      } catch {
        throw damaged
      }
      yield plain
      if (rest === 0) return
    }
  } finally {
    closeSync(file)
  }
}

function readFully(file: number, into: Buffer): boolean {
  for (let at = 0; at < into.length; ) {
    const read = readSync(file, into, at, into.length - at, null)
    if (read === 0) return false
    at += read
  }
  return true
}

/** Names a key in what is told; says nothing of it. */
export const keyName = (secret: Uint8Array): string =>
  createHash('sha256').update('tapebook backup key').update(secret).digest('hex').slice(0, 12)
