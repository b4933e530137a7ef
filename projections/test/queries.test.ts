import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Engine } from '@tapebook/bindings'
import {
  AddAsset,
  AddInstrument,
  Deposit,
  FrameHeader,
  type Layout,
  MessageType,
  NewOrder,
  OpenAccounts,
  OrderState,
  OrderType,
  SetReferenceRate,
  Side,
  StpMode,
  TimeInForce,
} from '@tapebook/schema'
import { Changes } from '../src/changes.ts'
import type { Database } from '../src/database/database.ts'
import { openDatabase } from '../src/database/database.ts'
import { type Place, START } from '../src/database/tables.ts'
import { applyEvent } from '../src/events.ts'
import { BOOK_SNAPSHOTS } from '../src/market/book.ts'
import { CANDLES } from '../src/market/candles.ts'
import { Market } from '../src/market/market.ts'
import { DEFAULT_RETENTION, readRetention } from '../src/market/retention.ts'
import { DAY } from '../src/market/time.ts'
import { feeTiers, tierOf, transactionHistory } from '../src/queries/money.ts'
import { listOrders, STATUS_WORDS } from '../src/queries/orders.ts'
import { dayStatistics } from '../src/queries/tickers.ts'
import { SEQUENCE, TIME } from '../src/tape.ts'
import { onEach } from './databases.ts'

const BEGIN = 1_767_225_600_000_000_000n
const HEADER = FrameHeader.SIZE
const [BUYER, SELLER] = [16, 17]

/** An engine whose time the test sets, and the tables of its events. */
class TimedMarket {
  readonly #engine = new Engine(new Uint8Array(32))
  readonly #changes = new Changes()
  readonly #market: Market
  readonly #database: Database
  #place: Place = START
  #requests = 0

  constructor(database: Database, days: string) {
    this.#database = database
    this.#market = new Market(this.#changes, readRetention(days))
  }

