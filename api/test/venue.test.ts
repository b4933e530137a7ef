import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WebSocket } from 'ws'
import { csvCell } from '../src/routes/exports.ts'
import { type Answer, needsAddon, type Person, startVenue, until, type Venue } from './helpers.ts'

const ok = ({ status, body }: Answer, expected = 200) => {
  assert.equal(status, expected, JSON.stringify(body))
  return body
}

const refused = ({ status, body }: Answer, expected: number, code: string): void =>
  assert.deepEqual([status, body.code], [expected, code], JSON.stringify(body))

interface World {
  readonly venue: Venue
  readonly ann: Person
  readonly ben: Person
  readonly admin: Person
}

// req: R-015 R-016 R-024 R-025 R-026 R-027 R-028 R-034 R-035 R-036 R-037
// req: OT-14 RA-02 RA-03 RA-05 RA-07 PO-04 PO-05 AU-11 WA-10 PL-01 AL-19
test('the stock venue, assets, withdrawals, exports and charts', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const world: World = {
    venue,
    ann: await venue.person('ann', { USD: '100000' }),
    ben: await venue.person('ben', { AAPL: '500' }),
    admin: await venue.person('admin', {}, 'ADMIN'),
  }
  await t.test('orders and positions of the stock venue', () => stocks(world))
  await t.test('assets are listed by anybody and changed by operators', () => assets(world))
  await t.test('assets have words, and a summary shows active ones alone', () => words(world))
  await t.test('a withdrawal takes the money aside until a second person decides', () => withdrawals(world))
  await t.test('orders, trades and ledger as files', () => exports(world))
  await t.test('charting front ends get what they ask for', () => charts(world))
})

async function stocks({ ann, ben }: World): Promise<void> {
  const order = { symbol: 'AAPLUSD', type: 'limit', side: 'buy', qty: '100', price: '150' }
  const bought = ok(await ann.call('POST', '/v1/orders', { body: order }), 201)
  assert.deepEqual(
    [bought.symbol, bought.qty, bought.price, bought.status],
    ['AAPLUSD', '100', '150', 'open'],
  )
  const sell = { ...order, side: 'sell', qty: '40', price: '149' }
  assert.equal(ok(await ben.call('POST', '/v1/orders', { body: sell }), 201).status, 'filled')
  const seen = ok(await ann.call('GET', `/v1/orders/${bought.id}`))
  assert.deepEqual([seen.status, seen.filled_qty, seen.average_price], ['partial', '40', '150'])
  const dearer = { ...order, qty: '60', price: '160' }
  ok(await ben.call('POST', '/v1/orders', { body: { ...dearer, side: 'sell', qty: '10' } }), 201)
  ok(await ann.call('POST', '/v1/orders', { body: { ...dearer, qty: '10' } }), 201)
  const positions = ok(await ann.call('GET', '/v1/positions'))
  assert.deepEqual(positions, [
    { symbol: 'AAPLUSD', side: 'long', qty: '50', average_cost: '152', cost: '7600.00' },
  ])
  refused(await ben.call('GET', `/v1/orders/${bought.id}`), 404, 'NOT_FOUND')
  assert.equal(ok(await ann.call('DELETE', `/v1/orders/${bought.id}`)).status, 'canceled')
  refused(await ann.call('POST', '/v1/orders', { body: { ...order, qty: '1.5' } }), 400, 'INVALID_DECIMAL')
}

async function assets({ venue, ann, admin }: World): Promise<void> {
  const listed = ok(await venue.call('GET', '/api/v1/assets')).data
  const dollar = { name: 'US dollar', type: 'fiat', is_active: true, metadata: {} }
  assert.deepEqual(listed[0], { code: 'USD', precision: 8, display_precision: 2, ...dollar })
  assert.equal(ok(await venue.call('GET', '/api/v1/assets/BTC')).data.precision, 8)
  refused(await venue.call('GET', '/api/v1/assets/NONE'), 404, 'NOT_FOUND')
  const version = { 'api-version': 'v9' }
  refused(await venue.call('GET', '/api/v1/assets', { headers: version }), 400, 'UNSUPPORTED_VERSION')
  const euro = { code: 'EUR', precision: 8, display_precision: 2 }
  refused(await ann.call('POST', '/api/v1/assets', { body: euro }), 403, 'FORBIDDEN')
  refused(await venue.call('POST', '/api/v1/assets', { body: euro }), 401, 'UNAUTHENTICATED')
  const added = ok(await admin.call('POST', '/api/v1/assets', { body: euro }), 201)
  const words = { name: 'Euro', type: 'fiat', is_active: true, metadata: {} }
  assert.deepEqual([added.data, typeof added.message], [{ ...euro, ...words }, 'string'])
  refused(await admin.call('POST', '/api/v1/assets', { body: euro }), 409, 'ALREADY_EXISTS')
  for (const method of ['PUT', 'PATCH'] as const) {
    ok(await admin.call(method, '/api/v1/assets/EUR', { body: { usd_rate: '1.08' } }))
  }
  refused(await ann.call('PUT', '/api/v1/assets/EUR', { body: { usd_rate: '9' } }), 403, 'FORBIDDEN')
  refused(await admin.call('PATCH', '/api/v1/assets/EUR', { body: {} }), 400, 'INVALID_FIELD')
}

