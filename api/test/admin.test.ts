// What operators do to the venue: each deed's effect in the exchange, its row in the trail, and what a repeat does.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { InstrumentStatus, LimitScope, RejectedError, Side } from '@tapebook/client'
import { type Answer, needsAddon, type Person, startVenue, type Venue } from './helpers.ts'

const reason = 'asked for by the desk'
const ok = ({ status, body }: Answer, wanted = 200) => {
  assert.equal(status, wanted, JSON.stringify(body))
  return body.data
}
const refused = ({ status, body }: Answer): unknown[] => [status, body.code, body.field]

/** The newest row of the trail: action, what it is about, before, after without the request's id, reason. */
async function row({ audit }: Venue) {
  const [newest] = await audit()
  assert.ok(newest)
  const { request, ...after } = { ...newest.changes.after } as Record<string, unknown>
  assert.ok(request === undefined || typeof request === 'string')
  const { action, resourceId, userId } = newest
  return { action, resourceId, userId, before: newest.changes.before, after, reason: newest.changes.reason }
}

interface Desk {
  readonly venue: Venue
  readonly chief: Person
}

// req: R-071 R-073 R-064 R-065 R-067 R-068 R-069 R-079 R-080 R-081 R-083 R-084
test('operators steer the venue over HTTP', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const desk = { venue, chief: await venue.person('chief', {}, 'SUPER_ADMIN') }
  await t.test('deposits and corrections are booked once', () => money(desk))
  await t.test('accounts are opened, suspended, activated and closed', () => accounts(desk))
  await t.test('limits of every scope are set and taken away', () => limits(desk))
  await t.test('kill switches stop and release', () => kills(desk))
  await t.test('risk groups get accounts and owners', () => groups(desk))
  await t.test('instruments are listed, changed and delisted', () => symbols(desk))
  await t.test('phases change at once and by a calendar', () => phases(desk))
  await t.test('fees and tiers are set', () => fees(desk))
  await t.test('members are registered, bound and revoked', () => members(desk))
  await t.test('keys of others are revoked', () => keys(desk))
  assert.deepEqual(venue.troubles, [])
  await t.test('what was done is counted', async () => {
    const { body } = await venue.call('GET', '/metrics')
    assert.match(body, /tapebook_api_deeds_total\{action="DEPOSIT",outcome="done"\} 1\n/)
    assert.match(body, /tapebook_api_deeds_total\{action="BALANCE_ADJUSTED",outcome="refused"\} 1\n/)
  })
  await t.test('the trail holds', async () => {
    const { body } = await desk.chief.call('GET', '/admin/audit/check')
    assert.equal(body.data.broken, null)
  })
})

