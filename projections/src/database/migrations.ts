// The SQL of the tables that are made from the tape.
import { inDialects, type Migration, type Step, stepsAfter } from '@tapebook/database'
import { FIRST } from './migrations/0001-market.ts'
import { VIEWS } from './migrations/0002-views.ts'
import { LISTS } from './migrations/0003-lists.ts'
import { OWN } from './migrations/0004-own.ts'
import { CLIENTS } from './migrations/0005-clients.ts'
import { SETTINGS_STEP } from './migrations/0006-settings.ts'

/** A step that remakes changes what tables mean: those that are there are dropped, and made again from the tape. */
const STEPS: readonly (Step & { remakes?: boolean })[] = [FIRST, VIEWS, LISTS, OWN, CLIENTS, SETTINGS_STEP]

/** All steps, in order. */
export const MIGRATIONS: readonly Migration[] = inDialects(STEPS, {
  sqlite: { INT: 'INTEGER', LONG: 'INTEGER', AMOUNT: 'TEXT', STRICT: 'STRICT' },
  postgres: { INT: 'BIGINT', LONG: 'BIGINT', AMOUNT: 'NUMERIC(39, 0)', STRICT: '' },
})

/** Tables that they make. */
export const TABLES: readonly string[] = STEPS.flatMap(({ sql }) =>
  [...sql.matchAll(/CREATE TABLE (\w+)/g)].map((match) => match[1] ?? ''),
)

/** Indexes that the projector itself has no use for: a rebuild makes them at its end, at once instead of row by row. */
const FOR_READERS = [
  'orders_by_account',
  'trades_by_orders',
  'trades_by_taker',
  'trades_by_taker_account',
  'trades_by_maker_account',
  'ledger_by_time',
  'ledger_by_reference',
  'ledger_by_sequence',
  'ledger_transfers',
  'stored_events_by_class',
  'stored_events_by_time',
  'audit_by_account',
] as const

/** Makes them where they are not there: a rebuild may have been cut off. Both databases read it alike. */
export const INDEX: readonly string[] = FOR_READERS.map((name) => {
  const made = STEPS.map(({ sql }) => new RegExp(`CREATE INDEX (${name} [^;]+)`).exec(sql)?.[1])
  return `CREATE INDEX IF NOT EXISTS ${made.find((it) => it !== undefined)}`
})

/** Takes them away. */
export const UNINDEX: readonly string[] = FOR_READERS.map((name) => `DROP INDEX IF EXISTS ${name}`)

/** Steps still to be taken after the last one that was; `isRemade` if they begin with dropping all tables. */
export function migrationsAfter(last: number): { steps: readonly Migration[]; isRemade: boolean } {
  const steps = stepsAfter(last, MIGRATIONS)
  const isRemade = last > 0 && STEPS.slice(last).some(({ remakes }) => remakes === true)
  return { steps, isRemade }
}

/** Statements that take every table away again. */
export function dropAll(): string[] {
  return [...TABLES, 'projection_migrations'].map((name) => `DROP TABLE IF EXISTS ${name}`)
}
