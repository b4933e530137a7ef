// Sign-up, log-in, tokens, passwords: what people do with their credentials.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { hash as bcryptHash } from '@node-rs/bcrypt'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import {
  actorOf,
  DAY,
  HOUR,
  MINUTE,
  onEach,
  onSqlite,
  operator,
  PASSWORD,
  person,
  refusal,
  SECOND,
  VISITOR,
} from './helpers.ts'

// req: AU-12 AU-04
onEach('a log-in gives a token that a log-out ends', async (_, open) => {
  const world = await open()
  const { access } = world
  const { userId, tokens, actor } = await person(world)
  assert.equal(actor.principal.userId, userId)
  assert.equal(actor.principal.role, 'CLIENT')
  const [account] = actor.principal.accounts
  const claims = decodeJwt(tokens.accessToken)
  assert.equal(claims.userId, userId)
  assert.equal(claims.accountId, account?.uuid)
  assert.equal(claims.role, 'CLIENT')
  assert.equal((claims.exp ?? 0) - (claims.iat ?? 0), 24 * 3_600)
  await access.logIn.logOut(actor)
  await assert.rejects(access.tokens.verify(tokens.accessToken), refusal('INVALID_TOKEN'))
  await assert.rejects(access.logIn.refresh(VISITOR, tokens.refreshToken), refusal('INVALID_TOKEN'))
})

// req: AU-04
test('a token is good for 24 hours, an operator’s for 8', async (t) => {
  const world = await onSqlite(t)
  const { access, clock } = world
  const client = await person(world)
  const admin = await operator(world, 'ADMIN')
  const start = clock.now
  clock.now = start + 8 * HOUR - SECOND
  await access.tokens.verify(admin.tokens.accessToken)
  clock.now = start + 8 * HOUR
  await assert.rejects(access.tokens.verify(admin.tokens.accessToken), refusal('INVALID_TOKEN'))
  clock.now = start + 24 * HOUR - SECOND
  await access.tokens.verify(client.tokens.accessToken)
  clock.now = start + 24 * HOUR
  await assert.rejects(access.tokens.verify(client.tokens.accessToken), refusal('INVALID_TOKEN'))
})

onEach('wrong passwords, unknown people and disabled ones get one answer', async (_, open) => {
  const world = await open()
  const { access, system } = world
  const { email } = await person(world)
  const other = await person(world)
  await access.users.setStatus(system, other.userId, 'DISABLED')
  const answers: unknown[] = []
  for (const credentials of [
    { email, password: 'not the password' },
    { email: 'nobody@example.org', password: PASSWORD },
    { email: other.email, password: PASSWORD },
    { email, password: PASSWORD, tenant: 'elsewhere' },
  ]) {
    const refused = await access.logIn.logIn(VISITOR, credentials).catch((error: unknown) => error)
    answers.push(String(refused), (refused as { code: string }).code)
  }
  assert.deepEqual(
    [...new Set(answers)],
    ['Refusal: The address or the password is wrong.', 'INVALID_CREDENTIALS'],
  )
})

test('a log-in takes as long for nobody as for somebody', async (t) => {
  const { access } = await onSqlite(t, {
    settings: { passwords: { memoryKib: 19_456, passes: 2, atOnce: 1, waitingMax: 9 } },
  })
  await access.users.signUp(VISITOR, { email: 'there@example.org', password: PASSWORD })
  // Time of the processor: that of the clock is other programs' too.
  const spent = { 'there@example.org': 0, 'nobody@example.org': 0 }
  for (let n = 0; n < 24; n++) {
    // In turn, and from another peer each time, so that none is held back.
    const email = n % 2 === 0 ? 'there@example.org' : 'nobody@example.org'
    const visitor = { peer: `198.51.100.${n}`, agent: '' }
    const begin = process.cpuUsage()
    await access.logIn.logIn(visitor, { email, password: 'wrong one' }).catch(() => 0)
    const { user, system } = process.cpuUsage(begin)
    spent[email] += user + system
  }
  const [there, nobody] = Object.values(spent) as [number, number]
  assert.ok(Math.max(there, nobody) / Math.min(there, nobody) < 1.6, `${there} us and ${nobody} us`)
})

onEach('a second sign-up with an address is answered as the first, and changes nothing', async (_, open) => {
  const world = await open()
  const { access } = world
  const { email } = await person(world)
  const again = { email: email.toUpperCase(), password: 'another passphrase' }
  assert.equal(await access.users.signUp(VISITOR, again), undefined)
  await assert.rejects(access.logIn.logIn(VISITOR, again), refusal('INVALID_CREDENTIALS'))
  await access.logIn.logIn(VISITOR, { email, password: PASSWORD })
})

