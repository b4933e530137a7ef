// A bare uWebSockets.js that publishes: what it costs to tell many the same. Every connection subscribes to as many
// topics as there are sizes in the arguments. A message of a client starts it, the next one stops it.

import { createRequire } from 'node:module'

const uws = createRequire(new URL('../../sockets/package.json', import.meta.url))('uWebSockets.js')
if (uws.DEDICATED_COMPRESSOR_3KB === undefined) {
  console.error('the native uWebSockets.js does not load')
  process.exit(1)
}

// As many as may wait at a reader before the next round.
const MOST_WAITING = 64 * 1024
const topics = process.argv.slice(2).map((size, at) => [`topic ${at}`, Buffer.alloc(Number(size), at)])
const sockets = new Set()
let isRunning = false

const app = uws.App()
app
  .ws('/*', {
    compression: 0,
    maxPayloadLength: 65_536,
    maxBackpressure: 16 * 1024 * 1024,
    sendPingsAutomatically: false,
    idleTimeout: 0,
    open: (socket) => {
      sockets.add(socket)
      for (const [topic] of topics) socket.subscribe(topic)
    },
    close: (socket) => sockets.delete(socket),
    message: () => {
      isRunning = !isRunning
      if (isRunning) turn()
    },
  })
  .listen('127.0.0.1', 0, 1, (socket) =>
    console.log(JSON.stringify({ port: uws.us_socket_local_port(socket) })),
  )

function turn() {
  if (!isRunning) return
  let canTake = true
  for (const socket of sockets) canTake &&= socket.getBufferedAmount() < MOST_WAITING
  if (canTake) for (const [topic, bytes] of topics) app.publish(topic, bytes, true, false)
  setImmediate(turn)
}

process.on('SIGTERM', () => process.exit(0))
process.on('SIGINT', () => process.exit(0))
