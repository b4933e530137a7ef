// All parts of the streams' process, put together.
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Access, Addresses, loadMasterKey, openAccess } from '@tapebook/access'
import type { Client } from '@tapebook/client'
import { openReader } from '@tapebook/projections'
import {
  Entry,
  Freshness,
  MarketService,
  NO_TABLES,
  OrderLookup,
  openSandbox,
  Reference,
  Session,
  Troubles,
} from '@tapebook/service'
import { listen, newApp } from '@tapebook/sockets'
import { type Counts, newCounts } from './counts.ts'
import { Door } from './door.ts'
import { LIMITS } from './limits.ts'
import { DEFAULT_LIMITS, OrderCounts, Weights } from './rest/limits.ts'
import type { StreamsSettings } from './settings.ts'
import { StreamSockets } from './streams/sockets.ts'
import { Users } from './user/users.ts'
import { newVenue } from './venue.ts'
import { Requests } from './ws-api/requests.ts'
import { ApiSockets } from './ws-api/sockets.ts'

/** How long who is told that the server goes away has until it does. */
const GOING_MS = 250

/** Running streams. */
export interface StreamsServer {
  readonly host: string
  readonly port: number
  /** People; undefined where nobody can log on. */
  readonly access: Access | undefined
  /** What it did and holds. */
  counts(): Counts
  /** Says goodbye to all, and ends. */
  close(): Promise<void>
}

/** Who listens to a session's clients: to each that is made, before its first frame. */
class Ears {
  readonly #all: ((client: Client) => void)[] = []
  #client: Client | undefined

  /** A client was made. */
  made(client: Client): void {
    this.#client = client
    for (const ear of this.#all) ear(client)
  }

  /** In the turn of the event loop that the session was made in, so that nothing came before. */
  add(ear: (client: Client) => void): void {
    this.#all.push(ear)
    if (this.#client !== undefined) ear(this.#client)
  }
}

async function openPeople({ access }: StreamsSettings): Promise<Access | undefined> {
  if (access === undefined) return undefined
  const { url, folder, settings } = access
  return await openAccess({ url, masterKey: loadMasterKey(folder), ...(settings && { settings }) })
}

/** Listens, whether the exchange is there yet or not. `onTrouble` hears what is missing. */
export async function startStreams(
  settings: StreamsSettings,
  onTrouble: (why: string) => void,
): Promise<StreamsServer> {
  const { url, keys, host, port, tls, trustedProxies } = settings
  const limits = { ...LIMITS, ...settings.limits }
  const apiLimits = { ...DEFAULT_LIMITS, ...settings.apiLimits }
  const access = await openPeople(settings)
  const reader = settings.tables === undefined ? undefined : openReader(settings.tables)
  const tables = reader ?? NO_TABLES
  const ears = new Ears()
  const open = (file: string, who: string, made?: (client: Client) => void): Session =>
    new Session({ url, privateKey: readFileSync(file, 'utf8') }, (why) => onTrouble(`${who}: ${why}`), made)
  const binder = open(keys.binder, 'session that binds accounts')
  const session = open(keys.streams, "streams' session", (client) => ears.made(client))
  const entry = new Entry()
  const reference = new Reference(session)
  const users = new Users({ session, binder, reference })
  const counts = newCounts()
  const app = newApp(tls)
  const sandbox = openSandbox(settings, onTrouble)
  const troubles = sandbox && new Troubles(() => sandbox.faults())
  const door = new Door(limits, new Addresses(trustedProxies), counts, troubles)
  const streams = new StreamSockets(app, door, reference, limits, counts)
  ears.add((client) => {
    entry.listen(client)
    users.listen(client)
    client.on('connected', () => streams.hub.attach(client))
  })
  const freshness = new Freshness(tables)
  const market = new MarketService(session, reference, tables)
  const lookup = new OrderLookup(session, entry, tables, freshness)
  const imported = sandbox?.bars
  const venue = newVenue({ access, session, entry, reference, market, lookup, tables, freshness, imported })
  const used = { weights: new Weights(apiLimits), counts: new OrderCounts(apiLimits) }
  const requests = new Requests({ venue, users, troubles, ...used })
  const api = new ApiSockets(app, door, { requests, users, venue }, limits, counts)
  app.any('/*', (response) => void response.writeStatus('404 Not Found').end('', true))
  const end = async (): Promise<void> => {
    door.closeAll()
    api.close()
    streams.hub.close()
    users.close()
    troubles?.close()
    sandbox?.close()
    await Promise.all([session.close(), binder.close(), reader?.close(), access?.close()])
  }
  const listening = await listen(app, host, port).catch(async (error: unknown) => {
    await end()
    throw error
  })
  return {
    host,
    port: listening.port,
    access,
    counts: () => ({
      ...counts,
      streams: streams.hub.streams,
      sessions: api.sessions,
      troubles: troubles?.counts ?? counts.troubles,
    }),
    close: async () => {
      listening.stop()
      streams.sayGoodbye(Date.now())
      api.sayGoodbye(Date.now())
      await sleep(GOING_MS)
      await end()
    },
  }
}
