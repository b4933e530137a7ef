import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, generateKey } from '@tapebook/client'
import { startServer } from '@tapebook/server'
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
  const directory = mkdtempSync(join(tmpdir(), 'tapebook-'))
  // Of our own choice: one that the system chose cannot be taken again while old connections linger.
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
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
  const clients: Client[] = []
  t.after(async () => {
    await Promise.all(clients.map((client) => client.close()))
    await server.close()
    rmSync(directory, { recursive: true, force: true })
  })
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

export async function until(what: () => boolean | Promise<boolean>, within = 20_000): Promise<void> {
  const end = Date.now() + within
  while (!(await what())) {
    if (Date.now() > end) throw new Error(`this did not come true: ${what}`)
    await sleep(5)
  }
}
