import assert from 'node:assert/strict'
import { generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { test } from 'node:test'
import { LIMIT, ORDER, type Params, send, start, textOf } from './binance-helpers.ts'
import { type Method, needsAddon } from './helpers.ts'

type Case = readonly [code: number, msg: RegExp | string, method: Method, path: string, params: Params]

const at = (path: string): string => `/api/v3/${path}`
const without = (name: string): Params =>
  Object.fromEntries(Object.entries(LIMIT).filter(([it]) => it !== name))
const MARKET = { symbol: 'BTCUSD', side: 'BUY', type: 'MARKET' }
const STOP = { symbol: 'BTCUSD', side: 'SELL', type: 'STOP_LOSS', quantity: '0.1' }
const OCO = { symbol: 'BTCUSD', quantity: '0.1' }
const MAKER = (leg: string, price: number) => ({ [`${leg}Type`]: 'LIMIT_MAKER', [`${leg}Price`]: price })
const LOSS = (leg: string, price: number) => ({ [`${leg}Type`]: 'STOP_LOSS', [`${leg}StopPrice`]: price })
const PROFIT = (leg: string, price: number) => ({ [`${leg}Type`]: 'TAKE_PROFIT', [`${leg}StopPrice`]: price })
const mandatory = (name: string): string =>
  `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`

const PUBLIC: readonly Case[] = [
  [-1121, 'Invalid symbol.', 'GET', at('depth'), { symbol: 'NOSUCH' }],
  [-1100, /Illegal characters found in parameter 'symbol'/, 'GET', at('depth'), { symbol: 'BTC/USD' }],
  [-1102, mandatory('symbol'), 'GET', at('depth'), {}],
  [-1105, "Parameter 'limit' was empty.", 'GET', at('trades'), { symbol: 'BTCUSD', limit: '' }],
  [
    -1104,
    "Not all sent parameters were read; read '1' parameter(s) but was sent '2'.",
    'GET',
    at('avgPrice'),
    { symbol: 'BTCUSD', foo: 1 },
  ],
  [-1120, 'Invalid interval.', 'GET', at('klines'), { symbol: 'BTCUSD', interval: '7m' }],
  [-1122, 'Invalid symbolStatus.', 'GET', at('ticker/price'), { symbolStatus: 'SLEEPING' }],
  [
    -1128,
    'Combination of optional parameters invalid.',
    'GET',
    at('aggTrades'),
    { symbol: 'BTCUSD', fromId: 1, startTime: 1 },
  ],
  [
    -1130,
    "Data sent for parameter 'startTime' is not valid.",
    'GET',
    at('klines'),
    { symbol: 'BTCUSD', interval: '1m', startTime: 2, endTime: 1 },
  ],
  [-1139, 'Invalid ticker type.', 'GET', at('ticker/24hr'), { symbol: 'BTCUSD', type: 'HUGE' }],
  [
    -1151,
    'Symbol is present multiple times in the list.',
    'GET',
    at('ticker/price'),
    { symbols: '["BTCUSD","BTCUSD"]' },
  ],
  [-1100, /windowSize/, 'GET', at('ticker'), { symbol: 'BTCUSD', windowSize: '60m' }],
]

const SIGNED: readonly Case[] = [
  [-1102, mandatory('price'), 'POST', ORDER, without('price')],
  [-1102, mandatory('timeInForce'), 'POST', ORDER, without('timeInForce')],
  [
    -1102,
    "Param 'quantity' or 'quoteOrderQty' must be sent, but both were empty/null!",
    'POST',
    ORDER,
    MARKET,
  ],
  [-1100, /Illegal characters found in parameter 'quantity'/, 'POST', ORDER, { ...LIMIT, quantity: '1e3' }],
  [-1100, /Illegal characters found in parameter 'price'/, 'POST', ORDER, { ...LIMIT, price: '-1' }],
  [-1100, /newClientOrderId/, 'POST', ORDER, { ...LIMIT, newClientOrderId: 'a'.repeat(37) }],
  [-1106, "Parameter 'price' sent when not required.", 'POST', ORDER, { ...MARKET, quantity: 1, price: 1 }],
  [-1106, "Parameter 'stopPrice' sent when not required.", 'POST', ORDER, { ...LIMIT, stopPrice: 1 }],
  [
    -1111,
    "Parameter 'quantity' has too much precision.",
    'POST',
    ORDER,
    { ...LIMIT, quantity: '0.1234567891' },
  ],
  [-1115, 'Invalid timeInForce.', 'POST', ORDER, { ...LIMIT, timeInForce: 'GTX' }],
  [-1116, 'Invalid orderType.', 'POST', ORDER, { ...LIMIT, type: 'LIMITED' }],
  [-1117, 'Invalid side.', 'POST', ORDER, { ...LIMIT, side: 'HOLD' }],
  [
    -1130,
    "Data sent for parameter 'selfTradePreventionMode' is not valid.",
    'POST',
    ORDER,
    { ...LIMIT, selfTradePreventionMode: 'TRANSFER' },
  ],
  [-1134, '`strategyType` was less than 1000000.', 'POST', ORDER, { ...LIMIT, strategyType: 1 }],
  [-1131, 'recvWindow must be less than 60000.', 'GET', at('account'), { recvWindow: 60_001 }],
  [-1013, 'Filter failure: PRICE_FILTER', 'POST', ORDER, { ...LIMIT, price: '63000.001' }],
  [-1013, 'Filter failure: LOT_SIZE', 'POST', ORDER, { ...LIMIT, quantity: '0.000001' }],
  [-1013, 'Filter failure: LOT_SIZE', 'POST', ORDER, { ...LIMIT, quantity: '0' }],
  [-1013, 'Filter failure: LOT_SIZE', 'POST', ORDER, { ...LIMIT, quantity: '1000' }],
  [-1013, 'Filter failure: PERCENT_PRICE_BY_SIDE', 'POST', ORDER, { ...LIMIT, price: '10000' }],
  [-1013, 'Filter failure: ICEBERG_PARTS', 'POST', ORDER, { ...LIMIT, icebergQty: '0.00001' }],
  [-1013, 'Filter failure: TRAILING_DELTA', 'POST', ORDER, { ...STOP, trailingDelta: 1 }],
  [-2010, 'IcebergQty exceeds QTY.', 'POST', ORDER, { ...LIMIT, icebergQty: '1' }],
  [
    -2010,
    'Account has insufficient balance for requested action.',
    'POST',
    ORDER,
    { ...LIMIT, quantity: '50' },
  ],
  [
    -2010,
    'Account has insufficient balance for requested action.',
    'POST',
    at('order/test'),
    { ...LIMIT, quantity: '50' },
  ],
  [
    -1127,
    'More than 24 hours between startTime and endTime.',
    'GET',
    at('myTrades'),
    { symbol: 'BTCUSD', startTime: 1, endTime: 100_000_000 },
  ],
  [-2011, 'Unknown order sent.', 'DELETE', at('openOrders'), { symbol: 'ETHUSD' }],
  [
    -1102,
    "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!",
    'DELETE',
    ORDER,
    { symbol: 'BTCUSD' },
  ],
  [
    -1145,
    'Invalid cancelRestrictions',
    'DELETE',
    ORDER,
    { symbol: 'BTCUSD', orderId: 1, cancelRestrictions: 'NONE' },
  ],
  [-2013, 'Order does not exist.', 'GET', ORDER, { symbol: 'BTCUSD', orderId: 999_999 }],
  [-2018, 'Order list does not exist.', 'GET', at('orderList'), { orderListId: 999_999 }],
  [-2011, 'Unknown order list sent.', 'DELETE', at('orderList'), { symbol: 'BTCUSD', orderListId: 999_999 }],
  [
    -2038,
    'Unknown order sent.',
    'PUT',
    at('order/amend/keepPriority'),
    { symbol: 'BTCUSD', orderId: 999_999, newQty: 1 },
  ],
  [
    -1158,
    'Order type not supported in OCO.',
    'POST',
    at('orderList/oco'),
    { ...OCO, side: 'SELL', aboveType: 'MARKET', ...LOSS('below', 60_000) },
  ],
  [
    -1168,
    'At least one OCO order must be contingent.',
    'POST',
    at('orderList/oco'),
    { ...OCO, side: 'SELL', ...MAKER('above', 70_000), ...MAKER('below', 60_000) },
  ],
  [
    -1165,
    'A limit order in a buy OCO must be below.',
    'POST',
    at('orderList/oco'),
    { ...OCO, side: 'BUY', ...MAKER('above', 70_000), ...LOSS('below', 60_000) },
  ],
  [
    -1166,
    'A limit order in a sell OCO must be above.',
    'POST',
    at('orderList/oco'),
    { ...OCO, side: 'SELL', ...LOSS('above', 70_000), ...MAKER('below', 60_000) },
  ],
  [
    -1196,
    'A stop loss order in a buy OCO must be above.',
    'POST',
    at('orderList/oco'),
    { ...OCO, side: 'BUY', ...LOSS('above', 70_000), ...LOSS('below', 60_000) },
  ],
  [
    -1197,
    'A stop loss order in a sell OCO must be below.',
    'POST',
    at('orderList/oco'),
    { ...OCO, side: 'SELL', ...LOSS('above', 70_000), ...LOSS('below', 60_000) },
  ],
  [
    -1198,
    'A take profit order in a buy OCO must be below.',
    'POST',
    at('orderList/oco'),
    { ...OCO, side: 'BUY', ...PROFIT('above', 70_000), ...LOSS('below', 60_000) },
  ],
  [
    -1199,
    'A take profit order in a sell OCO must be above.',
    'POST',
    at('orderList/oco'),
    { ...OCO, side: 'SELL', ...MAKER('above', 70_000), ...PROFIT('below', 60_000) },
  ],
]

// req: WS-07
test('what clients of Binance get wrong is told by the codes and words that they know', {
  ...needsAddon,
  timeout: 180_000,
}, async (t) => {
  const { venue, alice, bob } = await start(t)
  const tell = async ([code, msg, method, path, params]: Case, isSigned: boolean): Promise<void> => {
    const { status, body } = isSigned
      ? await alice.call(method, path, params)
      : await send(venue.base, method, `${path}?${textOf(params)}`, undefined, {})
    const what = `${method} ${path} ${JSON.stringify(params)}`
    assert.equal(status, 400, what)
    assert.equal(body.code, code, `${what}: ${JSON.stringify(body)}`)
    if (typeof msg === 'string') assert.equal(body.msg, msg, what)
    else assert.match(body.msg, msg, what)
  }
  for (const it of PUBLIC) await t.test(`${it[0]} ${it[3]}`, () => tell(it, false))
  for (const it of SIGNED) await t.test(`${it[0]} ${it[3]} ${it[1]}`, () => tell(it, true))

  await t.test('a name twice', async () => {
    const { body } = await send(
      venue.base,
      'GET',
      `${at('depth')}?symbol=BTCUSD&symbol=ETHUSD`,
      undefined,
      {},
    )
    assert.deepEqual(body, { code: -1101, msg: 'Duplicate values for a parameter detected.' })
  })
  await t.test('no such path', async () => {
    const { status, body } = await send(venue.base, 'GET', at('nothing'), undefined, {})
    assert.deepEqual([status, body], [404, { code: -1000, msg: 'Path not found.' }])
  })
  await t.test('a part of an order that is none, and times in force that go with no part', async () => {
    const { body } = await alice.call('POST', ORDER, { ...LIMIT, timeInForce: 'IOC', icebergQty: '0.1' })
    assert.deepEqual(body, { code: -1014, msg: 'Unsupported order combination.' })
  })
  await t.test('keys and signatures', async () => {
    const account = at('account')
    const none = await send(venue.base, 'GET', account, undefined, {})
    assert.deepEqual([none.status, none.body.code, none.body.msg], [401, -2014, 'API-key format invalid.'])
    const unknown = await alice.call('GET', account, {}, { headers: { 'x-mbx-apikey': '0'.repeat(32) } })
    assert.deepEqual([unknown.status, unknown.body.code], [401, -2015])
    const wrong = await alice.call('GET', account, {}, { signature: () => '0'.repeat(64) })
    assert.deepEqual(wrong.body, { code: -1022, msg: 'Signature for this request is not valid.' })
    const others = await alice.call('GET', account, {}, { headers: { 'x-mbx-apikey': bob.key } })
    assert.equal(others.body.code, -1022)
  })
  await t.test('times at the edges of the window', async () => {
    const asked = (ms: number, params: Params = {}) =>
      alice.call('GET', at('account'), params, { timestamp: Date.now() + ms })
    assert.match((await asked(5_000)).body.msg, /1000ms ahead of the server's time/)
    assert.match((await asked(-6_000)).body.msg, /outside of the recvWindow/)
    assert.equal((await asked(-6_000, { recvWindow: 50_000 })).status, 200)
    const micros = await alice.call('GET', at('account'), {}, { timestamp: Date.now() * 1_000 })
    assert.equal(micros.status, 200)
    const missing = await alice.call('GET', at('account'), {}, { timestamp: '' })
    assert.equal(missing.body.code, -1102)
  })
  await t.test('the same signed bytes again', async () => {
    const timestamp = Date.now()
    const first = await alice.call('POST', ORDER, LIMIT, { timestamp })
    const again = await alice.call('POST', ORDER, LIMIT, { timestamp })
    assert.deepEqual([first.status, again.status, again.body.code], [200, 400, -1021])
    assert.equal((await alice.call('GET', at('openOrders'), { symbol: 'BTCUSD' })).body.length, 1)
    await alice.call('DELETE', at('openOrders'), { symbol: 'BTCUSD' })
  })
  await t.test('an id that an open order has, and one whose order is done', async () => {
    const id = { newClientOrderId: 'only-once' }
    const { body: first } = await alice.call('POST', ORDER, { ...LIMIT, ...id })
    const twice = await alice.call('POST', ORDER, { ...LIMIT, ...id, price: '62000' })
    assert.deepEqual(twice.body, { code: -2010, msg: 'Duplicate order sent.' })
    const same = await alice.call('POST', ORDER, { ...LIMIT, ...id })
    assert.equal(same.body.msg, 'Duplicate order sent.')
    await alice.call('DELETE', ORDER, { symbol: 'BTCUSD', orderId: first.orderId })
    const later = await alice.call('POST', ORDER, { ...LIMIT, ...id, price: '62000' })
    assert.equal(later.status, 200)
    // Whoever does not know what became of an order asks by its id.
    const found = await alice.call('GET', ORDER, { symbol: 'BTCUSD', origClientOrderId: 'only-once' })
    assert.equal(found.body.orderId, later.body.orderId)
    const other = await alice.call('GET', ORDER, { symbol: 'ETHUSD', orderId: later.body.orderId })
    assert.equal(other.body.code, -2013)
    const restricted = await alice.call('DELETE', ORDER, {
      symbol: 'BTCUSD',
      orderId: later.body.orderId,
      cancelRestrictions: 'ONLY_PARTIALLY_FILLED',
    })
    assert.equal(restricted.body.msg, 'Order was not canceled due to cancel restrictions.')
    await alice.call('DELETE', at('openOrders'), { symbol: 'BTCUSD' })
  })
  await t.test('a cancel-replace of which a half fails', async () => {
    const { body: open } = await alice.call('POST', ORDER, LIMIT)
    const replace = { ...LIMIT, cancelReplaceMode: 'STOP_ON_FAILURE' }
    const half = await alice.call('POST', at('order/cancelReplace'), {
      ...replace,
      quantity: '50',
      cancelOrderId: open.orderId,
    })
    assert.deepEqual([half.status, half.body.code, half.body.data.newOrderResult], [409, -2021, 'FAILURE'])
    assert.equal(half.body.data.newOrderResponse.code, -2010)
    const none = await alice.call('POST', at('order/cancelReplace'), {
      ...replace,
      cancelOrderId: open.orderId,
    })
    assert.deepEqual(
      [none.status, none.body.code, none.body.data.newOrderResult],
      [400, -2022, 'NOT_ATTEMPTED'],
    )
    const allowed = { ...replace, cancelReplaceMode: 'ALLOW_FAILURE', cancelOrderId: open.orderId }
    const entered = await alice.call('POST', at('order/cancelReplace'), allowed)
    assert.deepEqual([entered.body.code, entered.body.data.newOrderResult], [-2021, 'SUCCESS'])
    await alice.call('DELETE', at('openOrders'), { symbol: 'BTCUSD' })
  })
  await t.test('orders that would match, or trigger, at once', async () => {
    await bob.call('POST', ORDER, { ...LIMIT, side: 'SELL', quantity: '0.1', price: '64000' })
    const maker = { symbol: 'BTCUSD', side: 'BUY', type: 'LIMIT_MAKER', quantity: '0.1', price: '64001' }
    assert.equal((await alice.call('POST', ORDER, maker)).body.msg, 'Order would immediately match and take.')
    await alice.call('POST', ORDER, { ...MARKET, quantity: '0.1' })
    const stop = await alice.call('POST', ORDER, { ...STOP, stopPrice: '65000' })
    assert.deepEqual(stop.body, { code: -2010, msg: 'Order would trigger immediately.' })
  })
  await t.test('units of time', async () => {
    const inUnit = (unit: string) =>
      send(venue.base, 'GET', at('time'), undefined, { 'x-mbx-time-unit': unit })
    assert.ok((await inUnit('MICROSECOND')).body.serverTime > 1e15)
    assert.equal((await inUnit('FORTNIGHT')).body.code, -1194)
  })
  await t.test('a key by Ed25519, whose signature is base64', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const body = {
      name: 'ed',
      kind: 'ED25519',
      scopes: ['read'],
      public_key: publicKey.export({ type: 'spki', format: 'pem' }),
    }
    const made = await alice.person.call('POST', '/api/v1/auth/keys', { body })
    const headers = { 'x-mbx-apikey': made.body.data.key.id }
    const signature = (text: string): string =>
      signBytes(null, Buffer.from(text), privateKey).toString('base64')
    assert.equal((await alice.call('GET', at('account'), {}, { headers, signature })).status, 200)
    // It may read, and no more.
    const order = await alice.call('POST', ORDER, LIMIT, { headers, signature })
    assert.deepEqual([order.status, order.body.code], [401, -2015])
  })
})
