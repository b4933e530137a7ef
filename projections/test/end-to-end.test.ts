import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  Client,
  generateKey,
  InstrumentStatus,
  MessageType,
  RejectedError,
  type Side,
} from '@tapebook/client'
import { type Database, openDatabase } from '../src/database/database.ts'
import { BALANCES } from '../src/market/money.ts'
import { ORDERS } from '../src/market/orders.ts'
import { TRADES } from '../src/market/trades.ts'
import { rebuild, statusOf } from '../src/rebuild.ts'
import { onEach } from './databases.ts'
import { Flow, Random } from './flow.ts'
import {
  assertSameTables,
  dump,
  type Exchange,
  finished,
  forkProjector,
  killed,
  startExchange,
} from './helpers.ts'
import { assertLedger } from './ledger.ts'
import { assertViews } from './views.ts'

const SEED = 20_260_101
/** The demo's accounts begin here: alice's, then bob's. */
const FIRST_ACCOUNT = 16

/** An instrument goes into an auction and out of it, until trading is over. */
async function holdAuctions({ operator }: Exchange, isOver: () => boolean): Promise<void> {
  const { id } = await operator.instrument('ETHUSD')
  while (!isOver()) {
    for (const status of [InstrumentStatus.OpeningAuction, InstrumentStatus.Continuous]) {
      await operator.request(MessageType.SetInstrumentStatus, { instrument: id, status, cancelOrders: 0 })
      await sleep(150)
    }
  }
}

/** Two people, as a bust needs. */
async function amendSomeTrades(exchange: Exchange, live: Database): Promise<void> {
  const { operator } = exchange
  const second = generateKey()
  const permissions = 2
  const body = { publicKey: second.publicKey, target: 0, permissions, rateLimit: 0 }
  await operator.request(MessageType.RegisterKey, body)
  const url = `ws://127.0.0.1:${exchange.server.port}`
  const colleague = await Client.connect({ url, privateKey: second.privateKey })
  const trades = await live.load(TRADES, 'trade_id > 3 AND is_auction = 0 ORDER BY trade_id LIMIT 6')
  let amended = 0
  for (const [at, trade] of trades.entries()) {
    const party = (role: 'maker' | 'taker') => ({
      orderId: BigInt(trade[`${role}_order_id`]),
      account: trade[`${role}_account`],
      feeAsset: trade[`${role}_fee_asset`],
      fee: trade[`${role}_fee`],
    })
    const bust = {
      tradeId: BigInt(trade.trade_id),
      instrument: trade.instrument,
      takerSide: trade.taker_side as Side,
      price: BigInt(trade.price),
      quantity: BigInt(trade.quantity),
      maker: party('maker'),
      taker: party('taker'),
    }
    const correction = { ...bust, newPrice: bust.price - 1n, newQuantity: bust.quantity + 1n }
    for (const who of [operator, colleague]) {
      const asked =
        at % 2 === 0
          ? who.request(MessageType.BustTrade, bust)
          : who.request(MessageType.CorrectTrade, correction)
      await asked.then(
        () => amended++,
        (error: unknown) => assert.ok(error instanceof RejectedError),
      )
    }
  }
  assert.ok(amended > 2, `${amended} trades were amended`)
  await colleague.close()
}

/** Trades on all instruments until the traders have sent so many requests each. */
async function trade(exchange: Exchange, requests: number, seed: number): Promise<Flow[]> {
  const instruments = await exchange.operator.instruments()
  const flows = exchange.traders.map((client, at) => new Flow(client, instruments, seed + at))
  await Promise.all(flows.map((flow) => flow.send(requests)))
  return flows
}

// req: AL-09 AL-10 AL-21 EV-05 EV-06 EV-09 EV-11 EV-14 MD-06 PO-04 PO-05
onEach(
  'tables written by a projector that is killed again and again equal a rebuild and the engine',
  async (t, kind) => {
    const exchange = await startExchange(t)
    const { directory } = exchange
    const url = await kind.url(t)
    const random = new Random(SEED)
    let isOver = false
    let kills = 0
    const trading = trade(exchange, 5_000, SEED).finally(() => {
      isOver = true
    })
    const auctions = holdAuctions(exchange, () => isOver)
    while (!isOver) {
      const projector = forkProjector(directory, url)
      await sleep(400 + random.below(600))
      await killed(projector)
      kills++
    }
    const flows = await trading
    await auctions
    assert.ok(kills >= 1)
    for (const { accepted, refused } of flows) {
      assert.ok(accepted > 500, `${accepted} requests were taken, ${refused} refused`)
    }
    await finished(forkProjector(directory, url))
    const live = await openDatabase(url)
    t.after(() => live.close())
    const auctioned = await live.load(TRADES, 'is_auction = 1')
    assert.ok(auctioned.length > 0, 'auctions traded')
    await amendSomeTrades(exchange, live)
    await trade(exchange, 100, SEED + 7)
    await finished(forkProjector(directory, url))

    // The engine says the same.
    for (const [at, trader] of exchange.traders.entries()) {
      const account = FIRST_ACCOUNT + at
      for (const { asset, available, held } of await trader.balances()) {
        const [row] = await live.load(BALANCES, 'account = ? AND asset = ?', [account, asset])
        assert.ok(row, `there is a balance of asset ${asset} of account ${account}`)
        assert.equal(row.held, held, `held of asset ${asset} by account ${account}`)
        assert.equal(row.total - row.held, available, `available of asset ${asset} to account ${account}`)
      }
      const open = await trader.orders()
      const rows = await live.load(ORDERS, 'account = ? AND is_open = 1', [account])
      const byId = new Map(open.map((order) => [Number(order.orderId), order]))
      assert.equal(rows.length, open.length)
      assert.ok(rows.length > 0)
      for (const row of rows) {
        const order = byId.get(row.order_id)
        assert.ok(order, `order ${row.order_id} is open`)
        assert.equal(BigInt(row.quantity), order.quantity)
        assert.equal(BigInt(row.cumulative), order.cumulative)
        assert.equal(row.state, order.state)
      }
    }
    await assertLedger(live)
    await assertViews(live, exchange)

    // And so does a rebuild, of a tape that has ended.
    await exchange.stop()
    await finished(forkProjector(directory, url))
    assert.equal((await statusOf(directory, live)).commands_behind, 0)
    const again = await openDatabase(await kind.url(t))
    t.after(() => again.close())
    const made = await rebuild(directory, again)
    assert.equal(made.sequence, (await live.place()).sequence)
    assertSameTables(await dump(live), await dump(again))
  },
)
