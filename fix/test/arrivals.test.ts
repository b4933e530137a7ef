import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Arrivals } from '../src/gateway/arrivals.ts'

test('a request is answered once, and those that no report answers do not pile up', () => {
  const arrivals = new Arrivals(3)
  arrivals.came('order', 5n)
  assert.equal(arrivals.answered('order'), 5n)
  assert.equal(arrivals.answered('order'), undefined)
  for (let at = 0n; at < 100n; at++) arrivals.came(`quote-${at}`, at)
  assert.equal(arrivals.size, 3)
  assert.equal(arrivals.answered('quote-96'), undefined)
  assert.equal(arrivals.answered('quote-99'), 99n)
})
