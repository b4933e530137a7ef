// Codes that tell of the exchange and of limits, not of what was asked: each as a client of Binance sees it.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { MessageType } from '@tapebook/client'
import { LIMIT, ORDER, type Params, send, start, trader } from './binance-helpers.ts'
import { layCable } from './cable.ts'
import { freePort, needsAddon, startVenue, until } from './helpers.ts'

const at = (path: string): string => `/api/v3/${path}`

// req: WS-07
test('an order whose answer does not come is found by its own id', needsAddon, async (t) => {
  const port = await freePort()
  const cable = await layCable(t, port)
  const venue = await startVenue(t, { port, api: { url: `ws://127.0.0.1:${cable.port}` } })
  const alice = await trader(venue, 'ann')
  // One that does wait for an answer is there, so that nothing else is asked first.
  await alice.call('POST', ORDER, { ...LIMIT, newClientOrderId: 'known' })

  await t.test('-1007: no answer in time; it was taken', async () => {
    cable.hold(true)
    const late = await alice.call('POST', ORDER, { ...LIMIT, newClientOrderId: 'late' })
    assert.equal(late.status, 504)
    assert.deepEqual(late.body, {
      code: -1007,
      msg: 'Timeout waiting for response from backend server. Send status unknown; execution status unknown.',
    })
    cable.hold(false)
    await until(async () => {
      const found = await alice.call('GET', ORDER, { symbol: 'BTCUSD', origClientOrderId: 'late' })
      return found.body.status === 'NEW'
    })
    // Whoever sends it again does not trade twice.
    const again = await alice.call('POST', ORDER, { ...LIMIT, newClientOrderId: 'late' })
    assert.deepEqual(again.body, { code: -2010, msg: 'Duplicate order sent.' })
    const open = await alice.call('GET', at('openOrders'), { symbol: 'BTCUSD' })
    assert.equal(open.body.length, 2)
  })

  await t.test('-1006: the connection is lost under way; -1001: there is none', async () => {
    const chief = await venue.person('chief', {}, 'SUPER_ADMIN')
    const { body: members } = await chief.call('GET', '/admin/members')
    // The API's own; the streams' came after it.
    const gateway = members.data.findLast(({ may }: { may: string }) => may === 'gateway')
    cable.hold(true)
    const asked = alice.call('POST', ORDER, { ...LIMIT, newClientOrderId: 'lost' })
    await until(() => cable.held > 0)
    // Taken, for its answer is held; and the session that could hear of it later may not come back.
    await venue.operator.request(MessageType.RevokeKey, { session: gateway.member })
    cable.pull()
    cable.hold(false)
    const lost = await asked
    assert.equal(lost.status, 500)
    assert.deepEqual(lost.body, {
      code: -1006,
      msg: 'An unexpected response was received from the message bus. Execution status unknown.',
    })
    const away = await alice.call('POST', ORDER, LIMIT)
    assert.equal(away.status, 503)
    assert.deepEqual(away.body, {
      code: -1001,
      msg: 'Internal error; unable to process your request. Please try again.',
    })
  })
})

// req: WS-07
test('who asks too much is told when to come again, and then kept out', needsAddon, async (t) => {
  const binanceLimits = { weight: 400, orders10s: 2, strikes: 2, banMs: 60_000, openOrders: 3 }
  const { venue, alice } = await start(t, { api: { binanceLimits } })

  await t.test('-1015: more orders in ten seconds than an account may have', async () => {
    const answers = []
    // A window of the clock may end in between.
    while (answers.at(-1)?.body.code !== -1015) answers.push(await alice.call('POST', ORDER, LIMIT))
    const last = answers.at(-1)
    assert.deepEqual(
      [last?.status, last?.body],
      [429, { code: -1015, msg: 'Too many new orders; current limit is 2 orders per 10 SECOND.' }],
    )
    assert.equal(last?.headers.get('x-mbx-order-count-10s'), null)
    const [first] = (await alice.call('GET', at('openOrders'), { symbol: 'BTCUSD' })).body
    const replace = {
      ...LIMIT,
      cancelReplaceMode: 'STOP_ON_FAILURE',
      cancelOrderId: first.orderId,
    }
    const nothing = await alice.call('POST', at('order/cancelReplace'), replace)
    assert.deepEqual([nothing.status, nothing.body.code], [429, -1015])
    const only = { ...replace, orderRateLimitExceededMode: 'CANCEL_ONLY' }
    const half = await alice.call('POST', at('order/cancelReplace'), only)
    assert.deepEqual([half.status, half.body.code], [409, -2021])
    const { cancelResult, newOrderResult, newOrderResponse } = half.body.data
    assert.deepEqual([cancelResult, newOrderResult, newOrderResponse.code], ['SUCCESS', 'FAILURE', -1015])
    const left = (await alice.call('GET', at('openOrders'), { symbol: 'BTCUSD' })).body
    assert.ok(left.every(({ orderId }: { orderId: number }) => orderId !== first.orderId))
  })

  await t.test(
    '-1003: more weight in a minute than an address may use, and -1003 again with 418',
    async () => {
      const asked = () => send(venue.base, 'GET', `${at('ticker/24hr')}`, undefined, {})
      let answer = await asked()
      while (answer.status === 200) answer = await asked()
      assert.equal(answer.status, 429)
      assert.equal(answer.body.code, -1003)
      assert.match(
        answer.body.msg,
        /^Too much request weight used; current limit is 400 request weight per 1 MINUTE\./,
      )
      assert.ok(Number(answer.headers.get('retry-after')) >= 1)
      while (answer.status === 429) answer = await asked()
      assert.equal(answer.status, 418)
      assert.match(answer.body.msg, /^Way too much request weight used; IP banned until \d+\./)
      assert.ok(Number(answer.headers.get('retry-after')) > 1)
    },
  )
})

