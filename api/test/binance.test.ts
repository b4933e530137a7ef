import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LIMIT, ORDER, type Params, start } from './binance-helpers.ts'
import { needsAddon } from './helpers.ts'

// req: WS-07
test('an order of every type is tried without being entered', {
  ...needsAddon,
  timeout: 120_000,
}, async (t) => {
  const { alice, bob } = await start(t)
  await bob.call('POST', ORDER, { ...LIMIT, side: 'SELL', quantity: '0.1', price: '64000' })
  await alice.call('POST', ORDER, { symbol: 'BTCUSD', side: 'BUY', type: 'MARKET', quantity: '0.1' })
  const attempt = (params: Params) =>
    alice.call('POST', `${ORDER}/test`, { symbol: 'BTCUSD', side: 'SELL', quantity: '0.1', ...params })
  const limit = { timeInForce: 'GTC', price: '64000' }
  const taken: Params[] = [
    { type: 'LIMIT', ...limit },
    { type: 'LIMIT', ...limit, icebergQty: '0.01' },
    { type: 'LIMIT_MAKER', price: '64100' },
    { type: 'STOP_LOSS', stopPrice: '63000' },
    { type: 'STOP_LOSS_LIMIT', ...limit, price: '62900', stopPrice: '63000' },
    { type: 'STOP_LOSS', trailingDelta: '100' },
    { type: 'TAKE_PROFIT', stopPrice: '65000' },
    { type: 'TAKE_PROFIT_LIMIT', ...limit, price: '65000', stopPrice: '65000' },
    { type: 'STOP_LOSS', side: 'BUY', stopPrice: '65000' },
  ]
  for (const params of taken) {
    const { status, body } = await attempt(params)
    assert.deepEqual([status, body], [200, {}], JSON.stringify(params))
  }
  const poor = 'Account has insufficient balance for requested action.'
  const now = 'Order would trigger immediately.'
  const refused: [string, Params][] = [
    [poor, { type: 'STOP_LOSS', stopPrice: '63000', quantity: '50' }],
    [poor, { type: 'STOP_LOSS', side: 'BUY', stopPrice: '65000', quantity: '50' }],
    [poor, { type: 'LIMIT', ...limit, quantity: '50', icebergQty: '10' }],
    [poor, { type: 'STOP_LOSS', trailingDelta: '100', quantity: '50' }],
    [now, { type: 'STOP_LOSS', stopPrice: '65000' }],
    [now, { type: 'STOP_LOSS', side: 'BUY', stopPrice: '63000' }],
    [now, { type: 'TAKE_PROFIT', stopPrice: '63000' }],
    [
      'Filter failure: PERCENT_PRICE_BY_SIDE',
      { type: 'STOP_LOSS_LIMIT', ...limit, price: '9000', stopPrice: '63000' },
    ],
  ]
  for (const [msg, params] of refused)
    assert.equal((await attempt(params)).body.msg, msg, JSON.stringify(params))
  assert.deepEqual((await alice.call('GET', '/api/v3/openOrders', { symbol: 'BTCUSD' })).body, [])
})

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
