// The page of fields is what a running server answers: no field too many, none too few.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { FIELDS, fieldsPage } from './binance-fields.ts'
import { ORDER, type Params, start } from './binance-helpers.ts'
import { type Method, needsAddon } from './helpers.ts'

const PAGE = fileURLToPath(new URL('../../docs/reference/binance-fields.md', import.meta.url))

/** Names of all fields in an answer. */
function fieldsOf(value: unknown, place = ''): string[] {
  if (Array.isArray(value)) {
    if (place === '' && Array.isArray(value[0])) return value[0].map((_, at) => String(at))
    const objects = value.filter((it) => typeof it === 'object' && it !== null && !Array.isArray(it))
    const list = place === '' ? '' : `${place.slice(0, -1)}[].`
    return objects.length === 0 ? [place.slice(0, -1)] : objects.flatMap((it) => fieldsOf(it, list))
  }
  if (typeof value !== 'object' || value === null) return [place.slice(0, -1)]
  return Object.entries(value).flatMap(([name, inner]) => fieldsOf(inner, `${place}${name}.`))
}

// req: WS-07
test('every field of every answer stands in the page, and the other way round', {
  ...needsAddon,
  timeout: 120_000,
}, async (t) => {
  const { venue, alice, bob } = await start(t)
  const seen = new Map<string, Set<string>>()
  const ask = async (method: Method, path: string, params: Params = {}) => {
    const { status, body } = await alice.call(method, path, params)
    assert.equal(status, 200, `${method} ${path} ${JSON.stringify(body)}`)
    const endpoint = `${method} ${path}`
    const fields = seen.get(endpoint) ?? new Set()
    for (const name of fieldsOf(body)) if (name !== '') fields.add(name)
    seen.set(endpoint, fields)
    return body
  }
  const at = (path: string): string => `/api/v3/${path}`
  const symbol = { symbol: 'BTCUSD' }
  const limit = { ...symbol, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.5', price: '63000' }
  const sell = { ...symbol, side: 'SELL', quantity: '0.1' }
  await bob.call('POST', ORDER, { ...limit, side: 'SELL', quantity: '0.2', price: '64000' })

  await ask('POST', ORDER, {
    ...symbol,
    side: 'BUY',
    type: 'MARKET',
    quantity: '0.1',
    newOrderRespType: 'FULL',
  })
  const iceberg = await ask('POST', ORDER, { ...limit, icebergQty: '0.1', newOrderRespType: 'FULL' })
  const stop = { ...sell, type: 'STOP_LOSS', newOrderRespType: 'FULL' }
  await ask('POST', ORDER, { ...stop, stopPrice: '62000' })
  const trailing = await ask('POST', ORDER, { ...stop, trailingDelta: 500 })
  await ask('POST', at('order/test'), { ...limit, computeCommissionRates: 'true' })
  await ask('GET', ORDER, { ...symbol, orderId: trailing.orderId })
  await ask('GET', ORDER, { ...symbol, orderId: iceberg.orderId })
  await ask('GET', at('openOrders'), symbol)
  const plain = await ask('POST', ORDER, limit)
  await ask('PUT', at('order/amend/keepPriority'), { ...symbol, orderId: plain.orderId, newQty: '0.4' })
  await ask('GET', at('order/amendments'), { ...symbol, orderId: plain.orderId })
  const replace = { cancelReplaceMode: 'STOP_ON_FAILURE', newOrderRespType: 'RESULT' }
  const conditional = { ...stop, ...replace, type: 'STOP_LOSS_LIMIT', timeInForce: 'GTC', price: '61000' }
  const first = await ask('POST', at('order/cancelReplace'), {
    ...{ ...conditional, stopPrice: '62000', cancelOrderId: trailing.orderId, icebergQty: '0.01' },
  })
  await ask('POST', at('order/cancelReplace'), {
    ...{ ...conditional, trailingDelta: 300, cancelOrderId: first.newOrderResponse.orderId },
  })
  await ask('POST', at('order/cancelReplace'), { ...limit, ...replace, cancelOrderId: plain.orderId })
  for (const { orderId } of await ask('GET', at('openOrders'), symbol)) {
    await ask('DELETE', ORDER, { ...symbol, orderId })
  }
  const oco = {
    ...{
      ...sell,
      quantity: '0.1',
      aboveType: 'LIMIT_MAKER',
      abovePrice: '66000',
      belowType: 'STOP_LOSS_LIMIT',
    },
    ...{ belowTimeInForce: 'GTC', belowStopPrice: '62000', belowPrice: '61900', belowIcebergQty: '0.01' },
    newOrderRespType: 'RESULT',
  }
  const list = await ask('POST', at('orderList/oco'), oco)
  const { belowStopPrice: _, ...trailed } = oco
  const other = await ask('POST', at('orderList/oco'), { ...trailed, belowTrailingDelta: 400 })
  await ask('GET', at('orderList'), { orderListId: list.orderListId })
  for (const { orderListId } of [list, other])
    await ask('DELETE', at('orderList'), { ...symbol, orderListId })
  await ask('GET', at('allOrders'), symbol)
  await ask('GET', at('myTrades'), symbol)
  const resting = await ask('POST', ORDER, { ...limit, newOrderRespType: 'FULL' })
  const crossing = { ...limit, side: 'SELL', quantity: '0.1' }
  const came = await ask('POST', ORDER, { ...crossing, newOrderRespType: 'FULL' })
  for (const params of [
    { orderId: resting.orderId },
    { orderId: came.orderId },
    { preventedMatchId: resting.orderId },
    { orderId: came.orderId, fromPreventedMatchId: resting.orderId, limit: 1 },
  ]) {
    const [match, ...more] = await ask('GET', at('myPreventedMatches'), { ...symbol, ...params })
    assert.equal(more.length, 0)
    const { transactTime, ...told } = match
    assert.ok(transactTime > 0)
    assert.deepEqual(told, {
      ...{
        symbol: 'BTCUSD',
        preventedMatchId: resting.orderId,
        takerOrderId: came.orderId,
        makerSymbol: 'BTCUSD',
      },
      ...{ makerOrderId: resting.orderId, tradeGroupId: -1, selfTradePreventionMode: 'EXPIRE_MAKER' },
      ...{ price: '63000.00000000', makerPreventedQuantity: '0.50000000' },
    })
  }
  assert.deepEqual(await ask('GET', at('myPreventedMatches'), { ...symbol, orderId: iceberg.orderId }), [])
  await ask('GET', at('account'))
  await ask('GET', at('account/commission'), symbol)
  await ask('GET', at('rateLimit/order'))
  await ask('GET', '/sapi/v1/asset/tradeFee')

  const open = async (path: string, query = '?symbol=BTCUSD') => {
    const { status, body } = await venue.call('GET', path + query)
    assert.equal(status, 200, path)
    seen.set(`GET ${path}`, new Set(fieldsOf(body)))
  }
  await open(at('time'), '')
  await open('/sapi/v1/system/status', '')
  await open(at('klines'), '?symbol=BTCUSD&interval=1m')
  for (const path of ['exchangeInfo', 'depth', 'trades', 'aggTrades', 'avgPrice']) await open(at(path))
  for (const path of ['24hr', 'tradingDay', 'price', 'bookTicker']) await open(at(`ticker/${path}`))
  await open(at('ticker'))

  assert.deepEqual([...seen.keys()].sort(), Object.keys(FIELDS).sort())
  for (const [endpoint, fields] of Object.entries(FIELDS)) {
    const there = Object.keys(fields).filter((name) => fields[name]?.startsWith('-') !== true)
    const names = [...(seen.get(endpoint) ?? [])]
    // A list that was empty once is the one that had entries.
    const told = names.filter((name) => !names.some((it) => it.startsWith(`${name}[].`)))
    assert.deepEqual(told.sort(), there.sort(), endpoint)
  }
})

test('the page shows the table', () => {
  if (process.env.UPDATE_PAGES === '1') writeFileSync(PAGE, fieldsPage())
  assert.equal(
    readFileSync(PAGE, 'utf8'),
    fieldsPage(),
    'docs/reference/binance-fields.md is as the table is',
  )
})
