import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { MessageType, MessageTypeName } from '@tapebook/schema'
import { needsPostgres } from '@tapebook/testing'
import Sqlite from 'better-sqlite3'
import pg from 'pg'
import { Changes } from '../src/changes.ts'
import { NeedsRebuild, OtherWriter, openDatabase } from '../src/database/database.ts'
import { TABLES as MADE, MIGRATIONS, migrationsAfter } from '../src/database/migrations.ts'
import { PLACE, type Table } from '../src/database/tables.ts'
import { applyEvent, UnknownEvent } from '../src/events.ts'
import { AUDIT } from '../src/market/audit.ts'
import { BOOK_SNAPSHOTS, PEG_GROUPS, TICKERS } from '../src/market/book.ts'
import { CANDLES } from '../src/market/candles.ts'
import { ORDER_LISTS } from '../src/market/lists.ts'
import { Market } from '../src/market/market.ts'
import { BALANCES, LEDGER } from '../src/market/money.ts'
import { AMENDMENTS, ORDERS } from '../src/market/orders.ts'
import { POSITIONS } from '../src/market/positions.ts'
import { ACCOUNTS, ASSETS, FEES, INSTRUMENTS } from '../src/market/reference.ts'
import { DEFAULT_RETENTION } from '../src/market/retention.ts'
import { SETTINGS } from '../src/market/settings.ts'
import { AGGREGATES, STORED_EVENTS } from '../src/market/stored-events.ts'
import { TRADES } from '../src/market/trades.ts'
import { TURNOVER, VOLUMES } from '../src/market/turnover.ts'
import { Projector } from '../src/projector.ts'
import { rebuild } from '../src/rebuild.ts'
import { ProjectorSupervisor } from '../src/supervisor.ts'
import { TapeReader, visitFrames } from '../src/tape.ts'
import { type Kind, onEach, POSTGRES, postgres, SQLITE } from './databases.ts'
import { Flow } from './flow.ts'
import { assertSameTables, dump, needsAddon, newDirectory, startExchange, until } from './helpers.ts'

const TABLES: readonly Table[] = [
  PLACE,
  ASSETS,
  INSTRUMENTS,
  ACCOUNTS,
  FEES,
  ORDERS,
  ORDER_LISTS,
  AMENDMENTS,
  TRADES,
  BALANCES,
  LEDGER,
  POSITIONS,
  TURNOVER,
  VOLUMES,
  CANDLES,
  TICKERS,
  PEG_GROUPS,
  BOOK_SNAPSHOTS,
  AGGREGATES,
  STORED_EVENTS,
  AUDIT,
  SETTINGS,
]

const TABLES_THERE = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
const COLUMNS =
  "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ? ORDER BY ordinal_position"

// req: DC-05
test('storage is a file of SQLite unless a URL says otherwise', async (t) => {
  const file = join(newDirectory(t), 'tables.db')
  const database = await openDatabase(file)
  await database.migrate()
  await database.close()
  assert.equal(readFileSync(file).toString('latin1', 0, 15), 'SQLite format 3')
  const made = new Sqlite(file, { readonly: true })
  assert.ok(made.prepare('SELECT count(*) FROM projection_migrations').pluck().get())
  made.close()
})

onEach('migrations run once, and make the columns that the code knows', async (t, kind) => {
  const database = await openDatabase(await kind.url(t))
  const columnsOf = kind.name === 'SQLite' ? 'SELECT name FROM pragma_table_info(?)' : COLUMNS
  const tables = kind.name === 'SQLite' ? "SELECT name FROM sqlite_master WHERE type = 'table'" : TABLES_THERE
  await database.migrate()
  await database.migrate()
  const steps = await database.query('SELECT number FROM projection_migrations')
  assert.equal(steps.length, MIGRATIONS.length)
  assert.deepEqual([...MADE].sort(), TABLES.map(({ name }) => name).sort())
  for (const { name, columns } of TABLES) {
    const found = await database.query(columnsOf, [name])
    assert.deepEqual(
      found.map((column) => column.name),
      Object.keys(columns),
      name,
    )
  }
  assert.throws(() => migrationsAfter(MIGRATIONS.length + 1), /too old/)
  await database.drop()
  assert.deepEqual(await database.query(tables), [])
  await database.close()
})

