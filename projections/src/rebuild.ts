import type { Database } from './database/database.ts'
import type { Retention } from './market/retention.ts'
import { Projector } from './projector.ts'
import { TapeReader } from './tape.ts'

/** Nobody waits for a single row: rows that change often are written less often. */
const BATCH_BYTES = 8 << 20

/** How far a rebuild is. */
export interface Rebuilding {
  readonly sequence: number
  readonly events: number
  readonly rows: number
  readonly seconds: number
}

export interface RebuildOptions {
  readonly retention?: Retention
  readonly onProgress?: (at: Rebuilding) => void
}

/** Drops all tables and makes them from the tape up to its end. */
export async function rebuild(
  directory: string,
  database: Database,
  { retention, onProgress = () => undefined }: RebuildOptions = {},
): Promise<Rebuilding> {
  await database.lock()
  await database.drop()
  const options = { directory, database, batchBytes: BATCH_BYTES, ...(retention && { retention }) }
  const projector = new Projector(options)
  const began = performance.now()
  await projector.open()
  await database.unindex()
  const at = (): Rebuilding => {
    const { sequence, events_total: events, rows_total: rows } = projector.progress
    return { sequence, events, rows, seconds: (performance.now() - began) / 1_000 }
  }
  while (await projector.step()) onProgress(at())
  await projector.flush()
  await database.migrate()
  return at()
}

/** Where tables stand beside their tape. */
export interface Status {
  readonly database: string
  readonly sequence: number
  /** Time of that command in ns; 0 before the first. */
  readonly time: bigint
  readonly tape_sequence: number
  readonly commands_behind: number
  readonly events: number
  readonly rows: number
}

export async function statusOf(directory: string, database: Database): Promise<Status> {
  const { sequence, time, events, rows } = await database.place()
  const tape_sequence = new TapeReader(directory).last(sequence + 1)
  return {
    database: database.description,
    sequence,
    time,
    tape_sequence,
    commands_behind: tape_sequence - sequence,
    events,
    rows,
  }
}
