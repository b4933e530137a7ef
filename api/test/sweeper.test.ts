import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Sweeper } from '../src/people/sweeper.ts'
import { until } from './helpers.ts'

test('it sweeps at once and again, also after a failure, and not once it is closed', async () => {
  let sweeps = 0
  const troubles: string[] = []
  const sweep = async (): Promise<void> => {
    sweeps++
    if (sweeps === 2) throw new Error('no disk')
  }
  const sweeper = new Sweeper(sweep, 5, (why) => troubles.push(why))
  assert.equal(sweeps, 1)
  await until(() => sweeps >= 4)
  assert.deepEqual(troubles, ['what has expired was not thrown away: no disk'])
  await sweeper.close()
  const last = sweeps
  await sleep(30)
  assert.equal(sweeps, last)
})
