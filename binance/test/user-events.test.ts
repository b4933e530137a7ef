import assert from 'node:assert/strict'
import { generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { test } from 'node:test'
import { Side } from '@tapebook/client'
import { needsAddon, until } from '@tapebook/testing'
import { ask, done, eventsOf, loggedOn, now } from './asking.ts'
import { type Message, type Peer, type Person, startVenue, textOf, type Venue } from './helpers.ts'

const BTCUSD = { symbol: 'BTCUSD' }
const LIMIT = { ...BTCUSD, type: 'LIMIT', timeInForce: 'GTC' }

/** Somebody who is logged on and hears of the account. */
async function follower(venue: Venue, who: Person): Promise<Peer> {
  const peer = await loggedOn(venue, who)
  await done(peer, 'userDataStream.subscribe')
  return peer
}

/** The first event of an order with that execution and status. */
async function told(peer: Peer, orderId: number, x: string, fits: (event: Message) => boolean = () => true) {
  const { event } = await peer.find((it) => it.event?.i === orderId && it.event.x === x && fits(it.event))
  return event
}

/** A trade at a price, between two others. */
async function tradeAt({ alice, bob }: Venue, price: string): Promise<void> {
  const instrument = await alice.instrument('BTCUSD')
  await bob.newOrder({ instrument, side: Side.Sell, price, quantity: '0.001' })
  await alice.newOrder({ instrument, side: Side.Buy, price, quantity: '0.001' })
}

// req: WS-07
test('a stop is told as it is entered, again as it is triggered, and as it trades', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const ann = await venue.person('ann')
  const peer = await follower(venue, ann)
  await tradeAt(venue, '64000')
  const stop = { ...BTCUSD, side: 'SELL', type: 'STOP_LOSS_LIMIT', timeInForce: 'GTC' }
  const terms = { quantity: '0.1', price: '63500', stopPrice: '63900', newClientOrderId: 'guard' }
  const { orderId } = await done(peer, 'order.place', { ...stop, ...terms, ...now() })
  const entered = await told(peer, orderId, 'NEW')
  assert.deepEqual(
    [entered.X, entered.o, entered.P, entered.p, entered.w, entered.W, entered.c],
    ['NEW', 'STOP_LOSS_LIMIT', '63900.00000000', '63500.00000000', false, undefined, 'guard'],
  )
  await tradeAt(venue, '63900')
  const triggered = await told(peer, orderId, 'NEW', ({ w }) => w === true)
  assert.deepEqual([triggered.X, triggered.P], ['NEW', '63900.00000000'])
  assert.ok(triggered.W >= triggered.O && triggered.I > entered.I)
  const instrument = await venue.alice.instrument('BTCUSD')
  await venue.alice.newOrder({ instrument, side: Side.Buy, price: '63500', quantity: '0.1' })
  const filled = await told(peer, orderId, 'TRADE')
  assert.deepEqual([filled.X, filled.L, filled.z, filled.m], ['FILLED', '63500.00000000', '0.10000000', true])
})

// req: WS-07
test('a trailing stop says how far behind it is, and follows', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const ann = await venue.person('ann')
  const peer = await follower(venue, ann)
  await tradeAt(venue, '64000')
  const trail = { ...BTCUSD, side: 'SELL', type: 'STOP_LOSS_LIMIT', timeInForce: 'GTC', trailingDelta: 100 }
  const { orderId } = await done(peer, 'order.place', { ...trail, quantity: '0.1', price: '60000', ...now() })
  const entered = await told(peer, orderId, 'NEW')
  assert.deepEqual([entered.d, entered.w, entered.o], [100, false, 'STOP_LOSS_LIMIT'])
  // One per cent below 65,000 is 64,350: above the first trade, so that it would wait had it not followed.
  await tradeAt(venue, '65000')
  await tradeAt(venue, '64300')
  const triggered = await told(peer, orderId, 'NEW', ({ w }) => w === true)
  assert.deepEqual([triggered.d, triggered.X, triggered.p], [100, 'NEW', '60000.00000000'])
})

