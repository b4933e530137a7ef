import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Argument, type Command } from 'commander'
import { sealFolder, unsealFolder } from '../backup/archive.ts'
import { backupKey, keyOption } from '../backup/key.ts'
import { keyName } from '../backup/sealed-file.ts'
import { CliError, ExitCode, sentenceOf, usageError } from '../exit-codes.ts'
import { IDENTITY, identityOption, jsonOption } from '../options.ts'
import { Output } from '../output.ts'
import { existingFolder, journalFolder } from '../paths.ts'
import { ProgressLine } from '../progress.ts'

/** Work in the data folder, for its owner alone; gone afterwards. */
const WORK = 'backup.tmp'

interface Made {
  readonly last_sequence: number
  readonly state_hash: string
  readonly segments_copied: number
  readonly segments_kept: number
}

/** What became of the people's database. */
type People = 'included' | 'none' | 'postgres' | 'kept'

interface BackupOptions {
  json?: boolean
  identity?: string
  backupKey?: string
}

export function addBackupCommands(program: Command): void {
  program
    .command('backup')
    .description('bring a backup up to date: segments, a snapshot and people, also beside a running server')
    .addArgument(new Argument('<dir>', 'data folder of an exchange'))
    .addArgument(new Argument('<to>', 'folder of the backup, best on another disk; with a key: its file'))
    .addOption(identityOption())
    .addOption(keyOption('write one encrypted file, under this key'))
    .addOption(jsonOption())
    .action(backup)
  program
    .command('restore')
    .description('make a data folder from a backup; a damaged one is refused')
    .addArgument(new Argument('<backup>', 'folder of the backup, or its encrypted file'))
    .addArgument(new Argument('<dir>', 'data folder, empty or not there yet'))
    .addOption(keyOption('what an encrypted backup was written under'))
    .addOption(jsonOption())
    .action(restore)
}

async function backup(directory: string, to: string, options: BackupOptions): Promise<void> {
  journalFolder(directory)
  const key = backupKey(options.backupKey)
  const addon = await import('@tapebook/bindings')
  const line = new ProgressLine('backing up', 'commands')
  const take = async (folder: string): Promise<Made & { people: People }> => {
    const made = JSON.parse(addon.backUp(directory, folder, line.update)) as Made
    return { ...made, people: await copyPeople(directory, folder, options.identity) }
  }
  try {
    await tell(options.json, `${directory} is in ${to}`, async () => {
      if (key === undefined) return await take(to)
      return await atWork(directory, async (work) => {
        const made = await take(work)
        return { ...made, bytes: sealFolder(work, to, key), key: keyName(key) }
      })
    })
  } finally {
    line.end()
  }
}

async function restore(from: string, directory: string, options: BackupOptions): Promise<void> {
  const isSealed = existsSync(from) && statSync(from).isFile()
  if (!isSealed) existingFolder(from)
  if (from === directory) throw usageError('a backup is restored to another folder than its own')
  const key = backupKey(options.backupKey)
  if (isSealed && key === undefined)
    throw usageError(`${from} is encrypted: name the key it was written under with --backup-key FILE`)
  const addon = await import('@tapebook/bindings')
  const make = async (folder: string): Promise<Made & { people: People }> => {
    const made = JSON.parse(addon.restore(folder, directory)) as Made
    return { ...made, people: await restorePeople(folder, directory) }
  }
  await tell(options.json, `${from} is restored to ${directory}`, async () => {
    if (!isSealed || key === undefined) return await make(from)
    return await atWork(directory, async (work) => {
      unsealFolder(from, work, key)
      return await make(work)
    })
  })
}

/** Runs with a folder for what nobody else may read, and removes it. */
async function atWork<T>(directory: string, run: (work: string) => Promise<T>): Promise<T> {
  const work = join(directory, WORK)
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true, mode: 0o700 })
  try {
    return await run(work)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Puts the people's database into a backup: what it holds sealed stays sealed. */
async function copyPeople(directory: string, folder: string, identity: string | undefined): Promise<People> {
  const url = identity ?? join(directory, IDENTITY)
  if (/^postgres(ql)?:/.test(url)) return 'postgres'
  if (!existsSync(url)) return 'none'
  const { copyIdentity } = await import('@tapebook/access')
  const copy = join(folder, `${IDENTITY}.tmp`)
  rmSync(copy, { force: true })
  copyIdentity(url, copy)
  renameSync(copy, join(folder, IDENTITY))
  return 'included'
}

/** A newer database that is there already stays: an older one would bring back what was revoked. */
async function restorePeople(folder: string, directory: string): Promise<People> {
  const [copy, place] = [join(folder, IDENTITY), join(directory, IDENTITY)]
  if (!existsSync(copy)) return 'none'
  if (existsSync(place)) return 'kept'
  const { checkIdentity } = await import('@tapebook/access')
  copyFileSync(copy, `${place}.tmp`)
  checkIdentity(`${place}.tmp`)
  renameSync(`${place}.tmp`, place)
  return 'included'
}

const PEOPLE: Readonly<Record<People, string>> = {
  included: `${IDENTITY}, without its master key`,
  none: 'none',
  postgres: 'NOT INCLUDED: they are in PostgreSQL, see pg_dump',
  kept: `${IDENTITY} was there and stays; that of the backup is left out`,
}

type Result = Made & { people: People; bytes?: number; key?: string }

async function tell(json: boolean | undefined, what: string, run: () => Promise<Result>): Promise<void> {
  const started = performance.now()
  let made: Result
  try {
    made = await run()
  } catch (error) {
    throw new CliError(sentenceOf(error), ExitCode.CannotRead, error)
  }
  const seconds = Number(((performance.now() - started) / 1_000).toFixed(3))
  const { last_sequence, segments_copied, segments_kept, state_hash, people, bytes, key } = made
  new Output(json).result({ ...made, seconds }, () =>
    [
      `${what} up to command ${last_sequence}, in ${seconds} s`,
      `segments    ${segments_copied} copied, ${segments_kept} were there`,
      `people      ${PEOPLE[people]}`,
      ...(bytes === undefined ? [] : [`encrypted   ${bytes} bytes, under the key ${key}`]),
      `state hash  ${state_hash}`,
    ].join('\n'),
  )
}
