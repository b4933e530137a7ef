import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '../src/database/database.ts'
import { BALANCES } from '../src/market/money.ts'
import { ORDERS } from '../src/market/orders.ts'
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

const SEED = 20_260_101
/** The demo's accounts begin here: alice's, then bob's. */
const FIRST_ACCOUNT = 16

/** Trades on all instruments until the traders have sent so many requests each. */
async function trade(exchange: Exchange, requests: number, seed: number): Promise<Flow[]> {
  const instruments = await exchange.operator.instruments()
  const flows = exchange.traders.map((client, at) => new Flow(client, instruments, seed + at))
  await Promise.all(flows.map((flow) => flow.send(requests)))
  return flows
}

// req: AL-09 AL-10 EV-14
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
    while (!isOver) {
      const projector = forkProjector(directory, url)
      await sleep(400 + random.below(600))
      await killed(projector)
      kills++
    }
    const flows = await trading
    assert.ok(kills >= 1)
    for (const { accepted, refused } of flows) {
      assert.ok(accepted > 500, `${accepted} requests were taken, ${refused} refused`)
    }
    await finished(forkProjector(directory, url))
    const live = await openDatabase(url)
    t.after(() => live.close())
    const status = await statusOf(directory, live)
    assert.equal(status.commands_behind, 0)

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

    // And so does a rebuild.
    const again = await openDatabase(await kind.url(t))
    t.after(() => again.close())
    const made = await rebuild(directory, again)
    assert.equal(made.sequence, status.sequence)
    assertSameTables(await dump(live), await dump(again))
  },
)