onEach('where mails are sent an address is confirmed before a log-in, once', async (_, open) => {
  const world = await open({ mail: true })
  const { access, mails } = world
  const email = 'new@example.org'
  await access.users.signUp(VISITOR, { email, password: PASSWORD })
  await access.settled()
  await assert.rejects(
    access.logIn.logIn(VISITOR, { email, password: PASSWORD }),
    refusal('INVALID_CREDENTIALS'),
  )
  const token = mails[0]?.token ?? ''
  await access.users.confirm(VISITOR, token)
  await access.logIn.logIn(VISITOR, { email, password: PASSWORD })
  await assert.rejects(access.users.confirm(VISITOR, token), refusal('INVALID_TOKEN'))
  await access.users.signUp(VISITOR, { email, password: PASSWORD })
  await access.settled()
  assert.deepEqual(
    mails.map(({ kind }) => kind),
    ['CONFIRM_ADDRESS', 'ADDRESS_TAKEN'],
  )
})

// req: AU-09
test('passwords are kept by argon2id; a bcrypt hash of an older system still fits, and is replaced', async (t) => {
  const world = await onSqlite(t)
  const { access, db } = world
  const { email, userId } = await person(world)
  const stored = async (): Promise<string> =>
    (await db.one<{ it: string }>('SELECT password_hash AS it FROM users WHERE id = ?', [userId]))?.it ?? ''
  assert.match(await stored(), /^\$argon2id\$v=19\$m=64,t=1,p=1\$/)
  const old = await bcryptHash('an old password', { cost: 4 })
  await db.run('UPDATE users SET password_hash = ? WHERE id = ?', [old, userId])
  await assert.rejects(
    access.logIn.logIn(VISITOR, { email, password: PASSWORD }),
    refusal('INVALID_CREDENTIALS'),
  )
  await access.logIn.logIn(VISITOR, { email, password: 'an old password' })
  assert.match(await stored(), /^\$argon2id\$/)
  await access.logIn.logIn(VISITOR, { email, password: 'an old password' })
  await db.run('UPDATE users SET password_hash = ? WHERE id = ?', ['damaged', userId])
  await assert.rejects(access.logIn.logIn(VISITOR, { email, password: '' }), refusal('INVALID_CREDENTIALS'))
})

test('weak passwords and what is no address are refused', async (t) => {
  const { access } = await onSqlite(t)
  for (const password of [
    'short',
    'aaaaaaaaaaaa',
    'Password123!',
    '1234567890',
    'somebody-else-1',
    'x'.repeat(129),
  ]) {
    const asked = access.users.signUp(VISITOR, { email: 'somebody@example.org', password })
    await assert.rejects(asked, refusal('WEAK_PASSWORD'), password)
  }
  for (const email of [
    '',
    'x',
    'a@b@c',
    'a b@c.org',
    'x\n@example.org',
    `${'x'.repeat(65)}@example.org`,
    'a@-c',
  ]) {
    await assert.rejects(
      access.users.signUp(VISITOR, { email, password: PASSWORD }),
      refusal('INVALID_INPUT'),
      email,
    )
  }
})

onEach('a refresh token is used once; a second use ends the whole family', async (_, open) => {
  const world = await open()
  const { access } = world
  const { tokens } = await person(world)
  const second = await access.logIn.refresh(VISITOR, tokens.refreshToken)
  await access.tokens.verify(second.accessToken)
  const third = await access.logIn.refresh(VISITOR, second.refreshToken)
  await assert.rejects(access.logIn.refresh(VISITOR, tokens.refreshToken), refusal('INVALID_TOKEN'))
  await assert.rejects(access.logIn.refresh(VISITOR, third.refreshToken), refusal('INVALID_TOKEN'))
  await assert.rejects(access.tokens.verify(third.accessToken), refusal('INVALID_TOKEN'))
  await assert.rejects(access.logIn.refresh(VISITOR, 'made up'), refusal('INVALID_TOKEN'))
})

onEach('of two refreshes at once with one token one goes through at most', async (_, open) => {
  const world = await open()
  const { tokens } = await person(world)
  const stores = [world.access, await world.another()]
  const all = await Promise.allSettled(stores.map((it) => it.logIn.refresh(VISITOR, tokens.refreshToken)))
  assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 1)
})

