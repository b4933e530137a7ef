import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ExitCode } from '../src/exit-codes.ts'
import { inFolder, lastRow, needsAddon, tapebook, withDemo } from './helpers.ts'

// req: VR-18
test('an operator stops an instrument and an account, and lets them go on', needsAddon, async () => {
  await inFolder(async (folder) => {
    await withDemo(folder, {}, async (_server, session) => {
      const stopped = await tapebook('kill', 'instrument', 'aaplusd', ...session)
      assert.equal(stopped.code, ExitCode.Ok, stopped.err)
      assert.equal(lastRow(stopped.out).state, 'stopped')
      const released = await tapebook('kill', 'instrument', 'AAPLUSD', '--release', ...session)
      assert.equal(lastRow(released.out).state, 'released')
      const nobody = await tapebook('kill', 'account', '99999', ...session)
      assert.notEqual(nobody.code, ExitCode.Ok)
      assert.match(nobody.err, /UnknownAccount|account/i)
    })
  })
})
