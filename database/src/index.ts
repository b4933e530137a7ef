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