async function money({ venue, chief }: Desk): Promise<void> {
  const ann = await venue.person('ann', { USD: '100' })
  const send = (path: string, amount: string, key: string | undefined, more = {}) =>
    chief.call('POST', `/admin/${path}`, {
      body: { account: String(ann.account), asset: 'USD', amount, reason, ...more },
      headers: key === undefined ? {} : { 'idempotency-key': key },
    })
  const booked = ok(await send('deposit', '50.5', 'wire-1'))
  assert.deepEqual(
    [booked.account, booked.asset, booked.amount, booked.available],
    [ann.account, 'USD', '50.50', '150.50'],
  )
  assert.deepEqual(await row(venue), {
    action: 'DEPOSIT',
    resourceId: String(ann.account),
    userId: chief.userId,
    before: { asset: 'USD', available: '100.00' },
    after: { asset: 'USD', amount: '50.50' },
    reason,
  })
  const rows = (await venue.audit()).length
  const again = ok(await send('deposit', '50.5', 'wire-1'))
  assert.deepEqual([again.id, again.available], [booked.id, '150.50'])
  assert.equal((await venue.audit()).length, rows, 'a repeat is no second deed')
  assert.deepEqual(refused(await send('deposit', '60', 'wire-1')).slice(0, 2), [409, 'CONFLICT'])
  assert.deepEqual(refused(await send('deposit', '50.5', undefined)), [
    400,
    'INVALID_FIELD',
    'idempotency-key',
  ])
  const taken = ok(await send('adjust', '-30.25', 'fix-1', { account: ann.uuid }))
  assert.deepEqual([taken.amount, taken.available], ['-30.25', '120.25'])
  assert.equal((await row(venue)).action, 'BALANCE_ADJUSTED')
  const tooMuch = await send('adjust', '-1000', 'fix-2')
  assert.deepEqual(refused(tooMuch).slice(0, 2), [422, 'INSUFFICIENT_BALANCE'])
  assert.deepEqual((await row(venue)).action, 'BALANCE_ADJUSTED_REFUSED')
  assert.deepEqual((await send('adjust', '-1000', 'fix-2')).body, tooMuch.body, 'a refusal is remembered')
  await venue.caughtUp()
  const ledger = await ann.call('GET', '/api/v2/account/ledger')
  assert.deepEqual(
    ledger.body.data.slice(0, 2).map((it: Record<string, string>) => [it.type, it.amount, it.reference_id]),
    [
      ['WITHDRAWAL', '-30.25', taken.id],
      ['DEPOSIT', '50.50', booked.id],
    ],
  )
  for (const [field, body] of [
    ['amount', { amount: '0' }],
    ['amount', { amount: '1e3' }],
    ['amount', { amount: '0.123456789' }],
    ['amount', { amount: '9'.repeat(50) }],
    ['reason', { reason: '  ' }],
    ['reason', { reason: 'a\u0007bell' }],
    ['account', { account: 'x' }],
  ] as const) {
    const { status, body: answer } = await send('deposit', '1', 'bad', body)
    assert.deepEqual([status, answer.field], [400, field], JSON.stringify(body))
  }
  assert.equal((await send('deposit', '1', 'nobody', { account: '999999' })).status, 404)
  const held = String(venue.settings.withdrawals)
  assert.equal(
    (await send('adjust', '-1', 'held', { account: held })).status,
    404,
    'what waits is not touched',
  )
}

async function accounts({ venue, chief }: Desk): Promise<void> {
  const ben = await venue.person('ben', { USD: '1000' })
  const act = (account: string, word: string) =>
    chief.call('POST', `/admin/accounts/${account}/${word}`, { body: { reason } })
  const made = ok(
    await chief.call('POST', '/admin/accounts', { body: { user_uuid: ben.userId, name: 'Second' } }),
    201,
  )
  assert.equal(typeof made.number, 'number')
  const listed = await chief.call('GET', `/admin/accounts?user_uuid=${ben.userId}`)
  assert.deepEqual(
    listed.body.data.map((it: { name: string }) => it.name),
    ['Main', 'Second'],
  )
  assert.deepEqual([listed.status, listed.body.total], [200, 2])
  const order = { pair: 'BTCUSD', side: 'buy', type: 'limit', quantity: '0.01', price: '60000' }
  ok(await ben.call('POST', '/api/v2/orders', { body: order }), 201)
  assert.deepEqual(ok(await act(ben.uuid, 'suspend')), { number: ben.account, status: 'frozen' })
  const trail = await row(venue)
  assert.deepEqual(
    [trail.action, trail.before, trail.after, trail.reason],
    ['ACCOUNT_FROZEN', { frozen: false }, { frozen: true }, reason],
  )
  assert.deepEqual(await venue.operator.orders({ account: ben.account }), [], 'its orders are canceled')
  const frozen = await ben.call('POST', '/api/v2/orders', { body: order })
  assert.deepEqual(refused(frozen).slice(0, 2), [422, 'ACCOUNT_FROZEN'])
  assert.equal(ok(await chief.call('GET', `/admin/accounts/${ben.account}`)).status, 'frozen')
  ok(await act(String(ben.account), 'activate'))
  ok(await ben.call('POST', '/api/v2/orders', { body: order }), 201)
  assert.deepEqual(refused(await act(ben.uuid, 'close')).slice(0, 2), [409, 'CONFLICT'], 'it holds money')
  assert.equal(ok(await chief.call('GET', `/admin/accounts/${ben.uuid}`)).status, 'active')
  ok(await act(made.uuid, 'close'))
  assert.equal((await act(made.uuid, 'activate')).status, 404)
  // One that no person has.
  const house = venue.alice.account
  assert.deepEqual(ok(await act(String(house), 'suspend')), { number: house, status: 'frozen' })
  assert.deepEqual((await row(venue)).before, { status: 'active' })
  ok(await act(String(house), 'activate'))
  assert.equal((await act('777777', 'suspend')).status, 404)
}

