import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { seedDemo } from '@tapebook/demo'
import { inFolder, needsAddon } from '@tapebook/testing'
import { type ChildServer, startChildServer } from '../src/child-server.ts'
import { connect } from '../src/connect.ts'

const entry = fileURLToPath(new URL('../bin/tapebook.js', import.meta.url))

export { inFolder, needsAddon }

/** Debian's Chromium, or what CHROMIUM names. */
export const browserPath =
  [process.env.CHROMIUM ?? '', '/usr/bin/chromium'].find((path) => path !== '' && existsSync(path)) ?? ''
export const needsBrowser = browserPath === '' ? { skip: 'chromium is not there' } : {}

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the built command as a user does. */
export function tapebook(...args: string[]): Promise<Ended> {
  const { TAPEBOOK_KEY: _key, TAPEBOOK_URL: _url, ...env } = process.env
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env })
  const ended = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    ended.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    ended.err += chunk.toString()
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...ended })))
}

/** A server with the demo market, for accounts of these keys; stopped afterwards. */
export async function withDemo(
  folder: string,
  keys: Record<string, Uint8Array>,
  run: (server: ChildServer, asOperator: readonly string[]) => Promise<void>,
): Promise<void> {
  const server = await startChildServer({ directory: join(folder, 'data') })
  const operator = await connect({ url: server.url, key: server.operatorKey })
  await seedDemo(operator, { keys })
  await operator.close()
  await run(server, ['--url', server.url, '--key', server.operatorKey, '--json'])
  await server.stop()
}

/** The line that `tapebook start --json` printed first. */
export interface Started {
  readonly pid: number
  readonly url: string
  readonly admin_port: number
  readonly http_port: number
  readonly metrics_port: number
  readonly streams_port: number
}

/** `tapebook start` with a demo market that moves, on free ports, and the line that it printed; stopped afterwards. */
export async function withStart(
  data: string,
  flags: readonly string[],
  run: (started: Started, lines: Interface, errors: () => string) => Promise<void>,
): Promise<void> {
  const { DATABASE_URL: _url, ...env } = process.env
  const ports = ['--port', '0', '--metrics-port', '0', '--streams-port', '0']
  const args = [entry, 'start', '--demo', '--data', data, ...ports, ...flags, '--json']
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env })
  const ended = once(server, 'exit')
  let errors = ''
  server.stderr.on('data', (bytes: Buffer) => {
    errors += bytes
    process.stderr.write(bytes)
  })
  try {
    const lines = createInterface({ input: server.stdout })
    const [line] = (await once(lines, 'line')) as [string]
    await run(JSON.parse(line) as Started, lines, () => errors)
  } finally {
    server.kill('SIGTERM')
    await ended
  }
}

/** The last line of an output, as the object it holds. */
export function lastRow(out: string): Record<string, unknown> {
  return JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>
}
