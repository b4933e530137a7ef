// Busts and corrections: one person proposes, another one decides, and a restart in between loses nothing.
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import pino from 'pino'
import { startApi } from '../src/api.ts'
import {
  type Answer,
  call,
  type Method,
  needsAddon,
  type Person,
  startVenue,
  until,
  type Venue,
} from './helpers.ts'

const reason = 'a wrong price'
const ok = ({ status, body }: Answer, wanted = 200) => {
  assert.equal(status, wanted, JSON.stringify(body))
  return body.data
}
const refused = ({ status, body }: Answer): unknown[] => [status, body.code]

/** Ann buys from Ben so many times. */
async function trades(ann: Person, ben: Person, count: number): Promise<void> {
  const order = { pair: 'BTCUSD', type: 'limit', quantity: '0.1', price: '60000' }
  for (let at = 0; at < count; at++) {
    ok(await ben.call('POST', '/api/v2/orders', { body: { ...order, side: 'sell' } }), 201)
    ok(await ann.call('POST', '/api/v2/orders', { body: { ...order, side: 'buy' } }), 201)
  }
}

const balances = async (person: Person): Promise<Record<string, string>> =>
  Object.fromEntries(
    ok(await person.call('GET', '/api/v2/account/balances')).map((it: Record<string, string>) => [
      it.asset,
      it.total,
    ]),
  )

const propose = (who: Person, trade_id: number, more = {}) =>
  who.call('POST', '/admin/busts', { body: { symbol: 'BTCUSD', trade_id, reason, ...more } })
const decide = (who: Person, id: string, word: 'approve' | 'reject') =>
  who.call('POST', `/admin/busts/${id}/${word}`, { body: { reason: 'looked at it too' } })

// req: CO-01
test('a trade is busted once a second person approves', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const [ann, ben] = [await venue.person('ann'), await venue.person('ben')]
  const [first, second] = [
    await venue.person('first', {}, 'SUPER_ADMIN'),
    await venue.person('second', {}, 'SUPER_ADMIN'),
  ]
  const before = [await balances(ann), await balances(ben)]
  await trades(ann, ben, 1)
  assert.notDeepEqual([await balances(ann), await balances(ben)], before)
  await venue.caughtUp()
  const made = ok(await propose(first, 1), 201)
  assert.deepEqual(
    [
      made.kind,
      made.symbol,
      made.trade_id,
      made.price,
      made.quantity,
      made.status,
      made.proposed_by,
      made.decided_by,
    ],
    ['bust', 'BTCUSD', 1, '60000', '0.1', 'pending', first.userId, null],
  )
  assert.deepEqual(refused(await propose(second, 1)), [409, 'CONFLICT'], 'one waits already')
  assert.deepEqual(
    refused(await decide(first, made.id, 'approve')),
    [403, 'FORBIDDEN'],
    'never the same person',
  )
  assert.deepEqual(refused(await decide(first, made.id, 'reject')), [403, 'FORBIDDEN'])
  const done = ok(await decide(second, made.id, 'approve'))
  assert.deepEqual(
    [done.status, done.decided_by, done.decision_reason],
    ['approved', second.userId, 'looked at it too'],
  )
  assert.deepEqual([await balances(ann), await balances(ben)], before, 'everybody has what they had')
  assert.deepEqual(refused(await decide(second, made.id, 'approve')), [409, 'CONFLICT'])
  await venue.caughtUp()
  assert.deepEqual(refused(await propose(first, 1)), [409, 'TRADE_ALREADY_AMENDED'])
  const [approved, busted, proposed] = (await venue.audit()).filter(({ action }) =>
    /TRADE|PROPOSAL/.test(action),
  )
  assert.deepEqual(
    [proposed, busted, approved].map((it) => [it?.action, it?.userId, it?.changes.reason]),
    [
      ['PROPOSAL_MADE', first.userId, reason],
      ['TRADE_BUSTED', second.userId, 'looked at it too'],
      ['PROPOSAL_APPROVED', second.userId, 'looked at it too'],
    ],
  )
  assert.deepEqual(busted?.changes.before, { status: 'settled', price: '60000' })
  await t.test('a correction books the trade anew', () => corrects(venue, [ann, ben], [first, second]))
  await t.test('what is no trade, or cannot be paid back, is refused', () =>
    refuses(venue, [ann, ben], [first, second]),
  )
})

