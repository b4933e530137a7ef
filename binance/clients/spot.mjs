// @binance/spot, the official connector for JavaScript.
import assert from 'node:assert/strict'
import { Spot, TooManyRequestsError } from '@binance/spot'
import { API_KEY, API_SECRET, check, FLOOD_URL, PATIENCE_MS, TAPEBOOK_URL, until } from './checks.mjs'

const clientOf = (apiSecret, basePath = TAPEBOOK_URL) =>
  new Spot({
    configurationRestAPI: { apiKey: API_KEY, apiSecret, basePath, retries: 0, timeout: PATIENCE_MS },
  }).restAPI
const it = clientOf(API_SECRET)
const data = async (asked) => await (await asked).data()
const symbol = 'ETHUSD'

const info = await data(it.exchangeInfo({ symbol }))
const book = await until(
  () => data(it.depth({ symbol })),
  ({ bids, asks }) => bids.length > 0 && asks.length > 0,
)
const [low, high] = [Math.round(book.bids[0][0] * 0.8), Math.round(book.bids[0][0] * 1.2)]
const limit = { symbol, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: 0.1, price: low }

await check('markets', () =>
  assert.ok(info.symbols[0].filters.some(({ filterType }) => filterType === 'LOT_SIZE')),
)
await check('time', async () => assert.ok(Number((await data(it.time())).serverTime) > 0))
await check('market data', async () => {
  assert.ok(Array.isArray(await data(it.getTrades({ symbol }))))
  assert.ok(Array.isArray(await data(it.aggTrades({ symbol }))))
  assert.ok(Array.isArray(await data(it.klines({ symbol, interval: '5m' }))))
  assert.ok(Array.isArray(await data(it.uiKlines({ symbol, interval: '1h' }))))
  assert.equal((await data(it.avgPrice({ symbol }))).mins, 5)
  assert.equal((await data(it.ticker24hr({ symbol }))).symbol, symbol)
  assert.equal((await data(it.tickerPrice({ symbol }))).symbol, symbol)
  assert.equal((await data(it.tickerBookTicker({ symbol }))).symbol, symbol)
  assert.equal((await data(it.ticker({ symbol, windowSize: '4h' }))).symbol, symbol)
  assert.equal((await data(it.tickerTradingDay({ symbol }))).symbol, symbol)
})
await check('account', async () => {
  assert.equal((await data(it.getAccount({ omitZeroBalances: true }))).accountType, 'SPOT')
  assert.equal((await data(it.accountCommission({ symbol }))).standardCommission.maker, '0.00100000')
  assert.equal((await data(it.rateLimitOrder())).length, 2)
})
await check('order: entered, seen, amended, canceled', async () => {
  const { orderId } = await data(it.newOrder(limit))
  assert.equal((await data(it.getOrder({ symbol, orderId }))).status, 'NEW')
  const { amendedOrder } = await data(it.orderAmendKeepPriority({ symbol, orderId, newQty: 0.05 }))
  assert.equal(amendedOrder.qty, '0.05000000')
  const [amendment] = await data(it.orderAmendments({ symbol, orderId }))
  assert.equal(amendment.origQty, '0.10000000')
  assert.equal((await data(it.deleteOrder({ symbol, orderId }))).status, 'CANCELED')
})
await check('responses of every kind', async () => {
  const ack = await data(it.newOrder({ ...limit, newOrderRespType: 'ACK' }))
  const result = await data(it.newOrder({ ...limit, newOrderRespType: 'RESULT' }))
  const full = await data(it.newOrder({ ...limit, newOrderRespType: 'FULL' }))
  assert.equal(ack.status, undefined)
  assert.equal(result.fills, undefined)
  assert.deepEqual(full.fills, [])
  assert.equal((await data(it.deleteOpenOrders({ symbol }))).length, 3)
})
await check('cancel-replace', async () => {
  const { orderId: cancelOrderId } = await data(it.newOrder(limit))
  const cancelReplaceMode = 'STOP_ON_FAILURE'
  const done = await data(it.orderCancelReplace({ ...limit, cancelReplaceMode, cancelOrderId }))
  assert.deepEqual([done.cancelResult, done.newOrderResult], ['SUCCESS', 'SUCCESS'])
  await data(it.deleteOpenOrders({ symbol }))
  await assert.rejects(() => it.orderCancelReplace({ ...limit, cancelReplaceMode, cancelOrderId }))
})
await check('lists: OCO, OTO and OTOCO', async () => {
  const exits = {
    quantity: 0.1,
    aboveType: 'LIMIT_MAKER',
    abovePrice: high,
    belowType: 'STOP_LOSS',
    belowStopPrice: low,
  }
  const oco = await data(it.orderListOco({ symbol, side: 'SELL', ...exits }))
  const working = {
    workingType: 'LIMIT',
    workingSide: 'BUY',
    workingPrice: low,
    workingQuantity: 0.1,
    workingTimeInForce: 'GTC',
  }
  const oto = await data(
    it.orderListOto({ symbol, ...working, pendingType: 'MARKET', pendingSide: 'SELL', pendingQuantity: 0.1 }),
  )
  const pending = { pendingAboveType: 'LIMIT_MAKER', pendingAbovePrice: high, pendingBelowType: 'STOP_LOSS' }
  const otoco = await data(
    it.orderListOtoco({
      symbol,
      ...working,
      pendingSide: 'SELL',
      pendingQuantity: 0.1,
      ...pending,
      pendingBelowStopPrice: low - 1,
    }),
  )
  assert.deepEqual(
    [oco, oto, otoco].map(({ orders }) => orders.length),
    [2, 2, 3],
  )
  assert.equal((await data(it.openOrderList())).length, 3)
  const { orderListId } = oto
  assert.equal((await data(it.getOrderList({ orderListId }))).listOrderStatus, 'EXECUTING')
  assert.equal((await data(it.deleteOrderList({ symbol, orderListId }))).listOrderStatus, 'ALL_DONE')
  await data(it.deleteOpenOrders({ symbol }))
  assert.equal((await data(it.openOrderList())).length, 0)
  assert.ok((await data(it.allOrderList())).length >= 3)
})
await check('market order, with its trades', async () => {
  const { orderId, fills } = await data(it.newOrder({ symbol, side: 'BUY', type: 'MARKET', quantity: 0.1 }))
  assert.ok(fills.length > 0)
  const trades = await data(it.myTrades({ symbol, orderId }))
  assert.equal(trades.length, fills.length)
  assert.ok((await data(it.allOrders({ symbol }))).some((order) => order.orderId === orderId))
})
await check('test order with rates', async () => {
  const rates = await data(it.orderTest({ ...limit, computeCommissionRates: true }))
  assert.equal(rates.standardCommissionForOrder.taker, '0.00100000')
})
await check('every type of order', async () => {
  const trigger = { symbol, side: 'SELL', quantity: 0.1 }
  const orders = [
    { ...trigger, type: 'STOP_LOSS', stopPrice: low },
    { ...trigger, type: 'STOP_LOSS_LIMIT', stopPrice: low, price: low, timeInForce: 'GTC' },
    { ...trigger, type: 'TAKE_PROFIT', stopPrice: high },
    { ...trigger, type: 'TAKE_PROFIT_LIMIT', stopPrice: high, price: high, timeInForce: 'GTC' },
    { ...trigger, type: 'STOP_LOSS', trailingDelta: 500 },
    { ...trigger, type: 'LIMIT_MAKER', price: high },
    { ...limit, icebergQty: 0.01 },
  ]
  for (const order of orders) {
    const { orderId } = await data(it.newOrder(order))
    assert.equal((await data(it.getOrder({ symbol, orderId }))).type, order.type)
    assert.ok((await data(it.getOpenOrders({ symbol }))).some((open) => open.orderId === orderId))
    assert.equal((await data(it.deleteOrder({ symbol, orderId }))).status, 'CANCELED')
  }
  for (const timeInForce of ['IOC', 'FOK']) {
    assert.equal((await data(it.newOrder({ ...limit, timeInForce }))).status, 'EXPIRED')
  }
  const cost = await data(it.newOrder({ symbol, side: 'BUY', type: 'MARKET', quoteOrderQty: 100 }))
  assert.equal(cost.status, 'FILLED')
})
await check('errors', async () => {
  await assert.rejects(() => it.depth({ symbol: 'NOSUCH' }), /Invalid symbol/)
  await assert.rejects(() => it.newOrder({ ...limit, quantity: 900 }), /insufficient balance/)
  await assert.rejects(() => it.newOrder({ ...limit, quantity: 0.00001 }), /LOT_SIZE/)
  await assert.rejects(() => it.newOrder({ ...limit, type: 'LIMIT_MAKER', price: high }), /immediately match/)
  await assert.rejects(() => it.getOrder({ symbol, orderId: 999999999 }), /Order does not exist/)
  await assert.rejects(() => it.deleteOrder({ symbol, orderId: 999999999 }), /Unknown order sent/)
  await assert.rejects(() => clientOf('wrong').getAccount(), /Signature for this request is not valid/)
  await assert.rejects(() => it.newOrder({ ...limit, recvWindow: 60_001 }), /recvWindow/)
})
await check('error: too many requests', async () => {
  const flood = clientOf(API_SECRET, FLOOD_URL)
  const many = async () => {
    for (let asked = 0; asked < 40; asked++) await flood.depth({ symbol, limit: 5000 })
  }
  await assert.rejects(many, TooManyRequestsError)
})
