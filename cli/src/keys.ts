import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { CliError, ExitCode, sentenceOf, usageError } from './exit-codes.ts'

/** The 32 bytes that name an Ed25519 key. */
export function publicKeyBytes(key: KeyObject): Uint8Array {
  const jwk = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' })
  return new Uint8Array(Buffer.from(jwk.x ?? '', 'base64url'))
}

export const publicKeyHex = (key: KeyObject): string => Buffer.from(publicKeyBytes(key)).toString('hex')

export const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey

export const keyToPem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()

/** Only its owner may read the file, and an existing one is never written over. */
export function writeKey(path: string, key: KeyObject): void {
  try {
    writeFileSync(path, keyToPem(key), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST'
    if (exists) throw usageError(`${path} exists and is not written over: choose another name`)
    throw usageError(`cannot write the key to ${path}: ${sentenceOf(error)}`)
  }
}

export function readKey(path: string): KeyObject {
  let pem: string
  try {
    pem = readFileSync(path, 'utf8')
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (missing) throw usageError(`there is no key file ${path}: make one with "tapebook keys new --out ${path}"`)
    throw new CliError(`cannot read the key file ${path}: ${sentenceOf(error)}`, ExitCode.CannotRead)
  }
  let key: KeyObject
  try {
    key = createPrivateKey(pem)
  } catch (error) {
    throw new CliError(`${path} holds no private key in PEM form`, ExitCode.CannotRead, error)
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new CliError(`${path} holds a ${key.asymmetricKeyType} key where an Ed25519 key belongs`, ExitCode.CannotRead)
  }
  return key
}
