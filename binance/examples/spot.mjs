import { Spot } from '@binance/spot'

const { API_KEY, API_SECRET, TAPEBOOK_URL = 'http://127.0.0.1:8080' } = process.env
const { TAPEBOOK_STREAMS = 'ws://127.0.0.1:8081' } = process.env
const { restAPI, websocketStreams } = new Spot({
  configurationRestAPI: { apiKey: API_KEY, apiSecret: API_SECRET, basePath: TAPEBOOK_URL },
  configurationWebsocketStreams: { wsURL: TAPEBOOK_STREAMS },
})
const symbol = 'BTCUSD'

const streams = await websocketStreams.connect()
const trade = new Promise((resolve) => streams.trade({ symbol }).on('message', resolve))
const { bidPrice, askPrice } = await (await restAPI.tickerBookTicker({ symbol })).data()
console.log('best bid', bidPrice, 'best ask', askPrice)
const order = await restAPI.newOrder({ symbol, side: 'BUY', type: 'MARKET', quantity: 0.001 })
const { executedQty, cummulativeQuoteQty } = await order.data()
console.log('bought', executedQty, 'for', cummulativeQuoteQty)
const { q, p } = await trade
console.log('seen traded:', q, 'at', p)
await streams.disconnect()
