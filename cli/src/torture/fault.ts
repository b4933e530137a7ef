import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Random } from '../random.ts'
import type { Rig } from './rig.ts'

/** What a fault may take. */
export interface Budget {
  readonly random: Random
  /** Short, as in every run of CI, or hours. */
  readonly long: boolean
  /** How often something is tried: `few` times, as in every run of CI, or in a long run its share of `many`. */
  rounds(few: number, many: number): number
}

/** What a run may take; a long one so many per cent of the whole. */
export function budgetOf(random: Random, long: boolean, share: number): Budget {
  const rounds = (few: number, many: number): number =>
    long ? Math.max(few, Math.ceil((many * share) / 100)) : few
  return { random, long, rounds }
}

/** How often something was tried, and how often all held afterwards. */
export interface Row {
  readonly fault: string
  tried: number
  survived: number
}

/** One kind of fault, produced on real processes. */
export interface Fault {
  readonly name: string
  readonly text: string
  /** What this machine lacks for it, or undefined. */
  lacks(): string | undefined
  /** Does it, on a rig that this makes and whoever calls it ends; what it tried goes into `rows`. */
  run(budget: Budget, rows: Row[], own: (rig: Rig) => Rig): Promise<void>
}

/** A row of the table, in which a try is counted before it is made. */
export function newRow(rows: Row[], fault: string): Row {
  const row = { fault, tried: 0, survived: 0 }
  rows.push(row)
  return row
}

export async function attempt(row: Row, run: () => Promise<void>): Promise<void> {
  row.tried++
  await run()
  row.survived++
}

/** A condition that a fault found broken: it ends the run of this fault, and counts against it. */
export class Broken extends Error {
  override readonly name = 'Broken'
}

export function holds(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Broken(what)
}

const found = (command: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)))

/** The first of these commands that this machine does not have, as a sentence. */
export const lacksCommand = (...commands: string[]): string | undefined => {
  const missing = commands.find((command) => !found(command))
  return missing === undefined ? undefined : `${missing} is not installed`
}

export const lacksRoot = (): string | undefined =>
  process.getuid?.() === 0
    ? undefined
    : 'it takes root to mount a file system or to limit a group of processes'

export const lacksLinux = (): string | undefined =>
  process.platform === 'linux' ? undefined : 'it takes Linux'
