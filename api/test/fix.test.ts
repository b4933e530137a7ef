// Operators connect and disconnect sessions to liquidity providers, once, and the trail says so.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { CONTROL_SOCKET, LpSupervisor } from '@tapebook/fix/lp'
import { isFixBuilt } from '@tapebook/fix/native'
import { Provider, parseScript } from '@tapebook/fix/provider'
import { freePort, needsAddon, newDirectory, startVenue, until } from './helpers.ts'

const needsFix = isFixBuilt() ? needsAddon : { skip: 'the FIX addon is not built' }
const reason = 'asked for by the desk'

// req: FX-10 R-038 R-039 R-040 R-041 R-095 R-096 R-097
test('sessions to providers are steered over HTTP', needsFix, async (t) => {
  const port = await freePort()
  const running: { lp?: LpSupervisor; provider?: Provider } = {}
  const folder = newDirectory(t, async () => {
    await running.lp?.stop()
    await running.provider?.stop()
  })
  const symbols = { 'EUR/USD': { mid: '1.1', spread: '0.0002' } }
  const script = parseScript(JSON.stringify({ port, compID: 'YOFX', customers: { YOFX1: {} }, symbols }))
  running.provider = Provider.start({ script, host: '127.0.0.1', folder: join(folder, 'provider') })
  const config = join(folder, 'lp.json')
  const session = {
    ...{ id: 'YOFX1', type: 'quotes', senderCompID: 'YOFX1', targetCompID: 'YOFX', host: '127.0.0.1', port },
    ...{ logonTimeout: 20, autoConnect: false, symbols: { EURUSD: 'EUR/USD' }, password: { env: 'NO_SUCH' } },
  }
  writeFileSync(config, JSON.stringify({ sessions: [session] }))
  const venue = await startVenue(t, { api: { lp: join(folder, CONTROL_SOCKET) } })
  const chief = await venue.person('chief', {}, 'SUPER_ADMIN')
  const state = async (base = '/fix') =>
    (await chief.call('GET', `${base}/status`)).body.data.sessions[0]?.state
  const rows = async (action: string) => (await venue.audit()).filter((it) => it.action === action)

  const down = await chief.call('GET', '/fix/status')
  assert.deepEqual(down.body.data, { gateway: 'down', connected: 0, sessions: [] })
  const away = await chief.call('POST', '/fix/connect', { body: { session: 'YOFX1' } })
  assert.deepEqual([away.status, away.body.code], [503, 'PROVIDERS_UNAVAILABLE'])
  assert.equal((await chief.call('GET', '/fix/sessions')).status, 503)

  running.lp = new LpSupervisor({ config, folder }, () => {})
  assert.ok(await running.lp.listening(60_000))
  const { body: list } = await chief.call('GET', '/fix/sessions')
  const [{ id, type, sender_comp_id, host, max_reconnects, state: first }] = list.data
  assert.deepEqual(
    [id, type, sender_comp_id, host, max_reconnects, first],
    ['YOFX1', 'quotes', 'YOFX1', '127.0.0.1', 10, 'disconnected'],
  )
  assert.doesNotMatch(JSON.stringify(list), /NO_SUCH|password/)
  const unknown = await chief.call('POST', '/fix/connect', { body: { session: 'NOBODY' } })
  assert.deepEqual([unknown.status, unknown.body.code, unknown.body.field], [404, 'NOT_FOUND', 'session'])

  // A secret that is not there fails the try, and is not told.
  const headers = { 'idempotency-key': 'connect-1' }
  const body = { session: 'YOFX1' }
  assert.equal((await chief.call('POST', '/fix/connect', { body, headers })).status, 200)
  await until(async () => (await state()) === 'failed')
  const failed = (await chief.call('GET', '/fix/status')).body.data.sessions[0]
  assert.equal(failed.error, 'the variable NO_SUCH holds no secret')
  assert.equal((await rows('FIX_SESSION_CONNECTED')).length, 1)

  // As the configuration is read at the start, the gateway is started anew with a better one.
  await running.lp.stop()
  writeFileSync(config, JSON.stringify({ sessions: [{ ...session, password: undefined }] }))
  running.lp = new LpSupervisor({ config, folder }, () => {})
  assert.ok(await running.lp.listening(60_000))
  assert.equal((await chief.call('POST', '/fix/connect', { body, headers })).status, 200)
  assert.equal(await state(), 'disconnected', 'the same request again does nothing again')
  assert.equal((await rows('FIX_SESSION_CONNECTED')).length, 1)
  assert.equal((await chief.call('POST', '/admin/fix/connect', { body })).status, 200)
  await until(async () => (await state('/admin/fix')) === 'connected')
  await until(async () => (await chief.call('GET', '/fix/status')).body.data.sessions[0].active_symbols === 1)

  const bare = await chief.call('POST', '/fix/disconnect', { body })
  assert.deepEqual([bare.status, bare.body.field], [400, 'reason'])
  const off = await chief.call('POST', '/admin/fix/disconnect', { body: { ...body, reason } })
  assert.deepEqual([off.status, off.body.data.state], [200, 'disconnected'])
  const [row] = await rows('FIX_SESSION_DISCONNECTED')
  assert.deepEqual(
    [row?.resourceId, row?.changes.before, row?.changes.reason],
    ['YOFX1', { state: 'Connected' }, reason],
  )
})

test('where there are no providers nothing is connected, and that is said', needsAddon, async (t) => {
  const venue = await startVenue(t)
  const chief = await venue.person('chief', {}, 'SUPER_ADMIN')
  const { body } = await chief.call('GET', '/admin/fix/status')
  assert.deepEqual(body.data, { gateway: 'none', connected: 0, sessions: [] })
  const answer = await chief.call('POST', '/admin/fix/connect', { body: { session: 'YOFX1' } })
  assert.deepEqual([answer.status, answer.body.code, answer.body.field], [404, 'NOT_FOUND', 'session'])
})