async function limits({ venue, chief }: Desk): Promise<void> {
  const cat = await venue.person('cat')
  ok(await chief.call('PATCH', '/api/v1/assets/USD', { body: { usd_rate: '1' } }))
  const put = (whose: string, body: object) =>
    chief.call('PUT', `/admin/limits/${whose}`, { body: { ...body, reason } })
  const scopes: [string, object, LimitScope, number][] = [
    [
      `account/${cat.account}`,
      { order_value: '5000', rate: { orders: 5, window_ms: 1_000 } },
      LimitScope.Account,
      cat.account,
    ],
    ['tier/3', { impact_ppm: 20_000, day_trades: 3 }, LimitScope.Tier, 3],
    [
      'instrument/BTCUSD',
      { deviation_ppm: 900_000 },
      LimitScope.Instrument,
      (await venue.operator.instrument('BTCUSD')).id,
    ],
    [`member/${venue.bob.session}`, { position: '700000' }, LimitScope.Member, venue.bob.session],
    ['risk-group/9', { daily_volume: '1000000', open_orders: 10 }, LimitScope.RiskGroup, 9],
  ]
  for (const [whose, wanted, scope, id] of scopes) {
    const [view] = ok(await put(whose, wanted))
    assert.deepEqual(view.limits, wanted, whose)
    const trail = await row(venue)
    assert.deepEqual(
      [trail.action, trail.resourceId, trail.before, trail.after, trail.reason],
      ['LIMITS_SET', whose, {}, wanted, reason],
    )
    const known = await venue.operator.limits('all')
    assert.ok(
      known.some((it) => it.scope === scope && it.id === id),
      whose,
    )
    const [shown] = ok(await chief.call('GET', `/admin/limits/${whose}`))
    assert.deepEqual(shown.limits, wanted)
  }
  assert.equal(ok(await chief.call('GET', '/admin/limits')).length, scopes.length)
  const order = { pair: 'BTCUSD', side: 'buy', type: 'limit', quantity: '0.1', price: '60000' }
  const large = await cat.call('POST', '/api/v2/orders', { body: order })
  assert.deepEqual(refused(large).slice(0, 2), [422, 'ORDER_TOO_LARGE'])
  for (const [whose, wanted] of scopes) {
    ok(await put(whose, {}))
    assert.deepEqual((await row(venue)).before, wanted, whose)
  }
  ok(await cat.call('POST', '/api/v2/orders', { body: order }), 201)
  assert.equal((await put('group/1', {})).status, 400)
  assert.equal((await put('instrument/NOPE', {})).status, 404)
  assert.deepEqual(refused(await put('account/x', {})), [400, 'INVALID_FIELD', 'name'])
  assert.deepEqual(refused(await put('tier/3', { open_orders: 0 })), [400, 'INVALID_FIELD', 'open_orders'])
  assert.deepEqual(refused(await put('tier/3', { order_value: '1.1234567' })).slice(0, 2), [
    400,
    'INVALID_DECIMAL',
  ])
  assert.deepEqual(refused(await put('risk-group/9', { day_trades: 3 })).slice(0, 2), [
    422,
    'INVALID_PARAMETER',
  ])
}

