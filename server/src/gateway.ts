import type { Core } from '@tapebook/bindings'
import { type RejectReason, RejectReasonName } from '@tapebook/schema'
import {
  DROPPED,
  type HttpRequest,
  type HttpResponse,
  type Listening,
  listen,
  newApp,
  SENT,
  type TemplatedApp,
  type TlsFiles,
  type us_socket_context_t,
  type WebSocket,
} from '@tapebook/sockets'
import type { Logger } from 'pino'
import { type Connection, Connections, RateLimit, type Sink, type SocketData } from './connections.ts'
import { Counters } from './counters.ts'
import type { GatewayLimits } from './options.ts'

/** What the gateway needs of a core; tests put a small one in its place. */
export type GatewayCore = Pick<
  Core,
  'inbox' | 'outbox' | 'out' | 'connect' | 'disconnect' | 'congested' | 'run' | 'release' | 'tick' | 'failure'
>

const TICK_MS = 20
const LATE_MS = 500
/** A connection is closed with this plus the RejectReason. */
const CLOSE_BASE = 4000
// The core's word for a goodbye without a reason.
const GOODBYE = 255
const CLOSE_NORMAL = 1000
const CLOSE_TEXT = 1003
const CLOSE_FAULT = 1011
const ENTRY_HEADER = 8

/** What stands at a socket, without the call of its library that getUserData is. */
const own = (socket: WebSocket<SocketData>): SocketData => socket as WebSocket<SocketData> & SocketData

export interface GatewayOptions extends GatewayLimits {
  host: string
  port: number
  tls?: TlsFiles | undefined
}

/** Sockets on one side, the core's memory blocks on the other: moves bytes, and knows no frame. */
export class Gateway {
  readonly counters = new Counters()
  readonly #core: GatewayCore
  readonly #options: GatewayOptions
  readonly #log: Logger
  readonly #onFatal: (why: string) => void
  readonly #app: TemplatedApp
  /** Without TLS, for programs of this machine, where the other speaks TLS. */
  readonly #localApp: TemplatedApp | undefined
  readonly #connections = new Connections(2)
  readonly #accepts: RateLimit
  readonly #inbox: Uint8Array
  readonly #inboxWords: Uint32Array
  readonly #outbox: Uint8Array
  readonly #out: Uint32Array
  readonly #ticker: NodeJS.Timeout
  #listening: Listening | undefined
  #local: Listening | undefined
  #used = 0
  #tickedAt = performance.now()
  #runDue = false
  #isReleasing = false
  #isStopped = false
  /** Connections that closed while `out` was being read: the core hears of them afterwards. */
  readonly #closedMeanwhile: (() => void)[] = []

