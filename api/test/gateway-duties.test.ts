// What a gateway owes who stands before and behind it, and how old what it says may be.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import { InstrumentStatus, setPhase } from '@tapebook/client'
import { needsAddon, startVenue, until } from './helpers.ts'

/** The headers and the length of an answer as it came over the wire. */
function wire(
  base: string,
  path: string,
  headers: Record<string, string>,
): Promise<{ encoding: string; bytes: number }> {
  return new Promise((resolve, reject) => {
    const asked = request(base + path, { headers }, (reply) => {
      let bytes = 0
      reply.on('data', (part: Buffer) => {
        bytes += part.length
      })
      reply.on('end', () => resolve({ encoding: reply.headers['content-encoding'] ?? 'none', bytes }))
    })
    asked.on('error', reject).end()
  })
}

// req: RA-16
test(
  'the gateway limits, knows who asks, compresses, and tells a balancer whether it can serve',
  needsAddon,
  async (t) => {
    const one = { capacity: 60, perSecond: 0.01 }
    const many = { capacity: 1_000_000, perSecond: 1_000_000 }
    const venue = await startVenue(t, { api: { trustedProxies: ['127.0.0.1'] } })
    const { base, call, settings } = venue
    await t.test('who asks', async () => {
      assert.equal((await call('GET', '/api/v2/account/balances')).status, 401)
    })
    await t.test('compression, where it saves something and is asked for', async () => {
      const plain = await wire(base, '/docs/json', {})
      assert.equal(plain.encoding, 'none')
      for (const encoding of ['gzip', 'br']) {
        const packed = await wire(base, '/docs/json', { 'accept-encoding': encoding })
        assert.equal(packed.encoding, encoding)
        assert.ok(packed.bytes * 4 < plain.bytes, `${packed.bytes} of ${plain.bytes} bytes`)
      }
      assert.equal((await wire(base, '/healthz', { 'accept-encoding': 'gzip' })).encoding, 'none')
    })
    await t.test('a balancer learns that the exchange is away, and that it is back', async () => {
      await venue.server.close()
      await until(async () => (await call('GET', '/readyz')).status === 503)
      assert.equal((await call('GET', '/healthz')).status, 200)
      await venue.restartExchange()
      await until(async () => (await call('GET', '/readyz')).status === 200)
    })
    await venue.stopApi()
    await t.test('rates, by the peer behind the balancer', async (inner) => {
      const limited = await startVenue(inner, {
        api: {
          trustedProxies: ['127.0.0.1'],
          access: {
            ...settings.access!,
            url: ':memory:',
            settings: {
              ...settings.access!.settings,
              limits: { peer: one, user: many, account: many, key: many, endpoints: {} },
            },
          },
        },
      })
      const from = (peer: string) => limited.call('GET', '/healthz', { headers: { 'x-forwarded-for': peer } })
      const answers = []
      for (let at = 0; at < 61; at++) answers.push(await from('192.0.2.1'))
      assert.ok(answers.slice(0, 60).every(({ status }) => status === 200))
      const { status, body, headers } = answers[60]!
      assert.deepEqual([status, body.code], [429, 'RATE_LIMITED'])
      assert.ok(Number(headers.get('retry-after')) > 0)
      assert.equal((await from('192.0.2.2')).status, 200, 'somebody else is not held up')
    })
  },
)

// req: MD-14
test('nothing that moves is cached: who was answered sees what they did', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const { call } = venue
  const ann = await venue.person('ann', { USD: '1000' })
  const order = { pair: 'BTCUSD', side: 'buy', type: 'limit', quantity: '0.01', price: '60000' }
  assert.equal((await ann.call('POST', '/api/v2/orders', { body: order })).status, 201)
  // At once: the balance is asked of the exchange, behind the order.
  const { body, headers } = await ann.call('GET', '/api/v2/account/balances')
  assert.equal(body.data.find(({ asset }: { asset: string }) => asset === 'USD').reserved, '600.00')
  assert.equal(headers.get('cache-control'), 'no-store')
  // The book and the ticker come by the feed: without a cache in between, a moment later.
  await until(
    async () => (await call('GET', '/api/v2/market/depth/BTCUSD')).body.data.bids[0]?.[1] === '0.01',
  )
  await until(async () => (await call('GET', '/api/v2/market/ticker/BTCUSD')).body.data.bid === '60000')
  for (const path of ['ticker/BTCUSD', 'depth/BTCUSD', 'trades/BTCUSD', '24hr']) {
    const { headers } = await call('GET', `/api/v2/market/${path}`)
    assert.equal(headers.get('cache-control'), 'no-store', path)
  }
  // What hardly moves is asked for again each time, and not sent where it is the same.
  const pairs = await call('GET', '/api/v2/market/pairs')
  assert.equal(pairs.headers.get('cache-control'), 'no-cache')
  const etag = pairs.headers.get('etag')!
  const again = () => call('GET', '/api/v2/market/pairs', { headers: { 'if-none-match': etag } })
  assert.equal((await again()).status, 304)
  const btc = await venue.operator.instrument('BTCUSD')
  await setPhase(venue.operator, { instrument: btc, status: InstrumentStatus.Halted })
  await until(async () => (await again()).status === 200)
})
