// Who carries a signed request cannot turn it to another account, nor make another request of it.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { requestBytes } from '@tapebook/access'
import { type Answer, needsAddon, startVenue, until } from './helpers.ts'

test('a signature holds the account and the id that the headers name', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const ann = await venue.person('ann')
  const opened = await ann.call('POST', '/api/v1/accounts', { body: { name: 'Other' } })
  const other: string = opened.body.data.uuid
  const scopes = ['read', 'trade']
  const made = await ann.call('POST', '/api/v1/auth/keys', { body: { name: 'k', kind: 'HMAC', scopes } })
  const { key, secret } = made.body.data
  let number = 0

  /** Signs with some headers, and sends others. */
  const ask = async (
    signed: { account?: string; id?: string },
    sent: Record<string, string>,
    method: 'GET' | 'POST' = 'POST',
  ): Promise<Answer> => {
    const target = method === 'GET' ? '/api/v2/account/balances' : '/api/v2/orders'
    const order = {
      pair: 'BTCUSD',
      side: 'buy',
      type: 'limit',
      quantity: '0.001',
      price: `${50_000 + ++number}`,
    }
    const text = JSON.stringify(order)
    const body = method === 'GET' ? {} : { body: Buffer.from(text) }
    const timestamp = Date.now()
    const payload = requestBytes({ timestamp, method, target, ...signed, ...body })
    const headers = {
      'x-api-key': key.id,
      'x-timestamp': String(timestamp),
      'x-signature': createHmac('sha256', secret).update(payload).digest('hex'),
      ...sent,
    }
    return await venue.call(method, target, { headers, ...(method === 'POST' && { body: text }) })
  }
  // A change from before the API began is outside of its window.
  await until(async () => (await ask({}, {})).status === 201)
  const both = { 'x-account': ann.uuid, 'idempotency-key': 'one' }
  assert.equal((await ask({ account: ann.uuid, id: 'one' }, both)).status, 201)
  assert.equal((await ask({ account: other }, { 'x-account': other }, 'GET')).status, 200)
  const turned: [{ account?: string; id?: string }, Record<string, string>][] = [
    [{}, { 'x-account': other }],
    [{ account: ann.uuid }, { 'x-account': other }],
    [{ account: other }, {}],
    [{}, { 'idempotency-key': 'two' }],
    [{ id: 'two' }, { 'idempotency-key': 'three' }],
    [{ id: 'two' }, {}],
  ]
  for (const [signed, sent] of turned) {
    const { status, body } = await ask(signed, sent)
    assert.deepEqual([status, body.code], [401, 'INVALID_KEY'], JSON.stringify([signed, sent]))
  }
  assert.equal((await ask({}, { 'x-account': other }, 'GET')).body.code, 'INVALID_KEY')
})
