// A clock that is set back brings nothing back: no replay, and nothing that was taken away.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { requestBytes, type SignedRequest } from '../src/index.ts'
import { HOUR, MINUTE, onSqlite, person, refusal, SECOND, VISITOR } from './helpers.ts'

test('a signed request that was forgotten after its window is refused when its time comes again', async (t) => {
  const world = await onSqlite(t)
  const { access, clock } = world
  const owner = await person(world, { strong: true })
  const { key, secret } = await access.keys.create(owner.actor, {
    name: 'k',
    kind: 'HMAC',
    scopes: ['trade'],
  })
  const signed = (): SignedRequest => {
    const timestamp = clock.now
    const payload = requestBytes({ timestamp, method: 'POST', target: '/api/v2/orders' })
    const signature = createHmac('sha256', secret ?? '')
      .update(payload)
      .digest('hex')
    return { keyId: key.id, payload, signature, timestamp, peer: VISITOR.peer }
  }
  const first = signed()
  await access.keys.verify(first)
  clock.now += MINUTE
  // Each forgets some of those before.
  for (let at = 0; at < 3; at++) {
    clock.now += SECOND
    await access.keys.verify(signed())
  }
  clock.now = first.timestamp + SECOND
  await assert.rejects(access.keys.verify(first), refusal('OUTSIDE_WINDOW'))
  // Small steps back, as clocks make them, keep nobody out.
  clock.now = first.timestamp + MINUTE + 2.5 * SECOND
  await access.keys.verify(signed())
})

test('what another process took away is gone within a second of any clock', async (t) => {
  const world = await onSqlite(t)
  const { access, clock, system } = world
  const other = await world.another()
  const { userId, tokens } = await person(world)
  await access.tokens.verify(tokens.accessToken)
  await other.users.setStatus(system, userId, 'DISABLED')
  clock.now -= HOUR
  await assert.rejects(access.tokens.verify(tokens.accessToken), refusal('INVALID_TOKEN'))
})

test('a key that another process signs by is found, whatever the clock did', async (t) => {
  const world = await onSqlite(t)
  const { access, clock, system } = world
  const { actor } = await person(world)
  await access.tokens.rotate(system)
  const other = await world.another()
  clock.now -= HOUR
  await other.tokens.rotate(system)
  const { accessToken } = await other.logIn.logIn(VISITOR, {
    email: (await access.users.get(actor, actor.principal.userId)).email,
    password: 'correct horse battery',
  })
  assert.equal((await access.tokens.verify(accessToken)).userId, actor.principal.userId)
})
