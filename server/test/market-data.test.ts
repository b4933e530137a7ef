// Market data from end to end, on the gateway and on the feed port.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import {
  type Book,
  CandleInterval,
  Client,
  Depth,
  generateKey,
  type Instrument,
  MessageType,
  type OrderBook,
  RejectedError,
  Side,
  TimeInForce,
} from '@tapebook/client'
import { encodeFrame } from '@tapebook/schema'
import { type Exchange, freePort, type Key, startExchange, until } from './helpers.ts'
import { loggedOn } from './raw.ts'

const PRO = 16
const RETAIL = 32
const READ_ONLY = 8

/** A key that reads only, of a tier. */
async function reader(operator: Client, tier: number): Promise<Key> {
  const key = generateKey()
  const body = { publicKey: key.publicKey, target: 0, permissions: READ_ONLY | tier, rateLimit: 0 }
  await operator.request(MessageType.RegisterKey, body)
  return key
}

const feedUrl = (exchange: Exchange): string => `ws://127.0.0.1:${exchange.server.feedPort}`

async function connect(t: TestContext, url: string, key: Key): Promise<Client> {
  const client = await Client.connect({ url, privateKey: key.privateKey })
  t.after(() => client.close())
  return client
}

/** Two members trade without a rest until `isEnough`, for three minutes at most. */
async function trade(exchange: Exchange, isEnough: () => boolean): Promise<number> {
  const end = Date.now() + 180_000
  const [house, noise] = [await exchange.connect('house'), await exchange.connect('noise')]
  const instrument = await house.instrument('AAPLUSD')
  let orders = 0
  const one = async (client: Client, seed: number): Promise<void> => {
    const at = (seed * 7919) % 1000
    const side = ((seed >> 1) % 2) as Side
    const price = `225.${String(10 + (at % 37))}`
    const timeInForce = at % 5 === 0 ? TimeInForce.Ioc : TimeInForce.Gtc
    await client.newOrder({ instrument, side, price, quantity: String(1 + (at % 9)), timeInForce })
    if (at % 50 === 0) await client.cancelAll({ instrument })
  }
  while (!isEnough()) {
    assert.ok(Date.now() < end, 'it is never enough')
    const some = Array.from({ length: 8 }, () => one(orders % 2 === 0 ? house : noise, orders++))
    const results = await Promise.allSettled(some)
    for (const result of results) {
      if (result.status === 'rejected' && !(result.reason instanceof RejectedError)) throw result.reason
    }
  }
  return orders
}

/** Levels of a book by order, as depth by price tells them. */
function levelsOf(book: OrderBook, side: Side): { price: bigint; quantity: bigint }[] {
  const levels = new Map<bigint, bigint>()
  for (const { price, quantity } of book.orders(side)) levels.set(price, (levels.get(price) ?? 0n) + quantity)
  return [...levels].map(([price, quantity]) => ({ price, quantity }))
}

const isSame = (book: Book, orders: OrderBook): boolean =>
  isDeepStrictEqual(
    [
      book.bids.map(({ price, quantity }) => ({ price, quantity })),
      book.asks.map(({ price, quantity }) => ({ price, quantity })),
    ],
    [levelsOf(orders, Side.Buy), levelsOf(orders, Side.Sell)],
  )

/** A subscriber to best prices and depth, with how often it heard and whether what it saw was ever crossed. */
class Watcher {
  readonly client: Client
  readonly book: Book
  updates = 0
  crossed = 0

  constructor(client: Client, stock: Instrument) {
    this.client = client
    this.book = client.subscribe(stock, Depth.L2)
    this.book.on('update', ({ bestBid, bestAsk }) => {
      this.updates++
      if (bestBid && bestAsk && bestBid.price >= bestAsk.price) this.crossed++
    })
  }
}

