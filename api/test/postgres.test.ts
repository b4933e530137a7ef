import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { needsPostgres, PostgresServer } from '@tapebook/testing'
import { needsAddon, startVenue } from './helpers.ts'

let server: PostgresServer | undefined
after(() => server?.stop())

// req: RA-01
test('history comes from PostgreSQL as it does from SQLite, and its loss costs history alone', {
  ...needsAddon,
  ...needsPostgres,
}, async (t) => {
  server = await PostgresServer.start()
  const venue = await startVenue(t, { tables: await server.database() })
  const [ann, ben] = [await venue.person('ann'), await venue.person('ben')]
  const order = { pair: 'BTCUSD', type: 'limit', quantity: '0.5', price: '60000' }
  const place = async (who: typeof ann, side: string) => {
    const { status, body } = await who.call('POST', '/api/v2/orders', { body: { ...order, side } })
    assert.equal(status, 201, JSON.stringify(body))
    return body.data
  }
  await place(ben, 'sell')
  const bought = await place(ann, 'buy')
  const get = async (path: string) => {
    const { status, body } = await ann.call('GET', path)
    assert.equal(status, 200, JSON.stringify(body))
    return body.data
  }
  const seen = await get(`/api/v2/orders/${bought.id}`)
  assert.deepEqual([seen.status, seen.average_price, seen.fee], ['filled', '60000', '0.00050000'])
  assert.equal((await get('/api/v2/orders/history')).length, 1)
  assert.equal((await get('/api/v2/account/trades'))[0].role, 'taker')
  assert.deepEqual(
    (await get('/api/v2/account/deposits')).map((it: { amount: string }) => it.amount),
    ['5.00000000', '100000.00'],
  )
  assert.equal((await get('/api/v2/account/fees')).pairs.length, 3)
  assert.equal((await get('/api/v2/market/trades/BTCUSD')).length, 1)
  assert.equal((await get('/api/v2/market/candles/BTCUSD')).length, 1)
  const body = { asset: 'USD', amount: '10', client_withdrawal_id: 'one' }
  assert.equal((await ann.call('POST', '/api/v2/account/withdraw', { body })).status, 201)
  assert.equal((await get('/api/v2/account/withdrawals')).length, 1)
  server.down()
  await place(ann, 'buy')
  assert.equal((await get('/api/v2/orders/open')).length, 1)
  const { status, body: lost } = await ann.call('GET', '/api/v2/account/trades')
  assert.deepEqual([status, lost.code], [503, 'TABLES_UNAVAILABLE'])
  server.up()
})
