import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  Client,
  ConnectionError,
  Depth,
  EndReason,
  generateKey,
  MessageType,
  OrderState,
  OrderType,
  PegKind,
  peggedOrder,
  RejectedError,
  RejectReason,
  Side,
  TimeInForce,
  type wire,
} from '@tapebook/client'
import { seedDemo } from '@tapebook/demo'
import { publicKeys, startExchange, until } from './helpers.ts'

const refusedFor = (reason: RejectReason) => (error: unknown) =>
  error instanceof RejectedError && error.reason === reason

test('a registered key logs on; an unknown one, a second one and a false signature do not', async (t) => {
  const exchange = await startExchange(t)
  const alice = await exchange.connect('alice')
  assert.ok(alice.session > 0)
  assert.ok(alice.account >= 16)
  assert.equal(alice.permissions, 1)
  assert.equal(alice.lineage.length, 32)
  const { url } = exchange
  const unknown = Client.connect({ url, privateKey: generateKey().privateKey })
  await assert.rejects(unknown, refusedFor(RejectReason.UnknownKey))
  const second = Client.connect({ url, privateKey: exchange.keys.alice.privateKey })
  await assert.rejects(second, refusedFor(RejectReason.SessionInUse))
})

test('two clients trade, and each hears of its own side', async (t) => {
  const exchange = await startExchange(t)
  const { btc, usd } = exchange
  const [alice, bob] = [await exchange.connect('alice'), await exchange.connect('bob')]
  const aliceFills: wire.Fill[] = []
  alice.on('Fill', (fill) => aliceFills.push(fill))
  const bobFill = once(bob, 'Fill') as Promise<[wire.Fill]>

  const sell = await alice.newOrder({ instrument: btc, side: Side.Sell, price: '64000.00', quantity: '0.5' })
  assert.equal(sell.resting, btc.quantityToLots('0.5'))
  const buy = await bob.newOrder({ instrument: btc, side: Side.Buy, price: '64100', quantity: '0.2' })
  const [fill] = await bobFill
  assert.deepEqual([fill.orderId, fill.counterpartyOrderId], [buy.orderId, sell.orderId])
  assert.equal(btc.ticksToPrice(fill.price), '64000')
  assert.equal(fill.state, OrderState.Filled)
  assert.equal(usd.format(fill.notional), '12800.00')
  await until(() => aliceFills.length === 1)
  assert.equal(aliceFills[0]!.leaves, btc.quantityToLots('0.3'))
  assert.equal(aliceFills[0]!.clientId, sell.request.clientId)

  const [open] = await alice.orders()
  assert.deepEqual([open?.orderId, open?.cumulative], [sell.orderId, btc.quantityToLots('0.2')])
  const held = (await alice.balances()).find(({ held }) => held > 0n)
  assert.equal(held?.held, 30_000_000n)
  assert.equal((await bob.positions())[0]?.quantity, btc.quantityToLots('0.2'))
  const settlement = await bob.settlement(btc, fill.tradeId)
  assert.equal(settlement.status, 1)

  const replaced = await alice.replaceOrder({ orderId: sell.orderId, instrument: btc, price: '64500' })
  assert.ok('priorityKept' in replaced && replaced.priorityKept === 0)
  const canceled = await alice.cancelOrder({ targetClientId: sell.request.clientId })
  assert.equal(canceled.canceled, btc.quantityToLots('0.3'))
  assert.deepEqual(await alice.orders(), [])
})

test('a stop waits, is triggered by a trade, and tells its owner', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const [alice, bob] = [await exchange.connect('alice'), await exchange.connect('bob')]
  await alice.newOrder({ instrument: btc, side: Side.Buy, price: '64000', quantity: '0.5' })
  await bob.newOrder({ instrument: btc, side: Side.Sell, quantity: '0.1' })
  await alice.newOrder({ instrument: btc, side: Side.Buy, price: '63000', quantity: '0.5' })
  const terms = once(bob, 'OrderTerms') as Promise<[wire.OrderTerms]>
  const stop = await bob.newAdvancedOrder({
    instrument: btc,
    side: Side.Sell,
    quantity: '0.2',
    stop: '63500',
    price: '62000',
  })
  assert.deepEqual([stop.type, stop.resting], [OrderType.StopLimit, 0n])
  const [{ triggerPrice, state }] = await terms
  assert.deepEqual([triggerPrice, state], [btc.priceToTicks('63500'), OrderState.Untriggered])
  const [open] = await bob.orders()
  assert.deepEqual([open?.triggerPrice, open?.displayed], [btc.priceToTicks('63500'), 0n])
  const crossed = bob.newAdvancedOrder({ instrument: btc, side: Side.Sell, quantity: '0.2', stop: '65000' })
  await assert.rejects(crossed, refusedFor(RejectReason.TriggerCrossed))

  const triggered = once(bob, 'OrderTriggered') as Promise<[wire.OrderTriggered]>
  await bob.newOrder({ instrument: btc, side: Side.Sell, quantity: '0.5' })
  const [{ orderId, price }] = await triggered
  assert.deepEqual([orderId, price], [stop.orderId, btc.priceToTicks('62000')])
  await until(async () => (await bob.orders()).length === 0)
})

