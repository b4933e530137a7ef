// The tables' SQL, in numbered steps. A step runs once, in one transaction; a step that was given out is not changed
// any more: a change is a step of its own.
import { PEOPLE } from './migrations/0001-people.ts'

/** A step in both dialects. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sqlite: string
  readonly postgres: string
}

/** What stands for a column's type in a step. */
const TYPES = {
  sqlite: { INT: 'INTEGER', STRICT: 'STRICT' },
  postgres: { INT: 'BIGINT', STRICT: '' },
} as const

const inDialect = (sql: string, dialect: keyof typeof TYPES): string =>
  sql.replace(/\b(INT|STRICT)\b/g, (word) => TYPES[dialect][word as keyof (typeof TYPES)['sqlite']])

const STEPS: readonly { name: string; sql: string }[] = [PEOPLE]

/** All steps, in order. */
export const MIGRATIONS: readonly Migration[] = STEPS.map(({ name, sql }, at) => ({
  number: at + 1,
  name,
  sqlite: inDialect(sql, 'sqlite'),
  postgres: inDialect(sql, 'postgres'),
}))

/** Where it stands which steps were taken. */
export const STEPS_TABLE =
  'CREATE TABLE IF NOT EXISTS access_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL)'
export const RECORD = 'INSERT INTO access_migrations VALUES (?, ?)'

/** Steps still to be taken after the last one that was. */
export function migrationsAfter(last: number): readonly Migration[] {
  if (last > MIGRATIONS.length) {
    throw new Error(
      `the identity tables are at step ${last}, this build knows ${MIGRATIONS.length}: it is too old for them`,
    )
  }
  return MIGRATIONS.slice(last)
}
