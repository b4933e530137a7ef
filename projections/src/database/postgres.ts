// PostgreSQL: one connection, which holds the writer's lock. As with SQLite a power cut may take the last transactions,
// whole: nothing waits for the disk.
import {
  describeServer,
  numbered,
  type ServerVersion,
  VERSION_SQL,
  withoutPassword,
} from '@tapebook/database'
import pg from 'pg'
import { type Database, OtherWriter } from './database.ts'
import { dropAll, INDEX, migrationsAfter, UNINDEX } from './migrations.ts'
import { decodeRow, FIRST_PLACE, MOVE_PLACE, onConflict, select } from './sql.ts'
import type { AnyRow, Batch, Kind, Place, Row, Table, TableChange, Value } from './tables.ts'
import { PLACE, START } from './tables.ts'

const CONNECT_MS = 5_000
/** A statement that takes longer is given up, with its connection. */
const QUERY_MS = 120_000
/** The same of an index over rows that are there. */
const INDEX_MS = 6 * 3_600_000
/** Number of the advisory lock that the writer holds. */
const WRITER_LOCK = 0x7461_7065

const ARRAY_TYPES: Readonly<Record<Kind, string>> = {
  int: 'bigint[]',
  long: 'bigint[]',
  amount: 'numeric[]',
  text: 'text[]',
}

export async function openPostgres(url: string): Promise<Database> {
  const database = new PostgresDatabase(url)
  await database.query('SELECT 1')
  return database
}

class PostgresDatabase implements Database {
  description = 'PostgreSQL'
  readonly #url: string
  #client: pg.Client | undefined
  #isWriter = false

  constructor(url: string) {
    this.#url = url
  }

  async lock(): Promise<void> {
    if (this.#isWriter) return
    await this.#locked(await this.#connection())
    this.#isWriter = true
  }

  async migrate(): Promise<void> {
    await this.query(
      'CREATE TABLE IF NOT EXISTS projection_migrations (number BIGINT PRIMARY KEY, name TEXT NOT NULL)',
    )
    const [row] = await this.query('SELECT coalesce(max(number), 0) AS last FROM projection_migrations')
    const { steps, isRemade } = migrationsAfter(Number(row?.last))
    if (isRemade) {
      await this.drop()
      return await this.migrate()
    }
    for (const { number, name, postgres } of steps) {
      await this.#transaction(async (client) => {
        await client.query(postgres)
        await client.query('INSERT INTO projection_migrations VALUES ($1, $2)', [number, name])
      })
    }
    // One may take longer than a statement is waited for else.
    for (const text of INDEX) {
      const patient = { text, query_timeout: INDEX_MS }
      await this.#on((client) => client.query(patient))
    }
  }

  async unindex(): Promise<void> {
    for (const sql of UNINDEX) await this.query(sql)
  }

  async drop(): Promise<void> {
    await this.#transaction(async (client) => {
      for (const sql of dropAll()) await client.query(sql)
    })
  }

  async place(): Promise<Place> {
    const [found] = await this.query(`SELECT to_regclass('${PLACE.name}') IS NOT NULL AS made`)
    const [row] = found?.made ? await this.load(PLACE) : []
    return row ?? START
  }

  async load<T extends Table>(table: T, condition = '', values: readonly Value[] = []): Promise<Row<T>[]> {
    const rows = await this.query(select(table, condition), values)
    return rows.map((row) => decodeRow(table, row))
  }

  async query(sql: string, values: readonly Value[] = []): Promise<AnyRow[]> {
    return await this.#on((client) => run(client, sql, values).then(({ rows }) => rows as AnyRow[]))
  }

  async write({ changes, statements, from, to }: Batch): Promise<void> {
    await this.#transaction(async (client) => {
      if (from.sequence === 0) await client.query(FIRST_PLACE)
      for (const change of changes) await client.query(insert(change.table), arraysOf(change))
      for (const { sql, values } of statements) await run(client, sql, values)
      const { lineage, sequence, time, checked, digest, events, rows } = to
      const values = [lineage, sequence, time, checked, digest, events, rows, from.sequence]
      const moved = await run(client, MOVE_PLACE, values)
      if (moved.rowCount !== 1) throw new OtherWriter('the tables were written to by another process')
    })
  }

  async close(): Promise<void> {
    const client = this.#client
    this.#client = undefined
    await client?.end()
  }

  async #transaction(work: (client: pg.Client) => Promise<void>): Promise<void> {
    await this.#on(async (client) => {
      await client.query('BEGIN')
      await work(client)
      await client.query('COMMIT')
    })
  }

  /** Runs on the connection. One on which something failed is given up: a new one is in no transaction. */
  async #on<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = await this.#connection()
    try {
      return await work(client)
    } catch (error) {
      this.#giveUp(client)
      throw error
    }
  }

  async #connection(): Promise<pg.Client> {
    if (this.#client !== undefined) return this.#client
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'tapebook projections',
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: QUERY_MS,
      keepAlive: true,
    })
    client.on('error', () => this.#giveUp(client))
    try {
      await client.connect()
      const { rows } = await client.query<ServerVersion & object>(VERSION_SQL)
      this.description = describeServer(rows[0], this.#url)
      await client.query('SET synchronous_commit = off')
      if (this.#isWriter) await this.#locked(client)
    } catch (error) {
      client.end().catch(() => undefined)
      throw error
    }
    this.#client = client
    return client
  }

  async #locked(client: pg.Client): Promise<void> {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      WRITER_LOCK,
    ])
    if (!rows[0]?.taken) throw new OtherWriter(`another process writes to ${withoutPassword(this.#url)}`)
  }

  #giveUp(client: pg.Client): void {
    if (this.#client === client) this.#client = undefined
    client.end().catch(() => undefined)
  }
}

function run(client: pg.Client, sql: string, values: readonly Value[]): Promise<pg.QueryResult> {
  return client.query(inPostgres(sql), values.map(String))
}

/** A statement of both dialects as PostgreSQL reads it: its values are numbered, and its own sums are exact. */
export function inPostgres(sql: string): string {
  return numbered(sql).replaceAll('sum_amount', 'sum')
}

/** All rows of a change in one statement, each column an array. */
function insert(table: Table): string {
  const names = Object.keys(table.columns)
  const arrays = Object.values(table.columns).map((kind, at) => `$${at + 1}::${ARRAY_TYPES[kind]}`)
  return `INSERT INTO ${table.name} (${names.join(', ')}) SELECT * FROM unnest(${arrays.join(', ')})${onConflict(table)}`
}

function arraysOf({ table, values }: TableChange): string[] {
  return Object.values(table.columns).map((kind, column) => {
    const cells = values[column]!
    return kind === 'text' ? `{${cells.map(quoted).join(',')}}` : `{${cells.join(',')}}`
  })
}

const quoted = (text: Value): string => `"${String(text).replace(/["\\]/g, '\\$&')}"`
