// What a batch of commands changed, gathered until it is written.
import type { AnyRow, Row, Statement, Table, TableChange, Value } from './database/tables.ts'

/** The rows of one table that are to be written. */
export class Writer<T extends Table> {
  readonly table: T
  readonly #rows = new Set<AnyRow>()

  constructor(table: T) {
    this.table = table
  }

  /** Writes this row with the others of the batch, as it is at its end. */
  put(row: Row<T>): void {
    this.#rows.add(row as AnyRow)
  }

  /** The rows so far, as values by column; the next batch begins empty. */
  take(): TableChange {
    const names = Object.keys(this.table.columns)
    const count = this.#rows.size
    const values = names.map(() => new Array<Value>(count))
    let at = 0
    for (const row of this.#rows) {
      for (let column = 0; column < names.length; column++) values[column]![at] = row[names[column]!]!
      at++
    }
    this.#rows.clear()
    return { table: this.table, values, count }
  }
}

/** The tables that are written to, in the order in which they are. */
export class Changes {
  readonly #writers: Writer<Table>[] = []
  #statements: Statement[] = []

  writer<const T extends Table>(table: T): Writer<T> {
    const writer = new Writer(table)
    this.#writers.push(writer as unknown as Writer<Table>)
    return writer
  }

  /** Runs this after the rows of the batch. */
  run(sql: string, ...values: Value[]): void {
    this.#statements.push({ sql, values })
  }

  take(): { changes: TableChange[]; statements: Statement[] } {
    const statements = this.#statements
    this.#statements = []
    return {
      changes: this.#writers.map((writer) => writer.take()).filter(({ count }) => count > 0),
      statements,
    }
  }
}
