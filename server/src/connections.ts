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

/** Every open connection, by its number. Numbers are taken again, for the core keeps tables by them. */
export class Connections {
  readonly #byId = new Map<number, Connection>()
  readonly #free: number[] = []
  #highest = 0

  get size(): number {
    return this.#byId.size
  }

  add(socket: WebSocket<SocketData>): Connection {
    const id = this.#free.pop() ?? ++this.#highest
    const connection: Connection = { id, socket, isOpen: true, isCongested: false }
    this.#byId.set(id, connection)
    return connection
  }

  get(id: number): Connection | undefined {
    return this.#byId.get(id)
  }

  /** The socket is gone; its number stays taken until the core knows. */
  remove(connection: Connection): void {
    this.#byId.delete(connection.id)
  }

  /** The core knows: the number may be taken again. */
  free(id: number): void {
    this.#free.push(id)
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
