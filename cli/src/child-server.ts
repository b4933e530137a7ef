import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onProcessEnd } from './clean-up.ts'
import { CliError, ExitCode } from './exit-codes.ts'
import { OPERATOR_KEY } from './options.ts'

/** What runs a `tapebook` command in a process of its own. */
export const cliEntry = fileURLToPath(new URL('../bin/tapebook.js', import.meta.url))

const START_MS = 60_000

export interface ChildServerOptions {
  directory: string
  /** Port of the binary gateway; a free one if left out. */
  port?: number
  policy?: 'disk' | 'memory'
  /** MiB of a journal segment. */
  segmentMib?: number
  /** Words before the command: what runs it under other conditions, and leaves its output alone. */
  under?: readonly string[]
  env?: Readonly<Record<string, string>>
}

/** A server in a process of its own. */
export interface ChildServer {
  readonly url: string
  readonly port: number
  /** The line that `tapebook start --json` printed. */
  readonly started: Readonly<Record<string, unknown>>
  /** File of the operator's key. */
  readonly operatorKey: string
  readonly process: ChildProcess
  /** The server's own process, which is not `process` where something stands before the command. */
  readonly pid: number
  /** Resolves when the process has ended. */
  readonly exited: Promise<void>
  /** Lets it drain, and waits. */
  stop(): Promise<void>
  /** Ends it at once, as a power cut of the process would. */
  kill(): Promise<void>
  /** Sends it a signal, if it still runs. */
  end(signal: NodeJS.Signals): void
  /** The end of what it wrote to its standard error. */
  errors(): string
}

/** Starts a server and waits until it listens. */
export async function startChildServer(options: ChildServerOptions): Promise<ChildServer> {
  const { directory, port = 0, policy = 'disk', segmentMib, under = [], env = {} } = options
  const flags = [
    '--data',
    directory,
    '--port',
    String(port),
    '--metrics-port',
    '0',
    '--policy',
    policy,
    // What is measured and tortured is the exchange alone.
    '--no-projections',
    '--no-http',
    '--json',
    ...(segmentMib === undefined ? [] : ['--segment-mib', String(segmentMib)]),
  ]
  const [command = process.execPath, ...words] = [...under, process.execPath, cliEntry, 'start', ...flags]
  const child = spawn(command, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TAPEBOOK_LOG: 'error', ...env },
  })
  const exited = once(child, 'exit').then(() => undefined)
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-4_096)))
  const started = await firstLine(child, () => errors)
  const pid = Number(started.pid)
  const end = (signal: NodeJS.Signals): void => {
    if (child.exitCode === null && child.signalCode === null) signalTo(pid, signal)
  }
  const ended = async (signal: NodeJS.Signals): Promise<void> => {
    end(signal)
    await exited
  }
  return {
    url: String(started.url),
    port: Number(started.port),
    started,
    operatorKey: join(directory, OPERATOR_KEY),
    process: child,
    pid,
    exited,
    stop: () => ended('SIGTERM'),
    kill: () => ended('SIGKILL'),
    end,
    errors: () => errors,
  }
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended by itself.
  }
}

async function firstLine(child: ChildProcess, errors: () => string): Promise<Record<string, unknown>> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  const line = await new Promise<string | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), START_MS)
    const done = (text?: string): void => {
      clearTimeout(timer)
      resolve(text)
    }
    lines.once('line', done)
    child.once('exit', () => done())
  })
  if (line !== undefined) return JSON.parse(line) as Record<string, unknown>
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const why = errors().trim().split('\n').at(-1)
  throw new CliError(`the server did not start: ${why || 'it said nothing'}`, ExitCode.CannotRead)
}

/** Runs with a server of its own in a new folder, and removes both afterwards, also after a failure or Ctrl-C. */
export async function withThrowawayServer<T>(
  policy: 'disk' | 'memory',
  run: (server: ChildServer) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), 'tapebook-spawn-'))
  const remove = (): void => rmSync(directory, { recursive: true, force: true })
  let server: ChildServer | undefined
  const abort = (): void => {
    server?.process.kill('SIGKILL')
    remove()
  }
  const cancel = onProcessEnd(abort)
  try {
    server = await startChildServer({ directory, policy })
    return await run(server)
  } finally {
    await server?.stop()
    cancel()
    remove()
  }
}