onEach(
  'log-out everywhere, a new role and being disabled end every session, elsewhere within a second',
  async (_, open) => {
    const world = await open()
    const { access, system, clock } = world
    const elsewhere = await world.another()
    const deeds: [string, (userId: string) => Promise<void>][] = [
      ['log-out', (id) => access.users.logOutEverywhere(system, id)],
      ['role', (id) => access.users.setRole(system, id, 'SUPPORT')],
      ['disabled', (id) => access.users.setStatus(system, id, 'DISABLED')],
    ]
    for (const [name, deed] of deeds) {
      const { userId, tokens, email } = await person(world)
      const second = await access.logIn.logIn(VISITOR, { email, password: PASSWORD })
      await elsewhere.tokens.verify(second.accessToken)
      await deed(userId)
      for (const { accessToken } of [tokens, second]) {
        await assert.rejects(access.tokens.verify(accessToken), refusal('INVALID_TOKEN'), name)
      }
      clock.now += SECOND
      await assert.rejects(elsewhere.tokens.verify(second.accessToken), refusal('INVALID_TOKEN'), name)
      await assert.rejects(access.logIn.refresh(VISITOR, second.refreshToken), refusal('INVALID_TOKEN'), name)
    }
  },
)

onEach('one token is revoked by its id; its session goes on', async (_, open) => {
  const world = await open()
  const { access } = world
  const { tokens, actor } = await person(world)
  await access.tokens.revoke(actor)
  await assert.rejects(access.tokens.verify(tokens.accessToken), refusal('INVALID_TOKEN'))
  const next = await access.logIn.refresh(VISITOR, tokens.refreshToken)
  await access.tokens.verify(next.accessToken)
})

onEach('a password is changed with the present one, which ends all sessions', async (_, open) => {
  const world = await open()
  const { access } = world
  const { email, actor, tokens } = await person(world)
  await assert.rejects(
    access.users.changePassword(actor, 'wrong', 'a new passphrase'),
    refusal('INVALID_CREDENTIALS'),
  )
  await assert.rejects(access.users.changePassword(actor, PASSWORD, 'short'), refusal('WEAK_PASSWORD'))
  await access.users.changePassword(actor, PASSWORD, 'a new passphrase')
  await assert.rejects(access.tokens.verify(tokens.accessToken), refusal('INVALID_TOKEN'))
  await assert.rejects(
    access.logIn.logIn(VISITOR, { email, password: PASSWORD }),
    refusal('INVALID_CREDENTIALS'),
  )
  await access.logIn.logIn(VISITOR, { email, password: 'a new passphrase' })
})

onEach('a password is reset by a link, once, while it is fresh; asking tells nothing', async (_, open) => {
  const world = await open({ mail: true })
  const { access, clock, mails, db } = world
  const email = 'forgets@example.org'
  await access.users.signUp(VISITOR, { email, password: PASSWORD })
  await access.settled()
  await access.users.confirm(VISITOR, mails.pop()?.token ?? '')
  const { accessToken } = await access.logIn.logIn(VISITOR, { email, password: PASSWORD })
  const ask = async (): Promise<string> => {
    await access.users.requestReset(VISITOR, email)
    await access.settled()
    return mails.pop()?.token ?? ''
  }
  assert.equal(await access.users.requestReset(VISITOR, 'nobody@example.org'), undefined)
  await access.settled()
  assert.equal(mails.length, 0)
  const late = await ask()
  const kept = await db.all<{ hash: string }>('SELECT hash FROM one_time_tokens')
  assert.ok(kept.every(({ hash }) => hash !== late && /^[0-9a-f]{64}$/.test(hash)))
  clock.now += 30 * MINUTE
  await assert.rejects(
    access.users.resetPassword(VISITOR, late, 'a new passphrase'),
    refusal('INVALID_TOKEN'),
  )
  const [first, second] = [await ask(), await ask()]
  await assert.rejects(access.users.resetPassword(VISITOR, first, 'short'), refusal('WEAK_PASSWORD'))
  await access.users.resetPassword(VISITOR, first, 'a new passphrase')
  for (const token of [first, second, '']) {
    await assert.rejects(
      access.users.resetPassword(VISITOR, token, 'one more phrase'),
      refusal('INVALID_TOKEN'),
    )
  }
  await assert.rejects(access.tokens.verify(accessToken), refusal('INVALID_TOKEN'))
  await access.logIn.logIn(VISITOR, { email, password: 'a new passphrase' })
})

// req: AU-08
onEach(
  'people see where they are logged on, and end one of it; others’ sessions are not there',
  async (_, open) => {
    const world = await open()
    const { access } = world
    const { email, actor } = await person(world)
    const other = await person(world)
    const second = await access.logIn.logIn(
      { peer: '203.0.113.9', agent: 'phone' },
      { email, password: PASSWORD },
    )
    const sessions = await access.logIn.sessions(actor)
    assert.deepEqual(sessions.map(({ agent, isThis }) => [agent, isThis]).sort(), [
      ['phone', false],
      ['test', true],
    ])
    await assert.rejects(access.logIn.endSession(other.actor, second.sessionId), refusal('NOT_FOUND'))
    await access.logIn.endSession(actor, second.sessionId)
    await assert.rejects(access.tokens.verify(second.accessToken), refusal('INVALID_TOKEN'))
    await access.tokens.verify(
      await access.logIn.logIn(VISITOR, { email, password: PASSWORD }).then((it) => it.accessToken),
    )
  },
)

