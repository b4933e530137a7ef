// API keys: who signed, what, when, from where.
import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { test } from 'node:test'
import {
  type Access,
  logOnBytes,
  type MadeKey,
  type NewKey,
  requestBytes,
  type SignedRequest,
} from '../src/index.ts'
import {
  answerEngine,
  DAY,
  HOUR,
  onEach,
  onSqlite,
  operator,
  type Person,
  person,
  refusal,
  SECOND,
  VISITOR,
  type World,
} from './helpers.ts'

const HMAC: NewKey = { name: 'bot', kind: 'HMAC', scopes: ['read', 'trade'] }
const ORDER = { method: 'POST', target: '/api/v2/orders?x=1', body: Buffer.from('{"price":"1"}') }

const hmac = (secret: string | undefined, payload: Uint8Array): string =>
  createHmac('sha256', secret ?? '')
    .update(payload)
    .digest('hex')

/** An order signed by an HMAC key now. */
function signed(
  { key, secret }: MadeKey,
  timestamp: number,
  rest: Partial<SignedRequest> = {},
): SignedRequest {
  const payload = rest.payload ?? requestBytes({ ...ORDER, timestamp })
  return { keyId: key.id, payload, signature: hmac(secret, payload), timestamp, peer: VISITOR.peer, ...rest }
}

const make = (access: Access, { actor }: Person, rest: Partial<NewKey> = {}): Promise<MadeKey> =>
  access.keys.create(actor, { ...HMAC, ...rest })

onEach(
  'a key by HMAC signs for its owner; its secret is shown once and stands nowhere in the open',
  async (_, open) => {
    const world = await open()
    const { access, clock, db } = world
    const owner = await person(world, { strong: true })
    const made = await make(access, owner)
    const principal = await access.keys.verify(signed(made, clock.now))
    assert.deepEqual(principal, {
      userId: owner.userId,
      tenantId: 'main',
      role: 'CLIENT',
      accounts: owner.actor.principal.accounts,
      scopes: ['read', 'trade'],
      secondFactor: true,
      keyId: made.key.id,
    })
    const kept = JSON.stringify([await db.all('SELECT * FROM api_keys'), await db.all('SELECT * FROM audit')])
    assert.ok(!kept.includes(made.secret ?? ''))
    assert.ok(!JSON.stringify(await access.keys.list(owner.actor)).includes(made.secret ?? ''))
    // A sealed secret of one key is none for another.
    const other = await make(access, owner)
    await db.run(
      'UPDATE api_keys SET secret_sealed = (SELECT secret_sealed FROM api_keys WHERE id = ?) WHERE id = ?',
      [made.key.id, other.key.id],
    )
    clock.now += SECOND
    await assert.rejects(
      access.keys.verify(signed({ ...other, secret: made.secret }, clock.now)),
      /sealed secret/,
    )
  },
)

onEach('a key by Ed25519 signs too; only its public half is known', async (_, open) => {
  const world = await open()
  const { access, clock } = world
  const owner = await person(world, { strong: true })
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const made = await make(access, owner, { kind: 'ED25519', publicKey: pem })
  assert.equal(made.secret, undefined)
  const payload = requestBytes({ ...ORDER, timestamp: clock.now })
  const signature = sign(null, payload, privateKey)
  const request = { keyId: made.key.id, payload, timestamp: clock.now, peer: VISITOR.peer, once: false }
  for (const encoding of ['hex', 'base64'] as const) {
    const principal = await access.keys.verify({ ...request, signature: signature.toString(encoding) })
    assert.equal(principal.userId, owner.userId)
  }
  const changed = Buffer.from(signature)
  changed[5]! ^= 1
  for (const bad of [
    changed.toString('hex'),
    signature.toString('base64url'),
    signature.toString('hex').slice(2),
    '',
  ]) {
    await assert.rejects(access.keys.verify({ ...request, signature: bad }), refusal('INVALID_KEY'), bad)
  }
  const again = make(access, owner, { kind: 'ED25519', publicKey: made.key.publicKey ?? '' })
  await assert.rejects(again, refusal('CONFLICT'))
})

