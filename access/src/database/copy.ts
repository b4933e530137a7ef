// A copy of the people's database for a backup. What it holds sealed stays sealed: the master key is not in it.
import { chmodSync, closeSync, existsSync, openSync } from 'node:fs'
import { SqliteFile } from '@tapebook/database'

/** How long another process's write is waited for. */
const BUSY_MS = 10_000

/**
 * Writes a file of SQLite as it is at one moment, beside whoever uses it, to a file that is not there yet and that its owner
 * alone reads.
 */
export function copyIdentity(file: string, to: string): void {
  closeSync(openSync(to, 'wx', 0o600))
  const from = new SqliteFile(file, BUSY_MS)
  try {
    from.db.prepare('VACUUM INTO ?').run(to)
  } finally {
    from.close()
  }
  checkIdentity(to)
}

/** Throws unless a file is a whole database of people. */
export function checkIdentity(file: string): void {
  if (!existsSync(file)) throw new Error(`there is no file ${file}`)
  chmodSync(file, 0o600)
  const db = new SqliteFile(file, BUSY_MS)
  try {
    const found = db.db.pragma('integrity_check', { simple: true })
    if (found !== 'ok') throw new Error(`${file} is damaged: ${String(found)}`)
    db.db.prepare('SELECT count(*) FROM users').get()
  } finally {
    db.close()
  }
}
