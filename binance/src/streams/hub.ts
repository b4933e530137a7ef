// All streams that somebody reads: finds the markets that they are of, and ends what nobody reads any more.
import type { Client } from '@tapebook/client'
import type { Market, Reference } from '@tapebook/service'
import { symbolOf } from '../symbols.ts'
import { MarketSource, type Outlet } from './market-source.ts'
import type { StreamName } from './names.ts'

const TICK_MS = 1_000
/** Before another look whether a market was found that a stream is of, in ms. */
const LOOK_MS = 50
/** Between looks for streams that lost their last reader, and for markets that were listed, in ticks. */
const SWEEP_TICKS = 5

export interface Readers {
  /** Sends a payload to all who read a stream. */
  publish(name: string, text: string): void
  hasReaders(name: string): boolean
}

export class Hub implements Outlet {
  readonly #reference: Reference
  readonly #readers: Readers
  readonly #sources = new Map<string, MarketSource>()
  readonly #wanted = new Map<string, StreamName>()
  /** Parts of what is told of all markets at once, by stream. */
  readonly #gathered = new Map<string, string[]>()
  readonly #timer: NodeJS.Timeout
  #client: Client | undefined
  #ticks = 0
  #isLooking = false

  constructor(reference: Reference, readers: Readers) {
    this.#reference = reference
    this.#readers = readers
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  /** Streams that somebody reads. */
  get streams(): number {
    return this.#wanted.size
  }

  close(): void {
    clearInterval(this.#timer)
  }

  /** A session with the exchange stands. */
  attach(client: Client): void {
    this.#client = client
    for (const source of this.#sources.values()) source.attach(client)
    void this.#look()
  }

  /** Somebody reads a stream from now on; gives what it begins with, where it begins with something. */
  want(stream: StreamName): string | undefined {
    const { name, symbol } = stream
    if (!this.#wanted.has(name)) {
      this.#wanted.set(name, stream)
      if (symbol === undefined) for (const source of this.#sources.values()) source.add(stream)
      else this.#sources.get(symbol)?.add(stream)
      // It may be listed since.
      if (symbol !== undefined && !this.#sources.has(symbol)) void this.#look()
    }
    return symbol === undefined ? undefined : this.#sources.get(symbol)?.firstText(name)
  }

  /** What was told of a depth stream lately, for who begins to read it. */
  reachText({ symbol, topic }: StreamName): string | undefined {
    if (symbol === undefined || topic.kind !== 'depth') return undefined
    // Without the exchange nobody gets a book that it could be joined to.
    if (this.#client?.isConnected !== true) return undefined
    return this.#sources.get(symbol)?.reachText(topic.isFast)
  }

  /** How long it takes until a book that REST gives joins these streams, in ms; 0 where it does. */
  settlesIn(streams: readonly StreamName[]): number {
    const unknown = this.#isLooking || this.#sources.size === 0 ? LOOK_MS : 0
    const waits = streams.map(({ symbol, topic }) =>
      symbol === undefined || topic.kind !== 'depth'
        ? 0
        : (this.#sources.get(symbol)?.settlesIn() ?? unknown),
    )
    return Math.max(0, ...waits)
  }

  publish(name: string, text: string): void {
    if (!name.startsWith('!')) return this.#readers.publish(name, text)
    const parts = this.#gathered.get(name)
    if (parts === undefined) this.#gathered.set(name, [text])
    else parts.push(text)
  }

  #tick(): void {
    const now = Date.now()
    for (const source of this.#sources.values()) if (!source.isIdle) source.tick(now)
    for (const [name, parts] of this.#gathered) this.#readers.publish(name, `[${parts.join(',')}]`)
    this.#gathered.clear()
    if (++this.#ticks % SWEEP_TICKS !== 0) return
    this.#sweep()
    void this.#look()
  }

  #sweep(): void {
    for (const [name, { symbol }] of this.#wanted) {
      if (this.#readers.hasReaders(name)) continue
      this.#wanted.delete(name)
      if (symbol === undefined) for (const source of this.#sources.values()) source.remove(name)
      else this.#sources.get(symbol)?.remove(name)
    }
  }

  /** Takes in markets that are not known yet, where a stream may be of one of them. */
  async #look(): Promise<void> {
    const isNeeded = ({ symbol }: StreamName): boolean => symbol === undefined || !this.#sources.has(symbol)
    if (this.#isLooking || this.#client === undefined) return
    if (this.#sources.size > 0 && ![...this.#wanted.values()].some(isNeeded)) return
    this.#isLooking = true
    try {
      for (const market of await this.#reference.markets()) this.#takeIn(market)
    } catch {
      // The exchange is away: it is looked again.
    } finally {
      this.#isLooking = false
    }
  }

  #takeIn(market: Market): void {
    const symbol = symbolOf(market).toLowerCase()
    if (this.#sources.has(symbol)) return
    const source = new MarketSource(market, this)
    this.#sources.set(symbol, source)
    for (const stream of this.#wanted.values()) {
      if (stream.symbol === undefined || stream.symbol === symbol) source.add(stream)
    }
    if (this.#client !== undefined) source.attach(this.#client)
  }
}
