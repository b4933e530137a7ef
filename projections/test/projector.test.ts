import assert from 'node:assert/strict'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { MessageType, MessageTypeName } from '@tapebook/schema'
import Sqlite from 'better-sqlite3'
import { Changes } from '../src/changes.ts'
import { NeedsRebuild, OtherWriter, openDatabase } from '../src/database/database.ts'
import { MIGRATIONS, migrationsAfter } from '../src/database/migrations.ts'
import { PLACE, type Table } from '../src/database/tables.ts'
import { applyEvent, UnknownEvent } from '../src/events.ts'
import { Market } from '../src/market/market.ts'
import { BALANCES, LEDGER } from '../src/market/money.ts'
import { ORDERS } from '../src/market/orders.ts'
import { ACCOUNTS, ASSETS, FEES, INSTRUMENTS } from '../src/market/reference.ts'
import { TRADES } from '../src/market/trades.ts'
import { Projector } from '../src/projector.ts'
import { rebuild } from '../src/rebuild.ts'
import { TapeReader, visitFrames } from '../src/tape.ts'
import { Flow } from './flow.ts'
import { assertSameTables, dump, needsAddon, newDirectory, startExchange, until } from './helpers.ts'

const TABLES: readonly Table[] = [
  PLACE,
  ASSETS,
  INSTRUMENTS,
  ACCOUNTS,
  FEES,
  ORDERS,
  TRADES,
  BALANCES,
  LEDGER,
]

test('migrations run once, and make the columns that the code knows', async (t) => {
  const database = await openDatabase(join(newDirectory(t), 'tables.db'))
  await database.migrate()
  await database.migrate()
  const steps = await database.query('SELECT number FROM projection_migrations')
  assert.equal(steps.length, MIGRATIONS.length)
  const made = MIGRATIONS.flatMap(({ tables }) => tables)
  assert.deepEqual([...made].sort(), TABLES.map(({ name }) => name).sort())
  for (const { name, columns } of TABLES) {
    const found = await database.query(`SELECT name FROM pragma_table_info('${name}')`)
    assert.deepEqual(
      found.map((column) => column.name),
      Object.keys(columns),
      name,
    )
  }
  assert.throws(() => migrationsAfter(MIGRATIONS.length + 1), /too old/)
  await database.drop()
  assert.deepEqual(await database.query("SELECT name FROM sqlite_master WHERE type = 'table'"), [])
  await database.close()
})

test('an event that a build does not know stops it, and says where', () => {
  const market = new Market(new Changes())
  const bytes = new Uint8Array(64)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(8, 7n, true)
  const unknown = (type: number) => () => applyEvent(market, type, view, 0, 64)
  assert.throws(unknown(0x04ff), UnknownEvent)
  assert.throws(unknown(0x04ff), /command 7 has a message of type 0x04ff/)
  // Known, and no event.
  assert.throws(unknown(MessageType.Ticker), UnknownEvent)
  assert.throws(unknown(MessageType.AddAsset), UnknownEvent)
  assert.doesNotThrow(unknown(MessageType.OrderRested))
  view.setUint16(32, 0x03ff, true)
  assert.throws(unknown(MessageType.Applied), /0x03ff/)
})

test('one process writes, and the next one may when it ends', async (t) => {
  const file = join(newDirectory(t), 'tables.db')
  const [one, other] = [await openDatabase(file), await openDatabase(file)]
  await one.lock()
  await assert.rejects(other.lock(), OtherWriter)
  await one.close()
  await other.lock()
  await other.close()
})

// Faults row 91: the database locked; row 92 is the end-to-end test's.
test(
  'while the database is locked trading goes on, and the tables are exact afterwards',
  needsAddon,
  async (t) => {
    const exchange = await startExchange(t)
    const { directory, operator } = exchange
    const instruments = await operator.instruments()
    const file = join(newDirectory(t), 'tables.db')
    const database = await openDatabase(file)
    const projector = new Projector({ directory, database })
    await projector.open()
    const running = projector.run()
    await until(() => projector.progress.sequence > 10)
    const blocker = new Sqlite(file)
    blocker.exec('BEGIN IMMEDIATE')
    const [alice] = exchange.traders
    const flow = new Flow(alice!, instruments, 5)
    const before = projector.progress.sequence
    const sending = flow.send(1_500)
    await sending
    assert.ok(flow.accepted > 500, 'trading goes on')
    assert.equal(projector.progress.sequence, before)
    blocker.exec('COMMIT')
    blocker.close()
    const last = new TapeReader(directory).last(1)
    await until(() => projector.progress.sequence === last)
    projector.finish()
    await running
    const again = await openDatabase(join(newDirectory(t), 'again.db'))
    await rebuild(directory, again)
    assertSameTables(await dump(database), await dump(again))
    await database.close()
    await again.close()
  },
)

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
