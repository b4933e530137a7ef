import type { TestContext } from 'node:test'
import { type Asset, Client, type ClientOptions, generateKey, type Instrument } from '@tapebook/client'
import { type DemoName, seedDemo } from '@tapebook/demo'
import { freePort, newDirectory, until } from '@tapebook/testing'
import pino from 'pino'
import { type Server, type ServerOptions, startServer } from '../src/index.ts'

export { freePort, newDirectory, until }

export interface Key {
  privateKey: string
  publicKey: Uint8Array
}

/** An exchange with the demo's market, and a client for whoever is asked for. */
export interface Exchange {
  readonly server: Server
  readonly directory: string
  readonly keys: Record<DemoName | 'operator', Key>
  readonly url: string
  readonly btc: Instrument
  readonly usd: Asset
  connect(name: DemoName | 'operator', options?: Partial<ClientOptions>): Promise<Client>
  /** Stops the server; the folder stays. */
  stop(): Promise<void>
  /** Starts it again on the same folder and port. */
  restart(options?: Partial<ServerOptions>): Promise<void>
}

export const newKeys = (): Exchange['keys'] => ({
  operator: generateKey(),
  alice: generateKey(),
  bob: generateKey(),
  house: generateKey(),
  noise: generateKey(),
})

export const publicKeys = (keys: Exchange['keys']): Record<DemoName, Uint8Array> => ({
  alice: keys.alice.publicKey,
  bob: keys.bob.publicKey,
  house: keys.house.publicKey,
  noise: keys.noise.publicKey,
})

export async function startExchange(t: TestContext, options: Partial<ServerOptions> = {}): Promise<Exchange> {
  const keys = newKeys()
  const clients: Client[] = []
  const directory = newDirectory(t, async () => {
    await Promise.all(clients.map((client) => client.close()))
    await server.close()
  })
  const begin = (port: number, more: Partial<ServerOptions> = {}): Promise<Server> =>
    startServer({
      directory,
      operatorKey: keys.operator.publicKey,
      port,
      metricsPort: 0,
      handleSignals: false,
      logger: pino({ level: process.env.TAPEBOOK_LOG ?? 'silent' }),
      ...options,
      ...more,
    })
  // A port of our own choice: one that the system chose cannot be taken again while old connections linger.
  const port = await freePort()
  let server = await begin(port)
  const url = `ws://127.0.0.1:${server.localPort}`
  const connect: Exchange['connect'] = async (name, more = {}) => {
    const client = await Client.connect({ url, privateKey: keys[name].privateKey, ...more })
    clients.push(client)
    return client
  }
  const operator = await connect('operator')
  await seedDemo(operator, { keys: publicKeys(keys) })
  const btc = await operator.instrument('BTCUSD')
  const usd = (await operator.assets()).find(({ code }) => code === 'USD')!
  await operator.close()
  return {
    get server() {
      return server
    },
    directory,
    keys,
    url,
    btc,
    usd,
    connect,
    stop: () => server.close(),
    restart: async (more) => {
      await server.close()
      server = await begin(port, more)
    },
  }
}
