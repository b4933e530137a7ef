// The database of people: its tables, and what a statement of them may meet.
import { type Database, openTables } from '@tapebook/database'
import { MIGRATIONS } from './migrations.ts'

export { type Database, DatabaseError, type Queries, Taken } from '@tapebook/database'

const SCHEME = { name: 'access', words: 'the identity database', migrations: MIGRATIONS, lock: 0x6163_6373 }

/** Opens the database that a URL names: `postgres://…`, else a file of SQLite. */
export const openDatabase = (url: string): Promise<Database> => openTables(url, SCHEME)
