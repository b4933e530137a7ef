import ccxt from 'ccxt'

const { API_KEY, API_SECRET, TAPEBOOK_URL = 'http://127.0.0.1:8080' } = process.env
const exchange = new ccxt.binance({ apiKey: API_KEY, secret: API_SECRET })
// Every address of the exchange is this one.
for (const [name, url] of Object.entries(exchange.urls.api)) {
  if (typeof url === 'string') exchange.urls.api[name] = url.replace(/^https:\/\/[^/]+/, TAPEBOOK_URL)
}

await exchange.loadMarkets()
const { bids, asks } = await exchange.fetchOrderBook('BTC/USD', 5)
console.log('best bid', bids[0]?.[0], 'best ask', asks[0]?.[0])
const bought = await exchange.createOrder('BTC/USD', 'market', 'buy', 0.001)
console.log('bought', bought.filled, 'at', bought.average)
const resting = await exchange.createOrder('BTC/USD', 'limit', 'buy', 0.001, bids[0][0] * 0.9)
console.log(await exchange.cancelOrder(resting.id, 'BTC/USD').then(({ status }) => status))
