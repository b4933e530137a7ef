import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DecimalError, formatDecimal, parseDecimal } from '../src/decimal.ts'
import { Asset, Instrument } from '../src/instrument.ts'

const taken: [string, number, bigint][] = [
  ['0', 0, 0n],
  ['1', 2, 100n],
  ['1.5', 2, 150n],
  ['0.01', 2, 1n],
  ['007.10', 2, 710n],
  [
    '123456789012345678901234567890.123456789012345678',
    18,
    123456789012345678901234567890123456789012345678n,
  ],
]
for (const [text, scale, units] of taken) {
  test(`${text} at scale ${scale} is ${units}`, () => assert.equal(parseDecimal(text, scale), units))
}

const refused = [
  '',
  ' ',
  '1 ',
  ' 1',
  '+1',
  '-1',
  '1e3',
  '1E3',
  '.5',
  '5.',
  '1.2.3',
  '1,5',
  '0x10',
  '١',
  'NaN',
  '1_000',
  '1.234',
  '1\n',
]
for (const text of refused) {
  test(`${JSON.stringify(text)} is refused`, () => assert.throws(() => parseDecimal(text, 2), DecimalError))
}

test('a number in place of a string is refused', () => {
  assert.throws(() => parseDecimal(1.5 as unknown as string, 2), /must be a decimal string/)
})

const formatted: [bigint, number, number, string][] = [
  [0n, 0, 0, '0'],
  [150n, 2, 0, '1.5'],
  [150n, 2, 2, '1.50'],
  [100n, 2, 0, '1'],
  [-1n, 8, 2, '-0.00000001'],
  [-100n, 2, 2, '-1.00'],
  [5n, 0, 0, '5'],
]
for (const [units, scale, least, text] of formatted) {
  test(`${units} at scale ${scale} is written ${text}`, () =>
    assert.equal(formatDecimal(units, scale, least), text))
}

const instrument = new Instrument({
  query: 0n,
  instrument: 3,
  baseAsset: 1,
  quoteAsset: 0,
  priceScale: 2,
  quantityScale: 4,
  feeAsset: 0,
  status: 0,
  tickSize: 25n,
  lotSize: 10n,
  minQuantity: 1n,
  maxQuantity: 1_000_000n,
  quantityStep: 1n,
  referencePrice: 0n,
  lastTradeId: 0n,
  symbol: 'BTCUSD',
})

test('prices and quantities come back as they went in', () => {
  assert.equal(instrument.priceToTicks('64123.50'), 256494n)
  assert.equal(instrument.ticksToPrice(256494n), '64123.5')
  assert.equal(instrument.quantityToLots('0.25'), 250n)
  assert.equal(instrument.lotsToQuantity(250n), '0.25')
})

test('a price off the tick and a quantity off the lot say what the step is', () => {
  assert.throws(() => instrument.priceToTicks('1.10'), /BTCUSD price "1.10" is not a multiple of 0.25/)
  assert.throws(() => instrument.quantityToLots('0.0001'), /not a multiple of 0.001/)
})

test('amounts are shown with the digits people expect', () => {
  const usd = new Asset({ asset: 0, code: 'USD', scale: 8, displayScale: 2 })
  assert.equal(usd.format(1_050_000_000n), '10.50')
  assert.equal(usd.format(1n), '0.00000001')
  assert.equal(usd.toUnits('10.5'), 1_050_000_000n)
})
