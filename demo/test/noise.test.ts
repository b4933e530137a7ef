import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Side } from '@tapebook/client'
import { type Decision, decisions } from '../src/noise.ts'

function first(seed: number, count = 500): Decision[] {
  const source = decisions(seed)
  return Array.from({ length: count }, () => source.next().value)
}

test('the same seed decides the same, another one differently', () => {
  assert.deepEqual(first(7), first(7))
  assert.notDeepEqual(first(7), first(8))
  assert.notDeepEqual(first(7).slice(1, 3), first(7).slice(0, 2))
})

test('noise takes and leaves on both sides of every market, in small sizes', () => {
  const all = first(1)
  for (const what of ['take', 'leave', 'wait'] as const)
    for (const side of [Side.Buy, Side.Sell])
      assert.ok(all.filter((it) => it.what === what && it.side === side).length > 25)
  assert.ok(all.every(({ market, worth }) => market >= 0 && market < 1 && worth >= 200 && worth <= 12_200))
  assert.ok(all.every(({ behind }) => behind >= -0.0001 && behind <= 0.0007))
})
