import { isPostgres } from '@tapebook/database'

/** What a column holds: text, or a whole number below 2^53. */
export type Value = string | number | null

/** Statements in SQL that both databases read alike; `?` stands for a value. */
export interface Queries {
  /** All rows of a query. */
  all<R extends object>(sql: string, values?: readonly Value[]): Promise<R[]>
  /** Its first row. */
  one<R extends object>(sql: string, values?: readonly Value[]): Promise<R | undefined>
  /** Runs a statement; gives the number of rows that it changed. Throws `Taken` where a key exists already. */
  run(sql: string, values?: readonly Value[]): Promise<number>
}

/** The identity database. One object serves one process; several processes may have it open. */
export interface Database extends Queries {
  /** SQLite or PostgreSQL, with version and place; no password. */
  readonly description: string
  /** Brings the tables to this build's form; does nothing where they have it. */
  migrate(): Promise<void>
  /**
   * All of `work` or, if it throws, nothing. It uses the queries that it is given and no other, waits for nothing but
   * them, and may be run again where the database asks for that.
   */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** A row with that key is there already. */
export class Taken extends Error {}

/** The database refused or is out of reach. Says no values: those of identity are secrets. */
export class DatabaseError extends Error {
  /** The database's own word for it. */
  readonly code: string

  constructor(code: string) {
    super(`the identity database failed: ${code}`)
    this.name = 'DatabaseError'
    this.code = code
  }
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
