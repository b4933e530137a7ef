import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { RejectReason } from '@tapebook/schema'
import { until } from '@tapebook/testing'
import pino from 'pino'
import WebSocket from 'ws'
import { RateLimit } from '../src/connections.ts'
import { Gateway, type GatewayOptions } from '../src/gateway.ts'
import { MetricsServer } from '../src/metrics.ts'
import { settingsOf } from '../src/options.ts'
import { FakeCore } from './fake-core.ts'

async function start(t: TestContext, options: Partial<GatewayOptions> = {}) {
  const core = new FakeCore()
  const fatal: string[] = []
  const settings = { ...settingsOf({ directory: '', port: 0 }), ...options }
  const gateway = new Gateway(core, settings, pino({ level: 'silent' }), (why) => fatal.push(why))
  await gateway.listen()
  t.after(() => {
    gateway.closeAll(RejectReason.ShuttingDown)
    gateway.stop()
  })
  return { core, gateway, fatal, url: `ws://127.0.0.1:${gateway.port}` }
}

async function open(url: string, options: WebSocket.ClientOptions = {}): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false, ...options })
  await once(socket, 'open')
  return socket
}

/** The HTTP status that an upgrade is answered with. */
async function statusOf(url: string, options: WebSocket.ClientOptions = {}): Promise<number | undefined> {
  const socket = new WebSocket(url, options)
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }]
  socket.on('error', () => {})
  socket.terminate()
  return response.statusCode
}

async function closeOf(socket: WebSocket): Promise<[number, string]> {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer]
  return [code, reason.toString()]
}

test('messages of one turn reach the core in one run, padded to 8, and answers come back', async (t) => {
  const { core, url } = await start(t)
  core.onMessage = (connection, bytes) => core.reply(connection, bytes)
  const socket = await open(url)
  const answers: string[] = []
  socket.on('message', (bytes: Buffer) => answers.push(bytes.toString()))
  for (const text of ['a', 'bcdefghi', 'xyz']) socket.send(Buffer.from(text))
  await until(() => answers.length === 3)
  assert.deepEqual(answers, ['a', 'bcdefghi', 'xyz'])
  assert.deepEqual(
    core.runs.map((run) => run.length),
    [3],
  )
})

test('a full inbox is run at once', async (t) => {
  const { core, gateway, url } = await start(t)
  const socket = await open(url)
  for (let count = 0; count < 10; count++) socket.send(Buffer.alloc(300, count))
  await until(() => core.runs.flat().length === 10)
  assert.ok(core.runs.every((run) => run.length <= 3))
  assert.ok(gateway.counters.early_runs_total > 0)
})

test('what the core closes gets its last bytes and the reason', async (t) => {
  const { core, url } = await start(t)
  core.onMessage = (connection) => core.reply(connection, Buffer.from('bye'), RejectReason.HeartbeatLost)
  const socket = await open(url)
  const last: string[] = []
  socket.on('message', (bytes: Buffer) => last.push(bytes.toString()))
  socket.send(Buffer.from('x'))
  assert.deepEqual(await closeOf(socket), [4017, 'HeartbeatLost'])
  assert.deepEqual(last, ['bye'])
  assert.deepEqual(core.calls, ['connect 2', 'disconnect 2'])
})

test('text closes its connection', async (t) => {
  const { core, url } = await start(t)
  const socket = await open(url)
  socket.send('hello')
  assert.equal((await closeOf(socket))[0], 1003)
  assert.equal(core.runs.length, 0)
})

test('a message beyond the limit closes its connection', async (t) => {
  const { core, url } = await start(t, { maxMessageBytes: 512 })
  const socket = await open(url)
  socket.send(Buffer.alloc(513))
  await closeOf(socket)
  assert.equal(core.runs.length, 0)
})

test('a page of another origin is refused, an allowed one is not', async (t) => {
  const { gateway, url } = await start(t, { allowedOrigins: ['https://desk.example'] })
  assert.equal(await statusOf(url, { origin: 'https://evil.example' }), 403)
  ;(await open(url, { origin: 'https://desk.example' })).terminate()
  assert.equal(gateway.counters.refused_origin_total, 1)
})

test('connections beyond the limit are refused', async (t) => {
  const { url } = await start(t, { maxConnections: 1 })
  await open(url)
  assert.equal(await statusOf(url), 503)
})

test('too many upgrades a second are refused', async (t) => {
  const { gateway, url } = await start(t, { acceptsPerSecond: 2 })
  await open(url)
  await open(url)
  assert.equal(await statusOf(url), 503)
  assert.equal(gateway.counters.refused_rate_total, 1)
})

