import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  BookSnapshot,
  type BookUpdate,
  decodeFrame,
  encodeEntries,
  Level,
  LevelChange,
  MessageType,
  Side,
} from '@tapebook/schema'
import { Book } from '../src/book.ts'
import { crc32c } from '../src/crc32c.ts'
import { Feeds } from '../src/feeds.ts'

type Levels = [price: bigint, quantity: bigint][]

const toLevels = (levels: Levels): Level[] => levels.map(([price, quantity]) => ({ price, quantity }))

/** The checksum by its definition, from bids and asks best first. */
function checksum(bids: Levels, asks: Levels): number {
  return crc32c(encodeEntries(Level, toLevels([...bids.slice(0, 10), ...asks.slice(0, 10)])))
}

function snapshot(book: Book, bids: Levels, asks: Levels, head: Partial<BookSnapshot> = {}): string | null {
  const whole: BookSnapshot = {
    instrument: 3,
    checksum: checksum(bids, asks),
    feedSequence: 1n,
    sequence: 10n,
    time: 0n,
    bids: bids.length,
    asks: asks.length,
    part: 0,
    last: 1,
    ...head,
  }
  return book.snapshot(whole, encodeEntries(Level, toLevels([...bids, ...asks])))
}

function update(book: Book, changes: [Side, bigint, bigint][], head: Partial<BookUpdate>): string | null {
  const whole: BookUpdate = {
    instrument: 3,
    checksum: 0,
    feedSequence: 2n,
    sequence: 11n,
    time: 0n,
    count: changes.length,
    more: 0,
    ...head,
  }
  const entries = changes.map(([side, price, quantity]) => ({ side, price, quantity }))
  return book.update(whole, encodeEntries(LevelChange, entries))
}

const pairs = (levels: readonly Readonly<Level>[]): Levels =>
  levels.map(({ price, quantity }) => [price, quantity])

test('crc32c is the Castagnoli one', () => assert.equal(crc32c(Buffer.from('123456789')), 0xe3069283))

test('the snapshot of the manual is taken with its checksum', () => {
  const golden = JSON.parse(readFileSync(new URL('../../schema/golden.json', import.meta.url), 'utf8')) as {
    name: string
    frame: string
  }[]
  const frame = decodeFrame(Buffer.from(golden.find(({ name }) => name === 'BookSnapshot')!.frame, 'hex'))
  assert.ok(frame.type === MessageType.BookSnapshot)
  const book = new Book(3)
  assert.equal(book.snapshot(frame.value, frame.entries), null)
  assert.ok(book.ready)
  assert.equal(book.bestBid?.price, 6412350n)
})

test('an empty book has checksum 0', () => {
  const book = new Book(3)
  assert.equal(snapshot(book, [], [], { checksum: 0 }), null)
})

test('changes keep each side in order, and a quantity of 0 removes', () => {
  const book = new Book(3)
  snapshot(
    book,
    [
      [100n, 1n],
      [98n, 2n],
    ],
    [[101n, 3n]],
  )
  const bids: Levels = [
    [100n, 1n],
    [99n, 5n],
  ]
  const asks: Levels = [
    [101n, 4n],
    [103n, 7n],
  ]
  const changes: [Side, bigint, bigint][] = [
    [Side.Buy, 99n, 5n],
    [Side.Buy, 98n, 0n],
    [Side.Sell, 103n, 7n],
    [Side.Sell, 101n, 4n],
    [Side.Sell, 150n, 0n],
  ]
  assert.equal(update(book, changes, { checksum: checksum(bids, asks) }), null)
  assert.deepEqual(pairs(book.bids), bids)
  assert.deepEqual(pairs(book.asks), asks)
})

test('the checksum covers ten levels of each side', () => {
  const bids: Levels = Array.from({ length: 15 }, (_, at) => [1000n - BigInt(at), 5n])
  const asks: Levels = Array.from({ length: 3 }, (_, at) => [1001n + BigInt(at), 5n])
  const book = new Book(3)
  assert.equal(snapshot(book, bids, asks), null)
  assert.equal(book.bids.length, 15)
})

test('a gap, a wrong checksum and a wrong length are each said', () => {
  const book = new Book(3)
  snapshot(book, [[100n, 1n]], [])
  assert.match(update(book, [[Side.Buy, 100n, 2n]], { feedSequence: 3n }) ?? '', /feed sequence 3 after 1/)
  assert.match(update(book, [[Side.Buy, 100n, 2n]], { count: 2 }) ?? '', /length/)
  assert.match(update(book, [[Side.Buy, 100n, 2n]], { checksum: 1 }) ?? '', /checksum/)
})

test('changes of several frames are checked and told with the last', () => {
  const book = new Book(3)
  snapshot(book, [[100n, 1n]], [])
  let updates = 0
  book.on('update', () => updates++)
  assert.equal(update(book, [[Side.Buy, 100n, 0n]], { more: 1 }), null)
  assert.equal(updates, 0)
  assert.equal(
    update(book, [[Side.Sell, 99n, 2n]], { feedSequence: 3n, checksum: checksum([], [[99n, 2n]]) }),
    null,
  )
  assert.equal(updates, 1)
})

test('a snapshot of parts stands with its last part, and parts out of order are refused', () => {
  const book = new Book(3)
  const [bids, more, asks]: Levels[] = [[[100n, 1n]], [[99n, 2n]], [[101n, 3n]]]
  const sum = checksum([...bids!, ...more!], asks!)
  assert.equal(snapshot(book, bids!, [], { checksum: sum, last: 0 }), null)
  assert.equal(book.ready, false)
  assert.equal(update(book, [[Side.Buy, 100n, 9n]], {}), null)
  assert.equal(snapshot(book, more!, asks!, { checksum: sum, part: 1 }), null)
  assert.ok(book.ready)
  assert.match(snapshot(book, more!, asks!, { part: 1 }) ?? '', /without its beginning/)
  snapshot(book, bids!, [], { last: 0 })
  assert.match(snapshot(book, more!, asks!, { part: 2 }) ?? '', /part 2 of a snapshot where 1 was due/)
})

test('a mismatch makes the feed ask again, and the book stands with the next snapshot', () => {
  const sent: number[] = []
  const feeds = new Feeds((frame) => sent.push(frame.readUInt16LE(2)))
  const book = feeds.subscribe(3, 1, 0)
  const why: string[] = []
  book.on('stale', (reason) => why.push(reason))
  const give = (type: number, head: Uint8Array, entries: Uint8Array): void => {
    const bytes = new Uint8Array([...head, ...entries])
    feeds.frame(type, new DataView(bytes.buffer), 0, bytes.length)
  }
  const head = new Uint8Array(40)
  const levels = encodeEntries(Level, [{ price: 100n, quantity: 1n }])
  const good = {
    instrument: 3,
    checksum: crc32c(levels),
    feedSequence: 7n,
    sequence: 1n,
    time: 0n,
    bids: 1,
    asks: 0,
    part: 0,
    last: 1,
  }
  BookSnapshot.write(new DataView(head.buffer), 0, { ...good, checksum: 1 })
  give(MessageType.BookSnapshot, head, levels)
  assert.equal(book.ready, false)
  assert.match(why[0] ?? '', /checksum/)
  assert.deepEqual(sent, [MessageType.Subscribe, MessageType.Unsubscribe, MessageType.Subscribe])
  BookSnapshot.write(new DataView(head.buffer), 0, good)
  give(MessageType.BookSnapshot, head, levels)
  assert.ok(book.ready)
})
