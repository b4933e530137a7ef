import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ReplayGuard } from '../src/keys/replay-guard.ts'

test('the guard forgets what has left its window, and refuses rather than forget more', () => {
  const guard = new ReplayGuard(0, 1_000)
  for (let n = 0; n < 400_000; n++) assert.ok(guard.take(`a ${n}`, 5_000, 10))
  assert.equal(guard.take('one more', 5_000, 10), false)
  assert.equal(guard.take('a 5', 5_000, 10), false)
  assert.ok(guard.take('later', 11_000, 6_000))
  assert.ok(guard.size < 10, `${guard.size}`)
  assert.equal(guard.knows(1_000, 20_000), false)
  assert.equal(guard.knows(1_001, 20_000), true)
  assert.deepEqual([guard.blindFor(400), guard.blindFor(1_000), guard.blindFor(1_001)], [601, 1, 0])
  assert.equal(guard.knows(1_001, 5_000), false, 'its like was forgotten')
})

test('a steady stream is remembered for its window alone', () => {
  const guard = new ReplayGuard(0, 0)
  for (let now = 1; now < 100_000; now++) {
    assert.ok(guard.take(String(now), now + 500, now))
    assert.ok(guard.size <= 502)
  }
})
