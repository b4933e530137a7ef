// Makes everything fail that can, and shows what was survived: the simulator, planted bugs that it must find, kills of
// real servers, faults on real processes, and every byte flipped. The form of CI takes minutes, LONG=1 a night, and
// LONG=1 SHARE=20 that many per cent of one; SECONDS is what the simulator gets of the short form. Ends with a table, and with 1 if anything broke, if a planted bug was not found,
// if a fault that the simulator knows never came, or, with SKIPS=fail, if this machine lacks what a fault takes.
import { spawn } from 'node:child_process'
import { bugNames, type Outcome, plant } from './planting.ts'
import { root } from './repository.ts'

const isLong = Boolean(process.env.LONG)
/** Of the long form, in per cent. */
const share = Number(process.env.SHARE || '100')
if (!Number.isInteger(share) || share < 1 || share > 100) throw new Error('SHARE is 1 to 100 per cent')
const ofLong = (many: number): string => String(Math.ceil((many * share) / 100))
const seconds = isLong ? ofLong(7200) : (process.env.SECONDS ?? '60')
const locked = process.env.CI ? ['--locked'] : []

/** What has to come in every run, as the simulator counts it. */
const FAULTS = [
  'a bit flipped',
  'a file cut short',
  'a file missing',
  'a file under another name',
  'a sector written elsewhere',
  'a sector zeroed',
  'clock jumped',
  'connection broke',
  'disk filled up',
  'ended while starting',
  'last writes lost',
  'network congested',
  'part of the work stalled',
  'power cut',
  'process killed',
  'requests sent again',
  'second process',
  'snapshot',
  'syncs fail',
  'torn end cut',
  'writes fail',
]

/** What came of a part. */
interface Done {
  readonly fault?: string | undefined
  /** Lines of the table. */
  readonly told: readonly string[]
  /** What this machine could not do, each with the reason. */
  readonly skipped?: readonly string[]
}

interface Part extends Done {
  readonly name: string
  readonly seconds: number
}

/** Prints whole lines, each with the part it is of: two parts run at a time. */
function printer(part: string): (text: string) => void {
  let rest = ''
  return (text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) console.log(`${part.padEnd(9)} | ${line}`)
  }
}

/** Runs a command, shown as it goes. */
function run(
  part: string,
  command: string,
  args: readonly string[],
  env = {},
): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const print = printer(part)
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      print(text)
    })
    child.on('error', (error) => resolve({ ok: false, output: error.message }))
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
}

const simulate = (profile: 'sim' | 'torture'): string[] => {
  return ['run', '--quiet', '--profile', profile, '-p', 'tapebook-sim', ...locked, '--']
}

/** From here on what runs faster, by about a seventh, is worth the minutes that it takes to build. */
const WORTH_BUILDING = 120

async function simulator(): Promise<Done> {
  const cargo = simulate(Number(seconds) < WORTH_BUILDING ? 'sim' : 'torture')
  const { ok, output } = await run('simulator', 'cargo', [...cargo, '--seconds', seconds])
  const counts = new Map(
    [...output.matchAll(/^ *(\d+) {2}(.+)$/gm)].map(([, count, what]) => [what, Number(count)]),
  )
  const told = [
    `${/^\d+ seeds, \d+ commands/m.exec(output)?.[0] ?? 'no seeds'}, every invariant ${ok ? 'held' : 'NOT held'}`,
  ]
  told.push(...FAULTS.map((fault) => `${String(counts.get(fault) ?? 0).padStart(9)}  ${fault}`))
  const never = FAULTS.filter((fault) => !counts.has(fault))
  if (!ok) return { told, fault: 'an invariant broke' }
  return never.length > 0 ? { told, fault: `never tried: ${never.join(', ')}` } : { told }
}

async function canary(): Promise<Done> {
  const { ok } = await run('canary', 'cargo', [...simulate('sim'), '--seed', '0', '--until', 'I6,O2'])
  return ok
    ? { told: ['a disk that lies is found out'] }
    : { told: [], fault: 'a disk that lies is not found out' }
}

async function planted(): Promise<Done> {
  const words = ({ bug, found, fault }: Outcome): string =>
    `${found ? 'found ' : 'MISSED'}  ${bug.name}: ${found ? `seed ${found.seed}, ${found.broke}` : fault}`
  const print = printer('planted')
  const outcomes = await plant(bugNames(), process.env.SEEDS ?? '60', (outcome) =>
    print(`${words(outcome)} (${outcome.seconds.toFixed(1)} s)\n`),
  )
  const missed = outcomes.filter(({ found }) => !found)
  const told = [`${outcomes.length - missed.length} of ${outcomes.length} planted bugs found`]
  return missed.length > 0 ? { told, fault: missed.map(words).join('; ') } : { told }
}

