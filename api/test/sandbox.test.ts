// A place to test bots: test money, imported history, and what an operator makes go wrong; and no exchange that becomes one
// by accident.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { type Bars, importFile, Sandbox, type Steps } from '@tapebook/service'
import { LIMIT, ORDER, send, start } from './binance-helpers.ts'
import { needsAddon, type Person, startVenue, until, type Venue } from './helpers.ts'

const FAUCET = '/api/v1/sandbox/faucet'
const RESET = '/api/v1/sandbox/reset'
const FAULTS = {
  rest: { refuse_percent: 0, latency_ms: 0 },
  ws_api: { refuse_percent: 0, latency_ms: 0 },
  streams: { latency_ms: 0, disconnect_s: 0 },
  ...{ retry_after_s: 1, strikes: 5, ban_s: 10 },
}
const REASON = { reason: 'so that bots learn' }

/** What an account has of each asset: available, and in all. */
async function balances(who: Person): Promise<Record<string, [string, string]>> {
  const { body } = await who.call('GET', '/api/v2/account/balances')
  return Object.fromEntries(
    body.data.map((it: Record<string, string>) => [it.asset, [Number(it.available), Number(it.total)]]),
  )
}

test('test money is given within its bounds, and a reset brings an account back', {
  ...needsAddon,
  timeout: 120_000,
}, async (t) => {
  const { venue, alice, bob } = await start(t, { sandboxSince: Date.now() })
  const ann = alice.person
  const chief = await venue.person('chief', {}, 'ADMIN')

  await t.test('the faucet', async () => {
    const rule = { start: '50000', daily: '1500', ...REASON }
    assert.equal((await chief.call('PUT', '/admin/sandbox/assets/USD', { body: rule })).status, 200)
    const before = (await balances(ann)).USD
    const given = await ann.call('POST', FAUCET, { body: { asset: 'USD', amount: '1000' } })
    assert.deepEqual([given.status, given.body.data.amount], [201, '1000.00'])
    const headers = { 'idempotency-key': 'once' }
    const body = { asset: 'USD', amount: '400' }
    for (let again = 0; again < 2; again++) {
      assert.equal((await ann.call('POST', FAUCET, { body, headers })).status, 201)
    }
    assert.deepEqual(
      (await balances(ann)).USD,
      before?.map((it) => Number(it) + 1_400),
    )
    const over = await ann.call('POST', FAUCET, { body: { asset: 'USD', amount: '100.01' } })
    assert.deepEqual([over.status, over.body.code, over.body.field], [409, 'FAUCET_EMPTY', 'amount'])
    // All at once: no more than what is left.
    const many = await Promise.all(
      Array.from({ length: 8 }, () => ann.call('POST', FAUCET, { body: { asset: 'USD', amount: '40' } })),
    )
    assert.equal(many.filter(({ status }) => status === 201).length, 2)
    const { body: told } = await ann.call('GET', '/api/v1/sandbox')
    const usd = told.data.find(({ asset }: { asset: string }) => asset === 'USD')
    assert.deepEqual(usd, {
      ...{ asset: 'USD', start: '50000.00' },
      ...{ daily: '1500.00', left: '20.00' },
    })
    // Somebody else has an allowance of their own.
    assert.equal((await bob.person.call('POST', FAUCET, { body })).status, 201)
  })

  await t.test('a reset while orders are open and money was spent', async () => {
    await bob.call('POST', ORDER, { ...LIMIT, side: 'SELL', quantity: '0.2', price: '64000' })
    await alice.call('POST', ORDER, { ...LIMIT, quantity: '0.1', price: '64000' })
    await alice.call('POST', ORDER, { ...LIMIT, quantity: '0.3' })
    const { body: open } = await alice.call('GET', '/api/v3/openOrders', { symbol: 'BTCUSD' })
    assert.equal(open.length, 1)
    const reset = await ann.call('POST', RESET)
    assert.equal(reset.status, 200, JSON.stringify(reset.body))
    const after = await balances(ann)
    assert.deepEqual(after.USD, [50_000, 50_000])
    assert.deepEqual(after.BTC, [10, 10])
    assert.deepEqual((await alice.call('GET', '/api/v3/openOrders', { symbol: 'BTCUSD' })).body, [])
    assert.deepEqual((await ann.call('POST', RESET)).body.data.moved, [])
    // Others keep theirs.
    assert.equal((await bob.call('GET', '/api/v3/openOrders', { symbol: 'BTCUSD' })).body.length, 1)
    // It is all on the tape, and the tape adds up.
    await venue.caughtUp()
    const { body: ledger } = await ann.call('GET', '/api/v2/account/ledger?limit=100')
    assert.ok(ledger.data.length > 3)
    assert.match(
      JSON.stringify(await venue.audit()),
      /SANDBOX_FAUCET.*SANDBOX_RESET|SANDBOX_RESET.*SANDBOX_FAUCET/,
    )
  })

  await t.test('what is no amount, no asset, or not theirs to set', async () => {
    const asked = async (body: unknown) => (await ann.call('POST', FAUCET, { body })).body.code
    assert.equal(await asked({ asset: 'USD', amount: '0' }), 'INVALID_DECIMAL')
    assert.equal(await asked({ asset: 'USD', amount: '-1' }), 'INVALID_FIELD')
    assert.equal(await asked({ asset: 'USD', amount: '0.0000000000001' }), 'INVALID_DECIMAL')
    assert.equal(await asked({ asset: 'GOLD', amount: '1' }), 'NOT_FOUND')
    assert.equal(await asked({ asset: 'USD' }), 'INVALID_FIELD')
    assert.equal(await asked({ asset: 'USD', amount: '1', account: 1 }), 'UNKNOWN_FIELD')
    assert.equal((await venue.call('POST', RESET)).status, 401)
    const faults = { body: { ...FAULTS, ...REASON } }
    assert.equal((await ann.call('PUT', '/admin/sandbox/faults', faults)).status, 403)
    const wrong = [
      { ...FAULTS, rest: { refuse_percent: 101, latency_ms: 0 } },
      { ...FAULTS, streams: { latency_ms: 30_001, disconnect_s: 0 } },
      { ...FAULTS, ban_s: 0 },
      { ...FAULTS, rest: { refuse_percent: 1 } },
      { ...FAULTS, more: 1 },
    ]
    for (const body of wrong) {
      const { status } = await chief.call('PUT', '/admin/sandbox/faults', { body: { ...body, ...REASON } })
      assert.equal(status, 400, JSON.stringify(body))
    }
  })
})