  constructor(core: GatewayCore, options: GatewayOptions, log: Logger, onFatal: (why: string) => void) {
    this.#core = core
    this.#options = options
    this.#log = log
    this.#onFatal = onFatal
    this.#accepts = new RateLimit(options.acceptsPerSecond, performance.now())
    // The getters cross into Rust; the blocks stay the same.
    this.#inbox = core.inbox
    this.#inboxWords = new Uint32Array(this.#inbox.buffer, this.#inbox.byteOffset, this.#inbox.length >> 2)
    this.#outbox = core.outbox
    this.#out = core.out
    this.#app = newApp(options.tls)
    this.#localApp = options.tls && newApp()
    this.#route(this.#app)
    if (this.#localApp) this.#route(this.#localApp)
    this.#ticker = setInterval(() => this.#tick(), TICK_MS)
    this.#ticker.unref()
  }

  get port(): number {
    return this.#listening?.port ?? 0
  }

  /** Where programs of this machine need no TLS; `port` where nobody does. */
  get localPort(): number {
    return this.#local?.port ?? this.port
  }

  get connections(): number {
    return this.#connections.size
  }

  get congested(): number {
    return this.#connections.all().filter(({ isCongested }) => isCongested).length
  }

  async listen(): Promise<void> {
    const { host, port } = this.#options
    this.#listening = await listen(this.#app, host, port)
    if (this.#localApp) this.#local = await listen(this.#localApp, '127.0.0.1', 0)
  }

  /** Takes no new connections; the open ones stay. */
  stopListening(): void {
    this.#listening?.stop()
    this.#local?.stop()
    this.#listening = undefined
    this.#local = undefined
  }

  /** Closes every connection with a reason. */
  closeAll(reason: RejectReason): void {
    for (const connection of this.#connections.all()) this.#end(connection, reason)
  }

  /** No more ticks, no more calls of the core. */
  stop(): void {
    this.#isStopped = true
    clearInterval(this.#ticker)
    this.stopListening()
  }

  /** Hands over what has come in, then sends what may leave. Also what the core's wake calls. */
  pump(): void {
    if (this.#isStopped) return
    this.#checked(() => {
      this.#run()
      this.#release()
    })
  }

  #route(app: TemplatedApp): void {
    const { maxMessageBytes, maxBackpressureBytes, idleSeconds } = this.#options
    app.ws<SocketData>('/*', {
      compression: 0,
      maxPayloadLength: maxMessageBytes,
      maxBackpressure: maxBackpressureBytes,
      closeOnBackpressureLimit: 1,
      idleTimeout: idleSeconds,
      // Clients send heartbeats of their own; pings would keep a mute one alive.
      sendPingsAutomatically: false,
      upgrade: (response, request, context) => this.#upgrade(response, request, context),
      open: (socket) => this.#guarded(socket, () => this.#open(socket)),
      message: (socket, bytes, isBinary) => {
        // As #guarded does it, without a closure a message.
        try {
          this.#message(socket, bytes, isBinary)
        } catch (error) {
          this.#failed(socket, error)
        }
      },
      drain: (socket) => this.#guarded(socket, () => this.#drained(socket)),
      close: (socket, code) => this.#closed(socket, code),
    })
  }

  #upgrade(response: HttpResponse, request: HttpRequest, context: us_socket_context_t): void {
    const origin = request.getHeader('origin')
    const { allowedOrigins, maxConnections } = this.#options
    if (origin !== '' && !allowedOrigins.includes(origin))
      return this.#refuse(response, '403 Forbidden', 'origin')
    if (this.#connections.size >= maxConnections)
      return this.#refuse(response, '503 Service Unavailable', 'full')
    if (!this.#accepts.take(performance.now()))
      return this.#refuse(response, '503 Service Unavailable', 'rate')
    const data: SocketData = { connection: undefined }
    const key = request.getHeader('sec-websocket-key')
    response.upgrade(data, key, '', request.getHeader('sec-websocket-extensions'), context)
  }

  #refuse(response: HttpResponse, status: string, why: 'origin' | 'full' | 'rate'): void {
    this.counters[`refused_${why}_total`]++
    response.writeStatus(status).end('', true)
  }

  #open(socket: WebSocket<SocketData>): void {
    const connection = this.#connections.add(socket)
    own(socket).connection = connection
    this.counters.connections_accepted_total++
    this.#core.connect(connection.id)
    // The challenge waits in the core.
    this.#schedule()
  }

  #message(socket: WebSocket<SocketData>, bytes: ArrayBuffer, isBinary: boolean): void {
    const { connection } = own(socket)
    if (!connection) return
    if (!isBinary) {
      this.counters.text_messages_total++
      socket.end(CLOSE_TEXT, 'binary messages only')
      return
    }
    this.take(connection, new Uint8Array(bytes))
  }

  /** A connection of another process, which names it; see feed-port.ts. */
  adopt(id: number, socket: Sink): Connection {
    const connection = this.#connections.adopt(id, socket)
    this.#core.connect(id)
    this.#schedule()
    return connection
  }

  /** Copies a message into the inbox. */
  take(connection: Connection, bytes: Uint8Array): void {
    const { length } = bytes
    const padded = (length + 7) & ~7
    if (this.#used + ENTRY_HEADER + padded > this.#inbox.length) {
      this.counters.early_runs_total++
      this.pump()
    }
    const at = this.#used
    this.#inboxWords[at >> 2] = connection.id
    this.#inboxWords[(at >> 2) + 1] = length
    // The padding is not read.
    this.#inbox.set(bytes, at + ENTRY_HEADER)
    this.#used = at + ENTRY_HEADER + padded
    this.counters.messages_received_total++
    this.counters.bytes_received_total += length
    this.#schedule()
  }

  /** What comes in one turn of the event loop goes to the core in one call, at the turn's end. */
  #schedule(): void {
    if (this.#runDue) return
    this.#runDue = true
    setImmediate(() => {
      this.#runDue = false
      this.pump()
    })
  }

  #run(): void {
    if (this.#used === 0) return
    const bytes = this.#used
    this.#used = 0
    this.#core.run(bytes)
  }