test('refusals carry their reason, detail and every rule that failed', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const alice = await exchange.connect('alice')
  const order = { instrument: btc, side: Side.Buy, quantity: '0.1' } as const
  const far = alice.newOrder({ ...order, price: '500000' })
  await assert.rejects(far, (error: unknown) => {
    assert.ok(error instanceof RejectedError)
    assert.equal(error.reasonName, 'PriceOutsideCollar')
    assert.equal(btc.ticksToPrice(error.detail), '96000')
    assert.ok(error.failed.includes('PriceOutsideCollar'))
    return true
  })
  await assert.rejects(
    alice.newOrder({ ...order, price: '64000', quantity: '10' }),
    refusedFor(RejectReason.InsufficientBalance),
  )
  await assert.rejects(alice.cancelOrder({ orderId: 999n }), refusedFor(RejectReason.UnknownOrder))
  await assert.rejects(
    alice.newOrder({ ...order, price: '64000', timeInForce: TimeInForce.Gtd }),
    RejectedError,
  )
  const simulated = await alice.simulate({ ...order, price: '500000' })
  assert.equal(simulated.reason, RejectReason.PriceOutsideCollar)
  assert.equal((await alice.simulate({ ...order, price: '64000' })).matches, 0)
})

test('an ordinary session may not do what operators do', async (t) => {
  const exchange = await startExchange(t)
  const alice = await exchange.connect('alice')
  await assert.rejects(alice.request(0x0306, { count: 1, tier: 0 }), refusedFor(RejectReason.NotPermitted))
  await assert.rejects(alice.cancelAll({ account: alice.account + 1 }), refusedFor(RejectReason.NotPermitted))
})

test('a client id sent again is answered again and takes effect once', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const alice = await exchange.connect('alice')
  const order = {
    clientId: 'once-1',
    instrument: btc,
    side: Side.Buy,
    price: '60000',
    quantity: '0.1',
  } as const
  const first = await alice.newOrder(order)
  const repeats: wire.RequestRepeated[] = []
  alice.on('RequestRepeated', (repeated) => repeats.push(repeated))
  const again = await alice.newOrder(order)
  assert.equal(again.orderId, first.orderId)
  assert.equal(repeats.length, 1)
  assert.equal((await alice.orders()).length, 1)
  await assert.rejects(alice.newOrder({ ...order, quantity: '0.2' }), refusedFor(RejectReason.DuplicateId))
})

test('many orders of one turn are all answered, in order', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const alice = await exchange.connect('alice')
  const accepted: string[] = []
  alice.on('OrderAccepted', ({ request }) => accepted.push(request.clientId))
  const sent: string[] = []
  for (let count = 0; count < 2_000; count++) {
    sent.push(alice.sendNewOrder({ instrument: btc, side: Side.Buy, price: 6_000_000 - count, quantity: 1 }))
  }
  await until(() => alice.unanswered === 0)
  assert.deepEqual(accepted, sent)
  const all = await alice.cancelAll()
  assert.equal(all.id, 2_000n)
})

test('quotes replace each other whole, and protection pulls them until a reset', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const [alice, bob] = [await exchange.connect('alice'), await exchange.connect('bob')]
  const protection = { maxFills: 2, windowMs: 60_000, maxQuantity: '5' }
  const quotes = {
    instrument: btc,
    bids: [['63000', '0.1']],
    asks: [
      ['65000', '0.1'],
      ['65100', '0.1'],
    ],
    protection,
  } as const
  assert.equal((await alice.massQuote(quotes)).id, 3n)
  assert.equal((await alice.massQuote({ ...quotes, bids: [] })).id, 2n)
  assert.equal((await alice.orders()).length, 2)
  const ended: wire.OrderCanceled[] = []
  alice.on('OrderCanceled', (canceled) => ended.push(canceled))
  for (const quantity of ['0.01', '0.02'])
    await bob.newOrder({ instrument: btc, side: Side.Buy, price: '65000', quantity })
  await until(() => ended.length === 2)
  assert.deepEqual(
    ended.map(({ reason }) => reason),
    [EndReason.Protection, EndReason.Protection],
  )
  await assert.rejects(alice.massQuote(quotes), refusedFor(RejectReason.QuotesPulled))
  assert.equal((await alice.massQuote({ ...quotes, reset: true })).id, 3n)
  assert.equal((await alice.cancelQuotes({ instrument: btc })).id, 3n)
})

