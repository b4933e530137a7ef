import { createPublicKey, type KeyObject } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { generateKey, publicKeyOf, toKeyObject } from '@tapebook/client'
import { CliError, ExitCode, sentenceOf, usageError } from './exit-codes.ts'

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/**
 * Only its owner may read the file, and an existing one is never written over. It outlives a power cut, for what is
 * signed with it does.
 */
export function writeKey(path: string): KeyObject {
  const { privateKey } = generateKey()
  try {
    onFile(path, 'wx', (file) => writeSync(file, privateKey))
    onFile(dirname(path), 'r', () => undefined)
  } catch (error) {
    if (codeOf(error) === 'EEXIST')
      throw usageError(`${path} exists and is not written over: choose another name`)
    throw usageError(`cannot write the key to ${path}: ${sentenceOf(error)}`)
  }
  return toKeyObject(privateKey)
}

function onFile(path: string, flag: 'r' | 'wx', write: (file: number) => void): void {
  const file = openSync(path, flag, 0o600)
  try {
    write(file)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

export function readKey(path: string): KeyObject {
  const pem = readPem(path)
  try {
    return toKeyObject(pem)
  } catch (error) {
    throw new CliError(`${path} holds no Ed25519 private key in PEM form`, ExitCode.CannotRead, error)
  }
}

/** The 32 bytes of a public key, or of a private one's public half. */
export function readPublicKey(path: string): Uint8Array {
  const pem = readPem(path)
  if (!pem.includes('PUBLIC KEY')) return publicKeyOf(readKey(path))
  try {
    const { crv, x } = createPublicKey(pem).export({ format: 'jwk' })
    if (crv !== 'Ed25519' || x === undefined) throw new TypeError(`a key of kind ${crv}`)
    return new Uint8Array(Buffer.from(x, 'base64url'))
  } catch (error) {
    throw new CliError(`${path} holds no Ed25519 key in PEM form`, ExitCode.CannotRead, error)
  }
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') {
      throw usageError(`there is no key file ${path}: make one with "tapebook keys new --out ${path}"`)
    }
    throw new CliError(`cannot read the key file ${path}: ${sentenceOf(error)}`, ExitCode.CannotRead)
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code
