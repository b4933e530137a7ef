// A client that keeps a book by the rules that Binance documents, and knows nothing else.
import { once } from 'node:events'
import { until } from '@tapebook/testing'
import WebSocket from 'ws'
import { done } from './asking.ts'
import { type Message, Peer } from './helpers.ts'

type Side = 'b' | 'a'
const SIDES = ['b', 'a'] as const

export class PlainClient {
  readonly sides: Record<Side, Map<string, string>> = { b: new Map(), a: new Map() }
  /** The last command that the book includes. */
  last = 0
  /** Events that were taken, and books that were begun with. */
  events = 0
  snapshots = 0
  /** What broke the rules. */
  readonly faults: string[] = []
  readonly #base: string
  readonly #name: string
  #socket: WebSocket | undefined

  /** Of a stream such as `btcusd@depth@100ms`. */
  constructor(base: string, name: string) {
    this.#base = base
    this.#name = name
  }

  /** Connects and begins anew, as after a lost connection; there has to be flow meanwhile. */
  async open(): Promise<void> {
    const socket = new WebSocket(`${this.#base}/ws/${this.#name}`)
    this.#socket = socket
    const early: Message[] = []
    let isReady = false
    socket.on('message', (data) => {
      const event: Message = JSON.parse(String(data))
      if (event.e !== 'depthUpdate') return
      if (isReady) this.#take(event)
      else early.push(event)
    })
    socket.on('error', () => undefined)
    await once(socket, 'open')
    await until(() => early.length > 0)
    const [symbol] = this.#name.toUpperCase().split('@')
    const asking = await Peer.open(`${this.#base}/ws-api/v3`)
    let book: Message
    do book = await done(asking, 'depth', { symbol, limit: 5_000 })
    while (book.lastUpdateId < early[0].U)
    asking.socket.terminate()
    this.last = book.lastUpdateId
    this.sides.b = new Map(book.bids)
    this.sides.a = new Map(book.asks)
    this.snapshots++
    for (const event of early) this.#take(event)
    isReady = true
  }

  /** Loses the connection. */
  cut(): void {
    this.#socket?.terminate()
    this.#socket?.removeAllListeners('message')
  }

  /** Levels as `price quantity`, in no order of the market's. */
  levels(side: Side): string[] {
    return [...this.sides[side]].map((level) => level.join(' ')).sort()
  }

  #take(event: Message): void {
    this.events++
    if (event.u <= this.last) return
    if (event.U > this.last + 1) this.faults.push(`${event.U} came where ${this.last + 1} was due`)
    this.last = event.u
    for (const side of SIDES) {
      for (const [price, quantity] of event[side]) {
        if (Number(quantity) === 0) this.sides[side].delete(price)
        else this.sides[side].set(price, quantity)
      }
    }
  }
}
