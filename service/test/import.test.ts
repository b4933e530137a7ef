// Files with history: what is taken of them, and what is not, with its line.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { newDirectory } from '@tapebook/testing'
import { type ImportAsked, ImportError, importFile, Sandbox, type Steps } from '../src/index.ts'

const BEGAN = Date.UTC(2026, 2, 18)
const MINUTE = 60_000_000_000n
/** Prices of two decimals, quantities of three, values of two. */
const steps: Steps = {
  ticks: (text) => scaled(text.replace(/(\.\d{2})0+$/, '$1'), 2),
  lots: (text) => scaled(text.replace(/(\.\d{3})\d+$/, '$1'), 3),
  units: (text) => scaled(text.replace(/(\.\d{2})\d+$/, '$1'), 2),
  notional: (ticks, lots) => (ticks * lots) / 1_000n,
}
function scaled(text: string, digits: number): bigint {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Error(`"${text}" is no number`)
  const [whole, part = ''] = text.split('.')
  if (part.length > digits) throw new Error(`"${text}" is on no step`)
  return BigInt(whole + part.padEnd(digits, '0'))
}

function begin(t: TestContext) {
  const folder = newDirectory(t, async () => sandbox.close())
  const sandbox = Sandbox.create(folder, 'aa', BEGAN)
  const take = async (text: string, more: Partial<ImportAsked> = {}) => {
    const path = join(folder, 'history.csv')
    writeFileSync(path, text)
    return await importFile(sandbox, { path, instrument: 1, steps, now: BEGAN, ...more })
  }
  return { sandbox, take }
}

const T0 = Date.UTC(2026, 1, 1)
const at = (minute: number): number => T0 + minute * 60_000
const kline = (
  minute: number,
  open: string,
  high: string,
  low: string,
  close: string,
  volume = '1.5',
): string =>
  `${at(minute)},${open},${high},${low},${close},${volume},${at(minute + 1) - 1},150.25,12,0.5,50.1,0`

test('klines of Binance are kept, and the longer ones that they make', async (t) => {
  const { sandbox, take } = begin(t)
  const lines = [
    kline(0, '100.00', '101.00', '99.00', '100.50'),
    kline(1, '100.50', '103.00000000', '100.00', '102.00'),
    kline(5, '102.00', '102.00', '98.00', '99.00'),
  ]
  const done = await take(`${lines.join('\r\n')}\r\n`)
  assert.deepEqual([done.kind, done.intervalS, done.bars], ['klines', 60, 3])
  const read = (seconds: number) => sandbox.bars.read(1, seconds, { from: 0n, to: 2n ** 62n, limit: 10 })
  assert.equal(read(60).length, 3)
  const fives = read(300)
  assert.deepEqual(
    fives.map(({ open, high, low, close, volume, trades }) => [open, high, low, close, volume, trades]),
    [
      [10_000n, 10_300n, 9_900n, 10_200n, 3_000n, 24],
      [10_200n, 10_200n, 9_800n, 9_900n, 1_500n, 12],
    ],
  )
  const [day] = read(86_400)
  assert.deepEqual([day?.openTime, day?.close, day?.takerVolume], [BigInt(T0) * 1_000_000n, 9_900n, 1_500n])
  // The rest of a five minutes that another file has goes with it.
  await take(`${kline(2, '102', '110', '102', '103')}\n${kline(3, '103', '103', '103', '103')}`)
  assert.equal(read(300)[0]?.high, 11_000n)
  assert.equal(read(300)[0]?.volume, 6_000n)
  const newest = sandbox.bars.read(1, 60, { from: 0n, to: 2n ** 62n, limit: 2, isNewest: true })
  assert.deepEqual(
    newest.map(({ openTime }) => (openTime - BigInt(T0) * 1_000_000n) / MINUTE),
    [3n, 5n],
  )
  assert.deepEqual(sandbox.bars.read(2, 60, { from: 0n, to: 2n ** 62n, limit: 2 }), [])
})