test('an operator makes requests fail and answers late, and sees it', {
  ...needsAddon,
  timeout: 120_000,
}, async (t) => {
  const { venue, alice } = await start(t, { sandboxSince: Date.now() })
  const chief = await venue.person('chief', {}, 'ADMIN')
  const set = async (change: object) => {
    const { status, body } = await chief.call('PUT', '/admin/sandbox/faults', {
      body: { ...FAULTS, ...change, ...REASON },
    })
    assert.equal(status, 200, JSON.stringify(body))
  }
  const ping = () => send(venue.base, 'GET', '/api/v3/ping', undefined, {})

  await set({ rest: { refuse_percent: 100, latency_ms: 0 }, retry_after_s: 600, strikes: 3, ban_s: 700 })
  await until(async () => (await ping()).status === 429)
  const refused = await ping()
  assert.equal(refused.body.code, -1003)
  assert.ok(Number(refused.headers.get('retry-after')) > 500)
  const order = await alice.call('POST', ORDER, LIMIT)
  assert.ok(order.status === 429 || order.status === 418)
  await until(async () => (await ping()).status === 418)
  const banned = await ping()
  assert.match(banned.body.msg, /IP banned until \d+/)
  assert.ok(Number(banned.headers.get('retry-after')) > 600)
  const native = await venue.call('GET', '/api/v2/market/pairs')
  assert.deepEqual([native.status, native.body.code], [429, 'RATE_LIMITED'])
  assert.ok(Number(native.headers.get('retry-after')) > 600)
  // Who watches and who operates is spared.
  assert.equal((await venue.call('GET', '/healthz')).status, 200)
  await set({ rest: { refuse_percent: 0, latency_ms: 40 } })
  await until(async () => (await ping()).status === 200)
  const late = await alice.call('POST', ORDER, LIMIT)
  assert.equal(late.status, 200)
  assert.equal((await venue.call('GET', '/api/v2/market/pairs')).status, 200)
  const { body: metrics } = await venue.call('GET', '/metrics')
  assert.match(metrics, /tapebook_api_sandbox 1\n/)
  for (const name of ['refused', 'banned', 'delayed']) {
    assert.match(metrics, new RegExp(`tapebook_api_sandbox_${name} [1-9]`))
  }
  const told = await chief.call('GET', '/admin/sandbox')
  assert.equal(told.body.data.faults.rest.latency_ms, 40)
  const rows = (await venue.audit()).filter(({ action }) => action === 'SANDBOX_FAULTS_SET')
  assert.equal(rows.length, 2)
  assert.equal(rows[0]?.changes.reason, REASON.reason)
})

const STEPS: Steps = {
  ticks: (text) => BigInt(Math.round(Number(text) * 100)),
  lots: (text) => BigInt(text) * 1_000n,
  units: (text) => BigInt(text),
  notional: (ticks, lots) => ticks * lots,
}
const MINUTE_MS = 60_000

