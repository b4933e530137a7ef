import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { usageError } from './exit-codes.ts'

/** The checkout, or what holds the installed packages. */
export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url))

export function existingFolder(path: string): string {
  if (!existsSync(path)) throw usageError(`there is no folder ${path}`)
  if (!statSync(path).isDirectory()) throw usageError(`${path} is a file where a folder belongs`)
  return path
}