  /** Applies a request at a time and writes its rows. */
  async ask<T>(type: number, layout: Layout<T>, account: number, time: bigint, body: object): Promise<void> {
    const frame = new Uint8Array(HEADER + layout.SIZE)
    const view = new DataView(frame.buffer)
    view.setUint16(0, frame.length, true)
    view.setUint16(2, type, true)
    view.setUint8(4, 1)
    const request = {
      clientId: `r-${++this.#requests}`,
      account: 0,
      originSession: 0n,
      originSequence: 0n,
    }
    layout.write(view, HEADER, { request, ...body } as T)
    const events = this.#engine.apply(frame, account, time)
    const at = new DataView(events.buffer, events.byteOffset, events.byteLength)
    let sequence = 0
    for (let from = 0; from < events.length; ) {
      const end = from + at.getUint16(from, true)
      if (sequence === 0) {
        sequence = Number(at.getBigUint64(from + HEADER + SEQUENCE, true))
        this.#market.begins(sequence, at.getBigUint64(from + HEADER + TIME, true))
      }
      applyEvent(this.#market, at.getUint16(from + 2, true), at, from + HEADER, end)
      from = end
    }
    this.#market.settle()
    const to: Place = { ...this.#place, sequence, time, lineage: 'test' }
    await this.#database.write({ ...this.#changes.take(), from: this.#place, to })
    this.#place = to
  }

  async order(account: number, side: Side, quantity: bigint, time: bigint): Promise<void> {
    await this.ask(MessageType.NewOrder, NewOrder, account, time, {
      instrument: 0,
      side,
      type: OrderType.Limit,
      timeInForce: TimeInForce.Gtc,
      stp: StpMode.CancelTaker,
      price: 100n,
      quantity,
      quoteAmount: 0n,
      flags: 0,
    })
  }
}

async function openMarket(database: Database, days: string): Promise<TimedMarket> {
  await database.migrate()
  const market = new TimedMarket(database, days)
  for (const [code, scale] of [
    ['USD', 2],
    ['GOLD', 0],
  ] as const) {
    await market.ask(MessageType.AddAsset, AddAsset, 0, BEGIN, { code, scale, displayScale: scale })
  }
  await market.ask(MessageType.AddInstrument, AddInstrument, 0, BEGIN, {
    symbol: 'GOLDUSD',
    baseAsset: 1,
    quoteAsset: 0,
    tickSize: 100n,
    lotSize: 1n,
    priceScale: 2,
    quantityScale: 0,
    feeAsset: 1,
    minQuantity: 1n,
    maxQuantity: 1_000_000n,
    quantityStep: 1n,
    minNotional: 0n,
    maxPrice: 1_000_000n,
    collarPpm: 0,
    bandPpm: 0,
    protectionPpm: 100_000,
    referencePrice: 100n,
    tickTable: Array.from({ length: 8 }, () => ({ fromPrice: 0n, step: 0n })),
  })
  // A cent is worth 10,000 millionths.
  await market.ask(MessageType.SetReferenceRate, SetReferenceRate, 0, BEGIN, {
    asset: 0,
    rate: 10_000n * 1_000_000_000n,
  })
  await market.ask(MessageType.OpenAccounts, OpenAccounts, 0, BEGIN, { count: 2, tier: 0 })
  for (const target of [BUYER, SELLER]) {
    for (const asset of [0, 1]) {
      await market.ask(MessageType.Deposit, Deposit, 0, BEGIN, { target, asset, amount: 10n ** 12n })
    }
  }
  return market
}

// req: AL-21 EV-13 OT-19
onEach(
  'rows are pruned by the tape’s time, and lists, histories and tiers are asked for',
  async (t, kind) => {
    const database = await openDatabase(await kind.url(t))
    t.after(() => database.close())
    const market = await openMarket(database, 'book_snapshots=2,minute_candles=3')
    // 100 dollars a lot: 600,000 dollars in 40 days, 450,000 of them in the 30 before the last.
    for (let day = 0n; day < 40n; day++) {
      await market.order(SELLER, Side.Sell, 150n, BEGIN + day * DAY + 1n)
      await market.order(BUYER, Side.Buy, 150n, BEGIN + day * DAY + 60_000_000_000n)
    }
    const last = BEGIN + 39n * DAY
    const snapshots = await database.load({ ...BOOK_SNAPSHOTS, key: ['time'] })
    assert.ok(snapshots.length > 0)
    assert.ok(snapshots.every(({ time }) => time >= last - 2n * DAY))
    const minutes = await database.load(CANDLES, 'interval_s = 60')
    assert.equal(minutes.length, 4)
    assert.equal((await database.load(CANDLES, 'interval_s = 86400')).length, 40)

    const tiers = await feeTiers(database, last + 1n)
    assert.deepEqual(
      tiers.map(({ account, usd, tier, due }) => [account, usd, tier, due]),
      [BUYER, SELLER].map((account) => [account, 450_000n * 1_000_000n, 0, 2]),
    )
    const day = await dayStatistics(database, 0, last + 60_000_000_000n)
    assert.deepEqual(day, {
      open: 100,
      high: 100,
      low: 100,
      volume: 150n,
      quote_volume: 1_500_000n,
      trades: 1,
    })

    await market.order(BUYER, Side.Buy, 7n, last + 61_000_000_000n)
    const open = await listOrders(database, { account: BUYER, which: 'open' })
    assert.deepEqual(
      open.map(({ quantity }) => quantity),
      [7],
    )
    assert.equal((await listOrders(database, { account: BUYER, which: 'history', limit: 100 })).length, 40)
    const [newest, ...more] = await listOrders(database, { account: BUYER, which: 'all' })
    assert.equal(more.length, 14)
    const next = await listOrders(database, {
      account: BUYER,
      which: 'all',
      before: newest!.order_id,
      limit: 1,
    })
    assert.equal(next[0]!.order_id, more[0]!.order_id)

    const history = await transactionHistory(database, BUYER)
    assert.deepEqual(
      history.map(({ type, amount, asset_code }) => [type, amount, asset_code]),
      [
        ['MoneyAdded', '1000000000000', 'GOLD'],
        ['MoneyAdded', '1000000000000', 'USD'],
        ['AccountCreated', '', 'USD'],
      ],
    )
  },
)

test('tiers begin at their volumes', () => {
  assert.equal(tierOf(0n), 0)
  assert.equal(tierOf(49_999_999_999n), 0)
  assert.equal(tierOf(50_000_000_000n), 1)
  assert.equal(tierOf(10n ** 30n), 5)
})

test('retention is read strictly', () => {
  assert.deepEqual(readRetention(''), DEFAULT_RETENTION)
  assert.deepEqual(readRetention('audit=365'), { ...DEFAULT_RETENTION, audit: 365 })
  for (const text of ['trades=1', 'audit', 'audit=-1', 'audit=1.5', 'audit=1,,x=2', 'toString=1']) {
    assert.throws(() => readRetention(text), /is not one of/, text)
  }
})

// req: OT-13 OT-14
test('each state has a word in each API', () => {
  const states = Object.values(OrderState)
  assert.deepEqual(
    states.map((state) => STATUS_WORDS[state].exchange),
    ['open', 'partially_filled', 'filled', 'cancelled', 'rejected', 'cancelled', 'pending', 'pending'],
  )
  assert.deepEqual(
    states.map((state) => STATUS_WORDS[state].venue),
    ['open', 'partial', 'filled', 'canceled', 'canceled', 'canceled', 'open', 'open'],
  )
})