  #release(): void {
    // A socket that closes on sending comes back here.
    if (this.#isReleasing) return
    this.#isReleasing = true
    try {
      for (let entries = this.#core.release(); entries > 0; entries = this.#core.release())
        this.#sendAll(entries)
    } finally {
      this.#isReleasing = false
      for (const tell of this.#closedMeanwhile.splice(0)) tell()
    }
  }

  #sendAll(entries: number): void {
    const out = this.#out
    for (let entry = 0; entry < entries * 4; entry += 4) {
      const connection = this.#connections.get(out[entry]!)
      if (!connection) continue
      const offset = out[entry + 1]!
      const length = out[entry + 2]!
      const close = out[entry + 3]!
      if (length > 0 && connection.isOpen) this.#send(connection, offset, length)
      if (close > 0) {
        this.counters.closed_by_core_total++
        this.#end(connection, close)
      }
    }
  }

  #send(connection: Connection, offset: number, length: number): void {
    const { socket } = connection
    const result = socket.send(this.#outbox.subarray(offset, offset + length), true, false)
    if (result === DROPPED) {
      // The stream has a hole now: nothing more may follow. The client comes back and resumes.
      this.counters.sends_dropped_total++
      if (connection.isOpen) socket.close()
      return
    }
    this.counters.messages_sent_total++
    this.counters.bytes_sent_total += length
    if (result === SENT) return
    this.counters.sends_buffered_total++
    if (!connection.isCongested && socket.getBufferedAmount() > this.#options.congestedBytes) {
      connection.isCongested = true
      this.#core.congested(connection.id, true)
    }
  }

  #drained(socket: WebSocket<SocketData>): void {
    const { connection } = own(socket)
    if (!connection?.isCongested || socket.getBufferedAmount() > this.#options.congestedBytes / 2) return
    this.setCongested(connection, false)
  }

  /** A connection's reader has become too slow, or reads again. */
  setCongested(connection: Connection, is: boolean): void {
    connection.isCongested = is
    this.#core.congested(connection.id, is)
    this.#schedule()
  }

  #end(connection: Connection, reason: number): void {
    if (!connection.isOpen) return
    const name = RejectReasonName[reason] ?? ''
    this.#log.debug({ connection: connection.id, reason: name }, 'closing a connection')
    if (reason === GOODBYE) connection.socket.end(CLOSE_NORMAL, '')
    else connection.socket.end(CLOSE_BASE + reason, name)
  }

  #closed(socket: WebSocket<SocketData>, code: number): void {
    const { connection } = own(socket)
    if (!connection) return
    this.#log.debug({ connection: connection.id, code }, 'connection closed')
    this.leave(connection, () => this.#connections.free(connection.id))
  }

  /** A connection closed; `known` is called once the core knows. */
  leave(connection: Connection, known: () => void = () => {}): void {
    connection.isOpen = false
    this.#connections.remove(connection)
    if (this.#isStopped) return
    const tell = (): void => {
      this.#core.disconnect(connection.id)
      known()
    }
    if (this.#isReleasing) {
      this.#closedMeanwhile.push(tell)
      return
    }
    this.#checked(() => {
      // What it sent before it closed comes first.
      this.#run()
      tell()
    })
    this.#schedule()
  }

  #tick(): void {
    const now = performance.now()
    const isLate = now - this.#tickedAt > LATE_MS
    this.#tickedAt = now
    // After a stop of the whole loop, as by a disk that stalls, what clients sent meanwhile is read before their
    // silence is judged.
    if (!isLate) this.#checked(() => this.#core.tick())
    this.pump()
    const why = this.#core.failure()
    if (why !== null) this.#fail(why)
  }

  /** A fault in a handler costs its own session only. */
  #guarded(socket: WebSocket<SocketData>, run: () => void): void {
    try {
      run()
    } catch (error) {
      this.#failed(socket, error)
    }
  }

  #failed(socket: WebSocket<SocketData>, error: unknown): void {
    this.counters.handler_errors_total++
    this.#log.error({ err: error }, 'a socket handler failed; its connection is closed')
    const { connection } = own(socket)
    if (connection?.isOpen ?? true) socket.end(CLOSE_FAULT, 'internal error')
  }

  /** A fault of the core is a fault of everyone: its state can no longer be trusted. */
  #checked(run: () => void): void {
    try {
      run()
    } catch (error) {
      this.#log.fatal({ err: error }, 'the core failed')
      this.#fail(error instanceof Error ? error.message : String(error))
    }
  }

  #fail(why: string): void {
    if (this.#isStopped) return
    this.stop()
    this.#log.fatal({ why }, 'the server can confirm nothing any more and stops')
    this.#onFatal(why)
  }
}