onEach('tables whose meaning a step changes are made again from the tape', async (t, kind) => {
  const exchange = await startExchange(t)
  const { directory } = exchange
  const database = await openDatabase(await kind.url(t))
  await rebuild(directory, database)
  const before = await dump(database)
  assert.ok((await database.place()).sequence > 0)
  // As a build before the last step left them.
  await database.query('DELETE FROM projection_migrations WHERE number > 1 RETURNING number')
  const projector = new Projector({ directory, database })
  await projector.open()
  assert.equal(projector.progress.sequence, 0)
  while (await projector.step());
  await projector.flush()
  const after = await dump(database)
  for (const name of ['ledger', 'balances', 'assets', 'instruments']) {
    assert.deepEqual(after.get(name), before.get(name))
  }
  await database.close()
})

// req: EV-12 EV-19
onEach('there are the indexes that queries go by', async (t, kind) => {
  const database = await openDatabase(await kind.url(t))
  await database.migrate()
  const sql =
    kind.name === 'SQLite'
      ? "SELECT sql AS definition FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
      : "SELECT indexdef AS definition FROM pg_indexes WHERE schemaname = 'public'"
  const definitions = (await database.query(sql)).map(({ definition }) => String(definition))
  for (const index of [
    /trades.*\(instrument, executed_at\)/,
    /trades.*\(maker_order_id, taker_order_id\)/,
    /ledger.*\(account, created_at\)/,
    /ledger.*\(reference_type, reference_id\)/,
    /orders.*\(account, is_open, order_id\)/,
    /candles.*\(interval_s, open_time\)/,
    /stored_events.*\(event_class, created_at\)/,
  ]) {
    assert.ok(
      definitions.some((definition) => index.test(definition)),
      String(index),
    )
  }
  await database.close()
})

test('an event that a build does not know stops it, and says where', () => {
  const market = new Market(new Changes(), DEFAULT_RETENTION)
  const bytes = new Uint8Array(64)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(8, 7n, true)
  const unknown = (type: number) => () => applyEvent(market, type, view, 0, 64)
  assert.throws(unknown(0x04ff), UnknownEvent)
  assert.throws(unknown(0x04ff), /command 7 has a message of type 0x04ff/)
  // Known, and no event.
  assert.throws(unknown(MessageType.Ticker), UnknownEvent)
  assert.throws(unknown(MessageType.AddAsset), UnknownEvent)
  assert.doesNotThrow(unknown(MessageType.AuctionIndication))
  view.setUint16(32, 0x03ff, true)
  assert.throws(unknown(MessageType.Applied), /0x03ff/)
})

onEach('one process writes, and the next one may when it ends', async (t, kind) => {
  const url = await kind.url(t)
  const [one, other] = [await openDatabase(url), await openDatabase(url)]
  await one.lock()
  await assert.rejects(other.lock(), OtherWriter)
  await one.close()
  await other.lock()
  await other.close()
})

/** Trades while the database refuses, and compares the tables with a rebuild when it takes rows again. */
async function refuseWhileTrading(
  t: TestContext,
  kind: Kind,
  refuse: (url: string) => Promise<() => Promise<void>>,
  rebuiltIn = kind,
): Promise<void> {
  const exchange = await startExchange(t)
  const { directory, operator } = exchange
  const instruments = await operator.instruments()
  const url = await kind.url(t)
  const database = await openDatabase(url)
  let failures = 0
  const projector = new Projector({ directory, database, onFailure: () => failures++ })
  await projector.open()
  const running = projector.run()
  await until(() => projector.progress.sequence > 10)
  const before = projector.progress.sequence
  const takeAgain = await refuse(url)
  const [alice] = exchange.traders
  const flow = new Flow(alice!, instruments, 5)
  await flow.send(1_500)
  assert.ok(flow.accepted > 500, 'trading goes on')
  assert.ok(projector.progress.sequence <= before + 1, 'no row is taken')
  await until(() => projector.progress.lag_seconds > 0)
  await takeAgain()
  // So that the tape ends here.
  await exchange.stop()
  const last = new TapeReader(directory).last(1)
  await until(() => projector.progress.sequence === last)
  assert.ok(failures > 0 && projector.progress.failures_total === failures)
  projector.finish()
  await running
  const again = await openDatabase(await rebuiltIn.url(t))
  await rebuild(directory, again)
  assertSameTables(await dump(database), await dump(again))
  await database.close()
  await again.close()
}

