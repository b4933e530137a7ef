import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ExitCode } from '../src/exit-codes.ts'
import { inFolder, lastRow, needsAddon, tapebook, withDemo } from './helpers.ts'

// req: OT-12
test('an operator plans phases by a calendar, sets rules, and ends a phase', needsAddon, async () => {
  await inFolder(async (folder) => {
    await withDemo(folder, {}, async (_server, session) => {
      const calendar = join(folder, 'calendar.json')
      const days = [1, 2, 3, 4, 5, 6, 7]
      const phases = [
        { at: '09:00', phase: 'OpeningAuction' },
        { at: '09:10', phase: 'Continuous', randomMs: 30_000 },
        { at: '17:30', phase: 'Closed' },
      ]
      writeFileSync(calendar, JSON.stringify({ timeZone: 'Europe/Berlin', days, phases }))
      const planned = await tapebook('phase', 'plan', 'aaplusd', '--calendar', calendar, ...session)
      assert.equal(planned.code, ExitCode.Ok, planned.err)
      const rows = planned.out.trim().split('\n')
      assert.ok(rows.length >= 18 && rows.length <= 21, planned.out)
      const last = lastRow(planned.out)
      assert.deepEqual([last.symbol, last.phase], ['AAPLUSD', 'Closed'])
      const tooMany = await tapebook(
        'phase',
        'plan',
        'AAPLUSD',
        '--calendar',
        calendar,
        '--days',
        '60',
        ...session,
      )
      assert.equal(tooMany.code, ExitCode.Usage)
      writeFileSync(calendar, '{"timeZone":"Europe/Berlin"}')
      const wrong = await tapebook('phase', 'plan', 'AAPLUSD', '--calendar', calendar, ...session)
      assert.equal(wrong.code, ExitCode.CannotRead)
      assert.match(wrong.err, /is no calendar: it needs a "timeZone" and "phases"/)

      const rules = await tapebook(
        'phase',
        'rules',
        'AAPLUSD',
        '--breach',
        'halt',
        '--halt',
        '5000',
        ...session,
      )
      assert.equal(rules.code, ExitCode.Ok, rules.err)
      const halted = await tapebook('phase', 'set', 'AAPLUSD', 'halted', ...session)
      assert.equal(halted.code, ExitCode.Ok, halted.err)
      assert.equal(lastRow(halted.out).phase, 'Halted')
    })
  })
})
