import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  BookOrder,
  CandleInterval,
  Depth,
  decodeFrame,
  encodeEntries,
  FeedResumed,
  MessageType,
  OrderAction,
  OrderChange,
  type OrdersSnapshot,
  type OrdersUpdate,
  Side,
  Subscribe,
  TradeTick,
} from '@tapebook/schema'
import { crc32c } from '../src/crc32c.ts'
import { Feeds } from '../src/feeds.ts'
import { OrderBook } from '../src/order-book.ts'

type Order = [side: Side, orderId: bigint, price: bigint, quantity: bigint]

/** The checksum by its definition, from orders in the order they would trade. */
function checksum(bids: Order[], asks: Order[]): number {
  const words = [...bids.slice(0, 10), ...asks.slice(0, 10)].flatMap(([, id, price, quantity]) => [
    id,
    price,
    quantity,
  ])
  return crc32c(Buffer.from(new BigUint64Array(words).buffer))
}

const bids: Order[] = [
  [Side.Buy, 1n, 100n, 5n],
  [Side.Buy, 2n, 100n, 7n],
  [Side.Buy, 3n, 99n, 1n],
]
const asks: Order[] = [[Side.Sell, 4n, 101n, 2n]]

function snapshot(book: OrderBook, head: Partial<OrdersSnapshot> = {}): string | null {
  const orders = [...bids, ...asks].map(([side, orderId, price, quantity]) => ({
    side,
    orderId,
    price,
    quantity,
  }))
  const whole: OrdersSnapshot = {
    instrument: 3,
    checksum: checksum(bids, asks),
    feedSequence: 1n,
    sequence: 10n,
    time: 0n,
    count: orders.length,
    part: 0,
    last: 1,
    ...head,
  }
  return book.snapshot(whole, encodeEntries(BookOrder, orders))
}

function update(
  book: OrderBook,
  changes: [OrderAction, ...Order][],
  head: Partial<OrdersUpdate>,
): string | null {
  const entries = changes.map(([action, side, orderId, price, quantity]) => ({
    action,
    side,
    orderId,
    price,
    quantity,
  }))
  const whole: OrdersUpdate = {
    instrument: 3,
    checksum: 0,
    feedSequence: 2n,
    sequence: 11n,
    time: 0n,
    count: changes.length,
    more: 0,
    ...head,
  }
  return book.update(whole, encodeEntries(OrderChange, entries))
}

const listed = (book: OrderBook, side: Side): Order[] =>
  [...book.orders(side)].map(({ orderId, price, quantity }) => [side, orderId, price, quantity])

test('the snapshot of the manual is taken with its checksum', () => {
  const golden = JSON.parse(readFileSync(new URL('../../schema/golden.json', import.meta.url), 'utf8')) as {
    name: string
    frame: string
  }[]
  const frame = decodeFrame(Buffer.from(golden.find(({ name }) => name === 'OrdersSnapshot')!.frame, 'hex'))
  assert.ok(frame.type === MessageType.OrdersSnapshot)
  const book = new OrderBook(3)
  assert.equal(book.snapshot(frame.value, frame.entries), null)
  assert.ok(book.ready)
})

test('orders keep their queues through every kind of change', () => {
  const book = new OrderBook(3)
  assert.equal(snapshot(book), null)
  const after: Order[] = [
    [Side.Buy, 1n, 100n, 2n],
    [Side.Buy, 3n, 99n, 1n],
    [Side.Buy, 2n, 98n, 7n],
  ]
  const changes: [OrderAction, ...Order][] = [
    [OrderAction.Execute, Side.Buy, 1n, 100n, 3n],
    [OrderAction.Reduce, Side.Buy, 1n, 100n, 2n],
    [OrderAction.Remove, Side.Buy, 2n, 100n, 0n],
    [OrderAction.Add, Side.Buy, 2n, 98n, 7n],
    [OrderAction.Execute, Side.Sell, 4n, 101n, 0n],
  ]
  assert.equal(update(book, changes, { checksum: checksum(after, []) }), null)
  assert.deepEqual(listed(book, Side.Buy), after)
  assert.deepEqual(listed(book, Side.Sell), [])
  assert.deepEqual([...book.levels(Side.Buy)][0], { price: 100n, quantity: 2n, orders: 1 })
})

test('a gap, a wrong checksum, a wrong length and an unknown order are each said', () => {
  const fresh = (): OrderBook => {
    const book = new OrderBook(3)
    snapshot(book)
    return book
  }
  const change: [OrderAction, ...Order] = [OrderAction.Remove, Side.Buy, 3n, 99n, 0n]
  assert.match(update(fresh(), [change], { feedSequence: 3n }) ?? '', /feed sequence 3 after 1/)
  assert.match(update(fresh(), [change], { count: 2 }) ?? '', /length/)
  assert.match(update(fresh(), [change], { checksum: 1 }) ?? '', /checksum/)
  assert.match(
    update(fresh(), [[OrderAction.Remove, Side.Buy, 9n, 99n, 0n]], {}) ?? '',
    /order 9, which is not here/,
  )
})

/** Feeds whose frames a test gives and looks at. */
function bed() {
  const sent: Subscribe[] = []
  const feeds = new Feeds((frame) => {
    if (frame.readUInt16LE(2) !== MessageType.Subscribe) return
    sent.push(Subscribe.read(new DataView(frame.buffer, frame.byteOffset, frame.byteLength), 8))
  })
  const give = <T>(
    type: number,
    layout: { SIZE: number; write(view: DataView, at: number, value: T): void },
    value: T,
  ): void => {
    const view = new DataView(new ArrayBuffer(layout.SIZE))
    layout.write(view, 0, value)
    feeds.frame(type, view, 0, layout.SIZE)
  }
  return { feeds, sent, give }
}

test('after a loss a book by order goes on where it stopped', () => {
  const { feeds, sent, give } = bed()
  const book = feeds.subscribe(3, Depth.L3, 0)
  snapshot(book)
  feeds.lost()
  assert.equal(book.ready, false)
  feeds.askAgain()
  assert.deepEqual([sent[1]?.feedSequence, sent[1]?.sequence], [1n, 10n])
  give(MessageType.FeedResumed, FeedResumed, {
    instrument: 3,
    depth: Depth.L3,
    interval: CandleInterval.Minute1,
    feedSequence: 1n,
  })
  assert.ok(book.ready)
  // One that is broken begins anew.
  book.invalidate('broken')
  feeds.lost()
  feeds.askAgain()
  assert.equal(sent[2]?.sequence, 0n)
})

test('missed trades are said, and the rest goes on', () => {
  const { feeds, sent, give } = bed()
  const feed = feeds.subscribe(3, Depth.Trades, 0)
  const told: (bigint | string)[] = []
  feed.on('trade', ({ tradeId }) => told.push(tradeId))
  feed.on('stale', (why) => told.push(why))
  const trade = (feedSequence: bigint): TradeTick => ({
    instrument: 3,
    takerSide: Side.Buy,
    kind: 0,
    feedSequence,
    sequence: feedSequence + 50n,
    time: 0n,
    tradeId: feedSequence + 100n,
    price: 1n,
    quantity: 1n,
  })
  give(MessageType.TradeTick, TradeTick, trade(7n))
  feeds.lost()
  feeds.askAgain()
  assert.deepEqual([sent[1]?.feedSequence, sent[1]?.sequence], [7n, 57n])
  give(MessageType.TradeTick, TradeTick, trade(2n))
  assert.deepEqual(told, [107n, 'disconnected', 'trades were missed', 102n])
})
