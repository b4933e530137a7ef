// Money that two requests want at once: one has it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Answer, needsAddon, type Person, startVenue, type Venue } from './helpers.ts'

const dollars = async (person: Person): Promise<{ available: string; total: string }> => {
  const { status, body } = await person.call('GET', '/api/v2/account/balances')
  assert.equal(status, 200, JSON.stringify(body))
  return body.data.find(({ asset }: { asset: string }) => asset === 'USD')
}

const withdraw = (person: Person, amount: string, id: string): Promise<Answer> =>
  person.call('POST', '/api/v2/account/withdraw', {
    body: { asset: 'USD', amount, client_withdrawal_id: id },
  })

test('what two requests want at once one of them gets', needsAddon, async (t) => {
  const venue = await startVenue(t)
  await t.test('a withdrawal and an order on one balance', () => withdrawalOrOrder(venue))
  await t.test('withdrawals of all there is', () => oneOfMany(venue))
  await t.test('one withdrawal, sent many times over', () => oneId(venue))
  await t.test('a withdrawal that is approved and rejected', () => oneDecision(venue))
})

async function withdrawalOrOrder(venue: Venue): Promise<void> {
  for (let round = 0; round < 4; round++) {
    const ann = await venue.person(`ann${round}`, { USD: '6000' })
    const order = { pair: 'BTCUSD', side: 'buy', type: 'limit', quantity: '0.1', price: '60000' }
    const both = [
      () => withdraw(ann, '6000', 'all'),
      () => ann.call('POST', '/api/v2/orders', { body: order }),
    ]
    if (round % 2 === 1) both.reverse()
    const answers = await Promise.all(both.map((ask) => ask()))
    const codes = answers.map(({ status, body }) => body.code ?? status)
    assert.deepEqual(codes.map(String).sort(), ['201', 'INSUFFICIENT_BALANCE'])
    assert.equal((await dollars(ann)).available, '0.00')
  }
}

async function oneOfMany(venue: Venue): Promise<void> {
  const ben = await venue.person('ben', { USD: '1000' })
  const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => withdraw(ben, '600', `id-${at}`)))
  assert.equal(answers.filter(({ status }) => status === 201).length, 1)
  assert.equal((await dollars(ben)).total, '400.00')
}

async function oneId(venue: Venue): Promise<void> {
  const cat = await venue.person('cat', { USD: '1000' })
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, at) => withdraw(cat, at % 2 === 0 ? '100' : '200', 'rent')),
  )
  const taken = answers.filter(({ status }) => status === 201)
  const others = answers.filter(({ status }) => status !== 201)
  assert.deepEqual([taken.length, others.length], [4, 4])
  assert.equal(new Set(taken.map(({ body }) => body.data.id + body.data.amount)).size, 1)
  for (const { status, body } of others) assert.deepEqual([status, body.code], [409, 'DUPLICATE_ID'])
  const left = 1_000 - Number(taken[0]!.body.data.amount)
  assert.equal(Number((await dollars(cat)).total), left)
}

async function oneDecision(venue: Venue): Promise<void> {
  const dan = await venue.person('dan', { USD: '1000' })
  const desk = [await venue.person('eve', {}, 'ADMIN'), await venue.person('fay', {}, 'ADMIN')] as const
  for (let round = 0; round < 4; round++) {
    const before = Number((await dollars(dan)).total)
    const { id } = (await withdraw(dan, '100', `round-${round}`)).body.data
    const decide = (who: Person, word: string): Promise<Answer> =>
      who.call('POST', `/admin/withdrawals/${id}/${word}`, { body: { reason: 'at once' } })
    const answers = await Promise.all([decide(desk[0], 'approve'), decide(desk[1], 'reject')])
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409])
    const isApproved = answers[0]!.status === 200
    assert.equal(Number((await dollars(dan)).total), isApproved ? before - 100 : before)
  }
}
