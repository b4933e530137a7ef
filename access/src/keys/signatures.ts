// What a key signs, and whether it did.
import { createHash, createHmac, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { equalBytes } from '../secrets/master-key.ts'

const HMAC_BYTES = 32
const ED25519_BYTES = 64
const PUBLIC_KEY_BYTES = 32
const NO_MAC = Buffer.alloc(HMAC_BYTES)
const NO_SIGNATURE = Buffer.alloc(ED25519_BYTES)
/** Bytes in hex, by how many they are. */
const HEX: ReadonlyMap<number, RegExp> = new Map(
  [HMAC_BYTES, ED25519_BYTES].map((length) => [length, new RegExp(`^[0-9a-f]{${length * 2}}$`, 'i')]),
)
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
  /** X-Account and Idempotency-Key as in their headers; left out if there are none. */
  readonly account?: string
  readonly id?: string
  /** Body as it was sent. */
  readonly body?: Uint8Array
}

/**
 * The bytes that are signed: timestamp, window, method and target, one a line, a line for each of the two headers that is
 * sent, then the body, which is JSON and so begins like neither.
 */
export function requestBytes(request: SignableRequest): Uint8Array {
  const { timestamp, windowMs, method, target, account, id, body } = request
  const lines = [timestamp, windowMs ?? '', method, target]
  if (account !== undefined) lines.push(`x-account: ${account}`)
  if (id !== undefined) lines.push(`idempotency-key: ${id}`)
  const head = Buffer.from(`${lines.join('\n')}\n`)
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
  if (HEX.get(length)?.test(text) === true) return Buffer.from(text, 'hex')
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === length && bytes.toString('base64') === text ? bytes : undefined
}

/**
 * Did this secret sign these bytes? A name of them under the secret if it did: what the signature is, in one of the ways
 * in which it can be written. Takes the same time whatever differs.
 */
export function hmacName(secret: KeyObject, payload: Uint8Array, signature: string): string | undefined {
  const made = createHmac('sha256', secret).update(payload).digest()
  const given = signatureBytes(signature, HMAC_BYTES)
  return equalBytes(made, given ?? NO_MAC) && given !== undefined ? made.toString('base64') : undefined
}

/** As `hmacName`. The name is not of the signature: the same bytes can have more than one. */
export function ed25519Name(key: KeyObject, payload: Uint8Array, signature: string): string | undefined {
  const given = signatureBytes(signature, ED25519_BYTES)
  const isRight = verify(null, payload, key, given ?? NO_SIGNATURE)
  return isRight && given !== undefined ? createHash('sha256').update(payload).digest('base64') : undefined
}
