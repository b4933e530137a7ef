// The states of a session, by a clock that the test moves.
import assert from 'node:assert/strict'
import { mock, type TestContext, test } from 'node:test'
import { Link, pauseMs } from '../src/lp/link.ts'

interface Rig {
  readonly link: Link
  readonly calls: string[]
  tick(ms: number): void
}

function newLink(t: TestContext, maxReconnects = 10): Rig {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 })
  t.after(() => mock.timers.reset())
  const calls: string[] = []
  const link = new Link(
    { reconnectInterval: 5, heartbeatInterval: 30, maxReconnects },
    {
      dial: () => calls.push('dial'),
      hangUp: (reason) => calls.push(reason),
      random: () => 1,
      now: () => Date.now(),
    },
  )
  return { link, calls, tick: (ms) => mock.timers.tick(ms) }
}

// req: FX-06
test('pauses double up to a minute, and a random part of the second half is added', () => {
  const whole = [1, 2, 3, 4, 5, 6, 99].map((failed) => pauseMs(failed, 5, 1))
  assert.deepEqual(whole, [5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000])
  assert.deepEqual(
    [1, 5].map((failed) => pauseMs(failed, 5, 0)),
    [2_500, 30_000],
  )
  assert.equal(pauseMs(1, 1, 0.5), 750)
})

// req: FX-08
test('connect, log-on, log-out, and back', (t) => {
  const { link, calls, tick } = newLink(t)
  assert.equal(link.state, 'Disconnected')
  link.connect()
  assert.equal(link.state, 'Connecting')
  link.connect()
  assert.deepEqual(calls, ['dial'])
  link.loggedOn()
  assert.equal(link.state, 'Connected')
  tick(40_000)
  link.lost('logged out: end of day')
  assert.equal(link.state, 'Disconnected')
  assert.equal(link.error, 'logged out: end of day')
  assert.equal(link.upMs, 40_000)
  tick(4_999)
  assert.equal(link.state, 'Disconnected')
  tick(1)
  assert.equal(link.state, 'Connecting')
  assert.equal(link.reconnects, 1)
})

// req: FX-05 FX-08
test('a timeout makes it Failed, which is tried again until there were as many tries as may be', (t) => {
  const { link, calls, tick } = newLink(t, 3)
  link.connect()
  link.lost('no log-on within 10 s')
  assert.equal(link.state, 'Failed')
  tick(5_000)
  assert.equal(link.state, 'Connecting')
  link.lost('no log-on within 10 s')
  tick(10_000)
  link.lost('no log-on within 10 s')
  assert.equal(link.state, 'Failed')
  assert.equal(link.againAt, undefined)
  assert.equal(link.error, 'no log-on within 10 s; given up after 3 tries')
  tick(10_000_000)
  assert.equal(calls.length, 3)
  link.connect()
  assert.equal(link.state, 'Connecting')
  assert.equal(link.failed, 0)
})

// req: FX-08
test('log-ons that do not last count as failed tries', (t) => {
  const { link, tick } = newLink(t, 3)
  link.connect()
  for (const pause of [5_000, 10_000]) {
    link.loggedOn()
    tick(1_000)
    link.lost('logged out: go away')
    tick(pause - 1)
    assert.equal(link.state, 'Disconnected')
    tick(1)
    assert.equal(link.state, 'Connecting')
  }
  link.loggedOn()
  link.lost('logged out: go away')
  assert.equal(link.state, 'Failed')
  assert.equal(link.againAt, undefined)
})

// req: FX-10
test('what an operator disconnected stays so', (t) => {
  const { link, calls, tick } = newLink(t)
  link.connect()
  link.loggedOn()
  link.disconnect('maintenance')
  assert.equal(link.state, 'Disconnected')
  link.lost('the connection was lost')
  tick(1_000_000)
  assert.equal(link.state, 'Disconnected')
  assert.deepEqual(calls, ['dial', 'maintenance'])
  link.connect()
  link.lost('nobody there')
  link.disconnect('no more tries')
  tick(1_000_000)
  assert.deepEqual(calls, ['dial', 'maintenance', 'dial'])
})