async function kills({ venue, chief }: Desk): Promise<void> {
  const dan = await venue.person('dan')
  const order = { pair: 'BTCUSD', side: 'buy', type: 'limit', quantity: '0.1', price: '60000' }
  const set = (whose: string, engaged: boolean) =>
    chief.call('PUT', `/admin/kill-switches/${whose}`, { body: { engaged, reason } })
  for (const whose of [`account/${dan.account}`, 'tier/0', 'instrument/BTCUSD']) {
    const placed = ok(await dan.call('POST', '/api/v2/orders', { body: order }), 201)
    const [scope, name] = whose.split('/')
    assert.deepEqual(ok(await set(whose, true)), { scope, name, engaged: true })
    const trail = await row(venue)
    assert.deepEqual(
      [trail.action, trail.resourceId, trail.before, trail.after],
      ['TRADING_STOPPED', whose, { set: false }, { engaged: true }],
    )
    const { body } = await dan.call('GET', `/api/v2/orders/${placed.id}`)
    assert.equal(body.data.status, 'cancelled', whose)
    assert.deepEqual(refused(await dan.call('POST', '/api/v2/orders', { body: order })).slice(0, 2), [
      422,
      'KILLED',
    ])
    ok(await set(whose, false))
    assert.deepEqual((await row(venue)).before, { engaged: true })
  }
  for (const whose of [`member/${venue.bob.session}`, 'group/5', 'risk-group/5']) {
    ok(await set(whose, true))
    ok(await set(whose, false))
  }
  const { body } = await chief.call('GET', '/admin/kill-switches?limit=4')
  assert.deepEqual(
    body.data.map((it: Record<string, unknown>) => [it.scope, it.name, it.engaged]),
    [
      ['risk-group', '5', false],
      ['group', '5', false],
      ['member', String(venue.bob.session), false],
      ['instrument', 'BTCUSD', false],
    ],
  )
  const rest = await chief.call('GET', `/admin/kill-switches?limit=4&cursor=${body.next_cursor}`)
  assert.deepEqual([rest.body.data.length, rest.body.next_cursor], [2, null])
  assert.equal((await set('account/999999', true)).status, 404)
  assert.equal((await set('everything/1', true)).status, 400)
}

async function groups({ venue, chief }: Desk): Promise<void> {
  const eve = await venue.person('eve')
  const put = (path: string, body: object) =>
    chief.call('PUT', `/admin/${path}`, { body: { ...body, reason } })
  assert.deepEqual(ok(await put(`accounts/${eve.uuid}/risk-group`, { group: 4 })), {
    account: eve.account,
    group: 4,
  })
  assert.deepEqual((await row(venue)).before, { set: false })
  ok(await put('risk-groups/4/owner', { member: venue.bob.session }))
  ok(await put(`accounts/${eve.account}/risk-group`, { group: 6 }))
  const trail = await row(venue)
  assert.deepEqual([trail.action, trail.before, trail.after], ['RISK_GROUP_SET', { group: 4 }, { group: 6 }])
  assert.equal(ok(await chief.call('GET', `/admin/accounts/${eve.account}`)).risk_group, 6)
  const stop = (engaged: boolean) =>
    chief.call('PUT', '/admin/kill-switches/risk-group/6', { body: { engaged, reason } })
  ok(await stop(true))
  const order = { pair: 'BTCUSD', side: 'buy', type: 'limit', quantity: '0.1', price: '60000' }
  assert.equal((await eve.call('POST', '/api/v2/orders', { body: order })).body.code, 'KILLED')
  ok(await stop(false))
  assert.equal((await put('risk-groups/4/owner', { member: 999 })).status, 404)
  assert.equal((await put('risk-groups/0/owner', { member: 0 })).status, 400)
}

