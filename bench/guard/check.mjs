// Instructions that fixed short flows take, by callgrind, against those committed in instructions.json: a change of
// more than 3 % fails until the file is changed, with a reason. `--update "reason"` changes it.
// Runs target/release/tapebook-bench (or CARGO_TARGET_DIR's); without valgrind it is skipped by name.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SHARE = 0.03
// The part of the benchmark that each count is of, and what of it is counted.
const PARTS = { book: ['book', 'book'], core: ['core', 'core'], stops: ['stops', 'beside'] }
// What a hundred thousand stops of which none is triggered may add to a message.
const STOPS_SHARE = 0.02
// The flow is made, and the exchange opened, outside what is counted.
const COUNTED = {
  book: 'tapebook_bench::book_bench::run_on*',
  core: 'tapebook_bench::core_bench::apply_all*',
  alone: 'tapebook_bench::beside::measure_alone*',
  beside: 'tapebook_bench::beside::measure_beside*',
}

const folder = dirname(fileURLToPath(import.meta.url))
const file = join(folder, 'instructions.json')
const target = process.env.CARGO_TARGET_DIR ?? join(folder, '../../target')
const program = join(target, 'release/tapebook-bench')
const at = process.argv.indexOf('--update')
const reason = at < 0 ? undefined : process.argv[at + 1]
if (at >= 0 && !reason) fail('--update needs a reason: why does the count change?')

function fail(why) {
  console.error(why)
  process.exit(1)
}

if (spawnSync('valgrind', ['--version']).status !== 0) {
  console.log('SKIPPED: instruction counts (valgrind is not installed)')
  process.exit(process.env.SKIPS === 'fail' ? 1 : 0)
}
if (!existsSync(program)) fail(`${program} is not built: cargo build --release -p tapebook-bench`)

/** Instructions a message in what is counted of a part. */
function count([part, counted]) {
  const scratch = mkdtempSync(join(tmpdir(), 'tapebook-guard-'))
  try {
    const options = [
      '--tool=callgrind',
      `--callgrind-out-file=${join(scratch, 'out')}`,
      '--collect-atstart=no',
      `--toggle-collect=${COUNTED[counted]}`,
    ]
    const { status, stdout, stderr } = spawnSync(
      'valgrind',
      [...options, program, part, '--once', '--json'],
      { encoding: 'utf8', env: { ...process.env, TAPEBOOK_COMMIT: 'guard' } },
    )
    const collected = /Collected : (\d+)/.exec(stderr)
    if (status !== 0 || !collected) fail(`callgrind on ${part} ended with ${status}:\n${stderr}`)
    const lines = stdout.trim().split('\n')
    const { messages } = lines.map((line) => JSON.parse(line)).find((line) => line.messages)
    return Math.round((10 * Number(collected[1])) / messages) / 10
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const committed = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { counts: {} }
const counts = Object.fromEntries(Object.entries(PARTS).map(([name, part]) => [name, count(part)]))
if (Object.values(counts).some((each) => each === 0))
  fail('nothing was counted: has the counted function another name?')

if (reason) {
  const content = { unit: 'instructions a message', reason, counts }
  writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`)
  console.log(`${file} holds ${JSON.stringify(counts)} now`)
  process.exit(0)
}

let isGood = true
for (const part of Object.keys(PARTS)) {
  const wanted = committed.counts[part]
  const change = counts[part] / wanted - 1
  const within = Math.abs(change) <= SHARE
  isGood &&= within
  const percent = `${change >= 0 ? '+' : ''}${(100 * change).toFixed(1)} %`
  console.log(
    `${part}: ${counts[part]} instructions a message, committed ${wanted} (${percent})${within ? '' : '  FAILS'}`,
  )
}
const [alone, beside] = [count(['stops', 'alone']), counts.stops]
const added = beside / alone - 1
const isQuiet = added <= STOPS_SHARE
isGood &&= isQuiet
console.log(
  `stops that none is triggered of: ${beside} instructions a message, ${alone} without them (+${(100 * added).toFixed(1)} %)${isQuiet ? '' : '  FAILS'}`,
)
if (!isGood) {
  fail(`more than ${100 * SHARE} % off. If it is meant: make guard REASON="why"`)
}
