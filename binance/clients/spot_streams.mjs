// @binance/spot: its WebSocket API and its streams, through lost connections.
import assert from 'node:assert/strict'
import { Spot } from '@binance/spot'
import {
  API_KEY,
  API_SECRET,
  check,
  cut,
  PATIENCE_MS,
  TAPEBOOK_STREAMS,
  TAPEBOOK_URL,
  until,
  untilHeard,
} from './checks.mjs'

const symbol = 'ETHUSD'
const it = new Spot({
  configurationRestAPI: {
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    basePath: TAPEBOOK_URL,
    timeout: PATIENCE_MS,
  },
  configurationWebsocketAPI: {
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    wsURL: `${TAPEBOOK_STREAMS}/ws-api/v3`,
    timeout: PATIENCE_MS,
    reconnectDelay: 100,
  },
  configurationWebsocketStreams: { wsURL: TAPEBOOK_STREAMS, reconnectDelay: 100 },
})
const restData = async (asked) => await (await asked).data()
const data = async (asked) => (await asked).data
const bought = () => restData(it.restAPI.newOrder({ symbol, side: 'BUY', type: 'MARKET', quantity: 0.01 }))

const api = await it.websocketAPI.connect()
const { bids } = await until(
  () => data(api.depth({ symbol })),
  (book) => book.bids.length > 0 && book.asks.length > 0,
)
const [low, high] = [Math.round(bids[0][0] * 0.8), Math.round(bids[0][0] * 1.2)]
const limit = { symbol, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: 0.1, price: low }

await check('market data by WebSocket', async () => {
  await api.ping()
  assert.ok(Number((await data(api.time())).serverTime) > 0)
  assert.equal((await data(api.exchangeInfo({ symbol }))).symbols[0].symbol, symbol)
  assert.ok((await data(api.klines({ symbol, interval: '1m' }))).length > 0)
  assert.ok((await data(api.tradesRecent({ symbol }))).length > 0)
  assert.ok((await data(api.tradesAggregate({ symbol }))).length > 0)
  assert.equal((await data(api.tickerPrice({ symbol }))).symbol, symbol)
  assert.equal((await data(api.tickerBook({ symbol }))).symbol, symbol)
  assert.equal((await data(api.ticker24hr({ symbol }))).symbol, symbol)
  assert.equal((await data(api.avgPrice({ symbol }))).mins, 5)
})
async function trade() {
  const { orderId } = await data(api.orderPlace(limit))
  assert.equal((await data(api.orderStatus({ symbol, orderId }))).status, 'NEW')
  const replacing = { ...limit, cancelOrderId: orderId, cancelReplaceMode: 'STOP_ON_FAILURE' }
  const { newOrderResponse } = await data(api.orderCancelReplace(replacing))
  const { orderId: second } = newOrderResponse
  assert.ok(
    (await data(api.openOrdersStatus({ symbol }))).some((order) => Number(order.orderId) === Number(second)),
  )
  assert.equal((await data(api.orderCancel({ symbol, orderId: second }))).status, 'CANCELED')
  const filled = await data(api.orderPlace({ symbol, side: 'BUY', type: 'MARKET', quantity: 0.01 }))
  assert.equal(filled.status, 'FILLED')
  const trades = await data(api.myTrades({ symbol, orderId: filled.orderId }))
  assert.equal(trades.length, filled.fills.length)
}
await check('orders by WebSocket, each request signed', trade)
await check('lists by WebSocket: OCO, OTO and OTOCO', async () => {
  const exits = { aboveType: 'LIMIT_MAKER', abovePrice: high, belowType: 'STOP_LOSS', belowStopPrice: low }
  const oco = await data(api.orderListPlaceOco({ symbol, side: 'SELL', quantity: 0.1, ...exits }))
  const working = {
    workingType: 'LIMIT',
    workingSide: 'BUY',
    workingPrice: low,
    workingQuantity: 0.1,
    workingTimeInForce: 'GTC',
  }
  const pending = { pendingSide: 'SELL', pendingQuantity: 0.1 }
  const oto = await data(
    api.orderListPlaceOto({ symbol, ...working, ...pending, pendingType: 'LIMIT_MAKER', pendingPrice: high }),
  )
  const otoco = await data(
    api.orderListPlaceOtoco({
      symbol,
      ...working,
      ...pending,
      pendingAboveType: 'LIMIT_MAKER',
      pendingAbovePrice: high,
      pendingBelowType: 'STOP_LOSS',
      pendingBelowStopPrice: low - 1,
    }),
  )
  const { orderListId } = oco
  assert.equal((await data(api.orderListCancel({ symbol, orderListId }))).listOrderStatus, 'ALL_DONE')
  assert.deepEqual([oto.orders.length, otoco.orders.length], [2, 3])
  assert.equal((await data(api.openOrderListsStatus())).length, 2)
  await data(api.openOrdersCancelAll({ symbol }))
  assert.equal((await data(api.openOrderListsStatus())).length, 0)
})
await check('account by WebSocket', async () => {
  assert.equal((await data(api.accountStatus())).accountType, 'SPOT')
  assert.equal((await data(api.accountRateLimitsOrders())).length, 2)
})
/** It rejects with what the server said. */
const refused = (ask, code, msg) =>
  assert.rejects(ask, (why) => {
    assert.deepEqual([why.code, why.msg], [code, msg])
    return true
  })
