import assert from 'node:assert/strict'
import { test } from 'node:test'
import { needsAddon, type Person, startVenue } from './helpers.ts'

// biome-ignore lint/suspicious/noExplicitAny: bodies of every shape.
const data = async (person: Person, path: string): Promise<any> => {
  const { status, body } = await person.call('GET', path)
  assert.equal(status, 200, JSON.stringify(body))
  return body.data
}

// req: R-013 R-014 R-017 R-018 AL-09 AL-14 AL-22
test('people see their balances, deposits, trades and fees', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const [ann, ben] = [await venue.person('ann'), await venue.person('ben', { BTC: '2' })]
  const order = { pair: 'BTCUSD', type: 'limit', quantity: '0.5', price: '60000' }
  await ben.call('POST', '/api/v2/orders', { body: { ...order, side: 'sell' } })
  await ann.call('POST', '/api/v2/orders', { body: { ...order, side: 'buy', quantity: '0.6' } })

  assert.deepEqual(await data(ann, '/api/v2/account/balances'), [
    { asset: 'USD', available: '64000.00', reserved: '6000.00', total: '70000.00' },
    { asset: 'BTC', available: '5.49950000', reserved: '0.00000000', total: '5.49950000' },
  ])
  assert.deepEqual(
    (await data(ben, '/api/v2/account/balances')).map((it: { asset: string; total: string }) => [
      it.asset,
      it.total,
    ]),
    [
      ['USD', '29970.00'],
      ['BTC', '1.50000000'],
    ],
  )
  const deposits = await data(ann, '/api/v2/account/deposits')
  assert.deepEqual(
    deposits.map((it: Record<string, string>) => [
      it.type,
      it.asset,
      it.amount,
      it.balance_before,
      it.balance_after,
    ]),
    [
      ['DEPOSIT', 'BTC', '5.00000000', '0.00000000', '5.00000000'],
      ['DEPOSIT', 'USD', '100000.00', '0.00', '100000.00'],
    ],
  )
  const [trade] = await data(ann, '/api/v2/account/trades')
  assert.deepEqual(
    [trade.id, trade.pair, trade.side, trade.role, trade.price, trade.quantity, trade.fee, trade.fee_asset],
    [1, 'BTCUSD', 'buy', 'taker', '60000', '0.5', '0.00050000', 'BTC'],
  )
  const [made] = await data(ben, '/api/v2/account/trades')
  assert.deepEqual([made.side, made.role, made.fee, made.fee_asset], ['sell', 'maker', '30.00', 'USD'])
  const fees = await data(ann, '/api/v2/account/fees')
  assert.deepEqual([fees.tier, fees.pairs[0]], [0, { pair: 'BTCUSD', maker: '0.001', taker: '0.001' }])
  await ledgerChains(ann)
  await pagesOfTrades(ann, ben)
})

/** Each entry of an asset joins on to the one before (AL-10). */
async function ledgerChains(ann: Person): Promise<void> {
  const entries = await data(ann, '/api/v2/account/ledger')
  const bitcoin = entries.filter(({ asset }: { asset: string }) => asset === 'BTC').reverse()
  assert.equal(bitcoin.length, 3)
  for (const [at, { balance_before }] of bitcoin.entries()) {
    assert.equal(balance_before, at === 0 ? '0.00000000' : bitcoin[at - 1].balance_after)
  }
}

async function pagesOfTrades(ann: Person, ben: Person): Promise<void> {
  const sell = { pair: 'BTCUSD', side: 'sell', type: 'limit', quantity: '0.001', price: '60000' }
  for (let at = 0; at < 20; at++) await ben.call('POST', '/api/v2/orders', { body: sell })
  for (const person of [ann, ben]) {
    const seen: number[] = []
    let cursor = ''
    do {
      const { body } = await person.call('GET', `/api/v2/account/trades?limit=7${cursor}`)
      seen.push(...body.data.map(({ id }: { id: number }) => id))
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`
    } while (cursor !== '')
    assert.deepEqual(
      seen,
      Array.from({ length: 21 }, (_it, at) => 21 - at),
    )
  }
}