// req: WS-07
test('filters that count open orders', needsAddon, async (t) => {
  const binanceLimits = { openOrders: 4, openTriggers: 1, openIcebergs: 1 }
  const { venue, alice } = await start(t, { api: { binanceLimits } })
  const { body: info } = await send(venue.base, 'GET', `${at('exchangeInfo')}?symbol=BTCUSD`, undefined, {})
  const told = info.symbols[0].filters.filter(({ filterType }: { filterType: string }) =>
    filterType.startsWith('MAX_NUM'),
  )
  assert.deepEqual(told, [
    { filterType: 'MAX_NUM_ORDERS', maxNumOrders: 4 },
    { filterType: 'MAX_NUM_ALGO_ORDERS', maxNumAlgoOrders: 1 },
    { filterType: 'MAX_NUM_ICEBERG_ORDERS', maxNumIcebergOrders: 1 },
  ])
  const enter = (more: Params = {}) => alice.call('POST', ORDER, { ...LIMIT, quantity: '0.1', ...more })
  const stop: Params = {
    symbol: 'BTCUSD',
    side: 'BUY',
    type: 'STOP_LOSS',
    quantity: '0.1',
    stopPrice: '66000',
  }
  const refused = (name: string) => ({ code: -1013, msg: `Filter failure: ${name}` })
  assert.equal((await enter({ icebergQty: '0.01' })).status, 200)
  assert.deepEqual((await enter({ icebergQty: '0.01' })).body, refused('MAX_NUM_ICEBERG_ORDERS'))
  const first = await alice.call('POST', ORDER, stop)
  assert.equal(first.status, 200)
  assert.deepEqual((await alice.call('POST', ORDER, stop)).body, refused('MAX_NUM_ALGO_ORDERS'))
  assert.equal((await enter()).status, 200)
  assert.equal((await enter()).status, 200)
  assert.deepEqual((await enter()).body, refused('MAX_NUM_ORDERS'))
  // A market order leaves nothing open, and another market has its own.
  const market = await alice.call('POST', ORDER, {
    symbol: 'BTCUSD',
    side: 'BUY',
    type: 'MARKET',
    quantity: '0.1',
  })
  assert.notEqual(market.body.code, -1013)
  await alice.call('DELETE', ORDER, { symbol: 'BTCUSD', orderId: first.body.orderId })
  assert.equal((await alice.call('POST', ORDER, stop)).status, 200)
})

// req: WS-07
test('-1008: history is away', needsAddon, async (t) => {
  const { venue, alice } = await start(t)
  await venue.stopTables()
  // What is asked for is newer than the tables are.
  await alice.call('POST', ORDER, LIMIT)
  const { status, body } = await alice.call('GET', at('allOrders'), { symbol: 'BTCUSD' })
  assert.equal(status, 503)
  assert.deepEqual(body, {
    code: -1008,
    msg: 'Server is currently overloaded with other requests. Please try again in a few minutes.',
  })
})

// req: WS-07
test('-1002: a page of somebody else', needsAddon, async (t) => {
  const { venue } = await start(t)
  const headers = { origin: 'https://evil.example' }
  const { status, body } = await send(venue.base, 'GET', at('time'), undefined, headers)
  assert.deepEqual([status, body.code], [403, -1002])
  assert.equal(body.msg, 'You are not authorized to execute this request.')
})

// --- Each code has a test

const root = fileURLToPath(new URL('../../', import.meta.url))
const textsIn = (folder: string, isWanted: (name: string) => boolean): string =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && isWanted(name))
    .map((name) => readFileSync(join(root, folder, name), 'utf8'))
    .join('\n')
const codesIn = (text: string): Set<string> => new Set(text.match(/(?<=[^\w.])-[12]\d{3}(?!\d)/g))

// req: WS-07
test('every code that is answered is named by a test that has it from a running server', () => {
  const answered = codesIn(textsIn('binance/src', () => true))
  const tested = codesIn(
    textsIn('api/test', (name) => /^binance.*\.test\.ts$/.test(name)) +
      textsIn('binance/test', (name) => /^(ws-api|ws-errors)\.test\.ts$/.test(name)),
  )
  assert.ok(answered.size > 40)
  assert.deepEqual([...answered].filter((code) => !tested.has(code)).sort(), [])
})
