import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { Addresses } from '@tapebook/access'
import type { Reference } from '@tapebook/service'
import { listen, newApp } from '@tapebook/sockets'
import { until } from '@tapebook/testing'
import { newCounts } from '../src/counts.ts'
import { Door } from '../src/door.ts'
import { LIMITS } from '../src/limits.ts'
import { StreamSockets } from '../src/streams/sockets.ts'
import { Peer } from './helpers.ts'

const STREAM = 'btcusd@trade'
const PATH = `/ws/${STREAM}`
const KIB = 1_024
const MIB = KIB * KIB
/** What the system itself keeps for a socket that nobody reads: some MiB, and not in this process. */
const SLOW = 20
const TEXT = JSON.stringify({ e: 'trade', text: 'x'.repeat(64 * KIB) })

/** Sockets of streams without an exchange: what they tell is told here. */
async function startSockets(t: TestContext) {
  const counts = newCounts()
  const limits = { ...LIMITS, unsentBytes: 256 * KIB, connections: SLOW + 2, messagesPerSecond: 1_000_000 }
  const app = newApp(undefined)
  const door = new Door(limits, new Addresses([]), counts)
  // Nothing is listed: whoever reads waits for it.
  const reference = { markets: async () => [] } as unknown as Reference
  const sockets = new StreamSockets(app, door, reference, limits, counts)
  const listening = await listen(app, '127.0.0.1', 0)
  t.after(() => {
    listening.stop()
    sockets.hub.close()
    door.closeAll()
  })
  return { sockets, counts, port: listening.port }
}

/** A client that speaks and never reads what comes back. */
async function mute(t: TestContext, port: number, path: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  t.after(() => socket.destroy())
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  const lines = ['Host: a', 'Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13']
  const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='
  socket.write(`GET ${path} HTTP/1.1\r\n${[...lines, key].join('\r\n')}\r\n\r\n`)
  return socket
}

/** A text message as a client sends it, under a mask of zeros. */
function masked(text: string): Buffer {
  const bytes = Buffer.from(text)
  return Buffer.concat([Buffer.from([0x81, 0x80 | bytes.length, 0, 0, 0, 0]), bytes])
}

// req: WS-07
test('who does not read is let go, and costs neither memory nor anybody else a message', async (t) => {
  const { sockets, counts, port } = await startSockets(t)
  const good = await Peer.open(`ws://127.0.0.1:${port}${PATH}`)
  t.after(() => good.socket.terminate())
  for (let count = 0; count < SLOW; count++) await mute(t, port, PATH)
  await until(() => counts.connections === SLOW + 1)
  const before = process.memoryUsage().rss
  const rounds = 400
  for (let round = 1; round <= rounds; round++) {
    sockets.publish(STREAM, TEXT)
    // The one that reads is waited for, as a market's next event would be late.
    await until(() => good.messages.length === round)
    good.messages[round - 1].text = ''
  }
  await until(() => counts.connections === 1)
  assert.equal(good.closed, undefined)
  assert.equal(counts.lost, SLOW)
  // Kept for all of them it would have been half a GiB.
  const grown = process.memoryUsage().rss - before
  assert.ok(grown < 250 * MIB, `${Math.round(grown / MIB)} MiB more`)
})

// req: WS-07
test('who floods with requests and reads no answer is let go too', async (t) => {
  const { counts, port } = await startSockets(t)
  const names = Array.from({ length: 1_000 }, (_, index) => `s${index}@trade`)
  const good = await Peer.open(`ws://127.0.0.1:${port}/ws`)
  t.after(() => good.socket.terminate())
  const flood = await mute(t, port, '/ws')
  await until(() => counts.connections === 2)
  for (let from = 0; from < names.length; from += 4) {
    const params = names.slice(from, from + 4)
    flood.write(masked(JSON.stringify({ method: 'SUBSCRIBE', params, id: from })))
  }
  const request = masked(JSON.stringify({ method: 'LIST_SUBSCRIPTIONS', id: 1 }))
  for (let count = 0; count < 5_000 && counts.connections === 2; count++) {
    flood.write(request)
    if (count % 50 === 0)
      assert.equal((await good.ask({ method: 'LIST_SUBSCRIPTIONS', id: count })).id, count)
  }
  await until(() => counts.connections === 1)
  assert.equal(counts.lost, 1)
  assert.deepEqual(await good.ask({ method: 'LIST_SUBSCRIPTIONS', id: 'still' }), { result: [], id: 'still' })
})

test('a house that is full says so, and takes whoever comes when somebody has left', async (t) => {
  const { counts, port } = await startSockets(t)
  const inside = await Promise.all(
    Array.from({ length: SLOW + 2 }, () => Peer.open(`ws://127.0.0.1:${port}/ws`)),
  )
  t.after(() => {
    for (const { socket } of inside) socket.terminate()
  })
  await assert.rejects(Peer.open(`ws://127.0.0.1:${port}/ws`), /503/)
  assert.deepEqual([counts.connections, counts.refused], [SLOW + 2, 1])
  inside[0]!.socket.close()
  await until(() => counts.connections === SLOW + 1)
  inside.push(await Peer.open(`ws://127.0.0.1:${port}/ws`))
  assert.equal(counts.connections, SLOW + 2)
})

// req: WS-07
test('names of streams that nobody reads any more are forgotten, however many were asked for', async (t) => {
  const { sockets, port } = await startSockets(t)
  const peer = await Peer.open(`ws://127.0.0.1:${port}/ws`)
  t.after(() => peer.socket.terminate())
  const kept = ['kept@trade', '!ticker@arr']
  await peer.ask({ method: 'SUBSCRIBE', params: kept, id: 'kept' })
  for (let round = 0; round < 20; round++) {
    const params = Array.from({ length: 1_000 }, (_, index) => `s${round * 1_000 + index}@depth`)
    await peer.ask({ method: 'SUBSCRIBE', params, id: `in-${round}` })
    assert.ok(sockets.hub.streams >= kept.length + params.length)
    await peer.ask({ method: 'UNSUBSCRIBE', params, id: `out-${round}` })
  }
  await until(() => sockets.hub.streams === kept.length)
  const { result } = await peer.ask({ method: 'LIST_SUBSCRIPTIONS', id: 'now' })
  assert.deepEqual(result, kept)
})
