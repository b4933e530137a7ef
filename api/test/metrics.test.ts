import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Side } from '@tapebook/client'
import { WebSocket } from 'ws'
import { needsAddon, startVenue, until } from './helpers.ts'

// req: OP-02 OP-03 OP-04
test('requests, queries and lags of the API are counted and timed', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const page = async (): Promise<string> => String((await venue.call('GET', '/metrics')).body)
  const has = (line: string): Promise<void> =>
    until(async () => (await page()).includes(`\ntapebook_api_${line}`))
  const person = await venue.person('metra')
  const socket = new WebSocket(`${venue.base.replace('http', 'ws')}/v1/market-data/BTCUSD`)
  t.after(() => socket.terminate())
  await has('stream_readers 1')
  for (const side of ['sell', 'buy']) {
    const order = { pair: 'BTCUSD', side, type: 'limit', price: '64000', quantity: '0.01' }
    assert.equal((await person.call('POST', '/api/v2/orders', { body: order })).status, 201)
  }
  assert.equal((await venue.call('POST', '/api/v2/orders', { body: {} })).status, 401)
  await person.call('GET', '/api/v2/orders')
  const instrument = await venue.operator.instrument('BTCUSD')
  for (const [who, side] of [
    [venue.alice, Side.Buy],
    [venue.bob, Side.Sell],
  ] as const) {
    await who.newOrder({ instrument, side, price: '64000', quantity: '0.01' })
  }
  await until(async () => /\ntapebook_api_market_data_lag_seconds_count [1-9]/.test(await page()))
  const post = 'method="POST",route="/api/v2/orders"'
  await has(`http_requests_total{${post},status="2xx"} 2\n`)
  await has(`http_requests_total{${post},status="4xx"} 1\n`)
  await has(`response_seconds_count{${post},status="2xx"} 2\n`)
  await has('errors_total{code="UNAUTHENTICATED"} 1\n')
  assert.match(await page(), /\ntapebook_api_database_query_seconds_count\{outcome="answered"\} [1-9]/)
})
