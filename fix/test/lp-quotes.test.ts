// Prices of snapshots and updates, and how many are kept.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Quotes, STALE_MS } from '../src/lp/quotes.ts'
import { Fields, FixMessage } from '../src/message.ts'

type Entry = readonly (readonly [number, string])[]
const message = (type: 'W' | 'X', symbol: string | undefined, entries: readonly Entry[]): FixMessage =>
  new FixMessage(
    type,
    Fields.of([
      [55, symbol],
      [268, entries.map((it) => Fields.of(it))],
    ]),
  )
const level = (type: string, price: string, quantity: string): Entry => [
  [269, type],
  [270, price],
  [271, quantity],
]

function open() {
  const clock = { now: 1_000_000 }
  const quotes = new Quotes(new Map([['EURUSD', 'EUR/USD']]), () => clock.now)
  return { clock, quotes }
}

// req: FX-07
test('a snapshot gives the best bid and offer under our own symbol', () => {
  const { quotes } = open()
  quotes.take(
    message('W', 'EUR/USD', [
      level('0', '1.0998', '500000'),
      level('0', '1.0999', '1000000'),
      level('1', '1.1002', '700000'),
      level('1', '1.1001', '300000'),
    ]),
  )
  const [quote] = quotes.all()
  assert.deepEqual(quote, {
    symbol: 'EURUSD',
    bid: '1.0999',
    ask: '1.1001',
    bidQuantity: '1000000',
    askQuantity: '300000',
    at: 1_000_000,
    isStale: false,
  })
  quotes.take(message('W', 'EUR/USD', [level('0', '1.05', '1')]))
  assert.equal(quotes.all()[0]?.ask, null)
})

// req: FX-07
test('updates add, change and take away levels, by their id or their price', () => {
  const { quotes } = open()
  quotes.take(message('W', 'EUR/USD', [[[278, 'b1'], ...level('0', '1.09', '5')], level('1', '1.1', '5')]))
  const update = (action: string, id: string | undefined, entry: Entry): void =>
    quotes.take(
      message('X', undefined, [
        [[279, action], ...(id ? [[278, id] as const] : []), [55, 'EUR/USD'], ...entry],
      ]),
    )
  update('0', 'b2', level('0', '1.095', '7'))
  assert.equal(quotes.all()[0]?.bid, '1.095')
  update('1', 'b2', level('0', '1.0951', '8'))
  assert.equal(quotes.all()[0]?.bid, '1.0951')
  assert.equal(quotes.all()[0]?.bidQuantity, '8')
  update('2', 'b2', [])
  assert.equal(quotes.all()[0]?.bid, '1.09')
  update('2', undefined, level('1', '1.1', '5'))
  assert.equal(quotes.all()[0]?.ask, null)
})

// req: LP-05
test('a quote is stale after five seconds without a change', () => {
  const { clock, quotes } = open()
  quotes.take(message('W', 'EUR/USD', [level('0', '1.1', '5')]))
  clock.now += STALE_MS - 1
  assert.equal(quotes.all()[0]?.isStale, false)
  assert.equal(quotes.active, 1)
  clock.now += 1
  assert.equal(quotes.all()[0]?.isStale, true)
  assert.equal(quotes.active, 0)
})

test('what was not asked for, has no price, or is too much is passed over and counted', () => {
  const { quotes } = open()
  quotes.take(message('X', 'EUR/USD', [[[279, '0'], ...level('0', '1', '1')]]))
  assert.deepEqual(quotes.all(), [])
  quotes.take(message('W', 'GBP/USD', [level('0', '1.3', '1')]))
  assert.equal(quotes.passedOver, 2)
  quotes.take(message('W', 'EUR/USD', [level('0', 'abc', '1'), level('0', '-1', '1'), level('4', '1', '1')]))
  assert.equal(quotes.passedOver, 5)
  assert.equal(quotes.all()[0]?.bid, null)
  const many = Array.from({ length: 40 }, (_, at) => level('0', `1.${100 + at}`, '1'))
  quotes.take(message('W', 'EUR/USD', many))
  assert.equal(quotes.passedOver, 13)
  assert.equal(quotes.all()[0]?.bid, '1.131')
})

// req: LP-08
test('changes of the last minute are counted, and no others', () => {
  const { clock, quotes } = open()
  const once = (): void => quotes.take(message('W', 'EUR/USD', [level('0', '1.1', '5')]))
  once()
  clock.now += 30_000
  once()
  once()
  assert.equal(quotes.perMinute, 3)
  clock.now += 30_000
  assert.equal(quotes.perMinute, 2)
  clock.now += 600_000
  assert.equal(quotes.perMinute, 0)
  assert.equal(quotes.total, 3)
})