/** Klines of so many minutes, each a tick above the one before, the last of them just before `end`. */
async function importMinutes(venue: Venue, end: number, count: number): Promise<Bars> {
  const sandbox = Sandbox.open(venue.directory)
  const path = join(venue.directory, 'klines.csv')
  const first = end - count * MINUTE_MS
  const lines = Array.from({ length: count }, (_, at) => {
    const price = (50_000 + at).toFixed(2)
    return `${first + at * MINUTE_MS},${price},${price},${price},${price},2,${first + (at + 1) * MINUTE_MS - 1},100,3,1,50,0`
  })
  writeFileSync(path, lines.join('\n'))
  const { instruments } = { instruments: await venue.operator.instruments() }
  const instrument = instruments.find(({ symbol }) => symbol === 'BTCUSD')!.id
  await importFile(sandbox, { path, instrument, steps: STEPS, now: end })
  sandbox.close()
  return sandbox.bars
}

test('imported history stands before the tape, for every reader of candles', {
  ...needsAddon,
  timeout: 120_000,
}, async (t) => {
  const since = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS
  const { venue, alice, bob } = await start(t, { sandboxSince: since })
  await importMinutes(venue, since, 30)
  await bob.call('POST', ORDER, { ...LIMIT, side: 'SELL', quantity: '0.2', price: '64000' })
  await alice.call('POST', ORDER, { ...LIMIT, quantity: '0.1', price: '64000' })
  await venue.caughtUp()
  const klines = async (params: string) =>
    (await send(venue.base, 'GET', `/api/v3/klines?symbol=BTCUSD&${params}`, undefined, {})).body
  await until(async () => (await klines('interval=1m&limit=2')).at(-1)?.[8] === 1)
  const minutes = await klines('interval=1m&limit=100')
  assert.equal(minutes[0][0], since - 30 * MINUTE_MS)
  assert.deepEqual(minutes[0].slice(1, 6), [
    '50000.00000000',
    '50000.00000000',
    '50000.00000000',
    '50000.00000000',
    minutes[0][5],
  ])
  assert.equal(minutes[29][4], '50029.00000000')
  assert.equal(minutes.at(-1)[4], '64000.00000000')
  // Times without gaps, over the seam too.
  for (let at = 1; at < minutes.length; at++) assert.equal(minutes[at][0] - minutes[at - 1][0], MINUTE_MS)
  const threes = await klines(`interval=3m&limit=100`)
  assert.equal(
    threes.reduce((sum: number, it: number[]) => sum + Number(it[8]), 0),
    91,
  )
  const days = await klines('interval=1d&limit=3')
  const whole = days.reduce((sum: number, it: number[]) => sum + Number(it[8]), 0)
  assert.equal(whole, 91)
  const { body: candles } = await venue.call('GET', '/api/v2/market/candles/BTCUSD?interval=1m&limit=500')
  assert.equal(candles.data[0].open_time, since - 30 * MINUTE_MS)
  assert.equal(Number(candles.data.at(-1).close), 64_000)
  const to = Math.floor(since / 1_000)
  const udf = await venue.call('GET', `/udf/history?symbol=BTCUSD&resolution=1&from=${to - 3_600}&to=${to}`)
  assert.deepEqual([udf.body.s, udf.body.t.length], ['ok', 30])
  // It is history, and moves nothing else.
  const { body: trades } = await send(venue.base, 'GET', '/api/v3/trades?symbol=BTCUSD', undefined, {})
  assert.equal(trades.length, 1)
  const { body: day } = await send(venue.base, 'GET', '/api/v3/ticker/24hr?symbol=BTCUSD', undefined, {})
  assert.equal(day.count, 1)
})

test('an exchange that is no sandbox has nothing of one', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const ann = await venue.person('ann')
  const chief = await venue.person('chief', {}, 'ADMIN')
  const before = await balances(ann)
  const asked = [
    await ann.call('GET', '/api/v1/sandbox'),
    await ann.call('POST', FAUCET, { body: { asset: 'USD', amount: '1' } }),
    await ann.call('POST', RESET),
    await chief.call('GET', '/admin/sandbox'),
    await chief.call('PUT', '/admin/sandbox/faults', { body: { ...FAULTS, ...REASON } }),
    await chief.call('PUT', '/admin/sandbox/assets/USD', { body: { start: '1', daily: '1', ...REASON } }),
  ]
  for (const { status, body } of asked) assert.deepEqual([status, body.code], [404, 'NOT_A_SANDBOX'])
  assert.deepEqual(await balances(ann), before)
  assert.match((await venue.call('GET', '/metrics')).body, /tapebook_api_sandbox 0\n/)
  assert.ok(!JSON.stringify(await venue.audit()).includes('SANDBOX'))
})

test('the mark of another journal makes no sandbox of an exchange', needsAddon, async (t) => {
  const other = await startVenue(t, { sandboxSince: Date.now() })
  // As if somebody had copied the file.
  const venue = await startVenue(t, { api: { sandbox: other.directory } })
  const ann = await venue.person('ann')
  const { status, body } = await ann.call('POST', FAUCET, { body: { asset: 'USD', amount: '1' } })
  assert.deepEqual([status, body.code], [404, 'NOT_A_SANDBOX'])
})
