// Waiting is by a clock that nobody sets.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises'
import type { Tables } from '@tapebook/projections'
import { Freshness } from '@tapebook/service'

test('a reader that waits for the tables gives up in time, though the clock is set back', async (t) => {
  let looks = 0
  const tables: Pick<Tables, 'place'> = {
    place: async () => {
      looks++
      return { sequence: 1 } as Awaited<ReturnType<Tables['place']>>
    },
  }
  const answer = new Freshness(tables as Tables).upTo(2)
  while (looks === 0) await turn()
  t.mock.method(Date, 'now', () => 0)
  assert.equal(await Promise.race([answer, sleep(20_000, 'waits', { ref: false })]), false)
})
