// A port for a process that has to be told one before it listens.
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

const FROM = 20_000
const COUNT = 10_000

/**
 * A port that was free a moment ago, below those that the system gives to outgoing connections: a client that knocks at a
 * closed port of that range can be given the very port it knocks at, and so take it from the server.
 */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const first = randomInt(COUNT)
  let why: unknown
  for (let at = 0; at < COUNT; at++) {
    const port = FROM + ((first + at) % COUNT)
    const probe = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', (error) => {
        why = error
        resolve(false)
      })
      probe.listen(port, host, () => probe.close(() => resolve(true)))
    })
    if (isFree) return port
    // No other port would help.
    if ((why as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw why
  }
  throw why
}
