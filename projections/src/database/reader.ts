// The tables for those who ask and never write: beside the projector, in any number.
import { isPostgres } from '@tapebook/database'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import type { Database } from './database.ts'
import { inPostgres } from './postgres.ts'
import { decodeRow, select } from './sql.ts'
import { SUM_AMOUNT } from './sqlite.ts'
import { type AnyRow, PLACE, type Place, type Row, START, type Table, type Value } from './tables.ts'

/** What queries need of a database. */
export type Tables = Pick<Database, 'load' | 'query' | 'place'>

/** The tables, read only. Opened when they are first asked, and again after they could not be. */
export interface TablesReader extends Tables {
  close(): Promise<void>
}

/** Connections to PostgreSQL at most. */
const CONNECTIONS = 4
const CONNECT_MS = 2_000
/** A query that takes longer is given up. */
const QUERY_MS = 10_000
const BUSY_MS = 250

/** Reads the tables that a URL names: `postgres://…`, else a file of SQLite. Neither has to be there yet. */
export function openReader(url: string): TablesReader {
  return isPostgres(url) ? new PostgresReader(url) : new SqliteReader(url)
}

abstract class Reader implements TablesReader {
  abstract query(sql: string, values?: readonly Value[]): Promise<AnyRow[]>
  abstract close(): Promise<void>

  async load<T extends Table>(table: T, condition = '', values: readonly Value[] = []): Promise<Row<T>[]> {
    const rows = await this.query(select(table, condition), values)
    return rows.map((row) => decodeRow(table, row))
  }

  async place(): Promise<Place> {
    const [row] = await this.load(PLACE)
    return row ?? START
  }
}

class SqliteReader extends Reader {
  readonly #file: string
  #db: Sqlite.Database | undefined

  constructor(file: string) {
    super()
    this.#file = file
  }

  async query(sql: string, values: readonly Value[] = []): Promise<AnyRow[]> {
    return this.#open()
      .prepare(sql)
      .safeIntegers()
      .all(...values) as AnyRow[]
  }

  async close(): Promise<void> {
    this.#db?.close()
  }

  #open(): Sqlite.Database {
    if (this.#db === undefined) {
      this.#db = new Sqlite(this.#file, { readonly: true, fileMustExist: true, timeout: BUSY_MS })
      this.#db.aggregate('sum_amount', SUM_AMOUNT)
    }
    return this.#db
  }
}

class PostgresReader extends Reader {
  readonly #pool: pg.Pool

  constructor(url: string) {
    super()
    this.#pool = new pg.Pool({
      connectionString: url,
      application_name: 'tapebook queries',
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: QUERY_MS,
      options: '-c default_transaction_read_only=on',
    })
    // A connection that is lost while nobody uses it is made again when one is needed.
    this.#pool.on('error', () => undefined)
  }

  async query(sql: string, values: readonly Value[] = []): Promise<AnyRow[]> {
    const { rows } = await this.#pool.query(inPostgres(sql), values.map(String))
    return rows as AnyRow[]
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }
}
