// Tables that a package keeps for itself: opened in either database, brought to its form, asked in SQL that both read.
import type { Migration } from './migrations.ts'
import { isPostgres } from './postgres.ts'

/** Whose tables they are. */
export interface Scheme {
  /** Of the package, in lower case: the table of steps and the connections bear it. */
  readonly name: string
  /** For sentences: "the identity database". */
  readonly words: string
  readonly migrations: readonly Migration[]
  /** Number of PostgreSQL's advisory lock under which they are brought to a build's form. */
  readonly lock: number
}

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

/** A database. One object serves one process; several processes may have it open. */
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

/** The database refused or is out of reach. Says no values: they may be secrets. */
export class DatabaseError extends Error {
  /** The database's own word for it. */
  readonly code: string

  constructor(words: string, code: string) {
    super(`${words} failed: ${code}`)
    this.name = 'DatabaseError'
    this.code = code
  }
}

/** Opens the database that a URL names: `postgres://…`, else a file of SQLite. Its tables are as they were: see `migrate`. */
export async function openTables(url: string, scheme: Scheme): Promise<Database> {
  if (isPostgres(url)) {
    const { openPostgres } = await import('./postgres-tables.ts')
    return await openPostgres(url, scheme)
  }
  const { openSqlite } = await import('./sqlite-tables.ts')
  return openSqlite(url, scheme)
}

/** Where it stands which steps of a scheme were taken, the last of them, and the row of one more. */
export const stepsOf = ({ name }: Scheme) => ({
  table: `CREATE TABLE IF NOT EXISTS ${name}_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL)`,
  last: `SELECT coalesce(max(number), 0) AS last FROM ${name}_migrations`,
  record: `INSERT INTO ${name}_migrations VALUES (?, ?)`,
})
