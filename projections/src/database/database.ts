import { isPostgres } from '@tapebook/database'
import type { AnyRow, Batch, Place, Row, Table, Value } from './tables.ts'

/** Another process writes to the tables: only one may. */
export class OtherWriter extends Error {}

/** The tables do not fit this build or this tape: they have to be made anew. */
export class NeedsRebuild extends Error {}

/** What projections need of a database. */
export interface Database {
  /** SQLite or PostgreSQL, with version and place; no password. */
  readonly description: string
  /** Keeps every other writer away until it is closed. Throws OtherWriter if there is one. */
  lock(): Promise<void>
  /** Brings the tables and their indexes to this build's form; does nothing where they have it. */
  migrate(): Promise<void>
  /** Takes the indexes away that only readers use, until the next `migrate`. */
  unindex(): Promise<void>
  /** Takes all tables away. */
  drop(): Promise<void>
  place(): Promise<Place>
  /** Rows that fit a condition, in the order of the key. */
  load<T extends Table>(table: T, condition?: string, values?: readonly Value[]): Promise<Row<T>[]>
  /** Rows of a query, each value as the database gives it. */
  query(sql: string, values?: readonly Value[]): Promise<AnyRow[]>
  /**
   * All of it or nothing, and the new place in the same transaction. Throws OtherWriter if the tables do not stand at
   * `batch.from`.
   */
  write(batch: Batch): Promise<void>
  close(): Promise<void>
}

/** Opens the database that a URL names: `postgres://…`, else a file of SQLite. */
export async function openDatabase(url: string): Promise<Database> {
  if (isPostgres(url)) {
    const { openPostgres } = await import('./postgres.ts')
    return await openPostgres(url)
  }
  const { openSqlite } = await import('./sqlite.ts')
  return openSqlite(url)
}