// req: WS-07
test(
  'an order that is amended is told as replaced, and one that is replaced as two',
  needsAddon,
  async (t) => {
    const venue = await startVenue(t)
    const ann = await venue.person('ann')
    const peer = await follower(venue, ann)
    const order = { ...LIMIT, side: 'BUY', quantity: '0.5', price: '60000' }
    const { orderId } = await done(peer, 'order.place', { ...order, newClientOrderId: 'wide', ...now() })
    const less = { ...BTCUSD, orderId, newQty: '0.2', newClientOrderId: 'narrow' }
    await done(peer, 'order.amend.keepPriority', { ...less, ...now() })
    const amended = await told(peer, orderId, 'REPLACED')
    assert.deepEqual(
      [amended.X, amended.q, amended.c, amended.C, amended.w],
      ['NEW', '0.20000000', 'narrow', 'wide', true],
    )
    const other = { ...order, quantity: '0.3', newClientOrderId: 'next' }
    const swap = {
      cancelReplaceMode: 'STOP_ON_FAILURE',
      cancelOrderId: orderId,
      cancelNewClientOrderId: 'out',
    }
    const { newOrderResponse } = await done(peer, 'order.cancelReplace', { ...other, ...swap, ...now() })
    const canceled = await told(peer, orderId, 'CANCELED')
    assert.deepEqual([canceled.c, canceled.C, canceled.q], ['out', 'narrow', '0.20000000'])
    assert.equal((await told(peer, newOrderResponse.orderId, 'NEW')).c, 'next')
  },
)

// req: WS-07
test('a list is told as it begins and as it is done', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const ann = await venue.person('ann')
  const peer = await follower(venue, ann)
  await tradeAt(venue, '64000')
  const above = { aboveType: 'LIMIT_MAKER', abovePrice: '65000', aboveClientOrderId: 'gain' }
  const below = { belowType: 'STOP_LOSS', belowStopPrice: '63000', belowClientOrderId: 'loss' }
  const list = { ...BTCUSD, side: 'SELL', quantity: '0.1', listClientOrderId: 'pair', ...above, ...below }
  const { orderListId, orders } = await done(peer, 'orderList.place.oco', { ...list, ...now() })
  const { event: begun } = await peer.find(({ event }) => event?.e === 'listStatus')
  assert.deepEqual(
    [begun.s, begun.g, begun.c, begun.l, begun.L, begun.C],
    ['BTCUSD', orderListId, 'OCO', 'EXEC_STARTED', 'EXECUTING', 'pair'],
  )
  assert.deepEqual(
    begun.O.map(({ s, i, c }: Message) => [s, i, c]),
    orders.map((it: Message) => [it.symbol, it.orderId, it.clientOrderId]),
  )
  const legs = () => eventsOf(peer, 'executionReport').filter(({ g }) => g === orderListId)
  await until(() => legs().filter(({ x }) => x === 'NEW').length === 2)
  // One leg trades, and the other one ends with it.
  const instrument = await venue.alice.instrument('BTCUSD')
  await venue.alice.newOrder({ instrument, side: Side.Buy, price: '65000', quantity: '0.1' })
  const { event: over } = await peer.find(({ event }) => event?.e === 'listStatus' && event.L === 'ALL_DONE')
  assert.deepEqual([over.g, over.l, over.C], [orderListId, 'ALL_DONE', 'pair'])
  const [gain, loss] = ['gain', 'loss'].map((name) => begun.O.find(({ c }: Message) => c === name).i)
  assert.equal((await told(peer, gain, 'TRADE')).X, 'FILLED')
  await until(() => legs().some(({ i, X }) => i === loss && (X === 'EXPIRED' || X === 'CANCELED')))
  // Neither leg's last word comes behind the list's.
  const at = (fits: (event: Message) => boolean) =>
    peer.messages.findIndex(({ event }) => event !== undefined && fits(event))
  assert.ok(at(({ i, X }) => i === loss && X !== 'NEW') < at(({ L }) => L === 'ALL_DONE'))
})

// req: WS-07
test('a session logs on with an Ed25519 key, and not with another', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const ann = await venue.person('ann')
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const asked = { name: 'ed', kind: 'ED25519', scopes: ['read', 'trade'], publicKey: pem } as const
  const { key } = await ann.access.keys.create(ann.actor, asked)
  const signed = (by = privateKey) => {
    const params = { apiKey: key.id, timestamp: Date.now() }
    return { ...params, signature: signBytes(null, Buffer.from(textOf(params)), by).toString('base64') }
  }
  const peer = await venue.open('/ws-api/v3')
  const forged = await ask(peer, 'session.logon', signed(generateKeyPairSync('ed25519').privateKey))
  assert.deepEqual([forged.status, forged.error.code], [400, -1022])
  const session = await done(peer, 'session.logon', signed())
  assert.equal(session.apiKey, key.id)
  await done(peer, 'userDataStream.subscribe')
  const order = { ...LIMIT, side: 'BUY', quantity: '0.01', price: '60000' }
  const { orderId } = await done(peer, 'order.place', { ...order, ...now() })
  assert.equal((await told(peer, orderId, 'NEW')).X, 'NEW')
  assert.equal((await done(peer, 'session.status')).apiKey, key.id)
})
