import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { type TestContext, test } from 'node:test'
import {
  type Answer,
  type Method,
  needsAddon,
  type Person,
  startVenue,
  until,
  type Venue,
} from './helpers.ts'

/** Somebody with an API key, who signs as clients of Binance do. */
interface Trader {
  readonly person: Person
  readonly key: string
  call(method: Method, path: string, params?: Params, options?: CallOptions): Promise<Answer>
}
type Params = Readonly<Record<string, string | number>>
interface CallOptions {
  readonly headers?: Record<string, string>
  /** In the body rather than in the query. */
  readonly inBody?: boolean
  readonly timestamp?: number | string
  readonly signature?: (text: string) => string
}

const textOf = (params: Params): string =>
  new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)])).toString()

async function send(
  base: string,
  method: Method,
  path: string,
  body: string | undefined,
  headers: Record<string, string>,
) {
  const type = { 'content-type': 'application/x-www-form-urlencoded' }
  const reply = await fetch(base + path, {
    method,
    headers: { ...headers, ...(body !== undefined && type) },
    ...(body !== undefined && { body }),
  })
  const text = await reply.text()
  return { status: reply.status, headers: reply.headers, body: text === '' ? '' : JSON.parse(text) }
}

async function trader(venue: Venue, name: string, scopes = ['read', 'trade']): Promise<Trader> {
  const person = await venue.person(name)
  const made = await person.call('POST', '/api/v1/auth/keys', { body: { name, kind: 'HMAC', scopes } })
  const { key, secret } = made.body.data
  const sign = (text: string): string => createHmac('sha256', secret).update(text).digest('hex')
  // A request from before the process began is refused, for it may have been taken then.
  await until(async () => {
    const { now } = { now: Date.now() }
    const text = textOf({ symbol: 'BTCUSD', orderId: 1, timestamp: now })
    const path = `/api/v3/order?${text}&signature=${sign(text)}`
    const { body } = await send(venue.base, 'DELETE', path, undefined, { 'x-mbx-apikey': key.id })
    return body.code === -2011
  })
  return {
    person,
    key: key.id,
    call: async (
      method,
      path,
      params = {},
      { headers = {}, inBody = false, timestamp = Date.now(), signature = sign } = {},
    ) => {
      const text = textOf({ ...params, timestamp })
      const signed = `${text}&signature=${encodeURIComponent(signature(text))}`
      const own = { 'x-mbx-apikey': key.id, ...headers }
      return inBody
        ? await send(venue.base, method, path, signed, own)
        : await send(venue.base, method, `${path}?${signed}`, undefined, own)
    },
  }
}

const ORDER = '/api/v3/order'
const LIMIT = {
  symbol: 'BTCUSD',
  side: 'BUY',
  type: 'LIMIT',
  timeInForce: 'GTC',
  quantity: '0.5',
  price: '63000',
}

const start = async (t: TestContext) => {
  const venue = await startVenue(t)
  return { venue, alice: await trader(venue, 'ann'), bob: await trader(venue, 'ben') }
}

// req: WS-07
test('an order of a client of Binance is entered, seen, filled and canceled', {
  ...needsAddon,
  timeout: 120_000,
}, async (t) => {
  const { alice, bob } = await start(t)
  const made = await alice.call('POST', ORDER, { ...LIMIT, newClientOrderId: 'mine-1' })
  assert.equal(made.status, 200)
  const { orderId, status, clientOrderId, fills, price } = made.body
  assert.deepEqual(
    { status, clientOrderId, fills, price },
    { status: 'NEW', clientOrderId: 'mine-1', fills: [], price: '63000.00000000' },
  )
  assert.equal(made.headers.get('x-mbx-order-count-10s'), '1')
  const met = await bob.call(
    'POST',
    ORDER,
    { symbol: 'BTCUSD', side: 'SELL', type: 'MARKET', quantity: '0.2' },
    { inBody: true },
  )
  assert.equal(met.body.status, 'FILLED')
  assert.deepEqual(met.body.fills, [
    {
      price: '63000.00000000',
      qty: '0.20000000',
      commission: '12.60000000',
      commissionAsset: 'USD',
      tradeId: 1,
    },
  ])
  const seen = await alice.call('GET', ORDER, { symbol: 'BTCUSD', origClientOrderId: 'mine-1' })
  assert.equal(seen.body.status, 'PARTIALLY_FILLED')
  assert.equal(seen.body.cummulativeQuoteQty, '12600.00000000')
  const canceled = await alice.call('DELETE', ORDER, { symbol: 'BTCUSD', orderId })
  assert.equal(canceled.body.status, 'CANCELED')
  assert.equal(canceled.body.origClientOrderId, 'mine-1')
  const [trade] = (await alice.call('GET', '/api/v3/myTrades', { symbol: 'BTCUSD' })).body
  assert.equal(trade.isMaker, true)
  assert.equal(trade.orderId, orderId)
  const again = await alice.call('DELETE', ORDER, { symbol: 'BTCUSD', orderId })
  assert.deepEqual(again.body, { code: -2011, msg: 'Unknown order sent.' })
})