async function command(part: string, name: string, args: readonly string[], env = {}): Promise<Done> {
  const { ok, output } = await run(part, name, args, env)
  const last = output.trimEnd().split('\n').at(-1) ?? ''
  return ok ? { told: [last] } : { told: [last], fault: `${args.join(' ')} failed` }
}

const CLI = ['cli/bin/tapebook.js', 'torture']

async function kills(): Promise<Done> {
  const { ok, output } = await run('kills', 'node', [
    ...CLI,
    'kill',
    '--rounds',
    isLong ? ofLong(1000) : '20',
  ])
  const told = output.trimEnd().split('\n')
  return ok ? { told } : { told, fault: 'a kill was not survived' }
}

/** What `tapebook torture faults --json` tells of each fault. */
interface Fault {
  readonly name: string
  readonly rows: readonly { fault: string; tried: number; survived: number }[]
  readonly faults: readonly string[]
  readonly skipped: string | null
}

async function faults(): Promise<Done> {
  const { ok, output } = await run('faults', 'node', [
    ...CLI,
    'faults',
    '--json',
    ...(isLong ? ['--long', '--share', String(share)] : []),
  ])
  const lines = output.split('\n').filter((line) => line.startsWith('{"name"'))
  const all = lines.map((line) => JSON.parse(line) as Fault)
  const told = all
    .flatMap(({ rows }) => rows)
    .map(({ fault, tried, survived }) => `${String(survived).padStart(9)} of ${tried}  ${fault}`)
  const skipped = all.flatMap((it) => (it.skipped === null ? [] : [`${it.name}: ${it.skipped}`]))
  const broken = all.flatMap((it) => it.faults.slice(0, 1).map((why) => `${it.name}: ${why}`))
  return ok ? { told, skipped } : { told, skipped, fault: broken.join('; ') || 'a fault was not survived' }
}

const sweep = ['test', '--profile', 'sim', '-q', '-p', 'tapebook-sequencer', '--test', 'scenarios', ...locked]

const PARTS: readonly [string, () => Promise<Done>][] = [
  ['simulator', simulator],
  ['canary', canary],
  ['planted', planted],
  ['kills', kills],
  ['faults', faults],
  [
    'sweep',
    () =>
      command(
        'sweep',
        'cargo',
        [...sweep, '--', '--nocapture', 'every_flipped_byte'],
        isLong && share === 100 ? { SWEEP: 'all' } : {},
      ),
  ],
]

/** Parts that run beside all others: they wait more than they work. The simulator takes every core there is. */
const BESIDE = ['kills', 'faults', 'sweep']

async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.find((name) => !PARTS.some(([it]) => it === name))
  if (unknown !== undefined) {
    console.error(`${unknown} is no part; there are ${PARTS.map(([name]) => name).join(', ')}`)
    return 2
  }
  const parts: Part[] = []
  const inOrder = async (some: typeof PARTS): Promise<void> => {
    for (const [name, torture] of some) {
      const began = performance.now()
      const done = await torture().catch((error: Error): Done => ({ told: [], fault: error.message }))
      parts.push({ name, ...done, seconds: (performance.now() - began) / 1000 })
    }
  }
  const began = performance.now()
  const chosen = PARTS.filter(([it]) => wanted.length === 0 || wanted.includes(it))
  await inOrder(chosen.filter(([name]) => name === 'simulator'))
  const others = chosen.filter(([name]) => name !== 'simulator')
  await Promise.all([
    inOrder(others.filter(([name]) => !BESIDE.includes(name))),
    inOrder(others.filter(([name]) => BESIDE.includes(name))),
  ])
  return tell(parts, (performance.now() - began) / 1000)
}

function tell(parts: readonly Part[], seconds: number): number {
  console.log('\n== tried and survived ==')
  for (const { name, fault, told, seconds } of parts) {
    console.log(
      `${fault === undefined ? 'survived' : 'FAILED  '}  ${name}, ${seconds.toFixed(0)} s${fault ? `: ${fault}` : ''}`,
    )
    for (const line of told) console.log(`          ${line}`)
  }
  const skipped = parts.flatMap((part) => part.skipped ?? [])
  for (const what of skipped) console.log(`skipped   ${what}`)
  const failed = parts.filter(({ fault }) => fault !== undefined).length
  console.log(
    `${parts.length - failed} parts survived, ${failed} failed, ${skipped.length} faults skipped, ${seconds.toFixed(0)} s`,
  )
  return failed > 0 || (skipped.length > 0 && process.env.SKIPS === 'fail') ? 1 : 0
}

process.exitCode = await main(process.argv.slice(2))
