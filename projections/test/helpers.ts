import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Client, generateKey } from '@tapebook/client'
import { seedDemo } from '@tapebook/demo'
import { newLogger, type Server, type ServerOptions, startServer } from '@tapebook/server'
import { SETTINGS } from '@tapebook/supervisor'
import { needsAddon, newDirectory, until } from '@tapebook/testing'
import type { Database } from '../src/database/database.ts'
import { TABLES } from '../src/database/migrations.ts'
import type { AnyRow } from '../src/database/tables.ts'

export { needsAddon, newDirectory, until }

const PROCESS = fileURLToPath(new URL('../src/process.ts', import.meta.url))

/** An exchange with the demo's instruments and accounts. */
export interface Exchange {
  readonly server: Server
  readonly directory: string
  readonly operator: Client
  /** Sessions of two accounts. */
  readonly traders: readonly Client[]
  stop(): Promise<void>
}

export async function startExchange(t: TestContext, options: Partial<ServerOptions> = {}): Promise<Exchange> {
  const directory = newDirectory(t, () => stop())
  const keys = { operator: generateKey(), alice: generateKey(), bob: generateKey() }
  const server = await startServer({
    directory,
    operatorKey: keys.operator.publicKey,
    port: 0,
    metricsPort: 0,
    handleSignals: false,
    logger: newLogger('silent'),
    ...options,
  })
  const clients: Client[] = []
  const connect = async (name: keyof typeof keys): Promise<Client> => {
    const url = `ws://127.0.0.1:${server.port}`
    const client = await Client.connect({ url, privateKey: keys[name].privateKey })
    clients.push(client)
    return client
  }
  const operator = await connect('operator')
  await seedDemo(operator, { keys: { alice: keys.alice.publicKey, bob: keys.bob.publicKey } })
  const traders = [await connect('alice'), await connect('bob')]
  let stopped: Promise<void> | undefined
  const stop = (): Promise<void> => {
    stopped ??= Promise.all(clients.map((client) => client.close())).then(() => server.close())
    return stopped
  }
  return { server, directory, operator, traders, stop }
}

/** A projector in a process of its own. */
export function forkProjector(directory: string, url: string): ChildProcess {
  return fork(PROCESS, [], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [SETTINGS]: JSON.stringify({ directory, url }) },
  })
}

export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Lets a projector reach the end of the tape, and ends it. */
export async function finished(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.send({ type: 'finish' })
  const [code] = await ended
  assert.equal(code, 0, 'the projector ends in order')
}

/** Every row of every table but the place, as text, for comparing. */
export async function dump(database: Database): Promise<Map<string, string[]>> {
  const tables = new Map<string, string[]>()
  for (const name of TABLES) {
    if (name === 'projection_place') continue
    const rows = await database.query(`SELECT * FROM ${name}`)
    tables.set(name, rows.map(textOf).sort())
  }
  return tables
}

const textOf = (row: AnyRow): string =>
  Object.entries(row)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')

export function assertSameTables(one: Map<string, string[]>, other: Map<string, string[]>): void {
  assert.deepEqual([...one.keys()], [...other.keys()])
  for (const [name, rows] of one) assert.deepEqual(rows, other.get(name), name)
}