async function symbols({ venue, chief }: Desk): Promise<void> {
  const wanted = {
    ...{ symbol: 'ETHBTC', base: 'ETH', quote: 'BTC', tick_size: '0.0001', lot_size: '0.001', reason },
    ...{ min_quantity: '0.001', max_quantity: '1000', max_price: '10', reference_price: '0.05' },
    ...{ collar_ppm: 500_000, band_ppm: 0, protection_ppm: 50_000, ticks: [] },
  }
  const post = (more: object) => chief.call('POST', '/admin/symbols', { body: { ...wanted, ...more } })
  const made = ok(await post({}), 201)
  assert.deepEqual(
    [made.symbol, made.phase, made.tick_size, made.lot_size, made.max_quantity, made.reference_price],
    ['ETHBTC', 'continuous', '0.0001', '0.001', '1000', '0.05'],
  )
  assert.deepEqual([(await row(venue)).action, (await row(venue)).resourceId], ['SYMBOL_LISTED', 'ETHBTC'])
  assert.equal((await post({})).status, 409)
  assert.deepEqual(refused(await post({ symbol: 'X', min_quantity: '0.0005' })).slice(0, 2), [
    400,
    'INVALID_DECIMAL',
  ])
  assert.deepEqual(refused(await post({ symbol: 'X', max_quantity: '9'.repeat(30) })).slice(0, 2), [
    400,
    'INVALID_FIELD',
  ])
  assert.deepEqual(refused(await post({ symbol: 'X', tick_size: '0' })).slice(0, 2), [400, 'INVALID_DECIMAL'])
  assert.equal((await post({ symbol: 'X', base: 'NOPE' })).status, 404)
  const rules = {
    collar_ppm: 400_000,
    band_ppm: 0,
    protection_ppm: 50_000,
    ticks: [{ from: '0', step: '0.0005' }],
  }
  const change = (body: object) =>
    chief.call('PUT', '/admin/symbols/ETHBTC', { body: { ...rules, reason, ...body } })
  const id = (await venue.operator.instrument('ETHBTC')).id
  const buy = (price: string) =>
    venue.alice.newOrder({
      instrument: id,
      side: Side.Buy,
      price: BigInt(Math.round(Number(price) * 10_000)),
      quantity: 1n,
    })
  await buy('0.0451')
  ok(await change({}))
  const trail = await row(venue)
  assert.deepEqual(trail.before, { collarPpm: 500_000, bandPpm: 0, protectionPpm: 50_000, ticks: [] })
  assert.deepEqual(trail.after, rules)
  await assert.rejects(buy('0.0451'), RejectedError)
  await buy('0.0455')
  assert.deepEqual(refused(await change({ ticks: [{ from: '0', step: '0.00001' }] })).slice(0, 2), [
    400,
    'INVALID_DECIMAL',
  ])
  const price = (value: string) =>
    chief.call('PUT', '/admin/symbols/ETHBTC/reference-price', { body: { price: value, reason } })
  assert.equal(ok(await price('0.06')).reference_price, '0.06')
  assert.deepEqual((await row(venue)).before, { price: '0.05' })
  assert.deepEqual(refused(await price('0.00001')), [400, 'INVALID_DECIMAL', 'price'])
  assert.equal(
    ok(await chief.call('POST', '/admin/symbols/ETHBTC/delist', { body: { reason } })).phase,
    'delisted',
  )
  assert.deepEqual(
    [(await row(venue)).before, (await row(venue)).after],
    [{ phase: 'continuous' }, { phase: 'delisted' }],
  )
  await assert.rejects(buy('0.0455'), RejectedError)
  const shown = ok(await chief.call('GET', '/admin/symbols'))
  assert.equal(shown.find((it: { symbol: string }) => it.symbol === 'ETHBTC').phase, 'delisted')
}

