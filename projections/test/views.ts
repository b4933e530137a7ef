import assert from 'node:assert/strict'
import { SettlementStatus } from '@tapebook/client'
import type { Database } from '../src/database/database.ts'
import { BOOK_SNAPSHOTS, TICKERS } from '../src/market/book.ts'
import { CANDLES, INTERVALS_S } from '../src/market/candles.ts'
import { LEDGER } from '../src/market/money.ts'
import { ORDERS } from '../src/market/orders.ts'
import { POSITIONS } from '../src/market/positions.ts'
import { AGGREGATES, hashOf, STORED_EVENTS } from '../src/market/stored-events.ts'
import { TRADES } from '../src/market/trades.ts'
import { TURNOVER } from '../src/market/turnover.ts'
import type { Exchange } from './helpers.ts'

const FIRST_ACCOUNT = 16

/** Tables that sum up others are those sums, and positions and best prices are the engine's. */
export async function assertViews(database: Database, exchange: Exchange): Promise<void> {
  await assertCandles(database)
  await assertTurnover(database)
  await assertStoredEvents(database)
  for (const [at, trader] of exchange.traders.entries()) {
    const account = FIRST_ACCOUNT + at
    const told = await trader.positions()
    const rows = await database.load(POSITIONS, 'account = ?', [account])
    const open = rows.filter(({ quantity, cost }) => quantity !== 0n || cost !== 0n)
    assert.ok(open.length > 0)
    for (const { instrument, quantity, cost } of open) {
      const position = told.find((it) => it.instrument === instrument)
      assert.ok(position, `the engine knows the position in ${instrument}`)
      assert.equal(quantity, position.quantity)
      assert.equal(cost, position.cost)
    }
  }
  for (const ticker of await database.load(TICKERS)) {
    const shown = await database.load(ORDERS, 'instrument = ? AND is_open = 1 AND shown > 0', [
      ticker.instrument,
    ])
    const bids = shown.filter(({ side }) => side === 0).map(({ shown_price }) => shown_price)
    const asks = shown.filter(({ side }) => side === 1).map(({ shown_price }) => shown_price)
    // Pegged orders stand behind the best price that they follow.
    if (bids.length > 0) assert.equal(ticker.bid, Math.max(...bids))
    if (asks.length > 0) assert.equal(ticker.ask, Math.min(...asks))
    assert.ok(ticker.bid === 0 || ticker.ask === 0 || ticker.bid < ticker.ask)
  }
  for (const { bids, asks } of await database.load(BOOK_SNAPSHOTS)) {
    const [bid, ask] = [bids, asks].map((side) =>
      (JSON.parse(side) as [number, number][]).map(([price]) => price),
    )
    assert.deepEqual(
      bid,
      [...bid!].sort((a, b) => b - a),
    )
    assert.deepEqual(
      ask,
      [...ask!].sort((a, b) => a - b),
    )
  }
}

/** Every candle from all trades, by its definition. */
async function assertCandles(database: Database): Promise<void> {
  const trades = await database.load(TRADES, '1 = 1 ORDER BY instrument, trade_id')
  assert.ok(trades.some(({ status }) => status !== SettlementStatus.Settled))
  const expected = new Map<string, unknown[]>()
  for (const trade of trades) {
    if (trade.status === SettlementStatus.Busted) continue
    const isCorrected = trade.status === SettlementStatus.Corrected
    const price = isCorrected ? trade.new_price : trade.price
    const quantity = BigInt(isCorrected ? trade.new_quantity : trade.quantity)
    const notional = isCorrected ? trade.new_notional : trade.notional
    for (const interval of INTERVALS_S) {
      const length = BigInt(interval) * 1_000_000_000n
      const key = `${trade.instrument} ${interval} ${trade.executed_at - (trade.executed_at % length)}`
      const bar = expected.get(key) as [number, number, number, number, bigint, bigint, number] | undefined
      expected.set(
        key,
        bar === undefined
          ? [price, price, price, price, quantity, notional, 1]
          : [
              bar[0],
              Math.max(bar[1], price),
              Math.min(bar[2], price),
              price,
              bar[4] + quantity,
              bar[5] + notional,
              bar[6] + 1,
            ],
      )
    }
  }
  const candles = await database.load(CANDLES)
  assert.equal(candles.length, expected.size)
  for (const { instrument, interval_s, open_time, open, high, low, close, ...sums } of candles) {
    const { volume, quote_volume, trades } = sums
    const key = `${instrument} ${interval_s} ${open_time}`
    assert.deepEqual([open, high, low, close, volume, quote_volume, trades], expected.get(key), key)
  }
}

async function assertTurnover(database: Database): Promise<void> {
  const sums = new Map<string, [entries: number, credited: bigint, debited: bigint]>()
  for (const { account, asset, amount, created_at } of await database.load(LEDGER)) {
    const day = new Date(Number(created_at / 1_000_000n)).toISOString().slice(0, 10)
    for (const [period, start] of [
      ['DAY', day],
      ['MONTH', `${day.slice(0, 7)}-01`],
    ] as const) {
      const key = `${account} ${asset} ${period} ${start}`
      const [entries, credited, debited] = sums.get(key) ?? [0, 0n, 0n]
      const isCredit = amount > 0n
      sums.set(key, [entries + 1, credited + (isCredit ? amount : 0n), debited - (isCredit ? 0n : amount)])
    }
  }
  const rows = await database.load(TURNOVER)
  assert.equal(rows.length, sums.size)
  for (const { account, asset, period, starts_at, entries, credited, debited } of rows) {
    const start = new Date(Number(starts_at / 1_000_000n)).toISOString().slice(0, 10)
    assert.deepEqual([entries, credited, debited], sums.get(`${account} ${asset} ${period} ${start}`))
  }
}

async function assertStoredEvents(database: Database): Promise<void> {
  const hashes = new Map<number, { version: number; hash: string }>()
  for (const { hash, ...event } of await database.load(
    STORED_EVENTS,
    '1 = 1 ORDER BY aggregate, aggregate_version',
  )) {
    const before = hashes.get(event.aggregate) ?? { version: 0, hash: '' }
    assert.equal(event.aggregate_version, before.version + 1)
    assert.equal(hash, hashOf(before.hash, event))
    hashes.set(event.aggregate, { version: event.aggregate_version, hash })
  }
  const aggregates = await database.load(AGGREGATES)
  assert.ok(aggregates.length > 0)
  for (const { account, version, hash } of aggregates)
    assert.deepEqual(hashes.get(account), { version, hash })
}
