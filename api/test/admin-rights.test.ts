// Who may do what to the venue: every route with every role, without one, from another tenant, and while the exchange is away.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ROLES, type Role, systemActor } from '@tapebook/access'
import { NO_FAULTS } from '@tapebook/service'
import { call, type Method, needsAddon, type Person, startVenue, until } from './helpers.ts'

const REASON = { reason: 'asked for by the desk' }
const KEY = { 'idempotency-key': 'once' }

/**
 * Method and path, who may (in the order of ROLES: SUPER_ADMIN, ADMIN, RISK_MANAGER, SUPPORT, CLIENT), and a body
 * that is one; `A` stands for an account that no person has.
 */
const ROUTES: readonly [Method, string, string, object?][] = [
  ['GET', '/admin/accounts', 'xx-x-'],
  ['POST', '/admin/accounts', 'xx---', { user_uuid: 'U', name: 'Second' }],
  ['GET', '/admin/accounts/A', 'xx-x-'],
  ['POST', '/admin/accounts/A/suspend', 'xx---', REASON],
  ['POST', '/admin/accounts/A/activate', 'xx---', REASON],
  ['POST', '/admin/accounts/A/close', 'xx---', REASON],
  ['PUT', '/admin/accounts/A/tier', 'xx---', { tier: 1, ...REASON }],
  ['PUT', '/admin/accounts/A/risk-group', 'x-x--', { group: 2, ...REASON }],
  ['POST', '/admin/deposit', 'xx---', { account: 'A', asset: 'USD', amount: '1', ...REASON }],
  ['POST', '/admin/adjust', 'xx---', { account: 'A', asset: 'USD', amount: '-1', ...REASON }],
  ['GET', '/admin/symbols', 'xxxx-'],
  [
    'POST',
    '/admin/symbols',
    'x----',
    {
      ...{ symbol: 'ETHBTC', base: 'ETH', quote: 'BTC', tick_size: '0.0001', lot_size: '0.001', ticks: [] },
      ...{ min_quantity: '0.001', max_quantity: '9', max_price: '10', collar_ppm: 0, band_ppm: 0 },
      ...{ protection_ppm: 50_000, ...REASON },
    },
  ],
  [
    'PUT',
    '/admin/symbols/BTCUSD',
    'x----',
    { collar_ppm: 0, band_ppm: 0, protection_ppm: 9, ticks: [], ...REASON },
  ],
  ['PUT', '/admin/symbols/BTCUSD/reference-price', 'x----', { price: '64000', ...REASON }],
  ['POST', '/admin/symbols/BTCUSD/delist', 'x----', REASON],
  ['PUT', '/admin/symbols/BTCUSD/phase', 'xxx--', { phase: 'halted', ...REASON }],
  ['POST', '/admin/symbols/BTCUSD/enable', 'xxx--', REASON],
  ['POST', '/admin/symbols/BTCUSD/disable', 'xxx--', REASON],
  [
    'PUT',
    '/admin/symbols/BTCUSD/calendar',
    'x----',
    { calendar: { timeZone: 'UTC', phases: [] }, ...REASON },
  ],
  ['PUT', '/admin/symbols/BTCUSD/trading-rules', 'x----', REASON],
  ['GET', '/admin/fees', 'xxxx-'],
  ['PUT', '/admin/fees/1', 'xx---', { maker: '0', taker: '0', ...REASON }],
  ['GET', '/admin/limits', 'x-x--'],
  ['GET', '/admin/limits/tier/1', 'x-x--'],
  ['PUT', '/admin/limits/tier/1', 'x-x--', { open_orders: 9, ...REASON }],
  ['GET', '/admin/kill-switches', 'x-x--'],
  ['PUT', '/admin/kill-switches/tier/1', 'x-x--', { engaged: true, ...REASON }],
  ['PUT', '/admin/risk-groups/1/owner', 'x-x--', { member: 0, ...REASON }],
  ['GET', '/admin/busts', 'x----'],
  ['POST', '/admin/busts', 'x----', { symbol: 'BTCUSD', trade_id: 1, ...REASON }],
  ['POST', '/admin/busts/x/approve', 'x----', REASON],
  ['POST', '/admin/busts/x/reject', 'x----', REASON],
  ['GET', '/admin/members', 'xxxx-'],
  ['POST', '/admin/members', 'x----', { public_key: '0'.repeat(64), account: 'A', may: 'read', ...REASON }],
  ['POST', '/admin/members/3/revoke', 'x----', REASON],
  ['PUT', '/admin/members/3/accounts/A', 'x----', { bound: true, ...REASON }],
  ['GET', '/admin/sandbox', 'xxxx-'],
  ['PUT', '/admin/sandbox/faults', 'xx---', { ...NO_FAULTS, ...REASON }],
  ['PUT', '/admin/sandbox/assets/USD', 'xx---', { start: '1', daily: '1', ...REASON }],
  ['GET', '/fix/status', 'xxxx-'],
  ['GET', '/fix/sessions', 'xxxx-'],
  ['POST', '/fix/connect', 'xx---', { session: 'YOFX1' }],
  ['POST', '/fix/disconnect', 'xx---', { session: 'YOFX1', ...REASON }],
  ['GET', '/admin/fix/status', 'xxxx-'],
  ['POST', '/admin/fix/connect', 'xx---', { session: 'YOFX1' }],
  ['POST', '/admin/fix/disconnect', 'xx---', { session: 'YOFX1', ...REASON }],
  ['GET', '/admin/users/U/keys', 'xx---'],
  ['POST', `/admin/keys/${'0'.repeat(32)}/revoke`, 'xx---', REASON],
]

