// People over HTTP: sign up, log on, second factors, keys, accounts.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { requestBytes, systemActor } from '@tapebook/access'
import { generateSync } from 'otplib'
import { type Answer, needsAddon, type Person, startVenue, until, type Venue } from './helpers.ts'

const PASSWORD = 'correct horse battery'
const AUTH = '/api/v1/auth'
const ACCOUNTS = '/api/v1/accounts'

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

const code = ({ status, body }: Answer): unknown[] => [status, body.code]

/** The exchange opens the first account a moment later. */
async function hasAccount({ call }: Venue, token: string): Promise<{ uuid: string; number: number }> {
  let found: { uuid: string; number: number } | undefined
  await until(async () => {
    found = (await call('GET', `${AUTH}/me`, bearer(token))).body.data.accounts[0]
    return found !== undefined
  })
  return found!
}

// req: AU-12 AU-01
test('somebody signs up, logs on, refreshes, sees themselves and logs out', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const { call } = venue
  const email = 'new@example.com'
  const signUp = () => call('POST', `${AUTH}/sign-up`, { body: { email, password: PASSWORD } })
  const [first, second] = [await signUp(), await signUp()]
  assert.equal(first.status, 202)
  assert.deepEqual([second.status, second.body], [first.status, first.body])
  const logIn = (password: string, who = email) =>
    call('POST', `${AUTH}/log-in`, { body: { email: who, password } })
  const wrong = await logIn('something else')
  assert.deepEqual(code(wrong), [401, 'INVALID_CREDENTIALS'])
  assert.deepEqual((await logIn(PASSWORD, 'nobody@example.com')).body, wrong.body)
  const { status, body } = await logIn(PASSWORD)
  assert.equal(status, 200)
  const { access_token, refresh_token, token_type, second_factor, expires_at } = body.data
  assert.deepEqual([token_type, second_factor], ['Bearer', false])
  assert.match(expires_at, /^\d{4}-\d\d-\d\dT/)
  const account = await hasAccount(venue, access_token)
  const me = await call('GET', `${AUTH}/me`, bearer(access_token))
  assert.deepEqual(me.body.data, {
    user_uuid: body.data.user_uuid,
    email,
    role: 'CLIENT',
    tenant: 'main',
    has_totp: false,
    second_factor: false,
    scopes: ['read', 'trade', 'withdraw', 'manage', 'person'],
    accounts: [{ ...account, is_frozen: false }],
  })
  const sessions = await call('GET', `${AUTH}/sessions`, bearer(access_token))
  assert.equal(sessions.body.data.length, 1)
  const next = await call('POST', `${AUTH}/refresh`, { body: { refresh_token } })
  assert.equal(next.status, 200)
  const token = next.body.data.access_token
  assert.equal((await call('POST', `${AUTH}/log-out`, bearer(token))).status, 204)
  for (const it of [token, access_token]) {
    const after = await call('GET', `${AUTH}/me`, bearer(it))
    assert.deepEqual(code(after), [401, 'INVALID_TOKEN'])
    assert.equal(after.headers.get('www-authenticate'), 'Bearer')
  }
  assert.deepEqual(code(await call('POST', `${AUTH}/refresh`, { body: { refresh_token } })), [
    401,
    'INVALID_TOKEN',
  ])
  assert.deepEqual(code(await call('GET', `${AUTH}/me`)), [401, 'UNAUTHENTICATED'])
})

// req: AU-03
test('passwords, sessions, second factor and keys are managed over HTTP', needsAddon, async (t) => {
  const venue = await startVenue(t, { api: {} })
  await t.test('a password is changed and reset', () => passwords(venue))
  await t.test('an authenticator is set up, asked for and taken away', () => authenticator(venue))
  await t.test('a key signs requests until it is revoked', () => keys(venue))
  await t.test('what is no request is refused, with its field', () => refusals(venue))
})

