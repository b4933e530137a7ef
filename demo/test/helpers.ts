import type { TestContext } from 'node:test'
import { Client, generateKey } from '@tapebook/client'
import { startServer } from '@tapebook/server'
import { freePort, newDirectory } from '@tapebook/testing'
import pino from 'pino'
import { type DemoName, seedDemo } from '../src/index.ts'

/** An exchange with the demo's markets and nobody in them. */
export interface Exchange {
  connect(name: DemoName): Promise<Client>
  /** Ends the server and starts it again on the same folder and port. */
  restart(): Promise<void>
}

export async function startExchange(t: TestContext): Promise<Exchange> {
  const keys = {
    operator: generateKey(),
    alice: generateKey(),
    bob: generateKey(),
    house: generateKey(),
    noise: generateKey(),
  }
  const clients: Client[] = []
  const directory = newDirectory(t, async () => {
    await Promise.all(clients.map((client) => client.close()))
    await server.close()
  })
  // Of our own choice: one that the system chose cannot be taken again while old connections linger.
  const port = await freePort()
  const begin = () =>
    startServer({
      directory,
      operatorKey: keys.operator.publicKey,
      port,
      metricsPort: 0,
      handleSignals: false,
      logger: pino({ level: process.env.TAPEBOOK_LOG ?? 'silent' }),
    })
  let server = await begin()
  const connect = async (name: keyof typeof keys): Promise<Client> => {
    const client = await Client.connect({ url: `ws://127.0.0.1:${port}`, privateKey: keys[name].privateKey })
    clients.push(client)
    return client
  }
  const names: DemoName[] = ['alice', 'bob', 'house', 'noise']
  const operator = await connect('operator')
  await seedDemo(operator, { keys: Object.fromEntries(names.map((it) => [it, keys[it].publicKey])) })
  await operator.close()
  return {
    connect,
    restart: async () => {
      await server.close()
      server = await begin()
    },
  }
}
