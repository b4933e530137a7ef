// What makes `start` open an exchange as a sandbox, and what keeps one with real money from becoming one.
import { existsSync } from 'node:fs'
import type { Server } from '@tapebook/server'
import { isSandbox, NotASandboxError, Sandbox } from '@tapebook/service'
import { CliError, ExitCode, sentenceOf, usageError } from './exit-codes.ts'
import { existingFolder, holdsJournal } from './paths.ts'

interface SandboxOptions {
  data: string
  demo?: boolean
  /** Undefined where nobody said; then it is set to what holds. */
  sandbox?: boolean
}

/**
 * Is one to be begun? Sets `sandbox` to whether there will be one. A journal that was begun without cannot be made one:
 * what it holds may be real. A demo is one, unless its journal is older or somebody says no.
 */
export function beginsSandbox(options: SandboxOptions): boolean {
  const { data, demo, sandbox } = options
  const [isMarked, isBegun] = [isSandbox(data), existsSync(data) && holdsJournal(existingFolder(data))]
  if (isMarked && !isBegun) throw usageError(`${data} holds the mark of a sandbox without its journal`)
  if (sandbox === true && isBegun && !isMarked) {
    throw usageError(`${data} holds an exchange that was not begun as a sandbox: begin one in another folder`)
  }
  options.sandbox = sandbox ?? (demo === true && (isMarked || !isBegun))
  return options.sandbox && !isBegun
}

/** Marks a journal that was begun just now; of an older one checks that the mark is its own. */
export async function markSandbox(
  { data, sandbox }: SandboxOptions,
  begins: boolean,
  server: Server,
): Promise<void> {
  if (sandbox !== true) return
  try {
    const { lineage } = server
    const mark = begins ? Sandbox.create(data, lineage, Date.now()) : Sandbox.open(data, lineage)
    mark.close()
  } catch (error) {
    await server.close()
    if (error instanceof NotASandboxError) throw usageError(sentenceOf(error))
    throw new CliError(`the sandbox did not open: ${sentenceOf(error)}`, ExitCode.CannotRead, error)
  }
}
