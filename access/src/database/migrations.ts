// The identity tables' SQL.
import { inDialects, type Migration, stepsAfter } from '@tapebook/database'
import { PEOPLE } from './migrations/0001-people.ts'
import { DEEDS } from './migrations/0002-deeds.ts'
import { ASSETS } from './migrations/0003-assets.ts'

/** All steps, in order. */
export const MIGRATIONS: readonly Migration[] = inDialects([PEOPLE, DEEDS, ASSETS], {
  sqlite: { INT: 'INTEGER', STRICT: 'STRICT' },
  postgres: { INT: 'BIGINT', STRICT: '' },
})

/** Where it stands which steps were taken. */
export const STEPS_TABLE =
  'CREATE TABLE IF NOT EXISTS access_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL)'
export const RECORD = 'INSERT INTO access_migrations VALUES (?, ?)'

/** Steps still to be taken after the last one that was. */
export function migrationsAfter(last: number): readonly Migration[] {
  return stepsAfter(last, MIGRATIONS)
}
