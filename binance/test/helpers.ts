import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { type Access, type Actor, MAIN_TENANT, type Settings, systemActor } from '@tapebook/access'
import { Client, generateKey, MessageType } from '@tapebook/client'
import { seedDemo } from '@tapebook/demo'
import { ProjectorSupervisor } from '@tapebook/projections'
import { newLogger, type Server, startServer } from '@tapebook/server'
import { Sandbox } from '@tapebook/service'
import { freePort, newDirectory, until } from '@tapebook/testing'
import WebSocket from 'ws'
import type { StreamsSettings } from '../src/settings.ts'
import { type StreamsServer, startStreams } from '../src/streams-server.ts'

/** What came over a socket, as JSON. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into messages of every shape.
export type Message = any

/** One connection, and all that came over it. */
export class Peer {
  readonly socket: WebSocket
  readonly messages: Message[] = []
  readonly #waiting = new Set<() => void>()
  /** Code of its close. */
  closed: number | undefined

  constructor(url: string) {
    this.socket = new WebSocket(url)
    this.socket.on('message', (data) => {
      this.messages.push(JSON.parse(String(data)))
      this.#wake()
    })
    this.socket.on('close', (code) => {
      this.closed = code
      this.#wake()
    })
    this.socket.on('error', () => undefined)
  }

  static async open(url: string): Promise<Peer> {
    const peer = new Peer(url)
    await once(peer.socket, 'open')
    return peer
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  }

  /** The first message that fits, come or to come. */
  async find(fits: (message: Message) => boolean): Promise<Message> {
    return await this.#await(() => this.messages.find(fits))
  }

  /** Says something and gives what answers it. */
  async ask(message: { id: unknown } & Record<string, unknown>): Promise<Message> {
    this.say(message)
    return await this.find(({ id }) => id === message.id)
  }

  /** The code that it was closed with. */
  async end(): Promise<number> {
    return await this.#await(() => this.closed)
  }

  async #await<T>(look: () => T | undefined): Promise<T> {
    const until = Date.now() + 20_000
    for (;;) {
      const found = look()
      if (found !== undefined) return found
      if (Date.now() > until) throw new Error(`it never came; ${this.messages.length} messages did`)
      await new Promise<void>((resolve) => {
        const late = setTimeout(resolve, 1_000)
        this.#waiting.add(() => {
          clearTimeout(late)
          resolve()
        })
      })
    }
  }

  #wake(): void {
    for (const wake of this.#waiting) wake()
    this.#waiting.clear()
  }
}

type Params = Readonly<Record<string, string | number | boolean>>

/** Somebody who may trade. */
export interface Person {
  readonly account: number
  readonly apiKey: string
  readonly actor: Actor
  readonly access: Access
  /** Parameters with time, key and signature. */
  sign(params?: Params): Params
}

const MANY = { capacity: 1_000_000, perSecond: 1_000_000 }
/** Passwords that cost next to nothing, and one factor. */
const EASY: Partial<Settings> = {
  secondFactor: 'off',
  passwords: { memoryKib: 64, passes: 1, atOnce: 2, waitingMax: 64 },
  limits: { peer: MANY, user: MANY, account: MANY, key: MANY, endpoints: {} },
}
const FUNDS = { USD: '100000', BTC: '5' } as const
const PASSWORD = 'correct horse battery'

/** An exchange with the demo's markets, and streams over it. */
export interface Venue {
  readonly streams: StreamsServer
  readonly operator: Client
  /** Sessions of two accounts, on the binary port. */
  readonly alice: Client
  readonly bob: Client
  readonly base: string
  readonly directory: string
  readonly troubles: readonly string[]
  open(path: string): Promise<Peer>
  /** Signs somebody up, with an account, money and a key. */
  person(name: string, scopes?: readonly ('read' | 'trade')[]): Promise<Person>
  /** Stops the streams before the rest. */
  stopStreams(): Promise<void>
  /** Stops the streams, and starts them at the same port; `meanwhile` there are none. */
  restartStreams(meanwhile?: () => Promise<void>): Promise<void>
  /** The same of the exchange, on what it wrote. */
  restartExchange(meanwhile?: () => Promise<void>): Promise<void>
}

const PERMISSIONS = { streams: 4, binder: 2 } as const

