import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CliError, ExitCode, usageError } from './exit-codes.ts'

/** The checkout, or what holds the installed packages. */
export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url))

/** A folder that an exchange ran in. */
export function journalFolder(path: string): string {
  existingFolder(path)
  if (!holdsJournal(path)) throw new CliError(`${path} holds no journal`, ExitCode.CannotRead)
  return path
}

export const holdsJournal = (path: string): boolean =>
  readdirSync(path).some((name) => name.startsWith('journal-'))

export function existingFolder(path: string): string {
  if (!existsSync(path)) throw usageError(`there is no folder ${path}`)
  if (!statSync(path).isDirectory()) throw usageError(`${path} is a file where a folder belongs`)
  return path
}

/** The process that has a folder open, by its lock file; undefined if there is none. */
export function liveWriter(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(path, 'LOCK'), 'utf8'))
    if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
    process.kill(pid, 0)
    return pid
  } catch {
    return undefined
  }
}
