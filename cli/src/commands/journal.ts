import { performance } from 'node:perf_hooks'
import type { Progress } from '@tapebook/bindings'
import { Argument, type Command } from 'commander'
import { CliError, ExitCode, sentenceOf } from '../exit-codes.ts'
import { jsonOption, wholeNumber } from '../options.ts'
import { Output, type Row } from '../output.ts'
import { journalFolder, liveWriter } from '../paths.ts'
import { ProgressLine } from '../progress.ts'
import { readableRecord, recordText } from '../records.ts'

interface Report {
  last_sequence: number
  state_hash: string
  commands: number
  cut: string | null
  checkpoints: readonly { name: string; sequence: number; agrees: boolean }[]
}

interface Verdict {
  ok: boolean
  state_hash: string
  snapshot_and_tail: string
  invariants_broken: string | null
  snapshots_passed_over: readonly string[]
  full: Report
}

interface JsonFlag {
  json?: boolean
}

type Addon = typeof import('@tapebook/bindings')

/** Runs a long job of the addon; what it throws is a sentence about the folder. */
async function onFolder<T>(
  directory: string,
  label: string,
  run: (addon: Addon, progress: Progress) => string | readonly string[],
): Promise<{ report: T; seconds: number }> {
  journalFolder(directory)
  const addon = await import('@tapebook/bindings')
  const line = new ProgressLine(label, 'commands')
  const started = performance.now()
  try {
    const answer = run(addon, line.update)
    const report = (typeof answer === 'string' ? JSON.parse(answer) : answer.map(parseRecord)) as T
    return { report, seconds: Number(((performance.now() - started) / 1_000).toFixed(3)) }
  } catch (error) {
    throw new CliError(`${directory}: ${sentenceOf(error)}`, ExitCode.CannotRead, error)
  } finally {
    line.end()
  }
}

// A time in nanoseconds is above 2^53; it stays a decimal string, as in the fields of the body.
const parseRecord = (line: string): unknown => JSON.parse(line.replace(/"time":(\d+)/, '"time":"$1"'))

export function addJournalCommands(program: Command): void {
  const folder = new Argument('<dir>', 'data folder of an exchange')
  const command = (name: string, description: string): Command =>
    program.command(name).description(description).addArgument(folder).addOption(jsonOption())

  command(
    'verify',
    'replay from the beginning and from the newest snapshot, and compare every state hash',
  ).action(verify)
  command('replay', 'replay the journal and compare the events of every group with the tape')
    .option('--to <sequence>', 'stop after this command', wholeNumber(1))
    .action(replay)
  command('hash', 'state hash after the newest snapshot and the tail')
    .option('--at <sequence>', 'state hash after this command, by a full replay', wholeNumber(1))
    .action(hash)
  command('snapshot', 'make a snapshot of everything that is sealed').action(snapshot)
  command('inspect', 'print what is on disk, readable')
    .addArgument(
      new Argument('[what]', 'which records')
        .choices(['journal', 'events', 'segments', 'snapshots'])
        .default('journal'),
    )
    .option('--from <sequence>', 'first command to print', wholeNumber(1), 1)
    .option('--count <number>', 'records to print at most', wholeNumber(1, 2 ** 31), 50)
    .action(inspect)
}

/** A running server's newest segment is left alone, which whoever asks for its state should know. */
function tellIfLive(directory: string): void {
  const writer = liveWriter(directory)
  if (writer === undefined) return
  process.stderr.write(`tapebook: process ${writer} writes to ${directory}: only sealed segments are read\n`)
}

async function verify(directory: string, { json }: JsonFlag): Promise<void> {
  tellIfLive(directory)
  const { report, seconds } = await onFolder<Verdict>(directory, 'verifying', (addon, progress) =>
    addon.verify(directory, progress),
  )
  new Output(json).result({ ...report, seconds }, () => verdictText(report))
  if (!report.ok) throw new CliError(`${directory}: ${whatFailed(report)}`, ExitCode.CheckFailed)
}

