import assert from 'node:assert/strict'
import { test } from 'node:test'
import { InstrumentStatus, ListKind, Side, setPhase, TimeInForce } from '@tapebook/client'
import { startExchange, until } from './helpers.ts'

/** What a page says of how long orders took. */
function assertLatency(page: string): void {
  const value = (series: string): number => {
    const line = page.split('\n').find((it) => it.startsWith(`tapebook_core_${series} `))
    return Number(line?.split(' ')[1] ?? assert.fail(`${series} is not on the page`))
  }
  const ack = ['0.5', '0.95', '0.99'].map((quantile) =>
    value(`order_ack_seconds{instrument="BTCUSD",quantile="${quantile}"}`),
  )
  assert.ok(ack.every((seconds) => seconds > 0))
  assert.deepEqual(
    ack,
    [...ack].sort((a, b) => a - b),
    'a higher percentile is no shorter',
  )
  const buckets = page
    .split('\n')
    .filter((it) => it.startsWith('tapebook_core_order_execution_seconds_bucket'))
  const counts = buckets.map((line) => Number(line.split(' ')[1]))
  assert.ok(counts.length > 10)
  assert.deepEqual(
    counts,
    [...counts].sort((a, b) => a - b),
    'bounds grow, and counts with them',
  )
  assert.match(page, /# TYPE tapebook_core_order_execution_seconds histogram/)
  assert.ok(value('order_execution_seconds_sum') >= ack[2]! / 2, 'its sum has the longest')
}

// req: OP-01 OP-03
test('phases, auctions, triggers, ends and lists are counted', async (t) => {
  const exchange = await startExchange(t)
  const { btc } = exchange
  const [operator, alice, bob] = [
    await exchange.connect('operator'),
    await exchange.connect('alice'),
    await exchange.connect('bob'),
  ]
  let page = ''
  const shows = async (line: string): Promise<boolean> => {
    page = await (await fetch(`http://127.0.0.1:${exchange.server.metricsPort}/metrics`)).text()
    return page.includes(`\ntapebook_core_${line}\n`)
  }
  const counted = (...lines: string[]): Promise<void> =>
    until(async () => {
      for (const line of lines) if (!(await shows(line))) return false
      return true
    }).catch(() => assert.fail(`${lines.join(' or ')} is not on the page\n${page}`))
  const order = (side: Side) => (price: string, quantity: string) => ({
    instrument: btc,
    side,
    price,
    quantity,
  })
  const [buy, sell] = [order(Side.Buy), order(Side.Sell)]
  const phase = (status: InstrumentStatus) => setPhase(operator, { instrument: btc, status })

  await counted('instrument_phase{instrument="BTCUSD",phase="Continuous"} 1')
  assert.ok(!page.includes('orders_taken_total'), 'what never happened is not there')

  // An auction that trades twice at once, and one without orders.
  await phase(InstrumentStatus.OpeningAuction)
  await alice.newOrder(buy('64100', '0.5'))
  await bob.newOrder(sell('64000', '0.2'))
  await bob.newOrder(sell('64050', '0.1'))
  await phase(InstrumentStatus.Continuous)
  await phase(InstrumentStatus.ClosingAuction)
  await phase(InstrumentStatus.Closed)
  await counted(
    'instrument_phase{instrument="BTCUSD",phase="Closed"} 1',
    'phase_changes_total{phase="OpeningAuction",cause="Operator"} 1',
    'phase_changes_total{phase="Continuous",cause="Operator"} 1',
    'phase_changes_total{phase="Closed",cause="Operator"} 1',
    'uncrosses_total{instrument="BTCUSD"} 1',
    'auction_volume_lots_total{instrument="BTCUSD"} 30000',
    'orders_taken_total{type="Limit"} 3',
    'orders_accepted_total{instrument="BTCUSD"} 3',
    'orders_filled_total{instrument="BTCUSD"} 2',
    'instrument_trades_total{instrument="BTCUSD"} 2',
    'daily_volume{instrument="BTCUSD"} 0.3',
    'order_execution_seconds_bucket{le="+Inf"} 3',
    'order_execution_seconds_count 3',
  )
  assertLatency(page)

  // A stop becomes a market order that finds nobody.
  await phase(InstrumentStatus.Continuous)
  await bob.newOrder(sell('64100', '0.2'))
  await alice.newAdvancedOrder({ instrument: btc, side: Side.Sell, quantity: '0.05', stop: '64050' })
  await bob.newOrder(buy('64000', '0.1'))
  await alice.newOrder(sell('64000', '0.1'))
  await counted(
    'orders_taken_total{type="Stop"} 1',
    'triggers_fired_total{becomes="Market"} 1',
    'orders_ended_total{reason="NoLiquidity"} 1',
  )

  // One list is canceled, of another the profit is taken.
  const exits = (profit: string) => ({
    instrument: btc,
    kind: ListKind.Oco,
    legs: [
      { side: Side.Sell, quantity: '0.1', price: profit },
      { side: Side.Sell, quantity: '0.1', stop: '60000' },
    ],
  })
  const { listId } = await alice.placeList(exits('66000'))
  await alice.cancelList({ listId })
  await alice.placeList(exits('65000'))
  await bob.newOrder(buy('65000', '0.1'))
  await counted(
    'order_lists_total{kind="Oco",state="Executing"} 2',
    'order_lists_total{kind="Oco",state="Canceled"} 1',
    'order_lists_total{kind="Oco",state="Done"} 1',
    'orders_ended_total{reason="User"} 2',
    'orders_ended_total{reason="List"} 1',
  )

  // Each way to expire.
  await alice.newOrder({ ...buy('60000', '0.1'), timeInForce: TimeInForce.Day })
  await alice.newAdvancedOrder({ ...buy('60000', '0.1'), expires: new Date(Date.now() + 50) })
  await phase(InstrumentStatus.Closed)
  await phase(InstrumentStatus.OpeningAuction)
  await alice.newAdvancedOrder({ ...buy('60000', '0.1'), auction: 'open' })
  await phase(InstrumentStatus.Continuous)
  await counted(
    'orders_ended_total{reason="ExpiredDay"} 1',
    'orders_ended_total{reason="ExpiredGtd"} 1',
    'orders_ended_total{reason="AuctionOver"} 1',
    'uncrosses_total{instrument="BTCUSD"} 1',
  )
})

// req: OP-01
test('applying one command in sixteen is timed, and told by instrument', async (t) => {
  const exchange = await startExchange(t)
  const alice = await exchange.connect('alice')
  const looked = { instrument: exchange.btc, side: Side.Buy, price: '60000', quantity: '0.01' } as const
  const page = async (): Promise<string> =>
    await (await fetch(`http://127.0.0.1:${exchange.server.metricsPort}/metrics`)).text()
  await until(async () => {
    await Promise.all(Array.from({ length: 16 }, () => alice.newOrder(looked)))
    return (await page()).includes('tapebook_core_matching_seconds{instrument="BTCUSD",quantile="0.99"}')
  })
  const [, seconds] = /matching_seconds\{instrument="BTCUSD",quantile="0.99"\} (\S+)/.exec(await page()) ?? []
  assert.ok(Number(seconds) > 0)
})
