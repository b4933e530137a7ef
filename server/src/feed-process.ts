// The process of the feed port: sockets of those who read market data, so that sending to thousands costs the thread
// that trades nothing. What they say goes to the server; market data come from the core through a socket of their own.

import { Socket } from 'node:net'
import {
  DROPPED,
  type HttpRequest,
  type HttpResponse,
  type Listening,
  listen,
  newApp,
  SENT,
  type TemplatedApp,
  type us_socket_context_t,
  type WebSocket,
} from '@tapebook/sockets'
import { type Connection, Connections, RateLimit, type SocketData } from './connections.ts'
import {
  FEED_FD,
  type FeedProcessCounts,
  type FeedSettings,
  type FromFeedProcess,
  SETTINGS,
  type ToFeedProcess,
} from './feed-protocol.ts'

const CLOSE_TEXT = 1003
const COUNTS_MS = 500

const own = (socket: WebSocket<SocketData>): SocketData => socket as WebSocket<SocketData> & SocketData

class FeedProcess {
  readonly #settings: FeedSettings
  readonly #app: TemplatedApp
  readonly #connections: Connections
  readonly #accepts: RateLimit
  /** How many had each number, as the core counts them. */
  readonly #generations: number[] = []
  readonly #counts: FeedProcessCounts = {
    connections: 0,
    congested: 0,
    messages_sent_total: 0,
    bytes_sent_total: 0,
    sends_dropped_total: 0,
    refused_total: 0,
  }
  #listening: Listening | undefined
  /** What connections sent in this turn of the event loop. */
  #gathered: { id: number; bytes: Uint8Array }[] = []
  /** The beginning of a record whose end has not come yet. */
  #rest: Buffer = Buffer.alloc(0)

  constructor(settings: FeedSettings) {
    this.#settings = settings
    this.#app = newApp(settings.tls)
    this.#connections = new Connections(settings.firstConnection)
    this.#accepts = new RateLimit(settings.acceptsPerSecond, performance.now())
  }

  async start(): Promise<void> {
    this.#route()
    process.on('message', (message: ToFeedProcess) => this.#told(message))
    // A signal to all processes of a group is the server's to obey: it ends this one when it has drained.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
    // The server is gone, and with it everything there was to say.
    process.on('disconnect', () => process.exit(0))
    const feed = new Socket({ fd: FEED_FD, readable: true, writable: false })
    feed.on('data', (bytes) => this.#records(bytes))
    feed.on('close', () => process.exit(1))
    feed.on('error', () => process.exit(1))
    setInterval(() => this.#tell({ type: 'counts', counts: this.#counts }), COUNTS_MS).unref()
    this.#listening = await listen(this.#app, this.#settings.host, this.#settings.port)
    this.#tell({ type: 'listening', port: this.#listening.port })
  }

  /** What comes in one turn of the event loop is told at once: a message between processes is dear. */
  #gather(id: number, bytes: ArrayBuffer): void {
    // The memory is uWS's own.
    this.#gathered.push({ id, bytes: new Uint8Array(bytes.slice(0)) })
    if (this.#gathered.length === 1) setImmediate(() => this.#tellGathered())
  }

  #tellGathered(): void {
    const all = this.#gathered
    if (all.length === 0) return
    this.#gathered = []
    const bytes = Buffer.concat(all.map((each) => each.bytes))
    const [ids, lengths] = [all.map(({ id }) => id), all.map((each) => each.bytes.length)]
    this.#post({ type: 'messages', ids, lengths, bytes })
  }

  #tell(message: FromFeedProcess): void {
    // In the order in which it happened.
    this.#tellGathered()
    this.#post(message)
  }

  #post(message: FromFeedProcess): void {
    // Where it cannot be told the server is gone, which ends this process as soon as it is seen.
    process.send?.(message, () => {})
  }

  #route(): void {
    const { maxMessageBytes, maxBackpressureBytes, idleSeconds } = this.#settings
    this.#app.ws<SocketData>('/*', {
      compression: 0,
      maxPayloadLength: maxMessageBytes,
      maxBackpressure: maxBackpressureBytes,
      closeOnBackpressureLimit: 1,
      idleTimeout: idleSeconds,
      sendPingsAutomatically: false,
      upgrade: (response, request, context) => this.#upgrade(response, request, context),
      open: (socket) => this.#open(socket),
      message: (socket, bytes, isBinary) => {
        const { connection } = own(socket)
        if (!isBinary) socket.end(CLOSE_TEXT, 'binary messages only')
        else if (connection) this.#gather(connection.id, bytes)
      },
      drain: (socket) => this.#drained(socket),
      close: (socket) => this.#closed(socket),
    })
  }

  #upgrade(response: HttpResponse, request: HttpRequest, context: us_socket_context_t): void {
    const { allowedOrigins, maxConnections } = this.#settings
    const origin = request.getHeader('origin')
    const isForeign = origin !== '' && !allowedOrigins.includes(origin)
    if (isForeign || this.#connections.size >= maxConnections || !this.#accepts.take(performance.now())) {
      this.#counts.refused_total++
      response.writeStatus(isForeign ? '403 Forbidden' : '503 Service Unavailable').end('', true)
      return
    }
    const key = request.getHeader('sec-websocket-key')
    const data: SocketData = { connection: undefined }
    response.upgrade(data, key, '', request.getHeader('sec-websocket-extensions'), context)
  }

  #open(socket: WebSocket<SocketData>): void {
    const connection = this.#connections.add(socket)
    own(socket).connection = connection
    this.#generations[connection.id] = (this.#generations[connection.id] ?? 0) + 1
    this.#counts.connections++
    this.#tell({ type: 'open', id: connection.id })
  }

  #closed(socket: WebSocket<SocketData>): void {
    const { connection } = own(socket)
    if (!connection) return
    connection.isOpen = false
    this.#connections.remove(connection)
    this.#counts.connections--
    if (connection.isCongested) this.#counts.congested--
    this.#tell({ type: 'closed', id: connection.id })
  }

  #drained(socket: WebSocket<SocketData>): void {
    const { connection } = own(socket)
    if (!connection?.isCongested || socket.getBufferedAmount() > this.#settings.congestedBytes / 2) return
    connection.isCongested = false
    this.#counts.congested--
    this.#tell({ type: 'congested', id: connection.id, is: false })
  }

  #told(message: ToFeedProcess): void {
    if (message.type === 'stopListening') {
      this.#listening?.stop()
      this.#listening = undefined
      return
    }
    if (message.type === 'free') return this.#connections.free(message.id)
    const connection = this.#connections.get(message.id)
    if (!connection) return
    if (message.type === 'send') this.#send(connection, message.bytes)
    else if (message.type === 'close') connection.socket.close()
    else connection.socket.end(message.code, message.reason)
  }

  #send(connection: Connection, bytes: Uint8Array): void {
    const { socket } = connection
    const result = socket.send(bytes, true, false)
    if (result === DROPPED) {
      // Its stream has a hole now.
      this.#counts.sends_dropped_total++
      if (connection.isOpen) socket.close()
      return
    }
    this.#counts.messages_sent_total++
    this.#counts.bytes_sent_total += bytes.length
    if (result === SENT || connection.isCongested) return
    if (socket.getBufferedAmount() <= this.#settings.congestedBytes) return
    connection.isCongested = true
    this.#counts.congested++
    this.#tell({ type: 'congested', id: connection.id, is: true })
  }

  /** Market data as sequencer/src/outlet.rs writes them: all that has come for a reader leaves in one call. */
  #records(bytes: Buffer): void {
    const due = new Map<Connection, Buffer[]>()
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes])
    let at = 0
    while (at + 4 <= all.length) {
      const end = at + 4 + all.readUInt32LE(at)
      if (end > all.length) break
      const readers = all.readUInt32LE(at + 4)
      const frames = all.subarray(at + 8 + readers * 8, end)
      for (let who = at + 8; who < at + 8 + readers * 8; who += 8) {
        const id = all.readUInt32LE(who)
        const connection = this.#connections.get(id)
        // What a number was sent before it was another's is nobody's.
        if (!connection || this.#generations[id] !== all.readUInt32LE(who + 4)) continue
        const parts = due.get(connection)
        if (parts) parts.push(frames)
        else due.set(connection, [frames])
      }
      at = end
    }
    this.#rest = all.subarray(at)
    for (const [connection, parts] of due) {
      if (parts.length === 1) this.#send(connection, parts[0]!)
      else if (connection.isOpen) connection.socket.cork(() => this.#sendAll(connection, parts))
    }
  }

  #sendAll(connection: Connection, parts: readonly Buffer[]): void {
    for (const part of parts) if (connection.isOpen) this.#send(connection, part)
  }
}

const settings = JSON.parse(process.env[SETTINGS] ?? '{}') as FeedSettings
new FeedProcess(settings).start().catch((error: Error) => {
  process.send?.({ type: 'failed', why: error.message } satisfies FromFeedProcess, () => process.exit(1))
})
