import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type Client,
  InstrumentStatus,
  MessageType,
  OrderType,
  Side,
  setPhase,
  setTradingRules,
  TimeInForce,
} from '@tapebook/client'
import { withThrowawayServer } from '../src/child-server.ts'
import { connect, connectWith } from '../src/connect.ts'
import { FlowDriver } from '../src/flow/driver.ts'
import { FeedBook } from '../src/flow/feed-book.ts'
import { type FlowMarket, FlowSetup } from '../src/flow/market.ts'
import { ReportMirror } from '../src/flow/mirror.ts'
import { needsAddon } from './helpers.ts'

test('a fill of an order that stood nowhere is a fault', () => {
  const fill = { orderId: 7n, liquidity: 0, quantity: 1n, leaves: 0n }
  assert.throws(() => new ReportMirror().apply(MessageType.Fill, fill as never), /order 7 was filled/)
})

interface Flow {
  readonly client: Client
  readonly driver: FlowDriver
  readonly market: FlowMarket
  readonly feed: FeedBook
}

async function inFlow(run: (flow: Flow, operator: Client) => Promise<void>): Promise<void> {
  await withThrowawayServer('memory', async ({ url, operatorKey }) => {
    const operator = await connect({ url, key: operatorKey })
    const setup = await FlowSetup.begin(operator)
    const client = await connectWith({ url, privateKey: await setup.gatewayKey() })
    const market = await setup.market('CROSS')
    const driver = new FlowDriver(client)
    await run({ client, driver, market, feed: driver.follow(market) }, operator)
    await client.close()
    await operator.close()
  })
}

test('a flow goes through an auction, and its books agree', needsAddon, async () => {
  await inFlow(async ({ client, driver, market, feed }, operator) => {
    const { instrument, maker, taker } = market
    const agrees = async (): Promise<void> => {
      await driver.settle(market)
      assert.equal(await driver.compare(market, feed), null)
    }
    const enter = { instrument, timeInForce: TimeInForce.Gtc, type: OrderType.Limit }
    await setTradingRules(operator, { instrument })

    // The feed's own orders do not cross; others do, and trade with them where they stand apart in price.
    await setPhase(operator, { instrument, status: InstrumentStatus.OpeningAuction })
    feed.add(1, Side.Buy, 100, 50)
    feed.add(2, Side.Buy, 98, 40)
    feed.add(3, Side.Sell, 110, 30)
    await agrees()
    await client.newOrder({ ...enter, account: taker, side: Side.Sell, price: 95n, quantity: 20n })
    await client.newOrder({ ...enter, account: taker, side: Side.Sell, quantity: 10n })
    await client.newOrder({ ...enter, account: maker, side: Side.Buy, price: 105n, quantity: 5n })
    const iceberg = { ...enter, account: maker, side: Side.Sell, price: 97n, quantity: 20n, display: 4n }
    await client.newAdvancedOrder(iceberg)
    await driver.settle(market)
    assert.match((await driver.compare(market, feed)) ?? '', /feed against reports/)
    assert.deepEqual(driver.mirror.book(instrument).asks.top(9).at(-1), [110, 30])

    // 55 lots are wanted at 100 and above; 50 are sold there: 45 of those at 100 trade.
    await setPhase(operator, { instrument, status: InstrumentStatus.Continuous })
    await driver.settle(market)
    const after = new FeedBook(
      () => undefined,
      () => 'none of it is sent',
    )
    after.add(1, Side.Buy, 100, 5)
    after.add(2, Side.Buy, 98, 40)
    after.add(3, Side.Sell, 110, 30)
    assert.equal(await driver.compare(market, after), null)

    // From then on orders trade as they come, at prices of their own.
    await client.newOrder({ ...enter, account: taker, side: Side.Sell, price: 98n, quantity: 25n })
    await driver.settle(market)
    after.delete(1)
    after.reduce(2, 20)
    assert.equal(await driver.compare(market, after), null)
    assert.deepEqual(driver.refused, {})
  })
})
