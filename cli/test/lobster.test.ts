import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FeedBook, type FlowRequest } from '../src/flow/feed-book.ts'
import { Levels } from '../src/flow/levels.ts'
import { bookBefore, parseMessage, parseReferenceRow } from '../src/flow/lobster.ts'

const BUY = 0
const SELL = 1

test('a message is taken apart', () => {
  const message = parseMessage('34200.004241176,4,16113575,18,5853300,-1', 'here')
  assert.deepEqual(message, { type: 4, orderId: 16_113_575, shares: 18, price: 5_853_300, side: SELL })
})

test('a wrong message is refused with its place', () => {
  const wrong = {
    '1,2,3': /here: 3 columns/,
    'x,1,1,1,1,1': /"x" is not a time/,
    '1,8,1,1,1,1': /message type 8/,
    '1,1,1,1.5,1,1': /"1.5" is not a number of shares/,
    '1,1,1,0,1,1': /must be above 0/,
    '1,1,1,1,1,0': /"0" is not a direction/,
    '1,1,99999999999999999999,1,1,1': /not a order id/,
  }
  for (const [line, why] of Object.entries(wrong)) assert.throws(() => parseMessage(line, 'here'), why, line)
})

test('a book row gives its levels and leaves out the empty ones', () => {
  const row = parseReferenceRow('101,5,99,7,102,6,-9999999999,0', 'here')
  assert.deepEqual(row, {
    asks: [
      [101, 5],
      [102, 6],
    ],
    bids: [[99, 7]],
  })
  assert.throws(() => parseReferenceRow('1,2,3', 'here'), /4 a level/)
})

test('the book before is the first row less the first message', () => {
  const reference = {
    bids: [
      [99, 7],
      [98, 3],
    ],
    asks: [[101, 5]],
  } as const
  const before = (type: number, shares: number, price: number, side: 0 | 1) =>
    bookBefore({ message: { type, orderId: 1, shares, price, side }, reference })
  assert.deepEqual(before(1, 7, 99, BUY).bids, [[98, 3]])
  assert.deepEqual(before(1, 2, 99, BUY).bids, [
    [98, 3],
    [99, 5],
  ])
  assert.deepEqual(before(3, 4, 101, SELL).asks, [[101, 9]])
  assert.deepEqual(before(5, 4, 101, SELL), reference)
})

interface Case {
  name: string
  run: (feed: FeedBook) => void
  sent: FlowRequest[]
  bids?: [number, number][]
  asks?: [number, number][]
}

const rest = (clientId: string, side: 0 | 1, price: number, quantity: number): FlowRequest => ({
  kind: 'rest',
  clientId,
  side,
  price,
  quantity,
})

const cases: Case[] = [
  {
    name: 'an add rests, a partial cancel reduces it, a delete cancels what its chain is called by then',
    run: (feed) => {
      feed.add(1, BUY, 99, 10)
      feed.reduce(1, 4, BUY, 99)
      feed.delete(1, BUY, 99, 6)
    },
    sent: [
      rest('c1', BUY, 99, 10),
      { kind: 'reduce', clientId: 'c2', target: 'c1', quantity: 6 },
      { kind: 'cancel', clientId: 'c3', target: 'c2' },
    ],
  },
  {
    name: 'an execution of the first order is an aggressive order at its price',
    run: (feed) => {
      feed.add(1, SELL, 101, 10)
      feed.execute(1, 4, SELL, 101)
    },
    sent: [rest('c1', SELL, 101, 10), { kind: 'take', clientId: 'c2', side: BUY, price: 101, quantity: 4 }],
    asks: [[101, 6]],
  },
  {
    name: 'a reduction after a fill keeps the total that the server knows',
    run: (feed) => {
      feed.add(1, SELL, 101, 10)
      feed.execute(1, 4, SELL, 101)
      feed.reduce(1, 1, SELL, 101)
    },
    sent: [
      rest('c1', SELL, 101, 10),
      { kind: 'take', clientId: 'c2', side: BUY, price: 101, quantity: 4 },
      { kind: 'reduce', clientId: 'c3', target: 'c1', quantity: 9 },
    ],
    asks: [[101, 5]],
  },
  {
    name: 'an execution of an order behind another lowers that order itself',
    run: (feed) => {
      feed.add(1, BUY, 99, 10)
      feed.add(2, BUY, 99, 5)
      feed.execute(2, 5)
    },
    sent: [rest('c1', BUY, 99, 10), rest('c2', BUY, 99, 5), { kind: 'cancel', clientId: 'c3', target: 'c2' }],
    bids: [[99, 10]],
  },
  {
    name: 'events of an order from before hit the level that stands for it',
    run: (feed) => {
      feed.addBefore(BUY, 99, 10)
      feed.execute(77, 3, BUY, 99)
      feed.delete(78, BUY, 99, 2)
      feed.delete(79, BUY, 55, 2)
    },
    sent: [
      rest('c1', BUY, 99, 10),
      { kind: 'take', clientId: 'c2', side: SELL, price: 99, quantity: 3 },
      { kind: 'reduce', clientId: 'c3', target: 'c1', quantity: 8 },
    ],
    bids: [[99, 5]],
  },
  {
    name: 'an order that would cross waits until it fits',
    run: (feed) => {
      feed.add(1, SELL, 101, 10)
      feed.add(2, BUY, 102, 5)
      feed.reduce(2, 1)
      feed.delete(1)
    },
    sent: [
      rest('c1', SELL, 101, 10),
      { kind: 'cancel', clientId: 'c2', target: 'c1' },
      rest('c3', BUY, 102, 4),
    ],
    bids: [[102, 4]],
  },
  {
    name: 'a replaced order queues anew',
    run: (feed) => {
      feed.add(1, BUY, 99, 10)
      feed.replace(1, 2, 98, 7)
      feed.execute(1, 1)
    },
    sent: [rest('c1', BUY, 99, 10), { kind: 'cancel', clientId: 'c2', target: 'c1' }, rest('c3', BUY, 98, 7)],
    bids: [[98, 7]],
  },
]

test('requests that make a book follow its feed', async (context) => {
  for (const { name, run, sent, bids = [], asks = [] } of cases) {
    await context.test(name, () => {
      const requests: FlowRequest[] = []
      let count = 0
      const feed = new FeedBook(
        (request) => requests.push(request),
        () => `c${++count}`,
      )
      run(feed)
      assert.deepEqual(requests, sent)
      assert.deepEqual(feed.book.bids.top(9), bids)
      assert.deepEqual(feed.book.asks.top(9), asks)
    })
  }
})

test('levels stand from the best down and never hold less than nothing', () => {
  for (const [side, best] of [
    [BUY, 103],
    [SELL, 97],
  ] as const) {
    const levels = new Levels(side)
    for (const price of [100, 103, 97, 101]) levels.change(price, 5)
    levels.change(101, -5)
    levels.change(100, 2)
    assert.deepEqual(levels.best(), [best, 5])
    assert.deepEqual(levels.top(2)[1], [100, 7])
    assert.equal(levels.size, 3)
    assert.throws(() => levels.change(100, -8), /holds 7 and would lose 8/)
  }
})
