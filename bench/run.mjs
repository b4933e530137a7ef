// Runs every benchmark and ends with the table that the project is held to: `node bench/run.mjs [--quick] [--json]
// [--soak SECONDS] [PART...]`. Results, histograms and plots go to bench/results/<date-commit>/ as they come, so that
// Ctrl-C leaves what is finished. A part that fails is named, and the others go on.

import { spawn, spawnSync } from 'node:child_process'
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { cpus, release, tmpdir, totalmem } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { summary } from './summary.mjs'

const folder = dirname(fileURLToPath(import.meta.url))
const root = join(folder, '..')
const peers = join(folder, 'peers')
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target')
const PARTS = ['peers', 'core', 'book', 'scale', 'disk', 'pipeline', 'replay', 'roundtrip', 'soak']

const args = process.argv.slice(2)
const isQuick = args.includes('--quick')
const isJson = args.includes('--json')
const soakAt = args.indexOf('--soak')
const soakSeconds = soakAt < 0 ? (isQuick ? 30 : 60) : Number(args[soakAt + 1])
const named = args.filter((arg, at) => !arg.startsWith('--') && !(soakAt >= 0 && at === soakAt + 1))
const unknown = [
  ...named.filter((part) => !PARTS.includes(part)),
  ...args.filter((arg) => arg.startsWith('--') && !['--quick', '--json', '--soak'].includes(arg)),
]
if (unknown.length > 0 || !(soakSeconds > 0)) {
  console.error(
    `${unknown.join(' ') || '--soak'}: usage: node bench/run.mjs [--quick] [--json] [--soak SECONDS] [${PARTS.join('|')}]...`,
  )
  process.exit(2)
}
const parts = named.length > 0 ? PARTS.filter((part) => named.includes(part)) : PARTS

const git = (...words) => spawnSync('git', words, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? ''
const head = git('rev-parse', '--short=10', 'HEAD') || 'unknown'
const commit =
  process.env.TAPEBOOK_COMMIT ??
  (git('status', '--porcelain', '--untracked-files=no') === '' ? head : `${head}+changes`)
const started = new Date()
const results = join(folder, 'results', `${started.toISOString().slice(0, 16).replaceAll(':', '')}-${commit}`)
mkdirSync(results, { recursive: true })
const lines = join(results, 'results.jsonl')
const log = createWriteStream(join(results, 'output.txt'))
// Journals of the runs; removed even after Ctrl-C.
const scratch = mkdtempSync(join(process.env.TAPEBOOK_BENCH_DATA ?? tmpdir(), 'tapebook-bench-'))

const say = (text) => {
  log.write(`${text}\n`)
  if (!isJson) console.log(text)
}

let child
let isStopped = false
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    isStopped = true
    child?.kill('SIGTERM')
  })
}

/** Runs a program, its output on the screen and in the log. */
function run(command, words, options = {}) {
  return new Promise((resolve) => {
    child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'], ...options })
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk)
      log.write(chunk)
    })
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `ended with ${code ?? signal}`))
  })
}

const faults = []
const environment = { ...process.env, TAPEBOOK_COMMIT: commit }
const shared = ['--results', lines, ...(isQuick ? ['--quick'] : []), ...(isJson ? ['--json'] : [])]

/** Builds the peers, or as many as build; those left out are named. */
async function runPeers() {
  if (!existsSync(join(peers, 'node_modules'))) {
    const why = await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: peers })
    if (why) say(`LEFT OUT: nodejs-order-book: npm ci ${why}`)
  }
  const build = ['build', '--release', '--locked']
  let program = [...build]
  if (await run('cargo', build, { cwd: peers, env: environment })) {
    const good = []
    for (const peer of ['matchcore', 'orderbook-rs']) {
      const alone = [...build, '--no-default-features', '--features', peer]
      const why = isStopped ? 'stopped' : await run('cargo', alone, { cwd: peers, env: environment })
      if (why) say(`LEFT OUT: ${peer} does not build (${why})`)
      else good.push(peer)
    }
    program = [...build, '--no-default-features', '--features', good.join(',')]
    await run('cargo', program, { cwd: peers, env: environment })
  }
  const built = join(process.env.CARGO_TARGET_DIR ?? join(peers, 'target'), 'release/tapebook-peers')
  return await run(built, shared, { env: environment })
}

async function runPart(part) {
  if (part === 'peers') return await runPeers()
  const seconds = part === 'soak' ? ['--seconds', String(soakSeconds)] : []
  const words = [part, ...shared, '--plots', results, '--data', scratch, ...seconds]
  return await run(join(target, 'release/tapebook-bench'), words, { env: environment, cwd: root })
}

const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}`
say(`Tapebook ${commit}, ${started.toISOString()}, ${machine}${isQuick ? ', quick' : ''}`)
try {
  const why = await run('cargo', ['build', '--release', '-p', 'tapebook-bench'], { cwd: root })
  if (why) throw new Error(`the benchmarks do not build: ${why}`)
  for (const part of parts) {
    if (isStopped) break
    say(`\n== ${part} ==`)
    const why = await runPart(part)
    if (why && !isStopped) {
      faults.push(`${part} ${why}`)
      say(`FAILED: ${part} ${why}`)
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

const read = existsSync(lines) ? readFileSync(lines, 'utf8').split('\n').filter(Boolean) : []
const table = summary(read.map((line) => JSON.parse(line)))
const page = `# Tapebook ${commit}\n\n${started.toISOString()}, ${machine}${isQuick ? ', quick: not to be quoted' : ''}\n\n${table}`
writeFileSync(join(results, 'summary.md'), page)
say(`\n${table}`)
say(`Results, histograms and plots: ${relative(process.cwd(), results)}`)
for (const fault of faults) say(`FAILED: ${fault}`)
log.end()
process.exitCode = isStopped ? 130 : faults.length > 0 ? 1 : 0
