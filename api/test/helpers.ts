import { connect } from 'node:net'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import {
  type Access,
  type Settings as AccessSettings,
  type AuditRow,
  MAIN_TENANT,
  type Role,
  systemActor,
} from '@tapebook/access'
import { Client, generateKey, MessageType } from '@tapebook/client'
import { seedDemo } from '@tapebook/demo'
import { ProjectorSupervisor } from '@tapebook/projections'
import { newLogger, type Server, type ServerOptions, startServer } from '@tapebook/server'
import { Sandbox } from '@tapebook/service'
import { freePort, needsAddon, newDirectory, until } from '@tapebook/testing'
import pino from 'pino'
import { type Api, startApi } from '../src/api.ts'
import { enrol } from '../src/enrol.ts'
import type { ApiSettings, MailSettings } from '../src/settings.ts'

export { freePort, needsAddon, newDirectory, until }

/** What an answer is, with its body read. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape.
  readonly body: any
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

/** An exchange with the demo's market, its tables, and an API over both. */
export interface Venue {
  readonly server: Server
  readonly directory: string
  readonly operator: Client
  /** Sessions of two people, on the binary port. */
  readonly alice: Client
  readonly bob: Client
  readonly settings: ApiSettings
  readonly base: string
  /** What the API said that it lacks. */
  readonly troubles: readonly string[]
  call(
    method: Method,
    path: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<Answer>
  /** Waits until the tables have all that is on the tape. */
  caughtUp(): Promise<void>
  restartExchange(): Promise<void>
  /** Where the API listens, and where it serves operators. */
  readonly port: number
  readonly operatorPort: number | undefined
  /** Certificates were renewed. */
  reload(): void
  /** Ends what makes the tables. */
  stopTables(): Promise<void>
  /** Ends the API before the rest. */
  stopApi(): Promise<void>
  /** The newest rows of the audit trail. */
  audit(): Promise<readonly AuditRow[]>
  /** People of the API. */
  readonly access: Access
  /** Gives an account money. */
  fund(account: number, funds: Readonly<Record<string, string>>): Promise<void>
  /** Signs somebody up, with an account and money. */
  person(name: string, funds?: Readonly<Record<string, string>>, role?: Role): Promise<Person>
}

/** Somebody who is logged on. */
export interface Person {
  readonly userId: string
  /** Number of the first account in the exchange; 0 without one. */
  readonly account: number
  readonly uuid: string
  call(method: Method, path: string, options?: CallOptions): Promise<Answer>
}

export interface CallOptions {
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

export interface VenueOptions {
  readonly server?: Partial<ServerOptions>
  readonly api?: Partial<ApiSettings>
  /** How mails leave; none do where left out. */
  readonly mail?: MailSettings
  /** Where the tables are; a file of SQLite where left out. */
  readonly tables?: string
  /** Begun as a sandbox at that time, in ms. */
  readonly sandboxSince?: number
  /** Of the exchange's gateway, where something stands before it. */
  readonly port?: number
}

const MANY = { capacity: 1_000_000, perSecond: 1_000_000 }
/** Passwords that cost next to nothing, one factor, and no limits of rate. */
const EASY: Partial<AccessSettings> = {
  secondFactor: 'off',
  passwords: { memoryKib: 64, passes: 1, atOnce: 2, waitingMax: 64 },
  limits: { peer: MANY, user: MANY, account: MANY, key: MANY, endpoints: {} },
}
const VISITOR = { peer: '127.0.0.1', agent: 'test' }
export const PASSWORD = 'correct horse battery'
const FUNDS = { USD: '100000', BTC: '5' } as const

export async function startVenue(t: TestContext, options: VenueOptions = {}): Promise<Venue> {
  // What runs, in the order that it is stopped in.
  const running: (() => Promise<unknown>)[] = []
  const directory = newDirectory(t, async () => {
    for (const stop of running) await stop()
  })
  const keys = { operator: generateKey(), alice: generateKey(), bob: generateKey() }
  const begin = (port: number): Promise<Server> =>
    startServer({
      directory,
      operatorKey: keys.operator.publicKey,
      port,
      metricsPort: null,
      handleSignals: false,
      logger: newLogger('silent'),
      ...options.server,
    })
  // A port of our own choice: one that the system chose cannot be taken again while old connections linger.
  const port = options.port ?? (await freePort())
  let server = await begin(port)
  running.push(() => server.close())
  const url = `ws://127.0.0.1:${port}`
  const backoffMs = { first: 20, most: 200 }
  const connect = async (name: keyof typeof keys): Promise<Client> => {
    const client = await Client.connect({ url, privateKey: keys[name].privateKey, backoffMs })
    running.unshift(() => client.close())
    return client
  }
  const operator = await connect('operator')
  await seedDemo(operator, { keys: { alice: keys.alice.publicKey, bob: keys.bob.publicKey } })
  const [alice, bob] = [await connect('alice'), await connect('bob')]
  if (options.sandboxSince !== undefined) {
    Sandbox.create(directory, server.lineage, options.sandboxSince).close()
  }
  const enrolment = enrol(directory)
  const withdrawals = await enrolment.register(operator)
  const tables = options.tables ?? join(directory, 'projections.db')
  const troubles: string[] = []
  const projector = new ProjectorSupervisor({
    directory,
    url: tables,
    onTrouble: (why) => troubles.push(why),
  })
  running.push(() => projector.stop())
  const settings: ApiSettings = {
    url,
    tables,
    keys: enrolment.keys,
    host: '127.0.0.1',
    port: 0,
    access: {
      url: join(directory, 'access.db'),
      folder: directory,
      settings: EASY,
      ...(options.mail && { mail: options.mail }),
    },
    withdrawals: withdrawals!,
    trustedProxies: [],
    allowedOrigins: [],
    logLevel: 'silent',
    ...(options.sandboxSince !== undefined && { sandbox: directory }),
    ...options.api,
  }
  const logger = pino({ level: process.env.TAPEBOOK_LOG ?? 'silent' })
  const api: Api = await startApi(settings, logger, (why) => troubles.push(why))
  let stopped: Promise<void> | undefined
  const stopApi = (): Promise<void> => {
    stopped ??= api.close()
    return stopped
  }
  running.unshift(stopApi)
  const base = `http://127.0.0.1:${api.listening.port}`
  const durable = (): number => server.stats().durable_sequence ?? 0
  const access = api.access!
  const fund: Venue['fund'] = async (target, funds) => {
    const assets = await operator.assets()
    for (const [code, amount] of Object.entries(funds)) {
      const asset = assets.find((it) => it.code === code)!
      await operator.request(MessageType.Deposit, { target, asset: asset.id, amount: asset.toUnits(amount) })
    }
  }
  const person: Venue['person'] = async (name, funds = FUNDS, role = 'CLIENT') => {
    const email = `${name}@example.com`
    const system = systemActor(MAIN_TENANT, 'test')
    const { id: userId } = await access.users.create(system, { email, password: PASSWORD, role })
    let own: { uuid: string; account: number } | undefined
    const logIn = async () => (await access.logIn.logIn(VISITOR, { email, password: PASSWORD })).accessToken
    let token = await logIn()
    if (role === 'CLIENT') {
      await until(async () => {
        token = await logIn()
        own = (await access.tokens.verify(token)).accounts[0]
        return own !== undefined
      })
      await fund(own!.account, funds)
    }
    const authorization = `Bearer ${token}`
    return {
      userId,
      account: own?.account ?? 0,
      uuid: own?.uuid ?? '',
      call: (method, path, more = {}) =>
        call(base, method, path, { ...more, headers: { authorization, ...more.headers } }),
    }
  }
  const venue: Venue = {
    access,
    fund,
    person,
    stopApi,
    stopTables: () => projector.stop(),
    port: api.listening.port,
    operatorPort: api.listening.operatorPort,
    reload: api.reload,
    audit: () => access.audit.list(systemActor(MAIN_TENANT, 'test'), {}),
    get server() {
      return server
    },
    directory,
    operator,
    alice,
    bob,
    settings,
    base,
    troubles,
    call: (method, path, more = {}) => call(base, method, path, more),
    caughtUp: async () => {
      const to = durable()
      await until(() => (projector.gauges(0).projection_sequence ?? 0) >= to)
    },
    restartExchange: async () => {
      await server.close()
      server = await begin(port)
    },
  }
  // Asked within, for it may speak TLS.
  await until(async () => (await api.app.inject('/readyz')).statusCode === 200)
  return venue
}

export async function call(
  base: string,
  method: Method,
  path: string,
  { body, headers = {} }: CallOptions = {},
): Promise<Answer> {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const reply = await fetch(base + path, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...sent,
  })
  const text = await reply.text()
  const isJson = reply.headers.get('content-type')?.startsWith('application/json') === true
  return {
    status: reply.status,
    headers: reply.headers,
    body: isJson && text !== '' ? JSON.parse(text) : text,
  }
}

/** Sends bytes as they are, and reads what comes until the connection ends. */
export function raw({ base }: Venue, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(base).port), '127.0.0.1', () => socket.write(bytes))
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => (text += part))
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
    socket.setTimeout(30_000, () => socket.destroy(new Error('the connection stays open')))
  })
}

/** Status of an answer to that. */
export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])
