import { performance } from 'node:perf_hooks'
import { type Client, Side } from '@tapebook/client'
import { ProgressLine } from '../progress.ts'
import { FlowDriver } from './driver.ts'
import type { FeedCounts } from './feed-book.ts'
import type { BookSides, Level } from './levels.ts'
import { applyMessage, bookBefore, lobsterRows, type ReferenceRow } from './lobster.ts'
import type { FlowMarket } from './market.ts'

export interface LobsterResult extends FeedCounts {
  readonly messages: number
  /** Rows compared with the reference: all but the first, which gave the book before. */
  readonly rows: number
  /** Rows whose best bid and ask, price and size, are the reference's. */
  readonly agree_best: number
  /** Rows whose two best levels are. */
  readonly agree_two: number
  readonly requests: number
  readonly refused: Readonly<Record<string, number>>
  /** What differs between the feed's book, the reports' and the server's in the end. */
  readonly difference: string | null
  readonly seconds: number
}

/** A row whose book is to be looked at. */
interface DueRow {
  reference: ReferenceRow
  /** The request after whose reports the book is that of the row. */
  readonly after: string
}

const same = (left: readonly Level[], right: readonly Level[]): boolean =>
  left.length === right.length &&
  left.every(([price, quantity], at) => price === right[at]?.[0] && quantity === right[at]?.[1])

/** Counts rows that agree, each looked at when the reports of its last request are in and before the next one's. */
class RowComparison {
  rows = 0
  agreeBest = 0
  agreeTwo = 0
  readonly #due: DueRow[] = []
  readonly #book: () => BookSides
  #reported = ''

  constructor(book: () => BookSides) {
    this.#book = book
  }

  add(reference: ReferenceRow, after: string): void {
    // A row without a request of its own has the book of the row before, which may have been reported already.
    if (this.#due.length === 0 && after === this.#reported) this.#compare(reference)
    else this.#due.push({ reference, after })
  }

  readonly reported = (clientId: string): void => {
    this.#reported = clientId
    while (this.#due[0]?.after === clientId) this.#compare((this.#due.shift() as DueRow).reference)
  }

  #compare(reference: ReferenceRow): void {
    this.rows++
    if (this.#agree(reference, 1)) this.agreeBest++
    if (this.#agree(reference, 2)) this.agreeTwo++
  }

  #agree(reference: ReferenceRow, levels: number): boolean {
    const { bids, asks } = this.#book()
    return (
      same(bids.top(levels), reference.bids.slice(0, levels)) &&
      same(asks.top(levels), reference.asks.slice(0, levels))
    )
  }
}

export interface LobsterFiles {
  messages: string
  book: string | undefined
}

/** Sends the messages as orders and compares the book of the reports, row by row, with the reference. */
export async function runLobster(
  client: Client,
  market: FlowMarket,
  files: LobsterFiles,
): Promise<LobsterResult> {
  const started = performance.now()
  const progress = new ProgressLine('sending', 'messages')
  let last = ''
  const comparison = new RowComparison(() => driver.mirror.book(market.instrument))
  const driver = new FlowDriver(client, comparison.reported)
  const feed = driver.follow(market, (clientId) => (last = clientId))
  let messages = 0
  for await (const row of lobsterRows(files.messages, files.book)) {
    if (messages++ === 0) {
      const before = bookBefore(row)
      for (const [price, quantity] of before.bids) feed.addBefore(Side.Buy, price, quantity)
      for (const [price, quantity] of before.asks) feed.addBefore(Side.Sell, price, quantity)
      applyMessage(feed, row.message)
    } else {
      applyMessage(feed, row.message)
      if (row.reference) comparison.add(row.reference, last)
    }
    await driver.room()
    progress.update(messages, 0)
  }
  await driver.settle(market)
  progress.end()
  const difference = await driver.compare(market, feed)
  return {
    messages,
    rows: comparison.rows,
    agree_best: comparison.agreeBest,
    agree_two: comparison.agreeTwo,
    requests: driver.requests,
    refused: driver.refused,
    difference,
    seconds: Number(((performance.now() - started) / 1_000).toFixed(3)),
    ...feed.counts,
  }
}
