import { statfsSync } from 'node:fs'
import { Argument, type Command } from 'commander'
import { CliError, ExitCode, sentenceOf } from '../exit-codes.ts'
import { jsonOption } from '../options.ts'
import { grouped, Output } from '../output.ts'
import { existingFolder } from '../paths.ts'

/** How much a finding matters, the least first. */
const LEVELS = ['good', 'note', 'attention', 'refusal'] as const
type Level = (typeof LEVELS)[number]

interface Finding {
  readonly part: string
  readonly level: Level
  /** Name in docs/operating/runbook.md; empty where nothing is wrong. */
  readonly kind: string
  readonly what: string
  readonly action: string
}

/** Room for a segment of the journal and one of the events, and for the segment after it. */
const SPACE_BYTES = 3 * 64 * 1024 * 1024

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look a data folder over, change nothing, and say what a start would do')
    .addArgument(new Argument('<dir>', 'data folder of an exchange'))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nEnds with 0 if a start goes on, 1 if it goes on but something is damaged, 3 if it would refuse.',
    )
    .action(doctor)
}

async function doctor(directory: string, { json }: { json?: boolean }): Promise<void> {
  existingFolder(directory)
  const findings = await examined(directory)
  const level = LEVELS.findLast((it) => findings.some((finding) => finding.level === it)) ?? 'good'
  new Output(json).result({ ok: level === 'good' || level === 'note', level, findings }, () =>
    findings.map(line).join('\n'),
  )
  const worst = findings.findLast((it) => it.level === level)
  const kind = worst?.kind ? ` (${worst.kind} in docs/operating/runbook.md)` : ''
  if (level === 'refusal') {
    throw new CliError(`${directory}: a start would refuse${kind}`, ExitCode.CannotRead)
  }
  if (level === 'attention') {
    throw new CliError(`${directory}: a start would go on, but see to this${kind}`, ExitCode.CheckFailed)
  }
}

async function examined(directory: string): Promise<Finding[]> {
  const { examine } = await import('@tapebook/bindings')
  try {
    const { findings } = JSON.parse(examine(directory)) as { findings: Finding[] }
    return [space(directory), ...findings]
  } catch (error) {
    throw new CliError(`${directory}: ${sentenceOf(error)}`, ExitCode.CannotRead, error)
  }
}

function space(directory: string): Finding {
  const { bavail, bsize } = statfsSync(directory)
  const free = bavail * bsize
  const what = `${grouped(free / 2 ** 20)} MiB free`
  if (free >= SPACE_BYTES) return { part: 'space', level: 'good', kind: '', what, action: '' }
  const action = 'Free space: the next segments of journal and events take 64 MiB each.'
  return { part: 'space', level: 'attention', kind: 'disk-full', what, action }
}

function line({ part, level, kind, what, action }: Finding): string {
  const name = kind ? `${level.toUpperCase()} ${kind}` : level
  return `${part.padEnd(10)} ${name}: ${what}${action ? `\n${' '.repeat(11)}-> ${action}` : ''}`
}
