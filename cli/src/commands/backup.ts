import { performance } from 'node:perf_hooks'
import { Argument, type Command } from 'commander'
import { CliError, ExitCode, sentenceOf, usageError } from '../exit-codes.ts'
import { jsonOption } from '../options.ts'
import { Output } from '../output.ts'
import { existingFolder, journalFolder } from '../paths.ts'
import { ProgressLine } from '../progress.ts'

interface Made {
  readonly last_sequence: number
  readonly state_hash: string
  readonly segments_copied: number
  readonly segments_kept: number
}

interface JsonFlag {
  json?: boolean
}

export function addBackupCommands(program: Command): void {
  program
    .command('backup')
    .description('bring a backup up to date: segments and a snapshot, also beside a running server')
    .addArgument(new Argument('<dir>', 'data folder of an exchange'))
    .addArgument(new Argument('<to>', 'folder of the backup, best on another disk'))
    .addOption(jsonOption())
    .action(backup)
  program
    .command('restore')
    .description('make a data folder from a backup; a damaged one is refused')
    .addArgument(new Argument('<backup>', 'folder of the backup'))
    .addArgument(new Argument('<dir>', 'data folder, empty or not there yet'))
    .addOption(jsonOption())
    .action(restore)
}

async function backup(directory: string, to: string, { json }: JsonFlag): Promise<void> {
  journalFolder(directory)
  const addon = await import('@tapebook/bindings')
  const line = new ProgressLine('backing up', 'commands')
  try {
    tell(() => addon.backUp(directory, to, line.update), json, `${directory} is in ${to}`)
  } finally {
    line.end()
  }
}

async function restore(from: string, directory: string, { json }: JsonFlag): Promise<void> {
  existingFolder(from)
  if (from === directory) throw usageError('a backup is restored to another folder than its own')
  const addon = await import('@tapebook/bindings')
  tell(() => addon.restore(from, directory), json, `${from} is restored to ${directory}`)
}

function tell(run: () => string, json: boolean | undefined, what: string): void {
  const started = performance.now()
  let made: Made
  try {
    made = JSON.parse(run()) as Made
  } catch (error) {
    throw new CliError(sentenceOf(error), ExitCode.CannotRead, error)
  }
  const seconds = Number(((performance.now() - started) / 1_000).toFixed(3))
  new Output(json).result({ ...made, seconds }, () =>
    [
      `${what} up to command ${made.last_sequence}, in ${seconds} s`,
      `segments    ${made.segments_copied} copied, ${made.segments_kept} were there`,
      `state hash  ${made.state_hash}`,
    ].join('\n'),
  )
}
