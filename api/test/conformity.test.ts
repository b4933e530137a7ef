// Faults that schemathesis has found, each as a request of its own.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import { needsAddon, startVenue } from './helpers.ts'

/** Status of a request with a method that fetch does not know. */
function statusOf(base: string, method: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(base + path, { method }, (reply) => {
      reply.resume()
      resolve(reply.statusCode)
    })
    asked.on('error', reject).end()
  })
}

test('a method that no route has is refused, and is no failure of ours', needsAddon, async (t) => {
  const { base, call } = await startVenue(t)
  for (const path of ['/api/v2/market/pairs', '/api/v2/account/balances', '/nowhere']) {
    const status = (await statusOf(base, 'QUERY', path)) ?? 0
    assert.ok(status >= 400 && status < 500, `${path}: ${status}`)
  }
  assert.match((await call('GET', '/metrics')).body, /tapebook_api_errors_total\{code="MALFORMED_REQUEST"\}/)
})

test('times beyond any candle are later than all of them', needsAddon, async (t) => {
  const { call } = await startVenue(t)
  const far = 8_640_000_000_000_000
  for (const query of [`start_time=0&end_time=${far}`, `start_time=${far}`]) {
    const { status, body } = await call('GET', `/api/v2/market/candles/BTCUSD?${query}`)
    assert.deepEqual([status, body.data], [200, []])
  }
  const bars = await call('GET', '/udf/history?symbol=BTCUSD&resolution=1&from=0&to=9999999999')
  assert.deepEqual([bars.status, bars.body.s], [200, 'no_data'])
})

test(
  'the documents say what comes as text, and use nothing that OpenAPI 3.1 does not know',
  needsAddon,
  async (t) => {
    const { call } = await startVenue(t)
    const { paths } = (await call('GET', '/docs/json')).body
    const typesOf = (path: string, status = '200') => Object.keys(paths[path].get.responses[status].content)
    assert.deepEqual(typesOf('/metrics'), ['text/plain'])
    assert.deepEqual(typesOf('/udf/time'), ['text/plain'])
    for (const name of ['orders', 'trades', 'ledger']) {
      assert.deepEqual(typesOf(`/api/v2/export/${name}`), ['text/csv', 'application/json'])
      assert.deepEqual(typesOf(`/api/v2/export/${name}`, '4XX'), ['application/json'])
    }
    assert.doesNotMatch(JSON.stringify(paths), /"items":\[/)
  },
)