// req: MD-08 MD-09 PF-05
test('each tier hears as often as it may, on either port, and what it sees stands', async (t) => {
  const exchange = await startExchange(t, { feedPort: 0 })
  const operator = await exchange.connect('operator')
  const stock = await operator.instrument('AAPLUSD')
  const watch = async (url: string, tier: number) =>
    new Watcher(await connect(t, url, await reader(operator, tier)), stock)
  const [full, pro, retail] = [
    await watch(exchange.url, 0),
    await watch(exchange.url, PRO),
    await watch(feedUrl(exchange), RETAIL),
  ]
  const [fullThere, proThere] = [await watch(feedUrl(exchange), 0), await watch(feedUrl(exchange), PRO)]
  const everyone = [full, pro, retail, fullThere, proThere]
  await until(() => everyone.every(({ book }) => book.ready))
  const orders = fullThere.client.subscribe(stock, Depth.L3)
  for (const watcher of everyone) watcher.updates = 0
  const began = performance.now()
  const traded = await trade(exchange, () => performance.now() - began > 3_000)
  const seconds = (performance.now() - began) / 1_000
  for (const { updates } of [pro, proThere]) {
    assert.ok(updates <= 10 * seconds + 1 && updates >= 4 * seconds, `pro: ${updates} in ${seconds} s`)
  }
  assert.ok(retail.updates <= seconds + 1 && retail.updates >= 2, `retail: ${retail.updates} in ${seconds} s`)
  assert.ok(full.updates > 1.5 * pro.updates && fullThere.updates > 1.5 * proThere.updates)
  // Whoever hears seldom has the newest state within its period, not an old one.
  await until(() => orders.ready && everyone.every(({ book }) => isSame(book, orders)))
  assert.deepEqual(
    everyone.map(({ crossed }) => crossed),
    [0, 0, 0, 0, 0],
  )
  const stats = exchange.server.stats()
  assert.equal(stats.feed_subscriptions, 6)
  assert.ok(traded > 200 && stats.feed_deliveries_total! > everyone.reduce((sum, it) => sum + it.updates, 0))
})

// req: MD-09
test('who does not read is told nothing more, and costs nobody else anything', async (t) => {
  const exchange = await startExchange(t, { feedPort: 0, congestedBytes: 4_096 })
  const operator = await exchange.connect('operator')
  const stock = await operator.instrument('AAPLUSD')
  const good = await connect(t, feedUrl(exchange), await reader(operator, 0))
  const [book, orders] = [good.subscribe(stock, Depth.L2), good.subscribe(stock, Depth.L3)]
  const stuck = await Promise.all(
    [feedUrl(exchange), exchange.url].map(async (url) => loggedOn({ url }, await reader(operator, 0))),
  )
  for (const { socket } of stuck) {
    const subscription = {
      instrument: stock.id,
      interval: CandleInterval.Minute1,
      rate: 0,
      feedSequence: 0n,
      sequence: 0n,
    }
    socket.send(encodeFrame(MessageType.Subscribe, { ...subscription, depth: Depth.L3 }))
    socket.send(encodeFrame(MessageType.Subscribe, { ...subscription, depth: Depth.L2 }))
  }
  await until(() => exchange.server.stats().feed_subscriptions === 6)
  for (const { socket } of stuck) socket.pause()
  const skipped = (): number => exchange.server.stats().feed_skipped_total!
  // The system's own buffers fill first.
  await trade(exchange, () => skipped() > 100)
  await until(() => book.ready && orders.ready && isSame(book, orders))
  const frames = stuck.map((raw) => raw.frames.length)
  for (const { socket } of stuck) socket.resume()
  // It reads again, and begins with a snapshot or what it missed.
  await until(() => stuck.every((raw, at) => raw.frames.length > frames[at]! && raw.closeCode === 0))
})

test('when the process of the feed port ends, trading goes on and its readers come back', async (t) => {
  const exchange = await startExchange(t, { feedPort: await freePort() })
  const operator = await exchange.connect('operator')
  const stock = await operator.instrument('AAPLUSD')
  const client = await connect(t, feedUrl(exchange), await reader(operator, 0))
  const [book, orders] = [client.subscribe(stock, Depth.L2), client.subscribe(stock, Depth.L3)]
  let rounds = 30
  await trade(exchange, () => rounds-- === 0)
  await until(() => book.ready && orders.ready && isSame(book, orders))
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ')
  const pid = children.find((it) => readFileSync(`/proc/${it}/cmdline`, 'utf8').includes('feed-process'))
  assert.ok(pid !== undefined)
  process.kill(Number(pid), 'SIGKILL')
  await until(() => !book.ready)
  const alice = await exchange.connect('alice')
  await alice.newOrder({ instrument: stock, side: Side.Buy, price: '225.01', quantity: '7' })
  await until(() => book.ready && orders.ready && isSame(book, orders), 10_000)
  assert.ok(book.bids.some(({ price }) => stock.ticksToPrice(price) === '225.01'))
})
