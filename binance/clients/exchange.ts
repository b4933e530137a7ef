// An exchange with the demo's market, as a newcomer starts it, for the length of one run.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const COMMAND = fileURLToPath(new URL('../../cli/bin/tapebook.js', import.meta.url))

/** Until its market moves; a machine with much else to do takes long to start four processes. */
const START_MS = 180_000
/** Until it has drained and stopped. */
const STOP_MS = 60_000

/** Where its tables and its people are kept; files of SQLite in its folder unless said. */
export interface Databases {
  readonly database: string
  readonly identity: string
}

interface ApiKey {
  readonly apiKey: string
  readonly secret: string
}

/** What it tells of itself. */
interface Row {
  readonly event: string
  readonly http?: string
  readonly streams?: string
  readonly api_keys?: readonly ApiKey[]
  /** Lines that a newcomer may type. */
  readonly clients?: readonly string[]
}

export class Exchange {
  readonly #child: ChildProcess
  readonly #folder: string
  /** Address of REST. */
  readonly http: string
  /** Address of streams and of the WebSocket API. */
  readonly streams: string
  readonly apiKeys: readonly ApiKey[]
  /** What it told a newcomer to type. */
  readonly lines: readonly string[]

  private constructor(child: ChildProcess, folder: string, row: Row) {
    const { http = '', streams = '', api_keys = [], clients = [] } = row
    this.#child = child
    this.#folder = folder
    this.http = http
    this.streams = streams
    this.apiKeys = api_keys
    this.lines = clients
  }

  /** Starts one; resolves when its market moves and programs may come. */
  static async start(databases?: Databases): Promise<Exchange> {
    const folder = mkdtempSync(join(tmpdir(), 'tapebook-clients-'))
    const ports = ['--port', '0', '--http-port', '0', '--streams-port', '0', '--metrics-port', '0']
    const kept = databases && ['--database', databases.database, '--identity', databases.identity]
    const args = [COMMAND, 'start', '--demo', '--data', folder, ...ports, ...(kept ?? []), '--json']
    const env = { ...process.env, TAPEBOOK_LOG: 'warn' }
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env })
    const late = setTimeout(() => child.kill('SIGKILL'), START_MS)
    // Where this process is ended, so is the exchange.
    process.once('exit', () => child.kill())
    try {
      const row = await demoOf(child)
      if (!row.http || !row.streams) throw new Error(`it does not listen: ${JSON.stringify(row)}`)
      return new Exchange(child, folder, row)
    } catch (error) {
      child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
      throw error
    } finally {
      clearTimeout(late)
    }
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'close')
    const late = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS)
    this.#child.kill('SIGTERM')
    await ended
    clearTimeout(late)
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** What `tapebook start --demo` prints once its market moves. */
async function demoOf(server: ChildProcess): Promise<Row> {
  for await (const line of createInterface({ input: server.stdout! })) {
    const row = JSON.parse(line) as Row
    if (row.event !== 'demo') continue
    // Nobody reads on: it must not wait for a reader.
    server.stdout!.resume()
    return row
  }
  throw new Error('the exchange ended, or was too slow, before its market moved')
}
