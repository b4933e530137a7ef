// Codes of an authenticator, recovery codes, passkeys.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { generate } from 'otplib'
import { Authenticator } from './authenticator.ts'
import {
  actorOf,
  MINUTE,
  onEach,
  onSqlite,
  PASSWORD,
  type Person,
  person,
  refusal,
  SECOND,
  VISITOR,
  type World,
} from './helpers.ts'

const codeAt = (secret: string, ms: number): Promise<string> =>
  generate({ secret, epoch: Math.floor(ms / 1_000) })

/** Sets an authenticator up; the clock moves on, so that its next code is another one. */
async function enroll(
  { access, clock }: World,
  { actor }: Person,
): Promise<{ secret: string; recoveryCodes: string[] }> {
  const { secret } = await access.totp.begin(actor, PASSWORD)
  const { recoveryCodes } = await access.totp.confirm(actor, await codeAt(secret, clock.now))
  clock.now += MINUTE
  return { secret, recoveryCodes }
}

// req: AU-03
onEach('with an authenticator a log-in needs a code, which is taken once', async (_, open) => {
  const world = await open()
  const { access, clock } = world
  const somebody = await person(world)
  const { email } = somebody
  const { secret } = await enroll(world, somebody)
  const logIn = (code?: string, password = PASSWORD) =>
    access.logIn.logIn(VISITOR, { email, password, ...(code === undefined ? {} : { code }) })
  await assert.rejects(logIn(), refusal('SECOND_FACTOR_NEEDED'))
  await assert.rejects(logIn(undefined, 'wrong password'), refusal('INVALID_CREDENTIALS'))
  const code = await codeAt(secret, clock.now)
  await assert.rejects(logIn(code, 'wrong password'), refusal('INVALID_CREDENTIALS'))
  const wrong = code === '123456' ? '654321' : '123456'
  await assert.rejects(logIn(wrong), refusal('INVALID_CODE'))
  const { accessToken, secondFactor } = await logIn(code)
  assert.equal(secondFactor, true)
  assert.equal((await access.tokens.verify(accessToken)).secondFactor, true)
  await assert.rejects(logIn(code), refusal('INVALID_CODE'))
  // Nor is an older one that is still in its window.
  await assert.rejects(logIn(await codeAt(secret, clock.now - 30 * SECOND)), refusal('INVALID_CODE'))
  clock.now += 30 * SECOND
  await logIn(await codeAt(secret, clock.now))
})

onEach('a code that comes twice at the same moment is taken once', async (_, open) => {
  const world = await open()
  const { access, clock } = world
  const somebody = await person(world)
  const { secret } = await enroll(world, somebody)
  const code = await codeAt(secret, clock.now)
  const stores = [access, await world.another(), access]
  const credentials = { email: somebody.email, password: PASSWORD, code }
  const all = await Promise.allSettled(stores.map((it) => it.logIn.logIn(VISITOR, credentials)))
  assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('codes are taken half a minute around their time, and not beyond', async (t) => {
  const world = await onSqlite(t)
  const { access, clock } = world
  const somebody = await person(world)
  const { secret } = await enroll(world, somebody)
  const fits = async (offset: number): Promise<boolean> => {
    clock.now += 10 * MINUTE
    const code = await codeAt(secret, clock.now + offset * SECOND)
    const tried = access.logIn.logIn(VISITOR, { email: somebody.email, password: PASSWORD, code })
    return await tried.then(
      () => true,
      () => false,
    )
  }
  assert.deepEqual(await Promise.all([fits(0)]), [true])
  assert.equal(await fits(-30), true)
  assert.equal(await fits(30), true)
  assert.equal(await fits(-90), false)
  assert.equal(await fits(90), false)
})

onEach('a recovery code stands for one code, once, however it is typed', async (_, open) => {
  const world = await open()
  const { access, db } = world
  const somebody = await person(world)
  const { email } = somebody
  const { recoveryCodes } = await enroll(world, somebody)
  assert.equal(new Set(recoveryCodes).size, 10)
  const [first = '', second = ''] = recoveryCodes
  await access.logIn.logIn(VISITOR, { email, password: PASSWORD, code: first })
  await assert.rejects(
    access.logIn.logIn(VISITOR, { email, password: PASSWORD, code: first }),
    refusal('INVALID_CODE'),
  )
  await access.logIn.logIn(VISITOR, {
    email,
    password: PASSWORD,
    code: second.toUpperCase().replaceAll('-', ' '),
  })
  const rows = await db.all<{ hash: string }>('SELECT hash FROM recovery_codes')
  assert.ok(rows.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash)))
})

test('guessing codes stops after five, from wherever they come', async (t) => {
  const world = await onSqlite(t)
  const { access, clock } = world
  const somebody = await person(world)
  const { secret } = await enroll(world, somebody)
  const { email } = somebody
  const right = await codeAt(secret, clock.now)
  const codes: unknown[] = []
  for (let n = 0; n < 7; n++) {
    const code = String((Number(right) + 1 + n) % 1_000_000).padStart(6, '0')
    const visitor = { peer: `203.0.113.${n}`, agent: '' }
    const error = await access.logIn
      .logIn(visitor, { email, password: PASSWORD, code })
      .catch((it: unknown) => it)
    codes.push((error as { code: string }).code)
  }
  assert.deepEqual(codes, [...Array(5).fill('INVALID_CODE'), 'TOO_MANY', 'TOO_MANY'])
})

