import type { WebSocket } from './uws.ts'

/** What uWS keeps with a socket. */
export interface SocketData {
  connection: Connection | undefined
}

/** One client's socket. */
export interface Connection {
  /** The number the core knows it by. */
  readonly id: number
  readonly socket: WebSocket<SocketData>
  /** Is the socket usable? uWS throws on one that has closed. */
  isOpen: boolean
  isCongested: boolean
}

const MAX_ID = 0xffff_ffff

/** Every open connection, by its number. */
export class Connections {
  readonly #byId = new Map<number, Connection>()
  #lastId = 0

  get size(): number {
    return this.#byId.size
  }

  add(socket: WebSocket<SocketData>): Connection {
    do this.#lastId = this.#lastId === MAX_ID ? 1 : this.#lastId + 1
    while (this.#byId.has(this.#lastId))
    const connection: Connection = { id: this.#lastId, socket, isOpen: true, isCongested: false }
    this.#byId.set(connection.id, connection)
    return connection
  }

  get(id: number): Connection | undefined {
    return this.#byId.get(id)
  }

  remove(connection: Connection): void {
    this.#byId.delete(connection.id)
  }

  all(): Connection[] {
    return [...this.#byId.values()]
  }
}

/** So many a second, with a second's worth saved up. */
export class RateLimit {
  readonly #perSecond: number
  #tokens: number
  #filledAt: number

  constructor(perSecond: number, now: number) {
    this.#perSecond = perSecond
    this.#tokens = perSecond
    this.#filledAt = now
  }

  /** May one more pass at this time, in ms? */
  take(now: number): boolean {
    const earned = ((now - this.#filledAt) * this.#perSecond) / 1_000
    this.#tokens = Math.min(this.#perSecond, this.#tokens + earned)
    this.#filledAt = now
    if (this.#tokens < 1) return false
    this.#tokens--
    return true
  }
}
