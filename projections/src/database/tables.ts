// Tables as the code sees them: what a row holds, and by what it is found. Their SQL stands in the migrations.

/**
 * What a column holds. `int`: a whole number below 2^53. `long`: 64 bits with a sign. `amount`: 128 bits with a sign, in
 * an asset's smallest unit; decimal text in SQLite, NUMERIC in PostgreSQL.
 */
export type Kind = 'int' | 'long' | 'amount' | 'text'

export type Columns = Readonly<Record<string, Kind>>

/** A table of a projection. */
export interface Table<C extends Columns = Columns> {
  readonly name: string
  /** In the order of the table. */
  readonly columns: C
  /** Columns that find one row; none if rows are only added. */
  readonly key: readonly string[]
}

type ValueOf<K extends Kind> = K extends 'int' ? number : K extends 'text' ? string : bigint

/** A row of a table. */
export type Row<T> = T extends Table<infer C> ? { -readonly [Name in keyof C]: ValueOf<C[Name]> } : never

export type Value = number | bigint | string

/** A row whose table is not known here. */
export type AnyRow = Record<string, Value>

export function table<const C extends Columns>(
  name: string,
  columns: C,
  key: readonly (keyof C & string)[],
): Table<C> {
  return { name, columns, key }
}

/** What becomes of a table in one transaction. */
export interface TableChange {
  readonly table: Table
  /** Values by column: `values[column][row]`. A row with a known key replaces that one. */
  readonly values: readonly (readonly Value[])[]
  readonly count: number
}

/** One statement that is not about whole rows; `?` stands for a value. */
export interface Statement {
  readonly sql: string
  readonly values: readonly Value[]
}

/** Where on the tape the tables stand. */
export interface Place {
  /** Names the journal; empty before its first command. */
  readonly lineage: string
  /** Last command applied. */
  readonly sequence: number
  /** Its time, in ns. */
  readonly time: bigint
  /** The last command applied that had events, and SHA-256 of their frames: is it still the same tape? */
  readonly checked: number
  readonly digest: string
  /** Events applied so far. */
  readonly events: number
  /** Rows written so far. */
  readonly rows: number
}

/** All that one transaction does. */
export interface Batch {
  readonly changes: readonly TableChange[]
  readonly statements: readonly Statement[]
  readonly from: Place
  readonly to: Place
}

/** Rows that a transaction writes. */
export const rowsOf = (batch: Batch): number => batch.changes.reduce((sum, change) => sum + change.count, 0)

export const START: Place = {
  lineage: '',
  sequence: 0,
  time: 0n,
  checked: 0,
  digest: '',
  events: 0,
  rows: 0,
}

export const PLACE = table(
  'projection_place',
  {
    id: 'int',
    lineage: 'text',
    sequence: 'int',
    time: 'long',
    checked: 'int',
    digest: 'text',
    events: 'int',
    rows: 'int',
  },
  ['id'],
)
