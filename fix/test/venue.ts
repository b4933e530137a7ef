// An exchange with the demo's markets, and a FIX gateway beside it.
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { Client, generateKey } from '@tapebook/client'
import { seedDemo } from '@tapebook/demo'
import { newLogger, type Server, startServer } from '@tapebook/server'
import { freePort, newDirectory } from '@tapebook/testing'
import type { CounterpartySettings } from '../src/gateway/config.ts'
import { hashOf } from '../src/gateway/credentials.ts'
import { addCounterparty } from '../src/gateway/enrolment.ts'
import { Gateway } from '../src/gateway/gateway.ts'
import type { FixSettings } from '../src/gateway/settings.ts'
import { isFixBuilt } from '../src/native.ts'
import { RawClient } from './raw.ts'

export const PASSWORD = 'correct horse battery'
export const needsGateway = isFixBuilt() ? {} : { skip: 'the FIX addon is not built' }

export interface Venue {
  readonly operator: Client
  /** Another member, over the binary port. */
  readonly bob: Client
  /** The account of the counterparties. */
  readonly account: number
  readonly folder: string
  settings: FixSettings
  readonly troubles: readonly string[]
  gateway: Gateway
  /** Adds a counterparty before the gateway starts. */
  add(settings: Partial<CounterpartySettings> & { compId: string }): Promise<void>
  start(): Promise<void>
  /** What ends before the exchange does. */
  ends(stop: () => Promise<unknown>): void
  /** A counterparty that is connected, and logs on itself. */
  connect(compId?: string, begin?: string): Promise<RawClient>
}

const BEGINS = { '4.2': 'FIX.4.2', '4.4': 'FIX.4.4', '5.0SP2': 'FIXT.1.1' } as const

/** An exchange with Alice's account for counterparties; `start` starts the gateway. */
export async function openVenue(t: TestContext): Promise<Venue> {
  const running: (() => Promise<unknown>)[] = []
  const directory = newDirectory(t, async () => {
    for (const stop of running) await stop()
  })
  const keys = { operator: generateKey(), alice: generateKey(), bob: generateKey() }
  const server: Server = await startServer({
    directory,
    operatorKey: keys.operator.publicKey,
    port: await freePort(),
    metricsPort: null,
    handleSignals: false,
    logger: newLogger('silent'),
  })
  running.push(() => server.close())
  const url = `ws://127.0.0.1:${server.port}`
  const connect = async (name: keyof typeof keys): Promise<Client> => {
    const client = await Client.connect({ url, privateKey: keys[name].privateKey })
    running.unshift(() => client.close())
    return client
  }
  const operator = await connect('operator')
  await seedDemo(operator, { keys: { alice: keys.alice.publicKey, bob: keys.bob.publicKey } })
  const [alice, bob] = [await connect('alice'), await connect('bob')]
  const folder = join(directory, 'fix')
  const password = await hashOf(PASSWORD)
  const troubles: string[] = []
  const settings: FixSettings = { url, folder, host: '127.0.0.1', port: await freePort() }
  const versions = new Map<string, keyof typeof BEGINS>()
  const venue: Venue = {
    ...{ operator, bob, account: alice.account, folder, settings, troubles },
    gateway: undefined as unknown as Gateway,
    async add(changed) {
      const all = {
        version: '4.4',
        accounts: { MAIN: alice.account },
        password,
        schedule: null,
        ...changed,
      } as const
      versions.set(all.compId, all.version)
      await addCounterparty(operator, folder, all)
    },
    async start() {
      const gateway = await Gateway.start(venue.settings, (why) => void troubles.push(why))
      venue.gateway = gateway
      running.unshift(() => gateway.stop())
    },
    ends(stop) {
      running.unshift(stop)
    },
    async connect(compId = 'CLIENT', begin = BEGINS[versions.get(compId) ?? '4.4']) {
      const client = new RawClient(begin, compId, 'TAPEBOOK')
      await client.connect(settings.port)
      running.unshift(async () => client.cut())
      return client
    },
  }
  return venue
}

export const LOGON = `553=client|554=${PASSWORD}|`
/** FIX 60, now. */
export const now = (): string =>
  new Date().toISOString().replaceAll('-', '').replace('T', '-').replace('Z', '')
