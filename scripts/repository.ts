// The files of the repository: what git tracks, and what it would track.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../', import.meta.url))

/** Text by path from the root, with forward slashes. */
export type Files = ReadonlyMap<string, string>

export function repositoryFiles(): Files {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  // A deleted file that is still in the index is gone for us.
  const paths = list.split('\0').filter((path) => path !== '' && existsSync(join(root, path)))
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

/** Is a file written by a program of ours? It says so in its first line. */
export function isGenerated(text: string): boolean {
  return /^(\/\/|<!--|#) Generated (from|by) /.test(text)
}
