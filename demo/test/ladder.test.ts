import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calculateQuantity, checkSettings, ladder, type MakerSettings } from '../src/ladder.ts'

const SETTINGS: MakerSettings = {
  targetSpread: 2_000n,
  spreadOf: 'each side',
  minDepth: 100n,
  levels: 3,
  skew: 1_000n,
  maxPosition: 1_000n,
}
const MID = 1_000_000n
const pricesOf = (quotes: readonly (readonly unknown[])[]): unknown[] => quotes.map(([price]) => price)

// req: LQ-04
test('level i is the target spread times i away on each side, so that twice the target is quoted', () => {
  const { bids, asks } = ladder(SETTINGS, { mid: MID, position: 0n })
  assert.deepEqual(pricesOf(bids), [998_000n, 996_000n, 994_000n])
  assert.deepEqual(pricesOf(asks), [1_002_000n, 1_004_000n, 1_006_000n])
})

// req: LQ-04
test('a target spread is what stands between the best two, unless it is said to be of each side', () => {
  const { spreadOf: _, ...withoutChoice } = SETTINGS
  const { bids, asks } = ladder(withoutChoice, { mid: MID, position: 0n })
  assert.deepEqual(pricesOf(bids), [999_000n, 998_000n, 997_000n])
  assert.deepEqual(pricesOf(asks), [1_001_000n, 1_002_000n, 1_003_000n])
})

// req: LQ-04
test('the first level has the least depth, and each behind it more', () => {
  const { bids, asks } = ladder(SETTINGS, { mid: MID, position: 0n })
  for (const side of [bids, asks])
    assert.deepEqual(
      side.map(([, quantity]) => quantity),
      [100n, 150n, 200n],
    )
  assert.equal(calculateQuantity(1n, 1), 1n)
})

// req: LQ-04
test('quotes lean against the position, in proportion, and no further than a full one', () => {
  const bestOf = (position: bigint) => {
    const { bids, asks } = ladder(SETTINGS, { mid: MID, position })
    return [bids[0]?.[0], asks[0]?.[0]]
  }
  assert.deepEqual(bestOf(500n), [997_501n, 1_001_499n])
  assert.deepEqual(bestOf(-500n), [998_499n, 1_002_501n])
  // Long enough: it only sells, and short enough: it only buys.
  assert.deepEqual(bestOf(1_000n), [undefined, 1_000_998n])
  assert.deepEqual(bestOf(9_000n), [undefined, 1_000_998n])
  assert.deepEqual(bestOf(-1_000n), [998_998n, undefined])
})

// req: LQ-04
test('whatever the data, a ladder is in order and never crosses', () => {
  for (const mid of [1n, 2n, 7n, 225_00n, 64_000_00n, 2n ** 50n])
    for (const targetSpread of [1n, 150n, 100_000n])
      for (const position of [-1_000n, -1n, 0n, 999n]) {
        const { bids, asks } = ladder({ ...SETTINGS, targetSpread, levels: 8 }, { mid, position })
        const down = bids.map(([price]) => BigInt(price))
        const up = asks.map(([price]) => BigInt(price))
        for (let at = 1; at < down.length; at++) assert.ok(down[at]! < down[at - 1]!)
        for (let at = 1; at < up.length; at++) assert.ok(up[at]! > up[at - 1]!)
        assert.ok(down.every((price) => price > 0n))
        if (down.length > 0 && up.length > 0)
          assert.ok(down[0]! < up[0]!, `${mid} ${targetSpread} ${position}`)
      }
})

test('settings out of range are refused before anything is quoted', () => {
  checkSettings(SETTINGS)
  const wrong: Partial<MakerSettings>[] = [
    { targetSpread: 0n },
    { targetSpread: 100_001n },
    { levels: 0 },
    { levels: 9 },
    { levels: 1.5 },
    { minDepth: 0n },
    { maxPosition: 0n },
    { skew: -1n },
  ]
  for (const it of wrong) assert.throws(() => checkSettings({ ...SETTINGS, ...it }), RangeError)
})