async function phases({ venue, chief }: Desk): Promise<void> {
  const symbol = '/admin/symbols/ETHUSD'
  const phase = async () => (await venue.operator.instrument('ETHUSD')).status
  const put = (path: string, body: object) =>
    chief.call('PUT', `${symbol}/${path}`, { body: { reason, ...body } })
  const eth = await venue.operator.instrument('ETHUSD')
  await venue.alice.newOrder({ instrument: eth, side: Side.Buy, price: '3000', quantity: '1' })
  assert.deepEqual(ok(await put('phase', { phase: 'halted', cancel_orders: true })), {
    symbol: 'ETHUSD',
    phase: 'halted',
  })
  assert.equal(await phase(), InstrumentStatus.Halted)
  assert.deepEqual(await venue.alice.orders({ instrument: eth }), [])
  const trail = await row(venue)
  assert.deepEqual(
    [trail.action, trail.before, trail.after, trail.reason],
    ['PHASE_CHANGED', { phase: 'continuous' }, { phase: 'halted', cancel_orders: true }, reason],
  )
  ok(await chief.call('POST', `${symbol}/enable`, { body: { reason } }))
  assert.equal(await phase(), InstrumentStatus.Continuous)
  ok(await chief.call('POST', `${symbol}/disable`, { body: { reason } }))
  assert.equal(await phase(), InstrumentStatus.Suspended)
  ok(await put('phase', { phase: 'continuous' }))
  assert.equal((await put('phase', { phase: 'delisted' })).status, 400, 'that is a deed of its own')
  assert.equal((await put('phase', { phase: 'halted', reason: '' })).status, 400)
  const calendar = {
    timeZone: 'UTC',
    days: [1, 2, 3, 4, 5, 6, 7],
    phases: [
      { at: '09:00', phase: 'Continuous' },
      { at: '17:00', phase: 'Closed' },
    ],
  }
  const plan = ok(await put('calendar', { calendar, days: 20 }))
  assert.ok(plan.length >= 38, `${plan.length} phases are planned`)
  assert.match(plan[0].begins_at, /^\d{4}-\d\d-\d\dT(09|17):00/)
  assert.equal((await row(venue)).after.phases, plan.length)
  ok(await put('calendar', { calendar: { ...calendar, phases: [] } }))
  assert.equal(((await row(venue)).before as { phases: unknown[] }).phases.length, plan.length)
  assert.deepEqual(refused(await put('calendar', { calendar: { ...calendar, timeZone: 'Mars' } })), [
    400,
    'INVALID_FIELD',
    'calendar',
  ])
  assert.deepEqual(refused(await put('calendar', { calendar, days: 366 })), [400, 'INVALID_FIELD', 'days'])
  ok(await put('trading-rules', { static_band_ppm: 100_000, halt_ms: 5_000, breach: 'halt' }))
  assert.deepEqual((await row(venue)).before, { set: false })
  ok(await put('trading-rules', {}))
  assert.equal(((await row(venue)).before as { staticBandPpm: number }).staticBandPpm, 100_000)
  assert.equal((await put('trading-rules', { indication_ms: 1 })).status, 400)
}

async function fees({ venue, chief }: Desk): Promise<void> {
  const fay = await venue.person('fay')
  const put = (path: string, body: object) =>
    chief.call('PUT', `/admin/${path}`, { body: { ...body, reason } })
  assert.deepEqual(ok(await put('fees/5', { maker: '-0.0001', taker: '0.002' })), {
    ...{ tier: 5, symbol: null, maker: '-0.0001', taker: '0.002' },
  })
  ok(await put('fees/5', { symbol: 'BTCUSD', maker: '0', taker: '0.0005' }))
  ok(await put('fees/5', { maker: '0.0003', taker: '0.003' }))
  assert.deepEqual((await row(venue)).before, { maker: '-0.0001', taker: '0.002' })
  assert.deepEqual(ok(await put(`accounts/${fay.uuid}/tier`, { tier: 5 })), { account: fay.account, tier: 5 })
  assert.deepEqual([(await row(venue)).before, (await row(venue)).after], [{ tier: 0 }, { tier: 5 }])
  await venue.caughtUp()
  const own = ok(await fay.call('GET', '/api/v2/account/fees'))
  assert.deepEqual([own.tier, own.pairs[0].taker, own.pairs[1].taker], [5, '0.0005', '0.003'])
  const shown = ok(await chief.call('GET', '/admin/fees'))
  assert.deepEqual(
    shown
      .filter((it: { tier: number }) => it.tier === 5)
      .map((it: Record<string, string>) => [it.symbol, it.taker]),
    [
      [null, '0.003'],
      ['BTCUSD', '0.0005'],
    ],
  )
  assert.deepEqual(refused(await put('fees/5', { maker: '0', taker: '-0.1' })), [
    400,
    'INVALID_DECIMAL',
    'taker',
  ])
  assert.deepEqual(refused(await put('fees/5', { maker: '0', taker: '0.5' })).slice(0, 2), [
    422,
    'INVALID_PARAMETER',
  ])
  assert.equal((await put('fees/16', { maker: '0', taker: '0' })).status, 400)
  assert.equal((await put(`accounts/${fay.uuid}/tier`, { tier: 16 })).status, 400)
}

