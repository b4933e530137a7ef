// How a counterparty proves at its log-on who it is.
import { createPublicKey, randomBytes, scrypt, timingSafeEqual, verify } from 'node:crypto'
import { promisify } from 'node:util'

const SOH = '\x01'
const SALT_BYTES = 16
const HASH_BYTES = 32
/** What a hash costs: 16 MiB and some 50 ms. */
const COST = { N: 16_384, r: 8, p: 1 } as const

const hashed = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt)

/** What is kept of a password. */
export async function hashOf(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await hashed(password, salt, HASH_BYTES, COST)
  return `scrypt:${salt.toString('hex')}:${hash.toString('hex')}`
}

export async function isPassword(password: string, kept: string): Promise<boolean> {
  const [kind, salt = '', hash = ''] = kept.split(':')
  if (kind !== 'scrypt') return false
  const expected = Buffer.from(hash, 'hex')
  const given = await hashed(password, Buffer.from(salt, 'hex'), HASH_BYTES, COST)
  return expected.length === given.length && timingSafeEqual(expected, given)
}

// DER of an Ed25519 public key is these 12 bytes and the key.
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/** What a log-on by key signs: FIX 35, 49, 56, 34 and 52. */
export const signedText = (get: (tag: number) => string | undefined): string =>
  [35, 49, 56, 34, 52].map((tag) => get(tag) ?? '').join(SOH)

export function isSignature(text: string, signature: string, publicKey: string): boolean {
  const der = Buffer.concat([SPKI_PREFIX, Buffer.from(publicKey, 'hex')])
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  return verify(null, Buffer.from(text, 'latin1'), key, Buffer.from(signature, 'base64'))
}