export async function startVenue(
  t: TestContext,
  { streams: changed, isSandbox = false }: { streams?: Partial<StreamsSettings>; isSandbox?: boolean } = {},
): Promise<Venue> {
  const running: (() => Promise<unknown>)[] = []
  const directory = newDirectory(t, async () => {
    for (const stop of running) await stop()
  })
  const keys = { operator: generateKey(), alice: generateKey(), bob: generateKey() }
  const serve = (port: number): Promise<Server> =>
    startServer({
      directory,
      operatorKey: keys.operator.publicKey,
      port,
      metricsPort: null,
      handleSignals: false,
      logger: newLogger('silent'),
    })
  // Not 0: a port that the system picked cannot be taken again while old connections are about to end.
  let server = await serve(await freePort())
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
  const files = { streams: join(directory, 'streams.pem'), binder: join(directory, 'binder.pem') }
  for (const part of ['streams', 'binder'] as const) {
    const { privateKey, publicKey } = generateKey()
    writeFileSync(files[part], privateKey)
    const body = { publicKey, target: 0, permissions: PERMISSIONS[part], rateLimit: 0 }
    await operator.request(MessageType.RegisterKey, body)
  }
  const troubles: string[] = []
  const tables = join(directory, 'projections.db')
  const onTrouble = (why: string): void => void troubles.push(why)
  const projector = new ProjectorSupervisor({ directory, url: tables, onTrouble })
  running.push(() => projector.stop())
  if (isSandbox) Sandbox.create(directory, server.lineage, Date.now()).close()
  const settings: StreamsSettings = {
    ...{ url, tables, keys: files, host: '127.0.0.1', port: await freePort(), trustedProxies: [] },
    access: { url: join(directory, 'access.db'), folder: directory, settings: EASY },
    ...(isSandbox && { sandbox: directory }),
    ...changed,
  }
  let streams = await startStreams(settings, onTrouble)
  let opened = Date.now()
  let stopped: Promise<void> | undefined
  const stopStreams = (): Promise<void> => {
    stopped ??= streams.close()
    return stopped
  }
  const restartStreams: Venue['restartStreams'] = async (meanwhile) => {
    await stopStreams()
    await meanwhile?.()
    streams = await startStreams(settings, onTrouble)
    stopped = undefined
    opened = Date.now()
  }
  const restartExchange: Venue['restartExchange'] = async (meanwhile) => {
    const { port } = server
    await server.close()
    await meanwhile?.()
    server = await serve(port)
  }
  running.unshift(stopStreams)
  const base = `ws://127.0.0.1:${streams.port}`
  const open = async (path: string): Promise<Peer> => {
    const peer = await Peer.open(base + path)
    running.unshift(async () => peer.socket.terminate())
    return peer
  }
  const person: Venue['person'] = async (name, scopes = ['read', 'trade']) => {
    const access = streams.access!
    const system = systemActor(MAIN_TENANT, 'test')
    const email = `${name}@example.com`
    await access.users.create(system, { email, password: PASSWORD })
    let account = 0
    for (const command of await access.outbox.pending()) {
      account = Number((await operator.request(MessageType.OpenAccounts, { count: 1, tier: 0 })).id)
      await access.outbox.confirm(command.id, { account })
    }
    const assets = await operator.assets()
    for (const [code, amount] of Object.entries(FUNDS)) {
      const asset = assets.find((it) => it.code === code)!
      const body = { target: account, asset: asset.id, amount: asset.toUnits(amount) }
      await operator.request(MessageType.Deposit, body)
    }
    const visitor = { peer: '127.0.0.1', agent: 'test' }
    const { accessToken } = await access.logIn.logIn(visitor, { email, password: PASSWORD })
    const actor = { ...visitor, principal: await access.tokens.verify(accessToken) }
    const { key, secret } = await access.keys.create(actor, { name: 'bot', kind: 'HMAC', scopes })
    // Requests of a moment ago could have been taken by a process before.
    await until(() => Date.now() > opened + 1_050)
    const sign = (params: Params = {}): Params => {
      const all: Params = { ...params, apiKey: key.id, timestamp: Date.now() }
      return { ...all, signature: createHmac('sha256', secret!).update(textOf(all)).digest('hex') }
    }
    return { account, apiKey: key.id, actor, access, sign }
  }
  const parts = { operator, alice, bob, base, directory, troubles }
  const acts = { open, person, stopStreams, restartStreams, restartExchange }
  return {
    get streams() {
      return streams
    },
    ...parts,
    ...acts,
  }
}

/** What is signed: sorted by name. */
export const textOf = (params: Params): string =>
  Object.keys(params)
    .sort()
    .map((name) => `${name}=${params[name]}`)
    .join('&')
