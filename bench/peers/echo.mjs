// A bare uWebSockets.js echo: what a WebSocket costs before anything is done with a message.

import { createRequire } from 'node:module'

const uws = createRequire(new URL('../../sockets/package.json', import.meta.url))('uWebSockets.js')
if (uws.DEDICATED_COMPRESSOR_3KB === undefined) {
  console.error('the native uWebSockets.js does not load')
  process.exit(1)
}

uws
  .App()
  .ws('/*', {
    compression: 0,
    maxPayloadLength: 65_536,
    maxBackpressure: 16 * 1024 * 1024,
    sendPingsAutomatically: false,
    idleTimeout: 0,
    message: (socket, bytes, isBinary) => socket.send(bytes, isBinary, false),
  })
  .listen('127.0.0.1', 0, 1, (socket) =>
    console.log(JSON.stringify({ port: uws.us_socket_local_port(socket) })),
  )

process.on('SIGTERM', () => process.exit(0))
process.on('SIGINT', () => process.exit(0))