async function passwords({ call, access, person }: Venue): Promise<void> {
  const ana = await person('ana', {})
  const email = 'ana@example.com'
  const change = (present: string) =>
    ana.call('POST', `${AUTH}/password`, { body: { present, password: 'a second passphrase' } })
  assert.deepEqual(code(await change('wrong')), [401, 'INVALID_CREDENTIALS'])
  assert.equal((await change(PASSWORD)).status, 204)
  assert.deepEqual(code(await ana.call('GET', `${AUTH}/me`)), [401, 'INVALID_TOKEN'])
  const forgotten = (who: string) => call('POST', `${AUTH}/password/forgotten`, { body: { email: who } })
  const [there, nobody] = [await forgotten(email), await forgotten('nobody@example.com')]
  assert.deepEqual([there.status, there.body], [202, nobody.body])
  const token = await access.users.issueReset(systemActor('main', 'test'), email)
  const reset = (password: string) => call('POST', `${AUTH}/password/reset`, { body: { token, password } })
  assert.deepEqual(code(await reset('short')), [422, 'WEAK_PASSWORD'])
  assert.equal((await reset('a third passphrase')).status, 204)
  assert.deepEqual(code(await reset('a third passphrase')), [401, 'INVALID_TOKEN'])
  const body = { email, password: 'a third passphrase' }
  assert.equal((await call('POST', `${AUTH}/log-in`, { body })).status, 200)
}

