import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Limits, RejectedError, RejectReason, Side, setLimits, setReferenceRate } from '@tapebook/client'
import { startExchange, until } from './helpers.ts'

// req: VR-12 VR-18
test('each refusal by a limit has its reason, and is counted by it', async (t) => {
  const exchange = await startExchange(t)
  const operator = await exchange.connect('operator')
  const alice = await exchange.connect('alice')
  const bob = await exchange.connect('bob')
  const { btc, usd } = exchange
  await setReferenceRate(operator, usd, '1')
  for (const price of ['64000', '66000'])
    await bob.newOrder({ instrument: btc, side: Side.Sell, price, quantity: '0.1' })
  const { account } = alice
  const buy = (price: string, quantity: string) =>
    alice.newOrder({ instrument: btc, side: Side.Buy, price, quantity })
  const refused = async (limits: Limits, quantity: string, reason: RejectReason) => {
    await setLimits(operator, { account }, limits)
    const order = buy('66000', quantity)
    await assert.rejects(order, (error: unknown) => error instanceof RejectedError && error.reason === reason)
  }
  await refused({ orderValue: '6599.99' }, '0.1', RejectReason.OrderTooLarge)
  await refused({ position: '6000' }, '0.1', RejectReason.PositionLimitExceeded)
  await refused({ dailyVolume: '5000' }, '0.1', RejectReason.DailyLimitExceeded)
  await refused({ impactPpm: 20_000 }, '0.11', RejectReason.HighPriceImpact)
  await refused({ deviationPpm: 20_000 }, '0.1', RejectReason.PriceDeviationExceeded)
  await setLimits(operator, { account }, { rate: { orders: 1, windowMs: 3_600_000 } })
  await buy('60000', '0.1')
  await refused({ rate: { orders: 1, windowMs: 3_600_000 } }, '0.1', RejectReason.OrderRateExceeded)
  const metrics = async () => (await fetch(`http://127.0.0.1:${exchange.server.metricsPort}/metrics`)).text()
  for (const reason of [
    'OrderTooLarge',
    'PositionLimitExceeded',
    'DailyLimitExceeded',
    'HighPriceImpact',
    'PriceDeviationExceeded',
    'OrderRateExceeded',
  ])
    await until(async () => (await metrics()).includes(`tapebook_core_rejects_total{reason="${reason}"} 1\n`))
})
