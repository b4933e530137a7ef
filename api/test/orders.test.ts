import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, needsAddon, type Person, startVenue, type Venue } from './helpers.ts'

interface World {
  readonly venue: Venue
  readonly ann: Person
  readonly ben: Person
}

const LIMIT = { pair: 'BTCUSD', side: 'buy', type: 'limit', quantity: '0.5', price: '60000.5' }

const ok = ({ status, body }: Answer, expected = 200) => {
  assert.equal(status, expected, JSON.stringify(body))
  return body.data
}

const refused = ({ status, body }: Answer, expected: number, code: string, field?: string): void => {
  assert.deepEqual([status, body.code, body.field], [expected, code, field], JSON.stringify(body))
}

// req: R-001 R-002 R-003 R-004 R-005 R-006 OT-13 OT-19 RA-01 AU-01
test('people enter, see and cancel their orders', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const world = { venue, ann: await venue.person('ann'), ben: await venue.person('ben') }
  await t.test('an order rests, is seen, and is canceled', () => rests(world))
  await t.test('an order that trades at once says so, and fees and averages are right', () => trades(world))
  await t.test('the same id with the same content takes effect once', () => takesEffectOnce(world))
  await t.test('lists are paged by a cursor', () => pages(world))
  await t.test('an order of every type is taken', () => everyType(world))
  await t.test('what is not taken is named', () => namesWhatIsWrong(world))
  await t.test("nobody sees or cancels somebody else's order", () => keepsToTheirOwn(world))
})

async function rests({ ann }: World): Promise<void> {
  const placed = ok(
    await ann.call('POST', '/api/v2/orders', { body: { ...LIMIT, client_order_id: 'one' } }),
    201,
  )
  const { id, created_at, updated_at, ...rest } = placed
  assert.match(created_at, /Z$/)
  assert.equal(updated_at, created_at)
  assert.deepEqual(rest, {
    client_order_id: 'one',
    pair: 'BTCUSD',
    side: 'buy',
    type: 'limit',
    time_in_force: 'gtc',
    status: 'open',
    reason: null,
    price: '60000.5',
    stop_price: null,
    display_quantity: null,
    quantity: '0.5',
    filled_quantity: '0',
    remaining_quantity: '0.5',
    filled_value: '0.00',
    average_price: null,
    fee: null,
    fee_asset: null,
  })
  const seen = ok(await ann.call('GET', `/api/v2/orders/${id}`))
  assert.deepEqual([seen.status, seen.client_order_id, seen.fee_asset], ['open', 'one', 'BTC'])
  const open = await ann.call('GET', '/api/v2/orders/open')
  assert.deepEqual(
    ok(open).map((it: { id: number }) => it.id),
    [id],
  )
  const ended = ok(await ann.call('DELETE', `/api/v2/orders/${id}`))
  assert.deepEqual([ended.status, ended.reason, ended.filled_quantity], ['cancelled', 'user', '0'])
  refused(await ann.call('DELETE', `/api/v2/orders/${id}`), 409, 'ORDER_DONE')
  assert.deepEqual(ok(await ann.call('GET', '/api/v2/orders/open')), [])
  assert.equal(ok(await ann.call('GET', '/api/v2/orders/history'))[0].id, id)
  assert.equal(ok(await ann.call('GET', '/api/v2/orders'))[0].id, id)
}

async function trades({ ann, ben }: World): Promise<void> {
  const sell = { ...LIMIT, side: 'sell', quantity: '0.3', price: '61000' }
  ok(await ben.call('POST', '/api/v2/orders', { body: sell }), 201)
  ok(await ben.call('POST', '/api/v2/orders', { body: { ...sell, price: '61100' } }), 201)
  const buy = { ...LIMIT, quantity: '0.7', price: '61100' }
  const order = ok(await ann.call('POST', '/api/v2/orders', { body: buy }), 201)
  assert.deepEqual(
    [order.status, order.filled_quantity, order.remaining_quantity, order.filled_value, order.average_price],
    ['partially_filled', '0.6', '0.1', '36630.00', '61050'],
  )
  assert.deepEqual([order.fee, order.fee_asset], ['0.00060000', 'BTC'])
  const seen = ok(await ann.call('GET', `/api/v2/orders/${order.id}`))
  assert.deepEqual({ ...order, updated_at: seen.updated_at }, seen)
  const market = { pair: 'BTCUSD', side: 'sell', type: 'market', quantity: '0.1' }
  const taken = ok(await ben.call('POST', '/api/v2/orders', { body: market }), 201)
  assert.deepEqual([taken.status, taken.average_price], ['filled', '61100'])
  assert.equal(ok(await ann.call('GET', `/api/v2/orders/${order.id}`)).status, 'filled')
  const ioc = { ...LIMIT, time_in_force: 'ioc' }
  const none = ok(await ann.call('POST', '/api/v2/orders', { body: ioc }), 201)
  assert.deepEqual([none.status, none.reason], ['cancelled', 'ioc_rest'])
}

