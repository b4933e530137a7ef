// SQLite: one file, one connection a process. What is committed is on the disk.
import { chmodSync, closeSync, openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { stepsAfter } from './migrations.ts'
import { SqliteFile } from './sqlite.ts'
import {
  type Database,
  DatabaseError,
  type Queries,
  type Scheme,
  stepsOf,
  Taken,
  type Value,
} from './tables.ts'

/** How long another process's write is waited for, and how often it is looked whether that is over. */
const BUSY_MS = 5_000
const LOOK_MS = 5

export function openSqlite(file: string, scheme: Scheme): Database {
  return new SqliteDatabase(file, scheme)
}

class SqliteDatabase implements Database {
  readonly #file: SqliteFile
  readonly #db: Sqlite.Database
  /** The last of those that use the connection: a transaction has it for itself. */
  #turn: Promise<unknown> = Promise.resolve()
  readonly #direct: Queries

  readonly #scheme: Scheme

  constructor(file: string, scheme: Scheme) {
    this.#scheme = scheme
    // Made here, so that it is never readable by others; the log files beside it take over its mode.
    if (file !== ':memory:') {
      closeSync(openSync(file, 'a', 0o600))
      chmodSync(file, 0o600)
    }
    this.#file = new SqliteFile(file, BUSY_MS)
    this.#db = this.#file.db
    this.#db.pragma('synchronous = FULL')
    this.#db.pragma('foreign_keys = ON')
    // What is deleted is overwritten.
    this.#db.pragma('secure_delete = ON')
    // From here on it is waited for without keeping the thread.
    this.#db.pragma('busy_timeout = 0')
    this.#direct = {
      all: async (sql, values = []) => this.#guarded(() => this.#file.statement(sql).all(values)) as never,
      one: async (sql, values = []) => this.#guarded(() => this.#file.statement(sql).get(values)) as never,
      run: async (sql, values = []) => this.#guarded(() => this.#file.statement(sql).run(values).changes),
    }
  }

  get description(): string {
    return this.#file.description
  }

  async migrate(): Promise<void> {
    const { table, last, record } = stepsOf(this.#scheme)
    await this.transaction(async (queries) => {
      this.#db.exec(table)
      const row = await queries.one<{ last: number }>(last)
      for (const { number, name, sqlite } of stepsAfter(row?.last ?? 0, this.#scheme.migrations)) {
        this.#db.exec(sqlite)
        await queries.run(record, [number, name])
      }
    })
  }

  all<R extends object>(sql: string, values?: readonly Value[]): Promise<R[]> {
    return this.#inTurn(() => this.#direct.all<R>(sql, values))
  }

  one<R extends object>(sql: string, values?: readonly Value[]): Promise<R | undefined> {
    return this.#inTurn(() => this.#direct.one<R>(sql, values))
  }

  run(sql: string, values?: readonly Value[]): Promise<number> {
    return this.#inTurn(() => this.#unlessBusy(() => this.#direct.run(sql, values)))
  }

  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await this.#unlessBusy(async () => this.#guarded(() => this.#db.exec('BEGIN IMMEDIATE')))
      try {
        const result = await work(this.#direct)
        this.#guarded(() => this.#db.exec('COMMIT'))
        return result
      } catch (error) {
        if (this.#db.inTransaction) this.#db.exec('ROLLBACK')
        throw error
      }
    })
  }

  async close(): Promise<void> {
    await this.#turn.catch(() => undefined)
    this.#file.close()
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work, work)
    this.#turn = mine.catch(() => undefined)
    return mine
  }

  /** Tries again while another process writes; this one goes on with other work meanwhile. */
  async #unlessBusy<T>(work: () => Promise<T>): Promise<T> {
    for (const end = performance.now() + BUSY_MS; ; await sleep(LOOK_MS)) {
      try {
        return await work()
      } catch (error) {
        const isBusy = error instanceof DatabaseError && error.code.startsWith('SQLITE_BUSY')
        if (!isBusy || performance.now() > end) throw error
      }
    }
  }

  #guarded<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof Sqlite.SqliteError)) throw error
      if (/^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(error.code)) throw new Taken(error.code)
      throw new DatabaseError(this.#scheme.words, error.code)
    }
  }
}
