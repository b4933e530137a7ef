import type { WebSocket } from '@tapebook/sockets'

/** What uWS keeps with a socket. */
export interface SocketData {
  connection: Connection | undefined
}

/** What the gateway does with a socket, wherever it is. */
export type Sink = Pick<WebSocket<SocketData>, 'close' | 'end' | 'getBufferedAmount'> & {
  send(bytes: Uint8Array, isBinary: boolean, compress: boolean): number
  /** Runs what sends several messages, so that they leave together. */
  cork(run: () => void): unknown
}

/** One client's socket. */
export interface Connection {
  /** The number the core knows it by. */
  readonly id: number
  readonly socket: Sink
  /** Is the socket usable? uWS throws on one that has closed. */
  isOpen: boolean
  isCongested: boolean
}

/**
 * Every open connection, by its number. Numbers are taken again, for the core keeps tables by them. Each goes up by two:
 * even ones are the gateway's, odd ones the feed port's.
 */
export class Connections {
  readonly #byId = new Map<number, Connection>()
  readonly #free: number[] = []
  #next: number

  constructor(first: number) {
    this.#next = first
  }

  get size(): number {
    return this.#byId.size
  }

  add(socket: Sink): Connection {
    let id = this.#free.pop()
    if (id === undefined) {
      id = this.#next
      this.#next += 2
    }
    return this.adopt(id, socket)
  }

  /** A connection whose number was given elsewhere. */
  adopt(id: number, socket: Sink): Connection {
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