const AAPL = '/api/v1/assets/AAPL'

async function words({ venue, ann, ben, admin }: World): Promise<void> {
  const plain = ok(await venue.call('GET', AAPL)).data
  assert.deepEqual([plain.name, plain.type, plain.is_active, plain.metadata], ['AAPL', 'custom', true, {}])
  const change = { name: 'Apple', type: 'custom', metadata: { isin: 'US0378331005', lot: 1 } }
  refused(await ann.call('PATCH', AAPL, { body: change }), 403, 'FORBIDDEN')
  const kind = { body: { ...change, type: 'share' } }
  refused(await admin.call('PATCH', AAPL, kind), 400, 'INVALID_FIELD')
  const large = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`f${at}`, 'x'.repeat(1_000)]))
  refused(await admin.call('PATCH', AAPL, { body: { metadata: large } }), 400, 'INVALID_FIELD')
  const changed = ok(await admin.call('PATCH', AAPL, { body: { ...change, reason: 'named' } })).data
  assert.deepEqual(changed, { ...plain, ...change })
  assert.deepEqual(ok(await venue.call('GET', AAPL)).data, changed)

  const summary = async () => ok(await ben.call('GET', '/api/v2/account/summary')).data
  const held = (await summary()).find(({ name }: { name: string }) => name === 'Apple')
  assert.deepEqual([held.asset_code, held.precision], ['AAPL', changed.precision])
  refused(await ben.call('DELETE', AAPL), 403, 'FORBIDDEN')
  assert.equal(ok(await admin.call('DELETE', AAPL)).data.is_active, false)
  const codes = (await summary()).map(({ asset_code }: { asset_code: string }) => asset_code)
  assert.ok(!codes.includes('AAPL'))
  const { data: all } = ok(await ben.call('GET', '/api/v2/account/balances'))
  assert.ok(all.some(({ asset }: { asset: string }) => asset === 'AAPL'))
  assert.equal(ok(await admin.call('PATCH', AAPL, { body: { is_active: true } })).data.is_active, true)
  assert.ok((await summary()).some((row: { asset_code: string }) => row.asset_code === 'AAPL'))
  const rows = (await venue.audit()).filter(({ action }) => action === 'ASSET_DESCRIBED').reverse()
  assert.deepEqual(
    rows.map(({ changes }) => [changes.before?.isActive, changes.after?.isActive, changes.after?.name]),
    [
      [true, true, 'Apple'],
      [true, false, 'Apple'],
      [false, true, 'Apple'],
    ],
  )
}

async function withdrawals({ venue, ann, ben, admin }: World): Promise<void> {
  const dollars = async (): Promise<string> => {
    const { data } = ok(await ann.call('GET', '/api/v2/account/balances'))
    return data.find(({ asset }: { asset: string }) => asset === 'USD').available
  }
  const before = Number(await dollars())
  const asked = { asset: 'USD', amount: '1000', client_withdrawal_id: 'rent' }
  const ask = (body: object) => ann.call('POST', '/api/v2/account/withdraw', { body })
  refused(await ask({ asset: 'USD', amount: '1000' }), 400, 'INVALID_FIELD')
  refused(await ask({ ...asked, amount: '1e3' }), 400, 'INVALID_FIELD')
  refused(
    await ask({ ...asked, client_withdrawal_id: 'x', amount: '100000000' }),
    422,
    'INSUFFICIENT_BALANCE',
  )
  const [{ data: first }, again] = [ok(await ask(asked), 201), ok(await ask(asked), 201)]
  assert.deepEqual([first.amount, first.status, again.data], ['1000.00', 'pending', first])
  assert.equal(Number(await dollars()), before - 1_000)
  refused(await ask({ ...asked, amount: '1001' }), 409, 'DUPLICATE_ID')
  const { data: second } = ok(await ask({ ...asked, client_withdrawal_id: 'car' }), 201)
  const listed = ok(await ann.call('GET', '/api/v2/account/withdrawals')).data
  assert.deepEqual(
    listed.map((it: { id: string }) => it.id),
    [second.id, first.id],
  )
  assert.deepEqual(ok(await ben.call('GET', '/api/v2/account/withdrawals')).data, [])
  assert.equal(ok(await admin.call('GET', '/admin/withdrawals')).data.length, 2)

  const reason = { reason: 'seen the paper' }
  const decide = (who: Person, id: string, word: string) =>
    who.call('POST', `/admin/withdrawals/${id}/${word}`, { body: reason })
  refused(await decide(ann, first.id, 'approve'), 403, 'FORBIDDEN')
  refused(await decide(admin, 'nothing', 'approve'), 404, 'NOT_FOUND')
  refused(
    await admin.call('POST', `/admin/withdrawals/${first.id}/approve`, { body: {} }),
    400,
    'INVALID_FIELD',
  )
  assert.equal(ok(await decide(admin, first.id, 'approve')).data.status, 'approved')
  assert.equal(ok(await decide(admin, first.id, 'approve')).data.status, 'approved')
  refused(await decide(admin, first.id, 'reject'), 409, 'CONFLICT')
  assert.equal(ok(await decide(admin, second.id, 'reject')).data.status, 'rejected')
  refused(await decide(admin, second.id, 'approve'), 409, 'CONFLICT')
  assert.equal(Number(await dollars()), before - 1_000)
  const actions = (await venue.audit()).map(({ action }) => action)
  assert.ok(actions.includes('WITHDRAWAL_REQUESTED') && actions.includes('WITHDRAWAL_APPROVED'))
}

