// A process that the test of the supervisor keeps.
import { once } from 'node:events'
import { getPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { runChild } from '../src/index.ts'

interface Settings {
  readonly word: string
  readonly then: 'wait' | 'throw' | 'hang'
}

await runChild<Settings, object>(async ({ word, then }, tell, finish) => {
  await tell({ pid: process.pid, word, priority: getPriority() })
  if (then === 'throw') throw new Error('there is no bread')
  if (then === 'hang') await sleep(60_000)
  await once(finish, 'abort')
  await tell({ pid: process.pid, word: 'bye' })
})
