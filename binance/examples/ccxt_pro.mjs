import ccxt from 'ccxt'

const { API_KEY, API_SECRET, TAPEBOOK_URL = 'http://127.0.0.1:8080' } = process.env
const { TAPEBOOK_STREAMS = 'ws://127.0.0.1:8081' } = process.env
const exchange = new ccxt.pro.binance({ apiKey: API_KEY, secret: API_SECRET })
for (const [name, url] of Object.entries(exchange.urls.api)) {
  if (typeof url === 'string') exchange.urls.api[name] = url.replace(/^https:\/\/[^/]+/, TAPEBOOK_URL)
}
exchange.urls.api.ws.spot = `${TAPEBOOK_STREAMS}/ws`
exchange.urls.api.ws['ws-api'].spot = `${TAPEBOOK_STREAMS}/ws-api/v3`
// In JavaScript it speaks ws:// after this only, wss:// always.
await exchange.loadHttpProxyAgent()

const { bids, asks } = await exchange.watchOrderBook('BTC/USD')
console.log('best bid', bids[0]?.[0], 'best ask', asks[0]?.[0])
const told = exchange.watchOrders('BTC/USD')
const ready = exchange.watchBalance()
const order = await exchange.createOrderWs('BTC/USD', 'market', 'buy', 0.001)
console.log('bought', order.filled, 'at', order.average)
const [seen] = await told
console.log('told of', seen.id, seen.status)
console.log('balance', (await ready).BTC.total)
await exchange.close()
