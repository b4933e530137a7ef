// The identity tables' SQL.
import { inDialects, type Migration } from '@tapebook/database'
import { PEOPLE } from './migrations/0001-people.ts'
import { DEEDS } from './migrations/0002-deeds.ts'
import { ASSETS } from './migrations/0003-assets.ts'

/** All steps, in order. */
export const MIGRATIONS: readonly Migration[] = inDialects([PEOPLE, DEEDS, ASSETS], {
  sqlite: { INT: 'INTEGER', STRICT: 'STRICT' },
  postgres: { INT: 'BIGINT', STRICT: '' },
})
