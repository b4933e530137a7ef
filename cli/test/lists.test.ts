import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { generateKey } from '@tapebook/client'
import { seedDemo } from '@tapebook/demo'
import { startChildServer } from '../src/child-server.ts'
import { connect } from '../src/connect.ts'
import { ExitCode } from '../src/exit-codes.ts'
import { inFolder, needsAddon, tapebook } from './helpers.ts'

type Row = Record<string, unknown>
const rows = (out: string): Row[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)

test('every kind of list is entered, told and canceled', needsAddon, async () => {
  await inFolder(async (folder) => {
    const server = await startChildServer({ directory: join(folder, 'data') })
    const [alice, bob] = [generateKey(), generateKey()]
    const operator = await connect({ url: server.url, key: server.operatorKey })
    await seedDemo(operator, { keys: { alice: alice.publicKey, bob: bob.publicKey } })
    await operator.close()
    const sessionOf = (name: string, { privateKey }: { privateKey: string }): string[] => {
      writeFileSync(join(folder, name), privateKey)
      return ['--url', server.url, '--key', join(folder, name), '--json']
    }
    const [mine, others] = [sessionOf('alice.pem', alice), sessionOf('bob.pem', bob)]
    const legs = async (...args: string[]): Promise<unknown[][]> => {
      const { code, out, err } = await tapebook(...args, ...mine)
      assert.equal(code, ExitCode.Ok, err)
      return rows(out).flatMap(({ event, state, quantity, price }) =>
        event === 'leg' ? [[state, quantity, price]] : [],
      )
    }

    const oto = ['oto', 'buy', 'BTCUSD', '0.5', '@', '61000', '--then', 'sell']
    assert.deepEqual(await legs(...oto, '--then-price', '66000', '--then-quantity', '0.2', '--id', 'one'), [
      ['New', '0.5', '61000'],
      ['Pending', '0.2', '66000'],
    ])
    const [, stop] = await legs(...oto, '--then-stop', '58000', '--then-price', '57000', '--id', 'two')
    assert.deepEqual(stop, ['Pending', '0.5', '57000'])
    const otoco = ['otoco', 'buy', 'BTCUSD', '0.3', '@', '62000', '--profit', '66000', '--stop', '58000']
    const three = await legs(...otoco, '--exit-quantity', '0.1', '--id', 'three')
    assert.deepEqual(
      three.map(([state, quantity]) => [state, quantity]),
      [
        ['New', '0.3'],
        ['Pending', '0.1'],
        ['Pending', '0.1'],
      ],
    )

    // The first order of the dearest list is filled: its exits start.
    const sold = await tapebook('order', 'sell', 'BTCUSD', '0.3', '@', '62000', ...others)
    assert.equal(sold.code, ExitCode.Ok, sold.err)
    const { out } = await tapebook('lists', ...mine)
    const told = rows(out)
    assert.deepEqual(
      told.flatMap(({ event, kind, client_id }) => (event === 'list' ? [[kind, client_id]] : [])),
      [
        ['Oto', 'one'],
        ['Oto', 'two'],
        ['Otoco', 'three'],
      ],
    )
    assert.deepEqual(
      told.slice(-2).map(({ state, quantity }) => [state, quantity]),
      [
        ['New', '0.1'],
        ['Untriggered', '0.1'],
      ],
    )
    for (const list of ['one', 'two', 'three']) {
      const canceled = await tapebook('cancel-list', list, ...mine)
      assert.equal(canceled.code, ExitCode.Ok, canceled.err)
    }
    assert.equal((await tapebook('lists', ...mine)).out, '')

    const both = await tapebook(...oto, '--then-stop', '58000', '--then-profit', '66000', ...mine)
    assert.deepEqual([both.code, both.out], [ExitCode.Usage, ''])
    assert.match(both.err, /one of --then-stop and --then-profit/)
    const wrongSide = await tapebook('oto', 'buy', 'BTCUSD', '0.5', '--then', 'hold', ...mine)
    assert.equal(wrongSide.code, ExitCode.Usage)
    const crossed = await tapebook(...otoco, '--exits', 'buy', ...mine)
    assert.equal(crossed.code, ExitCode.CheckFailed)
    assert.match(crossed.err, /ListPricesContradict/)
    await server.stop()
  })
})
