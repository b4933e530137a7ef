// Which endpoint a method of the WebSocket API is.
import type { Endpoint } from '../operations/endpoint.ts'
import { ENDPOINTS } from '../operations/endpoints.ts'

const METHODS: Readonly<Record<string, readonly [method: Endpoint['method'], path: string]>> = {
  ping: ['GET', 'ping'],
  time: ['GET', 'time'],
  exchangeInfo: ['GET', 'exchangeInfo'],
  depth: ['GET', 'depth'],
  'trades.recent': ['GET', 'trades'],
  'trades.historical': ['GET', 'historicalTrades'],
  'trades.aggregate': ['GET', 'aggTrades'],
  klines: ['GET', 'klines'],
  uiKlines: ['GET', 'uiKlines'],
  avgPrice: ['GET', 'avgPrice'],
  ticker: ['GET', 'ticker'],
  'ticker.24hr': ['GET', 'ticker/24hr'],
  'ticker.tradingDay': ['GET', 'ticker/tradingDay'],
  'ticker.price': ['GET', 'ticker/price'],
  'ticker.book': ['GET', 'ticker/bookTicker'],
  'order.place': ['POST', 'order'],
  'order.test': ['POST', 'order/test'],
  'order.status': ['GET', 'order'],
  'order.cancel': ['DELETE', 'order'],
  'order.cancelReplace': ['POST', 'order/cancelReplace'],
  'order.amend.keepPriority': ['PUT', 'order/amend/keepPriority'],
  'order.amendments': ['GET', 'order/amendments'],
  'openOrders.status': ['GET', 'openOrders'],
  'openOrders.cancelAll': ['DELETE', 'openOrders'],
  'orderList.place': ['POST', 'order/oco'],
  'orderList.place.oco': ['POST', 'orderList/oco'],
  'orderList.place.oto': ['POST', 'orderList/oto'],
  'orderList.place.otoco': ['POST', 'orderList/otoco'],
  'orderList.status': ['GET', 'orderList'],
  'orderList.cancel': ['DELETE', 'orderList'],
  'openOrderLists.status': ['GET', 'openOrderList'],
  'account.status': ['GET', 'account'],
  'account.commission': ['GET', 'account/commission'],
  'account.rateLimits.orders': ['GET', 'rateLimit/order'],
  allOrders: ['GET', 'allOrders'],
  allOrderLists: ['GET', 'allOrderList'],
  myTrades: ['GET', 'myTrades'],
  myPreventedMatches: ['GET', 'myPreventedMatches'],
}

const BY_PATH = new Map(ENDPOINTS.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint]))

/** By method; those that no endpoint answers are not there. */
export const METHOD_ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map(
  Object.entries(METHODS).flatMap(([name, [method, path]]) => {
    const endpoint = BY_PATH.get(`${method} /api/v3/${path}`)
    return endpoint === undefined ? [] : [[name, endpoint] as const]
  }),
)
