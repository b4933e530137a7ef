// ccxt for JavaScript: everything of spot trading that it offers by one name for all exchanges.
import assert from 'node:assert/strict'
import ccxt from 'ccxt'
import {
  API_KEY,
  API_SECRET,
  check,
  FLOOD_URL,
  OTHER_KEY,
  OTHER_SECRET,
  PATIENCE_MS,
  TAPEBOOK_URL,
  until,
} from './checks.mjs'

function exchangeOf(apiKey, secret, at = TAPEBOOK_URL) {
  const exchange = new ccxt.binance({ apiKey, secret, enableRateLimit: false, timeout: PATIENCE_MS })
  exchange.options.recvWindow = PATIENCE_MS
  for (const [name, url] of Object.entries(exchange.urls.api)) {
    if (typeof url === 'string') exchange.urls.api[name] = url.replace(/^https:\/\/[^/]+/, at)
  }
  return exchange
}

const BTC = 'BTC/USD'
const it = exchangeOf(API_KEY, API_SECRET)
const other = exchangeOf(OTHER_KEY, OTHER_SECRET)
const nobody = exchangeOf('0'.repeat(32), 'wrong')
const market = await it.loadMarkets()
await other.loadMarkets()
const { bids } = await until(
  () => it.fetchOrderBook(BTC),
  ({ bids, asks }) => bids.length > 0 && asks.length > 0,
)
/** Prices that the market does not reach meanwhile. */
const [low, high] = [Math.round(bids[0][0] * 0.8), Math.round(bids[0][0] * 1.2)]

