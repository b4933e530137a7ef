// Where the key of sealed backups is: a file that only its owner reads, or the environment.
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { Option } from 'commander'
import { sentenceOf, usageError } from '../exit-codes.ts'
import { KEY_BYTES } from './sealed-file.ts'

const VARIABLE = 'TAPEBOOK_BACKUP_KEY'

export const keyOption = (description: string): Option =>
  new Option('--backup-key <file>', `${description}: ${KEY_BYTES} bytes in base64 (or in ${VARIABLE} itself)`)

/** The key; undefined where none is named. The message of what it throws holds none of it. */
export function backupKey(file: string | undefined, environment = process.env): Buffer | undefined {
  const text = file === undefined ? environment[VARIABLE] : readOwn(file)
  if (text === undefined || text === '') return undefined
  const word = text.trim()
  if (!/^[A-Za-z0-9+/]{43}=$/.test(word))
    throw usageError(`a backup's key is ${KEY_BYTES} bytes in base64: make one with openssl rand -base64 32`)
  return Buffer.from(word, 'base64')
}

function readOwn(path: string): string {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    throw usageError(`cannot read the key ${path}: ${sentenceOf(error)}`)
  }
  try {
    if ((fstatSync(file).mode & 0o077) !== 0)
      throw usageError(`${path} can be read by others: make it readable by its owner only (chmod 600)`)
    return readFileSync(file, 'utf8')
  } finally {
    closeSync(file)
  }
}
