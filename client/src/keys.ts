import { createPrivateKey, createPublicKey, generateKeyPairSync, KeyObject, sign } from 'node:crypto'

/** An Ed25519 private key: a KeyObject, PKCS8 PEM text, or the raw 32-byte seed as bytes or hex. */
export type PrivateKey = KeyObject | string | Uint8Array

// PKCS8 of an Ed25519 key is these 16 bytes and the seed.
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
// What a logon signature begins with, so that it can never be a signature of something else.
const LOGON_CONTEXT = Buffer.from('tapebook logon 1', 'ascii')

export function toKeyObject(key: PrivateKey): KeyObject {
  const object = key instanceof KeyObject ? key : fromText(key)
  if (object.type !== 'private' || object.asymmetricKeyType !== 'ed25519') {
    throw new TypeError('the key is not an Ed25519 private key')
  }
  return object
}

function fromText(key: string | Uint8Array): KeyObject {
  if (typeof key !== 'string') {
    if (key.length !== 32) throw new TypeError(`a raw Ed25519 seed has 32 bytes, not ${key.length}`)
    return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, key]), format: 'der', type: 'pkcs8' })
  }
  const text = key.trim()
  if (/^[0-9a-f]{64}$/i.test(text)) return fromText(Buffer.from(text, 'hex'))
  // The text itself stays out of the message: it may be a key with a typing error.
  if (!text.startsWith('-----BEGIN ')) throw new TypeError('the key is neither PEM nor 64 hex digits')
  return createPrivateKey(text)
}

/** The 32 bytes under which a key is registered. */
export function publicKeyOf(key: PrivateKey): Uint8Array {
  const { x } = createPublicKey(toKeyObject(key)).export({ format: 'jwk' })
  return new Uint8Array(Buffer.from(x!, 'base64url'))
}

/** A new key pair: the private key as PKCS8 PEM, and the 32 bytes to register. */
export function generateKey(): { privateKey: string; publicKey: Uint8Array } {
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  return { privateKey: pem, publicKey: publicKeyOf(privateKey) }
}

/** Signs a logon: the context, the challenge's nonce, and the bytes of Logon after its signature. */
export function signLogon(key: KeyObject, nonce: Uint8Array, tail: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, Buffer.concat([LOGON_CONTEXT, nonce, tail]), key))
}