const mount = (command: string, ...words: string[]): void =>
  void execFileSync(command, words, { stdio: ['ignore', 'ignore', 'pipe'] })

/** A disk of a size of its own can only be made by root. */
const needsMount = process.getuid?.() === 0 ? {} : { skip: 'a small disk needs root' }

const freeBytes = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

test('SQLite: while the disk is full trading goes on, and the tables are exact afterwards', {
  ...needsAddon,
  ...needsMount,
}, async (t) => {
  const folder = newDirectory(t, async () => mount('umount', folder))
  mount('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tapebook', folder)
  await refuseWhileTrading(
    t,
    { name: 'SQLite', url: async () => join(folder, 'tables.db') },
    async () => {
      writeFileSync(join(folder, 'ballast'), new Uint8Array(freeBytes(folder)))
      return async () => mount('mount', '-o', 'remount,size=64m', folder)
    },
    SQLITE,
  )
})

// A killed projector, row 92 of the faults, is the end-to-end test's.
test(
  'SQLite: while the file is locked trading goes on, and the tables are exact afterwards',
  needsAddon,
  (t) =>
    refuseWhileTrading(t, SQLITE, async (file) => {
      const blocker = new Sqlite(file)
      blocker.exec('BEGIN IMMEDIATE')
      return async () => {
        blocker.close()
      }
    }),
)

test(
  'SQLite: while every batch fails at its end trading goes on, and the tables are exact afterwards',
  needsAddon,
  (t) =>
    refuseWhileTrading(t, SQLITE, async (file) => {
      const filler = new Sqlite(file)
      // The rows are in, the place is not: the transaction takes all of it back.
      filler.exec(
        "CREATE TRIGGER full BEFORE UPDATE ON projection_place BEGIN SELECT RAISE(ABORT, 'no room'); END",
      )
      return async () => {
        filler.exec('DROP TRIGGER full')
        filler.close()
      }
    }),
)

// A server that crashes takes the last transactions with it: the projector begins again where the tables are.
test('PostgreSQL: while the server is down trading goes on, and the tables are exact afterwards', {
  ...needsAddon,
  ...needsPostgres,
}, async (t) => {
  const exchange = await startExchange(t)
  const { directory } = exchange
  const url = await POSTGRES.url(t)
  const troubles: string[] = []
  const projector = new ProjectorSupervisor({ directory, url, onTrouble: (why) => troubles.push(why) })
  let durable = 0
  const gauge = (name: string): number => projector.gauges(durable)[name] ?? 0
  await until(() => gauge('projection_sequence') > 10)
  const server = await postgres()
  server.down()
  const flow = new Flow(exchange.traders[0]!, await exchange.operator.instruments(), 5)
  await flow.send(1_500)
  assert.ok(flow.accepted > 500, 'trading goes on')
  durable = exchange.server.stats().durable_sequence ?? 0
  assert.ok(gauge('projection_commands_behind') > 500, 'the lag is seen')
  await exchange.stop()
  durable = new TapeReader(directory).last(1)
  server.up()
  await until(() => gauge('projection_commands_behind') === 0)
  assert.ok(troubles.length > 0)
  await projector.stop()
  const [database, again] = [await openDatabase(url), await openDatabase(await POSTGRES.url(t))]
  await rebuild(directory, again)
  assertSameTables(await dump(database), await dump(again))
  await database.close()
  await again.close()
})

