// Connections of one address at once. What it has too many of is closed before a byte of it is read.
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { type Addresses, PeerConnections } from '@tapebook/access'

/** Holds every address to so many connections of the server; a proxy that is trusted brings those of many people. */
export function limitConnections(
  server: Server,
  most: number,
  trusted: Addresses,
  refused: () => void,
): void {
  const peers = new PeerConnections(most)
  server.prependListener('connection', (socket: Socket) => {
    const peer = socket.remoteAddress
    // Gone already.
    if (peer === undefined || trusted.has(peer)) return
    if (!peers.enter(peer)) {
      refused()
      socket.destroy()
      return
    }
    socket.once('close', () => peers.leave(peer))
  })
}
