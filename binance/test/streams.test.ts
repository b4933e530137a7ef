import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Side } from '@tapebook/client'
import { needsAddon } from '@tapebook/testing'
import { type Message, Peer, startVenue, type Venue } from './helpers.ts'

const STREAMS = [
  'btcusd@trade',
  'btcusd@aggTrade',
  'btcusd@bookTicker',
  'btcusd@depth@100ms',
  'btcusd@depth5@100ms',
  'btcusd@kline_1m',
  'btcusd@kline_1s',
  'btcusd@miniTicker',
  'btcusd@ticker',
  'btcusd@ticker_1h',
  'btcusd@avgPrice',
  '!ticker@arr',
  '!miniTicker@arr',
] as const

/** Two levels of asks, and a buyer who takes the first and half of the second. */
async function trade({ alice, bob }: Venue): Promise<void> {
  const instrument = await alice.instrument('BTCUSD')
  for (const [price, quantity] of [
    ['64000', '0.1'],
    ['64000', '0.2'],
    ['64001', '0.5'],
  ] as const) {
    await bob.newOrder({ instrument, side: Side.Sell, price, quantity })
  }
  await alice.newOrder({ instrument, side: Side.Buy, price: '64001', quantity: '0.4' })
  await alice.newOrder({ instrument, side: Side.Buy, price: '63000', quantity: '1' })
}

// req: WS-07
test('every stream tells its part of two trades', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const peer = await venue.open(`/stream?streams=${STREAMS.join('/')}`)
  const raw = await venue.open('/ws/btcusd@trade')
  // Feeds begin with what is there; the depth of an empty book is told at once.
  await peer.find(({ stream }) => stream === 'btcusd@depth5@100ms')
  await trade(venue)
  const of = (name: string, fits: (data: Message) => boolean = () => true): Promise<Message> =>
    peer.find(({ stream, data }) => stream === name && fits(data)).then(({ data }) => data)

  const { E: _E, T, ...first } = await of('btcusd@trade')
  assert.ok(Math.abs(Date.now() - T) < 60_000)
  assert.deepEqual(first, {
    e: 'trade',
    s: 'BTCUSD',
    t: 1,
    p: '64000.00000000',
    q: '0.10000000',
    m: false,
    M: true,
  })
  assert.equal((await raw.find(({ t: id }) => id === 3)).p, '64001.00000000')

  const whole = await of('btcusd@aggTrade')
  assert.deepEqual([whole.a, whole.f, whole.l, whole.p, whole.q], [1, 1, 2, '64000.00000000', '0.30000000'])
  const rest = await of('btcusd@aggTrade', ({ a }) => a === 3)
  assert.deepEqual([rest.f, rest.l, rest.q, rest.m], [3, 3, '0.10000000', false])

  const top = await of('btcusd@bookTicker', ({ b, a }) => b === '63000.00000000' && a === '64001.00000000')
  assert.deepEqual([top.s, top.B, top.A], ['BTCUSD', '1.00000000', '0.40000000'])
  const best = await of('btcusd@depth5@100ms', ({ bids }) => bids.length > 0)
  assert.deepEqual(best.bids, [['63000.00000000', '1.00000000']])
  assert.deepEqual(best.asks, [['64001.00000000', '0.40000000']])

  const { k } = await of('btcusd@kline_1m', (data) => data.k.n === 3)
  assert.equal(k.t % 60_000, 0)
  assert.equal(k.T, k.t + 59_999)
  assert.deepEqual(
    [k.o, k.h, k.l, k.c, k.v, k.q],
    ['64000.00000000', '64001.00000000', '64000.00000000', '64001.00000000', '0.40000000', '25600.10000000'],
  )
  assert.deepEqual([k.f, k.L, k.V, k.Q, k.i], [1, 3, '0.40000000', '25600.10000000', '1m'])
  const { k: second } = await of('btcusd@kline_1s')
  assert.deepEqual([second.i, second.x, second.o, second.T - second.t], ['1s', true, '64000.00000000', 999])

  const day = await of('btcusd@ticker', ({ n }) => n === 3)
  assert.deepEqual(
    [day.o, day.h, day.l, day.c, day.v, day.q, day.w, day.p, day.P, day.F, day.L],
    [
      '64000.00000000',
      '64001.00000000',
      '64000.00000000',
      '64001.00000000',
      '0.40000000',
      '25600.10000000',
      '64000.25000000',
      '1.00000000',
      '0.001',
      1,
      3,
    ],
  )
  const mini = await of('btcusd@miniTicker', ({ v }) => v === '0.40000000')
  assert.deepEqual([mini.e, mini.c, mini.q], ['24hrMiniTicker', '64001.00000000', '25600.10000000'])
  assert.equal((await of('btcusd@ticker_1h', ({ n }) => n === 3)).w, '64000.25000000')
  assert.equal((await of('btcusd@avgPrice', ({ w }) => w === '64000.25000000')).i, '5m')
  for (const name of ['!ticker@arr', '!miniTicker@arr']) {
    const all = await of(name, (list) =>
      list.some((it: Message) => it.s === 'BTCUSD' && it.v === '0.40000000'),
    )
    assert.ok(Array.isArray(all))
  }
  assert.deepEqual(venue.troubles, [])
})