test('a pegged order follows the market, and the local book with it', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const [alice, bob] = [await exchange.connect('alice'), await exchange.connect('bob')]
  const book = bob.subscribe(btc, Depth.L2)
  await book.whenReady()
  const bid = (price: string) => bob.newOrder({ instrument: btc, side: Side.Buy, price, quantity: '0.1' })
  await bid('63000')
  const input = {
    instrument: btc,
    side: Side.Buy,
    quantity: '0.5',
    follows: PegKind.BestBid,
    limit: '64000',
  } as const
  const { orderId } = await alice.request(MessageType.NewAdvancedOrder, peggedOrder(input))
  await bid('63500')
  const best = () => [book.bids[0]?.price, book.bids[0]?.quantity]
  await until(() => best()[1] === btc.quantityToLots('0.6'))
  assert.equal(best()[0], btc.priceToTicks('63500'))
  await alice.cancelOrder({ orderId })
  await until(() => best()[1] === btc.quantityToLots('0.1'))
})

test('a cancel-after timer cancels what is not renewed', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const alice = await exchange.connect('alice')
  await alice.newOrder({ instrument: btc, side: Side.Buy, price: '60000', quantity: '0.1' })
  const ended: wire.OrderCanceled[] = []
  alice.on('OrderCanceled', (canceled) => ended.push(canceled))
  assert.equal((await alice.cancelAfter(0)).id, 0n)
  assert.notEqual((await alice.cancelAfter(80)).id, 0n)
  await until(() => ended.length === 1)
  assert.equal(ended[0]?.reason, EndReason.Timer)
})

test('the local book equals the queried orders, through fills, replaces and cancels', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const [alice, bob] = [await exchange.connect('alice'), await exchange.connect('bob')]
  const book = bob.subscribe(btc, Depth.L2)
  const top = bob.subscribe(btc, Depth.L1)
  const trades: wire.TradeTick[] = []
  bob.subscribe(btc, Depth.Trades).on('trade', (trade) => trades.push(trade))
  const stale: string[] = []
  book.on('stale', (why) => stale.push(why))
  await book.whenReady()
  const orders = []
  for (let count = 0; count < 30; count++) {
    const side = count % 2 ? Side.Buy : Side.Sell
    const price = side === Side.Buy ? 6_390_000 - count * 50 : 6_410_000 + count * 50
    orders.push(await alice.newOrder({ instrument: btc, side, price, quantity: 100 + count }))
  }
  await alice.cancelOrder({ orderId: orders[4]!.orderId })
  await alice.replaceOrder({ orderId: orders[6]!.orderId, price: 6_420_000n, quantity: 55n })
  await bob.newOrder({
    instrument: btc,
    side: Side.Buy,
    price: 6_410_000,
    quantity: 150,
    timeInForce: TimeInForce.Ioc,
  })
  await bob.newOrder({ instrument: btc, side: Side.Sell, quantity: 40 })

  const levels = new Map<string, bigint>()
  for (const { side, price, quantity, cumulative } of await alice.orders({ instrument: btc })) {
    const key = `${side}/${price}`
    levels.set(key, (levels.get(key) ?? 0n) + quantity - cumulative)
  }
  const local = (): Map<string, bigint> =>
    new Map([
      ...book.bids.map(({ price, quantity }) => [`${Side.Buy}/${price}`, quantity] as const),
      ...book.asks.map(({ price, quantity }) => [`${Side.Sell}/${price}`, quantity] as const),
    ])
  const sorted = (map: Map<string, bigint>): [string, bigint][] =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  await until(() => JSON.stringify(sorted(local()), text) === JSON.stringify(sorted(levels), text)).catch(
    () => assert.deepEqual(sorted(local()), sorted(levels)),
  )
  assert.deepEqual(stale, [])
  // The other feeds follow in their own time.
  await until(
    () => top.top?.bidPrice === book.bestBid?.price && top.top?.askQuantity === book.bestAsk?.quantity,
  )
  await until(() => trades.reduce((sum, { quantity }) => sum + quantity, 0n) === 140n)
})

const text = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)

test('what is seeded twice is there once', async (t) => {
  const exchange = await startExchange(t)
  const operator = await exchange.connect('operator')
  await seedDemo(operator, { keys: publicKeys(exchange.keys) })
  assert.equal((await operator.instruments()).length, 3)
  const alice = await exchange.connect('alice')
  const usd = (await alice.balances()).find(({ asset }) => asset === exchange.usd.id)
  assert.equal(exchange.usd.format(usd!.available), '100000.00')
})

test('a closed client refuses, and rejects what is unanswered', async (t) => {
  const exchange = await startExchange(t)
  const alice = await exchange.connect('alice')
  await alice.close()
  await assert.rejects(alice.cancelAll(), ConnectionError)
  await sleep(50)
  const again = await exchange.connect('alice')
  assert.ok(again.isConnected)
})

test('heartbeats keep a quiet session, and a session without them is lost', async (t) => {
  const exchange = await startExchange(t)
  const alice = await exchange.connect('alice', { heartbeatMs: 1_000 })
  let losses = 0
  alice.on('disconnected', () => losses++)
  await sleep(3_500)
  assert.equal(losses, 0)
  assert.ok(alice.isConnected)
})
