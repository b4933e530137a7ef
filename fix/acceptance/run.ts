// Runs the acceptance definitions of QuickFIX against an acceptor made of our addon, and ends with
// `N passed, N failed`. Words after the script's name pick definitions whose path contains one of them.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { isFixBuilt } from '../src/native.ts'
import { EXCEPTIONS } from './exceptions.ts'
import { fetchSuite, type Suite, Unavailable } from './suite.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Folders of definitions. Each has an acceptor of its own: one logon at a time has the two CompIDs of the suite. */
const VERSIONS = ['fix40', 'fix41', 'fix42', 'fix43', 'fix44', 'fix50', 'fix50sp1', 'fix50sp2', 'future']

/** The drafts are written for FIX 4.2. */
const acceptorOf = (version: string): string => (version === 'future' ? 'fix42' : version)

/** Far more than the longest one takes, which waits for a few heartbeats. */
const DEFINITION_MS = 60_000
const START_MS = 60_000

interface Outcome {
  readonly name: string
  /** Why it failed, in the runner's words. */
  readonly fault?: string
}

/** The acceptor of one version, in a process of its own, for the length of `run`. */
async function withAcceptor<T>(suite: Suite, version: string, run: (port: number) => Promise<T>): Promise<T> {
  const store = mkdtempSync(join(tmpdir(), 'tapebook-fix-'))
  const port = await freePort()
  const words = [at('./echo.ts'), acceptorOf(version), `${port}`, suite.dictionaries, store]
  const child = spawn(process.execPath, ['--import', 'tsx', ...words], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  try {
    await started(child, version)
    return await run(port)
  } finally {
    child.kill('SIGKILL')
    await ended
    rmSync(store, { recursive: true, force: true })
  }
}

/** Comes back once the acceptor has said that it listens. */
async function started(child: ChildProcess, version: string): Promise<void> {
  const late = setTimeout(() => child.kill('SIGKILL'), START_MS)
  for await (const line of createInterface({ input: child.stdout! })) {
    if (line !== 'ready') continue
    clearTimeout(late)
    child.stdout!.resume()
    return
  }
  throw new Error(`the acceptor for ${version} ended before it listened`)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** Gives one definition to QuickFIX's runner. */
async function runDefinition(suite: Suite, name: string, port: number): Promise<Outcome> {
  const file = `definitions/server/${name}.def`
  const words = ['--disable-gems', '-I.', 'Runner.rb', '127.0.0.1', `${port}`, file]
  const child = spawn(suite.ruby, words, {
    cwd: suite.folder,
    env: suite.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const late = setTimeout(() => child.kill('SIGKILL'), DEFINITION_MS)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (output += bytes))
  const [code] = (await once(child, 'close')) as [number | null]
  clearTimeout(late)
  if (code === 0 && output.includes("result='success'")) return { name }
  return { name, fault: code === null ? `it hung\n${output}` : output }
}

/** Runs definitions of one version in turn. */
async function runVersion(suite: Suite, version: string, names: readonly string[]): Promise<Outcome[]> {
  return await withAcceptor(suite, version, async (port) => {
    const outcomes: Outcome[] = []
    for (const name of names) outcomes.push(await runDefinition(suite, name, port))
    return outcomes
  })
}

/** Names of definitions by version. */
function definitions(suite: Suite, wanted: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const version of VERSIONS) {
    const files = readdirSync(join(suite.folder, 'definitions/server', version)).sort()
    const names = files
      .filter((file) => file.endsWith('.def'))
      .map((file) => `${version}/${file.slice(0, -'.def'.length)}`)
      .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
    if (names.length > 0) found.set(version, names)
  }
  return found
}

async function runAll(suite: Suite, wanted: readonly string[]): Promise<Outcome[]> {
  const versions = [...definitions(suite, wanted)]
  const first = await Promise.all(versions.map(([version, names]) => runVersion(suite, version, names)))
  const outcomes: Outcome[] = []
  for (const outcome of first.flat()) {
    if (outcome.fault === undefined || outcome.name in EXCEPTIONS) {
      outcomes.push(outcome)
      continue
    }
    // Heartbeats of two seconds are due whether this machine has time or not: once more, with nothing beside it.
    const [version = ''] = outcome.name.split('/')
    const [second = outcome] = await runVersion(suite, version, [outcome.name])
    if (second.fault === undefined) console.log(`at the second try  ${outcome.name}: ${outcome.fault}`)
    outcomes.push(second)
  }
  return outcomes
}

async function main(wanted: readonly string[]): Promise<number> {
  if (!isFixBuilt()) throw new Unavailable('the FIX addon is not built')
  const suite = fetchSuite(at('../../target/fix-acceptance'))
  for (const name of Object.keys(EXCEPTIONS)) {
    const file = join(suite.folder, 'definitions/server', `${name}.def`)
    if (!existsSync(file)) throw new Error(`exceptions.ts names ${name}, and there is no such definition`)
  }
  const outcomes = await runAll(suite, wanted)
  const applying = outcomes.filter(({ name }) => !(name in EXCEPTIONS))
  const passed = applying.filter(({ fault }) => fault === undefined)
  const failed = applying.filter(({ fault }) => fault !== undefined)
  for (const { name } of passed) console.log(`ok  ${name}`)
  for (const { name, fault } of outcomes) {
    const reason = EXCEPTIONS[name]
    if (reason === undefined) continue
    console.log(`does not apply  ${name}: ${reason}`)
    if (fault === undefined) failed.push({ name, fault: 'it passes: take it off the list of exceptions' })
  }
  for (const { name, fault } of failed) console.log(`FAILED  ${name}: ${fault}`)
  console.log(`${passed.length} passed, ${failed.length} failed`)
  return failed.length === 0 && passed.length > 0 ? 0 : 1
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Unavailable)) throw error
  console.error(`skipped: ${error.message}`)
  process.exitCode = process.env.SKIPS === 'fail' ? 1 : 0
}
