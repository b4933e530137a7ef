import assert from 'node:assert/strict'
import { test } from 'node:test'
import { table, toJson } from '../src/output.ts'
import { duration, progressLine } from '../src/progress.ts'

test('progress names share, rate and time left', () => {
  assert.equal(
    progressLine('replaying', 'commands', 250, 1_000, 2),
    'replaying  25 %  125 commands/s  6 s left',
  )
  assert.equal(progressLine('sending', 'bytes', 3e6, 0, 2), 'sending  1.5 MB/s')
  assert.equal(progressLine('sending', 'messages', 0, 10, 0), 'sending  0 %  0 messages/s')
})

test('a duration is said in two units', () => {
  assert.deepEqual([0, 59, 61, 3_700].map(duration), ['0 s', '59 s', '1 min 1 s', '1 h 1 min'])
})

test('64-bit numbers and bytes survive JSON', () => {
  const row = { sequence: 2n ** 63n, key: new Uint8Array([1, 255]), price: '1.5' }
  assert.equal(toJson(row), '{"sequence":"9223372036854775808","key":"01ff","price":"1.5"}')
})

test('a table lines its columns up', () => {
  assert.equal(
    table(
      [
        ['a', 'bb'],
        ['ccc', 'd'],
      ],
      [1],
    ),
    'a    bb\nccc   d',
  )
})
