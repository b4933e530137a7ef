// All parts of the streams' process, put together.
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Addresses } from '@tapebook/access'
import type { Client } from '@tapebook/client'
import { Reference, Session } from '@tapebook/service'
import { type Counts, newCounts } from './counts.ts'
import { Door } from './door.ts'
import { LIMITS } from './limits.ts'
import type { StreamsSettings } from './settings.ts'
import { StreamSockets } from './streams/sockets.ts'
import { listen, newApp } from './uws.ts'

/** How long who is told that the server goes away has until it does. */
const GOING_MS = 250

/** Running streams. */
export interface StreamsServer {
  readonly host: string
  readonly port: number
  /** What it did and holds. */
  counts(): Counts
  /** Says goodbye to all, and ends. */
  close(): Promise<void>
}

/** Listens, whether the exchange is there yet or not. `onTrouble` hears what is missing. */
export async function startStreams(
  settings: StreamsSettings,
  onTrouble: (why: string) => void,
): Promise<StreamsServer> {
  const { url, keys, host, port, tls, trustedProxies } = settings
  const limits = { ...LIMITS, ...settings.limits }
  const counts = newCounts()
  let attach = (_client: Client): void => {}
  const prepare = (client: Client): void => {
    client.on('connected', () => attach(client))
  }
  const privateKey = readFileSync(keys.streams, 'utf8')
  const session = new Session({ url, privateKey }, (why) => onTrouble(`streams' session: ${why}`), prepare)
  const app = newApp(tls)
  const door = new Door(limits, new Addresses(trustedProxies), counts)
  const sockets = new StreamSockets(app, door, new Reference(session), limits, counts)
  attach = (client) => sockets.hub.attach(client)
  if (session.isLive) attach(session.client)
  app.any('/*', (response) => void response.writeStatus('404 Not Found').end('', true))
  const end = async (): Promise<void> => {
    door.closeAll()
    sockets.hub.close()
    await session.close()
  }
  const listening = await listen(app, host, port).catch(async (error: unknown) => {
    await end()
    throw error
  })
  return {
    host,
    port: listening.port,
    counts: () => ({ ...counts, streams: sockets.hub.streams }),
    close: async () => {
      listening.stop()
      sockets.sayGoodbye(Date.now())
      await sleep(GOING_MS)
      await end()
    },
  }
}
