// What every connection to PostgreSQL needs.

const VERSION_MIN = 150_000

/** Does a database URL name PostgreSQL? Anything else is a file of SQLite. */
export function isPostgres(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url)
}

/** `postgres://user@host/name` without its password. */
export function withoutPassword(url: string): string {
  const parts = new URL(url)
  parts.password = ''
  return parts.toString()
}

/** Asks a server for its version. */
export const VERSION_SQL =
  "SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS name"

/** A row of `VERSION_SQL`. */
export interface ServerVersion {
  readonly number: string
  readonly name: string
}

/** Version and address, for people. Refuses a server older than 15. */
export function describeServer(version: ServerVersion | undefined, url: string): string {
  const { number, name } = version ?? { number: '0', name: 'of no version' }
  if (Number(number) < VERSION_MIN) throw new Error(`PostgreSQL ${name} is older than 15`)
  return `PostgreSQL ${name}, ${withoutPassword(url)}`
}

/** A statement with `?` for its values, as PostgreSQL reads it: they are numbered. */
export function numbered(sql: string): string {
  let at = 0
  return sql.replace(/\?/g, () => `$${++at}`)
}