await check('markets', () => {
  assert.ok(market[BTC].active)
  assert.equal(market[BTC].precision.price, 0.01)
  assert.ok(market[BTC].limits.amount.max > 0)
})
await check('time and status', async () => {
  assert.ok(Math.abs((await it.fetchTime()) - Date.now()) < 60_000)
  assert.equal((await it.fetchStatus()).status, 'ok')
})
await check('book', async () => {
  const { bids, asks } = await it.fetchOrderBook(BTC, 5)
  assert.ok(bids.length <= 5 && bids[0][0] < asks[0][0])
})
await check('tickers', async () => {
  assert.ok((await it.fetchTicker(BTC)).last > 0)
  assert.ok((await it.fetchTickers([BTC, 'ETH/USD']))['ETH/USD'].symbol === 'ETH/USD')
  assert.ok((await it.fetchBidsAsks([BTC]))[BTC].bid > 0)
})
await check('market order', async () => {
  const order = await it.createOrder(BTC, 'market', 'buy', 0.002)
  assert.equal(order.status, 'closed')
  assert.equal(order.filled, 0.002)
  assert.ok(order.trades.length > 0 && order.trades[0].fee.cost > 0)
})
await check('market order by cost', async () => {
  const order = await it.createMarketBuyOrderWithCost(BTC, 100)
  assert.ok(order.cost > 90 && order.cost <= 100)
})
await check('trades', async () => {
  const trades = await until(
    () => it.fetchTrades(BTC),
    (found) => found.length > 0,
  )
  assert.ok(trades.at(-1).price > 0 && ['buy', 'sell'].includes(trades.at(-1).side))
})
await check('own trades', async () => {
  const trades = await it.fetchMyTrades(BTC)
  assert.equal(trades[0].amount > 0 && trades[0].takerOrMaker, 'taker')
})
await check('candles', async () => {
  for (const span of ['1m', '3m', '30m', '2h', '12h', '1d', '1w', '1M']) {
    const candles = await it.fetchOHLCV(BTC, span, undefined, 3)
    const [, open, highest, lowest, close, volume] = candles.at(-1)
    assert.ok(lowest <= open && close <= highest && volume > 0, span)
  }
})
await check('balance', async () => {
  const balance = await it.fetchBalance()
  assert.ok(balance.USD.free > 0 && balance.BTC.total > 0)
})
await check('limit order, looked up, edited and canceled', async () => {
  const order = await it.createOrder(BTC, 'limit', 'buy', 0.01, low)
  assert.equal((await it.fetchOrder(order.id, BTC)).status, 'open')
  assert.ok((await it.fetchOpenOrders(BTC)).some(({ id }) => id === order.id))
  const edited = await it.editOrder(order.id, BTC, 'limit', 'buy', 0.02, low + 1)
  assert.equal(edited.amount, 0.02)
  assert.equal((await it.cancelOrder(edited.id, BTC)).status, 'canceled')
  assert.equal((await it.fetchOrder(order.id, BTC)).status, 'canceled')
})
await check('looked up by a client id', async () => {
  const clientOrderId = `ccxt-${Date.now()}`
  const order = await it.createOrder(BTC, 'limit', 'buy', 0.01, low, { clientOrderId })
  const found = await it.fetchOrder(undefined, BTC, { clientOrderId })
  assert.equal(found.id, order.id)
  await it.cancelOrder(undefined, BTC, { clientOrderId })
})
await check('IOC and FOK', async () => {
  const ioc = await it.createOrder(BTC, 'limit', 'buy', 0.01, low, { timeInForce: 'IOC' })
  const fok = await it.createOrder(BTC, 'limit', 'buy', 0.01, low, { timeInForce: 'FOK' })
  assert.deepEqual([ioc.status, fok.status], ['expired', 'expired'])
})
await check('post-only', async () => {
  const order = await it.createOrder(BTC, 'limit', 'sell', 0.01, high, { postOnly: true })
  assert.equal(order.postOnly, true)
  await it.cancelOrder(order.id, BTC)
  await assert.rejects(
    () => it.createOrder(BTC, 'limit', 'buy', 0.01, high, { postOnly: true }),
    ccxt.OrderImmediatelyFillable,
  )
})
const triggers = [
  ['stop', 'market', 'sell', undefined, { stopLossPrice: low }],
  ['stop-limit', 'limit', 'sell', low, { stopLossPrice: low }],
  ['take profit', 'market', 'sell', undefined, { takeProfitPrice: high }],
  ['take profit limit', 'limit', 'sell', high, { takeProfitPrice: high }],
  ['trailing stop', 'limit', 'sell', low, { trailingPercent: 5, stopLossOrTakeProfit: 'stopLoss' }],
]
for (const [name, type, side, price, params] of triggers) {
  await check(name, async () => {
    const order = await it.createOrder(BTC, type, side, 0.01, price, params)
    assert.equal((await it.fetchOrder(order.id, BTC)).status, 'open')
    assert.equal((await it.cancelOrder(order.id, BTC)).status, 'canceled')
  })
}
await check('iceberg', async () => {
  const order = await it.createOrder(BTC, 'limit', 'buy', 0.1, low, { icebergQty: '0.01' })
  assert.equal((await it.fetchOrder(order.id, BTC)).info.icebergQty, '0.01000000')
  await it.cancelOrder(order.id, BTC)
})
await check('test order', async () => {
  const before = (await it.fetchOpenOrders(BTC)).length
  await it.createOrder(BTC, 'limit', 'buy', 0.01, low, { test: true })
  assert.equal((await it.fetchOpenOrders(BTC)).length, before)
})
await check('OCO', async () => {
  const legs = { aboveType: 'LIMIT_MAKER', abovePrice: high, belowType: 'STOP_LOSS', belowStopPrice: low }
  const list = await it.privatePostOrderListOco({ symbol: 'BTCUSD', side: 'SELL', quantity: '0.01', ...legs })
  assert.equal(list.orderReports.length, 2)
  const open = await it.privateGetOpenOrderList()
  assert.ok(open.some(({ orderListId }) => orderListId === list.orderListId))
  const { orderListId } = list
  const done = await it.privateDeleteOrderList({ symbol: 'BTCUSD', orderListId })
  assert.equal(done.listOrderStatus, 'ALL_DONE')
})
await check('OTO and OTOCO', async () => {
  const working = {
    workingType: 'LIMIT',
    workingSide: 'BUY',
    workingPrice: low,
    workingQuantity: '0.01',
    workingTimeInForce: 'GTC',
    pendingSide: 'SELL',
    pendingQuantity: '0.01',
  }
  const exit = { pendingType: 'LIMIT_MAKER', pendingPrice: high }
  const oto = await it.privatePostOrderListOto({ symbol: 'BTCUSD', ...working, ...exit })
  const exits = {
    pendingAboveType: 'LIMIT_MAKER',
    pendingAbovePrice: high,
    pendingBelowType: 'STOP_LOSS',
    pendingBelowStopPrice: low - 1,
  }
  const otoco = await it.privatePostOrderListOtoco({ symbol: 'BTCUSD', ...working, ...exits })
  assert.deepEqual([oto.orders.length, otoco.orders.length], [2, 3])
  for (const { orderListId } of [oto, otoco]) {
    await it.privateDeleteOrderList({ symbol: 'BTCUSD', orderListId })
  }
  assert.equal((await it.privateGetOpenOrderList()).length, 0)
  assert.ok((await it.privateGetAllOrderList()).length >= 3)
})
await check('all orders, and all canceled', async () => {
  await it.createOrder(BTC, 'limit', 'buy', 0.01, low)
  await it.cancelAllOrders(BTC)
  assert.equal((await it.fetchOpenOrders(BTC)).length, 0)
  assert.ok((await it.fetchOrders(BTC)).length > 5)
})
await check('fees', async () => {
  assert.equal((await it.fetchTradingFee(BTC)).maker, 0.001)
  assert.equal(Object.keys(await it.fetchTradingFees()).length, Object.keys(market).length)
})
await check('two traders meet', async () => {
  // At a price of their own: nobody else is between.
  const { bids, asks } = await it.fetchOrderBook('AAPL/USD', 1)
  const price = asks[0]?.[0] ?? bids[0][0]
  const made = await it.createOrder('AAPL/USD', 'limit', 'buy', 1, price)
  await other.createOrder('AAPL/USD', 'limit', 'sell', 1, Math.floor(bids[0][0] * 0.9))
  await until(
    () => it.fetchOrder(made.id, 'AAPL/USD'),
    ({ status }) => status === 'closed',
  )
})
await check('error: too little money', () =>
  assert.rejects(() => it.createOrder(BTC, 'limit', 'buy', 90, low), ccxt.InsufficientFunds),
)
await check('error: no such order', () =>
  assert.rejects(() => it.fetchOrder('999999999', BTC), ccxt.OrderNotFound),
)
await check('error: cancel of none', () =>
  assert.rejects(() => it.cancelOrder('999999999', BTC), ccxt.OrderNotFound),
)
await check('error: a key that nobody has', () =>
  assert.rejects(() => nobody.fetchBalance(), ccxt.AuthenticationError),
)
await check('error: a wrong secret', () =>
  assert.rejects(() => exchangeOf(API_KEY, 'wrong').fetchBalance(), ccxt.AuthenticationError),
)
await check('error: a duplicate client id', async () => {
  const clientOrderId = `twice-${Date.now()}`
  const order = await it.createOrder(BTC, 'limit', 'buy', 0.01, low, { clientOrderId })
  await assert.rejects(
    () => it.createOrder(BTC, 'limit', 'buy', 0.01, low, { clientOrderId }),
    ccxt.InvalidOrder,
  )
  await it.cancelOrder(order.id, BTC)
})
await check('error: a stale timestamp', () =>
  assert.rejects(() => it.privateGetAccount({ timestamp: Date.now() - 100_000 }), ccxt.InvalidNonce),
)
await check('error: a timestamp of the future', () =>
  assert.rejects(() => it.privateGetAccount({ timestamp: Date.now() + 100_000 }), ccxt.InvalidNonce),
)
await check('error: no such symbol', async () => {
  await assert.rejects(() => it.publicGetDepth({ symbol: 'NOSUCH' }), ccxt.BadSymbol)
  await assert.rejects(() => it.fetchTicker('NO/SUCH'), ccxt.BadSymbol)
})
await check('error: filters', async () => {
  const order = { symbol: 'BTCUSD', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', price: String(low) }
  const entered = (changes) => it.privatePostOrder({ ...order, quantity: '0.01', ...changes })
  await assert.rejects(() => entered({ quantity: '0.0000001' }), { message: /LOT_SIZE/ })
  await assert.rejects(() => entered({ price: `${low}.001` }), { message: /PRICE_FILTER/ })
  await assert.rejects(() => entered({ quantity: '0.00001', price: '1' }), ccxt.InvalidOrder)
})
await check('error: a parameter that is missing', () =>
  assert.rejects(
    () => it.privatePostOrder({ symbol: 'BTCUSD', side: 'BUY', type: 'LIMIT' }),
    ccxt.BadRequest,
  ),
)
await check('error: too many requests', async () => {
  const flood = exchangeOf(API_KEY, API_SECRET, FLOOD_URL)
  const many = async () => {
    for (let asked = 0; asked < 40; asked++) await flood.publicGetDepth({ symbol: 'BTCUSD', limit: 5000 })
  }
  await assert.rejects(many, ccxt.DDoSProtection)
})