async function members({ venue, chief }: Desk): Promise<void> {
  const gus = await venue.person('gus')
  const public_key = randomBytes(32).toString('hex')
  const body = { public_key, account: gus.uuid, may: 'trade', rate_limit: 50, reason }
  const { member } = ok(await chief.call('POST', '/admin/members', { body }), 201)
  assert.ok(member > 0)
  assert.deepEqual((await row(venue)).after, {
    account: gus.account,
    may: 'trade',
    market_data: 'full',
    rate_limit: 50,
  })
  assert.deepEqual(refused(await chief.call('POST', '/admin/members', { body })).slice(0, 2), [
    409,
    'KEY_IN_USE',
  ])
  assert.equal(
    (await chief.call('POST', '/admin/members', { body: { ...body, may: 'operator' } })).status,
    400,
  )
  const { body: page } = await chief.call('GET', '/admin/members?limit=1')
  const { changed_at, ...shown } = page.data[0]
  assert.match(changed_at, /^\d{4}-/)
  assert.deepEqual(shown, {
    ...{ member, public_key, account: gus.account, may: 'trade', rate_limit: 50, is_revoked: false },
  })
  const bind = (bound: boolean) =>
    chief.call('PUT', `/admin/members/${member}/accounts/${venue.alice.account}`, { body: { bound, reason } })
  ok(await bind(true))
  ok(await bind(false))
  assert.deepEqual(
    [(await row(venue)).action, (await row(venue)).before],
    ['MEMBER_UNBOUND', { bound: true }],
  )
  const revoke = (of: number) => chief.call('POST', `/admin/members/${of}/revoke`, { body: { reason } })
  ok(await revoke(member))
  assert.deepEqual((await row(venue)).before, { account: gus.account, is_revoked: false })
  assert.equal((await chief.call('GET', '/admin/members?limit=1')).body.data[0].is_revoked, true)
  assert.equal((await revoke(9_999)).status, 404)
  const all = (await chief.call('GET', '/admin/members?limit=500')).body.data
  for (const it of all.filter(({ may }: { may: string }) => may === 'gateway' || may === 'operator')) {
    assert.equal((await revoke(it.member)).status, 409, 'the venue does not lock itself out')
  }
}

async function keys({ venue, chief }: Desk): Promise<void> {
  const hal = await venue.person('hal')
  const wanted = { name: 'Bot', kind: 'HMAC', scopes: ['read'] }
  const { key } = ok(await hal.call('POST', '/api/v1/auth/keys', { body: wanted }), 201)
  const [shown] = ok(await chief.call('GET', `/admin/users/${hal.userId}/keys`))
  assert.deepEqual([shown.id, shown.revoked_at], [key.id, null])
  ok(await chief.call('POST', `/admin/keys/${key.id}/revoke`, { body: { reason } }))
  const trail = await row(venue)
  assert.deepEqual(
    [trail.action, trail.resourceId, trail.before, trail.reason],
    ['KEY_REVOKED', key.id, { name: 'Bot' }, reason],
  )
  const [after] = ok(await hal.call('GET', '/api/v1/auth/keys'))
  assert.notEqual(after.revoked_at, null)
  assert.equal(
    (await chief.call('POST', `/admin/keys/${'0'.repeat(32)}/revoke`, { body: { reason } })).status,
    404,
  )
}
