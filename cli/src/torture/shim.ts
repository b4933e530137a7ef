import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onProcessEnd } from '../clean-up.ts'
import { repositoryRoot } from '../paths.ts'

/** One call that goes wrong; see `shim.c`. */
export interface Wrong {
  readonly call: 'pwrite' | 'fdatasync' | 'fsync' | 'rename'
  /** How the file's name begins. */
  readonly file: string
  /** Which call, from 1; 0 for each. */
  readonly at: number
  readonly action: 'kill-before' | 'kill-half' | 'kill-after' | 'short'
}

/** The shim, compiled on this machine. */
export class Shim {
  readonly #folder: string
  readonly #cancel: () => void

  constructor() {
    this.#folder = mkdtempSync(join(tmpdir(), 'tapebook-shim-'))
    this.#cancel = onProcessEnd(() => rmSync(this.#folder, { recursive: true, force: true }))
    const source = join(repositoryRoot, 'cli', 'src', 'torture', 'shim.c')
    execFileSync('cc', ['-shared', '-fPIC', '-O1', '-Wall', '-o', this.#library, source, '-ldl'])
  }

  get #library(): string {
    return join(this.#folder, 'shim.so')
  }

  /** Environment of a program under which this goes wrong. */
  env({ call, file, at, action }: Wrong): Record<string, string> {
    return {
      LD_PRELOAD: this.#library,
      SHIM_CALL: call,
      SHIM_FILE: file,
      SHIM_AT: String(at),
      SHIM_DO: action,
    }
  }

  remove(): void {
    this.#cancel()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