/** These go on without the exchange: they are the store's own. */
const OWN = /^\/admin\/(busts|users|keys)|\/fix\//

// req: AU-05 AU-06 AU-11
test('every role gets its answer at every route of operators', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const people = new Map<Role, Person>()
  for (const role of ROLES)
    people.set(role, await venue.person(role.toLowerCase().replace('_', '-'), {}, role))
  const named = (text: string): string =>
    text.replace('/A', `/${venue.alice.account}`).replace('/U/', `/${people.get('CLIENT')!.userId}/`)
  const bodyOf = (body: object | undefined) =>
    body === undefined
      ? {}
      : {
          body: JSON.parse(
            JSON.stringify(body)
              .replace('"A"', `"${venue.alice.account}"`)
              .replace('"U"', `"${people.get('CLIENT')!.userId}"`),
          ),
        }
  await t.test('the routes that are tested are all that there are', async () => {
    const { body } = await venue.call('GET', '/docs/json')
    const served = Object.entries<object>(body.paths)
      .filter(
        ([path]) =>
          /^\/(admin|fix)\//.test(path) && !/^\/admin\/(audit|withdrawals|users(\/\{id\})?$)/.test(path),
      )
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((it) => `${it.toUpperCase()} ${path.replace(/\{\w+\}/g, '*')}`),
      )
    const tested = ROUTES.map(([method, path]) => {
      const shape = path
        .replace(/\/(A|U|BTCUSD|x|3|0{32})(?=\/|$)/g, '/*')
        .replace(/(limits|kill-switches)\/tier\/1/, '$1/*/*')
        .replace(/(fees|risk-groups)\/1/, '$1/*')
        .replace('assets/USD', 'assets/*')
      return `${method} ${shape}`
    })
    assert.deepEqual([...served].sort(), tested.sort())
  })
  await t.test('who may not is told so, whatever they send; who may is not', async () => {
    for (const [method, path, line, body] of ROUTES) {
      const nobody = await venue.call(method, named(path), bodyOf(body))
      assert.deepEqual([nobody.status, nobody.body.code], [401, 'UNAUTHENTICATED'], `${method} ${path}`)
      for (const [at, role] of ROLES.entries()) {
        const { status, body: answer } = await people
          .get(role)!
          .call(method, named(path), method === 'GET' ? {} : { body: {} })
        const what = `${role} ${method} ${path}: ${status} ${JSON.stringify(answer)}`
        if (line[at] === '-') assert.deepEqual([status, answer.code], [403, 'FORBIDDEN'], what)
        else if (method === 'GET') assert.ok([200, 404].includes(status), what)
        else assert.ok([400, 404].includes(status), what)
      }
    }
  })
  await t.test('an operator of another tenant does nothing to the venue', async () => {
    const system = systemActor('main', 'test')
    await venue.access.users.createTenant(system, 'elsewhere', 'Elsewhere')
    const there = systemActor('elsewhere', 'test')
    const [email, password] = ['chief@elsewhere.example', 'correct horse battery']
    await venue.access.users.create(there, { email, password, role: 'SUPER_ADMIN' })
    const who = { peer: '127.0.0.1', agent: 'test' }
    const { accessToken } = await venue.access.logIn.logIn(who, { email, password, tenant: 'elsewhere' })
    for (const [method, path, , body] of ROUTES.filter(([, it]) => !/^\/admin\/(users|keys)/.test(it))) {
      const headers = { authorization: `Bearer ${accessToken}`, ...KEY }
      const { status } = await call(venue.base, method, named(path), { ...bodyOf(body), headers })
      assert.equal(status, 403, `${method} ${path}`)
    }
  })
  await t.test('while the exchange is away nothing is taken', async () => {
    const chief = people.get('SUPER_ADMIN')!
    const rows = (await venue.audit())[0]?.id
    await venue.server.close()
    await until(async () => (await venue.call('GET', '/readyz')).body.parts.exchange === false)
    for (const [method, path, , body] of ROUTES.filter(([method, it]) => method !== 'GET' && !OWN.test(it))) {
      const { status, body: answer } = await chief.call(method, named(path), {
        ...bodyOf(body),
        headers: KEY,
      })
      assert.deepEqual([status, answer.code], [503, 'EXCHANGE_UNAVAILABLE'], `${method} ${path}`)
    }
    const busted = { symbol: 'BTCUSD', trade_id: 1, ...REASON }
    assert.equal((await chief.call('POST', '/admin/busts', { body: busted })).status, 503)
    assert.equal((await venue.audit())[0]?.id, rows, 'and nothing stands in the trail')
    await venue.restartExchange()
    await until(async () => (await venue.call('GET', '/readyz')).status === 200)
    assert.deepEqual(await venue.operator.limits('all'), [])
  })
})
