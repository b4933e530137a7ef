// What a key signs, and whether it did.
import { createHash, createHmac, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { equalBytes } from '../secrets/master-key.ts'

const HMAC_BYTES = 32
const ED25519_BYTES = 64
const PUBLIC_KEY_BYTES = 32
/** What stands before the 32 bytes of an Ed25519 key in its SPKI form. */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex')

/** A request to our own routes, as it is signed. */
export interface SignableRequest {
  /** In ms, as in the header that carries it. */
  readonly timestamp: number
  /** As in its header; left out if there is none. */
  readonly windowMs?: number
  readonly method: string
  /** Path and query as they were sent. */
  readonly target: string
  /** Body as it was sent. */
  readonly body?: Uint8Array
}

/** The bytes that are signed: timestamp, window, method and target, one a line, then the body. */
export function requestBytes({ timestamp, windowMs, method, target, body }: SignableRequest): Uint8Array {
  const head = Buffer.from(`${timestamp}\n${windowMs ?? ''}\n${method}\n${target}\n`)
  return body === undefined ? head : Buffer.concat([head, body])
}

/** The bytes that are signed to log a connection on; a signature for one kind of connection is none for another. */
export const logOnBytes = (channel: 'WS' | 'FIX', timestamp: number): Uint8Array =>
  Buffer.from(`${timestamp}\n${channel} LOGON\n`)

/** An Ed25519 public key from 32 bytes in hex, or PEM; undefined if it is neither. */
export function readPublicKey(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex')
  if (!text.startsWith('-----BEGIN PUBLIC KEY-----')) return undefined
  try {
    const key = createPublicKey(text)
    if (key.asymmetricKeyType !== 'ed25519') return undefined
    return key.export({ type: 'spki', format: 'der' }).subarray(-PUBLIC_KEY_BYTES)
  } catch {
    return undefined
  }
}

export const publicKeyObject = (bytes: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI_HEAD, bytes]), format: 'der', type: 'spki' })

/** Bytes from hex or base64 that has exactly that length; undefined otherwise. */
function signatureBytes(text: string, length: number): Buffer | undefined {
  if (new RegExp(`^[0-9a-f]{${length * 2}}$`, 'i').test(text)) return Buffer.from(text, 'hex')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === length && bytes.toString('base64') === text ? bytes : undefined
}

/** Did this secret sign these bytes? Takes the same time whatever differs. */
export function isHmac(secret: string, payload: Uint8Array, signature: string): boolean {
  const made = createHmac('sha256', secret).update(payload).digest()
  const given = signatureBytes(signature, HMAC_BYTES)
  return equalBytes(made, given ?? Buffer.alloc(HMAC_BYTES)) && given !== undefined
}

export function isEd25519(key: KeyObject, payload: Uint8Array, signature: string): boolean {
  const given = signatureBytes(signature, ED25519_BYTES)
  const isRight = verify(null, payload, key, given ?? Buffer.alloc(ED25519_BYTES))
  return isRight && given !== undefined
}

/** Names the signed bytes. Not the signature: that one can be written in more ways than one. */
export const payloadName = (keyId: string, payload: Uint8Array): string =>
  createHash('sha256').update(keyId).update('\n').update(payload).digest('base64')
