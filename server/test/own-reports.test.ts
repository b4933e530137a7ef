import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client, generateKey, MessageType, RejectedError, Side } from '@tapebook/client'
import { startExchange, until } from './helpers.ts'

/** Account that a report is about, where it names one. */
const accountOf = (report: object): number | undefined => {
  const { account, request } = report as { account?: number; request?: { account: number } }
  return account || request?.account || undefined
}

// req: WS-10
test('what becomes of orders, money and accounts is told to sessions of that account alone', async (t) => {
  const exchange = await startExchange(t)
  const { btc, usd } = exchange
  const [alice, bob] = [await exchange.connect('alice'), await exchange.connect('bob')]
  const operator = await exchange.connect('operator')
  const heard: Record<'alice' | 'bob', object[]> = { alice: [], bob: [] }
  alice.on('report', (report) => heard.alice.push(report))
  bob.on('report', (report) => heard.bob.push(report))
  const order = await alice.newOrder({ instrument: btc, side: Side.Sell, price: '64000', quantity: '0.5' })
  await alice.replaceOrder({ orderId: order.orderId, instrument: btc, quantity: '0.4' })
  await alice.cancelOrder({ orderId: order.orderId })
  const amount = usd.toUnits('5')
  await operator.request(MessageType.Deposit, { target: alice.account, asset: usd.id, amount })
  // Whatever Bob was to hear of that comes before the answer to this.
  await bob.newOrder({ instrument: btc, side: Side.Buy, price: '60000', quantity: '0.1' })
  assert.ok(heard.alice.length >= 3)
  for (const report of heard.bob) assert.notEqual(accountOf(report), alice.account)
  const own = heard.bob.filter((it) => 'orderId' in it && it.orderId === order.orderId)
  assert.deepEqual(own, [], 'nothing of the order of somebody else')
  await until(() => heard.bob.length > 0)
  for (const report of heard.alice) assert.notEqual(accountOf(report), bob.account)
  // Nor by asking, nor without a log-on.
  for (const question of [
    bob.balances(alice.account),
    bob.orders({ account: alice.account }),
    bob.positions(alice.account),
  ]) {
    await assert.rejects(question, RejectedError)
  }
  const stranger = Client.connect({ url: exchange.url, privateKey: generateKey().privateKey })
  await assert.rejects(stranger, RejectedError)
})