async function authenticator({ call, person }: Venue): Promise<void> {
  const ben = await person('ben', {})
  const begun = await ben.call('POST', `${AUTH}/totp`, { body: { password: PASSWORD } })
  const { secret, uri } = begun.body.data
  assert.match(uri, /^otpauth:\/\/totp\//)
  const confirmed = await ben.call('POST', `${AUTH}/totp/confirm`, {
    body: { code: generateSync({ secret }) },
  })
  const codes: string[] = confirmed.body.data.recovery_codes
  assert.equal(codes.length, 10)
  const logIn = (more: object) =>
    call('POST', `${AUTH}/log-in`, { body: { email: 'ben@example.com', password: PASSWORD, ...more } })
  assert.deepEqual(code(await logIn({})), [403, 'SECOND_FACTOR_NEEDED'])
  assert.deepEqual(code(await logIn({ code: generateSync({ secret }) })), [401, 'INVALID_CODE'])
  const logged = await logIn({ code: codes[0] })
  assert.deepEqual([logged.status, logged.body.data.second_factor], [200, true])
  const token = bearer(logged.body.data.access_token)
  assert.equal(
    (await call('POST', `${AUTH}/totp/verify`, { ...token, body: { code: codes[1] } })).status,
    204,
  )
  const body = { password: PASSWORD, code: codes[2] }
  assert.equal((await call('POST', `${AUTH}/totp/disable`, { ...token, body })).status, 204)
  assert.equal((await logIn({})).status, 200)
  const options = await call('POST', `${AUTH}/passkeys/options`, { ...token, body: { password: PASSWORD } })
  assert.equal(options.body.data.rp.id, 'localhost')
  const bogus = { name: 'x', response: { id: 'x' } }
  assert.deepEqual(code(await call('POST', `${AUTH}/passkeys`, { ...token, body: bogus })), [
    401,
    'INVALID_CREDENTIALS',
  ])
  assert.deepEqual((await call('GET', `${AUTH}/passkeys`, token)).body.data, [])
  assert.equal(typeof (await call('POST', `${AUTH}/passkeys/log-in/options`)).body.data.challenge, 'string')
  const answer = await call('POST', `${AUTH}/passkeys/log-in`, { body: { response: { id: 'x' } } })
  assert.deepEqual(code(answer), [401, 'INVALID_CREDENTIALS'])
  assert.deepEqual(code(await call('DELETE', `${AUTH}/passkeys/x`, token)), [404, 'NOT_FOUND'])
}

async function keys({ call, person }: Venue): Promise<void> {
  // In its first second the server cannot know what was signed before it started, and takes no such change.
  await sleep(1_100)
  const cem = await person('cem', {})
  const dan = await person('dan', {})
  const asked = { name: 'bot', kind: 'HMAC', scopes: ['read', 'trade'] }
  const made = await cem.call('POST', `${AUTH}/keys`, { body: asked })
  assert.equal(made.status, 201)
  const { key, secret } = made.body.data
  const signed = (method: 'GET' | 'POST', target: string, timestamp: number, text?: string, sent = text) => {
    const body = text === undefined ? {} : { body: Buffer.from(text) }
    const payload = requestBytes({ timestamp, method, target, ...body })
    const headers = {
      'x-api-key': key.id,
      'x-timestamp': String(timestamp),
      'x-signature': createHmac('sha256', secret).update(payload).digest('hex'),
    }
    return call(method, target, { headers, ...(sent === undefined ? {} : { body: sent }) })
  }
  const target = `${ACCOUNTS}?page=1`
  const mine = await signed('GET', target, Date.now())
  assert.deepEqual(
    mine.body.data.map((it: { uuid: string }) => it.uuid),
    [cem.uuid],
  )
  assert.deepEqual(code(await signed('GET', target, Date.now() - 6_000)), [401, 'OUTSIDE_WINDOW'])
  // A key makes no key and opens no account.
  const body = JSON.stringify({ ...asked, name: 'another' })
  assert.deepEqual(code(await signed('POST', `${AUTH}/keys`, Date.now(), body)), [403, 'FORBIDDEN'])
  assert.deepEqual(code(await signed('POST', ACCOUNTS, Date.now(), '{"name":"x"}', '{"name": "x"}')), [
    401,
    'INVALID_KEY',
  ])
  const at = Date.now()
  assert.deepEqual(code(await signed('POST', ACCOUNTS, at, '{"name":"x"}')), [403, 'FORBIDDEN'])
  assert.deepEqual(code(await signed('POST', ACCOUNTS, at, '{"name":"x"}')), [401, 'REPLAYED'])
  assert.deepEqual(code(await dan.call('DELETE', `${AUTH}/keys/${key.id}`)), [404, 'NOT_FOUND'])
  const rotated = await cem.call('POST', `${AUTH}/keys/${key.id}/rotate`, { body: { overlap_s: 0 } })
  assert.notEqual(rotated.body.data.secret, secret)
  assert.deepEqual(code(await signed('GET', target, Date.now())), [401, 'INVALID_KEY'])
  const list = await cem.call('GET', `${AUTH}/keys`)
  assert.equal(list.body.data.length, 2)
  assert.ok(!JSON.stringify(list.body).includes(rotated.body.data.secret))
  assert.equal((await cem.call('DELETE', `${AUTH}/keys/${rotated.body.data.key.id}`)).status, 204)
}

async function refusals({ call }: Venue): Promise<void> {
  const cases: [unknown, string, string | undefined][] = [
    [{ email: 'x@example.com' }, 'INVALID_FIELD', 'password'],
    [{ email: 'x@example.com', password: PASSWORD, role: 'ADMIN' }, 'UNKNOWN_FIELD', 'role'],
    [{ email: 7, password: PASSWORD }, 'INVALID_FIELD', 'email'],
    [`{"email":"x@example.com","email":"y@example.com","password":"x"}`, 'INVALID_JSON', undefined],
    [`{"__proto__":{"email":"x@example.com"},"password":"x"}`, 'INVALID_JSON', undefined],
  ]
  for (const [body, is, field] of cases) {
    const answer = await call('POST', `${AUTH}/log-in`, { body })
    assert.equal(answer.status, 400, JSON.stringify(body))
    if (field !== undefined) assert.deepEqual([answer.body.code, answer.body.field], [is, field])
  }
  const version = await call('GET', ACCOUNTS, { headers: { 'api-version': 'v2' } })
  assert.deepEqual(code(version), [400, 'UNSUPPORTED_VERSION'])
}

// req: R-019 R-020 R-021 R-022 R-023 AL-20 RA-02 RA-05 AU-02
test('accounts are opened, shown, renamed, frozen and closed by whom they may be', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const { person, call } = venue
  const ana = await person('ana', { USD: '1234567.5', BTC: '2' })
  const bob = await person('bob', {})
  const admin = await person('admin', {}, 'ADMIN')
  const support = await person('support', {}, 'SUPPORT')
  const risk = await person('risk', {}, 'RISK_MANAGER')
  const shown = await ana.call('GET', `${ACCOUNTS}/${ana.uuid}`)
  assert.equal(shown.headers.get('api-version'), 'v1')
  const { created_at, ...rest } = shown.body.data
  assert.match(created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  assert.deepEqual(rest, {
    uuid: ana.uuid,
    name: 'Main',
    user: { uuid: ana.userId },
    balances: [
      { asset: 'USD', available: '1234567.50', reserved: '0.00', total: '1234567.50' },
      { asset: 'BTC', available: '2.00000000', reserved: '0.00000000', total: '2.00000000' },
    ],
    formatted_balance: '1,234,567.50 USD',
    is_frozen: false,
  })
  const made = await ana.call('POST', ACCOUNTS, { body: { name: 'Savings' } })
  assert.deepEqual([made.status, made.body.message], [201, 'Account created successfully'])
  const { uuid } = made.body.data
  const names = async (who: Person, query = ''): Promise<string[]> => {
    const { body } = await who.call('GET', `${ACCOUNTS}${query}`)
    return body.data.map((it: { name: string }) => it.name)
  }
  assert.deepEqual(await names(ana), ['Main', 'Savings'])
  assert.deepEqual(await names(bob, `?user_uuid=${ana.userId}`), [])
  assert.deepEqual(await names(support, `?user_uuid=${ana.userId}`), ['Main', 'Savings'])
  assert.deepEqual((await support.call('GET', ACCOUNTS)).body.meta, {
    current_page: 1,
    last_page: 1,
    per_page: 15,
    total: 3,
  })
  // Whoever may not see it gets the same as for one that is not there.
  const none = await bob.call('GET', `${ACCOUNTS}/nothing`)
  for (const who of [bob, risk]) {
    for (const [method, body] of [
      ['GET', undefined],
      ['PUT', { name: 'x' }],
      ['PATCH', { name: 'x' }],
    ] as const) {
      const answer = await who.call(method, `${ACCOUNTS}/${uuid}`, body === undefined ? {} : { body })
      assert.deepEqual([answer.status, answer.body], [404, none.body])
    }
  }
  assert.deepEqual(code(await bob.call('POST', ACCOUNTS, { body: { name: 'x', user_uuid: ana.userId } })), [
    403,
    'FORBIDDEN',
  ])
  assert.deepEqual(code(await ana.call('DELETE', `${ACCOUNTS}/${uuid}`)), [403, 'FORBIDDEN'])
  assert.deepEqual(code(await ana.call('PATCH', `${ACCOUNTS}/${uuid}`, { body: { is_frozen: true } })), [
    403,
    'FORBIDDEN',
  ])
  assert.deepEqual(code(await ana.call('PATCH', `${ACCOUNTS}/${uuid}`, { body: {} })), [400, 'INVALID_FIELD'])
  for (const method of ['PUT', 'PATCH'] as const) {
    const renamed = await ana.call(method, `${ACCOUNTS}/${uuid}`, { body: { name: method } })
    assert.equal(renamed.body.data.name, method)
  }
  // The exchange freezes it too: it takes no order then.
  const frozen = await admin.call('PATCH', `${ACCOUNTS}/${ana.uuid}`, { body: { is_frozen: true } })
  assert.equal(frozen.body.data.is_frozen, true)
  const order = { pair: 'BTCUSD', side: 'buy', type: 'limit', price: '100.00', quantity: '1' }
  const headers = { 'x-account': ana.uuid }
  await until(async () => {
    const { body } = await ana.call('POST', '/api/v2/orders', { body: order, headers })
    return body.code === 'ACCOUNT_FROZEN'
  })
  assert.equal((await admin.call('DELETE', `${ACCOUNTS}/${uuid}`)).status, 204)
  assert.deepEqual(await names(ana), ['Main'])
  // One that holds money is not closed: the exchange refuses, and it is there again.
  assert.equal((await admin.call('DELETE', `${ACCOUNTS}/${ana.uuid}`)).status, 204)
  await until(async () => (await names(ana)).includes('Main'))
  const opened = await admin.call('POST', ACCOUNTS, { body: { name: 'For Bob', user_uuid: bob.userId } })
  assert.equal(opened.status, 201)
  assert.deepEqual(await names(bob), ['Main', 'For Bob'])
  assert.deepEqual(code(await call('GET', ACCOUNTS)), [401, 'UNAUTHENTICATED'])
})

// req: AU-05 CO-01 CO-09
test('operators see and steer people, with a reason, and the trail keeps it', needsAddon, async (t) => {
  const { person, call, access } = await startVenue(t)
  const [ana, chief] = [await person('ana', {}), await person('chief', {}, 'SUPER_ADMIN')]
  const [admin, support] = [await person('admin', {}, 'ADMIN'), await person('support', {}, 'SUPPORT')]
  const first = await support.call('GET', '/admin/users?limit=3')
  const second = await support.call('GET', `/admin/users?limit=3&cursor=${first.body.next_cursor}`)
  const emails = [...first.body.data, ...second.body.data].map((it: { email: string }) => it.email).sort()
  assert.deepEqual(
    emails,
    ['admin', 'ana', 'chief', 'support'].map((it) => `${it}@example.com`),
  )
  assert.equal(second.body.next_cursor, null)
  assert.deepEqual(code(await ana.call('GET', '/admin/users')), [403, 'FORBIDDEN'])

  const disable = { status: 'DISABLED', reason: 'asked by phone' }
  const path = `/admin/users/${ana.userId}`
  assert.deepEqual(code(await support.call('PATCH', path, { body: disable })), [403, 'FORBIDDEN'])
  const unexplained = await admin.call('PATCH', path, { body: { status: 'DISABLED' } })
  assert.deepEqual([unexplained.status, unexplained.body.field], [400, 'reason'])
  assert.deepEqual(code(await admin.call('PATCH', path, { body: { role: 'ADMIN', reason: 'x x x' } })), [
    403,
    'FORBIDDEN',
  ])
  const done = await admin.call('PATCH', path, { body: disable })
  assert.deepEqual([done.status, done.body.data.status], [200, 'DISABLED'])
  assert.deepEqual(code(await ana.call('GET', `${AUTH}/me`)), [401, 'INVALID_TOKEN'])

  const make = (who: Person, role?: string) =>
    who.call('POST', '/admin/users', {
      body: { email: `made-${role}@example.com`, password: PASSWORD, ...(role !== undefined && { role }) },
    })
  assert.equal((await make(admin)).status, 201)
  assert.deepEqual(code(await make(admin, 'SUPPORT')), [403, 'FORBIDDEN'])
  assert.equal((await make(chief, 'RISK_MANAGER')).body.data.role, 'RISK_MANAGER')
  assert.deepEqual(code(await make(chief, 'RISK_MANAGER')), [409, 'CONFLICT'])

  const { body } = await admin.call('GET', `/admin/audit?resource=USER&resource_id=${ana.userId}&limit=1`)
  const [{ id, timestamp, hash, ip, agent, ...row }] = body.data
  assert.ok(id > 0 && hash.length === 64 && ip !== '' && agent !== '' && timestamp !== '')
  assert.deepEqual(row, {
    user_uuid: admin.userId,
    action: 'USER_STATUS_CHANGED',
    resource: 'USER',
    resource_id: ana.userId,
    changes: { before: { status: 'ACTIVE' }, after: { status: 'DISABLED' }, reason: 'asked by phone' },
  })
  assert.deepEqual(code(await support.call('GET', '/admin/audit')), [403, 'FORBIDDEN'])
  const check = await admin.call('GET', '/admin/audit/check')
  assert.equal(check.body.data.broken, null)
  assert.equal(check.body.data.rows, (await access.audit.verify()).rows)
  assert.deepEqual(code(await call('GET', '/admin/audit')), [401, 'UNAUTHENTICATED'])
})
