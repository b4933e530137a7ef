// PostgreSQL: a few connections; what is committed is on the disk.
import pg from 'pg'
import { stepsAfter } from './migrations.ts'
import { describeServer, numbered, type ServerVersion, VERSION_SQL } from './postgres.ts'
import {
  type Database,
  DatabaseError,
  type Queries,
  type Scheme,
  stepsOf,
  Taken,
  type Value,
} from './tables.ts'

const CONNECTIONS_MAX = 4
const CONNECT_MS = 5_000
/** A statement that takes longer is given up, with its connection. */
const QUERY_MS = 30_000
/** PostgreSQL's codes: a key is taken; two transactions wait for each other. */
const UNIQUE_VIOLATION = '23505'
const DEADLOCK = '40P01'
const TRIES_MAX = 4
const INT8 = 20

export async function openPostgres(url: string, scheme: Scheme): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: `tapebook ${scheme.name}`,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    keepAlive: true,
    // Whole numbers below 2^53 as numbers.
    types: { getTypeParser: ((id: number) => (id === INT8 ? Number : pg.types.getTypeParser(id))) as never },
  })
  // A connection that breaks while it is idle is replaced by the next query.
  pool.on('error', () => undefined)
  try {
    const { rows } = await guarded(scheme, () => pool.query<ServerVersion & object>(VERSION_SQL))
    return new PostgresDatabase(pool, scheme, describeServer(rows[0], url))
  } catch (error) {
    await pool.end()
    throw error
  }
}

class PostgresDatabase implements Database {
  readonly description: string
  readonly #pool: pg.Pool
  readonly #scheme: Scheme
  readonly #direct: Queries

  constructor(pool: pg.Pool, scheme: Scheme, description: string) {
    this.#pool = pool
    this.#scheme = scheme
    this.description = description
    this.#direct = queriesOn(pool, scheme)
  }

  async migrate(): Promise<void> {
    const { lock, migrations } = this.#scheme
    const { table, last, record } = stepsOf(this.#scheme)
    await this.transaction(async (queries) => {
      await queries.all('SELECT pg_advisory_xact_lock(?)', [lock])
      await queries.run(table)
      const row = await queries.one<{ last: number }>(last)
      for (const { number, name, postgres } of stepsAfter(row?.last ?? 0, migrations)) {
        await queries.run(postgres)
        await queries.run(record, [number, name])
      }
    })
  }

  all<R extends object>(sql: string, values?: readonly Value[]): Promise<R[]> {
    return this.#direct.all<R>(sql, values)
  }

  one<R extends object>(sql: string, values?: readonly Value[]): Promise<R | undefined> {
    return this.#direct.one<R>(sql, values)
  }

  run(sql: string, values?: readonly Value[]): Promise<number> {
    return this.#direct.run(sql, values)
  }

  async transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#once(work)
      } catch (error) {
        if (!(error instanceof DatabaseError) || error.code !== DEADLOCK || tries === TRIES_MAX) throw error
      }
    }
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }

  async #once<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    const client = await guarded(this.#scheme, () => this.#pool.connect())
    let broken: Error | undefined
    const onError = (error: Error): void => {
      broken = error
    }
    client.on('error', onError)
    try {
      await guarded(this.#scheme, () => client.query('BEGIN'))
      const result = await work(queriesOn(client, this.#scheme))
      await guarded(this.#scheme, () => client.query('COMMIT'))
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch((fault: Error) => {
        broken = fault
      })
      throw error
    } finally {
      client.off('error', onError)
      client.release(broken)
    }
  }
}

/** PostgreSQL's text has no NUL: what is asked with one finds nothing, as in SQLite. */
const withoutNul = (value: Value): Value =>
  typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value

function queriesOn(on: pg.Pool | pg.PoolClient, scheme: Scheme): Queries {
  const query = (sql: string, values: readonly Value[]): Promise<pg.QueryResult> => {
    const text = numbered(sql)
    // Without values several statements may stand in one text.
    return guarded(scheme, () =>
      values.length === 0 ? on.query(text) : on.query(text, values.map(withoutNul)),
    )
  }
  return {
    all: async (sql, values = []) => (await query(sql, values)).rows as never,
    one: async (sql, values = []) => (await query(sql, values)).rows[0] as never,
    run: async (sql, values = []) => (await query(sql, values)).rowCount ?? 0,
  }
}

/** PostgreSQL's messages hold values of rows: only the code goes on. */
async function guarded<T>({ words }: Scheme, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? 'no connection')
    throw code === UNIQUE_VIOLATION ? new Taken(code) : new DatabaseError(words, code)
  }
}