// req: WS-07
test('@book and @orders begin with a snapshot and can be checked', needsAddon, async (t) => {
  const venue = await startVenue(t)
  await trade(venue)
  const peer = await venue.open('/ws/btcusd@book/btcusd@orders')
  const book = await peer.find(({ e }) => e === 'bookSnapshot')
  assert.deepEqual([book.b, book.a], [[['63000.00000000', '1.00000000']], [['64001.00000000', '0.40000000']]])
  const { crc32 } = await import('node:zlib')
  assert.equal(book.checksum, crc32('63000.00000000:1.00000000,64001.00000000:0.40000000'))
  const orders = await peer.find(({ e }) => e === 'ordersSnapshot')
  assert.deepEqual(
    orders.o.map(([, ...rest]: unknown[]) => rest),
    [
      ['BUY', '63000.00000000', '1.00000000'],
      ['SELL', '64001.00000000', '0.40000000'],
    ],
  )
  const instrument = await venue.alice.instrument('BTCUSD')
  const { orderId } = await venue.alice.newOrder({
    instrument,
    side: Side.Buy,
    price: '63500',
    quantity: '0.1',
  })
  const update = await peer.find(({ e }) => e === 'bookUpdate')
  assert.deepEqual([update.U, update.b, update.a], [book.u + 1, [['63500.00000000', '0.10000000']], []])
  assert.equal(
    update.checksum,
    crc32('63500.00000000:0.10000000,63000.00000000:1.00000000,64001.00000000:0.40000000'),
  )
  const added = await peer.find(({ e }) => e === 'ordersUpdate')
  assert.deepEqual(added.o, [['ADD', Number(orderId), 'BUY', '63500.00000000', '0.10000000']])
  assert.equal(added.U, orders.u + 1)
  // Who comes second is told the book as it is now.
  const second = await venue.open('/ws/btcusd@book')
  const later = await second.find(({ e }) => e === 'bookSnapshot')
  assert.deepEqual([later.u, later.b[0]], [update.u, ['63500.00000000', '0.10000000']])
})

// req: WS-07
test('a book of before somebody subscribed joins the events that they read', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const instrument = await venue.alice.instrument('BTCUSD')
  let price = 60_000
  const buy = (): Promise<unknown> =>
    venue.alice.newOrder({ instrument, side: Side.Buy, price: `${++price}`, quantity: '0.01' })
  const level = (): string => `${price}.00000000`
  const params = ['btcusd@depth@100ms']
  const first = await Peer.open(`${venue.base}/ws`)
  await first.ask({ id: 1, method: 'SUBSCRIBE', params })
  /** Subscribes just after an event: gives that event, and what the newcomer reads. */
  const join = async (path: string): Promise<[told: Message, read: Message[]]> => {
    await buy()
    const bought = level()
    const told = await first.find(
      ({ e, b }) => e === 'depthUpdate' && b.some(([at]: string[]) => at === bought),
    )
    const later = await Peer.open(`${venue.base}${path}`)
    await later.ask({ id: 2, method: 'SUBSCRIBE', params })
    await buy()
    const next = level()
    await later.find(({ data, b = data?.b }) => b?.some(([at]: string[]) => at === next))
    later.socket.terminate()
    return [told, later.messages.map((message) => message.data ?? message)]
  }
  for (const path of ['/ws', '/stream']) {
    let [told, read] = await join(path)
    // A machine that is busy elsewhere may take longer than what is told again lies back.
    for (let more = 20; more > 0 && read[1].U > told.U; more--) [told, read] = await join(path)
    const [answer, reached, next] = read
    assert.equal(answer.id, 2, 'the answer comes first')
    // A process whose book is a moment old gives the one before that event, and may do so.
    const snapshot = told.U - 1
    assert.ok(
      reached.U <= snapshot + 1 && reached.u >= snapshot + 1,
      `${reached.U}-${reached.u}, ${snapshot}`,
    )
    assert.ok(reached.b.some(([at]: string[]) => told.b.some(([other]: string[]) => other === at)))
    assert.equal(next.U, reached.u + 1)
  }
})

// req: WS-07
test('a restart is told before it comes', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const raw = await venue.open('/ws/btcusd@trade')
  const combined = await venue.open('/stream?streams=btcusd@trade')
  const plain = await Peer.open(`${venue.base}/ws`)
  await venue.stopStreams()
  assert.deepEqual(
    [raw, plain].map(({ messages }) => messages.at(-1).e),
    ['serverShutdown', 'serverShutdown'],
  )
  const { stream, data } = combined.messages.at(-1)
  assert.deepEqual([stream, data.e], ['!serverShutdown', 'serverShutdown'])
  assert.equal(await raw.end(), 1_001)
})
