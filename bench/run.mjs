// Runs every benchmark and ends with the table that the project is held to: `make bench`, or `node bench/run.mjs
// [options] [PART...]`. Results, histograms and plots go to a folder under bench/results/ as they come, so that Ctrl-C
// leaves what is finished. A part that fails is named, and the others go on.

import { spawn, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { cpus, release, tmpdir, totalmem } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { writePage } from './page.mjs'
import { publish } from './publish.mjs'
import { markdown, readResults, summary } from './summary.mjs'

const PARTS = [
  'peers',
  'core',
  'pegs',
  'mixed',
  'stops',
  'book',
  'scale',
  'structures',
  'disk',
  'pipeline',
  'replay',
  'snapshot',
  'roundtrip',
  'feeds',
  'sdk',
  'projections',
  'rest',
  'streams',
  'fix',
  'soak',
]

const USAGE = `node bench/run.mjs [options] [${PARTS.join('|')}]...

  --quick         each part within a minute; its figures are not to be quoted
  --json          one JSON line a result on standard output, and nothing else
  --soak SECONDS  length of the soak (60)
  --orders N      new orders in a flow
  --runs N        runs of each subject
  --seconds N     length of each timed part but the soak
  --out DIR       where results go (bench/results/<time>-<commit>)
  --program FILE  a tapebook-bench that is built already
  --publish       measures nothing: writes the figures of the folders named instead of parts into the pages that quote
                  them; where folders have the same figure the last one counts`

const folder = dirname(fileURLToPath(import.meta.url))
const root = join(folder, '..')
const peers = join(folder, 'peers')
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target')

function wrong(why) {
  console.error(`${why}\n\n${USAGE}`)
  process.exit(2)
}

function parse() {
  try {
    const string = { type: 'string' }
    const flag = { type: 'boolean', default: false }
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        quick: flag,
        json: flag,
        publish: flag,
        soak: string,
        orders: string,
        runs: string,
        seconds: string,
        out: string,
        program: string,
      },
    })
    for (const name of ['soak', 'orders', 'runs', 'seconds']) {
      if (values[name] !== undefined && !/^[1-9]\d*$/.test(values[name])) wrong(`--${name} is a whole number`)
    }
    if (values.publish) {
      if (positionals.length === 0) wrong('--publish needs a folder of results')
      publish(positionals)
      process.exit(0)
    }
    const unknown = positionals.find((part) => !PARTS.includes(part))
    if (unknown !== undefined) wrong(`${unknown} is no part`)
    return { values, parts: PARTS.filter((part) => positionals.length === 0 || positionals.includes(part)) }
  } catch (error) {
    return wrong(error.message)
  }
}

const { values, parts } = parse()
const { quick: isQuick, json: isJson } = values
const soakSeconds = values.soak ?? (isQuick ? '30' : '60')

const git = (...words) => spawnSync('git', words, { cwd: root, encoding: 'utf8' }).stdout?.trim() ?? ''
const head = git('rev-parse', '--short=10', 'HEAD') || 'unknown'
const commit =
  process.env.TAPEBOOK_COMMIT ??
  (git('status', '--porcelain', '--untracked-files=no') === '' ? head : `${head}+changes`)
const started = new Date().toISOString()
const results = resolve(
  values.out ?? join(folder, 'results', `${started.slice(0, 19).replaceAll(':', '')}-${commit}`),
)
mkdirSync(results, { recursive: true })
const lines = join(results, 'results.jsonl')
const log = createWriteStream(join(results, 'output.txt'))
// Journals of the runs; removed even after Ctrl-C.
const scratch = mkdtempSync(join(process.env.TAPEBOOK_BENCH_DATA ?? tmpdir(), 'tapebook-bench-'))

const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}, Node ${process.version}`
writeFileSync(join(results, 'run.json'), JSON.stringify({ commit, started, machine, isQuick }))

const say = (text) => {
  log.write(`${text}\n`)
  if (!isJson) console.log(text)
}

let child
let isStopped = false
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    isStopped = true
    // With the servers that it started.
    if (child?.pid) process.kill(-child.pid, 'SIGTERM')
  })
}

/** What a program prints, as it comes. */
function show(chunk) {
  process.stdout.write(chunk)
  log.write(chunk)
}

/** Runs a program, its output on the screen and in the log; gives a sentence if it fails. */
function run(command, words, options = {}, take = show) {
  return new Promise((done) => {
    child = spawn(command, words, {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
      env: { ...process.env, TAPEBOOK_COMMIT: commit },
      ...options,
    })
    child.stdout.on('data', take)
    child.on('error', (error) => done(error.message))
    child.on('close', (code, signal) => {
      child = undefined
      done(code === 0 ? undefined : `ended with ${code ?? signal}`)
    })
  })
}

const passed = ['orders', 'runs'].flatMap((name) => (values[name] ? [`--${name}`, values[name]] : []))
const shared = ['--results', lines, ...(isQuick ? ['--quick'] : []), ...(isJson ? ['--json'] : []), ...passed]

/** Builds the peers, or as many as build; those left out are named. */
async function runPeers() {
  if (!existsSync(join(peers, 'node_modules'))) {
    const npm = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent']
    const why = await run('npm', npm, { cwd: peers })
    if (why) say(`LEFT OUT: nodejs-order-book: npm ci ${why}`)
  }
  const build = ['build', '--release', '--locked']
  if (await run('cargo', build, { cwd: peers })) {
    const good = []
    for (const peer of ['matchcore', 'orderbook-rs']) {
      const alone = [...build, '--no-default-features', '--features', peer]
      const why = isStopped ? 'stopped' : await run('cargo', alone, { cwd: peers })
      if (why) say(`LEFT OUT: ${peer} does not build (${why})`)
      else good.push(peer)
    }
    const program = [...build, '--no-default-features', '--features', good.join(',')]
    const why = await run('cargo', program, { cwd: peers })
    if (why) return `the peers' program does not build (${why})`
  }
  const built = join(process.env.CARGO_TARGET_DIR ?? join(peers, 'target'), 'release/tapebook-peers')
  return await run(built, shared)
}