test('a signature is one over the bytes as they were sent, and no others', async (t) => {
  const world = await onSqlite(t)
  const { access, clock } = world
  const owner = await person(world, { strong: true })
  const made = await make(access, owner)
  const timestamp = clock.now
  const query = 'symbol=BTCUSD&side=BUY&note=a%20b'
  const right = requestBytes({ timestamp, method: 'POST', target: `/api/v2/orders?${query}` })
  const signature = hmac(made.secret, right)
  const others = {
    order: 'side=BUY&symbol=BTCUSD&note=a%20b',
    encoding: 'symbol=BTCUSD&side=BUY&note=a+b',
    'case of an escape': 'symbol=BTC%55SD&side=BUY&note=a%20b',
    'one more': `${query}&`,
  }
  for (const [why, other] of Object.entries(others)) {
    const payload = requestBytes({ timestamp, method: 'POST', target: `/api/v2/orders?${other}` })
    await assert.rejects(
      access.keys.verify(signed(made, timestamp, { payload, signature })),
      refusal('INVALID_KEY'),
      why,
    )
  }
  const headers = [
    { account: 'a' },
    { account: 'b' },
    { id: 'a' },
    { account: 'a', id: 'b' },
    { id: 'a', account: 'b' },
    {},
  ]
  const texts = headers.map((it) =>
    requestBytes({ timestamp, method: 'POST', target: '/', ...it }).toString(),
  )
  assert.equal(new Set(texts).size, headers.length)
  const bodies = ['{"a":1,"b":2}', '{"b":2,"a":1}', '{"a": 1,"b":2}'].map((it) => Buffer.from(it))
  const bodied = bodies.map((body) =>
    hmac(made.secret, requestBytes({ timestamp, method: 'POST', target: '/', body })),
  )
  assert.equal(new Set(bodied).size, 3)
  const get = requestBytes({ timestamp, method: 'GET', target: `/api/v2/orders?${query}` })
  await assert.rejects(
    access.keys.verify(signed(made, timestamp, { payload: get, signature })),
    refusal('INVALID_KEY'),
  )
  await access.keys.verify(signed(made, timestamp, { payload: right, signature }))
})

test('a request counts to the exact ends of its window', async (t) => {
  const world = await onSqlite(t)
  const { access, clock } = world
  const owner = await person(world, { strong: true })
  const made = await make(access, owner)
  clock.now += HOUR
  const cases: [number, number | undefined, boolean][] = [
    [-5_000, undefined, true],
    [-5_001, undefined, false],
    [1_000, undefined, true],
    [1_001, undefined, false],
    [-60_000, 60_000, true],
    [-60_001, 60_000, false],
    [0, 60_001, false],
    [0, -1, false],
    [0, 0, true],
    [-1, 0, false],
    [Number.NaN, undefined, false],
    [0.5, undefined, false],
  ]
  for (const [offset, windowMs, fits] of cases) {
    const rest = windowMs === undefined ? {} : { windowMs }
    const verified = access.keys.verify(signed(made, clock.now + offset, rest))
    const why = `${offset} ms in a window of ${windowMs}`
    if (fits) await assert.doesNotReject(verified, why)
    else await assert.rejects(verified, refusal('OUTSIDE_WINDOW'), why)
  }
})

test('a signed request has its effect once, also after a restart', async (t) => {
  const world = await onSqlite(t)
  const { access, clock } = world
  const owner = await person(world, { strong: true })
  const made = await make(access, owner)
  const request = signed(made, clock.now + 500)
  await access.keys.verify(request)
  await assert.rejects(access.keys.verify(request), refusal('REPLAYED'))
  const base64 = Buffer.from(request.signature, 'hex').toString('base64')
  await assert.rejects(
    access.keys.verify({ ...request, signature: base64 }),
    refusal('REPLAYED'),
    'written otherwise',
  )
  await assert.rejects(
    access.keys.verify({ ...request, signature: request.signature.toUpperCase() }),
    refusal('REPLAYED'),
  )
  clock.now += 5_500
  await assert.rejects(access.keys.verify(request), refusal('REPLAYED'), 'at the end of its window')
  clock.now += 1
  await assert.rejects(access.keys.verify(request), refusal('OUTSIDE_WINDOW'))
  // What changes nothing may come again.
  const read = signed(made, clock.now, { once: false })
  await access.keys.verify(read)
  await access.keys.verify(read)
  const late = signed(made, clock.now + 1_000)
  await access.keys.verify(late)
  clock.now += 100
  const restarted = await world.another()
  await assert.rejects(restarted.keys.verify(late), refusal('STARTING'))
  clock.now += 1_001
  await restarted.keys.verify(signed(made, clock.now))
})

