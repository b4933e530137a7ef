import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MessageType } from '@tapebook/client'
import { needsAddon, until } from '@tapebook/testing'
import { signedText } from '../src/ws-api/signed-text.ts'
import { ask, done, eventsOf, loggedOn, now } from './asking.ts'
import { type Message, startVenue } from './helpers.ts'

const LIMIT = { symbol: 'BTCUSD', type: 'LIMIT', timeInForce: 'GTC' }

// req: WS-07
test('what is signed are the parameters as they were sent, sorted', () => {
  const params =
    '{"symbol":"BTCUSD","quantity":0.10, "price":1e-05,"a":true,"apiKey":"k","signature":"s","b":"x\\"y"}'
  const message = `{"id":1,"method":"order.place","params":${params}}`
  assert.equal(
    signedText(message, JSON.parse(params)),
    'a=true&apiKey=k&b=x"y&price=1e-05&quantity=0.10&symbol=BTCUSD',
  )
  const nested = '{"params":{"symbols":["A", "B"],"n":-1.50E3},"id":{"params":{"n":7}}}'
  assert.equal(signedText(nested, { symbols: ['A', 'B'], n: -1_500 }), 'n=-1.50E3&symbols=["A", "B"]')
})

// req: WS-07 WS-09
test('a session logs on, trades, and hears of its orders', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const ann = await venue.person('ann')
  const ben = await venue.person('ben')
  const peer = await venue.open('/ws-api/v3')
  assert.deepEqual(await done(peer, 'ping'), {})
  assert.ok(Math.abs((await done(peer, 'time')).serverTime - Date.now()) < 60_000)
  const strange = await ask(peer, 'order.place', {
    ...LIMIT,
    side: 'BUY',
    quantity: '1',
    price: '1',
    ...now(),
  })
  assert.deepEqual([strange.status, strange.error.code], [401, -2014])
  const session = await done(peer, 'session.logon', ann.sign())
  assert.equal(session.apiKey, ann.apiKey)
  assert.equal((await done(peer, 'session.status')).authorizedSince, session.authorizedSince)
  assert.deepEqual(await done(peer, 'userDataStream.subscribe'), { subscriptionId: 0 })
  assert.deepEqual(await done(peer, 'session.subscriptions'), [{ subscriptionId: 0 }])

  const order = { ...LIMIT, side: 'SELL', quantity: '0.2', price: '64000', newClientOrderId: 'first' }
  const placed = await ask(peer, 'order.place', { ...order, newOrderRespType: 'RESULT', ...now() })
  assert.equal(placed.status, 200, JSON.stringify(placed))
  assert.deepEqual(
    [placed.result.status, placed.result.clientOrderId, placed.result.executedQty],
    ['NEW', 'first', '0.00000000'],
  )
  assert.deepEqual(
    placed.rateLimits.map(({ rateLimitType, interval, count: used }: Message) => [
      rateLimitType,
      interval,
      used > 0,
    ]),
    [
      ['ORDERS', 'SECOND', true],
      ['ORDERS', 'DAY', true],
      ['REQUEST_WEIGHT', 'MINUTE', true],
    ],
  )
  const { orderId } = placed.result
  const { event: fresh } = await peer.find(({ event }) => event?.x === 'NEW' && event.i === orderId)
  assert.deepEqual(
    [fresh.e, fresh.c, fresh.S, fresh.o, fresh.q, fresh.p, fresh.X, fresh.w, fresh.C, fresh.g],
    ['executionReport', 'first', 'SELL', 'LIMIT', '0.20000000', '64000.00000000', 'NEW', true, '', -1],
  )
  await peer.find(({ event }) => event?.e === 'outboundAccountPosition')
  const position = eventsOf(peer, 'outboundAccountPosition')[0]
  assert.deepEqual(position.B, [{ a: 'BTC', f: '4.80000000', l: '0.20000000' }])

  // Ben takes half of it, by a signature of his own and without a session.
  const other = await venue.open('/ws-api/v3/9')
  const take = { symbol: 'BTCUSD', side: 'BUY', type: 'MARKET', quantity: '0.1' }
  const taken = await done(other, 'order.place', ben.sign(take))
  assert.deepEqual([taken.status, taken.fills.length, taken.fills[0].price], ['FILLED', 1, '64000.00000000'])
  const { event: trade } = await peer.find(({ event }) => event?.x === 'TRADE')
  assert.deepEqual(
    [trade.X, trade.i, trade.l, trade.L, trade.z, trade.Z, trade.m, trade.t, trade.N],
    [
      'PARTIALLY_FILLED',
      orderId,
      '0.10000000',
      '64000.00000000',
      '0.10000000',
      '6400.00000000',
      true,
      1,
      'USD',
    ],
  )

  assert.equal(
    (await done(peer, 'order.status', { symbol: 'BTCUSD', orderId, ...now() })).executedQty,
    '0.10000000',
  )
  assert.equal((await done(peer, 'openOrders.status', now())).length, 1)
  const asks = (await done(other, 'depth', { symbol: 'BTCUSD', limit: 5 })).asks
  assert.deepEqual(asks, [['64000.00000000', '0.10000000']])
  const canceled = await done(peer, 'order.cancel', {
    symbol: 'BTCUSD',
    orderId,
    newClientOrderId: 'enough',
    ...now(),
  })
  assert.equal(canceled.status, 'CANCELED')
  const { event: end } = await peer.find(({ event }) => event?.x === 'CANCELED')
  assert.deepEqual([end.X, end.c, end.C, end.w], ['CANCELED', 'enough', 'first', false])

  const assets = await venue.operator.assets()
  const usd = assets.find(({ code }) => code === 'USD')!
  const body = { target: ann.account, asset: usd.id, amount: usd.toUnits('25') }
  await venue.operator.request(MessageType.Deposit, body)
  const { event: money } = await peer.find(({ event }) => event?.e === 'balanceUpdate')
  assert.deepEqual([money.a, money.d], ['USD', '25.00000000'])

  assert.equal((await done(peer, 'session.logout')).apiKey, null)
  assert.equal((await peer.find(({ event }) => event?.e === 'eventStreamTerminated')).subscriptionId, 0)
  assert.equal((await ask(peer, 'openOrders.status', now())).error.code, -2014)
  assert.equal(venue.streams.counts().sessions, 0)
})

