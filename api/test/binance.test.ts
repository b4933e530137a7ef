import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LIMIT, ORDER, start } from './binance-helpers.ts'
import { needsAddon } from './helpers.ts'

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
