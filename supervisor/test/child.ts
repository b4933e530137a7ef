// A process that the test of the supervisor keeps.
import { once } from 'node:events'
import { getPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { runChild } from '../src/index.ts'

interface Settings {
  readonly word: string
  readonly next: 'wait' | 'throw' | 'hang'
}

await runChild<Settings, object>(async ({ word, next }, tell, finish) => {
  await tell({ pid: process.pid, word, priority: getPriority() })
  if (next === 'throw') throw new Error('there is no bread')
  if (next === 'hang') await sleep(60_000)
  await once(finish, 'abort')
  await tell({ pid: process.pid, word: 'bye' })
})