// req: WS-07 WS-09
test('a user stream goes on where it was lost', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const ann = await venue.person('ann')
  const trader = await loggedOn(venue, ann)
  const reader = await venue.open('/ws-api/v3')
  const begun = await done(reader, 'userDataStream.subscribe.signature', ann.sign({ sequence: true }))
  assert.equal(typeof begun.sequence, 'number')
  const place = async (price: string): Promise<number> =>
    (await done(trader, 'order.place', { ...LIMIT, side: 'BUY', quantity: '0.01', price, ...now() })).orderId
  const first = await place('60000')
  const { sequence } = await reader.find(({ event }) => event?.i === first)
  reader.socket.terminate()
  const missed = [await place('60001'), await place('60002')]
  const again = await venue.open('/ws-api/v3')
  const resumed = await done(again, 'userDataStream.subscribe.signature', ann.sign({ resumeAfter: sequence }))
  assert.equal(resumed.resumed, true)
  missed.push(await place('60003'))
  await again.find(({ event }) => event?.i === missed[2])
  assert.deepEqual(
    eventsOf(again, 'executionReport').map(({ i }) => i),
    missed,
  )
  const numbers = again.messages.filter(({ event }) => event !== undefined).map((it) => it.sequence)
  assert.ok(numbers.every((number, index) => number > (numbers[index - 1] ?? sequence)))
  const twice = await ask(again, 'userDataStream.subscribe.signature', ann.sign())
  assert.equal(twice.error.code, -2035)
  // What is no longer kept, or was never told here, cannot be resumed.
  const late = await venue.open('/ws-api/v3')
  const { resumed: isResumed } = await done(
    late,
    'userDataStream.subscribe.signature',
    ann.sign({ resumeAfter: 5 }),
  )
  assert.equal(isResumed, false)
})

