import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Side } from '@tapebook/client'
import { needsAddon, startVenue, until, type Venue } from './helpers.ts'

/** Two trades, and an order left on each side. */
async function trade({ alice, bob }: Venue): Promise<void> {
  const btc = await alice.instrument('BTCUSD')
  const sell = (price: string, quantity: string) =>
    bob.newOrder({ instrument: btc, side: Side.Sell, price, quantity })
  const buy = (price: string, quantity: string) =>
    alice.newOrder({ instrument: btc, side: Side.Buy, price, quantity })
  await sell('64000', '0.5')
  await buy('64000', '0.2')
  await buy('64000', '0.1')
  await sell('64100.5', '1')
  await buy('63900.25', '0.75')
}

// req: R-007 R-008 R-009 R-010 R-011 R-012 MD-01 MD-02 RA-06
test('anybody sees the markets', needsAddon, async (t) => {
  const venue = await startVenue(t)
  await t.test('pairs, ticker, book, trades, candles and the day', () => seesMarkets(venue))
  await t.test('a reader who has the same pairs already is not sent them again', () => savesBytes(venue))
  await t.test('what is not there, and what is not taken, has a code and the field', () => refuses(venue))
})

async function seesMarkets(venue: Venue): Promise<void> {
  await trade(venue)
  await venue.caughtUp()
  const { call } = venue
  const data = async (path: string) => {
    const { status, body } = await call('GET', path)
    assert.equal(status, 200, JSON.stringify(body))
    return body.data
  }
  const pairs = await data('/api/v2/market/pairs')
  assert.deepEqual(
    pairs.map((it: { pair: string }) => it.pair),
    ['BTCUSD', 'ETHUSD', 'AAPLUSD'],
  )
  assert.deepEqual(pairs[0], {
    pair: 'BTCUSD',
    base: 'BTC',
    quote: 'USD',
    status: 'continuous',
    tick_size: '0.01',
    lot_size: '0.00001',
    min_quantity: '0.00001',
    max_quantity: '100',
    quantity_step: '0.00001',
    reference_price: pairs[0].reference_price,
  })
  await until(async () => (await data('/api/v2/market/ticker/BTCUSD')).bid === '63900.25')
  const { timestamp, ...ticker } = await data('/api/v2/market/ticker/BTCUSD')
  assert.match(timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  assert.deepEqual(ticker, {
    pair: 'BTCUSD',
    price: '64000',
    bid: '63900.25',
    ask: '64000',
    open_24h: '64000',
    high_24h: '64000',
    low_24h: '64000',
    volume_24h: '0.3',
    quote_volume_24h: '19200.00',
    trades_24h: 2,
    source: 'tapebook',
  })
  await until(async () => (await data('/api/v2/market/depth/BTC-USD')).bids.length === 1)
  const book = await data('/api/v2/market/depth/BTC_USD?depth=1')
  assert.deepEqual([book.pair, book.bids, book.asks], ['BTCUSD', [['63900.25', '0.75']], [['64000', '0.2']]])
  assert.equal((await data('/api/v2/market/depth/BTCUSD')).asks.length, 2)
  const trades = await data('/api/v2/market/trades/BTCUSD')
  assert.deepEqual(
    trades.map((it: { id: number; quantity: string }) => [it.id, it.quantity]),
    [
      [2, '0.1'],
      [1, '0.2'],
    ],
  )
  assert.deepEqual((await data('/api/v2/market/trades/BTCUSD?limit=1&before=2'))[0].id, 1)
  const [candle] = await data('/api/v2/market/candles/BTCUSD?interval=1d')
  assert.deepEqual([candle.open, candle.volume, candle.trades], ['64000', '0.3', 2])
  assert.deepEqual(await data(`/api/v2/market/candles/BTCUSD?end_time=${candle.open_time}`), [])
  const day = await data('/api/v2/market/24hr')
  assert.deepEqual(
    day.map((it: { pair: string; trades_24h: number }) => [it.pair, it.trades_24h]),
    [
      ['BTCUSD', 2],
      ['ETHUSD', 0],
      ['AAPLUSD', 0],
    ],
  )
}

async function savesBytes({ call }: Venue): Promise<void> {
  const first = await call('GET', '/api/v2/market/pairs')
  const etag = first.headers.get('etag')!
  const again = await call('GET', '/api/v2/market/pairs', { headers: { 'if-none-match': etag } })
  assert.deepEqual([again.status, again.body], [304, ''])
}

async function refuses({ call, troubles }: Venue): Promise<void> {
  const refused = async (path: string, status: number, code: string, field?: string): Promise<void> => {
    const { status: actual, body } = await call('GET', path)
    assert.deepEqual([actual, body.code, body.field], [status, code, field], path)
    assert.deepEqual(
      Object.keys(body).filter((key) => !['code', 'message', 'field'].includes(key)),
      [],
    )
  }
  await refused('/api/v2/market/ticker/NOSUCH', 404, 'NOT_FOUND', 'pair')
  await refused('/api/v2/market/nothing', 404, 'NOT_FOUND')
  await refused('/api/v2/market/depth/BTCUSD?depth=0', 400, 'INVALID_FIELD', 'depth')
  await refused('/api/v2/market/depth/BTCUSD?depth=1e3', 400, 'INVALID_FIELD', 'depth')
  await refused('/api/v2/market/depth/BTCUSD?depth=99999', 400, 'INVALID_FIELD', 'depth')
  await refused('/api/v2/market/depth/BTCUSD?dept=5', 400, 'UNKNOWN_FIELD', 'dept')
  await refused('/api/v2/market/trades/BTCUSD?limit=ten', 400, 'INVALID_FIELD', 'limit')
  await refused('/api/v2/market/candles/BTCUSD?interval=2m', 400, 'INVALID_FIELD', 'interval')
  await refused(`/api/v2/market/ticker/${'X'.repeat(100)}`, 400, 'INVALID_FIELD', 'pair')
  await refused(`/api/v2/market/pairs?x=${'X'.repeat(3_000)}`, 400, 'MALFORMED_REQUEST')
  await refused('/api/v2/market/ticker/%ff', 400, 'MALFORMED_REQUEST')
  assert.deepEqual(troubles, [])
}
