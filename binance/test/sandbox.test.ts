// What an operator of a sandbox makes go wrong on streams and the WebSocket API.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Side } from '@tapebook/client'
import { NO_FAULTS, Sandbox } from '@tapebook/service'
import { needsAddon, until } from '@tapebook/testing'
import { startVenue } from './helpers.ts'

// req: WS-07
test('requests are refused, answers and streams come late, and connections break', needsAddon, async (t) => {
  const venue = await startVenue(t, { isSandbox: true })
  const sandbox = Sandbox.open(venue.directory)
  t.after(() => sandbox.close())
  const { counts } = venue.streams
  const peer = await venue.open('/ws-api/v3')
  let id = 0
  const ping = () => peer.ask({ id: ++id, method: 'ping' })
  assert.equal((await ping()).status, 200)

  sandbox.setFaults({
    ...NO_FAULTS,
    ws_api: { refuse_percent: 100, latency_ms: 0 },
    retry_after_s: 60,
    strikes: 2,
  })
  await until(async () => (await ping()).status === 429)
  const refused = await ping()
  assert.equal(refused.error.code, -1003)
  assert.ok(refused.error.data === undefined || refused.error.data.retryAfter > Date.now())
  await until(async () => (await ping()).status === 418)
  assert.match((await ping()).error.msg, /IP banned until/)

  sandbox.setFaults({
    ...NO_FAULTS,
    ws_api: { refuse_percent: 0, latency_ms: 30 },
    streams: { latency_ms: 30, disconnect_s: 0 },
  })
  // In order, however late.
  await until(async () => (await ping()).status === 200 && counts().troubles.delayed > 0)
  const before = counts().troubles.delayed
  const last = id + 20
  for (let at = id + 1; at <= last; at++) peer.say({ id: at, method: 'ping' })
  await peer.find((it) => it.id === last)
  const answered = peer.messages.map((it) => it.id).filter((it) => it > id)
  assert.deepEqual(
    answered,
    Array.from({ length: 20 }, (_, at) => id + 1 + at),
  )
  assert.ok(counts().troubles.delayed >= before + 20)
  id = last
  const reader = await venue.open('/ws/btcusd@trade')
  const instrument = await venue.alice.instrument('BTCUSD')
  const order = { instrument, price: '64000', quantity: '0.1' }
  await venue.bob.newOrder({ ...order, side: Side.Sell })
  await venue.alice.newOrder({ ...order, side: Side.Buy })
  assert.equal((await reader.find(({ e }) => e === 'trade')).p, '64000.00000000')
  assert.ok(counts().troubles.delayed >= before + 21)

  sandbox.setFaults({ ...NO_FAULTS, streams: { latency_ms: 0, disconnect_s: 1 } })
  // As if the line had broken: no word of goodbye.
  assert.equal(await reader.end(), 1_006)
  assert.equal(await peer.end(), 1_006)
  assert.ok(counts().troubles.disconnected >= 2)
  sandbox.setFaults(NO_FAULTS)
  await until(async () => {
    const again = await venue.open('/ws-api/v3').catch(() => undefined)
    return again !== undefined && (await again.ask({ id: 1, method: 'ping' })).status === 200
  })
})

test('without a sandbox nothing of it is there', needsAddon, async (t) => {
  const venue = await startVenue(t, { streams: { sandbox: '/no/such/folder' } })
  assert.match(venue.troubles.join('\n'), /no sandbox: .* holds no sandbox/)
  const peer = await venue.open('/ws-api/v3')
  assert.equal((await peer.ask({ id: 1, method: 'ping' })).status, 200)
})
