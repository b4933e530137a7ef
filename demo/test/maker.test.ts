import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Client, Depth, type Instrument, Side } from '@tapebook/client'
import { needsAddon, until } from '@tapebook/testing'
import { ladder, type MakerSettings, MarketMaker, runMarket } from '../src/index.ts'
import { startExchange } from './helpers.ts'

const SETTINGS: MakerSettings = {
  targetSpread: 1_000n,
  minDepth: 10_000n,
  levels: 4,
  skew: 5_000n,
  maxPosition: 100_000n,
}
const MID = 64_000_00n

/** Open orders of a session's account in one market, as a ladder. */
async function quotesOf(client: Client, { id }: Instrument): Promise<ReturnType<typeof ladder>> {
  const orders = (await client.orders({ instrument: id })).map((it) => ({ ...it, at: Number(it.price) }))
  const side = (wanted: Side) =>
    orders
      .filter(({ side }) => side === wanted)
      .sort((a, b) => (wanted === Side.Buy ? b.at - a.at : a.at - b.at))
      .map(({ price, quantity }): [bigint, bigint] => [price, quantity])
  return { bids: side(Side.Buy), asks: side(Side.Sell) }
}

const openMaker = (client: Client) =>
  MarketMaker.open(client, ({ symbol }) => (symbol === 'BTCUSD' ? SETTINGS : undefined))

// req: LQ-03 LQ-04
test('a maker makes, moves and cancels the quotes of a market', needsAddon, async (t) => {
  const exchange = await startExchange(t)
  const house = await exchange.connect('house')
  const btc = await house.instrument('BTCUSD')
  const maker = await openMaker(house)
  assert.deepEqual(maker.symbols, ['BTCUSD'])
  await maker.updateQuotes('BTCUSD', { mid: MID })
  assert.deepEqual(await quotesOf(house, btc), { bids: [], asks: [] })
  await maker.createQuotes('BTCUSD')
  assert.deepEqual(await quotesOf(house, btc), ladder(SETTINGS, { mid: MID, position: 0n }))
  await maker.updateQuotes('BTCUSD', { mid: MID + 500n })
  assert.deepEqual(await quotesOf(house, btc), ladder(SETTINGS, { mid: MID + 500n, position: 0n }))
  await maker.cancelQuotes('BTCUSD')
  assert.deepEqual(await quotesOf(house, btc), { bids: [], asks: [] })
  assert.throws(() => maker.positionOf('ETHUSD'), RangeError)
  assert.deepEqual([...maker.refused], [])
})

// req: LQ-03 LQ-04
test(
  'quotes move with fills, and stand as they stood after a restart of the exchange and of the maker',
  needsAddon,
  async (t) => {
    const exchange = await startExchange(t)
    const [house, alice] = [await exchange.connect('house'), await exchange.connect('alice')]
    const btc = await house.instrument('BTCUSD')
    const maker = await openMaker(house)
    await maker.createQuotes('BTCUSD', MID)

    // She takes the best level and half of the next: the maker is short, and asks more for what follows.
    const taken = 10_000n + 7_500n
    await alice.newOrder({ instrument: btc, side: Side.Buy, quantity: taken })
    const leaning = ladder(SETTINGS, { mid: MID, position: -taken })
    assert.ok(BigInt(leaning.bids[0]![0]) > BigInt(ladder(SETTINGS, { mid: MID, position: 0n }).bids[0]![0]))
    const stands = async (wanted: ReturnType<typeof ladder>) =>
      JSON.stringify(await quotesOf(house, btc), text) === JSON.stringify(wanted, text)
    await until(() => stands(leaning))
    assert.equal(maker.positionOf('BTCUSD'), -taken)

    let reconnects = 0
    house.on('connected', () => reconnects++)
    await exchange.restart()
    await until(() => reconnects === 1 && house.isConnected)
    await until(() => stands(leaning))
    assert.equal(maker.positionOf('BTCUSD'), -taken)

    // A maker that ended without a word, and another one that takes the account over.
    await house.close()
    const again = await exchange.connect('house')
    assert.deepEqual(await quotesOf(again, btc), leaning)
    const next = await openMaker(again)
    assert.equal(next.positionOf('BTCUSD'), -taken)
    await next.createQuotes('BTCUSD', MID)
    assert.deepEqual(await quotesOf(again, btc), leaning)
    // What she sells back brings the quotes back.
    await until(() => alice.isConnected)
    await alice.newOrder({ instrument: btc, side: Side.Sell, quantity: taken })
    await until(() => next.positionOf('BTCUSD') === 0n)
    await next.updateQuotes('BTCUSD', { mid: MID })
    assert.deepEqual(await quotesOf(again, btc), ladder(SETTINGS, { mid: MID, position: 0n }))
    await next.close()
    assert.deepEqual(await quotesOf(again, btc), { bids: [], asks: [] })
  },
)

// req: LQ-03
test('the demo market moves, with trades, and leaves nothing behind', needsAddon, async (t) => {
  const exchange = await startExchange(t)
  const [house, noise, alice] = [
    await exchange.connect('house'),
    await exchange.connect('noise'),
    await exchange.connect('alice'),
  ]
  const btc = await alice.instrument('BTCUSD')
  const book = alice.subscribe(btc, Depth.L2)
  const prices = new Set<bigint>()
  let trades = 0
  alice.subscribe(btc, Depth.Trades).on('trade', () => trades++)
  book.on('update', ({ bestBid }) => bestBid && prices.add(bestBid.price))
  const market = await runMarket(house, { noise, everyMs: 10 })
  await until(() => prices.size > 10 && trades > 3)
  assert.ok(book.bids.length >= 4 && book.asks.length >= 4)
  await market.stop()
  assert.deepEqual([...market.refused], [])
  await until(() => book.bids.length === 0 && book.asks.length === 0)
})

const text = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value)
