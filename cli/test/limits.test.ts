import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { publicKeyOf } from '@tapebook/client'
import { ExitCode } from '../src/exit-codes.ts'
import { writeKey } from '../src/keys.ts'
import { inFolder, lastRow, needsAddon, tapebook, withDemo } from './helpers.ts'

// req: VR-11 VR-16 AD-14
test('an operator limits an account and an instrument at run time', needsAddon, async () => {
  await inFolder(async (folder) => {
    const key = join(folder, 'alice.pem')
    const alice = publicKeyOf(writeKey(key))
    await withDemo(folder, { alice }, async (server, asOperator) => {
      const asAlice = ['--url', server.url, '--json', '--key', key]
      const buy = () => tapebook('order', 'buy', 'AAPLUSD', '100', '@', '225', ...asAlice)
      assert.equal((await buy()).code, ExitCode.Ok)
      const unknown = await tapebook('reference-rate', 'XYZ', '1', ...asOperator)
      assert.match(unknown.err, /no asset XYZ/)
      const rated = await tapebook('reference-rate', 'usd', '1', ...asOperator)
      assert.equal(lastRow(rated.out).asset, 'USD', rated.err)
      const limited = await tapebook(
        'limits',
        'instrument',
        'aaplusd',
        '--order-value',
        '20000',
        ...asOperator,
      )
      assert.equal(lastRow(limited.out).state, 'limited', limited.err)
      const refused = await buy()
      assert.notEqual(refused.code, ExitCode.Ok)
      assert.match(refused.err, /OrderTooLarge|too large/i)

      // Alice's own limit is narrower than the instrument's, though it is larger.
      const standard = await tapebook(
        'limits',
        'account',
        '16',
        '--standard',
        '--impact',
        '1.5',
        ...asOperator,
      )
      assert.equal(standard.code, ExitCode.Ok, standard.err)
      assert.equal((await buy()).code, ExitCode.Ok)
      const free = await tapebook('limits', 'account', '16', ...asOperator)
      assert.equal(lastRow(free.out).state, 'not limited')
      assert.notEqual((await buy()).code, ExitCode.Ok)
      const grouped = await tapebook('risk-group', '16', '5', ...asOperator)
      assert.equal(lastRow(grouped.out).group, 5, grouped.err)
      const owned = await tapebook('group-owner', '5', '1', ...asOperator)
      assert.equal(lastRow(owned.out).member, 1, owned.err)
      const shown = async (...args: string[]): Promise<unknown[][]> => {
        const { code, out, err } = await tapebook('limits', 'show', ...args)
        assert.equal(code, ExitCode.Ok, err)
        const rows = out.split('\n').filter((line) => line !== '')
        return rows.map((line) => lastRow(line)).map(({ scope, name, limits }) => [scope, name, limits])
      }
      const ofInstrument = ['Instrument', 'AAPLUSD', { orderValue: '20000' }]
      assert.deepEqual(await shown(...asAlice), [ofInstrument])
      assert.deepEqual(await shown('account', '16', ...asOperator), [ofInstrument])
      assert.deepEqual(await shown('all', ...asOperator), [ofInstrument])
      assert.deepEqual(await shown('instrument', 'aaplusd', ...asOperator), [ofInstrument])
      assert.deepEqual(await shown('tier', '2', ...asOperator), [['Tier', '2', {}]])
      const inWords = await tapebook('limits', 'show', '--url', server.url, '--key', key)
      assert.match(inWords.out, /^Instrument AAPLUSD: orderValue 20000\n$/)
      const forbidden = await tapebook('limits', 'show', 'all', ...asAlice)
      assert.match(forbidden.err, /NotPermitted|not permitted/i)
      for (const wrong of [['tier'], ['all', '3'], ['account', 'x']])
        assert.equal((await tapebook('limits', 'show', ...wrong, ...asOperator)).code, ExitCode.Usage)
      await tapebook('limits', 'instrument', 'AAPLUSD', ...asOperator)
      assert.equal((await buy()).code, ExitCode.Ok)
      for (const [scope, name] of [
        ['risk-group', '5'],
        ['member', '1'],
      ] as const) {
        const together = await tapebook('limits', scope, name, '--position', '1000', ...asOperator)
        assert.equal(together.code, ExitCode.Ok, together.err)
        assert.match((await buy()).err, /PositionLimitExceeded|position/i)
        await tapebook('limits', scope, name, ...asOperator)
      }
      assert.equal((await tapebook('kill', 'risk-group', '5', ...asOperator)).code, ExitCode.Ok)
      assert.match((await buy()).err, /Killed/)
    })
  })
})
