import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ExitCode } from '../src/exit-codes.ts'
import type { Row } from '../src/torture/fault.ts'
import { FAULTS } from '../src/torture/faults.ts'
import { POINTS } from '../src/torture/points.ts'
import { lastRow, needsAddon, tapebook } from './helpers.ts'

// Each with an exchange, clients that keep lists of what was acknowledged, and a judge, as in `tapebook torture kill`.
for (const { name, text, lacks } of FAULTS) {
  const why = lacks()
  test(`${name}: ${text}`, why === undefined ? needsAddon : { skip: why }, async () => {
    const { code, out, err } = await tapebook('torture', 'faults', name, '--json')
    const told = lastRow(out) as { rows?: Row[]; faults?: string[] }
    assert.equal(code, ExitCode.Ok, `${out}${err}`)
    assert.deepEqual(told.faults, [])
    assert.ok(
      told.rows?.length && told.rows.every(({ tried, survived }) => tried > 0 && survived === tried),
      out,
    )
  })
}

test('there are twelve points, each with a name of its own', () => {
  assert.equal(new Set(POINTS.map(({ name }) => name)).size, 12)
})

test('a fault that nobody knows is refused', async () => {
  const { code, err } = await tapebook('torture', 'faults', 'flood')
  assert.equal(code, ExitCode.Usage)
  assert.match(err, /flood is no fault; there are points, power/)
})
