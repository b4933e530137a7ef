// Runs programs of existing clients against a server with the demo's market, and ends with `N passed, N failed`.
// Words after the script's name pick programs.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const PYTHON = process.env.CLIENTS_PYTHON ?? at('../../target/clients/bin/python')

/** Each program: it tells `ok NAME` or `not ok NAME: WHY`. Of an example its exit code counts. */
const PROGRAMS: Readonly<Record<string, readonly [command: string, file: string, isExample?: true]>> = {
  'ccxt (JavaScript)': [process.execPath, at('./ccxt.mjs')],
  '@binance/spot': [process.execPath, at('./spot.mjs')],
  'ccxt (Python)': [PYTHON, at('./ccxt_spot.py')],
  'binance-connector': [PYTHON, at('./connector.py')],
  'python-binance': [PYTHON, at('./python_binance.py')],
  'example ccxt (JavaScript)': [process.execPath, at('../examples/ccxt.mjs'), true],
  'example ccxt (Python)': [PYTHON, at('../examples/ccxt_spot.py'), true],
  'example python-binance': [PYTHON, at('../examples/python_binance.py'), true],
}

const PROGRAM_MS = 180_000
const START_MS = 60_000

interface Demo {
  readonly http: string
  readonly api_keys: readonly { readonly apiKey: string; readonly secret: string }[]
}

/** What `tapebook start --demo` prints once its market moves. */
async function demoOf(server: ChildProcess): Promise<Demo> {
  const late = setTimeout(() => server.kill('SIGKILL'), START_MS)
  for await (const line of createInterface({ input: server.stdout! })) {
    const row = JSON.parse(line) as { event: string }
    if (row.event !== 'demo') continue
    clearTimeout(late)
    // Nobody reads on: it must not wait for a reader.
    server.stdout!.resume()
    return row as unknown as Demo
  }
  throw new Error('the server ended before its market moved')
}

/** Runs a program; what passed, and what failed. */
async function runProgram(
  name: string,
  env: NodeJS.ProcessEnv,
): Promise<{ passed: number; failed: string[] }> {
  const [command, file, isExample = false] = PROGRAMS[name]!
  const child = spawn(command, [file], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const late = setTimeout(() => child.kill('SIGKILL'), PROGRAM_MS)
  const failed: string[] = []
  let passed = 0
  const exit = once(child, 'close')
  for await (const line of createInterface({ input: child.stdout! })) {
    console.log(`  ${line}`)
    if (line.startsWith('ok ')) passed++
    else if (line.startsWith('not ok ')) failed.push(`${name}: ${line.slice('not ok '.length)}`)
  }
  const [code] = (await exit) as [number | null]
  clearTimeout(late)
  if (code !== 0) failed.push(`${name}: it ended with ${code}`)
  else if (isExample) passed++
  else if (passed + failed.length === 0) failed.push(`${name}: it checked nothing`)
  return { passed, failed }
}

async function main(wanted: readonly string[]): Promise<number> {
  const names = Object.keys(PROGRAMS).filter(
    (name) => wanted.length === 0 || wanted.some((it) => name.includes(it)),
  )
  if (!existsSync(PYTHON)) throw new Error(`${PYTHON} is missing: make clients makes it`)
  const data = mkdtempSync(join(tmpdir(), 'tapebook-clients-'))
  const ports = ['--port', '0', '--http-port', '0', '--metrics-port', '0']
  const args = [at('../../cli/bin/tapebook.js'), 'start', '--demo', '--data', data, ...ports, '--json']
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(server, 'close')
  let passed = 0
  const failed: string[] = []
  try {
    const { http, api_keys } = await demoOf(server)
    if (http === '') throw new Error('the API did not listen in time')
    const [alice, bob] = api_keys
    const env = {
      ...process.env,
      TAPEBOOK_URL: http,
      API_KEY: alice?.apiKey,
      API_SECRET: alice?.secret,
      OTHER_KEY: bob?.apiKey,
      OTHER_SECRET: bob?.secret,
    }
    for (const name of names) {
      console.log(`\n== ${name} ==`)
      const result = await runProgram(name, env)
      passed += result.passed
      failed.push(...result.failed)
    }
  } finally {
    server.kill('SIGTERM')
    await ended
    rmSync(data, { recursive: true, force: true })
  }
  console.log('')
  for (const why of failed) console.log(`FAILED  ${why}`)
  console.log(`${passed} passed, ${failed.length} failed`)
  return failed.length === 0 && passed > 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