test('PostgreSQL: while a table is locked trading goes on, and the tables are exact afterwards', {
  ...needsAddon,
  ...needsPostgres,
}, async (t) => {
  const exchange = await startExchange(t)
  const url = await POSTGRES.url(t)
  const database = await openDatabase(url)
  const projector = new Projector({ directory: exchange.directory, database })
  await projector.open()
  const running = projector.run()
  await until(() => projector.progress.sequence > 10)
  const blocker = new pg.Client(url)
  await blocker.connect()
  await blocker.query('BEGIN')
  await blocker.query('LOCK TABLE orders')
  const flow = new Flow(exchange.traders[0]!, await exchange.operator.instruments(), 5)
  await flow.send(800)
  await until(() => projector.progress.lag_seconds > 0.2)
  await blocker.query('ROLLBACK')
  await blocker.end()
  await exchange.stop()
  projector.finish()
  await running
  assert.equal(projector.progress.sequence, new TapeReader(exchange.directory).last(1))
  const again = await openDatabase(await POSTGRES.url(t))
  await rebuild(exchange.directory, again)
  assertSameTables(await dump(database), await dump(again))
  await database.close()
  await again.close()
})

// req: EV-14
test('SQLite and PostgreSQL get the same tables from one tape', {
  ...needsAddon,
  ...needsPostgres,
}, async (t) => {
  const exchange = await startExchange(t)
  await new Flow(exchange.traders[0]!, await exchange.operator.instruments(), 11).send(800)
  await exchange.stop()
  const [one, other] = [await openDatabase(await SQLITE.url(t)), await openDatabase(await POSTGRES.url(t))]
  await rebuild(exchange.directory, one)
  await rebuild(exchange.directory, other)
  assertSameTables(await dump(one), await dump(other))
  await one.close()
  await other.close()
})

test('tables of another tape are refused', needsAddon, async (t) => {
  const one = await startExchange(t)
  const other = await startExchange(t)
  const file = join(newDirectory(t), 'tables.db')
  const database = await openDatabase(file)
  await rebuild(one.directory, database)
  await assert.rejects(new Projector({ directory: other.directory, database }).open(), NeedsRebuild)
  // The same journal by name, but with another command at that place.
  const damaged = new Sqlite(file)
  damaged.exec("UPDATE projection_place SET digest = 'another'")
  damaged.close()
  await assert.rejects(new Projector({ directory: one.directory, database }).open(), /is not the one/)
  await database.close()
})

test('what the event segments lost is made again from the journal', needsAddon, async (t) => {
  const exchange = await startExchange(t)
  const instruments = await exchange.operator.instruments()
  const flow = new Flow(exchange.traders[0]!, instruments, 9)
  await flow.send(600)
  await exchange.stop()
  const { directory } = exchange
  const kinds = new Set<string>()
  const all: string[] = []
  const tape = new TapeReader(directory)
  for (let from = 1; ; ) {
    const part = tape.read(from, 1 << 20)
    if (part === undefined) break
    visitFrames(part, (type) => kinds.add(MessageTypeName[type] ?? '?'))
    all.push(Buffer.from(part.bytes.subarray(8)).toString('hex'))
    from = part.last + 1
  }
  for (const kind of [
    'OrderAccepted',
    'Trade',
    'OrderTriggered',
    'OrderReplaced',
    'OrderReduced',
    'OrderTerms',
  ]) {
    assert.ok(kinds.has(kind), `the flow brings about ${kind}`)
  }
  const segments = readdirSync(directory).filter((name) => name.endsWith('.evt'))
  assert.ok(segments.length > 0)
  for (const name of segments) rmSync(join(directory, name))
  assert.ok(!existsSync(join(directory, segments[0]!)))
  const replayed = new TapeReader(directory)
  const part = replayed.read(1, 1 << 20)
  assert.ok(part)
  const again = [Buffer.from(part.bytes.subarray(8)).toString('hex')]
  for (let from = part.last + 1; ; ) {
    const next = replayed.read(from, 1 << 20)
    if (next === undefined) break
    again.push(Buffer.from(next.bytes.subarray(8)).toString('hex'))
    from = next.last + 1
  }
  assert.equal(again.join(''), all.join(''))
})