test('trades, aggregate trades, and a CSV of columns with names', async (t) => {
  const { sandbox, take } = begin(t)
  const read = (instrument: number, seconds = 60) =>
    sandbox.bars.read(instrument, seconds, { from: 0n, to: 2n ** 62n, limit: 10 })
  const trades = [
    'id,price,qty,quote_qty,time,is_buyer_maker,is_best_match',
    `1,100.00,0.5,50,${at(0)}000,False,True`,
    `2,102.00,0.25,25.5,${at(0) + 59_000}000,true,True`,
    `3,99.00,1,99,${at(1)}000,0,1`,
  ]
  assert.equal((await take(trades.join('\n'))).kind, 'trades')
  const [first, second] = read(1)
  assert.deepEqual(
    [
      first?.open,
      first?.high,
      first?.close,
      first?.volume,
      first?.quoteVolume,
      first?.takerVolume,
      first?.trades,
    ],
    [10_000n, 10_200n, 10_200n, 750n, 7_550n, 500n, 2],
  )
  assert.equal(second?.takerVolume, 1_000n)
  const aggregate = `7,100.00,0.5,11,13,${at(0)},true,true`
  assert.equal((await take(aggregate, { instrument: 2 })).kind, 'aggTrades')
  assert.deepEqual(read(2)[0]?.trades, 3)
  const csv = [
    'Timestamp,Open,High,Low,Close,Volume',
    '2026-02-01T00:00:00Z,1.00,2.00,0.50,1.50,10',
    '2026-02-01 01:00,1.50,2.00,0.50,1.00,0',
  ]
  const done = await take(csv.join('\n'), { instrument: 3 })
  assert.deepEqual([done.kind, done.intervalS], ['klines', 3_600])
  assert.equal(read(3, 3_600)[0]?.quoteVolume, 1_500n)
  assert.deepEqual(read(3, 60), [])
  assert.deepEqual(
    sandbox.bars.files().map(({ instrument, bars }) => [instrument, bars]),
    [
      [1, 2],
      [2, 1],
      [3, 2],
    ],
  )
})

test('what is wrong is told with its line, and nothing of the file is kept', async (t) => {
  const { sandbox, take } = begin(t)
  const good = kline(0, '100', '101', '99', '100')
  const cases: readonly (readonly [RegExp, string, Partial<ImportAsked>?])[] = [
    [/nothing in it/, ''],
    [/line 1: it is none of what is known/, 'a,b,c\n1,2,3'],
    [/line 1: it is none of what is known/, '\u0000\u0001\u0002'],
    [/line 2: 3 fields, not 12/, `${good}\n1,2,3`],
    [/line 2: "1e3" is no number/, `${good}\n${kline(1, '1e3', '101', '99', '100')}`],
    [/line 2: "100.001" is on no step/, `${good}\n${kline(1, '100.001', '101', '99', '100')}`],
    [/line 2: open, high, low and close contradict/, `${good}\n${kline(1, '100', '99', '98', '98.5')}`],
    [/line 2: a price is not above zero/, `${good}\n${kline(1, '0', '0', '0', '0')}`],
    [/line 2: "-1" is no number/, `${good}\n${kline(1, '1', '1', '1', '1', '-1')}`],
    [/line 2: 2026-02-01T00:00:00.000Z comes after 2026-02-01T00:00:00.000Z/, `${good}\n${good}`],
    [/line 3: .* comes after/, `${good}\n${kline(2, '1', '1', '1', '1')}\n${kline(1, '1', '1', '1', '1')}`],
    [/line 2: "yesterday" is no time/, `time,open,high,low,close,volume\nyesterday,1,1,1,1,1`],
    [/line 1: 2026-03-18T00:00:00.000Z is after the sandbox began/, good.replace(String(T0), String(BEGAN))],
    [/one bar alone says no interval/, good],
    [/bars are 120 s apart/, `${good}\n${kline(2, '1', '1', '1', '1')}`],
    [/begins within an interval/, [0, 1].map((it) => kline(it + 0.5, '1', '1', '1', '1')).join('\n')],
    [/line 2: taker_buy_volume is more than volume/, `${good}\n${kline(1, '1', '1', '1', '1', '0.1')}`],
    [/line 1: longer than 1024 characters/, 'x'.repeat(2_000)],
    [
      /line 3: a market may have 2 bars/,
      [0, 1, 2].map((it) => kline(it, '1', '1', '1', '1')).join('\n'),
      { most: { bars: 2 } },
    ],
    [/bytes, of which 10 are taken/, good, { most: { bytes: 10 } }],
    [/line 1: is_buyer_maker is neither/, `1,100.00,0.5,50,${at(0)},maybe,True`],
    [/line 1: last_trade_id is below/, `7,100.00,0.5,13,11,${at(0)},true,true`],
  ]
  for (const [why, text, more] of cases) {
    await assert.rejects(
      take(text, more),
      (error: Error) => error instanceof ImportError && why.test(error.message),
      String(why),
    )
  }
  await assert.rejects(
    importFile(sandbox, { path: '/no/such/file', instrument: 1, steps, now: BEGAN }),
    /\/no\/such\/file: .*ENOENT/,
  )
  assert.deepEqual(sandbox.bars.files(), [])
  assert.equal(sandbox.bars.count(1, 60), 0)
  const two = `${good}\n${kline(1, '1', '1', '1', '1')}`
  await take(two)
  await assert.rejects(take(two), /it was imported before/)
  await assert.rejects(take(`${two}\n`), /a bar of 2026-02-01T00:00:00.000Z is there already/)
  assert.equal(sandbox.bars.count(1, 60), 2)
})