onEach(
  'an authenticator is taken away with password and code; a session without one steps up',
  async (_, open) => {
    const world = await open()
    const { access, clock, db } = world
    const somebody = await person(world)
    const early = await access.logIn.logIn(VISITOR, { email: somebody.email, password: PASSWORD })
    const { secret } = await enroll(world, somebody)
    const kept = await db.one<{ it: string }>('SELECT totp_sealed AS it FROM users WHERE id = ?', [
      somebody.userId,
    ])
    assert.ok(!kept?.it.includes(secret))
    // The session in which it was set up has shown it; the one before has not.
    assert.equal((await actorOf(world, somebody.tokens.accessToken)).principal.secondFactor, true)
    const actor = await actorOf(world, early.accessToken)
    assert.equal(actor.principal.secondFactor, false)
    await assert.rejects(access.totp.stepUp(actor, '000000x'), refusal('INVALID_CODE'))
    await access.totp.stepUp(actor, await codeAt(secret, clock.now))
    assert.equal((await actorOf(world, early.accessToken)).principal.secondFactor, true)
    await assert.rejects(access.totp.begin(actor, PASSWORD), refusal('CONFLICT'))
    clock.now += MINUTE
    const code = await codeAt(secret, clock.now)
    await assert.rejects(access.totp.disable(actor, 'wrong', code), refusal('INVALID_CREDENTIALS'))
    await access.totp.disable(actor, PASSWORD, code)
    assert.equal((await actorOf(world, early.accessToken)).principal.secondFactor, false)
    await access.logIn.logIn(VISITOR, { email: somebody.email, password: PASSWORD })
  },
)

onEach('a passkey is made, logs its owner on with a second factor, and is removed', async (_, open) => {
  const world = await open()
  const { access } = world
  const { actor, userId } = await person(world)
  const device = new Authenticator()
  await assert.rejects(access.passkeys.begin(actor, 'wrong'), refusal('INVALID_CREDENTIALS'))
  const asked = await access.passkeys.begin(actor, PASSWORD)
  await access.passkeys.confirm(actor, device.create(asked), 'Laptop')
  assert.deepEqual(
    (await access.passkeys.list(actor)).map(({ name }) => name),
    ['Laptop'],
  )
  const logged = await access.passkeys.logIn(VISITOR, device.get(await access.passkeys.beginLogIn()))
  assert.equal(logged.userId, userId)
  assert.equal((await access.tokens.verify(logged.accessToken)).secondFactor, true)
  const [kept] = await access.passkeys.list(actor)
  assert.ok(kept?.usedAt)
  const other = await person(world)
  await assert.rejects(access.passkeys.remove(other.actor, kept?.id ?? ''), refusal('NOT_FOUND'))
  await access.passkeys.remove(actor, kept?.id ?? '')
  const again = device.get(await access.passkeys.beginLogIn())
  await assert.rejects(access.passkeys.logIn(VISITOR, again), refusal('INVALID_CREDENTIALS'))
})

test('a passkey’s answer counts once, for this site, in time, and with its owner verified', async (t) => {
  const world = await onSqlite(t)
  const { access, clock, system } = world
  const { actor, userId } = await person(world)
  const other = await person(world)
  const device = new Authenticator()
  const asked = await access.passkeys.begin(actor, PASSWORD)
  const made = device.create(asked)
  // Somebody else cannot use the challenge.
  await assert.rejects(access.passkeys.confirm(other.actor, made, 'x'), refusal('INVALID_CREDENTIALS'))
  await access.passkeys.confirm(actor, made, 'x')
  await assert.rejects(access.passkeys.confirm(actor, made, 'again'), refusal('INVALID_CREDENTIALS'))
  const refused = async (answer: ReturnType<Authenticator['get']>, why: string): Promise<void> => {
    await assert.rejects(access.passkeys.logIn(VISITOR, answer), refusal('INVALID_CREDENTIALS'), why)
  }
  const answer = device.get(await access.passkeys.beginLogIn())
  await access.passkeys.logIn(VISITOR, answer)
  await refused(answer, 'the same answer')
  device.counter = 0
  await refused(device.get(await access.passkeys.beginLogIn()), 'a counter that went back')
  device.counter = 9
  const late = await access.passkeys.beginLogIn()
  clock.now += 5 * MINUTE
  await refused(device.get(late), 'too late')
  await refused(device.get({ challenge: Buffer.alloc(58).toString('base64url') }), 'a challenge of nobody')
  await refused(device.get(asked), 'a challenge for something else')
  const begun = await access.passkeys.beginLogIn()
  const signed = device.get(begun)
  await refused({ ...signed, response: { ...signed.response, signature: 'AAAA' } }, 'no signature')
  await refused(new Authenticator().get(begun), 'an unknown key')
  const elsewhere = new Authenticator('evil.example', 'https://evil.example')
  await refused({ ...elsewhere.get(begun), id: signed.id, rawId: signed.id }, 'another site')
  device.verifies = false
  await refused(device.get(await access.passkeys.beginLogIn()), 'owner not verified')
  device.verifies = true
  await access.passkeys.logIn(VISITOR, device.get(await access.passkeys.beginLogIn()))
  await access.users.setStatus(system, userId, 'DISABLED')
  await refused(device.get(await access.passkeys.beginLogIn()), 'disabled')
})