async function takesEffectOnce({ ann, ben }: World): Promise<void> {
  const body = { ...LIMIT, price: '50000', client_order_id: 'same' }
  const all = await Promise.all([1, 2, 3].map(() => ann.call('POST', '/api/v2/orders', { body })))
  const ids = new Set(all.map((answer) => answer.body.data.id))
  assert.equal(ids.size, 1)
  assert.deepEqual(all.map(({ status }) => status).sort(), [200, 200, 201])
  // By the header as well, and another person's id is another request.
  const { client_order_id, ...words } = body
  const headers = { 'idempotency-key': client_order_id }
  assert.equal((await ann.call('POST', '/api/v2/orders', { body: words, headers })).status, 200)
  assert.equal((await ben.call('POST', '/api/v2/orders', { body })).status, 201)
  refused(
    await ann.call('POST', '/api/v2/orders', { body: { ...body, price: '50001' } }),
    409,
    'DUPLICATE_ID',
    'client_order_id',
  )
  refused(
    await ann.call('POST', '/api/v2/orders', { body, headers: { 'idempotency-key': 'other' } }),
    400,
    'INVALID_FIELD',
    'idempotency-key',
  )
}

async function pages({ ann }: World): Promise<void> {
  for (let at = 0; at < 18; at++)
    ok(await ann.call('POST', '/api/v2/orders', { body: { ...LIMIT, quantity: '0.001' } }), 201)
  const first = await ann.call('GET', '/api/v2/orders/open')
  assert.equal(first.body.data.length, 15)
  const next = await ann.call('GET', `/api/v2/orders/open?cursor=${first.body.next_cursor}`)
  const ids = [...first.body.data, ...next.body.data].map((it: { id: number }) => it.id)
  assert.deepEqual(
    ids,
    [...new Set(ids)].sort((a, b) => b - a),
  )
  assert.equal(next.body.next_cursor, null)
  assert.equal(ids.length, 19)
  refused(await ann.call('GET', '/api/v2/orders?cursor=never'), 400, 'INVALID_CURSOR', 'cursor')
  refused(await ann.call('GET', '/api/v2/orders?limit=501'), 400, 'INVALID_FIELD', 'limit')
}

async function everyType({ ann }: World): Promise<void> {
  const base = { pair: 'BTCUSD', side: 'sell', quantity: '0.01' }
  const wanted = [
    { ...base, type: 'stop', stop_price: '60000' },
    { ...base, type: 'stop_limit', stop_price: '60000', price: '59990' },
    { ...base, type: 'take_profit', stop_price: '70000' },
    { ...base, type: 'take_profit_limit', stop_price: '70000', price: '69990' },
    { ...base, type: 'trailing_stop', trail_basis_points: 500 },
    { ...base, type: 'limit', price: '70000', display_quantity: '0.001' },
    { ...base, type: 'limit', price: '70000', hidden: true },
    { ...base, type: 'limit', price: '70000', expires_at: Date.now() + 60_000 },
    { ...base, type: 'limit', price: '70000', post_only: true, time_in_force: 'day' },
  ]
  for (const body of wanted) {
    const order = ok(await ann.call('POST', '/api/v2/orders', { body }), 201)
    const waits = order.stop_price !== null || body.type === 'trailing_stop'
    assert.equal(order.type, body.type)
    assert.equal(order.status, waits ? 'pending' : 'open', body.type)
  }
}

