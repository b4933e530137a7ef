// Makes everything fail that can, and shows what was survived: the simulator, planted bugs that it must find, kills of
// real servers, faults on real processes, and every byte flipped. The form of CI takes minutes, LONG=1 a night;
// SECONDS is what the simulator gets. Ends with a table, and with 1 if anything broke, if a planted bug was not found,
// or if a fault that the simulator knows never came.
import { spawn } from 'node:child_process'
import { bugNames, type Outcome, plant } from './planting.ts'
import { root } from './repository.ts'

const isLong = Boolean(process.env.LONG)
const seconds = isLong ? '7200' : (process.env.SECONDS ?? '60')
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

interface Part {
  readonly name: string
  readonly fault?: string | undefined
  /** Lines of the table. */
  readonly told: readonly string[]
  readonly seconds: number
}

/** Runs a command, shown as it goes. */
function run(command: string, args: readonly string[], env = {}): Promise<{ ok: boolean; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text
      process.stdout.write(text)
    })
    child.on('error', (error) => resolve({ ok: false, output: error.message }))
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
}

const cargo = ['run', '--quiet', '--profile', 'sim', '-p', 'tapebook-sim', ...locked, '--']

async function simulator(): Promise<Omit<Part, 'name' | 'seconds'>> {
  const { ok, output } = await run('cargo', [...cargo, '--seconds', seconds])
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

async function canary(): Promise<Omit<Part, 'name' | 'seconds'>> {
  const { ok } = await run('cargo', [...cargo, '--seed', '0', '--until', 'I6,O2'])
  return ok
    ? { told: ['a disk that lies is found out'] }
    : { told: [], fault: 'a disk that lies is not found out' }
}

async function planted(): Promise<Omit<Part, 'name' | 'seconds'>> {
  const words = ({ bug, found, fault }: Outcome): string =>
    `${found ? 'found ' : 'MISSED'}  ${bug.name}: ${found ? `seed ${found.seed}, ${found.broke}` : fault}`
  const outcomes = plant(bugNames(), process.env.SEEDS ?? '60', (outcome) => console.log(words(outcome)))
  const missed = outcomes.filter(({ found }) => !found)
  const told = [`${outcomes.length - missed.length} of ${outcomes.length} planted bugs found`]
  return missed.length > 0 ? { told, fault: missed.map(words).join('; ') } : { told }
}

async function command(
  name: string,
  args: readonly string[],
  env = {},
): Promise<Omit<Part, 'name' | 'seconds'>> {
  const { ok, output } = await run(name, args, env)
  const last = output.trimEnd().split('\n').at(-1) ?? ''
  return ok ? { told: [last] } : { told: [last], fault: `${args.join(' ')} failed` }
}

const cli = (...args: string[]) => command('node', ['cli/bin/tapebook.js', 'torture', ...args])
const sweep = ['test', '--profile', 'sim', '-q', '-p', 'tapebook-sequencer', '--test', 'scenarios', ...locked]

const PARTS: readonly [string, () => Promise<Omit<Part, 'name' | 'seconds'>>][] = [
  ['simulator', simulator],
  ['canary', canary],
  ['planted', planted],
  ['kills', () => cli('kill', '--rounds', isLong ? '1000' : '20')],
  ['faults', () => cli('faults', ...(isLong ? ['--long'] : []))],
  [
    'sweep',
    () =>
      command('cargo', [...sweep, '--', '--nocapture', 'every_flipped_byte'], isLong ? { SWEEP: 'all' } : {}),
  ],
]

async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.find((name) => !PARTS.some(([it]) => it === name))
  if (unknown !== undefined) {
    console.error(`${unknown} is no part; there are ${PARTS.map(([name]) => name).join(', ')}`)
    return 2
  }
  const parts: Part[] = []
  for (const [name, torture] of PARTS.filter(([it]) => wanted.length === 0 || wanted.includes(it))) {
    console.log(`\n== ${name} ==`)
    const began = performance.now()
    const done = await torture().catch((error: Error) => ({ told: [], fault: error.message }))
    parts.push({ name, ...done, seconds: (performance.now() - began) / 1000 })
  }
  console.log('\n== tried and survived ==')
  for (const { name, fault, told, seconds } of parts) {
    console.log(
      `${fault === undefined ? 'survived' : 'FAILED  '}  ${name}, ${seconds.toFixed(0)} s${fault ? `: ${fault}` : ''}`,
    )
    for (const line of told) console.log(`          ${line}`)
  }
  return parts.every(({ fault }) => fault === undefined) ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))
