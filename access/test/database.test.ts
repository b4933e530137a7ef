// The tables' steps, and two processes on one database.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { stepsAfter } from '@tapebook/database'
import { newDirectory } from '@tapebook/testing'
import { openDatabase, Taken } from '../src/database/database.ts'
import { MIGRATIONS } from '../src/database/migrations.ts'
import { MasterKey, openAccess } from '../src/index.ts'
import { onEach, onSqlite, person } from './helpers.ts'

onEach('steps are taken once, in their order, and what is there stays', async (_, open) => {
  const world = await open()
  const { db } = world
  await person(world)
  const steps = await db.all('SELECT number, name FROM access_migrations ORDER BY number')
  assert.deepEqual(
    steps,
    MIGRATIONS.map(({ number, name }) => ({ number, name })),
  )
  const before = await db.all('SELECT * FROM users')
  await Promise.all([db.migrate(), db.migrate()])
  assert.deepEqual(await db.all('SELECT * FROM users'), before)
})

onEach('tables of a newer build are left alone', async (_, open) => {
  const { db, url } = await open()
  await db.run("INSERT INTO access_migrations VALUES (999, 'later')")
  await assert.rejects(openAccess({ url, masterKey: MasterKey.random() }), /too old for them/)
})

test('each step follows from the one before', () => {
  for (let last = 0; last <= MIGRATIONS.length; last++) {
    assert.deepEqual(
      stepsAfter(last, MIGRATIONS).map(({ number }) => number),
      MIGRATIONS.slice(last).map(({ number }) => number),
    )
  }
  assert.throws(() => stepsAfter(MIGRATIONS.length + 1, MIGRATIONS))
})

onEach('a transaction is done whole or not at all', async (_, open) => {
  const { db } = await open()
  const insert = "INSERT INTO tenants VALUES ('t', 'T', 0)"
  const failed = db.transaction(async (queries) => {
    await queries.run(insert)
    await queries.run(insert)
  })
  await assert.rejects(failed, Taken)
  assert.equal((await db.all("SELECT * FROM tenants WHERE id = 't'")).length, 0)
})

onEach('transactions of two connections at once wait for each other and lose nothing', async (_, open) => {
  const { db, url } = await open()
  const other = await openDatabase(url)
  const count = async (at: number): Promise<void> => {
    await [db, other][at % 2]!.transaction(async (queries) => {
      const sql = "UPDATE counters SET value = value + 1 WHERE name = 'outbox' RETURNING value"
      const row = await queries.one<{ value: number }>(sql)
      await queries.run("UPDATE counters SET value = ? WHERE name = 'outbox'", [row?.value ?? 0])
    })
  }
  await Promise.all(Array.from({ length: 60 }, (_, n) => count(n)))
  assert.deepEqual(await db.one("SELECT value FROM counters WHERE name = 'outbox'"), { value: 60 })
  await other.close()
})

onEach('two first starts at once make one store', async (t, _, url) => {
  const masterKey = MasterKey.random()
  const both = await Promise.all([openAccess({ url, masterKey }), openAccess({ url, masterKey })])
  for (const it of both) t.after(() => it.close())
  for (const it of both) assert.equal((await it.audit.verify()).broken, undefined)
  await assert.rejects(openAccess({ url, masterKey: MasterKey.random() }), /master key is not the one/)
})

test('a place that cannot be opened is said, without a password', async (t) => {
  const masterKey = MasterKey.random()
  const folder = join(newDirectory(t), 'folder')
  mkdirSync(folder)
  await assert.rejects(openAccess({ url: folder, masterKey }))
  const url = 'postgres://somebody:geheim@127.0.0.1:1/x'
  await assert.rejects(
    openAccess({ url, masterKey }),
    (error: Error) => !/geheim/.test(`${error.stack}${error.message}`),
  )
})

test('what has expired is swept away', async (t) => {
  const world = await onSqlite(t)
  const { access, clock, db } = world
  await person(world)
  assert.equal((await db.all('SELECT id FROM sessions')).length, 1)
  clock.now += 31 * 24 * 3_600_000
  await access.sweep()
  assert.equal((await db.all('SELECT id FROM sessions')).length, 0)
  assert.equal((await db.all('SELECT hash FROM refresh_tokens')).length, 0)
})