async function namesWhatIsWrong({ ann, venue }: World): Promise<void> {
  const place = (body: unknown) => ann.call('POST', '/api/v2/orders', { body })
  refused(await place('{'), 400, 'INVALID_JSON')
  refused(await place('[]'), 400, 'INVALID_FIELD')
  refused(await place('{"pair":"BTCUSD","pair":"ETHUSD"}'), 400, 'INVALID_JSON', 'pair')
  refused(await place('{"__proto__":{"x":1}}'), 400, 'UNKNOWN_FIELD', '__proto__')
  refused(await place({ ...LIMIT, account: 1 }), 400, 'UNKNOWN_FIELD', 'account')
  refused(await place({ ...LIMIT, price: undefined }), 400, 'INVALID_FIELD', 'price')
  refused(await place({ ...LIMIT, price: 60000 }), 400, 'INVALID_FIELD', 'price')
  for (const price of ['6e4', '-1', '+1', ' 1', '1.', '.5', 'NaN', 'Infinity', '0x10', '１０', '']) {
    refused(await place({ ...LIMIT, price }), 400, 'INVALID_FIELD', 'price')
  }
  refused(await place({ ...LIMIT, reduce_only: true }), 422, 'NOTHING_TO_REDUCE', 'reduce_only')
  refused(await place({ ...LIMIT, price: '60000.555' }), 400, 'INVALID_DECIMAL', 'price')
  refused(await place({ ...LIMIT, price: '9'.repeat(40) }), 400, 'INVALID_DECIMAL', 'price')
  refused(await place({ ...LIMIT, quantity: '0.000001' }), 400, 'INVALID_DECIMAL', 'quantity')
  refused(await place({ ...LIMIT, quantity: '0' }), 422, 'QUANTITY_ZERO', 'quantity')
  refused(await place({ ...LIMIT, price: '0' }), 422, 'PRICE_NOT_POSITIVE', 'price')
  refused(await place({ ...LIMIT, quantity: '99' }), 422, 'INSUFFICIENT_BALANCE')
  refused(await place({ ...LIMIT, pair: 'NOSUCH' }), 404, 'NOT_FOUND', 'pair')
  refused(await place({ ...LIMIT, side: 'hold' }), 400, 'INVALID_FIELD', 'side')
  refused(await place({ ...LIMIT, stop_price: '1' }), 400, 'INVALID_FIELD', 'stop_price')
  refused(await place({ ...LIMIT, client_order_id: 'white space' }), 400, 'INVALID_FIELD', 'client_order_id')
  refused(await place(`{"x":"${'y'.repeat(70_000)}"}`), 413, 'BODY_TOO_LARGE')
  const headers = { 'content-type': 'text/plain' }
  refused(await ann.call('POST', '/api/v2/orders', { body: 'x', headers }), 415, 'UNSUPPORTED_MEDIA_TYPE')
  refused(await venue.call('POST', '/api/v2/orders', { body: LIMIT }), 401, 'UNAUTHENTICATED')
  const forged = { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' }
  refused(await venue.call('GET', '/api/v2/orders', { headers: forged }), 401, 'INVALID_TOKEN')
}

async function keepsToTheirOwn({ ann, ben }: World): Promise<void> {
  const { id } = ok(await ann.call('POST', '/api/v2/orders', { body: { ...LIMIT, quantity: '0.001' } }), 201)
  refused(await ben.call('GET', `/api/v2/orders/${id}`), 404, 'NOT_FOUND')
  refused(await ben.call('DELETE', `/api/v2/orders/${id}`), 404, 'NOT_FOUND')
  refused(await ben.call('GET', '/api/v2/orders', { headers: { 'x-account': ann.uuid } }), 404, 'NOT_FOUND')
  for (const path of ['/api/v2/orders', '/api/v2/orders/open', '/api/v2/orders/history']) {
    const { body } = await ben.call('GET', path)
    assert.ok(!body.data.some((it: { id: number }) => it.id === id), path)
  }
  refused(await ann.call('GET', '/api/v2/orders/99999999'), 404, 'NOT_FOUND')
  refused(await ann.call('GET', '/api/v2/orders/1e3'), 400, 'INVALID_FIELD', 'id')
}