function whatFailed({
  full,
  state_hash,
  snapshot_and_tail,
  invariants_broken,
  snapshots_passed_over,
}: Verdict): string {
  if (invariants_broken !== null) return `an invariant is broken: ${invariants_broken}`
  if (state_hash !== snapshot_and_tail)
    return 'the newest snapshot and the tail give another state than a full replay'
  const differs = full.checkpoints.find(({ agrees }) => !agrees)
  if (differs) return `the state of ${differs.name} is not that of a replay up to command ${differs.sequence}`
  return snapshots_passed_over[0] ?? 'not every snapshot could be compared'
}

function verdictText(verdict: Verdict): string {
  const { full } = verdict
  const agreed = full.checkpoints.filter(({ agrees }) => agrees)
  return [
    `${verdict.ok ? 'ok' : 'FAILED'}: ${full.commands.toLocaleString('en-US')} commands, up to ${full.last_sequence}`,
    `state hash          ${verdict.state_hash}`,
    `snapshot and tail   ${verdict.snapshot_and_tail}`,
    `checkpoints         ${agreed.length} of ${full.checkpoints.length} agree`,
    ...full.checkpoints.map(
      ({ name, sequence, agrees }) => `  ${agrees ? 'agrees ' : 'DIFFERS'} ${sequence} ${name}`,
    ),
    ...(full.cut === null ? [] : [`torn tail           ${full.cut}`]),
  ].join('\n')
}

async function replay(directory: string, { to, json }: JsonFlag & { to?: number }): Promise<void> {
  tellIfLive(directory)
  const { report, seconds } = await onFolder<Report>(directory, 'replaying', (addon, progress) =>
    addon.replay(directory, to ?? 0, progress),
  )
  mustReach(directory, to, report)
  const rate = Math.round(report.commands / Math.max(seconds, 0.001)).toLocaleString('en-US')
  new Output(json).result({ ...report, seconds }, () =>
    [
      `${report.commands.toLocaleString('en-US')} commands replayed in ${seconds} s (${rate} a second); every event agrees`,
      `last sequence  ${report.last_sequence}`,
      `state hash     ${report.state_hash}`,
      ...(report.cut === null ? [] : [`torn tail      ${report.cut}`]),
    ].join('\n'),
  )
}

async function hash(directory: string, { at, json }: JsonFlag & { at?: number }): Promise<void> {
  tellIfLive(directory)
  const { report } = await onFolder<Report>(directory, 'hashing', (addon) =>
    addon.stateHash(directory, at ?? 0),
  )
  mustReach(directory, at, report)
  const { state_hash, last_sequence } = report
  new Output(json).result(
    { state_hash, last_sequence },
    () => `${state_hash}  after command ${last_sequence}`,
  )
}

/** A journal that ends before the command asked for has no state there. */
function mustReach(directory: string, wanted: number | undefined, { last_sequence }: Report): void {
  if (wanted === undefined || last_sequence >= wanted) return
  throw new CliError(`${directory} ends at command ${last_sequence}, before ${wanted}`, ExitCode.Usage)
}

async function snapshot(directory: string, { json }: JsonFlag): Promise<void> {
  const { report, seconds } = await onFolder<{ made: string | null; report?: Report }>(
    directory,
    'making a snapshot',
    (addon, progress) => addon.makeSnapshot(directory, progress),
  )
  new Output(json).result({ ...report, seconds }, () =>
    report.made === null
      ? 'nothing is sealed since the newest snapshot'
      : `${report.made}: state after command ${report.report?.last_sequence}, ${report.report?.state_hash}`,
  )
}

async function inspect(
  directory: string,
  what: string,
  { from, count, json }: JsonFlag & { from: number; count: number },
): Promise<void> {
  const { report } = await onFolder<Row[]>(directory, 'reading', (addon) =>
    addon.inspect(directory, what, from, count),
  )
  const output = new Output(json)
  for (const record of report) {
    const row = readableRecord(record)
    output.result(row, () => recordText(row))
  }
}
