import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Status } from '@tapebook/projections'
import { Argument, type Command } from 'commander'
import { CliError, ExitCode, sentenceOf } from '../exit-codes.ts'
import { databaseOption, jsonOption, retainOption } from '../options.ts'
import { grouped, Output } from '../output.ts'
import { journalFolder } from '../paths.ts'
import { duration, ProgressLine } from '../progress.ts'
import { databaseOf } from '../tables.ts'

interface ProjectionsOptions {
  database?: string
  retain?: string
  json?: boolean
}

type Package = typeof import('@tapebook/projections')

/** Between the two looks that a rate is made of. */
const LOOK_MS = 1_000

export function addProjectionsCommand(program: Command): void {
  const projections = program
    .command('projections')
    .description('the tables of orders, trades and balances, which are made from the tape')
  const folder = new Argument('<dir>', 'data folder of an exchange')
  const command = (name: string, description: string): Command =>
    projections
      .command(name)
      .description(description)
      .addArgument(folder)
      .addOption(databaseOption())
      .addOption(jsonOption())
  command('rebuild', 'drop all tables and make them anew from the tape')
    .addOption(retainOption())
    .action(rebuild)
  command('status', 'where the tables stand beside the tape, and how fast they catch up').action(status)
  command(
    'tiers',
    'accounts with what they traded in 30 days, their fee tier and the one that is due',
  ).action(tiers)
}

/** Runs with the database open; what it throws is a sentence. */
async function onDatabase<T>(
  directory: string,
  options: ProjectionsOptions,
  run: (database: Database, of: Package) => Promise<T>,
): Promise<T> {
  journalFolder(directory)
  const url = databaseOf(directory, options.database)
  try {
    const of = await import('@tapebook/projections')
    const database = await of.openDatabase(url)
    try {
      return await run(database, of)
    } finally {
      await database.close()
    }
  } catch (error) {
    throw new CliError(`the tables of ${directory}: ${sentenceOf(error)}`, ExitCode.CannotRead, error)
  }
}

async function rebuild(directory: string, options: ProjectionsOptions): Promise<void> {
  await onDatabase(directory, options, async (database, of) => {
    const { tape_sequence } = await of.statusOf(directory, database)
    const line = new ProgressLine('rebuilding', 'commands')
    const made = await of.rebuild(directory, database, {
      retention: of.readRetention(options.retain ?? ''),
      onProgress: ({ sequence }) => line.update(sequence, tape_sequence),
    })
    line.end()
    const { sequence, events, rows, seconds } = made
    const rate = Math.round(events / Math.max(seconds, 0.001))
    new Output(options.json).result(
      { ...made, events_per_second: rate, database: database.description },
      () =>
        [
          `${grouped(events)} events up to command ${grouped(sequence)} in ${seconds.toFixed(1)} s (${grouped(rate)} a second)`,
          `${grouped(rows)} rows written to ${database.description}`,
        ].join('\n'),
    )
  })
}

async function status(directory: string, options: ProjectionsOptions): Promise<void> {
  await onDatabase(directory, options, async (database, of) => {
    const first = await of.statusOf(directory, database)
    await sleep(LOOK_MS)
    const now = await of.statusOf(directory, database)
    const commands_per_second = Math.round(((now.sequence - first.sequence) * 1_000) / LOOK_MS)
    new Output(options.json).result({ ...now, commands_per_second }, () =>
      statusText(now, commands_per_second),
    )
  })
}

async function tiers(directory: string, options: ProjectionsOptions): Promise<void> {
  await onDatabase(directory, options, async (database, of) => {
    const { time } = await of.statusOf(directory, database)
    const output = new Output(options.json)
    const rows = await of.feeTiers(database, time)
    for (const row of rows) {
      const dollars = grouped(Number(row.usd / 1_000_000n))
      output.result(
        { ...row },
        () => `account ${row.account}  ${dollars} USD  tier ${row.tier}, due ${row.due}`,
      )
    }
    if (rows.length === 0) output.note('nobody traded in the last 30 days')
  })
}

function statusText(now: Status, rate: number): string {
  const lines = [
    `tables    ${now.database}`,
    `applied   command ${grouped(now.sequence)} of ${grouped(now.tape_sequence)}, ${grouped(now.events)} events, ${grouped(now.rows)} rows written`,
  ]
  if (now.commands_behind === 0) return [...lines, 'behind    nothing'].join('\n')
  const left = rate > 0 ? `, ${duration(now.commands_behind / rate)} left` : ', and nobody writes'
  return [
    ...lines,
    `behind    ${grouped(now.commands_behind)} commands, ${grouped(rate)} a second${left}`,
  ].join('\n')
}