async function corrects(venue: Venue, [ann, ben]: [Person, Person], [first, second]: [Person, Person]) {
  await trades(ann, ben, 1)
  const before = Number((await balances(ann)).USD)
  await venue.caughtUp()
  const { id } = ok(await propose(first, 2, { new_price: '50000', new_quantity: '0.1' }), 201)
  assert.equal(ok(await decide(second, id, 'approve')).kind, 'correction')
  assert.equal(Number((await balances(ann)).USD) - before, 1_000, 'Ann paid a thousand too much')
  const shown = await second.call('GET', '/admin/busts?status=approved&limit=1')
  assert.deepEqual([shown.body.data.length, shown.body.data[0].id, shown.body.next_cursor], [1, id, id])
  const rest = await second.call('GET', `/admin/busts?status=approved&limit=1&cursor=${id}`)
  assert.deepEqual([rest.body.data.length, rest.body.next_cursor], [1, null])
}

async function refuses(venue: Venue, [ann, ben]: [Person, Person], [first, second]: [Person, Person]) {
  assert.equal((await propose(first, 99)).status, 404)
  assert.equal((await propose(first, 1, { symbol: 'NOPE' })).status, 404)
  assert.equal((await propose(first, 2, { new_price: '1' })).status, 400)
  assert.equal((await propose(first, 3, { new_price: '1.234', new_quantity: '1' })).status, 400)
  await trades(ann, ben, 1)
  // Ben spends what he was paid: nothing is there to give back.
  const asset = (await venue.operator.assets()).find(({ code }) => code === 'USD')!
  const taken = {
    asset: 'USD',
    amount: `-${(await balances(ben)).USD}`,
    account: String(ben.account),
    reason,
  }
  ok(await first.call('POST', '/admin/adjust', { body: taken, headers: { 'idempotency-key': 'all' } }))
  await venue.caughtUp()
  const { id } = ok(await propose(first, 3), 201)
  assert.deepEqual(refused(await decide(second, id, 'approve')), [422, 'INSUFFICIENT_BALANCE'])
  assert.equal(ok(await second.call('GET', '/admin/busts?status=pending'))[0].id, id, 'it still waits')
  const back = { asset: 'USD', amount: '6000', account: String(ben.account), reason }
  ok(await first.call('POST', '/admin/deposit', { body: back, headers: { 'idempotency-key': 'back' } }))
  assert.equal(ok(await decide(second, id, 'reject')).status, 'rejected')
  const again = ok(await propose(second, 3), 201)
  assert.equal(ok(await decide(first, again.id, 'approve')).status, 'approved')
  assert.ok(asset.toUnits((await balances(ben)).USD!) < asset.toUnits('100'))
}

test('a proposal that waits outlives the API and the exchange', needsAddon, async (t: TestContext) => {
  const venue = await startVenue(t)
  const [ann, ben] = [await venue.person('ann'), await venue.person('ben')]
  const first = await venue.person('first', {}, 'SUPER_ADMIN')
  const second = await venue.person('second', {}, 'SUPER_ADMIN')
  const before = await balances(ann)
  await trades(ann, ben, 1)
  await venue.caughtUp()
  const { id } = ok(await propose(first, 1), 201)
  await venue.server.close()
  await until(async () => (await venue.call('GET', '/readyz')).body.parts.exchange === false)
  assert.deepEqual(refused(await decide(second, id, 'approve')), [503, 'EXCHANGE_UNAVAILABLE'])
  await venue.stopApi()
  await venue.restartExchange()
  const api = await startApi(venue.settings, pino({ level: 'silent' }), () => undefined)
  t.after(() => api.close())
  const base = `http://127.0.0.1:${api.listening.port}`
  await until(async () => (await call(base, 'GET', '/readyz')).status === 200)
  const who = { peer: '127.0.0.1', agent: 'test' }
  const credentials = { email: 'second@example.com', password: 'correct horse battery' }
  const { accessToken } = await api.access!.logIn.logIn(who, credentials)
  const headers = { authorization: `Bearer ${accessToken}` }
  const ask = (method: Method, path: string, body?: object) =>
    call(base, method, path, { headers, ...(body !== undefined && { body }) })
  assert.deepEqual(
    ok(await ask('GET', '/admin/busts?status=pending')).map((it: { id: string }) => it.id),
    [id],
  )
  assert.equal(ok(await ask('POST', `/admin/busts/${id}/approve`, { reason })).status, 'approved')
  const report = await venue.operator.balances(ann.account)
  const assets = await venue.operator.assets()
  const after = Object.fromEntries(
    report.map((it) => {
      const asset = assets.find(({ id: of }) => of === it.asset)!
      return [asset.code, asset.format(it.available + it.held)]
    }),
  )
  assert.deepEqual(after, before)
})