// req: AU-01
test('forged, altered and foreign tokens are refused', async (t) => {
  const world = await onSqlite(t)
  const { access, db, masterKey } = world
  const { tokens } = await person(world)
  const [head = '', body = '', signature = ''] = tokens.accessToken.split('.')
  const { kid = '' } = decodeProtectedHeader(tokens.accessToken)
  const claims = decodeJwt(tokens.accessToken)
  const row = await db.one<{ sealed: string }>('SELECT secret_sealed AS sealed FROM signing_keys')
  const secret = Buffer.from(masterKey.unseal(row?.sealed ?? '', `signing key ${kid}`), 'base64')
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = (
    header: object,
    payload: object,
    key: Uint8Array = secret,
    algorithm = 'sha256',
  ): string => {
    const text = `${encode(header)}.${encode(payload)}`
    return `${text}.${createHmac(algorithm, key).update(text).digest('base64url')}`
  }
  const header = { alg: 'HS256', typ: 'at+jwt', kid }
  // The same claims, signed as they should be, are taken: what follows is refused for what it changes.
  await access.tokens.verify(signed(header, claims))
  const { exp: _exp, ...endless } = claims
  const forged: Record<string, string> = {
    none: `${encode({ ...header, alg: 'none' })}.${body}.`,
    'none, signed': signed({ ...header, alg: 'none' }, claims),
    'another algorithm': signed({ ...header, alg: 'HS512' }, claims, secret, 'sha512'),
    'a public key as secret': signed(header, claims, Buffer.from('-----BEGIN PUBLIC KEY-----')),
    'an empty secret': signed(header, claims, Buffer.alloc(0)),
    'a path as kid': signed({ ...header, kid: '../../../dev/null' }, claims, Buffer.alloc(0)),
    'a statement as kid': signed({ ...header, kid: "' UNION SELECT 'x" }, claims),
    'no kid': signed({ alg: 'HS256', typ: 'at+jwt' }, claims),
    'another type': signed({ ...header, typ: 'JWT' }, claims),
    'another audience': signed(header, { ...claims, aud: 'elsewhere' }),
    'another issuer': signed(header, { ...claims, iss: 'elsewhere' }),
    expired: signed(header, { ...claims, exp: 1 }),
    endless: signed(header, endless),
    'not yet': signed(header, { ...claims, nbf: (claims.exp ?? 0) + 1 }),
    'an old epoch': signed(header, { ...claims, epoch: -1 }),
    'another session': signed(header, { ...claims, sid: 'x' }),
    'a key in the header': signed({ ...header, jwk: { kty: 'oct', k: 'AAAA' } }, claims, Buffer.alloc(3)),
    'other claims': `${head}.${encode({ ...claims, role: 'SUPER_ADMIN' })}.${signature}`,
    'no signature': `${head}.${body}.`,
    'no token': 'x',
    nothing: '',
    'too long': `${tokens.accessToken}${'x'.repeat(4_096)}`,
  }
  for (const [name, token] of Object.entries(forged)) {
    await assert.rejects(access.tokens.verify(token), refusal('INVALID_TOKEN'), name)
  }
  // A role in a token is for who shows it; what counts stands in the store.
  const raised = await access.tokens.verify(signed(header, { ...claims, role: 'SUPER_ADMIN' }))
  assert.equal(raised.role, 'CLIENT')
})

onEach('after a rotation of the signing key old tokens are good until they expire', async (_, open) => {
  const world = await open()
  const { access, system, clock } = world
  const { tokens, email } = await person(world)
  const elsewhere = await world.another()
  await access.tokens.rotate(system)
  const next = await access.logIn.logIn(VISITOR, { email, password: PASSWORD })
  const kid = ({ accessToken }: { accessToken: string }): unknown => decodeProtectedHeader(accessToken).kid
  assert.notEqual(kid(next), kid(tokens))
  await access.tokens.verify(tokens.accessToken)
  await access.tokens.verify(next.accessToken)
  clock.now += SECOND
  await elsewhere.tokens.verify(next.accessToken)
  clock.now += DAY + SECOND
  await access.sweep()
  await assert.rejects(access.tokens.verify(tokens.accessToken), refusal('INVALID_TOKEN'))
  assert.ok(
    (await actorOf(world, (await access.logIn.refresh(VISITOR, next.refreshToken)).accessToken)).principal,
  )
})