onEach('unknown, revoked and expired keys, and keys of who is disabled, get one answer', async (_, open) => {
  const world = await open()
  const { access, clock, system } = world
  const owner = await person(world, { strong: true })
  const elsewhere = await world.another()
  clock.now += 2 * SECOND
  const revoked = await make(access, owner)
  await elsewhere.keys.verify(signed(revoked, clock.now))
  await access.keys.revoke(owner.actor, revoked.key.id)
  const expired = await make(access, owner, { expiresAt: clock.now + HOUR })
  await access.keys.verify(signed(expired, clock.now))
  const good = await make(access, owner)
  const refused = async (made: MadeKey, rest: Partial<SignedRequest> = {}): Promise<void> => {
    await assert.rejects(access.keys.verify(signed(made, clock.now, rest)), refusal('INVALID_KEY'))
  }
  await refused(revoked)
  clock.now += SECOND
  await assert.rejects(elsewhere.keys.verify(signed(revoked, clock.now)), refusal('INVALID_KEY'))
  await refused(good, { keyId: '0'.repeat(32) })
  await refused(good, { keyId: `${good.key.id}' OR 1=1` })
  await refused(good, { signature: hmac('another secret', requestBytes({ ...ORDER, timestamp: clock.now })) })
  clock.now += HOUR - 2 * SECOND
  await access.keys.verify(signed(expired, clock.now))
  clock.now += 2 * SECOND
  await refused(expired)
  await access.users.setStatus(system, owner.userId, 'DISABLED')
  await refused(good)
})

onEach('a key works from its addresses only', async (_, open) => {
  const world = await open()
  const { access, clock } = world
  const owner = await person(world, { strong: true })
  const made = await make(access, owner, { addresses: ['192.0.2.0/24', '2001:db8::/32', '198.51.100.4'] })
  const from = (peer: string) => access.keys.verify(signed(made, clock.now++, { peer }))
  for (const peer of ['192.0.2.255', '2001:db8:1::9', '198.51.100.4', '::ffff:192.0.2.1']) await from(peer)
  for (const peer of ['192.0.3.0', '2001:db9::1', '198.51.100.5', '', 'unknown', '::ffff:192.0.3.1']) {
    await assert.rejects(from(peer), refusal('ADDRESS_NOT_ALLOWED'), peer)
  }
  for (const addresses of [
    ['nowhere'],
    ['192.0.2.1/33'],
    ['192.0.2.1/'],
    ['192.0.2.1/8/8'],
    ['fe80::1%eth0'],
  ]) {
    await assert.rejects(make(access, owner, { addresses }), refusal('INVALID_INPUT'), addresses[0])
  }
})

onEach('a key is rotated: both work for a while, then the new one alone', async (_, open) => {
  const world = await open()
  const { access, clock } = world
  const owner = await person(world, { strong: true })
  const old = await make(access, owner, { addresses: ['192.0.2.0/24'] })
  const next = await access.keys.rotate(owner.actor, old.key.id)
  assert.deepEqual([next.key.scopes, next.key.addresses], [old.key.scopes, old.key.addresses])
  assert.notEqual(next.secret, old.secret)
  await access.keys.verify(signed(old, clock.now))
  await access.keys.verify(signed(next, clock.now))
  clock.now += DAY
  await assert.rejects(access.keys.verify(signed(old, clock.now)), refusal('INVALID_KEY'))
  await access.keys.verify(signed(next, clock.now))
  const other = await person(world, { strong: true })
  await assert.rejects(access.keys.rotate(other.actor, next.key.id), refusal('NOT_FOUND'))
  await assert.rejects(access.keys.rotate(owner.actor, old.key.id), refusal('CONFLICT'))
})

// req: AU-03
test('keys are made by a log-in, with a second factor where they may do more than read', async (t) => {
  const world = await onSqlite(t, { settings: { keysMax: 3 } })
  const { access, clock } = world
  const weak = await person(world)
  const strong = await person(world, { strong: true })
  await assert.rejects(make(access, weak), refusal('SECOND_FACTOR_NEEDED'))
  const reader = await make(access, weak, { scopes: ['read'] })
  const principal = await access.keys.verify(signed(reader, clock.now))
  assert.equal(principal.secondFactor, false)
  // A key makes no key.
  await assert.rejects(
    access.keys.create({ ...VISITOR, principal }, { ...HMAC, scopes: ['read'] }),
    refusal('FORBIDDEN'),
  )
  const bad: Partial<NewKey>[] = [
    { scopes: [] },
    { scopes: ['manage'] },
    { scopes: ['person'] },
    { scopes: ['withdraw'] },
    { name: ' ' },
    { name: 'a\nb' },
    { expiresAt: clock.now },
    { expiresAt: 9e15 },
    { expiresAt: 1e300 },
    { expiresAt: clock.now + 0.5 },
    { publicKey: 'ab'.repeat(32) },
    { kind: 'ED25519' },
    { kind: 'ED25519', publicKey: 'xyz' },
    { engine: true },
  ]
  for (const rest of bad)
    await assert.rejects(make(access, strong, rest), refusal('INVALID_INPUT'), JSON.stringify(rest))
  const foreign = weak.actor.principal.accounts[0]?.uuid ?? ''
  await assert.rejects(make(access, strong, { accountUuid: foreign }), refusal('NOT_FOUND'))
  await make(access, strong, { scopes: ['withdraw'], addresses: ['192.0.2.1'] })
  await make(access, strong)
  await make(access, strong)
  await assert.rejects(make(access, strong), refusal('CONFLICT'))
})

