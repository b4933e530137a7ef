import assert from 'node:assert/strict'
import test from 'node:test'
import { describeServer, inDialects, isPostgres, numbered, SqliteFile, stepsAfter } from '../src/index.ts'
import { isOlder } from '../src/sqlite.ts'

test('a version is compared part by part', () => {
  assert.deepEqual(
    ['3.51.3', '3.51.4', '3.52.0', '4.0.0'].filter((it) => isOlder(it)),
    [],
  )
  assert.deepEqual(['3.51.2', '3.9.9', '3.51', '2.99.99'].map(isOlder), [true, true, true, true])
})

test('a file keeps its statements until it is told to forget them', () => {
  const file = new SqliteFile(':memory:', 0)
  assert.match(file.description, /^SQLite 3\.\d+\.\d+, :memory:$/)
  const sql = 'SELECT 1 AS one'
  const statement = file.statement(sql)
  assert.equal(file.statement(sql), statement)
  file.forget()
  assert.notEqual(file.statement(sql), statement)
  file.close()
  assert.throws(() => file.statement(sql).get())
})

test('a server older than 15 is refused, and no password is told', () => {
  const url = 'postgres://tapebook:secret@127.0.0.1:5432/market'
  assert.equal(
    describeServer({ number: '150004', name: '15.4' }, url),
    'PostgreSQL 15.4, postgres://tapebook@127.0.0.1:5432/market',
  )
  assert.throws(() => describeServer({ number: '140011', name: '14.11' }, url), /14\.11 is older than 15/)
  assert.throws(() => describeServer(undefined, url), /older than 15/)
})

test('a URL names PostgreSQL, or a file', () => {
  assert.deepEqual(['postgres://a/b', 'postgresql://a/b'].map(isPostgres), [true, true])
  assert.deepEqual(['tables.db', 'file:postgres://', ':memory:'].map(isPostgres), [false, false, false])
})

test('values are numbered in their order', () => {
  assert.equal(numbered('SELECT ? WHERE a = ? AND b = ?'), 'SELECT $1 WHERE a = $2 AND b = $3')
})

test('a step is written in both dialects, word by word', () => {
  const types = { sqlite: { INT: 'INTEGER', STRICT: 'STRICT' }, postgres: { INT: 'BIGINT', STRICT: '' } }
  const steps = inDialects([{ name: 'first', sql: 'CREATE TABLE POINTS (at INT) STRICT' }], types)
  assert.deepEqual(steps, [
    {
      number: 1,
      name: 'first',
      sqlite: 'CREATE TABLE POINTS (at INTEGER) STRICT',
      postgres: 'CREATE TABLE POINTS (at BIGINT) ',
    },
  ])
})

test('the steps that are left are taken, and tables of a newer build are refused', () => {
  assert.deepEqual(stepsAfter(1, ['a', 'b', 'c']), ['b', 'c'])
  assert.deepEqual(stepsAfter(3, ['a', 'b', 'c']), [])
  assert.throws(() => stepsAfter(4, ['a', 'b', 'c']), /too old/)
})
