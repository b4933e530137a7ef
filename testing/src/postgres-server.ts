// A PostgreSQL server for the length of a test file, in a folder of its own, with its own port and socket.
import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { freePort } from '@tapebook/supervisor'
import pg from 'pg'

const DEBIAN = '/usr/lib/postgresql'

/** Folders in which PostgreSQL's programs may be: those of the path, then Debian's, newest first. */
function folders(): string[] {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : []
  return [...(process.env.PATH ?? '').split(delimiter), ...versions.map((it) => join(DEBIAN, it, 'bin'))]
}

const programs = folders().find(
  (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')),
)

/** Tests with PostgreSQL need its programs; without them they are skipped, and say so. */
export const needsPostgres = programs === undefined ? { skip: 'PostgreSQL 15 or later is not installed' } : {}

const isRoot = process.getuid?.() === 0

/** The server refuses to run as root. */
function run(program: string, args: readonly string[]): void {
  const path = join(programs ?? '', program)
  const [command, ...words] = isRoot ? ['runuser', '-u', 'postgres', '--', path, ...args] : [path, ...args]
  execFileSync(command!, words, { stdio: ['ignore', 'ignore', 'pipe'] })
}

export class PostgresServer {
  readonly #folder: string
  readonly #port: number
  #databases = 0

  private constructor(folder: string, port: number) {
    this.#folder = folder
    this.#port = port
  }

  static async start(): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'tapebook-postgres-'))
    if (isRoot) {
      const id = (flag: string): number =>
        Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
      chownSync(folder, id('-u'), id('-g'))
    }
    const server = new PostgresServer(folder, await freePort())
    run('initdb', [
      '-D',
      server.#data,
      '-U',
      'tapebook',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--no-locale',
      '--no-sync',
    ])
    server.up()
    return server
  }

  get #data(): string {
    return join(this.#folder, 'data')
  }

  /** Starts it; with a log file, as its output would else keep the caller waiting for ever. */
  up(): void {
    const settings = `-k ${this.#folder} -p ${this.#port} -c listen_addresses=127.0.0.1 -c fsync=off`
    run('pg_ctl', [
      '-D',
      this.#data,
      '-l',
      join(this.#folder, 'log'),
      '-o',
      settings,
      '-w',
      '-t',
      '60',
      'start',
    ])
  }

  /** Ends it at once, as a crash would. */
  down(): void {
    run('pg_ctl', ['-D', this.#data, '-m', 'immediate', '-w', 'stop'])
  }

  stop(): void {
    try {
      this.down()
    } finally {
      rmSync(this.#folder, { recursive: true, force: true })
    }
  }

  url(database: string): string {
    return `postgres://tapebook@127.0.0.1:${this.#port}/${database}`
  }

  /** A new, empty database. */
  async database(): Promise<string> {
    const name = `test_${++this.#databases}`
    const client = new pg.Client(this.url('postgres'))
    await client.connect()
    await client.query(`CREATE DATABASE ${name}`)
    await client.end()
    return this.url(name)
  }
}
