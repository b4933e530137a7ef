import assert from 'node:assert/strict'
import { test } from 'node:test'
import { restClient } from '@tapebook/rest'
import { needsAddon, startVenue, until } from './helpers.ts'

// req: RA-15
test('a typed client signs up, logs in, trades and reads back', needsAddon, async (t) => {
  const venue = await startVenue(t)
  let token: string | undefined
  const rest = restClient({ baseUrl: venue.base, token: () => token })
  const who = { email: 'cleo@example.com', password: 'a long and winding road' }
  const signUp = await rest.POST('/api/v1/auth/sign-up', { body: who })
  assert.equal(signUp.error, undefined)
  // An account is there once the exchange has opened it.
  await until(async () => {
    const logIn = await rest.POST('/api/v1/auth/log-in', { body: who })
    token = logIn.data?.data.access_token
    const me = await rest.GET('/api/v1/auth/me')
    return me.data?.data.accounts.length === 1
  })
  assert.ok(token !== undefined)
  const me = await rest.GET('/api/v1/auth/me')
  await venue.fund(me.data!.data.accounts[0]!.number, { USD: '10000' })

  const order = await rest.POST('/api/v2/orders', {
    body: {
      pair: 'BTCUSD',
      side: 'buy',
      type: 'limit',
      quantity: '0.1',
      price: '60000',
      client_order_id: 'first',
    },
  })
  assert.deepEqual([order.response.status, order.data?.data.status], [201, 'open'])
  const id = order.data!.data.id
  const read = await rest.GET('/api/v2/orders/{id}', { params: { path: { id } } })
  assert.equal(read.data?.data.client_order_id, 'first')
  const canceled = await rest.DELETE('/api/v2/orders/{id}', { params: { path: { id } } })
  assert.equal(canceled.data?.data.status, 'cancelled')
  const refused = await rest.GET('/api/v2/orders/{id}', { params: { path: { id: id + 1 } } })
  assert.deepEqual([refused.response.status, refused.error?.code], [404, 'NOT_FOUND'])
  const balances = await rest.GET('/api/v2/account/balances')
  const usd = balances.data?.data.find(({ asset }) => asset === 'USD')
  assert.deepEqual(usd, { asset: 'USD', available: '10000.00', reserved: '0.00', total: '10000.00' })
})
