import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client, generateKey, MessageType } from '@tapebook/client'
import { seedDemo } from '@tapebook/demo'
import { newLogger, type Server, startServer } from '@tapebook/server'
import WebSocket from 'ws'
import type { StreamsSettings } from '../src/settings.ts'
import { type StreamsServer, startStreams } from '../src/streams-server.ts'

/** Tests with a server need the addon; without it they are skipped, and say so. */
export const needsAddon = existsSync(fileURLToPath(new URL('../../bindings/tapebook.node', import.meta.url)))
  ? {}
  : { skip: 'bindings/tapebook.node is not built' }

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

/** An exchange with the demo's markets, and streams over it. */
export interface Venue {
  readonly server: Server
  readonly streams: StreamsServer
  readonly operator: Client
  /** Sessions of two accounts, on the binary port. */
  readonly alice: Client
  readonly bob: Client
  readonly base: string
  readonly directory: string
  readonly troubles: readonly string[]
  open(path: string): Promise<Peer>
  /** Stops the streams before the rest. */
  stopStreams(): Promise<void>
}

const PERMISSIONS = { streams: 4, binder: 2 } as const

export async function startVenue(
  t: TestContext,
  { streams: changed }: { streams?: Partial<StreamsSettings> } = {},
): Promise<Venue> {
  const running: (() => Promise<unknown>)[] = []
  const directory = mkdtempSync(join(tmpdir(), 'tapebook-binance-'))
  t.after(async () => {
    for (const stop of running) await stop()
    rmSync(directory, { recursive: true, force: true })
  })
  const keys = { operator: generateKey(), alice: generateKey(), bob: generateKey() }
  const server = await startServer({
    directory,
    operatorKey: keys.operator.publicKey,
    port: 0,
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
  const files = { streams: join(directory, 'streams.pem'), binder: join(directory, 'binder.pem') }
  for (const part of ['streams', 'binder'] as const) {
    const { privateKey, publicKey } = generateKey()
    writeFileSync(files[part], privateKey)
    const body = { publicKey, target: 0, permissions: PERMISSIONS[part], rateLimit: 0 }
    await operator.request(MessageType.RegisterKey, body)
  }
  const troubles: string[] = []
  const settings: StreamsSettings = {
    ...{ url, keys: files, host: '127.0.0.1', port: 0, trustedProxies: [] },
    ...changed,
  }
  const streams = await startStreams(settings, (why) => troubles.push(why))
  let stopped: Promise<void> | undefined
  const stopStreams = (): Promise<void> => {
    stopped ??= streams.close()
    return stopped
  }
  running.unshift(stopStreams)
  const base = `ws://127.0.0.1:${streams.port}`
  const open = async (path: string): Promise<Peer> => {
    const peer = await Peer.open(base + path)
    running.unshift(async () => peer.socket.terminate())
    return peer
  }
  return { server, streams, operator, alice, bob, base, directory, troubles, open, stopStreams }
}

/** Waits until something holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it never came to hold')
    await sleep(10)
  }
}
