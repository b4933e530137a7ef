export { inDialects, type Migration, type Step, stepsAfter, type Types } from './migrations.ts'
export {
  describeServer,
  isPostgres,
  numbered,
  type ServerVersion,
  VERSION_SQL,
  withoutPassword,
} from './postgres.ts'
export { SqliteFile } from './sqlite.ts'
export {
  type Database,
  DatabaseError,
  openTables,
  type Queries,
  type Scheme,
  Taken,
  type Value,
} from './tables.ts'
