// Every route of the documents, asked by nobody, by a forged credential, and by somebody whose it is not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { requestBytes } from '@tapebook/access'
import { type Method, needsAddon, startVenue, type Venue } from './helpers.ts'

interface Route {
  readonly method: Method
  readonly path: string
}

/** Bodies that get past the checks of a form, by the end of a path. */
const BODIES: Readonly<Record<string, object>> = {
  '/accounts/{id}': { name: 'Theirs', is_frozen: true },
  '/keys/{id}/rotate': {},
}

/** Routes that need somebody, as the documents say. */
async function guarded({ call }: Venue): Promise<Route[]> {
  const { body } = await call('GET', '/docs/json')
  const routes: Route[] = []
  for (const [path, methods] of Object.entries(
    body.paths as Record<string, Record<string, { security?: unknown }>>,
  )) {
    for (const [method, { security }] of Object.entries(methods)) {
      if (security !== undefined) routes.push({ method: method.toUpperCase() as Method, path })
    }
  }
  return routes
}

const bodyOf = (route: Route): { body?: object } => {
  if (route.method === 'GET' || route.method === 'DELETE') return {}
  const end = Object.keys(BODIES).find((it) => route.path.endsWith(it))
  return { body: end === undefined ? {} : BODIES[end]! }
}

// req: AU-01 AU-11
test(
  'nobody gets past a route that needs somebody, nor to what is somebody else’s',
  needsAddon,
  async (t) => {
    const venue = await startVenue(t)
    const { call, person } = venue
    const [ana, bob] = [await person('ana'), await person('bob')]
    const routes = await guarded(venue)
    assert.ok(routes.length > 25, `${routes.length} routes`)

    const order = { pair: 'BTCUSD', side: 'buy', type: 'limit', price: '60000.00', quantity: '0.5' }
    const placed = await ana.call('POST', '/api/v2/orders', { body: order })
    assert.equal(placed.status, 201, JSON.stringify(placed.body))
    const made = await ana.call('POST', '/api/v1/auth/keys', {
      body: { name: 'k', kind: 'HMAC', scopes: ['read'] },
    })
    const sessions = await ana.call('GET', '/api/v1/auth/sessions')
    const keyId: string = made.body.data.key.id
    const ids: string[] = [String(placed.body.data.id), ana.uuid, ana.userId, keyId]
    ids.push(...sessions.body.data.map(({ id }: { id: string }) => id))

    await t.test('without a credential, and with forged ones, it is 401', async () => {
      for (const route of routes) {
        const path = route.path.replaceAll(/\{\w+\}/g, '1')
        const timestamp = Date.now()
        const payload = requestBytes({ timestamp, method: route.method, target: path })
        const forged: Record<string, string>[] = [
          {},
          { authorization: 'Bearer x' },
          { authorization: 'Basic eDp5' },
          { 'x-api-key': keyId },
          {
            'x-api-key': keyId,
            'x-timestamp': String(timestamp),
            'x-signature': Buffer.from(payload).toString('hex').slice(0, 64),
          },
        ]
        for (const headers of forged) {
          const { status } = await call(route.method, path, { ...bodyOf(route), headers })
          assert.equal(status, 401, `${route.method} ${path} ${JSON.stringify(headers)}`)
        }
      }
    })

    await t.test('with the account of somebody else it is 404', async () => {
      for (const route of routes) {
        const path = route.path.replaceAll(/\{\w+\}/g, '1')
        const answer = await bob.call(route.method, path, {
          ...bodyOf(route),
          headers: { 'x-account': ana.uuid },
        })
        const what = `${route.method} ${path} ${JSON.stringify(answer.body)}`
        // Who may not do it at all hears that first.
        assert.ok(answer.status === 404 || answer.body.code === 'FORBIDDEN', what)
      }
    })

    await t.test('with ids of somebody else nothing is shown or done', async () => {
      const withIds = routes.filter(({ path }) => path.includes('{'))
      assert.ok(withIds.length > 8)
      for (const route of withIds) {
        for (const id of ids) {
          const path = route.path.replaceAll(/\{\w+\}/g, encodeURIComponent(id))
          const answer = await bob.call(route.method, path, bodyOf(route))
          const what = `${route.method} ${path} ${answer.status} ${JSON.stringify(answer.body)}`
          assert.ok([400, 403, 404].includes(answer.status), what)
          assert.ok(!JSON.stringify(answer.body).includes(id), what)
        }
      }
      const kept = await ana.call('GET', `/api/v2/orders/${placed.body.data.id}`)
      assert.equal(kept.body.data.status, placed.body.data.status)
      assert.equal((await ana.call('GET', `/api/v1/accounts/${ana.uuid}`)).body.data.name, 'Main')
      const [key] = (await ana.call('GET', '/api/v1/auth/keys')).body.data
      assert.equal(key.revoked_at, null)
      assert.equal(
        (await ana.call('GET', '/api/v1/auth/sessions')).body.data.length,
        sessions.body.data.length,
      )
    })
  },
)
