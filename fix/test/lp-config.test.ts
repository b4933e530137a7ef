// The file of providers: what it may say, and how it is told what is wrong.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { newDirectory } from '@tapebook/testing'
import { LpConfigError, parseLpConfig, readLpConfig, secretOf } from '../src/lp/config.ts'

const SESSION = {
  id: 'YOFX1',
  type: 'trading',
  senderCompID: 'YOFX1',
  targetCompID: 'YOFX',
  host: '192.0.2.10',
  port: 12_336,
  symbols: { EURUSD: 'EUR/USD' },
}
const read = (...sessions: readonly object[]) => parseLpConfig(JSON.stringify({ sessions }))

// req: FX-05
test('what a session leaves out has the values of the requirement', () => {
  const [session] = read(SESSION)
  assert.equal(session?.heartbeatInterval, 30)
  assert.equal(session?.reconnectInterval, 5)
  assert.equal(session?.maxReconnects, 10)
  assert.equal(session?.orderTimeout, 5)
  assert.equal(session?.autoConnect, true)
  assert.equal(session?.symbols.get('EURUSD'), 'EUR/USD')
})

// req: FX-04
test('several sessions stand in one file, each once', () => {
  const other = { ...SESSION, id: 'YOFX2', type: 'quotes', senderCompID: 'YOFX2' }
  assert.deepEqual(
    read(SESSION, other).map(({ id, type }) => [id, type]),
    [
      ['YOFX1', 'trading'],
      ['YOFX2', 'quotes'],
    ],
  )
  assert.throws(
    () => read(SESSION, { ...other, id: 'YOFX1' }),
    /^LpConfigError: sessions\[1\]\.id: YOFX1 stands there twice$/,
  )
  assert.throws(
    () => read(SESSION, { ...SESSION, id: 'B' }),
    /sessions\[1\]: YOFX1 to YOFX stands there twice/,
  )
})

// req: FX-05
test('what is wrong is told with its place', () => {
  const wrong: readonly (readonly [object, string])[] = [
    [{ port: 0 }, 'sessions[0].port: must be a whole number from 1 to 65535'],
    [{ port: '12336' }, 'sessions[0].port: must be a whole number from 1 to 65535'],
    [{ port: undefined }, 'sessions[0].port: is missing'],
    [{ id: 'a b' }, 'sessions[0].id: must be up to 32 letters, digits, _ or -'],
    [{ type: 'both' }, 'sessions[0].type: must be trading or quotes'],
    [{ senderCompID: 'A=B' }, 'sessions[0].senderCompID: must be up to 64 signs without blank or ='],
    [{ host: 'a\nSocketAcceptPort=1' }, 'sessions[0].host: must be the name or address of a host'],
    [{ heartbeatInterval: 0 }, 'sessions[0].heartbeatInterval: must be a whole number from 1 to 3600'],
    [{ reconnectInterval: 61 }, 'sessions[0].reconnectInterval: must be a whole number from 1 to 60'],
    [{ maxReconnects: 1.5 }, 'sessions[0].maxReconnects: must be a whole number from 1 to 1000'],
    [{ autoConnect: 'yes' }, 'sessions[0].autoConnect: must be true or false'],
    [{ symbols: {} }, 'sessions[0].symbols: must name at least one symbol'],
    [{ symbols: { A: 'X', B: 'X' } }, 'sessions[0].symbols.B: X stands there twice'],
    [
      { password: 'hunter2' },
      'sessions[0].password: must be {"env": NAME} or {"file": PATH}, never the secret itself',
    ],
    [{ password: {} }, 'sessions[0].password: must have env or file'],
  ]
  for (const [change, message] of wrong) {
    assert.throws(
      () => read({ ...SESSION, ...change }),
      (error: Error) => error instanceof LpConfigError && error.message === message,
      message,
    )
  }
  assert.throws(
    () => read({ ...SESSION, colour: 1 }),
    /sessions\[0\]\.colour: is not known; known are id, type/,
  )
  assert.throws(() => parseLpConfig('{'), /not JSON/)
  assert.throws(() => parseLpConfig('{"sessions": []}'), /sessions: must be a list of 1 to 64 sessions/)
  assert.throws(() => readLpConfig('/nowhere/lp.json'), /\/nowhere\/lp\.json: ENOENT/)
})

// req: FX-05
test('secrets come from the environment or a file, and no error tells one', (t) => {
  const file = join(newDirectory(t), 'secret')
  writeFileSync(file, 'right\nsecond line\n')
  assert.equal(secretOf({ file }), 'right')
  process.env.LP_TEST_SECRET = 'left'
  t.after(() => delete process.env.LP_TEST_SECRET)
  assert.equal(secretOf({ env: 'LP_TEST_SECRET' }), 'left')
  process.env.LP_TEST_SECRET = 'with\x01control'
  assert.throws(
    () => secretOf({ env: 'LP_TEST_SECRET' }),
    /^LpConfigError: the secret of variable LP_TEST_SECRET has a control character$/,
  )
  assert.throws(() => secretOf({ env: 'LP_TEST_MISSING' }), /the variable LP_TEST_MISSING holds no secret/)
  assert.throws(() => secretOf({ file: `${file}.gone` }), /secret\.gone: ENOENT/)
})
