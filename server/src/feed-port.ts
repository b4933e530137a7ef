import { type ChildProcess, fork } from 'node:child_process'
import { closeSync } from 'node:fs'
import { setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'
import { SENT } from '@tapebook/sockets'
import type { Logger } from 'pino'
import type { Connection, Sink } from './connections.ts'
import {
  type FeedProcessCounts,
  type FeedSettings,
  type FromFeedProcess,
  SETTINGS,
  type ToFeedProcess,
} from './feed-protocol.ts'
import type { Gateway } from './gateway.ts'

// V8's space for new objects grows to 32 MiB and back with the load, however little is kept; what is handed on here lives
// for one turn of the event loop.
const SMALL_NURSERY = '--max-semi-space-size=4'
// Where all want the processor at once, those who trade go before those who read: a third of a trader's share.
const READERS_NICE = 5
// Before a process that ended is started again.
const AGAIN_MS = 1_000
const NO_COUNTS: FeedProcessCounts = {
  connections: 0,
  congested: 0,
  messages_sent_total: 0,
  bytes_sent_total: 0,
  sends_dropped_total: 0,
  refused_total: 0,
}

/** The server's end of a socket that the feed port's process holds. */
class RemoteSocket implements Sink {
  readonly #tell: (message: ToFeedProcess) => void
  readonly #id: number

  constructor(id: number, tell: (message: ToFeedProcess) => void) {
    this.#id = id
    this.#tell = tell
  }

  send(bytes: Uint8Array): number {
    this.#tell({ type: 'send', id: this.#id, bytes })
    return SENT
  }

  cork(run: () => void): void {
    run()
  }

  end(code: number, reason: string): void {
    this.#tell({ type: 'end', id: this.#id, code, reason })
  }

  close(): void {
    this.#tell({ type: 'close', id: this.#id })
  }

  /** How much waits is known where the socket is, which tells when it is too much. */
  getBufferedAmount(): number {
    return 0
  }
}

/** The feed port: the same protocol as the gateway's, served by a process of its own, for many who read market data. */
export class FeedPort {
  readonly #settings: Omit<FeedSettings, 'firstConnection'>
  readonly #gateway: Gateway
  readonly #openOutlet: () => number
  readonly #log: Logger
  readonly #connections = new Map<number, Connection>()
  #child: ChildProcess | undefined
  #again: NodeJS.Timeout | undefined
  #isStopped = false
  #firstConnection = 1
  port = 0
  #counts = NO_COUNTS
  /** Processes that ended by themselves. */
  #lost = 0

  constructor(
    settings: Omit<FeedSettings, 'firstConnection'>,
    gateway: Gateway,
    openOutlet: () => number,
    log: Logger,
  ) {
    this.#settings = settings
    this.#gateway = gateway
    this.#openOutlet = openOutlet
    this.#log = log
  }

  /** Starts the process; rejects if it cannot listen. */
  start(): Promise<void> {
    const isSource = import.meta.url.endsWith('.ts')
    const entry = fileURLToPath(
      new URL(isSource ? './feed-process.ts' : './feed-process.js', import.meta.url),
    )
    const outlet = this.#openOutlet()
    // A port that was free once is asked for again.
    const { host, port, ...limits } = this.#settings
    const settings = { host, port: this.port || port, ...limits, firstConnection: this.#firstConnection }
    const child = fork(entry, [], {
      execArgv: [...process.execArgv, SMALL_NURSERY],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc', outlet],
      env: { ...process.env, [SETTINGS]: JSON.stringify(settings) },
    })
    closeSync(outlet)
    this.#child = child
    child.on('exit', (code, signal) => this.#ended(child, code ?? signal))
    return new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', () => reject(new Error('the process of the feed port ended')))
      child.on('message', (message: FromFeedProcess) => {
        if (message.type === 'failed') reject(new Error(message.why))
        if (message.type === 'listening') {
          this.port = message.port
          if (child.pid !== undefined) lower(child.pid)
          resolve()
        }
        this.#heard(message)
      })
    })
  }

  /** For metrics; counters begin anew with each process. */
  gauges(): Record<string, number> {
    const counts = this.#counts
    return {
      feed_port_connections: counts.connections,
      feed_port_congested: counts.congested,
      feed_port_messages_sent_total: counts.messages_sent_total,
      feed_port_bytes_sent_total: counts.bytes_sent_total,
      feed_port_sends_dropped_total: counts.sends_dropped_total,
      feed_port_refused_total: counts.refused_total,
      feed_port_processes_lost_total: this.#lost,
    }
  }

  stopListening(): void {
    this.#tell({ type: 'stopListening' })
  }

  /** Ends the process and its connections. */
  stop(): void {
    this.#isStopped = true
    clearTimeout(this.#again)
    if (this.#child?.connected) this.#child.disconnect()
  }

  #tell(message: ToFeedProcess): void {
    if (this.#child?.connected) this.#child.send(message)
  }

  #heard(message: FromFeedProcess): void {
    if (this.#isStopped) return
    if (message.type === 'counts') this.#counts = message.counts
    if (message.type === 'messages') this.#take(message)
    if (!('id' in message)) return
    const { id } = message
    if (message.type === 'open') {
      const socket = new RemoteSocket(id, (what) => this.#tell(what))
      this.#firstConnection = Math.max(this.#firstConnection, id + 2)
      this.#connections.set(id, this.#gateway.adopt(id, socket))
      return
    }
    const connection = this.#connections.get(id)
    if (!connection) return
    if (message.type === 'congested') this.#gateway.setCongested(connection, message.is)
    else {
      this.#connections.delete(id)
      this.#gateway.leave(connection, () => this.#tell({ type: 'free', id }))
    }
  }

  #take({ ids, lengths, bytes }: FromFeedProcess & { type: 'messages' }): void {
    let at = 0
    for (const [index, id] of ids.entries()) {
      const end = at + lengths[index]!
      const connection = this.#connections.get(id)
      if (connection) this.#gateway.take(connection, bytes.subarray(at, end))
      at = end
    }
  }

  #ended(child: ChildProcess, why: number | string | null): void {
    if (this.#isStopped || child !== this.#child) return
    this.#lost++
    this.#log.error({ why }, 'the process of the feed port ended; its readers are gone')
    for (const connection of this.#connections.values()) this.#gateway.leave(connection)
    this.#connections.clear()
    this.#counts = NO_COUNTS
    this.#again = setTimeout(() => {
      this.start().catch((err: unknown) => this.#log.error({ err }, 'the feed port cannot be opened again'))
    }, AGAIN_MS)
  }
}

function lower(pid: number): void {
  try {
    setPriority(pid, READERS_NICE)
  } catch {
    // It has ended already.
  }
}
