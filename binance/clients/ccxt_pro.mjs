// ccxt.pro for JavaScript: streams of the market and of the user, through lost connections, and orders by WebSocket.
import assert from 'node:assert/strict'
import ccxt from 'ccxt'
import {
  API_KEY,
  API_SECRET,
  check,
  cut,
  PATIENCE_MS,
  pause,
  TAPEBOOK_STREAMS,
  TAPEBOOK_URL,
  until,
  untilHeard,
} from './checks.mjs'

const BTC = 'BTC/USD'

async function exchangeOf(secret = API_SECRET) {
  const exchange = new ccxt.pro.binance({ apiKey: API_KEY, secret, timeout: PATIENCE_MS })
  exchange.options.recvWindow = PATIENCE_MS
  for (const [name, url] of Object.entries(exchange.urls.api)) {
    if (typeof url === 'string') exchange.urls.api[name] = url.replace(/^https:\/\/[^/]+/, TAPEBOOK_URL)
  }
  exchange.urls.api.ws.spot = `${TAPEBOOK_STREAMS}/ws`
  exchange.urls.api.ws['ws-api'].spot = `${TAPEBOOK_STREAMS}/ws-api/v3`
  // Without this it speaks TLS only.
  await exchange.loadHttpProxyAgent()
  return exchange
}

/** Watches as programs do: over a lost connection, too, and not at once again. */
async function watch(run) {
  for (;;) {
    try {
      return await run()
    } catch (error) {
      if (!(error instanceof ccxt.NetworkError)) throw error
      console.log(`after ${error.constructor.name}: ${error.message}`)
      await pause(250)
    }
  }
}

const it = await exchangeOf()
await it.loadMarkets()
const { bids } = await until(
  () => it.fetchOrderBook(BTC),
  (book) => book.bids.length > 0 && book.asks.length > 0,
)
const low = Math.round(bids[0][0] * 0.9)
const has = (book, price) => book.bids.some(([level]) => level === price)
/** Watches the book until it is as wanted. */
async function bookUntil(wanted) {
  for (;;) {
    const book = await watch(() => it.watchOrderBook(BTC))
    if (wanted(book)) return book
  }
}

await check('book, through a cut', async () => {
  const first = await it.createOrder(BTC, 'limit', 'buy', 0.01, low)
  await bookUntil((book) => has(book, low))
  await cut()
  const second = await it.createOrder(BTC, 'limit', 'buy', 0.01, low + 1)
  await it.cancelOrder(first.id, BTC)
  const book = await bookUntil((now) => has(now, low + 1) && !has(now, low))
  assert.ok(book.bids[0][0] < book.asks[0][0])
  await it.cancelOrder(second.id, BTC)
  await bookUntil((now) => !has(now, low + 1))
})
const buy = () => it.createOrder(BTC, 'market', 'buy', 0.001)
await check('trades, ticker, candles, best prices, through a cut', async () => {
  const all = () => [
    untilHeard(
      watch(() => it.watchTrades(BTC)),
      buy,
    ),
    untilHeard(
      watch(() => it.watchTicker(BTC)),
      buy,
    ),
    untilHeard(
      watch(() => it.watchOHLCV(BTC, '1m')),
      buy,
    ),
    untilHeard(
      watch(() => it.watchBidsAsks([BTC])),
      buy,
    ),
  ]
  await Promise.all(all())
  await cut()
  const [trades, ticker, candles, best] = await Promise.all(all())
  assert.ok(trades.at(-1).price > 0 && ticker.last > 0 && candles.at(-1)[4] > 0 && best[BTC].bid > 0)
})
const rest = async () => {
  const order = await it.createOrder(BTC, 'limit', 'buy', 0.01, low)
  await it.cancelOrder(order.id, BTC)
}
for (const part of ['at first', 'after a cut']) {
  await check(`own orders, ${part}`, async () => {
    if (part !== 'at first') await cut()
    const orders = await untilHeard(
      watch(() => it.watchOrders(BTC)),
      rest,
    )
    assert.ok(orders.length > 0 && orders[0].symbol === BTC)
  })
  await check(`own trades, ${part}`, async () => {
    const trades = await untilHeard(
      watch(() => it.watchMyTrades(BTC)),
      buy,
    )
    assert.equal(trades[0].takerOrMaker, 'taker')
  })
  await check(`balance, ${part}`, async () => {
    const balance = await untilHeard(
      watch(() => it.watchBalance()),
      buy,
    )
    assert.ok(balance.USD.total > 0)
  })
}
await check('orders by WebSocket', async () => {
  const order = await it.createOrderWs(BTC, 'limit', 'buy', 0.01, low)
  assert.equal((await it.fetchOrderWs(order.id, BTC)).status, 'open')
  assert.ok((await it.fetchOpenOrdersWs(BTC)).some(({ id }) => id === order.id))
  const edited = await it.editOrderWs(order.id, BTC, 'limit', 'buy', 0.02, low)
  assert.equal((await it.cancelOrderWs(edited.id, BTC)).status, 'canceled')
  assert.ok((await it.fetchMyTradesWs(BTC)).length > 0)
  // It does not read the answer of spot into its own words.
  assert.ok((await it.fetchBalanceWs()).info.balances.length > 0)
  assert.ok((await it.fetchOHLCVWs(BTC, '1m')).length > 0)
})
await check('errors by WebSocket', async () => {
  await assert.rejects(() => it.createOrderWs(BTC, 'limit', 'buy', 90, low), ccxt.InsufficientFunds)
  await assert.rejects(() => it.fetchOrderWs('999999999', BTC), ccxt.OrderNotFound)
  await assert.rejects(() => it.cancelOrderWs('999999999', BTC), ccxt.OrderNotFound)
  const wrong = await exchangeOf('wrong')
  wrong.setMarkets(it.markets)
  await assert.rejects(() => wrong.fetchBalanceWs(), ccxt.AuthenticationError)
  await wrong.close()
})
await it.cancelAllOrders(BTC).catch(() => {})
await it.close()
process.exit(0)
