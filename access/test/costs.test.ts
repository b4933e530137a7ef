// What a hash costs is not given away, and a token alone does not lead to the password.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { Refusal, requestBytes } from '../src/index.ts'
import { DEFAULTS } from '../src/settings.ts'
import { MINUTE, onSqlite, PASSWORD, person, refusal, VISITOR } from './helpers.ts'

test('whoever holds a token guesses the password five times, by whatever way, then once a minute', async (t) => {
  const world = await onSqlite(t)
  const { access, clock } = world
  const { actor, email } = await person(world)
  const other = await person(world)
  const ways: ((password: string) => Promise<unknown>)[] = [
    (it) => access.users.changePassword(actor, it, 'another horse battery'),
    (it) => access.totp.begin(actor, it),
    (it) => access.totp.disable(actor, it, '123456'),
    (it) => access.passkeys.begin(actor, it),
  ]
  const guess = (at: number) => ways[at % ways.length]!(`a wrong guess ${at}`)
  for (let at = 0; at < 5; at++) await assert.rejects(guess(at), refusal('INVALID_CREDENTIALS'))
  for (const way of ways) await assert.rejects(way(PASSWORD), refusal('TOO_MANY'))
  // Nobody else is kept out, nor the person from logging on.
  await access.totp.begin(other.actor, PASSWORD)
  await access.logIn.logIn(VISITOR, { email, password: PASSWORD })
  clock.now += MINUTE
  await assert.rejects(guess(0), refusal('INVALID_CREDENTIALS'))
  await assert.rejects(guess(1), refusal('TOO_MANY'))
  clock.now += MINUTE
  await access.totp.begin(actor, PASSWORD)
  for (let at = 0; at < 5; at++) await assert.rejects(guess(at), refusal('INVALID_CREDENTIALS'))
})

test('a made-up link costs no hash', async (t) => {
  // One at a time, and nobody waits: whoever needs a hash while there is one under way is refused.
  const passwords = { memoryKib: 131_072, passes: 3, atOnce: 1, waitingMax: 0 }
  const { access } = await onSqlite(t, { settings: { passwords } })
  await access.settled()
  const credentials = { email: 'ana@example.org', password: PASSWORD }
  const signUp = access.users.signUp(VISITOR, credentials).then(
    () => 'taken',
    (error: { code: string }) => error.code,
  )
  await assert.rejects(access.users.resetPassword(VISITOR, 'made up', PASSWORD), refusal('INVALID_TOKEN'))
  assert.ok(['taken', 'TOO_MANY'].includes(await signUp))
})

test('what needs a hash counts as many requests of a peer, and no more than it may have', async (t) => {
  const few = { capacity: 4, perSecond: 1 / 60 }
  const { access } = await onSqlite(t, { settings: { limits: { ...DEFAULTS.limits, peer: few } } })
  assert.equal(access.limits.beforeLogIn('192.0.2.1', 3).remaining, 1)
  assert.equal(access.limits.beforeLogIn('192.0.2.1', 3).allowed, false)
  // A bucket that is smaller than the price is emptied, so that nobody is kept out for good.
  assert.equal(access.limits.beforeLogIn('192.0.2.2', 20).allowed, true)
  assert.equal(access.limits.beforeLogIn('192.0.2.2').allowed, false)
})

test('a signed request beyond a limit is not remembered, and one that comes twice is not counted', async (t) => {
  const world = await onSqlite(t)
  const { access, clock } = world
  const owner = await person(world, { strong: true })
  const { key, secret } = await access.keys.create(owner.actor, {
    name: 'k',
    kind: 'HMAC',
    scopes: ['trade'],
  })
  const timestamp = clock.now
  const payload = requestBytes({ timestamp, method: 'POST', target: '/api/v2/orders' })
  const signature = createHmac('sha256', secret ?? '')
    .update(payload)
    .digest('hex')
  const request = { keyId: key.id, payload, signature, timestamp, peer: VISITOR.peer }
  const asked: string[] = []
  const refuse = (): never => {
    throw new Refusal('TOO_MANY')
  }
  const admit = ({ userId }: { userId: string }): void => void asked.push(userId)
  await assert.rejects(access.keys.verify({ ...request, admit: refuse }), refusal('TOO_MANY'))
  await access.keys.verify({ ...request, admit })
  await assert.rejects(access.keys.verify({ ...request, admit }), refusal('REPLAYED'))
  assert.deepEqual(asked, [owner.userId])
})

test('nobody is sent more than a few links that reset a password, however often they are asked for', async (t) => {
  const world = await onSqlite(t, { mail: true })
  const { access, clock, mails, system } = world
  await access.users.create(system, { email: 'ana@example.org', password: PASSWORD })
  const ask = async (times: number): Promise<number> => {
    mails.length = 0
    for (let at = 0; at < times; at++) await access.users.requestReset(VISITOR, 'ana@example.org')
    await access.settled()
    return mails.length
  }
  assert.equal(await ask(50), 3)
  clock.now += 10 * MINUTE
  assert.equal(await ask(5), 1)
})
