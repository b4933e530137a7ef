// The gateway's key is lost: a new one is made, and acts for everybody who has an account.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { rmSync } from 'node:fs'
import { test } from 'node:test'
import { loadMasterKey, openAccess, type PendingCommand, requestBytes } from '@tapebook/access'
import { generateKey, MessageType } from '@tapebook/client'
import pino from 'pino'
import { startApi } from '../src/api.ts'
import { enrol } from '../src/enrol.ts'
import { call, needsAddon, startVenue, until } from './helpers.ts'

type PendingKey = Extract<PendingCommand, { kind: 'REGISTER_KEY' }>

const ORDER = { pair: 'BTCUSD', side: 'buy', type: 'limit', quantity: '0.01', price: '60000' }

test('a new key of the gateway acts for accounts that were opened before', needsAddon, async (t) => {
  const venue = await startVenue(t)
  await venue.person('ann')
  await venue.person('ben', {})
  const bound = await venue.access.outbox.boundTo()
  assert.ok(bound > 0)
  await venue.stopApi()
  rmSync(venue.settings.keys.gateway)
  const again = enrol(venue.directory)
  assert.equal(again.isNew, true)
  await again.register(venue.operator)
  const troubles: string[] = []
  const settings = { ...venue.settings, keys: again.keys }
  const api = await startApi(settings, pino({ level: 'silent' }), (why) => troubles.push(why))
  t.after(() => api.close())
  const { outbox, logIn } = api.access!
  await until(async () => (await outbox.boundTo()) > bound)
  const base = `http://127.0.0.1:${api.listening.port}`
  const who = { peer: '127.0.0.1', agent: 'test' }
  const { accessToken } = await logIn.logIn(who, {
    email: 'ann@example.com',
    password: 'correct horse battery',
  })
  const headers = { authorization: `Bearer ${accessToken}` }
  const placed = await call(base, 'POST', '/api/v2/orders', { headers, body: ORDER })
  assert.equal(placed.status, 201, JSON.stringify(placed.body))
  assert.deepEqual(troubles, [])
})

test('a request that is signed right after the start is told when to come again', needsAddon, async (t) => {
  const settings = { aheadMs: 600_000, windowMs: 5_000 }
  const venue = await startVenue(t)
  await venue.stopApi()
  const { access } = venue.settings
  const blind = { ...venue.settings, access: { ...access!, settings: { ...access!.settings, ...settings } } }
  const api = await startApi(blind, pino({ level: 'silent' }), () => undefined)
  t.after(() => api.close())
  const { keys, users, logIn, tokens } = api.access!
  const email = 'cat@example.com'
  const password = 'correct horse battery'
  const visitor = { peer: '127.0.0.1', agent: 'test' }
  await users.signUp(visitor, { email, password })
  const principal = await tokens.verify((await logIn.logIn(visitor, { email, password })).accessToken)
  const asked = { name: 'bot', kind: 'HMAC', scopes: ['read', 'trade'] } as const
  const { key, secret } = await keys.create({ principal, ...visitor }, asked)
  const base = `http://127.0.0.1:${api.listening.port}`
  const timestamp = Date.now()
  const body = JSON.stringify(ORDER)
  const target = '/api/v2/orders'
  const bytes = requestBytes({ timestamp, method: 'POST', target, body: Buffer.from(body) })
  const headers = {
    'x-api-key': key.id,
    'x-timestamp': String(timestamp),
    'x-signature': createHmac('sha256', secret!).update(bytes).digest('hex'),
  }
  const answer = await call(base, 'POST', target, { headers, body })
  assert.deepEqual([answer.status, answer.body.code], [503, 'STARTING'])
  const after = Number(answer.headers.get('retry-after'))
  assert.ok(after > 0 && after <= 601, `${after}`)
})

test('a command whose answer nobody can tell any more holds up no other', needsAddon, async (t) => {
  const venue = await startVenue(t)
  await venue.person('ann')
  await venue.stopApi()
  const email = 'ann@example.com'
  const password = 'correct horse battery'
  const visitor = { peer: '127.0.0.1', agent: 'test' }
  const { access } = venue.settings
  const offline = await openAccess({ ...access!, masterKey: loadMasterKey(venue.directory) })
  const login = await offline.logIn.logIn(visitor, { email, password })
  const principal = await offline.tokens.verify(login.accessToken)
  const { accounts } = await offline.accounts.list({ principal, ...visitor })
  const made = Buffer.from(generateKey().publicKey).toString('hex')
  await offline.keys.create(
    { principal, ...visitor },
    {
      name: 'bot',
      kind: 'ED25519',
      scopes: ['read'],
      publicKey: made,
      accountUuid: accounts[0]!.uuid,
      engine: true,
    },
  )
  const [command] = await offline.outbox.pending()
  assert.equal(command?.kind, 'REGISTER_KEY')
  await offline.close()
  // Another session of the same operator sent it: its number was told there, and only there.
  const { id: clientId, account: target, publicKey, permissions } = command as PendingKey
  await venue.operator.request(MessageType.RegisterKey, {
    clientId,
    publicKey: new Uint8Array(Buffer.from(publicKey, 'hex')),
    target,
    permissions,
    rateLimit: 0,
  })
  const troubles: string[] = []
  const api = await startApi(venue.settings, pino({ level: 'silent' }), (why) => troubles.push(why))
  t.after(() => api.close())
  const { users, outbox } = api.access!
  await users.signUp(visitor, { email: 'zoe@example.com', password })
  await until(async () => troubles.length > 0 && (await outbox.pending()).length === 1)
  assert.deepEqual(
    (await outbox.pending()).map(({ id }) => id),
    [clientId],
  )
  assert.match(troubles[0] ?? '', new RegExp(`^REGISTER_KEY ${clientId} was taken`))
})
