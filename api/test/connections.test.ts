// Connections of one address at once.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { needsAddon, startVenue, until } from './helpers.ts'

const PING = 'GET /api/v3/ping HTTP/1.1\r\nHost: x\r\n\r\n'

/** A connection that is kept, and what came over it. */
async function open(t: TestContext, port: number): Promise<{ socket: Socket; text: () => string }> {
  let text = ''
  const socket = connect(port, '127.0.0.1')
  socket.setEncoding('utf8')
  socket.on('data', (part: string) => (text += part))
  socket.on('error', () => undefined)
  t.after(() => socket.destroy())
  await once(socket, 'connect')
  socket.write(PING)
  return { socket, text: () => text }
}

test('one address has so many connections and no more, until one of them ends', needsAddon, async (t) => {
  // fetch keeps connections of its own, so the test does not use it while it counts.
  const { port } = await startVenue(t, { api: { connectionsPerPeer: 3 } })
  const kept = [await open(t, port), await open(t, port), await open(t, port)]
  await until(() => kept.every(({ text }) => text().startsWith('HTTP/1.1 200')))
  const refused = await open(t, port)
  await until(() => refused.socket.closed)
  assert.equal(refused.text(), '')
  kept[0]?.socket.destroy()
  // The server hears of it a moment later.
  await until(async () => {
    const again = await open(t, port)
    await until(() => again.socket.closed || again.text() !== '')
    return again.text().startsWith('HTTP/1.1 200')
  })
  kept[1]?.socket.write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n')
  await until(() => /tapebook_api_connections_refused [1-9]/.test(kept[1]?.text() ?? ''))
  assert.match(kept[2]?.text() ?? '', /^HTTP\/1.1 200/)
})

test('a proxy that is trusted brings those of many people', needsAddon, async (t) => {
  const { port } = await startVenue(t, { api: { connectionsPerPeer: 1, trustedProxies: ['127.0.0.1'] } })
  const both = [await open(t, port), await open(t, port)]
  await until(() => both.every(({ text }) => text() !== ''))
  assert.ok(both.every(({ text }) => text().startsWith('HTTP/1.1 200')))
})
