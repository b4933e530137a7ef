// Where the master key is: the environment, or a file that only its owner reads, made at the first start.
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { MasterKey } from './master-key.ts'

/** The file, in the data folder. */
export const KEY_FILE = 'master.key'
/** Holds the key instead of the file: base64, after a rotation the older ones behind it, with commas. */
export const KEY_VARIABLE = 'TAPEBOOK_MASTER_KEY'

/**
 * The key of a data folder. With nothing in the environment and no file a new key is made and written; `make: false`
 * throws instead. Throws if others may read the file.
 */
export function loadMasterKey(
  folder: string,
  { environment = process.env, make = true }: { environment?: NodeJS.ProcessEnv; make?: boolean } = {},
): MasterKey {
  const given = environment[KEY_VARIABLE]
  if (given !== undefined && given !== '') return MasterKey.parse(given)
  const path = join(folder, KEY_FILE)
  try {
    return readKey(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || !make) throw error
  }
  // It appears whole, and where another process was first, that one's key is the one.
  const made = `${path}.${process.pid}`
  write(made, MasterKey.random())
  try {
    linkSync(made, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    unlinkSync(made)
  }
  syncFolder(folder)
  return readKey(path)
}

/** Puts another key in the file's place, whole or not at all. */
export function replaceMasterKey(folder: string, key: MasterKey): void {
  const path = join(folder, KEY_FILE)
  write(`${path}.new`, key)
  renameSync(`${path}.new`, path)
  syncFolder(folder)
}

function readKey(path: string): MasterKey {
  const file = openSync(path, 'r')
  try {
    if ((fstatSync(file).mode & 0o077) !== 0) {
      throw new Error(`${path} can be read by others: make it readable by its owner only (chmod 600)`)
    }
    return MasterKey.parse(readFileSync(file, 'utf8'))
  } finally {
    closeSync(file)
  }
}

function write(path: string, key: MasterKey): void {
  const file = openSync(path, 'w', 0o600)
  try {
    writeSync(file, key.serialize())
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
