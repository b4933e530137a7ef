// Who decides about a withdrawal: somebody of the same tenant, and somebody else.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { requestBytes, systemActor } from '@tapebook/access'
import { MessageType } from '@tapebook/client'
import {
  type Answer,
  call,
  needsAddon,
  PASSWORD,
  type Person,
  startVenue,
  until,
  type Venue,
} from './helpers.ts'

const REASON = { reason: 'seen the paper' }

const data = ({ status, body }: Answer, expected = 200) => {
  assert.equal(status, expected, JSON.stringify(body))
  return body.data
}

const refused = ({ status, body }: Answer, expected: number, code: string): void =>
  assert.deepEqual([status, body.code], [expected, code], JSON.stringify(body))

/** An operator of a tenant of their own. */
async function operatorOf({ access, base }: Venue, tenant: string): Promise<Person['call']> {
  const system = systemActor(tenant, 'test')
  const email = `admin@${tenant}.example`
  await access.users.createTenant(system, tenant, tenant)
  await access.users.create(system, { email, password: PASSWORD, role: 'ADMIN' })
  const visitor = { peer: '127.0.0.1', agent: 'test' }
  const { accessToken } = await access.logIn.logIn(visitor, { email, password: PASSWORD, tenant })
  const headers = { authorization: `Bearer ${accessToken}` }
  return (method, path, more = {}) => call(base, method, path, { ...more, headers })
}

test('an operator of one tenant neither sees nor decides a withdrawal of another', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const ann = await venue.person('ann', { USD: '5000' })
  const admin = await venue.person('admin', {}, 'ADMIN')
  const foreign = await operatorOf(venue, 'north')
  const body = { asset: 'USD', amount: '1000', client_withdrawal_id: 'rent' }
  const { id } = data(await ann.call('POST', '/api/v2/account/withdraw', { body }), 201)
  assert.deepEqual(data(await foreign('GET', '/admin/withdrawals')), [])
  for (const word of ['approve', 'reject']) {
    refused(await foreign('POST', `/admin/withdrawals/${id}/${word}`, { body: REASON }), 404, 'NOT_FOUND')
  }
  const [seen] = data(await admin.call('GET', '/admin/withdrawals'))
  assert.deepEqual([seen.id, seen.status], [id, 'pending'])
  assert.equal(
    data(await admin.call('POST', `/admin/withdrawals/${id}/approve`, { body: REASON })).status,
    'approved',
  )
})

test(
  'nobody decides about themselves: not by a key of another account, nor once theirs is closed',
  needsAddon,
  async (t) => {
    const venue = await startVenue(t)
    const chief = await venue.person('chief', {}, 'SUPER_ADMIN')
    const open = async (name: string): Promise<{ uuid: string; number: number }> => {
      const { uuid } = data(await chief.call('POST', '/api/v1/accounts', { body: { name } }), 201)
      let number: number | undefined
      await until(async () => {
        const { accounts } = data(await chief.call('GET', '/api/v1/auth/me'))
        number = accounts.find((it: { uuid: string }) => it.uuid === uuid)?.number
        return number !== undefined
      })
      return { uuid, number: number! }
    }
    const [rich, other] = [await open('Rich'), await open('Other')]
    const usd = (await venue.operator.assets()).find(({ code }) => code === 'USD')!
    const deposit = { target: rich.number, asset: usd.id, amount: usd.toUnits('1000') }
    await venue.operator.request(MessageType.Deposit, deposit)
    const body = { asset: 'USD', amount: '1000', client_withdrawal_id: 'all' }
    const headers = { 'x-account': rich.uuid }
    const { id } = data(await chief.call('POST', '/api/v2/account/withdraw', { body, headers }), 201)
    const target = `/admin/withdrawals/${id}/approve`
    refused(await chief.call('POST', target, { body: REASON }), 403, 'FORBIDDEN')

    const key = { name: 'k', kind: 'HMAC', scopes: ['read', 'manage'], account_uuid: other.uuid }
    const made = data(await chief.call('POST', '/api/v1/auth/keys', { body: key }), 201)
    const signed = async (): Promise<Answer> => {
      const timestamp = Date.now()
      const text = JSON.stringify(REASON)
      const payload = requestBytes({ timestamp, method: 'POST', target, body: Buffer.from(text) })
      return await venue.call('POST', target, {
        body: text,
        headers: {
          'x-api-key': made.key.id,
          'x-timestamp': String(timestamp),
          'x-signature': createHmac('sha256', made.secret).update(payload).digest('hex'),
        },
      })
    }
    // A request from before the API began is not taken.
    await until(async () => ![401, 503].includes((await signed()).status))
    refused(await signed(), 403, 'FORBIDDEN')

    assert.equal((await chief.call('DELETE', `/api/v1/accounts/${rich.uuid}`)).status, 204)
    refused(await chief.call('POST', target, { body: REASON }), 403, 'FORBIDDEN')
  },
)
