/** What `tapebook` ends with. `--help` prints this table. */
export const ExitCode = {
  /** Done, and what was checked holds. */
  Ok: 0,
  /** The check ran and failed: hashes differ, a book disagrees, an order was refused. */
  CheckFailed: 1,
  /** The command line is wrong: an unknown flag, a missing path, a value out of range. */
  Usage: 2,
  /** A file or journal cannot be read, is corrupt, or is in use. */
  CannotRead: 3,
  /** The server cannot be reached, or ended the session. */
  NoServer: 4,
  /** A fault of this program. */
  Internal: 70,
  /** Stopped by Ctrl-C. */
  Interrupted: 130,
} as const
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

export const exitCodeHelp = `
Exit codes:
  0    done, and what was checked holds
  1    the check ran and failed, or the server refused the request
  2    the command line is wrong
  3    a file or journal cannot be read, is corrupt, or is in use
  4    the server cannot be reached, or ended the session
  70   a fault of this program: please report it
  130  stopped by Ctrl-C`

/** An error whose message is one sentence a person can act on. */
export class CliError extends Error {
  readonly exitCode: ExitCode

  constructor(message: string, exitCode: ExitCode, cause?: unknown) {
    super(message, { cause })
    this.name = 'CliError'
    this.exitCode = exitCode
  }
}

export const usageError = (message: string): CliError => new CliError(message, ExitCode.Usage)

/** The first line of whatever was thrown. */
export function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return text.split('\n', 1)[0] ?? ''
}