// req: WS-09
test('orders end with their connection, or by a timer, where that was asked for', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const ann = await venue.person('ann')
  const peer = await venue.open('/ws-api/v3')
  await done(peer, 'session.logon', ann.sign({ cancelOnDisconnect: true }))
  const open = async (): Promise<number> => (await venue.operator.orders({ account: ann.account })).length
  const order = { ...LIMIT, side: 'BUY', quantity: '0.01', price: '60000' }
  await done(peer, 'order.place', { ...order, ...now() })
  assert.equal(await open(), 1)
  peer.socket.terminate()
  await until(async () => (await open()) === 0)
  const other = await loggedOn(venue, ann)
  await done(other, 'order.place', { ...order, ...now() })
  const { dueTime } = await done(other, 'order.cancelAfter', { timeout: 1_000, ...now() })
  assert.ok(dueTime > Date.now() - 60_000)
  await until(async () => (await open()) === 0)
})

// req: WS-09
test('what is wrong is answered by its code, and costs nobody else', needsAddon, async (t) => {
  const venue = await startVenue(t, { streams: { apiLimits: { orders10s: 3, weight: 400 } } })
  const ann = await venue.person('ann')
  const reader = await venue.person('reader', ['read'])
  const peer = await loggedOn(venue, ann)
  const order = { ...LIMIT, side: 'BUY', quantity: '0.01', price: '60000' }
  const code = async (method: string, params: object): Promise<number> => {
    const { status, error } = await ask(peer, method, params)
    assert.ok(status >= 400)
    return error.code
  }
  peer.say('{"id":1,')
  assert.deepEqual((await peer.find(({ id }) => id === null)).error, {
    code: -1135,
    msg: 'Invalid JSON Request',
  })
  assert.equal(await code('no.such', {}), -1020)
  assert.equal(await code('order.place', { ...order, symbol: 'NOPE', ...now() }), -1121)
  assert.equal(await code('order.place', order), -1102)
  assert.equal(await code('order.place', { ...order, timestamp: Date.now() - 6_000 }), -1021)
  assert.equal(await code('order.place', { ...order, timestamp: Date.now() + 1_500 }), -1021)
  assert.equal(await code('order.place', { ...order, recvWindow: 70_000, ...now() }), -1131)
  assert.equal(await code('order.cancel', { symbol: 'BTCUSD', orderId: 999_999, ...now() }), -2011)
  assert.equal(await code('order.status', { symbol: 'BTCUSD', orderId: 999_999, ...now() }), -2013)
  const forged = { ...ann.sign({ symbol: 'BTCUSD', side: 'BUY' }), side: 'SELL' }
  assert.equal(await code('order.place', forged), -1022)
  const signed = ann.sign(order)
  assert.equal(await code('order.place', reader.sign(order)), -2015)
  await done(peer, 'order.place', signed)
  assert.equal(await code('order.place', signed), -1021)
  // The fourth order of ten seconds.
  const codes = [
    await ask(peer, 'order.place', { ...order, ...now() }),
    await ask(peer, 'order.place', { ...order, ...now() }),
  ]
  const refused = codes.find(({ status }) => status === 429)
  assert.equal(refused?.error.code, -1015)
  const quiet = await ask(peer, 'ping', { returnRateLimits: false })
  assert.equal(quiet.rateLimits, undefined)
  let last: Message
  do last = await ask(peer, 'depth', { symbol: 'BTCUSD', limit: 5_000 })
  while (last.status === 200)
  assert.deepEqual([last.status, last.error.code], [429, -1003])
  assert.ok(last.error.data.retryAfter > Date.now())
  // A key that is revoked ends what was begun with it.
  await ann.access.keys.revoke(ann.actor, ann.apiKey)
  await until(() => venue.streams.counts().sessions === 0)
})