test('a rate limit earns its tokens with time', () => {
  const limit = new RateLimit(2, 0)
  assert.deepEqual(
    [0, 0, 0, 400, 500, 500].map((now) => limit.take(now)),
    [true, true, false, false, true, false],
  )
})

test('a fault in a handler costs its own connection only', async (t) => {
  const { core, gateway, url } = await start(t)
  const well = await open(url)
  const connect = core.connect.bind(core)
  core.connect = () => {
    throw new Error('a fault')
  }
  const ill = new WebSocket(url)
  assert.equal((await closeOf(ill))[0], 1011)
  core.connect = connect
  assert.equal(gateway.counters.handler_errors_total, 1)
  core.onMessage = (connection, bytes) => core.reply(connection, bytes)
  well.send(Buffer.from('still'))
  await once(well, 'message')
})

test('a fault of the core stops the server', async (t) => {
  const { core, fatal, url } = await start(t)
  const socket = await open(url)
  core.run = () => {
    throw new Error('broken invariant')
  }
  socket.send(Buffer.from('x'))
  await until(() => fatal.length > 0)
  assert.deepEqual(fatal, ['broken invariant'])
})

test('a stopped journal stops the server', async (t) => {
  const { core, fatal } = await start(t)
  core.why = 'fsync failed'
  await until(() => fatal.length > 0)
  await sleep(50)
  assert.deepEqual(fatal, ['fsync failed'])
})

test('a slow reader is told to the core, then relieved once it reads', async (t) => {
  const { core, url } = await start(t, { congestedBytes: 64 * 1024 })
  const socket = await open(url)
  await until(() => core.calls.includes('connect 2'))
  socket.pause()
  for (let count = 0; count < 12; count++) core.reply(2, Buffer.alloc(1024 * 1024, count))
  await until(() => core.calls.includes('congested 2 true'))
  let received = 0
  socket.on('message', (bytes: Buffer) => {
    received += bytes.length
  })
  socket.resume()
  await until(() => core.calls.includes('congested 2 false'))
  await until(() => received === 12 * 1024 * 1024)
})

test('a reader beyond the backpressure limit is closed, and hears nothing after the hole', async (t) => {
  const { core, gateway, url } = await start(t, { maxBackpressureBytes: 1024 * 1024 })
  const socket = await open(url)
  await until(() => core.calls.includes('connect 2'))
  socket.pause()
  for (let count = 0; count < 40; count++) core.reply(2, Buffer.alloc(1024 * 1024, count))
  await until(() => core.calls.includes('disconnect 2'))
  assert.equal(gateway.counters.sends_dropped_total, 1)
  assert.equal(gateway.connections, 0)
  const firsts: number[] = []
  socket.on('message', (bytes: Buffer) => firsts.push(bytes[0]!))
  socket.resume()
  await closeOf(socket)
  assert.deepEqual(
    firsts,
    firsts.map((_, at) => at),
  )
})

test('the port is exclusive', async (t) => {
  const { gateway } = await start(t)
  await assert.rejects(start(t, { port: gateway.port }), /port is taken/)
})

test('metrics and health are served, and nothing else', async (t) => {
  const { gateway } = await start(t)
  const metrics = new MetricsServer({
    stats: () => ({
      segments_sealed: 3,
      orders_total: 5,
      'rejects_total{reason="Busy"}': 2,
      'rejects_total{reason="Stp"}': 1,
    }),
    counters: () => gateway.counters,
    gauges: () => ({ gateway_connections: gateway.connections }),
    health: () => ({ status: 'draining' }),
  })
  await metrics.listen('127.0.0.1', 0)
  t.after(() => metrics.close())
  const base = `http://127.0.0.1:${metrics.port}`
  const text = await (await fetch(`${base}/metrics`)).text()
  assert.match(text, /# TYPE tapebook_core_orders_total counter\ntapebook_core_orders_total 5\n/)
  assert.match(
    text,
    /counter\ntapebook_core_rejects_total{reason="Busy"} 2\ntapebook_core_rejects_total{reason="Stp"} 1\n/,
  )
  assert.match(text, /# TYPE tapebook_core_segments_sealed gauge\n/)
  assert.match(text, /# HELP tapebook_gateway_bytes_sent_total /)
  assert.equal((await fetch(`${base}/health`)).status, 503)
  assert.equal((await fetch(`${base}/`)).status, 404)
  assert.equal((await fetch(`${base}/metrics`, { method: 'POST', body: 'x' })).status, 413)
  assert.equal((await fetch(`${base}/metrics`, { method: 'DELETE' })).status, 405)
  const raw = connect(metrics.port, '127.0.0.1')
  raw.write(`GET /metrics HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(10_000)}\r\n\r\n`)
  const [answer] = (await once(raw, 'data')) as [Buffer]
  assert.match(answer.toString(), /^HTTP\/1.1 431/)
})
