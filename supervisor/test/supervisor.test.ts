import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '@tapebook/testing'
import { entryOf, ListeningProcess, Supervisor } from '../src/index.ts'

interface Told {
  readonly pid: number
  readonly word: string
  readonly priority?: number
}

const CHILD = new URL('./child.ts', import.meta.url)

/** A process that says its word, then does what it was told to. */
function start(next: 'wait' | 'throw' | 'hang', finishMs = 5_000) {
  const told: Told[] = []
  const troubles: string[] = []
  const supervisor = new Supervisor<Told>({
    name: 'the child',
    entry: CHILD,
    settings: { word: 'here', next },
    finishMs,
    onMessage: (message) => told.push(message) > 0,
    onTrouble: (why) => troubles.push(why),
  })
  return { supervisor, told, troubles }
}

test('a process that is killed is started again, and ends in order when told to', async () => {
  const { supervisor, told, troubles } = start('wait')
  await until(() => told.length === 1)
  assert.equal(told[0]?.word, 'here')
  // Those who trade go first.
  assert.ok((told[0]?.priority ?? 0) >= 5)
  process.kill(told[0]!.pid, 'SIGKILL')
  await until(() => told.length === 2)
  assert.notEqual(told[1]?.pid, told[0]?.pid)
  assert.equal(supervisor.restarts, 1)
  assert.deepEqual(troubles, ['the child ended (SIGKILL)'])
  await supervisor.stop()
  assert.equal(supervisor.isUp, false)
  assert.equal(told.at(-1)?.word, 'bye')
})

test('what a process dies of is told once', async () => {
  const { supervisor, troubles } = start('throw')
  await until(() => troubles.length === 1)
  await supervisor.stop()
  assert.deepEqual(troubles, ['there is no bread'])
})

test('a process that does not end is ended', async () => {
  const { supervisor, told } = start('hang', 200)
  await until(() => told.length === 1)
  await supervisor.stop()
  assert.equal(supervisor.isUp, false)
})

test('whoever waits for a place to be listened on is told it, as long as it is', async () => {
  const places: number[] = []
  const child = new ListeningProcess<Told, number>({
    name: 'the child',
    entry: entryOf(import.meta.url, './child.ts'),
    settings: { word: 'here', next: 'wait' },
    finishMs: 5_000,
    placeOf: ({ word, pid }) => (word === 'here' ? pid : undefined),
    onTrouble: () => {},
  })
  assert.equal(await child.listening(1), undefined, 'nothing listens that soon')
  child.onListening((place) => places.push(place))
  const [first, other] = await Promise.all([child.listening(20_000), child.listening(20_000)])
  assert.equal(first, child.pid)
  assert.equal(other, first)
  process.kill(first!, 'SIGKILL')
  await until(() => places.length === 2)
  assert.equal(await child.listening(1), child.pid)
  assert.notEqual(child.pid, first)
  await child.stop()
  assert.equal(child.isListening, false)
})