const program = resolve(values.program ?? join(target, 'release/tapebook-bench'))

/** A Node program with the SDK, measured by the command line; its lines go where the others are. */
async function runSdk() {
  let text = ''
  const words = [join(root, 'cli/bin/tapebook.js'), 'bench', 'sdk', '--json', ...(isQuick ? ['--quick'] : [])]
  const why = await run(process.execPath, words, {}, (chunk) => {
    text += chunk
  })
  appendFileSync(lines, text)
  if (isJson) process.stdout.write(text)
  for (const { flow, subject, value, p50, p99 } of text.split('\n').filter(Boolean).map(JSON.parse)) {
    say(`sdk       ${flow.padEnd(10)} ${subject.padEnd(38)} ${value} answers/s  p50 ${p50} us  p99 ${p99}`)
  }
  return why
}

/** Tables in SQLite, and in PostgreSQL where TAPEBOOK_BENCH_DATABASE names a database to use up. */
async function runProjections() {
  const words = [
    join(root, 'cli/bin/tapebook.js'),
    'bench',
    'projections',
    '--json',
    ...(isQuick ? ['--quick'] : []),
  ]
  const database = process.env.TAPEBOOK_BENCH_DATABASE
  let fault
  for (const more of [[], ...(database ? [['--database', database]] : [])]) {
    let text = ''
    const why = await run(process.execPath, [...words, ...more], {}, (chunk) => {
      text += chunk
    })
    fault ??= why
    appendFileSync(lines, text)
    if (isJson) process.stdout.write(text)
    for (const { flow, subject, value, unit } of text.split('\n').filter(Boolean).map(JSON.parse)) {
      say(`tables    ${flow.padEnd(10)} ${subject.padEnd(38)} ${value} ${unit}`)
    }
  }
  return fault
}

/** What the command measures alone: signed orders over HTTP; streams and the WebSocket API; FIX. */
async function runAlone(part) {
  let text = ''
  const words = [join(root, 'cli/bin/tapebook.js'), 'bench', part, '--json', ...(isQuick ? ['--quick'] : [])]
  const why = await run(process.execPath, words, {}, (chunk) => {
    text += chunk
  })
  appendFileSync(lines, text)
  if (isJson) process.stdout.write(text)
  for (const { flow, subject, value, unit } of text.split('\n').filter(Boolean).map(JSON.parse)) {
    say(`${part.padEnd(9)} ${[flow, subject].join(', ').padEnd(59)} ${value} ${unit}`)
  }
  return why
}

async function runPart(part) {
  if (part === 'peers') return await runPeers()
  if (part === 'sdk') return await runSdk()
  if (part === 'projections') return await runProjections()
  if (part === 'rest' || part === 'streams' || part === 'fix') return await runAlone(part)
  const length = part === 'soak' ? soakSeconds : values.seconds
  const timed = length ? ['--seconds', length] : []
  return await run(program, [part, ...shared, '--plots', results, '--data', scratch, ...timed], { cwd: root })
}

const faults = []
say(`Tapebook ${commit}, ${started}, ${machine}${isQuick ? ', quick' : ''}`)
try {
  if (!values.program) {
    const why = await run('cargo', ['build', '--release', '-p', 'tapebook-bench'], { cwd: root })
    if (why) throw new Error(`the benchmarks do not build: ${why}`)
  }
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
  rmSync(scratch, { recursive: true, force: true, maxRetries: 20 })
}

const found = readResults([results])
const table = markdown(summary(found.lines))
const notes = found.left.length > 0 ? `\n${found.left.join('\n')}\n` : ''
const title = `Tapebook ${commit}, ${started}, ${machine}${isQuick ? ', quick: not to be quoted' : ''}`
writeFileSync(join(results, 'summary.md'), `# Results\n\n${title}\n\n${table}${notes}`)
writePage(results, title, found)
say(`\n${table}${notes}`)
say(`Results, histograms and plots: ${relative(process.cwd(), join(results, 'index.html'))}`)
for (const fault of faults) say(`FAILED: ${fault}`)
log.end()
process.exitCode = isStopped ? 130 : faults.length > 0 ? 1 : 0