async function exports({ ann }: World): Promise<void> {
  const file = async (path: string) => ann.call('GET', `/api/v2/export/${path}`)
  const orders = await file('orders')
  assert.match(orders.headers.get('content-type') ?? '', /text\/csv/)
  const [head, ...rows] = orders.body.trim().split('\r\n')
  assert.match(head, /^id,client_order_id,pair,side,type/)
  assert.equal(rows.length, 2)
  const trades = await file('trades?format=json')
  assert.equal(trades.body.length, 2)
  const ledger = await file('ledger?format=json')
  assert.ok(ledger.body.some((row: { type: string }) => row.type === 'DEPOSIT'))
  refused(await file('orders?format=xml'), 400, 'INVALID_FIELD')
  assert.equal(csvCell('=1+1'), "'=1+1")
  assert.equal(csvCell('-5.25'), '-5.25')
  assert.equal(csvCell('@SUM("a")'), `"'@SUM(""a"")"`)
}

async function charts({ venue }: World): Promise<void> {
  const get = async (path: string) => ok(await venue.call('GET', path))
  await venue.caughtUp()
  assert.ok((await get('/udf/config')).supported_resolutions.includes('1'))
  assert.match(await get('/udf/time'), /^\d{10}$/)
  assert.equal((await get('/udf/symbols?symbol=Tapebook:BTCUSD')).pricescale, 100)
  assert.deepEqual(
    (await get('/udf/search?query=eth')).map((it: { symbol: string }) => it.symbol),
    ['ETHUSD'],
  )
  const to = Math.floor(Date.now() / 1_000) + 100
  const bars = await get(`/udf/history?symbol=AAPLUSD&resolution=1D&from=0&to=${to}`)
  assert.deepEqual([bars.s, bars.v, bars.h], ['ok', [50], [160]])
  assert.deepEqual(await get(`/udf/history?symbol=BTCUSD&resolution=1&from=0&to=${to}`), { s: 'no_data' })
  refused(
    await venue.call('GET', `/udf/history?symbol=BTCUSD&resolution=constructor&to=${to}`),
    400,
    'INVALID_FIELD',
  )
}

// req: WS-06 RA-03 MD-16
test('a stream of quotes and trades of one symbol', needsAddon, async (t) => {
  const { alice, bob, base } = await startVenue(t)
  const at = (symbol: string) => `${base.replace('http', 'ws')}/v1/market-data/${symbol}`
  const btc = await alice.instrument('BTCUSD')
  await bob.newOrder({ instrument: btc, side: 1, price: '64000', quantity: '1' })
  const reader = new WebSocket(at('BTCUSD'))
  // biome-ignore lint/suspicious/noExplicitAny: quotes and trades.
  const heard: any[] = []
  reader.on('message', (bytes) => heard.push(JSON.parse(bytes.toString())))
  await until(() => heard.some((it) => it.ask === '64000'))
  await alice.newOrder({ instrument: btc, side: 0, price: '64000', quantity: '0.25' })
  await until(() => heard.some((it) => it.type === 'trade') && heard.at(-1).ask_qty === '0.75')
  const trade = heard.find((it) => it.type === 'trade')
  assert.deepEqual(
    [trade.symbol, trade.id, trade.price, trade.qty, trade.taker_side],
    ['BTCUSD', 1, '64000', '0.25', 'buy'],
  )
  const ended = async (socket: WebSocket): Promise<string> =>
    await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, { statusCode }) => resolve(String(statusCode)))
      socket.on('close', (code) => resolve(String(code)))
      socket.on('error', () => undefined)
    })
  reader.send('hello')
  assert.equal(await ended(reader), '1008')
  assert.equal(await ended(new WebSocket(at('NOSUCH'))), '404')
  assert.equal(await ended(new WebSocket(at('BTCUSD'), { origin: 'https://evil.example' })), '403')
  assert.equal(await ended(new WebSocket(`${base.replace('http', 'ws')}/elsewhere`)), '404')
})
