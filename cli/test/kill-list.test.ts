import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ExitCode } from '../src/exit-codes.ts'
import { readList } from '../src/torture/judge.ts'
import { lastRow, needsAddon, tapebook } from './helpers.ts'

test('a list is read, and a fill told twice counts once', () => {
  const list = readList(
    'S a-1 100 5\nA a-1 7\nF 7 1 3\nF 7 1 3\nF 7 2 2\nS a-2 100 1\nX a-2 BookFull\nD\nU\nE 0\n',
  )
  assert.deepEqual([...list.acknowledged], [['a-1', '7']])
  assert.deepEqual(list.sent.get('a-1'), { price: 100, quantity: 5 })
  assert.deepEqual([...list.fills.values()], [3n, 2n])
  assert.equal(list.refused.get('a-2'), 'BookFull')
  assert.deepEqual([list.disconnects, list.resumesRefused, list.unanswered], [1, 1, 0])
})

test('a few kills under load lose no order and repeat none', needsAddon, async () => {
  const { code, out, err } = await tapebook('torture', 'kill', '--rounds', '3', '--json')
  assert.equal(code, ExitCode.Ok, `${out}${err}`)
  const row = lastRow(out)
  assert.deepEqual([row.lost, row.repeated, row.refused, row.faults], [0, 0, 0, []])
  assert.equal(row.acknowledged, row.sent)
  assert.ok(Number(row.acknowledged) > 100 && Number(row.fills) > 0, out)
  assert.equal(row.verify_ok, true)
})
