// The tables' SQL, in numbered steps. A step runs once, in one transaction; a step that was given out is not changed
// any more: a change is a step of its own.
import { FIRST } from './migrations/0001-market.ts'
import { VIEWS } from './migrations/0002-views.ts'
import { LISTS } from './migrations/0003-lists.ts'
import { OWN } from './migrations/0004-own.ts'

/** A step in both dialects. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sqlite: string
  readonly postgres: string
  /** Tables that it makes. */
  readonly tables: readonly string[]
}

/** What stands for a column's type in a step. */
const TYPES = {
  sqlite: { INT: 'INTEGER', LONG: 'INTEGER', AMOUNT: 'TEXT', STRICT: 'STRICT' },
  postgres: { INT: 'BIGINT', LONG: 'BIGINT', AMOUNT: 'NUMERIC(39, 0)', STRICT: '' },
} as const

type Dialect = keyof typeof TYPES

const inDialect = (sql: string, dialect: Dialect): string =>
  sql.replace(
    /\b(INT|LONG|AMOUNT|STRICT)\b/g,
    (word) => TYPES[dialect][word as keyof (typeof TYPES)['sqlite']],
  )

/** A step that remakes changes what tables mean: those that are there are dropped, and made again from the tape. */
const STEPS: readonly { name: string; sql: string; remakes?: boolean }[] = [FIRST, VIEWS, LISTS, OWN]

/** All steps, in order. */
export const MIGRATIONS: readonly Migration[] = STEPS.map(({ name, sql }, at) => ({
  number: at + 1,
  name,
  sqlite: inDialect(sql, 'sqlite'),
  postgres: inDialect(sql, 'postgres'),
  tables: [...sql.matchAll(/CREATE TABLE (\w+)/g)].map((match) => match[1] ?? ''),
}))

/** Steps still to be taken after the last one that was; `isRemade` if they begin with dropping all tables. */
export function migrationsAfter(last: number): { steps: readonly Migration[]; isRemade: boolean } {
  if (last > MIGRATIONS.length) {
    throw new Error(
      `the tables are at step ${last}, this build knows ${MIGRATIONS.length}: it is too old for them`,
    )
  }
  const isRemade = last > 0 && STEPS.slice(last).some(({ remakes }) => remakes === true)
  return { steps: MIGRATIONS.slice(last), isRemade }
}

/** Statements that take every table away again. */
export function dropAll(): string[] {
  const names = [...MIGRATIONS.flatMap(({ tables }) => tables), 'projection_migrations']
  return names.map((name) => `DROP TABLE IF EXISTS ${name}`)
}
