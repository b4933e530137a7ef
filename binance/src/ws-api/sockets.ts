// Sockets of the WebSocket API: /ws-api/v3, and whatever is put behind it.

import { DROPPED, type TemplatedApp, type WebSocket } from '@tapebook/sockets'
import type { Counts } from '../counts.ts'
import type { Door } from '../door.ts'
import type { Limits } from '../limits.ts'
import { ApiConnection, type ConnectionParts } from './connection.ts'

const MESSAGE_MAX = 64 * 1_024
/** A connection that says nothing is asked after a while, and closed after this many seconds. */
const SILENT_SECONDS = 60
const INVALID = 1_007
/** Between looks whether keys of connections still are. */
const LOOK_MS = 1_000

interface Caller {
  readonly peer: string
  readonly isMicro: boolean
  readonly showsLimits: boolean
  connection: ApiConnection | undefined
  /** What leaves at the end of this turn of the event loop, in one write. */
  due: string[]
  isOpen: boolean
}

type Socket = WebSocket<Caller> & Caller

export class ApiSockets {
  readonly #parts: ConnectionParts
  readonly #counts: Counts
  readonly #connections = new Set<ApiConnection>()
  readonly #timer: NodeJS.Timeout

  constructor(app: TemplatedApp, door: Door, parts: ConnectionParts, limits: Limits, counts: Counts) {
    this.#parts = parts
    this.#counts = counts
    this.#timer = setInterval(() => this.#look(), LOOK_MS)
    app.ws<Caller>('/ws-api/*', {
      compression: 0,
      maxPayloadLength: MESSAGE_MAX,
      maxBackpressure: limits.unsentBytes,
      closeOnBackpressureLimit: 1,
      idleTimeout: SILENT_SECONDS,
      sendPingsAutomatically: true,
      upgrade: (response, request, context) => {
        const query = new URLSearchParams(request.getQuery())
        const data: Caller = {
          peer: door.peerOf(response, request),
          isMicro: query.get('timeUnit')?.toUpperCase() === 'MICROSECOND',
          showsLimits: query.get('returnRateLimits') !== 'false',
          connection: undefined,
          due: [],
          isOpen: true,
        }
        door.upgrade(response, request, context, data)
      },
      open: (socket) => this.#open(socket as Socket, door),
      message: (socket, message, isBinary) => {
        if (isBinary) return void socket.end(INVALID, 'text messages only')
        counts.requests++
        void (socket as Socket).connection?.take(Buffer.from(message).toString())
      },
      close: (socket, code) => {
        const caller = socket as Socket
        const { connection } = caller
        caller.isOpen = false
        door.left(socket, code)
        if (connection === undefined) return
        this.#connections.delete(connection)
        connection.closed()
      },
    })
  }

  /** Connections that somebody logged on. */
  get sessions(): number {
    let count = 0
    for (const { isLoggedOn } of this.#connections) if (isLoggedOn) count++
    return count
  }

  sayGoodbye(now: number): void {
    for (const connection of this.#connections) connection.sayGoodbye(now)
  }

  #flush(socket: Socket): void {
    const { due } = socket
    socket.due = []
    if (!socket.isOpen) return
    socket.cork(() => {
      for (const text of due) {
        // Who does not read is let go: what was not sent cannot be made up.
        if (socket.isOpen && socket.send(text) === DROPPED) this.#counts.disconnected++
      }
    })
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #open(socket: Socket, door: Door): void {
    door.entered(socket)
    const { peer, isMicro, showsLimits } = socket
    const connection = new ApiConnection(this.#parts, {
      peer,
      showsLimits,
      unit: isMicro ? 'MICROSECOND' : 'MILLISECOND',
      send: (text) => {
        const put = (): void => {
          if (socket.due.push(text) === 1) setImmediate(() => this.#flush(socket))
        }
        if (door.troubles === undefined) put()
        else door.troubles.later('ws_api', socket, put)
      },
    })
    socket.connection = connection
    this.#connections.add(connection)
  }

  #look(): void {
    for (const connection of this.#connections) connection.look().catch(() => undefined)
  }
}
