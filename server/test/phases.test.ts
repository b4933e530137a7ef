import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import {
  BreachAction,
  Depth,
  EndReason,
  InstrumentStatus,
  Liquidity,
  OrderState,
  planPhases,
  RejectedError,
  RejectReason,
  Side,
  setPhase,
  setTradingRules,
  TickKind,
  TimeInForce,
  type wire,
} from '@tapebook/client'
import { startExchange, until } from './helpers.ts'

test('an auction collects, tells its price, and trades both sides at it', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const [operator, alice, bob] = [
    await exchange.connect('operator'),
    await exchange.connect('alice'),
    await exchange.connect('bob'),
  ]
  const status = alice.subscribe(btc, Depth.Status)
  const tape: wire.TradeTick[] = []
  alice.subscribe(btc, Depth.Trades).on('trade', (tick) => tape.push(tick))
  await setTradingRules(operator, { instrument: btc, indicationMs: 10 })
  await setPhase(operator, { instrument: btc, status: InstrumentStatus.OpeningAuction })
  const fills: wire.Fill[] = []
  for (const client of [alice, bob]) client.on('Fill', (fill) => fills.push(fill))
  const buy = await alice.newOrder({ instrument: btc, side: Side.Buy, price: '64100', quantity: '0.5' })
  assert.equal(buy.resting, btc.quantityToLots('0.5'))
  await bob.newOrder({ instrument: btc, side: Side.Sell, price: '64000', quantity: '0.2' })
  await assert.rejects(
    bob.newOrder({
      instrument: btc,
      side: Side.Sell,
      price: '64000',
      quantity: '0.2',
      timeInForce: TimeInForce.Ioc,
    }),
    (error) => error instanceof RejectedError && error.reason === RejectReason.NotInPhase,
  )
  await until(() => status.value?.indicativePrice === btc.priceToTicks('64100'))
  assert.equal(status.value?.status, InstrumentStatus.OpeningAuction)
  assert.equal(status.value?.indicativeQuantity, btc.quantityToLots('0.2'))
  assert.equal(status.value?.imbalanceQuantity, btc.quantityToLots('0.3'))
  assert.equal(fills.length, 0)
  await setPhase(operator, { instrument: btc, status: InstrumentStatus.Continuous })
  await until(() => fills.length === 2 && tape.length === 1)
  assert.ok(fills.every((fill) => fill.liquidity === Liquidity.Auction && fill.fee > 0n))
  assert.deepEqual([tape[0]!.kind, btc.ticksToPrice(tape[0]!.price)], [TickKind.Auction, '64100'])
  await until(() => status.value?.status === InstrumentStatus.Continuous)
})

// req: OT-12
test('a planned close comes by the clock and ends DAY orders', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const [operator, alice] = [await exchange.connect('operator'), await exchange.connect('alice')]
  const order = { instrument: btc, side: Side.Buy, price: '60000', quantity: '0.1' } as const
  const day = await alice.newOrder({ ...order, timeInForce: TimeInForce.Day })
  const stays = await alice.newOrder(order)
  const status = alice.subscribe(btc, Depth.Status)
  const ended = once(alice, 'OrderCanceled') as Promise<[wire.OrderCanceled]>
  const at = BigInt(Date.now() + 300) * 1_000_000n
  const later = (ms: number): bigint => at + BigInt(ms) * 1_000_000n
  const phases = Array.from({ length: 20 }, (_, day) => ({
    time: later(day * 1_000_000),
    status: day === 0 ? InstrumentStatus.Closed : InstrumentStatus.PreOpen,
    randomMs: 50,
  }))
  await planPhases(operator, { instrument: btc, phases })
  const [canceled] = await ended
  assert.deepEqual([canceled.orderId, canceled.reason], [day.orderId, EndReason.ExpiredDay])
  assert.equal(canceled.state, OrderState.Expired)
  assert.ok(canceled.report.time >= at)
  await until(() => status.value?.status === InstrumentStatus.Closed)
  assert.deepEqual(
    (await alice.orders()).map(({ orderId }) => orderId),
    [stays.orderId],
  )
  await assert.rejects(
    alice.newOrder(order),
    (error) => error instanceof RejectedError && error.reason === RejectReason.InstrumentNotTrading,
  )
})

test('a trade beyond the static band halts by setting', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const [operator, alice, bob] = [
    await exchange.connect('operator'),
    await exchange.connect('alice'),
    await exchange.connect('bob'),
  ]
  const rules = { instrument: btc, breach: BreachAction.Halt, staticBandPpm: 10_000, haltMs: 100 }
  await setTradingRules(operator, rules)
  const status = bob.subscribe(btc, Depth.Status)
  await alice.newOrder({ instrument: btc, side: Side.Sell, price: '64700', quantity: '0.1' })
  await bob.newOrder({ instrument: btc, side: Side.Buy, price: '64800', quantity: '0.1' })
  await until(() => status.value?.status === InstrumentStatus.Halted)
  // The halt is over by itself, and ends in an auction.
  const [fill] = (await once(bob, 'Fill')) as [wire.Fill]
  assert.equal(fill.liquidity, Liquidity.Auction)
  await until(() => status.value?.status === InstrumentStatus.Continuous)
})
