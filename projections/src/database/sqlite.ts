// SQLite: one file, one writer. A power cut may take the last transactions, never a part of one: what is lost is
// applied again, so nothing waits for the disk.
import { SqliteFile } from '@tapebook/database'
import Sqlite from 'better-sqlite3'
import { type Database, OtherWriter } from './database.ts'
import { dropAll, INDEX, migrationsAfter, UNINDEX } from './migrations.ts'
import { decodeRow, FIRST_PLACE, MOVE_PLACE, onConflict, select } from './sql.ts'
import type { AnyRow, Batch, Place, Row, Table, TableChange, Value } from './tables.ts'
import { PLACE, START } from './tables.ts'

/** How long a locked file is waited for before the batch counts as refused. */
const BUSY_MS = 250

/** SQLite's own sums end at 64 bits. */
export const SUM_AMOUNT = {
  start: 0n,
  step: (sum: bigint, amount: unknown): bigint => sum + BigInt(String(amount)),
  result: (sum: bigint): string => sum.toString(),
  deterministic: true,
}

export function openSqlite(file: string): Database {
  return new SqliteDatabase(file)
}

class SqliteDatabase implements Database {
  readonly #file: SqliteFile
  readonly #path: string
  readonly #db: Sqlite.Database
  /** Its transaction lasts as long as this process writes; the system ends it with the process, however that ends. */
  #lock: Sqlite.Database | undefined

  constructor(file: string) {
    this.#path = file
    this.#file = new SqliteFile(file, BUSY_MS)
    this.#db = this.#file.db
    this.#db.aggregate('sum_amount', SUM_AMOUNT)
    this.#db.pragma('synchronous = NORMAL')
    this.#db.pragma('cache_size = -65536')
    this.#db.pragma('wal_autocheckpoint = 4000')
  }

  get description(): string {
    return this.#file.description
  }

  async lock(): Promise<void> {
    if (this.#lock !== undefined) return
    const lock = new Sqlite(`${this.#path}-lock`, { timeout: 0 })
    try {
      lock.exec('BEGIN EXCLUSIVE')
    } catch {
      lock.close()
      throw new OtherWriter(`another process writes to ${this.#path}`)
    }
    this.#lock = lock
  }

  async migrate(): Promise<void> {
    const db = this.#db
    db.exec(
      'CREATE TABLE IF NOT EXISTS projection_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT',
    )
    const last = Number(
      db.prepare('SELECT coalesce(max(number), 0) FROM projection_migrations').pluck().get(),
    )
    const { steps, isRemade } = migrationsAfter(last)
    if (isRemade) {
      await this.drop()
      return await this.migrate()
    }
    for (const { number, name, sqlite } of steps) {
      db.transaction(() => {
        db.exec(sqlite)
        db.prepare('INSERT INTO projection_migrations VALUES (?, ?)').run(number, name)
      })()
    }
    for (const sql of INDEX) db.exec(sql)
  }

  async unindex(): Promise<void> {
    for (const sql of UNINDEX) this.#db.exec(sql)
  }

  async drop(): Promise<void> {
    this.#file.forget()
    this.#db.transaction(() => {
      for (const sql of dropAll()) this.#db.exec(sql)
    })()
  }

  async place(): Promise<Place> {
    const made = this.#db
      .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?")
      .get(PLACE.name)
    const [row] = made === undefined ? [] : await this.load(PLACE)
    return row ?? START
  }

  async load<T extends Table>(table: T, condition = '', values: readonly Value[] = []): Promise<Row<T>[]> {
    const rows = await this.query(select(table, condition), values)
    return rows.map((row) => decodeRow(table, row))
  }

  async query(sql: string, values: readonly Value[] = []): Promise<AnyRow[]> {
    return this.#file
      .statement(sql)
      .safeIntegers()
      .all(...values) as AnyRow[]
  }

  async write({ changes, statements, from, to }: Batch): Promise<void> {
    this.#db.transaction(() => {
      if (from.sequence === 0) this.#file.statement(FIRST_PLACE).run()
      for (const change of changes) this.#change(change)
      for (const { sql, values } of statements) this.#file.statement(sql).run(...values)
      const { lineage, sequence, time, checked, digest, events, rows } = to
      const values = [lineage, sequence, time, checked, digest, events, rows, from.sequence]
      const moved = this.#file.statement(MOVE_PLACE).run(...values)
      if (moved.changes !== 1) throw new OtherWriter('the tables were written to by another process')
    })()
  }

  async close(): Promise<void> {
    this.#lock?.close()
    this.#file.close()
  }

  #change({ table, values, count }: TableChange): void {
    const names = Object.keys(table.columns)
    const kinds = Object.values(table.columns)
    const marks = names.map(() => '?').join(', ')
    const sql = `INSERT INTO ${table.name} (${names.join(', ')}) VALUES (${marks})${onConflict(table)}`
    const statement = this.#file.statement(sql)
    const row: Value[] = new Array(kinds.length)
    for (let at = 0; at < count; at++) {
      for (let column = 0; column < kinds.length; column++) {
        const value = values[column]![at]!
        row[column] = kinds[column] === 'amount' ? value.toString() : value
      }
      statement.run(row)
    }
  }
}