onEach('a key for one account sees that one alone', async (_, open) => {
  const world = await open()
  const { access, clock } = world
  const owner = await person(world, { strong: true })
  const second = await access.accounts.create(owner.actor, { name: 'Second' })
  await answerEngine(world)
  const [first] = owner.actor.principal.accounts
  const made = await make(access, owner, { accountUuid: first?.uuid ?? '' })
  const principal = await access.keys.verify(signed(made, clock.now))
  assert.deepEqual(
    principal.accounts.map(({ uuid }) => uuid),
    [first?.uuid],
  )
  const actor = { ...VISITOR, principal }
  assert.deepEqual(
    (await access.accounts.list(actor)).accounts.map(({ uuid }) => uuid),
    [first?.uuid],
  )
  await assert.rejects(access.accounts.get(actor, second.uuid), refusal('NOT_FOUND'))
})

onEach('a key for the binary port is told to the engine, and taken back when it ends', async (_, open) => {
  const world = await open()
  const { access, clock, system } = world
  const owner = await person(world, { strong: true })
  const accountUuid = owner.actor.principal.accounts[0]?.uuid ?? ''
  const engineKey = async (rest: Partial<NewKey> = {}): Promise<MadeKey> => {
    const raw = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)
    return await make(access, owner, {
      kind: 'ED25519',
      publicKey: raw.toString('hex'),
      accountUuid,
      engine: true,
      ...rest,
    })
  }
  const trading = await engineKey()
  const reading = await engineKey({ scopes: ['read'], expiresAt: clock.now + HOUR })
  const registered = await access.outbox.pending()
  assert.deepEqual(
    registered.map((it) => it.kind === 'REGISTER_KEY' && [it.publicKey, it.permissions, it.account]),
    [
      [trading.key.publicKey, 1, owner.actor.principal.accounts[0]?.account],
      [reading.key.publicKey, 8, owner.actor.principal.accounts[0]?.account],
    ],
  )
  // Revoked before the engine has answered: the order of the two stays.
  await access.keys.revoke(owner.actor, trading.key.id)
  assert.deepEqual(
    (await access.outbox.pending()).map(({ kind }) => kind),
    ['REGISTER_KEY', 'REGISTER_KEY'],
  )
  await access.outbox.confirm(registered[0]!.id, { session: 7 })
  await access.outbox.confirm(registered[1]!.id, { session: 8 })
  const ended = async () =>
    (await access.outbox.pending()).map((it) => it.kind === 'REVOKE_KEY' && it.session)
  assert.deepEqual(await ended(), [7])
  clock.now += HOUR
  await access.sweep()
  assert.deepEqual(await ended(), [7, 8])
  const third = await engineKey()
  await answerEngine(world)
  await access.users.setStatus(system, owner.userId, 'DISABLED')
  assert.equal((await access.outbox.pending()).length, 1)
  assert.ok((await access.keys.list(system, owner.userId)).find(({ id }) => id === third.key.id)?.revokedAt)
})

test('a signature for one kind of connection is none for another', async (t) => {
  const world = await onSqlite(t)
  const { access, clock } = world
  const owner = await person(world, { strong: true })
  const made = await make(access, owner)
  const timestamp = clock.now
  const signature = hmac(made.secret, logOnBytes('WS', timestamp))
  const fix = signed(made, timestamp, { payload: logOnBytes('FIX', timestamp), signature })
  await assert.rejects(access.keys.verify(fix), refusal('INVALID_KEY'))
  await access.keys.verify({ ...fix, payload: logOnBytes('WS', timestamp) })
})

test('keys of others are not there, and an operator who may ends them', async (t) => {
  const world: World = await onSqlite(t)
  const { access, clock } = world
  const owner = await person(world, { strong: true })
  const other = await person(world, { strong: true })
  const admin = await operator(world, 'ADMIN')
  const made = await make(access, owner)
  await assert.rejects(access.keys.revoke(other.actor, made.key.id), refusal('NOT_FOUND'))
  await assert.rejects(access.keys.list(other.actor, owner.userId), refusal('FORBIDDEN'))
  await access.keys.revoke(admin.actor, made.key.id)
  await assert.rejects(access.keys.verify(signed(made, clock.now)), refusal('INVALID_KEY'))
})
