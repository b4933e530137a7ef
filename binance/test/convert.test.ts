import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError, type Bar, OutcomeUnknownError } from '@tapebook/service'
import { timeOf } from '../src/convert/decimals.ts'
import { binanceError } from '../src/convert/errors.ts'
import { emptyBar, joined, keptFor, nextOf, startOf, withoutGaps, zoneOffset } from '../src/convert/klines.ts'
import { Params } from '../src/convert/params.ts'
import { checkTime, unsigned } from '../src/rest/authority.ts'
import { DEFAULT_LIMITS, LimitError, OrderCounts, Weights } from '../src/rest/limits.ts'

const ns = (text: string): bigint => BigInt(Date.parse(text)) * 1_000_000n
const MINUTE = 60_000_000_000n

test('intervals begin where Binance lets them begin', () => {
  const time = ns('2026-03-18T13:47:31Z')
  const starts = {
    '3m': '2026-03-18T13:45:00Z',
    '8h': '2026-03-18T08:00:00Z',
    '1w': '2026-03-16T00:00:00Z',
    '1M': '2026-03-01T00:00:00Z',
  } as const
  for (const [interval, start] of Object.entries(starts)) {
    assert.equal(startOf(interval as keyof typeof starts, time), ns(start), interval)
  }
  assert.equal(nextOf('1M', ns('2026-12-01T00:00:00Z')), ns('2027-01-01T00:00:00Z'))
  const offset = zoneOffset('+05:45', () => new Error('zone'))
  assert.equal(startOf('1d', time, offset), ns('2026-03-17T18:15:00Z'))
  assert.equal(keptFor('1d', offset), 900)
  assert.equal(keptFor('1s', 0n), undefined)
  assert.throws(() => zoneOffset('+15', () => new Error('zone')), /zone/)
})

test('bars are joined, and those without a trade repeat the last price', () => {
  const bar = (openTime: bigint, open: bigint, high: bigint, low: bigint, close: bigint): Bar => ({
    ...emptyBar(openTime, close),
    ...{ open, high, low, volume: 2n, quoteVolume: 20n, trades: 1 },
  })
  const start = ns('2026-03-18T13:45:00Z')
  const [three] = joined([bar(start, 5n, 9n, 4n, 8n), bar(start + MINUTE, 8n, 10n, 2n, 3n)], '3m')
  const { open, high, low, close, volume, trades } = three!
  assert.deepEqual([open, high, low, close, volume, trades], [5n, 10n, 2n, 3n, 4n, 2])
  const spans = { from: start, to: start + 4n * MINUTE, before: undefined }
  const filled = withoutGaps([bar(start + MINUTE, 5n, 9n, 4n, 8n)], '1m', spans)
  assert.deepEqual(
    filled.map((it) => [it.openTime - start, it.close, it.trades]),
    [
      [MINUTE, 8n, 1],
      [2n * MINUTE, 8n, 0],
      [3n * MINUTE, 8n, 0],
    ],
  )
})

test('an outcome that nobody knows has the codes for it', () => {
  const of = (error: unknown) => [binanceError(error).code, binanceError(error).status]
  assert.deepEqual(of(new OutcomeUnknownError(false)), [-1006, 500])
  assert.deepEqual(of(new OutcomeUnknownError(true)), [-1007, 504])
  assert.deepEqual(of(new ApiError('EXCHANGE_UNAVAILABLE')), [-1001, 503])
  assert.deepEqual(of(new ApiError('TABLES_UNAVAILABLE')), [-1008, 503])
  assert.deepEqual(of(new Error('a secret')), [-1000, 500])
  assert.doesNotMatch(binanceError(new Error('a secret')).message, /secret/)
})

test('a timestamp is taken from the window’s last moment to just before a second ahead', () => {
  const now = 1_700_000_000_000
  const check = (timestamp: number, recvWindow?: string) =>
    checkTime(
      Params.of(`timestamp=${timestamp}${recvWindow === undefined ? '' : `&recvWindow=${recvWindow}`}`),
      now,
    )
  assert.deepEqual(check(now - 5_000), { timestamp: now - 5_000, windowMs: 5_000 })
  assert.throws(() => check(now - 5_001), /outside of the recvWindow/)
  assert.equal(check(now + 999).timestamp, now + 999)
  assert.throws(() => check(now + 1_000), /1000ms ahead/)
  assert.equal(check((now - 60_000) * 1_000, '60000').timestamp, now - 60_000)
  assert.throws(() => check(now, '60000.001'), /less than 60000/)
  assert.equal(timeOf(now), timeOf(now * 1_000))
})

test('what is signed is the text without its signature, wherever that stands', () => {
  assert.equal(unsigned('a=1&signature=ff&b=2'), 'a=1&b=2')
  assert.equal(unsigned('signature=ff'), '')
})

test('who asks too much gets 429, and who does not heed that 418 until the ban is over', () => {
  const weights = new Weights({ ...DEFAULT_LIMITS, weight: 10, strikes: 2, banMs: 90_000 })
  const at = 60_000 * 28_000_000
  const refusal = (now: number): LimitError => {
    try {
      weights.take('192.0.2.1', 6, now)
    } catch (error) {
      assert.ok(error instanceof LimitError)
      return error
    }
    return assert.fail('it was taken')
  }
  assert.equal(weights.take('192.0.2.1', 6, at), 6)
  const first = refusal(at + 1_000)
  assert.deepEqual([first.code, first.status, first.retryAfter], [-1003, 429, 59])
  assert.match(first.message, /current limit is 10 request weight per 1 MINUTE/)
  assert.equal(refusal(at + 2_000).status, 429)
  const ban = refusal(at + 3_000)
  assert.deepEqual([ban.status, ban.retryAfter], [418, 90])
  assert.match(ban.message, /IP banned until \d+/)
  assert.equal(refusal(at + 70_000).status, 418)
  assert.equal(weights.take('192.0.2.2', 6, at + 70_000), 6)
  assert.equal(weights.take('192.0.2.1', 6, at + 93_001), 6)
})

test('orders are counted by account, in ten seconds and in a day', () => {
  const counts = new OrderCounts({ ...DEFAULT_LIMITS, orders10s: 3, ordersDay: 4 })
  const at = 86_400_000 * 20_000
  counts.take('a', 2, at)
  assert.throws(() => counts.take('a', 2, at), /Too many new orders; current limit is 3 orders per 10 SECOND/)
  counts.take('a', 2, at + 10_000)
  assert.deepEqual(counts.of('a', at + 10_000), { tenSeconds: 2, day: 4 })
  assert.throws(() => counts.take('a', 1, at + 20_000), /4 orders per 1 DAY/)
  counts.take('a', 1, at + 86_400_000)
  assert.equal(counts.of('b', at).day, 0)
})
