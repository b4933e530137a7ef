import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Deadlines } from '../src/deadlines.ts'
import { Turns } from '../src/turns.ts'

test('a name is had by one at a time, in the order in which it was wanted', async () => {
  const turns = new Turns()
  const told: string[] = []
  const ends: (() => void)[] = []
  const work = (word: string) => async (): Promise<string> => {
    told.push(`${word} begins`)
    await new Promise<void>((resolve) => ends.push(resolve))
    told.push(`${word} ends`)
    return word
  }
  const all = [
    turns.take('a', work('first')),
    turns.take('a', work('second')),
    turns.take('a', work('third')),
  ]
  const other = turns.take('b', work('other'))
  assert.deepEqual(told, ['first begins', 'other begins'])
  ends[1]!()
  assert.equal(await other, 'other')
  for (const [at, word] of ['first', 'second', 'third'].entries()) {
    ends.at(at === 0 ? 0 : -1)!()
    assert.equal(await all[at], word)
  }
  const order = ['first', 'second', 'third'].flatMap((word) => [`${word} begins`, `${word} ends`])
  assert.deepEqual(
    told.filter((word) => !word.startsWith('other')),
    order,
  )
})

test('who fails leaves the name to the next', async () => {
  const turns = new Turns()
  const failed = turns.take('a', async () => {
    throw new Error('no')
  })
  const next = turns.take('a', async () => 'yes')
  await assert.rejects(failed, /no/)
  assert.equal(await next, 'yes')
  assert.equal(await turns.take('a', async () => 'again'), 'again')
})

test('who is late is told so, and nobody else', async () => {
  const deadlines = new Deadlines(20, () => new Error('late'))
  const told: string[] = []
  const reject = (word: string) => (error: Error) => void told.push(`${word}: ${error.message}`)
  const inTime = reject('in time')
  deadlines.add(inTime)
  deadlines.add(reject('slow'))
  deadlines.delete(inTime)
  await new Promise<void>((resolve) => deadlines.add(() => resolve()))
  assert.deepEqual(told, ['slow: late'])
  // The one timer goes on for those that come behind.
  await new Promise<void>((resolve) => deadlines.add(() => resolve()))
  deadlines.add(reject('ended'))
  deadlines.clear()
  await new Promise<void>((resolve) => new Deadlines(40, () => new Error('late')).add(() => resolve()))
  assert.deepEqual(told, ['slow: late'])
})
