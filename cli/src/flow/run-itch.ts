import { performance } from 'node:perf_hooks'
import type { Client } from '@tapebook/client'
import { CliError, ExitCode } from '../exit-codes.ts'
import { ProgressLine } from '../progress.ts'
import { FlowDriver } from './driver.ts'
import type { FeedBook, FeedCounts } from './feed-book.ts'
import { type ItchMessage, itchBatches } from './itch.ts'
import type { FlowMarket, FlowSetup } from './market.ts'

export interface ItchResult extends FeedCounts {
  /** Messages of the chosen symbols and of the system. */
  readonly messages: number
  /** Messages that changed a book. */
  readonly rows: number
  /** Instruments, and those whose book in the end is the feed's, at the best level and in all. */
  readonly symbols: number
  readonly agree_best: number
  readonly agree_all: number
  readonly trades_hidden: number
  readonly crosses: number
  readonly halts: number
  readonly requests: number
  readonly refused: Readonly<Record<string, number>>
  readonly difference: string | null
  readonly seconds: number
}

interface Followed {
  readonly market: FlowMarket
  readonly feed: FeedBook
}

export interface ItchOptions {
  file: string
  /** Symbols to follow; empty for all. */
  symbols: readonly string[]
  /** Stop after so many messages that changed a book; 0 for none. */
  most: number
}

/** Drives a server with a day of ITCH 5.0 and compares its books with the feed's at the end. */
export async function runItch(client: Client, setup: FlowSetup, options: ItchOptions): Promise<ItchResult> {
  const run = new ItchRun(client, setup, options)
  return await run.result()
}

class ItchRun {
  readonly #options: ItchOptions
  readonly #setup: FlowSetup
  readonly #driver: FlowDriver
  readonly #wanted: ReadonlySet<string>
  /** By the feed's own number of an instrument. */
  readonly #followed = new Map<number, Followed>()
  readonly #counts = { messages: 0, rows: 0, trades_hidden: 0, crosses: 0, halts: 0 }

  constructor(client: Client, setup: FlowSetup, options: ItchOptions) {
    this.#options = options
    this.#setup = setup
    this.#driver = new FlowDriver(client)
    this.#wanted = new Set(options.symbols.map((symbol) => symbol.toUpperCase()))
  }

  async result(): Promise<ItchResult> {
    const started = performance.now()
    const progress = new ProgressLine('sending', 'bytes')
    const { file, most } = this.#options
    for await (const { messages, bytesRead, bytesTotal } of itchBatches(file)) {
      await this.#openNew(messages)
      for (const message of messages) {
        this.#apply(message)
        if (most > 0 && this.#counts.rows >= most) break
      }
      await this.#driver.room()
      progress.update(bytesRead, bytesTotal)
      if (most > 0 && this.#counts.rows >= most) break
    }
    progress.end()
    const books = await this.#compare()
    const seconds = Number(((performance.now() - started) / 1_000).toFixed(3))
    const { requests, refused } = this.#driver
    return { ...this.#counts, ...books, requests, refused, seconds, ...this.#sum() }
  }

  /** Instruments exist before the messages that name them are sent. */
  async #openNew(messages: readonly ItchMessage[]): Promise<void> {
    for (const message of messages) {
      if (message.type !== 'A' || this.#followed.has(message.locate)) continue
      if (this.#wanted.size > 0 && !this.#wanted.has(message.stock)) continue
      const market = await this.#setup.market(message.stock)
      this.#followed.set(message.locate, { market, feed: this.#driver.follow(market) })
    }
  }

  #apply(message: ItchMessage): void {
    if (message.type === 'S' || message.type === 'R') {
      this.#counts.messages++
      return
    }
    const feed = this.#followed.get(message.locate)?.feed
    if (!feed) return
    this.#counts.messages++
    switch (message.type) {
      case 'H':
        this.#counts.halts += message.state === 'H' ? 1 : 0
        return
      case 'P':
        this.#counts.trades_hidden++
        return
      case 'Q':
        this.#counts.crosses++
        return
      case 'A':
        feed.add(message.reference, message.side, message.price, message.shares)
        break
      case 'E':
        feed.execute(message.reference, message.shares)
        break
      case 'X':
        feed.reduce(message.reference, message.shares)
        break
      case 'D':
        feed.delete(message.reference)
        break
      case 'U':
        feed.replace(message.reference, message.newReference, message.price, message.shares)
        break
    }
    this.#counts.rows++
  }

  async #compare(): Promise<Pick<ItchResult, 'symbols' | 'agree_best' | 'agree_all' | 'difference'>> {
    const followed = [...this.#followed.values()]
    const [first] = followed
    if (!first) {
      const names = this.#options.symbols.join(', ') || 'any symbol'
      throw new CliError(`${this.#options.file} has no order for ${names}`, ExitCode.CheckFailed)
    }
    await this.#driver.settle(first.market)
    let difference: string | null = null
    let agreeAll = 0
    let agreeBest = 0
    for (const { market, feed } of followed) {
      const differs = await this.#driver.compare(market, feed)
      if (differs === null) agreeAll++
      difference ??= differs
      const book = this.#driver.mirror.book(market.instrument)
      if (`${book.bids.best()},${book.asks.best()}` === `${feed.book.bids.best()},${feed.book.asks.best()}`)
        agreeBest++
    }
    return { symbols: followed.length, agree_best: agreeBest, agree_all: agreeAll, difference }
  }

  #sum(): FeedCounts {
    const sum = {
      adds: 0,
      reductions: 0,
      deletes: 0,
      executions: 0,
      replaces: 0,
      unknown: 0,
      parked: 0,
      out_of_turn: 0,
    }
    for (const { feed } of this.#followed.values()) {
      for (const name of Object.keys(sum) as (keyof FeedCounts)[]) sum[name] += feed.counts[name]
    }
    return sum
  }
}
