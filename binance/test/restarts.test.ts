import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MessageType, Side } from '@tapebook/client'
import { needsAddon, until } from '@tapebook/testing'
import { ask, done, eventsOf, loggedOn, now } from './asking.ts'
import { Peer, startVenue, type Venue } from './helpers.ts'

const ORDER = { symbol: 'BTCUSD', type: 'LIMIT', timeInForce: 'GTC', side: 'BUY', quantity: '0.01' }

/** A trade of 0.001 at a price. */
async function tradeAt({ alice, bob }: Venue, price: string): Promise<void> {
  const instrument = await alice.instrument('BTCUSD')
  await bob.newOrder({ instrument, side: Side.Sell, price, quantity: '0.001' })
  await alice.newOrder({ instrument, side: Side.Buy, price, quantity: '0.001' })
}

// req: WS-07 WS-09
test('connections outlive the exchange, and go on when it is there again', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const ann = await venue.person('ann')
  const peer = await loggedOn(venue, ann)
  await done(peer, 'userDataStream.subscribe', { sequence: true })
  const reader = await venue.open('/ws/btcusd@trade/btcusd@depth@100ms/btcusd@bookTicker')
  await tradeAt(venue, '64000')
  const { orderId: before } = await done(peer, 'order.place', { ...ORDER, price: '60000', ...now() })
  await peer.find(({ event }) => event?.i === before)
  assert.equal((await reader.find(({ e }) => e === 'trade')).t, 1)

  await venue.restartExchange(async () => {
    await until(
      async () => (await ask(peer, 'order.place', { ...ORDER, price: '60001', ...now() })).status === 503,
    )
    const { error } = await ask(peer, 'order.place', { ...ORDER, price: '60001', ...now() })
    assert.equal(error.code, -1001)
    // What needs no exchange is answered all the same.
    assert.deepEqual(await done(peer, 'ping'), {})
  })

  await until(async () => (await ask(peer, 'depth', { symbol: 'BTCUSD' })).status === 200)
  const { orderId: after } = await done(peer, 'order.place', { ...ORDER, price: '60002', ...now() })
  assert.ok(after > before)
  assert.equal((await peer.find(({ event }) => event?.i === after)).event.x, 'NEW')
  await tradeAt(venue, '64001')
  const second = await reader.find(({ e, t: id }) => e === 'trade' && id === 2)
  assert.equal(second.p, '64001.00000000')
  await reader.find(({ b, a }) => b === '60002.00000000' && a !== undefined)
  // The same subscription goes on, without an event twice, and every change of the book begins where the one before ended.
  assert.deepEqual(eventsOf(peer, 'eventStreamTerminated'), [])
  assert.deepEqual(
    eventsOf(peer, 'executionReport').map(({ i }) => i),
    [before, after],
  )
  const changes = () => reader.messages.filter(({ e }) => e === 'depthUpdate')
  await until(() => changes().some(({ b }) => b.some(([price]: [string]) => price === '60002.00000000')))
  for (const [index, { U }] of changes().entries()) if (index > 0) assert.equal(U, changes()[index - 1].u + 1)
  const open = await done(peer, 'openOrders.status', { symbol: 'BTCUSD', ...now() })
  assert.deepEqual(
    open.map((it: { orderId: number }) => it.orderId),
    [before, after],
  )
})

// req: WS-07 WS-09
test('a restart of the streams is told, and whoever comes back begins anew', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const ann = await venue.person('ann')
  const peer = await loggedOn(venue, ann)
  const { sequence: begun } = await done(peer, 'userDataStream.subscribe', { sequence: true })
  const reader = await venue.open('/ws/btcusd@depth@100ms')
  const stranger = await venue.open('/ws-api/v3')
  const { orderId } = await done(peer, 'order.place', { ...ORDER, price: '60000', ...now() })
  const { sequence } = await peer.find(({ event }) => event?.i === orderId)
  assert.ok(sequence > begun)
  const change = await reader.find(({ e }) => e === 'depthUpdate')

  // Nobody hears of this: who follows the account has to be told that something may be missing.
  await venue.restartStreams(async () => {
    const usd = (await venue.operator.assets()).find(({ code }) => code === 'USD')!
    const body = { target: ann.account, asset: usd.id, amount: usd.toUnits('25') }
    await venue.operator.request(MessageType.Deposit, body)
  })
  await reader.find(({ e }) => e === 'serverShutdown')
  for (const it of [peer, stranger]) {
    const { event } = await it.find((message) => message.event?.e === 'serverShutdown')
    assert.ok(Math.abs(Date.now() - event.E) < 60_000)
  }
  for (const it of [peer, reader, stranger]) assert.equal(await it.end(), 1_001)

  // A session, and its place in the stream of events, were the process's own; the orders are the exchange's.
  const again = await venue.open('/ws-api/v3')
  await until(async () => (await ask(again, 'depth', { symbol: 'BTCUSD' })).status === 200)
  assert.equal((await ask(again, 'order.place', { ...ORDER, price: '60001', ...now() })).error.code, -2014)
  // What may have been signed for the process before is not taken: nothing of its first second is.
  await until(async () => (await ask(again, 'session.logon', ann.sign())).status === 200)
  const late = await done(again, 'userDataStream.subscribe', { resumeAfter: sequence })
  assert.equal(late.resumed, false)
  assert.ok(late.sequence >= sequence)
  const open = await done(again, 'openOrders.status', { symbol: 'BTCUSD', ...now() })
  assert.deepEqual([open.length, open[0].orderId], [1, orderId])
  // Numbers of events and of books go on where they were.
  const { orderId: next } = await done(again, 'order.place', { ...ORDER, price: '60001', ...now() })
  assert.ok((await again.find(({ event }) => event?.i === next)).sequence > late.sequence)
  const third = await loggedOn(venue, ann)
  const stillLate = await done(third, 'userDataStream.subscribe', { resumeAfter: sequence })
  assert.equal(stillLate.resumed, false)
  const depth = () => done(again, 'depth', { symbol: 'BTCUSD', limit: 5 })
  await until(async () => (await depth()).bids.length === 2)
  assert.ok((await depth()).lastUpdateId > change.u)
  const anew = await Peer.open(`${venue.base}/ws/btcusd@depth@100ms`)
  t.after(() => anew.socket.terminate())
  await done(again, 'order.place', { ...ORDER, price: '60002', ...now() })
  const first = await anew.find(({ e }) => e === 'depthUpdate')
  assert.ok(first.U > change.u)
})
