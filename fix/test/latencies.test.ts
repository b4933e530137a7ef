import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Latencies } from '../src/gateway/latencies.ts'

test('half of the answers take as long as p50 says, and the longest is the most', () => {
  const latencies = new Latencies()
  assert.deepEqual(latencies.figures(), { count: 0, p50: 0, p99: 0, most: 0 })
  for (let us = 1n; us <= 1_000n; us++) latencies.add(us * 1_000n)
  latencies.add(3_600_000_000_000n)
  const { count, p50, p99, most } = latencies.figures()
  assert.equal(count, 1_001)
  assert.ok(Math.abs(p50 - 500) <= 5, `${p50}`)
  assert.ok(Math.abs(p99 - 990) <= 10, `${p99}`)
  assert.ok(Math.abs(most - 60_000_000) <= 600_000, `${most}`)
})
