import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { seedDemo } from '@tapebook/server'
import { startChildServer } from '../src/child-server.ts'
import { connect } from '../src/connect.ts'
import { ExitCode } from '../src/exit-codes.ts'
import { inFolder, lastRow, needsAddon, tapebook } from './helpers.ts'

// req: VR-18
test('an operator stops an instrument and an account, and lets them go on', needsAddon, async () => {
  await inFolder(async (folder) => {
    const server = await startChildServer({ directory: join(folder, 'data') })
    const session = ['--url', server.url, '--key', server.operatorKey, '--json']
    const operator = await connect({ url: server.url, key: server.operatorKey })
    await seedDemo(operator, { keys: {} })
    await operator.close()

    const stopped = await tapebook('kill', 'instrument', 'aaplusd', ...session)
    assert.equal(stopped.code, ExitCode.Ok, stopped.err)
    assert.equal(lastRow(stopped.out).state, 'stopped')
    const released = await tapebook('kill', 'instrument', 'AAPLUSD', '--release', ...session)
    assert.equal(lastRow(released.out).state, 'released')
    const nobody = await tapebook('kill', 'account', '99999', ...session)
    assert.notEqual(nobody.code, ExitCode.Ok)
    assert.match(nobody.err, /UnknownAccount|account/i)
    await server.stop()
  })
})