await check('errors by WebSocket', async () => {
  const funds = 'Account has insufficient balance for requested action.'
  await refused(() => api.depth({ symbol: 'NOSUCH' }), -1121, 'Invalid symbol.')
  await refused(() => api.orderPlace({ ...limit, quantity: 900 }), -2010, funds)
  await refused(() => api.orderStatus({ symbol, orderId: 999999999 }), -2013, 'Order does not exist.')
  await refused(() => api.orderCancel({ symbol, orderId: 999999999 }), -2011, 'Unknown order sent.')
  await refused(() => api.orderPlace({ ...limit, quantity: 0.00001 }), -1013, 'Filter failure: LOT_SIZE')
})
let onClose = () => {}
api.on('close', () => onClose())
/** Cuts the connection, and waits until there is another one: requests fail meanwhile. */
async function cutAndBack() {
  const closed = new Promise((resolve) => {
    onClose = resolve
  })
  await cut()
  await closed
  await until(
    () => api.ping().catch(() => undefined),
    (answer) => answer !== undefined,
  )
}
/** Hears of orders and balances by what a subscription is answered. */
async function ownEvents(subscribe) {
  const reply = await subscribe()
  const kinds = new Set()
  const heard = new Promise((resolve) => {
    reply.stream.on('message', (event) => {
      kinds.add(event.e)
      if (kinds.has('executionReport') && kinds.has('outboundAccountPosition')) resolve()
    })
  })
  await untilHeard(heard, bought)
  assert.ok(kinds.has('executionReport'))
}
await check('own orders and balances, through cuts', async () => {
  await ownEvents(() => api.userDataStreamSubscribeSignature())
  await cutAndBack()
  await ownEvents(() => api.userDataStreamSubscribeSignature())
  await api.sessionLogon()
  await cutAndBack()
  // Logged on again by itself: no signature is needed.
  await ownEvents(() => api.userDataStreamSubscribe())
})
await check('logged on, and logged on again after a cut', async () => {
  await api.sessionLogon()
  await trade()
  await cutAndBack()
  assert.equal((await data(api.sessionStatus())).apiKey, API_KEY)
  await trade()
})
await api.disconnect()

const streams = await it.websocketStreams.connect()
// Each is a message, of which five are taken in a second.
const NAMES = ['trade', 'bookTicker', 'depthUpdate', 'kline', '24hrTicker']
await check('streams, through a cut', async () => {
  const opened = [
    streams.trade({ symbol }),
    streams.bookTicker({ symbol }),
    streams.diffBookDepth({ symbol, updateSpeed: '100ms' }),
    streams.kline({ symbol, interval: '1m' }),
    streams.ticker({ symbol }),
  ]
  let told = new Set()
  let onTold = () => {}
  for (const [index, stream] of opened.entries()) {
    stream.on('message', (event) => {
      told.add(event.e ?? NAMES[index])
      onTold()
    })
  }
  const all = () => {
    told = new Set()
    return new Promise((resolve) => {
      onTold = () => NAMES.every((name) => told.has(name)) && resolve()
    })
  }
  await untilHeard(all(), bought)
  await cut()
  await untilHeard(all(), bought)
  assert.deepEqual([...told].sort(), [...NAMES].sort())
})
await streams.disconnect()
process.exit(0)
