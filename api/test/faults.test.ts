// Bad bytes, strangers, and processes that go away: faults at the edge of HTTP.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { Side } from '@tapebook/client'
import { ApiSupervisor } from '../src/supervisor.ts'
import { call, freePort, needsAddon, raw, startVenue, statusOf, until } from './helpers.ts'

const POST = 'POST /api/v2/orders HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'

test('what is no request is refused, and the next one is served', needsAddon, async (t) => {
  const venue = await startVenue(t)
  await t.test('lengths that contradict each other', async () => {
    for (const head of [
      'Content-Length: 2\r\nContent-Length: 3\r\n',
      'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n',
      'Content-Length: -1\r\n',
      'Transfer-Encoding: chunked, identity\r\n',
    ]) {
      const answer = await raw(venue, `${POST}${head}\r\n{}`)
      assert.equal(statusOf(answer), 400, head)
      assert.match(answer, /"code":"MALFORMED_REQUEST"/)
    }
  })
  await t.test('bytes that are no HTTP, and headers without end', async () => {
    assert.equal(statusOf(await raw(venue, '\x16\x03\x01\r\n\r\n')), 400)
    assert.equal(statusOf(await raw(venue, 'GET / HTTP/1.1\r\nBad Header\r\n\r\n')), 400)
    const long = await raw(venue, `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'y'.repeat(20_000)}\r\n\r\n`)
    assert.equal(statusOf(long), 431)
  })
  await t.test('bytes after a body are no second request', async () => {
    const first = `${POST}Content-Length: 2\r\n\r\n{}`
    const answer = await raw(venue, `${first}\r\n\r\nnot a request\r\n\r\n`)
    const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status)
    assert.equal(statuses.at(-1), '400')
    assert.ok(statuses.length <= 2, answer)
  })
  await t.test('a body that is compressed is not unpacked', async () => {
    const zeros = gzipSync(Buffer.alloc(32 * 1_024 * 1_024, ' '))
    const small = gzipSync('{"refresh_token":"x"}')
    for (const encoding of ['gzip', 'deflate', 'br', 'identity, gzip']) {
      for (const body of [zeros, small]) {
        const headers = { 'content-type': 'application/json', 'content-encoding': encoding }
        const { status } = await fetch(`${venue.base}/api/v1/auth/refresh`, { method: 'POST', headers, body })
        assert.equal(status, 415, `${encoding} ${body.length}`)
      }
    }
  })
  await t.test('a request that does not go on is given up', async () => {
    const answer = await raw(venue, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ')
    assert.equal(statusOf(answer), 400)
  })
  await t.test('foreign origins', async () => {
    const from = (origin: string) => venue.call('GET', '/api/v2/market/pairs', { headers: { origin } })
    for (const origin of ['https://evil.example', 'null', `${venue.base}.evil.example`]) {
      const { status, body, headers } = await from(origin)
      assert.deepEqual([status, body.code], [403, 'ORIGIN_NOT_ALLOWED'], origin)
      assert.equal(headers.get('access-control-allow-origin'), null)
    }
    assert.equal((await from(venue.base)).headers.get('access-control-allow-origin'), venue.base)
  })
  await t.test('no error tells a stack, a path or a query', async () => {
    for (const path of [
      '/api/v2/orders/%00',
      '/%c0%ae%c0%ae/etc/passwd',
      '/api/v2/market/ticker/%00',
      '/docs/../x',
    ]) {
      const { status, body } = await venue.call('GET', path)
      assert.ok(status < 500, path)
      assert.doesNotMatch(JSON.stringify(body), /node_modules|\.ts:|SELECT|at Object/)
    }
  })
  await t.test('none of it cost anything', async () => {
    assert.equal((await venue.call('GET', '/healthz')).status, 200)
    const { body } = await venue.call('GET', '/metrics')
    assert.match(body, /tapebook_api_errors_total\{code="ORIGIN_NOT_ALLOWED"\} 3/)
    assert.match(body, /tapebook_api_response_seconds_count\{method="GET",route="\/healthz",status="2xx"\}/)
  })
})

test('pages of an origin that is allowed may use it', needsAddon, async (t) => {
  const origin = 'https://trade.example'
  const venue = await startVenue(t, { api: { allowedOrigins: [origin] } })
  const headers = { origin, 'access-control-request-method': 'POST' }
  const asked = await venue.call('OPTIONS', '/api/v2/orders', { headers })
  assert.equal(asked.status, 204)
  assert.equal(asked.headers.get('access-control-allow-origin'), origin)
  assert.match(asked.headers.get('access-control-allow-headers') ?? '', /authorization/)
})

test(
  'while the exchange is away nothing is taken, and afterwards all is as before',
  needsAddon,
  async (t) => {
    const venue = await startVenue(t)
    const ann = await venue.person('ann')
    const order = { pair: 'BTCUSD', side: 'buy', type: 'limit', quantity: '0.1', price: '60000' }
    const place = (id: string) =>
      ann.call('POST', '/api/v2/orders', { body: { ...order, client_order_id: id } })
    const first = await place('before')
    assert.equal(first.status, 201)
    await venue.server.close()
    const away = await place('meanwhile')
    assert.deepEqual([away.status, away.body.code], [503, 'EXCHANGE_UNAVAILABLE'])
    assert.equal((await venue.call('GET', '/api/v2/market/depth/BTCUSD')).status, 503)
    // What has passed is served all the same.
    const past = await ann.call('GET', `/api/v2/orders/${first.body.data.id}`)
    assert.deepEqual([past.status, past.body.data.status], [200, 'open'])
    await venue.restartExchange()
    await until(async () => (await place('meanwhile')).status < 300)
    const again = await place('before')
    assert.deepEqual([again.status, again.body.data.id], [200, first.body.data.id])
    const { body } = await ann.call('GET', '/api/v2/orders/open')
    assert.equal(body.data.length, 2)
  },
)

test('a crash of the API stops nobody who trades, and it is back by itself', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const port = await freePort()
  const troubles: string[] = []
  // The sessions of the other one have to be free first.
  await venue.stopApi()
  const api = new ApiSupervisor({ ...venue.settings, port }, (why) => troubles.push(why))
  t.after(() => api.stop())
  const base = `http://127.0.0.1:${port}`
  const isReady = async (): Promise<boolean> =>
    await call(base, 'GET', '/readyz').then(
      ({ status }) => status === 200,
      () => false,
    )
  await until(isReady, 60_000)
  assert.ok((await api.listening(1_000)) !== undefined)
  const btc = await venue.alice.instrument('BTCUSD')
  process.kill(api.pid!, 'SIGKILL')
  for (let at = 0; at < 20; at++) {
    await venue.alice.newOrder({ instrument: btc, side: Side.Buy, price: '60000', quantity: '0.01' })
  }
  await until(() => troubles.includes('the API ended (SIGKILL)'))
  await until(isReady, 60_000)
  assert.equal(api.gauges().api_restarts_total, 1)
})
