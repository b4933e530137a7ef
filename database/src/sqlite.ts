// A file of SQLite, opened by a version that is known to keep what it wrote.
import Sqlite from 'better-sqlite3'

/** Below it a write-ahead log that two connections reset at once could lose rows. */
const VERSION_MIN = [3, 51, 3] as const

export class SqliteFile {
  readonly db: Sqlite.Database
  /** For people: version and file. */
  readonly description: string
  readonly #statements = new Map<string, Sqlite.Statement>()

  /** Opens the file, or makes it. A lock of another process is waited for as long as `busyMs` says. */
  constructor(file: string, busyMs: number) {
    this.db = new Sqlite(file, { timeout: busyMs })
    const version = String(this.db.prepare('SELECT sqlite_version()').pluck().get())
    if (isOlder(version)) {
      this.db.close()
      throw new Error(`SQLite ${version} is older than ${VERSION_MIN.join('.')}`)
    }
    this.description = `SQLite ${version}, ${file}`
    this.db.pragma('journal_mode = WAL')
  }

  /** The statement, prepared once. */
  statement(sql: string): Sqlite.Statement {
    let statement = this.#statements.get(sql)
    if (statement === undefined) {
      statement = this.db.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }

  /** Forgets the statements: tables are about to change. */
  forget(): void {
    this.#statements.clear()
  }

  close(): void {
    this.db.close()
  }
}

/** Is a version such as "3.51.3" too old? */
export function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number)
  const differing = VERSION_MIN.findIndex((part, at) => part !== (parts[at] ?? 0))
  return differing >= 0 && (parts[differing] ?? 0) < VERSION_MIN[differing]!
}
