import { performance } from 'node:perf_hooks'
import { onProcessEnd } from '../clean-up.ts'
import { CliError, ExitCode, sentenceOf, usageError } from '../exit-codes.ts'
import { type Output, table } from '../output.ts'
import { Random } from '../random.ts'
import { diskFull, failedSync, powerCut, readOnly, shortWrite, stalledSync } from './disk.ts'
import { budgetOf, type Fault, type Row } from './fault.ts'
import { points } from './points.ts'
import { clock, descriptors, outOfMemory, paused, twoServers } from './process.ts'
import type { Rig } from './rig.ts'

/** Every fault that is produced on real processes. */
export const FAULTS: readonly Fault[] = [
  points,
  powerCut,
  readOnly,
  diskFull,
  failedSync,
  shortWrite,
  stalledSync,
  twoServers,
  clock,
  outOfMemory,
  descriptors,
  paused,
]

/** Faults of one rig that are told. */
const MOST_TOLD = 20

export interface FaultsOptions {
  long?: boolean
  /** Of a long run, in per cent. */
  share?: number
  seed: number
  keep?: boolean
}

/** Outcome of one kind of fault. */
interface Told {
  readonly fault: Fault
  readonly rows: readonly Row[]
  readonly why: readonly string[]
  readonly lacks: string | undefined
  readonly seconds: number
}

/**
 * Produces faults on real processes, one kind after another, each with an exchange of its own. The clients' own lists
 * judge: what was acknowledged is there, once.
 */
export async function runFaults(
  names: readonly string[],
  options: FaultsOptions,
  output: Output,
): Promise<void> {
  const unknown = names.find((name) => !FAULTS.some((fault) => fault.name === name))
  if (unknown !== undefined) {
    throw usageError(`${unknown} is no fault; there are ${FAULTS.map(({ name }) => name).join(', ')}`)
  }
  const chosen = names.length === 0 ? FAULTS : FAULTS.filter(({ name }) => names.includes(name))
  const told: Told[] = []
  for (const fault of chosen) {
    const one = await run(fault, options)
    told.push(one)
    output.result({ name: fault.name, ...rowsOf(one) }, () => text(one))
  }
  const failed = told.filter(({ why }) => why.length > 0)
  if (failed.length > 0) {
    const first = failed[0]
    throw new CliError(`${first?.fault.name}: ${first?.why[0]}`, ExitCode.CheckFailed)
  }
}

async function run(fault: Fault, { long = false, share = 100, seed, keep }: FaultsOptions): Promise<Told> {
  const lacks = fault.lacks()
  if (lacks !== undefined) return { fault, rows: [], why: [], lacks, seconds: 0 }
  const started = performance.now()
  const rows: Row[] = []
  const rigs: Rig[] = []
  const why: string[] = []
  const own = (rig: Rig): Rig => {
    rigs.push(rig)
    return rig
  }
  const end = (): void => {
    for (const rig of rigs) {
      rig.abort()
      if (!keep) rig.remove()
    }
  }
  const cancel = onProcessEnd(end)
  try {
    await fault.run(budgetOf(new Random(seed), long, share), rows, own)
  } catch (error) {
    why.push(sentenceOf(error))
  } finally {
    cancel()
    for (const rig of rigs) why.push(...rig.faults.slice(0, MOST_TOLD))
    end()
  }
  // The judge compares at the end: what it finds cannot be laid to one of the tries, so none of them counts.
  if (rigs.some((rig) => rig.faults.length > 0)) for (const row of rows) row.survived = 0
  return { fault, rows, why, lacks, seconds: Number(((performance.now() - started) / 1_000).toFixed(1)) }
}

const rowsOf = ({ rows, why, lacks, seconds }: Told): Record<string, unknown> => ({
  ok: why.length === 0,
  rows,
  faults: why.slice(0, MOST_TOLD),
  skipped: lacks ?? null,
  seconds,
})

function text({ fault, rows, why, lacks, seconds }: Told): string {
  if (lacks !== undefined) return `${fault.name.padEnd(32)}skipped: ${lacks}`
  const lines = rows.map(({ fault: name, tried, survived }) => [
    name.padEnd(30),
    String(tried),
    String(survived),
  ])
  return [table(lines, [1, 2]), ...why.slice(0, MOST_TOLD), `${fault.name} took ${seconds} s`].join('\n')
}
